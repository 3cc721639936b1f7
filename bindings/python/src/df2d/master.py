"""The recorders that there are: IDiscMaster2."""

from __future__ import annotations

import ctypes
from typing import Callable, Iterator, Optional

from . import _abi, _callbacks
from ._constants import HResult
from ._library import int32, lib, uint32
from ._object import Object
from ._properties import boolean
from .errors import thread_failure

Notify = Callable[[str], object]
NO_FUNCTION = _abi.df2d_master_notify_fn()


class _Advised:
    def __init__(self, added: Optional[Notify], removed: Optional[Notify]) -> None:
        self.added, self.removed = added, removed

    def freed(self) -> None:
        pass


@_callbacks.callback(_abi.df2d_master_notify_fn)
def _on_added(_: int, id: bytes, user_data: int) -> None:
    _callbacks.target_of(user_data).added(id.decode("utf-8", "surrogateescape"))


@_callbacks.callback(_abi.df2d_master_notify_fn)
def _on_removed(_: int, id: bytes, user_data: int) -> None:
    _callbacks.target_of(user_data).removed(id.decode("utf-8", "surrogateescape"))


class Master(Object):
    """The identifiers of all recorders: a sequence that is read anew, of what Recorder() takes.

    The optical drives of this computer, and after them those that the environment variable DF2D_RECORDERS names.
    """

    _prefix = "df2d_master"

    def __init__(self) -> None:
        handle = ctypes.c_void_p()
        hresult = lib.df2d_master_create(ctypes.byref(handle))
        if hresult < 0:
            raise thread_failure(hresult)
        super().__init__(handle.value or 0)
        _callbacks.close_at_exit(self)

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts("get_items"))

    def __len__(self) -> int:
        return int(self._get("get_count", ctypes.c_int32))

    def __bool__(self) -> bool:
        return True

    def __getitem__(self, index: int) -> str:
        """From the list as len() or an iteration last read it."""
        index = int32(index, "index")
        if index < 0:
            index += len(self)
        try:
            return self._text("get_item", index)
        except ValueError as error:
            if getattr(error, "hresult", None) != HResult.E_INVALIDARG:
                raise
            raise IndexError("There is no such recorder.") from error

    is_supported_environment = boolean("Whether at least one of the recorders can be opened and is an optical drive.")

    def advise(self, added: Optional[Notify] = None, removed: Optional[Notify] = None) -> int:
        """Has the functions called with the identifier of a drive that has come or gone, on a thread of the library.

        Returns what unadvise() takes. An exception of theirs goes to sys.unraisablehook.
        """
        for function in (added, removed):
            if function is not None and not callable(function):
                raise TypeError(f"{function!r} cannot be called")
        cookie = ctypes.c_uint32()
        functions = (_on_added if added else NO_FUNCTION, _on_removed if removed else NO_FUNCTION)
        token, user_data = self._token(), _callbacks.keep(_Advised(added, removed))
        hresult = lib.df2d_master_advise(token, *functions, user_data, _callbacks.free, ctypes.byref(cookie))
        if hresult < 0:
            raise self._failure(hresult)
        return cookie.value

    def unadvise(self, cookie: int) -> None:
        """Ends what advise() began. Outside callbacks it waits for a call that is under way."""
        self._call("unadvise", uint32(cookie, "cookie"))
