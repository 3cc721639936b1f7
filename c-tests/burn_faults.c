/* Drives that fail: every way, on every medium. The write ends in bounded time with the first cause, the drive is
 * free, the tray open to the hand, and what is said of the disc is what the disc says. */
#include "burn.h"

static unsigned char *image; /* 8000 sectors */

static const char *const QUERIES[] = {
    "media=cd-r&size=300000&speed=1200&clock=virtual",
    "media=dvd+r&size=300000&speed=1623&clock=virtual",
    "media=dvd+rw&size=60000&speed=1623&clock=virtual",
    "media=bd-re&size=500000&speed=2195&clock=virtual",
};

/* At the WRITE (opcode 2Ah) of this sector, or the first command with another opcode. */
static void add_fault(df2d_recorder_t *recorder, int opcode, int64_t lba, int32_t effect, int key, int asc, int deferred)
{
    df2d_virtual_fault fault;
    uint32_t id = 0;
    memset(&fault, 0, sizeof fault);
    fault.struct_size = sizeof fault;
    fault.opcode = opcode;
    fault.lba = opcode == 0x2A ? lba : -1;
    fault.times = 1;
    fault.effect = effect;
    fault.sense_key = (uint8_t)key;
    fault.asc = (uint8_t)asc;
    fault.deferred = (uint8_t)deferred;
    CHECK_HR(df2d_virtual_fault_add(recorder, &fault, &id), DF2D_S_OK);
    CHECK(id != 0);
}

/* One burn with the fault in it. hr 0: any failure. */
static df2d_write_result burn_with(burner *b, size_t medium, df2d_hresult expected, int64_t longest_ms)
{
    int before = test_failed_checks;
    int32_t status = 77;
    df2d_hresult hr, asked;
    events *e = listen_to(b->object);
    int64_t began = now_of(b->recorder);
    hr = write_image(b->object, image, 8000);
    df2d_write_result r = result_of(b->object);
    CHECK(now_of(b->recorder) - began <= longest_ms);
    CHECK(hr < 0 && hr != DF2D_E_IMAPI_REQUEST_CANCELLED);
    if (expected != 0) CHECK_HR(hr, expected);
    CHECK_HR(r.hr, hr);
    CHECK(!was_told(e, ACTION(COMPLETED)) && e->ends == 1);
    check_free(b->recorder);
    asked = df2d_get_current_media_status(b->object, &status);
    CHECK(asked < 0 ? status == 0 : r.media_status_after == status || r.disc_after == DF2D_DISC_UNKNOWN);
    if (asked < 0) CHECK(r.disc_after == DF2D_DISC_UNKNOWN && r.media_status_after == 0);
    CHECK(r.sectors_on_media <= r.sectors_sent);
    CHECK((r.content_after == DF2D_CONTENT_WHOLE) == (r.sectors_on_media == 8000));
    if (r.sectors_on_media > 0)
        CHECK(sectors_alike(b->path, (size_t)r.start_lba, image, 8000) >= (size_t)r.sectors_on_media);
    if (r.disc_after == DF2D_DISC_APPENDABLE) CHECK(status & (STATE(APPENDABLE) | STATE(BLANK)));
    if (r.disc_after == DF2D_DISC_OVERWRITABLE) CHECK(status & STATE(OVERWRITE_ONLY));
    if (r.disc_after == DF2D_DISC_RECOVERABLE) CHECK(status & (STATE(NON_EMPTY_SESSION) | STATE(DAMAGED)));
    if (test_failed_checks != before)
        printf("# ^ %s: %s, content %d, disc %d, status %X (%s %X), on media %ld of %ld sent, %ld ms\n", MEDIA[medium],
               df2d_hresult_name(hr), r.content_after, r.disc_after, r.media_status_after, df2d_hresult_name(asked),
               status, (long)r.sectors_on_media, (long)r.sectors_sent, (long)(now_of(b->recorder) - began));
    CHECK_HR(df2d_virtual_fault_clear(b->recorder), DF2D_S_OK);
    /* The listener goes with the object: make a new one. */
    CHECK_HR(df2d_destroy(b->object), DF2D_S_OK);
    b->object = new_writer(b->recorder);
    events_free(e);
    return r;
}

/* After a failure that left the drive sane, the next burn goes through. */
static void check_next(burner *b)
{
    CHECK_HR(df2d_put_force_overwrite(b->object, 1), DF2D_S_OK);
    CHECK_HR(write_image(b->object, image, 1000), DF2D_S_OK);
    df2d_write_result r = result_of(b->object);
    CHECK(sectors_alike(b->path, (size_t)r.start_lba, image, 1000) == 1000);
}

TEST(medium_error)
{
    for (size_t medium = 0; medium < 4; ++medium) {
        burner b = burner_open("error.iso", QUERIES[medium]);
        add_fault(b.recorder, 0x2A, 4000, DF2D_VIRTUAL_EFFECT_SENSE, 3, 0x0C, 0);
        df2d_write_result r = burn_with(&b, medium, DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE, 200000);
        CHECK(r.failure_sense_key == 3 && r.failure_asc == 0x0C && r.failure_ascq == 0 && !r.failure_deferred);
        CHECK(r.failure_cdb_length == 10 && r.failure_cdb[0] == 0x2A);
        CHECK(r.failure_lba == r.sectors_sent + r.start_lba && r.sectors_sent > 0);
        CHECK(r.content_after == DF2D_CONTENT_PARTIAL);
        CHECK(r.disc_after == (medium < 2 ? DF2D_DISC_APPENDABLE : DF2D_DISC_OVERWRITABLE));
        check_next(&b);
        burner_close(&b);
    }
}

TEST(a_deferred_error)
{
    for (size_t medium = 0; medium < 4; ++medium) {
        burner b = burner_open("deferred.iso", QUERIES[medium]);
        add_fault(b.recorder, 0x2A, 4000, DF2D_VIRTUAL_EFFECT_SENSE, 3, 0x0C, 1);
        df2d_write_result r = burn_with(&b, medium, DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE, 200000);
        CHECK(r.failure_deferred == 1 && r.failure_sense_key == 3 && r.failure_asc == 0x0C);
        CHECK(r.failure_lba == -1 || r.failure_lba <= r.start_lba + r.sectors_sent);
        burner_close(&b);
    }
}

TEST(errors_of_each_command)
{
    /* SYNCHRONIZE CACHE, CLOSE TRACK SESSION, MODE SELECT, READ DISC INFORMATION, GET CONFIGURATION, FORMAT UNIT */
    static const struct { int opcode; size_t from, to; } commands[] = {
        {0x35, 0, 4}, {0x5B, 0, 2}, {0x55, 0, 1}, {0x51, 0, 4}, {0x46, 0, 4}, {0x04, 2, 4}};
    for (size_t n = 0; n < COUNT(commands); ++n) {
        for (size_t medium = commands[n].from; medium < commands[n].to; ++medium) {
            int before = test_failed_checks;
            burner b = burner_open("command.iso", QUERIES[medium]);
            add_fault(b.recorder, commands[n].opcode, 0, DF2D_VIRTUAL_EFFECT_SENSE, 4, 0x44, 0);
            df2d_write_result r = burn_with(&b, medium, DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE, 400000);
            CHECK(r.failure_cdb[0] == commands[n].opcode && r.failure_sense_key == 4 && r.failure_asc == 0x44);
            if (r.sectors_sent == 0) CHECK(r.content_after == DF2D_CONTENT_NONE);
            burner_close(&b);
            if (test_failed_checks != before) printf("# ^ command %02X\n", commands[n].opcode);
        }
    }
}

TEST(no_answer)
{
    for (size_t medium = 0; medium < 4; ++medium) {
        burner b = burner_open("timeout.iso", QUERIES[medium]);
        add_fault(b.recorder, 0x2A, 4000, DF2D_VIRTUAL_EFFECT_TIMEOUT, 0, 0, 0);
        df2d_write_result r = burn_with(&b, medium, DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT, 500000);
        CHECK(r.failure_cdb[0] == 0x2A && r.failure_sense_key == 0);
        burner_close(&b);
    }
}

TEST(the_connection_breaks)
{
    static const int32_t effects[] = {DF2D_VIRTUAL_EFFECT_LOST, DF2D_VIRTUAL_EFFECT_RESET};
    for (size_t n = 0; n < COUNT(effects); ++n) {
        for (size_t medium = 0; medium < 4; ++medium) {
            burner b = burner_open("lost.iso", QUERIES[medium]);
            add_fault(b.recorder, 0x2A, 4000, effects[n], 0, 0, 0);
            df2d_write_result r = burn_with(&b, medium, DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE, 400000);
            CHECK(r.content_after != DF2D_CONTENT_NONE || r.sectors_on_media == 0);
            CHECK(r.disc_after != DF2D_DISC_UNCHANGED && r.disc_after != DF2D_DISC_UNKNOWN);
            if (medium >= 2) check_next(&b);
            burner_close(&b);
        }
    }
}

TEST(the_medium_goes)
{
    for (size_t medium = 0; medium < 4; ++medium) {
        burner b = burner_open("gone.iso", QUERIES[medium]);
        add_fault(b.recorder, 0x2A, 4000, DF2D_VIRTUAL_EFFECT_MEDIUM_GONE, 0, 0, 0);
        df2d_write_result r = burn_with(&b, medium, DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA, 100000);
        CHECK(r.content_after == DF2D_CONTENT_UNKNOWN && r.disc_after == DF2D_DISC_UNKNOWN);
        CHECK(counts_of(b.recorder).tray_open == 1);
        burner_close(&b);
    }
}

TEST(the_drive_goes)
{
    for (size_t medium = 0; medium < 4; ++medium) {
        burner b = burner_open("device.iso", QUERIES[medium]);
        add_fault(b.recorder, 0x2A, 4000, DF2D_VIRTUAL_EFFECT_DEVICE_GONE, 0, 0, 0);
        df2d_write_result r = burn_with(&b, medium, DF2D_E_DEV_NOT_EXIST, 100000);
        CHECK(r.content_after == DF2D_CONTENT_UNKNOWN && r.disc_after == DF2D_DISC_UNKNOWN);
        CHECK_HR(write_image(b.object, image, 1000), DF2D_E_DEV_NOT_EXIST);
        CHECK_HR(df2d_virtual_power_cycle(b.recorder), DF2D_S_OK);
        int32_t status = status_of(b.object);
        CHECK(medium < 2 ? status & 0xFC00 : status & STATE(OVERWRITE_ONLY));
        burner_close(&b);
    }
}

/* GOOD, and nothing done: the drive's own account of the disc gives it away. */
TEST(good_without_effect)
{
    static const int opcodes[] = {0x2A, 0x35, 0x5B};
    for (size_t n = 0; n < COUNT(opcodes); ++n) {
        for (size_t medium = 0; medium < 2; ++medium) {
            int before = test_failed_checks;
            burner b = burner_open("nothing.iso", QUERIES[medium]);
            df2d_virtual_fault fault;
            uint32_t id;
            memset(&fault, 0, sizeof fault);
            fault.struct_size = sizeof fault;
            fault.opcode = opcodes[n];
            fault.lba = -1;
            fault.effect = DF2D_VIRTUAL_EFFECT_GOOD_WITHOUT_EFFECT; /* times 0: always */
            CHECK_HR(df2d_virtual_fault_add(b.recorder, &fault, &id), DF2D_S_OK);
            if (opcodes[n] == 0x35) {
                /* A drive that flushes at the close anyway has done no harm. */
                df2d_hresult hr = write_image(b.object, image, 8000);
                df2d_write_result r = result_of(b.object);
                if (hr >= 0) CHECK(sectors_alike(b.path, 0, image, 8000) == 8000);
                if (hr >= 0) CHECK(status_of(b.object) & (medium == 0 ? STATE(APPENDABLE) : STATE(FINALIZED)));
                CHECK(r.media_status_after == status_of(b.object));
            } else if (opcodes[n] == 0x5B) {
                df2d_hresult hr = write_image(b.object, image, 8000);
                df2d_write_result r = result_of(b.object);
                /* The data are there, but the session is open. */
                CHECK(hr < 0 && r.disc_after == DF2D_DISC_RECOVERABLE);
                CHECK(r.media_status_after == status_of(b.object));
                if (hr >= 0) printf("# hr %s disc %d status %X\n", df2d_hresult_name(hr), r.disc_after, r.media_status_after);
            } else {
                df2d_write_result r = burn_with(&b, medium, 0, 400000);
                CHECK(r.sectors_on_media == 0 && r.content_after == DF2D_CONTENT_NONE);
            }
            check_free(b.recorder);
            burner_close(&b);
            if (test_failed_checks != before) printf("# ^ command %02X on %s\n", opcodes[n], MEDIA[medium]);
        }
    }
}

static void cut_power(events *e, df2d_t *object, const df2d_progress *progress)
{
    (void)object;
    if (progress->current_action != ACTION(WRITING_DATA) || progress->last_written_lba < 3000) return;
    e->hook = NULL;
    CHECK_HR(df2d_virtual_power_cycle(e->context), DF2D_S_OK);
}

TEST(power_cycle)
{
    for (size_t medium = 0; medium < 4; ++medium) {
        burner b = burner_open("power.iso", QUERIES[medium]);
        events *e = listen_to(b.object);
        e->hook = cut_power;
        e->context = b.recorder;
        df2d_write_result r = burn_with(&b, medium, 0, 400000);
        CHECK(e->hook == NULL && r.disc_after != DF2D_DISC_UNCHANGED);
        if (medium >= 2) check_next(&b);
        burner_close(&b);
        events_free(e);
    }
}

int main(void)
{
    image = new_image(8000, 5);
    RUN(medium_error);
    RUN(a_deferred_error);
    RUN(errors_of_each_command);
    RUN(no_answer);
    RUN(the_connection_breaks);
    RUN(the_medium_goes);
    RUN(the_drive_goes);
    RUN(good_without_effect);
    RUN(power_cycle);
    free(image);
    return test_end();
}
