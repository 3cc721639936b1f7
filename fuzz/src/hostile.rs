//! A drive that answers as its script says: now as it should, and now as no drive should.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};
use std::time::Duration;

use arbitrary::Arbitrary;
use df2d::imapi::operations::Operations;
use df2d::mmc::{Action, Sense, action};
use df2d::transport::{Answer, Clock, Data, Fault, Limits, Transport, status};
use df2d::virtual_recorder::VirtualRecorder;

const SECTOR: usize = 2048;
const FLUSH: u8 = 0x35;
const CLOSE: u8 = 0x5B;
const PREVENT_ALLOW: u8 = 0x1E;
/// WRITE (10), WRITE (12), WRITE AND VERIFY (10).
const WRITES: [u8; 3] = [0x2A, 0xAA, 0x2E];
/// FORMAT UNIT, BLANK, CLOSE, RESERVE TRACK: with the WRITEs, what changes a disc.
const CHANGES: [u8; 4] = [0x04, 0xA1, CLOSE, 0x53];

/// What the drive does with a command.
#[derive(Arbitrary, Clone, Debug)]
pub enum Reaction {
    /// What it should, this time and so many times more.
    Obey(u8),
    Slowly {
        seconds: u16,
    },
    Known(u8),
    Sense {
        key: u8,
        asc: u8,
        ascq: u8,
        deferred: bool,
    },
    Senses(Vec<u8>),
    Status(u8),
    Timeout,
    Lost,
    Refused(u8),
    /// From here on there is no drive any more.
    Gone,
    /// GOOD, and nothing else.
    Idle,
    /// These bytes in place of its own.
    Tell(Vec<u8>),
    /// One byte of its own is another.
    Alter {
        at: u8,
        value: u8,
    },
    /// It sends less than it should.
    Short(u8),
    /// It says that it sent more than there is room for.
    Long,
}

/// Sense data that means something to the library, or looks as if.
const KNOWN: [(u8, u8, u8, bool); 20] = [
    (0x2, 0x04, 0x01, false),
    (0x2, 0x04, 0x02, false),
    (0x2, 0x04, 0x04, false),
    (0x2, 0x04, 0x07, false),
    (0x2, 0x04, 0x08, false),
    (0x2, 0x3A, 0x00, false),
    (0x3, 0x0C, 0x00, false),
    (0x3, 0x0C, 0x00, true),
    (0x3, 0x11, 0x05, false),
    (0x3, 0x72, 0x00, false),
    (0x4, 0x44, 0x00, true),
    (0x5, 0x20, 0x00, false),
    (0x5, 0x21, 0x00, false),
    (0x5, 0x24, 0x00, false),
    (0x5, 0x2C, 0x00, false),
    (0x6, 0x28, 0x00, false),
    (0x6, 0x29, 0x00, false),
    (0x7, 0x27, 0x00, false),
    (0x1, 0x17, 0x00, false),
    (0x1, 0x73, 0x01, true),
];

pub struct Hostile {
    drive: Arc<VirtualRecorder>,
    /// Cancelled with the command of this number.
    pub cancel: OnceLock<(u32, Arc<Operations>)>,
    script: Mutex<Script>,
}

#[derive(Default)]
pub struct Script {
    reactions: VecDeque<Reaction>,
    /// What it does with every command behind the last of them.
    afterwards: Option<Reaction>,
    gone: bool,
    pub seen: Seen,
}

/// What has happened.
#[derive(Default)]
pub struct Seen {
    pub commands: u32,
    /// Checksums of the sectors that the drive said it took.
    pub taken: BTreeMap<u32, u32>,
    /// What was taken lies in the drive's buffer, as far as the host knows.
    pub unflushed: bool,
    /// The disc may have changed.
    pub changed: bool,
    /// The last word about the tray: it stays shut.
    pub locked: bool,
}

impl Hostile {
    pub fn new(drive: Arc<VirtualRecorder>) -> Arc<Hostile> {
        Arc::new(Hostile { drive, cancel: OnceLock::new(), script: Mutex::default() })
    }

    /// The honest drive behind it.
    pub fn inner(&self) -> &VirtualRecorder {
        &self.drive
    }

    /// From here on it goes by a script.
    pub fn follow(&self, reactions: Vec<Reaction>, afterwards: Option<Reaction>) {
        *self.script() = Script { reactions: reactions.into(), afterwards, ..Script::default() };
    }

    /// From here on it is an honest one again.
    pub fn seen(&self) -> (Seen, bool) {
        let script = std::mem::take(&mut *self.script());
        (script.seen, script.gone)
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap()
    }

    fn react(
        &self,
        reaction: Reaction,
        cdb: &[u8],
        mut data: Data<'_>,
        limit: Duration,
    ) -> Result<Answer, Fault> {
        let room = length(&data);
        match reaction {
            Reaction::Obey(_) => self.drive.execute(cdb, data, limit),
            Reaction::Slowly { seconds } => {
                let takes = Duration::from_secs(seconds.into());
                self.clock().sleep(takes.min(limit));
                if takes > limit { Err(Fault::Timeout) } else { self.drive.execute(cdb, data, limit) }
            }
            Reaction::Known(which) => {
                let (key, asc, ascq, deferred) = KNOWN[usize::from(which) % KNOWN.len()];
                Ok(sense(key, asc, ascq, deferred))
            }
            Reaction::Sense { key, asc, ascq, deferred } => Ok(sense(key & 0x0F, asc, ascq, deferred)),
            Reaction::Senses(bytes) => Ok(Answer::check(&bytes)),
            Reaction::Status(status) => Ok(Answer { status, ..Answer::good(0) }),
            Reaction::Timeout => {
                self.clock().sleep(limit);
                Err(Fault::Timeout)
            }
            Reaction::Lost => {
                // It has been reset.
                let _ = self.drive.power_cycle();
                Err(Fault::Lost)
            }
            Reaction::Refused(errno) => Err(Fault::Refused(errno.into())),
            Reaction::Gone => {
                self.script().gone = true;
                Err(Fault::Gone)
            }
            Reaction::Idle => Ok(Answer::good(room)),
            Reaction::Tell(bytes) => {
                let Data::FromDevice(buffer) = data else { return Ok(Answer::good(room)) };
                let told = bytes.len().min(room);
                buffer[..told].copy_from_slice(&bytes[..told]);
                Ok(Answer::good(told))
            }
            Reaction::Alter { at, value } => {
                let answer = self.drive.execute(cdb, data.reborrow(), limit)?;
                if let Data::FromDevice(buffer) = data
                    && let Some(byte) = buffer.get_mut(usize::from(at))
                {
                    *byte = value;
                }
                Ok(answer)
            }
            Reaction::Short(bytes) => {
                let answer = self.drive.execute(cdb, data, limit)?;
                Ok(Answer { transferred: answer.transferred.min(bytes.into()), ..answer })
            }
            Reaction::Long => {
                let answer = self.drive.execute(cdb, data, limit)?;
                Ok(Answer { transferred: answer.transferred + room + 1, ..answer })
            }
        }
    }
}

impl Script {
    fn next(&mut self) -> Reaction {
        if self.gone {
            return Reaction::Gone;
        }
        match self.reactions.front_mut() {
            Some(Reaction::Obey(more)) if *more > 0 => {
                *more -= 1;
                Reaction::Obey(0)
            }
            Some(_) => self.reactions.pop_front().expect("there is one"),
            None => self.afterwards.clone().unwrap_or(Reaction::Obey(0)),
        }
    }
}

impl Seen {
    fn sent(&mut self, cdb: &[u8]) {
        self.commands += 1;
        if cdb[0] == PREVENT_ALLOW {
            self.locked = cdb[4] & 1 != 0;
        }
    }

    fn answered(&mut self, cdb: &[u8], data: &[u8], answer: &Result<Answer, Fault>) {
        let is_write = WRITES.contains(&cdb[0]);
        if (is_write || CHANGES.contains(&cdb[0])) && !matches!(answer, Err(Fault::Refused(_))) {
            self.changed = true;
        }
        if !answer.as_ref().is_ok_and(|answer| is_done(cdb[0], answer)) {
            return;
        }
        if is_write {
            let start = u32::from_be_bytes([cdb[2], cdb[3], cdb[4], cdb[5]]);
            let sums = data.chunks(SECTOR).map(crc32fast::hash);
            self.taken.extend((start..).zip(sums));
            self.unflushed = true;
        } else if matches!(cdb[0], FLUSH | CLOSE) {
            self.unflushed = false;
        }
    }
}

/// Whether the drive says that it did what it was told.
fn is_done(opcode: u8, answer: &Answer) -> bool {
    let done = |sense: Sense| action::action(opcode, &sense.code) == Action::Done;
    answer.status == status::GOOD || Sense::decode(answer.sense()).is_some_and(done)
}

fn sense(key: u8, asc: u8, ascq: u8, deferred: bool) -> Answer {
    let mut bytes = [0; 18];
    (bytes[0], bytes[2], bytes[7], bytes[12], bytes[13]) = (0x70 | u8::from(deferred), key, 10, asc, ascq);
    Answer::check(&bytes)
}

fn length(data: &Data<'_>) -> usize {
    match data {
        Data::None => 0,
        Data::FromDevice(buffer) => buffer.len(),
        Data::ToDevice(bytes) => bytes.len(),
    }
}

impl Transport for Hostile {
    fn execute(&self, cdb: &[u8], data: Data<'_>, timeout: Duration) -> Result<Answer, Fault> {
        let (reaction, number) = {
            let mut script = self.script();
            script.seen.sent(cdb);
            (script.next(), script.seen.commands)
        };
        if let Some((at, operations)) = self.cancel.get()
            && *at == number
        {
            let _ = operations.cancel();
        }
        let bytes = if let Data::ToDevice(bytes) = data { bytes } else { &[] };
        let answer = self.react(reaction, cdb, data, timeout);
        self.script().seen.answered(cdb, bytes, &answer);
        answer
    }

    fn clock(&self) -> &Arc<Clock> {
        self.drive.clock()
    }

    fn limits(&self) -> Limits {
        self.drive.limits()
    }
}
