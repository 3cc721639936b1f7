//! READ and READ CAPACITY.

use super::super::media::SECTOR;
use super::super::sense::Sense;
use super::super::server::{Call, Outcome, Server, Stop};
use crate::transport::Data;
use crate::transport::scsi::{asc, op};

/// READ(10) and READ(12).
pub fn read(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let lba = call.u32(2);
    let count = if call.cdb[0] == op::READ_12 { call.u32(6) } else { u32::from(call.u16(7)) };
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
