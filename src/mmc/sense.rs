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
    /// How far a long operation has come.
    pub progress_permille: Option<u16>,
}

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
    const VALID: u8 = 0x80;
    let key = data.get(2)? & 0x0F;
    let data = data.get(7).map_or(data, |length| bounded(data, 8, usize::from(*length)));
    let byte = |at: usize| data.get(at).copied().unwrap_or(0);
    Some(Sense {
        code: SenseCode { key, asc: byte(12), ascq: byte(13), deferred },
        information: if data[0] & VALID != 0 { be32(data, 3).map(u64::from) } else { None },
        progress_permille: progress(key, data, 15),
    })
}

fn descriptor(data: &[u8], deferred: bool) -> Option<Sense> {
    const INFORMATION: u8 = 0x00;
    const SENSE_KEY_SPECIFIC: u8 = 0x02;
    const VALID: u8 = 0x80;
    let &[_, key, asc, ascq] = data.first_chunk()?;
    let key = key & 0x0F;
    let mut sense =
        Sense { code: SenseCode { key, asc, ascq, deferred }, information: None, progress_permille: None };
    let stated = data.get(7).copied().unwrap_or(0);
    let mut rest = bounded(data, 8, usize::from(stated)).get(8..).unwrap_or(&[]);
    while let [kind, length, ..] = *rest {
        let (this, next) = rest.split_at(rest.len().min(2 + usize::from(length)));
        match kind {
            INFORMATION if this.get(2).is_some_and(|flags| flags & VALID != 0) => {
                sense.information = be64(this, 4);
            }
            SENSE_KEY_SPECIFIC => sense.progress_permille = progress(key, this, 4),
            _ => {}
        }
        rest = next;
    }
    Some(sense)
}

/// The sense key specific field, where it is a progress indication: with other keys it points to a wrong byte or
/// counts retries.
fn progress(sense_key: u8, data: &[u8], at: usize) -> Option<u16> {
    const VALID: u8 = 0x80;
    if !matches!(sense_key, key::NO_SENSE | key::NOT_READY) || data.get(at)? & VALID == 0 {
        return None;
    }
    let part = u32::from(be16(data, at + 1)?);
    u16::try_from(part * 1000 / 0x10000).ok()
}
