//! What an operation on a disc works with, and the steps that recipes take with it.

use std::sync::Arc;

use super::medium::Medium;
use super::speed::{self, Speed};
use super::{Options, Recipe, Task, outcome, steps, verify};
use crate::failure::{Failure, Result};
use crate::hresult::*;
use crate::mmc::SECTOR;
use crate::mmc::command::Command;
use crate::mmc::timeout::LongOperation;
use crate::pipeline::cause;
use crate::pipeline::control::Control;
use crate::pipeline::device::{self, Attention, Device, Stop};
use crate::pipeline::feed::{Ends, Feed, First, SLOT_BYTES, buffer_for, slots_for};
use crate::pipeline::layout::Layout;
use crate::pipeline::meter::{Action, Job, Meter, Usual};
use crate::pipeline::reader::Reins;
use crate::pipeline::ring::Drainer;
use crate::pipeline::slot::{Slot, out_of_memory};
use crate::transport::memory;

/// What an operation works with. All of it is made before the medium is touched.
pub struct Burn<'a> {
    pub(super) device: Device<'a>,
    pub(super) control: &'a Control,
    pub(super) meter: &'a Meter,
    pub(super) options: Options,
    pub(super) drainer: Drainer,
    pub(super) reins: Arc<Reins>,
    /// For padding with zeros, and for reading back.
    pub(super) scratch: Slot,
    /// A checksum for each slot of data, with room for all of them, when the write is to be verified.
    pub(super) checksums: Vec<u32>,
    /// What came out of the ring and did not go out, when the feed was broken off.
    pub(super) held: Option<Slot>,
    /// What went out first and last.
    pub(super) ends: Ends,
    /// Tells the object that was asked to write what the burn finds.
    pub(super) found: &'a dyn Fn(Found),
    /// Sectors per second that the drive records at, 0 unknown.
    pub(super) rate: u32,
    pub(super) usual: Usual,
    /// What to return for the speed that was set.
    pub(super) speed_code: df2d_hresult,
    /// Sectors of the medium.
    pub(super) capacity: u64,
    /// The medium, when it was looked at last.
    pub(super) seen: Option<Medium>,
    /// Bytes at once that the medium records.
    pub(super) write_unit: usize,
    /// Bytes per WRITE and READ.
    pub(super) transfer: usize,
    /// Bytes of each slot that are used.
    pub(super) slot_bytes: usize,
    /// Sectors of the stream that were on the disc before.
    pub(super) recorded_before: u64,
    /// Sectors of zeros that went out behind the data.
    pub(super) padded: u64,
    /// Sectors of the data that the drive has confirmed to have flushed.
    pub(super) flushed: u64,
    /// It has said once that it could not, and what was in its buffer then may be lost.
    pub(super) flush_failed: bool,
    /// The drive's own account of what it did turned out wrong.
    pub(super) disbelieved: bool,
    /// The task was begun more than once.
    pub(super) restarted: bool,
    /// It failed, and the disc was brought to its best state.
    pub(super) salvaged: bool,
    /// The drive has shown that all of the data is on the disc.
    pub(super) confirmed: bool,
    /// What the disc has become cannot be undone: a rewritable one must be erased, another one is lost.
    pub(super) spoiled: bool,
}

/// What a burn finds in the drive.
pub enum Found<'a> {
    Medium(&'a Medium),
    /// The speeds on offer.
    Speeds(&'a [Speed]),
}

/// What a burn is given beside the drive.
pub struct Parts<'a> {
    pub drainer: Drainer,
    pub reins: Arc<Reins>,
    pub spare: Spare,
    /// Told what the burn finds in the drive, for those who ask meanwhile.
    pub found: &'a dyn Fn(Found),
}

/// The memory that a burn needs beside the ring.
pub struct Spare {
    pub scratch: Slot,
    pub checksums: Vec<u32>,
}

impl Spare {
    /// For a stream of this many sectors.
    pub fn new(sectors: u64, verify: bool) -> Result<Spare> {
        let mut checksums = Vec::new();
        if verify {
            checksums.try_reserve_exact(slots_for(sectors)).map_err(|_| out_of_memory())?;
        }
        Ok(Spare { scratch: Slot::new(SLOT_BYTES)?, checksums })
    }
}

impl<'a> Burn<'a> {
    pub fn new(
        device: Device<'a>,
        control: &'a Control,
        meter: &'a Meter,
        options: Options,
        parts: Parts<'a>,
    ) -> Burn<'a> {
        Burn {
            device,
            control,
            meter,
            options,
            drainer: parts.drainer,
            reins: parts.reins,
            scratch: parts.spare.scratch,
            checksums: parts.spare.checksums,
            held: None,
            ends: Ends::default(),
            found: parts.found,
            rate: 0,
            usual: Usual::default(),
            speed_code: DF2D_S_OK,
            capacity: 0,
            seen: None,
            write_unit: SECTOR,
            transfer: SECTOR,
            slot_bytes: SLOT_BYTES,
            recorded_before: 0,
            padded: 0,
            flushed: 0,
            flush_failed: false,
            disbelieved: false,
            restarted: false,
            salvaged: false,
            confirmed: false,
            spoiled: false,
        }
    }

    /// Whether this write is the disc's last: asked for, or because 2 % or less would be left.
    pub(super) fn closes_disc(&self, medium: &Medium) -> bool {
        let left = medium.free - (self.options.sectors - self.recorded_before) as i64;
        self.options.force_media_to_be_closed || left * 50 <= medium.total
    }

    pub(super) fn plan(&self, start_lba: i64) {
        let whole = self.options.verification == verify::FULL;
        self.meter.plan(Job {
            start_lba,
            sectors: self.options.sectors,
            verify_sectors: if whole { self.options.sectors } else { 0 },
            nominal_rate: self.rate,
            usual: self.usual,
            buffer: self.drainer.bytes(),
            ..Job::default()
        });
    }

    pub(super) fn set_speed(&mut self, medium: &Medium) -> Result<()> {
        let speeds = speed::supported(&self.device, medium)?;
        (self.found)(Found::Speeds(&speeds));
        let wish = (self.options.speed, self.options.pure_cav);
        let (rate, code) = speed::set(&self.device, medium, &speeds, wish)?;
        self.rate = rate;
        self.speed_code = code;
        self.grow_buffer();
        self.plan(self.meter.job().start_lba);
        Ok(())
    }

    /// The buffer becomes as large as the speed asks for, and as the stream can fill.
    fn grow_buffer(&mut self) {
        if self.drainer.bytes() > 0 {
            let wanted = buffer_for(self.rate, memory::free()).div_ceil(SLOT_BYTES);
            let filled = self.options.sectors.div_ceil((self.slot_bytes / SECTOR) as u64);
            self.drainer.grow(wanted.min(usize::try_from(filled).unwrap_or(usize::MAX)));
        }
    }

    /// A medium that takes whole units only is not written through a transport that carries less than one.
    pub(super) fn can_carry(&self, medium: &Medium) -> Result<()> {
        if !medium.takes_whole_units_only() || self.transfer % self.write_unit == 0 {
            return Ok(());
        }
        Err(Failure::new(
            DF2D_E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE,
            "This disc is written in larger pieces than the drive's connection carries; connect the drive otherwise.",
        ))
    }

    /// Lets the laser be calibrated.
    pub(super) fn calibrate(&self, medium: &Medium) -> Result<()> {
        // It uses up a part of the disc.
        self.device.check()?;
        self.meter.enter(Action::CalibratingPower);
        steps::calibrate_power(&self.device, medium.total as u64)
    }

    /// All of the stream to where the recipe puts it.
    pub(super) fn feed<R: Recipe>(&mut self, recipe: &mut R, pad_to_unit: bool) -> Result<()> {
        self.meter.enter(Action::WritingData);
        if !self.reins.start(self.slot_bytes) {
            return Err(Failure::new(
                DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE,
                "The disc was changed for one of another kind while the write was prepared; start again.",
            ));
        }
        let (device, options) = (&self.device, &self.options);
        Feed {
            device,
            meter: self.meter,
            drainer: &mut self.drainer,
            held: &mut self.held,
            layout: Layout::new(recipe.start(), &options.ranges),
            transfer: &mut self.transfer,
            write_unit: self.write_unit,
            pad_to_unit,
            scratch: &mut self.scratch,
            halved: false,
            rate: self.rate,
            recorded_before: self.recorded_before,
            checksums: (options.verification != 0).then_some(&mut self.checksums),
            ends: &mut self.ends,
            first: &mut |moment| match moment {
                First::Comes => recipe.announce(device, options).map(|()| true),
                First::Refused(refusal) => Ok(recipe.set_up_otherwise(device, options, refusal)),
            },
        }
        .write(options.sectors)
    }

    pub(super) fn sectors_per_slot(&self) -> u64 {
        (self.slot_bytes / SECTOR) as u64
    }

    /// The last slot may hold fewer.
    pub(super) fn sectors_of_slot(&self, slot: usize) -> u64 {
        self.sectors_per_slot().min(self.options.sectors - slot as u64 * self.sectors_per_slot())
    }

    /// Sectors of the track that the drive has taken.
    pub(super) fn written(&self) -> u64 {
        self.meter.sent() + self.padded
    }

    /// Whether there is anything of this write on the disc, in the track that begins at `start`. A WRITE without an answer
    /// may have been carried out, which the drive knows.
    pub(super) fn has_recorded(&self, start: u32) -> bool {
        self.written() > 0 || (self.device.recorded() && outcome::recorded_in_track(self, start) > Some(0))
    }

    /// Zeros behind the data, until `until` sectors of the track are written.
    pub(super) fn write_zeros(&mut self, start: u32, until: u64) -> Result<()> {
        self.scratch.buffer()[..self.transfer].fill(0);
        while self.written() < until {
            let blocks = (until - self.written()).min((self.transfer / SECTOR) as u64);
            self.device.check()?;
            let command = Command::write_10(start + self.written() as u32, blocks as u16);
            self.device.supply(&command, &self.scratch.buffer()[..blocks as usize * SECTOR])?;
            self.padded += blocks;
        }
        Ok(())
    }

    /// SYNCHRONIZE CACHE: what was sent is on the disc when it returns.
    pub(super) fn flush(&mut self, capacity: u64) -> Result<()> {
        let flushed = steps::synchronize_cache(&self.device, capacity);
        self.flush_failed |= flushed.as_ref().is_err_and(outcome::is_error_of_recording);
        flushed?;
        self.meter.drive_buffer_is_empty();
        self.flushed = self.meter.sent();
        Ok(())
    }

    /// After a failure in a test write: there is nothing to save.
    pub(super) fn end_simulation(&mut self, capacity: u64) {
        steps::try_step("flushing", self.flush(capacity));
        steps::try_step("leaving the simulation", steps::leave_test_write(&self.device));
    }

    pub(super) fn pass_point_of_no_return(&mut self) -> Result<()> {
        if !self.control.commit() {
            return Err(device::cancelled());
        }
        self.device.stop_on(Stop::OnEscalation);
        Ok(())
    }

    /// Whether all of the task may be done anew: `cause` has nothing to do with it, and nothing was recorded.
    pub(super) fn may_start_over(&self, cause: &Failure) -> bool {
        cause::is_disturbance(cause)
            && !self.device.recorded()
            && self.meter.sent() == 0
            && !self.salvaged
            && !self.control.is_cancelled()
            && !self.control.is_escalated()
    }

    pub(super) fn start_over(&mut self) {
        self.restarted = true;
        self.device.take_attention_for(Attention::News);
        if self.device.touched() {
            // The drive may go on with the format that the disturbance has hidden.
            steps::try_step("formatting", self.device.wait_ready(LongOperation::Format, self.capacity));
        }
    }

    /// Before a task is done anew: what is closed or erased without a look at its contents is the disc that was seen first.
    pub(super) fn is_same_disc(&mut self, medium: &Medium) -> Result<()> {
        let what_it_is = |m: &Medium| (m.profile, m.status, m.sessions, m.next_writable, m.total);
        let before = self.seen.replace(medium.clone());
        let is_another = |before: &Medium| what_it_is(before) != what_it_is(medium);
        let looks_itself = self.options.task == Task::Write;
        if !self.restarted
            || looks_itself
            || self.device.touched()
            || !before.as_ref().is_some_and(is_another)
        {
            return Ok(());
        }
        Err(Failure::new(
            DF2D_E_IMAPI_RECORDER_MEDIA_BECOMING_READY,
            "The disc was changed for another one: look at it, and begin again.",
        ))
    }

    /// Brings the disc to its best state after `cause`, which it returns.
    pub(super) fn give_up<R: Recipe>(&mut self, recipe: R, cause: Failure) -> Failure {
        if self.may_start_over(&cause) {
            return cause;
        }
        // What was not begun need not be ended; a simulation is begun by its settings.
        if !self.device.touched() && !self.options.test_write {
            return cause;
        }
        let cause = self.salvage_after(cause);
        recipe.abandon(self, &cause);
        cause
    }

    /// The reset that led to `cause`, if there was one. It led to no cancel, nor to what the source or the comparison of a
    /// disc that was finished well has found.
    pub(super) fn first_cause(&self, cause: Failure) -> Failure {
        let of_drive = cause.is_devices() || cause.hr == DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE;
        match self.device.reset() {
            Some(reset) if of_drive && !self.confirmed && !self.salvaged => reset,
            _ => cause,
        }
    }

    /// Salvage after `cause`, or after the reset that led to it, which it returns.
    pub(super) fn salvage_after(&mut self, cause: Failure) -> Failure {
        let cause = self.first_cause(cause);
        self.salvage();
        // Resets from here on are no cause of what failed before.
        self.device.reset();
        self.salvaged = true;
        cause
    }

    /// The task has failed for good. One that was begun anew may have left something behind that it did not come to end.
    pub(super) fn end(&mut self, cause: Failure) -> Failure {
        let begun = self.device.touched() || self.options.test_write;
        if self.restarted && begun && !self.salvaged {
            return self.end_what_is_open(cause);
        }
        self.first_cause(cause)
    }

    /// After `cause`, which it returns: what the drive still holds is flushed, and a session or a format that is still open
    /// is ended.
    pub(super) fn end_what_is_open(&mut self, cause: Failure) -> Failure {
        let cause = self.salvage_after(cause);
        if self.options.test_write {
            self.end_simulation(self.capacity);
            return cause;
        }
        steps::try_step("flushing", self.flush(self.capacity));
        // A track that was announced with another size cannot be ended; and who wants to leave at once, leaves.
        if self.spoiled || self.device.check().is_err() {
            return cause;
        }
        match super::inspect(&self.device) {
            Ok(left) if left.is_open() => {
                let end = super::tasks(left.family).map_or(Ok(()), |tasks| (tasks.recover)(self, &left));
                steps::try_step("closing the session", end);
            }
            Ok(_) => {}
            Err(failure) => steps::try_step("looking at the disc", Err(failure)),
        }
        cause
    }

    /// The operation will not succeed: stop the source, and from now on wait for the drive unless told to leave at once.
    pub(super) fn salvage(&mut self) {
        self.control.fail();
        self.reins.stop();
        self.device.stop_on(Stop::OnEscalation);
        if self.meter.action() != Action::Finalization {
            self.meter.enter(Action::Finalization);
        }
        // Whatever happened may have left a unit attention behind, or a drive that is not ready yet.
        self.device.take_attention_for(Attention::News);
        steps::try_step("waiting for the drive", self.device.wait_ready(LongOperation::BecomingReady, 0));
    }
}
