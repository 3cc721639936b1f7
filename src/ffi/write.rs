//! IDiscFormat2Data: writing, closing and recovering as operations, and their events.

use std::ffi::c_void;
use std::sync::Arc;

use super::constants::{DF2D_RECOVER_CLOSE, DF2D_RECOVER_REPORT, DF2D_RECOVER_RESUME};
use super::guard;
use super::handles::{Handle, find};
use super::operation;
use super::out::{StructOut, null};
use super::types::{
    df2d_end_fn, df2d_free_fn, df2d_recover_action, df2d_stream_t, df2d_t, df2d_update_fn, df2d_write_result,
};
use super::user_data::{Sink, UserData};
use crate::failure::{Failure, Result};
use crate::hresult::{DF2D_E_INVALIDARG, DF2D_E_POINTER, DF2D_S_OK, df2d_hresult};
use crate::imapi::data::{DiscFormat2Data, Recover};
use crate::stream::Stream;

/// IDiscFormat2Data::Write: records the stream on the disc and returns when that is done, closing and verification
/// included, or has failed. Callbacks come on a thread of the library meanwhile. Inside a callback of this object it is
/// refused. The drive is in exclusive use until the end; exclusive access that the caller has through the same recorder
/// object is no hindrance, and stays. The stream is kept until the end; its handle may be destroyed before.
///
/// Returns DF2D_S_OK; DF2D_S_IMAPI_SPEEDADJUSTED, DF2D_S_IMAPI_ROTATIONADJUSTED, DF2D_S_IMAPI_BOTHADJUSTED (written, but
/// otherwise than asked). Before the disc is touched: DF2D_E_IMAPI_RECORDER_REQUIRED;
/// DF2D_E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID (never set); DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED (it is empty, its
/// size is no multiple of 2048, or one that no disc can have, see df2d_stream_get_size_bytes; it is in use, was read and
/// cannot go back, or cannot give its block ranges); DF2D_E_NOTIMPL (see df2d_put_test_write);
/// DF2D_E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA;
/// DF2D_E_IMAPI_DF2DATA_MEDIA_NOT_BLANK (see df2d_put_force_overwrite); DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED;
/// DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE; DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS; DF2D_E_IMAPI_RECORDER_LOCKED
/// (another operation, recorder object or program has the drive, or its disc is mounted);
/// DF2D_E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS (the drive does not take, or does not confirm, how it is to write);
/// DF2D_E_OUTOFMEMORY. Later: DF2D_E_IMAPI_REQUEST_CANCELLED; DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE;
/// DF2D_E_IMAPI_BURN_VERIFICATION_FAILED; what the stream failed with; the device codes. df2d_get_write_result tells
/// what is on the disc.
/// Threads: any, but inside no callback of the object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_write(object: *mut df2d_t, stream: *mut df2d_stream_t) -> df2d_hresult {
    guard::on::<DiscFormat2Data>(object, |handle| {
        let stream = find::<Stream>(stream)?;
        operation::run(handle, |writer| writer.write(&stream.object))
    })
}

/// Begins what df2d_write does, and does not wait for it: what needs no drive is answered at once, all else through
/// df2d_wait and the end callback. The stream is kept until the end; its handle may be destroyed before. Inside a callback
/// of this object it is refused.
///
/// Returns DF2D_S_OK (begun); DF2D_E_IMAPI_RECORDER_REQUIRED; DF2D_E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID;
/// DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED; DF2D_E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA (more sectors than any
/// disc has); DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS; DF2D_E_OUTOFMEMORY; what the stream failed with.
/// Threads: any, but inside no callback of the object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_write_async(object: *mut df2d_t, stream: *mut df2d_stream_t) -> df2d_hresult {
    guard::on::<DiscFormat2Data>(object, |handle| {
        let stream = find::<Stream>(stream)?;
        operation::run(handle, |writer| writer.write_async(&stream.object)).map(|()| DF2D_S_OK)
    })
}

/// Finalises the disc without writing: what is on it stays readable, and nothing can be added. DVD+R and BD-R can be
/// closed in this way; CD, DVD-R, DVD-RW and HD DVD-R only by a write with ForceMediaToBeClosed. IMAPI2 has no such method.
/// It is an operation as df2d_write is, with the same callbacks, df2d_wait, df2d_cancel_write and df2d_get_write_result.
/// Inside a callback of this object it is refused.
///
/// Returns DF2D_S_OK; DF2D_S_FALSE (there is nothing to close: the medium is overwritten in place). Before the disc is
/// touched: DF2D_E_IMAPI_RECORDER_REQUIRED; DF2D_E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID (never set);
/// DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED (no drive closes such a disc without writing; or it cannot be written, or is
/// closed for good); DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE (it is blank; or a session is open, see df2d_recover_media; or
/// it is closed and can be erased); DF2D_E_NOTIMPL (df2d_put_test_write is set); DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS;
/// DF2D_E_IMAPI_RECORDER_LOCKED; DF2D_E_OUTOFMEMORY. Later: DF2D_E_IMAPI_REQUEST_CANCELLED;
/// DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE; the device codes.
/// Threads: any, but inside no callback of the object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_close_media(object: *mut df2d_t) -> df2d_hresult {
    guard::on::<DiscFormat2Data>(object, |handle| operation::run(handle, |writer| writer.close_media()))
}

/// Begins what df2d_close_media does, and does not wait for it: what needs no drive is answered at once, all else through
/// df2d_wait and the end callback. Inside a callback of this object it is refused.
///
/// Returns DF2D_S_OK (begun); DF2D_E_IMAPI_RECORDER_REQUIRED; DF2D_E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID;
/// DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS; DF2D_E_OUTOFMEMORY.
/// Threads: any, but inside no callback of the object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_close_media_async(object: *mut df2d_t) -> df2d_hresult {
    guard::on::<DiscFormat2Data>(object, |handle| {
        operation::run(handle, |writer| writer.close_media_async()).map(|()| DF2D_S_OK)
    })
}

/// Brings a disc whose last session was interrupted (by a power failure, a pulled plug, a write that was told to leave
/// at once) to the best state that it allows. IMAPI2 has no such method. It is an operation as df2d_write is, with the
/// same callbacks, df2d_wait, df2d_cancel_write and df2d_get_write_result; without a stream, content_after and
/// sectors_on_media are those of the session that was interrupted. Media that are overwritten in place, and BD-R for random
/// recording, keep no record of an interrupted write: there content_after is DF2D_CONTENT_UNKNOWN unless the disc is blank,
/// and the write is to be done again. Inside a callback of this object it is refused.
///
/// action   DF2D_RECOVER_REPORT only looks, and df2d_get_write_result tells; DF2D_RECOVER_CLOSE closes the session;
///          DF2D_RECOVER_RESUME writes the rest of it.
/// stream   of DF2D_RECOVER_RESUME: the one that was being written, from its beginning; kept until the end. Else NULL.
///
/// DF2D_RECOVER_RESUME ends as a write with the object's properties does, which are not those of the write that was
/// interrupted: with the default ones a DVD+R is closed for good. To keep it appendable set
/// df2d_put_disable_consumer_dvd_compatibility_mode again first.
///
/// Returns DF2D_S_OK; DF2D_S_FALSE (DF2D_RECOVER_CLOSE, and no session is open). Before the disc is touched:
/// DF2D_E_INVALIDARG (no such action, or a stream for one that takes none); DF2D_E_POINTER (DF2D_RECOVER_RESUME without a
/// stream); DF2D_E_IMAPI_RECORDER_REQUIRED; DF2D_E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID (never set);
/// DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED (as for df2d_write; or it is not the stream that was interrupted, or has
/// block ranges); DF2D_E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA (no room for the rest);
/// DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED (it cannot be written, or is closed for good);
/// DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE (DF2D_RECOVER_RESUME, and there is no session in which the drive would go on;
/// DF2D_RECOVER_CLOSE, and the session cannot be closed; or the disc is closed and can be erased); DF2D_E_NOTIMPL (to do
/// anything but look, and df2d_put_test_write is set); DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS;
/// DF2D_E_IMAPI_RECORDER_LOCKED; DF2D_E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS (as for df2d_write); DF2D_E_OUTOFMEMORY.
/// Later: DF2D_E_IMAPI_REQUEST_CANCELLED; DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE;
/// DF2D_E_IMAPI_BURN_VERIFICATION_FAILED; what the stream failed with; the device codes.
/// Threads: any, but inside no callback of the object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recover_media(
    object: *mut df2d_t,
    action: df2d_recover_action,
    stream: *mut df2d_stream_t,
) -> df2d_hresult {
    guard::on::<DiscFormat2Data>(object, |handle| {
        let how = recovery(action, stream)?;
        operation::run(handle, |writer| writer.recover_media(&how))
    })
}

/// Begins what df2d_recover_media does, and does not wait for it: what needs no drive is answered at once, all else through
/// df2d_wait and the end callback. The stream is kept until the end; its handle may be destroyed before. Inside a callback
/// of this object it is refused.
///
/// action, stream   as in df2d_recover_media.
///
/// Returns DF2D_S_OK (begun); DF2D_E_INVALIDARG; DF2D_E_POINTER; DF2D_E_IMAPI_RECORDER_REQUIRED;
/// DF2D_E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID; DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED;
/// DF2D_E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA (more sectors than any disc has);
/// DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS; DF2D_E_OUTOFMEMORY; what the stream failed with.
/// Threads: any, but inside no callback of the object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recover_media_async(
    object: *mut df2d_t,
    action: df2d_recover_action,
    stream: *mut df2d_stream_t,
) -> df2d_hresult {
    guard::on::<DiscFormat2Data>(object, |handle| {
        let how = recovery(action, stream)?;
        operation::run(handle, |writer| writer.recover_media_async(&how)).map(|()| DF2D_S_OK)
    })
}

/// Waits for the operation to end. Any number of threads may wait, and the answer stays until the next operation
/// begins. Inside a callback of this object it is refused.
///
/// timeout_ms   0 asks without waiting, DF2D_INFINITE waits without a limit.
/// result       receives what the operation returned (see df2d_write, df2d_close_media, df2d_recover_media).
///
/// Returns DF2D_S_OK (it has ended); DF2D_E_PENDING (time is up); DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS (nothing
/// was begun); DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS (inside a callback of this object).
/// Threads: any, but inside no callback of the object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_wait(
    object: *mut df2d_t,
    timeout_ms: u32,
    result: *mut df2d_hresult,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { guard::get::<DiscFormat2Data, _>(object, result, |handle| operation::wait(handle, timeout_ms)) }
}

/// IDiscFormat2Data::CancelWrite: asks the operation to stop. Never blocks; allowed on any thread and in any callback,
/// but not in a signal handler (see THREADS at the top): let the handler wake a thread, and cancel there. The operation
/// then brings the disc to the best state it allows (see df2d_put_cancel_mode) before it ends.
///
/// Returns DF2D_S_OK (it will end with DF2D_E_IMAPI_REQUEST_CANCELLED, or with an error that came first); DF2D_S_FALSE
/// (too late: the disc is being closed, and the operation's own result stands);
/// DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_cancel_write(object: *mut df2d_t) -> df2d_hresult {
    guard::on::<DiscFormat2Data>(object, |handle| handle.object.operations().cancel())
}

/// What the last operation did to the disc, read back from the drive. A call that was refused at once, as
/// df2d_write_async would refuse it, began none: what was before it stays.
///
/// result   the caller sets struct_size. It is filled on DF2D_E_PENDING too, with what is known so far.
///
/// Returns DF2D_S_OK; DF2D_E_PENDING (the operation runs); DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS (nothing was
/// begun); DF2D_E_POINTER; DF2D_E_INVALIDARG (struct_size).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_write_result(
    object: *mut df2d_t,
    result: *mut df2d_write_result,
) -> df2d_hresult {
    // SAFETY: NULL or a struct of as many bytes as it says, as df2d.h asks.
    let out = unsafe { StructOut::zeroed(result) };
    guard::on::<DiscFormat2Data>(object, |handle| operation::result(handle, &out))
}

/// DDiscFormat2DataEvents::Update: has the function called during operations of this object, at each change of action
/// and every half second. Allowed at any time.
///
/// user_data, free_fn   handed to the function; freed after the last use, once, also when this call fails. free_fn may
///                      be NULL.
/// cookie               receives what df2d_unadvise takes; never 0.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_OUTOFMEMORY.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_advise(
    object: *mut df2d_t,
    function: df2d_update_fn,
    user_data: *mut c_void,
    free_fn: df2d_free_fn,
    cookie: *mut u32,
) -> df2d_hresult {
    let data = UserData::new(user_data, free_fn);
    let advise = move |handle: &Handle<DiscFormat2Data>| {
        let sink = Sink::new(function, data, object, handle.object.operations().id());
        handle.object.operations().advise(Arc::new(sink.ok_or_else(|| null("The function"))?))
    };
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { guard::get::<DiscFormat2Data, _>(object, cookie, advise) }
}

/// Has the function called once at the end of each operation of this object, after all its updates, however it ended.
/// Allowed at any time.
///
/// user_data, free_fn   handed to the function; freed after the last use, once, also when this call fails. free_fn may
///                      be NULL.
/// cookie               receives what df2d_unadvise takes; never 0.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_OUTOFMEMORY.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_advise_end(
    object: *mut df2d_t,
    function: df2d_end_fn,
    user_data: *mut c_void,
    free_fn: df2d_free_fn,
    cookie: *mut u32,
) -> df2d_hresult {
    let data = UserData::new(user_data, free_fn);
    let advise = move |handle: &Handle<DiscFormat2Data>| {
        let sink = Sink::new(function, data, object, handle.object.operations().id());
        handle.object.operations().advise_end(Arc::new(sink.ok_or_else(|| null("The function"))?))
    };
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { guard::get::<DiscFormat2Data, _>(object, cookie, advise) }
}

/// Ends what df2d_advise or df2d_advise_end began. After it returns the function is not called again; outside callbacks
/// it also waits for a call that is under way.
///
/// Returns DF2D_S_OK; DF2D_E_INVALIDARG (no such cookie).
/// Threads: any; waits for callbacks, except inside one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_unadvise(object: *mut df2d_t, cookie: u32) -> df2d_hresult {
    guard::on::<DiscFormat2Data>(object, |handle| {
        handle.object.operations().unadvise(cookie).map(|()| DF2D_S_OK)
    })
}

/// The action and the stream are checked before anything else.
fn recovery(action: df2d_recover_action, stream: *mut df2d_stream_t) -> Result<Recover> {
    match action {
        DF2D_RECOVER_RESUME if stream.is_null() => Err(Failure::new(
            DF2D_E_POINTER,
            "Resuming needs the stream that was being written, and it is NULL.",
        )),
        DF2D_RECOVER_RESUME => Ok(Recover::Resume(find::<Stream>(stream)?.object.clone())),
        DF2D_RECOVER_REPORT | DF2D_RECOVER_CLOSE if !stream.is_null() => {
            Err(Failure::new(DF2D_E_INVALIDARG, "Only DF2D_RECOVER_RESUME takes a stream; pass NULL."))
        }
        DF2D_RECOVER_REPORT => Ok(Recover::Report),
        DF2D_RECOVER_CLOSE => Ok(Recover::Close),
        _ => Err(Failure::new(DF2D_E_INVALIDARG, "There is no such way to recover a disc.")),
    }
}
