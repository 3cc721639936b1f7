//! Faults on demand: a drive that misbehaves at a chosen command, in a chosen way.

use std::time::Duration;

use crate::failure::{Failure, Result};
use crate::hresult::DF2D_E_INVALIDARG;
use crate::transport::scsi::op;

/// When a fault strikes, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultPlan {
    /// Strikes at commands with this operation code; None is all commands.
    pub opcode: Option<u8>,
    /// Strikes at a READ or WRITE that covers this sector.
    pub lba: Option<u32>,
    /// Lets so many matching commands pass first; with neither of the above, it strikes at the command with this index.
    pub skip: u32,
    /// How often; 0 is for ever.
    pub times: u32,
    pub effect: Effect,
}

/// What happens instead of the command, or besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// CHECK CONDITION, and the command is not carried out, unless the sense key says that it was: no sense, or a recovered
    /// error that is not deferred.
    Sense { key: u8, asc: u8, ascq: u8, deferred: bool },
    /// The same, in descriptor format.
    DescriptorSense { key: u8, asc: u8, ascq: u8, deferred: bool },
    /// CHECK CONDITION that says nothing more.
    WithoutSense,
    /// The command is not carried out, and no answer comes within the caller's limit.
    Timeout,
    /// The link breaks: no answer; the drive has been reset, with its buffer and its write parameters gone.
    Lost,
    /// The drive resets itself and says so at once: 6/29/00.
    Reset,
    /// The command is carried out and takes this much longer.
    Delay(Duration),
    /// The command is carried out, and four bytes of its answer are these.
    Lie { at: u8, value: u32 },
    /// The medium leaves as with a paper clip: 2/3A/02.
    MediumGone,
    /// The drive is unplugged, until [`power_cycle`](super::VirtualRecorder::power_cycle).
    DeviceGone,
    /// GOOD, but nothing is done. Data that was asked for is zeros.
    GoodWithoutEffect,
}

impl Effect {
    /// The command is carried out, and the sense data only tells what it took.
    pub(super) fn is_corrected(self) -> bool {
        matches!(
            self,
            Effect::Sense { key: 0 | 1, deferred: false, .. }
                | Effect::DescriptorSense { key: 0 | 1, deferred: false, .. }
        )
    }
}

impl FaultPlan {
    pub(super) fn check(&self) -> Result<()> {
        let sense_ok = match self.effect {
            Effect::Sense { key, .. } | Effect::DescriptorSense { key, .. } => key <= 0x0F,
            _ => true,
        };
        if sense_ok { Ok(()) } else { Err(Failure::new(DF2D_E_INVALIDARG, "A sense key is 0 to 15.")) }
    }

    fn matches(&self, cdb: &[u8; 16]) -> bool {
        if self.opcode.is_some_and(|opcode| opcode != cdb[0]) {
            return false;
        }
        let Some(lba) = self.lba else { return true };
        extent(cdb).is_some_and(|(start, count)| lba >= start && u64::from(lba - start) < u64::from(count))
    }
}

/// The sectors that a READ or WRITE names.
fn extent(cdb: &[u8; 16]) -> Option<(u32, u32)> {
    let start = u32::from_be_bytes([cdb[2], cdb[3], cdb[4], cdb[5]]);
    match cdb[0] {
        op::READ_10 | op::WRITE_10 => Some((start, u32::from(u16::from_be_bytes([cdb[7], cdb[8]])))),
        op::READ_12 | op::WRITE_12 => Some((start, u32::from_be_bytes([cdb[6], cdb[7], cdb[8], cdb[9]]))),
        _ => None,
    }
}

/// The plans in force.
#[derive(Default)]
pub(super) struct Faults {
    plans: Vec<FaultPlan>,
    added: u32,
}

impl Faults {
    pub fn add(&mut self, plan: FaultPlan) -> u32 {
        self.plans.push(plan);
        self.added += 1;
        self.added
    }

    pub fn clear(&mut self) {
        self.plans.clear();
    }

    /// The effect on this command, if any. Plans count the commands that match them whether or not another strikes.
    pub fn strike(&mut self, cdb: &[u8; 16]) -> Option<Effect> {
        let mut struck = None;
        let mut spent = None;
        for (index, plan) in self.plans.iter_mut().enumerate() {
            if !plan.matches(cdb) {
                continue;
            }
            if plan.skip > 0 {
                plan.skip -= 1;
            } else if struck.is_none() {
                struck = Some(plan.effect);
                if plan.times == 1 {
                    spent = Some(index);
                } else if plan.times > 1 {
                    plan.times -= 1;
                }
            }
        }
        if let Some(index) = spent {
            self.plans.remove(index);
        }
        struck
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(lba: u32, count: u16) -> [u8; 16] {
        let mut cdb = [0; 16];
        cdb[0] = op::WRITE_10;
        cdb[2..6].copy_from_slice(&lba.to_be_bytes());
        cdb[7..9].copy_from_slice(&count.to_be_bytes());
        cdb
    }

    fn plan(opcode: Option<u8>, lba: Option<u32>, skip: u32, times: u32) -> FaultPlan {
        FaultPlan { opcode, lba, skip, times, effect: Effect::Timeout }
    }

    #[test]
    fn by_address_only_what_covers_it() {
        let mut faults = Faults::default();
        faults.add(plan(None, Some(20), 0, 0));
        let hits: Vec<bool> = [write(0, 16), write(16, 4), write(16, 5), write(20, 1), write(21, 9), [0; 16]]
            .iter()
            .map(|cdb| faults.strike(cdb).is_some())
            .collect();
        assert_eq!(hits, [false, false, true, true, false, false]);
    }

    #[test]
    fn skip_then_times() {
        let mut faults = Faults::default();
        faults.add(plan(Some(op::WRITE_10), None, 2, 2));
        let hits: Vec<bool> = (0..6).map(|_| faults.strike(&write(0, 1)).is_some()).collect();
        assert_eq!(hits, [false, false, true, true, false, false]);
        assert!(faults.plans.is_empty());
    }

    #[test]
    fn command_n_counts_every_command() {
        let mut faults = Faults::default();
        faults.add(plan(None, None, 1, 1));
        assert!(faults.strike(&[0; 16]).is_none());
        assert!(faults.strike(&write(0, 1)).is_some());
        assert!(faults.strike(&write(0, 1)).is_none());
    }
}
