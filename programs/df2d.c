/*
 * df2d: records, compares, erases, closes and recovers discs. Under the name df2d-burn it is `df2d burn` alone.
 *
 *     cc -Iinclude programs/<all>.c -ldf2d -lpthread -o df2d
 */
#define _POSIX_C_SOURCE 200809L

#include "options.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *program = "df2d";

const struct command COMMANDS[] = {
    {"list", ON_LIST, NO_OPERANDS, "what recorders there are",
     "Lists the drives of this computer, and after them the recorders that the environment variable DF2D_RECORDERS "
     "names, separated by white space, with what each is and which disc is in it.",
     run_list},
    {"info", ON_INFO, A_RECORDER, "tell of a recorder and the disc in it",
     "Tells of the drive (maker, model, device, buffer, the media it writes and reads, MMC features) and of the disc in it "
     "(kind, state, capacity, free space, write speeds, protection, sessions and tracks).",
     run_info},
    {"burn", ON_BURN, IMAGE_AND_RECORDERS, "write an image to a disc, or to several at once",
     "Writes IMAGE, a file or - for standard input, to the disc in RECORDER. With several recorders the image is read once "
     "and each has its own result: what becomes of one does not stop the others.",
     run_burn},
    {"verify", ON_VERIFY, IMAGE_AND_RECORDER, "compare an image with a disc",
     "Reads the disc and IMAGE, a file or - for standard input, and compares them. The disc may be mounted.", run_verify},
    {"erase", ON_ERASE, A_RECORDER, "erase a rewritable disc",
     "Makes a CD-RW or DVD-RW blank. Media that are overwritten in place (DVD+RW, DVD-RAM, BD-RE) do not become blank, but "
     "zero: at both ends, or with --full everywhere. On a terminal it asks first if there is anything to lose.",
     run_erase},
    {"close", ON_CLOSE, A_RECORDER, "close a disc: nothing can be added any more",
     "Closes a DVD+R or BD-R for good without writing. Other write-once discs can only be closed by the last burn, with "
     "burn --close; what is overwritten in place needs no closing.",
     run_close},
    {"recover", ON_RECOVER, A_RECORDER, "report an interrupted burn, close it, or resume it",
     "Without --close and --resume it only tells what an interrupted burn (a power failure, a pulled plug, a program that "
     "was killed) has left on the disc.",
     run_recover},
    {"eject", ON_EJECT, A_RECORDER, "open the tray",
     "Opens the tray, or lets the disc out of a slot. A disc that is mounted, or that another program works on, stays in.",
     run_eject},
    {"load", ON_LOAD, A_RECORDER, "close the tray",
     "Closes the tray. Drives of laptops, whose tray is pushed in by hand, cannot.",
     run_load},
    {"completion", ON_COMPLETION, A_SHELL, "print the completion for a shell",
     "For this shell alone: source <(df2d completion bash). An installed df2d has it in place.", run_completion},
    {"help", ON_HELP, A_COMMAND, "print this, or more of a command", NULL, run_help},
    {NULL, 0, NO_OPERANDS, NULL, NULL, NULL},
};

int is_df2d_burn(void)
{
    return strcmp(program, "df2d-burn") == 0;
}

static const struct command *find_command(const char *name)
{
    const struct command *command;

    for (command = COMMANDS; command->name; command++)
        if (strcmp(command->name, name) == 0)
            return command;
    return NULL;
}

/* What other programs call these commands, or a command with a slip in its name; NULL: neither. */
static const char *meant_by(const char *name)
{
    static const char *const others[][2] = {
        {"blank", "erase"}, {"format", "erase"},  {"write", "burn"},     {"record", "burn"},   {"compare", "verify"},
        {"check", "verify"}, {"finalize", "close"}, {"fixate", "close"}, {"resume", "recover"}, {"open", "eject"},
        {"devices", "list"}, {"drives", "list"},  {"status", "info"},    {"version", "--version"},
    };
    const char *names[LENGTH(COMMANDS)];
    size_t i;

    for (i = 0; i < LENGTH(others); i++)
        if (strcmp(name, others[i][0]) == 0)
            return others[i][1];
    for (i = 0; i < LENGTH(COMMANDS); i++)
        names[i] = COMMANDS[i].name;
    return nearest(name, names);
}

const struct command *command_named(const char *name)
{
    const struct command *found = find_command(name);
    const char *meant;

    if (found)
        return found;
    meant = meant_by(name);
    if (name[0] == '-')
        usage_error(NULL, "%s comes behind a command: df2d COMMAND %s.", name, name);
    if (meant)
        usage_error(NULL, "there is no command %s; is it %s?", name, meant);
    usage_error(NULL, "there is no command %s.", name);
    return NULL;
}

/* Who closed one of the standard files must not get what is printed into the next file that is opened. */
static void fill_standard_files(void)
{
    int descriptor;

    do
        descriptor = open("/dev/null", O_RDONLY);
    while (descriptor >= 0 && descriptor <= STDERR_FILENO);
    if (descriptor >= 0)
        close(descriptor);
}

/* Pipes and disks can be full, and then what was printed is not there. */
static int output_is_lost(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return 0;
    fprintf(stderr, "%s: standard output: %s\n", program, strerror(errno));
    return 1;
}

/* Of what only prints. */
static enum exit_code end_output(enum exit_code code)
{
    return output_is_lost() && code == EXIT_DONE ? EXIT_DISC_UNCHANGED : code;
}

static void no_command(void)
{
    print_commands(stderr);
    exit(EXIT_USAGE);
}

static const struct command *choose(int *argc, char ***argv)
{
    const char *word = *argc > 1 ? (*argv)[1] : NULL;

    if (is_df2d_burn())
        return find_command("burn");
    if (!word)
        no_command();
    ++*argv;
    --*argc;
    return command_named(word);
}

/* Of what can stand in place of a command. */
static int is_asked(int argc, char **argv, const char *name, const char *letter)
{
    return argc > 1 && (strcmp(argv[1], name) == 0 || strcmp(argv[1], letter) == 0);
}

int main(int argc, char **argv)
{
    const char *slash = argc > 0 ? strrchr(argv[0], '/') : NULL;
    const struct command *command;
    struct options options;
    enum exit_code code;

    fill_standard_files();
    if (argc > 0 && strcmp(slash ? slash + 1 : argv[0], "df2d-burn") == 0)
        program = "df2d-burn";
    note_json_wanted(argc, argv);
    if (is_asked(argc, argv, "--version", "-V")) {
        printf("%s %s\n", program, df2d_version_string());
        return (int)end_output(EXIT_DONE);
    }
    if (is_asked(argc, argv, "--help", "-h") && !is_df2d_burn()) {
        print_commands(stdout);
        return (int)end_output(EXIT_DONE);
    }
    command = choose(&argc, &argv);
    parse_options(&options, command, argc, argv);
    if (command->bit & (ON_LIST | ON_INFO | ON_COMPLETION | ON_HELP))
        return (int)end_output(command->run(&options));
    /* The status tells of the disc, whether somebody reads about it or not. */
    code = command->run(&options);
    output_is_lost();
    return (int)code;
}
