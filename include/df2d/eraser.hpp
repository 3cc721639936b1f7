/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Erasers. Included by df2d.hpp. */
#ifndef DF2D_ERASER_HPP
#define DF2D_ERASER_HPP

#include "operation.hpp"
#include "recorder.hpp"

namespace df2d {
inline namespace DF2D_DETAIL_ABI {

/* An eraser of rewritable discs: IDiscFormat2Erase and IDiscFormat2. */
class eraser : public parts::operating<df2d_erase_t, df2d_erase_destroy, df2d_erase_get_last_error,
                                        errc::erase_recorder_in_use, df2d_erase_wait, df2d_erase_cancel_erase> {
  public:
    using operating::operating;

    static result<eraser> create()
    {
        df2d_erase_t *handle = nullptr;
        const df2d_hresult hr = df2d_erase_create(&handle);
        if (hr < 0) return parts::thread_failure(hr);
        return eraser(handle);
    }

    /* An empty recorder detaches the present one. */
    result<void> put_recorder(const df2d::recorder &one) { return done(df2d_erase_put_recorder(get(), one.get())); }
    /* Empty if there is none. */
    result<df2d::recorder> recorder() const
    {
        return ask<df2d::recorder, df2d_recorder_t *>(df2d_erase_get_recorder);
    }
    result<void> put_client_name(parts::text name)
    {
        if (!name.is_whole()) return parts::not_a_string();
        return done(df2d_erase_put_client_name(get(), name.c_str()));
    }
    result<std::string> client_name() const { return string(df2d_erase_get_client_name); }
    result<void> put_full_erase(bool value) { return done(df2d_erase_put_full_erase(get(), value)); }
    result<bool> full_erase() const { return flag(df2d_erase_get_full_erase); }
    result<void> put_cancel_mode(df2d::cancel_mode mode)
    {
        return done(df2d_erase_put_cancel_mode(get(), detail::number(mode)));
    }
    result<df2d::cancel_mode> cancel_mode() const { return value_of<df2d::cancel_mode>(df2d_erase_get_cancel_mode); }

    result<bool> is_recorder_supported(const df2d::recorder &one) const
    {
        return flag(df2d_erase_is_recorder_supported, one.get());
    }
    result<bool> is_current_media_supported(const df2d::recorder &one) const
    {
        return flag(df2d_erase_is_current_media_supported, one.get());
    }
    result<bool> media_physically_blank() const { return flag(df2d_erase_get_media_physically_blank); }
    result<bool> media_heuristically_blank() const { return flag(df2d_erase_get_media_heuristically_blank); }
    result<std::vector<media_type>> supported_media_types() const
    {
        return values<media_type>(df2d_erase_get_supported_media_types);
    }
    result<media_type> current_physical_media_type() const
    {
        return value_of<media_type>(df2d_erase_get_current_physical_media_type);
    }

    /* Returns when the disc is done. Throws what a callback threw. */
    result<df2d::status> erase_media()
    {
        return perform([&] { return df2d_erase_erase_media_async(get()); });
    }
    result<void> erase_media_async()
    {
        return begin([&] { return df2d_erase_erase_media_async(get()); });
    }
    /* status::false_: too late, and the erase's own result stands. */
    result<df2d::status> cancel_erase() { return told(df2d_erase_cancel_erase(get())); }

    /* As writer::write_result. */
    result<df2d::write_result> erase_result() const
    {
        df2d::write_result found{};
        found.struct_size = sizeof found;
        const df2d_hresult hr = df2d_erase_get_result(get(), &found);
        if (hr < 0 && hr != DF2D_E_PENDING) return failed(hr);
        return found;
    }

    /* on_update(std::int32_t elapsed_seconds, std::int32_t estimated_total_seconds). */
    template <class F> result<std::uint32_t> advise(F on_update)
    {
        static_assert(std::is_invocable_v<F &, std::int32_t, std::int32_t>, "on_update takes two std::int32_t");
        const auto callback = [](df2d_erase_t *one, std::int32_t elapsed, std::int32_t total, void *user_data) {
            deliver<F>(one, user_data, elapsed, total);
        };
        return listen(df2d_erase_advise, +callback, std::move(on_update));
    }
    /* on_end(const df2d::write_result &). */
    template <class F> result<std::uint32_t> advise_end(F on_end)
    {
        static_assert(std::is_invocable_v<F &, const df2d::write_result &>, "on_end takes a const write_result &");
        const auto callback = [](df2d_erase_t *one, const df2d_write_result *end, void *user_data) {
            deliver<F>(one, user_data, *end);
        };
        return listen(df2d_erase_advise_end, +callback, std::move(on_end));
    }
    result<void> unadvise(std::uint32_t cookie) { return done(df2d_erase_unadvise(get(), cookie)); }
};

} // namespace DF2D_DETAIL_ABI
} // namespace df2d

#endif // DF2D_ERASER_HPP
