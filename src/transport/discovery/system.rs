//! The system calls of finding drives.

use std::ffi::CString;
use std::fs::File;
use std::io::{Error, ErrorKind, Result};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// A descriptor from a call that gives -1 on failure.
fn descriptor(result: libc::c_int) -> Result<OwnedFd> {
    if result < 0 {
        return Err(Error::last_os_error());
    }
    // SAFETY: the call has just made it, for nobody else.
    Ok(unsafe { OwnedFd::from_raw_fd(result) })
}

fn c_path(path: &Path) -> Result<CString> {
    CString::new(path.as_os_str().as_bytes()).map_err(|_| Error::from(ErrorKind::InvalidInput))
}

pub fn is_readable(path: &Path) -> bool {
    // SAFETY: the path is a C string that lives during the call.
    c_path(path).is_ok_and(|path| unsafe { libc::access(path.as_ptr(), libc::R_OK) } == 0)
}

/// What udev tells of devices once it has made their links and set their permissions. (The kernel's own messages, which
/// come first, are in another group.)
pub fn udev_messages() -> Result<OwnedFd> {
    const GROUP_UDEV: u32 = 2;
    let kind = libc::SOCK_RAW | libc::SOCK_CLOEXEC | libc::SOCK_NONBLOCK;
    // SAFETY: no pointers are involved.
    let socket = descriptor(unsafe { libc::socket(libc::AF_NETLINK, kind, libc::NETLINK_KOBJECT_UEVENT) })?;
    // SAFETY: all zero bits are an address.
    let mut address: libc::sockaddr_nl = unsafe { std::mem::zeroed() };
    address.nl_family = libc::AF_NETLINK as libc::sa_family_t;
    address.nl_groups = GROUP_UDEV;
    let size = size_of_val(&address) as libc::socklen_t;
    // SAFETY: the address lives during the call and has this size.
    match unsafe { libc::bind(socket.as_raw_fd(), (&raw const address).cast(), size) } {
        0 => Ok(socket),
        _ => Err(Error::last_os_error()),
    }
}

pub fn inotify() -> Result<File> {
    // SAFETY: no pointers are involved.
    descriptor(unsafe { libc::inotify_init1(libc::IN_CLOEXEC | libc::IN_NONBLOCK) }).map(File::from)
}

/// Has a folder watched for entries that come, go, or change their permissions; its number in the events. Watching it once
/// more changes nothing.
pub fn watch_folder(inotify: &File, folder: &Path) -> Result<i32> {
    const EVENTS: u32 = libc::IN_CREATE
        | libc::IN_DELETE
        | libc::IN_MOVED_FROM
        | libc::IN_MOVED_TO
        | libc::IN_ATTRIB
        | libc::IN_ONLYDIR;
    let folder = c_path(folder)?;
    // SAFETY: the path is a C string that lives during the call.
    match unsafe { libc::inotify_add_watch(inotify.as_raw_fd(), folder.as_ptr(), EVENTS) } {
        -1 => Err(Error::last_os_error()),
        number => Ok(number),
    }
}

/// Something to wake a thread with: it is readable once it was written to, until it is read.
pub fn event() -> Result<File> {
    // SAFETY: no pointers are involved.
    descriptor(unsafe { libc::eventfd(0, libc::EFD_CLOEXEC | libc::EFD_NONBLOCK) }).map(File::from)
}

/// Waits until one of the two can be read, and says which.
pub fn wait(first: &File, second: Option<&File>) -> Result<[bool; 2]> {
    let entry = |file: Option<&File>| libc::pollfd {
        // A negative descriptor is passed over.
        fd: file.map_or(-1, AsRawFd::as_raw_fd),
        events: libc::POLLIN,
        revents: 0,
    };
    let mut entries = [entry(Some(first)), entry(second)];
    loop {
        // SAFETY: the entries live during the call, and there are as many.
        match unsafe { libc::poll(entries.as_mut_ptr(), entries.len() as libc::nfds_t, -1) } {
            -1 => match Error::last_os_error() {
                interrupted if interrupted.kind() == ErrorKind::Interrupted => {}
                error => return Err(error),
            },
            _ => return Ok(entries.map(|entry| entry.revents != 0)),
        }
    }
}
