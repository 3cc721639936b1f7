/* What the tests of erasing share: an eraser, and what it told. */
#ifndef DF2D_ERASER_H
#define DF2D_ERASER_H

#include "burn.h"

/* Everything that is told during one erase. */
typedef struct erasure {
    pthread_mutex_t lock;
    size_t count, ends;
    int32_t elapsed[20000], total[20000];
    df2d_write_result end;
    /* How many updates had come when the end did. */
    size_t count_at_end;
    /* Called for each update after it is noted, without the lock. */
    void (*hook)(struct erasure *, df2d_erase_t *);
    void *context;
} erasure;

TEST_UNUSED static df2d_erase_t *new_eraser(df2d_recorder_t *recorder)
{
    df2d_erase_t *eraser = NULL;
    CHECK_HR(df2d_erase_create(&eraser), DF2D_S_OK);
    CHECK_HR(df2d_erase_put_recorder(eraser, recorder), DF2D_S_OK);
    CHECK_HR(df2d_erase_put_client_name(eraser, "c-test eraser"), DF2D_S_OK);
    return eraser;
}

TEST_UNUSED static df2d_write_result erase_result_of(df2d_erase_t *eraser)
{
    df2d_write_result result;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    CHECK_HR(df2d_erase_get_result(eraser, &result), DF2D_S_OK);
    return result;
}

TEST_UNUSED static void note_erase_update(df2d_erase_t *object, int32_t elapsed, int32_t total, void *user_data)
{
    erasure *e = user_data;
    pthread_mutex_lock(&e->lock);
    if (e->count < COUNT(e->elapsed)) {
        e->elapsed[e->count] = elapsed;
        e->total[e->count++] = total;
    }
    pthread_mutex_unlock(&e->lock);
    if (e->hook != NULL) e->hook(e, object);
}

TEST_UNUSED static void note_erase_end(df2d_erase_t *object, const df2d_write_result *result, void *user_data)
{
    erasure *e = user_data;
    (void)object;
    pthread_mutex_lock(&e->lock);
    e->end = *result;
    e->count_at_end = e->count;
    ++e->ends;
    pthread_mutex_unlock(&e->lock);
}

TEST_UNUSED static erasure *listen_to_eraser(df2d_erase_t *eraser)
{
    uint32_t cookie = 0;
    erasure *e = calloc(1, sizeof *e);
    if (e == NULL) abort();
    pthread_mutex_init(&e->lock, NULL);
    CHECK_HR(df2d_erase_advise(eraser, note_erase_update, e, NULL, &cookie), DF2D_S_OK);
    CHECK_HR(df2d_erase_advise_end(eraser, note_erase_end, e, NULL, &cookie), DF2D_S_OK);
    return e;
}

/* Once the object is gone. */
TEST_UNUSED static void erasure_free(erasure *e)
{
    pthread_mutex_destroy(&e->lock);
    free(e);
}

#endif
