//! The hot path: from the ring to the drive.

use std::time::Duration;

use super::device::Device;
use super::meter::Meter;
use super::ring::{Drained, Drainer, Slot};
use crate::failure::{Failure, Result};
use crate::hresult::DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED;
use crate::mmc::SECTOR;
use crate::mmc::capacity::BufferCapacity;
use crate::mmc::command::{BUFFER_CAPACITY_LEN, Command};
use crate::transport::clock::Time;

/// How often the drive is asked for the fill of its buffer.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// A gap this long may have emptied the drive's buffer.
const GAP: Duration = Duration::from_millis(50);

/// What one command carries: the largest multiple of the medium's write unit within the transport's limit, and
/// 128 KiB.
pub fn transfer_size(max_transfer: usize, write_unit_sectors: u32) -> usize {
    let unit = write_unit_sectors as usize * SECTOR;
    let limit = max_transfer.min(128 * 1024);
    if limit >= unit { limit / unit * unit } else { (limit / SECTOR).max(1) * SECTOR }
}

/// A slot is a whole number of transfers, about this many bytes.
pub const SLOT_BYTES: usize = 512 * 1024;

pub struct Feed<'a> {
    pub device: &'a Device<'a>,
    pub meter: &'a Meter,
    pub drainer: &'a Drainer,
    /// Bytes per WRITE; less if the host refuses that many.
    pub transfer: &'a mut usize,
    /// Bytes that the medium records at once.
    pub write_unit: usize,
    /// Sectors per second that the drive records at, 0 unknown.
    pub rate: u32,
    /// What each slot contained, for the verification.
    pub checksums: Option<&'a mut Vec<u32>>,
    /// The host has refused the longest transfer.
    pub halved: bool,
}

impl Feed<'_> {
    /// Writes `sectors` sectors from the ring, contiguously from `start`.
    pub fn write(mut self, start: u32, sectors: u64) -> Result<()> {
        let mut lba = start;
        let end = u64::from(start) + sectors;
        self.look()?;
        let mut look_at = self.device.clock().now() + LOOK_EVERY;
        while u64::from(lba) < end {
            let slot = self.next_slot(lba)?;
            if let Some(checksums) = &mut self.checksums {
                checksums.push(crc32fast::hash(slot.data()));
            }
            // A source that ends in mid-sector has what came before recorded; the next slot is its end.
            let mut rest = &slot.data()[..slot.data().len() / SECTOR * SECTOR];
            while !rest.is_empty() {
                self.device.check()?;
                let (chunk, left) = rest.split_at(rest.len().min(*self.transfer));
                let blocks = (chunk.len() / SECTOR) as u16;
                match self.device.supply(&Command::write_10(lba, blocks), chunk) {
                    Err(failure) if lba == start && self.takes_less(&failure) => continue,
                    written => written?,
                }
                rest = left;
                lba += u32::from(blocks);
                self.meter.add_sent(u64::from(blocks));
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

    fn next_slot(&self, lba: u32) -> Result<Slot> {
        let mut starving_since: Option<Time> = None;
        loop {
            match self.drainer.next()? {
                Drained::Data(slot) => {
                    if starving_since.is_some_and(|since| self.device.clock().now() - since >= GAP)
                        && self.meter.sent() > 0
                        && self.look()? == Some(0)
                    {
                        self.meter.count_under_run();
                    }
                    return Ok(slot);
                }
                Drained::End => return Err(ended_early(lba)),
                Drained::Empty => {
                    starving_since.get_or_insert_with(|| self.device.clock().now());
                    self.device.wait_for_raise()?;
                }
            }
        }
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
    fn the_wait_for_room_is_a_quarter_of_the_buffer_within_reason() {
        let milliseconds = Duration::from_millis;
        assert_eq!(drain_pause(4 << 20, 16_000), milliseconds(32));
        assert_eq!(drain_pause(16 << 20, 75), milliseconds(100));
        assert_eq!(drain_pause(64 << 10, 16_000), milliseconds(2));
        assert_eq!(drain_pause(0, 0), milliseconds(2));
        assert_eq!(drain_pause(u32::MAX, u32::MAX), milliseconds(2));
    }
}
