//! What the matrix of faults (`fault_matrix`) found, one test each: disturbances that a burn gets over, and what is said of
//! those that it does not.

mod common;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use common::fake::*;
use common::*;
use df2d::hresult::*;
use df2d::imapi::data::{Recover, WriteResult};
use df2d::imapi::operations::Operations;
use df2d::imapi::recorder::Recorder;
use df2d::transport::{Data, Fault, Transport, status};
use df2d::virtual_recorder::{Effect, FaultPlan};

const TEST_UNIT_READY: u8 = 0x00;
const WRITE: u8 = 0x2A;
const READ: u8 = 0x28;
const FLUSH: u8 = 0x35;
const GET_CONFIGURATION: u8 = 0x46;
const READ_TRACK_INFORMATION: u8 = 0x52;
const CLOSE: u8 = 0x5B;
const BLANK: u8 = 0xA1;
const GET_PERFORMANCE: u8 = 0xAC;
const ALLOW: u8 = 0x1E;

const PARTIAL: i32 = 1;
const WHOLE: i32 = 2;
const UNKNOWN: i32 = 3;
const APPENDABLE: i32 = 1;
const SECTORS: usize = 500;

fn sense(key: u8, asc: u8, ascq: u8) -> Effect {
    Effect::Sense { key, asc, ascq, deferred: false }
}

fn deferred(key: u8, asc: u8, ascq: u8) -> Effect {
    Effect::Sense { key, asc, ascq, deferred: true }
}

fn meets(recorder: &Recorder, opcode: u8, skip: u32, effect: Effect) {
    let plan = FaultPlan { opcode: Some(opcode), lba: None, skip, times: 1, effect };
    recorder.as_virtual().unwrap().fault_add(plan).unwrap();
}

/// A burn, in which a command meets this.
fn burn(media: &str, opcode: u8, skip: u32, effect: Effect) -> (WriteResult, Arc<Between>, Arc<Recorder>) {
    let (trace, recorder) = Between::tracing(&format!("media={media}&speed=2400"));
    let writer = writer(&recorder);
    writer.put(|p| p.disable_consumer_dvd_compatibility_mode = true).unwrap();
    meets(&recorder, opcode, skip, effect);
    let _ = writer.write(&memory(&image(SECTORS, 5)));
    assert_eq!(recorder.as_virtual().unwrap().counters().faults, 1, "{media}: it was met");
    (ended(&writer), trace, recorder)
}

fn succeeds(media: &str, opcode: u8, skip: u32, effect: Effect) -> Arc<Between> {
    let (result, trace, _) = burn(media, opcode, skip, effect);
    assert_eq!((result.hr, result.content_after), (DF2D_S_OK, WHOLE), "{media} {opcode:02X}: {result:?}");
    trace
}

// --- what a burn gets over ---

#[test]
fn a_reset_before_anything_is_recorded_is_got_over() {
    for media in ["cd-r", "dvd-r", "dvd+r", "dvd+rw", "dvd-ram", "bd-r", "bd-re"] {
        for (opcode, skip) in [(GET_PERFORMANCE, 0), (WRITE, 0)] {
            let trace = succeeds(media, opcode, skip, Effect::Reset);
            assert!(trace.count(GET_CONFIGURATION) >= 3, "{media}: the disc was looked at anew");
        }
        succeeds(media, GET_PERFORMANCE, 0, Effect::Lost);
    }
}

/// A reset takes the format with it, which is begun anew.
#[test]
fn a_reset_in_a_format_is_got_over() {
    for media in ["dvd+rw", "bd-re"] {
        let (trace, recorder) = Between::tracing(&format!("media={media}&speed=2400"));
        let writer = writer(&recorder);
        // The second question of the wait for the format.
        let undisturbed = succeeds(media, TEST_UNIT_READY, 0, Effect::Delay(Duration::ZERO)).seen();
        let format = undisturbed.iter().position(|cdb| cdb[0] == 0x04).unwrap();
        let skip = undisturbed[..format].iter().filter(|cdb| cdb[0] == TEST_UNIT_READY).count() as u32 + 1;
        meets(&recorder, TEST_UNIT_READY, skip, Effect::Reset);
        writer.write(&memory(&image(SECTORS, 5))).unwrap();
        assert_eq!(trace.count(0x04), 2, "{media}");
    }
}

#[test]
fn what_another_program_left_behind_is_no_failure_of_this_burn() {
    for media in ["cd-r", "dvd+r", "bd-re"] {
        for opcode in [TEST_UNIT_READY, GET_CONFIGURATION, GET_PERFORMANCE] {
            succeeds(media, opcode, 0, deferred(3, 0x0C, 0x00));
        }
    }
}

#[test]
fn a_drive_that_thinks_for_a_minute_is_waited_for() {
    for opcode in [TEST_UNIT_READY, GET_CONFIGURATION, GET_PERFORMANCE, FLUSH, CLOSE, ALLOW] {
        succeeds("dvd+r", opcode, 0, Effect::Delay(Duration::from_secs(60)));
    }
}

/// IMAPI2 calls this answer to SYNCHRONIZE CACHE harmless, which does not make the flush happen.
#[test]
fn a_harmless_answer_to_a_flush_is_followed_by_a_flush() {
    for media in ["cd-r", "dvd+r", "bd-re"] {
        let trace = succeeds(media, FLUSH, if media == "bd-re" { 1 } else { 0 }, sense(3, 0x0C, 0x09));
        assert_eq!(
            trace.done().iter().filter(|cdb| cdb[0] == FLUSH).count() + 1,
            trace.count(FLUSH),
            "{media}"
        );
    }
}

#[test]
fn a_drive_that_knows_no_immed_bit_is_asked_without() {
    let (trace, recorder) = Between::new(
        "media=cd-rw&speed=2400",
        |cdb, _| match cdb[0] {
            FLUSH if cdb[1] & 2 != 0 => Some(Ok(fake::sense(5, 0x24, 0x00, false, None))),
            CLOSE if cdb[1] & 1 != 0 => Some(Ok(fake::sense(5, 0x24, 0x00, false, None))),
            BLANK if cdb[1] & 0x10 != 0 => Some(Ok(fake::sense(5, 0x24, 0x00, false, None))),
            _ => None,
        },
        |_, _, got| got,
    );
    writer(&recorder).write(&memory(&image(SECTORS, 1))).unwrap();
    eraser(&recorder, true).erase_media().unwrap();
    for opcode in [FLUSH, CLOSE, BLANK] {
        assert!(trace.done().iter().any(|cdb| cdb[0] == opcode), "{opcode:02X}");
    }
}

#[test]
fn a_disturbance_after_the_last_word_leaves_no_doubt() {
    for media in ["cd-r", "dvd+r", "bd-re"] {
        let undisturbed = succeeds(media, TEST_UNIT_READY, 0, Effect::Delay(Duration::ZERO));
        // One was sent before the burn.
        let last = undisturbed.count(GET_CONFIGURATION) as u32 - 2;
        for effect in [deferred(3, 0x0C, 0x00), Effect::Reset, Effect::Lost, Effect::Timeout] {
            let (result, ..) = burn(media, GET_CONFIGURATION, last, effect);
            assert_eq!((result.hr, result.content_after), (DF2D_S_OK, WHOLE), "{media} {effect:?}");
            assert_ne!(result.disc_after, 7, "{media} {effect:?}");
        }
    }
}

/// Some drives reset themselves when they are done.
#[test]
fn a_disc_that_is_blank_is_not_blanked_again() {
    let (trace, recorder) = Between::new(
        "media=cd-rw&speed=2400",
        {
            let blanking = AtomicBool::new(false);
            move |cdb, _| {
                let ends = cdb[0] == 0x51 && blanking.swap(false, Ordering::SeqCst);
                if cdb[0] == BLANK {
                    blanking.store(true, Ordering::SeqCst);
                }
                ends.then(|| Ok(fake::sense(6, 0x29, 0x00, false, None)))
            }
        },
        |_, _, got| got,
    );
    writer(&recorder).write(&memory(&image(SECTORS, 1))).unwrap();
    eraser(&recorder, true).erase_media().unwrap();
    assert_eq!(trace.count(BLANK), 1);
}

// --- what is said of what it does not get over ---

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

// --- the best state ---

/// The reset has wiped the parameter by which closing the session would keep the disc open.
#[test]
fn a_reset_between_closing_track_and_session_finalises_nothing() {
    const READ_DISC_INFORMATION: u8 = 0x51;
    for media in ["dvd-r", "dvd-rw", "hd-dvd-r"] {
        let undisturbed = succeeds(media, TEST_UNIT_READY, 0, Effect::Delay(Duration::ZERO)).seen();
        let close = undisturbed.iter().position(|cdb| cdb[0] == CLOSE).unwrap();
        let before = undisturbed[..close].iter().filter(|cdb| cdb[0] == READ_DISC_INFORMATION).count();
        let (result, ..) = burn(media, READ_DISC_INFORMATION, before as u32, Effect::Reset);
        assert_eq!((result.content_after, result.disc_after), (WHOLE, APPENDABLE), "{media}: {result:?}");
    }
}

#[test]
fn a_reset_that_cuts_off_the_last_close_leaves_no_session_open() {
    for media in ["cd-r", "dvd-r", "dvd+r", "bd-r"] {
        let undisturbed = succeeds(media, TEST_UNIT_READY, 0, Effect::Delay(Duration::ZERO)).seen();
        let close = undisturbed.iter().rposition(|cdb| cdb[0] == CLOSE).unwrap();
        let before = undisturbed[..close].iter().filter(|cdb| cdb[0] == TEST_UNIT_READY).count();
        let (result, ..) = burn(media, TEST_UNIT_READY, before as u32, Effect::Reset);
        assert!(result.hr < 0, "{media}");
        assert_eq!(result.disc_after, APPENDABLE, "{media}: {result:?}");
    }
}

/// The format was begun in the first round, and the second one ends before it has a say.
#[test]
fn a_format_is_ended_whoever_began_it() {
    for media in ["dvd-rw-ro&size=32000", "dvd+rw"] {
        let (disturbed, begun) = (AtomicBool::new(false), Arc::new(OnceLock::<Arc<Operations>>::new()));
        let operations = begun.clone();
        let (_, recorder) = Between::new(
            &format!("media={media}&speed=2400"),
            move |cdb, _| {
                let operations = operations.get()?;
                if disturbed.load(Ordering::SeqCst) {
                    let _ = operations.cancel();
                }
                let first = cdb[0] == WRITE && !disturbed.swap(true, Ordering::SeqCst);
                first.then(|| Ok(fake::sense(6, 0x29, 0x00, false, None)))
            },
            |_, _, got| got,
        );
        let writer = writer(&recorder);
        if media.starts_with("dvd-rw-ro") {
            quick_format(&recorder, 1600);
            writer.write(&memory(&image(1600, 4))).unwrap();
        }
        begun.set(writer.operations().clone()).ok().unwrap();
        writer.put(|p| p.force_overwrite = true).unwrap();
        writer.write(&memory(&image(3000, 5))).unwrap_err();
        let mut capacities = [0; 12];
        let mut disc = [0; 34];
        ask(&recorder, &[0x23, 0, 0, 0, 0, 0, 0, 0, 12, 0], &mut capacities);
        ask(&recorder, &[0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0], &mut disc);
        assert_ne!((media, capacities[8] & 3), ("dvd-rw-ro&size=32000", 3), "it is half formatted");
        assert_ne!(disc[7] & 3, 2, "{media}: a format runs in the background");
    }
}

/// "Mode parameters changed", again and again: nothing may be left of the simulation, or the next burn would be one.
#[test]
fn a_test_write_that_is_begun_anew_in_vain_ends_the_simulation() {
    let (_, recorder) = Between::new(
        "media=dvd-r&speed=2400",
        |cdb, _| (cdb[0] == WRITE).then(|| Ok(fake::sense(6, 0x2A, 0x01, false, None))),
        |_, _, got| got,
    );
    let writer = writer(&recorder);
    writer.put(|p| p.test_write = true).unwrap();
    let failure = writer.write(&memory(&image(SECTORS, 5))).unwrap_err();
    assert_eq!(failure.detail.sense.unwrap().asc, 0x2A);
    let mut page = [0; 64];
    ask(&recorder, &[0x5A, 0, 0x05, 0, 0, 0, 0, 0, 64, 0], &mut page);
    assert_eq!(page[8 + 2] & 0x10, 0, "{page:02X?}");
}

fn ask(recorder: &Recorder, cdb: &[u8], answer: &mut [u8]) {
    let drive = recorder.as_virtual().unwrap();
    for _ in 0..4 {
        let hour = Duration::from_secs(3600);
        let answer = drive.execute(cdb, Data::FromDevice(answer), hour).unwrap();
        if answer.status == status::GOOD {
            return;
        }
    }
    panic!("{cdb:02X?} is refused");
}

/// Each sector that it could not record is news of its own.
#[test]
fn a_drive_with_much_bad_news_lets_its_tray_be_unlocked() {
    let (news, writes) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (_, recorder) = Between::new(
        "media=dvd+rw&speed=2400",
        move |cdb, _| {
            let begun = cdb[0] == WRITE && writes.fetch_add(1, Ordering::SeqCst) >= 3;
            if begun && news.load(Ordering::SeqCst) == 0 {
                news.store(50, Ordering::SeqCst);
            }
            let more = news.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
            more.ok().map(|left| Ok(fake::sense(3, 0x0C, 0x00, true, Some(left as u32))))
        },
        |_, _, got| got,
    );
    writer(&recorder).write(&memory(&image(SECTORS, 5))).unwrap_err();
    assert!(!recorder.as_virtual().unwrap().counters().prevented);
}

#[test]
fn a_close_that_was_not_carried_out_is_made_good() {
    for (media, opcode) in [("cd-r", CLOSE), ("dvd-r", CLOSE), ("dvd+r", CLOSE), ("bd-r", CLOSE)] {
        for effect in [deferred(3, 0x0C, 0x00), Effect::Reset, sense(4, 0x44, 0x00)] {
            let (result, ..) = burn(media, opcode, 0, effect);
            assert!(result.hr < 0, "{media}: {result:?}");
            assert_eq!(result.disc_after, APPENDABLE, "{media} {effect:?}: {result:?}");
        }
    }
}

#[test]
fn a_first_write_without_an_answer_leaves_no_session_open() {
    for media in ["dvd-r", "dvd+r", "bd-r"] {
        let (trace, recorder) = Between::tracing(&format!("media={media}&speed=2400"));
        let writer = writer(&recorder);
        writer.put(|p| p.disable_consumer_dvd_compatibility_mode = true).unwrap();
        trace.lose_answer_to(WRITE);
        writer.write(&memory(&image(SECTORS, 5))).unwrap_err();
        let result = ended(&writer);
        assert_eq!((result.content_after, result.disc_after), (UNKNOWN, APPENDABLE), "{media}: {result:?}");
    }
}

/// The program is killed and the drive is not: it still holds what it took.
#[test]
fn what_a_drive_still_holds_is_recovered() {
    for media in ["cd-r", "dvd-r", "dvd+r", "bd-r"] {
        let (up, flushes) = (Arc::new(AtomicBool::new(true)), AtomicUsize::new(0));
        let link = up.clone();
        let (_, recorder) = Between::new(
            &format!("media={media}&speed=2400"),
            move |cdb, _| {
                if cdb[0] == FLUSH && flushes.fetch_add(1, Ordering::SeqCst) == 0 {
                    link.store(false, Ordering::SeqCst);
                }
                (!link.load(Ordering::SeqCst)).then_some(Err(Fault::Gone))
            },
            |_, _, got| got,
        );
        let writer = writer(&recorder);
        writer.write(&memory(&image(SECTORS, 5))).unwrap_err();
        up.store(true, Ordering::SeqCst);
        assert_eq!(writer.recover_media(&Recover::Close).unwrap(), DF2D_S_OK, "{media}");
        assert_eq!(ended(&writer).disc_after, APPENDABLE, "{media}");
    }
}
