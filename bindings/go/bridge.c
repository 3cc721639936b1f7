#define _POSIX_C_SOURCE 200809L

#include "bridge.h"

#include "_cgo_export.h"

#include <string.h>

/* The callbacks that a thread is inside of. Go keeps the goroutine of one on its thread until it returns. */
struct callback {
    const void *object;
    const struct callback *outer;
};

static _Thread_local const struct callback *innermost;

/* Stands for every object: a log function is called by the threads of any. */
static const char any;

static void enter(struct callback *callback, const void *object)
{
    callback->object = object;
    callback->outer = innermost;
    innermost = callback;
}

static void leave(const struct callback *callback)
{
    innermost = callback->outer;
}

static int is_inside(const void *object)
{
    const struct callback *callback;

    for (callback = innermost; callback; callback = callback->outer)
        if (callback->object == object || callback->object == &any)
            return 1;
    return 0;
}

int df2d_go_is_inside(const df2d_t *object)
{
    return is_inside(object);
}

int df2d_go_erase_is_inside(const df2d_erase_t *object)
{
    return is_inside(object);
}

static void release(void *user_data)
{
    df2dGoRelease((uintptr_t)user_data);
}

static void update(df2d_t *object, const df2d_progress *progress, void *user_data)
{
    struct callback callback;

    enter(&callback, object);
    df2dGoUpdate((uintptr_t)user_data, (df2d_progress *)progress);
    leave(&callback);
}

static void end(df2d_t *object, const df2d_write_result *result, void *user_data)
{
    (void)object;
    df2dGoEnd((uintptr_t)user_data, (df2d_write_result *)result);
}

static void erase_update(df2d_erase_t *object, int32_t elapsed, int32_t estimated_total, void *user_data)
{
    struct callback callback;

    enter(&callback, object);
    df2dGoEraseUpdate((uintptr_t)user_data, elapsed, estimated_total);
    leave(&callback);
}

static void erase_end(df2d_erase_t *object, const df2d_write_result *result, void *user_data)
{
    (void)object;
    df2dGoEnd((uintptr_t)user_data, (df2d_write_result *)result);
}

static void added(df2d_master_t *object, const char *id, void *user_data)
{
    (void)object;
    df2dGoDevice((uintptr_t)user_data, 1, (char *)id);
}

static void removed(df2d_master_t *object, const char *id, void *user_data)
{
    (void)object;
    df2dGoDevice((uintptr_t)user_data, 0, (char *)id);
}

static void tell(df2d_log_level level, const char *target, const char *message, void *user_data)
{
    struct callback callback;

    enter(&callback, &any);
    df2dGoLog((uintptr_t)user_data, level, (char *)target, (char *)message);
    leave(&callback);
}

static df2d_hresult source_size(void *user_data, uint64_t *size_bytes)
{
    return df2dGoSourceSize((uintptr_t)user_data, size_bytes);
}

static df2d_hresult source_read(void *user_data, void *buffer, size_t size, size_t *got)
{
    return df2dGoSourceRead((uintptr_t)user_data, buffer, size, got);
}

static df2d_hresult source_seek(void *user_data, uint64_t offset_bytes)
{
    return df2dGoSourceSeek((uintptr_t)user_data, offset_bytes);
}

static void source_cancel(void *user_data)
{
    df2dGoSourceCancel((uintptr_t)user_data);
}

df2d_hresult df2d_go_advise(df2d_t *object, uintptr_t handle, uint32_t *cookie)
{
    return df2d_advise(object, update, (void *)handle, release, cookie);
}

df2d_hresult df2d_go_advise_end(df2d_t *object, uintptr_t handle, uint32_t *cookie)
{
    return df2d_advise_end(object, end, (void *)handle, release, cookie);
}

df2d_hresult df2d_go_erase_advise(df2d_erase_t *object, uintptr_t handle, uint32_t *cookie)
{
    return df2d_erase_advise(object, erase_update, (void *)handle, release, cookie);
}

df2d_hresult df2d_go_erase_advise_end(df2d_erase_t *object, uintptr_t handle, uint32_t *cookie)
{
    return df2d_erase_advise_end(object, erase_end, (void *)handle, release, cookie);
}

df2d_hresult df2d_go_master_advise(df2d_master_t *object, uintptr_t handle, uint32_t *cookie)
{
    return df2d_master_advise(object, added, removed, (void *)handle, release, cookie);
}

df2d_hresult df2d_go_log_advise(df2d_log_level level, uintptr_t handle, uint32_t *cookie)
{
    return df2d_log_advise(level, tell, (void *)handle, release, cookie);
}

df2d_hresult df2d_go_stream_from_callbacks(uintptr_t handle, int can_seek, df2d_stream_t **stream)
{
    df2d_stream_callbacks callbacks = {0};

    callbacks.struct_size = sizeof callbacks;
    callbacks.size = source_size;
    callbacks.read = source_read;
    callbacks.seek = can_seek ? source_seek : NULL;
    callbacks.cancel = source_cancel;
    callbacks.close = release;
    return df2d_stream_from_callbacks(&callbacks, (void *)handle, stream);
}

df2d_hresult df2d_go_stream_from_copy(const void *data, size_t size, df2d_stream_t **stream)
{
    void *copy = NULL;

    if (size > 0) {
        copy = malloc(size);
        if (!copy)
            return DF2D_E_OUTOFMEMORY;
        memcpy(copy, data, size);
    }
    return df2d_stream_from_memory(copy, size, free, copy, stream);
}

void *df2d_go_page_aligned(size_t size)
{
    void *memory = NULL;

    return posix_memalign(&memory, 4096, size) == 0 ? memory : NULL;
}
