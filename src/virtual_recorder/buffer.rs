//! The drive's buffer: WRITE fills it, the laser empties it at its speed on the drive's clock.

use std::collections::VecDeque;
use std::time::Duration;

use super::media::SECTOR;
use crate::transport::clock::Time;

pub struct Buffer {
    /// In sectors.
    pub capacity: u32,
    /// Sectors per second; None is without limit, and then nothing ever stays in the buffer.
    rate: Option<u32>,
    queue: VecDeque<Chunk>,
    fill: u32,
    laser: Laser,
}

/// Data on its way to the medium.
pub struct Chunk {
    pub lba: u32,
    pub count: u32,
    /// Empty if nobody will read it again.
    pub data: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Laser {
    Off,
    /// Recording since then, which may be still to come, and so many sectors since.
    On {
        since: Time,
        written: u64,
    },
    /// The buffer ran empty then.
    Waiting {
        since: Time,
    },
}

impl Buffer {
    pub fn new(capacity: u32, rate: Option<u32>) -> Buffer {
        Buffer { capacity, rate, queue: VecDeque::new(), fill: 0, laser: Laser::Off }
    }

    pub fn fill(&self) -> u32 {
        self.fill
    }

    pub fn is_limited(&self) -> bool {
        self.rate.is_some()
    }

    /// A recording is under way.
    pub fn is_active(&self) -> bool {
        self.laser != Laser::Off
    }

    /// Ready to go on with more than it can hold only when empty: any WRITE gets through some time.
    pub fn has_room(&self, count: u32) -> bool {
        self.fill == 0 || self.fill.saturating_add(count) <= self.capacity
    }

    pub fn set_rate(&mut self, rate: Option<u32>, now: Time) {
        if rate != self.rate {
            self.rate = rate;
            if let Laser::On { since, .. } = self.laser {
                self.laser = Laser::On { since: since.max(now), written: 0 };
            }
        }
    }

    /// Takes data. If the laser is off it starts after `delay`. Gives how long it had stood still for want of data.
    pub fn push(&mut self, chunk: Chunk, now: Time, delay: Duration) -> Option<Duration> {
        self.fill += chunk.count;
        self.queue.push_back(chunk);
        match self.laser {
            Laser::Off => {
                self.laser = Laser::On { since: now + delay, written: 0 };
                None
            }
            Laser::On { .. } => None,
            Laser::Waiting { since } => {
                self.laser = Laser::On { since: now, written: 0 };
                Some(now.saturating_sub(since))
            }
        }
    }

    /// How many sectors the laser has written until now that are still in the queue.
    pub fn due(&self, now: Time) -> u32 {
        let Laser::On { since, written } = self.laser else { return 0 };
        let Some(rate) = self.rate else { return self.fill };
        let passed = now.saturating_sub(since).as_nanos() * u128::from(rate) / 1_000_000_000;
        let due = passed.saturating_sub(u128::from(written));
        due.min(u128::from(self.fill)) as u32
    }

    /// Takes up to `count` sectors from the front of the queue, of one chunk at a time.
    pub fn pop(&mut self, count: u32) -> Option<Chunk> {
        let front = self.queue.front_mut()?;
        let count = count.min(front.count);
        let chunk = if count == front.count {
            self.queue.pop_front()?
        } else {
            let rest = front.data.split_off((count as usize * SECTOR).min(front.data.len()));
            let data = std::mem::replace(&mut front.data, rest);
            let chunk = Chunk { lba: front.lba, count, data };
            front.lba += count;
            front.count -= count;
            chunk
        };
        self.fill -= count;
        if let (Laser::On { since, written }, Some(rate)) = (self.laser, self.rate) {
            let written = written + u64::from(count);
            self.laser = if self.fill > 0 {
                Laser::On { since, written }
            } else {
                Laser::Waiting { since: since + duration(written, rate) }
            };
        }
        Some(chunk)
    }

    /// It ran empty in the middle of a recording.
    pub fn is_starved(&self) -> bool {
        matches!(self.laser, Laser::Waiting { .. })
    }

    /// Until all that is in it is on the medium.
    pub fn time_to_empty(&self, now: Time) -> Duration {
        match (self.laser, self.rate) {
            (Laser::On { since, written }, Some(rate)) => {
                (since + duration(written + u64::from(self.fill), rate)).saturating_sub(now)
            }
            _ => Duration::ZERO,
        }
    }

    /// The recording has come to its end.
    pub fn stop(&mut self) {
        self.laser = Laser::Off;
    }

    /// Power is gone: what was in it comes out newest first, to be undone in that order.
    pub fn lose(&mut self) -> Vec<Chunk> {
        self.fill = 0;
        self.laser = Laser::Off;
        self.queue.drain(..).rev().collect()
    }

    /// Reads what has not reached the medium yet over what has.
    pub fn overlay(&self, lba: u32, data: &mut [u8]) {
        let end = lba + (data.len() / SECTOR) as u32;
        for chunk in self.queue.iter().filter(|chunk| !chunk.data.is_empty()) {
            let (from, to) = (chunk.lba.max(lba), (chunk.lba + chunk.count).min(end));
            if from < to {
                let source = (from - chunk.lba) as usize * SECTOR..(to - chunk.lba) as usize * SECTOR;
                data[(from - lba) as usize * SECTOR..(to - lba) as usize * SECTOR]
                    .copy_from_slice(&chunk.data[source]);
            }
        }
    }
}

/// The time for so many sectors, rounded up so that they are surely written then.
pub fn duration(sectors: u64, rate: u32) -> Duration {
    let nanoseconds = (u128::from(sectors) * 1_000_000_000).div_ceil(u128::from(rate));
    Duration::from_nanos(nanoseconds as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(lba: u32, count: u32) -> Chunk {
        Chunk { lba, count, data: vec![lba as u8; count as usize * SECTOR] }
    }

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn drains_at_the_exact_speed() {
        let mut buffer = Buffer::new(1_000, Some(7));
        buffer.push(chunk(0, 700), Duration::ZERO, 2 * SECOND);
        assert_eq!(buffer.due(2 * SECOND), 0);
        let mut drained = 0;
        for ms in (2_000..102_000).step_by(37) {
            let now = Duration::from_millis(ms);
            while let due @ 1.. = buffer.due(now) {
                drained += buffer.pop(due).unwrap().count;
            }
            assert_eq!(u64::from(drained), (ms - 2_000) * 7 / 1_000);
        }
        assert_eq!(buffer.time_to_empty(101 * SECOND), SECOND);
        assert_eq!(buffer.due(102 * SECOND), 700 - drained);
    }

    #[test]
    fn starving_is_measured_from_the_last_sector() {
        let mut buffer = Buffer::new(100, Some(10));
        assert_eq!(buffer.push(chunk(0, 20), SECOND, Duration::ZERO), None);
        buffer.pop(buffer.due(10 * SECOND)).unwrap();
        assert!(buffer.is_starved());
        assert_eq!(buffer.push(chunk(20, 20), 10 * SECOND, Duration::ZERO), Some(7 * SECOND));
    }

    #[test]
    fn reads_see_what_is_under_way() {
        let mut buffer = Buffer::new(100, Some(10));
        buffer.push(chunk(5, 3), Duration::ZERO, Duration::ZERO);
        buffer.push(chunk(7, 2), Duration::ZERO, Duration::ZERO);
        let mut data = vec![0; 5 * SECTOR];
        buffer.overlay(4, &mut data);
        let seen: Vec<u8> = data.chunks(SECTOR).map(|sector| sector[0]).collect();
        assert_eq!(seen, [0, 5, 5, 7, 7]);
        let lost: Vec<(u32, u32)> = buffer.lose().iter().map(|c| (c.lba, c.count)).collect();
        assert_eq!((lost, buffer.fill()), (vec![(7, 2), (5, 3)], 0));
    }

    #[test]
    fn a_full_buffer_has_no_room() {
        let mut buffer = Buffer::new(32, Some(10));
        assert!(buffer.has_room(64));
        buffer.push(chunk(0, 16), Duration::ZERO, Duration::ZERO);
        assert!(buffer.has_room(16));
        assert!(!buffer.has_room(17));
    }
}
