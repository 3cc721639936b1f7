//! GET PERFORMANCE, SET STREAMING and SET CD SPEED.

use super::super::sense::Sense;
use super::super::server::{Call, Outcome, Server};
use crate::transport::scsi::asc;

const NOMINAL: u8 = 0x00;
const WRITE_SPEEDS: u8 = 0x03;
const STREAMING_LIST: usize = 28;

pub fn get_performance(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let disc = &server.disc()?.disc;
    let (rom, end) = (disc.medium.is_rom(), disc.capacity.saturating_sub(1));
    let (write, except) = (call.bit(1, 2), call.cdb[1] & 0x03);
    let fastest = server.kilobytes(server.speeds().last().copied().unwrap_or_else(|| server.speed()));
    let mut data = vec![0; 8];
    match call.cdb[10] {
        NOMINAL => {
            data[4] = u8::from(write) << 1;
            if except == 0 && !(write && rom) {
                let speed = if write { server.speed_kilobytes() } else { fastest };
                for value in [0, speed, end, speed] {
                    data.extend(value.to_be_bytes());
                }
            }
        }
        WRITE_SPEEDS => {
            for &speed in server.speeds().iter().rev() {
                for value in [0, end, fastest, server.kilobytes(speed)] {
                    data.extend(value.to_be_bytes());
                }
            }
        }
        _ => return Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB).into()),
    }
    // The length tells of all descriptors, also of those that were not asked for.
    let length = (data.len() - 4) as u32;
    data[..4].copy_from_slice(&length.to_be_bytes());
    let allocation = 8 + usize::from(call.u16(8)) * 16;
    call.reply(&data, allocation)
}

pub fn set_streaming(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    if call.cdb[8] != 0 {
        // Only performance descriptors.
        return Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB).into());
    }
    let length = usize::from(call.u16(9));
    let list = call.parameters(length)?;
    let Ok(list) = <&[u8; STREAMING_LIST]>::try_from(list) else {
        return if list.is_empty() {
            Ok(0)
        } else {
            Err(Sense::illegal(asc::PARAMETER_LIST_LENGTH_ERROR).into())
        };
    };
    let field = |at: usize| u32::from_be_bytes([list[at], list[at + 1], list[at + 2], list[at + 3]]);
    let bad = Sense::illegal(asc::INVALID_FIELD_IN_PARAMETER_LIST);
    let (restore, exact) = (list[0] & 0x04 != 0, list[0] & 0x02 != 0);
    if restore {
        server.set_speed = None;
    } else {
        let (size, time) = (field(20), field(24));
        let capacity = server.loaded().map_or(u32::MAX, |loaded| loaded.disc.capacity.max(loaded.disc.size));
        if time == 0 || field(4) > field(8) || field(4) >= capacity {
            return Err(bad.into());
        }
        let wanted = (u64::from(size) * 1000 / u64::from(time)).min(u64::from(u32::MAX)) as u32;
        let speed = server.speed_at_most(wanted);
        if exact && speed.is_none_or(|speed| server.kilobytes(speed) != wanted) {
            return Err(bad.into());
        }
        server.set_speed = speed;
    }
    server.apply_speed(call.now);
    Ok(length)
}

/// FFFFh is the fastest.
pub fn set_cd_speed(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    if call.cdb[1] & 0x02 != 0 {
        // Constant linear or constant angular velocity; the others are reserved.
        return Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB).into());
    }
    server.set_speed = match call.u16(4) {
        0xFFFF => None,
        wanted => server.speed_at_most(u32::from(wanted)),
    };
    server.apply_speed(call.now);
    Ok(0)
}
