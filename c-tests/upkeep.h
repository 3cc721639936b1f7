/* What the tests of closing and recovering share: discs that want it, and every way to begin. */
#ifndef DF2D_UPKEEP_H
#define DF2D_UPKEEP_H

#include "burn.h"

#define CD_R "media=cd-r&size=20000&speed=600&clock=virtual"
#define DVD_PLUS_R "media=dvd+r&size=30000&speed=1623&clock=virtual"
#define BD_R "media=bd-r&clock=virtual"

static unsigned char *image; /* 6000 sectors */

/* A disc with a first session that leaves it open. */
TEST_UNUSED static burner burner_appendable(const char *path, const char *query)
{
    burner b = burner_open(path, query);
    CHECK_HR(df2d_put_disable_consumer_dvd_compatibility_mode(b.object, 1), DF2D_S_OK);
    CHECK_HR(write_image(b.object, image, 600), DF2D_S_OK);
    CHECK(status_of(b.object) & STATE(APPENDABLE));
    return b;
}

/* Every way to begin, each of which must be refused with the same code. */
TEST_UNUSED static void each_begins(df2d_t *object, df2d_stream_t *stream, df2d_hresult expected)
{
    CHECK_HR(df2d_close_media(object), expected);
    CHECK_HR(df2d_close_media_async(object), expected);
    for (int32_t action = DF2D_RECOVER_REPORT; action <= DF2D_RECOVER_RESUME; ++action) {
        df2d_stream_t *wanted = action == DF2D_RECOVER_RESUME ? stream : NULL;
        CHECK_HR(df2d_recover_media(object, action, wanted), expected);
        CHECK_HR(df2d_recover_media_async(object, action, wanted), expected);
    }
}

TEST_UNUSED static void leave_at_once(events *e, df2d_t *object, const df2d_progress *progress)
{
    (void)e;
    if (progress->current_action == ACTION(WRITING_DATA) && progress->last_written_lba > 2000 && !progress->cancelling)
        CHECK_HR(df2d_cancel_write(object), DF2D_S_OK);
}

/* A session that was left open. */
TEST_UNUSED static burner burner_interrupted(const char *path, const char *query)
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

#endif
