/* What the programs df2d and df2d-burn consist of: one command each, or one of several. */
#ifndef COMMAND_H
#define COMMAND_H

#include "df2d.h"

#include <stddef.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* More recorders share no source: see df2d_stream_fan_out. */
enum { MOST_RECORDERS = 64 };

enum exit_code {
    EXIT_DONE = 0,
    EXIT_DISC_UNCHANGED = 1,
    EXIT_USAGE = 2,
    EXIT_DISC_CHANGED = 3,
    EXIT_VERIFICATION = 4,
    EXIT_CANCELLED = 130
};

/* Of an option's row in the table: the commands that have it. */
enum command_bit {
    ON_LIST = 1 << 0,
    ON_INFO = 1 << 1,
    ON_BURN = 1 << 2,
    ON_VERIFY = 1 << 3,
    ON_ERASE = 1 << 4,
    ON_CLOSE = 1 << 5,
    ON_RECOVER = 1 << 6,
    ON_EJECT = 1 << 7,
    ON_LOAD = 1 << 8,
    ON_HELP = 1 << 9,
    ON_COMPLETION = 1 << 10
};

/* What stands behind a command's name. */
enum operands { NO_OPERANDS, A_COMMAND, A_SHELL, A_RECORDER, IMAGE_AND_RECORDER, IMAGE_AND_RECORDERS };

struct options;

struct command {
    const char *name;
    enum command_bit bit;
    enum operands operands;
    const char *summary;        /* its line in the list of commands */
    const char *text;           /* its help, beside the options; NULL: the summary says it */
    enum exit_code (*run)(const struct options *options);
};

/* Ends with one that has no name. */
extern const struct command COMMANDS[];

/* "df2d", or "df2d-burn", which is `df2d burn` under the name that it had before there was df2d. */
extern const char *program;

int is_df2d_burn(void);
const struct command *command_named(const char *name);

enum exit_code run_list(const struct options *options);
enum exit_code run_info(const struct options *options);
enum exit_code run_burn(const struct options *options);
enum exit_code run_verify(const struct options *options);
enum exit_code run_erase(const struct options *options);
enum exit_code run_close(const struct options *options);
enum exit_code run_recover(const struct options *options);
enum exit_code run_eject(const struct options *options);
enum exit_code run_load(const struct options *options);
enum exit_code run_help(const struct options *options);
enum exit_code run_completion(const struct options *options);

#endif
