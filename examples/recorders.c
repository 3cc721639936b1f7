/*
 * Lists the recorders that there are: the drives of this computer, and those that the variable DF2D_RECORDERS names.
 *
 *     recorders [--watch]
 *
 * With --watch it goes on to tell of drives that come and go, until its standard input ends.
 */
#include "df2d.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void on_added(df2d_master_t *master, const char *id, void *user_data)
{
    (void)master, (void)user_data;
    printf("+ %s\n", id);
    fflush(stdout);
}

static void on_removed(df2d_master_t *master, const char *id, void *user_data)
{
    (void)master, (void)user_data;
    printf("- %s\n", id);
    fflush(stdout);
}

/* Who made it, what it is called, and who uses it. */
static void describe(const char *id)
{
    char vendor[40] = "", product[40] = "", owner[80] = "", why[400] = "", mounted[4096] = "", shown[4096] = "";
    size_t needed;
    df2d_recorder_t *recorder = NULL;
    const char *path;

    if (df2d_recorder_open(id, &recorder) < 0) {
        df2d_get_thread_error(NULL, why, sizeof why, &needed);
        /* Behind the first % may be a password. */
        printf("%.*s\n    %s\n", (int)strcspn(id, "%"), id, why);
        return;
    }
    df2d_recorder_get_active_disc_recorder(recorder, shown, sizeof shown, &needed);
    printf("%s\n", shown);
    df2d_recorder_get_vendor_id(recorder, vendor, sizeof vendor, &needed);
    df2d_recorder_get_product_id(recorder, product, sizeof product, &needed);
    printf("    %s %s\n", vendor, product);
    df2d_recorder_get_exclusive_access_owner(recorder, owner, sizeof owner, &needed);
    if (owner[0]) printf("    in use by %s\n", owner);
    df2d_recorder_get_volume_path_names(recorder, mounted, sizeof mounted, &needed);
    for (path = mounted; *path; path += strlen(path) + 1) printf("    mounted at %s\n", path);
    df2d_recorder_destroy(recorder);
}

int main(int argc, char **argv)
{
    const int watch = argc == 2 && strcmp(argv[1], "--watch") == 0;
    df2d_master_t *master = NULL;
    char *ids = NULL;
    const char *id;
    size_t needed = 0;
    uint32_t cookie;
    df2d_hresult hr;

    if (argc > 1 && !watch) {
        fprintf(stderr, "usage: recorders [--watch]\n");
        return 2;
    }
    hr = df2d_master_create(&master);
    /* Before the list, so that nothing is missed in between. */
    if (hr >= 0 && watch) hr = df2d_master_advise(master, on_added, on_removed, NULL, NULL, &cookie);
    /* The list can have grown since its size was asked. */
    do {
        free(ids);
        ids = NULL;
        if (hr >= 0) hr = df2d_master_get_items(master, NULL, 0, &needed);
        if (hr >= 0 && (ids = malloc(needed)) == NULL) hr = DF2D_E_OUTOFMEMORY;
        if (hr >= 0) hr = df2d_master_get_items(master, ids, needed, &needed);
    } while (hr == DF2D_E_INSUFFICIENT_BUFFER);
    if (hr >= 0)
        for (id = ids; *id; id += strlen(id) + 1) describe(id);
    fflush(stdout);
    if (hr >= 0 && watch)
        while (getchar() != EOF) continue;
    if (hr < 0) fprintf(stderr, "recorders: %s\n", df2d_hresult_message(hr));
    free(ids);
    df2d_master_destroy(master);
    return hr < 0;
}
