/*
 * Every function that asks a drive, on discs in every state, while the drive answers with every kind of failure: each
 * code has a name, and what a getter stores is zero when it fails. With c-tests/run --codes each is one that df2d.h lists
 * for its function, too.
 *
 * Which faults are planted is left to chance: DF2D_TEST_SEED chooses others, DF2D_TEST_SCALE=1000 ten times as many.
 */
#include "burn.h"

#define SECTORS 64
#define NOTHING INT32_MIN

/* A drive with a disc, and the objects that use it. */
typedef struct subject {
    df2d_recorder_t *recorder;
    df2d_t *writer;
    df2d_erase_t *eraser;
    df2d_stream_t *image;
} subject;

static unsigned char *data;
static uint32_t dice = 1;

/* One in so many. */
static int chance(uint32_t n)
{
    dice = dice * 1664525u + 1013904223u;
    return n == 0 || (dice >> 8) % n == 0;
}

static df2d_hresult named(df2d_hresult hr)
{
    CHECK(strcmp(df2d_hresult_name(hr), "unknown HRESULT") != 0);
    return hr;
}

/* A getter of one number: it is NOTHING before, and 0 after a failure. */
#define NUMBER(function, ...)                                        \
    do {                                                             \
        int32_t number = NOTHING;                                    \
        if (named(function(__VA_ARGS__, &number)) < 0) CHECK(number == 0); \
        else CHECK(number != NOTHING);                               \
    } while (0)

/* Its answer is one even when it fails. */
#define ANSWER(function, ...)                                  \
    do {                                                       \
        int32_t number = NOTHING;                              \
        if (named(function(__VA_ARGS__, &number)) < 0) CHECK(number == 0 || number == 1); \
    } while (0)

/* A getter of a list: its size, then the list, then too little room. */
#define LIST(type, function, ...)                              \
    do {                                                       \
        type list[4096];                                       \
        size_t needed = 77;                                    \
        named(function(__VA_ARGS__, NULL, 0, &needed));        \
        if (named(function(__VA_ARGS__, list, COUNT(list), &needed)) < 0) CHECK(needed == 0); \
        if (needed > 1) named(function(__VA_ARGS__, list, 1, &needed)); \
    } while (0)

#define FAILURE(get, handle)                                   \
    do {                                                       \
        df2d_error_info info;                                  \
        char text[1], sentence[1024];                          \
        size_t needed;                                         \
        memset(&info, 0, sizeof info);                         \
        named(get(handle, &info, sentence, sizeof sentence, &needed)); \
        info.struct_size = sizeof info;                        \
        named(get(handle, &info, sentence, sizeof sentence, &needed)); \
        named(get(handle, NULL, text, sizeof text, &needed));  \
    } while (0)

static void ask_drive(const subject *s)
{
    df2d_recorder_t *r = s->recorder;
    LIST(char, df2d_recorder_get_active_disc_recorder, r);
    LIST(char, df2d_recorder_get_vendor_id, r);
    LIST(char, df2d_recorder_get_product_id, r);
    LIST(char, df2d_recorder_get_product_revision, r);
    LIST(char, df2d_recorder_get_volume_name, r);
    LIST(char, df2d_recorder_get_volume_path_names, r);
    LIST(char, df2d_recorder_get_exclusive_access_owner, r);
    NUMBER(df2d_recorder_get_device_can_load_media, r);
    NUMBER(df2d_recorder_get_legacy_device_number, r);
    for (int32_t current = 0; current < 2; ++current) {
        LIST(int32_t, df2d_recorder_get_supported_feature_pages, r, current);
        LIST(int32_t, df2d_recorder_get_supported_profiles, r, current);
        LIST(uint8_t, df2d_recorder_get_feature_page, r, 0x1E, current);
        LIST(uint8_t, df2d_recorder_get_feature_page, r, 0x2B, current);
    }
    for (int32_t request = -1; request < 5; ++request) {
        LIST(int32_t, df2d_recorder_get_supported_mode_pages, r, request);
        LIST(uint8_t, df2d_recorder_get_mode_page, r, 5, request);
        LIST(uint8_t, df2d_recorder_get_mode_page, r, 0x30, request);
    }
    LIST(uint8_t, df2d_recorder_get_mode_page, r, -1, 0);
    LIST(uint8_t, df2d_recorder_get_disc_information, r);
    for (int32_t type = -1; type < 4; ++type) LIST(uint8_t, df2d_recorder_get_track_information, r, 1, type);
    LIST(uint8_t, df2d_recorder_get_track_information, r, 99, 1);
    LIST(uint8_t, df2d_recorder_read_dvd_structure, r, 0, 0, 0, 0);
    LIST(uint8_t, df2d_recorder_read_dvd_structure, r, 0x44, 0, 256, 4);
    LIST(uint8_t, df2d_recorder_get_device_descriptor, r);
    LIST(uint8_t, df2d_recorder_get_adapter_descriptor, r);
    FAILURE(df2d_recorder_get_last_error, r);
}

static void change_drive(const subject *s)
{
    static const uint8_t test_unit_ready[6] = {0}, inquiry[6] = {0x12, 0, 0, 0, 36, 0}, odd[6] = {0xEE},
                         mode_select[10] = {0x55, 0x10, 0, 0, 0, 0, 0, 0, 8, 0};
    df2d_recorder_t *r = s->recorder;
    uint8_t sense[18], answer[300] = {0};
    uint32_t fetched;
    size_t size = 0;
    named(df2d_recorder_send_command_no_data(r, test_unit_ready, 6, sense, 0));
    named(df2d_recorder_send_command_no_data(r, test_unit_ready, 7, sense, 0));
    named(df2d_recorder_send_command_no_data(r, odd, 6, sense, 1));
    named(df2d_recorder_send_command_get_data_from_device(r, inquiry, 6, sense, 0, answer, 36, &fetched));
    named(df2d_recorder_send_command_get_data_from_device(r, inquiry, 6, sense, 0, answer, 0, &fetched));
    named(df2d_recorder_send_command_send_data_to_device(r, mode_select, 10, sense, 0, answer, 8));
    named(df2d_recorder_send_command_send_data_to_device(r, mode_select, 10, sense, 0, answer, 0));
    named(df2d_recorder_get_mode_page(r, 1, 0, answer, sizeof answer, &size));
    for (int32_t request = -1; request < 4; ++request)
        named(df2d_recorder_set_mode_page(r, request, answer, size ? (uint32_t)size : 12));
    named(df2d_recorder_set_mode_page(r, 0, answer, 1));
    named(df2d_recorder_send_dvd_structure(r, 0x0F, answer, 16));
    named(df2d_recorder_send_dvd_structure(r, 0x0F, answer, 0));
    named(df2d_recorder_acquire_exclusive_access(r, 0, "codes"));
    named(df2d_recorder_acquire_exclusive_access(r, 1, ""));
    named(df2d_recorder_release_exclusive_access(r));
    named(df2d_recorder_release_exclusive_access(r));
    named(df2d_recorder_disable_mcn(r));
    named(df2d_recorder_enable_mcn(r));
    named(df2d_recorder_enable_mcn(r));
    named(df2d_recorder_close_tray(r));
    FAILURE(df2d_recorder_get_last_error, r);
}

static void ask_writer(const subject *s)
{
    df2d_t *w = s->writer;
    df2d_recorder_t *further = NULL;
    ANSWER(df2d_is_recorder_supported, w, s->recorder);
    ANSWER(df2d_is_current_media_supported, w, s->recorder);
    NUMBER(df2d_get_media_physically_blank, w);
    NUMBER(df2d_get_media_heuristically_blank, w);
    LIST(int32_t, df2d_get_supported_media_types, w);
    LIST(char, df2d_get_client_name, w);
    NUMBER(df2d_get_current_media_status, w);
    NUMBER(df2d_get_write_protect_status, w);
    NUMBER(df2d_get_total_sectors_on_media, w);
    NUMBER(df2d_get_free_sectors_on_media, w);
    NUMBER(df2d_get_next_writable_address, w);
    NUMBER(df2d_get_start_address_of_previous_session, w);
    NUMBER(df2d_get_last_written_address_of_previous_session, w);
    NUMBER(df2d_get_current_physical_media_type, w);
    NUMBER(df2d_get_current_write_speed, w);
    NUMBER(df2d_get_current_rotation_type_is_pure_cav, w);
    LIST(int32_t, df2d_get_supported_write_speeds, w);
    LIST(df2d_write_speed_descriptor, df2d_get_supported_write_speed_descriptors, w);
    LIST(int32_t, df2d_get_multisession_interfaces, w);
    for (int32_t scheme = 0; scheme < 5; ++scheme) {
        NUMBER(df2d_multisession_get_is_supported_on_current_media_state, w, scheme);
        NUMBER(df2d_multisession_get_in_use, w, scheme);
        named(df2d_multisession_put_in_use(w, scheme, 1));
        NUMBER(df2d_multisession_get_is_first_data_session, w, scheme);
        NUMBER(df2d_multisession_get_start_address_of_previous_session, w, scheme);
        NUMBER(df2d_multisession_get_last_written_address_of_previous_session, w, scheme);
        NUMBER(df2d_multisession_get_next_writable_address, w, scheme);
        NUMBER(df2d_multisession_get_free_sectors_on_media, w, scheme);
        NUMBER(df2d_multisession_get_write_unit_size, w, scheme);
        NUMBER(df2d_multisession_get_last_written_address, w, scheme);
        NUMBER(df2d_multisession_get_total_sectors_on_media, w, scheme);
        if (named(df2d_multisession_get_import_recorder(w, scheme, &further)) < 0) CHECK(further == NULL);
        CHECK_HR(df2d_recorder_destroy(further), DF2D_S_OK);
    }
    FAILURE(df2d_get_last_error, w);
}

static void change_writer(const subject *s)
{
    df2d_t *w = s->writer;
    for (int32_t speed = -2; speed < 1000; speed += speed < 1 ? 1 : 333) named(df2d_set_write_speed(w, speed, speed & 1));
    NUMBER(df2d_get_requested_write_speed, w);
    NUMBER(df2d_get_requested_rotation_type_is_pure_cav, w);
    named(df2d_put_recorder(w, NULL));
    named(df2d_put_recorder(w, s->recorder));
    FAILURE(df2d_get_last_error, w);
}

static void ask_eraser(const subject *s)
{
    df2d_erase_t *e = s->eraser;
    ANSWER(df2d_erase_is_recorder_supported, e, s->recorder);
    ANSWER(df2d_erase_is_current_media_supported, e, s->recorder);
    NUMBER(df2d_erase_get_media_physically_blank, e);
    NUMBER(df2d_erase_get_media_heuristically_blank, e);
    NUMBER(df2d_erase_get_current_physical_media_type, e);
    LIST(int32_t, df2d_erase_get_supported_media_types, e);
    LIST(char, df2d_erase_get_client_name, e);
    named(df2d_erase_put_recorder(e, s->recorder));
    named(df2d_erase_put_recorder(e, NULL));
    named(df2d_erase_put_recorder(e, s->recorder));
    FAILURE(df2d_erase_get_last_error, e);
}

static df2d_hresult last_result;

static void told(df2d_t *object, const df2d_progress *progress, void *user_data)
{
    (void)progress, (void)user_data;
    last_result = named(df2d_write(object, NULL));
    named(df2d_wait(object, 0, &last_result));
}

static void finish(df2d_t *w)
{
    df2d_write_result result;
    memset(&result, 0, sizeof result);
    named(df2d_get_write_result(w, &result));
    result.struct_size = sizeof result;
    named(df2d_get_write_result(w, &result));
    if (named(df2d_wait(w, DF2D_INFINITE, &last_result)) >= 0) named(last_result);
    named(df2d_get_write_result(w, &result));
    named(df2d_cancel_write(w));
}

static void write_quick(const subject *s)
{
    named(df2d_write(s->writer, s->image));
    finish(s->writer);
}

static void write_verified(const subject *s)
{
    uint32_t cookie;
    CHECK_HR(df2d_put_burn_verification_level(s->writer, VERIFY(FULL)), DF2D_S_OK);
    CHECK_HR(df2d_put_force_overwrite(s->writer, 1), DF2D_S_OK);
    CHECK_HR(df2d_advise(s->writer, told, NULL, NULL, &cookie), DF2D_S_OK);
    named(df2d_write(s->writer, s->image));
    finish(s->writer);
    CHECK_HR(df2d_unadvise(s->writer, cookie), DF2D_S_OK);
}

static void write_test(const subject *s)
{
    CHECK_HR(df2d_put_test_write(s->writer, 1), DF2D_S_OK);
    named(df2d_write(s->writer, s->image));
    named(df2d_close_media(s->writer));
    CHECK_HR(df2d_put_test_write(s->writer, 0), DF2D_S_OK);
}

static void write_async(const subject *s)
{
    named(df2d_write_async(s->writer, s->image));
    named(df2d_write_async(s->writer, s->image));
    named(df2d_close_media_async(s->writer));
    named(df2d_put_client_name(s->writer, "other"));
    named(df2d_cancel_write(s->writer));
    finish(s->writer);
}

static void close_media(const subject *s)
{
    named(df2d_close_media(s->writer));
    finish(s->writer);
}

static void report(const subject *s)
{
    named(df2d_recover_media(s->writer, DF2D_RECOVER_REPORT, NULL));
    finish(s->writer);
}

static void close_session(const subject *s)
{
    named(df2d_recover_media(s->writer, DF2D_RECOVER_CLOSE, NULL));
    finish(s->writer);
}

static void resume(const subject *s)
{
    named(df2d_recover_media(s->writer, DF2D_RECOVER_RESUME, s->image));
    named(df2d_recover_media(s->writer, 7, NULL));
    named(df2d_recover_media_async(s->writer, DF2D_RECOVER_CLOSE, s->image));
    finish(s->writer);
}

static void erase(const subject *s, df2d_bool full)
{
    df2d_write_result result;
    memset(&result, 0, sizeof result);
    named(df2d_erase_get_result(s->eraser, &result));
    CHECK_HR(df2d_erase_put_full_erase(s->eraser, full), DF2D_S_OK);
    named(df2d_erase_erase_media(s->eraser));
    result.struct_size = sizeof result;
    named(df2d_erase_get_result(s->eraser, &result));
    named(df2d_erase_erase_media_async(s->eraser));
    named(df2d_erase_erase_media_async(s->eraser));
    named(df2d_erase_get_result(s->eraser, &result));
    named(df2d_erase_wait(s->eraser, 0, &last_result));
    named(df2d_erase_cancel_erase(s->eraser));
    if (named(df2d_erase_wait(s->eraser, DF2D_INFINITE, &last_result)) >= 0) named(last_result);
}

static void erase_quick(const subject *s)
{
    erase(s, 0);
}

static void erase_full(const subject *s)
{
    erase(s, 1);
}

static void eject(const subject *s)
{
    named(df2d_recorder_eject_media(s->recorder));
    named(df2d_recorder_close_tray(s->recorder));
}

typedef void (*act)(const subject *);

static const act QUESTIONS[] = {ask_drive, ask_writer, ask_eraser, change_drive, change_writer, eject};
static const act OPERATIONS[] = {write_quick,   write_verified, write_test, write_async, close_media,
                                 report,        close_session,  resume,     erase_quick, erase_full};

static const char *const DISCS[] = {"cd-r",   "cd-rw",     "dvd-r",    "dvd-r-dl", "dvd-rw",   "dvd-rw-ro",
                                    "dvd-ram", "dvd+r",    "dvd+r-dl", "dvd+rw",   "dvd+rw-dl", "bd-r",
                                    "bd-r-rrm", "bd-re",   "hd-dvd-r", "hd-dvd-ram", "none"};

enum { BLANK, CLOSED, OPEN, INTERRUPTED, STATES };

static void leave(df2d_t *object, const df2d_progress *progress, void *user_data)
{
    (void)user_data;
    if (progress->current_action == ACTION(WRITING_DATA)) df2d_cancel_write(object);
}

static subject subject_of(const char *disc, int state)
{
    subject s;
    uint32_t cookie;
    char query[100];
    memset(&s, 0, sizeof s);
    /* As small as all kinds can be. */
    snprintf(query, sizeof query, "media=%s%s&clock=virtual", disc, strcmp(disc, "none") == 0 ? "" : "&size=4000");
    s.recorder = open_recorder("", query);
    s.writer = new_writer(s.recorder);
    s.image = memory_stream(data, SECTORS);
    CHECK_HR(df2d_erase_create(&s.eraser), DF2D_S_OK);
    named(df2d_erase_put_recorder(s.eraser, s.recorder));
    CHECK_HR(df2d_erase_put_client_name(s.eraser, "codes"), DF2D_S_OK);
    df2d_put_disable_consumer_dvd_compatibility_mode(s.writer, state != CLOSED);
    df2d_put_force_media_to_be_closed(s.writer, state == CLOSED);
    if (state == INTERRUPTED) {
        df2d_put_cancel_mode(s.writer, DF2D_CANCEL_IMMEDIATE);
        CHECK_HR(df2d_advise(s.writer, leave, NULL, NULL, &cookie), DF2D_S_OK);
    }
    if (state != BLANK) df2d_write(s.writer, s.image);
    if (state == INTERRUPTED) CHECK_HR(df2d_unadvise(s.writer, cookie), DF2D_S_OK);
    df2d_put_force_media_to_be_closed(s.writer, 0);
    return s;
}

static void give_back(const subject *s)
{
    CHECK_HR(df2d_destroy(s->writer), DF2D_S_OK);
    CHECK_HR(df2d_erase_destroy(s->eraser), DF2D_S_OK);
    CHECK_HR(df2d_stream_destroy(s->image), DF2D_S_OK);
    CHECK_HR(df2d_recorder_destroy(s->recorder), DF2D_S_OK);
}

/* Sense key, additional sense code and qualifier: what drives answer. */
static const uint8_t SENSES[][3] = {
    {1, 0x0B, 0x01}, {2, 0x04, 0x00}, {2, 0x04, 0x01}, {2, 0x04, 0x03}, {2, 0x04, 0x04}, {2, 0x04, 0x07},
    {2, 0x04, 0x08}, {2, 0x06, 0x00}, {2, 0x30, 0x00}, {2, 0x3A, 0x00}, {3, 0x02, 0x00}, {3, 0x02, 0x06},
    {3, 0x0C, 0x00}, {3, 0x0C, 0x09}, {3, 0x11, 0x05}, {3, 0x31, 0x00}, {3, 0x73, 0x03}, {4, 0x09, 0x01},
    {4, 0x09, 0x02}, {4, 0x1B, 0x00}, {4, 0x44, 0x00}, {5, 0x20, 0x00}, {5, 0x21, 0x00}, {5, 0x24, 0x00},
    {5, 0x26, 0x00}, {5, 0x2C, 0x00}, {5, 0x30, 0x02}, {5, 0x30, 0x05}, {5, 0x63, 0x00}, {5, 0x64, 0x00},
    {5, 0x6F, 0x03}, {5, 0x72, 0x00}, {6, 0x28, 0x00}, {6, 0x29, 0x00}, {6, 0x2A, 0x01}, {7, 0x27, 0x00},
    {8, 0x00, 0x00}, {0xB, 0x00, 0x06}, {0xB, 0x4E, 0x00}, {0xD, 0x00, 0x00}, {0xF, 0x7F, 0x7F},
};

static const uint8_t OPCODES[] = {0x00, 0x03, 0x04, 0x12, 0x1B, 0x1E, 0x23, 0x25, 0x28, 0x2A, 0x35, 0x43, 0x46, 0x4A,
                                  0x51, 0x52, 0x53, 0x54, 0x55, 0x5A, 0x5B, 0x5C, 0xA1, 0xAC, 0xAD, 0xB6, 0xBB, 0xBF};

#define EFFECTS (DF2D_VIRTUAL_EFFECT_GOOD_WITHOUT_EFFECT + 1)

/* The n-th fault of all. Once, or without end. */
static df2d_virtual_fault fault_of(size_t n, int opcode, uint32_t skip, uint32_t times)
{
    df2d_virtual_fault fault;
    memset(&fault, 0, sizeof fault);
    fault.struct_size = sizeof fault;
    fault.opcode = opcode;
    fault.lba = -1;
    fault.skip = skip;
    fault.times = times;
    if (n < 2 * COUNT(SENSES)) {
        const uint8_t *sense = SENSES[n / 2];
        fault.effect = DF2D_VIRTUAL_EFFECT_SENSE;
        fault.sense_key = sense[0], fault.asc = sense[1], fault.ascq = sense[2], fault.deferred = n % 2;
    } else {
        fault.effect = (int32_t)(n - 2 * COUNT(SENSES)) + 1;
        if (fault.effect == DF2D_VIRTUAL_EFFECT_DELAY) fault.delay_ms = 100000;
    }
    return fault;
}

#define FAULTS (2 * COUNT(SENSES) + EFFECTS - 1)

static void meet(const char *disc, int state, act what, const df2d_virtual_fault *fault)
{
    const int before = test_failed_checks;
    uint32_t id;
    subject s = subject_of(disc, state);
    CHECK_HR(df2d_virtual_fault_add(s.recorder, fault, &id), DF2D_S_OK);
    what(&s);
    give_back(&s);
    if (test_failed_checks != before)
        printf("# ^ %s in state %d, fault %d %X/%02X/%02X at %X\n", disc, state, fault->effect, fault->sense_key, fault->asc,
               fault->ascq, fault->opcode);
}

/* All of them would take hours, and valgrind has no time for many. */
static uint32_t one_of(uint32_t n)
{
    return n * 100 / (uint32_t)test_scaled(100) * (test_under_valgrind() ? 10 : 1);
}

TEST(no_drive)
{
    subject s = subject_of("dvd+r", BLANK);
    const subject bare = {s.recorder, s.writer, s.eraser, s.image};
    CHECK_HR(df2d_put_recorder(s.writer, NULL), DF2D_S_OK);
    CHECK_HR(df2d_erase_put_recorder(s.eraser, NULL), DF2D_S_OK);
    ask_writer(&bare);
    for (size_t n = 0; n < COUNT(OPERATIONS); ++n) OPERATIONS[n](&bare);
    CHECK_HR(df2d_put_client_name(s.writer, ""), DF2D_E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
    give_back(&s);
}

TEST(no_fault)
{
    for (size_t disc = 0; disc < COUNT(DISCS); ++disc)
        for (int state = BLANK; state < STATES; ++state) {
            for (size_t n = 0; n < COUNT(QUESTIONS) + COUNT(OPERATIONS); ++n) {
                if (test_under_valgrind() && !chance(20)) continue;
                subject s = subject_of(DISCS[disc], state);
                (n < COUNT(QUESTIONS) ? QUESTIONS[n] : OPERATIONS[n - COUNT(QUESTIONS)])(&s);
                give_back(&s);
            }
        }
}

/* Each question is several commands: the fault meets one of the first, or all. */
TEST(questions)
{
    for (size_t disc = 0; disc < COUNT(DISCS); ++disc)
        for (int state = BLANK; state < STATES; ++state)
            for (size_t n = 0; n < FAULTS; ++n)
                for (size_t question = 0; question < COUNT(QUESTIONS); ++question) {
                    df2d_virtual_fault fault = fault_of(n, -1, 0, 0);
                    if (chance(one_of(40))) meet(DISCS[disc], state, QUESTIONS[question], &fault);
                    fault = fault_of(n, OPCODES[(n + question) % COUNT(OPCODES)], 0, 0);
                    if (chance(one_of(40))) meet(DISCS[disc], state, QUESTIONS[question], &fault);
                }
}

TEST(operations)
{
    for (size_t disc = 0; disc < COUNT(DISCS); ++disc)
        for (int state = BLANK; state < STATES; ++state)
            for (size_t n = 0; n < FAULTS; ++n)
                for (size_t operation = 0; operation < COUNT(OPERATIONS); ++operation)
                    for (size_t opcode = 0; opcode < COUNT(OPCODES); ++opcode) {
                        if (!chance(one_of(1000))) continue;
                        df2d_virtual_fault fault = fault_of(n, OPCODES[opcode], chance(3), chance(2));
                        meet(DISCS[disc], state, OPERATIONS[operation], &fault);
                    }
}

int main(void)
{
    const char *seed = getenv("DF2D_TEST_SEED");
    if (seed != NULL) dice = (uint32_t)strtoul(seed, NULL, 10);
    data = new_image(SECTORS, 1);
    RUN(no_drive);
    RUN(no_fault);
    RUN(questions);
    RUN(operations);
    free(data);
    return test_end();
}
