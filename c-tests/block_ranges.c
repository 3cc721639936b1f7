/* IBlockRangeList: of a stream with block ranges these sectors are written, and no others. */
#include "burn.h"

static unsigned char *before, *after; /* 2000 sectors each */

static const char *const OVERWRITABLE[] = {
    "media=dvd+rw&size=60000&clock=virtual", "media=dvd-ram&size=60000&clock=virtual", "media=dvd-rw-ro&size=60000&clock=virtual",
    "media=bd-re&size=500000&clock=virtual", "media=hd-dvd-ram&size=64000&clock=virtual"};

/* A disc that holds "before". */
static burner written(const char *query)
{
    burner b = burner_open("ranges.iso", query);
    CHECK_HR(write_image(b.object, before, 2000), DF2D_S_OK);
    return b;
}

static df2d_hresult write_ranges(df2d_t *object, const df2d_block_range *ranges, size_t count)
{
    df2d_stream_t *stream = memory_stream(after, 2000);
    df2d_hresult hr;
    CHECK_HR(df2d_stream_put_block_ranges(stream, ranges, count), DF2D_S_OK);
    hr = df2d_write(object, stream);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    return hr;
}

/* The disc holds "after" in these ranges and "before" elsewhere. */
static void check_disc(const char *path, const df2d_block_range *ranges, size_t count)
{
    size_t wrong = 0;
    for (int32_t lba = 0; lba < 2000; ++lba) {
        const unsigned char *expected = before;
        for (size_t n = 0; n < count; ++n)
            if (lba >= ranges[n].start_lba && lba <= ranges[n].end_lba) expected = after;
        wrong += sectors_alike(path, (size_t)lba, expected + (size_t)lba * SECTOR, 1) != 1;
    }
    if (wrong > 0) printf("# %lu sectors are wrong\n", (unsigned long)wrong);
    CHECK(wrong == 0);
}

TEST(these_sectors_and_no_others)
{
    static const df2d_block_range ranges[] = {{96, 127}, {32, 63}, {1024, 1983}};
    for (size_t n = 0; n < COUNT(OVERWRITABLE); ++n) {
        burner b = written(OVERWRITABLE[n]);
        /* ForceOverwrite is not needed: the ranges say what is meant. */
        CHECK_HR(write_ranges(b.object, ranges, COUNT(ranges)), DF2D_S_OK);
        df2d_write_result r = result_of(b.object);
        CHECK(r.content_after == DF2D_CONTENT_WHOLE && r.disc_after == DF2D_DISC_OVERWRITABLE);
        CHECK(r.sectors_requested == 32 + 32 + 960 && r.sectors_on_media == r.sectors_requested);
        check_disc("ranges.iso", ranges, COUNT(ranges));
        check_free(b.recorder);
        burner_close(&b);
    }
}

TEST(one_sector_and_overlapping_ranges)
{
    static const df2d_block_range ranges[] = {{7, 7}, {1000, 1100}, {1050, 1200}, {0, 0}};
    for (size_t n = 0; n < COUNT(OVERWRITABLE); ++n) {
        burner b = written(OVERWRITABLE[n]);
        if (strstr(OVERWRITABLE[n], "dvd-rw-ro")) {
            /* It is written in whole units of 16 sectors: what is no such is refused, never widened. */
            CHECK_HR(write_ranges(b.object, ranges, COUNT(ranges)), DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
            check_disc("ranges.iso", NULL, 0);
        } else {
            CHECK_HR(write_ranges(b.object, ranges, COUNT(ranges)), DF2D_S_OK);
            check_disc("ranges.iso", ranges, COUNT(ranges));
        }
        burner_close(&b);
    }
}

TEST(verified)
{
    static const df2d_block_range ranges[] = {{512, 1023}, {0, 31}};
    for (size_t n = 0; n < COUNT(OVERWRITABLE); ++n) {
        burner b = written(OVERWRITABLE[n]);
        CHECK_HR(df2d_put_burn_verification_level(b.object, VERIFY(FULL)), DF2D_S_OK);
        CHECK_HR(write_ranges(b.object, ranges, COUNT(ranges)), DF2D_S_OK);
        check_disc("ranges.iso", ranges, COUNT(ranges));
        burner_close(&b);
    }
}

/* In the order of the list: when the first fails, the others are not on the disc. */
TEST(in_the_order_of_the_list)
{
    static const df2d_block_range ranges[] = {{1024, 1055}, {0, 31}};
    for (size_t n = 0; n < COUNT(OVERWRITABLE); ++n) {
        burner b = written(OVERWRITABLE[n]);
        df2d_virtual_fault fault;
        uint32_t id = 0;
        memset(&fault, 0, sizeof fault);
        fault.struct_size = sizeof fault;
        fault.opcode = 0x2A;
        fault.lba = 1024;
        fault.effect = DF2D_VIRTUAL_EFFECT_SENSE;
        fault.sense_key = 3;
        fault.asc = 0x0C;
        CHECK_HR(df2d_virtual_fault_add(b.recorder, &fault, &id), DF2D_S_OK);
        CHECK_HR(write_ranges(b.object, ranges, COUNT(ranges)), DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE);
        /* A WRITE that was broken off may have left something. */
        CHECK(result_of(b.object).content_after == DF2D_CONTENT_UNKNOWN);
        check_disc("ranges.iso", NULL, 0);
        burner_close(&b);
    }
}

TEST(where_they_cannot_be)
{
    static const df2d_block_range first = {0, 31};
    df2d_block_range beyond = {0, 31};
    unsigned char *large = new_image(20000, 8);
    df2d_stream_t *stream = memory_stream(large, 20000);
    burner b = burner_open("ranges.iso", "media=cd-r&size=60000&clock=virtual");
    CHECK_HR(write_ranges(b.object, &first, 1), DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
    CHECK(result_of(b.object).disc_after == DF2D_DISC_UNCHANGED && status_of(b.object) == STATE(BLANK));
    burner_close(&b);
    b = burner_open("ranges.iso", "media=dvd+rw&size=16000&clock=virtual");
    beyond.start_lba = beyond.end_lba = 16000;
    CHECK_HR(df2d_stream_put_block_ranges(stream, &beyond, 1), DF2D_S_OK);
    CHECK_HR(df2d_write(b.object, stream), DF2D_E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA);
    CHECK(result_of(b.object).disc_after == DF2D_DISC_UNCHANGED);
    burner_close(&b);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    free(large);
}

TEST(taken_away_again)
{
    static const df2d_block_range range = {32, 63};
    burner b = written(OVERWRITABLE[0]);
    df2d_stream_t *stream = memory_stream(after, 2000);
    CHECK_HR(df2d_stream_put_block_ranges(stream, &range, 1), DF2D_S_OK);
    CHECK_HR(df2d_stream_put_block_ranges(stream, NULL, 0), DF2D_S_OK);
    CHECK_HR(df2d_write(b.object, stream), DF2D_E_IMAPI_DF2DATA_MEDIA_NOT_BLANK);
    CHECK_HR(df2d_put_force_overwrite(b.object, 1), DF2D_S_OK);
    CHECK_HR(df2d_write(b.object, stream), DF2D_S_OK);
    CHECK(sectors_alike("ranges.iso", 0, after, 2000) == 2000);
    CHECK_HR(df2d_stream_destroy(stream), DF2D_S_OK);
    burner_close(&b);
}

int main(void)
{
    before = new_image(2000, 6);
    after = new_image(2000, 7);
    RUN(these_sectors_and_no_others);
    RUN(one_sector_and_overlapping_ranges);
    RUN(verified);
    RUN(in_the_order_of_the_list);
    RUN(where_they_cannot_be);
    RUN(taken_away_again);
    free(before);
    free(after);
    return test_end();
}
