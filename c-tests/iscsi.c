/* Drives on other machines, as far as there need be none: scripts/test-iscsi has a target. */
#include "test.h"

#include <pthread.h>

static void refused(const char *id, df2d_hresult expected)
{
    df2d_recorder_t *recorder = NULL;
    char why[1024] = "";
    size_t needed = 0;
    CHECK_HR(df2d_recorder_open(id, &recorder), expected);
    CHECK(recorder == NULL);
    CHECK_HR(df2d_get_thread_error(NULL, why, sizeof why, &needed), DF2D_S_OK);
    CHECK(strlen(why) > 20);
    CHECK(strstr(why, "secret") == NULL);
}

TEST(malformed)
{
    refused("iscsi://", DF2D_E_INVALIDARG);
    refused("iscsi://host", DF2D_E_INVALIDARG);
    refused("iscsi://host/iqn.2026-01.org.example:dvd", DF2D_E_INVALIDARG);
    refused("iscsi://host/dvd/1", DF2D_E_INVALIDARG);
    refused("iscsi://host:0/iqn.2026-01.org.example:dvd/1", DF2D_E_INVALIDARG);
    refused("iscsi://host/iqn.2026-01.org.example:dvd/one", DF2D_E_INVALIDARG);
}

TEST(no_message_has_the_password)
{
    refused("iscsi://user%secret%@host/iqn.2026-01.org.example:dvd/1", DF2D_E_INVALIDARG);
    refused("iscsi://user%secret@host/dvd/1", DF2D_E_INVALIDARG);
    refused("iscsi://%secret@host/iqn.2026-01.org.example:dvd/1", DF2D_E_INVALIDARG);
}

/* Port 1 of this machine, where nobody listens; and libiscsi may be missing here. */
TEST(nobody_there)
{
    df2d_recorder_t *recorder = NULL;
    df2d_hresult hr = df2d_recorder_open("iscsi://user%secret@127.0.0.1:1/iqn.2026-01.org.example:dvd/1", &recorder);
    CHECK(hr == DF2D_E_DEV_NOT_EXIST || hr == DF2D_E_NOTIMPL);
    refused("iscsi://user%secret@127.0.0.1:1/iqn.2026-01.org.example:dvd/1", hr);
}

static void *open_by_name(void *argument)
{
    (void)argument;
    df2d_recorder_t *recorder = NULL;
    df2d_hresult hr = df2d_recorder_open("iscsi://localhost:1/iqn.2026-01.org.example:dvd/1", &recorder);
    CHECK(hr == DF2D_E_DEV_NOT_EXIST || hr == DF2D_E_NOTIMPL);
    return NULL;
}

/* To look up a name takes more stack than such a thread has. */
TEST(from_a_thread_with_little_stack)
{
    pthread_attr_t attributes;
    pthread_t thread;
    CHECK(pthread_attr_init(&attributes) == 0);
    CHECK(pthread_attr_setstacksize(&attributes, 16384) == 0);
    CHECK(pthread_create(&thread, &attributes, open_by_name, NULL) == 0);
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
}

int main(void)
{
    RUN(from_a_thread_with_little_stack); /* first: once the resolver is loaded it takes less */
    RUN(malformed);
    RUN(no_message_has_the_password);
    RUN(nobody_there);
    return test_end();
}
