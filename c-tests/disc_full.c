/* The file of a virtual disc on a file system that is full: an ordinary failure to write, of which the disc tells the truth,
 * and which it survives. */
#include "media.h"

#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define SECTORS ((size_t)4000)
#define ROOM ((size_t)1500) /* sectors */

static const char *own_path;
static unsigned char *image; /* SECTORS */

/* A write that finds no room, and what can be done afterwards, when `make_room` has made some. */
static void burn_out_of_room(const medium *m, const char *path, void (*make_room)(void))
{
    const int before = test_failed_checks;
    burner b = burner_of(m, path, "speed=2400&clock=virtual");
    events *e = listen_to(b.object);
    df2d_hresult hr = write_image(b.object, image, SECTORS);
    const df2d_write_result r = result_of(b.object);
    CHECK(hr < 0 && hr != DF2D_E_UNEXPECTED && hr != DF2D_E_IMAPI_REQUEST_CANCELLED);
    CHECK_HR(r.hr, hr);
    CHECK(e->ends == 1 && !was_told(e, ACTION(COMPLETED)));
    CHECK(r.content_after != DF2D_CONTENT_WHOLE && r.sectors_on_media <= (int64_t)ROOM);
    CHECK(sectors_alike(path, (size_t)r.start_lba, image, SECTORS) >= (size_t)r.sectors_on_media);
    check_free(b.recorder);
    burner_close(&b);
    make_room();
    b = burner_again(path, "clock=virtual");
    CHECK_HR(df2d_recover_media(b.object, DF2D_RECOVER_REPORT, NULL), DF2D_S_OK);
    CHECK(result_of(b.object).media_status_after == status_of(b.object));
    if (result_of(b.object).disc_after == DF2D_DISC_RECOVERABLE)
        CHECK_HR(df2d_recover_media(b.object, DF2D_RECOVER_CLOSE, NULL), DF2D_S_OK);
    check_goes_on(&b, image, 400);
    burner_close(&b);
    events_free(e);
    if (test_failed_checks != before)
        printf("# ^ %s: %s, content %d, disc %d, on media %ld of %ld sent\n", m->name, df2d_hresult_name(hr),
               r.content_after, r.disc_after, (long)r.sectors_on_media, (long)r.sectors_sent);
}

static void no_limit(void)
{
    struct rlimit limit;
    CHECK(getrlimit(RLIMIT_FSIZE, &limit) == 0);
    limit.rlim_cur = limit.rlim_max;
    CHECK(setrlimit(RLIMIT_FSIZE, &limit) == 0);
}

/* EFBIG: no file may be longer. */
TEST(a_limit_of_the_length_of_files)
{
    for (size_t m = 0; m < COUNT(ALL_MEDIA); ++m) {
        struct rlimit limit;
        CHECK(getrlimit(RLIMIT_FSIZE, &limit) == 0);
        limit.rlim_cur = (rlim_t)(ROOM * SECTOR);
        CHECK(setrlimit(RLIMIT_FSIZE, &limit) == 0);
        burn_out_of_room(&ALL_MEDIA[m], "limit.iso", no_limit);
        no_limit();
    }
}

static void more_room(void)
{
    CHECK(mount("df2d", "small", "tmpfs", MS_REMOUNT, "size=64m") == 0);
}

/* ENOSPC, in a small file system of a process of its own. */
static int on_a_small_file_system(void)
{
    if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) return 77;
    mkdir("small", 0700);
    for (size_t m = 0; m < COUNT(ALL_MEDIA); ++m) {
        if (mount("df2d", "small", "tmpfs", 0, "size=3072000") != 0) return 77;
        burn_out_of_room(&ALL_MEDIA[m], "small/disc.iso", more_room);
        CHECK(umount("small") == 0);
    }
    test_nothing_is_alive();
    fflush(stdout);
    return test_failed_checks != 0;
}

TEST(a_file_system_that_is_full)
{
    int status = -1;
    pid_t pid;
    fflush(stdout);
    pid = fork();
    if (pid == 0) {
        execl(own_path, own_path, "small", (char *)NULL);
        _exit(4);
    }
    REQUIRE(pid > 0 && waitpid(pid, &status, 0) == pid);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77) {
        printf("# skipped a_file_system_that_is_full: only root can mount one\n");
        return;
    }
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

int main(int count, char **arguments)
{
    own_path = arguments[0];
    signal(SIGXFSZ, SIG_IGN);
    image = new_image(SECTORS, 15);
    if (count > 1) return on_a_small_file_system();
    RUN(a_limit_of_the_length_of_files);
    RUN(a_file_system_that_is_full);
    free(image);
    return test_end();
}
