//! DVD-R, sequential DVD-RW and HD DVD-R: one track, one session per write, in increments where the medium allows it.
//!
//! A DVD-RW that was blanked quickly, and some dual layer discs, take only one recording in one go, whose size is
//! announced.

use std::time::Duration;

use super::burn::Burn;
use super::media::physical;
use super::medium::Medium;
use super::{Options, Recipe, Task, steps, upkeep};
use crate::failure::{Failure, Result};
use crate::hresult::df2d_hresult;
use crate::mmc::command::{Blank, CloseFunction, Command};
use crate::mmc::mode::WriteParameters;
use crate::pipeline::device::Device;
use crate::pipeline::meter::{Action, Usual};
use crate::transport::scsi::asc;

mod page_05 {
    pub const INCREMENTAL: u8 = 0;
    pub const DISC_AT_ONCE: u8 = 2;
    pub const DATA_TRACK: u8 = 5;
    pub const MODE_1_2048_BYTES: u8 = 8;
    pub const CLOSE_DISC: u8 = 0b00;
    pub const KEEP_APPENDABLE: u8 = 0b11;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Incremental { closes_disc: bool },
    AtOnce,
}

pub struct Sequential {
    mode: Mode,
    start: u32,
    track: u32,
    capacity: u64,
    unit: u32,
    /// Dual layer discs have one session: closing it closes them.
    single_session: bool,
}

fn write_parameters(page: &mut WriteParameters, mode: Mode, unit: u32) {
    let incremental = mode != Mode::AtOnce;
    let keeps_open = mode == Mode::Incremental { closes_disc: false };
    page.write_type(if incremental { page_05::INCREMENTAL } else { page_05::DISC_AT_ONCE });
    page.test_write(false);
    page.bufe(true);
    page.multi_session(if keeps_open { page_05::KEEP_APPENDABLE } else { page_05::CLOSE_DISC });
    page.track_mode(page_05::DATA_TRACK);
    page.data_block_type(page_05::MODE_1_2048_BYTES);
    page.link_size(incremental.then_some(unit as u8));
    page.fixed_packet(incremental);
    page.packet_size(if incremental { unit } else { 0 });
    page.session_format(0);
}

/// The parameters that count when an incremental session is closed.
fn prepare_to_close(device: &Device, closes_disc: bool, unit: u32) -> Result<()> {
    steps::set_write_parameters(device, |page| {
        write_parameters(page, Mode::Incremental { closes_disc }, unit);
    })
}

fn has_single_session(medium: &Medium) -> bool {
    medium.physical_type == physical::DVDDASHR_DUALLAYER
}

fn mode(burn: &Burn, medium: &Medium) -> Mode {
    match medium.incremental {
        true => Mode::Incremental { closes_disc: has_single_session(medium) || burn.closes_disc(medium) },
        false => Mode::AtOnce,
    }
}

impl Sequential {
    fn set_up(&self, device: &Device, options: &Options) -> Result<()> {
        let test = options.test_write;
        steps::set_write_parameters(device, |page| {
            write_parameters(page, self.mode, self.unit);
            page.bufe(!options.buffer_underrun_free_disabled);
            page.test_write(test);
        })?;
        if test {
            steps::confirm_test_write(device)?;
        }
        Ok(())
    }
}

impl Recipe for Sequential {
    const SIMULATES: bool = true;

    fn usual(burn: &Burn, medium: &Medium) -> Usual {
        let seconds = Duration::from_secs;
        let finish = match mode(burn, medium) {
            Mode::Incremental { closes_disc: false } => seconds(45),
            Mode::Incremental { closes_disc: true } | Mode::AtOnce => seconds(90),
        };
        Usual { calibration: seconds(5), format: seconds(0), lead_in: seconds(10), finish }
    }

    fn prepare(burn: &mut Burn, medium: &Medium) -> Result<Self> {
        burn.set_speed(medium)?;
        let recipe = Sequential {
            mode: mode(burn, medium),
            start: medium.next_writable as u32,
            track: medium.next_track,
            capacity: medium.total as u64,
            unit: medium.write_unit,
            single_session: has_single_session(medium),
        };
        recipe.set_up(&burn.device, &burn.options)?;
        if !burn.options.test_write {
            burn.calibrate(medium)?;
        }
        Ok(recipe)
    }

    fn start(&self) -> u32 {
        self.start
    }

    /// Recording in one go is announced with its exact size; whoever gives up before leaves no trace of it.
    fn announce(&self, device: &Device, options: &Options) -> Result<()> {
        match self.mode {
            Mode::Incremental { .. } => Ok(()),
            Mode::AtOnce => device.send(&Command::reserve_track(options.sectors as u32)),
        }
    }

    /// Some drives claim increments for a DVD-RW that was blanked quickly, and refuse the first WRITE.
    fn set_up_otherwise(&mut self, device: &Device, options: &Options, refusal: &Failure) -> bool {
        let illegal_mode = |sense: crate::failure::SenseCode| {
            (sense.asc, sense.ascq) == asc::ILLEGAL_MODE_FOR_THIS_TRACK && !sense.deferred
        };
        let anew = options.task == Task::Write && self.start == 0;
        if self.mode == Mode::AtOnce || !anew || !refusal.detail.sense.is_some_and(illegal_mode) {
            return false;
        }
        log::info!("the drive does not write this disc in increments: writing it in one go");
        self.mode = Mode::AtOnce;
        self.set_up(device, options).and_then(|()| self.announce(device, options)).is_ok()
    }

    /// Recording in one go has no CLOSE: its flush is the point of no return.
    fn complete(&self, burn: &mut Burn) -> Result<()> {
        burn.meter.enter(Action::Finalization);
        if self.mode == Mode::AtOnce { Ok(()) } else { burn.flush(self.capacity) }
    }

    /// Multi-session in the write parameters decides whether the disc stays open.
    fn close(self, burn: &mut Burn) -> Result<()> {
        if self.mode == Mode::AtOnce {
            let flushed = burn.flush(self.capacity);
            burn.spoiled = flushed.is_err() && !burn.options.test_write;
            flushed?;
        }
        if burn.options.test_write {
            return steps::leave_test_write(&burn.device);
        }
        if self.mode == Mode::AtOnce {
            return Ok(());
        }
        steps::close_track(&burn.device, self.track, self.capacity)?;
        steps::close_session(&burn.device, CloseFunction::Session, self.capacity)
    }

    /// In increments, what was written becomes a session and the disc stays appendable. In one go nothing can be
    /// saved: the drive was promised another size.
    fn abandon(self, burn: &mut Burn, _cause: &Failure) {
        if burn.options.test_write {
            return burn.end_simulation(self.capacity);
        }
        if !burn.has_recorded(self.start) {
            return;
        }
        steps::try_step("flushing", burn.flush(self.capacity));
        if self.mode == Mode::AtOnce {
            burn.spoiled = true;
            return;
        }
        // A write that was given up closes no disc for good: the session stays open, to be resumed or closed.
        if self.single_session {
            return;
        }
        // All of the page, of which a reset leaves nothing; without it, closing might finalise the disc.
        let keep_appendable = |device: &Device| prepare_to_close(device, false, self.unit);
        match keep_appendable(&burn.device) {
            Ok(()) => steps::try_to_close(&burn.device, self.track, self.capacity, keep_appendable),
            refused => steps::try_step("keeping the disc appendable", refused),
        }
    }

    fn finalize(_burn: &mut Burn, _medium: &Medium) -> Result<df2d_hresult> {
        Err(upkeep::only_a_write_closes())
    }

    fn recover(burn: &mut Burn, medium: &Medium) -> Result<()> {
        let prepare =
            |device: &Device| prepare_to_close(device, has_single_session(medium), medium.write_unit);
        prepare(&burn.device)?;
        steps::close_interrupted(&burn.device, medium, prepare)
    }

    fn resume(burn: &mut Burn, medium: &Medium) -> Result<Self> {
        let interrupted = medium.interrupted.ok_or_else(upkeep::cannot_be_resumed)?;
        burn.set_speed(medium)?;
        let recipe = Sequential {
            mode: mode(burn, medium),
            start: interrupted.start,
            track: interrupted.track,
            capacity: medium.total as u64,
            unit: medium.write_unit,
            single_session: has_single_session(medium),
        };
        match recipe.mode {
            Mode::AtOnce => Err(upkeep::cannot_be_resumed()),
            Mode::Incremental { .. } => recipe.set_up(&burn.device, &burn.options).map(|()| recipe),
        }
    }

    fn erase(burn: &mut Burn, _medium: &Medium, full: bool) -> Result<()> {
        upkeep::blank(burn, if full { Blank::Disc } else { Blank::Minimal })
    }
}
