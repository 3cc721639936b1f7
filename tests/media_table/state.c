/* What is true of a disc after a cell: asked of the drive anew, and read from the disc's file without the library. */
#include "table.h"

#include <stdarg.h>

void complain(cell *c, const char *format, ...)
{
    const size_t used = strlen(c->complaints), room = sizeof c->complaints - used;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(c->complaints + used, room, format, arguments);
    va_end(arguments);
    if (strlen(c->complaints) + 2 < sizeof c->complaints) strcat(c->complaints, "\n");
}

/* --- the disc's file: sector N at byte 2048 x N --- */

enum { LOOKED_AT = 8000 };

/* How many sectors from lba on are as in data; data NULL is zeros. Sectors beyond the end of the file are zeros. */
static size_t sectors_alike(const char *path, size_t lba, const unsigned char *data, size_t sectors)
{
    static const unsigned char zeros[2048];
    unsigned char sector[2048];
    size_t same = 0;
    FILE *file = fopen(path, "rb");
    if (file == NULL) return 0;
    if (fseek(file, (long)(lba * SECTOR), SEEK_SET) == 0) {
        for (; same < sectors; ++same) {
            if (fread(sector, SECTOR, 1, file) != 1) memset(sector, 0, sizeof sector);
            if (memcmp(sector, data == NULL ? zeros : data + same * SECTOR, SECTOR) != 0) break;
        }
    }
    fclose(file);
    return same;
}

/* Of the first sectors; those beyond the end of the file are zeros. */
static uint32_t checksum(const char *path)
{
    static unsigned char buffer[64 * 2048];
    uint32_t sum = 2166136261u;
    size_t done, got, n;
    FILE *file = fopen(path, "rb");
    if (file == NULL) return 0;
    for (done = 0; done < LOOKED_AT * SECTOR; done += sizeof buffer) {
        got = fread(buffer, 1, sizeof buffer, file);
        memset(buffer + got, 0, sizeof buffer - got);
        for (n = 0; n < sizeof buffer; n += 4)
            sum = (sum ^ (buffer[n] | (uint32_t)buffer[n + 1] << 8 | (uint32_t)buffer[n + 2] << 16 | (uint32_t)buffer[n + 3] << 24)) * 16777619u;
    }
    fclose(file);
    return sum;
}

/* --- the drive --- */

static void ask(cell *c, df2d_hresult expected, df2d_hresult got, const char *what)
{
    if (got != expected) complain(c, "%s answers %s", what, df2d_hresult_name(got));
}

state look_at(cell *c)
{
    state s;
    memset(&s, 0, sizeof s);
    ask(c, DF2D_S_OK, df2d_get_current_media_status(c->writer, &s.status), "df2d_get_current_media_status");
    ask(c, DF2D_S_OK, df2d_get_current_physical_media_type(c->writer, &s.type), "df2d_get_current_physical_media_type");
    /* IMAPI2 has addresses of discs that can be written, and of no others. */
    s.addresses = s.status & STATE(UNSUPPORTED_MASK) ? DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE : DF2D_S_OK;
    ask(c, s.addresses, df2d_get_total_sectors_on_media(c->writer, &s.total), "df2d_get_total_sectors_on_media");
    ask(c, s.addresses, df2d_get_free_sectors_on_media(c->writer, &s.free), "df2d_get_free_sectors_on_media");
    ask(c, s.addresses, df2d_get_next_writable_address(c->writer, &s.next_writable), "df2d_get_next_writable_address");
    ask(c, s.addresses, df2d_get_start_address_of_previous_session(c->writer, &s.previous_session),
        "df2d_get_start_address_of_previous_session");
    s.content = checksum(c->path);
    return s;
}

static void check_addresses(cell *c)
{
    const state *s = &c->after;
    const df2d_write_result *r = &c->result;
    const int written = r->content_after == DF2D_CONTENT_PARTIAL || r->content_after == DF2D_CONTENT_WHOLE;
    if (s->addresses != DF2D_S_OK) return;
    if (s->status & (STATE(OVERWRITE_ONLY) | STATE(BLANK))) {
        if (s->next_writable != 0) complain(c, "the next writable address is %d", (int)s->next_writable);
        if (s->previous_session != -1) complain(c, "the previous session is at %d", (int)s->previous_session);
        if (s->status & STATE(OVERWRITE_ONLY) ? s->free != s->total : s->free <= 0 || s->free > s->total)
            complain(c, "%d of %d sectors are free", (int)s->free, (int)s->total);
    } else {
        if (written && s->next_writable < r->start_lba + r->sectors_on_media)
            complain(c, "the next writable address, %d, is in what was written", (int)s->next_writable);
        if (s->free <= 0 || s->free > s->total - s->next_writable)
            complain(c, "%d sectors are free from %d on, of %d", (int)s->free, (int)s->next_writable, (int)s->total);
        if (c->medium->kind == RANDOM ? s->previous_session != -1 : written && s->previous_session != r->start_lba)
            complain(c, "the previous session is at %d", (int)s->previous_session);
    }
}

/* Which states a disc that "can now" do this may be in. */
static int may_be(df2d_disc_state disc, df2d_media_state status)
{
    const int usable = (status & STATE(UNSUPPORTED_MASK)) == 0;
    switch (disc) {
    case DF2D_DISC_APPENDABLE: return usable && (status & (STATE(APPENDABLE) | STATE(BLANK)));
    case DF2D_DISC_OVERWRITABLE: return usable && (status & STATE(OVERWRITE_ONLY));
    case DF2D_DISC_CLOSED: return (status & STATE(FINALIZED)) != 0;
    case DF2D_DISC_ERASE_REQUIRED: return (status & STATE(ERASE_REQUIRED)) != 0;
    case DF2D_DISC_RECOVERABLE: return (status & STATE(NON_EMPTY_SESSION)) != 0;
    case DF2D_DISC_UNUSABLE: return !usable;
    case DF2D_DISC_UNCHANGED: return 1;
    default: return 0;
    }
}

/* With a recorder and a writer that were not there when it happened. */
void check_against_drive(cell *c)
{
    const df2d_write_result *r = &c->result;
    const int closed = (c->after.status & STATE(FINALIZED)) != 0;
    df2d_virtual_counts counts;
    char owner[100] = "?";
    size_t needed;
    if (r->hr != c->hr) complain(c, "the result says %s", df2d_hresult_name(r->hr));
    if (r->media_status_after != c->after.status)
        complain(c, "the result says status %X, the drive %X", (unsigned)r->media_status_after, (unsigned)c->after.status);
    if (!may_be(r->disc_after, c->after.status))
        complain(c, "disc_after %d, but the status is %X", (int)r->disc_after, (unsigned)c->after.status);
    if (c->after.type != (closed ? c->medium->type_closed : c->medium->type))
        complain(c, "the drive calls the disc type %d", (int)c->after.type);
    check_addresses(c);
    memset(&counts, 0, sizeof counts);
    counts.struct_size = sizeof counts;
    ask(c, DF2D_S_OK, df2d_virtual_counters(c->recorder, &counts), "df2d_virtual_counters");
    if (counts.prevented) complain(c, "the tray is locked");
    df2d_recorder_get_exclusive_access_owner(c->recorder, owner, sizeof owner, &needed);
    if (owner[0] != 0) complain(c, "the drive belongs to %s", owner);
}

static void check_written(cell *c)
{
    const df2d_write_result *r = &c->result;
    const int64_t on_media = r->sectors_on_media;
    const size_t start = r->start_lba < 0 ? 0 : (size_t)r->start_lba;
    if (on_media > r->sectors_requested && r->sectors_requested > 0) complain(c, "more on the disc than was asked for");
    switch (r->content_after) {
    case DF2D_CONTENT_NONE:
        if (on_media != 0) complain(c, "none, but %ld sectors on the disc", (long)on_media);
        break;
    case DF2D_CONTENT_PARTIAL:
        if (on_media <= 0 || (size_t)on_media >= c->sectors) complain(c, "%ld sectors are a part", (long)on_media);
        break;
    case DF2D_CONTENT_WHOLE:
        if ((size_t)on_media != c->sectors) complain(c, "%ld sectors are the whole", (long)on_media);
        break;
    case DF2D_CONTENT_UNKNOWN:
        if (on_media != 0) complain(c, "unknown, but %ld sectors on the disc", (long)on_media);
        break;
    default: complain(c, "content_after %d", (int)r->content_after);
    }
    if (c->image != NULL && on_media > 0 && sectors_alike(c->path, start, c->image, (size_t)on_media) < (size_t)on_media)
        complain(c, "the file of the disc does not hold the %ld sectors at %lu", (long)on_media, (unsigned long)start);
}

static void check_zero(cell *c, size_t lba, size_t sectors)
{
    const size_t zeros = sectors_alike(c->path, lba, NULL, sectors);
    if (zeros < sectors) complain(c, "the file of the disc still holds data at %lu", (unsigned long)(lba + zeros));
}

static void check_erased(cell *c)
{
    const size_t total = (size_t)c->before.total, span = 1024;
    df2d_bool blank = 0;
    ask(c, DF2D_S_OK, df2d_get_media_heuristically_blank(c->writer, &blank), "df2d_get_media_heuristically_blank");
    if (!blank) complain(c, "the disc does not pass for blank");
    /* A quick erase of a medium that becomes blank again leaves data that nobody can read any more. */
    if (c->erased == ERASED_QUICK && c->medium->kind != OVERWRITABLE) return;
    if (c->erased == ERASED_FULL) {
        check_zero(c, 0, total);
    } else {
        check_zero(c, 0, span);
        check_zero(c, total - span, span);
    }
}

void check_content(cell *c)
{
    const unsigned char *first = numbered_image(c->medium->kind == PRESSED ? 9 : 1, c->sectors_before);
    check_written(c);
    if (c->erased != NOT_ERASED) {
        check_erased(c);
        return;
    }
    if (c->sectors_before > 0 && sectors_alike(c->path, 0, first, c->sectors_before) < c->sectors_before)
        complain(c, "what was on the disc before is not there any more");
    if (c->result.disc_after != DF2D_DISC_UNCHANGED) return;
    if (c->before.content != c->after.content || c->before.status != c->after.status)
        complain(c, "the disc is not unchanged: its status was %X", (unsigned)c->before.status);
}
