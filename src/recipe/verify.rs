//! IBurnVerification: reading back, against checksums taken while writing.

use super::Burn;
use crate::failure::{Failure, Result};
use crate::hresult::DF2D_E_IMAPI_BURN_VERIFICATION_FAILED;
use crate::mmc::SECTOR;
use crate::mmc::command::Command;
use crate::mmc::timeout::LongOperation;
use crate::pipeline::device::Stop;
use crate::pipeline::meter::Action;

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
    let slots = burn.checksums.len();
    let full = burn.options.verification == FULL;
    let step = if full { 1 } else { (slots / SAMPLES).max(1) };
    for slot in (0..slots).step_by(step) {
        verify_slot(burn, start, slot)?;
    }
    if !full && slots > 0 {
        verify_slot(burn, start, slots - 1)?;
    }
    Ok(())
}

fn verify_slot(burn: &mut Burn, start: u32, slot: usize) -> Result<()> {
    let slot_sectors = (burn.slot_bytes / SECTOR) as u64;
    let first = slot as u64 * slot_sectors;
    let sectors = slot_sectors.min(burn.options.sectors - first);
    let lba = start + first as u32;
    let bytes = sectors as usize * SECTOR;
    let transfer = burn.transfer;
    for (n, chunk) in burn.scratch.buffer()[..bytes].chunks_mut(transfer).enumerate() {
        burn.device.check()?;
        let at = lba + (n * transfer / SECTOR) as u32;
        let command = Command::read_10(at, (chunk.len() / SECTOR) as u16);
        let expected = chunk.len();
        let got = match burn.device.receive(&command, chunk) {
            Ok(got) => got,
            Err(failure) if failure.detail.sense.is_some() => return Err(unreadable(failure)),
            Err(failure) => return Err(failure),
        };
        if got != expected {
            return Err(differs(at));
        }
    }
    if crc32fast::hash(&burn.scratch.buffer()[..bytes]) != burn.checksums[slot] {
        return Err(differs(lba));
    }
    if burn.options.verification == FULL {
        burn.meter.add_verified(sectors);
    }
    Ok(())
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
