//! Where a block device is mounted.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

/// In the order in which they were mounted. None are seen where /proc is not there, or in other namespaces.
pub fn of(device: (u32, u32)) -> Vec<PathBuf> {
    fs::read("/proc/self/mountinfo").map(|table| in_table(&table, device)).unwrap_or_default()
}

/// The lines begin with two numbers, the device as major:minor, the root of the mount and the mount point.
fn in_table(table: &[u8], device: (u32, u32)) -> Vec<PathBuf> {
    let device = format!("{}:{}", device.0, device.1);
    let fields = table.split(|&byte| byte == b'\n').map(|line| line.split(|&byte| byte == b' '));
    fields
        .filter_map(|mut fields| (fields.nth(2)? == device.as_bytes()).then(|| fields.nth(1)).flatten())
        .map(|mount_point| PathBuf::from(OsString::from_vec(unescape(mount_point))))
        .collect()
}

/// Spaces and their like stand as a backslash and three octal digits.
fn unescape(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let code = (byte == b'\\').then(|| after.get(..3)).flatten();
        let code = code.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 8).ok());
        if code.is_some() {
            rest = &after[3..];
        }
        plain.push(code.unwrap_or(byte));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mount_points() {
        let table = b"22 27 0:20 / /proc rw - proc proc rw\n\
            31 27 11:0 / /media/ann/My\\040disc\\134 ro,nosuid - iso9660 /dev/sr0 ro\n\
            32 27 11:10 / /other ro - iso9660 /dev/sr10 ro\n\
            33 27 11:0 /part /mnt ro - iso9660 /dev/sr0 ro\n\
            short\n";
        assert_eq!(in_table(table, (11, 0)), [PathBuf::from("/media/ann/My disc\\"), PathBuf::from("/mnt")]);
        assert_eq!(in_table(table, (11, 1)), Vec::<PathBuf>::new());
        assert_eq!(unescape(b"a\\"), b"a\\");
        assert_eq!(unescape(b"\\999"), b"\\999");
    }
}
