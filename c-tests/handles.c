/* Handles that are NULL, destroyed, made up, or of another type, at every function; and under threads. */
#include "test.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

#define END 12345 /* no more functions */

/* Each case calls one function with the handle; what comes out must be zero when it fails. */
#define GET(type, call)                                                                                      \
    {                                                                                                        \
        type v;                                                                                              \
        memset(&v, 0x5A, sizeof v);                                                                          \
        df2d_hresult hr = call;                                                                              \
        CHECK(hr >= 0 || v == 0);                                                                            \
        return hr;                                                                                           \
    }
#define LIST(type, function) LIST_OF(type, function(h, list, 4, &needed))
#define LIST_OF(type, call)                                                                                  \
    {                                                                                                        \
        type list[4];                                                                                        \
        size_t needed = 77;                                                                                  \
        df2d_hresult hr = call;                                                                              \
        CHECK(hr >= 0 || hr == DF2D_E_INSUFFICIENT_BUFFER || needed == 0);                                   \
        return hr;                                                                                           \
    }

static void on_update(df2d_t *object, const df2d_progress *progress, void *user_data)
{
    (void)object, (void)progress, (void)user_data;
}
static void on_end(df2d_t *object, const df2d_write_result *result, void *user_data)
{
    (void)object, (void)result, (void)user_data;
}

static void on_erase_update(df2d_erase_t *object, int32_t elapsed, int32_t total, void *user_data)
{
    (void)object, (void)elapsed, (void)total, (void)user_data;
}
static void on_erase_end(df2d_erase_t *object, const df2d_write_result *result, void *user_data)
{
    (void)object, (void)result, (void)user_data;
}

static df2d_hresult last_error(df2d_hresult (*ask)(void *, df2d_error_info *, char *, size_t, size_t *), void *h)
{
    df2d_error_info info;
    char text[200];
    size_t needed = 77;
    memset(&info, 0x5A, sizeof info);
    info.struct_size = sizeof info;
    df2d_hresult hr = ask(h, &info, text, sizeof text, &needed);
    CHECK(hr >= 0 || (info.hr == 0 && info.lba == 0 && needed == 0));
    return hr;
}

static df2d_hresult ask_object(void *h, df2d_error_info *i, char *t, size_t c, size_t *n)
{
    return df2d_get_last_error(h, i, t, c, n);
}
static df2d_hresult ask_eraser(void *h, df2d_error_info *i, char *t, size_t c, size_t *n)
{
    return df2d_erase_get_last_error(h, i, t, c, n);
}
static df2d_hresult ask_recorder(void *h, df2d_error_info *i, char *t, size_t c, size_t *n)
{
    return df2d_recorder_get_last_error(h, i, t, c, n);
}
static df2d_hresult ask_stream(void *h, df2d_error_info *i, char *t, size_t c, size_t *n)
{
    return df2d_stream_get_last_error(h, i, t, c, n);
}

static df2d_hresult write_result(df2d_hresult (*ask)(void *, df2d_write_result *), void *h)
{
    df2d_write_result result;
    memset(&result, 0x5A, sizeof result);
    result.struct_size = sizeof result;
    df2d_hresult hr = ask(h, &result);
    CHECK(hr >= 0 || (result.hr == 0 && result.elapsed_ms == 0));
    return hr;
}

static df2d_hresult ask_write_result(void *h, df2d_write_result *result)
{
    return df2d_get_write_result(h, result);
}
static df2d_hresult ask_erase_result(void *h, df2d_write_result *result)
{
    return df2d_erase_get_result(h, result);
}

static df2d_hresult call_object(int n, void *h)
{
    switch (n) {
    case 0: return df2d_destroy(h);
    case 1: return df2d_release(h);
    case 2: return last_error(ask_object, h);
    case 3: GET(df2d_bool, df2d_is_recorder_supported(h, NULL, &v))
    case 4: GET(df2d_bool, df2d_is_current_media_supported(h, NULL, &v))
    case 5: GET(df2d_bool, df2d_get_media_physically_blank(h, &v))
    case 6: GET(df2d_bool, df2d_get_media_heuristically_blank(h, &v))
    case 7: LIST(int32_t, df2d_get_supported_media_types)
    case 8: return df2d_put_recorder(h, NULL);
    case 9: GET(df2d_recorder_t *, df2d_get_recorder(h, &v))
    case 10: return df2d_put_client_name(h, "test");
    case 11: LIST(char, df2d_get_client_name)
    case 12: return df2d_put_buffer_underrun_free_disabled(h, 1);
    case 13: GET(df2d_bool, df2d_get_buffer_underrun_free_disabled(h, &v))
    case 14: return df2d_put_postgap_already_in_image(h, 1);
    case 15: GET(df2d_bool, df2d_get_postgap_already_in_image(h, &v))
    case 16: return df2d_put_force_media_to_be_closed(h, 1);
    case 17: GET(df2d_bool, df2d_get_force_media_to_be_closed(h, &v))
    case 18: return df2d_put_disable_consumer_dvd_compatibility_mode(h, 1);
    case 19: GET(df2d_bool, df2d_get_disable_consumer_dvd_compatibility_mode(h, &v))
    case 20: return df2d_put_force_overwrite(h, 1);
    case 21: GET(df2d_bool, df2d_get_force_overwrite(h, &v))
    case 22: return df2d_put_burn_verification_level(h, 0);
    case 23: GET(int32_t, df2d_get_burn_verification_level(h, &v))
    case 24: return df2d_put_cancel_mode(h, 0);
    case 25: GET(int32_t, df2d_get_cancel_mode(h, &v))
    case 26: GET(int32_t, df2d_get_requested_write_speed(h, &v))
    case 27: GET(df2d_bool, df2d_get_requested_rotation_type_is_pure_cav(h, &v))
    case 28: return df2d_set_write_speed(h, DF2D_SPEED_MAX, 0);
    case 29: GET(int32_t, df2d_get_current_media_status(h, &v))
    case 30: GET(int32_t, df2d_get_write_protect_status(h, &v))
    case 31: GET(int32_t, df2d_get_total_sectors_on_media(h, &v))
    case 32: GET(int32_t, df2d_get_free_sectors_on_media(h, &v))
    case 33: GET(int32_t, df2d_get_next_writable_address(h, &v))
    case 34: GET(int32_t, df2d_get_start_address_of_previous_session(h, &v))
    case 35: GET(int32_t, df2d_get_last_written_address_of_previous_session(h, &v))
    case 36: GET(int32_t, df2d_get_current_physical_media_type(h, &v))
    case 37: GET(int32_t, df2d_get_current_write_speed(h, &v))
    case 38: GET(df2d_bool, df2d_get_current_rotation_type_is_pure_cav(h, &v))
    case 39: LIST(int32_t, df2d_get_supported_write_speeds)
    case 40: LIST(df2d_write_speed_descriptor, df2d_get_supported_write_speed_descriptors)
    case 41: LIST(int32_t, df2d_get_multisession_interfaces)
    case 42: return df2d_write(h, NULL);
    case 43: return df2d_write_async(h, NULL);
    case 44: GET(df2d_hresult, df2d_wait(h, 0, &v))
    case 45: return df2d_cancel_write(h);
    case 46: return write_result(ask_write_result, h);
    case 47: GET(uint32_t, df2d_advise(h, on_update, NULL, NULL, &v))
    case 48: GET(uint32_t, df2d_advise_end(h, on_end, NULL, NULL, &v))
    case 49: return df2d_unadvise(h, 1);
    case 50: return df2d_put_test_write(h, 0);
    case 51: GET(df2d_bool, df2d_get_test_write(h, &v))
    case 52: return df2d_multisession_put_in_use(h, 1, 1);
    case 53: GET(df2d_bool, df2d_multisession_get_in_use(h, 1, &v))
    case 54: GET(df2d_bool, df2d_multisession_get_is_supported_on_current_media_state(h, 1, &v))
    case 55: GET(df2d_recorder_t *, df2d_multisession_get_import_recorder(h, 1, &v))
    case 56: GET(df2d_bool, df2d_multisession_get_is_first_data_session(h, 1, &v))
    case 57: GET(int32_t, df2d_multisession_get_start_address_of_previous_session(h, 1, &v))
    case 58: GET(int32_t, df2d_multisession_get_last_written_address_of_previous_session(h, 1, &v))
    case 59: GET(int32_t, df2d_multisession_get_next_writable_address(h, 1, &v))
    case 60: GET(int32_t, df2d_multisession_get_free_sectors_on_media(h, 1, &v))
    case 61: GET(int32_t, df2d_multisession_get_write_unit_size(h, 2, &v))
    case 62: GET(int32_t, df2d_multisession_get_last_written_address(h, 3, &v))
    case 63: GET(int32_t, df2d_multisession_get_total_sectors_on_media(h, 3, &v))
    case 64: return df2d_close_media(h);
    case 65: return df2d_close_media_async(h);
    case 66: return df2d_recover_media(h, DF2D_RECOVER_REPORT, NULL);
    case 67: return df2d_recover_media_async(h, DF2D_RECOVER_REPORT, NULL);
    default: return END;
    }
}

static df2d_hresult call_eraser(int n, void *h)
{
    switch (n) {
    case 0: return df2d_erase_destroy(h);
    case 1: return df2d_erase_release(h);
    case 2: return last_error(ask_eraser, h);
    case 3: return df2d_erase_put_recorder(h, NULL);
    case 4: GET(df2d_recorder_t *, df2d_erase_get_recorder(h, &v))
    case 5: return df2d_erase_put_client_name(h, "test");
    case 6: LIST(char, df2d_erase_get_client_name)
    case 7: return df2d_erase_put_full_erase(h, 1);
    case 8: GET(df2d_bool, df2d_erase_get_full_erase(h, &v))
    case 9: GET(int32_t, df2d_erase_get_current_physical_media_type(h, &v))
    case 10: GET(df2d_bool, df2d_erase_is_recorder_supported(h, NULL, &v))
    case 11: GET(df2d_bool, df2d_erase_is_current_media_supported(h, NULL, &v))
    case 12: GET(df2d_bool, df2d_erase_get_media_physically_blank(h, &v))
    case 13: GET(df2d_bool, df2d_erase_get_media_heuristically_blank(h, &v))
    case 14: LIST(int32_t, df2d_erase_get_supported_media_types)
    case 15: return df2d_erase_erase_media(h);
    case 16: return df2d_erase_erase_media_async(h);
    case 17: GET(df2d_hresult, df2d_erase_wait(h, 0, &v))
    case 18: return df2d_erase_cancel_erase(h);
    case 19: return write_result(ask_erase_result, h);
    case 20: GET(uint32_t, df2d_erase_advise(h, on_erase_update, NULL, NULL, &v))
    case 21: GET(uint32_t, df2d_erase_advise_end(h, on_erase_end, NULL, NULL, &v))
    case 22: return df2d_erase_unadvise(h, 1);
    default: return END;
    }
}

static df2d_hresult call_recorder(int n, void *h)
{
    switch (n) {
    case 0: return df2d_recorder_destroy(h);
    case 1: return df2d_recorder_release(h);
    case 2: return last_error(ask_recorder, h);
    case 3: LIST(char, df2d_recorder_get_active_disc_recorder)
    case 4: LIST(char, df2d_recorder_get_vendor_id)
    case 5: LIST(char, df2d_recorder_get_product_id)
    case 6: LIST(char, df2d_recorder_get_product_revision)
    case 7: return df2d_recorder_eject_media(h);
    case 8: return df2d_recorder_close_tray(h);
    case 9: LIST(char, df2d_recorder_get_exclusive_access_owner)
    case 10: return df2d_virtual_insert(h, "?media=cd-r");
    case 11: return df2d_virtual_eject(h, 1);
    case 12: return df2d_virtual_power_cycle(h);
    case 13: {
        df2d_virtual_fault fault;
        memset(&fault, 0, sizeof fault);
        fault.struct_size = sizeof fault;
        fault.times = 1;
        GET(uint32_t, df2d_virtual_fault_add(h, &fault, &v))
    }
    case 14: return df2d_virtual_fault_clear(h);
    case 15: {
        df2d_virtual_counts counts;
        memset(&counts, 0x5A, sizeof counts);
        counts.struct_size = sizeof counts;
        df2d_hresult hr = df2d_virtual_counters(h, &counts);
        CHECK(hr >= 0 || (counts.commands == 0 && counts.crc32 == 0));
        return hr;
    }
    case 16: GET(int64_t, df2d_virtual_now(h, &v))
    case 17: return df2d_virtual_sleep(h, 0);
    case 18: GET(df2d_bool, df2d_recorder_get_device_can_load_media(h, &v))
    case 19: LIST(char, df2d_recorder_get_volume_name)
    case 20: LIST(char, df2d_recorder_get_volume_path_names)
    case 21: GET(int32_t, df2d_recorder_get_legacy_device_number(h, &v))
    case 22: return df2d_recorder_acquire_exclusive_access(h, 0, "test");
    case 23: return df2d_recorder_release_exclusive_access(h);
    case 24: return df2d_recorder_disable_mcn(h);
    case 25: return df2d_recorder_enable_mcn(h);
    case 26: LIST_OF(int32_t, df2d_recorder_get_supported_feature_pages(h, 0, list, 4, &needed))
    case 27: LIST_OF(int32_t, df2d_recorder_get_supported_profiles(h, 0, list, 4, &needed))
    case 28: LIST_OF(int32_t, df2d_recorder_get_supported_mode_pages(h, 0, list, 4, &needed))
    case 29: LIST(uint8_t, df2d_recorder_get_disc_information)
    case 30: LIST_OF(uint8_t, df2d_recorder_get_track_information(h, 1, 1, list, 4, &needed))
    case 31: LIST_OF(uint8_t, df2d_recorder_read_dvd_structure(h, 0, 0, 0, 0, list, 4, &needed))
    case 32: return df2d_recorder_send_dvd_structure(h, 0x20, (const uint8_t *)"12345678", 8);
    case 33: LIST_OF(uint8_t, df2d_recorder_get_feature_page(h, 1, 0, list, 4, &needed))
    case 34: LIST_OF(uint8_t, df2d_recorder_get_mode_page(h, 5, 0, list, 4, &needed))
    case 35: return df2d_recorder_set_mode_page(h, 0, (const uint8_t *)"\x05\x00", 2);
    case 36: LIST(uint8_t, df2d_recorder_get_device_descriptor)
    case 37: LIST(uint8_t, df2d_recorder_get_adapter_descriptor)
    default: return END;
    }
}

static df2d_hresult call_stream(int n, void *h)
{
    switch (n) {
    case 0: return df2d_stream_destroy(h);
    case 1: return df2d_stream_release(h);
    case 2: return last_error(ask_stream, h);
    case 3: return df2d_stream_put_padding(h, 1);
    case 4: GET(df2d_bool, df2d_stream_get_padding(h, &v))
    case 5: GET(uint64_t, df2d_stream_get_size_bytes(h, &v))
    case 6: return df2d_stream_put_block_ranges(h, NULL, 0);
    default: return END;
    }
}

typedef df2d_hresult (*call_fn)(int, void *);

static void each_answers(call_fn call, void *h, df2d_hresult expected)
{
    for (int n = 0;; n++) {
        /* destroying NULL is fine */
        df2d_hresult want = h == NULL && n <= 1 ? DF2D_S_OK : expected;
        df2d_hresult hr = call(n, h);
        if (hr == END) break;
        if (hr != want) {
            printf("# function %d with %p: %s\n", n, h, df2d_hresult_name(hr));
            CHECK(hr == want);
        }
    }
}

static df2d_stream_t *some_stream(void)
{
    df2d_stream_t *stream = NULL;
    CHECK_HR(df2d_stream_from_memory("x", 1, NULL, NULL, &stream), DF2D_S_OK);
    return stream;
}

static df2d_t *some_object(void)
{
    df2d_t *object = NULL;
    CHECK_HR(df2d_create(&object), DF2D_S_OK);
    return object;
}

static df2d_erase_t *some_eraser(void)
{
    df2d_erase_t *eraser = NULL;
    CHECK_HR(df2d_erase_create(&eraser), DF2D_S_OK);
    return eraser;
}

TEST(null)
{
    each_answers(call_object, NULL, DF2D_E_POINTER);
    each_answers(call_eraser, NULL, DF2D_E_POINTER);
    each_answers(call_recorder, NULL, DF2D_E_POINTER);
    each_answers(call_stream, NULL, DF2D_E_POINTER);
}

TEST(forged)
{
    static int local;
    void *forged[] = {(void *)1,  (void *)4096,         (void *)-1,          (void *)INTPTR_MIN,
                      &local,     (void *)0x5D000000,   (void *)INTPTR_MAX,  forged};
    for (size_t n = 0; n < sizeof forged / sizeof *forged; n++) {
        each_answers(call_object, forged[n], DF2D_E_HANDLE);
        each_answers(call_eraser, forged[n], DF2D_E_HANDLE);
        each_answers(call_recorder, forged[n], DF2D_E_HANDLE);
        each_answers(call_stream, forged[n], DF2D_E_HANDLE);
    }
}

TEST(neighbours_of_a_real_one)
{
    df2d_stream_t *stream = some_stream();
    for (unsigned bit = 0; bit < 8 * sizeof(void *); bit++)
        each_answers(call_stream, (void *)((uintptr_t)stream ^ ((uintptr_t)1 << bit)), DF2D_E_HANDLE);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
}

TEST(destroyed)
{
    df2d_stream_t *stream = some_stream();
    df2d_t *object = some_object();
    df2d_erase_t *eraser = some_eraser();
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    CHECK_HR(df2d_destroy(object), DF2D_S_OK);
    CHECK_HR(df2d_erase_destroy(eraser), DF2D_S_OK);
    each_answers(call_stream, stream, DF2D_E_HANDLE);
    each_answers(call_object, object, DF2D_E_HANDLE);
    each_answers(call_eraser, eraser, DF2D_E_HANDLE);
    /* a new object in its place does not bring it back */
    df2d_stream_t *next = some_stream();
    CHECK(next != stream);
    each_answers(call_stream, stream, DF2D_E_HANDLE);
    CHECK_HR(df2d_stream_release(next), DF2D_S_OK);
    each_answers(call_stream, next, DF2D_E_HANDLE);
}

TEST(of_another_type)
{
    df2d_stream_t *stream = some_stream();
    df2d_t *object = some_object();
    df2d_erase_t *eraser = some_eraser();
    each_answers(call_object, stream, DF2D_E_HANDLE);
    each_answers(call_object, eraser, DF2D_E_HANDLE);
    each_answers(call_eraser, stream, DF2D_E_HANDLE);
    each_answers(call_eraser, object, DF2D_E_HANDLE);
    each_answers(call_recorder, stream, DF2D_E_HANDLE);
    each_answers(call_recorder, object, DF2D_E_HANDLE);
    each_answers(call_recorder, eraser, DF2D_E_HANDLE);
    each_answers(call_stream, object, DF2D_E_HANDLE);
    each_answers(call_stream, eraser, DF2D_E_HANDLE);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    CHECK_HR(df2d_destroy(object), DF2D_S_OK);
    CHECK_HR(df2d_erase_release(eraser), DF2D_S_OK);
}

TEST(second_arguments)
{
    df2d_stream_t *stream = some_stream();
    df2d_t *object = some_object();
    df2d_erase_t *eraser = some_eraser();
    df2d_bool supported = 1;
    CHECK_HR(df2d_put_recorder(object, (df2d_recorder_t *)stream), DF2D_E_HANDLE);
    CHECK_HR(df2d_is_recorder_supported(object, (df2d_recorder_t *)stream, &supported), DF2D_E_HANDLE);
    CHECK_HR(df2d_is_recorder_supported(object, NULL, &supported), DF2D_E_POINTER);
    CHECK_HR(df2d_is_current_media_supported(object, (df2d_recorder_t *)object, &supported), DF2D_E_HANDLE);
    CHECK(supported == 0);
    CHECK_HR(df2d_write(object, (df2d_stream_t *)object), DF2D_E_HANDLE);
    CHECK_HR(df2d_write(object, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_write_async(object, (df2d_stream_t *)object), DF2D_E_HANDLE);
    CHECK_HR(df2d_write_async(object, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_recover_media(object, DF2D_RECOVER_RESUME, (df2d_stream_t *)object), DF2D_E_HANDLE);
    CHECK_HR(df2d_recover_media_async(object, DF2D_RECOVER_RESUME, (df2d_stream_t *)object), DF2D_E_HANDLE);
    CHECK_HR(df2d_erase_put_recorder(eraser, (df2d_recorder_t *)stream), DF2D_E_HANDLE);
    CHECK_HR(df2d_erase_is_recorder_supported(eraser, (df2d_recorder_t *)eraser, &supported), DF2D_E_HANDLE);
    CHECK_HR(df2d_erase_is_recorder_supported(eraser, NULL, &supported), DF2D_E_POINTER);
    CHECK_HR(df2d_erase_is_current_media_supported(eraser, (df2d_recorder_t *)object, &supported), DF2D_E_HANDLE);
    CHECK(supported == 0);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    CHECK_HR(df2d_write(object, stream), DF2D_E_HANDLE);
    CHECK_HR(df2d_recover_media(object, DF2D_RECOVER_RESUME, stream), DF2D_E_HANDLE);
    CHECK_HR(df2d_destroy(object), DF2D_S_OK);
    CHECK_HR(df2d_erase_destroy(eraser), DF2D_S_OK);
}

TEST(are_never_small_nor_minus_one)
{
    df2d_stream_t *streams[100];
    for (int n = 0; n < 100; n++) {
        streams[n] = some_stream();
        CHECK((uintptr_t)streams[n] >= 4096 && (intptr_t)streams[n] != -1);
    }
    CHECK(test_alive() == 100);
    for (int n = 0; n < 100; n++) CHECK_HR(df2d_stream_destroy(streams[n]), DF2D_S_OK);
}

/* Four threads make and destroy, four use what they see, which may be gone at any moment. */
static _Atomic(df2d_stream_t *) shelf[4];
static atomic_int at_work;

static void *maker(void *argument)
{
    int place = (int)(intptr_t)argument;
    long bad = 0;
    for (int n = 0; n < 3000; n++) {
        df2d_stream_t *stream = NULL;
        bad += df2d_stream_from_memory("xyz", 3, NULL, NULL, &stream) != DF2D_S_OK;
        atomic_store(&shelf[place], stream);
        bad += df2d_stream_destroy(stream) != DF2D_S_OK;
        bad += df2d_stream_destroy(stream) != DF2D_E_HANDLE;
    }
    atomic_fetch_sub(&at_work, 1);
    return (void *)(intptr_t)bad;
}

static void *user(void *argument)
{
    int place = (int)(intptr_t)argument;
    long bad = 0;
    while (atomic_load(&at_work) > 0) {
        df2d_stream_t *stream = atomic_load(&shelf[place]);
        uint64_t size = 0;
        df2d_hresult hr = stream == NULL ? DF2D_E_HANDLE : df2d_stream_get_size_bytes(stream, &size);
        bad += !(hr == DF2D_S_OK ? size == 3 : hr == DF2D_E_HANDLE && size == 0);
        bad += df2d_get_cancel_mode((df2d_t *)stream, &(int32_t){0}) >= 0;
    }
    return (void *)(intptr_t)bad;
}

TEST(eight_threads)
{
    pthread_t threads[8];
    atomic_store(&at_work, 4);
    for (int n = 0; n < 8; n++)
        CHECK(pthread_create(&threads[n], NULL, n < 4 ? maker : user, (void *)(intptr_t)(n % 4)) == 0);
    for (int n = 0; n < 8; n++) {
        void *bad = NULL;
        pthread_join(threads[n], &bad);
        CHECK(bad == NULL);
    }
}

int main(void)
{
    RUN(null);
    RUN(forged);
    RUN(neighbours_of_a_real_one);
    RUN(destroyed);
    RUN(of_another_type);
    RUN(second_arguments);
    RUN(are_never_small_nor_minus_one);
    RUN(eight_threads);
    return test_end();
}
