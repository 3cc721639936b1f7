//! IDiscFormat2Erase before drives that are not what they should be: each of IMAPI2's codes for it.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use common::fake::*;
use common::*;
use df2d::hresult::*;
use df2d::imapi::erase::DiscFormat2Erase;
use df2d::imapi::recorder::Recorder;
use df2d::imapi::result::{WriteOutcome, WriteResult};
use df2d::transport::{Answer, Fault};

const TEST_UNIT_READY: u8 = 0x00;
const START_STOP_UNIT: u8 = 0x1B;
const PREVENT_ALLOW: u8 = 0x1E;
const WRITE_10: u8 = 0x2A;
const GET_CONFIGURATION: u8 = 0x46;
const READ_DISC_INFORMATION: u8 = 0x51;
const MODE_SENSE: u8 = 0x5A;
const BLANK: u8 = 0xA1;

/// A disc with data on it.
fn written(recorder: &Arc<Recorder>, close: bool) {
    let writer = writer(recorder);
    writer.put(|p| p.force_media_to_be_closed = close).unwrap();
    writer.write(&memory(&image(600, 1))).unwrap();
}

fn result_of(eraser: &DiscFormat2Erase) -> WriteResult {
    match eraser.operations().result().unwrap() {
        WriteOutcome::Ended(result) => result,
        WriteOutcome::Pending(_) => panic!("the erase has not ended"),
    }
}

/// Whether the last PREVENT ALLOW MEDIUM REMOVAL left the tray locked.
fn prevented(between: &Between) -> bool {
    between.seen().iter().rev().find(|cdb| cdb[0] == PREVENT_ALLOW).is_some_and(|cdb| cdb[4] & 1 != 0)
}

/// Erases a written CD-RW in a drive that answers `opcode` with `answer` once the erase begins.
fn erase_with(opcode: u8, answer: impl Fn() -> Result<Answer, Fault> + Send + Sync + 'static) -> WriteResult {
    let strikes = Arc::new(AtomicBool::new(false));
    let on = strikes.clone();
    let before = move |cdb: &[u8], _| (on.load(Ordering::SeqCst) && cdb[0] == opcode).then(&answer);
    erase(Between::new("media=cd-rw&size=20000", before, |_, _, got| got), &strikes)
}

/// The same in a drive whose data is changed: `change` gets an answer and its length, and gives the length that comes.
fn erase_changed(
    opcode: u8,
    change: impl Fn(&mut [u8], usize) -> usize + Send + Sync + 'static,
) -> WriteResult {
    let strikes = Arc::new(AtomicBool::new(false));
    let on = strikes.clone();
    let after = move |cdb: &[u8], data: &mut [u8], got| {
        if on.load(Ordering::SeqCst) && cdb[0] == opcode { change(data, got) } else { got }
    };
    erase(Between::new("media=cd-rw&size=20000", |_, _| None, after), &strikes)
}

fn erase((between, recorder): (Arc<Between>, Arc<Recorder>), strikes: &AtomicBool) -> WriteResult {
    written(&recorder, false);
    let eraser = eraser(&recorder, false);
    strikes.store(true, Ordering::SeqCst);
    let answer = eraser.erase_media();
    strikes.store(false, Ordering::SeqCst);
    let result = result_of(&eraser);
    assert_eq!(answer.unwrap_or_else(|failure| failure.hr), result.hr);
    assert!(!prevented(&between), "the tray stays locked");
    assert_eq!(recorder.exclusive_access_owner(), "");
    result
}

fn sense_of(key: u8, asc: u8, ascq: u8) -> Result<Answer, Fault> {
    Ok(sense(key, asc, ascq, false, None))
}

#[test]
fn a_drive_that_erases_nothing_is_refused() {
    for profile in [0x0008_u16, 0x0009, 0x0010, 0x001B, 0x0041] {
        let mut configuration = vec![0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 3, 4, 0, 0, 0, 0];
        configuration[12..14].copy_from_slice(&profile.to_be_bytes());
        let drive = Scripted::new(
            Duration::from_millis(1),
            [Reply::Sense(5, 0x20, 0), Reply::Bytes(configuration)],
            Reply::Good,
        );
        let recorder = Recorder::of(drive.drive());
        let eraser = DiscFormat2Erase::new();
        let refused = eraser.put_recorder(Some(recorder.clone())).unwrap_err();
        assert_eq!(refused.hr, DF2D_E_IMAPI_ERASE_RECORDER_NOT_SUPPORTED, "{profile:#x}");
        assert!(eraser.recorder().is_none());
        assert!(!eraser.is_recorder_supported(&recorder).unwrap());
        let asked = drive.seen().iter().filter(|(_, cdb)| cdb[0] == GET_CONFIGURATION).count();
        assert_eq!(asked, 1, "what a drive can do does not change");
    }
}

#[test]
fn one_kind_of_erasable_medium_is_enough() {
    for profile in [0x000A_u16, 0x0012, 0x0013, 0x0014, 0x001A, 0x002A, 0x0043, 0x0052] {
        let mut configuration = vec![0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 3, 4, 0, 0, 0, 0];
        configuration[12..14].copy_from_slice(&profile.to_be_bytes());
        let drive = Scripted::new(
            Duration::from_millis(1),
            [Reply::Sense(5, 0x20, 0), Reply::Bytes(configuration)],
            Reply::Good,
        );
        let eraser = DiscFormat2Erase::new();
        eraser.put_recorder(Some(Recorder::of(drive.drive()))).unwrap();
    }
}

/// Nothing changes on the disc when the drive cannot be asked, or says no.
#[test]
fn refusals_leave_the_disc_alone() {
    let start = erase_with(START_STOP_UNIT, || sense_of(4, 0x08, 0));
    assert_eq!(start.hr, DF2D_E_IMAPI_ERASE_DRIVE_FAILED_SPINUP_COMMAND);
    let information = erase_changed(READ_DISC_INFORMATION, |_, got| got.min(6));
    assert_eq!(information.hr, DF2D_E_IMAPI_ERASE_DISC_INFORMATION_TOO_SMALL);
    let page = erase_changed(MODE_SENSE, |_, got| got.min(12));
    assert_eq!(page.hr, DF2D_E_IMAPI_ERASE_MODE_PAGE_2A_TOO_SMALL);
    let fixed = erase_changed(READ_DISC_INFORMATION, |data, got| {
        data[2] &= !0x10;
        got
    });
    assert_eq!(fixed.hr, DF2D_E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE);
    for result in [start, information, page, fixed] {
        assert_eq!(result.disc_after, df2d::recipe::Disc::Unchanged as i32, "{result:?}");
    }
}

#[test]
fn an_erase_that_the_drive_refuses_or_breaks_off() {
    let refused = erase_with(BLANK, || sense_of(5, 0x26, 0));
    assert_eq!(refused.hr, DF2D_E_IMAPI_ERASE_DRIVE_FAILED_ERASE_COMMAND);
    let broken = erase_with(BLANK, || sense_of(3, 0x51, 0));
    assert_eq!(broken.hr, DF2D_E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE);
    let detail = broken.failure.unwrap().detail;
    assert_eq!((detail.cdb[0], detail.sense.map(|sense| sense.asc)), (BLANK, Some(0x51)));
}

/// The drive takes BLANK and is never ready again.
#[test]
fn an_erase_without_end() {
    let blanking = AtomicBool::new(false);
    let before = move |cdb: &[u8], _| {
        if cdb[0] == BLANK {
            blanking.store(true, Ordering::SeqCst);
            return Some(Ok(Answer::good(0)));
        }
        let asks = matches!(cdb[0], TEST_UNIT_READY | READ_DISC_INFORMATION);
        (asks && blanking.load(Ordering::SeqCst)).then(|| sense_of(2, 0x04, 0x07))
    };
    let (_, recorder) = Between::new("media=cd-rw&size=20000", before, |_, _, got| got);
    written(&recorder, false);
    let eraser = eraser(&recorder, false);
    let begun = recorder.drive().clock().now();
    let failure = eraser.erase_media().unwrap_err();
    assert_eq!(failure.hr, DF2D_E_IMAPI_ERASE_TOOK_LONGER_THAN_ONE_HOUR);
    assert!(recorder.drive().clock().now() - begun >= Duration::from_secs(3600));
    assert_eq!(recorder.exclusive_access_owner(), "");
}

/// Closed or not, a rewritable disc can be erased; a protected one says so.
#[test]
fn a_closed_disc_is_erased() {
    for media in ["cd-rw", "dvd-rw", "dvd+rw"] {
        let dir = tempfile::tempdir().unwrap();
        let recorder = recorder(&dir.path().join("disc"), &format!("media={media}&size=20000"));
        written(&recorder, true);
        let eraser = eraser(&recorder, false);
        assert!(eraser.is_current_media_supported(&recorder).0, "{media}");
        eraser.erase_media().unwrap_or_else(|failure| panic!("{media}: {failure:?}"));
        assert!(eraser.media_heuristically_blank().unwrap());
        written(&recorder, false);
    }
}

/// Zeros over a whole disc go through the same gate: the first refused WRITE ends it.
#[test]
fn a_write_error_in_the_midst_of_the_zeros() {
    let strikes = Arc::new(AtomicBool::new(false));
    let on = strikes.clone();
    let before = move |cdb: &[u8], _| {
        (cdb[0] == WRITE_10 && cdb[3..5] != [0, 0] && on.load(Ordering::SeqCst)).then(|| sense_of(3, 0x0C, 0))
    };
    let (between, recorder) = Between::new("media=dvd+rw&size=16000", before, |_, _, got| got);
    written(&recorder, false);
    let eraser = eraser(&recorder, false);
    eraser.put(|p| p.full_erase = true).unwrap();
    strikes.store(true, Ordering::SeqCst);
    let failure = eraser.erase_media().unwrap_err();
    assert_eq!(failure.hr, DF2D_E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE);
    assert_eq!(result_of(&eraser).disc_after, df2d::recipe::Disc::Overwritable as i32);
    assert!(!prevented(&between));
}
