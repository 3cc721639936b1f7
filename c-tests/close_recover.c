/* Closing and recovering a disc: operations like a write, for good and bad callers. */
#include "burn.h"

#include <sched.h>

static unsigned char *image; /* 6000 sectors */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

#define CHECK_BUSY(call) CHECK_HR(call, DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS)
#define CD_R "media=cd-r&size=20000&speed=600&clock=virtual"
#define DVD_PLUS_R "media=dvd+r&size=30000&speed=1623&clock=virtual"
#define BD_R "media=bd-r&clock=virtual"

/* A disc with a first session that leaves it open. */
static burner burner_appendable(const char *path, const char *query)
{
    burner b = burner_open(path, query);
    CHECK_HR(df2d_put_disable_consumer_dvd_compatibility_mode(b.object, 1), DF2D_S_OK);
    CHECK_HR(write_image(b.object, image, 600), DF2D_S_OK);
    CHECK(status_of(b.object) & STATE(APPENDABLE));
    return b;
}

static df2d_hresult close_and_wait(df2d_t *object)
{
    df2d_hresult hr = 77;
    CHECK_HR(df2d_close_media_async(object), DF2D_S_OK);
    CHECK_HR(df2d_wait(object, DF2D_INFINITE, &hr), DF2D_S_OK);
    return hr;
}

/* --- what needs no drive --- */

/* Both functions refuse alike, and nothing has begun. */
static void refused(df2d_t *object, int32_t action, df2d_stream_t *stream, df2d_hresult expected)
{
    CHECK_HR(df2d_recover_media(object, action, stream), expected);
    CHECK_HR(df2d_recover_media_async(object, action, stream), expected);
    if (object != NULL) CHECK_HR(df2d_cancel_write(object), DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
}

TEST(bad_arguments)
{
    burner b = burner_open("arguments.iso", CD_R);
    events *e = listen_to(b.object);
    df2d_stream_t *stream = memory_stream(image, 10);
    df2d_virtual_counts before = counts_of(b.recorder);
    const int32_t unknown[] = {-1, 3, 4, 77, INT32_MAX, INT32_MIN};
    df2d_hresult hr = 77;
    char text[200] = "";
    size_t needed;
    for (size_t n = 0; n < COUNT(unknown); ++n) {
        refused(b.object, unknown[n], NULL, DF2D_E_INVALIDARG);
        refused(b.object, unknown[n], stream, DF2D_E_INVALIDARG);
    }
    refused(b.object, DF2D_RECOVER_REPORT, stream, DF2D_E_INVALIDARG);
    refused(b.object, DF2D_RECOVER_CLOSE, stream, DF2D_E_INVALIDARG);
    refused(b.object, DF2D_RECOVER_CLOSE, (df2d_stream_t *)&b, DF2D_E_INVALIDARG); /* a stream, were it one */
    refused(b.object, DF2D_RECOVER_RESUME, (df2d_stream_t *)&b, DF2D_E_HANDLE);
    refused(b.object, DF2D_RECOVER_RESUME, NULL, DF2D_E_POINTER);
    CHECK_HR(df2d_recover_media(b.object, DF2D_RECOVER_RESUME, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_get_last_error(b.object, NULL, text, sizeof text, &needed), DF2D_S_OK);
    CHECK(strstr(text, "stream") != NULL);
    CHECK_HR(df2d_wait(b.object, DF2D_INFINITE, &hr), DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
    CHECK(e->count == 0 && e->ends == 0);
    CHECK(counts_of(b.recorder).commands == before.commands);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    burner_close(&b);
    events_free(e);
}

/* Every way to begin, each of which must be refused with the same code. */
static void each_begins(df2d_t *object, df2d_stream_t *stream, df2d_hresult expected)
{
    CHECK_HR(df2d_close_media(object), expected);
    CHECK_HR(df2d_close_media_async(object), expected);
    for (int32_t action = DF2D_RECOVER_REPORT; action <= DF2D_RECOVER_RESUME; ++action) {
        df2d_stream_t *wanted = action == DF2D_RECOVER_RESUME ? stream : NULL;
        CHECK_HR(df2d_recover_media(object, action, wanted), expected);
        CHECK_HR(df2d_recover_media_async(object, action, wanted), expected);
    }
}

TEST(in_the_wrong_order)
{
    df2d_recorder_t *recorder = open_recorder("", "media=cd-r&clock=virtual");
    df2d_stream_t *stream = memory_stream(image, 10), *half = NULL, *empty = NULL;
    df2d_t *object = NULL;
    df2d_virtual_counts before;
    CHECK_HR(df2d_stream_from_memory(image, SECTOR + 1, NULL, NULL, &half), DF2D_S_OK);
    CHECK_HR(df2d_stream_from_memory(image, 0, NULL, NULL, &empty), DF2D_S_OK);
    CHECK_HR(df2d_create(&object), DF2D_S_OK);
    each_begins(object, stream, DF2D_E_IMAPI_RECORDER_REQUIRED);
    CHECK_HR(df2d_put_recorder(object, recorder), DF2D_S_OK);
    before = counts_of(recorder);
    each_begins(object, stream, DF2D_E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
    CHECK_HR(df2d_put_client_name(object, "c-test"), DF2D_S_OK);
    refused(object, DF2D_RECOVER_RESUME, half, DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    refused(object, DF2D_RECOVER_RESUME, empty, DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    CHECK(counts_of(recorder).commands == before.commands);
    CHECK_HR(df2d_put_recorder(object, NULL), DF2D_S_OK);
    each_begins(object, stream, DF2D_E_IMAPI_RECORDER_REQUIRED);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    CHECK_HR(df2d_stream_destroy(half), DF2D_S_OK);
    CHECK_HR(df2d_stream_destroy(empty), DF2D_S_OK);
    CHECK_HR(df2d_destroy(object), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
}

TEST(an_empty_drive)
{
    df2d_recorder_t *recorder = open_recorder("", "media=none&clock=virtual");
    df2d_t *object = new_writer(recorder);
    events *e = listen_to(object);
    df2d_error_info info;
    size_t needed;
    memset(&info, 0, sizeof info);
    info.struct_size = sizeof info;
    CHECK_HR(close_and_wait(object), DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    CHECK_HR(df2d_get_last_error(object, &info, NULL, 0, &needed), DF2D_S_OK);
    CHECK_HR(info.hr, DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    CHECK(info.asc == 0x3A && needed > 10);
    CHECK_HR(df2d_close_media(object), DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    CHECK_HR(df2d_recover_media(object, DF2D_RECOVER_REPORT, NULL), DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    CHECK_HR(df2d_recover_media(object, DF2D_RECOVER_CLOSE, NULL), DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    CHECK(e->ends == 4 && e->end.hr == DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    CHECK(e->end.content_after == DF2D_CONTENT_NONE && !was_told(e, ACTION(COMPLETED)));
    check_free(recorder);
    CHECK_HR(df2d_destroy(object), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
    events_free(e);
}

/* --- closing --- */

static void close_once(const char *query)
{
    burner b = burner_appendable("close.iso", query);
    events *e = listen_to(b.object);
    df2d_write_result r;
    CHECK_HR(df2d_close_media(b.object), DF2D_S_OK);
    CHECK_ACTIONS(e, "056");
    CHECK(e->ends == 1 && e->count_at_end == e->count);
    r = result_of(b.object);
    CHECK(memcmp(&r, &e->end, sizeof r) == 0); /* the end is told what the getter says */
    CHECK_HR(r.hr, DF2D_S_OK);
    CHECK(r.disc_after == DF2D_DISC_CLOSED && r.content_after == DF2D_CONTENT_NONE);
    CHECK(r.sectors_requested == 0 && r.sectors_sent == 0 && r.sectors_on_media == 0);
    CHECK(r.media_status_after == status_of(b.object) && (r.media_status_after & STATE(FINALIZED)));
    CHECK(sectors_alike("close.iso", 0, image, 600) == 600);
    check_free(b.recorder);
    /* There is nothing left to close, and nothing to write to. */
    CHECK_HR(df2d_close_media(b.object), DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
    CHECK(result_of(b.object).disc_after == DF2D_DISC_UNCHANGED);
    CHECK_HR(write_image(b.object, image, 300), DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
    burner_close(&b);
    events_free(e);
}

TEST(closing)
{
    close_once(DVD_PLUS_R);
    close_once(BD_R);
}

/* What no command closes stays as it is. */
TEST(closing_what_only_a_write_closes)
{
    burner b = burner_appendable("open.iso", CD_R);
    events *e = listen_to(b.object);
    df2d_virtual_counts before = counts_of(b.recorder);
    CHECK_HR(df2d_close_media(b.object), DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
    CHECK(e->ends == 1 && e->end.disc_after == DF2D_DISC_UNCHANGED && !was_told(e, ACTION(COMPLETED)));
    CHECK(counts_of(b.recorder).writes == before.writes && (status_of(b.object) & STATE(APPENDABLE)));
    check_free(b.recorder);
    CHECK_HR(df2d_put_force_media_to_be_closed(b.object, 1), DF2D_S_OK);
    CHECK_HR(write_image(b.object, image, 600), DF2D_S_OK);
    CHECK(status_of(b.object) & STATE(FINALIZED));
    burner_close(&b);
    events_free(e);
}

TEST(closing_what_is_blank)
{
    static const char *const queries[] = {CD_R, DVD_PLUS_R};
    for (size_t n = 0; n < COUNT(queries); ++n) {
        burner b = burner_open("blank.iso", queries[n]);
        events *e = listen_to(b.object);
        CHECK_HR(df2d_close_media(b.object), DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
        CHECK_ACTIONS(e, "0");
        CHECK(e->ends == 1 && e->end.disc_after == DF2D_DISC_UNCHANGED);
        CHECK(status_of(b.object) == STATE(BLANK));
        check_free(b.recorder);
        burner_close(&b);
        events_free(e);
    }
}

/* --- recovering --- */

TEST(recovering_what_is_well)
{
    burner b = burner_appendable("well.iso", CD_R);
    events *e = listen_to(b.object);
    df2d_stream_t *stream = memory_stream(image, 600);
    df2d_virtual_counts before = counts_of(b.recorder), after;
    CHECK_HR(df2d_recover_media(b.object, DF2D_RECOVER_REPORT, NULL), DF2D_S_OK);
    CHECK(e->ends == 1 && e->end.content_after == DF2D_CONTENT_NONE);
    CHECK(e->end.disc_after == DF2D_DISC_APPENDABLE && e->end.media_status_after == status_of(b.object));
    CHECK_HR(df2d_recover_media(b.object, DF2D_RECOVER_CLOSE, NULL), DF2D_S_FALSE);
    CHECK(was_told(e, ACTION(COMPLETED)));
    CHECK_HR(df2d_recover_media(b.object, DF2D_RECOVER_RESUME, stream), DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
    CHECK(e->ends == 3 && result_of(b.object).disc_after == DF2D_DISC_UNCHANGED);
    after = counts_of(b.recorder);
    CHECK(after.writes == before.writes && after.long_operations == before.long_operations);
    CHECK(status_of(b.object) & STATE(APPENDABLE));
    check_free(b.recorder);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    burner_close(&b);
    events_free(e);
}

static void leave_at_once(events *e, df2d_t *object, const df2d_progress *progress)
{
    (void)e;
    if (progress->current_action == ACTION(WRITING_DATA) && progress->last_written_lba > 2000 && !progress->cancelling)
        CHECK_HR(df2d_cancel_write(object), DF2D_S_OK);
}

/* A session that was left open. */
static burner burner_interrupted(const char *path, const char *query)
{
    burner b = burner_open(path, query);
    events *e = listen_to(b.object);
    e->hook = leave_at_once;
    CHECK_HR(df2d_put_disable_consumer_dvd_compatibility_mode(b.object, 1), DF2D_S_OK);
    CHECK_HR(df2d_put_cancel_mode(b.object, DF2D_CANCEL_IMMEDIATE), DF2D_S_OK);
    CHECK_HR(write_image(b.object, image, 6000), DF2D_E_IMAPI_REQUEST_CANCELLED);
    CHECK(status_of(b.object) & STATE(NON_EMPTY_SESSION));
    CHECK_HR(df2d_destroy(b.object), DF2D_S_OK);
    events_free(e);
    b.object = new_writer(b.recorder);
    CHECK_HR(df2d_put_disable_consumer_dvd_compatibility_mode(b.object, 1), DF2D_S_OK);
    return b;
}

static const char *const INTERRUPTED[] = {CD_R, DVD_PLUS_R};

TEST(recovering_by_closing)
{
    for (size_t n = 0; n < COUNT(INTERRUPTED); ++n) {
        burner b = burner_interrupted("interrupted.iso", INTERRUPTED[n]);
        events *e = listen_to(b.object);
        df2d_virtual_counts before = counts_of(b.recorder);
        df2d_hresult hr = 77;
        int64_t found;
        /* Looking changes nothing. */
        CHECK_HR(df2d_recover_media(b.object, DF2D_RECOVER_REPORT, NULL), DF2D_S_OK);
        CHECK(e->end.content_after == DF2D_CONTENT_PARTIAL && e->end.disc_after == DF2D_DISC_RECOVERABLE);
        CHECK(e->end.media_status_after & STATE(NON_EMPTY_SESSION));
        found = e->end.sectors_on_media;
        CHECK(found > 0 && found < 6000 && e->end.start_lba == 0);
        CHECK(counts_of(b.recorder).writes == before.writes);
        CHECK(counts_of(b.recorder).long_operations == before.long_operations);
        CHECK_HR(df2d_close_media(b.object), DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);

        CHECK_HR(df2d_recover_media_async(b.object, DF2D_RECOVER_CLOSE, NULL), DF2D_S_OK);
        CHECK_HR(df2d_wait(b.object, DF2D_INFINITE, &hr), DF2D_S_OK);
        CHECK_HR(hr, DF2D_S_OK);
        CHECK(e->ends == 3 && was_told(e, ACTION(FINALIZATION)) && was_told(e, ACTION(COMPLETED)));
        CHECK(e->end.disc_after == DF2D_DISC_APPENDABLE && (status_of(b.object) & STATE(APPENDABLE)));
        CHECK(sectors_alike("interrupted.iso", 0, image, (size_t)found) == (size_t)found);
        check_free(b.recorder);
        /* The disc is good again. */
        CHECK_HR(write_image(b.object, image, 600), DF2D_S_OK);
        CHECK(sectors_alike("interrupted.iso", (size_t)result_of(b.object).start_lba, image, 600) == 600);
        burner_close(&b);
        events_free(e);
    }
}

TEST(recovering_by_resuming)
{
    burner b = burner_interrupted("resumed.iso", DVD_PLUS_R);
    events *e = listen_to(b.object);
    df2d_stream_t *stream = memory_stream(image, 6000);
    uint64_t before = counts_of(b.recorder).sectors_written;
    int64_t found;
    CHECK_HR(df2d_recover_media(b.object, DF2D_RECOVER_REPORT, NULL), DF2D_S_OK);
    found = e->end.sectors_on_media;
    CHECK(found > 0 && found < 6000);
    CHECK_HR(df2d_recover_media(b.object, DF2D_RECOVER_RESUME, stream), DF2D_S_OK);
    CHECK(e->ends == 2 && was_told(e, ACTION(WRITING_DATA)) && was_told(e, ACTION(COMPLETED)));
    CHECK(e->end.content_after == DF2D_CONTENT_WHOLE && e->end.disc_after == DF2D_DISC_APPENDABLE);
    CHECK(e->end.sectors_requested == 6000 && e->end.sectors_on_media == 6000 && e->end.start_lba == 0);
    CHECK(counts_of(b.recorder).sectors_written - before == (uint64_t)(6000 - found)); /* the rest alone */
    CHECK(sectors_alike("resumed.iso", 0, image, 6000) == 6000);
    check_free(b.recorder);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    burner_close(&b);
    events_free(e);
}

/* --- while one runs --- */

/* Holds the operation inside its first callback. */
static struct gate {
    int inside, opened;
} gate;

static void at_the_gate(events *e, df2d_t *object, const df2d_progress *progress)
{
    (void)e;
    (void)object;
    (void)progress;
    pthread_mutex_lock(&lock);
    gate.inside = 1;
    pthread_cond_broadcast(&changed);
    while (!gate.opened) pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
}

static void wait_until_inside(void)
{
    pthread_mutex_lock(&lock);
    while (!gate.inside) pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
}

static void set_gate(int open)
{
    pthread_mutex_lock(&lock);
    gate.inside = 0;
    gate.opened = open;
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
    set_gate(0);
    CHECK_HR(df2d_close_media_async(b.object), DF2D_S_OK);
    wait_until_inside();
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
    set_gate(1);
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

static void note_free(void *user_data)
{
    pthread_mutex_lock(&lock);
    ++*(int *)user_data;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

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
        CHECK_HR(df2d_advise_end(b.object, end_nothing, &freed, note_free, &cookie), DF2D_S_OK);
        CHECK_HR(df2d_close_media_async(b.object), DF2D_S_OK);
        CHECK_HR(release ? df2d_release(b.object) : df2d_destroy(b.object), DF2D_S_OK);
        CHECK_HR(df2d_get_cancel_mode(b.object, &value), DF2D_E_HANDLE);
        if (release) {
            pthread_mutex_lock(&lock);
            while (freed == 0) pthread_cond_wait(&changed, &lock);
            pthread_mutex_unlock(&lock);
        }
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
static int finished;

static void *look_again_and_again(void *user_data)
{
    (void)user_data;
    for (int stop = 0; !stop;) {
        df2d_hresult hr = df2d_recover_media(shared, DF2D_RECOVER_REPORT, NULL);
        if (hr != DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS) CHECK_HR(hr, DF2D_S_OK);
        pthread_mutex_lock(&lock);
        stop = finished;
        pthread_mutex_unlock(&lock);
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
    pthread_mutex_lock(&lock);
    finished = 1;
    pthread_mutex_unlock(&lock);
    pthread_join(other, NULL);
    burner_close(&b);
}

int main(void)
{
    image = new_image(6000, 5);
    RUN(bad_arguments);
    RUN(in_the_wrong_order);
    RUN(an_empty_drive);
    RUN(closing);
    RUN(closing_what_only_a_write_closes);
    RUN(closing_what_is_blank);
    RUN(recovering_what_is_well);
    RUN(recovering_by_closing);
    RUN(recovering_by_resuming);
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
