#define _POSIX_C_SOURCE 200809L

#include "options.h"

#include "json.h"
#include "names.h"
#include "text.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define EVERYWHERE (~0u)
#define PROGRESS (ON_BURN | ON_VERIFY | ON_ERASE | ON_CLOSE | ON_RECOVER)

const struct option_row OPTION_ROWS[] = {
    {OPTION_SPEED, "speed", 0, ANY_VALUE, "N|Nx", 0, ON_BURN | ON_RECOVER,
     "sectors per second, or a multiple of the medium's 1x (default: the fastest)"},
    {OPTION_CLOSE, "close", 0, NO_VALUE, NULL, 0, ON_BURN,
     "close a disc that takes sessions: nothing can be added later"},
    {OPTION_CLOSE, "close", 0, NO_VALUE, NULL, 0, ON_RECOVER,
     "close the interrupted session: what is recorded can be read, and the disc written further where it allows that"},
    {OPTION_RESUME, "resume", 0, A_FILE, "IMAGE", 0, ON_RECOVER,
     "write the rest of the image whose burn was interrupted; - is standard input, from the image's beginning"},
    {OPTION_LEAVE_OPEN, "leave-open", 0, NO_VALUE, NULL, 0, ON_BURN | ON_RECOVER,
     "keep the disc open for further sessions, unless it takes only one, as a DVD-R DL does (DVD+R is closed otherwise)"},
    {OPTION_VERIFY, "verify", 0, A_WORD, "quick|full", 1, ON_BURN | ON_RECOVER,
     "compare the disc with the image afterwards (default: full)"},
    {OPTION_PAD, "pad", 0, NO_VALUE, NULL, 0, ON_BURN | ON_RECOVER,
     "fill the last sector with zeros if the image ends within it"},
    {OPTION_SIZE, "size", 0, ANY_VALUE, "BYTES", 0, ON_BURN | ON_RECOVER,
     "how much to take from a pipe; what comes after that is not read"},
    {OPTION_START, "start", 0, ANY_VALUE, "SECTOR", 0, ON_VERIFY,
     "where the image begins on the disc (default: where its last session does)"},
    {OPTION_OVERWRITE, "overwrite", 0, A_WORD, "auto|yes|no", 0, ON_BURN,
     "what to do with data on an overwritable disc: auto asks on a terminal and overwrites elsewhere; what stands on a "
     "write-once disc is never touched"},
    {OPTION_TEST, "test", 0, NO_VALUE, NULL, 0, ON_BURN,
     "go through all of it with the laser off, where drive and disc can (CD-R, CD-RW, DVD-R, DVD-RW)"},
    {OPTION_FULL, "full", 0, NO_VALUE, NULL, 0, ON_ERASE,
     "erase everything, which can take as long as writing the disc, and not only what leads to the data"},
    {OPTION_YES, "yes", 'y', NO_VALUE, NULL, 0, ON_ERASE, "do not ask; needed where there is no terminal to ask on"},
    {OPTION_EJECT, "eject", 0, NO_VALUE, NULL, 0, ON_BURN | ON_VERIFY | ON_RECOVER, "open the tray when all went well"},
    {OPTION_JSON, "json", 0, NO_VALUE, NULL, 0, PROGRESS,
     "progress and result on standard output, one JSON object per line"},
    {OPTION_JSON, "json", 0, NO_VALUE, NULL, 0, ON_LIST | ON_INFO | ON_EJECT | ON_LOAD,
     "the result on standard output, as a JSON object on one line"},
    {OPTION_QUIET, "quiet", 'q', NO_VALUE, NULL, 0, PROGRESS, "only say how it ended"},
    {OPTION_QUIET, "quiet", 'q', NO_VALUE, NULL, 0, ON_LIST, "only their names, one a line; nothing is opened"},
    {OPTION_HELP, "help", 'h', NO_VALUE, NULL, 0, EVERYWHERE, "print this"},
    {OPTION_VERSION, "version", 'V', NO_VALUE, NULL, 0, EVERYWHERE, "print the version of the library"},
    {OPTION_VERSION, NULL, 0, NO_VALUE, NULL, 0, 0, NULL},
};

/* getopt_long gives rows back as this and their index, and letters as they are. */
enum { FIRST_ROW = 256, MOST_ROWS = 32 };

static int json_is_wanted;

void note_json_wanted(int argc, char **argv)
{
    int i;

    for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        json_is_wanted |= strcmp(argv[i], "--json") == 0;
}

const char *full_name(const struct command *command, char *buffer, size_t size)
{
    if (command && !is_df2d_burn())
        snprintf(buffer, size, "%s %s", program, command->name);
    else
        snprintf(buffer, size, "%s", program);
    return buffer;
}

void usage_error(const struct command *command, const char *format, ...)
{
    char name[64], text[1024];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    full_name(command, name, sizeof name);
    fprintf(stderr, "%s: %s\nTry %s --help.\n", name, text, name);
    if (json_is_wanted) {
        json_begin("result");
        json_number("exit_code", EXIT_USAGE);
        json_text("hresult", df2d_hresult_name(DF2D_E_INVALIDARG));
        json_number("hresult_value", DF2D_E_INVALIDARG);
        json_text("text", text);
        json_text("summary", "Wrong usage: nothing was done.");
        if (!is_df2d_burn()) {
            json_text("command", command ? command->name : NULL);
            json_null("recorder");
        }
        json_end();
    }
    exit(EXIT_USAGE);
}

static void parse_speed(struct options *options, const char *text)
{
    char *end;

    options->speed = strtod(text, &end);
    options->speed_is_a_multiple = *end == 'x' || *end == 'X';
    if (end == text || end[options->speed_is_a_multiple] != '\0' || !(options->speed > 0 && options->speed < 1e6))
        usage_error(options->command, "--speed=%s is neither sectors per second nor a multiple such as 8x.", text);
    /* As other programs take it; it would be the slowest speed there is. */
    if (!options->speed_is_a_multiple && options->speed < sectors_per_second_at_1x(DF2D_IMAPI_MEDIA_TYPE_CDR))
        usage_error(options->command, "--speed=%s is less than 1x of a CD: for a multiple, say --speed=%sx.", text, text);
}

static int64_t parse_number(const struct options *options, const char *name, const char *text, int64_t least,
                            const char *of_what)
{
    char *end;
    long long number;

    errno = 0;
    number = strtoll(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || number < least)
        usage_error(options->command, "--%s=%s is not %s.", name, text, of_what);
    return number;
}

/* The place of `text` among the words of the option. */
static int parse_word(const struct options *options, const struct option_row *row, const char *text)
{
    const char *word = row->value_name;
    char known[64];
    size_t length, i;
    int place;

    for (place = 0; *word; place++) {
        length = strcspn(word, "|");
        if (strlen(text) == length && strncmp(text, word, length) == 0)
            return place;
        word += length + (word[length] == '|');
    }
    snprintf(known, sizeof known, "%s", row->value_name);
    for (i = 0; known[i]; i++)
        if (known[i] == '|')
            known[i] = '/';
    usage_error(options->command, "--%s=%s: it is one of %s.", row->name, text, known);
    return -1;
}

static void parse_option(struct options *options, const struct option_row *row, const char *value)
{
    options->given |= 1u << row->option;
    switch (row->option) {
    case OPTION_SPEED:
        parse_speed(options, value);
        break;
    case OPTION_CLOSE:
        if (options->command->bit == ON_RECOVER)
            options->recovery = DF2D_RECOVER_CLOSE;
        else
            options->closing = CLOSE_ALWAYS;
        break;
    case OPTION_LEAVE_OPEN:
        options->closing = CLOSE_NEVER;
        break;
    case OPTION_RESUME:
        options->recovery = DF2D_RECOVER_RESUME;
        options->image = value;
        break;
    case OPTION_VERIFY:
        options->verification = value && parse_word(options, row, value) == 0 ? DF2D_IMAPI_BURN_VERIFICATION_QUICK
                                                                              : DF2D_IMAPI_BURN_VERIFICATION_FULL;
        break;
    case OPTION_PAD:
        options->pad = 1;
        break;
    case OPTION_SIZE:
        options->size = parse_number(options, row->name, value, 1, "a number of bytes");
        break;
    case OPTION_START:
        options->start = parse_number(options, row->name, value, 0, "the number of a sector");
        break;
    case OPTION_OVERWRITE:
        options->overwrite = (enum overwrite)parse_word(options, row, value);
        break;
    case OPTION_TEST:
        options->test = 1;
        break;
    case OPTION_FULL:
        options->full = 1;
        break;
    case OPTION_YES:
        options->yes = 1;
        break;
    case OPTION_EJECT:
        options->eject = 1;
        break;
    case OPTION_JSON:
        options->json = 1;
        break;
    case OPTION_QUIET:
        options->quiet = 1;
        break;
    case OPTION_HELP:
        print_help(options->command);
        exit(EXIT_DONE);
    case OPTION_VERSION:
        printf("%s %s\n", program, df2d_version_string());
        exit(EXIT_DONE);
    }
}

/* ---- What getopt_long finds, and what it does not ---- */

static void unknown_option(const struct command *command, const char *argument, const char *const *names)
{
    size_t length = strcspn(argument, "=");
    char word[64];
    const char *meant;

    snprintf(word, sizeof word, "%.*s", (int)length, argument);
    meant = strncmp(word, "--", 2) == 0 ? nearest(word + 2, names) : NULL;
    if (meant)
        usage_error(command, "there is no option %s here; is it --%s?", word, meant);
    usage_error(command, "there is no option %s here.", word);
}

/* `found` is what getopt_long returned instead of an option. */
static void bad_option(const struct command *command, int found, char **argv, const char *const *names)
{
    const char *name = optopt >= FIRST_ROW ? OPTION_ROWS[optopt - FIRST_ROW].name : NULL;
    char letter[3] = "-";

    if (found == ':')
        usage_error(command, "--%s takes a value: --%s=%s.", name, name, OPTION_ROWS[optopt - FIRST_ROW].value_name);
    if (name)
        usage_error(command, "--%s takes no value.", name);
    if (optopt) {
        letter[1] = (char)optopt;
        unknown_option(command, letter, names);
    }
    unknown_option(command, argv[optind - 1], names);
}

static void parse_all(struct options *options, int argc, char **argv)
{
    const struct command *command = options->command;
    struct option table[MOST_ROWS];
    const char *names[MOST_ROWS];
    char letters[MOST_ROWS] = ":";
    const struct option_row *row;
    size_t count = 0;
    int found;

    for (row = OPTION_ROWS; row->name; row++) {
        struct option entry = {row->name, no_argument, NULL, FIRST_ROW + (int)(row - OPTION_ROWS)};

        if (!(row->commands & (unsigned)command->bit))
            continue;
        if (row->value != NO_VALUE)
            entry.has_arg = row->value_is_optional ? optional_argument : required_argument;
        if (row->letter)
            strncat(letters, &row->letter, 1);
        names[count] = row->name;
        table[count++] = entry;
    }
    memset(&table[count], 0, sizeof table[count]);
    names[count] = NULL;
    opterr = 0;
    /* Options may stand behind operands, whatever else the user's programs do. */
    unsetenv("POSIXLY_CORRECT");
    while ((found = getopt_long(argc, argv, letters, table, NULL)) != -1) {
        if (found == '?' || found == ':')
            bad_option(command, found, argv, names);
        for (row = OPTION_ROWS; found < FIRST_ROW && row->letter != found; row++)
            continue;
        parse_option(options, found < FIRST_ROW ? row : &OPTION_ROWS[found - FIRST_ROW], optarg);
    }
}

/* ---- What goes together ---- */

static int is_given(const struct options *options, enum option_key option)
{
    return (options->given >> option & 1) != 0;
}

/* A pipe cannot be asked for its size, and a disc must be planned before it is written. */
static void check_standard_input(const struct options *options)
{
    struct stat input;

    if (strcmp(options->image, "-") != 0) {
        if (options->size >= 0)
            usage_error(options->command, "--size is for standard input only, and the image is %s.", options->image);
    } else if (options->size < 0 && (fstat(STDIN_FILENO, &input) != 0 || !S_ISREG(input.st_mode))) {
        usage_error(options->command, "standard input is not a file: say how much will come with --size=BYTES.");
    }
}

static void check_recover(const struct options *options)
{
    static const enum option_key of_resuming[] = {OPTION_SPEED, OPTION_LEAVE_OPEN, OPTION_VERIFY, OPTION_PAD, OPTION_SIZE};
    const struct option_row *row = OPTION_ROWS;
    size_t i;

    if (is_given(options, OPTION_CLOSE) && is_given(options, OPTION_RESUME))
        usage_error(options->command, "--close and --resume exclude each other.");
    if (options->recovery == DF2D_RECOVER_RESUME)
        return;
    for (i = 0; i < LENGTH(of_resuming); i++) {
        if (!is_given(options, of_resuming[i]))
            continue;
        while (row->option != of_resuming[i])
            row++;
        usage_error(options->command, "--%s is for --resume=IMAGE only.", row->name);
    }
}

/* Whether it can be the name of a recorder, and not an option or an image in the wrong place. */
static int names_recorder(const char *id)
{
    return id[0] == '/' || strncmp(id, "virtual:", 8) == 0 || strncmp(id, "iscsi://", 8) == 0;
}

static void check_recorders(const struct options *options)
{
    char shown[512];
    size_t i, j;

    for (i = 0; i < options->recorder_count; i++) {
        if (options->image && (strcmp(options->image, "quick") == 0 || strcmp(options->image, "full") == 0))
            usage_error(options->command, "it is --verify=%s, with the = between.", options->image);
        if (!names_recorder(options->recorders[i]))
            usage_error(options->command, "\"%s\" is no recorder: /dev/sr0, virtual:PATH?media=... or iscsi://HOST/IQN/LUN.%s",
                        options->recorders[i], options->image ? " The image comes first." : "");
        for (j = 0; j < i && strcmp(options->recorders[i], options->recorders[j]) != 0; j++)
            continue;
        if (j == i)
            continue;
        hide_password(options->recorders[i], shown, sizeof shown);
        usage_error(options->command, "%s is named twice.", shown);
    }
}

static void take_operands(struct options *options, int count, char **operands)
{
    const struct command *command = options->command;
    int images = command->operands == IMAGE_AND_RECORDER || command->operands == IMAGE_AND_RECORDERS;
    int most = command->operands == IMAGE_AND_RECORDERS && !is_df2d_burn() ? MOST_RECORDERS : 1;

    switch (command->operands) {
    case NO_OPERANDS:
        if (count > 0)
            usage_error(command, "%s is too much: nothing stands behind the options.", operands[0]);
        return;
    case A_COMMAND:
        if (count > 1)
            usage_error(command, "one command, please.");
        options->word = count > 0 ? operands[0] : NULL;
        return;
    case A_SHELL:
        if (count != 1)
            usage_error(command, "for which shell: bash, zsh or fish?");
        options->word = operands[0];
        return;
    default:
        break;
    }
    if (is_df2d_burn() && count != 2)
        usage_error(command, "one IMAGE and one RECORDER, please.");
    if (count < images + 1)
        usage_error(command, "%s? df2d list shows which there are.",
                    images && count == 0 ? "which IMAGE, and which RECORDER" : "which RECORDER");
    if (count > images + most)
        usage_error(command, most > 1 ? "no more than %d recorders at once." : "%d RECORDER only, please.", most);
    if (images)
        options->image = operands[0];
    options->recorders = operands + images;
    options->recorder_count = (size_t)(count - images);
}

void parse_options(struct options *options, const struct command *command, int argc, char **argv)
{
    memset(options, 0, sizeof *options);
    options->command = command;
    options->size = options->start = -1;
    options->recovery = DF2D_RECOVER_REPORT;
    parse_all(options, argc, argv);
    if (command->bit == ON_BURN && is_given(options, OPTION_CLOSE) && is_given(options, OPTION_LEAVE_OPEN))
        usage_error(command, "--close and --leave-open exclude each other.");
    take_operands(options, argc - optind, argv + optind);
    check_recorders(options);
    if (command->bit == ON_RECOVER)
        check_recover(options);
    if (options->image && command->bit != ON_VERIFY)
        check_standard_input(options);
}
