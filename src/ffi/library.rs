//! The library itself: its version, the names of its codes, the failures that belong to no object.

use std::ffi::c_char;

use super::guard;
use super::out::{self, Out};
use super::types::df2d_error_info;
use crate::hresult::{DF2D_S_OK, TABLE, df2d_hresult};

/// The version of this header, by semantic versioning: its major number.
pub const DF2D_VERSION_MAJOR: u32 = 0;
/// Its minor number.
pub const DF2D_VERSION_MINOR: u32 = 1;
/// Its patch number.
pub const DF2D_VERSION_PATCH: u32 = 0;
/// All of it as one number, to be compared with df2d_version_number(): major * 1000000 + minor * 1000 + patch.
pub const DF2D_VERSION_NUMBER: u32 = 1000;

/// The version of the library that runs. Safe in signal handlers.
///
/// major, minor, patch   receive its numbers.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER (an argument is NULL).
/// Threads: any, and signal handlers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_version(major: *mut u32, minor: *mut u32, patch: *mut u32) -> df2d_hresult {
    // SAFETY: the pointers are NULL or valid, as df2d.h asks.
    let places = unsafe { [Out::zeroed(major), Out::zeroed(minor), Out::zeroed(patch)] };
    guard::pure(|| {
        if major.is_null() || minor.is_null() || patch.is_null() {
            return crate::hresult::DF2D_E_POINTER;
        }
        let version = [DF2D_VERSION_MAJOR, DF2D_VERSION_MINOR, DF2D_VERSION_PATCH];
        places.iter().zip(version).for_each(|(place, number)| place.set(number));
        DF2D_S_OK
    })
}

/// The version of the library that runs, as DF2D_VERSION_NUMBER. Safe in signal handlers.
///
/// Threads: any, and signal handlers.
#[unsafe(no_mangle)]
pub extern "C" fn df2d_version_number() -> u32 {
    guard::pure(|| DF2D_VERSION_NUMBER)
}

/// The version of the library that runs, as DF2D_VERSION_STRING: "major.minor.patch". Never NULL, never to be freed.
/// Safe in signal handlers.
///
/// Threads: any, and signal handlers.
#[unsafe(no_mangle)]
pub extern "C" fn df2d_version_string() -> *const c_char {
    guard::pure(|| concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast())
}

/// The Windows name of a code, such as "E_IMAPI_REQUEST_CANCELLED"; "unknown HRESULT" for others. Never NULL, never
/// to be freed. Safe in signal handlers.
///
/// hr   any code, of this library or not.
///
/// Threads: any, and signal handlers.
#[unsafe(no_mangle)]
pub extern "C" fn df2d_hresult_name(hr: df2d_hresult) -> *const c_char {
    guard::pure(|| text_of(hr, 0))
}

/// One plain English sentence about a code. Never NULL, never to be freed. Safe in signal handlers.
///
/// hr   any code, of this library or not.
///
/// Threads: any, and signal handlers.
#[unsafe(no_mangle)]
pub extern "C" fn df2d_hresult_message(hr: df2d_hresult) -> *const c_char {
    guard::pure(|| text_of(hr, 1))
}

/// What is known of the last call on this thread that failed and had no object to ask: one that creates an object, or
/// whose handle was refused. For all others there is df2d_get_last_error and its like.
///
/// info                       receives the numbers; may be NULL.
/// buffer, capacity, needed   one English sentence that says what to do, as in every function that returns a string.
///
/// Returns DF2D_S_OK (also if nothing failed yet: hr is then DF2D_S_OK and the sentence empty); DF2D_E_POINTER;
/// DF2D_E_INVALIDARG (struct_size); DF2D_E_INSUFFICIENT_BUFFER.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_thread_error(
    info: *mut df2d_error_info,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { out::failure(info, (buffer, capacity, needed), || Ok(guard::thread_error())) }
}

/// How many objects of the calling program are alive: handles not destroyed, and what operations still hold. A program
/// that has destroyed everything reads 0.
///
/// count   receives the number.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_live_objects(count: *mut usize) -> df2d_hresult {
    // SAFETY: NULL or valid, as df2d.h asks.
    let count = unsafe { Out::zeroed(count) };
    guard::call(|| {
        count.required()?;
        count.set(crate::alive::count());
        Ok(DF2D_S_OK)
    })
}

// Names and sentences as C strings, laid out when the library is built: a signal handler can ask for them.

const UNKNOWN: [&str; 2] = ["unknown HRESULT", "This code is not known to the library."];

const fn blob_size() -> usize {
    let mut size = UNKNOWN[0].len() + UNKNOWN[1].len() + 2;
    let mut n = 0;
    while n < TABLE.len() {
        size += TABLE[n].name.len() + TABLE[n].message.len() + 2;
        n += 1;
    }
    size
}

const fn put(mut blob: [u8; blob_size()], at: usize, text: &str) -> [u8; blob_size()] {
    let mut n = 0;
    while n < text.len() {
        blob[at + n] = text.as_bytes()[n];
        n += 1;
    }
    blob
}

/// Name, NUL, message, NUL, of each line of the table, then of unknown codes.
static BLOB: [u8; blob_size()] = {
    let mut blob = [0; blob_size()];
    let (mut at, mut n) = (0, 0);
    while n <= TABLE.len() {
        let texts = if n < TABLE.len() { [TABLE[n].name, TABLE[n].message] } else { UNKNOWN };
        blob = put(blob, at, texts[0]);
        at += texts[0].len() + 1;
        blob = put(blob, at, texts[1]);
        at += texts[1].len() + 1;
        n += 1;
    }
    blob
};

fn text_of(hr: df2d_hresult, column: usize) -> *const c_char {
    let mut at = 0;
    let mut texts = UNKNOWN;
    for entry in TABLE {
        if entry.value == hr {
            texts = [entry.name, entry.message];
            break;
        }
        at += entry.name.len() + entry.message.len() + 2;
    }
    if column == 1 {
        at += texts[0].len() + 1;
    }
    BLOB[at..].as_ptr().cast()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::CStr;

    fn text(pointer: *const c_char) -> &'static str {
        // SAFETY: the functions under test return C strings that live for ever.
        unsafe { CStr::from_ptr(pointer) }.to_str().unwrap()
    }

    #[test]
    fn every_code_has_its_own_name_and_message() {
        for entry in TABLE {
            assert_eq!(text(df2d_hresult_name(entry.value)), entry.name);
            assert_eq!(text(df2d_hresult_message(entry.value)), entry.message);
        }
        assert_eq!(text(df2d_hresult_name(77)), UNKNOWN[0]);
        assert_eq!(text(df2d_hresult_message(77)), UNKNOWN[1]);
    }
}
