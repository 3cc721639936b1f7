//! What is peculiar to single media.

mod common;

use std::sync::Arc;
use std::time::Duration;

use common::*;
use df2d::hresult::*;
use df2d::imapi::data::{DiscFormat2Data, Recover};
use df2d::imapi::events::Progress;
use df2d::imapi::recorder::Recorder;
use df2d::transport::{Data, status};
use df2d::virtual_recorder::{Effect, FaultPlan};

const PARTIAL: i32 = 1;
const WHOLE: i32 = 2;
const UNCHANGED: i32 = 0;
const APPENDABLE: i32 = 1;
const CLOSED: i32 = 2;
const OVERWRITABLE: i32 = 3;
const ERASE_REQUIRED: i32 = 4;
const RECOVERABLE: i32 = 5;

struct Rig {
    _dir: tempfile::TempDir,
    path: std::path::PathBuf,
    recorder: Arc<Recorder>,
    writer: Arc<DiscFormat2Data>,
}

fn rig(keys: &str) -> Rig {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("disc");
    let recorder = recorder(&path, keys);
    let writer = writer(&recorder);
    Rig { _dir: dir, path, recorder, writer }
}

impl Rig {
    fn starts_with(&self, data: &[u8]) -> bool {
        std::fs::read(&self.path).unwrap().starts_with(data)
    }

    fn refuse_a_write(&self, key: u8, asc: u8, ascq: u8) {
        let effect = Effect::Sense { key, asc, ascq, deferred: false };
        let plan = FaultPlan { opcode: Some(0x2A), lba: None, skip: 0, times: 1, effect };
        self.recorder.as_virtual().unwrap().fault_add(plan).unwrap();
    }

    fn erase(&self, full: bool) {
        eraser(&self.recorder, full).erase_media().unwrap();
    }

    /// Cancels the write once some of it is on its way.
    fn cancel_in_mid_write(&self) {
        let writer = self.writer.clone();
        let sink = Each(move |p: &Progress| {
            if p.current_action == 4 && p.last_written_lba > 100 {
                let _ = writer.operations().cancel();
            }
        });
        self.writer.operations().advise(Arc::new(sink)).unwrap();
    }

    /// A command of the host's own.
    fn command(&self, cdb: &[u8], data: Data<'_>) {
        let answer = self.recorder.party().execute(cdb, data, Duration::from_secs(60)).unwrap().unwrap();
        assert_eq!(answer.status, status::GOOD, "{cdb:02X?}: {:02X?}", answer.sense());
    }
}

// --- DVD-RW and DVD-R ---

#[test]
fn a_quickly_erased_dvd_rw_is_written_in_one_go() {
    let rig = rig("media=dvd-rw");
    rig.writer.write(&memory(&image(500, 1))).unwrap();
    rig.erase(false);
    let data = image(1003, 2);
    rig.writer.write(&memory(&data)).unwrap();
    assert_eq!((ended(&rig.writer).content_after, ended(&rig.writer).disc_after), (WHOLE, ERASE_REQUIRED));
    assert!(rig.starts_with(&data));
    rig.erase(true);
    rig.writer.write(&memory(&data)).unwrap();
    assert_eq!(ended(&rig.writer).disc_after, APPENDABLE, "in increments again");
}

/// Some drives claim increments that the disc does not take, and refuse the first WRITE.
#[test]
fn a_dvd_rw_that_refuses_increments_is_written_in_one_go() {
    let rig = rig("media=dvd-rw");
    rig.refuse_a_write(5, 0x64, 0);
    let data = image(1003, 2);
    rig.writer.write(&memory(&data)).unwrap();
    assert_eq!((ended(&rig.writer).content_after, ended(&rig.writer).disc_after), (WHOLE, ERASE_REQUIRED));
    assert!(rig.starts_with(&data));
}

#[test]
fn a_write_in_one_go_that_is_cancelled_says_that_the_disc_must_be_erased() {
    let rig = rig("media=dvd-rw&speed=4000&buffer=262144");
    rig.erase(false);
    rig.cancel_in_mid_write();
    let hr = rig.writer.write(&memory(&image(20_000, 1))).unwrap_err().hr;
    assert_eq!(hr, DF2D_E_IMAPI_REQUEST_CANCELLED);
    assert_eq!((ended(&rig.writer).content_after, ended(&rig.writer).disc_after), (PARTIAL, ERASE_REQUIRED));
    let hr = rig.writer.recover_media(&Recover::Close).unwrap_err().hr;
    assert_eq!(hr, DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
    assert_eq!(ended(&rig.writer).disc_after, UNCHANGED);
    rig.erase(true);
    assert_eq!(rig.writer.current_media_status().unwrap(), 2);
}

/// Its one session is all of the disc: to close it would be to close the disc.
#[test]
fn a_cancelled_dual_layer_dvd_r_is_not_closed() {
    let rig = rig("media=dvd-r-dl&speed=4000&buffer=262144");
    rig.cancel_in_mid_write();
    let data = image(20_000, 1);
    rig.writer.write(&memory(&data)).unwrap_err();
    assert_eq!(ended(&rig.writer).disc_after, RECOVERABLE);
    rig.writer.recover_media(&Recover::Resume(memory(&data))).unwrap_err();
    assert_eq!(ended(&rig.writer).disc_after, RECOVERABLE, "cancelled once more");
    let other = writer(&rig.recorder);
    other.recover_media(&Recover::Resume(memory(&data))).unwrap();
    assert_eq!((ended(&other).content_after, ended(&other).disc_after), (WHOLE, CLOSED));
    assert!(rig.starts_with(&data));
}

// --- restricted overwrite ---

#[test]
fn restricted_overwrite_pads_the_last_unit_and_refuses_ranges_that_are_cut() {
    let rig = rig("media=dvd-rw-ro&size=32000");
    let data = image(1003, 1);
    rig.writer.write(&memory(&data)).unwrap();
    assert!(rig.starts_with(&data));
    let stream = memory(&image(1003, 2));
    stream.put_block_ranges(vec![8..=23]);
    let failure = rig.writer.write(&stream).unwrap_err();
    assert_eq!(failure.hr, DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    assert_eq!(ended(&rig.writer).disc_after, UNCHANGED);
    stream.put_block_ranges(vec![16..=31]);
    rig.writer.write(&stream).unwrap();
    assert!(!rig.starts_with(&data) && rig.starts_with(&data[..16 * 2048]));
}

// --- simulation ---

#[test]
fn a_test_write_leaves_the_disc_blank() {
    for media in ["cd-r", "cd-rw", "dvd-r", "dvd-rw", "dvd-r-dl"] {
        let rig = rig(&format!("media={media}"));
        let before = rig.writer.current_media_status().unwrap();
        rig.writer.put(|p| p.test_write = true).unwrap();
        rig.writer.write(&memory(&image(1003, 1))).unwrap();
        assert_eq!(
            (ended(&rig.writer).content_after, ended(&rig.writer).disc_after),
            (0, UNCHANGED),
            "{media}"
        );
        assert_eq!(rig.writer.current_media_status().unwrap(), before, "{media}");
        rig.writer.put(|p| p.test_write = false).unwrap();
        let data = image(1003, 2);
        rig.writer.write(&memory(&data)).unwrap();
        assert!(rig.starts_with(&data), "{media}: the next write is real");
    }
}

/// A drive that forgets the bit would burn the disc.
#[test]
fn a_test_write_that_the_drive_does_not_confirm_is_refused() {
    let (trace, recorder) = common::fake::Between::new(
        "media=cd-r",
        |_, _| None,
        |cdb, answer, got| {
            if cdb[0] == 0x5A && cdb[2] == 0x05 {
                answer[8 + 2] &= !0x10;
            }
            got
        },
    );
    let writer = writer(&recorder);
    writer.put(|p| p.test_write = true).unwrap();
    let failure = writer.write(&memory(&image(500, 1))).unwrap_err();
    assert_eq!(failure.hr, DF2D_E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS);
    assert!(trace.seen().iter().all(|cdb| cdb[0] != 0x2A));
}

// --- two layers, and pseudo-overwrite ---

#[test]
fn an_image_of_more_than_one_layer_is_divided_between_both() {
    let rig = rig("media=dvd+r-dl&size=40000");
    let data = image(30_003, 1);
    rig.writer.write(&memory(&data)).unwrap();
    assert!(rig.starts_with(&data));
    let mut structure = [0; 12];
    rig.command(&[0xAD, 0, 0, 0, 0, 0, 0, 0x20, 0, 12, 0, 0], Data::FromDevice(&mut structure));
    let boundary = u32::from_be_bytes([structure[8], structure[9], structure[10], structure[11]]);
    assert_eq!(boundary, 15_008, "half of it, in whole units");
}

#[test]
fn a_bd_r_for_pseudo_overwrite_is_written_again() {
    let rig = rig("media=bd-r&size=64000");
    rig.writer.current_media_status().unwrap();
    let mut capacities = [0; 252];
    rig.command(&[0x23, 0, 0, 0, 0, 0, 0, 0, 252, 0], Data::FromDevice(&mut capacities));
    let offers = capacities[4..4 + usize::from(capacities[3])].chunks_exact(8).skip(1);
    let offer = offers.into_iter().find(|offer| offer[4] >> 2 == 0x32).unwrap();
    let mut list = [0, 0x82, 0, 8, 0, 0, 0, 0, 0x32 << 2, 0, 0, 0];
    list[4..8].copy_from_slice(&offer[..4]);
    list[9..].copy_from_slice(&offer[5..]);
    rig.command(&[0x04, 0x11, 0, 0, 0, 0], Data::ToDevice(&list));

    rig.writer.write(&memory(&image(1003, 1))).unwrap();
    let again = image(3003, 2);
    let refused = rig.writer.write(&memory(&again)).unwrap_err();
    assert_eq!(refused.hr, DF2D_E_IMAPI_DF2DATA_MEDIA_NOT_BLANK);
    rig.writer.put(|p| p.force_overwrite = true).unwrap();
    rig.writer.write(&memory(&again)).unwrap();
    assert_eq!((ended(&rig.writer).content_after, ended(&rig.writer).disc_after), (WHOLE, OVERWRITABLE));
    assert!(rig.starts_with(&again));

    let stream = memory(&image(9000, 3));
    stream.put_block_ranges(vec![0..=31, 8000..=8031]);
    assert_eq!(rig.writer.write(&stream).unwrap_err().hr, DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    assert_eq!(ended(&rig.writer).disc_after, UNCHANGED, "a gap cannot be left");
    stream.put_block_ranges(vec![32..=63, 3003..=4000]);
    rig.writer.write(&stream).unwrap();
    assert!(rig.starts_with(&again[..32 * 2048]) && !rig.starts_with(&again));

    assert_eq!(rig.writer.close_media().unwrap(), DF2D_S_OK);
    assert_eq!(ended(&rig.writer).disc_after, CLOSED);
}
