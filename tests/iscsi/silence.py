#!/usr/bin/env python3
"""What the caller of a command hears of a target that falls silent: silence.py LIBRARY DRIVE

The second READ DISC INFORMATION gets no answer (see cut.py). That is a time-out after the time that the caller gave it;
the command after that learns that the connection is another one, and the one after that is answered.
"""
import ctypes
import sys
import time

COMMAND_TIMEOUT = 0xC0AA020D
COMMAND_HAS_SENSE = 0x00AA0200
SECONDS = 2

library = ctypes.CDLL(sys.argv[1])
recorder = ctypes.c_void_p()


def ask():
    """The HRESULT, key, code and qualifier, and how long it took."""
    cdb = (ctypes.c_ubyte * 10)(0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0)
    sense, answer, fetched = (ctypes.c_ubyte * 18)(), (ctypes.c_ubyte * 34)(), ctypes.c_uint32()
    begun = time.monotonic()
    hr = library.df2d_recorder_send_command_get_data_from_device(
        recorder, cdb, 10, sense, SECONDS, answer, 34, ctypes.byref(fetched)
    )
    return hr & 0xFFFFFFFF, (sense[2], sense[12], sense[13]), time.monotonic() - begun


def expect(what, found, wanted):
    if found != wanted:
        sys.exit(f"{what}: {found} and not {wanted}")


def ask_awake():
    """The same once the drive has told its news."""
    hr, sense, _ = ask()
    while hr == COMMAND_HAS_SENSE and sense[0] == 6:
        hr, sense, _ = ask()
    return hr


expect("opening", library.df2d_recorder_open(sys.argv[2].encode(), ctypes.byref(recorder)), 0)
expect("the first", ask()[0], COMMAND_HAS_SENSE)
hr, _, seconds = ask()
expect("the silent one", hr, COMMAND_TIMEOUT)
expect("its time", SECONDS <= seconds < SECONDS + 2, True)
expect("news", ask()[:2], (COMMAND_HAS_SENSE, (6, 0x29, 0x07)))
expect("again", ask_awake(), 0)
expect("closing", library.df2d_recorder_destroy(recorder), 0)
