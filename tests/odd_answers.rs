//! Drives that answer something odd at a single step of a recipe, and transports that carry little: the disc is not
//! written wrongly, and what is said of it is true.

mod common;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use common::fake::*;
use common::*;
use df2d::hresult::*;
use df2d::pipeline::device::Device;
use df2d::recipe;
use df2d::virtual_recorder::{Effect, FaultPlan};

const NONE: i32 = 0;
const WHOLE: i32 = 2;
const UNCHANGED: i32 = 0;
const NON_EMPTY_SESSION: i32 = 0x1000;

const WRITE: u8 = 0x2A;
const GET_CONFIGURATION: u8 = 0x46;
const READ_DISC_INFORMATION: u8 = 0x51;
const READ_TRACK_INFORMATION: u8 = 0x52;

/// A disc on which the power failed in mid-write.
fn interrupted(path: &Path, media: &str) {
    let recorder = recorder(path, &format!("media={media}"));
    let effect = Effect::DeviceGone;
    let plan = FaultPlan { opcode: Some(WRITE), lba: None, skip: 20, times: 1, effect };
    recorder.as_virtual().unwrap().fault_add(plan).unwrap();
    writer(&recorder).write(&memory(&image(5000, 1))).unwrap_err();
}

// --- answers that make no sense ---

/// On a written BD-R, as the drive's account of where recording ended: all ones, or beyond the disc.
#[test]
fn an_end_of_recording_that_makes_no_sense_is_nowhere_to_write_to() {
    for end in [u32::MAX, u32::MAX - 1, 0x7FFF_FFFF] {
        let lie = Arc::new(AtomicBool::new(false));
        let lying = lie.clone();
        let (trace, recorder) = Between::new(
            "media=bd-r-rrm&size=64000",
            |_, _| None,
            move |cdb, data, got| {
                if cdb[0] == READ_TRACK_INFORMATION && lying.load(Ordering::SeqCst) && got >= 32 {
                    data[7] |= 2;
                    data[28..32].copy_from_slice(&end.to_be_bytes());
                }
                got
            },
        );
        let writer = writer(&recorder);
        writer.write(&memory(&image(500, 1))).unwrap();
        lie.store(true, Ordering::SeqCst);
        let writes = trace.count(WRITE);
        let failure = writer.write(&memory(&image(500, 2))).unwrap_err();
        assert_eq!(failure.hr, DF2D_E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA, "{end:X}");
        assert_eq!(trace.count(WRITE), writes, "{end:X}");
    }
}

/// What stands in the field is left over from another disc, with NWA_V set or not.
#[test]
fn a_blank_disc_is_written_from_its_start_whatever_the_drive_says() {
    for (media, vouches) in [("cd-r", 0), ("dvd-r", 0), ("dvd+r", 0), ("bd-r", 0), ("dvd+r", 1), ("bd-r", 1)]
    {
        let asked = AtomicUsize::new(0);
        let (trace, recorder) = Between::new(
            &format!("media={media}&speed=4000"),
            |_, _| None,
            move |cdb, data, got| {
                if cdb[0] == READ_TRACK_INFORMATION && asked.fetch_add(1, Ordering::SeqCst) == 0 {
                    data[7] = data[7] & !1 | vouches;
                    data[12..16].copy_from_slice(&5008_u32.to_be_bytes());
                }
                got
            },
        );
        let writer = writer(&recorder);
        let _ = writer.write(&memory(&image(500, 1)));
        let first = trace.seen().into_iter().find(|cdb| cdb[0] == WRITE);
        assert!(first.is_none_or(|cdb| cdb[2..6] == [0, 0, 0, 0]), "{media}");
    }
}

/// "Session 0, tracks 0 to 0", of a disc on which a session is open.
#[test]
fn a_session_without_tracks_is_looked_at_all_the_same() {
    let dir = tempfile::tempdir().unwrap();
    for media in ["cd-r", "dvd-r", "dvd+r", "bd-r"] {
        let path = dir.path().join(media);
        interrupted(&path, media);
        let (_, recorder) = Between::on(
            &path.display().to_string(),
            &format!("media={media}"),
            |_, _| None,
            |cdb, data, got| {
                if cdb[0] == READ_DISC_INFORMATION {
                    for at in [4, 5, 6, 9, 10, 11] {
                        data[at] = 0;
                    }
                }
                got
            },
        );
        let writer = writer(&recorder);
        assert_eq!(writer.current_media_status().unwrap() & NON_EMPTY_SESSION, NON_EMPTY_SESSION, "{media}");
    }
}

/// Nothing is recorded and nothing can be: by a drive's own account, which has no next and no last address.
#[test]
fn a_track_that_is_blank_holds_nothing() {
    let (_, recorder) = Between::new(
        "media=dvd-r&speed=4000",
        |_, _| None,
        |cdb, data, got| {
            if cdb[0] == READ_TRACK_INFORMATION && cdb[1] == 0 {
                data[6] |= 0x40;
                data[7] = 0;
            }
            got
        },
    );
    let writer = writer(&recorder);
    let failure = writer.write(&memory(&image(500, 1))).unwrap_err();
    assert_eq!(failure.hr, DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE);
    assert_eq!(ended(&writer).content_after, NONE);
}

/// The transport loses the end of a long answer, and with it the feature without which a DVD-R is closed by its first
/// write.
#[test]
fn features_that_were_cut_off_are_not_taken_for_absent() {
    for keep in [8, 12, 20, 40] {
        let cut = Arc::new(AtomicBool::new(false));
        let cutting = cut.clone();
        let (trace, recorder) = Between::new(
            "media=dvd-r",
            |_, _| None,
            move |cdb, _, got| {
                let cut = cdb[0] == GET_CONFIGURATION && cutting.load(Ordering::SeqCst);
                if cut { got.min(keep) } else { got }
            },
        );
        let writer = writer(&recorder);
        cut.store(true, Ordering::SeqCst);
        let failure = writer.write(&memory(&image(500, 1))).unwrap_err();
        assert_eq!(failure.hr, DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE, "{keep}");
        assert_eq!(trace.count(WRITE), 0);
    }
}

// --- small transports ---

/// A bridge that carries less than a unit: half a unit must never be written where only whole ones can be.
#[test]
fn restricted_overwrite_is_not_written_through_a_transport_that_cuts_its_units() {
    let (trace, recorder) = Between::tracing("media=dvd-rw-ro&size=32000");
    let writer = writer(&recorder);
    writer.write(&memory(&image(1600, 1))).unwrap();
    writer.put(|p| p.force_overwrite = true).unwrap();
    trace.carry_at_most(30 * 1024);
    let writes = trace.count(WRITE);
    let failure = writer.write(&memory(&image(1600, 2))).unwrap_err();
    assert_eq!(failure.hr, DF2D_E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE);
    assert_eq!(ended(&writer).disc_after, UNCHANGED);
    assert_eq!(eraser(&recorder, false).erase_media().unwrap_err().hr, failure.hr);
    assert_eq!(trace.count(WRITE), writes);
}

/// Everything else is written through it, and read back.
#[test]
fn other_media_are_written_through_a_transport_of_a_few_sectors() {
    for media in ["cd-r", "dvd+r", "dvd+rw&size=32000", "bd-re&size=32000"] {
        let (trace, recorder) = Between::tracing(&format!("media={media}"));
        trace.carry_at_most(6 * 2048 + 100);
        let writer = writer(&recorder);
        writer.put(|p| p.burn_verification_level = 2).unwrap();
        writer.write(&memory(&image(1003, 1))).unwrap_or_else(|failure| panic!("{media}: {failure:?}"));
        assert_eq!(ended(&writer).content_after, WHOLE, "{media}");
        assert!(trace.seen().iter().filter(|cdb| cdb[0] == WRITE).all(|cdb| cdb[8] <= 6), "{media}");
        if media.contains('&') {
            assert!(!writer.media_heuristically_blank().unwrap());
            eraser(&recorder, false).erase_media().unwrap();
        }
    }
}

/// READ TRACK INFORMATION by session is younger than by track.
#[test]
fn a_drive_that_cannot_be_asked_for_a_session_is_asked_for_its_tracks() {
    for media in ["cd-r", "dvd-r", "dvd+r", "bd-r"] {
        for key in [2, 5] {
            let refuses = Arc::new(AtomicBool::new(false));
            let refusing = refuses.clone();
            let (_, recorder) = Between::new(
                &format!("media={media}"),
                move |cdb, _| {
                    let by_session = cdb[0] == READ_TRACK_INFORMATION && cdb[1] & 3 == 2;
                    let refused = by_session && refusing.load(Ordering::SeqCst);
                    refused.then(|| Ok(sense(key, 0x24, 0, false, None)))
                },
                |_, _, got| got,
            );
            let writer = writer(&recorder);
            writer.put(|properties| properties.disable_consumer_dvd_compatibility_mode = true).unwrap();
            for sectors in [400, 700, 300] {
                writer.write(&memory(&image(sectors, 1))).unwrap();
            }
            let look = || recipe::inspect(&Device::shared(recorder.party())).unwrap().previous_session_start;
            let start = look();
            assert!(start > 700, "{media}: {start}");
            refuses.store(true, Ordering::SeqCst);
            assert_eq!(look(), start, "{media}");
        }
    }
}

// --- news ---

/// "The medium may have changed", at any command between the look at the disc and the first WRITE: what was seen need
/// not be what is in the drive now.
#[test]
fn a_disc_that_may_have_been_changed_is_looked_at_anew_before_it_is_written() {
    const PREVENT: u8 = 0x1E;
    const GET_CONFIGURATION: u8 = 0x46;
    const READ_DISC_INFORMATION: u8 = 0x51;
    let data = image(1000, 1);
    for media in ["cd-r", "dvd-r", "dvd+r-dl&size=1600", "dvd-rw-ro&size=32000", "dvd+rw", "bd-r", "bd-re"] {
        let attempt = |strikes: usize| {
            let (locked, sent) = (AtomicBool::new(false), AtomicUsize::new(0));
            let (trace, recorder) = Between::new(
                &format!("media={media}"),
                move |cdb, _| {
                    if !locked.load(Ordering::SeqCst) {
                        locked.store(cdb[0] == PREVENT, Ordering::SeqCst);
                        return None;
                    }
                    let strikes = sent.fetch_add(1, Ordering::SeqCst) == strikes && cdb[0] != WRITE;
                    strikes.then(|| Ok(sense(6, 0x28, 0, false, None)))
                },
                |_, _, got| got,
            );
            let writer = writer(&recorder);
            let hr = writer.write(&memory(&data)).unwrap_or_else(|failure| failure.hr);
            (hr, trace.seen())
        };
        let (hr, undisturbed) = attempt(usize::MAX);
        assert_eq!(hr, DF2D_S_OK, "{media}");
        let position = |opcode| undisturbed.iter().position(|cdb| cdb[0] == opcode).unwrap();
        for strikes in 0..position(WRITE) - position(PREVENT) - 1 {
            let (hr, seen) = attempt(strikes);
            let at = &undisturbed[position(PREVENT) + 1 + strikes];
            assert_eq!(hr, DF2D_S_OK, "{media}: {at:02X?}");
            let behind = &seen[position(PREVENT) + 2 + strikes..];
            let looks = [GET_CONFIGURATION, READ_DISC_INFORMATION]
                .map(|opcode| behind.iter().position(|cdb| cdb[0] == opcode).unwrap());
            let write = behind.iter().position(|cdb| cdb[0] == WRITE).unwrap();
            assert!(looks.iter().all(|look| *look < write), "{media}: {at:02X?}: {behind:02X?}");
        }
    }
}
