//! READ DISC STRUCTURE: the physical format of a DVD.

use super::super::disc::Disc;
use super::super::media::Family;
use super::super::sense::Sense;
use super::super::server::{Call, Outcome, Server};
use crate::transport::scsi::asc;

/// CANNOT READ MEDIUM - INCOMPATIBLE FORMAT.
const CANNOT_READ: asc::Asc = (0x30, 0x02);
const PHYSICAL: u8 = 0x00;
const LIST: u8 = 0xFF;
/// Where user data begins on any DVD, as a physical sector number.
const DATA_START: u32 = 0x03_0000;

pub fn read_disc_structure(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let disc = &server.disc()?.disc;
    if disc.medium.is_cd() {
        return Err(Sense::illegal(CANNOT_READ).into());
    }
    let dvd = disc.medium.family == Family::Dvd && call.cdb[1] & 0x0F == 0;
    let data = match call.cdb[7] {
        PHYSICAL if dvd => physical(disc),
        // Readable, 2052 bytes long with its header.
        LIST if dvd => vec![0, 6, 0, 0, PHYSICAL, 0x40, 0x08, 0x04],
        LIST => vec![0, 2, 0, 0],
        _ => return Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB).into()),
    };
    let allocation = usize::from(call.u16(8));
    call.reply(&data, allocation)
}

fn physical(disc: &Disc) -> Vec<u8> {
    let mut data = vec![0; 2052];
    data[..2].copy_from_slice(&2050u16.to_be_bytes());
    // Book type and version, 120 mm, one layer.
    let (book, layer) = match disc.medium.profile {
        0x001A => (0x92, 0x04),
        0x001B => (0xA1, 0x02),
        _ => (0x01, 0x01),
    };
    data[4] = book;
    data[5] = 0x0F;
    data[6] = layer;
    let end = DATA_START + disc.capacity.max(1) - 1;
    data[8..12].copy_from_slice(&DATA_START.to_be_bytes());
    data[12..16].copy_from_slice(&end.to_be_bytes());
    data
}
