/*
 * Cancels a burn half way from the progress callback, and says what is on the disc and what the disc can do now.
 *
 *     cancel IMAGE RECORDER [PERCENT]
 */
#include "df2d.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct plan {
    int percent;
    int asked;
};

static void on_update(df2d_t *writer, const df2d_progress *progress, void *user_data)
{
    struct plan *plan = user_data;

    if (plan->asked || progress->current_action != DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA ||
        progress->done_sectors * 100 < progress->total_sectors * plan->percent)
        return;
    plan->asked = 1;
    printf("Cancelling at %d %%: CancelWrite returns %s.\n",
           (int)(progress->done_sectors * 100 / progress->total_sectors),
           df2d_hresult_name(df2d_cancel_write(writer)));
}

static const char *what_it_can_do(int32_t disc_after)
{
    switch (disc_after) {
    case DF2D_DISC_UNCHANGED:
        return "as it was before";
    case DF2D_DISC_APPENDABLE:
        return "readable, and a further session can be written";
    case DF2D_DISC_CLOSED:
        return "closed";
    case DF2D_DISC_OVERWRITABLE:
        return "ready to be overwritten";
    case DF2D_DISC_ERASE_REQUIRED:
        return "usable again after it was erased";
    case DF2D_DISC_RECOVERABLE:
        return "left with an open session";
    case DF2D_DISC_UNUSABLE:
        return "lost";
    default:
        return "in a state that the drive did not tell";
    }
}

int main(int argc, char **argv)
{
    struct plan plan = {50, 0};
    df2d_write_result result = {0};
    df2d_recorder_t *recorder = NULL;
    df2d_stream_t *image = NULL;
    df2d_t *writer = NULL;
    uint32_t cookie;
    df2d_hresult hr;

    if (argc < 3 || argc > 4) {
        fputs("usage: cancel IMAGE RECORDER [PERCENT]\n", stderr);
        return 2;
    }
    if (argc == 4)
        plan.percent = atoi(argv[3]);

    hr = df2d_stream_from_file(argv[1], &image);
    if (hr >= 0)
        hr = df2d_recorder_open(argv[2], &recorder);
    if (hr >= 0)
        hr = df2d_create(&writer);
    if (hr >= 0)
        hr = df2d_put_recorder(writer, recorder);
    if (hr >= 0)
        hr = df2d_put_client_name(writer, "cancel");
    if (hr >= 0)
        hr = df2d_advise(writer, on_update, &plan, NULL, &cookie);
    if (hr >= 0)
        hr = df2d_write(writer, image);

    printf("Write returns %s: %s\n", df2d_hresult_name(hr), df2d_hresult_message(hr));
    result.struct_size = sizeof result;
    if (writer && df2d_get_write_result(writer, &result) >= 0)
        printf("%" PRId64 " of %" PRId64 " sectors are on the disc; the disc is %s.\n", result.sectors_on_media,
               result.sectors_requested, what_it_can_do(result.disc_after));
    df2d_destroy(writer);
    df2d_stream_destroy(image);
    df2d_recorder_destroy(recorder);
    return hr == DF2D_E_IMAPI_REQUEST_CANCELLED ? 0 : 1;
}
