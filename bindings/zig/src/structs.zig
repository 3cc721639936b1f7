//! The structs of df2d.h, with its enumerations as types. df2d.h says what the members mean.

const std = @import("std");
const c = @import("c");
const constants = @import("constants.zig");

pub const BlockRange = extern struct {
    start_lba: i32,
    /// Included.
    end_lba: i32,
};

pub const ErrorInfo = extern struct {
    struct_size: u32 = @sizeOf(ErrorInfo),
    hr: i32 = 0,
    /// The system's error number (errno), 0 when there is none.
    os_error: i32 = 0,
    sense_key: u8 = 0,
    asc: u8 = 0,
    ascq: u8 = 0,
    /// 1: the drive reported a failure of an earlier command.
    deferred: u8 = 0,
    /// -1 unknown.
    lba: i64 = -1,
    cdb: [16]u8 = @splat(0),
    cdb_length: u32 = 0,
    reserved: u32 = 0,
};

pub const Progress = extern struct {
    struct_size: u32,
    current_action: constants.WriteAction,
    elapsed_time: i32,
    remaining_time: i32,
    total_time: i32,
    start_lba: i32,
    sector_count: i32,
    last_read_lba: i32,
    last_written_lba: i32,
    total_system_buffer: i32,
    used_system_buffer: i32,
    free_system_buffer: i32,
    /// 1 once a cancel was accepted.
    cancelling: i32,
    action_permille: i32,
    under_runs: u32,
    reserved: u32,
    total_sectors: i64,
    done_sectors: i64,
    bytes_per_second: i64,
    drive_buffer_bytes: i64,
    drive_buffer_used_bytes: i64,
    elapsed_ms: i64,
    remaining_ms: i64,
};

pub const WriteResult = extern struct {
    struct_size: u32 = @sizeOf(WriteResult),
    /// What the operation returned, DF2D_E_PENDING while it runs; see `outcome`.
    hr: i32 = 0,
    content_after: constants.ContentState = .none,
    disc_after: constants.DiscState = .unchanged,
    media_status_after: constants.MediaState = .{},
    under_runs: u32 = 0,
    sectors_requested: i64 = 0,
    sectors_sent: i64 = 0,
    sectors_on_media: i64 = 0,
    start_lba: i64 = 0,
    elapsed_ms: i64 = 0,
    failure_lba: i64 = 0,
    failure_cdb: [16]u8 = @splat(0),
    failure_cdb_length: u8 = 0,
    failure_sense_key: u8 = 0,
    failure_asc: u8 = 0,
    failure_ascq: u8 = 0,
    failure_deferred: u8 = 0,
    reserved: [3]u8 = @splat(0),

    /// What the operation returned; error.Pending while it runs.
    pub fn outcome(self: WriteResult) anyerror!constants.Status {
        return @import("call.zig").outcome(self.hr);
    }
};

pub const WriteSpeedDescriptor = extern struct {
    media_type: constants.MediaType,
    rotation_type_is_pure_cav: i32,
    /// Sectors per second.
    write_speed: i32,
};

/// By default one that strikes the next command, whichever it is.
pub const VirtualFault = extern struct {
    struct_size: u32 = @sizeOf(VirtualFault),
    opcode: i32 = -1,
    lba: i64 = -1,
    skip: u32 = 0,
    times: u32 = 1,
    effect: constants.VirtualEffect = .sense,
    sense_key: u8 = 0,
    asc: u8 = 0,
    ascq: u8 = 0,
    deferred: u8 = 0,
    delay_ms: i64 = 0,
};

pub const VirtualCounts = extern struct {
    struct_size: u32 = @sizeOf(VirtualCounts),
    prevented: i32 = 0,
    tray_open: i32 = 0,
    crc32: u32 = 0,
    commands: u64 = 0,
    writes: u64 = 0,
    sectors_written: u64 = 0,
    bytes_written: u64 = 0,
    write_refused_buffer_full: u64 = 0,
    under_runs: u64 = 0,
    idle_ns: u64 = 0,
    max_gap_ns: u64 = 0,
    buffer_fill_bytes: u64 = 0,
    buffer_min_bytes: u64 = 0,
    buffer_capacity_bytes: u64 = 0,
    checksum_ns: u64 = 0,
    long_operations: u64 = 0,
    faults: u64 = 0,
    next_writable_lba: i64 = 0,
    busy_ns: u64 = 0,
    clock_ns: u64 = 0,
};

/// Each is laid out as df2d.h has it. A later df2d.h may have more members, at the end.
fn compare(comptime Ours: type, comptime Theirs: type) void {
    const info = @typeInfo(Ours).@"struct";
    for (info.field_names, info.field_types) |name, Field| {
        const matches = @offsetOf(Ours, name) == @offsetOf(Theirs, name) and
            @sizeOf(Field) == @sizeOf(@FieldType(Theirs, name));
        if (!matches) @compileError(@typeName(Ours) ++ "." ++ name ++ " is not as in df2d.h");
    }
    if (@sizeOf(Ours) > @sizeOf(Theirs)) @compileError(@typeName(Ours) ++ " is not as in df2d.h");
}

comptime {
    compare(BlockRange, c.df2d_block_range);
    compare(ErrorInfo, c.df2d_error_info);
    compare(Progress, c.df2d_progress);
    compare(WriteResult, c.df2d_write_result);
    compare(WriteSpeedDescriptor, c.df2d_write_speed_descriptor);
    compare(VirtualFault, c.df2d_virtual_fault);
    compare(VirtualCounts, c.df2d_virtual_counts);
}
