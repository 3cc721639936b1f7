//! The media, and what is done to them.

use std::sync::Arc;
use std::time::Duration;

use df2d::imapi::recorder::Recorder;
use df2d::transport::{Answer, Data, Transport, status};

use crate::common::{eraser, image, memory, writer};

/// Not a multiple of any write unit, so that the last WRITE is a short one; longer than the shortest track of a CD.
pub const SECTORS: usize = 325;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// With verification.
    Burn,
    Erase,
    FullErase,
}

impl Task {
    pub fn name(self) -> &'static str {
        match self {
            Task::Burn => "burn",
            Task::Erase => "erase",
            Task::FullErase => "full-erase",
        }
    }
}

/// A medium, and what is done to it.
pub struct Subject {
    pub medium: &'static str,
    keys: &'static str,
    pub task: Task,
    /// What makes the medium from a blank one.
    made_by: Made,
}

type Made = fn(&Arc<Recorder>);

/// With a buffer that takes the image in one go: a WRITE that finds it full is one of the faults.
const DRIVE: &str = "speed=2400&store=memory";

/// What a medium is called, the virtual recorder's keys for it, whether it is also erased, and what makes it.
const MEDIA: &[(&str, &str, bool, Made)] = &[
    ("cd-r", "media=cd-r&size=16000", false, as_it_is),
    ("cd-rw", "media=cd-rw&size=16000", true, as_it_is),
    ("dvd-r", "media=dvd-r&size=16000", false, as_it_is),
    ("dvd-r-dl", "media=dvd-r-dl&size=16000", false, as_it_is),
    ("dvd-rw", "media=dvd-rw&size=16000", true, as_it_is),
    ("dvd-rw+quick", "media=dvd-rw&size=16000", false, blanked_quickly),
    ("dvd-rw-ro", "media=dvd-rw-ro&size=2048", true, as_it_is),
    ("dvd+r", "media=dvd+r&size=16000", false, as_it_is),
    ("dvd+r-dl", "media=dvd+r-dl&size=16000", false, as_it_is),
    ("dvd+rw", "media=dvd+rw&size=2048", true, as_it_is),
    ("dvd+rw-dl", "media=dvd+rw-dl&size=2048", true, as_it_is),
    ("dvd-ram", "media=dvd-ram&size=2048", true, as_it_is),
    ("bd-r", "media=bd-r&size=16000", false, as_it_is),
    ("bd-r+pow", "media=bd-r&size=640000", false, formatted_for_pseudo_overwrite),
    ("bd-r-rrm", "media=bd-r-rrm&size=16000", false, as_it_is),
    ("bd-re", "media=bd-re&size=2048", true, as_it_is),
    ("hd-dvd-r", "media=hd-dvd-r&size=16000", false, as_it_is),
    ("hd-dvd-ram", "media=hd-dvd-ram&size=2048", true, as_it_is),
];

/// Media that become blank by BLANK take their time for either kind; the others are written over, for which one is enough.
const ERASED_FULLY: &[&str] = &["cd-rw", "dvd-rw", "dvd-rw-ro"];

pub fn subjects() -> Vec<Subject> {
    let mut subjects = Vec::new();
    for &(medium, keys, erasable, made_by) in MEDIA {
        let mut add = |task| subjects.push(Subject { medium, keys, task, made_by });
        add(Task::Burn);
        if erasable {
            add(Task::Erase);
        }
        if ERASED_FULLY.contains(&medium) {
            add(Task::FullErase);
        }
    }
    subjects
}

impl Subject {
    pub fn keys(&self) -> String {
        format!("{}&{DRIVE}", self.keys)
    }

    /// What the task puts onto the disc.
    pub fn image(&self) -> Vec<u8> {
        match self.task {
            Task::Burn => image(SECTORS, 7),
            Task::Erase | Task::FullErase => Vec::new(),
        }
    }

    /// Makes the disc what the task finds.
    pub fn prepare(&self, recorder: &Arc<Recorder>) {
        (self.made_by)(recorder);
        if self.task != Task::Burn {
            let writer = writer(recorder);
            writer.write(&memory(&image(SECTORS, 3))).unwrap();
            writer.operations().shut_down(true);
        }
    }
}

fn as_it_is(_: &Arc<Recorder>) {}

fn blanked_quickly(recorder: &Arc<Recorder>) {
    let writer = writer(recorder);
    writer.write(&memory(&image(64, 3))).unwrap();
    writer.operations().shut_down(true);
    let eraser = eraser(recorder, false);
    eraser.erase_media().unwrap();
    eraser.operations().shut_down(true);
}

fn formatted_for_pseudo_overwrite(recorder: &Arc<Recorder>) {
    let drive = recorder.as_virtual().unwrap();
    let mut capacities = [0; 252];
    let ask = [0x23, 0, 0, 0, 0, 0, 0, 0, 252, 0];
    until_ready(drive);
    assert_eq!(execute(drive, &ask, Data::FromDevice(&mut capacities)).status, status::GOOD);
    let spares = capacities[12..].chunks(8).find(|d| d[4] >> 2 == 0).expect("a format with spares");
    // FOV, which makes the sub-type count, and Immed.
    let mut list = [0, 0x82, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0];
    list[4..8].copy_from_slice(&spares[..4]);
    assert_eq!(execute(drive, &[4, 0x11, 0, 0, 0, 0], Data::ToDevice(&list)).status, status::GOOD);
    until_ready(drive);
    assert_eq!(execute(drive, &[0x35, 0, 0, 0, 0, 0, 0, 0, 0, 0], Data::None).status, status::GOOD);
    until_ready(drive);
}

pub fn execute(drive: &dyn Transport, cdb: &[u8], data: Data<'_>) -> Answer {
    drive.execute(cdb, data, Duration::from_secs(86_400)).expect("nothing is wrong with the drive")
}

/// Until the drive is ready, or says that nothing will become so.
pub fn until_ready(drive: &dyn Transport) {
    for _ in 0..100_000 {
        let answer = execute(drive, &[0; 6], Data::None);
        let busy =
            answer.status != status::GOOD && matches!((answer.sense[2], answer.sense[12]), (2, 4) | (6, _));
        if !busy {
            return;
        }
        drive.clock().sleep(Duration::from_millis(500));
    }
    panic!("the drive does not become ready");
}
