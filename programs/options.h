/* The options: one table, which parsing, help and completion are made from. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "command.h"

#include <stdio.h>

enum option_key {
    OPTION_SPEED,
    OPTION_CLOSE,
    OPTION_LEAVE_OPEN,
    OPTION_RESUME,
    OPTION_VERIFY,
    OPTION_PAD,
    OPTION_SIZE,
    OPTION_START,
    OPTION_OVERWRITE,
    OPTION_TEST,
    OPTION_FULL,
    OPTION_YES,
    OPTION_EJECT,
    OPTION_JSON,
    OPTION_QUIET,
    OPTION_HELP,
    OPTION_VERSION
};

enum closing { CLOSE_DEFAULT, CLOSE_ALWAYS, CLOSE_NEVER };

enum overwrite { OVERWRITE_AUTO, OVERWRITE_YES, OVERWRITE_NO };

struct options {
    const struct command *command;
    const char *word;           /* the command to explain, or the shell to complete for; NULL: none */
    const char *image;          /* NULL: none */
    char *const *recorders;
    size_t recorder_count;
    double speed;               /* 0: as fast as the disc allows */
    int speed_is_a_multiple;    /* of 1x; else sectors per second */
    enum closing closing;
    enum overwrite overwrite;
    int32_t verification;
    int64_t size;               /* of standard input; -1: ask the system */
    int64_t start;              /* the sector; -1: where the last session begins */
    df2d_recover_action recovery;
    unsigned given;             /* bits: 1 << OPTION_… */
    int pad;
    int test;
    int full;
    int yes;
    int eject;
    int json;
    int quiet;
};

/* What the value of an option can be. */
enum value { NO_VALUE, ANY_VALUE, A_WORD, A_FILE };

struct option_row {
    enum option_key option;
    const char *name;
    char letter;                /* 0: none */
    enum value value;
    const char *value_name;     /* in the help: "BYTES"; of A_WORD the words with | between them */
    int value_is_optional;
    unsigned commands;          /* bits */
    const char *help;
};

/* Ends with one that has no name. */
extern const struct option_row OPTION_ROWS[];

void parse_options(struct options *options, const struct command *command, int argc, char **argv);

/* Says what is wrong with the arguments, and where to read more; the command may be NULL. Does not return. */
void usage_error(const struct command *command, const char *format, ...);

/* "df2d burn", or "df2d-burn". */
const char *full_name(const struct command *command, char *buffer, size_t size);

/* Whether what is wrong with the arguments is to be told in JSON as well. */
void note_json_wanted(int argc, char **argv);

void print_help(const struct command *command);
void print_commands(FILE *file);

#endif
