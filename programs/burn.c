/* df2d burn, and df2d-burn: writes an image to the disc in one recorder or in several. */
#include "names.h"
#include "stop.h"
#include "write.h"

#include <stdio.h>
#include <string.h>

static struct line lines[MOST_RECORDERS];
static struct job jobs[MOST_RECORDERS];

/* Only a disc whose used areas can be rewritten in place is ever overwritten. */
static df2d_hresult set_overwrite(struct job *job)
{
    enum overwrite overwrite = job->options->overwrite;
    df2d_bool blank = 0;

    if (!(job->media_status & DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY) || overwrite == OVERWRITE_NO)
        return DF2D_S_OK;
    if (overwrite == OVERWRITE_AUTO &&
        !(df2d_get_media_heuristically_blank(job->writer, &blank) >= 0 && blank) &&
        !ask(1, "%s%sThe %s in the drive holds data, which would be lost. Overwrite it? [y/N] ", job->line->label,
             job->line->label[0] ? ": " : "", media_name(job->media_type))) {
        give_up(job, "The disc is not to be overwritten.");
        return job->outcome.hr;
    }
    return fail(job, df2d_put_force_overwrite(job->writer, 1));
}

static df2d_hresult prepare(struct job *job)
{
    df2d_hresult hr = open_recorder(job);

    if (hr >= 0)
        hr = open_writer(job);
    if (hr >= 0)
        hr = look_at_disc(job);
    if (hr >= 0)
        hr = set_properties(job);
    return hr >= 0 ? set_overwrite(job) : hr;
}

/* Each job that is ready gets the image, or its share of it; what fails is stored in the outcome. */
static df2d_hresult share_image(df2d_stream_t *image, size_t count, struct outcome *outcome)
{
    df2d_stream_t *streams[MOST_RECORDERS];
    struct job *ready[MOST_RECORDERS];
    size_t i, ready_count = 0, needed;

    for (i = 0; i < count; i++)
        if (jobs[i].outcome.hr >= 0)
            ready[ready_count++] = &jobs[i];
    if (ready_count == 1) {
        ready[0]->stream = image;
        return DF2D_S_OK;
    }
    if (ready_count > 1)
        outcome->hr = df2d_stream_fan_out(image, ready_count, 0, streams);
    if (outcome->hr < 0)
        df2d_get_thread_error(NULL, outcome->text, sizeof outcome->text, &needed);
    df2d_stream_destroy(image);
    for (i = 0; i < ready_count && outcome->hr >= 0; i++)
        ready[i]->stream = streams[i];
    return outcome->hr;
}

static df2d_hresult begin(struct job *job)
{
    return df2d_write_async(job->writer, job->stream);
}

/* Of one recorder it is told as it would be if that had failed. */
static enum exit_code no_image(const struct options *options, struct display *display, const struct outcome *outcome)
{
    if (display->count == 1)
        return show_outcome(display, &lines[0], outcome);
    return show_failure(options, outcome);
}

enum exit_code run_burn(const struct options *options)
{
    size_t count = options->recorder_count, i;
    struct display display;
    struct outcome outcome;
    df2d_stream_t *image = NULL;
    enum exit_code code;

    catch_stops();
    display_begin(&display, options, lines, count);
    outcome_begin(&outcome, BURNING);
    /* First, since opening a virtual recorder may make its disc. */
    if (open_image(options, &outcome, &image) < 0)
        return no_image(options, &display, &outcome);
    for (i = 0; i < count; i++) {
        job_begin(&jobs[i], &display, i, BURNING);
        if (stops() == 0)
            prepare(&jobs[i]);
    }
    if (share_image(image, count, &outcome) < 0)
        return no_image(options, &display, &outcome);
    code = run_jobs(jobs, count, begin);
    for (i = 0; i < count; i++)
        job_end(&jobs[i]);
    return code;
}
