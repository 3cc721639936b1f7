/* What IMAPI2's users rely on: preconditions, defaults, closing, sessions, what is refused during a write. */
#include "burn.h"

static unsigned char *image; /* 6000 sectors */

TEST(defaults)
{
    df2d_t *object = NULL;
    df2d_recorder_t *recorder = (df2d_recorder_t *)&object;
    df2d_bool value;
    int32_t number;
    char text[20] = "?";
    size_t needed;
    CHECK_HR(df2d_create(&object), DF2D_S_OK);
    CHECK_HR(df2d_get_recorder(object, &recorder), DF2D_S_OK);
    CHECK(recorder == NULL);
    CHECK_HR(df2d_get_client_name(object, text, sizeof text, &needed), DF2D_S_OK);
    CHECK(text[0] == 0 && needed == 1);
#define CHECK_DEFAULT(getter, output, expected)                                                              \
    do {                                                                                                     \
        output = 77;                                                                                         \
        CHECK_HR(getter(object, &output), DF2D_S_OK);                                                        \
        CHECK(output == expected);                                                                           \
        CHECK_HR(getter(object, NULL), DF2D_E_POINTER);                                                      \
    } while (0)
    CHECK_DEFAULT(df2d_get_buffer_underrun_free_disabled, value, 0);
    CHECK_DEFAULT(df2d_get_postgap_already_in_image, value, 0);
    CHECK_DEFAULT(df2d_get_force_media_to_be_closed, value, 0);
    CHECK_DEFAULT(df2d_get_disable_consumer_dvd_compatibility_mode, value, 0);
    CHECK_DEFAULT(df2d_get_force_overwrite, value, 0);
    CHECK_DEFAULT(df2d_get_test_write, value, 0);
    CHECK_DEFAULT(df2d_get_requested_rotation_type_is_pure_cav, value, 0);
    CHECK_DEFAULT(df2d_get_requested_write_speed, number, -1);
    CHECK_DEFAULT(df2d_get_burn_verification_level, number, VERIFY(NONE));
    CHECK_DEFAULT(df2d_get_cancel_mode, number, DF2D_CANCEL_SALVAGE);
    CHECK_HR(df2d_destroy(object), DF2D_S_OK);
}

TEST(what_a_write_needs)
{
    burner b = burner_open("needs.iso", "media=cd-r&size=5000&clock=virtual");
    df2d_t *bare = NULL;
    df2d_hresult hr = 77;
    df2d_stream_t *stream = memory_stream(image, 10), *odd = NULL, *empty = NULL, *huge = memory_stream(image, 4900);
    events *e = listen_to(b.object);
    CHECK_HR(df2d_create(&bare), DF2D_S_OK);
    CHECK_HR(df2d_write(bare, stream), DF2D_E_IMAPI_RECORDER_REQUIRED);
    CHECK(DF2D_E_IMAPI_RECORDER_REQUIRED == (df2d_hresult)0xC0AA0003);
    CHECK_HR(df2d_write_async(bare, stream), DF2D_E_IMAPI_RECORDER_REQUIRED);
    CHECK_HR(df2d_set_write_speed(bare, -1, 0), DF2D_E_IMAPI_RECORDER_REQUIRED);
    CHECK_HR(df2d_put_recorder(bare, b.recorder), DF2D_S_OK);
    CHECK_HR(df2d_write(bare, stream), DF2D_E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
    CHECK(DF2D_E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID == (df2d_hresult)0xC0AA0408);
    CHECK_HR(df2d_put_client_name(bare, ""), DF2D_E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
    CHECK_HR(df2d_put_client_name(bare, "a/b"), DF2D_E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
    CHECK_HR(df2d_put_client_name(bare, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_write(b.object, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_write_async(b.object, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_stream_from_memory(image, 2047, NULL, NULL, &odd), DF2D_S_OK);
    CHECK_HR(df2d_stream_from_memory(NULL, 0, NULL, NULL, &empty), DF2D_S_OK);
    CHECK_HR(df2d_write(b.object, odd), DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    CHECK(DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED == (df2d_hresult)0xC0AA0403);
    CHECK_HR(df2d_write(b.object, empty), DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    CHECK_HR(df2d_wait(b.object, 0, &hr), DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
    CHECK(hr == 0 && e->count == 0 && e->ends == 0); /* none of these was an operation */
    /* 4900 fit without the post-gap of 150, but not with it. */
    CHECK_HR(df2d_write(b.object, huge), DF2D_E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA);
    CHECK(DF2D_E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA == (df2d_hresult)0xC0AA0404);
    df2d_write_result result = result_of(b.object);
    CHECK(result.content_after == DF2D_CONTENT_NONE && result.disc_after == DF2D_DISC_UNCHANGED);
    CHECK(result.sectors_sent == 0 && result.sectors_on_media == 0 && result.start_lba == -1);
    /* So small a disc has no room for a second session. */
    CHECK(result.media_status_after == (STATE(BLANK) | STATE(FINAL_SESSION)));
    CHECK(status_of(b.object) == (STATE(BLANK) | STATE(FINAL_SESSION)));
    CHECK(counts_of(b.recorder).writes == 0 && sectors_alike("needs.iso", 0, image, 1) == 0);
    CHECK(e->ends == 1 && e->end.hr == DF2D_E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA);
    CHECK(!was_told(e, ACTION(COMPLETED)) && !was_told(e, ACTION(WRITING_DATA)));
    check_free(b.recorder);
    CHECK_HR(df2d_put_postgap_already_in_image(b.object, 1), DF2D_S_OK);
    CHECK_HR(df2d_write(b.object, huge), DF2D_S_OK);
    CHECK(sectors_alike("needs.iso", 0, image, 4900) == 4900);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    CHECK_HR(df2d_stream_destroy(odd), DF2D_S_OK);
    CHECK_HR(df2d_stream_destroy(empty), DF2D_S_OK);
    CHECK_HR(df2d_stream_destroy(huge), DF2D_S_OK);
    CHECK_HR(df2d_destroy(bare), DF2D_S_OK);
    burner_close(&b);
    events_free(e);
}

TEST(overwriting)
{
    static const char *const media[] = {"media=dvd+rw&size=16000&clock=virtual", "media=bd-re&size=500000&clock=virtual"};
    for (size_t n = 0; n < COUNT(media); ++n) {
        df2d_bool blank = 77;
        int32_t number = 77, total = 0;
        burner b = burner_open("over.iso", media[n]);
        CHECK_HR(df2d_get_media_heuristically_blank(b.object, &blank), DF2D_S_OK);
        CHECK(blank == 1);
        CHECK_HR(write_image(b.object, image, 1000), DF2D_S_OK);
        CHECK(status_of(b.object) == STATE(OVERWRITE_ONLY));
        CHECK_HR(df2d_get_media_heuristically_blank(b.object, &blank), DF2D_S_OK);
        CHECK(blank == 0);
        CHECK_HR(df2d_get_total_sectors_on_media(b.object, &total), DF2D_S_OK);
        CHECK_HR(df2d_get_free_sectors_on_media(b.object, &number), DF2D_S_OK);
        CHECK(number == total && total > 0);
        CHECK_HR(df2d_get_next_writable_address(b.object, &number), DF2D_S_OK);
        CHECK(number == 0);
        CHECK_HR(df2d_get_start_address_of_previous_session(b.object, &number), DF2D_S_OK);
        CHECK(number == -1);
        CHECK_HR(write_image(b.object, image + 1000 * SECTOR, 500), DF2D_E_IMAPI_DF2DATA_MEDIA_NOT_BLANK);
        CHECK(DF2D_E_IMAPI_DF2DATA_MEDIA_NOT_BLANK == (df2d_hresult)0xC0AA0405);
        CHECK(result_of(b.object).disc_after == DF2D_DISC_UNCHANGED);
        CHECK(sectors_alike("over.iso", 0, image, 1000) == 1000);
        CHECK_HR(df2d_put_force_overwrite(b.object, 5), DF2D_S_OK);
        CHECK_HR(df2d_get_force_overwrite(b.object, &blank), DF2D_S_OK);
        CHECK(blank == 1);
        CHECK_HR(write_image(b.object, image + 1000 * SECTOR, 500), DF2D_S_OK);
        CHECK(sectors_alike("over.iso", 0, image + 1000 * SECTOR, 500) == 500);
        df2d_write_result result = result_of(b.object);
        CHECK(result.disc_after == DF2D_DISC_OVERWRITABLE && result.content_after == DF2D_CONTENT_WHOLE);
        burner_close(&b);
    }
}

TEST(discs_that_cannot_be_written)
{
    int32_t number = 77, status;
    df2d_bool answer = 77;
    FILE *file = fopen("pressed.iso", "wb");
    REQUIRE(file != NULL);
    CHECK(fwrite(image, SECTOR, 100, file) == 100);
    fclose(file);
    burner b = burner_again("pressed.iso", "media=dvd-rom&clock=virtual");
    CHECK_HR(write_image(b.object, image + SECTOR, 50), DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
    CHECK(sectors_alike("pressed.iso", 0, image, 100) == 100);
    status = status_of(b.object);
    CHECK((status & 0xFC00) != 0 && (status & STATE(WRITE_PROTECTED)) && (status & STATE(UNSUPPORTED_MEDIA)));
    CHECK_HR(df2d_get_write_protect_status(b.object, &number), DF2D_S_OK);
    CHECK(number & DF2D_IMAPI_WRITEPROTECTED_READ_ONLY_MEDIA);
    CHECK_HR(df2d_is_current_media_supported(b.object, b.recorder, &answer), DF2D_S_OK);
    CHECK(answer == 0);
    CHECK_HR(df2d_is_recorder_supported(b.object, b.recorder, &answer), DF2D_S_OK);
    CHECK(answer == 1);
    CHECK_HR(df2d_get_free_sectors_on_media(b.object, &number), DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
    CHECK(number == 0); /* zeroed on failure */
    check_free(b.recorder);
    burner_close(&b);

    b = burner_open("closed.iso", "media=cd-r&size=20000&clock=virtual");
    CHECK_HR(df2d_put_force_media_to_be_closed(b.object, 1), DF2D_S_OK);
    CHECK_HR(write_image(b.object, image, 400), DF2D_S_OK);
    CHECK(result_of(b.object).disc_after == DF2D_DISC_CLOSED);
    CHECK(status_of(b.object) & STATE(FINALIZED));
    CHECK_HR(write_image(b.object, image, 400), DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
    number = 77;
    CHECK_HR(df2d_get_next_writable_address(b.object, &number), DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
    CHECK(number == 0);
    burner_close(&b);

    df2d_recorder_t *empty = open_recorder("", "media=none&clock=virtual");
    df2d_t *object = new_writer(empty);
    df2d_bool value = 77;
    size_t needed = 77;
    answer = 77;
    CHECK_HR(df2d_is_current_media_supported(object, empty, &answer), DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    CHECK(answer == 0);
    CHECK_HR(df2d_is_recorder_supported(object, empty, &answer), DF2D_S_OK);
    CHECK(answer == 1);
    CHECK_HR(write_image(object, image, 10), DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
#define CHECK_NO_MEDIUM(getter, output)                                                                      \
    do {                                                                                                     \
        output = 77;                                                                                         \
        CHECK_HR(getter(object, &output), DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA);                             \
        CHECK(output == 0);                                                                                  \
    } while (0)
    CHECK_NO_MEDIUM(df2d_get_current_media_status, number);
    CHECK_NO_MEDIUM(df2d_get_write_protect_status, number);
    CHECK_NO_MEDIUM(df2d_get_total_sectors_on_media, number);
    CHECK_NO_MEDIUM(df2d_get_free_sectors_on_media, number);
    CHECK_NO_MEDIUM(df2d_get_next_writable_address, number);
    CHECK_NO_MEDIUM(df2d_get_start_address_of_previous_session, number);
    CHECK_NO_MEDIUM(df2d_get_current_physical_media_type, number);
    CHECK_NO_MEDIUM(df2d_get_media_physically_blank, value);
    CHECK_NO_MEDIUM(df2d_get_media_heuristically_blank, value);
    CHECK_HR(df2d_get_last_written_address_of_previous_session(object, &number), DF2D_E_NOTIMPL);
    CHECK_HR(df2d_get_multisession_interfaces(object, NULL, 0, &needed), DF2D_S_OK);
    CHECK(needed > 0); /* never empty */
    check_free(empty);
    CHECK_HR(df2d_destroy(object), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(empty), DF2D_S_OK);
}

TEST(closing_matrix_of_dvd_plus_r)
{
    for (int disable = 0; disable < 2; ++disable) {
        for (int force = 0; force < 2; ++force) {
            int open = disable && !force;
            int32_t number = 77;
            burner b = burner_open("matrix.iso", "media=dvd+r&size=32000&clock=virtual");
            CHECK_HR(df2d_put_disable_consumer_dvd_compatibility_mode(b.object, disable), DF2D_S_OK);
            CHECK_HR(df2d_put_force_media_to_be_closed(b.object, force), DF2D_S_OK);
            CHECK_HR(write_image(b.object, image, 1000), DF2D_S_OK);
            CHECK(sectors_alike("matrix.iso", 0, image, 1000) == 1000);
            df2d_write_result result = result_of(b.object);
            CHECK(result.disc_after == (open ? DF2D_DISC_APPENDABLE : DF2D_DISC_CLOSED));
            CHECK(result.media_status_after == status_of(b.object));
            CHECK((status_of(b.object) & STATE(APPENDABLE)) == (open ? STATE(APPENDABLE) : 0));
            CHECK((status_of(b.object) & STATE(FINALIZED)) == (open ? 0 : STATE(FINALIZED)));
            if (open) {
                CHECK_HR(write_image(b.object, image + 1000 * SECTOR, 100), DF2D_S_OK);
                CHECK(sectors_alike("matrix.iso", (size_t)result_of(b.object).start_lba, image + 1000 * SECTOR, 100) == 100);
                CHECK_HR(df2d_get_start_address_of_previous_session(b.object, &number), DF2D_S_OK);
                CHECK(number == result_of(b.object).start_lba);
            } else {
                CHECK_HR(write_image(b.object, image, 100), DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
            }
            burner_close(&b);
        }
    }
}

TEST(sessions_of_a_cd)
{
    burner b = burner_open("sessions.iso", "media=cd-r&size=60000&clock=virtual");
    int32_t next = 77, previous = 77, total = 77;
    CHECK_HR(df2d_get_next_writable_address(b.object, &next), DF2D_S_OK);
    CHECK_HR(df2d_get_start_address_of_previous_session(b.object, &previous), DF2D_S_OK);
    CHECK(next == 0 && previous == -1);
    CHECK_HR(df2d_get_total_sectors_on_media(b.object, &total), DF2D_S_OK);
    CHECK(total == 60000);
    CHECK_HR(write_image(b.object, image, 1000), DF2D_S_OK);
    CHECK(status_of(b.object) == STATE(APPENDABLE));
    CHECK_HR(df2d_get_next_writable_address(b.object, &next), DF2D_S_OK);
    CHECK(next == 1000 + 150 + 2 + 11400); /* data, post-gap, run-out, the gap between sessions */
    CHECK_HR(df2d_get_start_address_of_previous_session(b.object, &previous), DF2D_S_OK);
    CHECK(previous == 0);
    CHECK_HR(write_image(b.object, image + 1000 * SECTOR, 2000), DF2D_S_OK);
    CHECK(result_of(b.object).start_lba == next);
    CHECK(sectors_alike("sessions.iso", 0, image, 1000) == 1000);
    CHECK(sectors_alike("sessions.iso", (size_t)next, image + 1000 * SECTOR, 2000) == 2000);
    CHECK_HR(df2d_get_start_address_of_previous_session(b.object, &previous), DF2D_S_OK);
    CHECK(previous == next);
    CHECK_HR(df2d_get_last_written_address_of_previous_session(b.object, &previous), DF2D_E_NOTIMPL);
    CHECK(previous == 0);
    CHECK_HR(df2d_get_total_sectors_on_media(b.object, &total), DF2D_S_OK);
    CHECK(total == 60000);
    burner_close(&b);
}

static df2d_hresult zeros_size(void *user_data, uint64_t *size_bytes)
{
    *size_bytes = *(size_t *)user_data * SECTOR;
    return DF2D_S_OK;
}

static df2d_hresult zeros_read(void *user_data, void *buffer, size_t size, size_t *got)
{
    (void)user_data;
    memset(buffer, 0, size);
    *got = size;
    return DF2D_S_OK;
}

/* With 2 % or less left the disc is closed although nobody asked for it. */
TEST(two_percent)
{
    static size_t sectors[] = {156700, 156800}; /* of 160000: a little more than 2 %, and 2 % */
    df2d_stream_callbacks zeros = {sizeof zeros, 0, zeros_size, zeros_read, NULL, NULL, NULL};
    for (int close = 0; close < 2; ++close) {
        df2d_stream_t *stream = NULL;
        df2d_recorder_t *recorder = open_recorder("", "media=dvd+r&size=160000&store=discard&clock=virtual");
        df2d_t *object = new_writer(recorder);
        CHECK_HR(df2d_stream_from_callbacks(&zeros, &sectors[close], &stream), DF2D_S_OK);
        CHECK_HR(df2d_put_disable_consumer_dvd_compatibility_mode(object, 1), DF2D_S_OK);
        CHECK_HR(df2d_write(object, stream), DF2D_S_OK);
        CHECK(result_of(object).disc_after == (close ? DF2D_DISC_CLOSED : DF2D_DISC_APPENDABLE));
        CHECK(status_of(object) & (close ? STATE(FINALIZED) : STATE(APPENDABLE)));
        CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
        CHECK_HR(df2d_destroy(object), DF2D_S_OK);
        CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
    }
}

/* A disc that is all but full is a disc in good order, whatever the gap to the next session would take. */
TEST(no_room_for_another_session)
{
    static const char *const media[] = {"media=cd-r&size=6000&clock=virtual", "media=dvd+r&size=6000&clock=virtual"};
    for (size_t n = 0; n < COUNT(media); ++n) {
        burner b = burner_open("full.iso", media[n]);
        CHECK_HR(df2d_put_disable_consumer_dvd_compatibility_mode(b.object, 1), DF2D_S_OK);
        CHECK_HR(write_image(b.object, image, 5600), DF2D_S_OK);
        df2d_write_result result = result_of(b.object);
        CHECK(result.content_after == DF2D_CONTENT_WHOLE);
        CHECK(result.disc_after == DF2D_DISC_CLOSED || result.disc_after == DF2D_DISC_APPENDABLE);
        CHECK(result.media_status_after == status_of(b.object));
        CHECK(sectors_alike("full.iso", 0, image, 5600) == 5600);
        burner_close(&b);
    }
}

TEST(speeds)
{
    burner b = burner_open("speeds.iso", "media=cd-r&size=20000&speed=1800&clock=virtual");
    int32_t speeds[16], speed = 77, wish = 77;
    df2d_write_speed_descriptor descriptors[16];
    size_t count = 77, again = 77;
    df2d_bool cav = 77;
    CHECK_HR(df2d_get_supported_write_speeds(b.object, NULL, 0, &count), DF2D_S_OK);
    REQUIRE(count >= 2 && count <= 16);
    CHECK_HR(df2d_get_supported_write_speeds(b.object, speeds, 1, &again), DF2D_E_INSUFFICIENT_BUFFER);
    CHECK(again == count);
    CHECK_HR(df2d_get_supported_write_speeds(b.object, speeds, 16, &again), DF2D_S_OK);
    CHECK_HR(df2d_get_supported_write_speed_descriptors(b.object, descriptors, 16, &again), DF2D_S_OK);
    CHECK(again >= count && descriptors[0].media_type == DF2D_IMAPI_MEDIA_TYPE_CDR);
    for (size_t n = 0; n < count; ++n) CHECK(speeds[n] >= 75 && speeds[n] <= 1810);
    CHECK_HR(df2d_set_write_speed(b.object, 0, 0), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_set_write_speed(b.object, -2, 0), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_set_write_speed(b.object, DF2D_SPEED_MAX, 0), DF2D_S_OK);
    CHECK_HR(df2d_set_write_speed(b.object, speeds[1], 0), DF2D_S_OK);
    /* The fastest speed is to be had with the disc turning evenly, the others are not. */
    CHECK_HR(df2d_set_write_speed(b.object, DF2D_SPEED_MAX, 1), DF2D_S_OK);
    CHECK_HR(df2d_set_write_speed(b.object, 1, 1), DF2D_S_IMAPI_SPEEDADJUSTED);
    CHECK_HR(df2d_set_write_speed(b.object, speeds[1] - 7, 0), DF2D_S_IMAPI_SPEEDADJUSTED);
    CHECK_HR(df2d_get_requested_write_speed(b.object, &wish), DF2D_S_OK);
    CHECK_HR(df2d_get_requested_rotation_type_is_pure_cav(b.object, &cav), DF2D_S_OK);
    CHECK(wish == speeds[1] - 7 && cav == 0); /* the wish, not what came of it */
    CHECK_HR(write_image(b.object, image, 6000), DF2D_S_IMAPI_SPEEDADJUSTED);
    CHECK(DF2D_S_IMAPI_SPEEDADJUSTED > 0 && result_of(b.object).hr == DF2D_S_IMAPI_SPEEDADJUSTED);
    CHECK_HR(df2d_get_current_write_speed(b.object, &speed), DF2D_S_OK);
    CHECK(speed >= speeds[1] - 8 && speed <= speeds[1] + 8);
    CHECK(result_of(b.object).elapsed_ms >= 6000LL * 1000 / (speeds[1] + 8)); /* it was that slow */
    burner_close(&b);
    b = burner_open("evenly.iso", "media=bd-re&size=32768&clock=virtual");
    CHECK_HR(df2d_set_write_speed(b.object, DF2D_SPEED_MAX, 1), DF2D_S_IMAPI_ROTATIONADJUSTED);
    CHECK_HR(df2d_set_write_speed(b.object, 1, 1), DF2D_S_IMAPI_BOTHADJUSTED);
    burner_close(&b);
}

int main(void)
{
    image = new_image(6000, 1);
    RUN(defaults);
    RUN(what_a_write_needs);
    RUN(overwriting);
    RUN(discs_that_cannot_be_written);
    RUN(closing_matrix_of_dvd_plus_r);
    RUN(sessions_of_a_cd);
    RUN(two_percent);
    RUN(no_room_for_another_session);
    RUN(speeds);
    free(image);
    return test_end();
}
