//! IStream: where the data of a write come from.

use std::ffi::{c_char, c_int, c_void};
use std::ops::RangeInclusive;
use std::os::fd::BorrowedFd;
use std::sync::Arc;

use super::guard;
use super::handles;
use super::out::{self, Out, c_bytes, null, read_struct};
use super::types::{
    df2d_block_range, df2d_bool, df2d_error_info, df2d_free_fn, df2d_stream_callbacks, df2d_stream_t,
};
use super::user_data::UserData;
use crate::callback;
use crate::failure::{Failure, Result};
use crate::hresult::{
    DF2D_E_INVALIDARG, DF2D_E_OUTOFMEMORY, DF2D_E_POINTER, DF2D_S_FALSE, DF2D_S_OK, df2d_hresult,
};
use crate::stream::{Callbacks, MOST_STREAMS, Stream};

/// A stream from a regular file or a block device. It is opened now; its size is asked when a write begins. It can
/// serve several writes at once.
///
/// path     bytes, handed to the system unchanged.
/// stream   receives the handle; the caller destroys it.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_INVALIDARG (a directory, a FIFO or the like); DF2D_E_ACCESSDENIED;
/// DF2D_E_FAIL (it cannot be opened; os_error says why); DF2D_E_OUTOFMEMORY. df2d_get_thread_error has the sentence.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_stream_from_file(
    path: *const c_char,
    stream: *mut *mut df2d_stream_t,
) -> df2d_hresult {
    // SAFETY: NULL or valid, as df2d.h asks.
    let out = unsafe { Out::zeroed(stream) };
    guard::call(|| {
        out.required()?;
        // SAFETY: NULL or a C string, as df2d.h asks.
        let path = unsafe { c_bytes(path, "The path") }?;
        give(&out, Stream::from_file(path)?)
    })
}

/// A stream from an open file descriptor, which is duplicated: the caller's may be closed at once. A file or block
/// device is read by position from byte 0, whatever its file offset, and can serve several writes at once; anything else
/// (a pipe, a socket) is read once, as it comes.
///
/// fd           an open file descriptor; the library works with a duplicate.
/// size_bytes   how much to read; -1: ask the file or device.
/// stream       receives the handle; the caller destroys it.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_INVALIDARG (not an open descriptor, not open for reading, a directory, or
/// no size for a pipe); DF2D_E_FAIL (os_error says why); DF2D_E_OUTOFMEMORY. df2d_get_thread_error has the sentence.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_stream_from_fd(
    fd: c_int,
    size_bytes: i64,
    stream: *mut *mut df2d_stream_t,
) -> df2d_hresult {
    // SAFETY: NULL or valid, as df2d.h asks.
    let out = unsafe { Out::zeroed(stream) };
    guard::call(|| {
        out.required()?;
        if fd < 0 {
            return Err(Failure::new(DF2D_E_INVALIDARG, "The file descriptor is negative."));
        }
        let size = match size_bytes {
            -1 => None,
            size => Some(u64::try_from(size).map_err(|_| {
                Failure::new(DF2D_E_INVALIDARG, "size_bytes is negative; -1 alone means \"ask\".")
            })?),
        };
        // SAFETY: the caller keeps it open during the call; one that is not open fails when it is duplicated.
        let fd = unsafe { BorrowedFd::borrow_raw(fd) };
        give(&out, Stream::from_fd(fd, size)?)
    })
}

/// A stream from memory, which is not copied: it must stay, unchanged, until free_fn is called. It can serve several
/// writes at once.
///
/// data, size           the memory, in bytes; NULL only with size 0.
/// free_fn, user_data   optional; called with user_data after the last use of the memory, once, also when this call
///                      fails. Destroying the stream during a write is not its last use.
/// stream               receives the handle; the caller destroys it.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_INVALIDARG (size is more than memory can be); DF2D_E_OUTOFMEMORY.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_stream_from_memory(
    data: *const c_void,
    size: usize,
    free_fn: df2d_free_fn,
    user_data: *mut c_void,
    stream: *mut *mut df2d_stream_t,
) -> df2d_hresult {
    // SAFETY: NULL or valid, as df2d.h asks.
    let out = unsafe { Out::zeroed(stream) };
    let owner = UserData::new(user_data, free_fn);
    guard::call(move || {
        out.required()?;
        if data.is_null() && size > 0 {
            return Err(null("The data"));
        }
        if isize::try_from(size).is_err() {
            return Err(Failure::new(DF2D_E_INVALIDARG, "size is more than memory can be."));
        }
        let data = if size == 0 { std::ptr::NonNull::dangling().as_ptr() } else { data.cast::<u8>() };
        give(&out, Stream::from_memory(Memory { data, size, _owner: owner }))
    })
}

/// A stream from the caller's functions.
///
/// callbacks   copied. Its close function is called after the last use, once, also when this call fails, unless
///             callbacks is NULL or its struct_size is refused.
/// user_data   handed to each of the functions.
/// stream      receives the handle; the caller destroys it.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER (also if size or read is NULL); DF2D_E_INVALIDARG (struct_size, or members that
/// must be zero); DF2D_E_OUTOFMEMORY.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_stream_from_callbacks(
    callbacks: *const df2d_stream_callbacks,
    user_data: *mut c_void,
    stream: *mut *mut df2d_stream_t,
) -> df2d_hresult {
    // SAFETY: NULL or valid, as df2d.h asks.
    let out = unsafe { Out::zeroed(stream) };
    // SAFETY: NULL or as many bytes as its struct_size says, as df2d.h asks; NULL functions are None.
    let functions = unsafe { read_struct(callbacks, size_of::<df2d_stream_callbacks>(), "callbacks") };
    let functions = functions.map(|f| (f, UserData::new(user_data, f.close)));
    guard::call(move || {
        out.required()?;
        let (functions, data) = functions?;
        if functions.reserved != 0 {
            return Err(Failure::new(DF2D_E_INVALIDARG, "The member reserved must be 0."));
        }
        if functions.size.is_none() || functions.read.is_none() {
            return Err(Failure::new(DF2D_E_POINTER, "The functions size and read are required."));
        }
        give(&out, Stream::from_callbacks(Functions { functions, data }))
    })
}

/// Streams that share a source: n writes, each with its own recorder, result and cancel, burn what is read once. A thread
/// of the library reads the source in order into a shared buffer, from the moment that the first of the writes begins,
/// and calls the functions of a callback stream; a write copies from the buffer, and its cancel never waits for the
/// source. IMAPI2 has no such thing.
///
/// Bytes stay in the buffer until all n have them. When it is full, the source is read on only while the write furthest
/// ahead waits for data, so that a slow or stuck drive delays no other by more than the buffer. A write whose next byte
/// is gone then reads the source by itself from there, if that is a file, a block device or memory; else it fails with
/// DF2D_E_IMAPI_LOSS_OF_STREAMING, and the others go on. Nothing is let go in this way before each of the n writes has
/// begun (of a source that is read once, before each has taken its first byte, which it does when its disc has been
/// checked), or has ended, or its stream is destroyed: destroy the streams that are not needed. Drives differ in speed by
/// some hundredths, and each write reads ahead into a buffer of its own, up to what its drive records in three seconds, or
/// six where that is less than 128 MiB: for a pipe, ask for a buffer of such a part of the image and these seconds.
///
/// A failure or an early end of the source reaches all, after the bytes before it. Its size is asked once. It is in use
/// until the reading ends: a callback stream or a pipe that is in use otherwise is refused by the write that begins
/// first. Its padding holds for all; its block ranges do not count. When the last write has ended or its stream is
/// destroyed, the reading is cancelled; the end of that write or the destruction waits for it, except inside a callback.
/// On the library's thread, a callback stream's functions may do what callbacks may, but begin and await no operation of
/// any object.
///
/// Each of the streams has a padding of its own, serves one write at a time, and has no block ranges (the write refuses
/// them). It serves one write in all, which is verified by checksums, if the source cannot be read by position; else a
/// further write and the verification read the source by themselves.
///
/// source         any stream but one of a fan-out. It may be destroyed at once; it is kept as long as it is needed.
/// n              how many, 1 to 64.
/// buffer_bytes   size of the shared buffer, 1048576 to 1073741824; 0 is 32 MiB, or 256 MiB where a write that falls
///                behind cannot go on by itself. All memory is taken by this call.
/// streams        room for n handles, which the caller destroys, all NULL after a failure. With such an n as is refused,
///                nothing is stored.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_INVALIDARG (n, buffer_bytes, or a source of a fan-out); DF2D_E_OUTOFMEMORY.
/// The first write that begins can fail with DF2D_E_OUTOFMEMORY too (no thread).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_stream_fan_out(
    source: *mut df2d_stream_t,
    n: usize,
    buffer_bytes: usize,
    streams: *mut *mut df2d_stream_t,
) -> df2d_hresult {
    let room = if streams.is_null() || n > MOST_STREAMS { 0 } else { n };
    // SAFETY: room for n handles, as df2d.h asks.
    let outs: Vec<_> = (0..room).map(|at| unsafe { Out::zeroed(streams.add(at)) }).collect();
    guard::on::<Stream>(source, |handle| {
        if streams.is_null() {
            return Err(null("The array for the streams"));
        }
        let made = handle.object.fan_out(n, buffer_bytes)?;
        let mut tokens = Vec::new();
        for stream in made {
            match handles::insert(stream) {
                Ok(token) => tokens.push(token),
                Err(failure) => {
                    for token in tokens {
                        handles::remove::<Stream>(token)?;
                    }
                    return Err(failure);
                }
            }
        }
        outs.iter().zip(tokens).for_each(|(out, token)| out.set(token));
        Ok(DF2D_S_OK)
    })
}

fn give(out: &Out<*mut df2d_stream_t>, stream: Arc<Stream>) -> Result<df2d_hresult> {
    out.set(handles::insert(stream)?);
    Ok(DF2D_S_OK)
}

/// Gives the handle back. Writes that use the stream go on and keep it until they end. Destroying NULL does nothing. The
/// last stream of a fan-out, if no write uses it, has a read of the source that is under way cancelled, and waits for that;
/// inside a callback it does not wait.
///
/// Returns DF2D_S_OK; DF2D_S_FALSE (inside a callback); DF2D_E_HANDLE.
/// Threads: any; waits for callbacks, except inside one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_stream_destroy(stream: *mut df2d_stream_t) -> df2d_hresult {
    guard::call(|| {
        let inside = callback::is_inside();
        if !stream.is_null() {
            let handle = handles::remove::<Stream>(stream)?;
            if !inside {
                let object = handle.object.clone();
                drop(handle);
                object.let_go();
            }
        }
        Ok(if inside && !stream.is_null() { DF2D_S_FALSE } else { DF2D_S_OK })
    })
}

/// Gives the handle back as df2d_stream_destroy does, for finalizers: never waits, and answers the same on every thread.
///
/// Returns DF2D_S_OK; DF2D_E_HANDLE.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_stream_release(stream: *mut df2d_stream_t) -> df2d_hresult {
    guard::call(|| {
        if !stream.is_null() {
            handles::remove::<Stream>(stream)?;
        }
        Ok(DF2D_S_OK)
    })
}

/// What is known of the last failed call with this handle.
///
/// info                       receives the numbers; may be NULL.
/// buffer, capacity, needed   one English sentence that says what to do, as in every function that returns a string.
///
/// Returns DF2D_S_OK (also if nothing failed yet); DF2D_E_INVALIDARG (struct_size); DF2D_E_INSUFFICIENT_BUFFER.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_stream_get_last_error(
    stream: *mut df2d_stream_t,
    info: *mut df2d_error_info,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    let ask = || Ok(handles::find::<Stream>(stream)?.last_error());
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { out::failure(info, (buffer, capacity, needed), ask) }
}

/// Whether a size that is not a multiple of 2048 is made one by zeros at the end. Without it such a stream is refused
/// by the write. Takes effect for writes that begin afterwards. Default: no.
///
/// Returns DF2D_S_OK.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_stream_put_padding(
    stream: *mut df2d_stream_t,
    value: df2d_bool,
) -> df2d_hresult {
    guard::on::<Stream>(stream, |handle| {
        handle.object.put_padding(value != 0);
        Ok(DF2D_S_OK)
    })
}

/// See df2d_stream_put_padding.
///
/// Returns DF2D_S_OK.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_stream_get_padding(
    stream: *mut df2d_stream_t,
    value: *mut df2d_bool,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { guard::get::<Stream, _>(stream, value, |handle| Ok(handle.object.padding().into())) }
}

/// IBlockRangeList::get_BlockRanges, put instead of asked: which sectors a write takes from the stream, for overwritable
/// media alone. Sector N of the disc comes from byte 2048 x N, so the stream must be one that is read by position (a file
/// or memory). Without block ranges all of the stream is written, from sector 0. A disc that holds data needs no
/// ForceOverwrite for them. Takes effect for writes that begin afterwards.
///
/// ranges   copied. Both ends are included. They are written in this order, and may overlap.
/// count    0 removes the ranges that were set before.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_INVALIDARG (a negative address, an end before its start, or a count beyond
/// what memory can hold); DF2D_E_OUTOFMEMORY. After a failure those set before stay.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_stream_put_block_ranges(
    stream: *mut df2d_stream_t,
    ranges: *const df2d_block_range,
    count: usize,
) -> df2d_hresult {
    guard::on::<Stream>(stream, |handle| {
        // SAFETY: NULL or `count` ranges, as df2d.h asks.
        handle.object.put_block_ranges(unsafe { block_ranges(ranges, count) }?);
        Ok(DF2D_S_OK)
    })
}

/// # Safety
/// `ranges` is NULL or points to `count` ranges.
unsafe fn block_ranges(ranges: *const df2d_block_range, count: usize) -> Result<Vec<RangeInclusive<u32>>> {
    if count == 0 {
        return Ok(Vec::new());
    }
    if ranges.is_null() {
        return Err(null("The block ranges"));
    }
    if count > isize::MAX as usize / size_of::<df2d_block_range>() {
        return Err(Failure::new(DF2D_E_INVALIDARG, "count is more than memory can hold."));
    }
    let mut list = Vec::new();
    list.try_reserve_exact(count).map_err(|_| Failure::code(DF2D_E_OUTOFMEMORY))?;
    for n in 0..count {
        // SAFETY: one of the `count` ranges. A packed struct of the caller's may hold them, at any address.
        let range = unsafe { ranges.add(n).read_unaligned() };
        match (u32::try_from(range.start_lba), u32::try_from(range.end_lba)) {
            (Ok(start), Ok(end)) if start <= end => list.push(start..=end),
            _ => {
                return Err(Failure::new(
                    DF2D_E_INVALIDARG,
                    format!(
                        "A block range from {} to {} is none: it begins at sector 0 or later and ends no earlier.",
                        range.start_lba, range.end_lba
                    ),
                ));
            }
        }
    }
    Ok(list)
}

/// The size in bytes as the source has it now, padding included: what a write without block ranges would record. Of a
/// callback stream that is in use it is the size that the last call of its size function stored.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED (a callback stream is in use, and its size is not known;
/// or the source says a size that no disc can have, nearly 2^63 bytes or more);
/// DF2D_E_FAIL (the file cannot be asked; os_error says why); what the size function returned.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_stream_get_size_bytes(
    stream: *mut df2d_stream_t,
    size_bytes: *mut u64,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { guard::get::<Stream, _>(stream, size_bytes, |handle| handle.object.size()) }
}

/// The caller's memory.
struct Memory {
    data: *const u8,
    size: usize,
    _owner: UserData,
}

// SAFETY: df2d.h says that the memory stays unchanged and is read by threads of the library.
unsafe impl Send for Memory {}
// SAFETY: as above.
unsafe impl Sync for Memory {}

impl AsRef<[u8]> for Memory {
    fn as_ref(&self) -> &[u8] {
        // SAFETY: not NULL, no longer than memory can be, and it stays, unchanged, until `_owner` is dropped.
        unsafe { std::slice::from_raw_parts(self.data, self.size) }
    }
}

/// The caller's functions. The required ones have been checked to be there.
struct Functions {
    functions: df2d_stream_callbacks,
    data: UserData,
}

impl Callbacks for Functions {
    fn size(&self, size: &mut u64) -> df2d_hresult {
        let Some(ask) = self.functions.size else { return DF2D_E_POINTER };
        let _inside = callback::enter_current();
        // SAFETY: the caller gave this function for this pointer.
        unsafe { ask(self.data.get(), size) }
    }

    fn read(&self, buffer: &mut [u8], got: &mut usize) -> df2d_hresult {
        let Some(read) = self.functions.read else { return DF2D_E_POINTER };
        let _inside = callback::enter_current();
        // SAFETY: the caller gave this function for this pointer; the buffer has as much room as is said.
        unsafe { read(self.data.get(), buffer.as_mut_ptr().cast(), buffer.len(), got) }
    }

    fn can_seek(&self) -> bool {
        self.functions.seek.is_some()
    }

    fn seek(&self, offset: u64) -> df2d_hresult {
        let Some(seek) = self.functions.seek else { return DF2D_E_POINTER };
        let _inside = callback::enter_current();
        // SAFETY: the caller gave this function for this pointer.
        unsafe { seek(self.data.get(), offset) }
    }

    fn cancel(&self) {
        if let Some(cancel) = self.functions.cancel {
            let _inside = callback::enter_current();
            // SAFETY: the caller gave this function for this pointer, to be called while another of them runs.
            unsafe { cancel(self.data.get()) };
        }
    }
}
