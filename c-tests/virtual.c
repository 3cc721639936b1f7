/* The virtual recorder's own functions. */
#include "test.h"

static df2d_recorder_t *recorder;

TEST(strings)
{
    char text[100];
    size_t needed = 0;
    CHECK_HR(df2d_recorder_get_active_disc_recorder(recorder, text, sizeof text, &needed), DF2D_S_OK);
    CHECK(strncmp(text, "virtual:", 8) == 0 && strlen(text) + 1 == needed);
    CHECK_HR(df2d_recorder_get_exclusive_access_owner(recorder, text, sizeof text, &needed), DF2D_S_OK);
    CHECK(text[0] == 0 && needed == 1);
}

TEST(clock)
{
    int64_t before = -1, after = -1;
    CHECK_HR(df2d_virtual_now(recorder, &before), DF2D_S_OK);
    CHECK_HR(df2d_virtual_sleep(recorder, 3600000), DF2D_S_OK); /* takes no time: the clock is virtual */
    CHECK_HR(df2d_virtual_sleep(recorder, -5), DF2D_S_OK);
    CHECK_HR(df2d_virtual_now(recorder, &after), DF2D_S_OK);
    CHECK(before >= 0 && after - before >= 3600000);
}

TEST(discs_come_and_go)
{
    df2d_virtual_counts counts;
    memset(&counts, 0, sizeof counts);
    counts.struct_size = sizeof counts;
    CHECK_HR(df2d_virtual_insert(recorder, "?media=dvd+r"), DF2D_E_IMAPI_RECORDER_MEDIA_BUSY);
    CHECK_HR(df2d_virtual_eject(recorder, 0), DF2D_S_OK);
    CHECK_HR(df2d_virtual_counters(recorder, &counts), DF2D_S_OK);
    CHECK(counts.tray_open == 1 && counts.prevented == 0);
    CHECK_HR(df2d_virtual_insert(recorder, "?media=nonsense"), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_virtual_insert(recorder, NULL), DF2D_E_POINTER);
    CHECK_HR(df2d_virtual_insert(recorder, "?media=cd-r"), DF2D_S_OK);
    CHECK_HR(df2d_virtual_power_cycle(recorder), DF2D_S_OK);
    CHECK_HR(df2d_virtual_counters(recorder, &counts), DF2D_S_OK);
    CHECK(counts.tray_open == 0);
    CHECK_HR(df2d_virtual_eject(recorder, 0), DF2D_S_OK);
    CHECK_HR(df2d_virtual_insert(recorder, "?media=none"), DF2D_S_OK); /* closes the tray, and no more */
    CHECK_HR(df2d_virtual_counters(recorder, &counts), DF2D_S_OK);
    CHECK(counts.tray_open == 0);
    CHECK_HR(df2d_virtual_insert(recorder, "?media=dvd-ram&speed=max"), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_virtual_insert(recorder, "?media=dvd-ram&protect=cartridge"), DF2D_S_OK);
    CHECK_HR(df2d_virtual_counters(recorder, NULL), DF2D_E_POINTER);
    counts.struct_size = 8;
    CHECK_HR(df2d_virtual_counters(recorder, &counts), DF2D_E_INVALIDARG);
}

TEST(faults)
{
    df2d_virtual_fault fault;
    uint32_t first = 0, second = 0;
    memset(&fault, 0, sizeof fault);
    fault.struct_size = sizeof fault;
    fault.opcode = 0x2A;
    fault.lba = -1;
    fault.times = 1;
    fault.sense_key = 3;
    fault.asc = 0x0C;
    CHECK_HR(df2d_virtual_fault_add(recorder, &fault, &first), DF2D_S_OK);
    CHECK_HR(df2d_virtual_fault_add(recorder, &fault, &second), DF2D_S_OK);
    CHECK(first != second);
    CHECK_HR(df2d_virtual_fault_clear(recorder), DF2D_S_OK);
    fault.effect = 8;
    CHECK_HR(df2d_virtual_fault_add(recorder, &fault, &first), DF2D_E_INVALIDARG);
    CHECK(first == 0);
    fault.effect = DF2D_VIRTUAL_EFFECT_DELAY;
    fault.delay_ms = -1;
    CHECK_HR(df2d_virtual_fault_add(recorder, &fault, &first), DF2D_E_INVALIDARG);
    fault.delay_ms = 1;
    fault.opcode = 256;
    CHECK_HR(df2d_virtual_fault_add(recorder, &fault, &first), DF2D_E_INVALIDARG);
    fault.opcode = -1;
    fault.lba = -2;
    CHECK_HR(df2d_virtual_fault_add(recorder, &fault, &first), DF2D_E_INVALIDARG);
    fault.lba = 5;
    fault.struct_size = 8;
    CHECK_HR(df2d_virtual_fault_add(recorder, &fault, &first), DF2D_E_INVALIDARG);
    CHECK_HR(df2d_virtual_fault_add(recorder, NULL, &first), DF2D_E_POINTER);
}

int main(void)
{
    if (df2d_recorder_open("virtual:?media=cd-r&clock=virtual", &recorder) != DF2D_S_OK) return 1;
    RUN(strings);
    RUN(clock);
    RUN(discs_come_and_go);
    RUN(faults);
    CHECK_HR(df2d_recorder_destroy(recorder), DF2D_S_OK);
    return test_end();
}
