/*
 * The devices that DF2D_PRELOAD names: "/dev/sr9=virtual:disc.iso?media=dvd+r", several separated by spaces.
 *
 * A descriptor of a device is a memfd whose name says which device it is. So it can be duplicated, inherited and kept
 * across exec like any other, and has a position and locks without our doing; and whoever looks into /proc sees it.
 */
#define _GNU_SOURCE 1
#include "device.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MARK "df2d-preload:"
/* As /proc shows it. */
#define LINK_START "/memfd:" MARK
#define LINK_END " (deleted)"

enum { MAX_DEVICES = 32, MAX_PATH = 200 };

static device devices[MAX_DEVICES];
static size_t device_count;
static pthread_once_t once = PTHREAD_ONCE_INIT;
/* Of the recorders; never held while a command of the program's runs. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
/* The process that opened the recorders; a forked child has none of them. */
static pid_t owner;
/* This thread is inside the library: what it opens there are real files. */
static __thread int inside;

static void complain(const char *what, const char *why)
{
    dprintf(STDERR_FILENO, "df2d-preload: %s: %s\n", what, why);
}

static unsigned minor_of(const char *path, size_t index)
{
    size_t length = strlen(path), digits = 0;
    while (digits < 3 && digits < length && strchr("0123456789", path[length - digits - 1]) != NULL) ++digits;
    return digits > 0 ? (unsigned)atoi(path + length - digits) : (unsigned)index;
}

/* The recorder's identifier, which holds wherever the process goes: some programs end in the root folder. */
static char *absolute(const char *id)
{
    static const char scheme[] = "virtual:", escaped[] = "%?& ";
    const char *path = id + sizeof scheme - 1;
    char *folder, *whole = NULL;
    size_t end = sizeof scheme - 1;
    if (strncmp(id, scheme, sizeof scheme - 1) != 0 || strchr("/?", *path) != NULL) return strdup(id);
    folder = getcwd(NULL, 0);
    if (folder != NULL) whole = malloc(sizeof scheme + 3 * strlen(folder) + 1 + strlen(path));
    if (whole != NULL) {
        strcpy(whole, scheme);
        for (const char *byte = folder; *byte != '\0'; ++byte)
            end += (size_t)sprintf(whole + end, strchr(escaped, *byte) ? "%%%02X" : "%c", (unsigned char)*byte);
        sprintf(whole + end, "/%s", path);
    }
    free(folder);
    return whole;
}

/* Both are kept for as long as the process lives. */
static void add_device(const char *path, const char *id)
{
    if (device_count == MAX_DEVICES) {
        complain(path, "too many devices");
        return;
    }
    devices[device_count].path = strdup(path);
    devices[device_count].recorder_id = absolute(id);
    devices[device_count].minor = minor_of(path, device_count);
    if (devices[device_count].path != NULL && devices[device_count].recorder_id != NULL) ++device_count;
}

/* For what this process may execute, from wherever it may be then. */
static void write_environment(void)
{
    char value[4096];
    size_t end = 0;
    for (size_t n = 0; n < device_count && end < sizeof value; ++n)
        end += (size_t)snprintf(value + end, sizeof value - end, "%s%s=%s", n ? " " : "", devices[n].path,
                                devices[n].recorder_id);
    if (end < sizeof value) setenv("DF2D_PRELOAD", value, 1);
}

static void read_environment(void)
{
    const char *value = getenv("DF2D_PRELOAD");
    char *words = value ? strdup(value) : NULL, *rest = words, *word;
    if (words == NULL) return;
    while ((word = strtok_r(rest, " ", &rest)) != NULL) {
        char *equals = strchr(word, '=');
        if (equals == NULL || word[0] != '/' || equals - word > MAX_PATH) {
            complain(word, "DF2D_PRELOAD takes /PATH/OF/DEVICE=RECORDER, several separated by spaces");
            continue;
        }
        *equals = '\0';
        add_device(word, equals + 1);
    }
    free(words);
    if (device_count > 0) write_environment();
}

/* Before the program goes anywhere. */
__attribute__((constructor)) static void begin(void)
{
    pthread_once(&once, read_environment);
}

device *device_at(const char *path)
{
    int before = errno;
    device *found = NULL;
    if (inside || path == NULL) return NULL;
    pthread_once(&once, read_environment);
    for (size_t n = 0; n < device_count && found == NULL; ++n)
        if (strcmp(devices[n].path, path) == 0) found = &devices[n];
    errno = before;
    return found;
}

device *device_of(int fd)
{
    char link[sizeof "/proc/self/fd/" + 12], target[sizeof LINK_START + MAX_PATH + sizeof LINK_END];
    int before = errno;
    ssize_t length;
    if (inside || fd < 0) return NULL;
    pthread_once(&once, read_environment);
    if (device_count == 0) return NULL;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    /* The system call itself: the function of this name is ours. */
    length = syscall(SYS_readlinkat, AT_FDCWD, link, target, sizeof target - 1);
    errno = before;
    if (length < (ssize_t)(sizeof LINK_START + sizeof LINK_END)) return NULL;
    target[length] = '\0';
    if (strncmp(target, LINK_START, sizeof LINK_START - 1) != 0) return NULL;
    length -= sizeof LINK_END - 1;
    if (strcmp(target + length, LINK_END) != 0) return NULL;
    target[length] = '\0';
    return device_at(target + sizeof LINK_START - 1);
}

int device_open(const device *device, int flags)
{
    char name[sizeof MARK + MAX_PATH];
    if (flags & O_DIRECTORY) {
        errno = ENOTDIR;
        return -1;
    }
    if ((flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL)) {
        errno = EEXIST;
        return -1;
    }
    snprintf(name, sizeof name, MARK "%s", device->path);
    return (int)syscall(SYS_memfd_create, name, flags & O_CLOEXEC ? 1u : 0u);
}

static int errno_of(df2d_hresult hr)
{
    switch (hr) {
    case DF2D_E_IMAPI_RECORDER_LOCKED: return EBUSY;
    case DF2D_E_ACCESSDENIED: return EACCES;
    case DF2D_E_OUTOFMEMORY: return ENOMEM;
    case DF2D_E_DEV_NOT_EXIST: return ENODEV;
    case DF2D_E_INVALIDARG:
    case DF2D_E_NOTIMPL: return ENXIO;
    default: return EIO;
    }
}

/* Linux is the first to talk to a drive: the news that there is a disc, which the drive tells once, is told to it. */
static void hear_the_news(df2d_recorder_t *recorder)
{
    static const uint8_t TEST_UNIT_READY[6] = {0};
    uint8_t sense[SENSE_LENGTH];
    int attention = 1;
    for (int attempt = 0; attempt < 8 && attention; ++attempt) {
        df2d_hresult hr = df2d_recorder_send_command_no_data(recorder, TEST_UNIT_READY, 6, sense, 0);
        attention = hr == DF2D_S_IMAPI_COMMAND_HAS_SENSE_DATA && (sense[2] & 0x0F) == 6;
    }
}

/* The recorder, opened now if it is not yet: programs look at many devices and use one. */
static df2d_recorder_t *recorder_of(device *device)
{
    df2d_recorder_t *recorder;
    pthread_mutex_lock(&lock);
    if (device->recorder == NULL) {
        df2d_hresult hr = df2d_recorder_open(device->recorder_id, &device->recorder);
        if (hr < 0) {
            char why[1000] = "";
            size_t needed;
            df2d_get_thread_error(NULL, why, sizeof why, &needed);
            complain(device->recorder_id, why[0] ? why : df2d_hresult_message(hr));
            errno = errno_of(hr);
        } else {
            hear_the_news(device->recorder);
            owner = getpid();
        }
    }
    recorder = device->recorder;
    pthread_mutex_unlock(&lock);
    return recorder;
}

static df2d_hresult send(df2d_recorder_t *recorder, command *c)
{
    switch (c->direction) {
    case TO_DEVICE:
        return df2d_recorder_send_command_send_data_to_device(recorder, c->cdb, c->cdb_length, c->sense, c->timeout_s,
                                                              c->data, c->length);
    case FROM_DEVICE:
        return df2d_recorder_send_command_get_data_from_device(recorder, c->cdb, c->cdb_length, c->sense, c->timeout_s,
                                                               c->data, c->length, &c->moved);
    default: return df2d_recorder_send_command_no_data(recorder, c->cdb, c->cdb_length, c->sense, c->timeout_s);
    }
}

int device_send(device *device, command *command, df2d_hresult *result)
{
    int before = errno;
    df2d_recorder_t *recorder;
    command->moved = 0;
    inside = 1;
    recorder = recorder_of(device);
    if (recorder != NULL) {
        *result = send(recorder, command);
        if (*result == DF2D_S_OK && command->direction == TO_DEVICE) command->moved = command->length;
        errno = before;
    }
    inside = 0;
    return recorder != NULL ? 0 : -1;
}

int device_ask(device *device, const uint8_t *cdb, uint32_t cdb_length, uint8_t *answer, uint32_t length, uint8_t *sense)
{
    command command = {.cdb = cdb, .cdb_length = cdb_length, .data = answer, .length = length};
    df2d_hresult hr;
    command.direction = length > 0 ? FROM_DEVICE : NO_DATA;
    if (device_send(device, &command, &hr) < 0) return -1;
    if (sense != NULL) memcpy(sense, command.sense, SENSE_LENGTH);
    if (hr < 0) {
        errno = errno_of(hr);
        return -1;
    }
    return hr == DF2D_S_OK && command.moved == (length > 0 ? length : command.moved);
}

/* Appends what a virtual recorder has counted to the file that DF2D_PRELOAD_REPORT names. */
static void report(const device *device)
{
    const char *path = getenv("DF2D_PRELOAD_REPORT");
    df2d_virtual_counts counts = {.struct_size = sizeof counts};
    FILE *file;
    if (path == NULL || df2d_virtual_counters(device->recorder, &counts) < 0) return;
    file = fopen(path, "a");
    if (file == NULL) {
        complain(path, strerror(errno));
        return;
    }
    fprintf(file, "%s commands=%" PRIu64 " writes=%" PRIu64 " sectors=%" PRIu64 " under_runs=%" PRIu64 " idle_ns=%" PRIu64
            " checksum_ns=%" PRIu64 " crc32=%" PRIu32 "\n", device->path, counts.commands, counts.writes,
            counts.sectors_written, counts.under_runs, counts.idle_ns, counts.checksum_ns, counts.crc32);
    fclose(file);
}

/* A drive that loses its host goes on until it has recorded what it has in its buffer. */
__attribute__((destructor)) static void give_back(void)
{
    if (owner != getpid()) return;
    inside = 1;
    for (size_t n = 0; n < device_count; ++n) {
        if (devices[n].recorder == NULL) continue;
        report(&devices[n]);
        df2d_recorder_destroy(devices[n].recorder);
    }
}
