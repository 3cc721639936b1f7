//! IDiscMaster2: the recorders that there are, and DDiscMaster2Events: their comings and goings.

use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use super::recorder::Recorder;
use super::sinks::Sinks;
use crate::alive::Alive;
use crate::callback::{self, ObjectId};
use crate::failure::{Failure, Result};
use crate::hresult::*;
use crate::transport::discovery::{Cause, Found, Machine, Waker, Watch};
use crate::transport::thread;

/// The variable that names further recorders, separated by white space.
const FURTHER: &str = "DF2D_RECORDERS";

/// A recorder's identifier, as [`Recorder::open`] takes it.
pub type Id = Vec<u8>;

/// A sink of DDiscMaster2Events. Dropped after its last use, with no lock held.
pub trait DeviceSink: Send + Sync {
    fn added(&self, id: &[u8]);
    fn removed(&self, id: &[u8]);
}

pub struct DiscMaster {
    machine: Machine,
    /// What the last Count counted, and Item takes from.
    counted: Mutex<Option<Arc<[Id]>>>,
    sinks: Sinks<Arc<dyn DeviceSink>>,
    watching: Mutex<Watching>,
    changed: Condvar,
    /// The watcher can outlive the handle by a callback.
    _alive: Alive,
}

/// The watcher, a thread that lives while there are sinks. It alone decides to end, so that there is never a second one.
#[derive(Default)]
struct Watching {
    /// There is one.
    waker: Option<Waker>,
    thread: Option<JoinHandle<()>>,
    /// The handle is gone, and there will be no other.
    closing: bool,
}

impl DiscMaster {
    pub fn new() -> Arc<DiscMaster> {
        DiscMaster::of(Machine::here())
    }

    pub fn of(machine: Machine) -> Arc<DiscMaster> {
        Arc::new(DiscMaster {
            machine,
            counted: Mutex::default(),
            sinks: Sinks::default(),
            watching: Mutex::default(),
            changed: Condvar::new(),
            _alive: Alive::new(),
        })
    }

    pub fn id(&self) -> ObjectId {
        ObjectId::of(self)
    }

    // --- the list ---

    /// _NewEnum: the machine's recorders, then the further ones, as they are now.
    pub fn items(&self) -> Result<Arc<[Id]>> {
        let found = self.drives()?;
        let mut ids: Vec<Id> = found.iter().map(|drive| id_of(drive).to_vec()).collect();
        let further = std::env::var_os(FURTHER).unwrap_or_default().into_vec();
        for id in further.split(u8::is_ascii_whitespace).filter(|id| !id.is_empty()) {
            if !ids.iter().any(|other| other == id) && !found.iter().any(|drive| is_node(drive, id)) {
                ids.push(id.to_vec());
            }
        }
        let ids: Arc<[Id]> = ids.into();
        *self.counted() = Some(ids.clone());
        Ok(ids)
    }

    /// Count: reads the list anew.
    pub fn count(&self) -> Result<usize> {
        self.items().map(|ids| ids.len())
    }

    /// Item: of the list that was counted last, so that a loop over it is not upset by a drive that comes or goes.
    pub fn item(&self, index: usize) -> Result<Id> {
        let counted = self.counted().clone();
        let ids = counted.map_or_else(|| self.items(), Ok)?;
        ids.get(index).cloned().ok_or_else(|| {
            let text = format!("There are {} recorders; the index begins with 0.", ids.len());
            Failure::new(DF2D_E_INVALIDARG, text)
        })
    }

    /// IsSupportedEnvironment: at least one of them can be used.
    pub fn is_supported_environment(&self) -> Result<bool> {
        Ok(self.items()?.iter().any(|id| Recorder::open(id).is_ok_and(|recorder| recorder.is_usable())))
    }

    fn counted(&self) -> MutexGuard<'_, Option<Arc<[Id]>>> {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn drives(&self) -> Result<Vec<Found>> {
        self.machine.drives().map_err(|error| {
            Failure::new(DF2D_E_FAIL, format!("The system does not tell of its drives: {error}."))
                .errno(error.raw_os_error().unwrap_or(0))
        })
    }

    // --- events ---

    /// From now on the sink is told. The watcher is started for the first.
    pub fn advise(self: &Arc<Self>, sink: Arc<dyn DeviceSink>) -> Result<u32> {
        let mut watching = self.watching();
        if watching.closing {
            return Err(DF2D_E_HANDLE.into());
        }
        let mut ended = None;
        if watching.waker.is_none() {
            let (watch, known) = self.begin_watch()?;
            let waker = watch.waker();
            let master = self.clone();
            let started = thread::spawn("df2d drives", move || master.watch(watch, known))?;
            ended = watching.thread.replace(started);
            watching.waker = Some(waker);
        }
        // The watcher looks whether there is somebody to tell only after this.
        // A sink that finds no room is dropped after the lock.
        let cookie = self.sinks.advise(sink.clone());
        if let (Err(_), Some(waker)) = (&cookie, &watching.waker) {
            waker.wake();
        }
        drop(watching);
        join(ended);
        cookie
    }

    fn begin_watch(&self) -> Result<(Watch, Vec<Found>)> {
        let watch = self.machine.watch().map_err(|error| {
            Failure::new(DF2D_E_FAIL, format!("The system tells no news of its drives: {error}."))
                .errno(error.raw_os_error().unwrap_or(0))
        })?;
        // What cannot be opened yet is news as soon as it can.
        let known = self.drives()?.into_iter().filter(Found::opens).collect();
        Ok((watch, known))
    }

    /// After it returns the sink is not told any more; outside callbacks it also waits until it has been told.
    pub fn unadvise(&self, cookie: u32) -> Result<()> {
        self.sinks.unadvise(cookie)?;
        self.end_watch_if_idle(!callback::is_inside());
        Ok(())
    }

    /// The handle is gone. With `wait`, returns when no sink runs or will run.
    pub fn shut_down(&self, wait: bool) {
        self.watching().closing = true;
        self.sinks.clear();
        self.end_watch_if_idle(wait);
    }

    fn end_watch_if_idle(&self, wait: bool) {
        let mut watching = self.watching();
        if let Some(waker) = &watching.waker {
            waker.wake();
        }
        // Another thread may advise meanwhile; then the watcher goes on.
        while wait && watching.waker.is_some() && self.sinks.is_empty() {
            watching = self.changed.wait(watching).unwrap_or_else(PoisonError::into_inner);
        }
        let ended = if wait && watching.waker.is_none() { watching.thread.take() } else { None };
        drop(watching);
        join(ended);
    }

    fn watching(&self) -> MutexGuard<'_, Watching> {
        self.watching.lock().unwrap_or_else(PoisonError::into_inner)
    }

    // --- the watcher ---

    fn watch(self: Arc<Self>, mut watch: Watch, mut known: Vec<Found>) {
        let _inside = callback::enter(self.id());
        let work = || {
            while !self.ends_watch() {
                if watch.wait() == Cause::News {
                    self.tell(&mut known);
                }
            }
        };
        if catch_unwind(AssertUnwindSafe(work)).is_err() {
            log::error!("the watcher of drives panicked; no more news will come");
            self.end_watch();
        }
    }

    fn ends_watch(&self) -> bool {
        let mut watching = self.watching();
        if self.sinks.is_empty() {
            watching.waker = None;
            self.changed.notify_all();
        }
        watching.waker.is_none()
    }

    fn end_watch(&self) {
        self.watching().waker = None;
        self.changed.notify_all();
    }

    /// Compares what is there with what was told.
    fn tell(&self, known: &mut Vec<Found>) {
        let now = match self.drives() {
            Ok(now) => now,
            Err(failure) => return log::error!("{}", failure.text),
        };
        let is_there = |drive: &Found| now.iter().any(|other| other.key == drive.key);
        let (stayed, gone): (Vec<_>, Vec<_>) = known.drain(..).partition(is_there);
        *known = stayed;
        for drive in gone {
            log::info!("{} has gone", drive.id.display());
            self.sinks.each(|sink| sink.removed(id_of(&drive)));
        }
        for drive in now {
            if known.iter().all(|other| other.key != drive.key) && drive.opens() {
                log::info!("{} has come", drive.id.display());
                self.sinks.each(|sink| sink.added(id_of(&drive)));
                known.push(drive);
            }
        }
    }
}

fn id_of(drive: &Found) -> &[u8] {
    drive.id.as_os_str().as_bytes()
}

/// Whether the identifier is a path to this very drive.
fn is_node(drive: &Found, id: &[u8]) -> bool {
    let path = Path::new(std::ffi::OsStr::from_bytes(id));
    path.is_absolute()
        && path.canonicalize().is_ok_and(|path| drive.node.canonicalize().is_ok_and(|node| node == path))
}

fn join(thread: Option<JoinHandle<()>>) {
    if let Some(thread) = thread {
        let _ = thread.join();
    }
}
