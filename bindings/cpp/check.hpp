/* What the test programs share. A test is a function that returns why it failed, and nothing if it did not. */
#ifndef CHECK_HPP
#define CHECK_HPP

#include <df2d.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#define CHECK_TEXT(x) #x
#define CHECK_LINE(x) CHECK_TEXT(x)
#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition)) return "line " CHECK_LINE(__LINE__) ": " #condition;                                         \
    } while (0)
/* For results: the sentence is the reason. */
#define CHECK_DONE(call)                                                                                               \
    do {                                                                                                               \
        if (const auto &checked = (call); !checked)                                                                    \
            return "line " CHECK_LINE(__LINE__) ": " #call ": " + checked.error().text;                                \
    } while (0)
/* For tests within tests. */
#define CHECK_PASSES(call)                                                                                             \
    do {                                                                                                               \
        if (const std::string inner = (call); !inner.empty()) return "line " CHECK_LINE(__LINE__) ", " + inner;        \
    } while (0)

struct test {
    const char *name;
    std::string (*run)();
};

using bytes = std::vector<unsigned char>;

/* Data of which no two sectors are alike. */
inline bytes new_image(std::size_t sectors)
{
    bytes image(sectors * df2d::sector_size);
    std::uint32_t state = 1;
    for (unsigned char &byte : image) {
        state = state * 1664525U + 1013904223U;
        byte = static_cast<unsigned char>(state >> 24);
    }
    return image;
}

/* Whether the disc's file begins with the image. */
inline bool is_on_disc(const std::string &path, const bytes &image)
{
    std::ifstream file(path, std::ios_base::binary);
    bytes found(image.size());
    file.read(reinterpret_cast<char *>(found.data()), static_cast<std::streamsize>(found.size()));
    return file && found == image;
}

inline std::string new_disc(const std::string &path, const std::string &keys)
{
    std::remove(path.c_str());
    std::remove((path + ".disc").c_str());
    return "virtual:" + path + "?clock=virtual&" + keys;
}

/* A recorder with a new disc, and a writer or eraser for it. */
template <class Operator> struct drive {
    df2d::recorder recorder;
    Operator object;
};

template <class Operator> df2d::result<drive<Operator>> new_drive(const std::string &path, const std::string &keys)
{
    df2d::result<df2d::recorder> recorder = df2d::recorder::open(new_disc(path, keys));
    if (!recorder) return recorder.error();
    df2d::result<Operator> object = Operator::create();
    if (!object) return object.error();
    if (auto put = object->put_recorder(*recorder); !put) return put.error();
    if (auto put = object->put_client_name("cpp test"); !put) return put.error();
    return drive<Operator>{std::move(*recorder), std::move(*object)};
}

/* "ok NAME" or "FAILED NAME: why" for each. */
template <std::size_t N> int run_all(const test (&tests)[N])
{
    int failed = 0;
    for (const test &one : tests) {
        std::string why = one.run();
        if (const auto alive = df2d::live_objects(); why.empty() && *alive != 0) why = "objects are left alive";
        if (why.empty())
            std::printf("ok %s\n", one.name);
        else
            std::printf("FAILED %s: %s\n", one.name, why.c_str());
        std::fflush(stdout);
        failed += !why.empty();
    }
    return failed != 0;
}

#endif // CHECK_HPP
