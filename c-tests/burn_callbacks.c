/* What callbacks may do: everything but begin and await an operation of their own object. */
#include "burn.h"

static unsigned char *image; /* 6000 sectors */

#define CHECK_BUSY(call) CHECK_HR(call, DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS)

static void call_during_write(events *e, df2d_t *object, const df2d_progress *progress)
{
    burner *other = e->context;
    df2d_stream_t *stream;
    df2d_hresult hr = 77;
    int32_t number = 77;
    char text[80];
    size_t needed;
    if (progress->current_action != ACTION(WRITING_DATA) || other->path[0] == 'x') return;
    other->path[0] = 'x'; /* once */
    stream = memory_stream(image, 10);
    CHECK_BUSY(df2d_put_recorder(object, other->recorder));
    CHECK_BUSY(df2d_put_recorder(object, NULL));
    CHECK_BUSY(df2d_put_client_name(object, "another"));
    CHECK_BUSY(df2d_put_buffer_underrun_free_disabled(object, 1));
    CHECK_BUSY(df2d_put_postgap_already_in_image(object, 1));
    CHECK_BUSY(df2d_put_force_media_to_be_closed(object, 1));
    CHECK_BUSY(df2d_put_disable_consumer_dvd_compatibility_mode(object, 1));
    CHECK_BUSY(df2d_put_force_overwrite(object, 1));
    CHECK_BUSY(df2d_put_test_write(object, 1));
    CHECK_BUSY(df2d_multisession_put_in_use(object, DF2D_MULTISESSION_SEQUENTIAL, 1));
    CHECK_BUSY(df2d_put_burn_verification_level(object, VERIFY(FULL)));
    CHECK_BUSY(df2d_set_write_speed(object, -1, 0));
    CHECK_BUSY(df2d_write(object, stream));
    CHECK_BUSY(df2d_write_async(object, stream));
    CHECK_BUSY(df2d_close_media(object));
    CHECK_BUSY(df2d_close_media_async(object));
    CHECK_BUSY(df2d_recover_media(object, DF2D_RECOVER_RESUME, stream));
    CHECK_BUSY(df2d_recover_media_async(object, DF2D_RECOVER_REPORT, NULL));
    CHECK_BUSY(df2d_wait(object, 0, &hr));
    CHECK_HR(df2d_put_cancel_mode(object, 7), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_put_cancel_mode(object, DF2D_CANCEL_SALVAGE), DF2D_S_OK);
    CHECK_HR(df2d_get_force_overwrite(object, &number), DF2D_S_OK);
    CHECK(number == 0);
    CHECK_HR(df2d_get_client_name(object, text, sizeof text, &needed), DF2D_S_OK);
    CHECK(strcmp(text, "c-test") == 0);
    /* What the operation knows of the medium. */
    CHECK_HR(df2d_get_current_media_status(object, &number), DF2D_S_OK);
    CHECK(number == STATE(BLANK));
    CHECK_HR(df2d_get_next_writable_address(object, &number), DF2D_S_OK);
    CHECK(number == 0);
    CHECK_HR(df2d_get_current_write_speed(object, &number), DF2D_S_OK);
    CHECK(number >= 595 && number <= 605);
    /* The other object is idle, but the drive is not its. */
    CHECK_HR(df2d_recorder_get_exclusive_access_owner(other->recorder, text, sizeof text, &needed), DF2D_S_OK);
    CHECK(strcmp(text, "c-test") == 0);
    CHECK_HR(df2d_get_current_media_status(other->object, &number), DF2D_E_IMAPI_RECORDER_LOCKED);
    CHECK(number == 0);
    CHECK_HR(df2d_recorder_eject_media(other->recorder), DF2D_E_IMAPI_RECORDER_LOCKED);
    CHECK_HR(df2d_write(other->object, stream), DF2D_E_IMAPI_RECORDER_LOCKED);
    CHECK_HR(df2d_close_media(other->object), DF2D_E_IMAPI_RECORDER_LOCKED);
    CHECK_HR(df2d_recover_media(other->object, DF2D_RECOVER_REPORT, NULL), DF2D_E_IMAPI_RECORDER_LOCKED);
    CHECK(counts_of(other->recorder).prevented == 1);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_FALSE);
}

TEST(during_a_write)
{
    burner b = burner_open("during.iso", "media=cd-r&size=20000&speed=600&clock=virtual");
    burner other = burner_again("during.iso", "media=cd-r");
    events *e = listen_to(b.object);
    e->hook = call_during_write;
    e->context = &other;
    CHECK_HR(write_image(b.object, image, 3000), DF2D_S_OK);
    CHECK(other.path[0] == 'x');
    CHECK(sectors_alike("during.iso", 0, image, 3000) == 3000);
    burner_close(&other);
    burner_close(&b);
    events_free(e);
}


/* --- the rest of the header, inside a callback --- */

static void free_nothing(void *user_data)
{
    ++*(int *)user_data;
}

static void log_nothing(int32_t level, const char *target, const char *message, void *user_data)
{
    (void)level;
    (void)target;
    (void)message;
    (void)user_data;
}

static void update_nothing(df2d_t *object, const df2d_progress *progress, void *user_data)
{
    (void)object;
    (void)progress;
    (void)user_data;
}

/* Another object's callback is no place that an eraser minds. */
static void use_an_eraser(df2d_recorder_t *recorder, int locked)
{
    df2d_erase_t *eraser = NULL;
    df2d_hresult hr = 77, busy = locked ? DF2D_E_IMAPI_RECORDER_LOCKED : DF2D_S_OK;
    df2d_hresult refused = locked ? DF2D_E_IMAPI_RECORDER_LOCKED : DF2D_E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED;
    df2d_write_result result;
    int32_t value;
    char text[80];
    size_t size;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    CHECK_HR(df2d_erase_create(&eraser), DF2D_S_OK);
    CHECK_HR(df2d_erase_put_recorder(eraser, recorder), DF2D_S_OK);
    CHECK_HR(df2d_erase_put_client_name(eraser, "another"), DF2D_S_OK);
    CHECK_HR(df2d_erase_get_client_name(eraser, text, sizeof text, &size), DF2D_S_OK);
    CHECK_HR(df2d_erase_put_full_erase(eraser, 1), DF2D_S_OK);
    CHECK_HR(df2d_erase_get_full_erase(eraser, &value), DF2D_S_OK);
    CHECK_HR(df2d_erase_is_recorder_supported(eraser, recorder, &value), DF2D_S_OK);
    CHECK_HR(df2d_erase_is_current_media_supported(eraser, recorder, &value), busy);
    CHECK(value == 0);
    CHECK_HR(df2d_erase_get_current_physical_media_type(eraser, &value), busy);
    CHECK_HR(df2d_erase_get_media_physically_blank(eraser, &value), busy);
    CHECK_HR(df2d_erase_get_media_heuristically_blank(eraser, &value), busy);
    CHECK_HR(df2d_erase_get_supported_media_types(eraser, NULL, 0, &size), DF2D_S_OK);
    CHECK_HR(df2d_erase_erase_media(eraser), refused);
    CHECK_HR(df2d_erase_erase_media_async(eraser), DF2D_S_OK);
    CHECK_HR(df2d_erase_wait(eraser, DF2D_INFINITE, &hr), DF2D_S_OK);
    CHECK_HR(hr, refused);
    CHECK_HR(df2d_erase_get_result(eraser, &result), DF2D_S_OK);
    CHECK(result.hr == refused && result.disc_after == DF2D_DISC_UNCHANGED);
    CHECK_HR(df2d_erase_cancel_erase(eraser), DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
    CHECK_HR(df2d_erase_destroy(eraser), DF2D_S_FALSE);
}

static void call_everything(events *e, df2d_t *object, const df2d_progress *progress)
{
    int *freed = e->context, locked = progress->current_action != ACTION(COMPLETED);
    uint32_t number, cookie = 0;
    int32_t value;
    size_t size;
    int64_t ms;
    uint64_t bytes;
    char text[200];
    df2d_error_info info;
    df2d_write_result result;
    df2d_recorder_t *recorder = NULL, *opened = NULL;
    df2d_stream_t *stream = NULL;
    df2d_t *second = NULL;
    df2d_virtual_fault fault;
    df2d_hresult busy = locked ? DF2D_E_IMAPI_RECORDER_LOCKED : DF2D_S_OK;
    /* The write asks for them, and knows them from then on. */
    df2d_hresult speeds = progress->current_action == ACTION(INITIALIZING_HARDWARE) ? busy : DF2D_S_OK;

    if (progress->current_action == ACTION(VALIDATING_MEDIA)) return; /* nothing is known yet */
    ++*freed;
    memset(&info, 0, sizeof info);
    info.struct_size = sizeof info;
    CHECK_HR(df2d_version(&number, &number, &number), DF2D_S_OK);
    CHECK(df2d_version_number() > 0 && df2d_version_string() && df2d_hresult_name(0) && df2d_hresult_message(0));
    CHECK_HR(df2d_get_thread_error(&info, text, sizeof text, &size), DF2D_S_OK);
    CHECK_HR(df2d_live_objects(&size), DF2D_S_OK);
    CHECK(size > 2);
    CHECK_HR(df2d_log_advise(DF2D_LOG_ERROR, log_nothing, freed, free_nothing, &cookie), DF2D_S_OK);
    CHECK_HR(df2d_log_unadvise(cookie), DF2D_S_OK);

    CHECK_HR(df2d_get_recorder(object, &recorder), DF2D_S_OK);
    CHECK_HR(df2d_recorder_open("virtual:?media=cd-r&clock=virtual", &opened), DF2D_S_OK);
    CHECK_HR(df2d_recorder_eject_media(opened), DF2D_S_OK);
    CHECK_HR(df2d_recorder_close_tray(opened), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(opened), DF2D_S_FALSE);
    CHECK_HR(df2d_recorder_get_last_error(recorder, &info, text, sizeof text, &size), DF2D_S_OK);
    CHECK_HR(df2d_recorder_get_active_disc_recorder(recorder, text, sizeof text, &size), DF2D_S_OK);
    CHECK_HR(df2d_recorder_get_vendor_id(recorder, text, sizeof text, &size), DF2D_S_OK);
    CHECK_HR(df2d_recorder_get_product_id(recorder, text, sizeof text, &size), DF2D_S_OK);
    CHECK_HR(df2d_recorder_get_product_revision(recorder, text, sizeof text, &size), DF2D_S_OK);
    CHECK_HR(df2d_recorder_get_exclusive_access_owner(recorder, text, sizeof text, &size), DF2D_S_OK);
    if (locked) CHECK_HR(df2d_recorder_close_tray(recorder), DF2D_E_IMAPI_RECORDER_LOCKED);

    CHECK_HR(df2d_stream_from_memory(image, SECTOR, free_nothing, freed, &stream), DF2D_S_OK);
    CHECK_HR(df2d_stream_put_padding(stream, 1), DF2D_S_OK);
    CHECK_HR(df2d_stream_get_padding(stream, &value), DF2D_S_OK);
    CHECK_HR(df2d_stream_get_size_bytes(stream, &bytes), DF2D_S_OK);
    CHECK_HR(df2d_stream_get_last_error(stream, &info, text, sizeof text, &size), DF2D_S_OK);
    CHECK_HR(df2d_stream_release(stream), DF2D_S_OK);
    CHECK_HR(df2d_stream_from_file("nowhere", &stream), DF2D_E_FAIL);
    CHECK_HR(df2d_stream_from_fd(-1, 0, &stream), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_stream_from_callbacks(NULL, NULL, &stream), DF2D_E_POINTER);

    CHECK_HR(df2d_create(&second), DF2D_S_OK);
    CHECK_HR(df2d_put_recorder(second, recorder), DF2D_S_OK);
    CHECK_HR(df2d_is_recorder_supported(second, recorder, &value), DF2D_S_OK);
    CHECK_HR(df2d_is_current_media_supported(second, recorder, &value), busy);
    CHECK_HR(df2d_set_write_speed(second, -1, 0), busy);
    CHECK_HR(df2d_cancel_write(second), DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
    CHECK_HR(df2d_destroy(second), DF2D_S_FALSE);
    CHECK_HR(df2d_get_last_error(object, &info, text, sizeof text, &size), DF2D_S_OK);
    CHECK_HR(df2d_is_current_media_supported(object, recorder, &value), DF2D_S_OK);
    CHECK(value == 1);
    CHECK_HR(df2d_get_media_physically_blank(object, &value), DF2D_S_OK);
    CHECK_HR(df2d_get_media_heuristically_blank(object, &value), DF2D_S_OK);
    CHECK_HR(df2d_get_supported_media_types(object, NULL, 0, &size), DF2D_S_OK);
    CHECK_HR(df2d_get_client_name(object, text, sizeof text, &size), DF2D_S_OK);
    CHECK_HR(df2d_get_buffer_underrun_free_disabled(object, &value), DF2D_S_OK);
    CHECK_HR(df2d_get_postgap_already_in_image(object, &value), DF2D_S_OK);
    CHECK_HR(df2d_get_force_media_to_be_closed(object, &value), DF2D_S_OK);
    CHECK_HR(df2d_get_disable_consumer_dvd_compatibility_mode(object, &value), DF2D_S_OK);
    CHECK_HR(df2d_get_burn_verification_level(object, &value), DF2D_S_OK);
    CHECK_HR(df2d_get_cancel_mode(object, &value), DF2D_S_OK);
    CHECK_HR(df2d_get_requested_write_speed(object, &value), DF2D_S_OK);
    CHECK_HR(df2d_get_requested_rotation_type_is_pure_cav(object, &value), DF2D_S_OK);
    CHECK_HR(df2d_get_current_media_status(object, &value), DF2D_S_OK);
    CHECK_HR(df2d_get_write_protect_status(object, &value), DF2D_S_OK);
    CHECK_HR(df2d_get_total_sectors_on_media(object, &value), DF2D_S_OK);
    CHECK_HR(df2d_get_free_sectors_on_media(object, &value), DF2D_S_OK);
    CHECK_HR(df2d_get_start_address_of_previous_session(object, &value), DF2D_S_OK);
    CHECK_HR(df2d_get_last_written_address_of_previous_session(object, &value), DF2D_E_NOTIMPL);
    CHECK_HR(df2d_get_current_physical_media_type(object, &value), DF2D_S_OK);
    CHECK(value == DF2D_IMAPI_MEDIA_TYPE_CDR);
    CHECK_HR(df2d_get_current_rotation_type_is_pure_cav(object, &value), DF2D_S_OK);
    CHECK_HR(df2d_get_supported_write_speed_descriptors(object, NULL, 0, &size), speeds);
    CHECK_HR(df2d_get_multisession_interfaces(object, NULL, 0, &size), DF2D_S_OK);
    CHECK_HR(df2d_multisession_get_next_writable_address(object, DF2D_MULTISESSION_SEQUENTIAL, &value), DF2D_S_OK);
    CHECK_HR(df2d_get_test_write(object, &value), DF2D_S_OK);
    use_an_eraser(recorder, locked);
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    CHECK_HR(df2d_get_write_result(object, &result), DF2D_E_PENDING);
    CHECK(result.hr == DF2D_E_PENDING && result.sectors_requested == 3000);
    CHECK_HR(df2d_advise(object, update_nothing, freed, free_nothing, &cookie), DF2D_S_OK);
    CHECK_HR(df2d_unadvise(object, cookie), DF2D_S_OK);
    CHECK_HR(df2d_advise_end(object, NULL, freed, free_nothing, &cookie), DF2D_E_POINTER);

    memset(&fault, 0, sizeof fault);
    fault.struct_size = sizeof fault;
    fault.lba = -1;
    fault.opcode = 0xFF;
    CHECK_HR(df2d_virtual_fault_add(recorder, &fault, &number), DF2D_S_OK);
    CHECK_HR(df2d_virtual_fault_clear(recorder), DF2D_S_OK);
    CHECK_HR(df2d_virtual_now(recorder, &ms), DF2D_S_OK);
    CHECK_HR(df2d_virtual_sleep(recorder, 1), DF2D_S_OK);
    CHECK_HR(df2d_virtual_insert(recorder, "?media=cd-r"), DF2D_E_IMAPI_RECORDER_MEDIA_BUSY);
    if (counts_of(recorder).prevented)
        CHECK_HR(df2d_virtual_eject(recorder, 0), DF2D_E_IMAPI_RECORDER_MEDIA_BUSY);
    CHECK_HR(df2d_recorder_release(recorder), DF2D_S_OK);
}

TEST(everything_else)
{
    int freed = 0;
    burner b = burner_open("all.iso", "media=cd-r&size=20000&speed=3600&clock=virtual");
    events *e = listen_to(b.object);
    e->hook = call_everything;
    e->context = &freed;
    CHECK_HR(write_image(b.object, image, 3000), DF2D_S_OK);
    CHECK(e->count > 10 && freed > 0 && freed % 5 == 0); /* one call, four frees */
    CHECK(sectors_alike("all.iso", 0, image, 3000) == 3000);
    burner_close(&b);
    events_free(e);
}

int main(void)
{
    image = new_image(6000, 2);
    RUN(during_a_write);
    RUN(everything_else);
    free(image);
    return test_end();
}
