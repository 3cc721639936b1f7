//! What a host that is not the library sees of the disc.

use df2d::transport::{Data, Transport, status};

use crate::subjects::{execute, until_ready};

/// By its own reading of the drive's answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disc {
    profile: u16,
    pseudo_overwritable: bool,
    /// READ DISC INFORMATION: 0 blank, 1 appendable, 2 finalised.
    status: u8,
    /// 0 empty, 1 incomplete, 2 damaged, 3 complete.
    last_session: u8,
    erasable: bool,
    sessions: u16,
    next_writable: Option<u32>,
    damaged_track: bool,
}

/// DF2D_DISC_…, as far as a look can tell one from the other.
pub mod state {
    pub const UNCHANGED: i32 = 0;
    pub const APPENDABLE: i32 = 1;
    pub const CLOSED: i32 = 2;
    pub const OVERWRITABLE: i32 = 3;
    pub const ERASE_REQUIRED: i32 = 4;
    pub const RECOVERABLE: i32 = 5;
    pub const UNUSABLE: i32 = 6;
    pub const UNKNOWN: i32 = 7;
}

fn ask<const N: usize>(drive: &dyn Transport, cdb: &[u8]) -> [u8; N] {
    let mut data = [0; N];
    let answer = execute(drive, cdb, Data::FromDevice(&mut data));
    assert_eq!(answer.status, status::GOOD, "{cdb:02X?}: {:02X?}", answer.sense());
    data
}

impl Disc {
    /// Looks, after closing the tray if it is open.
    pub fn look(drive: &dyn Transport) -> Disc {
        execute(drive, &[0x1B, 0, 0, 0, 3, 0], Data::None);
        until_ready(drive);
        let features: [u8; 1024] = ask(drive, &[0x46, 0, 0, 0, 0, 0, 0, 4, 0, 0]);
        let disc: [u8; 34] = ask(drive, &[0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0]);
        let last_track = disc[6];
        let track: [u8; 36] = ask(drive, &[0x52, 1, 0, 0, 0, last_track, 0, 0, 36, 0]);
        Disc {
            profile: u16::from_be_bytes([features[6], features[7]]),
            pseudo_overwritable: is_current(&features, 0x0038),
            status: disc[2] & 3,
            last_session: disc[2] >> 2 & 3,
            erasable: disc[2] & 0x10 != 0,
            sessions: u16::from_be_bytes([disc[9], disc[4]]),
            next_writable: (track[7] & 1 != 0)
                .then(|| u32::from_be_bytes([track[12], track[13], track[14], track[15]])),
            damaged_track: track[5] & 0x20 != 0,
        }
    }

    pub fn is_overwritable(&self) -> bool {
        self.pseudo_overwritable || matches!(self.profile, 0x12 | 0x13 | 0x1A | 0x2A | 0x43 | 0x52)
    }

    /// It takes nothing more.
    pub fn is_closed(&self) -> bool {
        self.status == 2 && (self.pseudo_overwritable || !self.is_overwritable())
    }

    /// It has no tracks that grow, so that a drive knows of no write how far it came.
    pub fn keeps_no_account(&self) -> bool {
        self.is_overwritable() || self.profile == 0x42
    }

    /// What may be said of it.
    pub fn states(&self) -> &'static [i32] {
        match (self.status, self.last_session) {
            _ if self.is_closed() && self.erasable => &[state::ERASE_REQUIRED],
            _ if self.is_closed() => &[state::CLOSED],
            _ if self.is_overwritable() => &[state::OVERWRITABLE],
            // Random recording has no sessions to close.
            _ if self.profile == 0x42 => &[state::APPENDABLE],
            (1, 1 | 2) if self.erasable => &[state::RECOVERABLE, state::ERASE_REQUIRED],
            (1, 1 | 2) => &[state::RECOVERABLE, state::UNUSABLE],
            _ => &[state::APPENDABLE],
        }
    }
}

/// Whether the feature's descriptor, of those behind the header, says so.
fn is_current(features: &[u8], code: u16) -> bool {
    let end = 4 + u32::from_be_bytes([features[0], features[1], features[2], features[3]]) as usize;
    let mut rest = &features[8..end];
    while let [high, low, flags, length, ..] = *rest {
        if u16::from_be_bytes([high, low]) == code {
            return flags & 1 != 0;
        }
        rest = &rest[4 + usize::from(length)..];
    }
    false
}

/// How many sectors in front are those of the image, and whether there is any of them at all.
pub fn recorded(drive: &dyn Transport, image: &[u8]) -> (usize, bool) {
    const STEP: usize = 32;
    let mut same = Vec::new();
    for (number, chunk) in image.chunks(STEP * 2048).enumerate() {
        let mut there = vec![0; chunk.len()];
        if read(drive, number * STEP, &mut there) {
            same.extend(chunk.chunks(2048).zip(there.chunks(2048)).map(|(a, b)| a == b));
            continue;
        }
        for (n, sector) in chunk.chunks(2048).enumerate() {
            let mut there = [0; 2048];
            same.push(read(drive, number * STEP + n, &mut there) && there == sector);
        }
    }
    (same.iter().take_while(|same| **same).count(), same.contains(&true))
}

fn read(drive: &dyn Transport, lba: usize, there: &mut [u8]) -> bool {
    let mut cdb = [0x28, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    cdb[2..6].copy_from_slice(&(lba as u32).to_be_bytes());
    cdb[7..9].copy_from_slice(&((there.len() / 2048) as u16).to_be_bytes());
    execute(drive, &cdb, Data::FromDevice(there)).status == status::GOOD
}
