//! How many of the objects that callers own are alive: tokens hide leaks from leak checkers.

use std::sync::atomic::{AtomicUsize, Ordering};

static COUNT: AtomicUsize = AtomicUsize::new(0);

/// One live object, for as long as it is kept.
pub struct Alive(());

impl Alive {
    pub fn new() -> Alive {
        COUNT.fetch_add(1, Ordering::SeqCst);
        Alive(())
    }
}

impl Default for Alive {
    fn default() -> Alive {
        Alive::new()
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        COUNT.fetch_sub(1, Ordering::SeqCst);
    }
}

pub fn count() -> usize {
    COUNT.load(Ordering::SeqCst)
}
