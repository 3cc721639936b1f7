"""Records data on CD, DVD and Blu-ray, and erases it, with the semantics of IMAPI2's IDiscFormat2Data.

    import df2d

    with df2d.Recorder("virtual:disc.iso?media=dvd+r") as recorder, df2d.Writer(recorder, "backup") as writer:
        result = writer.write("image.iso", progress=lambda p: print(f"{p.fraction:.0%}"))
        print(result.sectors_on_media, "sectors are on the disc, which is now", result.disc_after)

Names are IMAPI2's in Python's spelling: ForceMediaToBeClosed is Writer.force_media_to_be_closed.
"""

from ._constants import (
    SECTOR_SIZE,
    SECTORS_PER_SECOND_AT_1X_BD,
    SECTORS_PER_SECOND_AT_1X_CD,
    SECTORS_PER_SECOND_AT_1X_DVD,
    SECTORS_PER_SECOND_AT_1X_HD_DVD,
    SPEED_MAX,
    BurnVerificationLevel,
    CancelMode,
    ContentState,
    DiscState,
    FeaturePageType,
    HResult,
    LogLevel,
    MediaState,
    MediaType,
    ModePageRequestType,
    ModePageType,
    MultisessionScheme,
    ProfileType,
    ReadTrackAddressType,
    RecoverAction,
    VirtualEffect,
    WriteAction,
    WriteProtectState,
)
from ._constants import VERSION_STRING as __version__
from ._library import library_version, live_objects
from .eraser import Eraser
from .errors import (
    CancelledError,
    ClosedError,
    EraserError,
    Error,
    InvalidArgumentError,
    NoMediaError,
    NotSupportedError,
    RecorderError,
    RecorderLockedError,
    Sense,
    SourceError,
    VerificationError,
    WriterError,
)
from .log import LogSubscription, log_advise, log_to
from .master import Master
from .multisession import Multisession
from .operation import Operation
from .recorder import Recorder
from .results import CommandResult, EraseProgress, Progress, VirtualCounts, WriteResult, WriteSpeedDescriptor
from .stream import Stream
from .virtual import Virtual
from .writer import Writer

__all__ = [
    "SECTORS_PER_SECOND_AT_1X_BD",
    "SECTORS_PER_SECOND_AT_1X_CD",
    "SECTORS_PER_SECOND_AT_1X_DVD",
    "SECTORS_PER_SECOND_AT_1X_HD_DVD",
    "SECTOR_SIZE",
    "SPEED_MAX",
    "BurnVerificationLevel",
    "CancelMode",
    "CancelledError",
    "ClosedError",
    "CommandResult",
    "ContentState",
    "DiscState",
    "EraseProgress",
    "Eraser",
    "EraserError",
    "Error",
    "FeaturePageType",
    "HResult",
    "InvalidArgumentError",
    "LogLevel",
    "LogSubscription",
    "Master",
    "MediaState",
    "MediaType",
    "ModePageRequestType",
    "ModePageType",
    "Multisession",
    "MultisessionScheme",
    "NoMediaError",
    "NotSupportedError",
    "Operation",
    "ProfileType",
    "Progress",
    "ReadTrackAddressType",
    "Recorder",
    "RecorderError",
    "RecorderLockedError",
    "RecoverAction",
    "Sense",
    "SourceError",
    "Stream",
    "VerificationError",
    "Virtual",
    "VirtualCounts",
    "VirtualEffect",
    "WriteAction",
    "WriteProtectState",
    "WriteResult",
    "WriteSpeedDescriptor",
    "Writer",
    "WriterError",
    "__version__",
    "library_version",
    "live_objects",
    "log_advise",
    "log_to",
]
