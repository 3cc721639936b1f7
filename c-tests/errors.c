/* Where failures are remembered: on the object, or on the thread where there is none to ask. */
#include "test.h"

#include <pthread.h>

static char text[300];
static df2d_error_info info;

static df2d_hresult ask(df2d_t *object)
{
    size_t needed = 0;
    memset(&info, 0x5A, sizeof info);
    info.struct_size = sizeof info;
    return object == NULL ? df2d_get_thread_error(&info, text, sizeof text, &needed)
                          : df2d_get_last_error(object, &info, text, sizeof text, &needed);
}

TEST(nothing_failed_yet)
{
    CHECK_HR(ask(NULL), DF2D_S_OK);
    CHECK(info.hr == DF2D_S_OK && text[0] == 0 && info.lba == -1 && info.os_error == 0);
}

static void *another_thread(void *argument)
{
    (void)argument;
    CHECK_HR(ask(NULL), DF2D_S_OK);
    CHECK(info.hr == DF2D_S_OK && text[0] == 0);
    return NULL;
}

TEST(the_thread)
{
    pthread_t thread;
    CHECK_HR(df2d_create(NULL), DF2D_E_POINTER);
    CHECK_HR(ask(NULL), DF2D_S_OK);
    CHECK(info.hr == DF2D_E_POINTER && strlen(text) > 10);
    CHECK(pthread_create(&thread, NULL, another_thread, NULL) == 0);
    pthread_join(thread, NULL);
    CHECK_HR(df2d_destroy((df2d_t *)&info), DF2D_E_HANDLE);
    CHECK_HR(ask(NULL), DF2D_S_OK);
    CHECK(info.hr == DF2D_E_HANDLE && strlen(text) > 10);
}

TEST(the_object)
{
    df2d_t *object = NULL, *other = NULL;
    CHECK_HR(df2d_create(&object), DF2D_S_OK);
    CHECK_HR(df2d_create(&other), DF2D_S_OK);
    CHECK_HR(ask(object), DF2D_S_OK);
    CHECK(info.hr == DF2D_S_OK && text[0] == 0);
    CHECK_HR(df2d_put_cancel_mode(object, 99), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_put_cancel_mode(object, 0), DF2D_S_OK); /* success does not forget */
    CHECK_HR(ask(object), DF2D_S_OK);
    CHECK(info.hr == DF2D_E_INVALIDARG && strlen(text) > 10);
    CHECK_HR(ask(other), DF2D_S_OK);
    CHECK(info.hr == DF2D_S_OK);
    CHECK_HR(df2d_write(object, NULL), DF2D_E_POINTER);
    CHECK_HR(ask(object), DF2D_S_OK);
    CHECK(info.hr == DF2D_E_POINTER);
    CHECK_HR(df2d_destroy(other), DF2D_S_OK);
    CHECK_HR(df2d_destroy(object), DF2D_S_OK);
}

TEST(asking_does_not_change_the_answer)
{
    df2d_t *object = NULL;
    size_t needed = 0;
    CHECK_HR(df2d_create(&object), DF2D_S_OK);
    CHECK_HR(df2d_put_cancel_mode(object, 99), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_get_last_error(object, NULL, text, 2, &needed), DF2D_E_INSUFFICIENT_BUFFER);
    CHECK(needed > 10);
    CHECK_HR(df2d_get_last_error(object, NULL, NULL, 0, &needed), DF2D_S_OK);
    CHECK_HR(ask(object), DF2D_S_OK);
    CHECK(info.hr == DF2D_E_INVALIDARG && strlen(text) + 1 == needed);
    CHECK_HR(df2d_destroy(object), DF2D_S_OK);
}

TEST(what_was_never_begun)
{
    df2d_t *object = NULL;
    df2d_hresult result = 5;
    df2d_write_result write_result;
    memset(&write_result, 0, sizeof write_result);
    write_result.struct_size = sizeof write_result;
    CHECK_HR(df2d_create(&object), DF2D_S_OK);
    CHECK_HR(df2d_wait(object, 0, &result), DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
    CHECK_HR(df2d_wait(object, DF2D_INFINITE, &result), DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
    CHECK(result == 0);
    CHECK_HR(df2d_cancel_write(object), DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
    CHECK_HR(df2d_get_write_result(object, &write_result), DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
    CHECK_HR(df2d_unadvise(object, 12345), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_destroy(object), DF2D_S_OK);
}

TEST(recorders_that_cannot_be_opened)
{
    df2d_recorder_t *recorder = (df2d_recorder_t *)&info;
    CHECK_HR(df2d_recorder_open("", &recorder), DF2D_E_INVALIDARG);
    CHECK(recorder == NULL);
    CHECK_HR(df2d_recorder_open(NULL, &recorder), DF2D_E_POINTER);
    CHECK_HR(df2d_recorder_open("virtual:?media=cd-r", NULL), DF2D_E_POINTER);
    CHECK_HR(ask(NULL), DF2D_S_OK);
    CHECK(info.hr == DF2D_E_POINTER);
}

/* A struct_size that was never set is refused, and nothing is stored by it. */
TEST(struct_size_never_set)
{
    struct {
        df2d_error_info info;
        unsigned char after[16];
    } place;
    size_t needed = 0;
    memset(&place, 0xEE, sizeof place);
    CHECK_HR(df2d_get_thread_error(&place.info, NULL, 0, &needed), DF2D_E_INVALIDARG);
    CHECK(place.info.hr == (df2d_hresult)0xEEEEEEEE && place.after[15] == 0xEE);
    place.info.struct_size = 4097;
    CHECK_HR(df2d_get_thread_error(&place.info, NULL, 0, &needed), DF2D_E_INVALIDARG);
    CHECK(place.after[0] == 0xEE);
}

static pthread_key_t at_the_end;

/* The library's own memory of the thread has gone before; the code remains, with its own sentence. */
static void while_the_thread_ends(void *argument)
{
    df2d_recorder_t *recorder = argument;
    size_t needed = 0;
    CHECK_HR(ask(NULL), DF2D_S_OK);
    CHECK(info.hr == DF2D_E_HANDLE && strlen(text) > 10);
    CHECK_HR(df2d_create(NULL), DF2D_E_POINTER);
    CHECK_HR(ask(NULL), DF2D_S_OK);
    CHECK(info.hr == DF2D_E_POINTER && strlen(text) > 10);
    /* A command takes part in virtual time. */
    CHECK_HR(df2d_recorder_get_disc_information(recorder, NULL, 0, &needed), DF2D_S_OK);
    CHECK(needed > 0);
}

static void *ending_thread(void *recorder)
{
    size_t needed = 0;
    CHECK(pthread_setspecific(at_the_end, recorder) == 0);
    CHECK_HR(df2d_recorder_get_disc_information(recorder, NULL, 0, &needed), DF2D_S_OK);
    CHECK_HR(df2d_destroy((df2d_t *)&info), DF2D_E_HANDLE);
    return NULL;
}

TEST(a_destructor_of_the_thread)
{
    df2d_recorder_t *recorder = NULL;
    pthread_t thread;
    CHECK(pthread_key_create(&at_the_end, while_the_thread_ends) == 0);
    CHECK_HR(df2d_recorder_open("virtual:?media=cd-r&clock=virtual", &recorder), DF2D_S_OK);
    CHECK(pthread_create(&thread, NULL, ending_thread, recorder) == 0);
    pthread_join(thread, NULL);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
    pthread_key_delete(at_the_end);
}

/* What is wrong with an endless identifier or path is said in a sentence. */
TEST(a_sentence_is_no_longer_for_a_long_path)
{
    static const char *const beginnings[] = {"", "/", "virtual:", "virtual:/", "virtual:?media=", "virtual:?", "iscsi://",
                                             "iscsi://x@"};
    const size_t size = 1024 * 1024;
    char *path = malloc(size + 1);
    CHECK(path != NULL);
    for (size_t n = 0; path != NULL && n <= sizeof beginnings / sizeof *beginnings; ++n) {
        df2d_recorder_t *recorder = NULL;
        df2d_stream_t *stream = NULL;
        memset(path, 'a', size);
        path[size] = 0;
        if (n < sizeof beginnings / sizeof *beginnings) {
            memcpy(path, beginnings[n], strlen(beginnings[n]));
            CHECK(df2d_recorder_open(path, &recorder) < 0);
        } else {
            CHECK(df2d_stream_from_file(path, &stream) < 0);
        }
        size_t needed = 0;
        CHECK_HR(df2d_get_thread_error(NULL, NULL, 0, &needed), DF2D_S_OK);
        if (needed <= 20 || needed >= 1000) printf("# %.20s...: %lu bytes\n", path, (unsigned long)needed);
        CHECK(needed > 20 && needed < 1000);
    }
    free(path);
}

int main(void)
{
    RUN(nothing_failed_yet);
    RUN(the_thread);
    RUN(the_object);
    RUN(asking_does_not_change_the_answer);
    RUN(what_was_never_begun);
    RUN(recorders_that_cannot_be_opened);
    RUN(struct_size_never_set);
    RUN(a_destructor_of_the_thread);
    RUN(a_sentence_is_no_longer_for_a_long_path);
    return test_end();
}
