//! Memory while a disc is written: all of it is there before the medium is touched, and what is not there is said then.

mod common;

use std::alloc::{GlobalAlloc, Layout, System};
use std::backtrace::Backtrace;
use std::cell::Cell;
use std::ffi::{c_int, c_void};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use common::*;
use df2d::hresult::*;
use df2d::imapi::recorder::Recorder;
use df2d::transport::drive::Drive;
use df2d::transport::{Answer, Clock, Data, Fault, Limits, Transport};
use df2d::virtual_recorder::{Config, VirtualRecorder};

const MEDIA: [&str; 16] = [
    "cd-r&size=60000",
    "cd-rw&size=60000",
    "dvd-r&size=60000",
    "dvd-r-dl&size=60000",
    "dvd-rw&size=60000",
    "dvd-rw-ro&size=60000",
    "dvd-ram&size=60000",
    "dvd+r&size=60000",
    "dvd+r-dl&size=60000",
    "dvd+rw&size=60000",
    "dvd+rw-dl&size=60000",
    "bd-r&size=64000",
    "bd-r-rrm&size=64000",
    "bd-re&size=640000",
    "hd-dvd-r&size=64000",
    "hd-dvd-ram&size=64000",
];

/// What grows with an image or with a drive's answer. Rust itself gives up when something smaller cannot be had.
const LARGE: usize = 4096;

#[global_allocator]
static ALLOCATOR: Watched = Watched;

struct Watched;

/// From the first command that touches the medium to the last.
static TOUCHING: AtomicBool = AtomicBool::new(false);
/// What the read thread and the device thread have allocated in that time.
static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);
/// Where the first of them was.
static PLACE: Mutex<Option<String>> = Mutex::new(None);
/// Which large allocation fails, counted down; 0 is none.
static FAILS: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// The drive's side of a command, and this test's own doings.
    static UNWATCHED: Cell<usize> = const { Cell::new(0) };
}

struct Unwatched;

fn unwatched() -> Unwatched {
    UNWATCHED.set(UNWATCHED.get() + 1);
    Unwatched
}

impl Drop for Unwatched {
    fn drop(&mut self) {
        UNWATCHED.set(UNWATCHED.get() - 1);
    }
}

/// Whether this thread brings data from the source to the drive.
fn is_on_the_path() -> bool {
    let mut name = [0_u8; 16];
    // SAFETY: PR_GET_NAME stores at most 16 bytes.
    unsafe { libc::prctl(libc::PR_GET_NAME, name.as_mut_ptr()) };
    name.starts_with(b"df2d read\0") || name.starts_with(b"df2d device\0")
}

/// Whether the allocation is to fail.
fn notice(size: usize) -> bool {
    // A thread that ends has no locals any more.
    if UNWATCHED.try_with(Cell::get) != Ok(0) {
        return false;
    }
    if TOUCHING.load(Ordering::SeqCst) && is_on_the_path() {
        ALLOCATIONS.fetch_add(1, Ordering::SeqCst);
        let _unwatched = unwatched();
        let mut place = PLACE.lock().unwrap_or_else(PoisonError::into_inner);
        place.get_or_insert_with(|| Backtrace::force_capture().to_string());
    }
    size >= LARGE
        && FAILS
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1))
            .is_ok_and(|left| left == 1)
}

// SAFETY: the system's allocator, or no memory.
unsafe impl GlobalAlloc for Watched {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller's.
        if notice(layout.size()) { std::ptr::null_mut() } else { unsafe { System.alloc(layout) } }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller's.
        if notice(layout.size()) { std::ptr::null_mut() } else { unsafe { System.alloc_zeroed(layout) } }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as the caller's.
        if notice(size) { std::ptr::null_mut() } else { unsafe { System.realloc(memory, layout, size) } }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: as the caller's.
        unsafe { System.dealloc(memory, layout) }
    }
}

/// What the library maps without the allocator, in the place of the C library's function.
#[unsafe(no_mangle)]
extern "C" fn mmap(
    address: *mut c_void,
    size: usize,
    access: c_int,
    flags: c_int,
    file: c_int,
    offset: libc::off_t,
) -> *mut c_void {
    // Rust gives up when it cannot map what a thread handles its signals on, which is smaller.
    if flags & libc::MAP_ANONYMOUS != 0 && size >= 64 * 1024 && notice(size) {
        // SAFETY: this thread's own.
        unsafe { *libc::__errno_location() = libc::ENOMEM };
        return libc::MAP_FAILED;
    }
    // SAFETY: as the caller's.
    unsafe { libc::syscall(libc::SYS_mmap, address, size, access, flags, file, offset) as *mut c_void }
}

/// A virtual recorder whose own memory does not count.
struct Side {
    recorder: Arc<VirtualRecorder>,
    touches: AtomicUsize,
    /// What had been allocated on the way to the last command that touched the medium.
    allocations: AtomicUsize,
}

fn touches(cdb: &[u8]) -> bool {
    const COMMANDS: [u8; 9] = [
        0x04, // FORMAT UNIT
        0x2A, // WRITE (10)
        0x35, // SYNCHRONIZE CACHE
        0x53, // RESERVE TRACK
        0x5B, // CLOSE TRACK SESSION
        0x5D, // SEND CUE SHEET
        0xA1, // BLANK
        0xAA, // WRITE (12)
        0xBF, // SEND DISC STRUCTURE
    ];
    COMMANDS.contains(&cdb[0])
}

impl Side {
    fn open(keys: &str) -> (Arc<Side>, Arc<Recorder>) {
        let config = Config::parse(format!("?clock=virtual&speed=1200&media={keys}").as_bytes()).unwrap();
        let recorder = VirtualRecorder::open(config).unwrap();
        let side =
            Arc::new(Side { recorder, touches: AtomicUsize::new(0), allocations: AtomicUsize::new(0) });
        let recorder = Recorder::of(Drive::new(keys.to_owned(), side.clone()));
        (side, recorder)
    }
}

impl Transport for Side {
    fn execute(&self, cdb: &[u8], data: Data<'_>, timeout: Duration) -> Result<Answer, Fault> {
        let _unwatched = unwatched();
        if touches(cdb) {
            self.touches.fetch_add(1, Ordering::SeqCst);
            self.allocations.store(ALLOCATIONS.load(Ordering::SeqCst), Ordering::SeqCst);
            TOUCHING.store(true, Ordering::SeqCst);
        }
        self.recorder.execute(cdb, data, timeout)
    }

    fn clock(&self) -> &Arc<Clock> {
        self.recorder.clock()
    }

    fn limits(&self) -> Limits {
        self.recorder.limits()
    }

    fn as_virtual(&self) -> Option<&VirtualRecorder> {
        Some(&self.recorder)
    }
}

/// The allocator is one for all tests of this file.
fn alone() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::new(());
    let guard = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    TOUCHING.store(false, Ordering::SeqCst);
    ALLOCATIONS.store(0, Ordering::SeqCst);
    FAILS.store(0, Ordering::SeqCst);
    *PLACE.lock().unwrap_or_else(PoisonError::into_inner) = None;
    guard
}

#[test]
fn from_the_first_command_to_the_last_that_touches_the_medium_nothing_is_allocated() {
    let _alone = alone();
    let data = image(3000, 1);
    for media in MEDIA {
        for verification in [0, 2] {
            let (side, recorder) = Side::open(media);
            let writer = writer(&recorder);
            writer.put(|p| p.burn_verification_level = verification).unwrap();
            writer.write(&memory(&data)).unwrap_or_else(|failure| panic!("{media}: {failure:?}"));
            TOUCHING.store(false, Ordering::SeqCst);
            assert!(side.touches.load(Ordering::SeqCst) > 10, "{media}");
            let allocations = side.allocations.load(Ordering::SeqCst);
            let place = PLACE.lock().unwrap().take();
            assert_eq!(allocations, 0, "{media}, verification {verification}: {}", place.unwrap_or_default());
            ALLOCATIONS.store(0, Ordering::SeqCst);
        }
    }
}

#[test]
fn what_cannot_be_had_is_said_before_the_medium_is_touched() {
    let _alone = alone();
    let data = image(3000, 2);
    for (index, media) in MEDIA.into_iter().enumerate() {
        let verification = if index % 2 == 0 { 2 } else { 0 };
        let mut refused = 0;
        for nth in 1.. {
            let (side, recorder) = Side::open(media);
            let writer = writer(&recorder);
            writer.put(|p| p.burn_verification_level = verification).unwrap();
            let stream = memory(&data);
            FAILS.store(nth, Ordering::SeqCst);
            let written = writer.write(&stream);
            let all_were_had = FAILS.swap(0, Ordering::SeqCst) > 0;
            let what = format!("{media}, verification {verification}, without allocation {nth}: {written:?}");
            match written {
                Ok(_) => assert_eq!(ended(&writer).sectors_on_media, 3000, "{what}"),
                Err(failure) => {
                    assert_eq!(failure.hr, DF2D_E_OUTOFMEMORY, "{what}");
                    assert_eq!(side.touches.load(Ordering::SeqCst), 0, "{what}");
                    assert_eq!(recorder.exclusive_access_owner(), "", "{what}");
                    assert!(!side.recorder.counters().prevented, "{what}");
                    refused += 1;
                    // With memory it goes well.
                    writer.write(&stream).unwrap_or_else(|failure| panic!("{what}, then {failure:?}"));
                }
            }
            if all_were_had {
                break;
            }
        }
        // The smallest ring has this many slots, and there is one to read into. A larger one is only better.
        assert!(refused > (8 << 20) / (512 * 1024), "{media}: {refused}");
    }
}
