//! How the library's functions are called, and how their codes become Zig's errors.

const std = @import("std");
const c = @import("c");
const constants = @import("constants.zig");
const structs = @import("structs.zig");

const Allocator = std.mem.Allocator;
const Error = constants.Error;
const Status = constants.Status;

// --- codes ---

pub fn check(hr: c.df2d_hresult) Error!void {
    if (hr < 0) return constants.errorOf(hr);
}

pub fn status(hr: c.df2d_hresult) Error!Status {
    try check(hr);
    return @fromBackingInt(@intCast(hr));
}

/// An error that is none of this library's goes through it as an HRESULT of the customer's own kind (bit 29): the
/// library hands what a source failed with on as it is.
const own_errors: u32 = 0xA0DF_0000;

comptime {
    std.debug.assert(@bitSizeOf(anyerror) <= 16);
}

pub fn hresultOf(err: anyerror) c.df2d_hresult {
    if (constants.hresultOf(err)) |hr| switch (hr) {
        // The library would take these for its own.
        c.DF2D_E_PENDING, c.DF2D_E_HANDLE => {},
        else => return hr,
    };
    return @bitCast(own_errors | @intFromError(err));
}

pub fn errorOf(hr: c.df2d_hresult) anyerror {
    const bits: u32 = @bitCast(hr);
    if (bits & 0xFFFF_0000 != own_errors or bits == own_errors) return constants.errorOf(hr);
    return @errorFromInt(@as(u16, @truncate(bits)));
}

/// What an operation ended with: its source's own error is given back.
pub fn outcome(hr: c.df2d_hresult) anyerror!Status {
    if (hr < 0) return errorOf(hr);
    return @fromBackingInt(@intCast(hr));
}

// --- arguments ---

/// A slice whose NUL is at its end and nowhere else.
pub fn string(slice: [:0]const u8) Error![*:0]const u8 {
    if (std.mem.findScalar(u8, slice, 0) != null) return error.InvalidArgument;
    return slice.ptr;
}

pub fn size32(size: usize) u32 {
    return std.math.lossyCast(u32, size);
}

/// A time limit in milliseconds; null is none.
pub fn limit(ms: ?u32) u32 {
    return ms orelse constants.infinite;
}

// --- results ---

/// The C type of an out parameter.
fn Out(comptime T: type) type {
    return switch (@typeInfo(T)) {
        .bool => c.df2d_bool,
        .@"enum" => i32,
        .@"struct" => i32,
        else => T,
    };
}

/// The value of a function's last parameter.
pub fn get(comptime T: type, function: anytype, arguments: anytype) Error!T {
    var value: Out(T) = 0;
    try check(@call(.auto, function, arguments ++ .{&value}));
    return switch (@typeInfo(T)) {
        .bool => value != 0,
        .@"enum" => @fromBackingInt(@intCast(value)),
        .@"struct" => @bitCast(value),
        else => value,
    };
}

/// What df2d.h calls a T.
fn InC(comptime T: type) type {
    if (@typeInfo(T) == .@"enum") return i32;
    return if (T == structs.WriteSpeedDescriptor) c.df2d_write_speed_descriptor else T;
}

/// The list that a function brings; it belongs to the caller.
pub fn list(comptime T: type, gpa: Allocator, function: anytype, arguments: anytype) Error![]T {
    var buffer = try gpa.alloc(T, 64);
    errdefer gpa.free(buffer);
    while (true) {
        var needed: usize = 0;
        const hr = @call(.auto, function, arguments ++ .{ @as([*]InC(T), @ptrCast(buffer.ptr)), buffer.len, &needed });
        if (hr != c.DF2D_E_INSUFFICIENT_BUFFER) try check(hr);
        buffer = try gpa.realloc(buffer, needed);
        if (hr >= 0) return buffer;
    }
}

/// The string that a function brings; it belongs to the caller.
pub fn text(gpa: Allocator, function: anytype, arguments: anytype) Error![:0]u8 {
    const all = try list(u8, gpa, function, arguments);
    return all[0 .. all.len - 1 :0];
}

/// Strings that stand one after the other, ended by an empty one.
pub const Strings = struct {
    all: []u8,

    pub fn deinit(self: *Strings, gpa: Allocator) void {
        gpa.free(self.all);
        self.* = undefined;
    }

    pub fn iterator(self: Strings) Iterator {
        return .{ .rest = self.all };
    }

    pub const Iterator = struct {
        rest: []const u8,

        pub fn next(self: *Iterator) ?[:0]const u8 {
            const end = std.mem.findScalar(u8, self.rest, 0) orelse return null;
            if (end == 0) return null;
            defer self.rest = self.rest[end + 1 ..];
            return self.rest[0..end :0];
        }
    };
};

pub fn strings(gpa: Allocator, function: anytype, arguments: anytype) Error!Strings {
    return .{ .all = try list(u8, gpa, function, arguments) };
}

// --- failures ---

pub const Failure = struct {
    info: structs.ErrorInfo,
    /// One English sentence that says what to do.
    text: []const u8,
};

/// A sentence that does not fit in the buffer is replaced by the one about its code.
pub fn failure(buffer: []u8, function: anytype, arguments: anytype) Failure {
    var info: structs.ErrorInfo = .{};
    var needed: usize = 0;
    const out: [*c]c.df2d_error_info = @ptrCast(&info);
    const hr = @call(.auto, function, arguments ++ .{ out, buffer.ptr, buffer.len, &needed });
    if (hr >= 0 and needed > 0) return .{ .info = info, .text = buffer[0 .. needed - 1] };
    info = .{};
    const again = @call(.auto, function, arguments ++ .{ out, null, 0, &needed });
    // Of a handle that is not, or no longer, one there is nothing to know but that.
    if (again < 0) info = .{ .hr = again };
    return .{ .info = info, .text = std.mem.span(c.df2d_hresult_message(info.hr)) };
}

// --- callbacks ---

/// What a callback's context is: a pointer to one thing, or void.
pub fn checkContext(comptime Context: type) void {
    switch (@typeInfo(Context)) {
        .void => {},
        .pointer => |pointer| if (pointer.size != .one) @compileError("a context is a pointer to one thing, or {}"),
        else => @compileError("a context is a pointer to one thing, or {}"),
    }
}

pub fn userData(context: anytype) ?*anyopaque {
    comptime checkContext(@TypeOf(context));
    return if (@TypeOf(context) == void) null else @ptrCast(@constCast(context));
}

/// What the library calls after the last use of a context: the `release` of what it points to, if there is one.
pub fn freeOf(comptime Context: type) c.df2d_free_fn {
    if (comptime !hasRelease(Context)) return null;
    return struct {
        fn free(user_data: ?*anyopaque) callconv(.c) void {
            contextOf(Context, user_data).release();
        }
    }.free;
}

fn hasRelease(comptime Context: type) bool {
    checkContext(Context);
    if (Context == void) return false;
    const Pointee = @typeInfo(Context).pointer.child;
    return switch (@typeInfo(Pointee)) {
        .@"struct", .@"union", .@"enum", .@"opaque" => @hasDecl(Pointee, "release"),
        else => false,
    };
}

pub fn contextOf(comptime Context: type, user_data: ?*anyopaque) Context {
    return if (Context == void) {} else @ptrCast(@alignCast(user_data));
}
