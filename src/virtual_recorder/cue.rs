//! Cue sheets: the layout of a CD session that is to be recorded in one go.

use super::sense::Sense;
use crate::transport::scsi::asc;

/// Checked. Addresses may be negative: the pause in front of the first track is sent by the host too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CueSheet {
    /// First sector and length of each track.
    pub tracks: Vec<(u32, u32)>,
    /// Where the next WRITE must go.
    pub next: i64,
    pub end: i64,
}

const ENTRY: usize = 8;
const LEAD_OUT: u8 = 0xAA;
/// CD-ROM mode 1 with 2048 bytes from the host.
const DATA: u8 = 0x10;
/// The same, made by the drive.
const DATA_PAUSE: u8 = 0x14;
const PREGAP: i64 = 150;
/// Four seconds.
const MIN_TRACK: i64 = 300;

/// A line of the sheet that says where something begins.
struct Position {
    track: u8,
    index: u8,
    form: u8,
    lba: i64,
}

impl CueSheet {
    /// A sheet for a blank disc of this capacity.
    pub fn parse(bytes: &[u8], capacity: u32) -> Result<CueSheet, Sense> {
        let bad = Sense::illegal(super::sense::asc::PARAMETER_VALUE_INVALID);
        let positions = positions(bytes).ok_or(bad)?;
        let [lead_in, middle @ .., lead_out] = &positions[..] else { return Err(bad) };
        let framed = (lead_in.track, lead_in.index, lead_in.lba) == (0, 0, -PREGAP)
            && (lead_out.track, lead_out.index) == (LEAD_OUT, 1);
        if !framed || lead_in.form != DATA_PAUSE || lead_out.form != DATA_PAUSE {
            return Err(bad);
        }
        let starts = starts(middle).ok_or(bad)?;
        let ends = starts.iter().skip(1).copied().chain([lead_out.lba]);
        let mut tracks = Vec::with_capacity(starts.len());
        for (start, end) in starts.iter().copied().zip(ends) {
            if start < 0 || end - start < MIN_TRACK {
                return Err(bad);
            }
            tracks.push((start as u32, (end - start) as u32));
        }
        if lead_out.lba > i64::from(capacity) {
            return Err(Sense::illegal(asc::LBA_OUT_OF_RANGE));
        }
        Ok(CueSheet { tracks, next: -PREGAP, end: lead_out.lba })
    }
}

/// The entries that are positions, in ascending order of address.
fn positions(bytes: &[u8]) -> Option<Vec<Position>> {
    let mut positions: Vec<Position> = Vec::new();
    for entry in bytes.chunks_exact(ENTRY) {
        let &[control, track, index, form, scms, m, s, f] = entry else { return None };
        match control & 0x0F {
            1 => {
                let in_time = s < 60 && f < 75 && scms & 0x7F == 0;
                let lba = (i64::from(m) * 60 + i64::from(s)) * 75 + i64::from(f) - PREGAP;
                let ascends = positions.last().is_none_or(|last| last.lba <= lba);
                if !in_time || !ascends || control & 0x40 == 0 {
                    // Of data only; audio is another kind of recorder's business.
                    return None;
                }
                positions.push(Position { track, index, form, lba });
            }
            // Catalogue number and ISRC are two entries each, and say nothing about the layout.
            2 | 3 => {}
            _ => return None,
        }
    }
    Some(positions)
}

/// Where index 1 of each track is.
fn starts(positions: &[Position]) -> Option<Vec<i64>> {
    let first = positions.first()?;
    if (first.track, first.index, first.lba) != (1, 0, -PREGAP) {
        return None;
    }
    let mut starts = Vec::new();
    let mut last = (0, 1);
    for position in positions {
        let next_index = position.track == last.0 && position.index == last.1 + 1;
        let next_track = position.track == last.0 + 1 && position.index <= 1 && last.1 >= 1;
        if position.form != DATA || position.track > 99 || !(next_index || next_track) {
            return None;
        }
        if position.index == 1 {
            starts.push(position.lba);
        }
        last = (position.track, position.index);
    }
    (last.1 >= 1 && !starts.is_empty()).then_some(starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tracks of so many sectors.
    fn sheet(lengths: &[u32]) -> Vec<u8> {
        let mut bytes = vec![0x41, 0, 0, 0x14, 0, 0, 0, 0, 0x41, 1, 0, 0x10, 0, 0, 0, 0];
        let mut at = 150;
        let mut put = |track: u8, form: u8, at: u32| {
            bytes.extend([0x41, track, 1, form, 0, (at / 4500) as u8, (at / 75 % 60) as u8, (at % 75) as u8]);
        };
        for (number, length) in lengths.iter().enumerate() {
            put(number as u8 + 1, 0x10, at);
            at += length;
        }
        put(0xAA, 0x14, at);
        bytes
    }

    #[test]
    fn tracks_follow_each_other() {
        let cue = CueSheet::parse(&sheet(&[1_000, 300]), 2_000).unwrap();
        assert_eq!(cue, CueSheet { tracks: vec![(0, 1_000), (1_000, 300)], next: -150, end: 1_300 });
        let code = |sheet: &[u8]| CueSheet::parse(sheet, 2_000).map_err(|s| (s.key, s.asc, s.ascq));
        assert_eq!(code(&sheet(&[2_001])), Err((5, 0x21, 0)));
        assert_eq!(code(&sheet(&[299])), Err((5, 0x26, 2)));
    }

    #[test]
    fn impossible_sheets() {
        let good = sheet(&[1_000, 300]);
        for (at, value) in [
            (0, 0x01),  // audio
            (0, 0x44),  // no such address mode
            (1, 1),     // no lead-in
            (3, 0x10),  // a lead-in with data
            (9, 2),     // begins with the second track
            (10, 1),    // no pause
            (11, 0x14), // pause made by the drive
            (17, 2),    // track 2 first
            (18, 2),    // index 2 first
            (22, 61),   // no such second
            (23, 75),   // no such frame
            (25, 3),    // track 2 left out
            (30, 1),    // before track 1
            (33, 0xA0), // no lead-out
            (35, 0x10), // a lead-out with data
            (38, 1),    // before track 2
        ] {
            let mut bad = good.clone();
            bad[at] = value;
            let sense = CueSheet::parse(&bad, 2_000).expect_err(&format!("{at} {value}"));
            assert_eq!((sense.key, sense.asc, sense.ascq), (5, 0x26, 2), "{at} {value}");
        }
        for len in 0..good.len() / 8 {
            assert!(CueSheet::parse(&good[..len * 8], 2_000).is_err());
        }
    }
}
