/* The structs' layout, which no version may change but at the end, and which is the same with 32 and 64 bits. */
#include "test.h"

#define AT(type, member, offset) CHECK(offsetof(type, member) == (offset))

TEST(progress)
{
    CHECK(sizeof(df2d_progress) == 120);
    AT(df2d_progress, current_action, 4);
    AT(df2d_progress, last_written_lba, 32);
    AT(df2d_progress, under_runs, 56);
    AT(df2d_progress, total_sectors, 64);
    AT(df2d_progress, remaining_ms, 112);
}

TEST(write_result)
{
    CHECK(sizeof(df2d_write_result) == 96);
    AT(df2d_write_result, hr, 4);
    AT(df2d_write_result, under_runs, 20);
    AT(df2d_write_result, sectors_requested, 24);
    AT(df2d_write_result, failure_lba, 64);
    AT(df2d_write_result, failure_cdb, 72);
    AT(df2d_write_result, failure_deferred, 92);
}

TEST(error_info)
{
    CHECK(sizeof(df2d_error_info) == 48);
    AT(df2d_error_info, os_error, 8);
    AT(df2d_error_info, sense_key, 12);
    AT(df2d_error_info, lba, 16);
    AT(df2d_error_info, cdb, 24);
    AT(df2d_error_info, cdb_length, 40);
}

TEST(others)
{
    CHECK(sizeof(df2d_write_speed_descriptor) == 12);
    CHECK(sizeof(df2d_block_range) == 8);
    AT(df2d_block_range, end_lba, 4);
    CHECK(sizeof(df2d_stream_callbacks) == 8 + 5 * sizeof(void *));
    CHECK(sizeof(df2d_virtual_fault) == 40);
    AT(df2d_virtual_fault, lba, 8);
    AT(df2d_virtual_fault, sense_key, 28);
    AT(df2d_virtual_fault, delay_ms, 32);
    AT(df2d_virtual_counts, crc32, 12);
    AT(df2d_virtual_counts, commands, 16);
    CHECK(sizeof(df2d_hresult) == 4 && sizeof(df2d_bool) == 4);
}

int main(void)
{
    RUN(progress);
    RUN(write_result);
    RUN(error_info);
    RUN(others);
    return test_end();
}
