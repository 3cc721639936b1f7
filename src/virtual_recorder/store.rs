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

/// Keeps nothing but a checksum of what came.
#[derive(Default)]
pub struct Discard {
    checksum: crc32fast::Hasher,
    nanoseconds: u64,
}

impl Store {
    /// Whether data must be held until it is written.
    pub fn keeps(&self) -> bool {
        !matches!(self, Store::Discard(_))
    }

    /// Data has arrived in the drive.
    pub fn received(&mut self, data: &[u8]) {
        if let Store::Discard(discard) = self {
            let watch = Stopwatch::start();
            discard.checksum.update(data);
            discard.nanoseconds += watch.nanoseconds();
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
            Store::Discard(_) => {
                data.fill(0);
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

    pub fn sync(&self) -> io::Result<()> {
        match self {
            Store::File(file) => file.sync_data(),
            _ => Ok(()),
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
        store.received(b"12345");
        store.received(b"6789");
        assert_eq!(store.checksum().0, 0xCBF4_3926);
        let mut back = [1; SECTOR];
        store.read(0, &mut back).unwrap();
        assert_eq!(back, [0; SECTOR]);
    }
}
