const std = @import("std");

/// The module "df2d", for programs that depend on this package, and its tests. libdf2d is looked for where pkg-config
/// says, or in the folder -Ddf2d_prefix, its libraries there in -Ddf2d_libdir.
pub fn build(b: *std.Build) void {
    const target = b.standardTargetOptions(.{});
    const optimize = b.standardOptimizeOption(.{});
    const prefix = b.option([]const u8, "df2d_prefix", "Where libdf2d is installed");
    const libdir = b.option([]const u8, "df2d_libdir", "Its folder of libraries, below df2d_prefix (default: lib)");

    const header = b.addTranslateC(.{
        .root_source_file = b.path("src/c.h"),
        .target = target,
        .optimize = optimize,
    });
    const module = b.addModule("df2d", .{
        .root_source_file = b.path("src/df2d.zig"),
        .target = target,
        .optimize = optimize,
        .link_libc = true,
    });
    module.addImport("c", header.createModule());
    if (prefix) |path| {
        const libraries = absolute(b, b.pathJoin(&.{ path, libdir orelse "lib" }));
        header.addIncludePath(.{ .cwd_relative = b.pathJoin(&.{ path, "include" }) });
        module.addLibraryPath(.{ .cwd_relative = libraries });
        module.addRPath(.{ .cwd_relative = libraries });
        module.linkSystemLibrary("df2d", .{ .use_pkg_config = .no });
    } else {
        header.linkSystemLibrary("df2d", .{});
        module.linkSystemLibrary("df2d", .{});
    }

    const tests = b.addTest(.{ .root_module = module });
    b.step("test", "Run the tests").dependOn(&b.addRunArtifact(tests).step);

    const scenarios = b.addExecutable(.{
        .name = "scenarios",
        .root_module = b.createModule(.{
            .root_source_file = b.path("scenarios/main.zig"),
            .target = target,
            .optimize = optimize,
            .imports = &.{.{ .name = "df2d", .module = module }},
        }),
    });
    const install = b.addInstallArtifact(scenarios, .{});
    b.step("scenarios", "Build the program that shows what bindings/scenarios.tsv lists").dependOn(&install.step);
}

/// A program that is started in another folder must find its libraries, too.
fn absolute(b: *std.Build, path: []const u8) []const u8 {
    if (std.fs.path.isAbsolute(path)) return path;
    // The answer is another one in another folder.
    b.graph.poisonCache();
    const folder = std.process.currentPathAlloc(b.graph.io, b.graph.arena) catch |err|
        std.debug.panic("the current folder is not known: {t}", .{err});
    return b.pathJoin(&.{ folder, path });
}
