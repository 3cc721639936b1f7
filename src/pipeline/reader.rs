//! The read thread: from the source into the ring.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};

use super::meter::Meter;
use super::ring::{Filler, wait_for_slot};
use crate::mmc::SECTOR;
use crate::stream::Pass;
use crate::transport::clock::{Raiser, Signal};

/// How the device thread starts and stops the read thread.
pub struct Reins {
    /// Bytes to fill of each slot; 0 until reading may begin.
    slot_bytes: AtomicUsize,
    stopped: AtomicBool,
    /// How often the source is to be read.
    rounds: AtomicU32,
    /// It may be asked for once more.
    repeatable: bool,
    raiser: Raiser,
}

impl Reins {
    pub fn new(raiser: Raiser, repeatable: bool) -> Reins {
        Reins {
            slot_bytes: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
            rounds: AtomicU32::new(1),
            repeatable,
            raiser,
        }
    }

    /// The medium has been checked: read, and fill this much of each slot. False if it was told otherwise before.
    pub fn start(&self, slot_bytes: usize) -> bool {
        let first = self.slot_bytes.compare_exchange(0, slot_bytes, Ordering::AcqRel, Ordering::Acquire);
        self.raiser.raise();
        first.is_ok() || first == Err(slot_bytes)
    }

    /// No more data is wanted. A read that is under way is not waited for.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Release);
        self.raiser.raise();
    }

    /// Whether the source can be read once more, from its start.
    pub fn is_repeatable(&self) -> bool {
        self.repeatable
    }

    /// Has the source read once more, after its end has come out of the ring.
    pub fn read_again(&self) {
        self.rounds.fetch_add(1, Ordering::AcqRel);
        self.raiser.raise();
    }

    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Acquire)
    }

    fn slot_bytes(&self) -> usize {
        self.slot_bytes.load(Ordering::Acquire)
    }
}

/// Reads all of the source, and once more when that is wanted. A source that ends early is the device thread's to
/// notice: it counts what it writes.
pub fn read(pass: &mut Pass, mut filler: Filler, signal: &Signal, reins: &Arc<Reins>, meter: &Meter) {
    while reins.slot_bytes() == 0 && !reins.is_stopped() {
        signal.wait(None);
    }
    let mut round = 1;
    while read_once(pass, &mut filler, signal, reins, (round == 1).then_some(meter)) {
        filler.end();
        round += 1;
        while reins.repeatable && reins.rounds.load(Ordering::Acquire) < round && !reins.is_stopped() {
            signal.wait(None);
        }
        if !reins.repeatable || reins.is_stopped() {
            return;
        }
        if let Err(failure) = signal.clock().user_code(|| pass.restart()) {
            filler.fail(failure);
            return;
        }
    }
}

/// False if no more is wanted, or the source failed.
fn read_once(
    pass: &mut Pass,
    filler: &mut Filler,
    signal: &Signal,
    reins: &Reins,
    meter: Option<&Meter>,
) -> bool {
    let mut bytes = pass.size();
    while bytes > 0 {
        let Some(mut slot) = wait_for_slot(filler, signal, || reins.is_stopped()) else { return false };
        let want = reins.slot_bytes().min(usize::try_from(bytes).unwrap_or(usize::MAX));
        match signal.clock().user_code(|| pass.fill(&mut slot.buffer()[..want])) {
            Ok(got) => {
                slot.set_len(got);
                bytes -= got as u64;
                if let Some(meter) = meter {
                    meter.add_read((got / SECTOR) as u64);
                }
                filler.push(slot);
                if got < want {
                    break;
                }
            }
            Err(failure) => {
                filler.fail(failure);
                return false;
            }
        }
    }
    true
}
