//! Answers byte by byte as the standard lays them out, and every refusal.

use super::*;

const TUR: [u8; 6] = [0; 6];

#[test]
fn inquiry() {
    let rig = Rig::open("?media=none&clock=virtual");
    let data = rig.get(&[0x12, 0, 0, 0, 96, 0], 96).unwrap();
    assert_eq!(data.len(), 36);
    assert_eq!(data[..8], [0x05, 0x80, 0x05, 0x02, 31, 0, 0, 0]);
    assert_eq!(&data[8..32], b"DF2D    VIRTUAL RECORDER");
    assert_eq!(rig.get(&[0x12, 0, 0, 0, 5, 0], 96).unwrap().len(), 5);
    assert_eq!(rig.get(&[0x12, 1, 0x83, 0, 96, 0], 96), Err((5, 0x24, 0)));
}

#[test]
fn unit_attention_comes_first_and_once() {
    let rig = Rig::open("?media=cd-r&clock=virtual");
    rig.good(&[0x12, 0, 0, 0, 36, 0]);
    rig.good(&[0x46, 0, 0, 0, 0, 0, 0, 0, 8, 0]);
    rig.good(&[0x4A, 1, 0, 0, 0x10, 0, 0, 0, 8, 0]);
    assert_eq!(rig.get(&[0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0], 34), Err((6, 0x28, 0)));
    rig.good(&TUR);
    // REQUEST SENSE takes it away as well.
    let rig = Rig::open("?media=cd-r&clock=virtual");
    let sense = rig.get(&[0x03, 0, 0, 0, 18, 0], 18).unwrap();
    assert_eq!((sense[0], sense[2], sense[12], sense[13]), (0x70, 6, 0x28, 0));
    rig.good(&TUR);
    assert_eq!(rig.get(&[0x03, 1, 0, 0, 18, 0], 18), Err((5, 0x24, 0)));
}

#[test]
fn no_medium() {
    let rig = Rig::open("?media=none&clock=virtual");
    for cdb in [&TUR[..], &[0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0], &[0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0]] {
        assert_eq!(rig.code(cdb), Some((2, 0x3A, 1)));
    }
    assert_eq!(rig.write(0, 1), Some((2, 0x3A, 1)));
    assert_eq!(rig.code(&[0x1B, 0, 0, 0, 1, 0]), Some((2, 0x3A, 1)));
    let data = rig.get(&[0x46, 0, 0, 0, 0, 0, 0, 0, 8, 0], 8).unwrap();
    assert_eq!(data[6..], [0, 0]);
    assert_eq!(rig.get(&[0x23, 0, 0, 0, 0, 0, 0, 0, 12, 0], 12).unwrap()[8], 3);
    rig.good(&[0x1B, 0, 0, 0, 2, 0]);
    assert_eq!(rig.code(&TUR), Some((2, 0x3A, 2)));
    rig.good(&[0x1B, 0, 0, 0, 3, 0]);
    assert_eq!(rig.code(&TUR), Some((2, 0x3A, 1)));
}

/// Code, current, and data of each feature in the answer.
fn features(rig: &Rig, request: u8, start: u16) -> Vec<(u16, bool, Vec<u8>)> {
    let [high, low] = start.to_be_bytes();
    let data = rig.get(&[0x46, request, high, low, 0, 0, 0, 4, 0, 0], 1024).unwrap();
    assert_eq!(u32::from_be_bytes(data[..4].try_into().unwrap()) as usize, data.len() - 4);
    let mut rest = &data[8..];
    let mut list = Vec::new();
    while !rest.is_empty() {
        let len = usize::from(rest[3]);
        assert_eq!(len % 4, 0);
        let code = u16::from_be_bytes([rest[0], rest[1]]);
        list.push((code, rest[2] & 1 != 0, rest[4..4 + len].to_vec()));
        rest = &rest[4 + len..];
    }
    assert!(list.is_sorted_by_key(|(code, ..)| *code));
    list
}

#[test]
fn features_follow_the_medium() {
    for (media, profile, current, not_current) in [
        ("cd-r", 0x09, &[0x1Eu16, 0x2D, 0x2E][..], &[0x2Au16, 0x2B, 0x41, 0x20, 0x23, 0x37][..]),
        ("cd-rw", 0x0A, &[0x1E, 0x2D, 0x2E, 0x37], &[0x20, 0x21, 0x23, 0x2F]),
        ("dvd-r", 0x11, &[0x1F, 0x21, 0x2F], &[0x20, 0x23, 0x26, 0x2D, 0x41]),
        ("dvd-r-dl", 0x15, &[0x1F, 0x21, 0x2F], &[0x20, 0x23, 0x26, 0x33]),
        ("dvd-rw", 0x14, &[0x1F, 0x21, 0x23, 0x2F], &[0x20, 0x26, 0x2C]),
        ("dvd-rw-ro", 0x13, &[0x1F, 0x23, 0x26, 0x2C], &[0x20, 0x21, 0x2F]),
        ("dvd+r", 0x1B, &[0x1F, 0x2B], &[0x2D, 0x41, 0x20, 0x23, 0x3B]),
        ("dvd+r-dl", 0x2B, &[0x1F, 0x3B], &[0x20, 0x23, 0x2B]),
        ("dvd+rw", 0x1A, &[0x1F, 0x2A, 0x20, 0x23], &[0x2D, 0x41, 0x3A]),
        ("dvd+rw-dl", 0x2A, &[0x1F, 0x3A, 0x20, 0x23], &[0x2A]),
        ("dvd-ram", 0x12, &[0x04, 0x1F, 0x20, 0x23, 0x24], &[0x2A, 0x2F, 0x26]),
        ("bd-r", 0x41, &[0x23, 0x40, 0x41], &[0x20, 0x24, 0x25, 0x38, 0x2A]),
        ("bd-r-rrm", 0x42, &[0x20, 0x24, 0x25, 0x40, 0x41], &[0x38]),
        ("bd-re", 0x43, &[0x40, 0x41, 0x20, 0x23], &[0x2A, 0x2B, 0x2D, 0x25]),
        ("hd-dvd-r", 0x51, &[0x21, 0x50, 0x51], &[0x1F, 0x20, 0x2F, 0x40]),
        ("hd-dvd-ram", 0x52, &[0x20, 0x23, 0x24, 0x50, 0x51], &[0x1F, 0x21]),
    ] {
        let rig = Rig::ready(&format!("?media={media}&clock=virtual"));
        let all = features(&rig, 0, 0);
        for (code, now, _) in &all {
            if current.contains(code) {
                assert!(now, "{media} {code:04x}");
            }
            if not_current.contains(code) {
                assert!(!now, "{media} {code:04x}");
            }
        }
        let only = features(&rig, 1, 0);
        assert!(only.iter().all(|(_, now, _)| *now) && only.len() < all.len());
        let profiles: Vec<(u8, u8)> = all[0].2.chunks(4).map(|p| (p[1], p[2])).collect();
        assert_eq!(profiles.iter().filter(|(_, now)| *now == 1).collect::<Vec<_>>(), [&(profile, 1)]);
        assert_eq!(features(&rig, 2, 0x1E).len(), 1);
        assert_eq!(features(&rig, 2, 0x1C).len(), 0);
        assert!(features(&rig, 0, 0x100).iter().all(|(code, ..)| *code >= 0x100));
        assert_eq!(rig.get(&[0x46, 3, 0, 0, 0, 0, 0, 0, 8, 0], 8), Err((5, 0x24, 0)));
        // Truncated, the length still tells of everything.
        let header = rig.get(&[0x46, 0, 0, 0, 0, 0, 0, 0, 8, 0], 100).unwrap();
        assert_eq!((header.len(), header[7]), (8, profile));
        assert!(u32::from_be_bytes(header[..4].try_into().unwrap()) > 100);
    }
}

#[test]
fn mode_pages() {
    let rig = Rig::ready("?media=cd-r&clock=virtual");
    let page = |control_and_code: u8| rig.get(&[0x5A, 0x08, control_and_code, 0, 0, 0, 0, 4, 0, 0], 1024);
    let all = page(0x3F).unwrap();
    assert_eq!(usize::from(u16::from_be_bytes([all[0], all[1]])), all.len() - 2);
    let mut codes = Vec::new();
    let mut rest = &all[8..];
    while !rest.is_empty() {
        codes.push(rest[0]);
        rest = &rest[2 + usize::from(rest[1])..];
    }
    assert_eq!(codes, [0x01, 0x05, 0x08, 0x1A, 0x1D, 0x2A]);
    assert_eq!(page(0xC5), Err((5, 0x39, 0)));
    assert_eq!(page(0x0D), Err((5, 0x24, 0)));
    assert_eq!(page(0x45).unwrap()[8 + 2], 0x7F);
    assert_eq!(rig.select(&page05(true, true)), None);
    assert_eq!(page(0x05).unwrap()[8..], page05(true, true)[..]);
    assert_eq!(page(0x85).unwrap()[8 + 2], 0);
    let capabilities = page(0x2A).unwrap()[8..].to_vec();
    assert_eq!(usize::from(capabilities[1]) + 2, capabilities.len());
    assert_eq!((capabilities[31], capabilities.len()), (8, 32 + 32));
    assert_eq!(u16::from_be_bytes([capabilities[34], capabilities[35]]), 8_467);
    // The list itself.
    let send = |cdb: &[u8], list: &[u8]| rig.send(cdb, list);
    assert_eq!(send(&[0x55, 0, 0, 0, 0, 0, 0, 0, 8, 0], &[0; 8]), Some((5, 0x24, 0)));
    assert_eq!(send(&[0x55, 0x11, 0, 0, 0, 0, 0, 0, 8, 0], &[0; 8]), Some((5, 0x24, 0)));
    assert_eq!(send(&[0x55, 0x10, 0, 0, 0, 0, 0, 0, 7, 0], &[0; 7]), Some((5, 0x1A, 0)));
    assert_eq!(send(&[0x55, 0x10, 0, 0, 0, 0, 0, 0, 8, 0], &[0, 0, 0, 0, 0, 0, 0, 8]), Some((5, 0x26, 0)));
    rig.good(&[0x55, 0x10, 0, 0, 0, 0, 0, 0, 0, 0]);
    let mut bad = page05(true, true);
    bad[1] = 0x30;
    assert_eq!(rig.select(&bad), Some((5, 0x1A, 0)));
    let mut bad = page05(true, true);
    bad[2] = 0x43;
    assert_eq!(rig.select(&bad), Some((5, 0x26, 0)));
}

#[test]
fn write_parameters_must_fit_a_track_at_once() {
    let rig = Rig::ready("?media=cd-r&size=4000&clock=virtual");
    // Never set: packet writing.
    assert_eq!(rig.write(0, 16), Some((5, 0x64, 0)));
    for (at, value, code) in [(2, 0x42, (5, 0x2C, 0)), (3, 0xC0, (5, 0x64, 0)), (4, 0x00, (5, 0x64, 0))] {
        let mut page = page05(true, true);
        page[at] = value;
        assert_eq!(rig.select(&page), None);
        assert_eq!(rig.write(0, 16), Some(code));
    }
    rig.track_at_once(true, true);
    assert_eq!(rig.write(0, 16), None);
    // They belong to the track until it ends.
    assert_eq!(rig.select(&page05(false, true)), Some((5, 0x2C, 0)));
    assert_eq!(rig.sync(), None);
    assert_eq!(rig.select(&page05(false, true)), None);
}

#[test]
fn addresses() {
    for (media, unit) in [("cd-r", 1), ("dvd+r", 16)] {
        let rig = Rig::ready(&format!("?media={media}&size=4000&clock=virtual"));
        rig.track_at_once(true, true);
        for lba in [1, 16, 3_999] {
            assert_eq!(rig.write(lba, 1), Some((5, 0x21, 2)));
        }
        assert_eq!(rig.write(4_000, 1), Some((5, 0x21, 0)));
        assert_eq!(rig.write(0xFFFF_FF6A, 1), Some((5, 0x21, 0)));
        rig.burn(0, 3_984);
        assert_eq!(rig.write(0, 1), Some((5, 0x21, 2)));
        assert_eq!(rig.write(3_984, 17), Some((5, 0x21, 0)));
        assert_eq!(rig.write(3_984, 16), None);
        assert_eq!(rig.next(), None);
        assert_eq!(rig.write(4_000, 1), Some((5, 0x21, 0)));
        assert_eq!(rig.sync(), None);
        if unit > 1 {
            assert_eq!(rig.close(1, 1), None);
        }
        assert_eq!(rig.close(2, 0), None);
        // There is no room for another session.
        assert_eq!(rig.disc_info()[2], 0x0E);
    }
}

#[test]
fn write_without_blocks_moves_nothing() {
    let rig = Rig::ready("?media=dvd+r&size=4000&clock=virtual");
    rig.good(&cdb_rw(0x2A, 0, 0));
    assert_eq!(rig.write(0, 16), None);
    assert_eq!(rig.0.counters().writes, 1);
    // WRITE(12) and READ(12).
    let cdb = [0xAA, 0, 0, 0, 0, 16, 0, 0, 0, 16, 0, 0];
    assert_eq!(rig.send(&cdb, &pattern(16, 16)), None);
    let cdb = [0xA8, 0, 0, 0, 0, 16, 0, 0, 0, 16, 0, 0];
    assert_eq!(rig.get(&cdb, 16 * S).unwrap(), pattern(16, 16));
    // Streaming is for media with defect management.
    let cdb = [0xAA, 0, 0, 0, 0, 32, 0, 0, 0, 16, 0x80, 0];
    assert_eq!(rig.send(&cdb, &pattern(32, 16)), Some((5, 0x24, 0)));
}

#[test]
fn command_blocks_are_checked() {
    let rig = Rig::ready("?media=dvd+r&size=4000&clock=virtual");
    for opcode in [0x2E, 0xB9, 0xFF] {
        let mut cdb = [0; 12];
        cdb[0] = opcode;
        assert_eq!(rig.code(&cdb), Some((5, 0x20, 0)), "{opcode:02x}");
    }
    for cdb in [
        &[0x00, 0x01, 0, 0, 0, 0][..],
        &[0x00, 0, 0, 0, 0, 0x01],
        &[0x00, 0, 0, 0, 0],
        &[0x51, 0x01, 0, 0, 0, 0, 0, 0, 34, 0],
        &[0x51, 0, 0, 0, 0, 0, 0, 0, 34],
        &[0x52, 0x03, 0, 0, 0, 1, 0, 0, 36, 0],
        &[0x4A, 0, 0, 0, 0x10, 0, 0, 0, 8, 0],
        &[0x1B, 0, 0, 0, 0x10, 0],
        &[0x1E, 0, 0, 0, 2, 0],
        &[0x25, 0, 0, 0, 0, 1, 0, 0, 0, 0],
        &[0x5B, 0, 3, 0, 0, 0, 0, 0, 0, 0],
        &[0x5B, 0, 1, 0, 0, 0, 0, 0, 0, 0],
        &[0x43, 0, 4, 0, 0, 0, 0, 0, 28, 0],
        &[0x43, 0, 0, 0, 0, 0, 0, 0, 28, 0],
        &[0xAC, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0],
        &[0xAD, 0, 0, 0, 0, 0, 0, 0x0E, 0, 8, 0, 0],
    ] {
        assert_eq!(rig.code(cdb), Some((5, 0x24, 0)), "{cdb:02x?}");
    }
    assert_eq!(rig.raw(&[], Data::None).err(), Some(Fault::Refused(libc::EIO)));
    let long = vec![0; rig.0.limits().max_transfer + 1];
    assert_eq!(rig.raw(&cdb_rw(0x2A, 0, 513), Data::ToDevice(&long)).err(), Some(Fault::Refused(libc::EIO)));
    // Padding behind the block is no harm.
    rig.good(&[0; 12]);
}

/// Incremental recording on DVD-R and DVD-RW has no fixed packets, disc at once none at all; restricted overwrite has
/// fixed ones of an ECC block. Hosts refuse a track that says otherwise.
#[test]
fn track_information_packets() {
    for (media, bits) in
        [("dvd-r", 0x20), ("dvd-rw", 0x20), ("dvd-r-dl", 0x20), ("dvd-rw-ro", 0x30), ("cd-r", 0)]
    {
        let rig = Disc::new(&format!("media={media}")).load();
        let data = rig.get(&[0x52, 1, 0, 0, 0, 1, 0, 0, 36, 0], 36).unwrap();
        assert_eq!(data[6] & 0x30, bits, "{media}");
        assert_eq!(data[20..24], if media == "cd-r" { [0; 4] } else { [0, 0, 0, 16] }, "{media}");
    }
}

#[test]
fn track_information_addresses() {
    let rig = Rig::ready("?media=dvd+r&size=16000&clock=virtual");
    rig.burn(0, 160);
    assert_eq!((rig.sync(), rig.close(1, 1), rig.close(2, 0)), (None, None, None));
    let start = 160 + 2_048;
    for (kind, number, track) in
        [(0, 0, 1), (0, 159, 1), (0, start, 2), (1, 1, 1), (1, 2, 2), (2, 1, 1), (2, 2, 2)]
    {
        assert_eq!(rig.track_info(kind, number).unwrap().number, track, "{kind} {number}");
    }
    assert_eq!(rig.track_info(1, 0xFF).unwrap().start, start);
    assert_eq!(rig.track_info(0, 200).err(), Some((5, 0x21, 0)));
    for (kind, number) in [(1, 0), (1, 3), (1, 0x1_0001), (2, 0), (2, 3)] {
        assert_eq!(rig.track_info(kind, number).err(), Some((5, 0x24, 0)), "{kind} {number}");
    }
    let rig = Rig::ready("?media=bd-re&size=32768&clock=virtual");
    assert_eq!(rig.track_info(1, 0xFF).err(), Some((5, 0x24, 0)));
    let track = rig.track_info(1, 1).unwrap();
    assert_eq!((track.size, track.free, track.next), (32_768, 0, None));
}

#[test]
fn tables_of_contents() {
    let rig = Rig::ready("?media=cd-r&size=40000&clock=virtual");
    let toc = |format: u8, msf: u8, first: u8| rig.get(&[0x43, msf, format, 0, 0, 0, first, 1, 0, 0], 256);
    assert_eq!(toc(0, 0, 0), Err((5, 0x24, 0)));
    let atip = toc(4, 0, 0).unwrap();
    // 40000 sectors are 08:55:25.
    assert_eq!((atip.len(), &atip[..2], &atip[12..15]), (28, &[0, 26][..], &[8, 55, 25][..]));
    assert_eq!((atip[4] & 0x80, &atip[8..11]), (0x80, &[97, 27, 0][..]));
    for (start, multi) in [(0, true), (12_002, false)] {
        rig.track_at_once(multi, true);
        rig.burn(start, 600);
        assert_eq!((rig.sync(), rig.close(2, 0)), (None, None));
    }
    let expected = [
        0, 26, 1, 2, 0, 0x14, 1, 0, 0, 0, 0, 0, 0, 0x14, 2, 0, 0, 0, 0x2E, 0xE2, 0, 0x14, 0xAA, 0, 0, 0,
        0x31, 0x3C,
    ];
    assert_eq!(toc(0, 0, 0).unwrap(), expected);
    assert_eq!(toc(0, 2, 0xAA).unwrap(), [0, 10, 1, 2, 0, 0x14, 0xAA, 0, 0, 2, 50, 4]);
    assert_eq!(toc(0, 0, 3), Err((5, 0x24, 0)));
    assert_eq!(toc(1, 0, 0).unwrap(), [0, 10, 1, 2, 0, 0x14, 2, 0, 0, 0, 0x2E, 0xE2]);
    let full = toc(2, 2, 0).unwrap();
    assert_eq!(full[..4], [0, 2 + 11 * 10, 1, 2]);
    let points: Vec<(u8, u8)> = full[4..].chunks(11).map(|entry| (entry[0], entry[3])).collect();
    assert_eq!(
        points,
        [
            (1, 0xA0),
            (1, 0xA1),
            (1, 0xA2),
            (1, 1),
            (1, 0xB0),
            (1, 0xC0),
            (2, 0xA0),
            (2, 0xA1),
            (2, 0xA2),
            (2, 2)
        ]
    );
}

/// A host that finds the session that a crash left open on a BD-R closes it with one command.
#[test]
fn the_session_of_a_bd_r_ends_with_the_tracks_in_it() {
    let rig = Rig::ready("?media=bd-r&size=64000&clock=virtual");
    rig.burn(0, 96);
    assert_eq!(rig.close(2, 0), None);
    assert_eq!(rig.disc_info()[2] & 0x0F, 0x01);
    assert_eq!(rig.track_info(1, 1).unwrap().size, 96);
    assert_eq!(rig.write(96, 32), None, "the next session follows");
    let dvd = Rig::ready("?media=dvd+r&size=64000&clock=virtual");
    dvd.burn(0, 96);
    assert_eq!(dvd.close(2, 0), Some((5, 0x72, 3)));
}

/// DVD+R and BD-R are finalised by a command of its own, also behind an empty session, but not blank.
#[test]
fn a_disc_is_finalised_behind_an_empty_session() {
    for media in ["dvd+r", "dvd+r-dl", "bd-r"] {
        let rig = Rig::ready(&format!("?media={media}&size=64000&clock=virtual"));
        assert_eq!(rig.close(6, 0), Some((5, 0x72, 4)), "{media}, blank");
        rig.burn(0, 32);
        assert_eq!((rig.sync(), rig.close(1, 1), rig.close(2, 0)), (None, None, None));
        assert_eq!(rig.disc_info()[2] & 0x0F, 0x01, "{media}, appendable");
        assert_eq!(rig.close(6, 0), None);
        assert_eq!(rig.disc_info()[2] & 0x0F, 0x0E, "{media}, finalised");
    }
}

#[test]
fn what_cannot_be_formatted_or_closed() {
    let rig = Rig::ready("?media=cd-r&size=4000&clock=virtual");
    assert_eq!(rig.format(0, 4_000, 0), Some((5, 0x30, 6)));
    // Closing what is empty is no error, and the disc stays blank.
    assert_eq!((rig.close(2, 0), rig.close(1, 1)), (None, None));
    assert_eq!(rig.disc_info()[2], 0);
    assert_eq!(rig.close(6, 0), Some((5, 0x24, 0)));
    assert_eq!(rig.code(&[0x53, 0, 0, 0, 0, 0, 0, 0, 40, 0]), Some((5, 0x30, 5)));
    let rig = Rig::ready("?media=bd-re&size=32768&clock=virtual");
    for (cdb1, list, code) in [
        (0x01, &[0u8, 0, 0, 8, 0, 0, 0x80, 0, 0, 0, 0, 0][..], (5, 0x24, 0)),
        (0x10, &[0, 0, 0, 8, 0, 0, 0x80, 0, 0, 0, 0, 0], (5, 0x24, 0)),
        (0x11, &[0, 0, 0, 8, 0, 0, 0x80], (5, 0x1A, 0)),
        (0x11, &[0, 0, 0, 7, 0, 0, 0x80, 0, 0, 0, 0, 0], (5, 0x26, 0)),
        (0x11, &[0, 0x20, 0, 8, 0, 0, 0x80, 0, 0, 0, 0, 0], (5, 0x26, 0)),
        (0x11, &[0, 0, 0, 8, 0, 0, 0x80, 1, 0, 0, 0, 0], (5, 0x26, 0)),
        (0x11, &[0, 0, 0, 8, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0], (5, 0x26, 0)),
        (0x11, &[0, 0, 0, 8, 0, 0, 0x80, 0, 0x98, 0, 0, 0], (5, 0x26, 0)),
        (0x11, &[0, 0, 0, 8, 0, 0, 0x80, 0, 0x01, 0, 0, 0], (5, 0x26, 0)),
    ] {
        assert_eq!(rig.send(&[0x04, cdb1, 0, 0, 0, 0], list), Some(code), "{list:02x?}");
    }
    assert_eq!(rig.disc_info()[2], 0x10);
    let rig = Rig::ready("?media=dvd+rw&size=16000&clock=virtual");
    assert_eq!(rig.close(2, 0), Some((5, 0x2C, 0)));
    assert_eq!(rig.close(1, 1), Some((5, 0x24, 0)));
}

#[test]
fn opc_and_structures() {
    let rig = Rig::ready("?media=dvd+r&size=16000&clock=virtual&speed=1000");
    let begin = rig.now();
    rig.good(&[0x54, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!((rig.now() - begin).as_secs(), 5);
    let data = rig.get(&[0xAD, 0, 0, 0, 0, 0, 0, 0, 0x10, 0, 0, 0], 4_096).unwrap();
    assert_eq!((data.len(), &data[..5]), (2_052, &[8, 2, 0, 0, 0xA1][..]));
    assert_eq!(data[8..16], [0, 3, 0, 0, 0, 3, 0x3E, 0x7F]);
    rig.burn(0, 16);
    assert_eq!(rig.code(&[0x54, 1, 0, 0, 0, 0, 0, 0, 0, 0]), Some((5, 0x2C, 0)));
    assert_eq!((rig.sync(), rig.close(1, 1), rig.close(6, 0)), (None, None, None));
    assert_eq!(rig.code(&[0x54, 1, 0, 0, 0, 0, 0, 0, 0, 0]), Some((5, 0x30, 5)));
    let cd = Rig::ready("?media=cd-r&clock=virtual");
    assert_eq!(cd.code(&[0xAD, 0, 0, 0, 0, 0, 0, 0, 8, 4, 0, 0]), Some((5, 0x30, 2)));
}

/// Whatever a host sends, the drive answers and its disc stays sound.
#[test]
fn nonsense_is_answered() {
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    for media in [
        "cd-r&size=40000",
        "cd-rw&size=40000",
        "dvd-r&size=48000",
        "dvd-r-dl&size=16000",
        "dvd-rw&size=48000",
        "dvd-rw-ro&size=16000",
        "dvd+r&size=16000",
        "dvd+r-dl&size=16000",
        "dvd+rw&size=16000",
        "dvd+rw-dl&size=16000",
        "dvd-ram&size=16000",
        "bd-r&size=32768",
        "bd-r-rrm&size=32768",
        "bd-re&size=32768",
        "hd-dvd-r&size=32768",
        "hd-dvd-ram&size=32768",
        "none",
    ] {
        for speed in ["", "&speed=5000"] {
            let rig = Rig::open(&format!("?media={media}&clock=virtual{speed}"));
            let mut buffer = vec![0; 64 * S];
            for _ in 0..8_000 {
                let row = commands::nth(random() as usize);
                let mut cdb = [0; 12];
                cdb[0] = row.0;
                for (at, byte) in cdb.iter_mut().enumerate().skip(1) {
                    let sparse = if random() % 3 == 0 { 0xFF } else { 0 };
                    *byte = random() as u8 & row.1[at] & sparse;
                }
                let len = match cdb[0] {
                    0x2A => u16::from_be_bytes([cdb[7], cdb[8]]) as usize * S,
                    _ => random() as usize % 64,
                };
                let len = len.min(buffer.len());
                let answer = match random() % 3 {
                    0 => rig.raw(&cdb, Data::None),
                    1 => rig.raw(&cdb, Data::FromDevice(&mut buffer)),
                    _ => rig.raw(&cdb, Data::ToDevice(&buffer[..len])),
                };
                if let Ok(answer) = answer {
                    assert!(answer.transferred <= buffer.len());
                }
            }
            let server = rig.0.server.lock().unwrap();
            if let Some(loaded) = &server.tray {
                let text = persist::write(&loaded.disc, false);
                assert_eq!(
                    persist::read(text.as_bytes()).map(|(disc, _)| disc),
                    Ok(loaded.disc.clone()),
                    "{text}"
                );
            }
        }
    }
}
