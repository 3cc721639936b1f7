/* A free function is called once, after the last use, whatever became of the call. */
#include "test.h"

static int freed;

static void count(void *user_data)
{
    ++*(int *)user_data;
    test_alive(); /* no lock is held: any function may be called */
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
static void on_device(df2d_master_t *object, const char *id, void *user_data)
{
    (void)object, (void)id, (void)user_data;
}
static void on_log(int32_t level, const char *target, const char *message, void *user_data)
{
    (void)level, (void)target, (void)message, (void)user_data;
}

/* Whether the free function ran once since the last question. */
static int once(void)
{
    int calls = freed;
    freed = 0;
    return calls == 1;
}

TEST(memory)
{
    df2d_stream_t *stream = NULL;
    CHECK_HR(df2d_stream_from_memory("x", 1, count, &freed, &stream), DF2D_S_OK);
    CHECK(freed == 0);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    CHECK(once());
    CHECK_HR(df2d_stream_destroy(stream), DF2D_E_HANDLE);
    CHECK(freed == 0);
    CHECK_HR(df2d_stream_from_memory("x", 1, count, &freed, &stream), DF2D_S_OK);
    CHECK_HR(df2d_stream_release(stream), DF2D_S_OK);
    CHECK(once());
    CHECK_HR(df2d_stream_from_memory("x", 1, count, &freed, NULL), DF2D_E_POINTER);
    CHECK(once());
    CHECK_HR(df2d_stream_from_memory(NULL, 1, count, &freed, &stream), DF2D_E_POINTER);
    CHECK(once());
}

TEST(advise)
{
    df2d_t *object = NULL;
    uint32_t cookie = 0;
    CHECK_HR(df2d_create(&object), DF2D_S_OK);
    CHECK_HR(df2d_advise(object, NULL, &freed, count, &cookie), DF2D_E_POINTER);
    CHECK(once());
    CHECK_HR(df2d_advise(object, on_update, &freed, count, NULL), DF2D_E_POINTER);
    CHECK(once());
    CHECK_HR(df2d_advise(NULL, on_update, &freed, count, &cookie), DF2D_E_POINTER);
    CHECK(once());
    CHECK_HR(df2d_advise((df2d_t *)&cookie, on_update, &freed, count, &cookie), DF2D_E_HANDLE);
    CHECK(once());
    CHECK_HR(df2d_advise_end((df2d_t *)&cookie, on_end, &freed, count, &cookie), DF2D_E_HANDLE);
    CHECK(once() && cookie == 0);
    CHECK_HR(df2d_advise(object, on_update, &freed, count, &cookie), DF2D_S_OK);
    CHECK(freed == 0 && cookie != 0);
    CHECK_HR(df2d_unadvise(object, cookie), DF2D_S_OK);
    CHECK(once());
    CHECK_HR(df2d_unadvise(object, cookie), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_advise_end(object, on_end, &freed, count, &cookie), DF2D_S_OK);
    CHECK(freed == 0);
    CHECK_HR(df2d_destroy(object), DF2D_S_OK);
    CHECK(once());
}

TEST(erase_advise)
{
    df2d_erase_t *eraser = NULL;
    uint32_t cookie = 0;
    CHECK_HR(df2d_erase_create(&eraser), DF2D_S_OK);
    CHECK_HR(df2d_erase_advise(eraser, NULL, &freed, count, &cookie), DF2D_E_POINTER);
    CHECK(once());
    CHECK_HR(df2d_erase_advise_end(eraser, NULL, &freed, count, &cookie), DF2D_E_POINTER);
    CHECK(once());
    CHECK_HR(df2d_erase_advise(eraser, on_erase_update, &freed, count, NULL), DF2D_E_POINTER);
    CHECK(once());
    CHECK_HR(df2d_erase_advise(NULL, on_erase_update, &freed, count, &cookie), DF2D_E_POINTER);
    CHECK(once());
    CHECK_HR(df2d_erase_advise_end((df2d_erase_t *)&cookie, on_erase_end, &freed, count, &cookie), DF2D_E_HANDLE);
    CHECK(once() && cookie == 0);
    CHECK_HR(df2d_erase_advise(eraser, on_erase_update, &freed, count, &cookie), DF2D_S_OK);
    CHECK(freed == 0 && cookie != 0);
    CHECK_HR(df2d_erase_unadvise(eraser, cookie), DF2D_S_OK);
    CHECK(once());
    CHECK_HR(df2d_erase_unadvise(eraser, cookie), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_erase_advise_end(eraser, on_erase_end, &freed, count, &cookie), DF2D_S_OK);
    CHECK(freed == 0);
    CHECK_HR(df2d_erase_destroy(eraser), DF2D_S_OK);
    CHECK(once());
}

TEST(master_advise)
{
    df2d_master_t *master = NULL;
    uint32_t cookie = 0;
    CHECK_HR(df2d_master_create(&master), DF2D_S_OK);
    CHECK_HR(df2d_master_advise(master, NULL, NULL, &freed, count, &cookie), DF2D_E_POINTER);
    CHECK(once());
    CHECK_HR(df2d_master_advise(master, on_device, on_device, &freed, count, NULL), DF2D_E_POINTER);
    CHECK(once());
    CHECK_HR(df2d_master_advise(NULL, on_device, on_device, &freed, count, &cookie), DF2D_E_POINTER);
    CHECK(once());
    CHECK_HR(df2d_master_advise((df2d_master_t *)&cookie, on_device, NULL, &freed, count, &cookie), DF2D_E_HANDLE);
    CHECK(once() && cookie == 0);
    CHECK_HR(df2d_master_advise(master, on_device, NULL, &freed, count, &cookie), DF2D_S_OK);
    CHECK(freed == 0 && cookie != 0);
    CHECK_HR(df2d_master_unadvise(master, cookie), DF2D_S_OK);
    CHECK(once());
    CHECK_HR(df2d_master_unadvise(master, cookie), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_master_advise(master, NULL, on_device, &freed, count, &cookie), DF2D_S_OK);
    CHECK(freed == 0);
    CHECK_HR(df2d_master_destroy(master), DF2D_S_OK);
    CHECK(once());
}

TEST(log)
{
    uint32_t cookie = 0;
    CHECK_HR(df2d_log_advise(DF2D_LOG_INFO, NULL, &freed, count, &cookie), DF2D_E_POINTER);
    CHECK(once());
    CHECK_HR(df2d_log_advise(77, on_log, &freed, count, &cookie), DF2D_E_INVALIDARG);
    CHECK(once());
    CHECK_HR(df2d_log_advise(DF2D_LOG_INFO, on_log, &freed, count, NULL), DF2D_E_POINTER);
    CHECK(once());
    CHECK_HR(df2d_log_advise(DF2D_LOG_INFO, on_log, &freed, count, &cookie), DF2D_S_OK);
    CHECK(freed == 0);
    CHECK_HR(df2d_log_unadvise(cookie), DF2D_S_OK);
    CHECK(once());
}

int main(void)
{
    RUN(memory);
    RUN(advise);
    RUN(erase_advise);
    RUN(master_advise);
    RUN(log);
    return test_end();
}
