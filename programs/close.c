/* df2d close: finalises a disc without writing. */
#include "job.h"
#include "stop.h"

#include <stdio.h>

static df2d_hresult begin(struct job *job)
{
    return df2d_close_media_async(job->writer);
}

enum exit_code run_close(const struct options *options)
{
    struct display display;
    struct line line;
    struct job job;
    enum exit_code code;

    catch_stops();
    display_begin(&display, options, &line, 1);
    job_begin(&job, &display, 0, CLOSING);
    if (open_recorder(&job) >= 0 && open_writer(&job) >= 0)
        look_at_disc(&job);
    code = run_jobs(&job, 1, begin);
    job_end(&job);
    return code;
}
