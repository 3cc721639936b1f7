//! The rules of sessions and tracks, without a drive around them.

use crate::virtual_recorder::disc::Disc;
use crate::virtual_recorder::media::by_name;
use crate::virtual_recorder::sense::Sense;

fn disc(name: &str, size: u32) -> Disc {
    Disc::blank(by_name(name.as_bytes()).unwrap(), size)
}

fn write(disc: &mut Disc, lba: u32, count: u32) -> usize {
    let target = disc.target(lba, count).unwrap();
    disc.took(target, lba, count).unwrap()
}

fn code(result: Result<impl std::fmt::Debug, Sense>) -> (u8, u8, u8) {
    let sense = result.unwrap_err();
    (sense.key, sense.asc, sense.ascq)
}

#[test]
fn cd_sessions_are_11400_and_6900_apart() {
    let mut cd = disc("cd-r", 100_000);
    let mut expected = 0;
    for session in 1..=3 {
        assert_eq!(cd.view_next().unwrap().next_writable, Some(expected));
        let track = write(&mut cd, expected, 1_000);
        cd.complete_track(track);
        cd.close_session(false);
        expected += 1_002 + if session == 1 { 11_400 } else { 6_900 };
    }
    assert_eq!((cd.last_session(), cd.last_track()), (4, 4));
}

#[test]
fn tracks_of_one_cd_session() {
    let mut cd = disc("cd-r", 100_000);
    let track = write(&mut cd, 0, 10);
    assert_eq!(cd.last_track(), 1);
    cd.complete_track(track);
    assert_eq!((cd.tracks[0].recorded, cd.tracks[0].size), (300, 302));
    assert_eq!(cd.view(2).unwrap().next_writable, Some(452));
    write(&mut cd, 452, 400);
    assert_eq!(code(cd.closable_session()), (5, 0x72, 3));
    assert_eq!(code(cd.target(0, 1)), (5, 0x21, 2));
    assert_eq!(code(cd.readable(298, 4)), (5, 0x64, 0));
    assert_eq!(code(cd.readable(302, 1)), (8, 0, 0));
    assert_eq!(cd.readable(452, 400), Ok(()));
    assert_eq!(code(cd.readable(452, 401)), (5, 0x21, 0));
}

#[test]
fn reserved_tracks_of_dvd_plus_r() {
    let mut dvd = disc("dvd+r", 16_000);
    dvd.reserve(30, false).unwrap();
    assert_eq!(code(dvd.reserve(16_000, false)), (5, 0x21, 0));
    assert_eq!(dvd.view(1).unwrap().size, 32);
    assert_eq!(dvd.view(2).unwrap().next_writable, Some(32));
    assert_eq!(code(dvd.closable_session()), (5, 0x72, 4));
    assert_eq!(code(dvd.target(0, 33)), (5, 0x63, 0));
    let track = write(&mut dvd, 0, 16);
    assert_eq!(dvd.view(1).unwrap().free, 16);
    dvd.complete_track(track);
    assert_eq!(dvd.tracks[0].recorded, 32);
    dvd.close_session(false);
    assert_eq!(dvd.next, 32 + 2_048);
}

#[test]
fn a_power_cut() {
    let mut cd = disc("cd-r", 10_000);
    write(&mut cd, 0, 500);
    cd.break_off();
    assert_eq!(cd.view(1).unwrap().next_writable, None);
    assert_eq!(code(cd.target(500, 1)), (5, 0x21, 2));
    let mut dvd = disc("dvd+r", 16_000);
    write(&mut dvd, 0, 40);
    dvd.break_off();
    let view = dvd.view(1).unwrap();
    assert_eq!((view.next_writable, view.damaged), (Some(32), true));
    write(&mut dvd, 32, 16);
    assert!(!dvd.view(1).unwrap().damaged);
    let mut none = disc("dvd+r", 16_000);
    write(&mut none, 0, 5);
    none.break_off();
    assert!(none.is_blank());
}

#[test]
fn a_full_disc_is_finalized() {
    let mut cd = disc("cd-r", 12_000);
    let track = write(&mut cd, 0, 1_000);
    cd.complete_track(track);
    cd.close_session(false);
    assert!(cd.finalized);
    assert_eq!(code(cd.target(12_402, 1)), (5, 0x30, 5));
    assert_eq!(code(cd.closable_session()), (5, 0x72, 3));
}
