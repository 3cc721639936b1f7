//! The kinds of media, as data.
//!
//! A medium is a row of [`MEDIA`]: what it holds, how it takes data and how long things take. Code elsewhere asks the
//! row and never the name. Capacities and gaps are in sectors of 2048 bytes, speeds in sectors per second.
//!
//! Some discs change their kind: a DVD-RW is one row while it is recorded sequentially and another one once it is
//! formatted. Rows of the same physical disc say so in `disc`.

mod table;

use std::time::Duration;

pub use table::MEDIA;

pub const SECTOR: usize = 2048;

#[derive(Debug)]
pub struct Medium {
    /// As identifiers and disc files write it.
    pub name: &'static str,
    /// The name of the physical disc whose state this is.
    pub disc: &'static str,
    pub profile: u16,
    pub family: Family,
    pub model: Model,
    /// User sectors of an ordinary medium of this kind: the default of `size`.
    pub capacity: u32,
    /// The largest `size`.
    pub max_capacity: u32,
    /// Sectors that are recorded together; ends are padded to it and capacities are multiples of it.
    pub unit: u32,
    pub layers: u8,
    /// What READ DISC STRUCTURE calls it: book type and part version.
    pub book: u8,
    /// What FORMAT UNIT offers.
    pub formats: &'static [Format],
    /// Sectors set aside for replacements at the default format of a medium of the default size.
    pub spare: u32,
    /// What BLANK can do to it.
    pub blank: &'static [(u8, Blank)],
    /// What CLOSE TRACK/SESSION's functions do; all others are refused.
    pub close: &'static [(u8, Close)],
    /// The mode page 05h rules that it follows.
    pub parameters: Parameters,
    /// WRITE(12) may record without defect management.
    pub streams: bool,
    /// How it can be protected against writing.
    pub protections: &'static [Protection],
    /// How often there is room for a power calibration; 0 is without end.
    pub calibrations: u16,
    /// Recording speeds, ascending.
    pub speeds: &'static [u32],
    /// The fastest is also to be had with the disc turning evenly: slower inside, and fast outside.
    pub even_rotation: bool,
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
    HdDvd,
    Bd,
}

/// How a medium takes data.
#[derive(Debug)]
pub enum Model {
    Rom,
    Sequential(Sequential),
    Overwritable(Overwritable),
}

/// Which write parameters a medium needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameters {
    /// The page is not looked at.
    Ignored,
    /// Track at once or session at once.
    Cd,
    /// Incremental in packets of one write unit, or disc at once.
    Dvd,
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
    /// Tracks that an open session can have.
    pub max_open: usize,
    /// When a session is closed, all in it becomes one track.
    pub joins_tracks: bool,
    pub max_sessions: u16,
    /// SYNCHRONIZE CACHE ends the track (CD track at once).
    pub sync_ends_track: bool,
    /// A track that lost power can be continued where recording stopped.
    pub resumable: bool,
    pub reservable: bool,
    /// READ TRACK INFORMATION knows the track that data goes to as FFh too.
    pub next_by_ff: bool,
    /// CLOSE SESSION ends the tracks that are open in it; elsewhere that is an error.
    pub session_ends_tracks: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Close {
    Track,
    /// The disc stays appendable, or on media with write parameters as these say.
    Session,
    Finalize,
    /// Stops a background format, or ends the intermediate state of a quick one.
    EndFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blank {
    Full,
    /// The table of contents only. A DVD-RW then takes no more than one recording of known length.
    Minimal,
    /// Opens the last session again.
    Unclose,
    /// Takes the last session away.
    Session,
}

/// What keeps a disc from being written, besides what is on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Protection {
    #[default]
    None,
    /// The tab of its cartridge.
    Cartridge,
    /// A mark on the disc itself.
    Persistent,
}

/// Media where any sector can be written at any time.
#[derive(Debug)]
pub struct Overwritable {
    /// New ones have been formatted by their maker.
    pub sold_formatted: bool,
    /// Sectors that WRITE must begin at and come in multiples of.
    pub align: u32,
    /// Sectors can be written once only.
    pub once: bool,
    /// The disc status that READ DISC INFORMATION gives when it is formatted.
    pub status: u8,
}

/// A format that FORMAT UNIT offers.
#[derive(Debug)]
pub struct Format {
    pub kind: u8,
    pub blocks: Blocks,
    /// Type dependent parameter.
    pub parameter: u32,
    pub sub_types: &'static [SubType],
    pub leaves: Leaves,
}

/// How many blocks a format gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocks {
    /// As many as its descriptor says, which is the default and this many thirds of the spare area.
    Exactly(i32),
    /// The same, or any number between the least and the most that this kind of format offers.
    Within(i32),
    /// All of them, which FFFFFFFFh asks for too.
    All,
    /// As many as asked for, up to all.
    UpTo,
    /// What is not formatted yet, as many as asked for.
    Growth,
}

/// The state that a format leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaves {
    Complete,
    /// It goes on behind the host's back, and CLOSE SESSION stops it.
    Background,
    /// Writing at the end makes the formatted area grow, until CLOSE SESSION.
    Intermediate,
}

/// What the two lowest bits of the format type choose.
#[derive(Debug)]
pub struct SubType {
    pub code: u8,
    /// The row that the disc belongs to afterwards; empty is the same.
    pub into: &'static str,
    /// Pseudo overwrite.
    pub pow: bool,
    /// How often every sector is written or read for certification.
    pub passes: u32,
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
/// To blank no more than the table of contents.
pub const MINIMAL_BLANK: Duration = Duration::from_secs(30);

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

    /// It can be written to for a test, without being written.
    pub fn may_be_tested(&self) -> bool {
        self.parameters == Parameters::Cd
            || (self.parameters == Parameters::Dvd && self.family == Family::Dvd)
    }

    /// What is on it can be replaced by something else.
    pub fn is_erasable(&self) -> bool {
        self.overwritable().is_some_and(|rules| !rules.once) || !self.blank.is_empty()
    }

    /// Formatting goes on behind the host's back.
    pub fn formats_behind(&self) -> bool {
        self.formats.iter().any(|format| format.leaves == Leaves::Background)
    }

    pub fn round_up(&self, sectors: u32) -> u32 {
        sectors.next_multiple_of(self.unit)
    }

    /// A speed in the unit of the commands: kB/s of 1000 bytes, in raw sectors on CD.
    pub fn kilobytes(&self, sectors_per_second: u32) -> u32 {
        let bytes = if self.is_cd() { 2352 } else { SECTOR as u64 };
        (u64::from(sectors_per_second) * bytes / 1000) as u32
    }

    /// Data capacity in a format, for a medium that holds `size` by default.
    pub fn formatted_capacity(&self, format: &Format, size: u32) -> u32 {
        let thirds = match format.blocks {
            Blocks::Exactly(thirds) | Blocks::Within(thirds) => thirds,
            Blocks::All | Blocks::UpTo | Blocks::Growth => 0,
        };
        let spare = u64::from(size) * u64::from(self.spare) / u64::from(self.capacity);
        let third = (spare / u64::from(self.unit * 3) * u64::from(self.unit)) as i64;
        (i64::from(size) + third * i64::from(thirds)) as u32
    }

    /// The least and the most that formats of one kind give.
    pub fn formatted_range(&self, kind: u8, size: u32) -> (u32, u32) {
        let of_kind = self.formats.iter().filter(|format| format.kind == kind);
        let sizes = of_kind.map(|format| self.formatted_capacity(format, size));
        (sizes.clone().min().unwrap_or(size), sizes.max().unwrap_or(size))
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
            assert_eq!(by_name(medium.disc.as_bytes()).unwrap().disc, medium.disc);
            for sub_type in medium.formats.iter().flat_map(|format| format.sub_types) {
                let into = sub_type.into;
                assert!(into.is_empty() || by_name(into.as_bytes()).unwrap().disc == medium.disc);
            }
            let align = medium.overwritable().map_or(1, |rules| rules.align);
            assert_eq!(medium.unit % align, 0);
        }
    }

    fn sizes(name: &[u8]) -> Vec<u32> {
        let medium = by_name(name).unwrap();
        medium.formats.iter().map(|f| medium.formatted_capacity(f, medium.capacity)).collect()
    }

    #[test]
    fn formatted_capacities_are_those_of_real_discs() {
        assert_eq!(sizes(b"bd-re"), [11_826_176, 11_826_176, 11_564_032, 12_088_320, 12_219_392]);
        assert_eq!(sizes(b"bd-r"), [11_826_176, 11_826_176, 11_564_032, 12_088_320]);
        assert_eq!(sizes(b"dvd-ram"), [2_236_704, 2_295_072, 2_217_248]);
    }

    #[test]
    fn speeds_in_kilobytes() {
        assert_eq!(by_name(b"cd-r").unwrap().kilobytes(300), 705);
        assert_eq!(by_name(b"dvd+r").unwrap().kilobytes(10_820), 22_159);
    }
}
