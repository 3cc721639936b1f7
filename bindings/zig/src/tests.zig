//! What the scenarios leave out.

const std = @import("std");
const df2d = @import("df2d.zig");
const call = @import("call.zig");
const constants = @import("constants.zig");

const expect = std.testing.expect;
const expectError = std.testing.expectError;
const expectEqual = std.testing.expectEqual;
const gpa = std.testing.allocator;

const Drive = struct {
    recorder: df2d.Recorder,
    writer: df2d.Writer,

    fn init(id: [:0]const u8) !Drive {
        const recorder = try df2d.Recorder.open(id);
        errdefer recorder.deinit();
        const writer = try df2d.Writer.init();
        errdefer writer.deinit();
        try writer.putRecorder(recorder);
        try writer.putClientName("zig test");
        return .{ .recorder = recorder, .writer = writer };
    }

    fn deinit(self: Drive) void {
        self.writer.deinit();
        self.recorder.deinit();
    }
};

test "every declaration compiles" {
    inline for (.{ df2d, df2d.Recorder, df2d.Master, df2d.Stream, df2d.Writer, df2d.Eraser, df2d.Strings }) |T| {
        std.testing.refAllDecls(T);
    }
}

test "the library is of this version" {
    try std.testing.expectEqualStrings(std.mem.span(@as([*:0]const u8, df2d.c.DF2D_VERSION_STRING)), df2d.version());
}

test "codes and errors are each other's" {
    try expectEqual(error.RequestCancelled, constants.errorOf(df2d.c.DF2D_E_IMAPI_REQUEST_CANCELLED));
    try expectEqual(df2d.c.DF2D_E_IMAPI_REQUEST_CANCELLED, constants.hresultOf(error.RequestCancelled).?);
    try expectEqual(error.UnknownHresult, constants.errorOf(-5));
    try expectEqual(null, constants.hresultOf(error.NoneOfThisLibrary));
    // An error of the caller's comes back as it went in, also one that the library would take for an answer of its own.
    for ([_]anyerror{ error.NoneOfThisLibrary, error.Handle, error.Pending, error.AccessDenied }) |err| {
        try expect(call.hresultOf(err) < 0);
        try expectEqual(err, call.errorOf(call.hresultOf(err)));
    }
    try expectEqual(df2d.c.DF2D_E_ACCESSDENIED, call.hresultOf(error.AccessDenied));
    try expectEqual(error.UnknownHresult, call.errorOf(@bitCast(@as(u32, 0xA0DF_0000))));
}

test "failures have a sentence" {
    var buffer: [512]u8 = undefined;
    try expectError(error.Fail, df2d.Stream.fromFile("no such file"));
    const why = df2d.threadError(&buffer);
    try expectEqual(@backingInt(std.posix.E.NOENT), why.info.os_error);
    try expect(std.mem.find(u8, why.text, "no such file") != null);

    const writer: df2d.Writer = try .init();
    defer writer.deinit();
    try expectError(error.Df2DataClientNameIsNotValid, writer.putClientName("not/allowed"));
    const long = writer.lastError(&buffer);
    try expectEqual(df2d.c.DF2D_E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID, long.info.hr);
    // One that does not fit is replaced.
    const short = writer.lastError(buffer[0..3]);
    try expectEqual(long.info.hr, short.info.hr);
    try std.testing.expectEqualStrings(std.mem.span(df2d.c.df2d_hresult_message(long.info.hr)), short.text);
}

test "a handle that is gone says so" {
    var buffer: [512]u8 = undefined;
    const writer: df2d.Writer = try .init();
    writer.deinit();
    const gone = writer.lastError(&buffer);
    try expectEqual(df2d.c.DF2D_E_HANDLE, gone.info.hr);
    try expectEqual(-1, gone.info.lba);
    try std.testing.expectEqualStrings(std.mem.span(df2d.c.df2d_hresult_message(df2d.c.DF2D_E_HANDLE)), gone.text);
    const none: df2d.Stream = .{ .handle = null };
    try expectEqual(df2d.c.DF2D_E_POINTER, none.lastError(&buffer).info.hr);
}

test "what a drive says" {
    const drive: Drive = try .init("virtual:?media=dvd-rw&speed=1385&clock=virtual");
    defer drive.deinit();
    const recorder = drive.recorder;
    const writer = drive.writer;
    const profiles = try recorder.supportedProfiles(gpa, true);
    defer gpa.free(profiles);
    try expectEqual(.dvd_dash_rw_sequential, profiles[0]);
    const page = try recorder.modePage(gpa, .write_parameters, .current_values);
    defer gpa.free(page);
    try expectEqual(5, page[0]);
    const disc = try recorder.discInformation(gpa);
    defer gpa.free(disc);
    try expect(disc.len >= 34);
    try expectError(error.NotImplemented, recorder.legacyDeviceNumber());
    var mounted = try recorder.volumePathNames(gpa);
    defer mounted.deinit(gpa);
    var iterator = mounted.iterator();
    try expectEqual(null, iterator.next());

    var inquiry: [36]u8 align(16) = undefined;
    const answer = try recorder.sendCommandGetDataFromDevice(&.{ 0x12, 0, 0, 0, 36, 0 }, 0, &inquiry);
    try expect(answer.status == .ok and answer.fetched == 36 and inquiry[0] == 5);
    const refused = try recorder.sendCommandNoData(&.{ 0x1e, 0, 0, 0, 9, 0 }, 5);
    try expect(refused.status == .command_has_sense_data and refused.sense[2] & 15 == 5);
    try expectError(error.InvalidArgument, recorder.sendCommandNoData(&.{}, 0));

    try expectEqual(.dvddashrw, try writer.currentPhysicalMediaType());
    try expect((try writer.currentMediaStatus()).blank);
    try expect(!(try writer.writeProtectStatus()).by_cartridge);
    try expectEqual(.ok, try writer.setWriteSpeed(df2d.speed_max, false));
    try expectError(error.InvalidArgument, writer.setWriteSpeed(0, false));
    const speeds = try writer.supportedWriteSpeedDescriptors(gpa);
    defer gpa.free(speeds);
    try expectEqual(.dvddashrw, speeds[0].media_type);
    const types = try writer.supportedMediaTypes(gpa);
    defer gpa.free(types);
    try expect(types.len > 5);
    const name = try writer.clientName(gpa);
    defer gpa.free(name);
    try std.testing.expectEqualStrings("zig test", name);
    const schemes = try writer.multisessionInterfaces(gpa);
    defer gpa.free(schemes);
    try expectEqual(try writer.freeSectorsOnMedia(), try writer.multisessionFreeSectorsOnMedia(schemes[0]));
    const same = (try writer.recorder()).?;
    defer same.deinit();
    try writer.putRecorder(null);
    try expectEqual(null, try writer.recorder());

    const now = try recorder.virtualNow();
    try recorder.virtualSleep(3000);
    try expect(try recorder.virtualNow() >= now + 3000);
    try recorder.virtualEject(false);
    try expectEqual(1, (try recorder.virtualCounters()).tray_open);
    try writer.putRecorder(recorder);
    try expectError(error.RecorderMediaNoMedia, writer.mediaPhysicallyBlank());
}

/// Gives its bytes over and over, and counts its calls.
const Counted = struct {
    at: usize = 0,
    seeks: u32 = 0,
    closed: u32 = 0,
    size_error: ?anyerror = null,
    too_much: bool = false,

    pub fn size(self: *Counted) !u64 {
        return self.size_error orelse 64 * df2d.sector_size;
    }
    pub fn read(self: *Counted, buffer: []u8) !usize {
        if (self.too_much) return buffer.len + 1;
        const got = @min(buffer.len, 1000);
        for (buffer[0..got], self.at..) |*byte, at| byte.* = @truncate(at / 7);
        self.at += got;
        return got;
    }
    pub fn seek(self: *Counted, offset: u64) !void {
        self.at = @intCast(offset);
        self.seeks += 1;
    }
    pub fn close(self: *Counted) void {
        self.closed += 1;
    }
};

test "a source of one's own" {
    const drive: Drive = try .init("virtual:?media=dvd+r&clock=virtual");
    defer drive.deinit();
    var source: Counted = .{};
    {
        const stream: df2d.Stream = try .fromContext(&source);
        defer stream.deinit();
        try expectEqual(64 * df2d.sector_size, try stream.sizeBytes());
        source.size_error = error.NoneOfThisLibrary;
        try expectError(error.NoneOfThisLibrary, stream.sizeBytes());
        try expectError(error.NoneOfThisLibrary, drive.writer.write(stream));
        try expectError(error.NoneOfThisLibrary, drive.writer.writeAsync(stream));
        source.size_error = null;
        source.too_much = true;
        try expectError(error.Fail, drive.writer.write(stream));
        source.too_much = false;
        // With verification it is read twice.
        source.seeks = 0;
        try drive.writer.putBurnVerificationLevel(.full);
        _ = try drive.writer.write(stream);
        try expect(source.seeks == 2 and source.closed == 0);
    }
    try expectEqual(1, source.closed);
}

test "a reader" {
    const drive: Drive = try .init("virtual:?media=dvd+r&clock=virtual");
    defer drive.deinit();
    const image: [32 * 2048]u8 = @splat('x');
    var reader: std.Io.Reader = .fixed(&image);
    const stream: df2d.Stream = try .fromReader(gpa, &reader, image.len);
    defer stream.deinit();
    _ = try drive.writer.write(stream);
    // It can be read once.
    try expectError(error.Df2DataStreamNotSupported, drive.writer.write(stream));
    try expectError(error.OutOfMemory, df2d.Stream.fromReader(std.testing.failing_allocator, &reader, 2048));
}

test "a reader of a file, whatever its buffer" {
    const io = std.testing.io;
    var folder = std.testing.tmpDir(.{});
    defer folder.cleanup();
    var image: [600 * 2048]u8 = undefined;
    var random: std.Random.DefaultPrng = .init(1);
    random.fill(&image);
    try folder.dir.writeFile(io, .{ .sub_path = "image.iso", .data = &image });
    const file = try folder.dir.openFile(io, "image.iso", .{});
    defer file.close(io);
    var buffer: [5000]u8 = undefined;
    for ([_][]u8{ &.{}, &buffer }) |some| {
        const drive: Drive = try .init("virtual:?media=dvd+r&store=discard&clock=virtual");
        defer drive.deinit();
        var reader = file.reader(io, some);
        const stream: df2d.Stream = try .fromReader(gpa, &reader.interface, try reader.getSize());
        defer stream.deinit();
        _ = try drive.writer.write(stream);
        try expectEqual(std.hash.Crc32.hash(&image), (try drive.recorder.virtualCounters()).crc32);
    }
}

test "a reader that ends early" {
    const drive: Drive = try .init("virtual:?media=dvd+r&clock=virtual");
    defer drive.deinit();
    const image: [32 * 2048]u8 = @splat('x');
    var reader: std.Io.Reader = .fixed(&image);
    const stream: df2d.Stream = try .fromReader(gpa, &reader, 2 * image.len);
    defer stream.deinit();
    try expectError(error.Df2DataStreamNotSupported, drive.writer.write(stream));
    try expectEqual(32, (try drive.writer.writeResult()).sectors_on_media);
}

/// A reader that brings a little at a time, as a socket does. While it waits for more, its write is cancelled.
const Trickle = struct {
    writer: df2d.Writer,
    last: []const u8,
    reads: u32 = 0,
    cancelled: std.Io.Event = .unset,
    interface: std.Io.Reader = .{ .vtable = &.{ .stream = streamOn }, .buffer = &.{}, .seek = 0, .end = 0 },

    fn streamOn(reader: *std.Io.Reader, to: *std.Io.Writer, limit: std.Io.Limit) std.Io.Reader.StreamError!usize {
        const self: *Trickle = @alignCast(@fieldParentPtr("interface", reader));
        self.reads += 1;
        switch (self.reads) {
            1 => return 0,
            2 => return to.write(limit.sliceConst("a little")),
            3 => {
                _ = self.writer.cancelWrite() catch return error.ReadFailed;
                self.cancelled.waitUncancelable(std.testing.io);
                return to.write(limit.sliceConst(self.last));
            },
            else => return error.ReadFailed,
        }
    }
    fn cancel(self: *Trickle) void {
        self.cancelled.set(std.testing.io);
    }
};

test "a reader is not read after a cancel" {
    for ([_][]const u8{ "a little", "" }) |last| {
        const drive: Drive = try .init("virtual:?media=dvd+r&clock=virtual");
        defer drive.deinit();
        var reader: Trickle = .{ .writer = drive.writer, .last = last };
        const size = 32 * df2d.sector_size;
        const stream: df2d.Stream = try .fromCancelableReader(gpa, &reader.interface, size, &reader, Trickle.cancel);
        defer stream.deinit();
        try expectError(error.RequestCancelled, drive.writer.write(stream));
        try expectEqual(3, reader.reads);
    }
}

test "padding and block ranges" {
    const drive: Drive = try .init("virtual:?media=dvd+rw&clock=virtual");
    defer drive.deinit();
    const odd: df2d.Stream = try .fromMemory("not a whole sector");
    defer odd.deinit();
    try expectError(error.Df2DataStreamNotSupported, drive.writer.writeAsync(odd));
    try odd.putPadding(true);
    try expect(try odd.padding());
    try expectEqual(2048, try odd.sizeBytes());
    _ = try drive.writer.write(odd);
    const image: [64 * 2048]u8 = @splat('x');
    const whole: df2d.Stream = try .fromMemory(&image);
    defer whole.deinit();
    try expectError(error.Df2DataMediaNotBlank, drive.writer.write(whole));
    try whole.putBlockRanges(&.{.{ .start_lba = 16, .end_lba = 31 }});
    try expectError(error.InvalidArgument, whole.putBlockRanges(&.{.{ .start_lba = 5, .end_lba = 4 }}));
    _ = try drive.writer.write(whole);
    try expectEqual(16, (try drive.writer.writeResult()).sectors_sent);
}

test "one source, two writers" {
    const one: Drive = try .init("virtual:?media=dvd+r&clock=virtual");
    defer one.deinit();
    const two: Drive = try .init("virtual:?media=bd-r&clock=virtual");
    defer two.deinit();
    var source: Counted = .{};
    const stream: df2d.Stream = try .fromContext(&source);
    defer stream.deinit();
    try expectError(error.InvalidArgument, stream.fanOut(&.{}, 0));
    var streams: [2]df2d.Stream = undefined;
    try stream.fanOut(&streams, 0);
    defer for (streams) |each| each.deinit();
    try one.writer.writeAsync(streams[0]);
    try two.writer.writeAsync(streams[1]);
    try expectEqual(.ok, try one.writer.wait(null));
    try expectEqual(.ok, try two.writer.wait(60_000));
    try expectEqual(64, (try two.writer.writeResult()).sectors_on_media);
    var more: [2]df2d.Stream = undefined;
    try expectError(error.InvalidArgument, streams[0].fanOut(&more, 0));
    try expectEqual(null, more[1].handle);
}

/// Holds an operation up until the test lets it go.
const Gate = struct {
    open: std.Io.Event = .unset,
    inside: ?anyerror = null,

    fn update(self: *Gate, writer: df2d.Writer, _: *const df2d.Progress) void {
        self.open.waitUncancelable(std.testing.io);
        if (writer.wait(null)) |_| {} else |err| self.inside = err;
    }
};

test "waiting" {
    const drive: Drive = try .init("virtual:?media=dvd+r&clock=virtual");
    defer drive.deinit();
    const writer = drive.writer;
    try expectError(error.Df2DataWriteNotInProgress, writer.wait(null));
    try expectError(error.Df2DataWriteNotInProgress, writer.writeResult());
    try expectError(error.Df2DataWriteNotInProgress, writer.cancelWrite());
    var gate: Gate = .{};
    const cookie = try writer.advise(&gate, Gate.update);
    const image: [32 * 2048]u8 = @splat('x');
    const stream: df2d.Stream = try .fromMemory(&image);
    defer stream.deinit();
    try writer.writeAsync(stream);
    try expectError(error.Pending, writer.wait(0));
    try expectError(error.Pending, (try writer.writeResult()).outcome());
    try expectError(error.Df2DataWriteInProgress, writer.write(stream));
    gate.open.set(std.testing.io);
    try expectEqual(.ok, try writer.wait(null));
    try expectEqual(error.Df2DataWriteInProgress, gate.inside.?);
    try writer.unadvise(cookie);
    try expectError(error.InvalidArgument, writer.unadvise(cookie));
    try expectEqual(.ok, try writer.recoverMedia(.report, null));
    try expectError(error.Pointer, writer.recoverMedia(.@"resume", null));
}

/// A context that counts its uses, and notices those that come too late.
const Kept = struct {
    calls: u32 = 0,
    released: u32 = 0,
    used_late: bool = false,

    fn use(self: *Kept) void {
        self.calls += 1;
        if (self.released > 0) self.used_late = true;
    }
    fn deinitWriter(self: *Kept, writer: df2d.Writer, _: *const df2d.Progress) void {
        self.use();
        writer.deinit();
    }
    fn writerEnd(self: *Kept, _: df2d.Writer, _: *const df2d.WriteResult) void {
        self.use();
    }
    fn eraserUpdate(self: *Kept, _: df2d.Eraser, _: i32, _: i32) void {
        self.use();
    }
    fn eraserEnd(self: *Kept, _: df2d.Eraser, _: *const df2d.WriteResult) void {
        self.use();
    }
    fn drive(self: *Kept, _: [:0]const u8) void {
        self.use();
    }
    fn message(self: *Kept, _: df2d.LogLevel, _: [:0]const u8, _: [:0]const u8) void {
        self.use();
    }
    pub fn release(self: *Kept) void {
        self.released += 1;
    }
};

test "a context is released after its last use" {
    const drive: Drive = try .init("virtual:?media=dvd+r&clock=virtual");
    defer drive.deinit();
    var updates: Kept = .{};
    var ends: Kept = .{};
    _ = try drive.writer.advise(&updates, Kept.deinitWriter);
    _ = try drive.writer.adviseEnd(&ends, Kept.writerEnd);
    const image: [32 * 2048]u8 = @splat('x');
    const stream: df2d.Stream = try .fromMemory(&image);
    defer stream.deinit();
    // An end comes also after a deinit in an update.
    if (drive.writer.write(stream)) |_| {} else |err| try expectEqual(error.RequestCancelled, err);
    try expectEqual(1, ends.calls);
    for ([_]Kept{ updates, ends }) |kept| try expect(kept.released == 1 and !kept.used_late);
}

test "a context is released once for each advise" {
    var kept: Kept = .{};
    const writer: df2d.Writer = try .init();
    try writer.unadvise(try writer.advise(&kept, Kept.deinitWriter));
    try expectEqual(1, kept.released);
    _ = try writer.adviseEnd(&kept, Kept.writerEnd);
    writer.deinit();
    try expectEqual(2, kept.released);
    const eraser: df2d.Eraser = try .init();
    _ = try eraser.advise(&kept, Kept.eraserUpdate);
    try eraser.unadvise(try eraser.adviseEnd(&kept, Kept.eraserEnd));
    eraser.deinit();
    try expectEqual(4, kept.released);
    try df2d.logUnadvise(try df2d.logAdvise(.err, &kept, Kept.message));
    try expectEqual(5, kept.released);
    // Also when the advise fails.
    try expectError(error.Handle, writer.advise(&kept, Kept.deinitWriter));
    try expectError(error.Handle, writer.adviseEnd(&kept, Kept.writerEnd));
    try expectError(error.Handle, eraser.advise(&kept, Kept.eraserUpdate));
    try expectError(error.Handle, eraser.adviseEnd(&kept, Kept.eraserEnd));
    try expectEqual(9, kept.released);
    const master: df2d.Master = try .init();
    master.deinit();
    try expectError(error.Handle, master.advise(&kept, Kept.drive, Kept.drive));
    try expectError(error.InvalidArgument, df2d.logAdvise(@fromBackingInt(@intCast(99)), &kept, Kept.message));
    try expectEqual(11, kept.released);
}

test "contexts without a release" {
    inline for (.{ void, *u32, *Gate, *const [4]u8 }) |Context| try expectEqual(null, call.freeOf(Context));
    try expect(call.freeOf(*Kept) != null);
}

var logged: std.atomic.Value(u32) = .init(0);

fn onMessage(_: void, _: df2d.LogLevel, _: [:0]const u8, message: [:0]const u8) void {
    if (message.len > 0) _ = logged.fetchAdd(1, .monotonic);
}

test "logging" {
    const cookie = try df2d.logAdvise(.debug, {}, onMessage);
    try expectError(error.InvalidArgument, df2d.Recorder.open("virtual:?media=no-such-disc"));
    try df2d.logUnadvise(cookie);
    try expect(logged.load(.monotonic) > 0);
    try expectError(error.InvalidArgument, df2d.logUnadvise(cookie));
    try expectError(error.InvalidArgument, df2d.logAdvise(@fromBackingInt(@intCast(99)), {}, onMessage));
}

test "nothing is left alive" {
    try expectEqual(0, try df2d.liveObjects());
}
