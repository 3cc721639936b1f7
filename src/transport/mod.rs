//! The one trait below everything: a device that answers MMC commands.
//!
//! A real drive, a drive on another machine and the virtual recorder stand behind it alike. A backend is one
//! file: it implements [`Transport`] and gets a line in [`open`](open::open).
//!
//! What a further system's backend has to do (SPTI on Windows, SCSITaskLib on macOS), in the order of `sg/`:
//!
//! 1. Open the drive so that neither its medium nor whoever uses it notices, and find that it is an optical one by INQUIRY.
//!    A refusal names what the user has to change.
//! 2. Give all names of one drive one key, so that the process has one [`Drive`](drive::Drive) of it, and another drive that
//!    comes to an old name another key.
//! 3. Ask the adapter for its longest transfer and its alignment: [`Limits`].
//! 4. Send a command once, with its limit of time, and sort what became of it: [`Answer`] is what the drive said, whatever that
//!    is; [`Fault`] says who lost it and whether the drive can have carried it out. When in doubt it can: [`Fault::Lost`].
//! 5. [`claim`](Transport::claim) it for an operation with what the system has for that.

#![deny(unsafe_code)]

pub mod clock;
pub mod discovery;
pub mod drive;
#[allow(unsafe_code)]
pub mod iscsi;
pub mod memory;
pub mod open;
pub mod party;
pub mod scsi;
#[cfg(target_os = "linux")]
pub mod sg;
#[allow(unsafe_code)]
pub mod thread;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

pub use clock::Clock;

/// The data phase of a command.
pub enum Data<'a> {
    None,
    /// The device fills the buffer; it may send less.
    FromDevice(&'a mut [u8]),
    /// The device takes the buffer, all of it.
    ToDevice(&'a [u8]),
}

impl Data<'_> {
    /// The same for a shorter time: for whoever wants to look at it afterwards.
    pub fn reborrow(&mut self) -> Data<'_> {
        match self {
            Data::None => Data::None,
            Data::FromDevice(buffer) => Data::FromDevice(buffer),
            Data::ToDevice(bytes) => Data::ToDevice(bytes),
        }
    }
}

/// SCSI status byte of a completed command.
pub mod status {
    pub const GOOD: u8 = 0x00;
    pub const CHECK_CONDITION: u8 = 0x02;
    pub const BUSY: u8 = 0x08;
    pub const RESERVATION_CONFLICT: u8 = 0x18;
    pub const TASK_SET_FULL: u8 = 0x28;
}

/// The longest sense data that is kept.
pub const SENSE_MAX: usize = 252;

/// What a device answered to a command that reached it.
#[derive(Clone)]
pub struct Answer {
    /// One of [`status`].
    pub status: u8,
    /// Sense data as sent, in fixed or descriptor format; `sense_len` bytes of it count.
    pub sense: [u8; SENSE_MAX],
    pub sense_len: usize,
    /// Bytes that the data phase moved.
    pub transferred: usize,
}

impl Answer {
    pub fn good(transferred: usize) -> Self {
        Answer { status: status::GOOD, sense: [0; SENSE_MAX], sense_len: 0, transferred }
    }

    /// CHECK CONDITION with this sense data.
    pub fn check(sense: &[u8]) -> Self {
        let mut answer = Answer::good(0);
        answer.status = status::CHECK_CONDITION;
        answer.sense_len = sense.len().min(SENSE_MAX);
        answer.sense[..answer.sense_len].copy_from_slice(&sense[..answer.sense_len]);
        answer
    }

    pub fn sense(&self) -> &[u8] {
        &self.sense[..self.sense_len]
    }
}

/// Why a command got no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No answer within the limit. The device may or may not have carried the command out.
    Timeout,
    /// The connection broke or was reset underneath the command, which may or may not have been carried out.
    /// Settings such as the write parameters are lost.
    Lost,
    /// The device is no longer there.
    Gone,
    /// The host refused to send it (too long, not permitted, no memory): the device saw nothing. With errno.
    Refused(i32),
}

/// What one command can carry.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Longest data phase in bytes.
    pub max_transfer: usize,
    /// Buffers must start at a multiple of this (a power of two).
    pub alignment: usize,
}

/// A drive kept for this process, until it is dropped.
pub trait Claim: Send + Sync {}

/// Nobody else can come near it anyway.
impl Claim for () {}

/// A device that answers MMC commands, one at a time.
pub trait Transport: Send + Sync {
    /// Sends one command descriptor block and waits for its answer, no longer than `timeout` on [`clock`](Self::clock).
    ///
    /// Whatever the device says, errors included, is an [`Answer`]; a [`Fault`] means that it said nothing.
    /// Implementations never retry.
    fn execute(&self, cdb: &[u8], data: Data<'_>, timeout: Duration) -> Result<Answer, Fault>;

    /// The clock on which this device lives. Nothing above waits on any other.
    fn clock(&self) -> &Arc<Clock>;

    fn limits(&self) -> Limits;

    /// Keeps the other programs of this system away from the drive until the returned value is dropped.
    ///
    /// What the system cannot keep out is left alone. A drive that another program has for itself, or whose medium is
    /// mounted, is `DF2D_E_IMAPI_RECORDER_LOCKED` with a sentence that says who has it; with `force` the medium is
    /// unmounted first. A system that asks the drive time and again for news of its medium stops asking.
    ///
    /// Any number may be held in a process; the drive is let go with the last one. Commands may run at the same time.
    fn claim(&self, _force: bool) -> crate::failure::Result<Box<dyn Claim>> {
        Ok(Box::new(()))
    }

    /// The block device of this system from which the medium is mounted, by the kernel's own name, if there is one.
    fn block_device(&self) -> Option<PathBuf> {
        None
    }

    /// Where this system has mounted the medium.
    fn mount_points(&self) -> Vec<PathBuf> {
        Vec::new()
    }

    /// The virtual recorder behind this transport, if it is one.
    fn as_virtual(&self) -> Option<&crate::virtual_recorder::VirtualRecorder> {
        None
    }
}
