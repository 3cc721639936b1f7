const std = @import("std");

pub fn build(b: *std.Build) void {
    const target = b.standardTargetOptions(.{});
    const optimize = b.standardOptimizeOption(.{});
    const prefix = b.option([]const u8, "df2d_prefix", "Where libdf2d is installed");
    const libdir = b.option([]const u8, "df2d_libdir", "Its folder of libraries, below df2d_prefix (default: lib)");
    const df2d = b.dependency("df2d", .{
        .target = target,
        .optimize = optimize,
        .df2d_prefix = prefix,
        .df2d_libdir = libdir,
    });

    const burn = b.addExecutable(.{
        .name = "burn",
        .root_module = b.createModule(.{
            .root_source_file = b.path("burn.zig"),
            .target = target,
            .optimize = optimize,
            .imports = &.{.{ .name = "df2d", .module = df2d.module("df2d") }},
        }),
    });
    b.installArtifact(burn);
}
