/* Shared by the programs that the benchmarks run: burns on virtual recorders, and what their drives counted. */
#ifndef DF2D_BENCH_WORKER_H
#define DF2D_BENCH_WORKER_H

#include "df2d.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static inline void check(df2d_hresult hr, const char *what)
{
    if (hr >= 0)
        return;
    fprintf(stderr, "%s: %s: %s\n", what, df2d_hresult_name(hr), df2d_hresult_message(hr));
    exit(1);
}

static inline double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static inline df2d_recorder_t *open_recorder(const char *id)
{
    df2d_recorder_t *recorder;

    check(df2d_recorder_open(id, &recorder), id);
    return recorder;
}

static inline df2d_t *open_writer(df2d_recorder_t *recorder)
{
    df2d_t *writer;

    check(df2d_create(&writer), "df2d_create");
    check(df2d_put_recorder(writer, recorder), "df2d_put_recorder");
    check(df2d_put_client_name(writer, "bench"), "df2d_put_client_name");
    check(df2d_put_force_overwrite(writer, 1), "df2d_put_force_overwrite");
    return writer;
}

static inline df2d_virtual_counts counters_of(df2d_recorder_t *recorder)
{
    df2d_virtual_counts counts = {0};

    counts.struct_size = sizeof counts;
    check(df2d_virtual_counters(recorder, &counts), "df2d_virtual_counters");
    return counts;
}

/* As df2d-preload reports it. */
static inline void print_counters(const char *name, const df2d_virtual_counts *c)
{
    printf("%s commands=%" PRIu64 " writes=%" PRIu64 " sectors=%" PRIu64 " under_runs=%" PRIu64 " idle_ns=%" PRIu64
           " checksum_ns=%" PRIu64 " crc32=%" PRIu32 "\n", name, c->commands, c->writes, c->sectors_written,
           c->under_runs, c->idle_ns, c->checksum_ns, c->crc32);
}

#endif
