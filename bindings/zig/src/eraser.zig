//! Erasers.

const std = @import("std");
const c = @import("c");
const call = @import("call.zig");
const constants = @import("constants.zig");
const structs = @import("structs.zig");
const Recorder = @import("recorder.zig").Recorder;

const Allocator = std.mem.Allocator;
const Error = constants.Error;
const Status = constants.Status;

/// An eraser of rewritable discs: IDiscFormat2Erase and IDiscFormat2.
pub const Eraser = struct {
    handle: ?*c.df2d_erase_t,

    pub fn init() Error!Eraser {
        var handle: ?*c.df2d_erase_t = null;
        try call.check(c.df2d_erase_create(&handle));
        return .{ .handle = handle };
    }

    /// Cancels an erase that runs, and returns when no callback of it runs or will run; inside a callback it does not
    /// wait.
    pub fn deinit(self: Eraser) void {
        _ = c.df2d_erase_destroy(self.handle);
    }

    /// What is known of the last failed call or erase with this handle.
    pub fn lastError(self: Eraser, buffer: []u8) call.Failure {
        return call.failure(buffer, c.df2d_erase_get_last_error, .{self.handle});
    }

    // --- properties ---

    /// null detaches the present one.
    pub fn putRecorder(self: Eraser, one: ?Recorder) Error!void {
        try call.check(c.df2d_erase_put_recorder(self.handle, if (one) |some| some.handle else null));
    }
    /// A further handle, which the caller deinits.
    pub fn recorder(self: Eraser) Error!?Recorder {
        var handle: ?*c.df2d_recorder_t = null;
        try call.check(c.df2d_erase_get_recorder(self.handle, &handle));
        return if (handle) |some| .{ .handle = some } else null;
    }
    pub fn putClientName(self: Eraser, name: [:0]const u8) Error!void {
        try call.check(c.df2d_erase_put_client_name(self.handle, try call.string(name)));
    }
    pub fn clientName(self: Eraser, gpa: Allocator) Error![:0]u8 {
        return call.text(gpa, c.df2d_erase_get_client_name, .{self.handle});
    }
    pub fn putFullErase(self: Eraser, value: bool) Error!void {
        try call.check(c.df2d_erase_put_full_erase(self.handle, @intFromBool(value)));
    }
    pub fn fullErase(self: Eraser) Error!bool {
        return call.get(bool, c.df2d_erase_get_full_erase, .{self.handle});
    }
    pub fn putCancelMode(self: Eraser, mode: constants.CancelMode) Error!void {
        try call.check(c.df2d_erase_put_cancel_mode(self.handle, @backingInt(mode)));
    }
    pub fn cancelMode(self: Eraser) Error!constants.CancelMode {
        return call.get(constants.CancelMode, c.df2d_erase_get_cancel_mode, .{self.handle});
    }

    // --- the disc ---

    pub fn isRecorderSupported(self: Eraser, one: Recorder) Error!bool {
        return call.get(bool, c.df2d_erase_is_recorder_supported, .{ self.handle, one.handle });
    }
    pub fn isCurrentMediaSupported(self: Eraser, one: Recorder) Error!bool {
        return call.get(bool, c.df2d_erase_is_current_media_supported, .{ self.handle, one.handle });
    }
    pub fn mediaPhysicallyBlank(self: Eraser) Error!bool {
        return call.get(bool, c.df2d_erase_get_media_physically_blank, .{self.handle});
    }
    pub fn mediaHeuristicallyBlank(self: Eraser) Error!bool {
        return call.get(bool, c.df2d_erase_get_media_heuristically_blank, .{self.handle});
    }
    pub fn supportedMediaTypes(self: Eraser, gpa: Allocator) Error![]constants.MediaType {
        return call.list(constants.MediaType, gpa, c.df2d_erase_get_supported_media_types, .{self.handle});
    }
    pub fn currentPhysicalMediaType(self: Eraser) Error!constants.MediaType {
        return call.get(constants.MediaType, c.df2d_erase_get_current_physical_media_type, .{self.handle});
    }

    // --- erasing ---

    /// Returns when the disc is done.
    pub fn eraseMedia(self: Eraser) Error!Status {
        return call.status(c.df2d_erase_erase_media(self.handle));
    }
    pub fn eraseMediaAsync(self: Eraser) Error!void {
        try call.check(c.df2d_erase_erase_media_async(self.handle));
    }
    /// As Writer.wait.
    pub fn wait(self: Eraser, limit_ms: ?u32) Error!Status {
        var end: c.df2d_hresult = c.DF2D_S_OK;
        try call.check(c.df2d_erase_wait(self.handle, call.limit(limit_ms), &end));
        return call.status(end);
    }
    /// .false: too late, and the erase's own result stands.
    pub fn cancelErase(self: Eraser) Error!Status {
        return call.status(c.df2d_erase_cancel_erase(self.handle));
    }
    /// What the last erase did to the disc; of one that runs, what is known so far.
    pub fn eraseResult(self: Eraser) Error!structs.WriteResult {
        var result: structs.WriteResult = .{};
        const hr = c.df2d_erase_get_result(self.handle, @ptrCast(&result));
        if (hr != c.DF2D_E_PENDING) try call.check(hr);
        return result;
    }

    // --- events; what holds for the context stands at the top of df2d.zig ---

    /// Has the function called during erases, on a thread of the library. Returns what `unadvise` takes.
    pub fn advise(
        self: Eraser,
        context: anytype,
        comptime onUpdate: fn (context: @TypeOf(context), eraser: Eraser, elapsed_s: i32, estimated_total_s: i32) void,
    ) Error!u32 {
        const Context = @TypeOf(context);
        const callback = struct {
            fn update(object: ?*c.df2d_erase_t, elapsed: i32, total: i32, user_data: ?*anyopaque) callconv(.c) void {
                onUpdate(call.contextOf(Context, user_data), .{ .handle = object }, elapsed, total);
            }
        };
        return call.get(u32, c.df2d_erase_advise, .{
            self.handle, callback.update, call.userData(context), call.freeOf(Context),
        });
    }
    /// Has the function called once at the end of each erase.
    pub fn adviseEnd(
        self: Eraser,
        context: anytype,
        comptime onEnd: fn (context: @TypeOf(context), eraser: Eraser, result: *const structs.WriteResult) void,
    ) Error!u32 {
        const Context = @TypeOf(context);
        const callback = struct {
            fn end(
                object: ?*c.df2d_erase_t,
                result: [*c]const c.df2d_write_result,
                user_data: ?*anyopaque,
            ) callconv(.c) void {
                onEnd(call.contextOf(Context, user_data), .{ .handle = object }, @ptrCast(result));
            }
        };
        return call.get(u32, c.df2d_erase_advise_end, .{
            self.handle, callback.end, call.userData(context), call.freeOf(Context),
        });
    }
    pub fn unadvise(self: Eraser, cookie: u32) Error!void {
        try call.check(c.df2d_erase_unadvise(self.handle, cookie));
    }
};
