//! Threads of the library: named, with all signals blocked, so that a host's handlers never run on them.

use std::thread::JoinHandle;

use crate::failure::{Failure, Result};
use crate::hresult::DF2D_E_OUTOFMEMORY;

/// Starts a thread. It inherits the blocked signals, so there is no moment in which one could hit it.
pub fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>> {
    let _blocked = BlockedSignals::new();
    std::thread::Builder::new().name(name.to_owned()).spawn(body).map_err(|error| {
        Failure::new(
            DF2D_E_OUTOFMEMORY,
            "The system refused a further thread; close other programs or raise the limit on threads.",
        )
        .errno(error.raw_os_error().unwrap_or(0))
    })
}

/// All signals are blocked on this thread until it is dropped.
pub(super) struct BlockedSignals {
    before: libc::sigset_t,
}

impl BlockedSignals {
    pub(super) fn new() -> BlockedSignals {
        // SAFETY: both sets are plain memory that the calls fill in.
        unsafe {
            let mut all = std::mem::zeroed::<libc::sigset_t>();
            let mut before = std::mem::zeroed::<libc::sigset_t>();
            libc::sigfillset(&mut all);
            libc::pthread_sigmask(libc::SIG_SETMASK, &all, &mut before);
            BlockedSignals { before }
        }
    }
}

impl Drop for BlockedSignals {
    fn drop(&mut self) {
        // SAFETY: the set was filled in by `new`.
        unsafe {
            libc::pthread_sigmask(libc::SIG_SETMASK, &self.before, std::ptr::null_mut());
        }
    }
}
