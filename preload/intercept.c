/*
 * The functions of the C library that a program reaches its drive with. Each does for the devices of DF2D_PRELOAD what
 * Linux does for a drive, and hands everything else on to the C library.
 *
 * The names with underscores are what programs call that were built with _FORTIFY_SOURCE, or against an older C library.
 */
#define _GNU_SOURCE 1
#undef _FILE_OFFSET_BITS
#undef _TIME_BITS
#undef _FORTIFY_SOURCE
#include "device.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>
#include <unistd.h>

/* Only these leave the library. */
#define PUBLIC __attribute__((visibility("default")))

/* The C library's own function of this name. Whoever looks it up twice finds the same. */
#define REAL(name)                                                                                           \
    (*({                                                                                                     \
        static __typeof__(&name) function;                                                                   \
        if (function == NULL) function = (__typeof__(&name))find(#name);                                     \
        function;                                                                                            \
    }))

static void *find(const char *name)
{
    void *function = dlsym(RTLD_NEXT, name);
    /* A program that calls it was linked to it. */
    if (function == NULL) abort();
    return function;
}

/* --- open --- */

static mode_t mode_of(int flags, va_list arguments)
{
    return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(arguments, mode_t) : 0;
}

#define OPEN(name)                                                                                           \
    PUBLIC int name(const char *path, int flags, ...)                                                        \
    {                                                                                                        \
        const device *device = device_at(path);                                                              \
        va_list arguments;                                                                                   \
        mode_t mode;                                                                                         \
        va_start(arguments, flags);                                                                          \
        mode = mode_of(flags, arguments);                                                                    \
        va_end(arguments);                                                                                   \
        return device ? device_open(device, flags) : REAL(name)(path, flags, mode);                          \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                                         \
    PUBLIC int name(int directory, const char *path, int flags, ...)                                         \
    {                                                                                                        \
        const device *device = device_at(path);                                                              \
        va_list arguments;                                                                                   \
        mode_t mode;                                                                                         \
        va_start(arguments, flags);                                                                          \
        mode = mode_of(flags, arguments);                                                                    \
        va_end(arguments);                                                                                   \
        return device ? device_open(device, flags) : REAL(name)(directory, path, flags, mode);               \
    }
OPENAT(openat)
OPENAT(openat64)

#define OPEN_2(name)                                                                                         \
    PUBLIC int name(const char *path, int flags);                                                            \
    PUBLIC int name(const char *path, int flags)                                                             \
    {                                                                                                        \
        const device *device = device_at(path);                                                              \
        return device ? device_open(device, flags) : REAL(name)(path, flags);                                \
    }
OPEN_2(__open_2)
OPEN_2(__open64_2)

#define OPENAT_2(name)                                                                                       \
    PUBLIC int name(int directory, const char *path, int flags);                                             \
    PUBLIC int name(int directory, const char *path, int flags)                                              \
    {                                                                                                        \
        const device *device = device_at(path);                                                              \
        return device ? device_open(device, flags) : REAL(name)(directory, path, flags);                     \
    }
OPENAT_2(__openat_2)
OPENAT_2(__openat64_2)

/* --- stat --- */

/* A block device that its owner may read and write. struct stat and struct stat64 have these members alike. */
#define DESCRIBE(device, status)                                                                             \
    (memset((status), 0, sizeof *(status)), (status)->st_mode = S_IFBLK | 0660, (status)->st_nlink = 1,      \
     (status)->st_rdev = makedev(MAJOR_OF_SR, (device)->minor), (status)->st_dev = makedev(0, 5),            \
     (status)->st_ino = 0x0DF2D000 + (device)->minor, (status)->st_uid = geteuid(),                          \
     (status)->st_gid = getegid(), (status)->st_blksize = 4096, 0)

#define STAT(name, type)                                                                                     \
    PUBLIC int name(const char *path, type *status)                                                          \
    {                                                                                                        \
        const device *device = device_at(path);                                                              \
        return device ? DESCRIBE(device, status) : REAL(name)(path, status);                                 \
    }
STAT(stat, struct stat)
STAT(stat64, struct stat64)
STAT(lstat, struct stat)
STAT(lstat64, struct stat64)

#define FSTAT(name, type)                                                                                    \
    PUBLIC int name(int fd, type *status)                                                                    \
    {                                                                                                        \
        const device *device = device_of(fd);                                                                \
        return device ? DESCRIBE(device, status) : REAL(name)(fd, status);                                   \
    }
FSTAT(fstat, struct stat)
FSTAT(fstat64, struct stat64)

/* With an empty path it is the directory's descriptor that is asked about. */
static const device *device_at_or_of(int directory, const char *path, int flags)
{
    return (flags & AT_EMPTY_PATH) && path != NULL && path[0] == '\0' ? device_of(directory) : device_at(path);
}

#define FSTATAT(name, type)                                                                                  \
    PUBLIC int name(int directory, const char *path, type *status, int flags)                                \
    {                                                                                                        \
        const device *device = device_at_or_of(directory, path, flags);                                      \
        return device ? DESCRIBE(device, status) : REAL(name)(directory, path, status, flags);               \
    }
FSTATAT(fstatat, struct stat)
FSTATAT(fstatat64, struct stat64)

#define XSTAT(name, type)                                                                                    \
    PUBLIC int name(int version, const char *path, type *status);                                            \
    PUBLIC int name(int version, const char *path, type *status)                                             \
    {                                                                                                        \
        const device *device = device_at(path);                                                              \
        return device ? DESCRIBE(device, status) : REAL(name)(version, path, status);                        \
    }
XSTAT(__xstat, struct stat)
XSTAT(__xstat64, struct stat64)
XSTAT(__lxstat, struct stat)
XSTAT(__lxstat64, struct stat64)

#define FXSTAT(name, type)                                                                                   \
    PUBLIC int name(int version, int fd, type *status);                                                      \
    PUBLIC int name(int version, int fd, type *status)                                                       \
    {                                                                                                        \
        const device *device = device_of(fd);                                                                \
        return device ? DESCRIBE(device, status) : REAL(name)(version, fd, status);                          \
    }
FXSTAT(__fxstat, struct stat)
FXSTAT(__fxstat64, struct stat64)

#define FXSTATAT(name, type)                                                                                 \
    PUBLIC int name(int version, int directory, const char *path, type *status, int flags);                  \
    PUBLIC int name(int version, int directory, const char *path, type *status, int flags)                   \
    {                                                                                                        \
        const device *device = device_at_or_of(directory, path, flags);                                      \
        return device ? DESCRIBE(device, status) : REAL(name)(version, directory, path, status, flags);      \
    }
FXSTATAT(__fxstatat, struct stat)
FXSTATAT(__fxstatat64, struct stat64)

PUBLIC int statx(int directory, const char *path, int flags, unsigned mask, struct statx *status)
{
    const device *device = device_at_or_of(directory, path, flags);
    if (device == NULL) return REAL(statx)(directory, path, flags, mask, status);
    memset(status, 0, sizeof *status);
    status->stx_mask = STATX_TYPE | STATX_MODE | STATX_NLINK | STATX_UID | STATX_GID | STATX_INO;
    status->stx_blksize = 4096;
    status->stx_nlink = 1;
    status->stx_uid = geteuid();
    status->stx_gid = getegid();
    status->stx_mode = S_IFBLK | 0660;
    status->stx_ino = 0x0DF2D000 + device->minor;
    status->stx_rdev_major = MAJOR_OF_SR;
    status->stx_rdev_minor = device->minor;
    status->stx_dev_minor = 5;
    return 0;
}

/* --- other questions about a path --- */

static int may(int wanted)
{
    if (!(wanted & X_OK)) return 0;
    errno = EACCES;
    return -1;
}

PUBLIC int access(const char *path, int wanted)
{
    return device_at(path) ? may(wanted) : REAL(access)(path, wanted);
}

PUBLIC int eaccess(const char *path, int wanted)
{
    return device_at(path) ? may(wanted) : REAL(eaccess)(path, wanted);
}

PUBLIC int euidaccess(const char *path, int wanted)
{
    return device_at(path) ? may(wanted) : REAL(euidaccess)(path, wanted);
}

PUBLIC int faccessat(int directory, const char *path, int wanted, int flags)
{
    return device_at(path) ? may(wanted) : REAL(faccessat)(directory, path, wanted, flags);
}

static int no_link(void)
{
    errno = EINVAL;
    return -1;
}

PUBLIC ssize_t readlink(const char *path, char *target, size_t size)
{
    return device_at(path) ? no_link() : REAL(readlink)(path, target, size);
}

PUBLIC ssize_t __readlink_chk(const char *path, char *target, size_t size, size_t room);
PUBLIC ssize_t __readlink_chk(const char *path, char *target, size_t size, size_t room)
{
    return device_at(path) ? no_link() : REAL(__readlink_chk)(path, target, size, room);
}

PUBLIC ssize_t readlinkat(int directory, const char *path, char *target, size_t size)
{
    return device_at(path) ? no_link() : REAL(readlinkat)(directory, path, target, size);
}

/* The path is its own: there is no link in it. */
static char *same_path(const char *path, char *resolved)
{
    return resolved ? strcpy(resolved, path) : strdup(path);
}

PUBLIC char *realpath(const char *path, char *resolved)
{
    return device_at(path) ? same_path(path, resolved) : REAL(realpath)(path, resolved);
}

PUBLIC char *__realpath_chk(const char *path, char *resolved, size_t room);
PUBLIC char *__realpath_chk(const char *path, char *resolved, size_t room)
{
    return device_at(path) ? same_path(path, resolved) : REAL(__realpath_chk)(path, resolved, room);
}

PUBLIC char *canonicalize_file_name(const char *path)
{
    return device_at(path) ? same_path(path, NULL) : REAL(canonicalize_file_name)(path);
}

/* --- ioctl --- */

PUBLIC int ioctl(int fd, unsigned long request, ...)
{
    device *device = device_of(fd);
    va_list arguments;
    void *argument;
    va_start(arguments, request);
    argument = va_arg(arguments, void *);
    va_end(arguments);
    return device ? device_ioctl(device, request, argument) : REAL(ioctl)(fd, request, argument);
}

/* --- reading by block --- */

static ssize_t read_here(int fd, device *device, void *buffer, size_t count)
{
    off64_t position = REAL(lseek64)(fd, 0, SEEK_CUR);
    ssize_t got = device_read(device, buffer, count, position);
    if (got > 0) REAL(lseek64)(fd, position + got, SEEK_SET);
    return got;
}

PUBLIC ssize_t read(int fd, void *buffer, size_t count)
{
    device *device = device_of(fd);
    return device ? read_here(fd, device, buffer, count) : REAL(read)(fd, buffer, count);
}

PUBLIC ssize_t __read_chk(int fd, void *buffer, size_t count, size_t room);
PUBLIC ssize_t __read_chk(int fd, void *buffer, size_t count, size_t room)
{
    device *device = device_of(fd);
    return device && count <= room ? read_here(fd, device, buffer, count)
                                   : REAL(__read_chk)(fd, buffer, count, room);
}

PUBLIC ssize_t readv(int fd, const struct iovec *list, int count)
{
    device *device = device_of(fd);
    ssize_t sum = 0, got = 0;
    if (device == NULL) return REAL(readv)(fd, list, count);
    for (int n = 0; n < count; ++n) {
        got = read_here(fd, device, list[n].iov_base, list[n].iov_len);
        if (got > 0) sum += got;
        if (got < (ssize_t)list[n].iov_len) break;
    }
    return sum > 0 ? sum : got;
}

#define PREAD(name, type)                                                                                    \
    PUBLIC ssize_t name(int fd, void *buffer, size_t count, type position)                                   \
    {                                                                                                        \
        device *device = device_of(fd);                                                                      \
        return device ? device_read(device, buffer, count, position)                                         \
                      : REAL(name)(fd, buffer, count, position);                                             \
    }
PREAD(pread, off_t)
PREAD(pread64, off64_t)

#define PREAD_CHK(name, type)                                                                                \
    PUBLIC ssize_t name(int fd, void *buffer, size_t count, type position, size_t room);                     \
    PUBLIC ssize_t name(int fd, void *buffer, size_t count, type position, size_t room)                      \
    {                                                                                                        \
        device *device = device_of(fd);                                                                      \
        return device && count <= room ? device_read(device, buffer, count, position)                        \
                                       : REAL(name)(fd, buffer, count, position, room);                      \
    }
PREAD_CHK(__pread_chk, off_t)
PREAD_CHK(__pread64_chk, off64_t)

/* Only the end is not the descriptor's own. */
#define LSEEK(name, type)                                                                                    \
    PUBLIC type name(int fd, type offset, int whence)                                                        \
    {                                                                                                        \
        device *device = whence == SEEK_END ? device_of(fd) : NULL;                                          \
        int64_t size = device ? device_size(device) : 0;                                                     \
        if (size < 0) return -1;                                                                             \
        return device ? REAL(name)(fd, (type)size + offset, SEEK_SET) : REAL(name)(fd, offset, whence);      \
    }
LSEEK(lseek, off_t)
LSEEK(lseek64, off64_t)

/* --- writing by block: discs that take any sector at any time --- */

static ssize_t write_here(int fd, device *device, const void *data, size_t count)
{
    off64_t position = REAL(lseek64)(fd, 0, SEEK_CUR);
    ssize_t put = device_write(device, data, count, position);
    if (put > 0) REAL(lseek64)(fd, position + put, SEEK_SET);
    return put;
}

PUBLIC ssize_t write(int fd, const void *data, size_t count)
{
    device *device = device_of(fd);
    return device ? write_here(fd, device, data, count) : REAL(write)(fd, data, count);
}

PUBLIC ssize_t writev(int fd, const struct iovec *list, int count)
{
    device *device = device_of(fd);
    ssize_t sum = 0, put = 0;
    if (device == NULL) return REAL(writev)(fd, list, count);
    for (int n = 0; n < count; ++n) {
        put = write_here(fd, device, list[n].iov_base, list[n].iov_len);
        if (put > 0) sum += put;
        if (put < (ssize_t)list[n].iov_len) break;
    }
    return sum > 0 ? sum : put;
}

#define PWRITE(name, type)                                                                                   \
    PUBLIC ssize_t name(int fd, const void *data, size_t count, type position)                               \
    {                                                                                                        \
        device *device = device_of(fd);                                                                      \
        return device ? device_write(device, data, count, position) : REAL(name)(fd, data, count, position); \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

PUBLIC int ftruncate(int fd, off_t length)
{
    return device_of(fd) ? no_link() : REAL(ftruncate)(fd, length);
}

PUBLIC int ftruncate64(int fd, off64_t length)
{
    return device_of(fd) ? no_link() : REAL(ftruncate64)(fd, length);
}
