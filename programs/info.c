/* df2d info: a drive, and the disc in it. */
#include "disc.h"
#include "drive.h"
#include "job.h"
#include "json.h"
#include "text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where what is said of something begins. */
enum { COLUMN = 14 };

struct codes {
    df2d_profile_type profiles[MOST_CODES], current_profiles[MOST_CODES];
    df2d_feature_page_type features[MOST_CODES], current_features[MOST_CODES];
    size_t profile_count, current_profile_count, feature_count, current_feature_count;
};

struct facts {
    struct drive drive;
    struct codes codes;
    int64_t buffer_bytes;       /* -1: the drive does not say */
    df2d_bool can_load;
    struct medium medium;
    struct track *tracks;
    size_t track_count;
};

/* ---- Asking ---- */

/* A drive that is older than features has none of these. */
static void read_codes(df2d_recorder_t *recorder, struct codes *codes)
{
    memset(codes, 0, sizeof *codes);
    if (df2d_recorder_get_supported_profiles(recorder, 0, codes->profiles, MOST_CODES, &codes->profile_count) < 0)
        codes->profile_count = 0;
    if (df2d_recorder_get_supported_profiles(recorder, 1, codes->current_profiles, MOST_CODES,
                                             &codes->current_profile_count) < 0)
        codes->current_profile_count = 0;
    if (df2d_recorder_get_supported_feature_pages(recorder, 0, codes->features, MOST_CODES, &codes->feature_count) < 0)
        codes->feature_count = 0;
    if (df2d_recorder_get_supported_feature_pages(recorder, 1, codes->current_features, MOST_CODES,
                                                  &codes->current_feature_count) < 0)
        codes->current_feature_count = 0;
}

static df2d_hresult read_facts(struct job *job, struct facts *facts)
{
    struct reason reason;

    memset(facts, 0, sizeof *facts);
    facts->buffer_bytes = -1;
    if (read_drive(job->recorder, &facts->drive, &reason) < 0)
        return fail(job, reason.hr);
    /* First, as it waits until the drive is ready. */
    read_medium(job->recorder, &facts->medium, 1);
    if (facts->medium.reason.hr == DF2D_E_ACCESSDENIED)
        return DF2D_S_OK;
    read_codes(job->recorder, &facts->codes);
    facts->buffer_bytes = read_buffer_size(job->recorder);
    df2d_recorder_get_device_can_load_media(job->recorder, &facts->can_load);
    if (medium_label(&facts->medium))
        read_tracks(job->recorder, &facts->tracks, &facts->track_count);
    return DF2D_S_OK;
}

static int is_among(int32_t code, const int32_t *codes, size_t count)
{
    while (count > 0)
        if (codes[--count] == code)
            return 1;
    return 0;
}

/* ---- For people ---- */

static void print_fact(const char *what, const char *text)
{
    put_wrapped(stdout, text, printf("%-*s", COLUMN, what), COLUMN);
}

/* Names with commas between them; codes without a name as numbers. */
static void add_name(char *buffer, size_t size, const char *name, int32_t code)
{
    size_t length = strlen(buffer);

    if (name)
        snprintf(buffer + length, size - length, "%s%s", length ? ", " : "", name);
    else
        snprintf(buffer + length, size - length, "%s0x%04X", length ? ", " : "", (unsigned)code);
}

static void print_drive(const struct facts *facts)
{
    const struct codes *codes = &facts->codes;
    char writes[1024] = "", reads[1024] = "", features[4096] = "", buffer[64];
    const char *place;
    size_t i;

    for (i = 0; i < codes->profile_count; i++) {
        df2d_profile_type profile = codes->profiles[i];

        add_name(is_recordable(profile) ? writes : reads, sizeof reads, profile_name(profile), profile);
    }
    for (i = 0; i < codes->feature_count; i++)
        add_name(features, sizeof features, feature_name(codes->features[i]), codes->features[i]);
    printf("%-*s%s %s %s\n", COLUMN, "Drive", facts->drive.vendor, facts->drive.product, facts->drive.revision);
    if (facts->drive.device[0])
        print_fact("Device", facts->drive.device);
    for (place = facts->drive.mounted; *place; place += strlen(place) + 1)
        print_fact("Mounted at", place);
    if (facts->buffer_bytes >= 0) {
        snprintf(buffer, sizeof buffer, "%.2f MB", (double)facts->buffer_bytes / 1e6);
        print_fact("Buffer", buffer);
    }
    if (facts->codes.profile_count > 0)
        print_fact("Tray", facts->can_load ? "df2d load closes it" : "closed by hand");
    if (writes[0])
        print_fact("Writes", writes);
    if (reads[0])
        print_fact("Reads", reads);
    if (features[0])
        print_fact("Features", features);
}

static void print_sectors(const char *what, int64_t sectors)
{
    char text[96], size[32];

    if (sectors < 0)
        return;
    snprintf(text, sizeof text, "%s (%" PRId64 " sectors)", size_text(sectors, size, sizeof size), sectors);
    print_fact(what, text);
}

static void print_speeds(const struct medium *medium)
{
    char text[4096] = "", speed[64];
    double at_1x = sectors_per_second_at_1x(medium->type);
    size_t i;

    for (i = 0; i < medium->speed_count; i++) {
        const df2d_write_speed_descriptor *s = &medium->speeds[i];

        if (at_1x > 0)
            snprintf(speed, sizeof speed, "%.1fx%s", (double)s->write_speed / at_1x,
                     s->rotation_type_is_pure_cav ? " CAV" : "");
        else
            snprintf(speed, sizeof speed, "%" PRId32 " sectors/s", s->write_speed);
        add_name(text, sizeof text, speed, 0);
    }
    if (text[0])
        print_fact("Write speeds", text);
}

static void print_tracks(const struct track *tracks, size_t count)
{
    char size[32];
    size_t i;

    if (count > 0)
        printf("%-*s%-7s  %-5s  %10s  %10s  %10s\n", COLUMN, "Tracks", "session", "track", "start", "sectors", "size");
    for (i = 0; i < count; i++) {
        const struct track *track = &tracks[i];
        int64_t end = recorded_end(track, 1);
        int64_t sectors = track->blank ? track->sectors : end - track->start;

        printf("%-*s%7d  %5d  %10" PRId64 "  %10" PRId64 "  %10s%s%s%s\n", COLUMN, "", track->session, track->number,
               track->start, sectors, size_text(sectors, size, sizeof size), track->blank ? "  empty" : "",
               track->damaged ? "  interrupted" : "", !track->blank && !track->data ? "  audio" : "");
    }
}

static void print_medium(const struct medium *medium, const struct track *tracks, size_t track_count)
{
    char words[512], text[640];
    int64_t recorded = recorded_end(tracks, track_count);

    /* In random recording the one track is as long as the disc from the first. */
    if (medium->next_writable >= 0 && medium->next_writable < recorded)
        recorded = medium->next_writable;
    putchar('\n');
    if (!medium_label(medium)) {
        print_fact("Disc", medium->reason.text);
        return;
    }
    flag_words(MEDIA_STATES, medium->status, words, sizeof words);
    snprintf(text, sizeof text, "%s%s%s", medium_label(medium), words[0] ? ": " : "", words);
    print_fact("Disc", text);
    if (medium->reason.hr < 0) {
        print_fact("", medium->reason.text);
        return;
    }
    print_sectors("Capacity", medium->capacity);
    if (!(medium->status & DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY) && recorded > 0)
        print_sectors("Recorded", recorded);
    print_sectors("Free", medium->free);
    if (medium->next_writable >= 0) {
        snprintf(text, sizeof text, "at sector %" PRId32, medium->next_writable);
        print_fact("Next write", text);
    }
    flag_words(WRITE_PROTECTIONS, medium->protection, words, sizeof words);
    if (words[0])
        print_fact("Protected", words);
    print_speeds(medium);
}

/* ---- In JSON ---- */

static void json_codes(const char *key, const char *(*name_of)(int32_t code), const int32_t *codes, size_t count,
                       const int32_t *current, size_t current_count)
{
    size_t i;

    json_open(key, '[');
    for (i = 0; i < count; i++) {
        json_open(NULL, '{');
        json_number("code", codes[i]);
        json_text("name", name_of(codes[i]));
        json_flag("current", is_among(codes[i], current, current_count));
        json_close('}');
    }
    json_close(']');
}

static void json_optional(const char *key, int64_t number)
{
    if (number < 0)
        json_null(key);
    else
        json_number(key, number);
}

static void json_speeds(const struct medium *medium)
{
    double at_1x = sectors_per_second_at_1x(medium->type);
    size_t i;

    json_open("write_speeds", '[');
    for (i = 0; i < medium->speed_count; i++) {
        json_open(NULL, '{');
        json_number("sectors_per_second", medium->speeds[i].write_speed);
        if (at_1x > 0)
            json_real("multiple", (double)medium->speeds[i].write_speed / at_1x);
        else
            json_null("multiple");
        json_flag("pure_cav", medium->speeds[i].rotation_type_is_pure_cav);
        json_close('}');
    }
    json_close(']');
}

static void json_tracks(const struct track *tracks, size_t count)
{
    size_t i;

    json_open("tracks", '[');
    for (i = 0; i < count; i++) {
        json_open(NULL, '{');
        json_number("session", tracks[i].session);
        json_number("track", tracks[i].number);
        json_number("start_lba", tracks[i].start);
        json_number("sectors", tracks[i].sectors);
        json_optional("next_writable_lba", tracks[i].next_writable);
        json_optional("last_recorded_lba", tracks[i].last_recorded);
        json_flag("blank", tracks[i].blank);
        json_flag("damaged", tracks[i].damaged);
        json_flag("data", tracks[i].data);
        json_close('}');
    }
    json_close(']');
}

static void json_medium(const struct facts *facts)
{
    const struct medium *medium = &facts->medium;

    json_reason("medium_error", &medium->reason);
    if (!medium_label(medium)) {
        json_null("medium");
        return;
    }
    json_open("medium", '{');
    json_text("type", medium->name);
    json_text("profile", medium->profile);
    if (medium->reason.hr >= 0) {
        json_number("type_code", medium->type);
        json_flags("status", MEDIA_STATES, medium->status);
        json_flags("write_protect", WRITE_PROTECTIONS, medium->protection);
        json_optional("capacity_sectors", medium->capacity);
        json_optional("free_sectors", medium->free);
        json_optional("next_writable_lba", medium->next_writable);
        json_optional("write_speed", medium->current_speed > 0 ? medium->current_speed : -1);
        json_speeds(medium);
    }
    json_tracks(facts->tracks, facts->track_count);
    json_close('}');
}

static void json_facts(const struct options *options, const struct line *line, const struct facts *facts)
{
    const struct codes *codes = &facts->codes;

    begin_json_result(EXIT_DONE, DF2D_S_OK, "", "");
    json_open("drive", '{');
    json_drive(&facts->drive);
    json_optional("buffer_bytes", facts->buffer_bytes);
    json_flag("can_load", facts->can_load);
    json_codes("profiles", profile_name, codes->profiles, codes->profile_count, codes->current_profiles,
               codes->current_profile_count);
    json_codes("features", feature_name, codes->features, codes->feature_count, codes->current_features,
               codes->current_feature_count);
    json_close('}');
    json_medium(facts);
    end_json_result(options, line->recorder);
}

enum exit_code run_info(const struct options *options)
{
    struct display display;
    struct line line;
    struct job job;
    struct facts facts;

    display_begin(&display, options, &line, 1);
    job_begin(&job, &display, 0, OTHER);
    if (open_recorder(&job) < 0 || read_facts(&job, &facts) < 0) {
        job_end(&job);
        return show_end(&job);
    }
    if (options->json) {
        json_facts(options, &line, &facts);
    } else {
        print_fact("Recorder", line.recorder);
        print_drive(&facts);
        print_medium(&facts.medium, facts.tracks, facts.track_count);
        print_tracks(facts.tracks, facts.track_count);
    }
    free(facts.tracks);
    job_end(&job);
    return EXIT_DONE;
}
