//! One object per drive in the process, shared by all handles to it: one command at a time, one exclusive owner. Who
//! sends commands, and owns it, is a [`Party`].

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::clock::{Raiser, Signal};
use super::party::Party;
use super::{Clock, Limits, Transport};
use crate::failure::{Failure, Result};
use crate::hresult::DF2D_E_IMAPI_RECORDER_LOCKED;

pub struct Drive {
    id: String,
    transport: Arc<dyn Transport>,
    line: Mutex<Line>,
}

/// Who may send a command now. Looked at and changed in passing, never held while a command runs: whoever waits for
/// the line waits on the drive's clock, which a blocked thread would hold up.
#[derive(Default)]
struct Line {
    owner: Option<Owner>,
    /// A question is under way.
    busy: bool,
    waiting: Vec<Raiser>,
}

/// A party's exclusive access: it has asked for it, or an operation of its own is at work, or both.
pub(super) struct Owner {
    party: PartyId,
    pub held_by: Option<String>,
    pub at_work: Option<String>,
}

impl Owner {
    fn name(&self) -> &str {
        self.held_by.as_deref().or(self.at_work.as_deref()).unwrap_or_default()
    }

    /// Fails while an operation is at work.
    pub fn not_at_work(&self) -> Result<()> {
        if self.at_work.is_some() { Err(locked_by(self.name())) } else { Ok(()) }
    }
}

/// The address of a party, which is its own while it lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PartyId(pub usize);

impl Drive {
    pub fn new(id: String, transport: Arc<dyn Transport>) -> Arc<Drive> {
        Arc::new(Drive { id, transport, line: Mutex::default() })
    }

    /// One more who uses the drive.
    pub fn party(self: &Arc<Self>) -> Arc<Party> {
        Party::new(self.clone())
    }

    /// The identifier it was opened with, without secrets.
    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn clock(&self) -> &Arc<Clock> {
        self.transport.clock()
    }

    pub fn limits(&self) -> Limits {
        self.transport.limits()
    }

    pub fn transport(&self) -> &dyn Transport {
        &*self.transport
    }

    /// The turn of a question of this party's. Nobody has one while an operation is at work.
    pub(super) fn turn(&self, party: PartyId) -> Result<Turn<'_>> {
        loop {
            let mut line = self.line();
            if let Some(owner) = &line.owner {
                owner.not_at_work()?;
                if owner.party != party {
                    return Err(locked_by(owner.name()));
                }
            }
            if !line.busy {
                line.busy = true;
                return Ok(Turn(self));
            }
            self.wait(line, &self.clock().signal());
        }
    }

    fn wait(&self, mut line: MutexGuard<'_, Line>, signal: &Signal) {
        line.waiting.push(signal.raiser());
        drop(line);
        signal.wait(None);
    }

    /// Lets the question that is under way finish, which `signal` tells of; false if meanwhile nobody `wanted` to any
    /// more.
    pub(super) fn await_quiet(&self, signal: &Signal, wanted: impl Fn() -> bool) -> bool {
        let mut line = self.line();
        while line.busy {
            self.wait(line, signal);
            if !wanted() {
                return false;
            }
            line = self.line();
        }
        true
    }

    /// Changes how the party owns the drive; fails if another does. A drive that nobody holds and nobody works with has
    /// no owner.
    pub(super) fn own<R>(&self, party: PartyId, change: impl FnOnce(&mut Owner) -> Result<R>) -> Result<R> {
        let mut line = self.line();
        let owner = line.owner.get_or_insert(Owner { party, held_by: None, at_work: None });
        if owner.party != party {
            return Err(locked_by(owner.name()));
        }
        let changed = change(owner);
        if owner.held_by.is_none() && owner.at_work.is_none() {
            line.owner = None;
        }
        changed
    }

    /// Who owns the drive now; empty is nobody.
    pub fn exclusive_owner(&self) -> String {
        self.line().owner.as_ref().map(|owner| owner.name().to_owned()).unwrap_or_default()
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A question's turn.
pub(super) struct Turn<'a>(&'a Drive);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut line = self.0.line();
        line.busy = false;
        let waiting = std::mem::take(&mut line.waiting);
        drop(line);
        waiting.iter().for_each(Raiser::raise);
    }
}

fn locked_by(name: &str) -> Failure {
    Failure::new(
        DF2D_E_IMAPI_RECORDER_LOCKED,
        format!("The drive is in exclusive use by \"{name}\"; try again when that has ended."),
    )
}
