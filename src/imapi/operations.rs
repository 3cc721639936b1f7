//! The operations of one object: the one that runs or the last that did, who waits for it, and whom it tells.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use super::events::{EndSink, Sink, UpdateSink};
use super::operation::{Live, Prepared};
use super::result::{WriteOutcome, WriteResult};
use super::sinks::Sinks;
use crate::alive::Alive;
use crate::callback::{self, ObjectId};
use crate::failure::{Failure, Result};
use crate::hresult::*;
use crate::pipeline::control::{CancelAnswer, Control};
use crate::recipe::medium::Medium;
use crate::recipe::speed::Speed;
use crate::recipe::{Content, Disc, Found};
use crate::transport::clock;

/// What an object keeps of its operations. The threads of one hold it, and no more of the object.
pub struct Operations {
    /// The code of the object's class for "one runs already".
    busy: df2d_hresult,
    control: Control,
    sinks: Sinks<Sink>,
    current: Mutex<Current>,
    changed: Condvar,
    /// The handle is gone.
    closing: AtomicBool,
    /// It can outlive its handle by an operation.
    _alive: Alive,
}

/// The operation that runs, or the last one that did.
#[derive(Default)]
struct Current {
    live: Option<Arc<Live>>,
    thread: Option<JoinHandle<()>>,
    result: Option<WriteResult>,
    /// What the running operation found in the drive.
    medium: Option<Medium>,
    speeds: Option<Vec<Speed>>,
}

/// The right to run the object's next operation, given up when dropped.
pub struct Claim<'a>(&'a Arc<Operations>);

impl Operations {
    pub(super) fn new(busy: df2d_hresult) -> Arc<Operations> {
        Arc::new(Operations {
            busy,
            control: Control::default(),
            sinks: Sinks::default(),
            current: Mutex::default(),
            changed: Condvar::new(),
            closing: AtomicBool::new(false),
            _alive: Alive::new(),
        })
    }

    /// What marks the threads that work for this object.
    pub fn id(&self) -> ObjectId {
        ObjectId::of(self)
    }

    pub(super) fn control(&self) -> &Control {
        &self.control
    }

    pub(super) fn sinks(&self) -> &Sinks<Sink> {
        &self.sinks
    }

    pub(super) fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Acquire)
    }

    fn current(&self) -> MutexGuard<'_, Current> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }

    // --- beginning one ---

    /// Fails while an operation runs.
    pub(super) fn at_rest(&self) -> Result<()> {
        if self.control.in_progress() { Err(self.busy()) } else { Ok(()) }
    }

    fn busy(&self) -> Failure {
        Failure::new(self.busy, "An operation of this object runs; await its end, or cancel it.")
    }

    /// Fails inside this object's callbacks: one that waits for its own object's operation would wait for itself. Also
    /// while the operation's end callbacks run, when its result is not published yet.
    pub(super) fn outside(&self) -> Result<()> {
        if !callback::is_inside_of(self.id()) {
            return Ok(());
        }
        Err(Failure::new(
            self.busy,
            "A callback cannot begin or await an operation of the object that called it; do it outside.",
        ))
    }

    pub(super) fn claim(self: &Arc<Self>) -> Result<Claim<'_>> {
        if self.control.begin() { Ok(Claim(self)) } else { Err(self.busy()) }
    }

    // --- the operation's side ---

    /// The device thread has found something in the drive.
    pub(super) fn found(&self, found: Found) {
        let mut current = self.current();
        match found {
            Found::Medium(medium) => current.medium = Some(medium.clone()),
            Found::Speeds(speeds) => current.speeds = Some(speeds.to_vec()),
        }
    }

    /// The operation has ended and all its callbacks have returned.
    pub(super) fn publish(&self, result: WriteResult) {
        if self.is_closing() {
            self.sinks.clear();
        }
        let mut current = self.current();
        if let Some(live) = current.live.take() {
            let _ = live.result.set(result.clone());
        }
        current.result = Some(result);
        current.medium = None;
        self.control.end();
        self.changed.notify_all();
    }

    // --- the callers' side ---

    /// Waits for this very operation, even if another thread has begun the next one meanwhile.
    pub(super) fn finish(&self, live: &Live) -> Result<df2d_hresult> {
        let result = self.wait_for(live, None)?;
        result.failure.clone().map_or(Ok(result.hr), Err)
    }

    /// `timeout_ms` u32::MAX waits for ever. DF2D_E_PENDING when time runs out; else the operation's own result.
    pub fn wait(&self, timeout_ms: u32) -> Result<df2d_hresult> {
        self.outside()?;
        let until = clock::real_deadline(timeout_ms);
        let current = self.current();
        let Some(live) = current.live.clone() else {
            let ended = current.result.as_ref().map(|result| result.hr);
            return ended.ok_or_else(nothing_begun);
        };
        drop(current);
        self.wait_for(&live, until).map(|result| result.hr)
    }

    /// The next operation may have begun by the time that the waiter runs again.
    fn wait_for<'a>(&self, live: &'a Live, until: Option<clock::RealTime>) -> Result<&'a WriteResult> {
        let mut current = self.current();
        loop {
            if let Some(result) = live.result.get() {
                return Ok(result);
            }
            let (next, late) = clock::wait_real(&self.changed, current, until);
            current = next;
            if late && live.result.get().is_none() {
                return Err(DF2D_E_PENDING.into());
            }
        }
    }

    pub fn cancel_mode(&self) -> i32 {
        i32::from(self.control.is_immediate())
    }

    /// Allowed at any time; the value has been checked.
    pub fn put_cancel_mode(&self, mode: i32) {
        self.control.set_immediate(mode != 0);
    }

    /// DF2D_S_OK, DF2D_S_FALSE, or the failure that nothing is in progress. Never blocks.
    pub fn cancel(&self) -> Result<df2d_hresult> {
        let answer = self.control.cancel();
        if let Some(live) = &self.current().live {
            live.device.raise();
        }
        match answer {
            CancelAnswer::Accepted => Ok(DF2D_S_OK),
            CancelAnswer::TooLate => Ok(DF2D_S_FALSE),
            CancelAnswer::NothingInProgress => Err(DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS.into()),
        }
    }

    /// The last operation's result or, while one runs, what is known so far.
    pub fn result(&self) -> Result<WriteOutcome> {
        let current = self.current();
        if let Some(live) = &current.live {
            let job = live.meter.job();
            return Ok(WriteOutcome::Pending(WriteResult {
                hr: DF2D_E_PENDING,
                content_after: Content::Unknown as i32,
                disc_after: Disc::Unknown as i32,
                media_status_after: current.medium.as_ref().map_or(0, |medium| medium.status),
                sectors_requested: live.sectors as i64,
                sectors_sent: live.meter.sent() as i64,
                sectors_on_media: 0,
                start_lba: current.medium.as_ref().map_or(-1, |_| job.start_lba),
                failure: None,
                elapsed_ms: live.meter.elapsed().as_millis() as i64,
                under_runs: live.meter.under_runs(),
            }));
        }
        match &current.result {
            Some(result) => Ok(WriteOutcome::Ended(result.clone())),
            None => Err(nothing_begun()),
        }
    }

    /// What the running operation knows of the medium; None outside one.
    pub(super) fn known_medium(&self) -> Option<Result<Medium>> {
        self.known(|current| current.medium.clone())
    }

    /// The write speeds on offer.
    pub(super) fn known_speeds(&self) -> Option<Result<Vec<Speed>>> {
        self.known(|current| current.speeds.clone())
    }

    /// The write speed in use, and whether it is pure CAV.
    pub(super) fn known_rate(&self) -> Option<Result<(u32, bool)>> {
        self.known(|current| {
            current.medium.as_ref()?;
            let rate = current.live.as_ref()?.meter.job().nominal_rate;
            let speeds = current.speeds.as_deref().unwrap_or_default();
            Some((rate, speeds.iter().any(|s| s.sectors_per_second == rate as i32 && s.pure_cav)))
        })
    }

    /// What it does not know yet nobody may ask the drive.
    fn known<T>(&self, what: impl FnOnce(&Current) -> Option<T>) -> Option<Result<T>> {
        let current = self.current();
        current.live.as_ref()?;
        Some(what(&current).ok_or_else(|| DF2D_E_IMAPI_RECORDER_LOCKED.into()))
    }

    // --- events ---

    pub fn advise(&self, sink: Arc<dyn UpdateSink>) -> Result<u32> {
        self.sinks.advise(Sink::Update(sink))
    }

    pub fn advise_end(&self, sink: Arc<dyn EndSink>) -> Result<u32> {
        self.sinks.advise(Sink::End(sink))
    }

    /// After it returns the sink will not start again; outside callbacks it also waits for one that runs.
    pub fn unadvise(&self, cookie: u32) -> Result<()> {
        self.sinks.unadvise(cookie)
    }

    /// The handle is gone: cancels what runs, stops Update sinks. With `wait`, returns when no sink runs or will run.
    pub fn shut_down(&self, wait: bool) {
        {
            // Whoever is just beginning an operation has begun it by now, or sees this.
            let _current = self.current();
            self.closing.store(true, Ordering::Release);
        }
        if self.control.in_progress() {
            let _ = self.cancel();
        }
        if wait {
            let _ = self.wait(u32::MAX);
            let thread = self.current().thread.take();
            join(thread);
        }
        if !self.control.in_progress() {
            self.sinks.clear();
        }
    }
}

impl Claim<'_> {
    pub(super) fn start(self, prepared: Prepared) -> Result<Arc<Live>> {
        let operations = self.0;
        let mut current = operations.current();
        if operations.is_closing() {
            drop(current);
            operations.sinks.clear();
            return Err(Failure::new(DF2D_E_HANDLE, "The object was destroyed meanwhile."));
        }
        let before = current.thread.take();
        let live = prepared.live();
        current.live = Some(live.clone());
        current.medium = None;
        current.speeds = None;
        match prepared.start(operations.clone()) {
            Ok(thread) => {
                // From here on it is the operation that ends the claim.
                std::mem::forget(self);
                current.thread = Some(thread);
                current.result = None;
                drop(current);
                join(before);
                Ok(live)
            }
            Err(failure) => {
                current.thread = before;
                current.live = None;
                Err(failure)
            }
        }
    }
}

impl Drop for Claim<'_> {
    fn drop(&mut self) {
        self.0.control.seal();
        self.0.control.end();
    }
}

fn join(thread: Option<JoinHandle<()>>) {
    if let Some(thread) = thread {
        let _ = thread.join();
    }
}

/// IMAPI2 has a code for it in the data writer only; every object here says the same.
fn nothing_begun() -> Failure {
    Failure::new(
        DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS,
        "No operation was begun with this object, or the last one was refused before it began.",
    )
}
