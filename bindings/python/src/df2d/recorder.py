"""Drives: IDiscRecorder2 and IDiscRecorder2Ex."""

from __future__ import annotations

import ctypes
from contextlib import contextmanager
from typing import Any, Iterator, List, Union

from ._constants import (
    FeaturePageType,
    HResult,
    ModePageRequestType,
    ModePageType,
    ProfileType,
    ReadTrackAddressType,
)
from ._library import PathLike, c_path, c_text, int32, lib, uint32
from ._object import Object
from ._properties import boolean, number
from .errors import Error, thread_failure
from .results import CommandResult
from .virtual import Virtual

SENSE_BYTES = 18


class Recorder(Object):
    """A drive, by its identifier: "/dev/sr0", "virtual:disc.iso?media=dvd+r", "iscsi://HOST/IQN/LUN".

    Opening is never exclusive and leaves the medium alone.
    """

    _prefix = "df2d_recorder"

    def __init__(self, id: PathLike) -> None:
        handle = ctypes.c_void_p()
        hresult = lib.df2d_recorder_open(c_path(id), ctypes.byref(handle))
        if hresult < 0:
            raise thread_failure(hresult)
        super().__init__(handle.value or 0)

    @classmethod
    def _of(cls, handle: int) -> Recorder:
        """For a further handle to a recorder, which came out of the library."""
        recorder = cls.__new__(cls)
        Object.__init__(recorder, handle)
        return recorder

    def __repr__(self) -> str:
        try:
            return f"<df2d.Recorder {self.active_disc_recorder!r}>"
        except Error:
            return super().__repr__()

    # --- IDiscRecorder2 ---

    @property
    def active_disc_recorder(self) -> str:
        """The identifier that the recorder was opened with, but for a password."""
        return self._text("get_active_disc_recorder")

    @property
    def vendor_id(self) -> str:
        """Who made the drive, as the drive itself says."""
        return self._text("get_vendor_id")

    @property
    def product_id(self) -> str:
        """The drive's model, as the drive itself says."""
        return self._text("get_product_id")

    @property
    def product_revision(self) -> str:
        """The version of the drive's firmware, as the drive itself says."""
        return self._text("get_product_revision")

    @property
    def volume_name(self) -> str:
        """The block device that the system mounts the disc from; empty if there is none."""
        return self._text("get_volume_name")

    @property
    def volume_path_names(self) -> List[str]:
        """Where the disc is mounted."""
        return self._texts("get_volume_path_names")

    @property
    def exclusive_access_owner(self) -> str:
        """The client name of whoever in this process has the drive for itself; empty is nobody."""
        return self._text("get_exclusive_access_owner")

    device_can_load_media = boolean("Whether close_tray() can be expected to work.")

    legacy_device_number = number("The N of /dev/srN.")

    @property
    def supported_feature_pages(self) -> List[FeaturePageType]:
        """The features that the drive has, in its order."""
        return self._numbers("get_supported_feature_pages", FeaturePageType, 0)

    @property
    def current_feature_pages(self) -> List[FeaturePageType]:
        """Those that can be used with the disc that is in the drive now."""
        return self._numbers("get_supported_feature_pages", FeaturePageType, 1)

    @property
    def supported_profiles(self) -> List[ProfileType]:
        """The kinds of medium that the drive handles, in its order."""
        return self._numbers("get_supported_profiles", ProfileType, 0)

    @property
    def current_profiles(self) -> List[ProfileType]:
        """Those that the disc in the drive is."""
        return self._numbers("get_supported_profiles", ProfileType, 1)

    @property
    def supported_mode_pages(self) -> List[ModePageType]:
        """The codes of the drive's mode pages with current values, in its order."""
        return self.get_supported_mode_pages(ModePageRequestType.CURRENT_VALUES)

    def eject_media(self) -> None:
        """Opens the tray."""
        self._call("eject_media")

    def close_tray(self) -> None:
        """Draws the tray in."""
        self._call("close_tray")

    def acquire_exclusive_access(self, client_name: str, force: bool = False) -> None:
        """Has the drive for this recorder alone; with force also one whose disc is mounted. Calls are counted."""
        self._call("acquire_exclusive_access", bool(force), c_text(client_name, "client_name"))

    def release_exclusive_access(self) -> None:
        """Takes back one acquire_exclusive_access()."""
        self._call("release_exclusive_access")

    @contextmanager
    def exclusive_access(self, client_name: str, force: bool = False) -> Iterator[None]:
        """Exclusive access for the time of a `with` block."""
        self.acquire_exclusive_access(client_name, force)
        try:
            yield
        finally:
            if not self.closed:
                self.release_exclusive_access()

    def disable_mcn(self) -> None:
        """Turns media change notification off. Calls are counted."""
        self._call("disable_mcn")

    def enable_mcn(self) -> None:
        """Takes back one disable_mcn()."""
        self._call("enable_mcn")

    # --- IDiscRecorder2Ex ---

    def send_command_no_data(self, cdb: bytes, timeout_s: int = 0) -> CommandResult:
        """Sends a command of one's own, once, as it is. It may change the disc. 0 is the library's own time limit."""
        return self._send("send_command_no_data", cdb, timeout_s)

    def send_command_send_data_to_device(self, cdb: bytes, data: bytes, timeout_s: int = 0) -> CommandResult:
        """Sends a command of one's own, which takes data."""
        buffer = self._aligned(len(data))
        buffer[:] = bytes(data)
        size = uint32(len(data), "the size of data")
        return self._send("send_command_send_data_to_device", cdb, timeout_s, buffer, size)

    def send_command_get_data_from_device(self, cdb: bytes, size: int, timeout_s: int = 0) -> CommandResult:
        """Sends a command of one's own, which brings up to that many bytes."""
        buffer = self._aligned(uint32(size, "size"))
        fetched = ctypes.c_uint32()
        name = "send_command_get_data_from_device"
        result = self._send(name, cdb, timeout_s, buffer, size, ctypes.byref(fetched))
        return CommandResult(bytes(buffer[: fetched.value]), result.sense)

    def _send(self, name: str, cdb: bytes, timeout_s: int, *data: Any) -> CommandResult:
        cdb = bytes(cdb)
        sense = ctypes.create_string_buffer(SENSE_BYTES)
        hresult = self._call(name, cdb, len(cdb), sense, uint32(timeout_s, "timeout_s"), *data)
        return CommandResult(b"", sense.raw if hresult == HResult.S_IMAPI_COMMAND_HAS_SENSE_DATA else None)

    def _aligned(self, size: int) -> Any:
        """Memory of that size which begins where the drive's commands want it."""
        alignment = self.byte_alignment_mask
        room = ctypes.create_string_buffer(size + alignment)
        return (ctypes.c_char * size).from_buffer(room, -ctypes.addressof(room) % alignment)

    @property
    def byte_alignment_mask(self) -> int:
        """Buffers of commands begin at a multiple of this."""
        return int(self._get("get_byte_alignment_mask", ctypes.c_uint32))

    @property
    def maximum_page_aligned_transfer_size(self) -> int:
        """The most bytes that one command can carry."""
        return int(self._get("get_maximum_page_aligned_transfer_size", ctypes.c_uint32))

    @property
    def maximum_non_page_aligned_transfer_size(self) -> int:
        """The same for a buffer that does not begin at a page."""
        return int(self._get("get_maximum_non_page_aligned_transfer_size", ctypes.c_uint32))

    def get_disc_information(self) -> bytes:
        """The drive's answer to READ DISC INFORMATION."""
        return self._bytes("get_disc_information")

    def get_track_information(
        self, address: int, address_type: ReadTrackAddressType = ReadTrackAddressType.TRACK
    ) -> bytes:
        """The drive's answer to READ TRACK INFORMATION."""
        return self._bytes("get_track_information", uint32(address, "address"), int32(address_type, "address_type"))

    def read_dvd_structure(self, format: int, address: int = 0, layer: int = 0, agid: int = 0) -> bytes:
        """A structure of a DVD or HD DVD, without its header of four bytes."""
        where = uint32(address, "address"), uint32(layer, "layer"), uint32(agid, "agid")
        return self._bytes("read_dvd_structure", uint32(format, "format"), *where)

    def send_dvd_structure(self, format: int, data: bytes) -> None:
        """Sends a structure to the drive, which can change the disc."""
        data = bytes(data)
        self._call("send_dvd_structure", uint32(format, "format"), data, uint32(len(data), "the size of data"))

    def get_feature_page(self, feature: Union[FeaturePageType, int], current_only: bool = False) -> bytes:
        """A feature of the drive, from its code on."""
        return self._bytes("get_feature_page", int32(feature, "feature"), bool(current_only))

    def get_mode_page(
        self,
        page: Union[ModePageType, int],
        request_type: ModePageRequestType = ModePageRequestType.CURRENT_VALUES,
    ) -> bytes:
        """A mode page, from its code on."""
        return self._bytes("get_mode_page", int32(page, "page"), int32(request_type, "request_type"))

    def set_mode_page(
        self, data: bytes, request_type: ModePageRequestType = ModePageRequestType.CURRENT_VALUES
    ) -> None:
        """Sets the values of a mode page, which is as get_mode_page() gives it."""
        data = bytes(data)
        self._call("set_mode_page", int32(request_type, "request_type"), data, uint32(len(data), "the size of data"))

    def get_supported_mode_pages(self, request_type: ModePageRequestType) -> List[ModePageType]:
        """The codes of the mode pages of which the drive has such values."""
        return self._numbers("get_supported_mode_pages", ModePageType, int32(request_type, "request_type"))

    def get_device_descriptor(self) -> bytes:
        """A STORAGE_DEVICE_DESCRIPTOR as Windows has it."""
        return self._bytes("get_device_descriptor")

    def get_adapter_descriptor(self) -> bytes:
        """A STORAGE_ADAPTER_DESCRIPTOR as Windows has it."""
        return self._bytes("get_adapter_descriptor")

    # --- a virtual one ---

    @property
    def virtual(self) -> Virtual:
        """What only a virtual recorder can do: change its disc, fail as it is told, count."""
        return Virtual(self)
