//! BD-R: sequential, one track and one session per write, or random recording, which has neither: what was written
//! last says where the next write begins. (BD-R for pseudo-overwrite is in `overwritable.rs`.)

use std::time::Duration;

use super::burn::Burn;
use super::medium::Medium;
use super::{Recipe, steps, upkeep};
use crate::failure::{Failure, Result};
use crate::hresult::{DF2D_S_OK, df2d_hresult};
use crate::mmc::command::CloseFunction;
use crate::pipeline::meter::{Action, Usual};

pub struct Sequential {
    start: u32,
    track: u32,
    capacity: u64,
    closes_disc: bool,
    random: bool,
}

impl Recipe for Sequential {
    fn usual(burn: &Burn, medium: &Medium) -> Usual {
        let seconds = Duration::from_secs;
        let finish = if burn.closes_disc(medium) { seconds(60) } else { seconds(25) };
        Usual { calibration: seconds(5), format: seconds(0), lead_in: seconds(6), finish }
    }

    /// No write parameters page, and no format: without spare areas the disc is recorded at its full speed.
    fn prepare(burn: &mut Burn, medium: &Medium) -> Result<Self> {
        burn.set_speed(medium)?;
        burn.calibrate(medium)?;
        Ok(Sequential {
            start: medium.next_writable as u32,
            track: medium.next_track,
            capacity: medium.total as u64,
            closes_disc: burn.closes_disc(medium),
            random: medium.is_random(),
        })
    }

    fn start(&self) -> u32 {
        self.start
    }

    /// Without anything to close, the flush is the point of no return.
    fn complete(&self, burn: &mut Burn) -> Result<()> {
        burn.meter.enter(Action::Finalization);
        if self.random && !self.closes_disc { Ok(()) } else { burn.flush(self.capacity) }
    }

    fn close(self, burn: &mut Burn) -> Result<()> {
        match (self.random, self.closes_disc) {
            (true, false) => burn.flush(self.capacity),
            (true, true) => steps::close_session(&burn.device, CloseFunction::Finalize, self.capacity),
            (false, closes_disc) => {
                let function = if closes_disc { CloseFunction::Finalize } else { CloseFunction::Session };
                steps::close_track(&burn.device, self.track, self.capacity)?;
                steps::close_session(&burn.device, function, self.capacity)
            }
        }
    }

    /// An open session is a trap for every program that comes later: close track and session, and the disc stays
    /// appendable.
    fn abandon(self, burn: &mut Burn, _cause: &Failure) {
        if !burn.has_recorded(self.start) {
            return;
        }
        steps::try_step("flushing", burn.flush(self.capacity));
        if self.random {
            return;
        }
        steps::try_to_close(&burn.device, self.track, self.capacity, steps::needs_nothing);
    }

    fn finalize(burn: &mut Burn, _medium: &Medium) -> Result<df2d_hresult> {
        upkeep::begin_closing(burn)?;
        steps::close_session(&burn.device, CloseFunction::Finalize, burn.capacity).map(|()| DF2D_S_OK)
    }

    fn recover(burn: &mut Burn, medium: &Medium) -> Result<()> {
        steps::close_interrupted(&burn.device, medium, steps::needs_nothing)
    }

    fn resume(burn: &mut Burn, medium: &Medium) -> Result<Self> {
        let interrupted = medium.interrupted.ok_or_else(upkeep::cannot_be_resumed)?;
        burn.set_speed(medium)?;
        Ok(Sequential {
            start: interrupted.start,
            track: interrupted.track,
            capacity: medium.total as u64,
            closes_disc: burn.closes_disc(medium),
            random: false,
        })
    }
}
