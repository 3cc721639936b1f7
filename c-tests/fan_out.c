/* df2d_stream_fan_out: one source, read once, on several recorders at the same time. */
#include "gate.h"
#include "source.h"

#include <fcntl.h>
#include <sched.h>

#define MOST 8
#define SECTORS ((size_t)1500)
#define LARGE ((size_t)36000) /* more than what a write reads ahead and twice the shared buffer */
#define DISCARD "media=dvd+r&size=60000&store=discard"

static unsigned char *image; /* LARGE */

/* As many writes at once. */
typedef struct station {
    burner b[MOST];
    df2d_stream_t *streams[MOST];
    size_t n;
} station;

static void set_up(station *it, df2d_stream_t *source, size_t n, size_t buffer_bytes, const char *clock)
{
    char query[100];
    memset(it, 0, sizeof *it);
    it->n = n;
    snprintf(query, sizeof query, DISCARD "&clock=%s", clock);
    for (size_t k = 0; k < n; ++k) it->b[k] = burner_open("", query);
    CHECK_HR(df2d_stream_fan_out(source, n, buffer_bytes, it->streams), DF2D_S_OK);
    CHECK_HR(df2d_stream_destroy(source), DF2D_S_OK);
}

static void begin(station *it)
{
    for (size_t k = 0; k < it->n; ++k) CHECK_HR(df2d_write_async(it->b[k].object, it->streams[k]), DF2D_S_OK);
}

static df2d_hresult end_of(df2d_t *object)
{
    df2d_hresult hr = 77;
    CHECK_HR(df2d_wait(object, DF2D_INFINITE, &hr), DF2D_S_OK);
    return hr;
}

/* Destroys all, and nothing is left. */
static void tear_down(station *it)
{
    for (size_t k = 0; k < it->n; ++k) {
        CHECK_HR(df2d_stream_destroy(it->streams[k]), DF2D_S_OK);
        burner_close(&it->b[k]);
    }
    test_nothing_is_alive();
}

/* What a recorder has counted whose disc has this much of the image. */
static uint32_t crc_of(size_t sectors)
{
    burner b = burner_open("", DISCARD "&clock=virtual");
    uint32_t crc;
    CHECK_HR(write_image(b.object, image, sectors), DF2D_S_OK);
    crc = counts_of(b.recorder).crc32;
    burner_close(&b);
    return crc;
}

static void check_whole(const burner *b, size_t sectors)
{
    CHECK_HR(end_of(b->object), DF2D_S_OK);
    CHECK(counts_of(b->recorder).crc32 == crc_of(sectors));
    CHECK(result_of(b->object).sectors_on_media == (int64_t)sectors);
    check_free(b->recorder);
}

static void *feed(void *end)
{
    size_t at = 0;
    while (at < SECTORS * SECTOR) {
        ssize_t put = write(*(int *)end, image + at, SECTORS * SECTOR - at);
        if (put <= 0) break;
        at += (size_t)put;
    }
    close(*(int *)end);
    return NULL;
}

static df2d_stream_t *fd_stream(int fd, int64_t size)
{
    df2d_stream_t *stream = NULL;
    CHECK_HR(df2d_stream_from_fd(fd, size, &stream), DF2D_S_OK);
    close(fd);
    return stream;
}

static df2d_stream_t *file_stream(size_t sectors)
{
    FILE *file = fopen("shared.img", "wb");
    df2d_stream_t *stream = NULL;
    CHECK(file != NULL && fwrite(image, SECTOR, sectors, file) == sectors && fclose(file) == 0);
    CHECK_HR(df2d_stream_from_file("shared.img", &stream), DF2D_S_OK);
    return stream;
}

TEST(the_same_bytes_from_every_source_on_1_2_and_8_drives)
{
    static const size_t counts[] = {1, 2, MOST};
    for (size_t c = 0; c < COUNT(counts); ++c) {
        for (int kind = 0; kind < 5; ++kind) {
            source s = new_source(image, SECTORS);
            int ends[2] = {-1, -1};
            pthread_t feeder;
            station it;
            df2d_stream_t *from = NULL;
            if (kind == 0) from = memory_stream(image, SECTORS);
            if (kind == 1) from = file_stream(SECTORS);
            if (kind == 2) {
                CHECK_HR(df2d_stream_destroy(file_stream(SECTORS)), DF2D_S_OK);
                from = fd_stream(open("shared.img", O_RDONLY), -1);
            }
            if (kind == 3) from = stream_of(&s);
            if (kind == 4) {
                CHECK(pipe(ends) == 0);
                from = fd_stream(ends[0], (int64_t)(SECTORS * SECTOR));
                CHECK(pthread_create(&feeder, NULL, feed, &ends[1]) == 0);
            }
            set_up(&it, from, counts[c], 0, "virtual");
            begin(&it);
            for (size_t k = 0; k < it.n; ++k) check_whole(&it.b[k], SECTORS);
            tear_down(&it);
            if (kind == 4) pthread_join(feeder, NULL);
            if (kind == 3) CHECK(s.closes == 1 && s.at == SECTORS * SECTOR);
        }
    }
}

/* A file far beyond the buffer: who falls behind reads by itself. */
TEST(more_than_the_buffer)
{
    station it;
    set_up(&it, file_stream(LARGE), 3, 1 << 20, "virtual");
    begin(&it);
    for (size_t k = 0; k < it.n; ++k) check_whole(&it.b[k], LARGE);
    tear_down(&it);
}

static int wait_at_gate(source *s, void *buffer, size_t size, size_t *got, df2d_hresult *hr)
{
    (void)s, (void)buffer, (void)size, (void)got, (void)hr;
    gate_pass();
    return 0;
}

/* The cancelled write ends while the source hangs, and the others have all of it afterwards. */
TEST(a_cancel_does_not_wait_for_the_source)
{
    source s = new_source(image, SECTORS);
    station it;
    s.trap_at = 100 * SECTOR;
    s.trap = wait_at_gate;
    gate_set(0);
    set_up(&it, stream_of(&s), 3, 0, "virtual");
    begin(&it);
    gate_await();
    CHECK_HR(df2d_cancel_write(it.b[1].object), DF2D_S_OK);
    CHECK_HR(end_of(it.b[1].object), DF2D_E_IMAPI_REQUEST_CANCELLED);
    gate_set(1);
    check_whole(&it.b[0], SECTORS);
    check_whole(&it.b[2], SECTORS);
    tear_down(&it);
}

static void plant(df2d_recorder_t *recorder, int32_t effect, uint8_t key, uint8_t asc, uint8_t ascq, uint32_t skip,
                  uint32_t times)
{
    df2d_virtual_fault fault;
    uint32_t id = 0;
    memset(&fault, 0, sizeof fault);
    fault.struct_size = sizeof fault;
    fault.opcode = 0x2A;
    fault.lba = -1;
    fault.skip = skip;
    fault.times = times;
    fault.effect = effect;
    fault.sense_key = key;
    fault.asc = asc;
    fault.ascq = ascq;
    CHECK_HR(df2d_virtual_fault_add(recorder, &fault, &id), DF2D_S_OK);
}

TEST(a_drive_that_fails_takes_no_other_with_it)
{
    source s = new_source(image, SECTORS);
    station it;
    set_up(&it, stream_of(&s), 3, 0, "virtual");
    plant(it.b[2].recorder, DF2D_VIRTUAL_EFFECT_SENSE, 3, 0x0C, 0, 10, 0);
    begin(&it);
    CHECK_HR(end_of(it.b[2].object), DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE);
    check_whole(&it.b[0], SECTORS);
    check_whole(&it.b[1], SECTORS);
    tear_down(&it);
}

/* Busy in every WRITE, on a clock that does not jump over it, until the other is through. The buffer is more than the stuck
 * one reads ahead at its lowest speed, so that it is not the other that falls behind meanwhile. */
static void stuck(df2d_stream_t *from, df2d_hresult expected)
{
    station it;
    set_up(&it, from, 2, (size_t)34 << 20, "real");
    plant(it.b[0].recorder, DF2D_VIRTUAL_EFFECT_SENSE, 2, 4, 8, 0, 0);
    for (size_t k = 0; k < it.n; ++k) CHECK_HR(df2d_set_write_speed(it.b[k].object, 1622, 0), DF2D_S_OK);
    begin(&it);
    check_whole(&it.b[1], LARGE);
    CHECK_HR(df2d_virtual_fault_clear(it.b[0].recorder), DF2D_S_OK);
    CHECK_HR(end_of(it.b[0].object), expected);
    if (expected == DF2D_S_OK) check_whole(&it.b[0], LARGE);
    tear_down(&it);
}

static df2d_hresult read_on(void *user_data, void *buffer, size_t size, size_t *got)
{
    return source_read(user_data, buffer, size, got);
}

TEST(a_stuck_drive_holds_up_nobody)
{
    const df2d_stream_callbacks once = {sizeof once, 0, source_size, read_on, NULL, NULL, source_close};
    source s = new_source(image, LARGE);
    df2d_stream_t *from = NULL;
    stuck(file_stream(LARGE), DF2D_S_OK);
    CHECK_HR(df2d_stream_from_callbacks(&once, &s, &from), DF2D_S_OK);
    stuck(from, DF2D_E_IMAPI_LOSS_OF_STREAMING);
    CHECK(s.closes == 1);
}

static int fail(source *s, void *buffer, size_t size, size_t *got, df2d_hresult *hr)
{
    (void)s, (void)buffer, (void)size, (void)got;
    *hr = DF2D_E_ACCESSDENIED;
    return 1;
}

TEST(a_failing_source_fails_all_with_its_code)
{
    source s = new_source(image, SECTORS);
    station it;
    s.trap_at = 700 * SECTOR;
    s.trap = fail;
    set_up(&it, stream_of(&s), 3, 0, "virtual");
    begin(&it);
    for (size_t k = 0; k < it.n; ++k) CHECK_HR(end_of(it.b[k].object), DF2D_E_ACCESSDENIED);
    tear_down(&it);
}

/* The source's own function gives everything back: nothing waits for itself. */
static int destroy_all(source *s, void *buffer, size_t size, size_t *got, df2d_hresult *hr)
{
    station *it = s->context;
    df2d_hresult end = 0;
    (void)buffer, (void)size, (void)got, (void)hr;
    CHECK_HR(df2d_wait(it->b[0].object, DF2D_INFINITE, &end), DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS);
    CHECK_HR(df2d_write(it->b[0].object, it->streams[0]), DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS);
    for (size_t k = 0; k < it->n; ++k) {
        CHECK_HR(df2d_stream_destroy(it->streams[k]), DF2D_S_FALSE);
        CHECK_HR(df2d_destroy(it->b[k].object), DF2D_S_FALSE);
    }
    gate_pass();
    return 0;
}

TEST(a_source_that_destroys_the_streams_and_the_writers)
{
    source s = new_source(image, SECTORS);
    station it;
    s.trap_at = 100 * SECTOR;
    s.trap = destroy_all;
    s.context = &it;
    gate_set(0);
    set_up(&it, stream_of(&s), 2, 0, "virtual");
    for (size_t k = 0; k < it.n; ++k) CHECK_HR(df2d_stream_put_padding(it.streams[k], 1), DF2D_S_OK);
    for (size_t k = 0; k < it.n; ++k) {
        df2d_hresult hr = df2d_write_async(it.b[k].object, it.streams[k]);
        CHECK(hr == DF2D_S_OK || (k > 0 && hr == DF2D_E_HANDLE)); /* it may be gone by then */
    }
    gate_await();
    gate_set(1);
    for (size_t k = 0; k < it.n; ++k) CHECK_HR(df2d_recorder_destroy(it.b[k].recorder), DF2D_S_OK);
    while (test_alive() != 0) sched_yield(); /* nobody is told when the last of it is gone */
    CHECK(s.closes == 1);
}

TEST(streams_that_are_destroyed_early_or_never_written)
{
    source s = new_source(image, SECTORS);
    station it;
    set_up(&it, stream_of(&s), MOST, 0, "virtual");
    tear_down(&it);
    CHECK(s.closes == 1 && s.reads == 0);
    s = new_source(image, LARGE);
    set_up(&it, stream_of(&s), 2, 1 << 20, "virtual");
    CHECK_HR(df2d_write_async(it.b[0].object, it.streams[0]), DF2D_S_OK);
    /* The second is never written, and only holds the first until it is gone. */
    CHECK_HR(df2d_stream_destroy(it.streams[1]), DF2D_S_OK);
    CHECK_HR(df2d_stream_destroy(it.streams[0]), DF2D_S_OK);
    check_whole(&it.b[0], LARGE);
    CHECK(s.closes == 1);
    it.streams[0] = it.streams[1] = NULL;
    tear_down(&it);
}

/* Of what is read once only checksums are left to compare with. The second drive drops a WRITE and says that all is well. */
TEST(verified_from_a_file_and_from_what_is_read_once)
{
    for (int kind = 0; kind < 2; ++kind) {
        source s = new_source(image, SECTORS);
        df2d_stream_t *from = kind == 0 ? file_stream(SECTORS) : stream_of(&s), *streams[2];
        burner b[2] = {burner_open("fan_out_1.iso", "media=bd-re&size=500000&clock=virtual"),
                       burner_open("fan_out_2.iso", "media=bd-re&size=500000&clock=virtual")};
        CHECK_HR(df2d_stream_fan_out(from, 2, 0, streams), DF2D_S_OK);
        CHECK_HR(df2d_stream_destroy(from), DF2D_S_OK);
        plant(b[1].recorder, DF2D_VIRTUAL_EFFECT_GOOD_WITHOUT_EFFECT, 0, 0, 0, 10, 1);
        for (int k = 0; k < 2; ++k) {
            CHECK_HR(df2d_put_burn_verification_level(b[k].object, VERIFY(FULL)), DF2D_S_OK);
            CHECK_HR(df2d_write_async(b[k].object, streams[k]), DF2D_S_OK);
        }
        CHECK_HR(end_of(b[0].object), DF2D_S_OK);
        CHECK_HR(end_of(b[1].object), DF2D_E_IMAPI_BURN_VERIFICATION_FAILED);
        CHECK(sectors_alike(b[0].path, 0, image, SECTORS) == SECTORS);
        for (int k = 0; k < 2; ++k) {
            CHECK_HR(df2d_stream_destroy(streams[k]), DF2D_S_OK);
            burner_close(&b[k]);
        }
    }
}

TEST(careless_callers)
{
    static const df2d_block_range range = {0, 31};
    df2d_stream_t *source = memory_stream(image, SECTORS), *gone = memory_stream(image, SECTORS);
    df2d_stream_t *streams[64], *more[2] = {source, source};
    burner b = burner_open("", "media=dvd+rw&size=60000&store=discard&clock=virtual");
    CHECK_HR(df2d_stream_destroy(gone), DF2D_S_OK);
    CHECK_HR(df2d_stream_fan_out(NULL, 2, 0, more), DF2D_E_POINTER);
    CHECK(more[0] == NULL && more[1] == NULL);
    CHECK_HR(df2d_stream_fan_out(gone, 2, 0, more), DF2D_E_HANDLE);
    CHECK_HR(df2d_stream_fan_out(source, 2, 0, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_stream_fan_out(source, 0, 0, more), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_stream_fan_out(source, 65, 0, more), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_stream_fan_out(source, SIZE_MAX, 0, more), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_stream_fan_out(source, 2, 4096, more), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_stream_fan_out(source, 2, SIZE_MAX, more), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_stream_fan_out(source, 64, 1 << 20, streams), DF2D_S_OK);
    CHECK_HR(df2d_stream_fan_out(streams[0], 2, 0, more), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_stream_put_block_ranges(streams[0], &range, 1), DF2D_S_OK);
    CHECK_HR(df2d_write(b.object, streams[0]), DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    for (size_t k = 0; k < 64; ++k) CHECK_HR(df2d_stream_destroy(streams[k]), DF2D_S_OK);
    CHECK_HR(df2d_stream_destroy(source), DF2D_S_OK);
    burner_close(&b);
}

int main(void)
{
    image = new_image(LARGE, 9);
    RUN(the_same_bytes_from_every_source_on_1_2_and_8_drives);
    RUN(more_than_the_buffer);
    RUN(a_cancel_does_not_wait_for_the_source);
    RUN(a_drive_that_fails_takes_no_other_with_it);
    RUN(a_stuck_drive_holds_up_nobody);
    RUN(a_failing_source_fails_all_with_its_code);
    RUN(a_source_that_destroys_the_streams_and_the_writers);
    RUN(streams_that_are_destroyed_early_or_never_written);
    RUN(verified_from_a_file_and_from_what_is_read_once);
    RUN(careless_callers);
    free(image);
    return test_end();
}
