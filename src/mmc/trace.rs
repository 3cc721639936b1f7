//! What went to a drive and what came back, a line for each command: for a person, and to be replayed. README.md has
//! the same for users.
//!
//! ```text
//! 0.001510 +0.000209 | 51 00 00 00 00 00 00 01 00 00 | in 256 | good 34: 00 20 0E 01 01 01 01 20 | READ DISC INFORMATION
//! 0.104000 +0.000731 | 2A 00 00 00 40 00 00 00 40 00 | out 131072 crc 5D3A0F91 | good 131072 | WRITE (10)
//! 0.250010 +0.000102 | 00 00 00 00 00 00 | none | sense 2/04/08: 70 00 02 00 00 00 00 0A 00 00 00 00 04 08 | TEST UNIT READY
//! ```
//!
//! | field | |
//! |---|---|
//! | time | when it was sent on the drive's clock, and how long that took, in seconds |
//! | command | its descriptor block |
//! | data | `none`, `in N` or `out N`: how many bytes were to be moved. Behind `out`, a parameter list in full, of user data a checksum (CRC-32) alone |
//! | answer | `good N`: N bytes were moved; behind it, what an answer holds, of user data a checksum alone. `sense K/ASC/ASCQ` with all sense data, and `deferred` before it where it is of an earlier command. `status XX` otherwise. `fault lost`, `timeout`, `gone` or `refused ERRNO`: there was no answer |
//! | name | the standard's |
//!
//! Zeros at the end of bytes are left out; `…` says that more than 4096 were cut off.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::command;
use super::sense::Sense;
use crate::transport::scsi::op;
use crate::transport::{Answer, Data, Fault, status};

/// Under which the lines stand in the log.
pub const TARGET: &str = "df2d::trace";
/// Bytes of an answer that are told.
const MOST: usize = 4096;

/// Forms of READ and WRITE that this library never sends, though its callers can: READ (6), WRITE (6), VERIFY (10), READ
/// (16), WRITE (16), WRITE AND VERIFY (16), WRITE AND VERIFY (12), VERIFY (12), READ CD MSF.
const OF_CALLERS: [u8; 9] = [0x08, 0x0A, 0x2F, 0x88, 0x8A, 0x8E, 0xAE, 0xAF, 0xB9];

/// Whether a command moves what is recorded on the disc, of which nothing is told but a checksum.
pub fn moves_user_data(cdb: &[u8]) -> bool {
    let Some(opcode) = cdb.first() else { return false };
    let known = matches!(
        *opcode,
        op::READ_10 | op::READ_12 | op::READ_CD | op::WRITE_10 | op::WRITE_12 | op::WRITE_AND_VERIFY_10
    );
    known || OF_CALLERS.contains(opcode)
}

/// A command that went out just now.
pub struct Exchange<'a> {
    pub at: Duration,
    pub took: Duration,
    pub cdb: &'a [u8],
    /// What it was sent with, and what has come.
    pub data: &'a Data<'a>,
    pub outcome: &'a Result<Answer, Fault>,
}

impl fmt::Display for Exchange<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let user_data = moves_user_data(self.cdb);
        write!(f, "{:.6} +{:.6} | ", self.at.as_secs_f64(), self.took.as_secs_f64())?;
        hex(f, self.cdb)?;
        match self.data {
            Data::None => write!(f, " | none")?,
            Data::FromDevice(buffer) => write!(f, " | in {}", buffer.len())?,
            Data::ToDevice(bytes) => {
                write!(f, " | out {}", bytes.len())?;
                contents(f, bytes, user_data)?;
            }
        }
        write!(f, " | ")?;
        match self.outcome {
            Ok(answer) if answer.status == status::GOOD => {
                write!(f, "good {}", answer.transferred)?;
                if let Data::FromDevice(buffer) = self.data {
                    contents(f, &buffer[..answer.transferred.min(buffer.len())], user_data)?;
                }
            }
            Ok(answer) if answer.status == status::CHECK_CONDITION => {
                match Sense::decode(answer.sense()) {
                    Some(sense) => write!(f, "sense {}", sense.code)?,
                    None => write!(f, "sense")?,
                }
                contents(f, answer.sense(), false)?;
            }
            Ok(answer) => write!(f, "status {:02X}", answer.status)?,
            Err(Fault::Timeout) => write!(f, "fault timeout")?,
            Err(Fault::Lost) => write!(f, "fault lost")?,
            Err(Fault::Gone) => write!(f, "fault gone")?,
            Err(Fault::Refused(errno)) => write!(f, "fault refused {errno}")?,
        }
        write!(f, " | {}", command::name(self.cdb.first().copied().unwrap_or(0)))
    }
}

fn hex(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    for (n, byte) in bytes.iter().enumerate() {
        write!(f, "{}{byte:02X}", if n == 0 { "" } else { " " })?;
    }
    Ok(())
}

fn contents(f: &mut fmt::Formatter<'_>, bytes: &[u8], user_data: bool) -> fmt::Result {
    if user_data {
        return if bytes.is_empty() { Ok(()) } else { write!(f, " crc {:08X}", crc32fast::hash(bytes)) };
    }
    let end = bytes.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
    if end == 0 {
        return Ok(());
    }
    write!(f, ": ")?;
    hex(f, &bytes[..end.min(MOST)])?;
    write!(f, "{}", if end > MOST { " …" } else { "" })
}

/// A line as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    pub at: Duration,
    pub took: Duration,
    pub cdb: Vec<u8>,
    pub sent: Sent,
    pub outcome: Outcome,
}

/// The data phase that it was sent with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    Nothing,
    Room(usize),
    Bytes(usize, Contents),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Good(usize, Contents),
    Sense(Vec<u8>),
    Status(u8),
    Fault(Fault),
}

/// What is known of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contents {
    /// These, and zeros.
    Bytes(Vec<u8>),
    Checksum(u32),
}

/// Every command in what a program has logged; other lines are passed over. The error is the line that is none.
pub fn read_log(log: &str) -> Result<Vec<Recorded>, String> {
    let marked = |line: &str| log.contains(TARGET) && !line.contains(TARGET);
    let lines = log.lines().filter(|line| line.contains(" | ") && !marked(line));
    lines
        .map(|line| {
            let from = line.find(TARGET).map_or(0, |at| at + TARGET.len());
            line[from..].trim_start_matches([']', ' ']).parse().map_err(|()| line.to_owned())
        })
        .collect()
}

impl FromStr for Recorded {
    type Err = ();

    fn from_str(line: &str) -> Result<Recorded, ()> {
        let mut fields = line.trim().split(" | ");
        let mut next = || fields.next().ok_or(());
        let (at, took) = next()?.split_once(" +").ok_or(())?;
        let cdb = bytes(next()?)?;
        let user_data = moves_user_data(&cdb);
        Ok(Recorded {
            at: seconds(at)?,
            took: seconds(took)?,
            sent: sent(next()?, user_data)?,
            outcome: outcome(next()?, user_data)?,
            cdb,
        })
    }
}

fn seconds(text: &str) -> Result<Duration, ()> {
    let seconds: f64 = text.parse().map_err(drop)?;
    Duration::try_from_secs_f64(seconds).map_err(drop)
}

fn bytes(text: &str) -> Result<Vec<u8>, ()> {
    let text = text.trim_end_matches(" …");
    text.split(' ').map(|byte| u8::from_str_radix(byte, 16).map_err(drop)).collect()
}

fn sent(field: &str, user_data: bool) -> Result<Sent, ()> {
    match field.split_once(' ') {
        None if field == "none" => Ok(Sent::Nothing),
        Some(("in", size)) => Ok(Sent::Room(size.parse().map_err(drop)?)),
        Some(("out", rest)) => {
            let (size, contents) = counted(rest, user_data)?;
            Ok(Sent::Bytes(size, contents))
        }
        _ => Err(()),
    }
}

fn outcome(field: &str, user_data: bool) -> Result<Outcome, ()> {
    let (kind, rest) = field.split_once([' ', ':']).unwrap_or((field, ""));
    Ok(match kind {
        "good" => {
            let (size, contents) = counted(rest, user_data)?;
            Outcome::Good(size, contents)
        }
        "sense" => Outcome::Sense(match field.split_once(": ") {
            Some((_, sense)) => bytes(sense)?,
            None => Vec::new(),
        }),
        "status" => Outcome::Status(u8::from_str_radix(rest, 16).map_err(drop)?),
        "fault" => Outcome::Fault(match rest.split_once(' ') {
            None if rest == "timeout" => Fault::Timeout,
            None if rest == "lost" => Fault::Lost,
            None if rest == "gone" => Fault::Gone,
            Some(("refused", errno)) => Fault::Refused(errno.parse().map_err(drop)?),
            _ => return Err(()),
        }),
        _ => return Err(()),
    })
}

/// `N`, `N: BYTES` or `N crc CHECKSUM`.
fn counted(text: &str, user_data: bool) -> Result<(usize, Contents), ()> {
    let number = |text: &str| text.parse().map_err(drop);
    if let Some((size, checksum)) = text.split_once(" crc ") {
        return Ok((number(size)?, Contents::Checksum(u32::from_str_radix(checksum, 16).map_err(drop)?)));
    }
    match text.split_once(": ") {
        Some((size, contents)) => Ok((number(size)?, Contents::Bytes(bytes(contents)?))),
        None if user_data => Ok((number(text)?, Contents::Checksum(crc32fast::hash(&[])))),
        None => Ok((number(text)?, Contents::Bytes(Vec::new()))),
    }
}
