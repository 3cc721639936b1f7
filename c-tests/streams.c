/* Streams as far as they go without a write: sizes, padding, refusals, freeing. */
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static int32_t thread_errno(void)
{
    df2d_error_info info;
    size_t needed;
    char text[300];
    memset(&info, 0, sizeof info);
    info.struct_size = sizeof info;
    CHECK_HR(df2d_get_thread_error(&info, text, sizeof text, &needed), DF2D_S_OK);
    CHECK(needed > 10);
    return info.os_error;
}

static uint64_t size_of_stream(df2d_stream_t *stream)
{
    uint64_t size = 99;
    CHECK_HR(df2d_stream_get_size_bytes(stream, &size), DF2D_S_OK);
    return size;
}

TEST(files)
{
    df2d_stream_t *stream = NULL;
    FILE *file = fopen("image", "wb");
    REQUIRE(file != NULL);
    fwrite("0123456789", 1, 10, file);
    fclose(file);
    CHECK_HR(df2d_stream_from_file("image", &stream), DF2D_S_OK);
    CHECK(size_of_stream(stream) == 10);
    CHECK(truncate("image", 4096) == 0);
    CHECK(size_of_stream(stream) == 4096); /* asked each time */
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
}

TEST(paths_that_are_no_files)
{
    df2d_stream_t *stream = (df2d_stream_t *)&stream;
    CHECK_HR(df2d_stream_from_file("nowhere/at/all", &stream), DF2D_E_FAIL);
    CHECK(thread_errno() == ENOENT && stream == NULL);
    CHECK_HR(df2d_stream_from_file(".", &stream), DF2D_E_INVALIDARG);
    REQUIRE(mkfifo("fifo", 0600) == 0);
    CHECK_HR(df2d_stream_from_file("fifo", &stream), DF2D_E_INVALIDARG); /* and does not hang */
    CHECK_HR(df2d_stream_from_file("/dev/null", &stream), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_stream_from_file("", &stream), DF2D_E_FAIL);
    CHECK_HR(df2d_stream_from_file(NULL, &stream), DF2D_E_POINTER);
    CHECK_HR(df2d_stream_from_file("image", NULL), DF2D_E_POINTER);
}

TEST(descriptors)
{
    df2d_stream_t *stream = NULL;
    int fd = open("image", O_RDONLY), ends[2];
    REQUIRE(fd >= 0 && pipe(ends) == 0);
    CHECK_HR(df2d_stream_from_fd(fd, -1, &stream), DF2D_S_OK);
    close(fd); /* it was duplicated */
    CHECK(size_of_stream(stream) == 4096);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    CHECK_HR(df2d_stream_from_fd(ends[0], -1, &stream), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_stream_from_fd(ends[1], 2048, &stream), DF2D_E_INVALIDARG); /* not for reading */
    CHECK_HR(df2d_stream_from_fd(ends[0], 2048, &stream), DF2D_S_OK);
    CHECK(size_of_stream(stream) == 2048);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    CHECK_HR(df2d_stream_from_fd(ends[0], -2, &stream), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_stream_from_fd(-1, -1, &stream), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_stream_from_fd(ends[0], 0, NULL), DF2D_E_POINTER);
    close(ends[0]);
    close(ends[1]);
    CHECK_HR(df2d_stream_from_fd(ends[0], 2048, &stream), DF2D_E_INVALIDARG);
    CHECK(thread_errno() == EBADF && stream == NULL);
    fd = open(".", O_RDONLY);
    CHECK_HR(df2d_stream_from_fd(fd, -1, &stream), DF2D_E_INVALIDARG);
    close(fd);
}

TEST(descriptors_do_not_leak)
{
    df2d_stream_t *stream = NULL;
    int before = open("image", O_RDONLY), after, n;
    close(before);
    for (n = 0; n < 20; n++) {
        int ends[2];
        CHECK(pipe(ends) == 0);
        CHECK_HR(df2d_stream_from_fd(ends[0], 2048, &stream), DF2D_S_OK);
        CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
        CHECK_HR(df2d_stream_from_fd(ends[0], -1, &stream), DF2D_E_INVALIDARG);
        close(ends[0]);
        close(ends[1]);
    }
    after = open("image", O_RDONLY);
    close(after);
    CHECK(before == after);
}

TEST(no_descriptors_left)
{
    df2d_stream_t *stream = NULL;
    struct rlimit before, none;
    int fd = open("image", O_RDONLY);
    REQUIRE(fd >= 0 && getrlimit(RLIMIT_NOFILE, &before) == 0);
    none = before;
    none.rlim_cur = (rlim_t)fd + 1;
    REQUIRE(setrlimit(RLIMIT_NOFILE, &none) == 0);
    CHECK_HR(df2d_stream_from_file("image", &stream), DF2D_E_FAIL);
    CHECK(thread_errno() == EMFILE);
    CHECK_HR(df2d_stream_from_fd(fd, -1, &stream), DF2D_E_FAIL);
    CHECK(thread_errno() == EMFILE && stream == NULL);
    CHECK(setrlimit(RLIMIT_NOFILE, &before) == 0);
    close(fd);
}

TEST(memory_and_padding)
{
    df2d_stream_t *stream = NULL;
    df2d_bool padding = 7;
    CHECK_HR(df2d_stream_from_memory(NULL, 0, NULL, NULL, &stream), DF2D_S_OK);
    CHECK(size_of_stream(stream) == 0);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    CHECK_HR(df2d_stream_from_memory("abc", 3, NULL, NULL, &stream), DF2D_S_OK);
    CHECK_HR(df2d_stream_get_padding(stream, &padding), DF2D_S_OK);
    CHECK(padding == 0 && size_of_stream(stream) == 3);
    CHECK_HR(df2d_stream_put_padding(stream, 2), DF2D_S_OK);
    CHECK_HR(df2d_stream_get_padding(stream, &padding), DF2D_S_OK);
    CHECK(padding == 1 && size_of_stream(stream) == 2048);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    CHECK_HR(df2d_stream_from_memory(NULL, 3, NULL, NULL, &stream), DF2D_E_POINTER);
    CHECK_HR(df2d_stream_from_memory("abc", (size_t)-1, NULL, NULL, &stream), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_stream_from_memory("abc", 3, NULL, NULL, NULL), DF2D_E_POINTER);
}

TEST(block_ranges)
{
    df2d_stream_t *stream = NULL;
    df2d_block_range ranges[] = {{16, 31}, {0, 0}, {16, 16}}; /* in any order, and overlapping */
    df2d_block_range bad[] = {{0, 5}, {7, 6}};
    CHECK_HR(df2d_stream_from_memory("abc", 3, NULL, NULL, &stream), DF2D_S_OK);
    CHECK_HR(df2d_stream_put_block_ranges(stream, ranges, 3), DF2D_S_OK); /* the stream may yet grow */
    CHECK_HR(df2d_stream_put_block_ranges(stream, bad, 2), DF2D_E_INVALIDARG);
    bad[1].start_lba = -1;
    CHECK_HR(df2d_stream_put_block_ranges(stream, bad, 2), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_stream_put_block_ranges(stream, bad, 1), DF2D_S_OK);
    CHECK_HR(df2d_stream_put_block_ranges(stream, NULL, 1), DF2D_E_POINTER);
    CHECK_HR(df2d_stream_put_block_ranges(stream, ranges, (size_t)-1), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_stream_put_block_ranges(stream, NULL, 0), DF2D_S_OK);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
}

/* As in a packed struct of the caller's. */
TEST(block_ranges_at_an_odd_address)
{
    const df2d_block_range ranges[] = {{16, 31}, {7, 6}};
    unsigned char packed[1 + sizeof ranges];
    const df2d_block_range *odd = (const df2d_block_range *)(const void *)(packed + 1);
    df2d_stream_t *stream = NULL;
    memcpy(packed + 1, ranges, sizeof ranges);
    CHECK_HR(df2d_stream_from_memory("abc", 3, NULL, NULL, &stream), DF2D_S_OK);
    CHECK_HR(df2d_stream_put_block_ranges(stream, odd, 1), DF2D_S_OK);
    CHECK_HR(df2d_stream_put_block_ranges(stream, odd, 2), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
}

/* What a write answers, before any drive is asked. */
static df2d_hresult write_refused(df2d_stream_t *stream)
{
    df2d_recorder_t *recorder = NULL;
    df2d_t *object = NULL;
    df2d_hresult hr;
    CHECK_HR(df2d_recorder_open("virtual:?media=dvd+rw", &recorder), DF2D_S_OK);
    CHECK_HR(df2d_create(&object), DF2D_S_OK);
    CHECK_HR(df2d_put_recorder(object, recorder), DF2D_S_OK);
    CHECK_HR(df2d_put_client_name(object, "c-test"), DF2D_S_OK);
    hr = df2d_write(object, stream);
    CHECK_HR(df2d_destroy(object), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
    return hr;
}

TEST(block_ranges_that_the_stream_does_not_have)
{
    df2d_stream_t *stream = NULL;
    static unsigned char data[2 * 2048];
    df2d_block_range range = {0, 2};
    int ends[2];
    CHECK_HR(df2d_stream_from_memory(data, sizeof data, NULL, NULL, &stream), DF2D_S_OK);
    CHECK_HR(df2d_stream_put_block_ranges(stream, &range, 1), DF2D_S_OK);
    CHECK_HR(write_refused(stream), DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    range.end_lba = 0;
    REQUIRE(pipe(ends) == 0);
    CHECK_HR(df2d_stream_from_fd(ends[0], 2048, &stream), DF2D_S_OK);
    CHECK_HR(df2d_stream_put_block_ranges(stream, &range, 1), DF2D_S_OK);
    CHECK_HR(write_refused(stream), DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    close(ends[0]);
    close(ends[1]);
}

/* A source that answers what it is told to. */
typedef struct {
    df2d_hresult hr;
    uint64_t size;
    int closed;
    df2d_stream_t *self;
} source;

static df2d_hresult source_size(void *user_data, uint64_t *size)
{
    source *it = user_data;
    *size = it->size;
    if (it->self != NULL) {
        /* inside a callback, destroying does not wait and says so */
        CHECK_HR(df2d_stream_destroy(it->self), DF2D_S_FALSE);
        it->self = NULL;
        CHECK(it->closed == 0);
    }
    return it->hr;
}
static df2d_hresult source_read(void *user_data, void *buffer, size_t size, size_t *got)
{
    (void)user_data;
    memset(buffer, 0, size);
    *got = size;
    return DF2D_S_OK;
}
static void source_close(void *user_data)
{
    ++((source *)user_data)->closed;
}

static df2d_stream_callbacks callbacks_of_source(void)
{
    df2d_stream_callbacks callbacks;
    memset(&callbacks, 0, sizeof callbacks);
    callbacks.struct_size = sizeof callbacks;
    callbacks.size = source_size;
    callbacks.read = source_read;
    callbacks.close = source_close;
    return callbacks;
}

TEST(callbacks)
{
    df2d_stream_callbacks callbacks = callbacks_of_source();
    source it = {DF2D_S_OK, 5000, 0, NULL};
    df2d_stream_t *stream = NULL;
    uint64_t size = 1;
    CHECK_HR(df2d_stream_from_callbacks(&callbacks, &it, &stream), DF2D_S_OK);
    memset(&callbacks, 0, sizeof callbacks); /* it was copied */
    CHECK(size_of_stream(stream) == 5000);
    it.hr = DF2D_E_ACCESSDENIED;
    CHECK_HR(df2d_stream_get_size_bytes(stream, &size), DF2D_E_ACCESSDENIED);
    CHECK(size == 0);
    it.hr = DF2D_E_HANDLE; /* would be taken for a bad handle */
    CHECK_HR(df2d_stream_get_size_bytes(stream, &size), DF2D_E_FAIL);
    it.hr = DF2D_E_PENDING;
    CHECK_HR(df2d_stream_get_size_bytes(stream, &size), DF2D_E_FAIL);
    it.hr = 5;
    CHECK_HR(df2d_stream_get_size_bytes(stream, &size), DF2D_E_FAIL);
    it.hr = DF2D_S_OK;
    it.size = UINT64_MAX;
    CHECK_HR(df2d_stream_get_size_bytes(stream, &size), DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    CHECK(it.closed == 0);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    CHECK(it.closed == 1);
}

TEST(a_source_that_destroys_its_stream)
{
    df2d_stream_callbacks callbacks = callbacks_of_source();
    source it = {DF2D_S_OK, 5000, 0, NULL};
    df2d_stream_t *stream = NULL;
    uint64_t size = 1;
    CHECK_HR(df2d_stream_from_callbacks(&callbacks, &it, &stream), DF2D_S_OK);
    it.self = stream;
    CHECK_HR(df2d_stream_get_size_bytes(stream, &size), DF2D_S_OK);
    CHECK(size == 5000 && it.closed == 1);
    CHECK_HR(df2d_stream_get_size_bytes(stream, &size), DF2D_E_HANDLE);
}

TEST(callbacks_that_are_refused_are_closed_once)
{
    df2d_stream_callbacks callbacks = callbacks_of_source();
    source it = {DF2D_S_OK, 5000, 0, NULL};
    df2d_stream_t *stream = NULL;
    CHECK_HR(df2d_stream_from_callbacks(&callbacks, &it, NULL), DF2D_E_POINTER);
    CHECK(it.closed == 1);
    callbacks.read = NULL;
    CHECK_HR(df2d_stream_from_callbacks(&callbacks, &it, &stream), DF2D_E_POINTER);
    CHECK(it.closed == 2);
    callbacks = callbacks_of_source();
    callbacks.size = NULL;
    CHECK_HR(df2d_stream_from_callbacks(&callbacks, &it, &stream), DF2D_E_POINTER);
    CHECK(it.closed == 3);
    callbacks.struct_size = 8;
    CHECK_HR(df2d_stream_from_callbacks(&callbacks, &it, &stream), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_stream_from_callbacks(NULL, &it, &stream), DF2D_E_POINTER);
    CHECK(it.closed == 3);
}

int main(void)
{
    RUN(files);
    RUN(paths_that_are_no_files);
    RUN(descriptors);
    RUN(descriptors_do_not_leak);
    RUN(no_descriptors_left);
    RUN(memory_and_padding);
    RUN(block_ranges);
    RUN(block_ranges_at_an_odd_address);
    RUN(block_ranges_that_the_stream_does_not_have);
    RUN(callbacks);
    RUN(a_source_that_destroys_its_stream);
    RUN(callbacks_that_are_refused_are_closed_once);
    return test_end();
}
