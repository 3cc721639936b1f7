//! Linux: a drive behind a device node, by the SG_IO ioctl.
//!
//! Both the block device of a drive (/dev/sr0 and every link to it) and its generic device (/dev/sg0) take it. The node is
//! opened without looking at the medium and never exclusively, so that questions work whoever else uses the drive.

mod claim;
mod completion;
mod mounts;
mod node;
mod permission;
#[allow(unsafe_code)]
mod system;

use std::fs::File;
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use claim::Held;
use node::Kind;
pub use node::Node;

use super::scsi::op;
use super::thread::BlockedSignals;
use super::{Answer, Claim, Clock, Data, Fault, Limits, SENSE_MAX, Transport, status};
use crate::failure::{Failure, Result, shown};
use crate::hresult::*;

/// What every way to a drive is known to carry.
const SAFE_TRANSFER: usize = 64 * 1024;

pub struct Sg {
    /// What is open.
    node: Node,
    device: File,
    /// Why it is open for reading alone, as an errno. Then the kernel lets questions pass and nothing else.
    read_only: Option<i32>,
    limits: Limits,
    clock: Arc<Clock>,
    held: Mutex<Weak<Held>>,
}

impl Sg {
    /// Opens the drive at a node, if there is one. A drive's block device is used even if its generic one was named.
    pub fn open(node: &Node) -> Result<Arc<Sg>> {
        let sibling =
            node.block_sibling().and_then(|block| open_node(&block).ok().map(|opened| (block, opened)));
        let (node, (device, read_only)) = match sibling {
            Some(found) => found,
            None => (node.clone(), open_node(node)?),
        };
        if !system::takes_commands(&device) {
            return Err(node::not_a_drive(&node.path, "it takes no SCSI commands"));
        }
        let max_transfer = node
            .most_bytes(system::page_size())
            .or_else(|| system::reserved_size(&device))
            .filter(|&bytes| bytes > 0)
            .unwrap_or(SAFE_TRANSFER);
        let sg = Sg {
            node,
            device,
            read_only,
            // The kernel copies what does not lie as the adapter wants it.
            limits: Limits { max_transfer, alignment: 1 },
            clock: Clock::real(),
            held: Mutex::default(),
        };
        sg.check_type()?;
        Ok(Arc::new(sg))
    }

    /// By INQUIRY, which disturbs nothing.
    fn check_type(&self) -> Result<()> {
        const LEN: u8 = 36;
        const OPTICAL: u8 = 0x05;
        let mut answer = [0; LEN as usize];
        let cdb = [op::INQUIRY, 0, 0, 0, LEN, 0];
        let path = shown(&self.node.path);
        match self.execute(&cdb, Data::FromDevice(&mut answer), Duration::from_secs(30)) {
            Ok(found) if found.status == status::GOOD && found.transferred > 0 => match answer[0] & 0x1F {
                OPTICAL => Ok(()),
                kind => {
                    Err(node::not_a_drive(&self.node.path, &format!("it is a device of type {kind:02X}h")))
                }
            },
            Ok(_) => Err(Failure::new(
                DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE,
                format!("The device at {path} does not say what it is; power it off and on."),
            )
            .command(&cdb)),
            Err(Fault::Refused(errno @ (libc::EPERM | libc::EBUSY))) => {
                Err(node::cannot_open(&self.node.path, &io::Error::from_raw_os_error(errno)))
            }
            Err(Fault::Refused(errno)) => Err(node::not_a_drive(
                &self.node.path,
                &format!("it takes no SCSI commands ({})", io::Error::from_raw_os_error(errno)),
            )
            .errno(errno)),
            Err(Fault::Timeout) => Err(Failure::new(
                DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT,
                format!("The device at {path} does not answer; power it off and on."),
            )
            .command(&cdb)),
            Err(Fault::Gone | Fault::Lost) => Err(Failure::new(
                DF2D_E_DEV_NOT_EXIST,
                format!("The device at {path} cannot be reached; check cable and power."),
            )
            .command(&cdb)),
        }
    }

    /// The block device whose exclusive opening keeps others out. A drive without one cannot be kept.
    fn block_device(&self) -> Option<&Node> {
        (self.node.kind == Kind::Block).then_some(&self.node)
    }
}

impl Transport for Sg {
    fn execute(&self, cdb: &[u8], data: Data<'_>, timeout: Duration) -> std::result::Result<Answer, Fault> {
        let _quiet = (self.node.kind == Kind::Generic).then(BlockedSignals::all);
        let mut sense = [0; SENSE_MAX];
        match system::send(&self.device, cdb, data, timeout, &mut sense) {
            Ok(completion) => completion::translate(completion, &sense),
            Err(error) => Err(completion::refusal(error.raw_os_error().unwrap_or(libc::EIO))),
        }
    }

    fn clock(&self) -> &Arc<Clock> {
        &self.clock
    }

    fn limits(&self) -> Limits {
        self.limits
    }

    fn claim(&self, force: bool) -> Result<Box<dyn Claim>> {
        if let Some(errno) = self.read_only {
            return Err(node::cannot_open(&self.node.path, &io::Error::from_raw_os_error(errno)));
        }
        let Some(block) = self.block_device() else { return Ok(Box::new(())) };
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shared) = held.upgrade() {
            return Ok(Box::new(shared));
        }
        let new = Arc::new(claim::claim(block, force, &self.clock)?);
        *held = Arc::downgrade(&new);
        Ok(Box::new(new))
    }

    fn block_device(&self) -> Option<PathBuf> {
        Sg::block_device(self)?.kernel_path()
    }

    fn mount_points(&self) -> Vec<PathBuf> {
        self.block_device().map(|block| mounts::of(block.device)).unwrap_or_default()
    }
}

/// For reading and writing, or for reading alone where that is all there is; then with the reason.
fn open_node(node: &Node) -> Result<(File, Option<i32>)> {
    let cannot = |error: io::Error| node::cannot_open(&node.path, &error);
    let (file, read_only) = match open_for(&node.path, true) {
        Ok(file) => (file, None),
        Err(error) => match error.raw_os_error() {
            Some(errno @ (libc::EACCES | libc::EPERM | libc::EROFS)) => {
                (open_for(&node.path, false).map_err(cannot)?, Some(errno))
            }
            _ => return Err(cannot(error)),
        },
    };
    match Node::of(&node.path, &file.metadata().map_err(cannot)?) {
        Some(found) if found.is_same(node) => Ok((file, read_only)),
        _ => Err(cannot(io::Error::from_raw_os_error(libc::ENODEV))),
    }
}

fn open_for(path: &Path, writing: bool) -> io::Result<File> {
    // O_NONBLOCK: whatever the medium is, and without pulling the tray in.
    let flags = libc::O_NONBLOCK | libc::O_CLOEXEC | libc::O_NOCTTY;
    File::options().read(true).write(writing).custom_flags(flags).open(path)
}
