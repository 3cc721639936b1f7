//! What travels between host and drive: sense data, lengths, faults of the link (group E of the list of checks).

use super::*;

fn plan(opcode: u8, effect: Effect) -> FaultPlan {
    FaultPlan { opcode: Some(opcode), lba: None, skip: 0, times: 1, effect }
}

/// 47: fixed and descriptor format, current and deferred, and none at all.
#[test]
fn formats_of_sense_data() {
    let rig = Rig::ready("?media=dvd-r&clock=virtual");
    let (key, asc, ascq) = (3, 0x0C, 0);
    let mut seen = Vec::new();
    for effect in [
        Effect::Sense { key, asc, ascq, deferred: false },
        Effect::Sense { key, asc, ascq, deferred: true },
        Effect::DescriptorSense { key, asc, ascq, deferred: false },
        Effect::DescriptorSense { key, asc, ascq, deferred: true },
        Effect::WithoutSense,
    ] {
        rig.0.fault_add(plan(0, effect)).unwrap();
        let answer = rig.raw(&[0; 6], Data::None).unwrap();
        assert_eq!(answer.status, status::CHECK_CONDITION);
        let sense = answer.sense();
        match sense.first() {
            Some(0x72 | 0x73) => assert_eq!(sense[1..4], [key, asc, ascq]),
            Some(_) => assert_eq!((sense[2], sense[12], sense[13], sense.len()), (key, asc, ascq, 18)),
            None => {}
        }
        seen.push(sense.first().copied().unwrap_or(0));
    }
    assert_eq!(seen, [0x70, 0x71, 0x72, 0x73, 0]);
    rig.good(&[0; 6]);
}

/// 49: no answer is longer than what was asked for, and its length field tells of all of it.
#[test]
fn allocation_lengths() {
    let commands: [&[u8]; 9] = [
        &[0x12, 0, 0, 0, 0, 0],
        &[0x03, 0, 0, 0, 0, 0],
        &[0x46, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        &[0x4A, 1, 0, 0, 0x50, 0, 0, 0, 0, 0],
        &[0x51, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        &[0x52, 1, 0, 0, 0, 1, 0, 0, 0, 0],
        &[0x23, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        &[0x5A, 8, 0x3F, 0, 0, 0, 0, 0, 0, 0],
        &[0x5C, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ];
    for medium in media::MEDIA.iter().filter(|medium| !medium.is_rom()) {
        let rig = Rig::ready(&format!("?media={}&clock=virtual", medium.name));
        rig.good(&[0x4A, 1, 0, 0, 0x10, 0, 0, 0, 8, 0]);
        for cdb in commands {
            // The lower byte of the allocation length stands last but one.
            let ask = |length: u8| {
                let mut cdb = cdb.to_vec();
                let at = cdb.len() - 2;
                cdb[at] = length;
                rig.get(&cdb, 1_024).unwrap_or_else(|code| panic!("{} {cdb:02x?} {code:02x?}", medium.name))
            };
            let all = ask(255);
            for length in [0, 1, 2, 8, 12] {
                let some = ask(length);
                assert_eq!(some.len(), usize::from(length).min(all.len()), "{} {cdb:02x?}", medium.name);
                assert_eq!(some[..], all[..some.len()], "{} {cdb:02x?}", medium.name);
            }
        }
    }
}

/// 48: the link breaks, the drive is reset, answers never come, the drive is gone: on all media alike.
#[test]
fn faults_of_the_link() {
    for media in ["cd-rw", "dvd-r", "dvd-rw-ro", "bd-r", "dvd-ram"] {
        let rig = Rig::ready(&format!("?media={media}&size=64000&clock=virtual&speed=2000"));
        rig.prepare(media, true);
        rig.burn(0, 64);
        rig.0.fault_add(plan(0x2A, Effect::Lost)).unwrap();
        let lost = rig.raw(&cdb_rw(0x2A, 64, 16), Data::ToDevice(&pattern(64, 16)));
        assert_eq!(lost.err(), Some(Fault::Lost), "{media}");
        assert_eq!(rig.code(&[0; 6]), Some((6, 0x29, 0)));
        assert_eq!(rig.0.counters().buffer_fill, 0, "{media}");
        // The write parameters are those of power on.
        let page = rig.get(&[0x5A, 8, 5, 0, 0, 0, 0, 0, 60, 0], 60).unwrap();
        let default = rig.get(&[0x5A, 8, 0x85, 0, 0, 0, 0, 0, 60, 0], 60).unwrap();
        assert_eq!(page, default, "{media}");
        rig.0.fault_add(plan(0, Effect::Timeout)).unwrap();
        let none = rig.0.execute(&[0; 6], Data::None, MINUTE);
        assert_eq!(none.err(), Some(Fault::Timeout));
        rig.0.fault_add(plan(0, Effect::DeviceGone)).unwrap();
        assert_eq!(rig.raw(&[0; 6], Data::None).err(), Some(Fault::Gone));
        assert_eq!(rig.raw(&[0x12, 0, 0, 0, 36, 0], Data::None).err(), Some(Fault::Gone));
        rig.0.power_cycle().unwrap();
        assert_eq!((rig.code(&[0; 6]), rig.code(&[0; 6])), (Some((6, 0x29, 0)), Some((6, 0x28, 0))));
    }
}

/// 45, 43: faults of single sectors, and discs that a drive does not like.
#[test]
fn faults_of_the_medium() {
    for media in ["dvd-ram", "bd-re"] {
        let rig = Rig::ready(&format!("?media={media}&size=64000&clock=virtual&speed=20000"));
        rig.prepare(media, true);
        // A replacement takes its time; without spares the drive gives up.
        let at = |effect| FaultPlan { opcode: Some(0x2A), lba: Some(100), skip: 0, times: 1, effect };
        rig.0.fault_add(at(Effect::Delay(Duration::from_millis(700)))).unwrap();
        let begin = rig.now();
        assert_eq!((rig.write(64, 32), rig.write(96, 32)), (None, None));
        assert!(rig.now() - begin >= Duration::from_millis(700));
        for (asc, ascq) in [(0x0C, 0x02), (0x32, 0x00)] {
            rig.0.fault_add(at(Effect::Sense { key: 3, asc, ascq, deferred: false })).unwrap();
            assert_eq!(rig.write(96, 32), Some((3, asc, ascq)), "{media}");
        }
        assert_eq!(rig.write(96, 32), None);
    }
    let rig = Rig::ready("?media=dvd-r&clock=virtual");
    rig.0.fault_add(plan(0, Effect::Sense { key: 2, asc: 0x30, ascq: 0, deferred: false })).unwrap();
    assert_eq!(rig.code(&[0; 6]), Some((2, 0x30, 0)), "upside down");
}

/// 46: a drive that says GOOD to everything and records nothing.
#[test]
fn good_and_nothing_recorded() {
    let rig = Rig::ready("?media=cd-r&size=64000&clock=virtual");
    rig.track_at_once(false, true);
    for opcode in [0x2A, 0x35, 0x5B] {
        let effect = Effect::GoodWithoutEffect;
        rig.0.fault_add(FaultPlan { opcode: Some(opcode), lba: None, skip: 0, times: 0, effect }).unwrap();
    }
    rig.burn(0, 320);
    assert_eq!((rig.sync(), rig.close(2, 0)), (None, None));
    assert_eq!((rig.disc_info()[2], rig.next()), (0, Some(0)));
}

/// 51: the counters tell how a host writes.
#[test]
fn commands_are_counted() {
    let rig = Rig::ready("?media=bd-r&size=64000&clock=virtual");
    let before = rig.0.counters();
    for lba in (0..3_200).step_by(320) {
        assert_eq!(rig.write(lba, 320), None);
    }
    let after = rig.0.counters();
    assert_eq!((after.commands - before.commands, after.writes), (10, 10));
    assert_eq!((after.sectors_written, after.bytes_written), (3_200, 3_200 * 2_048));
    assert_eq!(after.next_writable, 3_200);
}
