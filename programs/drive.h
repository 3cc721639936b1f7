/* What a drive says of itself and of the disc in it. */
#ifndef DRIVE_H
#define DRIVE_H

#include "names.h"

enum { MOST_SPEEDS = 64, MOST_CODES = 128 };

struct drive {
    char vendor[64];
    char product[64];
    char revision[64];
    char device[256];           /* "" where the system has none */
    char mounted[4096];         /* the places one after the other, with a NUL each, and one more */
};

/* Why something is not known. */
struct reason {
    df2d_hresult hr;
    char text[1024];
};

struct medium {
    struct reason reason;       /* of there being none of the rest; the name can be known nevertheless */
    const char *name;           /* IMAPI2's, to which a closed DVD+R is a DVD-ROM; NULL: not known */
    const char *profile;        /* the drive's; NULL: not known */
    df2d_media_type type;
    df2d_media_state status;
    df2d_write_protect_state protection;
    int32_t capacity, free, next_writable;      /* in sectors; -1: not to be told */
    int32_t current_speed;
    df2d_write_speed_descriptor speeds[MOST_SPEEDS];
    size_t speed_count;
};

df2d_hresult read_drive(df2d_recorder_t *recorder, struct drive *drive, struct reason *reason);

/*
 * Nobody is to burn meanwhile: a drive at work for another program is not asked questions. A disc that is mounted, which is
 * success too, is not burned.
 */
df2d_hresult keep_others_out(df2d_recorder_t *recorder, struct reason *reason);

/* Type, status and protection; with `all` the rest too. */
void read_medium(df2d_recorder_t *recorder, struct medium *medium, int all);

/* What people call it; NULL: not known. */
const char *medium_label(const struct medium *medium);

/* Of the drive's own buffer; -1: it does not say. */
int64_t read_buffer_size(df2d_recorder_t *recorder);

/* "blank, takes a further session" */
void flag_words(const struct flag_name *names, int32_t flags, char *buffer, size_t size);

/* Members of a JSON object. */
void json_drive(const struct drive *drive);
void json_reason(const char *key, const struct reason *reason);
void json_flags(const char *key, const struct flag_name *names, int32_t flags);

#endif
