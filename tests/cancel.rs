//! A cancel at every moment of a write, on every medium: what is said of the disc is true, the tray is unlocked, the
//! drive is free, and the disc is good for another write.

mod common;

use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use common::*;
use df2d::hresult::*;
use df2d::imapi::data::DiscFormat2Data;
use df2d::imapi::recorder::Recorder;

const MEDIA: [&str; 4] = ["cd-r", "dvd+r", "dvd+rw", "bd-re"];
const SECTORS: usize = 3000;

/// The longest that a write on these media takes here, in virtual time.
const WHOLE_WRITE: Duration = Duration::from_secs(90);

/// The image of all writes here; making it takes longer than writing it.
fn data() -> &'static [u8] {
    static DATA: OnceLock<Vec<u8>> = OnceLock::new();
    DATA.get_or_init(|| image(SECTORS, 7))
}

fn cancel_at(
    recorder: &Arc<Recorder>,
    writer: &Arc<DiscFormat2Data>,
    data: &[u8],
    at: Duration,
) -> df2d_hresult {
    let clock = recorder.drive().clock().clone();
    let answer = Arc::new(AtomicI32::new(0));
    let seat = clock.seat();
    writer.write_async(&memory(data)).unwrap();
    let canceller = std::thread::spawn({
        let (clock, writer, answer) = (clock.clone(), writer.clone(), answer.clone());
        move || {
            let _part = seat.take();
            let begun = clock.now();
            clock.sleep_until(begun + at);
            let said = match writer.operations().cancel() {
                Ok(code) => code,
                Err(failure) => failure.hr,
            };
            answer.store(said, Ordering::SeqCst);
        }
    });
    canceller.join().unwrap();
    writer.operations().wait(u32::MAX).unwrap();
    answer.load(Ordering::SeqCst)
}

fn check(media: &str, at: Duration, immediate: bool) -> df2d_hresult {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("disc.iso");
    let recorder = recorder(&path, &format!("media={media}&speed=600"));
    let writer = writer(&recorder);
    writer.operations().put_cancel_mode(i32::from(immediate));
    writer.put(|p| p.disable_consumer_dvd_compatibility_mode = true).unwrap();
    let events = Recorded::on(&writer);
    let data = data();
    let said = cancel_at(&recorder, &writer, data, at);
    let result = ended(&writer);
    let what = format!("{media} {at:?} immediate {immediate}: {said:#x} {result:?}");

    match said {
        DF2D_S_OK => assert_eq!(result.hr, DF2D_E_IMAPI_REQUEST_CANCELLED, "{what}"),
        DF2D_S_FALSE if immediate => {}
        DF2D_S_FALSE | DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS => {
            assert_eq!(result.hr, DF2D_S_OK, "{what}")
        }
        _ => panic!("{what}"),
    }
    assert_eq!(events.actions().contains(&6), result.hr == DF2D_S_OK, "{what}");
    assert_eq!(recorder.exclusive_access_owner(), "", "{what}");
    let counters = recorder.as_virtual().unwrap().counters();
    assert!(!counters.prevented, "the tray is locked: {what}");

    // What the result says of the content is what is in the file.
    let on_disc = std::fs::read(&path).unwrap_or_default();
    let equal = on_disc.chunks(2048).zip(data.chunks(2048)).take_while(|(a, b)| a == b).count() as i64;
    match result.content_after {
        0 => assert_eq!(result.sectors_on_media, 0, "{what}"),
        1 => assert!((1..SECTORS as i64).contains(&result.sectors_on_media), "{what}"),
        2 => assert_eq!(result.sectors_on_media, SECTORS as i64, "{what}"),
        3 => assert!(immediate, "{what}"),
        _ => panic!("{what}"),
    }
    assert!(equal >= result.sectors_on_media, "only {equal} sectors are there: {what}");

    if immediate {
        return said;
    }
    // What it says of the disc is what a fresh look says, and the disc takes another write.
    let again = common::writer(&recorder);
    assert_eq!(again.current_media_status().unwrap(), result.media_status_after, "{what}");
    again.put(|p| p.force_overwrite = true).unwrap();
    let start = again.next_writable_address().unwrap() as usize;
    let second = image(500, 9);
    again.write(&memory(&second)).unwrap_or_else(|f| panic!("{f:?} after {what}"));
    let on_disc = std::fs::read(&path).unwrap();
    assert!(on_disc[start * 2048..].starts_with(&second), "{what}");
    said
}

#[test]
fn at_every_moment_the_disc_is_saved() {
    for media in MEDIA {
        let mut answers = [0; 3];
        let moments = scaled(60);
        let step = WHOLE_WRITE / moments;
        for n in 0..moments {
            match check(media, step * n, false) {
                DF2D_S_OK => answers[0] += 1,
                DF2D_S_FALSE => answers[1] += 1,
                _ => answers[2] += 1,
            }
        }
        println!("{media}: {answers:?}");
        assert!(answers[0] > moments / 12, "{media}: {answers:?}");
        // Which is so short on some that a part of the moments may miss it.
        let met = answers[1] > 0 || moments < 60;
        assert!(met, "{media}: {answers:?} never met the point of no return");
    }
}

#[test]
fn at_every_moment_it_leaves_at_once_when_told_so() {
    for media in MEDIA {
        let moments = scaled(30);
        for n in 0..moments {
            check(media, WHOLE_WRITE / moments * n, true);
        }
    }
}
