//! DVD+RW and BD-RE: formatted when needed, written from sector 0.

use std::time::Duration;

use super::{Burn, Recipe, media::physical, medium, steps};
use crate::failure::{Failure, Result};
use crate::hresult::DF2D_E_IMAPI_RECORDER_MEDIA_NOT_FORMATTED;
use crate::mmc::command::CloseFunction;
use crate::mmc::disc::BackgroundFormat;
use crate::mmc::timeout::LongOperation;
use crate::pipeline::meter::{Action, Usual};
use crate::recipe::medium::Medium;

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
    dvd_plus_rw: bool,
    capacity: u64,
}

impl Recipe for Overwrite {
    fn usual(_burn: &Burn, medium: &Medium) -> Usual {
        let seconds = Duration::from_secs;
        let dvd_plus_rw = medium.physical_type == physical::DVDPLUSRW;
        let format = match (needs_format(medium), dvd_plus_rw) {
            (false, _) => seconds(0),
            (true, true) => seconds(30),
            (true, false) => seconds(20),
        };
        let finish = if dvd_plus_rw && medium.background_format != BackgroundFormat::Complete {
            seconds(30)
        } else {
            seconds(3)
        };
        Usual { calibration: seconds(0), format, lead_in: seconds(1), finish }
    }

    fn prepare(burn: &mut Burn, medium: &Medium) -> Result<Self> {
        let capacity = medium.total as u64;
        let dvd_plus_rw = medium.physical_type == physical::DVDPLUSRW;
        if needs_format(medium) {
            burn.meter.enter(Action::FormattingMedia);
            format(burn, medium, capacity)?;
        }
        burn.set_speed(medium)?;
        Ok(Overwrite { dvd_plus_rw, capacity })
    }

    fn start(&self) -> u32 {
        0
    }

    /// DVD+RW has a CLOSE, which is its point of no return; on BD-RE that is the flush itself.
    fn complete(&self, burn: &mut Burn) -> Result<()> {
        burn.meter.enter(Action::Finalization);
        if self.dvd_plus_rw { burn.flush(self.capacity) } else { Ok(()) }
    }

    fn close(self, burn: &mut Burn) -> Result<()> {
        if !self.dvd_plus_rw {
            return burn.flush(self.capacity);
        }
        let running = medium::disc_information(&burn.device)?.background_format == BackgroundFormat::Running;
        if !running {
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
        if !self.dvd_plus_rw {
            return;
        }
        let running = medium::disc_information(&burn.device)
            .is_ok_and(|disc| disc.background_format == BackgroundFormat::Running);
        if running {
            let stop = steps::close_session(&burn.device, CloseFunction::StopBackgroundFormat, self.capacity);
            steps::try_step("stopping the background format", stop);
        }
    }
}

fn needs_format(medium: &Medium) -> bool {
    let unfinished = matches!(medium.background_format, BackgroundFormat::None | BackgroundFormat::Stopped);
    !medium.formatted || (medium.physical_type == physical::DVDPLUSRW && unfinished)
}

fn format(burn: &mut Burn, medium: &Medium, capacity: u64) -> Result<()> {
    let device = &burn.device;
    let stopped = medium.background_format == BackgroundFormat::Stopped;
    let (kind, blocks, parameter) = if medium.physical_type == physical::DVDPLUSRW {
        (format_type::DVD_PLUS_RW_BASIC, WHOLE_DISC, if stopped { RESTART } else { 0 })
    } else {
        let offers = medium::format_capacities(device)?;
        let offer = offers.format(format_type::DEFAULT).ok_or_else(|| {
            Failure::new(
                DF2D_E_IMAPI_RECORDER_MEDIA_NOT_FORMATTED,
                "The disc needs formatting and the drive offers no format for it.",
            )
        })?;
        (format_type::DEFAULT, offer.blocks, offer.parameter)
    };
    let formatted = steps::format(device, kind, blocks, parameter, capacity)
        .and_then(|()| steps::synchronize_cache(device, capacity));
    if formatted.is_err() {
        // A format cannot be taken back. Whoever cancels it gets a disc that is formatted, not one that is half so.
        burn.salvage();
        steps::try_step("waiting for the format", burn.device.wait_ready(LongOperation::Format, capacity));
    }
    formatted
}
