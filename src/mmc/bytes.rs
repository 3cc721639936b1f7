//! Big-endian fields at an offset, or nothing where the data ends before them.

pub fn be16(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..)?.first_chunk().map(|b| u16::from_be_bytes(*b))
}

pub fn be24(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..)?.first_chunk().map(|[a, b, c]| u32::from_be_bytes([0, *a, *b, *c]))
}

pub fn be32(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..)?.first_chunk().map(|b| u32::from_be_bytes(*b))
}

pub fn be64(data: &[u8], at: usize) -> Option<u64> {
    data.get(at..)?.first_chunk().map(|b| u64::from_be_bytes(*b))
}

/// A block address as drives mean it: the lead-in of a CD lies below zero.
pub fn address(data: &[u8], at: usize) -> Option<i64> {
    be32(data, at).map(|value| i64::from(value as i32))
}

/// The part of `data` that a length field vouches for: `header` bytes and `stated` more.
pub fn bounded(data: &[u8], header: usize, stated: usize) -> &[u8] {
    &data[..data.len().min(header.saturating_add(stated))]
}
