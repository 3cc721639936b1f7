//! What stays of a drive on another machine while sessions come and go.

use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

use super::address::Address;
use super::library::Library;
use super::session::{Ended, NoSession, Session};
use crate::failure::{Failure, Result};
use crate::hresult::{DF2D_E_ACCESSDENIED, DF2D_E_DEV_NOT_EXIST};
use crate::transport::clock::Time;
use crate::transport::scsi::{key, op};
use crate::transport::thread::{self, BlockedPipeSignal};
use crate::transport::{Answer, Clock, Data, Fault};

/// The longest for connecting and logging in. It may be spent inside a command.
const CONNECT: Duration = Duration::from_secs(10);
/// Unit attention, I_T nexus loss occurred, in fixed format.
const NEXUS_LOST: [u8; 18] =
    [0x70, 0, key::UNIT_ATTENTION, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x29, 0x07, 0, 0, 0, 0];

pub struct Link {
    library: &'static Library,
    address: Address,
    clock: Arc<Clock>,
    /// The same for every session with this drive, so that a target ends the one before, with what is still under way in
    /// it, before it accepts the next one.
    isid: u32,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    session: Option<Session>,
    /// The connection broke, and nobody above knows yet.
    interrupted: bool,
    /// A target that takes its time to be unreachable is not tried again before.
    not_before: Time,
    /// Why it was unreachable, for the log.
    untold: Option<String>,
}

impl Link {
    /// Connects and logs in.
    pub fn open(address: Address) -> Result<Link> {
        let link = Link {
            library: Library::get()?,
            address,
            clock: Clock::real(),
            isid: RandomState::new().hash_one(()) as u32,
            state: Mutex::default(),
        };
        let session = link.connect().map_err(|why| link.cannot_be_opened(why))?;
        link.state().session = Some(session);
        Ok(link)
    }

    pub fn address(&self) -> &Address {
        &self.address
    }

    pub fn clock(&self) -> &Arc<Clock> {
        &self.clock
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// On a thread of its own, because of what the system looks up for a host's name.
    fn connect(&self) -> std::result::Result<Session, NoSession> {
        let until = self.clock.now() + CONNECT;
        thread::run("df2d iscsi", || {
            Session::open(self.library, &self.address, self.isid, &self.clock, until)
        })
        .unwrap_or_else(|refused| Err(NoSession::Unreachable(refused.text.into_owned())))
    }

    fn cannot_be_opened(&self, why: NoSession) -> Failure {
        let id = self.address.public();
        match why {
            NoSession::Unreachable(why) => Failure::new(
                DF2D_E_DEV_NOT_EXIST,
                format!("No iSCSI target answers for {id}: check host, port and network ({why})."),
            ),
            NoSession::Refused(why) => Failure::new(
                DF2D_E_ACCESSDENIED,
                format!(
                    "The target does not accept the login for {id}: check its name, user and password, and that it lets \
                     this machine in ({why})."
                ),
            ),
        }
    }

    /// Sends a command and waits for its answer.
    pub fn execute(
        &self,
        cdb: &[u8],
        data: Data<'_>,
        timeout: Duration,
    ) -> std::result::Result<Answer, Fault> {
        let _blocked = BlockedPipeSignal::begin();
        let mut state = self.state();
        let until = self.clock.now() + timeout;
        self.make_sure(&mut state)?;
        if state.interrupted && !ignores_attention(cdb) {
            state.interrupted = false;
            return Ok(Answer::check(&NEXUS_LOST));
        }
        let session = state.session.as_mut().ok_or(Fault::Gone)?;
        session.execute(self.address.lun, cdb, data, &self.clock, until).map_err(|ended| {
            let fault = match ended {
                Ended::NoMemory => return Fault::Refused(libc::ENOMEM),
                Ended::Timeout => Fault::Timeout,
                Ended::Lost => Fault::Lost,
            };
            state.lose();
            fault
        })
    }

    /// Makes sure that there is a session, a new one if need be.
    fn make_sure(&self, state: &mut State) -> std::result::Result<(), Fault> {
        state.look();
        if state.session.is_some() {
            return Ok(());
        }
        let begun = self.clock.now();
        if begun < state.not_before {
            return Err(Fault::Gone);
        }
        match self.connect() {
            Ok(session) => state.session = Some(session),
            Err(NoSession::Unreachable(why) | NoSession::Refused(why)) => {
                let now = self.clock.now();
                state.not_before = now + (now - begun);
                state.untold = Some(why);
                return Err(Fault::Gone);
            }
        }
        Ok(())
    }

    /// Answers what the target has asked meanwhile, unless a command is under way, which does that itself.
    pub fn look(&self) {
        let mut state = match self.state.try_lock() {
            Ok(state) => state,
            Err(TryLockError::Poisoned(state)) => state.into_inner(),
            Err(TryLockError::WouldBlock) => return,
        };
        state.look();
        let untold = state.untold.take();
        drop(state);
        self.tell(untold);
    }

    /// Not from within a command: whoever listens to the log may ask the drive something, and would wait for its turn.
    fn tell(&self, untold: Option<String>) {
        if let Some(why) = untold {
            log::warn!("{}: the connection is lost and cannot be made again: {why}", self.address.public());
        }
    }

    /// Logs out.
    pub fn close(&self) {
        let mut state = self.state();
        let (session, untold) = (state.session.take(), state.untold.take());
        drop(state);
        self.tell(untold);
        if let Some(session) = session {
            let _blocked = BlockedPipeSignal::begin();
            session.close(&self.clock);
        }
    }
}

impl State {
    fn look(&mut self) {
        if self.session.as_mut().is_some_and(|session| !session.is_alive()) {
            self.lose();
        }
    }

    fn lose(&mut self) {
        self.session = None;
        self.interrupted = true;
    }
}

/// Commands that a unit attention does not keep from being carried out.
fn ignores_attention(cdb: &[u8]) -> bool {
    matches!(
        cdb.first(),
        Some(&(op::INQUIRY | op::REQUEST_SENSE | op::GET_CONFIGURATION | op::GET_EVENT_STATUS_NOTIFICATION))
    )
}
