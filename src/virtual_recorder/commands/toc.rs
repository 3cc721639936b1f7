//! READ TOC/PMA/ATIP.

use super::super::disc::{Disc, Track};
use super::super::sense::Sense;
use super::super::server::{Call, Outcome, Server};
use crate::transport::scsi::asc;

/// Where the lead-in of a CD-R begins, as a time before 00:00:00: 97:27:00.
pub const ATIP_LEAD_IN: [u8; 3] = [97, 27, 0];

const LEAD_OUT: u8 = 0xAA;
/// Data track, with position information in the sub-channel.
const DATA_TRACK: u8 = 0x14;

pub fn read_toc(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let disc = &server.disc()?.disc;
    let bad = Sense::illegal(asc::INVALID_FIELD_IN_CDB);
    // Before MMC the format stood in the last byte.
    let format = if call.cdb[2] != 0 { call.cdb[2] } else { call.cdb[9] >> 6 };
    let toc = Toc { tracks: complete_tracks(disc), as_time: call.bit(1, 1) };
    let first = call.cdb[6];
    let data = match format {
        0 => toc.formatted(first).ok_or(bad)?,
        1 => toc.sessions().ok_or(bad)?,
        2 if disc.medium.is_cd() => toc.full(disc, first).ok_or(bad)?,
        4 if disc.medium.is_cd() && !disc.medium.is_rom() => atip(disc),
        _ => return Err(bad.into()),
    };
    let allocation = usize::from(call.u16(7));
    call.reply(&data, allocation)
}

struct Toc {
    tracks: Vec<Track>,
    as_time: bool,
}

/// What stands in a table of contents: a formatted disc counts as one track.
fn complete_tracks(disc: &Disc) -> Vec<Track> {
    if disc.is_random() {
        return Disc::pressed(disc.medium, disc.capacity).tracks;
    }
    disc.tracks.iter().filter(|track| track.session <= disc.closed_sessions).cloned().collect()
}

impl Toc {
    fn formatted(&self, first: u8) -> Option<Vec<u8>> {
        let last = self.tracks.last()?;
        let count = self.tracks.len().min(99);
        if usize::from(first) > count && first != LEAD_OUT {
            return None;
        }
        let mut data = vec![0, 0, 1, count as u8];
        for (index, track) in self.tracks.iter().take(count).enumerate() {
            if index + 1 >= usize::from(first) {
                self.entry(&mut data, index as u8 + 1, track.start);
            }
        }
        self.entry(&mut data, LEAD_OUT, last.start + last.size);
        Some(sized(data))
    }

    /// The first and the last complete session, and the first track of the latter.
    fn sessions(&self) -> Option<Vec<u8>> {
        let last = self.tracks.last()?.session;
        let index = self.tracks.iter().position(|track| track.session == last)?;
        let mut data = vec![0, 0, 1, last.min(255) as u8];
        self.entry(&mut data, (index + 1) as u8, self.tracks[index].start);
        Some(sized(data))
    }

    fn entry(&self, data: &mut Vec<u8>, number: u8, lba: u32) {
        data.extend([0, DATA_TRACK, number, 0]);
        if self.as_time {
            let [m, s, f] = msf(lba);
            data.extend([0, m, s, f]);
        } else {
            data.extend(lba.to_be_bytes());
        }
    }

    /// As it stands in the lead-ins, from this session on.
    fn full(&self, disc: &Disc, first: u8) -> Option<Vec<u8>> {
        let last = self.tracks.last()?.session;
        if u16::from(first) > last {
            return None;
        }
        let mut data = vec![0, 0, 1, last as u8];
        for session in u16::from(first.max(1))..=last {
            let mut tracks = self.tracks.iter().enumerate().filter(|(_, track)| track.session == session);
            let (first_index, _) = tracks.clone().next()?;
            let (last_index, last_track) = tracks.clone().next_back()?;
            let mut point = |point: u8, [m, s, f]: [u8; 3]| {
                data.extend([session as u8, DATA_TRACK, 0, point, 0, 0, 0, 0, m, s, f]);
            };
            point(0xA0, [first_index as u8 + 1, 0, 0]);
            point(0xA1, [last_index as u8 + 1, 0, 0]);
            point(0xA2, msf(last_track.start + last_track.size));
            tracks.by_ref().for_each(|(index, track)| point(index as u8 + 1, msf(track.start)));
            if session < last || !disc.finalized {
                self.next_session(&mut data, disc, session);
            }
        }
        Some(sized(data))
    }

    /// B0: where the next session may begin, and the latest possible lead-out; C0 in the first one.
    fn next_session(&self, data: &mut Vec<u8>, disc: &Disc, session: u16) {
        let next = self.tracks.iter().find(|track| track.session > session).map_or(disc.next, |t| t.start);
        // Its lead-in and pre-gap come first.
        let [m, s, f] = msf(next.saturating_sub(4_650));
        let [last_m, last_s, last_f] = msf(disc.capacity);
        let pointers = if session == 1 { 2 } else { 1 };
        data.extend([session as u8, 0x54, 0, 0xB0, m, s, f, pointers, last_m, last_s, last_f]);
        if session == 1 {
            let [m, s, f] = ATIP_LEAD_IN;
            data.extend([session as u8, 0x54, 0, 0xC0, 0, 0, 0, 0, m, s, f]);
        }
    }
}

/// Recommended power and reference speed, unrestricted CD-R or CD-RW, its lead-in and its last possible lead-out.
fn atip(disc: &Disc) -> Vec<u8> {
    let mut data = vec![0; 28];
    data[4] = 0xC0;
    data[6] = 0x80 | u8::from(disc.medium.is_erasable()) << 6;
    data[8..11].copy_from_slice(&ATIP_LEAD_IN);
    data[12..15].copy_from_slice(&msf(disc.capacity));
    sized(data)
}

fn sized(mut data: Vec<u8>) -> Vec<u8> {
    let length = (data.len() - 2) as u16;
    data[..2].copy_from_slice(&length.to_be_bytes());
    data
}

/// Minutes, seconds and frames of a sector; the first one stands at two seconds.
pub fn msf(lba: u32) -> [u8; 3] {
    let frames = lba.saturating_add(150);
    [(frames / 75 / 60).min(255) as u8, (frames / 75 % 60) as u8, (frames % 75) as u8]
}
