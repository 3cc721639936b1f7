//! What is said of what a task does not get over.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use df2d::hresult::*;
use df2d::virtual_recorder::Effect;

use crate::common::fake::{self, Between};
use crate::common::*;
use crate::met::*;

#[test]
fn a_changed_medium_in_mid_burn_has_imapi2s_code() {
    let (result, ..) = burn("dvd+r", WRITE, 3, sense(6, 0x28, 0x00));
    assert_eq!(result.hr, DF2D_E_IMAPI_RECORDER_MEDIA_BECOMING_READY, "{result:?}");
}

/// The last question before the verdict.
#[test]
fn an_error_that_the_last_question_brings_is_no_success() {
    for media in ["cd-r", "dvd+r", "bd-r"] {
        let (trace, recorder) = Between::tracing(&format!("media={media}&speed=2400"));
        let writer = writer(&recorder);
        writer.put(|p| p.disable_consumer_dvd_compatibility_mode = true).unwrap();
        // One before the burn, one for what was recorded.
        meets(&recorder, READ_TRACK_INFORMATION, 1, deferred(3, 0x0C, 0x00));
        let failure = writer.write(&memory(&image(SECTORS, 5))).unwrap_err();
        assert_eq!(
            failure.detail.sense.unwrap().asc,
            0x0C,
            "{media}: {:?}",
            trace.count(READ_TRACK_INFORMATION)
        );
    }
}

/// "Nothing is recorded there" is no excuse when it speaks of something else.
#[test]
fn an_earlier_error_does_not_make_an_erased_disc() {
    let (_, recorder) = Between::tracing("media=dvd-ram&speed=2400&size=4096");
    writer(&recorder).write(&memory(&image(SECTORS, 5))).unwrap();
    meets(&recorder, READ, 0, deferred(8, 0x00, 0x00));
    let failure = eraser(&recorder, false).erase_media().unwrap_err();
    assert!(failure.detail.sense.unwrap().deferred, "{failure:?}");
}

#[test]
fn a_disc_that_leaves_in_the_verification_is_missed_and_not_called_bad() {
    let (_, recorder) = Between::tracing("media=dvd+r&speed=2400");
    let writer = writer(&recorder);
    writer.put(|p| p.burn_verification_level = 2).unwrap();
    meets(&recorder, READ, 2, Effect::MediumGone);
    let failure = writer.write(&memory(&image(SECTORS, 5))).unwrap_err();
    assert_eq!(failure.hr, DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
}

/// What helps depends on what has become of the disc.
#[test]
fn what_is_advised_fits_the_disc() {
    for (media, opcode, effect, advice) in [
        ("dvd+r", WRITE, Effect::MediumGone, "put the same disc back and call df2d_recover_media"),
        ("bd-re", WRITE, Effect::MediumGone, "put the same disc back and write it again"),
        ("dvd+r", WRITE, Effect::Timeout, "the disc can still be written"),
        ("bd-re", WRITE, Effect::Timeout, "the disc can still be written"),
        ("dvd-rw-ro", WRITE, Effect::Timeout, "the disc can still be written"),
        ("dvd+r", WRITE, Effect::GoodWithoutEffect, "the disc can still be written"),
        // Nothing is recorded yet, or nobody knows whether the drive will answer.
        ("dvd+r", GET_CONFIGURATION, Effect::MediumGone, "insert one"),
        ("dvd+r", WRITE, Effect::DeviceGone, "check cable, power and network"),
    ] {
        let skip = if opcode == WRITE { 3 } else { 0 };
        let (result, ..) = burn(media, opcode, skip, effect);
        let failure = result.failure.as_ref().unwrap();
        assert!(failure.text.contains(advice), "{media} {opcode:02X} {effect:?}: {failure:?}");
        let again = result.disc_after == APPENDABLE || result.disc_after == OVERWRITABLE;
        assert_eq!(failure.text.contains("can still be written"), again, "{media}: {result:?}");
    }
}

#[test]
fn what_reads_back_otherwise_is_not_said_to_be_there() {
    let (_, recorder) = Between::tracing("media=dvd-ram&speed=2400");
    let writer = writer(&recorder);
    writer.put(|p| p.burn_verification_level = 2).unwrap();
    meets(&recorder, WRITE, 3, Effect::GoodWithoutEffect);
    let failure = writer.write(&memory(&image(SECTORS, 5))).unwrap_err();
    assert_eq!(failure.hr, DF2D_E_IMAPI_BURN_VERIFICATION_FAILED);
    assert_eq!(ended(&writer).content_after, UNKNOWN);
}

#[test]
fn a_drive_that_dropped_what_it_took_is_not_believed() {
    let (result, ..) = burn("cd-r", WRITE, 2, Effect::GoodWithoutEffect);
    assert_eq!(result.failure.as_ref().unwrap().detail.sense.unwrap().asc, 0x21);
    assert_eq!((result.content_after, result.sectors_on_media), (UNKNOWN, 0), "{result:?}");
}

/// Behind the data of a CD there is a run-out, which is none of it.
#[test]
fn what_the_drive_adds_is_not_counted_as_data() {
    let (result, ..) = burn("cd-r", WRITE, 2, Effect::Timeout);
    assert_eq!((result.content_after, result.sectors_on_media), (PARTIAL, 128), "{result:?}");
}

#[test]
fn a_reset_that_ends_a_close_is_the_first_cause() {
    let undisturbed = succeeds("cd-r", TEST_UNIT_READY, 0, Effect::Delay(Duration::ZERO)).seen();
    let close = undisturbed.iter().position(|cdb| cdb[0] == CLOSE).unwrap();
    let skip = undisturbed[..close].iter().filter(|cdb| cdb[0] == TEST_UNIT_READY).count() as u32 + 1;
    let (result, ..) = burn("cd-r", TEST_UNIT_READY, skip, Effect::Reset);
    let sense = result.failure.unwrap().detail.sense.unwrap();
    assert_eq!((sense.key, sense.asc), (6, 0x29));
}

#[test]
fn a_drive_without_a_disc_is_not_said_to_have_an_unformatted_one() {
    let (result, ..) = burn("bd-re", GET_PERFORMANCE, 0, Effect::MediumGone);
    assert_eq!(result.hr, DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA, "{result:?}");
}

#[test]
fn a_drive_that_falls_silent_has_not_erased_for_an_hour() {
    let (_, recorder) = Between::tracing("media=cd-rw&speed=2400");
    writer(&recorder).write(&memory(&image(SECTORS, 5))).unwrap();
    meets(&recorder, BLANK, 0, Effect::Timeout);
    let failure = eraser(&recorder, true).erase_media().unwrap_err();
    assert_eq!(failure.hr, DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT);
}

/// It was waited for already, as long as anything may take.
#[test]
fn a_wedged_drive_is_not_waited_for_twice() {
    let (trace, recorder) = Between::new(
        "media=dvd+r&speed=2400",
        {
            let flushed = AtomicBool::new(false);
            move |cdb, _| {
                let wedged = flushed.fetch_or(cdb[0] == FLUSH, Ordering::SeqCst);
                wedged.then(|| Ok(fake::sense(2, 0x04, 0x07, false, None)))
            }
        },
        |_, _, got| got,
    );
    let writer = writer(&recorder);
    let clock = recorder.drive().clock().clone();
    let failure = writer.write(&memory(&image(SECTORS, 5))).unwrap_err();
    assert_eq!(failure.hr, DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT);
    assert!(clock.now() < Duration::from_secs(2 * 3600), "{:?}", clock.now());
    assert_eq!(trace.seen().last().unwrap()[0], ALLOW);
}

/// IMAPI2 once went on writing, and said nothing.
#[test]
fn a_disc_that_is_full_before_its_time_is_reported() {
    const FREE_BLOCKS: usize = 16;
    const TRACK_SIZE: usize = 24;
    for media in ["dvd-r", "dvd+r", "bd-r"] {
        let (_, recorder) = Between::new(
            &format!("media={media}&speed=2400&size=4096"),
            |_, _| None,
            |cdb, answer, got| {
                if cdb[0] == READ_TRACK_INFORMATION {
                    for at in [FREE_BLOCKS, TRACK_SIZE] {
                        answer[at..at + 4].copy_from_slice(&100_000_u32.to_be_bytes());
                    }
                }
                got
            },
        );
        let writer = writer(&recorder);
        let failure = writer.write(&memory(&image(5000, 5))).unwrap_err();
        assert_eq!(failure.detail.cdb[0], WRITE, "{media}: {failure:?}");
        assert!(failure.text.contains("no room"), "{media}: {failure:?}");
        let result = ended(&writer);
        assert_eq!(result.content_after, PARTIAL, "{media}: {result:?}");
        assert!(result.sectors_on_media <= 4096, "{media}: {result:?}");
    }
}

/// What the drive could not record is not in its buffer any more: a second flush says nothing of it.
#[test]
fn a_flush_that_failed_leaves_the_content_in_doubt() {
    for media in ["bd-re", "dvd-ram", "dvd-rw-ro", "bd-r-rrm"] {
        let last = succeeds(media, TEST_UNIT_READY, 0, Effect::Delay(Duration::ZERO)).count(FLUSH) as u32 - 1;
        let (result, ..) = burn(media, FLUSH, last, sense(3, 0x0C, 0x00));
        assert!(result.hr < 0);
        assert_eq!((result.content_after, result.sectors_on_media), (UNKNOWN, 0), "{media}: {result:?}");
    }
}

/// The end of a track is how far the drive took data, and no word on what it recorded of that.
#[test]
fn a_flush_that_failed_is_not_made_good_by_the_end_of_the_track() {
    for media in ["cd-r", "dvd-r", "dvd+r", "bd-r", "hd-dvd-r"] {
        let (result, ..) = burn(media, FLUSH, 0, sense(3, 0x0C, 0x00));
        assert_eq!(result.failure.as_ref().unwrap().detail.cdb[0], FLUSH, "{media}: {result:?}");
        assert_eq!((result.content_after, result.sectors_on_media), (UNKNOWN, 0), "{media}: {result:?}");
        assert_eq!(result.disc_after, APPENDABLE, "{media}: {result:?}");
    }
}

/// Also the flush that follows a cancel.
#[test]
fn a_cancel_whose_flush_failed_leaves_the_content_in_doubt() {
    let (_, recorder) = Between::tracing("media=dvd+r&speed=2400");
    let writer = writer(&recorder);
    let operations = writer.operations().clone();
    let sink = Each(move |progress: &df2d::imapi::events::Progress| {
        if progress.done_sectors > 0 {
            let _ = operations.cancel();
        }
    });
    writer.operations().advise(Arc::new(sink)).unwrap();
    meets(&recorder, FLUSH, 0, sense(3, 0x0C, 0x00));
    let failure = writer.write(&memory(&image(30_000, 5))).unwrap_err();
    assert_eq!(failure.hr, DF2D_E_IMAPI_REQUEST_CANCELLED, "{failure:?}");
    assert_eq!((ended(&writer).content_after, ended(&writer).disc_after), (UNKNOWN, APPENDABLE));
    writer.operations().shut_down(true);
}

#[test]
fn an_error_of_the_recording_that_the_verification_brings_leaves_the_content_in_doubt() {
    for media in ["bd-re", "dvd+r"] {
        let (_, recorder) = Between::tracing(&format!("media={media}&speed=2400"));
        let writer = writer(&recorder);
        writer.put(|p| p.burn_verification_level = 2).unwrap();
        meets(&recorder, READ, 3, deferred(3, 0x0C, 0x00));
        writer.write(&memory(&image(SECTORS, 5))).unwrap_err();
        assert_eq!(ended(&writer).content_after, UNKNOWN, "{media}");
    }
}

/// What was got over has to do with nothing that comes.
#[test]
fn a_cancel_after_a_disturbance_is_a_cancel() {
    for (media, opcode, effect) in [("bd-re", 0x04, Effect::Lost), ("dvd+rw", 0x04, Effect::Lost)] {
        let (_, recorder) = Between::tracing(&format!("media={media}&speed=2400"));
        let writer = writer(&recorder);
        let operations = writer.operations().clone();
        let sink = Each(move |progress: &df2d::imapi::events::Progress| {
            if progress.done_sectors > 0 {
                let _ = operations.cancel();
            }
        });
        writer.operations().advise(Arc::new(sink)).unwrap();
        meets(&recorder, opcode, 0, effect);
        let failure = writer.write(&memory(&image(30_000, 5))).unwrap_err();
        assert_eq!(failure.hr, DF2D_E_IMAPI_REQUEST_CANCELLED, "{media}: {failure:?}");
        let result = ended(&writer);
        assert_eq!(
            (result.content_after, result.sectors_on_media),
            (PARTIAL, result.sectors_sent),
            "{media}"
        );
        // The sink holds what holds it.
        writer.operations().shut_down(true);
    }
}

/// A task that is begun anew and then fails has failed, once and for all.
#[test]
fn what_was_salvaged_is_not_begun_anew() {
    for (media, opcode) in [("dvd+r-dl&size=1600", 0xBF), ("bd-re", 0x04)] {
        let (trace, recorder) = Between::tracing(&format!("media={media}&speed=2400"));
        let writer = writer(&recorder);
        meets(&recorder, opcode, 0, Effect::Lost);
        meets(&recorder, WRITE, 0, sense(5, 0x2C, 0x00));
        let failure = writer.write(&memory(&image(1000, 5))).unwrap_err();
        assert_eq!(failure.detail.sense.unwrap().asc, 0x2C, "{media}: {failure:?}");
        assert_eq!(trace.count(WRITE), 1, "{media}");
    }
}
