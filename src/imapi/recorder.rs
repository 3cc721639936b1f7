//! IDiscRecorder2: one drive, as the caller sees it.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use once_cell::sync::OnceCell;

use super::client_name;
use crate::failure::{Failure, Result};
use crate::hresult::*;
use crate::mmc::command::{Command, StartStop};
use crate::mmc::inquiry::Inquiry;
use crate::pipeline::cause::is_refusal;
use crate::pipeline::device::Device;
use crate::recipe::media::{self, Kind};
use crate::recipe::medium;
use crate::transport::drive::Drive;
use crate::transport::party::Party;
use crate::transport::scsi::asc;
use crate::virtual_recorder::VirtualRecorder;

pub struct Recorder {
    party: Arc<Party>,
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
        Arc::new(Recorder { party: drive.party(), identity: OnceCell::new(), profiles: OnceCell::new() })
    }

    pub fn drive(&self) -> &Arc<Drive> {
        self.party.drive()
    }

    /// By what right this object sends commands.
    pub fn party(&self) -> &Arc<Party> {
        &self.party
    }

    /// ActiveDiscRecorder.
    pub fn id(&self) -> &str {
        self.drive().id()
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

    /// Whether it can be used: it is a drive, or at least one that somebody has for himself now.
    pub fn is_usable(&self) -> bool {
        const OPTICAL: u8 = 0x05;
        match self.identity() {
            Ok(identity) => identity.peripheral_type == OPTICAL,
            Err(failure) => failure.hr == DF2D_E_IMAPI_RECORDER_LOCKED,
        }
    }

    fn identity(&self) -> Result<&Inquiry> {
        known_or(&self.identity, || {
            let mut answer = [0; 96];
            let got =
                Device::shared(&self.party).receive(&Command::inquiry(answer.len() as u16), &mut answer)?;
            Ok(Inquiry::decode(&answer[..got])?)
        })
    }

    /// Whether the drive handles a kind of medium of which `wanted` is true, whatever is in it now.
    pub fn has_profile(&self, wanted: impl Fn(&Kind) -> bool) -> Result<bool> {
        let profiles = known_or(&self.profiles, || {
            let mut answer = [0; medium::CONFIGURATION_LEN];
            let device = Device::shared(&self.party);
            let configuration = medium::configuration(&device, &mut answer)?;
            Ok(configuration.profiles().map(|(profile, _)| profile).collect())
        })?;
        Ok(profiles.iter().filter_map(|profile| media::kind_of(*profile)).any(wanted))
    }

    /// udev locks the tray of every drive with a disc in it, and programs that were killed leave it locked: that is undone,
    /// if nobody has the drive, be it a program or a mount.
    pub fn eject_media(&self) -> Result<()> {
        let device = Device::shared(&self.party);
        let eject = || device.send(&Command::start_stop_unit(StartStop::Eject, false));
        match eject() {
            Err(refused) if is_locked(&refused) => {}
            ejected => return ejected,
        }
        self.party.hold("eject", false)?;
        let ejected = device.send(&Command::prevent_allow(false)).and_then(|()| eject());
        let released = self.party.let_go();
        ejected.and(released)
    }

    /// Many drives cannot: those into which a disc is pushed, and those of laptops.
    pub fn close_tray(&self) -> Result<()> {
        let closed = Device::shared(&self.party).send(&Command::start_stop_unit(StartStop::Load, false));
        match closed {
            Err(refused) if is_refusal(&refused) && !self.device_can_load_media()? => Err(Failure {
                hr: DF2D_E_NOTIMPL,
                text: "The drive cannot draw its tray in; close it by hand.".into(),
                ..refused
            }),
            closed => closed,
        }
    }

    // --- what the system calls it ---

    /// VolumeName: the block device that the medium is mounted from; empty where the system has none.
    pub fn volume_name(&self) -> OsString {
        self.drive().transport().block_device().unwrap_or_default().into()
    }

    /// VolumePathNames: where the medium is mounted.
    pub fn volume_path_names(&self) -> Vec<PathBuf> {
        self.drive().transport().mount_points()
    }

    /// LegacyDeviceNumber: the N of /dev/srN.
    pub fn legacy_device_number(&self) -> Result<i32> {
        let device = self.drive().transport().block_device();
        let name = device.as_ref().and_then(|path| path.file_name()?.to_str());
        let number = name.and_then(|name| name.strip_prefix("sr")?.parse().ok());
        number.ok_or_else(|| Failure::new(DF2D_E_NOTIMPL, "The system gives this recorder no number."))
    }

    // --- exclusive access ---

    /// AcquireExclusiveAccess: counted.
    pub fn acquire_exclusive_access(&self, force: bool, name: &str) -> Result<()> {
        client_name::check(name, DF2D_E_IMAPI_RECORDER_CLIENT_NAME_IS_NOT_VALID)?;
        self.party.hold(name, force).map_err(|failure| {
            // It is somebody who has the drive, unless it is a file system.
            match failure.hr {
                DF2D_E_IMAPI_RECORDER_LOCKED if self.volume_path_names().is_empty() => {
                    Failure { hr: DF2D_E_ACCESSDENIED, ..failure }
                }
                _ => failure,
            }
        })
    }

    pub fn release_exclusive_access(&self) -> Result<()> {
        self.party.let_go()
    }

    /// DisableMcn: counted.
    pub fn disable_mcn(&self) -> Result<()> {
        self.party.silence()
    }

    pub fn enable_mcn(&self) -> Result<()> {
        self.party.unsilence()
    }

    /// ExclusiveAccessOwner; empty is nobody.
    pub fn exclusive_access_owner(&self) -> String {
        self.drive().exclusive_owner()
    }

    /// The virtual recorder behind it, if it is one.
    pub fn as_virtual(&self) -> Option<&VirtualRecorder> {
        self.drive().transport().as_virtual()
    }
}

fn is_locked(refused: &Failure) -> bool {
    refused.detail.sense.is_some_and(|sense| (sense.asc, sense.ascq) == asc::MEDIUM_REMOVAL_PREVENTED)
}

/// What is known, or the drive's answer. Nothing is held meanwhile: a log callback under the question may ask the same.
fn known_or<T>(known: &OnceCell<T>, ask: impl FnOnce() -> Result<T>) -> Result<&T> {
    if let Some(known) = known.get() {
        return Ok(known);
    }
    let answer = ask()?;
    Ok(known.get_or_init(|| answer))
}
