/* The progress of operations: bars on a terminal, plain lines elsewhere, JSON for programs. */
#ifndef DISPLAY_H
#define DISPLAY_H

#include "options.h"

#include <pthread.h>

/* What is shown of one recorder. */
struct line {
    char label[25];             /* before the bar, where there are several */
    char recorder[512];         /* in JSON; "": left out */
    double sectors_at_1x;       /* per second, on this medium; 0 unknown */
    df2d_write_action last_action;      /* what the last plain line was about */
    int64_t last_step;
    char bar[256];              /* "": none now */
};

struct display {
    const struct options *options;
    int terminal;               /* stderr is one: draw bars */
    struct line *lines;
    size_t count;
    size_t drawn;               /* how many lines of the terminal are ours, above the cursor and with it */
    pthread_mutex_t mutex;      /* updates come on threads of the library, notes on the main thread */
};

void display_begin(struct display *display, const struct options *options, struct line *lines, size_t count);
void display_progress(struct display *display, struct line *line, const df2d_progress *progress);
void display_erasing(struct display *display, struct line *line, int32_t elapsed, int32_t total);

/* Writes on a line of its own, which the bars make room for. */
void display_note(struct display *display, const struct line *line, const char *format, ...);

/* Between these, whoever writes has the terminal and standard output alone. */
void display_pause(struct display *display);
void display_resume(struct display *display);

#endif
