//! Keeping other programs away.
//!
//! A second descriptor of the drive, opened exclusively and for writing, and held, does several things in Linux: the
//! medium cannot be mounted, exclusive openers (all burning programs, and this library) are turned away, and the kernel
//! stops asking the drive every few seconds for news of its medium. Who opens the drive without asking for it
//! exclusively is not kept out, and the kernel asks the drive for news once more each time.
//!
//! The tray is locked by a command of the recipe and so needs nothing here. Should the process be killed, the kernel
//! closes its descriptors, and at the last close of a drive unlocks its tray, unless a program has locked it through the
//! kernel's own request (CDROM_LOCKDOOR), which this library never uses. udev does, for every drive with a disc in it, but
//! opens the tray when it hears of the button.

use std::fs::File;
use std::io::Error;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::node::{self, Node};
use super::{mounts, system};
use crate::failure::{Failure, Result, shown};
use crate::hresult::*;
use crate::transport::{Claim, Clock};

/// Others may have the drive for a moment: the system's own helpers look at a disc that was just inserted.
const ATTEMPTS: u32 = 8;
const PAUSE: Duration = Duration::from_millis(250);

/// The exclusive descriptor.
pub struct Held(#[allow(dead_code)] File);

impl Claim for Arc<Held> {}

/// Opens the block device `node` exclusively.
pub fn claim(node: &Node, force: bool, clock: &Arc<Clock>) -> Result<Held> {
    let mut attempts = 0;
    loop {
        let error = match open_exclusively(node) {
            Ok(held) => return Ok(held),
            Err(error) => error,
        };
        if error.raw_os_error() != Some(libc::EBUSY) {
            return Err(node::cannot_open(&node.path, &error));
        }
        attempts += 1;
        match mounts::of(node.device) {
            mounted if mounted.is_empty() && attempts >= ATTEMPTS => {
                return Err(node::cannot_open(&node.path, &error));
            }
            mounted if mounted.is_empty() => clock.sleep(PAUSE),
            mounted if force && attempts < ATTEMPTS => unmount(&mounted)?,
            mounted => return Err(is_mounted(node, &mounted, &error)),
        }
    }
}

fn open_exclusively(node: &Node) -> std::io::Result<Held> {
    let flags = libc::O_EXCL | libc::O_NONBLOCK | libc::O_CLOEXEC | libc::O_NOCTTY;
    let file = File::options().read(true).write(true).custom_flags(flags).open(&node.path)?;
    match Node::of(&node.path, &file.metadata()?) {
        Some(found) if found.is_same(node) => Ok(Held(file)),
        // The name is another device's by now, and ours is gone.
        _ => Err(Error::from_raw_os_error(libc::ENODEV)),
    }
}

/// The newest mount first: it may lie within an older one.
fn unmount(mounted: &[PathBuf]) -> Result<()> {
    for mount_point in mounted.iter().rev() {
        let name = mount_point.display();
        system::unmount(mount_point).map_err(|error| {
            let text = match error.raw_os_error() {
                Some(libc::EPERM) => format!("This user may not unmount {name}; do it first: umount {name}."),
                Some(libc::EBUSY) => {
                    format!("{name} cannot be unmounted while files on it are in use; fuser -vm {name} tells by whom.")
                }
                _ => format!("{name} cannot be unmounted: {error}."),
            };
            Failure::new(DF2D_E_IMAPI_RECORDER_LOCKED, text).errno(error.raw_os_error().unwrap_or(0))
        })?;
    }
    Ok(())
}

fn is_mounted(node: &Node, mounted: &[PathBuf], error: &Error) -> Failure {
    let places: Vec<_> = mounted.iter().map(|place| place.display().to_string()).collect();
    let text = format!(
        "The medium in {} is mounted at {}; unmount it first: umount {}.",
        shown(&node.path),
        places.join(" and "),
        places[0]
    );
    Failure::new(DF2D_E_IMAPI_RECORDER_LOCKED, text).errno(error.raw_os_error().unwrap_or(0))
}
