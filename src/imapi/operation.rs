//! One operation: its threads and its events.
//!
//! The write thread starts the device thread and, where there is data to write, the read thread. It alone calls back,
//! joins the others and publishes the result. A callback that takes its time holds up nothing but itself.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use once_cell::sync::OnceCell;

use super::events::{Progress, Sink};
use super::operations::Operations;
use super::result::{WriteResult, in_the_dark, settle, untouched};
use crate::callback::{self, ObjectId};
use crate::failure::{Failure, Result};
use crate::mmc::command::Command;
use crate::pipeline::device::{Device, cancelled};
use crate::pipeline::feed::{LEAST_BUFFER, MOST_BUFFER, SLOT_BYTES, slots_for};
use crate::pipeline::meter::{Action, Job, Meter};
use crate::pipeline::reader::{self, Reins};
use crate::pipeline::ring::{self, Drainer, Filler};
use crate::recipe::{self, Burn, Found, Options, Outcome, Spare};
use crate::stream::{Pass, PassCanceller};
use crate::transport::Clock;
use crate::transport::clock::{Raiser, Signal, Time};
use crate::transport::party::Party;
use crate::transport::thread;

/// How often progress is told when nothing else is.
const TICK: Time = Time::from_millis(500);

/// An operation that has all it needs, and has touched nothing.
pub struct Prepared {
    party: Arc<Party>,
    owner: String,
    options: Options,
    /// None for an operation without data.
    source: Option<ReadThread>,
    drainer: Drainer,
    device_signal: Signal,
    write_signal: Signal,
    reins: Arc<Reins>,
    spare: Spare,
    live: Arc<Live>,
}

/// What other threads may ask of a running operation, and do to it.
pub struct Live {
    pub meter: Meter,
    pub sectors: u64,
    /// Ends a wait of the device thread.
    pub device: Raiser,
    /// How it ended, once that is published.
    pub result: OnceCell<WriteResult>,
}

impl Prepared {
    /// Allocates everything, so that nothing can run short once the disc is being changed.
    pub fn new(party: Arc<Party>, owner: String, options: Options, pass: Option<Pass>) -> Result<Prepared> {
        let clock = party.drive().clock().clone();
        let (reader_signal, device_signal, write_signal) = (clock.signal(), clock.signal(), clock.signal());
        let repeatable =
            options.verification == recipe::VERIFY_ALL && pass.as_ref().is_some_and(Pass::can_restart);
        let reins = Arc::new(Reins::new(reader_signal.raiser(), repeatable));
        let spare = Spare::new(options.sectors, options.verification != 0)?;
        let usable = if pass.is_some() { slots_for(options.sectors) } else { 0 };
        let slots = usable.min(LEAST_BUFFER / SLOT_BYTES);
        let meter = Meter::new(clock, write_signal.raiser());
        let verify_sectors = if options.verification == recipe::VERIFY_ALL { options.sectors } else { 0 };
        let buffer = (slots * SLOT_BYTES) as u64;
        meter.plan(Job { buffer, sectors: options.sectors, verify_sectors, ..Job::default() });
        let live = Arc::new(Live {
            meter,
            sectors: options.sectors,
            device: device_signal.raiser(),
            result: OnceCell::new(),
        });
        // Without data the filler goes at once, and the ring is one that has come to its end.
        let (filler, drainer) = ring::ring(
            slots,
            usable.min(MOST_BUFFER / SLOT_BYTES),
            SLOT_BYTES,
            reader_signal.raiser(),
            device_signal.raiser(),
        )?;
        let source = pass.map(|pass| ReadThread {
            pass,
            filler,
            signal: reader_signal,
            reins: reins.clone(),
            live: live.clone(),
        });
        Ok(Prepared {
            party,
            owner,
            options,
            source,
            drainer,
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
    pub fn start(self, operations: Arc<Operations>) -> Result<JoinHandle<()>> {
        let seat = self.party.drive().clock().seat();
        thread::spawn("df2d write", move || {
            let _part = seat.take();
            let _inside = callback::enter(operations.id());
            let (live, clock) = (self.live.clone(), self.party.drive().clock().clone());
            let end = catch_unwind(AssertUnwindSafe(|| self.run(&operations)));
            let end = end.unwrap_or_else(|_| settle(operations.control(), &live, in_the_dark()));
            tell_end(&operations, &clock, &end);
            operations.publish(end);
        })
    }

    /// The write thread.
    fn run(self, operations: &Arc<Operations>) -> WriteResult {
        let (live, reins) = (self.live.clone(), self.reins.clone());
        let clock = self.party.drive().clock().clone();
        let (signal, id) = (self.write_signal, operations.id());
        let outcome = Arc::new(Mutex::new(None));
        let events = Events { operations, live: &live, clock: &clock, signal: &signal };

        let write = DeviceThread {
            party: self.party,
            owner: self.owner,
            options: self.options,
            drainer: self.drainer,
            signal: self.device_signal,
            reins: reins.clone(),
            spare: self.spare,
            live: live.clone(),
            operations: operations.clone(),
        };
        let reader = self.source.map(|read| Reader::start(read, &signal, id)).transpose();
        let device = reader.as_ref().map_err(Failure::clone).and_then(|_| {
            let slot = outcome.clone();
            Helper::start("df2d device", &signal, id, move || {
                thread::go_first();
                let end = write.run();
                *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(end);
            })
        });
        if device.is_err() {
            reins.stop();
        }
        let reader = reader.unwrap_or_default();
        events.run(device.as_ref().ok(), reader.as_ref(), &reins);
        if let Some(reader) = reader {
            reader.thread.join();
            clock.user_code(|| reader.canceller.finish());
        }
        let failed = device.map(Helper::join).err();

        let outcome = outcome.lock().unwrap_or_else(PoisonError::into_inner).take();
        let outcome = outcome.unwrap_or_else(|| failed.map_or_else(in_the_dark, untouched));
        let result = settle(operations.control(), &live, outcome);
        if result.hr >= 0 {
            live.meter.enter(Action::Completed);
        }
        events.changes();
        result
    }
}

/// A thread that the write thread has started, and whose end it notices.
struct Helper {
    ended: Arc<AtomicBool>,
    handle: JoinHandle<()>,
}

impl Helper {
    /// `signal` is raised at its end.
    fn start(
        name: &str,
        signal: &Signal,
        id: ObjectId,
        body: impl FnOnce() + Send + 'static,
    ) -> Result<Helper> {
        let (ended, raiser, seat) =
            (Arc::new(AtomicBool::new(false)), signal.raiser(), signal.clock().seat());
        let has_ended = ended.clone();
        let handle = thread::spawn(name, move || {
            let _part = seat.take();
            let _inside = callback::enter(id);
            if catch_unwind(AssertUnwindSafe(body)).is_err() {
                log::error!("a thread of an operation panicked; the operation fails");
            }
            has_ended.store(true, Ordering::Release);
            raiser.raise();
        })?;
        Ok(Helper { ended, handle })
    }

    fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Acquire)
    }

    fn join(self) {
        let _ = self.handle.join();
    }
}

/// The read thread, and the way to end a read that it is in.
struct Reader {
    thread: Helper,
    canceller: PassCanceller,
}

impl Reader {
    fn start(read: ReadThread, signal: &Signal, id: ObjectId) -> Result<Reader> {
        let canceller = read.pass.canceller();
        Ok(Reader { thread: Helper::start("df2d read", signal, id, move || read.run())?, canceller })
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
    party: Arc<Party>,
    owner: String,
    options: Options,
    drainer: Drainer,
    signal: Signal,
    reins: Arc<Reins>,
    spare: Spare,
    live: Arc<Live>,
    operations: Arc<Operations>,
}

impl DeviceThread {
    fn run(self) -> Outcome {
        let (party, reins) = (self.party.clone(), self.reins.clone());
        let outcome = catch_unwind(AssertUnwindSafe(|| self.burn())).unwrap_or_else(|_| {
            // The drive is nobody's again; whatever went wrong in here, the disc must come out.
            let _ = Device::shared(&party).send(&Command::prevent_allow(false));
            in_the_dark()
        });
        reins.stop();
        outcome
    }

    fn burn(self) -> Outcome {
        let (control, live) = (self.operations.control(), &self.live);
        let exclusive = match self.party.acquire(&self.owner, &self.signal, || !control.is_cancelled()) {
            Ok(Some(exclusive)) => exclusive,
            Ok(None) => return untouched(cancelled()),
            Err(failure) => return untouched(failure),
        };
        let device = Device::exclusive(exclusive, self.signal, control, &live.meter);
        let found = |found: Found| self.operations.found(found);
        let parts =
            recipe::Parts { drainer: self.drainer, reins: self.reins, spare: self.spare, found: &found };
        recipe::burn(Burn::new(device, control, &live.meter, self.options, parts))
    }
}

/// The write thread's part of the events.
struct Events<'a> {
    operations: &'a Operations,
    live: &'a Live,
    clock: &'a Arc<Clock>,
    signal: &'a Signal,
}

impl Events<'_> {
    /// Tells of every change of action, and how things stand each half second, until both threads have ended.
    fn run(&self, device: Option<&Helper>, reader: Option<&Reader>, reins: &Reins) {
        let mut tick = self.clock.now() + TICK;
        let mut reader_told = false;
        loop {
            let reading = reader.filter(|reader| !reader.thread.has_ended());
            let ended = device.is_none_or(Helper::has_ended) && reading.is_none();
            self.changes();
            if ended {
                return;
            }
            // A read that hangs holds up the return of the write, never the disc.
            if let Some(reader) = reading.filter(|_| reins.is_stopped() && !reader_told) {
                reader_told = true;
                self.clock.user_code(|| reader.canceller.cancel());
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
        if self.operations.is_closing() {
            return;
        }
        progress.cancelling = self.operations.control().is_cancelled();
        self.operations.sinks().each(|sink| {
            if let Sink::Update(update) = sink {
                self.clock.user_code(|| update.update(&progress));
            }
        });
    }
}

fn tell_end(operations: &Operations, clock: &Arc<Clock>, result: &WriteResult) {
    let name = crate::hresult::name(result.hr);
    match (result.sectors_on_media, result.sectors_requested) {
        (_, 0) => log::info!("the operation ended with {name}"),
        (done, all) => log::info!("the operation ended with {name}; {done} of {all} sectors are on the disc"),
    }
    operations.sinks().each(|sink| {
        if let Sink::End(end) = sink {
            clock.user_code(|| end.end(result));
        }
    });
}

/// What an operation does, by IMAPI_FORMAT2_DATA_WRITE_ACTION.
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
