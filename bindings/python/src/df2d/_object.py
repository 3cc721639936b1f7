"""What all objects of the library have in common: a handle and its end, calls with it, and what they give back."""

from __future__ import annotations

import ctypes
import threading
from typing import Any, List, Optional, Type, TypeVar

from ._constants import HResult
from ._enumerations import E
from ._library import lib
from .errors import ClosedError, Error, failure

Self = TypeVar("Self", bound="Object")


class Object:
    """Holds a handle until `close()`, the end of a `with` block, or its own end."""

    #: What the functions of the C interface begin with.
    _prefix: str

    def __init__(self, handle: int) -> None:
        self._handle: Optional[int] = handle
        # A signal's handler may close what is being closed.
        self._lock = threading.RLock()

    @property
    def closed(self) -> bool:
        return self._handle is None

    def close(self) -> None:
        """Gives the handle back. Closing again does nothing."""
        handle = self._take_handle()
        if handle is not None:
            self._function("destroy")(handle)

    def __enter__(self: Self) -> Self:
        self._token()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        # Without one if __init__ failed.
        handle = self.__dict__.pop("_handle", None)
        if handle is not None:
            self._function("release")(handle)

    def __repr__(self) -> str:
        return f"<{type(self).__module__.split('.')[0]}.{type(self).__name__}{' closed' if self.closed else ''}>"

    def __reduce__(self) -> Any:
        raise TypeError(f"cannot pickle {type(self).__name__!r} object")

    def _take_handle(self) -> Optional[int]:
        with self._lock:
            handle, self._handle = self._handle, None
        return handle

    def _token(self) -> int:
        handle = self._handle
        if handle is None:
            raise ClosedError(message=f"This {type(self).__name__} is closed.")
        return handle

    @classmethod
    def _function(cls, name: str) -> Any:
        return getattr(lib, f"{cls._prefix}_{name}")

    def _failure(self, hresult: int, kind: Optional[Type[Error]] = None) -> Error:
        handle = self._handle
        if handle is None:
            return failure(hresult, None, kind)
        ask = self._function("get_last_error")
        return failure(hresult, lambda *arguments: int(ask(handle, *arguments)), kind)

    def _call(self, name: str, *arguments: Any) -> int:
        """Calls a function with the handle; a failure is an exception, another code the result."""
        hresult = int(self._function(name)(self._token(), *arguments))
        if hresult < 0:
            raise self._failure(hresult)
        return hresult

    # --- outputs ---

    def _get(self, name: str, c_type: Any, *arguments: Any) -> Any:
        out = c_type()
        self._call(name, *arguments, ctypes.byref(out))
        return out.value

    def _array(self, name: str, c_type: Any, capacity: int, *arguments: Any) -> Any:
        """What a function stores that takes a buffer, its capacity and needed. It may grow between two calls."""
        needed = ctypes.c_size_t(capacity)
        while True:
            buffer = (c_type * needed.value)()
            try:
                self._call(name, *arguments, buffer, needed.value, ctypes.byref(needed))
            except Error as error:
                if error.hresult != HResult.E_INSUFFICIENT_BUFFER:
                    raise
            else:
                return buffer[: needed.value]

    def _bytes(self, name: str, *arguments: Any) -> bytes:
        return bytes(self._array(name, ctypes.c_uint8, 4096, *arguments))

    def _raw_text(self, name: str, *arguments: Any) -> bytes:
        text: bytes = self._array(name, ctypes.c_char, 256, *arguments)
        return text[:-1]

    def _text(self, name: str, *arguments: Any) -> str:
        return self._raw_text(name, *arguments).decode("utf-8", "surrogateescape")

    def _texts(self, name: str, *arguments: Any) -> List[str]:
        """Strings that stand one after the other, each with its NUL."""
        texts = self._raw_text(name, *arguments)
        return [text.decode("utf-8", "surrogateescape") for text in texts.split(b"\0")[:-1]]

    def _numbers(self, name: str, kind: Type[E], *arguments: Any) -> List[E]:
        return [kind(value) for value in self._array(name, ctypes.c_int32, 64, *arguments)]
