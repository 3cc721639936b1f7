/* Erases that are begun and awaited, cancelled, destroyed, and met by others on the same drive. */
#include "burn.h"
#include "eraser.h"
#include "gate.h"

#include <sched.h>

static unsigned char *image; /* 600 sectors */

/* Overwritten with zeros, which a cancel can stop; and blanked by a command, which it cannot. */
#define DVD_PLUS_RW "media=dvd+rw&size=40000&speed=1623&clock=virtual"
#define CD_RW "media=cd-rw&size=60000&speed=600&clock=virtual"

#define CHECK_BUSY(call) CHECK_HR(call, DF2D_E_IMAPI_ERASE_RECORDER_IN_USE)

/* A disc with something on it, and an eraser for all of it. */
typedef struct bench {
    burner b;
    df2d_erase_t *eraser;
    erasure *e;
} bench;

static bench bench_open(const char *query)
{
    bench k;
    k.b = burner_open("erase.iso", query);
    CHECK_HR(write_image(k.b.object, image, 600), DF2D_S_OK);
    k.eraser = new_eraser(k.b.recorder);
    k.e = listen_to_eraser(k.eraser);
    CHECK_HR(df2d_erase_put_full_erase(k.eraser, 1), DF2D_S_OK);
    return k;
}

static void bench_close(bench *k)
{
    if (k->eraser != NULL) CHECK_HR(df2d_erase_destroy(k->eraser), DF2D_S_OK);
    burner_close(&k->b);
    erasure_free(k->e);
}

static void at_the_gate(erasure *e, df2d_erase_t *object)
{
    (void)e;
    (void)object;
    gate_pass();
}

static void *await(void *user_data)
{
    df2d_hresult hr = 77;
    CHECK_HR(df2d_erase_wait(user_data, DF2D_INFINITE, &hr), DF2D_S_OK);
    CHECK_HR(hr, DF2D_S_OK);
    return NULL;
}

/* --- while one runs --- */

TEST(waiting_and_asking_meanwhile)
{
    bench k = bench_open(DVD_PLUS_RW);
    df2d_recorder_t *again = NULL;
    pthread_t waiters[4];
    df2d_hresult hr = 77;
    df2d_write_result r;
    df2d_bool value = 77;
    char text[80];
    size_t needed;
    memset(&r, 0, sizeof r);
    r.struct_size = sizeof r;
    k.e->hook = at_the_gate;
    gate_set(0);
    CHECK_HR(df2d_erase_erase_media_async(k.eraser), DF2D_S_OK);
    gate_await();
    CHECK_HR(df2d_erase_wait(k.eraser, 0, &hr), DF2D_E_PENDING);
    CHECK_HR(df2d_erase_wait(k.eraser, 5, &hr), DF2D_E_PENDING);
    CHECK(hr == 0);
    CHECK_HR(df2d_erase_get_result(k.eraser, &r), DF2D_E_PENDING);
    CHECK(r.hr == DF2D_E_PENDING && k.e->ends == 0);
    CHECK_BUSY(df2d_erase_erase_media(k.eraser));
    CHECK_BUSY(df2d_erase_erase_media_async(k.eraser));
    CHECK_BUSY(df2d_erase_put_recorder(k.eraser, NULL));
    CHECK_BUSY(df2d_erase_put_recorder(k.eraser, k.b.recorder));
    CHECK_BUSY(df2d_erase_put_client_name(k.eraser, "other"));
    CHECK_BUSY(df2d_erase_put_full_erase(k.eraser, 0));
    CHECK_HR(df2d_erase_get_full_erase(k.eraser, &value), DF2D_S_OK);
    CHECK(value == 1);
    CHECK_HR(df2d_erase_get_client_name(k.eraser, text, sizeof text, &needed), DF2D_S_OK);
    CHECK(strcmp(text, "c-test eraser") == 0);
    CHECK_HR(df2d_erase_get_recorder(k.eraser, &again), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(again), DF2D_S_OK);
    for (size_t n = 0; n < COUNT(waiters); ++n) pthread_create(&waiters[n], NULL, await, k.eraser);
    gate_set(1);
    for (size_t n = 0; n < COUNT(waiters); ++n) pthread_join(waiters[n], NULL);
    for (int n = 0; n < 3; ++n) { /* the answer stays */
        CHECK_HR(df2d_erase_wait(k.eraser, 0, &hr), DF2D_S_OK);
        CHECK_HR(hr, DF2D_S_OK);
    }
    CHECK(k.e->ends == 1);
    bench_close(&k);
}

/* What an erase knows of its disc, and what others get of its drive. */
static void ask_around(erasure *e, df2d_erase_t *object)
{
    bench *k = e->context;
    df2d_stream_t *stream;
    df2d_bool value;
    int32_t number;
    char text[80];
    size_t needed;
    if (e->count != 4) return;
    stream = memory_stream(image, 10);
    CHECK_HR(df2d_erase_get_current_physical_media_type(object, &number), DF2D_S_OK);
    CHECK(number == DF2D_IMAPI_MEDIA_TYPE_DVDPLUSRW);
    CHECK_HR(df2d_erase_is_current_media_supported(object, k->b.recorder, &value), DF2D_S_OK);
    CHECK(value == 1);
    CHECK_HR(df2d_erase_get_media_heuristically_blank(object, &value), DF2D_E_IMAPI_RECORDER_LOCKED);
    CHECK_HR(df2d_recorder_get_exclusive_access_owner(k->b.recorder, text, sizeof text, &needed), DF2D_S_OK);
    CHECK(strcmp(text, "c-test eraser") == 0);
    CHECK(counts_of(k->b.recorder).prevented == 1);
    CHECK_HR(df2d_recorder_eject_media(k->b.recorder), DF2D_E_IMAPI_RECORDER_LOCKED);
    CHECK_HR(df2d_get_current_media_status(k->b.object, &number), DF2D_E_IMAPI_RECORDER_LOCKED);
    CHECK_HR(df2d_write(k->b.object, stream), DF2D_E_IMAPI_RECORDER_LOCKED);
    CHECK_HR(df2d_close_media(k->b.object), DF2D_E_IMAPI_RECORDER_LOCKED);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_FALSE);
    k->b.path[0] = 'x';
}

TEST(others_on_the_drive)
{
    bench k = bench_open(DVD_PLUS_RW);
    k.e->hook = ask_around;
    k.e->context = &k;
    CHECK_HR(df2d_erase_erase_media(k.eraser), DF2D_S_OK);
    CHECK(k.b.path[0] == 'x');
    check_free(k.b.recorder);
    bench_close(&k);
}

/* A write that is on the drive keeps the eraser away. */
static void erase_meanwhile(events *e, df2d_t *object, const df2d_progress *progress)
{
    df2d_erase_t **eraser = e->context;
    (void)object;
    if (progress->current_action != ACTION(WRITING_DATA) || *eraser == NULL) return;
    CHECK_HR(df2d_erase_erase_media(*eraser), DF2D_E_IMAPI_RECORDER_LOCKED);
    CHECK(erase_result_of(*eraser).disc_after == DF2D_DISC_UNCHANGED);
    CHECK_HR(df2d_erase_destroy(*eraser), DF2D_S_FALSE);
    *eraser = NULL;
}

TEST(a_write_on_the_drive)
{
    burner b = burner_open("busy.iso", DVD_PLUS_RW);
    events *e = listen_to(b.object);
    df2d_erase_t *eraser = new_eraser(b.recorder);
    e->hook = erase_meanwhile;
    e->context = &eraser;
    CHECK_HR(write_image(b.object, image, 600), DF2D_S_OK);
    CHECK(eraser == NULL && sectors_alike("busy.iso", 0, image, 600) == 600);
    burner_close(&b);
    events_free(e);
}

/* --- inside callbacks --- */

static void everything_is_refused(df2d_erase_t *object)
{
    df2d_hresult hr = 77;
    CHECK_BUSY(df2d_erase_erase_media(object));
    CHECK_BUSY(df2d_erase_erase_media_async(object));
    CHECK_BUSY(df2d_erase_wait(object, 0, &hr));
    CHECK_BUSY(df2d_erase_wait(object, DF2D_INFINITE, &hr));
    CHECK(hr == 0);
}

typedef struct inside {
    burner other;
    df2d_erase_t *eraser;
    int updates, ends, freed;
} inside;

static void inside_update(df2d_erase_t *object, int32_t elapsed, int32_t total, void *user_data)
{
    inside *in = user_data;
    (void)elapsed;
    (void)total;
    if (in->updates++ > 0) return;
    everything_is_refused(object);
    /* Other objects are another matter: this waits for them. */
    CHECK_HR(df2d_recover_media(in->other.object, DF2D_RECOVER_REPORT, NULL), DF2D_S_OK);
    CHECK_HR(df2d_erase_erase_media(in->eraser), DF2D_S_OK);
}

static void inside_end(df2d_erase_t *object, const df2d_write_result *result, void *user_data)
{
    inside *in = user_data;
    CHECK_HR(result->hr, DF2D_S_OK);
    everything_is_refused(object);
    ++in->ends;
}

static void free_inside(void *user_data)
{
    ++((inside *)user_data)->freed;
}

TEST(inside_callbacks)
{
    bench k = bench_open(CD_RW);
    inside in = {burner_open("other.iso", DVD_PLUS_RW), NULL, 0, 0, 0};
    uint32_t update = 0, end = 0;
    in.eraser = new_eraser(in.other.recorder);
    CHECK_HR(df2d_erase_advise(k.eraser, inside_update, &in, free_inside, &update), DF2D_S_OK);
    CHECK_HR(df2d_erase_advise_end(k.eraser, inside_end, &in, free_inside, &end), DF2D_S_OK);
    CHECK_HR(df2d_erase_erase_media(k.eraser), DF2D_S_OK);
    CHECK(in.updates > 0 && in.ends == 1 && in.freed == 0);
    CHECK_HR(df2d_erase_unadvise(k.eraser, update), DF2D_S_OK);
    CHECK_HR(df2d_erase_unadvise(k.eraser, update), DF2D_E_INVALIDARG);
    in.updates = 0;
    CHECK_HR(df2d_erase_erase_media(k.eraser), DF2D_S_OK);
    CHECK(in.updates == 0 && in.ends == 2 && in.freed == 1);
    CHECK_HR(df2d_erase_destroy(in.eraser), DF2D_S_OK);
    burner_close(&in.other);
    bench_close(&k);
    CHECK(in.freed == 2);
}

/* What is logged on the erase's own threads is told inside of it. */
static void inside_log(int32_t level, const char *target, const char *message, void *user_data)
{
    inside *in = user_data;
    (void)level;
    (void)target;
    if (strstr(message, "BLANK") == NULL) return; /* the command, as the device thread sends it */
    everything_is_refused(in->eraser);
    ++in->updates;
}

TEST(inside_a_log_callback)
{
    bench k = bench_open(CD_RW);
    inside in = {k.b, k.eraser, 0, 0, 0};
    uint32_t cookie = 0;
    CHECK_HR(df2d_log_advise(DF2D_LOG_DEBUG, inside_log, &in, free_inside, &cookie), DF2D_S_OK);
    CHECK_HR(df2d_erase_erase_media(k.eraser), DF2D_S_OK);
    CHECK_HR(df2d_log_unadvise(cookie), DF2D_S_OK);
    CHECK(in.updates > 0 && in.freed == 1);
    bench_close(&k);
}

/* --- cancelling --- */

/* Whatever the cancel was told is what came of it, and the disc is good for a write. */
static void check_cancelled(bench *k, df2d_hresult answer, df2d_hresult hr)
{
    df2d_write_result r = erase_result_of(k->eraser);
    CHECK_HR(r.hr, hr);
    if (answer == DF2D_S_OK) {
        CHECK_HR(hr, DF2D_E_IMAPI_REQUEST_CANCELLED);
    } else {
        CHECK(answer == DF2D_S_FALSE || answer == DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
        CHECK_HR(hr, DF2D_S_OK);
    }
    CHECK(r.media_status_after == status_of(k->b.object));
    check_free(k->b.recorder);
    CHECK_HR(df2d_erase_cancel_erase(k->eraser), DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
    CHECK_HR(df2d_erase_erase_media(k->eraser), DF2D_S_OK);
    CHECK_HR(write_image(k->b.object, image, 600), DF2D_S_OK);
    CHECK(sectors_alike("erase.iso", 0, image, 600) == 600);
}

TEST(cancelling_at_once)
{
    for (int round = 0; round < 12; ++round) {
        bench k = bench_open(round % 2 ? DVD_PLUS_RW : CD_RW);
        df2d_hresult answer, hr = 77;
        CHECK_HR(df2d_erase_erase_media_async(k.eraser), DF2D_S_OK);
        answer = df2d_erase_cancel_erase(k.eraser);
        CHECK_HR(df2d_erase_wait(k.eraser, DF2D_INFINITE, &hr), DF2D_S_OK);
        check_cancelled(&k, answer, hr);
        bench_close(&k);
    }
}

typedef struct canceller {
    size_t after;
    df2d_hresult answer, again;
} canceller;

static void cancel_later(erasure *e, df2d_erase_t *object)
{
    canceller *c = e->context;
    if (e->count <= c->after || c->answer != 77) return;
    c->answer = df2d_erase_cancel_erase(object);
    c->again = df2d_erase_cancel_erase(object);
}

/* Zeros are stopped at once; a blanking drive goes on to its end, and the answer says so. */
TEST(cancelling_while_it_runs)
{
    static const char *const queries[] = {DVD_PLUS_RW, CD_RW};
    for (size_t medium = 0; medium < COUNT(queries); ++medium) {
        for (size_t after = 0; after < 24; after += 8) {
            bench k = bench_open(queries[medium]);
            canceller c = {after, 77, 77};
            int64_t took;
            k.e->hook = cancel_later;
            k.e->context = &c;
            df2d_hresult hr = df2d_erase_erase_media(k.eraser);
            CHECK(c.answer != 77);
            CHECK_HR(c.again, c.answer);
            if (after > 0) CHECK_HR(c.answer, medium == 0 ? DF2D_S_OK : DF2D_S_FALSE);
            CHECK(k.e->ends == 1 && k.e->end.hr == hr);
            took = erase_result_of(k.eraser).elapsed_ms;
            k.e->hook = NULL;
            check_cancelled(&k, c.answer, hr);
            CHECK(erase_result_of(k.eraser).hr == DF2D_S_OK);
            if (c.answer == DF2D_S_OK) CHECK(took < erase_result_of(k.eraser).elapsed_ms);
            bench_close(&k);
        }
    }
}

/* A drive does not stop blanking; who does not want to wait for it need not. */
TEST(leaving_while_the_drive_blanks)
{
    bench k = bench_open(CD_RW);
    canceller c = {8, 77, 77};
    int32_t mode = 77;
    CHECK_HR(df2d_erase_get_cancel_mode(k.eraser, &mode), DF2D_S_OK);
    CHECK(mode == DF2D_CANCEL_SALVAGE);
    CHECK_HR(df2d_erase_put_cancel_mode(k.eraser, 2), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_erase_put_cancel_mode(k.eraser, -1), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_erase_put_cancel_mode(k.eraser, DF2D_CANCEL_IMMEDIATE), DF2D_S_OK);
    CHECK_HR(df2d_erase_get_cancel_mode(k.eraser, &mode), DF2D_S_OK);
    CHECK(mode == DF2D_CANCEL_IMMEDIATE);
    k.e->hook = cancel_later;
    k.e->context = &c;
    CHECK_HR(df2d_erase_erase_media(k.eraser), DF2D_E_IMAPI_RECORDER_MEDIA_BUSY);
    CHECK_HR(c.answer, DF2D_S_FALSE);
    CHECK(erase_result_of(k.eraser).disc_after == DF2D_DISC_UNKNOWN);
    k.e->hook = NULL;
    check_free(k.b.recorder);
    CHECK_HR(df2d_erase_put_cancel_mode(k.eraser, DF2D_CANCEL_SALVAGE), DF2D_S_OK);
    CHECK_HR(df2d_erase_erase_media(k.eraser), DF2D_S_OK); /* once the drive is done */
    bench_close(&k);
}

/* --- destroying --- */

static void end_nothing(df2d_erase_t *object, const df2d_write_result *result, void *user_data)
{
    (void)object;
    (void)result;
    (void)user_data;
}

TEST(destroying_while_it_erases)
{
    for (int round = 0; round < 4; ++round) {
        int release = round % 2, freed = 0;
        bench k = bench_open(round < 2 ? DVD_PLUS_RW : CD_RW);
        df2d_bool value;
        uint32_t cookie;
        CHECK_HR(df2d_erase_advise_end(k.eraser, end_nothing, &freed, count_free, &cookie), DF2D_S_OK);
        CHECK_HR(df2d_erase_erase_media_async(k.eraser), DF2D_S_OK);
        CHECK_HR(release ? df2d_erase_release(k.eraser) : df2d_erase_destroy(k.eraser), DF2D_S_OK);
        CHECK_HR(df2d_erase_get_full_erase(k.eraser, &value), DF2D_E_HANDLE);
        if (release) await_count(&freed);
        CHECK(freed == 1 && k.e->ends == 1); /* nothing runs any more */
        check_free(k.b.recorder);
        k.eraser = NULL;
        bench_close(&k);
        while (test_alive() != 0) sched_yield(); /* nobody was told when a released object itself was gone */
    }
}

static void destroy_inside(erasure *e, df2d_erase_t *object)
{
    df2d_bool value;
    if (e->context == NULL) return;
    e->context = NULL;
    CHECK_HR(df2d_erase_destroy(object), DF2D_S_FALSE);
    CHECK_HR(df2d_erase_destroy(object), DF2D_E_HANDLE);
    CHECK_HR(df2d_erase_get_full_erase(object, &value), DF2D_E_HANDLE);
}

TEST(destroying_inside_a_callback)
{
    bench k = bench_open(DVD_PLUS_RW);
    k.e->hook = destroy_inside;
    k.e->context = &k;
    df2d_hresult hr = df2d_erase_erase_media(k.eraser); /* it ends all the same */
    CHECK_HR(hr, DF2D_E_IMAPI_REQUEST_CANCELLED);
    CHECK(k.e->context == NULL && k.e->ends == 1 && k.e->end.hr == hr);
    CHECK(k.e->count == 1); /* a dead handle is told of nothing but the end */
    check_free(k.b.recorder);
    k.eraser = NULL;
    bench_close(&k);
    while (test_alive() != 0) sched_yield();
}

/* --- two threads with one eraser: each erase that was begun ends once, and is answered once --- */

static df2d_erase_t *shared;

static void *erase_again_and_again(void *user_data)
{
    size_t *begun = user_data;
    for (int tries = 0; tries < 40 || *begun == 0; ++tries) {
        df2d_hresult hr = df2d_erase_erase_media(shared);
        if (hr != DF2D_E_IMAPI_ERASE_RECORDER_IN_USE) {
            CHECK_HR(hr, DF2D_S_OK);
            ++*begun;
        }
        hr = df2d_erase_put_full_erase(shared, 0); /* between two erases, or not */
        CHECK(hr == DF2D_S_OK || hr == DF2D_E_IMAPI_ERASE_RECORDER_IN_USE);
        sched_yield();
    }
    return NULL;
}

TEST(two_threads)
{
    bench k = bench_open("media=dvd+rw&size=8000&clock=virtual");
    size_t mine = 0, theirs = 0;
    pthread_t other;
    shared = k.eraser;
    CHECK_HR(df2d_erase_put_full_erase(shared, 0), DF2D_S_OK);
    pthread_create(&other, NULL, erase_again_and_again, &theirs);
    erase_again_and_again(&mine);
    pthread_join(other, NULL);
    CHECK(k.e->ends == mine + theirs);
    bench_close(&k);
}

int main(void)
{
    image = new_image(600, 7);
    RUN(waiting_and_asking_meanwhile);
    RUN(others_on_the_drive);
    RUN(a_write_on_the_drive);
    RUN(inside_callbacks);
    RUN(inside_a_log_callback);
    RUN(cancelling_at_once);
    RUN(cancelling_while_it_runs);
    RUN(leaving_while_the_drive_blanks);
    RUN(destroying_while_it_erases);
    RUN(destroying_inside_a_callback);
    RUN(two_threads);
    free(image);
    return test_end();
}
