/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Streams. Included by df2d.hpp. */
#ifndef DF2D_STREAM_HPP
#define DF2D_STREAM_HPP

#include "handle.hpp"
#include "source.hpp"

#include <istream>
#include <iterator>
#include <memory>
#include <vector>

namespace df2d {
inline namespace DF2D_DETAIL_ABI {

/* A source of data: IStream. What it was made of is kept until its last use. */
class stream : public parts::object<df2d_stream_t, df2d_stream_destroy, df2d_stream_get_last_error> {
  public:
    using object::object;

    /* Destroys the handle. */
    void reset(df2d_stream_t *handle = nullptr) noexcept
    {
        object::reset(handle);
        // It is that of another source.
        trouble_.reset();
    }

    static result<stream> from_file(parts::text path)
    {
        if (!path.is_whole()) return parts::not_a_string();
        return made([&](df2d_stream_t **handle) { return df2d_stream_from_file(path.c_str(), handle); });
    }

    /* -1: as much as the file holds. */
    static result<stream> from_fd(int fd, std::int64_t size_bytes = -1)
    {
        return made([&](df2d_stream_t **handle) { return df2d_stream_from_fd(fd, size_bytes, handle); });
    }

    /* Memory of the caller's, which is not copied and must stay until the stream's last use. */
    static result<stream> from_memory(const void *data, std::size_t size)
    {
        return made(
            [&](df2d_stream_t **handle) { return df2d_stream_from_memory(data, size, nullptr, nullptr, handle); });
    }

    /*
     * The elements of a std::vector, std::string or the like, which the stream keeps: move it in. A view, such as a
     * std::span or std::string_view, is kept as a view.
     */
    template <class Bytes> static result<stream> from_bytes(Bytes bytes)
    {
        using element = std::remove_reference_t<decltype(*std::data(bytes))>;
        static_assert(std::is_trivially_copyable_v<element>, "from_bytes takes a range of plain data");
        auto *kept = new Bytes(std::move(bytes));
        return made([&](df2d_stream_t **handle) {
            return df2d_stream_from_memory(
                std::data(*kept), std::size(*kept) * sizeof(element),
                [](void *user_data) { delete static_cast<Bytes *>(user_data); }, kept, handle);
        });
    }

    /*
     * An object of the caller's own kind:
     *
     *     std::uint64_t size();                               // in bytes
     *     std::size_t read(void *buffer, std::size_t size);   // how many it stored; 0 is the end
     *     void seek(std::uint64_t offset);                    // optional: without it the stream can be read once
     *     void cancel();                                      // optional: has a read that runs return soon
     *
     * The first three may take a std::error_code & as a last argument, and report their error in it.
     */
    template <class Source> static result<stream> from_source(Source source)
    {
        auto *box = new parts::boxed_source<Source>(std::move(source));
        const std::shared_ptr<parts::trouble> what = box->what();
        const df2d_stream_callbacks callbacks = box->callbacks();
        result<stream> one =
            made([&](df2d_stream_t **handle) { return df2d_stream_from_callbacks(&callbacks, box, handle); });
        if (one) one->trouble_ = what;
        return one;
    }

    /* A function that is called as read in from_source. */
    template <class F> static result<stream> from_function(std::uint64_t size_bytes, F read)
    {
        return from_source(parts::function_source<F>(size_bytes, std::move(read)));
    }

    /* The bytes of a range, which must stay: of forward iterators, or, read once, of any with their number. */
    template <class Iterator> static result<stream> from_range(Iterator first, Iterator last)
    {
        using category = typename std::iterator_traits<Iterator>::iterator_category;
        static_assert(std::is_base_of_v<std::forward_iterator_tag, category>,
                      "a range that can be walked only once needs its size, as a third argument");
        static_assert(sizeof(*first) == 1, "from_range takes bytes");
        return from_source(parts::range_source<Iterator>(first, last));
    }
    template <class Iterator, class Sentinel>
    static result<stream> from_range(Iterator first, Sentinel last, std::uint64_t size_bytes)
    {
        static_assert(sizeof(*first) == 1, "from_range takes bytes");
        return from_source(parts::input_range_source<Iterator, Sentinel>(first, last, size_bytes));
    }

    /*
     * A std::istream, from where it stands to its end, or, without going back in it, so many bytes. It belongs to the
     * stream, or must stay until the stream's last use; nobody else may use it meanwhile.
     */
    static result<stream> from_istream(std::istream &in) { return rest_of(in, nullptr); }
    static result<stream> from_istream(std::istream &in, std::uint64_t size_bytes)
    {
        return from_source(parts::istream_source<std::nullptr_t>(in, nullptr, size_bytes));
    }
    static result<stream> from_istream(std::unique_ptr<std::istream> in)
    {
        if (!in) return parts::own_failure(errc::pointer, "There is no std::istream.");
        std::istream &borrowed = *in;
        return rest_of(borrowed, std::move(in));
    }
    static result<stream> from_istream(std::unique_ptr<std::istream> in, std::uint64_t size_bytes)
    {
        if (!in) return parts::own_failure(errc::pointer, "There is no std::istream.");
        std::istream &borrowed = *in;
        return from_source(parts::istream_source<std::unique_ptr<std::istream>>(borrowed, std::move(in), size_bytes));
    }

    /* One source for n writes; see df2d_stream_fan_out. */
    result<std::vector<stream>> fan_out(std::size_t n, std::size_t buffer_bytes = 0) const
    {
        // The library's own limit is far below; this one is for what is no number of recorders.
        if (n > 65536) return parts::own_failure(errc::invalidarg, "So many streams cannot share a source.");
        std::vector<df2d_stream_t *> handles(std::max<std::size_t>(n, 1));
        std::vector<stream> all;
        all.reserve(n);
        const df2d_hresult hr = df2d_stream_fan_out(get(), n, buffer_bytes, handles.data());
        if (hr < 0) return failed(hr);
        for (df2d_stream_t *handle : handles) {
            all.emplace_back(handle);
            all.back().trouble_ = trouble_;
        }
        return all;
    }

    result<void> put_padding(bool value) { return done(df2d_stream_put_padding(get(), value)); }
    result<bool> padding() const { return flag(df2d_stream_get_padding); }
    result<void> put_block_ranges(const std::vector<block_range> &ranges)
    {
        return done(df2d_stream_put_block_ranges(get(), ranges.data(), ranges.size()));
    }
    result<std::uint64_t> size_bytes() const
    {
        std::uint64_t size = 0;
        const df2d_hresult hr = df2d_stream_get_size_bytes(get(), &size);
        if (hr >= 0) return size;
        failure why = failed(hr);
        parts::explain(why, trouble_);
        return why;
    }

  private:
    friend class writer;

    template <class Make> static result<stream> made(Make make)
    {
        df2d_stream_t *handle = nullptr;
        const df2d_hresult hr = make(&handle);
        if (hr < 0) return parts::thread_failure(hr);
        return stream(handle);
    }

    template <class Owner> static result<stream> rest_of(std::istream &in, Owner owner)
    {
        const std::istream::pos_type first = in.tellg();
        in.seekg(0, std::ios_base::end);
        const std::istream::pos_type end = in.tellg();
        in.seekg(first);
        if (!in || first < 0 || end < first)
            return parts::own_failure(errc::invalidarg, "The std::istream cannot tell its size; say it.");
        return from_source(parts::seekable_istream_source<Owner>(in, std::move(owner), first,
                                                                  static_cast<std::uint64_t>(end - first)));
    }

    /* What befell the source, if it is the caller's own. */
    std::shared_ptr<parts::trouble> trouble_;
};

} // namespace DF2D_DETAIL_ABI
} // namespace df2d

#endif // DF2D_STREAM_HPP
