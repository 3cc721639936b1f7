//! The commands that the drive knows: a row for each, and a file for each group.

mod blank;
mod close;
mod configuration;
mod disc_info;
mod format;
mod identify;
mod mode;
mod prepare;
mod read;
mod readiness;
mod speed;
mod structure;
mod toc;
mod write;

use super::server::{Call, Outcome, Server};
use crate::transport::scsi::op;

pub struct Command {
    opcode: u8,
    len: usize,
    pub gate: Gate,
    /// Bits of the command block that may be set, by byte from the first one on.
    mask: [u8; 12],
    pub run: fn(&mut Server, &mut Call<'_>) -> Outcome,
}

/// What must hold before a command runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Nothing: it runs even with a unit attention pending.
    Always,
    /// No unit attention, but a long operation may be under way.
    Attended,
    /// No long operation either.
    Idle,
    /// And a medium.
    Ready,
}

impl Command {
    /// The command block is long enough and no reserved bit is set.
    pub fn accepts(&self, cdb: &[u8; 16], len: usize) -> bool {
        len >= self.len && cdb.iter().zip(&self.mask).skip(1).all(|(byte, mask)| byte & !mask == 0)
    }
}

pub fn find(opcode: u8) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.opcode == opcode)
}

/// For tests that try everything: an operation code and its mask.
#[cfg(test)]
pub fn nth(index: usize) -> (u8, [u8; 12]) {
    let command = &COMMANDS[index % COMMANDS.len()];
    (command.opcode, command.mask)
}

/// A row: masks count from byte 1.
const fn row(
    opcode: u8,
    len: usize,
    gate: Gate,
    bits: &[u8],
    run: fn(&mut Server, &mut Call<'_>) -> Outcome,
) -> Command {
    let mut mask = [0; 12];
    let mut at = 0;
    while at < bits.len() {
        mask[at + 1] = bits[at];
        at += 1;
    }
    Command { opcode, len, gate, mask, run }
}

const F: u8 = 0xFF;

#[rustfmt::skip]
static COMMANDS: [Command; 33] = [
    // The hot ones first.
    row(op::WRITE_10, 10, Gate::Ready, &[0x18, F, F, F, F, 0, F, F], write::write),
    row(op::WRITE_12, 12, Gate::Ready, &[0x18, F, F, F, F, F, F, F, F, 0x80], write::write),
    row(op::READ_10, 10, Gate::Ready, &[0x18, F, F, F, F, 0, F, F], read::read),
    row(op::READ_12, 12, Gate::Ready, &[0x18, F, F, F, F, F, F, F, F, 0x80], read::read),
    row(op::READ_BUFFER_CAPACITY, 10, Gate::Attended, &[0x01, 0, 0, 0, 0, 0, F, F], write::read_buffer_capacity),
    row(op::TEST_UNIT_READY, 6, Gate::Ready, &[], readiness::test_unit_ready),
    row(op::REQUEST_SENSE, 6, Gate::Always, &[0x01, 0, 0, F], readiness::request_sense),
    row(op::FORMAT_UNIT, 6, Gate::Ready, &[0x1F], format::format_unit),
    row(op::INQUIRY, 6, Gate::Always, &[0x01, F, F, F], identify::inquiry),
    row(op::START_STOP_UNIT, 6, Gate::Idle, &[0x01, 0, 0, 0xF3], readiness::start_stop),
    row(op::PREVENT_ALLOW_MEDIUM_REMOVAL, 6, Gate::Idle, &[0, 0, 0, 0x03], readiness::prevent_allow),
    row(op::READ_FORMAT_CAPACITIES, 10, Gate::Idle, &[0, 0, 0, 0, 0, 0, F, F], format::read_format_capacities),
    row(op::READ_CAPACITY, 10, Gate::Ready, &[0x01, F, F, F, F, 0, 0, 0x01], read::read_capacity),
    row(op::SYNCHRONIZE_CACHE, 10, Gate::Ready, &[0x02, F, F, F, F, 0, F, F], write::synchronize_cache),
    row(op::READ_TOC_PMA_ATIP, 10, Gate::Ready, &[0x02, 0x0F, 0, 0, 0, F, F, F, 0xC0], toc::read_toc),
    row(op::GET_CONFIGURATION, 10, Gate::Always, &[0x03, F, F, 0, 0, 0, F, F], configuration::get_configuration),
    row(op::GET_EVENT_STATUS_NOTIFICATION, 10, Gate::Always, &[0x01, 0, 0, F, 0, 0, F, F], readiness::get_event_status),
    row(op::READ_DISC_INFORMATION, 10, Gate::Ready, &[0x07, 0, 0, 0, 0, 0, F, F], disc_info::read_disc_information),
    row(op::READ_TRACK_INFORMATION, 10, Gate::Ready, &[0x07, F, F, F, F, 0, F, F], disc_info::read_track_information),
    row(op::RESERVE_TRACK, 10, Gate::Ready, &[0x03, F, F, F, F, F, F, F], prepare::reserve_track),
    row(op::SEND_OPC_INFORMATION, 10, Gate::Ready, &[0x01, 0, 0, 0, 0, F, F, F], prepare::send_opc),
    row(op::MODE_SELECT_10, 10, Gate::Idle, &[0x11, 0, 0, 0, 0, 0, F, F], mode::mode_select),
    row(op::MODE_SENSE_10, 10, Gate::Idle, &[0x18, F, F, 0, 0, 0, F, F], mode::mode_sense),
    row(op::CLOSE_TRACK_SESSION, 10, Gate::Ready, &[0x01, 0x07, 0, F, F], close::close),
    row(op::SEND_CUE_SHEET, 10, Gate::Ready, &[0, 0, 0, 0, 0, F, F, F], prepare::send_cue_sheet),
    row(op::REPAIR_TRACK, 10, Gate::Ready, &[0x01, 0, 0, F, F], close::repair_track),
    row(op::READ_CD, 12, Gate::Ready, &[0x1C, F, F, F, F, F, F, F, F, 0x07], read::read_cd),
    row(op::BLANK, 12, Gate::Ready, &[0x17, F, F, F, F], blank::blank),
    row(op::SEND_DISC_STRUCTURE, 12, Gate::Ready, &[0x0F, 0, 0, 0, 0, 0, F, F, F, 0xC0], structure::send_disc_structure),
    row(op::GET_PERFORMANCE, 12, Gate::Ready, &[0x1F, F, F, F, F, 0, 0, F, F, F], speed::get_performance),
    row(op::READ_DISC_STRUCTURE, 12, Gate::Ready, &[0x0F, F, F, F, F, F, F, F, F, 0xC0], structure::read_disc_structure),
    row(op::SET_STREAMING, 12, Gate::Idle, &[0, 0, 0, 0, 0, 0, 0, F, F, F], speed::set_streaming),
    row(op::SET_CD_SPEED, 12, Gate::Idle, &[0x03, F, F, F, F], speed::set_cd_speed),
];
