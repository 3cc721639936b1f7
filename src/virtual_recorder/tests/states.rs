//! The states of media and how they change (group D of the list of checks). `lives` has the ordinary way of each.

use super::*;

fn rig(media: &str) -> Rig {
    Rig::ready(&format!("?media={media}&size=64000&clock=virtual"))
}

const SEQUENTIAL: [&str; 8] = ["cd-r", "cd-rw", "dvd-r", "dvd-rw", "dvd+r", "dvd+r-dl", "bd-r", "hd-dvd-r"];

/// Disc status, state of the last session, number of sessions, first and last track of the last one.
fn info(rig: &Rig) -> (u8, u8, u8, u8, u8) {
    let data = rig.disc_info();
    (data[2] & 3, data[2] >> 2 & 3, data[4], data[5], data[6])
}

fn record(rig: &Rig, media: &str, keep_open: bool) {
    rig.prepare(media, keep_open);
    let start = rig.next_of_last().unwrap();
    let track = rig.disc_info()[6];
    rig.burn(start, 320);
    assert_eq!(rig.sync(), None);
    if !media.starts_with("cd") {
        assert_eq!(rig.close(1, track), None);
    }
}

fn finalize(rig: &Rig, media: &str) {
    let function = match media {
        "dvd+r" | "dvd+r-dl" => 5,
        "bd-r" => 6,
        _ => 2,
    };
    rig.prepare(media, false);
    assert_eq!(rig.close(function, 0), None, "{media}");
}

/// 31: READ DISC INFORMATION after every step.
#[test]
fn disc_information_after_every_step() {
    for media in SEQUENTIAL {
        let rig = rig(media);
        let erasable = u8::from(matches!(media, "cd-rw" | "dvd-rw"));
        assert_eq!(rig.disc_info()[2] >> 4, erasable, "{media}");
        // Blank; being written; with two tracks; closed; again; finalised.
        assert_eq!(info(&rig), (0, 0, 1, 1, 1), "{media}");
        rig.prepare(media, true);
        rig.burn(0, 32);
        assert_eq!(info(&rig), (1, 1, 1, 1, 1), "{media}");
        assert_eq!(rig.sync(), None);
        if !media.starts_with("cd") {
            assert_eq!(rig.close(1, 1), None);
        }
        assert_eq!(info(&rig), (1, 1, 1, 1, 2), "{media}");
        assert_eq!(rig.close(2, 0), None);
        assert_eq!(info(&rig), (1, 0, 2, 2, 2), "{media}");
        record(&rig, media, true);
        assert_eq!(info(&rig), (1, 1, 2, 2, 3), "{media}");
        finalize(&rig, media);
        assert_eq!(info(&rig), (2, 3, 2, 2, 2), "{media}");
    }
    for (media, blank, formatted) in [
        ("dvd-rw-ro", None, (2, 3)),
        ("dvd-ram", None, (3, 3)),
        ("hd-dvd-ram", None, (3, 3)),
        ("dvd+rw", Some((0, 0)), (2, 3)),
        ("dvd+rw-dl", Some((0, 0)), (2, 3)),
        ("bd-re", Some((0, 0)), (2, 3)),
    ] {
        let rig = rig(media);
        let two = |rig: &Rig| (info(rig).0, info(rig).1);
        assert_eq!(two(&rig), blank.unwrap_or(formatted), "{media}");
        rig.prepare(media, true);
        assert_eq!((two(&rig), rig.disc_info()[2] >> 4), (formatted, 1), "{media}");
        assert_eq!(info(&rig).2, 1, "{media}");
    }
}

/// 32: which functions close what on which medium.
#[test]
fn close_functions() {
    for (media, known) in [
        ("cd-r", &[1u8, 2][..]),
        ("cd-rw", &[1, 2]),
        ("dvd-r", &[1, 2]),
        ("dvd-r-dl", &[1, 2]),
        ("dvd-rw", &[1, 2]),
        ("dvd-rw-ro", &[2]),
        ("dvd+r", &[1, 2, 5, 6]),
        ("dvd+r-dl", &[1, 2, 5, 6]),
        ("dvd+rw", &[0, 2]),
        ("dvd+rw-dl", &[0, 2]),
        ("dvd-ram", &[]),
        ("bd-r", &[1, 2, 6]),
        ("bd-r-rrm", &[6]),
        ("bd-re", &[]),
        ("hd-dvd-r", &[1, 2]),
        ("hd-dvd-ram", &[]),
    ] {
        let rig = rig(media);
        rig.prepare(media, true);
        for function in 0..8 {
            // The track does not exist, but the function does.
            let unknown = rig.close(function, 77) == Some((5, 0x24, 0));
            let track = function == 1;
            assert_eq!(unknown, track || !known.contains(&function), "{media} {function}");
        }
    }
    for media in SEQUENTIAL {
        let rig = rig(media);
        rig.prepare(media, true);
        rig.burn(0, 32);
        if media != "bd-r" {
            // There the session ends with its track.
            assert_eq!(rig.close(2, 0), Some((5, 0x72, 3)), "{media}: a track is open");
        }
        assert_eq!(rig.close(1, 7), Some((5, 0x24, 0)), "{media}: no such track");
        assert_eq!(rig.close(1, 0), Some((5, 0x24, 0)), "{media}: no such track");
    }
}

/// 33: nothing changes a finalised disc, but BLANK if it can be erased.
#[test]
fn finalised_discs() {
    for media in SEQUENTIAL {
        let rig = rig(media);
        record(&rig, media, false);
        finalize(&rig, media);
        assert_eq!(rig.write(320, 32), Some((5, 0x30, 5)), "{media}");
        assert_eq!(rig.close(2, 0), Some((5, 0x72, 3)), "{media}");
        assert_eq!(rig.reserve(32), Some((5, 0x30, 5)), "{media}");
        assert_eq!(rig.code(&[0x54, 1, 0, 0, 0, 0, 0, 0, 0, 0]), Some((5, 0x30, 5)), "{media}");
        assert_eq!(rig.read(0, 320).unwrap(), pattern(0, 320), "{media}");
        let erasable = matches!(media, "cd-rw" | "dvd-rw");
        let refused = (!erasable).then_some((5, 0x30, 5));
        assert_eq!(rig.blank(1), refused, "{media}");
        assert_eq!(info(&rig).0, if erasable { 0 } else { 2 }, "{media}");
    }
}

/// 34: BLANK's types.
#[test]
fn blank_types() {
    for kind in [2, 3, 4, 7] {
        assert_eq!(rig("cd-rw").blank(kind), Some((5, 0x24, 0)), "{kind}");
    }
    for kind in 2..8 {
        assert_eq!(rig("dvd-rw").blank(kind), Some((5, 0x24, 0)), "{kind}");
        assert_eq!(rig("dvd-rw-ro").blank(kind), Some((5, 0x24, 0)), "{kind}");
    }
    for media in ["cd-r", "dvd-r", "dvd+r", "dvd+rw", "dvd-ram", "bd-r", "bd-re", "bd-r-rrm", "hd-dvd-ram"] {
        assert_eq!(rig(media).blank(0), Some((5, 0x30, 5)), "{media}");
    }
    // Not while something is under way.
    let rig = Rig::ready("?media=cd-rw&size=64000&clock=virtual&speed=1000");
    rig.track_at_once(true, true);
    rig.burn(0, 32);
    assert_eq!(rig.blank(1), Some((5, 0x2C, 0)));
}

/// 34: the last session of a CD-RW opened again, and taken away.
#[test]
fn sessions_of_a_cd_rw_can_be_taken_back() {
    let disc = Disc::new("media=cd-rw&size=64000");
    let rig = disc.load();
    assert_eq!(rig.blank(5), Some((5, 0x2C, 0)));
    for _ in 0..2 {
        record(&rig, "cd-rw", true);
        assert_eq!(rig.close(2, 0), None);
    }
    record(&rig, "cd-rw", false);
    assert_eq!(rig.close(2, 0), None);
    assert_eq!(info(&rig), (2, 3, 3, 3, 3));
    assert_eq!(rig.blank(5), None);
    assert_eq!(info(&rig), (1, 1, 3, 3, 4));
    assert_eq!(rig.blank(6), Some((5, 0x2C, 0)), "it is open");
    rig.track_at_once(true, true);
    assert_eq!((rig.close(2, 0), rig.blank(6)), (None, None));
    drop(rig);
    let rig = disc.load();
    assert_eq!(info(&rig), (1, 0, 3, 3, 3));
    let start = rig.next().unwrap();
    assert_eq!(rig.read(start, 1), Err((5, 0x21, 0)));
    record(&rig, "cd-rw", true);
}

/// 35: formats that are offered, and what is taken.
#[test]
fn format_unit_takes_what_is_offered() {
    for medium in media::MEDIA.iter().filter(|medium| !medium.is_rom()) {
        let offered = rig(medium.name).capacities();
        assert_eq!(
            offered.len() > 1,
            !medium.formats.is_empty() && medium.name != "bd-r-rrm",
            "{}",
            medium.name
        );
        for &(blocks, kind) in &offered[1..] {
            let rig = rig(medium.name);
            let what = format!("{} {kind:02x} {blocks}", medium.name);
            assert_eq!(rig.format(kind, blocks + 1, 0), Some((5, 0x26, 0)), "{what}");
            if kind != 0x13 << 2 {
                let odd = rig.format(kind, blocks / 2 + 1, 0);
                assert_eq!(odd, Some((5, 0x26, 0)), "{what}");
            }
            assert_eq!(rig.format(kind, blocks, 0), None, "{what}");
            let (now, state) = rig.capacities()[0];
            let intermediate = matches!(kind >> 2, 0x13 | 0x15);
            assert_eq!(
                (now, state),
                (if kind >> 2 == 0x13 { 64_000 } else { blocks }, if intermediate { 3 } else { 2 }),
                "{what}"
            );
        }
        for kind in [0x04, 0x11 << 2, 0x20 << 2, 0x27 << 2] {
            let known = offered.iter().any(|&(_, offered)| offered == kind);
            let formats = !medium.formats.is_empty() && medium.name != "bd-r-rrm";
            let refused = if formats { (5, 0x26, 0) } else { (5, 0x30, 6) };
            assert!(
                known || rig(medium.name).format(kind, 64_000, 0) == Some(refused),
                "{} {kind:02x}",
                medium.name
            );
        }
    }
}

/// 35: any number of clusters of spares between the least and the most.
#[test]
fn sizes_of_blu_ray_formats() {
    for (media, kind) in [("bd-re", 0x30 << 2), ("bd-r", 0x32 << 2)] {
        let all: Vec<u32> = rig(media).capacities().iter().filter(|d| d.1 == kind).map(|d| d.0).collect();
        let (least, most) = (*all.iter().min().unwrap(), *all.iter().max().unwrap());
        for blocks in [least, least + 32, (least + most) / 64 * 32, most] {
            let rig = rig(media);
            assert_eq!(rig.format(kind, blocks, 0), None, "{media} {blocks}");
            assert_eq!(rig.capacities()[0], (blocks, 2));
        }
        for blocks in [least - 32, least + 1, most + 32] {
            assert_eq!(rig(media).format(kind, blocks, 0), Some((5, 0x26, 0)), "{media} {blocks}");
        }
    }
    // Feature 0023h says which kinds of certification there are.
    let feature = rig("bd-re").get(&[0x46, 2, 0, 0x23, 0, 0, 0, 0, 24, 0], 24).unwrap();
    assert_eq!(feature[12] & 0x0B, 0x0B);
    assert_eq!(rig("bd-re").format(0x30 << 2 | 1, 64_000, 0), Some((5, 0x26, 0)));
}

/// 35: BD-R is formatted once, and blank.
#[test]
fn a_bd_r_is_formatted_once() {
    let rig = rig("bd-r");
    rig.burn(0, 32);
    assert_eq!(rig.format(0, rig.capacities()[0].0, 0), Some((5, 0x30, 6)));
    assert_eq!(rig.capacities().len(), 1);
}

/// 36: pseudo overwrite: what was recorded can be replaced, at the cost of what is free.
#[test]
fn pseudo_overwrite() {
    let disc = Disc::new("media=bd-r&size=6400");
    let rig = disc.load();
    let resources = |rig: &Rig| rig.get(&[0x51, 2, 0, 0, 0, 0, 0, 0, 16, 0], 16);
    assert_eq!(resources(&rig), Err((5, 0x24, 0)));
    assert_eq!(rig.format(0x00, rig.capacities()[1].0, 0), None);
    let capacity = rig.capacities()[0].0;
    let clusters = |data: Vec<u8>| u32::from_be_bytes(data[4..8].try_into().unwrap());
    assert_eq!(clusters(resources(&rig).unwrap()), capacity / 32);
    rig.burn(0, 320);
    assert_eq!(rig.sync(), None);
    assert_eq!(rig.write_bytes(64, &pattern(7, 32)), None);
    assert_eq!(rig.write(64, 400), Some((5, 0x21, 2)), "part of it was never recorded");
    assert_eq!(rig.write(640, 32), Some((5, 0x21, 2)));
    assert_eq!(rig.next_of_last(), Some(352));
    assert_eq!((rig.sync(), rig.close(1, 1), rig.close(2, 0)), (None, None, None));
    // Of a closed session too, and then the next track begins later.
    assert_eq!(rig.write_bytes(0, &pattern(9, 16)), None);
    assert_eq!(rig.next_of_last(), Some(384));
    assert_eq!(rig.sync(), None);
    drop(rig);
    let rig = disc.load();
    assert_eq!(clusters(resources(&rig).unwrap()), (capacity - 384) / 32);
    assert_eq!(rig.read(0, 16).unwrap(), pattern(9, 16));
    assert_eq!(rig.read(64, 32).unwrap(), pattern(7, 32));
    assert_eq!(rig.read(96, 32).unwrap(), pattern(96, 32));
    // When nothing is free, nothing can be replaced.
    rig.burn(384, capacity - 384);
    assert_eq!(rig.write(0, 32), Some((5, 0x21, 0)));
}

/// 36: without it a recorded sector stays as it is.
#[test]
fn no_overwrite_without_pow() {
    let rig = rig("bd-r");
    assert_eq!(rig.format(0x01, rig.capacities()[1].0, 0), None);
    rig.burn(0, 320);
    assert_eq!((rig.sync(), rig.write(64, 32)), (None, Some((5, 0x21, 2))));
}

/// 37: how many sessions there can be.
#[test]
fn the_number_of_sessions_is_limited() {
    for (media, limit) in [("cd-r", 99), ("dvd-r", 300), ("dvd+r", 153), ("dvd+r-dl", 127), ("bd-r", 2_000)] {
        let medium = media::by_name(media.as_bytes()).unwrap();
        let mut disc = disc::Disc::blank(medium, medium.max_capacity);
        let mut sessions = 0;
        while !disc.finalized && disc.invisible().is_some() {
            let target = disc.target(disc.next, medium.unit).unwrap();
            let track = disc.took(target, disc.next, medium.unit).unwrap();
            disc.complete_track(track);
            disc.close_session(false);
            sessions += 1;
        }
        // On CD-R space ends first, since each session costs 6900 sectors.
        let room = if media == "cd-r" { 63 } else { limit };
        assert!(sessions == limit || (media == "cd-r" && sessions <= room), "{media} {sessions}");
        assert!(disc.finalized, "{media}");
        assert!(disc.target(disc.next.min(disc.capacity - 1), 1).is_err());
    }
}

/// 37: a session of DVD+R has 15 fragments at most, and closing it makes one track of them.
#[test]
fn fragments_of_dvd_plus_r() {
    for media in ["dvd+r", "dvd+r-dl"] {
        let disc = Disc::new(&format!("media={media}&size=64000"));
        let rig = disc.load();
        for _ in 0..15 {
            assert_eq!(rig.reserve(160), None);
        }
        assert_eq!(rig.reserve(160), Some((5, 0x2C, 0)), "{media}");
        assert_eq!(rig.next_of_last(), Some(14 * 160));
        for track in 1..=15 {
            rig.burn((u32::from(track) - 1) * 160, 160);
            assert_eq!(rig.close(1, track), None);
        }
        assert_eq!(rig.close(2, 0), None);
        drop(rig);
        let rig = disc.load();
        assert_eq!(info(&rig), (1, 0, 2, 2, 2), "{media}");
        assert_eq!(rig.track_info(1, 1).unwrap().size, 15 * 160);
        assert_eq!(rig.next(), Some(15 * 160 + 2_048));
        assert_eq!(rig.read(2_080, 320).unwrap(), pattern(2_080, 320));
    }
}

/// 38: the layer boundary is set once, on a blank disc, and decides how much it holds.
#[test]
fn layer_boundaries() {
    for media in ["dvd+r-dl", "dvd-r-dl"] {
        let rig = rig(media);
        let send = |start: u32, length: u8| {
            let mut list = vec![0, 10, 0, 0, 0, 0, 0, 0];
            list.extend(start.to_be_bytes());
            list.truncate(length.into());
            rig.send(&[0xBF, 0, 0, 0, 0, 0, 0, 0x20, 0, length, 0, 0], &list)
        };
        let read = || rig.get(&[0xAD, 0, 0, 0, 0, 0, 0, 0x20, 0, 12, 0, 0], 12).unwrap();
        // Half of the disc, and not settled.
        assert_eq!(read(), [0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0x7D, 0]);
        for start in [0, 32_001, 32_016] {
            assert_eq!(send(start, 12), Some((5, 0x26, 0)), "{media} {start}");
        }
        assert_eq!(send(16_000, 11), Some((5, 0x1A, 0)));
        // Not a whole number of blocks is rounded up.
        assert_eq!(send(15_990, 12), None);
        assert_eq!(send(16_000, 12), Some((5, 0x2C, 0)));
        assert_eq!(read()[4], 0x80);
        assert_eq!(rig.track_info(1, 1).unwrap().free, 32_000);
        let physical = rig.get(&[0xAD, 0, 0, 0, 0, 0, 0, 0, 0, 24, 0, 0], 24).unwrap();
        assert_eq!(physical[6] & 0x60, 0x20, "two layers");
        assert_eq!(physical[16..20], (0x30000u32 + 15_999).to_be_bytes());
        let rig = self::rig(media);
        rig.prepare(media, false);
        rig.burn(0, 16);
        let late =
            rig.send(&[0xBF, 0, 0, 0, 0, 0, 0, 0x20, 0, 12, 0, 0], &[0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0x10, 0]);
        assert_eq!(late, Some((5, 0x2C, 0)), "{media}: something is recorded");
    }
    for media in ["dvd+r", "dvd-r", "dvd+rw-dl", "bd-r"] {
        let list = [0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0x10, 0];
        let sent = rig(media).send(&[0xBF, 0, 0, 0, 0, 0, 0, 0x20, 0, 12, 0, 0], &list);
        assert_eq!(sent, Some((5, 0x24, 0)), "{media}");
    }
}

/// 39: what was not written cannot be read, and READ CAPACITY counts complete sessions.
#[test]
fn reading_before_writing() {
    for media in SEQUENTIAL {
        let rig = rig(media);
        assert_eq!((rig.read(0, 1), rig.read_capacity()), (Err((5, 0x21, 0)), 0), "{media}");
        record(&rig, media, true);
        assert_eq!(rig.read(319, 1).unwrap(), pattern(319, 1), "{media}");
        assert_eq!(rig.read_capacity(), 0, "{media}");
        assert_eq!(rig.close(2, 0), None);
        let last = if media.starts_with("cd") { 321 } else { 319 };
        assert_eq!(rig.read_capacity(), last, "{media}");
        assert_eq!(rig.read(last + 1, 1), Err((5, 0x21, 0)), "{media}");
    }
    for media in ["dvd+rw", "bd-re"] {
        assert_eq!(rig(media).read(0, 1), Err((5, 0x21, 0)), "{media}");
    }
}

/// 40: profile and features follow blanking and formatting.
#[test]
fn features_follow_the_state() {
    let current =
        |rig: &Rig, code: u8| rig.get(&[0x46, 2, 0, code, 0, 0, 0, 0, 16, 0], 16).unwrap()[10] & 1 == 1;
    let rig = self::rig("dvd-rw");
    assert_eq!([0x21, 0x26, 0x2C, 0x2F].map(|code| current(&rig, code)), [true, false, false, true]);
    assert_eq!(rig.format(0, 64_000, 0), None);
    assert_eq!([0x21, 0x26, 0x2C, 0x2F].map(|code| current(&rig, code)), [false, true, true, false]);
    assert_eq!(rig.blank(0), None);
    assert_eq!([0x21, 0x26, 0x2C, 0x2F].map(|code| current(&rig, code)), [true, false, false, true]);
    let cd = self::rig("cd-r");
    assert_eq!([0x2D, 0x2E].map(|code| current(&cd, code)), [true, true]);
    record(&cd, "cd-r", true);
    // Session at once begins a disc.
    assert_eq!([0x2D, 0x2E].map(|code| current(&cd, code)), [true, false]);
    assert_eq!(cd.close(2, 0), None);
    record(&cd, "cd-r", false);
    finalize(&cd, "cd-r");
    assert_eq!([0x2D, 0x2E].map(|code| current(&cd, code)), [false, false]);
    for (sub_type, random, pow) in [(0, false, true), (1, false, false), (2, true, false)] {
        let bd = self::rig("bd-r");
        assert_eq!(bd.format(sub_type, bd.capacities()[1].0, 0), None);
        assert_eq!([0x20, 0x25, 0x38].map(|code| current(&bd, code)), [random, random, pow]);
        assert!(current(&bd, 0x24) && !current(&bd, 0x23));
    }
}

/// 42: room for power calibrations ends, after a warning; on discs that are erased there is always some.
#[test]
fn the_calibration_area_fills_up() {
    let opc = |rig: &Rig| rig.code(&[0x54, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    for media in ["cd-r", "dvd-r"] {
        let room = media::by_name(media.as_bytes()).unwrap().calibrations;
        let disc = Disc::new(&format!("media={media}&size=64000"));
        let rig = disc.load();
        for done in 1..=room {
            assert_eq!(opc(&rig), (room - done < 5).then_some((1, 0x73, 1)), "{media} {done}");
        }
        drop(rig);
        let rig = disc.load();
        assert_eq!(opc(&rig), Some((3, 0x73, 2)), "{media}");
        rig.good(&[0x54, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    }
    let rig = rig("cd-rw");
    assert!((0..500).all(|_| opc(&rig).is_none()));
}

/// 43: media that cannot do what is asked of them.
#[test]
fn wrong_media() {
    for media in ["cd-r", "cd-rw", "dvd-r", "dvd+r", "hd-dvd-r"] {
        assert_eq!(rig(media).format(0, 64_000, 0), Some((5, 0x30, 6)), "{media}");
    }
    for media in ["dvd+rw", "dvd+rw-dl", "bd-re"] {
        assert_eq!(rig(media).write(0, 32), Some((5, 0x30, 5)), "{media}: not formatted");
    }
    assert_eq!(rig("cd-r").code(&[0xAD, 0, 0, 0, 0, 0, 0, 0, 8, 4, 0, 0]), Some((5, 0x30, 2)));
    assert_eq!(rig("dvd-r").code(&[0xBE, 0, 0, 0, 0, 0, 0, 0, 1, 0x10, 0, 0]), Some((5, 0x30, 2)));
}

/// READ CD reads what READ does, of data tracks.
#[test]
fn read_cd() {
    let rig = rig("cd-r");
    record(&rig, "cd-r", true);
    let read =
        |kind: u8, parts: u8, sub: u8| rig.get(&[0xBE, kind << 2, 0, 0, 0, 5, 0, 0, 2, parts, sub, 0], 2 * S);
    assert_eq!(read(0, 0x10, 0).unwrap(), pattern(5, 2));
    assert_eq!(read(2, 0x10, 0).unwrap(), pattern(5, 2));
    for (kind, parts, sub) in [(1, 0x10, 0), (0, 0xF8, 0), (0, 0x10, 1)] {
        assert_eq!(read(kind, parts, sub), Err((5, 0x24, 0)));
    }
}

/// 44: protected discs take nothing, whatever is asked.
#[test]
fn write_protection() {
    for (media, protect) in [
        ("dvd-ram", "cartridge"),
        ("hd-dvd-ram", "cartridge"),
        ("dvd-ram", "persistent"),
        ("dvd+rw", "persistent"),
        ("dvd+rw-dl", "persistent"),
        ("bd-r", "persistent"),
        ("bd-re", "persistent"),
    ] {
        let rig = rig(&format!("{media}&protect={protect}"));
        let refused = Some((7, 0x27, 0));
        assert_eq!(rig.write(0, 32), refused, "{media}");
        let (blocks, kind) = rig.capacities()[1];
        assert_eq!(rig.format(kind, blocks, 0), refused, "{media}");
        assert_eq!(rig.code(&[0x54, 1, 0, 0, 0, 0, 0, 0, 0, 0]), refused, "{media}");
        let feature = rig.get(&[0x46, 2, 0, 4, 0, 0, 0, 0, 16, 0], 16).unwrap();
        assert_eq!(feature[10] & 1, 1);
    }
    assert!(Config::parse(b"?media=cd-r&protect=cartridge").is_err());
}
