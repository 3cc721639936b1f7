/* IMultisession and what is derived from it: which schemes a disc has, and that their members say what the writer's own
 * properties say. */
#include "burn.h"

static unsigned char *image; /* 1000 sectors */

enum { SEQUENTIAL = DF2D_MULTISESSION_SEQUENTIAL, SEQUENTIAL2 = DF2D_MULTISESSION_SEQUENTIAL2,
       RANDOM_WRITE = DF2D_MULTISESSION_RANDOM_WRITE };

typedef df2d_hresult (*number_fn)(df2d_t *, df2d_multisession_scheme, int32_t *);
typedef df2d_hresult (*property_fn)(df2d_t *, int32_t *);

static int32_t number_of(number_fn get, df2d_t *object, int32_t scheme)
{
    int32_t number = 77;
    CHECK_HR(get(object, scheme, &number), DF2D_S_OK);
    return number;
}

/* The member is refused, and its output zero. */
static void check_refused(number_fn get, df2d_t *object, int32_t scheme, df2d_hresult expected)
{
    int32_t number = 77;
    CHECK_HR(get(object, scheme, &number), expected);
    CHECK(number == 0);
}

/* The member and the writer's property of that name agree. */
static void check_same(number_fn get, property_fn property, df2d_t *object, int32_t scheme)
{
    int32_t member = 77, own = 78;
    CHECK(get(object, scheme, &member) == property(object, &own));
    CHECK(member == own);
}

static void check_sequential(df2d_t *object, int32_t scheme, int first)
{
    check_same(df2d_multisession_get_start_address_of_previous_session, df2d_get_start_address_of_previous_session,
               object, scheme);
    check_same(df2d_multisession_get_next_writable_address, df2d_get_next_writable_address, object, scheme);
    check_same(df2d_multisession_get_free_sectors_on_media, df2d_get_free_sectors_on_media, object, scheme);
    check_refused(df2d_multisession_get_last_written_address_of_previous_session, object, scheme, DF2D_E_NOTIMPL);
    check_refused(df2d_multisession_get_last_written_address, object, scheme, DF2D_E_NOINTERFACE);
    check_refused(df2d_multisession_get_total_sectors_on_media, object, scheme, DF2D_E_NOINTERFACE);
    check_refused(df2d_multisession_get_is_first_data_session, object, RANDOM_WRITE, DF2D_E_NOINTERFACE);
    CHECK(number_of(df2d_multisession_get_is_first_data_session, object, scheme) == first);
    CHECK(number_of(df2d_multisession_get_is_supported_on_current_media_state, object, scheme) == 1);
}

TEST(sequential_media)
{
    static const struct { const char *query; int32_t unit; } media[] = {
        {"media=cd-r&size=40000&clock=virtual", 1},   {"media=cd-rw&size=40000&clock=virtual", 1},
        {"media=dvd-r&size=40000&clock=virtual", 16}, {"media=dvd-rw&size=40000&clock=virtual", 16},
        {"media=dvd+r&size=40000&clock=virtual", 16}, {"media=bd-r&size=64000&clock=virtual", 32},
        {"media=hd-dvd-r&size=64000&clock=virtual", 32}};
    for (size_t n = 0; n < COUNT(media); ++n) {
        burner b = burner_open("sequential.iso", media[n].query);
        check_sequential(b.object, SEQUENTIAL, 1);
        check_sequential(b.object, SEQUENTIAL2, 1);
        check_refused(df2d_multisession_get_write_unit_size, b.object, SEQUENTIAL, DF2D_E_NOINTERFACE);
        CHECK(number_of(df2d_multisession_get_write_unit_size, b.object, SEQUENTIAL2) == media[n].unit);
        CHECK_HR(df2d_put_disable_consumer_dvd_compatibility_mode(b.object, 1), DF2D_S_OK);
        CHECK_HR(write_image(b.object, image, 1000), DF2D_S_OK);
        check_sequential(b.object, SEQUENTIAL2, 0);
        CHECK(number_of(df2d_multisession_get_start_address_of_previous_session, b.object, SEQUENTIAL) == 0);
        CHECK(number_of(df2d_multisession_get_next_writable_address, b.object, SEQUENTIAL) > 1000);
        burner_close(&b);
    }
}

TEST(overwritable_media)
{
    static const struct { const char *query; int32_t unit; } media[] = {
        {"media=dvd+rw&size=16000&clock=virtual", 16},    {"media=dvd+rw-dl&size=32000&clock=virtual", 16},
        {"media=dvd-ram&size=16000&clock=virtual", 16},   {"media=dvd-rw-ro&size=16000&clock=virtual", 16},
        {"media=bd-re&size=500000&clock=virtual", 32},    {"media=hd-dvd-ram&size=64000&clock=virtual", 32}};
    for (size_t n = 0; n < COUNT(media); ++n) {
        burner b = burner_open("overwritable.iso", media[n].query);
        int32_t last = 77;
        df2d_hresult hr;
        CHECK_HR(write_image(b.object, image, 1000), DF2D_S_OK);
        check_same(df2d_multisession_get_total_sectors_on_media, df2d_get_total_sectors_on_media, b.object, RANDOM_WRITE);
        CHECK(number_of(df2d_multisession_get_write_unit_size, b.object, RANDOM_WRITE) == media[n].unit);
        CHECK(number_of(df2d_multisession_get_is_supported_on_current_media_state, b.object, RANDOM_WRITE) == 1);
        /* A drive may tell or not; what it does not tell is no address. */
        hr = df2d_multisession_get_last_written_address(b.object, RANDOM_WRITE, &last);
        CHECK(hr == DF2D_S_OK ? last >= 999 && last < 1000 + media[n].unit : hr == DF2D_E_NOTIMPL && last == 0);
        check_refused(df2d_multisession_get_next_writable_address, b.object, RANDOM_WRITE, DF2D_E_NOINTERFACE);
        check_refused(df2d_multisession_get_next_writable_address, b.object, SEQUENTIAL, DF2D_E_NOINTERFACE);
        check_refused(df2d_multisession_get_write_unit_size, b.object, SEQUENTIAL2, DF2D_E_NOINTERFACE);
        burner_close(&b);
    }
}

TEST(at_most_one_is_in_use)
{
    burner b = burner_open("use.iso", "media=cd-r&size=40000&clock=virtual");
    df2d_bool value = 77;
#define CHECK_IN_USE(first, second)                                                                          \
    CHECK(number_of(df2d_multisession_get_in_use, b.object, SEQUENTIAL) == (first));                         \
    CHECK(number_of(df2d_multisession_get_in_use, b.object, SEQUENTIAL2) == (second))
    CHECK_IN_USE(0, 0);
    CHECK_HR(df2d_multisession_put_in_use(b.object, SEQUENTIAL, 1), DF2D_S_OK);
    CHECK_IN_USE(1, 0);
    CHECK_HR(df2d_multisession_put_in_use(b.object, SEQUENTIAL2, -1), DF2D_S_OK);
    CHECK_IN_USE(0, 1);
    CHECK_HR(df2d_multisession_put_in_use(b.object, SEQUENTIAL, 0), DF2D_S_OK);
    CHECK_IN_USE(0, 1);
    CHECK_HR(df2d_multisession_put_in_use(b.object, RANDOM_WRITE, 1), DF2D_E_NOINTERFACE);
    CHECK_HR(df2d_multisession_put_in_use(b.object, 4, 1), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_multisession_put_in_use(b.object, 0, 1), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_multisession_get_in_use(b.object, RANDOM_WRITE, &value), DF2D_E_NOINTERFACE);
    CHECK(value == 0);
    CHECK_IN_USE(0, 1);
    CHECK_HR(df2d_multisession_put_in_use(b.object, SEQUENTIAL2, 0), DF2D_S_OK);
    CHECK_IN_USE(0, 0);
    CHECK_HR(df2d_multisession_put_in_use(b.object, SEQUENTIAL2, 1), DF2D_S_OK);
    CHECK_HR(df2d_put_recorder(b.object, b.recorder), DF2D_S_OK);
    CHECK_IN_USE(0, 0);
    burner_close(&b);
}

TEST(the_recorder_to_import_from)
{
    burner b = burner_open("import.iso", "media=cd-r&size=40000&clock=virtual");
    df2d_recorder_t *recorder = NULL;
    char id[100] = "";
    size_t needed = 0;
    CHECK_HR(df2d_multisession_get_import_recorder(b.object, SEQUENTIAL, &recorder), DF2D_S_OK);
    REQUIRE(recorder != NULL && recorder != b.recorder);
    CHECK_HR(df2d_recorder_get_active_disc_recorder(recorder, id, sizeof id, &needed), DF2D_S_OK);
    CHECK(strstr(id, "import.iso") != NULL);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
    CHECK_HR(df2d_multisession_get_import_recorder(b.object, RANDOM_WRITE, &recorder), DF2D_E_NOINTERFACE);
    CHECK(recorder == NULL);
    burner_close(&b);
}

TEST(a_closed_disc_and_an_empty_drive)
{
    burner b = burner_open("closed.iso", "media=cd-r&size=40000&clock=virtual");
    CHECK_HR(df2d_put_force_media_to_be_closed(b.object, 1), DF2D_S_OK);
    CHECK_HR(write_image(b.object, image, 1000), DF2D_S_OK);
    CHECK(number_of(df2d_multisession_get_is_supported_on_current_media_state, b.object, SEQUENTIAL) == 0);
    check_refused(df2d_multisession_get_next_writable_address, b.object, SEQUENTIAL,
                  DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
    check_refused(df2d_multisession_get_is_first_data_session, b.object, SEQUENTIAL,
                  DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
    burner_close(&b);

    df2d_recorder_t *empty = open_recorder("", "media=none&clock=virtual");
    df2d_t *object = new_writer(empty), *bare = NULL;
    check_refused(df2d_multisession_get_is_supported_on_current_media_state, object, SEQUENTIAL2,
                  DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    check_refused(df2d_multisession_get_free_sectors_on_media, object, SEQUENTIAL, DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    CHECK_HR(df2d_multisession_put_in_use(object, SEQUENTIAL, 1), DF2D_S_OK);
    CHECK_HR(df2d_create(&bare), DF2D_S_OK);
    check_refused(df2d_multisession_get_in_use, bare, SEQUENTIAL, DF2D_E_IMAPI_RECORDER_REQUIRED);
    CHECK_HR(df2d_destroy(bare), DF2D_S_OK);
    CHECK_HR(df2d_destroy(object), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(empty), DF2D_S_OK);
}

int main(void)
{
    image = new_image(1000, 3);
    RUN(sequential_media);
    RUN(overwritable_media);
    RUN(at_most_one_is_in_use);
    RUN(the_recorder_to_import_from);
    RUN(a_closed_disc_and_an_empty_drive);
    free(image);
    return test_end();
}
