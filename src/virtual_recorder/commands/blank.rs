//! BLANK.

use std::time::Duration;

use super::super::media::{Blank, MINIMAL_BLANK, Protection};
use super::super::sense::Sense;
use super::super::server::{Call, Outcome, Server};
use super::super::work::Work;
use crate::transport::scsi::{asc, key};

pub fn blank(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let (immediate, code) = (call.bit(1, 4), call.cdb[1] & 0x07);
    let disc = &server.disc()?.disc;
    if disc.medium.blank.is_empty() {
        return Err(Sense::illegal(asc::CANNOT_WRITE_INCOMPATIBLE_MEDIUM).into());
    }
    let kind = disc.medium.blank.iter().find(|(known, _)| *known == code).map(|(_, kind)| *kind);
    let kind = kind.ok_or(Sense::illegal(asc::INVALID_FIELD_IN_CDB))?;
    if disc.protection != Protection::None {
        return Err(Sense::new(key::DATA_PROTECT, asc::WRITE_PROTECTED).into());
    }
    // What cannot be done is said at once.
    disc.clone().erase(kind)?;
    let size = disc.size;
    if server.buffer.is_active() {
        return Err(Sense::illegal(asc::COMMAND_SEQUENCE_ERROR).into());
    }
    let duration = match kind {
        // Every sector is overwritten.
        Blank::Full => MINIMAL_BLANK + server.recording_time(size),
        Blank::Minimal | Blank::Unclose => MINIMAL_BLANK,
        Blank::Session => MINIMAL_BLANK + Duration::from_secs(30),
    };
    server.begin(call, Work::Blank(kind), duration, immediate)
}
