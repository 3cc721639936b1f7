//! The buffers of the ring: page-aligned, and all of it memory that the system has given already.

use std::ptr::{self, NonNull};
use std::slice;

use crate::failure::{Failure, Result};
use crate::hresult::DF2D_E_OUTOFMEMORY;

/// Where a mapping can be had without its pages, they come when they are first written.
#[cfg(all(target_os = "linux", not(miri)))]
const POPULATED: libc::c_int = libc::MAP_POPULATE;
#[cfg(not(all(target_os = "linux", not(miri))))]
const POPULATED: libc::c_int = 0;

/// A page-aligned buffer.
///
/// It is a mapping of its own, so that it goes back to the system when it is dropped. The allocator would keep it among
/// the small things of a program that lives long.
pub struct Slot {
    memory: NonNull<u8>,
    size: usize,
    /// Bytes of data in it.
    len: usize,
}

// SAFETY: nothing else refers to the mapping.
unsafe impl Send for Slot {}

impl Slot {
    pub fn new(size: usize) -> Result<Slot> {
        // The system backs every page now, not in mid-burn.
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | POPULATED;
        let access = libc::PROT_READ | libc::PROT_WRITE;
        // SAFETY: a new mapping, which no other memory depends on.
        let memory = unsafe { libc::mmap(ptr::null_mut(), size, access, flags, -1, 0) };
        let memory = NonNull::new(memory.cast()).filter(|_| memory != libc::MAP_FAILED);
        Ok(Slot { memory: memory.ok_or_else(out_of_memory)?, size, len: 0 })
    }

    pub fn buffer(&mut self) -> &mut [u8] {
        // SAFETY: the mapping has this size, is zero or what was written, and is borrowed from its one owner.
        unsafe { slice::from_raw_parts_mut(self.memory.as_ptr(), self.size) }
    }

    pub fn data(&self) -> &[u8] {
        // SAFETY: as above; there is no more data than fits.
        unsafe { slice::from_raw_parts(self.memory.as_ptr(), self.len) }
    }

    pub fn set_len(&mut self, len: usize) {
        assert!(len <= self.size);
        self.len = len;
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        // SAFETY: mapped with this size, and nobody borrows it any more.
        unsafe { libc::munmap(self.memory.as_ptr().cast(), self.size) };
    }
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
            assert_eq!(slot.buffer().as_ptr().align_offset(4096), 0);
            assert_eq!(slot.buffer().len(), size);
            assert!(slot.buffer().iter().all(|&byte| byte == 0));
        }
    }

    #[test]
    #[cfg_attr(miri, ignore = "Miri gives up there")]
    fn more_than_there_is_memory_for_is_refused() {
        for size in [usize::MAX, isize::MAX as usize, isize::MAX as usize / 2] {
            assert_eq!(Slot::new(size).err().map(|failure| failure.hr), Some(DF2D_E_OUTOFMEMORY));
        }
    }
}
