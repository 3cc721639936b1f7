/* Programs that end in the middle of a burn, each in its own way, and one that closes the library: no crash, no hang, and
 * the disc can be opened and recovered. */
#include "gate.h"
#include "media.h"
#include "source.h"

#include <dlfcn.h>
#include <sys/wait.h>

#define SECTORS ((size_t)3000)
#define PATH "exit.img"
#define DRIVE "speed=2400&buffer=262144&clock=scaled:500"

static const char *own_path;
static unsigned char *image; /* SECTORS */

enum { BY_EXIT, BY_QUICK_EXIT, BY_UNDERSCORE_EXIT, BY_RETURN, WAYS };

static int tell(source *s, void *buffer, size_t size, size_t *got, df2d_hresult *hr)
{
    (void)buffer, (void)size, (void)got, (void)hr;
    if (s->context != NULL) {
        gate_pass(); /* for ever */
    } else {
        pthread_mutex_lock(&gate.lock);
        gate.inside = 1;
        pthread_cond_broadcast(&gate.changed);
        pthread_mutex_unlock(&gate.lock);
    }
    return 0;
}

/* In a process of its own: leaves while the burn runs, once so much has been read. */
static int burn_and_leave(int way, int hangs, uint64_t at)
{
    static source s; /* lives as long as the threads that use it */
    burner b = burner_again(PATH, DRIVE);
    df2d_stream_t *stream;
    alarm(60); /* kills a process that does not end */
    s = new_source(image, SECTORS);
    s.trap = tell;
    s.trap_at = at;
    s.context = hangs ? &s : NULL;
    stream = stream_of(&s);
    if (df2d_write_async(b.object, stream) != DF2D_S_OK) _exit(2);
    gate_await();
    if (way == BY_EXIT) exit(40 + way);
    if (way == BY_QUICK_EXIT) quick_exit(40 + way);
    if (way == BY_UNDERSCORE_EXIT) _exit(40 + way);
    return 40 + way;
}

static void leave(const medium *m, int way, int hangs, uint64_t at)
{
    const int before = test_failed_checks;
    burner b = burner_of(m, PATH, DRIVE);
    int status = -1;
    size_t there;
    pid_t pid;
    burner_close(&b);
    fflush(stdout);
    pid = fork();
    if (pid == 0) {
        char number[3][24];
        snprintf(number[0], sizeof number[0], "%d", way);
        snprintf(number[1], sizeof number[1], "%d", hangs);
        snprintf(number[2], sizeof number[2], "%lu", (unsigned long)at);
        execl(own_path, own_path, number[0], number[1], number[2], (char *)NULL);
        _exit(4);
    }
    CHECK(pid > 0 && waitpid(pid, &status, 0) == pid);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 40 + way);
    b = burner_again(PATH, "clock=virtual");
    CHECK_HR(df2d_recover_media(b.object, DF2D_RECOVER_REPORT, NULL), DF2D_S_OK);
    df2d_write_result r = result_of(b.object);
    there = (size_t)r.sectors_on_media < SECTORS ? (size_t)r.sectors_on_media : SECTORS; /* without the padding */
    CHECK(r.media_status_after == status_of(b.object));
    if (there > 0) CHECK(sectors_alike(PATH, (size_t)r.start_lba, image, SECTORS) >= there);
    if (r.disc_after == DF2D_DISC_RECOVERABLE) {
        CHECK_HR(df2d_recover_media(b.object, DF2D_RECOVER_CLOSE, NULL), DF2D_S_OK);
        CHECK(sectors_alike(PATH, (size_t)r.start_lba, image, SECTORS) >= there);
    }
    CHECK(result_of(b.object).disc_after != DF2D_DISC_UNKNOWN && result_of(b.object).disc_after != DF2D_DISC_UNUSABLE);
    check_goes_on(&b, image, 400);
    burner_close(&b);
    if (test_failed_checks != before) printf("# ^ %s, way %d, %s, status %X\n", m->name, way, hangs ? "hangs" : "runs", status);
}

TEST(programs_that_end)
{
    for (size_t m = 0; m < COUNT(ALL_MEDIA); ++m) {
        for (int way = 0; way < WAYS; ++way) {
            if ((m + (size_t)way) % 2) leave(&ALL_MEDIA[m], way, 0, 2500 * SECTOR);
            else leave(&ALL_MEDIA[m], way, 1, (m + (size_t)way) % 4 ? 2500 * SECTOR : 0);
        }
    }
}

/* --- closing the library --- */

/* A second library from the same file, which this program is not linked to. */
static void *open_a_copy(const char *path)
{
    unsigned char buffer[65536];
    Dl_info info;
    FILE *from, *to;
    size_t got;
    if (dladdr(dlsym(RTLD_DEFAULT, "df2d_create"), &info) == 0 || (from = fopen(info.dli_fname, "rb")) == NULL) return NULL;
    if ((to = fopen(path, "wb")) == NULL) abort();
    while ((got = fread(buffer, 1, sizeof buffer, from)) > 0)
        if (fwrite(buffer, 1, got, to) != got) abort();
    fclose(from);
    fclose(to);
    return dlopen(path, RTLD_NOW | RTLD_LOCAL);
}

#define SYMBOL(name) name##_copy = (__typeof__(name) *)dlsym(library, #name)

/* In a process of its own: the status says what went wrong. */
static int close_the_library(void)
{
    void *library = open_a_copy("./copy.so");
    df2d_recorder_t *recorder = NULL;
    df2d_stream_t *stream = NULL;
    df2d_t *object = NULL;
    df2d_hresult hr = DF2D_E_FAIL;
    size_t alive = 1;
    int bad = 0;
    if (library == NULL) return 99;
    __typeof__(df2d_recorder_open) *SYMBOL(df2d_recorder_open);
    __typeof__(df2d_create) *SYMBOL(df2d_create);
    __typeof__(df2d_put_recorder) *SYMBOL(df2d_put_recorder);
    __typeof__(df2d_put_client_name) *SYMBOL(df2d_put_client_name);
    __typeof__(df2d_stream_from_memory) *SYMBOL(df2d_stream_from_memory);
    __typeof__(df2d_write_async) *SYMBOL(df2d_write_async);
    __typeof__(df2d_wait) *SYMBOL(df2d_wait);
    __typeof__(df2d_destroy) *SYMBOL(df2d_destroy);
    __typeof__(df2d_stream_destroy) *SYMBOL(df2d_stream_destroy);
    __typeof__(df2d_recorder_destroy) *SYMBOL(df2d_recorder_destroy);
    __typeof__(df2d_live_objects) *SYMBOL(df2d_live_objects);
    if (df2d_create_copy == df2d_create) return 98; /* not a second one */
    alarm(60);
    bad |= df2d_recorder_open_copy("virtual:closed.img?media=dvd+rw&size=60000&" DRIVE, &recorder) != DF2D_S_OK;
    bad |= df2d_create_copy(&object) != DF2D_S_OK;
    bad |= df2d_put_recorder_copy(object, recorder) != DF2D_S_OK;
    bad |= df2d_put_client_name_copy(object, "c-test") != DF2D_S_OK;
    bad |= df2d_stream_from_memory_copy(image, SECTORS * SECTOR, NULL, NULL, &stream) != DF2D_S_OK;
    bad |= df2d_write_async_copy(object, stream) != DF2D_S_OK;
    bad |= (dlclose(library) != 0) << 1;
    bad |= (df2d_wait_copy(object, DF2D_INFINITE, &hr) != DF2D_S_OK || hr != DF2D_S_OK) << 2;
    bad |= (df2d_destroy_copy(object) != DF2D_S_OK) << 3;
    bad |= (df2d_stream_destroy_copy(stream) != DF2D_S_OK || df2d_recorder_destroy_copy(recorder) != DF2D_S_OK) << 3;
    bad |= (df2d_live_objects_copy(&alive) != DF2D_S_OK || alive != 0) << 4;
    return bad;
}

TEST(a_library_that_is_closed)
{
    int status = -1;
    pid_t pid;
    fflush(stdout);
    pid = fork();
    if (pid == 0) {
        execl(own_path, own_path, "close", (char *)NULL);
        _exit(4);
    }
    REQUIRE(pid > 0 && waitpid(pid, &status, 0) == pid);
    if (WIFEXITED(status) && WEXITSTATUS(status) >= 98) {
        printf("# skipped a_library_that_is_closed: no second copy of it can be loaded (%d)\n", WEXITSTATUS(status));
        return;
    }
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    if (status != 0) printf("# status %X\n", status);
    CHECK(sectors_alike("closed.img", 0, image, SECTORS) == SECTORS);
}

int main(int count, char **arguments)
{
    own_path = arguments[0];
    image = new_image(SECTORS, 13);
    if (count == 2) return close_the_library();
    if (count > 3)
        return burn_and_leave((int)strtol(arguments[1], NULL, 10), (int)strtol(arguments[2], NULL, 10),
                              strtoul(arguments[3], NULL, 10));
    RUN(programs_that_end);
    RUN(a_library_that_is_closed);
    free(image);
    return test_end();
}
