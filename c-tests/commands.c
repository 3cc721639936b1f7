/* Commands of the caller's own, through IDiscRecorder2Ex: what they move, what the drive says, what is refused. */
#include "burn.h"

enum { LENGTH_OF_SENSE = 18, TIMEOUT_S = 30 };

static df2d_recorder_t *recorder;
static uint8_t sense[LENGTH_OF_SENSE];

static df2d_hresult no_data(const uint8_t *cdb, uint32_t size)
{
    memset(sense, 0xEE, sizeof sense);
    return df2d_recorder_send_command_no_data(recorder, cdb, size, sense, TIMEOUT_S);
}

static df2d_hresult send_data(const uint8_t *cdb, uint32_t size, const uint8_t *data, uint32_t length)
{
    memset(sense, 0xEE, sizeof sense);
    return df2d_recorder_send_command_send_data_to_device(recorder, cdb, size, sense, TIMEOUT_S, data, length);
}

static df2d_hresult get_data(const uint8_t *cdb, uint32_t size, uint8_t *buffer, uint32_t length, uint32_t *fetched)
{
    memset(sense, 0xEE, sizeof sense);
    *fetched = 0xEEEEEEEE;
    return df2d_recorder_send_command_get_data_from_device(recorder, cdb, size, sense, TIMEOUT_S, buffer, length,
                                                           fetched);
}

static int sense_is(int key, int asc, int ascq)
{
    if ((sense[0] & 0x7F) == 0x70 && sense[2] == key && sense[12] == asc && sense[13] == ascq) return 1;
    printf("# sense %X/%02X/%02X\n", sense[2], sense[12], sense[13]);
    return 0;
}

static int sense_is_zero(void)
{
    static const uint8_t zero[LENGTH_OF_SENSE];
    return memcmp(sense, zero, sizeof zero) == 0;
}

static const uint8_t TEST_UNIT_READY[6] = {0};
static const uint8_t INQUIRY[6] = {0x12, 0, 0, 0, 96, 0};

/* The next TEST UNIT READY of a test finds no news. */
static void hear_the_news(void)
{
    while (no_data(TEST_UNIT_READY, 6) == DF2D_S_IMAPI_COMMAND_HAS_SENSE_DATA && (sense[2] & 0xF) == 6) continue;
}

TEST(data_in)
{
    uint8_t answer[200];
    char vendor[20];
    uint32_t fetched = 0;
    size_t needed = 0;
    memset(answer, 0xEE, sizeof answer);
    CHECK_HR(get_data(INQUIRY, 6, answer, sizeof answer, &fetched), DF2D_S_OK);
    CHECK(fetched >= 36 && fetched <= 96 && answer[0] == 5 && sense_is_zero());
    CHECK_HR(df2d_recorder_get_vendor_id(recorder, vendor, sizeof vendor, &needed), DF2D_S_OK);
    CHECK(memcmp(answer + 8, vendor, strlen(vendor)) == 0);
    /* A buffer shorter than what the command asks for. */
    CHECK_HR(get_data(INQUIRY, 6, answer, 8, &fetched), DF2D_S_OK);
    CHECK(fetched == 8);
}

/* Nothing is retried: the caller hears of the new disc, and only then finds it. */
TEST(the_drive_says_no)
{
    static const uint8_t unknown[6] = {0x1D, 0, 0, 0, 0, 0};
    static const uint8_t beyond[10] = {0x28, 0, 0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 1, 0};
    uint8_t block[2048];
    uint32_t fetched = 0;
    uint64_t before;
    CHECK_HR(df2d_virtual_eject(recorder, 0), DF2D_S_OK);
    CHECK_HR(no_data(TEST_UNIT_READY, 6), DF2D_S_IMAPI_COMMAND_HAS_SENSE_DATA);
    CHECK(sense_is(2, 0x3A, 2) || sense_is(2, 0x3A, 0));
    CHECK_HR(df2d_virtual_insert(recorder, "?media=dvd+rw&size=32000"), DF2D_S_OK);
    CHECK_HR(df2d_virtual_sleep(recorder, 60000), DF2D_S_OK);
    before = counts_of(recorder).commands;
    CHECK_HR(no_data(TEST_UNIT_READY, 6), DF2D_S_IMAPI_COMMAND_HAS_SENSE_DATA);
    CHECK(sense_is(6, 0x28, 0) && counts_of(recorder).commands == before + 1);
    CHECK_HR(no_data(TEST_UNIT_READY, 6), DF2D_S_OK);
    CHECK(sense_is_zero());
    CHECK_HR(no_data(unknown, 6), DF2D_S_IMAPI_COMMAND_HAS_SENSE_DATA);
    CHECK(sense_is(5, 0x20, 0));
    CHECK_HR(get_data(beyond, 10, block, sizeof block, &fetched), DF2D_S_IMAPI_COMMAND_HAS_SENSE_DATA);
    CHECK(sense_is(5, 0x21, 0) && fetched == 0);
}

TEST(data_out)
{
    static const uint8_t format[6] = {0x04, 0x11, 0, 0, 0, 0};
    static const uint8_t full[12] = {0, 0x82, 0, 8, 0, 0, 0x7D, 0, 0x26 << 2, 0, 0, 0};
    static const uint8_t write[10] = {0x2A, 0, 0, 0, 0, 16, 0, 0, 16, 0};
    static const uint8_t flush[10] = {0x35};
    static const uint8_t read[10] = {0x28, 0, 0, 0, 0, 16, 0, 0, 16, 0};
    static const uint8_t select[10] = {0x55, 0x10, 0, 0, 0, 0, 0, 0, 12, 0};
    uint8_t *image = new_image(16, 5), *back = malloc(16 * SECTOR), bad_page[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0x3E, 2, 0, 0};
    uint32_t fetched = 0;
    REQUIRE(back != NULL);
    hear_the_news();
    CHECK_HR(send_data(format, 6, full, sizeof full), DF2D_S_OK);
    CHECK_HR(df2d_virtual_sleep(recorder, 60000), DF2D_S_OK);
    CHECK_HR(send_data(write, 10, image, (uint32_t)(16 * SECTOR)), DF2D_S_OK);
    CHECK(sense_is_zero());
    CHECK_HR(no_data(flush, 10), DF2D_S_OK);
    CHECK_HR(get_data(read, 10, back, (uint32_t)(16 * SECTOR), &fetched), DF2D_S_OK);
    CHECK(fetched == 16 * SECTOR && memcmp(back, image, fetched) == 0);
    CHECK_HR(send_data(select, 10, bad_page, sizeof bad_page), DF2D_S_IMAPI_COMMAND_HAS_SENSE_DATA);
    CHECK(sense_is(5, 0x26, 0));
    free(image);
    free(back);
}

/* IMAPI2's table of lengths; what it refuses never reaches the drive. */
TEST(lengths_of_command_blocks)
{
    static const struct {
        uint8_t opcode;
        uint32_t length; /* 0 is any */
    } rows[] = {{0x00, 6}, {0x1E, 6}, {0x20, 0}, {0x25, 10}, {0x23, 0}, {0x5C, 10}, {0x02, 0}, {0x60, 0}, {0x7F, 0},
                {0x88, 16}, {0xA1, 12}, {0xBE, 12}, {0xC0, 0}, {0xFF, 0}};
    uint64_t sent = counts_of(recorder).commands;
    for (size_t row = 0; row < COUNT(rows); ++row) {
        uint8_t cdb[20] = {rows[row].opcode};
        for (uint32_t length = 0; length <= 20; ++length) {
            int fits = rows[row].length == 0 ? length >= 6 && length <= 16 : length == rows[row].length;
            df2d_hresult hr = no_data(cdb, length);
            if (fits)
                CHECK(hr >= 0);
            else
                CHECK_HR(hr, DF2D_E_INVALIDARG);
            CHECK(hr != DF2D_S_OK || sense_is_zero());
            sent += fits;
        }
    }
    CHECK_HR(no_data(INQUIRY, UINT32_MAX), DF2D_E_INVALIDARG);
    CHECK(counts_of(recorder).commands == sent);
}

TEST(length_of_a_transfer)
{
    static const uint8_t read_512[10] = {0x28, 0, 0, 0, 0, 0, 0, 2, 0, 0};
    uint32_t most = 0, unaligned = 0, alignment = 0, fetched = 0;
    uint8_t *buffer, *aligned;
    CHECK_HR(df2d_recorder_get_maximum_page_aligned_transfer_size(recorder, &most), DF2D_S_OK);
    CHECK_HR(df2d_recorder_get_maximum_non_page_aligned_transfer_size(recorder, &unaligned), DF2D_S_OK);
    CHECK_HR(df2d_recorder_get_byte_alignment_mask(recorder, &alignment), DF2D_S_OK);
    CHECK(most >= 65536 && unaligned <= most && alignment >= 1 && (alignment & (alignment - 1)) == 0);
    buffer = malloc(most + 1 + alignment);
    REQUIRE(buffer != NULL);
    aligned = buffer + (alignment - (uintptr_t)buffer % alignment) % alignment;
    hear_the_news();
    CHECK_HR(get_data(read_512, 10, aligned, most, &fetched), DF2D_S_OK);
    CHECK(fetched == most || fetched == 512 * SECTOR);
    CHECK_HR(get_data(read_512, 10, aligned, most + 1, &fetched), DF2D_E_INVALIDARG);
    CHECK(fetched == 0 && sense_is_zero());
    CHECK_HR(send_data(read_512, 10, aligned, most + 1), DF2D_E_INVALIDARG);
    CHECK_HR(get_data(INQUIRY, 6, aligned, UINT32_MAX, &fetched), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_recorder_get_maximum_page_aligned_transfer_size(recorder, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_recorder_get_maximum_non_page_aligned_transfer_size(recorder, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_recorder_get_byte_alignment_mask(NULL, &alignment), DF2D_E_POINTER);
    free(buffer);
}

TEST(careless_callers)
{
    uint8_t buffer[96];
    uint32_t fetched = 7, size = sizeof buffer;
    df2d_t *writer = new_writer(recorder);
    df2d_recorder_t *other = (df2d_recorder_t *)writer;
    CHECK_HR(df2d_recorder_send_command_no_data(NULL, INQUIRY, 6, sense, 1), DF2D_E_POINTER);
    CHECK_HR(df2d_recorder_send_command_no_data(other, INQUIRY, 6, sense, 1), DF2D_E_HANDLE);
    CHECK_HR(df2d_recorder_send_command_no_data(recorder, NULL, 6, sense, 1), DF2D_E_POINTER);
    CHECK_HR(df2d_recorder_send_command_no_data(recorder, INQUIRY, 6, NULL, 1), DF2D_E_POINTER);
    CHECK_HR(df2d_recorder_send_command_send_data_to_device(other, INQUIRY, 6, sense, 1, buffer, size), DF2D_E_HANDLE);
    CHECK_HR(df2d_recorder_send_command_send_data_to_device(recorder, NULL, 6, sense, 1, buffer, size),
             DF2D_E_POINTER);
    CHECK_HR(df2d_recorder_send_command_send_data_to_device(recorder, INQUIRY, 6, sense, 1, NULL, size),
             DF2D_E_POINTER);
    CHECK_HR(df2d_recorder_send_command_send_data_to_device(recorder, INQUIRY, 6, sense, 1, buffer, 0),
             DF2D_E_INVALIDARG);
    CHECK_HR(df2d_recorder_send_command_get_data_from_device(other, INQUIRY, 6, sense, 1, buffer, size, &fetched),
             DF2D_E_HANDLE);
    CHECK(fetched == 0);
    CHECK_HR(df2d_recorder_send_command_get_data_from_device(recorder, INQUIRY, 6, sense, 1, buffer, size, NULL),
             DF2D_E_POINTER);
    CHECK_HR(df2d_recorder_send_command_get_data_from_device(recorder, INQUIRY, 6, sense, 1, NULL, size, &fetched),
             DF2D_E_POINTER);
    CHECK_HR(df2d_recorder_send_command_get_data_from_device(recorder, INQUIRY, 6, sense, 1, buffer, 0, &fetched),
             DF2D_E_INVALIDARG);
    CHECK_HR(df2d_recorder_send_command_get_data_from_device(recorder, NULL, 6, sense, 1, buffer, size, &fetched),
             DF2D_E_POINTER);
    CHECK_HR(df2d_destroy(writer), DF2D_S_OK);
}

static void strike(int32_t effect)
{
    df2d_virtual_fault fault;
    uint32_t id = 0;
    memset(&fault, 0, sizeof fault);
    fault.struct_size = sizeof fault;
    fault.opcode = 0x12;
    fault.lba = -1;
    fault.times = 1;
    fault.effect = effect;
    CHECK_HR(df2d_virtual_fault_add(recorder, &fault, &id), DF2D_S_OK);
}

/* The caller's limit, or the library's own where the caller has none. */
TEST(no_answer_in_time)
{
    int64_t before = now_of(recorder);
    df2d_error_info info;
    size_t needed = 0;
    memset(&info, 0, sizeof info);
    info.struct_size = sizeof info;
    strike(DF2D_VIRTUAL_EFFECT_TIMEOUT);
    CHECK_HR(no_data(INQUIRY, 6), DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT);
    CHECK(now_of(recorder) - before == TIMEOUT_S * 1000 && sense_is_zero());
    CHECK_HR(df2d_recorder_get_last_error(recorder, &info, NULL, 0, &needed), DF2D_S_OK);
    CHECK(info.hr == DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT && info.cdb[0] == 0x12 && info.cdb_length == 6);
    before = now_of(recorder);
    strike(DF2D_VIRTUAL_EFFECT_TIMEOUT);
    CHECK_HR(df2d_recorder_send_command_no_data(recorder, INQUIRY, 6, sense, 0),
             DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT);
    CHECK(now_of(recorder) - before >= 10000 && now_of(recorder) - before <= 600000);
}

TEST(the_drive_goes)
{
    strike(DF2D_VIRTUAL_EFFECT_LOST);
    CHECK_HR(no_data(INQUIRY, 6), DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE);
    strike(DF2D_VIRTUAL_EFFECT_DEVICE_GONE);
    CHECK_HR(no_data(INQUIRY, 6), DF2D_E_DEV_NOT_EXIST);
    CHECK_HR(no_data(TEST_UNIT_READY, 6), DF2D_E_DEV_NOT_EXIST);
    CHECK_HR(df2d_virtual_power_cycle(recorder), DF2D_S_OK);
    CHECK_HR(no_data(TEST_UNIT_READY, 6), DF2D_S_IMAPI_COMMAND_HAS_SENSE_DATA);
    CHECK(sense_is(6, 0x29, 0) || sense_is(6, 0x28, 0));
}

/* Asked once, from inside the operation that has the drive. */
static void ask_meanwhile(events *e, df2d_t *object, const df2d_progress *progress)
{
    uint8_t answer[96];
    uint32_t fetched = 0;
    (void)object;
    if (progress->current_action == ACTION(COMPLETED) || e->context != NULL) return;
    e->context = e;
    CHECK_HR(get_data(INQUIRY, 6, answer, sizeof answer, &fetched), DF2D_E_IMAPI_RECORDER_LOCKED);
    CHECK(fetched == 0 && sense_is_zero());
}

TEST(in_exclusive_use)
{
    df2d_t *writer = new_writer(recorder);
    unsigned char *image = new_image(400, 9);
    events *e = listen_to(writer);
    e->hook = ask_meanwhile;
    hear_the_news();
    CHECK_HR(df2d_put_force_overwrite(writer, 1), DF2D_S_OK);
    CHECK_HR(write_image(writer, image, 400), DF2D_S_OK);
    CHECK(e->context == e);
    CHECK_HR(no_data(TEST_UNIT_READY, 6), DF2D_S_OK);
    CHECK_HR(df2d_destroy(writer), DF2D_S_OK);
    events_free(e);
    free(image);
}

TEST(destroyed)
{
    df2d_recorder_t *gone = recorder;
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
    CHECK_HR(df2d_recorder_send_command_no_data(gone, INQUIRY, 6, sense, 1), DF2D_E_HANDLE);
}

int main(void)
{
    if (df2d_recorder_open("virtual:?media=dvd+rw&size=32000&clock=virtual", &recorder) != DF2D_S_OK) return 1;
    RUN(data_in);
    RUN(the_drive_says_no);
    RUN(data_out);
    RUN(lengths_of_command_blocks);
    RUN(length_of_a_transfer);
    RUN(careless_callers);
    RUN(no_answer_in_time);
    RUN(the_drive_goes);
    RUN(in_exclusive_use);
    RUN(destroyed);
    return test_end();
}
