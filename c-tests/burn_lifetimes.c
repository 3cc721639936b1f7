/* Callbacks that destroy, write with other objects, block and sleep; and when what they were given is freed. */
#include "burn.h"

#include <sched.h>

static unsigned char *image; /* 6000 sectors */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void update_nothing(df2d_t *object, const df2d_progress *progress, void *user_data)
{
    (void)object;
    (void)progress;
    (void)user_data;
}

/* --- destroying inside --- */

typedef struct doomed {
    df2d_recorder_t *recorder;
    df2d_stream_t *stream;
    int release, updates_after, ends, freed;
    df2d_hresult end;
} doomed;

static void destroy_inside(df2d_t *object, const df2d_progress *progress, void *user_data)
{
    doomed *d = user_data;
    int32_t value;
    if (progress->current_action != ACTION(WRITING_DATA) || d->recorder == NULL) {
        d->updates_after += d->recorder == NULL;
        return;
    }
    CHECK_HR(df2d_recorder_destroy(d->recorder), DF2D_S_FALSE);
    CHECK_HR(df2d_stream_destroy(d->stream), DF2D_S_FALSE);
    CHECK_HR(df2d_stream_destroy(d->stream), DF2D_E_HANDLE);
    d->recorder = NULL;
    if (d->release == 2) return;
    CHECK_HR(d->release ? df2d_release(object) : df2d_destroy(object), d->release ? DF2D_S_OK : DF2D_S_FALSE);
    CHECK_HR(df2d_get_cancel_mode(object, &value), DF2D_E_HANDLE); /* dead at once */
    CHECK_HR(df2d_destroy(object), DF2D_E_HANDLE);
}

static void end_inside(df2d_t *object, const df2d_write_result *result, void *user_data)
{
    doomed *d = user_data;
    (void)object;
    d->end = result->hr;
    ++d->ends;
}

static void freed_inside(void *user_data)
{
    doomed *d = user_data;
    pthread_mutex_lock(&lock);
    ++d->freed;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

TEST(destroying_inside)
{
    for (int release = 0; release < 3; ++release) { /* 2: recorder and stream only */
        static const char *const paths[] = {"inside-0.iso", "inside-1.iso", "inside-2.iso"};
        burner b = burner_open(paths[release], "media=cd-r&size=20000&speed=300&clock=virtual");
        doomed d = {b.recorder, memory_stream(image, 6000), release, 0, 0, 0, 0};
        df2d_recorder_t *mine = NULL;
        df2d_hresult hr = 77;
        uint32_t cookie;
        CHECK_HR(df2d_get_recorder(b.object, &mine), DF2D_S_OK);
        CHECK_HR(df2d_advise(b.object, destroy_inside, &d, freed_inside, &cookie), DF2D_S_OK);
        CHECK_HR(df2d_advise_end(b.object, end_inside, &d, freed_inside, &cookie), DF2D_S_OK);
        if (release == 2) {
            CHECK_HR(df2d_write(b.object, d.stream), DF2D_S_OK);
            CHECK_HR(df2d_destroy(b.object), DF2D_S_OK);
        } else {
            /* It may be gone before this returns: a write in progress ends all the same. */
            hr = df2d_write(b.object, d.stream);
            CHECK_HR(hr, DF2D_E_IMAPI_REQUEST_CANCELLED);
        }
        pthread_mutex_lock(&lock);
        while (d.freed < 2) pthread_cond_wait(&changed, &lock);
        pthread_mutex_unlock(&lock);
        CHECK(d.freed == 2 && d.ends == 1 && d.recorder == NULL);
        CHECK_HR(d.end, release == 2 ? DF2D_S_OK : DF2D_E_IMAPI_REQUEST_CANCELLED);
        CHECK((d.updates_after > 0) == (release == 2));
        check_free(mine);
        CHECK_HR(df2d_recorder_destroy(mine), DF2D_S_OK);
        CHECK(release != 2 || sectors_alike(paths[release], 0, image, 6000) == 6000);
        while (test_alive() != 0) sched_yield(); /* nobody was told when the object itself was gone */
    }
}

/* --- other objects, slow callbacks --- */

static void write_other(events *e, df2d_t *object, const df2d_progress *progress)
{
    burner *other = e->context;
    (void)object;
    if (progress->current_action != ACTION(FINALIZATION) || other->path[0] == 'x') return;
    other->path[0] = 'x';
    df2d_stream_t *stream = memory_stream(image + 3000 * SECTOR, 2000);
    CHECK_HR(df2d_write(other->object, stream), DF2D_S_OK);
    CHECK_HR(df2d_stream_release(stream), DF2D_S_OK);
}

/* --- destroying while another thread begins --- */

typedef struct race {
    df2d_t *object;
    pthread_barrier_t start;
    int ends;
} race;

static void count_the_end(df2d_t *object, const df2d_write_result *result, void *user_data)
{
    race *r = user_data;
    (void)object;
    (void)result;
    ++r->ends;
}

static void *destroy_it(void *user_data)
{
    race *r = user_data;
    pthread_barrier_wait(&r->start);
    CHECK_HR(df2d_destroy(r->object), DF2D_S_OK);
    return NULL;
}

/* Either the write is refused, or it has come to its end when both calls have returned. */
TEST(destroying_what_begins)
{
    df2d_recorder_t *recorder = NULL;
    CHECK_HR(df2d_recorder_open("virtual:?media=dvd+rw&size=6000&clock=virtual", &recorder), DF2D_S_OK);
    for (int n = 0, times = test_scaled(500); n < times; ++n) {
        race r;
        df2d_stream_t *stream = memory_stream(image, 64);
        pthread_t thread;
        uint32_t cookie;
        memset(&r, 0, sizeof r);
        pthread_barrier_init(&r.start, NULL, 2);
        CHECK_HR(df2d_create(&r.object), DF2D_S_OK);
        CHECK_HR(df2d_put_recorder(r.object, recorder), DF2D_S_OK);
        CHECK_HR(df2d_put_client_name(r.object, "race"), DF2D_S_OK);
        CHECK_HR(df2d_advise_end(r.object, count_the_end, &r, NULL, &cookie), DF2D_S_OK);
        pthread_create(&thread, NULL, destroy_it, &r);
        pthread_barrier_wait(&r.start);
        for (int spin = n % 50; spin > 0; --spin) sched_yield();
        const df2d_hresult hr = df2d_write_async(r.object, stream);
        pthread_join(thread, NULL);
        CHECK(hr == DF2D_S_OK || hr == DF2D_E_HANDLE);
        CHECK(r.ends == (hr == DF2D_S_OK));
        CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
        pthread_barrier_destroy(&r.start);
    }
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
}

TEST(a_write_inside_a_callback_of_another)
{
    burner b = burner_open("outer.iso", "media=cd-r&size=20000&speed=600&clock=virtual");
    burner other = burner_open("inner.iso", "media=dvd+r&size=20000&speed=2000&clock=virtual");
    events *e = listen_to(b.object), *inner = listen_to(other.object);
    e->hook = write_other;
    e->context = &other;
    CHECK_HR(write_image(b.object, image, 3000), DF2D_S_OK);
    CHECK(inner->ends == 1 && inner->end.hr == DF2D_S_OK && was_told(inner, ACTION(COMPLETED)));
    CHECK(sectors_alike("outer.iso", 0, image, 3000) == 3000);
    CHECK(sectors_alike("inner.iso", 0, image + 3000 * SECTOR, 2000) == 2000);
    burner_close(&b);
    burner_close(&other);
    events_free(e);
    events_free(inner);
}

static int may_go_on;

static void block(events *e, df2d_t *object, const df2d_progress *progress)
{
    (void)e;
    (void)object;
    if (progress->current_action != ACTION(WRITING_DATA)) return;
    pthread_mutex_lock(&lock);
    while (!may_go_on) pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
}

/* A callback that hangs holds up neither the data, nor the tray, nor the lock: only the return of the write. */
TEST(a_callback_that_blocks)
{
    burner b = burner_open("blocks.iso", "media=dvd+rw&size=20000&speed=5400&clock=scaled:1000");
    events *e = listen_to(b.object);
    df2d_stream_t *stream = memory_stream(image, 6000);
    df2d_hresult hr = 77;
    char owner[80] = "?";
    size_t needed;
    e->hook = block;
    may_go_on = 0;
    CHECK_HR(df2d_write_async(b.object, stream), DF2D_S_OK);
    while (counts_of(b.recorder).sectors_written < 6000 || counts_of(b.recorder).prevented) sched_yield();
    do {
        CHECK_HR(df2d_recorder_get_exclusive_access_owner(b.recorder, owner, sizeof owner, &needed), DF2D_S_OK);
    } while (owner[0] != 0);
    CHECK_HR(df2d_wait(b.object, 0, &hr), DF2D_E_PENDING);
    CHECK(e->ends == 0 && !was_told(e, ACTION(FINALIZATION)));
    pthread_mutex_lock(&lock);
    may_go_on = 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    CHECK_HR(df2d_wait(b.object, DF2D_INFINITE, &hr), DF2D_S_OK);
    CHECK_HR(hr, DF2D_S_OK);
    CHECK(sectors_alike("blocks.iso", 0, image, 6000) == 6000);
    CHECK(was_told(e, ACTION(FINALIZATION)) && was_told(e, ACTION(COMPLETED))); /* no change of action is lost */
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    burner_close(&b);
    events_free(e);
}

static void doze(events *e, df2d_t *object, const df2d_progress *progress)
{
    (void)object;
    (void)progress;
    CHECK_HR(df2d_virtual_sleep(((burner *)e->context)->recorder, 10000), DF2D_S_OK);
}

TEST(a_callback_that_sleeps)
{
    burner b = burner_open("sleeps.iso", "media=cd-r&size=20000&speed=300&buffer=262144&clock=virtual");
    events *e = listen_to(b.object);
    e->hook = doze;
    e->context = &b;
    CHECK_HR(write_image(b.object, image, 6000), DF2D_S_OK);
    df2d_virtual_counts counts = counts_of(b.recorder);
    CHECK(counts.under_runs == 0 && counts.idle_ns == 0);
    df2d_write_result result = result_of(b.object);
    CHECK(result.under_runs == 0 && e->ends == 1 && e->count_at_end == e->count);
    CHECK(memcmp(&result, &e->end, sizeof result) == 0); /* the end is told what the getter says */
    CHECK_ACTIONS(e, "023456");
    CHECK(sectors_alike("sleeps.iso", 0, image, 6000) == 6000);
    burner_close(&b);
    events_free(e);
}

static void release_blocked(void *user_data)
{
    ++*(int *)user_data;
}

/* Freed once: at unadvise, at the object's end, or when advise fails. */
TEST(user_data_is_freed_once)
{
    burner b = burner_open("free.iso", "media=bd-re&size=500000&clock=virtual");
    int freed[3] = {0, 0, 0};
    uint32_t cookie;
    CHECK_HR(df2d_advise(b.object, NULL, &freed[0], release_blocked, &cookie), DF2D_E_POINTER);
    CHECK(freed[0] == 1 && cookie == 0);
    CHECK_HR(df2d_advise(b.object, update_nothing, &freed[1], release_blocked, &cookie), DF2D_S_OK);
    CHECK_HR(df2d_unadvise(b.object, cookie), DF2D_S_OK);
    CHECK_HR(df2d_unadvise(b.object, cookie), DF2D_E_INVALIDARG);
    CHECK(freed[1] == 1);
    CHECK_HR(df2d_advise(b.object, update_nothing, &freed[2], release_blocked, &cookie), DF2D_S_OK);
    CHECK_HR(write_image(b.object, image, 100), DF2D_S_OK);
    CHECK(freed[2] == 0);
    burner_close(&b);
    CHECK(freed[0] == 1 && freed[1] == 1 && freed[2] == 1);
}

int main(void)
{
    image = new_image(6000, 2);
    RUN(destroying_inside);
    RUN(destroying_what_begins);
    RUN(a_write_inside_a_callback_of_another);
    RUN(a_callback_that_blocks);
    RUN(a_callback_that_sleeps);
    RUN(user_data_is_freed_once);
    free(image);
    return test_end();
}
