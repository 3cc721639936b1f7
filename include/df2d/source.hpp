/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What streams are made of. Included by df2d.hpp. */
#ifndef DF2D_SOURCE_HPP
#define DF2D_SOURCE_HPP

#include "trouble.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <istream>
#include <iterator>
#include <memory>
#include <system_error>
#include <type_traits>
#include <utility>

namespace df2d {
inline namespace DF2D_DETAIL_ABI {
namespace parts {

/* Calls f(arguments…, code) if it takes a code, else f(arguments…). */
template <class F, class... Arguments> auto with_code(std::error_code &code, F &&f, Arguments &&...arguments)
{
    if constexpr (std::is_invocable_v<F &, Arguments..., std::error_code &>) {
        return f(std::forward<Arguments>(arguments)..., code);
    } else {
        (void)code;
        return f(std::forward<Arguments>(arguments)...);
    }
}

/* The members of a source as functions, which are there if it has them. */
struct size_of {
    template <class S, class... A> auto operator()(S &s, A &&...a) const -> decltype(s.size(std::forward<A>(a)...))
    {
        return s.size(std::forward<A>(a)...);
    }
};
struct read_from {
    template <class S, class... A> auto operator()(S &s, A &&...a) const -> decltype(s.read(std::forward<A>(a)...))
    {
        return s.read(std::forward<A>(a)...);
    }
};
struct seek_in {
    template <class S, class... A> auto operator()(S &s, A &&...a) const -> decltype(s.seek(std::forward<A>(a)...))
    {
        return s.seek(std::forward<A>(a)...);
    }
};
struct cancel_of {
    template <class S> auto operator()(S &s) const -> decltype(s.cancel()) { return s.cancel(); }
};

/* A source behind the functions of df2d_stream_callbacks. */
template <class Source> class boxed_source {
  public:
    explicit boxed_source(Source source) : source_(std::move(source)) {}
    const std::shared_ptr<trouble> &what() const noexcept { return trouble_; }

    /* Callbacks that own the box. */
    static df2d_stream_callbacks callbacks() noexcept
    {
        df2d_stream_callbacks all{};
        all.struct_size = sizeof all;
        all.size = [](void *box, std::uint64_t *size) -> df2d_hresult {
            self(box).trouble_->clear();
            return self(box).call([&](Source &source, std::error_code &code) {
                *size = static_cast<std::uint64_t>(with_code(code, size_of(), source));
            });
        };
        all.read = [](void *box, void *buffer, std::size_t size, std::size_t *got) -> df2d_hresult {
            return self(box).call([&](Source &source, std::error_code &code) {
                *got = static_cast<std::size_t>(with_code(code, read_from(), source, buffer, size));
            });
        };
        if constexpr (std::is_invocable_v<seek_in, Source &, std::uint64_t> ||
                      std::is_invocable_v<seek_in, Source &, std::uint64_t, std::error_code &>) {
            all.seek = [](void *box, std::uint64_t offset) -> df2d_hresult {
                return self(box).call([&](Source &source, std::error_code &code) {
                    with_code(code, seek_in(), source, offset);
                });
            };
        }
        if constexpr (std::is_invocable_v<cancel_of, Source &>) {
            all.cancel = [](void *box) { self(box).trouble_->run([&] { cancel_of()(self(box).source_); }); };
        }
        all.close = [](void *box) { delete &self(box); };
        return all;
    }

  private:
    static boxed_source &self(void *box) noexcept { return *static_cast<boxed_source *>(box); }

    template <class Call> df2d_hresult call(Call work) noexcept
    {
        std::error_code code;
        if (!trouble_->run([&] { work(source_, code); })) return detail::number(source_failed);
        if (!code) return DF2D_S_OK;
        trouble_->keep(code);
        return as_hresult(code);
    }

    Source source_;
    std::shared_ptr<trouble> trouble_ = std::make_shared<trouble>();
};

template <class F> class function_source {
  public:
    function_source(std::uint64_t size, F read) : size_(size), read_(std::move(read)) {}
    std::uint64_t size() const noexcept { return size_; }
    std::size_t read(void *buffer, std::size_t size, std::error_code &code)
    {
        return with_code(code, read_, buffer, size);
    }

  private:
    std::uint64_t size_;
    F read_;
};

/* The bytes of a range that can be walked once. */
template <class Iterator, class Sentinel> class input_range_source {
  public:
    input_range_source(Iterator at, Sentinel last, std::uint64_t size) : at_(at), last_(last), size_(size) {}
    std::uint64_t size() const noexcept { return size_; }
    std::size_t read(void *buffer, std::size_t size)
    {
        auto *bytes = static_cast<unsigned char *>(buffer);
        std::size_t got = 0;
        for (; got < size && at_ != last_; ++at_) bytes[got++] = static_cast<unsigned char>(*at_);
        return got;
    }

  protected:
    Iterator at_;
    Sentinel last_;
    std::uint64_t size_;
};

/* The same of one that can be walked again. */
template <class Iterator> class range_source : public input_range_source<Iterator, Iterator> {
  public:
    range_source(Iterator first, Iterator last)
        : input_range_source<Iterator, Iterator>(first, last, static_cast<std::uint64_t>(std::distance(first, last))),
          first_(first)
    {
    }
    void seek(std::uint64_t offset)
    {
        using distance = typename std::iterator_traits<Iterator>::difference_type;
        this->at_ = std::next(first_, static_cast<distance>(offset));
    }

  private:
    Iterator first_;
};

/* So much of a std::istream as is said, from where it stands. Owner keeps it alive. */
template <class Owner> class istream_source {
  public:
    istream_source(std::istream &in, Owner owner, std::uint64_t size)
        : in_(&in), owner_(std::move(owner)), size_(size)
    {
    }
    std::uint64_t size() const noexcept { return size_; }
    std::size_t read(void *buffer, std::size_t size, std::error_code &code)
    {
        // Not beyond the end, which a stream that throws would call a failure.
        const auto most = static_cast<std::streamsize>(std::min<std::uint64_t>(size, size_ - at_));
        if (most == 0) return 0;
        in_->read(static_cast<char *>(buffer), most);
        if (in_->bad() || (in_->fail() && !in_->eof())) code = std::io_errc::stream;
        at_ += static_cast<std::uint64_t>(in_->gcount());
        return static_cast<std::size_t>(in_->gcount());
    }

  protected:
    std::istream *in_;
    Owner owner_;
    std::uint64_t size_, at_ = 0;
};

template <class Owner> class seekable_istream_source : public istream_source<Owner> {
  public:
    seekable_istream_source(std::istream &in, Owner owner, std::istream::pos_type first, std::uint64_t size)
        : istream_source<Owner>(in, std::move(owner), size), first_(first)
    {
    }
    void seek(std::uint64_t offset, std::error_code &code)
    {
        this->in_->clear();
        this->in_->seekg(first_ + static_cast<std::streamoff>(offset));
        if (!*this->in_) code = std::io_errc::stream;
        this->at_ = offset;
    }

  private:
    std::istream::pos_type first_;
};

} // namespace parts
} // namespace DF2D_DETAIL_ABI
} // namespace df2d

#endif // DF2D_SOURCE_HPP
