//! A virtual recorder whose disc's file cannot become any longer. Alone in its process, which is what has the limit.

mod common;

use common::*;
use df2d::hresult::*;

const SECTORS: usize = 4000;
const ROOM: usize = 1500;
const WHOLE: i32 = 2;

#[test]
fn a_file_that_cannot_take_more_is_an_ordinary_failure_to_write() {
    let limit = libc::rlimit { rlim_cur: (ROOM * 2048) as u64, rlim_max: libc::RLIM_INFINITY };
    // SAFETY: the pointer is good; a write beyond the limit then fails, and no signal ends the process.
    unsafe {
        assert_ne!(libc::signal(libc::SIGXFSZ, libc::SIG_IGN), libc::SIG_ERR);
        assert_eq!(libc::setrlimit(libc::RLIMIT_FSIZE, &limit), 0);
    }
    let dir = tempfile::tempdir().unwrap();
    let data = image(SECTORS, 3);
    for media in ["cd-r", "dvd-r", "dvd+r", "dvd+rw", "dvd-ram", "bd-r", "bd-r-rrm", "bd-re", "hd-dvd-ram"] {
        let path = dir.path().join(media);
        let size = if media == "bd-re" { 640_000 } else { 64_000 };
        let recorder = recorder(&path, &format!("media={media}&size={size}&speed=2400"));
        let writer = writer(&recorder);
        let failure = writer.write(&memory(&data)).unwrap_err();
        let result = ended(&writer);
        let what = format!("{media}: {failure:?}, {result:?}");
        assert_ne!(failure.hr, DF2D_E_UNEXPECTED, "{what}");
        assert!(result.sectors_on_media <= ROOM as i64 && result.content_after != WHOLE, "{what}");
        let on_disc = std::fs::read(&path).unwrap();
        let there = result.sectors_on_media as usize * 2048;
        assert_eq!(on_disc[..there], data[..there], "{media}");
        assert!(!recorder.as_virtual().unwrap().counters().prevented, "the tray is locked: {what}");
        assert_eq!(recorder.exclusive_access_owner(), "", "{what}");
    }
}
