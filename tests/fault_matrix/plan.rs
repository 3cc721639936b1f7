//! Which cases there are: every command of a task meets faults, and at the first and the last of a run of equal commands (the
//! polls of one wait, the WRITEs) it meets every one that it can.

use crate::faults::{Fault, GENERAL, OF_ANSWERS};
use crate::subjects::{Subject, Task};
use crate::tables::{Phase, Senses};
use crate::witness::{Seen, WRITE};

const TEST_UNIT_READY: u8 = 0x00;
const READ: u8 = 0x28;

/// A command of the undisturbed task, and what can go wrong with it.
pub struct Moment {
    pub index: usize,
    pub opcode: u8,
    pub phase: Phase,
    pub faults: Vec<Fault>,
}

/// The moments of a task whose commands, undisturbed, are these.
pub fn moments(subject: &Subject, seen: &[Seen], senses: &Senses, mut chance: Chance) -> Vec<Moment> {
    let phases = phases(subject, seen);
    let mut lasted = Vec::new();
    (0..seen.len())
        .map(|index| {
            let this = seen[index];
            let same = |other: Option<&Seen>, phase: Option<&Phase>| {
                other.is_some_and(|other| other.opcode == this.opcode) && phase == Some(&phases[index])
            };
            let first = index == 0 || !same(seen.get(index - 1), phases.get(index - 1));
            let last = !same(seen.get(index + 1), phases.get(index + 1));
            let mut faults = possible(this, senses);
            if !first && !last {
                // One of its own, so that no command goes without.
                faults = vec![faults[chance.below(faults.len())]];
            }
            // Hours of waiting are the same hours whichever of its like begins them.
            if lasted.contains(&(this.opcode, phases[index])) {
                faults.retain(|fault| !fault.lasts());
            } else if first {
                lasted.push((this.opcode, phases[index]));
            }
            Moment { index, opcode: this.opcode, phase: phases[index], faults }
        })
        .collect()
}

fn possible(seen: Seen, senses: &Senses) -> Vec<Fault> {
    let mut faults = Vec::new();
    for sense in senses.of(seen.opcode) {
        for (deferred, descriptor) in [(false, false), (true, false), (false, true), (true, true)] {
            faults.push(Fault::Sense { sense, deferred, descriptor });
        }
    }
    faults.extend_from_slice(GENERAL);
    if seen.asks {
        faults.extend_from_slice(OF_ANSWERS);
    }
    if seen.opcode == TEST_UNIT_READY {
        faults.push(Fault::Backwards);
    }
    faults
}

/// What the commands themselves show.
fn phases(subject: &Subject, seen: &[Seen]) -> Vec<Phase> {
    let first = |wanted: &[u8], from: usize| {
        seen.iter().skip(from).position(|seen| wanted.contains(&seen.opcode)).map(|at| at + from)
    };
    let last = |wanted: u8| seen.iter().rposition(|seen| seen.opcode == wanted);
    let work = first(&[WRITE, 0x04, 0x53, 0x5B, 0xA1, 0xBF], 0).unwrap_or(seen.len());
    let first_write = first(&[WRITE], work).unwrap_or(work);
    let last_write = last(WRITE).unwrap_or(work);
    // What the medium has to end it: CLOSE, or else the flush.
    let close = first(&[0x5B], last_write).or_else(|| first(&[0x35], last_write)).unwrap_or(seen.len());
    // The look at what the disc has become begins with a question whether it is ready.
    let after = last(0x46).map_or(seen.len(), |at| at - 1);
    let check = match subject.task {
        Task::Burn => check_of_burn(seen, close),
        // Another look at the disc, for what was erased and is not blank.
        Task::Erase | Task::FullErase => {
            let before = seen[..after].iter().rposition(|seen| seen.opcode == 0x46);
            before.filter(|at| *at > work).map_or(after, |at| at - 1)
        }
    };
    (0..seen.len())
        .map(|index| match index {
            _ if index >= after => Phase::After,
            _ if index >= check => Phase::Check,
            _ if index >= close => Phase::Close,
            _ if index == first_write => Phase::First,
            _ if index > first_write => Phase::Work,
            _ if index >= work => Phase::Format,
            _ => Phase::Look,
        })
        .collect()
}

/// Behind the last wait for the drive that follows the close: a poll and READ DISC INFORMATION.
fn check_of_burn(seen: &[Seen], close: usize) -> usize {
    let last_command =
        seen.iter().rposition(|seen| matches!(seen.opcode, 0x5B | 0x35)).unwrap_or(close).max(close);
    let wait = seen.iter().skip(last_command).position(|seen| seen.opcode == 0x51 || seen.opcode == READ);
    wait.map_or(seen.len(), |at| last_command + at + 1)
}

/// Numbers that are the same in every run with the same seed.
#[derive(Clone)]
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}
