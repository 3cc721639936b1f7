//! A hostile host: any commands at all to a virtual recorder, with any data, and somebody at its buttons.
#![no_main]

use std::time::Duration;

use arbitrary::Arbitrary;
use df2d::transport::{Data, Transport};
use df2d::virtual_recorder::{Config, VirtualRecorder};
use df2d_fuzz::{Answers, MEDIA, in_memory, send};

/// More than a recorder takes at once.
const MOST_BYTES: usize = (1 << 20) + 1;

#[derive(Arbitrary, Debug)]
struct Session {
    medium: u8,
    slow: bool,
    /// The disc is in a file, which must be one of a disc at the end.
    in_file: bool,
    steps: Vec<Step>,
}

#[derive(Arbitrary, Debug)]
enum Step {
    /// The operation code is one that recorders know.
    Known {
        which: u8,
        rest: [u8; 11],
        with: With,
    },
    Any {
        cdb: Vec<u8>,
        with: With,
    },
    Write {
        lba: u16,
        sectors: u8,
    },
    Wait {
        milliseconds: u32,
    },
    Eject {
        force: bool,
    },
    CloseTray,
    PowerCycle,
}

#[derive(Arbitrary, Debug)]
enum With {
    Nothing,
    Room(u16),
    /// Much more.
    Rooms(u8),
    Bytes(Vec<u8>),
    Sectors(u8),
}

const KNOWN: [u8; 38] = [
    0x00, 0x03, 0x04, 0x12, 0x15, 0x1A, 0x1B, 0x1E, 0x23, 0x25, 0x28, 0x2A, 0x2B, 0x2E, 0x2F, 0x35, 0x3C,
    0x42, 0x43, 0x46, 0x4A, 0x51, 0x52, 0x53, 0x54, 0x55, 0x58, 0x5A, 0x5B, 0x5C, 0x5D, 0xA1, 0xA8, 0xAA,
    0xAC, 0xAD, 0xB6, 0xBF,
];

libfuzzer_sys::fuzz_target!(|session: Session| {
    let folder = session.in_file.then(in_memory);
    let path =
        folder.as_ref().map(|folder| folder.path().join("disc").display().to_string()).unwrap_or_default();
    let keys = MEDIA[usize::from(session.medium) % MEDIA.len()];
    if keys == "media=none" && folder.is_some() {
        return;
    }
    let drive = if session.slow { "&clock=virtual&speed=1350&buffer=131072" } else { "&clock=virtual" };
    let config = Config::parse(format!("{path}?{keys}{drive}").as_bytes()).unwrap();
    let recorder = VirtualRecorder::open(config).unwrap();
    for step in session.steps {
        run(&recorder, step);
    }
    Answers::of(&*recorder).check();
    drop(recorder);
    if folder.is_some() {
        let again = Config::parse(format!("{path}?clock=virtual").as_bytes()).unwrap();
        Answers::of(&*VirtualRecorder::open(again).expect("a disc, whatever was done with it")).check();
    }
});

fn run(recorder: &VirtualRecorder, step: Step) {
    match step {
        Step::Known { which, rest, with } => {
            let mut cdb = [0; 12];
            cdb[0] = KNOWN[usize::from(which) % KNOWN.len()];
            cdb[1..].copy_from_slice(&rest);
            command(recorder, &cdb, with);
        }
        Step::Any { cdb, with } => command(recorder, &cdb, with),
        Step::Write { lba, sectors } => {
            let [high, low] = lba.to_be_bytes();
            let cdb = [0x2A, 0, 0, 0, high, low, 0, 0, sectors, 0];
            command(recorder, &cdb, With::Sectors(sectors));
        }
        Step::Wait { milliseconds } => recorder.clock().sleep(Duration::from_millis(milliseconds.into())),
        Step::Eject { force } => drop(recorder.eject(force)),
        Step::CloseTray => command(recorder, &[0x1B, 0, 0, 0, 3, 0], With::Nothing),
        Step::PowerCycle => recorder.power_cycle().unwrap(),
    }
}

fn command(recorder: &VirtualRecorder, cdb: &[u8], with: With) {
    if cdb.is_empty() {
        assert!(recorder.execute(cdb, Data::None, Duration::ZERO).is_err());
        return;
    }
    let _ = match with {
        With::Nothing => send(recorder, cdb, Data::None),
        With::Room(size) => send(recorder, cdb, Data::FromDevice(&mut vec![0; size.into()])),
        With::Rooms(sizes) => {
            let size = (usize::from(sizes) << 13).min(MOST_BYTES);
            send(recorder, cdb, Data::FromDevice(&mut vec![0; size]))
        }
        With::Bytes(bytes) => send(recorder, cdb, Data::ToDevice(&bytes)),
        With::Sectors(count) => send(recorder, cdb, Data::ToDevice(&vec![0xA5; usize::from(count) * 2048])),
    };
}
