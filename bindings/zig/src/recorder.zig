//! Drives, and the list of them.

const std = @import("std");
const c = @import("c");
const call = @import("call.zig");
const constants = @import("constants.zig");
const structs = @import("structs.zig");

const Allocator = std.mem.Allocator;
const Error = constants.Error;

/// A drive: IDiscRecorder2 and IDiscRecorder2Ex.
pub const Recorder = struct {
    handle: ?*c.df2d_recorder_t,

    pub fn open(id: [:0]const u8) Error!Recorder {
        var handle: ?*c.df2d_recorder_t = null;
        try call.check(c.df2d_recorder_open(try call.string(id), &handle));
        return .{ .handle = handle };
    }

    /// Operations that use the recorder go on.
    pub fn deinit(self: Recorder) void {
        _ = c.df2d_recorder_destroy(self.handle);
    }

    /// What is known of the last failed call with this handle.
    pub fn lastError(self: Recorder, buffer: []u8) call.Failure {
        return call.failure(buffer, c.df2d_recorder_get_last_error, .{self.handle});
    }

    // --- what the drive is; strings and lists belong to the caller ---

    pub fn activeDiscRecorder(self: Recorder, gpa: Allocator) Error![:0]u8 {
        return call.text(gpa, c.df2d_recorder_get_active_disc_recorder, .{self.handle});
    }
    pub fn vendorId(self: Recorder, gpa: Allocator) Error![:0]u8 {
        return call.text(gpa, c.df2d_recorder_get_vendor_id, .{self.handle});
    }
    pub fn productId(self: Recorder, gpa: Allocator) Error![:0]u8 {
        return call.text(gpa, c.df2d_recorder_get_product_id, .{self.handle});
    }
    pub fn productRevision(self: Recorder, gpa: Allocator) Error![:0]u8 {
        return call.text(gpa, c.df2d_recorder_get_product_revision, .{self.handle});
    }
    pub fn volumeName(self: Recorder, gpa: Allocator) Error![:0]u8 {
        return call.text(gpa, c.df2d_recorder_get_volume_name, .{self.handle});
    }
    pub fn volumePathNames(self: Recorder, gpa: Allocator) Error!call.Strings {
        return call.strings(gpa, c.df2d_recorder_get_volume_path_names, .{self.handle});
    }
    pub fn legacyDeviceNumber(self: Recorder) Error!i32 {
        return call.get(i32, c.df2d_recorder_get_legacy_device_number, .{self.handle});
    }
    pub fn supportedFeaturePages(self: Recorder, gpa: Allocator, current_only: bool) Error![]constants.FeaturePageType {
        return call.list(constants.FeaturePageType, gpa, c.df2d_recorder_get_supported_feature_pages, .{
            self.handle, @intFromBool(current_only),
        });
    }
    pub fn supportedProfiles(self: Recorder, gpa: Allocator, current_only: bool) Error![]constants.ProfileType {
        return call.list(constants.ProfileType, gpa, c.df2d_recorder_get_supported_profiles, .{
            self.handle, @intFromBool(current_only),
        });
    }
    pub fn supportedModePages(
        self: Recorder,
        gpa: Allocator,
        request: constants.ModePageRequestType,
    ) Error![]constants.ModePageType {
        return call.list(constants.ModePageType, gpa, c.df2d_recorder_get_supported_mode_pages, .{
            self.handle, @backingInt(request),
        });
    }
    pub fn featurePage(
        self: Recorder,
        gpa: Allocator,
        feature: constants.FeaturePageType,
        current_only: bool,
    ) Error![]u8 {
        return call.list(u8, gpa, c.df2d_recorder_get_feature_page, .{
            self.handle, @backingInt(feature), @intFromBool(current_only),
        });
    }
    pub fn modePage(
        self: Recorder,
        gpa: Allocator,
        page: constants.ModePageType,
        request: constants.ModePageRequestType,
    ) Error![]u8 {
        return call.list(u8, gpa, c.df2d_recorder_get_mode_page, .{
            self.handle, @backingInt(page), @backingInt(request),
        });
    }
    pub fn setModePage(self: Recorder, request: constants.ModePageRequestType, page: []const u8) Error!void {
        const size = call.size32(page.len);
        try call.check(c.df2d_recorder_set_mode_page(self.handle, @backingInt(request), page.ptr, size));
    }
    pub fn discInformation(self: Recorder, gpa: Allocator) Error![]u8 {
        return call.list(u8, gpa, c.df2d_recorder_get_disc_information, .{self.handle});
    }
    pub fn trackInformation(
        self: Recorder,
        gpa: Allocator,
        address: u32,
        kind: constants.ReadTrackAddressType,
    ) Error![]u8 {
        return call.list(u8, gpa, c.df2d_recorder_get_track_information, .{ self.handle, address, @backingInt(kind) });
    }
    pub fn readDvdStructure(
        self: Recorder,
        gpa: Allocator,
        format: u32,
        address: u32,
        layer: u32,
        agid: u32,
    ) Error![]u8 {
        return call.list(u8, gpa, c.df2d_recorder_read_dvd_structure, .{ self.handle, format, address, layer, agid });
    }
    pub fn sendDvdStructure(self: Recorder, format: u32, data: []const u8) Error!void {
        try call.check(c.df2d_recorder_send_dvd_structure(self.handle, format, data.ptr, call.size32(data.len)));
    }
    pub fn deviceDescriptor(self: Recorder, gpa: Allocator) Error![]u8 {
        return call.list(u8, gpa, c.df2d_recorder_get_device_descriptor, .{self.handle});
    }
    pub fn adapterDescriptor(self: Recorder, gpa: Allocator) Error![]u8 {
        return call.list(u8, gpa, c.df2d_recorder_get_adapter_descriptor, .{self.handle});
    }
    pub fn byteAlignmentMask(self: Recorder) Error!u32 {
        return call.get(u32, c.df2d_recorder_get_byte_alignment_mask, .{self.handle});
    }
    pub fn maximumPageAlignedTransferSize(self: Recorder) Error!u32 {
        return call.get(u32, c.df2d_recorder_get_maximum_page_aligned_transfer_size, .{self.handle});
    }
    pub fn maximumNonPageAlignedTransferSize(self: Recorder) Error!u32 {
        return call.get(u32, c.df2d_recorder_get_maximum_non_page_aligned_transfer_size, .{self.handle});
    }

    // --- the tray, and who has the drive ---

    pub fn ejectMedia(self: Recorder) Error!void {
        try call.check(c.df2d_recorder_eject_media(self.handle));
    }
    pub fn closeTray(self: Recorder) Error!void {
        try call.check(c.df2d_recorder_close_tray(self.handle));
    }
    pub fn deviceCanLoadMedia(self: Recorder) Error!bool {
        return call.get(bool, c.df2d_recorder_get_device_can_load_media, .{self.handle});
    }
    pub fn acquireExclusiveAccess(self: Recorder, force: bool, client_name: [:0]const u8) Error!void {
        const name = try call.string(client_name);
        try call.check(c.df2d_recorder_acquire_exclusive_access(self.handle, @intFromBool(force), name));
    }
    pub fn releaseExclusiveAccess(self: Recorder) Error!void {
        try call.check(c.df2d_recorder_release_exclusive_access(self.handle));
    }
    pub fn exclusiveAccessOwner(self: Recorder, gpa: Allocator) Error![:0]u8 {
        return call.text(gpa, c.df2d_recorder_get_exclusive_access_owner, .{self.handle});
    }
    pub fn disableMcn(self: Recorder) Error!void {
        try call.check(c.df2d_recorder_disable_mcn(self.handle));
    }
    pub fn enableMcn(self: Recorder) Error!void {
        try call.check(c.df2d_recorder_enable_mcn(self.handle));
    }

    // --- commands of the caller's own; a limit of 0 seconds is the one that the library itself would allow ---

    pub const Answer = struct {
        /// ok, or command_has_sense_data.
        status: constants.Status = .ok,
        sense: [18]u8 = @splat(0),
        /// How many bytes came.
        fetched: u32 = 0,
    };

    pub fn sendCommandNoData(self: Recorder, cdb: []const u8, limit_s: u32) Error!Answer {
        var answer: Answer = .{};
        const size = call.size32(cdb.len);
        const hr = c.df2d_recorder_send_command_no_data(self.handle, cdb.ptr, size, &answer.sense, limit_s);
        answer.status = try call.status(hr);
        return answer;
    }
    pub fn sendCommandSendDataToDevice(self: Recorder, cdb: []const u8, limit_s: u32, data: []const u8) Error!Answer {
        var answer: Answer = .{};
        answer.status = try call.status(c.df2d_recorder_send_command_send_data_to_device(
            self.handle,
            cdb.ptr,
            call.size32(cdb.len),
            &answer.sense,
            limit_s,
            data.ptr,
            call.size32(data.len),
        ));
        return answer;
    }
    pub fn sendCommandGetDataFromDevice(self: Recorder, cdb: []const u8, limit_s: u32, buffer: []u8) Error!Answer {
        var answer: Answer = .{};
        answer.status = try call.status(c.df2d_recorder_send_command_get_data_from_device(
            self.handle,
            cdb.ptr,
            call.size32(cdb.len),
            &answer.sense,
            limit_s,
            buffer.ptr,
            call.size32(buffer.len),
            &answer.fetched,
        ));
        return answer;
    }

    // --- of virtual recorders alone ---

    pub fn virtualInsert(self: Recorder, spec: [:0]const u8) Error!void {
        try call.check(c.df2d_virtual_insert(self.handle, try call.string(spec)));
    }
    pub fn virtualEject(self: Recorder, force: bool) Error!void {
        try call.check(c.df2d_virtual_eject(self.handle, @intFromBool(force)));
    }
    pub fn virtualPowerCycle(self: Recorder) Error!void {
        try call.check(c.df2d_virtual_power_cycle(self.handle));
    }
    /// Returns a number that names the fault in logs.
    pub fn virtualFaultAdd(self: Recorder, fault: structs.VirtualFault) Error!u32 {
        const pointer: *const c.df2d_virtual_fault = @ptrCast(&fault);
        return call.get(u32, c.df2d_virtual_fault_add, .{ self.handle, pointer });
    }
    pub fn virtualFaultClear(self: Recorder) Error!void {
        try call.check(c.df2d_virtual_fault_clear(self.handle));
    }
    pub fn virtualCounters(self: Recorder) Error!structs.VirtualCounts {
        var counts: structs.VirtualCounts = .{};
        try call.check(c.df2d_virtual_counters(self.handle, @ptrCast(&counts)));
        return counts;
    }
    /// Milliseconds since it was opened.
    pub fn virtualNow(self: Recorder) Error!i64 {
        return call.get(i64, c.df2d_virtual_now, .{self.handle});
    }
    pub fn virtualSleep(self: Recorder, ms: i64) Error!void {
        try call.check(c.df2d_virtual_sleep(self.handle, ms));
    }
};

/// The recorders that there are: IDiscMaster2.
pub const Master = struct {
    handle: ?*c.df2d_master_t,

    pub fn init() Error!Master {
        var handle: ?*c.df2d_master_t = null;
        try call.check(c.df2d_master_create(&handle));
        return .{ .handle = handle };
    }

    /// Returns when no callback of it runs or will run; inside a callback it does not wait.
    pub fn deinit(self: Master) void {
        _ = c.df2d_master_destroy(self.handle);
    }

    pub fn lastError(self: Master, buffer: []u8) call.Failure {
        return call.failure(buffer, c.df2d_master_get_last_error, .{self.handle});
    }

    pub fn count(self: Master) Error!i32 {
        return call.get(i32, c.df2d_master_get_count, .{self.handle});
    }
    pub fn item(self: Master, gpa: Allocator, index: i32) Error![:0]u8 {
        return call.text(gpa, c.df2d_master_get_item, .{ self.handle, index });
    }
    /// The ids of all recorders, for Recorder.open.
    pub fn items(self: Master, gpa: Allocator) Error!call.Strings {
        return call.strings(gpa, c.df2d_master_get_items, .{self.handle});
    }
    pub fn isSupportedEnvironment(self: Master) Error!bool {
        return call.get(bool, c.df2d_master_get_is_supported_environment, .{self.handle});
    }

    /// Has the functions called when a drive has come or gone, on a thread of the library; what holds for the context
    /// stands at the top of df2d.zig. Returns what `unadvise` takes.
    pub fn advise(
        self: Master,
        context: anytype,
        comptime added: fn (context: @TypeOf(context), id: [:0]const u8) void,
        comptime removed: fn (context: @TypeOf(context), id: [:0]const u8) void,
    ) Error!u32 {
        const Context = @TypeOf(context);
        const callbacks = struct {
            fn onAdded(_: ?*c.df2d_master_t, id: [*c]const u8, user_data: ?*anyopaque) callconv(.c) void {
                added(call.contextOf(Context, user_data), std.mem.span(@as([*:0]const u8, id)));
            }
            fn onRemoved(_: ?*c.df2d_master_t, id: [*c]const u8, user_data: ?*anyopaque) callconv(.c) void {
                removed(call.contextOf(Context, user_data), std.mem.span(@as([*:0]const u8, id)));
            }
        };
        return call.get(u32, c.df2d_master_advise, .{
            self.handle, callbacks.onAdded, callbacks.onRemoved, call.userData(context), call.freeOf(Context),
        });
    }
    pub fn unadvise(self: Master, cookie: u32) Error!void {
        try call.check(c.df2d_master_unadvise(self.handle, cookie));
    }
};
