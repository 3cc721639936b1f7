//! What a task leaves that did not succeed.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use df2d::hresult::*;
use df2d::imapi::data::Recover;
use df2d::imapi::operations::Operations;
use df2d::imapi::recorder::Recorder;
use df2d::transport::{Data, Fault, Transport, status};
use df2d::virtual_recorder::Effect;

use crate::common::fake::{self, Between};
use crate::common::*;
use crate::met::*;

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
        // The drive holds what holds it.
        writer.operations().shut_down(true);
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
        assert_eq!((result.content_after, result.disc_after), (PARTIAL, APPENDABLE), "{media}: {result:?}");
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
