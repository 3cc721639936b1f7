/*
 * What a drive says of its disc, a line for each thing: disc-state RECORDER
 *
 * Two discs that were written alike give the same lines. It decodes by itself what the drive answers, so that it takes
 * neither the library's nor another program's word.
 */
#include <df2d.h>
#include <stdio.h>
#include <string.h>

enum { SENSE_LENGTH = 18, ANSWER = 4096 };

static df2d_recorder_t *recorder;
static uint8_t answer[ANSWER];

static unsigned be16(const uint8_t *bytes)
{
    return (unsigned)bytes[0] << 8 | bytes[1];
}

static unsigned long be32(const uint8_t *bytes)
{
    return (unsigned long)be16(bytes) << 16 | be16(bytes + 2);
}

/* How many bytes the drive sent; 0, and a line about it, if it refused. */
static uint32_t ask(const char *what, const uint8_t *cdb, uint32_t size)
{
    uint8_t sense[SENSE_LENGTH];
    uint32_t fetched = 0;
    df2d_hresult hr;
    memset(answer, 0, sizeof answer);
    do
        hr = df2d_recorder_send_command_get_data_from_device(recorder, cdb, size, sense, 0, answer, sizeof answer,
                                                             &fetched);
    while (hr == DF2D_S_IMAPI_COMMAND_HAS_SENSE_DATA && (sense[2] & 0x0F) == 6);
    if (hr == DF2D_S_OK) return fetched;
    if (hr == DF2D_S_IMAPI_COMMAND_HAS_SENSE_DATA)
        printf("%s refused %X/%02X/%02X\n", what, sense[2] & 0x0Fu, sense[12], sense[13]);
    else
        printf("%s %s\n", what, df2d_hresult_name(hr));
    return 0;
}

static void say(const char *what, unsigned long value)
{
    printf("%s %lu\n", what, value);
}

static void profile(void)
{
    static const uint8_t GET_CONFIGURATION[10] = {0x46, 2, 0, 0, 0, 0, 0, 0, 8, 0};
    if (ask("profile", GET_CONFIGURATION, 10) >= 8) printf("profile %04X\n", be16(answer + 6));
}

/* The number of the last track. */
static unsigned disc(void)
{
    static const uint8_t READ_DISC_INFORMATION[10] = {0x51, 0, 0, 0, 0, 0, 0, ANSWER >> 8, 0, 0};
    if (ask("disc", READ_DISC_INFORMATION, 10) < 34) return 0;
    say("disc.status", answer[2] & 3u);
    say("disc.last-session", answer[2] >> 2 & 3u);
    say("disc.erasable", answer[2] >> 4 & 1u);
    say("disc.first-track", answer[3]);
    say("disc.sessions", answer[4] | (unsigned)answer[9] << 8);
    say("disc.first-track-of-last-session", answer[5] | (unsigned)answer[10] << 8);
    say("disc.last-track", answer[6] | (unsigned)answer[11] << 8);
    say("disc.unrestricted", answer[7] >> 5 & 1u);
    say("disc.background-format", answer[7] & 3u);
    say("disc.dirty", answer[7] >> 2 & 1u);
    printf("disc.type %02X\n", answer[8]);
    printf("disc.lead-in %08lX\n", be32(answer + 16));
    printf("disc.lead-out %08lX\n", be32(answer + 20));
    return answer[6] | (unsigned)answer[11] << 8;
}

static void track(unsigned number)
{
    uint8_t READ_TRACK_INFORMATION[10] = {0x52, 1, 0, 0, (uint8_t)(number >> 8), (uint8_t)number, 0, ANSWER >> 8, 0, 0};
    char name[32];
    snprintf(name, sizeof name, "track-%u", number);
    if (ask(name, READ_TRACK_INFORMATION, 10) < 28) return;
    printf("%s.session %u\n", name, answer[3] | (unsigned)answer[33] << 8);
    printf("%s.mode %u\n", name, answer[5] & 0x0Fu);
    printf("%s.data-mode %u\n", name, answer[6] & 0x0Fu);
    printf("%s.damage %u\n", name, answer[5] >> 5 & 1u);
    printf("%s.reserved %u\n", name, answer[6] >> 7 & 1u);
    printf("%s.blank %u\n", name, answer[6] >> 6 & 1u);
    printf("%s.incremental %u\n", name, answer[6] >> 5 & 1u);
    printf("%s.fixed-packet %u\n", name, answer[6] >> 4 & 1u);
    printf("%s.start %ld\n", name, (long)(int32_t)be32(answer + 8));
    if (answer[7] & 1) printf("%s.next-writable %ld\n", name, (long)(int32_t)be32(answer + 12));
    printf("%s.free %lu\n", name, be32(answer + 16));
    printf("%s.packet-size %lu\n", name, be32(answer + 20));
    printf("%s.size %lu\n", name, be32(answer + 24));
    if (answer[7] & 2) printf("%s.last-recorded %lu\n", name, be32(answer + 28));
}

static void toc(unsigned format)
{
    uint8_t READ_TOC[10] = {0x43, 0, (uint8_t)format, 0, 0, 0, 0, ANSWER >> 8, 0, 0};
    unsigned length = format == 2 ? 11 : 8, end;
    char name[16];
    if (format == 2) READ_TOC[1] = 2; /* as minutes, seconds, frames, which it always is */
    snprintf(name, sizeof name, "toc-%u", format);
    if (ask(name, READ_TOC, 10) < 4) return;
    end = be16(answer) + 2;
    printf("%s.first-and-last %u %u\n", name, answer[2], answer[3]);
    for (unsigned at = 4, entry = 0; at + length <= end && at + length <= sizeof answer; at += length, ++entry) {
        printf("%s.entry-%u", name, entry);
        for (unsigned n = 0; n < length; ++n) printf(" %02X", answer[at + n]);
        printf("\n");
    }
}

static void capacity(void)
{
    static const uint8_t READ_CAPACITY[10] = {0x25};
    static const uint8_t READ_FORMAT_CAPACITIES[10] = {0x23, 0, 0, 0, 0, 0, 0, 0, 252, 0};
    if (ask("capacity", READ_CAPACITY, 10) >= 8) {
        say("capacity.last", be32(answer));
        say("capacity.block", be32(answer + 4));
    }
    if (ask("format", READ_FORMAT_CAPACITIES, 10) >= 12) {
        say("format.state", answer[8] & 3u);
        say("format.blocks", be32(answer + 4));
    }
}

int main(int argc, char **argv)
{
    df2d_hresult hr = argc == 2 ? df2d_recorder_open(argv[1], &recorder) : DF2D_E_INVALIDARG;
    unsigned last;
    if (hr < 0) {
        fprintf(stderr, "%s\n", df2d_hresult_message(hr));
        return 1;
    }
    profile();
    last = disc();
    for (unsigned number = 1; number <= last && number <= 10; ++number) track(number);
    for (unsigned format = 0; format <= 2; ++format) toc(format);
    capacity();
    df2d_recorder_destroy(recorder);
    return 0;
}
