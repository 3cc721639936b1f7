//! The device server: takes a command, decides whether it may run now, and lets it run.

use std::time::Duration;

use super::buffer::Buffer;
use super::commands::{self, Gate};
use super::counters::{Counters, WorkLog};
use super::cue::CueSheet;
use super::disc::FormatState;
use super::fault::{Effect, Faults};
use super::media::{self, Medium};
use super::modes::Modes;
use super::sense::Sense;
use super::tray::Loaded;
use super::work::{Operation, Work};
use crate::transport::clock::{Raiser, Time};
use crate::transport::scsi::{asc, key};
use crate::transport::{Answer, Data, Fault, status};

/// Everything inside the drive. Its time is what the callers say.
pub struct Server {
    /// What the drive can do at most, in sectors per second; None is without limit.
    pub max_speed: Option<u32>,
    /// What the host asked for.
    pub set_speed: Option<u32>,
    /// The disc turns evenly (constant angular velocity).
    pub even_rotation: bool,
    pub tray: Option<Loaded>,
    pub tray_open: bool,
    pub prevented: bool,
    pub buffer: Buffer,
    pub modes: Modes,
    pub operation: Option<Operation>,
    /// When the background format began or went on, and from which sector.
    pub background: Option<(Time, u32)>,
    /// Unit attentions that wait for a command.
    pub was_reset: bool,
    pub medium_changed: bool,
    pub deferred: Option<Sense>,
    pub media_event: MediaEvent,
    pub faults: Faults,
    pub counters: Counters,
    pub last_write: Option<Time>,
    /// What SEND CUE SHEET announced, until its session is written.
    pub cue_sheet: Option<CueSheet>,
    gone: bool,
    /// The command that is being carried out takes until then.
    pub busy_until: Time,
    /// For the counter.
    pub work_log: WorkLog,
    /// Ends that command's wait early.
    pub waiting: Option<Raiser>,
    /// Counts what ends it.
    pub interruptions: u64,
}

/// What GET EVENT STATUS NOTIFICATION has to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaEvent {
    None = 0,
    EjectRequest = 1,
    NewMedia = 2,
    MediaRemoval = 3,
}

/// A command on its way through the drive.
pub struct Call<'a> {
    pub cdb: [u8; 16],
    pub data: Data<'a>,
    pub now: Time,
    /// When it will have been carried out.
    pub done: Time,
}

/// Why a command ends otherwise than GOOD.
pub enum Stop {
    Check(Sense),
    /// The data phase did not fit the command, and the link was reset.
    LinkReset,
}

/// Bytes that the data phase moved.
pub type Outcome = Result<usize, Stop>;

impl From<Sense> for Stop {
    fn from(sense: Sense) -> Stop {
        Stop::Check(sense)
    }
}

impl Call<'_> {
    pub fn u16(&self, at: usize) -> u16 {
        u16::from_be_bytes([self.cdb[at], self.cdb[at + 1]])
    }

    pub fn u32(&self, at: usize) -> u32 {
        u32::from_be_bytes([self.cdb[at], self.cdb[at + 1], self.cdb[at + 2], self.cdb[at + 3]])
    }

    pub fn bit(&self, byte: usize, bit: u8) -> bool {
        self.cdb[byte] >> bit & 1 != 0
    }

    /// Sends as much of the answer as the allocation length allows.
    pub fn reply(&mut self, bytes: &[u8], allocation: usize) -> Outcome {
        let Data::FromDevice(buffer) = &mut self.data else { return Ok(0) };
        let len = bytes.len().min(allocation).min(buffer.len());
        buffer[..len].copy_from_slice(&bytes[..len]);
        Ok(len)
    }

    /// Puts something else into the answer.
    fn lie(&mut self, at: usize, value: u32) {
        if let Data::FromDevice(buffer) = &mut self.data {
            if let Some(field) = buffer.get_mut(at..at + 4) {
                field.copy_from_slice(&value.to_be_bytes());
            }
        }
    }

    /// The parameter list, of exactly the length that the command block says.
    pub fn parameters(&self, len: usize) -> Result<&[u8], Stop> {
        match &self.data {
            Data::ToDevice(bytes) if bytes.len() == len => Ok(bytes),
            _ if len == 0 => Ok(&[]),
            _ => Err(Stop::LinkReset),
        }
    }
}

/// What `execute` has to do once the drive has dealt with a command.
pub struct Dealt {
    pub result: Result<Answer, Fault>,
    pub done: Time,
    /// The command waits for the long operation, whose failure is its own.
    pub waits: bool,
}

impl Server {
    pub fn new(max_speed: Option<u32>, buffer: u32, tray: Option<Loaded>) -> Server {
        let present = tray.is_some();
        let mut server = Server {
            max_speed,
            set_speed: None,
            even_rotation: false,
            tray,
            tray_open: false,
            prevented: false,
            buffer: Buffer::new(buffer, max_speed),
            modes: Modes::default(),
            operation: None,
            background: None,
            was_reset: false,
            medium_changed: present,
            deferred: None,
            media_event: if present { MediaEvent::NewMedia } else { MediaEvent::None },
            faults: Faults::default(),
            counters: Counters::default(),
            last_write: None,
            cue_sheet: None,
            gone: false,
            busy_until: Duration::ZERO,
            work_log: WorkLog::default(),
            waiting: None,
            interruptions: 0,
        };
        server.apply_speed(Duration::ZERO);
        server
    }

    /// The medium that the drive can work with.
    pub fn loaded(&self) -> Option<&Loaded> {
        if self.tray_open { None } else { self.tray.as_ref() }
    }

    pub fn loaded_mut(&mut self) -> Option<&mut Loaded> {
        if self.tray_open { None } else { self.tray.as_mut() }
    }

    pub fn medium(&self) -> Option<&'static Medium> {
        self.loaded().map(|loaded| loaded.disc.medium)
    }

    pub fn disc(&mut self) -> Result<&mut Loaded, Sense> {
        let sense = self.no_medium();
        self.loaded_mut().ok_or(sense)
    }

    pub fn no_medium(&self) -> Sense {
        Sense::not_ready(if self.tray_open {
            asc::MEDIUM_NOT_PRESENT_TRAY_OPEN
        } else {
            asc::MEDIUM_NOT_PRESENT_TRAY_CLOSED
        })
    }

    /// A duration, or none at all on a drive without limits.
    pub fn takes(&self, duration: Duration) -> Duration {
        if self.max_speed.is_some() { duration } else { Duration::ZERO }
    }

    /// Deals with one command. `timeout` matters to the fault of that name only.
    pub fn command(&mut self, cdb: &[u8], data: Data<'_>, now: Time, timeout: Duration) -> Dealt {
        self.counters.commands += 1;
        let mut call = Call { cdb: [0; 16], data, now, done: now + self.takes(media::COMMAND) };
        let len = cdb.len().min(16);
        call.cdb[..len].copy_from_slice(&cdb[..len]);
        if self.gone {
            return Dealt { result: Err(Fault::Gone), done: now, waits: false };
        }
        self.advance(now);
        let operation_before = self.operation.is_some();
        let result = match self.faults.strike(&call.cdb) {
            None => self.run(len, &mut call),
            Some(Effect::Delay(delay)) => {
                self.counters.faults += 1;
                let result = self.run(len, &mut call);
                call.done += delay;
                result
            }
            Some(Effect::Lie { at, value }) => {
                self.counters.faults += 1;
                let result = self.run(len, &mut call);
                call.lie(usize::from(at), value);
                result
            }
            Some(effect) if effect.is_corrected() => {
                self.counters.faults += 1;
                match (self.run(len, &mut call), self.suffer(effect, &mut call, timeout)) {
                    (Ok(done), Ok(told)) if done.status == status::GOOD => {
                        Ok(Answer { transferred: done.transferred, ..told })
                    }
                    (done, _) => done,
                }
            }
            Some(effect) => {
                self.counters.faults += 1;
                self.suffer(effect, &mut call, timeout)
            }
        };
        // On a drive without limits, what was begun is over already.
        self.advance(now);
        let waits = !operation_before && self.operation.as_ref().is_some_and(|o| o.end <= call.done);
        Dealt { result, done: call.done, waits }
    }

    fn run(&mut self, len: usize, call: &mut Call<'_>) -> Result<Answer, Fault> {
        match self.dispatch(len, call) {
            Ok(transferred) => Ok(Answer::good(transferred)),
            Err(Stop::Check(sense)) => Ok(sense.answer()),
            Err(Stop::LinkReset) => {
                self.reset();
                Err(Fault::Lost)
            }
        }
    }

    fn dispatch(&mut self, len: usize, call: &mut Call<'_>) -> Outcome {
        let Some(command) = commands::find(call.cdb[0]) else {
            return Err(Sense::illegal(asc::INVALID_OPERATION_CODE).into());
        };
        if command.gate != Gate::Always {
            self.attention()?;
        }
        if !command.accepts(&call.cdb, len) {
            return Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB).into());
        }
        if matches!(command.gate, Gate::Idle | Gate::Ready) {
            if let Some(sense) = self.operation.as_ref().map(|operation| operation.sense(call.now)) {
                return Err(sense.into());
            }
        }
        if command.gate == Gate::Ready && self.loaded().is_none() {
            return Err(self.no_medium().into());
        }
        (command.run)(self, call)
    }

    /// What must be said before anything else.
    fn attention(&mut self) -> Result<(), Sense> {
        match self.take_attention() {
            Some(sense) => Err(sense),
            None => Ok(()),
        }
    }

    pub fn take_attention(&mut self) -> Option<Sense> {
        if std::mem::take(&mut self.was_reset) {
            Some(Sense::attention(asc::POWER_ON_OR_RESET))
        } else if std::mem::take(&mut self.medium_changed) {
            Some(Sense::attention(asc::MEDIUM_MAY_HAVE_CHANGED))
        } else {
            self.deferred.take()
        }
    }

    fn suffer(&mut self, effect: Effect, call: &mut Call<'_>, timeout: Duration) -> Result<Answer, Fault> {
        match effect {
            Effect::Sense { key, asc, ascq, deferred } => {
                let sense = Sense::new(key, (asc, ascq));
                Ok(if deferred { sense.deferred() } else { sense }.answer())
            }
            Effect::DescriptorSense { key, asc, ascq, deferred } => {
                Ok(Answer::check(&[if deferred { 0x73 } else { 0x72 }, key, asc, ascq, 0, 0, 0, 0]))
            }
            Effect::WithoutSense => Ok(Answer::check(&[])),
            Effect::Timeout => {
                call.done = call.now.saturating_add(timeout);
                Err(Fault::Timeout)
            }
            Effect::Lost => {
                self.reset();
                Err(Fault::Lost)
            }
            Effect::Reset => {
                self.reset();
                self.was_reset = false;
                Ok(Sense::attention(asc::POWER_ON_OR_RESET).answer())
            }
            Effect::MediumGone => {
                self.open_tray();
                Ok(self.no_medium().answer())
            }
            Effect::DeviceGone => {
                self.lose_power();
                self.gone = true;
                Err(Fault::Gone)
            }
            Effect::GoodWithoutEffect => Ok(Answer::good(match &mut call.data {
                Data::None => 0,
                Data::FromDevice(buffer) => {
                    buffer.fill(0);
                    buffer.len()
                }
                Data::ToDevice(bytes) => bytes.len(),
            })),
            Effect::Delay(_) | Effect::Lie { .. } => unreachable!("they do not replace the command"),
        }
    }

    /// The tray opens, whoever had it opened. What was in the buffer is lost, and what was under way ends.
    pub fn open_tray(&mut self) {
        self.drop_work();
        if self.tray.is_some() && !self.tray_open {
            self.media_event = MediaEvent::MediaRemoval;
        }
        self.tray_open = true;
        self.prevented = false;
        self.medium_changed = false;
        self.forget_speed();
        self.modes = Modes::default();
    }

    /// The tray closes with whatever lies in it.
    pub fn close_tray(&mut self, now: Time) {
        self.tray_open = false;
        if self.tray.is_some() {
            self.media_event = MediaEvent::NewMedia;
            self.medium_changed = true;
            self.operation =
                Some(Operation { work: Work::Load, start: now, end: now + self.takes(media::LOADING) });
        }
        self.apply_speed(now);
        self.advance(now);
    }

    /// The link to the drive was reset: settings and buffer are gone, and the next command hears of it.
    pub fn reset(&mut self) {
        self.drop_work();
        self.modes = Modes::default();
        self.forget_speed();
        self.was_reset = true;
        self.deferred = None;
        self.apply_speed(Duration::ZERO);
    }

    /// Mains off and on again.
    pub fn lose_power(&mut self) {
        self.reset();
        self.prevented = false;
        self.gone = false;
        self.medium_changed = self.loaded().is_some();
        self.media_event = if self.loaded().is_some() { MediaEvent::NewMedia } else { MediaEvent::None };
    }

    /// What is in the buffer is lost, and recording and long operations end where they are.
    fn drop_work(&mut self) {
        self.end_rehearsal();
        let lost = self.buffer.lose();
        self.operation = None;
        self.background = None;
        self.last_write = None;
        self.cue_sheet = None;
        self.interruptions += 1;
        self.busy_until = Duration::ZERO;
        if let Some(waiting) = self.waiting.take() {
            waiting.raise();
        }
        let Some(loaded) = self.tray.as_mut().filter(|_| !self.tray_open) else { return };
        for chunk in &lost {
            loaded.disc.lose(chunk.lba, chunk.count);
        }
        if loaded.is_hot() || loaded.disc.is_at_once() || loaded.disc.format == FormatState::Running {
            loaded.disc.break_off();
            // There is nobody left to tell; the next load sees the file's length.
            let _ = loaded.save(false);
        }
    }

    pub fn snapshot(&mut self, now: Time) -> Counters {
        self.advance(now);
        let mut counters = self.counters;
        counters.buffer_fill = u64::from(self.buffer.fill()) * media::SECTOR as u64;
        counters.buffer_capacity = u64::from(self.buffer.capacity) * media::SECTOR as u64;
        counters.busy_ns = self.work_log.until(now).as_nanos() as u64;
        counters.clock_ns = now.as_nanos() as u64;
        counters.prevented = self.prevented;
        counters.tray_open = self.tray_open;
        let next =
            self.loaded().and_then(|loaded| loaded.disc.view_next()).and_then(|view| view.next_writable);
        counters.next_writable = next.unwrap_or(u32::MAX);
        if let Some(loaded) = &self.tray {
            (counters.crc32, counters.checksum_ns) = loaded.store.checksum();
        }
        counters
    }
}

/// The device's answer for a failed backing store.
pub fn write_error(lba: u32) -> Sense {
    Sense::new(key::MEDIUM_ERROR, asc::WRITE_ERROR).at(lba)
}
