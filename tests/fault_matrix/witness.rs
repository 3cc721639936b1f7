//! Stands between the library and the drive: plants the fault, and watches what the library sends.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use df2d::transport::{Answer, Clock, Data, Fault as Broken, Limits, Transport, status};
use df2d::virtual_recorder::{Config, FaultPlan, VirtualRecorder};

use crate::common::fake::sense;
use crate::common::image;
use crate::faults::Fault;

pub const WRITE: u8 = 0x2A;
pub const TEST_UNIT_READY: u8 = 0x00;
/// What a drive answers whatever it is at: INQUIRY, REQUEST SENSE, GET CONFIGURATION, GET EVENT STATUS, READ BUFFER CAPACITY.
const ALWAYS_ANSWERED: [u8; 5] = [0x12, 0x03, 0x46, 0x4A, 0x5C];
const MOMENT: Duration = Duration::from_millis(1);
/// How many answers show something that goes backwards.
const STEPS_BACK: u32 = 8;

/// A fault for one command, counted from the first.
#[derive(Clone, Copy, Debug)]
pub struct Planted {
    pub index: usize,
    pub fault: Fault,
    pub seed: u32,
}

pub struct Witness {
    recorder: Arc<VirtualRecorder>,
    /// What sector n is to hold, for the first sectors; zeros behind them.
    image: Vec<u8>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    planted: Option<Planted>,
    struck: bool,
    /// A condition that lasts.
    lasting: Option<Fault>,
    steps_back: u32,
    seen: Vec<Seen>,
    /// Sectors that may be on the disc, for all that the host can know.
    sent: Vec<bool>,
    offences: Vec<String>,
}

/// A command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    pub opcode: u8,
    /// It brings data.
    pub asks: bool,
    /// The drive carried it out, or may have.
    pub may_have_worked: bool,
}

impl Witness {
    pub fn new(keys: &str, image: Vec<u8>) -> Arc<Witness> {
        let config = Config::parse(format!("?clock=virtual&{keys}").as_bytes()).unwrap();
        let recorder = VirtualRecorder::open(config).unwrap();
        Arc::new(Witness { recorder, image, state: Mutex::default() })
    }

    pub fn recorder(&self) -> &Arc<VirtualRecorder> {
        &self.recorder
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// From here on commands count, and one of them meets a fault.
    pub fn begin(&self, planted: Option<Planted>) {
        *self.state() = State { planted, ..State::default() };
    }

    /// The fault is over, whatever it was.
    pub fn end(&self) -> (Vec<Seen>, Vec<String>, bool) {
        self.recorder.fault_clear();
        let state = std::mem::take(&mut *self.state());
        if matches!(state.planted, Some(Planted { fault: Fault::DeviceGone, .. })) {
            self.recorder.power_cycle().unwrap();
        }
        (state.seen, state.offences, state.struck)
    }

    /// The fault for this command, if it is the one.
    fn strike(&self, seen: Seen) -> Option<Planted> {
        let mut state = self.state();
        let index = state.seen.len();
        state.seen.push(seen);
        let planted = state.planted.filter(|planted| planted.index == index)?;
        state.struck = true;
        match planted.fault {
            Fault::Wedged | Fault::Dead => state.lasting = Some(planted.fault),
            Fault::Backwards => state.steps_back = STEPS_BACK,
            _ => {}
        }
        Some(planted)
    }

    /// The answer of a drive in a condition that lasts.
    fn lasting(&self, opcode: u8, timeout: Duration) -> Option<Result<Answer, Broken>> {
        let (lasting, steps_back) = {
            let mut state = self.state();
            let going_back = opcode == TEST_UNIT_READY && state.steps_back > 0;
            state.steps_back -= u32::from(going_back);
            (state.lasting, going_back.then_some(state.steps_back))
        };
        if let Some(left) = steps_back {
            self.clock().sleep(MOMENT);
            return Some(Ok(in_progress((left * 1000) as u16)));
        }
        match lasting? {
            Fault::Dead => {
                self.clock().sleep(timeout);
                Some(Err(Broken::Timeout))
            }
            _ if ALWAYS_ANSWERED.contains(&opcode) => None,
            _ => {
                self.clock().sleep(MOMENT);
                Some(Ok(in_progress(30_000)))
            }
        }
    }

    fn send(
        &self,
        cdb: &[u8],
        data: Data<'_>,
        timeout: Duration,
        tampering: Option<Planted>,
    ) -> Result<Answer, Broken> {
        let Data::FromDevice(buffer) = data else { return self.recorder.execute(cdb, data, timeout) };
        let mut answer = self.recorder.execute(cdb, Data::FromDevice(&mut *buffer), timeout)?;
        if let Some(planted) = tampering {
            tamper(planted, buffer, &mut answer.transferred);
        }
        Ok(answer)
    }

    /// What may be on the disc is not to be sent once more, and each sector carries what belongs there.
    fn look_at_write(&self, cdb: &[u8], data: &[u8]) -> Vec<String> {
        let mut offences = Vec::new();
        let (start, count) = extent(cdb);
        if data.len() != count * 2048 {
            offences.push(format!("a WRITE of {count} sectors came with {} bytes", data.len()));
        }
        let state = self.state();
        for (lba, sector) in (start..).zip(data.chunks(2048)) {
            if state.sent.get(lba) == Some(&true) {
                offences.push(format!("sector {lba} was written a second time"));
            }
            let belongs = self.image.get(lba * 2048..(lba + 1) * 2048);
            if belongs.map_or(sector.iter().any(|byte| *byte != 0), |belongs| belongs != sector) {
                offences.push(format!("sector {lba} was sent something else"));
            }
        }
        offences
    }

    fn remember(&self, cdb: &[u8], answer: &Result<Answer, Broken>) {
        let worked = may_have_worked(answer);
        let mut state = self.state();
        state.seen.last_mut().expect("it was seen").may_have_worked = worked;
        if worked && cdb[0] == WRITE {
            let (start, count) = extent(cdb);
            let end = start + count;
            if state.sent.len() < end {
                state.sent.resize(end, false);
            }
            state.sent[start..end].fill(true);
        }
    }
}

fn extent(cdb: &[u8]) -> (usize, usize) {
    let start = u32::from_be_bytes([cdb[2], cdb[3], cdb[4], cdb[5]]) as usize;
    (start, usize::from(u16::from_be_bytes([cdb[7], cdb[8]])))
}

/// Sense data that says that a command was not begun: not ready, illegal request, unit attention, protected, or deferred,
/// which is about another command.
fn may_have_worked(answer: &Result<Answer, Broken>) -> bool {
    match answer {
        Err(Broken::Refused(_)) => false,
        Err(_) => true,
        Ok(answer) if answer.status == status::GOOD => true,
        Ok(answer) => {
            let sense = answer.sense();
            let key = if sense[0] & 2 == 0 { sense[2] } else { sense[1] } & 0x0F;
            let deferred = sense[0] & 1 != 0;
            !deferred && !matches!(key, 2 | 5 | 6 | 7)
        }
    }
}

/// 2/04/07 with this much done, of 65536.
fn in_progress(done: u16) -> Answer {
    let mut answer = sense(2, 0x04, 0x07, false, None);
    answer.sense[15] = 0x80;
    answer.sense[16..18].copy_from_slice(&done.to_be_bytes());
    answer
}

fn tamper(planted: Planted, buffer: &mut [u8], transferred: &mut usize) {
    match planted.fault {
        Fault::Truncated => {
            *transferred = (*transferred).min((planted.seed % 12) as usize);
            buffer[*transferred..].fill(0);
        }
        Fault::Zeros => buffer.fill(0),
        Fault::Ones => buffer.fill(0xFF),
        Fault::Random => {
            let noise = image(buffer.len().div_ceil(2048), planted.seed | 1);
            buffer.copy_from_slice(&noise[..buffer.len()]);
        }
        _ => {}
    }
}

impl Transport for Witness {
    fn execute(&self, cdb: &[u8], data: Data<'_>, timeout: Duration) -> Result<Answer, Broken> {
        let asks = matches!(data, Data::FromDevice(_));
        let struck = self.strike(Seen { opcode: cdb[0], asks, may_have_worked: true });
        if let (WRITE, Data::ToDevice(bytes)) = (cdb[0], &data) {
            let offences = self.look_at_write(cdb, bytes);
            self.state().offences.extend(offences);
        }
        if let Some(answer) = self.lasting(cdb[0], timeout) {
            self.remember(cdb, &answer);
            return answer;
        }
        if let Some(effect) = struck.and_then(|planted| planted.fault.effect()) {
            let plan = FaultPlan { opcode: None, lba: None, skip: 0, times: 1, effect };
            self.recorder.fault_add(plan).unwrap();
        }
        let answer = self.send(cdb, data, timeout, struck);
        self.remember(cdb, &answer);
        answer
    }

    fn clock(&self) -> &Arc<Clock> {
        self.recorder.clock()
    }

    /// What many a bridge carries: half of what the library would send.
    fn limits(&self) -> Limits {
        Limits { max_transfer: 64 << 10, ..self.recorder.limits() }
    }

    fn as_virtual(&self) -> Option<&VirtualRecorder> {
        Some(&self.recorder)
    }
}
