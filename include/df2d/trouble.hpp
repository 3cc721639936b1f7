/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What goes wrong in callables, on its way from a thread of the library to who waits. Included by df2d.hpp. */
#ifndef DF2D_TROUBLE_HPP
#define DF2D_TROUBLE_HPP

#include "result.hpp"

#include <memory>
#include <mutex>
#include <system_error>

namespace df2d {
inline namespace DF2D_DETAIL_ABI {
namespace parts {

/* What went wrong in a callable, on its way from the library's thread to who waits. */
class trouble {
  public:
    /* Runs a callable. False if it threw. */
    template <class F> bool run(F &&f) noexcept
    {
#if DF2D_DETAIL_EXCEPTIONS
        try {
            f();
            return true;
        } catch (...) {
            const std::lock_guard<std::mutex> guard(lock_);
            if (!thrown_) thrown_ = std::current_exception();
            return false;
        }
#else
        f();
        return true;
#endif
    }

    void keep(std::error_code code)
    {
        const std::lock_guard<std::mutex> guard(lock_);
        code_ = code;
    }

    std::error_code code() const
    {
        const std::lock_guard<std::mutex> guard(lock_);
        return code_;
    }

    void clear()
    {
        const std::lock_guard<std::mutex> guard(lock_);
        code_.clear();
#if DF2D_DETAIL_EXCEPTIONS
        thrown_ = nullptr;
#endif
    }

    /* Throws what was thrown; it stays, for others who wait. */
    void rethrow() const
    {
#if DF2D_DETAIL_EXCEPTIONS
        std::exception_ptr thrown;
        {
            const std::lock_guard<std::mutex> guard(lock_);
            thrown = thrown_;
        }
        if (thrown) std::rethrow_exception(thrown);
#endif
    }

  private:
    mutable std::mutex lock_;
    std::error_code code_;
#if DF2D_DETAIL_EXCEPTIONS
    std::exception_ptr thrown_;
#endif
};

/* A source that failed by itself is known by this code: the library itself ends no operation with it. */
constexpr errc source_failed = errc::abort;

/* What a source's error is to the library. An errc goes as it is, unless the library has it for itself. */
inline df2d_hresult as_hresult(std::error_code code) noexcept
{
    const bool is_errc = code.category() == category() && code.value() < 0;
    return is_errc && code != errc::pending && code != errc::handle ? code.value() : detail::number(source_failed);
}

/* If hr is what the source failed with: throws what it threw, or names its own error. */
inline void explain(failure &why, const std::shared_ptr<trouble> &source)
{
    if (!source) return;
    if (why.code == source_failed) source->rethrow();
    const std::error_code code = source->code();
    if (!code || as_hresult(code) != why.code.value()) return;
    why.cause = code;
    why.text += " Its own error: " + code.message() + ".";
}

} // namespace parts
} // namespace DF2D_DETAIL_ABI
} // namespace df2d

#endif // DF2D_TROUBLE_HPP
