/* A test write goes through the motions and records nothing; where the medium has none it is refused. */
#include "burn.h"

static unsigned char *image; /* 2000 sectors */

/* Media whose drives can simulate: they are blank afterwards, and then written for real. */
static void check_simulated(const char *query)
{
    int before = test_failed_checks;
    burner b = burner_open("test.iso", query);
    events *e = listen_to(b.object);
    CHECK_HR(df2d_put_test_write(b.object, 5), DF2D_S_OK);
    CHECK_HR(write_image(b.object, image, 2000), DF2D_S_OK);
    df2d_write_result r = result_of(b.object);
    CHECK(r.content_after == DF2D_CONTENT_NONE && r.sectors_on_media == 0 && r.sectors_sent == 2000);
    CHECK(r.disc_after == DF2D_DISC_UNCHANGED && r.media_status_after == status_of(b.object));
    CHECK(status_of(b.object) & STATE(BLANK));
    CHECK(was_told(e, ACTION(WRITING_DATA)) && was_told(e, ACTION(COMPLETED)));
    CHECK(sectors_alike("test.iso", 0, image, 1) == 0);
    check_free(b.recorder);
    CHECK_HR(df2d_put_test_write(b.object, 0), DF2D_S_OK);
    CHECK_HR(write_image(b.object, image, 2000), DF2D_S_OK);
    CHECK(result_of(b.object).content_after == DF2D_CONTENT_WHOLE);
    CHECK(sectors_alike("test.iso", 0, image, 2000) == 2000);
    burner_close(&b);
    events_free(e);
    if (test_failed_checks != before) printf("# ^ %s\n", query);
}

TEST(media_that_have_it)
{
    static const char *const queries[] = {
        "media=cd-r&size=60000&clock=virtual", "media=cd-rw&size=60000&clock=virtual",
        "media=dvd-r&size=60000&clock=virtual", "media=dvd-rw&size=60000&clock=virtual"};
    for (size_t n = 0; n < COUNT(queries); ++n) check_simulated(queries[n]);
}

TEST(media_that_have_not)
{
    static const char *const queries[] = {"media=dvd+r&size=60000&clock=virtual", "media=dvd+rw&size=60000&clock=virtual",
                                          "media=bd-r&size=64000&clock=virtual", "media=bd-re&size=500000&clock=virtual"};
    for (size_t n = 0; n < COUNT(queries); ++n) {
        burner b = burner_open("none.iso", queries[n]);
        int32_t blank = status_of(b.object);
        CHECK_HR(df2d_put_test_write(b.object, 1), DF2D_S_OK);
        CHECK_HR(write_image(b.object, image, 2000), DF2D_E_NOTIMPL);
        df2d_write_result r = result_of(b.object);
        CHECK(r.content_after == DF2D_CONTENT_NONE && r.disc_after == DF2D_DISC_UNCHANGED && r.sectors_sent == 0);
        CHECK(status_of(b.object) == blank && (blank & STATE(BLANK)));
        check_free(b.recorder);
        burner_close(&b);
    }
}

static void cancel_it(events *e, df2d_t *object, const df2d_progress *progress)
{
    if (progress->current_action != ACTION(WRITING_DATA) || progress->last_written_lba < 500) return;
    e->hook = NULL;
    CHECK_HR(df2d_cancel_write(object), DF2D_S_OK);
}

/* A cancelled test leaves the drive ready for a write that is none. */
TEST(cancelled)
{
    burner b = burner_open("cancelled.iso", "media=cd-r&size=60000&speed=600&clock=virtual");
    events *e = listen_to(b.object);
    e->hook = cancel_it;
    CHECK_HR(df2d_put_test_write(b.object, 1), DF2D_S_OK);
    CHECK_HR(write_image(b.object, image, 2000), DF2D_E_IMAPI_REQUEST_CANCELLED);
    CHECK(e->hook == NULL && result_of(b.object).disc_after == DF2D_DISC_UNCHANGED);
    CHECK(result_of(b.object).content_after == DF2D_CONTENT_NONE && status_of(b.object) == STATE(BLANK));
    CHECK_HR(df2d_put_test_write(b.object, 0), DF2D_S_OK);
    CHECK_HR(write_image(b.object, image, 2000), DF2D_S_OK);
    CHECK(sectors_alike("cancelled.iso", 0, image, 2000) == 2000);
    burner_close(&b);
    events_free(e);
}

int main(void)
{
    image = new_image(2000, 9);
    RUN(media_that_have_it);
    RUN(media_that_have_not);
    RUN(cancelled);
    free(image);
    return test_end();
}
