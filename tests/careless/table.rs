//! Every function of the library that returns an HRESULT, with what a careless caller passes to it.

use df2d::ffi::data::*;
use df2d::ffi::erase::*;
use df2d::ffi::format::*;
use df2d::ffi::library::*;
use df2d::ffi::log::*;
use df2d::ffi::master::*;
use df2d::ffi::medium::*;
use df2d::ffi::multisession::*;
use df2d::ffi::recorder::*;
use df2d::ffi::recorder_ex::*;
use df2d::ffi::recorder_lists::*;
use df2d::ffi::recorder_pages::*;
use df2d::ffi::stream::*;
use df2d::ffi::virtual_recorder::*;
use df2d::ffi::write::*;

use super::Caller;

/// A function's name, and how it is called.
pub type Call = (&'static str, fn(&mut Caller<'_>));

macro_rules! calls {
    ($($name:ident($($argument:ident),*);)*) => {
        &[$((stringify!($name), |caller| {
            // SAFETY: what the caller passes is what df2d.h allows, or what it promises to refuse.
            let hr = unsafe { $name($(caller.$argument()),*) };
            caller.returned(stringify!($name), hr);
        }),)*]
    };
}

/// In the order of the files under src/ffi.
#[rustfmt::skip]
pub const CALLS: &[Call] = calls! {
    // ffi/library.rs
    df2d_version(out, out, out);
    df2d_get_thread_error(structure, room, capacity, needed);
    df2d_live_objects(out);
    // ffi/log.rs
    df2d_log_advise(int, log_fn, user_data, free_fn, new_cookie);
    df2d_log_unadvise(cookie);
    // ffi/master.rs
    df2d_master_create(new_master);
    df2d_master_destroy(master);
    df2d_master_release(master);
    df2d_master_get_last_error(master, structure, room, capacity, needed);
    df2d_master_get_count(master, out);
    df2d_master_get_item(master, int, room, capacity, needed);
    df2d_master_get_items(master, room, capacity, needed);
    df2d_master_get_is_supported_environment(master, out);
    df2d_master_advise(master, notify_fn, notify_fn, user_data, free_fn, new_cookie);
    df2d_master_unadvise(master, cookie);
    // ffi/recorder.rs
    df2d_recorder_open(id, new_recorder);
    df2d_recorder_destroy(recorder);
    df2d_recorder_release(recorder);
    df2d_recorder_get_last_error(recorder, structure, room, capacity, needed);
    df2d_recorder_get_active_disc_recorder(recorder, room, capacity, needed);
    df2d_recorder_get_vendor_id(recorder, room, capacity, needed);
    df2d_recorder_get_product_id(recorder, room, capacity, needed);
    df2d_recorder_get_product_revision(recorder, room, capacity, needed);
    df2d_recorder_eject_media(recorder);
    df2d_recorder_close_tray(recorder);
    df2d_recorder_get_device_can_load_media(recorder, out);
    df2d_recorder_get_volume_name(recorder, room, capacity, needed);
    df2d_recorder_get_volume_path_names(recorder, room, capacity, needed);
    df2d_recorder_get_legacy_device_number(recorder, out);
    df2d_recorder_acquire_exclusive_access(recorder, int, name);
    df2d_recorder_release_exclusive_access(recorder);
    df2d_recorder_get_exclusive_access_owner(recorder, room, capacity, needed);
    df2d_recorder_disable_mcn(recorder);
    df2d_recorder_enable_mcn(recorder);
    // ffi/recorder_ex.rs
    df2d_recorder_send_command_no_data(recorder, cdb, cdb_size, sense, uint);
    df2d_recorder_send_command_send_data_to_device(recorder, cdb, cdb_size, sense, uint, bytes, size);
    df2d_recorder_send_command_get_data_from_device(recorder, cdb, cdb_size, sense, uint, room, size, out);
    df2d_recorder_get_byte_alignment_mask(recorder, out);
    df2d_recorder_get_maximum_page_aligned_transfer_size(recorder, out);
    df2d_recorder_get_maximum_non_page_aligned_transfer_size(recorder, out);
    // ffi/recorder_lists.rs
    df2d_recorder_get_supported_feature_pages(recorder, int, room, capacity, needed);
    df2d_recorder_get_supported_profiles(recorder, int, room, capacity, needed);
    df2d_recorder_get_supported_mode_pages(recorder, int, room, capacity, needed);
    // ffi/recorder_pages.rs
    df2d_recorder_get_disc_information(recorder, room, capacity, needed);
    df2d_recorder_get_track_information(recorder, uint, int, room, capacity, needed);
    df2d_recorder_read_dvd_structure(recorder, uint, uint, uint, uint, room, capacity, needed);
    df2d_recorder_send_dvd_structure(recorder, uint, bytes, size);
    df2d_recorder_get_feature_page(recorder, int, int, room, capacity, needed);
    df2d_recorder_get_mode_page(recorder, int, int, room, capacity, needed);
    df2d_recorder_set_mode_page(recorder, int, bytes, size);
    df2d_recorder_get_device_descriptor(recorder, room, capacity, needed);
    df2d_recorder_get_adapter_descriptor(recorder, room, capacity, needed);
    // ffi/stream.rs
    df2d_stream_from_file(path, new_stream);
    df2d_stream_from_fd(fd, long, new_stream);
    df2d_stream_from_memory(image, image_size, free_fn, user_data, new_stream);
    df2d_stream_from_callbacks(callbacks, user_data, new_stream);
    df2d_stream_fan_out(stream, stream_count, buffer_size, new_streams);
    df2d_stream_destroy(stream);
    df2d_stream_release(stream);
    df2d_stream_get_last_error(stream, structure, room, capacity, needed);
    df2d_stream_put_padding(stream, int);
    df2d_stream_get_padding(stream, out);
    df2d_stream_put_block_ranges(stream, ranges, range_count);
    df2d_stream_get_size_bytes(stream, out);
    // ffi/data.rs
    df2d_put_recorder(writer, recorder);
    df2d_get_recorder(writer, new_recorder);
    df2d_put_client_name(writer, name);
    df2d_get_client_name(writer, room, capacity, needed);
    df2d_put_buffer_underrun_free_disabled(writer, int);
    df2d_get_buffer_underrun_free_disabled(writer, out);
    df2d_put_postgap_already_in_image(writer, int);
    df2d_get_postgap_already_in_image(writer, out);
    df2d_put_force_media_to_be_closed(writer, int);
    df2d_get_force_media_to_be_closed(writer, out);
    df2d_put_disable_consumer_dvd_compatibility_mode(writer, int);
    df2d_get_disable_consumer_dvd_compatibility_mode(writer, out);
    df2d_put_force_overwrite(writer, int);
    df2d_get_force_overwrite(writer, out);
    df2d_put_test_write(writer, int);
    df2d_get_test_write(writer, out);
    df2d_put_burn_verification_level(writer, int);
    df2d_get_burn_verification_level(writer, out);
    df2d_put_cancel_mode(writer, int);
    df2d_get_cancel_mode(writer, out);
    df2d_get_requested_write_speed(writer, out);
    df2d_get_requested_rotation_type_is_pure_cav(writer, out);
    df2d_set_write_speed(writer, int, int);
    // ffi/format.rs
    df2d_create(new_writer);
    df2d_destroy(writer);
    df2d_release(writer);
    df2d_get_last_error(writer, structure, room, capacity, needed);
    df2d_is_recorder_supported(writer, recorder, out);
    df2d_is_current_media_supported(writer, recorder, out);
    df2d_get_media_physically_blank(writer, out);
    df2d_get_media_heuristically_blank(writer, out);
    df2d_get_supported_media_types(writer, room, capacity, needed);
    // ffi/medium.rs
    df2d_get_current_media_status(writer, out);
    df2d_get_write_protect_status(writer, out);
    df2d_get_total_sectors_on_media(writer, out);
    df2d_get_free_sectors_on_media(writer, out);
    df2d_get_next_writable_address(writer, out);
    df2d_get_start_address_of_previous_session(writer, out);
    df2d_get_last_written_address_of_previous_session(writer, out);
    df2d_get_current_physical_media_type(writer, out);
    df2d_get_current_write_speed(writer, out);
    df2d_get_current_rotation_type_is_pure_cav(writer, out);
    df2d_get_supported_write_speeds(writer, room, capacity, needed);
    df2d_get_supported_write_speed_descriptors(writer, room, capacity, needed);
    df2d_get_multisession_interfaces(writer, room, capacity, needed);
    // ffi/multisession.rs
    df2d_multisession_get_is_supported_on_current_media_state(writer, int, out);
    df2d_multisession_put_in_use(writer, int, int);
    df2d_multisession_get_in_use(writer, int, out);
    df2d_multisession_get_import_recorder(writer, int, new_recorder);
    df2d_multisession_get_is_first_data_session(writer, int, out);
    df2d_multisession_get_start_address_of_previous_session(writer, int, out);
    df2d_multisession_get_last_written_address_of_previous_session(writer, int, out);
    df2d_multisession_get_next_writable_address(writer, int, out);
    df2d_multisession_get_free_sectors_on_media(writer, int, out);
    df2d_multisession_get_write_unit_size(writer, int, out);
    df2d_multisession_get_last_written_address(writer, int, out);
    df2d_multisession_get_total_sectors_on_media(writer, int, out);
    // ffi/write.rs
    df2d_write(writer, stream);
    df2d_write_async(writer, stream);
    df2d_close_media(writer);
    df2d_close_media_async(writer);
    df2d_recover_media(writer, int, stream);
    df2d_recover_media_async(writer, int, stream);
    df2d_wait(writer, timeout, out);
    df2d_cancel_write(writer);
    df2d_get_write_result(writer, structure);
    df2d_advise(writer, update_fn, user_data, free_fn, new_cookie);
    df2d_advise_end(writer, end_fn, user_data, free_fn, new_cookie);
    df2d_unadvise(writer, cookie);
    // ffi/erase.rs
    df2d_erase_create(new_eraser);
    df2d_erase_destroy(eraser);
    df2d_erase_release(eraser);
    df2d_erase_get_last_error(eraser, structure, room, capacity, needed);
    df2d_erase_put_recorder(eraser, recorder);
    df2d_erase_get_recorder(eraser, new_recorder);
    df2d_erase_put_client_name(eraser, name);
    df2d_erase_get_client_name(eraser, room, capacity, needed);
    df2d_erase_put_full_erase(eraser, int);
    df2d_erase_get_full_erase(eraser, out);
    df2d_erase_get_current_physical_media_type(eraser, out);
    df2d_erase_is_recorder_supported(eraser, recorder, out);
    df2d_erase_is_current_media_supported(eraser, recorder, out);
    df2d_erase_get_media_physically_blank(eraser, out);
    df2d_erase_get_media_heuristically_blank(eraser, out);
    df2d_erase_get_supported_media_types(eraser, room, capacity, needed);
    df2d_erase_erase_media(eraser);
    df2d_erase_erase_media_async(eraser);
    df2d_erase_wait(eraser, timeout, out);
    df2d_erase_cancel_erase(eraser);
    df2d_erase_put_cancel_mode(eraser, int);
    df2d_erase_get_cancel_mode(eraser, out);
    df2d_erase_get_result(eraser, structure);
    df2d_erase_advise(eraser, erase_update_fn, user_data, free_fn, new_cookie);
    df2d_erase_advise_end(eraser, erase_end_fn, user_data, free_fn, new_cookie);
    df2d_erase_unadvise(eraser, cookie);
    // ffi/virtual_recorder.rs
    df2d_virtual_insert(recorder, spec);
    df2d_virtual_eject(recorder, int);
    df2d_virtual_power_cycle(recorder);
    df2d_virtual_fault_add(recorder, fault, out);
    df2d_virtual_fault_clear(recorder);
    df2d_virtual_counters(recorder, structure);
    df2d_virtual_now(recorder, out);
    df2d_virtual_sleep(recorder, long);
};
