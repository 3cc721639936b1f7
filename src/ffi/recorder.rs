//! IDiscRecorder2.

use std::ffi::c_char;
use std::os::unix::ffi::OsStringExt;

use super::guard;
use super::handles;
use super::out::{self, Out, c_bytes};
use super::types::{df2d_bool, df2d_error_info, df2d_recorder_t};
use crate::hresult::{DF2D_S_FALSE, DF2D_S_OK, df2d_hresult};
use crate::imapi::recorder::Recorder;

/// Opens a recorder: creates the object and does what IDiscRecorder2::InitializeDiscRecorder does. Opening is never
/// exclusive and leaves the medium alone. All handles to one drive in a process share that drive.
///
/// id         what to open. A path, "/dev/sr0" or a lasting one as df2d_master_get_item gives them, is a drive of this
///            computer; it may be mounted or in use.
///            "virtual:PATH?media=cd-r" is a recorder without hardware whose disc is the file PATH; the rest of the disc
///            stands in PATH.disc. %XX is any byte of PATH. Keys, joined by &:
///              media=none, or of a new disc cd-r, cd-rw, dvd-r, dvd-r-dl, dvd-rw, dvd-rw-ro (formatted for restricted
///                overwrite), dvd+r, dvd+r-dl, dvd+rw, dvd+rw-dl, dvd-ram, bd-r, bd-r-rrm (formatted for random recording),
///                bd-re, hd-dvd-r, hd-dvd-ram; with PATH an existing image, cd-rom, dvd-rom, bd-rom, hd-dvd-rom
///              size=SECTORS of a new disc (default: what such discs have; Blu-ray up to 62500864)
///              protect=none, cartridge (dvd-ram, hd-dvd-ram) or persistent (those, dvd+rw, bd-r and bd-re): not writable
///              speed=max (default) or sectors per second; buffer=BYTES of the drive (default 2097152)
///              transfer=BYTES that one command moves at most (default 1048576)
///              clock=real (default), scaled:N (N times as fast), virtual (never waits: each wait passes at once)
///              store=file (default with a PATH), memory (default without), discard (counts and forgets, so that nothing
///                can be verified)
///            "iscsi://USER%PASSWORD@HOST:PORT/IQN/LUN" is a drive that another machine exports, with tgt or LIO, say:
///            the target IQN at HOST (an address of version 6 in brackets), and the number of its logical unit;
///            USER%PASSWORD@ and :PORT can be left out. It takes
///            libiscsi (1.18 or newer), which is loaded when the first such drive is opened, and a login, with CHAP if
///            USER is given; the initiator is iqn.2007-10.com.github:libdf2d. The first % ends USER; in PASSWORD and IQN
///            %XX is any byte. PASSWORD is never logged, and no recorder gives it back. Where nobody answers this takes ten
///            seconds.
/// recorder   receives the handle; the caller destroys it.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_INVALIDARG (the id is malformed, or what has this path is no optical drive);
/// DF2D_E_NOTIMPL (an id of a kind that this version does not have, or libiscsi is not installed);
/// DF2D_E_IMAPI_RECORDER_LOCKED (another process has the virtual disc open, or the drive for itself); DF2D_E_ACCESSDENIED
/// (the user may not open the drive, or the target does not accept the login); DF2D_E_DEV_NOT_EXIST (there is no such
/// drive, no target, or no optical drive in it); DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT,
/// DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE (a drive that does not say what it is); DF2D_E_FAIL;
/// DF2D_E_OUTOFMEMORY. df2d_get_thread_error has the sentence.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_open(
    id: *const c_char,
    recorder: *mut *mut df2d_recorder_t,
) -> df2d_hresult {
    // SAFETY: NULL or valid, as df2d.h asks.
    let out = unsafe { Out::zeroed(recorder) };
    guard::call(|| {
        out.required()?;
        // SAFETY: NULL or a C string, as df2d.h asks.
        let id = unsafe { c_bytes(id, "The recorder's identifier") }?;
        out.set(handles::insert(Recorder::open(id)?)?);
        Ok(DF2D_S_OK)
    })
}

/// Gives the handle back, and never waits. Operations that use the recorder go on. Exclusive access that was acquired and
/// not released ends with the last handle to the recorder object and the last object that it was given to. Destroying
/// NULL does nothing.
///
/// Returns DF2D_S_OK; DF2D_S_FALSE (inside a callback); DF2D_E_HANDLE.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_destroy(recorder: *mut df2d_recorder_t) -> df2d_hresult {
    guard::call(|| {
        let inside = crate::callback::is_inside();
        if !recorder.is_null() {
            handles::remove::<Recorder>(recorder)?;
        }
        Ok(if inside && !recorder.is_null() { DF2D_S_FALSE } else { DF2D_S_OK })
    })
}

/// Gives the handle back as df2d_recorder_destroy does, for finalizers: never waits, and answers the same on every thread.
///
/// Returns DF2D_S_OK; DF2D_E_HANDLE.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_release(recorder: *mut df2d_recorder_t) -> df2d_hresult {
    guard::call(|| {
        if !recorder.is_null() {
            handles::remove::<Recorder>(recorder)?;
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
pub unsafe extern "C" fn df2d_recorder_get_last_error(
    recorder: *mut df2d_recorder_t,
    info: *mut df2d_error_info,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    let ask = || Ok(handles::find::<Recorder>(recorder)?.last_error());
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { out::failure(info, (buffer, capacity, needed), ask) }
}

/// IDiscRecorder2::get_ActiveDiscRecorder: the id that the recorder was opened with, but for a password.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_get_active_disc_recorder(
    recorder: *mut df2d_recorder_t,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::text::<Recorder>(recorder, (buffer, capacity, needed), |handle| {
            Ok(handle.object.id().to_owned())
        })
    }
}

/// IDiscRecorder2::get_VendorId: who made the drive, as the drive itself says.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_get_vendor_id(
    recorder: *mut df2d_recorder_t,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { out::text::<Recorder>(recorder, (buffer, capacity, needed), |handle| handle.object.vendor_id()) }
}

/// IDiscRecorder2::get_ProductId: the drive's model, as the drive itself says.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_get_product_id(
    recorder: *mut df2d_recorder_t,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::text::<Recorder>(recorder, (buffer, capacity, needed), |handle| handle.object.product_id())
    }
}

/// IDiscRecorder2::get_ProductRevision: the version of the drive's firmware, as the drive itself says.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_get_product_revision(
    recorder: *mut df2d_recorder_t,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::text::<Recorder>(recorder, (buffer, capacity, needed), |handle| handle.object.product_revision())
    }
}

/// IDiscRecorder2::EjectMedia: opens the tray, also one that is locked, unless somebody has the drive.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_RECORDER_LOCKED (in exclusive use, or the tray is locked and the disc mounted or the drive
/// another program's); the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_eject_media(recorder: *mut df2d_recorder_t) -> df2d_hresult {
    guard::on::<Recorder>(recorder, |handle| handle.object.eject_media().map(|()| DF2D_S_OK))
}

/// IDiscRecorder2::CloseTray: draws the tray in. Drives into which a disc is pushed and those of laptops cannot.
///
/// Returns DF2D_S_OK; DF2D_E_NOTIMPL (the drive cannot); the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_close_tray(recorder: *mut df2d_recorder_t) -> df2d_hresult {
    guard::on::<Recorder>(recorder, |handle| handle.object.close_tray().map(|()| DF2D_S_OK))
}

/// IDiscRecorder2::get_DeviceCanLoadMedia: whether df2d_recorder_close_tray can be expected to work. Newer drives say so
/// themselves; an older one with a tray is taken to load it, which is wrong of many in laptops.
///
/// Returns DF2D_S_OK; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_get_device_can_load_media(
    recorder: *mut df2d_recorder_t,
    value: *mut df2d_bool,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<Recorder, _>(recorder, value, |handle| Ok(handle.object.device_can_load_media()?.into()))
    }
}

/// IDiscRecorder2::get_VolumeName: the block device that the system mounts the disc from, such as "/dev/sr0". Empty
/// where the system has none: a virtual recorder, or a drive on another machine. Nothing is sent to the drive.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_get_volume_name(
    recorder: *mut df2d_recorder_t,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::text::<Recorder>(recorder, (buffer, capacity, needed), |handle| {
            Ok(handle.object.volume_name().to_string_lossy().into_owned())
        })
    }
}

/// IDiscRecorder2::get_VolumePathNames: where the disc is mounted, as this process sees it. The paths stand one after the
/// other, each with its NUL, and one NUL more ends them; needed and capacity count all of it. A disc that is not mounted,
/// or never is (see df2d_recorder_get_volume_name), leaves that last NUL alone. Nothing is sent to the drive.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_get_volume_path_names(
    recorder: *mut df2d_recorder_t,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::texts::<Recorder>(recorder, (buffer, capacity, needed), |handle| {
            let paths = handle.object.volume_path_names();
            Ok(paths.into_iter().map(|path| path.into_os_string().into_vec()).collect())
        })
    }
}

/// IDiscRecorder2::get_LegacyDeviceNumber: the N of /dev/srN. It can be another after every start of the system; the id
/// that df2d_master_get_item gives is the one to keep.
///
/// Returns DF2D_S_OK; DF2D_E_NOTIMPL (a virtual recorder, or a drive on another machine, has none).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_get_legacy_device_number(
    recorder: *mut df2d_recorder_t,
    number: *mut i32,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { guard::get::<Recorder, _>(recorder, number, |handle| handle.object.legacy_device_number()) }
}

/// IDiscRecorder2::AcquireExclusiveAccess: has the drive for this recorder alone. Other programs cannot open or mount it
/// meanwhile, as far as the system keeps them out, and other recorder objects of this process get
/// DF2D_E_IMAPI_RECORDER_LOCKED for whatever would send a command. Everything works that is done through this recorder,
/// operations of the objects that were given it included; while one of those runs, it alone sends commands, and others of
/// this recorder get DF2D_E_IMAPI_RECORDER_LOCKED as ever. Operations take the drive for themselves; this is for keeping it
/// between them.
///
/// Calls are counted: the drive is free again after as many df2d_recorder_release_exclusive_access. It belongs to the
/// recorder object, which df2d_get_recorder gives further handles to, and ends with its last handle and its last user, or
/// with the process.
///
/// force         also take a drive whose disc is mounted: it is unmounted first, as far as that is possible.
/// client_name   who has the drive, as others see it; the first call's stays. 1 to 63 of the characters A-Z a-z 0-9,
///               space, and . , : ; - _
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_ACCESSDENIED (another recorder object or another program has the drive:
/// see df2d_recorder_get_exclusive_access_owner; or the user may not write to it); DF2D_E_IMAPI_RECORDER_LOCKED (the disc
/// is mounted: see df2d_recorder_get_volume_path_names); DF2D_E_IMAPI_RECORDER_CLIENT_NAME_IS_NOT_VALID;
/// DF2D_E_DEV_NOT_EXIST; DF2D_E_OUTOFMEMORY; DF2D_E_FAIL.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_acquire_exclusive_access(
    recorder: *mut df2d_recorder_t,
    force: df2d_bool,
    client_name: *const c_char,
) -> df2d_hresult {
    guard::on::<Recorder>(recorder, |handle| {
        // SAFETY: NULL or a C string, as df2d.h asks.
        let name = unsafe { c_bytes(client_name, "The client name") }?;
        // What is not UTF-8 becomes a character that no name may have.
        let name = String::from_utf8_lossy(name);
        handle.object.acquire_exclusive_access(force != 0, &name).map(|()| DF2D_S_OK)
    })
}

/// IDiscRecorder2::ReleaseExclusiveAccess: takes back one df2d_recorder_acquire_exclusive_access. An operation that runs
/// keeps the drive until its end.
///
/// Returns DF2D_S_OK; DF2D_E_FAIL (this recorder has acquired nothing, or released it all).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_release_exclusive_access(
    recorder: *mut df2d_recorder_t,
) -> df2d_hresult {
    guard::on::<Recorder>(recorder, |handle| handle.object.release_exclusive_access().map(|()| DF2D_S_OK))
}

/// IDiscRecorder2::get_ExclusiveAccessOwner: the client name of whoever in this process has the drive for itself; empty is
/// nobody. Other programs have no names: df2d_recorder_get_last_error says how to find one that has the drive.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_get_exclusive_access_owner(
    recorder: *mut df2d_recorder_t,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::text::<Recorder>(recorder, (buffer, capacity, needed), |handle| {
            Ok(handle.object.exclusive_access_owner())
        })
    }
}

/// IDiscRecorder2::DisableMcn: turns media change notification off: the system does not ask the drive for news of its
/// disc, and the desktop does not open what is inserted. Operations and exclusive access turn it off by themselves.
/// Linux can do this only by keeping the drive for this process, so that other programs cannot burn to it or mount it
/// meanwhile; this process is not hindered. On a virtual recorder nothing asks anyway.
///
/// Calls are counted: it is on again after as many df2d_recorder_enable_mcn, or with the end of the recorder object or the
/// process.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_RECORDER_LOCKED (another recorder object or another program has the drive, or its disc
/// is mounted); DF2D_E_ACCESSDENIED (the user may not write to the drive); DF2D_E_DEV_NOT_EXIST; DF2D_E_OUTOFMEMORY;
/// DF2D_E_FAIL.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_disable_mcn(recorder: *mut df2d_recorder_t) -> df2d_hresult {
    guard::on::<Recorder>(recorder, |handle| handle.object.disable_mcn().map(|()| DF2D_S_OK))
}

/// IDiscRecorder2::EnableMcn: takes back one df2d_recorder_disable_mcn.
///
/// Returns DF2D_S_OK; DF2D_E_FAIL (this recorder has disabled nothing, or enabled it all).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_enable_mcn(recorder: *mut df2d_recorder_t) -> df2d_hresult {
    guard::on::<Recorder>(recorder, |handle| handle.object.enable_mcn().map(|()| DF2D_S_OK))
}
