//! Burns an image, and verifies it: burn IMAGE RECORDER

const std = @import("std");
const df2d = @import("df2d");

fn onUpdate(_: void, _: df2d.Writer, progress: *const df2d.Progress) void {
    std.debug.print("{d} of {d} sectors\n", .{ progress.done_sectors, progress.total_sectors });
}

fn burn(writer: df2d.Writer, path: [:0]const u8, id: [:0]const u8) !void {
    const image = try df2d.Stream.fromFile(path);
    defer image.deinit();
    const recorder = try df2d.Recorder.open(id);
    defer recorder.deinit();
    try writer.putRecorder(recorder);
    try writer.putClientName("burn");
    try writer.putBurnVerificationLevel(.full);
    _ = try writer.advise({}, onUpdate);
    _ = try writer.write(image);
    const result = try writer.writeResult();
    std.debug.print("{d} of {d} sectors are on the disc\n", .{ result.sectors_on_media, result.sectors_requested });
}

pub fn main(init: std.process.Init) !u8 {
    const arguments = try init.minimal.args.toSlice(init.arena.allocator());
    if (arguments.len != 3) {
        std.debug.print("usage: burn IMAGE RECORDER\n", .{});
        return 2;
    }
    const writer = try df2d.Writer.init();
    defer writer.deinit();
    burn(writer, arguments[1], arguments[2]) catch |err| {
        var buffer: [1024]u8 = undefined;
        var why = writer.lastError(&buffer);
        // What failed before the writer had its turn is known to the thread.
        if (why.info.hr == 0) why = df2d.threadError(&buffer);
        std.debug.print("burn: {t}: {s}\n", .{ err, why.text });
        return 1;
    };
    return 0;
}
