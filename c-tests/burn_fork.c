/* Forking in the middle of a burn: the child may exec, and whatever else it calls is refused and reaches no device; the
 * burn of the parent is whole. */
#include "media.h"

#include <dirent.h>
#include <signal.h>
#include <sys/wait.h>

#define SECTORS ((size_t)2000)
#define PATH "fork.img"

static const char *own_path;
static int is_child;

/* Asked by a leak checker: the threads that hold what the parent works with do not exist in a child. */
int __lsan_is_turned_off(void)
{
    return is_child;
}

static unsigned char *image; /* SECTORS */

#define REFUSED(call) (bad += (call) != DF2D_E_UNEXPECTED)

/* All of it is refused; the status is how much was not. */
static int use_the_library(df2d_t *object, df2d_recorder_t *recorder)
{
    const unsigned char cdb[6] = {0x1B, 0, 0, 0, 2, 0}; /* eject */
    df2d_recorder_t *opened = NULL;
    df2d_stream_t *stream = NULL;
    df2d_t *made = NULL;
    df2d_write_result result = {0};
    df2d_hresult hr = 0;
    unsigned char sense[18];
    int32_t number;
    uint32_t cookie;
    int bad = 0;
    result.struct_size = sizeof result;
    REFUSED(df2d_cancel_write(object));
    REFUSED(df2d_wait(object, DF2D_INFINITE, &hr));
    REFUSED(df2d_get_write_result(object, &result));
    REFUSED(df2d_get_current_media_status(object, &number));
    REFUSED(df2d_put_cancel_mode(object, DF2D_CANCEL_IMMEDIATE));
    REFUSED(df2d_advise(object, note_update, NULL, NULL, &cookie));
    REFUSED(df2d_close_media(object));
    REFUSED(df2d_recover_media(object, DF2D_RECOVER_CLOSE, NULL));
    REFUSED(df2d_recorder_eject_media(recorder));
    REFUSED(df2d_virtual_eject(recorder, 1));
    REFUSED(df2d_virtual_power_cycle(recorder));
    REFUSED(df2d_recorder_send_command_no_data(recorder, cdb, sizeof cdb, sense, 5));
    REFUSED(df2d_recorder_release_exclusive_access(recorder));
    REFUSED(df2d_recorder_open("virtual:" PATH "?clock=virtual", &opened));
    REFUSED(df2d_stream_from_memory(image, SECTOR, NULL, NULL, &stream));
    REFUSED(df2d_create(&made));
    REFUSED(df2d_destroy(object));
    REFUSED(df2d_release(object));
    REFUSED(df2d_recorder_destroy(recorder));
    return bad;
}

static void expect_status(pid_t pid, int expected)
{
    int status = -1;
    CHECK(pid > 0 && waitpid(pid, &status, 0) == pid);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == expected);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != expected) printf("# status %X, not %d\n", status, expected);
}

/* The answer comes through a pipe, and the child goes without an end at which leaks would be looked for. */
static void fork_a_child_that_calls(df2d_t *object, df2d_recorder_t *recorder)
{
    int ends[2], bad = -1, status;
    pid_t pid;
    if (pipe(ends) != 0) abort();
    pid = fork();
    if (pid == 0) {
        bad = use_the_library(object, recorder);
        if (write(ends[1], &bad, sizeof bad) == (ssize_t)sizeof bad) kill(getpid(), SIGKILL);
        _exit(4);
    }
    close(ends[1]);
    CHECK(read(ends[0], &bad, sizeof bad) == (ssize_t)sizeof bad && bad == 0);
    CHECK(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status));
    close(ends[0]);
}

/* One child calls the library, another leaves as programs do, with what runs at exit, a third execs. */
static void fork_children(df2d_t *object, df2d_recorder_t *recorder)
{
    pid_t pid = -1;
    fflush(stdout);
    fork_a_child_that_calls(object, recorder);
    if (!test_under_valgrind() && (pid = fork()) == 0) {
        is_child = 1;
        exit(33);
    }
    if (!test_under_valgrind()) expect_status(pid, 33);
    if ((pid = fork()) == 0) {
        execl(own_path, own_path, "descriptors", (char *)NULL);
        _exit(4);
    }
    expect_status(pid, 0);
}

/* Of the library's descriptors none survives an exec: the disc's file could not be opened while the child lives. */
static int has_no_disc(void)
{
    DIR *folder = opendir("/proc/self/fd");
    struct dirent *entry;
    int discs = 0;
    if (folder == NULL) return 5;
    while ((entry = readdir(folder)) != NULL) {
        char target[300];
        const ssize_t length = readlinkat(dirfd(folder), entry->d_name, target, sizeof target - 1);
        if (length < 0) continue;
        target[length] = 0;
        discs += strstr(target, PATH) != NULL;
    }
    closedir(folder);
    return discs;
}

typedef struct forks {
    df2d_recorder_t *recorder;
    int32_t action;
    int done;
} forks;

static void fork_inside(events *e, df2d_t *object, const df2d_progress *progress)
{
    forks *f = e->context;
    if (progress->current_action != f->action || f->done) return;
    f->done = 1;
    fork_children(object, f->recorder);
}

TEST(in_a_callback)
{
    static const int32_t actions[] = {ACTION(WRITING_DATA), ACTION(FINALIZATION), ACTION(VERIFYING)};
    for (size_t m = 0; m < COUNT(ALL_MEDIA); ++m) {
        const int before = test_failed_checks;
        burner b = burner_of(&ALL_MEDIA[m], PATH, "speed=1200&clock=virtual");
        events *e = listen_to(b.object);
        forks f = {b.recorder, actions[m % COUNT(actions)], 0};
        e->hook = fork_inside;
        e->context = &f;
        CHECK_HR(df2d_put_burn_verification_level(b.object, VERIFY(FULL)), DF2D_S_OK);
        CHECK_HR(write_image(b.object, image, SECTORS), DF2D_S_OK);
        CHECK(f.done && sectors_alike(PATH, 0, image, SECTORS) == SECTORS);
        check_truth(&b, image, SECTORS);
        burner_close(&b);
        events_free(e);
        if (test_failed_checks != before) printf("# ^ %s\n", ALL_MEDIA[m].name);
    }
}

/* While the library's threads are wherever they are. */
TEST(on_another_thread)
{
    for (size_t m = 0; m < COUNT(ALL_MEDIA); m += 3) {
        burner b = burner_of(&ALL_MEDIA[m], PATH, "speed=1200&clock=scaled:50");
        df2d_stream_t *stream = memory_stream(image, SECTORS);
        df2d_hresult hr = 77;
        int times = 0;
        CHECK_HR(df2d_write_async(b.object, stream), DF2D_S_OK);
        do fork_children(b.object, b.recorder);
        while (++times < 5 || (times < 50 && df2d_wait(b.object, 0, &hr) == DF2D_E_PENDING));
        CHECK_HR(df2d_wait(b.object, DF2D_INFINITE, &hr), DF2D_S_OK);
        CHECK_HR(hr, DF2D_S_OK);
        CHECK(sectors_alike(PATH, 0, image, SECTORS) == SECTORS);
        check_truth(&b, image, SECTORS);
        CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
        burner_close(&b);
    }
}

int main(int count, char **arguments)
{
    own_path = arguments[0];
    if (count > 1) return has_no_disc();
    if (test_under_valgrind()) printf("# skipped children that exit: it takes what the parent's threads hold for lost\n");
    image = new_image(SECTORS, 12);
    RUN(in_a_callback);
    RUN(on_another_thread);
    free(image);
    return test_end();
}
