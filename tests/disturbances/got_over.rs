//! What a task gets over.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use df2d::hresult::*;
use df2d::virtual_recorder::Effect;

use crate::common::fake::{self, Between};
use crate::common::*;
use crate::met::*;

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
