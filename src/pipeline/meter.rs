//! Progress: what the threads count, and what can be told from it at any moment.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crossbeam_utils::CachePadded;

use crate::mmc::SECTOR;
use crate::transport::Clock;
use crate::transport::clock::{Raiser, Time};

/// Sectors per second, as long as the drive has not been asked: DVD at 4x.
const USUAL_RATE: u32 = 2700;

/// IMAPI_FORMAT2_DATA_WRITE_ACTION.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Action {
    ValidatingMedia = 0,
    FormattingMedia = 1,
    InitializingHardware = 2,
    CalibratingPower = 3,
    WritingData = 4,
    Finalization = 5,
    Completed = 6,
    Verifying = 7,
}

/// IDiscFormat2DataEventArgs, and what this library adds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Progress {
    pub elapsed_time: i32,
    pub remaining_time: i32,
    pub total_time: i32,
    pub current_action: i32,
    pub start_lba: i32,
    pub sector_count: i32,
    pub last_read_lba: i32,
    pub last_written_lba: i32,
    pub total_system_buffer: i32,
    pub used_system_buffer: i32,
    pub free_system_buffer: i32,
    pub cancelling: bool,
    /// The drive's own progress in the current action, 0..=1000, -1 unknown.
    pub action_permille: i32,
    pub total_sectors: i64,
    pub done_sectors: i64,
    pub bytes_per_second: i64,
    pub drive_buffer_bytes: i64,
    pub drive_buffer_used_bytes: i64,
    pub under_runs: u32,
    pub elapsed_ms: i64,
    pub remaining_ms: i64,
}

/// What drives usually take on this medium beside the data: the first estimates, until there is better.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usual {
    pub calibration: Duration,
    pub format: Duration,
    /// From the first WRITE until the first sector is recorded.
    pub lead_in: Duration,
    /// Flushing and closing.
    pub finish: Duration,
}

/// What is known of the job once the medium has been looked at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Job {
    pub start_lba: i64,
    pub sectors: u64,
    /// Where the stream's parts go to different places: how much lies before the present one, and its size; otherwise
    /// nothing and 0.
    pub before_section: u64,
    pub section: u64,
    /// Sectors that will be read back.
    pub verify_sectors: u64,
    /// Sectors per second that the drive says it will record at; 0 unknown.
    pub nominal_rate: u32,
    pub usual: Usual,
    /// Bytes of the buffer between the source and the drive.
    pub buffer: u64,
}

/// The counters of one operation. The read and device threads count, the write thread looks.
pub struct Meter {
    clock: Arc<Clock>,
    begun: Time,
    read: CachePadded<AtomicU64>,
    sent: CachePadded<AtomicU64>,
    verified: AtomicU64,
    under_runs: AtomicU32,
    slow: Mutex<Slow>,
    /// Wakes the write thread.
    watcher: Raiser,
}

/// What changes seldom: never touched per transfer.
struct Slow {
    job: Job,
    action: Action,
    action_since: Time,
    /// The drive's own progress in the step that it is at, and when that step began.
    permille: Option<u16>,
    step_since: Time,
    /// The drive's buffer: size and free bytes.
    drive_buffer: Option<(u32, u32)>,
    /// When and how much was recorded, or read back, at the last look.
    last_look: Option<(Time, u64)>,
    /// Sectors per second: measured of late, and what to expect of the rest.
    rate_now: f64,
    rate_expected: f64,
    changes: VecDeque<Progress>,
}

impl Meter {
    pub fn new(clock: Arc<Clock>, watcher: Raiser) -> Meter {
        let begun = clock.now();
        Meter {
            clock,
            begun,
            read: CachePadded::default(),
            sent: CachePadded::default(),
            verified: AtomicU64::new(0),
            under_runs: AtomicU32::new(0),
            slow: Mutex::new(Slow {
                job: Job::default(),
                action: Action::ValidatingMedia,
                action_since: begun,
                permille: None,
                step_since: begun,
                drive_buffer: None,
                last_look: None,
                rate_now: 0.0,
                rate_expected: 0.0,
                changes: VecDeque::with_capacity(32),
            }),
            watcher,
        }
    }

    fn slow(&self) -> MutexGuard<'_, Slow> {
        self.slow.lock().unwrap_or_else(PoisonError::into_inner)
    }

    // --- the device thread's and the read thread's side ---

    pub fn plan(&self, job: Job) {
        self.slow().job = job;
    }

    /// A part of the stream begins: where it goes, how many sectors came before it, and how many it has (u64::MAX: the
    /// stream is one part).
    pub fn section(&self, start_lba: i64, before: u64, sectors: u64) {
        if sectors != u64::MAX {
            let mut slow = self.slow();
            slow.job.start_lba = start_lba;
            slow.job.before_section = before;
            slow.job.section = sectors;
        }
    }

    /// The operation turns to another action. Each change is told, in order.
    pub fn enter(&self, action: Action) {
        let mut slow = self.slow();
        let now = self.clock.now();
        slow.action = action;
        slow.action_since = now;
        slow.step_since = now;
        slow.permille = None;
        slow.last_look = None;
        slow.rate_now = 0.0;
        slow.rate_expected = 0.0;
        let change = self.progress(&mut slow, now);
        slow.changes.push_back(change);
        drop(slow);
        self.watcher.raise();
    }

    /// The drive's own progress in what it is at.
    pub fn drive_progress(&self, permille: Option<u16>) {
        let Some(permille) = permille else { return };
        let mut slow = self.slow();
        let now = self.clock.now();
        if slow.permille.is_none_or(|before| permille < before) {
            // The next step of the same action: flush, track, session.
            slow.step_since = now;
        }
        slow.permille = Some(permille);
    }

    /// The drive's buffer: size and free bytes.
    pub fn drive_buffer(&self, size: u32, free: u32) {
        self.slow().drive_buffer = Some((size, free));
    }

    /// The drive took no more data.
    pub fn drive_buffer_is_full(&self) {
        if let Some((_, free)) = &mut self.slow().drive_buffer {
            *free = 0;
        }
    }

    /// What it took is on the disc.
    pub fn drive_buffer_is_empty(&self) {
        if let Some((size, free)) = &mut self.slow().drive_buffer {
            *free = *size;
        }
    }

    pub fn add_read(&self, sectors: u64) {
        self.read.fetch_add(sectors, Ordering::Relaxed);
    }

    pub fn add_sent(&self, sectors: u64) {
        self.sent.fetch_add(sectors, Ordering::Relaxed);
    }

    pub fn add_verified(&self, sectors: u64) {
        self.verified.fetch_add(sectors, Ordering::Relaxed);
    }

    pub fn count_under_run(&self) {
        self.under_runs.fetch_add(1, Ordering::Relaxed);
    }

    // --- anybody's side ---

    pub fn sent(&self) -> u64 {
        self.sent.load(Ordering::Relaxed)
    }

    pub fn under_runs(&self) -> u32 {
        self.under_runs.load(Ordering::Relaxed)
    }

    pub fn job(&self) -> Job {
        self.slow().job
    }

    pub fn action(&self) -> Action {
        self.slow().action
    }

    pub fn elapsed(&self) -> Duration {
        self.clock.now() - self.begun
    }

    /// The oldest change of action that has not been told.
    pub fn next_change(&self) -> Option<Progress> {
        self.slow().changes.pop_front()
    }

    /// How things stand. None while a change of action is to be told, which comes first.
    pub fn tick(&self) -> Option<Progress> {
        let mut slow = self.slow();
        // Under the lock, so that it lies behind everything that has been noted.
        let now = self.clock.now();
        slow.changes.is_empty().then(|| self.progress(&mut slow, now))
    }

    fn progress(&self, slow: &mut Slow, now: Time) -> Progress {
        let (read, sent) = (self.read.load(Ordering::Relaxed), self.sent());
        let verified = self.verified.load(Ordering::Relaxed);
        let job = slow.job;
        let rate = slow.look(now, sent, verified);
        let elapsed = now - self.begun;
        let remaining = slow.remaining(now, sent, verified);
        let used = (read.saturating_sub(sent) * SECTOR as u64).min(job.buffer);
        let (drive_size, drive_free) = slow.drive_buffer.unwrap_or_default();
        let seconds = |d: Duration| i32::try_from(d.as_secs()).unwrap_or(i32::MAX);
        let lba = |count: u64| clamp(job.start_lba + count.saturating_sub(job.before_section) as i64 - 1);
        let sector_count = if job.section > 0 { job.section } else { job.sectors };
        let (elapsed_time, total_time) = (seconds(elapsed), seconds(elapsed + remaining));
        Progress {
            elapsed_time,
            remaining_time: total_time - elapsed_time,
            total_time,
            current_action: slow.action as i32,
            start_lba: clamp(job.start_lba),
            sector_count: clamp(sector_count as i64),
            last_read_lba: lba(read),
            last_written_lba: lba(sent),
            total_system_buffer: clamp(job.buffer as i64),
            used_system_buffer: clamp(used as i64),
            free_system_buffer: clamp((job.buffer - used) as i64),
            cancelling: false,
            action_permille: slow.permille.map_or(-1, i32::from),
            total_sectors: (job.sectors + job.verify_sectors) as i64,
            done_sectors: (sent + verified) as i64,
            bytes_per_second: (rate * SECTOR as f64) as i64,
            drive_buffer_bytes: i64::from(drive_size),
            drive_buffer_used_bytes: i64::from(drive_size.saturating_sub(drive_free)),
            under_runs: self.under_runs(),
            elapsed_ms: elapsed.as_millis() as i64,
            remaining_ms: remaining.as_millis() as i64,
        }
    }
}

impl Slow {
    /// What is done of the present action, in sectors. While writing it is what left the drive's buffer, not what
    /// entered it, so that a buffer that swallows the first megabytes at once promises nothing.
    fn done(&self, sent: u64, verified: u64) -> Option<u64> {
        match self.action {
            Action::WritingData => {
                let buffered =
                    self.drive_buffer.map_or(0, |(size, free)| u64::from(size.saturating_sub(free)));
                Some(sent.saturating_sub(buffered / SECTOR as u64))
            }
            Action::Verifying => Some(verified),
            _ => None,
        }
    }

    /// Measures. Returns the rate now, in sectors per second.
    fn look(&mut self, now: Time, sent: u64, verified: u64) -> f64 {
        let Some(done) = self.done(sent, verified) else { return 0.0 };
        let (since, before) = match self.last_look {
            Some(look) => look,
            // The lead-in is being written: nothing to measure yet.
            None if done == 0 => return 0.0,
            None => {
                self.last_look = Some((now, done));
                self.rate_expected = f64::from(self.nominal());
                return 0.0;
            }
        };
        let passed = (now - since).as_secs_f64();
        if passed >= 0.4 {
            let latest = done.saturating_sub(before) as f64 / passed;
            self.rate_now = if self.rate_now == 0.0 { latest } else { 0.6 * self.rate_now + 0.4 * latest };
            // The rest is expected to go slower or faster only after it has done so for some time.
            self.rate_expected = 0.85 * self.rate_expected + 0.15 * latest;
            self.last_look = Some((now, done));
        }
        self.rate_now
    }

    fn nominal(&self) -> u32 {
        if self.job.nominal_rate > 0 { self.job.nominal_rate } else { USUAL_RATE }
    }

    fn remaining(&self, now: Time, sent: u64, verified: u64) -> Duration {
        let (job, usual) = (&self.job, &self.job.usual);
        let rate = if self.rate_expected >= 1.0 { self.rate_expected } else { f64::from(self.nominal()) };
        let at = |sectors: u64, rate: f64| Duration::from_secs_f64(sectors as f64 / rate);
        let left_of = |usual: Duration| usual.saturating_sub(now - self.action_since);
        let nominal = f64::from(self.nominal());
        let verify = at(job.verify_sectors.saturating_sub(verified), nominal);
        let data = at(job.sectors, nominal) + usual.finish + verify;
        match self.action {
            Action::Completed => Duration::ZERO,
            Action::Verifying => at(job.verify_sectors.saturating_sub(verified), rate),
            Action::Finalization => left_of(usual.finish).max(self.left_of_step(now)) + verify,
            Action::WritingData => {
                let done = self.done(sent, verified).unwrap_or(0);
                let lead_in = if done == 0 { left_of(usual.lead_in) } else { Duration::ZERO };
                lead_in + at(job.sectors.saturating_sub(done), rate) + usual.finish + verify
            }
            Action::CalibratingPower => left_of(usual.calibration) + usual.lead_in + data,
            Action::FormattingMedia => {
                left_of(usual.format).max(self.left_of_step(now)) + usual.lead_in + data
            }
            Action::ValidatingMedia | Action::InitializingHardware => {
                usual.calibration + usual.format + usual.lead_in + data
            }
        }
    }

    /// From the drive's own progress, once that says enough.
    fn left_of_step(&self, now: Time) -> Duration {
        match self.permille {
            Some(done @ 50..) => {
                (now - self.step_since) * (1000 - u32::from(done.min(1000))) / u32::from(done)
            }
            _ => Duration::ZERO,
        }
    }
}

fn clamp(value: i64) -> i32 {
    value.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// 10 000 sectors at 1000 sectors per second.
    fn meter(clock: &Arc<Clock>) -> Meter {
        let meter = Meter::new(clock.clone(), clock.signal().raiser());
        let usual =
            Usual { calibration: 5 * SECOND, format: 30 * SECOND, lead_in: 8 * SECOND, finish: 20 * SECOND };
        meter.plan(Job { sectors: 10_000, nominal_rate: 1000, usual, ..Job::default() });
        meter
    }

    fn remaining(meter: &Meter) -> i64 {
        while meter.next_change().is_some() {}
        meter.tick().unwrap().remaining_ms / 1000
    }

    #[test]
    fn the_estimate_begins_with_what_is_usual_and_ends_at_nothing() {
        let clock = Clock::simulated();
        let meter = meter(&clock);
        let expected = [
            (Action::ValidatingMedia, 73),
            (Action::FormattingMedia, 68),
            (Action::CalibratingPower, 43),
            (Action::WritingData, 38),
            (Action::Finalization, 20),
            (Action::Completed, 0),
        ];
        for (action, seconds) in expected {
            meter.enter(action);
            assert_eq!(remaining(&meter), seconds, "{action:?}");
        }
    }

    #[test]
    fn what_the_drive_has_only_buffered_is_not_done() {
        let clock = Clock::simulated();
        let meter = meter(&clock);
        meter.enter(Action::WritingData);
        meter.add_sent(2000);
        meter.drive_buffer(2000 * SECTOR as u32, 0);
        assert_eq!(remaining(&meter), 38);
        meter.drive_buffer_is_full();
        meter.add_sent(1000);
        assert_eq!(remaining(&meter), 29);
    }

    #[test]
    fn the_rest_follows_the_rate_that_is_measured() {
        let clock = Clock::simulated();
        let meter = meter(&clock);
        meter.enter(Action::WritingData);
        meter.add_sent(1);
        for _ in 0..40 {
            remaining(&meter);
            clock.sleep(SECOND / 2);
            meter.add_sent(100);
        }
        // 6000 sectors at 200 per second, and the finish.
        assert!((48..=56).contains(&remaining(&meter)), "{}", remaining(&meter));
        assert_eq!(meter.tick().unwrap().bytes_per_second / SECTOR as i64, 200);
    }

    #[test]
    fn the_drives_own_progress_counts_once_it_says_enough() {
        let clock = Clock::simulated();
        let meter = meter(&clock);
        meter.enter(Action::Finalization);
        meter.drive_progress(Some(0));
        clock.sleep(30 * SECOND);
        meter.drive_progress(Some(20));
        assert_eq!(remaining(&meter), 0);
        meter.drive_progress(Some(250));
        assert_eq!(remaining(&meter), 90);
        // The next step begins.
        meter.drive_progress(Some(100));
        assert_eq!(remaining(&meter), 0);
        meter.drive_progress(Some(u16::MAX));
        assert_eq!(remaining(&meter), 0);
    }
}
