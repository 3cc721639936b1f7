//! What is on the disc after a write, and what the disc can do then: asked of the drive, never assumed.

use super::burn::Burn;
use super::media::Family;
use super::medium::{self, Medium, state};
use super::{Recovery, Task, verify};
use crate::failure::{Detail, Failure, Result, SenseCode};
use crate::hresult::*;
use crate::mmc::SECTOR;
use crate::mmc::command::TrackAddress;
use crate::mmc::disc::SessionState;
use crate::pipeline::cause::is_refusal;
use crate::pipeline::device::Attention;
use crate::transport::scsi::{asc, key, op};

/// How much of the write is on the disc.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Content {
    None = 0,
    Partial = 1,
    Whole = 2,
    Unknown = 3,
}

/// What the disc can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Disc {
    Unchanged = 0,
    Appendable = 1,
    Closed = 2,
    Overwritable = 3,
    EraseRequired = 4,
    Recoverable = 5,
    Unusable = 6,
    Unknown = 7,
}

#[derive(Debug)]
pub struct Outcome {
    pub result: Result<df2d_hresult>,
    pub content: Content,
    pub disc: Disc,
    /// IMAPI_FORMAT2_DATA_MEDIA_STATE bits.
    pub media_status: i32,
    pub sectors_sent: u64,
    pub sectors_on_media: u64,
    pub start: Option<u32>,
}

pub(super) fn observe(burn: &Burn, result: Result<df2d_hresult>, start: Option<u32>) -> Outcome {
    burn.device.take_attention_for(Attention::News);
    // Once more, if the first answer is about something else.
    let medium = super::inspect(&burn.device).or_else(|_| super::inspect(&burn.device));
    let media_status = medium.as_ref().map_or(0, |m| m.status);
    let (content, on_media) = content(burn, &medium, start, result.as_ref().err());
    let disc = match &medium {
        _ if !burn.device.touched() && burn.options.task != Task::Recover(Recovery::Report) => {
            Disc::Unchanged
        }
        _ if burn.options.test_write && burn.options.task == Task::Write => Disc::Unchanged,
        Ok(medium) => disc_after(medium, burn.spoiled),
        Err(_) => Disc::Unknown,
    };
    // What was there before counts as done, but nobody sent it now.
    let sectors_sent = burn.meter.sent() - burn.recorded_before.min(burn.meter.sent());
    Outcome { result, content, disc, media_status, sectors_sent, sectors_on_media: on_media, start }
}

/// How much of the stream is on the disc, and how many sectors that are. Where no stream was given, of the one whose
/// recording was interrupted.
fn content(
    burn: &Burn,
    medium: &Result<Medium>,
    start: Option<u32>,
    cause: Option<&Failure>,
) -> (Content, u64) {
    match burn.options.task {
        Task::Close | Task::Erase { .. } => return (Content::None, 0),
        Task::Recover(Recovery::Report | Recovery::Close) => {
            if medium.as_ref().is_ok_and(|medium| medium.keeps_no_account() && !medium.physically_blank) {
                return (Content::Unknown, 0);
            }
            let track = start
                .and_then(|start| Some(recorded_in_track(burn, start)?.min(good_until(burn, start, cause)?)));
            return match (start, track) {
                (None, _) | (_, Some(0)) => (Content::None, 0),
                (_, Some(sectors)) => (Content::Partial, sectors),
                (_, None) => (Content::Unknown, 0),
            };
        }
        Task::Write | Task::Recover(Recovery::Resume) => {}
    }
    if burn.options.test_write || (!burn.device.touched() && burn.recorded_before == 0) {
        return (Content::None, 0);
    }
    let on_media = match (start, medium) {
        _ if burn.meter.sent() == 0 && !cause.is_some_and(is_doubtful_write) => Some(0),
        (Some(start), Ok(medium)) => recorded(burn, medium, start, cause),
        _ => None,
    };
    let contradicted = burn.disbelieved || cause.is_some_and(is_deferred);
    let on_media = if burn.confirmed && !contradicted { Some(burn.options.sectors) } else { on_media };
    let content = match on_media {
        None => Content::Unknown,
        Some(0) => Content::None,
        Some(sectors) if sectors < burn.options.sectors => Content::Partial,
        Some(_) => Content::Whole,
    };
    (content, on_media.unwrap_or(0).min(burn.options.sectors))
}

/// Sectors of this write, from its start, that the drive has on the medium after `cause`; None if it cannot say.
fn recorded(burn: &Burn, medium: &Medium, start: u32, cause: Option<&Failure>) -> Option<u64> {
    if burn.disbelieved || cause.is_some_and(is_other_address) {
        return None;
    }
    let keeps_no_account = medium.keeps_no_account();
    let account = if keeps_no_account { flushed(burn, cause)? } else { recorded_in_track(burn, start)? };
    let doubtful = cause.is_some_and(is_doubtful_write);
    // What a WRITE without an answer carried may count; not on CD, where the account has the run-out in it.
    let last = if doubtful && !medium.cd { (burn.transfer / SECTOR) as u64 } else { 0 };
    // The account counts padding as well, but never more than was sent.
    let known = account.min(burn.meter.sent() + last).min(good_until(burn, start, cause)?);
    let more = doubtful && (keeps_no_account || account > known);
    if known == 0 && more { None } else { Some(known) }
}

/// Sectors of the track that begins at `start`.
pub(super) fn recorded_in_track(burn: &Burn, start: u32) -> Option<u64> {
    ask_recorded_in_track(burn, start).ok()?
}

/// The same; None if the drive does not say.
fn ask_recorded_in_track(burn: &Burn, start: u32) -> Result<Option<u64>> {
    let track = match medium::track_information(&burn.device, TrackAddress::Lba(start)) {
        Err(failure) if is_refusal(&failure) => return Ok(None),
        track => track?,
    };
    let end = match (track.nwa_valid, track.lra_valid) {
        _ if track.start != i64::from(start) => track.start,
        (true, _) => track.next_writable,
        (false, true) => i64::from(track.last_recorded) + 1,
        (false, false) if track.blank => track.start,
        // It broke off, and the drive does not say where.
        (false, false) if track.damage => return Ok(None),
        (false, false) => track.start + i64::from(track.size),
    };
    Ok(Some((end - track.start).max(0) as u64))
}

/// Overwritable media keep no record of what was written: the flush is the drive's word for it, and worth nothing when
/// what it had in its buffer before may be lost.
fn flushed(burn: &Burn, cause: Option<&Failure>) -> Option<u64> {
    let in_doubt = |cause: &Failure| match cause.detail.sense {
        Some(sense) if sense.key == key::UNIT_ATTENTION => true,
        // A flush that failed, whoever brings the news: another one says nothing of what the first one lost.
        Some(sense) => is_of_medium(sense) && !matches!(cause.detail.cdb[0], op::WRITE_10 | op::READ_10),
        None => cause.is_devices(),
    };
    let in_doubt = burn.device.lost_data() || cause.is_some_and(in_doubt);
    (burn.flushed == burn.meter.sent() && !in_doubt).then_some(burn.flushed)
}

/// After a deferred error some of the sectors that were taken before did not get onto the disc: those from here on, if
/// the drive says which. After a flush that failed it is any of them: the end of a track is how far the drive took data, and
/// no word on what it recorded of that.
fn good_until(burn: &Burn, start: u32, cause: Option<&Failure>) -> Option<u64> {
    match cause.map(|failure| failure.detail) {
        Some(Detail { sense: Some(SenseCode { deferred: true, .. }), lba, .. }) => {
            lba.map(|lba| (lba - i64::from(start)).max(0) as u64)
        }
        _ => (!burn.flush_failed).then_some(u64::MAX),
    }
}

/// A WRITE that continued what went out before, and where the drive would have it elsewhere: it has not recorded what it took.
fn is_other_address(failure: &Failure) -> bool {
    failure.detail.sense.is_some_and(|sense| {
        sense.key == key::ILLEGAL_REQUEST && (sense.asc, sense.ascq) == asc::INVALID_ADDRESS_FOR_WRITE
    })
}

fn is_deferred(failure: &Failure) -> bool {
    failure.detail.sense.is_some_and(|sense| sense.deferred)
}

/// Something of what was to be recorded may be lost.
pub(super) fn is_error_of_recording(failure: &Failure) -> bool {
    failure.detail.sense.is_some_and(is_of_medium)
}

/// Something went wrong while it was done, and not before.
fn is_of_medium(sense: SenseCode) -> bool {
    matches!(sense.key, key::MEDIUM_ERROR | key::HARDWARE_ERROR | key::ABORTED_COMMAND)
}

/// A WRITE that may have been carried out, at least in part: without an answer, or broken off.
fn is_doubtful_write(failure: &Failure) -> bool {
    let detail = &failure.detail;
    let broken_off = |sense: SenseCode| !sense.deferred && is_of_medium(sense);
    detail.cdb_len > 0
        && detail.cdb[0] == op::WRITE_10
        && detail.errno == 0
        && detail.sense.is_none_or(broken_off)
}

fn disc_after(medium: &Medium, spoiled: bool) -> Disc {
    if medium.is_overwritable() {
        Disc::Overwritable
    } else if medium.has(state::FINALIZED) && !medium.erasable {
        Disc::Closed
    } else if medium.has(state::BLANK) {
        Disc::Appendable
    } else if medium.has(state::ERASE_REQUIRED) || (spoiled && medium.erasable) {
        Disc::EraseRequired
    } else if spoiled
        || medium.is_beyond_help()
        || (medium.has(state::DAMAGED) && !medium.has(state::NON_EMPTY_SESSION))
    {
        Disc::Unusable
    } else if medium.has(state::NON_EMPTY_SESSION) {
        Disc::Recoverable
    } else if medium.has(state::APPENDABLE) {
        Disc::Appendable
    } else {
        // Read-only: what a drive makes of a disc that was just finalised.
        match medium.family {
            Family::ReadOnly => Disc::Closed,
            _ => Disc::Unknown,
        }
    }
}

/// A drive that answered GOOD to everything and recorded less is caught here: on sequential media by its own account, on
/// media that keep none by reading back what went out first and last.
pub(super) fn confirm(burn: &mut Burn, medium: &Medium, start: u32) -> Result<()> {
    burn.device.take_attention_for(Attention::News);
    if medium.keeps_no_account() {
        return verify::ends(burn).inspect_err(|_| burn.disbelieved = true);
    }
    if medium::disc_information(&burn.device)?.last_session == SessionState::Incomplete {
        return Err(Failure::new(
            DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE,
            "The drive reported success, yet by its own account it has left the session open.",
        ));
    }
    match ask_recorded_in_track(burn, start)? {
        Some(sectors) if sectors < burn.options.sectors => Err(Failure::new(
            DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE,
            "The drive reported success, yet by its own account it has not recorded all of the data.",
        )
        .at(i64::from(start) + sectors as i64)),
        _ => Ok(()),
    }
}
