"""What the library may call, and for how long.

A C function for each kind of callback is made once and stays. What it is to call is found by the number that the
library holds as user_data, and is kept until the library says, through its free function, that it will not call again.
Whatever the interpreter drops before that, nothing that the library can still call goes away.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import itertools
import os
import queue
import signal
import sys
import threading
import weakref
from typing import Any, Callable, Dict, Iterator, List, Optional, Set, Type, TypeVar

from . import _abi
from ._constants import HResult

F = TypeVar("F", bound=Callable[..., Any])


class _Thread(threading.local):
    #: How many callbacks the thread is inside.
    depth = 0
    #: What a signal's handler raised inside one, until the library has returned.
    interrupt: Optional[BaseException] = None


_numbers = itertools.count(1)
_kept: Dict[int, Any] = {}
_freed: queue.SimpleQueue[None] = queue.SimpleQueue()
_ending = False
_thread = _Thread()
_closed_at_exit: weakref.WeakSet[Any] = weakref.WeakSet()
_signals = signal.valid_signals()
_blocked_by_callers: Set[int] = set()


def keep(target: Any) -> int:
    """The user_data by which a callback finds the target. A target's `freed()` is called after its last use, also when
    this fails."""
    try:
        if _ending:
            raise RuntimeError("the interpreter is ending")
        note_blocked_signals()
    except BaseException:
        target.freed()
        raise
    number = next(_numbers)
    _kept[number] = target
    return number


def target_of(user_data: int) -> Any:
    return _kept[user_data]


def callback(kind: Any) -> Callable[[F], Any]:
    """Makes a C function of that type, during which the thread knows that it is inside a callback."""
    failed = None if kind._restype_ is None else int(HResult.E_FAIL)
    return lambda function: kind(functools.partial(_call, function, failed))


def _call(function: Callable[..., Any], failed: Optional[int], *arguments: Any) -> Any:
    depth = _thread.depth
    try:
        _thread.depth = depth + 1
        if depth or _is_main():
            return function(*arguments)
        with _signals_unblocked():
            return function(*arguments)
    except BaseException as error:
        if not _postpone(error):
            raise
        return failed
    finally:
        _thread.depth = depth


def is_inside() -> bool:
    """Whether this thread is inside a callback, where nothing must wait for the library."""
    return _thread.depth > 0


@callback(_abi.df2d_free_fn)
def free(user_data: int) -> None:
    try:
        _kept[user_data].freed()
    finally:
        # Finalizers of the target run while it still counts as kept.
        _kept[user_data] = None
        del _kept[user_data]
        if _ending:
            _freed.put(None)


# --- signals ---


def note_blocked_signals() -> None:
    """What a caller has blocked stays so inside callbacks: it may be waited for elsewhere."""
    if not is_inside():
        _blocked_by_callers.update(signal.pthread_sigmask(signal.SIG_BLOCK, ()))


@contextlib.contextmanager
def _signals_unblocked() -> Iterator[None]:
    """The library's threads have nearly all signals blocked, and a program that is started there would have them so
    too."""
    before = signal.pthread_sigmask(signal.SIG_UNBLOCK, _signals - _blocked_by_callers)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _is_main() -> bool:
    return threading.get_ident() == threading.main_thread().ident


def _postpone(error: Optional[BaseException]) -> bool:
    """Keeps what a signal's handler raised, such as KeyboardInterrupt, until the library returns: it cannot pass
    through."""
    if error is None or isinstance(error, Exception) or not _is_main():
        return False
    _thread.interrupt = error
    return True


def raise_postponed(result: Any, _function: Any, _arguments: Any) -> Any:
    """What ctypes calls when a function of the library has returned."""
    error = _thread.interrupt
    if error is not None:
        _thread.interrupt = None
        raise error
    return result


def _on_unraisable(unraisable: Any, hook: Any = sys.unraisablehook, code: Any = _call.__code__) -> None:
    """A signal that comes while C code runs is handled at the begin of the next callback, before its `try`."""
    trace = unraisable.exc_traceback
    if not (trace and trace.tb_frame.f_code is code and _postpone(unraisable.exc_value)):
        hook(unraisable)


sys.unraisablehook = _on_unraisable


# --- the end ---


def close_at_exit(target: Any) -> None:
    """Has `target.close()` called before the interpreter ends, if it lives so long."""
    _closed_at_exit.add(target)


@atexit.register
def _end() -> None:
    """A thread of the library that came back into an interpreter that has ended would take the process with it. So
    operations are cancelled and awaited now, those that have lost their object included."""
    global _ending
    _ending = True
    # An interrupt ends the wait for one object, and no other goes without its cancel for that.
    _close_all(BaseException)
    # Long enough for a thread that has freed what it was the last to use to leave the interpreter before this one runs.
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1)
    try:
        while _kept:
            # Another thread may have been just about to begin something.
            _close_all(Exception)
            with contextlib.suppress(queue.Empty):
                _freed.get(timeout=0.1)
    finally:
        sys.setswitchinterval(interval)


def _close_all(suppressed: Type[BaseException]) -> None:
    for target in _open():
        with contextlib.suppress(suppressed):
            target.close()


def _open() -> List[Any]:
    while True:
        # Another thread can add one during the iteration.
        with contextlib.suppress(RuntimeError):
            return list(_closed_at_exit)


def _forget() -> None:
    """In a forked child the library does nothing any more, and frees nothing."""
    _kept.clear()
    _closed_at_exit.clear()


os.register_at_fork(after_in_child=_forget)
