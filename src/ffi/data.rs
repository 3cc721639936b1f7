//! IDiscFormat2Data and IBurnVerification: the properties that the caller sets.

use std::ffi::c_char;

use super::constants::{
    DF2D_IMAPI_BURN_VERIFICATION_FULL, DF2D_IMAPI_BURN_VERIFICATION_NONE, DF2D_SPEED_MAX,
};
use super::guard;
use super::operation;
use super::out;
use super::types::{df2d_bool, df2d_burn_verification_level, df2d_cancel_mode, df2d_recorder_t, df2d_t};
use crate::failure::{Failure, Result};
use crate::hresult::{DF2D_E_INVALIDARG, DF2D_S_OK, df2d_hresult};
use crate::imapi::data::{DiscFormat2Data, Properties};

/// IDiscFormat2Data::put_Recorder: the drive to write with. NULL detaches the present one. The object keeps what it
/// needs; the caller's handle may be destroyed.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED (the drive is no recorder);
/// DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_put_recorder(
    object: *mut df2d_t,
    recorder: *mut df2d_recorder_t,
) -> df2d_hresult {
    guard::on::<DiscFormat2Data>(object, |handle| operation::put_recorder(handle, recorder))
}

/// IDiscFormat2Data::get_Recorder: a further handle to the recorder, which the caller destroys, or NULL if there is none.
///
/// Returns DF2D_S_OK; DF2D_E_OUTOFMEMORY.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_recorder(
    object: *mut df2d_t,
    recorder: *mut *mut df2d_recorder_t,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { guard::get::<DiscFormat2Data, _>(object, recorder, operation::recorder) }
}

/// IDiscFormat2Data::put_ClientName: who is writing, as others see it while the drive is in use. Required. 1 to 63 of
/// the characters A-Z a-z 0-9, space, and . , : ; - _
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID (empty, too long, or other
/// characters); DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_put_client_name(object: *mut df2d_t, name: *const c_char) -> df2d_hresult {
    // SAFETY: NULL or a C string, as df2d.h asks.
    guard::on::<DiscFormat2Data>(object, |handle| unsafe { operation::put_client_name(handle, name) })
}

/// IDiscFormat2Data::get_ClientName: empty if it was never set.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_client_name(
    object: *mut df2d_t,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::text::<DiscFormat2Data>(object, (buffer, capacity, needed), |handle| {
            Ok(handle.object.client_name())
        })
    }
}

/// IDiscFormat2Data::put_BufferUnderrunFreeDisabled: whether to write without the drive's protection against
/// buffer under-runs. Has an effect on CD-R and CD-RW only. Default: no.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_put_buffer_underrun_free_disabled(
    object: *mut df2d_t,
    value: df2d_bool,
) -> df2d_hresult {
    guard::on::<DiscFormat2Data>(object, |handle| {
        put(handle, |p| p.buffer_underrun_free_disabled = value != 0)
    })
}

/// IDiscFormat2Data::get_BufferUnderrunFreeDisabled. See df2d_put_buffer_underrun_free_disabled.
///
/// Returns DF2D_S_OK.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_buffer_underrun_free_disabled(
    object: *mut df2d_t,
    value: *mut df2d_bool,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, value, |handle| {
            Ok(handle.object.properties().buffer_underrun_free_disabled.into())
        })
    }
}

/// IDiscFormat2Data::put_PostgapAlreadyInImage: whether the data already ends with the 150 sectors of post-gap that
/// are otherwise appended on CD. Default: no.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_put_postgap_already_in_image(
    object: *mut df2d_t,
    value: df2d_bool,
) -> df2d_hresult {
    guard::on::<DiscFormat2Data>(object, |handle| put(handle, |p| p.postgap_already_in_image = value != 0))
}

/// IDiscFormat2Data::get_PostgapAlreadyInImage. See df2d_put_postgap_already_in_image.
///
/// Returns DF2D_S_OK.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_postgap_already_in_image(
    object: *mut df2d_t,
    value: *mut df2d_bool,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, value, |handle| {
            Ok(handle.object.properties().postgap_already_in_image.into())
        })
    }
}

/// IDiscFormat2Data::put_ForceMediaToBeClosed: whether the next write ends by closing the disc, after which no session
/// can be added. A disc of which 2 % or less would be left is closed regardless. Default: no.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_put_force_media_to_be_closed(
    object: *mut df2d_t,
    value: df2d_bool,
) -> df2d_hresult {
    guard::on::<DiscFormat2Data>(object, |handle| put(handle, |p| p.force_media_to_be_closed = value != 0))
}

/// IDiscFormat2Data::get_ForceMediaToBeClosed. See df2d_put_force_media_to_be_closed.
///
/// Returns DF2D_S_OK.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_force_media_to_be_closed(
    object: *mut df2d_t,
    value: *mut df2d_bool,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, value, |handle| {
            Ok(handle.object.properties().force_media_to_be_closed.into())
        })
    }
}

/// IDiscFormat2Data::put_DisableConsumerDvdCompatibilityMode: whether to leave out what makes a DVD or BD
/// readable in more players. With the default, no, a DVD+R is closed by its first write.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_put_disable_consumer_dvd_compatibility_mode(
    object: *mut df2d_t,
    value: df2d_bool,
) -> df2d_hresult {
    guard::on::<DiscFormat2Data>(object, |handle| {
        put(handle, |p| p.disable_consumer_dvd_compatibility_mode = value != 0)
    })
}

/// IDiscFormat2Data::get_DisableConsumerDvdCompatibilityMode. See df2d_put_disable_consumer_dvd_compatibility_mode.
///
/// Returns DF2D_S_OK.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_disable_consumer_dvd_compatibility_mode(
    object: *mut df2d_t,
    value: *mut df2d_bool,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, value, |handle| {
            Ok(handle.object.properties().disable_consumer_dvd_compatibility_mode.into())
        })
    }
}

/// IDiscFormat2Data::put_ForceOverwrite: whether a write may begin at sector 0 of an overwritable disc that is not blank.
/// One of block ranges may without it (df2d_stream_put_block_ranges). Default: no.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_put_force_overwrite(object: *mut df2d_t, value: df2d_bool) -> df2d_hresult {
    guard::on::<DiscFormat2Data>(object, |handle| put(handle, |p| p.force_overwrite = value != 0))
}

/// IDiscFormat2Data::get_ForceOverwrite. See df2d_put_force_overwrite.
///
/// Returns DF2D_S_OK.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_force_overwrite(
    object: *mut df2d_t,
    value: *mut df2d_bool,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, value, |handle| {
            Ok(handle.object.properties().force_overwrite.into())
        })
    }
}

/// Whether the next write is a test: the drive goes through all of it with its laser off. CD-R, CD-RW, DVD-R and DVD-RW
/// can be written in test mode; on other media the write gets DF2D_E_NOTIMPL and the disc is not touched. Closing and
/// recovering cannot be tested: while this is set they get it too. Default: no.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_put_test_write(object: *mut df2d_t, value: df2d_bool) -> df2d_hresult {
    guard::on::<DiscFormat2Data>(object, |handle| put(handle, |p| p.test_write = value != 0))
}

/// See df2d_put_test_write.
///
/// Returns DF2D_S_OK.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_test_write(object: *mut df2d_t, value: *mut df2d_bool) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, value, |handle| {
            Ok(handle.object.properties().test_write.into())
        })
    }
}

fn put(
    handle: &super::handles::Handle<DiscFormat2Data>,
    change: impl FnOnce(&mut Properties),
) -> Result<df2d_hresult> {
    handle.object.put(change).map(|()| DF2D_S_OK)
}

/// IBurnVerification::put_BurnVerificationLevel: how a write is checked after it, one of DF2D_IMAPI_BURN_VERIFICATION_*.
/// Default: DF2D_IMAPI_BURN_VERIFICATION_NONE.
///
/// Returns DF2D_S_OK; DF2D_E_INVALIDARG (no such level); DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_put_burn_verification_level(
    object: *mut df2d_t,
    level: df2d_burn_verification_level,
) -> df2d_hresult {
    guard::on::<DiscFormat2Data>(object, |handle| {
        if !(DF2D_IMAPI_BURN_VERIFICATION_NONE..=DF2D_IMAPI_BURN_VERIFICATION_FULL).contains(&level) {
            return Err(Failure::new(DF2D_E_INVALIDARG, "There is no such verification level."));
        }
        put(handle, |p| p.burn_verification_level = level)
    })
}

/// IBurnVerification::get_BurnVerificationLevel. See df2d_put_burn_verification_level.
///
/// Returns DF2D_S_OK.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_burn_verification_level(
    object: *mut df2d_t,
    level: *mut df2d_burn_verification_level,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, level, |handle| {
            Ok(handle.object.properties().burn_verification_level)
        })
    }
}

/// What a cancelled operation does before it returns: DF2D_CANCEL_SALVAGE (the default) or DF2D_CANCEL_IMMEDIATE. Allowed at
/// any time; a later df2d_cancel_write goes by it.
///
/// Returns DF2D_S_OK; DF2D_E_INVALIDARG (no such mode).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_put_cancel_mode(object: *mut df2d_t, mode: df2d_cancel_mode) -> df2d_hresult {
    guard::on::<DiscFormat2Data>(object, |handle| operation::put_cancel_mode(handle, mode))
}

/// See df2d_put_cancel_mode.
///
/// Returns DF2D_S_OK.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_cancel_mode(
    object: *mut df2d_t,
    mode: *mut df2d_cancel_mode,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, mode, |handle| Ok(handle.object.operations().cancel_mode()))
    }
}

/// IDiscFormat2Data::get_RequestedWriteSpeed: what was last asked of df2d_set_write_speed, in sectors per second;
/// DF2D_SPEED_MAX if nothing was.
///
/// Returns DF2D_S_OK.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_requested_write_speed(
    object: *mut df2d_t,
    sectors_per_second: *mut i32,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, sectors_per_second, |handle| {
            Ok(handle.object.properties().requested_write_speed)
        })
    }
}

/// IDiscFormat2Data::get_RequestedRotationTypeIsPureCAV: what was last asked of df2d_set_write_speed.
///
/// Returns DF2D_S_OK.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_requested_rotation_type_is_pure_cav(
    object: *mut df2d_t,
    value: *mut df2d_bool,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, value, |handle| {
            Ok(handle.object.properties().requested_rotation_type_is_pure_cav.into())
        })
    }
}

/// IDiscFormat2Data::SetWriteSpeed: how fast to write. A speed that the drive does not have is replaced by the nearest
/// one, and the code says so.
///
/// sectors_per_second              DF2D_SPEED_MAX: as fast as the medium allows.
/// rotation_type_is_pure_cav       ask for constant angular velocity.
///
/// Returns DF2D_S_OK; DF2D_S_IMAPI_SPEEDADJUSTED, DF2D_S_IMAPI_ROTATIONADJUSTED, DF2D_S_IMAPI_BOTHADJUSTED;
/// DF2D_E_INVALIDARG (zero, or below -1); DF2D_E_IMAPI_RECORDER_REQUIRED; DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS;
/// the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_set_write_speed(
    object: *mut df2d_t,
    sectors_per_second: i32,
    rotation_type_is_pure_cav: df2d_bool,
) -> df2d_hresult {
    guard::on::<DiscFormat2Data>(object, |handle| {
        if sectors_per_second == 0 || sectors_per_second < DF2D_SPEED_MAX {
            return Err(Failure::new(DF2D_E_INVALIDARG, "A speed is positive, or DF2D_SPEED_MAX."));
        }
        handle.object.set_write_speed(sectors_per_second, rotation_type_is_pure_cav != 0)
    })
}
