/* Closing and recovering, begun and awaited, cancelled, destroyed, and met by other calls. */
#include "gate.h"
#include "upkeep.h"

#include <sched.h>

#define CHECK_BUSY(call) CHECK_HR(call, DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS)

/* --- while one runs --- */

static void at_the_gate(events *e, df2d_t *object, const df2d_progress *progress)
{
    (void)e;
    (void)object;
    (void)progress;
    gate_pass();
}

static void *await(void *user_data)
{
    df2d_hresult hr = 77;
    CHECK_HR(df2d_wait(user_data, DF2D_INFINITE, &hr), DF2D_S_OK);
    CHECK_HR(hr, DF2D_S_OK);
    return NULL;
}

TEST(waiting_and_asking_meanwhile)
{
    burner b = burner_appendable("meanwhile.iso", DVD_PLUS_R);
    events *e = listen_to(b.object);
    df2d_stream_t *stream = memory_stream(image, 10);
    pthread_t waiters[4];
    df2d_hresult hr = 77;
    df2d_write_result r;
    df2d_bool value;
    memset(&r, 0, sizeof r);
    r.struct_size = sizeof r;
    e->hook = at_the_gate;
    gate_set(0);
    CHECK_HR(df2d_close_media_async(b.object), DF2D_S_OK);
    gate_await();
    CHECK_HR(df2d_wait(b.object, 0, &hr), DF2D_E_PENDING);
    CHECK_HR(df2d_wait(b.object, 5, &hr), DF2D_E_PENDING);
    CHECK(hr == 0);
    CHECK_HR(df2d_get_write_result(b.object, &r), DF2D_E_PENDING);
    CHECK(r.hr == DF2D_E_PENDING && r.sectors_requested == 0 && e->ends == 0);
    each_begins(b.object, stream, DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS);
    CHECK_BUSY(df2d_write(b.object, stream));
    CHECK_BUSY(df2d_write_async(b.object, stream));
    CHECK_BUSY(df2d_put_recorder(b.object, NULL));
    CHECK_BUSY(df2d_put_client_name(b.object, "other"));
    CHECK_BUSY(df2d_put_force_media_to_be_closed(b.object, 1));
    CHECK_BUSY(df2d_set_write_speed(b.object, DF2D_SPEED_MAX, 0));
    CHECK_HR(df2d_put_cancel_mode(b.object, DF2D_CANCEL_SALVAGE), DF2D_S_OK);
    CHECK_HR(df2d_get_force_media_to_be_closed(b.object, &value), DF2D_S_OK);
    for (size_t n = 0; n < COUNT(waiters); ++n) pthread_create(&waiters[n], NULL, await, b.object);
    gate_set(1);
    for (size_t n = 0; n < COUNT(waiters); ++n) pthread_join(waiters[n], NULL);
    CHECK_HR(df2d_wait(b.object, 0, &hr), DF2D_S_OK); /* the answer stays */
    CHECK_HR(hr, DF2D_S_OK);
    CHECK(e->ends == 1);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    burner_close(&b);
    events_free(e);
}

TEST(no_data_no_buffer)
{
    burner b = burner_appendable("reads.iso", DVD_PLUS_R);
    events *e = listen_to(b.object);
    CHECK_HR(df2d_close_media(b.object), DF2D_S_OK);
    CHECK(e->count > 0);
    for (size_t n = 0; n < e->count; ++n) {
        CHECK(e->all[n].total_system_buffer == 0 && e->all[n].used_system_buffer == 0);
        CHECK(e->all[n].sector_count == 0 && e->all[n].total_sectors == 0 && e->all[n].done_sectors == 0);
    }
    burner_close(&b);
    events_free(e);
}

/* --- inside callbacks --- */

typedef struct inside {
    df2d_t *other;
    df2d_stream_t *stream;
    int updates, ends;
} inside;

static void everything_is_refused(df2d_t *object, df2d_stream_t *stream)
{
    df2d_hresult hr = 77;
    each_begins(object, stream, DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS);
    CHECK_BUSY(df2d_write(object, stream));
    CHECK_BUSY(df2d_wait(object, 0, &hr));
    CHECK_BUSY(df2d_wait(object, DF2D_INFINITE, &hr));
    CHECK(hr == 0);
}

static void inside_update(df2d_t *object, const df2d_progress *progress, void *user_data)
{
    inside *in = user_data;
    (void)progress;
    if (in->updates++ > 0) return;
    everything_is_refused(object, in->stream);
    /* Another object is another matter: this waits for it. */
    CHECK_HR(df2d_close_media(in->other), DF2D_S_OK);
    CHECK_HR(df2d_recover_media(in->other, DF2D_RECOVER_REPORT, NULL), DF2D_S_OK);
}

static void inside_end(df2d_t *object, const df2d_write_result *result, void *user_data)
{
    inside *in = user_data;
    CHECK_HR(result->hr, DF2D_S_OK);
    everything_is_refused(object, in->stream);
    ++in->ends;
}

TEST(inside_callbacks)
{
    burner b = burner_appendable("inside.iso", BD_R);
    burner other = burner_appendable("other.iso", DVD_PLUS_R);
    inside in = {other.object, memory_stream(image, 10), 0, 0};
    uint32_t cookie;
    CHECK_HR(df2d_advise(b.object, inside_update, &in, NULL, &cookie), DF2D_S_OK);
    CHECK_HR(df2d_advise_end(b.object, inside_end, &in, NULL, &cookie), DF2D_S_OK);
    CHECK_HR(df2d_close_media(b.object), DF2D_S_OK);
    CHECK(in.updates > 0 && in.ends == 1);
    CHECK(status_of(other.object) & STATE(FINALIZED));
    CHECK_HR(df2d_stream_destroy(in.stream), DF2D_S_OK);
    burner_close(&b);
    burner_close(&other);
}

/* A stream's functions are callbacks too, whichever thread they come on. */
typedef struct source {
    df2d_t *object;
    size_t given;
    int sizes, reads, closes;
} source;

static void refused_inside(df2d_t *object)
{
    df2d_hresult hr = 77;
    CHECK_BUSY(df2d_close_media(object));
    CHECK_BUSY(df2d_close_media_async(object));
    CHECK_BUSY(df2d_recover_media(object, DF2D_RECOVER_CLOSE, NULL));
    CHECK_BUSY(df2d_wait(object, DF2D_INFINITE, &hr));
}

static df2d_hresult source_size(void *user_data, uint64_t *size)
{
    source *s = user_data;
    *size = 6000 * SECTOR;
    if (s->sizes++ == 0) refused_inside(s->object);
    return DF2D_S_OK;
}

static df2d_hresult source_read(void *user_data, void *buffer, size_t size, size_t *got)
{
    source *s = user_data;
    if (s->reads++ == 0) refused_inside(s->object);
    memcpy(buffer, image + s->given, size);
    s->given += size;
    *got = size;
    return DF2D_S_OK;
}

static void source_close(void *user_data)
{
    source *s = user_data;
    df2d_bool value;
    CHECK_HR(df2d_get_test_write(s->object, &value), DF2D_S_OK);
    ++s->closes;
}

TEST(inside_a_streams_functions)
{
    burner b = burner_interrupted("streamed.iso", DVD_PLUS_R);
    source s = {b.object, 0, 0, 0, 0};
    df2d_stream_callbacks calls = {sizeof calls, 0, source_size, source_read, NULL, NULL, source_close};
    df2d_stream_t *stream = NULL;
    CHECK_HR(df2d_stream_from_callbacks(&calls, &s, &stream), DF2D_S_OK);
    CHECK_HR(df2d_recover_media(b.object, DF2D_RECOVER_RESUME, stream), DF2D_S_OK);
    CHECK(s.sizes > 0 && s.reads > 0 && s.given == 6000 * SECTOR);
    CHECK(sectors_alike("streamed.iso", 0, image, 6000) == 6000);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    CHECK(s.closes == 1);
    burner_close(&b);
}

/* --- cancelling --- */

/* Whatever the cancel was told is what came of it. */
static void check_cancelled(burner *b, df2d_hresult answer, df2d_hresult hr)
{
    df2d_write_result r = result_of(b->object);
    int32_t status = status_of(b->object);
    CHECK_HR(r.hr, hr);
    CHECK(r.media_status_after == status);
    if (answer == DF2D_S_OK) {
        CHECK_HR(hr, DF2D_E_IMAPI_REQUEST_CANCELLED);
        CHECK(r.disc_after == DF2D_DISC_UNCHANGED && (status & STATE(APPENDABLE)));
    } else {
        CHECK(answer == DF2D_S_FALSE || answer == DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
        CHECK_HR(hr, DF2D_S_OK);
        CHECK(r.disc_after == DF2D_DISC_CLOSED && (status & STATE(FINALIZED)));
    }
    check_free(b->recorder);
    CHECK_HR(df2d_cancel_write(b->object), DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
}

TEST(cancelling_at_once)
{
    for (int round = 0; round < 20; ++round) {
        burner b = burner_appendable("cancel.iso", round % 2 ? BD_R : DVD_PLUS_R);
        df2d_hresult answer, hr = 77;
        CHECK_HR(df2d_close_media_async(b.object), DF2D_S_OK);
        answer = df2d_cancel_write(b.object);
        CHECK_HR(df2d_wait(b.object, DF2D_INFINITE, &hr), DF2D_S_OK);
        check_cancelled(&b, answer, hr);
        burner_close(&b);
    }
}

typedef struct canceller {
    int32_t action;
    df2d_hresult answer, again;
} canceller;

static void cancel_in_action(events *e, df2d_t *object, const df2d_progress *progress)
{
    canceller *c = e->context;
    if (progress->current_action != c->action || c->answer != 77) return;
    c->answer = df2d_cancel_write(object);
    c->again = df2d_cancel_write(object);
}

TEST(cancelling_in_callbacks)
{
    static const int32_t actions[] = {ACTION(VALIDATING_MEDIA), ACTION(FINALIZATION), ACTION(COMPLETED)};
    for (size_t n = 0; n < COUNT(actions); ++n) {
        burner b = burner_appendable("cancel.iso", DVD_PLUS_R);
        events *e = listen_to(b.object);
        canceller c = {actions[n], 77, 77};
        e->hook = cancel_in_action;
        e->context = &c;
        df2d_hresult hr = df2d_close_media(b.object);
        CHECK(c.answer != 77);
        CHECK_HR(c.again, c.answer);
        if (c.action == ACTION(COMPLETED)) CHECK_HR(c.answer, DF2D_S_FALSE);
        check_cancelled(&b, c.answer, hr);
        CHECK(e->ends == 1 && was_told(e, ACTION(COMPLETED)) == (hr == DF2D_S_OK));
        burner_close(&b);
        events_free(e);
    }
}

/* --- destroying --- */

static void end_nothing(df2d_t *object, const df2d_write_result *result, void *user_data)
{
    (void)object;
    (void)result;
    (void)user_data;
}

TEST(destroying_while_it_closes)
{
    for (int release = 0; release < 2; ++release) {
        burner b = burner_appendable("destroy.iso", DVD_PLUS_R);
        int freed = 0, value;
        uint32_t cookie;
        CHECK_HR(df2d_advise_end(b.object, end_nothing, &freed, count_free, &cookie), DF2D_S_OK);
        CHECK_HR(df2d_close_media_async(b.object), DF2D_S_OK);
        CHECK_HR(release ? df2d_release(b.object) : df2d_destroy(b.object), DF2D_S_OK);
        CHECK_HR(df2d_get_cancel_mode(b.object, &value), DF2D_E_HANDLE);
        if (release) await_count(&freed);
        CHECK(freed == 1); /* nothing runs any more */
        check_free(b.recorder);
        CHECK_HR(df2d_recorder_destroy(b.recorder), DF2D_S_OK);
        while (test_alive() != 0) sched_yield(); /* nobody was told when a released object itself was gone */
    }
}

static void destroy_inside(events *e, df2d_t *object, const df2d_progress *progress)
{
    int *destroyed = e->context;
    (void)progress;
    if (*destroyed) return;
    *destroyed = 1;
    CHECK_HR(df2d_destroy(object), DF2D_S_FALSE);
    CHECK_HR(df2d_close_media(object), DF2D_E_HANDLE);
}

TEST(destroying_inside_a_callback)
{
    burner b = burner_appendable("doomed.iso", DVD_PLUS_R);
    events *e = listen_to(b.object);
    int destroyed = 0;
    e->hook = destroy_inside;
    e->context = &destroyed;
    df2d_hresult hr = df2d_close_media(b.object);
    CHECK(destroyed == 1 && e->ends == 1 && e->end.hr == hr);
    check_free(b.recorder);
    CHECK_HR(df2d_recorder_destroy(b.recorder), DF2D_S_OK);
    while (test_alive() != 0) sched_yield();
    events_free(e);
}

/* --- two threads, each of which gets the answer to what it asked for --- */

static df2d_t *shared;
static pthread_mutex_t finishing = PTHREAD_MUTEX_INITIALIZER;
static int finished;

static void *look_again_and_again(void *user_data)
{
    (void)user_data;
    for (int stop = 0; !stop;) {
        df2d_hresult hr = df2d_recover_media(shared, DF2D_RECOVER_REPORT, NULL);
        if (hr != DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS) CHECK_HR(hr, DF2D_S_OK);
        pthread_mutex_lock(&finishing);
        stop = finished;
        pthread_mutex_unlock(&finishing);
        sched_yield();
    }
    return NULL;
}

TEST(two_threads)
{
    burner b = burner_open("threads.iso", CD_R);
    pthread_t other;
    int answers = 0;
    shared = b.object;
    finished = 0;
    pthread_create(&other, NULL, look_again_and_again, NULL);
    for (int tries = 0; tries < 200 || answers == 0; ++tries) {
        df2d_hresult hr = df2d_close_media(b.object); /* of a blank disc */
        if (hr != DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS) {
            CHECK_HR(hr, DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
            ++answers;
        }
        sched_yield();
    }
    pthread_mutex_lock(&finishing);
    finished = 1;
    pthread_mutex_unlock(&finishing);
    pthread_join(other, NULL);
    burner_close(&b);
}

int main(void)
{
    image = new_image(6000, 5);
    RUN(waiting_and_asking_meanwhile);
    RUN(no_data_no_buffer);
    RUN(inside_callbacks);
    RUN(inside_a_streams_functions);
    RUN(cancelling_at_once);
    RUN(cancelling_in_callbacks);
    RUN(destroying_while_it_closes);
    RUN(destroying_inside_a_callback);
    RUN(two_threads);
    free(image);
    return test_end();
}
