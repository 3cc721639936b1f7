//! Transports that are no drives: one that answers by a script, and one that stands between a drive and the library.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use df2d::imapi::recorder::Recorder;
use df2d::transport::clock::Time;
use df2d::transport::drive::Drive;
use df2d::transport::{Answer, Clock, Data, Fault, Limits, Transport, status};
use df2d::virtual_recorder::{Config, VirtualRecorder};

/// What a scripted drive says.
#[derive(Clone, Debug)]
pub enum Reply {
    Good,
    Bytes(Vec<u8>),
    Sense(u8, u8, u8),
    /// The same, of an earlier command, with the address that it names.
    Deferred(u8, u8, u8, Option<u32>),
    Status(u8),
    Fault(Fault),
}

/// A drive that says what it was told to say, each answer after the same time.
pub struct Scripted {
    clock: Arc<Clock>,
    takes: Duration,
    script: Mutex<VecDeque<Reply>>,
    afterwards: Reply,
    seen: Mutex<Vec<(Time, Vec<u8>)>>,
}

impl Scripted {
    pub fn new(takes: Duration, script: impl Into<VecDeque<Reply>>, afterwards: Reply) -> Arc<Scripted> {
        let script = Mutex::new(script.into());
        Arc::new(Scripted { clock: Clock::simulated(), takes, script, afterwards, seen: Mutex::default() })
    }

    pub fn drive(self: &Arc<Self>) -> Arc<Drive> {
        Drive::new("scripted".to_owned(), self.clone())
    }

    pub fn seen(&self) -> Vec<(Time, Vec<u8>)> {
        self.seen.lock().unwrap().clone()
    }
}

/// Fixed format sense data.
pub fn sense(key: u8, asc: u8, ascq: u8, deferred: bool, address: Option<u32>) -> Answer {
    let mut bytes = [0; 18];
    bytes[0] = if deferred { 0x71 } else { 0x70 };
    if let Some(address) = address {
        bytes[0] |= 0x80;
        bytes[3..7].copy_from_slice(&address.to_be_bytes());
    }
    (bytes[2], bytes[7], bytes[12], bytes[13]) = (key, 10, asc, ascq);
    Answer::check(&bytes)
}

impl Transport for Scripted {
    fn execute(&self, cdb: &[u8], data: Data<'_>, _timeout: Duration) -> Result<Answer, Fault> {
        self.seen.lock().unwrap().push((self.clock.now(), cdb.to_vec()));
        self.clock.sleep(self.takes);
        match self.script.lock().unwrap().pop_front().unwrap_or_else(|| self.afterwards.clone()) {
            Reply::Good => Ok(Answer::good(match data {
                Data::None => 0,
                Data::FromDevice(buffer) => buffer.len(),
                Data::ToDevice(bytes) => bytes.len(),
            })),
            Reply::Bytes(bytes) => {
                let Data::FromDevice(buffer) = data else { panic!("nothing was asked for: {cdb:02X?}") };
                let got = bytes.len().min(buffer.len());
                buffer[..got].copy_from_slice(&bytes[..got]);
                Ok(Answer::good(got))
            }
            Reply::Sense(key, asc, ascq) => Ok(sense(key, asc, ascq, false, None)),
            Reply::Deferred(key, asc, ascq, address) => Ok(sense(key, asc, ascq, true, address)),
            Reply::Status(status) => Ok(Answer { status, ..Answer::good(0) }),
            Reply::Fault(fault) => Err(fault),
        }
    }

    fn clock(&self) -> &Arc<Clock> {
        &self.clock
    }

    fn limits(&self) -> Limits {
        Limits { max_transfer: 1 << 20, alignment: 1 }
    }
}

type Before = dyn Fn(&[u8], usize) -> Option<Result<Answer, Fault>> + Send + Sync;
type After = dyn Fn(&[u8], &mut [u8], usize) -> usize + Send + Sync;

/// Stands before a virtual recorder: sees every command, may answer in the drive's stead, and may change what the
/// drive sends.
pub struct Between {
    recorder: Arc<VirtualRecorder>,
    seen: Mutex<Vec<Vec<u8>>>,
    /// Those that the drive answered with GOOD.
    done: Mutex<Vec<Vec<u8>>>,
    /// With the length of the data.
    before: Box<Before>,
    /// With the number of bytes that came; gives the number that shall have come.
    after: Box<After>,
    /// Bytes that the host carries at once.
    carries: AtomicUsize,
    /// The next command of this kind is carried out, and its answer is lost.
    unanswered: Mutex<Option<u8>>,
}

impl Between {
    pub fn new(
        keys: &str,
        before: impl Fn(&[u8], usize) -> Option<Result<Answer, Fault>> + Send + Sync + 'static,
        after: impl Fn(&[u8], &mut [u8], usize) -> usize + Send + Sync + 'static,
    ) -> (Arc<Between>, Arc<Recorder>) {
        Between::on("", keys, before, after)
    }

    /// With the disc in a file.
    pub fn on(
        path: &str,
        keys: &str,
        before: impl Fn(&[u8], usize) -> Option<Result<Answer, Fault>> + Send + Sync + 'static,
        after: impl Fn(&[u8], &mut [u8], usize) -> usize + Send + Sync + 'static,
    ) -> (Arc<Between>, Arc<Recorder>) {
        let config = Config::parse(format!("{path}?clock=virtual&{keys}").as_bytes()).unwrap();
        let between = Arc::new(Between {
            recorder: VirtualRecorder::open(config).unwrap(),
            seen: Mutex::default(),
            done: Mutex::default(),
            before: Box::new(before),
            after: Box::new(after),
            carries: AtomicUsize::new(usize::MAX),
            unanswered: Mutex::default(),
        });
        let recorder = Recorder::of(Drive::new(keys.to_owned(), between.clone()));
        (between, recorder)
    }

    /// Only looks on.
    pub fn tracing(keys: &str) -> (Arc<Between>, Arc<Recorder>) {
        Between::new(keys, |_, _| None, |_, _, got| got)
    }

    /// From here on the host carries no more than this at once, as some bridges do.
    pub fn carry_at_most(&self, bytes: usize) {
        self.carries.store(bytes, Ordering::SeqCst);
    }

    /// The next command with this operation code is carried out, and the host gives up waiting for its answer.
    pub fn lose_answer_to(&self, opcode: u8) {
        *self.unanswered.lock().unwrap() = Some(opcode);
    }

    pub fn seen(&self) -> Vec<Vec<u8>> {
        self.seen.lock().unwrap().clone()
    }

    /// How many commands of a kind were sent.
    pub fn count(&self, opcode: u8) -> usize {
        self.seen().iter().filter(|cdb| cdb[0] == opcode).count()
    }

    pub fn done(&self) -> Vec<Vec<u8>> {
        self.done.lock().unwrap().clone()
    }

    fn pass_on(&self, cdb: &[u8], data: Data<'_>, timeout: Duration) -> Result<Answer, Fault> {
        let Data::FromDevice(buffer) = data else { return self.recorder.execute(cdb, data, timeout) };
        let mut answer = self.recorder.execute(cdb, Data::FromDevice(&mut *buffer), timeout)?;
        answer.transferred = (self.after)(cdb, buffer, answer.transferred);
        Ok(answer)
    }
}

impl Transport for Between {
    fn execute(&self, cdb: &[u8], data: Data<'_>, timeout: Duration) -> Result<Answer, Fault> {
        self.seen.lock().unwrap().push(cdb.to_vec());
        let length = match &data {
            Data::None => 0,
            Data::FromDevice(buffer) => buffer.len(),
            Data::ToDevice(bytes) => bytes.len(),
        };
        if let Some(answer) = (self.before)(cdb, length) {
            return answer;
        }
        if length > self.carries.load(Ordering::SeqCst) {
            return Err(Fault::Refused(22));
        }
        let answer = self.pass_on(cdb, data, timeout)?;
        if answer.status == status::GOOD {
            self.done.lock().unwrap().push(cdb.to_vec());
        }
        if self.unanswered.lock().unwrap().take_if(|opcode| *opcode == cdb[0]).is_some() {
            self.clock().sleep(timeout);
            return Err(Fault::Timeout);
        }
        Ok(answer)
    }

    fn clock(&self) -> &Arc<Clock> {
        self.recorder.clock()
    }

    fn limits(&self) -> Limits {
        let limits = self.recorder.limits();
        Limits { max_transfer: limits.max_transfer.min(self.carries.load(Ordering::SeqCst)), ..limits }
    }

    fn as_virtual(&self) -> Option<&VirtualRecorder> {
        Some(&self.recorder)
    }
}
