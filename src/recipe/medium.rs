//! What the drive says of the medium in it, put into IMAPI2's terms.

use super::media::{self, Family, Kind, physical};
use crate::failure::{Failure, Result, SenseCode};
use crate::hresult::*;
use crate::mmc::capacity::{self, CapacityKind, FormatCapacities};
use crate::mmc::command::{Command, READ_CAPACITY_LEN, RequestType, StartStop, TrackAddress};
use crate::mmc::configuration::Configuration;
use crate::mmc::disc::{BackgroundFormat, DiscInformation, DiscStatus, SessionState, TrackInformation};
use crate::mmc::timeout::LongOperation;
use crate::mmc::{Malformed, SECTOR};
use crate::pipeline::device::Device;
use crate::transport::scsi::{asc, key};

/// IMAPI_FORMAT2_DATA_MEDIA_STATE.
pub mod state {
    pub const OVERWRITE_ONLY: i32 = 0x0001;
    pub const BLANK: i32 = 0x0002;
    pub const APPENDABLE: i32 = 0x0004;
    pub const DAMAGED: i32 = 0x0400;
    pub const NON_EMPTY_SESSION: i32 = 0x1000;
    pub const WRITE_PROTECTED: i32 = 0x2000;
    pub const FINALIZED: i32 = 0x4000;
    pub const UNSUPPORTED_MEDIA: i32 = 0x8000;
    pub const UNSUPPORTED_MASK: i32 = 0xFC00;
}

/// IMAPI_MEDIA_WRITE_PROTECT_STATE.
mod protection {
    pub const MEDIA_SPECIFIC: i32 = 0x0004;
    pub const READ_ONLY_MEDIA: i32 = 0x4000;
}

/// Sectors that IMAPI2 adds behind the data on CD.
pub const POSTGAP: u64 = 150;
/// On CD and DVD+R, the track that takes the next WRITE.
const NEXT_TRACK: TrackAddress = TrackAddress::Track(0xFF);
/// The shortest CD track that the standard allows: four seconds.
pub const SHORTEST_TRACK: u64 = 300;
/// Run-out blocks that end a CD track.
const RUN_OUT: i64 = 2;

/// The medium as the drive describes it.
#[derive(Clone, Debug)]
pub struct Medium {
    pub profile: u16,
    pub physical_type: i32,
    pub family: Family,
    pub write_unit: u32,
    pub cd: bool,
    /// IMAPI_FORMAT2_DATA_MEDIA_STATE bits.
    pub status: i32,
    /// IMAPI_MEDIA_WRITE_PROTECT_STATE bits.
    pub write_protection: i32,
    /// READ DISC INFORMATION says empty.
    pub physically_blank: bool,
    /// Ready for WRITE without a FORMAT UNIT.
    pub formatted: bool,
    pub background_format: BackgroundFormat,
    pub total: i64,
    pub free: i64,
    pub next_writable: i64,
    /// The track that the next write goes to.
    pub next_track: u32,
    pub previous_session_start: i64,
    pub sessions: u16,
}

impl Medium {
    /// Whether IMAPI2's data writer can write to it as it is.
    pub fn is_usable(&self) -> bool {
        self.status & state::UNSUPPORTED_MASK == 0
    }

    pub fn is_overwritable(&self) -> bool {
        self.family == Family::Overwritable
    }
}

/// Looks at the medium. Fails when there is none, or when it is not ready in time.
pub fn inspect(device: &Device) -> Result<Medium> {
    wake(device)?;
    let profile = current_profile(device)?;
    let disc = disc_information(device)?;
    let Some(kind) = media::kind_of(profile) else { return Ok(unknown(profile)) };
    match kind.family {
        Family::Cd | Family::DvdPlusR => sequential(device, kind, &disc),
        Family::Overwritable => overwritable(device, kind, &disc),
        Family::ReadOnly => read_only(device, kind, &disc),
    }
}

/// Waits until the medium is ready. A drive that has gone to sleep over it wants to be started first.
pub(super) fn wake(device: &Device) -> Result<()> {
    device.wait_ready(LongOperation::BecomingReady, 0).or_else(|failure| {
        let asleep = |s: SenseCode| {
            s.key == key::NOT_READY && (s.asc, s.ascq) == asc::INITIALIZING_COMMAND_REQUIRED && !s.deferred
        };
        if !failure.detail.sense.is_some_and(asleep) {
            return Err(failure);
        }
        device.send(&Command::start_stop_unit(StartStop::Start, true))?;
        device.wait_ready(LongOperation::BecomingReady, 0)
    })
}

/// CD-R, DVD+R: sessions one behind the other.
fn sequential(device: &Device, kind: &Kind, disc: &DiscInformation) -> Result<Medium> {
    let mut medium = bare(kind, disc);
    let track = if disc.status == DiscStatus::Finalized {
        None
    } else {
        Some(track_information(device, NEXT_TRACK)?)
    };
    let session_is_open = disc.last_session == SessionState::Incomplete;
    medium.status = match (disc.status, &track) {
        (DiscStatus::Finalized, _) | (_, None) => state::FINALIZED,
        // An interrupted session can be closed, and the disc is good again; other damage cannot be helped.
        (_, Some(track)) if track.damage && (track.nwa_valid || session_is_open) => {
            state::DAMAGED | state::NON_EMPTY_SESSION
        }
        (_, Some(track)) if track.damage => state::DAMAGED,
        (DiscStatus::Blank, _) => state::BLANK,
        (DiscStatus::Appendable, Some(track))
            if disc.last_session == SessionState::Empty && track.nwa_valid =>
        {
            state::APPENDABLE
        }
        (DiscStatus::Appendable, _) => state::NON_EMPTY_SESSION,
        (DiscStatus::Other, _) => state::UNSUPPORTED_MEDIA,
    };
    if medium.status == state::FINALIZED {
        // IMAPI2 calls a closed disc what it now is.
        medium.physical_type = if kind.cd { physical::CDROM } else { physical::DVDROM };
        medium.write_protection = protection::MEDIA_SPECIFIC;
        medium.total = readable(device)?;
    }
    if let Some(track) = track {
        // Blank CDs in some drives name an address in the pre-gap.
        medium.next_writable = track.next_writable.max(track.start).max(0);
        medium.next_track = u32::from(track.track);
        medium.total = medium.next_writable + i64::from(track.free);
        medium.free = i64::from(track.free);
        if kind.cd {
            let room = medium.free >= SHORTEST_TRACK as i64 + RUN_OUT;
            medium.free = if room { medium.free - POSTGAP as i64 - RUN_OUT } else { 0 };
        }
    }
    if medium.status & (state::APPENDABLE | state::FINALIZED) != 0 {
        medium.previous_session_start = last_complete_session_start(device, disc)?;
    }
    Ok(medium)
}

/// DVD+RW, BD-RE: one space that can be written anywhere, once formatted.
fn overwritable(device: &Device, kind: &Kind, disc: &DiscInformation) -> Result<Medium> {
    let mut medium = bare(kind, disc);
    let capacities = format_capacities(device)?;
    medium.formatted = capacities.current.kind == CapacityKind::Formatted;
    medium.total = if medium.formatted {
        match readable(device)? {
            0 => i64::from(capacities.current.blocks),
            sectors => sectors,
        }
    } else {
        let quick = capacities.formats().iter().find(|f| matches!(f.format_type, 0x00 | 0x26));
        i64::from(quick.map_or(capacities.current.blocks, |f| f.blocks))
    };
    medium.free = medium.total;
    medium.status = state::OVERWRITE_ONLY;
    if medium.physically_blank || !medium.formatted {
        medium.physically_blank = true;
        medium.status |= state::BLANK;
    }
    Ok(medium)
}

/// Pressed discs, and media that no recipe writes.
fn read_only(device: &Device, kind: &Kind, disc: &DiscInformation) -> Result<Medium> {
    let mut medium = bare(kind, disc);
    medium.status = state::UNSUPPORTED_MEDIA;
    if matches!(kind.physical_type, physical::CDROM | physical::DVDROM | physical::BDROM | physical::HDDVDROM)
    {
        medium.status |= state::WRITE_PROTECTED | state::FINALIZED;
        medium.write_protection = protection::READ_ONLY_MEDIA;
        medium.physically_blank = false;
    }
    medium.total = readable(device)?;
    Ok(medium)
}

fn bare(kind: &Kind, disc: &DiscInformation) -> Medium {
    Medium {
        profile: kind.profile,
        physical_type: kind.physical_type,
        family: kind.family,
        write_unit: kind.write_unit,
        cd: kind.cd,
        status: 0,
        write_protection: 0,
        physically_blank: disc.status == DiscStatus::Blank,
        formatted: true,
        background_format: disc.background_format,
        total: 0,
        free: 0,
        next_writable: 0,
        next_track: 1,
        previous_session_start: -1,
        sessions: disc.sessions,
    }
}

fn unknown(profile: u16) -> Medium {
    Medium {
        profile,
        physical_type: physical::UNKNOWN,
        family: Family::ReadOnly,
        write_unit: 1,
        cd: false,
        status: state::UNSUPPORTED_MEDIA,
        write_protection: 0,
        physically_blank: false,
        formatted: false,
        background_format: BackgroundFormat::None,
        total: 0,
        free: 0,
        next_writable: 0,
        next_track: 0,
        previous_session_start: -1,
        sessions: 0,
    }
}

// --- questions to the drive ---

pub fn configuration(device: &Device) -> Result<Configuration> {
    let mut answer = vec![0; 4096];
    let got =
        device.receive(&Command::get_configuration(RequestType::All, 0, answer.len() as u16), &mut answer)?;
    Ok(Configuration::decode(&answer[..got])?)
}

/// The header alone says it.
fn current_profile(device: &Device) -> Result<u16> {
    let mut answer = [0; 8];
    let got =
        device.receive(&Command::get_configuration(RequestType::All, 0, answer.len() as u16), &mut answer)?;
    Ok(Configuration::decode(&answer[..got])?.current_profile())
}

pub fn disc_information(device: &Device) -> Result<DiscInformation> {
    let mut answer = [0; 256];
    let got = device.receive(&Command::read_disc_information(answer.len() as u16), &mut answer)?;
    Ok(DiscInformation::decode(&answer[..got])?)
}

pub fn track_information(device: &Device, address: TrackAddress) -> Result<TrackInformation> {
    let mut answer = [0; 64];
    let got = device.receive(&Command::read_track_information(address, answer.len() as u16), &mut answer)?;
    Ok(TrackInformation::decode(&answer[..got])?)
}

pub fn format_capacities(device: &Device) -> Result<FormatCapacities> {
    let mut answer = [0; 256];
    let got = device.receive(&Command::read_format_capacities(answer.len() as u16), &mut answer)?;
    Ok(FormatCapacities::decode(&answer[..got])?)
}

/// Sectors that can be read.
pub fn read_capacity(device: &Device) -> Result<i64> {
    let mut answer = [0; READ_CAPACITY_LEN];
    if device.receive(&Command::read_capacity(), &mut answer)? < answer.len() {
        return Err(Malformed("The drive's answer to READ CAPACITY is too short.").into());
    }
    let (last, _) = capacity::read_capacity::decode(&answer);
    Ok(if last == 0 { 0 } else { i64::from(last) + 1 })
}

/// The same; 0 if the drive has an excuse.
fn readable(device: &Device) -> Result<i64> {
    read_capacity(device).or_else(|failure| if failure.detail.sense.is_some() { Ok(0) } else { Err(failure) })
}

/// The first sector of the last complete session, found by walking the tracks.
fn last_complete_session_start(device: &Device, disc: &DiscInformation) -> Result<i64> {
    let open = disc.status == DiscStatus::Appendable && disc.last_session != SessionState::Complete;
    let session = if open { disc.sessions.saturating_sub(1) } else { disc.sessions };
    if session == 0 {
        return Ok(-1);
    }
    Ok(track_information(device, TrackAddress::Session(u32::from(session)))?.start)
}

/// Whether the medium holds nothing that anybody would miss: the drive says blank or, where media never become blank
/// again, the first and last two megabytes are zero.
pub fn heuristically_blank(device: &Device, medium: &Medium) -> Result<bool> {
    if medium.physically_blank || !medium.is_overwritable() {
        return Ok(medium.physically_blank);
    }
    const SPAN: i64 = 1024;
    let last = (medium.total - SPAN).max(0);
    Ok(is_zero(device, 0, SPAN.min(medium.total))? && is_zero(device, last, medium.total)?)
}

fn is_unwritten(sense: &SenseCode) -> bool {
    sense.key == key::BLANK_CHECK
        || (sense.key == key::ILLEGAL_REQUEST && (sense.asc, sense.ascq) == asc::LBA_OUT_OF_RANGE)
}

fn is_zero(device: &Device, from: i64, to: i64) -> Result<bool> {
    const STEP: i64 = 16;
    let mut buffer = [0; STEP as usize * SECTOR];
    let mut lba = from;
    while lba < to {
        let blocks = STEP.min(to - lba);
        let bytes = blocks as usize * SECTOR;
        let got = match device.receive(&Command::read_10(lba as u32, blocks as u16), &mut buffer[..bytes]) {
            Ok(got) => got,
            // What was never written, or never formatted, holds nothing.
            Err(failure) if failure.detail.sense.is_some_and(|s| is_unwritten(&s)) => return Ok(true),
            Err(failure) => return Err(failure),
        };
        if got != bytes {
            return Err(Failure::new(
                DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE,
                "The drive sent less data than it was asked for.",
            )
            .at(lba));
        }
        if buffer[..bytes].iter().any(|&byte| byte != 0) {
            return Ok(false);
        }
        lba += blocks;
    }
    Ok(true)
}
