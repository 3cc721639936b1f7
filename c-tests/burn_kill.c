/* A program that dies in the middle of a burn: whoever opens the disc next finds what is said of it to be true. */
#include "burn.h"

#include <signal.h>
#include <sys/wait.h>

#define FIRST ((size_t)1600)
#define SECOND ((size_t)6400)

static const char *own_path;

/* What the dying program told last. */
typedef struct report {
    int32_t action;
    int32_t sent;
    df2d_hresult hr;
    int32_t ended;
} report;

static void tell(const report *what)
{
    if (write(STDOUT_FILENO, what, sizeof *what) != (ssize_t)sizeof *what) _exit(5);
}

static void tell_update(df2d_t *object, const df2d_progress *progress, void *user_data)
{
    report what = {progress->current_action, progress->last_written_lba + 1 - progress->start_lba, DF2D_E_PENDING, 0};
    (void)object, (void)user_data;
    tell(&what);
}

/* Runs in a process of its own, which tells its progress on its output. */
static void burn_until_killed(const char *query)
{
    burner b = burner_again("kill.img", query);
    unsigned char *image = new_image(SECOND, 2);
    report end = {ACTION(COMPLETED), (int32_t)SECOND, 0, 1};
    uint32_t cookie = 0;
    CHECK_HR(df2d_put_disable_consumer_dvd_compatibility_mode(b.object, 1), DF2D_S_OK);
    CHECK_HR(df2d_put_force_overwrite(b.object, 1), DF2D_S_OK);
    CHECK_HR(df2d_advise(b.object, tell_update, NULL, NULL, &cookie), DF2D_S_OK);
    end.hr = write_image(b.object, image, SECOND);
    tell(&end);
    for (;;) pause();
}

/* Lets a process burn, kills it once it told of this action and of so many sectors, and returns what it told last. */
static report kill_a_burn(const char *query, int32_t action, int32_t sent)
{
    report last = {-1, -1, DF2D_E_PENDING, 0}, next;
    int pipes[2], status = 0, seen = 0;
    pid_t pid;
    if (pipe(pipes) != 0) abort();
    fflush(stdout);
    pid = fork();
    if (pid == 0) {
        dup2(pipes[1], STDOUT_FILENO);
        close(pipes[0]);
        close(pipes[1]);
        execl(own_path, own_path, query, (char *)NULL);
        _exit(4);
    }
    close(pipes[1]);
    while (read(pipes[0], &next, sizeof next) == (ssize_t)sizeof next) {
        last = next;
        if (!seen && ((next.action >= action && next.sent >= sent) || next.ended)) {
            seen = 1;
            kill(pid, SIGKILL);
        }
    }
    close(pipes[0]);
    CHECK(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    return last;
}

/* Sessions: the one before is untouched; the one that was interrupted is whole, reported, or not there at all. */
static void check_sessions(const burner *b, const report *last, const unsigned char *first,
                           const unsigned char *second, int32_t second_lba)
{
    int32_t status = status_of(b->object), start = -1, next = -1;
    size_t there = sectors_alike(b->path, (size_t)second_lba, second, SECOND);
    CHECK(sectors_alike(b->path, 0, first, FIRST) == FIRST);
    if (status & STATE(UNSUPPORTED_MASK)) {
        /* Interrupted: what it can do next depends on the medium, but nothing else is wrong with it. */
        CHECK((status & ~(STATE(DAMAGED) | STATE(NON_EMPTY_SESSION))) == 0);
        CHECK(!last->ended);
        CHECK_HR(df2d_get_next_writable_address(b->object, &next), DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
        CHECK_HR(write_image(b->object, first, FIRST), DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
        CHECK(status_of(b->object) == status);
        CHECK(sectors_alike(b->path, (size_t)second_lba, second, SECOND) == there);
        return;
    }
    CHECK(status == STATE(APPENDABLE));
    CHECK_HR(df2d_get_start_address_of_previous_session(b->object, &start), DF2D_S_OK);
    CHECK_HR(df2d_get_next_writable_address(b->object, &next), DF2D_S_OK);
    CHECK(start == second_lba ? there == SECOND && next >= second_lba + (int32_t)SECOND
                              : start == 0 && next == second_lba && !last->ended);
    CHECK_HR(write_image(b->object, first, FIRST), DF2D_S_OK);
    CHECK(sectors_alike(b->path, (size_t)next, first, FIRST) == FIRST);
}

/* Overwriting: each sector is the old one or the new one, and the disc can be overwritten again. */
static void check_overwritten(const burner *b, const report *last, const unsigned char *first,
                              const unsigned char *second)
{
    size_t there = sectors_alike(b->path, 0, second, SECOND);
    CHECK(status_of(b->object) == STATE(OVERWRITE_ONLY));
    CHECK(!last->ended || there == SECOND);
    for (size_t lba = there; lba < FIRST; ++lba)
        CHECK(sectors_alike(b->path, lba, first + lba * SECTOR, 1) == 1 ||
              sectors_alike(b->path, lba, second + lba * SECTOR, 1) == 1);
    CHECK_HR(write_image(b->object, first, FIRST), DF2D_S_OK);
    CHECK(sectors_alike(b->path, 0, first, FIRST) == FIRST);
}

static void kill_burns_on(const char *medium, const char *size)
{
    unsigned char *first = new_image(FIRST, 1), *second = new_image(SECOND, 2);
    char query[120];
    for (int32_t moment = 0; moment < 10; ++moment) {
        int32_t next = 0, action = moment < 8 ? ACTION(WRITING_DATA) : ACTION(FINALIZATION);
        int32_t sent = moment < 8 ? moment * (int32_t)SECOND / 8 : (moment - 8) * (int32_t)SECOND;
        burner b;
        report last;
        snprintf(query, sizeof query, "media=%s&size=%s&clock=virtual", medium, size);
        b = burner_open("kill.img", query);
        CHECK_HR(df2d_put_disable_consumer_dvd_compatibility_mode(b.object, 1), DF2D_S_OK);
        CHECK_HR(write_image(b.object, first, FIRST), DF2D_S_OK);
        CHECK_HR(df2d_get_next_writable_address(b.object, &next), DF2D_S_OK);
        burner_close(&b);
        snprintf(query, sizeof query, "media=%s&speed=2400&clock=scaled:40", medium);
        last = kill_a_burn(query, action, sent);
        CHECK(!last.ended || last.hr == DF2D_S_OK);
        snprintf(query, sizeof query, "media=%s&clock=virtual", medium);
        b = burner_again("kill.img", query);
        CHECK_HR(df2d_put_disable_consumer_dvd_compatibility_mode(b.object, 1), DF2D_S_OK);
        CHECK_HR(df2d_put_force_overwrite(b.object, 1), DF2D_S_OK);
        if (next == 0) check_overwritten(&b, &last, first, second);
        else check_sessions(&b, &last, first, second, next);
        check_free(b.recorder);
        burner_close(&b);
    }
    free(first);
    free(second);
}

/* With room for a third session after each. */
TEST(cd_r) { kill_burns_on("cd-r", "60000"); }
TEST(dvd_plus_r) { kill_burns_on("dvd+r", "60000"); }
TEST(dvd_plus_rw) { kill_burns_on("dvd+rw", "60000"); }
TEST(bd_re) { kill_burns_on("bd-re", "500000"); }

int main(int count, char **arguments)
{
    own_path = arguments[0];
    if (count > 1) burn_until_killed(arguments[1]);
    RUN(cd_r);
    RUN(dvd_plus_r);
    RUN(dvd_plus_rw);
    RUN(bd_re);
    return test_end();
}
