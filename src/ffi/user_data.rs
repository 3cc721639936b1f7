//! The caller's pointers, and the sinks that bring events to the caller's functions.

use std::ffi::{CString, c_char, c_void};

use super::out::Foreign;
use super::types::{
    df2d_end_fn, df2d_erase_end_fn, df2d_erase_t, df2d_erase_update_fn, df2d_free_fn, df2d_master_notify_fn,
    df2d_master_t, df2d_progress, df2d_t, df2d_update_fn, df2d_write_result,
};
use crate::callback::{self, ObjectId};

use crate::imapi::events::{EndSink, Progress, UpdateSink};
use crate::imapi::master::DeviceSink;
use crate::imapi::result::WriteResult;
use crate::transport::clock;

/// A user_data pointer and the function that frees it: called once, when this is dropped, whatever became of the
/// call that it was given to.
pub(super) struct UserData {
    data: Foreign,
    free: df2d_free_fn,
}

impl UserData {
    pub fn new(data: *mut c_void, free: df2d_free_fn) -> UserData {
        UserData { data: Foreign(data), free }
    }

    pub fn get(&self) -> *mut c_void {
        self.data.0
    }
}

impl Drop for UserData {
    fn drop(&mut self) {
        if let Some(free) = self.free {
            let _inside = callback::enter_current();
            // SAFETY: the caller gave this function for this pointer, and it is called here only, once.
            clock::user_code(|| unsafe { free(self.data.0) });
        }
    }
}

type UpdateFn = unsafe extern "C" fn(*mut df2d_t, *const df2d_progress, *mut c_void);
type EndFn = unsafe extern "C" fn(*mut df2d_t, *const df2d_write_result, *mut c_void);
type EraseUpdateFn = unsafe extern "C" fn(*mut df2d_erase_t, i32, i32, *mut c_void);
type NotifyFn = unsafe extern "C" fn(*mut df2d_master_t, *const c_char, *mut c_void);
type EraseEndFn = unsafe extern "C" fn(*mut df2d_erase_t, *const df2d_write_result, *mut c_void);

/// A sink: the caller's function, its data, and the token that the caller knows the object by.
pub(super) struct Sink<F> {
    function: F,
    data: UserData,
    token: usize,
    object: ObjectId,
}

impl<F> Sink<F> {
    /// None without a function.
    pub fn new<T>(function: Option<F>, data: UserData, token: *mut T, object: ObjectId) -> Option<Sink<F>> {
        Some(Sink { function: function?, data, token: token.addr(), object })
    }

    /// Of the type that it was made with, which the function's type says.
    fn token<T>(&self) -> *mut T {
        std::ptr::without_provenance_mut(self.token)
    }
}

// The typedefs are the same types with an Option around them.
const _: fn(df2d_update_fn) -> Option<UpdateFn> = |function| function;
const _: fn(df2d_end_fn) -> Option<EndFn> = |function| function;
const _: fn(df2d_erase_update_fn) -> Option<EraseUpdateFn> = |function| function;
const _: fn(df2d_master_notify_fn) -> Option<NotifyFn> = |function| function;
const _: fn(df2d_erase_end_fn) -> Option<EraseEndFn> = |function| function;

impl UpdateSink for Sink<UpdateFn> {
    fn update(&self, progress: &Progress) {
        let progress = progress_for_c(progress);
        let _inside = callback::enter(self.object);
        // SAFETY: the caller gave this function for this pointer; the struct lives during the call.
        unsafe { (self.function)(self.token(), &progress, self.data.get()) };
    }
}

impl EndSink for Sink<EndFn> {
    fn end(&self, result: &WriteResult) {
        let result = super::out::write_result(result);
        let _inside = callback::enter(self.object);
        // SAFETY: the caller gave this function for this pointer; the struct lives during the call.
        unsafe { (self.function)(self.token(), &result, self.data.get()) };
    }
}

impl UpdateSink for Sink<EraseUpdateFn> {
    fn update(&self, progress: &Progress) {
        let (elapsed, total) = (progress.elapsed_time, progress.total_time);
        let _inside = callback::enter(self.object);
        // SAFETY: the caller gave this function for this pointer.
        unsafe { (self.function)(self.token(), elapsed, total, self.data.get()) };
    }
}

impl EndSink for Sink<EraseEndFn> {
    fn end(&self, result: &WriteResult) {
        let result = super::out::write_result(result);
        let _inside = callback::enter(self.object);
        // SAFETY: the caller gave this function for this pointer; the struct lives during the call.
        unsafe { (self.function)(self.token(), &result, self.data.get()) };
    }
}

/// Both functions of an IDiscMaster2's sink, of which either can be missing.
#[derive(Clone, Copy)]
pub(super) struct Notify {
    pub added: df2d_master_notify_fn,
    pub removed: df2d_master_notify_fn,
}

impl Sink<Notify> {
    fn notify(&self, function: df2d_master_notify_fn, id: &[u8]) {
        let (Some(function), Ok(id)) = (function, CString::new(id)) else { return };
        let _inside = callback::enter(self.object);
        // SAFETY: the caller gave this function for this pointer; the string lives during the call.
        unsafe { function(self.token(), id.as_ptr(), self.data.get()) };
    }
}

impl DeviceSink for Sink<Notify> {
    fn added(&self, id: &[u8]) {
        self.notify(self.function.added, id);
    }

    fn removed(&self, id: &[u8]) {
        self.notify(self.function.removed, id);
    }
}

fn progress_for_c(progress: &Progress) -> df2d_progress {
    df2d_progress {
        struct_size: size_of::<df2d_progress>() as u32,
        current_action: progress.current_action,
        elapsed_time: progress.elapsed_time,
        remaining_time: progress.remaining_time,
        total_time: progress.total_time,
        start_lba: progress.start_lba,
        sector_count: progress.sector_count,
        last_read_lba: progress.last_read_lba,
        last_written_lba: progress.last_written_lba,
        total_system_buffer: progress.total_system_buffer,
        used_system_buffer: progress.used_system_buffer,
        free_system_buffer: progress.free_system_buffer,
        cancelling: progress.cancelling.into(),
        action_permille: progress.action_permille,
        under_runs: progress.under_runs,
        reserved: 0,
        total_sectors: progress.total_sectors,
        done_sectors: progress.done_sectors,
        bytes_per_second: progress.bytes_per_second,
        drive_buffer_bytes: progress.drive_buffer_bytes,
        drive_buffer_used_bytes: progress.drive_buffer_used_bytes,
        elapsed_ms: progress.elapsed_ms,
        remaining_ms: progress.remaining_ms,
    }
}
