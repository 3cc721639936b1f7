//! Closing, recovering and erasing with a fault at each of their commands in turn: they end, the tray is unlocked, and
//! what they say is so.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::fake::*;
use common::*;
use df2d::hresult::*;
use df2d::imapi::data::{DiscFormat2Data, Recover};
use df2d::imapi::recorder::Recorder;
use df2d::transport::Fault;
use df2d::virtual_recorder::{Effect, FaultPlan};

const NON_EMPTY_SESSION: i32 = 0x1000;
const FINALIZED: i32 = 0x4000;

/// No fault yet.
const NEVER: usize = usize::MAX / 2;

type Strike = fn() -> Result<df2d::transport::Answer, Fault>;

const FAULTS: [Strike; 3] = [
    || Ok(sense(5, 0x24, 0x00, false, None)),
    || Ok(sense(3, 0x0C, 0x00, true, None)),
    || Err(Fault::Timeout),
];

/// A drive that answers the command with this number by `fault`, counted from when that is set.
fn faulty(keys: &str, fault: Strike) -> (Arc<AtomicUsize>, Arc<Recorder>) {
    let left = Arc::new(AtomicUsize::new(NEVER));
    let countdown = left.clone();
    let strikes = move |_: &[u8], _| {
        let now = countdown.fetch_sub(1, Ordering::SeqCst);
        if now == 0 {
            countdown.store(NEVER, Ordering::SeqCst);
        }
        (now == 0).then(fault)
    };
    let (_, recorder) = Between::new(keys, strikes, |_, _, got| got);
    (left, recorder)
}

/// Runs a task with each fault at each command until none is met any more; `prepare` makes the disc for it, and
/// `is_so` tells whether a success is one.
fn sweep(
    keys: &str,
    prepare: impl Fn(&Arc<Recorder>),
    task: impl Fn(&Arc<Recorder>) -> df2d_hresult,
    is_so: impl Fn(&DiscFormat2Data) -> bool,
) {
    for (index, fault) in FAULTS.into_iter().enumerate() {
        for nth in 0.. {
            let (left, recorder) = faulty(keys, fault);
            prepare(&recorder);
            left.store(nth, Ordering::SeqCst);
            let hr = task(&recorder);
            let met = left.swap(NEVER, Ordering::SeqCst) > nth;
            let drive = recorder.as_virtual().unwrap();
            assert!(!drive.counters().prevented, "{keys}: fault {index} at {nth}: the tray is locked");
            assert_eq!(recorder.exclusive_access_owner(), "");
            let so = hr < 0 || is_so(&writer(&recorder));
            assert!(so, "{keys}: fault {index} at {nth}: {}", df2d::hresult::name(hr));
            if !met {
                assert!(hr >= 0 && nth > 5, "{keys}: {}", df2d::hresult::name(hr));
                break;
            }
        }
    }
}

fn hr(result: df2d::failure::Result<df2d_hresult>) -> df2d_hresult {
    result.unwrap_or_else(|failure| failure.hr)
}

fn write(recorder: &Arc<Recorder>) {
    let writer = writer(recorder);
    writer.put(|p| p.disable_consumer_dvd_compatibility_mode = true).unwrap();
    writer.write(&memory(&image(300, 1))).unwrap();
}

#[test]
fn a_disc_that_is_called_closed_is_closed() {
    let is_closed = |writer: &DiscFormat2Data| writer.current_media_status().unwrap() & FINALIZED != 0;
    sweep("media=dvd+r", write, |recorder| hr(writer(recorder).close_media()), is_closed);
}

#[test]
fn a_session_that_is_called_recovered_is_closed() {
    let interrupt = |recorder: &Arc<Recorder>| {
        let effect = Effect::DeviceGone;
        let plan = FaultPlan { opcode: Some(0x2A), lba: None, skip: 5, times: 1, effect };
        recorder.as_virtual().unwrap().fault_add(plan).unwrap();
        writer(recorder).write(&memory(&image(500, 1))).unwrap_err();
        recorder.as_virtual().unwrap().power_cycle().unwrap();
    };
    let is_closed =
        |writer: &DiscFormat2Data| writer.current_media_status().unwrap() & NON_EMPTY_SESSION == 0;
    let recover = |recorder: &Arc<Recorder>| hr(writer(recorder).recover_media(&Recover::Close));
    sweep("media=dvd+r", interrupt, recover, is_closed);
}

#[test]
fn a_disc_that_is_called_erased_holds_nothing() {
    for media in ["cd-rw", "dvd-rw-ro&size=1600"] {
        let erase = |recorder: &Arc<Recorder>| hr(eraser(recorder, false).erase_media());
        let is_blank = |writer: &DiscFormat2Data| writer.media_heuristically_blank().unwrap();
        sweep(&format!("media={media}"), write, erase, is_blank);
    }
}
