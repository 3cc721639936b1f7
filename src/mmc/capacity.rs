//! READ FORMAT CAPACITIES, READ CAPACITY and READ BUFFER CAPACITY.

use super::Malformed;
use super::bytes::{be16, be24, be32, bounded};

/// What the current capacity of a medium describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CapacityKind {
    /// The capacity after formatting.
    Unformatted,
    Formatted,
    /// No medium, or an unknown one: the largest capacity that the drive can handle. On DVD-RW that a quick format has
    /// left in its intermediate state, what can be written before the session is closed.
    NoMedia,
}

/// The capacity that the medium has now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CurrentCapacity {
    pub blocks: u32,
    pub kind: CapacityKind,
    pub block_len: u32,
}

/// A format that FORMAT UNIT can make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatDescriptor {
    pub blocks: u32,
    pub format_type: u8,
    /// 24 bits, whose meaning depends on the type.
    pub parameter: u32,
}

/// READ FORMAT CAPACITIES, decoded. Of fixed size, because the disc is asked on a burn's path, which allocates nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatCapacities {
    pub current: CurrentCapacity,
    formats: [FormatDescriptor; MOST_FORMATS],
    count: usize,
}

/// As many as the list's length, one byte, has room for beside the current capacity.
const MOST_FORMATS: usize = 255 / 8 - 1;

impl FormatCapacities {
    /// Takes the answer as received.
    pub fn decode(data: &[u8]) -> Result<Self, Malformed> {
        const SHORT: Malformed = Malformed("The drive's answer to READ FORMAT CAPACITIES is too short.");
        const KIND: Malformed = Malformed(
            "The drive's answer to READ FORMAT CAPACITIES does not say whether the disc is formatted.",
        );
        let stated = *data.get(3).ok_or(SHORT)?;
        let list = bounded(data, 4, usize::from(stated)).get(4..).ok_or(SHORT)?;
        let (current, formats) = list.split_at_checked(8).ok_or(SHORT)?;
        let kind = match current[4] & 3 {
            1 => CapacityKind::Unformatted,
            2 => CapacityKind::Formatted,
            3 => CapacityKind::NoMedia,
            _ => return Err(KIND),
        };
        let blocks = be32(current, 0).ok_or(SHORT)?;
        let block_len = be24(current, 5).ok_or(SHORT)?;
        let mut capacities = FormatCapacities {
            current: CurrentCapacity { blocks, kind, block_len },
            formats: [FormatDescriptor { blocks: 0, format_type: 0, parameter: 0 }; MOST_FORMATS],
            count: 0,
        };
        for (place, entry) in capacities.formats.iter_mut().zip(formats.chunks_exact(8)) {
            *place = FormatDescriptor {
                blocks: be32(entry, 0).ok_or(SHORT)?,
                format_type: entry[4] >> 2,
                parameter: be24(entry, 5).ok_or(SHORT)?,
            };
            capacities.count += 1;
        }
        Ok(capacities)
    }

    /// The formats on offer, in the drive's order.
    pub fn formats(&self) -> &[FormatDescriptor] {
        &self.formats[..self.count]
    }

    /// The first descriptor of a format type.
    pub fn format(&self, format_type: u8) -> Option<&FormatDescriptor> {
        self.formats().iter().find(|format| format.format_type == format_type)
    }
}

/// READ CAPACITY.
pub mod read_capacity {
    /// The last block's address, and the block length.
    pub fn decode(data: &[u8; 8]) -> (u32, u32) {
        let [a, b, c, d, e, f, g, h] = *data;
        (u32::from_be_bytes([a, b, c, d]), u32::from_be_bytes([e, f, g, h]))
    }
}

/// The drive's own buffer, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BufferCapacity {
    pub size: u32,
    pub free: u32,
}

impl BufferCapacity {
    /// Takes the answer as received. Some drives claim more free space than they have: then nothing is known.
    pub fn decode(data: &[u8]) -> Result<Self, Malformed> {
        const BAD: Malformed = Malformed("The drive's answer to READ BUFFER CAPACITY makes no sense.");
        let stated = be16(data, 0).ok_or(BAD)?;
        let data = bounded(data, 2, usize::from(stated));
        let size = be32(data, 4).ok_or(BAD)?;
        let free = be32(data, 8).ok_or(BAD)?;
        // Bytes were asked for: an answer in blocks is to another question.
        if data[3] & 1 != 0 || size == 0 || free > size {
            return Err(BAD);
        }
        Ok(BufferCapacity { size, free })
    }
}
