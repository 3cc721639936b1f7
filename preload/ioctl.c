/* What Linux's CD-ROM driver answers to ioctl: SG_IO, by which programs send every command of a burn, and few others. */
#define _GNU_SOURCE 1
#include "device.h"

#include <errno.h>
#include <linux/cdrom.h>
#include <linux/fs.h>
#include <scsi/sg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <time.h>

/* <scsi/scsi_ioctl.h> of the C library lacks them. */
#ifndef SCSI_IOCTL_GET_IDLUN
#define SCSI_IOCTL_GET_IDLUN 0x5382
#endif
#ifndef SCSI_IOCTL_GET_BUS_NUMBER
#define SCSI_IOCTL_GET_BUS_NUMBER 0x5386
#endif

enum {
    /* Of the SG driver's interface, as Linux states it. */
    SG_VERSION = 30536,
    DEFAULT_TIMEOUT_S = 60,
    TICKS_PER_SECOND = 100,
    /* What one command can carry to a drive at the usual host adapters. */
    RESERVED_SIZE = 128 * 1024,
    /* Host, driver and SCSI states in an answer. */
    DID_NO_CONNECT = 1,
    DID_TIME_OUT = 3,
    DID_RESET = 8,
    DRIVER_SENSE = 8,
    CHECK_CONDITION = 2,
    BUSY = 8,
    LONGEST_CDB = 16,
    SECTOR = 2048
};

/* The library holds programs to the lengths that go with operation codes; Linux lets them send more. */
static uint32_t cdb_length_of(uint8_t opcode, uint32_t sent)
{
    if (opcode < 0x20) return 6;
    if (opcode < 0x60) return 10;
    if (opcode >= 0x80 && opcode < 0xA0) return 16;
    if (opcode >= 0xA0 && opcode < 0xC0) return 12;
    return sent < 6 ? 6 : sent;
}

/* Between a list of buffers and one: gather copies from the list, else to it. Stops where either ends. */
static void copy_list(const sg_io_hdr_t *header, uint8_t *one, uint32_t length, int gather)
{
    const struct iovec *list = header->dxferp;
    for (unsigned n = 0; n < header->iovec_count && length > 0; ++n) {
        uint32_t part = list[n].iov_len < length ? (uint32_t)list[n].iov_len : length;
        if (gather)
            memcpy(one, list[n].iov_base, part);
        else
            memcpy(list[n].iov_base, one, part);
        one += part;
        length -= part;
    }
}

/* How SG_IO tells what became of a command; -1 with errno if it tells it by failing. */
static int tell(sg_io_hdr_t *header, const command *command, df2d_hresult hr)
{
    switch (hr) {
    case DF2D_S_OK: break;
    case DF2D_S_IMAPI_COMMAND_HAS_SENSE_DATA: {
        uint8_t room = header->sbp != NULL ? header->mx_sb_len : 0;
        header->status = CHECK_CONDITION;
        header->driver_status = DRIVER_SENSE;
        header->sb_len_wr = room < SENSE_LENGTH ? room : SENSE_LENGTH;
        if (header->sb_len_wr > 0) memcpy(header->sbp, command->sense, header->sb_len_wr);
        break;
    }
    case DF2D_E_IMAPI_RECORDER_MEDIA_BUSY: header->status = BUSY; break;
    case DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT: header->host_status = DID_TIME_OUT; break;
    case DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE: header->host_status = DID_RESET; break;
    case DF2D_E_DEV_NOT_EXIST: header->host_status = DID_NO_CONNECT; break;
    default: errno = hr == DF2D_E_IMAPI_RECORDER_LOCKED ? EBUSY : EIO; return -1;
    }
    header->masked_status = header->status >> 1 & 0x1F;
    header->resid = (int)(header->dxfer_len - command->moved);
    if (header->status || header->host_status || header->driver_status) header->info |= SG_INFO_CHECK;
    return 0;
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int check_header(const sg_io_hdr_t *header)
{
    if (header->interface_id != 'S') return ENOSYS;
    if (header->cmd_len < 6 || header->cmd_len > LONGEST_CDB) return EMSGSIZE;
    if (header->cmdp == NULL || (header->dxfer_len > 0 && header->dxferp == NULL)) return EFAULT;
    if (header->dxfer_len == 0) return 0;
    switch (header->dxfer_direction) {
    case SG_DXFER_TO_DEV:
    case SG_DXFER_FROM_DEV:
    case SG_DXFER_TO_FROM_DEV: return 0;
    default: return EINVAL;
    }
}

static int sg_io(device *device, sg_io_hdr_t *header)
{
    uint8_t cdb[LONGEST_CDB] = {0}, *bounce = NULL;
    command command = {.cdb = cdb, .data = header->dxferp, .length = header->dxfer_len};
    int wrong = check_header(header), result;
    int64_t begun = now_ms();
    df2d_hresult hr;
    if (wrong) {
        errno = wrong;
        return -1;
    }
    memcpy(cdb, header->cmdp, header->cmd_len);
    command.cdb_length = cdb_length_of(cdb[0], header->cmd_len);
    command.timeout_s = header->timeout == 0 ? DEFAULT_TIMEOUT_S : header->timeout / 1000 + (header->timeout % 1000 != 0);
    if (command.length > 0)
        command.direction = header->dxfer_direction == SG_DXFER_TO_DEV ? TO_DEVICE : FROM_DEVICE;
    if (command.direction != NO_DATA && header->iovec_count > 0) {
        bounce = malloc(command.length);
        if (bounce == NULL) return -1;
        command.data = bounce;
        if (command.direction == TO_DEVICE) copy_list(header, bounce, command.length, 1);
    }
    header->status = header->masked_status = header->msg_status = header->sb_len_wr = 0;
    header->host_status = header->driver_status = 0;
    header->info = 0;
    header->resid = 0;
    result = device_send(device, &command, &hr);
    if (result == 0) result = tell(header, &command, hr);
    if (bounce != NULL && command.direction == FROM_DEVICE) copy_list(header, bounce, command.moved, 0);
    header->duration = (unsigned)(now_ms() - begun);
    free(bounce);
    return result;
}

/* A command of ours that moves no data, as an ioctl's result. */
static int act(device *device, uint8_t opcode, uint8_t byte4)
{
    uint8_t cdb[6] = {opcode, 0, 0, 0, byte4, 0};
    int done = device_ask(device, cdb, 6, NULL, 0, NULL);
    if (done == 0) errno = EIO;
    return done > 0 ? 0 : -1;
}

static int drive_status(device *device)
{
    static const uint8_t TEST_UNIT_READY[6] = {0};
    uint8_t sense[SENSE_LENGTH];
    for (int attempt = 0; attempt < 3; ++attempt) {
        int done = device_ask(device, TEST_UNIT_READY, 6, NULL, 0, sense);
        if (done < 0) return -1;
        if (done > 0) return CDS_DISC_OK;
        if ((sense[2] & 0x0F) != 6) break; /* else it is news of a change */
    }
    if (sense[12] == 0x3A) return sense[13] == 2 ? CDS_TRAY_OPEN : CDS_NO_DISC;
    return CDS_DRIVE_NOT_READY;
}

static int size_in(device *device, uint64_t unit, uint64_t *size)
{
    int64_t bytes = device_size(device);
    if (bytes < 0) return -1;
    *size = (uint64_t)bytes / unit;
    return 0;
}

int device_ioctl(device *device, unsigned long request, void *argument)
{
    enum { START_STOP_UNIT = 0x1B, EJECT = 2, LOAD = 3, PREVENT = 0x1E };
    uint64_t size;
    switch (request) {
    case CDROMEJECT: return act(device, START_STOP_UNIT, EJECT);
    case CDROMCLOSETRAY: return act(device, START_STOP_UNIT, LOAD);
    case CDROM_LOCKDOOR: return act(device, PREVENT, argument != NULL);
    case CDROM_DRIVE_STATUS: return drive_status(device);
    case CDROM_MEDIA_CHANGED: return 0;
    case CDROM_GET_CAPABILITY:
        return CDC_CLOSE_TRAY | CDC_OPEN_TRAY | CDC_LOCK | CDC_MEDIA_CHANGED | CDC_DRIVE_STATUS | CDC_GENERIC_PACKET |
               CDC_CD_R | CDC_CD_RW | CDC_DVD | CDC_DVD_R | CDC_DVD_RAM;
    case BLKFLSBUF: return 0;
    case SG_GET_TIMEOUT: return DEFAULT_TIMEOUT_S * TICKS_PER_SECOND;
    default: break;
    }
    if (argument == NULL) {
        errno = request == SG_IO ? EFAULT : ENOTTY;
        return -1;
    }
    switch (request) {
    case SG_IO: return sg_io(device, argument);
    case SG_GET_VERSION_NUM: *(int *)argument = SG_VERSION; return 0;
    case SG_SET_TIMEOUT:
    case SG_SET_RESERVED_SIZE: return 0;
    case SG_GET_RESERVED_SIZE: *(int *)argument = RESERVED_SIZE; return 0;
    case SG_EMULATED_HOST: *(int *)argument = 1; return 0;
    case SCSI_IOCTL_GET_IDLUN:
        /* Id, lun, channel and host in a byte each, and a number that is the host's own. */
        ((uint32_t *)argument)[0] = (device->minor & 0xFF) | 0xFFu << 24;
        ((uint32_t *)argument)[1] = device->minor;
        return 0;
    case SCSI_IOCTL_GET_BUS_NUMBER: *(int *)argument = 0xFF; return 0;
    case BLKROGET: *(int *)argument = 0; return 0;
    case BLKSSZGET: *(int *)argument = SECTOR; return 0;
    case BLKGETSIZE:
        if (size_in(device, 512, &size) < 0) return -1;
        *(unsigned long *)argument = (unsigned long)size;
        return 0;
    case BLKGETSIZE64: return size_in(device, 1, argument);
    default: errno = ENOTTY; return -1;
    }
}
