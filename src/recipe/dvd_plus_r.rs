//! DVD+R: one track, one session per write.

use std::time::Duration;

use super::{Burn, Recipe, steps};
use crate::failure::{Failure, Result};
use crate::mmc::command::CloseFunction;
use crate::pipeline::meter::{Action, Usual};
use crate::recipe::medium::Medium;

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

    fn of(burn: &Burn, medium: &Medium) -> Close {
        Close::by(burn.options.disable_consumer_dvd_compatibility_mode, burn.closes_disc(medium))
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
    capacity: u64,
}

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
        burn.meter.enter(Action::CalibratingPower);
        steps::calibrate_power(&burn.device, medium.total as u64)?;
        Ok(Incremental {
            start: medium.next_writable as u32,
            track: medium.next_track,
            close: Close::of(burn, medium),
            capacity: medium.total as u64,
        })
    }

    fn start(&self) -> u32 {
        self.start
    }

    fn complete(&self, burn: &mut Burn) -> Result<()> {
        burn.meter.enter(Action::Finalization);
        burn.flush(self.capacity)
    }

    fn close(self, burn: &mut Burn) -> Result<()> {
        steps::close_track(&burn.device, self.track, self.capacity)?;
        let closed = steps::close_session(&burn.device, self.close.function(), self.capacity);
        match closed {
            // Not every drive knows the radius; the disc is finalised all the same.
            Err(failure) if self.close == Close::Compatible && steps::is_unknown_field(&failure) => {
                steps::close_session(&burn.device, CloseFunction::Finalize, self.capacity)
            }
            closed => closed,
        }
    }

    /// An open session is a trap for every program that comes later: close track and session, and the disc stays
    /// appendable.
    fn abandon(self, burn: &mut Burn, _cause: &Failure) {
        if burn.meter.sent() == 0 {
            return;
        }
        steps::try_step("flushing", burn.flush(self.capacity));
        steps::try_step("closing the track", steps::close_track(&burn.device, self.track, self.capacity));
        steps::try_step(
            "closing the session",
            steps::close_session(&burn.device, CloseFunction::Session, self.capacity),
        );
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
