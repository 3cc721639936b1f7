/* A disc as a block device: its size, and sectors read and written by READ (10) and WRITE (10). */
#define _GNU_SOURCE 1
#include "device.h"

#include <errno.h>
#include <string.h>

/* Bytes of a sector, and how many sectors go with one command. */
enum { SECTOR = 2048, TRANSFER = 32 };

static uint32_t be32(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Asks again if the first answer is the news that the disc is another one. */
static int ask_calmly(device *device, const uint8_t *cdb, uint8_t *answer, uint32_t length)
{
    uint8_t sense[SENSE_LENGTH];
    int done;
    for (int attempt = 0; attempt < 3; ++attempt) {
        done = device_ask(device, cdb, 10, answer, length, sense);
        if (done != 0 || (sense[2] & 0x0F) != 6) break;
    }
    return done;
}

/* One past the last sector recorded, by the information on the last track that is not blank; 0 if there is none. While a
 * session is open READ CAPACITY may not count it; Linux looks here, too. */
static int64_t recorded_sectors(device *device)
{
    static const uint8_t READ_DISC_INFORMATION[10] = {0x51, 0, 0, 0, 0, 0, 0, 0, 12, 0};
    enum { BLANK = 0x40, LAST_RECORDED_IS_VALID = 0x02 };
    uint8_t disc[12], track[32];
    if (ask_calmly(device, READ_DISC_INFORMATION, disc, sizeof disc) <= 0) return 0;
    for (unsigned number = disc[6] | (unsigned)disc[11] << 8, tries = 2; number > 0 && tries > 0; --number, --tries) {
        uint8_t READ_TRACK_INFORMATION[10] = {0x52, 1, 0, 0, (uint8_t)(number >> 8), (uint8_t)number, 0, 0, 32, 0};
        if (ask_calmly(device, READ_TRACK_INFORMATION, track, sizeof track) <= 0) return 0;
        if (!(track[6] & BLANK)) return track[7] & LAST_RECORDED_IS_VALID ? (int64_t)be32(track + 28) + 1 : 0;
    }
    return 0;
}

int64_t device_size(device *device)
{
    static const uint8_t READ_CAPACITY[10] = {0x25};
    uint8_t answer[8];
    int64_t sectors = 0, recorded;
    int done = ask_calmly(device, READ_CAPACITY, answer, sizeof answer);
    if (done < 0) return -1;
    if (done > 0) sectors = (int64_t)be32(answer) + 1;
    recorded = recorded_sectors(device);
    return (recorded > sectors ? recorded : sectors) * SECTOR;
}

/* READ (10) or WRITE (10). */
static void make_transfer(uint8_t cdb[10], uint8_t opcode, int64_t lba, uint32_t sectors)
{
    uint8_t bytes[10] = {opcode, 0, (uint8_t)(lba >> 24), (uint8_t)(lba >> 16), (uint8_t)(lba >> 8), (uint8_t)lba,
                         0, 0, (uint8_t)sectors, 0};
    memcpy(cdb, bytes, sizeof bytes);
}

/* What read and write return when a command of theirs has not ended well. */
static ssize_t broken_off(size_t moved, int done)
{
    if (moved > 0) return (ssize_t)moved;
    if (done == 0) errno = EIO;
    return -1;
}

ssize_t device_read(device *device, void *buffer, size_t count, int64_t position)
{
    int64_t size = device_size(device);
    size_t got = 0;
    if (size < 0) return -1;
    if (position < 0) {
        errno = EINVAL;
        return -1;
    }
    if (position >= size) return 0;
    if (count > (uint64_t)(size - position)) count = (size_t)(size - position);
    while (got < count) {
        uint8_t bounce[TRANSFER * SECTOR], cdb[10];
        size_t skip = (size_t)((position + (int64_t)got) % SECTOR), part;
        uint32_t sectors = (uint32_t)((skip + count - got + SECTOR - 1) / SECTOR);
        int done;
        if (sectors > TRANSFER) sectors = TRANSFER;
        make_transfer(cdb, 0x28, (position + (int64_t)got) / SECTOR, sectors);
        done = device_ask(device, cdb, 10, bounce, sectors * SECTOR, NULL);
        if (done <= 0) return broken_off(got, done);
        part = sectors * SECTOR - skip;
        if (part > count - got) part = count - got;
        memcpy((uint8_t *)buffer + got, bounce + skip, part);
        got += part;
    }
    return (ssize_t)got;
}

ssize_t device_write(device *device, const void *data, size_t count, int64_t position)
{
    size_t put = 0;
    if (position < 0 || position % SECTOR != 0 || count % SECTOR != 0) {
        errno = EINVAL;
        return -1;
    }
    while (put < count) {
        uint8_t cdb[10];
        command command = {.cdb = cdb, .cdb_length = 10, .direction = TO_DEVICE};
        size_t part = count - put > TRANSFER * SECTOR ? TRANSFER * SECTOR : count - put;
        df2d_hresult hr = DF2D_S_OK;
        make_transfer(cdb, 0x2A, (position + (int64_t)put) / SECTOR, (uint32_t)(part / SECTOR));
        command.data = (uint8_t *)(uintptr_t)data + put;
        command.length = (uint32_t)part;
        if (device_send(device, &command, &hr) < 0) return broken_off(put, -1);
        if (hr != DF2D_S_OK) return broken_off(put, 0);
        put += part;
    }
    return (ssize_t)put;
}
