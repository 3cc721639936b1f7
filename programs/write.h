/* Writing an image, which `burn` and `recover --resume` have in common. */
#ifndef WRITE_H
#define WRITE_H

#include "job.h"

/* The image, or standard input; a failure is stored in the outcome. */
df2d_hresult open_image(const struct options *options, struct outcome *outcome, df2d_stream_t **stream);

/* Speed, closing, verification and test, by the options. The disc was looked at. */
df2d_hresult set_properties(struct job *job);

#endif
