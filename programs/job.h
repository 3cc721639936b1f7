/* A recorder, and what is done with the disc in it. */
#ifndef JOB_H
#define JOB_H

#include "outcome.h"

struct job {
    int number;
    const struct options *options;
    struct display *display;
    struct line *line;          /* of the display */
    const char *id;             /* the recorder's, as it was given */
    df2d_recorder_t *recorder;
    df2d_t *writer;             /* one of these two, or none */
    df2d_erase_t *eraser;
    df2d_stream_t *stream;      /* what is written, if anything is */
    df2d_media_type media_type;
    df2d_media_state media_status;
    uint32_t update_cookie, end_cookie;
    int obeyed;                 /* how many requests to stop were carried out */
    int runs;
    struct outcome outcome;
};

void job_begin(struct job *job, struct display *display, size_t number, enum operation operation);

/* These store in the outcome what they return, with its sentence. */
df2d_hresult open_recorder(struct job *job);
df2d_hresult open_writer(struct job *job);
df2d_hresult open_eraser(struct job *job);

/* Which disc it is. */
df2d_hresult look_at_disc(struct job *job);

/* The sentence to what failed with this job, if none was stored yet. */
df2d_hresult fail(struct job *job, df2d_hresult hr);

/* It is not to be done after all. */
void give_up(struct job *job, const char *why);

/*
 * Runs the operations that `begin` begins without waiting, one for each job that has not failed yet, until all have ended,
 * and listens to signals meanwhile. Each outcome is shown as it comes. Returns the worst.
 */
enum exit_code run_jobs(struct job *jobs, size_t count, df2d_hresult (*begin)(struct job *job));

/* Shows the outcome, with a hint where this program has one, and opens the tray if that was asked for and all is well. */
enum exit_code show_end(struct job *job);

/* Gives back all that the job has. */
void job_end(struct job *job);

/* Asks whoever sits at the terminal; without one there is no question, and the answer is `otherwise`. */
int can_ask(void);
int ask(int otherwise, const char *format, ...);

#endif
