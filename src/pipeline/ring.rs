//! The slots between the read thread and the device thread: page-aligned buffers that are made once and travel from
//! the source to the drive without a copy.
//!
//! Full slots go to the drive in order. Empty ones come back and are used again last in, first out: while the drive
//! keeps up, the same few slots stay in the processor's cache, however many there are.

use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};

use crate::failure::{Failure, Result};
use crate::hresult::{DF2D_E_OUTOFMEMORY, DF2D_E_UNEXPECTED};
use crate::transport::clock::{Raiser, Signal};

const PAGE: usize = 4096;

/// A page-aligned buffer.
pub struct Slot {
    memory: Vec<u8>,
    offset: usize,
    size: usize,
    /// Bytes of data in it.
    len: usize,
}

impl Slot {
    pub fn new(size: usize) -> Result<Slot> {
        let mut memory = Vec::new();
        memory.try_reserve_exact(size + PAGE).map_err(|_| out_of_memory())?;
        // Zeroing also makes the system back every page now, not in mid-burn.
        memory.resize(size + PAGE, 0);
        let offset = memory.as_ptr().align_offset(PAGE);
        Ok(Slot { memory, offset, size, len: 0 })
    }

    pub fn buffer(&mut self) -> &mut [u8] {
        &mut self.memory[self.offset..self.offset + self.size]
    }

    pub fn data(&self) -> &[u8] {
        &self.memory[self.offset..self.offset + self.len]
    }

    pub fn set_len(&mut self, len: usize) {
        debug_assert!(len <= self.size);
        self.len = len;
    }
}

pub fn out_of_memory() -> Failure {
    Failure::new(
        DF2D_E_OUTOFMEMORY,
        "There is not enough memory or there are too many threads for a burn; the medium was not touched.",
    )
}

/// What the read thread sends.
enum Item {
    Data(Slot),
    /// The source has come to its end.
    End,
    Failed(Failure),
}

/// Makes a ring of `slots` buffers of `size` bytes. The signals are those on which each side waits.
pub fn ring(slots: usize, size: usize, filler: Raiser, drainer: Raiser) -> Result<(Filler, Drainer)> {
    let (full_in, full_out) = sync_channel(slots + 1);
    let (empty_in, empty_out) = sync_channel(slots);
    let mut spare = Vec::new();
    spare.try_reserve_exact(slots).map_err(|_| out_of_memory())?;
    for _ in 0..slots {
        spare.push(Slot::new(size)?);
    }
    Ok((
        Filler { spare, empty: empty_out, full: full_in, drainer },
        Drainer { full: full_out, empty: empty_in, filler },
    ))
}

/// The read thread's end.
pub struct Filler {
    spare: Vec<Slot>,
    empty: Receiver<Slot>,
    full: SyncSender<Item>,
    drainer: Raiser,
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
    }

    pub fn end(&self) {
        self.send(Item::End);
    }

    pub fn fail(&self, failure: Failure) {
        self.send(Item::Failed(failure));
    }

    fn send(&self, item: Item) {
        // There is room for every slot and one last word; a drive that has gone away wants none of it.
        let _ = self.full.try_send(item);
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
    empty: SyncSender<Slot>,
    filler: Raiser,
}

impl Drainer {
    pub fn next(&self) -> Result<Drained> {
        match self.full.try_recv() {
            Ok(Item::Data(slot)) => Ok(Drained::Data(slot)),
            Ok(Item::End) | Err(TryRecvError::Disconnected) => Ok(Drained::End),
            Ok(Item::Failed(failure)) => Err(failure),
            Err(TryRecvError::Empty) => Ok(Drained::Empty),
        }
    }

    pub fn give_back(&self, slot: Slot) {
        let _ = self.empty.try_send(slot);
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
        signal.wait(None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::Clock;

    #[test]
    fn slots_are_page_aligned_and_reused_last_in_first_out() {
        let clock = Clock::simulated();
        let signal = clock.signal();
        let (mut filler, drainer) = ring(4, 8192, signal.raiser(), signal.raiser()).unwrap();
        let mut slot = filler.slot().unwrap();
        let first = slot.buffer().as_ptr();
        assert_eq!(first.align_offset(PAGE), 0);
        slot.buffer()[0] = 7;
        slot.set_len(1);
        filler.push(slot);
        let Drained::Data(slot) = drainer.next().unwrap() else { panic!("no data") };
        assert_eq!(slot.data(), [7]);
        drainer.give_back(slot);
        assert_eq!(filler.slot().unwrap().buffer().as_ptr(), first, "the same slot comes round again");
    }

    #[test]
    fn data_keeps_its_order_and_the_end_comes_last() {
        let clock = Clock::simulated();
        let signal = clock.signal();
        let (mut filler, drainer) = ring(3, 4096, signal.raiser(), signal.raiser()).unwrap();
        for n in 0..3 {
            let mut slot = filler.slot().unwrap();
            slot.buffer()[0] = n;
            slot.set_len(1);
            filler.push(slot);
        }
        assert!(filler.slot().is_none());
        filler.end();
        for n in 0..3 {
            let Drained::Data(slot) = drainer.next().unwrap() else { panic!("no data") };
            assert_eq!(slot.data(), [n]);
        }
        assert!(matches!(drainer.next(), Ok(Drained::End)));
    }

    #[test]
    fn a_filler_that_is_gone_is_heard_of() {
        let clock = Clock::simulated();
        let signal = clock.signal();
        let (filler, drainer) = ring(1, 4096, clock.signal().raiser(), signal.raiser()).unwrap();
        assert!(matches!(drainer.next(), Ok(Drained::Empty)));
        let panics = move || {
            let _filler = filler;
            panic!("in the read thread");
        };
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(panics)).is_err());
        signal.wait(None);
        assert_eq!(drainer.next().err().map(|failure| failure.hr), Some(DF2D_E_UNEXPECTED));
    }
}
