// Written by bindings/generate from include/df2d.h.
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Df2d
{
    internal static unsafe partial class Native
    {
        internal const string Library = "libdf2d.so.0";

        [StructLayout(LayoutKind.Sequential)]
        internal struct df2d_error_info
        {
            internal uint struct_size;
            internal int hr;
            internal int os_error;
            internal byte sense_key;
            internal byte asc;
            internal byte ascq;
            internal byte deferred;
            internal long lba;
            internal fixed byte cdb[16];
            internal uint cdb_length;
            internal uint reserved;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct df2d_stream_callbacks
        {
            internal uint struct_size;
            internal uint reserved;
            internal IntPtr size;
            internal IntPtr read;
            internal IntPtr seek;
            internal IntPtr cancel;
            internal IntPtr close;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct df2d_block_range
        {
            internal int start_lba;
            internal int end_lba;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct df2d_write_speed_descriptor
        {
            internal int media_type;
            internal int rotation_type_is_pure_cav;
            internal int write_speed;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct df2d_write_result
        {
            internal uint struct_size;
            internal int hr;
            internal int content_after;
            internal int disc_after;
            internal int media_status_after;
            internal uint under_runs;
            internal long sectors_requested;
            internal long sectors_sent;
            internal long sectors_on_media;
            internal long start_lba;
            internal long elapsed_ms;
            internal long failure_lba;
            internal fixed byte failure_cdb[16];
            internal byte failure_cdb_length;
            internal byte failure_sense_key;
            internal byte failure_asc;
            internal byte failure_ascq;
            internal byte failure_deferred;
            internal fixed byte reserved[3];
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct df2d_progress
        {
            internal uint struct_size;
            internal int current_action;
            internal int elapsed_time;
            internal int remaining_time;
            internal int total_time;
            internal int start_lba;
            internal int sector_count;
            internal int last_read_lba;
            internal int last_written_lba;
            internal int total_system_buffer;
            internal int used_system_buffer;
            internal int free_system_buffer;
            internal int cancelling;
            internal int action_permille;
            internal uint under_runs;
            internal uint reserved;
            internal long total_sectors;
            internal long done_sectors;
            internal long bytes_per_second;
            internal long drive_buffer_bytes;
            internal long drive_buffer_used_bytes;
            internal long elapsed_ms;
            internal long remaining_ms;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct df2d_virtual_fault
        {
            internal uint struct_size;
            internal int opcode;
            internal long lba;
            internal uint skip;
            internal uint times;
            internal int effect;
            internal byte sense_key;
            internal byte asc;
            internal byte ascq;
            internal byte deferred;
            internal long delay_ms;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct df2d_virtual_counts
        {
            internal uint struct_size;
            internal int prevented;
            internal int tray_open;
            internal uint crc32;
            internal ulong commands;
            internal ulong writes;
            internal ulong sectors_written;
            internal ulong bytes_written;
            internal ulong write_refused_buffer_full;
            internal ulong under_runs;
            internal ulong idle_ns;
            internal ulong max_gap_ns;
            internal ulong buffer_fill_bytes;
            internal ulong buffer_min_bytes;
            internal ulong buffer_capacity_bytes;
            internal ulong checksum_ns;
            internal ulong long_operations;
            internal ulong faults;
            internal long next_writable_lba;
            internal ulong busy_ns;
            internal ulong clock_ns;
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void df2d_log_fn(int level, byte* target, byte* message, IntPtr user_data);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void df2d_free_fn(IntPtr user_data);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void df2d_master_notify_fn(IntPtr @object, byte* id, IntPtr user_data);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void df2d_update_fn(IntPtr @object, df2d_progress* progress, IntPtr user_data);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void df2d_end_fn(IntPtr @object, df2d_write_result* result, IntPtr user_data);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void df2d_erase_update_fn(
            IntPtr @object, int elapsed_seconds, int estimated_total_seconds, IntPtr user_data);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void df2d_erase_end_fn(IntPtr @object, df2d_write_result* result, IntPtr user_data);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int df2d_stream_callbacks_size(IntPtr user_data, ulong* size_bytes);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int df2d_stream_callbacks_read(IntPtr user_data, IntPtr buffer, UIntPtr size, UIntPtr* got);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int df2d_stream_callbacks_seek(IntPtr user_data, ulong offset_bytes);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void df2d_stream_callbacks_cancel(IntPtr user_data);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void df2d_stream_callbacks_close(IntPtr user_data);

#if NET7_0_OR_GREATER
        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_version(uint* major, uint* minor, uint* patch);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial uint df2d_version_number();

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial byte* df2d_version_string();

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial byte* df2d_hresult_name(int hr);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial byte* df2d_hresult_message(int hr);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_thread_error(
            df2d_error_info* info, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_live_objects(UIntPtr* count);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_log_advise(
            int level, IntPtr function, IntPtr user_data, IntPtr free_fn, uint* cookie);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_log_unadvise(uint cookie);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_master_create(IntPtr* master);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_master_destroy(IntPtr master);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_master_release(IntPtr master);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_master_get_last_error(
            IntPtr master, df2d_error_info* info, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_master_get_count(IntPtr master, int* count);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_master_get_item(
            IntPtr master, int index, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_master_get_items(
            IntPtr master, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_master_get_is_supported_environment(IntPtr master, int* value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_master_advise(
            IntPtr master, IntPtr notify_device_added, IntPtr notify_device_removed, IntPtr user_data, IntPtr free_fn,
            uint* cookie);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_master_unadvise(IntPtr master, uint cookie);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_open(byte* id, IntPtr* recorder);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_destroy(IntPtr recorder);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_release(IntPtr recorder);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_get_last_error(
            IntPtr recorder, df2d_error_info* info, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_get_active_disc_recorder(
            IntPtr recorder, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_get_vendor_id(
            IntPtr recorder, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_get_product_id(
            IntPtr recorder, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_get_product_revision(
            IntPtr recorder, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_eject_media(IntPtr recorder);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_close_tray(IntPtr recorder);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_get_device_can_load_media(IntPtr recorder, int* value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_get_volume_name(
            IntPtr recorder, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_get_volume_path_names(
            IntPtr recorder, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_get_legacy_device_number(IntPtr recorder, int* number);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_acquire_exclusive_access(
            IntPtr recorder, int force, byte* client_name);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_release_exclusive_access(IntPtr recorder);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_get_exclusive_access_owner(
            IntPtr recorder, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_disable_mcn(IntPtr recorder);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_enable_mcn(IntPtr recorder);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_get_supported_feature_pages(
            IntPtr recorder, int current_only, int* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_get_supported_profiles(
            IntPtr recorder, int current_only, int* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_get_supported_mode_pages(
            IntPtr recorder, int request_type, int* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_send_command_no_data(
            IntPtr recorder, byte* cdb, uint cdb_size, byte* sense, uint timeout_s);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_send_command_send_data_to_device(
            IntPtr recorder, byte* cdb, uint cdb_size, byte* sense, uint timeout_s, byte* buffer, uint buffer_size);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_send_command_get_data_from_device(
            IntPtr recorder, byte* cdb, uint cdb_size, byte* sense, uint timeout_s, byte* buffer, uint buffer_size,
            uint* fetched);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_get_byte_alignment_mask(IntPtr recorder, uint* value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_get_maximum_page_aligned_transfer_size(IntPtr recorder, uint* value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_get_maximum_non_page_aligned_transfer_size(
            IntPtr recorder, uint* value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_get_disc_information(
            IntPtr recorder, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_get_track_information(
            IntPtr recorder, uint address, int address_type, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_read_dvd_structure(
            IntPtr recorder, uint format, uint address, uint layer, uint agid, byte* buffer, UIntPtr capacity,
            UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_send_dvd_structure(
            IntPtr recorder, uint format, byte* data, uint size);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_get_feature_page(
            IntPtr recorder, int feature, int current_only, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_get_mode_page(
            IntPtr recorder, int page, int request_type, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_set_mode_page(
            IntPtr recorder, int request_type, byte* data, uint size);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_get_device_descriptor(
            IntPtr recorder, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recorder_get_adapter_descriptor(
            IntPtr recorder, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_stream_from_file(byte* path, IntPtr* stream);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_stream_from_fd(int fd, long size_bytes, IntPtr* stream);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_stream_from_memory(
            IntPtr data, UIntPtr size, IntPtr free_fn, IntPtr user_data, IntPtr* stream);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_stream_from_callbacks(
            df2d_stream_callbacks* callbacks, IntPtr user_data, IntPtr* stream);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_stream_fan_out(
            IntPtr source, UIntPtr n, UIntPtr buffer_bytes, IntPtr* streams);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_stream_destroy(IntPtr stream);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_stream_release(IntPtr stream);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_stream_get_last_error(
            IntPtr stream, df2d_error_info* info, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_stream_put_padding(IntPtr stream, int value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_stream_get_padding(IntPtr stream, int* value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_stream_put_block_ranges(
            IntPtr stream, df2d_block_range* ranges, UIntPtr count);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_stream_get_size_bytes(IntPtr stream, ulong* size_bytes);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_create(IntPtr* @object);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_destroy(IntPtr @object);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_release(IntPtr @object);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_last_error(
            IntPtr @object, df2d_error_info* info, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_is_recorder_supported(IntPtr @object, IntPtr recorder, int* supported);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_is_current_media_supported(IntPtr @object, IntPtr recorder, int* supported);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_media_physically_blank(IntPtr @object, int* value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_media_heuristically_blank(IntPtr @object, int* value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_supported_media_types(
            IntPtr @object, int* types, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_put_recorder(IntPtr @object, IntPtr recorder);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_recorder(IntPtr @object, IntPtr* recorder);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_put_client_name(IntPtr @object, byte* name);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_client_name(
            IntPtr @object, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_put_buffer_underrun_free_disabled(IntPtr @object, int value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_buffer_underrun_free_disabled(IntPtr @object, int* value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_put_postgap_already_in_image(IntPtr @object, int value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_postgap_already_in_image(IntPtr @object, int* value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_put_force_media_to_be_closed(IntPtr @object, int value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_force_media_to_be_closed(IntPtr @object, int* value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_put_disable_consumer_dvd_compatibility_mode(IntPtr @object, int value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_disable_consumer_dvd_compatibility_mode(IntPtr @object, int* value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_put_force_overwrite(IntPtr @object, int value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_force_overwrite(IntPtr @object, int* value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_put_test_write(IntPtr @object, int value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_test_write(IntPtr @object, int* value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_put_burn_verification_level(IntPtr @object, int level);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_burn_verification_level(IntPtr @object, int* level);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_put_cancel_mode(IntPtr @object, int mode);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_cancel_mode(IntPtr @object, int* mode);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_requested_write_speed(IntPtr @object, int* sectors_per_second);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_requested_rotation_type_is_pure_cav(IntPtr @object, int* value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_set_write_speed(
            IntPtr @object, int sectors_per_second, int rotation_type_is_pure_cav);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_current_media_status(IntPtr @object, int* status);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_write_protect_status(IntPtr @object, int* status);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_total_sectors_on_media(IntPtr @object, int* sectors);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_free_sectors_on_media(IntPtr @object, int* sectors);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_next_writable_address(IntPtr @object, int* lba);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_start_address_of_previous_session(IntPtr @object, int* lba);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_last_written_address_of_previous_session(IntPtr @object, int* lba);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_current_physical_media_type(IntPtr @object, int* media_type);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_current_write_speed(IntPtr @object, int* sectors_per_second);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_current_rotation_type_is_pure_cav(IntPtr @object, int* value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_supported_write_speeds(
            IntPtr @object, int* speeds, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_supported_write_speed_descriptors(
            IntPtr @object, df2d_write_speed_descriptor* descriptors, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_multisession_interfaces(
            IntPtr @object, int* schemes, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_multisession_get_is_supported_on_current_media_state(
            IntPtr @object, int scheme, int* value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_multisession_put_in_use(IntPtr @object, int scheme, int value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_multisession_get_in_use(IntPtr @object, int scheme, int* value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_multisession_get_import_recorder(IntPtr @object, int scheme, IntPtr* recorder);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_multisession_get_is_first_data_session(IntPtr @object, int scheme, int* value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_multisession_get_start_address_of_previous_session(
            IntPtr @object, int scheme, int* lba);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_multisession_get_last_written_address_of_previous_session(
            IntPtr @object, int scheme, int* lba);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_multisession_get_next_writable_address(IntPtr @object, int scheme, int* lba);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_multisession_get_free_sectors_on_media(
            IntPtr @object, int scheme, int* sectors);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_multisession_get_write_unit_size(IntPtr @object, int scheme, int* sectors);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_multisession_get_last_written_address(IntPtr @object, int scheme, int* lba);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_multisession_get_total_sectors_on_media(
            IntPtr @object, int scheme, int* sectors);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_write(IntPtr @object, IntPtr stream);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_write_async(IntPtr @object, IntPtr stream);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_close_media(IntPtr @object);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_close_media_async(IntPtr @object);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recover_media(IntPtr @object, int action, IntPtr stream);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_recover_media_async(IntPtr @object, int action, IntPtr stream);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_wait(IntPtr @object, uint timeout_ms, int* result);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_cancel_write(IntPtr @object);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_get_write_result(IntPtr @object, df2d_write_result* result);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_advise(
            IntPtr @object, IntPtr function, IntPtr user_data, IntPtr free_fn, uint* cookie);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_advise_end(
            IntPtr @object, IntPtr function, IntPtr user_data, IntPtr free_fn, uint* cookie);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_unadvise(IntPtr @object, uint cookie);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_create(IntPtr* @object);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_destroy(IntPtr @object);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_release(IntPtr @object);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_get_last_error(
            IntPtr @object, df2d_error_info* info, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_put_recorder(IntPtr @object, IntPtr recorder);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_get_recorder(IntPtr @object, IntPtr* recorder);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_put_client_name(IntPtr @object, byte* name);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_get_client_name(
            IntPtr @object, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_put_full_erase(IntPtr @object, int value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_get_full_erase(IntPtr @object, int* value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_get_current_physical_media_type(IntPtr @object, int* media_type);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_is_recorder_supported(IntPtr @object, IntPtr recorder, int* supported);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_is_current_media_supported(
            IntPtr @object, IntPtr recorder, int* supported);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_get_media_physically_blank(IntPtr @object, int* value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_get_media_heuristically_blank(IntPtr @object, int* value);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_get_supported_media_types(
            IntPtr @object, int* types, UIntPtr capacity, UIntPtr* needed);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_erase_media(IntPtr @object);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_erase_media_async(IntPtr @object);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_wait(IntPtr @object, uint timeout_ms, int* result);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_cancel_erase(IntPtr @object);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_put_cancel_mode(IntPtr @object, int mode);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_get_cancel_mode(IntPtr @object, int* mode);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_get_result(IntPtr @object, df2d_write_result* result);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_advise(
            IntPtr @object, IntPtr function, IntPtr user_data, IntPtr free_fn, uint* cookie);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_advise_end(
            IntPtr @object, IntPtr function, IntPtr user_data, IntPtr free_fn, uint* cookie);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_erase_unadvise(IntPtr @object, uint cookie);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_virtual_insert(IntPtr recorder, byte* spec);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_virtual_eject(IntPtr recorder, int force);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_virtual_power_cycle(IntPtr recorder);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_virtual_fault_add(IntPtr recorder, df2d_virtual_fault* fault, uint* id);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_virtual_fault_clear(IntPtr recorder);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_virtual_counters(IntPtr recorder, df2d_virtual_counts* counts);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_virtual_now(IntPtr recorder, long* ms);

        [LibraryImport(Library)]
        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]
        internal static partial int df2d_virtual_sleep(IntPtr recorder, long ms);
#else
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_version(uint* major, uint* minor, uint* patch);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern uint df2d_version_number();

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern byte* df2d_version_string();

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern byte* df2d_hresult_name(int hr);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern byte* df2d_hresult_message(int hr);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_thread_error(
            df2d_error_info* info, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_live_objects(UIntPtr* count);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_log_advise(
            int level, IntPtr function, IntPtr user_data, IntPtr free_fn, uint* cookie);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_log_unadvise(uint cookie);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_master_create(IntPtr* master);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_master_destroy(IntPtr master);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_master_release(IntPtr master);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_master_get_last_error(
            IntPtr master, df2d_error_info* info, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_master_get_count(IntPtr master, int* count);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_master_get_item(
            IntPtr master, int index, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_master_get_items(
            IntPtr master, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_master_get_is_supported_environment(IntPtr master, int* value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_master_advise(
            IntPtr master, IntPtr notify_device_added, IntPtr notify_device_removed, IntPtr user_data, IntPtr free_fn,
            uint* cookie);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_master_unadvise(IntPtr master, uint cookie);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_open(byte* id, IntPtr* recorder);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_destroy(IntPtr recorder);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_release(IntPtr recorder);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_get_last_error(
            IntPtr recorder, df2d_error_info* info, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_get_active_disc_recorder(
            IntPtr recorder, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_get_vendor_id(
            IntPtr recorder, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_get_product_id(
            IntPtr recorder, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_get_product_revision(
            IntPtr recorder, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_eject_media(IntPtr recorder);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_close_tray(IntPtr recorder);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_get_device_can_load_media(IntPtr recorder, int* value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_get_volume_name(
            IntPtr recorder, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_get_volume_path_names(
            IntPtr recorder, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_get_legacy_device_number(IntPtr recorder, int* number);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_acquire_exclusive_access(
            IntPtr recorder, int force, byte* client_name);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_release_exclusive_access(IntPtr recorder);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_get_exclusive_access_owner(
            IntPtr recorder, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_disable_mcn(IntPtr recorder);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_enable_mcn(IntPtr recorder);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_get_supported_feature_pages(
            IntPtr recorder, int current_only, int* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_get_supported_profiles(
            IntPtr recorder, int current_only, int* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_get_supported_mode_pages(
            IntPtr recorder, int request_type, int* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_send_command_no_data(
            IntPtr recorder, byte* cdb, uint cdb_size, byte* sense, uint timeout_s);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_send_command_send_data_to_device(
            IntPtr recorder, byte* cdb, uint cdb_size, byte* sense, uint timeout_s, byte* buffer, uint buffer_size);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_send_command_get_data_from_device(
            IntPtr recorder, byte* cdb, uint cdb_size, byte* sense, uint timeout_s, byte* buffer, uint buffer_size,
            uint* fetched);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_get_byte_alignment_mask(IntPtr recorder, uint* value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_get_maximum_page_aligned_transfer_size(IntPtr recorder, uint* value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_get_maximum_non_page_aligned_transfer_size(
            IntPtr recorder, uint* value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_get_disc_information(
            IntPtr recorder, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_get_track_information(
            IntPtr recorder, uint address, int address_type, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_read_dvd_structure(
            IntPtr recorder, uint format, uint address, uint layer, uint agid, byte* buffer, UIntPtr capacity,
            UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_send_dvd_structure(
            IntPtr recorder, uint format, byte* data, uint size);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_get_feature_page(
            IntPtr recorder, int feature, int current_only, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_get_mode_page(
            IntPtr recorder, int page, int request_type, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_set_mode_page(
            IntPtr recorder, int request_type, byte* data, uint size);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_get_device_descriptor(
            IntPtr recorder, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recorder_get_adapter_descriptor(
            IntPtr recorder, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_stream_from_file(byte* path, IntPtr* stream);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_stream_from_fd(int fd, long size_bytes, IntPtr* stream);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_stream_from_memory(
            IntPtr data, UIntPtr size, IntPtr free_fn, IntPtr user_data, IntPtr* stream);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_stream_from_callbacks(
            df2d_stream_callbacks* callbacks, IntPtr user_data, IntPtr* stream);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_stream_fan_out(IntPtr source, UIntPtr n, UIntPtr buffer_bytes, IntPtr* streams);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_stream_destroy(IntPtr stream);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_stream_release(IntPtr stream);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_stream_get_last_error(
            IntPtr stream, df2d_error_info* info, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_stream_put_padding(IntPtr stream, int value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_stream_get_padding(IntPtr stream, int* value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_stream_put_block_ranges(IntPtr stream, df2d_block_range* ranges, UIntPtr count);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_stream_get_size_bytes(IntPtr stream, ulong* size_bytes);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_create(IntPtr* @object);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_destroy(IntPtr @object);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_release(IntPtr @object);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_last_error(
            IntPtr @object, df2d_error_info* info, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_is_recorder_supported(IntPtr @object, IntPtr recorder, int* supported);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_is_current_media_supported(IntPtr @object, IntPtr recorder, int* supported);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_media_physically_blank(IntPtr @object, int* value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_media_heuristically_blank(IntPtr @object, int* value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_supported_media_types(
            IntPtr @object, int* types, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_put_recorder(IntPtr @object, IntPtr recorder);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_recorder(IntPtr @object, IntPtr* recorder);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_put_client_name(IntPtr @object, byte* name);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_client_name(
            IntPtr @object, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_put_buffer_underrun_free_disabled(IntPtr @object, int value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_buffer_underrun_free_disabled(IntPtr @object, int* value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_put_postgap_already_in_image(IntPtr @object, int value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_postgap_already_in_image(IntPtr @object, int* value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_put_force_media_to_be_closed(IntPtr @object, int value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_force_media_to_be_closed(IntPtr @object, int* value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_put_disable_consumer_dvd_compatibility_mode(IntPtr @object, int value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_disable_consumer_dvd_compatibility_mode(IntPtr @object, int* value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_put_force_overwrite(IntPtr @object, int value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_force_overwrite(IntPtr @object, int* value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_put_test_write(IntPtr @object, int value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_test_write(IntPtr @object, int* value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_put_burn_verification_level(IntPtr @object, int level);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_burn_verification_level(IntPtr @object, int* level);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_put_cancel_mode(IntPtr @object, int mode);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_cancel_mode(IntPtr @object, int* mode);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_requested_write_speed(IntPtr @object, int* sectors_per_second);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_requested_rotation_type_is_pure_cav(IntPtr @object, int* value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_set_write_speed(
            IntPtr @object, int sectors_per_second, int rotation_type_is_pure_cav);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_current_media_status(IntPtr @object, int* status);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_write_protect_status(IntPtr @object, int* status);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_total_sectors_on_media(IntPtr @object, int* sectors);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_free_sectors_on_media(IntPtr @object, int* sectors);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_next_writable_address(IntPtr @object, int* lba);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_start_address_of_previous_session(IntPtr @object, int* lba);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_last_written_address_of_previous_session(IntPtr @object, int* lba);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_current_physical_media_type(IntPtr @object, int* media_type);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_current_write_speed(IntPtr @object, int* sectors_per_second);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_current_rotation_type_is_pure_cav(IntPtr @object, int* value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_supported_write_speeds(
            IntPtr @object, int* speeds, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_supported_write_speed_descriptors(
            IntPtr @object, df2d_write_speed_descriptor* descriptors, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_multisession_interfaces(
            IntPtr @object, int* schemes, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_multisession_get_is_supported_on_current_media_state(
            IntPtr @object, int scheme, int* value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_multisession_put_in_use(IntPtr @object, int scheme, int value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_multisession_get_in_use(IntPtr @object, int scheme, int* value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_multisession_get_import_recorder(IntPtr @object, int scheme, IntPtr* recorder);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_multisession_get_is_first_data_session(IntPtr @object, int scheme, int* value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_multisession_get_start_address_of_previous_session(
            IntPtr @object, int scheme, int* lba);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_multisession_get_last_written_address_of_previous_session(
            IntPtr @object, int scheme, int* lba);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_multisession_get_next_writable_address(IntPtr @object, int scheme, int* lba);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_multisession_get_free_sectors_on_media(
            IntPtr @object, int scheme, int* sectors);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_multisession_get_write_unit_size(IntPtr @object, int scheme, int* sectors);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_multisession_get_last_written_address(IntPtr @object, int scheme, int* lba);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_multisession_get_total_sectors_on_media(
            IntPtr @object, int scheme, int* sectors);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_write(IntPtr @object, IntPtr stream);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_write_async(IntPtr @object, IntPtr stream);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_close_media(IntPtr @object);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_close_media_async(IntPtr @object);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recover_media(IntPtr @object, int action, IntPtr stream);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_recover_media_async(IntPtr @object, int action, IntPtr stream);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_wait(IntPtr @object, uint timeout_ms, int* result);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_cancel_write(IntPtr @object);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_get_write_result(IntPtr @object, df2d_write_result* result);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_advise(
            IntPtr @object, IntPtr function, IntPtr user_data, IntPtr free_fn, uint* cookie);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_advise_end(
            IntPtr @object, IntPtr function, IntPtr user_data, IntPtr free_fn, uint* cookie);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_unadvise(IntPtr @object, uint cookie);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_create(IntPtr* @object);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_destroy(IntPtr @object);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_release(IntPtr @object);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_get_last_error(
            IntPtr @object, df2d_error_info* info, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_put_recorder(IntPtr @object, IntPtr recorder);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_get_recorder(IntPtr @object, IntPtr* recorder);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_put_client_name(IntPtr @object, byte* name);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_get_client_name(
            IntPtr @object, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_put_full_erase(IntPtr @object, int value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_get_full_erase(IntPtr @object, int* value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_get_current_physical_media_type(IntPtr @object, int* media_type);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_is_recorder_supported(IntPtr @object, IntPtr recorder, int* supported);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_is_current_media_supported(
            IntPtr @object, IntPtr recorder, int* supported);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_get_media_physically_blank(IntPtr @object, int* value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_get_media_heuristically_blank(IntPtr @object, int* value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_get_supported_media_types(
            IntPtr @object, int* types, UIntPtr capacity, UIntPtr* needed);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_erase_media(IntPtr @object);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_erase_media_async(IntPtr @object);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_wait(IntPtr @object, uint timeout_ms, int* result);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_cancel_erase(IntPtr @object);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_put_cancel_mode(IntPtr @object, int mode);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_get_cancel_mode(IntPtr @object, int* mode);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_get_result(IntPtr @object, df2d_write_result* result);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_advise(
            IntPtr @object, IntPtr function, IntPtr user_data, IntPtr free_fn, uint* cookie);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_advise_end(
            IntPtr @object, IntPtr function, IntPtr user_data, IntPtr free_fn, uint* cookie);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_erase_unadvise(IntPtr @object, uint cookie);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_virtual_insert(IntPtr recorder, byte* spec);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_virtual_eject(IntPtr recorder, int force);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_virtual_power_cycle(IntPtr recorder);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_virtual_fault_add(IntPtr recorder, df2d_virtual_fault* fault, uint* id);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_virtual_fault_clear(IntPtr recorder);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_virtual_counters(IntPtr recorder, df2d_virtual_counts* counts);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_virtual_now(IntPtr recorder, long* ms);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int df2d_virtual_sleep(IntPtr recorder, long ms);
#endif
    }
}
