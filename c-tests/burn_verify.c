/* IBurnVerification: what was written is read back, a change is found, and a cancel stops it. */
#include "burn.h"

static unsigned char *image; /* 6000 sectors */

static const char *const QUERIES[] = {
    "media=cd-r&size=300000&speed=1200&clock=virtual",
    "media=dvd+r&size=300000&speed=1623&clock=virtual",
    "media=dvd+rw&size=60000&speed=1623&clock=virtual",
    "media=bd-re&size=500000&speed=2195&clock=virtual",
};

TEST(levels)
{
    static const int32_t levels[] = {VERIFY(NONE), VERIFY(QUICK), VERIFY(FULL)};
    for (size_t medium = 0; medium < 4; ++medium) {
        for (size_t n = 0; n < COUNT(levels); ++n) {
            int32_t level = 77;
            burner b = burner_open("levels.iso", QUERIES[medium]);
            events *e = listen_to(b.object);
            CHECK_HR(df2d_put_burn_verification_level(b.object, levels[n]), DF2D_S_OK);
            CHECK_HR(df2d_get_burn_verification_level(b.object, &level), DF2D_S_OK);
            CHECK(level == levels[n]);
            CHECK_HR(write_image(b.object, image, 6000), DF2D_S_OK);
            CHECK(was_told(e, ACTION(VERIFYING)) == (levels[n] != VERIFY(NONE)));
            CHECK(e->all[e->count - 1].current_action == ACTION(COMPLETED));
            df2d_write_result r = result_of(b.object);
            CHECK(r.content_after == DF2D_CONTENT_WHOLE && r.sectors_on_media == 6000);
            CHECK(sectors_alike("levels.iso", 0, image, 6000) == 6000);
            check_free(b.recorder);
            burner_close(&b);
            events_free(e);
        }
    }
    burner b = burner_open("levels.iso", QUERIES[0]);
    CHECK_HR(df2d_put_burn_verification_level(b.object, 3), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_put_burn_verification_level(b.object, -1), DF2D_E_INVALIDARG);
    burner_close(&b);
}

typedef struct change {
    const char *path;
    long byte;
    int done;
} change;

/* Virtual time waits for a callback: nothing has been read back when it returns. */
static void change_a_byte(events *e, df2d_t *object, const df2d_progress *progress)
{
    change *c = e->context;
    FILE *file;
    int byte;
    (void)object;
    if (progress->current_action != ACTION(VERIFYING) || c->done) return;
    c->done = 1;
    file = fopen(c->path, "r+b");
    if (file == NULL) return;
    fseek(file, c->byte, SEEK_SET);
    byte = fgetc(file);
    fseek(file, c->byte, SEEK_SET);
    fputc(byte ^ 1, file);
    fclose(file);
}

/* Every command takes 50 us of virtual time, and that time stands still in callbacks: the change is in good time for
 * all but what the first READ brings. */
TEST(a_changed_byte_is_found)
{
    static const long places[] = {512 * 2048, 3000 * 2048 + 77, 6000 * 2048 - 1};
    for (size_t medium = 0; medium < 4; ++medium) {
        for (size_t n = 0; n < COUNT(places); ++n) {
            burner b = burner_open("changed.iso", QUERIES[medium]);
            events *e = listen_to(b.object);
            change c = {"changed.iso", places[n], 0};
            e->hook = change_a_byte;
            e->context = &c;
            CHECK_HR(df2d_put_burn_verification_level(b.object, VERIFY(FULL)), DF2D_S_OK);
            CHECK_HR(write_image(b.object, image, 6000), DF2D_E_IMAPI_BURN_VERIFICATION_FAILED);
            CHECK(DF2D_E_IMAPI_BURN_VERIFICATION_FAILED == (df2d_hresult)0xC0AA0007 && c.done);
            df2d_write_result r = result_of(b.object);
            /* What reads back otherwise is not said to be there. */
            CHECK(r.sectors_on_media == 0 && r.content_after == DF2D_CONTENT_UNKNOWN);
            /* The place, to within what is compared at once. */
            CHECK(r.failure_lba >= 0 && r.failure_lba <= places[n] / 2048 && r.failure_lba + 256 > places[n] / 2048);
            CHECK(!was_told(e, ACTION(COMPLETED)) && e->end.hr == DF2D_E_IMAPI_BURN_VERIFICATION_FAILED);
            check_free(b.recorder);
            burner_close(&b);
            events_free(e);
        }
    }
}

TEST(what_cannot_be_read_back)
{
    for (size_t medium = 0; medium < 4; ++medium) {
        burner b = burner_open("unreadable.iso", QUERIES[medium]);
        df2d_virtual_fault fault;
        uint32_t id;
        memset(&fault, 0, sizeof fault);
        fault.struct_size = sizeof fault;
        fault.opcode = 0x28;
        fault.lba = 4321;
        fault.sense_key = 3;
        fault.asc = 0x11;
        CHECK_HR(df2d_virtual_fault_add(b.recorder, &fault, &id), DF2D_S_OK);
        CHECK_HR(df2d_put_burn_verification_level(b.object, VERIFY(FULL)), DF2D_S_OK);
        CHECK_HR(write_image(b.object, image, 6000), DF2D_E_IMAPI_BURN_VERIFICATION_FAILED);
        df2d_write_result r = result_of(b.object);
        CHECK(r.failure_sense_key == 3 && r.failure_asc == 0x11 && r.failure_cdb[0] == 0x28);
        CHECK(r.failure_lba >= 4321 - 64 && r.failure_lba <= 4321);
        CHECK(r.content_after == DF2D_CONTENT_UNKNOWN);
        check_free(b.recorder);
        burner_close(&b);
    }
}

static void cancel_when_verifying(events *e, df2d_t *object, const df2d_progress *progress)
{
    (void)e;
    if (progress->current_action == ACTION(VERIFYING)) CHECK_HR(df2d_cancel_write(object), DF2D_S_OK);
}

TEST(cancelled_while_verifying)
{
    for (size_t medium = 0; medium < 4; ++medium) {
        burner b = burner_open("cancelled.iso", QUERIES[medium]);
        events *e = listen_to(b.object);
        e->hook = cancel_when_verifying;
        CHECK_HR(df2d_put_burn_verification_level(b.object, VERIFY(FULL)), DF2D_S_OK);
        CHECK_HR(write_image(b.object, image, 6000), DF2D_E_IMAPI_REQUEST_CANCELLED);
        df2d_write_result r = result_of(b.object);
        CHECK(r.content_after == DF2D_CONTENT_WHOLE && r.sectors_on_media == 6000);
        CHECK(r.disc_after == (medium == 0 ? DF2D_DISC_APPENDABLE : medium == 1 ? DF2D_DISC_CLOSED : DF2D_DISC_OVERWRITABLE));
        CHECK(!was_told(e, ACTION(COMPLETED)));
        CHECK(sectors_alike("cancelled.iso", 0, image, 6000) == 6000);
        check_free(b.recorder);
        burner_close(&b);
        events_free(e);
    }
}

int main(void)
{
    image = new_image(6000, 7);
    RUN(levels);
    RUN(a_changed_byte_is_found);
    RUN(what_cannot_be_read_back);
    RUN(cancelled_while_verifying);
    free(image);
    return test_end();
}
