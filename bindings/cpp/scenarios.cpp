/* The scenarios of bindings/scenarios.tsv. Run in an empty directory. */
#include "check.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <thread>

namespace {

std::string list_recorders()
{
    const std::string first = new_disc("one.iso", "media=dvd+r"), second = new_disc("two.iso", "media=cd-rw");
    setenv("DF2D_RECORDERS", (first + " " + second).c_str(), 1);
    const auto master = df2d::master::create();
    CHECK_DONE(master);
    const auto ids = master->items();
    CHECK_DONE(ids);
    CHECK(ids->size() >= 2 && static_cast<std::size_t>(*master->count()) == ids->size());
    CHECK((*ids)[ids->size() - 2] == first && ids->back() == second);
    for (const std::string &id : {first, second}) {
        const auto recorder = df2d::recorder::open(id);
        CHECK_DONE(recorder);
        CHECK(*recorder->active_disc_recorder() == id);
        CHECK(!recorder->vendor_id()->empty() && !recorder->product_id()->empty());
    }
    unsetenv("DF2D_RECORDERS");
    return {};
}

std::string burn()
{
    const bytes image = new_image(5000);
    auto drive = new_drive<df2d::writer>("burn.iso", "media=dvd+r");
    CHECK_DONE(drive);
    CHECK(*drive->object.media_physically_blank());
    const auto source = df2d::stream::from_bytes(image);
    CHECK_DONE(source);
    CHECK_DONE(drive->object.write(*source));
    const auto result = drive->object.write_result();
    CHECK_DONE(result);
    CHECK(result->hr == df2d::status::ok && result->content_after == df2d::content_state::whole);
    CHECK(result->disc_after == df2d::disc_state::closed);
    CHECK(result->sectors_on_media == 5000 && result->sectors_requested == 5000 && result->start_lba == 0);
    CHECK(is_on_disc("burn.iso", image));
    return {};
}

std::string progress()
{
    const bytes image = new_image(5000);
    auto drive = new_drive<df2d::writer>("progress.iso", "media=dvd+r&speed=676");
    CHECK_DONE(drive);
    std::vector<df2d::progress> all;
    int ends = 0;
    CHECK_DONE(drive->object.advise([&](const df2d::progress &now) { all.push_back(now); }));
    CHECK_DONE(drive->object.advise_end([&](const df2d::write_result &end) { ends += end.hr == df2d::status::ok; }));
    CHECK_DONE(drive->object.write(*df2d::stream::from_memory(image.data(), image.size())));
    CHECK(all.size() > 10 && ends == 1);
    for (std::size_t n = 1; n < all.size(); ++n) {
        CHECK(all[n].done_sectors >= all[n - 1].done_sectors && all[n].current_action >= all[n - 1].current_action);
        CHECK(all[n].total_sectors == 5000 && all[n].done_sectors <= 5000);
    }
    const auto was_told = [&](df2d::write_action action) {
        return std::any_of(all.begin(), all.end(), [&](const auto &now) { return now.current_action == action; });
    };
    CHECK(all.front().current_action == df2d::write_action::validating_media);
    CHECK(was_told(df2d::write_action::writing_data) && was_told(df2d::write_action::finalization));
    CHECK(!was_told(df2d::write_action::verifying));
    CHECK(all.back().current_action == df2d::write_action::completed && all.back().done_sectors == 5000);
    CHECK(is_on_disc("progress.iso", image));
    return {};
}

/* What a write that was given up leaves on a DVD+R: the first part, and a disc that can be written further. */
std::string check_given_up(const df2d::writer &writer, std::error_code why, const std::string &path, bytes image)
{
    const auto result = writer.write_result();
    CHECK_DONE(result);
    CHECK(result->hr == why.value() && result->content_after == df2d::content_state::partial);
    CHECK(result->disc_after == df2d::disc_state::appendable);
    CHECK(result->sectors_on_media > 0 && result->sectors_on_media < 5000);
    image.resize(static_cast<std::size_t>(result->sectors_on_media) * df2d::sector_size);
    CHECK(is_on_disc(path, image));
    return {};
}

std::string cancel_from_callback()
{
    const bytes image = new_image(5000);
    auto drive = new_drive<df2d::writer>("cancel.iso", "media=dvd+r&speed=676");
    CHECK_DONE(drive);
    df2d::writer &writer = drive->object;
    bool accepted = false;
    CHECK_DONE(writer.advise([&](const df2d::progress &now) {
        if (!accepted && now.done_sectors >= 2000) accepted = *writer.cancel_write() == df2d::status::ok;
    }));
    const auto written = writer.write(*df2d::stream::from_bytes(image));
    CHECK(accepted && written.code() == df2d::errc::request_cancelled);
    CHECK(written.code() == std::errc::operation_canceled);
    return check_given_up(writer, written.code(), "cancel.iso", image);
}

/* More than the library holds for speed=676, so that something is on the disc when the source comes to it. */
std::size_t most_of(const bytes &image)
{
    return image.size() / 10 * 9;
}

/* Gives most of the image, and then nothing until its read is cancelled. */
class stuck_source {
  public:
    struct state {
        std::mutex lock;
        std::condition_variable changed;
        bool stuck = false, cancelled = false;
    };
    stuck_source(const bytes &image, state &shared) : image_(&image), shared_(&shared) {}
    std::uint64_t size() const { return image_->size(); }
    std::size_t read(void *buffer, std::size_t size)
    {
        const std::size_t got = std::min(size, most_of(*image_) - at_);
        if (got == 0) {
            std::unique_lock<std::mutex> guard(shared_->lock);
            shared_->stuck = true;
            shared_->changed.notify_all();
            shared_->changed.wait(guard, [this] { return shared_->cancelled; });
        }
        std::memcpy(buffer, image_->data() + at_, got);
        at_ += got;
        return got;
    }
    void cancel()
    {
        const std::lock_guard<std::mutex> guard(shared_->lock);
        shared_->cancelled = true;
        shared_->changed.notify_all();
    }

  private:
    const bytes *image_;
    state *shared_;
    std::size_t at_ = 0;
};

std::string cancel_from_thread()
{
    const bytes image = new_image(5000);
    auto drive = new_drive<df2d::writer>("thread.iso", "media=dvd+r&speed=676");
    CHECK_DONE(drive);
    df2d::writer &writer = drive->object;
    stuck_source::state shared;
    df2d::result<df2d::status> answer = df2d::status::false_;
    std::thread other([&] {
        std::unique_lock<std::mutex> guard(shared.lock);
        shared.changed.wait(guard, [&] { return shared.stuck; });
        guard.unlock();
        answer = writer.cancel_write();
    });
    const auto written = writer.write(*df2d::stream::from_source(stuck_source(image, shared)));
    other.join();
    CHECK(answer && *answer == df2d::status::ok);
    CHECK(written.code() == df2d::errc::request_cancelled);
    return check_given_up(writer, written.code(), "thread.iso", image);
}

std::string source_error()
{
    const bytes image = new_image(5000);
    auto drive = new_drive<df2d::writer>("source.iso", "media=dvd+r&speed=676");
    CHECK_DONE(drive);
    std::size_t at = 0;
    const auto source = df2d::stream::from_function(
        image.size(), [&](void *buffer, std::size_t size, std::error_code &code) -> std::size_t {
            const std::size_t got = std::min(size, most_of(image) - at);
            if (got == 0) code = std::make_error_code(std::errc::connection_reset);
            std::memcpy(buffer, image.data() + at, got);
            at += got;
            return got;
        });
    CHECK_DONE(source);
    const auto written = drive->object.write(*source);
    CHECK(!written && written.error().cause == std::errc::connection_reset);
    CHECK(written.code() == std::errc::io_error && written.code() != std::errc::operation_canceled);
    return check_given_up(drive->object, written.code(), "source.iso", image);
}

std::string bad_handle()
{
    auto drive = new_drive<df2d::writer>("handle.iso", "media=dvd+r");
    CHECK_DONE(drive);
    // One that was given back.
    df2d::writer &writer = drive->object;
    writer.reset();
    writer.reset();
    CHECK(!writer && writer.put_force_overwrite(true).code() == df2d::errc::pointer);
    CHECK(writer.write(df2d::stream()).code() == df2d::errc::pointer);
    CHECK(writer.wait().code() == df2d::errc::pointer && writer.cancel_write().code() == df2d::errc::pointer);
    CHECK(writer.advise([](const df2d::progress &) {}).code() == df2d::errc::pointer);
    CHECK(writer.recorder().code() == df2d::errc::pointer);
    // One that was moved from.
    df2d::recorder moved = std::move(drive->recorder);
    CHECK(drive->recorder.vendor_id().code() == std::errc::invalid_argument && moved.vendor_id());
    // One that was destroyed behind its owner's back.
    df2d_recorder_t *raw = moved.get();
    CHECK(df2d_recorder_destroy(raw) >= 0);
    const auto dead = moved.vendor_id();
    CHECK(dead.code() == df2d::errc::handle && !dead.error().text.empty());
    // One of another kind, and null where there must be something.
    df2d::stream of_another_kind(reinterpret_cast<df2d_stream_t *>(raw));
    CHECK(of_another_kind.padding().code() == df2d::errc::handle);
    CHECK(df2d::recorder::open(nullptr).code() == df2d::errc::pointer);
    CHECK(df2d::recorder::open(std::string("virtual:a\0b?media=dvd+r", 22)).code() == df2d::errc::invalidarg);
    return {};
}

std::string erase()
{
    const bytes image = new_image(5000);
    auto drive = new_drive<df2d::writer>("erase.iso", "media=cd-rw&speed=676");
    CHECK_DONE(drive);
    CHECK_DONE(drive->object.write(*df2d::stream::from_bytes(image)));
    CHECK(is_on_disc("erase.iso", image) && !*drive->object.media_physically_blank());

    auto eraser = df2d::eraser::create();
    CHECK_DONE(eraser);
    CHECK_DONE(eraser->put_recorder(drive->recorder));
    CHECK_DONE(eraser->put_client_name("cpp test"));
    CHECK_DONE(eraser->put_full_erase(true));
    int updates = 0, ends = 0;
    std::int32_t last = 0;
    bool goes_back = false;
    CHECK_DONE(eraser->advise([&](std::int32_t elapsed, std::int32_t) {
        ++updates;
        goes_back |= elapsed < last;
        last = elapsed;
    }));
    CHECK_DONE(eraser->advise_end([&](const df2d::write_result &end) { ends += end.hr == df2d::status::ok; }));
    CHECK_DONE(eraser->erase_media());
    CHECK(updates > 1 && last > 0 && !goes_back && ends == 1);
    const auto result = eraser->erase_result();
    CHECK_DONE(result);
    CHECK(result->disc_after == df2d::disc_state::appendable);
    CHECK(result->media_status_after & df2d::media_state::blank);
    CHECK(*eraser->media_physically_blank() && !is_on_disc("erase.iso", image));
    return {};
}

std::string verify()
{
    const bytes image = new_image(5000);
    {
        auto drive = new_drive<df2d::writer>("verify.iso", "media=dvd+r");
        CHECK_DONE(drive);
        CHECK_DONE(drive->object.put_burn_verification_level(df2d::burn_verification_level::full));
        CHECK_DONE(drive->object.write(*df2d::stream::from_bytes(image)));
        CHECK(is_on_disc("verify.iso", image));
    }
    auto drive = new_drive<df2d::writer>("verify.iso", "media=dvd+r");
    CHECK_DONE(drive);
    df2d::virtual_fault fault;
    fault.opcode = 0x28;
    fault.lba = 3000;
    fault.times = 0;
    fault.effect = static_cast<std::int32_t>(df2d::virtual_effect::sense);
    fault.sense_key = 3;
    fault.asc = 0x11;
    CHECK_DONE(drive->recorder.virtual_fault_add(fault));
    CHECK_DONE(drive->object.put_burn_verification_level(df2d::burn_verification_level::full));
    const auto written = drive->object.write(*df2d::stream::from_bytes(image));
    CHECK(written.code() == df2d::errc::burn_verification_failed && written.code() == std::errc::io_error);
    CHECK(written.error().info.sense_key == 3 && written.error().info.asc == 0x11);
    CHECK(drive->recorder.virtual_counters()->faults > 0);
    CHECK(drive->object.write_result()->content_after == df2d::content_state::unknown);
    return {};
}

const test tests[] = {
    {"list_recorders", list_recorders},
    {"burn", burn},
    {"progress", progress},
    {"cancel_from_callback", cancel_from_callback},
    {"cancel_from_thread", cancel_from_thread},
    {"source_error", source_error},
    {"bad_handle", bad_handle},
    {"erase", erase},
    {"verify", verify},
};

} // namespace

int main()
{
    return run_all(tests);
}
