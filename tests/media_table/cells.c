/* The situations. Each brings a new disc into its state, looks at it, and then makes the one call under test. */
#include "table.h"

/* Enough for several ticks of half a second at the drive's speed. */
enum { IMAGE = 3000, FIRST = 1500 };

static df2d_stream_t *memory_stream(cell *c, const unsigned char *data, size_t sectors)
{
    df2d_stream_t *stream = NULL;
    df2d_hresult hr = df2d_stream_from_memory(data, sectors * SECTOR, NULL, NULL, &stream);
    if (hr != DF2D_S_OK) complain(c, "no stream: %s", df2d_hresult_name(hr));
    return stream;
}

static df2d_hresult write_to(cell *c, const unsigned char *data, size_t sectors)
{
    df2d_stream_t *stream = memory_stream(c, data, sectors);
    df2d_hresult hr = df2d_write(c->writer, stream);
    df2d_stream_destroy(stream);
    return hr;
}

static void take_result(cell *c, df2d_hresult hr)
{
    df2d_hresult got;
    size_t needed;
    c->hr = hr;
    memset(&c->result, 0, sizeof c->result);
    c->result.struct_size = sizeof c->result;
    got = df2d_get_write_result(c->writer, &c->result);
    if (got != DF2D_S_OK) complain(c, "df2d_get_write_result answers %s", df2d_hresult_name(got));
    if (hr < 0) df2d_get_last_error(c->writer, NULL, c->why, sizeof c->why, &needed);
}

/* The call under test is a write of this. */
static void write_under_test(cell *c, const unsigned char *data, size_t sectors)
{
    c->image = data;
    c->sectors = sectors;
    c->before = look_at(c);
    take_result(c, write_to(c, data, sectors));
}

/* --- what comes before --- */

static void insert_blank(cell *c)
{
    cell_insert_blank(c, c->medium->small);
}

static void on_update(df2d_t *writer, const df2d_progress *progress, void *user_data);

static void listen_to(cell *c)
{
    uint32_t cookie;
    df2d_hresult hr = df2d_advise(c->writer, on_update, c, NULL, &cookie);
    if (hr != DF2D_S_OK) complain(c, "df2d_advise answers %s", df2d_hresult_name(hr));
}

/* A disc with one session on it that is left open, where the medium can be. A DVD+R DL stays open only when its write is
 * cancelled; a DVD-R DL never. */
static void insert_written(cell *c)
{
    const int cancelled = strcmp(c->medium->name, "dvd+r-dl") == 0;
    df2d_hresult hr;
    insert_blank(c);
    if (c->medium->kind == PRESSED) return;
    df2d_put_disable_consumer_dvd_compatibility_mode(c->writer, 1);
    if (cancelled) {
        c->cancel = IN_THE_MIDDLE;
        listen_to(c);
    }
    hr = write_to(c, numbered_image(1, IMAGE), cancelled ? IMAGE : FIRST);
    if (hr != (cancelled ? DF2D_E_IMAPI_REQUEST_CANCELLED : DF2D_S_OK))
        complain(c, "the first write answers %s", df2d_hresult_name(hr));
    c->sectors_before = FIRST;
    c->cancel = NEVER;
    cell_new_writer(c);
    df2d_put_disable_consumer_dvd_compatibility_mode(c->writer, 1);
}

static void insert_closed(cell *c)
{
    df2d_hresult hr;
    insert_blank(c);
    if (c->medium->kind == PRESSED) return;
    df2d_put_force_media_to_be_closed(c->writer, 1);
    hr = write_to(c, numbered_image(1, FIRST), FIRST);
    if (hr != DF2D_S_OK) complain(c, "the first write answers %s", df2d_hresult_name(hr));
    c->sectors_before = FIRST;
    /* An overwritable disc is not closed by a write, and most are not by a close either. */
    if (c->medium->kind == OVERWRITABLE) df2d_close_media(c->writer);
    cell_new_writer(c);
}

/* It strikes once, at the next command of that kind. */
static void add_fault(cell *c, int opcode, int64_t lba, int32_t effect)
{
    df2d_virtual_fault fault;
    df2d_hresult hr;
    uint32_t id;
    memset(&fault, 0, sizeof fault);
    fault.struct_size = sizeof fault;
    fault.opcode = opcode;
    fault.lba = lba;
    fault.times = 1;
    fault.effect = effect;
    fault.delay_ms = effect == DF2D_VIRTUAL_EFFECT_DELAY ? 20000 : 0;
    hr = df2d_virtual_fault_add(c->recorder, &fault, &id);
    if (hr != DF2D_S_OK) complain(c, "df2d_virtual_fault_add answers %s", df2d_hresult_name(hr));
}

/* The drive is unplugged in the middle of a write, and is back when somebody looks at the disc again. */
static void insert_interrupted(cell *c)
{
    df2d_hresult hr;
    insert_blank(c);
    if (c->medium->kind == PRESSED) return;
    add_fault(c, -1, 2000, DF2D_VIRTUAL_EFFECT_DEVICE_GONE);
    hr = write_to(c, numbered_image(1, IMAGE), IMAGE);
    if (hr != DF2D_E_DEV_NOT_EXIST) complain(c, "the write that the drive leaves answers %s", df2d_hresult_name(hr));
    df2d_virtual_fault_clear(c->recorder);
    hr = df2d_virtual_power_cycle(c->recorder);
    if (hr != DF2D_S_OK) complain(c, "df2d_virtual_power_cycle answers %s", df2d_hresult_name(hr));
    cell_new_writer(c);
}

/* --- when to cancel --- */

static void on_update(df2d_t *writer, const df2d_progress *progress, void *user_data)
{
    cell *c = user_data;
    df2d_virtual_counts counts;
    memset(&counts, 0, sizeof counts);
    counts.struct_size = sizeof counts;
    if (c->cancel == IN_THE_MIDDLE && progress->current_action == ACTION(WRITING_DATA) &&
        progress->last_written_lba - progress->start_lba >= FIRST) {
        c->cancel = NEVER;
        c->cancel_answer = df2d_cancel_write(writer);
    }
    if (c->cancel == WHILE_CLOSING && progress->current_action == ACTION(WRITING_DATA) && !c->closing_lasts) {
        /* Not before: a format ends with a flush too. */
        c->closing_lasts = 1;
        add_fault(c, c->medium->closing, -1, DF2D_VIRTUAL_EFFECT_DELAY);
    }
    /* Once the command struck that the fault makes last, the disc is being closed. */
    if (c->cancel == WHILE_CLOSING && progress->current_action == ACTION(FINALIZATION) &&
        df2d_virtual_counters(c->recorder, &counts) == DF2D_S_OK && counts.faults > 0) {
        c->cancel = NEVER;
        c->cancel_answer = df2d_cancel_write(writer);
    }
}

/* A cancel that was to be asked was asked, and told this. */
static void check_cancel(cell *c, df2d_hresult expected)
{
    if (c->medium->kind == PRESSED) return;
    if (c->cancel != NEVER)
        complain(c, "the moment to cancel never came");
    else if (c->cancel_answer != expected)
        complain(c, "df2d_cancel_write answers %s", df2d_hresult_name(c->cancel_answer));
}

/* A source that cancels the write when its first byte is asked for: the drive is ready, and nothing is written. */
static df2d_hresult size_of_source(void *user_data, uint64_t *size_bytes)
{
    *size_bytes = ((cell *)user_data)->sectors * SECTOR;
    return DF2D_S_OK;
}

static df2d_hresult read_and_cancel(void *user_data, void *buffer, size_t size, size_t *got)
{
    cell *c = user_data;
    c->cancel = NEVER;
    c->cancel_answer = df2d_cancel_write(c->writer);
    memset(buffer, 0xA5, size);
    *got = size;
    return DF2D_S_OK;
}

static df2d_hresult read_nothing(void *user_data, void *buffer, size_t size, size_t *got)
{
    (void)user_data, (void)buffer, (void)size, (void)got;
    return DF2D_E_ACCESSDENIED;
}

static df2d_hresult write_source(cell *c, df2d_hresult (*read)(void *, void *, size_t, size_t *))
{
    df2d_stream_callbacks calls;
    df2d_stream_t *stream = NULL;
    df2d_hresult hr;
    memset(&calls, 0, sizeof calls);
    calls.struct_size = sizeof calls;
    calls.size = size_of_source;
    calls.read = read;
    hr = df2d_stream_from_callbacks(&calls, c, &stream);
    if (hr != DF2D_S_OK) complain(c, "no stream: %s", df2d_hresult_name(hr));
    hr = df2d_write(c->writer, stream);
    df2d_stream_destroy(stream);
    return hr;
}

/* --- the situations --- */

static void burn(cell *c)
{
    insert_blank(c);
    write_under_test(c, iso, iso_sectors);
}

static void append(cell *c)
{
    insert_written(c);
    write_under_test(c, numbered_image(2, FIRST), FIRST);
    if (c->medium->kind == OVERWRITABLE) {
        /* What the refusal asks for is all that it takes. */
        df2d_put_force_overwrite(c->writer, 1);
        if (write_to(c, numbered_image(1, FIRST), FIRST) != DF2D_S_OK) complain(c, "ForceOverwrite does not help");
    }
}

static void close_media(cell *c)
{
    insert_written(c);
    c->before = look_at(c);
    take_result(c, df2d_close_media(c->writer));
}

static void burn_on_closed(cell *c)
{
    insert_closed(c);
    write_under_test(c, numbered_image(2, FIRST), FIRST);
}

/* Data at the far end of an overwritable disc, so that an erase that stops early is found out. */
static void write_at_the_end(cell *c, int32_t total)
{
    const df2d_block_range range = {total - 64, total - 33};
    df2d_stream_t *stream = NULL;
    FILE *file = fopen("end.bin", "wb");
    df2d_hresult hr = DF2D_E_FAIL;
    if (file != NULL && fseek(file, (long)(range.start_lba * (long)SECTOR), SEEK_SET) == 0 &&
        fwrite(numbered_image(3, 64), SECTOR, 64, file) == 64)
        hr = DF2D_S_OK;
    if (file != NULL) fclose(file);
    if (hr >= 0) hr = df2d_stream_from_file("end.bin", &stream);
    if (hr >= 0) hr = df2d_stream_put_block_ranges(stream, &range, 1);
    if (hr >= 0) hr = df2d_write(c->writer, stream);
    if (hr < 0) complain(c, "nothing could be written at the end: %s", df2d_hresult_name(hr));
    df2d_stream_destroy(stream);
    remove("end.bin");
}

static void erase(cell *c, int full)
{
    df2d_erase_t *eraser = NULL;
    df2d_hresult hr;
    size_t needed;
    insert_written(c);
    c->before = look_at(c);
    /* With pseudo-overwrite there is no end yet: the disc is written up to where it was written so far. */
    if (c->medium->kind == OVERWRITABLE && c->medium->type != MEDIA(BDR)) {
        write_at_the_end(c, c->before.total);
        c->before = look_at(c);
    }
    hr = df2d_erase_create(&eraser);
    if (hr >= 0) hr = df2d_erase_put_recorder(eraser, c->recorder);
    if (hr >= 0) hr = df2d_erase_put_client_name(eraser, "media table");
    if (hr >= 0) hr = df2d_erase_put_full_erase(eraser, full);
    if (hr < 0) complain(c, "no eraser: %s", df2d_hresult_name(hr));
    c->hr = df2d_erase_erase_media(eraser);
    memset(&c->result, 0, sizeof c->result);
    c->result.struct_size = sizeof c->result;
    hr = df2d_erase_get_result(eraser, &c->result);
    if (hr != DF2D_S_OK) complain(c, "df2d_erase_get_result answers %s", df2d_hresult_name(hr));
    if (c->hr < 0) df2d_erase_get_last_error(eraser, NULL, c->why, sizeof c->why, &needed);
    if (c->hr >= 0) c->erased = full ? ERASED_FULL : ERASED_QUICK;
    df2d_erase_destroy(eraser);
}

static void erase_quick(cell *c)
{
    erase(c, 0);
}

static void erase_full(cell *c)
{
    erase(c, 1);
}

static void verify(cell *c)
{
    insert_blank(c);
    df2d_put_burn_verification_level(c->writer, DF2D_IMAPI_BURN_VERIFICATION_FULL);
    write_under_test(c, iso, iso_sectors);
}

static void cancel_at_start(cell *c)
{
    insert_blank(c);
    c->before = look_at(c);
    c->sectors = IMAGE;
    c->cancel = IN_THE_MIDDLE;
    take_result(c, write_source(c, read_and_cancel));
    check_cancel(c, DF2D_S_OK);
}

static void cancel_in_the_middle(cell *c)
{
    insert_blank(c);
    c->cancel = IN_THE_MIDDLE;
    listen_to(c);
    write_under_test(c, numbered_image(1, IMAGE), IMAGE);
    check_cancel(c, DF2D_S_OK);
}

static void cancel_while_closing(cell *c)
{
    insert_blank(c);
    c->cancel = WHILE_CLOSING;
    listen_to(c);
    write_under_test(c, numbered_image(1, IMAGE), IMAGE);
    check_cancel(c, DF2D_S_FALSE);
}

static void recover(cell *c, df2d_recover_action action)
{
    df2d_stream_t *stream = NULL;
    insert_interrupted(c);
    c->before = look_at(c);
    c->image = numbered_image(1, IMAGE);
    c->sectors = IMAGE;
    if (action == DF2D_RECOVER_RESUME) stream = memory_stream(c, c->image, c->sectors);
    take_result(c, df2d_recover_media(c->writer, action, stream));
    df2d_stream_destroy(stream);
}

static void recover_report(cell *c)
{
    recover(c, DF2D_RECOVER_REPORT);
}

static void recover_close(cell *c)
{
    recover(c, DF2D_RECOVER_CLOSE);
}

static void recover_resume(cell *c)
{
    recover(c, DF2D_RECOVER_RESUME);
}

static void capacity_and_one(cell *c)
{
    cell_insert_blank(c, c->medium->real);
    c->before = look_at(c);
    if (c->medium->capacity != 0 && c->before.total != c->medium->capacity)
        complain(c, "a real disc has %d sectors, not %d", (int)c->medium->capacity, (int)c->before.total);
    if (c->medium->kind != PRESSED && c->before.free < c->before.total * 9 / 10)
        complain(c, "of %d sectors %d are free", (int)c->before.total, (int)c->before.free);
    c->sectors = (size_t)c->before.free + 1;
    take_result(c, write_source(c, read_nothing));
}

const situation all_situations[] = {
    {"burn", "burn", burn},
    {"append", "append", append},
    {"close", "close", close_media},
    {"burn-on-closed", "burn on closed", burn_on_closed},
    {"erase-quick", "erase quick", erase_quick},
    {"erase-full", "erase full", erase_full},
    {"verify", "verify", verify},
    {"cancel-start", "cancel at start", cancel_at_start},
    {"cancel-middle", "cancel amid", cancel_in_the_middle},
    {"cancel-close", "cancel closing", cancel_while_closing},
    {"recover-report", "recover report", recover_report},
    {"recover-close", "recover close", recover_close},
    {"recover-resume", "recover resume", recover_resume},
    {"capacity+1", "capacity + 1", capacity_and_one},
};
const size_t situation_count = COUNT(all_situations);
