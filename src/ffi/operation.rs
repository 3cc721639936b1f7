//! What the functions of all objects with operations share.

use std::ffi::c_char;

use super::constants::{DF2D_CANCEL_IMMEDIATE, DF2D_CANCEL_SALVAGE};
use super::handles::{self, Handle, Kind, find, insert};
use super::out::{self, Out, StructOut, c_bytes};
use super::types::{df2d_bool, df2d_cancel_mode, df2d_recorder_t, df2d_write_result};
use crate::callback;
use crate::failure::{Failure, Result};
use crate::hresult::{DF2D_E_INVALIDARG, DF2D_E_PENDING, DF2D_S_FALSE, DF2D_S_OK, df2d_hresult};
use crate::imapi::format::{Class, DiscFormat2};
use crate::imapi::recorder::Recorder;
use crate::imapi::result::WriteOutcome;

/// Gives the handle back; outside callbacks it waits until none of the object's runs or will run.
pub(super) fn destroy<P: Class>(token: *mut <DiscFormat2<P> as Kind>::Token) -> Result<df2d_hresult>
where
    DiscFormat2<P>: Kind,
{
    if token.is_null() {
        return Ok(DF2D_S_OK);
    }
    let inside = callback::is_inside();
    handles::remove::<DiscFormat2<P>>(token)?.object.operations().shut_down(!inside);
    Ok(if inside { DF2D_S_FALSE } else { DF2D_S_OK })
}

/// Gives the handle back without ever waiting.
pub(super) fn release<P: Class>(token: *mut <DiscFormat2<P> as Kind>::Token) -> Result<df2d_hresult>
where
    DiscFormat2<P>: Kind,
{
    if !token.is_null() {
        handles::remove::<DiscFormat2<P>>(token)?.object.operations().shut_down(false);
    }
    Ok(DF2D_S_OK)
}

/// put_Recorder. NULL detaches.
pub(super) fn put_recorder<P: Class>(
    handle: &Handle<DiscFormat2<P>>,
    recorder: *mut df2d_recorder_t,
) -> Result<df2d_hresult> {
    let recorder = if recorder.is_null() { None } else { Some(find::<Recorder>(recorder)?.object.clone()) };
    handle.object.put_recorder(recorder).map(|()| DF2D_S_OK)
}

/// get_Recorder: a further handle to it, or NULL.
pub(super) fn recorder<P: Class>(handle: &Handle<DiscFormat2<P>>) -> Result<*mut df2d_recorder_t> {
    handle.object.recorder().map_or(Ok(std::ptr::null_mut()), insert)
}

/// IsRecorderSupported.
pub(super) fn is_recorder_supported<P: Class>(
    handle: &Handle<DiscFormat2<P>>,
    recorder: *mut df2d_recorder_t,
) -> Result<df2d_bool> {
    let recorder = find::<Recorder>(recorder)?;
    Ok(handle.object.is_recorder_supported(&recorder.object)?.into())
}

/// IsCurrentMediaSupported, which answers even when it fails.
pub(super) fn is_current_media_supported<P: Class>(
    handle: &Handle<DiscFormat2<P>>,
    recorder: *mut df2d_recorder_t,
    supported: &Out<df2d_bool>,
) -> Result<df2d_hresult> {
    supported.required()?;
    let recorder = find::<Recorder>(recorder)?;
    let (answer, outcome) = handle.object.is_current_media_supported(&recorder.object);
    supported.set(answer.into());
    outcome.map(|()| DF2D_S_OK)
}

/// put_ClientName.
///
/// # Safety
/// `name` is NULL or a C string.
pub(super) unsafe fn put_client_name<P: Class>(
    handle: &Handle<DiscFormat2<P>>,
    name: *const c_char,
) -> Result<df2d_hresult> {
    // SAFETY: as the caller promised.
    let name = unsafe { c_bytes(name, "The client name") }?;
    // What is not UTF-8 becomes a character that no name may have.
    let name = String::from_utf8_lossy(name);
    handle.object.put_client_name(&name).map(|()| DF2D_S_OK)
}

/// What a cancel does.
pub(super) fn put_cancel_mode<P: Class>(
    handle: &Handle<DiscFormat2<P>>,
    mode: df2d_cancel_mode,
) -> Result<df2d_hresult> {
    if mode != DF2D_CANCEL_SALVAGE && mode != DF2D_CANCEL_IMMEDIATE {
        return Err(Failure::new(DF2D_E_INVALIDARG, "There is no such cancel mode."));
    }
    handle.object.operations().put_cancel_mode(mode);
    Ok(DF2D_S_OK)
}

/// Runs the operation that `run` begins and waits for, or only begins, on this thread.
pub(super) fn run<P: Class, R>(
    handle: &Handle<DiscFormat2<P>>,
    run: impl FnOnce(&DiscFormat2<P>) -> Result<R>,
) -> Result<R> {
    let _working = callback::work_for(handle.object.operations().id());
    run(&handle.object)
}

/// Waits; an operation that failed on its own threads becomes the object's last error.
pub(super) fn wait<P: Class>(handle: &Handle<DiscFormat2<P>>, timeout_ms: u32) -> Result<df2d_hresult> {
    let operations = handle.object.operations();
    let hr = operations.wait(timeout_ms)?;
    if hr < 0 {
        let failure = match operations.result() {
            Ok(WriteOutcome::Ended(result)) => result.failure.filter(|failure| failure.hr == hr),
            _ => None,
        };
        handle.set_error(failure.unwrap_or_else(|| Failure::code(hr)));
    }
    Ok(hr)
}

/// What the last operation did, or what is known of the one that runs.
pub(super) fn result<P: Class>(
    handle: &Handle<DiscFormat2<P>>,
    out: &StructOut<df2d_write_result>,
) -> Result<df2d_hresult> {
    out.check()?;
    let (result, hr) = match handle.object.operations().result()? {
        WriteOutcome::Ended(result) => (result, DF2D_S_OK),
        WriteOutcome::Pending(result) => (result, DF2D_E_PENDING),
    };
    out.set(&out::write_result(&result));
    Ok(hr)
}
