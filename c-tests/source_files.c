/* Files and pipes that change under the write which reads them. */
#include "media.h"

#include <fcntl.h>
#include <signal.h>

#define SECTORS ((size_t)40000) /* more than the library reads ahead */
#define SHORTER ((size_t)30000)

static unsigned char *image; /* SECTORS */

/* What happens to the source when the drive gets its first data, while the drive waits. */
typedef struct accident {
    void (*happens)(struct accident *);
    int fd, fired;
} accident;

static void on_trace(int32_t level, const char *target, const char *message, void *user_data)
{
    accident *a = user_data;
    (void)level, (void)target;
    if (a->fired || strstr(message, "| WRITE (10)") == NULL) return;
    a->fired = 1;
    a->happens(a);
}

static void shorten(accident *a) { CHECK(ftruncate(a->fd, (off_t)(SHORTER * SECTOR + 100)) == 0); }
static void empty(accident *a) { CHECK(ftruncate(a->fd, 0) == 0); }
static void lengthen(accident *a) { CHECK(ftruncate(a->fd, (off_t)(2 * SECTORS * SECTOR + 1)) == 0); }
static void delete(accident *a) { CHECK(a->fd >= 0 && unlink("source.img") == 0); }

static void burn_through(void (*happens)(accident *), int from_fd, int whole)
{
    const int before = test_failed_checks;
    accident a = {happens, -1, 0};
    burner b = burner_open("files.iso", "media=dvd+r&size=300000&speed=2500&clock=virtual");
    df2d_stream_t *stream = NULL;
    df2d_write_result r;
    uint32_t cookie;
    a.fd = open("source.img", O_RDWR | O_CREAT | O_TRUNC, 0600);
    REQUIRE(a.fd >= 0 && write(a.fd, image, SECTORS * SECTOR) == (ssize_t)(SECTORS * SECTOR));
    CHECK_HR(from_fd ? df2d_stream_from_fd(a.fd, -1, &stream) : df2d_stream_from_file("source.img", &stream), DF2D_S_OK);
    CHECK_HR(df2d_log_advise(DF2D_LOG_TRACE, on_trace, &a, NULL, &cookie), DF2D_S_OK);
    CHECK_HR(df2d_write(b.object, stream), whole ? DF2D_S_OK : DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    CHECK_HR(df2d_log_unadvise(cookie), DF2D_S_OK);
    CHECK(a.fired);
    r = result_of(b.object);
    check_truth(&b, image, SECTORS);
    if (whole) {
        CHECK(r.content_after == DF2D_CONTENT_WHOLE && r.sectors_sent == (int64_t)SECTORS);
    } else {
        CHECK(r.content_after == DF2D_CONTENT_PARTIAL && r.sectors_on_media > 0);
        CHECK(r.disc_after == DF2D_DISC_APPENDABLE && r.sectors_sent <= (int64_t)SHORTER);
        check_goes_on(&b, image, 500);
    }
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    close(a.fd);
    burner_close(&b);
    if (test_failed_checks != before) printf("# ^ %s, whole %d\n", from_fd ? "descriptor" : "file", whole);
}

TEST(a_file_that_shrinks)
{
    for (int fd = 0; fd < 2; ++fd) {
        burn_through(shorten, fd, 0);
        burn_through(empty, fd, 0);
    }
}

TEST(a_file_that_grows)
{
    for (int fd = 0; fd < 2; ++fd) burn_through(lengthen, fd, 1);
}

TEST(a_file_that_is_deleted)
{
    for (int fd = 0; fd < 2; ++fd) burn_through(delete, fd, 1);
}

/* Between one write and the next, the size is asked anew. */
TEST(a_file_that_changes_between_two_writes)
{
    const size_t sizes[] = {3000, 500, 4000};
    df2d_stream_t *stream = NULL;
    int fd = open("source.img", O_RDWR | O_CREAT | O_TRUNC, 0600);
    REQUIRE(fd >= 0 && write(fd, image, 4000 * SECTOR) == (ssize_t)(4000 * SECTOR));
    CHECK_HR(df2d_stream_from_file("source.img", &stream), DF2D_S_OK);
    for (size_t n = 0; n < COUNT(sizes); ++n) {
        burner b = burner_open("between.iso", "media=cd-r&size=60000&clock=virtual");
        CHECK(ftruncate(fd, (off_t)(sizes[n] * SECTOR)) == 0);
        CHECK_HR(df2d_write(b.object, stream), DF2D_S_OK);
        CHECK(result_of(b.object).sectors_requested == (int64_t)sizes[n]);
        burner_close(&b);
    }
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    close(fd);
}

/* --- pipes --- */

/* Another thread's end of a pipe: gives so many bytes, and then closes it, or not. */
typedef struct giver {
    pthread_t thread;
    int read_end, write_end, keeps_open;
    size_t bytes, given;
} giver;

static void *give(void *user_data)
{
    giver *g = user_data;
    ssize_t got;
    while (g->given < g->bytes && (got = write(g->write_end, image + g->given, g->bytes - g->given)) > 0)
        g->given += (size_t)got;
    if (!g->keeps_open) close(g->write_end);
    return NULL;
}

/* A stream that says it has `sectors`. */
static df2d_stream_t *stream_from(giver *g, size_t sectors, size_t bytes, int keeps_open)
{
    df2d_stream_t *stream = NULL;
    int ends[2];
    if (pipe(ends) != 0) abort();
    g->read_end = ends[0];
    g->write_end = ends[1];
    g->keeps_open = keeps_open;
    g->bytes = bytes;
    g->given = 0;
    CHECK_HR(df2d_stream_from_fd(g->read_end, (int64_t)(sectors * SECTOR), &stream), DF2D_S_OK);
    close(g->read_end);
    pthread_create(&g->thread, NULL, give, g);
    return stream;
}

static void giver_end(giver *g)
{
    pthread_join(g->thread, NULL);
    if (g->keeps_open) close(g->write_end);
}

/* At its first byte, within a sector, between two, before its last byte. */
TEST(a_pipe_that_closes_early)
{
    static const size_t moments[] = {0, 700 * 2048 + 77, 700 * 2048, 2000 * 2048 - 1};
    for (size_t n = 0; n < COUNT(moments); ++n) {
        burner b = burner_of(&ALL_MEDIA[n * 3], "pipe.iso", "speed=1200&clock=virtual");
        giver g;
        df2d_stream_t *stream = stream_from(&g, 2000, moments[n], 0);
        CHECK_HR(df2d_write(b.object, stream), DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
        check_truth(&b, image, 2000);
        CHECK(result_of(b.object).content_after == (moments[n] ? DF2D_CONTENT_PARTIAL : DF2D_CONTENT_NONE));
        check_goes_on(&b, image, 500);
        CHECK_HR(df2d_write(b.object, stream), DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED); /* it has been read */
        CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
        giver_end(&g);
        burner_close(&b);
    }
}

/* What it has beyond its size is left in it, and its writer hears that nobody reads any more. */
TEST(a_pipe_that_has_more)
{
    burner b = burner_of(&ALL_MEDIA[0], "pipe.iso", "clock=virtual");
    giver g;
    df2d_stream_t *stream = stream_from(&g, 2000, SECTORS * SECTOR, 0);
    CHECK_HR(df2d_write(b.object, stream), DF2D_S_OK);
    CHECK(sectors_alike(b.path, 0, image, 2500) < 2500 && sectors_alike(b.path, 0, image, 2000) == 2000);
    check_truth(&b, image, 2000);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    giver_end(&g);
    CHECK(g.given >= 2000 * SECTOR && g.given < SECTORS * SECTOR);
    burner_close(&b);
}

/* It gives a part and then nothing, and is not closed: the cancel ends the read. */
TEST(a_pipe_that_hangs)
{
    static const size_t moments[] = {0, 700 * 2048 + 77, 700 * 2048};
    for (size_t n = 0; n < COUNT(moments); ++n) {
        burner b = burner_of(&ALL_MEDIA[n * 5], "pipe.iso", "speed=1200&clock=virtual");
        giver g;
        df2d_stream_t *stream = stream_from(&g, 2000, moments[n], 1);
        df2d_hresult hr = 77;
        CHECK_HR(df2d_write_async(b.object, stream), DF2D_S_OK);
        pthread_join(g.thread, NULL); /* all is in the pipe or beyond */
        CHECK_HR(df2d_cancel_write(b.object), DF2D_S_OK);
        CHECK_HR(df2d_wait(b.object, DF2D_INFINITE, &hr), DF2D_S_OK);
        CHECK_HR(hr, DF2D_E_IMAPI_REQUEST_CANCELLED);
        check_truth(&b, image, 2000);
        check_goes_on(&b, image, 500);
        CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
        close(g.write_end);
        burner_close(&b);
    }
}

int main(void)
{
    signal(SIGPIPE, SIG_IGN);
    image = new_image(SECTORS, 4);
    RUN(a_file_that_shrinks);
    RUN(a_file_that_grows);
    RUN(a_file_that_is_deleted);
    RUN(a_file_that_changes_between_two_writes);
    RUN(a_pipe_that_closes_early);
    RUN(a_pipe_that_has_more);
    RUN(a_pipe_that_hangs);
    free(image);
    return test_end();
}
