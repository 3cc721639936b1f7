//! FORMAT UNIT and READ FORMAT CAPACITIES.

use super::super::disc::FormatState;
use super::super::media::{Format, SECTOR};
use super::super::sense::{self, Sense};
use super::super::server::{Call, Outcome, Server};
use super::super::work::Work;
use crate::transport::scsi::asc;

/// FmtData, and format code 1.
const FORMAT_DATA: u8 = 0x11;
const LIST: usize = 12;
const FULL_CERTIFICATION: u8 = 0b10;
const QUICK_CERTIFICATION: u8 = 0b11;

pub fn format_unit(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let disc = &server.disc()?.disc;
    let (medium, size, state) = (disc.medium, disc.size, disc.format);
    let Some(rules) = medium.overwritable() else {
        return Err(Sense::illegal(sense::asc::CANNOT_FORMAT_INCOMPATIBLE_MEDIUM).into());
    };
    if call.cdb[1] & 0x17 != FORMAT_DATA {
        return Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB).into());
    }
    let list = match &call.data {
        crate::transport::Data::ToDevice(list) => *list,
        _ => &[],
    };
    if list.len() < LIST {
        return Err(Sense::illegal(asc::PARAMETER_LIST_LENGTH_ERROR).into());
    }
    let bad = Sense::illegal(asc::INVALID_FIELD_IN_PARAMETER_LIST);
    let options_without_fov = list[1] & 0x80 == 0 && list[1] & 0x7C != 0;
    if options_without_fov || list[2..4] != [0, 8] {
        return Err(bad.into());
    }
    let immediate = list[1] & 0x02 != 0;
    let blocks = u32::from_be_bytes([list[4], list[5], list[6], list[7]]);
    let (kind, sub_type) = (list[8] >> 2, list[8] & 0x03);
    let fits = |format: &&Format| {
        format.kind == kind
            && (medium.formatted_capacity(format, size) == blocks || (format.any_size && blocks == u32::MAX))
    };
    let format = rules.formats.iter().find(fits).ok_or(bad)?;
    if server.buffer.is_active() || state == FormatState::Running {
        return Err(Sense::illegal(asc::COMMAND_SEQUENCE_ERROR).into());
    }
    let restart = rules.background && list[11] & 0x01 != 0;
    let transferred = list.len();
    let work = match (restart, state) {
        (false, _) => Work::Format(format),
        (true, FormatState::Stopped) => Work::RestartFormat,
        // There is nothing to go on with.
        (true, _) => return Err(bad.into()),
    };
    let certification = match (kind, sub_type) {
        (_, 0) => false,
        (0x30, QUICK_CERTIFICATION) => false,
        (0x30, FULL_CERTIFICATION) => true,
        _ => return Err(bad.into()),
    };
    // Certifying writes every sector and reads it back.
    let passes = if certification { 2 } else { 0 };
    let duration = medium.timing.format + server.recording_time(size) * passes;
    server.begin(call, work, duration, immediate)?;
    Ok(transferred)
}

const UNFORMATTED: u8 = 1;
const FORMATTED: u8 = 2;
const NO_MEDIUM: u8 = 3;

pub fn read_format_capacities(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let mut data = vec![0; 4];
    match server.loaded().map(|loaded| &loaded.disc) {
        // The most that any medium holds.
        None => data.extend(descriptor(0x00E8_0000, NO_MEDIUM, SECTOR as u32)),
        Some(disc) => {
            let written = disc.is_formatted() || disc.closed_sessions > 0;
            let (blocks, state) = match disc.medium.overwritable() {
                Some(rules) if !disc.is_formatted() => {
                    // As it would be without any spare area.
                    let all =
                        rules.formats.iter().map(|f| disc.medium.formatted_capacity(f, disc.size)).max();
                    (all.unwrap_or(disc.size), UNFORMATTED)
                }
                Some(_) => (disc.capacity, FORMATTED),
                None if written => (disc.last_block() + 1, FORMATTED),
                None => (disc.capacity, UNFORMATTED),
            };
            data.extend(descriptor(blocks, state, SECTOR as u32));
            for format in disc.medium.overwritable().map_or(&[][..], |rules| rules.formats) {
                let blocks = disc.medium.formatted_capacity(format, disc.size);
                data.extend(descriptor(blocks, format.kind << 2, format.parameter));
            }
        }
    }
    data[3] = (data.len() - 4) as u8;
    let allocation = usize::from(call.u16(7));
    call.reply(&data, allocation)
}

fn descriptor(blocks: u32, kind: u8, parameter: u32) -> [u8; 8] {
    let [b0, b1, b2, b3] = blocks.to_be_bytes();
    let [_, p0, p1, p2] = parameter.to_be_bytes();
    [b0, b1, b2, b3, kind, p0, p1, p2]
}
