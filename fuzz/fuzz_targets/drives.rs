//! A hostile drive, and a whole operation on it: whatever it answers, the operation ends, and what it says is true.
#![no_main]

use std::sync::Arc;
use std::time::Duration;

use arbitrary::Arbitrary;
use df2d::failure::Result;
use df2d::hresult::df2d_hresult;
use df2d::imapi::data::{DiscFormat2Data, Recover, WriteOutcome, WriteResult};
use df2d::imapi::erase::DiscFormat2Erase;
use df2d::imapi::operations::Operations;
use df2d::imapi::recorder::Recorder;
use df2d::stream::Stream;
use df2d::transport::Transport;
use df2d::transport::drive::Drive;
use df2d::virtual_recorder::{Config, Effect, FaultPlan, VirtualRecorder};
use df2d_fuzz::hostile::{Hostile, Reaction, Seen};
use df2d_fuzz::{MEDIA, library_threads};

/// A drive that takes its whole time for each command, and a format for which it is given a day.
const LONGEST: Duration = Duration::from_secs(10 * 86_400);
/// A question every half second in all that time would be more.
const MOST_COMMANDS: u32 = 1_000_000;
const UNCHANGED: i32 = 0;

#[derive(Arbitrary, Debug)]
struct Scenario {
    medium: u8,
    before: Before,
    task: Task,
    settings: Settings,
    cancel_at: Option<u8>,
    cancel_immediately: bool,
    reactions: Vec<Reaction>,
    afterwards: Option<Reaction>,
}

#[derive(Arbitrary, Debug, PartialEq)]
enum Before {
    Blank,
    Written,
    Interrupted,
}

#[derive(Arbitrary, Debug, PartialEq)]
enum Task {
    Write,
    Close,
    Report,
    CloseSession,
    Resume,
    Erase { full: bool },
}

#[derive(Arbitrary, Debug)]
struct Settings {
    sectors: u8,
    test_write: bool,
    close: bool,
    no_consumer_compatibility: bool,
    overwrite: bool,
    verification: u8,
}

libfuzzer_sys::fuzz_target!(|scenario: Scenario| {
    let alive = df2d::alive::count();
    run(&scenario);
    assert_eq!(df2d::alive::count(), alive, "objects are left over");
    assert_eq!(library_threads(), 0, "threads are left over");
});

fn run(scenario: &Scenario) {
    let keys = MEDIA[usize::from(scenario.medium) % MEDIA.len()];
    let config = Config::parse(format!("?{keys}&clock=virtual&speed=4000").as_bytes()).unwrap();
    let drive = Hostile::new(VirtualRecorder::open(config).unwrap());
    let recorder = Recorder::of(Drive::new("hostile".to_owned(), drive.clone()));
    let image = image(scenario.settings.sectors);
    prepare(&recorder, &drive, &scenario.before, &image);

    let (writer, eraser) = (writer(&recorder, &scenario.settings), eraser(&recorder, &scenario.task));
    let operations =
        if matches!(scenario.task, Task::Erase { .. }) { eraser.operations() } else { writer.operations() };
    operations.put_cancel_mode(scenario.cancel_immediately.into());
    if let Some(at) = scenario.cancel_at {
        let _ = drive.cancel.set((at.into(), operations.clone()));
    }
    drive.follow(scenario.reactions.clone(), scenario.afterwards.clone());
    let begin = drive.clock().now();
    let stream = Stream::from_memory(image.clone());
    let end = match &scenario.task {
        Task::Write => writer.write(&stream),
        Task::Close => writer.close_media(),
        Task::Report => writer.recover_media(&Recover::Report),
        Task::CloseSession => writer.recover_media(&Recover::Close),
        Task::Resume => writer.recover_media(&Recover::Resume(stream)),
        Task::Erase { .. } => eraser.erase_media(),
    };
    let took = drive.clock().now() - begin;
    let result = result(operations);
    writer.operations().shut_down(true);
    eraser.operations().shut_down(true);
    let (seen, gone) = drive.seen();

    assert!(took <= LONGEST, "it took {took:?}");
    assert!(seen.commands <= MOST_COMMANDS, "it took {} commands", seen.commands);
    assert!(gone || !seen.locked, "the tray was left locked");
    check(&end, result.as_ref());
    if let Some(result) = &result {
        let simulated = scenario.settings.test_write && scenario.task == Task::Write;
        assert!(result.disc_after != UNCHANGED || !seen.changed || simulated, "the disc may have changed");
    }
    if scenario.task == Task::Write && end.is_ok() {
        is_on_the_disc(&image, &seen, result.expect("it began").start_lba);
    }
    // Nothing is on its way to the drive any more: it can be told to give the disc out.
    assert!(recorder.exclusive_access_owner().is_empty(), "somebody still has the drive");
}

/// What is there before the drive turns hostile.
fn prepare(recorder: &Arc<Recorder>, drive: &Hostile, before: &Before, image: &[u8]) {
    if *before == Before::Blank {
        return;
    }
    if *before == Before::Interrupted {
        // In the middle of the second WRITE or of what comes after the first.
        let plan = FaultPlan { opcode: Some(0x2A), lba: None, skip: 1, times: 1, effect: Effect::DeviceGone };
        let _ = drive.inner().fault_add(plan);
    }
    let settings = Settings {
        sectors: 0,
        test_write: false,
        close: false,
        no_consumer_compatibility: true,
        overwrite: true,
        verification: 0,
    };
    let writer = writer(recorder, &settings);
    let _ = writer.write(&Stream::from_memory(image.to_vec()));
    writer.operations().shut_down(true);
    drive.inner().fault_clear();
    let _ = drive.inner().power_cycle();
}

fn writer(recorder: &Arc<Recorder>, settings: &Settings) -> Arc<DiscFormat2Data> {
    let writer = DiscFormat2Data::new();
    writer.put_client_name("fuzzer").unwrap();
    let _ = writer.put_recorder(Some(recorder.clone()));
    writer
        .put(|properties| {
            properties.test_write = settings.test_write;
            properties.force_media_to_be_closed = settings.close;
            properties.disable_consumer_dvd_compatibility_mode = settings.no_consumer_compatibility;
            properties.force_overwrite = settings.overwrite;
            properties.burn_verification_level = i32::from(settings.verification % 3);
        })
        .unwrap();
    writer
}

fn eraser(recorder: &Arc<Recorder>, task: &Task) -> Arc<DiscFormat2Erase> {
    let eraser = DiscFormat2Erase::new();
    eraser.put_client_name("fuzzer").unwrap();
    let _ = eraser.put_recorder(Some(recorder.clone()));
    eraser.put(|properties| properties.full_erase = matches!(task, Task::Erase { full: true })).unwrap();
    eraser
}

/// At least as long as two WRITEs, of sectors that all differ.
fn image(sectors: u8) -> Vec<u8> {
    let sectors = 40 + u32::from(sectors);
    (0..sectors).flat_map(|sector| sector.to_be_bytes().repeat(512)).collect()
}

/// How the last operation ended, if one began.
fn result(operations: &Operations) -> Option<WriteResult> {
    match operations.result() {
        Ok(WriteOutcome::Ended(result)) => Some(result),
        Ok(WriteOutcome::Pending(_)) => panic!("it has returned and not ended"),
        Err(_) => None,
    }
}

fn check(end: &Result<df2d_hresult>, result: Option<&WriteResult>) {
    match end {
        Ok(hr) => assert!(*hr >= 0, "a success with the code of a failure, {hr:X}"),
        Err(failure) => {
            assert!(failure.hr < 0, "a failure with the code of a success, {:X}", failure.hr);
            assert!(!failure.text.is_empty());
        }
    }
    if let Some(result) = result {
        let hr = end.as_ref().map_or_else(|failure| failure.hr, |hr| *hr);
        assert_eq!(result.hr, hr, "what it returned is not what it says");
        assert!(result.sectors_on_media <= result.sectors_requested);
    }
}

/// A success is of a drive that took every sector, each where it belongs, and the flush behind the last.
fn is_on_the_disc(image: &[u8], seen: &Seen, start: i64) {
    for (sector, lba) in image.chunks(2048).zip(start..) {
        let taken = u32::try_from(lba).ok().and_then(|lba| seen.taken.get(&lba));
        assert_eq!(taken, Some(&crc32fast::hash(sector)), "sector {lba} was not taken");
    }
    assert!(!seen.unflushed, "what was taken was not flushed");
}
