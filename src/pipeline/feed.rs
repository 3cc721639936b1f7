//! The hot path: from the ring to the drive.

use std::time::Duration;

use super::device::Device;
use super::layout::Layout;
use super::meter::Meter;
use super::ring::{Drained, Drainer, PATIENCE};
use super::slot::Slot;
use crate::failure::{Failure, Result};
use crate::hresult::DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED;
use crate::mmc::SECTOR;
use crate::mmc::capacity::BufferCapacity;
use crate::mmc::command::{BUFFER_CAPACITY_LEN, Command};

/// How often the drive is asked for the fill of its buffer.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// A gap this long may have emptied the drive's buffer.
const GAP: Duration = Duration::from_millis(50);

fn sectors_of(bytes: &[u8]) -> u64 {
    (bytes.len() / SECTOR) as u64
}

/// What one command carries: the largest multiple of the medium's write unit within the transport's limit, and
/// 128 KiB.
pub fn transfer_size(max_transfer: usize, write_unit_sectors: u32) -> usize {
    let unit = write_unit_sectors as usize * SECTOR;
    let limit = max_transfer.min(128 * 1024);
    if limit >= unit { limit / unit * unit } else { (limit / SECTOR).max(1) * SECTOR }
}

/// How long a source may stall at the drive's speed.
const RESERVE: Duration = Duration::from_secs(3);
/// So much is kept beyond that, for twice the time at most.
const PLENTY: usize = 128 << 20;
/// What the buffer before the drive has at least and, in a machine with memory enough, at most.
pub const LEAST_BUFFER: usize = 8 << 20;
pub const MOST_BUFFER: usize = 512 << 20;

/// Bytes for the buffer before a drive that records so many sectors per second: a reserve for a source that stalls, but
/// no more than an eighth of the memory that is free.
pub fn buffer_for(rate: u32, free: Option<u64>) -> usize {
    let reserve = (f64::from(rate) * SECTOR as f64 * RESERVE.as_secs_f64()) as u64;
    let wanted = reserve.max((2 * reserve).min(PLENTY as u64));
    let most = free.map_or(LEAST_BUFFER as u64, |free| free / 8).min(MOST_BUFFER as u64);
    (wanted.min(most) as usize).max(LEAST_BUFFER)
}

/// A slot is a whole number of transfers, about this many bytes.
pub const SLOT_BYTES: usize = 512 * 1024;

/// How many slots so many sectors can fill: each is used to at least its half, whatever the transfer size.
pub fn slots_for(sectors: u64) -> usize {
    let fewest = (SLOT_BYTES / 2 / SECTOR) as u64;
    usize::try_from(sectors / fewest + 1).unwrap_or(usize::MAX)
}

pub struct Feed<'a> {
    pub device: &'a Device<'a>,
    pub meter: &'a Meter,
    pub drainer: &'a mut Drainer,
    /// The slot that came out of the ring last, if none of it went out: it goes first.
    pub held: &'a mut Option<Slot>,
    pub layout: Layout<'a>,
    /// Bytes per WRITE; less if the host refuses that many.
    pub transfer: &'a mut usize,
    /// Bytes that the medium records at once.
    pub write_unit: usize,
    /// The medium takes whole units only: zeros fill up the last one.
    pub pad_to_unit: bool,
    /// For the last unit, and for reading back.
    pub scratch: &'a mut Slot,
    /// Sectors per second that the drive records at, 0 unknown.
    pub rate: u32,
    /// Sectors at the start that the disc holds already: compared, and not written.
    pub recorded_before: u64,
    /// What each slot contained, for the verification.
    pub checksums: Option<&'a mut Vec<u32>>,
    pub ends: &'a mut Ends,
    /// The host has refused the longest transfer.
    pub halved: bool,
    /// Told of the first WRITE. The answer to its refusal: whether the drive was set up otherwise and may take it now.
    pub first: &'a mut dyn FnMut(First) -> Result<bool>,
}

/// How far the feed has come.
#[derive(Default)]
struct At {
    sectors: u64,
    done: u64,
    /// Where what lies together on the disc ends.
    run_end: u64,
    /// The first WRITE was announced.
    begun: bool,
}

/// What becomes of the first WRITE.
pub enum First<'a> {
    /// It is about to be sent.
    Comes,
    Refused(&'a Failure),
}

/// The first and the last WRITE that went out: what a drive that says GOOD to all must be able to show.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ends {
    pub first: Option<Piece>,
    pub last: Option<Piece>,
}

/// What one WRITE carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub lba: u32,
    pub sectors: u16,
    pub checksum: u32,
}

impl Piece {
    fn of(lba: u32, data: &[u8]) -> Piece {
        Piece { lba, sectors: (data.len() / SECTOR) as u16, checksum: crc32fast::hash(data) }
    }
}

impl Feed<'_> {
    /// Puts `sectors` sectors from the ring to their places on the disc.
    pub fn write(mut self, sectors: u64) -> Result<()> {
        let mut at = At { sectors, ..At::default() };
        self.fill_up()?;
        self.look()?;
        let mut look_at = self.device.clock().now() + LOOK_EVERY;
        while at.done < sectors {
            let slot = self.next_slot(at.done)?;
            if let Err(failure) = self.write_slot(&slot, &mut at) {
                *self.held = Some(slot);
                return Err(failure);
            }
            if let Some(checksums) = &mut self.checksums {
                checksums.push(crc32fast::hash(slot.data()));
            }
            self.drainer.give_back(slot);
            let now = self.device.clock().now();
            if now >= look_at {
                self.look()?;
                look_at = now + LOOK_EVERY;
            }
        }
        Ok(())
    }

    fn write_slot(&mut self, slot: &Slot, at: &mut At) -> Result<()> {
        // A source that ends in mid-sector has what came before recorded; the next slot is its end.
        let mut rest = &slot.data()[..slot.data().len() / SECTOR * SECTOR];
        while !rest.is_empty() {
            self.device.check()?;
            let run = self.layout.place(at.done);
            if at.done >= at.run_end {
                self.meter.section(i64::from(run.lba), at.done, run.sectors);
                at.run_end = at.done.saturating_add(run.sectors);
            }
            if at.done >= self.recorded_before && !std::mem::replace(&mut at.begun, true) {
                (self.first)(First::Comes)?;
            }
            let (chunk, left) = rest.split_at(self.chunk(rest.len(), at.done, run.sectors));
            match self.put(run.lba, chunk, at.done) {
                Err(failure) if at.done == self.recorded_before && self.other_way(&failure)? => continue,
                put => put?,
            }
            rest = left;
            at.done += sectors_of(chunk);
            self.meter.add_sent(sectors_of(chunk));
            if at.done == at.sectors {
                self.ends.last = Some(Piece::of(run.lba, chunk));
            }
        }
        Ok(())
    }

    /// How many bytes the next command carries: no further than what lies together on the disc.
    fn chunk(&self, rest: usize, done: u64, run: u64) -> usize {
        let run = match self.recorded_before.saturating_sub(done) {
            0 => run,
            recorded => run.min(recorded),
        };
        let run = usize::try_from(run).unwrap_or(usize::MAX).saturating_mul(SECTOR);
        rest.min(*self.transfer).min(run)
    }

    fn put(&mut self, lba: u32, chunk: &[u8], done: u64) -> Result<()> {
        if done < self.recorded_before {
            return self.compare(lba, chunk);
        }
        let whole = chunk.len().next_multiple_of(self.write_unit);
        if self.pad_to_unit && whole > chunk.len() {
            let padded = &mut self.scratch.buffer()[..whole];
            padded[..chunk.len()].copy_from_slice(chunk);
            padded[chunk.len()..].fill(0);
            self.device.supply(&Command::write_10(lba, (whole / SECTOR) as u16), padded)?;
        } else {
            self.device.supply(&Command::write_10(lba, (chunk.len() / SECTOR) as u16), chunk)?;
        }
        self.ends.first.get_or_insert_with(|| Piece::of(lba, chunk));
        Ok(())
    }

    /// What the disc holds already must be the beginning of this stream.
    fn compare(&mut self, lba: u32, chunk: &[u8]) -> Result<()> {
        let command = Command::read_10(lba, (chunk.len() / SECTOR) as u16);
        let there = &mut self.scratch.buffer()[..chunk.len()];
        let got = self.device.receive(&command, there)?;
        if got == chunk.len() && there == chunk {
            return Ok(());
        }
        Err(Failure::new(
            DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED,
            "The disc holds the beginning of another stream; nothing was written. Give the stream whose recording was \
             interrupted, or close the session.",
        )
        .at(i64::from(lba)))
    }

    /// Whether the first WRITE, which was refused, is worth another try.
    fn other_way(&mut self, failure: &Failure) -> Result<bool> {
        Ok(self.takes_less(failure) || (self.first)(First::Refused(failure))?)
    }

    /// Whether half of a first transfer, which the host would not send, is worth a try. Once the drive has seen a WRITE
    /// its length stays.
    fn takes_less(&mut self, failure: &Failure) -> bool {
        let half = *self.transfer / 2 / self.write_unit * self.write_unit;
        if failure.detail.errno == 0 || half == 0 || std::mem::replace(&mut self.halved, true) {
            return false;
        }
        *self.transfer = half;
        true
    }

    /// Before the drive begins, the reserve is there for a source that stalls. A source that takes longer for that than
    /// the drive would take to use it up is not waited for any further.
    fn fill_up(&mut self) -> Result<()> {
        let time = self.drainer.bytes() as f64 / SECTOR as f64 / f64::from(self.rate.max(75));
        let until = self.device.clock().now() + Duration::from_secs_f64(time.min(RESERVE.as_secs_f64()));
        while !self.drainer.is_full() && self.device.clock().now() < until {
            self.device.wait_for_raise(Some(until))?;
        }
        Ok(())
    }

    fn next_slot(&mut self, done: u64) -> Result<Slot> {
        if let Some(slot) = self.held.take() {
            return Ok(slot);
        }
        let (slot, waited) = next_slot(self.device, self.drainer)?;
        let slot = slot.ok_or_else(|| ended_early(self.layout.place(done).lba))?;
        if waited >= GAP && self.meter.sent() > 0 && self.look()? == Some(0) {
            self.meter.count_under_run();
        }
        Ok(slot)
    }

    /// Asks the drive for the fill of its buffer, and adapts how long to wait when it is full: until a quarter of it
    /// has drained, so that neither the processor spins nor the drive runs dry. None if the drive does not say; what it
    /// says of an earlier WRITE instead ends the feed.
    fn look(&self) -> Result<Option<u32>> {
        let mut answer = [0; BUFFER_CAPACITY_LEN];
        let Some(got) = self.device.ask(&Command::read_buffer_capacity(), &mut answer)? else {
            return Ok(None);
        };
        let Ok(buffer) = BufferCapacity::decode(&answer[..got]) else { return Ok(None) };
        self.meter.drive_buffer(buffer.size, buffer.free);
        self.device.set_drain_pause(drain_pause(buffer.size, self.rate));
        Ok(Some(buffer.size - buffer.free))
    }
}

/// The next slot of the source, none at its end, and how long it was waited for.
pub fn next_slot(device: &Device, drainer: &mut Drainer) -> Result<(Option<Slot>, Duration)> {
    let since = device.clock().now();
    let mut urgent = false;
    let slot = loop {
        // What a source says once its write is cancelled comes of the cancel.
        match drainer.take().or_else(|failure| device.check().and(Err(failure)))? {
            Drained::Data(slot) => break Some(slot),
            Drained::End => break None,
            Drained::Empty if urgent => device.wait_for_raise(None)?,
            Drained::Empty if device.clock().now() - since < PATIENCE => {
                device.wait_for_raise(Some(since + PATIENCE))?;
            }
            Drained::Empty => {
                drainer.set_urgent(true);
                urgent = true;
            }
        }
    };
    if urgent {
        drainer.set_urgent(false);
    }
    Ok((slot, device.clock().now() - since))
}

/// The time in which a quarter of the drive's buffer drains.
pub fn drain_pause(buffer_bytes: u32, rate: u32) -> Duration {
    let quarter = f64::from(buffer_bytes) / 4.0 / SECTOR as f64;
    Duration::from_secs_f64(quarter / f64::from(rate.max(75)))
        .clamp(Duration::from_millis(2), Duration::from_millis(100))
}

fn ended_early(lba: u32) -> Failure {
    Failure::new(
        DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED,
        "The stream ended before the size it had announced; what came of it is on the disc, the rest is not.",
    )
    .at(i64::from(lba))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transfers_are_whole_write_units_within_the_limit() {
        assert_eq!(transfer_size(1 << 20, 16), 128 * 1024);
        assert_eq!(transfer_size(120 * 1024, 16), 96 * 1024);
        assert_eq!(transfer_size(120 * 1024, 32), 64 * 1024);
        assert_eq!(transfer_size(120 * 1024, 1), 120 * 1024);
        assert_eq!(
            transfer_size(32 * 1024, 32),
            32 * 1024,
            "half a cluster, if that is all the transport takes"
        );
        assert_eq!(transfer_size(1000, 1), SECTOR);
    }

    #[test]
    fn the_buffer_follows_the_speed_and_the_memory_there_is() {
        assert_eq!(buffer_for(35_122, Some(8 << 30)), 3 * 35_122 * SECTOR);
        assert_eq!(buffer_for(35_122, Some(512 << 20)), 64 << 20);
        assert_eq!(buffer_for(10_816, Some(8 << 30)), 6 * 10_816 * SECTOR);
        assert_eq!(buffer_for(12_000, Some(8 << 30)), PLENTY);
        assert_eq!(buffer_for(75, Some(8 << 30)), LEAST_BUFFER);
        assert_eq!(buffer_for(0, None), LEAST_BUFFER);
        assert_eq!(buffer_for(u32::MAX, Some(u64::MAX)), MOST_BUFFER);
        assert_eq!(buffer_for(35_122, None), LEAST_BUFFER);
    }

    #[test]
    fn the_wait_for_room_is_a_quarter_of_the_buffer_within_reason() {
        let milliseconds = Duration::from_millis;
        assert_eq!(drain_pause(4 << 20, 16_000), milliseconds(32));
        assert_eq!(drain_pause(16 << 20, 75), milliseconds(100));
        assert_eq!(drain_pause(64 << 10, 16_000), milliseconds(2));
        assert_eq!(drain_pause(0, 0), milliseconds(2));
        assert_eq!(drain_pause(u32::MAX, u32::MAX), milliseconds(2));
    }
}
