//! Threads of the library: named, with signals blocked, so that a host's handlers do not run on them, but for those that must.

use std::thread::JoinHandle;

use crate::failure::{Failure, Result};
use crate::hresult::DF2D_E_OUTOFMEMORY;

/// Starts a thread. It inherits the blocked signals, so there is no moment in which one could hit it.
pub fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>> {
    // Under Miri there are no signals to block.
    let _blocked = (!cfg!(miri)).then(|| BlockedSignals::but(is_taken));
    std::thread::Builder::new().name(name.to_owned()).spawn(body).map_err(|error| refused(&error))
}

fn refused(error: &std::io::Error) -> Failure {
    Failure::new(
        DF2D_E_OUTOFMEMORY,
        "The system refused a further thread; close other programs or raise the limit on threads.",
    )
    .errno(error.raw_os_error().unwrap_or(0))
}

/// Runs the body on a thread of the library and waits for its end: for what takes the system more stack than a thread of
/// the caller's may have.
pub fn run<R: Send>(name: &str, body: impl FnOnce() -> R + Send) -> Result<R> {
    std::thread::scope(|scope| {
        let blocked = (!cfg!(miri)).then(|| BlockedSignals::but(is_taken));
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn_scoped(scope, body);
        let thread = thread.map_err(|error| refused(&error))?;
        drop(blocked);
        Ok(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// The calling thread goes before those of other programs, where the system lets it, and is woken on time: it keeps a drive
/// fed, whose buffer lasts for a thirtieth of a second.
pub fn go_first() {
    const NICENESS: libc::c_int = -10;
    if !cfg!(miri) {
        // SAFETY: for Linux 0 is the calling thread, not its process. What it refuses stays as it was.
        unsafe { libc::setpriority(libc::PRIO_PROCESS, 0, NICENESS) };
        // SAFETY: this takes a number of nanoseconds, and no pointer.
        #[cfg(target_os = "linux")]
        unsafe {
            libc::prctl(libc::PR_SET_TIMERSLACK, 1)
        };
    }
}

/// What a thread raises by its own code. Blocked, these end the process without asking a handler, and there are hosts that
/// make exceptions of them: in Mono, .NET and Java a null reference in a callback is a SIGSEGV, a division by zero a SIGFPE.
const OF_ITS_OWN: [libc::c_int; 6] =
    [libc::SIGSEGV, libc::SIGBUS, libc::SIGFPE, libc::SIGILL, libc::SIGTRAP, libc::SIGSYS];

/// Whether a thread of the library takes it. By the later ones a host's runtime stops the threads that have called it, for its
/// garbage collector, and waits for each: Mono by a real-time signal, and by SIGPWR and SIGXCPU Boehm's collector.
fn is_taken(signal: libc::c_int) -> bool {
    OF_ITS_OWN.contains(&signal)
        || [libc::SIGPWR, libc::SIGXCPU].contains(&signal)
        || (libc::SIGRTMIN()..=libc::SIGRTMAX()).contains(&signal)
}

/// Signals are blocked on this thread until it is dropped.
pub(super) struct BlockedSignals {
    before: libc::sigset_t,
}

impl BlockedSignals {
    /// All of them.
    pub(super) fn all() -> BlockedSignals {
        BlockedSignals::but(|_| false)
    }

    /// But for those that the predicate names.
    fn but(is_taken: impl Fn(libc::c_int) -> bool) -> BlockedSignals {
        // SAFETY: both sets are plain memory that the calls fill in.
        unsafe {
            let mut blocked = std::mem::zeroed::<libc::sigset_t>();
            let mut before = std::mem::zeroed::<libc::sigset_t>();
            libc::sigfillset(&mut blocked);
            for signal in (1..=libc::SIGRTMAX()).filter(|signal| is_taken(*signal)) {
                libc::sigdelset(&mut blocked, signal);
            }
            // What the caller has blocked stays so: it may wait for it elsewhere.
            libc::pthread_sigmask(libc::SIG_BLOCK, &blocked, &mut before);
            BlockedSignals { before }
        }
    }
}

/// SIGPIPE is blocked on this thread, which may be a caller's, until it is dropped, and one that came meanwhile is
/// forgotten: a peer that hangs up is an error like any other and not the end of the program.
pub struct BlockedPipeSignal {
    /// None if it was blocked before.
    before: Option<libc::sigset_t>,
}

impl BlockedPipeSignal {
    pub fn begin() -> BlockedPipeSignal {
        // SAFETY: the sets are plain memory that the calls fill in.
        unsafe {
            let mut before = std::mem::zeroed::<libc::sigset_t>();
            libc::pthread_sigmask(libc::SIG_BLOCK, &pipe_signal(), &mut before);
            let blocked = libc::sigismember(&before, libc::SIGPIPE) == 1;
            BlockedPipeSignal { before: (!blocked).then_some(before) }
        }
    }
}

impl Drop for BlockedPipeSignal {
    fn drop(&mut self) {
        let Some(before) = &self.before else { return };
        // SAFETY: the sets are filled in; what was not blocked before was not pending before, so it is ours.
        unsafe {
            let now = std::mem::zeroed::<libc::timespec>();
            libc::sigtimedwait(&pipe_signal(), std::ptr::null_mut(), &now);
            libc::pthread_sigmask(libc::SIG_SETMASK, before, std::ptr::null_mut());
        }
    }
}

fn pipe_signal() -> libc::sigset_t {
    // SAFETY: plain memory that the calls fill in.
    unsafe {
        let mut set = std::mem::zeroed::<libc::sigset_t>();
        libc::sigemptyset(&mut set);
        libc::sigaddset(&mut set, libc::SIGPIPE);
        set
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

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    static CAUGHT: AtomicU32 = AtomicU32::new(0);

    extern "C" fn catch(_: libc::c_int) {
        CAUGHT.fetch_add(1, Ordering::Relaxed);
    }

    /// Writes into a pipe that nobody reads.
    fn write_to_nobody() -> ErrorKind {
        let mut ends = [0; 2];
        // SAFETY: the calls get descriptors of their own, and a byte.
        unsafe {
            assert_eq!(libc::pipe(ends.as_mut_ptr()), 0);
            libc::close(ends[0]);
            let written = libc::write(ends[1], b"x".as_ptr().cast(), 1);
            let error = Error::last_os_error();
            libc::close(ends[1]);
            assert_eq!(written, -1);
            error.kind()
        }
    }

    fn niceness() -> libc::c_int {
        // SAFETY: it only asks.
        unsafe { libc::getpriority(libc::PRIO_PROCESS, 0) }
    }

    #[test]
    fn whoever_goes_first_is_one_thread() {
        let before = niceness();
        let of_the_thread = std::thread::spawn(|| (go_first(), niceness()).1).join().unwrap();
        assert!(of_the_thread == -10 || of_the_thread == before);
        assert_eq!(niceness(), before);
    }

    #[test]
    fn a_peer_that_hangs_up_is_an_error_and_no_signal() {
        // SAFETY: the handler does what a handler may; the former one comes back.
        let before = unsafe { libc::signal(libc::SIGPIPE, catch as *const () as libc::sighandler_t) };
        {
            let _blocked = BlockedPipeSignal::begin();
            assert_eq!(write_to_nobody(), ErrorKind::BrokenPipe);
            let _again = BlockedPipeSignal::begin();
            assert_eq!(write_to_nobody(), ErrorKind::BrokenPipe);
        }
        let during = CAUGHT.load(Ordering::Relaxed);
        write_to_nobody();
        let after = CAUGHT.load(Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { libc::signal(libc::SIGPIPE, before) };
        assert_eq!((during, after), (0, 1));
    }
}
