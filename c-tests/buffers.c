/* Strings, lists and structs: who says how large, and what happens when it does not fit. */
#include "test.h"

static df2d_t *object;

TEST(strings)
{
    char text[8];
    size_t needed = 77;
    CHECK_HR(df2d_put_client_name(object, "abc"), DF2D_S_OK);
    CHECK_HR(df2d_get_client_name(object, NULL, 0, &needed), DF2D_S_OK);
    CHECK(needed == 4);
    memset(text, '#', sizeof text);
    CHECK_HR(df2d_get_client_name(object, text, 3, &needed), DF2D_E_INSUFFICIENT_BUFFER);
    CHECK(needed == 4 && text[0] == '#');
    CHECK_HR(df2d_get_client_name(object, text, 0, &needed), DF2D_E_INSUFFICIENT_BUFFER);
    CHECK(needed == 4 && text[0] == '#');
    CHECK_HR(df2d_get_client_name(object, text, 4, &needed), DF2D_S_OK);
    CHECK(strcmp(text, "abc") == 0 && text[4] == '#');
    CHECK_HR(df2d_get_client_name(object, NULL, 1, &needed), DF2D_E_POINTER);
    CHECK(needed == 0);
    CHECK_HR(df2d_get_client_name(object, text, 8, NULL), DF2D_E_POINTER);
}

TEST(an_unset_string_is_empty)
{
    df2d_t *fresh = NULL;
    char text[2] = "#";
    size_t needed = 0;
    CHECK_HR(df2d_create(&fresh), DF2D_S_OK);
    CHECK_HR(df2d_get_client_name(fresh, text, 2, &needed), DF2D_S_OK);
    CHECK(needed == 1 && text[0] == 0);
    CHECK_HR(df2d_destroy(fresh), DF2D_S_OK);
}

TEST(lists)
{
    int32_t types[64];
    size_t needed = 0, again = 0;
    CHECK_HR(df2d_get_supported_media_types(object, NULL, 0, &needed), DF2D_S_OK);
    REQUIRE(needed > 1 && needed < 64);
    types[0] = -7;
    CHECK_HR(df2d_get_supported_media_types(object, types, needed - 1, &again), DF2D_E_INSUFFICIENT_BUFFER);
    CHECK(again == needed && types[0] == -7);
    types[needed] = -7;
    CHECK_HR(df2d_get_supported_media_types(object, types, needed, &again), DF2D_S_OK);
    CHECK(again == needed && types[0] >= 0 && types[needed] == -7);
    CHECK_HR(df2d_get_supported_media_types(object, NULL, 5, &again), DF2D_E_POINTER);
    CHECK_HR(df2d_get_supported_media_types(object, types, 64, NULL), DF2D_E_POINTER);
}

TEST(values)
{
    df2d_bool value = 5;
    CHECK_HR(df2d_put_force_overwrite(object, -3), DF2D_S_OK);
    CHECK_HR(df2d_get_force_overwrite(object, &value), DF2D_S_OK);
    CHECK(value == 1);
    CHECK_HR(df2d_put_force_overwrite(object, 0), DF2D_S_OK);
    CHECK_HR(df2d_get_force_overwrite(object, &value), DF2D_S_OK);
    CHECK(value == 0);
    CHECK_HR(df2d_get_force_overwrite(object, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_create(NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_live_objects(NULL), DF2D_E_POINTER);
}

TEST(unknown_values_coming_in)
{
    CHECK_HR(df2d_put_burn_verification_level(object, 3), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_put_burn_verification_level(object, -1), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_put_burn_verification_level(object, DF2D_IMAPI_BURN_VERIFICATION_QUICK), DF2D_S_OK);
    CHECK_HR(df2d_put_cancel_mode(object, 2), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_put_cancel_mode(object, DF2D_CANCEL_IMMEDIATE), DF2D_S_OK);
    CHECK_HR(df2d_set_write_speed(object, 0, 0), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_set_write_speed(object, -2, 0), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_put_client_name(object, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_put_client_name(object, "\xFF"), DF2D_E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
    CHECK_HR(df2d_put_client_name(object, ""), DF2D_E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
}

/* A struct as a later version may have it. */
typedef struct {
    df2d_error_info known;
    unsigned char later[16];
} larger_info;

TEST(structs_out)
{
    larger_info info;
    char text[200];
    size_t needed = 0, n;
    memset(&info, 0x5A, sizeof info);
    info.known.struct_size = sizeof info.known - 1;
    CHECK_HR(df2d_get_last_error(object, &info.known, text, sizeof text, &needed), DF2D_E_INVALIDARG);
    CHECK(info.known.hr == 0x5A5A5A5A);
    CHECK_HR(df2d_put_cancel_mode(object, 99), DF2D_E_INVALIDARG);
    info.known.struct_size = sizeof info;
    CHECK_HR(df2d_get_last_error(object, &info.known, text, sizeof text, &needed), DF2D_S_OK);
    CHECK(info.known.struct_size == sizeof info && info.known.hr == DF2D_E_INVALIDARG && info.known.lba == -1);
    for (n = 0; n < sizeof info.later; n++) CHECK(info.later[n] == 0);
    memset(&info, 0x5A, sizeof info);
    info.known.struct_size = sizeof info.known;
    CHECK_HR(df2d_get_last_error(object, &info.known, text, sizeof text, &needed), DF2D_S_OK);
    CHECK(info.later[0] == 0x5A);
    CHECK_HR(df2d_get_write_result(object, NULL), DF2D_E_POINTER);
}

typedef struct {
    df2d_stream_callbacks known;
    unsigned char later[16];
} larger_callbacks;

static df2d_hresult size_of(void *user_data, uint64_t *size)
{
    (void)user_data;
    *size = 2048;
    return DF2D_S_OK;
}
static df2d_hresult read_from(void *user_data, void *buffer, size_t size, size_t *got)
{
    (void)user_data;
    memset(buffer, 0, size);
    *got = size;
    return DF2D_S_OK;
}

TEST(structs_in)
{
    larger_callbacks callbacks;
    df2d_stream_t *stream = NULL;
    memset(&callbacks, 0, sizeof callbacks);
    callbacks.known.size = size_of;
    callbacks.known.read = read_from;
    CHECK_HR(df2d_stream_from_callbacks(&callbacks.known, NULL, &stream), DF2D_E_INVALIDARG);
    callbacks.known.struct_size = sizeof callbacks.known - 1;
    CHECK_HR(df2d_stream_from_callbacks(&callbacks.known, NULL, &stream), DF2D_E_INVALIDARG);
    callbacks.known.struct_size = sizeof callbacks;
    callbacks.later[15] = 1;
    CHECK_HR(df2d_stream_from_callbacks(&callbacks.known, NULL, &stream), DF2D_E_INVALIDARG);
    callbacks.later[15] = 0;
    CHECK_HR(df2d_stream_from_callbacks(&callbacks.known, NULL, &stream), DF2D_S_OK);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    callbacks.known.reserved = 1;
    CHECK_HR(df2d_stream_from_callbacks(&callbacks.known, NULL, &stream), DF2D_E_INVALIDARG);
    CHECK(stream == NULL);
}

int main(void)
{
    if (df2d_create(&object) != DF2D_S_OK) return 1;
    RUN(strings);
    RUN(an_unset_string_is_empty);
    RUN(lists);
    RUN(values);
    RUN(unknown_values_coming_in);
    RUN(structs_out);
    RUN(structs_in);
    df2d_destroy(object);
    return test_end();
}
