/*
 * A program of somebody who has installed libdf2d: it burns onto a virtual recorder, reads the disc's file, and prints the
 * version of the library. It is built as C and as C++, in every way that a program can find the library.
 */
#include <df2d.h>
#include <stdio.h>
#include <string.h>

static unsigned char image[2048 * 32];

static df2d_hresult burn(void)
{
    df2d_recorder_t *recorder = NULL;
    df2d_stream_t *stream = NULL;
    df2d_t *writer = NULL;
    df2d_hresult hr = df2d_stream_from_memory(image, sizeof image, NULL, NULL, &stream);

    if (hr >= 0) hr = df2d_recorder_open("virtual:disc.iso?media=dvd+rw&size=32000&clock=virtual", &recorder);
    if (hr >= 0) hr = df2d_create(&writer);
    if (hr >= 0) hr = df2d_put_recorder(writer, recorder);
    if (hr >= 0) hr = df2d_put_client_name(writer, "consumer");
    if (hr >= 0) hr = df2d_write(writer, stream);
    df2d_destroy(writer);
    df2d_stream_destroy(stream);
    df2d_recorder_destroy(recorder);
    return hr;
}

static int is_on_the_disc(void)
{
    static unsigned char disc[sizeof image];
    FILE *file = fopen("disc.iso", "rb");
    size_t size = file == NULL ? 0 : fread(disc, 1, sizeof disc, file);

    if (file != NULL) fclose(file);
    return size == sizeof disc && memcmp(disc, image, sizeof disc) == 0;
}

int main(void)
{
    df2d_hresult hr;
    size_t n;

    for (n = 0; n < sizeof image; ++n) image[n] = (unsigned char)(n * 31 + n / 2048);
    hr = burn();
    if (hr < 0) {
        fprintf(stderr, "the burn failed: %s\n", df2d_hresult_name(hr));
        return 1;
    }
    if (!is_on_the_disc()) {
        fprintf(stderr, "disc.iso is not what was burned\n");
        return 1;
    }
    if (df2d_version_number() != DF2D_VERSION_NUMBER) {
        fprintf(stderr, "df2d.h is of %s and the library of %s\n", DF2D_VERSION_STRING, df2d_version_string());
        return 1;
    }
    puts(df2d_version_string());
    return 0;
}
