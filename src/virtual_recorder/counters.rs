//! What happened inside the drive, for tests and benchmarks.

use std::time::Duration;

use crate::transport::clock::Time;

/// How long the drive worked. What overlaps counts once.
#[derive(Default)]
pub struct WorkLog {
    /// The end of the latest work, which may be still to come.
    end: Time,
    total: Duration,
}

impl WorkLog {
    /// Work that begins now, or with the end of what is under way.
    pub fn add(&mut self, now: Time, end: Time) {
        self.total += end.saturating_sub(now.max(self.end));
        self.end = self.end.max(end);
    }

    pub fn until(&self, now: Time) -> Duration {
        self.total - self.end.saturating_sub(now).min(self.total)
    }
}

/// A moment's copy of the drive's counters. Times are nanoseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Commands that reached the drive, answered or not.
    pub commands: u64,
    /// WRITE commands that took data.
    pub writes: u64,
    pub sectors_written: u64,
    pub bytes_written: u64,
    /// WRITE commands refused with 2/04/08 because the buffer was full.
    pub write_refused_buffer_full: u64,
    /// How often the buffer ran empty and more data came afterwards.
    pub underruns: u64,
    /// How long the laser stood still for want of data, in those cases.
    pub idle_ns: u64,
    /// The longest time from the end of a WRITE to the next one in the same recording.
    pub max_gap_ns: u64,
    /// Bytes in the drive's buffer now.
    pub buffer_fill: u64,
    /// The least that was in it when a WRITE of a recording under way came.
    pub buffer_min: u64,
    pub buffer_capacity: u64,
    /// CRC-32 of all bytes received, with store=discard; else 0.
    pub crc32: u32,
    /// Real time spent on that checksum.
    pub checksum_ns: u64,
    /// SYNCHRONIZE CACHE, CLOSE and FORMAT operations begun.
    pub long_operations: u64,
    /// How long it was at commands and at such operations, on its clock, and what the clock says.
    pub busy_ns: u64,
    pub clock_ns: u64,
    pub prevented: bool,
    pub tray_open: bool,
    /// Where the next WRITE must go on a sequential medium; u32::MAX when there is no such address.
    pub next_writable: u32,
    /// Faults that have struck.
    pub faults: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_overlaps_counts_once_and_what_is_to_come_not_yet() {
        let at = Duration::from_secs;
        let mut log = WorkLog::default();
        log.add(at(10), at(20));
        log.add(at(15), at(18));
        log.add(at(18), at(25));
        assert_eq!((log.until(at(12)), log.until(at(25)), log.until(at(90))), (at(2), at(15), at(15)));
        log.add(at(50), at(51));
        assert_eq!(log.until(at(60)), at(16));
    }
}
