//! Device nodes, and what the kernel's sysfs tells of the devices behind them. Nothing here touches a device.

use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};

use super::permission;
use crate::failure::{Failure, Result, shown};
use crate::hresult::*;

/// The character devices of the kernel's sg driver.
const SG_MAJOR: u32 = 21;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Block,
    /// A node of the sg driver.
    Generic,
}

/// A node that may belong to a drive.
#[derive(Clone, Debug)]
pub struct Node {
    pub path: PathBuf,
    pub kind: Kind,
    /// Major and minor number.
    pub device: (u32, u32),
}

impl Node {
    pub fn named(id: &[u8]) -> Result<Node> {
        Node::at(Path::new(OsStr::from_bytes(id)))
    }

    /// The node at this path, if it is of a kind that drives have. Others are not even opened: that may do things.
    pub fn at(path: &Path) -> Result<Node> {
        let metadata = fs::metadata(path).map_err(|error| cannot_open(path, &error))?;
        Node::of(path, &metadata).ok_or_else(|| {
            not_a_drive(path, "it is no device node that takes commands, such as /dev/sr0 or /dev/sg0")
        })
    }

    pub fn of(path: &Path, metadata: &Metadata) -> Option<Node> {
        let device = (libc::major(metadata.rdev()), libc::minor(metadata.rdev()));
        let kind = match metadata.file_type() {
            kind if kind.is_block_device() => Kind::Block,
            kind if kind.is_char_device() && device.0 == SG_MAJOR => Kind::Generic,
            _ => return None,
        };
        Some(Node { path: path.to_owned(), kind, device })
    }

    pub fn is_same(&self, other: &Node) -> bool {
        (self.kind, self.device) == (other.kind, other.device)
    }

    fn sysfs(&self) -> PathBuf {
        let kind = if self.kind == Kind::Block { "block" } else { "char" };
        PathBuf::from(format!("/sys/dev/{kind}/{}:{}", self.device.0, self.device.1))
    }

    /// The node that the kernel itself would make: whatever link it was found by, /dev/sr0.
    pub fn kernel_path(&self) -> Option<PathBuf> {
        fs::read_link(self.sysfs()).ok()?.file_name().map(|name| Path::new("/dev").join(name))
    }

    /// The same for all nodes of one drive, and another one for a drive that gets the number of one that has gone.
    pub fn key(&self) -> String {
        match fs::metadata(self.sysfs().join("device")) {
            Ok(device) => format!("sysfs:{}", device.ino()),
            Err(_) => format!("{:?}:{}:{}", self.kind, self.device.0, self.device.1),
        }
    }

    /// The drive's block device, if this is its sg node and it has one.
    ///
    /// It is the better one to talk to. The sg driver lets a signal, even one that only stops the process for a while,
    /// break off its wait for the drive, and the system then sends the command again; and only block devices can be had
    /// exclusively.
    pub fn block_sibling(&self) -> Option<Node> {
        if self.kind == Kind::Block {
            return None;
        }
        let sibling = fs::read_dir(self.sysfs().join("device/block")).ok()?.next()?.ok()?;
        let path = Path::new("/dev").join(sibling.file_name());
        let node = Node::at(&path).ok()?;
        let number = fs::read_to_string(sibling.path().join("dev")).ok()?;
        let is_it =
            node.kind == Kind::Block && number.trim() == format!("{}:{}", node.device.0, node.device.1);
        is_it.then_some(node)
    }

    /// Bytes that the way to the drive carries in one command, if the system says.
    pub fn most_bytes(&self, page_size: usize) -> Option<usize> {
        let queue = match self.kind {
            Kind::Block => self.sysfs().join("queue"),
            Kind::Generic => {
                let block = fs::read_dir(self.sysfs().join("device/block")).ok()?.next()?.ok()?;
                block.path().join("queue")
            }
        };
        most_bytes_of(&queue, page_size)
    }
}

/// max_hw_sectors_kb is what the adapter can do, max_sectors_kb what somebody who knows this bridge better has set; a
/// buffer that lies anywhere in memory takes a segment for each of its pages, of which it has one more than its size says.
fn most_bytes_of(queue: &Path, page_size: usize) -> Option<usize> {
    let number = |name| fs::read_to_string(queue.join(name)).ok()?.trim().parse::<usize>().ok();
    let kilobytes = [number("max_sectors_kb"), number("max_hw_sectors_kb")];
    let limits = kilobytes.into_iter().flatten().map(|kilobytes| kilobytes.saturating_mul(1024));
    let pages = number("max_segments").map(|segments| segments.saturating_sub(1).max(1));
    let segments = pages.map(|pages| pages.saturating_mul(page_size));
    limits.chain(segments).filter(|&bytes| bytes > 0).min()
}

/// Why a node could not be opened.
pub fn cannot_open(path: &Path, error: &io::Error) -> Failure {
    let name = shown(path);
    let failure = match error.raw_os_error().unwrap_or(0) {
        libc::ENOENT | libc::ENOTDIR => Failure::new(
            DF2D_E_DEV_NOT_EXIST,
            format!(
                "There is no {name}; is the drive connected and switched on? ls /dev/sr* lists the drives."
            ),
        ),
        libc::ENXIO | libc::ENODEV => {
            Failure::new(DF2D_E_DEV_NOT_EXIST, format!("There is no drive behind {name} any more."))
        }
        libc::EACCES => Failure::new(DF2D_E_ACCESSDENIED, permission::sentence(path)),
        libc::EPERM => Failure::new(
            DF2D_E_ACCESSDENIED,
            format!(
                "The system keeps {name} from this program whatever its mode is; in a container, start that with \
                 --device={name}."
            ),
        ),
        libc::EBUSY => Failure::new(
            DF2D_E_IMAPI_RECORDER_LOCKED,
            format!("Another program has {name} for itself; fuser -v {name} tells which."),
        ),
        _ => Failure::new(DF2D_E_FAIL, format!("{name} cannot be opened: {error}.")),
    };
    failure.errno(error.raw_os_error().unwrap_or(0))
}

pub fn not_a_drive(path: &Path, why: &str) -> Failure {
    Failure::new(DF2D_E_INVALIDARG, format!("{} is not an optical drive: {why}.", shown(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue(files: &[(&str, &str)]) -> Option<usize> {
        let queue = tempfile::tempdir().unwrap();
        for (name, content) in files {
            fs::write(queue.path().join(name), content).unwrap();
        }
        most_bytes_of(queue.path(), 4096)
    }

    #[test]
    fn the_smallest_limit_of_the_queue_counts() {
        let ata = [("max_sectors_kb", "128\n"), ("max_hw_sectors_kb", "128\n"), ("max_segments", "128\n")];
        assert_eq!(queue(&ata), Some(128 * 1024));
        let usb = [("max_sectors_kb", "120\n"), ("max_hw_sectors_kb", "120\n"), ("max_segments", "2048\n")];
        assert_eq!(queue(&usb), Some(120 * 1024));
        let lowered =
            [("max_sectors_kb", "32\n"), ("max_hw_sectors_kb", "1024\n"), ("max_segments", "2048\n")];
        assert_eq!(queue(&lowered), Some(32 * 1024), "by somebody");
        let segments =
            [("max_sectors_kb", "1280\n"), ("max_hw_sectors_kb", "32767\n"), ("max_segments", "17\n")];
        assert_eq!(queue(&segments), Some(16 * 4096));
        assert_eq!(queue(&[]), None);
        assert_eq!(queue(&[("max_segments", "many")]), None);
    }

    #[test]
    fn what_is_no_drive_is_not_opened() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let folder = tempfile::tempdir().unwrap();
        for path in [file.path(), folder.path(), Path::new("/dev/null"), Path::new("/dev/tty")] {
            let failure = Node::at(path).unwrap_err();
            assert_eq!(failure.hr, DF2D_E_INVALIDARG, "{}", path.display());
            assert!(failure.text.starts_with(path.to_str().unwrap()), "{}", failure.text);
        }
        assert_eq!(Node::at(Path::new("/dev/no such drive")).unwrap_err().hr, DF2D_E_DEV_NOT_EXIST);
        assert_eq!(Node::at(&file.path().join("in")).unwrap_err().hr, DF2D_E_DEV_NOT_EXIST);
    }

    #[test]
    fn errors_of_opening() {
        for (errno, hr) in [
            (libc::ENXIO, DF2D_E_DEV_NOT_EXIST),
            (libc::ENODEV, DF2D_E_DEV_NOT_EXIST),
            (libc::EACCES, DF2D_E_ACCESSDENIED),
            (libc::EPERM, DF2D_E_ACCESSDENIED),
            (libc::EBUSY, DF2D_E_IMAPI_RECORDER_LOCKED),
            (libc::EMFILE, DF2D_E_FAIL),
        ] {
            let failure = cannot_open(Path::new("/dev/null"), &io::Error::from_raw_os_error(errno));
            assert_eq!((failure.hr, failure.detail.errno), (hr, errno));
            assert!(failure.text.contains("/dev/null"), "{}", failure.text);
        }
    }
}
