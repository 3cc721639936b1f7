//! A drive that answers as another one did, from the trace of it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use df2d::imapi::recorder::Recorder;
use df2d::mmc::trace::{Contents, Outcome, Recorded, Sent, read_log};
use df2d::transport::drive::Drive;
use df2d::transport::{Answer, Clock, Data, Fault, Limits, Transport};

/// Answers each command of the trace in its turn, as late on its own clock as the drive did. Questions may come in another
/// order, oftener or not at all, as long as the drive has answered them: nothing depends on when they are asked, but what
/// was done before. Anything else that is not the next one in the trace finds the drive gone.
pub struct Replay {
    clock: Arc<Clock>,
    limits: Limits,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    rest: VecDeque<Recorded>,
    /// Questions that are over.
    asked: Vec<Recorded>,
    /// User data of each WRITE, which is all that a READ can be answered from.
    written: Vec<(u32, Vec<u8>)>,
    /// The first command that came otherwise than in the trace.
    departure: Option<String>,
}

impl Replay {
    pub fn new(trace: &str, limits: Limits) -> (Arc<Replay>, Arc<Recorder>) {
        let rest = read_log(trace).unwrap_or_else(|line| panic!("not a line of a trace: {line}")).into();
        let state = Mutex::new(State { rest, ..State::default() });
        let replay = Arc::new(Replay { clock: Clock::simulated(), limits, state });
        (replay.clone(), Recorder::of(Drive::new("a trace".to_owned(), replay)))
    }

    /// What was not as in the trace: the first command that came otherwise, or one that never came.
    pub fn departure(&self) -> Option<String> {
        let state = self.state.lock().unwrap();
        let missing = state.rest.iter().find(|next| !is_question(&next.cdb));
        let missing = missing.map(|next| format!("{:02X?} never came", next.cdb));
        state.departure.clone().or(missing)
    }
}

impl State {
    fn next(&mut self, cdb: &[u8], data: &Data<'_>) -> Result<Recorded, String> {
        let is_it = |recorded: &Recorded| recorded.cdb == cdb && is_sent_as(&recorded.sent, data);
        let questions = self.rest.iter().take_while(|next| is_question(&next.cdb)).count();
        let reachable = self.rest.iter().take(questions + 1);
        match reachable.clone().position(is_it) {
            Some(at) => {
                self.asked.extend(self.rest.drain(..at));
                let next = self.rest.pop_front().unwrap();
                if is_question(cdb) {
                    self.asked.push(next.clone());
                }
                Ok(next)
            }
            None => self.asked.iter().rev().find(|asked| is_it(asked)).cloned().ok_or_else(|| {
                let next = self.rest.get(questions).map(|next| &next.cdb);
                format!("{cdb:02X?} came instead of {next:02X?}, or with other data")
            }),
        }
    }

    fn read(&self, lba: u32, buffer: &mut [u8]) {
        buffer.fill(0);
        let sectors = buffer.chunks_exact_mut(2048).zip(lba..);
        for (sector, at) in sectors {
            let piece = self.written.iter().rev().find_map(|(start, data)| {
                let from = at.checked_sub(*start)? as usize * 2048;
                data.get(from..from + 2048)
            });
            piece.inspect(|piece| sector.copy_from_slice(piece));
        }
    }

    /// Fills in what came then, as far as that is known.
    fn receive(&self, cdb: &[u8], got: usize, contents: &Contents, buffer: &mut [u8]) -> Result<(), String> {
        let buffer = &mut buffer[..got];
        match contents {
            Contents::Bytes(bytes) => {
                buffer.fill(0);
                buffer[..bytes.len()].copy_from_slice(bytes);
            }
            Contents::Checksum(checksum) => {
                self.read(u32::from_be_bytes(cdb[2..6].try_into().unwrap()), buffer);
                if crc32fast::hash(buffer) != *checksum {
                    return Err(format!("{cdb:02X?} read what nobody has written"));
                }
            }
        }
        Ok(())
    }
}

/// What a drive can be asked at any time.
pub fn is_question(cdb: &[u8]) -> bool {
    const QUESTIONS: [u8; 16] =
        [0x00, 0x12, 0x23, 0x25, 0x28, 0x43, 0x46, 0x4A, 0x51, 0x52, 0x5A, 0x5C, 0xA8, 0xAC, 0xAD, 0xBE];
    QUESTIONS.contains(&cdb[0])
}

fn is_sent_as(sent: &Sent, data: &Data<'_>) -> bool {
    match (sent, data) {
        (Sent::Nothing, Data::None) => true,
        (Sent::Room(size), Data::FromDevice(buffer)) => *size == buffer.len(),
        (Sent::Bytes(size, contents), Data::ToDevice(data)) => {
            *size == data.len()
                && match contents {
                    Contents::Checksum(checksum) => crc32fast::hash(data) == *checksum,
                    Contents::Bytes(bytes) => {
                        data.starts_with(bytes) && data[bytes.len()..].iter().all(|byte| *byte == 0)
                    }
                }
        }
        _ => false,
    }
}

impl Transport for Replay {
    fn execute(&self, cdb: &[u8], data: Data<'_>, _timeout: Duration) -> Result<Answer, Fault> {
        let next = {
            let mut state = self.state.lock().unwrap();
            match state.next(cdb, &data) {
                Ok(next) if state.departure.is_none() => next,
                Ok(_) => return Err(Fault::Gone),
                Err(departure) => {
                    state.departure.get_or_insert(departure);
                    return Err(Fault::Gone);
                }
            }
        };
        self.clock.sleep_until(next.at + next.took);
        let mut state = self.state.lock().unwrap();
        match (next.outcome, data) {
            (Outcome::Good(got, contents), Data::FromDevice(buffer)) => {
                if let Err(departure) = state.receive(cdb, got, &contents, buffer) {
                    state.departure.get_or_insert(departure);
                }
                Ok(Answer::good(got))
            }
            (Outcome::Good(got, _), data) => {
                if let Data::ToDevice(data) = data {
                    state.written.push((u32::from_be_bytes(cdb[2..6].try_into().unwrap()), data.to_vec()));
                }
                Ok(Answer::good(got))
            }
            (Outcome::Sense(sense), _) => Ok(Answer::check(&sense)),
            (Outcome::Status(status), _) => Ok(Answer { status, ..Answer::good(0) }),
            (Outcome::Fault(fault), _) => Err(fault),
        }
    }

    fn clock(&self) -> &Arc<Clock> {
        &self.clock
    }

    fn limits(&self) -> Limits {
        self.limits
    }
}
