//! A folder that plays a Linux machine: its /sys and /dev, in which drives come and go.
#![allow(dead_code)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use df2d::transport::discovery::Machine;
use tempfile::TempDir;

pub struct Played {
    root: TempDir,
}

impl Played {
    pub fn new() -> Played {
        let root = tempfile::tempdir().unwrap();
        fs::set_permissions(root.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let played = Played { root };
        fs::create_dir_all(played.path("sys/class/block")).unwrap();
        fs::create_dir_all(played.path("dev")).unwrap();
        played
    }

    pub fn machine(&self) -> Machine {
        Machine::below(self.root.path())
    }

    pub fn path(&self, inner: &str) -> PathBuf {
        self.root.path().join(inner)
    }

    /// The kernel's part, without the node: a device of this SCSI type.
    pub fn register(&self, name: &str, kind: u8) {
        let device = self.path(&format!("sys/class/block/{name}/device"));
        // All at once, as the kernel does it.
        let made = self.path("sys/being made");
        fs::create_dir_all(made.join("device")).unwrap();
        fs::write(made.join("device/type"), format!("{kind}\n")).unwrap();
        fs::rename(made, device.parent().unwrap()).unwrap();
    }

    pub fn unregister(&self, name: &str) {
        let gone = self.path("sys/gone");
        fs::rename(self.path(&format!("sys/class/block/{name}")), &gone).unwrap();
        fs::remove_dir_all(gone).unwrap();
    }

    pub fn node(&self, name: &str) -> PathBuf {
        let node = self.path("dev").join(name);
        fs::write(&node, "").unwrap();
        node
    }

    /// A lasting name.
    pub fn link(&self, link: &str, name: &str) -> PathBuf {
        let link = self.path("dev/disk/by-id").join(link);
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        symlink(format!("../../{name}"), &link).unwrap();
        link
    }

    pub fn add(&self, name: &str) -> PathBuf {
        self.register(name, 5);
        self.node(name)
    }

    /// The node goes first, as in Linux.
    pub fn remove(&self, name: &str) {
        fs::remove_file(self.path("dev").join(name)).unwrap();
        self.unregister(name);
    }
}

pub fn id(path: &Path) -> Vec<u8> {
    path.to_str().unwrap().as_bytes().to_vec()
}
