//! Sense data in fixed and in descriptor format.

use super::bytes::{be16, be32, be64, bounded};
use crate::failure::SenseCode;
use crate::transport::scsi::key;

/// What the device says about a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    pub code: SenseCode,
    /// Usually the block address to which the code belongs.
    pub information: Option<u64>,
    /// How far a long operation has come, in parts of 65 536.
    pub progress: Option<u16>,
}

/// Types of descriptors.
const INFORMATION: u8 = 0x00;
const COMMAND_SPECIFIC: u8 = 0x01;
const SENSE_KEY_SPECIFIC: u8 = 0x02;
const FIELD_REPLACEABLE_UNIT: u8 = 0x03;
const BLOCK_COMMANDS: u8 = 0x05;

/// The field that this bit goes with holds something.
const VALID: u8 = 0x80;
/// Fixed byte 2 and block commands descriptor byte 3: ILI.
const INCORRECT_LENGTH: u8 = 0x20;

impl Sense {
    /// Takes sense data as received; codes that it cuts off are zero. `None` if it says nothing: empty, or in a
    /// format that is neither.
    pub fn decode(data: &[u8]) -> Option<Sense> {
        let response = data.first()? & 0x7F;
        let deferred = response & 1 != 0;
        match response {
            0x70 | 0x71 => fixed(data, deferred),
            0x72 | 0x73 => descriptor(data, deferred),
            _ => None,
        }
    }
}

fn fixed(data: &[u8], deferred: bool) -> Option<Sense> {
    let key = data.get(2)? & 0x0F;
    let data = data.get(7).map_or(data, |length| bounded(data, 8, usize::from(*length)));
    let byte = |at: usize| data.get(at).copied().unwrap_or(0);
    Some(Sense {
        code: SenseCode { key, asc: byte(12), ascq: byte(13), deferred },
        information: if data[0] & VALID != 0 { be32(data, 3).map(u64::from) } else { None },
        progress: progress(key, data, 15),
    })
}

fn descriptor(data: &[u8], deferred: bool) -> Option<Sense> {
    let &[_, key, asc, ascq] = data.first_chunk()?;
    let key = key & 0x0F;
    let mut sense = Sense { code: SenseCode { key, asc, ascq, deferred }, information: None, progress: None };
    for this in descriptors(data) {
        match this[0] {
            INFORMATION if this.get(2).is_some_and(|flags| flags & VALID != 0) => {
                sense.information = be64(this, 4);
            }
            SENSE_KEY_SPECIFIC => sense.progress = progress(key, this, 4),
            _ => {}
        }
    }
    Some(sense)
}

/// The descriptors that the length field vouches for, each with its type and length; the last may be cut off.
fn descriptors(data: &[u8]) -> impl Iterator<Item = &[u8]> {
    let stated = data.get(7).copied().unwrap_or(0);
    let mut rest = bounded(data, 8, usize::from(stated)).get(8..).unwrap_or(&[]);
    std::iter::from_fn(move || {
        let [_, length, ..] = *rest else { return None };
        let (this, next) = rest.split_at(rest.len().min(2 + usize::from(length)));
        rest = next;
        Some(this)
    })
}

/// Bytes of sense data in fixed format, as far as a host needs them.
pub const FIXED_LEN: usize = 18;

/// Sense data in fixed format, whichever format it was sent in: what is fixed already stays as sent, cut or filled with
/// zeros to [`FIXED_LEN`]; of descriptors, what has a place in the fixed format is carried over.
pub fn to_fixed(data: &[u8]) -> [u8; FIXED_LEN] {
    let mut fixed = [0; FIXED_LEN];
    if let Some(0x72 | 0x73) = data.first().map(|response| response & 0x7F) {
        from_descriptors(data, &mut fixed);
    } else {
        let len = data.len().min(FIXED_LEN);
        fixed[..len].copy_from_slice(&data[..len]);
    }
    fixed
}

fn from_descriptors(data: &[u8], fixed: &mut [u8; FIXED_LEN]) {
    let byte = |data: &[u8], at: usize| data.get(at).copied().unwrap_or(0);
    // 72h becomes 70h and 73h, deferred, 71h.
    fixed[0] = byte(data, 0) & 0x7D;
    fixed[2] = byte(data, 1) & 0x0F;
    fixed[7] = (FIXED_LEN - 8) as u8;
    fixed[12] = byte(data, 2);
    fixed[13] = byte(data, 3);
    for descriptor in descriptors(data) {
        match descriptor[0] {
            INFORMATION if byte(descriptor, 2) & VALID != 0 => {
                // An address beyond 32 bits has no place there; then the field stays invalid.
                if let Some(narrow) = be64(descriptor, 4).and_then(|wide| u32::try_from(wide).ok()) {
                    fixed[0] |= VALID;
                    fixed[3..7].copy_from_slice(&narrow.to_be_bytes());
                }
            }
            COMMAND_SPECIFIC => {
                let narrow = be64(descriptor, 4).and_then(|wide| u32::try_from(wide).ok()).unwrap_or(0);
                fixed[8..12].copy_from_slice(&narrow.to_be_bytes());
            }
            SENSE_KEY_SPECIFIC => {
                (0..3).for_each(|n| fixed[15 + n] = byte(descriptor, 4 + n));
            }
            FIELD_REPLACEABLE_UNIT => fixed[14] = byte(descriptor, 3),
            BLOCK_COMMANDS => fixed[2] |= byte(descriptor, 3) & INCORRECT_LENGTH,
            _ => {}
        }
    }
}

/// The sense key specific field, where it is a progress indication: with other keys it points to a wrong byte or
/// counts retries.
fn progress(sense_key: u8, data: &[u8], at: usize) -> Option<u16> {
    if !matches!(sense_key, key::NO_SENSE | key::NOT_READY) || data.get(at)? & VALID == 0 {
        return None;
    }
    be16(data, at + 1)
}
