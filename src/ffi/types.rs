//! The structs and typedefs that cross the C boundary.
//!
//! Those that may grow begin with `struct_size` and grow at the end only; padding is named; 8-byte members sit at
//! 8-byte offsets on every platform.
#![allow(non_camel_case_types)]

use std::ffi::c_void;

use crate::hresult::df2d_hresult;

/// Any non-zero is true coming in, exactly 0 or 1 going out.
pub type df2d_bool = i32;

/// A kind of medium: DF2D_IMAPI_MEDIA_TYPE_* (IMAPI_MEDIA_PHYSICAL_TYPE).
pub type df2d_media_type = i32;

/// Bits that say what a disc allows: DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_*.
pub type df2d_media_state = i32;

/// Bits that say why a disc is protected: DF2D_IMAPI_WRITEPROTECTED_*.
pub type df2d_write_protect_state = i32;

/// What a write is doing: DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_*.
pub type df2d_write_action = i32;

/// How a write is verified: DF2D_IMAPI_BURN_VERIFICATION_*.
pub type df2d_burn_verification_level = i32;

/// What a cancel does: DF2D_CANCEL_*.
pub type df2d_cancel_mode = i32;

/// How an interrupted session is recovered: DF2D_RECOVER_*.
pub type df2d_recover_action = i32;

/// How much of a write is on the disc: DF2D_CONTENT_*.
pub type df2d_content_state = i32;

/// What a disc can do: DF2D_DISC_*.
pub type df2d_disc_state = i32;

/// A way to add to a disc: DF2D_MULTISESSION_*.
pub type df2d_multisession_scheme = i32;

/// How a track is found: DF2D_IMAPI_READ_TRACK_ADDRESS_TYPE_*.
pub type df2d_read_track_address_type = i32;

/// Which values of a mode page are meant: DF2D_IMAPI_MODE_PAGE_REQUEST_TYPE_*.
pub type df2d_mode_page_request_type = i32;

/// A mode page: DF2D_IMAPI_MODE_PAGE_TYPE_*, or any other code that the drive has.
pub type df2d_mode_page_type = i32;

/// A feature of a drive: DF2D_IMAPI_FEATURE_PAGE_TYPE_*, or any other code that the drive has.
pub type df2d_feature_page_type = i32;

/// A kind of medium, as MMC counts them: DF2D_IMAPI_PROFILE_TYPE_*, or any other that the drive has.
pub type df2d_profile_type = i32;

/// How much is logged: DF2D_LOG_*.
pub type df2d_log_level = i32;

/// The progress of an operation, for the time of one callback (IDiscFormat2DataEventArgs and IWriteEngine2EventArgs). The
/// library owns it and sets struct_size; members that a later version adds follow at the end.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct df2d_progress {
    /// Bytes of this struct, set by the library.
    pub struct_size: u32,
    /// One of DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_*: what is being done.
    pub current_action: df2d_write_action,
    /// Seconds since the write began.
    pub elapsed_time: i32,
    /// Seconds left, an estimate.
    pub remaining_time: i32,
    /// Seconds in all, an estimate: elapsed_time + remaining_time.
    pub total_time: i32,
    /// First sector of this write.
    pub start_lba: i32,
    /// Sectors of this write.
    pub sector_count: i32,
    /// Last sector read from the stream; start_lba - 1 before the first.
    pub last_read_lba: i32,
    /// Last sector sent to the drive, which may still have it in its buffer; start_lba - 1 before the first.
    pub last_written_lba: i32,
    /// Bytes of the buffer in this computer.
    pub total_system_buffer: i32,
    /// Bytes of it that hold data.
    pub used_system_buffer: i32,
    /// Bytes of it that are free: total_system_buffer - used_system_buffer.
    pub free_system_buffer: i32,
    /// 1 once a cancel was accepted.
    pub cancelling: df2d_bool,
    /// The drive's own progress in the current action in thousandths, -1 unknown.
    pub action_permille: i32,
    /// Times the drive's buffer ran empty while it was recording.
    pub under_runs: u32,
    /// Zero.
    pub reserved: u32,
    /// Sectors of the whole job: written, and verified where that was asked for.
    pub total_sectors: i64,
    /// Sectors of the whole job that are done. Never goes back.
    pub done_sectors: i64,
    /// Speed now, in bytes per second.
    pub bytes_per_second: i64,
    /// Size of the drive's buffer in bytes, 0 unknown.
    pub drive_buffer_bytes: i64,
    /// Bytes of it that hold data.
    pub drive_buffer_used_bytes: i64,
    /// Milliseconds since the write began.
    pub elapsed_ms: i64,
    /// Milliseconds left, an estimate.
    pub remaining_ms: i64,
}

/// How an operation ended. In df2d_get_write_result and df2d_erase_get_result the caller owns it and sets struct_size;
/// in callbacks the library does.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct df2d_write_result {
    /// sizeof(df2d_write_result).
    pub struct_size: u32,
    /// What the operation returned; DF2D_E_PENDING while it runs.
    pub hr: df2d_hresult,
    /// One of DF2D_CONTENT_*: how much of this write is on the disc. Without verification DF2D_CONTENT_WHOLE rests on the
    /// drive's word: where a disc is overwritten in place, only what was sent first and last is read back, and a WRITE
    /// between them that the drive dropped and called good goes unnoticed. See df2d_put_burn_verification_level.
    pub content_after: df2d_content_state,
    /// One of DF2D_DISC_*: what the disc can do now.
    pub disc_after: df2d_disc_state,
    /// DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_* bits, read from the drive after the operation; 0 if it did not say.
    pub media_status_after: df2d_media_state,
    /// Times the drive's buffer ran empty while it was recording.
    pub under_runs: u32,
    /// Sectors that the write was asked for, padding included.
    pub sectors_requested: i64,
    /// Sectors handed to the drive. Of a write that was resumed, without those that were found on the disc.
    pub sectors_sent: i64,
    /// Sectors of this write that are on the medium by the drive's account, or as verified; without verification this rests
    /// on the drive's word as content_after does. Of a write that was resumed, with those that were found on the disc.
    pub sectors_on_media: i64,
    /// First sector of this write, -1 if it never began.
    pub start_lba: i64,
    /// Milliseconds from the operation's beginning to its end, or until now.
    pub elapsed_ms: i64,
    /// The first failure: the sector that it belongs to, -1 unknown.
    pub failure_lba: i64,
    /// The command that failed first.
    pub failure_cdb: [u8; 16],
    /// Bytes of that; 0 when no command failed.
    pub failure_cdb_length: u8,
    /// The sense key that the drive sent; 0, as the two that follow, when it sent none.
    pub failure_sense_key: u8,
    /// The additional sense code.
    pub failure_asc: u8,
    /// The additional sense code's qualifier.
    pub failure_ascq: u8,
    /// 1: the drive reported a failure of an earlier command (a deferred error).
    pub failure_deferred: u8,
    /// Zero.
    pub reserved: [u8; 3],
}

/// What is known of the last failed call on an object.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct df2d_error_info {
    /// sizeof(df2d_error_info), set by the caller.
    pub struct_size: u32,
    /// What the call returned; DF2D_S_OK if none has failed yet.
    pub hr: df2d_hresult,
    /// The system's error number (errno), 0 when there is none.
    pub os_error: i32,
    /// The sense key that the drive sent; 0, as the two that follow, when it sent none.
    pub sense_key: u8,
    /// The additional sense code.
    pub asc: u8,
    /// The additional sense code's qualifier.
    pub ascq: u8,
    /// 1: the drive reported a failure of an earlier command (a deferred error).
    pub deferred: u8,
    /// The sector that the failure belongs to, -1 unknown.
    pub lba: i64,
    /// The command that failed.
    pub cdb: [u8; 16],
    /// Bytes of that; 0 when no command failed.
    pub cdb_length: u32,
    /// Zero.
    pub reserved: u32,
}

/// One of the write speeds that the drive offers for the medium (IWriteSpeedDescriptor).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct df2d_write_speed_descriptor {
    /// Which disc it is for: one of DF2D_IMAPI_MEDIA_TYPE_*.
    pub media_type: df2d_media_type,
    /// Whether the disc turns with constant angular velocity at it.
    pub rotation_type_is_pure_cav: df2d_bool,
    /// Sectors per second.
    pub write_speed: i32,
}

/// Sectors of a disc and of a stream, both ends included (IBlockRange).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct df2d_block_range {
    /// The first sector.
    pub start_lba: i32,
    /// The last sector.
    pub end_lba: i32,
}

/// A stream made of the caller's functions (IStream). The caller sets struct_size to sizeof(df2d_stream_callbacks) and what
/// it does not use to zero. All are called with the user_data given to df2d_stream_from_callbacks and, except cancel, one
/// at a time: on a thread of the library, or inside a call that needs the answer. Their pointers are valid for the time of
/// the call. What size, read and seek return is what the write fails with; a failure that is DF2D_E_PENDING, DF2D_E_HANDLE,
/// or a positive code other than DF2D_S_FALSE, becomes DF2D_E_FAIL. Inside them every function may be called but those that
/// begin or await an operation of the object that reads, and in a fan-out of any object. They must not throw, longjmp or
/// end their thread.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct df2d_stream_callbacks {
    /// sizeof(df2d_stream_callbacks), set by the caller.
    pub struct_size: u32,
    /// Zero.
    pub reserved: u32,
    /// Required. Stores the size of the stream in bytes.
    pub size: Option<unsafe extern "C" fn(user_data: *mut c_void, size_bytes: *mut u64) -> df2d_hresult>,
    /// Required. Stores up to size bytes in the buffer and how many it stored in got; it may store fewer, and 0
    /// is the end.
    pub read: Option<
        unsafe extern "C" fn(
            user_data: *mut c_void,
            buffer: *mut c_void,
            size: usize,
            got: *mut usize,
        ) -> df2d_hresult,
    >,
    /// Optional. Makes the next read begin at this byte. Without it the stream can be read once.
    pub seek: Option<unsafe extern "C" fn(user_data: *mut c_void, offset_bytes: u64) -> df2d_hresult>,
    /// Optional. Called once from another thread when a read is not wanted any more; the read that runs, or is just
    /// beginning, must then return soon, whatever it returns.
    pub cancel: Option<unsafe extern "C" fn(user_data: *mut c_void)>,
    /// Optional. Called once, after the last use.
    pub close: Option<unsafe extern "C" fn(user_data: *mut c_void)>,
}

/// Called during an operation: at each change of action and every half second (DDiscFormat2DataEvents::Update).
/// It comes on a thread of the library, one call at a time for an object; object and progress are valid for the time of the
/// call. Inside it every function may be called but those that begin or await an operation of the object.
pub type df2d_update_fn =
    Option<unsafe extern "C" fn(object: *mut df2d_t, progress: *const df2d_progress, user_data: *mut c_void)>;

/// Called once at the end of each operation, after all its updates, however it ended. It comes on a thread of the library;
/// object and result are valid for the time of the call. Inside it every function may be called but those that begin or
/// await an operation of the object.
pub type df2d_end_fn = Option<
    unsafe extern "C" fn(object: *mut df2d_t, result: *const df2d_write_result, user_data: *mut c_void),
>;

/// Called during an erase: at each change of action and every half second (DDiscFormat2EraseEvents::Update).
/// The estimate may change from call to call. It comes on a thread of the library, one call at a time for an object; object
/// is valid for the time of the call. Inside it every function may be called but those that begin or await an operation of
/// the object.
pub type df2d_erase_update_fn = Option<
    unsafe extern "C" fn(
        object: *mut df2d_erase_t,
        elapsed_seconds: i32,
        estimated_total_seconds: i32,
        user_data: *mut c_void,
    ),
>;

/// Called once at the end of each erase, after all its updates, however it ended. It comes on a thread of the library;
/// object and result are valid for the time of the call. Inside it every function may be called but those that begin or
/// await an operation of the object.
pub type df2d_erase_end_fn = Option<
    unsafe extern "C" fn(object: *mut df2d_erase_t, result: *const df2d_write_result, user_data: *mut c_void),
>;

/// Called when a drive has come or gone (DDiscMaster2Events). It comes on a thread of the library, one call at a time for an
/// object; object and id are valid for the time of the call. Inside it every function may be called.
pub type df2d_master_notify_fn = Option<
    unsafe extern "C" fn(object: *mut df2d_master_t, id: *const std::ffi::c_char, user_data: *mut c_void),
>;

/// Called exactly once with the user_data it came with, after the last use of that, also when the call it was given to
/// fails: on whatever thread that was, a thread of the library or the caller's. The library holds no lock then. Inside it
/// every function may be called but those that begin or await an operation of the object that it was given to.
pub type df2d_free_fn = Option<unsafe extern "C" fn(user_data: *mut c_void)>;

/// Receives log messages: on whatever thread it happens, a thread of the library or the caller's, several calls at once.
/// target names the part of the library and message is the text; both are valid for the time of the call. Inside it every
/// function may be called but those that begin or await an operation of the object that the message is about.
pub type df2d_log_fn = Option<
    unsafe extern "C" fn(
        level: df2d_log_level,
        target: *const std::ffi::c_char,
        message: *const std::ffi::c_char,
        user_data: *mut c_void,
    ),
>;

/// A data writer: IDiscFormat2Data, IDiscFormat2 and IBurnVerification.
pub struct df2d_t {
    _private: (),
}

/// An eraser of rewritable discs: IDiscFormat2Erase and IDiscFormat2.
pub struct df2d_erase_t {
    _private: (),
}

/// The recorders that there are: IDiscMaster2.
pub struct df2d_master_t {
    _private: (),
}

/// A drive: IDiscRecorder2 and IDiscRecorder2Ex.
pub struct df2d_recorder_t {
    _private: (),
}

/// A source of data: IStream.
pub struct df2d_stream_t {
    _private: (),
}
