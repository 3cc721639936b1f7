//! Those who are told of an object's events, whatever these are.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::callback;
use crate::failure::{Failure, Result};
use crate::hresult::{DF2D_E_INVALIDARG, DF2D_E_OUTOFMEMORY};

/// The sinks of one object, called in the order in which they were advised, by one thread at a time.
pub struct Sinks<S> {
    list: Mutex<List<S>>,
    quiet: Condvar,
}

struct List<S> {
    entries: Vec<(u32, S)>,
    last_cookie: u32,
    /// The cookie whose sink runs now.
    running: Option<u32>,
}

impl<S> Default for Sinks<S> {
    fn default() -> Sinks<S> {
        let list = List { entries: Vec::new(), last_cookie: 0, running: None };
        Sinks { list: Mutex::new(list), quiet: Condvar::new() }
    }
}

impl<S: Clone> Sinks<S> {
    fn list(&self) -> MutexGuard<'_, List<S>> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn advise(&self, sink: S) -> Result<u32> {
        let mut list = self.list();
        if list.last_cookie == u32::MAX || list.entries.try_reserve(1).is_err() {
            // The sink must not be dropped, and so free its data, under the lock.
            drop(list);
            drop(sink);
            return Err(DF2D_E_OUTOFMEMORY.into());
        }
        list.last_cookie += 1;
        let cookie = list.last_cookie;
        list.entries.push((cookie, sink));
        Ok(cookie)
    }

    /// After it returns the sink does not start again. Outside callbacks it also waits for one that runs.
    pub fn unadvise(&self, cookie: u32) -> Result<()> {
        let mut list = self.list();
        let Some(at) = list.entries.iter().position(|(c, _)| *c == cookie) else {
            return Err(Failure::new(
                DF2D_E_INVALIDARG,
                "This cookie is not, or no longer, one of this object's callbacks.",
            ));
        };
        let removed = list.entries.remove(at);
        if !callback::is_inside() {
            while list.running == Some(cookie) {
                list = self.quiet.wait(list).unwrap_or_else(PoisonError::into_inner);
            }
        }
        drop(list);
        drop(removed);
        Ok(())
    }

    pub fn is_empty(&self) -> bool {
        self.list().entries.is_empty()
    }

    pub fn clear(&self) {
        let entries = std::mem::take(&mut self.list().entries);
        drop(entries);
    }

    /// Calls each sink that there is now in turn, without a lock and without an allocation. `call` passes over what is
    /// not for it.
    pub fn each(&self, call: impl Fn(&S)) {
        let mut after = 0;
        let last = self.list().last_cookie;
        loop {
            let mut list = self.list();
            let next = list.entries.iter().find(|(cookie, _)| *cookie > after && *cookie <= last);
            let next = next.map(|(cookie, sink)| (*cookie, sink.clone()));
            let Some((cookie, sink)) = next else { return };
            list.running = Some(cookie);
            drop(list);
            // A sink that panics must not take the operation with it.
            if catch_unwind(AssertUnwindSafe(|| call(&sink))).is_err() {
                log::error!("a callback panicked");
            }
            // If it was unadvised meanwhile this is its last use; its data goes before anybody is told that it is quiet.
            drop(sink);
            self.list().running = None;
            self.quiet.notify_all();
            after = cookie;
        }
    }
}
