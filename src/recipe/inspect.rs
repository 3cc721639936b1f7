//! What the drive says of the medium in it, put into IMAPI2's terms: a function for each way in which media take data.

use super::media::{self, Family, Kind, physical};
use super::medium::{
    CONFIGURATION_LEN, Interrupted, Medium, POSTGAP, SHORTEST_TRACK, configuration, disc_information,
    format_capacities, is_recorded, readable, state, track_information, wake,
};
use crate::failure::Result;
use crate::mmc::capacity::CapacityKind;
use crate::mmc::command::{Command, TrackAddress};
use crate::mmc::configuration::{Configuration, feature};
use crate::mmc::disc::{DiscInformation, DiscStatus, SessionState, TrackInformation};
use crate::mmc::profile::Profile;
use crate::pipeline::cause::{is_excuse, is_refusal};
use crate::pipeline::device::Device;

/// IMAPI_MEDIA_WRITE_PROTECT_STATE.
mod protection {
    pub const UNTIL_POWERDOWN: i32 = 0x0001;
    pub const BY_CARTRIDGE: i32 = 0x0002;
    pub const MEDIA_SPECIFIC: i32 = 0x0004;
    pub const BY_SOFTWARE: i32 = 0x0008;
    pub const BY_DISC_CONTROL_BLOCK: i32 = 0x0010;
    pub const READ_ONLY_MEDIA: i32 = 0x4000;
}

/// On CD and DVD+R, the track that takes the next WRITE. On other media this number means nothing.
const NEXT_TRACK: u32 = 0xFF;
/// Run-out blocks that end a CD track.
const RUN_OUT: i64 = 2;
/// From a session to the next one on CD, the first and the shortest.
const CD_FIRST_GAP: i64 = 11_400;
const CD_GAP: i64 = 6_900;
/// DVD+R takes no more sessions.
const MOST_DVD_PLUS_R_SESSIONS: u16 = 153;

/// Looks at the medium. Fails when there is none, or when it is not ready in time.
pub fn inspect(device: &Device) -> Result<Medium> {
    wake(device)?;
    let mut answer = [0; CONFIGURATION_LEN];
    let features = configuration(device, &mut answer)?;
    let disc = disc_information(device)?;
    let profile = features.current_profile();
    let Some(kind) = media::kind_of(profile) else { return Ok(Medium::unknown(profile)) };
    let mut medium = match kind.family {
        Family::BdR if features.is_current(feature::BD_R_PSEUDO_OVERWRITE) => {
            pseudo_overwritable(device, kind, &disc)?
        }
        Family::BdR if profile == Profile::BD_R_RANDOM.0 => random(device, kind, &disc)?,
        Family::Cd | Family::DvdMinusR | Family::DvdPlusR | Family::BdR => {
            sequential(device, kind, &disc, &features)?
        }
        Family::Overwritable | Family::DvdRwOverwrite => overwritable(device, kind, &disc)?,
        Family::ReadOnly => read_only(device, kind, &disc)?,
    };
    if features.is_current(feature::WRITE_PROTECT) {
        medium.write_protection |= write_protection(device)?;
        if medium.family != Family::ReadOnly && medium.write_protection != 0 && !medium.has(state::FINALIZED)
        {
            medium.status |= state::WRITE_PROTECTED;
        }
    }
    Ok(medium)
}

/// CD, DVD-R, DVD-RW, DVD+R, BD-R: sessions one behind the other.
fn sequential(
    device: &Device,
    kind: &Kind,
    disc: &DiscInformation,
    features: &Configuration,
) -> Result<Medium> {
    let mut medium = Medium::bare(kind, disc);
    medium.incremental =
        kind.family != Family::DvdMinusR || features.is_current(feature::INCREMENTAL_STREAMING_WRITABLE);
    if disc.status == DiscStatus::Finalized {
        finalized(device, kind, disc, &mut medium)?;
    } else {
        open(device, kind, disc, &mut medium)?;
    }
    if medium.has(state::APPENDABLE | state::FINALIZED) {
        medium.previous_session_start = last_complete_session_start(device, disc)?;
    }
    Ok(medium)
}

/// IMAPI2 calls a closed disc what it now is, unless it can be erased.
fn finalized(device: &Device, kind: &Kind, disc: &DiscInformation, medium: &mut Medium) -> Result<()> {
    medium.status = state::FINALIZED;
    medium.total = readable(device)?;
    if disc.erasable {
        medium.status |= state::ERASE_REQUIRED;
        return Ok(());
    }
    medium.write_protection = protection::MEDIA_SPECIFIC;
    medium.physical_type = match kind.physical_type {
        physical::CDR | physical::CDRW => physical::CDROM,
        physical::BDR => physical::BDROM,
        physical::HDDVDR => physical::HDDVDROM,
        _ => physical::DVDROM,
    };
    Ok(())
}

fn open(device: &Device, kind: &Kind, disc: &DiscInformation, medium: &mut Medium) -> Result<()> {
    let number = match kind.family {
        Family::Cd | Family::DvdPlusR => NEXT_TRACK,
        _ => u32::from(disc.last_track_last_session.max(1)),
    };
    let track = track_information(device, TrackAddress::Track(number))?;
    let unfinished = disc.last_session == SessionState::Incomplete;
    medium.status = match disc.status {
        // An interrupted session can be closed, and the disc is good again; other damage cannot be helped.
        _ if track.damage && (track.nwa_valid || unfinished) => state::DAMAGED | state::NON_EMPTY_SESSION,
        _ if track.damage => state::DAMAGED,
        DiscStatus::Blank => state::BLANK,
        // Formatted, and nothing is recorded yet.
        DiscStatus::Appendable if disc.sessions <= 1 && !unfinished && track.start == 0 && track.blank => {
            state::BLANK
        }
        DiscStatus::Appendable if disc.last_session == SessionState::Empty && track.nwa_valid => {
            state::APPENDABLE
        }
        DiscStatus::Appendable => state::NON_EMPTY_SESSION,
        _ => state::UNSUPPORTED_MEDIA,
    };
    medium.physically_blank = medium.has(state::BLANK);
    // A blank disc is written from its start, though some drives name an address in the pre-gap of a CD, or none.
    let next = if medium.has(state::BLANK) { track.start } else { track.next_writable };
    medium.next_writable = next.max(track.start).max(0);
    medium.next_track = u32::from(track.track);
    medium.free = i64::from(track.free);
    medium.total = medium.next_writable + medium.free;
    if kind.cd {
        let room = medium.free >= SHORTEST_TRACK as i64 + RUN_OUT;
        medium.free = if room { medium.free - POSTGAP as i64 - RUN_OUT } else { 0 };
    }
    if medium.is_usable() && is_last_session(kind, medium) {
        medium.status |= state::FINAL_SESSION;
    }
    if medium.is_interrupted() {
        medium.interrupted = interrupted(device, disc, &track)?;
    }
    if medium.is_beyond_help() {
        medium.status |= state::DAMAGED | if disc.erasable { state::ERASE_REQUIRED } else { 0 };
    }
    Ok(())
}

/// Whether no session can follow the next one.
fn is_last_session(kind: &Kind, medium: &Medium) -> bool {
    match kind.family {
        Family::Cd => {
            let gap = if medium.sessions <= 1 { CD_FIRST_GAP } else { CD_GAP };
            medium.free < gap + 2 * (SHORTEST_TRACK as i64 + RUN_OUT)
        }
        Family::DvdMinusR => !medium.incremental || kind.physical_type == physical::DVDDASHR_DUALLAYER,
        Family::DvdPlusR => {
            medium.sessions >= MOST_DVD_PLUS_R_SESSIONS || kind.physical_type == physical::DVDPLUSR_DUALLAYER
        }
        _ => false,
    }
}

/// The track of the open session in which recording stopped: `last` as a rule, another one where space was set aside.
fn interrupted(
    device: &Device,
    disc: &DiscInformation,
    last: &TrackInformation,
) -> Result<Option<Interrupted>> {
    let found = |track: &TrackInformation| {
        let end = match (track.nwa_valid, track.lra_valid) {
            (true, _) => track.next_writable,
            (false, true) => i64::from(track.last_recorded) + 1,
            (false, false) => track.start,
        };
        Interrupted {
            track: u32::from(track.track),
            start: track.start.max(0) as u32,
            recorded: (end - track.start).clamp(0, i64::from(u32::MAX)) as u32,
            resumable: track.nwa_valid && end > track.start,
        }
    };
    if !last.blank || last.damage {
        return Ok(Some(found(last)));
    }
    for number in (disc.first_track_last_session.max(1)..=disc.last_track_last_session).rev() {
        let track = track_information(device, TrackAddress::Track(u32::from(number)))?;
        if !track.blank || track.damage {
            return Ok(Some(found(&track)));
        }
    }
    Ok(None)
}

/// The first sector of the last complete session.
fn last_complete_session_start(device: &Device, disc: &DiscInformation) -> Result<i64> {
    let open = disc.status == DiscStatus::Appendable && disc.last_session != SessionState::Complete;
    let session = if open { disc.sessions.saturating_sub(1) } else { disc.sessions };
    if session == 0 {
        return Ok(-1);
    }
    match track_information(device, TrackAddress::Session(u32::from(session))) {
        Err(failure) if is_refusal(&failure) => session_start(device, disc.last_track_last_session, session),
        track => Ok(track?.start),
    }
}

/// The same in drives that cannot be asked for a session: its first track, found from the last of the disc backwards.
fn session_start(device: &Device, last_track: u16, session: u16) -> Result<i64> {
    let mut start = -1;
    for number in (1..=last_track).rev() {
        let track = track_information(device, TrackAddress::Track(u32::from(number)))?;
        if track.session < session {
            break;
        }
        if track.session == session {
            start = track.start;
        }
    }
    Ok(start)
}

/// DVD+RW, DVD-RAM, BD-RE, DVD-RW in restricted overwrite: one space that can be written anywhere, once formatted.
fn overwritable(device: &Device, kind: &Kind, disc: &DiscInformation) -> Result<Medium> {
    /// Formats of the whole medium.
    const WHOLE: [u8; 3] = [0x00, 0x10, 0x26];
    let mut medium = Medium::bare(kind, disc);
    let capacities = format_capacities(device)?;
    medium.format = capacities.current.kind;
    let largest =
        capacities.formats().iter().filter(|f| WHOLE.contains(&f.format_type)).map(|f| f.blocks).max();
    let current = i64::from(capacities.current.blocks);
    medium.total = match kind.family {
        // A quick format grows with what is written.
        Family::DvdRwOverwrite => largest.map_or(current, |largest| current.max(i64::from(largest))),
        _ if medium.is_formatted() => match readable(device)? {
            0 => current,
            sectors => sectors,
        },
        _ => capacities
            .formats()
            .iter()
            .find(|f| WHOLE.contains(&f.format_type))
            .map_or(current, |f| i64::from(f.blocks)),
    };
    medium.formatted = match (kind.family, medium.format) {
        (_, CapacityKind::Unformatted) => 0,
        (Family::DvdRwOverwrite, _) => current,
        _ => medium.total,
    };
    medium.free = medium.total;
    medium.status = state::OVERWRITE_ONLY;
    medium.physically_blank = match kind.family {
        // Its quick format leaves it "not formatted", with nothing on it or with something.
        Family::DvdRwOverwrite => medium.format == CapacityKind::Unformatted,
        _ => medium.physically_blank || !medium.is_formatted(),
    };
    if medium.physically_blank {
        medium.status |= state::BLANK;
    }
    Ok(medium)
}

/// BD-R formatted for pseudo-overwrite: written front to back, and what stands there can be written again.
fn pseudo_overwritable(device: &Device, kind: &Kind, disc: &DiscInformation) -> Result<Medium> {
    let mut medium = Medium { family: Family::Overwritable, ..Medium::bare(kind, disc) };
    if disc.status == DiscStatus::Finalized {
        medium.family = kind.family;
        finalized(device, kind, disc, &mut medium)?;
        return Ok(medium);
    }
    let track =
        track_information(device, TrackAddress::Track(u32::from(disc.last_track_last_session.max(1))))?;
    medium.next_track = u32::from(track.track);
    medium.total = track.start + i64::from(track.size);
    medium.formatted = track.next_writable.max(0);
    medium.free = medium.total;
    medium.physically_blank = track.next_writable == 0 && track.nwa_valid;
    medium.status = state::OVERWRITE_ONLY | if medium.physically_blank { state::BLANK } else { 0 };
    Ok(medium)
}

/// BD-R for random recording: any cluster once. This library writes front to back, and goes on behind what is recorded.
fn random(device: &Device, kind: &Kind, disc: &DiscInformation) -> Result<Medium> {
    let mut medium = Medium::bare(kind, disc);
    if disc.status == DiscStatus::Finalized {
        finalized(device, kind, disc, &mut medium)?;
        return Ok(medium);
    }
    let track =
        track_information(device, TrackAddress::Track(u32::from(disc.last_track_last_session.max(1))))?;
    medium.total = track.start + i64::from(track.size);
    medium.next_writable = match (disc.status, track.lra_valid) {
        (DiscStatus::Blank, _) => 0,
        (_, true) => (u64::from(track.last_recorded) + 1).next_multiple_of(kind.write_unit.into()) as i64,
        (_, false) => end_of_recording(device, medium.total, i64::from(kind.write_unit))?,
    };
    medium.free = (medium.total - medium.next_writable).max(0);
    medium.physically_blank = medium.next_writable == 0;
    medium.status = if medium.physically_blank { state::BLANK } else { state::APPENDABLE };
    Ok(medium)
}

/// Where recording ended on a disc that was written front to back, for drives that do not say it: what was never
/// recorded cannot be read.
fn end_of_recording(device: &Device, total: i64, unit: i64) -> Result<i64> {
    let (mut recorded, mut blank) = (0, total / unit);
    while recorded < blank {
        let middle = recorded + (blank - recorded) / 2;
        if is_recorded(device, middle * unit)? { recorded = middle + 1 } else { blank = middle }
    }
    Ok(recorded * unit)
}

/// Pressed discs, and media that no recipe writes.
fn read_only(device: &Device, kind: &Kind, disc: &DiscInformation) -> Result<Medium> {
    let mut medium = Medium::bare(kind, disc);
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

/// Why the medium is protected, by the drive's own account; nothing if it gives none.
fn write_protection(device: &Device) -> Result<i32> {
    const WRITE_PROTECTION_STATUS: u8 = 0xC0;
    const REASONS: [(u8, i32); 5] = [
        (0x01, protection::UNTIL_POWERDOWN),
        (0x02, protection::BY_SOFTWARE),
        (0x04, protection::BY_CARTRIDGE),
        (0x08, protection::MEDIA_SPECIFIC),
        (0x10, protection::BY_DISC_CONTROL_BLOCK),
    ];
    let mut answer = [0; 8];
    let command = Command::read_disc_structure(0, 0, 0, WRITE_PROTECTION_STATUS, answer.len() as u16);
    let status = match device.receive(&command, &mut answer) {
        Ok(got) if got > 4 => answer[4],
        Ok(_) => 0,
        Err(failure) if is_excuse(&failure) => 0,
        Err(failure) => return Err(failure),
    };
    Ok(REASONS.iter().filter(|(bit, _)| status & bit != 0).map(|(_, reason)| reason).sum())
}
