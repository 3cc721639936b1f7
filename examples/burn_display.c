/* What df2d-burn says: progress bar, plain lines, JSON, and the sentence at the end. */
#define _POSIX_C_SOURCE 200809L

#include "burn_display.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

struct medium {
    const char *name;
    int32_t sectors_at_1x;
};

/* By IMAPI_MEDIA_PHYSICAL_TYPE. */
static const struct medium MEDIA[] = {
    {"unknown disc", 0},
    {"CD-ROM", DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_CD},
    {"CD-R", DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_CD},
    {"CD-RW", DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_CD},
    {"DVD-ROM", DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_DVD},
    {"DVD-RAM", DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_DVD},
    {"DVD+R", DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_DVD},
    {"DVD+RW", DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_DVD},
    {"DVD+R DL", DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_DVD},
    {"DVD-R", DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_DVD},
    {"DVD-RW", DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_DVD},
    {"DVD-R DL", DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_DVD},
    {"randomly writable disc", 0},
    {"DVD+RW DL", DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_DVD},
    /* IMAPI2's constant for HD DVD counts kilobytes; 1x is 2231 sectors. */
    {"HD DVD-ROM", 2231},
    {"HD DVD-R", 2231},
    {"HD DVD-RAM", 2231},
    {"BD-ROM", DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_BD},
    {"BD-R", DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_BD},
    {"BD-RE", DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_BD},
};

struct action {
    const char *word;           /* for people */
    const char *key;            /* in JSON */
};

/* By IMAPI_FORMAT2_DATA_WRITE_ACTION. */
static const struct action ACTIONS[] = {
    {"Checking", "validating_media"},
    {"Formatting", "formatting_media"},
    {"Preparing", "initializing_hardware"},
    {"Calibrating", "calibrating_power"},
    {"Writing", "writing_data"},
    {"Finalizing", "finalization"},
    {"Completed", "completed"},
    {"Verifying", "verifying"},
};

/* By DF2D_CONTENT_*. */
static const char *const CONTENT_KEYS[] = {"none", "partial", "whole", "unknown"};

struct disc {
    const char *key;
    const char *sentence;
};

/* By DF2D_DISC_*. */
static const struct disc DISCS[] = {
    {"unchanged", "The disc is as it was before."},
    {"appendable", "The disc is readable, and a further session can be written to it."},
    {"closed", "The disc is closed: it can be read, and nothing can be added to it."},
    {"overwritable", "The disc can be overwritten at any time."},
    {"erase_required", "The disc must be erased before it can be written again."},
    {"recoverable", "A session was left open: it must be closed before the disc can be used further."},
    {"unusable", "The disc cannot be used any more."},
    {"unknown", "The drive could not be asked what the disc can do now."},
};

/* A value that a later version of the library adds must not lead outside a table. */
static const struct action *action_of(int32_t action)
{
    static const struct action other = {"Working", "other"};
    return action >= 0 && (size_t)action < LENGTH(ACTIONS) ? &ACTIONS[action] : &other;
}

static const struct disc *disc_of(int32_t disc)
{
    return &DISCS[disc >= 0 && (size_t)disc < LENGTH(DISCS) ? disc : DF2D_DISC_UNKNOWN];
}

static const char *content_key(int32_t content)
{
    return CONTENT_KEYS[content >= 0 && (size_t)content < LENGTH(CONTENT_KEYS) ? content : DF2D_CONTENT_UNKNOWN];
}

static const struct medium *medium_of(int32_t media_type)
{
    return &MEDIA[media_type >= 0 && (size_t)media_type < LENGTH(MEDIA) ? media_type : 0];
}

const char *media_name(int32_t media_type)
{
    return medium_of(media_type)->name;
}

int32_t sectors_per_second_at_1x(int32_t media_type)
{
    return medium_of(media_type)->sectors_at_1x;
}

static int percent(int64_t part, int64_t whole)
{
    if (whole <= 0 || part <= 0)
        return 0;
    return part >= whole ? 100 : (int)(part * 100 / whole);
}

static double megabytes(int64_t sectors)
{
    return (double)sectors * DF2D_IMAPI_SECTOR_SIZE / 1e6;
}

static const char *clock_text(int64_t seconds, char *buffer, size_t size)
{
    if (seconds >= 3600)
        snprintf(buffer, size, "%" PRId64 ":%02d:%02d", seconds / 3600, (int)(seconds / 60 % 60), (int)(seconds % 60));
    else
        snprintf(buffer, size, "%d:%02d", (int)(seconds / 60), (int)(seconds % 60));
    return buffer;
}

static int moves_data(int32_t action)
{
    return action == DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA ||
           action == DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING;
}

/* "  22.15 MB/s  16.0x   1:23 left  buffer 100% drive  97%"; reading back uses no buffers. */
static void data_text(const struct display *display, const df2d_progress *p, char *text, size_t size)
{
    char left[32], speed[48] = "", buffer[32] = "", drive[32] = "";

    if (p->bytes_per_second > 0 && display->sectors_at_1x > 0)
        snprintf(speed, sizeof speed, "%6.2f MB/s %4.1fx ", (double)p->bytes_per_second / 1e6,
                 (double)p->bytes_per_second / DF2D_IMAPI_SECTOR_SIZE / display->sectors_at_1x);
    if (p->current_action == DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA) {
        snprintf(buffer, sizeof buffer, "  buffer %3d%%", percent(p->used_system_buffer, p->total_system_buffer));
        if (p->drive_buffer_bytes > 0)
            snprintf(drive, sizeof drive, " drive %3d%%", percent(p->drive_buffer_used_bytes, p->drive_buffer_bytes));
    }
    snprintf(text, size, "%s%5s left%s%s", speed, clock_text((p->remaining_ms + 999) / 1000, left, sizeof left), buffer, drive);
}

/* What stands behind the percentage in actions that move no data. */
static void phase_text(const df2d_progress *p, char *text, size_t size)
{
    char elapsed[32];

    clock_text(p->elapsed_ms / 1000, elapsed, sizeof elapsed);
    if (p->action_permille >= 0)
        snprintf(text, size, "%d%% of this step, %s elapsed", (int)(p->action_permille / 10), elapsed);
    else
        snprintf(text, size, "%s elapsed", elapsed);
}

/* How long a line may be without going on in the next, where it could not be drawn over. */
static int terminal_columns(void)
{
    struct winsize size;

    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

static void show_bar(struct display *display, const df2d_progress *p)
{
    enum { WIDTH = 12 };
    char bar[WIDTH + 1], text[128], line[256];
    int done = percent(p->done_sectors, p->total_sectors), filled = done * WIDTH / 100, i;

    for (i = 0; i < WIDTH; i++)
        bar[i] = i < filled ? '#' : '.';
    bar[WIDTH] = '\0';
    if (moves_data(p->current_action) && !p->cancelling)
        data_text(display, p, text, sizeof text);
    else
        phase_text(p, text, sizeof text);
    snprintf(line, sizeof line, "%s%s %3d%% [%s] %s", p->cancelling ? "Cancelling: " : "",
             action_of(p->current_action)->word, done, bar, text);
    fprintf(stderr, "\r\033[K%.*s", terminal_columns() - 1, line);
    fflush(stderr);
    display->bar_is_drawn = 1;
}

/* One line for each change of action, and for each tenth of the job. */
static void show_line(struct display *display, const df2d_progress *p)
{
    char text[128];
    int done = percent(p->done_sectors, p->total_sectors), step = moves_data(p->current_action) ? done / 10 : 0;

    if (p->current_action == display->last_action && step == display->last_step)
        return;
    if (moves_data(p->current_action) && p->current_action == display->last_action)
        data_text(display, p, text, sizeof text);
    else
        phase_text(p, text, sizeof text);
    fprintf(stderr, "%s%s %d%%: %s\n", p->cancelling ? "Cancelling: " : "", action_of(p->current_action)->word,
            done, text + strspn(text, " "));
    display->last_action = p->current_action;
    display->last_step = step;
}

static void show_json(const df2d_progress *p)
{
    printf("{\"event\":\"progress\",\"action\":\"%s\",\"done_sectors\":%" PRId64 ",\"total_sectors\":%" PRId64
           ",\"start_lba\":%" PRId32 ",\"last_read_lba\":%" PRId32 ",\"last_written_lba\":%" PRId32
           ",\"bytes_per_second\":%" PRId64 ",\"elapsed_ms\":%" PRId64 ",\"remaining_ms\":%" PRId64
           ",\"system_buffer_bytes\":%" PRId32 ",\"system_buffer_used_bytes\":%" PRId32
           ",\"drive_buffer_bytes\":%" PRId64 ",\"drive_buffer_used_bytes\":%" PRId64
           ",\"action_permille\":%" PRId32 ",\"under_runs\":%" PRIu32 ",\"cancelling\":%s}\n",
           action_of(p->current_action)->key, p->done_sectors, p->total_sectors, p->start_lba, p->last_read_lba,
           p->last_written_lba, p->bytes_per_second, p->elapsed_ms, p->remaining_ms, p->total_system_buffer,
           p->used_system_buffer, p->drive_buffer_bytes, p->drive_buffer_used_bytes, p->action_permille,
           p->under_runs, p->cancelling ? "true" : "false");
    fflush(stdout);
}

void display_progress(struct display *display, const df2d_progress *progress)
{
    pthread_mutex_lock(&display->mutex);
    if (display->json)
        show_json(progress);
    if (display->terminal && !display->quiet)
        show_bar(display, progress);
    else if (!display->json && !display->quiet)
        show_line(display, progress);
    pthread_mutex_unlock(&display->mutex);
}

/* Puts what follows on a line of its own below the bar. */
static void leave_bar(struct display *display)
{
    if (display->bar_is_drawn)
        fputc('\n', stderr);
    display->bar_is_drawn = 0;
}

void display_note(struct display *display, const char *format, ...)
{
    va_list arguments;

    pthread_mutex_lock(&display->mutex);
    leave_bar(display);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    pthread_mutex_unlock(&display->mutex);
}

static enum exit_code exit_code_of(const struct outcome *outcome)
{
    if (outcome->hr >= 0)
        return EXIT_DONE;
    if (outcome->hr == DF2D_E_IMAPI_REQUEST_CANCELLED)
        return EXIT_CANCELLED;
    if (outcome->hr == DF2D_E_IMAPI_BURN_VERIFICATION_FAILED)
        return EXIT_VERIFICATION;
    if (outcome->started && outcome->result.disc_after != DF2D_DISC_UNCHANGED)
        return EXIT_DISC_CHANGED;
    return EXIT_DISC_UNCHANGED;
}

static const char *heading(enum exit_code code)
{
    switch (code) {
    case EXIT_DONE:
        return "Done";
    case EXIT_CANCELLED:
        return "Cancelled";
    case EXIT_VERIFICATION:
        return "Verification failed";
    default:
        return "Failed";
    }
}

/* The last line: what is on the disc, and what the disc can do now. */
static void last_line(enum exit_code code, const df2d_write_result *r, char *line, size_t size)
{
    const char *disc = disc_of(r->disc_after)->sentence;

    switch (r->content_after) {
    case DF2D_CONTENT_NONE:
        snprintf(line, size, "%s: nothing of the image is on the disc. %s", heading(code), disc);
        break;
    case DF2D_CONTENT_PARTIAL:
        snprintf(line, size, "%s: the first %" PRId64 " of %" PRId64 " sectors (%.1f MB) are on the disc. %s",
                 heading(code), r->sectors_on_media, r->sectors_requested, megabytes(r->sectors_on_media), disc);
        break;
    case DF2D_CONTENT_WHOLE:
        snprintf(line, size, "%s: all %" PRId64 " sectors (%.1f MB) are on the disc. %s", heading(code),
                 r->sectors_requested, megabytes(r->sectors_requested), disc);
        break;
    default:
        snprintf(line, size,
                 "%s: %" PRId64 " of %" PRId64 " sectors were sent; what of them is on the disc is not known. %s",
                 heading(code), r->sectors_sent, r->sectors_requested, disc);
    }
}

static void json_string(const char *text)
{
    putchar('"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (c == '"' || c == '\\')
            printf("\\%c", c);
        else if (c < 0x20 || c == 0x7f)
            printf("\\u%04x", c);
        else
            putchar(c);
    }
    putchar('"');
}

static int has_sense(const df2d_write_result *r)
{
    return r->failure_sense_key || r->failure_asc || r->failure_ascq;
}

static void json_result(enum exit_code code, const struct outcome *outcome, const char *line)
{
    const df2d_write_result *r = &outcome->result;

    printf("{\"event\":\"result\",\"exit_code\":%d,\"hresult\":", (int)code);
    json_string(df2d_hresult_name(outcome->hr));
    printf(",\"hresult_value\":%" PRId32 ",\"text\":", outcome->hr);
    json_string(outcome->text);
    printf(",\"summary\":");
    json_string(line);
    printf(",\"content_after\":\"%s\",\"disc_after\":\"%s\",\"sectors_requested\":%" PRId64
           ",\"sectors_sent\":%" PRId64 ",\"sectors_on_media\":%" PRId64 ",\"start_lba\":%" PRId64
           ",\"elapsed_ms\":%" PRId64 ",\"under_runs\":%" PRIu32,
           content_key(r->content_after), disc_of(r->disc_after)->key, r->sectors_requested, r->sectors_sent,
           r->sectors_on_media, r->start_lba, r->elapsed_ms, r->under_runs);
    if (has_sense(r))
        printf(",\"sense\":{\"key\":%d,\"asc\":%d,\"ascq\":%d,\"deferred\":%s,\"lba\":%" PRId64 "}",
               r->failure_sense_key, r->failure_asc, r->failure_ascq, r->failure_deferred ? "true" : "false",
               r->failure_lba);
    else
        printf(",\"sense\":null");
    printf("}\n");
    fflush(stdout);
}

/* "E_IMAPI_…: the sentence.", and what the drive said. */
static void explain(const struct outcome *outcome)
{
    const df2d_write_result *r = &outcome->result;
    const char *text = outcome->text[0] ? outcome->text : df2d_hresult_message(outcome->hr);

    fprintf(stderr, "%s (0x%08" PRIX32 "): %s\n", df2d_hresult_name(outcome->hr), (uint32_t)outcome->hr, text);
    if (outcome->started && has_sense(r)) {
        fprintf(stderr, "The drive answered %X/%02X/%02X%s", r->failure_sense_key, r->failure_asc, r->failure_ascq,
                r->failure_deferred ? " (for an earlier command)" : "");
        if (r->failure_cdb_length > 0)
            fprintf(stderr, " to command %02Xh", r->failure_cdb[0]);
        if (r->failure_lba >= 0)
            fprintf(stderr, " at sector %" PRId64, r->failure_lba);
        fputs(".\n", stderr);
    }
    if (outcome->hint)
        fprintf(stderr, "%s\n", outcome->hint);
}

enum exit_code display_outcome(struct display *display, const struct outcome *outcome)
{
    enum exit_code code = exit_code_of(outcome);
    char line[512];

    leave_bar(display);
    last_line(code, &outcome->result, line, sizeof line);
    if (display->json)
        json_result(code, outcome, line);
    if (code != EXIT_DONE && code != EXIT_CANCELLED)
        explain(outcome);
    if (code == EXIT_DONE && outcome->result.under_runs > 0 && !display->quiet)
        fprintf(stderr, "The drive's buffer ran empty %" PRIu32 " times; a lower --speed avoids that.\n",
                outcome->result.under_runs);
    fprintf(stderr, "%s\n", line);
    return code;
}
