//! INQUIRY.

use super::super::sense::Sense;
use super::super::server::{Call, Outcome, Server};
use crate::transport::scsi::asc;

pub fn inquiry(_: &mut Server, call: &mut Call<'_>) -> Outcome {
    if call.cdb[1] != 0 || call.cdb[2] != 0 {
        // No vital product data.
        return Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB).into());
    }
    let mut data = [b' '; 36];
    // A removable multimedia device, SPC-3, fixed response format.
    data[..8].copy_from_slice(&[0x05, 0x80, 0x05, 0x02, 31, 0, 0, 0]);
    put(&mut data[8..16], "DF2D");
    put(&mut data[16..32], "VIRTUAL RECORDER");
    put(&mut data[32..36], concat!(env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR")));
    let allocation = usize::from(call.u16(3));
    call.reply(&data, allocation)
}

fn put(field: &mut [u8], text: &str) {
    let len = text.len().min(field.len());
    field[..len].copy_from_slice(&text.as_bytes()[..len]);
}
