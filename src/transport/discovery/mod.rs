//! Which drives this Linux system has, and when that changes.
//!
//! sysfs lists them, /dev has the nodes by which they are opened, and /dev/disk/by-id the names that they keep for good.
//! All of these are found below paths that a test can lay elsewhere.

mod news;
#[allow(unsafe_code)]
mod system;
mod watch;

use std::ffi::OsStr;
use std::fs;
use std::io::{self, ErrorKind};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use watch::{Cause, Waker, Watch};

/// Where a system tells of its drives.
#[derive(Clone)]
pub struct Machine {
    /// A folder for each block device.
    blocks: PathBuf,
    dev: PathBuf,
    /// Gives the messages of the system's device manager, if it has one.
    udev: Option<Arc<Connect>>,
}

type Connect = dyn Fn() -> io::Result<OwnedFd> + Send + Sync;

/// A drive that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// How it is told from one that takes its place.
    pub key: (String, u64),
    pub node: PathBuf,
    /// The path to open it by: one that stays the same, if the system has one.
    pub id: PathBuf,
}

impl Found {
    /// A node is there before its permissions are set.
    pub fn opens(&self) -> bool {
        system::is_readable(&self.node)
    }
}

impl Machine {
    /// The one on which the program runs.
    pub fn here() -> Machine {
        let machine = Machine { blocks: "/sys/class/block".into(), dev: "/dev".into(), udev: None };
        // What the device manager's own library goes by.
        if Path::new("/run/udev/control").exists() {
            machine.with_udev(system::udev_messages)
        } else {
            machine
        }
    }

    /// A system whose /sys and /dev lie below this folder. Files are watched, since it has no device manager.
    pub fn below(root: &Path) -> Machine {
        Machine { blocks: root.join("sys/class/block"), dev: root.join("dev"), udev: None }
    }

    /// With a device manager: `connect` gives a socket that brings its messages.
    pub fn with_udev(self, connect: impl Fn() -> io::Result<OwnedFd> + Send + Sync + 'static) -> Machine {
        Machine { udev: Some(Arc::new(connect)), ..self }
    }

    /// The drives that are there now and have a node, in the order of their numbers.
    pub fn drives(&self) -> io::Result<Vec<Found>> {
        let entries = match fs::read_dir(&self.blocks) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut names: Vec<(u32, String)> =
            entries.filter_map(|entry| numbered(&entry.ok()?.file_name())).collect();
        names.sort();
        let mut drives: Vec<Found> = names.into_iter().filter_map(|(_, name)| self.drive(name)).collect();
        // Only now: a name that was there before its node is not missed.
        let links = self.lasting_names();
        for drive in &mut drives {
            let leads_here = |(_, target): &&(PathBuf, PathBuf)| target.file_name() == drive.node.file_name();
            if let Some((link, _)) = links.iter().find(leads_here) {
                drive.id = link.clone();
            }
        }
        Ok(drives)
    }

    /// None if it is no drive, or has gone meanwhile.
    fn drive(&self, name: String) -> Option<Found> {
        const OPTICAL: &str = "5";
        let device = self.blocks.join(&name).join("device");
        if fs::read_to_string(device.join("type")).ok()?.trim() != OPTICAL {
            return None;
        }
        let node = self.dev.join(&name);
        // In a container the drives of its host are seen, and not their nodes.
        if !node.exists() {
            return None;
        }
        Some(Found { key: (name, fs::metadata(&device).ok()?.ino()), id: node.clone(), node })
    }

    fn by_id(&self) -> PathBuf {
        self.dev.join("disk/by-id")
    }

    /// The links of /dev/disk/by-id and where they lead, in the order of their names, so that of several to one drive it
    /// is always the same that is taken.
    fn lasting_names(&self) -> Vec<(PathBuf, PathBuf)> {
        let Ok(entries) = fs::read_dir(self.by_id()) else { return Vec::new() };
        let link = |entry: io::Result<fs::DirEntry>| {
            let link = entry.ok()?.path();
            let target = fs::read_link(&link).ok()?;
            Some((link, target))
        };
        let mut links: Vec<_> = entries.filter_map(link).collect();
        links.sort();
        links
    }

    /// From now on nothing is missed: look at the drives only after this.
    pub fn watch(&self) -> io::Result<Watch> {
        Watch::new(self)
    }
}

/// The number of a name "sr7".
fn numbered(name: &OsStr) -> Option<(u32, String)> {
    let digits = name.as_bytes().strip_prefix(b"sr")?;
    let number = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Some((number, name.to_str()?.to_owned()))
}
