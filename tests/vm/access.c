/*
 * Does with a drive what its arguments say, and prints what came of each: access ID WORD...
 *
 *     name, number, paths            what the system calls it, and where it is mounted
 *     acquire, force, release        exclusive access
 *     disable, enable                media change notification
 *     wait                           until standard input ends
 */
#include "df2d.h"

#include <stdio.h>
#include <string.h>

static df2d_hresult act(df2d_recorder_t *recorder, const char *word, char *text, size_t room)
{
    size_t needed;
    int32_t number = 0;
    df2d_hresult hr = DF2D_E_INVALIDARG;
    char *at;

    if (strcmp(word, "name") == 0) hr = df2d_recorder_get_volume_name(recorder, text, room, &needed);
    if (strcmp(word, "acquire") == 0) hr = df2d_recorder_acquire_exclusive_access(recorder, 0, "access");
    if (strcmp(word, "force") == 0) hr = df2d_recorder_acquire_exclusive_access(recorder, 1, "access");
    if (strcmp(word, "release") == 0) hr = df2d_recorder_release_exclusive_access(recorder);
    if (strcmp(word, "disable") == 0) hr = df2d_recorder_disable_mcn(recorder);
    if (strcmp(word, "enable") == 0) hr = df2d_recorder_enable_mcn(recorder);
    if (strcmp(word, "number") == 0) {
        hr = df2d_recorder_get_legacy_device_number(recorder, &number);
        snprintf(text, room, "%d", (int)number);
    }
    if (strcmp(word, "paths") == 0) {
        hr = df2d_recorder_get_volume_path_names(recorder, text, room, &needed);
        for (at = text; hr >= 0 && at + 2 < text + needed; ++at)
            if (*at == 0) *at = ':';
    }
    if (strcmp(word, "wait") == 0) {
        while (getchar() != EOF) continue;
        hr = DF2D_S_OK;
    }
    return hr;
}

int main(int argc, char **argv)
{
    df2d_recorder_t *recorder = NULL;
    int n;

    if (argc < 2 || df2d_recorder_open(argv[1], &recorder) < 0) return 1;
    for (n = 2; n < argc; ++n) {
        char text[1000] = "";
        df2d_hresult hr = act(recorder, argv[n], text, sizeof text);
        printf("%s %s %s\n", argv[n], df2d_hresult_name(hr), text);
        fflush(stdout);
    }
    df2d_recorder_destroy(recorder);
    return 0;
}
