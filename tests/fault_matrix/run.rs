//! The cases of this process, and the processes.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::process::{Command, Stdio};
use std::time::Duration;

use df2d::hresult;

use crate::faults::Fault;
use crate::plan::{Chance, Moment, moments};
use crate::subjects::{Subject, subjects};
use crate::tables::{Expectations, Expected, Place, Senses};
use crate::trial::{Depth, judge, run};
use crate::witness::Planted;

/// Of this many cases `cargo test` runs one.
const SAMPLE: u64 = 60;
/// A case that takes longer than this, in real time, hangs.
const HANGS_AFTER_S: u32 = 100;
/// Cases that fail are shown up to this number.
const SHOWN: u64 = 30;

const SHARD: &str = "DF2D_FAULTS_SHARD";
const CASE: &str = "DF2D_FAULTS_CASE";
const PART: &str = "DF2D_FAULTS_PART";
const SEED: &str = "DF2D_FAULTS_SEED";
const LIST: &str = "DF2D_FAULTS_LIST";

/// What came of the cases.
#[derive(Debug, Default)]
struct Figures {
    planted: u64,
    recovered: u64,
    failed: u64,
    wrong: u64,
    longest_s: u64,
    /// The case that took this long.
    longest: String,
}

impl Figures {
    fn add(&mut self, other: Figures) {
        self.planted += other.planted;
        self.recovered += other.recovered;
        self.failed += other.failed;
        self.wrong += other.wrong;
        self.took(other.longest_s, || other.longest);
    }

    fn took(&mut self, seconds: u64, case: impl FnOnce() -> String) {
        if seconds > self.longest_s {
            self.longest_s = seconds;
            self.longest = case();
        }
    }

    fn line(&self) -> String {
        let Figures { planted, recovered, failed, wrong, longest_s, longest } = self;
        format!("{planted} {recovered} {failed} {wrong} {longest_s} {longest}")
    }

    fn read(line: &str) -> Option<Figures> {
        let mut fields = line.strip_prefix("figures ")?.splitn(6, ' ');
        let mut next = || fields.next()?.parse().ok();
        Some(Figures {
            planted: next()?,
            recovered: next()?,
            failed: next()?,
            wrong: next()?,
            longest_s: next()?,
            longest: fields.next()?.to_owned(),
        })
    }
}

fn number(name: &str, otherwise: u64) -> u64 {
    match std::env::var(name) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")),
        Err(_) => otherwise,
    }
}

/// Runs what the environment asks for; false if something was wrong.
pub fn matrix() -> bool {
    // The runner's own options; there is nothing here to list.
    if std::env::args().any(|argument| argument == "--list") {
        return true;
    }
    if let Ok(case) = std::env::var(CASE) {
        return replay(&case);
    }
    match std::env::var(SHARD) {
        Ok(shard) => {
            let (shard, of) = shard.split_once('/').expect("a shard is N/OF");
            work(shard.parse().unwrap(), of.parse().unwrap());
            true
        }
        Err(_) => conduct(),
    }
}

// --- one process per core ---

fn conduct() -> bool {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let dir = tempfile::tempdir().unwrap();
    let shards: Vec<_> = (0..cores)
        .map(|shard| {
            let now = dir.path().join(shard.to_string());
            let child = Command::new(std::env::current_exe().unwrap())
                .env(SHARD, format!("{shard}/{cores}"))
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .env("DF2D_FAULTS_NOW", &now)
                .spawn()
                .unwrap();
            (now, child)
        })
        .collect();
    let mut figures = Figures::default();
    let mut ended = true;
    for (now, child) in shards {
        let output = child.wait_with_output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut counted = false;
        for line in text.lines() {
            match Figures::read(line) {
                Some(part) => {
                    figures.add(part);
                    counted = true;
                }
                None => println!("{line}"),
            }
        }
        if !output.status.success() || !counted {
            let case = std::fs::read_to_string(now).unwrap_or_default();
            println!("{} in the case {}\n    {}", output.status, case.trim(), replay_line(case.trim()));
            ended = false;
        }
    }
    println!(
        "figures: {} faults planted, {} recovered from, {} survived, {} s of virtual time to the end at most ({})",
        figures.planted, figures.recovered, figures.failed, figures.longest_s, figures.longest
    );
    let wrong = figures.wrong + u64::from(!ended);
    println!("{} passed, {wrong} failed", figures.planted - figures.wrong);
    wrong == 0
}

fn replay_line(case: &str) -> String {
    format!("{CASE}='{case}' cargo test --test fault_matrix")
}

// --- the cases of one process ---

fn name(subject: &Subject, index: usize, fault: Fault) -> String {
    format!("{} {} {index} {fault}", subject.medium, subject.task.name())
}

struct Tables {
    senses: Senses,
    expectations: Expectations,
}

fn tables() -> Tables {
    Tables { senses: Senses::read(), expectations: Expectations::read() }
}

/// A task that nothing disturbs.
struct Undisturbed {
    moments: Vec<Moment>,
    took: Duration,
    closes: bool,
}

fn undisturbed(subject: &Subject, tables: &Tables, seed: u64) -> Undisturbed {
    // Twice, since the first run makes what stays for the life of the process.
    run(subject, None, Depth::Promise);
    let report = run(subject, None, Depth::Promise);
    assert!(report.result.hr >= 0, "{} {}: {:?}", subject.medium, subject.task.name(), report.result);
    assert_eq!(report.wrong, Vec::<String>::new(), "{} {}", subject.medium, subject.task.name());
    let moments = moments(subject, &report.seen, &tables.senses, Chance::new(seed));
    Undisturbed { moments, took: report.took, closes: report.closed }
}

fn work(shard: u64, of: u64) {
    let tables = tables();
    let (seed, part) = (number(SEED, 1), number(PART, SAMPLE));
    let now = std::env::var_os("DF2D_FAULTS_NOW").map(|path| File::create(path).unwrap());
    let mut figures = Figures::default();
    let mut dice = Chance::new(seed);
    let mut case = 0_u64;
    for subject in subjects() {
        let undisturbed = undisturbed(&subject, &tables, seed);
        for moment in &undisturbed.moments {
            for &fault in &moment.faults {
                case += 1;
                let drawn = dice.next();
                if case % of != shard || drawn % part != 0 {
                    continue;
                }
                let name = name(&subject, moment.index, fault);
                if let Some(now) = &now {
                    now.write_all_at(format!("{name:<80}\n").as_bytes(), 0).unwrap();
                }
                // SAFETY: it only sets a timer, whose end ends this process.
                unsafe { libc::alarm(HANGS_AFTER_S) };
                let depth = if drawn / part % 4 == 0 { Depth::Promise } else { Depth::Result };
                try_case(&subject, moment, fault, depth, &undisturbed, &tables, &mut figures);
            }
        }
    }
    println!("figures {}", figures.line());
}

fn seed_of(moment: &Moment) -> u32 {
    (moment.index as u32).wrapping_mul(2_654_435_761) >> 7
}

fn try_case(
    subject: &Subject,
    moment: &Moment,
    fault: Fault,
    depth: Depth,
    undisturbed: &Undisturbed,
    tables: &Tables,
    figures: &mut Figures,
) {
    let planted = Planted { index: moment.index, fault, seed: seed_of(moment) };
    let place = Place {
        medium: subject.medium,
        task: subject.task.name(),
        opcode: moment.opcode,
        phase: moment.phase,
    };
    let expected = tables.expectations.of(fault, place);
    let mut report = run(subject, Some(planted), depth);
    judge(&mut report, expected, planted, moment.opcode);
    if report.closed && !undisturbed.closes {
        report.wrong.push("the disc was closed, which nobody asked for".to_owned());
    }
    let longest = undisturbed.took + longest(fault);
    if report.took > longest {
        report.wrong.push(format!("it took {:?} and should take {longest:?} at most", report.took));
    }
    figures.planted += 1;
    figures.recovered += u64::from(report.result.hr >= 0);
    figures.failed += u64::from(report.result.hr < 0);
    figures.took(report.took.as_secs(), || name(subject, moment.index, fault));
    if report.wrong.is_empty() {
        return;
    }
    figures.wrong += 1;
    if figures.wrong <= SHOWN || std::env::var_os(LIST).is_some() {
        let name = name(subject, moment.index, fault);
        println!(
            "WRONG {name} (command {:02X}, {}): {}",
            moment.opcode,
            moment.phase.name(),
            report.wrong.join("; ")
        );
        println!("    {}", replay_line(&name));
    }
}

/// How much longer than undisturbed a task may take.
fn longest(fault: Fault) -> Duration {
    let minutes = match fault {
        // A format may take five hours, and then the drive is asked for some minutes more what it is at.
        Fault::Wedged => 6 * 60,
        // Each command of the rescue waits for its own answer, a flush without Immed for an hour.
        Fault::Dead | Fault::Timeout => 90,
        _ => 10,
    };
    Duration::from_secs(minutes * 60)
}

/// One case, and all that is to be known of it.
fn replay(case: &str) -> bool {
    let tables = tables();
    let [medium, task, index, fault] = case.split(' ').collect::<Vec<_>>()[..] else {
        panic!("a case is MEDIUM TASK INDEX FAULT")
    };
    let index: usize = index.parse().unwrap();
    let fault: Fault = fault.parse().unwrap();
    let subject = subjects()
        .into_iter()
        .find(|s| s.medium == medium && s.task.name() == task)
        .expect("no such medium or task");
    let undisturbed = undisturbed(&subject, &tables, number(SEED, 1));
    let moment = &undisturbed.moments[index];
    let _ = env_logger::builder().format_timestamp(None).try_init();
    let mut figures = Figures::default();
    let planted = Planted { index, fault, seed: seed_of(moment) };
    let report = run(&subject, Some(planted), Depth::Promise);
    println!("{case}: command {:02X} in phase {}", moment.opcode, moment.phase.name());
    println!("{} after {:?}: {:#?}", hresult::name(report.result.hr), report.took, report.result);
    println!("{}", report.seen.iter().map(|s| format!("{:02X}", s.opcode)).collect::<Vec<_>>().join(" "));
    let place = Place {
        medium: subject.medium,
        task: subject.task.name(),
        opcode: moment.opcode,
        phase: moment.phase,
    };
    let expected: &Expected = tables.expectations.of(fault, place);
    println!("expected: {expected}");
    try_case(&subject, moment, fault, Depth::Promise, &undisturbed, &tables, &mut figures);
    println!("{} passed, {} failed", 1 - figures.wrong, figures.wrong);
    figures.wrong == 0
}
