/*
 * What a burn costs, each run in a process of its own with its source in the page cache:
 *
 * - onto a virtual Blu-ray that takes data as fast as it comes and throws it away, in turn with
 *   `dd bs=64k of=/dev/null`, of which the recorder's CRC-32 of what it received must be that of the file;
 * - onto one whose disc is a file, in turn with `cp`;
 * - at the pace of a 16x Blu-ray drive;
 * - of more and more data, up to what the largest disc holds.
 *
 *     bench DIRECTORY              makes the files there, runs, and prints the figures
 *     bench --burn FILE RECORDER   one burn (what the runs start); FILE may be so many bytes of zeros, as zeros:BYTES
 */
#define _DEFAULT_SOURCE

#include "df2d.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RECORDER "virtual:?media=bd-re&store=discard&speed=max"
#define PACED "virtual:?media=bd-r&store=discard&speed=35122"
#define LARGEST "virtual:?media=bd-r&size=62500864&store=discard&speed=max"

enum { RUNS = 7, BLOCK = 1 << 20 };

struct run {
    double seconds;
    double cpu;
    double checksum;    /* seconds that the recorder spent on its CRC-32; 0 for others */
    double commands;    /* 0 for others */
    long peak_kib;
};

struct side {
    struct run median;
    double lowest, highest;     /* megabytes per second */
};

static void fail(const char *what)
{
    fprintf(stderr, "bench: %s\n", what);
    exit(1);
}

/* ---- The file ---- */

static uint32_t crc_table[8][256];

static void make_crc_table(void)
{
    uint32_t i, j, c;

    for (i = 0; i < 256; i++) {
        for (c = i, j = 0; j < 8; j++)
            c = c & 1 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
        crc_table[0][i] = c;
    }
    for (i = 0; i < 256; i++)
        for (j = 1; j < 8; j++)
            crc_table[j][i] = crc_table[0][crc_table[j - 1][i] & 255] ^ (crc_table[j - 1][i] >> 8);
}

static uint32_t crc_of(uint32_t crc, const unsigned char *p, size_t size)
{
    for (; size >= 8; size -= 8, p += 8) {
        crc ^= (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
        crc = crc_table[7][crc & 255] ^ crc_table[6][crc >> 8 & 255] ^ crc_table[5][crc >> 16 & 255] ^
              crc_table[4][crc >> 24] ^ crc_table[3][p[4]] ^ crc_table[2][p[5]] ^ crc_table[1][p[6]] ^
              crc_table[0][p[7]];
    }
    return crc;
}

/* Writes `mebibytes` of pseudo-random data and gives its CRC-32. */
static uint32_t make_file(const char *path, int mebibytes)
{
    static uint64_t block[BLOCK / 8];
    uint64_t state = 0x9E3779B97F4A7C15u + (uint64_t)mebibytes;
    uint32_t crc = 0xFFFFFFFFu;
    FILE *file = fopen(path, "wb");
    size_t i;

    if (!file)
        fail("cannot make the file");
    while (mebibytes-- > 0) {
        for (i = 0; i < BLOCK / 8; i++) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            block[i] = state;
        }
        crc = crc_of(crc, (const unsigned char *)block, BLOCK);
        if (fwrite(block, BLOCK, 1, file) != 1)
            fail("cannot write the file");
    }
    if (fflush(file) != 0 || fsync(fileno(file)) != 0 || fclose(file) != 0)
        fail("cannot write the file");
    return ~crc;
}

/* ---- One burn ---- */

static void check(df2d_hresult hr, const char *what)
{
    if (hr >= 0)
        return;
    fprintf(stderr, "bench: %s: %s: %s\n", what, df2d_hresult_name(hr), df2d_hresult_message(hr));
    exit(1);
}

/* A file, or zeros, which cost the same to read however many there are. */
static df2d_stream_t *open_source(const char *path)
{
    static const char zeros[] = "zeros:";
    df2d_stream_t *source;
    int fd;

    if (strncmp(path, zeros, sizeof zeros - 1) != 0) {
        check(df2d_stream_from_file(path, &source), path);
        return source;
    }
    fd = open("/dev/zero", O_RDONLY);
    check(df2d_stream_from_fd(fd, strtoll(path + sizeof zeros - 1, NULL, 10), &source), path);
    close(fd);
    return source;
}

/* Burns, and prints the recorder's CRC-32, the nanoseconds it took to compute, and how many commands came. */
static int burn(const char *path, const char *id)
{
    df2d_virtual_counts counters = {0};
    df2d_recorder_t *recorder;
    df2d_stream_t *image = open_source(path);
    df2d_t *writer;

    check(df2d_recorder_open(id, &recorder), "recorder");
    check(df2d_create(&writer), "writer");
    check(df2d_put_recorder(writer, recorder), "put_recorder");
    check(df2d_put_client_name(writer, "bench"), "put_client_name");
    check(df2d_put_force_overwrite(writer, 1), "put_force_overwrite");
    check(df2d_write(writer, image), "write");
    counters.struct_size = sizeof counters;
    check(df2d_virtual_counters(recorder, &counters), "counters");
    printf("%" PRIu32 " %" PRIu64 " %" PRIu64 "\n", counters.crc32, counters.checksum_ns, counters.commands);
    df2d_destroy(writer);
    df2d_stream_destroy(image);
    df2d_recorder_destroy(recorder);
    return 0;
}

/* ---- The runs ---- */

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Runs a program to its end; its standard output goes to `output`. */
static struct run time_program(char *const command[], char *output, size_t size)
{
    struct run run = {0};
    struct rusage usage;
    int pipe_ends[2], status;
    double start = now();
    ssize_t got, length = 0;
    pid_t child = -1;

    if (pipe(pipe_ends) != 0 || (child = fork()) < 0)
        fail("cannot start a process");
    if (child == 0) {
        dup2(pipe_ends[1], STDOUT_FILENO);
        close(pipe_ends[0]);
        close(pipe_ends[1]);
        execvp(command[0], command);
        _exit(127);
    }
    close(pipe_ends[1]);
    while ((size_t)length < size - 1 && (got = read(pipe_ends[0], output + length, size - 1 - (size_t)length)) > 0)
        length += got;
    output[length] = '\0';
    close(pipe_ends[0]);
    if (wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        fail("a run failed");
    run.seconds = now() - start;
    run.cpu = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
              (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    run.peak_kib = usage.ru_maxrss;
    return run;
}

static struct run time_dd(const char *path)
{
    char input[4096], output[16];
    char *command[] = {"dd", "bs=64k", input, "of=/dev/null", "status=none", NULL};

    snprintf(input, sizeof input, "if=%s", path);
    return time_program(command, output, sizeof output);
}

static struct run time_copy(char *path, char *to)
{
    char output[16];
    char *command[] = {"cp", "--reflink=never", path, to, NULL};

    return time_program(command, output, sizeof output);
}

/* `crc` is what the recorder must have received, if that matters. */
static struct run time_burn(char *self, char *path, char *recorder, const uint32_t *crc)
{
    char *command[] = {self, "--burn", path, recorder, NULL};
    char output[64];
    uint32_t received;
    uint64_t checksum_ns, commands;
    struct run run = time_program(command, output, sizeof output);

    if (sscanf(output, "%" SCNu32 " %" SCNu64 " %" SCNu64, &received, &checksum_ns, &commands) != 3)
        fail("a burn said nothing");
    if (crc && received != *crc)
        fail("the recorder received other data than the file holds");
    run.checksum = (double)checksum_ns / 1e9;
    run.commands = (double)commands;
    return run;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double middle(double *values)
{
    qsort(values, RUNS, sizeof values[0], by_value);
    return values[RUNS / 2];
}

static struct side summarize(const struct run *runs, double megabytes)
{
    double seconds[RUNS], cpu[RUNS], checksum[RUNS], commands[RUNS], peak[RUNS];
    struct side side;
    int i;

    for (i = 0; i < RUNS; i++) {
        seconds[i] = runs[i].seconds;
        cpu[i] = runs[i].cpu;
        checksum[i] = runs[i].checksum;
        commands[i] = runs[i].commands;
        peak[i] = (double)runs[i].peak_kib;
    }
    side.median.seconds = middle(seconds);
    side.median.cpu = middle(cpu);
    side.median.checksum = middle(checksum);
    side.median.commands = middle(commands);
    side.median.peak_kib = (long)middle(peak);
    side.lowest = megabytes / seconds[RUNS - 1];
    side.highest = megabytes / seconds[0];
    return side;
}

static void row(const char *name, const struct side *side, double cpu, double megabytes, double gibibytes,
                double dd_cpu)
{
    printf("  %-26s %6.0f (%.0f-%.0f) MB/s  %6.3f CPU s/GiB  %5.2fx dd  %6.1f MiB peak\n", name,
           megabytes / side->median.seconds, side->lowest, side->highest, cpu / gibibytes, cpu / dd_cpu,
           (double)side->median.peak_kib / 1024);
}

/* One image size; gives the CPU without the checksum as a multiple of dd's. */
static double compare(char *self, const char *directory, int mebibytes)
{
    struct run dd_runs[RUNS], burn_runs[RUNS];
    struct side dd, df2d;
    double megabytes = mebibytes * 1.048576, gibibytes = mebibytes / 1024.0, rest;
    char path[4000];
    uint32_t crc;
    int i;

    snprintf(path, sizeof path, "%s/%d.img", directory, mebibytes);
    crc = make_file(path, mebibytes);
    time_dd(path);              /* brings the file into the page cache */
    time_burn(self, path, RECORDER, &crc);
    for (i = 0; i < RUNS; i++) {
        dd_runs[i] = time_dd(path);
        burn_runs[i] = time_burn(self, path, RECORDER, &crc);
    }

    dd = summarize(dd_runs, megabytes);
    df2d = summarize(burn_runs, megabytes);
    rest = df2d.median.cpu - df2d.median.checksum;
    printf("%d MiB, median of %d alternated runs (slowest-fastest):\n", mebibytes, RUNS);
    row("dd bs=64k of=/dev/null", &dd, dd.median.cpu, megabytes, gibibytes, dd.median.cpu);
    row("df2d", &df2d, df2d.median.cpu, megabytes, gibibytes, dd.median.cpu);
    printf("    %-63s %6.3f CPU s/GiB\n", "of which the recorder's checksum", df2d.median.checksum / gibibytes);
    row("df2d without the checksum", &df2d, rest, megabytes, gibibytes, dd.median.cpu);
    printf("    %.0f commands per GiB\n", df2d.median.commands / gibibytes);
    return rest / dd.median.cpu;
}

/* Onto a disc that is a file, against a plain copy; gives the throughput as a part of the copy's. */
static double compare_with_copy(char *self, const char *directory, int mebibytes)
{
    struct run copies[RUNS], burns[RUNS];
    struct side copy, df2d;
    double megabytes = mebibytes * 1.048576, gibibytes = mebibytes / 1024.0;
    char path[4000], to[4000], recorder[4096], state[4096];
    int i;

    snprintf(path, sizeof path, "%s/%d.img", directory, mebibytes);
    snprintf(to, sizeof to, "%s/copy.img", directory);
    snprintf(state, sizeof state, "%s.disc", to);
    snprintf(recorder, sizeof recorder, "virtual:%s?media=bd-re&speed=max", to);
    for (i = 0; i < RUNS; i++) {
        unlink(to);
        copies[i] = time_copy(path, to);
        unlink(to);
        burns[i] = time_burn(self, path, recorder, NULL);
        unlink(state);
    }
    unlink(to);
    copy = summarize(copies, megabytes);
    df2d = summarize(burns, megabytes);
    printf("%d MiB to a file, median of %d alternated runs (slowest-fastest), times cp:\n", mebibytes, RUNS);
    printf("  %-26s %6.0f (%.0f-%.0f) MB/s  %6.3f CPU s/GiB\n", "cp", megabytes / copy.median.seconds, copy.lowest,
           copy.highest, copy.median.cpu / gibibytes);
    printf("  %-26s %6.0f (%.0f-%.0f) MB/s  %6.3f CPU s/GiB\n", "df2d", megabytes / df2d.median.seconds,
           df2d.lowest, df2d.highest, df2d.median.cpu / gibibytes);
    return copy.median.seconds / df2d.median.seconds;
}

/* At a drive's pace; gives the part of a core that it takes, without the recorder's checksum. */
static double pace(char *self, const char *directory, int mebibytes)
{
    char path[4000];
    struct run run;

    snprintf(path, sizeof path, "%s/%d.img", directory, mebibytes);
    run = time_burn(self, path, PACED, NULL);
    printf("%d MiB at the pace of a 16x Blu-ray drive: %.1f MB/s, %.2f %% of a core, %.0f commands per GiB\n",
           mebibytes, mebibytes * 1.048576 / run.seconds, 100 * (run.cpu - run.checksum) / run.seconds,
           run.commands / (mebibytes / 1024.0));
    return (run.cpu - run.checksum) / run.seconds;
}

static void grow(char *self)
{
    static const double gibibytes[] = {0.1, 1, 10, 119};
    size_t i;

    printf("More and more zeros onto BDXL, without the checksum:\n");
    for (i = 0; i < sizeof gibibytes / sizeof gibibytes[0]; i++) {
        long long size = (long long)(gibibytes[i] * 524288) * 2048;
        char source[64];
        struct run run;

        snprintf(source, sizeof source, "zeros:%lld", size);
        run = time_burn(self, source, LARGEST, NULL);
        printf("  %5.1f GiB  %6.3f CPU s/GiB  %6.0f MB/s  %5.1f MiB peak\n", gibibytes[i],
               (run.cpu - run.checksum) / gibibytes[i], (double)size / 1e6 / run.seconds, (double)run.peak_kib / 1024);
        fflush(stdout);
    }
}

int main(int argc, char **argv)
{
    static const int sizes[] = {256, 2048};
    struct statvfs space;
    double cpu = 0, speed = 0, core = 0;
    char path[4000];
    size_t i;

    if (argc == 4 && strcmp(argv[1], "--burn") == 0)
        return burn(argv[2], argv[3]);
    if (argc != 2) {
        fputs("usage: bench DIRECTORY\n", stderr);
        return 2;
    }
    make_crc_table();
    for (i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        if (statvfs(argv[1], &space) != 0)
            fail("cannot look at the directory");
        if ((double)space.f_bavail * (double)space.f_frsize < (2 * sizes[i] + 512) * 1048576.0) {
            printf("%d MiB: left out, there is not enough room in %s.\n", sizes[i], argv[1]);
            continue;
        }
        cpu = compare(argv[0], argv[1], sizes[i]);
        speed = compare_with_copy(argv[0], argv[1], sizes[i]);
        core = pace(argv[0], argv[1], sizes[i]);
        snprintf(path, sizeof path, "%s/%d.img", argv[1], sizes[i]);
        unlink(path);
        fflush(stdout);
    }
    grow(argv[0]);
    printf("CPU without the checksum: %.2f times dd's (the aim is at most 1.2).\n", cpu);
    printf("Throughput to a file: %.2f times cp's (the aim is at least 0.8).\n", speed);
    printf("At 16x Blu-ray: %.2f %% of a core (the aim is at most 3).\n", 100 * core);
    return 0;
}
