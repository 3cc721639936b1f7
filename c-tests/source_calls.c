/* Sources whose functions call the library: what may not be done there is refused at once, and nothing waits for itself. */
#include "gate.h"
#include "media.h"
#include "source.h"

#include <sched.h>

#define SECTORS ((size_t)2000)
#define DRIVE "speed=1200&buffer=262144&clock=virtual"
#define CHECK_BUSY(call) CHECK_HR(call, DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS)

static unsigned char *image; /* SECTORS */

/* What a source's functions work with. */
typedef struct scene {
    burner b, other;
    df2d_stream_t *stream;
    df2d_hresult answer;
    int springs;
} scene;

typedef int trap(source *s, void *buffer, size_t size, size_t *got, df2d_hresult *hr);

/* A write whose source does something at this byte. */
static df2d_hresult write_with(scene *it, source *s, const medium *m, trap *what, uint64_t at)
{
    it->b = burner_of(m, "calls.iso", DRIVE);
    *s = new_source(image, SECTORS);
    s->trap = what;
    s->trap_at = at;
    s->context = it;
    it->stream = stream_of(s);
    it->springs = 0;
    return df2d_write(it->b.object, it->stream);
}

static void scene_close(scene *it)
{
    CHECK_HR(df2d_stream_destroy(it->stream), DF2D_S_OK);
    burner_close(&it->b);
}

static void begin_and_wait(df2d_t *object, df2d_stream_t *stream)
{
    df2d_hresult hr = 77;
    CHECK_BUSY(df2d_write(object, stream));
    CHECK_BUSY(df2d_write_async(object, stream));
    CHECK_BUSY(df2d_close_media(object));
    CHECK_BUSY(df2d_close_media_async(object));
    CHECK_BUSY(df2d_recover_media(object, DF2D_RECOVER_RESUME, stream));
    CHECK_BUSY(df2d_recover_media_async(object, DF2D_RECOVER_REPORT, NULL));
    CHECK_BUSY(df2d_wait(object, 0, &hr));
    CHECK_BUSY(df2d_wait(object, DF2D_INFINITE, &hr));
}

static int call_everything(source *s, void *buffer, size_t size, size_t *got, df2d_hresult *hr)
{
    scene *it = s->context;
    df2d_t *object = it->b.object;
    df2d_write_result result = {0};
    df2d_recorder_t *again = NULL;
    uint64_t bytes = 0;
    int32_t number;
    uint32_t cookie;
    size_t needed;
    char text[80];
    (void)buffer, (void)size, (void)got, (void)hr;
    result.struct_size = sizeof result;
    begin_and_wait(object, it->stream);
    CHECK_BUSY(df2d_put_recorder(object, NULL));
    CHECK_BUSY(df2d_put_client_name(object, "another"));
    CHECK_BUSY(df2d_put_force_overwrite(object, 1));
    CHECK_BUSY(df2d_put_burn_verification_level(object, VERIFY(FULL)));
    CHECK_BUSY(df2d_set_write_speed(object, -1, 0));
    CHECK_HR(df2d_put_cancel_mode(object, DF2D_CANCEL_SALVAGE), DF2D_S_OK);
    CHECK_HR(df2d_get_client_name(object, text, sizeof text, &needed), DF2D_S_OK);
    CHECK_HR(df2d_get_current_media_status(object, &number), DF2D_S_OK);
    CHECK_HR(df2d_get_write_result(object, &result), DF2D_E_PENDING);
    CHECK(result.sectors_requested == (int64_t)SECTORS);
    CHECK_HR(df2d_advise(object, note_update, NULL, NULL, &cookie), DF2D_S_OK);
    CHECK_HR(df2d_unadvise(object, cookie), DF2D_S_OK);
    CHECK_HR(df2d_recorder_eject_media(it->b.recorder), DF2D_E_IMAPI_RECORDER_LOCKED);
    CHECK_HR(df2d_get_recorder(object, &again), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(again), DF2D_S_FALSE);
    /* Of the stream itself: who asks for its size is told the last one. */
    CHECK_HR(df2d_stream_get_size_bytes(it->stream, &bytes), DF2D_S_OK);
    CHECK(bytes == SECTORS * SECTOR);
    CHECK_HR(df2d_stream_put_padding(it->stream, 1), DF2D_S_OK);
    CHECK_HR(df2d_write(it->other.object, it->stream), DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    ++it->springs;
    return 0;
}

TEST(everything_but_to_begin_and_to_wait)
{
    static const uint64_t moments[] = {0, 1000 * 2048, SECTORS * 2048 - 2048};
    scene it;
    source s;
    it.other = burner_open("idle.iso", "media=dvd+r&clock=virtual");
    for (size_t m = 0; m < COUNT(ALL_MEDIA); ++m) {
        CHECK_HR(write_with(&it, &s, &ALL_MEDIA[m], call_everything, moments[m % COUNT(moments)]), DF2D_S_OK);
        CHECK(it.springs == 1 && sectors_alike(it.b.path, 0, image, SECTORS) == SECTORS);
        check_truth(&it.b, image, SECTORS);
        scene_close(&it);
        CHECK(s.closes == 1);
    }
    burner_close(&it.other);
}

static int cancel_it(source *s, void *buffer, size_t size, size_t *got, df2d_hresult *hr)
{
    scene *it = s->context;
    (void)buffer, (void)size, (void)got;
    CHECK_HR(df2d_cancel_write(it->b.object), DF2D_S_OK);
    CHECK_HR(df2d_cancel_write(it->b.object), DF2D_S_OK);
    *hr = it->answer;
    ++it->springs;
    return it->answer != DF2D_S_OK;
}

/* Whatever the read says after it has cancelled: the cancel came first. */
TEST(a_read_that_cancels)
{
    static const df2d_hresult answers[] = {DF2D_S_OK, DF2D_E_ABORT};
    scene it;
    source s;
    for (size_t m = 0; m < COUNT(ALL_MEDIA); ++m) {
        for (size_t n = 0; n < 4; ++n) {
            it.answer = answers[n / 2];
            CHECK_HR(write_with(&it, &s, &ALL_MEDIA[m], cancel_it, n % 2 * 1000 * SECTOR), DF2D_E_IMAPI_REQUEST_CANCELLED);
            CHECK(it.springs == 1 && result_of(it.b.object).content_after != DF2D_CONTENT_WHOLE);
            check_truth(&it.b, image, SECTORS);
            check_goes_on(&it.b, image, 400);
            scene_close(&it);
        }
    }
}

static int destroy_it(source *s, void *buffer, size_t size, size_t *got, df2d_hresult *hr)
{
    scene *it = s->context;
    int32_t mode;
    (void)buffer, (void)size, (void)got, (void)hr;
    CHECK_HR(df2d_stream_destroy(it->stream), DF2D_S_FALSE);
    CHECK_HR(df2d_stream_destroy(it->stream), DF2D_E_HANDLE);
    CHECK_HR(df2d_recorder_destroy(it->b.recorder), DF2D_S_FALSE);
    CHECK(s->closes == 0);
    if (it->answer) CHECK_HR(df2d_destroy(it->b.object), DF2D_S_FALSE);
    else CHECK_HR(df2d_release(it->b.object), DF2D_S_OK);
    CHECK_HR(df2d_get_cancel_mode(it->b.object, &mode), DF2D_E_HANDLE);
    ++it->springs;
    return 0;
}

/* All that it works with goes, from inside: the write is cancelled, the disc saved, the drive free. */
TEST(a_read_that_destroys)
{
    scene it;
    source s;
    for (size_t m = 0; m < COUNT(ALL_MEDIA); ++m) {
        it.answer = (df2d_hresult)(m % 2);
        CHECK_HR(write_with(&it, &s, &ALL_MEDIA[m], destroy_it, m / 2 % 2 * 1000 * SECTOR), DF2D_E_IMAPI_REQUEST_CANCELLED);
        while (test_alive() != 0) sched_yield(); /* nobody is told when the last of it is gone */
        CHECK(it.springs == 1 && s.closes == 1);
        it.b = burner_again("calls.iso", "clock=virtual");
        CHECK_HR(df2d_recover_media(it.b.object, DF2D_RECOVER_REPORT, NULL), DF2D_S_OK);
        check_goes_on(&it.b, image, 400);
        check_free(it.b.recorder);
        burner_close(&it.b);
    }
}

static int write_another(source *s, void *buffer, size_t size, size_t *got, df2d_hresult *hr)
{
    scene *it = s->context;
    df2d_stream_t *stream = memory_stream(image, 700);
    (void)buffer, (void)size, (void)got, (void)hr;
    CHECK_HR(df2d_write(it->other.object, stream), DF2D_S_OK);
    CHECK_HR(df2d_stream_release(stream), DF2D_S_OK);
    ++it->springs;
    return 0;
}

/* With another object on another drive. */
TEST(a_read_that_burns)
{
    scene it;
    source s;
    it.other = burner_open("inner.iso", "media=dvd+r&size=60000&speed=1000&clock=virtual");
    CHECK_HR(write_with(&it, &s, &ALL_MEDIA[0], write_another, 500 * SECTOR), DF2D_S_OK);
    CHECK(it.springs == 1 && sectors_alike("calls.iso", 0, image, SECTORS) == SECTORS);
    CHECK(sectors_alike("inner.iso", 0, image, 700) == 700);
    burner_close(&it.other);
    scene_close(&it);
}

/* --- reads that hang: on a clock that does not wait for them --- */

#define FAST_DRIVE "speed=1200&buffer=262144&clock=scaled:1000"

static int hang(source *s, void *buffer, size_t size, size_t *got, df2d_hresult *hr)
{
    ++((scene *)s->context)->springs;
    (void)buffer, (void)size, (void)got;
    gate_pass();
    *hr = DF2D_E_ABORT;
    return 1;
}

static void call_in_cancel(source *s)
{
    scene *it = s->context;
    begin_and_wait(it->b.object, it->stream);
    CHECK_HR(df2d_cancel_write(it->b.object), DF2D_S_OK);
    gate_set(1);
}

static void begin_hanging(scene *it, source *s, const medium *m, uint64_t at, int can_cancel)
{
    it->b = burner_of(m, "hangs.iso", FAST_DRIVE);
    *s = new_source(image, SECTORS);
    s->trap = hang;
    s->trap_at = at;
    s->context = it;
    if (can_cancel) s->on_cancel = call_in_cancel;
    it->springs = 0;
    it->stream = stream_of(s);
    gate_set(0);
    CHECK_HR(df2d_write_async(it->b.object, it->stream), DF2D_S_OK);
    gate_await();
}

/* It can be cancelled, and the function that does it calls the library too. */
TEST(a_read_that_hangs_until_it_is_cancelled)
{
    scene it;
    source s;
    for (size_t m = 0; m < COUNT(ALL_MEDIA); ++m) {
        df2d_hresult hr = 77;
        begin_hanging(&it, &s, &ALL_MEDIA[m], m % 2 * 1000 * SECTOR, 1);
        CHECK_HR(df2d_cancel_write(it.b.object), DF2D_S_OK);
        CHECK_HR(df2d_wait(it.b.object, DF2D_INFINITE, &hr), DF2D_S_OK);
        CHECK_HR(hr, DF2D_E_IMAPI_REQUEST_CANCELLED);
        CHECK(s.cancels == 1 && it.springs == 1);
        check_truth(&it.b, image, SECTORS);
        scene_close(&it);
    }
}

/* It cannot: while it still hangs the disc is saved, the tray unlocked and the drive free, so that somebody else takes
 * it and writes to the very disc. Only the first write's return waits. */
TEST(a_read_that_hangs_for_ever)
{
    scene it;
    source s;
    for (size_t m = 0; m < COUNT(ALL_MEDIA); ++m) {
        const int before = test_failed_checks;
        df2d_hresult hr = 77;
        char owner[80] = "?";
        size_t needed;
        begin_hanging(&it, &s, &ALL_MEDIA[m], m % 2 * 1000 * SECTOR, 0);
        CHECK_HR(df2d_cancel_write(it.b.object), DF2D_S_OK);
        do { /* the operation tells nobody that it has let go of the drive */
            sched_yield();
            CHECK_HR(df2d_recorder_get_exclusive_access_owner(it.b.recorder, owner, sizeof owner, &needed), DF2D_S_OK);
        } while (owner[0] != 0);
        CHECK(!counts_of(it.b.recorder).prevented);
        CHECK_HR(df2d_wait(it.b.object, 0, &hr), DF2D_E_PENDING);
        it.other = burner_again("hangs.iso", FAST_DRIVE);
        CHECK_HR(df2d_recorder_acquire_exclusive_access(it.other.recorder, 0, "another"), DF2D_S_OK);
        CHECK_HR(df2d_recover_media(it.other.object, DF2D_RECOVER_REPORT, NULL), DF2D_S_OK);
        check_goes_on(&it.other, image, 400);
        CHECK_HR(df2d_recorder_release_exclusive_access(it.other.recorder), DF2D_S_OK);
        CHECK_HR(df2d_wait(it.b.object, 0, &hr), DF2D_E_PENDING);
        gate_set(1);
        CHECK_HR(df2d_wait(it.b.object, DF2D_INFINITE, &hr), DF2D_S_OK);
        CHECK_HR(hr, DF2D_E_IMAPI_REQUEST_CANCELLED);
        CHECK(it.springs == 1 && s.closes == 0);
        burner_close(&it.other);
        scene_close(&it);
        CHECK(s.closes == 1);
        if (test_failed_checks != before) printf("# ^ %s\n", ALL_MEDIA[m].name);
    }
}

int main(void)
{
    image = new_image(SECTORS, 8);
    RUN(everything_but_to_begin_and_to_wait);
    RUN(a_read_that_cancels);
    RUN(a_read_that_destroys);
    RUN(a_read_that_burns);
    RUN(a_read_that_hangs_until_it_is_cancelled);
    RUN(a_read_that_hangs_for_ever);
    free(image);
    return test_end();
}
