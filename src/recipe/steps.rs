//! MMC steps that several recipes share. Plain functions: each sends the commands of its name.

use crate::failure::{Failure, Result};
use crate::mmc::command::{CloseFunction, Command, PageControl};
use crate::mmc::format::format_parameters;
use crate::mmc::mode::{ModeData, WriteParameters};
use crate::mmc::timeout::LongOperation;
use crate::pipeline::device::{Device, is_refusal};
use crate::transport::scsi::asc;

/// PREVENT MEDIUM REMOVAL. Drives without a tray lock refuse it, which changes nothing.
pub fn prevent_removal(device: &Device) {
    let _ = device.send(&Command::prevent_allow(true));
}

/// ALLOW MEDIUM REMOVAL, on every way out: also if the drive takes it only once it is done with what it is at.
pub fn allow_removal(device: &Device, capacity: u64) {
    let allow = Command::prevent_allow(false);
    let allowed = device.send(&allow).or_else(|_| {
        let _ = device.wait_ready(LongOperation::CloseSession, capacity);
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

/// The drive's own write parameters page, changed and sent back; firmware is picky about the bytes it does not name.
pub fn set_write_parameters(device: &Device, change: impl FnOnce(&mut WriteParameters)) -> Result<()> {
    let mut answer = [0; 256];
    let command = Command::mode_sense(0x05, PageControl::Current, answer.len() as u16);
    let got = device.receive(&command, &mut answer)?;
    let data = ModeData::decode(&answer[..got])?;
    let mut page = WriteParameters::from_page(data.page(0x05).unwrap_or_default())?;
    change(&mut page);
    let list = page.parameter_list();
    device.supply(&Command::mode_select(list.len() as u16), &list)
}

/// FORMAT UNIT in the background of the command, and the wait for its end.
pub fn format(device: &Device, format_type: u8, blocks: u32, parameter: u32, capacity: u64) -> Result<()> {
    let list = format_parameters(format_type, 0, blocks, parameter, true, false);
    device.supply(&Command::format_unit(), &list)?;
    device.wait_ready(LongOperation::Format, capacity)
}

/// SYNCHRONIZE CACHE: what is in the drive's buffer goes onto the disc.
pub fn synchronize_cache(device: &Device, capacity: u64) -> Result<()> {
    device.send(&Command::synchronize_cache(true))?;
    device.wait_ready(LongOperation::Flush, capacity)
}

/// CLOSE TRACK.
pub fn close_track(device: &Device, track: u32, capacity: u64) -> Result<()> {
    close(device, CloseFunction::Track, track, LongOperation::CloseTrack, capacity)
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
    device.send(&Command::close(function, track as u16, true))?;
    // What a drive makes of the disc that it closes may be news to itself: the disc is asked afterwards.
    device.expect_attention();
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
