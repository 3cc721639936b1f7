/* df2d erase: makes a rewritable disc blank, or zero where it never becomes blank again. */
#include "job.h"
#include "names.h"
#include "stop.h"

#include <stdio.h>

static df2d_hresult begin(struct job *job)
{
    return df2d_erase_erase_media_async(job->eraser);
}

/* Whether the disc can be erased at all is said before anybody is asked whether it should be. */
static df2d_hresult check_disc(struct job *job)
{
    df2d_bool supported;
    df2d_hresult hr = df2d_erase_is_current_media_supported(job->eraser, job->recorder, &supported);

    if (hr >= 0)
        hr = df2d_erase_get_current_physical_media_type(job->eraser, &job->media_type);
    if (hr < 0 || supported)
        return fail(job, hr);
    snprintf(job->outcome.text, sizeof job->outcome.text,
             "The disc in the drive (%s) cannot be erased; insert a rewritable disc: CD-RW, DVD-RW, DVD+RW, DVD-RAM, BD-RE.",
             media_name(job->media_type));
    return fail(job, DF2D_E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED);
}

/* A disc without data costs no question. */
static df2d_hresult confirm(struct job *job)
{
    df2d_bool blank = 0;

    if (job->options->yes || (df2d_erase_get_media_heuristically_blank(job->eraser, &blank) >= 0 && blank))
        return DF2D_S_OK;
    if (!can_ask())
        usage_error(job->options->command,
                    "what is on the disc would be lost, and there is no terminal to ask on: --yes says so.");
    if (!ask(0, "Everything on the %s in %s will be lost. Erase it? [y/N] ", media_name(job->media_type), job->line->recorder))
        give_up(job, "The disc is not to be erased.");
    return job->outcome.hr;
}

enum exit_code run_erase(const struct options *options)
{
    struct display display;
    struct line line;
    struct job job;
    enum exit_code code;

    catch_stops();
    display_begin(&display, options, &line, 1);
    job_begin(&job, &display, 0, ERASING_DISC);
    if (open_recorder(&job) >= 0 && open_eraser(&job) >= 0 && check_disc(&job) >= 0 && confirm(&job) >= 0)
        fail(&job, df2d_erase_put_full_erase(job.eraser, options->full));
    code = run_jobs(&job, 1, begin);
    job_end(&job);
    return code;
}
