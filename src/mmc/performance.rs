//! Speeds: GET PERFORMANCE, SET STREAMING, and the two units in which speeds are told.

use super::bytes::{be32, bounded};

/// Length of a [`streaming_descriptor`].
pub const STREAMING_DESCRIPTOR_LEN: usize = 28;

/// A write speed that the drive offers for the medium in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriteSpeed {
    /// Write rotation control: 0 the medium's default (CLV or zones), 1 pure CAV.
    pub wrc: u8,
    /// The drive's default speed.
    pub rdd: bool,
    /// The drive can hold this speed on the whole medium.
    pub exact: bool,
    /// Suited for mixed read and write.
    pub mrw: bool,
    /// Last block of the medium.
    pub end_lba: u32,
    /// kB/s of 1000 bytes.
    pub read_kb: u32,
    /// kB/s of 1000 bytes.
    pub write_kb: u32,
}

/// The write speeds in an answer to GET PERFORMANCE type 03h, in the drive's order; entries without a speed are
/// left out.
pub fn decode_write_speeds(data: &[u8]) -> Vec<WriteSpeed> {
    let stated = be32(data, 0).map_or(0, |length| usize::try_from(length).unwrap_or(usize::MAX));
    let list = bounded(data, 4, stated).get(8..).unwrap_or(&[]);
    list.chunks_exact(16)
        .filter_map(|entry| {
            let write_kb = be32(entry, 12).filter(|kb| *kb != 0)?;
            Some(WriteSpeed {
                wrc: entry[0] >> 3 & 3,
                rdd: entry[0] & 4 != 0,
                exact: entry[0] & 2 != 0,
                mrw: entry[0] & 1 != 0,
                end_lba: be32(entry, 4)?,
                read_kb: be32(entry, 8)?,
                write_kb,
            })
        })
        .collect()
}

/// SET STREAMING's performance descriptor from block 0 to `end_lba`; `rdd` restores the drive's defaults instead.
pub fn streaming_descriptor(
    end_lba: u32,
    read_kb: u32,
    write_kb: u32,
    wrc: u8,
    rdd: bool,
) -> [u8; STREAMING_DESCRIPTOR_LEN] {
    const MILLISECONDS: [u8; 4] = 1000u32.to_be_bytes();
    let mut list = [0; STREAMING_DESCRIPTOR_LEN];
    list[0] = (wrc & 3) << 3 | u8::from(rdd) << 2;
    list[8..12].copy_from_slice(&end_lba.to_be_bytes());
    list[12..16].copy_from_slice(&read_kb.to_be_bytes());
    list[16..20].copy_from_slice(&MILLISECONDS);
    list[20..24].copy_from_slice(&write_kb.to_be_bytes());
    list[24..28].copy_from_slice(&MILLISECONDS);
    list
}

/// The bytes that a sector adds to the speed as drives tell it.
fn sector(cd: bool) -> u64 {
    if cd { 2352 } else { 2048 }
}

/// Sectors per second, rounded down, from kB/s of 1000 bytes.
pub fn kb_to_sectors(kb: u32, cd: bool) -> u32 {
    u32::try_from(u64::from(kb) * 1000 / sector(cd)).unwrap_or(u32::MAX)
}

/// kB/s of 1000 bytes from sectors per second: the highest that [`kb_to_sectors`] turns back into these sectors.
///
/// A drive takes the next lower speed that it has. So a speed that it told, went through sectors and came back must
/// not be lower than it was, or the drive would fall one step below.
pub fn sectors_to_kb(sectors: u32, cd: bool) -> u32 {
    let above = ((u64::from(sectors) + 1) * sector(cd)).div_ceil(1000);
    u32::try_from(above - 1).unwrap_or(u32::MAX)
}
