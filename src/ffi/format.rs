//! IDiscFormat2, and the life of a data writer.

use std::ffi::c_char;

use super::guard;
use super::handles::{self, find};
use super::operation;
use super::out::{self, Out};
use super::types::{df2d_bool, df2d_error_info, df2d_media_type, df2d_recorder_t, df2d_t};
use crate::hresult::{DF2D_S_OK, df2d_hresult};
use crate::imapi::data::{DiscFormat2Data, Properties};

/// Makes a data writer (IDiscFormat2Data): give it a recorder and a client name, then df2d_write.
///
/// object   receives the handle; the caller destroys it.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_OUTOFMEMORY.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_create(object: *mut *mut df2d_t) -> df2d_hresult {
    // SAFETY: NULL or valid, as df2d.h asks.
    let out = unsafe { Out::zeroed(object) };
    guard::call(|| {
        out.required()?;
        out.set(handles::insert(DiscFormat2Data::new())?);
        Ok(DF2D_S_OK)
    })
}

/// Gives the handle back. It is dead at once; an operation that runs is cancelled, and the call returns when no callback
/// of the object runs or will run. Inside a callback it does not wait: the object goes when its operation has ended.
/// Destroying NULL does nothing.
///
/// Returns DF2D_S_OK; DF2D_S_FALSE (inside a callback); DF2D_E_HANDLE.
/// Threads: any; waits for callbacks, except inside one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_destroy(object: *mut df2d_t) -> df2d_hresult {
    guard::call(|| operation::destroy::<Properties>(object))
}

/// Gives the handle back as df2d_destroy does, for finalizers: never waits, and answers the same on every thread.
/// Callbacks can still come until the operation has ended.
///
/// Returns DF2D_S_OK; DF2D_E_HANDLE.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_release(object: *mut df2d_t) -> df2d_hresult {
    guard::call(|| operation::release::<Properties>(object))
}

/// What is known of the last failed call or operation with this handle.
///
/// info                       receives the numbers; may be NULL.
/// buffer, capacity, needed   one English sentence that says what to do, as in every function that returns a string.
///
/// Returns DF2D_S_OK (also if nothing failed yet); DF2D_E_INVALIDARG (struct_size); DF2D_E_INSUFFICIENT_BUFFER.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_last_error(
    object: *mut df2d_t,
    info: *mut df2d_error_info,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    let ask = || Ok(find::<DiscFormat2Data>(object)?.last_error());
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { out::failure(info, (buffer, capacity, needed), ask) }
}

/// IDiscFormat2::IsRecorderSupported: whether the recorder can do what this object needs. Test the answer, not the code.
/// The recorder is not kept.
///
/// Returns DF2D_S_OK; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_is_recorder_supported(
    object: *mut df2d_t,
    recorder: *mut df2d_recorder_t,
    supported: *mut df2d_bool,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, supported, |handle| {
            operation::is_recorder_supported(handle, recorder)
        })
    }
}

/// IDiscFormat2::IsCurrentMediaSupported: whether this object can write the disc that is in the recorder now. supported
/// is an answer even when the call fails: an empty drive is "no" and DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA. The recorder is
/// not kept.
///
/// Returns DF2D_S_OK; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_is_current_media_supported(
    object: *mut df2d_t,
    recorder: *mut df2d_recorder_t,
    supported: *mut df2d_bool,
) -> df2d_hresult {
    // SAFETY: NULL or valid, as df2d.h asks.
    let out = unsafe { Out::zeroed(supported) };
    guard::on::<DiscFormat2Data>(object, |handle| {
        operation::is_current_media_supported(handle, recorder, &out)
    })
}

/// IDiscFormat2::get_MediaPhysicallyBlank: whether the drive says that its disc is blank.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_RECORDER_REQUIRED; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_media_physically_blank(
    object: *mut df2d_t,
    value: *mut df2d_bool,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, value, |handle| {
            Ok(handle.object.media_physically_blank()?.into())
        })
    }
}

/// IDiscFormat2::get_MediaHeuristicallyBlank: whether the disc is blank as far as its content tells: overwritable media
/// that hold zeros only at their start and end count as blank.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_RECORDER_REQUIRED; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_media_heuristically_blank(
    object: *mut df2d_t,
    value: *mut df2d_bool,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, value, |handle| {
            Ok(handle.object.media_heuristically_blank()?.into())
        })
    }
}

/// IDiscFormat2::get_SupportedMediaTypes: the DF2D_IMAPI_MEDIA_TYPE_* that this object can write in a suitable drive.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_supported_media_types(
    object: *mut df2d_t,
    types: *mut df2d_media_type,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::list::<DiscFormat2Data, _>(object, (types, capacity, needed), |handle| {
            Ok(handle.object.supported_media_types().to_vec())
        })
    }
}
