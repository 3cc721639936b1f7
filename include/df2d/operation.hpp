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
#include <optional>
#include <utility>

namespace df2d {
inline namespace DF2D_DETAIL_ABI {
namespace parts {

/* One operation: what its callbacks threw, and what befell its source. */
struct run {
    trouble callbacks;
    std::shared_ptr<trouble> source;
    /* How it ended, once the library may be busy with the next. Under the lock of operations. */
    std::optional<result<df2d::status>> end;
};

/* The operations of an object: the last, which may still run, and the next. Shared by the object and its callbacks. */
class operations {
  public:
    /* The one whose callbacks are called. */
    std::shared_ptr<run> running() const
    {
        const std::lock_guard<std::mutex> guard(lock_);
        return next_ ? next_ : last_;
    }

    /* The one to wait for. */
    std::shared_ptr<run> last() const
    {
        const std::lock_guard<std::mutex> guard(lock_);
        return last_;
    }

    bool has_begun() const
    {
        const std::lock_guard<std::mutex> guard(lock_);
        return has_begun_;
    }

    std::optional<result<df2d::status>> end_of(const run &one) const
    {
        const std::lock_guard<std::mutex> guard(lock_);
        return one.end;
    }

  private:
    friend class attempt;

    mutable std::mutex lock_;
    std::shared_ptr<run> last_ = std::make_shared<run>(), next_;
    bool has_begun_ = false, has_attempt_ = false;
};

/* An attempt to begin the next operation. One at a time, so that it is known whose callbacks come then. */
class attempt {
  public:
    explicit attempt(operations &of) : of_(of)
    {
        const std::lock_guard<std::mutex> guard(of_.lock_);
        is_only_ = !std::exchange(of_.has_attempt_, true);
    }
    attempt(const attempt &) = delete;
    attempt &operator=(const attempt &) = delete;
    ~attempt()
    {
        if (!is_only_) return;
        const std::lock_guard<std::mutex> guard(of_.lock_);
        of_.has_attempt_ = false;
        if (of_.next_) gone_ = std::move(of_.next_);
        // If it was refused, the library still knows how the last one ended.
        of_.last_->end.reset();
    }

    bool is_only() const noexcept { return is_only_; }

    /* Before the library is asked, because callbacks can come before it answers. */
    void install(std::shared_ptr<run> next, std::optional<result<df2d::status>> end_of_last)
    {
        const std::lock_guard<std::mutex> guard(of_.lock_);
        of_.last_->end = std::move(end_of_last);
        of_.next_ = std::move(next);
    }

    /* The library has begun it. */
    void accept()
    {
        const std::lock_guard<std::mutex> guard(of_.lock_);
        gone_ = std::exchange(of_.last_, std::move(of_.next_));
        of_.has_begun_ = true;
    }

  private:
    operations &of_;
    /* It goes when no lock is held: what was thrown may have a destructor. */
    std::shared_ptr<run> gone_;
    bool is_only_;
};

/*
 * What writers and erasers have in common. Busy is their code for "an operation runs already". A default-constructed or
 * moved-from one has no operations_.
 */
template <class C, auto Destroy, auto LastError, errc Busy, auto Wait, auto Cancel>
class operating : public object<C, Destroy, LastError> {
    using base = object<C, Destroy, LastError>;

  public:
    operating() noexcept = default;
    explicit operating(C *handle) : base(handle), operations_(std::make_shared<operations>()) {}

    /* Destroys the handle. If it throws std::bad_alloc, nothing has changed, and the new one is still the caller's. */
    void reset(C *handle = nullptr)
    {
        std::shared_ptr<operations> of_handle = handle ? std::make_shared<operations>() : nullptr;
        base::reset(handle);
        operations_ = std::move(of_handle);
    }

    /* Waits for the operation's end, and answers as the operation would have. */
    result<df2d::status> wait() { return wait_ms(DF2D_INFINITE); }
    /* errc::pending if that takes longer. */
    result<df2d::status> wait(std::chrono::milliseconds limit)
    {
        constexpr std::chrono::milliseconds none(0), most(DF2D_INFINITE - 1);
        return wait_ms(static_cast<std::uint32_t>(std::clamp(limit, none, most).count()));
    }

  protected:
    /* An operation that returns when it has ended. Call begins it, and does not wait. */
    template <class Call> result<df2d::status> perform(Call call, std::shared_ptr<trouble> source = nullptr)
    {
        const auto begun = start(call, std::move(source));
        if (!begun) return begun.error();
        return end_of(**begun, DF2D_INFINITE);
    }

    /* One that does not wait. */
    template <class Call> result<void> begin(Call call, std::shared_ptr<trouble> source = nullptr)
    {
        const auto begun = start(call, std::move(source));
        if (!begun) return begun.error();
        return {};
    }

    /* Has a function called: callback is what C calls, and calls deliver. */
    template <class Advise, class Callback, class F>
    result<std::uint32_t> listen(Advise advise, Callback callback, F function)
    {
        std::uint32_t cookie = 0;
        auto *listener = new sink<F>{operations_, std::move(function)};
        const auto free = [](void *user_data) { delete static_cast<sink<F> *>(user_data); };
        const df2d_hresult hr = advise(this->get(), callback, listener, free, &cookie);
        if (hr < 0) return this->failed(hr);
        return cookie;
    }

    template <class F, class... Event> static void deliver(C *object, void *user_data, const Event &...event)
    {
        sink<F> &listener = *static_cast<sink<F> *>(user_data);
        if (!listener.of->running()->callbacks.run([&] { listener.function(event...); })) Cancel(object);
    }

  private:
    template <class F> struct sink {
        std::shared_ptr<operations> of;
        F function;
    };

    template <class Call> result<std::shared_ptr<run>> start(Call call, std::shared_ptr<trouble> source)
    {
        if (!operations_) return this->failed(call());
        attempt one(*operations_);
        bool is_busy = !one.is_only();
        // The run of the first is there already, for those who wait when it is begun.
        const auto last = operations_->last();
        auto next = last;
        std::optional<result<df2d::status>> end_of_last;
        // Of an object that has begun nothing the library would remember the question as a failure.
        if (operations_->has_begun()) {
            df2d_hresult end = DF2D_S_OK;
            const df2d_hresult hr = Wait(this->get(), 0, &end);
            // Inside a callback, say.
            if (hr < 0 && hr != DF2D_E_PENDING) return this->failed(hr);
            is_busy |= hr < 0;
            if (!is_busy) end_of_last = kept(*last, end);
            next = std::make_shared<run>();
        }
        if (is_busy) return own_failure(Busy, "An operation of this object runs; await its end, or cancel it.");
        next->source = std::move(source);
        one.install(next, std::move(end_of_last));
        const df2d_hresult hr = call();
        if (hr < 0) return ended(*next, hr).error();
        one.accept();
        return next;
    }

    result<df2d::status> wait_ms(std::uint32_t limit)
    {
        const auto last = operations_ ? operations_->last() : std::make_shared<run>();
        return end_of(*last, limit);
    }

    /* Waits for the end of the last operation, which another thread may make the one before the last meanwhile. */
    result<df2d::status> end_of(const run &one, std::uint32_t limit)
    {
        const auto known = [&] { return operations_ ? operations_->end_of(one) : std::nullopt; };
        df2d_hresult end = DF2D_S_OK;
        // Asked in any case: inside a callback it refuses.
        const df2d_hresult hr = Wait(this->get(), known() ? 0 : limit, &end);
        if (hr < 0 && hr != DF2D_E_PENDING) return this->failed(hr);
        if (const auto before = known()) {
            one.callbacks.rethrow();
            return *before;
        }
        if (hr < 0) return this->failed(hr);
        return ended(one, end);
    }

    result<df2d::status> ended(const run &one, df2d_hresult hr) const
    {
        one.callbacks.rethrow();
        if (hr >= 0) return static_cast<df2d::status>(hr);
        failure why = this->failed(hr);
        explain(why, one.source);
        return why;
    }

    /* The same for later: what it would throw stays with what the callbacks threw. */
    result<df2d::status> kept(run &one, df2d_hresult hr) const
    {
        result<df2d::status> end = df2d::status::ok;
        one.callbacks.run([&] { end = ended(one, hr); });
        return end;
    }

    std::shared_ptr<operations> operations_;
};

} // namespace parts
} // namespace DF2D_DETAIL_ABI
} // namespace df2d

#endif // DF2D_OPERATION_HPP
