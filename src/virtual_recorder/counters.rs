//! What happened inside the drive, for tests and benchmarks.

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
    pub prevented: bool,
    pub tray_open: bool,
    /// Where the next WRITE must go on a sequential medium; u32::MAX when there is no such address.
    pub next_writable: u32,
    /// Faults that have struck.
    pub faults: u64,
}
