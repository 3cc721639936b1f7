/* The list of recorders: those of DF2D_RECORDERS, and whatever drives this computer has. */
#include "burn.h"

#include <dirent.h>
#include <sched.h>
#include <stdint.h>

static df2d_master_t *master;
static size_t needed;

static void name_further(const char *ids)
{
    if (ids == NULL)
        unsetenv("DF2D_RECORDERS");
    else
        setenv("DF2D_RECORDERS", ids, 1);
}

static int32_t count_of(df2d_master_t *of)
{
    int32_t count = -1;
    CHECK_HR(df2d_master_get_count(of, &count), DF2D_S_OK);
    return count;
}

static const char *item(int32_t index)
{
    static char id[600];
    memset(id, 0, sizeof id);
    CHECK_HR(df2d_master_get_item(master, index, id, sizeof id, &needed), DF2D_S_OK);
    CHECK(needed == strlen(id) + 1);
    return id;
}

/* How many drives the computer has: here as a rule none. */
static int32_t own(void)
{
    name_further(NULL);
    return count_of(master);
}

TEST(further_recorders)
{
    int32_t first = own();
    CHECK(first >= 0);
    name_further("virtual:?media=cd-r  virtual:?media=dvd+r&size=32000 ");
    CHECK(count_of(master) == first + 2);
    CHECK(strcmp(item(first), "virtual:?media=cd-r") == 0);
    CHECK(strcmp(item(first + 1), "virtual:?media=dvd+r&size=32000") == 0);
    /* What is named twice is there once. */
    name_further("virtual:?media=cd-r virtual:?media=cd-r");
    CHECK(count_of(master) == first + 1);
    name_further("\tvirtual:?media=cd-r\nvirtual:?media=dvd+r\r\n");
    CHECK(count_of(master) == first + 2);
    CHECK(strcmp(item(first + 1), "virtual:?media=dvd+r") == 0);
    name_further(" \n\t");
    CHECK(count_of(master) == first);
}

/* The indexes stay as they were counted; nobody else's count changes them. */
TEST(a_snapshot)
{
    df2d_master_t *other = NULL;
    int32_t first = own();
    CHECK_HR(df2d_master_create(&other), DF2D_S_OK);
    name_further("virtual:?media=cd-r virtual:?media=cd-rw");
    CHECK(count_of(master) == first + 2);
    name_further("virtual:?media=bd-r");
    CHECK(count_of(other) == first + 1);
    CHECK(strcmp(item(first + 1), "virtual:?media=cd-rw") == 0);
    CHECK(count_of(master) == first + 1);
    CHECK(strcmp(item(first), "virtual:?media=bd-r") == 0);
    CHECK_HR(df2d_master_destroy(other), DF2D_S_OK);
    /* Without a count the first item counts. */
    CHECK_HR(df2d_master_create(&other), DF2D_S_OK);
    CHECK_HR(df2d_master_get_item(other, first, NULL, 0, &needed), DF2D_S_OK);
    CHECK(needed == sizeof "virtual:?media=bd-r");
    CHECK_HR(df2d_master_destroy(other), DF2D_S_OK);
}

TEST(all_at_once)
{
    char ids[600];
    int32_t count = 0, first = own();
    const char *id;
    name_further("virtual:?media=cd-r virtual:?media=cd-rw");
    memset(ids, 0x5A, sizeof ids);
    CHECK_HR(df2d_master_get_items(master, ids, sizeof ids, &needed), DF2D_S_OK);
    for (id = ids; *id != 0; id += strlen(id) + 1, ++count)
        if (count >= first) CHECK(strncmp(id, "virtual:?media=cd-r", 19) == 0);
    CHECK(count == first + 2 && needed == (size_t)(id - ids) + 1 && ids[needed] == 0x5A);
    /* It counts, too. */
    CHECK(strcmp(item(first + 1), "virtual:?media=cd-rw") == 0);
    if (first > 0) return;
    name_further(NULL);
    memset(ids, 0x5A, sizeof ids);
    CHECK_HR(df2d_master_get_items(master, ids, sizeof ids, &needed), DF2D_S_OK);
    CHECK(needed == 1 && ids[0] == 0 && ids[1] == 0x5A);
}

/* What the list says can be opened, and is what it says. */
TEST(from_the_list_to_a_disc)
{
    df2d_recorder_t *recorder = NULL;
    unsigned char *image = new_image(64, 3);
    df2d_t *writer;
    int32_t first = own();
    name_further("virtual:master.img?media=dvd+r&size=32000&clock=virtual");
    unlink("master.img");
    unlink("master.img.disc");
    CHECK(count_of(master) == first + 1);
    CHECK_HR(df2d_recorder_open(item(first), &recorder), DF2D_S_OK);
    writer = new_writer(recorder);
    CHECK_HR(write_image(writer, image, 64), DF2D_S_OK);
    CHECK(sectors_alike("master.img", 0, image, 64) == 64);
    CHECK_HR(df2d_destroy(writer), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
    free(image);
}

TEST(supported_environment)
{
    df2d_bool supported = 0x5A;
    int32_t first = own();
    CHECK_HR(df2d_master_get_is_supported_environment(master, &supported), DF2D_S_OK);
    if (first == 0) CHECK(supported == 0);
    name_further("virtual:?media=no-such-medium /dev/null nonsense");
    CHECK(count_of(master) == first + 3);
    CHECK_HR(df2d_master_get_is_supported_environment(master, &supported), DF2D_S_OK);
    if (first == 0) CHECK(supported == 0);
    name_further("nonsense virtual:?media=none");
    CHECK_HR(df2d_master_get_is_supported_environment(master, &supported), DF2D_S_OK);
    CHECK(supported == 1);
}

/* A recorder that somebody has for himself is still one. */
TEST(supported_though_in_use)
{
    static const char id[] = "virtual:in-use.img?media=cd-r&clock=virtual";
    df2d_recorder_t *recorder = NULL;
    df2d_bool supported = 0;
    name_further(id);
    CHECK_HR(df2d_recorder_open(id, &recorder), DF2D_S_OK);
    CHECK_HR(df2d_recorder_acquire_exclusive_access(recorder, 0, "somebody"), DF2D_S_OK);
    CHECK_HR(df2d_master_get_is_supported_environment(master, &supported), DF2D_S_OK);
    CHECK(supported == 1);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
}

TEST(careless_callers)
{
    char text[100];
    int32_t first = own(), count = 0x5A;
    df2d_bool supported = 0x5A;
    memset(text, 0x5A, sizeof text);
    name_further("virtual:?media=cd-r");
    CHECK(count_of(master) == first + 1);
    CHECK_HR(df2d_master_get_item(master, first + 1, text, sizeof text, &needed), DF2D_E_INVALIDARG);
    CHECK(needed == 0 && text[0] == 0x5A);
    CHECK_HR(df2d_master_get_item(master, -1, text, sizeof text, &needed), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_master_get_item(master, INT32_MAX, text, sizeof text, &needed), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_master_get_item(master, INT32_MIN, text, sizeof text, &needed), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_master_get_item(master, first, text, 19, &needed), DF2D_E_INSUFFICIENT_BUFFER);
    CHECK(needed == 20 && text[0] == 0x5A);
    CHECK_HR(df2d_master_get_item(master, first, NULL, 5, &needed), DF2D_E_POINTER);
    CHECK_HR(df2d_master_get_item(master, first, text, sizeof text, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_master_get_items(master, text, 5, &needed), DF2D_E_INSUFFICIENT_BUFFER);
    CHECK_HR(df2d_master_get_items(master, NULL, 5, &needed), DF2D_E_POINTER);
    CHECK_HR(df2d_master_get_items(master, text, sizeof text, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_master_get_count(master, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_master_get_is_supported_environment(master, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_master_create(NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_master_unadvise(master, 0), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_master_get_count(NULL, &count), DF2D_E_POINTER);
    CHECK(count == 0);
    CHECK_HR(df2d_master_get_is_supported_environment(NULL, &supported), DF2D_E_POINTER);
    CHECK(supported == 0);
}

static void on_device(df2d_master_t *object, const char *id, void *user_data)
{
    (void)object, (void)id, (void)user_data;
}

/* Every function with a handle that is none of a master's. */
static void all_answer(void *h, df2d_hresult expected)
{
    char text[100];
    int32_t number = 0x5A;
    uint32_t cookie = 0x5A;
    df2d_error_info info;
    memset(&info, 0x5A, sizeof info);
    info.struct_size = sizeof info;
    CHECK_HR(df2d_master_get_count(h, &number), expected);
    CHECK(number == 0);
    CHECK_HR(df2d_master_get_item(h, 0, text, sizeof text, &needed), expected);
    CHECK(needed == 0);
    CHECK_HR(df2d_master_get_items(h, text, sizeof text, &needed), expected);
    CHECK(needed == 0);
    CHECK_HR(df2d_master_get_is_supported_environment(h, &number), expected);
    CHECK_HR(df2d_master_advise(h, on_device, on_device, NULL, NULL, &cookie), expected);
    CHECK(cookie == 0);
    CHECK_HR(df2d_master_unadvise(h, 1), expected);
    CHECK_HR(df2d_master_get_last_error(h, &info, text, sizeof text, &needed), expected);
    CHECK(info.hr == 0 && needed == 0);
    CHECK_HR(df2d_master_destroy(h), h == NULL ? DF2D_S_OK : expected);
    CHECK_HR(df2d_master_release(h), h == NULL ? DF2D_S_OK : expected);
}

TEST(handles)
{
    df2d_recorder_t *recorder = open_recorder("", "media=cd-r");
    df2d_master_t *gone = NULL;
    int local = 0;
    CHECK_HR(df2d_master_create(&gone), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy((df2d_recorder_t *)gone), DF2D_E_HANDLE);
    CHECK_HR(df2d_master_release(gone), DF2D_S_OK);
    all_answer(gone, DF2D_E_HANDLE);
    all_answer(recorder, DF2D_E_HANDLE);
    all_answer(&local, DF2D_E_HANDLE);
    all_answer((void *)(intptr_t)-1, DF2D_E_HANDLE);
    all_answer(NULL, DF2D_E_POINTER);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
}

TEST(last_error)
{
    char text[200];
    df2d_error_info info;
    memset(&info, 0, sizeof info);
    info.struct_size = sizeof info;
    CHECK_HR(df2d_master_get_item(master, -7, text, sizeof text, &needed), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_master_get_last_error(master, &info, text, sizeof text, &needed), DF2D_S_OK);
    CHECK(info.hr == DF2D_E_INVALIDARG && strlen(text) > 10);
}

/* Threads of this process that watch drives, by the name that each gives itself. */
static int named_watchers(void)
{
    char path[300], name[32];
    int found = 0;
    DIR *tasks = opendir("/proc/self/task");
    struct dirent *task;
    while (tasks != NULL && (task = readdir(tasks)) != NULL) {
        FILE *file;
        snprintf(path, sizeof path, "/proc/self/task/%s/comm", task->d_name);
        file = fopen(path, "r");
        if (file == NULL) continue;
        if (fgets(name, sizeof name, file) != NULL) found += strcmp(name, "df2d drives\n") == 0;
        fclose(file);
    }
    if (tasks != NULL) closedir(tasks);
    return found;
}

/* A thread that was just started has its name a moment later, and one that was joined goes from /proc a moment later. */
static int watchers_are(int expected)
{
    for (long n = 0; n < 1000000; ++n) {
        if (named_watchers() == expected) return 1;
        sched_yield();
    }
    return 0;
}

/* There is a thread while somebody is advised, one for all, and none before or after. */
TEST(one_watcher_while_there_is_need)
{
    uint32_t one = 0, two = 0;
    df2d_master_t *other = NULL;
    CHECK(watchers_are(0));
    CHECK_HR(df2d_master_advise(master, on_device, NULL, NULL, NULL, &one), DF2D_S_OK);
    CHECK_HR(df2d_master_advise(master, NULL, on_device, NULL, NULL, &two), DF2D_S_OK);
    CHECK(watchers_are(1) && one != 0 && two != 0 && one != two);
    CHECK_HR(df2d_master_unadvise(master, one), DF2D_S_OK);
    CHECK_HR(df2d_master_unadvise(master, one), DF2D_E_INVALIDARG);
    CHECK(watchers_are(1));
    CHECK_HR(df2d_master_unadvise(master, two), DF2D_S_OK);
    CHECK(watchers_are(0));
    CHECK_HR(df2d_master_create(&other), DF2D_S_OK);
    for (int n = 0; n < 100; ++n) {
        CHECK_HR(df2d_master_advise(other, on_device, on_device, NULL, NULL, &one), DF2D_S_OK);
        if (n % 2 == 0) CHECK_HR(df2d_master_unadvise(other, one), DF2D_S_OK);
    }
    CHECK(watchers_are(1));
    CHECK_HR(df2d_master_destroy(other), DF2D_S_OK);
    CHECK(watchers_are(0));
}

int main(void)
{
    if (df2d_master_create(&master) != DF2D_S_OK) return 1;
    RUN(further_recorders);
    RUN(a_snapshot);
    RUN(all_at_once);
    RUN(from_the_list_to_a_disc);
    RUN(supported_environment);
    RUN(supported_though_in_use);
    RUN(careless_callers);
    RUN(handles);
    RUN(last_error);
    RUN(one_watcher_while_there_is_need);
    CHECK_HR(df2d_master_destroy(master), DF2D_S_OK);
    return test_end();
}
