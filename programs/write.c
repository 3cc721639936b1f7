#include "write.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

df2d_hresult open_image(const struct options *options, struct outcome *outcome, df2d_stream_t **stream)
{
    size_t needed;
    df2d_hresult hr;

    if (strcmp(options->image, "-") == 0)
        hr = df2d_stream_from_fd(STDIN_FILENO, options->size, stream);
    else
        hr = df2d_stream_from_file(options->image, stream);
    if (hr >= 0 && options->pad)
        hr = df2d_stream_put_padding(*stream, 1);
    if (hr < 0)
        df2d_get_thread_error(NULL, outcome->text, sizeof outcome->text, &needed);
    if (hr < 0 && (strcmp(options->image, "quick") == 0 || strcmp(options->image, "full") == 0))
        snprintf(outcome->hint, sizeof outcome->hint, "It is --verify=%s, with the = between.", options->image);
    outcome->hr = hr;
    return hr;
}

static void speed_note(const struct job *job, double wanted, int32_t sectors)
{
    double at_1x = job->line->sectors_at_1x;

    /* What is 16x is 10819 to one drive and 10820 to another. */
    if (sectors > wanted * 0.98 && sectors < wanted * 1.02)
        return;
    if (at_1x > 0)
        display_note(job->display, job->line, "The drive takes another speed: %.1fx, %" PRId32 " sectors per second.",
                     sectors / at_1x, sectors);
    else
        display_note(job->display, job->line, "The drive takes another speed: %" PRId32 " sectors per second.", sectors);
}

/* The offer that the library will take: the nearest, of two the slower. 0 if the drive offers none. */
static int32_t nearest_speed(const struct job *job, double wanted)
{
    df2d_write_speed_descriptor offers[64];
    size_t needed, i;
    double distance, least = 0;
    int32_t best = 0, speed;

    if (df2d_get_supported_write_speed_descriptors(job->writer, offers, sizeof offers / sizeof *offers, &needed) < 0)
        return 0;
    for (i = 0; i < needed; i++) {
        speed = offers[i].write_speed;
        distance = speed > wanted ? speed - wanted : wanted - speed;
        if (offers[i].rotation_type_is_pure_cav || (best > 0 && (distance > least || (distance == least && speed > best))))
            continue;
        best = speed;
        least = distance;
    }
    return best;
}

static df2d_hresult set_speed(const struct job *job)
{
    double sectors = job->options->speed;
    int32_t nearest;
    df2d_hresult hr;

    if (sectors <= 0)
        return DF2D_S_OK;
    if (job->options->speed_is_a_multiple)
        sectors *= job->line->sectors_at_1x;
    hr = df2d_set_write_speed(job->writer, sectors < 1 ? 1 : (int32_t)sectors, 0);
    if (hr > 0 && !job->options->quiet && (nearest = nearest_speed(job, sectors)) > 0)
        speed_note(job, sectors, nearest);
    return hr;
}

static df2d_hresult set_closing(const struct job *job)
{
    df2d_hresult hr = DF2D_S_OK;

    if (job->options->closing == CLOSE_ALWAYS)
        hr = df2d_put_force_media_to_be_closed(job->writer, 1);
    if (job->options->closing == CLOSE_NEVER) {
        hr = df2d_put_force_media_to_be_closed(job->writer, 0);
        /* A DVD+R that is to play in any player is closed; this one need not. */
        if (hr >= 0)
            hr = df2d_put_disable_consumer_dvd_compatibility_mode(job->writer, 1);
    }
    return hr;
}

df2d_hresult set_properties(struct job *job)
{
    df2d_hresult hr = set_speed(job);

    if (hr >= 0)
        hr = set_closing(job);
    if (hr >= 0)
        hr = df2d_put_burn_verification_level(job->writer, job->options->verification);
    if (hr >= 0)
        hr = df2d_put_test_write(job->writer, job->options->test);
    return fail(job, hr);
}
