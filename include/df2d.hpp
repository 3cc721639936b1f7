/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * libdf2d for C++17 and later: the objects of df2d.h as movable values that clean up after themselves, its codes as
 * std::error_code, and callables as its callbacks and sources. Header-only. What a function does, and what it returns,
 * stands in df2d.h: df2d_recorder_get_vendor_id is recorder::vendor_id here, df2d_put_force_overwrite is
 * writer::put_force_overwrite, df2d_stream_from_file is stream::from_file.
 *
 * RESULTS. What can fail returns a df2d::result: the value, or a df2d::failure with the code and the sentence.
 *
 *     df2d::result<df2d::recorder> recorder = df2d::recorder::open("/dev/sr0");
 *     if (!recorder) std::cerr << recorder.error().text << '\n';
 *     recorder.value();       // throws a df2d::error if there is none; aborts where exceptions are off
 *
 * A code compares with df2d::errc, and with std::errc where that has a like.
 *
 * CALLABLES are called on threads of the library. An exception that leaves one cancels the operation, and is thrown
 * again by whatever waits for its end: write, wait and their like. A source may report its own errors in a
 * std::error_code instead, and without exceptions (-fno-exceptions) can in no other way: failure::cause gives it back.
 *
 * EXCEPTIONS. Beyond that nothing here throws but value() and the standard library (std::bad_alloc).
 *
 * HANDLES. A default-constructed or moved-from object has none; its functions fail with errc::pointer. release() and
 * get() are those of std::unique_ptr. Threads may share an object as df2d.h says, except to move, assign or reset it.
 */
#ifndef DF2D_HPP
#define DF2D_HPP

#include "df2d/eraser.hpp"
#include "df2d/recorder.hpp"
#include "df2d/result.hpp"
#include "df2d/stream.hpp"
#include "df2d/writer.hpp"

namespace df2d {
inline namespace DF2D_DETAIL_ABI {

/* How many objects are alive: handles not destroyed, and what operations still hold. */
inline result<std::size_t> live_objects()
{
    std::size_t count = 0;
    const df2d_hresult hr = df2d_live_objects(&count);
    if (hr < 0) return parts::thread_failure(hr);
    return count;
}

/*
 * Has on_message(log_level, const char *target, const char *message) called, on any thread and several at once. An
 * exception that leaves it ends there.
 */
template <class F> result<std::uint32_t> log_advise(log_level level, F on_message)
{
    struct sink {
        F function;
        parts::trouble what;
        explicit sink(F &&f) : function(std::move(f)) {}
    };
    std::uint32_t cookie = 0;
    const df2d_hresult hr = df2d_log_advise(
        detail::number(level),
        [](df2d_log_level of, const char *target, const char *message, void *user_data) {
            sink &told = *static_cast<sink *>(user_data);
            told.what.run([&] { told.function(static_cast<log_level>(of), target, message); });
        },
        new sink(std::move(on_message)), [](void *user_data) { delete static_cast<sink *>(user_data); }, &cookie);
    if (hr < 0) return parts::thread_failure(hr);
    return cookie;
}

inline result<void> log_unadvise(std::uint32_t cookie)
{
    const df2d_hresult hr = df2d_log_unadvise(cookie);
    if (hr < 0) return parts::thread_failure(hr);
    return {};
}

} // namespace DF2D_DETAIL_ABI
} // namespace df2d

#endif // DF2D_HPP
