//! CLOSE TRACK/SESSION.

use std::time::Duration;

use super::super::disc::FormatState;
use super::super::media::{Close, Model};
use super::super::sense::Sense;
use super::super::server::{Call, Outcome, Server};
use super::super::work::Work;
use crate::transport::scsi::asc;

/// To stop a background format without recording a lead-out.
const STOP: Duration = Duration::from_secs(2);

pub fn close(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let (immediate, function, number) = (call.bit(1, 0), call.cdb[2], call.u16(4));
    let keeps_open = server.modes.keeps_open();
    let disc = &server.disc()?.disc;
    let functions = match &disc.medium.model {
        Model::Rom => &[][..],
        Model::Sequential(rules) => rules.close,
        Model::Overwritable(rules) => rules.close,
    };
    let close = functions.iter().find(|(code, _)| *code == function).map(|(_, close)| *close);
    // Also on media that have nothing to close, such as BD-RE: no function is defined for them.
    let close = close.ok_or(Sense::illegal(asc::INVALID_FIELD_IN_CDB))?;
    let timing = &disc.medium.timing;
    let by_parameters = disc.medium.sequential().is_some_and(|rules| rules.write_parameters);
    let (work, duration) = match close {
        Close::Track => (Work::CloseTrack(disc.closable_track(number)?), timing.close_track),
        Close::Session => {
            disc.closable_session()?;
            (Work::CloseSession { finalize: by_parameters && !keeps_open }, timing.close_session)
        }
        Close::Finalize => {
            disc.closable_session()?;
            (Work::CloseSession { finalize: true }, timing.finalize)
        }
        Close::StopFormat if disc.format == FormatState::None => {
            return Err(Sense::illegal(asc::COMMAND_SEQUENCE_ERROR).into());
        }
        Close::StopFormat => (Work::StopFormat, if function == 0 { STOP } else { timing.close_session }),
    };
    let duration = duration + server.buffer.time_to_empty(call.now);
    server.begin(call, work, duration, immediate)
}
