//! What is done to a disc beside writing a whole stream: ranges of it, resuming, closing, erasing, and reading back.

mod common;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::fake::*;
use common::*;
use df2d::hresult::*;
use df2d::imapi::data::{DiscFormat2Data, Recover, WriteResult};
use df2d::imapi::recorder::Recorder;
use df2d::stream::{Callbacks, Stream};
use df2d::virtual_recorder::{Effect, FaultPlan};

const NONE: i32 = 0;
const PARTIAL: i32 = 1;
const WHOLE: i32 = 2;
const UNKNOWN: i32 = 3;

const UNCHANGED: i32 = 0;
const APPENDABLE: i32 = 1;
const CLOSED: i32 = 2;
const OVERWRITABLE: i32 = 3;
const RECOVERABLE: i32 = 5;

fn sectors_of(path: &Path, lba: usize, count: usize) -> Vec<u8> {
    std::fs::read(path).unwrap()[lba * 2048..(lba + count) * 2048].to_vec()
}

fn fault(recorder: &Recorder, opcode: u8, skip: u32, times: u32, effect: Effect) {
    let plan = FaultPlan { opcode: Some(opcode), lba: None, skip, times, effect };
    recorder.as_virtual().unwrap().fault_add(plan).unwrap();
}

fn failed(result: df2d::failure::Result<df2d_hresult>) -> df2d_hresult {
    result.unwrap_err().hr
}

// --- block ranges ---

#[test]
fn only_the_ranges_are_written() {
    for media in ["dvd+rw", "bd-re"] {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("disc");
        let recorder = recorder(&path, &format!("media={media}"));
        let writer = writer(&recorder);
        let before = image(3000, 1);
        writer.write(&memory(&before)).unwrap();
        let changed = image(3000, 2);
        let stream = memory(&changed);
        // Out of order, one sector, and longer than what one WRITE carries.
        let ranges = [(700..=1999), (5..=5), (64..=95)];
        stream.put_block_ranges(ranges.to_vec());
        writer.put(|p| p.burn_verification_level = 2).unwrap();
        let seen = Recorded::on(&writer);
        writer.write(&stream).unwrap();
        let disc = sectors_of(&path, 0, 3000);
        for lba in 0..3000_u32 {
            let at = lba as usize * 2048..(lba as usize + 1) * 2048;
            let expected = if ranges.iter().any(|r| r.contains(&lba)) { &changed } else { &before };
            assert_eq!(disc[at.clone()], expected[at], "{media}, sector {lba}");
        }
        let result = ended(&writer);
        assert_eq!(
            (result.content_after, result.sectors_requested, result.sectors_on_media),
            (WHOLE, 1333, 1333)
        );
        assert!(
            seen.events().iter().all(|p| p.total_sectors == 2 * 1333),
            "all of the job, from the first update on"
        );
        let last = seen.events().into_iter().rev().find(|p| p.current_action == 4).unwrap();
        assert!(ranges.iter().any(|r| last.start_lba == *r.start() as i32), "{last:?}");
    }
}

#[test]
fn ranges_that_the_disc_cannot_take_leave_it_alone() {
    for (media, end, hr) in [
        ("cd-r", 9, DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED),
        ("dvd+r", 9, DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED),
        ("dvd+rw&size=3200", 3200, DF2D_E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA),
    ] {
        let (trace, recorder) = Between::tracing(&format!("media={media}"));
        let writer = writer(&recorder);
        let stream = memory(&image(4000, 1));
        stream.put_block_ranges(vec![0..=end]);
        assert_eq!(failed(writer.write(&stream)), hr, "{media}");
        assert_eq!(ended(&writer).disc_after, UNCHANGED);
        assert!(trace.seen().iter().all(|cdb| ![0x2A, 0x04, 0x5B].contains(&cdb[0])), "{media}");
    }
}

// --- reading back ---

/// Even with verification off.
#[test]
fn a_drive_that_records_nothing_is_caught_on_overwritable_media() {
    for media in ["dvd+rw", "bd-re"] {
        for skip in [0, 15] {
            let (_, recorder) = Between::tracing(&format!("media={media}&speed=4000"));
            let writer = writer(&recorder);
            writer.write(&memory(&image(1000, 1))).unwrap();
            writer.put(|p| p.force_overwrite = true).unwrap();
            // All WRITEs, or the last one only: 1000 sectors in 16 of them.
            fault(&recorder, 0x2A, skip, 0, Effect::GoodWithoutEffect);
            let failure = writer.write(&memory(&image(1000, 2))).unwrap_err();
            assert_eq!(failure.hr, DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE, "{media}");
            let result = ended(&writer);
            assert_eq!((result.content_after, result.disc_after), (UNKNOWN, OVERWRITABLE), "{media}");
        }
    }
}

/// Also of a recorder that keeps nothing else.
#[test]
fn a_discarding_recorder_gives_back_what_is_asked_of_every_write() {
    for media in ["cd-r", "dvd+r", "dvd+rw", "dvd-ram", "bd-r-rrm", "bd-re"] {
        let (_, recorder) = Between::tracing(&format!("media={media}&store=discard"));
        let writer = writer(&recorder);
        writer.write(&memory(&image(3003, 1))).unwrap_or_else(|failure| panic!("{media}: {failure:?}"));
        assert_eq!(ended(&writer).content_after, WHOLE, "{media}");
    }
}

/// Gives other data each time it is read from its start, or the same.
struct Fickle {
    data: [Vec<u8>; 2],
    readings: AtomicUsize,
    at: AtomicUsize,
    seekable: bool,
}

struct Shared(Arc<Fickle>);

impl Callbacks for Shared {
    fn size(&self, size: &mut u64) -> df2d_hresult {
        *size = self.0.data[0].len() as u64;
        DF2D_S_OK
    }

    fn read(&self, buffer: &mut [u8], got: &mut usize) -> df2d_hresult {
        let at = self.0.at.load(Ordering::SeqCst);
        let reading = self.0.readings.load(Ordering::SeqCst).saturating_sub(1).min(1);
        let data = &self.0.data[reading][at..];
        *got = data.len().min(buffer.len());
        buffer[..*got].copy_from_slice(&data[..*got]);
        self.0.at.store(at + *got, Ordering::SeqCst);
        DF2D_S_OK
    }

    fn can_seek(&self) -> bool {
        self.0.seekable
    }

    fn seek(&self, offset: u64) -> df2d_hresult {
        self.0.at.store(offset as usize, Ordering::SeqCst);
        self.0.readings.fetch_add(1, Ordering::SeqCst);
        DF2D_S_OK
    }

    fn cancel(&self) {}
}

fn verified(first: u32, second: u32, seekable: bool) -> (df2d_hresult, usize) {
    let (_, recorder) = Between::tracing("media=dvd+r");
    let writer = writer(&recorder);
    writer.put(|p| p.burn_verification_level = 2).unwrap();
    let source = Arc::new(Fickle {
        data: [image(1500, first), image(1500, second)],
        readings: AtomicUsize::new(0),
        at: AtomicUsize::new(0),
        seekable,
    });
    let hr = writer.write(&Stream::from_callbacks(Shared(source.clone()))).unwrap_or_else(|f| f.hr);
    assert_eq!(ended(&writer).content_after, WHOLE);
    (hr, source.readings.load(Ordering::SeqCst))
}

#[test]
fn full_verification_reads_the_source_once_more_where_it_can() {
    assert_eq!(verified(1, 1, true), (DF2D_S_OK, 2));
    assert_eq!(verified(1, 2, true), (DF2D_E_IMAPI_BURN_VERIFICATION_FAILED, 2));
    assert_eq!(verified(1, 1, false), (DF2D_S_OK, 0), "checksums taken while writing");
}

// --- interrupted sessions ---

/// The power fails once so many WRITEs have been carried out.
fn interrupted(path: &Path, media: &str, data: &[u8]) -> (Arc<Recorder>, Arc<DiscFormat2Data>) {
    let recorder = recorder(path, &format!("media={media}"));
    let writer = writer(&recorder);
    fault(&recorder, 0x2A, 20, 1, Effect::DeviceGone);
    writer.write(&memory(data)).unwrap_err();
    recorder.as_virtual().unwrap().power_cycle().unwrap();
    (recorder, writer)
}

fn resume(data: &[u8]) -> Recover {
    Recover::Resume(memory(data))
}

#[test]
fn an_interrupted_session_is_reported_resumed_or_closed() {
    let data = image(5000, 1);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("resumed");
    let (_recorder, writer) = interrupted(&path, "dvd+r", &data);

    writer.recover_media(&Recover::Report).unwrap();
    let report = ended(&writer);
    assert_eq!((report.content_after, report.disc_after, report.start_lba), (PARTIAL, RECOVERABLE, 0));
    assert!(report.sectors_on_media > 0 && report.sectors_on_media < 2000, "{report:?}");

    assert_eq!(failed(writer.write(&memory(&data))), DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
    let other = failed(writer.recover_media(&resume(&image(5000, 2))));
    assert_eq!(other, DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    assert_eq!(ended(&writer).disc_after, UNCHANGED);

    writer.recover_media(&resume(&data)).unwrap();
    let result = ended(&writer);
    assert_eq!((result.content_after, result.sectors_on_media, result.disc_after), (WHOLE, 5000, CLOSED));
    assert_eq!(result.sectors_sent, 5000 - report.sectors_on_media, "what was there is not sent again");
    assert_eq!(sectors_of(&path, 0, 5000), data);
}

/// Part of the write is on the disc, and nobody knows how much.
#[test]
fn a_medium_without_a_record_of_writes_is_not_said_to_hold_nothing() {
    let data = image(5000, 1);
    for media in ["dvd-rw-ro", "dvd+rw", "dvd-ram", "bd-re", "bd-r-rrm"] {
        let dir = tempfile::tempdir().unwrap();
        let (_recorder, writer) = interrupted(&dir.path().join("overwritten"), media, &data);
        writer.recover_media(&Recover::Report).unwrap();
        assert_eq!((ended(&writer).content_after, ended(&writer).sectors_on_media), (UNKNOWN, 0), "{media}");
        let failure = writer.recover_media(&resume(&data)).unwrap_err();
        assert!(failure.text.contains("write it again"), "{media}: {failure:?}");
        writer.put(|p| p.force_overwrite = true).unwrap();
        writer.write(&memory(&data)).unwrap();

        let (_, blank) = Between::tracing(&format!("media={media}"));
        let writer = common::writer(&blank);
        writer.recover_media(&Recover::Report).unwrap();
        let expected = if media == "dvd-rw-ro" || media == "dvd-ram" { UNKNOWN } else { NONE };
        assert_eq!(ended(&writer).content_after, expected, "{media}, new");
    }
}

#[test]
fn a_stream_shorter_than_the_interrupted_session_is_another_stream() {
    let data = image(5000, 1);
    for media in ["dvd-r", "dvd-rw", "dvd+r", "bd-r", "hd-dvd-r"] {
        let dir = tempfile::tempdir().unwrap();
        let (_recorder, writer) = interrupted(&dir.path().join("shorter"), media, &data);
        let shorter = failed(writer.recover_media(&resume(&data[..300 * 2048])));
        assert_eq!(shorter, DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED, "{media}");
        assert_eq!(ended(&writer).disc_after, UNCHANGED, "{media}");
        assert_eq!(writer.recover_media(&resume(&data)).unwrap(), DF2D_S_OK, "{media}");
    }
}

#[test]
fn an_interrupted_session_is_closed_and_the_disc_written_further() {
    for media in ["cd-r", "dvd+r"] {
        let dir = tempfile::tempdir().unwrap();
        let data = image(5000, 1);
        let path = dir.path().join("closed");
        let (_recorder, writer) = interrupted(&path, media, &data);
        writer.put(|p| p.disable_consumer_dvd_compatibility_mode = true).unwrap();
        assert_eq!(writer.recover_media(&Recover::Close).unwrap(), DF2D_S_OK);
        let result: WriteResult = ended(&writer);
        assert_eq!((result.content_after, result.disc_after), (PARTIAL, APPENDABLE), "{media}: {result:?}");
        let there = result.sectors_on_media as usize;
        assert_eq!(sectors_of(&path, 0, there), data[..there * 2048], "{media}");
        assert_eq!(writer.recover_media(&Recover::Close).unwrap(), DF2D_S_FALSE, "nothing is left to do");
        let next = writer.next_writable_address().unwrap() as usize;
        writer.write(&memory(&data)).unwrap();
        assert_eq!(sectors_of(&path, next, 5000), data, "{media}");
    }
}

// --- closing and erasing ---

#[test]
fn an_open_disc_is_closed_without_writing_the_image_again() {
    for media in ["dvd+r", "bd-r", "bd-r-rrm"] {
        let (trace, recorder) = Between::tracing(&format!("media={media}"));
        let writer = writer(&recorder);
        assert_eq!(failed(writer.close_media()), DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE, "{media}, blank");
        writer.put(|p| p.disable_consumer_dvd_compatibility_mode = true).unwrap();
        writer.write(&memory(&image(500, 1))).unwrap();
        let before = trace.seen().len();
        assert_eq!(writer.close_media().unwrap(), DF2D_S_OK);
        assert!(trace.seen()[before..].iter().all(|cdb| cdb[0] != 0x2A), "{media}");
        assert_eq!((ended(&writer).content_after, ended(&writer).disc_after), (NONE, CLOSED), "{media}");
        assert_eq!(
            failed(writer.close_media()),
            DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED,
            "{media}, closed"
        );
    }
    // A further session, only to close the disc behind it, would be the one that systems mount.
    for media in ["cd-r", "cd-rw", "dvd-r", "dvd-rw", "hd-dvd-r"] {
        let (trace, recorder) = Between::tracing(&format!("media={media}"));
        let writer = writer(&recorder);
        writer.write(&memory(&image(500, 1))).unwrap();
        let before = trace.seen().len();
        assert_eq!(failed(writer.close_media()), DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED, "{media}");
        assert_eq!(ended(&writer).disc_after, UNCHANGED, "{media}");
        assert!(trace.seen()[before..].iter().all(|cdb| ![0x2A, 0x5B, 0x55].contains(&cdb[0])), "{media}");
    }
    let (_, recorder) = Between::tracing("media=bd-re");
    let writer = writer(&recorder);
    writer.write(&memory(&image(500, 1))).unwrap();
    assert_eq!(writer.close_media().unwrap(), DF2D_S_FALSE, "there is nothing to close");
}

#[test]
fn an_erased_disc_holds_nothing() {
    for media in ["dvd+rw", "bd-re"] {
        for full in [false, true] {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("disc");
            let recorder = recorder(&path, &format!("media={media}&size=16000"));
            writer(&recorder).write(&memory(&image(15_000, 1))).unwrap();
            eraser(&recorder, full).erase_media().unwrap();
            assert!(writer(&recorder).media_heuristically_blank().unwrap(), "{media}");
            let middle = sectors_of(&path, 8000, 16);
            assert_eq!(middle.iter().all(|byte| *byte == 0), full, "{media}, full {full}");
            writer(&recorder).write(&memory(&image(100, 2))).unwrap();
        }
    }
}
