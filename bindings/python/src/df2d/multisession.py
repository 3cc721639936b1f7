"""The ways to add to a disc: IMultisessionSequential, IMultisessionSequential2 and IMultisessionRandomWrite."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

from ._constants import MultisessionScheme
from .recorder import Recorder

if TYPE_CHECKING:
    from .writer import Writer


class Multisession:
    """One of Writer.multisession_interfaces. What its scheme, or the disc, lacks is a NotSupportedError."""

    def __init__(self, writer: Writer, scheme: MultisessionScheme) -> None:
        self._writer = writer
        #: Which way it is.
        self.scheme = scheme

    def __repr__(self) -> str:
        return f"<df2d.Multisession {self.scheme}>"

    def _get(self, name: str, c_type: Any = ctypes.c_int32) -> Any:
        return self._writer._get(f"multisession_get_{name}", c_type, int(self.scheme))

    @property
    def is_supported_on_current_media_state(self) -> bool:
        """Whether the disc can be written by this scheme as it is now."""
        return bool(self._get("is_supported_on_current_media_state"))

    @property
    def in_use(self) -> bool:
        """Whether a file system for the disc is to be made for this scheme. At most one is in use."""
        return bool(self._get("in_use"))

    @in_use.setter
    def in_use(self, value: bool) -> None:
        self._writer._call("multisession_put_in_use", int(self.scheme), bool(value))

    @property
    def import_recorder(self) -> Recorder:
        """The drive that earlier sessions are read from; an object of its own."""
        return Recorder._of(self._get("import_recorder", ctypes.c_void_p))

    @property
    def is_first_data_session(self) -> bool:
        """Whether the next session is the first with data."""
        return bool(self._get("is_first_data_session"))

    @property
    def start_address_of_previous_session(self) -> int:
        return int(self._get("start_address_of_previous_session"))

    @property
    def last_written_address_of_previous_session(self) -> int:
        """IMAPI2 has no answer, so this is always a NotSupportedError."""
        return int(self._get("last_written_address_of_previous_session"))

    @property
    def next_writable_address(self) -> int:
        return int(self._get("next_writable_address"))

    @property
    def free_sectors_on_media(self) -> int:
        return int(self._get("free_sectors_on_media"))

    @property
    def write_unit_size(self) -> int:
        """How many sectors the disc records at once."""
        return int(self._get("write_unit_size"))

    @property
    def last_written_address(self) -> int:
        """The sector that was written last, whenever that was."""
        return int(self._get("last_written_address"))

    @property
    def total_sectors_on_media(self) -> int:
        return int(self._get("total_sectors_on_media"))
