//! The buffers of the ring: page-aligned, and all of it memory that the system has given already.

use std::alloc::{Layout, alloc_zeroed};
use std::hint::black_box;

use crate::failure::{Failure, Result};
use crate::hresult::DF2D_E_OUTOFMEMORY;

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
        let mut memory = size.checked_add(PAGE).and_then(zeroed).ok_or_else(out_of_memory)?;
        // The system backs every page now, not in mid-burn.
        for page in memory.iter_mut().step_by(PAGE) {
            *page = black_box(0);
        }
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

/// So many zeros, at least one, or None. What the system gives is zero already and is not cleared again, which is why
/// this is no `Vec::try_reserve`.
fn zeroed(size: usize) -> Option<Vec<u8>> {
    let layout = Layout::array::<u8>(size).ok()?;
    // SAFETY: the size is not 0.
    let memory = unsafe { alloc_zeroed(layout) };
    // SAFETY: the global allocator's, with the layout of a Vec of this capacity, and all of it initialized.
    (!memory.is_null()).then(|| unsafe { Vec::from_raw_parts(memory, size, size) })
}

pub fn out_of_memory() -> Failure {
    Failure::new(
        DF2D_E_OUTOFMEMORY,
        "There is not enough memory or there are too many threads for a burn; the medium was not touched.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_is_page_aligned_and_zero() {
        for size in [1, 5000, 512 * 1024] {
            let mut slot = Slot::new(size).unwrap();
            assert_eq!(slot.buffer().as_ptr().align_offset(PAGE), 0);
            assert_eq!(slot.buffer().len(), size);
            assert!(slot.buffer().iter().all(|&byte| byte == 0));
        }
    }

    #[test]
    fn more_than_there_is_memory_for_is_refused() {
        for size in [usize::MAX, isize::MAX as usize, isize::MAX as usize / 2] {
            assert_eq!(Slot::new(size).err().map(|failure| failure.hr), Some(DF2D_E_OUTOFMEMORY));
        }
    }
}
