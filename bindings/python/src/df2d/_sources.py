"""What a stream reads that is neither a file of the system nor memory: objects and functions of Python."""

from __future__ import annotations

import ctypes
import io
from typing import Any, Callable, Dict, Optional, Tuple

from . import _abi, _callbacks
from ._constants import HResult
from ._library import lib
from ._object import Object
from .errors import Error, SourceError

#: The most bytes that Python is asked for at once.
CHUNK = 1 << 20


class Source:
    """Functions of the caller's, and the exception by which one of them failed."""

    def __init__(
        self,
        size: Callable[[], int],
        read: Callable[[int], bytes],
        seek: Optional[Callable[[int], object]] = None,
        cancel: Optional[Callable[[], object]] = None,
        close: Optional[Callable[[], object]] = None,
    ) -> None:
        self.size, self.read, self.seek, self.cancel, self.close = size, read, seek, cancel, close
        #: Why the last call failed and with which code the library was told so, until the size is asked anew.
        self.failed: Optional[Tuple[BaseException, int]] = None

    def fail(self, error: BaseException) -> int:
        code = int(HResult.E_FAIL)
        if isinstance(error, MemoryError):
            code = int(HResult.E_OUTOFMEMORY)
        elif isinstance(error, Error) and error.hresult < 0:
            code = int(error.hresult)
        # Codes that the library would not take for the source's own.
        if code in (HResult.E_PENDING, HResult.E_HANDLE):
            code = int(HResult.E_FAIL)
        self.failed = (error, code)
        return code

    def cause_of(self, hresult: int) -> Optional[BaseException]:
        """The exception behind the code that an operation ended with, if it is the source's."""
        failed = self.failed
        return failed[0] if failed and failed[1] == hresult else None

    def freed(self) -> None:
        if self.close:
            self.close()

    def struct(self) -> _abi.df2d_stream_callbacks:
        struct = _abi.df2d_stream_callbacks(struct_size=ctypes.sizeof(_abi.df2d_stream_callbacks))
        struct.size, struct.read, struct.close = _size, _read, _callbacks.free
        if self.seek:
            struct.seek = _seek
        if self.cancel:
            struct.cancel = _cancel
        return struct


def from_object(file: Any, size: Optional[int]) -> Source:
    """A binary file object, from where it stands. What cannot seek is read once, and its size has to be said."""
    if isinstance(file, io.TextIOBase):
        raise TypeError("The source gives text; it has to be opened in binary mode.")
    seekable = file.seekable() if hasattr(file, "seekable") else hasattr(file, "seek")
    start = file.tell() if seekable else 0
    if size is None and not seekable:
        raise ValueError("The source cannot seek, so its size has to be said.")

    def size_now() -> int:
        if size is not None:
            return size
        place = file.tell()
        end = file.seek(0, io.SEEK_END)
        file.seek(place)
        return int(max(file.tell() if end is None else end, start)) - int(start)

    def seek(offset: int) -> None:
        file.seek(start + offset)

    return Source(size_now, file.read, seek if seekable else None)


def source_failure(hresult: int, asked: Object, source: Optional[Source]) -> BaseException:
    """The exception for a code that may be the source's. What is no Exception, as KeyboardInterrupt, is itself."""
    cause = source.cause_of(hresult) if source else None
    if cause is not None and not isinstance(cause, Exception):
        return cause
    if cause is None:
        return asked._failure(hresult)
    failure = asked._failure(hresult, SourceError)
    failure.__cause__ = cause
    return failure


# --- the functions of the C interface ---

_members: Dict[str, Any] = {name: kind for name, kind, *_ in _abi.df2d_stream_callbacks._fields_}


@_callbacks.callback(_members["size"])
def _size(user_data: int, size_bytes: Any) -> int:
    source: Source = _callbacks.target_of(user_data)
    try:
        size = source.size()
        if not 0 <= size < 2**64:
            raise ValueError(f"The size of a source cannot be {size}.")
        size_bytes[0] = size
    except BaseException as error:
        return source.fail(error)
    source.failed = None
    return int(HResult.S_OK)


@_callbacks.callback(_members["read"])
def _read(user_data: int, buffer: int, size: int, got: Any) -> int:
    source: Source = _callbacks.target_of(user_data)
    try:
        wanted = min(size, CHUNK)
        data = source.read(wanted)
        if data is None:
            raise BlockingIOError("The source has no data now; it has to be one that waits for them.")
        if isinstance(data, str):
            raise TypeError("The source gives text; it has to be opened in binary mode.")
        with memoryview(data) as view:
            if view.nbytes > wanted:
                raise ValueError(f"The source was asked for {wanted} bytes and gave {view.nbytes}.")
            ctypes.memmove(buffer, data if isinstance(data, bytes) else bytes(view), view.nbytes)
            got[0] = view.nbytes
    except BaseException as error:
        return source.fail(error)
    return int(HResult.S_OK)


@_callbacks.callback(_members["seek"])
def _seek(user_data: int, offset_bytes: int) -> int:
    source: Source = _callbacks.target_of(user_data)
    try:
        assert source.seek
        source.seek(offset_bytes)
    except BaseException as error:
        return source.fail(error)
    return int(HResult.S_OK)


@_callbacks.callback(_members["cancel"])
def _cancel(user_data: int) -> None:
    source: Source = _callbacks.target_of(user_data)
    assert source.cancel
    source.cancel()


# --- memory ---


class Buffer(ctypes.Structure):
    """A Py_buffer: keeps an object's memory in its place until it is released."""

    _fields_ = [
        ("buf", ctypes.c_void_p),
        ("obj", ctypes.py_object),
        ("len", ctypes.c_ssize_t),
        ("itemsize", ctypes.c_ssize_t),
        ("readonly", ctypes.c_int),
        ("ndim", ctypes.c_int),
        ("format", ctypes.c_char_p),
        ("shape", ctypes.c_void_p),
        ("strides", ctypes.c_void_p),
        ("suboffsets", ctypes.c_void_p),
        ("internal", ctypes.c_void_p),
    ]

    def __init__(self, data: Any) -> None:
        super().__init__()
        # 0 is PyBUF_SIMPLE: contiguous bytes. A BufferError or TypeError says why there are none.
        _get_buffer(data, ctypes.byref(self), 0)

    def freed(self) -> None:
        _release_buffer(ctypes.byref(self))


_get_buffer = ctypes.pythonapi.PyObject_GetBuffer
_get_buffer.argtypes = [ctypes.py_object, ctypes.POINTER(Buffer), ctypes.c_int]
_release_buffer = ctypes.pythonapi.PyBuffer_Release
_release_buffer.argtypes = [ctypes.POINTER(Buffer)]
_release_buffer.restype = None


def is_memory(data: Any) -> bool:
    try:
        memoryview(data).release()
    except TypeError:
        return False
    return True


def stream_of(source: Source, handle: Any) -> int:
    struct = source.struct()
    return int(lib.df2d_stream_from_callbacks(ctypes.byref(struct), _callbacks.keep(source), ctypes.byref(handle)))
