/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Codes, enumerations, structs and results of df2d.h. Included by df2d.hpp. */
#ifndef DF2D_RESULT_HPP
#define DF2D_RESULT_HPP

#include "constants.hpp"

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <system_error>
#include <type_traits>
#include <utility>
#include <variant>

#ifdef __cpp_exceptions
#include <exception>
#define DF2D_DETAIL_EXCEPTIONS 1
#define DF2D_DETAIL_ABI with_exceptions
#else
#define DF2D_DETAIL_EXCEPTIONS 0
#define DF2D_DETAIL_ABI without_exceptions
#endif

// What a program and its shared objects must have one of, whatever -fvisibility says.
#ifdef __GNUC__
#define DF2D_DETAIL_SHARED __attribute__((visibility("default")))
#else
#define DF2D_DETAIL_SHARED
#endif

namespace df2d {

namespace detail {

class DF2D_DETAIL_SHARED hresult_category final : public std::error_category {
  public:
    const char *name() const noexcept override { return "df2d"; }
    std::string message(int code) const override { return df2d_hresult_message(code); }
    std::error_condition default_error_condition(int code) const noexcept override;
};

} // namespace detail

/* The category of HRESULTs. Codes are equal only if it is the same object. */
DF2D_DETAIL_SHARED inline const std::error_category &category() noexcept
{
    static const detail::hresult_category instance;
    return instance;
}

inline std::error_code make_error_code(errc code) noexcept
{
    return {static_cast<int>(code), category()};
}

/* The Windows name of a code, such as "E_IMAPI_REQUEST_CANCELLED". */
inline const char *name(errc code) noexcept
{
    return df2d_hresult_name(static_cast<df2d_hresult>(code));
}

inline const char *name(status code) noexcept
{
    return df2d_hresult_name(static_cast<df2d_hresult>(code));
}

} // namespace df2d

template <> struct std::is_error_code_enum<df2d::errc> : std::true_type {};

namespace df2d {

inline std::error_condition detail::hresult_category::default_error_condition(int code) const noexcept
{
    switch (static_cast<errc>(code)) {
    case errc::request_cancelled:
        return std::errc::operation_canceled;
    case errc::accessdenied:
        return std::errc::permission_denied;
    case errc::handle:
        return std::errc::bad_file_descriptor;
    case errc::invalidarg:
    case errc::pointer:
    case errc::df2data_client_name_is_not_valid:
    case errc::erase_client_name_is_not_valid:
    case errc::recorder_client_name_is_not_valid:
        return std::errc::invalid_argument;
    case errc::outofmemory:
        return std::errc::not_enough_memory;
    case errc::insufficient_buffer:
        return std::errc::no_buffer_space;
    case errc::notimpl:
    case errc::nointerface:
        return std::errc::not_supported;
    case errc::pending:
        return std::errc::operation_in_progress;
    case errc::recorder_command_timeout:
        return std::errc::timed_out;
    case errc::dev_not_exist:
        return std::errc::no_such_device;
    case errc::recorder_locked:
    case errc::recorder_media_busy:
    case errc::df2data_write_in_progress:
    case errc::erase_recorder_in_use:
        return std::errc::device_or_resource_busy;
    case errc::recorder_media_write_protected:
        return std::errc::read_only_file_system;
    case errc::df2data_stream_too_large_for_current_media:
        return std::errc::no_space_on_device;
    // A source that failed by itself: nobody cancelled anything.
    case errc::abort:
    case errc::burn_verification_failed:
    case errc::loss_of_streaming:
    case errc::unexpected_response_from_device:
    case errc::recorder_invalid_response_from_device:
        return std::errc::io_error;
    default:
        return {code, *this};
    }
}

// --- enumerations: the members of df2d.h's structs are numbers, which compare with them ---

namespace detail {

template <class E, bool = std::is_enum_v<E>> struct is_enumeration : std::false_type {};
template <class E>
struct is_enumeration<E, true> : std::is_same<std::underlying_type_t<E>, std::int32_t> {};
template <class E> using if_enumeration = std::enable_if_t<is_enumeration<E>::value, int>;
template <class E> using if_flags = std::enable_if_t<is_flags<E>::value, int>;

template <class E> constexpr std::int32_t number(E value) noexcept
{
    return static_cast<std::int32_t>(value);
}

} // namespace detail

template <class E, detail::if_enumeration<E> = 0> constexpr bool operator==(std::int32_t a, E b) noexcept
{
    return a == detail::number(b);
}
template <class E, detail::if_enumeration<E> = 0> constexpr bool operator==(E a, std::int32_t b) noexcept
{
    return b == a;
}
template <class E, detail::if_enumeration<E> = 0> constexpr bool operator!=(std::int32_t a, E b) noexcept
{
    return !(a == b);
}
template <class E, detail::if_enumeration<E> = 0> constexpr bool operator!=(E a, std::int32_t b) noexcept
{
    return !(b == a);
}
template <class E, detail::if_flags<E> = 0> constexpr E operator|(E a, E b) noexcept
{
    return static_cast<E>(detail::number(a) | detail::number(b));
}
/* Whether they share a bit: if (status & media_state::blank). */
template <class E, detail::if_flags<E> = 0> constexpr bool operator&(E a, E b) noexcept
{
    return (detail::number(a) & detail::number(b)) != 0;
}
template <class E, detail::if_flags<E> = 0> constexpr bool operator&(std::int32_t a, E b) noexcept
{
    return (a & detail::number(b)) != 0;
}

// --- the structs of df2d.h ---

using block_range = df2d_block_range;
using error_info = df2d_error_info;
using progress = df2d_progress;
using virtual_counts = df2d_virtual_counts;
using write_result = df2d_write_result;
using write_speed_descriptor = df2d_write_speed_descriptor;

/* Strikes the next command, whichever it is, until it is told otherwise; see df2d.h for the members. */
struct virtual_fault : df2d_virtual_fault {
    virtual_fault() noexcept : df2d_virtual_fault()
    {
        struct_size = sizeof(df2d_virtual_fault);
        opcode = -1;
        lba = -1;
        times = 1;
    }
};

/* What a drive answered to a command of the caller's own. */
struct command_answer {
    /* status::ok, or status::command_has_sense_data. */
    df2d::status status;
    std::array<std::uint8_t, 18> sense;
    /* How many bytes came. */
    std::uint32_t fetched;
};

struct failure {
    /* An errc. */
    std::error_code code;
    /* What is beneath it: the source's own error, or the system's; zero if there is none. */
    std::error_code cause;
    /* One English sentence that says what to do. */
    std::string text;
    /* What the drive said. */
    error_info info{};
};

// What follows is another type in a program part without exceptions: the linker cannot mix the two by accident.
inline namespace DF2D_DETAIL_ABI {

#if DF2D_DETAIL_EXCEPTIONS
/* A failure as an exception. what() is its sentence. */
class error : public std::system_error {
  public:
    explicit error(failure what) : std::system_error(what.code), details_(std::make_shared<failure>(std::move(what))) {}
    const char *what() const noexcept override { return details_->text.c_str(); }
    const failure &details() const noexcept { return *details_; }

  private:
    std::shared_ptr<const failure> details_;
};
#endif

/* A T or a failure. */
template <class T> class [[nodiscard]] result {
  public:
    result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    result(failure why) : state_(std::in_place_index<1>, std::move(why)) {}

    bool has_value() const noexcept { return state_.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    /* The value. If there is none, throws the failure as a df2d::error, or, without exceptions, aborts. */
    T &value() & { return check(), *std::get_if<0>(&state_); }
    const T &value() const & { return check(), *std::get_if<0>(&state_); }
    T &&value() && { return check(), std::move(*std::get_if<0>(&state_)); }
    T &operator*() & { return value(); }
    const T &operator*() const & { return value(); }
    T &&operator*() && { return std::move(*this).value(); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }

    /* The failure; one whose code is zero if there is none. */
    const failure &error() const
    {
        static const failure none{};
        const failure *why = std::get_if<1>(&state_);
        return why ? *why : none;
    }
    std::error_code code() const noexcept
    {
        const failure *why = std::get_if<1>(&state_);
        return why ? why->code : std::error_code();
    }

  private:
    void check() const
    {
        const failure *why = std::get_if<1>(&state_);
        if (!why) return;
#if DF2D_DETAIL_EXCEPTIONS
        throw df2d::error(*why);
#else
        std::fprintf(stderr, "df2d: %s\n", why->text.c_str());
        std::abort();
#endif
    }

    std::variant<T, failure> state_;
};

template <> class [[nodiscard]] result<void> : private result<std::monostate> {
    using base = result<std::monostate>;

  public:
    result() : base(std::monostate()) {}
    result(failure why) : base(std::move(why)) {}
    using base::code;
    using base::error;
    using base::has_value;
    using base::operator bool;
    void value() const { base::value(); }
};

} // namespace DF2D_DETAIL_ABI
} // namespace df2d

#endif // DF2D_RESULT_HPP
