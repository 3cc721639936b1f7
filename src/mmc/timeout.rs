//! How long commands and the operations behind them may take. Every one is bounded, and generously so where drives
//! are known to need it: a limit that is too short ruins a disc, one that is too long only delays bad news.

use std::time::Duration;

use super::command::Command;
use crate::transport::scsi::op;

/// Questions that a drive answers from memory, when nothing keeps it: 40 s were too short for some burners.
const QUICK: Duration = Duration::from_secs(120);
/// Questions for which a drive may first have to spin up and search: one was seen to need 174 s for its TOC.
const SEARCH: Duration = Duration::from_secs(240);
/// What starts the laser: the first WRITE writes the lead-in, RESERVE TRACK and OPC calibrate.
const LASER: Duration = Duration::from_secs(200);
/// Moving the tray and recognising what lies in it.
const TRAY: Duration = Duration::from_secs(300);
/// Flushing and closing without the Immed bit: a small image on DVD-R is followed by up to 1 GB of lead-out.
const WHOLE: Duration = Duration::from_secs(3600);
/// No limit is longer.
const DAY: Duration = Duration::from_secs(86_400);

/// How long to wait for the answer to one command. What goes on in the drive after an immediate answer has its
/// own [`limit`]; FORMAT UNIT without its Immed bit answers only within that.
pub fn timeout(command: &Command) -> Duration {
    timeout_of(command.bytes())
}

/// [`timeout`] of a descriptor block that somebody else built, of six bytes at least.
pub fn timeout_of(cdb: &[u8]) -> Duration {
    match cdb[0] {
        op::READ_DISC_INFORMATION
        | op::READ_TRACK_INFORMATION
        | op::READ_TOC_PMA_ATIP
        | op::READ_CAPACITY
        | op::READ_FORMAT_CAPACITIES
        | op::READ_DISC_STRUCTURE => SEARCH,
        // Reading retries in the drive, and takes as long where the disc is bad.
        op::READ_10 | op::READ_12 | op::WRITE_10 | op::WRITE_12 | op::WRITE_AND_VERIFY_10 => LASER,
        op::SYNCHRONIZE_CACHE if cdb[1] & 2 == 0 => WHOLE,
        op::BLANK if cdb[1] & 0x10 == 0 => limit(LongOperation::Blank, 0),
        op::CLOSE_TRACK_SESSION if cdb[1] & 1 == 0 => WHOLE,
        op::SYNCHRONIZE_CACHE
        | op::CLOSE_TRACK_SESSION
        | op::FORMAT_UNIT
        | op::BLANK
        | op::RESERVE_TRACK
        | op::SEND_OPC_INFORMATION
        | op::SEND_CUE_SHEET
        | op::SEND_DISC_STRUCTURE => LASER,
        op::START_STOP_UNIT => TRAY,
        _ => QUICK,
    }
}

/// What a drive does on its own after it has answered, while the library asks whether it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LongOperation {
    /// Spinning up and recognising the medium.
    BecomingReady,
    /// A WRITE that the drive does not take yet (long write in progress).
    Write,
    /// SYNCHRONIZE CACHE.
    Flush,
    CloseTrack,
    /// Ending a session, the disc, or a background format.
    CloseSession,
    Format,
    /// Blanking.
    Blank,
    /// Calibrating the laser's power.
    Opc,
}

impl LongOperation {
    /// Some drives answer TEST UNIT READY with GOOD while they still close a track or session; only a question about
    /// the disc tells when that has ended.
    pub fn ends_unseen_by_test_unit_ready(self) -> bool {
        use LongOperation::{Blank, CloseSession, CloseTrack, Flush, Format};
        matches!(self, Flush | CloseTrack | CloseSession | Format | Blank)
    }
}

/// The longest that an operation may take on a medium of this many sectors (0: unknown, taken for the largest).
pub fn limit(operation: LongOperation, capacity_sectors: u64) -> Duration {
    let pass = full_pass(capacity_sectors);
    let limit = match operation {
        LongOperation::BecomingReady => TRAY,
        LongOperation::Write => Duration::from_secs(600),
        LongOperation::Opc => LASER,
        LongOperation::Flush | LongOperation::CloseTrack => WHOLE.max(Duration::from_secs(1800) + pass / 2),
        // May write the whole rest of the disc.
        LongOperation::CloseSession => WHOLE.max(Duration::from_secs(1800) + pass),
        // One pass at the medium's single speed, which a CD-RW or a DVD-RW may need, and as much again.
        LongOperation::Blank => WHOLE.max(Duration::from_secs(1800) + pass * 2),
        // Certification writes and reads everything, at half speed.
        LongOperation::Format => Duration::from_secs(18_000).max(WHOLE + pass * 4),
    };
    limit.min(DAY)
}

/// The time to write the whole medium at its family's single speed.
fn full_pass(sectors: u64) -> Duration {
    const LARGEST: u64 = 62_500_000;
    let sectors = if sectors == 0 { LARGEST } else { sectors.min(LARGEST) };
    let sectors_per_second = match sectors {
        0..=500_000 => 75,
        500_001..=5_000_000 => 680,
        _ => 2195,
    };
    Duration::from_secs(sectors / sectors_per_second)
}
