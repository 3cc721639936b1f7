/* df2d help, and --help of each command. */
#include "options.h"
#include "text.h"

#include <string.h>

static const char *const OPERANDS[] = {
    "",                         /* NO_OPERANDS */
    " [COMMAND]",               /* A_COMMAND */
    " bash|zsh|fish",           /* A_SHELL */
    " RECORDER",                /* A_RECORDER */
    " IMAGE RECORDER",          /* IMAGE_AND_RECORDER */
    " IMAGE RECORDER...",       /* IMAGE_AND_RECORDERS */
};

static const char RECORDERS[] =
    "RECORDER is one of these; `df2d list` shows what there is:\n"
    "  /dev/sr0                     a drive\n"
    "  'virtual:PATH?media=dvd+r'   a virtual recorder whose disc stands in the file PATH;\n"
    "                               media may be left out if that disc is there. Mind the\n"
    "                               quotes: ? and & mean something to a shell.\n"
    "  iscsi://HOST/IQN/LUN         a drive that another machine exports; with CHAP\n"
    "                               USER%PASSWORD@ before HOST\n";

static const char DF2D_BURN[] = "Writes IMAGE, a file or - for standard input, to the disc in RECORDER. It is `df2d burn` "
                                "for one recorder.";

static const char CANCEL[] = "Ctrl-C cancels, brings the disc to the best state it allows and tells what is on it; a "
                             "second Ctrl-C leaves at once.";

static const char STATUSES[] = "Exit status: 0 done, 1 failed and the disc is unchanged, 2 wrong usage, 3 failed and the "
                               "disc has changed, 4 verification failed, 130 cancelled or \"no\" to a question.";

static void print_option(const struct option_row *row)
{
    enum { COLUMN = 29 };
    char names[64];
    const char *open = row->value_is_optional ? "[=" : "=", *close = row->value_is_optional ? "]" : "";
    int column;

    snprintf(names, sizeof names, "--%s%s%s%s", row->name, row->value == NO_VALUE ? "" : open,
             row->value == NO_VALUE ? "" : row->value_name, row->value == NO_VALUE ? "" : close);
    column = row->letter ? printf("  -%c, %s", row->letter, names) : printf("  %s", names);
    column += printf("%*s", column < COLUMN ? COLUMN - column : 2, "");
    put_wrapped(stdout, row->help, column, COLUMN);
}

static void print_options(const struct command *command)
{
    const struct option_row *row;

    for (row = OPTION_ROWS; row->name; row++)
        if (row->commands & (unsigned)command->bit)
            print_option(row);
}

void print_help(const struct command *command)
{
    int has_recorder = command->operands >= A_RECORDER;
    const char *text = command->text ? command->text : command->summary;
    char name[64];

    printf("usage: %s%s [options]\n\n", full_name(command, name, sizeof name),
           is_df2d_burn() ? OPERANDS[IMAGE_AND_RECORDER] : OPERANDS[command->operands]);
    put_wrapped(stdout, is_df2d_burn() ? DF2D_BURN : text, 0, 0);
    putchar('\n');
    if (has_recorder)
        printf("%s\n", RECORDERS);
    print_options(command);
    if (has_recorder) {
        putchar('\n');
        if (command->bit & (ON_BURN | ON_VERIFY | ON_ERASE | ON_CLOSE | ON_RECOVER))
            put_wrapped(stdout, CANCEL, 0, 0);
        put_wrapped(stdout, STATUSES, 0, 0);
    }
}

void print_commands(FILE *file)
{
    const struct command *command;
    char usage[64];

    fputs("usage: df2d COMMAND [options]\n\nRecords data on CD, DVD and Blu-ray.\n\n", file);
    for (command = COMMANDS; command->name; command++) {
        snprintf(usage, sizeof usage, "  %s%s", command->name, OPERANDS[command->operands]);
        fprintf(file, "%-29s%s\n", usage, command->summary);
    }
    fputs("\n`df2d help COMMAND` tells more of each, and `man df2d` everything. --version is the library's.\n\n", file);
    fputs(RECORDERS, file);
}

enum exit_code run_help(const struct options *options)
{
    if (options->word)
        print_help(command_named(options->word));
    else
        print_commands(stdout);
    return EXIT_DONE;
}
