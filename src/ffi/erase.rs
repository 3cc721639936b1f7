//! IDiscFormat2Erase, and what it has of IDiscFormat2.

use std::ffi::{c_char, c_void};
use std::sync::Arc;

use super::guard;
use super::handles::{Handle, find, insert};
use super::operation;
use super::out::{self, Out, StructOut, null};
use super::types::{
    df2d_bool, df2d_cancel_mode, df2d_erase_end_fn, df2d_erase_t, df2d_erase_update_fn, df2d_error_info,
    df2d_free_fn, df2d_media_type, df2d_recorder_t, df2d_write_result,
};
use super::user_data::{Sink, UserData};
use crate::hresult::{DF2D_S_OK, df2d_hresult};
use crate::imapi::erase::{DiscFormat2Erase, Properties};

// --- its life ---

/// Makes an eraser (IDiscFormat2Erase): give it a recorder and a client name, then df2d_erase_erase_media.
///
/// object   receives the handle; the caller destroys it.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_OUTOFMEMORY.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_create(object: *mut *mut df2d_erase_t) -> df2d_hresult {
    // SAFETY: NULL or valid, as df2d.h asks.
    let out = unsafe { Out::zeroed(object) };
    guard::call(|| {
        out.required()?;
        out.set(insert(DiscFormat2Erase::new())?);
        Ok(DF2D_S_OK)
    })
}

/// Gives the handle back. It is dead at once; an erase that runs is cancelled, as far as the drive lets it, and the call
/// returns when no callback of the object runs or will run. Inside a callback it does not wait: the object goes when its
/// erase has ended. Destroying NULL does nothing.
///
/// Returns DF2D_S_OK; DF2D_S_FALSE (inside a callback); DF2D_E_HANDLE.
/// Threads: any; waits for callbacks, except inside one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_destroy(object: *mut df2d_erase_t) -> df2d_hresult {
    guard::call(|| operation::destroy::<Properties>(object))
}

/// Gives the handle back as df2d_erase_destroy does, for finalizers: never waits, and answers the same on every thread.
/// Callbacks can still come until the erase has ended.
///
/// Returns DF2D_S_OK; DF2D_E_HANDLE.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_release(object: *mut df2d_erase_t) -> df2d_hresult {
    guard::call(|| operation::release::<Properties>(object))
}

/// What is known of the last failed call or erase with this handle.
///
/// info                       receives the numbers; may be NULL.
/// buffer, capacity, needed   one English sentence that says what to do, as in every function that returns a string.
///
/// Returns DF2D_S_OK (also if nothing failed yet); DF2D_E_INVALIDARG (struct_size); DF2D_E_INSUFFICIENT_BUFFER.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_get_last_error(
    object: *mut df2d_erase_t,
    info: *mut df2d_error_info,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    let ask = || Ok(find::<DiscFormat2Erase>(object)?.last_error());
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { out::failure(info, (buffer, capacity, needed), ask) }
}

// --- properties ---

/// IDiscFormat2Erase::put_Recorder: the drive whose disc is to be erased. While there is one, NULL must be put before
/// another. The object keeps what it needs; the caller's handle may be destroyed.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_ERASE_ONLY_ONE_RECORDER_SUPPORTED (there is one already);
/// DF2D_E_IMAPI_ERASE_RECORDER_NOT_SUPPORTED (the drive writes no medium that can be erased);
/// DF2D_E_IMAPI_ERASE_RECORDER_IN_USE (an erase runs); the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_put_recorder(
    object: *mut df2d_erase_t,
    recorder: *mut df2d_recorder_t,
) -> df2d_hresult {
    guard::on::<DiscFormat2Erase>(object, |handle| operation::put_recorder(handle, recorder))
}

/// IDiscFormat2Erase::get_Recorder: a further handle to the recorder, which the caller destroys, or NULL if there is
/// none.
///
/// Returns DF2D_S_OK; DF2D_E_OUTOFMEMORY.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_get_recorder(
    object: *mut df2d_erase_t,
    recorder: *mut *mut df2d_recorder_t,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { guard::get::<DiscFormat2Erase, _>(object, recorder, operation::recorder) }
}

/// IDiscFormat2Erase::put_ClientName: who is erasing, as others see it while the drive is in use. Required. 1 to 63 of
/// the characters A-Z a-z 0-9, space, and . , : ; - _
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID (empty, too long, or other
/// characters); DF2D_E_IMAPI_ERASE_RECORDER_IN_USE (an erase runs).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_put_client_name(
    object: *mut df2d_erase_t,
    name: *const c_char,
) -> df2d_hresult {
    // SAFETY: NULL or a C string, as df2d.h asks.
    guard::on::<DiscFormat2Erase>(object, |handle| unsafe { operation::put_client_name(handle, name) })
}

/// IDiscFormat2Erase::get_ClientName: empty if it was never set.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_get_client_name(
    object: *mut df2d_erase_t,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::text::<DiscFormat2Erase>(object, (buffer, capacity, needed), |handle| {
            Ok(handle.object.client_name())
        })
    }
}

/// IDiscFormat2Erase::put_FullErase: whether to erase all of the disc, which can take as long as writing it, and not only
/// what leads to the data. Default: no.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_ERASE_RECORDER_IN_USE (an erase runs).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_put_full_erase(
    object: *mut df2d_erase_t,
    value: df2d_bool,
) -> df2d_hresult {
    guard::on::<DiscFormat2Erase>(object, |handle| {
        handle.object.put(|properties| properties.full_erase = value != 0).map(|()| DF2D_S_OK)
    })
}

/// IDiscFormat2Erase::get_FullErase. See df2d_erase_put_full_erase.
///
/// Returns DF2D_S_OK.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_get_full_erase(
    object: *mut df2d_erase_t,
    value: *mut df2d_bool,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Erase, _>(object, value, |handle| {
            Ok(handle.object.properties().full_erase.into())
        })
    }
}

// --- drives and media ---

/// IDiscFormat2Erase::get_CurrentPhysicalMediaType: which disc it is, one of DF2D_IMAPI_MEDIA_TYPE_*.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_RECORDER_REQUIRED; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_get_current_physical_media_type(
    object: *mut df2d_erase_t,
    media_type: *mut df2d_media_type,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Erase, _>(object, media_type, |handle| {
            handle.object.current_physical_media_type()
        })
    }
}

/// IDiscFormat2::IsRecorderSupported: whether the recorder writes media that can be erased. Test the answer, not the
/// code. The recorder is not kept.
///
/// Returns DF2D_S_OK; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_is_recorder_supported(
    object: *mut df2d_erase_t,
    recorder: *mut df2d_recorder_t,
    supported: *mut df2d_bool,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Erase, _>(object, supported, |handle| {
            operation::is_recorder_supported(handle, recorder)
        })
    }
}

/// IDiscFormat2::IsCurrentMediaSupported: whether the disc that is in the recorder now is of a kind that can be erased,
/// blank or closed or neither. supported is an answer even when the call fails: an empty drive is "no" and
/// DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA. The recorder is not kept.
///
/// Returns DF2D_S_OK; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_is_current_media_supported(
    object: *mut df2d_erase_t,
    recorder: *mut df2d_recorder_t,
    supported: *mut df2d_bool,
) -> df2d_hresult {
    // SAFETY: NULL or valid, as df2d.h asks.
    let out = unsafe { Out::zeroed(supported) };
    guard::on::<DiscFormat2Erase>(object, |handle| {
        operation::is_current_media_supported(handle, recorder, &out)
    })
}

/// IDiscFormat2::get_MediaPhysicallyBlank: whether the drive says that its disc is blank. Of media that are overwritten
/// in place, those alone that never held anything.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_RECORDER_REQUIRED; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_get_media_physically_blank(
    object: *mut df2d_erase_t,
    value: *mut df2d_bool,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Erase, _>(object, value, |handle| {
            Ok(handle.object.media_physically_blank()?.into())
        })
    }
}

/// IDiscFormat2::get_MediaHeuristicallyBlank: whether the disc is blank as far as its content tells: media that are
/// overwritten in place and hold zeros only at their start and end count as blank.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_RECORDER_REQUIRED; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_get_media_heuristically_blank(
    object: *mut df2d_erase_t,
    value: *mut df2d_bool,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Erase, _>(object, value, |handle| {
            Ok(handle.object.media_heuristically_blank()?.into())
        })
    }
}

/// IDiscFormat2::get_SupportedMediaTypes: the DF2D_IMAPI_MEDIA_TYPE_* that this object can erase in a suitable drive.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_get_supported_media_types(
    object: *mut df2d_erase_t,
    types: *mut df2d_media_type,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::list::<DiscFormat2Erase, _>(object, (types, capacity, needed), |handle| {
            Ok(handle.object.supported_media_types().to_vec())
        })
    }
}

// --- the erase ---

/// IDiscFormat2Erase::EraseMedia: erases the disc and returns when that is done or has failed. Callbacks come on a thread
/// of the library meanwhile. Inside a callback of this object it is refused. Media that are overwritten in place do not
/// become blank, but zero: at both ends or, with df2d_erase_put_full_erase, everywhere. A DVD-RW for restricted overwrite
/// that is erased in full becomes a blank sequential one.
///
/// Returns DF2D_S_OK. Before the disc is touched: DF2D_E_POINTER (also without a recorder, as IMAPI2 documents it);
/// DF2D_E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID (never set); DF2D_E_IMAPI_ERASE_RECORDER_IN_USE (an erase runs, or this is
/// a callback of it); DF2D_E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED (not a kind that can be erased);
/// DF2D_E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE (the drive says so); DF2D_E_IMAPI_ERASE_DRIVE_FAILED_SPINUP_COMMAND;
/// DF2D_E_IMAPI_ERASE_DISC_INFORMATION_TOO_SMALL, DF2D_E_IMAPI_ERASE_MODE_PAGE_2A_TOO_SMALL (the drive sent too little);
/// DF2D_E_IMAPI_ERASE_DRIVE_FAILED_ERASE_COMMAND (the drive refused); DF2D_E_IMAPI_RECORDER_LOCKED; DF2D_E_OUTOFMEMORY.
/// Later: DF2D_E_IMAPI_REQUEST_CANCELLED; DF2D_E_IMAPI_ERASE_TOOK_LONGER_THAN_ONE_HOUR (the drive came to no end in the
/// time that the slowest need for the disc, which is an hour or more);
/// DF2D_E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE (it failed midway); the device codes. df2d_erase_get_result
/// tells what became of the disc.
/// Threads: any, but inside no callback of the object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_erase_media(object: *mut df2d_erase_t) -> df2d_hresult {
    guard::on::<DiscFormat2Erase>(object, |handle| operation::run(handle, |eraser| eraser.erase_media()))
}

/// Begins what df2d_erase_erase_media does, and does not wait for it: what needs no drive is answered at once, all else
/// through df2d_erase_wait and the end callback. Inside a callback of this object it is refused.
///
/// Returns DF2D_S_OK (begun); DF2D_E_POINTER (also without a recorder); DF2D_E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID;
/// DF2D_E_IMAPI_ERASE_RECORDER_IN_USE; DF2D_E_OUTOFMEMORY.
/// Threads: any, but inside no callback of the object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_erase_media_async(object: *mut df2d_erase_t) -> df2d_hresult {
    guard::on::<DiscFormat2Erase>(object, |handle| {
        operation::run(handle, |eraser| eraser.erase_media_async()).map(|()| DF2D_S_OK)
    })
}

/// Waits for the erase to end. Any number of threads may wait, and the answer stays until the next erase begins. Inside
/// a callback of this object it is refused.
///
/// timeout_ms   0 asks without waiting, DF2D_INFINITE waits without a limit.
/// result       receives what the erase returned (see df2d_erase_erase_media).
///
/// Returns DF2D_S_OK (it has ended); DF2D_E_PENDING (time is up); DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS (nothing
/// was begun; IMAPI2's erase has no code for it, and this one says it as df2d_wait does);
/// DF2D_E_IMAPI_ERASE_RECORDER_IN_USE (inside a callback of this object).
/// Threads: any, but inside no callback of the object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_wait(
    object: *mut df2d_erase_t,
    timeout_ms: u32,
    result: *mut df2d_hresult,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { guard::get::<DiscFormat2Erase, _>(object, result, |handle| operation::wait(handle, timeout_ms)) }
}

/// Asks the erase to stop, which IMAPI2 cannot. Never blocks; allowed on any thread and in any callback. A disc whose
/// erase was stopped midway may have to be erased again: df2d_erase_get_result tells.
///
/// Returns DF2D_S_OK (it will end with DF2D_E_IMAPI_REQUEST_CANCELLED, or with an error that came first); DF2D_S_FALSE
/// (too late: the drive is at what it does not leave unfinished, and the erase's own result stands);
/// DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS (nothing in progress).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_cancel_erase(object: *mut df2d_erase_t) -> df2d_hresult {
    guard::on::<DiscFormat2Erase>(object, |handle| handle.object.operations().cancel())
}

/// What a cancelled erase does before it returns, and one whose object is destroyed: DF2D_CANCEL_SALVAGE (the default)
/// leaves a disc that the drive is done with, DF2D_CANCEL_IMMEDIATE leaves as soon as the drive lets go, which goes on by
/// itself. Allowed at any time; a later df2d_erase_cancel_erase goes by it, also a second one while the first is waiting.
///
/// Returns DF2D_S_OK; DF2D_E_INVALIDARG (no such mode).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_put_cancel_mode(
    object: *mut df2d_erase_t,
    mode: df2d_cancel_mode,
) -> df2d_hresult {
    guard::on::<DiscFormat2Erase>(object, |handle| operation::put_cancel_mode(handle, mode))
}

/// See df2d_erase_put_cancel_mode.
///
/// Returns DF2D_S_OK.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_get_cancel_mode(
    object: *mut df2d_erase_t,
    mode: *mut df2d_cancel_mode,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Erase, _>(object, mode, |handle| Ok(handle.object.operations().cancel_mode()))
    }
}

/// What the last erase did to the disc, read back from the drive. disc_after and media_status_after say what the disc
/// can do now; the members that count sectors speak of data written, and an erase writes none. As with
/// df2d_get_write_result, an erase that was refused at once has not begun.
///
/// result   the caller sets struct_size. It is filled on DF2D_E_PENDING too, with what is known so far.
///
/// Returns DF2D_S_OK; DF2D_E_PENDING (the erase runs); DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS (nothing was begun);
/// DF2D_E_POINTER; DF2D_E_INVALIDARG (struct_size).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_get_result(
    object: *mut df2d_erase_t,
    result: *mut df2d_write_result,
) -> df2d_hresult {
    // SAFETY: NULL or a struct of as many bytes as it says, as df2d.h asks.
    let out = unsafe { StructOut::zeroed(result) };
    guard::on::<DiscFormat2Erase>(object, |handle| operation::result(handle, &out))
}

// --- events ---

/// DDiscFormat2EraseEvents::Update: has the function called during erases with this object, at each change of what is
/// being done and every half second. Allowed at any time.
///
/// user_data, free_fn   handed to the function; freed after the last use, once, also when this call fails. free_fn may
///                      be NULL.
/// cookie               receives what df2d_erase_unadvise takes; never 0.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_OUTOFMEMORY.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_advise(
    object: *mut df2d_erase_t,
    function: df2d_erase_update_fn,
    user_data: *mut c_void,
    free_fn: df2d_free_fn,
    cookie: *mut u32,
) -> df2d_hresult {
    let data = UserData::new(user_data, free_fn);
    let advise = move |handle: &Handle<DiscFormat2Erase>| {
        let sink = Sink::new(function, data, object, handle.object.operations().id());
        handle.object.operations().advise(Arc::new(sink.ok_or_else(|| null("The function"))?))
    };
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { guard::get::<DiscFormat2Erase, _>(object, cookie, advise) }
}

/// Has the function called once at the end of each erase with this object, after all its updates, however it ended.
/// Allowed at any time.
///
/// user_data, free_fn   handed to the function; freed after the last use, once, also when this call fails. free_fn may
///                      be NULL.
/// cookie               receives what df2d_erase_unadvise takes; never 0.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_OUTOFMEMORY.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_advise_end(
    object: *mut df2d_erase_t,
    function: df2d_erase_end_fn,
    user_data: *mut c_void,
    free_fn: df2d_free_fn,
    cookie: *mut u32,
) -> df2d_hresult {
    let data = UserData::new(user_data, free_fn);
    let advise = move |handle: &Handle<DiscFormat2Erase>| {
        let sink = Sink::new(function, data, object, handle.object.operations().id());
        handle.object.operations().advise_end(Arc::new(sink.ok_or_else(|| null("The function"))?))
    };
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { guard::get::<DiscFormat2Erase, _>(object, cookie, advise) }
}

/// Ends what df2d_erase_advise or df2d_erase_advise_end began. After it returns the function is not called again; outside
/// callbacks it also waits for a call that is under way.
///
/// Returns DF2D_S_OK; DF2D_E_INVALIDARG (no such cookie).
/// Threads: any; waits for callbacks, except inside one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_erase_unadvise(object: *mut df2d_erase_t, cookie: u32) -> df2d_hresult {
    guard::on::<DiscFormat2Erase>(object, |handle| {
        handle.object.operations().unadvise(cookie).map(|()| DF2D_S_OK)
    })
}
