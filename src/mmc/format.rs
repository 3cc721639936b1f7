//! FORMAT UNIT's parameter list.

/// Format options valid: the other options of the header count.
const FOV: u8 = 0x80;
const IMMED: u8 = 0x02;
const DESCRIPTOR_LEN: u8 = 8;

/// The list for one format descriptor. `sub_type` are the two bits beside the type (BD), `parameter` the 24 bits
/// after it, as READ FORMAT CAPACITIES offered them.
pub fn format_parameters(
    format_type: u8,
    sub_type: u8,
    blocks: u32,
    parameter: u32,
    immed: bool,
    fov: bool,
) -> [u8; 12] {
    let mut list = [0; 12];
    list[1] = if fov { FOV } else { 0 } | if immed { IMMED } else { 0 };
    list[3] = DESCRIPTOR_LEN;
    list[4..8].copy_from_slice(&blocks.to_be_bytes());
    list[8] = format_type << 2 | sub_type & 3;
    list[9..12].copy_from_slice(&parameter.to_be_bytes()[1..]);
    list
}
