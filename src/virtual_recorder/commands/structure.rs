//! READ DISC STRUCTURE and SEND DISC STRUCTURE: the physical format of a DVD or Blu-ray disc, and its layers.

use super::super::disc::Disc;
use super::super::media::{Family, Protection};
use super::super::sense::{self, Sense};
use super::super::server::{Call, Outcome, Server, write_error};
use crate::transport::scsi::asc;

const PHYSICAL: u8 = 0x00;
const COPYRIGHT: u8 = 0x01;
const MANUFACTURER: u8 = 0x04;
const SPARE_AREA: u8 = 0x0A;
/// The same again, as it was recorded in the last border.
const RECORDED: u8 = 0x10;
const LAYER_BOUNDARY: u8 = 0x20;
const WRITE_PROTECTION: u8 = 0xC0;
const LIST: u8 = 0xFF;
/// Where user data begins on any DVD, as a physical sector number.
const DATA_START: u32 = 0x03_0000;
const HEADER: usize = 4;

pub fn read_disc_structure(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let disc = &server.disc()?.disc;
    if disc.medium.is_cd() {
        return Err(Sense::illegal(sense::asc::CANNOT_READ_INCOMPATIBLE_MEDIUM).into());
    }
    let format = call.cdb[7];
    let known = formats(disc);
    let media_type = call.cdb[1] & 0x0F;
    let right_type = media_type == u8::from(disc.medium.family == Family::Bd) || format >= WRITE_PROTECTION;
    let body = match format {
        LIST => list(&known, disc),
        _ if known.contains(&format) && right_type => structure(format, disc),
        _ => return Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB).into()),
    };
    let mut data = vec![0; HEADER];
    data[..2].copy_from_slice(&(body.len() as u16 + 2).to_be_bytes());
    data.extend(body);
    let allocation = usize::from(call.u16(8));
    call.reply(&data, allocation)
}

/// What can be read of this disc.
fn formats(disc: &Disc) -> Vec<u8> {
    let mut formats = vec![PHYSICAL];
    if disc.medium.family != Family::Bd {
        formats.extend([COPYRIGHT, MANUFACTURER]);
    }
    if disc.medium.spare > 0 && disc.is_formatted() {
        formats.push(SPARE_AREA);
    }
    if disc.medium.family == Family::Dvd && disc.medium.sequential().is_some() {
        formats.push(RECORDED);
    }
    if has_boundary(disc) {
        formats.push(LAYER_BOUNDARY);
    }
    if !disc.medium.is_rom() {
        formats.push(WRITE_PROTECTION);
    }
    formats
}

/// The drive asks the host where the second layer is to begin.
fn has_boundary(disc: &Disc) -> bool {
    disc.medium.layers > 1 && disc.medium.sequential().is_some()
}

/// Format, whether it can be sent and read, and its length.
fn list(known: &[u8], disc: &Disc) -> Vec<u8> {
    let entry = |&format: &u8| {
        let [high, low] = (structure(format, disc).len() as u16 + HEADER as u16).to_be_bytes();
        let sends = if format == LAYER_BOUNDARY { 0x80 } else { 0 };
        [format, 0x40 | sends, high, low]
    };
    known.iter().flat_map(entry).collect()
}

fn structure(format: u8, disc: &Disc) -> Vec<u8> {
    match format {
        PHYSICAL | RECORDED if disc.medium.family != Family::Bd => physical(disc),
        PHYSICAL => disc_information(disc),
        COPYRIGHT => vec![0; 4],
        MANUFACTURER => vec![0; 2_048],
        SPARE_AREA => spare_area(disc),
        LAYER_BOUNDARY => layer_boundary(disc),
        _ => write_protection(disc),
    }
}

fn physical(disc: &Disc) -> Vec<u8> {
    let medium = disc.medium;
    let mut data = vec![0; 2_048];
    // Book type and version, 120 mm, layers on opposite track path, and what they are.
    let recording = match (medium.is_rom(), medium.is_erasable()) {
        (true, _) => 1,
        (_, true) => 4,
        _ => 2,
    };
    let opposite = if medium.layers > 1 { 0x30 } else { 0 };
    data[0] = medium.book;
    data[1] = 0x0F;
    data[2] = opposite | recording;
    let end = DATA_START + recorded(disc).max(1) - 1;
    data[4..8].copy_from_slice(&DATA_START.to_be_bytes());
    data[8..12].copy_from_slice(&end.to_be_bytes());
    if medium.layers > 1 {
        let first_layer = DATA_START + boundary(disc) - 1;
        data[12..16].copy_from_slice(&first_layer.to_be_bytes());
    }
    data
}

/// All that a disc holds, or on one that is written in borders what is in them.
fn recorded(disc: &Disc) -> u32 {
    if disc.finalized { disc.last_block() + 1 } else { disc.capacity }
}

/// Where the second layer begins: half of the disc, unless a host has said otherwise.
fn boundary(disc: &Disc) -> u32 {
    disc.layer_break.unwrap_or((disc.size / 2).next_multiple_of(disc.medium.unit))
}

fn layer_boundary(disc: &Disc) -> Vec<u8> {
    let settled = disc.layer_break.is_some() || !disc.is_blank();
    let mut data = vec![u8::from(settled) << 7, 0, 0, 0];
    data.extend(boundary(disc).to_be_bytes());
    data
}

/// The identification units of a Blu-ray disc: one, whose format is that of the disc.
fn disc_information(disc: &Disc) -> Vec<u8> {
    let mut data = vec![0; 4_096];
    data[..8].copy_from_slice(b"DI\x01\x00\x00\x00\x48\x00");
    let kind = match disc.medium.profile {
        0x0040 => b"BDO",
        0x0043 => b"BDW",
        _ => b"BDR",
    };
    data[8..11].copy_from_slice(kind);
    data
}

/// Spares that are not in use, and all of them.
fn spare_area(disc: &Disc) -> Vec<u8> {
    let (_, most) = disc.medium.formatted_range(0x00, disc.size);
    let spares = most.max(disc.size).saturating_sub(disc.capacity).to_be_bytes();
    match disc.medium.family {
        // Primary spares, and supplementary ones that are free and there are.
        Family::Bd => [[0; 4], spares, spares].concat(),
        _ => [[0, 0, 0x32, 0], spares, spares].concat(),
    }
}

fn write_protection(disc: &Disc) -> Vec<u8> {
    let bits = match disc.protection {
        Protection::None => 0,
        Protection::Persistent => 0x02,
        Protection::Cartridge => 0x04,
    };
    vec![bits, 0, 0, 0]
}

/// Only the layer boundary can be sent, once, to a blank disc.
pub fn send_disc_structure(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let (format, length) = (call.cdb[7], usize::from(call.u16(8)));
    let loaded = server.disc()?;
    if format != LAYER_BOUNDARY || !has_boundary(&loaded.disc) {
        return Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB).into());
    }
    let list = call.parameters(length)?;
    if list.len() < HEADER + 8 {
        return Err(Sense::illegal(asc::PARAMETER_LIST_LENGTH_ERROR).into());
    }
    loaded.disc.writable()?;
    if loaded.disc.layer_break.is_some() || !loaded.disc.is_blank() {
        return Err(Sense::illegal(asc::COMMAND_SEQUENCE_ERROR).into());
    }
    let start = u32::from_be_bytes([list[8], list[9], list[10], list[11]]);
    if start == 0 || start > loaded.disc.size / 2 {
        return Err(Sense::illegal(asc::INVALID_FIELD_IN_PARAMETER_LIST).into());
    }
    loaded.disc.set_layer_break(loaded.disc.medium.round_up(start));
    loaded.save(false).map_err(|_| write_error(0))?;
    Ok(length)
}
