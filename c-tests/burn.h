/* What the tests of whole burns share: a recorder with a disc in a file, a writer, a source, and what was told. */
#ifndef DF2D_BURN_H
#define DF2D_BURN_H

#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#define SECTOR ((size_t)DF2D_IMAPI_SECTOR_SIZE)
#define STATE(name) DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_##name
#define ACTION(name) DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_##name
#define VERIFY(name) DF2D_IMAPI_BURN_VERIFICATION_##name
#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const MEDIA[] TEST_UNUSED = {"cd-r", "dvd+r", "dvd+rw", "bd-re"};

/* A drive with a disc in a file, and a writer that uses it. */
typedef struct burner {
    df2d_recorder_t *recorder;
    df2d_t *object;
    char path[64];
} burner;

/* Everything that is told during one operation. */
typedef struct events {
    pthread_mutex_t lock;
    size_t count, ends;
    df2d_progress all[6000];
    df2d_write_result end;
    /* How many updates had come when the end did. */
    size_t count_at_end;
    /* Called for each update after it is noted, without the lock. */
    void (*hook)(struct events *, df2d_t *, const df2d_progress *);
    void *context;
} events;

TEST_UNUSED static df2d_recorder_t *open_recorder(const char *path, const char *query)
{
    char id[300];
    df2d_recorder_t *recorder = NULL;
    snprintf(id, sizeof id, "virtual:%s?%s", path, query);
    CHECK_HR(df2d_recorder_open(id, &recorder), DF2D_S_OK);
    return recorder;
}

TEST_UNUSED static df2d_t *new_writer(df2d_recorder_t *recorder)
{
    df2d_t *object = NULL;
    CHECK_HR(df2d_create(&object), DF2D_S_OK);
    CHECK_HR(df2d_put_recorder(object, recorder), DF2D_S_OK);
    CHECK_HR(df2d_put_client_name(object, "c-test"), DF2D_S_OK);
    return object;
}

/* A disc that was here before, or a new one. */
TEST_UNUSED static burner burner_again(const char *path, const char *query)
{
    burner b;
    memset(&b, 0, sizeof b);
    snprintf(b.path, sizeof b.path, "%s", path);
    b.recorder = open_recorder(path, query);
    b.object = new_writer(b.recorder);
    return b;
}

/* A blank disc: "media=cd-r&size=20000&speed=2400&clock=virtual". */
TEST_UNUSED static burner burner_open(const char *path, const char *query)
{
    char state[80];
    snprintf(state, sizeof state, "%s.disc", path);
    unlink(path);
    unlink(state);
    return burner_again(path, query);
}

TEST_UNUSED static void burner_close(burner *b)
{
    CHECK_HR(df2d_destroy(b->object), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(b->recorder), DF2D_S_OK);
    b->object = NULL;
    b->recorder = NULL;
}

/* Data of which no two sectors are alike. */
TEST_UNUSED static unsigned char *new_image(size_t sectors, uint32_t seed)
{
    uint32_t *words = malloc(sectors * SECTOR), state = seed * 2654435761u + 1;
    if (words == NULL) abort();
    for (size_t n = 0; n < sectors * SECTOR / 4; ++n) {
        state = state * 1664525u + 1013904223u;
        words[n] = state;
    }
    return (unsigned char *)words;
}

TEST_UNUSED static df2d_stream_t *memory_stream(const unsigned char *data, size_t sectors)
{
    df2d_stream_t *stream = NULL;
    CHECK_HR(df2d_stream_from_memory(data, sectors * SECTOR, NULL, NULL, &stream), DF2D_S_OK);
    return stream;
}

TEST_UNUSED static df2d_hresult write_image(df2d_t *object, const unsigned char *data, size_t sectors)
{
    df2d_stream_t *stream = memory_stream(data, sectors);
    df2d_hresult hr = df2d_write(object, stream);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    return hr;
}

/* How many sectors from lba on are in the disc's file as they are in data. */
TEST_UNUSED static size_t sectors_alike(const char *path, size_t lba, const unsigned char *data, size_t sectors)
{
    unsigned char sector[2048];
    size_t same = 0, got = 0;
    ssize_t more = 1;
    int fd;
    /* A storm of signals interrupts the test's own calls, too. */
    while ((fd = open(path, O_RDONLY)) < 0 && errno == EINTR) continue;
    while (fd >= 0 && same < sectors && more != 0) {
        more = pread(fd, sector + got, SECTOR - got, (off_t)((lba + same) * SECTOR + got));
        if (more < 0 && errno != EINTR) break;
        if (more > 0) got += (size_t)more;
        if (got < SECTOR) continue;
        if (memcmp(sector, data + same * SECTOR, SECTOR) != 0) break;
        ++same;
        got = 0;
    }
    if (fd >= 0) close(fd);
    return same;
}

TEST_UNUSED static df2d_write_result result_of(df2d_t *object)
{
    df2d_write_result result;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    CHECK_HR(df2d_get_write_result(object, &result), DF2D_S_OK);
    return result;
}

TEST_UNUSED static df2d_virtual_counts counts_of(df2d_recorder_t *recorder)
{
    df2d_virtual_counts counts;
    memset(&counts, 0, sizeof counts);
    counts.struct_size = sizeof counts;
    CHECK_HR(df2d_virtual_counters(recorder, &counts), DF2D_S_OK);
    return counts;
}

TEST_UNUSED static int64_t now_of(df2d_recorder_t *recorder)
{
    int64_t ms = -1;
    CHECK_HR(df2d_virtual_now(recorder, &ms), DF2D_S_OK);
    return ms;
}

TEST_UNUSED static int32_t status_of(df2d_t *object)
{
    int32_t status = -1;
    CHECK_HR(df2d_get_current_media_status(object, &status), DF2D_S_OK);
    return status;
}

/* Whoever comes after an operation finds the drive free. */
TEST_UNUSED static void check_free(df2d_recorder_t *recorder)
{
    char owner[80] = "?";
    size_t needed = 0;
    CHECK(!counts_of(recorder).prevented);
    CHECK_HR(df2d_recorder_get_exclusive_access_owner(recorder, owner, sizeof owner, &needed), DF2D_S_OK);
    CHECK(owner[0] == 0);
}

TEST_UNUSED static void note_update(df2d_t *object, const df2d_progress *progress, void *user_data)
{
    events *e = user_data;
    pthread_mutex_lock(&e->lock);
    if (e->count < COUNT(e->all)) e->all[e->count++] = *progress;
    pthread_mutex_unlock(&e->lock);
    if (e->hook != NULL) e->hook(e, object, progress);
}

TEST_UNUSED static void note_end(df2d_t *object, const df2d_write_result *result, void *user_data)
{
    events *e = user_data;
    (void)object;
    pthread_mutex_lock(&e->lock);
    e->end = *result;
    e->count_at_end = e->count;
    ++e->ends;
    pthread_mutex_unlock(&e->lock);
}

TEST_UNUSED static events *listen_to(df2d_t *object)
{
    uint32_t cookie = 0;
    events *e = calloc(1, sizeof *e);
    if (e == NULL) abort();
    pthread_mutex_init(&e->lock, NULL);
    CHECK_HR(df2d_advise(object, note_update, e, NULL, &cookie), DF2D_S_OK);
    CHECK_HR(df2d_advise_end(object, note_end, e, NULL, &cookie), DF2D_S_OK);
    return e;
}

/* Once the object is gone. */
TEST_UNUSED static void events_free(events *e)
{
    pthread_mutex_destroy(&e->lock);
    free(e);
}

TEST_UNUSED static int was_told(const events *e, int32_t action)
{
    for (size_t n = 0; n < e->count; ++n)
        if (e->all[n].current_action == action) return 1;
    return 0;
}

/* The sequence of actions, repeats left out: "0243567". */
TEST_UNUSED static const char *actions_of(const events *e)
{
    static char text[64];
    size_t length = 0;
    for (size_t n = 0; n < e->count && length + 1 < sizeof text; ++n)
        if (n == 0 || e->all[n].current_action != e->all[n - 1].current_action)
            text[length++] = (char)('0' + e->all[n].current_action);
    text[length] = 0;
    return text;
}

#define CHECK_ACTIONS(e, expected)                                                                           \
    do {                                                                                                     \
        if (strcmp(actions_of(e), expected) != 0) printf("# actions %s, not %s\n", actions_of(e), expected); \
        CHECK(strcmp(actions_of(e), expected) == 0);                                                         \
    } while (0)

#endif
