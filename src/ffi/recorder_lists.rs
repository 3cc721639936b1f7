//! IDiscRecorder2: what the drive can do, as lists of numbers.

use super::out;
use super::types::{
    df2d_bool, df2d_feature_page_type, df2d_mode_page_request_type, df2d_mode_page_type, df2d_profile_type,
    df2d_recorder_t,
};
use crate::hresult::df2d_hresult;
use crate::imapi::recorder::Recorder;

/// IDiscRecorder2::get_SupportedFeaturePages and get_CurrentFeaturePages, IDiscRecorder2Ex::GetSupportedFeaturePages: the
/// features that the drive has, in its order.
///
/// current_only   only those that can be used with the disc that is in the drive now.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER; DF2D_E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED (a drive older
/// than features); the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_get_supported_feature_pages(
    recorder: *mut df2d_recorder_t,
    current_only: df2d_bool,
    buffer: *mut df2d_feature_page_type,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::list::<Recorder, _>(recorder, (buffer, capacity, needed), |handle| {
            handle.object.feature_pages(current_only != 0)
        })
    }
}

/// IDiscRecorder2::get_SupportedProfiles and get_CurrentProfiles, IDiscRecorder2Ex::GetSupportedProfiles: the kinds of
/// medium that the drive handles, in its order.
///
/// current_only   only those that the disc in the drive now is.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER; DF2D_E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED (a drive older
/// than profiles); the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_get_supported_profiles(
    recorder: *mut df2d_recorder_t,
    current_only: df2d_bool,
    buffer: *mut df2d_profile_type,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::list::<Recorder, _>(recorder, (buffer, capacity, needed), |handle| {
            handle.object.supported_profiles(current_only != 0)
        })
    }
}

/// IDiscRecorder2::get_SupportedModePages, IDiscRecorder2Ex::GetSupportedModePages: the codes of the drive's mode pages, in
/// its order.
///
/// request_type   which values the drive is to have of them, one of DF2D_IMAPI_MODE_PAGE_REQUEST_TYPE_*. As a property
///                IMAPI2 lists those with current values.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER; DF2D_E_INVALIDARG (no such request type);
/// DF2D_E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE (the drive has no such values of any page); DF2D_E_OUTOFMEMORY; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_get_supported_mode_pages(
    recorder: *mut df2d_recorder_t,
    request_type: df2d_mode_page_request_type,
    buffer: *mut df2d_mode_page_type,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::list::<Recorder, _>(recorder, (buffer, capacity, needed), |handle| {
            handle.object.supported_mode_pages(request_type)
        })
    }
}
