//! One write as an operation: its three threads, its events, its result.
//!
//! The write thread starts the read thread and the device thread, alone calls back, joins the others and publishes
//! the result. A callback that takes its time holds up nothing but itself.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use once_cell::sync::OnceCell;

use super::data::{DiscFormat2Data, WriteResult};
use super::events::{Progress, Sink};
use crate::callback::{self, ObjectId};
use crate::failure::{Failure, Result};
use crate::hresult::*;
use crate::mmc::command::Command;
use crate::pipeline::control::Control;
use crate::pipeline::device::{Device, cancelled};
use crate::pipeline::feed::SLOT_BYTES;
use crate::pipeline::meter::{Action, Job, Meter};
use crate::pipeline::reader::{self, Reins};
use crate::pipeline::ring::{self, Drainer, Filler};
use crate::recipe::{self, Burn, Content, Disc, Found, Options, Outcome, Spare};
use crate::stream::{Pass, PassCanceller};
use crate::transport::Clock;
use crate::transport::clock::{Raiser, Signal, Time};
use crate::transport::drive::Drive;
use crate::transport::thread;

/// Buffers between the source and the drive.
const SLOTS: usize = 64;
/// How often progress is told when nothing else is.
const TICK: Time = Time::from_millis(500);

/// A write that has all it needs, and has touched nothing.
pub struct Prepared {
    drive: Arc<Drive>,
    owner: String,
    options: Options,
    pass: Pass,
    filler: Filler,
    drainer: Drainer,
    reader_signal: Signal,
    device_signal: Signal,
    write_signal: Signal,
    reins: Arc<Reins>,
    spare: Spare,
    live: Arc<Live>,
}

/// What other threads may ask of a running write, and do to it.
pub struct Live {
    pub meter: Meter,
    pub sectors: u64,
    /// Ends a wait of the device thread.
    pub device: Raiser,
    /// How it ended, once that is published.
    pub result: OnceCell<WriteResult>,
}

impl Prepared {
    /// Allocates everything, so that nothing can run short once the disc is being written.
    pub fn new(drive: Arc<Drive>, owner: String, options: Options, pass: Pass) -> Result<Prepared> {
        let clock = drive.clock().clone();
        let (reader_signal, device_signal, write_signal) = (clock.signal(), clock.signal(), clock.signal());
        let (filler, drainer) =
            ring::ring(SLOTS, SLOT_BYTES, reader_signal.raiser(), device_signal.raiser())?;
        let repeatable = options.verification == recipe::VERIFY_ALL && pass.can_restart();
        let reins = Arc::new(Reins::new(reader_signal.raiser(), repeatable));
        let spare = Spare::new(options.sectors, options.verification != 0)?;
        let meter = Meter::new(clock, write_signal.raiser());
        meter.plan(Job { buffer: (SLOTS * SLOT_BYTES) as u64, sectors: options.sectors, ..Job::default() });
        let live = Arc::new(Live {
            meter,
            sectors: options.sectors,
            device: device_signal.raiser(),
            result: OnceCell::new(),
        });
        Ok(Prepared {
            drive,
            owner,
            options,
            pass,
            filler,
            drainer,
            reader_signal,
            device_signal,
            write_signal,
            reins,
            spare,
            live,
        })
    }

    pub fn live(&self) -> Arc<Live> {
        self.live.clone()
    }

    /// Starts the write thread.
    pub fn start(self, object: Arc<DiscFormat2Data>) -> Result<JoinHandle<()>> {
        let seat = self.drive.clock().seat();
        thread::spawn("df2d write", move || {
            let _part = seat.take();
            let _inside = callback::enter(object.id());
            let live = self.live.clone();
            let end = catch_unwind(AssertUnwindSafe(|| self.run(&object)));
            object.publish(end.unwrap_or_else(|_| settle(object.control(), &live, in_the_dark())));
        })
    }

    /// The write thread.
    fn run(self, object: &Arc<DiscFormat2Data>) -> WriteResult {
        let live = self.live.clone();
        let canceller = self.pass.canceller();
        let reins = self.reins.clone();
        let signal = self.write_signal;
        let clock = self.drive.clock().clone();
        let (device, source) = (Helper::new(&signal), Helper::new(&signal));
        let outcome = Arc::new(Mutex::new(None));

        let read = ReadThread {
            pass: self.pass,
            filler: self.filler,
            signal: self.reader_signal,
            reins: reins.clone(),
            live: live.clone(),
        };
        let write = DeviceThread {
            drive: self.drive,
            owner: self.owner,
            options: self.options,
            drainer: self.drainer,
            signal: self.device_signal,
            reins: reins.clone(),
            spare: self.spare,
            live: live.clone(),
            object: object.clone(),
        };
        let id = object.id();
        let read_handle = source.start(&clock, "df2d read", id, move || read.run());
        let device_handle = match &read_handle {
            Err(failure) => Err(failure.clone()),
            Ok(_) => {
                let slot = outcome.clone();
                device.start(&clock, "df2d device", id, move || {
                    let end = write.run();
                    *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(end);
                })
            }
        };
        if device_handle.is_err() {
            reins.stop();
        }
        let failed = device_handle.as_ref().err().cloned();
        let events = Events { object, live: &live, clock: &clock, signal: &signal };
        events.run(&device, &source, failed.is_some(), &reins, &canceller);
        for handle in [read_handle, device_handle].into_iter().flatten() {
            let _ = handle.join();
        }

        let outcome = outcome.lock().unwrap_or_else(PoisonError::into_inner).take();
        let outcome = outcome.unwrap_or_else(|| failed.map_or_else(in_the_dark, untouched));
        let result = settle(object.control(), &live, outcome);
        if result.hr >= 0 {
            live.meter.enter(Action::Completed);
        }
        events.changes();
        log::info!(
            "the write ended with {}; {} of {} sectors are on the disc",
            crate::hresult::name(result.hr),
            result.sectors_on_media,
            result.sectors_requested
        );
        object.sinks().each(|sink| {
            if let Sink::End(end) = sink {
                clock.user_code(|| end.end(&result));
            }
        });
        result
    }
}

/// A thread that the write thread starts and whose end it notices.
struct Helper {
    ended: Arc<AtomicBool>,
    raiser: Raiser,
}

impl Helper {
    fn new(signal: &Signal) -> Helper {
        Helper { ended: Arc::new(AtomicBool::new(false)), raiser: signal.raiser() }
    }

    fn start(
        &self,
        clock: &Arc<Clock>,
        name: &str,
        id: ObjectId,
        body: impl FnOnce() + Send + 'static,
    ) -> Result<JoinHandle<()>> {
        let (ended, raiser, seat) = (self.ended.clone(), self.raiser.clone(), clock.seat());
        let started = thread::spawn(name, move || {
            let _part = seat.take();
            let _inside = callback::enter(id);
            if catch_unwind(AssertUnwindSafe(body)).is_err() {
                log::error!("a thread of a write panicked; the write fails");
            }
            ended.store(true, Ordering::Release);
            raiser.raise();
        });
        if started.is_err() {
            self.ended.store(true, Ordering::Release);
        }
        started
    }

    fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Acquire)
    }
}

struct ReadThread {
    pass: Pass,
    filler: Filler,
    signal: Signal,
    reins: Arc<Reins>,
    live: Arc<Live>,
}

impl ReadThread {
    fn run(mut self) {
        reader::read(&mut self.pass, self.filler, &self.signal, &self.reins, &self.live.meter);
    }
}

struct DeviceThread {
    drive: Arc<Drive>,
    owner: String,
    options: Options,
    drainer: Drainer,
    signal: Signal,
    reins: Arc<Reins>,
    spare: Spare,
    live: Arc<Live>,
    object: Arc<DiscFormat2Data>,
}

impl DeviceThread {
    fn run(self) -> Outcome {
        let (drive, reins) = (self.drive.clone(), self.reins.clone());
        let outcome = catch_unwind(AssertUnwindSafe(|| self.burn())).unwrap_or_else(|_| {
            // The drive is nobody's again; whatever went wrong in here, the disc must come out.
            let _ = Device::shared(&drive).send(&Command::prevent_allow(false));
            in_the_dark()
        });
        reins.stop();
        outcome
    }

    fn burn(self) -> Outcome {
        let (control, live) = (self.object.control(), &self.live);
        let exclusive = match self.drive.acquire(&self.owner, &self.signal, || !control.is_cancelled()) {
            Ok(Some(exclusive)) => exclusive,
            Ok(None) => return untouched(cancelled()),
            Err(failure) => return untouched(failure),
        };
        let device = Device::exclusive(exclusive, self.signal, control, &live.meter);
        let found = |found: Found| self.object.found(found);
        let parts =
            recipe::Parts { drainer: self.drainer, reins: self.reins, spare: self.spare, found: &found };
        recipe::burn(Burn::new(device, control, &live.meter, self.options, parts))
    }
}

/// The write thread's part of the events.
struct Events<'a> {
    object: &'a DiscFormat2Data,
    live: &'a Live,
    clock: &'a Arc<Clock>,
    signal: &'a Signal,
}

impl Events<'_> {
    /// Tells of every change of action, and how things stand each half second, until both threads have ended.
    fn run(&self, device: &Helper, source: &Helper, failed: bool, reins: &Reins, canceller: &PassCanceller) {
        let mut tick = self.clock.now() + TICK;
        let mut source_told = false;
        loop {
            let ended = (failed || device.has_ended()) && source.has_ended();
            self.changes();
            if ended {
                return;
            }
            // A read that hangs holds up the return of the write, never the disc.
            if reins.is_stopped() && !source.has_ended() && !source_told {
                source_told = true;
                self.clock.user_code(|| canceller.cancel());
            }
            let now = self.clock.now();
            if now >= tick {
                let Some(progress) = self.live.meter.tick() else { continue };
                self.tell(progress);
                // Ticks that piled up behind a slow callback are one.
                tick = (tick + TICK).max(self.clock.now());
            }
            self.signal.wait(Some(tick));
        }
    }

    fn changes(&self) {
        while let Some(change) = self.live.meter.next_change() {
            log::info!("{}", ACTIONS[change.current_action as usize]);
            self.tell(change);
        }
    }

    fn tell(&self, mut progress: Progress) {
        if self.object.is_closing() {
            return;
        }
        progress.cancelling = self.object.control().is_cancelled();
        self.object.sinks().each(|sink| {
            if let Sink::Update(update) = sink {
                self.clock.user_code(|| update.update(&progress));
            }
        });
    }
}

/// What a write does, by IMAPI_FORMAT2_DATA_WRITE_ACTION.
const ACTIONS: [&str; 8] = [
    "validating the medium",
    "formatting the medium",
    "initialising the drive",
    "calibrating the laser's power",
    "writing",
    "finalising",
    "completed",
    "verifying",
];

/// The result that will be published: an accepted cancel never becomes a success.
fn settle(control: &Control, live: &Live, outcome: Outcome) -> WriteResult {
    let may_succeed = control.seal();
    let result = match outcome.result {
        Ok(code) if may_succeed => Ok(code),
        Ok(_) => Err(cancelled()),
        Err(failure) => Err(failure),
    };
    WriteResult {
        hr: result.as_ref().map_or_else(|failure| failure.hr, |code| *code),
        content_after: outcome.content as i32,
        disc_after: outcome.disc as i32,
        media_status_after: outcome.media_status,
        sectors_requested: live.sectors as i64,
        sectors_sent: outcome.sectors_sent as i64,
        sectors_on_media: outcome.sectors_on_media as i64,
        start_lba: outcome.start.map_or(-1, i64::from),
        failure: result.err(),
        elapsed_ms: live.meter.elapsed().as_millis() as i64,
        under_runs: live.meter.under_runs(),
    }
}

fn untouched(failure: Failure) -> Outcome {
    Outcome {
        result: Err(failure),
        content: Content::None,
        disc: Disc::Unchanged,
        media_status: 0,
        sectors_sent: 0,
        sectors_on_media: 0,
        start: None,
    }
}

/// A thread panicked, and nobody knows how far it came.
fn in_the_dark() -> Outcome {
    Outcome { content: Content::Unknown, disc: Disc::Unknown, ..untouched(unexpected()) }
}

fn unexpected() -> Failure {
    DF2D_E_UNEXPECTED.into()
}
