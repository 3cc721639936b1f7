//! MMC-6 as pure functions over bytes: commands are built, responses and sense data are decoded, and one table says
//! what a sense code means for the command that got it. Nothing here talks to a device or waits.
//!
//! Drives lie about lengths, truncate, and answer with zeros; so every decoder takes any bytes at all, believes no
//! length field beyond what it was given, and says [`Malformed`] when the fields that it promises are not there.

#![forbid(unsafe_code)]

/// Bytes of a sector of user data.
pub const SECTOR: usize = 2048;

pub mod action;
mod bytes;
pub mod capacity;
pub mod command;
pub mod configuration;
#[cfg(any(test, fuzzing))]
pub mod decode_all;
pub mod disc;
pub mod format;
pub mod inquiry;
pub mod mode;
pub mod performance;
pub mod profile;
pub mod sense;
#[cfg(test)]
mod tests;
pub mod timeout;
pub mod trace;

use std::fmt;

pub use action::{Action, Wait};
pub use capacity::{
    BufferCapacity, CapacityKind, CurrentCapacity, FormatCapacities, FormatDescriptor, read_capacity,
};
pub use command::{CloseFunction, Command, PageControl, RequestType, StartStop, TrackAddress};
pub use configuration::{Configuration, Feature};
pub use disc::{BackgroundFormat, DiscInformation, DiscStatus, SessionState, TrackInformation};
pub use inquiry::Inquiry;
pub use mode::{Capabilities, ModeData, ModeWriteSpeed, WriteParameters};
pub use performance::WriteSpeed;
pub use profile::Profile;
pub use sense::Sense;
pub use timeout::LongOperation;

use crate::failure::Failure;
use crate::hresult::DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;

/// A response that lacks the fields its decoder promises; holds the sentence that says which response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed(pub &'static str);

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl From<Malformed> for Failure {
    fn from(malformed: Malformed) -> Self {
        Failure::new(DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE, malformed.0)
    }
}
