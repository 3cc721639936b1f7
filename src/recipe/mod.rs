//! How each medium is written: a file per family, and nothing else in the tree knows one medium from another.
//!
//! A write is the same five steps on every medium; `run` has them, and a recipe says what each is in MMC commands.

#![forbid(unsafe_code)]

mod cd;
mod dvd_plus_r;
pub mod media;
pub mod medium;
mod outcome;
mod overwritable;
pub mod speed;
mod steps;
mod verify;

use std::sync::Arc;

pub use outcome::{Content, Disc, Outcome};

use crate::failure::{Failure, Result};
use crate::hresult::*;
use crate::mmc::SECTOR;
use crate::mmc::command::Command;
use crate::mmc::timeout::LongOperation;
use crate::pipeline::control::Control;
use crate::pipeline::device::{self, Device, Stop};
use crate::pipeline::feed::{Feed, SLOT_BYTES, transfer_size};
use crate::pipeline::meter::{Action, Job, Meter, Usual};
use crate::pipeline::reader::Reins;
use crate::pipeline::ring::{Drainer, Slot, out_of_memory};
use media::Family;
use medium::{Medium, POSTGAP, state};
use speed::Speed;

/// What an operation is to do with the disc.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Records the stream.
    Write,
    /// Finalises the disc without writing.
    Close,
    /// Brings a disc whose last session was interrupted to its best state.
    Recover(Recovery),
    /// Makes the disc blank, or all of it zero where media never become blank again.
    Erase { full: bool },
}

/// How an interrupted session is recovered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// Says what is on the disc; sends nothing that could change it.
    Report,
    /// Closes the session, so that what is recorded can be read and the disc written further.
    Close,
    /// Records the rest of the stream of which the session holds the beginning.
    Resume,
}

/// Sectors of an overwritable medium, both ends included; sector N comes from byte 2048 × N of the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockRange {
    pub start: u32,
    pub end: u32,
}

/// What the caller asked for.
#[derive(Clone, Debug)]
pub struct Options {
    pub task: Task,
    /// Sectors of the stream, or of the ranges; 0 where there is none.
    pub sectors: u64,
    /// What to write of the stream, in this order; empty is all of it.
    pub ranges: Vec<BlockRange>,
    /// The drive's own simulation.
    pub test_write: bool,
    pub force_media_to_be_closed: bool,
    pub disable_consumer_dvd_compatibility_mode: bool,
    pub force_overwrite: bool,
    pub buffer_underrun_free_disabled: bool,
    pub postgap_already_in_image: bool,
    /// Sectors per second, -1 the fastest.
    pub speed: i32,
    pub pure_cav: bool,
    /// IMAPI_BURN_VERIFICATION_LEVEL
    pub verification: i32,
}

/// What a write works with. All of it is made before the medium is touched.
pub struct Burn<'a> {
    device: Device<'a>,
    control: &'a Control,
    meter: &'a Meter,
    options: Options,
    drainer: Drainer,
    reins: Arc<Reins>,
    /// For padding with zeros, and for reading back.
    scratch: Slot,
    /// A checksum for each slot of data, with room for all of them, when the write is to be verified.
    checksums: Vec<u32>,
    /// Tells the object that was asked to write what the burn finds.
    found: &'a dyn Fn(Found),
    /// Sectors per second that the drive records at, 0 unknown.
    rate: u32,
    usual: Usual,
    /// What to return for the speed that was set.
    speed_code: df2d_hresult,
    /// Sectors of the medium.
    capacity: u64,
    /// Bytes at once that the medium records.
    write_unit: usize,
    /// Bytes per WRITE and READ.
    transfer: usize,
    /// Bytes of each slot that are used.
    slot_bytes: usize,
    /// Sectors of zeros that went out behind the data.
    padded: u64,
    /// Sectors of the data that the drive has confirmed to have flushed.
    flushed: u64,
}

/// The life of a write on one kind of medium. Each step follows the one before; whatever ends a write early leads to
/// `abandon`, and nothing does any more once `close` has begun.
trait Recipe: Sized {
    /// What a drive usually takes beside the data.
    fn usual(burn: &Burn, medium: &Medium) -> Usual;
    /// Speed, write parameters, calibration, format: everything before the first WRITE.
    fn prepare(burn: &mut Burn, medium: &Medium) -> Result<Self>;
    /// Where the data begins.
    fn start(&self) -> u32;
    /// What follows the data and can still be given up.
    fn complete(&self, burn: &mut Burn) -> Result<()>;
    /// From the point of no return to the end.
    fn close(self, burn: &mut Burn) -> Result<()>;
    /// Brings the disc to the best state that it allows, after `cause`. Every step is tried.
    fn abandon(self, burn: &mut Burn, cause: &Failure);
}

/// Does what the task is, and says what is on the disc then. The tray is unlocked on every way out.
pub fn burn(mut burn: Burn) -> Outcome {
    let mut start = None;
    let result = match burn.options.task {
        Task::Write => write(&mut burn, &mut start),
        Task::Close | Task::Recover(_) | Task::Erase { .. } => Err(DF2D_E_NOTIMPL.into()),
    };
    burn.reins.stop();
    burn.device.stop_on(Stop::OnEscalation);
    let outcome = outcome::observe(&burn, result, start);
    // Even who leaves at once does not leave the tray locked: this waits until the drive lets go.
    burn.device.stop_on(Stop::Never);
    steps::allow_removal(&burn.device, burn.capacity);
    outcome
}

fn write(burn: &mut Burn, start: &mut Option<u32>) -> Result<df2d_hresult> {
    burn.meter.enter(Action::ValidatingMedia);
    medium::wake(&burn.device)?;
    // From here on the disc must not leave the drive, and news from the drive is bad news: what is looked at now is
    // what will be written.
    steps::prevent_removal(&burn.device);
    burn.device.expect_no_attention();
    let medium = medium::inspect(&burn.device)?;
    burn.capacity = medium.total.max(0) as u64;
    (burn.found)(Found::Medium(&medium));
    validate(burn, &medium)?;
    match medium.family {
        Family::Cd => run::<cd::TrackAtOnce>(burn, &medium, start),
        Family::DvdPlusR => run::<dvd_plus_r::Incremental>(burn, &medium, start),
        Family::Overwritable => run::<overwritable::Overwrite>(burn, &medium, start),
        Family::ReadOnly => Err(DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED.into()),
    }
}

/// The steps of every write.
fn run<R: Recipe>(burn: &mut Burn, medium: &Medium, start: &mut Option<u32>) -> Result<df2d_hresult> {
    burn.write_unit = medium.write_unit as usize * SECTOR;
    burn.transfer = transfer_size(burn.device.limits().max_transfer, medium.write_unit);
    // Whole transfers, so that every slot begins at a write unit.
    burn.slot_bytes = SLOT_BYTES / burn.transfer * burn.transfer;
    burn.rate = speed::current(&burn.device, medium).map_or(0, |(now, _)| now.max(0) as u32);
    burn.usual = R::usual(burn, medium);
    burn.plan(medium.next_writable);
    burn.meter.enter(Action::InitializingHardware);
    let recipe = R::prepare(burn, medium)?;
    *start = Some(recipe.start());
    burn.plan(i64::from(recipe.start()));
    burn.meter.enter(Action::WritingData);
    let written = burn
        .feed(recipe.start())
        .and_then(|()| recipe.complete(burn))
        .and_then(|()| burn.pass_point_of_no_return());
    match written {
        Ok(()) => recipe.close(burn)?,
        Err(cause) => {
            burn.salvage();
            recipe.abandon(burn, &cause);
            return Err(cause);
        }
    }
    outcome::confirm(burn, medium, start.unwrap_or(0))?;
    if burn.options.verification != 0 {
        verify::verify(burn, start.unwrap_or(0))?;
    }
    Ok(burn.speed_code)
}

/// IMAPI2's checks, all of them before the medium is touched.
fn validate(burn: &Burn, medium: &Medium) -> Result<()> {
    let options = &burn.options;
    if medium.status & state::WRITE_PROTECTED != 0 && medium.family != Family::ReadOnly {
        return Err(DF2D_E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED.into());
    }
    if medium.family == Family::ReadOnly {
        return Err(Failure::new(
            DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED,
            "The disc in the drive cannot be written by this library; insert a recordable disc.",
        ));
    }
    if medium.status & state::FINALIZED != 0 {
        return Err(Failure::new(
            DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED,
            "The disc is closed and can never be written again; insert another disc.",
        ));
    }
    if medium.status & (state::NON_EMPTY_SESSION | state::DAMAGED) != 0 {
        return Err(Failure::new(
            DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE,
            "An interrupted session is open on the disc; it must be closed before the disc can be written further.",
        ));
    }
    let gap = if medium.cd && options.postgap_already_in_image { POSTGAP as i64 } else { 0 };
    if options.sectors as i64 > medium.free + gap {
        return Err(Failure::new(
            DF2D_E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA,
            format!(
                "The stream has {} sectors and the disc has room for {}.",
                options.sectors,
                medium.free + gap
            ),
        ));
    }
    if medium.is_overwritable()
        && !options.force_overwrite
        && !medium::heuristically_blank(&burn.device, medium)?
    {
        return Err(Failure::new(
            DF2D_E_IMAPI_DF2DATA_MEDIA_NOT_BLANK,
            "The disc holds data; set ForceOverwrite to write over it.",
        ));
    }
    Ok(())
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
            found: parts.found,
            rate: 0,
            usual: Usual::default(),
            speed_code: DF2D_S_OK,
            capacity: 0,
            write_unit: SECTOR,
            transfer: SECTOR,
            slot_bytes: SLOT_BYTES,
            padded: 0,
            flushed: 0,
        }
    }

    /// Whether this write is the disc's last: asked for, or because 2 % or less would be left.
    fn closes_disc(&self, medium: &Medium) -> bool {
        let left = medium.free - self.options.sectors as i64;
        self.options.force_media_to_be_closed || left * 50 <= medium.total
    }

    fn plan(&self, start_lba: i64) {
        let whole = self.options.verification == verify::FULL;
        self.meter.plan(Job {
            start_lba,
            sectors: self.options.sectors,
            verify_sectors: if whole { self.options.sectors } else { 0 },
            nominal_rate: self.rate,
            usual: self.usual,
            buffer: self.meter.job().buffer,
        });
    }

    fn set_speed(&mut self, medium: &Medium) -> Result<()> {
        let speeds = speed::supported(&self.device, medium)?;
        (self.found)(Found::Speeds(&speeds));
        let wish = (self.options.speed, self.options.pure_cav);
        let (rate, code) = speed::set(&self.device, medium, &speeds, wish)?;
        self.rate = rate;
        self.speed_code = code;
        self.plan(self.meter.job().start_lba);
        Ok(())
    }

    /// All of the stream, from `start`.
    fn feed(&mut self, start: u32) -> Result<()> {
        self.reins.start(self.slot_bytes);
        let sectors = self.options.sectors;
        Feed {
            device: &self.device,
            meter: self.meter,
            drainer: &self.drainer,
            transfer: &mut self.transfer,
            write_unit: self.write_unit,
            halved: false,
            rate: self.rate,
            checksums: (self.options.verification != 0).then_some(&mut self.checksums),
        }
        .write(start, sectors)
    }

    /// Sectors of the track that the drive has taken.
    fn written(&self) -> u64 {
        self.meter.sent() + self.padded
    }

    /// Zeros behind the data, until `until` sectors of the track are written.
    fn write_zeros(&mut self, start: u32, until: u64) -> Result<()> {
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
    fn flush(&mut self, capacity: u64) -> Result<()> {
        steps::synchronize_cache(&self.device, capacity)?;
        self.flushed = self.meter.sent();
        Ok(())
    }

    fn pass_point_of_no_return(&mut self) -> Result<()> {
        if !self.control.commit() {
            return Err(device::cancelled());
        }
        self.device.stop_on(Stop::OnEscalation);
        Ok(())
    }

    /// The write will not succeed: stop the source, and from now on wait for the drive unless told to leave at once.
    fn salvage(&mut self) {
        self.control.fail();
        self.reins.stop();
        self.device.stop_on(Stop::OnEscalation);
        if self.meter.action() != Action::Finalization {
            self.meter.enter(Action::Finalization);
        }
        // Whatever happened may have left a unit attention behind, or a drive that is not ready yet.
        self.device.expect_attention();
        steps::try_step("waiting for the drive", self.device.wait_ready(LongOperation::BecomingReady, 0));
    }
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
            // A slot is used to at least its half, whatever the transfer size.
            let slots = sectors as usize / (SLOT_BYTES / 2 / SECTOR) + 1;
            checksums.try_reserve_exact(slots).map_err(|_| out_of_memory())?;
        }
        Ok(Spare { scratch: Slot::new(SLOT_BYTES)?, checksums })
    }
}
