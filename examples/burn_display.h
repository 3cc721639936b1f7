/* What df2d-burn says: progress bar, plain lines, JSON, and the sentence at the end. */
#ifndef BURN_DISPLAY_H
#define BURN_DISPLAY_H

#include "df2d.h"

#include <pthread.h>

enum exit_code {
    EXIT_DONE = 0,
    EXIT_DISC_UNCHANGED = 1,
    EXIT_USAGE = 2,
    EXIT_DISC_CHANGED = 3,
    EXIT_VERIFICATION = 4,
    EXIT_CANCELLED = 130
};

struct display {
    int json;                   /* one object per line on stdout */
    int quiet;                  /* no progress for people */
    int terminal;               /* stderr is one: draw a bar */
    int32_t sectors_at_1x;      /* sectors per second at 1x on this medium, 0 unknown */
    int32_t last_action;        /* what the last plain line was about */
    int64_t last_step;
    int bar_is_drawn;
    pthread_mutex_t mutex;      /* updates come on a thread of the library, notes on the main thread */
};

/* How it ended: what the last line, the JSON result and the exit code are made from. */
struct outcome {
    df2d_hresult hr;
    char text[1024];            /* one sentence that says what to do; empty if there is none */
    const char *hint;           /* another sentence, about the options; NULL if there is none */
    int started;                /* the write began: `result` holds what the drive said afterwards */
    df2d_write_result result;
};

void display_progress(struct display *display, const df2d_progress *progress);
void display_note(struct display *display, const char *format, ...);
enum exit_code display_outcome(struct display *display, const struct outcome *outcome);

const char *media_name(int32_t media_type);
int32_t sectors_per_second_at_1x(int32_t media_type);

#endif
