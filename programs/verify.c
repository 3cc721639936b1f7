/* df2d verify: compares an image with what is on the disc, by reading both. */
#define _POSIX_C_SOURCE 200809L

#include "disc.h"
#include "drive.h"
#include "job.h"
#include "stop.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { SECTOR = DF2D_IMAPI_SECTOR_SIZE, SECTORS_AT_ONCE = 32, PAGE = 4096 };

enum sense_key { NOT_READY = 2, MEDIUM_ERROR = 3, ILLEGAL_REQUEST = 5, UNIT_ATTENTION = 6, BLANK_CHECK = 8 };

struct comparison {
    struct job *job;
    int image;                  /* descriptor */
    int64_t bytes;              /* of the image; -1: as many as come */
    int64_t done;               /* bytes compared */
    int64_t sectors_at_once;
    uint8_t *from_image, *from_disc;
    struct timespec began, shown;
};

static df2d_hresult fail_with(struct comparison *c, df2d_hresult hr, const char *format, int64_t lba)
{
    struct outcome *outcome = &c->job->outcome;

    snprintf(outcome->text, sizeof outcome->text, format, lba);
    outcome->result.failure_lba = lba;
    return fail(c->job, hr);
}

static df2d_hresult image_failed(struct comparison *c, const char *what)
{
    snprintf(c->job->outcome.text, sizeof c->job->outcome.text, "\"%s\" cannot be %s: %s.", c->job->options->image, what,
             strerror(errno));
    return fail(c->job, errno == EACCES || errno == EPERM ? DF2D_E_ACCESSDENIED : DF2D_E_FAIL);
}

static df2d_hresult image_is_empty(struct comparison *c)
{
    return fail_with(c, DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED, "The image is empty.", -1);
}

/* ---- The image ---- */

static df2d_hresult open_image_file(struct comparison *c)
{
    struct stat file;

    do
        c->image = strcmp(c->job->options->image, "-") == 0 ? STDIN_FILENO : open(c->job->options->image, O_RDONLY | O_CLOEXEC);
    while (c->image < 0 && errno == EINTR && stops() == 0);
    if (c->image < 0 && errno == EINTR) {
        give_up(c->job, "It was cancelled.");
        return c->job->outcome.hr;
    }
    if (c->image < 0 || fstat(c->image, &file) != 0)
        return image_failed(c, "opened");
    if (S_ISDIR(file.st_mode)) {
        snprintf(c->job->outcome.text, sizeof c->job->outcome.text, "\"%s\" is a directory; an image is a file.",
                 c->job->options->image);
        return fail(c->job, DF2D_E_INVALIDARG);
    }
    if (S_ISREG(file.st_mode))
        c->bytes = file.st_size;
    else if (S_ISBLK(file.st_mode))
        c->bytes = lseek(c->image, 0, SEEK_END);
    else
        c->bytes = -1;
    if (c->bytes >= 0 && lseek(c->image, 0, SEEK_SET) != 0)
        return image_failed(c, "read");
    return c->bytes == 0 ? image_is_empty(c) : DF2D_S_OK;
}

/* Fills the buffer as far as the image goes, or until somebody asks to stop; -1 is a failure. */
static int64_t read_image(struct comparison *c)
{
    int64_t wanted = c->sectors_at_once * SECTOR, filled = 0;
    ssize_t got = 1;

    while (filled < wanted && got > 0 && wait_for_input(c->image)) {
        got = read(c->image, c->from_image + filled, (size_t)(wanted - filled));
        if (got > 0)
            filled += got;
    }
    return got < 0 ? -1 : filled;
}

/* ---- The disc ---- */

static df2d_hresult read_once(struct comparison *c, int64_t lba, int64_t sectors, uint8_t *sense)
{
    const uint8_t read10[10] = {
        0x28, 0, (uint8_t)(lba >> 24), (uint8_t)(lba >> 16), (uint8_t)(lba >> 8), (uint8_t)lba, 0,
        (uint8_t)(sectors >> 8), (uint8_t)sectors, 0,
    };
    uint32_t fetched = 0;
    df2d_hresult hr = df2d_recorder_send_command_get_data_from_device(
        c->job->recorder, read10, sizeof read10, sense, 0, c->from_disc, (uint32_t)(sectors * SECTOR), &fetched);

    if (hr == DF2D_S_OK && fetched < sectors * SECTOR)
        return DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
    return hr;
}

/* Waits until the drive is ready, which the library's own questions do, and takes its news. */
static df2d_hresult wait_until_ready(struct comparison *c)
{
    df2d_bool supported;
    df2d_t *writer = NULL;
    size_t needed;
    df2d_hresult hr = df2d_create(&writer);

    if (hr >= 0)
        hr = df2d_is_current_media_supported(writer, c->job->recorder, &supported);
    if (hr < 0)
        df2d_get_last_error(writer, NULL, c->job->outcome.text, sizeof c->job->outcome.text, &needed);
    df2d_destroy(writer);
    return fail(c->job, hr);
}

static df2d_hresult cannot_read(struct comparison *c, int64_t lba, const uint8_t *sense)
{
    df2d_write_result *result = &c->job->outcome.result;

    result->failure_sense_key = sense[2] & 0x0F;
    result->failure_asc = sense[12];
    result->failure_ascq = sense[13];
    result->failure_cdb[0] = 0x28;
    result->failure_cdb_length = 10;
    switch (sense[2] & 0x0F) {
    case MEDIUM_ERROR:
        return fail_with(c, DF2D_E_IMAPI_BURN_VERIFICATION_FAILED, "The drive cannot read sector %" PRId64 " of the disc.", lba);
    case ILLEGAL_REQUEST:
    case BLANK_CHECK:
        return fail_with(c, DF2D_E_IMAPI_BURN_VERIFICATION_FAILED, "No data can be read at sector %" PRId64 " of the disc.", lba);
    default:
        return fail_with(c, DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE,
                         "The drive does not answer what it should at sector %" PRId64 "; try again.", lba);
    }
}

static df2d_hresult read_disc(struct comparison *c, int64_t lba, int64_t sectors)
{
    enum { ATTEMPTS = 4 };
    uint8_t sense[18];
    int attempt;
    df2d_hresult hr;

    for (attempt = 0; attempt < ATTEMPTS; attempt++) {
        hr = read_once(c, lba, sectors, sense);
        if (hr != DF2D_S_IMAPI_COMMAND_HAS_SENSE_DATA)
            return fail(c->job, hr);
        if ((sense[2] & 0x0F) != NOT_READY && (sense[2] & 0x0F) != UNIT_ATTENTION)
            break;
        hr = wait_until_ready(c);
        if (hr < 0)
            return hr;
    }
    return sectors > 1 ? DF2D_S_FALSE : cannot_read(c, lba, sense);
}

/* ---- Both ---- */

static int64_t milliseconds(const struct timespec *from, const struct timespec *to)
{
    return (int64_t)(to->tv_sec - from->tv_sec) * 1000 + (to->tv_nsec - from->tv_nsec) / 1000000;
}

/* Every half second, as the library does it, and at the end. */
static void show_progress(struct comparison *c, int is_last)
{
    df2d_write_result *result = &c->job->outcome.result;
    df2d_progress p = {0};
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    result->elapsed_ms = milliseconds(&c->began, &now);
    if (!is_last && c->done > 0 && milliseconds(&c->shown, &now) < 500)
        return;
    c->shown = now;
    p.current_action = DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING;
    p.action_permille = -1;
    p.start_lba = (int32_t)result->start_lba;
    p.last_read_lba = p.last_written_lba = p.start_lba - 1;
    p.done_sectors = c->done / SECTOR;
    p.total_sectors = result->sectors_requested;
    p.elapsed_ms = result->elapsed_ms;
    if (p.elapsed_ms > 0)
        p.bytes_per_second = c->done * 1000 / p.elapsed_ms;
    if (p.bytes_per_second > 0 && c->bytes > c->done)
        p.remaining_ms = (c->bytes - c->done) * 1000 / p.bytes_per_second;
    display_progress(c->job->display, c->job->line, &p);
}

/* Of some sectors, one after the other if need be: it is to be known which one it is. */
static df2d_hresult compare_sectors(struct comparison *c, int64_t lba, int64_t bytes)
{
    int64_t sectors = (bytes + SECTOR - 1) / SECTOR, at_once = sectors, at = 0, same;
    df2d_hresult hr;

    while (at < sectors) {
        hr = read_disc(c, lba + at, at_once);
        if (hr == DF2D_S_FALSE) {
            at_once = 1;
            continue;
        }
        if (hr < 0)
            return hr;
        for (same = 0; same < at_once; same++, at++, c->job->outcome.result.sectors_on_media++) {
            int64_t left = bytes - at * SECTOR;

            if (memcmp(c->from_image + at * SECTOR, c->from_disc + same * SECTOR, left < SECTOR ? (size_t)left : SECTOR) != 0)
                return fail_with(c, DF2D_E_IMAPI_BURN_VERIFICATION_FAILED,
                                 "Sector %" PRId64 " of the disc is not as the image has it.", lba + at);
        }
    }
    return DF2D_S_OK;
}

static df2d_hresult compare(struct comparison *c)
{
    df2d_write_result *result = &c->job->outcome.result;
    int64_t got;
    df2d_hresult hr;

    clock_gettime(CLOCK_MONOTONIC, &c->began);
    for (;;) {
        show_progress(c, 0);
        got = read_image(c);
        if (stops() > 0) {
            give_up(c->job, "It was cancelled.");
            return c->job->outcome.hr;
        }
        if (got < 0)
            return image_failed(c, "read");
        if (got == 0)
            break;
        hr = compare_sectors(c, result->start_lba + c->done / SECTOR, got);
        if (hr < 0)
            return hr;
        c->done += got;
    }
    if (c->done == 0)
        return image_is_empty(c);
    /* A pipe did not say how much would come. */
    result->sectors_requested = result->sectors_on_media;
    show_progress(c, 1);
    return DF2D_S_OK;
}

/* Where the image is on the disc, and whether there is as much. */
static df2d_hresult find_image(struct comparison *c)
{
    df2d_write_result *result = &c->job->outcome.result;
    struct track *tracks;
    size_t count;
    int64_t start, end;
    df2d_hresult hr = read_tracks(c->job->recorder, &tracks, &count);

    start = c->job->options->start >= 0 ? c->job->options->start : last_session_start(tracks, count);
    end = recorded_end(tracks, count);
    free(tracks);
    result->sectors_requested = (c->bytes + SECTOR - 1) / SECTOR;
    /* A drive that tells nothing of tracks can still read. */
    if (hr >= 0 && (start < 0 || start >= end))
        return fail_with(c, DF2D_E_IMAPI_BURN_VERIFICATION_FAILED,
                         "Nothing is recorded on the disc at sector %" PRId64 " or behind it.", start < 0 ? 0 : start);
    if (hr >= 0 && c->bytes > (end - start) * SECTOR)
        return fail_with(c, DF2D_E_IMAPI_BURN_VERIFICATION_FAILED,
                         "The image is longer than what is recorded on the disc, which ends before sector %" PRId64 ".", end);
    result->start_lba = start < 0 ? 0 : start;
    return DF2D_S_OK;
}

static df2d_hresult get_buffers(struct comparison *c)
{
    uint32_t most = 0, alignment = 0;
    void *buffer;

    df2d_recorder_get_maximum_page_aligned_transfer_size(c->job->recorder, &most);
    df2d_recorder_get_byte_alignment_mask(c->job->recorder, &alignment);
    c->sectors_at_once = most / SECTOR < SECTORS_AT_ONCE ? most / SECTOR : SECTORS_AT_ONCE;
    if (c->sectors_at_once < 1)
        c->sectors_at_once = 1;
    c->from_image = malloc((size_t)c->sectors_at_once * SECTOR);
    if (!c->from_image ||
        posix_memalign(&buffer, alignment > PAGE ? alignment : PAGE, (size_t)c->sectors_at_once * SECTOR) != 0)
        return fail(c->job, DF2D_E_OUTOFMEMORY);
    c->from_disc = buffer;
    return DF2D_S_OK;
}

enum exit_code run_verify(const struct options *options)
{
    struct display display;
    struct line line;
    struct job job;
    struct comparison c = {.job = &job, .image = -1};
    struct reason reason = {0};
    enum exit_code code;

    catch_stops();
    display_begin(&display, options, &line, 1);
    job_begin(&job, &display, 0, COMPARING);
    if (open_image_file(&c) >= 0 && open_recorder(&job) >= 0 && keep_others_out(job.recorder, &reason) >= 0 && wait_until_ready(&c) >= 0 &&
        find_image(&c) >= 0 && get_buffers(&c) >= 0) {
        job.outcome.started = 1;
        compare(&c);
    }
    if (reason.hr < 0)
        fail(&job, reason.hr);
    code = show_end(&job);
    free(c.from_image);
    free(c.from_disc);
    if (c.image > STDIN_FILENO)
        close(c.image);
    job_end(&job);
    return code;
}
