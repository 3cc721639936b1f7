#define _POSIX_C_SOURCE 200809L

#include "job.h"

#include "names.h"
#include "stop.h"
#include "text.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void job_begin(struct job *job, struct display *display, size_t number, enum operation operation)
{
    memset(job, 0, sizeof *job);
    job->number = (int)number;
    job->options = display->options;
    job->display = display;
    job->line = &display->lines[number];
    job->id = display->options->recorders[number];
    outcome_begin(&job->outcome, operation);
}

df2d_hresult fail(struct job *job, df2d_hresult hr)
{
    struct outcome *outcome = &job->outcome;
    size_t needed;

    outcome->hr = hr;
    if (hr >= 0 || outcome->text[0])
        return hr;
    if (job->writer)
        df2d_get_last_error(job->writer, NULL, outcome->text, sizeof outcome->text, &needed);
    else if (job->eraser)
        df2d_erase_get_last_error(job->eraser, NULL, outcome->text, sizeof outcome->text, &needed);
    else if (job->recorder)
        df2d_recorder_get_last_error(job->recorder, NULL, outcome->text, sizeof outcome->text, &needed);
    else
        df2d_get_thread_error(NULL, outcome->text, sizeof outcome->text, &needed);
    return hr;
}

void give_up(struct job *job, const char *why)
{
    snprintf(job->outcome.text, sizeof job->outcome.text, "%s", why);
    job->outcome.hr = DF2D_E_IMAPI_REQUEST_CANCELLED;
}

df2d_hresult open_recorder(struct job *job)
{
    struct stat file;

    if (fail(job, df2d_recorder_open(job->id, &job->recorder)) < 0 && job->options->image &&
        stat(job->id, &file) == 0 && S_ISREG(file.st_mode))
        snprintf(job->outcome.hint, sizeof job->outcome.hint, "The image comes first, and then the recorder.");
    return job->outcome.hr;
}

df2d_hresult open_writer(struct job *job)
{
    df2d_hresult hr = fail(job, df2d_create(&job->writer));

    if (hr >= 0)
        hr = df2d_put_recorder(job->writer, job->recorder);
    if (hr >= 0)
        hr = df2d_put_client_name(job->writer, program);
    return fail(job, hr);
}

df2d_hresult open_eraser(struct job *job)
{
    df2d_hresult hr = fail(job, df2d_erase_create(&job->eraser));

    if (hr >= 0)
        hr = df2d_erase_put_recorder(job->eraser, job->recorder);
    if (hr >= 0)
        hr = df2d_erase_put_client_name(job->eraser, program);
    return fail(job, hr);
}

df2d_hresult look_at_disc(struct job *job)
{
    df2d_hresult hr = df2d_get_current_physical_media_type(job->writer, &job->media_type);

    if (hr >= 0)
        hr = df2d_get_current_media_status(job->writer, &job->media_status);
    if (hr >= 0)
        job->line->sectors_at_1x = sectors_per_second_at_1x(job->media_type);
    return fail(job, hr);
}

void job_end(struct job *job)
{
    df2d_destroy(job->writer);
    df2d_erase_destroy(job->eraser);
    df2d_stream_destroy(job->stream);
    df2d_recorder_destroy(job->recorder);
}

static int open_terminal(void)
{
    return isatty(STDERR_FILENO) ? open("/dev/tty", O_RDONLY | O_CLOEXEC) : -1;
}

int can_ask(void)
{
    int terminal = open_terminal();

    return terminal >= 0 && close(terminal) == 0;
}

int ask(int otherwise, const char *format, ...)
{
    char answer[256];
    va_list arguments;
    ssize_t length;
    int terminal = open_terminal();

    if (terminal < 0)
        return otherwise;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    length = wait_for_input(terminal) ? read(terminal, answer, sizeof answer) : 0;
    if (length <= 0)
        fputc('\n', stderr);
    close(terminal);
    return length > 0 && (answer[0] == 'y' || answer[0] == 'Y');
}

/* What the library's sentence cannot say, as it does not know this program. */
static void add_hint(const struct job *job, struct outcome *outcome)
{
    enum { MEDIUM_ERROR = 3 };
    char *hint = outcome->hint, id[512], word[sizeof id + 16];
    size_t size = sizeof outcome->hint;
    int failed = outcome->hr < 0 && outcome->hr != DF2D_E_IMAPI_REQUEST_CANCELLED;
    int is_cd = job->media_type == DF2D_IMAPI_MEDIA_TYPE_CDR || job->media_type == DF2D_IMAPI_MEDIA_TYPE_CDRW;
    int is_interrupted = (job->media_status & DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_NON_EMPTY_SESSION) != 0;

    if (hint[0])
        return;
    hide_password(job->id, id, sizeof id);
    shell_word(id, word, sizeof word);
    if (outcome->hr == DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED && !outcome->started && !job->options->pad &&
        job->options->command->bit != ON_VERIFY)
        snprintf(hint, size, "--pad fills the last sector with zeros if the image ends within it.");
    else if (outcome->operation == COMPARING && outcome->hr == DF2D_E_IMAPI_BURN_VERIFICATION_FAILED &&
             outcome->started && outcome->result.sectors_on_media == 0 && job->options->start < 0)
        snprintf(hint, size, "If it was burned behind other data: --start=N, with the sector that df2d burn named.");
    else if (outcome->hr == DF2D_E_IMAPI_DF2DATA_MEDIA_NOT_BLANK)
        snprintf(hint, size, "--overwrite=yes does so.");
    else if (outcome->started && outcome->result.failure_sense_key == MEDIUM_ERROR && strncmp(id, "virtual:", 8) == 0)
        snprintf(hint, size, "This is a virtual recorder: is there room left where its file stands? Then: df2d recover %s.", word);
    else if (outcome->result.disc_after == DF2D_DISC_UNKNOWN && outcome->started && job->options->command->bit != ON_RECOVER)
        snprintf(hint, size, "What is on the disc, once the drive is done: df2d recover %s.", word);
    else if (outcome->result.disc_after == DF2D_DISC_RECOVERABLE && is_cd)
        snprintf(hint, size, "To close it as it is: df2d recover %s --close.", word);
    else if (outcome->result.disc_after == DF2D_DISC_RECOVERABLE)
        snprintf(hint, size, "To write the rest: df2d recover %s --resume=IMAGE. To close it as it is: --close.", word);
    else if (failed && job->media_status & DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_ERASE_REQUIRED)
        snprintf(hint, size, "To erase it: df2d erase %s.", word);
    else if (failed && is_interrupted && job->options->command->bit == ON_RECOVER)
        snprintf(hint, size, "To close it as it is: df2d recover %s --close.", word);
    else if (failed && is_interrupted)
        snprintf(hint, size, "What is on the disc, and what can be made of it: df2d recover %s.", word);
    else if (failed && outcome->operation == CLOSING &&
             job->media_status & DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_APPENDABLE)
        snprintf(hint, size, "That is df2d burn --close, with the image that is to be the last.");
}

enum exit_code show_end(struct job *job)
{
    struct outcome *outcome = &job->outcome;
    enum exit_code code;

    add_hint(job, outcome);
    code = show_outcome(job->display, job->line, outcome);
    if (code == EXIT_DONE && job->options->eject && df2d_recorder_eject_media(job->recorder) < 0)
        display_note(job->display, job->line, "The tray could not be opened.");
    return code;
}
