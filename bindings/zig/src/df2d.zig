//! libdf2d in Zig: df2d.h's functions as methods, its HRESULTs as errors, Zig's functions as its callbacks and sources.
//! What a function does stands in df2d.h: df2d_recorder_get_vendor_id is Recorder.vendorId here,
//! df2d_put_force_overwrite is Writer.putForceOverwrite, df2d_stream_from_file is Stream.fromFile.
//!
//! Objects are handles, which may be copied; whoever made one calls `deinit` once. A handle that is used after that is
//! error.Handle. Functions that take an allocator return what the caller frees with it.
//!
//! Every function may be called on any thread. Callbacks and sources are called on threads of the library.
//!
//! The context of a callback is a pointer, or {}. It must stay until `unadvise`, `logUnadvise` or `deinit` has returned
//! outside callbacks. Inside one they do not wait, and it must stay until it is released: if what it points to has this
//! function, that is called once for each advise, after the last use or when the advise fails, on whatever thread that
//! happens.
//!
//!     pub fn release(self: *Context) void

const std = @import("std");
const call = @import("call.zig");
const constants = @import("constants.zig");
const recorder = @import("recorder.zig");
const structs = @import("structs.zig");

/// df2d.h as it is.
pub const c = @import("c");

pub const Recorder = recorder.Recorder;
pub const Master = recorder.Master;
pub const Stream = @import("stream.zig").Stream;
pub const Writer = @import("writer.zig").Writer;
pub const Eraser = @import("eraser.zig").Eraser;

pub const BlockRange = structs.BlockRange;
pub const ErrorInfo = structs.ErrorInfo;
pub const Progress = structs.Progress;
pub const VirtualCounts = structs.VirtualCounts;
pub const VirtualFault = structs.VirtualFault;
pub const WriteResult = structs.WriteResult;
pub const WriteSpeedDescriptor = structs.WriteSpeedDescriptor;
pub const Failure = call.Failure;
pub const Strings = call.Strings;

pub const Error = constants.Error;
pub const Status = constants.Status;
pub const BurnVerificationLevel = constants.BurnVerificationLevel;
pub const CancelMode = constants.CancelMode;
pub const ContentState = constants.ContentState;
pub const DiscState = constants.DiscState;
pub const FeaturePageType = constants.FeaturePageType;
pub const LogLevel = constants.LogLevel;
pub const MediaState = constants.MediaState;
pub const MediaType = constants.MediaType;
pub const ModePageRequestType = constants.ModePageRequestType;
pub const ModePageType = constants.ModePageType;
pub const MultisessionScheme = constants.MultisessionScheme;
pub const ProfileType = constants.ProfileType;
pub const ReadTrackAddressType = constants.ReadTrackAddressType;
pub const RecoverAction = constants.RecoverAction;
pub const VirtualEffect = constants.VirtualEffect;
pub const WriteAction = constants.WriteAction;
pub const WriteProtectState = constants.WriteProtectState;
/// All of the enumerations, and df2d.h's other numbers, such as `sector_size`.
pub const all_constants = constants;
pub const sector_size = constants.sector_size;
pub const speed_max = constants.speed_max;

/// What is known of the last call on this thread that failed and had no object to ask: Recorder.open and its like, and
/// whatever failed with error.Handle.
pub fn threadError(buffer: []u8) Failure {
    return call.failure(buffer, c.df2d_get_thread_error, .{});
}

/// The version of the library that runs.
pub fn version() [:0]const u8 {
    return std.mem.span(c.df2d_version_string());
}

/// How many objects are alive: handles not destroyed, and what operations still hold.
pub fn liveObjects() Error!usize {
    return call.get(usize, c.df2d_live_objects, .{});
}

/// Has the function called with what the library tells, on any thread and several at once. Returns what `logUnadvise`
/// takes.
pub fn logAdvise(
    level: LogLevel,
    context: anytype,
    comptime onMessage: fn (
        context: @TypeOf(context),
        level: LogLevel,
        target: [:0]const u8,
        message: [:0]const u8,
    ) void,
) Error!u32 {
    const Context = @TypeOf(context);
    const callback = struct {
        fn log(of: i32, target: [*c]const u8, message: [*c]const u8, user_data: ?*anyopaque) callconv(.c) void {
            const text: [*:0]const u8 = message;
            onMessage(
                call.contextOf(Context, user_data),
                @fromBackingInt(@intCast(of)),
                std.mem.span(@as([*:0]const u8, target)),
                std.mem.span(text),
            );
        }
    };
    return call.get(u32, c.df2d_log_advise, .{
        @backingInt(level), callback.log, call.userData(context), call.freeOf(Context),
    });
}

pub fn logUnadvise(cookie: u32) Error!void {
    try call.check(c.df2d_log_unadvise(cookie));
}

test {
    _ = @import("tests.zig");
}
