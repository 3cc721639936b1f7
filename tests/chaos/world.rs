//! What the threads share: handles that any of them may replace or destroy, and functions for the library to call.

use std::cell::{Cell, RefCell};
use std::ffi::{c_char, c_void};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicU64, Ordering};

use df2d::ffi::constants::DF2D_CONTENT_WHOLE;
use df2d::ffi::types::*;
use df2d::ffi::{erase, format, log, master, recorder, stream};
use df2d::hresult::{DF2D_E_IMAPI_REQUEST_CANCELLED, DF2D_E_UNEXPECTED, df2d_hresult};

use crate::calls::QUICK;

pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Rng {
        Rng(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 16
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// A few handles of one type. What is in a place may be dead.
pub struct Places<T>([AtomicPtr<T>; 4]);

impl<T> Places<T> {
    fn new() -> Places<T> {
        Places(std::array::from_fn(|_| AtomicPtr::default()))
    }

    pub fn any(&self, rng: &mut Rng) -> *mut T {
        self.0[rng.below(4)].load(Ordering::SeqCst)
    }

    /// Gives what was there before.
    pub fn put(&self, rng: &mut Rng, handle: *mut T) -> *mut T {
        self.0[rng.below(4)].swap(handle, Ordering::SeqCst)
    }

    fn take_all(&self) -> impl Iterator<Item = *mut T> {
        self.0.iter().map(|place| place.swap(std::ptr::null_mut(), Ordering::SeqCst))
    }
}

pub struct World {
    pub recorders: Places<df2d_recorder_t>,
    pub writers: Places<df2d_t>,
    pub erasers: Places<df2d_erase_t>,
    pub streams: Places<df2d_stream_t>,
    pub masters: Places<df2d_master_t>,
    /// The last ones given, of whatever kind.
    pub cookies: [AtomicU32; 8],
    pub log_cookies: [AtomicU32; 8],
    pub given: AtomicU64,
    pub freed: AtomicU64,
    pub calls: AtomicU64,
    pub inside: AtomicU64,
    pub callbacks: AtomicU64,
    pub operations: AtomicU64,
    pub cancels: AtomicU64,
    pub whole: AtomicU64,
}

thread_local! {
    /// For the calls that callbacks make. A thread of the library is as good as another.
    static CHANCE: RefCell<Rng> = RefCell::new(Rng::new(7));
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

impl World {
    pub fn shared() -> &'static World {
        static WORLD: OnceLock<World> = OnceLock::new();
        WORLD.get_or_init(|| World {
            recorders: Places::new(),
            writers: Places::new(),
            erasers: Places::new(),
            streams: Places::new(),
            masters: Places::new(),
            cookies: Default::default(),
            log_cookies: Default::default(),
            given: AtomicU64::new(0),
            freed: AtomicU64::new(0),
            calls: AtomicU64::new(0),
            inside: AtomicU64::new(0),
            callbacks: AtomicU64::new(0),
            operations: AtomicU64::new(0),
            cancels: AtomicU64::new(0),
            whole: AtomicU64::new(0),
        })
    }

    pub fn check(&self, name: &str, hr: df2d_hresult) {
        self.calls.fetch_add(1, Ordering::Relaxed);
        assert_ne!(hr, DF2D_E_UNEXPECTED, "{name}");
    }

    /// User data for one callback, which must come back once.
    pub fn user_data(&self) -> *mut c_void {
        self.given.fetch_add(1, Ordering::SeqCst);
        Box::into_raw(Box::new(0x5EED_u64)).cast()
    }

    /// What a callback does: now and then a call that does not wait for others.
    fn called_back(&self) {
        self.callbacks.fetch_add(1, Ordering::Relaxed);
        if DEPTH.get() > 1 {
            return;
        }
        DEPTH.set(DEPTH.get() + 1);
        let call = CHANCE.with_borrow_mut(|rng| {
            (rng.below(4) == 0).then(|| (QUICK[rng.below(QUICK.len())], Rng::new(rng.next())))
        });
        if let Some(((name, call), mut rng)) = call {
            self.inside.fetch_add(1, Ordering::Relaxed);
            self.check(name, call(self, &mut rng));
        }
        DEPTH.set(DEPTH.get() - 1);
    }

    pub fn destroy_all(&self) {
        // SAFETY: tokens, dead or alive.
        unsafe {
            self.writers.take_all().for_each(|it| self.check("destroy", format::df2d_destroy(it)));
            self.erasers.take_all().for_each(|it| self.check("erase_destroy", erase::df2d_erase_destroy(it)));
            self.streams
                .take_all()
                .for_each(|it| self.check("stream_destroy", stream::df2d_stream_destroy(it)));
            self.masters
                .take_all()
                .for_each(|it| self.check("master_destroy", master::df2d_master_destroy(it)));
            let recorders = self.recorders.take_all();
            recorders.for_each(|it| self.check("recorder_destroy", recorder::df2d_recorder_destroy(it)));
        }
        for cookie in &self.log_cookies {
            // SAFETY: a number.
            self.check("log_unadvise", unsafe { log::df2d_log_unadvise(cookie.load(Ordering::SeqCst)) });
        }
    }
}

// --- what the library calls ---

fn touch(user_data: *mut c_void) {
    // SAFETY: from user_data above, and not freed yet, which is what this finds out.
    assert_eq!(unsafe { *user_data.cast::<u64>() }, 0x5EED);
    World::shared().called_back();
}

pub unsafe extern "C" fn on_update(_: *mut df2d_t, progress: *const df2d_progress, user_data: *mut c_void) {
    // SAFETY: good for the time of the call.
    assert!(unsafe { (*progress).done_sectors <= (*progress).total_sectors });
    touch(user_data);
}

pub unsafe extern "C" fn on_end(_: *mut df2d_t, result: *const df2d_write_result, user_data: *mut c_void) {
    // SAFETY: good for the time of the call.
    note_end(unsafe { &*result });
    touch(user_data);
}

pub unsafe extern "C" fn on_erase_update(_: *mut df2d_erase_t, _: i32, _: i32, user_data: *mut c_void) {
    touch(user_data);
}

pub unsafe extern "C" fn on_erase_end(
    _: *mut df2d_erase_t,
    result: *const df2d_write_result,
    user_data: *mut c_void,
) {
    // SAFETY: good for the time of the call.
    note_end(unsafe { &*result });
    touch(user_data);
}

fn note_end(result: &df2d_write_result) {
    World::shared().operations.fetch_add(1, Ordering::SeqCst);
    if result.hr == DF2D_E_IMAPI_REQUEST_CANCELLED {
        World::shared().cancels.fetch_add(1, Ordering::SeqCst);
    }
    if result.content_after == DF2D_CONTENT_WHOLE {
        World::shared().whole.fetch_add(1, Ordering::SeqCst);
    }
}

pub unsafe extern "C" fn on_drive(_: *mut df2d_master_t, _: *const c_char, user_data: *mut c_void) {
    touch(user_data);
}

pub unsafe extern "C" fn on_log(_: i32, _: *const c_char, _: *const c_char, user_data: *mut c_void) {
    touch(user_data);
}

pub unsafe extern "C" fn on_free(user_data: *mut c_void) {
    touch(user_data);
    // SAFETY: made by user_data above, and freed here alone.
    let mut data = unsafe { Box::from_raw(user_data.cast::<u64>()) };
    *data = 0;
    World::shared().freed.fetch_add(1, Ordering::SeqCst);
}

// --- a source ---

pub unsafe extern "C" fn source_size(user_data: *mut c_void, size: *mut u64) -> df2d_hresult {
    touch(user_data);
    // SAFETY: the library's.
    unsafe { *size = 600 * 2048 };
    0
}

pub unsafe extern "C" fn source_read(
    user_data: *mut c_void,
    buffer: *mut c_void,
    size: usize,
    got: *mut usize,
) -> df2d_hresult {
    touch(user_data);
    // SAFETY: the library's, and size bytes long.
    unsafe {
        std::ptr::write_bytes(buffer.cast::<u8>(), 0xA5, size);
        *got = size;
    }
    0
}

pub unsafe extern "C" fn source_seek(user_data: *mut c_void, _: u64) -> df2d_hresult {
    touch(user_data);
    0
}

pub unsafe extern "C" fn source_cancel(user_data: *mut c_void) {
    touch(user_data);
}
