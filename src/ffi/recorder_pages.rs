//! IDiscRecorder2Ex: pages, structures and information as bytes, in the layout of the MMC standard.

use super::guard;
use super::out;
use super::types::{
    df2d_bool, df2d_feature_page_type, df2d_mode_page_request_type, df2d_mode_page_type,
    df2d_read_track_address_type, df2d_recorder_t,
};
use crate::hresult::{DF2D_S_OK, df2d_hresult};
use crate::imapi::recorder::Recorder;

/// IDiscRecorder2Ex::GetDiscInformation: the drive's answer to READ DISC INFORMATION, all of it, at most 64 KiB.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER; DF2D_E_OUTOFMEMORY; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_get_disc_information(
    recorder: *mut df2d_recorder_t,
    buffer: *mut u8,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::list::<Recorder, _>(recorder, (buffer, capacity, needed), |handle| {
            handle.object.disc_information()
        })
    }
}

/// IDiscRecorder2Ex::GetTrackInformation: the drive's answer to READ TRACK INFORMATION, all of it, at most 64 KiB.
///
/// address        the sector, the track's number (255 is the one that comes next), or the session.
/// address_type   which of these: one of DF2D_IMAPI_READ_TRACK_ADDRESS_TYPE_*.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER; DF2D_E_INVALIDARG (no such address type); DF2D_E_OUTOFMEMORY; the device
/// codes (DF2D_E_FAIL if there is no such track).
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_get_track_information(
    recorder: *mut df2d_recorder_t,
    address: u32,
    address_type: df2d_read_track_address_type,
    buffer: *mut u8,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::list::<Recorder, _>(recorder, (buffer, capacity, needed), |handle| {
            handle.object.track_information(address, address_type)
        })
    }
}

/// IDiscRecorder2Ex::ReadDvdStructure: a structure of a DVD or HD DVD, without its header of four bytes. Those of
/// Blu-ray discs are read with df2d_recorder_send_command_get_data_from_device.
///
/// format    which structure; as in IMAPI2 only its low eight bits count.
/// address   the sector, for the formats that ask for one, else 0.
/// layer     the layer, 0 to 255, for the formats that ask for one, else 0.
/// agid      the authentication grant, 0 to 3, for the formats that ask for one, else 0.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER; DF2D_E_INVALIDARG (layer, agid);
/// DF2D_E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT (the disc or the drive has none of that format); DF2D_E_OUTOFMEMORY;
/// the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_read_dvd_structure(
    recorder: *mut df2d_recorder_t,
    format: u32,
    address: u32,
    layer: u32,
    agid: u32,
    buffer: *mut u8,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::list::<Recorder, _>(recorder, (buffer, capacity, needed), |handle| {
            handle.object.read_dvd_structure(format, address, layer, agid)
        })
    }
}

/// IDiscRecorder2Ex::SendDvdStructure: sends a structure to the drive, which can change the disc. The header of four bytes
/// is put before it.
///
/// format       which structure; as in IMAPI2 only its low eight bits count.
/// data, size   the structure, 1 to 65531 bytes.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_INVALIDARG (size); DF2D_E_OUTOFMEMORY; the device codes (DF2D_E_FAIL if the
/// drive takes no such structure now).
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_send_dvd_structure(
    recorder: *mut df2d_recorder_t,
    format: u32,
    data: *const u8,
    size: u32,
) -> df2d_hresult {
    guard::on::<Recorder>(recorder, |handle| {
        // SAFETY: NULL or `size` bytes, as df2d.h asks.
        let data = unsafe { out::bytes(data, size, "The structure") }?;
        handle.object.send_dvd_structure(format, data).map(|()| DF2D_S_OK)
    })
}

/// IDiscRecorder2Ex::GetFeaturePage: a feature of the drive, from its code on, without the header of the answer: code (2
/// bytes, the high one first), version and flags, the number of bytes that follow, and these; at most 259 bytes.
///
/// feature        one of DF2D_IMAPI_FEATURE_PAGE_TYPE_*, or any other from 0 to 65535.
/// current_only   fail if it cannot be used with the disc that is in the drive now.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER; DF2D_E_INVALIDARG (feature); DF2D_E_IMAPI_RECORDER_NO_SUCH_FEATURE (the
/// drive does not have it); DF2D_E_IMAPI_RECORDER_FEATURE_IS_NOT_CURRENT (see current_only);
/// DF2D_E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED (a drive older than features); the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_get_feature_page(
    recorder: *mut df2d_recorder_t,
    feature: df2d_feature_page_type,
    current_only: df2d_bool,
    buffer: *mut u8,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::list::<Recorder, _>(recorder, (buffer, capacity, needed), |handle| {
            handle.object.feature_page(feature, current_only != 0)
        })
    }
}

/// IDiscRecorder2Ex::GetModePage: a mode page, from its code on, without the header of the answer: code, the number of
/// bytes that follow, and these; at most 257 bytes.
///
/// page           one of DF2D_IMAPI_MODE_PAGE_TYPE_*, or any other from 0 to 62.
/// request_type   which values of it, one of DF2D_IMAPI_MODE_PAGE_REQUEST_TYPE_*.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER; DF2D_E_INVALIDARG (page, request_type);
/// DF2D_E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE (the drive does not have it, or no such values of it); the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_get_mode_page(
    recorder: *mut df2d_recorder_t,
    page: df2d_mode_page_type,
    request_type: df2d_mode_page_request_type,
    buffer: *mut u8,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::list::<Recorder, _>(recorder, (buffer, capacity, needed), |handle| {
            handle.object.mode_page(page, request_type)
        })
    }
}

/// IDiscRecorder2Ex::SetModePage: sets the values of a mode page. The header is put before it. Take the page that
/// df2d_recorder_get_mode_page gives, change what the changeable values allow, and leave the rest as it is: drives refuse
/// pages of another length.
///
/// request_type   DF2D_IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, or _SAVED_VALUES, which the drive is to keep as well when
///                it is switched off.
/// data, size     the page, from its code on, as long as it says, and no longer than 257 bytes.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_INVALIDARG (request_type; a page that is not as long as it says);
/// DF2D_E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS (the drive does not take these values); the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_set_mode_page(
    recorder: *mut df2d_recorder_t,
    request_type: df2d_mode_page_request_type,
    data: *const u8,
    size: u32,
) -> df2d_hresult {
    guard::on::<Recorder>(recorder, |handle| {
        // SAFETY: NULL or `size` bytes, as df2d.h asks.
        let page = unsafe { out::bytes(data, size, "The mode page") }?;
        handle.object.set_mode_page(request_type, page).map(|()| DF2D_S_OK)
    })
}

/// IDiscRecorder2Ex::GetDeviceDescriptor: a STORAGE_DEVICE_DESCRIPTOR in the layout that Windows gives it, in the byte order
/// of this computer: made from the drive's answer to INQUIRY, which stands in it as RawDeviceProperties. There is no serial
/// number (SerialNumberOffset is 0), and BusType is BusTypeVirtual (14) or BusTypeUnknown (0).
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER; the device codes.
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_get_device_descriptor(
    recorder: *mut df2d_recorder_t,
    buffer: *mut u8,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::list::<Recorder, _>(recorder, (buffer, capacity, needed), |handle| {
            handle.object.device_descriptor()
        })
    }
}

/// IDiscRecorder2Ex::GetAdapterDescriptor: a STORAGE_ADAPTER_DESCRIPTOR in the layout that Windows gives it, in the byte
/// order of this computer: MaximumTransferLength, MaximumPhysicalPages (of 4096 bytes) and AlignmentMask are the limits of
/// a command (df2d_recorder_get_byte_alignment_mask less one, as there), and BusType is as in the device descriptor. Nothing
/// is sent to the drive.
///
/// Returns DF2D_S_OK; DF2D_E_INSUFFICIENT_BUFFER.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_get_adapter_descriptor(
    recorder: *mut df2d_recorder_t,
    buffer: *mut u8,
    capacity: usize,
    needed: *mut usize,
) -> df2d_hresult {
    // SAFETY: the pointers are as df2d.h asks.
    unsafe {
        out::list::<Recorder, _>(recorder, (buffer, capacity, needed), |handle| {
            Ok(handle.object.adapter_descriptor())
        })
    }
}
