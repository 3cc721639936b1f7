/* What the library tells, and to whom. A call that fails is told at DF2D_LOG_DEBUG. */
#include "test.h"

#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
    int calls;
    int nested;
    uint32_t unadvise;
    int freed;
    char last[200];
} listener;

static void on_log(int32_t level, const char *target, const char *message, void *user_data)
{
    listener *it = user_data;
    CHECK(level >= DF2D_LOG_ERROR && level <= DF2D_LOG_TRACE);
    CHECK(strncmp(target, "df2d", 4) == 0);
    ++it->calls;
    snprintf(it->last, sizeof it->last, "%s", message);
    if (it->nested) CHECK_HR(df2d_create(NULL), DF2D_E_POINTER); /* not told: no recursion */
    if (it->unadvise) {
        CHECK_HR(df2d_log_unadvise(it->unadvise), DF2D_S_OK); /* does not wait for itself */
        CHECK(it->freed == 0);                                /* still in use */
    }
}
static void on_free(void *user_data)
{
    ++((listener *)user_data)->freed;
}

TEST(levels)
{
    listener all = {0}, few = {0};
    uint32_t a = 0, b = 0;
    CHECK_HR(df2d_log_advise(DF2D_LOG_DEBUG, on_log, &all, on_free, &a), DF2D_S_OK);
    CHECK_HR(df2d_log_advise(DF2D_LOG_ERROR, on_log, &few, on_free, &b), DF2D_S_OK);
    CHECK(a != 0 && b != 0 && a != b);
    CHECK_HR(df2d_create(NULL), DF2D_E_POINTER);
    CHECK(all.calls == 1 && few.calls == 0);
    CHECK(strstr(all.last, "80004003") != NULL);
    CHECK_HR(df2d_log_unadvise(a), DF2D_S_OK);
    CHECK_HR(df2d_create(NULL), DF2D_E_POINTER);
    CHECK(all.calls == 1 && all.freed == 1);
    CHECK_HR(df2d_log_unadvise(b), DF2D_S_OK);
    CHECK_HR(df2d_log_unadvise(b), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_log_unadvise(0), DF2D_E_INVALIDARG);
}

TEST(calls_inside_the_callback)
{
    listener it = {0};
    uint32_t cookie = 0;
    it.nested = 1;
    CHECK_HR(df2d_log_advise(DF2D_LOG_TRACE, on_log, &it, on_free, &cookie), DF2D_S_OK);
    CHECK_HR(df2d_create(NULL), DF2D_E_POINTER);
    CHECK(it.calls == 1);
    it.unadvise = cookie;
    CHECK_HR(df2d_create(NULL), DF2D_E_POINTER);
    CHECK(it.calls == 2 && it.freed == 1);
}

static void *failing_calls(void *argument)
{
    int n;
    (void)argument;
    for (n = 0; n < 2000; n++) CHECK_HR(df2d_create(NULL), DF2D_E_POINTER);
    return NULL;
}
static void ignore(int32_t level, const char *target, const char *message, void *user_data)
{
    (void)level, (void)target, (void)message;
    /* after df2d_log_unadvise returned this would be a use after free */
    *(volatile char *)user_data = 1;
}

TEST(threads)
{
    pthread_t threads[3];
    int n;
    for (n = 0; n < 3; n++) CHECK(pthread_create(&threads[n], NULL, failing_calls, NULL) == 0);
    for (n = 0; n < 500; n++) {
        uint32_t cookie = 0;
        char *data = malloc(1);
        CHECK_HR(df2d_log_advise(DF2D_LOG_DEBUG, ignore, data, NULL, &cookie), DF2D_S_OK);
        CHECK_HR(df2d_log_unadvise(cookie), DF2D_S_OK);
        free(data);
    }
    for (n = 0; n < 3; n++) pthread_join(threads[n], NULL);
}

/* Not /proc/self/exe: under valgrind that is valgrind. */
static const char *own_path;

/* The variable is read once, so another process has to show it. */
TEST(environment)
{
    char text[2000] = "";
    int status = -1;
    FILE *file;
    pid_t pid;
    fflush(stdout);
    pid = fork();
    if (pid == 0) {
        if (freopen("stderr.txt", "w", stderr) == NULL) _exit(3);
        setenv("DF2D_LOG", "debug", 1);
        execl(own_path, "log", "fail", (char *)NULL);
        _exit(4);
    }
    REQUIRE(pid > 0 && waitpid(pid, &status, 0) == pid);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    file = fopen("stderr.txt", "r");
    REQUIRE(file != NULL);
    CHECK(fread(text, 1, sizeof text - 1, file) > 0);
    fclose(file);
    CHECK(strstr(text, "80004003") != NULL);
}

static void ask_the_drive(int32_t level, const char *target, const char *message, void *user_data)
{
    char text[40];
    size_t needed = 0;
    df2d_bool supported = 0;
    df2d_t *object = NULL;
    (void)level, (void)target, (void)message;
    CHECK_HR(df2d_recorder_get_vendor_id(user_data, text, sizeof text, &needed), DF2D_S_OK);
    CHECK_HR(df2d_create(&object), DF2D_S_OK);
    CHECK_HR(df2d_is_recorder_supported(object, user_data, &supported), DF2D_S_OK);
    CHECK_HR(df2d_destroy(object), DF2D_S_FALSE);
}

/* What is asked once is not asked again by the callback that hears of the question. */
TEST(drive_asked_inside_the_callback)
{
    df2d_recorder_t *recorder = NULL;
    char text[40];
    size_t needed = 0;
    uint32_t cookie = 0;
    CHECK_HR(df2d_recorder_open("virtual:?media=cd-r&clock=virtual", &recorder), DF2D_S_OK);
    CHECK_HR(df2d_log_advise(DF2D_LOG_DEBUG, ask_the_drive, recorder, NULL, &cookie), DF2D_S_OK);
    CHECK_HR(df2d_recorder_get_vendor_id(recorder, text, sizeof text, &needed), DF2D_S_OK);
    CHECK_HR(df2d_log_unadvise(cookie), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
}

int main(int count, char **arguments)
{
    own_path = arguments[0];
    if (count > 1) return df2d_create(NULL) == DF2D_E_POINTER ? 0 : 1;
    RUN(levels);
    RUN(calls_inside_the_callback);
    RUN(threads);
    RUN(drive_asked_inside_the_callback);
    RUN(environment);
    return test_end();
}
