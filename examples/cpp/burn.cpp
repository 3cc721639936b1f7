// Burns an image, and verifies it: burn IMAGE RECORDER
#include <df2d.hpp>

#include <exception>
#include <iostream>

int main(int argc, char **argv)
try {
    if (argc != 3) {
        std::cerr << "usage: burn IMAGE RECORDER\n";
        return 2;
    }
    const df2d::stream image = df2d::stream::from_file(argv[1]).value();
    const df2d::recorder recorder = df2d::recorder::open(argv[2]).value();
    df2d::writer writer = df2d::writer::create().value();
    writer.put_recorder(recorder).value();
    writer.put_client_name("burn").value();
    writer.put_burn_verification_level(df2d::burn_verification_level::full).value();
    writer.advise([](const df2d::progress &now) {
        std::cout << now.done_sectors << " of " << now.total_sectors << " sectors\n";
    }).value();

    const auto written = writer.write(image);
    if (const auto result = writer.write_result())
        std::cout << result->sectors_on_media << " of " << result->sectors_requested << " sectors are on the disc\n";
    written.value();
} catch (const std::exception &error) {
    std::cerr << "burn: " << error.what() << '\n';
    return 1;
}
