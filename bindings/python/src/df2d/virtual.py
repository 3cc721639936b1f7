"""What can be done with a virtual recorder alone. A real drive answers with NotSupportedError."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

from . import _abi
from ._constants import VirtualEffect
from ._library import PathLike, c_path, int32, int64, lib, uint8, uint32
from .results import VirtualCounts

if TYPE_CHECKING:
    from .recorder import Recorder


class Virtual:
    """A virtual recorder from its own side: its disc, its clock, its counters, and faults that it is to have."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def _call(self, name: str, *arguments: object) -> None:
        hresult = getattr(lib, f"df2d_virtual_{name}")(self._recorder._token(), *arguments)
        if hresult < 0:
            raise self._recorder._failure(hresult)

    def insert(self, spec: PathLike) -> None:
        """Puts a disc in and closes the tray: "PATH?media=dvd+r", or "?media=none"."""
        self._call("insert", c_path(spec))

    def eject(self, force: bool = False) -> None:
        """Takes the disc out as a hand at the button does; with force even from a locked tray."""
        self._call("eject", bool(force))

    def power_cycle(self) -> None:
        """Switches the recorder off and on. What was in its buffer is lost."""
        self._call("power_cycle")

    def fault_add(
        self,
        effect: VirtualEffect,
        opcode: int = -1,
        *,
        lba: int = -1,
        skip: int = 0,
        times: int = 0,
        sense_key: int = 0,
        asc: int = 0,
        ascq: int = 0,
        deferred: bool = False,
        delay_ms: int = 0,
    ) -> int:
        """Has the recorder misbehave, and returns the number by which logs name the fault.

        It strikes commands with that operation code, or all; of READs and WRITEs those that cover that sector, or all.
        `skip` of them pass first, and `times` are struck, 0 being without end.
        """
        fault = _abi.df2d_virtual_fault(
            struct_size=ctypes.sizeof(_abi.df2d_virtual_fault),
            opcode=int32(opcode, "opcode"),
            lba=int64(lba, "lba"),
            skip=uint32(skip, "skip"),
            times=uint32(times, "times"),
            effect=int32(effect, "effect"),
            sense_key=uint8(sense_key, "sense_key"),
            asc=uint8(asc, "asc"),
            ascq=uint8(ascq, "ascq"),
            deferred=bool(deferred),
            delay_ms=int64(delay_ms, "delay_ms"),
        )
        id = ctypes.c_uint32()
        self._call("fault_add", ctypes.byref(fault), ctypes.byref(id))
        return id.value

    def fault_clear(self) -> None:
        """Forgets all faults."""
        self._call("fault_clear")

    @property
    def counters(self) -> VirtualCounts:
        """What the recorder has counted since it was opened."""
        counts = _abi.df2d_virtual_counts(struct_size=ctypes.sizeof(_abi.df2d_virtual_counts))
        self._call("counters", ctypes.byref(counts))
        return VirtualCounts._from(counts)

    @property
    def now_ms(self) -> int:
        """The time on the recorder's clock since it was opened."""
        ms = ctypes.c_int64()
        self._call("now", ctypes.byref(ms))
        return ms.value

    def sleep_ms(self, ms: int) -> None:
        """Waits on the recorder's clock."""
        self._call("sleep", int64(ms, "ms"))
