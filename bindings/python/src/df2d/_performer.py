"""What the writer and the eraser have in common: operations, IDiscFormat2, and the properties of the same name."""

from __future__ import annotations

import contextlib
import ctypes
import threading
import warnings
from typing import Any, Callable, Generic, Iterator, List, Optional, TypeVar

from . import _abi, _callbacks
from ._constants import INFINITE, CancelMode, HResult, MediaType
from ._library import c_text
from ._object import Object
from ._properties import boolean, enumeration, settable_enumeration
from ._sources import Source, source_failure
from .errors import ClosedError, NoMediaError, failure, thread_failure
from .operation import Events, Operation
from .recorder import Recorder
from .results import WriteResult

P = TypeVar("P")


class _Listener:
    """Whom an object's callbacks tell: the operation that it is at, if it is at one."""

    def __init__(self) -> None:
        self.events: Optional[Events[Any]] = None

    def update(self, handle: int, progress: Any) -> None:
        events = self.events
        if events is not None:
            events.update(handle, progress)

    def end(self, result: Optional[WriteResult]) -> None:
        events, self.events = self.events, None
        if events is not None:
            events.end(result)

    def freed(self) -> None:
        self.end(None)


@_callbacks.callback(_abi.df2d_end_fn)
def _on_end(_: int, result: Any, user_data: int) -> None:
    _callbacks.target_of(user_data).end(WriteResult._from(result.contents))


class Performer(Object, Generic[P]):
    """Runs operations, one at a time."""

    #: The code for "one runs already".
    _busy: HResult
    #: A C function that takes the updates.
    _on_update: Any
    #: The functions that cancel, and that tell of the last result, without the prefix.
    _cancel_name: str
    _result_name: str

    def __init__(self, recorder: Optional[Recorder] = None, client_name: Optional[str] = None) -> None:
        handle = ctypes.c_void_p()
        hresult = self._function("create")(ctypes.byref(handle))
        if hresult < 0:
            raise thread_failure(hresult)
        super().__init__(handle.value or 0)
        self._listener = _Listener()
        #: Held by whoever begins an operation.
        self._beginning = threading.Lock()
        #: Held where it matters which operation is the present one; by a signal's handler inside another such place.
        self._present = threading.RLock()
        _callbacks.close_at_exit(self)
        self._advise("advise", self._on_update)
        self._advise("advise_end", _on_end)
        if recorder is not None:
            self.recorder = recorder
        if client_name is not None:
            self.client_name = client_name

    def _advise(self, name: str, function: Any) -> None:
        cookie = ctypes.c_uint32()
        token, user_data = self._token(), _callbacks.keep(self._listener)
        hresult = self._function(name)(token, function, user_data, _callbacks.free, ctypes.byref(cookie))
        if hresult < 0:
            raise self._failure(hresult)

    def close(self) -> None:
        """Gives the handle back. An operation that runs is cancelled, and awaited unless this is a callback."""
        events = self._listener.events
        if events and not self.closed and not _callbacks.is_inside():
            self._abandon(events)
        super().close()

    def __del__(self) -> None:
        listener = self.__dict__.get("_listener")
        if listener and listener.events and not self.closed:
            warnings.warn(f"{self!r} was dropped at work and is cancelled", ResourceWarning, source=self, stacklevel=2)
        super().__del__()

    # --- IDiscFormat2 ---

    @property
    def recorder(self) -> Optional[Recorder]:
        """The drive; what is got is an object of its own. None detaches it."""
        handle = self._get("get_recorder", ctypes.c_void_p)
        return Recorder._of(handle) if handle else None

    @recorder.setter
    def recorder(self, recorder: Optional[Recorder]) -> None:
        self._call("put_recorder", None if recorder is None else token_of(recorder))

    @property
    def client_name(self) -> str:
        """Who is at work, as others see it while the drive is in use. Required: 1 to 63 of the characters A-Z a-z 0-9,
        space, and . , : ; - _"""
        return self._text("get_client_name")

    @client_name.setter
    def client_name(self, name: str) -> None:
        self._call("put_client_name", c_text(name, "client_name"))

    cancel_mode = settable_enumeration(CancelMode, "What a cancel does. Allowed at any time.")
    media_physically_blank = boolean("Whether the drive says that its disc is blank.")
    media_heuristically_blank = boolean("Whether the disc is blank as far as its content tells.")
    current_physical_media_type = enumeration(MediaType, "Which disc it is.")

    @property
    def supported_media_types(self) -> List[MediaType]:
        """The media that this object can work on in a suitable drive."""
        return self._numbers("get_supported_media_types", MediaType)

    def is_recorder_supported(self, recorder: Recorder) -> bool:
        """Whether the recorder can do what this object needs."""
        return bool(self._get("is_recorder_supported", ctypes.c_int32, token_of(recorder)))

    def is_current_media_supported(self, recorder: Recorder) -> bool:
        """Whether this object can work on the disc that is in the recorder now; an empty drive is no."""
        try:
            return bool(self._get("is_current_media_supported", ctypes.c_int32, token_of(recorder)))
        except NoMediaError:
            return False

    # --- operations ---

    def _begin(
        self, name: str, progress: Optional[Callable[[P], object]], source: Optional[Source], *arguments: Any
    ) -> Operation[P]:
        if progress is not None and not callable(progress):
            raise TypeError(f"{progress!r} cannot be called")
        if not self._beginning.acquire(blocking=False):
            raise failure(self._busy)
        try:
            _callbacks.note_blocked_signals()
            token, cancel = self._token(), self._function(self._cancel_name)
            events = Events(progress, cancel)
            with self._present:
                if self._listener.events:
                    raise failure(self._busy)
                self._settle()
            try:
                with self._present:
                    self._listener.events = events
                hresult = self._function(name)(token, *arguments)
            except BaseException:
                # An interrupt came in between, and nobody will have the operation, if there is one to cancel.
                if cancel(token) >= 0:
                    self._abandon(events)
                else:
                    self._listener.events = None
                raise
            if hresult < 0:
                self._listener.events = None
                raise source_failure(hresult, self, source)
            return Operation(self, events, source)
        finally:
            self._beginning.release()

    def _await(self, events: Events[P], timeout: Optional[float]) -> bool:
        self._refuse_inside()
        if not events.wait(timeout):
            return False
        self._settle()
        return True

    def _refuse_inside(self) -> None:
        """A callback that waited for its own object would wait for itself: the library says of whom it is one."""
        if _callbacks.is_inside():
            self._wait_function(0)

    def _settle(self) -> None:
        """The end of an operation is told before the object is free again, which it is when this returns."""
        with self._present:
            if not self._listener.events:
                self._wait_function(INFINITE)

    def _wait_function(self, timeout_ms: int) -> None:
        handle = self._handle
        if handle is not None:
            hresult = self._function("wait")(handle, timeout_ms, ctypes.byref(ctypes.c_int32()))
            if hresult == self._busy:
                raise self._failure(hresult)

    def _abandon(self, events: Events[P]) -> None:
        """Cancels and waits. An interrupt meanwhile has the drive left as soon as it lets go, and a second one ends the
        wait."""
        try:
            self._cancel(events)
            self._await(events, None)
        except KeyboardInterrupt:
            with self._immediate():
                self._cancel(events)
                self._await(events, None)

    @contextlib.contextmanager
    def _immediate(self) -> Iterator[None]:
        mode = self.cancel_mode
        self.cancel_mode = CancelMode.IMMEDIATE
        try:
            yield
        finally:
            # Another thread may have closed it.
            with contextlib.suppress(ClosedError):
                self.cancel_mode = mode

    def _cancel(self, events: Events[P]) -> bool:
        """Cancels this operation and no later one."""
        with self._present:
            if self._listener.events is not events:
                return False
            handle = self._handle
            return handle is not None and bool(self._function(self._cancel_name)(handle) == HResult.S_OK)

    def _result(self) -> Optional[WriteResult]:
        """None before the first operation."""
        struct = _abi.df2d_write_result(struct_size=ctypes.sizeof(_abi.df2d_write_result))
        hresult = self._function(self._result_name)(self._token(), ctypes.byref(struct))
        if hresult == HResult.E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS:
            return None
        if hresult < 0 and hresult != HResult.E_PENDING:
            raise self._failure(hresult)
        return WriteResult._from(struct)


def token_of(recorder: Recorder) -> int:
    if not isinstance(recorder, Recorder):
        raise TypeError(f"a Recorder is needed, not {type(recorder).__name__}")
    return recorder._token()
