//! IBurnVerification: reading back what was written. All of it is compared with the source, which is read once more, or
//! where that cannot be, with checksums taken while writing; a sample always with these.

use super::burn::Burn;
use crate::failure::{Failure, Result};
use crate::hresult::{DF2D_E_IMAPI_BURN_VERIFICATION_FAILED, DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE};
use crate::mmc::SECTOR;
use crate::mmc::command::Command;
use crate::mmc::timeout::LongOperation;
use crate::pipeline::device::Stop;
use crate::pipeline::feed::{self, Piece};
use crate::pipeline::layout::Layout;
use crate::pipeline::meter::Action;
use crate::pipeline::slot::Slot;
use crate::transport::scsi::key;

/// IMAPI_BURN_VERIFICATION_FULL
pub const FULL: i32 = 2;
/// How many places the quick verification looks at, the first and the last among them.
const SAMPLES: usize = 16;

/// Reads back what was written from `start`: all of it, or a sample. A cancel stops it.
pub(super) fn verify(burn: &mut Burn, start: u32) -> Result<()> {
    burn.control.begin_verification();
    burn.device.stop_on(Stop::OnCancel);
    burn.meter.enter(Action::Verifying);
    // IMAPI2 once failed here because a drive took long to close; this waits for it.
    burn.device.wait_ready(LongOperation::CloseSession, u64::from(start) + burn.options.sectors)?;
    if burn.options.verification == FULL {
        return verify_all(burn, start);
    }
    let slots = burn.checksums.len();
    for slot in (0..slots).step_by((slots / SAMPLES).max(1)) {
        verify_slot(burn, start, slot, None)?;
    }
    if slots > 0 { verify_slot(burn, start, slots - 1, None) } else { Ok(()) }
}

fn verify_all(burn: &mut Burn, start: u32) -> Result<()> {
    let again = burn.reins.is_repeatable();
    if again {
        // The end of the first reading comes out of the ring before anything of the second.
        while next_slot(burn)?.is_some() {}
        burn.reins.read_again();
    }
    for slot in 0..burn.checksums.len() {
        let source = if again { Some(next_slot(burn)?.ok_or_else(ended_early)?) } else { None };
        verify_slot(burn, start, slot, source.as_ref())?;
        if let Some(source) = source {
            burn.drainer.give_back(source);
        }
        burn.meter.add_verified(burn.sectors_of_slot(slot));
    }
    Ok(())
}

/// The next slot of the source; None at its end.
fn next_slot(burn: &mut Burn) -> Result<Option<Slot>> {
    feed::next_slot(&burn.device, &mut burn.drainer).map(|(slot, _)| slot)
}

fn ended_early() -> Failure {
    Failure::new(
        DF2D_E_IMAPI_BURN_VERIFICATION_FAILED,
        "The stream ended earlier than when it was written, so that the disc could not be compared with it.",
    )
}

fn verify_slot(burn: &mut Burn, start: u32, slot: usize, source: Option<&Slot>) -> Result<()> {
    let first = slot as u64 * burn.sectors_per_slot();
    let bytes = burn.sectors_of_slot(slot) as usize * SECTOR;
    let layout = Layout::new(start, &burn.options.ranges);
    let mut at = 0;
    while at < bytes {
        burn.device.check()?;
        let run = layout.place(first + (at / SECTOR) as u64);
        let most = usize::try_from(run.sectors).unwrap_or(usize::MAX).saturating_mul(SECTOR);
        let len = (bytes - at).min(burn.transfer).min(most);
        let chunk = &mut burn.scratch.buffer()[at..at + len];
        let command = Command::read_10(run.lba, (len / SECTOR) as u16);
        let got = match burn.device.receive(&command, chunk) {
            Ok(got) => got,
            Err(failure) if is_unreadable(&failure) => {
                burn.disbelieved = true;
                return Err(unreadable(failure));
            }
            Err(failure) => return Err(failure),
        };
        if got != len {
            burn.disbelieved = true;
            return Err(differs(run.lba));
        }
        at += len;
    }
    let lba = layout.place(first).lba;
    let there = &burn.scratch.buffer()[..bytes];
    if crc32fast::hash(there) != burn.checksums[slot] {
        burn.disbelieved = true;
        return Err(differs(lba));
    }
    match source {
        Some(source) if source.data() != there => Err(Failure::new(
            DF2D_E_IMAPI_BURN_VERIFICATION_FAILED,
            "What was written is on the disc, but the stream does not give the same data a second time.",
        )
        .at(i64::from(lba))),
        _ => Ok(()),
    }
}

/// Reads back what went out first and last.
pub(super) fn ends(burn: &mut Burn) -> Result<()> {
    let ends = burn.ends;
    for Piece { lba, sectors, checksum } in [ends.first, ends.last].into_iter().flatten() {
        let there = &mut burn.scratch.buffer()[..usize::from(sectors) * SECTOR];
        let got = burn.device.receive(&Command::read_10(lba, sectors), there);
        let missing = || {
            Failure::new(
                DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE,
                "The drive reported success, yet what it was sent is not on the disc; do not trust this disc.",
            )
            .at(i64::from(lba))
        };
        match got {
            Ok(got) if got == there.len() && crc32fast::hash(there) == checksum => {}
            Ok(_) => return Err(missing()),
            Err(failure) if is_unreadable(&failure) => {
                return Err(Failure { detail: failure.detail, ..missing() });
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(())
}

/// It is the sectors that cannot be read, and nothing else is the matter with drive or disc.
fn is_unreadable(failure: &Failure) -> bool {
    const OF_SECTORS: [u8; 5] = [
        key::MEDIUM_ERROR,
        key::HARDWARE_ERROR,
        key::ILLEGAL_REQUEST,
        key::BLANK_CHECK,
        key::ABORTED_COMMAND,
    ];
    failure.detail.sense.is_some_and(|sense| OF_SECTORS.contains(&sense.key) && !sense.deferred)
}

fn differs(lba: u32) -> Failure {
    Failure::new(
        DF2D_E_IMAPI_BURN_VERIFICATION_FAILED,
        "What was read back from the disc differs from what was written; do not trust this disc.",
    )
    .at(i64::from(lba))
}

fn unreadable(cause: Failure) -> Failure {
    let mut failure = Failure::new(
        DF2D_E_IMAPI_BURN_VERIFICATION_FAILED,
        "What was written cannot be read back; do not trust this disc.",
    );
    failure.detail = cause.detail;
    failure
}
