/* A host that has no descriptors or no threads left: what cannot be had is said, the medium is untouched, nothing leaks,
 * and with what was missing the same calls go well. */
#include "media.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>

#define SECTORS ((size_t)600)

static unsigned char *image; /* SECTORS */

static int count_descriptors(void)
{
    DIR *folder = opendir("/proc/self/fd");
    int count = 0;
    if (folder == NULL) abort();
    while (readdir(folder) != NULL) ++count;
    closedir(folder);
    return count;
}

/* --- descriptors --- */

/* Only so many more can be opened. */
static void leave_descriptors(struct rlimit *before, int left)
{
    struct rlimit few;
    int next = open("/dev/null", O_RDONLY);
    if (next < 0 || getrlimit(RLIMIT_NOFILE, before) != 0) abort();
    close(next);
    few = *before;
    few.rlim_cur = (rlim_t)(next + left);
    CHECK(setrlimit(RLIMIT_NOFILE, &few) == 0);
}

static void check_scarce(df2d_hresult hr, const char *what)
{
    df2d_error_info info;
    char text[300] = "";
    size_t needed;
    memset(&info, 0, sizeof info);
    info.struct_size = sizeof info;
    CHECK_HR(df2d_get_thread_error(&info, text, sizeof text, &needed), DF2D_S_OK);
    CHECK_HR(info.hr, hr);
    CHECK(info.os_error == EMFILE && strlen(text) > 10);
    if (info.os_error != EMFILE) printf("# %s: %s, errno %d, %s\n", what, df2d_hresult_name(hr), info.os_error, text);
}

/* How many of the steps were possible. */
static int burn_with_descriptors(int left)
{
    struct rlimit before;
    df2d_recorder_t *recorder = NULL;
    df2d_stream_t *stream = NULL;
    df2d_t *object = NULL;
    df2d_hresult hr;
    int steps = 0, was = count_descriptors();
    unlink("scarce.iso");
    unlink("scarce.iso.disc");
    leave_descriptors(&before, left);
    hr = df2d_recorder_open("virtual:scarce.iso?media=dvd+r&size=60000&clock=virtual", &recorder);
    if (hr != DF2D_S_OK) check_scarce(hr, "recorder");
    if (hr == DF2D_S_OK) {
        ++steps;
        hr = df2d_stream_from_file("image.img", &stream);
        if (hr != DF2D_S_OK) check_scarce(hr, "stream");
    }
    if (hr == DF2D_S_OK) {
        ++steps;
        object = new_writer(recorder);
        hr = df2d_write(object, stream);
        if (hr == DF2D_S_OK) ++steps;
        CHECK(hr == DF2D_S_OK || counts_of(recorder).writes == 0 || result_of(object).hr == hr);
        CHECK(result_of(object).disc_after != DF2D_DISC_UNKNOWN);
    }
    CHECK(setrlimit(RLIMIT_NOFILE, &before) == 0);
    if (hr == DF2D_S_OK) CHECK(sectors_alike("scarce.iso", 0, image, SECTORS) == SECTORS);
    CHECK_HR(df2d_destroy(object), DF2D_S_OK);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
    CHECK(count_descriptors() == was);
    /* Whatever is there of the disc, it can be opened now, and be written if it was not. */
    recorder = open_recorder("scarce.iso", "media=dvd+r&size=60000&clock=virtual");
    object = new_writer(recorder);
    if (hr != DF2D_S_OK) CHECK_HR(write_image(object, image, SECTORS), DF2D_S_OK);
    CHECK(sectors_alike("scarce.iso", 0, image, SECTORS) == SECTORS);
    CHECK_HR(df2d_destroy(object), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
    return steps;
}

TEST(descriptors)
{
    int steps = 0, least = 3;
    for (int left = 0; left < 12; ++left) {
        const int before = test_failed_checks;
        steps = burn_with_descriptors(left);
        if (steps < least) least = steps;
        if (test_failed_checks != before) printf("# ^ with %d descriptors left: %d steps\n", left, steps);
    }
    CHECK(least == 0 && steps == 3);
}

/* --- threads --- */

/* Which pthread_create fails, counted down; 0 is none. */
static int thread_that_fails;

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument)
{
    static int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    if (real == NULL) *(void **)&real = dlsym(RTLD_NEXT, "pthread_create");
    if (thread_that_fails > 0 && --thread_that_fails == 0) return EAGAIN;
    return real(thread, attributes, start, argument);
}

static void each_thread_fails(const medium *m)
{
    df2d_stream_t *stream = memory_stream(image, SECTORS);
    int refused = 0;
    for (int nth = 1;; ++nth) {
        burner b = burner_of(m, "threads.iso", "clock=virtual");
        const int32_t blank = status_of(b.object);
        const df2d_virtual_counts before = counts_of(b.recorder);
        df2d_hresult hr;
        int all_started;
        __atomic_store_n(&thread_that_fails, nth, __ATOMIC_SEQ_CST);
        hr = df2d_write(b.object, stream);
        all_started = __atomic_exchange_n(&thread_that_fails, 0, __ATOMIC_SEQ_CST) > 0;
        if (all_started) {
            CHECK_HR(hr, DF2D_S_OK);
        } else {
            CHECK_HR(hr, DF2D_E_OUTOFMEMORY);
            CHECK(counts_of(b.recorder).writes == before.writes && status_of(b.object) == blank);
            check_free(b.recorder);
            ++refused;
            CHECK_HR(df2d_write(b.object, stream), DF2D_S_OK);
        }
        CHECK(sectors_alike("threads.iso", 0, image, SECTORS) == SECTORS);
        burner_close(&b);
        if (all_started) break;
    }
    CHECK(refused == 3); /* the read, the device and the write thread */
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
}

TEST(threads)
{
    for (size_t m = 0; m < COUNT(ALL_MEDIA); ++m) each_thread_fails(&ALL_MEDIA[m]);
}

/* What needs a thread beside a write: a list of drives that is watched. */
TEST(a_thread_that_watches)
{
    df2d_master_t *master = NULL;
    uint32_t cookie = 0;
    CHECK_HR(df2d_master_create(&master), DF2D_S_OK);
    for (int times = 0; times < 2; ++times) {
        __atomic_store_n(&thread_that_fails, times == 0, __ATOMIC_SEQ_CST);
        df2d_hresult hr = df2d_master_advise(master, (df2d_master_notify_fn)(void *)abort, NULL, NULL, NULL, &cookie);
        __atomic_store_n(&thread_that_fails, 0, __ATOMIC_SEQ_CST);
        CHECK(times == 0 ? hr == DF2D_E_OUTOFMEMORY && cookie == 0 : hr == DF2D_S_OK && cookie != 0);
        if (times == 0 && hr != DF2D_E_OUTOFMEMORY) printf("# %s\n", df2d_hresult_name(hr));
    }
    CHECK_HR(df2d_master_destroy(master), DF2D_S_OK);
}

int main(void)
{
    FILE *file = fopen("image.img", "wb");
    image = new_image(SECTORS, 14);
    if (file == NULL || fwrite(image, SECTOR, SECTORS, file) != SECTORS || fclose(file) != 0) return 2;
    RUN(descriptors);
    RUN(threads);
    RUN(a_thread_that_watches);
    free(image);
    return test_end();
}
