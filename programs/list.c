/* df2d list: the drives of this computer, and the recorders that the variable DF2D_RECORDERS names. */
#include "drive.h"
#include "json.h"
#include "outcome.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The identifiers, each with its NUL and one NUL more; the caller frees them. */
static df2d_hresult read_ids(char **ids, struct outcome *outcome)
{
    df2d_master_t *master = NULL;
    df2d_hresult hr = df2d_master_create(&master);
    size_t needed = 0;

    *ids = NULL;
    /* The list can grow between the question for its size and the next. */
    do {
        free(*ids);
        *ids = NULL;
        if (hr >= 0)
            hr = df2d_master_get_items(master, NULL, 0, &needed);
        if (hr >= 0 && (*ids = malloc(needed)) == NULL)
            hr = DF2D_E_OUTOFMEMORY;
        if (hr >= 0)
            hr = df2d_master_get_items(master, *ids, needed, &needed);
    } while (hr == DF2D_E_INSUFFICIENT_BUFFER);
    if (hr < 0 && master)
        df2d_master_get_last_error(master, NULL, outcome->text, sizeof outcome->text, &needed);
    df2d_master_destroy(master);
    outcome->hr = hr;
    return hr;
}

static void print_recorder(const char *id, const struct reason *reason, const struct drive *drive,
                           const struct medium *medium)
{
    char words[256];
    const char *place;

    printf("%s\n", id);
    if (reason->hr < 0) {
        printf("    %s\n", reason->text);
        return;
    }
    printf("    %s %s%s%s\n", drive->vendor, drive->product, drive->device[0] ? ", " : "", drive->device);
    flag_words(MEDIA_STATES, medium->status, words, sizeof words);
    if (medium_label(medium))
        printf("    %s%s%s\n", medium_label(medium), words[0] ? ": " : "", words);
    else
        printf("    %s\n", medium->reason.text);
    for (place = drive->mounted; *place; place += strlen(place) + 1)
        printf("    mounted at %s\n", place);
}

static void json_recorder(const char *id, const struct reason *reason, const struct drive *drive,
                          const struct medium *medium)
{
    json_open(NULL, '{');
    json_text("recorder", id);
    json_reason("error", reason);
    if (reason->hr >= 0) {
        json_drive(drive);
        json_text("medium", medium->name);
        json_text("profile", medium->profile);
        json_flags("status", MEDIA_STATES, medium->status);
        json_reason("medium_error", &medium->reason);
    }
    json_close('}');
}

static void tell(const char *id, int json)
{
    df2d_recorder_t *recorder = NULL;
    struct reason reason = {0};
    struct drive drive;
    struct medium medium;
    char shown[4096];
    size_t needed;

    hide_password(id, shown, sizeof shown);
    reason.hr = df2d_recorder_open(id, &recorder);
    if (reason.hr < 0)
        df2d_get_thread_error(NULL, reason.text, sizeof reason.text, &needed);
    else if (read_drive(recorder, &drive, &reason) >= 0)
        read_medium(recorder, &medium, 0);
    if (json)
        json_recorder(shown, &reason, &drive, &medium);
    else
        print_recorder(shown, &reason, &drive, &medium);
    df2d_recorder_destroy(recorder);
}

static void print_names(const char *ids)
{
    char shown[4096];

    for (; *ids; ids += strlen(ids) + 1) {
        hide_password(ids, shown, sizeof shown);
        puts(shown);
    }
}

enum exit_code run_list(const struct options *options)
{
    struct outcome outcome;
    char *ids;
    const char *id;

    outcome_begin(&outcome, OTHER);
    if (read_ids(&ids, &outcome) < 0)
        return show_failure(options, &outcome);
    if (options->json) {
        begin_json_result(EXIT_DONE, outcome.hr, "", "");
        json_open("recorders", '[');
    }
    if (options->quiet && !options->json)
        print_names(ids);
    else
        for (id = ids; *id; id += strlen(id) + 1)
            tell(id, options->json);
    if (options->json) {
        json_close(']');
        end_json_result(options, NULL);
    } else if (!*ids && !options->quiet) {
        fputs("There is no drive here, and DF2D_RECORDERS names no recorder; `df2d help` tells what one can be.\n", stderr);
    }
    free(ids);
    return EXIT_DONE;
}
