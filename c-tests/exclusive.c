/* Exclusive access that a caller takes: counted, by name, for one recorder object and the operations that use it. */
#include "burn.h"

#include <sched.h>

static df2d_recorder_t *mine, *others;
static unsigned char *image;

static const char *owner_of(df2d_recorder_t *recorder)
{
    static _Thread_local char name[80];
    size_t needed = 0;
    CHECK_HR(df2d_recorder_get_exclusive_access_owner(recorder, name, sizeof name, &needed), DF2D_S_OK);
    return name;
}

static df2d_hresult ask(df2d_recorder_t *recorder)
{
    uint8_t bytes[64];
    size_t needed = 0;
    return df2d_recorder_get_disc_information(recorder, bytes, sizeof bytes, &needed);
}

TEST(counted_and_named)
{
    CHECK(strcmp(owner_of(mine), "") == 0);
    CHECK_HR(df2d_recorder_acquire_exclusive_access(mine, 0, "first"), DF2D_S_OK);
    CHECK_HR(df2d_recorder_acquire_exclusive_access(mine, 1, "second"), DF2D_S_OK);
    CHECK(strcmp(owner_of(mine), "first") == 0 && strcmp(owner_of(others), "first") == 0);
    CHECK_HR(ask(mine), DF2D_S_OK);
    CHECK_HR(ask(others), DF2D_E_IMAPI_RECORDER_LOCKED);
    CHECK_HR(df2d_recorder_acquire_exclusive_access(others, 0, "third"), DF2D_E_ACCESSDENIED);
    CHECK_HR(df2d_recorder_acquire_exclusive_access(others, 1, "third"), DF2D_E_ACCESSDENIED);
    CHECK_HR(df2d_recorder_release_exclusive_access(others), DF2D_E_FAIL);
    CHECK_HR(df2d_recorder_release_exclusive_access(mine), DF2D_S_OK);
    CHECK_HR(ask(others), DF2D_E_IMAPI_RECORDER_LOCKED);
    CHECK_HR(df2d_recorder_release_exclusive_access(mine), DF2D_S_OK);
    CHECK(strcmp(owner_of(mine), "") == 0);
    CHECK_HR(df2d_recorder_release_exclusive_access(mine), DF2D_E_FAIL);
    CHECK_HR(ask(others), DF2D_S_OK);
    CHECK_HR(df2d_recorder_acquire_exclusive_access(others, 0, "third"), DF2D_S_OK);
    CHECK(strcmp(owner_of(mine), "third") == 0);
    CHECK_HR(df2d_recorder_release_exclusive_access(others), DF2D_S_OK);
}

/* Nothing reaches a drive that another has: neither the tray nor the caller's own commands. */
TEST(the_others_are_kept_out)
{
    static const uint8_t test_unit_ready[6];
    uint8_t sense[18];
    uint64_t sent;
    df2d_bool loads = 1;
    CHECK_HR(df2d_recorder_acquire_exclusive_access(mine, 0, "owner"), DF2D_S_OK);
    sent = counts_of(mine).commands;
    CHECK_HR(df2d_recorder_eject_media(others), DF2D_E_IMAPI_RECORDER_LOCKED);
    CHECK_HR(df2d_recorder_close_tray(others), DF2D_E_IMAPI_RECORDER_LOCKED);
    CHECK_HR(df2d_recorder_get_device_can_load_media(others, &loads), DF2D_E_IMAPI_RECORDER_LOCKED);
    CHECK_HR(df2d_recorder_send_command_no_data(others, test_unit_ready, 6, sense, 1), DF2D_E_IMAPI_RECORDER_LOCKED);
    CHECK_HR(df2d_recorder_disable_mcn(others), DF2D_E_IMAPI_RECORDER_LOCKED);
    CHECK(counts_of(mine).commands == sent && loads == 0);
    CHECK_HR(df2d_recorder_send_command_no_data(mine, test_unit_ready, 6, sense, 1), DF2D_S_OK);
    CHECK_HR(df2d_recorder_release_exclusive_access(mine), DF2D_S_OK);
}

/* A write nests in what its own recorder object has, and leaves it as it was; through another it is refused. */
TEST(operations_nest)
{
    df2d_t *writer = new_writer(mine), *stranger = new_writer(others);
    CHECK_HR(df2d_put_force_overwrite(writer, 1), DF2D_S_OK);
    CHECK_HR(df2d_put_force_overwrite(stranger, 1), DF2D_S_OK);
    CHECK_HR(df2d_recorder_acquire_exclusive_access(mine, 0, "owner"), DF2D_S_OK);
    CHECK_HR(write_image(writer, image, 64), DF2D_S_OK);
    CHECK(strcmp(owner_of(others), "owner") == 0);
    CHECK_HR(write_image(stranger, image, 64), DF2D_E_IMAPI_RECORDER_LOCKED);
    CHECK(result_of(stranger).disc_after == DF2D_DISC_UNCHANGED);
    CHECK(strcmp(owner_of(others), "owner") == 0);
    CHECK_HR(df2d_recorder_release_exclusive_access(mine), DF2D_S_OK);
    CHECK_HR(write_image(stranger, image, 64), DF2D_S_OK);
    CHECK_HR(df2d_destroy(writer), DF2D_S_OK);
    CHECK_HR(df2d_destroy(stranger), DF2D_S_OK);
    CHECK(strcmp(owner_of(mine), "") == 0);
}

/* The same object behind another handle. */
TEST(a_further_handle)
{
    df2d_t *writer = new_writer(mine);
    df2d_recorder_t *further = NULL;
    CHECK_HR(df2d_get_recorder(writer, &further), DF2D_S_OK);
    CHECK_HR(df2d_recorder_acquire_exclusive_access(further, 0, "owner"), DF2D_S_OK);
    CHECK_HR(ask(mine), DF2D_S_OK);
    CHECK_HR(df2d_recorder_release_exclusive_access(mine), DF2D_S_OK);
    CHECK_HR(ask(others), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(further), DF2D_S_OK);
    CHECK_HR(df2d_destroy(writer), DF2D_S_OK);
}

static void acquire_meanwhile(events *e, df2d_t *object, const df2d_progress *progress)
{
    (void)object;
    if (progress->current_action != ACTION(WRITING_DATA) || e->context != NULL) return;
    e->context = e;
    /* Nothing was acquired yet that could be released: the operation's own is not the caller's. */
    CHECK_HR(df2d_recorder_release_exclusive_access(mine), DF2D_E_FAIL);
    CHECK(strcmp(owner_of(others), "c-test") == 0);
    CHECK_HR(df2d_recorder_acquire_exclusive_access(others, 0, "third"), DF2D_E_ACCESSDENIED);
    CHECK_HR(df2d_recorder_acquire_exclusive_access(mine, 0, "owner"), DF2D_S_OK);
    CHECK_HR(ask(mine), DF2D_E_IMAPI_RECORDER_LOCKED);
}

/* What is acquired during a write begins then and goes on afterwards. */
TEST(acquired_during_a_write)
{
    df2d_t *writer = new_writer(mine);
    events *e = listen_to(writer);
    e->hook = acquire_meanwhile;
    CHECK_HR(df2d_put_force_overwrite(writer, 1), DF2D_S_OK);
    CHECK_HR(write_image(writer, image, 640), DF2D_S_OK);
    CHECK(e->context == e && strcmp(owner_of(others), "owner") == 0);
    CHECK_HR(ask(mine), DF2D_S_OK);
    CHECK_HR(ask(others), DF2D_E_IMAPI_RECORDER_LOCKED);
    CHECK_HR(df2d_recorder_release_exclusive_access(mine), DF2D_S_OK);
    CHECK_HR(ask(others), DF2D_S_OK);
    CHECK_HR(df2d_destroy(writer), DF2D_S_OK);
    events_free(e);
}

/* It goes with the recorder object: with its last handle and the last object that it was given to. */
TEST(ends_with_the_object)
{
    df2d_recorder_t *brief = open_recorder("exclusive.img", "media=dvd+rw&size=32000&clock=virtual");
    df2d_t *writer = new_writer(brief);
    CHECK_HR(df2d_recorder_acquire_exclusive_access(brief, 0, "brief"), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(brief), DF2D_S_OK);
    CHECK(strcmp(owner_of(mine), "brief") == 0);
    CHECK_HR(df2d_destroy(writer), DF2D_S_OK);
    CHECK(strcmp(owner_of(mine), "") == 0);
    CHECK_HR(ask(mine), DF2D_S_OK);
}

TEST(media_change_notification)
{
    CHECK_HR(df2d_recorder_enable_mcn(mine), DF2D_E_FAIL);
    CHECK_HR(df2d_recorder_disable_mcn(mine), DF2D_S_OK);
    CHECK_HR(df2d_recorder_disable_mcn(mine), DF2D_S_OK);
    /* It keeps nobody out of this drive. */
    CHECK_HR(ask(others), DF2D_S_OK);
    CHECK_HR(df2d_recorder_disable_mcn(others), DF2D_S_OK);
    CHECK_HR(df2d_recorder_enable_mcn(others), DF2D_S_OK);
    CHECK_HR(df2d_recorder_enable_mcn(mine), DF2D_S_OK);
    CHECK_HR(df2d_recorder_enable_mcn(mine), DF2D_S_OK);
    CHECK_HR(df2d_recorder_enable_mcn(mine), DF2D_E_FAIL);
}

TEST(careless_names)
{
    static const char longest[] = "123456789012345678901234567890123456789012345678901234567890123";
    static const char *const bad[] = {"", "a/b", "na\xC3\xAFve", "\xFF", "line\n",
                                      "1234567890123456789012345678901234567890123456789012345678901234"};
    for (size_t n = 0; n < COUNT(bad); ++n) {
        char why[200];
        size_t needed;
        CHECK_HR(df2d_recorder_acquire_exclusive_access(mine, 0, bad[n]), DF2D_E_IMAPI_RECORDER_CLIENT_NAME_IS_NOT_VALID);
        CHECK_HR(df2d_recorder_get_last_error(mine, NULL, why, sizeof why, &needed), DF2D_S_OK);
        CHECK(strstr(why, "1 to 63 characters") != NULL);
    }
    CHECK_HR(df2d_recorder_acquire_exclusive_access(mine, 0, NULL), DF2D_E_POINTER);
    CHECK(strcmp(owner_of(mine), "") == 0);
    CHECK_HR(df2d_recorder_acquire_exclusive_access(mine, -5, longest), DF2D_S_OK);
    CHECK(strcmp(owner_of(mine), longest) == 0);
    CHECK_HR(df2d_recorder_release_exclusive_access(mine), DF2D_S_OK);
}

enum { ROUNDS = 500 };

static void *take_turns(void *user_data)
{
    df2d_recorder_t *recorder = user_data;
    for (size_t taken = 0; taken < ROUNDS;) {
        df2d_hresult hr = df2d_recorder_acquire_exclusive_access(recorder, 0, recorder == mine ? "mine" : "others");
        if (hr != DF2D_S_OK) {
            if (!CHECK_HR(hr, DF2D_E_ACCESSDENIED)) break;
            sched_yield();
            continue;
        }
        ++taken;
        CHECK(strcmp(owner_of(recorder), recorder == mine ? "mine" : "others") == 0);
        CHECK_HR(df2d_recorder_release_exclusive_access(recorder), DF2D_S_OK);
    }
    return NULL;
}

TEST(threads)
{
    pthread_t threads[4];
    for (size_t n = 0; n < COUNT(threads); ++n)
        CHECK(pthread_create(&threads[n], NULL, take_turns, n % 2 == 0 ? mine : others) == 0);
    for (size_t n = 0; n < COUNT(threads); ++n) pthread_join(threads[n], NULL);
    CHECK(strcmp(owner_of(mine), "") == 0);
}

int main(void)
{
    unlink("exclusive.img");
    unlink("exclusive.img.disc");
    mine = open_recorder("exclusive.img", "media=dvd+rw&size=32000&clock=virtual");
    others = open_recorder("exclusive.img", "media=dvd+rw&size=32000&clock=virtual");
    image = new_image(640, 4);
    if (mine == NULL || others == NULL) return 1;
    RUN(counted_and_named);
    RUN(the_others_are_kept_out);
    RUN(operations_nest);
    RUN(a_further_handle);
    RUN(acquired_during_a_write);
    RUN(ends_with_the_object);
    RUN(media_change_notification);
    RUN(careless_names);
    RUN(threads);
    CHECK_HR(df2d_recorder_destroy(mine), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(others), DF2D_S_OK);
    free(image);
    return test_end();
}
