//! IDiscMaster2 and DDiscMaster2Events.

use std::ffi::{c_char, c_void};
use std::sync::Arc;

use super::guard;
use super::handles::{self, Handle, find, insert};
use super::out::{self, Out};
use super::types::{df2d_bool, df2d_error_info, df2d_free_fn, df2d_master_notify_fn, df2d_master_t};
use super::user_data::{Notify, Sink, UserData};
use crate::callback;
use crate::failure::{Failure, Result};
use crate::hresult::{DF2D_E_INVALIDARG, DF2D_E_POINTER, DF2D_S_FALSE, DF2D_S_OK, df2d_hresult};
use crate::imapi::master::DiscMaster;

/// Makes a list of the recorders that there are (IDiscMaster2): the optical drives of this computer in the order of their
/// numbers, and after them those that the environment variable DF2D_RECORDERS names, separated by white space, for instance
/// "virtual:disc.iso?media=dvd+r", as they stand there, a password included. A drive has the same id after every
/// start of the system, /dev/disk/by-id/..., where the system knows one, and /dev/srN elsewhere; df2d_recorder_open takes
/// it. One that cannot be opened for lack of rights is in the list, too.
///
/// master   receives the handle; the caller destroys it.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_OUTOFMEMORY.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_master_create(master: *mut *mut df2d_master_t) -> df2d_hresult {
    // SAFETY: NULL or valid, as df2d.h asks.
    let out = unsafe { Out::zeroed(master) };
    guard::call(|| {
        out.required()?;
        out.set(insert(DiscMaster::new())?);
        Ok(DF2D_S_OK)
    })
}

/// Gives the handle back. It is dead at once, and the call returns when no callback of the object runs or will run. Inside
/// a callback it does not wait. Destroying NULL does nothing.
///
/// Returns DF2D_S_OK; DF2D_S_FALSE (inside a callback); DF2D_E_HANDLE.
/// Threads: any; waits for callbacks, except inside one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_master_destroy(master: *mut df2d_master_t) -> df2d_hresult {
    guard::call(|| {
        if master.is_null() {
            return Ok(DF2D_S_OK);
        }
        let inside = callback::is_inside();
        handles::remove::<DiscMaster>(master)?.object.shut_down(!inside);
        Ok(if inside { DF2D_S_FALSE } else { DF2D_S_OK })
    })
}

/// Gives the handle back as df2d_master_destroy does, for finalizers: never waits, and answers the same on every thread.
/// A callback that runs goes on.
///
/// Returns DF2D_S_OK; DF2D_E_HANDLE.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_master_release(master: *mut df2d_master_t) -> df2d_hresult {
    guard::call(|| {
        if !master.is_null() {
            handles::remove::<DiscMaster>(master)?.object.shut_down(false);
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
pub unsafe extern "C" fn df2d_master_get_last_error(
    master: *mut df2d_master_t,
    info: *mut df2d_error_info,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    let ask = || Ok(find::<DiscMaster>(master)?.last_error());
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { out::failure(info, (buffer, capacity, needed), ask) }
}

/// IDiscMaster2::get_Count: how many recorders there are now. The list is read anew; drives are not asked anything.
///
/// Returns DF2D_S_OK; DF2D_E_OUTOFMEMORY; DF2D_E_FAIL (/sys cannot be read).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_master_get_count(master: *mut df2d_master_t, count: *mut i32) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscMaster, _>(master, count, |handle| {
            Ok(i32::try_from(handle.object.count()?).unwrap_or(i32::MAX))
        })
    }
}

/// IDiscMaster2::get_Item: the id of a recorder, for df2d_recorder_open. It is taken from the list as
/// df2d_master_get_count or df2d_master_get_items last read it with this object, so that a loop over the indexes is not
/// upset by a drive that comes or goes; if neither did yet, it is read now.
///
/// index   from 0 to the count less one.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER; DF2D_E_INVALIDARG (index); DF2D_E_OUTOFMEMORY; DF2D_E_FAIL (/sys cannot
/// be read).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_master_get_item(
    master: *mut df2d_master_t,
    index: i32,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    let item = |handle: &Handle<DiscMaster>| -> Result<Vec<c_char>> {
        let index = usize::try_from(index)
            .map_err(|_| Failure::new(DF2D_E_INVALIDARG, "An index of a recorder is not negative."))?;
        let id = handle.object.item(index)?;
        Ok(id.into_iter().chain([0]).map(|byte| byte as c_char).collect())
    };
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { out::list::<DiscMaster, c_char>(master, (buffer, capacity, needed), item) }
}

/// IDiscMaster2::get__NewEnum: the ids of all recorders that there are now, read anew. They stand one after the other, each
/// with its NUL, and one NUL more ends them; needed and capacity count all of it.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER; DF2D_E_OUTOFMEMORY; DF2D_E_FAIL (/sys cannot be read).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_master_get_items(
    master: *mut df2d_master_t,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::texts::<DiscMaster>(master, (buffer, capacity, needed), |handle| {
            Ok(handle.object.items()?.to_vec())
        })
    }
}

/// IDiscMaster2::get_IsSupportedEnvironment: whether at least one of the recorders can be opened, which takes the right to,
/// and is an optical drive. Reads the list anew and opens them in turn, which makes the discs of virtual ones that are not
/// there yet. It ends with the first that will do; before that, each machine of an iscsi:// identifier that does not answer
/// costs its time.
///
/// Returns DF2D_S_OK; DF2D_E_OUTOFMEMORY; DF2D_E_FAIL (/sys cannot be read).
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_master_get_is_supported_environment(
    master: *mut df2d_master_t,
    value: *mut df2d_bool,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscMaster, _>(master, value, |handle| {
            Ok(handle.object.is_supported_environment()?.into())
        })
    }
}

/// DDiscMaster2Events: has the functions called when a drive of this computer comes or goes, on a thread of the library that
/// exists only while somebody is advised. A drive has come when it can be opened, and not before its permissions are set
/// and its lasting name is there; it goes under the id that it came with. The functions are called one at a time. What
/// DF2D_RECORDERS names neither comes nor goes. Allowed at any time, inside callbacks too.
///
/// Nothing is polled: the news are udev's or, where there is no udev, the changes of /dev.
///
/// notify_device_added     NotifyDeviceAdded: receives the id of a drive that has come since; may be NULL.
/// notify_device_removed   NotifyDeviceRemoved: receives the id of a drive that has gone; may be NULL, but not both.
/// user_data, free_fn      handed to the functions; freed after the last use, once, also when this call fails. free_fn may
///                         be NULL.
/// cookie                  receives what df2d_master_unadvise takes; never 0.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_OUTOFMEMORY; DF2D_E_FAIL (the system tells no news; os_error says why).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_master_advise(
    master: *mut df2d_master_t,
    notify_device_added: df2d_master_notify_fn,
    notify_device_removed: df2d_master_notify_fn,
    user_data: *mut c_void,
    free_fn: df2d_free_fn,
    cookie: *mut u32,
) -> df2d_hresult {
    let data = UserData::new(user_data, free_fn);
    let advise = move |handle: &Handle<DiscMaster>| {
        let notify = Notify { added: notify_device_added, removed: notify_device_removed };
        let some = (notify.added.is_some() || notify.removed.is_some()).then_some(notify);
        let sink = Sink::new(some, data, master, handle.object.id());
        handle
            .object
            .advise(Arc::new(sink.ok_or_else(|| Failure::new(DF2D_E_POINTER, "Both functions are NULL."))?))
    };
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { guard::get::<DiscMaster, _>(master, cookie, advise) }
}

/// Ends what df2d_master_advise began. After it returns the functions are not called again; outside callbacks it also waits
/// for one that runs.
///
/// Returns DF2D_S_OK; DF2D_E_INVALIDARG (no such cookie).
/// Threads: any; waits for callbacks, except inside one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_master_unadvise(master: *mut df2d_master_t, cookie: u32) -> df2d_hresult {
    guard::on::<DiscMaster>(master, |handle| handle.object.unadvise(cookie).map(|()| DF2D_S_OK))
}
