//! FORMAT UNIT and READ FORMAT CAPACITIES.

use super::super::disc::{Disc, FormatState};
use super::super::media::{Format, Leaves, Protection, SECTOR};
use super::super::sense::{self, Sense};
use super::super::server::{Call, Outcome, Server};
use super::super::work::Work;
use crate::transport::scsi::{asc, key};

/// FmtData and format code 1; CmpList may be set.
const FORMAT_DATA: u8 = 0x11;
const LIST: usize = 12;

pub fn format_unit(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let disc = &server.disc()?.disc;
    if disc.medium.formats.is_empty() {
        return Err(Sense::illegal(sense::asc::CANNOT_FORMAT_INCOMPATIBLE_MEDIUM).into());
    }
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
    if disc.protection != Protection::None {
        return Err(Sense::new(key::DATA_PROTECT, asc::WRITE_PROTECTED).into());
    }
    let immediate = list[1] & 0x02 != 0;
    let no_certification = list[1] & 0x20 != 0;
    let blocks = u32::from_be_bytes([list[4], list[5], list[6], list[7]]);
    let formatting = disc.formatting(list[8] >> 2, list[8] & 0x03, blocks)?;
    let state = disc.format;
    if server.buffer.is_active() || state == FormatState::Running {
        return Err(Sense::illegal(asc::COMMAND_SEQUENCE_ERROR).into());
    }
    let restart = formatting.format.leaves == Leaves::Background && list[11] & 0x01 != 0;
    let transferred = list.len();
    let work = match (restart, state) {
        (false, _) => Work::Format(formatting),
        (true, FormatState::Stopped) => Work::RestartFormat,
        // There is nothing to go on with.
        (true, _) => return Err(bad.into()),
    };
    let passes = if no_certification { 0 } else { formatting.sub_type.passes };
    let format = server.disc()?.disc.medium.timing.format;
    let duration = format + server.recording_time(formatting.capacity) * passes;
    server.begin(call, work, duration, immediate)?;
    Ok(transferred)
}

const UNFORMATTED: u8 = 1;
const FORMATTED: u8 = 2;
/// Of a medium in the intermediate state; without a medium, the largest that the drive knows.
const UNKNOWN: u8 = 3;

pub fn read_format_capacities(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let mut data = vec![0; 4];
    match server.loaded().map(|loaded| &loaded.disc) {
        // The most that any medium holds.
        None => data.extend(descriptor(0x00E8_0000, UNKNOWN, SECTOR as u32)),
        Some(disc) => {
            let (blocks, state) = current(disc);
            data.extend(descriptor(blocks, state, SECTOR as u32));
            for format in offered(disc) {
                let blocks = disc.offers(format).unwrap_or(0);
                data.extend(descriptor(blocks, format.kind << 2, format.parameter));
            }
        }
    }
    data[3] = (data.len() - 4) as u8;
    let allocation = usize::from(call.u16(7));
    call.reply(&data, allocation)
}

/// The current or, on a medium without a format, the largest capacity.
fn current(disc: &Disc) -> (u32, u8) {
    let written = !disc.tracks.is_empty() || disc.finalized;
    match disc.format {
        FormatState::Intermediate => (disc.capacity, UNKNOWN),
        _ if disc.is_random() => (disc.capacity, FORMATTED),
        _ if disc.medium.overwritable().is_some() => {
            // As it would be without any spare area.
            let sizes = disc.medium.formats.iter().map(|f| disc.medium.formatted_capacity(f, disc.size));
            (sizes.max().unwrap_or(disc.size), UNFORMATTED)
        }
        FormatState::Complete => (disc.capacity, FORMATTED),
        _ if disc.closed_sessions > 0 => (disc.last_block() + 1, FORMATTED),
        _ if written && disc.medium.is_rom() => (disc.capacity, FORMATTED),
        _ => (disc.capacity, UNFORMATTED),
    }
}

/// What FORMAT UNIT would take now.
fn offered(disc: &Disc) -> impl Iterator<Item = &'static Format> {
    let formats = if disc.may_be_formatted() { disc.medium.formats } else { &[] };
    let open: Vec<&Format> = formats.iter().filter(|format| disc.offers(format).is_some()).collect();
    open.into_iter()
}

fn descriptor(blocks: u32, kind: u8, parameter: u32) -> [u8; 8] {
    let [b0, b1, b2, b3] = blocks.to_be_bytes();
    let [_, p0, p1, p2] = parameter.to_be_bytes();
    [b0, b1, b2, b3, kind, p0, p1, p2]
}
