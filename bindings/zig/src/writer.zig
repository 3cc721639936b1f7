//! Data writers.

const std = @import("std");
const c = @import("c");
const call = @import("call.zig");
const constants = @import("constants.zig");
const structs = @import("structs.zig");
const Recorder = @import("recorder.zig").Recorder;
const Stream = @import("stream.zig").Stream;

const Allocator = std.mem.Allocator;
const Error = constants.Error;
const Status = constants.Status;

/// A data writer: IDiscFormat2Data, IDiscFormat2 and IBurnVerification.
pub const Writer = struct {
    handle: ?*c.df2d_t,

    pub fn init() Error!Writer {
        var handle: ?*c.df2d_t = null;
        try call.check(c.df2d_create(&handle));
        return .{ .handle = handle };
    }

    /// Cancels an operation that runs, and returns when no callback of it runs or will run; inside a callback it does
    /// not wait.
    pub fn deinit(self: Writer) void {
        _ = c.df2d_destroy(self.handle);
    }

    /// What is known of the last failed call or operation with this handle.
    pub fn lastError(self: Writer, buffer: []u8) call.Failure {
        return call.failure(buffer, c.df2d_get_last_error, .{self.handle});
    }

    // --- properties ---

    /// null detaches the present one.
    pub fn putRecorder(self: Writer, one: ?Recorder) Error!void {
        try call.check(c.df2d_put_recorder(self.handle, if (one) |some| some.handle else null));
    }
    /// A further handle, which the caller deinits.
    pub fn recorder(self: Writer) Error!?Recorder {
        var handle: ?*c.df2d_recorder_t = null;
        try call.check(c.df2d_get_recorder(self.handle, &handle));
        return if (handle) |some| .{ .handle = some } else null;
    }
    pub fn putClientName(self: Writer, name: [:0]const u8) Error!void {
        try call.check(c.df2d_put_client_name(self.handle, try call.string(name)));
    }
    pub fn clientName(self: Writer, gpa: Allocator) Error![:0]u8 {
        return call.text(gpa, c.df2d_get_client_name, .{self.handle});
    }
    pub fn putBufferUnderrunFreeDisabled(self: Writer, value: bool) Error!void {
        try call.check(c.df2d_put_buffer_underrun_free_disabled(self.handle, @intFromBool(value)));
    }
    pub fn bufferUnderrunFreeDisabled(self: Writer) Error!bool {
        return call.get(bool, c.df2d_get_buffer_underrun_free_disabled, .{self.handle});
    }
    pub fn putPostgapAlreadyInImage(self: Writer, value: bool) Error!void {
        try call.check(c.df2d_put_postgap_already_in_image(self.handle, @intFromBool(value)));
    }
    pub fn postgapAlreadyInImage(self: Writer) Error!bool {
        return call.get(bool, c.df2d_get_postgap_already_in_image, .{self.handle});
    }
    pub fn putForceMediaToBeClosed(self: Writer, value: bool) Error!void {
        try call.check(c.df2d_put_force_media_to_be_closed(self.handle, @intFromBool(value)));
    }
    pub fn forceMediaToBeClosed(self: Writer) Error!bool {
        return call.get(bool, c.df2d_get_force_media_to_be_closed, .{self.handle});
    }
    pub fn putDisableConsumerDvdCompatibilityMode(self: Writer, value: bool) Error!void {
        try call.check(c.df2d_put_disable_consumer_dvd_compatibility_mode(self.handle, @intFromBool(value)));
    }
    pub fn disableConsumerDvdCompatibilityMode(self: Writer) Error!bool {
        return call.get(bool, c.df2d_get_disable_consumer_dvd_compatibility_mode, .{self.handle});
    }
    pub fn putForceOverwrite(self: Writer, value: bool) Error!void {
        try call.check(c.df2d_put_force_overwrite(self.handle, @intFromBool(value)));
    }
    pub fn forceOverwrite(self: Writer) Error!bool {
        return call.get(bool, c.df2d_get_force_overwrite, .{self.handle});
    }
    pub fn putTestWrite(self: Writer, value: bool) Error!void {
        try call.check(c.df2d_put_test_write(self.handle, @intFromBool(value)));
    }
    pub fn testWrite(self: Writer) Error!bool {
        return call.get(bool, c.df2d_get_test_write, .{self.handle});
    }
    pub fn putBurnVerificationLevel(self: Writer, level: constants.BurnVerificationLevel) Error!void {
        try call.check(c.df2d_put_burn_verification_level(self.handle, @backingInt(level)));
    }
    pub fn burnVerificationLevel(self: Writer) Error!constants.BurnVerificationLevel {
        return call.get(constants.BurnVerificationLevel, c.df2d_get_burn_verification_level, .{self.handle});
    }
    pub fn putCancelMode(self: Writer, mode: constants.CancelMode) Error!void {
        try call.check(c.df2d_put_cancel_mode(self.handle, @backingInt(mode)));
    }
    pub fn cancelMode(self: Writer) Error!constants.CancelMode {
        return call.get(constants.CancelMode, c.df2d_get_cancel_mode, .{self.handle});
    }

    // --- speeds ---

    pub fn setWriteSpeed(self: Writer, sectors_per_second: i32, rotation_type_is_pure_cav: bool) Error!Status {
        const cav = @intFromBool(rotation_type_is_pure_cav);
        return call.status(c.df2d_set_write_speed(self.handle, sectors_per_second, cav));
    }
    pub fn requestedWriteSpeed(self: Writer) Error!i32 {
        return call.get(i32, c.df2d_get_requested_write_speed, .{self.handle});
    }
    pub fn requestedRotationTypeIsPureCav(self: Writer) Error!bool {
        return call.get(bool, c.df2d_get_requested_rotation_type_is_pure_cav, .{self.handle});
    }
    pub fn currentWriteSpeed(self: Writer) Error!i32 {
        return call.get(i32, c.df2d_get_current_write_speed, .{self.handle});
    }
    pub fn currentRotationTypeIsPureCav(self: Writer) Error!bool {
        return call.get(bool, c.df2d_get_current_rotation_type_is_pure_cav, .{self.handle});
    }
    pub fn supportedWriteSpeeds(self: Writer, gpa: Allocator) Error![]i32 {
        return call.list(i32, gpa, c.df2d_get_supported_write_speeds, .{self.handle});
    }
    pub fn supportedWriteSpeedDescriptors(self: Writer, gpa: Allocator) Error![]structs.WriteSpeedDescriptor {
        const function = c.df2d_get_supported_write_speed_descriptors;
        return call.list(structs.WriteSpeedDescriptor, gpa, function, .{self.handle});
    }

    // --- the disc ---

    pub fn isRecorderSupported(self: Writer, one: Recorder) Error!bool {
        return call.get(bool, c.df2d_is_recorder_supported, .{ self.handle, one.handle });
    }
    pub fn isCurrentMediaSupported(self: Writer, one: Recorder) Error!bool {
        return call.get(bool, c.df2d_is_current_media_supported, .{ self.handle, one.handle });
    }
    pub fn mediaPhysicallyBlank(self: Writer) Error!bool {
        return call.get(bool, c.df2d_get_media_physically_blank, .{self.handle});
    }
    pub fn mediaHeuristicallyBlank(self: Writer) Error!bool {
        return call.get(bool, c.df2d_get_media_heuristically_blank, .{self.handle});
    }
    pub fn supportedMediaTypes(self: Writer, gpa: Allocator) Error![]constants.MediaType {
        return call.list(constants.MediaType, gpa, c.df2d_get_supported_media_types, .{self.handle});
    }
    pub fn currentPhysicalMediaType(self: Writer) Error!constants.MediaType {
        return call.get(constants.MediaType, c.df2d_get_current_physical_media_type, .{self.handle});
    }
    pub fn currentMediaStatus(self: Writer) Error!constants.MediaState {
        return call.get(constants.MediaState, c.df2d_get_current_media_status, .{self.handle});
    }
    pub fn writeProtectStatus(self: Writer) Error!constants.WriteProtectState {
        return call.get(constants.WriteProtectState, c.df2d_get_write_protect_status, .{self.handle});
    }
    pub fn totalSectorsOnMedia(self: Writer) Error!i32 {
        return call.get(i32, c.df2d_get_total_sectors_on_media, .{self.handle});
    }
    pub fn freeSectorsOnMedia(self: Writer) Error!i32 {
        return call.get(i32, c.df2d_get_free_sectors_on_media, .{self.handle});
    }
    pub fn nextWritableAddress(self: Writer) Error!i32 {
        return call.get(i32, c.df2d_get_next_writable_address, .{self.handle});
    }
    pub fn startAddressOfPreviousSession(self: Writer) Error!i32 {
        return call.get(i32, c.df2d_get_start_address_of_previous_session, .{self.handle});
    }
    pub fn lastWrittenAddressOfPreviousSession(self: Writer) Error!i32 {
        return call.get(i32, c.df2d_get_last_written_address_of_previous_session, .{self.handle});
    }

    // --- multisession ---

    pub const Scheme = constants.MultisessionScheme;

    pub fn multisessionInterfaces(self: Writer, gpa: Allocator) Error![]Scheme {
        return call.list(Scheme, gpa, c.df2d_get_multisession_interfaces, .{self.handle});
    }
    pub fn multisessionIsSupportedOnCurrentMediaState(self: Writer, scheme: Scheme) Error!bool {
        return self.ofScheme(bool, c.df2d_multisession_get_is_supported_on_current_media_state, scheme);
    }
    pub fn multisessionPutInUse(self: Writer, scheme: Scheme, value: bool) Error!void {
        try call.check(c.df2d_multisession_put_in_use(self.handle, @backingInt(scheme), @intFromBool(value)));
    }
    pub fn multisessionInUse(self: Writer, scheme: Scheme) Error!bool {
        return self.ofScheme(bool, c.df2d_multisession_get_in_use, scheme);
    }
    /// A further handle, which the caller deinits.
    pub fn multisessionImportRecorder(self: Writer, scheme: Scheme) Error!Recorder {
        var handle: ?*c.df2d_recorder_t = null;
        try call.check(c.df2d_multisession_get_import_recorder(self.handle, @backingInt(scheme), &handle));
        return .{ .handle = handle };
    }
    pub fn multisessionIsFirstDataSession(self: Writer, scheme: Scheme) Error!bool {
        return self.ofScheme(bool, c.df2d_multisession_get_is_first_data_session, scheme);
    }
    pub fn multisessionStartAddressOfPreviousSession(self: Writer, scheme: Scheme) Error!i32 {
        return self.ofScheme(i32, c.df2d_multisession_get_start_address_of_previous_session, scheme);
    }
    pub fn multisessionLastWrittenAddressOfPreviousSession(self: Writer, scheme: Scheme) Error!i32 {
        return self.ofScheme(i32, c.df2d_multisession_get_last_written_address_of_previous_session, scheme);
    }
    pub fn multisessionNextWritableAddress(self: Writer, scheme: Scheme) Error!i32 {
        return self.ofScheme(i32, c.df2d_multisession_get_next_writable_address, scheme);
    }
    pub fn multisessionFreeSectorsOnMedia(self: Writer, scheme: Scheme) Error!i32 {
        return self.ofScheme(i32, c.df2d_multisession_get_free_sectors_on_media, scheme);
    }
    pub fn multisessionWriteUnitSize(self: Writer, scheme: Scheme) Error!i32 {
        return self.ofScheme(i32, c.df2d_multisession_get_write_unit_size, scheme);
    }
    pub fn multisessionLastWrittenAddress(self: Writer, scheme: Scheme) Error!i32 {
        return self.ofScheme(i32, c.df2d_multisession_get_last_written_address, scheme);
    }
    pub fn multisessionTotalSectorsOnMedia(self: Writer, scheme: Scheme) Error!i32 {
        return self.ofScheme(i32, c.df2d_multisession_get_total_sectors_on_media, scheme);
    }
    fn ofScheme(self: Writer, comptime T: type, function: anytype, scheme: Scheme) Error!T {
        return call.get(T, function, .{ self.handle, @backingInt(scheme) });
    }

    // --- operations ---

    /// Returns when the disc is done. A source of the caller's own makes it fail with its own error.
    pub fn write(self: Writer, stream: Stream) anyerror!Status {
        return call.outcome(c.df2d_write(self.handle, stream.handle));
    }
    pub fn writeAsync(self: Writer, stream: Stream) anyerror!void {
        _ = try call.outcome(c.df2d_write_async(self.handle, stream.handle));
    }
    pub fn closeMedia(self: Writer) Error!Status {
        return call.status(c.df2d_close_media(self.handle));
    }
    pub fn closeMediaAsync(self: Writer) Error!void {
        try call.check(c.df2d_close_media_async(self.handle));
    }
    /// The stream is that of .@"resume", else null.
    pub fn recoverMedia(self: Writer, action: constants.RecoverAction, stream: ?Stream) anyerror!Status {
        const source = if (stream) |some| some.handle else null;
        return call.outcome(c.df2d_recover_media(self.handle, @backingInt(action), source));
    }
    pub fn recoverMediaAsync(self: Writer, action: constants.RecoverAction, stream: ?Stream) anyerror!void {
        const source = if (stream) |some| some.handle else null;
        _ = try call.outcome(c.df2d_recover_media_async(self.handle, @backingInt(action), source));
    }

    /// Waits for the operation's end, and answers as the operation would have; error.Pending when the time is up.
    /// Without a limit, null, it waits as long as it takes.
    pub fn wait(self: Writer, limit_ms: ?u32) anyerror!Status {
        var end: c.df2d_hresult = c.DF2D_S_OK;
        try call.check(c.df2d_wait(self.handle, call.limit(limit_ms), &end));
        return call.outcome(end);
    }
    /// .false: too late, and the operation's own result stands.
    pub fn cancelWrite(self: Writer) Error!Status {
        return call.status(c.df2d_cancel_write(self.handle));
    }
    /// What the last operation did to the disc; of one that runs, what is known so far.
    pub fn writeResult(self: Writer) Error!structs.WriteResult {
        var result: structs.WriteResult = .{};
        const hr = c.df2d_get_write_result(self.handle, @ptrCast(&result));
        if (hr != c.DF2D_E_PENDING) try call.check(hr);
        return result;
    }

    // --- events; what holds for the context stands at the top of df2d.zig ---

    /// Has the function called during operations, on a thread of the library. Returns what `unadvise` takes.
    pub fn advise(
        self: Writer,
        context: anytype,
        comptime onUpdate: fn (context: @TypeOf(context), writer: Writer, progress: *const structs.Progress) void,
    ) Error!u32 {
        const Context = @TypeOf(context);
        const callback = struct {
            fn update(
                object: ?*c.df2d_t,
                progress: [*c]const c.df2d_progress,
                user_data: ?*anyopaque,
            ) callconv(.c) void {
                onUpdate(call.contextOf(Context, user_data), .{ .handle = object }, @ptrCast(progress));
            }
        };
        return call.get(u32, c.df2d_advise, .{
            self.handle, callback.update, call.userData(context), call.freeOf(Context),
        });
    }
    /// Has the function called once at the end of each operation.
    pub fn adviseEnd(
        self: Writer,
        context: anytype,
        comptime onEnd: fn (context: @TypeOf(context), writer: Writer, result: *const structs.WriteResult) void,
    ) Error!u32 {
        const Context = @TypeOf(context);
        const callback = struct {
            fn end(
                object: ?*c.df2d_t,
                result: [*c]const c.df2d_write_result,
                user_data: ?*anyopaque,
            ) callconv(.c) void {
                onEnd(call.contextOf(Context, user_data), .{ .handle = object }, @ptrCast(result));
            }
        };
        return call.get(u32, c.df2d_advise_end, .{
            self.handle, callback.end, call.userData(context), call.freeOf(Context),
        });
    }
    pub fn unadvise(self: Writer, cookie: u32) Error!void {
        try call.check(c.df2d_unadvise(self.handle, cookie));
    }
};
