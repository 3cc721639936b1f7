//! IDiscFormat2 and IDiscFormat2Data: properties, preconditions, and the write as an operation. What they say of the
//! medium is in `medium.rs`.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use super::client_name;
use super::events::{EndSink, Sink, Sinks, UpdateSink};
use super::operation::{Live, Prepared};
use super::recorder::Recorder;
use crate::alive::Alive;
use crate::callback::{self, ObjectId};
use crate::failure::{Failure, Result};
use crate::hresult::*;
use crate::mmc::SECTOR;
use crate::pipeline::control::{CancelAnswer, Control};
use crate::pipeline::device::Device;
use crate::recipe::medium::Medium;
use crate::recipe::speed::{self, Speed};
use crate::recipe::{Found, Options, Task};
use crate::stream::Stream;
use crate::transport::clock;

/// The plain properties, with IMAPI2's defaults.
#[derive(Clone, Debug)]
pub struct Properties {
    pub buffer_underrun_free_disabled: bool,
    pub postgap_already_in_image: bool,
    pub force_media_to_be_closed: bool,
    pub disable_consumer_dvd_compatibility_mode: bool,
    pub force_overwrite: bool,
    /// IMAPI_BURN_VERIFICATION_LEVEL
    pub burn_verification_level: i32,
    /// Empty is unset.
    pub client_name: String,
    /// -1 is the fastest.
    pub requested_write_speed: i32,
    pub requested_rotation_type_is_pure_cav: bool,
}

impl Default for Properties {
    fn default() -> Self {
        Properties {
            buffer_underrun_free_disabled: false,
            postgap_already_in_image: false,
            force_media_to_be_closed: false,
            disable_consumer_dvd_compatibility_mode: false,
            force_overwrite: false,
            burn_verification_level: 0,
            client_name: String::new(),
            requested_write_speed: -1,
            requested_rotation_type_is_pure_cav: false,
        }
    }
}

/// How an operation ended, read back from the drive. The numbers are the C constants'.
#[derive(Clone, Debug)]
pub struct WriteResult {
    pub hr: df2d_hresult,
    pub content_after: i32,
    pub disc_after: i32,
    pub media_status_after: i32,
    pub sectors_requested: i64,
    pub sectors_sent: i64,
    pub sectors_on_media: i64,
    pub start_lba: i64,
    /// The first failure, if there was one.
    pub failure: Option<Failure>,
    pub elapsed_ms: i64,
    pub under_runs: u32,
}

/// See [`DiscFormat2Data::write_result`].
pub enum WriteOutcome {
    Ended(WriteResult),
    Pending(WriteResult),
}

/// A data writer.
#[derive(Default)]
pub struct DiscFormat2Data {
    settings: Mutex<Settings>,
    control: Control,
    sinks: Sinks,
    operation: Mutex<Operation>,
    changed: Condvar,
    /// The handle is gone.
    closing: AtomicBool,
    /// It can outlive its handle by an operation.
    _alive: Alive,
}

#[derive(Default)]
struct Settings {
    recorder: Option<Arc<Recorder>>,
    properties: Properties,
}

/// The operation that runs, or the last one that did.
#[derive(Default)]
struct Operation {
    live: Option<Arc<Live>>,
    thread: Option<JoinHandle<()>>,
    result: Option<WriteResult>,
    /// What the running operation found in the drive.
    medium: Option<Medium>,
    speeds: Option<Vec<Speed>>,
}

fn in_progress() -> Failure {
    DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS.into()
}

fn nothing_begun() -> Failure {
    Failure::new(
        DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS,
        "No operation was begun with this object, or the last one was refused before it began.",
    )
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl DiscFormat2Data {
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    /// What marks the threads that work for this object.
    pub fn id(&self) -> ObjectId {
        ObjectId::of(self)
    }

    pub(super) fn control(&self) -> &Control {
        &self.control
    }

    pub(super) fn sinks(&self) -> &Sinks {
        &self.sinks
    }

    pub(super) fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Acquire)
    }

    // --- properties ---

    pub fn recorder(&self) -> Option<Arc<Recorder>> {
        lock(&self.settings).recorder.clone()
    }

    pub(super) fn required_recorder(&self) -> Result<Arc<Recorder>> {
        self.recorder().ok_or_else(|| DF2D_E_IMAPI_RECORDER_REQUIRED.into())
    }

    /// None detaches.
    pub fn put_recorder(&self, recorder: Option<Arc<Recorder>>) -> Result<()> {
        if self.control.in_progress() {
            return Err(in_progress());
        }
        if let Some(recorder) = &recorder {
            // What others want to know of the drive while it is written to.
            let _ = recorder.vendor_id();
            if !recorder.can_write()? {
                return Err(DF2D_E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED.into());
            }
        }
        // The one before may be the last handle to its drive: it goes after the lock.
        self.set(|settings| std::mem::replace(&mut settings.recorder, recorder)).map(drop)
    }

    pub fn properties(&self) -> Properties {
        lock(&self.settings).properties.clone()
    }

    /// Changes plain properties; refused during an operation.
    pub fn put(&self, change: impl FnOnce(&mut Properties)) -> Result<()> {
        self.set(|settings| change(&mut settings.properties))
    }

    pub fn put_client_name(&self, name: &str) -> Result<()> {
        if self.control.in_progress() {
            return Err(in_progress());
        }
        client_name::check(name, DF2D_E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID)?;
        self.put(|properties| properties.client_name = name.to_owned())
    }

    /// Under the lock that the start of a write takes too, so that no write starts between look and change.
    fn set<R>(&self, change: impl FnOnce(&mut Settings) -> R) -> Result<R> {
        let mut settings = lock(&self.settings);
        if self.control.in_progress() {
            return Err(in_progress());
        }
        Ok(change(&mut settings))
    }

    pub fn cancel_mode(&self) -> i32 {
        i32::from(self.control.is_immediate())
    }

    /// Allowed at any time; the value has been checked.
    pub fn put_cancel_mode(&self, mode: i32) {
        self.control.set_immediate(mode != 0);
    }

    /// DF2D_S_OK or one of the three "adjusted" codes.
    pub fn set_write_speed(&self, sectors_per_second: i32, pure_cav: bool) -> Result<df2d_hresult> {
        if self.control.in_progress() {
            return Err(in_progress());
        }
        let recorder = self.required_recorder()?;
        if sectors_per_second < -1 || sectors_per_second == 0 {
            return Err(Failure::new(
                DF2D_E_INVALIDARG,
                "A write speed is in sectors per second, or -1 for the fastest.",
            ));
        }
        let device = Device::shared(recorder.drive());
        let medium = crate::recipe::inspect(&device)?;
        let (_, code) = speed::nearest(&speed::supported(&device, &medium)?, sectors_per_second, pure_cav);
        self.put(|properties| {
            properties.requested_write_speed = sectors_per_second;
            properties.requested_rotation_type_is_pure_cav = pure_cav;
        })?;
        Ok(code)
    }

    // --- the write ---

    /// Returns the result of this write, even if another thread has begun the next one meanwhile.
    pub fn write(self: &Arc<Self>, stream: &Arc<Stream>) -> Result<df2d_hresult> {
        let live = self.begin(stream)?;
        let result = self.wait_for(&live, None)?;
        result.failure.clone().map_or(Ok(result.hr), Err)
    }

    pub fn write_async(self: &Arc<Self>, stream: &Arc<Stream>) -> Result<()> {
        self.begin(stream).map(drop)
    }

    fn begin(self: &Arc<Self>, stream: &Arc<Stream>) -> Result<Arc<Live>> {
        // Also while the operation's end callbacks run: its result is not published yet.
        if callback::is_inside_of(self.id()) {
            return Err(in_progress());
        }
        let (recorder, properties) = {
            let settings = lock(&self.settings);
            if !self.control.begin() {
                return Err(in_progress());
            }
            (settings.recorder.clone(), settings.properties.clone())
        };
        let started = self.start(recorder, properties, stream);
        if started.is_err() {
            self.control.seal();
            self.control.end();
        }
        started
    }

    /// IMAPI2's checks that need no drive, and everything that a burn needs.
    fn start(
        self: &Arc<Self>,
        recorder: Option<Arc<Recorder>>,
        properties: Properties,
        stream: &Arc<Stream>,
    ) -> Result<Arc<Live>> {
        let recorder = recorder.ok_or(Failure::code(DF2D_E_IMAPI_RECORDER_REQUIRED))?;
        if properties.client_name.is_empty() {
            return Err(Failure::new(
                DF2D_E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID,
                "No client name is set; call df2d_put_client_name before df2d_write.",
            ));
        }
        let bytes = stream.size()?;
        if bytes == 0 || bytes % SECTOR as u64 != 0 {
            return Err(Failure::new(
                DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED,
                match bytes {
                    0 => "The stream is empty; there is nothing to write.".into(),
                    _ => format!(
                        "The stream has {bytes} bytes; a disc takes whole sectors of 2048 bytes. \
                         df2d_stream_put_padding fills up the last one."
                    ),
                },
            ));
        }
        let sectors = bytes / SECTOR as u64;
        if sectors > i32::MAX as u64 {
            return Err(DF2D_E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA.into());
        }
        let options = Options {
            task: Task::Write,
            sectors,
            ranges: Vec::new(),
            test_write: false,
            force_media_to_be_closed: properties.force_media_to_be_closed,
            disable_consumer_dvd_compatibility_mode: properties.disable_consumer_dvd_compatibility_mode,
            force_overwrite: properties.force_overwrite,
            buffer_underrun_free_disabled: properties.buffer_underrun_free_disabled,
            postgap_already_in_image: properties.postgap_already_in_image,
            speed: properties.requested_write_speed,
            pure_cav: properties.requested_rotation_type_is_pure_cav,
            verification: properties.burn_verification_level,
        };
        let drive = recorder.drive().clone();
        let prepared = Prepared::new(drive, properties.client_name, options, stream.begin()?)?;
        let mut operation = lock(&self.operation);
        let before = operation.thread.take();
        let live = prepared.live();
        operation.live = Some(live.clone());
        operation.medium = None;
        operation.speeds = None;
        match prepared.start(self.clone()) {
            Ok(thread) => {
                operation.thread = Some(thread);
                operation.result = None;
                drop(operation);
                join(before);
                Ok(live)
            }
            Err(failure) => {
                operation.thread = before;
                operation.live = None;
                Err(failure)
            }
        }
    }

    /// The device thread has found something in the drive.
    pub(super) fn found(&self, found: Found) {
        let mut operation = lock(&self.operation);
        match found {
            Found::Medium(medium) => operation.medium = Some(medium.clone()),
            Found::Speeds(speeds) => operation.speeds = Some(speeds.to_vec()),
        }
    }

    /// The operation has ended and all its callbacks have returned.
    pub(super) fn publish(&self, result: WriteResult) {
        if self.is_closing() {
            self.sinks.clear();
        }
        let mut operation = lock(&self.operation);
        if let Some(live) = operation.live.take() {
            let _ = live.result.set(result.clone());
        }
        operation.result = Some(result);
        operation.medium = None;
        self.control.end();
        self.changed.notify_all();
    }

    /// `timeout_ms` u32::MAX waits for ever. DF2D_E_PENDING when time runs out; else the operation's own result.
    pub fn wait(&self, timeout_ms: u32) -> Result<df2d_hresult> {
        if callback::is_inside_of(self.id()) {
            return Err(in_progress());
        }
        let until = clock::real_deadline(timeout_ms);
        let operation = lock(&self.operation);
        let Some(live) = operation.live.clone() else {
            let ended = operation.result.as_ref().map(|result| result.hr);
            return ended.ok_or_else(nothing_begun);
        };
        drop(operation);
        self.wait_for(&live, until).map(|result| result.hr)
    }

    /// Waits for this very operation: the next one may have begun by the time that the waiter runs again.
    fn wait_for<'a>(&self, live: &'a Live, until: Option<clock::RealTime>) -> Result<&'a WriteResult> {
        let mut operation = lock(&self.operation);
        loop {
            if let Some(result) = live.result.get() {
                return Ok(result);
            }
            let (next, late) = clock::wait_real(&self.changed, operation, until);
            operation = next;
            if late && live.result.get().is_none() {
                return Err(DF2D_E_PENDING.into());
            }
        }
    }

    /// DF2D_S_OK, DF2D_S_FALSE, or the failure that nothing is in progress. Never blocks.
    pub fn cancel_write(&self) -> Result<df2d_hresult> {
        let answer = self.control.cancel();
        if let Some(live) = &lock(&self.operation).live {
            live.device.raise();
        }
        match answer {
            CancelAnswer::Accepted => Ok(DF2D_S_OK),
            CancelAnswer::TooLate => Ok(DF2D_S_FALSE),
            CancelAnswer::NothingInProgress => Err(DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS.into()),
        }
    }

    /// The last operation's result or, while one runs, what is known so far.
    pub fn write_result(&self) -> Result<WriteOutcome> {
        let operation = lock(&self.operation);
        if let Some(live) = &operation.live {
            let job = live.meter.job();
            return Ok(WriteOutcome::Pending(WriteResult {
                hr: DF2D_E_PENDING,
                content_after: crate::recipe::Content::Unknown as i32,
                disc_after: crate::recipe::Disc::Unknown as i32,
                media_status_after: operation.medium.as_ref().map_or(0, |medium| medium.status),
                sectors_requested: live.sectors as i64,
                sectors_sent: live.meter.sent() as i64,
                sectors_on_media: 0,
                start_lba: operation.medium.as_ref().map_or(-1, |_| job.start_lba),
                failure: None,
                elapsed_ms: live.meter.elapsed().as_millis() as i64,
                under_runs: live.meter.under_runs(),
            }));
        }
        match &operation.result {
            Some(result) => Ok(WriteOutcome::Ended(result.clone())),
            None => Err(nothing_begun()),
        }
    }

    /// What the running operation knows of the medium; None outside one.
    pub(super) fn known_medium(&self) -> Option<Result<Medium>> {
        self.known(|operation| operation.medium.clone())
    }

    /// The write speeds on offer.
    pub(super) fn known_speeds(&self) -> Option<Result<Vec<Speed>>> {
        self.known(|operation| operation.speeds.clone())
    }

    /// The write speed in use, and whether it is pure CAV.
    pub(super) fn known_rate(&self) -> Option<Result<(u32, bool)>> {
        self.known(|operation| {
            operation.medium.as_ref()?;
            let rate = operation.live.as_ref()?.meter.job().nominal_rate;
            let speeds = operation.speeds.as_deref().unwrap_or_default();
            Some((rate, speeds.iter().any(|s| s.sectors_per_second == rate as i32 && s.pure_cav)))
        })
    }

    /// What it does not know yet nobody may ask the drive.
    fn known<T>(&self, what: impl FnOnce(&Operation) -> Option<T>) -> Option<Result<T>> {
        let operation = lock(&self.operation);
        operation.live.as_ref()?;
        Some(what(&operation).ok_or_else(|| DF2D_E_IMAPI_RECORDER_LOCKED.into()))
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
        self.closing.store(true, Ordering::Release);
        if self.control.in_progress() {
            let _ = self.cancel_write();
        }
        if wait {
            let _ = self.wait(u32::MAX);
            let thread = lock(&self.operation).thread.take();
            join(thread);
        }
        if !self.control.in_progress() {
            self.sinks.clear();
        }
    }
}

fn join(thread: Option<JoinHandle<()>>) {
    if let Some(thread) = thread {
        let _ = thread.join();
    }
}
