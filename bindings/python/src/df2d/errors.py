"""What goes wrong, as exceptions. Each carries the HRESULT of the call that failed."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, Callable, NamedTuple, Optional, Type

from . import _abi
from ._constants import HResult
from ._library import lib

if TYPE_CHECKING:
    from .results import WriteResult


class Sense(NamedTuple):
    """What a drive said of a command that it refused: sense key, additional sense code and qualifier."""

    key: int
    asc: int
    ascq: int

    def __str__(self) -> str:
        return f"{self.key:X}/{self.asc:02X}/{self.ascq:02X}"


class Error(Exception):
    """A call of libdf2d failed. The exception's text is a sentence that says what to do."""

    def __init__(self, hresult: int, message: Optional[str] = None) -> None:
        super().__init__(message or lib.df2d_hresult_message(hresult).decode())
        #: The code: an HResult, or a number that is none of them.
        self.hresult: HResult = HResult(hresult)
        #: The system's error number (errno), if there is one.
        self.os_error: Optional[int] = None
        #: What the drive said, if it was a command that failed.
        self.sense: Optional[Sense] = None
        #: Whether the drive spoke of an earlier command.
        self.deferred = False
        #: The command that failed, if one did.
        self.cdb: Optional[bytes] = None
        #: The sector that the failure belongs to, if that is known.
        self.lba: Optional[int] = None
        #: What became of the disc, if it was an operation that failed.
        self.write_result: Optional[WriteResult] = None

    @property
    def name(self) -> str:
        """The code's name in Windows, such as "E_IMAPI_REQUEST_CANCELLED"."""
        name: bytes = lib.df2d_hresult_name(self.hresult)
        return name.decode()

    @property
    def message(self) -> str:
        return str(self.args[0])

    def __str__(self) -> str:
        return f"{self.message} ({self.name}, 0x{self.hresult % 2**32:08X})"

    def __reduce__(self) -> Any:
        return _restore, (type(self), int(self.hresult), self.message, self.__dict__)


class CancelledError(Error):
    """The operation was cancelled: E_IMAPI_REQUEST_CANCELLED."""


class VerificationError(Error):
    """The disc was written, but does not read back as it should: E_IMAPI_BURN_VERIFICATION_FAILED."""


class RecorderError(Error):
    """The recorder or its medium is not as it should be: E_IMAPI_RECORDER_*, E_DEV_NOT_EXIST, E_ACCESSDENIED."""


class RecorderLockedError(RecorderError):
    """Somebody else has the recorder: E_IMAPI_RECORDER_LOCKED."""


class NoMediaError(RecorderError):
    """There is no disc in the recorder: E_IMAPI_RECORDER_MEDIA_NO_MEDIA."""


class WriterError(Error):
    """What the writer does not do with this disc, stream or property: E_IMAPI_DF2DATA_*."""


class EraserError(Error):
    """What the eraser does not do, or did not succeed in: E_IMAPI_ERASE_*."""


class SourceError(Error):
    """The source of the data failed. If it was an exception, that is this one's __cause__."""


class InvalidArgumentError(Error, ValueError):
    """An argument is not what it should be: E_INVALIDARG."""


class NotSupportedError(Error, NotImplementedError):
    """The drive, the medium or the library cannot do it: E_NOTIMPL, E_NOINTERFACE."""


class ClosedError(Error, ValueError):
    """The object was closed: E_HANDLE."""

    def __init__(self, hresult: int = HResult.E_HANDLE, message: Optional[str] = None) -> None:
        super().__init__(hresult, message)


_BY_CODE = {
    HResult.E_IMAPI_REQUEST_CANCELLED: CancelledError,
    HResult.E_IMAPI_BURN_VERIFICATION_FAILED: VerificationError,
    HResult.E_IMAPI_RECORDER_LOCKED: RecorderLockedError,
    HResult.E_IMAPI_RECORDER_MEDIA_NO_MEDIA: NoMediaError,
    HResult.E_DEV_NOT_EXIST: RecorderError,
    HResult.E_ACCESSDENIED: RecorderError,
    HResult.E_INVALIDARG: InvalidArgumentError,
    HResult.E_NOTIMPL: NotSupportedError,
    HResult.E_NOINTERFACE: NotSupportedError,
    HResult.E_HANDLE: ClosedError,
}
_BY_NAME = (
    ("E_IMAPI_RECORDER_", RecorderError),
    ("E_IMAPI_DF2DATA_", WriterError),
    ("E_IMAPI_ERASE_", EraserError),
)


def class_of(hresult: int) -> Type[Error]:
    if hresult in _BY_CODE:
        return _BY_CODE[HResult(hresult)]
    name = lib.df2d_hresult_name(hresult).decode()
    return next((kind for prefix, kind in _BY_NAME if name.startswith(prefix)), Error)


def failure(hresult: int, ask: Optional[Callable[..., int]] = None, kind: Optional[Type[Error]] = None) -> Error:
    """The exception for a code; `ask(info, buffer, capacity, needed)` says more of it."""
    kind = kind or class_of(hresult)
    info = _abi.df2d_error_info()
    message = _last_error(info, ask) if ask else None
    # Another thread may have failed at something else meanwhile.
    if not message or info.hr != hresult:
        return kind(hresult)
    error = kind(hresult, message)
    error.os_error = info.os_error or None
    error.lba = info.lba if info.lba >= 0 else None
    error.deferred = bool(info.deferred)
    if info.sense_key or info.asc or info.ascq:
        error.sense = Sense(info.sense_key, info.asc, info.ascq)
    if info.cdb_length:
        error.cdb = bytes(info.cdb[: info.cdb_length])
    return error


def thread_failure(hresult: int) -> Error:
    """The exception for a call of this thread that had no object to ask."""
    return failure(hresult, lib.df2d_get_thread_error)


def _last_error(info: _abi.df2d_error_info, ask: Callable[..., int]) -> Optional[str]:
    needed = ctypes.c_size_t(1024)
    while True:
        buffer = ctypes.create_string_buffer(needed.value)
        info.struct_size = ctypes.sizeof(info)
        hr = ask(ctypes.byref(info), buffer, len(buffer), ctypes.byref(needed))
        if hr != HResult.E_INSUFFICIENT_BUFFER:
            return buffer.value.decode("utf-8", "replace") if hr >= 0 else None


def _restore(kind: Type[Error], hresult: int, message: str, attributes: Any) -> Error:
    error = kind(hresult, message)
    error.__dict__.update(attributes)
    return error
