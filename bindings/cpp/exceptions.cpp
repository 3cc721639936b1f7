/* Exceptions: of values, and of callbacks and sources, which come out where the operation is waited for. Run in an empty
 * directory. */
#include "check.hpp"

#include <functional>
#include <future>
#include <sstream>

namespace {

template <class F> std::string message_of(F f)
{
    try {
        f();
    } catch (const std::exception &thrown) {
        return thrown.what();
    }
    return "nothing was thrown";
}

std::string values_throw()
{
    try {
        df2d::recorder::open("virtual:?media=no-such-disc").value();
        return "nothing was thrown";
    } catch (const df2d::error &thrown) {
        CHECK(thrown.code() == df2d::errc::invalidarg && thrown.details().text == thrown.what());
    }
    try {
        df2d::writer::create()->put_client_name("").value();
        return "nothing was thrown";
    } catch (const std::system_error &thrown) {
        CHECK(thrown.code() == std::errc::invalid_argument && std::strlen(thrown.what()) > 0);
    }
    return {};
}

std::string callbacks_that_throw()
{
    const bytes image = new_image(5000);
    const auto source = df2d::stream::from_bytes(image);
    auto drive = new_drive<df2d::writer>("throws.iso", "media=dvd+r&speed=1000");
    CHECK_DONE(drive);
    df2d::writer &writer = drive->object;
    const auto cookie = writer.advise([](const df2d::progress &now) {
        if (now.done_sectors >= 2000) throw std::out_of_range("the callback's own");
    });
    CHECK(message_of([&] { (void)writer.write(*source); }) == "the callback's own");
    CHECK(writer.write_result()->hr == df2d::errc::request_cancelled);
    CHECK(writer.write_result()->disc_after == df2d::disc_state::appendable);
    // The next operation knows nothing of it, and the one who awaits it is told; anew each time that he asks.
    CHECK_DONE(writer.unadvise(*cookie));
    CHECK_DONE(writer.recover_media(df2d::recover_action::report));
    CHECK_DONE(writer.advise_end([](const df2d::write_result &) { throw std::out_of_range("the end's own"); }));
    CHECK_DONE(writer.write_async(*source));
    CHECK(message_of([&] { (void)writer.wait(); }) == "the end's own");
    CHECK(message_of([&] { (void)writer.wait(); }) == "the end's own");
    CHECK(writer.write_result()->content_after == df2d::content_state::whole);

    auto rewritable = new_drive<df2d::eraser>("throws-rw.iso", "media=cd-rw&speed=1000");
    CHECK_DONE(rewritable);
    CHECK_DONE(rewritable->object.advise([](std::int32_t, std::int32_t) { throw std::out_of_range("the eraser's own"); }));
    CHECK(message_of([&] { (void)rewritable->object.erase_media(); }) == "the eraser's own");
    return {};
}

/* What the next wait without a limit does before and after, and what a cancel does; each once. */
std::function<void()> before_wait, after_wait, after_cancel;

void step(std::function<void()> &what)
{
    if (what) std::exchange(what, nullptr)();
}

df2d_hresult wait_in_steps(df2d_t *object, std::uint32_t limit, df2d_hresult *end)
{
    if (limit != DF2D_INFINITE) return df2d_wait(object, limit, end);
    step(before_wait);
    const df2d_hresult hr = df2d_wait(object, limit, end);
    step(after_wait);
    return hr;
}

df2d_hresult cancel_in_steps(df2d_t *object)
{
    const df2d_hresult hr = df2d_cancel_write(object);
    step(after_cancel);
    return hr;
}

/* A writer that other threads can get in the way of, at a known point. */
class writer_in_steps
    : public df2d::parts::operating<df2d_t, df2d_destroy, df2d_get_last_error, df2d::errc::df2data_write_in_progress,
                                    wait_in_steps, cancel_in_steps> {
  public:
    using operating::begin;
    using operating::operating;
    using operating::perform;

    template <class F> df2d::result<std::uint32_t> advise(F on_update)
    {
        const auto callback = [](df2d_t *one, const df2d_progress *progress, void *user_data) {
            deliver<F>(one, user_data, *progress);
        };
        return listen(df2d_advise, +callback, std::move(on_update));
    }
    df2d::result<void> unadvise(std::uint32_t cookie) { return done(df2d_unadvise(get(), cookie)); }
};

std::string exceptions_of_their_own_operation()
{
    const bytes image = new_image(5000);
    const auto source = df2d::stream::from_bytes(image);
    CHECK_DONE(source);
    auto drive = new_drive<df2d::writer>("steps.iso", "media=dvd+rw&speed=1000");
    CHECK_DONE(drive);
    CHECK_DONE(drive->object.put_force_overwrite(true));
    int throws = 0, updates = 0;
    std::promise<void> trying, cancelled;
    writer_in_steps writer(drive->object.release());
    const auto write = [&] { return df2d_write_async(writer.get(), source->get()); };
    const auto report = [&] { return df2d_recover_media_async(writer.get(), DF2D_RECOVER_REPORT, nullptr); };
    CHECK(df2d_write(writer.get(), source->get()) == DF2D_S_OK);
    std::error_code next;
    const auto begin_next = [&] { next = writer.begin(report).code(); };
    const auto cookie = writer.advise([&](const df2d::progress &) {
        if (throws-- == 1) throw std::out_of_range("the first's own");
    });
    CHECK_DONE(cookie);

    // Another thread begins the first one when the waiting one is there already.
    throws = 1;
    before_wait = [&] { next = writer.begin(write).code(); };
    CHECK(message_of([&] { (void)writer.wait(); }) == "the first's own");
    CHECK(!next);

    // Another thread begins the next one before the waiting one goes on.
    throws = 1;
    CHECK_DONE(writer.begin(write));
    after_wait = begin_next;
    CHECK(message_of([&] { (void)writer.wait(); }) == "the first's own");
    CHECK(!next);
    CHECK_DONE(writer.wait());

    // Or before it even waits.
    const auto end_and_begin_next = [&] {
        df2d_hresult end;
        df2d_wait(writer.get(), DF2D_INFINITE, &end);
        begin_next();
    };
    throws = 1;
    before_wait = end_and_begin_next;
    CHECK(message_of([&] { (void)writer.perform(write); }) == "the first's own");
    CHECK(!next);
    CHECK_DONE(writer.wait());
    before_wait = end_and_begin_next;
    const auto closed = writer.perform([&] { return df2d_close_media_async(writer.get()); });
    CHECK(!next && closed && *closed == df2d::status::false_);
    CHECK(*writer.wait() == df2d::status::ok);
    CHECK_DONE(writer.unadvise(*cookie));

    // Another thread tries in vain to begin the next one when a callback throws.
    CHECK_DONE(writer.advise([&](const df2d::progress &) {
        if (++updates == 1) return trying.get_future().wait();
        if (updates == 2) throw std::out_of_range("the first's own");
    }));
    after_cancel = [&] { cancelled.set_value(); };
    CHECK_DONE(writer.begin(write));
    bool tried = false;
    const auto try_in_vain = [&] {
        const df2d_hresult hr = write();
        tried = true;
        trying.set_value();
        cancelled.get_future().wait();
        return hr;
    };
    CHECK(message_of([&] { next = writer.begin(try_in_vain).code(); }) == "nothing was thrown");
    if (!tried) trying.set_value();
    CHECK(next == df2d::errc::df2data_write_in_progress);
    CHECK(message_of([&] { (void)writer.wait(); }) == "the first's own");
    return {};
}

std::string sources_that_throw()
{
    auto drive = new_drive<df2d::writer>("throws.iso", "media=dvd+r");
    CHECK_DONE(drive);
    df2d::writer &writer = drive->object;
    const auto source = df2d::stream::from_function(4096, [](void *, std::size_t) -> std::size_t {
        throw std::out_of_range("the source's own");
    });
    CHECK_DONE(source);
    CHECK(message_of([&] { (void)writer.write(*source); }) == "the source's own");
    CHECK(writer.write_result()->hr == df2d::errc::abort);
    CHECK(writer.write_result()->disc_after == df2d::disc_state::unchanged);

    struct sizeless {
        std::uint64_t size() { throw std::out_of_range("no size"); }
        std::size_t read(void *, std::size_t) { return 0; }
        void seek(std::uint64_t) {}
    };
    const auto no_size = df2d::stream::from_source(sizeless());
    CHECK(message_of([&] { (void)no_size->size_bytes(); }) == "no size");
    CHECK(message_of([&] { (void)writer.write(*no_size); }) == "no size");
    CHECK(message_of([&] { (void)writer.write_async(*no_size); }) == "no size");

    // A std::istream that throws by itself, and whose end is no failure.
    std::istringstream in(std::string(4096, 'x'));
    in.exceptions(std::ios_base::failbit | std::ios_base::badbit | std::ios_base::eofbit);
    auto good = new_drive<df2d::writer>("throws-good.iso", "media=dvd+r");
    CHECK_DONE(good);
    CHECK_DONE(good->object.write(*df2d::stream::from_istream(in)));

    // Of a fan-out each writer is told.
    const auto shared = df2d::stream::from_function(4096, [](void *, std::size_t) -> std::size_t {
        throw std::out_of_range("the source's own");
    });
    auto streams = shared->fan_out(2);
    CHECK_DONE(streams);
    auto other = new_drive<df2d::writer>("throws-two.iso", "media=dvd+r");
    CHECK_DONE(other);
    CHECK_DONE(writer.write_async((*streams)[0]));
    CHECK_DONE(other->object.write_async((*streams)[1]));
    CHECK(message_of([&] { (void)writer.wait(); }) == "the source's own");
    CHECK(message_of([&] { (void)other->object.wait(); }) == "the source's own");
    return {};
}

const test tests[] = {
    {"values_throw", values_throw},
    {"callbacks_that_throw", callbacks_that_throw},
    {"exceptions_of_their_own_operation", exceptions_of_their_own_operation},
    {"sources_that_throw", sources_that_throw},
};

} // namespace

int main()
{
    return run_all(tests);
}
