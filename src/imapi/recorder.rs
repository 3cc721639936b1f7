//! IDiscRecorder2: one drive, as the caller sees it.

use std::sync::Arc;

use once_cell::sync::OnceCell;

use crate::failure::Result;
use crate::mmc::command::{Command, StartStop};
use crate::mmc::inquiry::Inquiry;
use crate::pipeline::device::Device;
use crate::recipe::media::{self, Kind};
use crate::recipe::medium;
use crate::transport::drive::Drive;
use crate::virtual_recorder::VirtualRecorder;

pub struct Recorder {
    drive: Arc<Drive>,
    /// What a drive is does not change; asked once, and known even while an operation owns the drive.
    identity: OnceCell<Inquiry>,
    profiles: OnceCell<Vec<u16>>,
}

impl Recorder {
    /// Create and InitializeDiscRecorder.
    pub fn open(id: &[u8]) -> Result<Arc<Recorder>> {
        Ok(Recorder::of(crate::transport::open::open(id)?))
    }

    /// The recorder that a drive is, however it was opened.
    pub fn of(drive: Arc<Drive>) -> Arc<Recorder> {
        Arc::new(Recorder { drive, identity: OnceCell::new(), profiles: OnceCell::new() })
    }

    pub fn drive(&self) -> &Arc<Drive> {
        &self.drive
    }

    /// ActiveDiscRecorder.
    pub fn id(&self) -> &str {
        self.drive.id()
    }

    /// VendorId, from INQUIRY, without the padding.
    pub fn vendor_id(&self) -> Result<String> {
        Ok(self.identity()?.vendor.clone())
    }

    /// ProductId.
    pub fn product_id(&self) -> Result<String> {
        Ok(self.identity()?.product.clone())
    }

    /// ProductRevision.
    pub fn product_revision(&self) -> Result<String> {
        Ok(self.identity()?.revision.clone())
    }

    fn identity(&self) -> Result<&Inquiry> {
        known_or(&self.identity, || {
            let mut answer = [0; 96];
            let got =
                Device::shared(&self.drive).receive(&Command::inquiry(answer.len() as u16), &mut answer)?;
            Ok(Inquiry::decode(&answer[..got])?)
        })
    }

    /// Whether the drive handles a kind of medium of which `wanted` is true, whatever is in it now.
    pub fn has_profile(&self, wanted: impl Fn(&Kind) -> bool) -> Result<bool> {
        let profiles = known_or(&self.profiles, || {
            let mut answer = [0; medium::CONFIGURATION_LEN];
            let device = Device::shared(&self.drive);
            let configuration = medium::configuration(&device, &mut answer)?;
            Ok(configuration.profiles().map(|(profile, _)| profile).collect())
        })?;
        Ok(profiles.iter().filter_map(|profile| media::kind_of(*profile)).any(wanted))
    }

    pub fn eject_media(&self) -> Result<()> {
        Device::shared(&self.drive).send(&Command::start_stop_unit(StartStop::Eject, false))
    }

    pub fn close_tray(&self) -> Result<()> {
        Device::shared(&self.drive).send(&Command::start_stop_unit(StartStop::Load, false))
    }

    /// ExclusiveAccessOwner; empty is nobody.
    pub fn exclusive_access_owner(&self) -> String {
        self.drive.exclusive_owner()
    }

    /// The virtual recorder behind it, if it is one.
    pub fn as_virtual(&self) -> Option<&VirtualRecorder> {
        self.drive.transport().as_virtual()
    }
}

/// What is known, or the drive's answer. Nothing is held meanwhile: a log callback under the question may ask the same.
fn known_or<T>(known: &OnceCell<T>, ask: impl FnOnce() -> Result<T>) -> Result<&T> {
    if let Some(known) = known.get() {
        return Ok(known);
    }
    let answer = ask()?;
    Ok(known.get_or_init(|| answer))
}
