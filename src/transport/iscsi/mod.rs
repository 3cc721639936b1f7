//! A drive on another machine, through libiscsi.
//!
//! A connection that breaks is [`Fault::Lost`] for the command under way, which may have been carried out; it is never
//! sent again here. The next command connects anew, and gets to hear what a drive says of that itself: a unit attention,
//! "I_T nexus loss". So the engine treats it as a reset.
//!
//! | file | |
//! |---|---|
//! | `address` | the identifier |
//! | `library` | libiscsi, loaded |
//! | `session` | one login and its commands |
//! | `link` | one session after the other |

mod address;
mod library;
mod link;
mod session;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

pub use self::address::{Address, Credentials, SCHEME};
use self::link::Link;
use super::clock::Raiser;
use super::scsi::op;
use super::thread;
use super::{Answer, Clock, Data, Fault, Limits, Transport, status};
use crate::failure::{Failure, Result};
use crate::hresult::DF2D_E_DEV_NOT_EXIST;

/// For the question that tells an optical drive from others.
const IDENTIFY: Duration = Duration::from_secs(30);
/// Peripheral device type of an optical drive, of a unit that is there.
const OPTICAL: u8 = 0x05;
/// Qualifier of a unit that does not exist.
const NO_SUCH_UNIT: u8 = 0x60;
/// A command has no limit of the target's; this is what its memory is asked for at once.
const MAX_TRANSFER: usize = 1024 * 1024;
/// Targets ask a silent host whether it is still there, and hang up without an answer: LIO after 15 seconds, and 30 more.
const LOOK_EVERY: Duration = Duration::from_secs(2);

pub struct Iscsi {
    link: Arc<Link>,
    keeper: Keeper,
}

impl Iscsi {
    /// Connects, logs in, and makes sure that there is an optical drive.
    pub fn open(address: Address) -> Result<Arc<Iscsi>> {
        let link = Arc::new(Link::open(address)?);
        let keeper = Keeper::start(link.clone())?;
        let iscsi = Arc::new(Iscsi { link, keeper });
        iscsi.identify()?;
        Ok(iscsi)
    }

    /// A unit that is no optical drive must not be taken for one.
    fn identify(&self) -> Result<()> {
        let id = self.link.address().public();
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
}

impl Transport for Iscsi {
    fn execute(&self, cdb: &[u8], data: Data<'_>, timeout: Duration) -> std::result::Result<Answer, Fault> {
        self.link.execute(cdb, data, timeout)
    }

    fn clock(&self) -> &Arc<Clock> {
        self.link.clock()
    }

    fn limits(&self) -> Limits {
        Limits { max_transfer: MAX_TRANSFER, alignment: 1 }
    }
}

impl Drop for Iscsi {
    /// Waits for nothing: whoever gives the last handle back may be a finalizer.
    fn drop(&mut self) {
        self.keeper.stop();
    }
}

/// The thread that answers a target's questions while no command is under way, and logs out at the end.
struct Keeper {
    stop: Arc<AtomicBool>,
    raiser: Raiser,
}

impl Keeper {
    fn start(link: Arc<Link>) -> Result<Keeper> {
        let signal = link.clock().signal();
        let keeper = Keeper { stop: Arc::new(AtomicBool::new(false)), raiser: signal.raiser() };
        let stop = keeper.stop.clone();
        thread::spawn("df2d iscsi", move || {
            while !stop.load(Ordering::Acquire) {
                link.look();
                signal.wait(Some(link.clock().now() + LOOK_EVERY));
            }
            link.close();
        })?;
        Ok(keeper)
    }

    fn stop(&self) {
        self.stop.store(true, Ordering::Release);
        self.raiser.raise();
    }
}
