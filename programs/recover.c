/* df2d recover: what an interrupted burn has left, and what can be made of it. */
#include "stop.h"
#include "write.h"

#include <stdio.h>

static df2d_hresult begin(struct job *job)
{
    return df2d_recover_media_async(job->writer, job->options->recovery, job->stream);
}

static void prepare(struct job *job)
{
    const struct options *options = job->options;

    /* First, since opening a virtual recorder may make its disc. */
    if (options->image && open_image(options, &job->outcome, &job->stream) < 0)
        return;
    if (open_recorder(job) >= 0 && open_writer(job) >= 0 && look_at_disc(job) >= 0)
        set_properties(job);
}

enum exit_code run_recover(const struct options *options)
{
    static const enum operation operations[] = {
        REPORTING,              /* DF2D_RECOVER_REPORT */
        RECOVERING,             /* DF2D_RECOVER_CLOSE */
        BURNING,                /* DF2D_RECOVER_RESUME */
    };
    struct display display;
    struct line line;
    struct job job;
    enum exit_code code;

    catch_stops();
    display_begin(&display, options, &line, 1);
    job_begin(&job, &display, 0, operations[options->recovery]);
    prepare(&job);
    code = run_jobs(&job, 1, begin);
    job_end(&job);
    return code;
}
