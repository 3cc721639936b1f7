//! What comes out of a call: values, strings, lists and structs, by the rules at the top of df2d.h.

use std::ffi::{c_char, c_void};
use std::mem::offset_of;

use super::guard;
use super::handles::{Handle, Kind};
use super::types::{df2d_error_info, df2d_write_result};
use crate::failure::{Failure, Result};
use crate::hresult::{
    DF2D_E_INSUFFICIENT_BUFFER, DF2D_E_INVALIDARG, DF2D_E_POINTER, DF2D_S_OK, df2d_hresult,
};
use crate::imapi::result::WriteResult;

/// The sentence for a required pointer that is NULL.
pub(super) fn null(what: &'static str) -> Failure {
    Failure::new(DF2D_E_POINTER, format!("{what} is NULL."))
}

/// Bytes that the caller hands in.
///
/// # Safety
/// `data` is NULL or has `size` bytes that stay as they are during the call.
pub(super) unsafe fn bytes<'a>(data: *const u8, size: u32, what: &'static str) -> Result<&'a [u8]> {
    if data.is_null() {
        return Err(null(what));
    }
    // SAFETY: not NULL, so it has `size` bytes as the caller promised.
    Ok(unsafe { std::slice::from_raw_parts(data, size as usize) })
}

/// A place for one value, zeroed before anything else happens.
pub(super) struct Out<V>(*mut V);

impl<V> Out<V> {
    /// # Safety
    /// `pointer` is NULL or valid for writes during the call, and all zero bits are a value of V.
    pub unsafe fn zeroed(pointer: *mut V) -> Out<V> {
        if !pointer.is_null() {
            // SAFETY: not NULL, so valid for writes as the caller promised.
            unsafe { pointer.write_bytes(0, 1) };
        }
        Out(pointer)
    }

    pub fn required(&self) -> Result<()> {
        if self.0.is_null() { Err(null("The pointer for the result")) } else { Ok(()) }
    }

    pub fn set(&self, value: V) {
        if !self.0.is_null() {
            // SAFETY: not NULL, so valid for writes as promised when this was made.
            unsafe { self.0.write(value) };
        }
    }
}

/// A place for a list: a buffer, its capacity in elements, and how many are needed.
pub(super) struct ListOut<V> {
    buffer: *mut V,
    capacity: usize,
    needed: Out<usize>,
}

impl<V: Copy> ListOut<V> {
    /// # Safety
    /// `needed` is NULL or valid for writes; `buffer` is NULL or has room for `capacity` elements.
    pub unsafe fn new(buffer: *mut V, capacity: usize, needed: *mut usize) -> Self {
        // SAFETY: as the caller promised.
        ListOut { buffer, capacity, needed: unsafe { Out::zeroed(needed) } }
    }

    /// Before any work is done for the answer.
    pub fn check(&self) -> Result<()> {
        if self.needed.0.is_null() {
            return Err(null("The pointer for the number needed"));
        }
        if self.buffer.is_null() && self.capacity > 0 {
            return Err(null("The buffer has a capacity but"));
        }
        Ok(())
    }

    pub fn set(&self, list: &[V]) -> Result<df2d_hresult> {
        self.needed.set(list.len());
        if self.buffer.is_null() {
            return Ok(DF2D_S_OK);
        }
        if self.capacity < list.len() {
            return Err(Failure::code(DF2D_E_INSUFFICIENT_BUFFER));
        }
        // SAFETY: the buffer has room for `capacity` elements, which is no less than the list's length.
        unsafe { self.buffer.copy_from_nonoverlapping(list.as_ptr(), list.len()) };
        Ok(DF2D_S_OK)
    }
}

impl ListOut<c_char> {
    /// The text with its NUL. What follows a NUL inside it, which a device can send, is cut off.
    pub fn set_text(&self, text: &str) -> Result<df2d_hresult> {
        let text = text.split('\0').next().unwrap_or_default();
        let bytes: Vec<c_char> = text.bytes().chain([0]).map(|byte| byte as c_char).collect();
        self.set(&bytes)
    }
}

/// A call on an object that asks for a list.
///
/// # Safety
/// As [`ListOut::new`].
pub(super) unsafe fn list<T: Kind, V: Copy>(
    token: *const T::Token,
    (buffer, capacity, needed): (*mut V, usize, *mut usize),
    body: impl FnOnce(&Handle<T>) -> Result<Vec<V>>,
) -> df2d_hresult {
    // SAFETY: as the caller promised.
    let out = unsafe { ListOut::new(buffer, capacity, needed) };
    guard::on(token, |handle| {
        out.check()?;
        out.set(&body(handle)?)
    })
}

/// A call on an object that asks for a string.
///
/// # Safety
/// As [`ListOut::new`].
pub(super) unsafe fn text<T: Kind>(
    token: *const T::Token,
    (buffer, capacity, needed): (*mut c_char, usize, *mut usize),
    body: impl FnOnce(&Handle<T>) -> Result<String>,
) -> df2d_hresult {
    // SAFETY: as the caller promised.
    let out = unsafe { ListOut::new(buffer, capacity, needed) };
    guard::on(token, |handle| {
        out.check()?;
        out.set_text(&body(handle)?)
    })
}

/// A call on an object that asks for a list of strings: each with its NUL, and one NUL more at the end of all.
///
/// # Safety
/// As [`ListOut::new`].
pub(super) unsafe fn texts<T: Kind>(
    token: *const T::Token,
    buffer: (*mut c_char, usize, *mut usize),
    body: impl FnOnce(&Handle<T>) -> Result<Vec<Vec<u8>>>,
) -> df2d_hresult {
    let joined = |handle: &Handle<T>| {
        let texts = body(handle)?;
        let bytes = texts.iter().flat_map(|text| text.iter().copied().chain([0])).chain([0]);
        Ok(bytes.map(|byte| byte as c_char).collect())
    };
    // SAFETY: as the caller promised.
    unsafe { list(token, buffer, joined) }
}

/// A struct that begins with `struct_size`, which its owner, the caller, has set.
///
/// # Safety
/// Only for `repr(C)` structs of integers whose first member is the `u32` struct_size.
pub(super) unsafe trait Sized32: Copy {
    /// What the first version of the library had.
    const FIRST_SIZE: usize;
}

// SAFETY: repr(C), integers only, struct_size first.
unsafe impl Sized32 for df2d_write_result {
    const FIRST_SIZE: usize = offset_of!(df2d_write_result, reserved) + 3;
}
// SAFETY: repr(C), integers only, struct_size first.
unsafe impl Sized32 for df2d_error_info {
    const FIRST_SIZE: usize = offset_of!(df2d_error_info, reserved) + 4;
}

/// A place for a struct: zeroed beyond its struct_size, filled as far as both sides know it.
pub(super) struct StructOut<V> {
    pointer: *mut V,
    size: usize,
}

const SIZE_MEMBER: usize = size_of::<u32>();

/// No version will have a larger struct: beyond it struct_size was never set, and nothing may be stored by it.
const LARGEST: usize = 4096;

impl<V: Sized32> StructOut<V> {
    /// # Safety
    /// `pointer` is NULL or points to a struct of as many bytes as its first member says.
    pub unsafe fn zeroed(pointer: *mut V) -> Self {
        if pointer.is_null() {
            return StructOut { pointer, size: 0 };
        }
        // SAFETY: not NULL, so it has at least its first member.
        let size = unsafe { pointer.cast::<u32>().read() } as usize;
        if (V::FIRST_SIZE..=LARGEST).contains(&size) {
            // SAFETY: the caller's struct has `size` bytes, more than the first member.
            unsafe { pointer.cast::<u8>().add(SIZE_MEMBER).write_bytes(0, size - SIZE_MEMBER) };
        }
        StructOut { pointer, size }
    }

    pub fn is_null(&self) -> bool {
        self.pointer.is_null()
    }

    pub fn check(&self) -> Result<()> {
        match self.size {
            _ if self.is_null() => Err(null("The pointer for the result")),
            size if !(V::FIRST_SIZE..=LARGEST).contains(&size) => Err(bad_size()),
            _ => Ok(()),
        }
    }

    /// Only after [`check`](Self::check).
    pub fn set(&self, value: &V) {
        let known = self.size.min(size_of::<V>());
        let from = std::ptr::from_ref(value).cast::<u8>();
        // SAFETY: both have at least `known` bytes, which is more than the first member: `check` said so.
        unsafe {
            self.pointer
                .cast::<u8>()
                .add(SIZE_MEMBER)
                .copy_from_nonoverlapping(from.add(SIZE_MEMBER), known - SIZE_MEMBER);
        }
    }
}

fn bad_size() -> Failure {
    Failure::new(
        DF2D_E_INVALIDARG,
        "struct_size is no size of this struct; set it to sizeof the struct before the call.",
    )
}

/// Reads a struct that the caller fills in: what this version knows of it.
///
/// # Safety
/// `pointer` is NULL or points to a `repr(C)` struct that begins with a `u32` struct_size and has that many bytes;
/// every bit pattern of the bytes after it that a caller may store is a value of V, and so is zero.
pub(super) unsafe fn read_struct<V: Copy>(
    pointer: *const V,
    first_size: usize,
    what: &'static str,
) -> Result<V> {
    if pointer.is_null() {
        return Err(null(what));
    }
    // SAFETY: not NULL, so it has at least its first member.
    let size = unsafe { pointer.cast::<u32>().read() } as usize;
    if !(first_size..=LARGEST).contains(&size) {
        return Err(bad_size());
    }
    let known = size.min(size_of::<V>());
    // SAFETY: the caller's struct has `size` bytes, and `known` is no more.
    let beyond = unsafe { std::slice::from_raw_parts(pointer.cast::<u8>().add(known), size - known) };
    if beyond.iter().any(|byte| *byte != 0) {
        return Err(Failure::new(
            DF2D_E_INVALIDARG,
            "The struct has members that this version of the library does not know; they must be zero.",
        ));
    }
    let mut value = std::mem::MaybeUninit::<V>::zeroed();
    // SAFETY: both have `known` bytes; the rest of `value` is zero, which the caller of this function allows.
    unsafe {
        value.as_mut_ptr().cast::<u8>().copy_from_nonoverlapping(pointer.cast::<u8>(), known);
        Ok(value.assume_init())
    }
}

/// What get_last_error and get_thread_error answer.
///
/// # Safety
/// The pointers are as the C function's contract says.
pub(super) unsafe fn failure(
    info: *mut df2d_error_info,
    (buffer, capacity, needed): (*mut c_char, usize, *mut usize),
    ask: impl FnOnce() -> Result<Option<Failure>>,
) -> df2d_hresult {
    // SAFETY: as the caller promised.
    let (info, text) = unsafe { (StructOut::zeroed(info), ListOut::new(buffer, capacity, needed)) };
    guard::call(|| {
        text.check()?;
        if !info.is_null() {
            info.check()?;
        }
        let failure = ask()?;
        let hr = text.set_text(failure.as_ref().map_or("", |failure| &failure.text))?;
        if !info.is_null() {
            info.set(&error_info(failure.as_ref()));
        }
        Ok(hr)
    })
}

fn error_info(failure: Option<&Failure>) -> df2d_error_info {
    let detail = failure.map(|failure| failure.detail).unwrap_or_default();
    let sense = detail.sense;
    df2d_error_info {
        struct_size: 0,
        hr: failure.map_or(DF2D_S_OK, |failure| failure.hr),
        os_error: detail.errno,
        sense_key: sense.map_or(0, |sense| sense.key),
        asc: sense.map_or(0, |sense| sense.asc),
        ascq: sense.map_or(0, |sense| sense.ascq),
        deferred: sense.is_some_and(|sense| sense.deferred).into(),
        lba: detail.lba.unwrap_or(-1),
        cdb: detail.cdb,
        cdb_length: detail.cdb_len.into(),
        reserved: 0,
    }
}

/// A result as C sees it. `struct_size` is left to whoever owns the struct.
pub(super) fn write_result(result: &WriteResult) -> df2d_write_result {
    let detail = result.failure.as_ref().map(|failure| failure.detail).unwrap_or_default();
    let sense = detail.sense;
    df2d_write_result {
        struct_size: size_of::<df2d_write_result>() as u32,
        hr: result.hr,
        content_after: result.content_after,
        disc_after: result.disc_after,
        media_status_after: result.media_status_after,
        under_runs: result.under_runs,
        sectors_requested: result.sectors_requested,
        sectors_sent: result.sectors_sent,
        sectors_on_media: result.sectors_on_media,
        start_lba: result.start_lba,
        elapsed_ms: result.elapsed_ms,
        failure_lba: detail.lba.unwrap_or(-1),
        failure_cdb: detail.cdb,
        failure_cdb_length: detail.cdb_len,
        failure_sense_key: sense.map_or(0, |sense| sense.key),
        failure_asc: sense.map_or(0, |sense| sense.asc),
        failure_ascq: sense.map_or(0, |sense| sense.ascq),
        failure_deferred: sense.is_some_and(|sense| sense.deferred).into(),
        reserved: [0; 3],
    }
}

/// The bytes of a C string. They live as long as the call.
///
/// # Safety
/// `text` is NULL or a C string that stays unchanged during the call.
pub(super) unsafe fn c_bytes<'a>(text: *const c_char, what: &'static str) -> Result<&'a [u8]> {
    if text.is_null() {
        return Err(null(what));
    }
    // SAFETY: not NULL, so a C string as the caller promised.
    Ok(unsafe { std::ffi::CStr::from_ptr(text) }.to_bytes())
}

/// A pointer of the caller's that travels to another thread.
pub(super) struct Foreign(pub *mut c_void);
// SAFETY: the contract of every callback says that its user_data is used on threads of the library.
unsafe impl Send for Foreign {}
// SAFETY: as above.
unsafe impl Sync for Foreign {}
