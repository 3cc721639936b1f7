//! Where on the disc each sector of a stream goes.

use std::cell::Cell;

/// Sectors of an overwritable medium, both ends included; sector N comes from byte 2048 × N of the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockRange {
    pub start: u32,
    pub end: u32,
}

impl BlockRange {
    pub fn sectors(&self) -> u64 {
        u64::from(self.end) + 1 - u64::from(self.start)
    }
}

/// The order in which sectors are written.
#[derive(Clone, Debug)]
pub struct Layout<'a> {
    /// Without ranges, all of the stream from here on.
    start: u32,
    ranges: &'a [BlockRange],
    /// The range that was asked for last, and how many sectors lie before it: the next question is likely about the
    /// same one.
    last: Cell<(usize, u64)>,
}

/// Sectors that lie one behind the other on the disc.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub lba: u32,
    /// How many follow, this one included.
    pub sectors: u64,
}

impl<'a> Layout<'a> {
    pub fn new(start: u32, ranges: &'a [BlockRange]) -> Layout<'a> {
        Layout { start, ranges, last: Cell::new((0, 0)) }
    }

    /// Where the write's sector `n` goes, and how many go right behind it.
    pub fn place(&self, n: u64) -> Run {
        if self.ranges.is_empty() {
            return Run { lba: self.start + n as u32, sectors: u64::MAX };
        }
        let (mut index, mut before) = self.last.get();
        if n < before {
            (index, before) = (0, 0);
        }
        while let Some(range) = self.ranges.get(index) {
            if n < before + range.sectors() {
                self.last.set((index, before));
                let within = n - before;
                return Run { lba: range.start + within as u32, sectors: range.sectors() - within };
            }
            before += range.sectors();
            index += 1;
        }
        Run { lba: 0, sectors: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sectors_find_their_place() {
        let run = |lba, sectors| Run { lba, sectors };
        assert_eq!(Layout::new(100, &[]).place(7).lba, 107);
        let ranges = [BlockRange { start: 16, end: 31 }, BlockRange { start: 0, end: 0 }];
        let layout = Layout::new(16, &ranges);
        assert_eq!(layout.place(0), run(16, 16));
        assert_eq!(layout.place(15), run(31, 1));
        assert_eq!(layout.place(16), run(0, 1));
        assert_eq!(layout.place(2), run(18, 14), "going back");
        assert_eq!(layout.place(17), run(0, 0), "beyond the last");
    }
}
