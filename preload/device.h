/* The devices that DF2D_PRELOAD names, and the recorders behind them. */
#ifndef DF2D_PRELOAD_DEVICE_H
#define DF2D_PRELOAD_DEVICE_H

#include <df2d.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* The block devices of Linux's CD-ROM driver. */
enum { MAJOR_OF_SR = 11, SENSE_LENGTH = 18 };

typedef struct device {
    const char *path;        /* what the program opens */
    const char *recorder_id; /* what df2d_recorder_open opens */
    unsigned minor;
    df2d_recorder_t *recorder; /* NULL until the first command */
} device;

/* One command, and what became of it. */
typedef struct command {
    const uint8_t *cdb;
    uint32_t cdb_length;
    uint32_t timeout_s; /* 0: the library's own limit */
    enum { NO_DATA, TO_DEVICE, FROM_DEVICE } direction;
    uint8_t *data;
    uint32_t length;
    /* Answers. */
    uint8_t sense[SENSE_LENGTH];
    uint32_t moved; /* bytes */
} command;

/* The device at this path, or NULL. errno stays as it is. */
device *device_at(const char *path);

/* The device that this descriptor was opened on, in whatever process and under whatever number, or NULL. errno stays as
 * it is. */
device *device_of(int fd);

/* A new descriptor for the device, or -1 with errno. */
int device_open(const device *device, int flags);

/* Sends the command to the recorder, which is opened if it is not yet. Returns 0, or -1 with errno if there is none;
 * then *result is that of the library's function. */
int device_send(device *device, command *command, df2d_hresult *result);

/* Commands of the preload library's own: 1 the drive carried it out, 0 it did not (see sense), -1 with errno. */
int device_ask(device *device, const uint8_t *cdb, uint32_t cdb_length, uint8_t *answer, uint32_t length, uint8_t *sense);

/* Bytes that can be read from the disc, or -1 with errno. */
int64_t device_size(device *device);

/* Like pread: from the disc. */
ssize_t device_read(device *device, void *buffer, size_t count, int64_t position);

/* Like pwrite: to a disc that takes any sector at any time; whole sectors only. */
ssize_t device_write(device *device, const void *data, size_t count, int64_t position);

/* The ioctls of a drive. Returns what ioctl returns. */
int device_ioctl(device *device, unsigned long request, void *argument);

#endif
