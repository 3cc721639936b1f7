/* The media: what IMAPI2 calls them, how large they are, and how a disc of each is made. */
#include "table.h"

#include <unistd.h>

static df2d_hresult format_for_pseudo_overwrite(df2d_recorder_t *recorder);
static df2d_hresult blank_quickly(df2d_recorder_t *recorder);
static void hear_of_new_disc(df2d_recorder_t *recorder);

enum { CLOSE = 0x5B, FLUSH = 0x35 };

#define SMALL(media, size) "media=" media "&size=" #size, "media=" media

#define LARGE(media, size) "media=" media "&size=" #size, "media=" media "&size=" #size

const medium all_media[] = {
    {"cd-r", SMALL("cd-r", 60000), MEDIA(CDR), MEDIA(CDROM), 359844, CLOSE, SEQUENTIAL, NULL},
    {"cd-rw", SMALL("cd-rw", 60000), MEDIA(CDRW), MEDIA(CDRW), 359844, CLOSE, SEQUENTIAL, NULL},
    {"dvd-r", SMALL("dvd-r", 60000), MEDIA(DVDDASHR), MEDIA(DVDROM), 2298496, CLOSE, SEQUENTIAL, NULL},
    {"dvd-r-dl", SMALL("dvd-r-dl", 60000), MEDIA(DVDDASHR_DUALLAYER), MEDIA(DVDROM), 4171712, CLOSE, SEQUENTIAL, NULL},
    {"dvd-rw", SMALL("dvd-rw", 60000), MEDIA(DVDDASHRW), MEDIA(DVDDASHRW), 2297888, CLOSE, SEQUENTIAL, NULL},
    {"dvd-rw+quick", SMALL("dvd-rw", 60000), MEDIA(DVDDASHRW), MEDIA(DVDDASHRW), 2297888, FLUSH, SEQUENTIAL, blank_quickly},
    {"dvd-rw-ro", SMALL("dvd-rw-ro", 60000), MEDIA(DVDDASHRW), MEDIA(DVDDASHRW), 2297888, FLUSH, OVERWRITABLE, NULL},
    {"dvd+r", SMALL("dvd+r", 60000), MEDIA(DVDPLUSR), MEDIA(DVDROM), 2295104, CLOSE, SEQUENTIAL, NULL},
    {"dvd+r-dl", SMALL("dvd+r-dl", 60000), MEDIA(DVDPLUSR_DUALLAYER), MEDIA(DVDROM), 4173824, CLOSE, SEQUENTIAL, NULL},
    {"dvd+rw", SMALL("dvd+rw", 60000), MEDIA(DVDPLUSRW), MEDIA(DVDPLUSRW), 2295104, CLOSE, OVERWRITABLE, NULL},
    {"dvd+rw-dl", SMALL("dvd+rw-dl", 60000), MEDIA(DVDPLUSRW_DUALLAYER), MEDIA(DVDPLUSRW_DUALLAYER), 4173824, CLOSE,
     OVERWRITABLE, NULL},
    {"dvd-ram", SMALL("dvd-ram", 60000), MEDIA(DVDRAM), MEDIA(DVDRAM), 2236704, FLUSH, OVERWRITABLE, NULL},
    {"bd-r", SMALL("bd-r", 64000), MEDIA(BDR), MEDIA(BDROM), 12219392, CLOSE, SEQUENTIAL, NULL},
    {"bd-r-50gb", LARGE("bd-r", 24438784), MEDIA(BDR), MEDIA(BDROM), 24438784, CLOSE, SEQUENTIAL, NULL},
    {"bd-r-100gb", LARGE("bd-r", 48878592), MEDIA(BDR), MEDIA(BDROM), 48878592, CLOSE, SEQUENTIAL, NULL},
    {"bd-r-128gb", LARGE("bd-r", 62500864), MEDIA(BDR), MEDIA(BDROM), 62500864, CLOSE, SEQUENTIAL, NULL},
    {"bd-r+pow", SMALL("bd-r", 640000), MEDIA(BDR), MEDIA(BDROM), 11826176, FLUSH, OVERWRITABLE,
     format_for_pseudo_overwrite},
    {"bd-r-rrm", SMALL("bd-r-rrm", 64000), MEDIA(BDR), MEDIA(BDROM), 0, FLUSH, RANDOM, NULL},
    {"bd-re", SMALL("bd-re", 640000), MEDIA(BDRE), MEDIA(BDRE), 11826176, FLUSH, OVERWRITABLE, NULL},
    {"hd-dvd-r", SMALL("hd-dvd-r", 64000), MEDIA(HDDVDR), MEDIA(HDDVDROM), 0, CLOSE, SEQUENTIAL, NULL},
    {"hd-dvd-ram", SMALL("hd-dvd-ram", 64000), MEDIA(HDDVDRAM), MEDIA(HDDVDRAM), 0, FLUSH, OVERWRITABLE, NULL},
    {"cd-rom", "media=cd-rom", "media=cd-rom", MEDIA(CDROM), MEDIA(CDROM), 0, FLUSH, PRESSED, NULL},
    {"dvd-rom", "media=dvd-rom", "media=dvd-rom", MEDIA(DVDROM), MEDIA(DVDROM), 0, FLUSH, PRESSED, NULL},
    {"hd-dvd-rom", "media=hd-dvd-rom", "media=hd-dvd-rom", MEDIA(HDDVDROM), MEDIA(HDDVDROM), 0, FLUSH, PRESSED, NULL},
    {"bd-rom", "media=bd-rom", "media=bd-rom", MEDIA(BDROM), MEDIA(BDROM), 0, FLUSH, PRESSED, NULL},
};
const size_t media_count = COUNT(all_media);

/* Slow enough for ticks amid the data, and with little in the drive's buffer when it is unplugged. */
#define DRIVE "speed=1000&buffer=262144&clock=virtual"

static void open_disc(cell *c, const char *keys)
{
    char id[200];
    df2d_hresult hr;
    snprintf(id, sizeof id, "virtual:%s?%s%s" DRIVE, c->path, keys, *keys ? "&" : "");
    hr = df2d_recorder_open(id, &c->recorder);
    if (hr < 0) {
        char why[300] = "";
        size_t needed;
        df2d_get_thread_error(NULL, why, sizeof why, &needed);
        complain(c, "%s cannot be opened: %s %s", id, df2d_hresult_name(hr), why);
    }
    cell_new_writer(c);
}

void cell_new_writer(cell *c)
{
    df2d_hresult hr;
    df2d_destroy(c->writer);
    c->writer = NULL;
    hr = df2d_create(&c->writer);
    if (hr >= 0) hr = df2d_put_recorder(c->writer, c->recorder);
    if (hr >= 0) hr = df2d_put_client_name(c->writer, "media table");
    if (hr < 0) complain(c, "no writer: %s", df2d_hresult_name(hr));
}

/* What a pressed disc holds. */
static void press(cell *c)
{
    FILE *file = fopen(c->path, "wb");
    if (file == NULL || fwrite(numbered_image(9, 500), SECTOR, 500, file) != 500) complain(c, "no room for %s", c->path);
    if (file != NULL) fclose(file);
    c->sectors_before = 500;
}

void cell_insert_blank(cell *c, const char *keys)
{
    char account[80];
    df2d_hresult hr;
    cell_close(c);
    snprintf(account, sizeof account, "%s.disc", c->path);
    unlink(c->path);
    unlink(account);
    c->sectors_before = 0;
    if (c->medium->kind == PRESSED) press(c);
    open_disc(c, keys);
    if (c->medium->prepare != NULL && c->recorder != NULL) {
        hear_of_new_disc(c->recorder);
        hr = c->medium->prepare(c->recorder);
        if (hr != DF2D_S_OK) complain(c, "the disc could not be prepared: %s", df2d_hresult_name(hr));
    }
}

/* Another recorder and another writer, which know of the disc what is in its files. */
void cell_open_again(cell *c)
{
    cell_close(c);
    open_disc(c, c->medium->kind == PRESSED ? c->medium->small : "");
}

void cell_close(cell *c)
{
    df2d_destroy(c->writer);
    df2d_recorder_destroy(c->recorder);
    c->writer = NULL;
    c->recorder = NULL;
}

const unsigned char *numbered_image(unsigned number, size_t sectors)
{
    enum { MOST = 4000 };
    static unsigned char *images[10];
    if (number >= COUNT(images) || sectors > MOST) abort();
    if (images[number] == NULL) {
        uint32_t word = number * 2654435761u + 1, *words = malloc(MOST * SECTOR);
        size_t n;
        if (words == NULL) abort();
        for (n = 0; n < MOST * SECTOR / 4; ++n) words[n] = word = word * 1664525u + 1013904223u;
        images[number] = (unsigned char *)words;
    }
    return images[number];
}

/* A drive tells once, before anything else, that there is another disc in it. */
static void hear_of_new_disc(df2d_recorder_t *recorder)
{
    static const uint8_t test_unit_ready[6] = {0};
    uint8_t sense[18];
    df2d_recorder_send_command_no_data(recorder, test_unit_ready, sizeof test_unit_ready, sense, 0);
}

/* The size of the format that READ FORMAT CAPACITIES offers first as type 00h. */
static uint32_t default_format(df2d_recorder_t *recorder)
{
    static const uint8_t cdb[10] = {0x23, 0, 0, 0, 0, 0, 0, 0, 252, 0};
    uint8_t sense[18], list[252];
    uint32_t got = 0, at;
    if (df2d_recorder_send_command_get_data_from_device(recorder, cdb, sizeof cdb, sense, 0, list, sizeof list, &got) != DF2D_S_OK)
        return 0;
    for (at = 4; at + 8 <= got && at + 8 <= 4u + list[3]; at += 8) {
        const uint8_t *d = list + at;
        if (at > 4 && d[4] >> 2 == 0) return (uint32_t)d[0] << 24 | (uint32_t)d[1] << 16 | (uint32_t)d[2] << 8 | d[3];
    }
    return 0;
}

/* FORMAT UNIT type 00h, sub-type 00b: sequential recording with pseudo-overwrite. */
static df2d_hresult format_for_pseudo_overwrite(df2d_recorder_t *recorder)
{
    static const uint8_t cdb[6] = {0x04, 0x11, 0, 0, 0, 0};
    const uint32_t blocks = default_format(recorder);
    uint8_t sense[18];
    const uint8_t list[12] = {0, 0x80, 0, 8, (uint8_t)(blocks >> 24), (uint8_t)(blocks >> 16), (uint8_t)(blocks >> 8),
                              (uint8_t)blocks, 0, 0, 0, 0};
    return df2d_recorder_send_command_send_data_to_device(recorder, cdb, sizeof cdb, sense, 0, list, sizeof list);
}

/* BLANK type 001b: after it a DVD-RW is written in one go, as its drives offer no increments for it. */
static df2d_hresult blank_quickly(df2d_recorder_t *recorder)
{
    static const uint8_t cdb[12] = {0xA1, 0x01};
    uint8_t sense[18];
    return df2d_recorder_send_command_no_data(recorder, cdb, sizeof cdb, sense, 0);
}
