/*
 * How long a write goes on after it was cancelled: cancel RECORDER SECTORS TIMES SEED
 *
 * Burns zeros onto a new disc each time, cancels after a random time that was not too late before, and prints a line for
 * each: in which phase that was, how many milliseconds df2d_write took to return, and how many of these the drive was busy.
 */
#define _DEFAULT_SOURCE

#include "worker.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

struct sample {
    const char *phase;
    double total, busy;
};

static void sleep_for(double seconds)
{
    struct timespec t;

    t.tv_sec = (time_t)seconds;
    t.tv_nsec = (long)((seconds - (double)t.tv_sec) * 1e9);
    nanosleep(&t, NULL);
}

/* Of an image of so many sectors. */
static const char *phase_of(const df2d_virtual_counts *counts, uint64_t sectors)
{
    if (counts->writes == 0)
        return "preparing";
    return counts->sectors_written < sectors ? "writing" : "finishing";
}

/* Gives how many seconds it took; with a sample, it is cancelled after `delay`, or was too late for that. */
static double burn(const char *id, int fd, uint64_t sectors, double delay, struct sample *sample)
{
    df2d_recorder_t *recorder = open_recorder(id);
    df2d_t *writer = open_writer(recorder);
    df2d_virtual_counts before, after;
    df2d_hresult accepted = DF2D_S_FALSE, hr;
    df2d_stream_t *source;
    double start = now();

    check(df2d_stream_from_fd(fd, (int64_t)sectors * 2048, &source), "df2d_stream_from_fd");
    check(df2d_write_async(writer, source), "df2d_write_async");
    if (sample) {
        sleep_for(delay);
        before = counters_of(recorder);
        accepted = df2d_cancel_write(writer);
    }
    check(df2d_wait(writer, DF2D_INFINITE, &hr), "df2d_wait");
    if (sample) {
        after = counters_of(recorder);
        sample->phase = accepted == DF2D_S_OK ? phase_of(&before, sectors) : "too_late";
        sample->total = (double)(after.clock_ns - before.clock_ns) / 1e6;
        sample->busy = (double)(after.busy_ns - before.busy_ns) / 1e6;
    } else {
        check(hr, "the write");
    }
    df2d_destroy(writer);
    df2d_stream_destroy(source);
    df2d_recorder_destroy(recorder);
    return now() - start;
}

int main(int argc, char **argv)
{
    struct sample sample;
    double most, delay;
    uint64_t sectors;
    int times, fd = open("/dev/zero", O_RDONLY);

    if (argc != 5) {
        fputs("usage: cancel RECORDER SECTORS TIMES SEED\n", stderr);
        return 2;
    }
    sectors = strtoull(argv[2], NULL, 10);
    srandom((unsigned)strtoul(argv[4], NULL, 10));
    most = burn(argv[1], fd, sectors, 0, NULL);
    for (times = atoi(argv[3]); times > 0; times--) {
        delay = most * (double)(random() % 10000) / 10000;
        burn(argv[1], fd, sectors, delay, &sample);
        if (strcmp(sample.phase, "too_late") == 0)
            most = delay;
        printf("%s %.3f %.3f\n", sample.phase, sample.total, sample.busy);
    }
    return 0;
}
