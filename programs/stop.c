#define _POSIX_C_SOURCE 200809L

#include "stop.h"

#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

enum { STOP = 0xFF };

static volatile sig_atomic_t stop_count, is_at_stake;

/* News for the main thread, a byte each: signal handlers may call little more than write. */
static int news[2] = {-1, -1};

int stops(void)
{
    return stop_count;
}

void set_at_stake(int at_stake)
{
    is_at_stake = at_stake;
}

static void tell(unsigned char byte)
{
    while (write(news[1], &byte, 1) < 0 && errno == EINTR)
        continue;
}

static void on_signal(int signal_number)
{
    int saved = errno;

    (void)signal_number;
    if (stop_count > 0 && !is_at_stake)
        _exit(EXIT_CANCELLED);
    if (stop_count < 2) {
        stop_count++;
        tell(STOP);
    }
    errno = saved;
}

void catch_stops(void)
{
    struct sigaction action, hangup;

    if (pipe(news) != 0) {
        perror(program);
        exit(EXIT_DISC_UNCHANGED);
    }
    fcntl(news[0], F_SETFD, FD_CLOEXEC);
    fcntl(news[1], F_SETFD, FD_CLOEXEC);
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_handler = on_signal;  /* no SA_RESTART: a read that waits for a pipe ends with Ctrl-C */
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    if (sigaction(SIGHUP, NULL, &hangup) == 0 && hangup.sa_handler != SIG_IGN)
        sigaction(SIGHUP, &action, NULL);
    action.sa_handler = SIG_IGN;    /* a reader of our output that leaves must not cost the disc */
    sigaction(SIGPIPE, &action, NULL);
}

int wait_for_news(void)
{
    unsigned char byte;
    ssize_t got;

    while ((got = read(news[0], &byte, 1)) < 0 && errno == EINTR)
        continue;
    return got == 1 && byte != STOP ? byte : -1;
}

int wait_for_input(int descriptor)
{
    struct pollfd either[2] = {{.fd = descriptor, .events = POLLIN}, {.fd = news[0], .events = POLLIN}};

    while (stops() == 0 && poll(either, 2, -1) < 0 && errno == EINTR)
        continue;
    return stops() == 0 && either[0].revents != 0;
}

void wake(int number)
{
    tell((unsigned char)number);
}

/*
 * Asks logind to keep the machine awake, if there is one: systemd-inhibit holds its lock while `cat` waits for
 * the end of a pipe that only this process holds open, so the lock is gone when this process is, however it ends.
 */
void stay_awake(void)
{
    char who[32];
    char *const command[] = {"systemd-inhibit", "--what=sleep:shutdown:idle", "--mode=block", who,
                             "--why=A disc is being written", "cat", NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    int hold[2];
    pid_t child;

    if (access("/run/systemd/system", F_OK) != 0 || pipe(hold) != 0)
        return;
    snprintf(who, sizeof who, "--who=%s", program);
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
