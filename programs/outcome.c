#include "outcome.h"

#include "json.h"
#include "names.h"
#include "text.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void outcome_begin(struct outcome *outcome, enum operation operation)
{
    memset(outcome, 0, sizeof *outcome);
    outcome->operation = operation;
    outcome->result.start_lba = outcome->result.failure_lba = -1;
}

enum exit_code exit_code_of(const struct outcome *outcome)
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

enum exit_code worse(enum exit_code one, enum exit_code other)
{
    static const enum exit_code order[] = {EXIT_DISC_CHANGED, EXIT_VERIFICATION, EXIT_DISC_UNCHANGED, EXIT_CANCELLED};
    size_t i;

    for (i = 0; i < LENGTH(order); i++)
        if (one == order[i] || other == order[i])
            return order[i];
    return EXIT_DONE;
}

/* ---- The summary ---- */

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

/* What the disc can do now. */
static const char *disc_now(const df2d_write_result *r)
{
    if (r->disc_after == DF2D_DISC_APPENDABLE && r->media_status_after & DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK)
        return "The disc is blank.";
    return disc_sentence(r->disc_after);
}

/* The same behind a colon. */
static void heading_and_disc(enum exit_code code, const df2d_write_result *r, char *line, size_t size)
{
    const char *disc = disc_now(r);

    snprintf(line, size, "%s: %c%s", heading(code), tolower((unsigned char)disc[0]), disc + 1);
}

/* What is on the disc, and what the disc can do now. */
static void burn_summary(enum exit_code code, const df2d_write_result *r, char *line, size_t size)
{
    const char *disc = disc_now(r);
    char place[48] = "";

    /* Behind what there was before. */
    if (r->start_lba > 0)
        snprintf(place, sizeof place, ", from sector %" PRId64 " on", r->start_lba);
    switch (r->content_after) {
    case DF2D_CONTENT_NONE:
        snprintf(line, size, "%s: nothing of the image is on the disc. %s", heading(code), disc);
        break;
    case DF2D_CONTENT_PARTIAL:
        snprintf(line, size, "%s: the first %" PRId64 " of %" PRId64 " sectors (%.1f MB) are on the disc%s. %s",
                 heading(code), r->sectors_on_media, r->sectors_requested, megabytes(r->sectors_on_media), place, disc);
        break;
    case DF2D_CONTENT_WHOLE:
        snprintf(line, size, "%s: all %" PRId64 " sectors (%.1f MB) are on the disc%s. %s", heading(code),
                 r->sectors_requested, megabytes(r->sectors_requested), place, disc);
        break;
    default:
        snprintf(line, size,
                 "%s: %" PRId64 " of %" PRId64 " sectors were sent; what of them is on the disc is not known. %s",
                 heading(code), r->sectors_sent, r->sectors_requested, disc);
    }
}

static void report_summary(enum exit_code code, const df2d_write_result *r, char *line, size_t size)
{
    if (code != EXIT_DONE)
        heading_and_disc(code, r, line, size);
    else if (r->disc_after == DF2D_DISC_RECOVERABLE)
        snprintf(line, size, "A session was interrupted: its first %" PRId64 " sectors (%.1f MB) are on the disc.",
                 r->sectors_on_media, megabytes(r->sectors_on_media));
    else if (r->content_after == DF2D_CONTENT_UNKNOWN)
        snprintf(line, size, "No session is open. This medium keeps no record of a burn that was interrupted: burn it "
                             "again. %s", disc_now(r));
    else
        snprintf(line, size, "No session is open: there is nothing to recover. %s", disc_now(r));
}

static void recovery_summary(enum exit_code code, const struct outcome *outcome, char *line, size_t size)
{
    const df2d_write_result *r = &outcome->result;

    if (code != EXIT_DONE)
        heading_and_disc(code, r, line, size);
    else if (outcome->hr == DF2D_S_FALSE)
        snprintf(line, size, "Nothing to do: no session is open.");
    else
        snprintf(line, size, "Done: the first %" PRId64 " sectors (%.1f MB) of what was interrupted can be read. %s",
                 r->sectors_on_media, megabytes(r->sectors_on_media), disc_now(r));
}

static void comparison_summary(enum exit_code code, const df2d_write_result *r, char *line, size_t size)
{
    if (code == EXIT_DONE)
        snprintf(line, size, "Done: all %" PRId64 " sectors (%.1f MB) of the image are on the disc, from sector %" PRId64
                             " on.", r->sectors_requested, megabytes(r->sectors_requested), r->start_lba);
    else if (r->start_lba < 0)
        snprintf(line, size, "%s: nothing was compared.", heading(code));
    else if (r->sectors_on_media == 0 && code == EXIT_VERIFICATION)
        snprintf(line, size, "%s: not even the first sector is the same.", heading(code));
    else
        snprintf(line, size, "%s: the first %" PRId64 " sectors (%.1f MB) are the same.", heading(code),
                 r->sectors_on_media, megabytes(r->sectors_on_media));
}

static void summarize(const struct options *options, enum exit_code code, const struct outcome *outcome, char *line,
                      size_t size)
{
    const df2d_write_result *r = &outcome->result;

    switch (outcome->operation) {
    case BURNING:
        if (options->test && code == EXIT_DONE)
            snprintf(line, size, "Tested: the drive went through all %" PRId64 " sectors with its laser off. %s",
                     r->sectors_requested, disc_now(r));
        else
            burn_summary(code, r, line, size);
        break;
    case REPORTING:
        report_summary(code, r, line, size);
        break;
    case RECOVERING:
        recovery_summary(code, outcome, line, size);
        break;
    case COMPARING:
        comparison_summary(code, r, line, size);
        break;
    case CLOSING:
        if (outcome->hr == DF2D_S_FALSE)
            snprintf(line, size, "Nothing to do: this medium is overwritten in place, and needs no closing.");
        else
            heading_and_disc(code, r, line, size);
        break;
    case ERASING_DISC:
        if (code == EXIT_DONE && r->disc_after == DF2D_DISC_OVERWRITABLE)
            snprintf(line, size, "Done: %s, and the disc can be overwritten.",
                     options->full ? "all sectors are zero now" : "its first and last sectors are zero now");
        else
            heading_and_disc(code, r, line, size);
        break;
    case OTHER:
        snprintf(line, size, "%s", code == EXIT_DONE ? outcome->done : "Failed: nothing was done.");
    }
}

/* ---- JSON ---- */

void begin_json_result(enum exit_code code, df2d_hresult hr, const char *text, const char *summary)
{
    json_begin("result");
    json_number("exit_code", code);
    json_text("hresult", df2d_hresult_name(hr));
    json_number("hresult_value", hr);
    json_text("text", text);
    json_text("summary", summary);
}

void end_json_result(const struct options *options, const char *recorder)
{
    if (!is_df2d_burn()) {
        json_text("command", options->command->name);
        json_text("recorder", recorder);
    }
    json_end();
}

static int has_sense(const df2d_write_result *r)
{
    return r->failure_sense_key || r->failure_asc || r->failure_ascq;
}

static void json_sense(const df2d_write_result *r)
{
    if (!has_sense(r)) {
        json_null("sense");
        return;
    }
    json_open("sense", '{');
    json_number("key", r->failure_sense_key);
    json_number("asc", r->failure_asc);
    json_number("ascq", r->failure_ascq);
    json_flag("deferred", r->failure_deferred);
    json_number("lba", r->failure_lba);
    json_close('}');
}

static void json_details(const struct outcome *outcome)
{
    const df2d_write_result *r = &outcome->result;

    if (outcome->operation == OTHER)
        return;
    if (outcome->operation == COMPARING) {
        json_number("sectors_requested", r->sectors_requested);
        json_number("sectors_same", r->sectors_on_media);
        json_number("start_lba", r->start_lba);
        json_number("elapsed_ms", r->elapsed_ms);
    } else if (outcome->operation == ERASING_DISC) {
        json_text("disc_after", disc_key(r->disc_after));
        json_number("elapsed_ms", r->elapsed_ms);
    } else {
        json_text("content_after", content_key(r->content_after));
        json_text("disc_after", disc_key(r->disc_after));
        json_number("sectors_requested", r->sectors_requested);
        json_number("sectors_sent", r->sectors_sent);
        json_number("sectors_on_media", r->sectors_on_media);
        json_number("start_lba", r->start_lba);
        json_number("elapsed_ms", r->elapsed_ms);
        json_number("under_runs", r->under_runs);
    }
    json_sense(r);
}

/* ---- Words ---- */

/* "E_IMAPI_…: the sentence.", and what the drive said. */
static void explain(const struct outcome *outcome, const char *label)
{
    const df2d_write_result *r = &outcome->result;
    const char *text = outcome->text[0] ? outcome->text : df2d_hresult_message(outcome->hr);

    fprintf(stderr, "%s%s (0x%08" PRIX32 "): %s\n", label, df2d_hresult_name(outcome->hr), (uint32_t)outcome->hr, text);
    if (outcome->started && has_sense(r)) {
        fprintf(stderr, "%sThe drive answered %X/%02X/%02X%s", label, r->failure_sense_key, r->failure_asc,
                r->failure_ascq, r->failure_deferred ? " (for an earlier command)" : "");
        if (r->failure_cdb_length > 0)
            fprintf(stderr, " to command %02Xh", r->failure_cdb[0]);
        if (r->failure_lba >= 0)
            fprintf(stderr, " at sector %" PRId64, r->failure_lba);
        fputs(".\n", stderr);
    }
}

static void say(const char *label, const char *text)
{
    if (text[0])
        fprintf(stderr, "%s%s\n", label, text);
}

static enum exit_code show(const struct options *options, const char *label, const char *recorder,
                           const struct outcome *outcome)
{
    enum exit_code code = exit_code_of(outcome);
    int is_report = outcome->operation == REPORTING && code == EXIT_DONE;
    char line[1024];

    summarize(options, code, outcome, line, sizeof line);
    if (options->json) {
        begin_json_result(code, outcome->hr, outcome->text, line);
        json_details(outcome);
        end_json_result(options, recorder);
    }
    if (code != EXIT_DONE && code != EXIT_CANCELLED)
        explain(outcome, label);
    /* The last line says what is on the disc, unless that is the question and the rest what can be done about it. */
    if (is_report)
        say(label, line);
    say(label, outcome->hint);
    if (code == EXIT_DONE && outcome->result.under_runs > 0 && !options->quiet)
        fprintf(stderr, "%sThe drive's buffer ran empty %" PRIu32 " times; a lower --speed avoids that.\n", label,
                outcome->result.under_runs);
    if (!is_report)
        say(label, line);
    return code;
}

enum exit_code show_outcome(struct display *display, struct line *line, const struct outcome *outcome)
{
    char label[sizeof line->label + 2];
    enum exit_code code;

    snprintf(label, sizeof label, "%s%s", line->label, line->label[0] ? ": " : "");
    display_pause(display);
    line->bar[0] = '\0';
    code = show(display->options, label, line->recorder, outcome);
    display_resume(display);
    return code;
}

enum exit_code show_failure(const struct options *options, const struct outcome *outcome)
{
    return show(options, "", NULL, outcome);
}
