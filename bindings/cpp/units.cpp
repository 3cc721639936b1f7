/* What the scenarios leave out: the wrapper's own parts. Run in an empty directory. */
#include "check.hpp"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <forward_list>
#include <functional>
#include <sstream>
#include <string_view>
#include <thread>
#include <type_traits>
#if __cplusplus >= 202002L
#include <span>
#endif

/* errc::accessdenied, from shared_object.cpp. */
std::error_code code_of_shared_object();

namespace {

static_assert(!std::is_copy_constructible_v<df2d::writer> && std::is_nothrow_move_constructible_v<df2d::writer>);
static_assert(!std::is_copy_assignable_v<df2d::stream> && std::is_nothrow_move_assignable_v<df2d::stream>);
static_assert(std::is_default_constructible_v<df2d::recorder> && sizeof(df2d::recorder) == sizeof(void *));
static_assert(std::is_error_code_enum_v<df2d::errc>);
static_assert((df2d::media_state::blank | df2d::media_state::appendable) == 6);
static_assert(!std::is_convertible_v<df2d::media_type, int>);

std::string codes()
{
    const std::error_code cancelled = df2d::errc::request_cancelled;
    CHECK(cancelled && cancelled == df2d::errc::request_cancelled && cancelled == std::errc::operation_canceled);
    CHECK(cancelled.value() == DF2D_E_IMAPI_REQUEST_CANCELLED && cancelled != std::errc::io_error);
    CHECK(&cancelled.category() == &df2d::category() && df2d::category().name() == std::string("df2d"));
    CHECK(cancelled.message() == df2d_hresult_message(DF2D_E_IMAPI_REQUEST_CANCELLED));
    CHECK(std::error_code(df2d::errc::accessdenied) == std::errc::permission_denied);
    CHECK(std::error_code(df2d::errc::dev_not_exist) == std::errc::no_such_device);
    CHECK(std::error_code(df2d::errc::abort) == std::errc::io_error);
    CHECK(std::error_code(df2d::errc::outofmemory) == std::errc::not_enough_memory);
    CHECK(std::error_code(df2d::errc::df2data_media_not_blank).default_error_condition().category() == df2d::category());
    CHECK(code_of_shared_object() == df2d::errc::accessdenied);
    CHECK(df2d::name(df2d::errc::request_cancelled) == std::string("E_IMAPI_REQUEST_CANCELLED"));
    CHECK(df2d::name(df2d::status::false_) == std::string("S_FALSE"));
    return {};
}

std::string failures()
{
    const auto missing = df2d::stream::from_file(std::filesystem::path("no such file"));
    CHECK(!missing && !missing.has_value() && missing.code() == df2d::errc::fail);
    CHECK(missing.error().cause == std::errc::no_such_file_or_directory);
    CHECK(missing.error().info.hr == df2d::errc::fail && !missing.error().text.empty());
    const auto there = df2d::writer::create();
    CHECK(there && !there.code() && !there.error().code && !there->last_error().code);

    auto writer = df2d::writer::create();
    CHECK(writer->put_client_name("not/allowed").code() == std::errc::invalid_argument);
    CHECK(writer->last_error().code == df2d::errc::df2data_client_name_is_not_valid);
    CHECK(!writer->last_error().text.empty());
    CHECK(df2d::writer().last_error().code == df2d::errc::pointer);
    CHECK(*writer->client_name() == "" && !*writer->recorder());
    CHECK(writer->write(df2d::stream()).code() == df2d::errc::pointer);
    return {};
}

/* What a drive says, each kind of getter once. */
std::string getters()
{
    auto drive = new_drive<df2d::writer>("getters.iso", "media=dvd-rw&speed=1385");
    CHECK_DONE(drive);
    df2d::recorder &recorder = drive->recorder;
    df2d::writer &writer = drive->object;
    CHECK(recorder.volume_path_names()->empty() && recorder.legacy_device_number().code() == std::errc::not_supported);
    const auto profiles = recorder.supported_profiles(true);
    CHECK_DONE(profiles);
    CHECK(std::count(profiles->begin(), profiles->end(), df2d::profile_type::dvd_dash_rw_sequential) == 1);
    CHECK(recorder.supported_feature_pages()->front() == df2d::feature_page_type::profile_list);
    CHECK(!recorder.supported_mode_pages()->empty());
    CHECK(recorder.mode_page(df2d::mode_page_type::write_parameters)->front() == 5);
    CHECK(recorder.feature_page(df2d::feature_page_type::core)->size() >= 4);
    CHECK(recorder.disc_information()->size() >= 34 && *recorder.maximum_page_aligned_transfer_size() >= 65536);
    CHECK(recorder.track_information(1, df2d::read_track_address_type::track)->size() >= 36);

    const auto ready = recorder.send_command_no_data({0, 0, 0, 0, 0, 0});
    CHECK_DONE(ready);
    CHECK(ready->status == df2d::status::ok);
    alignas(16) std::uint8_t inquiry[36] = {};
    const auto told = recorder.send_command_get_data_from_device({0x12, 0, 0, 0, 36, 0}, inquiry, sizeof inquiry);
    CHECK_DONE(told);
    CHECK(told->fetched == 36 && inquiry[0] == 5);
    const auto refused = recorder.send_command_no_data({0x1e, 0, 0, 0, 9, 0}, std::chrono::duration<std::uint32_t>(5));
    CHECK_DONE(refused);
    CHECK(refused->status == df2d::status::command_has_sense_data && (refused->sense[2] & 15) == 5);
    CHECK(recorder.send_command_no_data({}).code() == std::errc::invalid_argument);

    CHECK(*writer.current_physical_media_type() == df2d::media_type::dvddashrw);
    CHECK(*writer.current_media_status() & df2d::media_state::blank);
    CHECK(!(*writer.write_protect_status() & df2d::write_protect_state::by_cartridge));
    CHECK(writer.supported_media_types()->size() > 5 && *writer.is_current_media_supported(recorder));
    CHECK(*writer.free_sectors_on_media() > 2000000 && *writer.next_writable_address() == 0);
    CHECK(!writer.supported_write_speeds()->empty() && !writer.supported_write_speed_descriptors()->empty());
    CHECK(*writer.set_write_speed(df2d::speed_max) == df2d::status::ok && *writer.requested_write_speed() == -1);
    CHECK(writer.set_write_speed(0).code() == df2d::errc::invalidarg);
    CHECK_DONE(writer.put_cancel_mode(df2d::cancel_mode::immediate));
    CHECK(*writer.cancel_mode() == df2d::cancel_mode::immediate);
    const auto schemes = writer.multisession_interfaces();
    CHECK_DONE(schemes);
    CHECK(*writer.multisession_free_sectors_on_media(schemes->front()) == *writer.free_sectors_on_media());
    CHECK(*writer.multisession_import_recorder(schemes->front())->vendor_id() == *recorder.vendor_id());
    CHECK(*writer.recorder()->product_id() == *recorder.product_id());

    CHECK_DONE(recorder.acquire_exclusive_access(false, "cpp test"));
    CHECK(*recorder.exclusive_access_owner() == "cpp test");
    CHECK_DONE(recorder.release_exclusive_access());
    CHECK(recorder.release_exclusive_access().code() == df2d::errc::fail);
    CHECK_DONE(recorder.virtual_eject());
    CHECK(recorder.virtual_counters()->tray_open == 1);
    CHECK(writer.media_physically_blank().code() == df2d::errc::recorder_media_no_media);
    CHECK_DONE(recorder.virtual_insert("getters.iso?media=dvd-rw"));
    const auto now = recorder.virtual_now();
    CHECK_DONE(recorder.virtual_sleep(std::chrono::seconds(3)));
    CHECK(*recorder.virtual_now() - *now >= std::chrono::seconds(3));
    return {};
}

/* Burns a stream, and looks at the disc. */
std::string burn(df2d::result<df2d::stream> source, const bytes &image, bool again = false)
{
    CHECK_DONE(source);
    for (int round = 0; round < 1 + again; ++round) {
        auto drive = new_drive<df2d::writer>("sources.iso", "media=dvd+r");
        CHECK_DONE(drive);
        CHECK_DONE(drive->object.write(*source));
        CHECK(is_on_disc("sources.iso", image));
    }
    return {};
}

/* One that counts its lives, to see that it goes. */
struct counted {
    std::shared_ptr<int> life = std::make_shared<int>();
};

std::string sources()
{
    const bytes image = new_image(300);
    const char *text = reinterpret_cast<const char *>(image.data());
    const std::string string(text, image.size());
    std::ofstream("image.iso", std::ios_base::binary) << string;

    CHECK_PASSES(burn(df2d::stream::from_file("image.iso"), image, true));
    CHECK_PASSES(burn(df2d::stream::from_memory(image.data(), image.size()), image, true));
    CHECK_PASSES(burn(df2d::stream::from_bytes(bytes(image)), image, true));
    CHECK_PASSES(burn(df2d::stream::from_bytes(std::string_view(string)), image, true));
    std::vector<std::uint32_t> words(image.size() / 4);
    std::memcpy(words.data(), image.data(), image.size());
    CHECK_PASSES(burn(df2d::stream::from_bytes(std::move(words)), image));
#if __cplusplus >= 202002L
    CHECK_PASSES(burn(df2d::stream::from_bytes(std::span(image)), image));
#endif
    CHECK_PASSES(burn(df2d::stream::from_range(image.begin(), image.end()), image, true));
    const std::forward_list<unsigned char> list(image.begin(), image.end());
    CHECK_PASSES(burn(df2d::stream::from_range(list.begin(), list.end()), image, true));

    std::istringstream in(string);
    CHECK_PASSES(burn(df2d::stream::from_istream(in), image, true));
    in.clear();
    in.seekg(2048);
    CHECK_PASSES(burn(df2d::stream::from_istream(in), bytes(image.begin() + 2048, image.end()), true));
    in.clear();
    in.seekg(0);
    CHECK_PASSES(burn(df2d::stream::from_istream(in, 100 * 2048), bytes(image.begin(), image.begin() + 100 * 2048)));
    CHECK_PASSES(burn(df2d::stream::from_istream(std::make_unique<std::ifstream>("image.iso")), image, true));
    std::istringstream once(string);
    CHECK_PASSES(burn(df2d::stream::from_range(std::istreambuf_iterator<char>(once), std::istreambuf_iterator<char>(),
                                              image.size()), image));
    return {};
}

std::string refused_sources()
{
    std::ifstream none("no such file");
    CHECK(df2d::stream::from_istream(none).code() == std::errc::invalid_argument);
    CHECK(df2d::stream::from_istream(std::unique_ptr<std::istream>()).code() == df2d::errc::pointer);
    CHECK(df2d::stream::from_fd(-1).code() == std::errc::invalid_argument);

    auto drive = new_drive<df2d::writer>("refused.iso", "media=dvd+r");
    CHECK_DONE(drive);
    // One that ends before the size that it said, and one that says more than it may.
    std::istringstream in(std::string(2048, 'x'));
    const auto early = drive->object.write(*df2d::stream::from_istream(in, 4096));
    CHECK(!early && !early.error().cause);
    const auto more = drive->object.write(
        *df2d::stream::from_function(4096, [](void *, std::size_t size) { return size + 1; }));
    CHECK(more.code() == df2d::errc::fail);
    // One whose own error is an errc.
    const auto own = drive->object.write(
        *df2d::stream::from_function(4096, [](void *, std::size_t, std::error_code &code) -> std::size_t {
            code = df2d::errc::accessdenied;
            return 0;
        }));
    CHECK(own.code() == df2d::errc::accessdenied && own.error().cause == own.code());
    // One that cannot even say its size.
    struct sizeless {
        std::uint64_t size(std::error_code &code)
        {
            code = std::make_error_code(std::errc::not_connected);
            return 0;
        }
        std::size_t read(void *, std::size_t) { return 0; }
        counted life;
    };
    sizeless source;
    const std::weak_ptr<int> life = source.life.life;
    {
        const auto stream = df2d::stream::from_source(std::move(source));
        CHECK_DONE(stream);
        CHECK(stream->size_bytes().error().cause == std::errc::not_connected);
        CHECK(drive->object.write(*stream).error().cause == std::errc::not_connected && !life.expired());
    }
    CHECK(life.expired());
    return {};
}

std::string padding_and_ranges()
{
    auto odd = df2d::stream::from_bytes(std::string(3000, 'x'));
    CHECK_DONE(odd);
    CHECK(!*odd->padding() && *odd->size_bytes() == 3000);
    CHECK_DONE(odd->put_padding(true));
    CHECK(*odd->padding() && *odd->size_bytes() == 4096);

    bytes image = new_image(64);
    auto drive = new_drive<df2d::writer>("ranges.iso", "media=dvd+rw");
    CHECK_DONE(drive);
    CHECK_DONE(drive->object.write(*df2d::stream::from_bytes(image)));
    std::fill(image.begin() + 16 * 2048, image.begin() + 32 * 2048, 'x');
    auto changed = df2d::stream::from_bytes(image);
    CHECK_DONE(changed->put_block_ranges({{16, 31}}));
    CHECK(changed->put_block_ranges({{5, 4}}).code() == df2d::errc::invalidarg);
    CHECK_DONE(drive->object.write(*changed));
    CHECK(drive->object.write_result()->sectors_sent == 16 && is_on_disc("ranges.iso", image));
    return {};
}

std::string fan_out()
{
    const bytes image = new_image(2000);
    std::size_t at = 0;
    const auto source = df2d::stream::from_function(image.size(), [&](void *buffer, std::size_t size) {
        const std::size_t got = std::min(size, image.size() - at);
        std::memcpy(buffer, image.data() + at, got);
        at += got;
        return got;
    });
    CHECK_DONE(source);
    CHECK(source->fan_out(0).code() == df2d::errc::invalidarg);
    CHECK(source->fan_out(SIZE_MAX).code() == df2d::errc::invalidarg);
    CHECK(df2d::stream().fan_out(2).code() == df2d::errc::pointer);
    auto streams = source->fan_out(2);
    CHECK_DONE(streams);
    CHECK(streams->size() == 2);
    auto one = new_drive<df2d::writer>("fan-one.iso", "media=dvd+r");
    auto two = new_drive<df2d::writer>("fan-two.iso", "media=bd-r");
    CHECK_DONE(one);
    CHECK_DONE(two);
    CHECK_DONE(one->object.write_async((*streams)[0]));
    CHECK_DONE(two->object.write_async((*streams)[1]));
    CHECK_DONE(one->object.wait());
    CHECK_DONE(two->object.wait(std::chrono::hours(1)));
    CHECK(is_on_disc("fan-one.iso", image) && is_on_disc("fan-two.iso", image));
    return {};
}

std::string waiting()
{
    auto drive = new_drive<df2d::writer>("waiting.iso", "media=dvd+r&speed=1000");
    CHECK_DONE(drive);
    df2d::writer &writer = drive->object;
    CHECK(writer.wait().code() == df2d::errc::df2data_write_not_in_progress);
    CHECK(writer.cancel_write().code() == df2d::errc::df2data_write_not_in_progress);
    CHECK(writer.write_result().code() == df2d::errc::df2data_write_not_in_progress);

    std::mutex gate;
    const bytes image = new_image(3000);
    std::error_code inside, begun, result_inside;
    const auto cookie = writer.advise([&](const df2d::progress &) {
        const std::lock_guard<std::mutex> pass(gate);
        inside = writer.wait().code();
        result_inside = writer.write_result().code();
    });
    CHECK_DONE(cookie);
    const auto source = df2d::stream::from_bytes(image);
    {
        const std::lock_guard<std::mutex> shut(gate);
        CHECK_DONE(writer.write_async(*source));
        CHECK(writer.wait(std::chrono::milliseconds(0)).code() == std::errc::operation_in_progress);
        CHECK(writer.wait(std::chrono::milliseconds(-5)).code() == df2d::errc::pending);
        CHECK(writer.write(*source).code() == std::errc::device_or_resource_busy);
        CHECK(writer.write_result()->hr == df2d::errc::pending);
    }
    CHECK_DONE(writer.wait(std::chrono::milliseconds::max()));
    CHECK(inside == df2d::errc::df2data_write_in_progress && !result_inside);
    CHECK_DONE(writer.wait());
    CHECK_DONE(writer.unadvise(*cookie));
    CHECK(writer.unadvise(*cookie).code() == df2d::errc::invalidarg);
    CHECK(writer.close_media().code() == df2d::errc::df2data_media_is_not_supported);
    CHECK_DONE(writer.recover_media(df2d::recover_action::report));
    CHECK(writer.recover_media(df2d::recover_action::resume).code() == df2d::errc::pointer);
    return {};
}

std::string moving()
{
    const bytes image = new_image(300);
    auto drive = new_drive<df2d::writer>("moving.iso", "media=dvd+r");
    CHECK_DONE(drive);
    counted callable;
    const std::weak_ptr<int> life = callable.life;
    int updates = 0;
    CHECK_DONE(drive->object.advise([&updates, kept = std::move(callable)](const df2d::progress &) { ++updates; }));
    df2d::writer writer = std::move(drive->object);
    CHECK(!drive->object && writer);
    df2d::writer &itself = writer;
    writer = std::move(itself);
    CHECK_DONE(writer.write(*df2d::stream::from_bytes(image)));
    CHECK(updates > 0 && !life.expired());
    // A handle that is given up and taken over keeps its callbacks.
    df2d::writer other(writer.release());
    CHECK(!writer && *other.client_name() == "cpp test" && !life.expired());
    other = df2d::writer();
    CHECK(life.expired());
    return {};
}

/* Inside callbacks, and while a source tells its size for an operation that is being begun. */
std::string refused_inside()
{
    const bytes image = new_image(300);
    auto drive = new_drive<df2d::writer>("inside.iso", "media=dvd+rw");
    CHECK_DONE(drive);
    CHECK_DONE(drive->object.put_force_overwrite(true));
    df2d::writer &writer = drive->object;
    const auto source = df2d::stream::from_bytes(image);
    CHECK_DONE(source);
    std::vector<std::error_code> codes;
    const auto ask = [&] {
        codes.push_back(writer.wait().code());
        codes.push_back(writer.wait(std::chrono::milliseconds(0)).code());
        codes.push_back(writer.write(*source).code());
        codes.push_back(writer.write_async(*source).code());
        codes.push_back(writer.close_media_async().code());
    };
    const auto all_are_refused = [&] {
        const auto count = std::count(codes.begin(), codes.end(), df2d::errc::df2data_write_in_progress);
        return !codes.empty() && static_cast<std::size_t>(count) == codes.size();
    };
    const auto cookie = writer.advise([&](const df2d::progress &) { ask(); });
    CHECK_DONE(cookie);
    CHECK_DONE(writer.write(*source));
    CHECK(all_are_refused());
    // Of a second operation too, when there is an answer to wait for already.
    codes.clear();
    CHECK_DONE(writer.write(*source));
    CHECK(all_are_refused());
    CHECK_DONE(writer.unadvise(*cookie));

    codes.clear();
    struct telling {
        std::uint64_t size() const
        {
            tell();
            return image->size();
        }
        std::size_t read(void *buffer, std::size_t size)
        {
            const std::size_t got = std::min(size, image->size() - at);
            std::memcpy(buffer, image->data() + at, got);
            at += got;
            return got;
        }
        const bytes *image;
        std::function<void()> tell;
        std::size_t at = 0;
    };
    const auto ask_here_and_there = [&] {
        ask();
        std::thread([&] { codes.push_back(writer.write_async(*source).code()); }).join();
    };
    const auto stream = df2d::stream::from_source(telling{&image, ask_here_and_there});
    CHECK_DONE(stream);
    CHECK_DONE(writer.write(*stream));
    CHECK(codes.size() == 6 && all_are_refused());
    CHECK(is_on_disc("inside.iso", image));
    return {};
}

/* Objects that take a handle over when they have none. */
std::string resetting()
{
    const bytes image = new_image(300);
    const auto source = df2d::stream::from_bytes(image);
    CHECK_DONE(source);
    auto drive = new_drive<df2d::writer>("resetting.iso", "media=dvd+rw");
    CHECK_DONE(drive);
    CHECK_DONE(drive->object.put_force_overwrite(true));
    int updates = 0;
    const auto count = [&](const df2d::progress &) { ++updates; };
    df2d::writer writer;
    writer.reset(drive->object.release());
    CHECK_DONE(writer.advise(count));
    CHECK_DONE(writer.write(*source));
    CHECK(updates > 0);
    df2d::writer moved = std::move(writer);
    writer.reset(moved.release());
    updates = 0;
    CHECK_DONE(writer.advise(count));
    CHECK_DONE(writer.write(*source));
    CHECK(updates > 0 && !writer.last_error().code);

    auto rewritable = new_drive<df2d::eraser>("resetting-rw.iso", "media=cd-rw&speed=1000");
    CHECK_DONE(rewritable);
    df2d::eraser eraser;
    eraser.reset(rewritable->object.release());
    updates = 0;
    CHECK_DONE(eraser.advise([&](std::int32_t, std::int32_t) { ++updates; }));
    CHECK_DONE(eraser.erase_media());
    CHECK(updates > 0 && !eraser.last_error().code);

    // What befell a source before is none of the next one's.
    auto stream = df2d::stream::from_function(4096, [](void *, std::size_t, std::error_code &code) -> std::size_t {
        code = std::make_error_code(std::errc::connection_reset);
        return 0;
    });
    CHECK_DONE(stream);
    CHECK(writer.write(*stream).error().cause == std::errc::connection_reset);
    df2d_stream_callbacks callbacks{};
    callbacks.struct_size = sizeof callbacks;
    callbacks.size = [](void *, std::uint64_t *size) -> df2d_hresult {
        *size = 4096;
        return DF2D_S_OK;
    };
    callbacks.read = [](void *, void *, std::size_t, std::size_t *) -> df2d_hresult { return DF2D_E_ABORT; };
    df2d_stream_t *handle = nullptr;
    CHECK(df2d_stream_from_callbacks(&callbacks, nullptr, &handle) >= 0);
    stream->reset(handle);
    const auto written = writer.write(*stream);
    CHECK(written.code() == df2d::errc::abort && !written.error().cause);
    return {};
}

std::string logging()
{
    int lines = 0;
    const auto cookie = df2d::log_advise(df2d::log_level::debug, [&](df2d::log_level, const char *, const char *text) {
        lines += std::strlen(text) > 0;
    });
    CHECK_DONE(cookie);
    CHECK(df2d::log_advise(df2d::log_level(99), [](df2d::log_level, const char *, const char *) {}).code() ==
          df2d::errc::invalidarg);
    CHECK(!df2d::recorder::open("virtual:?media=no-such-disc"));
    CHECK_DONE(df2d::log_unadvise(*cookie));
    CHECK(lines > 0 && df2d::log_unadvise(*cookie).code() == df2d::errc::invalidarg);

    auto master = df2d::master::create();
    CHECK_DONE(master);
    CHECK(master->item(-1).code() == std::errc::invalid_argument);
    const auto news = master->advise([](const char *) {}, [](const char *) {});
    if (news) CHECK_DONE(master->unadvise(*news));
    return {};
}

const test tests[] = {
    {"codes", codes},
    {"failures", failures},
    {"getters", getters},
    {"sources", sources},
    {"refused_sources", refused_sources},
    {"padding_and_ranges", padding_and_ranges},
    {"fan_out", fan_out},
    {"waiting", waiting},
    {"moving", moving},
    {"refused_inside", refused_inside},
    {"resetting", resetting},
    {"logging", logging},
};

} // namespace

int main()
{
    return run_all(tests);
}
