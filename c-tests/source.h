/* A source made of functions, which does something of its own when a byte is asked for. */
#ifndef DF2D_SOURCE_H
#define DF2D_SOURCE_H

#include "burn.h"

#define NOWHERE UINT64_MAX

typedef struct source {
    const unsigned char *data;
    uint64_t claimed, at;
    /* The byte at which the trap is, and what it does: non-zero if it answered in the read's stead. */
    uint64_t trap_at;
    int (*trap)(struct source *, void *buffer, size_t size, size_t *got, df2d_hresult *hr);
    /* What size and seek answer, and where a seek really goes. */
    df2d_hresult size_hr, seek_hr;
    int seek_lies;
    /* What each later size says more than the one before. */
    int64_t grows;
    int reads, seeks, cancels, closes, sizes;
    void (*on_cancel)(struct source *);
    void *context;
} source;

TEST_UNUSED static source new_source(const unsigned char *data, size_t sectors)
{
    source s;
    memset(&s, 0, sizeof s);
    s.data = data;
    s.claimed = sectors * SECTOR;
    s.trap_at = NOWHERE;
    return s;
}

static df2d_hresult source_size(void *user_data, uint64_t *size)
{
    source *s = user_data;
    *size = s->claimed + (uint64_t)(s->sizes++ * s->grows);
    return s->size_hr;
}

static df2d_hresult source_read(void *user_data, void *buffer, size_t size, size_t *got)
{
    source *s = user_data;
    df2d_hresult hr = DF2D_S_OK;
    ++s->reads;
    if (s->at == s->trap_at) {
        s->trap_at = NOWHERE;
        if (s->trap(s, buffer, size, got, &hr)) return hr;
    }
    if (s->at < s->trap_at && s->trap_at - s->at < size) size = (size_t)(s->trap_at - s->at);
    memcpy(buffer, s->data + s->at, size);
    s->at += size;
    *got = size;
    return hr;
}

static df2d_hresult source_seek(void *user_data, uint64_t offset)
{
    source *s = user_data;
    ++s->seeks;
    if (!s->seek_lies) s->at = offset;
    return s->seek_hr;
}

static void source_cancel(void *user_data)
{
    source *s = user_data;
    ++s->cancels;
    if (s->on_cancel != NULL) s->on_cancel(s);
}

static void source_close(void *user_data)
{
    ++((source *)user_data)->closes;
}

/* It can seek, and be cancelled if it does something then. */
TEST_UNUSED static df2d_stream_t *stream_of(source *s)
{
    df2d_stream_callbacks calls = {sizeof calls, 0, source_size, source_read, source_seek, NULL, source_close};
    df2d_stream_t *stream = NULL;
    if (s->on_cancel != NULL) calls.cancel = source_cancel;
    CHECK_HR(df2d_stream_from_callbacks(&calls, s, &stream), DF2D_S_OK);
    return stream;
}

#endif
