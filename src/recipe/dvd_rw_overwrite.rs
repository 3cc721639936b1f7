//! DVD-RW in restricted overwrite: written from sector 0 in whole units of 16 sectors, and grown when what is formatted
//! does not suffice.
//!
//! A format that was quick or grew leaves the disc in an intermediate state, which read-only drives choke on; closing
//! the session, which writes the lead-out, ends it.

use std::time::Duration;

use super::burn::Burn;
use super::medium::{self, Medium};
use super::{Recipe, steps, upkeep};
use crate::failure::{Failure, Result};
use crate::hresult::*;
use crate::mmc::capacity::CapacityKind;
use crate::mmc::command::{Blank, CloseFunction};
use crate::pipeline::device::Attention;
use crate::pipeline::meter::{Action, Usual};

/// FORMAT UNIT types, all quick.
mod format_type {
    /// Adds to what is formatted.
    pub const GROW: u8 = 0x13;
    /// Begins anew.
    pub const NEW: u8 = 0x15;
}
/// The unit of recording, which these formats have for a parameter.
const ECC_BLOCK: u32 = 16;

pub struct Overwrite {
    capacity: u64,
    /// Sectors to format first.
    missing: u32,
    /// A session is closed at the end.
    intermediate: bool,
}

impl Recipe for Overwrite {
    fn usual(burn: &Burn, medium: &Medium) -> Usual {
        let seconds = Duration::from_secs;
        let grows = missing(burn, medium) > 0;
        let format = if grows { seconds(20) } else { seconds(0) };
        let finish = if grows || medium.is_half_formatted() { seconds(45) } else { seconds(3) };
        Usual { calibration: seconds(0), format, lead_in: seconds(1), finish }
    }

    fn prepare(burn: &mut Burn, medium: &Medium) -> Result<Self> {
        burn.set_speed(medium)?;
        let missing = missing(burn, medium);
        let intermediate = missing > 0 || medium.is_half_formatted();
        Ok(Overwrite { capacity: medium.total as u64, missing, intermediate })
    }

    fn start(&self) -> u32 {
        0
    }

    fn format(&self, burn: &mut Burn, medium: &Medium) -> Result<()> {
        if self.missing == 0 {
            return Ok(());
        }
        let kind = match medium.format {
            CapacityKind::Unformatted => format_type::NEW,
            _ => format_type::GROW,
        };
        steps::format(burn, kind, self.missing, ECC_BLOCK)
    }

    /// Without a session to close, the flush is the point of no return.
    fn complete(&self, burn: &mut Burn) -> Result<()> {
        burn.meter.enter(Action::Finalization);
        if self.intermediate { burn.flush(self.capacity) } else { Ok(()) }
    }

    fn close(self, burn: &mut Burn) -> Result<()> {
        if !self.intermediate {
            burn.flush(self.capacity)?;
        }
        // What is flushed is on the disc, whatever becomes of the drive.
        burn.device.take_attention_for(Attention::News);
        end_intermediate_state(burn)
    }

    /// Old and new data mixed, and the disc can be overwritten again.
    fn abandon(self, burn: &mut Burn, _cause: &Failure) {
        steps::try_step("flushing", burn.flush(self.capacity));
        steps::try_step("closing the session", end_intermediate_state(burn));
    }

    fn finalize(burn: &mut Burn, medium: &Medium) -> Result<df2d_hresult> {
        if !medium.is_half_formatted() {
            return Ok(DF2D_S_FALSE);
        }
        upkeep::begin_closing(burn)?;
        end_intermediate_state(burn).map(|()| DF2D_S_OK)
    }

    fn recover(burn: &mut Burn, _medium: &Medium) -> Result<()> {
        end_intermediate_state(burn)
    }

    /// In full it becomes a blank sequential DVD-RW: its quick BLANK would leave a disc that takes no increments.
    fn erase(burn: &mut Burn, medium: &Medium, full: bool) -> Result<()> {
        if full {
            return upkeep::blank(burn, Blank::Disc);
        }
        let recipe =
            Overwrite { capacity: burn.capacity, missing: 0, intermediate: medium.is_half_formatted() };
        match upkeep::write_over(burn, medium, false) {
            Ok(()) => end_intermediate_state(burn),
            Err(cause) => Err(burn.give_up(recipe, cause)),
        }
    }
}

/// Sectors to format before this write fits.
fn missing(burn: &Burn, medium: &Medium) -> u32 {
    let ranges = &burn.options.ranges;
    let end = ranges.iter().map(|range| u64::from(range.end) + 1).max().unwrap_or(burn.options.sectors);
    end.next_multiple_of(u64::from(ECC_BLOCK)).saturating_sub(medium.formatted.max(0) as u64) as u32
}

fn end_intermediate_state(burn: &Burn) -> Result<()> {
    match medium::format_capacities(&burn.device)?.current.kind {
        CapacityKind::NoMedia => steps::close_session(&burn.device, CloseFunction::Session, burn.capacity),
        _ => Ok(()),
    }
}
