/* What a recorder tells of itself and its disc: lists, pages, structures, and the system's names for it. */
#include "burn.h"

#define FEATURE(name) DF2D_IMAPI_FEATURE_PAGE_TYPE_##name
#define PROFILE(name) DF2D_IMAPI_PROFILE_TYPE_##name
#define PAGE(name) DF2D_IMAPI_MODE_PAGE_TYPE_##name
#define VALUES(name) DF2D_IMAPI_MODE_PAGE_REQUEST_TYPE_##name##_VALUES

enum { ROOM = 4096, WRONG = 0x5A };

static int32_t numbers[256];
static uint8_t bytes[ROOM];
static size_t needed;

static df2d_recorder_t *open_disc(const char *media)
{
    char query[80];
    snprintf(query, sizeof query, "media=%s&clock=virtual", media);
    return open_recorder("", query);
}

/* Whether the last failure's sentence has these words. */
static int says(df2d_recorder_t *recorder, const char *words)
{
    char text[300];
    CHECK_HR(df2d_recorder_get_last_error(recorder, NULL, text, sizeof text, &(size_t){0}), DF2D_S_OK);
    return strstr(text, words) != NULL;
}

static int has(int32_t number)
{
    for (size_t n = 0; n < needed && n < COUNT(numbers); ++n)
        if (numbers[n] == number) return 1;
    return 0;
}

static uint32_t u16(size_t at) { return (uint32_t)(bytes[at] << 8 | bytes[at + 1]); }
static uint32_t u32(size_t at) { return u16(at) << 16 | u16(at + 2); }

#define NUMBERS numbers, COUNT(numbers), &needed
#define BYTES bytes, sizeof bytes, &needed

TEST(features_and_profiles)
{
    df2d_recorder_t *recorder = open_disc("dvd+r");
    size_t all;
    CHECK_HR(df2d_recorder_get_supported_feature_pages(recorder, 0, NUMBERS), DF2D_S_OK);
    CHECK(has(FEATURE(PROFILE_LIST)) && has(FEATURE(CORE)) && has(FEATURE(DVD_PLUS_R)) && has(FEATURE(BD_WRITE)));
    all = needed;
    CHECK_HR(df2d_recorder_get_supported_feature_pages(recorder, 1, NUMBERS), DF2D_S_OK);
    CHECK(needed < all && has(FEATURE(CORE)) && has(FEATURE(DVD_PLUS_R)) && !has(FEATURE(BD_WRITE)));
    CHECK_HR(df2d_recorder_get_supported_profiles(recorder, 0, NUMBERS), DF2D_S_OK);
    CHECK(needed > 10 && has(PROFILE(CD_RECORDABLE)) && has(PROFILE(DVD_PLUS_R)) && has(PROFILE(BD_REWRITABLE)));
    CHECK_HR(df2d_recorder_get_supported_profiles(recorder, -1, NUMBERS), DF2D_S_OK);
    CHECK(needed == 1 && has(PROFILE(DVD_PLUS_R)));
    CHECK_HR(df2d_virtual_eject(recorder, 0), DF2D_S_OK);
    CHECK_HR(df2d_recorder_get_supported_profiles(recorder, 1, NUMBERS), DF2D_S_OK);
    CHECK(needed == 0);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
}

TEST(a_feature)
{
    df2d_recorder_t *recorder = open_disc("cd-r");
    CHECK_HR(df2d_recorder_get_feature_page(recorder, FEATURE(REMOVABLE_MEDIUM), 1, BYTES), DF2D_S_OK);
    CHECK(needed == 8 && u16(0) == 3 && (bytes[2] & 1) == 1 && bytes[3] == 4 && bytes[4] >> 5 == 1);
    CHECK_HR(df2d_recorder_get_feature_page(recorder, FEATURE(PROFILE_LIST), 0, BYTES), DF2D_S_OK);
    CHECK(needed >= 8 && u16(0) == 0 && needed == 4 + (size_t)bytes[3] && needed % 4 == 0);
    CHECK_HR(df2d_recorder_get_feature_page(recorder, FEATURE(BD_WRITE), 0, BYTES), DF2D_S_OK);
    CHECK((bytes[2] & 1) == 0);
    CHECK_HR(df2d_recorder_get_feature_page(recorder, FEATURE(BD_WRITE), 1, BYTES),
             DF2D_E_IMAPI_RECORDER_FEATURE_IS_NOT_CURRENT);
    CHECK(needed == 0);
    CHECK_HR(df2d_recorder_get_feature_page(recorder, 0xFF00, 0, BYTES), DF2D_E_IMAPI_RECORDER_NO_SUCH_FEATURE);
    CHECK_HR(df2d_recorder_get_feature_page(recorder, 0x10000, 0, BYTES), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_recorder_get_feature_page(recorder, -1, 0, BYTES), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
}

TEST(mode_pages)
{
    df2d_recorder_t *recorder = open_disc("dvd-r");
    uint8_t changeable[257], page[257];
    size_t length = 0;
    CHECK_HR(df2d_recorder_get_supported_mode_pages(recorder, VALUES(CURRENT), NUMBERS), DF2D_S_OK);
    CHECK(has(PAGE(WRITE_PARAMETERS)) && has(PAGE(LEGACY_CAPABILITIES)) && has(PAGE(CACHING)));
    CHECK_HR(df2d_recorder_get_supported_mode_pages(recorder, VALUES(SAVED), NUMBERS),
             DF2D_E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE);
    CHECK_HR(df2d_recorder_get_supported_mode_pages(recorder, 4, NUMBERS), DF2D_E_INVALIDARG);

    CHECK_HR(df2d_recorder_get_mode_page(recorder, PAGE(TIMEOUT_AND_PROTECT), VALUES(CURRENT), page, sizeof page, &length),
             DF2D_S_OK);
    CHECK(length == 10 && page[0] == 0x1D && page[1] == 8);
    CHECK_HR(df2d_recorder_get_mode_page(recorder, PAGE(TIMEOUT_AND_PROTECT), VALUES(CHANGEABLE), changeable,
                                         sizeof changeable, &needed),
             DF2D_S_OK);
    CHECK(needed == length && changeable[7] == 0xFF && changeable[2] == 0);
    page[7] ^= 0x11;
    CHECK_HR(df2d_recorder_set_mode_page(recorder, VALUES(CURRENT), page, (uint32_t)length), DF2D_S_OK);
    CHECK_HR(df2d_recorder_get_mode_page(recorder, PAGE(TIMEOUT_AND_PROTECT), VALUES(CURRENT), BYTES), DF2D_S_OK);
    CHECK(needed == length && memcmp(bytes, page, length) == 0);
    CHECK_HR(df2d_recorder_get_mode_page(recorder, PAGE(TIMEOUT_AND_PROTECT), VALUES(DEFAULT), BYTES), DF2D_S_OK);
    CHECK(needed == length && bytes[7] == (page[7] ^ 0x11));

    page[2] ^= 1;
    CHECK_HR(df2d_recorder_set_mode_page(recorder, VALUES(CURRENT), page, (uint32_t)length),
             DF2D_E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS);
    CHECK_HR(df2d_recorder_get_mode_page(recorder, 0x3E, VALUES(CURRENT), BYTES), DF2D_E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE);
    CHECK_HR(df2d_recorder_get_mode_page(recorder, PAGE(CACHING), VALUES(SAVED), BYTES),
             DF2D_E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE);
    CHECK_HR(df2d_recorder_get_mode_page(recorder, 0x3F, VALUES(CURRENT), BYTES), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_recorder_get_mode_page(recorder, -1, VALUES(CURRENT), BYTES), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_recorder_get_mode_page(recorder, PAGE(CACHING), -1, BYTES), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
}

/* What is no page never reaches the drive. */
TEST(bad_mode_pages)
{
    df2d_recorder_t *recorder = open_disc("cd-rw");
    uint8_t page[300] = {0x1D, 8};
    uint64_t sent = counts_of(recorder).commands;
    for (uint32_t size = 0; size <= sizeof page; ++size)
        if (size != 10) CHECK_HR(df2d_recorder_set_mode_page(recorder, VALUES(CURRENT), page, size), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_recorder_set_mode_page(recorder, VALUES(CHANGEABLE), page, 10), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_recorder_set_mode_page(recorder, VALUES(DEFAULT), page, 10), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_recorder_set_mode_page(recorder, 77, page, 10), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_recorder_set_mode_page(recorder, VALUES(CURRENT), NULL, 10), DF2D_E_POINTER);
    CHECK(counts_of(recorder).commands == sent);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
}

TEST(disc_and_tracks)
{
    df2d_recorder_t *recorder = open_disc("dvd+r");
    CHECK_HR(df2d_recorder_get_disc_information(recorder, BYTES), DF2D_S_OK);
    CHECK(needed >= 34 && u16(0) + 2 == needed && (bytes[2] & 3) == 0);
    CHECK_HR(df2d_recorder_get_track_information(recorder, 1, DF2D_IMAPI_READ_TRACK_ADDRESS_TYPE_TRACK, BYTES), DF2D_S_OK);
    CHECK(needed >= 28 && u16(0) + 2 == needed && bytes[2] == 1 && (bytes[6] & 0x40) != 0 && u32(12) == 0);
    CHECK_HR(df2d_recorder_get_track_information(recorder, 0, DF2D_IMAPI_READ_TRACK_ADDRESS_TYPE_LBA, BYTES), DF2D_S_OK);
    CHECK(bytes[2] == 1);
    CHECK_HR(df2d_recorder_get_track_information(recorder, 1, DF2D_IMAPI_READ_TRACK_ADDRESS_TYPE_SESSION, BYTES),
             DF2D_S_OK);
    CHECK(bytes[2] == 1 && bytes[3] == 1);
    CHECK_HR(df2d_recorder_get_track_information(recorder, 99, DF2D_IMAPI_READ_TRACK_ADDRESS_TYPE_TRACK, BYTES),
             DF2D_E_FAIL);
    CHECK(needed == 0);
    CHECK(says(recorder, "no such track"));
    CHECK_HR(df2d_recorder_get_track_information(recorder, 1, 3, BYTES), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_recorder_get_track_information(recorder, 1, -1, BYTES), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_virtual_eject(recorder, 0), DF2D_S_OK);
    CHECK_HR(df2d_recorder_get_disc_information(recorder, BYTES), DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
}

TEST(structures)
{
    df2d_recorder_t *recorder = open_disc("dvd-r-dl");
    uint8_t boundary[8];
    CHECK_HR(df2d_recorder_read_dvd_structure(recorder, 0, 0, 0, 0, BYTES), DF2D_S_OK);
    CHECK(needed == 2048 && bytes[0] >> 4 == 2 && u32(4) == 0x30000);
    /* Only the low eight bits of the format count. */
    CHECK_HR(df2d_recorder_read_dvd_structure(recorder, 0xABCDEF20, 0, 0, 0, BYTES), DF2D_S_OK);
    CHECK(needed == 8 && bytes[0] == 0);
    memcpy(boundary, bytes, sizeof boundary);
    boundary[6] = 0, boundary[7] = 0x80;
    CHECK_HR(df2d_recorder_send_dvd_structure(recorder, 0x20, boundary, sizeof boundary), DF2D_S_OK);
    CHECK_HR(df2d_recorder_read_dvd_structure(recorder, 0x20, 0, 0, 0, BYTES), DF2D_S_OK);
    CHECK(needed == 8 && bytes[0] == 0x80 && memcmp(bytes + 4, boundary + 4, 4) == 0);
    CHECK_HR(df2d_recorder_read_dvd_structure(recorder, 0x77, 0, 0, 0, BYTES),
             DF2D_E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT);
    CHECK_HR(df2d_recorder_send_dvd_structure(recorder, 0x77, boundary, sizeof boundary), DF2D_E_FAIL);
    CHECK_HR(df2d_recorder_read_dvd_structure(recorder, 0, 0, 256, 0, BYTES), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_recorder_read_dvd_structure(recorder, 0, 0, 0, 4, BYTES), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_recorder_send_dvd_structure(recorder, 0x20, boundary, 0), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_recorder_send_dvd_structure(recorder, 0x20, NULL, 8), DF2D_E_POINTER);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
    recorder = open_disc("cd-r");
    CHECK(df2d_recorder_read_dvd_structure(recorder, 0, 0, 0, 0, BYTES) < 0 && needed == 0);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
}

/* A structure as long as one can be, and one byte more. */
TEST(long_structures)
{
    enum { MOST = 65531 };
    df2d_recorder_t *recorder = open_disc("dvd+r");
    uint8_t *data = calloc(1, MOST + 1);
    uint64_t sent;
    size_t needed;
    REQUIRE(data != NULL);
    /* The drive's news of the disc comes with the first command. */
    (void)df2d_recorder_read_dvd_structure(recorder, 0x20, 0, 0, 0, NULL, 0, &needed);
    sent = counts_of(recorder).commands;
    CHECK_HR(df2d_recorder_send_dvd_structure(recorder, 0x20, data, MOST + 1), DF2D_E_INVALIDARG);
    CHECK(counts_of(recorder).commands == sent);
    CHECK_HR(df2d_recorder_send_dvd_structure(recorder, 0x20, data, MOST), DF2D_E_FAIL);
    CHECK(counts_of(recorder).commands > sent);
    free(data);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
}

static uint32_t host(size_t at)
{
    uint32_t value;
    memcpy(&value, bytes + at, sizeof value);
    return value;
}

/* A refusal speaks of what was asked, and not of the settings of a burn. */
TEST(refusals)
{
    df2d_recorder_t *recorder = open_disc("dvd+r");
    const uint8_t data[] = {5, 0};
    CHECK_HR(df2d_recorder_read_dvd_structure(recorder, 0x44, 0, 0, 0, BYTES),
             DF2D_E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT);
    CHECK(says(recorder, "no such structure"));
    CHECK_HR(df2d_recorder_send_dvd_structure(recorder, 5, data, sizeof data), DF2D_E_FAIL);
    CHECK(says(recorder, "no such structure"));
    CHECK(df2d_recorder_set_mode_page(recorder, VALUES(CURRENT), data, sizeof data) < 0);
    CHECK(says(recorder, "mode page"));
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
}

TEST(descriptors)
{
    df2d_recorder_t *recorder = open_disc("cd-r");
    char vendor[20], product[20];
    size_t length = 0;
    uint32_t most = 0;
    CHECK_HR(df2d_recorder_get_vendor_id(recorder, vendor, sizeof vendor, &length), DF2D_S_OK);
    CHECK_HR(df2d_recorder_get_product_id(recorder, product, sizeof product, &length), DF2D_S_OK);
    CHECK_HR(df2d_recorder_get_device_descriptor(recorder, BYTES), DF2D_S_OK);
    CHECK(host(0) == 40 && host(4) == needed && bytes[8] == 5 && bytes[10] == 1);
    REQUIRE(host(12) < needed && host(16) < needed && host(20) < needed && bytes[needed - 1] == 0);
    CHECK(strcmp((char *)bytes + host(12), vendor) == 0 && strcmp((char *)bytes + host(16), product) == 0);
    CHECK(host(24) == 0 && host(28) == 14 && host(32) >= 36 && bytes[36] == 5);
    CHECK_HR(df2d_recorder_get_adapter_descriptor(recorder, BYTES), DF2D_S_OK);
    CHECK_HR(df2d_recorder_get_maximum_page_aligned_transfer_size(recorder, &most), DF2D_S_OK);
    CHECK(needed == 32 && host(0) == 32 && host(4) == 32 && host(8) == most && host(12) == most / 4096);
    CHECK((host(16) & (host(16) + 1)) == 0 && bytes[24] == 14);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
}

TEST(tray)
{
    df2d_recorder_t *recorder = open_disc("cd-r");
    df2d_bool loads = WRONG;
    CHECK_HR(df2d_recorder_get_device_can_load_media(recorder, &loads), DF2D_S_OK);
    CHECK(loads == 1);
    CHECK_HR(df2d_recorder_eject_media(recorder), DF2D_S_OK);
    CHECK_HR(df2d_recorder_get_disc_information(recorder, BYTES), DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    CHECK_HR(df2d_recorder_close_tray(recorder), DF2D_S_OK);
    CHECK_HR(df2d_recorder_get_device_can_load_media(recorder, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
}

/* Whoever locked it, as udev does: it opens, unless somebody has the drive. */
TEST(locked_tray)
{
    static const uint8_t prevent[6] = {0x1E, 0, 0, 0, 1, 0};
    df2d_recorder_t *recorder = open_disc("cd-r");
    uint8_t sense[18];
    CHECK_HR(df2d_recorder_get_disc_information(recorder, BYTES), DF2D_S_OK);
    CHECK_HR(df2d_recorder_send_command_no_data(recorder, prevent, sizeof prevent, sense, 0), DF2D_S_OK);
    CHECK_HR(df2d_virtual_eject(recorder, 0), DF2D_E_IMAPI_RECORDER_MEDIA_BUSY);
    CHECK_HR(df2d_recorder_eject_media(recorder), DF2D_S_OK);
    CHECK_HR(df2d_recorder_get_disc_information(recorder, BYTES), DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    CHECK_HR(df2d_recorder_release_exclusive_access(recorder), DF2D_E_FAIL);
    CHECK_HR(df2d_recorder_close_tray(recorder), DF2D_S_OK);
    CHECK_HR(df2d_recorder_get_disc_information(recorder, BYTES), DF2D_S_OK);
    CHECK_HR(df2d_recorder_send_command_no_data(recorder, prevent, sizeof prevent, sense, 0), DF2D_S_OK);
    CHECK_HR(df2d_recorder_acquire_exclusive_access(recorder, 0, "owner"), DF2D_S_OK);
    CHECK_HR(df2d_recorder_eject_media(recorder), DF2D_S_OK);
    CHECK_HR(df2d_recorder_release_exclusive_access(recorder), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
}

/* A virtual recorder is no device of the system's. */
TEST(names_of_the_system)
{
    df2d_recorder_t *recorder = open_disc("cd-r");
    char text[20];
    int32_t number = WRONG;
    memset(text, WRONG, sizeof text);
    CHECK_HR(df2d_recorder_get_volume_name(recorder, text, sizeof text, &needed), DF2D_S_OK);
    CHECK(needed == 1 && text[0] == 0);
    memset(text, WRONG, sizeof text);
    CHECK_HR(df2d_recorder_get_volume_path_names(recorder, text, sizeof text, &needed), DF2D_S_OK);
    CHECK(needed == 1 && text[0] == 0 && text[1] == WRONG);
    CHECK_HR(df2d_recorder_get_legacy_device_number(recorder, &number), DF2D_E_NOTIMPL);
    CHECK(number == 0);
    CHECK_HR(df2d_recorder_get_legacy_device_number(recorder, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
}

/* Each list by the rules of all: the size alone, too little room, a buffer that is missing. */
#define CHECK_LIST(buffer, call)                                                                             \
    do {                                                                                                     \
        size_t size_, *n_ = &size_, room_ = 0;                                                               \
        void *b_ = NULL;                                                                                     \
        CHECK_HR(call, DF2D_S_OK);                                                                           \
        CHECK(size_ > 0);                                                                                    \
        room_ = size_ - 1, b_ = buffer;                                                                      \
        memset(buffer, WRONG, sizeof buffer);                                                                \
        CHECK_HR(call, DF2D_E_INSUFFICIENT_BUFFER);                                                           \
        CHECK(size_ == room_ + 1 && ((uint8_t *)buffer)[0] == WRONG);                                        \
        b_ = NULL;                                                                                           \
        room_ = 1;                                                                                           \
        CHECK_HR(call, DF2D_E_POINTER);                                                                      \
        n_ = NULL, room_ = 0;                                                                                \
        CHECK_HR(call, DF2D_E_POINTER);                                                                      \
    } while (0)

TEST(careless_lists)
{
    df2d_recorder_t *r = open_disc("dvd+r");
    CHECK_LIST(numbers, df2d_recorder_get_supported_feature_pages(r, 0, b_, room_, n_));
    CHECK_LIST(numbers, df2d_recorder_get_supported_profiles(r, 0, b_, room_, n_));
    CHECK_LIST(numbers, df2d_recorder_get_supported_mode_pages(r, 0, b_, room_, n_));
    CHECK_LIST(bytes, df2d_recorder_get_disc_information(r, b_, room_, n_));
    CHECK_LIST(bytes, df2d_recorder_get_track_information(r, 1, 1, b_, room_, n_));
    CHECK_LIST(bytes, df2d_recorder_read_dvd_structure(r, 0, 0, 0, 0, b_, room_, n_));
    CHECK_LIST(bytes, df2d_recorder_get_feature_page(r, 0, 0, b_, room_, n_));
    CHECK_LIST(bytes, df2d_recorder_get_mode_page(r, 5, 0, b_, room_, n_));
    CHECK_LIST(bytes, df2d_recorder_get_device_descriptor(r, b_, room_, n_));
    CHECK_LIST(bytes, df2d_recorder_get_adapter_descriptor(r, b_, room_, n_));
    CHECK_LIST(bytes, df2d_recorder_get_volume_name(r, b_, room_, n_));
    CHECK_LIST(bytes, df2d_recorder_get_volume_path_names(r, b_, room_, n_));
    CHECK_HR(df2d_recorder_destroy(r), DF2D_S_OK);
}

int main(void)
{
    RUN(features_and_profiles);
    RUN(a_feature);
    RUN(mode_pages);
    RUN(bad_mode_pages);
    RUN(disc_and_tracks);
    RUN(structures);
    RUN(long_structures);
    RUN(refusals);
    RUN(descriptors);
    RUN(tray);
    RUN(locked_tray);
    RUN(names_of_the_system);
    RUN(careless_lists);
    return test_end();
}
