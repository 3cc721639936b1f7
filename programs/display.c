#define _POSIX_C_SOURCE 200809L

#include "display.h"

#include "json.h"
#include "names.h"
#include "text.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* No action of the library's. */
enum { NOTHING_YET = -1, ERASING = -2 };

static struct winsize terminal_size(void)
{
    struct winsize size;

    /* A line longer than that would go on in the next, where it could not be drawn over. */
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0)
        size.ws_col = 80, size.ws_row = 24;
    return size;
}

static int draws_bars(const struct options *options, size_t count)
{
    const char *kind = getenv("TERM");

    return isatty(STDERR_FILENO) && !(options->json && isatty(STDOUT_FILENO)) && !options->quiet &&
           !(kind && strcmp(kind, "dumb") == 0) && count < terminal_size().ws_row;
}

void display_begin(struct display *display, const struct options *options, struct line *lines, size_t count)
{
    size_t i;

    memset(display, 0, sizeof *display);
    display->options = options;
    display->terminal = draws_bars(options, count);
    display->lines = lines;
    display->count = count;
    pthread_mutex_init(&display->mutex, NULL);
    memset(lines, 0, count * sizeof *lines);
    for (i = 0; i < count; i++) {
        lines[i].last_action = NOTHING_YET;
        if (!is_df2d_burn())
            hide_password(options->recorders[i], lines[i].recorder, sizeof lines[i].recorder);
        if (count > 1)
            short_name(options->recorders[i], lines[i].label, sizeof lines[i].label);
    }
}

/* ---- The bars ---- */

/* What begins with a tab is left out where it does not fit, with all behind it; then there is a space in its place. */
static void fit(char *text, size_t columns)
{
    char *tab;

    while (strlen(text) > columns && (tab = strrchr(text, '\t')) != NULL)
        *tab = '\0';
    while ((tab = strchr(text, '\t')) != NULL)
        *tab = ' ';
    if (strlen(text) > columns)
        text[columns] = '\0';
}

static void clear_bars(struct display *display)
{
    if (display->drawn > 1)
        fprintf(stderr, "\033[%zuA", display->drawn - 1);
    if (display->drawn > 0)
        fputs("\r\033[J", stderr);
    display->drawn = 0;
}

static void draw_bars(struct display *display)
{
    int columns = terminal_size().ws_col - 1, label_columns = 0, length;
    char text[sizeof display->lines->bar + sizeof display->lines->label + 2];
    size_t i;

    if (!display->terminal)
        return;
    clear_bars(display);
    for (i = 0; i < display->count; i++) {
        length = (int)strlen(display->lines[i].label);
        label_columns = length > label_columns ? length : label_columns;
    }
    for (i = 0; i < display->count; i++) {
        const struct line *line = &display->lines[i];

        if (!line->bar[0])
            continue;
        snprintf(text, sizeof text, "%-*s%s%s", label_columns, line->label, label_columns ? " " : "", line->bar);
        fit(text, (size_t)columns);
        fprintf(stderr, "%s%s", display->drawn ? "\n" : "", text);
        display->drawn++;
    }
    fflush(stderr);
}

void display_pause(struct display *display)
{
    pthread_mutex_lock(&display->mutex);
    clear_bars(display);
}

void display_resume(struct display *display)
{
    draw_bars(display);
    pthread_mutex_unlock(&display->mutex);
}

void display_note(struct display *display, const struct line *line, const char *format, ...)
{
    va_list arguments;

    display_pause(display);
    if (line->label[0])
        fprintf(stderr, "%s: ", line->label);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    display_resume(display);
}

/* ---- What they say ---- */

static int moves_data(df2d_write_action action)
{
    return action == DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA ||
           action == DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING;
}

/* "  22.15 MB/s  16.0x   1:23 left  buffer 100% drive  97%", with a tab before what a narrow terminal can do without;
 * reading back uses no buffers. */
static void data_text(const struct line *line, const df2d_progress *p, char *text, size_t size)
{
    char left[32], speed[48] = "", buffer[32] = "", drive[32] = "";

    if (p->bytes_per_second > 0 && line->sectors_at_1x > 0)
        snprintf(speed, sizeof speed, "%6.2f MB/s %4.1fx ", (double)p->bytes_per_second / 1e6,
                 (double)p->bytes_per_second / DF2D_IMAPI_SECTOR_SIZE / line->sectors_at_1x);
    else if (p->bytes_per_second > 0)
        snprintf(speed, sizeof speed, "%6.2f MB/s ", (double)p->bytes_per_second / 1e6);
    if (p->current_action == DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA) {
        snprintf(buffer, sizeof buffer, "\t buffer %3d%%", percent(p->used_system_buffer, p->total_system_buffer));
        if (p->drive_buffer_bytes > 0)
            snprintf(drive, sizeof drive, "\tdrive %3d%%", percent(p->drive_buffer_used_bytes, p->drive_buffer_bytes));
    }
    snprintf(text, size, "%s%5s left%s%s", speed, clock_text((p->remaining_ms + 999) / 1000, left, sizeof left), buffer, drive);
}

/* What stands behind the percentage in actions that move no data. */
static void phase_text(const df2d_progress *p, char *text, size_t size)
{
    char elapsed[32];

    clock_text(p->elapsed_ms / 1000, elapsed, sizeof elapsed);
    if (p->action_permille >= 0 && p->total_sectors > 0)
        snprintf(text, size, "%d%% of this step, %s elapsed", (int)(p->action_permille / 10), elapsed);
    else
        snprintf(text, size, "%s elapsed", elapsed);
}

/* Where no data is moved, the drive's own account is all there is. */
static int percent_done(const df2d_progress *p)
{
    if (p->total_sectors > 0 || p->current_action == DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED)
        return p->total_sectors > 0 ? percent(p->done_sectors, p->total_sectors) : 100;
    return percent(p->action_permille, 1000);
}

static void set_bar(struct line *line, const char *word, int done, const char *text)
{
    enum { WIDTH = 12 };
    char bar[WIDTH + 1];
    int filled = done * WIDTH / 100, i;

    for (i = 0; i < WIDTH; i++)
        bar[i] = i < filled ? '#' : '.';
    bar[WIDTH] = '\0';
    snprintf(line->bar, sizeof line->bar, "%s %3d%% [%s] %s", word, done, bar, text);
}

static void show_bar(struct display *display, struct line *line, const df2d_progress *p)
{
    char text[128], word[48];

    if (moves_data(p->current_action) && !p->cancelling)
        data_text(line, p, text, sizeof text);
    else
        phase_text(p, text, sizeof text);
    snprintf(word, sizeof word, "%s%s", p->cancelling ? "Cancelling: " : "", action_word(p->current_action));
    set_bar(line, word, percent_done(p), text);
    draw_bars(display);
}

/* A plain line, unless the last one was about the same. */
static void say(struct line *line, int32_t action, int64_t step, const char *word, int done, const char *text)
{
    if (action == line->last_action && step == line->last_step)
        return;
    fprintf(stderr, "%s%s%s %d%%: %s\n", line->label, line->label[0] ? ": " : "", word, done, text + strspn(text, " "));
    line->last_action = action;
    line->last_step = step;
}

/* One line for each change of action, and for each tenth of the job. */
static void show_line(struct line *line, const df2d_progress *p)
{
    char text[128], word[48];
    int done = percent_done(p);

    if (moves_data(p->current_action) && p->current_action == line->last_action)
        data_text(line, p, text, sizeof text);
    else
        phase_text(p, text, sizeof text);
    fit(text, sizeof text);
    snprintf(word, sizeof word, "%s%s", p->cancelling ? "Cancelling: " : "", action_word(p->current_action));
    say(line, p->current_action, moves_data(p->current_action) ? done / 10 : 0, word, done, text);
}

static void end_json(const struct line *line)
{
    if (line->recorder[0])
        json_text("recorder", line->recorder);
    json_end();
}

static void show_json(const struct line *line, const df2d_progress *p)
{
    json_begin("progress");
    json_text("action", action_key(p->current_action));
    json_number("done_sectors", p->done_sectors);
    json_number("total_sectors", p->total_sectors);
    json_number("start_lba", p->start_lba);
    json_number("last_read_lba", p->last_read_lba);
    json_number("last_written_lba", p->last_written_lba);
    json_number("bytes_per_second", p->bytes_per_second);
    json_number("elapsed_ms", p->elapsed_ms);
    json_number("remaining_ms", p->remaining_ms);
    json_number("system_buffer_bytes", p->total_system_buffer);
    json_number("system_buffer_used_bytes", p->used_system_buffer);
    json_number("drive_buffer_bytes", p->drive_buffer_bytes);
    json_number("drive_buffer_used_bytes", p->drive_buffer_used_bytes);
    json_number("action_permille", p->action_permille);
    json_number("under_runs", p->under_runs);
    json_flag("cancelling", p->cancelling);
    end_json(line);
}

void display_progress(struct display *display, struct line *line, const df2d_progress *progress)
{
    pthread_mutex_lock(&display->mutex);
    if (display->options->json)
        show_json(line, progress);
    if (display->terminal)
        show_bar(display, line, progress);
    else if (!display->options->json && !display->options->quiet)
        show_line(line, progress);
    pthread_mutex_unlock(&display->mutex);
}

void display_erasing(struct display *display, struct line *line, int32_t elapsed, int32_t total)
{
    /* As long as there is no estimate, as before the erase itself begins and at its end, the total is what has passed. */
    int is_estimated = total > elapsed;
    int done = is_estimated ? percent(elapsed, total) : 0;
    char text[80], passed[32], left[32];

    clock_text(elapsed, passed, sizeof passed);
    if (is_estimated)
        snprintf(text, sizeof text, "%s elapsed, %s left", passed, clock_text(total - elapsed, left, sizeof left));
    else
        snprintf(text, sizeof text, "%s elapsed", passed);
    pthread_mutex_lock(&display->mutex);
    if (display->options->json) {
        json_begin("progress");
        json_text("action", "erasing");
        json_number("elapsed_ms", (int64_t)elapsed * 1000);
        json_number("remaining_ms", is_estimated ? (int64_t)(total - elapsed) * 1000 : -1);
        end_json(line);
    }
    if (display->terminal) {
        set_bar(line, "Erasing", done, text);
        draw_bars(display);
    } else if (!display->options->json && !display->options->quiet && (is_estimated || line->last_action != ERASING)) {
        say(line, ERASING, done / 10, "Erasing", done, text);
    }
    pthread_mutex_unlock(&display->mutex);
}
