"""Erasing rewritable discs: IDiscFormat2Erase and IDiscFormat2."""

from __future__ import annotations

from typing import Callable, Optional

from . import _abi, _callbacks
from ._constants import HResult
from ._performer import Performer
from ._properties import settable_boolean
from .operation import Operation
from .results import EraseProgress, WriteResult

OnEraseProgress = Callable[[EraseProgress], object]


@_callbacks.callback(_abi.df2d_erase_update_fn)
def _on_update(object: int, elapsed_seconds: int, estimated_total_seconds: int, user_data: int) -> None:
    _callbacks.target_of(user_data).update(object, EraseProgress(elapsed_seconds, estimated_total_seconds))


class Eraser(Performer[EraseProgress]):
    """An eraser. Give it a recorder and a client name, then erase_media(). A progress function is called as a writer's
    is."""

    _prefix = "df2d_erase"
    _busy = HResult.E_IMAPI_ERASE_RECORDER_IN_USE
    _on_update = _on_update
    _cancel_name = "cancel_erase"
    _result_name = "get_result"

    full_erase = settable_boolean("Whether to erase all of the disc, and not only what leads to the data.")

    def erase_media(self, progress: Optional[OnEraseProgress] = None) -> WriteResult:
        """Erases the disc and returns when that is done."""
        return self.erase_media_async(progress)._finish()

    def erase_media_async(self, progress: Optional[OnEraseProgress] = None) -> Operation[EraseProgress]:
        """Begins to erase the disc."""
        return self._begin("erase_media_async", progress, None)

    def cancel_erase(self) -> bool:
        """Asks the erase to stop: whether it will. A drive that blanks its disc by itself does not."""
        return self._call(self._cancel_name) == HResult.S_OK

    @property
    def result(self) -> Optional[WriteResult]:
        """What the last erase did to the disc; while one runs, what is known so far. None before the first."""
        return self._result()
