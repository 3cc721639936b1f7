//! What the fuzz targets share.

pub mod hostile;

use std::time::Duration;

use df2d::transport::{Answer, Data, Fault, Transport, status};
use tempfile::TempDir;

/// The recordable media of the virtual recorder, each with a size that it can have and that is soon full.
pub const MEDIA: [&str; 19] = [
    "media=cd-r&size=1600",
    "media=cd-rw&size=1600",
    "media=dvd-r&size=1600",
    "media=dvd-r-dl&size=3200",
    "media=dvd-rw&size=1600",
    "media=dvd-rw-ro&size=1600",
    "media=dvd-ram&size=1600",
    "media=dvd+r&size=1600",
    "media=dvd+r-dl&size=3200",
    "media=dvd+rw&size=1600",
    "media=dvd+rw-dl&size=3200",
    "media=bd-r&size=6400",
    "media=bd-r-rrm&size=6400",
    "media=bd-re&size=6400",
    "media=hd-dvd-r&size=1600",
    "media=hd-dvd-ram&size=1600",
    "media=bd-r&protect=persistent",
    "media=dvd-ram&protect=cartridge",
    "media=none",
];

/// A folder that costs no disk its time.
pub fn in_memory() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// Threads of the library that there are. One that has been joined may be about to disappear, and is given time to.
pub fn library_threads() -> usize {
    let count = || {
        let tasks = std::fs::read_dir("/proc/self/task").unwrap().flatten();
        let names = tasks.filter_map(|task| std::fs::read_to_string(task.path().join("comm")).ok());
        names.filter(|name| name.starts_with("df2d ")).count()
    };
    for _ in 0..100_000 {
        if count() == 0 {
            return 0;
        }
        std::thread::yield_now();
    }
    count()
}

/// An hour is more than any command here takes.
pub const PATIENCE: Duration = Duration::from_secs(3600);

/// Sends a command and looks at the form of what comes back.
pub fn send(drive: &dyn Transport, cdb: &[u8], data: Data<'_>) -> Result<Answer, Fault> {
    let room = match &data {
        Data::None => 0,
        Data::FromDevice(buffer) => buffer.len(),
        Data::ToDevice(bytes) => bytes.len(),
    };
    let before = drive.clock().now();
    let answer = drive.execute(cdb, data, PATIENCE)?;
    assert!(drive.clock().now() - before <= PATIENCE, "{cdb:02X?} took longer than it may");
    assert!(answer.transferred <= room, "{cdb:02X?} moved more than there is");
    if answer.status == status::CHECK_CONDITION {
        df2d::mmc::decode_all::decode_sense(cdb[0], answer.sense());
    }
    Ok(answer)
}

/// The usual questions, and what a drive answers to them.
pub struct Answers<'a>(&'a dyn Transport);

impl Answers<'_> {
    pub fn of(drive: &dyn Transport) -> Answers<'_> {
        Answers(drive)
    }

    /// Every answer has the form that the standard gives it, and what it tells fits together.
    pub fn check(&self) {
        // What happened before is told first, and wants no answer.
        for _ in 0..4 {
            let _ = send(self.0, &[0; 6], Data::None);
        }
        for cdb in QUESTIONS {
            let mut buffer = [0; 512];
            if let Ok(answer) = send(self.0, cdb, Data::FromDevice(&mut buffer)) {
                df2d::mmc::decode_all::decode_all(&buffer[..answer.transferred]);
            }
        }
        for track in [0, 1, 2, 3, 4, 97, 98, 99, 100, 254, 255] {
            self.track(track);
        }
        let mut sector = [0; 2048];
        for lba in [0, 1, 15, 16, 299, 300, 11_400, 50_000, i32::MAX as u32, u32::MAX] {
            let [a, b, c, d] = lba.to_be_bytes();
            let _ = send(self.0, &[0x28, 0, a, b, c, d, 0, 0, 1, 0], Data::FromDevice(&mut sector));
        }
    }

    fn track(&self, number: u8) {
        let mut buffer = [0; 48];
        let cdb = [0x52, 1, 0, 0, 0, number, 0, 0, 48, 0];
        let Ok(answer) = send(self.0, &cdb, Data::FromDevice(&mut buffer)) else { return };
        if answer.status == status::GOOD {
            df2d::mmc::TrackInformation::decode(&buffer[..answer.transferred])
                .expect("a track is told of in full");
        }
    }
}

/// INQUIRY, GET CONFIGURATION, GET EVENT STATUS, READ DISC INFORMATION, READ FORMAT CAPACITIES, READ CAPACITY, READ BUFFER
/// CAPACITY, READ TOC, READ DISC STRUCTURE, MODE SENSE, GET PERFORMANCE, MECHANISM STATUS.
const QUESTIONS: &[&[u8]] = &[
    &[0x12, 0, 0, 0, 96, 0],
    &[0x46, 0, 0, 0, 0, 0, 0, 8, 0, 0],
    &[0x46, 1, 0, 0, 0, 0, 0, 8, 0, 0],
    &[0x4A, 1, 0, 0, 0x10, 0, 0, 0, 8, 0],
    &[0x51, 0, 0, 0, 0, 0, 0, 8, 0, 0],
    &[0x23, 0, 0, 0, 0, 0, 0, 8, 0, 0],
    &[0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    &[0x5C, 0, 0, 0, 0, 0, 0, 8, 0, 0],
    &[0x43, 0, 0, 0, 0, 0, 0, 8, 0, 0],
    &[0x43, 2, 0, 0, 0, 0, 1, 8, 0, 0],
    &[0x43, 2, 1, 0, 0, 0, 0, 8, 0, 0],
    &[0x43, 2, 2, 0, 0, 0, 0, 8, 0, 0],
    &[0x43, 2, 4, 0, 0, 0, 0, 8, 0, 0],
    &[0xAD, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0],
    &[0xAD, 0, 0, 0, 0, 0, 0, 0x0E, 8, 0, 0, 0],
    &[0xAD, 0, 0, 0, 0, 0, 0, 0x10, 8, 0, 0, 0],
    &[0xAD, 0, 0, 0, 0, 0, 0, 0x11, 8, 0, 0, 0],
    &[0xAD, 0, 0, 0, 0, 0, 0, 0x20, 8, 0, 0, 0],
    &[0xAD, 0, 0, 0, 0, 0, 0, 0x30, 8, 0, 0, 0],
    &[0xAD, 0, 0, 0, 0, 0, 0, 0xFF, 8, 0, 0, 0],
    &[0xAD, 1, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0],
    &[0xAD, 1, 0, 0, 0, 0, 0, 0x08, 8, 0, 0, 0],
    &[0x5A, 0, 0x3F, 0, 0, 0, 0, 8, 0, 0],
    &[0xAC, 0, 0, 0, 0, 0, 0, 0, 0, 16, 0x03, 0],
    &[0xBD, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0],
];
