/*
 * One burn, or one of several drives at once:
 *
 *     burn SOURCE RECORDER…            each recorder has a source of its own
 *     burn --fan-out SOURCE RECORDER…  all share one
 *     burn --sleep=S SOURCE RECORDER   each update's callback sleeps so many seconds
 *
 * SOURCE is a file, again:N:FILE for one file N times, zeros:BYTES, or pipe:BYTES for standard input. A line for each drive tells what it counted.
 */
#define _DEFAULT_SOURCE

#include "worker.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { MOST = 16 };

static df2d_stream_t *open_fd(int fd, const char *size)
{
    df2d_stream_t *source;

    check(df2d_stream_from_fd(fd, strtoll(size, NULL, 10), &source), "df2d_stream_from_fd");
    return source;
}

/* A file, several times. */
struct repeated {
    int fd;
    uint64_t size, bytes, at;
};

static df2d_hresult size_of_all(void *user_data, uint64_t *size_bytes)
{
    *size_bytes = ((const struct repeated *)user_data)->bytes;
    return DF2D_S_OK;
}

static df2d_hresult read_on(void *user_data, void *buffer, size_t size, size_t *got)
{
    struct repeated *r = user_data;
    ssize_t n = r->at < r->bytes ? pread(r->fd, buffer, size, (off_t)(r->at % r->size)) : 0;

    if (n < 0)
        return DF2D_E_FAIL;
    r->at += (uint64_t)n;
    *got = (size_t)n;
    return DF2D_S_OK;
}

static void close_file(void *user_data)
{
    close(((struct repeated *)user_data)->fd);
    free(user_data);
}

static df2d_stream_t *open_again(const char *text)
{
    df2d_stream_callbacks functions = {0};
    struct repeated *r = calloc(1, sizeof *r);
    df2d_stream_t *source;
    char *name;
    uint64_t times = strtoull(text, &name, 10);

    if (!r || (r->fd = open(name + 1, O_RDONLY)) < 0) {
        perror(text);
        exit(1);
    }
    r->size = (uint64_t)lseek(r->fd, 0, SEEK_END);
    r->bytes = times * r->size;
    functions.struct_size = sizeof functions;
    functions.size = size_of_all;
    functions.read = read_on;
    functions.close = close_file;
    check(df2d_stream_from_callbacks(&functions, r, &source), "df2d_stream_from_callbacks");
    return source;
}

static df2d_stream_t *open_source(const char *name)
{
    df2d_stream_t *source;
    int fd;

    if (strncmp(name, "pipe:", 5) == 0)
        return open_fd(STDIN_FILENO, name + 5);
    if (strncmp(name, "zeros:", 6) == 0) {
        fd = open("/dev/zero", O_RDONLY);
        source = open_fd(fd, name + 6);
        close(fd);
        return source;
    }
    if (strncmp(name, "again:", 6) == 0)
        return open_again(name + 6);
    check(df2d_stream_from_file(name, &source), name);
    return source;
}

static void sleep_for(double seconds)
{
    struct timespec t;

    t.tv_sec = (time_t)seconds;
    t.tv_nsec = (long)((seconds - (double)t.tv_sec) * 1e9);
    nanosleep(&t, NULL);
}

static void on_update(df2d_t *writer, const df2d_progress *progress, void *user_data)
{
    (void)writer;
    (void)progress;
    sleep_for(*(const double *)user_data);
}

int main(int argc, char **argv)
{
    df2d_recorder_t *recorders[MOST];
    df2d_stream_t *sources[MOST] = {NULL}, *shared = NULL;
    df2d_t *writers[MOST];
    df2d_virtual_counts counts;
    double sleep = 0;
    int fan_out = 0, count, i;
    uint32_t cookie;
    df2d_hresult hr;

    for (; argc > 1 && strncmp(argv[1], "--", 2) == 0; argc--, argv++) {
        if (strcmp(argv[1], "--fan-out") == 0)
            fan_out = 1;
        else if (strncmp(argv[1], "--sleep=", 8) == 0)
            sleep = strtod(argv[1] + 8, NULL);
        else
            argc = 0;
    }
    count = argc - 2;
    if (count < 1 || count > MOST) {
        fputs("usage: burn [--fan-out] [--sleep=SECONDS] SOURCE RECORDER...\n", stderr);
        return 2;
    }
    for (i = 0; i < count; i++) {
        recorders[i] = open_recorder(argv[2 + i]);
        writers[i] = open_writer(recorders[i]);
        if (!fan_out)
            sources[i] = open_source(argv[1]);
        if (sleep > 0)
            check(df2d_advise(writers[i], on_update, &sleep, NULL, &cookie), "df2d_advise");
    }
    if (fan_out) {
        shared = open_source(argv[1]);
        check(df2d_stream_fan_out(shared, (size_t)count, 0, sources), "df2d_stream_fan_out");
    }
    if (count == 1) {
        check(df2d_write(writers[0], sources[0]), "df2d_write");
    } else {
        for (i = 0; i < count; i++)
            check(df2d_write_async(writers[i], sources[i]), "df2d_write_async");
        for (i = 0; i < count; i++) {
            check(df2d_wait(writers[i], DF2D_INFINITE, &hr), "df2d_wait");
            check(hr, "the write");
        }
    }
    for (i = 0; i < count; i++) {
        counts = counters_of(recorders[i]);
        print_counters(argv[2 + i], &counts);
        df2d_destroy(writers[i]);
        df2d_stream_destroy(sources[i]);
        df2d_recorder_destroy(recorders[i]);
    }
    df2d_stream_destroy(shared);
    return 0;
}
