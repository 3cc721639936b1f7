//! DVD+R of one and of two layers: one track, one session per write.

use std::time::Duration;

use super::burn::Burn;
use super::media::physical;
use super::medium::{Medium, state};
use super::{Options, Recipe, steps, upkeep};
use crate::failure::{Failure, Result};
use crate::hresult::{DF2D_S_OK, df2d_hresult};
use crate::mmc::command::CloseFunction;
use crate::pipeline::device::Device;
use crate::pipeline::meter::{Action, Usual};

/// How the session is closed, by IMAPI2's closing matrix.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Close {
    /// Finalised out to the radius that older players want to see recorded, which takes time and space.
    Compatible,
    /// Finalised behind the data.
    Finalize,
    /// The session only: the disc stays appendable.
    Session,
}

impl Close {
    /// DisableConsumerDvdCompatibilityMode takes precedence over ForceMediaToBeClosed.
    fn by(disable_compatibility: bool, closes_disc: bool) -> Close {
        match (disable_compatibility, closes_disc) {
            (false, _) => Close::Compatible,
            (true, true) => Close::Finalize,
            (true, false) => Close::Session,
        }
    }

    /// Dual layer discs are always closed.
    fn of(burn: &Burn, medium: &Medium) -> Close {
        let closes_disc = medium.physical_type == physical::DVDPLUSR_DUALLAYER || burn.closes_disc(medium);
        Close::by(burn.options.disable_consumer_dvd_compatibility_mode, closes_disc)
    }

    fn function(self) -> CloseFunction {
        match self {
            Close::Compatible => CloseFunction::FinalizeMinimumRadius,
            Close::Finalize => CloseFunction::Finalize,
            Close::Session => CloseFunction::Session,
        }
    }
}

pub struct Incremental {
    start: u32,
    track: u32,
    close: Close,
    /// The image is divided between both layers.
    balanced: bool,
    capacity: u64,
}

/// The unit of recording, in which layers are divided.
const ECC_BLOCK: u32 = 16;

impl Recipe for Incremental {
    fn usual(burn: &Burn, medium: &Medium) -> Usual {
        let seconds = Duration::from_secs;
        let finish = match Close::of(burn, medium) {
            Close::Session => seconds(35),
            Close::Compatible | Close::Finalize => seconds(65),
        };
        Usual { calibration: seconds(5), format: seconds(0), lead_in: seconds(8), finish }
    }

    /// No write parameters page: this medium has none.
    fn prepare(burn: &mut Burn, medium: &Medium) -> Result<Self> {
        burn.set_speed(medium)?;
        burn.calibrate(medium)?;
        let close = Close::of(burn, medium);
        let two_layers = medium.physical_type == physical::DVDPLUSR_DUALLAYER;
        Ok(Incremental {
            start: medium.next_writable as u32,
            track: medium.next_track,
            close,
            balanced: two_layers && close == Close::Compatible && medium.has(state::BLANK),
            capacity: medium.total as u64,
        })
    }

    fn start(&self) -> u32 {
        self.start
    }

    /// A layer boundary cannot be moved again, and the second layer is no larger than the first: whoever gives up before
    /// has all of the disc.
    fn announce(&self, device: &Device, options: &Options) -> Result<()> {
        if self.balanced { steps::balance_layers(device, options.sectors, ECC_BLOCK) } else { Ok(()) }
    }

    fn complete(&self, burn: &mut Burn) -> Result<()> {
        burn.meter.enter(Action::Finalization);
        burn.flush(self.capacity)
    }

    fn close(self, burn: &mut Burn) -> Result<()> {
        steps::close_track(&burn.device, self.track, self.capacity)?;
        finish(&burn.device, self.close, self.capacity)
    }

    /// An open session is a trap for every program that comes later: close track and session, and the disc stays
    /// appendable.
    fn abandon(self, burn: &mut Burn, _cause: &Failure) {
        if !burn.has_recorded(self.start) {
            return;
        }
        steps::try_step("flushing", burn.flush(self.capacity));
        steps::try_to_close(&burn.device, self.track, self.capacity, steps::needs_nothing);
    }

    fn finalize(burn: &mut Burn, _medium: &Medium) -> Result<df2d_hresult> {
        let close = Close::by(burn.options.disable_consumer_dvd_compatibility_mode, true);
        upkeep::begin_closing(burn)?;
        finish(&burn.device, close, burn.capacity).map(|()| DF2D_S_OK)
    }

    fn recover(burn: &mut Burn, medium: &Medium) -> Result<()> {
        steps::close_interrupted(&burn.device, medium, steps::needs_nothing)
    }

    fn resume(burn: &mut Burn, medium: &Medium) -> Result<Self> {
        let interrupted = medium.interrupted.ok_or_else(upkeep::cannot_be_resumed)?;
        burn.set_speed(medium)?;
        Ok(Incremental {
            start: interrupted.start,
            track: interrupted.track,
            close: Close::of(burn, medium),
            balanced: false,
            capacity: medium.total as u64,
        })
    }
}

/// Ends the session or the disc. A drive that knows only the ordinary way to finalise does it in that way.
fn finish(device: &Device, close: Close, capacity: u64) -> Result<()> {
    match steps::close_session(device, close.function(), capacity) {
        Err(failure) if close == Close::Compatible && steps::is_unknown_field(&failure) => {
            steps::close_session(device, CloseFunction::Finalize, capacity)
        }
        closed => closed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_matrix() {
        assert_eq!(Close::by(false, false), Close::Compatible);
        assert_eq!(Close::by(false, true), Close::Compatible);
        assert_eq!(Close::by(true, true), Close::Finalize);
        assert_eq!(Close::by(true, false), Close::Session);
    }
}
