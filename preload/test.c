/*
 * What a program meets on a device of df2d-preload. It knows nothing of libdf2d, as the programs it stands for.
 *
 * DF2D_PRELOAD has a DVD+RW of 32000 sectors at /dev/sr99, a drive without a disc at /no/such/drive, and a recorder that
 * cannot be opened at /dev/sr98.
 */
#define _GNU_SOURCE 1
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/cdrom.h>
#include <linux/fs.h>
#include <pthread.h>
#include <scsi/sg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define DRIVE "/dev/sr99"
#define EMPTY "/no/such/drive"
#define BROKEN "/dev/sr98"

enum { SECTOR = 2048, SECTORS = 32000 };

static int failed;

#define CHECK(condition)                                                                                     \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            printf("not ok: line %d: %s (errno %d)\n", __LINE__, #condition, errno);                         \
            ++failed;                                                                                        \
        }                                                                                                    \
    } while (0)

static uint8_t sense[64];
static sg_io_hdr_t header;

static void prepare(const uint8_t *cdb, uint8_t length, int direction, void *data, unsigned size)
{
    memset(&header, 0, sizeof header);
    memset(sense, 0xEE, sizeof sense);
    header.interface_id = 'S';
    header.cmdp = (uint8_t *)(uintptr_t)cdb;
    header.cmd_len = length;
    header.dxfer_direction = direction;
    header.dxferp = data;
    header.dxfer_len = size;
    header.sbp = sense;
    header.mx_sb_len = sizeof sense;
    header.timeout = 20000;
}

static int send_within(int fd, const uint8_t *cdb, uint8_t length, int direction, void *data, unsigned size)
{
    prepare(cdb, length, direction, data, size);
    return ioctl(fd, SG_IO, &header);
}

static int sense_is(int key, int asc, int ascq)
{
    return header.status == 2 && header.masked_status == 1 && (header.driver_status & 8) && header.sb_len_wr == 18 &&
           (header.info & SG_INFO_OK_MASK) == SG_INFO_CHECK && (sense[2] & 0xF) == key && sense[12] == asc &&
           sense[13] == ascq;
}

static const uint8_t TEST_UNIT_READY[6] = {0};
static const uint8_t INQUIRY[6] = {0x12, 0, 0, 0, 36, 0};
static const uint8_t WRITE_16[10] = {0x2A, 0, 0, 0, 0, 0, 0, 0, 16, 0};
static const uint8_t FLUSH[10] = {0x35};

/* What programs call that were built with _FORTIFY_SOURCE or against an older C library. */
static void old_names(void)
{
    int (*open_2)(const char *, int), (*xstat)(int, const char *, struct stat *), (*fxstat)(int, int, struct stat *);
    struct stat status;
    int fd;
    *(void **)&open_2 = dlsym(RTLD_DEFAULT, "__open_2");
    *(void **)&xstat = dlsym(RTLD_DEFAULT, "__xstat");
    *(void **)&fxstat = dlsym(RTLD_DEFAULT, "__fxstat");
    CHECK(xstat(1, DRIVE, &status) == 0 && S_ISBLK(status.st_mode));
    CHECK(xstat(1, "/", &status) == 0 && S_ISDIR(status.st_mode));
    fd = open_2(DRIVE, O_RDWR);
    CHECK(fd >= 0 && fxstat(1, fd, &status) == 0 && S_ISBLK(status.st_mode));
    CHECK(close(fd) == 0 && fxstat(1, fd, &status) == -1 && errno == EBADF);
}

static void opens(void)
{
    struct stat status;
    struct statx extended;
    int fds[] = {open(DRIVE, O_RDONLY), open64(DRIVE, O_RDWR | O_NONBLOCK | O_EXCL),
                 openat(AT_FDCWD, DRIVE, O_RDWR | O_CLOEXEC), openat64(AT_FDCWD, DRIVE, O_RDONLY)};
    for (size_t n = 0; n < sizeof fds / sizeof *fds; ++n) {
        CHECK(fds[n] >= 0);
        CHECK(fstat(fds[n], &status) == 0 && S_ISBLK(status.st_mode) && major(status.st_rdev) == 11 &&
              minor(status.st_rdev) == 99);
        CHECK(fcntl(fds[n], F_GETFD) == (n == 2 ? FD_CLOEXEC : 0));
        CHECK(close(fds[n]) == 0);
    }
    CHECK(open(DRIVE, O_RDONLY | O_DIRECTORY) == -1 && errno == ENOTDIR);
    CHECK(open(DRIVE, O_RDWR | O_CREAT | O_EXCL, 0600) == -1 && errno == EEXIST);
    CHECK(open("/dev/sr97", O_RDONLY) == -1 && errno == ENOENT);
    CHECK(stat(DRIVE, &status) == 0 && S_ISBLK(status.st_mode) && status.st_rdev == makedev(11, 99));
    CHECK(lstat(DRIVE, &status) == 0 && S_ISBLK(status.st_mode));
    CHECK(fstatat(AT_FDCWD, EMPTY, &status, 0) == 0 && S_ISBLK(status.st_mode));
    CHECK(statx(AT_FDCWD, DRIVE, 0, STATX_ALL, &extended) == 0 && S_ISBLK(extended.stx_mode) &&
          extended.stx_rdev_major == 11 && extended.stx_rdev_minor == 99);
    CHECK(stat("/", &status) == 0 && S_ISDIR(status.st_mode));
}

static void paths(void)
{
    char text[4096];
    char *path = realpath(DRIVE, NULL);
    CHECK(path != NULL && strcmp(path, DRIVE) == 0);
    free(path);
    CHECK(realpath(EMPTY, text) == text && strcmp(text, EMPTY) == 0);
    CHECK(readlink(DRIVE, text, sizeof text) == -1 && errno == EINVAL);
    CHECK(access(DRIVE, R_OK | W_OK) == 0 && access(DRIVE, X_OK) == -1 && access("/dev/sr97", F_OK) == -1);
}

static void descriptors(void)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    int fd = open(DRIVE, O_RDWR), other, number;
    CHECK(fcntl(fd, F_SETLK, &lock) == 0);
    other = dup(fd);
    CHECK(ioctl(other, SG_GET_VERSION_NUM, &number) == 0 && number >= 30000);
    CHECK(dup2(fd, 57) == 57 && close(fd) == 0 && close(other) == 0);
    CHECK(ioctl(57, SG_GET_VERSION_NUM, &number) == 0);
    CHECK(ioctl(57, SG_GET_TIMEOUT) > 0 && ioctl(57, SG_GET_RESERVED_SIZE, &number) == 0 && number >= 65536);
    CHECK(ioctl(57, 0x1234, &number) == -1 && errno == ENOTTY);
    CHECK(close(57) == 0 && ioctl(57, SG_GET_VERSION_NUM, &number) == -1 && errno == EBADF);
}

static void commands(void)
{
    static const uint8_t unknown[6] = {0x1D};
    static const uint8_t too_long[17] = {0};
    uint8_t answer[96] = {0}, first[8] = {0}, second[100] = {0};
    struct iovec list[] = {{first, sizeof first}, {second, sizeof second}};
    int fd = open(DRIVE, O_RDWR | O_NONBLOCK);
    errno = 77;
    CHECK(send_within(fd, TEST_UNIT_READY, 6, SG_DXFER_NONE, NULL, 0) == 0 && header.status == 0 && header.info == 0 &&
          header.sb_len_wr == 0 && sense[0] == 0xEE);
    CHECK(send_within(fd, INQUIRY, 6, SG_DXFER_FROM_DEV, answer, sizeof answer) == 0 && header.status == 0);
    CHECK(header.resid == (int)sizeof answer - 36 && answer[0] == 5 && memcmp(answer + 8, "DF2D", 4) == 0);
    /* Twelve bytes, as for an ATAPI drive. */
    CHECK(send_within(fd, (const uint8_t[12]){0x12, 0, 0, 0, 36, 0}, 12, SG_DXFER_FROM_DEV, answer, 36) == 0);
    CHECK(header.status == 0 && header.resid == 0);
    CHECK(send_within(fd, unknown, 6, SG_DXFER_NONE, NULL, 0) == 0 && sense_is(5, 0x20, 0));
    /* Without data no direction is wrong. */
    CHECK(send_within(fd, TEST_UNIT_READY, 6, 5, NULL, 0) == 0 && header.status == 0);
    CHECK(errno == 77);
    /* A list of buffers, and little room for sense data. */
    prepare(INQUIRY, 6, SG_DXFER_FROM_DEV, list, sizeof first + sizeof second);
    header.iovec_count = 2;
    CHECK(ioctl(fd, SG_IO, &header) == 0 && memcmp(first, answer, 8) == 0 && memcmp(second, answer + 8, 28) == 0);
    prepare(unknown, 6, SG_DXFER_NONE, NULL, 0);
    header.mx_sb_len = 4;
    CHECK(ioctl(fd, SG_IO, &header) == 0 && header.sb_len_wr == 4 && sense[2] == 5 && sense[4] == 0xEE);
    /* What is wrong with the request itself. */
    CHECK(send_within(fd, too_long, 17, SG_DXFER_NONE, NULL, 0) == -1 && errno == EMSGSIZE);
    CHECK(send_within(fd, INQUIRY, 6, SG_DXFER_FROM_DEV, NULL, 36) == -1 && errno == EFAULT);
    CHECK(send_within(fd, INQUIRY, 6, SG_DXFER_NONE, answer, 36) == -1 && errno == EINVAL);
    header.interface_id = 'Q';
    CHECK(ioctl(fd, SG_IO, &header) == -1 && errno == ENOSYS);
    CHECK(ioctl(fd, SG_IO, NULL) == -1 && errno == EFAULT);
    CHECK(ioctl(fd, CDROM_DRIVE_STATUS, 0) == CDS_DISC_OK);
    close(fd);
}

static const uint8_t no_data[SECTOR];

static void no_disc(void)
{
    uint64_t size = 1;
    char byte;
    int fd = open(EMPTY, O_RDONLY | O_NONBLOCK);
    CHECK(send_within(fd, TEST_UNIT_READY, 6, SG_DXFER_NONE, NULL, 0) == 0 && (sense[2] & 0xF) == 2 &&
          sense[12] == 0x3A);
    CHECK(ioctl(fd, CDROM_DRIVE_STATUS, 0) == CDS_NO_DISC);
    CHECK(ioctl(fd, BLKGETSIZE64, &size) == 0 && size == 0);
    CHECK(read(fd, &byte, 1) == 0 && pwrite(fd, no_data, SECTOR, 0) == -1);
    close(fd);
}

/* Only a command needs the recorder, and only then is it missed. */
static void no_recorder(void)
{
    int fd = open(BROKEN, O_RDONLY | O_NONBLOCK), number;
    CHECK(fd >= 0 && ioctl(fd, SG_GET_VERSION_NUM, &number) == 0);
    CHECK(send_within(fd, TEST_UNIT_READY, 6, SG_DXFER_NONE, NULL, 0) == -1 && errno == ENXIO);
    close(fd);
}

static void reading_by_block(void)
{
    static const uint8_t format[6] = {0x04, 0x11};
    static uint8_t parameters[12] = {0, 0x82, 0, 8, 0, 0, 0x7D, 0, 0x26 << 2, 0, 0, 0};
    static uint8_t written[16 * SECTOR], back[16 * SECTOR + 10];
    uint64_t size = 0;
    int fd = open(DRIVE, O_RDWR | O_NONBLOCK);
    for (size_t n = 0; n < sizeof written; ++n) written[n] = (uint8_t)(n * 7 + n / SECTOR);
    CHECK(send_within(fd, format, 6, SG_DXFER_TO_DEV, parameters, sizeof parameters) == 0 && header.status == 0);
    CHECK(send_within(fd, WRITE_16, 10, SG_DXFER_TO_DEV, written, sizeof written) == 0 && header.status == 0 &&
          header.resid == 0);
    CHECK(send_within(fd, FLUSH, 10, SG_DXFER_NONE, NULL, 0) == 0 && header.status == 0);
    CHECK(ioctl(fd, BLKGETSIZE64, &size) == 0 && size == (uint64_t)SECTORS * SECTOR);
    CHECK(lseek(fd, 0, SEEK_END) == (off_t)SECTORS * SECTOR && read(fd, back, 1) == 0);
    CHECK(lseek(fd, 100, SEEK_SET) == 100 && read(fd, back, 5000) == 5000 && memcmp(back, written + 100, 5000) == 0);
    CHECK(read(fd, back, 10) == 10 && memcmp(back, written + 5100, 10) == 0 && lseek(fd, 0, SEEK_CUR) == 5110);
    CHECK(pread(fd, back, sizeof written, 1) == (ssize_t)sizeof written &&
          memcmp(back, written + 1, sizeof written - 1) == 0);
    CHECK(pread(fd, back, 4096, (off_t)SECTORS * SECTOR - 100) == 100);
    CHECK(pread(fd, back, 1, -1) == -1 && errno == EINVAL);
    CHECK(pwrite(fd, written, 2 * SECTOR, 4 * SECTOR) == 2 * SECTOR);
    CHECK(pread(fd, back, 2 * SECTOR, 4 * SECTOR) == 2 * SECTOR && memcmp(back, written, 2 * SECTOR) == 0);
    CHECK(lseek(fd, 6 * SECTOR, SEEK_SET) == 6 * SECTOR && write(fd, written, SECTOR) == SECTOR);
    CHECK(lseek(fd, 0, SEEK_CUR) == 7 * SECTOR && pread(fd, back, SECTOR, 6 * SECTOR) == SECTOR &&
          memcmp(back, written, SECTOR) == 0);
    CHECK(write(fd, back, 1) == -1 && errno == EINVAL && pwrite(fd, back, SECTOR, 1) == -1 && errno == EINVAL);
    CHECK(pwrite(fd, back, SECTOR, (off_t)SECTORS * SECTOR) == -1 && errno == EIO);
    close(fd);
}

static void *many_commands(void *unused)
{
    int fd = open(DRIVE, O_RDWR | O_NONBLOCK);
    long wrong = 0;
    (void)unused;
    for (int n = 0; n < 500; ++n) {
        uint8_t answer[36] = {0};
        sg_io_hdr_t mine = {.interface_id = 'S', .cmdp = (uint8_t *)(uintptr_t)INQUIRY, .cmd_len = 6, .dxferp = answer,
                            .dxfer_len = sizeof answer, .dxfer_direction = SG_DXFER_FROM_DEV, .timeout = 1000};
        if (ioctl(fd, SG_IO, &mine) != 0 || mine.status != 0 || answer[0] != 5) ++wrong;
    }
    close(fd);
    return (void *)wrong;
}

static void threads(void)
{
    pthread_t all[4];
    for (int n = 0; n < 4; ++n) CHECK(pthread_create(&all[n], NULL, many_commands, NULL) == 0);
    for (int n = 0; n < 4; ++n) {
        void *wrong = NULL;
        CHECK(pthread_join(all[n], &wrong) == 0 && wrong == NULL);
    }
}

/* After exec, all that is known of a drive is its descriptor. */
static void executed_again(const char *program)
{
    char number[12];
    int fd = open(DRIVE, O_RDWR | O_NONBLOCK), status = -1;
    pid_t child;
    snprintf(number, sizeof number, "%d", fd);
    child = fork();
    if (child == 0) {
        execl(program, program, number, (char *)NULL);
        _exit(99);
    }
    CHECK(child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    close(fd);
}

static int after_exec(int fd)
{
    uint8_t answer[36];
    CHECK(send_within(fd, INQUIRY, 6, SG_DXFER_FROM_DEV, answer, sizeof answer) == 0 && header.status == 0);
    return failed != 0;
}

int main(int argc, char **argv)
{
    if (argc > 1) return after_exec(atoi(argv[1]));
    opens();
    old_names();
    paths();
    descriptors();
    commands();
    no_disc();
    no_recorder();
    reading_by_block();
    threads();
    executed_again(argv[0]);
    puts(failed ? "failed" : "ok");
    return failed != 0;
}
