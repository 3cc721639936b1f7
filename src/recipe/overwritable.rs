//! DVD+RW, DVD-RAM, BD-RE, HD DVD-RAM, and BD-R for pseudo-overwrite: formatted when needed, written from sector 0 or
//! where the stream's ranges say.

use std::time::Duration;

use super::burn::Burn;
use super::media::physical;
use super::medium::{self, Medium};
use super::{Recipe, steps, upkeep};
use crate::failure::{Failure, Result};
use crate::hresult::*;
use crate::mmc::capacity::CapacityKind;
use crate::mmc::command::{CloseFunction, Command};
use crate::mmc::disc::BackgroundFormat;
use crate::pipeline::device::{Attention, Device};
use crate::pipeline::meter::{Action, Usual};

/// FORMAT UNIT types.
mod format_type {
    /// The drive's default: for BD-RE with spare areas.
    pub const DEFAULT: u8 = 0x00;
    pub const DVD_PLUS_RW_BASIC: u8 = 0x26;
}
/// "As large as it gets."
const WHOLE_DISC: u32 = 0xFFFF_FFFF;
/// Goes on with a background format that was stopped; some firmware writes reliably only then.
const RESTART: u32 = 1;

pub struct Overwrite {
    /// DVD+RW: a format may be running in the background, which is ended at the end.
    dvd_plus_rw: bool,
    capacity: u64,
}

impl Recipe for Overwrite {
    fn usual(_burn: &Burn, medium: &Medium) -> Usual {
        let seconds = Duration::from_secs;
        let format = match (needs_format(medium), is_dvd_plus_rw(medium)) {
            (false, _) => seconds(0),
            (true, true) => seconds(30),
            (true, false) => seconds(20),
        };
        let finish = if is_dvd_plus_rw(medium) && medium.background_format != BackgroundFormat::Complete {
            seconds(30)
        } else {
            seconds(3)
        };
        Usual { calibration: seconds(0), format, lead_in: seconds(1), finish }
    }

    fn prepare(burn: &mut Burn, medium: &Medium) -> Result<Self> {
        burn.set_speed(medium)?;
        Ok(Overwrite { dvd_plus_rw: is_dvd_plus_rw(medium), capacity: medium.total as u64 })
    }

    fn start(&self) -> u32 {
        0
    }

    fn format(&self, burn: &mut Burn, medium: &Medium) -> Result<()> {
        if needs_format(medium) { format(burn, medium) } else { Ok(()) }
    }

    /// DVD+RW has a CLOSE, which is its point of no return; on the others that is the flush itself.
    fn complete(&self, burn: &mut Burn) -> Result<()> {
        burn.meter.enter(Action::Finalization);
        if self.dvd_plus_rw { burn.flush(self.capacity) } else { Ok(()) }
    }

    fn close(self, burn: &mut Burn) -> Result<()> {
        if !self.dvd_plus_rw {
            return burn.flush(self.capacity);
        }
        // What is flushed is on the disc, whatever becomes of the drive.
        burn.device.take_attention_for(Attention::News);
        if !is_being_formatted(&burn.device)? {
            return Ok(());
        }
        // Closing the session writes a lead-out for players that know only finished discs; just stopping is faster.
        let function = if burn.options.disable_consumer_dvd_compatibility_mode {
            CloseFunction::StopBackgroundFormat
        } else {
            CloseFunction::Session
        };
        steps::close_session(&burn.device, function, self.capacity)
    }

    /// Old and new data mixed, and the disc can be overwritten again.
    fn abandon(self, burn: &mut Burn, _cause: &Failure) {
        steps::try_step("flushing", burn.flush(self.capacity));
        steps::try_step("stopping the background format", self.stop_format(burn));
    }

    /// There is nothing to close but a DVD+RW's lead-out, and a BD-R, which can still be written behind its data.
    fn finalize(burn: &mut Burn, medium: &Medium) -> Result<df2d_hresult> {
        let lead_out = is_dvd_plus_rw(medium) && is_being_formatted(&burn.device)?;
        if !lead_out && !medium.is_pseudo_overwritable() {
            return Ok(DF2D_S_FALSE);
        }
        upkeep::begin_closing(burn)?;
        if lead_out {
            steps::close_session(&burn.device, CloseFunction::Session, burn.capacity)?;
        } else {
            steps::close_track(&burn.device, medium.next_track, burn.capacity)?;
            steps::close_session(&burn.device, CloseFunction::Finalize, burn.capacity)?;
        }
        Ok(DF2D_S_OK)
    }

    /// These media keep no record of a write that was interrupted: there is only the format to stop.
    fn recover(burn: &mut Burn, medium: &Medium) -> Result<()> {
        Overwrite { dvd_plus_rw: is_dvd_plus_rw(medium), capacity: burn.capacity }.stop_format(burn)
    }

    fn erase(burn: &mut Burn, medium: &Medium, full: bool) -> Result<()> {
        let recipe = Overwrite { dvd_plus_rw: is_dvd_plus_rw(medium), capacity: burn.capacity };
        let erased = recipe.format(burn, medium).and_then(|()| {
            // A format may have changed what there is to be written over.
            let formatted = super::inspect(&burn.device)?;
            upkeep::write_over(burn, &formatted, full)
        });
        match erased {
            Ok(()) => recipe.stop_format(burn),
            Err(cause) => Err(burn.give_up(recipe, cause)),
        }
    }
}

impl Overwrite {
    /// The drive would go on by itself, and hold on to the disc meanwhile.
    fn stop_format(&self, burn: &Burn) -> Result<()> {
        if !self.dvd_plus_rw || !is_being_formatted(&burn.device)? {
            return Ok(());
        }
        steps::close_session(&burn.device, CloseFunction::StopBackgroundFormat, self.capacity)
    }
}

fn is_dvd_plus_rw(medium: &Medium) -> bool {
    matches!(medium.physical_type, physical::DVDPLUSRW | physical::DVDPLUSRW_DUALLAYER)
}

fn is_being_formatted(device: &Device) -> Result<bool> {
    Ok(medium::disc_information(device)?.background_format == BackgroundFormat::Running)
}

fn needs_format(medium: &Medium) -> bool {
    let unfinished = matches!(medium.background_format, BackgroundFormat::None | BackgroundFormat::Stopped);
    !medium.is_formatted() || (is_dvd_plus_rw(medium) && unfinished)
}

fn format(burn: &mut Burn, medium: &Medium) -> Result<()> {
    let (kind, blocks, parameter) = if is_dvd_plus_rw(medium) {
        let stopped = medium.background_format == BackgroundFormat::Stopped;
        (format_type::DVD_PLUS_RW_BASIC, WHOLE_DISC, if stopped { RESTART } else { 0 })
    } else {
        let offers = medium::format_capacities(&burn.device)?;
        if offers.current.kind == CapacityKind::NoMedia {
            let asked = Command::read_format_capacities(0);
            return Err(Failure::code(DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA).command(asked.bytes()));
        }
        let offer = offers.format(format_type::DEFAULT).ok_or_else(|| {
            Failure::new(
                DF2D_E_IMAPI_RECORDER_MEDIA_NOT_FORMATTED,
                "The disc needs formatting and the drive offers no format for it.",
            )
        })?;
        (format_type::DEFAULT, offer.blocks, offer.parameter)
    };
    steps::format(burn, kind, blocks, parameter)?;
    steps::synchronize_cache(&burn.device, burn.capacity)
}
