/* Operations that run: their progress, their cancel, their end. */
#define _POSIX_C_SOURCE 200809L

#include "job.h"
#include "stop.h"

#include <stdio.h>
#include <unistd.h>

static void on_update(df2d_t *writer, const df2d_progress *progress, void *user_data)
{
    const struct job *job = user_data;

    (void)writer;
    display_progress(job->display, job->line, progress);
}

static void on_end(df2d_t *writer, const df2d_write_result *result, void *user_data)
{
    const struct job *job = user_data;

    (void)writer, (void)result;
    wake(job->number);
}

static void on_erase_update(df2d_erase_t *eraser, int32_t elapsed, int32_t total, void *user_data)
{
    const struct job *job = user_data;

    (void)eraser;
    display_erasing(job->display, job->line, elapsed, total);
}

static void on_erase_end(df2d_erase_t *eraser, const df2d_write_result *result, void *user_data)
{
    const struct job *job = user_data;

    (void)eraser, (void)result;
    wake(job->number);
}

static df2d_hresult advise(struct job *job)
{
    df2d_hresult hr;

    if (job->eraser) {
        hr = df2d_erase_advise(job->eraser, on_erase_update, job, NULL, &job->update_cookie);
        return hr < 0 ? hr : df2d_erase_advise_end(job->eraser, on_erase_end, job, NULL, &job->end_cookie);
    }
    /* To look at a disc is no work that has a progress. */
    if (job->outcome.operation == REPORTING)
        return df2d_advise_end(job->writer, on_end, job, NULL, &job->end_cookie);
    hr = df2d_advise(job->writer, on_update, job, NULL, &job->update_cookie);
    return hr < 0 ? hr : df2d_advise_end(job->writer, on_end, job, NULL, &job->end_cookie);
}

/* Ends the program, and not what the drive does by itself, which the library would wait for. */
static void leave(struct job *job)
{
    static const char text[] = "The drive goes on erasing; df2d info tells what the disc is when that is done.";

    give_up(job, text);
    snprintf(job->outcome.hint, sizeof job->outcome.hint, "%s", text);
    job->outcome.result.disc_after = DF2D_DISC_UNKNOWN;
    show_end(job);
    fflush(stdout);
    _exit(EXIT_CANCELLED);
}

/* Carries out what signals asked for since the last look. */
static void obey(struct job *job)
{
    int asked = stops();
    df2d_hresult hr;

    if (asked == job->obeyed)
        return;
    job->obeyed = asked;
    if (asked > 1 && job->eraser)
        df2d_erase_put_cancel_mode(job->eraser, DF2D_CANCEL_IMMEDIATE);
    hr = job->eraser ? df2d_erase_cancel_erase(job->eraser) : df2d_cancel_write(job->writer);
    /* A disc that is being finished would stay open: that takes one word more. */
    if (!job->eraser && asked > (hr == DF2D_S_FALSE ? 2 : 1)) {
        df2d_put_cancel_mode(job->writer, DF2D_CANCEL_IMMEDIATE);
        df2d_cancel_write(job->writer);
        display_note(job->display, job->line, "Leaving as soon as the drive lets go.");
        return;
    }
    if (hr == DF2D_S_FALSE && job->eraser && asked > 1)
        leave(job);
    else if (hr == DF2D_S_FALSE && job->eraser)
        display_note(job->display, job->line, "Too late to cancel: the drive erases by itself and does not stop. "
                                              "Once more leaves it alone with that.");
    else if (hr == DF2D_S_FALSE)
        display_note(job->display, job->line, "Too late to cancel: the disc is being finished%s.",
                     asked > 1 ? ", and would stay open otherwise. Once more leaves it so" : "");
    else if (hr >= 0 && asked == 1)
        display_note(job->display, job->line, "Cancelling: the disc is brought into the best state it allows. "
                                              "Once more leaves at once.");
    else if (hr >= 0)
        display_note(job->display, job->line, "Leaving as soon as the drive lets go.");
}

/* After this no update comes, and the last line is ours. */
static enum exit_code finish(struct job *job)
{
    df2d_write_result *result = &job->outcome.result;
    df2d_hresult hr;

    job->runs = 0;
    result->struct_size = sizeof *result;
    if (job->eraser) {
        df2d_erase_wait(job->eraser, DF2D_INFINITE, &hr);
        df2d_erase_unadvise(job->eraser, job->update_cookie);
        df2d_erase_get_result(job->eraser, result);
    } else {
        df2d_wait(job->writer, DF2D_INFINITE, &hr);
        if (job->update_cookie)
            df2d_unadvise(job->writer, job->update_cookie);
        df2d_get_write_result(job->writer, result);
    }
    fail(job, hr);
    return show_end(job);
}

static int begin_job(struct job *job, df2d_hresult (*begin)(struct job *job))
{
    if (job->outcome.hr >= 0 && stops() > 0)
        give_up(job, "It was cancelled before it began.");
    if (job->outcome.hr >= 0)
        fail(job, advise(job));
    if (job->outcome.hr >= 0)
        fail(job, begin(job));
    job->runs = job->outcome.started = job->outcome.hr >= 0;
    return job->runs;
}

enum exit_code run_jobs(struct job *jobs, size_t count, df2d_hresult (*begin)(struct job *job))
{
    enum exit_code code = EXIT_DONE;
    size_t i, running = 0;
    int number;

    set_at_stake(1);
    for (i = 0; i < count; i++) {
        if (begin_job(&jobs[i], begin)) {
            if (running++ == 0)
                stay_awake();
            continue;
        }
        code = worse(code, show_end(&jobs[i]));
        /* The others would wait for it. */
        df2d_stream_destroy(jobs[i].stream);
        jobs[i].stream = NULL;
    }
    while (running > 0) {
        for (i = 0; i < count; i++)
            if (jobs[i].runs)
                obey(&jobs[i]);
        number = wait_for_news();
        if (number >= 0) {
            code = worse(code, finish(&jobs[number]));
            running--;
        }
    }
    set_at_stake(0);
    return code;
}
