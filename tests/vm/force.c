/* force NODE 0|1: takes a drive, insisting on it or not, and gives it back. */
#include <df2d.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    df2d_recorder_t *recorder = NULL;
    char why[1024] = "";
    size_t needed;
    df2d_hresult hr;

    if (argc != 3) return 2;
    hr = df2d_recorder_open(argv[1], &recorder);
    if (hr >= 0) hr = df2d_recorder_acquire_exclusive_access(recorder, atoi(argv[2]), "force");
    if (hr < 0) df2d_get_thread_error(NULL, why, sizeof why, &needed);
    if (hr < 0 && recorder) df2d_recorder_get_last_error(recorder, NULL, why, sizeof why, &needed);
    printf("%s %s\n", df2d_hresult_name(hr), why);
    if (hr >= 0) hr = df2d_recorder_release_exclusive_access(recorder);
    df2d_recorder_destroy(recorder);
    return hr < 0;
}
