#include "drive.h"

#include "json.h"

#include <stdio.h>
#include <string.h>

df2d_hresult read_drive(df2d_recorder_t *recorder, struct drive *drive, struct reason *reason)
{
    size_t needed;
    df2d_hresult hr;

    memset(drive, 0, sizeof *drive);
    memset(reason, 0, sizeof *reason);
    hr = df2d_recorder_get_vendor_id(recorder, drive->vendor, sizeof drive->vendor, &needed);
    if (hr >= 0)
        hr = df2d_recorder_get_product_id(recorder, drive->product, sizeof drive->product, &needed);
    if (hr >= 0)
        hr = df2d_recorder_get_product_revision(recorder, drive->revision, sizeof drive->revision, &needed);
    reason->hr = hr;
    if (hr < 0)
        df2d_recorder_get_last_error(recorder, NULL, reason->text, sizeof reason->text, &needed);
    /* These are not asked of the drive. */
    df2d_recorder_get_volume_name(recorder, drive->device, sizeof drive->device, &needed);
    df2d_recorder_get_volume_path_names(recorder, drive->mounted, sizeof drive->mounted, &needed);
    return hr;
}

df2d_hresult keep_others_out(df2d_recorder_t *recorder, struct reason *reason)
{
    size_t needed;

    memset(reason, 0, sizeof *reason);
    reason->hr = df2d_recorder_acquire_exclusive_access(recorder, 0, program);
    if (reason->hr == DF2D_E_IMAPI_RECORDER_LOCKED)
        reason->hr = DF2D_S_OK;
    if (reason->hr < 0)
        df2d_recorder_get_last_error(recorder, NULL, reason->text, sizeof reason->text, &needed);
    return reason->hr;
}

static void read_profile(df2d_recorder_t *recorder, struct medium *medium)
{
    df2d_profile_type current[MOST_CODES];
    size_t count;

    if (df2d_recorder_get_supported_profiles(recorder, 1, current, LENGTH(current), &count) >= 0 && count > 0)
        medium->profile = profile_name(current[0]);
}

const char *medium_label(const struct medium *medium)
{
    switch (medium->type) {
    case DF2D_IMAPI_MEDIA_TYPE_UNKNOWN:
    case DF2D_IMAPI_MEDIA_TYPE_CDROM:
    case DF2D_IMAPI_MEDIA_TYPE_DVDROM:
    case DF2D_IMAPI_MEDIA_TYPE_BDROM:
    case DF2D_IMAPI_MEDIA_TYPE_HDDVDROM:
        return medium->profile ? medium->profile : medium->name;
    default:
        return medium->name;
    }
}

static void read_all(df2d_t *writer, struct medium *medium)
{
    df2d_get_current_write_speed(writer, &medium->current_speed);
    if (df2d_get_supported_write_speed_descriptors(writer, medium->speeds, LENGTH(medium->speeds), &medium->speed_count) < 0)
        medium->speed_count = 0;
    if (df2d_get_total_sectors_on_media(writer, &medium->capacity) < 0)
        medium->capacity = -1;
    if (df2d_get_free_sectors_on_media(writer, &medium->free) < 0)
        medium->free = -1;
    if (df2d_get_next_writable_address(writer, &medium->next_writable) < 0)
        medium->next_writable = -1;
}

void read_medium(df2d_recorder_t *recorder, struct medium *medium, int all)
{
    df2d_t *writer = NULL;
    size_t needed;
    df2d_hresult hr;

    memset(medium, 0, sizeof *medium);
    medium->capacity = medium->free = medium->next_writable = -1;
    if (keep_others_out(recorder, &medium->reason) < 0)
        return;
    hr = df2d_create(&writer);
    if (hr >= 0)
        hr = df2d_put_recorder(writer, recorder);
    if (hr >= 0)
        hr = df2d_get_current_physical_media_type(writer, &medium->type);
    if (hr >= 0)
        hr = df2d_get_current_media_status(writer, &medium->status);
    if (hr >= 0)
        hr = df2d_get_write_protect_status(writer, &medium->protection);
    if (hr >= 0) {
        medium->name = media_name(medium->type);
        if (all)
            read_all(writer, medium);
    } else {
        df2d_get_last_error(writer, NULL, medium->reason.text, sizeof medium->reason.text, &needed);
    }
    /* Of a drive that writes nothing the library tells no media, but their profiles are there. */
    read_profile(recorder, medium);
    medium->reason.hr = hr;
    df2d_destroy(writer);
}

int64_t read_buffer_size(df2d_recorder_t *recorder)
{
    static const uint8_t read_buffer_capacity[10] = {0x5C, 0, 0, 0, 0, 0, 0, 0, 12, 0};
    uint8_t answer[12], sense[18], page[257];
    uint32_t got;
    size_t size;

    if (df2d_recorder_send_command_get_data_from_device(recorder, read_buffer_capacity, sizeof read_buffer_capacity,
                                                        sense, 0, answer, sizeof answer, &got) == DF2D_S_OK && got >= 8)
        return (int64_t)answer[4] << 24 | answer[5] << 16 | answer[6] << 8 | answer[7];
    /* Drives answer that one only while they have a disc to write. */
    if (df2d_recorder_get_mode_page(recorder, DF2D_IMAPI_MODE_PAGE_TYPE_LEGACY_CAPABILITIES,
                                    DF2D_IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, page, sizeof page, &size) >= 0 &&
        size >= 14)
        return (int64_t)(page[12] << 8 | page[13]) * 1024;
    return -1;
}

void flag_words(const struct flag_name *names, int32_t flags, char *buffer, size_t size)
{
    size_t length = 0;

    buffer[0] = '\0';
    for (; names->key; names++)
        if (flags & names->bit && length < size)
            length += (size_t)snprintf(buffer + length, size - length, "%s%s", length ? ", " : "", names->words);
}

void json_flags(const char *key, const struct flag_name *names, int32_t flags)
{
    json_open(key, '[');
    for (; names->key; names++)
        if (flags & names->bit)
            json_text(NULL, names->key);
    json_close(']');
}

void json_reason(const char *key, const struct reason *reason)
{
    if (reason->hr >= 0) {
        json_null(key);
        return;
    }
    json_open(key, '{');
    json_text("hresult", df2d_hresult_name(reason->hr));
    json_number("hresult_value", reason->hr);
    json_text("text", reason->text);
    json_close('}');
}

void json_drive(const struct drive *drive)
{
    const char *place;

    json_text("vendor", drive->vendor);
    json_text("product", drive->product);
    json_text("revision", drive->revision);
    json_text("device", drive->device[0] ? drive->device : NULL);
    json_open("mounted_at", '[');
    for (place = drive->mounted; *place; place += strlen(place) + 1)
        json_text(NULL, place);
    json_close(']');
}
