//! Who wins when a cancel meets the end of a write: one atomic state, and the promise that a cancel which was
//! accepted never ends in success. `tests/loom_control.rs` proves it over every interleaving of this very code.

#[cfg(loom)]
use loom::sync::atomic::{AtomicBool, AtomicU8, Ordering};
#[cfg(not(loom))]
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

/// What a cancel was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CancelAnswer {
    /// The operation will not end in success.
    Accepted,
    /// Past the point of no return: the operation's own result stands.
    TooLate,
    /// Nothing to cancel.
    NothingInProgress,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
enum State {
    Idle,
    /// In progress, and can be cancelled.
    Running,
    /// In progress; a cancel was accepted.
    Cancelled,
    /// In progress; it failed by itself and is bringing the disc to its best state.
    Failing,
    /// Past the point of no return.
    Committed,
    /// The same, and a cancel has been told so: the answer stands for the rest of the operation.
    CommittedAndToldSo,
    /// The result is settled; end callbacks run.
    Sealed,
    /// The same, and a cancel was accepted before.
    SealedCancelled,
}

impl State {
    fn from(value: u8) -> State {
        const ALL: [State; 8] = [
            State::Idle,
            State::Running,
            State::Cancelled,
            State::Failing,
            State::Committed,
            State::CommittedAndToldSo,
            State::Sealed,
            State::SealedCancelled,
        ];
        ALL[value as usize]
    }
}

/// Leave at once: a bit beside the state, so that both change together.
const ESCALATED: u8 = 0x80;

/// The cancel state of an object that runs one operation at a time.
pub struct Control {
    /// A [`State`], and [`ESCALATED`].
    state: AtomicU8,
    /// Cancel means: leave as soon as the drive lets go.
    immediate: AtomicBool,
}

impl Default for Control {
    fn default() -> Self {
        Control { state: AtomicU8::new(State::Idle as u8), immediate: AtomicBool::new(false) }
    }
}

impl Control {
    fn state(&self) -> State {
        State::from(self.state.load(Ordering::Acquire) & !ESCALATED)
    }

    /// Moves from the present state to the one that `next` names, and adds `escalate` unless idle. Returns what was.
    fn change(&self, escalate: u8, next: impl Fn(State) -> Option<State>) -> State {
        let mut current = self.state.load(Ordering::Acquire);
        loop {
            let state = State::from(current & !ESCALATED);
            let to = next(state).unwrap_or(state);
            let flags = if state == State::Idle { 0 } else { current & ESCALATED | escalate };
            let to = to as u8 | flags;
            if to == current {
                return state;
            }
            match self.state.compare_exchange(current, to, Ordering::AcqRel, Ordering::Acquire) {
                Ok(_) => return state,
                Err(found) => current = found,
            }
        }
    }

    // --- callers' side ---

    /// Asks for the end of what runs. Never blocks. Asking again gives the first answer again, and in immediate
    /// mode makes the operation leave at once.
    pub fn cancel(&self) -> CancelAnswer {
        let escalate = if self.is_immediate() { ESCALATED } else { 0 };
        let was = self.change(escalate, |state| match state {
            State::Running => Some(State::Cancelled),
            State::Committed => Some(State::CommittedAndToldSo),
            _ => None,
        });
        match was {
            State::Idle => CancelAnswer::NothingInProgress,
            State::Running | State::Cancelled | State::Failing | State::SealedCancelled => {
                CancelAnswer::Accepted
            }
            State::Committed | State::CommittedAndToldSo | State::Sealed => CancelAnswer::TooLate,
        }
    }

    pub fn set_immediate(&self, immediate: bool) {
        self.immediate.store(immediate, Ordering::Release);
    }

    pub fn is_immediate(&self) -> bool {
        self.immediate.load(Ordering::Acquire)
    }

    pub fn in_progress(&self) -> bool {
        self.state() != State::Idle
    }

    // --- the operation's side ---

    /// Starts an operation. False if one is in progress.
    pub fn begin(&self) -> bool {
        self.change(0, |state| (state == State::Idle).then_some(State::Running)) == State::Idle
    }

    pub fn is_cancelled(&self) -> bool {
        matches!(self.state(), State::Cancelled | State::SealedCancelled)
    }

    /// Leave now: do not wait for the drive any longer than it holds the line.
    pub fn is_escalated(&self) -> bool {
        self.state.load(Ordering::Acquire) & ESCALATED != 0
    }

    /// The operation failed by itself; from here on it cannot succeed, so a cancel is accepted. False if a cancel
    /// was accepted before.
    pub fn fail(&self) -> bool {
        let was = self.change(0, |state| (state == State::Running).then_some(State::Failing));
        was != State::Cancelled
    }

    /// Passes the point of no return. False if a cancel was accepted before.
    pub fn commit(&self) -> bool {
        self.change(0, |state| (state == State::Running).then_some(State::Committed)) != State::Cancelled
    }

    /// The disc is done and is being verified, which a cancel can stop, unless one has been told that it is too late.
    pub fn begin_verification(&self) {
        self.change(0, |state| (state == State::Committed).then_some(State::Running));
    }

    /// Settles the result. Returns whether it may be a success: not if a cancel was accepted or the operation failed.
    pub fn seal(&self) -> bool {
        let was = self.change(0, |state| match state {
            State::Cancelled | State::Failing => Some(State::SealedCancelled),
            _ => Some(State::Sealed),
        });
        !matches!(was, State::Cancelled | State::Failing)
    }

    /// The result is published: the object is free for the next operation.
    pub fn end(&self) {
        self.state.store(State::Idle as u8, Ordering::Release);
    }
}
