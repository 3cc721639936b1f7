/* What C has to do for the package: functions that the library can call, which hand on to Go. */
#ifndef DF2D_GO_BRIDGE_H
#define DF2D_GO_BRIDGE_H

#include <df2d.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/*
 * Each takes a cgo.Handle as its user_data, which is a number and no pointer to Go. The library gives it back through
 * its free function, once, also when the call fails; there it is deleted.
 */
df2d_hresult df2d_go_advise(df2d_t *object, uintptr_t handle, uint32_t *cookie);
df2d_hresult df2d_go_advise_end(df2d_t *object, uintptr_t handle, uint32_t *cookie);
df2d_hresult df2d_go_erase_advise(df2d_erase_t *object, uintptr_t handle, uint32_t *cookie);
df2d_hresult df2d_go_erase_advise_end(df2d_erase_t *object, uintptr_t handle, uint32_t *cookie);
df2d_hresult df2d_go_master_advise(df2d_master_t *object, uintptr_t handle, uint32_t *cookie);
df2d_hresult df2d_go_log_advise(df2d_log_level level, uintptr_t handle, uint32_t *cookie);
df2d_hresult df2d_go_stream_from_callbacks(uintptr_t handle, int can_seek, df2d_stream_t **stream);

/* A stream from a copy of the memory, which goes with it. */
df2d_hresult df2d_go_stream_from_copy(const void *data, size_t size, df2d_stream_t **stream);

/* Memory as drives want it of every command, for free(); NULL if there is none. */
void *df2d_go_page_aligned(size_t size);

/* Whether this thread is inside an update callback of the object, whose handle may be dead by now, or a log function. */
int df2d_go_is_inside(const df2d_t *object);
int df2d_go_erase_is_inside(const df2d_erase_t *object);

#endif
