//! The buffers of the ring: page-aligned, many to a region, and all of it memory that the system has given already.

use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::ptr::NonNull;
use std::sync::Arc;

use crate::failure::{Failure, Result};
use crate::hresult::DF2D_E_OUTOFMEMORY;

const PAGE: usize = 4096;
/// What many processors can map as one. To be given memory in these costs a fraction.
const HUGE_PAGE: usize = 2 << 20;

/// A page-aligned buffer.
pub struct Slot {
    start: NonNull<u8>,
    size: usize,
    /// Bytes of data in it.
    len: usize,
    /// Where it lies.
    _region: Arc<Region>,
}

// SAFETY: a slot is the only one with its bytes, which live as long as the region, which it holds.
unsafe impl Send for Slot {}

impl Slot {
    pub fn new(size: usize) -> Result<Slot> {
        Slot::several(1, size)?.pop().ok_or_else(out_of_memory)
    }

    /// Several of the same size, side by side.
    pub fn several(count: usize, size: usize) -> Result<Vec<Slot>> {
        let mut slots = Vec::new();
        slots.try_reserve_exact(count).map_err(|_| out_of_memory())?;
        let distance = size.checked_next_multiple_of(PAGE).ok_or_else(out_of_memory)?;
        let bytes = distance.checked_mul(count).ok_or_else(out_of_memory)?;
        let (region, start) = Region::new(bytes).ok_or_else(out_of_memory)?;
        let region = Arc::new(region);
        for number in 0..count {
            // SAFETY: the region has room for `count` of them from `start` on.
            let start = unsafe { start.add(number * distance) };
            slots.push(Slot { start, size, len: 0, _region: region.clone() });
        }
        Ok(slots)
    }

    pub fn buffer(&mut self) -> &mut [u8] {
        // SAFETY: initialized when the region was made, and no other slot's.
        unsafe { std::slice::from_raw_parts_mut(self.start.as_ptr(), self.size) }
    }

    pub fn data(&self) -> &[u8] {
        // SAFETY: as above; no more than `size` is ever data.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr(), self.len) }
    }

    pub fn set_len(&mut self, len: usize) {
        assert!(len <= self.size, "a slot holds no more than its size");
        self.len = len;
    }
}

pub fn out_of_memory() -> Failure {
    Failure::new(
        DF2D_E_OUTOFMEMORY,
        "There is not enough memory or there are too many threads for a burn; the medium was not touched.",
    )
}

struct Region {
    memory: NonNull<u8>,
    layout: Layout,
}

// SAFETY: nobody looks into it but its slots, and it may be freed on any thread.
unsafe impl Send for Region {}
// SAFETY: as above.
unsafe impl Sync for Region {}

impl Region {
    /// Zeroed, with so many bytes from a page's start on, which is given as well.
    fn new(bytes: usize) -> Option<(Region, NonNull<u8>)> {
        let align = if bytes < HUGE_PAGE { PAGE } else { HUGE_PAGE };
        // Aligned by hand: the allocator gets zeroed memory from the system only if it is asked for no more than usual.
        let layout = Layout::from_size_align(bytes.checked_add(align)?, 1).ok()?;
        // SAFETY: the layout is not empty.
        let memory = NonNull::new(unsafe { alloc_zeroed(layout) })?;
        let region = Region { memory, layout };
        // SAFETY: less than `align` is added, for which there is room.
        let start = unsafe { memory.add(memory.align_offset(align)) };
        prefer_huge_pages(start, bytes);
        for page in (0..bytes).step_by(PAGE) {
            // The system backs every page now, not in mid-burn.
            // SAFETY: within the region.
            unsafe { start.add(page).write_volatile(0) };
        }
        Some((region, start))
    }
}

impl Drop for Region {
    fn drop(&mut self) {
        // SAFETY: allocated with this layout, and the last slot is gone.
        unsafe { dealloc(self.memory.as_ptr(), self.layout) };
    }
}

#[cfg(all(target_os = "linux", not(miri)))]
fn prefer_huge_pages(start: NonNull<u8>, bytes: usize) {
    let whole = bytes / HUGE_PAGE * HUGE_PAGE;
    if whole > 0 {
        // A system without them says so, and gives small ones.
        // SAFETY: the range lies within the region, and what it contains stays.
        unsafe { libc::madvise(start.as_ptr().cast(), whole, libc::MADV_HUGEPAGE) };
    }
}

#[cfg(not(all(target_os = "linux", not(miri))))]
fn prefer_huge_pages(_start: NonNull<u8>, _bytes: usize) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_page_aligned_zeroed_and_apart() {
        for (count, size) in [(1, 1), (3, 5000), (9, 512 * 1024)] {
            let mut slots = Slot::several(count, size).unwrap();
            assert_eq!(slots.len(), count);
            for (number, slot) in slots.iter_mut().enumerate() {
                assert_eq!(slot.buffer().as_ptr().align_offset(PAGE), 0);
                assert_eq!(slot.buffer().len(), size);
                assert!(slot.buffer().iter().all(|&byte| byte == 0));
                slot.buffer().fill(number as u8 + 1);
                slot.set_len(size);
            }
            // The region lives until its last slot is gone.
            let last = slots.pop().unwrap();
            for (number, slot) in slots.drain(..).enumerate() {
                assert!(slot.data().iter().all(|&byte| byte == number as u8 + 1));
            }
            assert!(last.data().iter().all(|&byte| byte == count as u8));
        }
    }

    #[test]
    fn more_than_there_is_memory_for_is_refused() {
        assert_eq!(Slot::new(usize::MAX).err().map(|failure| failure.hr), Some(DF2D_E_OUTOFMEMORY));
        let most = isize::MAX as usize / 2;
        assert_eq!(Slot::several(3, most).err().map(|failure| failure.hr), Some(DF2D_E_OUTOFMEMORY));
    }

    #[test]
    #[should_panic(expected = "no more than its size")]
    fn a_slot_is_never_over_full() {
        Slot::new(4096).unwrap().set_len(4097);
    }
}
