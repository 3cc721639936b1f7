//! Talking to a drive: one command at a time, retries and waits by the sense table, every wait bounded and, inside
//! an operation, cancellable.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::time::Duration;

use super::cause::{broken, is_refusal, may_have_begun};
use super::control::Control;
use super::meter::Meter;
use crate::failure::{Failure, Result, SenseCode};
use crate::hresult::*;
use crate::mmc::action::{self, Action, Wait};
use crate::mmc::command::Command;
use crate::mmc::sense::Sense;
use crate::mmc::timeout::{self, LongOperation};
use crate::mmc::trace::{self, Exchange};
use crate::transport::clock::{Signal, Time};
use crate::transport::drive::Drive;
use crate::transport::party::{Exclusive, Party};
use crate::transport::scsi::{asc, key, op};
use crate::transport::{Answer, Clock, Data, Fault, Limits, status};

/// Unit attentions and corrected errors in a row that are taken for news and not for a fault.
const ATTENTIONS: u32 = 8;
/// Between two questions whether the drive is done; the first where it says how far it has come.
const CLOSEST_POLL: Duration = Duration::from_micros(250);
const SHORTEST_POLL: Duration = Duration::from_millis(20);
const LONGEST_POLL: Duration = Duration::from_millis(500);

/// By what right commands are sent.
pub enum Access {
    /// A question, which any operation on the drive forbids.
    Shared(Arc<Party>),
    /// An operation that owns the drive.
    Exclusive(Exclusive),
}

/// What a unit attention means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attention {
    /// News, as that a disc was inserted.
    News,
    /// Something happened underneath the operation.
    Disturbance,
}

/// What ends a wait early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// A question waits until its limit.
    Never,
    /// A cancel.
    OnCancel,
    /// A cancel that says "at once": the disc is being saved or closed.
    OnEscalation,
}

pub struct Device<'a> {
    access: Access,
    signal: Signal,
    control: Option<&'a Control>,
    meter: Option<&'a Meter>,
    stop: Cell<Stop>,
    attention: Cell<Attention>,
    /// How long the drive needs to make room for more data.
    drain_pause: Cell<Duration>,
    /// A command went out that may have changed the medium.
    touched: Cell<bool>,
    /// One of these recorded something, or announced it.
    recorded: Cell<bool>,
    /// A reset that was taken for news: what fails later fails because of it.
    reset: RefCell<Option<Failure>>,
    /// Something happened that may have emptied the drive's buffer, or the drive said that earlier data was lost.
    lost_data: Cell<bool>,
}

enum Verdict {
    Good(usize),
    /// The command did not run, and may be sent again.
    Again(Failure),
    /// Nothing is wrong, and to be sure that the command runs it is sent again.
    Harmless,
    /// For this; how far the drive has come with it, and what it said.
    Wait(Wait, Option<u16>, Option<SenseCode>),
    Fail(Failure),
}

impl<'a> Device<'a> {
    /// For questions outside an operation.
    pub fn shared(party: &Arc<Party>) -> Device<'static> {
        let signal = party.drive().clock().signal();
        Device {
            access: Access::Shared(party.clone()),
            signal,
            control: None,
            meter: None,
            stop: Cell::new(Stop::Never),
            attention: Cell::new(Attention::News),
            drain_pause: Cell::new(SHORTEST_POLL),
            touched: Cell::new(false),
            recorded: Cell::new(false),
            reset: RefCell::default(),
            lost_data: Cell::new(false),
        }
    }

    /// For an operation; `signal` is raised by a cancel.
    pub fn exclusive(
        access: Exclusive,
        signal: Signal,
        control: &'a Control,
        meter: &'a Meter,
    ) -> Device<'a> {
        Device {
            access: Access::Exclusive(access),
            signal,
            control: Some(control),
            meter: Some(meter),
            stop: Cell::new(Stop::OnCancel),
            attention: Cell::new(Attention::News),
            drain_pause: Cell::new(SHORTEST_POLL),
            touched: Cell::new(false),
            recorded: Cell::new(false),
            reset: RefCell::default(),
            lost_data: Cell::new(false),
        }
    }

    fn drive(&self) -> &Arc<Drive> {
        match &self.access {
            Access::Shared(party) => party.drive(),
            Access::Exclusive(exclusive) => exclusive.drive(),
        }
    }

    pub fn clock(&self) -> &Arc<Clock> {
        self.drive().clock()
    }

    pub fn limits(&self) -> Limits {
        self.drive().limits()
    }

    pub fn stop_on(&self, stop: Stop) {
        self.stop.set(stop);
    }

    /// What a unit attention means from here on, or until something is recorded: then it is a disturbance.
    pub fn take_attention_for(&self, meaning: Attention) {
        self.attention.set(meaning);
    }

    pub fn set_drain_pause(&self, pause: Duration) {
        self.drain_pause.set(pause);
    }

    /// Whether a command went out that may have changed the medium.
    pub fn touched(&self) -> bool {
        self.touched.get()
    }

    /// Whether one of these recorded something, or announced it, so that it cannot be begun a second time.
    pub fn recorded(&self) -> bool {
        self.recorded.get()
    }

    /// The reset that happened while a unit attention was news, after the medium was touched.
    pub fn reset(&self) -> Option<Failure> {
        self.reset.take()
    }

    /// What happened so far has to do with nothing that comes.
    pub fn forget(&self) {
        self.reset.take();
        self.lost_data.set(false);
    }

    /// Whether data that the drive took may never have reached the medium, whatever a later flush says.
    pub fn lost_data(&self) -> bool {
        self.lost_data.get()
    }

    // --- commands ---

    /// A command without data.
    pub fn send(&self, command: &Command) -> Result<()> {
        self.run(command, |device| device.execute(command, Data::None)).map(drop)
    }

    /// A command that brings data; returns how many bytes came.
    pub fn receive(&self, command: &Command, buffer: &mut [u8]) -> Result<usize> {
        let got = self.run(command, |device| device.execute(command, Data::FromDevice(buffer)))?;
        Ok(got.min(buffer.len()))
    }

    /// A question that is not worth waiting for. None if the drive is busy or does not know the command; what it says
    /// of something else instead is a failure.
    pub fn ask(&self, command: &Command, buffer: &mut [u8]) -> Result<Option<usize>> {
        let mut attentions = 0;
        loop {
            match self.verdict(command, self.execute(command, Data::FromDevice(buffer))?) {
                Verdict::Good(got) => return Ok(Some(got.min(buffer.len()))),
                Verdict::Wait(..) | Verdict::Harmless => return Ok(None),
                Verdict::Again(_) if attentions < ATTENTIONS => attentions += 1,
                Verdict::Fail(failure) if is_refusal(&failure) => return Ok(None),
                Verdict::Again(failure) | Verdict::Fail(failure) => return Err(failure),
            }
        }
    }

    /// A command that takes data.
    pub fn supply(&self, command: &Command, data: &[u8]) -> Result<()> {
        self.run(command, |device| device.execute(command, Data::ToDevice(data))).map(drop)
    }

    fn execute(&self, command: &Command, data: Data<'_>) -> Result<std::result::Result<Answer, Fault>> {
        let timeout = timeout::timeout(command);
        traced(self.clock(), command.bytes(), data, |data| match &self.access {
            Access::Shared(party) => party.execute(command.bytes(), data, timeout),
            Access::Exclusive(exclusive) => Ok(exclusive.execute(command.bytes(), data, timeout)),
        })
    }

    fn run(
        &self,
        command: &Command,
        mut once: impl FnMut(&Self) -> Result<std::result::Result<Answer, Fault>>,
    ) -> Result<usize> {
        let mut attentions = 0;
        let mut poll = Poll::new(self.clock().now(), patience(command));
        loop {
            let answer = once(self)?;
            if command.changes_medium() && may_have_begun(&answer) {
                self.touched.set(true);
                if command.records() {
                    self.recorded.set(true);
                    self.attention.set(Attention::Disturbance);
                }
            }
            match self.verdict(command, answer) {
                Verdict::Good(transferred) => return Ok(transferred),
                Verdict::Again(_) | Verdict::Harmless if attentions < ATTENTIONS => attentions += 1,
                Verdict::Harmless => return Ok(0),
                Verdict::Wait(Wait::LongWrite, _, said) => {
                    if let Some(meter) = self.meter {
                        meter.drive_buffer_is_full();
                    }
                    self.bounded(&poll, command, said)?;
                    self.pause(self.drain_pause.get())?;
                }
                Verdict::Wait(_, progress, said) => {
                    self.bounded(&poll, command, said)?;
                    self.pause_between(&mut poll, progress)?;
                }
                Verdict::Again(failure) | Verdict::Fail(failure) => return Err(failure),
            }
        }
    }

    fn verdict(&self, command: &Command, answer: std::result::Result<Answer, Fault>) -> Verdict {
        match answer {
            Ok(answer) => self.judge(command, &answer),
            Err(fault) => {
                self.lost_data.set(self.lost_data.get() || matches!(fault, Fault::Lost | Fault::Gone));
                let mut failure = broken(fault).command(command.bytes());
                failure.detail.link_lost = fault == Fault::Lost;
                Verdict::Fail(failure)
            }
        }
    }

    fn judge(&self, command: &Command, answer: &Answer) -> Verdict {
        match answer.status {
            status::GOOD => Verdict::Good(answer.transferred),
            status::BUSY | status::TASK_SET_FULL if self.control.is_none() => {
                Verdict::Fail(Failure::code(DF2D_E_IMAPI_RECORDER_MEDIA_BUSY).command(command.bytes()))
            }
            status::BUSY | status::TASK_SET_FULL => Verdict::Wait(Wait::Operation, None, None),
            status::RESERVATION_CONFLICT => Verdict::Fail(
                Failure::new(DF2D_E_IMAPI_RECORDER_LOCKED, "Another host has reserved the drive.")
                    .command(command.bytes()),
            ),
            _ => match Sense::decode(answer.sense()) {
                Some(sense) => self.judge_sense(command, answer, &sense),
                None => Verdict::Fail(
                    Failure::new(
                        DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE,
                        "The drive refused a command without saying why.",
                    )
                    .command(command.bytes()),
                ),
            },
        }
    }

    fn judge_sense(&self, command: &Command, answer: &Answer, sense: &Sense) -> Verdict {
        let failure = |hr| {
            let mut failure = Failure::new(hr, action::advice(&sense.code)).command(command.bytes());
            failure.detail.sense = Some(sense.code);
            failure.detail.lba = match sense.information {
                Some(lba) => Some(lba as i64),
                None if sense.code.deferred => None,
                None => command.lba(),
            };
            failure
        };
        let reset = sense.code.key == key::UNIT_ATTENTION && sense.code.asc == asc::POWER_ON_OR_RESET.0;
        if self.touched.get() && (reset || sense.code.deferred) {
            self.lost_data.set(true);
        }
        let named = |hr| if action::is_named(&sense.code, command.opcode()) { hr } else { self.unnamed() };
        match action::action(command.opcode(), &sense.code) {
            Action::Done => Verdict::Good(answer.transferred),
            Action::Harmless => Verdict::Harmless,
            Action::Repeat => Verdict::Again(failure(self.unnamed())),
            // It is about what somebody else did before.
            Action::Fail(hr) if sense.code.deferred && !self.touched.get() => {
                Verdict::Again(failure(named(hr)))
            }
            Action::Retry if self.attention.get() == Attention::News && !command.changes_medium() => {
                if reset && self.touched.get() {
                    self.reset.borrow_mut().get_or_insert(failure(self.unnamed()));
                }
                Verdict::Again(failure(DF2D_E_IMAPI_RECORDER_MEDIA_BECOMING_READY))
            }
            Action::Retry => Verdict::Fail(failure(named(action::hresult(command.opcode(), &sense.code)))),
            // A question is not worth waiting for; the caller asks again.
            Action::Wait(_) if self.control.is_none() => {
                Verdict::Fail(failure(action::hresult(command.opcode(), &sense.code)))
            }
            Action::Wait(wait) => Verdict::Wait(wait, sense.progress, Some(sense.code)),
            Action::Fail(hr) => Verdict::Fail(failure(named(hr))),
        }
    }

    /// The code for a refusal that the sense table does not name.
    fn unnamed(&self) -> df2d_hresult {
        match self.access {
            Access::Exclusive(_) => DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE,
            Access::Shared(_) => DF2D_E_FAIL,
        }
    }

    // --- waits ---

    /// Waits until the drive is ready: after a load, and at the end of every long operation. The one place for it.
    pub fn wait_ready(&self, operation: LongOperation, capacity: u64) -> Result<()> {
        let limit = timeout::limit(operation, capacity);
        self.wait_for(&Command::test_unit_ready(), &mut [], limit)?;
        if operation.ends_unseen_by_test_unit_ready() {
            self.wait_for(&Command::read_disc_information(34), &mut [0; 34], limit)?;
        }
        Ok(())
    }

    /// Repeats a question until the drive answers it.
    fn wait_for(&self, question: &Command, answer: &mut [u8], limit: Duration) -> Result<()> {
        let mut poll = Poll::new(self.clock().now(), limit);
        let mut attentions = 0;
        loop {
            let data = if answer.is_empty() { Data::None } else { Data::FromDevice(answer) };
            match self.verdict(question, self.execute(question, data)?) {
                Verdict::Good(_) | Verdict::Harmless => return Ok(()),
                Verdict::Again(_) if attentions < ATTENTIONS => attentions += 1,
                Verdict::Wait(_, progress, said) => {
                    self.bounded(&poll, question, said)?;
                    self.pause_between(&mut poll, progress)?;
                }
                Verdict::Again(failure) | Verdict::Fail(failure) => return Err(failure),
            }
        }
    }

    /// Waits on the drive's clock, unless the operation is to stop.
    pub fn pause(&self, duration: Duration) -> Result<()> {
        let until = self.clock().now() + duration;
        loop {
            self.check()?;
            if self.clock().now() >= until {
                return Ok(());
            }
            self.signal.wait(Some(until));
        }
    }

    /// Before the drive is asked again; it said how far it has come.
    fn pause_between(&self, poll: &mut Poll, progress: Option<u16>) -> Result<()> {
        if let Some(meter) = self.meter {
            meter.drive_progress(progress.map(permille));
        }
        self.pause(poll.next(self.clock().now(), progress))
    }

    /// Waits for another thread's raise, until then or without a limit, but not beyond a cancel.
    pub fn wait_for_raise(&self, until: Option<Time>) -> Result<()> {
        self.check()?;
        self.signal.wait(until);
        self.check()
    }

    /// Fails if the operation is to stop.
    pub fn check(&self) -> Result<()> {
        let Some(control) = self.control else { return Ok(()) };
        match self.stop.get() {
            Stop::OnCancel if control.is_cancelled() => Err(cancelled()),
            Stop::OnEscalation if control.is_escalated() => Err(Failure::new(
                DF2D_E_IMAPI_RECORDER_MEDIA_BUSY,
                "Left at the caller's wish while the drive was still working on the disc.",
            )),
            _ => Ok(()),
        }
    }

    fn bounded(&self, poll: &Poll, command: &Command, said: Option<SenseCode>) -> Result<()> {
        if self.clock().now() < poll.limit {
            return Ok(());
        }
        let mut failure = Failure::new(
            DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT,
            "The drive stayed busy beyond the limit for this command; it may be wedged: power it off and on.",
        )
        .command(command.bytes());
        failure.detail.sense = said;
        Err(failure)
    }
}

/// Sends a command, and tells of it in the log.
pub fn traced(
    clock: &Clock,
    cdb: &[u8],
    mut data: Data<'_>,
    send: impl FnOnce(Data<'_>) -> Result<std::result::Result<Answer, Fault>>,
) -> Result<std::result::Result<Answer, Fault>> {
    let level = if trace::moves_user_data(cdb) { log::Level::Trace } else { log::Level::Debug };
    if !log::log_enabled!(target: trace::TARGET, level) {
        return send(data);
    }
    let at = clock.now();
    let outcome = send(data.reborrow())?;
    let took = clock.now() - at;
    log::log!(target: trace::TARGET, level, "{}", Exchange { at, took, cdb, data: &data, outcome: &outcome });
    Ok(outcome)
}

pub fn cancelled() -> Failure {
    Failure::code(DF2D_E_IMAPI_REQUEST_CANCELLED)
}

/// Of parts of 65 536.
fn permille(progress: u16) -> u16 {
    (u32::from(progress) * 1000 / 0x10000) as u16
}

/// Polls often at first and then more seldom, up to a limit; towards the end that the drive's progress promises often
/// again, as long as the progress goes on.
struct Poll {
    began: Time,
    limit: Time,
    pause: Duration,
    progress: u16,
}

impl Poll {
    fn new(now: Time, patience: Duration) -> Poll {
        Poll { began: now, limit: now + patience, pause: SHORTEST_POLL, progress: 0 }
    }

    fn next(&mut self, now: Time, progress: Option<u16>) -> Duration {
        let pause = match progress.filter(|progress| *progress > self.progress) {
            Some(progress) => {
                let done = f64::from(progress) / 65_536.0;
                let left = now.saturating_sub(self.began).mul_f64((1.0 - done) / done);
                self.progress = progress;
                (left / 2).clamp(CLOSEST_POLL, LONGEST_POLL)
            }
            None => self.pause,
        };
        self.pause = (pause * 2).min(LONGEST_POLL);
        pause
    }
}

/// How long a drive may go on saying that it is not ready for a command.
fn patience(command: &Command) -> Duration {
    match command.opcode() {
        op::WRITE_10 | op::WRITE_12 => timeout::limit(LongOperation::Write, 0),
        _ => timeout::timeout(command),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A drive that takes `total`, with a progress in so many steps, is found done by how many questions, and how late.
    fn poll(total: Duration, steps: u64) -> (u32, Duration) {
        let mut poll = Poll::new(Duration::ZERO, Duration::MAX);
        let (mut now, mut questions) = (Duration::ZERO, 1);
        while now < total {
            let step = (now.as_nanos() * u128::from(steps) / total.as_nanos()) as u64;
            now += poll.next(now, (steps > 1).then_some((step * 65_536 / steps) as u16));
            questions += 1;
        }
        (questions, now - total)
    }

    #[test]
    fn the_end_is_met_closely_where_the_drive_says_how_far_it_is() {
        for milliseconds in [30, 300, 3000, 30_000, 300_000] {
            let total = Duration::from_millis(milliseconds);
            let (questions, late) = poll(total, 65_536);
            // Of a long one, to a step of its progress.
            assert!(late <= CLOSEST_POLL + total / 65_536, "{total:?}: {late:?} late");
            assert!(questions < 30 + milliseconds as u32 / 500, "{total:?}: {questions}");
            // Of a drive that counts percent, it is met to half a percent or so, and otherwise as ever.
            let (questions, late) = poll(total, 100);
            assert!(late <= (total / 50).clamp(SHORTEST_POLL, LONGEST_POLL), "{total:?}: {late:?} late");
            assert!(questions < 250 + milliseconds as u32 / 500, "{total:?}: {questions}");
            assert!(poll(total, 1).1 <= LONGEST_POLL);
        }
    }

    /// A drive that stays at its last step, or goes back, is not besieged.
    #[test]
    fn a_progress_that_stands_still_is_no_promise() {
        let mut poll = Poll::new(Duration::ZERO, Duration::MAX);
        let at = |seconds| Duration::from_secs(seconds);
        assert_eq!(poll.next(at(10), Some(u16::MAX)), CLOSEST_POLL);
        let pauses: Vec<_> = (1..12).map(|_| poll.next(at(10), Some(u16::MAX))).collect();
        let doubled: Vec<_> = (1..12).map(|n| (CLOSEST_POLL * (1 << n)).min(LONGEST_POLL)).collect();
        assert_eq!(pauses, doubled);
        assert_eq!(pauses.last(), Some(&LONGEST_POLL));
        assert_eq!(poll.next(at(20), Some(0)), LONGEST_POLL);
    }
}
