//! Sources of data.

const std = @import("std");
const c = @import("c");
const call = @import("call.zig");
const constants = @import("constants.zig");
const structs = @import("structs.zig");

const Allocator = std.mem.Allocator;
const Error = constants.Error;

/// A source of data: IStream. What it was made of must stay until its last use, which is the end of the last operation
/// with it, or `deinit` if that comes later.
///
/// A read that hangs holds up `write`, `wait` and `deinit` of the writer, also after a cancel, though the disc is saved
/// without it. What can hang should have a `cancel`, which ends the read.
pub const Stream = struct {
    handle: ?*c.df2d_stream_t,

    pub fn fromFile(path: [:0]const u8) Error!Stream {
        var handle: ?*c.df2d_stream_t = null;
        try call.check(c.df2d_stream_from_file(try call.string(path), &handle));
        return .{ .handle = handle };
    }

    /// The descriptor is duplicated. Without a size as much as the file holds.
    pub fn fromFd(fd: std.posix.fd_t, size_bytes: ?u63) Error!Stream {
        var handle: ?*c.df2d_stream_t = null;
        try call.check(c.df2d_stream_from_fd(fd, if (size_bytes) |size| size else -1, &handle));
        return .{ .handle = handle };
    }

    /// The memory is not copied.
    pub fn fromMemory(data: []const u8) Error!Stream {
        var handle: ?*c.df2d_stream_t = null;
        try call.check(c.df2d_stream_from_memory(data.ptr, data.len, null, null, &handle));
        return .{ .handle = handle };
    }

    /// So many bytes of a reader, which is read once, on threads of the library. If it fails, so does the write, with
    /// error.ReadFailed; the reader knows why. The allocator is used by any thread until the last use of the stream.
    /// For a reader that can hang there is `fromCancelableReader`.
    pub fn fromReader(gpa: Allocator, reader: *std.Io.Reader, size_bytes: u64) Error!Stream {
        return fromCancelableReader(gpa, reader, size_bytes, {}, cancelNothing);
    }

    /// As `fromReader`, of a reader that can be made to return. The function does that: it is called from another
    /// thread, at most once, when a read is not wanted any more. The read that runs, or is just beginning, must then
    /// return soon, whatever it returns.
    pub fn fromCancelableReader(
        gpa: Allocator,
        reader: *std.Io.Reader,
        size_bytes: u64,
        context: anytype,
        comptime cancel: fn (context: @TypeOf(context)) void,
    ) Error!Stream {
        const source = try gpa.create(ReaderSource(@TypeOf(context), cancel));
        source.* = .{ .gpa = gpa, .reader = reader, .size_bytes = size_bytes, .context = context };
        // From here on it is `close` that frees it, whatever becomes of the call.
        return fromContext(source);
    }

    /// A pointer to a source of the caller's own, whose type has these functions. They are called on threads of the
    /// library, one at a time except for `cancel`, and what they fail with the write fails with:
    ///
    ///     pub fn size(self: *Source) !u64                     // in bytes
    ///     pub fn read(self: *Source, buffer: []u8) !usize     // how many it stored; 0 is the end
    ///     pub fn seek(self: *Source, offset: u64) !void       // optional: without it the stream can be read once
    ///     pub fn cancel(self: *Source) void                   // optional: has a read that runs or begins return soon
    ///     pub fn close(self: *Source) void                    // optional: after the last use, also when this fails
    pub fn fromContext(context: anytype) Error!Stream {
        const callbacks = Callbacks(@TypeOf(context)).all;
        var handle: ?*c.df2d_stream_t = null;
        try call.check(c.df2d_stream_from_callbacks(&callbacks, call.userData(context), &handle));
        return .{ .handle = handle };
    }

    /// Operations that use the stream go on.
    pub fn deinit(self: Stream) void {
        _ = c.df2d_stream_destroy(self.handle);
    }

    pub fn lastError(self: Stream, buffer: []u8) call.Failure {
        return call.failure(buffer, c.df2d_stream_get_last_error, .{self.handle});
    }

    /// Makes one source serve as many writes as there are streams; 0 is a shared buffer of the usual size. After a
    /// failure the streams are none, and need no `deinit`.
    pub fn fanOut(self: Stream, streams: []Stream, buffer_bytes: usize) Error!void {
        comptime std.debug.assert(@sizeOf(Stream) == @sizeOf(?*c.df2d_stream_t));
        for (streams) |*stream| stream.* = .{ .handle = null };
        try call.check(c.df2d_stream_fan_out(self.handle, streams.len, buffer_bytes, @ptrCast(streams.ptr)));
    }

    pub fn putPadding(self: Stream, value: bool) Error!void {
        try call.check(c.df2d_stream_put_padding(self.handle, @intFromBool(value)));
    }
    pub fn padding(self: Stream) Error!bool {
        return call.get(bool, c.df2d_stream_get_padding, .{self.handle});
    }
    pub fn putBlockRanges(self: Stream, ranges: []const structs.BlockRange) Error!void {
        try call.check(c.df2d_stream_put_block_ranges(self.handle, @ptrCast(ranges.ptr), ranges.len));
    }
    /// Fails with what the source's own function fails with.
    pub fn sizeBytes(self: Stream) anyerror!u64 {
        var size: u64 = 0;
        const hr = c.df2d_stream_get_size_bytes(self.handle, &size);
        return if (hr < 0) call.errorOf(hr) else size;
    }
};

fn cancelNothing(_: void) void {}

fn ReaderSource(comptime Context: type, comptime cancelReader: fn (Context) void) type {
    return struct {
        gpa: Allocator,
        reader: *std.Io.Reader,
        size_bytes: u64,
        context: Context,
        cancelled: std.atomic.Value(bool) = .init(false),

        const Self = @This();

        pub fn size(self: *Self) error{}!u64 {
            return self.size_bytes;
        }
        /// No more than one read brings: between two of them the library can cancel.
        pub fn read(self: *Self, buffer: []u8) error{ ReadFailed, WriteFailed }!usize {
            var writer: std.Io.Writer = .fixed(buffer);
            // A reader may bring nothing before its end.
            while (!self.cancelled.load(.acquire)) {
                const got = self.reader.stream(&writer, .limited(buffer.len)) catch |err| switch (err) {
                    error.EndOfStream => return 0,
                    else => |other| return other,
                };
                if (got > 0) return got;
            }
            return 0;
        }
        pub fn cancel(self: *Self) void {
            self.cancelled.store(true, .release);
            cancelReader(self.context);
        }
        pub fn close(self: *Self) void {
            self.gpa.destroy(self);
        }
    };
}

/// The functions of a source as C's.
fn Callbacks(comptime Context: type) type {
    comptime call.checkContext(Context);
    const Source = @typeInfo(Context).pointer.child;
    return struct {
        const all: c.df2d_stream_callbacks = .{
            .struct_size = @sizeOf(c.df2d_stream_callbacks),
            .size = size,
            .read = read,
            .seek = if (@hasDecl(Source, "seek")) seek else null,
            .cancel = if (@hasDecl(Source, "cancel")) cancel else null,
            .close = if (@hasDecl(Source, "close")) close else null,
        };

        fn size(user_data: ?*anyopaque, size_bytes: [*c]u64) callconv(.c) c.df2d_hresult {
            size_bytes.* = call.contextOf(Context, user_data).size() catch |err| return call.hresultOf(err);
            return c.DF2D_S_OK;
        }
        fn read(user_data: ?*anyopaque, buffer: ?*anyopaque, room: usize, got: [*c]usize) callconv(.c) c.df2d_hresult {
            const bytes: [*]u8 = @ptrCast(buffer);
            got.* = call.contextOf(Context, user_data).read(bytes[0..room]) catch |err| return call.hresultOf(err);
            return c.DF2D_S_OK;
        }
        fn seek(user_data: ?*anyopaque, offset: u64) callconv(.c) c.df2d_hresult {
            call.contextOf(Context, user_data).seek(offset) catch |err| return call.hresultOf(err);
            return c.DF2D_S_OK;
        }
        fn cancel(user_data: ?*anyopaque) callconv(.c) void {
            call.contextOf(Context, user_data).cancel();
        }
        fn close(user_data: ?*anyopaque) callconv(.c) void {
            call.contextOf(Context, user_data).close();
        }
    };
}
