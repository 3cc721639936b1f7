/* A burn whose process is killed after any command, or at any time: the next process can open the disc, is told the truth
 * about it, loses nothing that was recorded before, and closes or resumes what was interrupted. */
#include "media.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#define FIRST ((size_t)800)
#define SECOND ((size_t)2000)
#define PATH "kill.img"
#define MOMENTS test_scaled(4) /* of each kind, on each medium */

static const char *own_path;
static unsigned char *first, *second;

/* --- the process that dies --- */

/* What it tells on its output, whenever something changes. */
typedef struct report {
    int32_t commands, sent, closing, ended;
    df2d_hresult hr;
} report;

typedef struct killer {
    report told;
    int32_t last_command;
} killer;

static void tell(const report *what)
{
    if (write(STDOUT_FILENO, what, sizeof *what) != (ssize_t)sizeof *what) _exit(5);
}

/* On the thread that sends the commands, after each of them. */
static void count_command(int32_t level, const char *target, const char *message, void *user_data)
{
    killer *k = user_data;
    (void)level, (void)target;
    if (strchr(message, '|') == NULL) return;
    ++k->told.commands;
    if (strstr(message, "| WRITE (10)") != NULL && strstr(message, "| good") != NULL) ++k->told.sent;
    if (strstr(message, "| CLOSE TRACK SESSION") != NULL) k->told.closing = 1;
    tell(&k->told);
    if (k->told.commands == k->last_command) kill(getpid(), SIGKILL);
}

static void burn_until_killed(const char *query, int32_t last_command)
{
    burner b = burner_again(PATH, query);
    killer k = {{0, 0, 0, 0, DF2D_E_PENDING}, last_command};
    uint32_t cookie = 0;
    second = new_image(SECOND, 2);
    CHECK_HR(df2d_put_disable_consumer_dvd_compatibility_mode(b.object, 1), DF2D_S_OK);
    CHECK_HR(df2d_put_force_overwrite(b.object, 1), DF2D_S_OK);
    CHECK_HR(df2d_log_advise(DF2D_LOG_TRACE, count_command, &k, NULL, &cookie), DF2D_S_OK);
    k.told.hr = write_image(b.object, second, SECOND);
    k.told.ended = 1;
    tell(&k.told);
    for (;;) pause();
}

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Has a process burn until it dies after so many commands (0: after all), or by our hand after so many seconds of its
 * work (negative: when it has ended). Returns what it told last, and how long it worked. */
static report kill_a_burn(const char *query, int32_t last_command, double after, double *worked)
{
    report last = {0, 0, 0, 0, DF2D_E_PENDING}, next;
    char number[16];
    int pipes[2], status = 0;
    double began = 0;
    pid_t pid;
    if (pipe(pipes) != 0) abort();
    snprintf(number, sizeof number, "%d", (int)last_command);
    fflush(stdout);
    pid = fork();
    if (pid == 0) {
        dup2(pipes[1], STDOUT_FILENO);
        close(pipes[0]);
        close(pipes[1]);
        execl(own_path, own_path, query, number, (char *)NULL);
        _exit(4);
    }
    close(pipes[1]);
    while (read(pipes[0], &next, sizeof next) == (ssize_t)sizeof next) {
        last = next;
        if (began == 0) {
            began = seconds_now();
            if (after >= 0) {
                usleep((useconds_t)(after * 1e6)); /* any moment is as good as any other */
                kill(pid, SIGKILL);
            }
        }
        if (last.ended) kill(pid, SIGKILL);
    }
    *worked = seconds_now() - began;
    close(pipes[0]);
    CHECK(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    return last;
}

/* --- and the one that comes after it --- */

static df2d_hresult recover(burner *b, int32_t action)
{
    df2d_stream_t *stream = action == DF2D_RECOVER_RESUME ? memory_stream(second, SECOND) : NULL;
    df2d_hresult hr = df2d_recover_media(b->object, action, stream);
    df2d_write_result r = result_of(b->object);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    CHECK(r.media_status_after == status_of(b->object));
    check_free(b->recorder);
    return hr;
}

/* An interrupted session, of which so much is there, is continued or closed, and the disc lives on. */
static void mend(burner *b, size_t lba, size_t there, int resume)
{
    const int32_t status = status_of(b->object);
    df2d_hresult hr;
    if (resume) {
        hr = recover(b, DF2D_RECOVER_RESUME);
        if (hr == DF2D_S_OK) {
            CHECK(result_of(b->object).content_after == DF2D_CONTENT_WHOLE);
            CHECK((size_t)result_of(b->object).start_lba == lba);
            CHECK(sectors_alike(b->path, lba, second, SECOND) == SECOND);
            return;
        }
        /* The drive goes on in no such track; nothing was touched. */
        CHECK_HR(hr, DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
        CHECK(result_of(b->object).disc_after == DF2D_DISC_UNCHANGED && status_of(b->object) == status);
    }
    CHECK_HR(recover(b, DF2D_RECOVER_CLOSE), DF2D_S_OK);
    CHECK(result_of(b->object).disc_after == DF2D_DISC_APPENDABLE || result_of(b->object).disc_after == DF2D_DISC_CLOSED);
    CHECK(sectors_alike(b->path, lba, second, SECOND) >= there);
}

/* What may be on a disc that is overwritten in place: each sector the old one or the new one. */
static void check_overwritten(const burner *b, size_t sectors_before)
{
    for (size_t lba = sectors_alike(b->path, 0, second, SECOND); lba < sectors_before; ++lba)
        CHECK(sectors_alike(b->path, lba, first + lba * SECTOR, 1) == 1 ||
              sectors_alike(b->path, lba, second + lba * SECTOR, 1) == 1);
}

static void look_after(const medium *m, size_t before, size_t lba, const report *last, int resume)
{
    burner b = burner_again(PATH, "clock=virtual");
    df2d_write_result r;
    uint64_t writes;
    int32_t disc;
    size_t there;
    REQUIRE(b.recorder != NULL);
    CHECK_HR(df2d_put_disable_consumer_dvd_compatibility_mode(b.object, 1), DF2D_S_OK);
    writes = counts_of(b.recorder).writes;
    CHECK_HR(recover(&b, DF2D_RECOVER_REPORT), DF2D_S_OK);
    CHECK(counts_of(b.recorder).writes == writes);
    r = result_of(b.object);
    disc = r.disc_after;
    there = (size_t)r.sectors_on_media < SECOND ? (size_t)r.sectors_on_media : SECOND; /* without the padding */
    /* What the disc says now is what it allows. */
    if (r.media_status_after & STATE(NON_EMPTY_SESSION)) CHECK(disc == DF2D_DISC_RECOVERABLE);
    else if (r.media_status_after & STATE(FINALIZED)) CHECK(disc == DF2D_DISC_CLOSED);
    else if (m->overwritable) CHECK(disc == DF2D_DISC_OVERWRITABLE);
    else CHECK(disc == DF2D_DISC_APPENDABLE || disc == DF2D_DISC_UNCHANGED);
    if (m->overwritable) check_overwritten(&b, before);
    else CHECK(sectors_alike(b.path, 0, first, before) == before);
    if (last->closing || last->ended) CHECK(sectors_alike(b.path, lba, second, SECOND) == SECOND);
    if (last->ended) CHECK(last->hr == DF2D_S_OK && disc != DF2D_DISC_RECOVERABLE);
    if (disc == DF2D_DISC_RECOVERABLE) {
        CHECK((size_t)r.start_lba == lba && sectors_alike(b.path, lba, second, SECOND) >= there);
        mend(&b, lba, there, resume);
    }
    if (!m->overwritable) CHECK(sectors_alike(b.path, 0, first, before) == before);
    check_goes_on(&b, first, FIRST);
    if (!m->overwritable) CHECK(sectors_alike(b.path, 0, first, before) == before);
    burner_close(&b);
}

/* A disc that holds a session already, where that leaves it open. */
static size_t prepare(const medium *m, size_t *lba)
{
    burner b = burner_of(m, PATH, "clock=virtual");
    int32_t next = 0, disc;
    CHECK_HR(df2d_put_disable_consumer_dvd_compatibility_mode(b.object, 1), DF2D_S_OK);
    CHECK_HR(write_image(b.object, first, FIRST), DF2D_S_OK);
    disc = result_of(b.object).disc_after;
    *lba = 0;
    if (disc == DF2D_DISC_APPENDABLE || disc == DF2D_DISC_OVERWRITABLE) {
        CHECK_HR(df2d_get_next_writable_address(b.object, &next), DF2D_S_OK);
        *lba = (size_t)next;
        burner_close(&b);
        return FIRST;
    }
    burner_close(&b);
    b = burner_of(m, PATH, "clock=virtual");
    burner_close(&b);
    return 0;
}

static uint32_t state;

static uint32_t random_below(uint32_t limit)
{
    state = state * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)(state >> 8) * limit) >> 24);
}

static void kill_once(const medium *m, const char *clock, int32_t last_command, double after, int resume)
{
    const int failed = test_failed_checks;
    char query[120];
    size_t lba, before = prepare(m, &lba);
    double worked;
    report last;
    snprintf(query, sizeof query, "media=%s&speed=2400&buffer=524288&clock=%s", m->name, clock);
    last = kill_a_burn(query, last_command, after, &worked);
    look_after(m, before, lba, &last, resume);
    if (test_failed_checks != failed)
        printf("# ^ %s on %s time, %s: %d commands, %d WRITEs, closing %d, ended %d\n", m->name, clock,
               resume ? "resumed" : "closed", last.commands, last.sent, last.closing, last.ended);
}

static report whole_burn(const medium *m, const char *clock, double *worked)
{
    char query[120];
    size_t lba;
    report last;
    prepare(m, &lba);
    snprintf(query, sizeof query, "media=%s&speed=2400&buffer=524288&clock=%s", m->name, clock);
    last = kill_a_burn(query, 0, -1, worked);
    CHECK(last.ended && last.hr == DF2D_S_OK && last.commands > 20);
    return last;
}

/* After the first command, after the last, and after some between. */
TEST(after_a_command)
{
    for (size_t m = 0; m < COUNT(ALL_MEDIA); ++m) {
        double worked;
        int32_t commands = whole_burn(&ALL_MEDIA[m], "virtual", &worked).commands;
        for (int moment = 0; moment < MOMENTS; ++moment) {
            int32_t command = moment == 0 ? 1 : moment == 1 ? commands : 2 + (int32_t)random_below((uint32_t)commands - 2);
            kill_once(&ALL_MEDIA[m], "virtual", command, -1, moment % 2);
        }
    }
}

/* Amid a command, a write to the disc's files, or between. */
TEST(at_any_time)
{
    for (size_t m = 0; m < COUNT(ALL_MEDIA); ++m) {
        double worked;
        whole_burn(&ALL_MEDIA[m], "scaled:200", &worked);
        for (int moment = 0; moment < MOMENTS; ++moment)
            kill_once(&ALL_MEDIA[m], "scaled:200", 0, worked * random_below(1000) / 1000, moment % 2);
    }
}

int main(int count, char **arguments)
{
    own_path = arguments[0];
    if (count > 2) burn_until_killed(arguments[1], (int32_t)strtol(arguments[2], NULL, 10));
    state = test_seed();
    first = new_image(FIRST, 1);
    second = new_image(SECOND, 2);
    RUN(after_a_command);
    RUN(at_any_time);
    free(first);
    free(second);
    return test_end();
}
