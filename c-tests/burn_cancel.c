/* Cancelling: at every point, from callbacks and other threads, and what is left of the disc. */
#include "burn.h"

#include <sched.h>

static unsigned char *image; /* 12000 sectors */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static const char *const QUERIES[] = {
    "media=cd-r&size=300000&speed=1200&clock=virtual",
    "media=dvd+r&size=300000&speed=1623&clock=virtual",
    "media=dvd+rw&size=60000&speed=1623&clock=virtual",
    "media=bd-re&size=500000&speed=2195&clock=virtual",
};

/* When to cancel, and what the cancel was told. */
typedef struct plan {
    int32_t action;
    size_t after_events, seen;
    int other_thread, asked, done;
    df2d_hresult answer, again;
    df2d_t *object;
} plan;

static void cancel_twice(plan *p)
{
    p->answer = df2d_cancel_write(p->object);
    p->again = df2d_cancel_write(p->object);
}

static void *cancel_from_here(void *user_data)
{
    plan *p = user_data;
    pthread_mutex_lock(&lock);
    while (!p->asked) pthread_cond_wait(&changed, &lock);
    cancel_twice(p);
    p->done = 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    return NULL;
}

static void cancel_by_plan(events *e, df2d_t *object, const df2d_progress *progress)
{
    plan *p = e->context;
    if (p->asked || (p->action >= 0 && progress->current_action != p->action)) return;
    if (p->seen++ < p->after_events) return;
    p->object = object;
    pthread_mutex_lock(&lock);
    p->asked = 1;
    pthread_cond_broadcast(&changed);
    while (p->other_thread && !p->done) pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
    if (!p->other_thread) cancel_twice(p);
}

/* What the result says is what is on the disc, and what the disc says. */
static void check_truth(const burner *b, size_t medium, size_t sectors)
{
    df2d_write_result r = result_of(b->object);
    int before = test_failed_checks;
    int32_t status = status_of(b->object);
    CHECK(r.media_status_after == status);
    if (r.content_after == DF2D_CONTENT_WHOLE)
        CHECK(sectors_alike(b->path, (size_t)r.start_lba, image, sectors) == sectors);
    else
        CHECK(r.content_after == (r.sectors_on_media > 0 ? DF2D_CONTENT_PARTIAL : DF2D_CONTENT_NONE));
    CHECK(r.sectors_on_media <= r.sectors_sent && r.sectors_sent <= r.sectors_requested);
    CHECK(r.sectors_requested == (int64_t)sectors);
    if (r.sectors_on_media > 0)
        CHECK(sectors_alike(b->path, (size_t)r.start_lba, image, sectors) >= (size_t)r.sectors_on_media);
    switch (r.disc_after) {
    case DF2D_DISC_UNCHANGED: CHECK(r.content_after == DF2D_CONTENT_NONE && (status & STATE(BLANK))); break;
    case DF2D_DISC_APPENDABLE: CHECK(medium < 2 && (status & (STATE(APPENDABLE) | STATE(BLANK)))); break;
    case DF2D_DISC_OVERWRITABLE: CHECK(medium >= 2 && (status & STATE(OVERWRITE_ONLY))); break;
    case DF2D_DISC_CLOSED: CHECK(status & STATE(FINALIZED)); break;
    default: CHECK(!"a state that no cancel leads to");
    }
    check_free(b->recorder);
    if (test_failed_checks != before)
        printf("# %s: hr %s content %d disc %d status %X sent %ld on media %ld\n", MEDIA[medium],
               df2d_hresult_name(r.hr), r.content_after, r.disc_after, status, (long)r.sectors_sent,
               (long)r.sectors_on_media);
}

/* One burn with a cancel in it, and one after that. */
static void cancel_once(size_t medium, plan *p, size_t sectors)
{
    int before = test_failed_checks;
    burner b = burner_open("cancel.iso", QUERIES[medium]);
    events *e = listen_to(b.object);
    pthread_t canceller;
    df2d_hresult hr;
    e->hook = cancel_by_plan;
    e->context = p;
    CHECK_HR(df2d_put_burn_verification_level(b.object, VERIFY(FULL)), DF2D_S_OK);
    if (p->other_thread) pthread_create(&canceller, NULL, cancel_from_here, p);
    hr = write_image(b.object, image, sectors);
    if (p->other_thread) {
        pthread_mutex_lock(&lock);
        if (!p->asked) p->object = b.object; /* the burn was over before its point came */
        p->asked = 1;
        pthread_cond_broadcast(&changed);
        pthread_mutex_unlock(&lock);
        pthread_join(canceller, NULL);
    }
    CHECK(p->asked);
    CHECK_HR(p->again, p->answer);
    CHECK_HR(result_of(b.object).hr, hr);
    if (p->answer == DF2D_S_OK) {
        CHECK_HR(hr, DF2D_E_IMAPI_REQUEST_CANCELLED);
        CHECK(!was_told(e, ACTION(COMPLETED)));
        if (p->action == ACTION(VERIFYING)) CHECK(result_of(b.object).content_after == DF2D_CONTENT_WHOLE);
        if (p->action == ACTION(WRITING_DATA)) CHECK(result_of(b.object).content_after != DF2D_CONTENT_WHOLE);
    } else {
        CHECK(p->answer == DF2D_S_FALSE || (p->answer == DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS && p->seen <= p->after_events));
        CHECK_HR(hr, DF2D_S_OK);
        CHECK(was_told(e, ACTION(COMPLETED)) && result_of(b.object).content_after == DF2D_CONTENT_WHOLE);
    }
    CHECK(e->ends == 1 && e->end.hr == hr);
    CHECK_HR(df2d_cancel_write(b.object), DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
    check_truth(&b, medium, sectors);
    /* The disc lives on, but for a DVD+R that was closed as the defaults close it. */
    if (result_of(b.object).disc_after != DF2D_DISC_CLOSED) {
        CHECK_HR(df2d_put_force_overwrite(b.object, 1), DF2D_S_OK);
        e->hook = NULL;
        CHECK_HR(write_image(b.object, image, 2000), DF2D_S_OK);
        CHECK(sectors_alike(b.path, (size_t)result_of(b.object).start_lba, image, 2000) == 2000);
    } else {
        CHECK(medium == 1 && p->action != ACTION(WRITING_DATA));
    }
    burner_close(&b);
    events_free(e);
    if (test_failed_checks != before)
        printf("# ^ %s, cancelled in action %d after %lu events%s: %s\n", MEDIA[medium], p->action,
               (unsigned long)p->after_events, p->other_thread ? " by another thread" : "",
               df2d_hresult_name(p->answer));
}

TEST(in_each_action)
{
    static const int32_t actions[4][7] = {{0, 2, 3, 4, 5, 7, -1}, {0, 2, 3, 4, 5, 7, -1}, {0, 2, 1, 4, 5, 7, -1}, {0, 2, 1, 4, 5, 7, -1}};
    for (size_t medium = 0; medium < 4; ++medium) {
        for (const int32_t *action = actions[medium]; *action >= 0; ++action) {
            for (size_t after = 0; after < 3; ++after) {
                plan p = {*action, after, 0, 0, 0, 0, 77, 77, NULL};
                if (after > 0 && *action != 4 && *action != 5) continue;
                if (after > 1 && *action != 4) continue;
                cancel_once(medium, &p, *action == 7 ? 12000 : 6000);
            }
        }
    }
}

TEST(by_another_thread)
{
    for (size_t medium = 0; medium < 4; ++medium) {
        for (size_t after = 0; after < 100; after += 11) {
            plan p = {-1, after, 0, 1, 0, 0, 77, 77, NULL};
            cancel_once(medium, &p, 6000);
        }
    }
}

/* --- at once --- */

static void cancel_then_escalate(events *e, df2d_t *object, const df2d_progress *progress)
{
    int escalate = *(int *)e->context;
    if (progress->current_action == ACTION(WRITING_DATA) && progress->last_written_lba > 3000 && !progress->cancelling)
        CHECK_HR(df2d_cancel_write(object), DF2D_S_OK);
    if (escalate && progress->cancelling && progress->current_action == ACTION(FINALIZATION)) {
        CHECK_HR(df2d_put_cancel_mode(object, DF2D_CANCEL_IMMEDIATE), DF2D_S_OK);
        CHECK_HR(df2d_cancel_write(object), DF2D_S_OK);
    }
}

TEST(immediate_ends_a_salvage)
{
    for (size_t medium = 0; medium < 4; ++medium) {
        int64_t took[2];
        for (int escalate = 0; escalate < 2; ++escalate) {
            burner b = burner_open("escalate.iso", QUERIES[medium]);
            events *e = listen_to(b.object);
            e->hook = cancel_then_escalate;
            e->context = &escalate;
            CHECK_HR(write_image(b.object, image, 12000), DF2D_E_IMAPI_REQUEST_CANCELLED);
            took[escalate] = result_of(b.object).elapsed_ms;
            CHECK(!was_told(e, ACTION(COMPLETED)));
            check_free(b.recorder);
            burner_close(&b);
            events_free(e);
        }
        CHECK(medium == 3 ? took[1] <= took[0] : took[1] < took[0]);
        if (took[1] >= took[0]) printf("# %s: %ld ms, at once %ld ms\n", MEDIA[medium], (long)took[0], (long)took[1]);
    }
}

/* --- sources that hang --- */

typedef struct source {
    size_t given;
    int can_cancel, hangs, released, cancels, closes;
} source;

static df2d_hresult source_size(void *user_data, uint64_t *size)
{
    (void)user_data;
    *size = 6000 * SECTOR;
    return DF2D_S_OK;
}

static df2d_hresult source_read(void *user_data, void *buffer, size_t size, size_t *got)
{
    source *s = user_data;
    if (s->given + size > 3000 * SECTOR) {
        pthread_mutex_lock(&lock);
        s->hangs = 1;
        pthread_cond_broadcast(&changed);
        while (!s->released) pthread_cond_wait(&changed, &lock);
        pthread_mutex_unlock(&lock);
    }
    memcpy(buffer, image + s->given, size);
    s->given += size;
    *got = size;
    return DF2D_S_OK;
}

static void release_source(source *s)
{
    pthread_mutex_lock(&lock);
    s->released = 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void source_cancel(void *user_data)
{
    source *s = user_data;
    ++s->cancels;
    release_source(s);
}

static void source_close(void *user_data)
{
    ++((source *)user_data)->closes;
}

TEST(a_source_that_hangs)
{
    for (size_t medium = 0; medium < 4; ++medium) {
        for (int can_cancel = 0; can_cancel < 2; ++can_cancel) {
            char query[80];
            snprintf(query, sizeof query, "%.*sscaled:500", (int)(strlen(QUERIES[medium]) - 7), QUERIES[medium]);
            burner b = burner_open("hangs.iso", query);
            source s = {0, can_cancel, 0, 0, 0, 0};
            df2d_stream_callbacks calls = {sizeof calls, 0, source_size, source_read, NULL, NULL, source_close};
            df2d_stream_t *stream = NULL;
            df2d_hresult hr = 77;
            if (can_cancel) calls.cancel = source_cancel;
            CHECK_HR(df2d_stream_from_callbacks(&calls, &s, &stream), DF2D_S_OK);
            CHECK_HR(df2d_write_async(b.object, stream), DF2D_S_OK);
            pthread_mutex_lock(&lock);
            while (!s.hangs) pthread_cond_wait(&changed, &lock);
            pthread_mutex_unlock(&lock);
            /* The drive is at work: what has been read reaches it before the cancel. */
            while (counts_of(b.recorder).sectors_written < 2000) sched_yield();
            CHECK_HR(df2d_cancel_write(b.object), DF2D_S_OK);
            if (!can_cancel) {
                /* The disc is saved and can be taken out, though the read still hangs. */
                while (counts_of(b.recorder).prevented) sched_yield();
                CHECK_HR(df2d_wait(b.object, 0, &hr), DF2D_E_PENDING);
                CHECK(hr == 0);
                release_source(&s);
            }
            CHECK_HR(df2d_wait(b.object, DF2D_INFINITE, &hr), DF2D_S_OK);
            CHECK_HR(hr, DF2D_E_IMAPI_REQUEST_CANCELLED);
            CHECK(s.cancels == can_cancel && s.closes == 0);
            check_truth(&b, medium, 6000);
            CHECK(result_of(b.object).content_after == DF2D_CONTENT_PARTIAL);
            CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
            CHECK(s.closes == 1);
            burner_close(&b);
        }
    }
}

int main(void)
{
    image = new_image(12000, 4);
    RUN(in_each_action);
    RUN(by_another_thread);
    RUN(immediate_ends_a_salvage);
    RUN(a_source_that_hangs);
    free(image);
    return test_end();
}
