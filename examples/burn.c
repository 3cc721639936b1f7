/*
 * df2d-burn: writes an image to a disc. Also an example of libdf2d: open a recorder, make a stream, write it
 * without blocking, show progress, cancel on a signal, and tell what is on the disc at the end.
 *
 *     cc -Iinclude examples/burn.c examples/burn_display.c -ldf2d -lpthread -o df2d-burn
 */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "burn_display.h"

extern char **environ;

enum overwrite { OVERWRITE_AUTO, OVERWRITE_YES, OVERWRITE_NO };

enum closing { CLOSE_DEFAULT, CLOSE_ALWAYS, CLOSE_NEVER };

struct options {
    const char *image;
    const char *recorder;
    double speed;               /* 0: as fast as the disc allows */
    int speed_is_a_multiple;    /* of 1x; else sectors per second */
    enum closing closing;
    enum overwrite overwrite;
    int32_t verification;
    int64_t size;               /* of standard input; -1: ask the system */
    int pad;
    int eject;
    int json;
    int quiet;
};

struct burn {
    const struct options *options;
    struct display *display;
    df2d_recorder_t *recorder;
    df2d_t *writer;
    df2d_stream_t *stream;
    int32_t media_type;
    int32_t media_status;
};

/* How many times somebody asked to stop. */
static volatile sig_atomic_t stops;

static void on_signal(int signal_number)
{
    (void)signal_number;
    if (stops < 2)
        stops++;
}

static const char USAGE[] =
    "usage: df2d-burn IMAGE RECORDER [options]\n"
    "\n"
    "Writes IMAGE, a file or - for standard input, to the disc in RECORDER:\n"
    "  /dev/sr0                     a drive\n"
    "  'virtual:PATH?media=dvd+r'   a virtual recorder whose disc stands in the file PATH; media may be left out\n"
    "                               if that disc is there. Mind the quotes: ? and & mean something to a shell.\n"
    "  iscsi://HOST/IQN/LUN         a drive that another machine exports; with CHAP USER%PASSWORD@ before HOST\n"
    "\n"
    "  --speed=N | Nx             sectors per second, or a multiple of the medium's 1x (default: the fastest)\n"
    "  --close                    close a disc that takes sessions: nothing can be added later\n"
    "  --leave-open               keep the disc open for further sessions, unless it takes only one, as a DVD-R DL does\n"
    "                             (DVD+R is closed otherwise)\n"
    "  --verify[=quick|full]      compare the disc with the image afterwards (default: full)\n"
    "  --pad                      fill the last sector with zeros if the image ends within it\n"
    "  --size=BYTES               how much to take from a pipe; what comes after that is not read\n"
    "  --overwrite=auto|yes|no    what to do with data on an overwritable disc: auto asks on a terminal and\n"
    "                             overwrites elsewhere; what stands on a write-once disc is never touched\n"
    "  --eject                    open the tray when all went well\n"
    "  --json                     progress and result on standard output, one JSON object per line\n"
    "  --quiet                    only say how it ended\n"
    "  --help, --version\n"
    "\n"
    "Ctrl-C cancels and brings the disc to the best state it allows; a second Ctrl-C leaves at once.\n"
    "\n"
    "Exit status: 0 done, 1 failed and the disc is unchanged, 2 usage, 3 failed and the disc has changed,\n"
    "4 verification failed, 130 cancelled.\n";

static void usage_error(const char *format, ...)
{
    va_list arguments;

    fputs("df2d-burn: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputs("\nTry df2d-burn --help.\n", stderr);
    exit(EXIT_USAGE);
}

/* ---- Options ---- */

static void parse_speed(struct options *options, const char *text)
{
    char *end;

    options->speed = strtod(text, &end);
    options->speed_is_a_multiple = *end == 'x' || *end == 'X';
    if (end == text || end[options->speed_is_a_multiple] != '\0' || !(options->speed > 0 && options->speed < 1e6))
        usage_error("--speed=%s is neither sectors per second nor a multiple such as 8x.", text);
}

static void parse_size(struct options *options, const char *text)
{
    char *end;
    long long size;

    errno = 0;
    size = strtoll(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || size <= 0)
        usage_error("--size=%s is not a number of bytes.", text);
    options->size = size;
}

/* The place of `text` among `count` words, which `known` tells. */
static int parse_word(const char *option, const char *text, const char *const *words, int count, const char *known)
{
    int i;

    for (i = 0; i < count; i++)
        if (strcmp(text, words[i]) == 0)
            return i;
    usage_error("--%s=%s: it is one of %s.", option, text, known);
    return -1;
}

static void parse_option(struct options *options, int option, const char *value)
{
    static const char *const overwrites[] = {"auto", "yes", "no"};
    static const char *const verifications[] = {"full", "quick"};

    switch (option) {
    case 's':
        parse_speed(options, value);
        break;
    case 'S':
        parse_size(options, value);
        break;
    case 'c':
    case 'l':
        if (options->closing != CLOSE_DEFAULT)
            usage_error("--close and --leave-open exclude each other.");
        options->closing = option == 'c' ? CLOSE_ALWAYS : CLOSE_NEVER;
        break;
    case 'v':
        options->verification = value && parse_word("verify", value, verifications, 2, "quick, full") == 1
                                    ? DF2D_IMAPI_BURN_VERIFICATION_QUICK
                                    : DF2D_IMAPI_BURN_VERIFICATION_FULL;
        break;
    case 'o':
        options->overwrite = (enum overwrite)parse_word("overwrite", value, overwrites, 3, "auto, yes, no");
        break;
    case 'p':
        options->pad = 1;
        break;
    case 'e':
        options->eject = 1;
        break;
    case 'j':
        options->json = 1;
        break;
    case 'q':
        options->quiet = 1;
        break;
    case 'h':
        fputs(USAGE, stdout);
        exit(EXIT_DONE);
    case 'V':
        printf("df2d-burn %s\n", df2d_version_string());
        exit(EXIT_DONE);
    default:
        fputs("Try df2d-burn --help.\n", stderr);
        exit(EXIT_USAGE);
    }
}

static void parse_options(struct options *options, int argc, char **argv)
{
    static const struct option table[] = {
        {"speed", required_argument, NULL, 's'},     {"close", no_argument, NULL, 'c'},
        {"leave-open", no_argument, NULL, 'l'},      {"verify", optional_argument, NULL, 'v'},
        {"pad", no_argument, NULL, 'p'},             {"size", required_argument, NULL, 'S'},
        {"overwrite", required_argument, NULL, 'o'}, {"eject", no_argument, NULL, 'e'},
        {"json", no_argument, NULL, 'j'},            {"quiet", no_argument, NULL, 'q'},
        {"help", no_argument, NULL, 'h'},            {"version", no_argument, NULL, 'V'},
        {NULL, 0, NULL, 0},
    };
    int option;

    memset(options, 0, sizeof *options);
    options->size = -1;
    while ((option = getopt_long(argc, argv, "hqV", table, NULL)) != -1)
        parse_option(options, option, optarg);
    if (argc - optind != 2)
        usage_error("one IMAGE and one RECORDER, please.");
    options->image = argv[optind];
    options->recorder = argv[optind + 1];
    if (strcmp(options->image, "-") != 0 && options->size >= 0)
        usage_error("--size is for standard input only, and the image is %s.", options->image);
}

/* A pipe cannot be asked for its size, and a disc must be planned before it is written. */
static void check_standard_input(const struct options *options)
{
    struct stat input;

    if (strcmp(options->image, "-") != 0 || options->size >= 0)
        return;
    if (fstat(STDIN_FILENO, &input) != 0 || !S_ISREG(input.st_mode))
        usage_error("standard input is not a file: say how much will come with --size=BYTES.");
}

/* ---- Signals, and the machine that must stay awake ---- */

static void catch_signals(void)
{
    struct sigaction action, hangup;

    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_handler = on_signal;  /* no SA_RESTART: a question on the terminal ends with Ctrl-C */
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    if (sigaction(SIGHUP, NULL, &hangup) == 0 && hangup.sa_handler != SIG_IGN)
        sigaction(SIGHUP, &action, NULL);
    action.sa_handler = SIG_IGN;    /* a reader of our output that leaves must not cost the disc */
    sigaction(SIGPIPE, &action, NULL);
}

/*
 * Asks logind to keep the machine awake, if there is one: systemd-inhibit holds its lock while `cat` waits for
 * the end of a pipe that only this process holds open, so the lock is gone when this process is, however it ends.
 */
static void stay_awake(void)
{
    char *const command[] = {"systemd-inhibit", "--what=sleep:shutdown:idle", "--mode=block", "--who=df2d-burn",
                             "--why=A disc is being burned", "cat", NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    int hold[2];
    pid_t child;

    if (access("/run/systemd/system", F_OK) != 0 || pipe(hold) != 0)
        return;
    fcntl(hold[0], F_SETFD, FD_CLOEXEC);
    fcntl(hold[1], F_SETFD, FD_CLOEXEC);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, hold[0], STDIN_FILENO);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);   /* Ctrl-C is for us alone */
    posix_spawnattr_setpgroup(&attributes, 0);
    if (posix_spawnp(&child, command[0], &files, &attributes, command, environ) != 0)
        close(hold[1]);
    close(hold[0]);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
}

/* ---- The burn ---- */

/* Opens what the burn needs; the image first, since opening a virtual recorder may make its disc. */
static df2d_hresult open_all(struct burn *burn, struct outcome *outcome)
{
    const struct options *options = burn->options;
    size_t needed;
    df2d_hresult hr;

    if (strcmp(options->image, "-") == 0)
        hr = df2d_stream_from_fd(STDIN_FILENO, options->size, &burn->stream);
    else
        hr = df2d_stream_from_file(options->image, &burn->stream);
    if (hr >= 0)
        hr = df2d_recorder_open(options->recorder, &burn->recorder);
    if (hr >= 0)
        hr = df2d_create(&burn->writer);
    /* There is no handle to ask yet why this failed. */
    if (hr < 0)
        df2d_get_thread_error(NULL, outcome->text, sizeof outcome->text, &needed);
    else if (options->pad)
        hr = df2d_stream_put_padding(burn->stream, 1);
    return hr;
}

/* Hands over the recorder and looks at the disc. */
static df2d_hresult look_at_disc(struct burn *burn)
{
    df2d_hresult hr = df2d_put_recorder(burn->writer, burn->recorder);

    if (hr >= 0)
        hr = df2d_put_client_name(burn->writer, "df2d-burn");
    if (hr >= 0)
        hr = df2d_get_current_physical_media_type(burn->writer, &burn->media_type);
    if (hr >= 0)
        hr = df2d_get_current_media_status(burn->writer, &burn->media_status);
    if (hr >= 0)
        burn->display->sectors_at_1x = sectors_per_second_at_1x(burn->media_type);
    return hr;
}

static void speed_note(const struct burn *burn, int32_t sectors)
{
    int32_t at_1x = burn->display->sectors_at_1x;

    if (at_1x > 0)
        display_note(burn->display, "The drive takes another speed: %.1fx, %" PRId32 " sectors per second.",
                     (double)sectors / at_1x, sectors);
    else
        display_note(burn->display, "The drive takes another speed: %" PRId32 " sectors per second.", sectors);
}

static df2d_hresult set_speed(struct burn *burn)
{
    double sectors = burn->options->speed;
    int32_t current = 0;
    df2d_hresult hr;

    if (sectors <= 0)
        return DF2D_S_OK;
    if (burn->options->speed_is_a_multiple)
        sectors *= burn->display->sectors_at_1x;
    hr = df2d_set_write_speed(burn->writer, sectors < 1 ? 1 : (int32_t)sectors, 0);
    if (hr > 0 && !burn->options->quiet && df2d_get_current_write_speed(burn->writer, &current) >= 0)
        speed_note(burn, current);
    return hr;
}

static df2d_hresult set_closing(struct burn *burn)
{
    df2d_hresult hr = DF2D_S_OK;

    if (burn->options->closing == CLOSE_ALWAYS)
        hr = df2d_put_force_media_to_be_closed(burn->writer, 1);
    if (burn->options->closing == CLOSE_NEVER) {
        hr = df2d_put_force_media_to_be_closed(burn->writer, 0);
        /* A DVD+R that is to play in any player is closed; this one need not. */
        if (hr >= 0)
            hr = df2d_put_disable_consumer_dvd_compatibility_mode(burn->writer, 1);
    }
    return hr;
}

/* Asks whoever sits at the terminal. Without a terminal the answer is yes. */
static int may_overwrite(const struct burn *burn)
{
    char answer[16] = "";
    df2d_bool blank = 0;
    FILE *terminal;

    if (!isatty(STDERR_FILENO))
        return 1;
    if (df2d_get_media_heuristically_blank(burn->writer, &blank) >= 0 && blank)
        return 1;
    terminal = fopen("/dev/tty", "r");
    if (!terminal)
        return 1;
    fprintf(stderr, "The %s in the drive holds data, which would be lost. Overwrite it? [y/N] ",
            media_name(burn->media_type));
    fflush(stderr);
    if (!fgets(answer, sizeof answer, terminal))
        fputc('\n', stderr);
    fclose(terminal);
    return answer[0] == 'y' || answer[0] == 'Y';
}

/* Only a disc whose used areas can be rewritten in place is ever overwritten. */
static df2d_hresult set_overwrite(struct burn *burn, struct outcome *outcome)
{
    if (!(burn->media_status & DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY) ||
        burn->options->overwrite == OVERWRITE_NO)
        return DF2D_S_OK;
    if (burn->options->overwrite == OVERWRITE_AUTO && !may_overwrite(burn)) {
        snprintf(outcome->text, sizeof outcome->text, "The disc is not to be overwritten.");
        return DF2D_E_IMAPI_REQUEST_CANCELLED;
    }
    return df2d_put_force_overwrite(burn->writer, 1);
}

static df2d_hresult prepare(struct burn *burn, struct outcome *outcome)
{
    df2d_hresult hr = look_at_disc(burn);

    if (hr >= 0)
        hr = set_speed(burn);
    if (hr >= 0)
        hr = set_closing(burn);
    if (hr >= 0)
        hr = df2d_put_burn_verification_level(burn->writer, burn->options->verification);
    if (hr >= 0)
        hr = set_overwrite(burn, outcome);
    if (hr >= 0 && stops > 0)
        hr = DF2D_E_IMAPI_REQUEST_CANCELLED;
    return hr;
}

static void on_update(df2d_t *writer, const df2d_progress *progress, void *user_data)
{
    (void)writer;
    display_progress(user_data, progress);
}

/* Carries out what the signals asked for since the last look. */
static void obey(struct burn *burn, int *obeyed)
{
    int asked = stops;
    df2d_hresult hr;

    if (asked == *obeyed)
        return;
    *obeyed = asked;
    if (asked > 1)
        df2d_put_cancel_mode(burn->writer, DF2D_CANCEL_IMMEDIATE);
    hr = df2d_cancel_write(burn->writer);
    if (hr == DF2D_S_FALSE)
        display_note(burn->display, "Too late to cancel: the disc is being finished.");
    else if (hr >= 0 && asked == 1)
        display_note(burn->display, "Cancelling: the disc is brought into the best state it allows. "
                                    "Once more leaves at once.");
    else if (hr >= 0)
        display_note(burn->display, "Leaving as soon as the drive lets go.");
}

/* Writes, and waits for the end while it listens to signals. */
static df2d_hresult write_disc(struct burn *burn, struct outcome *outcome)
{
    df2d_hresult hr, waited;
    uint32_t cookie;
    int obeyed = 0;

    hr = df2d_advise(burn->writer, on_update, burn->display, NULL, &cookie);
    if (hr >= 0)
        hr = df2d_write_async(burn->writer, burn->stream);
    if (hr < 0)
        return hr;
    outcome->started = 1;
    do {
        obey(burn, &obeyed);
        waited = df2d_wait(burn->writer, 100, &hr);
    } while (waited == DF2D_E_PENDING);
    /* No update runs or will run after this: the last line is ours. */
    df2d_unadvise(burn->writer, cookie);
    outcome->result.struct_size = sizeof outcome->result;
    df2d_get_write_result(burn->writer, &outcome->result);
    return waited < 0 ? waited : hr;
}

/* What the library's sentence cannot say, as it does not know this program's options; NULL: nothing. */
static const char *hint(const struct options *options, const struct outcome *outcome)
{
    enum { MEDIUM_ERROR = 3 };

    if (outcome->hr == DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED && !outcome->started && !options->pad)
        return "--pad fills the last sector with zeros if the image ends within it.";
    if (outcome->hr == DF2D_E_IMAPI_DF2DATA_MEDIA_NOT_BLANK)
        return "--overwrite=yes does so.";
    if (outcome->started && outcome->result.failure_sense_key == MEDIUM_ERROR &&
        strncmp(options->recorder, "virtual:", 8) == 0)
        return "This is a virtual recorder: is there room left where its file stands?";
    return NULL;
}

static void run(struct burn *burn, struct outcome *outcome)
{
    size_t needed;

    outcome->hr = open_all(burn, outcome);
    if (outcome->hr >= 0)
        outcome->hr = prepare(burn, outcome);
    if (outcome->hr >= 0) {
        stay_awake();
        outcome->hr = write_disc(burn, outcome);
    }
    if (outcome->hr < 0 && burn->writer && !outcome->text[0])
        df2d_get_last_error(burn->writer, NULL, outcome->text, sizeof outcome->text, &needed);
    if (outcome->hr < 0)
        outcome->hint = hint(burn->options, outcome);
    if (outcome->hr >= 0 && burn->options->eject && df2d_recorder_eject_media(burn->recorder) < 0)
        display_note(burn->display, "The tray could not be opened.");
}

int main(int argc, char **argv)
{
    struct options options;
    struct display display = {0};
    struct burn burn = {0};
    struct outcome outcome = {0};

    parse_options(&options, argc, argv);
    check_standard_input(&options);
    catch_signals();
    display.json = options.json;
    display.quiet = options.quiet;
    display.terminal = isatty(STDERR_FILENO) && !(options.json && isatty(STDOUT_FILENO));
    display.last_action = -1;
    pthread_mutex_init(&display.mutex, NULL);
    burn.options = &options;
    burn.display = &display;
    outcome.result.start_lba = outcome.result.failure_lba = -1;

    run(&burn, &outcome);
    df2d_destroy(burn.writer);
    df2d_stream_destroy(burn.stream);
    df2d_recorder_destroy(burn.recorder);
    return (int)display_outcome(&display, &outcome);
}
