/* A cancel that comes with the first questions to the drive: nothing that uses up or changes the disc is begun then. */
#include "media.h"

enum { SECTORS = 3000 };

static unsigned char *image; /* SECTORS */

typedef struct early {
    df2d_t *object;
    int asked, after;
} early;

/* On the thread that asks the drive, so that the next command is sent when the cancel has been accepted. */
static void cancel_early(int32_t level, const char *target, const char *message, void *user_data)
{
    static const char *const changing[] = {"| 54 ", "| 04 ", "| A1 ", "| 2A ", "| 53 ", "| 5D "};
    early *e = user_data;
    (void)level, (void)target;
    for (size_t n = 0; e->asked && n < COUNT(changing); ++n) e->after += strstr(message, changing[n]) != NULL;
    if (e->asked || strstr(message, "| READ DISC INFORMATION") == NULL) return;
    e->asked = 1;
    CHECK_HR(df2d_cancel_write(e->object), DF2D_S_OK);
}

TEST(nothing_is_begun)
{
    for (size_t m = 0; m < COUNT(ALL_MEDIA); ++m) {
        const int before = test_failed_checks;
        burner b = burner_of(&ALL_MEDIA[m], "early.iso", "speed=1000&clock=virtual");
        early e = {b.object, 0, 0};
        uint32_t cookie;
        CHECK_HR(df2d_log_advise(DF2D_LOG_TRACE, cancel_early, &e, NULL, &cookie), DF2D_S_OK);
        CHECK_HR(write_image(b.object, image, SECTORS), DF2D_E_IMAPI_REQUEST_CANCELLED);
        CHECK_HR(df2d_log_unadvise(cookie), DF2D_S_OK);
        CHECK(e.asked && e.after == 0);
        CHECK(result_of(b.object).disc_after == DF2D_DISC_UNCHANGED);
        check_free(b.recorder);
        burner_close(&b);
        if (test_failed_checks != before) printf("# ^ %s\n", ALL_MEDIA[m].name);
    }
}

int main(void)
{
    image = new_image(SECTORS, 13);
    RUN(nothing_is_begun);
    free(image);
    return test_end();
}
