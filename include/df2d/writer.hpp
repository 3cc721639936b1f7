/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Data writers. Included by df2d.hpp. */
#ifndef DF2D_WRITER_HPP
#define DF2D_WRITER_HPP

#include "operation.hpp"
#include "recorder.hpp"
#include "stream.hpp"

namespace df2d {
inline namespace DF2D_DETAIL_ABI {

/* A data writer: IDiscFormat2Data, IDiscFormat2 and IBurnVerification. */
class writer : public parts::operating<df2d_t, df2d_destroy, df2d_get_last_error, errc::df2data_write_in_progress,
                                        df2d_wait, df2d_cancel_write> {
  public:
    using operating::operating;

    static result<writer> create()
    {
        df2d_t *handle = nullptr;
        const df2d_hresult hr = df2d_create(&handle);
        if (hr < 0) return parts::thread_failure(hr);
        return writer(handle);
    }

    /* An empty recorder detaches the present one. */
    result<void> put_recorder(const df2d::recorder &one) { return done(df2d_put_recorder(get(), one.get())); }
    /* Empty if there is none. */
    result<df2d::recorder> recorder() const
    {
        return ask<df2d::recorder, df2d_recorder_t *>(df2d_get_recorder);
    }
    result<void> put_client_name(parts::text name)
    {
        if (!name.is_whole()) return parts::not_a_string();
        return done(df2d_put_client_name(get(), name.c_str()));
    }
    result<std::string> client_name() const { return string(df2d_get_client_name); }

    result<void> put_buffer_underrun_free_disabled(bool value)
    {
        return done(df2d_put_buffer_underrun_free_disabled(get(), value));
    }
    result<bool> buffer_underrun_free_disabled() const { return flag(df2d_get_buffer_underrun_free_disabled); }
    result<void> put_postgap_already_in_image(bool value)
    {
        return done(df2d_put_postgap_already_in_image(get(), value));
    }
    result<bool> postgap_already_in_image() const { return flag(df2d_get_postgap_already_in_image); }
    result<void> put_force_media_to_be_closed(bool value)
    {
        return done(df2d_put_force_media_to_be_closed(get(), value));
    }
    result<bool> force_media_to_be_closed() const { return flag(df2d_get_force_media_to_be_closed); }
    result<void> put_disable_consumer_dvd_compatibility_mode(bool value)
    {
        return done(df2d_put_disable_consumer_dvd_compatibility_mode(get(), value));
    }
    result<bool> disable_consumer_dvd_compatibility_mode() const
    {
        return flag(df2d_get_disable_consumer_dvd_compatibility_mode);
    }
    result<void> put_force_overwrite(bool value) { return done(df2d_put_force_overwrite(get(), value)); }
    result<bool> force_overwrite() const { return flag(df2d_get_force_overwrite); }
    result<void> put_test_write(bool value) { return done(df2d_put_test_write(get(), value)); }
    result<bool> test_write() const { return flag(df2d_get_test_write); }
    result<void> put_burn_verification_level(df2d::burn_verification_level level)
    {
        return done(df2d_put_burn_verification_level(get(), detail::number(level)));
    }
    result<df2d::burn_verification_level> burn_verification_level() const
    {
        return value_of<df2d::burn_verification_level>(df2d_get_burn_verification_level);
    }
    result<void> put_cancel_mode(df2d::cancel_mode mode)
    {
        return done(df2d_put_cancel_mode(get(), detail::number(mode)));
    }
    result<df2d::cancel_mode> cancel_mode() const { return value_of<df2d::cancel_mode>(df2d_get_cancel_mode); }

    result<df2d::status> set_write_speed(std::int32_t sectors_per_second, bool rotation_type_is_pure_cav = false)
    {
        return told(df2d_set_write_speed(get(), sectors_per_second, rotation_type_is_pure_cav));
    }
    result<std::int32_t> requested_write_speed() const { return value_of(df2d_get_requested_write_speed); }
    result<bool> requested_rotation_type_is_pure_cav() const
    {
        return flag(df2d_get_requested_rotation_type_is_pure_cav);
    }
    result<std::int32_t> current_write_speed() const { return value_of(df2d_get_current_write_speed); }
    result<bool> current_rotation_type_is_pure_cav() const { return flag(df2d_get_current_rotation_type_is_pure_cav); }
    result<std::vector<std::int32_t>> supported_write_speeds() const
    {
        return list<std::int32_t>(df2d_get_supported_write_speeds);
    }
    result<std::vector<write_speed_descriptor>> supported_write_speed_descriptors() const
    {
        return list<write_speed_descriptor>(df2d_get_supported_write_speed_descriptors);
    }

    result<bool> is_recorder_supported(const df2d::recorder &one) const
    {
        return flag(df2d_is_recorder_supported, one.get());
    }
    result<bool> is_current_media_supported(const df2d::recorder &one) const
    {
        return flag(df2d_is_current_media_supported, one.get());
    }
    result<bool> media_physically_blank() const { return flag(df2d_get_media_physically_blank); }
    result<bool> media_heuristically_blank() const { return flag(df2d_get_media_heuristically_blank); }
    result<std::vector<media_type>> supported_media_types() const
    {
        return values<media_type>(df2d_get_supported_media_types);
    }
    result<media_type> current_physical_media_type() const
    {
        return value_of<media_type>(df2d_get_current_physical_media_type);
    }
    result<media_state> current_media_status() const { return value_of<media_state>(df2d_get_current_media_status); }
    result<write_protect_state> write_protect_status() const
    {
        return value_of<write_protect_state>(df2d_get_write_protect_status);
    }
    result<std::int32_t> total_sectors_on_media() const { return value_of(df2d_get_total_sectors_on_media); }
    result<std::int32_t> free_sectors_on_media() const { return value_of(df2d_get_free_sectors_on_media); }
    result<std::int32_t> next_writable_address() const { return value_of(df2d_get_next_writable_address); }
    result<std::int32_t> start_address_of_previous_session() const
    {
        return value_of(df2d_get_start_address_of_previous_session);
    }
    result<std::int32_t> last_written_address_of_previous_session() const
    {
        return value_of(df2d_get_last_written_address_of_previous_session);
    }

    result<std::vector<multisession_scheme>> multisession_interfaces() const
    {
        return values<multisession_scheme>(df2d_get_multisession_interfaces);
    }
    result<bool> multisession_is_supported_on_current_media_state(multisession_scheme scheme) const
    {
        return flag(df2d_multisession_get_is_supported_on_current_media_state, detail::number(scheme));
    }
    result<void> multisession_put_in_use(multisession_scheme scheme, bool value)
    {
        return done(df2d_multisession_put_in_use(get(), detail::number(scheme), value));
    }
    result<bool> multisession_in_use(multisession_scheme scheme) const
    {
        return flag(df2d_multisession_get_in_use, detail::number(scheme));
    }
    result<df2d::recorder> multisession_import_recorder(multisession_scheme scheme) const
    {
        return ask<df2d::recorder, df2d_recorder_t *>(df2d_multisession_get_import_recorder, detail::number(scheme));
    }
    result<bool> multisession_is_first_data_session(multisession_scheme scheme) const
    {
        return flag(df2d_multisession_get_is_first_data_session, detail::number(scheme));
    }
    result<std::int32_t> multisession_start_address_of_previous_session(multisession_scheme scheme) const
    {
        return value_of(df2d_multisession_get_start_address_of_previous_session, detail::number(scheme));
    }
    result<std::int32_t> multisession_last_written_address_of_previous_session(multisession_scheme scheme) const
    {
        return value_of(df2d_multisession_get_last_written_address_of_previous_session, detail::number(scheme));
    }
    result<std::int32_t> multisession_next_writable_address(multisession_scheme scheme) const
    {
        return value_of(df2d_multisession_get_next_writable_address, detail::number(scheme));
    }
    result<std::int32_t> multisession_free_sectors_on_media(multisession_scheme scheme) const
    {
        return value_of(df2d_multisession_get_free_sectors_on_media, detail::number(scheme));
    }
    result<std::int32_t> multisession_write_unit_size(multisession_scheme scheme) const
    {
        return value_of(df2d_multisession_get_write_unit_size, detail::number(scheme));
    }
    result<std::int32_t> multisession_last_written_address(multisession_scheme scheme) const
    {
        return value_of(df2d_multisession_get_last_written_address, detail::number(scheme));
    }
    result<std::int32_t> multisession_total_sectors_on_media(multisession_scheme scheme) const
    {
        return value_of(df2d_multisession_get_total_sectors_on_media, detail::number(scheme));
    }

    /* Returns when the disc is done. Throws what the source or a callback threw. */
    result<df2d::status> write(const stream &source)
    {
        return perform([&] { return df2d_write_async(get(), source.get()); }, source.trouble_);
    }
    result<void> write_async(const stream &source)
    {
        return begin([&] { return df2d_write_async(get(), source.get()); }, source.trouble_);
    }
    result<df2d::status> close_media()
    {
        return perform([&] { return df2d_close_media_async(get()); });
    }
    result<void> close_media_async()
    {
        return begin([&] { return df2d_close_media_async(get()); });
    }
    /* The stream is recover_action::resume's. */
    result<df2d::status> recover_media(recover_action action, const stream &source = stream())
    {
        return perform([&] { return df2d_recover_media_async(get(), detail::number(action), source.get()); },
                       source.trouble_);
    }
    result<void> recover_media_async(recover_action action, const stream &source = stream())
    {
        return begin([&] { return df2d_recover_media_async(get(), detail::number(action), source.get()); },
                     source.trouble_);
    }

    /* status::false_: too late, and the operation's own result stands. */
    result<df2d::status> cancel_write() { return told(df2d_cancel_write(get())); }

    /* What the last operation did to the disc; of one that runs, what is known so far, and its hr is DF2D_E_PENDING. */
    result<df2d::write_result> write_result() const
    {
        df2d::write_result found{};
        found.struct_size = sizeof found;
        const df2d_hresult hr = df2d_get_write_result(get(), &found);
        if (hr < 0 && hr != DF2D_E_PENDING) return failed(hr);
        return found;
    }

    /* on_update(const progress &). */
    template <class F> result<std::uint32_t> advise(F on_update)
    {
        static_assert(std::is_invocable_v<F &, const df2d::progress &>, "on_update takes a const progress &");
        const auto callback = [](df2d_t *one, const df2d_progress *progress, void *user_data) {
            deliver<F>(one, user_data, *progress);
        };
        return listen(df2d_advise, +callback, std::move(on_update));
    }
    /* on_end(const df2d::write_result &). */
    template <class F> result<std::uint32_t> advise_end(F on_end)
    {
        static_assert(std::is_invocable_v<F &, const df2d::write_result &>, "on_end takes a const write_result &");
        const auto callback = [](df2d_t *one, const df2d_write_result *end, void *user_data) {
            deliver<F>(one, user_data, *end);
        };
        return listen(df2d_advise_end, +callback, std::move(on_end));
    }
    result<void> unadvise(std::uint32_t cookie) { return done(df2d_unadvise(get(), cookie)); }
};

} // namespace DF2D_DETAIL_ABI
} // namespace df2d

#endif // DF2D_WRITER_HPP
