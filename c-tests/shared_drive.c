/* Others ask the drive while it is written to: every burn ends, and every answer is one that can be given. */
#include "burn.h"

#include <stdatomic.h>

enum { ROUNDS = 15 };

static atomic_int stop;
static atomic_long answers, others;

static void *ask(void *user_data)
{
    df2d_recorder_t *recorder = user_data;
    df2d_t *object = new_writer(NULL);
    int32_t value = 0;
    while (!stop) {
        df2d_hresult hr = df2d_put_recorder(object, recorder);
        if (hr == DF2D_S_OK) hr = df2d_get_current_media_status(object, &value);
        if (hr == DF2D_S_OK) hr = df2d_get_current_write_speed(object, &value);
        ++answers;
        if (hr != DF2D_S_OK && hr != DF2D_E_IMAPI_RECORDER_LOCKED) {
            ++others;
            printf("# %s\n", df2d_hresult_name(hr));
        }
    }
    CHECK_HR(df2d_destroy(object), DF2D_S_OK);
    return NULL;
}

TEST(burns_among_questions)
{
    burner b = burner_open("shared.img", "media=dvd+rw&size=60000&clock=virtual");
    unsigned char *image = new_image(320, 3);
    pthread_t threads[3];
    size_t written = 0, refused = 0;
    uint32_t id = 0;
    df2d_virtual_fault slow;
    stop = 0;
    /* Time must pass in a question too while the burn waits for its turn. */
    memset(&slow, 0, sizeof slow);
    slow.struct_size = sizeof slow;
    slow.lba = -1;
    slow.effect = DF2D_VIRTUAL_EFFECT_DELAY;
    slow.delay_ms = 3;
    CHECK_HR(df2d_virtual_fault_add(b.recorder, &slow, &id), DF2D_S_OK);
    CHECK_HR(df2d_put_force_overwrite(b.object, 1), DF2D_S_OK);
    for (size_t n = 0; n < COUNT(threads); ++n) CHECK(pthread_create(&threads[n], NULL, ask, b.recorder) == 0);
    for (size_t n = 0; n < ROUNDS; ++n) {
        df2d_hresult hr = write_image(b.object, image, 320);
        written += hr == DF2D_S_OK;
        refused += hr == DF2D_E_IMAPI_RECORDER_LOCKED;
    }
    stop = 1;
    for (size_t n = 0; n < COUNT(threads); ++n) pthread_join(threads[n], NULL);
    CHECK(written == ROUNDS && refused == 0);
    CHECK(answers > 0 && others == 0);
    CHECK(sectors_alike(b.path, 0, image, 320) == 320);
    check_free(b.recorder);
    burner_close(&b);
    free(image);
}

int main(void)
{
    RUN(burns_among_questions);
    return test_end();
}
