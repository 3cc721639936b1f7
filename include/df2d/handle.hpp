/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* A handle, and how its functions are called. Included by df2d.hpp. */
#ifndef DF2D_HANDLE_HPP
#define DF2D_HANDLE_HPP

#include "result.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace df2d {
inline namespace DF2D_DETAIL_ABI {
namespace parts {

/* A string for the library: NULL is the library's to refuse, a NUL within is refused here. */
class text {
  public:
    text(const char *string) noexcept : string_(string) {}
    text(const std::string &string) noexcept
        : string_(string.c_str()), whole_(std::strlen(string_) == string.size())
    {
    }
    /* A std::filesystem::path. */
    template <class Path, class = decltype(static_cast<const std::string &>(std::declval<const Path &>().native()))>
    text(const Path &path) noexcept : text(path.native())
    {
    }
    const char *c_str() const noexcept { return string_; }
    bool is_whole() const noexcept { return whole_; }

  private:
    const char *string_;
    bool whole_ = true;
};

/* Lists and strings: asks until the room is enough. Call is call(T *buffer, size_t capacity, size_t *needed). */
template <class T, class Call> df2d_hresult fetch(std::vector<T> &list, Call call)
{
    list.resize(256);
    for (;;) {
        std::size_t needed = 0;
        const df2d_hresult hr = call(list.data(), list.size(), &needed);
        if (hr < 0 && hr != DF2D_E_INSUFFICIENT_BUFFER) return hr;
        list.resize(needed);
        if (hr >= 0) return hr;
    }
}

/* Ask is df2d_get_last_error with its object, or df2d_get_thread_error. */
template <class Ask> failure describe(df2d_hresult hr, Ask ask)
{
    failure why;
    std::vector<char> sentence;
    why.info.struct_size = sizeof why.info;
    const df2d_hresult asked = fetch(sentence, [&](char *buffer, std::size_t capacity, std::size_t *needed) {
        return ask(&why.info, buffer, capacity, needed);
    });
    // Another thread's call with the same object may have failed since.
    if (asked < 0 || why.info.hr != hr) {
        why.info = error_info{};
        why.info.struct_size = sizeof why.info;
        why.info.hr = hr;
        why.info.lba = -1;
    } else {
        why.text = sentence.data();
    }
    if (why.text.empty()) why.text = df2d_hresult_message(hr);
    if (why.info.os_error) why.cause = {why.info.os_error, std::generic_category()};
    why.code = static_cast<errc>(hr);
    return why;
}

inline failure thread_failure(df2d_hresult hr)
{
    return describe(hr, df2d_get_thread_error);
}

/* A failure that the library was not asked for. */
inline failure own_failure(errc code, const char *sentence)
{
    failure why;
    why.code = code;
    why.text = sentence;
    why.info.struct_size = sizeof why.info;
    why.info.hr = detail::number(code);
    why.info.lba = -1;
    return why;
}

inline failure not_a_string()
{
    return own_failure(errc::invalidarg, "The string has a NUL in its middle.");
}

/* A handle, and how its functions are called. */
template <class C, auto Destroy, auto LastError> class object {
  public:
    object() noexcept = default;
    /* Takes a handle over. */
    explicit object(C *handle) noexcept : handle_(handle) {}
    object(object &&other) noexcept : handle_(other.release()) {}
    object &operator=(object &&other) noexcept
    {
        reset(other.release());
        return *this;
    }
    ~object() { reset(); }

    explicit operator bool() const noexcept { return handle_ != nullptr; }
    C *get() const noexcept { return handle_; }
    /* Gives the handle up, undestroyed. */
    [[nodiscard]] C *release() noexcept { return std::exchange(handle_, nullptr); }
    /* Destroys the handle. */
    void reset(C *handle = nullptr) noexcept { Destroy(std::exchange(handle_, handle)); }

    /* What is known of the last failed call or operation with this handle. */
    failure last_error() const
    {
        error_info info{};
        info.struct_size = sizeof info;
        std::size_t needed;
        const df2d_hresult hr = LastError(handle_, &info, nullptr, 0, &needed);
        return hr < 0 ? thread_failure(hr) : info.hr < 0 ? failed(info.hr) : failure();
    }

  protected:
    failure failed(df2d_hresult hr) const
    {
        if (!handle_ || hr == DF2D_E_HANDLE) return thread_failure(hr);
        return describe(hr, [this](auto... arguments) { return LastError(handle_, arguments...); });
    }

    result<void> done(df2d_hresult hr) const
    {
        if (hr < 0) return failed(hr);
        return {};
    }

    result<df2d::status> told(df2d_hresult hr) const
    {
        if (hr < 0) return failed(hr);
        return static_cast<df2d::status>(hr);
    }

    /* The value of a function's out parameter, which is an Out. */
    template <class T, class Out = T, class Function, class... Arguments>
    result<T> ask(Function function, Arguments... arguments) const
    {
        Out value{};
        const df2d_hresult hr = function(handle_, arguments..., &value);
        if (hr < 0) return failed(hr);
        return static_cast<T>(value);
    }

    template <class Function, class... Arguments> result<bool> flag(Function function, Arguments... arguments) const
    {
        return ask<bool, df2d_bool>(function, arguments...);
    }

    /* An int32_t, or an enumeration that is one. */
    template <class T = std::int32_t, class Function, class... Arguments>
    result<T> value_of(Function function, Arguments... arguments) const
    {
        return ask<T, std::int32_t>(function, arguments...);
    }

    template <class T, class Function, class... Arguments>
    result<std::vector<T>> list(Function function, Arguments... arguments) const
    {
        std::vector<T> found;
        const df2d_hresult hr = fetch(found, [&](T *buffer, std::size_t capacity, std::size_t *needed) {
            return function(handle_, arguments..., buffer, capacity, needed);
        });
        if (hr < 0) return failed(hr);
        return found;
    }

    /* A list of an enumeration's values. */
    template <class E, class Function, class... Arguments>
    result<std::vector<E>> values(Function function, Arguments... arguments) const
    {
        result<std::vector<std::int32_t>> numbers = list<std::int32_t>(function, arguments...);
        if (!numbers) return numbers.error();
        std::vector<E> found;
        found.reserve(numbers->size());
        for (const std::int32_t value : *numbers) found.push_back(static_cast<E>(value));
        return found;
    }

    template <class Function, class... Arguments>
    result<std::string> string(Function function, Arguments... arguments) const
    {
        result<std::vector<char>> found = list<char>(function, arguments...);
        if (!found) return found.error();
        return std::string(found->data());
    }

    /* Strings that stand one after the other, ended by an empty one. */
    template <class Function> result<std::vector<std::string>> strings(Function function) const
    {
        result<std::vector<char>> all = list<char>(function);
        if (!all) return all.error();
        std::vector<std::string> found;
        for (const char *one = all->data(); *one; one += found.back().size() + 1) found.emplace_back(one);
        return found;
    }

  private:
    C *handle_ = nullptr;
};

inline std::uint32_t as_uint32(std::size_t size) noexcept
{
    return static_cast<std::uint32_t>(std::min<std::size_t>(size, UINT32_MAX));
}

} // namespace parts
} // namespace DF2D_DETAIL_ABI
} // namespace df2d

#endif // DF2D_HANDLE_HPP
