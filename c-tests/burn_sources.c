/* Where the bytes come from, and what happens when they do not. */
#include "burn.h"

#include <fcntl.h>
#include <signal.h>

static unsigned char *image; /* 6000 sectors */

static const char *const QUERIES[] = {
    "media=cd-r&size=300000&speed=1200&clock=virtual",
    "media=dvd+r&size=300000&speed=1623&clock=virtual",
    "media=dvd+rw&size=60000&speed=1623&clock=virtual",
    "media=bd-re&size=500000&speed=2195&clock=virtual",
};

typedef struct source {
    uint64_t claimed, end, at;
    size_t at_most; /* bytes per read, 0 all */
    df2d_hresult fail;
    int lies, seeks, closes;
    struct gate *gate; /* closed: the last bytes are held back */
} source;

typedef struct gate {
    pthread_mutex_t mutex;
    pthread_cond_t opened;
    int open;
} gate;

static void pass_gate(gate *g)
{
    pthread_mutex_lock(&g->mutex);
    while (!g->open) pthread_cond_wait(&g->opened, &g->mutex);
    pthread_mutex_unlock(&g->mutex);
}

static void open_gate(gate *g)
{
    pthread_mutex_lock(&g->mutex);
    g->open = 1;
    pthread_cond_broadcast(&g->opened);
    pthread_mutex_unlock(&g->mutex);
}

static df2d_hresult source_size(void *user_data, uint64_t *size)
{
    *size = ((source *)user_data)->claimed;
    return DF2D_S_OK;
}

static df2d_hresult source_read(void *user_data, void *buffer, size_t size, size_t *got)
{
    source *s = user_data;
    size_t left = (size_t)(s->end - s->at);
    if (left == 0 && s->fail != DF2D_S_OK) return s->fail;
    if (left == 0 && s->lies) {
        *got = size + 1;
        return DF2D_S_OK;
    }
    if (size >= left && s->gate) pass_gate(s->gate);
    if (size > left) size = left;
    if (s->at_most > 0 && size > s->at_most) size = s->at_most;
    memcpy(buffer, image + s->at, size);
    s->at += size;
    *got = size;
    return DF2D_S_OK;
}

static df2d_hresult source_seek(void *user_data, uint64_t offset)
{
    source *s = user_data;
    s->at = offset;
    ++s->seeks;
    return DF2D_S_OK;
}

static void source_close(void *user_data)
{
    ++((source *)user_data)->closes;
}

static df2d_stream_t *stream_of(source *s, int can_seek)
{
    df2d_stream_callbacks calls = {sizeof calls, 0, source_size, source_read, NULL, NULL, source_close};
    df2d_stream_t *stream = NULL;
    if (can_seek) calls.seek = source_seek;
    CHECK_HR(df2d_stream_from_callbacks(&calls, s, &stream), DF2D_S_OK);
    return stream;
}

/* A write whose source fails after 300.5 sectors: the disc is saved, and says so. */
static void fail_half_way(size_t medium, source s, df2d_hresult expected)
{
    int before = test_failed_checks;
    burner b = burner_open("half.iso", QUERIES[medium]);
    df2d_stream_t *stream = stream_of(&s, 1);
    df2d_error_info info;
    char text[300] = "";
    size_t needed;
    CHECK_HR(df2d_write(b.object, stream), expected);
    df2d_write_result r = result_of(b.object);
    CHECK_HR(r.hr, expected);
    CHECK(r.failure_cdb_length == 0 && r.failure_sense_key == 0); /* the drive had no part in it */
    CHECK(r.sectors_sent <= 300 && r.sectors_on_media <= r.sectors_sent);
    CHECK(sectors_alike(b.path, 0, image, 300) >= (size_t)r.sectors_on_media);
    CHECK(r.content_after == (r.sectors_on_media > 0 ? DF2D_CONTENT_PARTIAL : DF2D_CONTENT_NONE));
    if (medium < 2) CHECK(r.disc_after == DF2D_DISC_APPENDABLE || r.disc_after == DF2D_DISC_UNCHANGED);
    if (medium >= 2) CHECK(r.disc_after == DF2D_DISC_OVERWRITABLE);
    CHECK(r.media_status_after == status_of(b.object));
    check_free(b.recorder);
    memset(&info, 0, sizeof info);
    info.struct_size = sizeof info;
    CHECK_HR(df2d_get_last_error(b.object, &info, text, sizeof text, &needed), DF2D_S_OK);
    /* df2d_write failed last but for the getters, which did not fail. */
    CHECK_HR(info.hr, expected);
    CHECK(strlen(text) > 20 && info.cdb_length == 0);
    CHECK_HR(df2d_put_force_overwrite(b.object, 1), DF2D_S_OK);
    CHECK_HR(write_image(b.object, image, 400), DF2D_S_OK); /* the disc lives on */
    CHECK(sectors_alike(b.path, (size_t)result_of(b.object).start_lba, image, 400) == 400);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    CHECK(s.closes == 1);
    burner_close(&b);
    if (test_failed_checks != before)
        printf("# ^ %s, source fails with %08lX: content %d, disc %d, sent %ld, text %s\n", MEDIA[medium],
               (unsigned long)(uint32_t)s.fail, r.content_after, r.disc_after, (long)r.sectors_sent, text);
}

TEST(shorter_than_it_said)
{
    for (size_t medium = 0; medium < 4; ++medium) {
        source s = {1000 * SECTOR, 300 * SECTOR + SECTOR / 2, 0, 0, DF2D_S_OK, 0, 0, 0, NULL};
        fail_half_way(medium, s, DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
        s.at_most = 700;
        fail_half_way(medium, s, DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    }
}

TEST(its_own_failure)
{
    static const struct { df2d_hresult fails, becomes; } codes[] = {
        {(df2d_hresult)0x80ABCDEF, (df2d_hresult)0x80ABCDEF},
        {DF2D_E_ABORT, DF2D_E_ABORT},
        {DF2D_E_PENDING, DF2D_E_FAIL},
        {DF2D_E_HANDLE, DF2D_E_FAIL},
        {17, DF2D_E_FAIL},
    };
    for (size_t n = 0; n < COUNT(codes); ++n) {
        for (size_t medium = 0; medium < 4; ++medium) {
            source s = {1000 * SECTOR, 300 * SECTOR + SECTOR / 2, 0, 0, codes[n].fails, 0, 0, 0, NULL};
            fail_half_way(medium, s, codes[n].becomes);
        }
    }
    source liar = {1000 * SECTOR, 300 * SECTOR, 0, 0, DF2D_S_OK, 1, 0, 0, NULL};
    fail_half_way(0, liar, DF2D_E_FAIL);
}

static df2d_hresult size_fails(void *user_data, uint64_t *size)
{
    (void)size;
    return *(df2d_hresult *)user_data;
}

TEST(a_size_that_fails)
{
    burner b = burner_open("size.iso", QUERIES[0]);
    df2d_hresult hr = DF2D_E_ACCESSDENIED;
    df2d_stream_callbacks calls = {sizeof calls, 0, size_fails, source_read, NULL, NULL, NULL};
    df2d_stream_t *stream = NULL;
    CHECK_HR(df2d_stream_from_callbacks(&calls, &hr, &stream), DF2D_S_OK);
    CHECK_HR(df2d_write(b.object, stream), DF2D_E_ACCESSDENIED);
    CHECK_HR(df2d_write_async(b.object, stream), DF2D_E_ACCESSDENIED);
    CHECK(counts_of(b.recorder).writes == 0);
    check_free(b.recorder);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    burner_close(&b);
}

/* More than an address can say: the sentence has both numbers. */
TEST(a_size_that_no_disc_has)
{
    burner b = burner_open("size.iso", QUERIES[0]);
    source s = {((uint64_t)INT32_MAX + 1) * SECTOR, SECTOR, 0, 0, DF2D_S_OK, 0, 0, 0, NULL};
    df2d_stream_t *stream = stream_of(&s, 1);
    char text[300] = "";
    size_t needed;
    CHECK_HR(df2d_write(b.object, stream), DF2D_E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA);
    CHECK_HR(df2d_get_last_error(b.object, NULL, text, sizeof text, &needed), DF2D_S_OK);
    CHECK(strstr(text, "2147483648") != NULL && strstr(text, "2147483647") != NULL);
    s.claimed = UINT64_MAX;
    CHECK_HR(df2d_write(b.object, stream), DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    CHECK(counts_of(b.recorder).writes == 0);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    burner_close(&b);
}

/* --- kinds --- */

static void burn_and_compare(df2d_stream_t *stream, size_t sectors)
{
    burner b = burner_open("kinds.iso", QUERIES[1]);
    CHECK_HR(df2d_write(b.object, stream), DF2D_S_OK);
    CHECK(sectors_alike("kinds.iso", 0, image, sectors) == sectors);
    CHECK(result_of(b.object).sectors_requested == (int64_t)sectors);
    burner_close(&b);
}

static void *fill_pipe(void *user_data)
{
    int fd = *(int *)user_data;
    size_t at = 0;
    while (at < 3000 * SECTOR) { /* in pieces that fit nothing */
        size_t piece = 3000 * SECTOR - at < 12345 ? 3000 * SECTOR - at : 12345;
        ssize_t got = write(fd, image + at, piece);
        if (got <= 0) break;
        at += (size_t)got;
    }
    close(fd);
    return NULL;
}

TEST(every_kind)
{
    df2d_stream_t *stream = memory_stream(image, 3000);
    source s = {3000 * SECTOR, 3000 * SECTOR, 0, 1000, DF2D_S_OK, 0, 0, 0, NULL};
    pthread_t filler;
    int fd, ends[2];
    burn_and_compare(stream, 3000);
    burn_and_compare(stream, 3000); /* a second time */
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    fd = open("source.img", O_RDWR | O_CREAT | O_TRUNC, 0600);
    REQUIRE(fd >= 0 && write(fd, image, 3000 * SECTOR) == (ssize_t)(3000 * SECTOR));
    CHECK_HR(df2d_stream_from_file("source.img", &stream), DF2D_S_OK);
    burn_and_compare(stream, 3000);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    CHECK_HR(df2d_stream_from_fd(fd, -1, &stream), DF2D_S_OK); /* from byte 0, wherever its offset is */
    close(fd);
    burn_and_compare(stream, 3000);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    REQUIRE(pipe(ends) == 0);
    CHECK_HR(df2d_stream_from_fd(ends[0], 3000 * SECTOR, &stream), DF2D_S_OK);
    close(ends[0]);
    pthread_create(&filler, NULL, fill_pipe, &ends[1]);
    burn_and_compare(stream, 3000);
    pthread_join(filler, NULL);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    stream = stream_of(&s, 1);
    burn_and_compare(stream, 3000);
    burn_and_compare(stream, 3000);
    CHECK(s.seeks >= 1);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    s.at = 0;
    stream = stream_of(&s, 0);
    burn_and_compare(stream, 3000);
    burner b = burner_open("kinds.iso", QUERIES[1]);
    CHECK_HR(df2d_write(b.object, stream), DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED); /* read once already */
    burner_close(&b);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
}

TEST(padding)
{
    static unsigned char last[2048];
    burner b = burner_open("padding.iso", QUERIES[0]);
    df2d_stream_t *stream = NULL;
    size_t sectors = 500;
    CHECK_HR(df2d_stream_from_memory(image, (sectors - 1) * SECTOR + 1, NULL, NULL, &stream), DF2D_S_OK);
    CHECK_HR(df2d_write(b.object, stream), DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    CHECK_HR(df2d_stream_put_padding(stream, 1), DF2D_S_OK);
    CHECK_HR(df2d_put_burn_verification_level(b.object, VERIFY(FULL)), DF2D_S_OK);
    CHECK_HR(df2d_write(b.object, stream), DF2D_S_OK);
    CHECK(result_of(b.object).sectors_requested == (int64_t)sectors);
    CHECK(sectors_alike("padding.iso", 0, image, sectors) == sectors - 1);
    last[0] = image[(sectors - 1) * SECTOR];
    CHECK(sectors_alike("padding.iso", sectors - 1, last, 1) == 1);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    burner_close(&b);
}

/* --- in use --- */

typedef struct sharing {
    df2d_stream_t *stream;
    df2d_t *other;
    df2d_hresult answer;
    int destroyed;
    gate gate;
} sharing;

static void use_again(events *e, df2d_t *object, const df2d_progress *progress)
{
    sharing *s = e->context;
    (void)object;
    if (progress->current_action != ACTION(WRITING_DATA) || s->destroyed) return;
    s->answer = df2d_write(s->other, s->stream);
    CHECK_HR(df2d_stream_destroy(s->stream), DF2D_S_FALSE); /* the write keeps it */
    s->destroyed = 1;
    open_gate(&s->gate);
}

TEST(one_stream_for_two)
{
    for (int memory = 0; memory < 2; ++memory) {
        /* The first write still reads when the second is tried. */
        sharing both = {NULL, NULL, 77, 0, {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0}};
        source s = {6000 * SECTOR, 6000 * SECTOR, 0, 0, DF2D_S_OK, 0, 0, 0, &both.gate};
        burner b = burner_open("first.iso", QUERIES[1]), other = burner_open("second.iso", QUERIES[1]);
        events *e = listen_to(b.object);
        both.stream = memory ? memory_stream(image, 6000) : stream_of(&s, 1);
        both.other = other.object;
        e->hook = use_again;
        e->context = &both;
        CHECK_HR(df2d_write(b.object, both.stream), DF2D_S_OK);
        CHECK(both.destroyed && (memory || s.closes == 1));
        CHECK_HR(both.answer, memory ? DF2D_S_OK : DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
        CHECK(sectors_alike("first.iso", 0, image, 6000) == 6000);
        CHECK(sectors_alike("second.iso", 0, image, 6000) == (memory ? 6000u : 0u));
        burner_close(&b);
        burner_close(&other);
        events_free(e);
    }
}

int main(void)
{
    signal(SIGPIPE, SIG_IGN);
    image = new_image(6000, 6);
    RUN(shorter_than_it_said);
    RUN(its_own_failure);
    RUN(a_size_that_fails);
    RUN(a_size_that_no_disc_has);
    RUN(every_kind);
    RUN(padding);
    RUN(one_stream_for_two);
    free(image);
    return test_end();
}
