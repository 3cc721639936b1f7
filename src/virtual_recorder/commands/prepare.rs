//! What comes before WRITE: power calibration, tracks set aside, cue sheets.

use super::super::cue::CueSheet;
use super::super::media::{CALIBRATION, Parameters, Protection};
use super::super::modes::{INCREMENTAL, SESSION_AT_ONCE};
use super::super::sense::Sense;
use super::super::server::{Call, Outcome, Server, write_error};
use super::super::work::Work;
use crate::transport::scsi::{asc, key};

/// When so few calibrations are left, the drive warns.
const ALMOST_FULL: u16 = 5;

/// Power calibration takes its time and, on discs that are written once, room.
pub fn send_opc(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let calibrate = call.bit(1, 0);
    let length = usize::from(call.u16(7));
    call.parameters(length)?;
    let disc = &server.disc()?.disc;
    if disc.finalized || disc.medium.is_rom() {
        return Err(Sense::illegal(asc::CANNOT_WRITE_INCOMPATIBLE_MEDIUM).into());
    }
    if disc.protection != Protection::None {
        return Err(Sense::new(key::DATA_PROTECT, asc::WRITE_PROTECTED).into());
    }
    if server.buffer.is_active() {
        return Err(Sense::illegal(asc::COMMAND_SEQUENCE_ERROR).into());
    }
    if !calibrate {
        return Ok(length);
    }
    server.use_calibration_area()?;
    server.begin(call, Work::Calibrate, CALIBRATION, false)?;
    server.calibration_warning().map_or(Ok(length), |warning| Err(warning.into()))
}

impl Server {
    fn use_calibration_area(&mut self) -> Result<(), Sense> {
        let loaded = self.disc()?;
        let room = loaded.disc.medium.calibrations;
        if room == 0 {
            return Ok(());
        }
        if loaded.disc.calibrations >= room {
            return Err(Sense::medium(asc::POWER_CALIBRATION_AREA_FULL));
        }
        loaded.disc.calibrations += 1;
        self.save(false)
    }

    /// It succeeded, but will not much longer.
    fn calibration_warning(&self) -> Option<Sense> {
        let disc = &self.loaded()?.disc;
        let left = disc.medium.calibrations.saturating_sub(disc.calibrations);
        (disc.medium.calibrations > 0 && left < ALMOST_FULL)
            .then_some(Sense::new(key::RECOVERED_ERROR, asc::POWER_CALIBRATION_AREA_ALMOST_FULL))
    }
}

pub fn reserve_track(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let count = call.u32(5);
    let (write_type, test) = (server.modes.write_type(), server.modes.test_write());
    let loaded = server.disc()?;
    if !loaded.disc.medium.sequential().is_some_and(|rules| rules.reservable) {
        return Err(Sense::illegal(asc::CANNOT_WRITE_INCOMPATIBLE_MEDIUM).into());
    }
    loaded.disc.writable()?;
    if call.cdb[1] & 0x03 != 0 || call.cdb[2..5] != [0; 3] || count == 0 {
        // RMZ and ARSV belong to other media.
        return Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB).into());
    }
    let by_parameters = loaded.disc.medium.parameters == Parameters::Dvd;
    let at_once = by_parameters && write_type == SESSION_AT_ONCE;
    if by_parameters && !at_once && (write_type != INCREMENTAL || loaded.disc.at_once_only) {
        return Err(Sense::illegal(asc::ILLEGAL_MODE_FOR_THIS_TRACK).into());
    }
    if test && loaded.disc.medium.may_be_tested() {
        loaded.rehearse();
    }
    loaded.disc.reserve(count, at_once)?;
    if !at_once {
        // A disc at once leaves no trace before its first sector.
        server.save(false)?;
    }
    Ok(0)
}

pub fn send_cue_sheet(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let length = u32::from_be_bytes([0, call.cdb[6], call.cdb[7], call.cdb[8]]) as usize;
    let write_type = server.modes.write_type();
    let disc = &server.disc()?.disc;
    if disc.medium.parameters != Parameters::Cd {
        return Err(Sense::illegal(asc::CANNOT_WRITE_INCOMPATIBLE_MEDIUM).into());
    }
    disc.writable()?;
    if length % 8 != 0 || length == 0 {
        return Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB).into());
    }
    if write_type != SESSION_AT_ONCE || !disc.is_blank() {
        // Session at once belongs to blank discs.
        return Err(Sense::illegal(asc::COMMAND_SEQUENCE_ERROR).into());
    }
    let sheet = CueSheet::parse(call.parameters(length)?, disc.capacity)?;
    server.cue_sheet = Some(sheet);
    Ok(length)
}

impl Server {
    fn save(&mut self, hot: bool) -> Result<(), Sense> {
        let loaded = self.disc()?;
        let hot = hot || loaded.is_hot();
        loaded.save(hot).map_err(|_| write_error(0))
    }
}
