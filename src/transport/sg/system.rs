//! The system calls of this transport.

use std::ffi::{CString, c_int, c_uint, c_ulong, c_void};
use std::fs::File;
use std::io::{Error, Result};
use std::os::fd::AsRawFd;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::time::Duration;

use super::completion::Completion;
use crate::transport::{Data, SENSE_MAX};

const SG_IO: c_ulong = 0x2285;
const SG_GET_VERSION_NUM: c_ulong = 0x2282;
const SG_GET_RESERVED_SIZE: c_ulong = 0x2272;

/// `struct sg_io_hdr` of <scsi/sg.h>, interface version 3.
#[repr(C)]
struct Header {
    interface_id: c_int,
    dxfer_direction: c_int,
    cmd_len: u8,
    mx_sb_len: u8,
    iovec_count: u16,
    dxfer_len: c_uint,
    dxferp: *mut c_void,
    cmdp: *const u8,
    sbp: *mut u8,
    timeout: c_uint,
    flags: c_uint,
    pack_id: c_int,
    usr_ptr: *mut c_void,
    status: u8,
    masked_status: u8,
    msg_status: u8,
    sb_len_wr: u8,
    host_status: u16,
    driver_status: u16,
    resid: c_int,
    duration: c_uint,
    info: c_uint,
}

#[cfg(target_pointer_width = "64")]
const _: () = assert!(size_of::<Header>() == 88);

/// One command. An error means that the kernel has nothing to report of it.
pub fn send(
    device: &File,
    cdb: &[u8],
    data: Data<'_>,
    timeout: Duration,
    sense: &mut [u8; SENSE_MAX],
) -> Result<Completion> {
    const NONE: c_int = -1;
    const TO_DEVICE: c_int = -2;
    const FROM_DEVICE: c_int = -3;
    let (direction, buffer, length) = match data {
        Data::None => (NONE, std::ptr::null_mut(), 0),
        Data::FromDevice(buffer) => (FROM_DEVICE, buffer.as_mut_ptr().cast(), buffer.len()),
        Data::ToDevice(buffer) => (TO_DEVICE, buffer.as_ptr().cast_mut().cast(), buffer.len()),
    };
    let too_long = |_| Error::from_raw_os_error(libc::EINVAL);
    let mut header = Header {
        interface_id: 'S' as c_int,
        dxfer_direction: if length == 0 { NONE } else { direction },
        cmd_len: cdb.len().try_into().map_err(too_long)?,
        mx_sb_len: SENSE_MAX as u8,
        iovec_count: 0,
        dxfer_len: length.try_into().map_err(too_long)?,
        dxferp: buffer,
        cmdp: cdb.as_ptr(),
        sbp: sense.as_mut_ptr(),
        timeout: milliseconds(timeout),
        flags: 0,
        pack_id: 0,
        usr_ptr: std::ptr::null_mut(),
        status: 0,
        masked_status: 0,
        msg_status: 0,
        sb_len_wr: 0,
        host_status: 0,
        driver_status: 0,
        resid: 0,
        duration: 0,
        info: 0,
    };
    // SAFETY: the header is what SG_IO takes. The command block, the sense buffer and the data are borrowed for this
    // call, each as long as the header says, and the kernel writes into the data only if it goes from the device, when
    // the borrow is a mutable one.
    if unsafe { libc::ioctl(device.as_raw_fd(), SG_IO as _, &mut header) } < 0 {
        return Err(Error::last_os_error());
    }
    Ok(Completion {
        status: header.status,
        host: header.host_status,
        driver: header.driver_status,
        sense_len: header.sb_len_wr.into(),
        residual: header.resid,
        length,
    })
}

/// 0 would be the kernel's own limit.
fn milliseconds(timeout: Duration) -> c_uint {
    c_int::try_from(timeout.as_millis()).unwrap_or(c_int::MAX).max(1).unsigned_abs()
}

/// Whether the device takes SG_IO in the version that `send` speaks.
pub fn takes_commands(device: &File) -> bool {
    const VERSION_3: c_int = 30_000;
    number(device, SG_GET_VERSION_NUM).is_some_and(|version| version >= VERSION_3)
}

/// The kernel's own buffer for commands to this device, in bytes.
pub fn reserved_size(device: &File) -> Option<usize> {
    usize::try_from(number(device, SG_GET_RESERVED_SIZE)?).ok()
}

fn number(device: &File, request: c_ulong) -> Option<c_int> {
    let mut number: c_int = 0;
    // SAFETY: both requests that come here store one int, for which there is room.
    let got = unsafe { libc::ioctl(device.as_raw_fd(), request as _, &mut number) };
    (got >= 0).then_some(number)
}

pub fn page_size() -> usize {
    // SAFETY: a question without pointers.
    let size = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
    usize::try_from(size).unwrap_or(4096)
}

/// The user in whose name files are opened.
pub fn effective_user() -> u32 {
    // SAFETY: it takes nothing and cannot fail.
    unsafe { libc::geteuid() }
}

/// Unmounts what is mounted there, unless files on it are open.
pub fn unmount(mount_point: &Path) -> Result<()> {
    let path = CString::new(mount_point.as_os_str().as_bytes())?;
    // SAFETY: the path ends with a NUL and lives during the call.
    match unsafe { libc::umount2(path.as_ptr(), libc::UMOUNT_NOFOLLOW) } {
        0 => Ok(()),
        _ => Err(Error::last_os_error()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_of_time() {
        assert_eq!(milliseconds(Duration::from_secs(30)), 30_000);
        assert_eq!(milliseconds(Duration::ZERO), 1);
        assert_eq!(milliseconds(Duration::from_micros(10)), 1);
        assert_eq!(milliseconds(Duration::MAX), i32::MAX as u32);
    }
}
