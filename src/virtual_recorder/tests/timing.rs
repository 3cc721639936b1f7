//! How long things take, and what the drive answers meanwhile.

use super::*;

const SENSE: [u8; 6] = [0x03, 0, 0, 0, 18, 0];

/// Sense key specific progress in 65536ths.
fn progress(rig: &Rig) -> (Code, u16) {
    let data = rig.get(&SENSE, 18).unwrap();
    assert_eq!(data[15], 0x80);
    ((data[2], data[12], data[13]), u16::from_be_bytes([data[16], data[17]]))
}

fn wait(rig: &Rig, seconds: u64) {
    rig.0.clock.sleep(Duration::from_secs(seconds));
}

#[test]
fn a_full_buffer_refuses_and_drains_at_the_exact_speed() {
    // 64 sectors of buffer, 100 sectors per second, 8 seconds until the laser starts.
    let rig = Rig::ready("?media=dvd+r&clock=virtual&speed=100&buffer=131072");
    let begin = rig.now();
    for lba in (0..64).step_by(16) {
        assert_eq!(rig.write(lba, 16), None);
    }
    let cost = rig.now() - begin;
    // 4 x 32 KiB at 150 MB/s: the transfer counts from each command's beginning, which costs 50 us.
    assert_eq!(cost, 4 * (Duration::from_nanos(218_453) + Duration::from_micros(50)));
    assert_eq!(rig.write(64, 16), Some((2, 4, 8)));
    assert_eq!(rig.next(), Some(64));
    let counters = rig.0.counters();
    assert_eq!((counters.write_refused_buffer_full, counters.writes), (1, 4));
    assert_eq!((counters.buffer_fill, counters.buffer_capacity), (131_072, 131_072));
    let free = rig.get(&[0x5C, 0, 0, 0, 0, 0, 0, 0, 12, 0], 12).unwrap();
    assert_eq!(free, [0, 10, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0]);
    // One nanosecond early the 16th sector is still in the buffer.
    rig.0.clock.sleep_until(begin + Duration::from_millis(8_160) - Duration::from_nanos(1));
    assert_eq!(rig.0.counters().buffer_fill, (64 - 15) * 2048);
    rig.0.clock.sleep_until(begin + Duration::from_millis(8_160));
    assert_eq!(rig.0.counters().buffer_fill, (64 - 16) * 2048);
    assert_eq!(rig.write(64, 16), None);
    assert_eq!(rig.read(40, 40).unwrap(), pattern(40, 40));
    assert_eq!(rig.0.counters().underruns, 0);
}

#[test]
fn a_burn_takes_as_long_as_its_sectors() {
    let rig = Rig::ready("?media=dvd+r&clock=virtual&speed=1000&store=discard");
    let begin = rig.now();
    rig.burn(0, 20_000);
    assert_eq!(rig.sync(), None);
    let took = rig.now() - begin;
    // 8 s to start, 20 s of data, 2 s to synchronize.
    assert_eq!(took.as_secs(), 30);
    assert_eq!(rig.0.counters().underruns, 0);
}

#[test]
fn a_starving_buffer_links() {
    let rig = Rig::ready("?media=dvd+r&clock=virtual&speed=100");
    rig.burn(0, 16);
    wait(&rig, 20);
    assert_eq!(rig.write(16, 16), None);
    let counters = rig.0.counters();
    assert_eq!(counters.underruns, 1);
    // Empty 8.16 s after the beginning.
    assert!((11_800..11_900).contains(&(counters.idle_ns / 1_000_000)), "{}", counters.idle_ns);
    assert!(counters.max_gap_ns >= 20_000_000_000);
    assert_eq!(counters.buffer_min, 0);
    assert_eq!(rig.sync(), None);
    assert_eq!(rig.read(0, 32).unwrap(), pattern(0, 32));
}

#[test]
fn without_protection_a_starving_cd_is_spoiled() {
    for bufe in [true, false] {
        let rig = Rig::ready("?media=cd-r&clock=virtual&speed=300");
        rig.track_at_once(true, bufe);
        rig.burn(0, 300);
        wait(&rig, 20);
        if bufe {
            assert_eq!(rig.write(300, 16), None);
            assert_eq!(rig.sync(), None);
            continue;
        }
        let answer = rig.raw(&cdb_rw(0x2A, 300, 16), Data::ToDevice(&pattern(300, 16))).unwrap();
        assert_eq!((answer.sense()[0] & 0x7F, rig.answer(Ok(answer))), (0x71, Some((3, 0x0C, 9))));
        assert_eq!(rig.write(300, 16), Some((5, 0x21, 2)));
        let track = rig.track_info(1, 1).unwrap();
        assert_eq!((track.damaged, track.next), (true, None));
    }
}

#[test]
fn immediate_synchronize_cache_shows_its_progress() {
    let rig = Rig::ready("?media=dvd+r&clock=virtual&speed=100");
    rig.burn(0, 1_000);
    let begin = rig.now();
    rig.good(&[0x35, 0x02, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert!(rig.now() - begin < Duration::from_millis(1));
    for cdb in [&[0; 6][..], &[0x51, 0, 0, 0, 0, 0, 0, 0, 0, 0], &cdb_rw(0x28, 0, 0), &[0x1E, 0, 0, 0, 1, 0]]
    {
        assert_eq!(rig.code(cdb), Some((2, 4, 8)), "{cdb:02x?}");
    }
    assert_eq!(rig.write(1_000, 16), Some((2, 4, 8)));
    rig.good(&[0x12, 0, 0, 0, 36, 0]);
    rig.good(&[0x46, 0, 0, 0, 0, 0, 0, 0, 8, 0]);
    rig.good(&[0x4A, 1, 0, 0, 0x10, 0, 0, 0, 8, 0]);
    rig.good(&[0x5C, 0, 0, 0, 0, 0, 0, 0, 12, 0]);
    let mut last = 0;
    for _ in 0..19 {
        wait(&rig, 1);
        let (code, now) = progress(&rig);
        assert_eq!(code, (2, 4, 8));
        assert!(now > last);
        last = now;
    }
    let busy = rig.get(&[0x4A, 1, 0, 0, 0x40, 0, 0, 0, 8, 0], 8).unwrap();
    assert_eq!((busy[2], busy[5]), (6, 1));
    // 8 s of start, 10 s of data, 2 s of its own, less what the burning took.
    rig.0.clock.sleep_until(begin + Duration::from_secs(20));
    rig.good(&[0; 6]);
    assert_eq!(rig.get(&SENSE, 18).unwrap()[2], 0);
    assert_eq!(rig.next(), Some(1_008));
}

#[test]
fn long_commands_take_their_time_or_time_out() {
    let rig = Rig::ready("?media=cd-r&clock=virtual&speed=300");
    rig.track_at_once(true, true);
    rig.burn(0, 600);
    // The drive goes on after the caller has given up.
    let begin = rig.now();
    let answer = rig.0.execute(&[0x35, 0, 0, 0, 0, 0, 0, 0, 0, 0], Data::None, Duration::from_secs(2));
    assert_eq!(answer.err(), Some(Fault::Timeout));
    assert_eq!(rig.now() - begin, Duration::from_secs(2));
    let tur = rig.0.execute(&[0; 6], Data::None, Duration::from_secs(1));
    assert_eq!(tur.err(), Some(Fault::Timeout));
    assert_eq!(rig.now() - begin, Duration::from_secs(3));
    // The next one waits its turn.
    rig.good(&[0; 6]);
    let millis = (rig.now() - begin).as_millis();
    assert!((7_990..8_010).contains(&millis), "{millis}");
    assert_eq!(rig.track_info(1, 1).unwrap().size, 602);
    let begin = rig.now();
    assert_eq!(rig.close(2, 0), None);
    assert_eq!((rig.now() - begin).as_secs(), 20);
    assert_eq!(rig.next(), Some(12_002));
}

#[test]
fn immediate_close_holds_the_disc_until_done() {
    let rig = Rig::ready("?media=dvd+r&size=16000&clock=virtual&speed=1000");
    rig.burn(0, 160);
    assert_eq!(rig.sync(), None);
    assert_eq!(rig.code(&[0x5B, 1, 1, 0, 0, 1, 0, 0, 0, 0]), None);
    assert_eq!(rig.code(&[0x5B, 1, 2, 0, 0, 0, 0, 0, 0, 0]), Some((2, 4, 7)));
    wait(&rig, 3);
    assert_eq!(rig.code(&[0x5B, 1, 6, 0, 0, 0, 0, 0, 0, 0]), None);
    wait(&rig, 30);
    let (code, half) = progress(&rig);
    assert_eq!(code, (2, 4, 7));
    assert!((32_000..33_500).contains(&half), "{half}");
    wait(&rig, 30);
    rig.good(&[0; 6]);
    assert_eq!(rig.disc_info()[2], 0x0E);
}

#[test]
fn background_format_runs_stops_and_goes_on() {
    let rig = Rig::ready("?media=dvd+rw&size=160000&clock=virtual&speed=1000");
    assert_eq!(rig.format(0x98, u32::MAX, 0x02), None);
    assert_eq!(rig.code(&[0; 6]), Some((2, 4, 4)));
    wait(&rig, 15);
    let (code, half) = progress(&rig);
    assert_eq!((code, half > 32_000 && half < 33_500), ((2, 4, 4), true));
    wait(&rig, 15);
    rig.good(&[0; 6]);
    assert_eq!(rig.disc_info()[7] & 3, 2);
    wait(&rig, 40);
    let (code, quarter) = progress(&rig);
    assert_eq!((code, quarter > 16_000 && quarter < 17_000), ((0, 4, 4), true), "{quarter}");
    // Writing goes on meanwhile.
    rig.burn(0, 160);
    assert_eq!(rig.sync(), None);
    assert_eq!(rig.format(0x98, u32::MAX, 0), Some((5, 0x2C, 0)));
    assert_eq!(rig.close(0, 0), None);
    rig.good(&[0; 6]);
    assert_eq!(rig.disc_info()[7] & 3, 1);
    wait(&rig, 3_600);
    assert_eq!(rig.disc_info()[7] & 3, 1);
    let restart = [0, 0, 0, 8, 0xFF, 0xFF, 0xFF, 0xFF, 0x98, 0, 0, 1];
    assert_eq!(rig.send(&[0x04, 0x11, 0, 0, 0, 0], &restart), None);
    assert_eq!(rig.disc_info()[7] & 3, 2);
    wait(&rig, 125);
    assert_eq!(rig.disc_info()[7] & 3, 3);
    assert_eq!(rig.send(&[0x04, 0x11, 0, 0, 0, 0], &restart), Some((5, 0x26, 0)));
    assert_eq!(rig.read(0, 160).unwrap(), pattern(0, 160));
}

#[test]
fn certification_takes_two_passes() {
    let rig = Rig::ready("?media=bd-re&size=32768&clock=virtual&speed=1000");
    let begin = rig.now();
    assert_eq!(rig.format(0x30 << 2 | 3, 32_768, 0), None);
    assert_eq!((rig.now() - begin).as_secs(), 20);
    assert_eq!(rig.format(0x30 << 2 | 2, 32_768, 0), None);
    assert_eq!((rig.now() - begin).as_secs(), 40 + 65);
}

#[test]
fn speed_follows_what_is_set() {
    let rig = Rig::ready("?media=dvd+r&clock=virtual&speed=6000&store=discard");
    let speeds = rig.get(&[0xAC, 4, 0, 0, 0, 0, 0, 0, 0, 16, 3, 0], 264).unwrap();
    let kilobytes: Vec<u32> =
        speeds[8..].chunks(16).map(|d| u32::from_be_bytes(d[12..16].try_into().unwrap())).collect();
    assert_eq!(kilobytes, [12_288, 11_079, 8_310, 5_539, 3_323, 12_288]);
    let streaming = |kilobytes: u32, flags: u8| {
        let mut list = [0; 28];
        list[0] = flags;
        list[8..12].copy_from_slice(&2_295_103u32.to_be_bytes());
        list[20..24].copy_from_slice(&kilobytes.to_be_bytes());
        list[24..28].copy_from_slice(&1_000u32.to_be_bytes());
        rig.send(&[0xB6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 28, 0], &list)
    };
    let current = || {
        let page = rig.get(&[0x5A, 0x08, 0x2A, 0, 0, 0, 0, 0, 252, 0], 252).unwrap();
        u16::from_be_bytes([page[8 + 28], page[8 + 29]])
    };
    assert_eq!(current(), 12_288);
    assert_eq!((streaming(5_600, 0), current()), (None, 5_539));
    assert_eq!((streaming(1, 0), current()), (None, 3_323));
    assert_eq!((streaming(5_600, 2), current()), (Some((5, 0x26, 0)), 3_323));
    assert_eq!((streaming(8_310, 2), current()), (None, 8_310));
    let begin = rig.now();
    rig.burn(0, 40_580);
    assert_eq!(rig.sync(), None);
    assert_eq!((rig.now() - begin).as_secs(), 8 + 10 + 2);
    assert_eq!((streaming(0, 4), current()), (None, 12_288));
    assert_eq!(rig.code(&[0xBB, 0, 0xFF, 0xFF, 0x15, 0xA4, 0, 0, 0, 0, 0, 0]), None);
    assert_eq!(current(), 5_539);
    rig.good(&[0xBB, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0]);
    assert_eq!(current(), 12_288);
}

#[test]
fn an_unlimited_drive_takes_no_time() {
    let rig = Rig::ready("?media=cd-r&size=40000&clock=virtual");
    rig.track_at_once(false, true);
    rig.burn(0, 4_000);
    assert_eq!(rig.sync(), None);
    assert_eq!(rig.close(2, 0), None);
    assert_eq!(rig.now(), Duration::ZERO);
    assert_eq!(rig.0.counters().underruns, 0);
}

#[test]
fn loading_takes_a_while() {
    let rig = Rig::ready("?media=cd-r&clock=virtual&speed=300");
    rig.good(&[0x1B, 0, 0, 0, 2, 0]);
    assert_eq!(rig.code(&[0; 6]), Some((2, 0x3A, 2)));
    rig.good(&[0x1B, 1, 0, 0, 3, 0]);
    assert_eq!(rig.code(&[0; 6]), Some((6, 0x28, 0)));
    assert_eq!(rig.code(&[0; 6]), Some((2, 4, 1)));
    wait(&rig, 3);
    rig.good(&[0; 6]);
    rig.good(&[0x1B, 0, 0, 0, 2, 0]);
    let begin = rig.now();
    rig.good(&[0x1B, 0, 0, 0, 3, 0]);
    assert_eq!((rig.now() - begin).as_secs(), 3);
}

#[test]
fn another_thread_sees_inside_a_long_command() {
    let rig = Rig::ready("?media=dvd+r&clock=real&speed=100");
    rig.burn(0, 160);
    let drive = rig.0.clone();
    let burner =
        std::thread::spawn(move || drive.execute(&[0x35, 0, 0, 0, 0, 0, 0, 0, 0, 0], Data::None, HOUR));
    while rig.0.counters().long_operations == 0 {
        std::thread::yield_now();
    }
    assert_eq!(rig.0.eject(false).unwrap_err().hr, DF2D_E_IMAPI_RECORDER_MEDIA_BUSY);
    rig.0.eject(true).unwrap();
    let answer = burner.join().unwrap();
    assert_eq!(rig.answer(answer), Some((2, 0x3A, 2)));
    assert!(rig.0.counters().tray_open);
}

/// Virtual time moves although one thread is inside a command and another one waits for its turn.
#[test]
fn threads_that_take_part_in_virtual_time_do_not_block_each_other() {
    let rig = Rig::ready("?media=dvd+r&clock=virtual&speed=100");
    rig.burn(0, 160);
    let start = Arc::new(std::sync::Barrier::new(2));
    let threads: Vec<_> = [0x35u8, 0x51]
        .into_iter()
        .map(|opcode| {
            let (drive, start) = (rig.0.clone(), start.clone());
            std::thread::spawn(move || {
                let _part = drive.clock.participate();
                start.wait();
                let answer = drive.execute(&[opcode, 0, 0, 0, 0, 0, 0, 0, 0, 0], Data::None, HOUR).unwrap();
                assert_eq!(answer.status, status::GOOD);
                drive.clock.now()
            })
        })
        .collect();
    let ended: Vec<Duration> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
    // 8 s of start, 1.6 s of data, 2 s to synchronize.
    assert!((11_500..11_700).contains(&ended[0].as_millis()), "{ended:?}");
}
