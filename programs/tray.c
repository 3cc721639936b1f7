/* df2d eject and df2d load. */
#include "job.h"

#include <stdio.h>

static enum exit_code move_tray(const struct options *options, df2d_hresult (*move)(df2d_recorder_t *recorder),
                                const char *done)
{
    struct display display;
    struct line line;
    struct job job;
    enum exit_code code;

    display_begin(&display, options, &line, 1);
    job_begin(&job, &display, 0, OTHER);
    job.outcome.done = done;
    if (open_recorder(&job) >= 0)
        fail(&job, move(job.recorder));
    code = show_outcome(&display, &line, &job.outcome);
    job_end(&job);
    return code;
}

enum exit_code run_eject(const struct options *options)
{
    return move_tray(options, df2d_recorder_eject_media, "Done: the tray is open.");
}

enum exit_code run_load(const struct options *options)
{
    return move_tray(options, df2d_recorder_close_tray, "Done: the tray is closed.");
}
