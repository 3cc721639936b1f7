//! READ DISC INFORMATION, READ TRACK INFORMATION, and what READ DISC STRUCTURE has in common with them.

use super::Malformed;
use super::bytes::{address, be16, be32, bounded};

/// The length of the whole answer, as it states itself in its first two bytes.
pub fn stated_len(answer: &[u8]) -> Option<usize> {
    be16(answer, 0).map(|following| 2 + usize::from(following))
}

/// Structures of the lead-in begin with a length and two reserved bytes, on their way to the host and from it.
pub mod structure {
    pub const HEADER: usize = 4;

    /// For `len` bytes, no more than fit into a command.
    pub fn header(len: usize) -> [u8; HEADER] {
        let [high, low] = (len as u16 + 2).to_be_bytes();
        [high, low, 0, 0]
    }
}

/// How much is recorded on the disc. Overwritable media may say anything here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiscStatus {
    Blank,
    Appendable,
    Finalized,
    /// Neither of these is meant for such a medium (DVD-RAM).
    Other,
}

/// State of the last session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionState {
    Empty,
    Incomplete,
    /// Reserved in the older standards.
    Damaged,
    Complete,
}

/// Background formatting of a DVD+RW or an MRW medium.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackgroundFormat {
    None,
    /// Begun, and not running.
    Stopped,
    Running,
    Complete,
}

/// Standard disc information.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiscInformation {
    pub status: DiscStatus,
    pub last_session: SessionState,
    pub erasable: bool,
    /// Number of the first track on the disc.
    pub first_track: u8,
    pub sessions: u16,
    pub first_track_last_session: u16,
    pub last_track_last_session: u16,
    pub background_format: BackgroundFormat,
    /// 0x00 CD-DA or CD-ROM, 0x10 CD-I, 0x20 CD-ROM XA, 0xFF undefined.
    pub disc_type: u8,
    /// The disc is not restricted to a special use.
    pub unrestricted_use: bool,
    pub disc_id: Option<u32>,
    /// As sent: a time code (00, minute, second, frame) on CD, an address elsewhere.
    pub last_session_lead_in: Option<u32>,
    /// As sent: a time code (00, minute, second, frame) on CD, an address elsewhere.
    pub last_possible_lead_out: Option<u32>,
    /// Power calibration values that the drive has for this disc; without any, calibration is due.
    pub opc_tables: u8,
}

impl DiscInformation {
    /// Takes the answer as received; twelve bytes carry all but the addresses.
    pub fn decode(data: &[u8]) -> Result<Self, Malformed> {
        const SHORT: Malformed = Malformed("The drive's answer to READ DISC INFORMATION is too short.");
        const OTHER: Malformed =
            Malformed("The drive answered READ DISC INFORMATION with another kind of information.");
        let stated = be16(data, 0).ok_or(SHORT)?;
        let data = bounded(data, 2, usize::from(stated));
        let Some(
            &[_, _, state, first_track, sessions, first, last, flags, disc_type, more, more_first, more_last],
        ) = data.first_chunk::<12>()
        else {
            return Err(SHORT);
        };
        if state >> 5 != 0 {
            return Err(OTHER);
        }
        let address = |at| be32(data, at).filter(|value| *value != u32::MAX);
        Ok(DiscInformation {
            status: match state & 3 {
                0 => DiscStatus::Blank,
                1 => DiscStatus::Appendable,
                2 => DiscStatus::Finalized,
                _ => DiscStatus::Other,
            },
            last_session: match state >> 2 & 3 {
                0 => SessionState::Empty,
                1 => SessionState::Incomplete,
                2 => SessionState::Damaged,
                _ => SessionState::Complete,
            },
            erasable: state & 0x10 != 0,
            first_track,
            sessions: u16::from_be_bytes([more, sessions]),
            first_track_last_session: u16::from_be_bytes([more_first, first]),
            last_track_last_session: u16::from_be_bytes([more_last, last]),
            background_format: match flags & 3 {
                0 => BackgroundFormat::None,
                1 => BackgroundFormat::Stopped,
                2 => BackgroundFormat::Running,
                _ => BackgroundFormat::Complete,
            },
            disc_type,
            unrestricted_use: flags & 0x20 != 0,
            disc_id: if flags & 0x80 != 0 { be32(data, 12) } else { None },
            last_session_lead_in: address(16),
            last_possible_lead_out: address(20),
            opc_tables: data.get(33).copied().unwrap_or(0),
        })
    }
}

/// State of one track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrackInformation {
    pub track: u16,
    pub session: u16,
    /// Recording ended in the middle: not writable unless `nwa_valid`.
    pub damage: bool,
    pub copy: bool,
    pub track_mode: u8,
    /// Space was set aside for the track.
    pub reserved: bool,
    pub blank: bool,
    /// Recorded in packets or incrementally.
    pub packet: bool,
    pub fixed_packet: bool,
    pub data_mode: u8,
    /// `next_writable` holds.
    pub nwa_valid: bool,
    /// `last_recorded` holds.
    pub lra_valid: bool,
    pub start: i64,
    pub next_writable: i64,
    /// Blocks that can still be written.
    pub free: u32,
    /// Blocks in a packet, or that must be written together.
    pub packet_size: u32,
    pub size: u32,
    pub last_recorded: u32,
}

impl TrackInformation {
    /// Takes the answer as received; the 28 bytes of the first standard suffice.
    pub fn decode(data: &[u8]) -> Result<Self, Malformed> {
        const SHORT: Malformed = Malformed("The drive's answer to READ TRACK INFORMATION is too short.");
        let stated = be16(data, 0).ok_or(SHORT)?;
        let data = bounded(data, 2, usize::from(stated));
        let Some(&[_, _, track, session, _, mode, kind, valid]) = data.first_chunk::<8>() else {
            return Err(SHORT);
        };
        let high = |at: usize| data.get(at).copied().unwrap_or(0);
        let last_recorded = be32(data, 28);
        Ok(TrackInformation {
            track: u16::from_be_bytes([high(32), track]),
            session: u16::from_be_bytes([high(33), session]),
            damage: mode & 0x20 != 0,
            copy: mode & 0x10 != 0,
            track_mode: mode & 0x0F,
            reserved: kind & 0x80 != 0,
            blank: kind & 0x40 != 0,
            packet: kind & 0x20 != 0,
            fixed_packet: kind & 0x10 != 0,
            data_mode: kind & 0x0F,
            nwa_valid: valid & 1 != 0,
            lra_valid: valid & 2 != 0 && last_recorded.is_some(),
            start: address(data, 8).ok_or(SHORT)?,
            next_writable: address(data, 12).ok_or(SHORT)?,
            free: be32(data, 16).ok_or(SHORT)?,
            packet_size: be32(data, 20).ok_or(SHORT)?,
            size: be32(data, 24).ok_or(SHORT)?,
            last_recorded: last_recorded.unwrap_or(0),
        })
    }
}
