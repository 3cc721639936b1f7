//! Where sectors are kept: sector N at byte 2048 × N of a file, in memory, or nowhere.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;

use super::media::SECTOR;
use crate::transport::clock::Stopwatch;

/// Sectors to a piece of memory.
const PIECE: u32 = 32;

pub enum Store {
    File(File),
    /// Pieces that hold something; the others are zeros.
    Memory(HashMap<u32, Box<[u8]>>),
    Discard(Discard),
}

/// Keeps nothing but a checksum of what came and, on media that are written in any order, what came first and last: a
/// host that is careful asks for it back.
#[derive(Default)]
pub struct Discard {
    checksum: crc32fast::Hasher,
    nanoseconds: u64,
    first: Kept,
    last: Kept,
}

/// The data of one WRITE.
#[derive(Default)]
struct Kept {
    lba: u32,
    data: Vec<u8>,
}

impl Kept {
    fn keep(&mut self, lba: u32, data: &[u8]) {
        self.lba = lba;
        self.data.clear();
        self.data.extend_from_slice(data);
    }

    fn end(&self) -> u32 {
        self.lba + (self.data.len() / SECTOR) as u32
    }

    /// Puts into `data`, which begins at sector `lba`, what of it is kept.
    fn read(&self, lba: u32, data: &mut [u8]) {
        let from = lba.max(self.lba);
        let to = (lba + (data.len() / SECTOR) as u32).min(self.end());
        if from < to {
            let bytes = |base: u32| (from - base) as usize * SECTOR..(to - base) as usize * SECTOR;
            data[bytes(lba)].copy_from_slice(&self.data[bytes(self.lba)]);
        }
    }
}

impl Discard {
    fn receive(&mut self, lba: u32, data: &[u8], keep: bool) {
        let watch = Stopwatch::start();
        self.checksum.update(data);
        if keep {
            if self.last.data.is_empty() || lba != self.last.end() {
                self.first.keep(lba, data);
            }
            self.last.keep(lba, data);
        }
        self.nanoseconds += watch.nanoseconds();
    }
}

impl Store {
    /// Whether data must be held until it is written.
    pub fn keeps(&self) -> bool {
        !matches!(self, Store::Discard(_))
    }

    /// Data has arrived in the drive. `keep`: whoever discards keeps the first and the last of it.
    pub fn received(&mut self, lba: u32, data: &[u8], keep: bool) {
        if let Store::Discard(discard) = self {
            discard.receive(lba, data, keep);
        }
    }

    /// CRC-32 of what was received, and the time that took.
    pub fn checksum(&self) -> (u32, u64) {
        match self {
            Store::Discard(discard) => (discard.checksum.clone().finalize(), discard.nanoseconds),
            _ => (0, 0),
        }
    }

    pub fn write(&mut self, lba: u32, data: &[u8]) -> io::Result<()> {
        match self {
            Store::File(file) => file.write_all_at(data, byte(lba)),
            Store::Memory(pieces) => {
                each_piece(lba, data.len(), |piece, offset, range| {
                    let kept = pieces
                        .entry(piece)
                        .or_insert_with(|| vec![0; PIECE as usize * SECTOR].into_boxed_slice());
                    kept[offset..offset + range.len()].copy_from_slice(&data[range]);
                });
                Ok(())
            }
            Store::Discard(_) => Ok(()),
        }
    }

    pub fn read(&self, lba: u32, data: &mut [u8]) -> io::Result<()> {
        match self {
            Store::File(file) => read_file(file, byte(lba), data),
            Store::Memory(pieces) => {
                each_piece(lba, data.len(), |piece, offset, range| match pieces.get(&piece) {
                    Some(kept) => data[range.clone()].copy_from_slice(&kept[offset..offset + range.len()]),
                    None => data[range].fill(0),
                });
                Ok(())
            }
            Store::Discard(discard) => {
                data.fill(0);
                discard.first.read(lba, data);
                discard.last.read(lba, data);
                Ok(())
            }
        }
    }

    /// Padding that the drive recorded: the file reaches as far as the track.
    pub fn extend_to(&mut self, end: u32) -> io::Result<()> {
        match self {
            Store::File(file) if file.metadata()?.len() < byte(end) => file.set_len(byte(end)),
            _ => Ok(()),
        }
    }

    /// What is behind this sector is gone.
    pub fn cut_to(&mut self, end: u32) -> io::Result<()> {
        match self {
            Store::File(file) if file.metadata()?.len() > byte(end) => file.set_len(byte(end)),
            Store::Memory(pieces) => {
                pieces.retain(|&piece, _| piece * PIECE < end);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    pub fn clear(&mut self) -> io::Result<()> {
        match self {
            Store::File(file) => file.set_len(0),
            Store::Memory(pieces) => {
                pieces.clear();
                Ok(())
            }
            Store::Discard(_) => Ok(()),
        }
    }
}

fn byte(lba: u32) -> u64 {
    u64::from(lba) * SECTOR as u64
}

/// What lies behind the end of the file was never written: zeros.
fn read_file(file: &File, mut at: u64, mut data: &mut [u8]) -> io::Result<()> {
    while !data.is_empty() {
        match file.read_at(data, at) {
            Ok(0) => break,
            Ok(count) => {
                data = &mut data[count..];
                at += count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    data.fill(0);
    Ok(())
}

/// Calls with each piece concerned, the offset in it, and which bytes of the data belong there.
fn each_piece(lba: u32, len: usize, mut call: impl FnMut(u32, usize, std::ops::Range<usize>)) {
    let mut sector = lba;
    let mut done = 0;
    while done < len {
        let offset = (sector % PIECE) as usize * SECTOR;
        let count = (PIECE as usize * SECTOR - offset).min(len - done);
        call(sector / PIECE, offset, done..done + count);
        done += count;
        sector += (count / SECTOR) as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_and_file_hold_the_same() {
        let stores = [Store::Memory(HashMap::new()), Store::File(tempfile::tempfile().unwrap())];
        for mut store in stores {
            let data: Vec<u8> = (0..100 * SECTOR).map(|n| (n / 7) as u8).collect();
            store.write(20, &data).unwrap();
            let mut back = vec![0xAA; 120 * SECTOR];
            store.read(10, &mut back).unwrap();
            assert!(back[..10 * SECTOR].iter().all(|&b| b == 0));
            assert_eq!(&back[10 * SECTOR..110 * SECTOR], &data[..]);
            assert!(back[110 * SECTOR..].iter().all(|&b| b == 0));
        }
    }

    #[test]
    fn discard_keeps_only_the_checksum() {
        let mut store = Store::Discard(Discard::default());
        store.received(0, b"12345", false);
        store.received(0, b"6789", false);
        assert_eq!(store.checksum().0, 0xCBF4_3926);
        let mut back = [1; SECTOR];
        store.read(0, &mut back).unwrap();
        assert_eq!(back, [0; SECTOR]);
    }

    #[test]
    fn discard_keeps_what_came_first_and_last_where_that_is_asked_back() {
        let mut store = Store::Discard(Discard::default());
        let sectors = |byte: u8, count: usize| vec![byte; count * SECTOR];
        for (lba, byte, count) in [(50, 9, 2), (10, 1, 4), (14, 2, 4), (18, 3, 2)] {
            store.received(lba, &sectors(byte, count), true);
        }
        let mut back = sectors(7, 12);
        store.read(9, &mut back).unwrap();
        let expected = [sectors(0, 1), sectors(1, 4), sectors(0, 4), sectors(3, 2), sectors(0, 1)].concat();
        assert_eq!(back, expected);
        store.read(19, &mut back[..SECTOR]).unwrap();
        assert_eq!(back[..SECTOR], sectors(3, 1));
    }
}
