/* Writes that are begun and awaited: timeouts, many waiters, many drives, one object many times. */
#include "burn.h"

#include <sched.h>

static unsigned char *image; /* 6000 sectors */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int opened; /* the gate */

#define QUERY "media=dvd+rw&size=16000&speed=1623&clock=virtual"

static void at_the_gate(events *e, df2d_t *object, const df2d_progress *progress)
{
    (void)e;
    (void)object;
    if (progress->current_action != ACTION(WRITING_DATA)) return;
    pthread_mutex_lock(&lock);
    while (!opened) pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
}

static void open_gate(int open)
{
    pthread_mutex_lock(&lock);
    opened = open;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void *await(void *user_data)
{
    df2d_hresult hr = 77;
    CHECK_HR(df2d_wait(user_data, DF2D_INFINITE, &hr), DF2D_S_OK);
    CHECK_HR(hr, DF2D_S_OK);
    return NULL;
}

TEST(waiting)
{
    burner b = burner_open("wait.iso", QUERY);
    events *e = listen_to(b.object);
    df2d_stream_t *stream = memory_stream(image, 2000);
    pthread_t waiters[6];
    df2d_hresult hr = 77;
    df2d_write_result r;
    memset(&r, 0xEE, sizeof r);
    r.struct_size = sizeof r;
    CHECK_HR(df2d_wait(b.object, 0, &hr), DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
    CHECK(hr == 0);
    CHECK_HR(df2d_get_write_result(b.object, &r), DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
    CHECK(r.struct_size == sizeof r && r.hr == 0 && r.sectors_sent == 0); /* zeroed but for its size */
    CHECK_HR(df2d_wait(b.object, 0, NULL), DF2D_E_POINTER);
    r.struct_size = 8;
    CHECK_HR(df2d_get_write_result(b.object, &r), DF2D_E_INVALIDARG);
    e->hook = at_the_gate;
    open_gate(0);
    CHECK_HR(df2d_write_async(b.object, stream), DF2D_S_OK);
    hr = 77;
    CHECK_HR(df2d_wait(b.object, 0, &hr), DF2D_E_PENDING);
    CHECK(hr == 0);
    CHECK_HR(df2d_wait(b.object, 5, &hr), DF2D_E_PENDING);
    CHECK_HR(df2d_write_async(b.object, stream), DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS);
    CHECK_HR(df2d_write(b.object, stream), DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS);
    r.struct_size = sizeof r;
    CHECK_HR(df2d_get_write_result(b.object, &r), DF2D_E_PENDING);
    CHECK(r.hr == DF2D_E_PENDING && r.sectors_requested == 2000 && e->ends == 0);
    for (size_t n = 0; n < COUNT(waiters); ++n) pthread_create(&waiters[n], NULL, await, b.object);
    open_gate(1);
    for (size_t n = 0; n < COUNT(waiters); ++n) pthread_join(waiters[n], NULL);
    for (int n = 0; n < 3; ++n) { /* the answer stays */
        CHECK_HR(df2d_wait(b.object, 0, &hr), DF2D_S_OK);
        CHECK_HR(hr, DF2D_S_OK);
    }
    CHECK(e->ends == 1); /* the end was told before anybody was told here */
    CHECK(sectors_alike("wait.iso", 0, image, 2000) == 2000);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    burner_close(&b);
    events_free(e);
}

TEST(what_needs_the_drive_comes_later)
{
    df2d_recorder_t *recorder = open_recorder("", "media=none&clock=virtual");
    df2d_t *object = new_writer(recorder);
    events *e = listen_to(object);
    df2d_stream_t *stream = memory_stream(image, 10);
    df2d_hresult hr = 77;
    df2d_error_info info;
    char text[200] = "";
    size_t needed;
    CHECK_HR(df2d_write_async(object, stream), DF2D_S_OK);
    CHECK_HR(df2d_wait(object, DF2D_INFINITE, &hr), DF2D_S_OK);
    CHECK_HR(hr, DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    CHECK(e->ends == 1 && e->end.hr == DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    CHECK(e->end.content_after == DF2D_CONTENT_NONE);
    memset(&info, 0, sizeof info);
    info.struct_size = sizeof info;
    CHECK_HR(df2d_get_last_error(object, &info, text, sizeof text, &needed), DF2D_S_OK);
    CHECK_HR(info.hr, DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    CHECK(info.asc == 0x3A && strlen(text) > 10);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    CHECK_HR(df2d_destroy(object), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
    events_free(e);
}

TEST(again_and_again)
{
    burner b = burner_open("again.iso", QUERY);
    CHECK_HR(df2d_put_force_overwrite(b.object, 1), DF2D_S_OK);
    for (size_t n = 0; n < 8; ++n) {
        df2d_stream_t *stream = memory_stream(image + n * 100 * SECTOR, 300 + n);
        df2d_hresult hr = 77;
        CHECK_HR(df2d_write_async(b.object, stream), DF2D_S_OK);
        CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
        CHECK_HR(df2d_wait(b.object, DF2D_INFINITE, &hr), DF2D_S_OK);
        CHECK_HR(hr, DF2D_S_OK);
        CHECK(result_of(b.object).sectors_requested == (int64_t)(300 + n));
        CHECK(sectors_alike("again.iso", 0, image + n * 100 * SECTOR, 300 + n) == 300 + n);
    }
    burner_close(&b);
}

/* --- who destroys a busy object gets it back at rest --- */

typedef struct busy {
    int inside, freed;
    df2d_hresult end;
} busy;

static void mark(df2d_t *object, const df2d_progress *progress, void *user_data)
{
    (void)object;
    (void)progress;
    pthread_mutex_lock(&lock);
    ((busy *)user_data)->inside = 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void mark_end(df2d_t *object, const df2d_write_result *result, void *user_data)
{
    (void)object;
    ((busy *)user_data)->end = result->hr;
}

static void mark_free(void *user_data)
{
    ++((busy *)user_data)->freed;
}

TEST(destroying_while_it_writes)
{
    for (size_t medium = 0; medium < 4; ++medium) {
        char query[80];
        busy state = {0, 0, 77};
        uint32_t cookie;
        int32_t value;
        snprintf(query, sizeof query, "media=%s&size=400000&speed=1623&clock=virtual", MEDIA[medium]);
        if (medium == 3) strcpy(query, "media=bd-re&size=500000&speed=1623&clock=virtual");
        burner b = burner_open("destroy.iso", medium == 0 ? "media=cd-r&size=300000&speed=300&clock=virtual" : query);
        df2d_stream_t *stream = memory_stream(image, 6000);
        CHECK_HR(df2d_advise(b.object, mark, &state, mark_free, &cookie), DF2D_S_OK);
        CHECK_HR(df2d_advise_end(b.object, mark_end, &state, mark_free, &cookie), DF2D_S_OK);
        CHECK_HR(df2d_write_async(b.object, stream), DF2D_S_OK);
        pthread_mutex_lock(&lock);
        while (!state.inside) pthread_cond_wait(&changed, &lock);
        pthread_mutex_unlock(&lock);
        CHECK_HR(df2d_destroy(b.object), DF2D_S_OK);
        /* Nothing runs any more, so nothing here needs a lock. */
        CHECK(state.freed == 2);
        CHECK(state.end == DF2D_E_IMAPI_REQUEST_CANCELLED || state.end == DF2D_S_OK);
        CHECK_HR(df2d_get_cancel_mode(b.object, &value), DF2D_E_HANDLE);
        check_free(b.recorder);
        CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
        CHECK_HR(df2d_recorder_destroy(b.recorder), DF2D_S_OK);
    }
}

TEST(eight_recorders)
{
    burner b[8];
    df2d_stream_t *stream = memory_stream(image, 6000); /* for all of them */
    for (size_t n = 0; n < COUNT(b); ++n) {
        char path[20], query[80];
        snprintf(path, sizeof path, "eight-%d.iso", (int)n);
        snprintf(query, sizeof query, "media=%s&size=%d&speed=3000&clock=%s", MEDIA[n % 4],
                 n % 4 == 3 ? 500000 : n % 4 == 0 ? 300000 : 60000, n < 4 ? "virtual" : "scaled:1000");
        b[n] = burner_open(path, query);
        CHECK_HR(df2d_write_async(b[n].object, stream), DF2D_S_OK);
    }
    for (size_t n = 0; n < COUNT(b); ++n) {
        df2d_hresult hr = 77;
        CHECK_HR(df2d_wait(b[n].object, DF2D_INFINITE, &hr), DF2D_S_OK);
        CHECK_HR(hr, DF2D_S_OK);
        CHECK(sectors_alike(b[n].path, 0, image, 6000) == 6000);
        check_free(b[n].recorder);
        burner_close(&b[n]);
    }
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
}

/* --- two threads that write with one object: each gets the answer to its own write --- */

static df2d_t *shared;
static int finished;

static void *write_empty_handed(void *user_data)
{
    df2d_stream_t *stream = memory_stream(image, 6000); /* larger than the disc */
    (void)user_data;
    for (;;) {
        df2d_hresult hr = df2d_write(shared, stream);
        if (hr != DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS)
            CHECK_HR(hr, DF2D_E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA);
        pthread_mutex_lock(&lock);
        int stop = finished;
        pthread_mutex_unlock(&lock);
        if (stop) break;
        sched_yield();
    }
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    return NULL;
}

TEST(each_its_own_answer)
{
    burner b = burner_open("own.iso", "media=dvd+rw&size=4000&clock=virtual");
    pthread_t other;
    df2d_stream_t *stream = memory_stream(image, 64);
    shared = b.object;
    finished = 0;
    CHECK_HR(df2d_put_force_overwrite(b.object, 1), DF2D_S_OK);
    pthread_create(&other, NULL, write_empty_handed, NULL);
    for (int tries = 0; tries < 200; ++tries) {
        df2d_hresult hr = df2d_write(b.object, stream);
        if (hr != DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS) CHECK_HR(hr, DF2D_S_OK);
        sched_yield();
    }
    pthread_mutex_lock(&lock);
    finished = 1;
    pthread_mutex_unlock(&lock);
    pthread_join(other, NULL);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    burner_close(&b);
}

int main(void)
{
    image = new_image(6000, 8);
    RUN(waiting);
    RUN(what_needs_the_drive_comes_later);
    RUN(again_and_again);
    RUN(destroying_while_it_writes);
    RUN(eight_recorders);
    RUN(each_its_own_answer);
    free(image);
    return test_end();
}
