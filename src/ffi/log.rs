//! What the library tells while it works: to the caller's functions, and to stderr if DF2D_LOG says so.

use std::cell::Cell;
use std::ffi::{CString, c_char, c_void};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use log::{LevelFilter, Log, Metadata, Record};
use once_cell::sync::{Lazy, OnceCell};

use super::constants::{DF2D_LOG_DEBUG, DF2D_LOG_ERROR, DF2D_LOG_INFO, DF2D_LOG_TRACE, DF2D_LOG_WARN};
use super::guard;
use super::out::{Out, null};
use super::types::{df2d_free_fn, df2d_log_fn, df2d_log_level};
use super::user_data::UserData;
use crate::callback::{self, ObjectId};
use crate::failure::{Failure, Result};
use crate::hresult::{DF2D_E_FAIL, DF2D_E_INVALIDARG, DF2D_S_OK, df2d_hresult};
use crate::transport::clock;

/// Has the function called with what the library tells, on whatever thread it happens, several at once. What the library
/// would tell inside the function is dropped. (The variable DF2D_LOG, read once, writes the same to stderr:
/// DF2D_LOG=debug.)
///
/// level                one of DF2D_LOG_*.
/// user_data, free_fn   handed to the function; freed after the last use, once, also when this call fails. free_fn may
///                      be NULL.
/// cookie               receives what df2d_log_unadvise takes; never 0.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_INVALIDARG (no such level); DF2D_E_FAIL (the program has a logger of its
/// own in the same Rust binary).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_log_advise(
    level: df2d_log_level,
    function: df2d_log_fn,
    user_data: *mut c_void,
    free_fn: df2d_free_fn,
    cookie: *mut u32,
) -> df2d_hresult {
    let data = UserData::new(user_data, free_fn);
    // SAFETY: NULL or valid, as df2d.h asks.
    let out = unsafe { Out::zeroed(cookie) };
    guard::call(move || {
        out.required()?;
        let function = function.ok_or_else(|| null("The function"))?;
        out.set(LOGGER.advise(level_filter(level)?, function, data)?);
        Ok(DF2D_S_OK)
    })
}

/// Ends what df2d_log_advise began. After it returns the function is not called again; outside callbacks it also waits
/// for calls that are under way.
///
/// Returns DF2D_S_OK; DF2D_E_INVALIDARG (no such cookie).
/// Threads: any; waits for callbacks, except inside one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_log_unadvise(cookie: u32) -> df2d_hresult {
    guard::call(|| LOGGER.unadvise(cookie).map(|()| DF2D_S_OK))
}

type LogFn = unsafe extern "C" fn(i32, *const c_char, *const c_char, *mut c_void);

struct Sink {
    cookie: u32,
    level: LevelFilter,
    function: LogFn,
    data: UserData,
    state: Mutex<SinkState>,
    idle: Condvar,
}

#[derive(Default)]
struct SinkState {
    removed: bool,
    /// Calls under way.
    running: usize,
}

impl Sink {
    fn state(&self) -> MutexGuard<'_, SinkState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn call(&self, level: i32, target: &CString, message: &CString) {
        {
            let mut state = self.state();
            if state.removed {
                return;
            }
            state.running += 1;
        }
        {
            let _inside = callback::enter(ObjectId::NONE);
            clock::user_code(|| {
                // SAFETY: the caller gave this function for this pointer; the strings live during the call.
                unsafe { (self.function)(level, target.as_ptr(), message.as_ptr(), self.data.get()) }
            });
        }
        self.state().running -= 1;
        self.idle.notify_all();
    }

    fn remove(&self) {
        let mut state = self.state();
        state.removed = true;
        // Inside a callback the call under way can be this thread's own.
        while state.running > 0 && !callback::is_inside() {
            state = self.idle.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

#[derive(Default)]
struct Logger {
    sinks: Mutex<Sinks>,
    /// What DF2D_LOG asks for.
    stderr: OnceCell<env_logger::Logger>,
    /// Whether the log crate sends its records here.
    installed: OnceCell<bool>,
}

#[derive(Default)]
struct Sinks {
    list: Vec<Arc<Sink>>,
    last_cookie: u32,
}

static LOGGER: Lazy<Logger> = Lazy::new(Logger::default);

thread_local! {
    static LOGGING: Cell<bool> = const { Cell::new(false) };
}

/// Reads DF2D_LOG at the first call into the library. A Rust program that uses the crate without its C functions never
/// comes here, and its logger is its own.
pub(super) fn read_environment() {
    static READ: OnceCell<()> = OnceCell::new();
    READ.get_or_init(|| {
        if std::env::var_os("DF2D_LOG").is_some() {
            let logger = env_logger::Builder::from_env("DF2D_LOG").build();
            let _ = LOGGER.stderr.set(logger);
            let _ = LOGGER.install();
            LOGGER.sinks().set_max_level();
        }
    });
}

impl Logger {
    fn sinks(&self) -> MutexGuard<'_, Sinks> {
        self.sinks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn install(&self) -> Result<()> {
        if *self.installed.get_or_init(|| log::set_logger(&Dispatcher).is_ok()) {
            return Ok(());
        }
        Err(Failure::new(DF2D_E_FAIL, "The program has a logger of its own; use that."))
    }

    fn advise(&self, level: LevelFilter, function: LogFn, data: UserData) -> Result<u32> {
        self.install()?;
        let mut sinks = self.sinks();
        let cookie = sinks.next_cookie();
        let (state, idle) = (Mutex::default(), Condvar::new());
        sinks.list.push(Arc::new(Sink { cookie, level, function, data, state, idle }));
        sinks.set_max_level();
        Ok(cookie)
    }

    fn unadvise(&self, cookie: u32) -> Result<()> {
        let mut sinks = self.sinks();
        let place = sinks.list.iter().position(|sink| sink.cookie == cookie);
        let place = place.ok_or_else(|| Failure::new(DF2D_E_INVALIDARG, "There is no such cookie."))?;
        let sink = sinks.list.swap_remove(place);
        sinks.set_max_level();
        drop(sinks);
        sink.remove();
        Ok(())
    }

    fn dispatch(&self, record: &Record) {
        if let Some(logger) = self.stderr.get() {
            logger.log(record);
        }
        let sinks: Vec<_> =
            self.sinks().list.iter().filter(|sink| record.level() <= sink.level).cloned().collect();
        if sinks.is_empty() {
            return;
        }
        let target = c_string(record.target().to_owned());
        let message = c_string(record.args().to_string());
        for sink in sinks {
            sink.call(record.level() as i32, &target, &message);
        }
    }
}

impl Sinks {
    fn next_cookie(&mut self) -> u32 {
        loop {
            self.last_cookie = self.last_cookie.wrapping_add(1).max(1);
            if self.list.iter().all(|sink| sink.cookie != self.last_cookie) {
                return self.last_cookie;
            }
        }
    }

    fn set_max_level(&self) {
        let stderr = LOGGER.stderr.get().map_or(LevelFilter::Off, env_logger::Logger::filter);
        log::set_max_level(self.list.iter().map(|sink| sink.level).fold(stderr, Ord::max));
    }
}

struct Dispatcher;

impl Log for Dispatcher {
    fn enabled(&self, metadata: &Metadata) -> bool {
        metadata.level() <= log::max_level()
    }

    fn log(&self, record: &Record) {
        if LOGGING.replace(true) {
            return;
        }
        LOGGER.dispatch(record);
        LOGGING.set(false);
    }

    fn flush(&self) {}
}

fn c_string(text: String) -> CString {
    CString::new(text).unwrap_or_else(|error| {
        let bytes: Vec<u8> = error.into_vec().into_iter().filter(|byte| *byte != 0).collect();
        CString::new(bytes).unwrap_or_default()
    })
}

fn level_filter(level: i32) -> Result<LevelFilter> {
    match level {
        DF2D_LOG_ERROR => Ok(LevelFilter::Error),
        DF2D_LOG_WARN => Ok(LevelFilter::Warn),
        DF2D_LOG_INFO => Ok(LevelFilter::Info),
        DF2D_LOG_DEBUG => Ok(LevelFilter::Debug),
        DF2D_LOG_TRACE => Ok(LevelFilter::Trace),
        _ => Err(Failure::new(DF2D_E_INVALIDARG, "There is no such log level.")),
    }
}
