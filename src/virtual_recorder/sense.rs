//! Sense data, as the drive builds it.

use crate::transport::Answer;
use crate::transport::scsi::asc::Asc;
use crate::transport::scsi::key;

/// What a CHECK CONDITION says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    pub key: u8,
    pub asc: u8,
    pub ascq: u8,
    /// It belongs to data that an earlier command handed over: response code 71h.
    pub deferred: bool,
    /// How far a long operation is, in 65536ths: the sense-key specific bytes.
    pub progress: Option<u16>,
    /// The logical block that it is about: the information bytes.
    pub lba: Option<u32>,
}

/// Names that only a drive needs.
pub mod asc {
    use crate::transport::scsi::asc::Asc;

    pub const CANNOT_FORMAT_INCOMPATIBLE_MEDIUM: Asc = (0x30, 0x06);
    pub const CANNOT_READ_INCOMPATIBLE_MEDIUM: Asc = (0x30, 0x02);
    pub const PARAMETER_VALUE_INVALID: Asc = (0x26, 0x02);
}

impl Sense {
    pub const fn new(key: u8, (asc, ascq): Asc) -> Sense {
        Sense { key, asc, ascq, deferred: false, progress: None, lba: None }
    }

    pub const fn illegal(asc: Asc) -> Sense {
        Sense::new(key::ILLEGAL_REQUEST, asc)
    }

    pub const fn not_ready(asc: Asc) -> Sense {
        Sense::new(key::NOT_READY, asc)
    }

    pub const fn medium(asc: Asc) -> Sense {
        Sense::new(key::MEDIUM_ERROR, asc)
    }

    pub const fn attention(asc: Asc) -> Sense {
        Sense::new(key::UNIT_ATTENTION, asc)
    }

    pub const fn deferred(mut self) -> Sense {
        self.deferred = true;
        self
    }

    pub const fn progress(mut self, progress: u16) -> Sense {
        self.progress = Some(progress);
        self
    }

    pub const fn at(mut self, lba: u32) -> Sense {
        self.lba = Some(lba);
        self
    }

    /// Fixed format, 18 bytes.
    pub fn bytes(&self) -> [u8; 18] {
        let mut bytes = [0; 18];
        bytes[0] = if self.deferred { 0x71 } else { 0x70 };
        bytes[2] = self.key;
        bytes[7] = 10;
        bytes[12] = self.asc;
        bytes[13] = self.ascq;
        if let Some(lba) = self.lba {
            bytes[0] |= 0x80;
            bytes[3..7].copy_from_slice(&lba.to_be_bytes());
        }
        if let Some(progress) = self.progress {
            bytes[15] = 0x80;
            bytes[16..18].copy_from_slice(&progress.to_be_bytes());
        }
        bytes
    }

    pub fn answer(&self) -> Answer {
        Answer::check(&self.bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_format() {
        let sense = Sense::not_ready((0x04, 0x08)).progress(0x1234);
        assert_eq!(sense.bytes(), [0x70, 0, 2, 0, 0, 0, 0, 10, 0, 0, 0, 0, 4, 8, 0, 0x80, 0x12, 0x34]);
        let sense = Sense::medium((0x0C, 0x00)).at(0x01020304).deferred();
        assert_eq!(sense.bytes(), [0xF1, 0, 3, 1, 2, 3, 4, 10, 0, 0, 0, 0, 0x0C, 0, 0, 0, 0, 0]);
    }
}
