//! The slots between the read thread and the device thread: page-aligned buffers that are made once and travel from
//! the source to the drive without a copy.
//!
//! Full slots go to the drive in order. Empty ones come back and are used again last in, first out: while the drive
//! keeps up, the same few slots stay in the processor's cache, however many there are.
//!
//! A thread that waits for the other is woken for several slots at once, because each wake-up costs as much as copying
//! a good part of a slot. Nothing waits for that long: the device thread looks by itself after [`PATIENCE`], and from
//! then on is woken for each slot.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering, fence};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::time::Duration;

use crossbeam_utils::CachePadded;

use super::slot::{Slot, out_of_memory};
use crate::failure::{Failure, Result};
use crate::hresult::DF2D_E_UNEXPECTED;
use crate::transport::clock::{Raiser, Signal};

/// Slots that are worth a wake-up.
const BATCH: usize = 8;
/// How long full slots may wait for a batch of them.
pub const PATIENCE: Duration = Duration::from_millis(2);

/// What the read thread sends.
enum Item {
    Data(Slot),
    /// The source has come to its end.
    End,
    Failed(Failure),
}

/// What both ends look at.
#[derive(Default)]
struct Shared {
    /// Full slots that the device thread was not woken for.
    full: CachePadded<AtomicUsize>,
    /// Empty slots that the read thread was not woken for.
    empty: CachePadded<AtomicUsize>,
    /// The device thread wants to be woken for a single slot.
    urgent: AtomicBool,
}

/// Makes a ring of `slots` buffers of `size` bytes, which can grow to `most`. The signals are those on which each side
/// waits.
pub fn ring(
    slots: usize,
    most: usize,
    size: usize,
    filler: Raiser,
    drainer: Raiser,
) -> Result<(Filler, Drainer)> {
    let most = most.max(slots);
    let (full_in, full_out) = sync_channel(most + 1);
    let (empty_in, empty_out) = sync_channel(most);
    let (mut spare, mut waiting) = (Vec::new(), VecDeque::new());
    spare.try_reserve_exact(most).map_err(|_| out_of_memory())?;
    waiting.try_reserve_exact(most + 1).map_err(|_| out_of_memory())?;
    for _ in 0..slots {
        spare.push(Slot::new(size)?);
    }
    let shared = Arc::new(Shared::default());
    Ok((
        Filler {
            spare,
            empty: empty_out,
            full: full_in,
            shared: shared.clone(),
            drainer,
            batch: BATCH.min(slots),
        },
        Drainer { full: full_out, waiting, empty: empty_in, shared, filler, slots, most, size },
    ))
}

/// The read thread's end.
pub struct Filler {
    spare: Vec<Slot>,
    empty: Receiver<Slot>,
    full: SyncSender<Item>,
    shared: Arc<Shared>,
    drainer: Raiser,
    /// Full slots that are worth a wake-up.
    batch: usize,
}

impl Filler {
    /// An empty slot, the one that was emptied last if there is a choice. None while all are on their way.
    pub fn slot(&mut self) -> Option<Slot> {
        while let Ok(slot) = self.empty.try_recv() {
            self.spare.push(slot);
        }
        self.spare.pop()
    }

    pub fn push(&self, slot: Slot) {
        self.send(Item::Data(slot));
        let waiting = self.shared.full.fetch_add(1, Ordering::Relaxed) + 1;
        // The slot is seen by a device thread that has said it is urgent after it looked, or this sees that it is.
        fence(Ordering::SeqCst);
        if waiting >= self.batch || self.shared.urgent.load(Ordering::Relaxed) {
            self.wake();
        }
    }

    pub fn end(&self) {
        self.send(Item::End);
        self.wake();
    }

    pub fn fail(&self, failure: Failure) {
        self.send(Item::Failed(failure));
        self.wake();
    }

    fn send(&self, item: Item) {
        // There is room for every slot and one last word; a drive that has gone away wants none of it.
        let _ = self.full.try_send(item);
    }

    /// There will be no batch for now.
    fn tell(&self) {
        if self.shared.full.load(Ordering::Relaxed) > 0 {
            self.wake();
        }
    }

    /// Wakes the device thread for whatever is full.
    fn wake(&self) {
        self.shared.full.store(0, Ordering::Relaxed);
        self.drainer.raise();
    }
}

impl Drop for Filler {
    /// However the read thread ends, the device thread hears of it.
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.fail(Failure::code(DF2D_E_UNEXPECTED));
        } else {
            self.end();
        }
    }
}

/// What comes out of the ring.
pub enum Drained {
    Data(Slot),
    End,
    /// Nothing there yet.
    Empty,
}

/// The device thread's end.
pub struct Drainer {
    full: Receiver<Item>,
    /// What was taken out of the ring and not looked at.
    waiting: VecDeque<Item>,
    empty: SyncSender<Slot>,
    shared: Arc<Shared>,
    filler: Raiser,
    slots: usize,
    /// What there is room for.
    most: usize,
    /// Bytes of each.
    size: usize,
}

impl Drainer {
    pub fn take(&mut self) -> Result<Drained> {
        let item = self.waiting.pop_front().map_or_else(|| self.full.try_recv(), Ok);
        match item {
            Ok(Item::Data(slot)) => Ok(Drained::Data(slot)),
            Ok(Item::End) | Err(TryRecvError::Disconnected) => Ok(Drained::End),
            Ok(Item::Failed(failure)) => Err(failure),
            Err(TryRecvError::Empty) => Ok(Drained::Empty),
        }
    }

    /// Whether there is nothing to wait for: every slot is full, or the source has said its last word.
    pub fn is_full(&mut self) -> bool {
        while self.waiting.len() < self.slots {
            match self.full.try_recv() {
                Ok(item) => {
                    let last = !matches!(item, Item::Data(_));
                    self.waiting.push_back(item);
                    if last {
                        return true;
                    }
                }
                Err(TryRecvError::Disconnected) => return true,
                Err(TryRecvError::Empty) => return false,
            }
        }
        true
    }

    pub fn give_back(&self, slot: Slot) {
        let _ = self.empty.try_send(slot);
        // A read thread that waits has no slot at all, so that each of them comes by here.
        if self.shared.empty.fetch_add(1, Ordering::Relaxed) + 1 >= BATCH.min(self.slots) {
            self.shared.empty.store(0, Ordering::Relaxed);
            self.filler.raise();
        }
    }

    /// Whether a single slot is worth waking the device thread for. Look into the ring once more before waiting for it.
    pub fn set_urgent(&self, urgent: bool) {
        self.shared.urgent.store(urgent, Ordering::Relaxed);
        fence(Ordering::SeqCst);
    }

    /// Bytes of all slots.
    pub fn bytes(&self) -> u64 {
        (self.slots * self.size) as u64
    }

    /// Makes it this many slots, or as many as there is memory for.
    pub fn grow(&mut self, slots: usize) {
        while self.slots < slots.min(self.most) {
            let Ok(slot) = Slot::new(self.size) else { break };
            self.slots += 1;
            let _ = self.empty.try_send(slot);
        }
        self.filler.raise();
    }
}

/// Waits until the filler has a slot, or `stop` says that none is wanted any more.
pub fn wait_for_slot(filler: &mut Filler, signal: &Signal, stop: impl Fn() -> bool) -> Option<Slot> {
    loop {
        if stop() {
            return None;
        }
        if let Some(slot) = filler.slot() {
            return Some(slot);
        }
        filler.tell();
        signal.wait(None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::Clock;

    #[test]
    fn slots_are_reused_last_in_first_out() {
        let clock = Clock::simulated();
        let signal = clock.signal();
        let (mut filler, mut drainer) = ring(4, 4, 8192, signal.raiser(), signal.raiser()).unwrap();
        let mut slot = filler.slot().unwrap();
        let first = slot.buffer().as_ptr();
        slot.buffer()[0] = 7;
        slot.set_len(1);
        filler.push(slot);
        let Drained::Data(slot) = drainer.take().unwrap() else { panic!("no data") };
        assert_eq!(slot.data(), [7]);
        drainer.give_back(slot);
        assert_eq!(filler.slot().unwrap().buffer().as_ptr(), first, "the same slot comes round again");
    }

    #[test]
    fn data_keeps_its_order_and_the_end_comes_last() {
        let clock = Clock::simulated();
        let signal = clock.signal();
        let (mut filler, mut drainer) = ring(3, 3, 4096, signal.raiser(), signal.raiser()).unwrap();
        for n in 0..3 {
            let mut slot = filler.slot().unwrap();
            slot.buffer()[0] = n;
            slot.set_len(1);
            filler.push(slot);
        }
        assert!(filler.slot().is_none());
        filler.end();
        for n in 0..3 {
            let Drained::Data(slot) = drainer.take().unwrap() else { panic!("no data") };
            assert_eq!(slot.data(), [n]);
        }
        assert!(matches!(drainer.take(), Ok(Drained::End)));
    }

    #[test]
    fn a_filler_that_is_gone_is_heard_of() {
        let clock = Clock::simulated();
        let signal = clock.signal();
        let (filler, mut drainer) = ring(1, 1, 4096, clock.signal().raiser(), signal.raiser()).unwrap();
        assert!(matches!(drainer.take(), Ok(Drained::Empty)));
        let panics = move || {
            let _filler = filler;
            panic!("in the read thread");
        };
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(panics)).is_err());
        signal.wait(None);
        assert_eq!(drainer.take().err().map(|failure| failure.hr), Some(DF2D_E_UNEXPECTED));
    }
}
