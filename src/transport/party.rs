//! Those who use a drive, and how one of them has it for itself.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::clock::Signal;
use super::drive::{Drive, PartyId};
use super::{Answer, Claim, Data, Fault};
use crate::failure::{Failure, Result};
use crate::hresult::{DF2D_E_FAIL, DF2D_E_OUTOFMEMORY};

/// One of those who use a drive: what stands behind a recorder object. Exclusive access belongs to a party, and ends with
/// it.
pub struct Party {
    drive: Arc<Drive>,
    kept: Mutex<Kept>,
}

/// What the party asked for and has not given back.
#[derive(Default)]
struct Kept {
    exclusive: Counted,
    quiet: Counted,
}

/// A claim that was asked for a number of times.
#[derive(Default)]
struct Counted {
    times: u32,
    claim: Option<Box<dyn Claim>>,
}

impl Counted {
    fn ask(&mut self, claim: impl FnOnce() -> Result<Box<dyn Claim>>) -> Result<()> {
        let times = self.times.checked_add(1).ok_or(DF2D_E_OUTOFMEMORY)?;
        if self.claim.is_none() {
            self.claim = Some(claim()?);
        }
        self.times = times;
        Ok(())
    }

    /// True if that was the last time.
    fn give_back(&mut self) -> Option<bool> {
        self.times = self.times.checked_sub(1)?;
        if self.times == 0 {
            self.claim = None;
        }
        Some(self.times == 0)
    }
}

impl Party {
    pub(super) fn new(drive: Arc<Drive>) -> Arc<Party> {
        Arc::new(Party { drive, kept: Mutex::default() })
    }

    pub fn drive(&self) -> &Arc<Drive> {
        &self.drive
    }

    fn id(&self) -> PartyId {
        PartyId(std::ptr::from_ref(self).addr())
    }

    /// The system is asked for a claim under this lock, the drive never.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the drive something, unless an operation is at work or another party owns the drive. Questions take turns.
    pub fn execute(
        &self,
        cdb: &[u8],
        data: Data<'_>,
        timeout: Duration,
    ) -> Result<std::result::Result<Answer, Fault>> {
        let _turn = self.drive.turn(self.id())?;
        // Not before: who is turned away at once must not hold up time for the one who owns the drive.
        let _part = self.drive.clock().visit();
        Ok(self.drive.transport().execute(cdb, data, timeout))
    }

    // --- what the party's user asks for: counted, and given back as often ---

    /// Has the drive for this party alone, under the name that it was first asked with. `force` as in
    /// [`Transport::claim`](super::Transport::claim).
    pub fn hold(&self, name: &str, force: bool) -> Result<()> {
        let mut kept = self.kept();
        self.drive.own(self.id(), |owner| {
            owner.held_by.get_or_insert_with(|| name.to_owned());
            Ok(())
        })?;
        let held = kept.exclusive.ask(|| self.drive.transport().claim(force));
        if kept.exclusive.times == 0 {
            self.own_no_more();
        }
        held
    }

    pub fn let_go(&self) -> Result<()> {
        let mut kept = self.kept();
        match kept.exclusive.give_back() {
            Some(true) => self.own_no_more(),
            Some(false) => {}
            None => return Err(not_asked_for("exclusive access to the drive")),
        }
        Ok(())
    }

    fn own_no_more(&self) {
        let _ = self.drive.own(self.id(), |owner| {
            owner.held_by = None;
            Ok(())
        });
    }

    /// Keeps the system from asking the drive for news of its medium.
    pub fn silence(&self) -> Result<()> {
        let mut kept = self.kept();
        self.drive.own(self.id(), |_| Ok(()))?;
        kept.quiet.ask(|| self.drive.transport().claim(false))
    }

    pub fn unsilence(&self) -> Result<()> {
        match self.kept().quiet.give_back() {
            Some(_) => Ok(()),
            None => Err(not_asked_for("to be left alone by media change notification")),
        }
    }

    // --- what an operation needs ---

    /// Makes an operation of this party's the only one who may send commands, in this process and as far as possible
    /// beyond it, until the returned value is dropped. A question that is under way is let finish, which `signal` tells
    /// of; None if meanwhile nobody `wanted` the drive any more.
    pub fn acquire(
        self: &Arc<Self>,
        name: &str,
        signal: &Signal,
        wanted: impl Fn() -> bool,
    ) -> Result<Option<Exclusive>> {
        self.drive.own(self.id(), |owner| {
            owner.not_at_work()?;
            owner.at_work = Some(name.to_owned());
            Ok(())
        })?;
        let mut exclusive = Exclusive { party: self.clone(), claim: None };
        if !self.drive.await_quiet(signal, wanted) {
            return Ok(None);
        }
        exclusive.claim = Some(self.drive.transport().claim(false)?);
        Ok(Some(exclusive))
    }
}

impl Drop for Party {
    fn drop(&mut self) {
        // First: the next owner will want it.
        *self.kept() = Kept::default();
        self.own_no_more();
    }
}

fn not_asked_for(what: &str) -> Failure {
    Failure::new(
        DF2D_E_FAIL,
        format!("This recorder did not ask {what}, or has given back all it asked for."),
    )
}

/// An operation's exclusive access to a drive, released on drop.
pub struct Exclusive {
    party: Arc<Party>,
    /// None until other programs are kept out, too.
    claim: Option<Box<dyn Claim>>,
}

impl Exclusive {
    pub fn execute(
        &self,
        cdb: &[u8],
        data: Data<'_>,
        timeout: Duration,
    ) -> std::result::Result<Answer, Fault> {
        self.drive().transport().execute(cdb, data, timeout)
    }

    pub fn drive(&self) -> &Arc<Drive> {
        &self.party.drive
    }
}

impl Drop for Exclusive {
    fn drop(&mut self) {
        // First: the next owner will want it.
        self.claim = None;
        let _ = self.party.drive.own(self.party.id(), |owner| {
            owner.at_work = None;
            Ok(())
        });
    }
}
