//! Every command of a whole burn, as the drive sees it, against lists written from the standard's tables and from what
//! established burners send.

mod common;

use common::fake::*;
use common::*;

/// What every write on these media asks first, with the tray locked before the disc is looked at.
const LOOK: &[&str] = &[
    "00 00 00 00 00 00",             // TEST UNIT READY
    "1E 00 00 00 01 00",             // PREVENT MEDIUM REMOVAL
    "00 00 00 00 00 00",             // TEST UNIT READY
    "46 00 00 00 00 00 00 08 00 00", // GET CONFIGURATION
    "51 00 00 00 00 00 00 01 00 00", // READ DISC INFORMATION
];

const CD_R: &[&str] = &[
    "52 01 00 00 00 FF 00 00 40 00",       // READ TRACK INFORMATION, the next track
    "5A 00 2A 00 00 00 00 02 00 00",       // MODE SENSE, capabilities
    "AC 00 00 00 00 00 00 00 00 20 03 00", // GET PERFORMANCE, write speeds
    "BB 00 FF FF 16 10 00 00 00 00 00 00", // SET CD SPEED: 2400 sectors of 2352 bytes per second, and 4 kB more
    "5A 00 05 00 00 00 00 01 00 00",       // MODE SENSE, write parameters
    "55 10 00 00 00 00 00 00 3C 00",       // MODE SELECT
    "54 01 00 00 00 00 00 00 00 00",       // SEND OPC INFORMATION
    "00 00 00 00 00 00",
    "2A 00 00 00 00 00 00 00 40 00", // WRITE, 64 blocks at 0
    "2A 00 00 00 00 40 00 00 24 00", // 36 at 64
    "2A 00 00 00 00 64 00 00 40 00", // zeros up to the shortest track: 300
    "2A 00 00 00 00 A4 00 00 40 00",
    "2A 00 00 00 00 E4 00 00 40 00",
    "2A 00 00 00 01 24 00 00 08 00",
    "35 02 00 00 00 00 00 00 00 00", // SYNCHRONIZE CACHE, immediate
    "00 00 00 00 00 00",
    "51 00 00 00 00 00 00 00 22 00", // READ DISC INFORMATION: some drives close behind a ready unit
    "5B 01 02 00 00 00 00 00 00 00", // CLOSE SESSION, immediate
    "00 00 00 00 00 00",
    "51 00 00 00 00 00 00 00 22 00",
    "51 00 00 00 00 00 00 01 00 00", // is the session closed,
    "52 00 00 00 00 00 00 00 40 00", // and what became of block 0?
    "00 00 00 00 00 00",
    "46 00 00 00 00 00 00 08 00 00",
    "51 00 00 00 00 00 00 01 00 00",
    "52 01 00 00 00 FF 00 00 40 00",
    "52 02 00 00 00 01 00 00 40 00",
    "52 00 00 00 00 00 00 00 40 00",
    "1E 00 00 00 00 00", // ALLOW MEDIUM REMOVAL
];

const DVD_PLUS_R: &[&str] = &[
    "52 01 00 00 00 FF 00 00 40 00",
    "5A 00 2A 00 00 00 00 02 00 00",
    "AC 00 00 00 00 00 00 00 00 20 03 00",
    "B6 00 00 00 00 00 00 00 00 00 1C 00", // SET STREAMING
    "54 01 00 00 00 00 00 00 00 00",
    "00 00 00 00 00 00",
    "2A 00 00 00 00 00 00 00 40 00",
    "2A 00 00 00 00 40 00 00 24 00",
    "35 02 00 00 00 00 00 00 00 00",
    "00 00 00 00 00 00",
    "51 00 00 00 00 00 00 00 22 00",
    "5B 01 01 00 00 01 00 00 00 00", // CLOSE TRACK 1
    "00 00 00 00 00 00",
    "51 00 00 00 00 00 00 00 22 00",
    "5B 01 05 00 00 00 00 00 00 00", // finalise, recorded to a radius of 30 mm
    "00 00 00 00 00 00",
    "51 00 00 00 00 00 00 00 22 00",
    "51 00 00 00 00 00 00 01 00 00",
    "52 00 00 00 00 00 00 00 40 00",
    "00 00 00 00 00 00",
    "46 00 00 00 00 00 00 08 00 00",
    "51 00 00 00 00 00 00 01 00 00",
    "25 00 00 00 00 00 00 00 00 00", // READ CAPACITY
    "52 02 00 00 00 01 00 00 40 00",
    "52 00 00 00 00 00 00 00 40 00",
    "1E 00 00 00 00 00",
];

const DVD_PLUS_RW: &[&str] = &[
    "23 00 00 00 00 00 00 01 00 00",       // READ FORMAT CAPACITIES
    "AD 00 00 00 00 00 00 C0 00 08 00 00", // READ DISC STRUCTURE: is it write protected?
    "5A 00 2A 00 00 00 00 02 00 00",
    "AC 00 00 00 00 00 00 00 00 20 03 00",
    "B6 00 00 00 00 00 00 00 00 00 1C 00",
    "04 11 00 00 00 00", // FORMAT UNIT
    "00 00 00 00 00 00",
    "51 00 00 00 00 00 00 00 22 00",
    "35 02 00 00 00 00 00 00 00 00",
    "00 00 00 00 00 00",
    "51 00 00 00 00 00 00 00 22 00",
    "2A 00 00 00 00 00 00 00 40 00",
    "2A 00 00 00 00 40 00 00 24 00",
    "35 02 00 00 00 00 00 00 00 00",
    "00 00 00 00 00 00",
    "51 00 00 00 00 00 00 00 22 00",
    "51 00 00 00 00 00 00 01 00 00", // does the background format still run?
    "5B 01 02 00 00 00 00 00 00 00", // it ends with a lead-out
    "00 00 00 00 00 00",
    "51 00 00 00 00 00 00 00 22 00",
    "28 00 00 00 00 00 00 00 40 00", // is there what was sent first,
    "28 00 00 00 00 40 00 00 24 00", // and last?
    "00 00 00 00 00 00",
    "46 00 00 00 00 00 00 08 00 00",
    "51 00 00 00 00 00 00 01 00 00",
    "23 00 00 00 00 00 00 01 00 00",
    "25 00 00 00 00 00 00 00 00 00",
    "AD 00 00 00 00 00 00 C0 00 08 00 00",
    "1E 00 00 00 00 00",
];

const BD_RE: &[&str] = &[
    "23 00 00 00 00 00 00 01 00 00",
    "AD 00 00 00 00 00 00 C0 00 08 00 00",
    "5A 00 2A 00 00 00 00 02 00 00",
    "AC 00 00 00 00 00 00 00 00 20 03 00",
    "B6 00 00 00 00 00 00 00 00 00 1C 00",
    "23 00 00 00 00 00 00 01 00 00", // which formats are there?
    "04 11 00 00 00 00",
    "00 00 00 00 00 00",
    "51 00 00 00 00 00 00 00 22 00",
    "35 02 00 00 00 00 00 00 00 00",
    "00 00 00 00 00 00",
    "51 00 00 00 00 00 00 00 22 00",
    "2A 00 00 00 00 00 00 00 40 00",
    "2A 00 00 00 00 40 00 00 24 00",
    "35 02 00 00 00 00 00 00 00 00", // there is nothing to close
    "00 00 00 00 00 00",
    "51 00 00 00 00 00 00 00 22 00",
    "28 00 00 00 00 00 00 00 40 00",
    "28 00 00 00 00 40 00 00 24 00",
    "00 00 00 00 00 00",
    "46 00 00 00 00 00 00 08 00 00",
    "51 00 00 00 00 00 00 01 00 00",
    "23 00 00 00 00 00 00 01 00 00",
    "25 00 00 00 00 00 00 00 00 00",
    "AD 00 00 00 00 00 00 C0 00 08 00 00",
    "1E 00 00 00 00 00",
];

fn hex(cdb: &[u8]) -> String {
    cdb.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(" ")
}

/// The burn's commands; repeated questions count once, and looks into the drive's buffer, which come by time, not at all.
fn burn(keys: &str, sectors: usize) -> Vec<String> {
    let (trace, recorder) = Between::tracing(keys);
    let writer = writer(&recorder);
    let before = trace.seen().len();
    writer.write(&memory(&image(sectors, 1))).unwrap_or_else(|failure| panic!("{keys}: {failure:?}"));
    let mut commands: Vec<String> = trace.seen()[before..].iter().map(|cdb| hex(cdb)).collect();
    commands.retain(|cdb| !cdb.starts_with("5C"));
    commands.dedup();
    commands
}

#[test]
fn of_a_whole_burn() {
    for (media, list) in [("cd-r", CD_R), ("dvd+r", DVD_PLUS_R), ("dvd+rw", DVD_PLUS_RW), ("bd-re", BD_RE)] {
        let expected = [LOOK, list].concat();
        assert_eq!(burn(&format!("media={media}&speed=2400"), 100), expected, "{media}");
    }
}

/// A WRITE starts where the one before ended, whole write units at a time, and none is sent twice.
#[test]
fn writes_follow_each_other() {
    for media in ["cd-r", "dvd+r", "dvd+rw", "bd-re"] {
        let mut next = 0;
        for cdb in burn(&format!("media={media}&speed=600&buffer=262144"), 5000) {
            let bytes: Vec<u32> = cdb.split(' ').map(|byte| u32::from_str_radix(byte, 16).unwrap()).collect();
            if bytes[0] == 0x2A {
                let lba = bytes[2..6].iter().fold(0, |sum, byte| sum << 8 | byte);
                assert_eq!(lba, next, "{media}");
                assert_eq!(lba % if media == "cd-r" { 1 } else { 32 }, 0, "{media}");
                next = lba + (bytes[7] << 8 | bytes[8]);
            }
        }
        assert_eq!(next, if media == "cd-r" { 5150 } else { 5000 }, "{media}");
    }
}

/// What a system does that takes only so much at once, and says so before it sends anything.
#[test]
fn a_transfer_that_the_host_refuses_is_halved_once() {
    let refusing = |longest: usize| {
        let refuse = move |_: &[u8], length: usize| {
            (length > longest).then_some(Err(df2d::transport::Fault::Refused(5)))
        };
        let (trace, recorder) = Between::new("media=dvd+rw&speed=2400", refuse, |_, _, got| got);
        (trace, writer(&recorder))
    };
    let data = image(1000, 3);
    let (trace, writer) = refusing(64 * 1024);
    writer.write(&memory(&data)).unwrap();
    let writes: Vec<_> = trace.seen().into_iter().filter(|cdb| cdb[0] == 0x2A).collect();
    assert_eq!(hex(&writes[0]), "2A 00 00 00 00 00 00 00 40 00");
    assert_eq!(hex(&writes[1]), "2A 00 00 00 00 00 00 00 20 00");
    assert!(writes[1..].iter().all(|cdb| cdb[8] <= 0x20));

    let (trace, writer) = refusing(16 * 1024);
    let failure = writer.write(&memory(&data)).unwrap_err();
    assert_eq!((failure.hr, failure.detail.errno), (df2d::hresult::DF2D_E_FAIL, 5));
    assert_eq!(trace.seen().iter().filter(|cdb| cdb[0] == 0x2A).count(), 2);
    assert_eq!(ended(&writer).content_after, 0);
}
