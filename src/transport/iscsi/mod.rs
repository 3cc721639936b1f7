//! A drive on another machine, through libiscsi.
//!
//! A connection that breaks is [`Fault::Lost`] for the command under way, which may have been carried out; it is never
//! sent again here. The next command connects anew, and gets to hear what a drive says of that itself: a unit attention,
//! "I_T nexus loss". So the engine treats it as a reset.

mod address;
mod library;
mod session;

use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub use self::address::{Address, Credentials, SCHEME};
use self::library::Library;
use self::session::{Ended, NoSession, Session};
use super::clock::Time;
use super::scsi::{key, op};
use super::thread::BlockedPipeSignal;
use super::{Answer, Clock, Data, Fault, Limits, Transport, status};
use crate::failure::{Failure, Result};
use crate::hresult::{DF2D_E_ACCESSDENIED, DF2D_E_DEV_NOT_EXIST};

/// The longest for connecting and logging in. It may be spent inside a command.
const CONNECT: Duration = Duration::from_secs(10);
/// Question that tells an optical drive from others.
const IDENTIFY: Duration = Duration::from_secs(30);
/// Peripheral device type of an optical drive, of a unit that is there.
const OPTICAL: u8 = 0x05;
/// Qualifier of a unit that does not exist.
const NO_SUCH_UNIT: u8 = 0x60;
/// The target's own limits per message are none for a command; this is what its memory is asked for at once.
const MAX_TRANSFER: usize = 1024 * 1024;
/// Unit attention, I_T nexus loss occurred, in fixed format.
const NEXUS_LOST: [u8; 18] =
    [0x70, 0, key::UNIT_ATTENTION, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x29, 0x07, 0, 0, 0, 0];

pub struct Iscsi {
    library: &'static Library,
    address: Address,
    clock: Arc<Clock>,
    /// The same for every session with this drive, so that a target ends the one before, with what is still under way in
    /// it, before it accepts the next one.
    isid: u32,
    link: Mutex<Link>,
}

struct Link {
    session: Option<Session>,
    /// The connection broke, and nobody above knows yet.
    interrupted: bool,
    /// A target that takes its time to be unreachable is not tried again before.
    not_before: Time,
}

impl Iscsi {
    /// Connects, logs in, and makes sure that there is an optical drive.
    pub fn open(address: Address) -> Result<Arc<Iscsi>> {
        let iscsi = Arc::new(Iscsi {
            library: Library::get()?,
            address,
            clock: Clock::real(),
            isid: RandomState::new().hash_one(()) as u32,
            link: Mutex::new(Link { session: None, interrupted: false, not_before: Time::ZERO }),
        });
        {
            let _blocked = BlockedPipeSignal::begin();
            let session = iscsi.connect().map_err(|why| iscsi.cannot_be_opened(why))?;
            iscsi.link().session = Some(session);
        }
        iscsi.identify()?;
        Ok(iscsi)
    }

    fn connect(&self) -> std::result::Result<Session, NoSession> {
        let until = self.clock.now() + CONNECT;
        Session::open(self.library, &self.address, self.isid, &self.clock, until)
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

    /// A unit that is no optical drive must not be taken for one.
    fn identify(&self) -> Result<()> {
        let id = self.address.public();
        let mut inquiry = [0; 36];
        let cdb = [op::INQUIRY, 0, 0, 0, inquiry.len() as u8, 0];
        match self.execute(&cdb, Data::FromDevice(&mut inquiry), IDENTIFY) {
            Ok(Answer { status: status::GOOD, transferred, .. }) if transferred > 0 => match inquiry[0] {
                OPTICAL => Ok(()),
                no if no & 0xE0 == NO_SUCH_UNIT => Err(Failure::new(
                    DF2D_E_DEV_NOT_EXIST,
                    format!("The target has no logical unit of this number: {id}."),
                )),
                other => Err(Failure::new(
                    DF2D_E_DEV_NOT_EXIST,
                    format!(
                        "What the target has there is no optical drive, but of device type {:02X}h: {id}.",
                        other & 0x1F
                    ),
                )),
            },
            _ => Err(Failure::new(
                DF2D_E_DEV_NOT_EXIST,
                format!("The target does not say what it has there: {id}; check the logical unit's number."),
            )),
        }
    }

    fn link(&self) -> MutexGuard<'_, Link> {
        self.link.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The session, a new one if need be.
    fn session<'a>(&self, link: &'a mut Link) -> std::result::Result<&'a mut Session, Fault> {
        if link.session.as_mut().is_some_and(|session| !session.is_alive()) {
            link.session = None;
            link.interrupted = true;
        }
        if link.session.is_none() {
            let begun = self.clock.now();
            if begun < link.not_before {
                return Err(Fault::Gone);
            }
            match self.connect() {
                Ok(session) => link.session = Some(session),
                Err(NoSession::Unreachable(why) | NoSession::Refused(why)) => {
                    let now = self.clock.now();
                    link.not_before = now + (now - begun);
                    log::warn!(
                        "{}: the connection is lost and cannot be made again: {why}",
                        self.address.public()
                    );
                    return Err(Fault::Gone);
                }
            }
        }
        link.session.as_mut().ok_or(Fault::Gone)
    }
}

/// Commands that a unit attention does not keep from being carried out.
fn ignores_attention(cdb: &[u8]) -> bool {
    matches!(
        cdb.first(),
        Some(&(op::INQUIRY | op::REQUEST_SENSE | op::GET_CONFIGURATION | op::GET_EVENT_STATUS_NOTIFICATION))
    )
}

impl Transport for Iscsi {
    fn execute(&self, cdb: &[u8], data: Data<'_>, timeout: Duration) -> std::result::Result<Answer, Fault> {
        let _blocked = BlockedPipeSignal::begin();
        let mut link = self.link();
        let until = self.clock.now() + timeout;
        self.session(&mut link)?;
        if link.interrupted && !ignores_attention(cdb) {
            link.interrupted = false;
            return Ok(Answer::check(&NEXUS_LOST));
        }
        let session = link.session.as_mut().ok_or(Fault::Gone)?;
        session.execute(self.address.lun, cdb, data, &self.clock, until).map_err(|ended| {
            if ended == Ended::NoMemory {
                return Fault::Refused(libc::ENOMEM);
            }
            link.session = None;
            link.interrupted = true;
            match ended {
                Ended::Timeout => Fault::Timeout,
                _ => Fault::Lost,
            }
        })
    }

    fn clock(&self) -> &Arc<Clock> {
        &self.clock
    }

    fn limits(&self) -> Limits {
        Limits { max_transfer: MAX_TRANSFER, alignment: 1 }
    }
}

impl Drop for Iscsi {
    fn drop(&mut self) {
        let session = self.link().session.take();
        if let Some(session) = session {
            let _blocked = BlockedPipeSignal::begin();
            session.close(&self.clock);
        }
    }
}
