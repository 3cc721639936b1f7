/* Closing and recovering a disc: what becomes of it, and what is refused. */
#include "upkeep.h"

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
    char text[256] = "";
    size_t needed;
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
    CHECK_HR(df2d_get_last_error(b.object, NULL, text, sizeof text, &needed), DF2D_S_OK);
    CHECK(strstr(text, "closed already") != NULL);
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
    free(image);
    return test_end();
}
