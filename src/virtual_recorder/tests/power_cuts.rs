//! Every medium with the power cut after any command, and the process killed there (checks 9, 41 and 52).

use super::lives::{cue_sheet, send_cue_sheet, session_at_once, write_pause};
use super::*;

type Step = Box<dyn Fn(&Rig)>;

fn step(run: impl Fn(&Rig) + 'static) -> Step {
    Box::new(run)
}

fn writes(start: u32, count: u32) -> Vec<Step> {
    let piece = 160;
    (start..start + count).step_by(piece as usize).map(|lba| step(move |rig| rig.burn(lba, piece))).collect()
}

fn synchronize() -> Step {
    step(|rig| assert_eq!(rig.sync(), None))
}

fn close(function: u8, track: u8) -> Step {
    step(move |rig| assert_eq!(rig.close(function, track), None))
}

/// Two sessions, the last of which ends the disc.
fn two_sessions(media: &'static str, gap: u32, last: u8) -> Vec<Step> {
    let mut steps = Vec::new();
    for (start, track, keep_open) in [(0, 1, true), (320 + gap, 2, false)] {
        steps.push(step(move |rig| rig.prepare(media, keep_open)));
        steps.extend(writes(start, 320));
        steps.push(synchronize());
        if !media.starts_with("cd") {
            steps.push(close(1, track));
        }
        steps.push(close(if keep_open { 2 } else { last }, 0));
    }
    steps
}

fn overwriting(media: &'static str) -> Vec<Step> {
    let mut steps = vec![step(move |rig| rig.prepare(media, true))];
    steps.extend(writes(640, 320));
    steps.push(synchronize());
    steps.extend(writes(0, 320));
    steps.push(synchronize());
    steps
}

fn lives() -> Vec<(&'static str, Vec<Step>)> {
    let mut lives = vec![
        ("cd-r", two_sessions("cd-r", 2 + 11_400, 2)),
        ("cd-rw", two_sessions("cd-rw", 2 + 11_400, 2)),
        ("dvd-r", two_sessions("dvd-r", 28_688, 2)),
        ("dvd-rw", two_sessions("dvd-rw", 28_688, 2)),
        ("hd-dvd-r", two_sessions("hd-dvd-r", 28_688, 2)),
        ("dvd+r", two_sessions("dvd+r", 2_048, 6)),
        ("dvd+r-dl", two_sessions("dvd+r-dl", 2_048, 5)),
        ("bd-r", two_sessions("bd-r", 0, 6)),
    ];
    for media in ["dvd-rw-ro", "dvd+rw", "dvd+rw-dl", "dvd-ram", "bd-re", "bd-r-rrm", "hd-dvd-ram"] {
        lives.push((media, overwriting(media)));
    }
    for media in ["cd-rw", "dvd-rw"] {
        let steps = lives.iter_mut().find(|life| life.0 == media);
        steps.unwrap().1.push(step(|rig| assert_eq!(rig.blank(1), None)));
    }
    let mut at_once = vec![step(|rig| session_at_once(rig, false))];
    at_once.push(step(|rig| assert_eq!(send_cue_sheet(rig, &cue_sheet(640)), None)));
    at_once.push(step(write_pause));
    at_once.extend(writes(0, 640));
    at_once.push(synchronize());
    lives.push(("cd-r", at_once));
    for media in ["dvd-r", "dvd-r-dl", "dvd-rw"] {
        let mut at_once =
            vec![step(|rig| rig.dash(2, 0, false)), step(|rig| assert_eq!(rig.reserve(640), None))];
        at_once.extend(writes(0, 640));
        at_once.push(synchronize());
        lives.push((media, at_once));
    }
    let mut quick = vec![step(|rig| assert_eq!(rig.format(0x15 << 2, 0, 0), None))];
    quick.extend(writes(0, 320));
    quick.extend([synchronize(), close(2, 0), step(|rig| assert_eq!(rig.format(0x13 << 2, 0, 0), None))]);
    quick.extend(writes(320, 320));
    quick.extend([synchronize(), close(2, 0), step(|rig| assert_eq!(rig.blank(0), None))]);
    lives.push(("dvd-rw", quick));
    let mut pow = vec![step(|rig| assert_eq!(rig.format(0, rig.capacities()[1].0, 0), None))];
    pow.extend(writes(0, 320));
    pow.push(synchronize());
    pow.push(step(|rig| rig.burn(64, 64)));
    pow.extend([synchronize(), close(1, 1), close(2, 0)]);
    lives.push(("bd-r", pow));
    lives
}

fn copy(disc: &Disc) -> Disc {
    let copy = Disc { folder: tempfile::tempdir().unwrap(), keys: disc.keys.clone() };
    std::fs::copy(disc.path(), copy.path()).unwrap();
    std::fs::copy(disc.disc_file(), copy.disc_file()).unwrap();
    copy
}

/// Start, size, next writable address and damage.
type TrackTold = (u32, u32, Option<u32>, bool);

type Told = (Vec<u8>, Vec<(u32, u8)>, u32, Vec<TrackTold>);

/// All that the drive tells of a disc.
fn told(rig: &Rig) -> Told {
    let tracks = (1..=rig.disc_info()[6]).filter_map(|number| rig.track_info(1, number.into()).ok());
    let tracks = tracks.map(|track| (track.start, track.size, track.next, track.damaged)).collect();
    (rig.disc_info(), rig.capacities(), rig.read_capacity(), tracks)
}

/// The disc takes data where it says that it does, or says how it is done with.
fn goes_on(rig: &Rig, media: &str, what: &str) {
    let info = rig.disc_info();
    let track = rig.track_info(1, info[6].into()).unwrap();
    let profile = rig.profile();
    match profile {
        0x12 | 0x1A | 0x2A | 0x43 | 0x52 => {
            let formatted = rig.capacities()[0].1 == 2;
            assert_eq!(rig.write(0, 16), (!formatted).then_some((5, 0x30, 5)), "{what}");
        }
        0x13 => assert_eq!(rig.write(0, 16), None, "{what}"),
        0x42 => assert_eq!(rig.write(3_200, 32), None, "{what}"),
        _ if info[2] & 3 == 2 => assert_eq!(rig.write(track.start, 16), Some((5, 0x30, 5)), "{what}"),
        _ => {
            rig.prepare(media, true);
            match track.next {
                Some(lba) if track.start == lba || rig.read(track.start, 16).is_ok() => {
                    let feature = rig.get(&[0x46, 2, 0, 0x21, 0, 0, 0, 0, 16, 0], 16).unwrap();
                    let at_once_only = profile == 0x14 && feature[10] & 1 == 0;
                    assert_eq!(rig.write(lba, 16), at_once_only.then_some((5, 0x64, 0)), "{what}");
                }
                Some(lba) => panic!("{what}: nothing can be read before {lba}"),
                None => assert!(track.damaged, "{what}"),
            }
        }
    }
    assert!(matches!(rig.sync(), None | Some((5, 0x72, 3))), "{what}");
}

#[test]
fn a_killed_process_leaves_every_disc_usable() {
    for (media, steps) in lives() {
        for paced in ["", "&speed=3000"] {
            let disc = Disc::new(&format!("media={media}&size=64000{paced}"));
            let rig = disc.load();
            for (index, step) in steps.iter().enumerate() {
                step(&rig);
                let what = format!("{media}{paced} after step {index}");
                let cut = copy(&disc);
                let first = told(&cut.load());
                let rig = cut.load();
                assert_eq!(told(&rig), first, "{what}");
                goes_on(&rig, media, &what);
            }
        }
    }
}

#[test]
fn a_power_cycle_is_what_a_later_load_finds() {
    for (media, steps) in lives() {
        for cut in 0..=steps.len() {
            let disc = Disc::new(&format!("media={media}&size=64000&speed=3000"));
            let rig = disc.load();
            steps[..cut].iter().for_each(|step| step(&rig));
            rig.0.power_cycle().unwrap();
            let _ = (rig.code(&[0; 6]), rig.code(&[0; 6]));
            let before = told(&rig);
            drop(rig);
            let rig = disc.load();
            let what = format!("{media} cut before step {cut}");
            assert_eq!(told(&rig), before, "{what}");
            goes_on(&rig, media, &what);
        }
    }
}

/// In the middle of what lasts long.
#[test]
fn a_cut_in_a_long_operation() {
    type Begin = fn(&Rig) -> Option<Code>;
    let begins: [(&str, Begin); 8] = [
        ("cd-rw", |rig| rig.blank(0x10)),
        ("dvd-rw", |rig| rig.blank(0x10)),
        ("dvd-rw", |rig| rig.format(0, 64_000, 2)),
        ("dvd-rw-ro", |rig| rig.format(0, 64_000, 2)),
        ("bd-re", |rig| rig.format(0x30 << 2 | 2, 64_000, 2)),
        ("dvd-ram", |rig| rig.format(0, 64_000, 2)),
        ("dvd+rw", |rig| rig.format(0x98, u32::MAX, 2)),
        ("bd-r", |rig| rig.format(0, rig.capacities()[1].0, 2)),
    ];
    for (media, begin) in begins {
        let disc = Disc::new(&format!("media={media}&size=64000&speed=1000"));
        let rig = disc.load();
        assert_eq!(begin(&rig), None, "{media}");
        rig.0.clock.sleep(Duration::from_secs(10));
        rig.0.power_cycle().unwrap();
        drop(rig);
        goes_on(&disc.load(), media, media);
    }
}

/// 41: the medium leaves in the middle of a recording.
#[test]
fn a_medium_that_leaves() {
    for (media, unit) in
        [("cd-r", 1), ("dvd-r", 16), ("dvd-rw", 16), ("dvd+r", 16), ("bd-r", 32), ("hd-dvd-r", 32)]
    {
        let rig = Rig::ready(&format!("?media={media}&size=64000&clock=virtual&speed=100"));
        rig.prepare(media, true);
        rig.good(&[0x1E, 0, 0, 0, 1, 0]);
        assert_eq!(rig.code(&[0x1B, 0, 0, 0, 2, 0]), Some((5, 0x53, 2)), "{media}: it was locked");
        rig.burn(0, 640);
        rig.0.clock.sleep(Duration::from_secs(12));
        rig.0.eject(true).unwrap();
        assert_eq!(rig.write(640, 32), Some((2, 0x3A, 2)), "{media}");
        rig.good(&[0x1B, 0, 0, 0, 3, 0]);
        assert_eq!(rig.code(&[0; 6]), Some((6, 0x28, 0)));
        let track = rig.track_info(1, 1).unwrap();
        assert!(track.damaged, "{media}");
        assert_eq!(track.next.is_some(), unit > 1, "{media}");
        goes_on(&rig, media, media);
    }
}
