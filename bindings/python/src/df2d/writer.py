"""Writing data: IDiscFormat2Data, IDiscFormat2 and IBurnVerification."""

from __future__ import annotations

import ctypes
from typing import Any, Callable, List, Optional

from . import _abi, _callbacks
from ._constants import (
    SPEED_MAX,
    BurnVerificationLevel,
    HResult,
    MediaState,
    MediaType,
    MultisessionScheme,
    RecoverAction,
    WriteProtectState,
)
from ._library import int32
from ._performer import Performer
from ._properties import ReadOnly, boolean, number, settable_boolean, settable_enumeration
from .multisession import Multisession
from .operation import Operation
from .results import Progress, WriteResult, WriteSpeedDescriptor
from .stream import SourceLike, Stream

OnProgress = Callable[[Progress], object]


@_callbacks.callback(_abi.df2d_update_fn)
def _on_update(object: int, progress: Any, user_data: int) -> None:
    _callbacks.target_of(user_data).update(object, Progress._from(progress.contents))


class Writer(Performer[Progress]):
    """A data writer. Give it a recorder and a client name, then write().

    A progress function is called in a thread of the library, at each change of action and every half second. If it
    raises an exception the operation is cancelled, and whoever waits for it gets that exception.
    """

    _prefix = "df2d"
    _busy = HResult.E_IMAPI_DF2DATA_WRITE_IN_PROGRESS
    _on_update = _on_update
    _cancel_name = "cancel_write"
    _result_name = "get_write_result"

    # --- properties ---

    buffer_underrun_free_disabled = settable_boolean(
        "Whether to write without the drive's protection against buffer under-runs; of CD-R and CD-RW only."
    )
    postgap_already_in_image = settable_boolean(
        "Whether the data already ends with the 150 sectors of post-gap of a CD."
    )
    force_media_to_be_closed = settable_boolean("Whether the next write ends by closing the disc.")
    disable_consumer_dvd_compatibility_mode = settable_boolean(
        "Whether to leave out what makes a DVD or BD readable in more players. Otherwise a first write closes a DVD+R."
    )
    force_overwrite = settable_boolean(
        "Whether a write may begin at sector 0 of an overwritable disc that is not blank."
    )
    test_write = settable_boolean("Whether the next write is a test, with the laser off.")
    burn_verification_level = settable_enumeration(BurnVerificationLevel, "How a write is checked after it.")

    requested_write_speed = number("What was last asked of set_write_speed(), in sectors per second.")
    requested_rotation_type_is_pure_cav = boolean("What was last asked of set_write_speed().")
    current_write_speed = number("The speed that the drive would write this disc with now, in sectors per second.")
    current_rotation_type_is_pure_cav = boolean("Whether it would do so with constant angular velocity.")

    current_media_status: ReadOnly[MediaState] = ReadOnly(MediaState, "What the disc allows.")
    write_protect_status: ReadOnly[WriteProtectState] = ReadOnly(
        WriteProtectState, "Why the disc is protected, if it is."
    )
    total_sectors_on_media = number("The size of the disc, used or not.")
    free_sectors_on_media = number("How many sectors the next write can have.")
    next_writable_address = number("The sector at which the next write begins.")
    start_address_of_previous_session = number("The first sector of the last session; -1 if there is none.")
    last_written_address_of_previous_session = number("IMAPI2 has no answer, so this is always a NotSupportedError.")

    @property
    def supported_write_speeds(self) -> List[int]:
        """The speeds that drive and disc offer together, in sectors per second."""
        return list(self._array("get_supported_write_speeds", ctypes.c_int32, 64))

    @property
    def supported_write_speed_descriptors(self) -> List[WriteSpeedDescriptor]:
        """The same, with medium and rotation."""
        structs = self._array("get_supported_write_speed_descriptors", _abi.df2d_write_speed_descriptor, 64)
        return [
            WriteSpeedDescriptor(
                MediaType(struct.media_type), bool(struct.rotation_type_is_pure_cav), struct.write_speed
            )
            for struct in structs
        ]

    @property
    def multisession_interfaces(self) -> List[Multisession]:
        """The ways to add to the disc."""
        schemes = self._numbers("get_multisession_interfaces", MultisessionScheme)
        return [Multisession(self, scheme) for scheme in schemes]

    def set_write_speed(self, sectors_per_second: int = SPEED_MAX, rotation_type_is_pure_cav: bool = False) -> HResult:
        """How fast to write. The result says whether the drive takes another speed: S_OK, S_IMAPI_SPEEDADJUSTED, …"""
        speed = int32(sectors_per_second, "sectors_per_second")
        return HResult(self._call("set_write_speed", speed, bool(rotation_type_is_pure_cav)))

    # --- operations ---

    def write(self, source: SourceLike, progress: Optional[OnProgress] = None) -> WriteResult:
        """Records a source on the disc: a Stream, or whatever Stream() takes. Returns when that is done, closing and
        verification included.

        An interrupt (Ctrl-C) cancels the write and waits until the disc is safe.
        """
        return self.write_async(source, progress)._finish()

    def write_async(self, source: SourceLike, progress: Optional[OnProgress] = None) -> Operation[Progress]:
        """Begins a write, which goes on by itself."""
        return self._with_stream("write_async", source, progress)

    def close_media(self, progress: Optional[OnProgress] = None) -> WriteResult:
        """Finalises the disc without writing. The result's code is S_FALSE if there is nothing to close."""
        return self.close_media_async(progress)._finish()

    def close_media_async(self, progress: Optional[OnProgress] = None) -> Operation[Progress]:
        """Begins to finalise the disc."""
        return self._begin("close_media_async", progress, None)

    def recover_media(
        self,
        action: RecoverAction,
        source: Optional[SourceLike] = None,
        progress: Optional[OnProgress] = None,
    ) -> WriteResult:
        """Brings a disc whose last session was interrupted to the best state that it allows.

        RecoverAction.REPORT only looks, CLOSE closes the session, and RESUME writes the rest of the source, which is
        the one that was being written.
        """
        return self.recover_media_async(action, source, progress)._finish()

    def recover_media_async(
        self,
        action: RecoverAction,
        source: Optional[SourceLike] = None,
        progress: Optional[OnProgress] = None,
    ) -> Operation[Progress]:
        """Begins to recover the disc."""
        number = int32(action, "action")
        if source is None:
            return self._begin("recover_media_async", progress, None, number, None)
        return self._with_stream("recover_media_async", source, progress, number)

    def _with_stream(
        self, name: str, source: SourceLike, progress: Optional[OnProgress], *arguments: Any
    ) -> Operation[Progress]:
        if isinstance(source, Stream):
            return self._begin(name, progress, source._source, *arguments, source._token())
        # The operation keeps what it needs of the stream.
        with Stream(source) as stream:
            return self._begin(name, progress, stream._source, *arguments, stream._token())

    def cancel_write(self) -> bool:
        """Asks the operation that runs to stop: whether it will. It is too late once the disc is being closed.

        Never blocks, and may be called in any thread, a progress function and a signal's handler included. That nothing
        runs is a WriterError.
        """
        return self._call(self._cancel_name) == HResult.S_OK

    @property
    def write_result(self) -> Optional[WriteResult]:
        """What the last operation did to the disc; while one runs, what is known so far. None before the first."""
        return self._result()
