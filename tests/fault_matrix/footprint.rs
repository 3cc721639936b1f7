//! What this process holds: bytes, threads and descriptors.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicI64, Ordering};

struct Counting;

static LIVE: AtomicI64 = AtomicI64::new(0);

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: the system's allocator does the work; this one only counts.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        LIVE.fetch_add(layout.size() as i64, Ordering::Relaxed);
        // SAFETY: the caller's promises are handed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size() as i64, Ordering::Relaxed);
        // SAFETY: the caller's promises are handed on.
        unsafe { System.dealloc(memory, layout) }
    }
}

/// What a case finds, and what it must leave.
pub struct Footprint {
    bytes: i64,
    threads: usize,
    descriptors: usize,
}

fn entries(folder: &str) -> usize {
    std::fs::read_dir(folder).unwrap().count()
}

impl Footprint {
    pub fn now() -> Footprint {
        Footprint {
            bytes: LIVE.load(Ordering::Relaxed),
            threads: entries("/proc/self/task"),
            descriptors: entries("/proc/self/fd"),
        }
    }

    /// What is there now and was not before, but for `kept` bytes that are accounted for.
    pub fn left(&self, kept: usize) -> Vec<String> {
        let mut now = Footprint::now();
        // The system takes a moment to forget a thread that was joined.
        for _ in 0..20_000 {
            if now.threads <= self.threads {
                break;
            }
            std::thread::yield_now();
            now = Footprint::now();
        }
        let more = |what: &str, now: i64, before: i64| {
            (now > before).then(|| format!("left: {} {what}", now - before))
        };
        [
            more("bytes", now.bytes - kept as i64, self.bytes),
            more("threads", now.threads as i64, self.threads as i64),
            more("descriptors", now.descriptors as i64, self.descriptors as i64),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
