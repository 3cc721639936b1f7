//! CLOSE TRACK/SESSION.

use std::time::Duration;

use super::super::disc::{FormatState, TrackState};
use super::super::media::{Close, Parameters, Protection};
use super::super::sense::Sense;
use super::super::server::{Call, Outcome, Server};
use super::super::work::Work;
use crate::transport::scsi::{asc, key};

/// To stop a background format without recording a lead-out.
const STOP: Duration = Duration::from_secs(2);

/// Makes a track that lost power whole again, so that recording may go on.
pub fn repair_track(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let (immediate, number) = (call.bit(1, 0), usize::from(call.u16(4)));
    let disc = &server.disc()?.disc;
    let Some(rules) = disc.medium.sequential() else {
        return Err(Sense::illegal(asc::CANNOT_WRITE_INCOMPATIBLE_MEDIUM).into());
    };
    disc.writable()?;
    let track = number.checked_sub(1).and_then(|index| Some((index, disc.tracks.get(index)?)));
    let (index, track) = track.ok_or(Sense::illegal(asc::INVALID_FIELD_IN_CDB))?;
    if track.state != TrackState::Damaged {
        return Ok(0);
    }
    if track.at_once || !rules.resumable {
        return Err(Sense::illegal(asc::ILLEGAL_MODE_FOR_THIS_TRACK).into());
    }
    let duration = disc.medium.timing.link;
    server.begin(call, Work::Repair(index), duration, immediate)
}

pub fn close(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let (immediate, function, number) = (call.bit(1, 0), call.cdb[2], call.u16(4));
    let (keeps_open, test) = (server.modes.keeps_open(), server.modes.test_write());
    let disc = &server.disc()?.disc;
    let functions = disc.medium.close;
    let close = functions.iter().find(|(code, _)| *code == function).map(|(_, close)| *close);
    // Also on media that have nothing to close, such as BD-RE: no function is defined for them.
    let close = close.ok_or(Sense::illegal(asc::INVALID_FIELD_IN_CDB))?;
    let timing = &disc.medium.timing;
    let by_parameters = disc.medium.parameters != Parameters::Ignored;
    if test && disc.medium.may_be_tested() {
        // The end of a test write, if SYNCHRONIZE CACHE was not: nothing is there to be closed.
        server.end_rehearsal();
        return Ok(0);
    }
    if disc.protection != Protection::None {
        return Err(Sense::new(key::DATA_PROTECT, asc::WRITE_PROTECTED).into());
    }
    let (work, duration) = match close {
        Close::Track => match disc.closable_track(number)? {
            Some(index) => (Work::CloseTrack(index), timing.close_track),
            None => return Ok(0),
        },
        Close::Session if disc.is_session_empty() => return Ok(0),
        Close::Session => {
            disc.closable_session()?;
            (Work::CloseSession { finalize: by_parameters && !keeps_open }, timing.close_session)
        }
        Close::Finalize => {
            // Behind an empty session the disc is closed as it is.
            if disc.medium.sequential().is_some() && !(disc.is_session_empty() && disc.closed_sessions > 0) {
                disc.closable_session()?;
            } else if disc.finalized {
                return Err(Sense::illegal(asc::SESSION_FIXATION_ERROR_INCOMPLETE_TRACK).into());
            }
            (Work::CloseSession { finalize: true }, timing.finalize)
        }
        Close::EndFormat if disc.format == FormatState::None => {
            return Err(Sense::illegal(asc::COMMAND_SEQUENCE_ERROR).into());
        }
        // Without anything to record, there is no border to close.
        Close::EndFormat if disc.format == FormatState::Intermediate && disc.capacity == 0 => {
            return Err(Sense::illegal(asc::SESSION_FIXATION_EMPTY_OR_RESERVED_TRACK).into());
        }
        Close::EndFormat => (Work::EndFormat, if function == 0 { STOP } else { timing.close_session }),
    };
    let duration = duration + server.buffer.time_to_empty(call.now);
    server.begin(call, work, duration, immediate)
}
