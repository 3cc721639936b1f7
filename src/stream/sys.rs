//! The system calls that std does not have.

use std::fs::File;
use std::io::{Error, Result};
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::net::UnixStream;

pub(super) fn is_readable(fd: &OwnedFd) -> Result<bool> {
    // SAFETY: the descriptor is open; F_GETFL takes no argument.
    let flags = unsafe { libc::fcntl(fd.as_raw_fd(), libc::F_GETFL) };
    if flags < 0 {
        return Err(Error::last_os_error());
    }
    Ok(flags & libc::O_ACCMODE != libc::O_WRONLY)
}

/// Waits until one of the two can be read, or has ended, and says whether it was the second.
pub(super) fn wait_readable(pipe: &File, wake: &UnixStream) -> Result<bool> {
    let mut polls =
        [pipe.as_raw_fd(), wake.as_raw_fd()].map(|fd| libc::pollfd { fd, events: libc::POLLIN, revents: 0 });
    // SAFETY: the array has two elements and lives during the call.
    if unsafe { libc::poll(polls.as_mut_ptr(), 2, -1) } < 0 {
        return Err(Error::last_os_error());
    }
    Ok(polls[1].revents != 0)
}

/// Seeking to the end would tell too, but the file offset is the caller's as well.
#[cfg(target_os = "linux")]
pub(super) fn block_device_size(device: &File) -> Result<u64> {
    // _IOR(0x12, 114, size_t), which libc does not name.
    const BLKGETSIZE64: libc::c_ulong =
        (2 << 30) | ((size_of::<usize>() as libc::c_ulong) << 16) | (0x12 << 8) | 114;
    let mut size = 0u64;
    // SAFETY: the request stores one u64, for which there is room.
    if unsafe { libc::ioctl(device.as_raw_fd(), BLKGETSIZE64 as _, &mut size) } < 0 {
        return Err(Error::last_os_error());
    }
    Ok(size)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn block_device_size(_device: &File) -> Result<u64> {
    Err(Error::from(std::io::ErrorKind::Unsupported))
}
