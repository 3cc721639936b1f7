/* Every medium that can be written, and what is true of each after whatever happened to it. */
#ifndef DF2D_MEDIA_H
#define DF2D_MEDIA_H

#include "burn.h"

/* With a size that leaves room for several sessions. */
typedef struct medium {
    const char *name, *size;
    int overwritable;
} medium;

static const medium ALL_MEDIA[] TEST_UNUSED = {
    {"cd-r", "60000", 0},      {"cd-rw", "60000", 0},    {"dvd-r", "120000", 0},     {"dvd-r-dl", "120000", 0},
    {"dvd-rw", "120000", 0},   {"dvd-rw-ro", "60000", 1}, {"dvd-ram", "60000", 1},    {"dvd+r", "60000", 0},
    {"dvd+r-dl", "60000", 0},  {"dvd+rw", "60000", 1},   {"dvd+rw-dl", "60000", 1},  {"bd-r", "64000", 0},
    {"bd-r-rrm", "64000", 0},  {"bd-re", "640000", 1},   {"hd-dvd-r", "120000", 0},  {"hd-dvd-ram", "64000", 1},
};

/* A blank disc of it: "speed=1000&clock=virtual" is the drive. */
TEST_UNUSED static burner burner_of(const medium *m, const char *path, const char *drive)
{
    char query[160];
    snprintf(query, sizeof query, "media=%s&size=%s&%s", m->name, m->size, drive);
    return burner_open(path, query);
}

/* What the result says is on the disc is there, and what it says that the disc can do is what the disc says itself. */
TEST_UNUSED static void check_truth(const burner *b, const unsigned char *data, size_t sectors)
{
    const df2d_write_result r = result_of(b->object);
    const int32_t status = status_of(b->object);
    const int before = test_failed_checks;
    CHECK(r.media_status_after == status);
    CHECK(r.sectors_on_media <= r.sectors_sent && r.sectors_sent <= r.sectors_requested);
    CHECK(r.sectors_requested == (int64_t)sectors);
    if (r.sectors_on_media > 0)
        CHECK(sectors_alike(b->path, (size_t)r.start_lba, data, sectors) >= (size_t)r.sectors_on_media);
    switch (r.content_after) {
    case DF2D_CONTENT_NONE: CHECK(r.sectors_on_media == 0); break;
    case DF2D_CONTENT_PARTIAL: CHECK(r.sectors_on_media > 0 && r.sectors_on_media < (int64_t)sectors); break;
    case DF2D_CONTENT_WHOLE: CHECK(r.sectors_on_media == (int64_t)sectors); break;
    default: CHECK(!"nothing is known of the content");
    }
    switch (r.disc_after) {
    case DF2D_DISC_UNCHANGED: CHECK(r.content_after == DF2D_CONTENT_NONE); break;
    case DF2D_DISC_APPENDABLE: CHECK(status & (STATE(APPENDABLE) | STATE(BLANK))); break;
    case DF2D_DISC_OVERWRITABLE: CHECK(status & STATE(OVERWRITE_ONLY)); break;
    case DF2D_DISC_CLOSED: CHECK(status & STATE(FINALIZED)); break;
    case DF2D_DISC_ERASE_REQUIRED: CHECK(status & STATE(ERASE_REQUIRED)); break;
    case DF2D_DISC_RECOVERABLE: CHECK(status & STATE(NON_EMPTY_SESSION)); break;
    default: CHECK(!"nothing is known of the disc");
    }
    check_free(b->recorder);
    if (test_failed_checks != before)
        printf("# ^ %s: %s, content %d, disc %d, status %X, on media %ld, sent %ld\n", b->path, df2d_hresult_name(r.hr),
               r.content_after, r.disc_after, status, (long)r.sectors_on_media, (long)r.sectors_sent);
}

/* A disc that can be written further takes another write, and has it. Leaves the object as it likes. */
TEST_UNUSED static void check_goes_on(const burner *b, const unsigned char *data, size_t sectors)
{
    const int32_t disc = result_of(b->object).disc_after;
    if (disc != DF2D_DISC_APPENDABLE && disc != DF2D_DISC_OVERWRITABLE && disc != DF2D_DISC_UNCHANGED) return;
    CHECK_HR(df2d_put_burn_verification_level(b->object, VERIFY(NONE)), DF2D_S_OK);
    CHECK_HR(df2d_put_force_overwrite(b->object, 1), DF2D_S_OK);
    CHECK_HR(write_image(b->object, data, sectors), DF2D_S_OK);
    CHECK(sectors_alike(b->path, (size_t)result_of(b->object).start_lba, data, sectors) == sectors);
}

#endif
