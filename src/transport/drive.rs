//! One object per drive in the process, shared by all handles to it: one command at a time, one exclusive owner.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::clock::{Raiser, Signal};
use super::{Answer, Claim, Clock, Data, Fault, Limits, Transport};
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
    owner: Option<String>,
    /// A question is under way.
    busy: bool,
    waiting: Vec<Raiser>,
}

impl Drive {
    pub fn new(id: String, transport: Arc<dyn Transport>) -> Arc<Drive> {
        Arc::new(Drive { id, transport, line: Mutex::default() })
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

    /// Sends a command unless an operation owns the drive. Questions take turns.
    pub fn execute_shared(
        &self,
        cdb: &[u8],
        data: Data<'_>,
        timeout: Duration,
    ) -> Result<std::result::Result<Answer, Fault>> {
        let _turn = self.turn()?;
        // Not before: who is turned away at once must not hold up time for the one who owns the drive.
        let _part = self.clock().visit();
        Ok(self.transport.execute(cdb, data, timeout))
    }

    fn turn(&self) -> Result<Turn<'_>> {
        loop {
            let mut line = self.line();
            if let Some(name) = line.owner.as_deref() {
                return Err(locked_by(name));
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

    /// Makes `name` the only one who may send commands, in this process and as far as possible beyond it, until the
    /// returned value is dropped. A question that is under way is let finish, which `signal` tells of; None if meanwhile
    /// nobody `wanted` the drive any more. `force` as in [`Transport::claim`].
    pub fn acquire(
        self: &Arc<Self>,
        name: &str,
        force: bool,
        signal: &Signal,
        wanted: impl Fn() -> bool,
    ) -> Result<Option<Exclusive>> {
        let mut line = self.line();
        if let Some(other) = line.owner.as_deref() {
            return Err(locked_by(other));
        }
        line.owner = Some(name.to_owned());
        let mut exclusive = Exclusive { drive: self.clone(), claim: None };
        while line.busy {
            self.wait(line, signal);
            if !wanted() {
                return Ok(None);
            }
            line = self.line();
        }
        drop(line);
        exclusive.claim = Some(self.transport.claim(force)?);
        Ok(Some(exclusive))
    }

    /// Who owns the drive now; empty is nobody.
    pub fn exclusive_owner(&self) -> String {
        self.line().owner.clone().unwrap_or_default()
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A question's turn.
struct Turn<'a>(&'a Drive);

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

/// Exclusive access to a drive, released on drop.
pub struct Exclusive {
    drive: Arc<Drive>,
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
        self.drive.transport.execute(cdb, data, timeout)
    }

    pub fn drive(&self) -> &Arc<Drive> {
        &self.drive
    }
}

impl Drop for Exclusive {
    fn drop(&mut self) {
        // First: the next owner will want it.
        self.claim = None;
        self.drive.line().owner = None;
    }
}
