/*
 * Ten thousand burns and cancels in one process, on every medium that can be written, with what comes between: erasing,
 * closing, recovering. In the end the process is as large as it was.
 *
 *   soak [SEED]     DF2D_SOAK: how many burns and cancels, 10000
 *
 * Each disc lives in memory, on a drive of its own whose time is virtual. Whenever one is done with, everything is
 * destroyed, and then nothing may be alive, no descriptor may be open that was not open before, and no thread may run but
 * this one. The memory that is resident then is noted; its mean in the last quarter may exceed that in the second one, when
 * the process has warmed up, by 1 MB: a hundred bytes per burn in the default run.
 */
#define _POSIX_C_SOURCE 200809L
#include <df2d.h>

#include <dirent.h>
#include <malloc.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECTOR 2048
#define MOST_SECTORS 700
#define MAY_GROW_KB 1024
#define COUNT(array) (sizeof(array) / sizeof *(array))
#define ACTION(name) DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_##name

static const struct medium {
    const char *name, *size;
    int erasable;
} media[] = {
    {"cd-r", "60000", 0},      {"cd-rw", "60000", 1},   {"dvd-r", "120000", 0},   {"dvd-r-dl", "120000", 0},
    {"dvd-rw", "120000", 1},   {"dvd-rw-ro", "9600", 1}, {"dvd-ram", "9600", 1},  {"dvd+r", "60000", 0},
    {"dvd+r-dl", "60000", 0},  {"dvd+rw", "9600", 1},   {"dvd+rw-dl", "9600", 1}, {"bd-r", "64000", 0},
    {"bd-r-rrm", "64000", 0},  {"bd-re", "64000", 1},   {"hd-dvd-r", "120000", 0}, {"hd-dvd-ram", "9600", 1},
};

static unsigned char *image; /* MOST_SECTORS */
static unsigned long burns, cancels, erases, closes, recoveries, failures;
static unsigned long state;

static unsigned below(unsigned limit)
{
    state = (state * 1103515245ul + 12345ul) & 0x7FFFFFFFul;
    return (unsigned)(state >> 8) % limit;
}

static void fail(const struct medium *m, const char *what, df2d_hresult hr)
{
    ++failures;
    printf("# %s: %s: %s\n", m->name, what, df2d_hresult_name(hr));
}

/* --- sources and moments --- */

/* A write, and when it is cancelled. */
typedef struct job {
    df2d_t *writer;
    unsigned sectors, updates;
    int cancel_at_update;     /* -1 never */
    long cancel_at_byte, at;  /* likewise */
    df2d_hresult cancelled;   /* what the cancel answered */
    int asked;
} job;

static void cancel(job *j)
{
    if (j->asked++) return;
    j->cancelled = df2d_cancel_write(j->writer);
}

static void on_update(df2d_t *writer, const df2d_progress *progress, void *user_data)
{
    job *j = user_data;
    (void)writer, (void)progress;
    if (j->cancel_at_update >= 0 && (int)j->updates++ == j->cancel_at_update) cancel(j);
}

static df2d_hresult source_size(void *user_data, uint64_t *size)
{
    *size = (uint64_t)((job *)user_data)->sectors * SECTOR;
    return DF2D_S_OK;
}

static df2d_hresult source_read(void *user_data, void *buffer, size_t size, size_t *got)
{
    job *j = user_data;
    if (j->cancel_at_byte >= 0 && j->at + (long)size > j->cancel_at_byte) cancel(j);
    memcpy(buffer, image + j->at, size);
    j->at += (long)size;
    *got = size;
    return DF2D_S_OK;
}

static df2d_hresult source_seek(void *user_data, uint64_t offset)
{
    ((job *)user_data)->at = (long)offset;
    return DF2D_S_OK;
}

static df2d_stream_t *any_stream(job *j)
{
    df2d_stream_callbacks calls;
    df2d_stream_t *stream = NULL;
    FILE *file;
    switch (j->cancel_at_byte >= 0 ? 3 : below(4)) {
    case 0: df2d_stream_from_memory(image, (size_t)j->sectors * SECTOR, NULL, NULL, &stream); break;
    case 1:
        df2d_stream_from_file("soak.img", &stream); /* all of it */
        j->sectors = MOST_SECTORS;
        break;
    case 2:
        if ((file = fopen("soak.img", "rb")) == NULL) break;
        df2d_stream_from_fd(fileno(file), (int64_t)j->sectors * SECTOR, &stream);
        fclose(file);
        break;
    default:
        memset(&calls, 0, sizeof calls);
        calls.struct_size = sizeof calls;
        calls.size = source_size;
        calls.read = source_read;
        calls.seek = source_seek;
        df2d_stream_from_callbacks(&calls, j, &stream);
    }
    return stream;
}

/* --- one disc --- */

static df2d_write_result result_of(df2d_t *writer)
{
    df2d_write_result result;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    df2d_get_write_result(writer, &result);
    return result;
}

/* Whether the disc is good for another write. */
static int burn(const struct medium *m, df2d_t *writer)
{
    static const int32_t levels[] = {DF2D_IMAPI_BURN_VERIFICATION_NONE, DF2D_IMAPI_BURN_VERIFICATION_NONE,
                                     DF2D_IMAPI_BURN_VERIFICATION_QUICK, DF2D_IMAPI_BURN_VERIFICATION_FULL};
    df2d_stream_t *stream;
    df2d_write_result result;
    df2d_hresult hr, ended = 0;
    uint32_t cookie = 0;
    unsigned when = below(6);
    int immediate = below(3) == 0, left;
    job j;
    memset(&j, 0, sizeof j);
    j.writer = writer;
    j.sectors = 1 + below(MOST_SECTORS);
    j.cancel_at_update = when == 0 ? (int)below(12) : -1;
    j.cancel_at_byte = when == 1 ? (long)below(j.sectors) * SECTOR : -1;
    stream = any_stream(&j);
    df2d_put_force_overwrite(writer, 1);
    df2d_put_disable_consumer_dvd_compatibility_mode(writer, below(8) > 0);
    df2d_put_force_media_to_be_closed(writer, below(16) == 0);
    df2d_put_burn_verification_level(writer, levels[below(4)]);
    df2d_put_cancel_mode(writer, immediate ? DF2D_CANCEL_IMMEDIATE : DF2D_CANCEL_SALVAGE);
    df2d_advise(writer, on_update, &j, NULL, &cookie);
    if (when == 2) { /* at once, or some time */
        hr = df2d_write_async(writer, stream);
        if (hr == DF2D_S_OK) {
            cancel(&j);
            df2d_wait(writer, DF2D_INFINITE, &hr);
        }
    } else {
        hr = df2d_write(writer, stream);
    }
    ++burns;
    result = result_of(writer);
    /* Too late to cancel, but not to leave a drive that closes the disc alone with that. */
    left = immediate && j.asked && j.cancelled == DF2D_S_FALSE && hr == DF2D_E_IMAPI_RECORDER_MEDIA_BUSY;
    if (hr == DF2D_E_IMAPI_REQUEST_CANCELLED) {
        ++cancels;
        if (!j.asked || j.cancelled != DF2D_S_OK) fail(m, "a write ended cancelled that was not", j.cancelled);
    } else if (hr == DF2D_S_OK) {
        if (result.content_after != DF2D_CONTENT_WHOLE) fail(m, "a write went well without all its content", hr);
        if (j.asked && j.cancelled == DF2D_S_OK) fail(m, "a cancel was accepted, and the write went well", hr);
    } else if (!left && hr != DF2D_E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA) {
        fail(m, "a write failed", hr);
    }
    /* What was told to leave at once may have left a session open; sometimes nobody knows. */
    if ((hr == DF2D_E_IMAPI_REQUEST_CANCELLED || left) &&
        (result.disc_after == DF2D_DISC_RECOVERABLE || result.disc_after == DF2D_DISC_UNKNOWN)) {
        ended = df2d_recover_media(writer, DF2D_RECOVER_REPORT, NULL);
        if (ended != DF2D_S_OK) fail(m, "the disc cannot be reported", ended);
        if (result_of(writer).disc_after == DF2D_DISC_RECOVERABLE) {
            ended = DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE;
            j.cancel_at_byte = j.cancel_at_update = -1;
            if (below(2) == 0) ended = df2d_recover_media(writer, DF2D_RECOVER_RESUME, stream);
            if (ended == DF2D_S_OK && result_of(writer).content_after != DF2D_CONTENT_WHOLE)
                fail(m, "a session was resumed without all its content", ended);
            if (ended == DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE) /* not asked for, or not to be had */
                ended = df2d_recover_media(writer, DF2D_RECOVER_CLOSE, NULL);
            if (ended != DF2D_S_OK) fail(m, "a session cannot be recovered", ended);
        }
        ++recoveries;
        result = result_of(writer);
    }
    df2d_unadvise(writer, cookie);
    df2d_stream_destroy(stream);
    return hr != DF2D_E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA && result.disc_after != DF2D_DISC_CLOSED &&
           result.disc_after != DF2D_DISC_ERASE_REQUIRED;
}

static int erase(const struct medium *m, df2d_recorder_t *recorder)
{
    df2d_erase_t *eraser = NULL;
    df2d_hresult hr = df2d_erase_create(&eraser);
    if (hr >= 0) hr = df2d_erase_put_recorder(eraser, recorder);
    if (hr >= 0) hr = df2d_erase_put_client_name(eraser, "soak");
    if (hr >= 0) hr = df2d_erase_put_full_erase(eraser, below(3) == 0);
    if (hr >= 0) hr = df2d_erase_erase_media(eraser);
    if (hr != DF2D_S_OK) fail(m, "an erase failed", hr);
    df2d_erase_destroy(eraser);
    ++erases;
    return hr == DF2D_S_OK;
}

static void live(const struct medium *m)
{
    char id[120];
    df2d_recorder_t *recorder = NULL;
    df2d_t *writer = NULL;
    int good = 1, left = 4 + (int)below(8);
    df2d_hresult hr;
    snprintf(id, sizeof id, "virtual:?media=%s&size=%s&speed=%u&buffer=262144&clock=virtual", m->name, m->size,
             200 + below(2000));
    hr = df2d_recorder_open(id, &recorder);
    if (hr >= 0) hr = df2d_create(&writer);
    if (hr >= 0) hr = df2d_put_recorder(writer, recorder);
    if (hr >= 0) hr = df2d_put_client_name(writer, "soak");
    if (hr < 0) fail(m, "there is no drive", hr);
    while (hr >= 0 && left-- > 0) {
        if (good) good = burn(m, writer);
        /* A rewritable disc is closed only until it is erased. One erased quickly can be written in one go alone. */
        if (m->erasable && (!good || below(6) == 0)) good = erase(m, recorder) && strcmp(m->name, "dvd-rw") != 0;
        if (!good) break;
    }
    if (hr >= 0 && good && below(3) == 0) {
        hr = df2d_close_media(writer);
        if (hr != DF2D_S_OK && hr != DF2D_S_FALSE && hr != DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED &&
            hr != DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE)
            fail(m, "a disc cannot be closed", hr);
        ++closes;
    }
    df2d_destroy(writer);
    df2d_recorder_destroy(recorder);
}

/* --- what there is of the process --- */

/* Without what the C library keeps of what was freed, which depends on how its threads came to run. */
static long resident_kb(void)
{
    long size, resident = 0;
    malloc_trim(0);
    FILE *file = fopen("/proc/self/statm", "r");
    if (file != NULL && fscanf(file, "%ld %ld", &size, &resident) != 2) resident = 0;
    if (file != NULL) fclose(file);
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

static int entries(const char *path)
{
    int count = 0;
    DIR *folder = opendir(path);
    while (folder != NULL && readdir(folder) != NULL) ++count;
    if (folder != NULL) closedir(folder);
    return count - 2;
}

/* The thread that published a result may be on its last instructions. */
static int threads(void)
{
    int patience = 100000, count;
    while ((count = entries("/proc/self/task")) > 1 && patience-- > 0) sched_yield();
    return count;
}

int main(int count, char **arguments)
{
    const char *wanted = getenv("DF2D_SOAK");
    const unsigned long goal = wanted == NULL ? 10000 : strtoul(wanted, NULL, 10);
    double sums[2] = {0, 0}, samples[2] = {0, 0};
    int descriptors = 0, running = 0, most_descriptors = 0, most_running = 0, passed;
    size_t alive = 0, n;
    FILE *file = fopen("soak.img", "wb");
    state = count > 1 ? strtoul(arguments[1], NULL, 10) : 2026;
    image = malloc((size_t)MOST_SECTORS * SECTOR);
    if (image == NULL || file == NULL) return 2;
    for (n = 0; n < (size_t)MOST_SECTORS * SECTOR; ++n) image[n] = (unsigned char)(below(256));
    if (fwrite(image, SECTOR, MOST_SECTORS, file) != MOST_SECTORS || fclose(file) != 0) return 2;
    while (burns + cancels < goal) {
        const struct medium *m = &media[below(COUNT(media))];
        unsigned long done;
        live(m);
        df2d_live_objects(&alive);
        if (alive != 0) fail(m, "an object is alive", (df2d_hresult)alive);
        descriptors = entries("/proc/self/fd");
        running = threads();
        done = (burns + cancels) * 4 / goal;
        if (done == 0) { /* warming up */
            most_descriptors = descriptors > most_descriptors ? descriptors : most_descriptors;
            most_running = running > most_running ? running : most_running;
        }
        if (descriptors > most_descriptors) fail(m, "a descriptor is open", descriptors);
        if (running > most_running) fail(m, "a thread runs", running);
        if (done == 1 || done >= 3) {
            sums[done >= 3] += (double)resident_kb();
            ++samples[done >= 3];
        }
    }
    for (n = 0; n < 2; ++n) sums[n] = samples[n] > 0 ? sums[n] / samples[n] : 0;
    if (sums[1] > sums[0] + MAY_GROW_KB) fail(&media[0], "the process has grown", DF2D_E_OUTOFMEMORY);
    printf("figures: %lu burns, %lu cancels, %lu erases, %lu closes, %lu recoveries; resident %.0f kB then %.0f kB; descriptors %d; "
           "threads %d\n", burns, cancels, erases, closes, recoveries, sums[0], sums[1], descriptors, running);
    passed = failures == 0;
    printf("%d passed, %d failed\n", passed, !passed);
    free(image);
    remove("soak.img");
    return !passed;
}
