//! Writes that are given up, and tests of them: nothing is done for real that was not asked for, and nothing is left
//! half done.

mod common;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use common::fake::*;
use common::*;
use df2d::hresult::*;
use df2d::imapi::data::{DiscFormat2Data, Recover};
use df2d::imapi::events::Progress;
use df2d::imapi::operations::Operations;
use df2d::imapi::recorder::Recorder;
use df2d::transport::Data;
use df2d::virtual_recorder::{Effect, FaultPlan};

const NONE: i32 = 0;

const UNCHANGED: i32 = 0;
const APPENDABLE: i32 = 1;
const OVERWRITABLE: i32 = 3;
const ERASE_REQUIRED: i32 = 4;
const RECOVERABLE: i32 = 5;

const WRITE: u8 = 0x2A;
const FORMAT: u8 = 0x04;
const RESERVE_TRACK: u8 = 0x53;
const MODE_SELECT: u8 = 0x55;
const CLOSE: u8 = 0x5B;
const READ_BUFFER_CAPACITY: u8 = 0x5C;
const SEND_DISC_STRUCTURE: u8 = 0xBF;

fn fault(recorder: &Recorder, opcode: u8, skip: u32, times: u32, effect: Effect) {
    let plan = FaultPlan { opcode: Some(opcode), lba: None, skip, times, effect };
    recorder.as_virtual().unwrap().fault_add(plan).unwrap();
}

/// Cancels once the operation is at this action and some of it is done.
fn cancel_at(writer: &Arc<DiscFormat2Data>, action: i32, written: i32) {
    let operations = writer.operations().clone();
    let sink = Each(move |p: &Progress| {
        if p.current_action == action && p.last_written_lba >= written {
            let _ = operations.cancel();
        }
    });
    writer.operations().advise(Arc::new(sink)).unwrap();
}

/// Cancels whatever is in there, once the drive is sent this command.
fn cancelled_at(keys: &str, opcode: u8) -> (Arc<Between>, Arc<Recorder>, Arc<OnceLock<Arc<Operations>>>) {
    let armed: Arc<OnceLock<Arc<Operations>>> = Arc::default();
    let cancelled = armed.clone();
    let (trace, recorder) = Between::new(
        keys,
        move |cdb, _| {
            if let Some(operations) = cancelled.get().filter(|_| cdb[0] == opcode) {
                let _ = operations.cancel();
            }
            None
        },
        |_, _, got| got,
    );
    (trace, recorder, armed)
}

/// The power fails at this command.
fn interrupted(path: &Path, media: &str, opcode: u8, skip: u32) -> (Arc<Recorder>, Arc<DiscFormat2Data>) {
    let recorder = recorder(path, &format!("media={media}"));
    let writer = writer(&recorder);
    writer.put(|p| p.disable_consumer_dvd_compatibility_mode = true).unwrap();
    fault(&recorder, opcode, skip, 1, Effect::DeviceGone);
    writer.write(&memory(&image(5000, 1))).unwrap_err();
    recorder.as_virtual().unwrap().power_cycle().unwrap();
    (recorder, writer)
}

/// What the host itself asks of the drive.
fn answer<const N: usize>(recorder: &Recorder, cdb: &[u8]) -> [u8; N] {
    let mut answer = [0; N];
    let data = Data::FromDevice(&mut answer);
    recorder.party().execute(cdb, data, Duration::from_secs(60)).unwrap().unwrap();
    answer
}

/// The drive's write parameters page, which follows a header.
fn write_parameters(recorder: &Recorder) -> [u8; 64] {
    let mut page = answer::<64>(recorder, &[0x5A, 0, 0x05, 0, 0, 0, 0, 0, 64, 0]);
    page.copy_within(8.., 0);
    page
}

// --- simulation ---

/// Only a write can be simulated, and not on every medium: nothing else is done for real instead.
#[test]
fn who_wants_a_test_gets_nothing_for_real() {
    let dir = tempfile::tempdir().unwrap();
    for media in ["dvd+r", "dvd-r"] {
        let path = dir.path().join(media);
        let (recorder, writer) = interrupted(&path, media, WRITE, 20);
        writer.put(|p| p.test_write = true).unwrap();
        let before = std::fs::read(&path).unwrap();
        for how in [Recover::Close, Recover::Resume(memory(&image(5000, 1)))] {
            assert_eq!(writer.recover_media(&how).unwrap_err().hr, DF2D_E_NOTIMPL, "{media}");
            assert_eq!(ended(&writer).disc_after, UNCHANGED, "{media}");
        }
        assert_eq!(writer.close_media().unwrap_err().hr, DF2D_E_NOTIMPL, "{media}");
        assert!(std::fs::read(&path).unwrap() == before, "{media}");
        assert_eq!(common::writer(&recorder).current_media_status().unwrap() & 0x1000, 0x1000, "{media}");
        writer.recover_media(&Recover::Report).unwrap();
        assert_eq!(ended(&writer).disc_after, RECOVERABLE, "{media}: a report changes nothing");
    }
}

/// Else the next program's burn would be a simulation.
#[test]
fn a_test_that_is_cancelled_before_its_first_write_leaves_the_drive_set_for_real_writes() {
    for media in ["cd-r", "dvd-r"] {
        let (_, recorder, cancelled) = cancelled_at(&format!("media={media}"), READ_BUFFER_CAPACITY);
        let writer = writer(&recorder);
        writer.put(|p| p.test_write = true).unwrap();
        cancelled.set(writer.operations().clone()).ok().unwrap();
        let failure = writer.write(&memory(&image(500, 1))).unwrap_err();
        assert_eq!(failure.hr, DF2D_E_IMAPI_REQUEST_CANCELLED);
        assert_eq!(write_parameters(&recorder)[2] & 0x10, 0, "{media}");
    }
}

// --- giving up ---

/// Whether CLOSE SESSION finalises is decided by a page: a drive that does not take it is not told to close.
#[test]
fn giving_up_does_not_finalise_where_the_drive_refuses_to_keep_the_disc_appendable() {
    for media in ["cd-r", "dvd-r"] {
        let selects = AtomicUsize::new(0);
        let (_, recorder) = Between::new(
            &format!("media={media}&speed=2400&buffer=262144"),
            move |cdb, _| match cdb[0] {
                MODE_SELECT if selects.fetch_add(1, Ordering::SeqCst) > 0 => {
                    Some(Ok(sense(5, 0x26, 0, false, None)))
                }
                _ => None,
            },
            |_, _, got| got,
        );
        let writer = writer(&recorder);
        writer.put(|p| p.force_media_to_be_closed = true).unwrap();
        cancel_at(&writer, 4, 1000);
        let failure = writer.write(&memory(&image(20_000, 1))).unwrap_err();
        assert_eq!(failure.hr, DF2D_E_IMAPI_REQUEST_CANCELLED, "{media}");
        assert_eq!(ended(&writer).disc_after, RECOVERABLE, "{media}");
    }
}

/// A reset has made the drive forget the page of which only one field was to change.
#[test]
fn giving_up_after_a_reset_sets_all_write_parameters_anew() {
    for media in ["cd-r", "dvd-r"] {
        let (_, recorder) = Between::tracing(&format!("media={media}&speed=2400"));
        let writer = writer(&recorder);
        fault(&recorder, WRITE, 8, 1, Effect::Reset);
        writer.write(&memory(&image(5000, 1))).unwrap_err();
        assert!([APPENDABLE, RECOVERABLE].contains(&ended(&writer).disc_after), "{media}");
        let page = write_parameters(&recorder);
        let (write_type, track_mode) = if media == "cd-r" { (1, 4) } else { (0, 5) };
        assert_eq!((page[2] & 0x0F, page[3] & 0x0F), (write_type, track_mode), "{media}");
    }
}

/// A format that was begun is ended, with the session that it opened.
#[test]
fn a_format_that_is_cancelled_leaves_no_half_formatted_disc() {
    let (trace, recorder, cancelled) = cancelled_at("media=dvd-rw-ro&size=32000", FORMAT);
    let writer = writer(&recorder);
    quick_format(&recorder, 1600);
    writer.write(&memory(&image(1600, 1))).unwrap();
    writer.put(|p| p.force_overwrite = true).unwrap();
    cancelled.set(writer.operations().clone()).ok().unwrap();
    let formats = trace.count(FORMAT);
    let failure = writer.write(&memory(&image(20_000, 2))).unwrap_err();
    assert_eq!(failure.hr, DF2D_E_IMAPI_REQUEST_CANCELLED);
    assert_eq!(trace.count(FORMAT), formats + 1);
    assert_eq!(ended(&writer).disc_after, OVERWRITABLE);
    let capacities = answer::<252>(&recorder, &[0x23, 0, 0, 0, 0, 0, 0, 0, 252, 0]);
    assert_eq!(capacities[8] & 3, 2, "formatted, not in between");
}

/// The background format of a DVD+RW goes on until it is stopped.
#[test]
fn an_erase_that_is_cancelled_stops_the_background_format() {
    let (trace, recorder) = Between::tracing("media=dvd+rw&size=160000&speed=2400&buffer=65536");
    let eraser = eraser(&recorder, true);
    let (operations, seen) = (eraser.operations().clone(), trace.clone());
    let sink = Each(move |_: &Progress| {
        if seen.count(WRITE) > 10 {
            let _ = operations.cancel();
        }
    });
    eraser.operations().advise(Arc::new(sink)).unwrap();
    assert_eq!(eraser.erase_media().unwrap_err().hr, DF2D_E_IMAPI_REQUEST_CANCELLED);
    assert!(trace.done().iter().any(|cdb| cdb[0] == CLOSE && cdb[2] == 0));
}

/// What is announced limits the disc: it is said with the first sector at hand, and not while the write waits for it.
#[test]
fn a_write_that_is_cancelled_before_its_first_sector_has_announced_nothing() {
    for (media, opcode) in [("dvd+r-dl&size=40000", SEND_DISC_STRUCTURE), ("dvd-rw", RESERVE_TRACK)] {
        let (trace, recorder, cancelled) = cancelled_at(&format!("media={media}"), READ_BUFFER_CAPACITY);
        let writer = writer(&recorder);
        if opcode == RESERVE_TRACK {
            writer.write(&memory(&image(500, 1))).unwrap();
            eraser(&recorder, false).erase_media().unwrap();
        }
        cancelled.set(writer.operations().clone()).ok().unwrap();
        writer.write(&memory(&image(30_000, 1))).unwrap_err();
        assert_eq!(trace.count(opcode), 0, "{media}");
        assert_eq!(ended(&writer).disc_after, UNCHANGED, "{media}");
    }
}

/// Between the announcement and the first WRITE, which finds the drive busy.
#[test]
fn a_write_in_one_go_that_is_cancelled_once_it_is_announced_costs_an_erase() {
    let (trace, recorder, cancelled) = cancelled_at("media=dvd-rw", RESERVE_TRACK);
    let writer = writer(&recorder);
    writer.write(&memory(&image(500, 1))).unwrap();
    eraser(&recorder, false).erase_media().unwrap();
    cancelled.set(writer.operations().clone()).ok().unwrap();
    fault(&recorder, WRITE, 0, 1, Effect::Sense { key: 2, asc: 4, ascq: 8, deferred: false });
    let failure = writer.write(&memory(&image(3000, 1))).unwrap_err();
    assert_eq!(failure.hr, DF2D_E_IMAPI_REQUEST_CANCELLED);
    assert_eq!(trace.count(RESERVE_TRACK), 1);
    let result = ended(&writer);
    assert_eq!((result.content_after, result.disc_after), (NONE, ERASE_REQUIRED), "{result:?}");
    eraser(&recorder, true).erase_media().unwrap();
    common::writer(&recorder).write(&memory(&image(2000, 2))).unwrap();
}

// --- recovering and closing ---

/// The power fails after the track was closed and before its session was.
#[test]
fn a_session_whose_track_is_closed_already_is_closed() {
    let dir = tempfile::tempdir().unwrap();
    for (media, skip) in [("cd-r", 0), ("dvd-r", 1), ("dvd+r", 1), ("bd-r", 1)] {
        for refuses in [false, true] {
            let path = dir.path().join(format!("{media}-{refuses}"));
            drop(interrupted(&path, media, CLOSE, skip));
            let (trace, recorder) = Between::on(
                &path.display().to_string(),
                &format!("media={media}"),
                move |cdb, _| match cdb[0] {
                    // Some drives take it amiss that there is nothing to close.
                    CLOSE if refuses && cdb[2] == 1 => Some(Ok(sense(5, 0x72, 0x03, false, None))),
                    _ => None,
                },
                |_, _, got| got,
            );
            let writer = writer(&recorder);
            assert_eq!(writer.recover_media(&Recover::Close).unwrap(), DF2D_S_OK, "{media} {refuses}");
            assert_eq!(ended(&writer).disc_after, APPENDABLE, "{media} {refuses}");
            assert!(trace.done().iter().any(|cdb| cdb[0] == CLOSE && cdb[2] == 2));
        }
    }
}

/// GOOD to every CLOSE, and nothing done.
#[test]
fn a_close_without_effect_is_no_success() {
    for media in ["dvd+r", "bd-r", "bd-r-rrm"] {
        let (_, recorder) = Between::tracing(&format!("media={media}"));
        let writer = writer(&recorder);
        writer.put(|p| p.disable_consumer_dvd_compatibility_mode = true).unwrap();
        writer.write(&memory(&image(500, 1))).unwrap();
        fault(&recorder, CLOSE, 0, 0, Effect::GoodWithoutEffect);
        let failure = writer.close_media().unwrap_err();
        assert_eq!(failure.hr, DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE, "{media}");
        assert_eq!(ended(&writer).disc_after, APPENDABLE, "{media}");
    }
}

#[test]
fn a_disc_that_stays_half_formatted_is_no_success() {
    let (_, recorder) = Between::tracing("media=dvd-rw-ro&size=32000");
    let writer = writer(&recorder);
    quick_format(&recorder, 1600);
    fault(&recorder, CLOSE, 0, 0, Effect::GoodWithoutEffect);
    let failure = writer.recover_media(&Recover::Close).unwrap_err();
    assert_eq!(failure.hr, DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE);
    assert_eq!(
        writer.close_media().unwrap_err().hr,
        DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE,
        "nor by the other name"
    );
    recorder.as_virtual().unwrap().fault_clear();
    assert_eq!(writer.recover_media(&Recover::Close).unwrap(), DF2D_S_OK);
}

/// What is begun in increments is not announced anew in one go, whatever the first WRITE was refused with.
#[test]
fn an_interrupted_session_is_not_begun_anew() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("disc");
    drop(interrupted(&path, "dvd-r", WRITE, 20));
    let refused = AtomicUsize::new(0);
    let (trace, recorder) = Between::on(
        &path.display().to_string(),
        "media=dvd-r",
        move |cdb, _| {
            let first = cdb[0] == WRITE && refused.fetch_add(1, Ordering::SeqCst) == 0;
            first.then(|| Ok(sense(5, 0x64, 0x00, false, None)))
        },
        |_, _, got| got,
    );
    let failure = writer(&recorder).recover_media(&Recover::Resume(memory(&image(5000, 1)))).unwrap_err();
    assert_eq!(failure.detail.sense.unwrap().asc, 0x64);
    assert_eq!((trace.count(RESERVE_TRACK), trace.count(WRITE)), (0, 1));
}
