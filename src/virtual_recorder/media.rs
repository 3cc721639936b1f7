//! The kinds of media, as data.
//!
//! A medium is a row of [`MEDIA`]: what it holds, how it takes data and how long things take. Code elsewhere asks the
//! row and never the name. Capacities and gaps are in sectors of 2048 bytes, speeds in sectors per second.

use std::time::Duration;

pub const SECTOR: usize = 2048;

#[derive(Debug)]
pub struct Medium {
    /// As identifiers and disc files write it.
    pub name: &'static str,
    pub profile: u16,
    pub family: Family,
    pub model: Model,
    /// User sectors of an ordinary medium of this kind: the default of `size`.
    pub capacity: u32,
    /// The largest `size`.
    pub max_capacity: u32,
    /// Sectors that are recorded together; ends are padded to it and capacities are multiples of it.
    pub unit: u32,
    /// Recording speeds, ascending.
    pub speeds: &'static [u32],
    pub timing: Timing,
}

impl PartialEq for Medium {
    fn eq(&self, other: &Medium) -> bool {
        self.name == other.name
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Cd,
    Dvd,
    Bd,
}

/// How a medium takes data.
#[derive(Debug)]
pub enum Model {
    Rom,
    Sequential(Sequential),
    Overwritable(Overwritable),
}

/// Media that are written front to back, in tracks and sessions.
#[derive(Debug)]
pub struct Sequential {
    /// From the lead-out of the first session to where the next track may begin, and the same after later ones.
    pub first_session_gap: u32,
    pub session_gap: u32,
    /// From the end of a track to the next one in the same session.
    pub track_gap: u32,
    /// Blocks behind a track's data that count as part of it and hold nothing readable.
    pub run_out: u32,
    /// A track is padded to this when it is closed.
    pub min_track: u32,
    pub max_tracks: usize,
    pub max_sessions: u16,
    /// SYNCHRONIZE CACHE ends the track (CD track at once).
    pub sync_ends_track: bool,
    /// Mode page 05h rules: write type, block type, and at a session's close whether another may follow.
    pub write_parameters: bool,
    /// A track that lost power can be continued where recording stopped.
    pub resumable: bool,
    pub reservable: bool,
    /// What CLOSE TRACK/SESSION's functions do; all others are refused.
    pub close: &'static [(u8, Close)],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Close {
    Track,
    /// The disc stays appendable, or on media with write parameters as these say.
    Session,
    Finalize,
    /// Stops a background format.
    StopFormat,
}

/// Media where any sector can be written again.
#[derive(Debug)]
pub struct Overwritable {
    pub formats: &'static [Format],
    /// Formatting goes on behind the host's back, and CLOSE SESSION stops it.
    pub background: bool,
    /// Sectors set aside for replacements at the default format.
    pub spare: u32,
    pub close: &'static [(u8, Close)],
}

/// A format that FORMAT UNIT offers.
#[derive(Debug)]
pub struct Format {
    pub kind: u8,
    /// Its capacity is the default one and this many thirds of the spare area.
    pub spare_thirds: i32,
    /// FFFFFFFFh asks for it too.
    pub any_size: bool,
    /// Type dependent parameter.
    pub parameter: u32,
}

/// How long things take; nothing takes any time on an unlimited drive.
#[derive(Debug)]
pub struct Timing {
    /// Calibration and lead-in before the first sector of a session.
    pub start: Duration,
    /// Before the first sector of other recordings.
    pub link: Duration,
    pub sync: Duration,
    pub close_track: Duration,
    pub close_session: Duration,
    pub finalize: Duration,
    pub format: Duration,
}

/// After a medium is inserted, on every kind.
pub const LOADING: Duration = Duration::from_secs(3);
/// What the bus to the drive carries.
pub const BUS_BYTES_PER_SECOND: u64 = 150_000_000;
/// What any command costs, so that a host that only repeats itself sees time pass.
pub const COMMAND: Duration = Duration::from_micros(50);
pub const CALIBRATION: Duration = Duration::from_secs(5);

const NO_TIME: Timing = Timing {
    start: Duration::ZERO,
    link: Duration::ZERO,
    sync: Duration::ZERO,
    close_track: Duration::ZERO,
    close_session: Duration::ZERO,
    finalize: Duration::ZERO,
    format: Duration::ZERO,
};

const fn timing(
    start: u64,
    link: u64,
    sync: u64,
    close_track: u64,
    session: u64,
    finalize: u64,
    format: u64,
) -> Timing {
    Timing {
        start: Duration::from_millis(start),
        link: Duration::from_millis(link),
        sync: Duration::from_millis(sync),
        close_track: Duration::from_millis(close_track),
        close_session: Duration::from_millis(session),
        finalize: Duration::from_millis(finalize),
        format: Duration::from_millis(format),
    }
}

const fn rom(name: &'static str, profile: u16, family: Family, capacity: u32, max: u32) -> Medium {
    Medium {
        name,
        profile,
        family,
        model: Model::Rom,
        capacity,
        max_capacity: max,
        unit: 1,
        speeds: &[],
        timing: NO_TIME,
    }
}

pub static MEDIA: &[Medium] = &[
    rom("cd-rom", 0x0008, Family::Cd, 333_000, 449_850),
    rom("dvd-rom", 0x0010, Family::Dvd, 2_295_104, 4_173_824),
    rom("bd-rom", 0x0040, Family::Bd, 12_219_392, 62_500_864),
    Medium {
        name: "cd-r",
        profile: 0x0009,
        family: Family::Cd,
        model: Model::Sequential(Sequential {
            // Lead-out of 6750 sectors (2250 behind later sessions), lead-in of 4500, pre-gap of 150.
            first_session_gap: 11_400,
            session_gap: 6_900,
            track_gap: 150,
            run_out: 2,
            min_track: 300,
            max_tracks: 99,
            max_sessions: 99,
            sync_ends_track: true,
            write_parameters: true,
            resumable: false,
            reservable: false,
            close: &[(1, Close::Track), (2, Close::Session)],
        }),
        capacity: 359_844,
        max_capacity: 449_849,
        unit: 1,
        speeds: &[300, 600, 1_200, 1_800, 2_400, 3_000, 3_600],
        timing: timing(5_000, 500, 1_000, 1_000, 20_000, 20_000, 0),
    },
    Medium {
        name: "dvd+r",
        profile: 0x001B,
        family: Family::Dvd,
        model: Model::Sequential(Sequential {
            // Closure and intro zones: 128 ECC blocks.
            first_session_gap: 2_048,
            session_gap: 2_048,
            track_gap: 0,
            run_out: 0,
            min_track: 0,
            // 153 closed sessions and the 15 fragments of the open one.
            max_tracks: 168,
            max_sessions: 153,
            sync_ends_track: false,
            write_parameters: false,
            resumable: true,
            reservable: true,
            close: &[(1, Close::Track), (2, Close::Session), (5, Close::Finalize), (6, Close::Finalize)],
        }),
        capacity: 2_295_104,
        max_capacity: 2_295_104,
        unit: 16,
        speeds: &[1_623, 2_705, 4_058, 5_410, 8_115, 10_820],
        timing: timing(8_000, 500, 2_000, 3_000, 30_000, 60_000, 0),
    },
    Medium {
        name: "dvd+rw",
        profile: 0x001A,
        family: Family::Dvd,
        model: Model::Overwritable(Overwritable {
            formats: &[Format { kind: 0x26, spare_thirds: 0, any_size: true, parameter: 0 }],
            background: true,
            spare: 0,
            close: &[(0, Close::StopFormat), (2, Close::StopFormat)],
        }),
        capacity: 2_295_104,
        max_capacity: 2_295_104,
        unit: 16,
        speeds: &[1_623, 2_705, 4_058, 5_410],
        timing: timing(4_000, 500, 2_000, 0, 30_000, 0, 30_000),
    },
    Medium {
        name: "bd-re",
        profile: 0x0043,
        family: Family::Bd,
        model: Model::Overwritable(Overwritable {
            formats: &[
                Format { kind: 0x00, spare_thirds: 0, any_size: false, parameter: 0x800 },
                Format { kind: 0x30, spare_thirds: 0, any_size: false, parameter: 0 },
                Format { kind: 0x30, spare_thirds: -2, any_size: false, parameter: 0 },
                Format { kind: 0x30, spare_thirds: 2, any_size: false, parameter: 0 },
                Format { kind: 0x31, spare_thirds: 3, any_size: false, parameter: 0 },
            ],
            background: false,
            spare: 393_216,
            // The standard names no function for BD-RE: there is nothing to close.
            close: &[],
        }),
        capacity: 11_826_176,
        max_capacity: 11_826_176,
        unit: 32,
        speeds: &[2_195, 4_390],
        timing: timing(4_000, 500, 2_000, 0, 0, 0, 20_000),
    },
];

/// Kinds that identifiers may name and that this version does not have.
pub const LATER: &[&str] = &[
    "cd-rw",
    "dvd-r",
    "dvd-r-dl",
    "dvd-rw",
    "dvd-rw-ro",
    "dvd+r-dl",
    "dvd+rw-dl",
    "dvd-ram",
    "bd-r",
    "bd-r-rrm",
    "hd-dvd-r",
    "hd-dvd-ram",
];

pub fn by_name(name: &[u8]) -> Option<&'static Medium> {
    MEDIA.iter().find(|medium| medium.name.as_bytes() == name)
}

impl Medium {
    pub fn sequential(&self) -> Option<&Sequential> {
        match &self.model {
            Model::Sequential(rules) => Some(rules),
            _ => None,
        }
    }

    pub fn overwritable(&self) -> Option<&Overwritable> {
        match &self.model {
            Model::Overwritable(rules) => Some(rules),
            _ => None,
        }
    }

    pub fn is_rom(&self) -> bool {
        matches!(self.model, Model::Rom)
    }

    pub fn is_cd(&self) -> bool {
        self.family == Family::Cd
    }

    pub fn round_up(&self, sectors: u32) -> u32 {
        sectors.next_multiple_of(self.unit)
    }

    /// A speed in the unit of the commands: kB/s of 1000 bytes, in raw sectors on CD.
    pub fn kilobytes(&self, sectors_per_second: u32) -> u32 {
        let bytes = if self.is_cd() { 2352 } else { SECTOR as u64 };
        (u64::from(sectors_per_second) * bytes / 1000) as u32
    }

    /// Data capacity in a format, for a medium whose default format holds `size`.
    pub fn formatted_capacity(&self, format: &Format, size: u32) -> u32 {
        let spare = self.overwritable().map_or(0, |rules| rules.spare);
        let spare = u64::from(size) * u64::from(spare) / u64::from(self.capacity);
        let third = (spare / u64::from(self.unit * 3) * u64::from(self.unit)) as i64;
        (i64::from(size) + third * i64::from(format.spare_thirds)) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_are_sound() {
        for medium in MEDIA {
            assert_eq!(medium.capacity % medium.unit, 0, "{}", medium.name);
            assert!(medium.capacity <= medium.max_capacity);
            assert!(medium.speeds.is_sorted());
            assert_eq!(medium.speeds.is_empty(), medium.is_rom());
            assert!(!LATER.contains(&medium.name));
        }
    }

    #[test]
    fn bd_re_capacities_are_those_of_real_discs() {
        let bd = by_name(b"bd-re").unwrap();
        let formats = bd.overwritable().unwrap().formats;
        let sizes: Vec<u32> = formats.iter().map(|f| bd.formatted_capacity(f, bd.capacity)).collect();
        assert_eq!(sizes, [11_826_176, 11_826_176, 11_564_032, 12_088_320, 12_219_392]);
    }

    #[test]
    fn speeds_in_kilobytes() {
        assert_eq!(by_name(b"cd-r").unwrap().kilobytes(300), 705);
        assert_eq!(by_name(b"dvd+r").unwrap().kilobytes(10_820), 22_159);
    }
}
