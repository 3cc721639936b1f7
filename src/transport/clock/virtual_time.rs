//! Virtual time: who takes part, who waits for what, and when to jump.

use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::Time;

/// How long virtual time waits, in real time, for a thread that is inside the caller's code before it moves on
/// without it: a callback that never returns must not hold the disc.
const PATIENCE: Duration = Duration::from_secs(1);

/// What the calling thread is to virtual time. A thread takes part in one clock at most.
#[derive(Clone, Copy, Default, PartialEq)]
struct Role {
    /// 0 is none.
    clock: u64,
    in_user_code: bool,
}

thread_local! {
    static ROLE: Cell<Role> = const { Cell::new(Role { clock: 0, in_user_code: false }) };
    /// The time that the thread takes part in.
    static TIME: RefCell<Option<Arc<VirtualTime>>> = const { RefCell::new(None) };
}

/// The time that the calling thread takes part in: none while a thread of the caller's ends.
pub(super) fn of_this_thread() -> Option<Arc<VirtualTime>> {
    TIME.try_with(|time| time.borrow().clone()).unwrap_or_default()
}

/// A thread of the caller's that ends has no place for it any more, and takes part without.
fn set_time(time: Option<Arc<VirtualTime>>) {
    let _ = TIME.try_with(|place| place.replace(time));
}

/// Whether the calling thread takes part in any time, even while it ends.
pub(super) fn takes_part() -> bool {
    ROLE.get() != Role::default()
}

pub(super) struct VirtualTime {
    id: u64,
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    now: Time,
    /// Taking part, not waiting and not in the caller's code.
    running: usize,
    /// Taking part, not waiting, in the caller's code.
    in_user_code: usize,
    /// The caller's code has used up the patience; time no longer waits for it.
    patience_spent: bool,
    /// Counts changes of the above, so that patience is measured over a quiet stretch.
    epoch: u64,
    waiters: Vec<Waiter>,
}

struct Waiter {
    id: u64,
    deadline: Option<Time>,
    /// Where the signal lies that it waits for.
    signal: Option<usize>,
    role: Role,
}

static NEXT_ID: AtomicU64 = AtomicU64::new(1);

impl VirtualTime {
    pub fn new() -> Self {
        VirtualTime {
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            state: Mutex::new(State {
                now: Duration::ZERO,
                running: 0,
                in_user_code: 0,
                patience_spent: false,
                epoch: 0,
                waiters: Vec::with_capacity(16),
            }),
            changed: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn now(&self) -> Time {
        self.lock().now
    }

    /// A thread will take part, and is waited for from now on.
    pub fn expect(&self) {
        self.lock().running += 1;
    }

    /// The calling thread is the one that was expected.
    pub fn take_part(self: &Arc<Self>) {
        ROLE.with(|role| role.set(Role { clock: self.id, in_user_code: false }));
        set_time(Some(self.clone()));
    }

    /// The calling thread no longer takes part.
    pub fn end_part(&self) {
        ROLE.with(|role| role.set(Role::default()));
        set_time(None);
        self.leave();
    }

    /// A thread that takes part, or was expected to, does not any more.
    pub fn leave(&self) {
        let mut state = self.lock();
        state.running -= 1;
        self.advance_if_all_wait(&mut state);
    }

    pub fn raise(&self, raised: &Arc<AtomicBool>) {
        if raised.swap(true, Ordering::AcqRel) {
            return;
        }
        let mut state = self.lock();
        let signal = Arc::as_ptr(raised).addr();
        if let Some(index) = state.waiters.iter().position(|w| w.signal == Some(signal)) {
            state.wake(index);
            self.changed.notify_all();
        }
    }

    pub fn wait(&self, raised: Option<&Arc<AtomicBool>>, deadline: Option<Time>) {
        let role = ROLE.with(Cell::get);
        let role = if role.clock == self.id { role } else { Role::default() };
        let mut state = self.lock();
        if raised.is_some_and(|r| r.swap(false, Ordering::AcqRel)) || deadline.is_some_and(|d| d <= state.now)
        {
            return;
        }
        let id = NEXT_ID.fetch_add(1, Ordering::Relaxed);
        state.waiters.push(Waiter {
            id,
            deadline,
            signal: raised.map(|raised| Arc::as_ptr(raised).addr()),
            role,
        });
        state.stop(role);
        loop {
            self.advance_if_all_wait(&mut state);
            if !state.waiters.iter().any(|w| w.id == id) {
                break;
            }
            let epoch = state.epoch;
            if state.running == 0 && state.in_user_code > 0 && !state.patience_spent {
                let (next, timeout) =
                    self.changed.wait_timeout(state, PATIENCE).unwrap_or_else(PoisonError::into_inner);
                state = next;
                if timeout.timed_out() && state.epoch == epoch {
                    state.patience_spent = true;
                }
            } else {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
        }
        if let Some(raised) = raised {
            // Acquires what a raise told of that came between the deadline and here.
            raised.swap(false, Ordering::AcqRel);
        }
    }

    /// Moves to the earliest deadline and wakes whoever waits for it, if nobody has work to do.
    fn advance_if_all_wait(&self, state: &mut State) {
        if state.running > 0 || (state.in_user_code > 0 && !state.patience_spent) {
            return;
        }
        let Some(earliest) = state.waiters.iter().filter_map(|w| w.deadline).min() else { return };
        state.now = state.now.max(earliest);
        // One at a time, in the order in which they began to wait, so that every run takes the same course.
        if let Some(index) = state.waiters.iter().position(|w| w.deadline == Some(earliest)) {
            state.wake(index);
            self.changed.notify_all();
        }
    }

    /// Runs the caller's code, which is awaited with patience only.
    pub fn user_code<R>(&self, call: impl FnOnce() -> R) -> R {
        if ROLE.with(Cell::get) != (Role { clock: self.id, in_user_code: false }) {
            return call();
        }
        self.enter_user_code();
        let _leave = LeaveUserCode(self);
        call()
    }

    fn enter_user_code(&self) {
        ROLE.with(|role| role.set(Role { in_user_code: true, ..role.get() }));
        let mut state = self.lock();
        state.running -= 1;
        state.in_user_code += 1;
        state.epoch += 1;
        // Waiters begin to measure their patience.
        self.changed.notify_all();
    }

    fn leave_user_code(&self) {
        ROLE.with(|role| role.set(Role { in_user_code: false, ..role.get() }));
        let mut state = self.lock();
        state.in_user_code -= 1;
        state.running += 1;
        state.patience_spent = false;
        state.epoch += 1;
    }
}

struct LeaveUserCode<'a>(&'a VirtualTime);

impl Drop for LeaveUserCode<'_> {
    fn drop(&mut self) {
        self.0.leave_user_code();
    }
}

impl State {
    /// The thread of this role begins to wait.
    fn stop(&mut self, role: Role) {
        self.epoch += 1;
        match role {
            Role { clock: 0, .. } => {}
            Role { in_user_code: true, .. } => self.in_user_code -= 1,
            Role { in_user_code: false, .. } => self.running -= 1,
        }
    }

    fn wake(&mut self, index: usize) {
        let waiter = self.waiters.remove(index);
        self.epoch += 1;
        match waiter.role {
            Role { clock: 0, .. } => {}
            Role { in_user_code: true, .. } => self.in_user_code += 1,
            Role { in_user_code: false, .. } => self.running += 1,
        }
    }
}
