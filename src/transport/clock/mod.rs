//! The clock that a device and everything above it share: real, scaled, or virtual.
//!
//! Virtual time stands still while any thread that takes part has work to do, and jumps to the earliest deadline
//! once all of them wait. A burn of hours then takes milliseconds and always happens in the same order. Nobody
//! but this folder asks the system for the time.
#![allow(clippy::disallowed_methods)]

mod virtual_time;

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Condvar, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crossbeam_utils::sync::{Parker, Unparker};
use virtual_time::VirtualTime;

/// A point in time: what has passed since the clock was made.
pub type Time = Duration;

/// A point in the caller's own time.
pub type RealTime = Instant;

/// Real time, for measuring what code costs and nothing else.
pub struct Stopwatch(Instant);

impl Stopwatch {
    pub fn start() -> Stopwatch {
        Stopwatch(Instant::now())
    }

    pub fn nanoseconds(&self) -> u64 {
        u64::try_from(self.0.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }
}

pub struct Clock {
    kind: Kind,
}

enum Kind {
    /// Real time, running `factor` times as fast.
    Real {
        origin: Instant,
        factor: u32,
    },
    Virtual(Arc<VirtualTime>),
}

impl Clock {
    pub fn real() -> Arc<Clock> {
        Clock::scaled(1)
    }

    /// Time that runs `factor` times as fast as real time.
    pub fn scaled(factor: u32) -> Arc<Clock> {
        Arc::new(Clock { kind: Kind::Real { origin: Instant::now(), factor: factor.max(1) } })
    }

    /// Time that moves only when everybody waits.
    pub fn simulated() -> Arc<Clock> {
        Arc::new(Clock { kind: Kind::Virtual(Arc::new(VirtualTime::new())) })
    }

    pub fn now(&self) -> Time {
        match &self.kind {
            Kind::Real { origin, factor } => origin.elapsed() * *factor,
            Kind::Virtual(time) => time.now(),
        }
    }

    pub fn sleep_until(self: &Arc<Self>, at: Time) {
        match &self.kind {
            Kind::Real { .. } => {
                while let Some(left) = at.checked_sub(self.now()).filter(|left| !left.is_zero()) {
                    std::thread::sleep(self.real_duration(left));
                }
            }
            Kind::Virtual(time) => time.wait(None, Some(at)),
        }
    }

    pub fn sleep(self: &Arc<Self>, duration: Duration) {
        self.sleep_until(self.now() + duration);
    }

    /// A wait that another thread can end early.
    pub fn signal(self: &Arc<Self>) -> Signal {
        match &self.kind {
            Kind::Real { .. } => Signal { clock: self.clone(), waker: Waker::Real(Parker::new()) },
            Kind::Virtual(_) => {
                Signal { clock: self.clone(), waker: Waker::Virtual(Arc::new(AtomicBool::new(false))) }
            }
        }
    }

    /// A place for a thread that is about to start: virtual time already waits for it.
    pub fn seat(self: &Arc<Self>) -> Seat {
        if let Kind::Virtual(time) = &self.kind {
            time.expect();
        }
        Seat { clock: Some(self.clone()) }
    }

    /// Makes the calling thread one for which virtual time waits, until the guard is dropped.
    pub fn participate(self: &Arc<Self>) -> Participant {
        self.seat().take()
    }

    /// [`participate`](Self::participate) for a thread of the caller that sends a command, so that time does not run
    /// away between the command's begin and its end. None if there is nothing to take part in, or the thread already
    /// takes part in a clock.
    pub fn visit(self: &Arc<Self>) -> Option<Participant> {
        let free = matches!(self.kind, Kind::Virtual(_)) && !virtual_time::takes_part();
        free.then(|| self.participate())
    }

    /// Runs the caller's code (a callback, a stream's read), which virtual time awaits with patience only.
    pub fn user_code<R>(&self, call: impl FnOnce() -> R) -> R {
        match &self.kind {
            Kind::Real { .. } => call(),
            Kind::Virtual(time) => time.user_code(call),
        }
    }

    fn real_duration(&self, duration: Duration) -> Duration {
        match &self.kind {
            Kind::Real { factor, .. } => duration / *factor,
            Kind::Virtual(_) => duration,
        }
    }
}

/// [`Clock::user_code`] for code that is called without knowing for which drive: a log callback, a free function.
pub fn user_code<R>(call: impl FnOnce() -> R) -> R {
    match virtual_time::of_this_thread() {
        None => call(),
        Some(time) => time.user_code(call),
    }
}

/// See [`Clock::seat`].
pub struct Seat {
    clock: Option<Arc<Clock>>,
}

impl Seat {
    /// The calling thread is the one that it was meant for.
    pub fn take(mut self) -> Participant {
        let clock = self.clock.take().expect("a seat is taken once");
        if let Kind::Virtual(time) = &clock.kind {
            time.take_part();
        }
        Participant { clock }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        if let Some(Kind::Virtual(time)) = self.clock.as_ref().map(|clock| &clock.kind) {
            time.leave();
        }
    }
}

/// Waits on a condition of the caller's own, for the caller's own time: real, whatever the drive's clock.
pub fn wait_real<'a, T>(
    changed: &Condvar,
    guard: MutexGuard<'a, T>,
    until: Option<RealTime>,
) -> (MutexGuard<'a, T>, bool) {
    let Some(until) = until else {
        return (changed.wait(guard).unwrap_or_else(PoisonError::into_inner), false);
    };
    let left = until.saturating_duration_since(Instant::now());
    let (guard, _) = changed.wait_timeout(guard, left).unwrap_or_else(PoisonError::into_inner);
    (guard, Instant::now() >= until)
}

/// The end of a wait that the caller allows this many milliseconds; u32::MAX is without end.
pub fn real_deadline(timeout_ms: u32) -> Option<RealTime> {
    (timeout_ms != u32::MAX).then(|| Instant::now() + Duration::from_millis(u64::from(timeout_ms)))
}

/// See [`Clock::participate`].
pub struct Participant {
    clock: Arc<Clock>,
}

impl Drop for Participant {
    fn drop(&mut self) {
        if let Kind::Virtual(time) = &self.clock.kind {
            time.end_part();
        }
    }
}

/// A wait with a deadline that a [`Raiser`] ends early. A raise before the wait is not lost; several count as one.
/// One thread waits on it.
pub struct Signal {
    clock: Arc<Clock>,
    waker: Waker,
}

enum Waker {
    Real(Parker),
    Virtual(Arc<AtomicBool>),
}

impl Signal {
    pub fn raiser(&self) -> Raiser {
        Raiser {
            waker: match (&self.waker, &self.clock.kind) {
                (Waker::Real(parker), _) => RaiserKind::Real(parker.unparker().clone()),
                (Waker::Virtual(raised), Kind::Virtual(time)) => {
                    RaiserKind::Virtual(raised.clone(), time.clone())
                }
                (Waker::Virtual(_), Kind::Real { .. }) => unreachable!("a signal is of its clock's kind"),
            },
        }
    }

    /// Waits for a raise or the deadline. It may return early without either, so callers look at what they wait for.
    pub fn wait(&self, deadline: Option<Time>) {
        match (&self.waker, &self.clock.kind) {
            (Waker::Real(parker), _) => match deadline {
                None => parker.park(),
                Some(at) => {
                    let left = at.saturating_sub(self.clock.now());
                    if !left.is_zero() {
                        parker.park_timeout(self.clock.real_duration(left));
                    }
                }
            },
            (Waker::Virtual(raised), Kind::Virtual(time)) => time.wait(Some(raised), deadline),
            (Waker::Virtual(_), Kind::Real { .. }) => unreachable!("a signal is of its clock's kind"),
        }
    }

    pub fn clock(&self) -> &Arc<Clock> {
        &self.clock
    }
}

/// Ends a [`Signal`]'s wait, from any thread.
#[derive(Clone)]
pub struct Raiser {
    waker: RaiserKind,
}

#[derive(Clone)]
enum RaiserKind {
    Real(Unparker),
    Virtual(Arc<AtomicBool>, Arc<VirtualTime>),
}

impl Raiser {
    pub fn raise(&self) {
        match &self.waker {
            RaiserKind::Real(unparker) => unparker.unpark(),
            RaiserKind::Virtual(raised, time) => time.raise(raised),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn virtual_time_jumps_and_keeps_order() {
        let clock = Clock::simulated();
        let order = Arc::new(Mutex::new(Vec::new()));
        let start = Arc::new(std::sync::Barrier::new(2));
        let threads: Vec<_> = [(3u64, 'a'), (5, 'b')]
            .into_iter()
            .map(|(step, name)| {
                let (clock, order, start) = (clock.clone(), order.clone(), start.clone());
                std::thread::spawn(move || {
                    let _part = clock.participate();
                    start.wait();
                    for n in 1..=3 {
                        clock.sleep_until(Duration::from_secs(step * n));
                        order.lock().unwrap().push((clock.now().as_secs(), name));
                    }
                })
            })
            .collect();
        threads.into_iter().for_each(|t| t.join().unwrap());
        let seen = order.lock().unwrap().clone();
        assert_eq!(seen, [(3, 'a'), (5, 'b'), (6, 'a'), (9, 'a'), (10, 'b'), (15, 'b')]);
    }

    #[test]
    fn a_raise_before_the_wait_is_kept() {
        for clock in [Clock::real(), Clock::simulated()] {
            let signal = clock.signal();
            signal.raiser().raise();
            signal.raiser().raise();
            signal.wait(None);
            let before = clock.now();
            signal.wait(Some(before + Duration::from_millis(1)));
            assert!(clock.now() >= before + Duration::from_millis(1));
        }
    }

    #[test]
    fn a_raise_wakes_a_waiter_without_deadline() {
        for clock in [Clock::real(), Clock::simulated()] {
            let signal = clock.signal();
            let raiser = signal.raiser();
            let waiter = std::thread::spawn({
                let clock = clock.clone();
                move || {
                    let _part = clock.participate();
                    signal.wait(None);
                }
            });
            raiser.raise();
            waiter.join().unwrap();
        }
    }

    #[test]
    fn user_code_that_never_returns_does_not_hold_time() {
        let clock = Clock::simulated();
        let (release, blocked) = std::sync::mpsc::channel::<()>();
        let stuck = std::thread::spawn({
            let clock = clock.clone();
            move || {
                let _part = clock.participate();
                clock.user_code(|| blocked.recv().unwrap());
            }
        });
        clock.sleep(Duration::from_secs(60));
        assert_eq!(clock.now(), Duration::from_secs(60));
        release.send(()).unwrap();
        stuck.join().unwrap();
    }
}
