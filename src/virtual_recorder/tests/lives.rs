//! The ordinary life of every medium that is not in `burn`: opened, inspected, written, closed, made anew, and found
//! again in its file after each step.

use super::*;

/// A blank cue sheet for one data track of so many sectors.
pub fn cue_sheet(sectors: u32) -> Vec<u8> {
    let end = sectors + 150;
    let msf = [(end / 4_500) as u8, (end / 75 % 60) as u8, (end % 75) as u8];
    let mut sheet =
        vec![0x41, 0, 0, 0x14, 0, 0, 0, 0, 0x41, 1, 0, 0x10, 0, 0, 0, 0, 0x41, 1, 1, 0x10, 0, 0, 2, 0];
    sheet.extend([0x41, 0xAA, 1, 0x14, 0]);
    sheet.extend(msf);
    sheet
}

pub fn send_cue_sheet(rig: &Rig, sheet: &[u8]) -> Option<Code> {
    let len = (sheet.len() as u32).to_be_bytes();
    rig.send(&[0x5D, 0, 0, 0, 0, 0, len[1], len[2], len[3], 0], sheet)
}

/// Page 05h for session at once.
pub fn session_at_once(rig: &Rig, multi_session: bool) {
    let mut page = page05(multi_session, true);
    page[2] = 0x42;
    assert_eq!(rig.select(&page), None);
}

pub fn write_pause(rig: &Rig) {
    for lba in (-150i32..0).step_by(15) {
        assert_eq!(rig.write_bytes(lba as u32, &vec![0; 15 * S]), None, "{lba}");
    }
}

#[test]
fn cd_rw_written_and_blanked() {
    let disc = Disc::new("media=cd-rw&size=40000");
    for kind in [1, 0] {
        let rig = disc.load();
        assert_eq!((rig.profile(), rig.disc_info()[2]), (0x0A, 0x10));
        rig.track_at_once(false, true);
        rig.burn(0, 500);
        assert_eq!((rig.sync(), rig.close(2, 0)), (None, None));
        assert_eq!(rig.disc_info()[2], 0x1E);
        assert_eq!(rig.write(502, 1), Some((5, 0x30, 5)));
        drop(rig);
        let rig = disc.load();
        assert_eq!(rig.read(0, 500).unwrap(), pattern(0, 500));
        assert_eq!(rig.blank(kind), None);
        assert_eq!(rig.read(0, 1), Err((5, 0x21, 0)));
    }
    assert_eq!(std::fs::metadata(disc.path()).unwrap().len(), 0);
    assert_eq!(disc.load().next(), Some(0));
}

#[test]
fn cd_session_at_once() {
    for media in ["cd-r", "cd-rw"] {
        let disc = Disc::new(&format!("media={media}&size=40000"));
        let rig = disc.load();
        session_at_once(&rig, false);
        assert_eq!(send_cue_sheet(&rig, &cue_sheet(500)), None);
        write_pause(&rig);
        rig.burn(0, 500);
        assert_eq!(rig.sync(), None);
        drop(rig);
        let rig = disc.load();
        assert_eq!(rig.disc_info()[2] & 0x0F, 0x0E);
        assert_eq!((rig.read_capacity(), rig.read(0, 500).unwrap()), (499, pattern(0, 500)));
    }
}

#[test]
fn dvd_r_incremental_and_multi_session() {
    for (media, unit, profile) in [("dvd-r", 16, 0x11), ("dvd-rw", 16, 0x14), ("hd-dvd-r", 32, 0x51)] {
        let disc = Disc::new(&format!("media={media}&size=64000"));
        let rig = disc.load();
        assert_eq!((rig.profile(), rig.disc_info()[2] & 0x0F), (profile, 0));
        assert_eq!(rig.next_of_last(), Some(0));
        rig.dash(0, unit, true);
        rig.burn(0, 100);
        assert_eq!(rig.sync(), None);
        let padded = 100u32.next_multiple_of(unit.into());
        assert_eq!(rig.next_of_last(), Some(padded));
        drop(rig);

        let rig = disc.load();
        rig.dash(0, unit, true);
        assert_eq!(rig.close(2, 0), Some((5, 0x72, 3)));
        assert_eq!(rig.close(1, 1), None);
        assert_eq!(rig.disc_info()[2] & 0x0F, 0x05);
        assert_eq!(rig.close(2, 0), None);
        drop(rig);

        let rig = disc.load();
        assert_eq!(rig.disc_info()[2..7], [rig.disc_info()[2], 1, 2, 2, 2]);
        assert_eq!(rig.disc_info()[2] & 0x0F, 0x01);
        let next = padded + 28_688;
        assert_eq!(rig.next_of_last(), Some(next));
        rig.dash(0, unit, false);
        rig.burn(next, 64);
        assert_eq!((rig.sync(), rig.close(1, 2), rig.close(2, 0)), (None, None, None));
        drop(rig);

        let rig = disc.load();
        assert_eq!(rig.disc_info()[2] & 0x0F, 0x0E);
        rig.dash(0, unit, false);
        assert_eq!(rig.write(next + 64, 16), Some((5, 0x30, 5)));
        assert_eq!(rig.read(next, 64).unwrap(), pattern(next, 64));
        assert_eq!(rig.read(0, 100).unwrap(), pattern(0, 100));
    }
}

#[test]
fn dvd_r_disc_at_once() {
    for media in ["dvd-r", "dvd-rw", "dvd-r-dl"] {
        let disc = Disc::new(&format!("media={media}&size=64000"));
        let rig = disc.load();
        rig.dash(2, 0, false);
        assert_eq!(rig.write(0, 16), Some((5, 0x2C, 0)));
        assert_eq!(rig.reserve(1_001), None);
        assert_eq!(rig.track_info(1, 1).unwrap().next, Some(0));
        rig.burn(0, 1_001);
        assert_eq!(rig.sync(), None);
        drop(rig);
        let rig = disc.load();
        assert_eq!(rig.disc_info()[2] & 0x0F, 0x0E, "{media}");
        assert_eq!((rig.read_capacity(), rig.read(1_000, 1).unwrap()), (1_000, pattern(1_000, 1)));
    }
}

#[test]
fn dvd_r_dl_has_one_session() {
    let disc = Disc::new("media=dvd-r-dl&size=64000");
    let rig = disc.load();
    rig.dash(0, 16, true);
    rig.burn(0, 160);
    assert_eq!((rig.sync(), rig.close(1, 1), rig.close(2, 0)), (None, None, None));
    assert_eq!(disc_of(rig, &disc).disc_info()[2], 0x0E);
}

fn disc_of(rig: Rig, disc: &Disc) -> Rig {
    drop(rig);
    disc.load()
}

#[test]
fn dvd_rw_changes_its_profile() {
    let disc = Disc::new("media=dvd-rw&size=64000");
    let rig = disc.load();
    assert_eq!(rig.capacities(), [(64_000, 1), (64_000, 0), (64_000, 0x40), (64_000, 0x54)]);
    assert_eq!(rig.format(0x00, 64_000, 0), None);
    assert_eq!(rig.profile(), 0x13);
    let rig = disc_of(rig, &disc);
    assert_eq!((rig.profile(), rig.disc_info()[2]), (0x13, 0x1E));
    assert_eq!(rig.capacities()[0], (64_000, 2));
    rig.burn(320, 160);
    assert_eq!(rig.sync(), None);
    assert_eq!(rig.write(1, 16), Some((5, 0x21, 2)));
    assert_eq!(rig.write(16, 15), Some((5, 0x21, 2)));
    let rig = disc_of(rig, &disc);
    assert_eq!(rig.read(320, 160).unwrap(), pattern(320, 160));
    // A minimal blank leaves a disc that takes only one recording of known length.
    assert_eq!(rig.blank(1), None);
    assert_eq!((rig.profile(), rig.disc_info()[2]), (0x14, 0x10));
    rig.dash(0, 16, true);
    assert_eq!(rig.write(0, 16), Some((5, 0x64, 0)));
    assert_eq!((rig.format(0x00, 64_000, 0), rig.blank(0)), (None, None));
    let rig = disc_of(rig, &disc);
    assert_eq!((rig.profile(), rig.disc_info()[2]), (0x14, 0x10));
    rig.dash(0, 16, true);
    assert_eq!((rig.write(0, 16), rig.blank(0)), (None, None));
    drop(rig);
    // Under its other name it is the same disc.
    let path = disc.path().display().to_string();
    for id in [format!("{path}?media=dvd-rw-ro&clock=virtual"), format!("{path}?clock=virtual")] {
        assert_eq!(Rig::ready(&id).profile(), 0x14);
    }
}

#[test]
fn dvd_rw_quick_format_grows() {
    let disc = Disc::new("media=dvd-rw&size=64000");
    let rig = disc.load();
    assert_eq!(rig.format(0x15 << 2, 0, 0), None);
    let rig = disc_of(rig, &disc);
    assert_eq!((rig.profile(), rig.capacities()[0]), (0x13, (0, 3)));
    assert_eq!(rig.write(16, 16), Some((5, 0x21, 0)));
    assert_eq!(rig.close(2, 0), Some((5, 0x72, 4)));
    rig.burn(0, 160);
    assert_eq!((rig.sync(), rig.close(2, 0)), (None, None));
    let rig = disc_of(rig, &disc);
    assert_eq!(rig.capacities()[0], (160, 2));
    assert!(rig.capacities().contains(&(63_840, 0x13 << 2)));
    assert_eq!(rig.write(160, 16), Some((5, 0x21, 0)));
    assert_eq!(rig.format(0x13 << 2, 0, 0), None);
    assert_eq!(rig.capacities()[0], (160, 3));
    // Only a complete session grows.
    assert_eq!(rig.format(0x13 << 2, 0, 0), Some((5, 0x26, 0)));
    rig.burn(160, 32);
    rig.burn(0, 16);
    assert_eq!((rig.sync(), rig.close(2, 0)), (None, None));
    let rig = disc_of(rig, &disc);
    assert_eq!((rig.capacities()[0], rig.read_capacity()), ((192, 2), 191));
    assert_eq!(rig.read(0, 192).unwrap(), pattern(0, 192));
}

#[test]
fn dvd_rw_minimal_blank_leaves_disc_at_once() {
    let disc = Disc::new("media=dvd-rw&size=64000");
    let rig = disc.load();
    assert_eq!(rig.blank(1), None);
    let rig = disc_of(rig, &disc);
    rig.dash(0, 16, false);
    assert_eq!(rig.write(0, 16), Some((5, 0x64, 0)));
    rig.dash(2, 0, false);
    assert_eq!(rig.reserve(160), None);
    rig.burn(0, 160);
    assert_eq!(rig.sync(), None);
    assert_eq!(rig.blank(0), None);
    let rig = disc_of(rig, &disc);
    rig.dash(0, 16, false);
    assert_eq!(rig.write(0, 16), None);
}

#[test]
fn dvd_plus_r_dl() {
    let disc = Disc::new("media=dvd+r-dl&size=64000");
    let rig = disc.load();
    assert_eq!(rig.profile(), 0x2B);
    let mut boundary = vec![0, 10, 0, 0, 0, 0, 0, 0];
    boundary.extend(16_000u32.to_be_bytes());
    let send = |rig: &Rig| rig.send(&[0xBF, 0, 0, 0, 0, 0, 0, 0x20, 0, 12, 0, 0], &boundary);
    assert_eq!(send(&rig), None);
    let rig = disc_of(rig, &disc);
    assert_eq!(send(&rig), Some((5, 0x2C, 0)));
    let read = rig.get(&[0xAD, 0, 0, 0, 0, 0, 0, 0x20, 0, 12, 0, 0], 12).unwrap();
    assert_eq!(read, [0, 10, 0, 0, 0x80, 0, 0, 0, 0, 0, 0x3E, 0x80]);
    rig.burn(0, 160);
    assert_eq!((rig.sync(), rig.close(1, 1), rig.close(2, 0)), (None, None, None));
    assert_eq!(rig.next(), Some(160 + 2_048));
    rig.burn(160 + 2_048, 16);
    assert_eq!((rig.sync(), rig.close(1, 2), rig.close(5, 0)), (None, None, None));
    assert_eq!(disc_of(rig, &disc).disc_info()[2], 0x0E);
}

#[test]
fn dvd_plus_rw_dl() {
    let disc = Disc::new("media=dvd+rw-dl&size=64000");
    let rig = disc.load();
    assert_eq!(rig.format(0x98, u32::MAX, 0x02), None);
    rig.burn(63_000, 7);
    assert_eq!((rig.sync(), rig.close(2, 0)), (None, None));
    let rig = disc_of(rig, &disc);
    assert_eq!((rig.profile(), rig.disc_info()[7] & 3), (0x2A, 3));
    assert_eq!(rig.read(63_000, 7).unwrap(), pattern(63_000, 7));
}

#[test]
fn ram_discs_are_sold_formatted() {
    for (media, profile) in [("dvd-ram", 0x12), ("hd-dvd-ram", 0x52)] {
        let disc = Disc::new(&format!("media={media}&size=64000"));
        let rig = disc.load();
        assert_eq!((rig.profile(), rig.disc_info()[2], rig.read_capacity()), (profile, 0x1F, 63_999));
        rig.burn(5, 1);
        rig.burn(63_999, 1);
        // Without defect management.
        let cdb = [0xAA, 0, 0, 0, 0, 32, 0, 0, 0, 16, 0x80, 0];
        assert_eq!(rig.send(&cdb, &pattern(32, 16)), None);
        assert_eq!(rig.sync(), None);
        assert_eq!(rig.close(2, 0), Some((5, 0x24, 0)));
        let rig = disc_of(rig, &disc);
        assert_eq!(rig.read(5, 1).unwrap(), pattern(5, 1));
        assert_eq!(rig.format(0, 64_000, 0), None);
        assert_eq!(rig.read(5, 1).unwrap(), vec![0; S]);
    }
}

#[test]
fn bd_r_sequential() {
    let disc = Disc::new("media=bd-r&size=64000");
    let rig = disc.load();
    assert_eq!((rig.profile(), rig.disc_info()[2], rig.next_of_last()), (0x41, 0, Some(0)));
    assert_eq!(rig.track_info(1, 0xFF).err(), Some((5, 0x24, 0)));
    rig.burn(0, 100);
    assert_eq!((rig.sync(), rig.close(1, 1), rig.close(2, 0)), (None, None, None));
    let rig = disc_of(rig, &disc);
    assert_eq!((rig.disc_info()[2], rig.next_of_last()), (0x01, Some(128)));
    assert_eq!(rig.format(0, 61_952, 0), Some((5, 0x30, 6)));
    rig.burn(128, 32);
    assert_eq!((rig.sync(), rig.close(1, 2), rig.close(6, 0)), (None, None, None));
    let rig = disc_of(rig, &disc);
    assert_eq!((rig.disc_info()[2], rig.read_capacity()), (0x0E, 159));
    assert_eq!(rig.read(0, 100).unwrap(), pattern(0, 100));
    assert_eq!(rig.write(160, 32), Some((5, 0x30, 5)));
}

#[test]
fn bd_r_formats() {
    for (sub_type, profile, pow) in [(0, 0x41, true), (1, 0x41, false), (2, 0x42, false)] {
        let disc = Disc::new("media=bd-r&size=64000");
        let rig = disc.load();
        let (default, kind) = rig.capacities()[1];
        assert_eq!(kind, 0);
        assert!(default < 64_000);
        assert_eq!(rig.format(sub_type, default, 0), None);
        let rig = disc_of(rig, &disc);
        assert_eq!((rig.profile(), rig.capacities()), (profile, vec![(default, 2)]));
        let feature = rig.get(&[0x46, 2, 0, 0x38, 0, 0, 0, 0, 16, 0], 16).unwrap();
        assert_eq!(feature[10] & 1, u8::from(pow));
        assert_eq!(rig.format(sub_type, default, 0), Some((5, 0x30, 6)));
        assert_eq!(rig.write(0, 32), None);
        assert_eq!(rig.sync(), None);
        let again = rig.write(0, 32);
        assert_eq!(again.is_none(), pow, "{again:?}");
    }
}

#[test]
fn bd_r_random_recording() {
    let disc = Disc::new("media=bd-r-rrm&size=64000");
    let rig = disc.load();
    assert_eq!((rig.profile(), rig.disc_info()[2]), (0x42, 0x00));
    rig.burn(3_200, 16);
    rig.burn(0, 32);
    assert_eq!(rig.sync(), None);
    let rig = disc_of(rig, &disc);
    assert_eq!(rig.disc_info()[2], 0x05);
    // The rest of the cluster has been recorded with it.
    assert_eq!(rig.write(3_216, 16), Some((8, 0, 0)));
    assert_eq!(rig.read(3_200, 16).unwrap(), pattern(3_200, 16));
    assert_eq!(rig.read(3_232, 1), Err((8, 0, 0)));
    rig.burn(3_232, 16);
    assert_eq!((rig.sync(), rig.close(6, 0)), (None, None));
    let rig = disc_of(rig, &disc);
    assert_eq!((rig.disc_info()[2], rig.write(320, 32)), (0x0E, Some((5, 0x30, 5))));
}

#[test]
fn write_protected_discs() {
    for (media, protect, bits) in [("dvd-ram", "cartridge", 4), ("bd-re", "persistent", 2)] {
        let disc = Disc::new(&format!("media={media}&size=64000&protect={protect}"));
        let rig = disc.load();
        let status = rig.get(&[0xAD, 0, 0, 0, 0, 0, 0, 0xC0, 0, 8, 0, 0], 8).unwrap();
        assert_eq!(status, [0, 6, 0, 0, bits, 0, 0, 0]);
        assert_eq!(rig.write(0, 32), Some((7, 0x27, 0)));
        assert_eq!(rig.format(0, 64_000, 0), Some((7, 0x27, 0)));
        drop(rig);
        let id = format!("{}?clock=virtual&protect=none", disc.path().display());
        assert_eq!(Rig::ready(&id).format(0, 64_000, 0), None);
    }
}

#[test]
fn large_blu_ray_discs() {
    for size in [24_438_784, 48_878_592, 62_500_864] {
        for media in ["bd-r", "bd-re"] {
            let rig = Rig::ready(&format!("?media={media}&size={size}&clock=virtual"));
            assert_eq!(rig.track_info(1, 1).unwrap().size, size);
        }
    }
}

#[test]
fn every_medium_opens() {
    for medium in media::MEDIA.iter().filter(|medium| !medium.is_rom()) {
        let rig = Rig::ready(&format!("?media={}&clock=virtual", medium.name));
        assert_eq!(u16::from(rig.profile()), medium.profile);
        rig.good(&[0; 6]);
        rig.disc_info();
        rig.capacities();
        rig.track_info(1, 1).unwrap();
        rig.get(&[0x5A, 0x08, 0x3F, 0, 0, 0, 0, 4, 0, 0], 1_024).unwrap();
        rig.get(&[0xAC, 4, 0, 0, 0, 0, 0, 0, 0, 16, 3, 0], 264).unwrap();
    }
}

#[test]
fn pressed_discs_of_every_kind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pressed.iso");
    std::fs::write(&path, pattern(0, 400)).unwrap();
    for (media, profile) in [("cd-rom", 0x08), ("dvd-rom", 0x10), ("bd-rom", 0x40), ("hd-dvd-rom", 0x50)] {
        let rig = Rig::ready(&format!("{}?media={media}&clock=virtual", path.display()));
        assert_eq!((rig.profile(), rig.disc_info()[2]), (profile, 0x0E));
        assert_eq!(rig.write(0, 16), Some((5, 0x30, 5)));
        assert_eq!(rig.blank(0), Some((5, 0x30, 5)));
        assert_eq!(rig.format(0, 400, 0), Some((5, 0x30, 6)));
        assert_eq!(rig.reserve(16), Some((5, 0x30, 5)));
        assert_eq!(rig.close(2, 0), Some((5, 0x24, 0)));
        assert_eq!(rig.read(399, 1).unwrap(), pattern(399, 1));
    }
}
