//! IMultisession and the interfaces derived from it: how a disc takes more data.
//!
//! IMAPI2 has an object for each; here each is the writer with the scheme's number.

use super::guard;
use super::handles::{Handle, insert};
use super::types::{df2d_bool, df2d_multisession_scheme, df2d_recorder_t, df2d_t};
use crate::hresult::{DF2D_S_OK, df2d_hresult};
use crate::imapi::data::DiscFormat2Data;

/// IMultisession::get_IsSupportedOnCurrentMediaState: whether the disc can be written by this scheme as it is now.
///
/// scheme   one of DF2D_MULTISESSION_*, as df2d_get_multisession_interfaces lists it.
///
/// Returns DF2D_S_OK; DF2D_E_NOINTERFACE (the disc has no such scheme, or the scheme no such member); DF2D_E_INVALIDARG
/// (no such scheme); DF2D_E_IMAPI_RECORDER_REQUIRED; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_multisession_get_is_supported_on_current_media_state(
    object: *mut df2d_t,
    scheme: df2d_multisession_scheme,
    value: *mut df2d_bool,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, value, |handle| {
            Ok(handle.object.multisession(scheme)?.is_supported_on_current_media_state()?.into())
        })
    }
}

/// IMultisession::put_InUse: which scheme a file system for the disc is to be made for. At most one is in use: setting
/// one clears the others. A write goes by the disc alone. Another recorder clears it.
///
/// scheme   one of DF2D_MULTISESSION_*, as df2d_get_multisession_interfaces lists it.
///
/// Returns DF2D_S_OK; DF2D_E_NOINTERFACE (the disc has no such scheme, or the scheme no such member); DF2D_E_INVALIDARG
/// (no such scheme); DF2D_E_IMAPI_RECORDER_REQUIRED; DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_multisession_put_in_use(
    object: *mut df2d_t,
    scheme: df2d_multisession_scheme,
    value: df2d_bool,
) -> df2d_hresult {
    guard::on::<DiscFormat2Data>(object, |handle| {
        handle.object.put_multisession_in_use(scheme, value != 0).map(|()| DF2D_S_OK)
    })
}

/// IMultisession::get_InUse. See df2d_multisession_put_in_use. Default: no.
///
/// scheme   one of DF2D_MULTISESSION_*, as df2d_get_multisession_interfaces lists it.
///
/// Returns DF2D_S_OK; DF2D_E_NOINTERFACE (the disc has no such scheme, or the scheme no such member); DF2D_E_INVALIDARG
/// (no such scheme); DF2D_E_IMAPI_RECORDER_REQUIRED; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_multisession_get_in_use(
    object: *mut df2d_t,
    scheme: df2d_multisession_scheme,
    value: *mut df2d_bool,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, value, |handle| {
            Ok(handle.object.multisession(scheme)?.in_use().into())
        })
    }
}

/// IMultisession::get_ImportRecorder: the drive that earlier sessions are read from; a further handle, which the caller
/// destroys.
///
/// scheme   one of DF2D_MULTISESSION_*, as df2d_get_multisession_interfaces lists it.
///
/// Returns DF2D_S_OK; DF2D_E_NOINTERFACE (the disc has no such scheme, or the scheme no such member); DF2D_E_INVALIDARG
/// (no such scheme); DF2D_E_IMAPI_RECORDER_REQUIRED; DF2D_E_OUTOFMEMORY; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_multisession_get_import_recorder(
    object: *mut df2d_t,
    scheme: df2d_multisession_scheme,
    recorder: *mut *mut df2d_recorder_t,
) -> df2d_hresult {
    let ask =
        |handle: &Handle<DiscFormat2Data>| insert(handle.object.multisession(scheme)?.import_recorder());
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { guard::get::<DiscFormat2Data, _>(object, recorder, ask) }
}

/// IMultisessionSequential::get_IsFirstDataSession: whether the next session is the first with data, the disc being
/// blank or holding audio alone.
///
/// scheme   one of DF2D_MULTISESSION_*, as df2d_get_multisession_interfaces lists it.
///
/// Returns DF2D_S_OK; DF2D_E_NOINTERFACE (the disc has no such scheme, or the scheme no such member); DF2D_E_INVALIDARG
/// (no such scheme); DF2D_E_IMAPI_RECORDER_REQUIRED; DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_multisession_get_is_first_data_session(
    object: *mut df2d_t,
    scheme: df2d_multisession_scheme,
    value: *mut df2d_bool,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, value, |handle| {
            Ok(handle.object.multisession(scheme)?.is_first_data_session()?.into())
        })
    }
}

/// IMultisessionSequential::get_StartAddressOfPreviousSession, as df2d_get_start_address_of_previous_session.
///
/// scheme   one of DF2D_MULTISESSION_*, as df2d_get_multisession_interfaces lists it.
///
/// Returns DF2D_S_OK; DF2D_E_NOINTERFACE (the disc has no such scheme, or the scheme no such member); DF2D_E_INVALIDARG
/// (no such scheme); DF2D_E_IMAPI_RECORDER_REQUIRED; DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_multisession_get_start_address_of_previous_session(
    object: *mut df2d_t,
    scheme: df2d_multisession_scheme,
    lba: *mut i32,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, lba, |handle| {
            handle.object.multisession(scheme)?.start_address_of_previous_session()
        })
    }
}

/// IMultisessionSequential::get_LastWrittenAddressOfPreviousSession, as
/// df2d_get_last_written_address_of_previous_session.
///
/// scheme   one of DF2D_MULTISESSION_*, as df2d_get_multisession_interfaces lists it.
///
/// Returns DF2D_E_NOTIMPL (the answer, as in IMAPI2); DF2D_E_NOINTERFACE (the disc has no such scheme, or the scheme no
/// such member); DF2D_E_INVALIDARG (no such scheme); DF2D_E_IMAPI_RECORDER_REQUIRED; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_multisession_get_last_written_address_of_previous_session(
    object: *mut df2d_t,
    scheme: df2d_multisession_scheme,
    lba: *mut i32,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, lba, |handle| {
            handle.object.multisession(scheme)?.last_written_address_of_previous_session()
        })
    }
}

/// IMultisessionSequential::get_NextWritableAddress, as df2d_get_next_writable_address.
///
/// scheme   one of DF2D_MULTISESSION_*, as df2d_get_multisession_interfaces lists it.
///
/// Returns DF2D_S_OK; DF2D_E_NOINTERFACE (the disc has no such scheme, or the scheme no such member); DF2D_E_INVALIDARG
/// (no such scheme); DF2D_E_IMAPI_RECORDER_REQUIRED; DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_multisession_get_next_writable_address(
    object: *mut df2d_t,
    scheme: df2d_multisession_scheme,
    lba: *mut i32,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, lba, |handle| {
            handle.object.multisession(scheme)?.next_writable_address()
        })
    }
}

/// IMultisessionSequential::get_FreeSectorsOnMedia, as df2d_get_free_sectors_on_media.
///
/// scheme   one of DF2D_MULTISESSION_*, as df2d_get_multisession_interfaces lists it.
///
/// Returns DF2D_S_OK; DF2D_E_NOINTERFACE (the disc has no such scheme, or the scheme no such member); DF2D_E_INVALIDARG
/// (no such scheme); DF2D_E_IMAPI_RECORDER_REQUIRED; DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_multisession_get_free_sectors_on_media(
    object: *mut df2d_t,
    scheme: df2d_multisession_scheme,
    sectors: *mut i32,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, sectors, |handle| {
            handle.object.multisession(scheme)?.free_sectors_on_media()
        })
    }
}

/// IMultisessionSequential2::get_WriteUnitSize and IMultisessionRandomWrite::get_WriteUnitSize: how many sectors the
/// disc records at once.
///
/// scheme   one of DF2D_MULTISESSION_*, as df2d_get_multisession_interfaces lists it.
///
/// Returns DF2D_S_OK; DF2D_E_NOINTERFACE (the disc has no such scheme, or the scheme no such member); DF2D_E_INVALIDARG
/// (no such scheme); DF2D_E_IMAPI_RECORDER_REQUIRED; DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_multisession_get_write_unit_size(
    object: *mut df2d_t,
    scheme: df2d_multisession_scheme,
    sectors: *mut i32,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, sectors, |handle| {
            handle.object.multisession(scheme)?.write_unit_size()
        })
    }
}

/// IMultisessionRandomWrite::get_LastWrittenAddress: the sector that was written last, whenever that was.
///
/// scheme   one of DF2D_MULTISESSION_*, as df2d_get_multisession_interfaces lists it.
///
/// Returns DF2D_S_OK; DF2D_E_NOTIMPL (the drive does not tell); DF2D_E_NOINTERFACE (the disc has no such scheme, or the
/// scheme no such member); DF2D_E_INVALIDARG (no such scheme); DF2D_E_IMAPI_RECORDER_REQUIRED;
/// DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_multisession_get_last_written_address(
    object: *mut df2d_t,
    scheme: df2d_multisession_scheme,
    lba: *mut i32,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, lba, |handle| {
            handle.object.multisession(scheme)?.last_written_address()
        })
    }
}

/// IMultisessionRandomWrite::get_TotalSectorsOnMedia, as df2d_get_total_sectors_on_media.
///
/// scheme   one of DF2D_MULTISESSION_*, as df2d_get_multisession_interfaces lists it.
///
/// Returns DF2D_S_OK; DF2D_E_NOINTERFACE (the disc has no such scheme, or the scheme no such member); DF2D_E_INVALIDARG
/// (no such scheme); DF2D_E_IMAPI_RECORDER_REQUIRED; DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_multisession_get_total_sectors_on_media(
    object: *mut df2d_t,
    scheme: df2d_multisession_scheme,
    sectors: *mut i32,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, sectors, |handle| {
            handle.object.multisession(scheme)?.total_sectors_on_media()
        })
    }
}
