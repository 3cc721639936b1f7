//! The read thread: from the source into the ring.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

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
    raiser: Raiser,
}

impl Reins {
    pub fn new(raiser: Raiser) -> Reins {
        Reins { slot_bytes: AtomicUsize::new(0), stopped: AtomicBool::new(false), raiser }
    }

    /// The medium has been checked: read, and fill this much of each slot.
    pub fn start(&self, slot_bytes: usize) {
        self.slot_bytes.store(slot_bytes, Ordering::Release);
        self.raiser.raise();
    }

    /// No more data is wanted. A read that is under way is not waited for.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Release);
        self.raiser.raise();
    }

    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Acquire)
    }

    fn slot_bytes(&self) -> usize {
        self.slot_bytes.load(Ordering::Acquire)
    }
}

/// Reads `bytes` bytes. A source that ends before is the device thread's to notice: it counts what it writes.
pub fn read(
    pass: &mut Pass,
    mut bytes: u64,
    mut filler: Filler,
    signal: &Signal,
    reins: &Arc<Reins>,
    meter: &Meter,
) {
    let clock = signal.clock();
    while reins.slot_bytes() == 0 && !reins.is_stopped() {
        signal.wait(None);
    }
    while bytes > 0 {
        let Some(mut slot) = wait_for_slot(&mut filler, signal, || reins.is_stopped()) else { return };
        let want = reins.slot_bytes().min(usize::try_from(bytes).unwrap_or(usize::MAX));
        match clock.user_code(|| pass.fill(&mut slot.buffer()[..want])) {
            Ok(got) => {
                slot.set_len(got);
                bytes -= got as u64;
                meter.add_read((got / SECTOR) as u64);
                filler.push(slot);
                if got < want {
                    break;
                }
            }
            Err(failure) => {
                filler.fail(failure);
                return;
            }
        }
    }
    filler.end();
}
