/* Callbacks of every kind that misbehave: they cancel, unadvise, destroy, sleep, and do not return until they are let. The
 * disc is not held up by any of them, and each user data is freed once. */
#include "eraser.h"
#include "gate.h"
#include "media.h"

#include <sched.h>

#define SECTORS ((size_t)2000)
#define DRIVE "speed=1200&buffer=262144&clock=virtual"
#define FAST_DRIVE "speed=1200&buffer=262144&clock=scaled:1000"

static unsigned char *image; /* SECTORS */

/* The functions that the library calls. */
typedef enum { UPDATE, END, LOG, FREE, SIZE, READ, SEEK, CANCEL, CLOSE } place;

static const char *const NAMES[] = {"update", "end", "log", "free", "size", "read", "seek", "cancel", "close"};

/* What one of them does, when it is called the first time while a write runs. */
typedef struct scene {
    burner b;
    df2d_stream_t *stream;
    uint32_t cookies[3];
    place where;
    void (*conduct)(struct scene *);
    int armed, calls, freed;
} scene;

static void called(scene *it, place where)
{
    if (where != it->where || !__atomic_exchange_n(&it->armed, 0, __ATOMIC_SEQ_CST)) return;
    ++it->calls;
    it->conduct(it);
}

static void on_update(df2d_t *object, const df2d_progress *progress, void *user_data)
{
    (void)object;
    if (progress->current_action == ACTION(WRITING_DATA)) called(user_data, UPDATE);
}
static void on_end(df2d_t *object, const df2d_write_result *result, void *user_data)
{
    (void)object, (void)result;
    called(user_data, END);
}
static void on_log(int32_t level, const char *target, const char *message, void *user_data)
{
    (void)level, (void)target, (void)message;
    called(user_data, LOG);
}
static void on_free(void *user_data)
{
    scene *it = user_data;
    __atomic_fetch_add(&it->freed, 1, __ATOMIC_SEQ_CST);
    called(it, FREE);
}
static df2d_hresult on_size(void *user_data, uint64_t *size)
{
    *size = SECTORS * SECTOR;
    called(user_data, SIZE);
    return DF2D_S_OK;
}
static df2d_hresult on_read(void *user_data, void *buffer, size_t size, size_t *got)
{
    memcpy(buffer, image, size);
    *got = size;
    called(user_data, READ);
    return DF2D_S_OK;
}
static df2d_hresult on_seek(void *user_data, uint64_t offset)
{
    (void)offset;
    called(user_data, SEEK);
    return DF2D_S_OK;
}
static void on_cancel(void *user_data) { called(user_data, CANCEL); }
static void on_close(void *user_data) { called(user_data, CLOSE); }

/* An object with a callback of every kind. */
static void set_up(scene *it, const medium *m, const char *drive, place where, void (*conduct)(scene *))
{
    const df2d_stream_callbacks calls = {sizeof calls, 0, on_size, on_read, on_seek, on_cancel, on_close};
    memset(it, 0, sizeof *it);
    it->b = burner_of(m, "conduct.iso", drive);
    it->where = where;
    it->conduct = conduct;
    CHECK_HR(df2d_stream_from_callbacks(&calls, it, &it->stream), DF2D_S_OK);
    CHECK_HR(df2d_advise(it->b.object, on_update, it, on_free, &it->cookies[0]), DF2D_S_OK);
    CHECK_HR(df2d_advise_end(it->b.object, on_end, it, on_free, &it->cookies[1]), DF2D_S_OK);
    CHECK_HR(df2d_log_advise(DF2D_LOG_INFO, on_log, it, on_free, &it->cookies[2]), DF2D_S_OK);
    it->armed = 1;
}

static void tear_down(scene *it)
{
    CHECK_HR(df2d_stream_release(it->stream), DF2D_S_OK);
    df2d_release(it->b.object); /* it may be gone */
    df2d_log_unadvise(it->cookies[2]);
    CHECK_HR(df2d_recorder_release(it->b.recorder), DF2D_S_OK);
    while (test_alive() != 0) sched_yield(); /* nobody is told when the last of it is gone */
    CHECK(it->freed == 3);
}

/* --- what they do --- */

static void cancel_and_wait(scene *it)
{
    df2d_hresult hr = 77;
    df2d_cancel_write(it->b.object);
    hr = df2d_wait(it->b.object, DF2D_INFINITE, &hr);
    CHECK(it->where == FREE || it->where == LOG || it->where == CLOSE || hr < 0);
}

static void unadvise_all(scene *it)
{
    CHECK_HR(df2d_log_unadvise(it->cookies[2]), DF2D_S_OK);
    for (int n = 0; n < 2; ++n) CHECK_HR(df2d_unadvise(it->b.object, it->cookies[n]), DF2D_S_OK);
    CHECK_HR(df2d_unadvise(it->b.object, it->cookies[0]), DF2D_E_INVALIDARG);
}

static void destroy_all(scene *it)
{
    CHECK_HR(df2d_destroy(it->b.object), DF2D_S_FALSE);
    CHECK_HR(df2d_destroy(it->b.object), DF2D_E_HANDLE);
}

static void sleep_long(scene *it)
{
    CHECK_HR(df2d_virtual_sleep(it->b.recorder, 30000), DF2D_S_OK);
}

static void do_not_return(scene *it)
{
    (void)it;
    gate_pass();
}

/* Every place on every medium would be much: the media take turns. */
static const medium *next_medium(void)
{
    static size_t turn;
    return &ALL_MEDIA[turn++ % COUNT(ALL_MEDIA)];
}

/* A write whose callbacks behave so; not all that is called in it can be cancelled or destroyed there. */
static void conduct(place where, void (*what)(scene *), df2d_hresult expected)
{
    const int before = test_failed_checks;
    const medium *m = next_medium();
    scene it;
    df2d_hresult hr;
    set_up(&it, m, DRIVE, where, what);
    hr = df2d_write(it.b.object, it.stream);
    CHECK_HR(hr, expected);
    CHECK(it.calls == 1);
    check_free(it.b.recorder);
    tear_down(&it);
    if (test_failed_checks != before) printf("# ^ %s, in %s: %s\n", m->name, NAMES[where], df2d_hresult_name(hr));
}

TEST(they_cancel)
{
    static const place places[] = {UPDATE, READ, SEEK};
    for (int times = 0; times < 5; ++times) {
        for (size_t n = 0; n < COUNT(places); ++n)
            conduct(places[n], cancel_and_wait, DF2D_E_IMAPI_REQUEST_CANCELLED);
        conduct(END, cancel_and_wait, DF2D_S_OK);
    }
}

TEST(they_unadvise)
{
    static const place places[] = {UPDATE, END, SIZE, READ, SEEK};
    for (int times = 0; times < 3; ++times)
        for (size_t n = 0; n < COUNT(places); ++n) conduct(places[n], unadvise_all, DF2D_S_OK);
}

TEST(they_destroy)
{
    static const place places[] = {UPDATE, READ};
    for (int times = 0; times < 8; ++times)
        for (size_t n = 0; n < COUNT(places); ++n) conduct(places[n], destroy_all, DF2D_E_IMAPI_REQUEST_CANCELLED);
    for (int times = 0; times < 8; ++times) conduct(END, destroy_all, DF2D_S_OK);
}

TEST(they_sleep)
{
    static const place places[] = {UPDATE, END, LOG, SIZE, READ, SEEK};
    for (int times = 0; times < 3; ++times)
        for (size_t n = 0; n < COUNT(places); ++n) conduct(places[n], sleep_long, DF2D_S_OK);
}

/* --- they do not return --- */

static void *write_it(void *user_data)
{
    scene *it = user_data;
    df2d_write(it->b.object, it->stream);
    return NULL;
}

/* The drive is let go and the tray unlocked though the callback hangs, with a cancel where the disc waits for it. */
static void hang_in(place where, int cancels)
{
    const int before = test_failed_checks;
    const medium *m = next_medium();
    pthread_t writer;
    scene it;
    gate_set(0);
    set_up(&it, m, FAST_DRIVE, where, do_not_return);
    pthread_create(&writer, NULL, write_it, &it);
    gate_await();
    if (cancels) CHECK_HR(df2d_cancel_write(it.b.object), DF2D_S_OK);
    for (char owner[80] = "?"; owner[0] != 0;) {
        size_t needed;
        sched_yield(); /* nobody is told when the drive is let go */
        CHECK_HR(df2d_recorder_get_exclusive_access_owner(it.b.recorder, owner, sizeof owner, &needed), DF2D_S_OK);
        if (owner[0] == 0 && !cancels && counts_of(it.b.recorder).sectors_written < SECTORS) owner[0] = '?';
    }
    CHECK(!counts_of(it.b.recorder).prevented);
    gate_set(1);
    pthread_join(writer, NULL);
    CHECK_HR(result_of(it.b.object).hr, cancels ? DF2D_E_IMAPI_REQUEST_CANCELLED : DF2D_S_OK);
    check_free(it.b.recorder);
    tear_down(&it);
    if (test_failed_checks != before) printf("# ^ %s, in %s\n", m->name, NAMES[where]);
}

TEST(they_do_not_return)
{
    for (int times = 0; times < 4; ++times) {
        hang_in(UPDATE, 0);
        hang_in(END, 0);
        hang_in(READ, 1);
    }
}

/* Another object is released while its callback hangs: that does not wait, and the rest goes on when it returns. */
TEST(released_while_one_hangs)
{
    for (size_t n = 0; n < 4; ++n) {
        pthread_t writer;
        scene it;
        gate_set(0);
        set_up(&it, next_medium(), FAST_DRIVE, UPDATE, do_not_return);
        pthread_create(&writer, NULL, write_it, &it);
        gate_await();
        CHECK_HR(df2d_release(it.b.object), DF2D_S_OK);
        CHECK(it.freed < 2);
        gate_set(1);
        pthread_join(writer, NULL);
        tear_down(&it);
    }
}

/* --- of the eraser, and functions that free --- */

static void destroy_eraser(erasure *e, df2d_erase_t *object)
{
    if (e->context != NULL) return;
    e->context = e;
    CHECK_HR(df2d_erase_cancel_erase(object), DF2D_S_OK);
    CHECK_HR(df2d_erase_destroy(object), DF2D_S_FALSE);
    CHECK_HR(df2d_erase_destroy(object), DF2D_E_HANDLE);
}

TEST(of_an_eraser)
{
    burner b = burner_open("erase.iso", "media=dvd-ram&size=60000&speed=1000&clock=virtual");
    df2d_erase_t *eraser = new_eraser(b.recorder);
    erasure *e = listen_to_eraser(eraser);
    CHECK_HR(write_image(b.object, image, SECTORS), DF2D_S_OK);
    CHECK_HR(df2d_erase_put_full_erase(eraser, 1), DF2D_S_OK);
    e->hook = destroy_eraser;
    CHECK_HR(df2d_erase_erase_media(eraser), DF2D_E_IMAPI_REQUEST_CANCELLED);
    CHECK(e->context != NULL);
    check_free(b.recorder);
    burner_close(&b);
    while (test_alive() != 0) sched_yield(); /* nobody is told when the eraser is gone */
    erasure_free(e);
}

/* A function that frees what belongs to one object calls another one, and hangs, and nothing but its caller waits. */
static void free_by_writing(void *user_data)
{
    scene *it = user_data;
    df2d_stream_t *stream = memory_stream(image, 300);
    CHECK_HR(df2d_write(it->b.object, stream), DF2D_S_OK);
    CHECK_HR(df2d_stream_release(stream), DF2D_S_OK);
    CHECK_HR(df2d_unadvise(it->b.object, 12345), DF2D_E_INVALIDARG);
    ++it->freed;
}

TEST(functions_that_free)
{
    burner b = burner_open("free.iso", "media=cd-r&size=60000&clock=virtual");
    scene it;
    df2d_stream_t *stream = NULL;
    uint32_t cookie = 0;
    memset(&it, 0, sizeof it);
    it.b = burner_open("other.iso", "media=cd-r&size=200000&clock=virtual");
    CHECK_HR(df2d_advise(b.object, note_update, &it, free_by_writing, &cookie), DF2D_S_OK);
    CHECK_HR(df2d_unadvise(b.object, cookie), DF2D_S_OK);
    CHECK(it.freed == 1);
    CHECK_HR(df2d_advise(b.object, NULL, &it, free_by_writing, &cookie), DF2D_E_POINTER);
    CHECK(it.freed == 2);
    CHECK_HR(df2d_stream_from_memory(image, SECTOR, free_by_writing, &it, &stream), DF2D_S_OK);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    CHECK(it.freed == 3);
    CHECK_HR(df2d_log_advise(DF2D_LOG_ERROR, on_log, &it, free_by_writing, &cookie), DF2D_S_OK);
    CHECK_HR(df2d_log_unadvise(cookie), DF2D_S_OK);
    CHECK(it.freed == 4);
    burner_close(&it.b);
    burner_close(&b);
}

int main(void)
{
    image = new_image(SECTORS, 16);
    RUN(they_cancel);
    RUN(they_unadvise);
    RUN(they_destroy);
    RUN(they_sleep);
    RUN(they_do_not_return);
    RUN(released_while_one_hangs);
    RUN(of_an_eraser);
    RUN(functions_that_free);
    free(image);
    return test_end();
}
