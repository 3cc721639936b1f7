"""The shared library: where it is, and what is common to all calls of it."""

from __future__ import annotations

import ctypes
import operator
import os
from pathlib import Path
from typing import Any, Union

from . import _abi, _callbacks
from ._constants import VERSION_MAJOR, VERSION_NUMBER, VERSION_STRING

#: As a wheel has it, beside this file.
BUNDLED = Path(__file__).with_name("libdf2d.so")
#: As the system's loader knows it.
SONAME = f"libdf2d.so.{VERSION_MAJOR}"


def _load() -> ctypes.CDLL:
    chosen = os.environ.get("DF2D_LIBRARY")
    path = chosen or (str(BUNDLED) if BUNDLED.exists() else SONAME)
    try:
        # Functions of a CDLL run without the interpreter's lock.
        return ctypes.CDLL(path)
    except OSError as error:
        if chosen:
            raise ImportError(f"DF2D_LIBRARY is {chosen!r}, which cannot be loaded: {error}") from error
        raise ImportError(
            f"libdf2d is not to be had ({error}). Install it, or let DF2D_LIBRARY be the path of its libdf2d.so."
        ) from error


def _prepare(library: ctypes.CDLL) -> ctypes.CDLL:
    try:
        for name, (result, arguments) in _abi.PROTOTYPES.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
            function.errcheck = _callbacks.raise_postponed
    except AttributeError as error:
        raise ImportError(f"This libdf2d does not have all that df2d {VERSION_STRING} needs: {error}") from error
    number = library.df2d_version_number()
    if number < VERSION_NUMBER or number // 1_000_000 != VERSION_MAJOR:
        found = library.df2d_version_string().decode()
        raise ImportError(f"libdf2d is version {found}, and this package is for {VERSION_STRING} or newer.")
    return library


#: The functions of the C interface.
lib: Any = _prepare(_load())

PathLike = Union[str, bytes, "os.PathLike[Any]"]


def c_path(path: PathLike) -> bytes:
    """A path, or what begins like one, as C takes it."""
    encoded = os.fsencode(path)
    if b"\0" in encoded:
        raise ValueError("embedded null byte")
    return encoded


def c_text(text: str, what: str) -> bytes:
    if not isinstance(text, str):
        raise TypeError(f"{what} must be a str, not {type(text).__name__}")
    encoded = text.encode("utf-8", "surrogateescape")
    if b"\0" in encoded:
        raise ValueError("embedded null byte")
    return encoded


def _ranged(value: Any, low: int, high: int, what: str) -> int:
    # ctypes would cut off what does not fit.
    number = operator.index(value)
    if not low <= number <= high:
        raise ValueError(f"{what} must be from {low} to {high}, not {number}")
    return number


def int32(value: Any, what: str) -> int:
    return _ranged(value, -(2**31), 2**31 - 1, what)


def int64(value: Any, what: str) -> int:
    return _ranged(value, -(2**63), 2**63 - 1, what)


def uint32(value: Any, what: str) -> int:
    return _ranged(value, 0, 2**32 - 1, what)


def uint8(value: Any, what: str) -> int:
    return _ranged(value, 0, 2**8 - 1, what)


def size_t(value: Any, what: str) -> int:
    return _ranged(value, 0, ctypes.c_size_t(-1).value, what)


def library_version() -> str:
    """The version of the library that runs."""
    version: bytes = lib.df2d_version_string()
    return version.decode()


def live_objects() -> int:
    """How many objects of the library are alive: not closed, or still at work."""
    count = ctypes.c_size_t()
    lib.df2d_live_objects(ctypes.byref(count))
    return count.value
