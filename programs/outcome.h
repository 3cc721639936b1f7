/* How an operation ended: what is said of it, the JSON result, and the exit status. */
#ifndef OUTCOME_H
#define OUTCOME_H

#include "display.h"

enum operation {
    BURNING,
    CLOSING,
    ERASING_DISC,
    REPORTING,                  /* df2d recover */
    RECOVERING,                 /* df2d recover --close */
    COMPARING,
    OTHER                       /* no operation: a question, or the tray */
};

struct outcome {
    enum operation operation;
    df2d_hresult hr;
    char text[1024];            /* one sentence that says what to do; empty if there is none */
    char hint[640];             /* another one, about this program; empty if there is none */
    int started;                /* the operation began: `result` holds what the drive said afterwards */
    df2d_write_result result;
    const char *done;           /* of OTHER: the summary of success */
};

void outcome_begin(struct outcome *outcome, enum operation operation);

enum exit_code exit_code_of(const struct outcome *outcome);

/* Says how it ended, in words and in JSON. */
enum exit_code show_outcome(struct display *display, struct line *line, const struct outcome *outcome);

/* The same for what concerns no recorder, or is over before there is a display. */
enum exit_code show_failure(const struct options *options, const struct outcome *outcome);

/* The JSON object that each command ends with: a result, what the command adds, and the end. */
void begin_json_result(enum exit_code code, df2d_hresult hr, const char *text, const char *summary);
void end_json_result(const struct options *options, const char *recorder);

/* The worst of several, for the exit status. */
enum exit_code worse(enum exit_code one, enum exit_code other);

#endif
