//! One recorder per disc file, among processes too.

use std::fs::File;
use std::io;
use std::os::fd::AsRawFd;

/// Locks the file for as long as it stays open. WouldBlock: somebody else has it.
#[allow(unsafe_code)]
pub fn lock(file: &File) -> io::Result<()> {
    // SAFETY: flock takes no pointers, and the descriptor is open for as long as `file` is borrowed.
    match unsafe { libc::flock(file.as_raw_fd(), libc::LOCK_EX | libc::LOCK_NB) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}
