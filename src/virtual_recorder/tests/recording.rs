//! Mode page 05h and the ways to record (group B of the list of checks).

use super::lives::{cue_sheet, send_cue_sheet, session_at_once, write_pause};
use super::*;

fn rig(media: &str) -> Rig {
    Rig::ready(&format!("?media={media}&size=64000&clock=virtual"))
}

/// 11: a write type that the track does not have, and packets of another length.
#[test]
fn write_types_of_dvd_r() {
    for (media, unit) in [("dvd-r", 16), ("dvd-r-dl", 16), ("dvd-rw", 16), ("hd-dvd-r", 32)] {
        let rig = rig(media);
        // As after power on: no links.
        assert_eq!(rig.write(0, 32), Some((5, 0x64, 0)), "{media}");
        let with = |at: usize, value: u8| {
            let mut page = page05_dash(0, unit, true);
            page[at] = value;
            assert_eq!(rig.select(&page), None);
            rig.write(0, 32)
        };
        assert_eq!(with(2, 0x61), Some((5, 0x64, 0)), "track at once");
        assert_eq!(with(2, 0x40), Some((5, 0x64, 0)), "no link size");
        assert_eq!(with(5, 7), Some((5, 0x64, 0)), "links of another length");
        assert_eq!(with(4, 10), Some((5, 0x64, 0)), "mode 2 blocks");
        assert_eq!(with(13, unit / 2), Some((5, 0x64, 1)), "short packets");
        assert_eq!(with(13, 0), Some((5, 0x64, 1)), "no packets");
        // Of variable length, as tracks of sequential recording are.
        assert_eq!(with(3, 0xC5), None);
        // Once there is a track, disc at once is another mode.
        rig.dash(2, 0, false);
        assert_eq!(rig.write(32, 32), Some((5, 0x64, 0)), "{media}");
        assert_eq!(rig.reserve(64), Some((5, 0x2C, 0)), "{media}");
    }
}

/// 11: write parameters of CDs.
#[test]
fn write_types_of_cds() {
    for media in ["cd-r", "cd-rw"] {
        let rig = rig(media);
        assert_eq!(rig.write(0, 16), Some((5, 0x64, 0)), "{media}: packets");
        rig.track_at_once(true, true);
        assert_eq!(rig.write(0, 16), None);
    }
}

/// Where page 05h does not count, whatever it says.
#[test]
fn write_parameters_that_are_not_looked_at() {
    for media in ["dvd+r", "dvd+r-dl", "dvd+rw", "dvd-ram", "dvd-rw-ro", "bd-r", "bd-re"] {
        let rig = rig(media);
        if !matches!(media, "dvd+r" | "dvd+r-dl" | "bd-r") {
            rig.prepare(media, true);
        }
        for write_type in [0, 1, 2] {
            let mut page = page05(false, true);
            page[2] = write_type;
            assert_eq!(rig.select(&page), None);
        }
        assert_eq!(rig.write(0, 32), None, "{media}");
    }
}

/// 12: recordings of known length begin with that length.
#[test]
fn lengths_come_first() {
    for media in ["dvd-r", "dvd-r-dl", "dvd-rw", "hd-dvd-r"] {
        let rig = rig(media);
        rig.dash(2, 0, false);
        assert_eq!(rig.write(0, 32), Some((5, 0x2C, 0)), "{media}");
        assert_eq!(rig.reserve(64), None);
        assert_eq!(rig.write(0, 32), None, "{media}");
    }
    for media in ["cd-r", "cd-rw"] {
        let rig = rig(media);
        session_at_once(&rig, false);
        assert_eq!(rig.write(-150i32 as u32, 10), Some((5, 0x2C, 0)), "{media}");
        // Another page takes the sheet away.
        assert_eq!(send_cue_sheet(&rig, &cue_sheet(400)), None);
        session_at_once(&rig, false);
        assert_eq!(rig.write(-150i32 as u32, 10), Some((5, 0x2C, 0)), "{media}");
    }
}

/// 13: pages that cannot be.
#[test]
fn mode_select_is_checked() {
    for medium in media::MEDIA.iter().filter(|medium| !medium.is_rom()) {
        let rig = rig(medium.name);
        let mut page = page05(true, true);
        page[1] = 0x30;
        assert_eq!(rig.select(&page), Some((5, 0x1A, 0)), "{}", medium.name);
        for (at, value) in [(2, 0x45), (3, 0x44), (4, 0x07), (8, 0x33)] {
            let mut page = page05(true, true);
            page[at] = value;
            assert_eq!(rig.select(&page), Some((5, 0x26, 0)), "{} {at}", medium.name);
        }
        let mut page = page05(true, true);
        page[2] |= 0x10;
        let may_test = medium.name.starts_with("cd-") || medium.name.starts_with("dvd-r");
        let may_test = may_test && !matches!(medium.name, "dvd-ram" | "dvd-rw-ro");
        assert_eq!(rig.select(&page), (!may_test).then_some((5, 0x26, 0)), "{}", medium.name);
    }
}

/// 14: whether a session may follow is read from the page when the session is closed, and not at all on DVD+R and BD-R.
#[test]
fn multi_session_bits_count_at_the_close() {
    for media in ["cd-r", "cd-rw", "dvd-r", "dvd-rw", "hd-dvd-r", "dvd-r-dl", "dvd+r", "dvd+r-dl", "bd-r"] {
        for keep in [true, false] {
            let rig = rig(media);
            rig.prepare(media, !keep);
            rig.burn(0, 320);
            assert_eq!(rig.sync(), None);
            if !media.starts_with("cd") {
                assert_eq!(rig.close(1, 1), None);
            }
            rig.prepare(media, keep);
            assert_eq!(rig.close(2, 0), None, "{media}");
            let appendable = match media {
                "dvd-r-dl" => false,
                "dvd+r" | "dvd+r-dl" | "bd-r" => true,
                _ => keep,
            };
            let state = if appendable { 0x01 } else { 0x0E };
            assert_eq!(rig.disc_info()[2] & 0x0F, state, "{media} {keep}");
        }
    }
}

/// 14: of a session at once when it ends.
#[test]
fn multi_session_bits_of_a_session_at_once() {
    for keep in [true, false] {
        let rig = rig("cd-r");
        session_at_once(&rig, keep);
        assert_eq!(send_cue_sheet(&rig, &cue_sheet(400)), None);
        write_pause(&rig);
        rig.burn(0, 400);
        assert_eq!(rig.sync(), None);
        assert_eq!(rig.disc_info()[2], if keep { 0x01 } else { 0x0E });
    }
}

/// 15: cue sheets; `cue` has the list of what is wrong with one.
#[test]
fn cue_sheets_are_checked() {
    let rig = rig("cd-r");
    rig.track_at_once(false, true);
    assert_eq!(send_cue_sheet(&rig, &cue_sheet(400)), Some((5, 0x2C, 0)));
    session_at_once(&rig, false);
    let sheet = cue_sheet(400);
    assert_eq!(send_cue_sheet(&rig, &sheet[..31]), Some((5, 0x24, 0)));
    assert_eq!(send_cue_sheet(&rig, &sheet[..24]), Some((5, 0x26, 2)));
    assert_eq!(send_cue_sheet(&rig, &cue_sheet(64_001)), Some((5, 0x21, 0)));
    assert_eq!(send_cue_sheet(&rig, &cue_sheet(64_000)), None);
    for media in ["dvd-r", "dvd+r", "bd-r", "dvd-ram"] {
        assert_eq!(send_cue_sheet(&self::rig(media), &sheet), Some((5, 0x30, 5)), "{media}");
    }
}

/// 16: tracks that are set aside.
#[test]
fn reserve_track_is_checked() {
    for media in ["dvd-r", "dvd-rw", "dvd-r-dl", "dvd+r", "dvd+r-dl", "bd-r", "hd-dvd-r"] {
        let rig = rig(media);
        rig.prepare(media, true);
        assert_eq!(rig.reserve(64_001), Some((5, 0x21, 0)), "{media}");
        assert_eq!(rig.reserve(0), Some((5, 0x24, 0)), "{media}");
        assert_eq!(rig.code(&[0x53, 1, 0, 0, 0, 0, 0, 0, 64, 0]), Some((5, 0x24, 0)), "{media}");
        assert_eq!(rig.reserve(64), None, "{media}");
        assert_eq!(rig.reserve(63_937), Some((5, 0x21, 0)), "{media}");
        assert_eq!(rig.close(2, 0), Some((5, 0x72, 4)), "{media}");
    }
    for media in ["dvd-r", "dvd-rw"] {
        let rig = rig(media);
        rig.dash(0, 16, true);
        rig.burn(0, 320);
        assert_eq!((rig.sync(), rig.close(1, 1), rig.close(2, 0)), (None, None, None));
        rig.dash(2, 0, false);
        assert_eq!(rig.reserve(64), Some((5, 0x2C, 0)), "{media}: the disc is not blank");
        rig.dash(0, 16, true);
        assert_eq!(rig.reserve(64), None);
    }
    for media in ["cd-r", "cd-rw", "dvd+rw", "dvd-ram", "dvd-rw-ro", "bd-re", "bd-r-rrm"] {
        assert_eq!(rig(media).reserve(64), Some((5, 0x30, 5)), "{media}");
    }
}

/// 17: after a minimal blank there is no incremental recording, and the drive knows.
#[test]
fn minimal_blank_hides_incremental_recording() {
    let rig = rig("dvd-rw");
    let incremental = || rig.get(&[0x46, 2, 0, 0x21, 0, 0, 0, 0, 16, 0], 16).unwrap()[10] & 1;
    assert_eq!(incremental(), 1);
    assert_eq!((rig.blank(1), incremental()), (None, 0));
    rig.dash(0, 16, false);
    assert_eq!(rig.write(0, 16), Some((5, 0x64, 0)));
    assert_eq!(rig.reserve(64), Some((5, 0x64, 0)));
    assert_eq!((rig.blank(0), incremental()), (None, 1));
    // Some drives go on claiming it, and then refuse the first WRITE.
    rig.dash(0, 16, false);
    let effect = Effect::Sense { key: 5, asc: 0x64, ascq: 0, deferred: false };
    rig.0.fault_add(FaultPlan { opcode: Some(0x2A), lba: None, skip: 0, times: 1, effect }).unwrap();
    assert_eq!((rig.write(0, 16), rig.write(0, 16)), (Some((5, 0x64, 0)), None));
    let effect = Effect::Lie { at: 8, value: 0x0021_0108 };
    rig.0.fault_add(FaultPlan { opcode: Some(0x46), lba: None, skip: 0, times: 1, effect }).unwrap();
    assert_eq!((rig.blank(1), incremental(), incremental()), (None, 1, 0));
    // A CD-RW is none the worse for it.
    let cd = self::rig("cd-rw");
    assert_eq!(cd.blank(1), None);
    cd.track_at_once(true, true);
    assert_eq!(cd.write(0, 16), None);
}

/// 19: recording without defect management.
#[test]
fn streaming_writes() {
    let stream = |rig: &Rig, lba: u8, count: u8| {
        let cdb = [0xAA, 0, 0, 0, 0, lba, 0, 0, 0, count, 0x80, 0];
        rig.send(&cdb, &pattern(lba.into(), count.into()))
    };
    for (media, known, whole) in [
        ("dvd-ram", true, false),
        ("hd-dvd-ram", true, false),
        ("bd-re", true, true),
        ("bd-r", true, true),
        ("bd-r-rrm", true, true),
        ("dvd+rw", false, false),
        ("dvd+r", false, false),
        ("dvd-r", false, false),
        ("dvd-rw-ro", false, false),
        ("cd-r", false, false),
    ] {
        let rig = rig(media);
        rig.prepare(media, true);
        let refused = Some((5, 0x24, 0));
        assert_eq!(stream(&rig, 0, 16), if known && !whole { None } else { refused }, "{media}");
        let next = if known && !whole { 32 } else { 0 };
        assert_eq!(stream(&rig, next, 32), if known { None } else { refused }, "{media}");
        assert_eq!(stream(&rig, next + 16, 32), if known && !whole { None } else { refused }, "{media}");
    }
}

/// Everything as usual, and nothing on the disc.
#[test]
fn test_writes_leave_no_trace() {
    for media in ["cd-r", "cd-rw", "dvd-r", "dvd-r-dl", "dvd-rw"] {
        for speed in ["", "&speed=2400"] {
            let disc = Disc::new(&format!("media={media}&size=64000{speed}"));
            let rig = disc.load();
            let before = (rig.disc_info(), std::fs::read(disc.disc_file()).unwrap());
            let test = |mut page: Vec<u8>| {
                page[2] |= 0x10;
                assert_eq!(rig.select(&page), None);
            };
            let cd = media.starts_with("cd");
            test(if cd { page05(true, true) } else { page05_dash(0, 16, true) });
            rig.burn(0, 320);
            // The next address moves on, and a wrong one is refused.
            assert_eq!(rig.write(0, 32), Some((5, 0x21, 2)), "{media}");
            assert_eq!(rig.sync(), None);
            assert_eq!((rig.close(1, 1), rig.close(2, 0)), (None, None), "{media}");
            assert_eq!(rig.disc_info(), before.0, "{media}");
            assert_eq!(rig.next_of_last(), Some(0));
            // A session of known length.
            let mut page = if cd { page05(false, true) } else { page05_dash(2, 0, false) };
            page[2] = page[2] & 0xF0 | 2;
            test(page);
            if cd {
                assert_eq!(send_cue_sheet(&rig, &cue_sheet(320)), None);
                write_pause(&rig);
            } else {
                assert_eq!(rig.reserve(320), None);
            }
            rig.burn(0, 320);
            assert_eq!(rig.sync(), None, "{media}");
            assert_eq!(rig.disc_info(), before.0, "{media}");
            assert_eq!(rig.read(0, 1), Err((5, 0x21, 0)));
            assert_eq!(std::fs::metadata(disc.path()).unwrap().len(), 0);
            assert_eq!(std::fs::read(disc.disc_file()).unwrap(), before.1);
            // The real thing can follow.
            rig.prepare(media, true);
            rig.burn(0, 320);
            assert_eq!(rig.sync(), None);
            assert_eq!(rig.read(0, 320).unwrap(), pattern(0, 320), "{media}");
        }
    }
}

/// A test write that breaks off leaves nothing either.
#[test]
fn test_writes_that_break_off() {
    let disc = Disc::new("media=cd-r&size=64000&speed=2400");
    type End = fn(&Rig);
    let ends: [End; 4] = [
        |rig| rig.0.power_cycle().unwrap(),
        |rig| rig.0.eject(true).unwrap(),
        |rig| rig.good(&[0x1B, 0, 0, 0, 2, 0]),
        |_| {},
    ];
    for end in ends {
        let rig = disc.load();
        let mut page = page05(true, true);
        page[2] |= 0x10;
        assert_eq!(rig.select(&page), None);
        rig.burn(0, 320);
        end(&rig);
        drop(rig);
        let rig = disc.load();
        assert_eq!((rig.disc_info()[2], rig.next()), (0, Some(0)));
        assert_eq!(std::fs::metadata(disc.path()).unwrap().len(), 0);
    }
}
