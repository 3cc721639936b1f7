/* Programs with timers: thousands of signals per second have no effect on a burn, whatever its source is and however their
 * handlers are set. */
#include "media.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <sys/time.h>

#define SECTORS ((size_t)2000)

static unsigned char *image; /* SECTORS */
static atomic_int alarms, users, stopped;

static void on_signal(int number)
{
    atomic_fetch_add(number == SIGALRM ? &alarms : &users, 1);
}

static void *send_signals(void *unused)
{
    (void)unused;
    while (!atomic_load(&stopped)) {
        kill(getpid(), SIGUSR1);
        usleep(50);
    }
    return NULL;
}

static void *fill_pipe(void *user_data)
{
    int fd = *(int *)user_data;
    size_t at = 0;
    while (at < SECTORS * SECTOR) {
        ssize_t got = write(fd, image + at, SECTORS * SECTOR - at < 5000 ? SECTORS * SECTOR - at : 5000);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        at += (size_t)got;
    }
    close(fd);
    return NULL;
}

enum { MEMORY, FROM_FILE, FROM_FD, FROM_PIPE, KINDS };

static void burn(const medium *m, int kind)
{
    const int before = test_failed_checks;
    burner b = burner_of(m, "signals.iso", "speed=1200&clock=virtual");
    df2d_stream_t *stream = NULL;
    df2d_hresult hr = 77;
    pthread_t filler;
    int fd = -1, ends[2];
    if (kind == MEMORY) stream = memory_stream(image, SECTORS);
    if (kind == FROM_FILE) CHECK_HR(df2d_stream_from_file("source.img", &stream), DF2D_S_OK);
    if (kind == FROM_FD) {
        fd = open("source.img", O_RDONLY);
        CHECK_HR(df2d_stream_from_fd(fd, -1, &stream), DF2D_S_OK);
        close(fd);
    }
    if (kind == FROM_PIPE) {
        if (pipe(ends) != 0) abort();
        CHECK_HR(df2d_stream_from_fd(ends[0], (int64_t)(SECTORS * SECTOR), &stream), DF2D_S_OK);
        close(ends[0]);
        pthread_create(&filler, NULL, fill_pipe, &ends[1]);
    }
    CHECK_HR(df2d_put_burn_verification_level(b.object, VERIFY(FULL)), DF2D_S_OK);
    CHECK_HR(df2d_write_async(b.object, stream), DF2D_S_OK);
    while ((hr = df2d_wait(b.object, 1, &hr)) == DF2D_E_PENDING) continue;
    CHECK_HR(hr, DF2D_S_OK);
    CHECK_HR(result_of(b.object).hr, DF2D_S_OK);
    CHECK(sectors_alike(b.path, 0, image, SECTORS) == SECTORS);
    check_truth(&b, image, SECTORS);
    if (kind == FROM_PIPE) pthread_join(filler, NULL);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    burner_close(&b);
    if (test_failed_checks != before) printf("# ^ %s, source %d\n", m->name, kind);
}

static void burn_in_a_storm(int flags)
{
    const struct itimerval often = {{0, 150}, {0, 150}}, never = {{0, 0}, {0, 0}};
    struct sigaction action;
    pthread_t sender;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    action.sa_flags = flags;
    sigaction(SIGALRM, &action, NULL);
    sigaction(SIGUSR1, &action, NULL);
    atomic_store(&alarms, 0);
    atomic_store(&users, 0);
    atomic_store(&stopped, 0);
    pthread_create(&sender, NULL, send_signals, NULL);
    setitimer(ITIMER_REAL, &often, NULL);
    for (size_t m = 0; m < COUNT(ALL_MEDIA); ++m) burn(&ALL_MEDIA[m], (int)(m % KINDS));
    for (int kind = 0; kind < KINDS; ++kind) burn(&ALL_MEDIA[0], kind);
    setitimer(ITIMER_REAL, &never, NULL);
    atomic_store(&stopped, 1);
    pthread_join(sender, NULL);
    CHECK(atomic_load(&alarms) > 100 && atomic_load(&users) > 100);
}

TEST(calls_that_are_restarted) { burn_in_a_storm(SA_RESTART); }
TEST(calls_that_are_interrupted) { burn_in_a_storm(0); }

/* A program may count on its own threads alone getting its signals. */
static void see_the_mask(events *e, df2d_t *object, const df2d_progress *progress)
{
    sigset_t mask;
    (void)object, (void)progress;
    CHECK(pthread_sigmask(SIG_BLOCK, NULL, &mask) == 0);
    CHECK(sigismember(&mask, SIGALRM) == 1 && sigismember(&mask, SIGUSR1) == 1 && sigismember(&mask, SIGTERM) == 1);
    ++*(int *)e->context;
}

TEST(the_threads_of_the_library_get_none)
{
    burner b = burner_of(&ALL_MEDIA[0], "mask.iso", "speed=1200&clock=virtual");
    events *e = listen_to(b.object);
    int seen = 0;
    e->hook = see_the_mask;
    e->context = &seen;
    CHECK_HR(write_image(b.object, image, SECTORS), DF2D_S_OK);
    CHECK(seen > 2);
    burner_close(&b);
    events_free(e);
}

/* Hosts such as Mono make exceptions of what a callback's own code raises, on whatever thread that is. */
static const int of_its_own[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS};
static _Thread_local sigjmp_buf fault;

static void on_fault(int number)
{
    siglongjmp(fault, number);
}

static void raise_them(events *e, df2d_t *object, const df2d_progress *progress)
{
    (void)object, (void)progress;
    if (++*(int *)e->context > 3) return;
    for (size_t n = 0; n < COUNT(of_its_own); ++n) {
        volatile int caught = sigsetjmp(fault, 1);
        if (caught == 0) pthread_kill(pthread_self(), of_its_own[n]);
        CHECK(caught == of_its_own[n]);
    }
}

TEST(a_callback_can_catch_what_its_own_code_raises)
{
    struct sigaction action, before[COUNT(of_its_own)];
    burner b = burner_of(&ALL_MEDIA[0], "faults.iso", "speed=1200&clock=virtual");
    events *e = listen_to(b.object);
    int seen = 0;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_fault;
    for (size_t n = 0; n < COUNT(of_its_own); ++n) sigaction(of_its_own[n], &action, &before[n]);
    e->hook = raise_them;
    e->context = &seen;
    CHECK_HR(write_image(b.object, image, SECTORS), DF2D_S_OK);
    CHECK(seen > 2);
    for (size_t n = 0; n < COUNT(of_its_own); ++n) sigaction(of_its_own[n], &before[n], NULL);
    burner_close(&b);
    events_free(e);
}

/* Hosts such as Mono stop every thread that has called them by a signal, for their garbage collector, wherever it is. */
static void stop_the_library(int number)
{
    DIR *tasks = opendir("/proc/self/task");
    struct dirent *task;
    while (tasks != NULL && (task = readdir(tasks)) != NULL) {
        char path[300], name[16] = "";
        FILE *file;
        snprintf(path, sizeof path, "/proc/self/task/%s/comm", task->d_name);
        file = fopen(path, "r");
        if (file == NULL) continue;
        if (fgets(name, sizeof name, file) != NULL && strncmp(name, "df2d", 4) == 0)
            syscall(SYS_tgkill, getpid(), atoi(task->d_name), number);
        fclose(file);
    }
    if (tasks != NULL) closedir(tasks);
}

static void *collect_garbage(void *numbers)
{
    const int *number = numbers;
    while (!atomic_load(&stopped)) {
        stop_the_library(*number++);
        if (*number == 0) number = numbers;
        usleep(500);
    }
    return NULL;
}

static void on_stop(int number)
{
    const struct timespec a_moment = {0, 20000};
    (void)number;
    atomic_fetch_add(&users, 1);
    nanosleep(&a_moment, NULL);
}

TEST(the_threads_of_the_library_can_be_stopped)
{
    int numbers[] = {SIGRTMIN, SIGRTMIN + 1, SIGRTMAX, SIGPWR, SIGXCPU, 0};
    struct sigaction action;
    pthread_t collector;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_stop;
    for (size_t n = 0; numbers[n] != 0; ++n) sigaction(numbers[n], &action, NULL);
    atomic_store(&users, 0);
    atomic_store(&stopped, 0);
    pthread_create(&collector, NULL, collect_garbage, numbers);
    for (size_t m = 0; m < COUNT(ALL_MEDIA); ++m) burn(&ALL_MEDIA[m], (int)(m % KINDS));
    for (int kind = 0; kind < KINDS; ++kind) burn(&ALL_MEDIA[0], kind);
    atomic_store(&stopped, 1);
    pthread_join(collector, NULL);
    CHECK(atomic_load(&users) > 100);
}

static void *send_what_is_blocked(void *unused)
{
    (void)unused;
    while (!atomic_load(&stopped)) {
        kill(getpid(), SIGRTMIN + 2);
        usleep(500);
    }
    return NULL;
}

/* A program that waits for a signal in one place has it blocked everywhere. Unblocked on any thread, this one would end it. */
TEST(what_the_caller_has_blocked_stays_blocked)
{
    const struct timespec at_once = {0, 0};
    sigset_t blocked, before;
    pthread_t sender;
    int got = 0;
    signal(SIGRTMIN + 2, SIG_DFL);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGRTMIN + 2);
    pthread_sigmask(SIG_BLOCK, &blocked, &before);
    atomic_store(&stopped, 0);
    pthread_create(&sender, NULL, send_what_is_blocked, NULL);
    for (int kind = 0; kind < KINDS; ++kind) burn(&ALL_MEDIA[0], kind);
    atomic_store(&stopped, 1);
    pthread_join(sender, NULL);
    while (sigtimedwait(&blocked, NULL, &at_once) > 0) ++got;
    CHECK(got > 0);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

int main(void)
{
    FILE *file = fopen("source.img", "wb");
    image = new_image(SECTORS, 11);
    if (file == NULL || fwrite(image, SECTOR, SECTORS, file) != SECTORS || fclose(file) != 0) return 2;
    RUN(calls_that_are_restarted);
    RUN(calls_that_are_interrupted);
    RUN(the_threads_of_the_library_get_none);
    RUN(a_callback_can_catch_what_its_own_code_raises);
    RUN(the_threads_of_the_library_can_be_stopped);
    RUN(what_the_caller_has_blocked_stays_blocked);
    free(image);
    return test_end();
}
