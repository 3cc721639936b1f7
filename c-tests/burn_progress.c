/* What is told during a write: in which order, how often, how consistently, how honestly. */
#include "burn.h"

static unsigned char *image; /* 30000 sectors */

static const struct medium {
    const char *query;
    const char *actions;
    size_t sectors;
} media[] = {
    {"media=cd-r&size=60000&speed=600&clock=virtual", "023456", 20000},
    {"media=dvd+r&size=60000&speed=1623&clock=virtual", "023456", 30000},
    {"media=dvd+rw&size=60000&speed=1623&clock=virtual", "021456", 30000},
    {"media=bd-re&size=500000&speed=2195&clock=virtual", "021456", 30000},
};

/* What holds in each event and from one to the next. */
static void check_events(const events *e, size_t sectors, int verified)
{
    for (size_t n = 0; n < e->count; ++n) {
        const df2d_progress *p = &e->all[n], *before = n > 0 ? p - 1 : p;
        int before_failures = test_failed_checks;
        CHECK(p->struct_size == sizeof *p && p->reserved == 0);
        CHECK(p->free_system_buffer == p->total_system_buffer - p->used_system_buffer);
        CHECK(p->used_system_buffer >= 0 && p->free_system_buffer >= 0 && p->total_system_buffer > 0);
        CHECK(p->total_time == p->elapsed_time + p->remaining_time && p->remaining_time >= 0);
        CHECK(p->elapsed_time == p->elapsed_ms / 1000 && p->remaining_ms >= 0);
        CHECK(p->done_sectors >= before->done_sectors && p->done_sectors <= p->total_sectors);
        CHECK(p->total_sectors == (int64_t)sectors * (verified ? 2 : 1) ||
              p->current_action == ACTION(VALIDATING_MEDIA));
        CHECK(p->last_written_lba <= p->last_read_lba && p->last_written_lba >= p->start_lba - 1);
        CHECK(p->last_read_lba < p->start_lba + p->sector_count);
        CHECK(p->sector_count == (int32_t)sectors);
        CHECK(p->elapsed_ms >= before->elapsed_ms && p->elapsed_ms - before->elapsed_ms <= 500);
        CHECK(p->action_permille >= -1 && p->action_permille <= 1000);
        CHECK(p->drive_buffer_used_bytes >= 0 && p->drive_buffer_used_bytes <= p->drive_buffer_bytes);
        CHECK(p->bytes_per_second >= 0 && p->under_runs == 0 && p->cancelling == 0);
        if (test_failed_checks != before_failures) {
            printf("# event %lu of %lu: action %d (after %d), %ld ms (after %ld), done %ld (after %ld), read %d, "
                   "written %d\n",
                   (unsigned long)n, (unsigned long)e->count, p->current_action, before->current_action,
                   (long)p->elapsed_ms, (long)before->elapsed_ms, (long)p->done_sectors,
                   (long)before->done_sectors, p->last_read_lba, p->last_written_lba);
            return;
        }
    }
}

/* The first event of an action, or NULL. */
static const df2d_progress *first_of(const events *e, int32_t action)
{
    for (size_t n = 0; n < e->count; ++n)
        if (e->all[n].current_action == action) return &e->all[n];
    return NULL;
}

TEST(order_rate_and_fields)
{
    for (size_t n = 0; n < COUNT(media); ++n) {
        burner b = burner_open("order.iso", media[n].query);
        events *e = listen_to(b.object);
        CHECK_HR(write_image(b.object, image, media[n].sectors), DF2D_S_OK);
        CHECK_ACTIONS(e, media[n].actions);
        check_events(e, media[n].sectors, 0);
        REQUIRE(e->count > 20);
        const df2d_progress *last = &e->all[e->count - 1];
        CHECK(last->current_action == ACTION(COMPLETED) && last->remaining_ms == 0);
        CHECK(last->done_sectors == (int64_t)media[n].sectors && last->total_time == last->elapsed_time);
        CHECK(last->last_written_lba == last->start_lba + last->sector_count - 1);
        CHECK(last->drive_buffer_bytes > 0 && last->drive_buffer_used_bytes == 0);
        CHECK(e->ends == 1 && e->count_at_end == e->count);
        CHECK(e->end.elapsed_ms >= last->elapsed_ms && e->end.elapsed_ms <= last->elapsed_ms + 500);
        /* COMPLETED comes once. */
        CHECK(e->all[e->count - 2].current_action != ACTION(COMPLETED));
        burner_close(&b);
        events_free(e);
    }
}

TEST(verification_is_part_of_the_job)
{
    for (size_t n = 0; n < COUNT(media); ++n) {
        char actions[10];
        burner b = burner_open("verify.iso", media[n].query);
        events *e = listen_to(b.object);
        CHECK_HR(df2d_put_burn_verification_level(b.object, VERIFY(FULL)), DF2D_S_OK);
        CHECK_HR(write_image(b.object, image, media[n].sectors), DF2D_S_OK);
        snprintf(actions, sizeof actions, "%.5s76", media[n].actions);
        CHECK_ACTIONS(e, actions);
        check_events(e, media[n].sectors, 1);
        CHECK(e->all[e->count - 1].done_sectors == 2 * (int64_t)media[n].sectors);
        burner_close(&b);
        events_free(e);
    }
}

/* FINALIZATION of minutes: told all the same, and the drive's own progress with it. */
TEST(a_long_finalization)
{
    for (size_t n = 0; n < COUNT(media); ++n) {
        burner b = burner_open("long.iso", media[n].query);
        events *e = listen_to(b.object);
        df2d_virtual_fault fault;
        uint32_t id;
        int permille = -1;
        memset(&fault, 0, sizeof fault);
        fault.struct_size = sizeof fault;
        fault.opcode = 0x35; /* SYNCHRONIZE CACHE */
        fault.lba = -1;
        fault.skip = n >= 2; /* the first one follows the format */
        fault.times = 1;
        fault.effect = DF2D_VIRTUAL_EFFECT_DELAY;
        fault.delay_ms = 120000;
        CHECK_HR(df2d_virtual_fault_add(b.recorder, &fault, &id), DF2D_S_OK);
        CHECK_HR(write_image(b.object, image, 5000), DF2D_S_OK);
        check_events(e, 5000, 0);
        const df2d_progress *begin = first_of(e, ACTION(FINALIZATION));
        const df2d_progress *end = first_of(e, ACTION(COMPLETED));
        REQUIRE(begin != NULL && end != NULL);
        CHECK(end->elapsed_ms - begin->elapsed_ms >= 120000);
        CHECK(end - begin >= 240);
        for (const df2d_progress *p = begin; p < end; ++p)
            if (p->action_permille > permille) permille = p->action_permille;
        CHECK(permille > 300 || n >= 2); /* overwritables may have nothing left to close */
        burner_close(&b);
        events_free(e);
    }
}

/* What the first second promises is what comes. */
TEST(honest_from_the_first_second)
{
    for (size_t n = 0; n < COUNT(media); ++n) {
        burner b = burner_open("honest.iso", media[n].query);
        events *e = listen_to(b.object);
        size_t checked = 0;
        CHECK_HR(write_image(b.object, image, media[n].sectors), DF2D_S_OK);
        const df2d_progress *writing = first_of(e, ACTION(WRITING_DATA));
        REQUIRE(writing != NULL);
        double truth = (double)e->all[e->count - 1].elapsed_ms / 1000;
        for (const df2d_progress *p = writing; p->current_action != ACTION(COMPLETED); ++p) {
            double off = p->total_time - truth, allowed = truth / 4 > 5 ? truth / 4 : 5;
            if (p->elapsed_ms - writing->elapsed_ms < 1000) continue;
            ++checked;
            CHECK(off >= -allowed && off <= allowed);
            if (off < -allowed || off > allowed) {
                printf("# %s after %ld ms (data since %ld): %d s in all, and it were %.1f s\n", media[n].query,
                       (long)p->elapsed_ms, (long)writing->elapsed_ms, p->total_time, truth);
                break;
            }
        }
        CHECK(checked > 5);
        burner_close(&b);
        events_free(e);
    }
}

static void cancel_now(events *e, df2d_t *object, const df2d_progress *progress)
{
    if (progress->current_action == ACTION(WRITING_DATA) && progress->last_written_lba > 1000) {
        e->hook = NULL;
        CHECK_HR(df2d_cancel_write(object), DF2D_S_OK);
    }
}

TEST(completed_is_for_success)
{
    for (size_t n = 0; n < COUNT(media); ++n) {
        burner b = burner_open("fail.iso", media[n].query);
        events *e = listen_to(b.object);
        df2d_virtual_fault fault;
        uint32_t id;
        e->hook = cancel_now;
        CHECK_HR(write_image(b.object, image, media[n].sectors), DF2D_E_IMAPI_REQUEST_CANCELLED);
        CHECK(!was_told(e, ACTION(COMPLETED)) && was_told(e, ACTION(FINALIZATION)) && e->ends == 1);
        CHECK(e->all[e->count - 1].cancelling == 1 && e->all[e->count - 1].remaining_time >= 0);
        for (size_t k = 1; k < e->count; ++k) /* also while the disc is being saved */
            CHECK(e->all[k].elapsed_ms - e->all[k - 1].elapsed_ms <= 500);

        e->count = e->ends = 0;
        memset(&fault, 0, sizeof fault);
        fault.struct_size = sizeof fault;
        fault.opcode = 0x2A;
        fault.lba = -1;
        fault.skip = 3;
        fault.times = 1;
        fault.sense_key = 3;
        fault.asc = 0x0C;
        CHECK_HR(df2d_put_force_overwrite(b.object, 1), DF2D_S_OK);
        CHECK_HR(df2d_virtual_fault_add(b.recorder, &fault, &id), DF2D_S_OK);
        CHECK_HR(write_image(b.object, image, 10000), DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE);
        CHECK(!was_told(e, ACTION(COMPLETED)) && e->count > 3 && e->ends == 1);
        burner_close(&b);
        events_free(e);
    }
}

/* --- sinks --- */

static int order[3000], calls;
static uint32_t cookies[3];

static void sink(df2d_t *object, const df2d_progress *progress, void *user_data)
{
    int which = (int)(intptr_t)user_data;
    uint32_t late;
    if (calls < (int)COUNT(order)) order[calls++] = which;
    if (which == 1 && progress->current_action == ACTION(CALIBRATING_POWER)) {
        CHECK_HR(df2d_unadvise(object, cookies[1]), DF2D_S_OK);
        CHECK_HR(df2d_unadvise(object, cookies[1]), DF2D_E_INVALIDARG);
    }
    if (which == 0 && progress->current_action == ACTION(WRITING_DATA) && cookies[2] == 0) {
        CHECK_HR(df2d_advise(object, sink, (void *)2, NULL, &cookies[2]), DF2D_S_OK);
        CHECK_HR(df2d_advise(object, sink, (void *)3, NULL, &late), DF2D_S_OK);
        CHECK_HR(df2d_unadvise(object, late), DF2D_S_OK); /* never called */
    }
}

TEST(several_sinks)
{
    burner b = burner_open("sinks.iso", media[0].query);
    int count[4] = {0, 0, 0, 0}, last_of_1 = 0, first_of_2 = 0;
    CHECK_HR(df2d_advise(b.object, sink, (void *)0, NULL, &cookies[0]), DF2D_S_OK);
    CHECK_HR(df2d_advise(b.object, sink, (void *)1, NULL, &cookies[1]), DF2D_S_OK);
    CHECK(cookies[0] != 0 && cookies[1] != 0 && cookies[0] != cookies[1]);
    CHECK_HR(write_image(b.object, image, 3000), DF2D_S_OK);
    for (int n = 0; n < calls; ++n) {
        ++count[order[n]];
        if (order[n] == 1) last_of_1 = n;
        if (order[n] == 2 && first_of_2 == 0) first_of_2 = n;
    }
    CHECK(count[3] == 0 && count[1] >= 3 && count[2] > 5 && count[0] > count[2]);
    CHECK(first_of_2 > last_of_1 && order[0] == 0 && order[1] == 1 && order[2] == 0);
    burner_close(&b);
}

/* Unadvising outside callbacks waits for the call that runs. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int inside, left;

static void linger(df2d_t *object, const df2d_progress *progress, void *user_data)
{
    (void)object;
    (void)progress;
    pthread_mutex_lock(&lock);
    inside = 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    CHECK_HR(df2d_virtual_sleep(user_data, 1000), DF2D_S_OK);
    pthread_mutex_lock(&lock);
    ++left;
    pthread_mutex_unlock(&lock);
}

TEST(unadvise_waits)
{
    burner b = burner_open("waits.iso", media[0].query);
    df2d_stream_t *stream = memory_stream(image, 20000);
    df2d_hresult hr = 77;
    uint32_t cookie;
    int left_before;
    CHECK_HR(df2d_advise(b.object, linger, b.recorder, NULL, &cookie), DF2D_S_OK);
    CHECK_HR(df2d_write_async(b.object, stream), DF2D_S_OK);
    pthread_mutex_lock(&lock);
    while (!inside) pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
    CHECK_HR(df2d_unadvise(b.object, cookie), DF2D_S_OK);
    pthread_mutex_lock(&lock);
    left_before = left;
    CHECK(left > 0);
    pthread_mutex_unlock(&lock);
    CHECK_HR(df2d_wait(b.object, DF2D_INFINITE, &hr), DF2D_S_OK);
    CHECK_HR(hr, DF2D_S_OK);
    CHECK(left == left_before);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    burner_close(&b);
}

int main(void)
{
    image = new_image(30000, 3);
    RUN(order_rate_and_fields);
    RUN(verification_is_part_of_the_job);
    RUN(a_long_finalization);
    RUN(honest_from_the_first_second);
    RUN(completed_is_for_success);
    RUN(several_sinks);
    RUN(unadvise_waits);
    free(image);
    return test_end();
}
