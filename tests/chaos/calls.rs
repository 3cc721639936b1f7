//! Every function of the C boundary as a call with arguments that chance picks.
// Each argument is a token, dead or alive, or points to as much as is said of it.
#![allow(clippy::undocumented_unsafe_blocks)]

use std::ffi::CStr;
use std::mem::{size_of, zeroed};
use std::ptr::{null, null_mut};
use std::sync::atomic::{AtomicPtr, Ordering};

use df2d::ffi::types::*;
use df2d::ffi::virtual_recorder::*;
use df2d::ffi::{data::*, erase::*, format::*, library::*, log::*, master::*, medium::*, multisession::*};
use df2d::ffi::{recorder::*, recorder_ex::*, recorder_lists::*, recorder_pages::*, stream::*, write::*};
use df2d::hresult::df2d_hresult;

use crate::world::*;

pub type Call = fn(&World, &mut Rng) -> df2d_hresult;

const IDS: [&CStr; 9] = [
    c"virtual:?media=cd-rw&size=20000&clock=virtual&speed=2000",
    c"virtual:?media=dvd+r&size=30000&clock=virtual&speed=4000",
    c"virtual:?media=dvd+rw&size=20000&clock=virtual",
    c"virtual:?media=dvd-ram&size=20000&clock=virtual&speed=4000",
    c"virtual:?media=bd-r&size=64000&clock=virtual",
    c"virtual:?media=dvd-rw&size=60000&clock=virtual&speed=3000",
    c"virtual:?media=none&clock=virtual",
    c"virtual:?media=nonsense",
    c"/dev/null",
];
const NAMES: [&CStr; 3] = [c"chaos", c"another", c"no*name"];
const DISCS: [&CStr; 3] = [c"?media=cd-r&size=20000", c"?media=dvd+rw&size=20000", c"?media="];

static DATA: [u8; 700 * 2048] = [0x5A; 700 * 2048];

/// Numbers as careless callers have them.
fn number(rng: &mut Rng) -> i32 {
    rng.one_of(&[0, 0, 1, 1, 1, 2, 3, 16, -1, 77, 2048, i32::MAX, i32::MIN])
}

/// Room for an answer, and beyond it what must stay as it is.
fn room<T: Copy + PartialEq>(
    rng: &mut Rng,
    beyond: T,
    call: impl FnOnce(*mut T, usize, *mut usize) -> df2d_hresult,
) -> df2d_hresult {
    let mut answer = [beyond; 600];
    let capacity = rng.one_of(&[0, 1, 7, 64, 500]);
    let mut needed = 0;
    let hr = call(if capacity == 0 { null_mut() } else { answer.as_mut_ptr() }, capacity, &mut needed);
    assert!(
        answer[capacity..].iter().all(|rest| *rest == beyond),
        "more was written than there was room for"
    );
    hr
}

/// A function of an object and a place for a number.
macro_rules! getters {
    ($places:ident, $type:ty: $($function:ident)*) => {
        [$((stringify!($function), |w: &World, r: &mut Rng| unsafe {
            let mut value: $type = zeroed();
            $function(w.$places.any(r), &mut value)
        })),*]
    };
}

/// A function of an object and a number.
macro_rules! putters {
    ($places:ident: $($function:ident)*) => {
        [$((stringify!($function), |w: &World, r: &mut Rng| unsafe {
            $function(w.$places.any(r), number(r) as _)
        })),*]
    };
}

/// A function of an object alone.
macro_rules! plain {
    ($places:ident: $($function:ident)*) => {
        [$((stringify!($function), |w: &World, r: &mut Rng| unsafe { $function(w.$places.any(r)) })),*]
    };
}

/// A function of an object and room for many elements.
macro_rules! lists {
    ($places:ident, $beyond:expr; $($function:ident)*) => {
        [$((stringify!($function), |w: &World, r: &mut Rng| {
            let object = w.$places.any(r);
            room(r, $beyond, |buffer, capacity, needed| unsafe { $function(object, buffer, capacity, needed) })
        })),*]
    };
}

/// The same, with arguments between.
macro_rules! pages {
    ($($function:ident($($argument:ty),*) $beyond:expr;)*) => {
        [$((stringify!($function), |w: &World, r: &mut Rng| {
            let object = w.recorders.any(r);
            #[allow(unused_parens)]
            let arguments = ($(number(r) as $argument),*,);
            room(r, $beyond, |buffer, capacity, needed| {
                spread!($function, object, arguments, buffer, capacity, needed; $($argument),*)
            })
        })),*]
    };
}

macro_rules! spread {
    ($function:ident, $object:ident, $a:ident, $b:ident, $c:ident, $n:ident; $_1:ty) => {
        unsafe { $function($object, $a.0, $b, $c, $n) }
    };
    ($function:ident, $object:ident, $a:ident, $b:ident, $c:ident, $n:ident; $_1:ty, $_2:ty) => {
        unsafe { $function($object, $a.0, $a.1, $b, $c, $n) }
    };
    ($function:ident, $object:ident, $a:ident, $b:ident, $c:ident, $n:ident; $_1:ty, $_2:ty, $_3:ty, $_4:ty) => {
        unsafe { $function($object, $a.0, $a.1, $a.2, $a.3, $b, $c, $n) }
    };
}

/// A function of an object, a multisession scheme and a place for a number.
macro_rules! multisession {
    ($($function:ident)*) => {
        [$((stringify!($function), |w: &World, r: &mut Rng| unsafe {
            let mut value = 0;
            $function(w.writers.any(r), number(r), &mut value)
        })),*]
    };
}

macro_rules! errors {
    ($($places:ident $function:ident)*) => {
        [$((stringify!($function), |w: &World, r: &mut Rng| unsafe {
            let object = w.$places.any(r);
            let mut info = df2d_error_info { struct_size: size_of::<df2d_error_info>() as u32, ..zeroed() };
            room(r, 0x55, |buffer, capacity, needed| $function(object, &mut info, buffer, capacity, needed))
        })),*]
    };
}

/// A new object takes the place of another, which is destroyed, or released.
macro_rules! made {
    ($($name:literal $places:ident $destroy:ident $release:ident $make:expr;)*) => {
        [$(($name, |w: &World, r: &mut Rng| unsafe {
            let mut made = null_mut();
            let make: unsafe fn(&World, &mut Rng, *mut *mut _) -> df2d_hresult = $make;
            let hr = make(w, r, &mut made);
            let old = w.$places.put(r, made);
            w.check($name, if r.below(3) == 0 { $release(old) } else { $destroy(old) });
            hr
        })),*]
    };
}

/// A function is advised, and the cookie left where anybody may unadvise it.
macro_rules! advise {
    ($($function:ident $places:ident $callback:ident $cookies:ident)*) => {
        [$((stringify!($function), |w: &World, r: &mut Rng| unsafe {
            let mut cookie = 0;
            let callback = if r.below(9) == 0 { None } else { Some($callback as _) };
            let hr = $function(w.$places.any(r), callback, w.user_data(), Some(on_free), &mut cookie);
            w.$cookies[r.below(8)].store(cookie, Ordering::SeqCst);
            hr
        })),*]
    };
}

macro_rules! unadvise {
    ($($function:ident $places:ident)*) => {
        [$((stringify!($function), |w: &World, r: &mut Rng| unsafe {
            $function(w.$places.any(r), w.cookies[r.below(8)].load(Ordering::SeqCst))
        })),*]
    };
}

/// What there is of a list of lists. An array that is longer than its list would have empty places.
macro_rules! table {
    ($name:ident = $($list:expr;)*) => {
        pub static $name: &[(&str, Call)] = {
            const LISTS: &[&[(&str, Call)]] = &[$(&$list),*];
            const LENGTH: usize = {
                let (mut length, mut list) = (0, 0);
                while list < LISTS.len() {
                    length += LISTS[list].len();
                    list += 1;
                }
                length
            };
            const ALL: [(&str, Call); LENGTH] = {
                let mut all: [(&str, Call); LENGTH] = [("", |_, _| 0); LENGTH];
                let (mut at, mut list) = (0, 0);
                while list < LISTS.len() {
                    let mut entry = 0;
                    while entry < LISTS[list].len() {
                        all[at] = LISTS[list][entry];
                        at += 1;
                        entry += 1;
                    }
                    list += 1;
                }
                all
            };
            &ALL
        };
    };
}

table! { QUICK =
    getters!(writers, i32: df2d_get_buffer_underrun_free_disabled df2d_get_postgap_already_in_image
        df2d_get_force_media_to_be_closed df2d_get_disable_consumer_dvd_compatibility_mode df2d_get_force_overwrite
        df2d_get_test_write df2d_get_burn_verification_level df2d_get_cancel_mode df2d_get_requested_write_speed
        df2d_get_requested_rotation_type_is_pure_cav df2d_get_media_physically_blank
        df2d_get_media_heuristically_blank df2d_get_current_media_status df2d_get_write_protect_status
        df2d_get_total_sectors_on_media df2d_get_free_sectors_on_media df2d_get_next_writable_address
        df2d_get_start_address_of_previous_session df2d_get_last_written_address_of_previous_session
        df2d_get_current_physical_media_type df2d_get_current_write_speed
        df2d_get_current_rotation_type_is_pure_cav);
    getters!(erasers, i32: df2d_erase_get_full_erase df2d_erase_get_current_physical_media_type
        df2d_erase_get_media_physically_blank df2d_erase_get_media_heuristically_blank df2d_erase_get_cancel_mode);
    getters!(recorders, i32: df2d_recorder_get_device_can_load_media df2d_recorder_get_legacy_device_number);
    getters!(recorders, u32: df2d_recorder_get_byte_alignment_mask
        df2d_recorder_get_maximum_page_aligned_transfer_size df2d_recorder_get_maximum_non_page_aligned_transfer_size);
    getters!(recorders, i64: df2d_virtual_now);
    getters!(streams, u64: df2d_stream_get_size_bytes);
    getters!(streams, i32: df2d_stream_get_padding);
    getters!(masters, i32: df2d_master_get_count df2d_master_get_is_supported_environment);
    putters!(writers: df2d_put_buffer_underrun_free_disabled df2d_put_postgap_already_in_image
        df2d_put_force_media_to_be_closed df2d_put_disable_consumer_dvd_compatibility_mode df2d_put_force_overwrite
        df2d_put_force_overwrite df2d_put_test_write df2d_put_burn_verification_level df2d_put_cancel_mode);
    putters!(erasers: df2d_erase_put_full_erase df2d_erase_put_cancel_mode);
    putters!(streams: df2d_stream_put_padding);
    plain!(writers: df2d_cancel_write);
    plain!(erasers: df2d_erase_cancel_erase);
    plain!(recorders: df2d_recorder_close_tray df2d_recorder_close_tray df2d_recorder_release_exclusive_access
        df2d_recorder_disable_mcn df2d_recorder_enable_mcn df2d_virtual_power_cycle df2d_virtual_fault_clear);
    lists!(writers, 77; df2d_get_supported_media_types df2d_get_supported_write_speeds
        df2d_get_multisession_interfaces);
    lists!(erasers, 77; df2d_erase_get_supported_media_types);
    lists!(writers, 0x55; df2d_get_client_name);
    lists!(erasers, 0x55; df2d_erase_get_client_name);
    lists!(masters, 0x55; df2d_master_get_items);
    lists!(recorders, 0x55; df2d_recorder_get_active_disc_recorder df2d_recorder_get_vendor_id
        df2d_recorder_get_product_id df2d_recorder_get_product_revision df2d_recorder_get_volume_name
        df2d_recorder_get_volume_path_names df2d_recorder_get_exclusive_access_owner);
    lists!(recorders, 0x55; df2d_recorder_get_disc_information df2d_recorder_get_device_descriptor
        df2d_recorder_get_adapter_descriptor);
    pages! {
        df2d_recorder_get_supported_feature_pages(i32) 77;
        df2d_recorder_get_supported_profiles(i32) 77;
        df2d_recorder_get_supported_mode_pages(i32) 77;
        df2d_recorder_get_track_information(u32, i32) 0x55;
        df2d_recorder_get_feature_page(i32, i32) 0x55;
        df2d_recorder_get_mode_page(i32, i32) 0x55;
        df2d_recorder_read_dvd_structure(u32, u32, u32, u32) 0x55;
    };
    multisession!(df2d_multisession_get_is_supported_on_current_media_state df2d_multisession_get_in_use
        df2d_multisession_get_is_first_data_session df2d_multisession_get_start_address_of_previous_session
        df2d_multisession_get_last_written_address_of_previous_session df2d_multisession_get_next_writable_address
        df2d_multisession_get_free_sectors_on_media df2d_multisession_get_write_unit_size
        df2d_multisession_get_last_written_address df2d_multisession_get_total_sectors_on_media);
    errors!(writers df2d_get_last_error erasers df2d_erase_get_last_error recorders df2d_recorder_get_last_error
        streams df2d_stream_get_last_error masters df2d_master_get_last_error);
    made! {
        "recorder_open" recorders df2d_recorder_destroy df2d_recorder_release
            |_, r, made| df2d_recorder_open(r.one_of(&IDS).as_ptr(), made);
        "get_recorder" recorders df2d_recorder_release df2d_recorder_release
            |w, r, made| df2d_get_recorder(w.writers.any(r), made);
        "erase_get_recorder" recorders df2d_recorder_release df2d_recorder_release
            |w, r, made| df2d_erase_get_recorder(w.erasers.any(r), made);
        "multisession_get_import_recorder" recorders df2d_recorder_release df2d_recorder_release
            |w, r, made| df2d_multisession_get_import_recorder(w.writers.any(r), number(r), made);
        "create" writers df2d_destroy df2d_release |w, r, made| {
            let hr = df2d_create(made);
            df2d_put_recorder(*made, w.recorders.any(r));
            df2d_put_client_name(*made, NAMES[0].as_ptr());
            hr
        };
        "erase_create" erasers df2d_erase_destroy df2d_erase_release |w, r, made| {
            let hr = df2d_erase_create(made);
            df2d_erase_put_recorder(*made, w.recorders.any(r));
            df2d_erase_put_client_name(*made, NAMES[0].as_ptr());
            hr
        };
        "master_create" masters df2d_master_destroy df2d_master_release
            |_, _, made| df2d_master_create(made);
        "stream_from_memory" streams df2d_stream_destroy df2d_stream_release |w, r, made| {
            let size = r.one_of(&[64 * 2048, 700 * 2048, 100, 0]);
            df2d_stream_from_memory(DATA.as_ptr().cast(), size, Some(on_free), w.user_data(), made)
        };
        "stream_from_file" streams df2d_stream_destroy df2d_stream_release
            |_, _, made| df2d_stream_from_file(c"Cargo.toml".as_ptr(), made);
        "stream_from_fd" streams df2d_stream_destroy df2d_stream_release
            |_, r, made| df2d_stream_from_fd(2, i64::from(number(r)), made);
        "stream_from_callbacks" streams df2d_stream_destroy df2d_stream_release |w, r, made| {
            let callbacks = df2d_stream_callbacks {
                struct_size: size_of::<df2d_stream_callbacks>() as u32,
                reserved: 0,
                size: Some(source_size),
                read: Some(source_read),
                seek: (r.below(2) == 0).then_some(source_seek),
                cancel: Some(source_cancel),
                close: Some(on_free),
            };
            df2d_stream_from_callbacks(&callbacks, w.user_data(), made)
        };
        "stream_fan_out" streams df2d_stream_destroy df2d_stream_release |w, r, made| {
            let mut shares = [null_mut(); 2];
            let hr = df2d_stream_fan_out(w.streams.any(r), 2, 2 << 20, shares.as_mut_ptr());
            *made = shares[0];
            df2d_stream_destroy(w.streams.put(r, shares[1]));
            hr
        };
    };
    advise!(df2d_advise writers on_update cookies df2d_advise_end writers on_end cookies
        df2d_erase_advise erasers on_erase_update cookies df2d_erase_advise_end erasers on_erase_end cookies);
    unadvise!(df2d_unadvise writers df2d_erase_unadvise erasers df2d_master_unadvise masters);
    [
        ("put_recorder", |w, r| unsafe { df2d_put_recorder(w.writers.any(r), w.recorders.any(r)) }),
        ("erase_put_recorder", |w, r| unsafe { df2d_erase_put_recorder(w.erasers.any(r), w.recorders.any(r)) }),
        ("put_client_name", |w, r| unsafe { df2d_put_client_name(w.writers.any(r), r.one_of(&NAMES).as_ptr()) }),
        ("erase_put_client_name", |w, r| unsafe {
            df2d_erase_put_client_name(w.erasers.any(r), r.one_of(&NAMES).as_ptr())
        }),
        ("set_write_speed", |w, r| unsafe { df2d_set_write_speed(w.writers.any(r), number(r), number(r)) }),
        ("multisession_put_in_use", |w, r| unsafe {
            df2d_multisession_put_in_use(w.writers.any(r), number(r), number(r))
        }),
        ("is_recorder_supported", |w, r| unsafe {
            df2d_is_recorder_supported(w.writers.any(r), w.recorders.any(r), &mut 0)
        }),
        ("is_current_media_supported", |w, r| unsafe {
            df2d_is_current_media_supported(w.writers.any(r), w.recorders.any(r), &mut 0)
        }),
        ("erase_is_recorder_supported", |w, r| unsafe {
            df2d_erase_is_recorder_supported(w.erasers.any(r), w.recorders.any(r), &mut 0)
        }),
        ("erase_is_current_media_supported", |w, r| unsafe {
            df2d_erase_is_current_media_supported(w.erasers.any(r), w.recorders.any(r), &mut 0)
        }),
        ("get_supported_write_speed_descriptors", |w, r| unsafe {
            let (mut speeds, mut needed): ([df2d_write_speed_descriptor; 30], _) = (zeroed(), 0);
            df2d_get_supported_write_speed_descriptors(w.writers.any(r), speeds.as_mut_ptr(), 30, &mut needed)
        }),
        ("get_write_result", |w, r| unsafe {
            let size = size_of::<df2d_write_result>() as u32;
            df2d_get_write_result(w.writers.any(r), &mut df2d_write_result { struct_size: size, ..zeroed() })
        }),
        ("erase_get_result", |w, r| unsafe {
            let size = size_of::<df2d_write_result>() as u32;
            df2d_erase_get_result(w.erasers.any(r), &mut df2d_write_result { struct_size: size, ..zeroed() })
        }),
        ("wait", |w, r| unsafe { df2d_wait(w.writers.any(r), 0, &mut 0) }),
        ("erase_wait", |w, r| unsafe { df2d_erase_wait(w.erasers.any(r), 0, &mut 0) }),
        ("write_async", |w, r| unsafe { df2d_write_async(w.writers.any(r), w.streams.any(r)) }),
        ("close_media_async", |w, r| unsafe { df2d_close_media_async(w.writers.any(r)) }),
        ("recover_media_async", |w, r| unsafe {
            let stream = if r.below(2) == 0 { null_mut() } else { w.streams.any(r) };
            df2d_recover_media_async(w.writers.any(r), number(r), stream)
        }),
        ("erase_erase_media_async", |w, r| unsafe { df2d_erase_erase_media_async(w.erasers.any(r)) }),
        ("stream_put_block_ranges", |w, r| unsafe {
            let ranges = [df2d_block_range { start_lba: number(r), end_lba: number(r) }; 2];
            df2d_stream_put_block_ranges(w.streams.any(r), ranges.as_ptr(), r.below(3))
        }),
        ("recorder_acquire_exclusive_access", |w, r| unsafe {
            df2d_recorder_acquire_exclusive_access(w.recorders.any(r), 0, r.one_of(&NAMES).as_ptr())
        }),
        ("recorder_eject_media", |w, r| unsafe {
            // Seldom, or there is never a disc to write.
            if r.below(8) > 0 { 0 } else { df2d_recorder_eject_media(w.recorders.any(r)) }
        }),
        ("recorder_send_command_no_data", |w, r| unsafe {
            df2d_recorder_send_command_no_data(w.recorders.any(r), [0; 6].as_ptr(), 6, [0; 18].as_mut_ptr(), 9)
        }),
        ("recorder_send_command_send_data_to_device", |w, r| unsafe {
            let (cdb, data) = ([0x2A, 0, 0, 0, 0, 0, 0, 0, 1, 0], [1; 2048]);
            let recorder = w.recorders.any(r);
            df2d_recorder_send_command_send_data_to_device(recorder, cdb.as_ptr(), 10, null_mut(), 9, data.as_ptr(), 2048)
        }),
        ("recorder_send_command_get_data_from_device", |w, r| unsafe {
            let (cdb, mut data) = ([0x28, 0, 0, 0, 0, 0, 0, 0, 1, 0], [1; 2048]);
            let (recorder, data) = (w.recorders.any(r), data.as_mut_ptr());
            df2d_recorder_send_command_get_data_from_device(recorder, cdb.as_ptr(), 10, null_mut(), 9, data, 2048, &mut 0)
        }),
        ("recorder_send_dvd_structure", |w, r| unsafe {
            df2d_recorder_send_dvd_structure(w.recorders.any(r), number(r) as u32, [0; 16].as_ptr(), 16)
        }),
        ("recorder_set_mode_page", |w, r| unsafe {
            let page = [0x05, 0x32, 0, 0];
            df2d_recorder_set_mode_page(w.recorders.any(r), number(r), page.as_ptr(), r.one_of(&[0, 2, 4]))
        }),
        ("master_get_item", |w, r| {
            let (master, index) = (w.masters.any(r), number(r));
            room(r, 0x55, |buffer, capacity, needed| unsafe {
                df2d_master_get_item(master, index, buffer, capacity, needed)
            })
        }),
        ("master_advise", |w, r| unsafe {
            let mut cookie = 0;
            let (added, removed) = (Some(on_drive as _), Some(on_drive as _));
            let hr = df2d_master_advise(w.masters.any(r), added, removed, w.user_data(), Some(on_free), &mut cookie);
            w.cookies[r.below(8)].store(cookie, Ordering::SeqCst);
            hr
        }),
        ("log_advise", |w, r| unsafe {
            let (mut cookie, level) = (0, r.one_of(&[0, 1, 2, 3, 4, 5]));
            let hr = df2d_log_advise(level, Some(on_log), w.user_data(), Some(on_free), &mut cookie);
            // Few listen at a time: each is told of every failed call.
            df2d_log_unadvise(w.log_cookies[r.below(2)].swap(cookie, Ordering::SeqCst));
            hr
        }),
        ("log_unadvise", |w, r| unsafe { df2d_log_unadvise(w.log_cookies[r.below(2)].load(Ordering::SeqCst)) }),
        ("virtual_insert", |w, r| unsafe { df2d_virtual_insert(w.recorders.any(r), r.one_of(&DISCS).as_ptr()) }),
        ("virtual_eject", |w, r| unsafe {
            if r.below(8) > 0 { 0 } else { df2d_virtual_eject(w.recorders.any(r), number(r)) }
        }),
        ("virtual_fault_add", |w, r| unsafe {
            let fault = df2d_virtual_fault {
                struct_size: size_of::<df2d_virtual_fault>() as u32,
                opcode: r.one_of(&[-1, 0x2A, 0x35, 0x5B, 0x51, 0x00]),
                lba: -1,
                skip: r.below(20) as u32,
                times: 1,
                effect: r.below(9) as i32,
                sense_key: r.one_of(&[2, 3, 4, 5, 6]),
                asc: r.one_of(&[0x04, 0x0C, 0x21, 0x29, 0x3A]),
                delay_ms: 300,
                ..zeroed()
            };
            df2d_virtual_fault_add(w.recorders.any(r), &fault, &mut 0)
        }),
        ("virtual_counters", |w, r| unsafe {
            let size = size_of::<df2d_virtual_counts>() as u32;
            df2d_virtual_counters(w.recorders.any(r), &mut df2d_virtual_counts { struct_size: size, ..zeroed() })
        }),
        ("virtual_sleep", |w, r| unsafe { df2d_virtual_sleep(w.recorders.any(r), r.below(2000) as i64) }),
        ("version", |_, _| unsafe { df2d_version(&mut 0, &mut 0, null_mut()) }),
        ("live_objects", |_, _| unsafe { df2d_live_objects(&mut 0) }),
        ("get_thread_error", |_, r| room(r, 0x55, |buffer, capacity, needed| unsafe {
            df2d_get_thread_error(null_mut(), buffer, capacity, needed)
        })),
        ("names", |_, r| {
            let hr = number(r);
            assert!(!df2d_hresult_name(hr).is_null() && !df2d_hresult_message(hr).is_null());
            assert!(df2d_version_number() > 0 && !df2d_version_string().is_null());
            0
        }),
        ("a forged handle", |w, r| unsafe {
            let forged: *mut df2d_t = AtomicPtr::new(null::<u8>().wrapping_add(r.next() as usize).cast_mut().cast()).into_inner();
            w.check("get_cancel_mode", df2d_get_cancel_mode(forged, &mut 0));
            df2d_cancel_write(w.recorders.any(r).cast())
        }),
    ];
}

table! { BLOCKING =
    [
        ("write", |w, r| unsafe { df2d_write(w.writers.any(r), w.streams.any(r)) }),
        ("write", |w, r| unsafe { df2d_write(w.writers.any(r), w.streams.any(r)) }),
        ("close_media", |w, r| unsafe { df2d_close_media(w.writers.any(r)) }),
        ("recover_media", |w, r| unsafe {
            let stream = if r.below(2) == 0 { null_mut() } else { w.streams.any(r) };
            df2d_recover_media(w.writers.any(r), number(r), stream)
        }),
        ("erase_erase_media", |w, r| unsafe { df2d_erase_erase_media(w.erasers.any(r)) }),
        ("wait", |w, r| unsafe { df2d_wait(w.writers.any(r), u32::MAX, &mut 0) }),
        ("erase_wait", |w, r| unsafe { df2d_erase_wait(w.erasers.any(r), u32::MAX, &mut 0) }),
    ];
}
