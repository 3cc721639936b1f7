/* What codes are called: for people, and in JSON. */
#ifndef NAMES_H
#define NAMES_H

#include "command.h"

struct flag_name {
    int32_t bit;
    const char *key;            /* in JSON */
    const char *words;          /* for people */
};

/* End with one that has no key. */
extern const struct flag_name MEDIA_STATES[];
extern const struct flag_name WRITE_PROTECTIONS[];

const char *media_name(df2d_media_type media_type);
double sectors_per_second_at_1x(df2d_media_type media_type);     /* 0: not known */

/* NULL: a code without a name. */
const char *profile_name(df2d_profile_type profile);
const char *feature_name(df2d_feature_page_type feature);

/* Whether a drive that has this profile writes such media. */
int is_recordable(df2d_profile_type profile);

const char *action_word(df2d_write_action action);
const char *action_key(df2d_write_action action);
const char *content_key(df2d_content_state content);
const char *disc_key(df2d_disc_state disc);
const char *disc_sentence(df2d_disc_state disc);

#endif
