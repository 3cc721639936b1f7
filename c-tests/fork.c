/* A forked child may only exec: every call is refused, and touches nothing. */
#include "test.h"

#include <sys/wait.h>
#include <unistd.h>

static int freed;
static void count(void *user_data)
{
    (void)user_data;
    ++freed;
}

static int child(df2d_stream_t *stream)
{
    uint64_t size = 5;
    size_t alive = 5;
    df2d_stream_t *made = stream;
    int bad = 0;
    bad += df2d_stream_get_size_bytes(stream, &size) != DF2D_E_UNEXPECTED || size != 0;
    bad += df2d_live_objects(&alive) != DF2D_E_UNEXPECTED || alive != 0;
    bad += df2d_stream_from_memory("x", 1, count, NULL, &made) != DF2D_E_UNEXPECTED || made != NULL;
    bad += freed != 1;
    bad += df2d_stream_destroy(stream) != DF2D_E_UNEXPECTED;
    bad += df2d_version_number() != DF2D_VERSION_NUMBER;
    bad += strcmp(df2d_hresult_name(DF2D_E_HANDLE), "E_HANDLE") != 0;
    return bad;
}

TEST(child)
{
    df2d_stream_t *stream = NULL;
    int status = -1;
    pid_t pid;
    CHECK_HR(df2d_stream_from_memory("x", 1, NULL, NULL, &stream), DF2D_S_OK);
    fflush(stdout);
    pid = fork();
    if (pid == 0) _exit(child(stream));
    REQUIRE(pid > 0 && waitpid(pid, &status, 0) == pid);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
}

int main(void)
{
    RUN(child);
    return test_end();
}
