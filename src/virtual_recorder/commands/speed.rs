//! GET PERFORMANCE, SET STREAMING and SET CD SPEED.

use super::super::sense::Sense;
use super::super::server::{Call, Outcome, Server};
use crate::transport::scsi::asc;

const NOMINAL: u8 = 0x00;
const WRITE_SPEEDS: u8 = 0x03;
const STREAMING_LIST: usize = 28;
/// Write rotation control: constant angular velocity.
const EVEN: u32 = 0x08;
const ROTATION: u32 = 0x18;

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
                let begin = if write { server.kilobytes(server.speed_at(0)) } else { fastest };
                for value in [0, begin, end, speed] {
                    data.extend(value.to_be_bytes());
                }
            }
        }
        WRITE_SPEEDS => {
            for (speed, even) in server.offers() {
                // Write rotation control stands in the first byte.
                let rotation = if even { EVEN << 24 } else { 0 };
                for value in [rotation, end, fastest, server.kilobytes(speed)] {
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
    let rotation = u32::from(list[0]) & ROTATION;
    if restore {
        server.forget_speed();
    } else {
        let (size, time) = (field(20), field(24));
        let capacity = server.loaded().map_or(u32::MAX, |loaded| loaded.disc.capacity.max(loaded.disc.size));
        if time == 0 || field(4) > field(8) || field(4) >= capacity {
            return Err(bad.into());
        }
        let wanted = (u64::from(size) * 1000 / u64::from(time)).min(u64::from(u32::MAX)) as u32;
        let even = rotation == EVEN;
        let offered = |&(speed, turns): &(u32, bool)| server.kilobytes(speed) == wanted && turns == even;
        if rotation > EVEN || (exact && !server.offers().iter().any(offered)) {
            return Err(bad.into());
        }
        server.set_speed(wanted, even);
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
    match (call.u16(4), call.bit(1, 0)) {
        (0xFFFF, false) => server.forget_speed(),
        (wanted, even) => server.set_speed(u32::from(wanted), even),
    }
    server.apply_speed(call.now);
    Ok(0)
}
