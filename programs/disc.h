/* Sessions and tracks, as the drive tells them: READ DISC INFORMATION and READ TRACK INFORMATION. */
#ifndef DISC_H
#define DISC_H

#include "df2d.h"

#include <stddef.h>

struct track {
    int number;
    int session;
    int64_t start;
    int64_t sectors;
    int64_t next_writable;      /* -1: it takes nothing */
    int64_t last_recorded;      /* -1: the drive does not say */
    int blank;
    int damaged;
    int data;                   /* and not audio */
};

/*
 * The tracks of the disc, in their order. After a failure they are those that the drive told of before. The caller frees
 * them.
 */
df2d_hresult read_tracks(df2d_recorder_t *recorder, struct track **tracks, size_t *count);

/* The first sector of the last session that holds anything; -1 if none does. */
int64_t last_session_start(const struct track *tracks, size_t count);

/* The sector behind all that is recorded. */
int64_t recorded_end(const struct track *tracks, size_t count);

#endif
