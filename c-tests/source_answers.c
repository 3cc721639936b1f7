/* Sources whose functions answer what they should not, at the first byte, amid the data and at the last: the write fails
 * with what the source said or what that means, and the disc is saved. */
#include "media.h"
#include "source.h"

#define SECTORS ((size_t)2000)
#define DRIVE "speed=1200&buffer=262144&clock=virtual"

static unsigned char *image; /* SECTORS */

/* At the first byte, within a sector, between two, and before the last. */
static const uint64_t MOMENTS[] = {0, 700 * 2048 + 77, 700 * 2048, SECTORS * 2048 - 1};

typedef struct answer {
    df2d_hresult hr;
    size_t got;     /* what it says that it stored */
    int leaves_got; /* it says nothing of that */
    df2d_hresult becomes;
} answer;

static int give_answer(source *s, void *buffer, size_t size, size_t *got, df2d_hresult *hr)
{
    const answer *a = s->context;
    (void)buffer, (void)size;
    if (!a->leaves_got) *got = a->got;
    *hr = a->hr;
    return 1;
}

static void write_with(const medium *m, const answer *a, uint64_t moment)
{
    const int before = test_failed_checks;
    burner b = burner_of(m, "answers.iso", DRIVE);
    events *e = listen_to(b.object);
    source s = new_source(image, SECTORS);
    df2d_stream_t *stream = stream_of(&s);
    df2d_error_info info = {0};
    char text[400] = "";
    size_t needed;
    s.trap_at = moment;
    s.trap = give_answer;
    s.context = (void *)a;
    CHECK_HR(df2d_write(b.object, stream), a->becomes);
    info.struct_size = sizeof info;
    CHECK_HR(df2d_get_last_error(b.object, &info, text, sizeof text, &needed), DF2D_S_OK);
    CHECK_HR(info.hr, a->becomes);
    CHECK(strlen(text) > 10 && info.cdb_length == 0);
    CHECK_HR(result_of(b.object).hr, a->becomes);
    CHECK(result_of(b.object).content_after != DF2D_CONTENT_WHOLE);
    CHECK(result_of(b.object).failure_cdb_length == 0); /* the drive had no part in it */
    CHECK(e->ends == 1 && !was_told(e, ACTION(COMPLETED)));
    check_truth(&b, image, SECTORS);
    if (moment == 0) CHECK(result_of(b.object).sectors_sent == 0 && result_of(b.object).content_after == DF2D_CONTENT_NONE);
    check_goes_on(&b, image, 400);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    CHECK(s.closes == 1);
    burner_close(&b);
    events_free(e);
    if (test_failed_checks != before)
        printf("# ^ %s, the source answers 0x%08lX and %lu at byte %lu: %s\n", m->name, (unsigned long)(uint32_t)a->hr,
               (unsigned long)a->got, (unsigned long)moment, text);
}

TEST(codes)
{
    static const answer answers[] = {
        /* Its own, whatever this library means by it. */
        {DF2D_E_ACCESSDENIED, 0, 0, DF2D_E_ACCESSDENIED},
        {DF2D_E_UNEXPECTED, 2048, 0, DF2D_E_UNEXPECTED},
        {DF2D_E_OUTOFMEMORY, 0, 1, DF2D_E_OUTOFMEMORY},
        {DF2D_E_IMAPI_REQUEST_CANCELLED, 0, 0, DF2D_E_IMAPI_REQUEST_CANCELLED},
        {DF2D_E_DEV_NOT_EXIST, 0, 0, DF2D_E_DEV_NOT_EXIST},
        {-1, SIZE_MAX, 0, -1},
        {INT32_MIN, 1, 0, INT32_MIN},
        /* No code for a failure, or one that would be taken for another answer. */
        {DF2D_E_PENDING, 0, 0, DF2D_E_FAIL},
        {DF2D_E_HANDLE, 2048, 0, DF2D_E_FAIL},
        {2, 2048, 0, DF2D_E_FAIL},
        {INT32_MAX, 0, 1, DF2D_E_FAIL},
        {DF2D_S_IMAPI_SPEEDADJUSTED, 0, 0, DF2D_E_FAIL},
    };
    for (size_t n = 0; n < COUNT(answers); ++n)
        for (size_t moment = 0; moment < COUNT(MOMENTS); ++moment)
            write_with(&ALL_MEDIA[(n * COUNT(MOMENTS) + moment) % COUNT(ALL_MEDIA)], &answers[n], MOMENTS[moment]);
    for (size_t m = 0; m < COUNT(ALL_MEDIA); ++m) write_with(&ALL_MEDIA[m], &answers[0], MOMENTS[1]);
}

TEST(more_than_it_was_asked_for)
{
    static const answer answers[] = {
        {DF2D_S_OK, SIZE_MAX, 0, DF2D_E_FAIL},
        {DF2D_S_OK, SIZE_MAX / 2 + 1, 0, DF2D_E_FAIL},
        {DF2D_S_FALSE, 512 * 1024 + 1, 0, DF2D_E_FAIL}, /* one more than any read asks for */
    };
    for (size_t n = 0; n < COUNT(answers); ++n)
        for (size_t moment = 0; moment < COUNT(MOMENTS); ++moment)
            write_with(&ALL_MEDIA[(n * COUNT(MOMENTS) + moment) % COUNT(ALL_MEDIA)], &answers[n], MOMENTS[moment]);
}

TEST(an_end_that_comes_early)
{
    static const answer answers[] = {
        {DF2D_S_OK, 0, 0, DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED},
        {DF2D_S_FALSE, 0, 0, DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED}, /* as IStream says it */
        {DF2D_S_OK, 0, 1, DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED},    /* never said is nothing */
    };
    for (size_t n = 0; n < COUNT(answers); ++n)
        for (size_t moment = 0; moment < COUNT(MOMENTS); ++moment)
            write_with(&ALL_MEDIA[(n * COUNT(MOMENTS) + moment) % COUNT(ALL_MEDIA)], &answers[n], MOMENTS[moment]);
    for (size_t m = 0; m < COUNT(ALL_MEDIA); ++m) write_with(&ALL_MEDIA[m], &answers[0], MOMENTS[1]);
}

/* --- stalls --- */

static int stall(source *s, void *buffer, size_t size, size_t *got, df2d_hresult *hr)
{
    (void)buffer, (void)size, (void)got, (void)hr;
    CHECK_HR(df2d_virtual_sleep(s->context, 7000), DF2D_S_OK);
    s->trap_at = s->at + 500 * SECTOR;
    return 0;
}

/* The drive runs dry, which is counted, and the disc is whole all the same. */
TEST(a_source_that_stalls)
{
    for (size_t m = 0; m < COUNT(ALL_MEDIA); ++m) {
        const int before = test_failed_checks;
        burner b = burner_of(&ALL_MEDIA[m], "stalls.iso", DRIVE);
        source s = new_source(image, SECTORS);
        df2d_stream_t *stream = stream_of(&s);
        s.trap_at = 500 * SECTOR;
        s.trap = stall;
        s.context = b.recorder;
        CHECK_HR(df2d_write(b.object, stream), DF2D_S_OK);
        CHECK(result_of(b.object).elapsed_ms >= 3 * 7000);
        CHECK(result_of(b.object).content_after == DF2D_CONTENT_WHOLE);
        CHECK(sectors_alike(b.path, 0, image, SECTORS) == SECTORS);
        CHECK(result_of(b.object).under_runs > 0);
        check_truth(&b, image, SECTORS);
        CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
        burner_close(&b);
        if (test_failed_checks != before) printf("# ^ %s\n", ALL_MEDIA[m].name);
    }
}

/* --- size and seek --- */

/* Each size that it says differs from the one before: what is recorded is one of them, and not more than there is. */
TEST(a_size_that_changes)
{
    static const int64_t steps[] = {-100 * 2048, -700, 2048, 300 * 2048};
    for (size_t n = 0; n < COUNT(steps); ++n) {
        burner b = burner_of(&ALL_MEDIA[0], "changes.iso", DRIVE);
        source s = new_source(image, SECTORS / 2);
        df2d_stream_t *stream = stream_of(&s);
        df2d_hresult hr;
        uint64_t size = 0;
        s.grows = steps[n];
        CHECK_HR(df2d_stream_get_size_bytes(stream, &size), DF2D_S_OK);
        hr = df2d_write(b.object, stream);
        if (hr == DF2D_S_OK) {
            const df2d_write_result r = result_of(b.object);
            CHECK(r.content_after == DF2D_CONTENT_WHOLE && (uint64_t)r.sectors_requested * SECTOR == s.at);
            CHECK(r.sectors_sent == r.sectors_requested);
            CHECK(sectors_alike(b.path, 0, image, SECTORS) == (size_t)r.sectors_requested);
        } else {
            CHECK_HR(hr, DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
            CHECK(steps[n] % 2048 != 0 && counts_of(b.recorder).writes == 0);
        }
        CHECK((hr == DF2D_S_OK) == (steps[n] % 2048 == 0));
        check_free(b.recorder);
        CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
        burner_close(&b);
    }
}

TEST(a_seek_that_fails)
{
    for (size_t m = 0; m < COUNT(ALL_MEDIA); ++m) {
        burner b = burner_of(&ALL_MEDIA[m], "seek.iso", DRIVE);
        source s = new_source(image, SECTORS);
        df2d_stream_t *stream = stream_of(&s);
        int32_t blank = status_of(b.object);
        s.seek_hr = DF2D_E_ACCESSDENIED;
        CHECK_HR(df2d_write(b.object, stream), DF2D_E_ACCESSDENIED);
        s.seek_hr = DF2D_E_HANDLE;
        CHECK_HR(df2d_write_async(b.object, stream), DF2D_E_FAIL);
        CHECK(counts_of(b.recorder).writes == 0 && status_of(b.object) == blank && s.reads == 0);
        check_free(b.recorder);
        CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
        burner_close(&b);
    }
}

/* A seek that says it went back and did not: the stream is at its end, and nothing of it is on the disc. */
TEST(a_seek_that_does_not_move)
{
    for (size_t m = 0; m < COUNT(ALL_MEDIA); ++m) {
        burner b = burner_of(&ALL_MEDIA[m], "lies.iso", DRIVE);
        source s = new_source(image, SECTORS);
        const answer end = {DF2D_S_OK, 0, 0, DF2D_S_OK};
        df2d_stream_t *stream = stream_of(&s);
        s.at = s.trap_at = SECTORS * SECTOR;
        s.seek_lies = 1;
        s.trap = give_answer;
        s.context = (void *)&end;
        CHECK_HR(df2d_write(b.object, stream), DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
        CHECK(result_of(b.object).sectors_sent == 0);
        check_truth(&b, image, SECTORS);
        CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
        burner_close(&b);
    }
}

/* The write went well, and the second reading of the source does not: the disc is whole, and not said to be verified. */
static int break_the_seek(source *s, void *buffer, size_t size, size_t *got, df2d_hresult *hr)
{
    (void)buffer, (void)size, (void)got, (void)hr;
    if (s->context != NULL) s->seek_hr = *(df2d_hresult *)s->context;
    else s->seek_lies = 1;
    s->data += SECTOR; /* what it gives from here on is not what it gave */
    s->at -= SECTOR;
    return 0;
}

TEST(a_seek_that_fails_before_the_verification)
{
    df2d_hresult own = DF2D_E_ACCESSDENIED;
    for (size_t m = 0; m < COUNT(ALL_MEDIA); ++m) {
        for (int fails = 0; fails < 2; ++fails) {
            const int before = test_failed_checks;
            burner b = burner_of(&ALL_MEDIA[m], "verify.iso", DRIVE);
            source s = new_source(image, SECTORS);
            df2d_stream_t *stream = stream_of(&s);
            s.trap_at = 100 * SECTOR;
            s.trap = break_the_seek;
            s.context = fails ? &own : NULL;
            if (!fails) s.seek_lies = 0;
            CHECK_HR(df2d_put_burn_verification_level(b.object, VERIFY(FULL)), DF2D_S_OK);
            CHECK_HR(df2d_write(b.object, stream), fails ? own : DF2D_E_IMAPI_BURN_VERIFICATION_FAILED);
            CHECK(result_of(b.object).content_after == DF2D_CONTENT_WHOLE && s.seeks == 2);
            check_truth(&b, image, SECTORS);
            CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
            burner_close(&b);
            if (test_failed_checks != before) printf("# ^ %s, the seek %s\n", ALL_MEDIA[m].name, fails ? "fails" : "lies");
        }
    }
}

int main(void)
{
    image = new_image(2 * SECTORS + 1, 3); /* for those that read on beyond its end */
    RUN(codes);
    RUN(more_than_it_was_asked_for);
    RUN(an_end_that_comes_early);
    RUN(a_source_that_stalls);
    RUN(a_size_that_changes);
    RUN(a_seek_that_fails);
    RUN(a_seek_that_does_not_move);
    RUN(a_seek_that_fails_before_the_verification);
    free(image);
    return test_end();
}
