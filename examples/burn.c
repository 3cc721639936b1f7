#include "df2d.h"
#include <stdio.h>

static void on_update(df2d_t *writer, const df2d_progress *progress, void *user_data)
{
    (void)writer, (void)user_data;
    printf("%d of %d sectors\n", (int)progress->done_sectors, (int)progress->total_sectors);
}

int main(int argc, char **argv)     /* burn IMAGE RECORDER */
{
    df2d_recorder_t *recorder = NULL;
    df2d_stream_t *image = NULL;
    df2d_t *writer = NULL;
    char why[1024] = ""; size_t needed; uint32_t cookie;
    df2d_hresult hr = argc == 3 ? df2d_stream_from_file(argv[1], &image) : DF2D_E_INVALIDARG;
    if (hr >= 0) hr = df2d_recorder_open(argv[2], &recorder);
    if (hr >= 0) hr = df2d_create(&writer);
    if (hr >= 0) hr = df2d_put_recorder(writer, recorder);
    if (hr >= 0) hr = df2d_put_client_name(writer, "burn");
    if (hr >= 0) hr = df2d_advise(writer, on_update, NULL, NULL, &cookie);
    if (hr >= 0) hr = df2d_write(writer, image);    /* returns when the disc is done */
    if (writer) df2d_get_last_error(writer, NULL, why, sizeof why, &needed);
    else df2d_get_thread_error(NULL, why, sizeof why, &needed);
    printf("%s %s\n", df2d_hresult_name(hr), why);
    df2d_destroy(writer);
    df2d_stream_destroy(image);
    df2d_recorder_destroy(recorder);
    return hr < 0;
}
