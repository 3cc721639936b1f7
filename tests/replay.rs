//! A burn on a drive that is known from a trace alone: what the engine does with it is what it did when the trace was made.
//!
//! The traces in tests/traces are made anew by DF2D_BLESS=1: those of virtual recorders here, that of a drive on another
//! machine by scripts/test-iscsi, which names it in DF2D_TRACE_DRIVE.

mod common;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use common::replay::{Replay, is_question};
use common::{ended, image, memory, writer};
use df2d::hresult::*;
use df2d::imapi::data::WriteResult;
use df2d::imapi::recorder::Recorder;
use df2d::mmc::trace::{self, Recorded};
use df2d::transport::Limits;
use df2d::virtual_recorder::{Effect, FaultPlan};
use log::{LevelFilter, Log, Metadata, Record};

/// Not a whole number of transfers.
const SECTORS: usize = 300;

/// Keeps the lines of a trace.
struct Tracer(Mutex<String>);

static TRACER: Tracer = Tracer(Mutex::new(String::new()));
/// One at a time: there is one log.
static TURN: Mutex<()> = Mutex::new(());

impl Log for Tracer {
    fn enabled(&self, metadata: &Metadata) -> bool {
        metadata.target() == trace::TARGET
    }

    fn log(&self, record: &Record) {
        if self.enabled(record.metadata()) {
            let mut lines = self.0.lock().unwrap();
            lines.push_str(&record.args().to_string());
            lines.push('\n');
        }
    }

    fn flush(&self) {}
}

/// The trace of what `work` does.
fn traced<R>(work: impl FnOnce() -> R) -> (R, String) {
    let _turn: MutexGuard<()> = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let _ = log::set_logger(&TRACER);
    log::set_max_level(LevelFilter::Trace);
    TRACER.0.lock().unwrap().clear();
    let result = work();
    (result, TRACER.0.lock().unwrap().clone())
}

/// A write that is verified.
fn burn(recorder: &Arc<Recorder>) -> WriteResult {
    let writer = writer(recorder);
    writer.put(|properties| properties.burn_verification_level = 2).unwrap();
    let _ = writer.write(&memory(&image(SECTORS, 7)));
    ended(&writer)
}

/// The trace of this name; made anew from `recorder` if the environment says so.
fn trace(name: &str, recorder: impl FnOnce() -> Option<Arc<Recorder>>) -> String {
    let path = format!("{}/tests/traces/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("DF2D_BLESS").is_some() {
        if let Some(recorder) = recorder() {
            std::fs::write(&path, traced(|| burn(&recorder)).1).unwrap();
        }
    }
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What the burn says against the trace. It makes a trace of its own, which is the same one, but for the questions and the
/// times.
fn replayed(trace: &str) -> WriteResult {
    let (replay, recorder) = Replay::new(trace, Limits { max_transfer: 128 * 1024, alignment: 1 });
    let (result, again) = traced(|| burn(&recorder));
    assert_eq!(replay.departure(), None, "{result:?}");
    assert_eq!(done(trace), done(&again));
    result
}

/// Everything but the questions, without the times.
fn done(trace: &str) -> Vec<&str> {
    let lines = trace.lines().map(|line| (line.parse::<Recorded>().unwrap(), line));
    let done = lines.filter(|(recorded, _)| !is_question(&recorded.cdb));
    done.map(|(_, line)| line.split_once(" | ").unwrap().1).collect()
}

fn virtual_recorder(keys: &str) -> Arc<Recorder> {
    Recorder::open(format!("virtual:?{keys}&clock=virtual").as_bytes()).unwrap()
}

#[test]
fn a_burn_on_a_virtual_recorder() {
    let result = replayed(&trace("virtual-dvd+r", || Some(virtual_recorder("media=dvd+r"))));
    assert_eq!(result.hr, DF2D_S_OK, "{result:?}");
    assert_eq!(result.sectors_on_media, SECTORS as i64);
}

#[test]
fn a_burn_that_fails() {
    let faulty = || {
        let recorder = virtual_recorder("media=cd-r");
        let effect = Effect::Sense { key: 3, asc: 0x0C, ascq: 0, deferred: false };
        let plan = FaultPlan { opcode: Some(0x2A), lba: None, skip: 2, times: 1, effect };
        recorder.as_virtual().unwrap().fault_add(plan).unwrap();
        Some(recorder)
    };
    let result = replayed(&trace("virtual-cd-r-write-error", faulty));
    assert_eq!(result.hr, DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE);
    let sense = result.failure.unwrap().detail.sense.unwrap();
    assert_eq!((sense.key, sense.asc, sense.ascq), (3, 0x0C, 0));
    assert_eq!(result.sectors_on_media, 128);
}

/// Which is no faithful drive: see scripts/test-iscsi.
#[test]
fn a_burn_on_tgt() {
    let drive = || Some(Recorder::open(std::env::var("DF2D_TRACE_DRIVE").ok()?.as_bytes()).unwrap());
    let result = replayed(&trace("tgt-dvd+r", drive));
    assert_eq!(result.hr, DF2D_S_OK, "{result:?}");
    assert_eq!(result.sectors_on_media, SECTORS as i64);
}

#[test]
fn a_drive_that_answers_otherwise_is_noticed() {
    let trace = trace("virtual-dvd+r", || None);
    let shorter: Vec<&str> = trace.lines().filter(|line| !line.ends_with("SEND OPC INFORMATION")).collect();
    let (replay, recorder) =
        Replay::new(&shorter.join("\n"), Limits { max_transfer: 128 * 1024, alignment: 1 });
    let (result, _) = traced(|| burn(&recorder));
    assert_eq!(result.hr, DF2D_E_DEV_NOT_EXIST);
    assert!(replay.departure().unwrap().starts_with("[54, "), "{:?}", replay.departure());
}
