//! The caller's functions. What one does is in its user data, which is a number and no address.

use std::ffi::{c_char, c_void};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use df2d::ffi::{erase::*, format::*, types::*, write::*};
use df2d::hresult::*;

/// What streams are made of.
pub static IMAGE: [u8; 64 * 2048] = [0x5A; 64 * 2048];

/// User data that was given with a function that frees it, and that was freed.
static GIVEN: AtomicUsize = AtomicUsize::new(0);
static FREED: AtomicUsize = AtomicUsize::new(0);
/// A callback may destroy the object that it is called for.
static DESTROYS: AtomicBool = AtomicBool::new(false);

pub const BEHAVIOURS: usize = 12;
const DESTROY: usize = 2;
const RELEASE: usize = 3;

pub fn reset() {
    DESTROYS.store(false, Ordering::SeqCst);
}

pub fn may_have_destroyed() -> bool {
    DESTROYS.load(Ordering::SeqCst)
}

pub fn given_and_not_freed() -> isize {
    GIVEN.load(Ordering::SeqCst) as isize - FREED.load(Ordering::SeqCst) as isize
}

pub fn user_data(behaviour: usize) -> *mut c_void {
    if matches!(behaviour, DESTROY | RELEASE) {
        DESTROYS.store(true, Ordering::SeqCst);
    }
    std::ptr::without_provenance_mut(behaviour)
}

pub fn free_fn() -> df2d_free_fn {
    GIVEN.fetch_add(1, Ordering::SeqCst);
    Some(free)
}

unsafe extern "C" fn free(_user_data: *mut c_void) {
    FREED.fetch_add(1, Ordering::SeqCst);
}

pub unsafe extern "C" fn update(object: *mut df2d_t, progress: *const df2d_progress, user_data: *mut c_void) {
    // SAFETY: the library's promise; and a handle is a token, whatever it is.
    unsafe {
        assert_eq!((*progress).struct_size as usize, size_of::<df2d_progress>());
        writer_calls(object, user_data);
    }
}

pub unsafe extern "C" fn end(object: *mut df2d_t, result: *const df2d_write_result, user_data: *mut c_void) {
    // SAFETY: as above.
    unsafe {
        assert_eq!((*result).struct_size as usize, size_of::<df2d_write_result>());
        writer_calls(object, user_data);
    }
}

/// What a callback does with its own object.
unsafe fn writer_calls(object: *mut df2d_t, user_data: *mut c_void) {
    let mut result = 0;
    // SAFETY: valid pointers, and a token.
    unsafe {
        match user_data.addr() {
            1 => drop(df2d_cancel_write(object)),
            DESTROY => drop(df2d_destroy(object)),
            RELEASE => drop(df2d_release(object)),
            // Waiting for it, and starting another, is refused inside.
            4 => assert!(df2d_wait(object, u32::MAX, &mut result) < 0),
            5 => assert!(df2d_close_media(object) < 0),
            _ => {}
        }
    }
}

pub unsafe extern "C" fn erase_update(
    object: *mut df2d_erase_t,
    elapsed: i32,
    total: i32,
    user_data: *mut c_void,
) {
    assert!(elapsed >= 0 && total >= 0);
    // SAFETY: a token.
    unsafe { eraser_calls(object, user_data) }
}

pub unsafe extern "C" fn erase_end(
    object: *mut df2d_erase_t,
    _result: *const df2d_write_result,
    user_data: *mut c_void,
) {
    // SAFETY: a token.
    unsafe { eraser_calls(object, user_data) }
}

unsafe fn eraser_calls(object: *mut df2d_erase_t, user_data: *mut c_void) {
    // SAFETY: a token.
    unsafe {
        match user_data.addr() {
            1 => drop(df2d_erase_cancel_erase(object)),
            DESTROY => drop(df2d_erase_destroy(object)),
            RELEASE => drop(df2d_erase_release(object)),
            5 => assert!(df2d_erase_erase_media(object) < 0),
            _ => {}
        }
    }
}

pub unsafe extern "C" fn notify(_object: *mut df2d_master_t, _id: *const c_char, _user_data: *mut c_void) {}

pub unsafe extern "C" fn log(
    _level: df2d_log_level,
    target: *const c_char,
    message: *const c_char,
    _user_data: *mut c_void,
) {
    // SAFETY: the library's promise.
    let (target, message) = unsafe { (std::ffi::CStr::from_ptr(target), std::ffi::CStr::from_ptr(message)) };
    assert!(target.to_str().is_ok() && message.to_str().is_ok());
}

// --- a stream's; the user data says what is wrong with it ---

pub unsafe extern "C" fn size(user_data: *mut c_void, size_bytes: *mut u64) -> df2d_hresult {
    let size = match user_data.addr() {
        6 => u64::MAX,
        7 => 2047,
        8 => return DF2D_E_HANDLE,
        _ => IMAGE.len() as u64,
    };
    // SAFETY: the library's promise.
    unsafe { *size_bytes = size };
    DF2D_S_OK
}

pub unsafe extern "C" fn read(
    user_data: *mut c_void,
    buffer: *mut c_void,
    size: usize,
    got: *mut usize,
) -> df2d_hresult {
    let stored = match user_data.addr() {
        1 => 0,
        9 => return DF2D_E_FAIL,
        10 => size.min(100),
        // More than there is room for.
        11 => usize::MAX,
        _ => size,
    };
    // SAFETY: the library's promise.
    unsafe {
        buffer.cast::<u8>().write_bytes(0x5A, stored.min(size));
        *got = stored;
    }
    DF2D_S_OK
}

pub unsafe extern "C" fn seek(user_data: *mut c_void, _offset_bytes: u64) -> df2d_hresult {
    if user_data.addr() == 4 { DF2D_E_FAIL } else { DF2D_S_OK }
}

pub unsafe extern "C" fn cancel(_user_data: *mut c_void) {}

pub unsafe extern "C" fn close(_user_data: *mut c_void) {}
