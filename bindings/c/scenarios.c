/*
 * The scenarios of bindings/scenarios.tsv as a C program sees them, and so the model of those of the other languages.
 *
 *     scenarios NAME
 *
 * One scenario runs in one process, makes its files in the current directory, and takes them away again. It prints
 * "ok NAME", or "FAILED NAME: why" and returns 1.
 */
#include <df2d.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SECTOR ((size_t)DF2D_IMAPI_SECTOR_SIZE)
#define SECTORS 5000
#define HALF (SECTORS / 2)
/* More than the 8 MiB that are read before the first of it goes to the drive. */
#define STOP 4500
#define ACTION(name) DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_##name
/* At this speed a burn of all sectors takes seven seconds of the drive's time, and so brings updates on the way. */
#define DISC "disc.iso"
#define DVD_PLUS_R "virtual:" DISC "?media=dvd+r&size=300000&speed=676&clock=virtual"
#define CD_RW "virtual:" DISC "?media=cd-rw&speed=676&clock=virtual"

static const char *scenario;
static unsigned char image[SECTORS * SECTOR];

#define EXPECT(condition) ((condition) ? (void)0 : fail(__LINE__, #condition, ""))
#define EXPECT_HR(call, expected) expect_hr(__LINE__, #call, (call), (expected))

static void fail(int line, const char *what, const char *but)
{
    printf("FAILED %s: line %d: %s%s\n", scenario, line, what, but);
    exit(1);
}

static void expect_hr(int line, const char *call, df2d_hresult got, df2d_hresult expected)
{
    char but[100];
    if (got == expected) return;
    snprintf(but, sizeof but, " is %s, not %s", df2d_hresult_name(got), df2d_hresult_name(expected));
    fail(line, call, but);
}

/* --- what the scenarios share --- */

/* A recorder with a blank disc, and a writer that uses it. */
typedef struct burner {
    df2d_recorder_t *recorder;
    df2d_t *writer;
} burner;

static burner burner_open(const char *id)
{
    burner b = {NULL, NULL};
    EXPECT_HR(df2d_recorder_open(id, &b.recorder), DF2D_S_OK);
    EXPECT_HR(df2d_create(&b.writer), DF2D_S_OK);
    EXPECT_HR(df2d_put_recorder(b.writer, b.recorder), DF2D_S_OK);
    EXPECT_HR(df2d_put_client_name(b.writer, "scenarios"), DF2D_S_OK);
    return b;
}

/* Takes the disc's files away, too. */
static void burner_close(burner *b)
{
    EXPECT_HR(df2d_destroy(b->writer), DF2D_S_OK);
    EXPECT_HR(df2d_recorder_destroy(b->recorder), DF2D_S_OK);
    EXPECT(remove(DISC) == 0 && remove(DISC ".disc") == 0);
}

static df2d_stream_t *image_stream(void)
{
    df2d_stream_t *stream = NULL;
    EXPECT_HR(df2d_stream_from_memory(image, sizeof image, NULL, NULL, &stream), DF2D_S_OK);
    return stream;
}

static df2d_hresult write_image(df2d_t *writer)
{
    df2d_stream_t *stream = image_stream();
    const df2d_hresult hr = df2d_write(writer, stream);
    EXPECT_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    return hr;
}

static df2d_write_result result_of(df2d_t *writer)
{
    df2d_write_result result;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    EXPECT_HR(df2d_get_write_result(writer, &result), DF2D_S_OK);
    return result;
}

/* Whether the disc's file begins with that many sectors of the image. */
static int disc_holds(int64_t sectors)
{
    static unsigned char disc[SECTORS * SECTOR];
    const size_t size = (size_t)sectors * SECTOR;
    FILE *file = fopen(DISC, "rb");
    int same;
    if (file == NULL) return 0;
    same = fread(disc, 1, size, file) == size && memcmp(disc, image, size) == 0;
    fclose(file);
    return same;
}

/* A burn that ended half way left a part of the image, as its result says. */
static void expect_a_part(df2d_t *writer, df2d_hresult hr)
{
    const df2d_write_result result = result_of(writer);
    EXPECT_HR(result.hr, hr);
    EXPECT(result.content_after == DF2D_CONTENT_PARTIAL && result.disc_after == DF2D_DISC_APPENDABLE);
    EXPECT(result.sectors_on_media > 0 && result.sectors_on_media < SECTORS);
    EXPECT(disc_holds(result.sectors_on_media));
}

/* --- the scenarios --- */

static void list_recorders(void)
{
    static const char *const ids[] = {"virtual:?media=dvd+r", "virtual:?media=bd-re"};
    df2d_master_t *master = NULL;
    df2d_recorder_t *recorder = NULL;
    char text[100];
    size_t needed;
    int32_t count = 0, n;

    EXPECT(setenv("DF2D_RECORDERS", "virtual:?media=dvd+r virtual:?media=bd-re", 1) == 0);
    EXPECT_HR(df2d_master_create(&master), DF2D_S_OK);
    EXPECT_HR(df2d_master_get_count(master, &count), DF2D_S_OK);
    /* They stand behind the drives of the computer. */
    EXPECT(count >= 2);
    for (n = 0; n < 2; ++n) {
        EXPECT_HR(df2d_master_get_item(master, count - 2 + n, text, sizeof text, &needed), DF2D_S_OK);
        EXPECT(strcmp(text, ids[n]) == 0 && needed == strlen(text) + 1);
        EXPECT_HR(df2d_recorder_open(text, &recorder), DF2D_S_OK);
        EXPECT_HR(df2d_recorder_get_active_disc_recorder(recorder, text, sizeof text, &needed), DF2D_S_OK);
        EXPECT(strcmp(text, ids[n]) == 0);
        EXPECT_HR(df2d_recorder_get_vendor_id(recorder, text, sizeof text, &needed), DF2D_S_OK);
        EXPECT(strcmp(text, "DF2D") == 0);
        EXPECT_HR(df2d_recorder_get_product_id(recorder, text, sizeof text, &needed), DF2D_S_OK);
        EXPECT(strcmp(text, "VIRTUAL RECORDER") == 0);
        EXPECT_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
    }
    EXPECT_HR(df2d_master_destroy(master), DF2D_S_OK);
}

static void burn(void)
{
    burner b = burner_open(DVD_PLUS_R);
    df2d_write_result result;

    EXPECT_HR(write_image(b.writer), DF2D_S_OK);
    result = result_of(b.writer);
    EXPECT(result.hr == DF2D_S_OK && result.content_after == DF2D_CONTENT_WHOLE);
    /* With the default properties a DVD+R is closed by its first write. */
    EXPECT(result.disc_after == DF2D_DISC_CLOSED && result.start_lba == 0);
    EXPECT(result.sectors_requested == SECTORS && result.sectors_on_media == SECTORS);
    EXPECT(disc_holds(SECTORS));
    burner_close(&b);
}

/* What came of the updates of one burn. */
typedef struct updates {
    int count;
    int of_data;
    int in_order;
    int ends;
    int update_after_end;
    int64_t total_sectors;
    df2d_progress last;
} updates;

static void on_update(df2d_t *writer, const df2d_progress *progress, void *user_data)
{
    updates *u = user_data;
    (void)writer;
    if (u->count++ == 0) {
        u->in_order = progress->current_action == ACTION(VALIDATING_MEDIA) && progress->done_sectors == 0;
        u->total_sectors = progress->total_sectors;
    } else {
        u->in_order = u->in_order && progress->done_sectors >= u->last.done_sectors &&
                      progress->current_action >= u->last.current_action && progress->total_sectors == u->total_sectors;
    }
    u->of_data += progress->current_action == ACTION(WRITING_DATA);
    u->update_after_end |= u->ends > 0;
    u->last = *progress;
}

static void on_end(df2d_t *writer, const df2d_write_result *result, void *user_data)
{
    updates *u = user_data;
    (void)writer, (void)result;
    ++u->ends;
}

static void progress(void)
{
    burner b = burner_open(DVD_PLUS_R);
    updates u;
    uint32_t cookie, end_cookie;

    memset(&u, 0, sizeof u);
    EXPECT_HR(df2d_advise(b.writer, on_update, &u, NULL, &cookie), DF2D_S_OK);
    EXPECT_HR(df2d_advise_end(b.writer, on_end, &u, NULL, &end_cookie), DF2D_S_OK);
    EXPECT_HR(write_image(b.writer), DF2D_S_OK);
    EXPECT(u.in_order && u.of_data > 5 && u.ends == 1 && !u.update_after_end);
    EXPECT(u.last.current_action == ACTION(COMPLETED) && u.total_sectors == SECTORS);
    EXPECT(u.last.done_sectors == SECTORS && u.last.last_written_lba == SECTORS - 1);
    EXPECT_HR(df2d_unadvise(b.writer, cookie), DF2D_S_OK);
    EXPECT_HR(df2d_unadvise(b.writer, end_cookie), DF2D_S_OK);
    burner_close(&b);
}

static void cancel_half_way(df2d_t *writer, const df2d_progress *progress, void *user_data)
{
    df2d_hresult *answer = user_data;
    if (*answer != DF2D_E_PENDING || progress->done_sectors < HALF) return;
    *answer = df2d_cancel_write(writer);
}

static void cancel_from_callback(void)
{
    burner b = burner_open(DVD_PLUS_R);
    df2d_hresult answer = DF2D_E_PENDING;
    uint32_t cookie;

    EXPECT_HR(df2d_advise(b.writer, cancel_half_way, &answer, NULL, &cookie), DF2D_S_OK);
    EXPECT_HR(write_image(b.writer), DF2D_E_IMAPI_REQUEST_CANCELLED);
    EXPECT_HR(answer, DF2D_S_OK);
    expect_a_part(b.writer, DF2D_E_IMAPI_REQUEST_CANCELLED);
    burner_close(&b);
}

/* A source of the program's own, which stops on the way: it fails, or hangs until it is cancelled. */
typedef struct source {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    size_t read;
    df2d_hresult error;
    int hangs;
    int cancelled;
} source;

static df2d_hresult source_size(void *user_data, uint64_t *size_bytes)
{
    (void)user_data;
    *size_bytes = sizeof image;
    return DF2D_S_OK;
}

static df2d_hresult source_read(void *user_data, void *buffer, size_t size, size_t *got)
{
    source *s = user_data;
    const size_t left = STOP * SECTOR - s->read;
    if (left > 0) {
        *got = size < left ? size : left;
        memcpy(buffer, image + s->read, *got);
        s->read += *got;
        return DF2D_S_OK;
    }
    pthread_mutex_lock(&s->lock);
    s->hangs = 1;
    pthread_cond_broadcast(&s->changed);
    while (s->error == DF2D_S_OK && !s->cancelled) pthread_cond_wait(&s->changed, &s->lock);
    pthread_mutex_unlock(&s->lock);
    return s->error;
}

static void source_cancel(void *user_data)
{
    source *s = user_data;
    pthread_mutex_lock(&s->lock);
    s->cancelled = 1;
    pthread_cond_broadcast(&s->changed);
    pthread_mutex_unlock(&s->lock);
}

static df2d_hresult write_source(df2d_t *writer, source *s)
{
    df2d_stream_callbacks callbacks;
    df2d_stream_t *stream = NULL;
    df2d_hresult hr;

    memset(&callbacks, 0, sizeof callbacks);
    callbacks.struct_size = sizeof callbacks;
    callbacks.size = source_size;
    callbacks.read = source_read;
    callbacks.cancel = source_cancel;
    EXPECT_HR(df2d_stream_from_callbacks(&callbacks, s, &stream), DF2D_S_OK);
    hr = df2d_write(writer, stream);
    EXPECT_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    return hr;
}

typedef struct canceller {
    df2d_t *writer;
    source *waits_for;
    df2d_hresult answer;
} canceller;

static void *cancel_when_it_hangs(void *argument)
{
    canceller *c = argument;
    pthread_mutex_lock(&c->waits_for->lock);
    while (!c->waits_for->hangs) pthread_cond_wait(&c->waits_for->changed, &c->waits_for->lock);
    pthread_mutex_unlock(&c->waits_for->lock);
    c->answer = df2d_cancel_write(c->writer);
    return NULL;
}

static void cancel_from_thread(void)
{
    burner b = burner_open(DVD_PLUS_R);
    source s = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, DF2D_S_OK, 0, 0};
    canceller c = {b.writer, &s, DF2D_E_PENDING};
    pthread_t thread;

    EXPECT(pthread_create(&thread, NULL, cancel_when_it_hangs, &c) == 0);
    EXPECT_HR(write_source(b.writer, &s), DF2D_E_IMAPI_REQUEST_CANCELLED);
    EXPECT(pthread_join(thread, NULL) == 0);
    EXPECT_HR(c.answer, DF2D_S_OK);
    expect_a_part(b.writer, DF2D_E_IMAPI_REQUEST_CANCELLED);
    burner_close(&b);
}

static void source_error(void)
{
    burner b = burner_open(DVD_PLUS_R);
    /* ERROR_CRC, a code that only the program itself uses. */
    const df2d_hresult own = (df2d_hresult)0x80070017;
    source s = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0, 0, 0};

    s.error = own;
    EXPECT_HR(write_source(b.writer, &s), own);
    expect_a_part(b.writer, own);
    burner_close(&b);
}

static void bad_handle(void)
{
    burner b = burner_open(DVD_PLUS_R);
    df2d_t *const writer = b.writer;
    df2d_recorder_t *const recorder = b.recorder;
    df2d_stream_t *stream = image_stream();
    df2d_bool value = 1;

    burner_close(&b);
    EXPECT_HR(df2d_get_force_overwrite(writer, &value), DF2D_E_HANDLE);
    EXPECT(value == 0);
    EXPECT_HR(df2d_write(writer, stream), DF2D_E_HANDLE);
    EXPECT_HR(df2d_destroy(writer), DF2D_E_HANDLE);
    EXPECT_HR(df2d_recorder_eject_media(recorder), DF2D_E_HANDLE);
    EXPECT_HR(df2d_recorder_eject_media((df2d_recorder_t *)(void *)stream), DF2D_E_HANDLE);
    EXPECT_HR(df2d_recorder_destroy(recorder), DF2D_E_HANDLE);
    EXPECT_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    EXPECT_HR(df2d_stream_destroy(stream), DF2D_E_HANDLE);
    EXPECT_HR(df2d_write(NULL, NULL), DF2D_E_POINTER);
    EXPECT_HR(df2d_recorder_open(NULL, &b.recorder), DF2D_E_POINTER);
    EXPECT_HR(df2d_create(NULL), DF2D_E_POINTER);
    EXPECT_HR(df2d_destroy(NULL), DF2D_S_OK);
}

static void on_erase_update(df2d_erase_t *eraser, int32_t elapsed_seconds, int32_t estimated_total_seconds,
                            void *user_data)
{
    int *count = user_data;
    (void)eraser;
    if (elapsed_seconds >= 0 && estimated_total_seconds >= elapsed_seconds) ++*count;
}

static void erase(void)
{
    burner b = burner_open(CD_RW);
    df2d_erase_t *eraser = NULL;
    df2d_write_result result;
    df2d_bool blank = 1;
    uint32_t cookie;
    int count = 0;

    EXPECT_HR(write_image(b.writer), DF2D_S_OK);
    EXPECT_HR(df2d_get_media_physically_blank(b.writer, &blank), DF2D_S_OK);
    EXPECT(!blank);
    EXPECT_HR(df2d_erase_create(&eraser), DF2D_S_OK);
    EXPECT_HR(df2d_erase_put_recorder(eraser, b.recorder), DF2D_S_OK);
    EXPECT_HR(df2d_erase_put_client_name(eraser, "scenarios"), DF2D_S_OK);
    EXPECT_HR(df2d_erase_put_full_erase(eraser, 1), DF2D_S_OK);
    EXPECT_HR(df2d_erase_advise(eraser, on_erase_update, &count, NULL, &cookie), DF2D_S_OK);
    EXPECT_HR(df2d_erase_erase_media(eraser), DF2D_S_OK);
    EXPECT(count > 2);
    EXPECT_HR(df2d_get_media_physically_blank(b.writer, &blank), DF2D_S_OK);
    EXPECT(blank);
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    EXPECT_HR(df2d_erase_get_result(eraser, &result), DF2D_S_OK);
    EXPECT(result.hr == DF2D_S_OK && result.disc_after == DF2D_DISC_APPENDABLE);
    EXPECT_HR(df2d_erase_destroy(eraser), DF2D_S_OK);
    burner_close(&b);
}

static void verify(void)
{
    burner b = burner_open(DVD_PLUS_R);
    df2d_virtual_fault fault;
    df2d_write_result result;
    uint32_t id;

    EXPECT_HR(df2d_put_burn_verification_level(b.writer, DF2D_IMAPI_BURN_VERIFICATION_FULL), DF2D_S_OK);
    EXPECT_HR(write_image(b.writer), DF2D_S_OK);
    EXPECT(result_of(b.writer).content_after == DF2D_CONTENT_WHOLE);
    EXPECT(disc_holds(SECTORS));
    burner_close(&b);

    b = burner_open(DVD_PLUS_R);
    EXPECT_HR(df2d_put_burn_verification_level(b.writer, DF2D_IMAPI_BURN_VERIFICATION_FULL), DF2D_S_OK);
    /* A sector that no READ can bring: MEDIUM ERROR, UNRECOVERED READ ERROR. */
    memset(&fault, 0, sizeof fault);
    fault.struct_size = sizeof fault;
    fault.opcode = 0x28;
    fault.lba = HALF;
    fault.effect = DF2D_VIRTUAL_EFFECT_SENSE;
    fault.sense_key = 0x03;
    fault.asc = 0x11;
    EXPECT_HR(df2d_virtual_fault_add(b.recorder, &fault, &id), DF2D_S_OK);
    EXPECT_HR(write_image(b.writer), DF2D_E_IMAPI_BURN_VERIFICATION_FAILED);
    result = result_of(b.writer);
    EXPECT_HR(result.hr, DF2D_E_IMAPI_BURN_VERIFICATION_FAILED);
    EXPECT(result.failure_sense_key == 0x03 && result.failure_asc == 0x11 && result.content_after == DF2D_CONTENT_UNKNOWN);
    burner_close(&b);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*run)(void);
    } scenarios[] = {
        {"list_recorders", list_recorders},
        {"burn", burn},
        {"progress", progress},
        {"cancel_from_callback", cancel_from_callback},
        {"cancel_from_thread", cancel_from_thread},
        {"source_error", source_error},
        {"bad_handle", bad_handle},
        {"erase", erase},
        {"verify", verify},
    };
    size_t n, alive = 1;
    uint32_t state = 1;

    scenario = argc == 2 ? argv[1] : "";
    /* No two sectors are alike. */
    for (n = 0; n < sizeof image; ++n) image[n] = (unsigned char)((state = state * 1664525u + 1013904223u) >> 24);
    for (n = 0; n < sizeof scenarios / sizeof *scenarios; ++n) {
        if (strcmp(scenarios[n].name, scenario) != 0) continue;
        scenarios[n].run();
        EXPECT_HR(df2d_live_objects(&alive), DF2D_S_OK);
        EXPECT(alive == 0);
        printf("ok %s\n", scenario);
        return 0;
    }
    printf("FAILED %s: there is no such scenario\n", scenario);
    return 1;
}
