#include "disc.h"

#include <stdlib.h>

static int number16(uint8_t high, uint8_t low)
{
    return high << 8 | low;
}

/* An address: CD has negative ones. */
static int64_t number32(const uint8_t *at)
{
    return (int32_t)((uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3]);
}

static df2d_hresult read_track(df2d_recorder_t *recorder, int number, struct track *track)
{
    uint8_t answer[65536];
    size_t size;
    df2d_hresult hr = df2d_recorder_get_track_information(recorder, (uint32_t)number,
                                                          DF2D_IMAPI_READ_TRACK_ADDRESS_TYPE_TRACK, answer,
                                                          sizeof answer, &size);

    if (hr < 0)
        return hr;
    /* Older drives end after the track's size, or after the last address. */
    if (size < 28)
        return DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
    track->number = number;
    track->session = number16(size > 33 ? answer[33] : 0, answer[3]);
    track->data = (answer[5] & 0x04) != 0;
    track->damaged = (answer[5] & 0x20) != 0;
    track->blank = (answer[6] & 0x40) != 0;
    track->start = number32(&answer[8]);
    track->next_writable = answer[7] & 0x01 ? number32(&answer[12]) : -1;
    track->sectors = number32(&answer[24]);
    track->last_recorded = answer[7] & 0x02 && size >= 32 ? number32(&answer[28]) : -1;
    return hr;
}

df2d_hresult read_tracks(df2d_recorder_t *recorder, struct track **tracks, size_t *count)
{
    uint8_t answer[65536];
    size_t size;
    int number, last;
    df2d_hresult hr = df2d_recorder_get_disc_information(recorder, answer, sizeof answer, &size);

    *count = 0;
    *tracks = NULL;
    if (hr < 0)
        return hr;
    if (size < 12)
        return DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
    number = answer[3] > 0 ? answer[3] : 1;
    last = number16(answer[11], answer[6]);
    if (last < number)
        return DF2D_S_OK;
    *tracks = malloc((size_t)(last - number + 1) * sizeof **tracks);
    if (!*tracks)
        return DF2D_E_OUTOFMEMORY;
    for (; number <= last; number++) {
        hr = read_track(recorder, number, &(*tracks)[*count]);
        if (hr < 0)
            return hr;
        ++*count;
    }
    return DF2D_S_OK;
}

int64_t last_session_start(const struct track *tracks, size_t count)
{
    size_t at = count;

    while (at > 0 && tracks[at - 1].blank)
        at--;
    if (at == 0)
        return -1;
    for (at--; at > 0 && tracks[at - 1].session == tracks[at].session; at--)
        continue;
    return tracks[at].start;
}

int64_t recorded_end(const struct track *tracks, size_t count)
{
    const struct track *last;

    while (count > 0 && tracks[count - 1].blank)
        count--;
    if (count == 0)
        return 0;
    last = &tracks[count - 1];
    if (last->last_recorded >= last->start)
        return last->last_recorded + 1;
    return last->next_writable > last->start ? last->next_writable : last->start + last->sectors;
}
