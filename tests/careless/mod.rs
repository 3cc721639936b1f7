//! A careless C caller: any functions in any order, with handles that are alive, dead, made up or of another type, with
//! NULL, and with sizes of all kinds. It passes no pointer to what is not there, which is nobody's promise.

mod arguments;
mod callbacks;
mod table;

use std::alloc::Layout;

use arbitrary::Unstructured;
use df2d::ffi::{data::*, erase::*, format::*, library::*, log::*, master::*, recorder::*, stream::*};
use df2d::hresult::*;
use df2d::transport::clock::Stopwatch;

pub use table::CALLS;

/// Calls of one caller; what comes after them in the choices is not looked at.
const MOST_CALLS: usize = 48;
/// Real time after which something that should end by itself hangs.
const WATCHDOG_NS: u64 = 60_000_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Writer,
    Eraser,
    Recorder,
    Stream,
    Master,
}

pub struct Caller<'a> {
    choices: Unstructured<'a>,
    /// Every handle that it was ever given, and those that it has not given back.
    known: Vec<(Kind, usize)>,
    alive: Vec<(Kind, usize)>,
    cookies: Vec<u32>,
    call: Arguments,
    /// What the last call that told of a size needed.
    needed: usize,
}

/// What the call that is being made was passed.
#[derive(Default)]
struct Arguments {
    /// Memory that is the library's to use until the call returns.
    lent: Vec<(*mut u8, Layout)>,
    /// Elements of the memory that was passed last; the size that is passed with it.
    capacity: usize,
    first_handle: Option<usize>,
    bad_handle: bool,
    handles_out: Vec<(Kind, *mut usize)>,
    cookie_out: Option<*mut u32>,
    needed_out: Option<*mut usize>,
}

/// Makes the calls that these bytes choose, then destroys everything. Returns how many calls it made.
pub fn run(choices: &[u8]) -> usize {
    let mut caller = Caller {
        choices: Unstructured::new(choices),
        known: Vec::new(),
        alive: Vec::new(),
        cookies: Vec::new(),
        call: Arguments::default(),
        needed: 0,
    };
    callbacks::reset();
    if caller.choices.ratio(7, 8).unwrap_or(false) {
        caller.begin_as_usual();
    }
    let mut calls = 0;
    while !caller.choices.is_empty() && calls < MOST_CALLS {
        let which = caller.below(CALLS.len());
        CALLS[which].1(&mut caller);
        calls += 1;
    }
    caller.destroy_everything();
    calls
}

impl Caller<'_> {
    /// 0 when there is nothing left to choose from.
    fn below(&mut self, end: usize) -> usize {
        self.choices.int_in_range(0..=end - 1).unwrap_or(0)
    }

    fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// Without this few callers would get as far as a burn.
    fn begin_as_usual(&mut self) {
        let (mut writer, mut eraser, mut stream) = Default::default();
        let mut recorder = std::ptr::null_mut();
        let id = arguments::ids()[self.below(arguments::DISCS)];
        // SAFETY: valid pointers, and handles that were just given.
        unsafe {
            assert_eq!(df2d_create(&raw mut writer as *mut _), DF2D_S_OK);
            assert_eq!(df2d_erase_create(&raw mut eraser as *mut _), DF2D_S_OK);
            assert_eq!(df2d_recorder_open(id.as_ptr(), &mut recorder), DF2D_S_OK);
            let image = callbacks::IMAGE.as_ptr();
            let from = df2d_stream_from_memory(
                image.cast(),
                40 * 2048,
                None,
                std::ptr::null_mut(),
                &raw mut stream as *mut _,
            );
            assert_eq!(from, DF2D_S_OK);
            let writer = std::ptr::without_provenance_mut(writer);
            let eraser = std::ptr::without_provenance_mut(eraser);
            for hr in [
                df2d_put_client_name(writer, c"fuzzer".as_ptr()),
                df2d_erase_put_client_name(eraser, c"fuzzer".as_ptr()),
            ] {
                assert_eq!(hr, DF2D_S_OK);
            }
            // There may be no disc that it supports.
            let _ = (df2d_put_recorder(writer, recorder), df2d_erase_put_recorder(eraser, recorder));
        }
        self.alive = vec![
            (Kind::Writer, writer),
            (Kind::Eraser, eraser),
            (Kind::Stream, stream),
            (Kind::Recorder, recorder.addr()),
        ];
        self.known = self.alive.clone();
    }

    /// The call is over: what it returned fits what it was passed, and what it gave is kept.
    fn returned(&mut self, name: &str, hr: df2d_hresult) {
        let call = std::mem::take(&mut self.call);
        let code = df2d::hresult::name(hr);
        assert!(!code.starts_with("unknown"), "{name} returned {hr:X}, which has no name");
        assert!(hr != DF2D_E_UNEXPECTED, "{name} panicked");
        // A callback may have destroyed what it was passed meanwhile.
        if !callbacks::may_have_destroyed() {
            assert!(!call.bad_handle || hr < 0, "{name} took a handle that is none, and returned {code}");
            assert!(call.bad_handle || hr != DF2D_E_HANDLE, "{name} did not take its handle");
        }
        if hr >= 0 && (name.ends_with("_destroy") || name.ends_with("_release")) {
            self.alive.retain(|(_, handle)| Some(*handle) != call.first_handle);
        }
        // SAFETY: this is memory that was lent, which is still there.
        unsafe {
            for (kind, out) in call.handles_out {
                match *out {
                    0 => {}
                    handle => {
                        assert!(hr >= 0, "{name} failed with {code} and gave a handle");
                        self.alive.push((kind, handle));
                        self.known.push((kind, handle));
                    }
                }
            }
            if let Some(cookie) = call.cookie_out.map(|out| *out).filter(|_| hr >= 0) {
                assert_ne!(cookie, 0, "{name} gave no cookie");
                self.cookies.push(cookie);
            }
            if let Some(needed) = call.needed_out {
                self.needed = (*needed).min(4096);
            }
            for (memory, layout) in call.lent {
                std::alloc::dealloc(memory, layout);
            }
        }
    }

    fn destroy_everything(mut self) {
        for cookie in std::mem::take(&mut self.cookies) {
            // SAFETY: a number.
            let _ = unsafe { df2d_log_unadvise(cookie) };
        }
        for (kind, handle) in std::mem::take(&mut self.known) {
            use std::ptr::without_provenance_mut as token;
            // SAFETY: a handle is a token, which may be dead.
            let hr = unsafe {
                match kind {
                    Kind::Writer => df2d_destroy(token(handle)),
                    Kind::Eraser => df2d_erase_destroy(token(handle)),
                    Kind::Recorder => df2d_recorder_destroy(token(handle)),
                    Kind::Stream => df2d_stream_destroy(token(handle)),
                    Kind::Master => df2d_master_destroy(token(handle)),
                }
            };
            assert!([DF2D_S_OK, DF2D_E_HANDLE].contains(&hr), "destroying {kind:?} gave {hr:X}");
        }
        // Those that were released go with their operations, for which nobody can wait.
        let began = Stopwatch::start();
        let left = || {
            let mut count = usize::MAX;
            // SAFETY: a valid pointer.
            unsafe { df2d_live_objects(&mut count) };
            (count, callbacks::given_and_not_freed())
        };
        while left() != (0, 0) {
            assert!(began.nanoseconds() < WATCHDOG_NS, "objects and user data are left over: {:?}", left());
            std::thread::yield_now();
        }
    }
}
