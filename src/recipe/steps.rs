//! MMC steps that several recipes share. Plain functions: each sends the commands of its name.

use super::burn::Burn;
use super::medium::Medium;
use crate::failure::{Failure, Result};
use crate::hresult::DF2D_E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS;
use crate::mmc::command::{CloseFunction, Command, PageControl};
use crate::mmc::format::format_parameters;
use crate::mmc::mode::{ModeData, WriteParameters};
use crate::mmc::timeout::LongOperation;
use crate::pipeline::cause::{is_disturbance, is_excuse, is_news, is_refusal};
use crate::pipeline::device::{Attention, Device};
use crate::pipeline::meter::Action;
use crate::transport::scsi::asc;

/// PREVENT MEDIUM REMOVAL. Drives without a tray lock refuse it, which changes nothing.
pub fn prevent_removal(device: &Device) {
    let _ = device.send(&Command::prevent_allow(true));
}

/// ALLOW MEDIUM REMOVAL, on every way out: also if the drive takes it only once it is done with what it is at, or has one
/// piece of bad news after the other to tell first.
pub fn allow_removal(device: &Device, patience: LongOperation, capacity: u64) {
    const NEWS: u32 = 64;
    let allow = Command::prevent_allow(false);
    let mut allowed = device.send(&allow);
    for _ in 0..NEWS {
        match &allowed {
            Err(failure) if is_news(failure) => allowed = device.send(&allow),
            _ => break,
        }
    }
    let allowed = allowed.or_else(|_| {
        let _ = device.wait_ready(patience, capacity);
        device.send(&allow)
    });
    if let Err(failure) = allowed {
        log::warn!("the tray may still be locked: {}", failure.text);
    }
}

/// SEND OPC INFORMATION: the drive calibrates its laser on this disc. A drive that does not offer it is no failure.
pub fn calibrate_power(device: &Device, capacity: u64) -> Result<()> {
    match device.send(&Command::send_opc()) {
        Ok(()) => device.wait_ready(LongOperation::Opc, capacity),
        Err(failure) if is_refusal(&failure) => {
            log::info!("the drive offers no power calibration on request: {}", failure.text);
            Ok(())
        }
        Err(failure) => Err(failure),
    }
}

fn write_parameters(device: &Device) -> Result<WriteParameters> {
    let mut answer = [0; 256];
    let command = Command::mode_sense(0x05, PageControl::Current, answer.len() as u16);
    let got = device.receive(&command, &mut answer)?;
    let data = ModeData::decode(&answer[..got])?;
    Ok(WriteParameters::from_page(data.page(0x05).unwrap_or_default())?)
}

/// The drive's own write parameters page, changed and sent back; firmware is picky about the bytes it does not name.
pub fn set_write_parameters(device: &Device, change: impl FnOnce(&mut WriteParameters)) -> Result<()> {
    let mut page = write_parameters(device)?;
    change(&mut page);
    let list = page.parameter_list();
    device.supply(&Command::mode_select(list.len() as u16, false), &list)
}

/// Whether the laser will really stay off: a drive that forgets the bit would burn the disc.
pub fn confirm_test_write(device: &Device) -> Result<()> {
    if write_parameters(device)?.is_test_write() {
        return Ok(());
    }
    Err(Failure::new(
        DF2D_E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS,
        "The drive does not confirm that it only simulates; nothing was written.",
    ))
}

/// Whoever writes next means it.
pub fn leave_test_write(device: &Device) -> Result<()> {
    set_write_parameters(device, |page| {
        page.test_write(false);
    })
}

/// SEND DISC STRUCTURE: an image that fills more than one layer is divided between both, so that players find it
/// recorded to the same radius on either. A drive that keeps its own boundary is no failure.
pub fn balance_layers(device: &Device, sectors: u64, unit: u32) -> Result<()> {
    const LAYER_BOUNDARY: u8 = 0x20;
    /// Length, reserved; status, reserved; sectors of the first layer.
    const LEN: usize = 12;
    let mut answer = [0; LEN];
    let command = Command::read_disc_structure(0, 0, 0, LAYER_BOUNDARY, LEN as u16);
    let got = match device.receive(&command, &mut answer) {
        Ok(got) => got,
        Err(failure) if is_excuse(&failure) => return Ok(()),
        Err(failure) => return Err(failure),
    };
    let first_layer = u32::from_be_bytes([answer[8], answer[9], answer[10], answer[11]]);
    let half = sectors.div_ceil(2).next_multiple_of(u64::from(unit)) as u32;
    if got < LEN || sectors <= u64::from(first_layer) || half >= first_layer {
        return Ok(());
    }
    let mut list = [0; LEN];
    list[1] = LEN as u8 - 2;
    list[8..12].copy_from_slice(&half.to_be_bytes());
    let set = device.supply(&Command::send_disc_structure(LAYER_BOUNDARY, LEN as u16), &list);
    match set {
        Err(failure) if is_refusal(&failure) => {
            log::info!("the drive keeps its own layer boundary: {}", failure.text);
            Ok(())
        }
        Ok(()) => device.wait_ready(LongOperation::Opc, 0),
        Err(failure) => Err(failure),
    }
}

/// CLOSE TRACK for the track in which recording stopped, and CLOSE SESSION, whose answer counts: the power may have
/// failed between the two, and some drives refuse to close a track once more. `prepare` sets what the second one goes by,
/// of which a reset between the two leaves nothing.
pub fn close_interrupted(
    device: &Device,
    medium: &Medium,
    prepare: impl FnOnce(&Device) -> Result<()>,
) -> Result<()> {
    let capacity = medium.total as u64;
    if let Some(interrupted) = medium.interrupted {
        match close_track(device, interrupted.track, capacity) {
            Err(failure) if is_refusal(&failure) => log::info!("the track stays as it is: {}", failure.text),
            Err(failure) if is_disturbance(&failure) => {
                log::warn!("amid closing the track: {}", failure.text)
            }
            closed => closed?,
        }
    }
    prepare(device)?;
    close_session(device, CloseFunction::Session, capacity)
}

/// After a failure: what was written becomes a track and a session, and the disc stays appendable, for which `prepare` sets
/// what CLOSE SESSION goes by.
pub fn try_to_close(device: &Device, track: u32, capacity: u64, prepare: impl FnOnce(&Device) -> Result<()>) {
    try_step("closing the track", close_track(device, track, capacity));
    let closed = prepare(device).and_then(|()| close_session(device, CloseFunction::Session, capacity));
    try_step("closing the session", closed);
}

/// For media on which CLOSE SESSION itself says what becomes of the disc.
pub fn needs_nothing(_: &Device) -> Result<()> {
    Ok(())
}

/// FORMAT UNIT in the background of the command, and the wait for its end.
pub fn format(burn: &mut Burn, format_type: u8, blocks: u32, parameter: u32) -> Result<()> {
    // Once it has begun it is carried through.
    burn.device.check()?;
    burn.meter.enter(Action::FormattingMedia);
    let list = format_parameters(format_type, 0, blocks, parameter, true, false);
    burn.device.supply(&Command::format_unit(), &list)?;
    let formatted = match burn.device.wait_ready(LongOperation::Format, burn.capacity) {
        // Some drives take what they have made of the disc for another one: it is looked at anew, when the format is done.
        Err(news) if is_disturbance(&news) => {
            burn.device.wait_ready(LongOperation::Format, burn.capacity).and(Err(news))
        }
        formatted => formatted,
    };
    if formatted.is_err() && burn.control.is_cancelled() {
        // A format cannot be taken back. Whoever cancels it gets a disc that is formatted, not one that is half so.
        burn.salvage();
        try_step("formatting", burn.device.wait_ready(LongOperation::Format, burn.capacity));
    }
    formatted
}

/// Sends a command that goes on in the drive after its answer; a drive that knows no Immed bit answers at its end.
pub fn send_immediate(device: &Device, command: impl Fn(bool) -> Command) -> Result<()> {
    match device.send(&command(true)) {
        Err(failure) if is_unknown_field(&failure) => device.send(&command(false)),
        sent => sent,
    }
}

/// SYNCHRONIZE CACHE: what is in the drive's buffer goes onto the disc.
pub fn synchronize_cache(device: &Device, capacity: u64) -> Result<()> {
    send_immediate(device, Command::synchronize_cache)?;
    device.wait_ready(LongOperation::Flush, capacity)
}

/// CLOSE TRACK. A reset amid it has made the drive forget what CLOSE SESSION would go by, and is a failure.
pub fn close_track(device: &Device, track: u32, capacity: u64) -> Result<()> {
    close(device, CloseFunction::Track, track, LongOperation::CloseTrack, capacity)?;
    device.reset().map_or(Ok(()), Err)
}

/// CLOSE SESSION and its relatives that finalise.
pub fn close_session(device: &Device, function: CloseFunction, capacity: u64) -> Result<()> {
    close(device, function, 0, LongOperation::CloseSession, capacity)
}

fn close(
    device: &Device,
    function: CloseFunction,
    track: u32,
    operation: LongOperation,
    capacity: u64,
) -> Result<()> {
    send_immediate(device, |immed| Command::close(function, track as u16, immed))?;
    // What a drive makes of the disc that it closes may be news to itself: the disc is asked afterwards.
    device.take_attention_for(Attention::News);
    device.wait_ready(operation, capacity)
}

/// The drive does not know a field of the command: nothing was carried out.
pub fn is_unknown_field(failure: &Failure) -> bool {
    is_refusal(failure) && failure.detail.sense.is_some_and(|s| (s.asc, s.ascq) == asc::INVALID_FIELD_IN_CDB)
}

/// In a salvage each step is tried even if the one before failed; the first cause is the result, so this is only
/// logged.
pub fn try_step(what: &str, step: Result<()>) {
    if let Err(failure) = step {
        match failure.detail.sense {
            Some(sense) => log::warn!("salvage: {what} failed: {} (sense {sense})", failure.text),
            None => log::warn!("salvage: {what} failed: {}", failure.text),
        }
    }
}
