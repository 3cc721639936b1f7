/* owner IMAGE NODE OTHER: writes to a drive by one of its names, and meanwhile asks by the other who has it. */
#include <df2d.h>
#include <stdio.h>
#include <string.h>

static int failed(const char *what, df2d_hresult hr)
{
    printf("%s: %s\n", what, df2d_hresult_name(hr));
    return 1;
}

int main(int argc, char **argv)
{
    df2d_recorder_t *recorder = NULL, *other = NULL;
    df2d_stream_t *stream = NULL;
    df2d_t *writer = NULL;
    df2d_hresult hr, result = DF2D_S_OK, waited;
    char name[64] = "", seen[64] = "";
    size_t needed;

    if (argc != 4) return 2;
    if ((hr = df2d_stream_from_file(argv[1], &stream)) < 0) return failed(argv[1], hr);
    if ((hr = df2d_recorder_open(argv[2], &recorder)) < 0) return failed(argv[2], hr);
    if ((hr = df2d_recorder_open(argv[3], &other)) < 0) return failed(argv[3], hr);
    if ((hr = df2d_create(&writer)) < 0) return failed("create", hr);
    if ((hr = df2d_put_recorder(writer, recorder)) < 0) return failed("recorder", hr);
    if ((hr = df2d_put_client_name(writer, "owner")) < 0) return failed("name", hr);
    if ((hr = df2d_put_force_overwrite(writer, 1)) < 0) return failed("overwrite", hr);
    if ((hr = df2d_write_async(writer, stream)) < 0) return failed("write", hr);
    do {
        waited = df2d_wait(writer, 10, &result);
        if (df2d_recorder_get_exclusive_access_owner(other, name, sizeof name, &needed) >= 0 && name[0])
            strcpy(seen, name);
    } while (waited == DF2D_E_PENDING);
    printf("%s, in use by \"%s\"\n", df2d_hresult_name(result), seen);
    df2d_destroy(writer);
    df2d_stream_destroy(stream);
    df2d_recorder_destroy(recorder);
    df2d_recorder_destroy(other);
    return result < 0;
}
