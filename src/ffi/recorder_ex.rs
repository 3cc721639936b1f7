//! IDiscRecorder2Ex.

use std::time::Duration;

use super::guard;
use super::out::{self, Out, null};
use super::types::df2d_recorder_t;
use crate::failure::Result;
use crate::hresult::{DF2D_S_IMAPI_COMMAND_HAS_SENSE_DATA, DF2D_S_OK, df2d_hresult};
use crate::imapi::recorder::Recorder;
use crate::mmc::sense::FIXED_LEN;
use crate::transport::Data;

/// IDiscRecorder2Ex::SendCommandNoData: sends a command of the caller's own, which moves no data. It is sent once, as it
/// is; nothing is retried or waited for. A command may change the disc: whoever sends one must know it.
///
/// cdb         the command descriptor block.
/// cdb_size    its length, 6 to 16, and by the group of its operation code: 00h-1Fh 6, 20h-5Fh 10, 80h-9Fh 16,
///             A0h-BFh 12. Obsolete ones (02 05 06 09 0C 0D 0E 0F 10 13 14 19 20 21 22 23 24 26 27 29 2C 2D), 60h-7Fh and
///             C0h-FFh may have any.
/// sense       receives 18 bytes: what the drive said if it refused the command, zeros otherwise. Always in fixed format
///             (key in byte 2, ASC and ASCQ in bytes 12 and 13): sense data in descriptor format is translated.
/// timeout_s   seconds; 0 is the time that the library itself would allow such a command.
///
/// Returns DF2D_S_OK; DF2D_S_IMAPI_COMMAND_HAS_SENSE_DATA (the drive answered with CHECK CONDITION: see sense. It is a
/// success code); DF2D_E_INVALIDARG (cdb_size); DF2D_E_IMAPI_RECORDER_LOCKED (in exclusive use, nothing was sent, or
/// reserved by another computer); DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT; DF2D_E_DEV_NOT_EXIST;
/// DF2D_E_IMAPI_RECORDER_MEDIA_BUSY (SCSI status BUSY); DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE (CHECK
/// CONDITION without sense data); DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE (the connection was reset meanwhile);
/// DF2D_E_ACCESSDENIED (the system does not let this user send it); DF2D_E_FAIL (the system refused to send it; os_error
/// says why).
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_send_command_no_data(
    recorder: *mut df2d_recorder_t,
    cdb: *const u8,
    cdb_size: u32,
    sense: *mut u8,
    timeout_s: u32,
) -> df2d_hresult {
    // SAFETY: as df2d.h asks.
    let raw = unsafe { RawCommand::new(cdb, cdb_size, sense) };
    guard::on::<Recorder>(recorder, |handle| Ok(raw.send(&handle.object, Data::None, timeout_s)?.0))
}

/// IDiscRecorder2Ex::SendCommandSendDataToDevice: sends a command of the caller's own, which takes data.
///
/// cdb, cdb_size, sense, timeout_s   as in df2d_recorder_send_command_no_data.
/// buffer, buffer_size   the data, all of it: at least one byte, and no more than
///                       df2d_recorder_get_maximum_page_aligned_transfer_size says.
///
/// Returns what df2d_recorder_send_command_no_data returns; DF2D_E_INVALIDARG (cdb_size, buffer_size or the buffer's
/// alignment).
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_send_command_send_data_to_device(
    recorder: *mut df2d_recorder_t,
    cdb: *const u8,
    cdb_size: u32,
    sense: *mut u8,
    timeout_s: u32,
    buffer: *const u8,
    buffer_size: u32,
) -> df2d_hresult {
    // SAFETY: as df2d.h asks.
    let raw = unsafe { RawCommand::new(cdb, cdb_size, sense) };
    guard::on::<Recorder>(recorder, |handle| {
        // SAFETY: NULL or buffer_size bytes, as df2d.h asks.
        let data = unsafe { out::bytes(buffer, buffer_size, "The buffer") }?;
        Ok(raw.send(&handle.object, Data::ToDevice(data), timeout_s)?.0)
    })
}

/// IDiscRecorder2Ex::SendCommandGetDataFromDevice: sends a command of the caller's own, which brings data.
///
/// cdb, cdb_size, sense, timeout_s   as in df2d_recorder_send_command_no_data.
/// buffer, buffer_size   room for the data: at least one byte, and no more than
///                       df2d_recorder_get_maximum_page_aligned_transfer_size says. The allocation length inside the
///                       cdb is the caller's business; let it be no more than buffer_size.
/// fetched               receives how many bytes came, also beside sense data; what follows them in the buffer means
///                       nothing.
///
/// Returns what df2d_recorder_send_command_no_data returns; DF2D_E_INVALIDARG (cdb_size, buffer_size or the buffer's
/// alignment).
/// Threads: any; waits for the drive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_send_command_get_data_from_device(
    recorder: *mut df2d_recorder_t,
    cdb: *const u8,
    cdb_size: u32,
    sense: *mut u8,
    timeout_s: u32,
    buffer: *mut u8,
    buffer_size: u32,
    fetched: *mut u32,
) -> df2d_hresult {
    // SAFETY: as df2d.h asks.
    let (raw, out) = unsafe { (RawCommand::new(cdb, cdb_size, sense), Out::zeroed(fetched)) };
    guard::on::<Recorder>(recorder, |handle| {
        out.required()?;
        if buffer.is_null() {
            return Err(null("The buffer"));
        }
        // SAFETY: not NULL, so it has room for buffer_size bytes, which nobody else uses during the call.
        let data = unsafe { std::slice::from_raw_parts_mut(buffer, buffer_size as usize) };
        let (hr, transferred) = raw.send(&handle.object, Data::FromDevice(data), timeout_s)?;
        out.set(transferred.min(buffer_size as usize) as u32);
        Ok(hr)
    })
}

/// IDiscRecorder2Ex::GetByteAlignmentMask: buffers of commands must begin at a multiple of so many bytes, a power of two.
///
/// Returns DF2D_S_OK.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_get_byte_alignment_mask(
    recorder: *mut df2d_recorder_t,
    value: *mut u32,
) -> df2d_hresult {
    // SAFETY: NULL or valid, as df2d.h asks.
    unsafe {
        guard::get::<Recorder, _>(recorder, value, |handle| Ok(narrow(handle.object.limits().alignment)))
    }
}

/// IDiscRecorder2Ex::GetMaximumPageAlignedTransferSize: the most bytes that one command can carry.
///
/// Returns DF2D_S_OK.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_get_maximum_page_aligned_transfer_size(
    recorder: *mut df2d_recorder_t,
    value: *mut u32,
) -> df2d_hresult {
    // SAFETY: NULL or valid, as df2d.h asks.
    unsafe {
        guard::get::<Recorder, _>(recorder, value, |handle| Ok(narrow(handle.object.limits().max_transfer)))
    }
}

/// IDiscRecorder2Ex::GetMaximumNonPageAlignedTransferSize: the most bytes that one command can carry to or from a buffer
/// that does not begin at a page.
///
/// Returns DF2D_S_OK.
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_recorder_get_maximum_non_page_aligned_transfer_size(
    recorder: *mut df2d_recorder_t,
    value: *mut u32,
) -> df2d_hresult {
    // SAFETY: NULL or valid, as df2d.h asks.
    unsafe {
        guard::get::<Recorder, _>(recorder, value, |handle| Ok(narrow(handle.object.limits().max_transfer)))
    }
}

fn narrow(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// What the three functions have in common.
struct RawCommand {
    cdb: *const u8,
    size: usize,
    sense: Out<[u8; FIXED_LEN]>,
}

impl RawCommand {
    /// # Safety
    /// `cdb` is NULL or has `size` bytes that stay as they are, `sense` is NULL or has room for [`FIXED_LEN`], both as
    /// long as this lives.
    unsafe fn new(cdb: *const u8, size: u32, sense: *mut u8) -> RawCommand {
        // SAFETY: as the caller promised.
        let sense = unsafe { Out::zeroed(sense.cast()) };
        RawCommand { cdb, size: size as usize, sense }
    }

    /// The result for the caller, and how many bytes were moved.
    fn send(&self, recorder: &Recorder, data: Data<'_>, timeout_s: u32) -> Result<(df2d_hresult, usize)> {
        if self.cdb.is_null() {
            return Err(null("The command descriptor block"));
        }
        self.sense.required()?;
        // One byte too many is as wrong as any other number.
        let size = self.size.min(17);
        // SAFETY: not NULL, so it has no fewer than `size` bytes, as promised when this was made.
        let cdb = unsafe { std::slice::from_raw_parts(self.cdb, size) };
        let timeout = (timeout_s > 0).then(|| Duration::from_secs(timeout_s.into()));
        let answer = recorder.send_command(cdb, data, timeout)?;
        let Some(sense) = answer.sense else { return Ok((DF2D_S_OK, answer.transferred)) };
        self.sense.set(sense);
        Ok((DF2D_S_IMAPI_COMMAND_HAS_SENSE_DATA, answer.transferred))
    }
}
