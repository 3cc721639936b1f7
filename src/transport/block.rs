//! What Linux knows of a block device by its number: its name, and where its medium is mounted.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

/// The system's number of a block device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeviceNumber {
    pub major: u32,
    pub minor: u32,
}

/// The name under /dev that the kernel gave it: "sr0".
pub fn name(number: DeviceNumber) -> Option<OsString> {
    name_in(Path::new("/sys/dev/block"), number)
}

fn name_in(numbers: &Path, DeviceNumber { major, minor }: DeviceNumber) -> Option<OsString> {
    let device = fs::read_link(numbers.join(format!("{major}:{minor}"))).ok()?;
    device.file_name().map(ToOwned::to_owned)
}

/// Where this process sees the medium mounted.
pub fn mount_points(number: DeviceNumber) -> std::io::Result<Vec<PathBuf>> {
    Ok(mount_points_in(&fs::read("/proc/self/mountinfo")?, number))
}

/// Number, parent, device, root, mount point: the fields of a line of mountinfo.
fn mount_points_in(mountinfo: &[u8], DeviceNumber { major, minor }: DeviceNumber) -> Vec<PathBuf> {
    let device = format!("{major}:{minor}");
    let of_device = |line: &[u8]| {
        let mut fields = line.split(|byte| *byte == b' ');
        if fields.nth(2)? != device.as_bytes() {
            return None;
        }
        fields.nth(1).map(|path| PathBuf::from(OsString::from_vec(unescaped(path))))
    };
    mountinfo.split(|byte| *byte == b'\n').filter_map(of_device).collect()
}

/// Blanks, line ends and backslashes of a path stand there as a backslash and three octal digits.
fn unescaped(mut field: &[u8]) -> Vec<u8> {
    let mut path = Vec::with_capacity(field.len());
    while let Some((first, rest)) = field.split_first() {
        field = rest;
        match (first, rest) {
            (b'\\', [a @ b'0'..=b'3', b @ b'0'..=b'7', c @ b'0'..=b'7', tail @ ..]) => {
                path.push((a - b'0') << 6 | (b - b'0') << 3 | (c - b'0'));
                field = tail;
            }
            _ => path.push(*first),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTINFO: &[u8] = b"\
        22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n\
        90 22 11:0 / /media/My\\040Disc\\134x ro,nosuid shared:5 - iso9660 /dev/sr0 ro\n\
        91 22 11:1 / /mnt ro - udf /dev/sr1 ro\n\
        92 22 11:0 /sub /srv/part ro master:5 - iso9660 /dev/sr0 ro\n\
        93 22 111:0 / /other rw - ext4 /dev/other rw\n\
        94 22 11:0\n\
        \n";

    #[test]
    fn mount_points_of_a_device() {
        let of = |major, minor| mount_points_in(MOUNTINFO, DeviceNumber { major, minor });
        assert_eq!(of(11, 0), [Path::new("/media/My Disc\\x"), Path::new("/srv/part")]);
        assert_eq!(of(11, 1), [Path::new("/mnt")]);
        assert!(of(11, 2).is_empty());
        assert!(of(1, 0).is_empty());
    }

    #[test]
    fn what_is_no_escape_stays() {
        for (field, path) in [
            (&b"a\\"[..], &b"a\\"[..]),
            (b"\\04", b"\\04"),
            (b"\\048", b"\\048"),
            (b"\\012\\011b", b"\n\tb"),
            (b"\\377", b"\xFF"),
            (b"\\400", b"\\400"),
        ] {
            assert_eq!(unescaped(field), path, "{field:?}");
        }
    }

    #[test]
    fn the_name_is_the_kernels() {
        let numbers = tempfile::tempdir().unwrap();
        let link = numbers.path().join("11:0");
        std::os::unix::fs::symlink("../../devices/pci0000:00/ata1/block/sr0", link).unwrap();
        let name = |minor| name_in(numbers.path(), DeviceNumber { major: 11, minor });
        assert_eq!(name(0).unwrap(), "sr0");
        assert_eq!(name(1), None);
    }
}
