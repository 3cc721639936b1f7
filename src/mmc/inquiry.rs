//! INQUIRY.

use super::Malformed;

/// Who the device is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inquiry {
    /// 0x05 is an MMC device.
    pub peripheral_type: u8,
    pub vendor: String,
    pub product: String,
    pub revision: String,
}

impl Inquiry {
    /// Takes the answer as received. Names that it cuts off are short; additional lengths are known to be wrong, so
    /// they do not count.
    pub fn decode(data: &[u8]) -> Result<Self, Malformed> {
        if data.len() < 8 {
            return Err(Malformed("The drive's answer to INQUIRY is too short."));
        }
        Ok(Inquiry {
            peripheral_type: data[0] & 0x1F,
            vendor: text(data, 8, 16),
            product: text(data, 16, 32),
            revision: text(data, 32, 36),
        })
    }
}

/// A field of ASCII padded with spaces (or, against the standard, with zeros).
fn text(data: &[u8], from: usize, to: usize) -> String {
    let to = to.min(data.len());
    let field = data.get(from..to).unwrap_or(&[]);
    let text: String = field
        .iter()
        .map(|byte| match byte {
            0 => ' ',
            0x20..=0x7E => char::from(*byte),
            _ => '?',
        })
        .collect();
    text.trim().to_owned()
}
