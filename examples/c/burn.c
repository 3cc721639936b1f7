/*
 * Burns an image, verifies it, and says what is on the disc.
 *
 *     burn IMAGE RECORDER
 */
#include <df2d.h>
#include <stdio.h>

static void on_update(df2d_t *writer, const df2d_progress *progress, void *user_data)
{
    (void)writer, (void)user_data;
    printf("\r%3d %%", (int)(progress->total_sectors ? progress->done_sectors * 100 / progress->total_sectors : 0));
    fflush(stdout);
}

/* Why the last call failed: asked of the writer, or of the thread if there is none yet. */
static void explain(df2d_t *writer, df2d_hresult hr)
{
    char why[1024] = "";
    size_t needed;
    if (writer) df2d_get_last_error(writer, NULL, why, sizeof why, &needed);
    else df2d_get_thread_error(NULL, why, sizeof why, &needed);
    fprintf(stderr, "%s: %s\n", df2d_hresult_name(hr), why[0] ? why : df2d_hresult_message(hr));
}

int main(int argc, char **argv)
{
    df2d_recorder_t *recorder = NULL;
    df2d_stream_t *image = NULL;
    df2d_t *writer = NULL;
    df2d_write_result result = {0};
    uint32_t cookie;
    df2d_hresult hr;

    if (argc != 3) {
        fputs("usage: burn IMAGE RECORDER\n", stderr);
        return 2;
    }
    hr = df2d_stream_from_file(argv[1], &image);
    if (hr >= 0) hr = df2d_recorder_open(argv[2], &recorder);
    if (hr >= 0) hr = df2d_create(&writer);
    if (hr >= 0) hr = df2d_put_recorder(writer, recorder);
    if (hr >= 0) hr = df2d_put_client_name(writer, "burn");
    if (hr >= 0) hr = df2d_put_burn_verification_level(writer, DF2D_IMAPI_BURN_VERIFICATION_FULL);
    if (hr >= 0) hr = df2d_advise(writer, on_update, NULL, NULL, &cookie);
    if (hr >= 0) hr = df2d_write(writer, image);
    putchar('\n');
    if (hr < 0) explain(writer, hr);
    result.struct_size = sizeof result;
    if (writer && df2d_get_write_result(writer, &result) >= 0)
        printf("%ld of %ld sectors are on the disc.\n", (long)result.sectors_on_media, (long)result.sectors_requested);
    df2d_destroy(writer);
    df2d_stream_destroy(image);
    df2d_recorder_destroy(recorder);
    return hr < 0;
}
