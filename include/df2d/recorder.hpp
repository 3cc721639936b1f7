/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Recorders, and the list of them. Included by df2d.hpp. */
#ifndef DF2D_RECORDER_HPP
#define DF2D_RECORDER_HPP

#include "handle.hpp"
#include "trouble.hpp"

#include <array>
#include <chrono>
#include <string>
#include <vector>

namespace df2d {
inline namespace DF2D_DETAIL_ABI {

// --- recorders ---

/* A drive: IDiscRecorder2 and IDiscRecorder2Ex. */
class recorder : public parts::object<df2d_recorder_t, df2d_recorder_destroy, df2d_recorder_get_last_error> {
    using bytes = std::vector<std::uint8_t>;

  public:
    using object::object;

    static result<recorder> open(parts::text id)
    {
        df2d_recorder_t *handle = nullptr;
        if (!id.is_whole()) return parts::not_a_string();
        const df2d_hresult hr = df2d_recorder_open(id.c_str(), &handle);
        if (hr < 0) return parts::thread_failure(hr);
        return recorder(handle);
    }

    result<std::string> active_disc_recorder() const { return string(df2d_recorder_get_active_disc_recorder); }
    result<std::string> vendor_id() const { return string(df2d_recorder_get_vendor_id); }
    result<std::string> product_id() const { return string(df2d_recorder_get_product_id); }
    result<std::string> product_revision() const { return string(df2d_recorder_get_product_revision); }
    result<std::string> volume_name() const { return string(df2d_recorder_get_volume_name); }
    result<std::vector<std::string>> volume_path_names() const { return strings(df2d_recorder_get_volume_path_names); }
    result<std::int32_t> legacy_device_number() const { return value_of(df2d_recorder_get_legacy_device_number); }

    result<void> eject_media() { return done(df2d_recorder_eject_media(get())); }
    result<void> close_tray() { return done(df2d_recorder_close_tray(get())); }
    result<bool> device_can_load_media() const { return flag(df2d_recorder_get_device_can_load_media); }
    result<void> disable_mcn() { return done(df2d_recorder_disable_mcn(get())); }
    result<void> enable_mcn() { return done(df2d_recorder_enable_mcn(get())); }

    result<void> acquire_exclusive_access(bool force, parts::text client_name)
    {
        if (!client_name.is_whole()) return parts::not_a_string();
        return done(df2d_recorder_acquire_exclusive_access(get(), force, client_name.c_str()));
    }
    result<void> release_exclusive_access() { return done(df2d_recorder_release_exclusive_access(get())); }
    result<std::string> exclusive_access_owner() const { return string(df2d_recorder_get_exclusive_access_owner); }

    result<std::vector<feature_page_type>> supported_feature_pages(bool current_only = false) const
    {
        return values<feature_page_type>(df2d_recorder_get_supported_feature_pages, df2d_bool(current_only));
    }
    result<std::vector<profile_type>> supported_profiles(bool current_only = false) const
    {
        return values<profile_type>(df2d_recorder_get_supported_profiles, df2d_bool(current_only));
    }
    result<std::vector<mode_page_type>>
    supported_mode_pages(mode_page_request_type request = mode_page_request_type::current_values) const
    {
        return values<mode_page_type>(df2d_recorder_get_supported_mode_pages, detail::number(request));
    }
    result<bytes> feature_page(feature_page_type feature, bool current_only = false) const
    {
        return list<std::uint8_t>(df2d_recorder_get_feature_page, detail::number(feature), df2d_bool(current_only));
    }
    result<bytes> mode_page(mode_page_type page,
                            mode_page_request_type request = mode_page_request_type::current_values) const
    {
        return list<std::uint8_t>(df2d_recorder_get_mode_page, detail::number(page), detail::number(request));
    }
    result<void> set_mode_page(mode_page_request_type request, const bytes &page)
    {
        return done(
            df2d_recorder_set_mode_page(get(), detail::number(request), page.data(), parts::as_uint32(page.size())));
    }
    result<bytes> disc_information() const { return list<std::uint8_t>(df2d_recorder_get_disc_information); }
    result<bytes> track_information(std::uint32_t address, read_track_address_type type) const
    {
        return list<std::uint8_t>(df2d_recorder_get_track_information, address, detail::number(type));
    }
    result<bytes> read_dvd_structure(std::uint32_t format, std::uint32_t address = 0, std::uint32_t layer = 0,
                                     std::uint32_t agid = 0) const
    {
        return list<std::uint8_t>(df2d_recorder_read_dvd_structure, format, address, layer, agid);
    }
    result<void> send_dvd_structure(std::uint32_t format, const bytes &data)
    {
        return done(
            df2d_recorder_send_dvd_structure(get(), format, data.data(), parts::as_uint32(data.size())));
    }
    result<bytes> device_descriptor() const { return list<std::uint8_t>(df2d_recorder_get_device_descriptor); }
    result<bytes> adapter_descriptor() const { return list<std::uint8_t>(df2d_recorder_get_adapter_descriptor); }

    result<std::uint32_t> byte_alignment_mask() const
    {
        return ask<std::uint32_t>(df2d_recorder_get_byte_alignment_mask);
    }
    result<std::uint32_t> maximum_page_aligned_transfer_size() const
    {
        return ask<std::uint32_t>(df2d_recorder_get_maximum_page_aligned_transfer_size);
    }
    result<std::uint32_t> maximum_non_page_aligned_transfer_size() const
    {
        return ask<std::uint32_t>(df2d_recorder_get_maximum_non_page_aligned_transfer_size);
    }

    /* Commands of the caller's own. A limit of 0 is the time that the library itself would allow. */
    result<command_answer> send_command_no_data(const bytes &cdb,
                                                std::chrono::duration<std::uint32_t> limit = {})
    {
        command_answer answer{};
        return answered(answer, df2d_recorder_send_command_no_data(get(), cdb.data(), parts::as_uint32(cdb.size()),
                                                                   answer.sense.data(), limit.count()));
    }
    result<command_answer> send_command_send_data_to_device(const bytes &cdb, const void *data, std::size_t size,
                                                            std::chrono::duration<std::uint32_t> limit = {})
    {
        command_answer answer{};
        return answered(answer, df2d_recorder_send_command_send_data_to_device(
                                    get(), cdb.data(), parts::as_uint32(cdb.size()), answer.sense.data(),
                                    limit.count(), static_cast<const std::uint8_t *>(data), parts::as_uint32(size)));
    }
    result<command_answer> send_command_get_data_from_device(const bytes &cdb, void *buffer, std::size_t size,
                                                             std::chrono::duration<std::uint32_t> limit = {})
    {
        command_answer answer{};
        return answered(answer, df2d_recorder_send_command_get_data_from_device(
                                    get(), cdb.data(), parts::as_uint32(cdb.size()), answer.sense.data(),
                                    limit.count(), static_cast<std::uint8_t *>(buffer), parts::as_uint32(size),
                                    &answer.fetched));
    }

    /* Of virtual recorders alone. */
    result<void> virtual_insert(parts::text spec)
    {
        if (!spec.is_whole()) return parts::not_a_string();
        return done(df2d_virtual_insert(get(), spec.c_str()));
    }
    result<void> virtual_eject(bool force = false) { return done(df2d_virtual_eject(get(), force)); }
    result<void> virtual_power_cycle() { return done(df2d_virtual_power_cycle(get())); }
    result<std::uint32_t> virtual_fault_add(const df2d_virtual_fault &fault)
    {
        return ask<std::uint32_t>(df2d_virtual_fault_add, &fault);
    }
    result<void> virtual_fault_clear() { return done(df2d_virtual_fault_clear(get())); }
    result<virtual_counts> virtual_counters() const
    {
        virtual_counts counts{};
        counts.struct_size = sizeof counts;
        const df2d_hresult hr = df2d_virtual_counters(get(), &counts);
        if (hr < 0) return failed(hr);
        return counts;
    }
    result<std::chrono::milliseconds> virtual_now() const
    {
        return ask<std::chrono::milliseconds, std::int64_t>(df2d_virtual_now);
    }
    result<void> virtual_sleep(std::chrono::milliseconds time)
    {
        return done(df2d_virtual_sleep(get(), time.count()));
    }

  private:
    result<command_answer> answered(command_answer &answer, df2d_hresult hr) const
    {
        if (hr < 0) return failed(hr);
        answer.status = static_cast<df2d::status>(hr);
        return answer;
    }
};

/* The recorders that there are: IDiscMaster2. */
class master : public parts::object<df2d_master_t, df2d_master_destroy, df2d_master_get_last_error> {
  public:
    using object::object;

    static result<master> create()
    {
        df2d_master_t *handle = nullptr;
        const df2d_hresult hr = df2d_master_create(&handle);
        if (hr < 0) return parts::thread_failure(hr);
        return master(handle);
    }

    result<std::int32_t> count() const { return value_of(df2d_master_get_count); }
    result<std::string> item(std::int32_t index) const { return string(df2d_master_get_item, index); }
    result<std::vector<std::string>> items() const { return strings(df2d_master_get_items); }
    result<bool> is_supported_environment() const { return flag(df2d_master_get_is_supported_environment); }

    /*
     * Has added(id) and removed(id), with a const char *, called when a drive has come or gone. Nobody waits for
     * them: an exception that leaves one of them ends there.
     */
    template <class Added, class Removed> result<std::uint32_t> advise(Added added, Removed removed)
    {
        struct sink {
            Added added;
            Removed removed;
            parts::trouble what;
            sink(Added &&a, Removed &&r) : added(std::move(a)), removed(std::move(r)) {}
        };
        std::uint32_t cookie = 0;
        const df2d_hresult hr = df2d_master_advise(
            get(),
            [](df2d_master_t *, const char *id, void *user_data) {
                sink &told = *static_cast<sink *>(user_data);
                told.what.run([&] { told.added(id); });
            },
            [](df2d_master_t *, const char *id, void *user_data) {
                sink &told = *static_cast<sink *>(user_data);
                told.what.run([&] { told.removed(id); });
            },
            new sink(std::move(added), std::move(removed)),
            [](void *user_data) { delete static_cast<sink *>(user_data); }, &cookie);
        if (hr < 0) return failed(hr);
        return cookie;
    }
    result<void> unadvise(std::uint32_t cookie) { return done(df2d_master_unadvise(get(), cookie)); }
};

} // namespace DF2D_DETAIL_ABI
} // namespace df2d

#endif // DF2D_RECORDER_HPP
