//! A burn in which a command meets something, and the names of what it can be.

use std::sync::Arc;

use df2d::hresult::*;
use df2d::imapi::data::WriteResult;
use df2d::imapi::recorder::Recorder;
use df2d::virtual_recorder::{Effect, FaultPlan};

use crate::common::fake::Between;
use crate::common::*;

pub const TEST_UNIT_READY: u8 = 0x00;
pub const WRITE: u8 = 0x2A;
pub const READ: u8 = 0x28;
pub const FLUSH: u8 = 0x35;
pub const GET_CONFIGURATION: u8 = 0x46;
pub const READ_TRACK_INFORMATION: u8 = 0x52;
pub const CLOSE: u8 = 0x5B;
pub const BLANK: u8 = 0xA1;
pub const GET_PERFORMANCE: u8 = 0xAC;
pub const ALLOW: u8 = 0x1E;
pub const PARTIAL: i32 = 1;
pub const WHOLE: i32 = 2;
pub const UNKNOWN: i32 = 3;
pub const APPENDABLE: i32 = 1;
pub const OVERWRITABLE: i32 = 3;
pub const SECTORS: usize = 500;

pub fn sense(key: u8, asc: u8, ascq: u8) -> Effect {
    Effect::Sense { key, asc, ascq, deferred: false }
}

pub fn deferred(key: u8, asc: u8, ascq: u8) -> Effect {
    Effect::Sense { key, asc, ascq, deferred: true }
}

pub fn meets(recorder: &Recorder, opcode: u8, skip: u32, effect: Effect) {
    let plan = FaultPlan { opcode: Some(opcode), lba: None, skip, times: 1, effect };
    recorder.as_virtual().unwrap().fault_add(plan).unwrap();
}

/// A burn, in which a command meets this.
pub fn burn(
    media: &str,
    opcode: u8,
    skip: u32,
    effect: Effect,
) -> (WriteResult, Arc<Between>, Arc<Recorder>) {
    let (trace, recorder) = Between::tracing(&format!("media={media}&speed=2400"));
    let writer = writer(&recorder);
    writer.put(|p| p.disable_consumer_dvd_compatibility_mode = true).unwrap();
    meets(&recorder, opcode, skip, effect);
    let _ = writer.write(&memory(&image(SECTORS, 5)));
    assert_eq!(recorder.as_virtual().unwrap().counters().faults, 1, "{media}: it was met");
    (ended(&writer), trace, recorder)
}

pub fn succeeds(media: &str, opcode: u8, skip: u32, effect: Effect) -> Arc<Between> {
    let (result, trace, _) = burn(media, opcode, skip, effect);
    assert_eq!((result.hr, result.content_after), (DF2D_S_OK, WHOLE), "{media} {opcode:02X}: {result:?}");
    trace
}
