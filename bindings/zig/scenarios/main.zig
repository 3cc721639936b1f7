//! The scenarios of bindings/scenarios.tsv. Run in an empty directory.

const std = @import("std");
const df2d = @import("df2d");

const Io = std.Io;
const Allocator = std.mem.Allocator;

extern "c" fn setenv(name: [*:0]const u8, value: [*:0]const u8, overwrite: c_int) c_int;
extern "c" fn unsetenv(name: [*:0]const u8) c_int;

const sectors = 5000;
const sector_size = df2d.sector_size;
/// More than the library reads before the first WRITE, so that something is on the disc when a source comes to it.
const most_of_image = sectors * sector_size / 10 * 9;

var failed_at: u32 = 0;

fn expect(ok: bool, at: std.builtin.SourceLocation) !void {
    if (ok) return;
    failed_at = at.line;
    return error.NotAsExpected;
}

fn expectError(expected: anyerror, actual: anytype, at: std.builtin.SourceLocation) !void {
    if (actual) |_| {
        return expect(false, at);
    } else |err| {
        try expect(err == expected, at);
    }
}

const World = struct {
    io: Io,
    gpa: Allocator,
    image: []const u8,

    /// Whether the disc's file begins with so many sectors of the image.
    fn isOnDisc(world: World, path: []const u8, count: i64) !bool {
        const found = try Io.Dir.cwd().readFileAlloc(world.io, path, world.gpa, .unlimited);
        defer world.gpa.free(found);
        return std.mem.startsWith(u8, found, world.image[0..@intCast(count * sector_size)]);
    }
};

/// A recorder with a disc, and a writer for it.
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

fn listRecorders(world: World) !void {
    const ids = [_][:0]const u8{
        "virtual:one.iso?media=dvd+r&clock=virtual",
        "virtual:two.iso?media=cd-rw&clock=virtual",
    };
    _ = setenv("DF2D_RECORDERS", ids[0] ++ " " ++ ids[1], 1);
    defer _ = unsetenv("DF2D_RECORDERS");
    const master = try df2d.Master.init();
    defer master.deinit();
    var items = try master.items(world.gpa);
    defer items.deinit(world.gpa);
    var iterator = items.iterator();
    var count: i32 = 0;
    var last = [_][]const u8{ "", "" };
    while (iterator.next()) |id| : (count += 1) {
        last = .{ last[1], id };
    }
    try expect(count == try master.count(), @src());
    for (ids, last) |id, listed| {
        try expect(std.mem.eql(u8, id, listed), @src());
        const recorder = try df2d.Recorder.open(id);
        defer recorder.deinit();
        const vendor = try recorder.vendorId(world.gpa);
        defer world.gpa.free(vendor);
        const product = try recorder.productId(world.gpa);
        defer world.gpa.free(product);
        try expect(vendor.len > 0 and product.len > 0, @src());
    }
}

fn burn(world: World) !void {
    const drive: Drive = try .init("virtual:burn.iso?media=dvd+r&clock=virtual");
    defer drive.deinit();
    try expect(try drive.writer.mediaPhysicallyBlank(), @src());
    const stream: df2d.Stream = try .fromMemory(world.image);
    defer stream.deinit();
    try expect(try drive.writer.write(stream) == .ok, @src());
    const result = try drive.writer.writeResult();
    try expect(try result.outcome() == .ok and result.content_after == .whole, @src());
    try expect(result.disc_after == .closed and result.start_lba == 0, @src());
    try expect(result.sectors_on_media == sectors and result.sectors_requested == sectors, @src());
    try expect(try world.isOnDisc("burn.iso", sectors), @src());
}

const Watch = struct {
    updates: u32 = 0,
    ends: u32 = 0,
    last_action: df2d.WriteAction = .validating_media,
    done: i64 = 0,
    wrote: bool = false,
    finalized: bool = false,
    is_sound: bool = true,

    fn update(self: *Watch, _: df2d.Writer, now: *const df2d.Progress) void {
        if (self.updates == 0 and now.current_action != .validating_media) self.is_sound = false;
        if (@backingInt(now.current_action) < @backingInt(self.last_action)) self.is_sound = false;
        if (now.done_sectors < self.done or now.total_sectors != sectors) self.is_sound = false;
        self.updates += 1;
        self.last_action = now.current_action;
        self.done = now.done_sectors;
        if (now.current_action == .writing_data) self.wrote = true;
        if (now.current_action == .finalization) self.finalized = true;
    }

    fn end(self: *Watch, _: df2d.Writer, result: *const df2d.WriteResult) void {
        if (result.outcome()) |_| {
            self.ends += 1;
        } else |_| {}
    }
};

fn progress(world: World) !void {
    const drive: Drive = try .init("virtual:progress.iso?media=dvd+r&speed=676&clock=virtual");
    defer drive.deinit();
    var watch: Watch = .{};
    _ = try drive.writer.advise(&watch, Watch.update);
    _ = try drive.writer.adviseEnd(&watch, Watch.end);
    const stream: df2d.Stream = try .fromMemory(world.image);
    defer stream.deinit();
    _ = try drive.writer.write(stream);
    try expect(watch.updates > 10 and watch.ends == 1 and watch.is_sound, @src());
    try expect(watch.wrote and watch.finalized and watch.last_action == .completed, @src());
    try expect(watch.done == sectors and try world.isOnDisc("progress.iso", sectors), @src());
}

/// What a write that was given up leaves on a DVD+R: the first part, and a disc that can be written further.
fn expectGivenUp(world: World, writer: df2d.Writer, why: anyerror, path: []const u8) !void {
    const result = try writer.writeResult();
    try expectError(why, result.outcome(), @src());
    try expect(result.content_after == .partial and result.disc_after == .appendable, @src());
    try expect(result.sectors_on_media > 0 and result.sectors_on_media < sectors, @src());
    try expect(try world.isOnDisc(path, result.sectors_on_media), @src());
}

const CancelAt = struct {
    accepted: bool = false,

    fn update(self: *CancelAt, writer: df2d.Writer, now: *const df2d.Progress) void {
        if (self.accepted or now.done_sectors < 2000) return;
        self.accepted = (writer.cancelWrite() catch return) == .ok;
    }
};

fn cancelFromCallback(world: World) !void {
    const drive: Drive = try .init("virtual:cancel.iso?media=dvd+r&speed=676&clock=virtual");
    defer drive.deinit();
    var cancel: CancelAt = .{};
    _ = try drive.writer.advise(&cancel, CancelAt.update);
    const stream: df2d.Stream = try .fromMemory(world.image);
    defer stream.deinit();
    try expectError(error.RequestCancelled, drive.writer.write(stream), @src());
    try expect(cancel.accepted, @src());
    try expectGivenUp(world, drive.writer, error.RequestCancelled, "cancel.iso");
}

/// Gives most of the image, and then nothing until its read is cancelled.
const StuckSource = struct {
    world: World,
    at: usize = 0,
    stuck: Io.Event = .unset,
    cancelled: Io.Event = .unset,

    pub fn size(self: *StuckSource) !u64 {
        return self.world.image.len;
    }
    pub fn read(self: *StuckSource, buffer: []u8) !usize {
        const rest = self.world.image[self.at..most_of_image];
        if (rest.len == 0) {
            self.stuck.set(self.world.io);
            self.cancelled.waitUncancelable(self.world.io);
        }
        const got = @min(rest.len, buffer.len);
        @memcpy(buffer[0..got], rest[0..got]);
        self.at += got;
        return got;
    }
    pub fn cancel(self: *StuckSource) void {
        self.cancelled.set(self.world.io);
    }

    /// What the other thread does.
    fn cancelWhenStuck(self: *StuckSource, writer: df2d.Writer, answer: *df2d.Error!df2d.Status) void {
        self.stuck.waitUncancelable(self.world.io);
        answer.* = writer.cancelWrite();
    }
};

fn cancelFromThread(world: World) !void {
    const drive: Drive = try .init("virtual:thread.iso?media=dvd+r&speed=676&clock=virtual");
    defer drive.deinit();
    var source: StuckSource = .{ .world = world };
    var answer: df2d.Error!df2d.Status = .false;
    const stream: df2d.Stream = try .fromContext(&source);
    defer stream.deinit();
    const other = try std.Thread.spawn(.{}, StuckSource.cancelWhenStuck, .{ &source, drive.writer, &answer });
    const written = drive.writer.write(stream);
    other.join();
    try expect(try answer == .ok, @src());
    try expectError(error.RequestCancelled, written, @src());
    try expectGivenUp(world, drive.writer, error.RequestCancelled, "thread.iso");
}

/// A reader that fails after most of the image.
const FailingReader = struct {
    rest: []const u8,
    err: ?anyerror = null,
    interface: Io.Reader = .{ .vtable = &.{ .stream = streamOn }, .buffer = &.{}, .seek = 0, .end = 0 },

    fn streamOn(reader: *Io.Reader, writer: *Io.Writer, limit: Io.Limit) Io.Reader.StreamError!usize {
        const self: *FailingReader = @alignCast(@fieldParentPtr("interface", reader));
        if (self.rest.len == 0) {
            self.err = error.ConnectionResetByPeer;
            return error.ReadFailed;
        }
        const got = try writer.write(limit.sliceConst(self.rest));
        self.rest = self.rest[got..];
        return got;
    }
};

/// The same as a source of its own kind.
const FailingSource = struct {
    image: []const u8,
    at: usize = 0,

    pub fn size(self: *FailingSource) !u64 {
        return self.image.len;
    }
    pub fn read(self: *FailingSource, buffer: []u8) !usize {
        const rest = self.image[self.at..most_of_image];
        if (rest.len == 0) return error.ConnectionResetByPeer;
        const got = @min(rest.len, buffer.len);
        @memcpy(buffer[0..got], rest[0..got]);
        self.at += got;
        return got;
    }
};

fn sourceError(world: World) !void {
    {
        const drive: Drive = try .init("virtual:reader.iso?media=dvd+r&speed=676&clock=virtual");
        defer drive.deinit();
        var reader: FailingReader = .{ .rest = world.image[0..most_of_image] };
        const stream: df2d.Stream = try .fromReader(world.gpa, &reader.interface, world.image.len);
        defer stream.deinit();
        try expectError(error.ReadFailed, drive.writer.write(stream), @src());
        try expect(reader.err.? == error.ConnectionResetByPeer, @src());
        try expectGivenUp(world, drive.writer, error.ReadFailed, "reader.iso");
    }
    const drive: Drive = try .init("virtual:source.iso?media=dvd+r&speed=676&clock=virtual");
    defer drive.deinit();
    var source: FailingSource = .{ .image = world.image };
    const stream: df2d.Stream = try .fromContext(&source);
    defer stream.deinit();
    try expectError(error.ConnectionResetByPeer, drive.writer.write(stream), @src());
    try expectGivenUp(world, drive.writer, error.ConnectionResetByPeer, "source.iso");
}

fn badHandle(world: World) !void {
    const drive: Drive = try .init("virtual:handle.iso?media=dvd+r&clock=virtual");
    const stream: df2d.Stream = try .fromMemory(world.image);
    drive.deinit();
    drive.deinit();
    stream.deinit();
    // What was given back.
    try expectError(error.Handle, drive.recorder.vendorId(world.gpa), @src());
    try expectError(error.Handle, drive.writer.write(stream), @src());
    try expectError(error.Handle, drive.writer.wait(null), @src());
    try expectError(error.Handle, drive.writer.advise({}, ignore), @src());
    var buffer: [256]u8 = undefined;
    try expectError(error.Handle, stream.padding(), @src());
    try expect(df2d.threadError(&buffer).text.len > 0, @src());
    // What is of another kind, and null.
    const other: df2d.Stream = .{ .handle = @ptrCast(drive.recorder.handle) };
    try expectError(error.Handle, other.sizeBytes(), @src());
    const none: df2d.Recorder = .{ .handle = null };
    none.deinit();
    try expectError(error.Pointer, none.ejectMedia(), @src());
    const writer: df2d.Writer = try .init();
    defer writer.deinit();
    try expectError(error.Pointer, writer.write(.{ .handle = null }), @src());
    try expectError(error.InvalidArgument, df2d.Recorder.open("virtual:a\x00b?media=dvd+r"), @src());
}

fn ignore(_: void, _: df2d.Writer, _: *const df2d.Progress) void {}

const EraseWatch = struct {
    updates: u32 = 0,
    last: i32 = 0,
    goes_back: bool = false,
    ended: ?df2d.DiscState = null,

    fn update(self: *EraseWatch, _: df2d.Eraser, elapsed_s: i32, _: i32) void {
        self.updates += 1;
        if (elapsed_s < self.last) self.goes_back = true;
        self.last = elapsed_s;
    }
    fn end(self: *EraseWatch, _: df2d.Eraser, result: *const df2d.WriteResult) void {
        self.ended = result.disc_after;
    }
};

fn erase(world: World) !void {
    const drive: Drive = try .init("virtual:erase.iso?media=cd-rw&speed=676&clock=virtual");
    defer drive.deinit();
    const stream: df2d.Stream = try .fromMemory(world.image);
    defer stream.deinit();
    _ = try drive.writer.write(stream);
    try expect(try world.isOnDisc("erase.iso", sectors), @src());

    const eraser: df2d.Eraser = try .init();
    defer eraser.deinit();
    try eraser.putRecorder(drive.recorder);
    try eraser.putClientName("zig test");
    try eraser.putFullErase(true);
    var watch: EraseWatch = .{};
    _ = try eraser.advise(&watch, EraseWatch.update);
    _ = try eraser.adviseEnd(&watch, EraseWatch.end);
    try expect(try eraser.eraseMedia() == .ok, @src());
    try expect(watch.updates > 1 and watch.last > 0 and !watch.goes_back, @src());
    try expect(watch.ended == .appendable, @src());
    const result = try eraser.eraseResult();
    try expect(result.media_status_after.blank and try eraser.mediaPhysicallyBlank(), @src());
    try expect(!try world.isOnDisc("erase.iso", sectors), @src());
}

fn verify(world: World) !void {
    try Io.Dir.cwd().writeFile(world.io, .{ .sub_path = "image.iso", .data = world.image });
    const stream: df2d.Stream = try .fromFile("image.iso");
    defer stream.deinit();
    {
        const drive: Drive = try .init("virtual:verify.iso?media=dvd+r&clock=virtual");
        defer drive.deinit();
        try drive.writer.putBurnVerificationLevel(.full);
        _ = try drive.writer.write(stream);
        try expect(try world.isOnDisc("verify.iso", sectors), @src());
    }
    const drive: Drive = try .init("virtual:faulty.iso?media=dvd+r&clock=virtual");
    defer drive.deinit();
    _ = try drive.recorder.virtualFaultAdd(.{ .opcode = 0x28, .lba = 3000, .times = 0, .sense_key = 3, .asc = 0x11 });
    try drive.writer.putBurnVerificationLevel(.full);
    try expectError(error.BurnVerificationFailed, drive.writer.write(stream), @src());
    var buffer: [512]u8 = undefined;
    const why = drive.writer.lastError(&buffer);
    try expect(why.info.sense_key == 3 and why.info.asc == 0x11 and why.text.len > 0, @src());
    try expect((try drive.recorder.virtualCounters()).faults > 0, @src());
    try expect((try drive.writer.writeResult()).content_after == .unknown, @src());
}

const scenarios = [_]struct { []const u8, *const fn (World) anyerror!void }{
    .{ "list_recorders", listRecorders },
    .{ "burn", burn },
    .{ "progress", progress },
    .{ "cancel_from_callback", cancelFromCallback },
    .{ "cancel_from_thread", cancelFromThread },
    .{ "source_error", sourceError },
    .{ "bad_handle", badHandle },
    .{ "erase", erase },
    .{ "verify", verify },
};

pub fn main(init: std.process.Init) !void {
    const image = try init.gpa.alloc(u8, sectors * sector_size);
    defer init.gpa.free(image);
    // Data of which no two sectors are alike.
    var random: std.Random.DefaultPrng = .init(1);
    random.fill(image);
    const world: World = .{ .io = init.io, .gpa = init.gpa, .image = image };

    var buffer: [256]u8 = undefined;
    var out = Io.File.stdout().writerStreaming(init.io, &buffer);
    var failed: u8 = 0;
    for (scenarios) |scenario| {
        const name, const run = scenario;
        failed_at = 0;
        if (run(world)) |_| {
            const alive = try df2d.liveObjects();
            if (alive == 0) {
                try out.interface.print("ok {s}\n", .{name});
            } else {
                failed = 1;
                try out.interface.print("FAILED {s}: {d} objects are left alive\n", .{ name, alive });
            }
        } else |err| {
            failed = 1;
            try out.interface.print("FAILED {s}: error.{s}, line {d}\n", .{ name, @errorName(err), failed_at });
        }
        try out.interface.flush();
    }
    if (failed != 0) return error.ScenariosFailed;
}
