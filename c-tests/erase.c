/* Erasing: IDiscFormat2Erase's properties and answers, its codes, its events, and whoever comes at the wrong time. */
#include "burn.h"
#include "eraser.h"

#include <sched.h>

static unsigned char *image; /* 6000 sectors */

#define DVD_PLUS_RW "media=dvd+rw&size=16000&speed=1623&clock=virtual"
#define BD_RE "media=bd-re&size=400000&clock=virtual"

static const int32_t ERASABLE[] = {
    DF2D_IMAPI_MEDIA_TYPE_CDRW,      DF2D_IMAPI_MEDIA_TYPE_DVDRAM,
    DF2D_IMAPI_MEDIA_TYPE_DVDPLUSRW, DF2D_IMAPI_MEDIA_TYPE_DVDDASHRW,
    DF2D_IMAPI_MEDIA_TYPE_BDRE,      DF2D_IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER,
    DF2D_IMAPI_MEDIA_TYPE_HDDVDRAM,
};

/* --- properties --- */

TEST(defaults)
{
    df2d_erase_t *eraser = NULL;
    df2d_recorder_t *recorder = (df2d_recorder_t *)&eraser;
    df2d_bool full = 77;
    char name[80] = "?";
    size_t needed = 0;
    CHECK_HR(df2d_erase_create(NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_erase_create(&eraser), DF2D_S_OK);
    CHECK_HR(df2d_erase_get_recorder(eraser, &recorder), DF2D_S_OK);
    CHECK(recorder == NULL);
    CHECK_HR(df2d_erase_get_client_name(eraser, name, sizeof name, &needed), DF2D_S_OK);
    CHECK(name[0] == 0 && needed == 1);
    CHECK_HR(df2d_erase_get_full_erase(eraser, &full), DF2D_S_OK);
    CHECK(full == 0);
    CHECK_HR(df2d_erase_put_full_erase(eraser, -7), DF2D_S_OK);
    CHECK_HR(df2d_erase_get_full_erase(eraser, &full), DF2D_S_OK);
    CHECK(full == 1);
    CHECK_HR(df2d_erase_get_full_erase(eraser, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_erase_get_recorder(eraser, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_erase_destroy(eraser), DF2D_S_OK);
}

TEST(client_names)
{
    df2d_erase_t *eraser = NULL;
    char name[80] = "?", longest[65];
    size_t needed = 0;
    memset(longest, 'x', sizeof longest);
    longest[64] = 0;
    CHECK_HR(df2d_erase_create(&eraser), DF2D_S_OK);
    CHECK_HR(df2d_erase_put_client_name(eraser, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_erase_put_client_name(eraser, ""), DF2D_E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID);
    CHECK_HR(df2d_erase_put_client_name(eraser, "a/b"), DF2D_E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID);
    CHECK_HR(df2d_erase_put_client_name(eraser, "\xFF"), DF2D_E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID);
    CHECK_HR(df2d_erase_put_client_name(eraser, longest), DF2D_E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID);
    longest[63] = 0;
    CHECK_HR(df2d_erase_put_client_name(eraser, longest), DF2D_S_OK);
    CHECK_HR(df2d_erase_put_client_name(eraser, "a/b"), DF2D_E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID);
    CHECK_HR(df2d_erase_get_client_name(eraser, name, 63, &needed), DF2D_E_INSUFFICIENT_BUFFER);
    CHECK_HR(df2d_erase_get_client_name(eraser, name, sizeof name, &needed), DF2D_S_OK);
    CHECK(strcmp(name, longest) == 0 && needed == 64); /* what was refused changed nothing */
    CHECK_HR(df2d_erase_destroy(eraser), DF2D_S_OK);
}

TEST(recorders)
{
    df2d_recorder_t *one = open_recorder("", "media=none&clock=virtual");
    df2d_recorder_t *two = open_recorder("", "media=none&clock=virtual"), *got = NULL;
    df2d_erase_t *eraser = new_eraser(one);
    df2d_bool supported = 77;
    char text[200] = "";
    size_t needed;
    CHECK_HR(df2d_erase_put_recorder(eraser, two), DF2D_E_IMAPI_ERASE_ONLY_ONE_RECORDER_SUPPORTED);
    CHECK_HR(df2d_erase_get_last_error(eraser, NULL, text, sizeof text, &needed), DF2D_S_OK);
    CHECK(strlen(text) > 10);
    CHECK_HR(df2d_erase_put_recorder(eraser, one), DF2D_E_IMAPI_ERASE_ONLY_ONE_RECORDER_SUPPORTED);
    CHECK_HR(df2d_erase_get_recorder(eraser, &got), DF2D_S_OK);
    CHECK(got != NULL && got != one); /* a handle of its own */
    CHECK_HR(df2d_recorder_destroy(got), DF2D_S_OK);
    CHECK_HR(df2d_erase_put_recorder(eraser, NULL), DF2D_S_OK);
    CHECK_HR(df2d_erase_put_recorder(eraser, NULL), DF2D_S_OK);
    CHECK_HR(df2d_erase_put_recorder(eraser, two), DF2D_S_OK);
    CHECK_HR(df2d_erase_is_recorder_supported(eraser, one, &supported), DF2D_S_OK);
    CHECK(supported == 1);
    CHECK_HR(df2d_erase_is_recorder_supported(eraser, one, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_erase_is_current_media_supported(eraser, one, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_erase_destroy(eraser), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(one), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(two), DF2D_S_OK);
}

TEST(in_the_wrong_order)
{
    df2d_recorder_t *recorder = open_recorder("", DVD_PLUS_RW);
    df2d_erase_t *eraser = NULL;
    df2d_virtual_counts before;
    df2d_write_result r;
    df2d_hresult hr = 77;
    df2d_bool value;
    int32_t type;
    memset(&r, 0xEE, sizeof r);
    r.struct_size = sizeof r;
    CHECK_HR(df2d_erase_create(&eraser), DF2D_S_OK);
    CHECK_HR(df2d_erase_wait(eraser, 0, &hr), DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
    CHECK_HR(df2d_erase_wait(eraser, DF2D_INFINITE, &hr), DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
    CHECK_HR(df2d_erase_wait(eraser, 0, NULL), DF2D_E_POINTER);
    CHECK(hr == 0);
    CHECK_HR(df2d_erase_cancel_erase(eraser), DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
    CHECK_HR(df2d_erase_get_result(eraser, &r), DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
    CHECK(r.struct_size == sizeof r && r.hr == 0 && r.disc_after == 0);
    CHECK_HR(df2d_erase_get_result(eraser, NULL), DF2D_E_POINTER);
    r.struct_size = 8;
    CHECK_HR(df2d_erase_get_result(eraser, &r), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_erase_unadvise(eraser, 1), DF2D_E_INVALIDARG);

    CHECK_HR(df2d_erase_erase_media(eraser), DF2D_E_POINTER); /* without a recorder, as IMAPI2 has it */
    CHECK_HR(df2d_erase_erase_media_async(eraser), DF2D_E_POINTER);
    CHECK_HR(df2d_erase_get_current_physical_media_type(eraser, &type), DF2D_E_IMAPI_RECORDER_REQUIRED);
    CHECK_HR(df2d_erase_get_media_physically_blank(eraser, &value), DF2D_E_IMAPI_RECORDER_REQUIRED);
    CHECK_HR(df2d_erase_get_media_heuristically_blank(eraser, &value), DF2D_E_IMAPI_RECORDER_REQUIRED);
    CHECK_HR(df2d_erase_put_recorder(eraser, recorder), DF2D_S_OK);
    before = counts_of(recorder);
    CHECK_HR(df2d_erase_erase_media(eraser), DF2D_E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID);
    CHECK_HR(df2d_erase_erase_media_async(eraser), DF2D_E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID);
    CHECK(counts_of(recorder).commands == before.commands);
    CHECK_HR(df2d_erase_wait(eraser, 0, &hr), DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS); /* none has begun */
    CHECK_HR(df2d_erase_destroy(eraser), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
}

/* --- media --- */

TEST(media_types)
{
    df2d_erase_t *eraser = NULL;
    int32_t types[20];
    size_t needed = 0;
    CHECK_HR(df2d_erase_create(&eraser), DF2D_S_OK);
    CHECK_HR(df2d_erase_get_supported_media_types(eraser, types, COUNT(types), &needed), DF2D_S_OK);
    CHECK(needed == COUNT(ERASABLE));
    for (size_t n = 0; n < COUNT(ERASABLE); ++n) {
        int found = 0;
        for (size_t m = 0; m < needed && m < COUNT(types); ++m) found += types[m] == ERASABLE[n];
        CHECK(found == 1);
    }
    CHECK_HR(df2d_erase_get_supported_media_types(eraser, types, 2, &needed), DF2D_E_INSUFFICIENT_BUFFER);
    CHECK_HR(df2d_erase_get_supported_media_types(eraser, NULL, 0, &needed), DF2D_S_OK);
    CHECK_HR(df2d_erase_get_supported_media_types(eraser, NULL, 1, &needed), DF2D_E_POINTER);
    CHECK_HR(df2d_erase_destroy(eraser), DF2D_S_OK);
}

/* The sentence about the last failure says what to do. */
static void check_advice(df2d_erase_t *eraser, const char *advice)
{
    char text[300] = "";
    size_t needed;
    CHECK_HR(df2d_erase_get_last_error(eraser, NULL, text, sizeof text, &needed), DF2D_S_OK);
    CHECK(strstr(text, advice) != NULL);
}

TEST(discs_that_can_be_erased)
{
    static const struct {
        const char *media;
        int32_t type;
        df2d_bool supported, blank;
    } discs[] = {
        {"cd-r", DF2D_IMAPI_MEDIA_TYPE_CDR, 0, 1},
        {"cd-rw", DF2D_IMAPI_MEDIA_TYPE_CDRW, 1, 1},
        {"dvd-r", DF2D_IMAPI_MEDIA_TYPE_DVDDASHR, 0, 1},
        {"dvd-r-dl", DF2D_IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER, 0, 1},
        {"dvd-rw", DF2D_IMAPI_MEDIA_TYPE_DVDDASHRW, 1, 1},
        {"dvd-rw-ro", DF2D_IMAPI_MEDIA_TYPE_DVDDASHRW, 1, 0},
        {"dvd+r", DF2D_IMAPI_MEDIA_TYPE_DVDPLUSR, 0, 1},
        {"dvd+r-dl", DF2D_IMAPI_MEDIA_TYPE_DVDPLUSR_DUALLAYER, 0, 1},
        {"dvd+rw", DF2D_IMAPI_MEDIA_TYPE_DVDPLUSRW, 1, 1},
        {"dvd+rw-dl", DF2D_IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER, 1, 1},
        {"dvd-ram", DF2D_IMAPI_MEDIA_TYPE_DVDRAM, 1, 0},
        {"bd-r", DF2D_IMAPI_MEDIA_TYPE_BDR, 0, 1},
        {"bd-re", DF2D_IMAPI_MEDIA_TYPE_BDRE, 1, 1},
        {"hd-dvd-r", DF2D_IMAPI_MEDIA_TYPE_HDDVDR, 0, 1},
        {"hd-dvd-ram", DF2D_IMAPI_MEDIA_TYPE_HDDVDRAM, 1, 0},
    };
    for (size_t n = 0; n < COUNT(discs); ++n) {
        char query[80];
        int32_t type = 77;
        df2d_bool value = 77;
        snprintf(query, sizeof query, "media=%s&clock=virtual", discs[n].media);
        df2d_recorder_t *recorder = open_recorder("", query);
        df2d_erase_t *eraser = new_eraser(recorder);
        CHECK_HR(df2d_erase_is_current_media_supported(eraser, recorder, &value), DF2D_S_OK);
        CHECK(value == discs[n].supported);
        CHECK_HR(df2d_erase_get_current_physical_media_type(eraser, &type), DF2D_S_OK);
        CHECK(type == discs[n].type);
        CHECK_HR(df2d_erase_get_media_physically_blank(eraser, &value), DF2D_S_OK);
        CHECK(value == discs[n].blank); /* some come formatted */
        CHECK_HR(df2d_erase_get_media_heuristically_blank(eraser, &value), DF2D_S_OK);
        CHECK(value == 1);
        if (!discs[n].supported) {
            CHECK_HR(df2d_erase_erase_media(eraser), DF2D_E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED);
            check_advice(eraser, "insert a rewritable disc");
            CHECK(erase_result_of(eraser).disc_after == DF2D_DISC_UNCHANGED);
            check_free(recorder);
        }
        CHECK_HR(df2d_erase_destroy(eraser), DF2D_S_OK);
        CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
    }
}

TEST(an_empty_drive)
{
    df2d_recorder_t *recorder = open_recorder("", "media=none&clock=virtual");
    df2d_erase_t *eraser = new_eraser(recorder);
    df2d_bool value = 77;
    df2d_error_info info;
    size_t needed;
    df2d_hresult hr = 77;
    memset(&info, 0, sizeof info);
    info.struct_size = sizeof info;
    CHECK_HR(df2d_erase_is_current_media_supported(eraser, recorder, &value), DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    CHECK(value == 0);
    CHECK_HR(df2d_erase_erase_media(eraser), DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    CHECK_HR(df2d_erase_put_full_erase(eraser, 1), DF2D_S_OK);
    CHECK_HR(df2d_erase_erase_media_async(eraser), DF2D_S_OK);
    CHECK_HR(df2d_erase_wait(eraser, DF2D_INFINITE, &hr), DF2D_S_OK);
    CHECK_HR(hr, DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    CHECK_HR(df2d_erase_get_last_error(eraser, &info, NULL, 0, &needed), DF2D_S_OK);
    CHECK_HR(info.hr, DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    CHECK(info.asc == 0x3A);
    CHECK(erase_result_of(eraser).content_after == DF2D_CONTENT_NONE);
    check_free(recorder);
    CHECK_HR(df2d_erase_destroy(eraser), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
}

/* --- erasing --- */

/* How many of these sectors of the file are zero from the first on. */
static size_t sectors_zero(const char *path, size_t lba, size_t sectors)
{
    static unsigned char zero[6000 * 2048];
    return sectors_alike(path, lba, zero, sectors);
}

static void erase_once(const char *query, int full)
{
    burner b = burner_open("erase.iso", query);
    df2d_erase_t *eraser = new_eraser(b.recorder);
    erasure *e = listen_to_eraser(eraser);
    df2d_write_result r;
    df2d_bool blank = 77;
    CHECK_HR(write_image(b.object, image, 6000), DF2D_S_OK);
    CHECK_HR(df2d_erase_get_media_heuristically_blank(eraser, &blank), DF2D_S_OK);
    CHECK(blank == 0);
    CHECK_HR(df2d_erase_put_full_erase(eraser, full), DF2D_S_OK);
    CHECK_HR(df2d_erase_erase_media(eraser), DF2D_S_OK);
    CHECK_HR(df2d_erase_get_media_heuristically_blank(eraser, &blank), DF2D_S_OK);
    CHECK(blank == 1);
    r = erase_result_of(eraser);
    CHECK(memcmp(&r, &e->end, sizeof r) == 0); /* the end is told what the getter says */
    CHECK_HR(r.hr, DF2D_S_OK);
    CHECK(r.content_after == DF2D_CONTENT_NONE && r.disc_after == DF2D_DISC_OVERWRITABLE);
    CHECK(r.media_status_after == status_of(b.object) && (r.media_status_after & STATE(OVERWRITE_ONLY)));
    CHECK(r.sectors_requested == 0 && r.sectors_on_media == 0);
    if (full) CHECK(sectors_zero("erase.iso", 0, 6000) == 6000);
    /* Told from the beginning to the end, twice a second. */
    CHECK(e->ends == 1 && e->count > 2 && e->count_at_end == e->count);
    for (size_t n = 0; n < e->count; ++n) {
        CHECK(e->total[n] >= e->elapsed[n] && e->elapsed[n] >= 0);
        if (n > 0) CHECK(e->elapsed[n] >= e->elapsed[n - 1] && e->elapsed[n] - e->elapsed[n - 1] <= 1);
    }
    CHECK((int64_t)e->count >= r.elapsed_ms / 500);
    CHECK(e->elapsed[e->count - 1] == e->total[e->count - 1] && e->elapsed[e->count - 1] == r.elapsed_ms / 1000);
    check_free(b.recorder);
    /* The disc is as good as a new one. */
    CHECK_HR(write_image(b.object, image, 600), DF2D_S_OK);
    CHECK(sectors_alike("erase.iso", 0, image, 600) == 600);
    CHECK_HR(df2d_erase_destroy(eraser), DF2D_S_OK);
    burner_close(&b);
    erasure_free(e);
}

TEST(erasing)
{
    erase_once(DVD_PLUS_RW, 0);
    erase_once(DVD_PLUS_RW, 1);
    erase_once(BD_RE, 0);
}

/* The estimate is near the truth from early on, whatever way the medium is erased. */
TEST(estimates)
{
    static const char *const queries[] = {
        "media=cd-rw&size=200000&speed=600&clock=virtual",
        "media=dvd-rw&size=400000&speed=1353&clock=virtual",
        "media=dvd+rw&size=400000&speed=1623&clock=virtual",
    };
    for (size_t n = 0; n < COUNT(queries); ++n) {
        burner b = burner_open("estimate.iso", queries[n]);
        df2d_erase_t *eraser = new_eraser(b.recorder);
        erasure *e = listen_to_eraser(eraser);
        int32_t took;
        CHECK_HR(write_image(b.object, image, 600), DF2D_S_OK);
        CHECK_HR(df2d_erase_put_full_erase(eraser, 1), DF2D_S_OK);
        CHECK_HR(df2d_erase_erase_media(eraser), DF2D_S_OK);
        took = e->elapsed[e->count - 1];
        CHECK(took > 200 && e->total[e->count - 1] == took);
        for (size_t m = e->count / 4; m < e->count; ++m) CHECK(abs(e->total[m] - took) <= took / 10);
        CHECK_HR(df2d_erase_destroy(eraser), DF2D_S_OK);
        burner_close(&b);
        erasure_free(e);
    }
}

/* --- what drives fail with --- */

static void fail_with(int32_t opcode, unsigned char key, unsigned char asc, unsigned char ascq, df2d_hresult expected)
{
    burner b = burner_open("fails.iso", DVD_PLUS_RW);
    df2d_erase_t *eraser = new_eraser(b.recorder);
    df2d_virtual_fault fault;
    df2d_write_result r;
    uint32_t id;
    memset(&fault, 0, sizeof fault);
    fault.struct_size = sizeof fault;
    fault.opcode = opcode;
    fault.lba = -1;
    fault.times = 1;
    fault.sense_key = key;
    fault.asc = asc;
    fault.ascq = ascq;
    CHECK_HR(write_image(b.object, image, 600), DF2D_S_OK);
    CHECK_HR(df2d_virtual_fault_add(b.recorder, &fault, &id), DF2D_S_OK);
    CHECK_HR(df2d_erase_erase_media(eraser), expected);
    r = erase_result_of(eraser);
    CHECK_HR(r.hr, expected);
    CHECK(r.failure_sense_key == key && r.failure_asc == asc && r.failure_cdb[0] == opcode);
    check_free(b.recorder);
    CHECK_HR(df2d_virtual_fault_clear(b.recorder), DF2D_S_OK);
    CHECK_HR(df2d_erase_erase_media(eraser), DF2D_S_OK);
    CHECK_HR(df2d_erase_destroy(eraser), DF2D_S_OK);
    burner_close(&b);
}

TEST(failures)
{
    fail_with(0x1B, 4, 0x08, 0x00, DF2D_E_IMAPI_ERASE_DRIVE_FAILED_SPINUP_COMMAND);
    fail_with(0x2A, 5, 0x26, 0x00, DF2D_E_IMAPI_ERASE_DRIVE_FAILED_ERASE_COMMAND);
    fail_with(0x2A, 3, 0x0C, 0x00, DF2D_E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE);
}

/* As after a drive that was switched off and on meanwhile. */
TEST(an_erase_that_comes_to_nothing_can_be_repeated)
{
    burner b = burner_open("repeated.iso", "media=cd-rw&size=20000&clock=virtual");
    df2d_erase_t *eraser = new_eraser(b.recorder);
    df2d_virtual_fault fault;
    uint32_t id;
    memset(&fault, 0, sizeof fault);
    fault.struct_size = sizeof fault;
    fault.opcode = 0xA1; /* BLANK */
    fault.lba = -1;
    fault.times = 1;
    fault.effect = DF2D_VIRTUAL_EFFECT_GOOD_WITHOUT_EFFECT;
    CHECK_HR(write_image(b.object, image, 600), DF2D_S_OK);
    CHECK_HR(df2d_virtual_fault_add(b.recorder, &fault, &id), DF2D_S_OK);
    CHECK_HR(df2d_erase_erase_media(eraser), DF2D_E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE);
    check_advice(eraser, "erase it again");
    CHECK_HR(df2d_erase_erase_media(eraser), DF2D_S_OK);
    check_free(b.recorder);
    CHECK_HR(df2d_erase_destroy(eraser), DF2D_S_OK);
    burner_close(&b);
}

int main(void)
{
    image = new_image(6000, 6);
    RUN(defaults);
    RUN(client_names);
    RUN(recorders);
    RUN(in_the_wrong_order);
    RUN(media_types);
    RUN(discs_that_can_be_erased);
    RUN(an_empty_drive);
    RUN(erasing);
    RUN(estimates);
    RUN(failures);
    RUN(an_erase_that_comes_to_nothing_can_be_repeated);
    free(image);
    return test_end();
}
