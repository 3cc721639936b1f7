"""What the library may call, and for how long.

A C function for each kind of callback is made once and stays. What it is to call is found by the number that the
library holds as user_data, and is kept until the library says, through its free function, that it will not call again.
Whatever the interpreter drops before that, nothing that the library can still call goes away.
"""

from __future__ import annotations

import atexit
import itertools
import os
import queue
import sys
import threading
import weakref
from typing import Any, Callable, Dict, TypeVar

from . import _abi

F = TypeVar("F", bound=Callable[..., Any])

_numbers = itertools.count(1)
_kept: Dict[int, Any] = {}
_freed: queue.SimpleQueue[None] = queue.SimpleQueue()
_ending = False
_thread = threading.local()
_closed_at_exit: weakref.WeakSet[Any] = weakref.WeakSet()


def keep(target: Any) -> int:
    """The user_data by which a callback finds the target. A target's `freed()` is called after its last use."""
    number = next(_numbers)
    _kept[number] = target
    return number


def target_of(user_data: int) -> Any:
    return _kept[user_data]


def callback(kind: Any) -> Callable[[F], Any]:
    """Makes a C function of that type, during which the thread knows that it is inside a callback."""

    def make(function: F) -> Any:
        def call(*arguments: Any) -> Any:
            depth = getattr(_thread, "depth", 0)
            _thread.depth = depth + 1
            try:
                return function(*arguments)
            finally:
                _thread.depth = depth

        return kind(call)

    return make


def is_inside() -> bool:
    """Whether this thread is inside a callback, where nothing must wait for the library."""
    return getattr(_thread, "depth", 0) > 0


@callback(_abi.df2d_free_fn)
def free(user_data: int) -> None:
    try:
        _kept[user_data].freed()
    finally:
        del _kept[user_data]
        if _ending:
            _freed.put(None)


def close_at_exit(target: Any) -> None:
    """Has `target.close()` called before the interpreter ends, if it lives so long."""
    _closed_at_exit.add(target)


@atexit.register
def _end() -> None:
    """A thread of the library that came back into an interpreter that has ended would take the process with it. So
    operations are cancelled and awaited now, those that have lost their object included."""
    global _ending
    _ending = True
    for target in list(_closed_at_exit):
        target.close()
    # Long enough for a thread that has freed what it was the last to use to leave the interpreter before this one runs.
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1)
    while _kept:
        _freed.get()
    sys.setswitchinterval(interval)


def _forget() -> None:
    """In a forked child the library does nothing any more, and frees nothing."""
    _kept.clear()
    _closed_at_exit.clear()


os.register_at_fork(after_in_child=_forget)
