//! Power cuts, faults, damaged files, second recorders.

use super::*;
use crate::hresult::DF2D_E_IMAPI_RECORDER_LOCKED;

/// What stays of the files when the machine loses power now.
fn copy(disc: &Disc) -> Disc {
    let copy = Disc { folder: tempfile::tempdir().unwrap(), keys: disc.keys.clone() };
    std::fs::copy(disc.path(), copy.path()).unwrap();
    std::fs::copy(disc.disc_file(), copy.disc_file()).unwrap();
    copy
}

type Step = Box<dyn Fn(&Rig)>;

fn cd_steps() -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for (start, last) in [(0, false), (12_002, true)] {
        steps.push(Box::new(move |rig| rig.track_at_once(!last, true)));
        for lba in (start..start + 600).step_by(60) {
            steps.push(Box::new(move |rig| assert_eq!(rig.write(lba, 60), None)));
        }
        steps.push(Box::new(|rig| assert_eq!(rig.sync(), None)));
        steps.push(Box::new(|rig| assert_eq!(rig.close(2, 0), None)));
    }
    steps
}

fn dvd_steps() -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for (start, track) in [(0, 1), (320 + 2_048, 2)] {
        for lba in (start..start + 320).step_by(40) {
            steps.push(Box::new(move |rig| assert_eq!(rig.write(lba, 40), None)));
        }
        steps.push(Box::new(|rig| assert_eq!(rig.sync(), None)));
        steps.push(Box::new(move |rig| assert_eq!(rig.close(1, track), None)));
        steps.push(Box::new(move |rig| assert_eq!(rig.close(if track == 1 { 2 } else { 6 }, 0), None)));
    }
    steps
}

#[test]
fn a_killed_process_leaves_a_disc_that_loads() {
    for (keys, steps) in [("media=cd-r&size=40000", cd_steps()), ("media=dvd+r&size=16000", dvd_steps())] {
        for paced in ["", "&speed=3000"] {
            let disc = Disc::new(&format!("{keys}{paced}"));
            let rig = disc.load();
            for (index, step) in steps.iter().enumerate() {
                step(&rig);
                let cut = copy(&disc);
                let after = cut.load();
                let info = after.disc_info();
                let next = after.track_info(1, 0xFF);
                let Ok(next) = next else {
                    assert_eq!(info[2], 0x0E, "{keys} {index}");
                    continue;
                };
                // It can be continued where it says, or the damage is told and can be closed.
                if keys.contains("cd-r") {
                    after.track_at_once(true, true);
                }
                match next.next {
                    Some(lba) => {
                        assert_eq!(after.write(lba, 16), None, "{keys} {index}");
                        if lba > next.start {
                            let read = after.read(next.start, lba - next.start).unwrap();
                            assert_eq!(read, pattern(next.start, lba - next.start));
                        }
                    }
                    None => {
                        assert!(next.damaged, "{keys} {index}");
                        assert_eq!(after.close(2, 0), Some((5, 0x72, 3)));
                        assert_eq!(after.close(1, next.number), None);
                        assert_eq!(after.close(2, 0), None);
                    }
                }
            }
        }
    }
}

#[test]
fn a_power_cycle_at_every_command() {
    for (keys, steps) in [("media=cd-r&size=40000", cd_steps()), ("media=dvd+r&size=16000", dvd_steps())] {
        for cut in 0..=steps.len() {
            let disc = Disc::new(&format!("{keys}&speed=3000"));
            let rig = disc.load();
            steps[..cut].iter().for_each(|step| step(&rig));
            rig.good(&[0x1E, 0, 0, 0, 1, 0]);
            rig.0.power_cycle().unwrap();
            assert!(!rig.0.counters().prevented);
            assert_eq!(rig.0.counters().buffer_fill, 0);
            assert_eq!(rig.code(&[0; 6]), Some((6, 0x29, 0)));
            assert_eq!(rig.code(&[0; 6]), Some((6, 0x28, 0)));
            rig.good(&[0; 6]);
            let before = (rig.disc_info(), rig.track_info(1, 0xFF).map(|t| (t.next, t.damaged, t.start)));
            drop(rig);
            let rig = disc.load();
            let after = (rig.disc_info(), rig.track_info(1, 0xFF).map(|t| (t.next, t.damaged, t.start)));
            assert_eq!(before, after, "{keys} {cut}");
        }
    }
}

#[test]
fn a_cut_during_close_leaves_the_session_open() {
    let disc = Disc::new("media=cd-r&size=40000&speed=3000");
    let rig = disc.load();
    rig.track_at_once(true, true);
    rig.burn(0, 600);
    assert_eq!(rig.sync(), None);
    rig.good(&[0x5B, 1, 2, 0, 0, 0, 0, 0, 0, 0]);
    rig.0.power_cycle().unwrap();
    drop(rig);
    let rig = disc.load();
    assert_eq!(rig.disc_info()[2], 0x05);
    rig.track_at_once(true, true);
    assert_eq!(rig.close(2, 0), None);
    assert_eq!(rig.disc_info()[2], 0x01);
}

#[test]
fn a_cut_loses_the_buffer_and_no_more() {
    let disc = Disc::new("media=dvd+r&size=16000&speed=100");
    let rig = disc.load();
    rig.burn(0, 320);
    rig.0.clock.sleep_until(Duration::from_secs(9));
    rig.0.power_cycle().unwrap();
    let _ = (rig.code(&[0; 6]), rig.code(&[0; 6]));
    // A second of 100 sectors, rounded down to ECC blocks.
    let track = rig.track_info(1, 1).unwrap();
    assert!(track.damaged);
    assert!(matches!(track.next, Some(80 | 96)), "{:?}", track.next);
    let next = track.next.unwrap();
    assert_eq!(rig.read(0, next).unwrap(), pattern(0, next));
    assert_eq!(rig.read(next, 1), Err((5, 0x21, 0)));
}

#[test]
fn damaged_disc_files_are_refused_and_left() {
    let disc = Disc::new("media=cd-r&size=40000");
    let rig = disc.load();
    rig.track_at_once(true, true);
    rig.burn(0, 600);
    assert_eq!(rig.sync(), None);
    drop(rig);
    let text = std::fs::read(disc.disc_file()).unwrap();
    for at in 0..text.len() {
        let mut flipped = text.clone();
        flipped[at] ^= 0x11;
        for bad in [&text[..at], &flipped] {
            std::fs::write(disc.disc_file(), bad).unwrap();
            let failure = disc.open().err().unwrap();
            assert_eq!(failure.hr, DF2D_E_INVALIDARG);
            assert!(
                failure.text.contains("disc.iso.disc") && failure.text.contains("line "),
                "{}",
                failure.text
            );
            assert_eq!(std::fs::read(disc.disc_file()).unwrap(), bad);
        }
    }
    std::fs::write(disc.disc_file(), vec![b'a'; 1 << 20]).unwrap();
    assert_eq!(disc.open().err().unwrap().hr, DF2D_E_INVALIDARG);
    std::fs::write(disc.disc_file(), &text).unwrap();
    // Nor may the image be shorter than what is recorded.
    std::fs::File::options().write(true).open(disc.path()).unwrap().set_len(599 * 2048).unwrap();
    assert_eq!(disc.open().err().unwrap().hr, DF2D_E_INVALIDARG);
}

#[test]
fn files_that_are_no_discs() {
    let disc = Disc::new("media=cd-r&size=40000");
    std::fs::write(disc.path(), b"a letter").unwrap();
    assert_eq!(disc.open().err().unwrap().hr, DF2D_E_INVALIDARG);
    assert_eq!(std::fs::read(disc.path()).unwrap(), b"a letter");
    assert!(!disc.disc_file().exists());
    std::fs::remove_file(disc.path()).unwrap();
    std::fs::create_dir(disc.path()).unwrap();
    assert_eq!(disc.open().err().unwrap().hr, DF2D_E_INVALIDARG);
    std::fs::remove_dir(disc.path()).unwrap();
    // Without media there must be a disc to take it from, and what is given must be right.
    let bare = format!("{}?clock=virtual", disc.path().display());
    let open = |id: &str| VirtualRecorder::open(Config::parse(id.as_bytes()).unwrap());
    assert_eq!(open(&bare).err().unwrap().hr, DF2D_E_INVALIDARG);
    assert!(!disc.path().exists());
    drop(disc.load());
    assert_eq!(open(&bare).unwrap().config.media, Config::parse(b"?media=cd-r").unwrap().media);
    for other in ["media=dvd+r", "media=cd-r&size=40001", "media=cd-rom"] {
        let failure = open(&format!("{}?{other}", disc.path().display())).err().unwrap();
        assert_eq!(failure.hr, DF2D_E_INVALIDARG, "{other}");
    }
}

#[test]
fn one_recorder_per_disc() {
    let disc = Disc::new("media=cd-r&size=40000");
    let rig = disc.load();
    assert_eq!(disc.open().err().unwrap().hr, DF2D_E_IMAPI_RECORDER_LOCKED);
    let empty = Rig::open("?media=none&clock=virtual");
    let spec = format!("{}?media=cd-r", disc.path().display());
    assert_eq!(empty.0.insert(spec.as_bytes()).unwrap_err().hr, DF2D_E_IMAPI_RECORDER_LOCKED);
    assert!(rig.0.check_same(&Config::parse(disc.id().as_bytes()).unwrap()).is_ok());
    assert!(rig.0.check_same(&Config::parse(b"x?media=dvd+r").unwrap()).is_err());
    drop(rig);
    empty.0.insert(spec.as_bytes()).unwrap();
    assert_eq!(empty.code(&[0; 6]), Some((6, 0x28, 0)));
    assert_eq!(disc.open().err().unwrap().hr, DF2D_E_IMAPI_RECORDER_LOCKED);
}

#[test]
fn a_disc_taken_out_and_put_in() {
    let rig = Rig::ready("?media=cd-r&size=4000&clock=virtual");
    assert_eq!(rig.0.insert(b"?media=dvd+r").unwrap_err().hr, DF2D_E_IMAPI_RECORDER_MEDIA_BUSY);
    rig.good(&[0x1E, 0, 0, 0, 1, 0]);
    assert_eq!(rig.code(&[0x1B, 0, 0, 0, 2, 0]), Some((5, 0x53, 2)));
    assert_eq!(rig.0.eject(false).unwrap_err().hr, DF2D_E_IMAPI_RECORDER_MEDIA_BUSY);
    let event = rig.get(&[0x4A, 1, 0, 0, 0x10, 0, 0, 0, 8, 0], 8).unwrap();
    assert_eq!(event, [0, 6, 4, 0x54, 1, 2, 0, 0]);
    rig.good(&[0x1E, 0, 0, 0, 0, 0]);
    rig.0.eject(false).unwrap();
    assert_eq!(rig.code(&[0; 6]), Some((2, 0x3A, 2)));
    let event = rig.get(&[0x4A, 1, 0, 0, 0x10, 0, 0, 0, 8, 0], 8).unwrap();
    assert_eq!(event, [0, 6, 4, 0x54, 3, 1, 0, 0]);
    assert_eq!(rig.0.insert(b"?media=dvd+r&speed=100").unwrap_err().hr, DF2D_E_INVALIDARG);
    rig.0.insert(b"?media=dvd+r&size=16000").unwrap();
    assert_eq!(rig.code(&[0; 6]), Some((6, 0x28, 0)));
    rig.burn(0, 16);
    let profile = rig.get(&[0x46, 0, 0, 0, 0, 0, 0, 0, 8, 0], 8).unwrap();
    assert_eq!(profile[6..], [0, 0x1B]);
    rig.0.eject(true).unwrap();
    rig.0.insert(b"?media=none").unwrap();
    assert_eq!(rig.code(&[0; 6]), Some((2, 0x3A, 1)));
}

#[test]
fn faults_strike_where_they_are_planned() {
    let rig = Rig::ready("?media=dvd+r&size=16000&clock=virtual");
    let plan = |opcode, lba, effect| FaultPlan { opcode, lba, skip: 0, times: 1, effect };
    let sense = |deferred| Effect::Sense { key: 3, asc: 0x0C, ascq: 0, deferred };
    rig.0.fault_add(plan(Some(0x2A), Some(20), sense(false))).unwrap();
    assert_eq!(rig.write(0, 16), None);
    assert_eq!(rig.write(16, 16), Some((3, 0x0C, 0)));
    assert_eq!(rig.next(), Some(16));
    assert_eq!(rig.write(16, 16), None);
    rig.0.fault_add(plan(Some(0x2A), None, sense(true))).unwrap();
    let answer = rig.raw(&cdb_rw(0x2A, 32, 16), Data::ToDevice(&pattern(32, 16))).unwrap();
    assert_eq!(answer.sense()[0], 0x71);
    assert_eq!(rig.next(), Some(32));

    rig.0.fault_add(plan(Some(0x2A), None, Effect::GoodWithoutEffect)).unwrap();
    assert_eq!(rig.write(32, 16), None);
    assert_eq!(rig.next(), Some(32));
    rig.0.fault_add(plan(None, None, Effect::Delay(MINUTE))).unwrap();
    let begin = rig.now();
    assert_eq!(rig.write(32, 16), None);
    assert_eq!(rig.now() - begin, MINUTE);
    rig.0.fault_add(plan(Some(0), None, Effect::Timeout)).unwrap();
    let begin = rig.now();
    assert_eq!(rig.raw(&[0; 6], Data::None).err(), Some(Fault::Timeout));
    assert_eq!(rig.now() - begin, HOUR);
    rig.good(&[0; 6]);

    rig.0.fault_add(plan(Some(0), None, Effect::Lost)).unwrap();
    assert_eq!(rig.raw(&[0; 6], Data::None).err(), Some(Fault::Lost));
    assert_eq!(rig.code(&[0; 6]), Some((6, 0x29, 0)));
    rig.0.fault_add(plan(Some(0), None, Effect::Reset)).unwrap();
    assert_eq!(rig.code(&[0; 6]), Some((6, 0x29, 0)));
    rig.good(&[0; 6]);
    rig.0.fault_add(plan(Some(0), None, Effect::DeviceGone)).unwrap();
    assert_eq!(rig.raw(&[0; 6], Data::None).err(), Some(Fault::Gone));
    assert_eq!(rig.raw(&[0x12, 0, 0, 0, 36, 0], Data::None).err(), Some(Fault::Gone));
    rig.0.power_cycle().unwrap();
    let _ = (rig.code(&[0; 6]), rig.code(&[0; 6]));
    rig.0.fault_add(plan(Some(0), None, Effect::MediumGone)).unwrap();
    assert_eq!(rig.code(&[0; 6]), Some((2, 0x3A, 2)));
    assert_eq!(rig.code(&[0; 6]), Some((2, 0x3A, 2)));
    assert_eq!(rig.0.counters().faults, 9);
    let bad = Effect::Sense { key: 16, asc: 0, ascq: 0, deferred: false };
    assert!(rig.0.fault_add(plan(None, None, bad)).is_err());
    rig.0.fault_add(FaultPlan { times: 0, ..plan(None, None, Effect::Timeout) }).unwrap();
    rig.0.fault_clear();
    assert_eq!(rig.code(&[0; 6]), Some((2, 0x3A, 2)));
}

#[test]
fn a_data_phase_that_does_not_fit_breaks_the_link() {
    let rig = Rig::ready("?media=cd-r&size=4000&clock=virtual");
    rig.track_at_once(true, true);
    assert_eq!(rig.write(0, 16), None);
    let short = rig.raw(&cdb_rw(0x2A, 16, 7), Data::ToDevice(&pattern(16, 16)));
    assert_eq!(short.err(), Some(Fault::Lost));
    assert_eq!(rig.code(&[0; 6]), Some((6, 0x29, 0)));
    // The write parameters are gone.
    assert_eq!(rig.write(16, 16), Some((5, 0x64, 0)));
}

/// Files with a right checksum that no recorder wrote: refused, or discs with which a drive can live.
#[test]
fn forged_disc_files_do_no_harm() {
    type Prepare = fn(&Rig);
    let discs: [(&str, Prepare); 7] = [
        ("cd-r", |rig| {
            rig.track_at_once(true, true);
            rig.burn(0, 600);
            assert_eq!((rig.sync(), rig.close(2, 0)), (None, None));
            rig.track_at_once(true, true);
            rig.burn(12_002, 600);
        }),
        ("dvd-rw", |rig| {
            rig.dash(2, 0, false);
            assert_eq!(rig.reserve(640), None);
            rig.burn(0, 320);
        }),
        ("dvd-rw-ro", |rig| {
            assert_eq!(rig.format(0x15 << 2, 320, 0), None);
            rig.burn(320, 320);
            assert_eq!(rig.sync(), None);
        }),
        ("dvd+r-dl", |rig| {
            let boundary = [0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0x10, 0];
            assert_eq!(rig.send(&[0xBF, 0, 0, 0, 0, 0, 0, 0x20, 0, 12, 0, 0], &boundary), None);
            assert_eq!(rig.reserve(320), None);
            rig.burn(0, 64);
        }),
        ("bd-r", |rig| {
            assert_eq!(rig.format(0, rig.capacities()[1].0, 0), None);
            rig.burn(0, 300);
            assert_eq!((rig.sync(), rig.close(1, 1), rig.close(2, 0)), (None, None, None));
            rig.burn(64, 32);
            assert_eq!(rig.sync(), None);
        }),
        ("bd-r-rrm", |rig| {
            rig.burn(0, 32);
            rig.burn(640, 320);
            assert_eq!(rig.sync(), None);
        }),
        ("dvd-ram&protect=cartridge", |_| {}),
    ];
    for (media, prepare) in discs {
        let disc = Disc::new(&format!("media={media}&size=40000"));
        prepare(&disc.load());
        std::fs::File::options().write(true).open(disc.path()).unwrap().set_len(1 << 31).unwrap();
        let lived = forge(&disc);
        assert!(lived > 0, "{media}");
    }
}

/// Replaces every word of the disc file by others, and lets a drive live with what comes of it. How often it could.
fn forge(disc: &Disc) -> u32 {
    let text = std::fs::read_to_string(disc.disc_file()).unwrap();
    let body = &text[..text.find("crc32").unwrap()];
    let words: Vec<&str> = body.split_inclusive([' ', '\n']).collect();
    let values = ["0", "1", "2", "3", "31", "300", "602", "12002", "39999", "40000", "40001", "2147483647"];
    let states = [
        "open",
        "writing",
        "damaged",
        "complete",
        "reserved",
        "finalized",
        "none",
        "running",
        "intermediate",
        "at-once",
        "padding",
        "persistent",
    ];
    let mut lived = 0;
    for at in 0..words.len() {
        let word = words[at].trim_end();
        let number = word.bytes().all(|b| b.is_ascii_digit());
        for other in if number { &values[..] } else { &states[..] } {
            let mut forged = words.clone();
            let replaced = words[at].replace(word, other);
            forged[at] = &replaced;
            let forged = forged.concat();
            let sealed = format!("{forged}crc32 {:08x}\n", crc32fast::hash(forged.as_bytes()));
            std::fs::write(disc.disc_file(), &sealed).unwrap();
            let bare = format!("{}?clock=virtual", disc.path().display());
            let Ok(drive) = VirtualRecorder::open(Config::parse(bare.as_bytes()).unwrap()) else { continue };
            live_with(&Rig(drive));
            lived += 1;
        }
    }
    lived
}

fn live_with(rig: &Rig) {
    let _ = (rig.code(&[0; 6]), rig.select(&page05(true, true)));
    let last = rig.disc_info()[6];
    rig.capacities();
    let next = rig.track_info(1, last.into()).ok().and_then(|track| track.next);
    let _ = (rig.track_info(1, 1), rig.track_info(1, 2), rig.read(12_000, 64), rig.read_capacity());
    for page in [page05(true, true), page05_dash(0, 16, true), page05_dash(2, 16, true)] {
        let _ = rig.select(&page);
        for lba in [next.unwrap_or(0), 0, 64, 640] {
            let _ = rig.write(lba, 32);
        }
    }
    for format in [0, 1, 2, 4] {
        let _ = rig.get(&[0x43, 0, format, 0, 0, 0, 0, 4, 0, 0], 1024);
    }
    for format in [0, 0x0A, 0x10, 0x20, 0xC0, 0xFF] {
        let _ = rig.get(&[0xAD, 0, 0, 0, 0, 0, 0, format, 8, 4, 0, 0], 2_052);
    }
    let _ = (rig.sync(), rig.close(1, 1), rig.close(1, 2), rig.close(2, 0), rig.disc_info());
    let _ =
        (rig.blank(5), rig.blank(0), rig.format(0x13 << 2, 32, 0), rig.format(0, 40_000, 0), rig.disc_info());
}

#[test]
fn a_store_that_cannot_write() {
    for (speed, deferred) in [("", false), ("&speed=1000", true)] {
        let disc = Disc::new(&format!("media=dvd+r&size=16000{speed}"));
        let rig = disc.load();
        assert_eq!(rig.write(0, 16), None);
        {
            let mut server = rig.0.server.lock().unwrap();
            let loaded = server.tray.as_mut().unwrap();
            loaded.store = store::Store::File(std::fs::File::open(disc.path()).unwrap());
        }
        if deferred {
            // Taken already when it fails.
            rig.0.clock.sleep(MINUTE);
            let answer = rig.raw(&[0; 6], Data::None).unwrap();
            assert_eq!((answer.sense()[0] & 0x7F, rig.answer(Ok(answer))), (0x71, Some((3, 0x0C, 0))));
            // Nothing of it was recorded.
            assert_eq!((rig.write(16, 16), rig.write(0, 16)), (Some((5, 0x21, 2)), None));
            // Then it is SYNCHRONIZE CACHE that fails.
            assert_eq!(rig.sync(), Some((3, 0x0C, 0)));
        } else {
            assert_eq!(rig.write(16, 16), Some((3, 0x0C, 0)));
            assert_eq!(rig.next(), Some(16));
        }
        drop(rig);
        disc.load();
    }
}

#[test]
fn a_medium_that_leaves_takes_the_buffer_with_it() {
    let rig = Rig::ready("?media=dvd+r&size=16000&clock=virtual&speed=100");
    rig.burn(0, 320);
    rig.0.clock.sleep_until(Duration::from_secs(9));
    rig.0.eject(true).unwrap();
    assert_eq!(rig.write(320, 16), Some((2, 0x3A, 2)));
    assert_eq!(rig.0.counters().buffer_fill, 0);
    rig.good(&[0x1B, 0, 0, 0, 3, 0]);
    assert_eq!(rig.code(&[0; 6]), Some((6, 0x28, 0)));
    let track = rig.track_info(1, 1).unwrap();
    assert!(track.damaged && track.next.is_some_and(|next| next < 112));
    // What is there can be closed, and the disc goes on behind it.
    assert_eq!((rig.close(1, 1), rig.close(2, 0)), (None, None));
    assert_eq!(rig.disc_info()[2], 0x01);
}

#[test]
fn one_drive_per_disc_in_the_process() {
    use crate::transport::open::open;
    let disc = Disc::new("media=cd-r&size=40000");
    let id = format!("virtual:{}", disc.id());
    let first = open(id.as_bytes()).unwrap();
    let bare = format!("virtual:{}", disc.path().display());
    assert!(Arc::ptr_eq(&first, &open(bare.as_bytes()).unwrap()));
    for other in ["media=cd-r", "protect=none"] {
        let same = format!("virtual:{}?{other}", disc.path().display());
        assert!(Arc::ptr_eq(&first, &open(same.as_bytes()).unwrap()), "{other}");
    }
    let other = format!("virtual:{}?speed=75", disc.path().display());
    assert_eq!(open(other.as_bytes()).err().unwrap().hr, DF2D_E_INVALIDARG);
    assert!(first.transport().as_virtual().is_some());
    let memory = b"virtual:?media=cd-r";
    assert!(!Arc::ptr_eq(&open(memory).unwrap(), &open(memory).unwrap()));
    drop(first);
    open(id.as_bytes()).unwrap();
}

#[test]
fn a_killed_process_with_two_tracks_under_way() {
    let disc = Disc::new("media=dvd+r&size=16000");
    let rig = disc.load();
    rig.good(&[0x53, 0, 0, 0, 0, 0, 0, 0, 160, 0]);
    rig.burn(0, 32);
    assert_eq!(rig.sync(), None);
    rig.burn(32, 16);
    rig.burn(160, 48);
    let after = copy(&disc).load();
    // The disc file knows of what was there when the second track began.
    let first = after.track_info(1, 1).unwrap();
    assert_eq!((first.next, first.damaged), (Some(48), true));
    assert_eq!(after.next(), Some(208));
    assert_eq!(after.read(160, 48).unwrap(), pattern(160, 48));
}
