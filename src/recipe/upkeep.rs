//! What is done to a disc beside writing to it: closing, recovering, erasing.

use std::time::Duration;

use super::burn::Burn;
use super::media::ERASABLE;
use super::medium::{self, Medium, state};
use super::write::{look, tasks_for, write_protected};
use super::{Recovery, speed, steps, tasks};
use crate::failure::{Failure, Result};
use crate::hresult::*;
use crate::mmc::SECTOR;
use crate::mmc::command::{Blank, Command, StartStop};
use crate::mmc::disc::DiscStatus;
use crate::mmc::timeout::LongOperation;
use crate::pipeline::cause::is_refusal;
use crate::pipeline::device::{Attention, Device};
use crate::pipeline::meter::{Action, Usual};

/// Finalises the disc as it is.
pub(super) fn close(burn: &mut Burn) -> Result<df2d_hresult> {
    is_meant(burn)?;
    let medium = look(burn)?;
    let tasks = tasks_for(&medium).map_err(|refusal| match medium.has(state::FINALIZED) {
        true => Failure { text: "The disc is closed already.".into(), ..refusal },
        false => refusal,
    })?;
    if medium.is_interrupted() {
        return Err(Failure::new(
            DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE,
            "An interrupted session is open on the disc; recover it first.",
        ));
    }
    if medium.physically_blank {
        return Err(Failure::new(
            DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE,
            "There is nothing on the disc yet; a blank disc cannot be closed.",
        ));
    }
    let code = (tasks.finalize)(burn, &medium)?;
    burn.device.take_attention_for(Attention::News);
    let closed = super::inspect(&burn.device)?;
    // Overwritable media are not closed for good, but for BD-R.
    let stays_open = medium.is_overwritable() && !medium.is_pseudo_overwritable();
    if closed.has(state::FINALIZED) || (stays_open && !closed.is_half_formatted()) {
        return Ok(code);
    }
    Err(Failure::new(
        DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE,
        "The drive reported success, yet by its own account the disc is still open.",
    ))
}

const NO_RECORD: &str = "This medium keeps no record of an interrupted write: write it again.";

/// Brings a disc whose last session was interrupted to its best state.
pub(super) fn recover(burn: &mut Burn, recovery: Recovery, start: &mut Option<u32>) -> Result<df2d_hresult> {
    let mut medium = look(burn)?;
    *start = medium.interrupted.map(|interrupted| interrupted.start);
    if medium.keeps_no_account() && !medium.physically_blank {
        log::info!("{NO_RECORD}");
    }
    if recovery == Recovery::Report {
        return Ok(DF2D_S_OK);
    }
    is_meant(burn)?;
    if medium.is_interrupted() {
        // The program may have gone, and not the power: what the drive still holds goes onto the disc first.
        steps::try_step("flushing", burn.flush(burn.capacity));
        medium = look(burn)?;
        *start = medium.interrupted.map(|interrupted| interrupted.start);
    }
    let tasks = tasks_for(&medium)?;
    if recovery == Recovery::Resume {
        prepare_to_resume(burn, &medium)?;
        return (tasks.resume)(burn, &medium, start);
    }
    if !medium.is_interrupted() && !medium.is_half_formatted() {
        return Ok(DF2D_S_FALSE);
    }
    if medium.is_beyond_help() {
        return Err(beyond_help(&medium));
    }
    begin_closing(burn)?;
    if let Err(failure) = (tasks.recover)(burn, &medium) {
        let lost = is_refusal(&failure);
        burn.spoiled |= lost;
        return Err(if lost { Failure { detail: failure.detail, ..beyond_help(&medium) } } else { failure });
    }
    burn.device.take_attention_for(Attention::News);
    let recovered = super::inspect(&burn.device)?;
    if recovered.is_interrupted() || recovered.is_half_formatted() {
        burn.spoiled = true;
        return Err(Failure::new(
            DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE,
            "The drive reported success, yet by its own account the session is still open.",
        ));
    }
    Ok(DF2D_S_OK)
}

/// Who wants a test wants nothing done to the disc, and only a write can be simulated.
fn is_meant(burn: &Burn) -> Result<()> {
    if !burn.options.test_write {
        return Ok(());
    }
    Err(Failure::new(
        DF2D_E_NOTIMPL,
        "No drive can simulate closing or recovering a disc; turn the test mode off to do it for real.",
    ))
}

/// The session was announced with another size, or is damaged: it cannot be closed.
fn beyond_help(medium: &Medium) -> Failure {
    let text = match medium.erasable {
        true => "The interrupted session cannot be closed; erase the disc, and it can be written again.",
        false => "The interrupted session cannot be closed; the disc is lost, use a new one.",
    };
    Failure::new(DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE, text)
}

fn prepare_to_resume(burn: &mut Burn, medium: &Medium) -> Result<()> {
    if !burn.options.ranges.is_empty() {
        return Err(Failure::new(
            DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED,
            "The stream has block ranges, and what was interrupted is a write of a whole stream; take the ranges away.",
        ));
    }
    if medium.keeps_no_account() {
        return Err(Failure::new(DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE, NO_RECORD));
    }
    let interrupted = medium.interrupted.filter(|it| it.resumable).ok_or_else(cannot_be_resumed)?;
    let recorded = u64::from(interrupted.recorded);
    let unit = u64::from(medium.write_unit);
    // The drive fills up the last unit, and may have put one behind it to link what follows.
    if recorded > burn.options.sectors.next_multiple_of(unit) + unit {
        return Err(Failure::new(
            DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED,
            format!(
                "The interrupted session holds {recorded} sectors and the stream has {}, so it is another one; give the \
                 stream whose recording was interrupted, or close the session.",
                burn.options.sectors
            ),
        ));
    }
    burn.recorded_before = recorded.min(burn.options.sectors);
    let missing = burn.options.sectors - burn.recorded_before;
    if missing > medium.free.max(0) as u64 {
        return Err(Failure::new(
            DF2D_E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA,
            format!("{missing} sectors are missing and the disc has room for {}.", medium.free),
        ));
    }
    Ok(())
}

pub(super) fn cannot_be_resumed() -> Failure {
    Failure::new(
        DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE,
        "There is no interrupted session on the disc in which the drive would go on; where there is one at all, close it.",
    )
}

/// Makes the disc blank, or zero where media never become blank again.
pub(super) fn erase(burn: &mut Burn, full: bool) -> Result<df2d_hresult> {
    burn.meter.enter(Action::ValidatingMedia);
    spin_up(&burn.device)?;
    medium::disc_information(&burn.device)
        .map_err(|failure| too_short(failure, DF2D_E_IMAPI_ERASE_DISC_INFORMATION_TOO_SMALL))?;
    let medium = look(burn)?;
    if !ERASABLE.contains(&medium.physical_type) {
        return Err(not_of_a_kind_to_erase());
    }
    if medium.has(state::WRITE_PROTECTED) {
        return Err(write_protected());
    }
    if !medium.is_overwritable() && !medium.erasable {
        return Err(Failure::new(
            DF2D_E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE,
            "The drive says that this disc cannot be erased; insert another rewritable disc.",
        ));
    }
    let tasks = tasks(medium.family).ok_or_else(not_of_a_kind_to_erase)?;
    let (rate, _) = speed::current(&burn.device, &medium)
        .map_err(|failure| too_short(failure, DF2D_E_IMAPI_ERASE_MODE_PAGE_2A_TOO_SMALL))?;
    let whole = Duration::from_secs(burn.capacity / rate.max(75) as u64);
    expect(burn, Usual { format: if full { whole } else { Duration::from_secs(60) }, ..Usual::default() });
    burn.meter.enter(Action::FormattingMedia);
    (tasks.erase)(burn, &medium, full).map_err(|failure| erase_failure(&burn.device, failure))?;
    burn.device.take_attention_for(Attention::News);
    let erased = super::inspect(&burn.device)?;
    if medium::heuristically_blank(&burn.device, &erased)? {
        return Ok(DF2D_S_OK);
    }
    burn.disbelieved = true;
    Err(Failure::new(
        DF2D_E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE,
        "The drive has ended the erase, yet there is still data on the disc; erase it again, or use another disc.",
    ))
}

pub(super) fn not_of_a_kind_to_erase() -> Failure {
    Failure::new(
        DF2D_E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED,
        "The disc in the drive is not of a kind that can be erased; insert a rewritable disc.",
    )
}

fn spin_up(device: &Device) -> Result<()> {
    medium::wake(device)?;
    device.send(&Command::start_stop_unit(StartStop::Start, false)).map_err(|failure| {
        let detail = failure.detail;
        match detail.sense {
            Some(_) => Failure { detail, ..Failure::code(DF2D_E_IMAPI_ERASE_DRIVE_FAILED_SPINUP_COMMAND) },
            None => failure,
        }
    })
}

/// IMAPI2's eraser has codes of its own for answers that are too short.
fn too_short(failure: Failure, code: df2d_hresult) -> Failure {
    if failure.hr == DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE && !failure.is_devices() {
        Failure { detail: failure.detail, ..Failure::code(code) }
    } else {
        failure
    }
}

/// What IMAPI2's eraser calls a failure of the erase itself. What has a code that says more keeps it.
fn erase_failure(device: &Device, failure: Failure) -> Failure {
    if !device.touched() && !Command::is_of_changes(failure.detail.cdb[0]) {
        return failure;
    }
    let code = match failure.hr {
        // It answered all the time, and was not done.
        DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT if failure.detail.sense.is_some() => {
            DF2D_E_IMAPI_ERASE_TOOK_LONGER_THAN_ONE_HOUR
        }
        DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE if is_refusal(&failure) => {
            DF2D_E_IMAPI_ERASE_DRIVE_FAILED_ERASE_COMMAND
        }
        DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE => {
            DF2D_E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE
        }
        _ => return failure,
    };
    Failure { hr: code, ..failure }
}

/// Closing begins, and with it the point of no return.
pub(super) fn begin_closing(burn: &mut Burn) -> Result<()> {
    expect(burn, Usual { finish: Duration::from_secs(60), ..Usual::default() });
    burn.meter.enter(Action::Finalization);
    burn.pass_point_of_no_return()
}

fn expect(burn: &mut Burn, usual: Usual) {
    burn.usual = usual;
    burn.plan(0);
}

/// BLANK cannot be stopped: sending it is the point of no return.
pub(super) fn blank(burn: &mut Burn, kind: Blank) -> Result<()> {
    burn.pass_point_of_no_return()?;
    steps::send_immediate(&burn.device, |immed| Command::blank(kind, immed))?;
    burn.device.take_attention_for(Attention::News);
    burn.device.wait_ready(LongOperation::Blank, burn.capacity)?;
    match burn.device.reset() {
        // Some drives reset themselves once it is done; otherwise the reset has ended it, and it is begun anew.
        Some(reset) if medium::disc_information(&burn.device)?.status != DiscStatus::Blank => Err(reset),
        _ => Ok(()),
    }
}

/// Zeros at both ends of an overwritable medium, as far as anybody looks to see whether there is something on it, or
/// everywhere. A cancel stops it; what a write would do then is the recipe's.
pub(super) fn write_over(burn: &mut Burn, medium: &Medium, full: bool) -> Result<()> {
    burn.can_carry(medium)?;
    let unit = if medium.takes_whole_units_only() { u64::from(medium.write_unit) } else { 1 };
    let formatted = medium.formatted.max(0) as u64 / unit * unit;
    let span = if full { formatted } else { (medium::HEURISTIC_SPAN as u64).min(formatted) };
    burn.scratch.buffer()[..burn.transfer].fill(0);
    let tail = (formatted - span).max(span);
    zeros(burn, 0, span)?;
    zeros(burn, tail, formatted)?;
    burn.pass_point_of_no_return()?;
    steps::synchronize_cache(&burn.device, burn.capacity)
}

fn zeros(burn: &mut Burn, from: u64, to: u64) -> Result<()> {
    let mut lba = from;
    while lba < to {
        burn.device.check()?;
        let blocks = (to - lba).min((burn.transfer / SECTOR) as u64);
        let command = Command::write_10(lba as u32, blocks as u16);
        burn.device.supply(&command, &burn.scratch.buffer()[..blocks as usize * SECTOR])?;
        lba += blocks;
        burn.meter.drive_progress(Some((lba * 1000 / burn.capacity.max(lba)) as u16));
    }
    Ok(())
}

/// CLOSE SESSION does nothing where the last session is empty, on CD, DVD-R and their like; and a further session, only
/// to close the disc behind it, would be the one that systems mount.
pub(super) fn only_a_write_closes() -> Failure {
    Failure::new(
        DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED,
        "No command closes this kind of disc without writing; write its last session with ForceMediaToBeClosed.",
    )
}
