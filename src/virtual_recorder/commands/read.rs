//! READ and READ CAPACITY.

use super::super::media::SECTOR;
use super::super::sense::{self, Sense};
use super::super::server::{Call, Outcome, Server, Stop};
use crate::transport::Data;
use crate::transport::scsi::{asc, op};

/// READ(10) and READ(12).
pub fn read(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let count = if call.cdb[0] == op::READ_12 { call.u32(6) } else { u32::from(call.u16(7)) };
    read_sectors(server, call, count)
}

const ANY_SECTOR: u8 = 0;
const MODE_1: u8 = 2;
const USER_DATA: u8 = 0x10;

/// READ CD: of all that a sector holds, the user data only.
pub fn read_cd(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let kind = call.cdb[1] >> 2 & 0x07;
    if !server.disc()?.disc.medium.is_cd() {
        return Err(Sense::illegal(sense::asc::CANNOT_READ_INCOMPATIBLE_MEDIUM).into());
    }
    if !matches!(kind, ANY_SECTOR | MODE_1) || call.cdb[9] & 0xF8 != USER_DATA || call.cdb[10] != 0 {
        return Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB).into());
    }
    let count = u32::from_be_bytes([0, call.cdb[6], call.cdb[7], call.cdb[8]]);
    read_sectors(server, call, count)
}

fn read_sectors(server: &mut Server, call: &mut Call<'_>, count: u32) -> Outcome {
    let lba = call.u32(2);
    let loaded = server.disc()?;
    if count == 0 {
        return Ok(0);
    }
    loaded.disc.readable(lba, count)?;
    let len = count as usize * SECTOR;
    let data = match &mut call.data {
        Data::FromDevice(data) if data.len() >= len => &mut data[..len],
        _ => return Err(Stop::LinkReset),
    };
    let read = loaded.store.read(lba, data);
    read.map_err(|_| Sense::medium(asc::UNRECOVERED_READ_ERROR).at(lba))?;
    server.buffer.overlay(lba, data);
    call.done += server.transfer_time(count);
    Ok(len)
}

pub fn read_capacity(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let partial = call.bit(8, 0);
    if !partial && call.u32(2) != 0 {
        return Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB).into());
    }
    let mut data = [0; 8];
    data[..4].copy_from_slice(&server.disc()?.disc.last_block().to_be_bytes());
    data[4..].copy_from_slice(&(SECTOR as u32).to_be_bytes());
    call.reply(&data, 8)
}
