//! The medium in the drive, in IMAPI2's terms, and the questions by which it is known. What the answers mean for each
//! family is in `inspect.rs`.

use super::media::{Family, Kind, physical};
use crate::failure::{Failure, Result, SenseCode};
use crate::hresult::*;
use crate::mmc::capacity::{self, CapacityKind, FormatCapacities};
use crate::mmc::command::{Command, READ_CAPACITY_LEN, RequestType, StartStop, TrackAddress};
use crate::mmc::configuration::Configuration;
use crate::mmc::disc::{BackgroundFormat, DiscInformation, DiscStatus, TrackInformation};
use crate::mmc::profile::Profile;
use crate::mmc::timeout::LongOperation;
use crate::mmc::{Malformed, SECTOR};
use crate::pipeline::cause::is_excuse;
use crate::pipeline::device::Device;
use crate::transport::scsi::{asc, key};

/// IMAPI_FORMAT2_DATA_MEDIA_STATE.
pub mod state {
    pub const OVERWRITE_ONLY: i32 = 0x0001;
    pub const BLANK: i32 = 0x0002;
    pub const APPENDABLE: i32 = 0x0004;
    pub const FINAL_SESSION: i32 = 0x0008;
    pub const DAMAGED: i32 = 0x0400;
    pub const ERASE_REQUIRED: i32 = 0x0800;
    pub const NON_EMPTY_SESSION: i32 = 0x1000;
    pub const WRITE_PROTECTED: i32 = 0x2000;
    pub const FINALIZED: i32 = 0x4000;
    pub const UNSUPPORTED_MEDIA: i32 = 0x8000;
    pub const UNSUPPORTED_MASK: i32 = 0xFC00;
}

/// Sectors that IMAPI2 adds behind the data on CD.
pub const POSTGAP: u64 = 150;
/// The shortest CD track that the standard allows: four seconds.
pub const SHORTEST_TRACK: u64 = 300;

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
    /// The drive says that it can be made blank again.
    pub erasable: bool,
    /// What READ FORMAT CAPACITIES says of overwritable media; others count as formatted.
    pub format: CapacityKind,
    pub background_format: BackgroundFormat,
    /// It can be written in increments, track by track; without that, in one go only (DVD-R, DVD-RW).
    pub incremental: bool,
    pub total: i64,
    /// How far an overwritable medium can be written anywhere now: as far as it is formatted, or recorded.
    pub formatted: i64,
    pub free: i64,
    pub next_writable: i64,
    /// The track that the next write goes to.
    pub next_track: u32,
    pub previous_session_start: i64,
    pub sessions: u16,
    /// The track in which recording was interrupted.
    pub interrupted: Option<Interrupted>,
}

/// A track that was begun and not ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interrupted {
    pub track: u32,
    pub start: u32,
    /// Sectors in it.
    pub recorded: u32,
    /// The drive would go on where recording stopped.
    pub resumable: bool,
}

impl Medium {
    pub(super) fn bare(kind: &Kind, disc: &DiscInformation) -> Medium {
        Medium {
            profile: kind.profile,
            physical_type: kind.physical_type,
            family: kind.family,
            write_unit: kind.write_unit,
            cd: kind.cd,
            status: 0,
            write_protection: 0,
            physically_blank: disc.status == DiscStatus::Blank,
            erasable: disc.erasable,
            format: CapacityKind::Formatted,
            background_format: disc.background_format,
            incremental: true,
            total: 0,
            formatted: 0,
            free: 0,
            next_writable: 0,
            next_track: 1,
            previous_session_start: -1,
            sessions: disc.sessions,
            interrupted: None,
        }
    }

    pub(super) fn unknown(profile: u16) -> Medium {
        Medium {
            profile,
            physical_type: physical::UNKNOWN,
            family: Family::ReadOnly,
            write_unit: 1,
            cd: false,
            status: state::UNSUPPORTED_MEDIA,
            write_protection: 0,
            physically_blank: false,
            erasable: false,
            format: CapacityKind::NoMedia,
            background_format: BackgroundFormat::None,
            incremental: false,
            total: 0,
            formatted: 0,
            free: 0,
            next_writable: 0,
            next_track: 0,
            previous_session_start: -1,
            sessions: 0,
            interrupted: None,
        }
    }

    pub fn has(&self, bits: i32) -> bool {
        self.status & bits != 0
    }

    /// Whether IMAPI2's data writer can write to it as it is.
    pub fn is_usable(&self) -> bool {
        !self.has(state::UNSUPPORTED_MASK)
    }

    pub fn is_overwritable(&self) -> bool {
        self.family.is_overwritable()
    }

    /// Ready for WRITE without a FORMAT UNIT.
    pub fn is_formatted(&self) -> bool {
        self.format == CapacityKind::Formatted
    }

    /// DVD-RW that was formatted quickly or grown, and whose session was never closed since: read-only drives choke on it.
    pub fn is_half_formatted(&self) -> bool {
        self.family == Family::DvdRwOverwrite && self.format == CapacityKind::NoMedia
    }

    /// A session was begun on it and never ended.
    pub fn is_interrupted(&self) -> bool {
        self.has(state::NON_EMPTY_SESSION | state::DAMAGED)
    }

    /// A session or a format is open on it and can be ended.
    pub fn is_open(&self) -> bool {
        self.is_half_formatted()
            || self.background_format == BackgroundFormat::Running
            || (self.is_interrupted() && !self.is_beyond_help())
    }

    /// The session that was interrupted can be neither closed nor resumed: what was to be written in one go, and was not.
    pub fn is_beyond_help(&self) -> bool {
        self.is_interrupted() && !self.incremental
    }

    /// BD-R for random recording: no tracks and no sessions.
    pub fn is_random(&self) -> bool {
        self.profile == Profile::BD_R_RANDOM.0
    }

    /// No tracks that grow: the drive knows of no write how far it came.
    pub fn keeps_no_account(&self) -> bool {
        self.is_overwritable() || self.is_random()
    }

    /// A WRITE begins and ends at a write unit.
    pub fn takes_whole_units_only(&self) -> bool {
        self.family == Family::DvdRwOverwrite
    }

    /// BD-R on which the drive puts what is written again into spare clusters.
    pub fn is_pseudo_overwritable(&self) -> bool {
        self.is_overwritable() && self.physical_type == physical::BDR
    }
}

// --- questions to the drive ---

const UNKNOWN_COMMAND: (u8, u8, u8) =
    (key::ILLEGAL_REQUEST, asc::INVALID_OPERATION_CODE.0, asc::INVALID_OPERATION_CODE.1);

/// Bytes for an answer to GET CONFIGURATION; all features of a drive fit.
pub const CONFIGURATION_LEN: usize = 2048;

/// All features, each with whether it is current. Not the current ones alone: the oldest drives know no such question.
pub fn configuration<'a>(
    device: &Device,
    answer: &'a mut [u8; CONFIGURATION_LEN],
) -> Result<Configuration<'a>> {
    let command = Command::get_configuration(RequestType::All, 0, answer.len() as u16);
    let got = device.receive(&command, answer).map_err(without_features)?;
    let configuration = Configuration::decode(&answer[..got])?;
    if got < CONFIGURATION_LEN && configuration.is_cut_off() {
        // A feature that got lost would pass for one that the medium lacks, and it would be written in another way.
        return Err(Malformed("The end of the drive's answer to GET CONFIGURATION is missing.").into());
    }
    Ok(configuration)
}

/// The failure of a GET CONFIGURATION: a drive that does not know the command has no features.
pub fn without_features(failure: Failure) -> Failure {
    match failure.detail.sense {
        Some(sense) if (sense.key, sense.asc, sense.ascq) == UNKNOWN_COMMAND && !sense.deferred => Failure {
            hr: DF2D_E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED,
            text: "The drive cannot say what it is able to do (GET CONFIGURATION): it is no recorder, or too old a one."
                .into(),
            ..failure
        },
        _ => failure,
    }
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
pub(super) fn readable(device: &Device) -> Result<i64> {
    read_capacity(device).or_else(|failure| if is_excuse(&failure) { Ok(0) } else { Err(failure) })
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

// --- blank by content ---

/// Sectors at either end that must be zero: two megabytes.
pub(super) const HEURISTIC_SPAN: i64 = 1024;

/// Whether the medium holds nothing that anybody would miss: the drive says blank or, where media never become blank
/// again, the first and last two megabytes are zero.
pub fn heuristically_blank(device: &Device, medium: &Medium) -> Result<bool> {
    if medium.physically_blank || !medium.is_overwritable() {
        return Ok(medium.physically_blank);
    }
    let last = (medium.total - HEURISTIC_SPAN).max(0);
    Ok(is_zero(device, 0, HEURISTIC_SPAN.min(medium.total))? && is_zero(device, last, medium.total)?)
}

fn is_unwritten(sense: &SenseCode) -> bool {
    let never_recorded = sense.key == key::BLANK_CHECK
        || (sense.key == key::ILLEGAL_REQUEST && (sense.asc, sense.ascq) == asc::LBA_OUT_OF_RANGE);
    never_recorded && !sense.deferred
}

/// Whether there is anything at all at this address.
pub(super) fn is_recorded(device: &Device, lba: i64) -> Result<bool> {
    match device.receive(&Command::read_10(lba as u32, 1), &mut [0; SECTOR]) {
        Ok(_) => Ok(true),
        Err(failure) if failure.detail.sense.is_some_and(|s| is_unwritten(&s)) => Ok(false),
        Err(failure) => Err(failure),
    }
}

fn is_zero(device: &Device, from: i64, to: i64) -> Result<bool> {
    const STEP: usize = 16;
    let mut buffer = [0; STEP * SECTOR];
    let step = (device.limits().max_transfer / SECTOR).clamp(1, STEP) as i64;
    let mut lba = from;
    while lba < to {
        let blocks = step.min(to - lba);
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
