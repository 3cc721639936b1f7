//! Drives that misbehave in the middle of a burn, or answer nonsense: nothing panics, nothing false is claimed, and the
//! tray is unlocked.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use common::fake::*;
use common::*;
use df2d::failure::Failure;
use df2d::hresult::*;
use df2d::imapi::data::{DiscFormat2Data, WriteResult};
use df2d::imapi::recorder::Recorder;
use df2d::virtual_recorder::{Effect, FaultPlan};

const NONE: i32 = 0;
const WHOLE: i32 = 2;
const UNKNOWN: i32 = 3;

/// A write of 2000 sectors that meets this.
fn burn(keys: &str, faults: &[(u8, u32, u32, Effect)]) -> WriteResult {
    let (_, recorder) = Between::tracing(keys);
    let writer = writer(&recorder);
    for &(opcode, skip, times, effect) in faults {
        let plan = FaultPlan { opcode: Some(opcode), lba: None, skip, times, effect };
        recorder.as_virtual().unwrap().fault_add(plan).unwrap();
    }
    let _ = writer.write(&memory(&image(2000, 5)));
    let result = ended(&writer);
    assert!(!recorder.as_virtual().unwrap().counters().prevented, "the tray is locked: {result:?}");
    assert_eq!(recorder.exclusive_access_owner(), "");
    result
}

fn sense(key: u8, asc: u8, ascq: u8, deferred: bool) -> Effect {
    Effect::Sense { key, asc, ascq, deferred }
}

/// Whatever command brings the bad news.
#[test]
fn a_deferred_error_is_no_success_whoever_brings_it() {
    for media in ["cd-r", "dvd+r", "dvd+rw", "bd-re"] {
        for (opcode, skip) in [(0x2A, 1), (0x35, 0), (0x5C, 1)] {
            let result =
                burn(&format!("media={media}&speed=600"), &[(opcode, skip, 1, sense(3, 0x0C, 0, true))]);
            assert!(result.hr < 0, "{media} {opcode:02X}: {result:?}");
            assert!(result.failure.unwrap().detail.sense.unwrap().deferred);
            assert_ne!(result.content_after, WHOLE, "{media} {opcode:02X}");
        }
    }
}

/// Such a drive says "not ready" of a field that it does not know, and means the field.
#[test]
fn a_refusal_with_the_wrong_key_is_a_refusal() {
    for (opcode, keys) in
        [(0x54, "media=dvd+r"), (0x54, "media=dvd-r"), (0x5B, "media=dvd+r"), (0x5C, "media=cd-r")]
    {
        let skip = u32::from(opcode == 0x5B);
        let right = burn(keys, &[(opcode, skip, 1, sense(5, 0x24, 0, false))]);
        let wrong = burn(keys, &[(opcode, skip, 1, sense(2, 0x24, 0, false))]);
        assert_eq!(right.hr, DF2D_S_OK, "{keys} {opcode:02X}: {right:?}");
        assert_eq!(wrong.hr, DF2D_S_OK, "{keys} {opcode:02X}: {wrong:?}");
        assert_eq!(wrong.disc_after, right.disc_after);
    }
    let not_ready = burn("media=dvd+r", &[(0x54, 0, 1, sense(2, 0x3A, 0, false))]);
    assert_eq!(not_ready.hr, DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
}

/// The drive did not carry out the WRITE with which it told of something that it had corrected.
#[test]
fn nothing_is_left_out_after_an_error_that_was_corrected() {
    for media in ["cd-r", "dvd+rw", "bd-re"] {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("disc.iso");
        let recorder = recorder(&path, &format!("media={media}&speed=2400"));
        let plan =
            FaultPlan { opcode: Some(0x2A), lba: None, skip: 3, times: 2, effect: sense(1, 0x0C, 0, true) };
        recorder.as_virtual().unwrap().fault_add(plan).unwrap();
        let data = image(2000, 5);
        writer(&recorder).write(&memory(&data)).unwrap();
        assert!(std::fs::read(&path).unwrap().starts_with(&data), "{media}");
    }
}

#[test]
fn of_what_was_not_flushed_nothing_is_claimed() {
    let lost = burn("media=bd-re&speed=600", &[(0x35, 1, 0, sense(3, 0x0C, 0, false))]);
    assert_eq!((lost.content_after, lost.sectors_on_media, lost.sectors_sent), (UNKNOWN, 0, 2000));
    let reset = burn("media=bd-re&speed=600", &[(0x2A, 5, 1, Effect::Reset)]);
    assert_eq!((reset.content_after, reset.sectors_on_media), (UNKNOWN, 0));
    let silent = burn("media=bd-re&speed=600", &[(0x2A, 0, 1, Effect::Timeout)]);
    assert_eq!((silent.content_after, silent.sectors_sent), (UNKNOWN, 0));
    let refused = burn("media=bd-re&speed=600", &[(0x2A, 0, 1, sense(5, 0x21, 0, false))]);
    assert_eq!((refused.content_after, refused.sectors_sent), (NONE, 0));
}

/// Neither way to ask for speeds is one that a drive must have.
#[test]
fn a_drive_that_speaks_of_no_speeds_burns_at_its_own() {
    let (unknown, no_page) = (sense(5, 0x20, 0, false), sense(5, 0x24, 0, false));
    for media in ["dvd+r", "dvd-ram", "bd-re"] {
        let result =
            burn(&format!("media={media}&speed=600"), &[(0xAC, 0, 0, unknown), (0x5A, 0, 0, no_page)]);
        assert_eq!((result.hr, result.content_after), (DF2D_S_OK, WHOLE), "{media}: {result:?}");
    }
}

/// A device that calls itself optical and knows nothing of MMC.
#[test]
fn a_drive_without_features_is_refused_by_that_name() {
    let unknown = sense(5, 0x20, 0, false);
    let result = burn("media=dvd+r&speed=600", &[(0x46, 0, 0, unknown)]);
    assert_eq!(
        (result.hr, result.content_after),
        (DF2D_E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED, NONE),
        "{result:?}"
    );
}

/// This drive refuses to unlock its tray while it closes, which takes it longer than any command may.
#[test]
fn who_leaves_while_the_disc_is_closed_does_not_leave_the_tray_locked() {
    let keys = "media=dvd+r&speed=600";
    let whole = Duration::from_millis(burn(keys, &[]).elapsed_ms as u64);
    let (_, recorder) = Between::tracing(keys);
    let writer = writer(&recorder);
    writer.operations().put_cancel_mode(1);
    let clock = recorder.drive().clock().clone();
    let seat = clock.seat();
    writer.write_async(&memory(&image(2000, 5))).unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let _part = seat.take();
            clock.sleep_until(whole - Duration::from_secs(50));
            assert_eq!(writer.operations().cancel().unwrap(), DF2D_S_FALSE);
        });
    });
    assert_eq!(writer.operations().wait(u32::MAX).unwrap(), DF2D_E_IMAPI_RECORDER_MEDIA_BUSY);
    assert!(!recorder.as_virtual().unwrap().counters().prevented);
}

/// The zeros behind a short image are a part of the track as well: what follows a cancel among them continues there.
#[test]
fn a_short_track_that_is_given_up_while_it_is_padded_stays_readable() {
    let mut among_the_zeros = 0;
    for n in 0..40 {
        let (trace, recorder) = Between::tracing("media=cd-r&speed=75&buffer=65536");
        let writer = writer(&recorder);
        let clock = recorder.drive().clock().clone();
        let seat = clock.seat();
        writer.write_async(&memory(&image(100, 5))).unwrap();
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let _part = seat.take();
                clock.sleep(Duration::from_millis(300 * n));
                let _ = writer.operations().cancel();
            });
        });
        writer.operations().wait(u32::MAX).unwrap();
        let mut next = 0;
        for cdb in trace.done().iter().filter(|cdb| cdb[0] == 0x2A) {
            assert_eq!(u32::from_be_bytes([cdb[2], cdb[3], cdb[4], cdb[5]]), next);
            next += u32::from(cdb[8]);
        }
        let result = ended(&writer);
        among_the_zeros += usize::from(result.hr < 0 && result.sectors_sent == 100);
        if result.sectors_sent > 0 {
            assert_eq!(next, 300);
            assert_eq!(result.disc_after, 1, "{result:?}");
        }
    }
    assert!(among_the_zeros > 0);
}

/// What is asked of drive and disc, with the command that it depends on.
type Question = (u8, &'static str, fn(&DiscFormat2Data, &Recorder) -> Result<(), Failure>);

const QUESTIONS: &[Question] = &[
    (0x12, "cd-r", |_, recorder| recorder.vendor_id().map(drop)),
    (0x46, "cd-r", |writer, recorder| writer.is_recorder_supported(recorder).map(drop)),
    (0x46, "dvd+r", |writer, _| writer.current_media_status().map(drop)),
    (0x51, "cd-r", |writer, _| writer.free_sectors_on_media().map(drop)),
    (0x52, "dvd+r", |writer, _| writer.next_writable_address().map(drop)),
    (0x23, "bd-re", |writer, _| writer.total_sectors_on_media().map(drop)),
    (0x25, "dvd+r", |writer, _| writer.current_physical_media_type().map(drop)),
    (0x5A, "dvd+r", |writer, _| writer.current_write_speed().map(drop)),
    (0x28, "dvd+rw", |writer, _| writer.media_heuristically_blank().map(drop)),
];

fn ask(
    question: &Question,
    after: impl Fn(&mut [u8], usize) -> usize + Send + Sync + 'static,
) -> df2d_hresult {
    let (opcode, media, call) = *question;
    let tamper = Arc::new(AtomicBool::new(false));
    let tampering = tamper.clone();
    let tampered = move |cdb: &[u8], data: &mut [u8], got: usize| {
        if cdb[0] == opcode && tampering.load(Ordering::SeqCst) { after(data, got) } else { got }
    };
    let (_, recorder) = Between::new(&format!("media={media}"), |_, _| None, tampered);
    let mut writer = DiscFormat2Data::new();
    // A closed disc has a capacity, and one that was written is read before it is called blank.
    if matches!(opcode, 0x25 | 0x28) {
        writer = common::writer(&recorder);
        writer.write(&memory(&vec![0; 2048 * 64])).unwrap();
    } else if !matches!(opcode, 0x12 | 0x46) || media != "cd-r" {
        writer.put_recorder(Some(recorder.clone())).unwrap();
    }
    tamper.store(true, Ordering::SeqCst);
    call(&writer, &recorder).err().map_or(DF2D_S_OK, |failure| failure.hr)
}

#[test]
fn an_answer_that_is_cut_off_is_an_invalid_response() {
    for question in QUESTIONS {
        assert_eq!(ask(question, |_, got| got), DF2D_S_OK, "{:02X}", question.0);
        for length in 0..=7 {
            let hr = ask(question, move |_, got| got.min(length));
            assert_eq!(
                hr, DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE,
                "{:02X}, {length} bytes",
                question.0
            );
        }
    }
}

/// Any bytes, any length, even more than there was room for: an answer or a failure, and no panic.
#[test]
fn an_answer_that_is_nonsense_harms_nobody() {
    for question in QUESTIONS {
        for seed in 0..60u32 {
            let hr = ask(question, move |data, got| {
                let noise = image(data.len() / 2048 + 1, seed + 1);
                let fill = [0x00, 0xFF, 0x80, 0x01];
                match seed {
                    0..=3 => data.fill(fill[seed as usize]),
                    4..=31 => data.copy_from_slice(&noise[..data.len()]),
                    // Believable in front, nonsense behind.
                    _ => data.iter_mut().zip(&noise).skip(4).for_each(|(byte, noise)| *byte = *noise),
                }
                if seed % 7 == 0 { data.len() + 1000 } else { got }
            });
            assert_ne!(hr, DF2D_E_UNEXPECTED);
        }
    }
}

/// A drive that went to sleep over the disc is started, once.
#[test]
fn a_drive_that_sleeps_is_woken() {
    for media in ["cd-r", "bd-re"] {
        let awake = AtomicBool::new(false);
        let (trace, recorder) = Between::new(
            &format!("media={media}&speed=2400"),
            move |cdb, _| match cdb[0] {
                0x1B => {
                    awake.store(true, Ordering::SeqCst);
                    None
                }
                0x00 if !awake.load(Ordering::SeqCst) => Some(Ok(fake::sense(2, 0x04, 0x02, false, None))),
                _ => None,
            },
            |_, _, got| got,
        );
        let writer = writer(&recorder);
        writer.write(&memory(&image(300, 1))).unwrap_or_else(|failure| panic!("{media}: {failure:?}"));
        assert_eq!(trace.done().iter().filter(|cdb| cdb[0] == 0x1B).count(), 1);
    }
}

/// News after the close, such as that the disc has changed its kind, does not spoil a burn that is done.
#[test]
fn news_after_an_accepted_close_is_no_failure() {
    for media in ["cd-r", "dvd+r", "dvd+rw"] {
        let (closed, told) = (AtomicBool::new(false), AtomicBool::new(false));
        let (_, recorder) = Between::new(
            &format!("media={media}&speed=2400"),
            move |cdb, _| {
                if cdb[0] == 0x5B {
                    closed.store(true, Ordering::SeqCst);
                } else if closed.load(Ordering::SeqCst) && !told.swap(true, Ordering::SeqCst) {
                    return Some(Ok(fake::sense(6, 0x28, 0x00, false, None)));
                }
                None
            },
            |_, _, got| got,
        );
        let writer = writer(&recorder);
        writer.write(&memory(&image(300, 1))).unwrap_or_else(|failure| panic!("{media}: {failure:?}"));
        assert_eq!(ended(&writer).content_after, 2, "{media}");
    }
}
