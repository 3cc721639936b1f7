#!/usr/bin/env python3
"""Runs a program on a terminal of its own, and types.

    terminal.py [EXPECTED KEYS]... -- PROGRAM [ARGUMENT]...

Waits until EXPECTED has been printed and types KEYS, one pair after the other; in KEYS ^C is Ctrl-C, ^D the end of the input
and ^M Return. All that was printed goes to standard output, and the exit status is the program's. What is expected and does
not come before the program ends is status 99. The terminal has TERMINAL_COLUMNS, 100.
"""
import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

ROWS, COLUMNS = 30, int(os.environ.get("TERMINAL_COLUMNS", 100))
LONGEST = 60
NAMES = {"^C": b"\x03", "^D": b"\x04", "^M": b"\r"}


def keys(text):
    typed = text.encode()
    for name, key in NAMES.items():
        typed = typed.replace(name.encode(), key)
    return typed


def main():
    end = sys.argv.index("--")
    pairs = [(expected.encode(), keys(typed)) for expected, typed in zip(sys.argv[1:end:2], sys.argv[2:end:2])]
    command = sys.argv[end + 1:]
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "vt100"
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        # Else the terminal forgets at a Ctrl-C what was printed last, and what is printed at once in answer.
        modes = termios.tcgetattr(0)
        modes[3] |= termios.NOFLSH
        termios.tcsetattr(0, termios.TCSANOW, modes)
        os.execvp(command[0], command)
    printed, seen, limit = b"", 0, time.monotonic() + LONGEST
    while True:
        while pairs and pairs[0][0] in printed[seen:]:
            expected, typed = pairs.pop(0)
            seen = printed.index(expected, seen) + len(expected)
            os.write(terminal, typed)
        if not select.select([terminal], [], [], max(0, limit - time.monotonic()))[0]:
            print(f"terminal.py: {command[0]} did not end in {LONGEST} seconds", file=sys.stderr)
            os.kill(child, 9)
            break
        try:
            some = os.read(terminal, 65536)
        except OSError:
            break
        if not some:
            break
        printed += some
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    sys.stdout.buffer.write(printed.replace(b"\r\n", b"\n"))
    sys.exit(99 if pairs else status)


main()
