//! GET CONFIGURATION.

use super::Malformed;
use super::bytes::{be16, be32, bounded};

const HEADER: usize = 8;
const PROFILE_LIST: u16 = 0x0000;

/// A decoded answer. It borrows its bytes: the disc is asked on a burn's path, which allocates nothing.
#[derive(Clone, Copy, Debug)]
pub struct Configuration<'a> {
    current_profile: u16,
    features: &'a [u8],
    cut_off: bool,
}

/// Feature codes.
pub mod feature {
    pub const REMOVABLE_MEDIUM: u16 = 0x0003;
    pub const WRITE_PROTECT: u16 = 0x0004;
    /// Writing in packets or increments.
    pub const INCREMENTAL_STREAMING_WRITABLE: u16 = 0x0021;
    /// BD-R with pseudo-overwrite.
    pub const BD_R_PSEUDO_OVERWRITE: u16 = 0x0038;
}

/// One feature descriptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feature<'a> {
    pub code: u16,
    pub version: u8,
    /// Always current.
    pub persistent: bool,
    /// Usable with the medium that is in the drive now.
    pub current: bool,
    /// What follows the descriptor's first four bytes.
    pub data: &'a [u8],
    /// All of it, as sent.
    pub descriptor: &'a [u8],
}

impl Feature<'_> {
    /// Of the removable medium feature: whether START STOP UNIT draws the tray in. None where an older drive does not
    /// say, since the bit was reserved then.
    pub fn loads_by_command(&self) -> Option<bool> {
        const FIRST_WITH_LOAD_BIT: u8 = 2;
        let flags = self.data.first().filter(|_| self.version >= FIRST_WITH_LOAD_BIT)?;
        Some(flags & 0x10 != 0)
    }
}

impl<'a> Configuration<'a> {
    /// Takes the answer as received; a descriptor that the answer cuts off is not there.
    pub fn decode(data: &'a [u8]) -> Result<Self, Malformed> {
        const SHORT: Malformed = Malformed("The drive's answer to GET CONFIGURATION is too short.");
        let stated = be32(data, 0).ok_or(SHORT)?;
        let stated = usize::try_from(stated).unwrap_or(usize::MAX);
        // Some drives count the field itself.
        let cut_off = stated > data.len();
        let data = bounded(data, 4, stated);
        if data.len() < HEADER {
            return Err(SHORT);
        }
        let current_profile = be16(data, 6).ok_or(SHORT)?;
        Ok(Configuration { current_profile, features: &data[HEADER..], cut_off })
    }

    /// The drive says that there is more.
    pub fn is_cut_off(&self) -> bool {
        self.cut_off
    }

    /// The profile of the medium in the drive, 0 for none.
    pub fn current_profile(&self) -> u16 {
        self.current_profile
    }

    /// All profiles that the drive knows, each with whether it is current.
    pub fn profiles(&self) -> impl Iterator<Item = (u16, bool)> + use<'a> {
        let data = self.feature(PROFILE_LIST).map_or(&[][..], |feature| feature.data);
        data.chunks_exact(4).map(|entry| (u16::from_be_bytes([entry[0], entry[1]]), entry[2] & 1 != 0))
    }

    /// All features in the drive's order.
    pub fn features(&self) -> impl Iterator<Item = Feature<'a>> + use<'a> {
        let mut rest = self.features;
        std::iter::from_fn(move || {
            let all = rest;
            let (head, tail) = rest.split_first_chunk::<4>()?;
            let length = usize::from(head[3]);
            let data = tail.get(..length)?;
            rest = &tail[length..];
            Some(Feature {
                code: u16::from_be_bytes([head[0], head[1]]),
                version: head[2] >> 2 & 0x0F,
                persistent: head[2] & 2 != 0,
                current: head[2] & 1 != 0,
                data,
                descriptor: &all[..4 + length],
            })
        })
    }

    /// A feature, if the drive has it.
    pub fn feature(&self, code: u16) -> Option<Feature<'a>> {
        self.features().find(|feature| feature.code == code)
    }

    /// Whether the drive has the feature and the medium lets it be used.
    pub fn is_current(&self, code: u16) -> bool {
        self.feature(code).is_some_and(|feature| feature.current)
    }
}
