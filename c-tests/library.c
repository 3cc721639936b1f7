/* The library's version, and the names of its codes. */
#include "test.h"

#define NAME(code) CHECK(strcmp(df2d_hresult_name(DF2D_##code), #code) == 0)

TEST(version)
{
    uint32_t major = 9, minor = 9, patch = 9;
    char text[40];
    CHECK_HR(df2d_version(&major, &minor, &patch), DF2D_S_OK);
    CHECK(major == DF2D_VERSION_MAJOR && minor == DF2D_VERSION_MINOR && patch == DF2D_VERSION_PATCH);
    CHECK(df2d_version_number() == DF2D_VERSION_NUMBER);
    CHECK(DF2D_VERSION_NUMBER == major * 1000000 + minor * 1000 + patch);
    snprintf(text, sizeof text, "%u.%u.%u", (unsigned)major, (unsigned)minor, (unsigned)patch);
    CHECK(strcmp(df2d_version_string(), DF2D_VERSION_STRING) == 0);
    CHECK(strcmp(df2d_version_string(), text) == 0);
    CHECK_HR(df2d_version(&major, NULL, &patch), DF2D_E_POINTER);
    CHECK(major == 0 && patch == 0);
}

TEST(codes)
{
    NAME(S_OK);
    NAME(S_FALSE);
    NAME(E_POINTER);
    NAME(E_HANDLE);
    NAME(E_IMAPI_REQUEST_CANCELLED);
    NAME(E_IMAPI_DF2DATA_WRITE_IN_PROGRESS);
    NAME(S_IMAPI_SPEEDADJUSTED);
    CHECK((uint32_t)DF2D_E_POINTER == 0x80004003u);
    CHECK((uint32_t)DF2D_E_IMAPI_REQUEST_CANCELLED == 0xC0AA0002u);
    CHECK(strlen(df2d_hresult_message(DF2D_E_HANDLE)) > 10);
    CHECK(strcmp(df2d_hresult_name(12345), "unknown HRESULT") == 0);
    CHECK(strlen(df2d_hresult_message(12345)) > 10);
}

int main(void)
{
    RUN(version);
    RUN(codes);
    return test_end();
}
