/*
 * What every test program of the C boundary starts with.
 *
 *   TEST(name) { CHECK(...); CHECK_HR(call, expected); }
 *   int main(void) { RUN(name); return test_end(); }
 *
 * Checks do not depend on NDEBUG. Each test prints "ok name" or "not ok name"; the program's exit status is 1 if any
 * failed, or if anything is still alive at its end.
 */
#ifndef DF2D_TEST_H
#define DF2D_TEST_H

#include <df2d.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__GNUC__)
#define TEST_UNUSED __attribute__((unused))
#else
#define TEST_UNUSED
#endif

static int test_failed_checks TEST_UNUSED;
static int test_failed TEST_UNUSED;
static int test_count TEST_UNUSED;

#define TEST(name) static void test_##name(void)

#define RUN(name) test_run(#name, test_##name)

#define CHECK(condition)                                                                                     \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            printf("# %s:%d: %s\n", __FILE__, __LINE__, #condition);                                         \
            ++test_failed_checks;                                                                            \
        }                                                                                                    \
    } while (0)

/* Compares codes and prints their names. */
#define CHECK_HR(call, expected) test_check_hr((call), (expected), #call, __FILE__, __LINE__)

/* A condition without which the rest of the test makes no sense. */
#define REQUIRE(condition)                                                                                   \
    do {                                                                                                     \
        int test_met = (condition) ? 1 : 0;                                                                  \
        CHECK(test_met && #condition);                                                                       \
        if (!test_met) return;                                                                               \
    } while (0)

TEST_UNUSED static int test_check_hr(df2d_hresult got, df2d_hresult expected, const char *what, const char *file,
                                     int line)
{
    if (got == expected) return 1;
    printf("# %s:%d: %s is 0x%08lX %s, not %s\n", file, line, what, (unsigned long)(uint32_t)got,
           df2d_hresult_name(got), df2d_hresult_name(expected));
    ++test_failed_checks;
    return 0;
}

TEST_UNUSED static void test_run(const char *name, void (*test)(void))
{
    int before = test_failed_checks;
    test();
    ++test_count;
    if (test_failed_checks != before) ++test_failed;
    printf("%s %s\n", test_failed_checks == before ? "ok" : "not ok", name);
    fflush(stdout);
}

/* How often to repeat what is the better the more often it is done: DF2D_TEST_SCALE is a percentage. */
TEST_UNUSED static int test_scaled(int times)
{
    const char *scale = getenv("DF2D_TEST_SCALE");
    const long scaled = scale == NULL ? times : times * strtol(scale, NULL, 10) / 100;
    return scaled < 2 ? 2 : (int)scaled;
}

TEST_UNUSED static int test_under_valgrind(void)
{
    const char *under = getenv("DF2D_TEST_UNDER");
    return under != NULL && strcmp(under, "valgrind") == 0;
}

/* What chance begins with: DF2D_TEST_SEED, so that other seeds can be tried. */
TEST_UNUSED static uint32_t test_seed(void)
{
    const char *seed = getenv("DF2D_TEST_SEED");
    return seed == NULL ? 2026 : (uint32_t)strtoul(seed, NULL, 10);
}

TEST_UNUSED static size_t test_alive(void)
{
    size_t count = 1;
    CHECK_HR(df2d_live_objects(&count), DF2D_S_OK);
    return count;
}

TEST_UNUSED static void test_nothing_is_alive(void)
{
    size_t count = test_alive();
    if (count != 0) printf("# %lu objects are alive\n", (unsigned long)count);
    CHECK(count == 0);
}

TEST_UNUSED static int test_end(void)
{
    test_run("nothing_is_alive", test_nothing_is_alive);
    printf("1..%d\n", test_count);
    return test_failed == 0 ? 0 : 1;
}

#endif
