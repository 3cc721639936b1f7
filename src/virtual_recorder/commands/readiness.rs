//! Whether the drive is ready, what it has to tell, and its tray.

use super::super::sense::Sense;
use super::super::server::{Call, MediaEvent, Outcome, Server};
use crate::transport::scsi::asc;

pub fn test_unit_ready(_: &mut Server, _: &mut Call<'_>) -> Outcome {
    Ok(0)
}

/// What is pending, as data: a unit attention or a deferred error (which this takes away), or why the drive is not ready.
pub fn request_sense(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    if call.bit(1, 0) {
        // Descriptor format is optional, and this drive has fixed format only.
        return Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB).into());
    }
    let pending = server.take_attention();
    let sense = pending.unwrap_or_else(|| match &server.operation {
        Some(operation) => operation.sense(call.now),
        None if server.loaded().is_none() => server.no_medium(),
        None => background(server, call),
    });
    let allocation = usize::from(call.cdb[4]);
    call.reply(&sense.bytes(), allocation)
}

/// A background format is no reason to be unready, but its progress shows.
fn background(server: &Server, call: &Call<'_>) -> Sense {
    let none = Sense::new(0, asc::NO_ADDITIONAL);
    let (Some(formatted), Some(loaded)) = (server.formatted(call.now), server.loaded()) else { return none };
    let progress = u64::from(formatted) * 65_535 / u64::from(loaded.disc.capacity.max(1));
    Sense::new(0, asc::FORMAT_IN_PROGRESS).progress(progress as u16)
}

pub fn start_stop(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let (load_eject, start) = (call.bit(4, 1), call.bit(4, 0));
    if call.cdb[4] & 0xF0 != 0 {
        // Power conditions: the drive has only the one.
        return Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB).into());
    }
    match (load_eject, start) {
        (true, false) => {
            if server.prevented {
                return Err(Sense::illegal(asc::MEDIUM_REMOVAL_PREVENTED).into());
            }
            server.eject(call)?;
        }
        (true, true) if server.tray_open => {
            server.close_tray(call.now);
            if let Some(operation) = server.operation.as_ref().filter(|_| !call.bit(1, 0)) {
                call.done = operation.end;
            }
        }
        // The spindle follows the commands: a disc that was stopped turns again for the next one.
        _ => {
            if start && server.loaded().is_none() {
                return Err(server.no_medium().into());
            }
        }
    }
    Ok(0)
}

impl Server {
    /// The drive first finishes what it has in its buffer.
    fn eject(&mut self, call: &mut Call<'_>) -> Result<(), Sense> {
        if self.loaded().is_some() {
            call.done += self.buffer.time_to_empty(call.now);
            self.stop_format(call.now)?;
            self.finish_writing()?;
        }
        self.open_tray();
        Ok(())
    }
}

pub fn prevent_allow(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    if call.bit(4, 1) {
        // Persistent prevention is not among the drive's features.
        return Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB).into());
    }
    server.prevented = call.bit(4, 0);
    Ok(0)
}

const POWER: u8 = 2;
const MEDIA: u8 = 4;
const BUSY: u8 = 6;
const SUPPORTED: u8 = 1 << POWER | 1 << MEDIA | 1 << BUSY;

pub fn get_event_status(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    if !call.bit(1, 0) {
        // Asynchronous notification needs queueing, which the drive does not have.
        return Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB).into());
    }
    let wanted = call.cdb[4] & SUPPORTED;
    let allocation = usize::from(call.u16(7));
    let event = std::mem::replace(&mut server.media_event, MediaEvent::None);
    let class = if wanted & 1 << MEDIA != 0 && event != MediaEvent::None {
        MEDIA
    } else {
        wanted.trailing_zeros() as u8
    };
    if class != MEDIA {
        server.media_event = event;
    }
    let descriptor = match class {
        POWER => [0, 1, 0, 0],
        MEDIA => {
            let present = u8::from(server.tray.is_some() && !server.tray_open) << 1;
            [event as u8, present | u8::from(server.tray_open), 0, 0]
        }
        BUSY => busy(server, call),
        _ => return call.reply(&[0, 2, 0x80, SUPPORTED], allocation),
    };
    let mut data = [0, 6, class, SUPPORTED, 0, 0, 0, 0];
    data[4..].copy_from_slice(&descriptor);
    call.reply(&data, allocation)
}

/// No event, the busy status, and the time left in tenths of a second.
fn busy(server: &Server, call: &Call<'_>) -> [u8; 4] {
    let Some(operation) = &server.operation else { return [0; 4] };
    let tenths = operation.end.saturating_sub(call.now).as_millis().div_ceil(100).min(0xFFFF) as u16;
    let [high, low] = tenths.to_be_bytes();
    [0, 1, high, low]
}
