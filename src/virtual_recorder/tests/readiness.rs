//! Long operations on every medium that has them, and what the drive answers meanwhile (group C of the list of checks).
//! `timing` has the exact times of some, and the buffer.

use super::*;

const TEST_UNIT_READY: [u8; 6] = [0; 6];

fn paced(media: &str) -> Rig {
    Rig::ready(&format!("?media={media}&size=64000&clock=virtual&speed=2000"))
}

fn wait(rig: &Rig, time: Duration) {
    rig.0.clock.sleep(time);
}

/// Key, code and progress of TEST UNIT READY; None when the drive is ready.
fn readiness(rig: &Rig) -> Option<(Code, u16)> {
    let answer = rig.raw(&TEST_UNIT_READY, Data::None).unwrap();
    if answer.status == status::GOOD {
        return None;
    }
    let sense = answer.sense();
    assert_eq!(sense[15] & 0x80, 0x80, "sense-key specific bytes are valid");
    Some(((sense[2], sense[12], sense[13]), u16::from_be_bytes([sense[16], sense[17]])))
}

/// 20, 21: begins an operation with Immed, looks at the drive until it is over, and gives how long that took.
fn follow(rig: &Rig, begin: impl Fn() -> Option<Code>, expected: Code, what: &str) -> Duration {
    let start = rig.now();
    assert_eq!(begin(), None, "{what}");
    assert!(rig.now() - start < Duration::from_millis(5), "{what}: Immed answers at once");
    let mut last = None;
    loop {
        match readiness(rig) {
            None => break,
            Some((code, progress)) => {
                assert_eq!(code, expected, "{what}");
                assert!(last.is_none_or(|last| progress >= last), "{what}: progress goes forward");
                last = Some(progress);
            }
        }
        while_busy(rig, expected, what);
        wait(rig, Duration::from_secs(1));
    }
    assert!(last.is_some(), "{what}: it took no time");
    rig.now() - start
}

/// Most commands are refused, some are not.
fn while_busy(rig: &Rig, expected: Code, what: &str) {
    let refused: [&[u8]; 6] = [
        &[0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0],
        &[0x52, 1, 0, 0, 0, 1, 0, 0, 36, 0],
        &[0x23, 0, 0, 0, 0, 0, 0, 0, 12, 0],
        &[0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        &[0x5A, 8, 5, 0, 0, 0, 0, 0, 60, 0],
        &[0x1B, 0, 0, 0, 2, 0],
    ];
    for cdb in refused {
        // It may have come to its end between two commands.
        let code = rig.code(cdb);
        assert!(code == Some(expected) || readiness(rig).is_none(), "{what}: {cdb:02x?} {code:02x?}");
        if code.is_none() {
            return;
        }
    }
    let answered: [&[u8]; 5] = [
        &[0x12, 0, 0, 0, 36, 0],
        &[0x03, 0, 0, 0, 18, 0],
        &[0x46, 0, 0, 0, 0, 0, 0, 0, 8, 0],
        &[0x4A, 1, 0, 0, 0x50, 0, 0, 0, 8, 0],
        &[0x5C, 0, 0, 0, 0, 0, 0, 0, 12, 0],
    ];
    answered.iter().for_each(|cdb| rig.good(cdb));
    // REQUEST SENSE has the progress too.
    let sense = rig.get(&[0x03, 0, 0, 0, 18, 0], 18).unwrap();
    assert!(sense[15] & 0x80 != 0 && sense[12] == 4, "{what}");
}

#[test]
fn flushing_and_closing_with_immed() {
    for media in ["cd-r", "cd-rw", "dvd-r", "dvd-r-dl", "dvd-rw", "hd-dvd-r", "dvd+r", "dvd+r-dl", "bd-r"] {
        let rig = paced(media);
        rig.prepare(media, false);
        rig.burn(0, 3_200);
        let flush = follow(&rig, || rig.code(&[0x35, 2, 0, 0, 0, 0, 0, 0, 0, 0]), (2, 4, 8), media);
        assert!(flush >= Duration::from_secs(1), "{media} {flush:?}");
        if !media.starts_with("cd") {
            follow(&rig, || rig.code(&[0x5B, 1, 1, 0, 0, 1, 0, 0, 0, 0]), (2, 4, 7), media);
        }
        let close = follow(&rig, || rig.code(&[0x5B, 1, 2, 0, 0, 0, 0, 0, 0, 0]), (2, 4, 7), media);
        assert!(close >= Duration::from_secs(15), "{media} {close:?}");
        assert_ne!(rig.disc_info()[2] & 3, 0);
    }
}

#[test]
fn blanking_with_immed() {
    for (media, kinds) in [("cd-rw", &[1u8, 0][..]), ("dvd-rw", &[1, 0]), ("dvd-rw-ro", &[1, 0])] {
        for &kind in kinds {
            let rig = paced(media);
            let time = follow(&rig, || rig.blank(0x10 | kind), (2, 4, 7), media);
            // A full blank goes over the whole disc.
            let full = Duration::from_secs(30 + 64_000 / 2_000);
            assert_eq!(time >= full, kind == 0, "{media} {kind} {time:?}");
            assert_eq!(rig.disc_info()[2] & 0x0F, 0);
        }
    }
}

#[test]
fn formatting_with_immed() {
    for (media, kind, whole) in [
        ("dvd-rw", 0x00, true),
        ("dvd-rw", 0x10 << 2, true),
        ("dvd-rw", 0x15 << 2, false),
        ("dvd-rw-ro", 0x00, true),
        ("dvd+rw", 0x98, false),
        ("dvd+rw-dl", 0x98, false),
        ("dvd-ram", 0x00, false),
        ("bd-re", 0x00, false),
        ("bd-re", 0x30 << 2 | 2, true),
        ("bd-re", 0x30 << 2 | 3, false),
        ("bd-r", 0x00, false),
        ("hd-dvd-ram", 0x00, false),
    ] {
        let rig = paced(media);
        let blocks = rig.capacities().iter().skip(1).find(|d| d.1 == kind & 0xFC).unwrap().0;
        let what = format!("{media} {kind:02x}");
        let time = follow(&rig, || rig.format(kind, blocks, 0x02), (2, 4, 4), &what);
        assert_eq!(time >= Duration::from_secs(52), whole, "{what}: {time:?}");
        assert_ne!(rig.disc_info()[2] & 0x0F, 0, "{what}");
    }
}

/// 20: variants of drives, by faults: progress in REQUEST SENSE only, no cause, and never an end.
#[test]
fn drives_that_say_little() {
    let rig = paced("cd-rw");
    let vague = |asc: u8, ascq: u8, times: u32| FaultPlan {
        opcode: Some(0),
        lba: None,
        skip: 0,
        times,
        effect: Effect::Sense { key: 2, asc, ascq, deferred: false },
    };
    assert_eq!(rig.blank(0x11), None);
    rig.0.fault_add(vague(4, 7, 1)).unwrap();
    let answer = rig.raw(&TEST_UNIT_READY, Data::None).unwrap();
    assert_eq!(answer.sense()[15], 0);
    assert_eq!(rig.get(&[0x03, 0, 0, 0, 18, 0], 18).unwrap()[15], 0x80);
    rig.0.fault_add(vague(4, 0, 0)).unwrap();
    wait(&rig, HOUR);
    assert_eq!(rig.code(&TEST_UNIT_READY), Some((2, 4, 0)));
    rig.0.fault_clear();
    rig.good(&TEST_UNIT_READY);
}

/// 22: how long a flush takes follows from what is in the buffer, and a disc at once gets its lead-out with it.
#[test]
fn the_last_flush_of_a_disc_at_once_writes_the_lead_out() {
    for media in ["dvd-r", "dvd-rw", "dvd-r-dl"] {
        let rig = paced(media);
        rig.dash(2, 0, false);
        assert_eq!(rig.reserve(640), None);
        rig.burn(0, 640);
        let begin = rig.now();
        assert_eq!(rig.sync(), None);
        let time = rig.now() - begin;
        assert!(time >= Duration::from_secs(60), "{media} {time:?}");
        assert_eq!(rig.disc_info()[2] & 0x0F, 0x0E);
    }
}

/// 23: the first sector of a session waits for calibration and lead-in, on all media that have some.
#[test]
fn the_first_write_is_slow() {
    for media in ["cd-r", "dvd-r", "dvd-rw", "dvd+r", "bd-r", "hd-dvd-r"] {
        let rig = paced(media);
        rig.prepare(media, true);
        rig.burn(0, 32);
        let lead_in = |rig: &Rig| rig.0.counters().buffer_fill;
        wait(&rig, Duration::from_secs(4));
        assert_eq!(lead_in(&rig), 32 * 2_048, "{media}");
        wait(&rig, Duration::from_secs(8));
        assert_eq!(lead_in(&rig), 0, "{media}");
    }
}

/// 24, 25: drives that name more free space than their buffer has, none at all, or what was free before.
#[test]
fn buffers_that_tell_nonsense() {
    let rig = paced("dvd-r");
    rig.prepare("dvd-r", true);
    rig.burn(0, 320);
    let free = || {
        let data = rig.get(&[0x5C, 0, 0, 0, 0, 0, 0, 0, 12, 0], 12).unwrap();
        u32::from_be_bytes(data[8..12].try_into().unwrap())
    };
    let truth = free();
    for lie in [0x7FFF_FFFF, 0, 2 << 20] {
        let effect = Effect::Lie { at: 8, value: lie };
        rig.0.fault_add(FaultPlan { opcode: Some(0x5C), lba: None, skip: 0, times: 1, effect }).unwrap();
        assert_eq!((free(), free()), (lie, truth));
    }
}

/// 26: once per change of medium and once per reset, before all other commands but four.
#[test]
fn unit_attentions() {
    for medium in media::MEDIA.iter().filter(|medium| !medium.is_rom()) {
        let rig = Rig::open(&format!("?media={}&clock=virtual", medium.name));
        let mut expected = vec![(6, 0x28, 0)];
        for _ in 0..2 {
            rig.good(&[0x12, 0, 0, 0, 36, 0]);
            rig.good(&[0x46, 0, 0, 0, 0, 0, 0, 0, 8, 0]);
            rig.good(&[0x4A, 1, 0, 0, 0x10, 0, 0, 0, 8, 0]);
            for code in &expected {
                assert_eq!(rig.code(&[0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0]), Some(*code), "{}", medium.name);
            }
            rig.good(&TEST_UNIT_READY);
            rig.0.power_cycle().unwrap();
            expected = vec![(6, 0x29, 0), (6, 0x28, 0)];
        }
    }
}

/// 27, 28: the tray, and what is told of it.
#[test]
fn loading_and_events() {
    let rig = paced("dvd-ram");
    let event = || rig.get(&[0x4A, 1, 0, 0, 0x10, 0, 0, 0, 8, 0], 8).unwrap()[4..6].to_vec();
    // New medium, present.
    assert_eq!((event(), event()), (vec![2, 2], vec![0, 2]));
    rig.good(&[0x1B, 0, 0, 0, 2, 0]);
    assert_eq!(rig.code(&TEST_UNIT_READY), Some((2, 0x3A, 2)));
    assert_eq!((event(), event()), (vec![3, 1], vec![0, 1]));
    assert_eq!(rig.profile(), 0);
    rig.good(&[0x1B, 1, 0, 0, 3, 0]);
    assert_eq!(rig.code(&TEST_UNIT_READY), Some((6, 0x28, 0)));
    assert_eq!(rig.code(&TEST_UNIT_READY), Some((2, 4, 1)));
    // Busy for three seconds, in tenths.
    let busy = rig.get(&[0x4A, 1, 0, 0, 0x40, 0, 0, 0, 8, 0], 8).unwrap();
    assert_eq!((busy[2], busy[5], busy[7]), (6, 1, 30));
    wait(&rig, Duration::from_secs(3));
    assert_eq!((readiness(&rig), event()), (None, vec![2, 2]));
    let empty = Rig::open("?media=none&clock=virtual");
    assert_eq!((empty.code(&TEST_UNIT_READY), empty.profile()), (Some((2, 0x3A, 1)), 0));
}

/// 29: a locked tray stays shut until it is unlocked or the power goes.
#[test]
fn a_locked_tray() {
    for media in ["cd-rw", "dvd-rw", "bd-r"] {
        let rig = Rig::ready(&format!("?media={media}&clock=virtual"));
        let eject = [0x1B, 0, 0, 0, 2, 0];
        rig.good(&[0x1E, 0, 0, 0, 1, 0]);
        assert_eq!(rig.code(&eject), Some((5, 0x53, 2)));
        rig.0.power_cycle().unwrap();
        let _ = (rig.code(&[0; 6]), rig.code(&[0; 6]));
        rig.good(&eject);
    }
}

/// 30: a disc that was stopped turns again by itself, as libburn expects of drives; of others by a fault.
#[test]
fn a_stopped_disc() {
    let rig = Rig::ready("?media=dvd+r&size=64000&clock=virtual&speed=2000");
    rig.burn(0, 320);
    rig.good(&[0x1B, 0, 0, 0, 0, 0]);
    rig.good(&TEST_UNIT_READY);
    let effect = Effect::Sense { key: 2, asc: 4, ascq: 2, deferred: false };
    rig.0.fault_add(FaultPlan { opcode: Some(0), lba: None, skip: 0, times: 1, effect }).unwrap();
    assert_eq!(rig.code(&TEST_UNIT_READY), Some((2, 4, 2)));
    rig.good(&[0x1B, 0, 0, 0, 1, 0]);
    rig.good(&TEST_UNIT_READY);
    rig.burn(320, 320);
}

/// A disc that turns evenly is recorded faster and faster.
#[test]
fn even_rotation() {
    let rig = Rig::ready("?media=cd-rw&size=40000&clock=virtual&speed=1800&store=discard");
    let list = rig.get(&[0xAC, 4, 0, 0, 0, 0, 0, 0, 0, 16, 3, 0], 264).unwrap();
    let even: Vec<&[u8]> = list[8..].chunks(16).filter(|d| d[0] == 0x08).collect();
    assert_eq!(even.len(), 1);
    let fastest: [u8; 4] = even[0][12..16].try_into().unwrap();
    let mut set = [0; 28];
    set[0] = 0x08;
    set[8..12].copy_from_slice(&39_999u32.to_be_bytes());
    set[20..24].copy_from_slice(&fastest);
    set[26..28].copy_from_slice(&1_000u16.to_be_bytes());
    assert_eq!(rig.send(&[0xB6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 28, 0], &set), None);
    let now = rig.get(&[0xAC, 4, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0], 24).unwrap();
    let (inside, outside) = (&now[12..16], &now[20..24]);
    assert!(inside < outside && outside == fastest, "{now:02x?}");
    let page = rig.get(&[0x5A, 8, 0x2A, 0, 0, 0, 0, 0, 252, 0], 252).unwrap();
    assert_eq!(page[8 + 27], 1);
    rig.track_at_once(false, true);
    let mut times = Vec::new();
    for start in (0..40_000).step_by(20_000) {
        let begin = rig.now();
        rig.burn(start, 20_000);
        times.push(rig.now() - begin);
    }
    assert!(times[0] > times[1] * 5 / 4, "{times:?}");
    rig.good(&[0xBB, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0]);
}
