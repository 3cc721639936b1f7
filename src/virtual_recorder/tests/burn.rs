//! The life of each medium, read back from its files after every step.

use super::*;

#[test]
fn cd_r_from_blank_to_finalized() {
    let disc = Disc::new("media=cd-r&size=40000");
    let rig = disc.load();
    let info = rig.disc_info();
    assert_eq!(info[..12], [0, 32, 0x00, 1, 1, 1, 1, 0x20, 0xFF, 0, 0, 0]);
    let track = rig.track_info(1, 0xFF).unwrap();
    assert_eq!(
        (track.number, track.session, track.blank, track.next, track.free),
        (1, 1, true, Some(0), 40_000)
    );
    assert_eq!(rig.read_capacity(), 0);
    drop(rig);

    let rig = disc.load();
    rig.track_at_once(true, true);
    rig.burn(0, 500);
    assert_eq!(rig.next(), Some(500));
    assert_eq!(rig.read(0, 500).unwrap(), pattern(0, 500));
    assert_eq!(rig.disc_info()[2], 0x05);
    drop(rig);

    // The track is still open when another process comes.
    let rig = disc.load();
    assert_eq!(rig.next(), Some(500));
    rig.track_at_once(true, true);
    rig.burn(500, 100);
    rig.good(&[0x35, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let track = rig.track_info(1, 1).unwrap();
    assert_eq!((track.next, track.size, track.start), (None, 602, 0));
    drop(rig);

    let rig = disc.load();
    assert_eq!(rig.next(), Some(752));
    rig.track_at_once(true, true);
    assert_eq!(rig.close(2, 0), None);
    assert_eq!(rig.disc_info()[2..7], [0x01, 1, 2, 2, 2]);
    assert_eq!(rig.read_capacity(), 601);
    drop(rig);

    let rig = disc.load();
    assert_eq!(rig.next(), Some(602 + 11_400));
    assert_eq!(rig.track_info(1, 0xFF).unwrap().session, 2);
    rig.track_at_once(false, true);
    rig.burn(12_002, 300);
    assert_eq!(rig.sync(), None);
    assert_eq!(rig.close(2, 0), None);
    drop(rig);

    let rig = disc.load();
    assert_eq!(rig.disc_info()[2..7], [0x0E, 1, 2, 2, 2]);
    assert_eq!(rig.track_info(1, 0xFF).map(|t| t.next).unwrap_err(), (5, 0x24, 0));
    assert_eq!(rig.write(12_302, 1), Some((5, 0x30, 5)));
    assert_eq!(rig.close(2, 0), Some((5, 0x72, 3)));
    assert_eq!(rig.read(12_002, 300).unwrap(), pattern(12_002, 300));
    assert_eq!(rig.read_capacity(), 12_303);
    drop(rig);
    let image = std::fs::read(disc.path()).unwrap();
    assert_eq!(image.len(), 12_302 * S);
    assert!(image[..600 * S] == pattern(0, 600) && image[12_002 * S..] == pattern(12_002, 300));
}

#[test]
fn cd_r_short_tracks_are_padded() {
    let disc = Disc::new("media=cd-r&size=40000");
    let rig = disc.load();
    rig.track_at_once(true, true);
    rig.burn(0, 1);
    assert_eq!(rig.sync(), None);
    assert_eq!(rig.track_info(1, 1).unwrap().size, 302);
    assert_eq!(rig.read(1, 299).unwrap(), vec![0; 299 * S]);
    assert_eq!(rig.read(300, 1), Err((5, 0x64, 0)));
    assert_eq!(rig.read(302, 1), Err((5, 0x21, 0)));
}

#[test]
fn dvd_plus_r_from_blank_to_finalized() {
    let disc = Disc::new("media=dvd+r&size=16000");
    let rig = disc.load();
    assert_eq!(rig.disc_info()[2], 0x00);
    rig.burn(0, 100);
    assert_eq!(rig.close(1, 2), Some((5, 0x24, 0)));
    assert_eq!(rig.close(2, 0), Some((5, 0x72, 3)));
    assert_eq!(rig.sync(), None);
    // The last ECC block is padded.
    assert_eq!(rig.next(), Some(112));
    drop(rig);

    let rig = disc.load();
    assert_eq!(rig.next(), Some(112));
    assert_eq!(rig.close(1, 1), None);
    assert_eq!(rig.track_info(1, 1).unwrap().size, 112);
    drop(rig);

    let rig = disc.load();
    assert_eq!(rig.disc_info()[2], 0x05);
    assert_eq!(rig.close(2, 0), None);
    // Nothing stands behind it: that is no error, and writes nothing.
    assert_eq!(rig.close(2, 0), None);
    drop(rig);

    let rig = disc.load();
    assert_eq!(rig.disc_info()[2..7], [0x01, 1, 2, 2, 2]);
    let next = 112 + 2_048;
    assert_eq!(rig.next(), Some(next));
    assert_eq!(rig.read_capacity(), 111);
    rig.burn(next, 16);
    assert_eq!(rig.close(1, 2), None);
    assert_eq!(rig.close(6, 0), None);
    drop(rig);

    let rig = disc.load();
    assert_eq!(rig.disc_info()[2], 0x0E);
    assert_eq!(rig.write(next + 16, 16), Some((5, 0x30, 5)));
    assert_eq!(rig.read(next, 16).unwrap(), pattern(next, 16));
    assert_eq!(rig.read(112, 1), Err((8, 0, 0)));
}

#[test]
fn dvd_plus_r_reserved_track() {
    let disc = Disc::new("media=dvd+r&size=16000");
    let rig = disc.load();
    rig.good(&[0x53, 0, 0, 0, 0, 0, 0, 0, 40, 0]);
    assert_eq!(rig.next(), Some(48));
    assert_eq!(rig.track_info(1, 1).unwrap().free, 48);
    assert_eq!(rig.close(2, 0), Some((5, 0x72, 4)));
    drop(rig);
    let rig = disc.load();
    assert_eq!(rig.write(0, 49), Some((5, 0x63, 0)));
    rig.burn(0, 48);
    assert_eq!(rig.write(48, 1), None);
    assert_eq!(rig.close(1, 1), None);
    assert_eq!(rig.close(1, 2), None);
    assert_eq!(rig.close(5, 0), None);
    assert_eq!(rig.disc_info()[2], 0x0E);
}

#[test]
fn dvd_plus_rw_life() {
    let disc = Disc::new("media=dvd+rw&size=16000");
    let rig = disc.load();
    let info = rig.disc_info();
    assert_eq!((info[2], info[7] & 3), (0x10, 0));
    assert_eq!(rig.write(0, 16), Some((5, 0x30, 5)));
    let list = rig.get(&[0x23, 0, 0, 0, 0, 0, 0, 0, 252, 0], 252).unwrap();
    assert_eq!(list, [0, 0, 0, 16, 0, 0, 0x3E, 0x80, 1, 0, 8, 0, 0, 0, 0x3E, 0x80, 0x98, 0, 0, 0]);
    assert_eq!(rig.format(0x98, u32::MAX, 0x02), None);
    drop(rig);

    let rig = disc.load();
    let info = rig.disc_info();
    assert_eq!((info[2], info[7] & 3), (0x1E, 3));
    assert_eq!(rig.read(0, 16).unwrap(), vec![0; 16 * S]);
    rig.burn(100, 7);
    assert_eq!(rig.write(15_999, 1), None);
    assert_eq!(rig.write(15_999, 2), Some((5, 0x21, 0)));
    assert_eq!(rig.sync(), None);
    assert_eq!(rig.close(2, 0), None);
    assert_eq!(rig.close(0, 0), None);
    assert_eq!(rig.read_capacity(), 15_999);
    drop(rig);

    let rig = disc.load();
    assert_eq!(rig.read(100, 7).unwrap(), pattern(100, 7));
    rig.burn(100, 3);
    assert_eq!(rig.format(0x98, 16_000, 0), None);
    assert_eq!(rig.read(100, 7).unwrap(), vec![0; 7 * S]);
}

#[test]
fn bd_re_life() {
    let disc = Disc::new("media=bd-re&size=32768");
    let rig = disc.load();
    assert_eq!(rig.disc_info()[2], 0x10);
    assert_eq!(rig.write(0, 32), Some((5, 0x30, 5)));
    assert_eq!(rig.read(0, 1), Err((5, 0x21, 0)));
    let list = rig.get(&[0x23, 0, 0, 0, 0, 0, 0, 0, 252, 0], 252).unwrap();
    assert_eq!((list[3], list[8], list.len()), (48, 1, 52));
    let kinds: Vec<u8> = list[12..].chunks(8).map(|entry| entry[4] >> 2).collect();
    assert_eq!(kinds, [0x00, 0x30, 0x30, 0x30, 0x31]);
    let none = u32::from_be_bytes(list[44..48].try_into().unwrap());
    assert!(none > 32_768);
    assert_eq!(rig.format(0x31 << 2, none, 0), None);
    assert_eq!(rig.read_capacity(), none - 1);
    assert_eq!(rig.format(0x00, 32_768, 0), None);
    drop(rig);
    let rig = disc.load();
    assert_eq!(rig.disc_info()[2], 0x1E);
    assert_eq!(rig.read_capacity(), 32_767);
    rig.burn(32_700, 68);
    rig.burn(5, 1);
    assert_eq!(rig.write(32_768, 1), Some((5, 0x21, 0)));
    assert_eq!(rig.sync(), None);
    assert_eq!(rig.close(2, 0), Some((5, 0x24, 0)));
    drop(rig);
    let rig = disc.load();
    assert_eq!(rig.read(32_700, 68).unwrap(), pattern(32_700, 68));
    assert_eq!(rig.read(4, 3).unwrap()[..2 * S], [vec![0; S], pattern(5, 1)].concat());
}

#[test]
fn whole_discs_of_real_size_need_no_memory() {
    let rig = Rig::ready("?media=bd-re&clock=virtual");
    assert_eq!(rig.format(0x00, 11_826_176, 0), None);
    assert_eq!(rig.write(11_826_175, 1), None);
    assert_eq!(rig.read(11_826_175, 1).unwrap(), pattern(11_826_175, 1));
}

#[test]
fn pressed_discs() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pressed.iso");
    std::fs::write(&path, [pattern(0, 20), vec![7; 100]].concat()).unwrap();
    let rig = Rig::ready(&format!("{}?media=dvd-rom&clock=virtual", path.display()));
    assert_eq!(rig.disc_info()[2], 0x0E);
    assert_eq!(rig.read_capacity(), 20);
    assert_eq!(rig.read(19, 2).unwrap()[S..], [vec![7; 100], vec![0; S - 100]].concat());
    assert_eq!(rig.write(0, 1), Some((5, 0x30, 5)));
    assert_eq!(rig.format(0, 21, 0), Some((5, 0x30, 6)));
    drop(rig);
    assert_eq!(std::fs::metadata(&path).unwrap().len(), 20 * 2048 + 100);
    // For all others the file is not theirs.
    let failed =
        VirtualRecorder::open(Config::parse(format!("{}?media=cd-r", path.display()).as_bytes()).unwrap());
    assert_eq!(failed.err().unwrap().hr, DF2D_E_INVALIDARG);
}

#[test]
fn discarding_counts_every_byte() {
    let rig = Rig::ready("?media=dvd+r&store=discard&clock=virtual");
    let data = pattern(0, 64);
    assert_eq!(rig.write_bytes(0, &data[..32 * S]), None);
    assert_eq!(rig.write_bytes(32, &data[32 * S..]), None);
    let counters = rig.0.counters();
    assert_eq!(counters.crc32, crc32fast::hash(&data));
    assert_eq!((counters.writes, counters.sectors_written, counters.bytes_written), (2, 64, 64 * 2048));
    assert_eq!(counters.next_writable, 64);
    assert_eq!(rig.read(0, 64).unwrap(), vec![0; 64 * S]);
}
