"""What the library tells: copies of its structs, which stay as they are."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Optional, Type, TypeVar

from . import _abi
from ._constants import ContentState, DiscState, HResult, MediaState, MediaType, WriteAction
from .errors import Sense

T = TypeVar("T")


def copy_of(struct: Any, kind: Type[T], **converted: Any) -> T:
    """A dataclass with the members of a struct that have the names of its fields, but for those that are given."""
    members = {field.name: getattr(struct, field.name) for field in fields(kind) if field.name not in converted}  # type: ignore[arg-type]
    return kind(**members, **converted)


@dataclass(frozen=True)
class Progress:
    """How an operation stands: IDiscFormat2DataEventArgs, and what this library adds to it."""

    #: What is being done.
    current_action: WriteAction
    #: Seconds since the write began; left, an estimate; in all, an estimate.
    elapsed_time: int
    remaining_time: int
    total_time: int
    #: First sector of this write.
    start_lba: int
    #: Sectors of this write.
    sector_count: int
    #: Last sector read from the stream; start_lba - 1 before the first.
    last_read_lba: int
    #: Last sector sent to the drive, which may still have it in its buffer; start_lba - 1 before the first.
    last_written_lba: int
    #: Bytes of the buffer in this computer.
    total_system_buffer: int
    used_system_buffer: int
    free_system_buffer: int
    #: Whether a cancel was accepted.
    cancelling: bool
    #: The drive's own progress in the current action in thousandths, None if it does not tell.
    action_permille: Optional[int]
    #: Times the drive's buffer ran empty while it was recording.
    under_runs: int
    #: Sectors of the whole job: written, and verified where that was asked for.
    total_sectors: int
    #: Sectors of the whole job that are done. Never goes back.
    done_sectors: int
    #: Speed now.
    bytes_per_second: int
    #: Size of the drive's buffer, 0 unknown.
    drive_buffer_bytes: int
    drive_buffer_used_bytes: int
    elapsed_ms: int
    remaining_ms: int

    @property
    def fraction(self) -> float:
        """How much of the whole job is done, from 0 to 1."""
        return self.done_sectors / self.total_sectors if self.total_sectors else 0.0

    @staticmethod
    def _from(struct: _abi.df2d_progress) -> Progress:
        return copy_of(
            struct,
            Progress,
            current_action=WriteAction(struct.current_action),
            cancelling=bool(struct.cancelling),
            action_permille=struct.action_permille if struct.action_permille >= 0 else None,
        )


@dataclass(frozen=True)
class EraseProgress:
    """How an erase stands, in seconds. The estimate may change."""

    elapsed_seconds: int
    estimated_total_seconds: int


@dataclass(frozen=True)
class WriteResult:
    """How an operation ended, and what became of the disc, as read back from the drive."""

    #: What the operation returned; E_PENDING while it runs.
    hresult: HResult
    #: How much of this write is on the disc. Without verification this rests on the drive's word.
    content_after: ContentState
    #: What the disc can do now.
    disc_after: DiscState
    #: Read from the drive after the operation; 0 if it did not say.
    media_status_after: MediaState
    under_runs: int
    #: Sectors that the write was asked for, padding included.
    sectors_requested: int
    #: Sectors handed to the drive. Of a write that was resumed, without those that were found on the disc.
    sectors_sent: int
    #: Sectors of this write that are on the medium by the drive's account, or as verified.
    sectors_on_media: int
    #: First sector of this write, None if it never began.
    start_lba: Optional[int]
    elapsed_ms: int
    #: The first failure: the sector that it belongs to, if that is known.
    failure_lba: Optional[int]
    #: The command that failed first, if one did.
    failure_cdb: Optional[bytes]
    #: What the drive said of it, if it said anything.
    failure_sense: Optional[Sense]
    #: Whether the drive spoke of an earlier command.
    failure_deferred: bool

    @staticmethod
    def _from(struct: _abi.df2d_write_result) -> WriteResult:
        sense = Sense(struct.failure_sense_key, struct.failure_asc, struct.failure_ascq)
        return copy_of(
            struct,
            WriteResult,
            hresult=HResult(struct.hr),
            content_after=ContentState(struct.content_after),
            disc_after=DiscState(struct.disc_after),
            media_status_after=MediaState(struct.media_status_after),
            start_lba=struct.start_lba if struct.start_lba >= 0 else None,
            failure_lba=struct.failure_lba if struct.failure_lba >= 0 else None,
            failure_cdb=bytes(struct.failure_cdb[: struct.failure_cdb_length]) or None,
            failure_sense=sense if any(sense) else None,
            failure_deferred=bool(struct.failure_deferred),
        )


@dataclass(frozen=True)
class WriteSpeedDescriptor:
    """One of the write speeds that the drive offers for the medium."""

    media_type: MediaType
    rotation_type_is_pure_cav: bool
    #: Sectors per second.
    write_speed: int


@dataclass(frozen=True)
class CommandResult:
    """What a drive answered to a command of one's own."""

    #: What it sent; empty for a command that brings no data.
    data: bytes
    #: The 18 bytes of sense data if it refused the command, or answered with CHECK CONDITION; else None.
    sense: Optional[bytes]


@dataclass(frozen=True)
class VirtualCounts:
    """What a virtual recorder has counted since it was opened."""

    #: Whether the tray is locked.
    prevented: bool
    tray_open: bool
    #: CRC-32 of all bytes received, with store=discard; else 0.
    crc32: int
    #: Commands that reached the drive, answered or not.
    commands: int
    #: WRITE commands that took data.
    writes: int
    sectors_written: int
    bytes_written: int
    #: WRITE commands refused because the buffer was full.
    write_refused_buffer_full: int
    #: How often the buffer ran empty and more data came afterwards.
    under_runs: int
    #: How long the laser stood still for want of data.
    idle_ns: int
    #: The longest time from one WRITE to the next of the same recording.
    max_gap_ns: int
    #: Bytes in the drive's buffer now, the least while recording, and its size.
    buffer_fill_bytes: int
    buffer_min_bytes: int
    buffer_capacity_bytes: int
    #: Real time spent on the checksum.
    checksum_ns: int
    #: Flush, close and format operations begun.
    long_operations: int
    #: Faults that have struck.
    faults: int
    #: Where the next WRITE must go on a sequential medium; None when there is no such address.
    next_writable_lba: Optional[int]
    #: How long the drive was busy with commands and with such operations, on its clock.
    busy_ns: int
    #: What its clock says.
    clock_ns: int

    @staticmethod
    def _from(struct: _abi.df2d_virtual_counts) -> VirtualCounts:
        return copy_of(
            struct,
            VirtualCounts,
            prevented=bool(struct.prevented),
            tray_open=bool(struct.tray_open),
            next_writable_lba=struct.next_writable_lba if struct.next_writable_lba >= 0 else None,
        )
