//! Whether what was read of the system's events can concern a drive. Pure functions over bytes: an event is only the
//! occasion to look, so that whoever made it up could do no harm.

/// A message of udev, of which only the properties count: does it speak of a block device?
pub fn is_of_block_device(message: &[u8]) -> bool {
    const PREFIX: &[u8] = b"libudev\0";
    const MAGIC: [u8; 4] = 0xFEED_CAFE_u32.to_be_bytes();
    let field = |at: usize| -> Option<usize> {
        let bytes = message.get(at..)?.first_chunk()?;
        usize::try_from(u32::from_ne_bytes(*bytes)).ok()
    };
    let genuine = message.starts_with(PREFIX) && message.get(8..12) == Some(&MAGIC[..]);
    let (Some(offset), Some(length), true) = (field(16), field(20), genuine) else { return false };
    let properties = message.get(offset..).unwrap_or_default();
    let properties = &properties[..properties.len().min(length)];
    properties.split(|byte| *byte == 0).any(|property| property == b"SUBSYSTEM=block")
}

/// Events of inotify, of which `dev` is the number of /dev. There only the drives count, and the folders that lead to
/// their lasting names.
pub fn concern_drives(mut events: &[u8], dev: i32) -> bool {
    const HEADER: usize = 16;
    while let Some((header, rest)) = events.split_first_chunk::<HEADER>() {
        let field = |at: usize| [header[at], header[at + 1], header[at + 2], header[at + 3]];
        let (folder, mask) = (i32::from_ne_bytes(field(0)), u32::from_ne_bytes(field(4)));
        let length = u32::from_ne_bytes(field(12)) as usize;
        let (name, next) = rest.split_at(rest.len().min(length));
        events = next;
        let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
        let lost = mask & libc::IN_Q_OVERFLOW != 0;
        if lost || folder != dev || name.starts_with(b"sr") || name == b"disk" {
            return true;
        }
    }
    false
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A message of udev with these properties.
    pub fn message(properties: &[u8]) -> Vec<u8> {
        let mut message = b"libudev\0\xFE\xED\xCA\xFE".to_vec();
        for field in [40, 40, properties.len() as u32, 0, 0, 0, 0] {
            message.extend(field.to_ne_bytes());
        }
        [&message, properties].concat()
    }

    #[test]
    fn messages() {
        let block = message(b"ACTION=add\0SUBSYSTEM=block\0DEVNAME=/dev/sr0\0");
        assert!(is_of_block_device(&block));
        assert!(is_of_block_device(&message(b"SUBSYSTEM=block")));
        assert!(!is_of_block_device(&message(b"ACTION=add\0SUBSYSTEM=usb\0")));
        assert!(!is_of_block_device(&message(b"XSUBSYSTEM=block\0SUBSYSTEM=blocks\0")));
        assert!(!is_of_block_device(&[b"kernel!\0", &block[8..]].concat()));
        assert!(!is_of_block_device(&[&block[..8], &[0; 4], &block[12..]].concat()));
        for len in 0..block.len() {
            is_of_block_device(&block[..len]);
        }
        let mut lying = block.clone();
        lying[16..20].copy_from_slice(&u32::MAX.to_ne_bytes());
        assert!(!is_of_block_device(&lying));
        let mut longer = block;
        longer[20..24].copy_from_slice(&u32::MAX.to_ne_bytes());
        assert!(is_of_block_device(&longer));
    }

    fn event(folder: i32, mask: u32, name: &str) -> Vec<u8> {
        let mut event = folder.to_ne_bytes().to_vec();
        for field in [mask, 0, 16] {
            event.extend(field.to_ne_bytes());
        }
        event.extend(name.bytes());
        event.resize(32, 0);
        event
    }

    #[test]
    fn events() {
        let (create, overflow) = (libc::IN_CREATE, libc::IN_Q_OVERFLOW);
        assert!(concern_drives(&event(1, create, "sr0"), 1));
        assert!(concern_drives(&event(1, create, "disk"), 1));
        assert!(concern_drives(&event(2, create, "ata-drive"), 1));
        assert!(concern_drives(&event(-1, overflow, ""), 1));
        assert!(!concern_drives(&event(1, create, "tty7"), 1));
        assert!(!concern_drives(&[], 1));
        let two = [event(1, create, "tty7"), event(1, create, "sr11")].concat();
        assert!(concern_drives(&two, 1));
        for len in 0..two.len() {
            concern_drives(&two[..len], 1);
        }
    }
}
