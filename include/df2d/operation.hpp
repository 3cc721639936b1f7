/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What writers and erasers have in common. Included by df2d.hpp. */
#ifndef DF2D_OPERATION_HPP
#define DF2D_OPERATION_HPP

#include "handle.hpp"
#include "trouble.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <mutex>

namespace df2d {
inline namespace DF2D_DETAIL_ABI {
namespace parts {

/* One operation: what its callbacks threw, and what befell its source. */
struct run {
    explicit run(std::shared_ptr<trouble> from = nullptr) : source(std::move(from)) {}
    trouble callbacks;
    std::shared_ptr<trouble> source;
};

/* The operation of an object that runs, or the last that did. Shared by the object and its callbacks. */
class operation {
  public:
    std::shared_ptr<run> current() const
    {
        const std::lock_guard<std::mutex> guard(lock_);
        return current_;
    }

    std::shared_ptr<run> exchange(std::shared_ptr<run> next)
    {
        const std::lock_guard<std::mutex> guard(lock_);
        return std::exchange(current_, std::move(next));
    }

  private:
    mutable std::mutex lock_;
    std::shared_ptr<run> current_ = std::make_shared<run>();
};

/* What writers and erasers have in common. Busy is their code for "an operation runs already". */
template <class C, auto Destroy, auto LastError, errc Busy, auto Wait, auto Cancel>
class operating : public object<C, Destroy, LastError> {
  public:
    operating() noexcept = default;
    explicit operating(C *handle) : object<C, Destroy, LastError>(handle), operation_(std::make_shared<operation>()) {}

    /* Waits for the operation's end, and answers as the operation would have. */
    result<df2d::status> wait() { return wait_ms(DF2D_INFINITE); }
    /* errc::pending if that takes longer. */
    result<df2d::status> wait(std::chrono::milliseconds limit)
    {
        constexpr std::chrono::milliseconds none(0), most(DF2D_INFINITE - 1);
        return wait_ms(static_cast<std::uint32_t>(std::clamp(limit, none, most).count()));
    }

  protected:
    /* An operation that returns when it has ended. */
    template <class Call> result<df2d::status> perform(Call call, std::shared_ptr<trouble> source = nullptr)
    {
        const auto mine = std::make_shared<run>(std::move(source));
        const auto before = install(mine);
        const df2d_hresult hr = call();
        if (hr == detail::number(Busy)) install(before);
        return ended(*mine, hr);
    }

    /* One that does not wait. */
    template <class Call> result<void> begin(Call call, std::shared_ptr<trouble> source = nullptr)
    {
        const auto mine = std::make_shared<run>(std::move(source));
        const auto before = install(mine);
        const df2d_hresult hr = call();
        if (hr >= 0) return {};
        install(before);
        return ended(*mine, hr).error();
    }

    /* Has a function called: callback is what C calls, and calls deliver. */
    template <class Advise, class Callback, class F>
    result<std::uint32_t> listen(Advise advise, Callback callback, F function)
    {
        std::uint32_t cookie = 0;
        auto *listener = new sink<F>{operation_, std::move(function)};
        const auto free = [](void *user_data) { delete static_cast<sink<F> *>(user_data); };
        const df2d_hresult hr = advise(this->get(), callback, listener, free, &cookie);
        if (hr < 0) return this->failed(hr);
        return cookie;
    }

    template <class F, class... Event> static void deliver(C *object, void *user_data, const Event &...event)
    {
        sink<F> &listener = *static_cast<sink<F> *>(user_data);
        if (!listener.of->current()->callbacks.run([&] { listener.function(event...); })) Cancel(object);
    }

  private:
    template <class F> struct sink {
        std::shared_ptr<operation> of;
        F function;
    };

    std::shared_ptr<run> install(std::shared_ptr<run> next)
    {
        return operation_ ? operation_->exchange(std::move(next)) : nullptr;
    }

    result<df2d::status> wait_ms(std::uint32_t limit)
    {
        df2d_hresult end = DF2D_S_OK;
        const df2d_hresult hr = Wait(this->get(), limit, &end);
        if (hr < 0) return this->failed(hr);
        return ended(*operation_->current(), end);
    }

    result<df2d::status> ended(const run &mine, df2d_hresult hr) const
    {
        mine.callbacks.rethrow();
        if (hr >= 0) return static_cast<df2d::status>(hr);
        failure why = this->failed(hr);
        explain(why, mine.source);
        return why;
    }

    std::shared_ptr<operation> operation_;
};

} // namespace parts
} // namespace DF2D_DETAIL_ABI
} // namespace df2d

#endif // DF2D_OPERATION_HPP
