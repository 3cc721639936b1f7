//! IDiscFormat2Data: what the medium in the drive says.

use super::guard;
use super::out;
use super::types::{
    df2d_bool, df2d_media_state, df2d_media_type, df2d_multisession_scheme, df2d_t, df2d_write_protect_state,
    df2d_write_speed_descriptor,
};
use crate::hresult::df2d_hresult;
use crate::imapi::data::DiscFormat2Data;

/// IDiscFormat2Data::get_CurrentMediaStatus: a mask of
/// DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_*. The disc is usable if (status & 0xFC00) == 0.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_RECORDER_REQUIRED; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_current_media_status(
    object: *mut df2d_t,
    status: *mut df2d_media_state,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { guard::get::<DiscFormat2Data, _>(object, status, |handle| handle.object.current_media_status()) }
}

/// IDiscFormat2Data::get_WriteProtectStatus: a mask of DF2D_IMAPI_WRITEPROTECTED_*;
/// 0 is not protected.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_RECORDER_REQUIRED; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_write_protect_status(
    object: *mut df2d_t,
    status: *mut df2d_write_protect_state,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { guard::get::<DiscFormat2Data, _>(object, status, |handle| handle.object.write_protect_status()) }
}

/// IDiscFormat2Data::get_TotalSectorsOnMedia: the size of the disc in sectors of 2048 bytes,
/// used or not.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_RECORDER_REQUIRED; DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_total_sectors_on_media(
    object: *mut df2d_t,
    sectors: *mut i32,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, sectors, |handle| handle.object.total_sectors_on_media())
    }
}

/// IDiscFormat2Data::get_FreeSectorsOnMedia: how many sectors of 2048 bytes the next write can
/// have. Overwritable media always say their full size.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_RECORDER_REQUIRED; DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_free_sectors_on_media(
    object: *mut df2d_t,
    sectors: *mut i32,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, sectors, |handle| handle.object.free_sectors_on_media())
    }
}

/// IDiscFormat2Data::get_NextWritableAddress: the sector at which the next write begins; 0 on blank
/// media.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_RECORDER_REQUIRED; DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_next_writable_address(object: *mut df2d_t, lba: *mut i32) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { guard::get::<DiscFormat2Data, _>(object, lba, |handle| handle.object.next_writable_address()) }
}

/// IDiscFormat2Data::get_StartAddressOfPreviousSession: the first sector of the last session; -1 on
/// blank media and media without sessions.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_RECORDER_REQUIRED; DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_start_address_of_previous_session(
    object: *mut df2d_t,
    lba: *mut i32,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, lba, |handle| {
            handle.object.start_address_of_previous_session()
        })
    }
}

/// IDiscFormat2Data::get_LastWrittenAddressOfPreviousSession: the last sector of the last
/// session.
///
/// Returns DF2D_E_NOTIMPL (always; IMAPI2 has no other answer).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_last_written_address_of_previous_session(
    object: *mut df2d_t,
    lba: *mut i32,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, lba, |handle| {
            handle.object.last_written_address_of_previous_session()
        })
    }
}

/// IDiscFormat2Data::get_CurrentPhysicalMediaType: which disc it is, one of
/// DF2D_IMAPI_MEDIA_TYPE_*.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_RECORDER_REQUIRED; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_current_physical_media_type(
    object: *mut df2d_t,
    media_type: *mut df2d_media_type,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, media_type, |handle| {
            handle.object.current_physical_media_type()
        })
    }
}

/// IDiscFormat2Data::get_CurrentWriteSpeed: the speed that the drive would write this disc with now.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_RECORDER_REQUIRED; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_current_write_speed(
    object: *mut df2d_t,
    sectors_per_second: *mut i32,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, sectors_per_second, |handle| {
            handle.object.current_write_speed()
        })
    }
}

/// IDiscFormat2Data::get_CurrentRotationTypeIsPureCAV: whether the drive would write this disc with
/// constant angular velocity now.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_RECORDER_REQUIRED; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_current_rotation_type_is_pure_cav(
    object: *mut df2d_t,
    value: *mut df2d_bool,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        guard::get::<DiscFormat2Data, _>(object, value, |handle| {
            Ok(handle.object.current_rotation_type_is_pure_cav()?.into())
        })
    }
}

/// IDiscFormat2Data::get_SupportedWriteSpeeds: the speeds that drive and disc offer
/// together, in sectors per second, each once.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER; DF2D_E_IMAPI_RECORDER_REQUIRED; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_supported_write_speeds(
    object: *mut df2d_t,
    speeds: *mut i32,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::list::<DiscFormat2Data, _>(object, (speeds, capacity, needed), |handle| {
            let list = handle.object.supported_write_speed_descriptors()?;
            Ok(distinct(list.iter().map(|offer| offer.write_speed)))
        })
    }
}

/// IDiscFormat2Data::get_SupportedWriteSpeedDescriptors: the speeds that drive
/// and disc offer together, with medium and rotation.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER; DF2D_E_IMAPI_RECORDER_REQUIRED; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_supported_write_speed_descriptors(
    object: *mut df2d_t,
    descriptors: *mut df2d_write_speed_descriptor,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::list::<DiscFormat2Data, _>(object, (descriptors, capacity, needed), |handle| {
            let list = handle.object.supported_write_speed_descriptors()?;
            let for_c = list.iter().map(|offer| df2d_write_speed_descriptor {
                media_type: offer.media_type,
                rotation_type_is_pure_cav: offer.rotation_type_is_pure_cav.into(),
                write_speed: offer.write_speed,
            });
            Ok(for_c.collect())
        })
    }
}

/// IDiscFormat2Data::get_MultisessionInterfaces: the ways to add to the disc,
/// DF2D_MULTISESSION_*. Never empty, and no failure because of what is, or is not, in the drive.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER; DF2D_E_IMAPI_RECORDER_REQUIRED.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_get_multisession_interfaces(
    object: *mut df2d_t,
    schemes: *mut df2d_multisession_scheme,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::list::<DiscFormat2Data, _>(object, (schemes, capacity, needed), |handle| {
            handle.object.multisession_interfaces()
        })
    }
}

fn distinct(values: impl Iterator<Item = i32>) -> Vec<i32> {
    let mut list = Vec::new();
    for value in values {
        if !list.contains(&value) {
            list.push(value);
        }
    }
    list
}
