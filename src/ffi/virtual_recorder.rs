//! What a virtual recorder can do that no drive can: discs from nowhere, faults to order, counters.

use std::ffi::c_char;
use std::time::Duration;

use super::guard;
use super::handles::Handle;
use super::out::{Sized32, StructOut, c_bytes, read_struct};
use super::types::{df2d_bool, df2d_recorder_t};
use crate::failure::{Failure, Result};
use crate::hresult::{DF2D_E_INVALIDARG, DF2D_E_NOTIMPL, DF2D_S_OK, df2d_hresult};
use crate::imapi::recorder::Recorder;

/// df2d_virtual_fault.effect: the sense data given, and the command is not carried out.
pub const DF2D_VIRTUAL_EFFECT_SENSE: i32 = 0;
/// df2d_virtual_fault.effect: no answer until the time limit.
pub const DF2D_VIRTUAL_EFFECT_TIMEOUT: i32 = 1;
/// df2d_virtual_fault.effect: the connection breaks; the drive has been reset, its buffer and settings are gone.
pub const DF2D_VIRTUAL_EFFECT_LOST: i32 = 2;
/// df2d_virtual_fault.effect: the drive resets itself and says so at once.
pub const DF2D_VIRTUAL_EFFECT_RESET: i32 = 3;
/// df2d_virtual_fault.effect: the command is carried out and takes delay_ms longer.
pub const DF2D_VIRTUAL_EFFECT_DELAY: i32 = 4;
/// df2d_virtual_fault.effect: the disc leaves the drive.
pub const DF2D_VIRTUAL_EFFECT_MEDIUM_GONE: i32 = 5;
/// df2d_virtual_fault.effect: the drive is unplugged, until df2d_virtual_power_cycle.
pub const DF2D_VIRTUAL_EFFECT_DEVICE_GONE: i32 = 6;
/// df2d_virtual_fault.effect: the drive says that all is well and does nothing.
pub const DF2D_VIRTUAL_EFFECT_GOOD_WITHOUT_EFFECT: i32 = 7;

/// A fault to come. Outside the ABI promise before version 1.0.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct df2d_virtual_fault {
    /// sizeof(df2d_virtual_fault), set by the caller.
    pub struct_size: u32,
    /// The operation code of the commands that it strikes; -1 is all.
    pub opcode: i32,
    /// It strikes READ and WRITE commands that cover this sector; -1 is all commands.
    pub lba: i64,
    /// How many matching commands it lets pass first.
    pub skip: u32,
    /// How many commands it strikes; 0 is without end.
    pub times: u32,
    /// One of DF2D_VIRTUAL_EFFECT_*.
    pub effect: i32,
    /// Of DF2D_VIRTUAL_EFFECT_SENSE: the sense key.
    pub sense_key: u8,
    /// The additional sense code.
    pub asc: u8,
    /// The additional sense code's qualifier.
    pub ascq: u8,
    /// 1: reported as the failure of an earlier command.
    pub deferred: u8,
    /// Of DF2D_VIRTUAL_EFFECT_DELAY: milliseconds.
    pub delay_ms: i64,
}

/// What a virtual recorder has counted. Outside the ABI promise before version 1.0.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct df2d_virtual_counts {
    /// sizeof(df2d_virtual_counts), set by the caller.
    pub struct_size: u32,
    /// 1: the tray is locked (PREVENT ALLOW MEDIUM REMOVAL).
    pub prevented: df2d_bool,
    /// 1: the tray is open.
    pub tray_open: df2d_bool,
    /// CRC-32 of all bytes received, with store=discard; else 0.
    pub crc32: u32,
    /// Commands that reached the drive, answered or not.
    pub commands: u64,
    /// WRITE commands that took data.
    pub writes: u64,
    /// Sectors that these took.
    pub sectors_written: u64,
    /// Bytes that these took.
    pub bytes_written: u64,
    /// WRITE commands refused because the buffer was full.
    pub write_refused_buffer_full: u64,
    /// How often the buffer ran empty and more data came afterwards.
    pub under_runs: u64,
    /// How long the laser stood still for want of data, in nanoseconds.
    pub idle_ns: u64,
    /// The longest time from one WRITE to the next of the same recording, in nanoseconds.
    pub max_gap_ns: u64,
    /// Bytes in the drive's buffer now.
    pub buffer_fill_bytes: u64,
    /// The least bytes in it while recording.
    pub buffer_min_bytes: u64,
    /// The bytes that it can hold.
    pub buffer_capacity_bytes: u64,
    /// Real time spent on the checksum, in nanoseconds.
    pub checksum_ns: u64,
    /// Flush, close and format operations begun.
    pub long_operations: u64,
    /// Faults that have struck.
    pub faults: u64,
    /// Where the next WRITE must go on a sequential medium; -1 when there is no such address.
    pub next_writable_lba: i64,
    /// How long the drive was busy with commands and with such operations, in nanoseconds of its clock.
    pub busy_ns: u64,
    /// What its clock says, in nanoseconds.
    pub clock_ns: u64,
}

// SAFETY: repr(C), integers only, struct_size first.
unsafe impl Sized32 for df2d_virtual_counts {
    const FIRST_SIZE: usize = size_of::<df2d_virtual_counts>();
}

/// Puts a disc into a virtual recorder and closes its tray. What lies in the open tray is taken out. Outside the ABI promise
/// before version 1.0.
///
/// spec   the disc, as after "virtual:" in df2d_recorder_open, with PATH, media, size, store and protect only:
///        "PATH?media=dvd+r". "?media=none" puts nothing in and closes the tray.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_INVALIDARG (malformed, or no such folder); DF2D_E_IMAPI_RECORDER_MEDIA_BUSY
/// (there is a disc in the closed tray); DF2D_E_NOTIMPL (a real drive); DF2D_E_IMAPI_RECORDER_LOCKED (another process has
/// the disc open); DF2D_E_ACCESSDENIED, DF2D_E_FAIL (os_error says why the file cannot be used).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_virtual_insert(
    recorder: *mut df2d_recorder_t,
    spec: *const c_char,
) -> df2d_hresult {
    guard::on::<Recorder>(recorder, |handle| {
        // SAFETY: NULL or a C string, as df2d.h asks.
        let spec = unsafe { c_bytes(spec, "The disc's identifier") }?;
        adapter::require(handle)?.insert(spec).map(|()| DF2D_S_OK)
    })
}

/// Takes the disc out of a virtual recorder as a hand at its button does. Outside the ABI promise before version 1.0.
///
/// force   even from a locked tray, as with a paper clip.
///
/// Returns DF2D_S_OK; DF2D_E_IMAPI_RECORDER_MEDIA_BUSY (the tray is locked, or the drive at work); DF2D_E_NOTIMPL (a real
/// drive).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_virtual_eject(
    recorder: *mut df2d_recorder_t,
    force: df2d_bool,
) -> df2d_hresult {
    guard::on::<Recorder>(recorder, |handle| adapter::require(handle)?.eject(force != 0).map(|()| DF2D_S_OK))
}

/// Switches a virtual recorder off and on. What was in its buffer is lost. Outside the ABI promise before version 1.0.
///
/// Returns DF2D_S_OK; DF2D_E_NOTIMPL (a real drive).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_virtual_power_cycle(recorder: *mut df2d_recorder_t) -> df2d_hresult {
    guard::on::<Recorder>(recorder, |handle| adapter::require(handle)?.power_cycle().map(|()| DF2D_S_OK))
}

/// Has a virtual recorder misbehave. Outside the ABI promise before version 1.0.
///
/// fault   copied.
/// id      receives a number that names the fault in logs.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_INVALIDARG (struct_size, or a member out of range); DF2D_E_NOTIMPL (a real
/// drive).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_virtual_fault_add(
    recorder: *mut df2d_recorder_t,
    fault: *const df2d_virtual_fault,
    id: *mut u32,
) -> df2d_hresult {
    let add = |handle: &Handle<Recorder>| {
        // SAFETY: NULL or a struct of as many bytes as it says, integers only, as df2d.h asks.
        let fault = unsafe { read_struct(fault, size_of::<df2d_virtual_fault>(), "fault") }?;
        adapter::require(handle)?.fault_add(adapter::plan(&fault)?)
    };
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { guard::get::<Recorder, _>(recorder, id, add) }
}

/// Forgets all faults that were added. Outside the ABI promise before version 1.0.
///
/// Returns DF2D_S_OK; DF2D_E_NOTIMPL (a real drive).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_virtual_fault_clear(recorder: *mut df2d_recorder_t) -> df2d_hresult {
    guard::on::<Recorder>(recorder, |handle| {
        adapter::require(handle)?.fault_clear();
        Ok(DF2D_S_OK)
    })
}

/// What a virtual recorder has counted since it was opened. Outside the ABI promise before version 1.0.
///
/// counts   the caller sets struct_size.
///
/// Returns DF2D_S_OK; DF2D_E_POINTER; DF2D_E_INVALIDARG (struct_size); DF2D_E_NOTIMPL (a real drive).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_virtual_counters(
    recorder: *mut df2d_recorder_t,
    counts: *mut df2d_virtual_counts,
) -> df2d_hresult {
    // SAFETY: NULL or a struct of as many bytes as it says, as df2d.h asks.
    let out = unsafe { StructOut::zeroed(counts) };
    guard::on::<Recorder>(recorder, |handle| {
        out.check()?;
        out.set(&adapter::counts(&adapter::require(handle)?.counters()));
        Ok(DF2D_S_OK)
    })
}

/// The time on a virtual recorder's clock, in milliseconds since it was opened. Outside the ABI promise before version
/// 1.0.
///
/// ms   receives it.
///
/// Returns DF2D_S_OK; DF2D_E_NOTIMPL (a real drive).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_virtual_now(recorder: *mut df2d_recorder_t, ms: *mut i64) -> df2d_hresult {
    let now = |handle: &Handle<Recorder>| {
        adapter::require(handle)?;
        Ok(i64::try_from(handle.object.drive().clock().now().as_millis()).unwrap_or(i64::MAX))
    };
    // SAFETY: the pointers are as df2d.h asks.
    unsafe { guard::get::<Recorder, _>(recorder, ms, now) }
}

/// Waits on a virtual recorder's clock. Outside the ABI promise before version 1.0.
///
/// ms   0 or less does not wait.
///
/// Returns DF2D_S_OK; DF2D_E_NOTIMPL (a real drive).
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn df2d_virtual_sleep(recorder: *mut df2d_recorder_t, ms: i64) -> df2d_hresult {
    guard::on::<Recorder>(recorder, |handle| {
        adapter::require(handle)?;
        handle.object.drive().clock().sleep(Duration::from_millis(u64::try_from(ms).unwrap_or(0)));
        Ok(DF2D_S_OK)
    })
}

/// Between the C structs and the virtual recorder's own types.
mod adapter {
    use super::*;
    use crate::virtual_recorder::{Counters, Effect, FaultPlan, VirtualRecorder};

    pub fn require(handle: &Handle<Recorder>) -> Result<&VirtualRecorder> {
        handle.object.as_virtual().ok_or_else(|| {
            Failure::new(
                DF2D_E_NOTIMPL,
                "This recorder is a real drive; only a \"virtual:\" one can do that.",
            )
        })
    }

    pub fn plan(fault: &df2d_virtual_fault) -> Result<FaultPlan> {
        Ok(FaultPlan {
            opcode: unless_minus_one(fault.opcode.into(), "opcode is 0 to 255, or -1.")?,
            lba: unless_minus_one(fault.lba, "lba is the address of a sector, or -1.")?,
            skip: fault.skip,
            times: fault.times,
            effect: effect(fault)?,
        })
    }

    fn unless_minus_one<T: TryFrom<i64>>(value: i64, rule: &'static str) -> Result<Option<T>> {
        if value == -1 {
            return Ok(None);
        }
        T::try_from(value).map(Some).map_err(|_| Failure::new(DF2D_E_INVALIDARG, rule))
    }

    fn effect(fault: &df2d_virtual_fault) -> Result<Effect> {
        Ok(match fault.effect {
            DF2D_VIRTUAL_EFFECT_SENSE => Effect::Sense {
                key: fault.sense_key,
                asc: fault.asc,
                ascq: fault.ascq,
                deferred: fault.deferred != 0,
            },
            DF2D_VIRTUAL_EFFECT_TIMEOUT => Effect::Timeout,
            DF2D_VIRTUAL_EFFECT_LOST => Effect::Lost,
            DF2D_VIRTUAL_EFFECT_RESET => Effect::Reset,
            DF2D_VIRTUAL_EFFECT_DELAY => {
                let delay = u64::try_from(fault.delay_ms)
                    .map_err(|_| Failure::new(DF2D_E_INVALIDARG, "delay_ms is negative."))?;
                Effect::Delay(Duration::from_millis(delay))
            }
            DF2D_VIRTUAL_EFFECT_MEDIUM_GONE => Effect::MediumGone,
            DF2D_VIRTUAL_EFFECT_DEVICE_GONE => Effect::DeviceGone,
            DF2D_VIRTUAL_EFFECT_GOOD_WITHOUT_EFFECT => Effect::GoodWithoutEffect,
            _ => return Err(Failure::new(DF2D_E_INVALIDARG, "There is no such effect.")),
        })
    }

    pub fn counts(counters: &Counters) -> df2d_virtual_counts {
        df2d_virtual_counts {
            struct_size: 0,
            prevented: counters.prevented.into(),
            tray_open: counters.tray_open.into(),
            crc32: counters.crc32,
            commands: counters.commands,
            writes: counters.writes,
            sectors_written: counters.sectors_written,
            bytes_written: counters.bytes_written,
            write_refused_buffer_full: counters.write_refused_buffer_full,
            under_runs: counters.underruns,
            idle_ns: counters.idle_ns,
            max_gap_ns: counters.max_gap_ns,
            buffer_fill_bytes: counters.buffer_fill,
            buffer_min_bytes: counters.buffer_min,
            buffer_capacity_bytes: counters.buffer_capacity,
            checksum_ns: counters.checksum_ns,
            long_operations: counters.long_operations,
            faults: counters.faults,
            next_writable_lba: if counters.next_writable == u32::MAX {
                -1
            } else {
                counters.next_writable.into()
            },
            busy_ns: counters.busy_ns,
            clock_ns: counters.clock_ns,
        }
    }
}
