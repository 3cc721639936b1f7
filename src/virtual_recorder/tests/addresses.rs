//! Addresses and layout: where WRITE may go on each medium, and where what follows begins. The numbers are those of the
//! list of checks that a recorder must make (group A).

use super::lives::{cue_sheet, send_cue_sheet, session_at_once, write_pause};
use super::*;

/// Media of 6400 sectors that are written front to back, with what they need before a WRITE.
fn sequential(test: impl Fn(&str, &Rig, u32)) {
    for (media, unit) in [
        ("cd-r", 1),
        ("cd-rw", 1),
        ("dvd-r", 16),
        ("dvd-r-dl", 16),
        ("dvd-rw", 16),
        ("dvd+r", 16),
        ("dvd+r-dl", 16),
        ("bd-r", 32),
        ("hd-dvd-r", 32),
    ] {
        let rig = Rig::ready(&format!("?media={media}&size=6400&clock=virtual"));
        rig.prepare(media, true);
        test(media, &rig, unit);
    }
}

/// 1, 2: only where the track goes on, and only as far as the medium.
#[test]
fn write_goes_to_the_next_writable_address_only() {
    sequential(|media, rig, _| {
        for lba in [1, 32, 6_368] {
            assert_eq!(rig.write(lba, 32), Some((5, 0x21, 2)), "{media} {lba}");
        }
        for lba in [6_400, 0x7FFF_FFFF] {
            assert_eq!(rig.write(lba, 1), Some((5, 0x21, 0)), "{media} {lba}");
        }
        rig.burn(0, 320);
        assert_eq!(rig.write(0, 32), Some((5, 0x21, 2)), "{media}");
        assert_eq!(rig.write(288, 32), Some((5, 0x21, 2)), "{media}");
        assert_eq!(rig.write(320, 32), None, "{media}");
    });
}

/// 1: a track that was set aside ends where it ends.
#[test]
fn write_stays_in_a_reserved_track() {
    for media in ["dvd-r", "dvd-rw", "dvd+r", "dvd+r-dl", "bd-r", "hd-dvd-r"] {
        let rig = Rig::ready(&format!("?media={media}&size=64000&clock=virtual"));
        rig.prepare(media, true);
        assert_eq!(rig.reserve(64), None, "{media}");
        assert_eq!(rig.write(0, 65), Some((5, 0x63, 0)), "{media}");
        rig.burn(0, 64);
        assert_eq!(rig.track_info(1, 1).unwrap().next, None);
        assert_eq!(rig.write(64, 32), None, "{media}");
    }
}

/// 2: a disc that becomes full says so in the middle of it.
#[test]
fn a_full_disc_is_reported() {
    sequential(|media, rig, _| {
        rig.burn(0, 6_368);
        assert_eq!(rig.write(6_368, 64), Some((5, 0x21, 0)), "{media}");
        assert_eq!(rig.write(6_368, 32), None, "{media}");
        assert_eq!(rig.write(6_400, 32), Some((5, 0x21, 0)), "{media}");
    });
    for media in ["dvd-rw-ro", "dvd+rw", "dvd+rw-dl", "dvd-ram", "bd-re", "hd-dvd-ram"] {
        let rig = Rig::ready(&format!("?media={media}&size=64000&clock=virtual"));
        rig.prepare(media, true);
        assert_eq!(rig.write(63_968, 32), None, "{media}");
        assert_eq!(rig.write(63_968, 64), Some((5, 0x21, 0)), "{media}");
        assert_eq!(rig.write(64_000, 32), Some((5, 0x21, 0)), "{media}");
    }
}

/// 3: the last WRITE may be short; the drive fills the write unit.
#[test]
fn a_short_end_is_padded() {
    sequential(|media, rig, unit| {
        if unit == 1 {
            return;
        }
        rig.burn(0, 325);
        assert_eq!(rig.sync(), None, "{media}");
        let next = 325u32.next_multiple_of(unit);
        assert_eq!(rig.next_of_last(), Some(next), "{media}");
        assert_eq!(rig.read(324, 2).unwrap(), [pattern(324, 1), vec![0; S]].concat(), "{media}");
        assert_eq!((rig.close(1, 1), rig.close(2, 0)), (None, None));
        // A Blu-ray drive counts exactly.
        let last = if media == "bd-r" { 324 } else { next - 1 };
        assert_eq!(rig.read_capacity(), last, "{media}");
    });
    // Further data makes the padding part of the track.
    let disc = Disc::new("media=bd-r&size=64000");
    let rig = disc.load();
    rig.burn(0, 20);
    assert_eq!(rig.sync(), None);
    rig.burn(32, 40);
    assert_eq!(rig.sync(), None);
    drop(rig);
    let rig = disc.load();
    assert_eq!((rig.close(1, 1), rig.close(2, 0)), (None, None));
    drop(rig);
    assert_eq!(disc.load().read_capacity(), 71);
}

/// 4: restricted overwrite knows whole blocks only, the others any sector.
#[test]
fn alignment_of_overwriting() {
    for (media, align) in
        [("dvd-rw-ro", 16), ("dvd+rw", 1), ("dvd+rw-dl", 1), ("dvd-ram", 1), ("bd-re", 1), ("hd-dvd-ram", 1)]
    {
        let rig = Rig::ready(&format!("?media={media}&size=64000&clock=virtual"));
        rig.prepare(media, true);
        let refused = (align > 1).then_some((5, 0x21, 2));
        assert_eq!(rig.write(7, 16), refused, "{media}");
        assert_eq!(rig.write(16, 7), refused, "{media}");
        assert_eq!(rig.write(16, 16), None, "{media}");
    }
}

/// 5: addresses below zero belong to a session with a cue sheet, which begins at -150.
#[test]
fn negative_addresses() {
    let rig = Rig::ready("?media=cd-r&size=64000&clock=virtual");
    let below = |lba: i32| rig.write_bytes(lba as u32, &[0; 10 * S]);
    rig.track_at_once(true, true);
    assert_eq!(below(-150), Some((5, 0x21, 0)));
    session_at_once(&rig, true);
    assert_eq!(below(-150), Some((5, 0x2C, 0)));
    assert_eq!(send_cue_sheet(&rig, &cue_sheet(400)), None);
    for lba in [-151, -149, -140, 0] {
        assert_eq!(below(lba), Some((5, 0x21, 2)), "{lba}");
    }
    assert_eq!((below(-150), below(-150), below(-140)), (None, Some((5, 0x21, 2)), None));
    // A WRITE may lie across the first sector.
    let mut data = vec![0; 130 * S];
    data.extend(pattern(0, 20));
    assert_eq!(rig.write_bytes(-130i32 as u32, &data), None);
    assert_eq!(rig.track_info(1, 1).unwrap().next, Some(20));
    rig.burn(20, 380);
    assert_eq!(rig.sync(), None);
    assert_eq!(rig.read(0, 400).unwrap(), pattern(0, 400));
}

/// 6: as many blocks as the cue sheet says, no more and no fewer.
#[test]
fn a_cue_sheet_is_kept() {
    for media in ["cd-r", "cd-rw"] {
        let rig = Rig::ready(&format!("?media={media}&size=64000&clock=virtual"));
        session_at_once(&rig, false);
        assert_eq!(send_cue_sheet(&rig, &cue_sheet(400)), None);
        write_pause(&rig);
        assert_eq!(rig.write(0, 401), Some((5, 0x21, 2)));
        rig.burn(0, 400);
        assert_eq!(rig.write(400, 1), Some((5, 0x21, 2)));
        assert_eq!(rig.sync(), None);
        assert_eq!(rig.disc_info()[2] & 0x0F, 0x0E);

        let rig = Rig::ready(&format!("?media={media}&size=64000&clock=virtual"));
        session_at_once(&rig, false);
        assert_eq!(send_cue_sheet(&rig, &cue_sheet(400)), None);
        write_pause(&rig);
        rig.burn(0, 300);
        assert_eq!(rig.sync(), Some((5, 0x72, 3)));
        // What is there has no lead-out, and nothing can follow it.
        let track = rig.track_info(1, 1).unwrap();
        assert_eq!((track.damaged, track.next), (true, None));
        assert_eq!(rig.close(1, 1), Some((5, 0x72, 3)));
        rig.track_at_once(false, true);
        assert_eq!(rig.write(300, 16), Some((5, 0x64, 0)));
        let erased = if media == "cd-rw" { None } else { Some((5, 0x30, 5)) };
        assert_eq!(rig.blank(1), erased);
    }
}

/// 6: two tracks of one session, with a WRITE across their border.
#[test]
fn tracks_of_one_cue_sheet() {
    let disc = Disc::new("media=cd-r&size=64000");
    let rig = disc.load();
    session_at_once(&rig, true);
    let mut sheet = cue_sheet(700);
    // Index 1 of the second track at sector 350: 500 frames are 00:06:50.
    sheet.splice(24..24, [0x41, 2, 1, 0x10, 0, 0, 6, 50]);
    assert_eq!(send_cue_sheet(&rig, &sheet), None);
    write_pause(&rig);
    rig.burn(0, 340);
    assert_eq!(rig.write(340, 20), None);
    rig.burn(360, 340);
    assert_eq!(rig.sync(), None);
    drop(rig);
    let rig = disc.load();
    let (first, second) = (rig.track_info(1, 1).unwrap(), rig.track_info(1, 2).unwrap());
    assert_eq!((first.size, second.start, second.size), (350, 350, 350));
    assert_eq!(rig.disc_info()[2], 0x01);
    assert_eq!(rig.next(), Some(700 + 11_400));
    assert_eq!(rig.read(340, 20).unwrap(), pattern(340, 20));
}

/// 7: a CD track has four seconds at least.
#[test]
fn short_cd_tracks_are_padded() {
    for media in ["cd-r", "cd-rw"] {
        let rig = Rig::ready(&format!("?media={media}&size=64000&clock=virtual"));
        rig.track_at_once(true, true);
        rig.burn(0, 10);
        assert_eq!(rig.sync(), None);
        assert_eq!(rig.track_info(1, 1).unwrap().size, 302);
        session_at_once(&rig, true);
        assert_eq!(send_cue_sheet(&rig, &cue_sheet(299)), Some((5, 0x2C, 0)));
    }
    let rig = Rig::ready("?media=cd-r&size=64000&clock=virtual");
    session_at_once(&rig, true);
    assert_eq!(send_cue_sheet(&rig, &cue_sheet(299)), Some((5, 0x26, 2)));
}

/// 8: where the next session begins.
#[test]
fn gaps_between_sessions() {
    for (media, first, later) in [
        ("cd-r", 2 + 11_400, 2 + 6_900),
        ("cd-rw", 2 + 11_400, 2 + 6_900),
        ("dvd-r", 28_688, 7_168),
        ("dvd-rw", 28_688, 7_168),
        ("dvd+r", 2_048, 2_048),
        ("dvd+r-dl", 2_048, 2_048),
        ("bd-r", 0, 0),
        ("hd-dvd-r", 28_688, 7_168),
    ] {
        let rig = Rig::ready(&format!("?media={media}&size=96000&clock=virtual"));
        let mut start = 0;
        for (session, gap) in [(1, first), (2, later), (3, later)] {
            assert_eq!(rig.next_of_last(), Some(start), "{media} {session}");
            rig.prepare(media, true);
            rig.burn(start, 320);
            assert_eq!(rig.sync(), None);
            if !media.starts_with("cd") {
                assert_eq!(rig.close(1, session), None, "{media}");
            }
            assert_eq!(rig.close(2, 0), None, "{media}");
            start += 320 + gap;
        }
    }
}

/// 9: without an address to write to, the drive says so.
#[test]
fn no_next_writable_address() {
    sequential(|media, rig, _| {
        assert_eq!(rig.next_of_last(), Some(0), "{media}");
        rig.burn(0, 6_400);
        assert_eq!(rig.next_of_last(), None, "{media}");
    });
}

/// 9: some drives name the beginning of the pause on a blank CD, where WRITE does not go at once.
#[test]
fn a_blank_cd_with_an_address_below_zero() {
    let rig = Rig::ready("?media=cd-r&size=6400&clock=virtual");
    let effect = Effect::Lie { at: 12, value: -150i32 as u32 };
    rig.0.fault_add(FaultPlan { opcode: Some(0x52), lba: None, skip: 0, times: 1, effect }).unwrap();
    let track = rig.track_info(1, 0xFF).unwrap();
    assert_eq!((track.start, track.next), (0, Some(-150i32 as u32)));
    rig.track_at_once(true, true);
    assert_eq!(rig.write_bytes(-150i32 as u32, &[0; 16 * S]), Some((5, 0x21, 0)));
    assert_eq!(rig.write(track.start, 16), None);
}

/// 9: the damage that a power cut leaves, and whether recording can go on behind it.
#[test]
fn damage_after_a_power_cut() {
    sequential(|media, rig, unit| {
        rig.burn(0, 325);
        rig.0.power_cycle().unwrap();
        let _ = (rig.code(&[0; 6]), rig.code(&[0; 6]));
        let track = rig.track_info(1, 1).unwrap();
        assert!(track.damaged, "{media}");
        assert_eq!(rig.disc_info()[2] & 0x0F, 0x05, "{media}");
        let goes_on = unit > 1;
        assert_eq!(track.next.is_some(), goes_on, "{media}");
        rig.prepare(media, true);
        if goes_on {
            let next = track.next.unwrap();
            assert_eq!((next % unit, 325 - next < unit), (0, true), "{media}");
            // As it is, or after it has been repaired.
            let repaired = rig.code(&[0x58, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
            assert_eq!((repaired, rig.track_info(1, 1).unwrap().damaged), (None, false), "{media}");
            assert_eq!(rig.write(next, 32), None, "{media}");
        }
        assert_eq!((rig.close(1, 1), rig.close(2, 0)), (None, None), "{media}");
    });
}

/// 9: a disc at once that broke off cannot be continued, only erased where that is possible.
#[test]
fn damage_of_a_disc_at_once() {
    for media in ["dvd-r", "dvd-r-dl", "dvd-rw"] {
        let disc = Disc::new(&format!("media={media}&size=64000"));
        let rig = disc.load();
        rig.dash(2, 0, false);
        assert_eq!(rig.reserve(960), None);
        rig.burn(0, 320);
        rig.0.power_cycle().unwrap();
        drop(rig);
        let rig = disc.load();
        let track = rig.track_info(1, 1).unwrap();
        assert_eq!((track.damaged, track.next), (true, None), "{media}");
        rig.dash(2, 0, false);
        assert_eq!(rig.write(320, 16), Some((5, 0x21, 2)), "{media}");
        assert_eq!(rig.code(&[0x58, 0, 0, 0, 0, 1, 0, 0, 0, 0]), Some((5, 0x64, 0)));
        assert_eq!(rig.close(1, 1), Some((5, 0x72, 3)), "{media}");
        let erased = if media == "dvd-rw" { None } else { Some((5, 0x30, 5)) };
        assert_eq!(rig.blank(0), erased);
    }
}

/// 10: a data phase of another length than the command block says resets the link, on every medium.
#[test]
fn lengths_that_differ_reset_the_link() {
    sequential(|media, rig, _| {
        assert_eq!(rig.write(0, 32), None);
        let short = rig.raw(&cdb_rw(0x2A, 32, 7), Data::ToDevice(&pattern(32, 16)));
        assert_eq!(short.err(), Some(Fault::Lost), "{media}");
        assert_eq!(rig.code(&[0; 6]), Some((6, 0x29, 0)));
    });
}
