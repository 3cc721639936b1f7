"""What the library tells of its work."""

from __future__ import annotations

import ctypes
import logging
from types import TracebackType
from typing import Callable, Dict, Optional, Type

from . import _abi, _callbacks
from ._constants import LogLevel
from ._library import int32, lib
from .errors import thread_failure

LogFunction = Callable[[LogLevel, str, str], object]


class _Advised:
    def __init__(self, function: LogFunction) -> None:
        self.function = function

    def freed(self) -> None:
        pass


@_callbacks.callback(_abi.df2d_log_fn)
def _on_message(level: int, target: bytes, message: bytes, user_data: int) -> None:
    function = _callbacks.target_of(user_data).function
    function(LogLevel(level), target.decode("utf-8", "replace"), message.decode("utf-8", "replace"))


class LogSubscription:
    """Messages come until `close()`, the end of a `with` block, or that of the program."""

    def __init__(self, level: LogLevel, function: LogFunction) -> None:
        if not callable(function):
            raise TypeError(f"{function!r} cannot be called")
        cookie = ctypes.c_uint32()
        number = int32(level, "level")
        user_data = _callbacks.keep(_Advised(function))
        hresult = lib.df2d_log_advise(number, _on_message, user_data, _callbacks.free, ctypes.byref(cookie))
        if hresult < 0:
            raise thread_failure(hresult)
        self._cookie = cookie.value
        _callbacks.close_at_exit(self)
        _open.add(self)

    def close(self) -> None:
        """Afterwards the function is not called again; outside callbacks this waits for a call that is under way."""
        _open.discard(self)
        cookie, self._cookie = self._cookie, 0
        if cookie:
            lib.df2d_log_unadvise(cookie)

    def __enter__(self) -> LogSubscription:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()


#: Nobody needs to hold one for its messages to come.
_open: set[LogSubscription] = set()


def log_advise(level: LogLevel, function: LogFunction) -> LogSubscription:
    """Has `function(level, target, message)` called with what the library tells, on whatever thread it happens.

    An exception of the function goes to sys.unraisablehook; a KeyboardInterrupt comes out of the call during which it
    was raised.
    """
    return LogSubscription(level, function)


_LEVELS: Dict[int, int] = {
    LogLevel.ERROR: logging.ERROR,
    LogLevel.WARN: logging.WARNING,
    LogLevel.INFO: logging.INFO,
    LogLevel.DEBUG: logging.DEBUG,
    LogLevel.TRACE: logging.DEBUG - 5,
}


def log_to(logger: logging.Logger, level: LogLevel = LogLevel.INFO) -> LogSubscription:
    """Has what the library tells written by a logger of the logging module; traces have the level 5."""

    def write(told: LogLevel, target: str, message: str) -> None:
        logger.log(_LEVELS.get(told, logging.DEBUG), "%s", message, extra={"df2d_target": target})

    return log_advise(level, write)
