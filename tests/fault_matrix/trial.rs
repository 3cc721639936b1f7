//! One case: a task on a fresh disc that meets one fault, and the rules that hold whatever the fault.

use std::borrow::Cow;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use df2d::failure::Failure;
use df2d::hresult;
use df2d::imapi::data::{Recover, WriteOutcome, WriteResult};
use df2d::imapi::events::{Progress, UpdateSink};
use df2d::imapi::operations::Operations;
use df2d::imapi::recorder::Recorder;
use df2d::transport::Transport;
use df2d::transport::drive::Drive;

use crate::common::{eraser, image, memory, writer};
use crate::disc::{self, Disc, state};
use crate::faults::Fault;
use crate::footprint::Footprint;
use crate::subjects::{SECTORS, Subject, Task};
use crate::tables::Expected;
use crate::witness::{Planted, Seen, TEST_UNIT_READY, WRITE, Witness};

const NONE: i32 = 0;
const PARTIAL: i32 = 1;
const WHOLE: i32 = 2;
const UNKNOWN: i32 = 3;

/// What came of it.
pub struct Report {
    pub result: WriteResult,
    pub seen: Vec<Seen>,
    /// The command that met the fault.
    struck: usize,
    /// The disc was closed, for good or until it is erased.
    pub closed: bool,
    pub took: Duration,
    /// What is wrong.
    pub wrong: Vec<String>,
}

impl Report {
    /// What it holds itself.
    fn bytes(&self) -> usize {
        let text = match self.result.failure.as_ref().map(|failure| &failure.text) {
            Some(Cow::Owned(text)) => text.capacity(),
            _ => 0,
        };
        let wrong: usize = self.wrong.iter().map(String::capacity).sum();
        text + wrong + self.wrong.capacity() * size_of::<String>() + self.seen.capacity() * size_of::<Seen>()
    }

    fn note(&mut self, wrong: bool, what: impl FnOnce() -> String) {
        if wrong {
            self.wrong.push(what());
        }
    }
}

/// Whether the disc is also to be shown to do what the report promises.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    Result,
    Promise,
}

/// Runs the task, with all of its rules but those on the result.
pub fn run(subject: &Subject, planted: Option<Planted>, depth: Depth) -> Report {
    let before = Footprint::now();
    let mut report = run_and_look(subject, planted, depth);
    let left = before.left(report.bytes());
    report.wrong.extend(left);
    report
}

fn run_and_look(subject: &Subject, planted: Option<Planted>, depth: Depth) -> Report {
    let image = subject.image();
    let witness = Witness::new(&subject.keys(), image.clone());
    let drive = witness.recorder().clone();
    let recorder = Recorder::of(Drive::new("witnessed".to_owned(), witness.clone()));
    subject.prepare(&recorder);
    let disc_before = Disc::look(&*drive);
    let job = Job::new(subject, &recorder, &image);
    witness.begin(planted);

    let start = drive.clock().now();
    let (result, events) = job.run();
    let took = drive.clock().now() - start;
    let prevented = drive.counters().prevented;
    let owner = recorder.exclusive_access_owner();
    let (seen, offences, struck) = witness.end();

    let at = planted.map_or(usize::MAX, |planted| planted.index);
    let mut report = Report { result, seen, struck: at, closed: false, took, wrong: offences };
    report.wrong.extend(events);
    let fault = planted.map(|planted| planted.fault);
    report.note(planted.is_some() && !struck, || "the command of the fault never came".to_owned());
    let locked = prevented && !fault.is_some_and(|fault| keeps_locked(fault, &report));
    report.note(locked, || "the tray is locked".to_owned());
    report.note(!owner.is_empty(), || "exclusive access was kept".to_owned());
    let disc = Disc::look(&*drive);
    report.closed = disc.is_closed() && !disc_before.is_closed();
    check_disc(&mut report, &disc_before, &disc, fault);
    if subject.task == Task::Burn {
        let no_account =
            disc.keeps_no_account() || report.result.hr == hresult::DF2D_E_IMAPI_BURN_VERIFICATION_FAILED;
        let failed_flush = is_failed_flush(&report, fault);
        let in_doubt = no_account || failed_flush || fault.is_some_and(Fault::leaves_doubt);
        check_content(&mut report, disc::recorded(&*drive, &image), in_doubt);
        let told = failed_flush && report.result.hr < 0 && report.result.sectors_on_media > 0;
        report.note(told, || "the flush failed, and sectors are said to be on the disc".to_owned());
    }
    // Two layers have one session, and closing it would close the disc; one that was announced with another size cannot be.
    let may_stay_open =
        ["dvd-r-dl", "dvd-rw+quick"].contains(&subject.medium) || fault.is_some_and(Fault::ends_all);
    let left_open = disc.states().contains(&state::RECOVERABLE) && !may_stay_open;
    report.note(left_open, || "a session was left open".to_owned());
    if depth == Depth::Promise {
        check_promise(&mut report, subject, &recorder, &disc);
    }
    report
}

/// A task that needs only to be begun.
struct Job {
    operations: Arc<Operations>,
    begin: Box<dyn FnOnce() -> Result<hresult::df2d_hresult, Failure>>,
    watch: Arc<Watch>,
}

impl Job {
    fn new(subject: &Subject, recorder: &Arc<Recorder>, image: &[u8]) -> Job {
        let watch = Arc::new(Watch::default());
        let (operations, begin): (_, Box<dyn FnOnce() -> _>) = match subject.task {
            Task::Burn => {
                let (writer, stream) = (writer(recorder), memory(image));
                writer
                    .put(|p| {
                        p.burn_verification_level = 2;
                        p.disable_consumer_dvd_compatibility_mode = true;
                    })
                    .unwrap();
                (writer.operations().clone(), Box::new(move || writer.write(&stream)))
            }
            Task::Erase | Task::FullErase => {
                let eraser = eraser(recorder, subject.task == Task::FullErase);
                (eraser.operations().clone(), Box::new(move || eraser.erase_media()))
            }
        };
        operations.advise(watch.clone()).unwrap();
        Job { operations, begin, watch }
    }

    /// Does it, and looks at its events.
    fn run(self) -> (WriteResult, Vec<String>) {
        let returned = (self.begin)().unwrap_or_else(|failure| failure.hr);
        let WriteOutcome::Ended(result) = self.operations.result().expect("it was begun") else {
            panic!("it has ended")
        };
        self.operations.shut_down(true);
        let mut wrong = std::mem::take(&mut *self.watch.wrong.lock().unwrap());
        if returned != result.hr {
            wrong.push(format!("the call returned {} and the result is another", hresult::name(returned)));
        }
        (result, wrong)
    }
}

/// Events that do not go backwards.
#[derive(Default)]
struct Watch {
    done: AtomicI64,
    elapsed: AtomicI64,
    wrong: Mutex<Vec<String>>,
}

impl UpdateSink for Watch {
    fn update(&self, progress: &Progress) {
        let note = |wrong: bool, what: &str| {
            if wrong {
                self.wrong.lock().unwrap().push(what.to_owned());
            }
        };
        let done = progress.done_sectors;
        note(self.done.swap(done, Ordering::Relaxed) > done, "done_sectors went backwards");
        let elapsed = i64::from(progress.elapsed_time);
        note(self.elapsed.swap(elapsed, Ordering::Relaxed) > elapsed, "elapsed_time went backwards");
        note(!(-1..=1000).contains(&progress.action_permille), "action_permille is no such thing");
        note(
            progress.used_system_buffer > progress.total_system_buffer,
            "more is used of the buffer than there is",
        );
    }
}

// --- what holds whatever the fault ---

fn changes_medium(seen: &Seen) -> bool {
    seen.may_have_worked && matches!(seen.opcode, WRITE | 0x04 | 0x53 | 0x5B | 0xA1 | 0xBF)
}

/// What is said of the disc is what the disc is.
fn check_disc(report: &mut Report, before: &Disc, disc: &Disc, fault: Option<Fault>) {
    let said = report.result.disc_after;
    let right = match said {
        state::UNCHANGED => disc == before && !report.seen.iter().any(changes_medium),
        // What is over when the disc is asked does not count.
        state::UNKNOWN => fault.is_some_and(|fault| fault.ends_all() || !fault.is_true()),
        said => {
            let told_lies = fault.is_some_and(|fault| !fault.is_true()) && is_struck_at_the_end(report);
            told_lies || disc.states().contains(&said)
        }
    };
    report.note(!right, || format!("disc_after is {said}, and the disc is {disc:?}, before {before:?}"));
}

/// A drive that takes no command any more, or only says that it took one.
fn keeps_locked(fault: Fault, report: &Report) -> bool {
    const ALLOW: u8 = 0x1E;
    let allowed = report.seen.iter().rposition(|seen| seen.opcode == ALLOW);
    fault.lasts() || (fault == Fault::NothingDone && allowed == Some(report.struck))
}

/// What the drive had in its buffer it could not record, and it does not say how much of that.
fn is_failed_flush(report: &Report, fault: Option<Fault>) -> bool {
    const FLUSH: u8 = 0x35;
    const READ_DISC_INFORMATION: u8 = 0x51;
    const OF_RECORDING: [u8; 3] = [3, 4, 0xB];
    let Some(Fault::Sense { sense, deferred: false, .. }) = fault else { return false };
    // What its end is waited for with may bring the news: TEST UNIT READY until it is, and then one more question.
    let Some((last, before)) = report.seen.get(..=report.struck).and_then(<[Seen]>::split_last) else {
        return false;
    };
    let asks = matches!(last.opcode, FLUSH | TEST_UNIT_READY | READ_DISC_INFORMATION);
    let ready = |seen: &&Seen| seen.opcode == TEST_UNIT_READY;
    let begun = last.opcode == FLUSH
        || before.iter().rev().find(|seen| !ready(seen)).is_some_and(|seen| seen.opcode == FLUSH);
    OF_RECORDING.contains(&sense.key) && asks && begun
}

/// The questions after the end of the task are asked once, and a drive that does not answer leaves them open.
fn is_struck_at_the_end(report: &Report) -> bool {
    const GET_CONFIGURATION: u8 = 0x46;
    let last_look = report.seen.iter().rposition(|seen| seen.opcode == GET_CONFIGURATION);
    last_look
        .is_some_and(|last_look| report.struck.saturating_add(1) >= last_look && report.struck < usize::MAX)
}

/// What is said to be on the disc is there.
fn check_content(report: &mut Report, (there, any): (usize, bool), in_doubt: bool) {
    let result = &report.result;
    let (said, sectors) = (result.content_after, result.sectors_on_media);
    let right = match said {
        WHOLE => there == SECTORS && sectors == SECTORS as i64,
        PARTIAL => sectors > 0 && sectors < SECTORS as i64 && sectors <= there as i64,
        NONE => sectors == 0 && !any,
        UNKNOWN => sectors == 0 && in_doubt,
        _ => false,
    };
    report.note(!right, || {
        format!("content_after is {said} with {sectors} sectors, and {there} are there, any: {any}")
    });
    let success = report.result.hr >= 0;
    report.note(success && said != WHOLE, || format!("a success, and content_after is {said}"));
    let sent = report.result.sectors_sent;
    report.note(!(0..=SECTORS as i64).contains(&sent), || format!("{sent} sectors were sent"));
}

/// The disc does what its state promises.
fn check_promise(report: &mut Report, subject: &Subject, recorder: &Arc<Recorder>, disc: &Disc) {
    let data = image(64, 11);
    let write = |force: bool| {
        let writer = writer(recorder);
        writer.put(|p| p.force_overwrite = force).unwrap();
        let written = writer.write(&memory(&data));
        writer.operations().shut_down(true);
        written.map(drop)
    };
    let kept = match report.result.disc_after {
        state::UNCHANGED if subject.task == Task::Burn => write(false),
        state::APPENDABLE => write(false),
        state::OVERWRITABLE => write(true),
        state::ERASE_REQUIRED => {
            let eraser = eraser(recorder, true);
            let erased = eraser.erase_media();
            eraser.operations().shut_down(true);
            erased.and_then(|_| write(false))
        }
        state::RECOVERABLE => {
            let writer = writer(recorder);
            let recovered = writer.recover_media(&Recover::Close);
            writer.operations().shut_down(true);
            recovered.map(drop)
        }
        _ => Ok(()),
    };
    let said = report.result.disc_after;
    if let Err(failure) = kept {
        report.wrong.push(format!("disc_after is {said}, and then: {} ({disc:?})", failure.text));
    }
}

// --- what the tables say ---

/// A failure that the answers of a drive explain.
const OF_DRIVES: &[&str] = &[
    "E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE",
    "E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE",
    "E_IMAPI_BURN_VERIFICATION_FAILED",
    "E_IMAPI_RECORDER_COMMAND_TIMEOUT",
    "E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE",
    "E_IMAPI_RECORDER_MEDIA_NOT_FORMATTED",
    "E_IMAPI_RECORDER_MEDIA_NO_MEDIA",
    "E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED",
    "E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED",
    "E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS",
    "E_IMAPI_DF2DATA_INVALID_MEDIA_STATE",
    "E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA",
    "E_IMAPI_DF2DATA_MEDIA_NOT_BLANK",
    "E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED",
    "E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED",
    "E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE",
    "E_IMAPI_ERASE_DISC_INFORMATION_TOO_SMALL",
    "E_IMAPI_ERASE_MODE_PAGE_2A_TOO_SMALL",
    "E_IMAPI_ERASE_DRIVE_FAILED_ERASE_COMMAND",
    "E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE",
    "E_IMAPI_ERASE_TOOK_LONGER_THAN_ONE_HOUR",
];

pub const RECOVERS: &str = "recovers";

/// The result is the expected one and names the first cause.
pub fn judge(report: &mut Report, expected: &Expected, planted: Planted, opcode: u8) {
    let hr = report.result.hr;
    let name = if hr >= 0 { RECOVERS } else { hresult::name(hr) };
    let right = match expected {
        Expected::OneOf(names) => names.contains(&name),
        Expected::Honest => hr >= 0 || OF_DRIVES.contains(&name),
    };
    report.note(!right, || format!("{name} instead of {expected}"));
    let (Expected::OneOf(_), true) = (expected, hr < 0) else { return };
    let detail = report.result.failure.as_ref().expect("a failure has a cause").detail;
    let named = match planted.fault {
        // It may be another command that first finds out.
        Fault::MediumGone | Fault::DeviceGone | Fault::Wedged | Fault::Dead => detail.cdb_len > 0,
        Fault::Sense { sense, deferred, .. } => {
            detail.cdb[0] == opcode
                && detail.sense.is_some_and(|found| {
                    (found.key, found.asc, found.ascq, found.deferred)
                        == (sense.key, sense.asc, sense.ascq, deferred)
                })
        }
        _ => detail.cdb[0] == opcode,
    };
    report.note(!named, || {
        format!("the cause is not the first one: command {:02X}, {:?}", detail.cdb[0], detail.sense)
    });
}
