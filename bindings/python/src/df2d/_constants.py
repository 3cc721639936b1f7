"""The numbers of the C interface."""

# Written by bindings/generate from include/df2d.h.

from ._enumerations import Enumeration, Flags

VERSION_STRING = "0.1.0"
#: One sector in bytes.
SECTOR_SIZE = 2048
#: Sectors per second at 1x, for CD. (IMAPI2's constant.)
SECTORS_PER_SECOND_AT_1X_CD = 75
#: Sectors per second at 1x, for DVD. (IMAPI2's constant.)
SECTORS_PER_SECOND_AT_1X_DVD = 680
#: Sectors per second at 1x, for Blu-ray. (IMAPI2's constant.)
SECTORS_PER_SECOND_AT_1X_BD = 2195
#: 1x for HD DVD as IMAPI2 has it. That number is kilobytes per second; in sectors 1x is 2231.
SECTORS_PER_SECOND_AT_1X_HD_DVD = 4568
#: df2d_set_write_speed: as fast as the medium allows.
SPEED_MAX = -1
#: df2d_wait: without a limit.
INFINITE = 4294967295
#: The version of this header, by semantic versioning: its major number.
VERSION_MAJOR = 0
#: Its minor number.
VERSION_MINOR = 1
#: Its patch number.
VERSION_PATCH = 0
#: All of it as one number, to be compared with df2d_version_number(): major * 1000000 + minor * 1000 + patch.
VERSION_NUMBER = 1000


class LogLevel(Enumeration):
    """How much is logged."""

    #: df2d_log_advise: errors only.
    ERROR = 1
    #: df2d_log_advise: warnings too.
    WARN = 2
    #: df2d_log_advise: what an operation does, step by step.
    INFO = 3
    #: df2d_log_advise: every command and its answer, but for the READs and WRITEs. README.md explains these lines.
    DEBUG = 4
    #: df2d_log_advise: everything.
    TRACE = 5


class FeaturePageType(Enumeration):
    """A feature of a drive."""

    #: The kinds of medium that the drive handles.
    PROFILE_LIST = 0
    #: What all drives have.
    CORE = 1
    #: Features come and go with the medium.
    MORPHING = 2
    #: The tray: how it opens, closes and locks.
    REMOVABLE_MEDIUM = 3
    #: Write protection.
    WRITE_PROTECT = 4
    #: Any sector can be read.
    RANDOMLY_READABLE = 16
    #: Every kind of CD can be read.
    CD_MULTIREAD = 29
    #: CD can be read.
    CD_READ = 30
    #: DVD can be read.
    DVD_READ = 31
    #: Any sector can be written.
    RANDOMLY_WRITABLE = 32
    #: Written in increments, one after the other.
    INCREMENTAL_STREAMING_WRITABLE = 33
    #: Sectors are erased before they are written.
    SECTOR_ERASABLE = 34
    #: Can be formatted.
    FORMATTABLE = 35
    #: The drive replaces bad sectors.
    HARDWARE_DEFECT_MANAGEMENT = 36
    #: Any sector can be written once.
    WRITE_ONCE = 37
    #: Overwritten in whole units.
    RESTRICTED_OVERWRITE = 38
    #: CD-RW at constant angular velocity.
    CDRW_CAV_WRITE = 39
    #: Mount Rainier.
    MRW = 40
    #: The host replaces bad sectors.
    ENHANCED_DEFECT_REPORTING = 41
    #: DVD+RW.
    DVD_PLUS_RW = 42
    #: DVD+R.
    DVD_PLUS_R = 43
    #: DVD-RW in restricted overwrite.
    RIGID_RESTRICTED_OVERWRITE = 44
    #: CD written track by track.
    CD_TRACK_AT_ONCE = 45
    #: CD written in one go.
    CD_MASTERING = 46
    #: DVD-R and DVD-RW can be written.
    DVD_DASH_WRITE = 47
    #: Double density CD can be read.
    DOUBLE_DENSITY_CD_READ = 48
    #: Double density CD-R can be written.
    DOUBLE_DENSITY_CD_R_WRITE = 49
    #: Double density CD-RW can be written.
    DOUBLE_DENSITY_CD_RW_WRITE = 50
    #: DVD-R DL by layer jumps.
    LAYER_JUMP_RECORDING = 51
    #: Speed classes of CD-RW.
    CD_RW_MEDIA_WRITE_SUPPORT = 55
    #: BD-R that can be overwritten.
    BD_PSEUDO_OVERWRITE = 56
    #: DVD+R DL.
    DVD_PLUS_R_DUAL_LAYER = 59
    #: Blu-ray can be read.
    BD_READ = 64
    #: Blu-ray can be written.
    BD_WRITE = 65
    #: HD DVD can be read.
    HD_DVD_READ = 80
    #: HD DVD can be written.
    HD_DVD_WRITE = 81
    #: Power management.
    POWER_MANAGEMENT = 256
    #: Prediction of failures.
    SMART = 257
    #: A changer.
    EMBEDDED_CHANGER = 258
    #: Audio CD played by the drive.
    CD_ANALOG_PLAY = 259
    #: Firmware can be replaced.
    MICROCODE_UPDATE = 260
    #: Time-outs of commands.
    TIMEOUT = 261
    #: Copy protection of DVD video.
    DVD_CSS = 262
    #: Speeds can be asked for and set.
    REAL_TIME_STREAMING = 263
    #: The serial number of the drive.
    LOGICAL_UNIT_SERIAL_NUMBER = 264
    #: The serial number of the medium.
    MEDIA_SERIAL_NUMBER = 265
    #: Control blocks of the disc.
    DISC_CONTROL_BLOCKS = 266
    #: Copy protection of recordable DVD.
    DVD_CPRM = 267
    #: The date of the firmware.
    FIRMWARE_INFORMATION = 268
    #: Copy protection of Blu-ray and HD DVD.
    AACS = 269
    #: Copy protection of DVD+R and DVD+RW.
    VCPS = 272


class ProfileType(Enumeration):
    """A kind of medium."""

    #: No profile: no medium, or one that the drive does not know.
    INVALID = 0
    #: A fixed disk.
    NON_REMOVABLE_DISK = 1
    #: A removable disk.
    REMOVABLE_DISK = 2
    #: Magneto-optical, erasable.
    MO_ERASABLE = 3
    #: Magneto-optical, write-once.
    MO_WRITE_ONCE = 4
    #: Magneto-optical, advanced storage.
    AS_MO = 5
    #: CD-ROM.
    CDROM = 8
    #: CD-R.
    CD_RECORDABLE = 9
    #: CD-RW.
    CD_REWRITABLE = 10
    #: DVD-ROM.
    DVDROM = 16
    #: DVD-R.
    DVD_DASH_RECORDABLE = 17
    #: DVD-RAM.
    DVD_RAM = 18
    #: DVD-RW for restricted overwrite.
    DVD_DASH_REWRITABLE = 19
    #: DVD-RW written in sequence.
    DVD_DASH_RW_SEQUENTIAL = 20
    #: DVD-R DL written in sequence.
    DVD_DASH_R_DUAL_SEQUENTIAL = 21
    #: DVD-R DL written by layer jumps.
    DVD_DASH_R_DUAL_LAYER_JUMP = 22
    #: DVD+RW.
    DVD_PLUS_RW = 26
    #: DVD+R.
    DVD_PLUS_R = 27
    #: Double density CD-ROM.
    DDCDROM = 32
    #: Double density CD-R.
    DDCD_RECORDABLE = 33
    #: Double density CD-RW.
    DDCD_REWRITABLE = 34
    #: DVD+RW DL.
    DVD_PLUS_RW_DUAL = 42
    #: DVD+R DL.
    DVD_PLUS_R_DUAL = 43
    #: BD-ROM.
    BD_ROM = 64
    #: BD-R written in sequence.
    BD_R_SEQUENTIAL = 65
    #: BD-R for random recording.
    BD_R_RANDOM_RECORDING = 66
    #: BD-RE.
    BD_REWRITABLE = 67
    #: HD DVD-ROM.
    HD_DVD_ROM = 80
    #: HD DVD-R.
    HD_DVD_RECORDABLE = 81
    #: HD DVD-RAM.
    HD_DVD_RAM = 82
    #: A medium that follows no standard.
    NON_STANDARD = 65535


class ModePageRequestType(Enumeration):
    """Which values of a mode page are meant."""

    #: The values in force.
    CURRENT_VALUES = 0
    #: A mask of the bits that can be changed.
    CHANGEABLE_VALUES = 1
    #: The values after power-on.
    DEFAULT_VALUES = 2
    #: The values that the drive keeps; few drives keep any.
    SAVED_VALUES = 3


class ModePageType(Enumeration):
    """A mode page."""

    #: Error recovery.
    READ_WRITE_ERROR_RECOVERY = 1
    #: Mount Rainier.
    MRW = 3
    #: How CD and DVD-R are written.
    WRITE_PARAMETERS = 5
    #: The cache.
    CACHING = 8
    #: Prediction of failures.
    INFORMATIONAL_EXCEPTIONS = 28
    #: Time-outs and write protection by software.
    TIMEOUT_AND_PROTECT = 29
    #: Power states.
    POWER_CONDITION = 26
    #: Capabilities, as older drives tell them.
    LEGACY_CAPABILITIES = 42


class ReadTrackAddressType(Enumeration):
    """How a track is found."""

    #: The track that holds this sector.
    LBA = 0
    #: The track of this number.
    TRACK = 1
    #: The first track of this session.
    SESSION = 2


class MediaType(Enumeration):
    """A kind of medium."""

    #: No disc, or not recognised.
    UNKNOWN = 0
    #: Pressed or finalised CD.
    CDROM = 1
    #: Write-once CD.
    CDR = 2
    #: Rewritable CD.
    CDRW = 3
    #: Pressed or finalised DVD.
    DVDROM = 4
    #: Random-access DVD.
    DVDRAM = 5
    #: Write-once DVD+R.
    DVDPLUSR = 6
    #: Overwritable DVD+RW.
    DVDPLUSRW = 7
    #: DVD+R, two layers.
    DVDPLUSR_DUALLAYER = 8
    #: Write-once DVD-R.
    DVDDASHR = 9
    #: Rewritable DVD-RW.
    DVDDASHRW = 10
    #: DVD-R, two layers.
    DVDDASHR_DUALLAYER = 11
    #: Randomly writable medium with hardware defect management.
    DISK = 12
    #: DVD+RW, two layers.
    DVDPLUSRW_DUALLAYER = 13
    #: HD DVD, read-only.
    HDDVDROM = 14
    #: HD DVD, write-once.
    HDDVDR = 15
    #: HD DVD, random access.
    HDDVDRAM = 16
    #: Blu-ray, read-only.
    BDROM = 17
    #: Blu-ray, write-once.
    BDR = 18
    #: Blu-ray, rewritable.
    BDRE = 19
    #: Highest defined value (alias of BDRE).
    MAX = 19


class BurnVerificationLevel(Enumeration):
    """How a write is verified."""

    #: No check.
    NONE = 0
    #: Plausibility and sample.
    QUICK = 1
    #: Full read-back.
    FULL = 2


class CancelMode(Enumeration):
    """What a cancel does."""

    #: df2d_put_cancel_mode: a cancelled write brings the disc to the best state it allows before it returns.
    SALVAGE = 0
    #: df2d_put_cancel_mode: a cancelled write leaves as soon as the drive lets go.
    IMMEDIATE = 1


class MediaState(Flags):
    """Bits that say what a disc allows."""

    #: Not known.
    UNKNOWN = 0
    #: Mask of the "usable" bits.
    INFORMATIONAL_MASK = 15
    #: Mask of the "not usable" bits.
    UNSUPPORTED_MASK = 64512
    #: Used areas can be rewritten in place.
    OVERWRITE_ONLY = 1
    #: Deprecated alias of OVERWRITE_ONLY.
    RANDOMLY_WRITABLE = 1
    #: Never used, or erased.
    BLANK = 2
    #: Another session can be added.
    APPENDABLE = 4
    #: Only one more session possible, or no multisession.
    FINAL_SESSION = 8
    #: Needs erase or other recovery.
    DAMAGED = 1024
    #: Must be erased first.
    ERASE_REQUIRED = 2048
    #: Last session partly written; not supported.
    NON_EMPTY_SESSION = 4096
    #: Medium or drive protected.
    WRITE_PROTECTED = 8192
    #: Closed, no further writing.
    FINALIZED = 16384
    #: Type not handled by the writer.
    UNSUPPORTED_MEDIA = 32768


class WriteProtectState(Flags):
    """Bits that say why a disc is protected."""

    #: Software protection that lasts until power-off.
    UNTIL_POWERDOWN = 1
    #: Cartridge switch.
    BY_CARTRIDGE = 2
    #: Medium-specific inhibit.
    BY_MEDIA_SPECIFIC_REASON = 4
    #: Persistent software protection.
    BY_SOFTWARE_WRITE_PROTECT = 8
    #: Inhibited by a disc control block.
    BY_DISC_CONTROL_BLOCK = 16
    #: Medium is read-only by nature.
    READ_ONLY_MEDIA = 16384


class MultisessionScheme(Enumeration):
    """A way to add to a disc."""

    #: IMultisessionSequential: sessions follow one another.
    SEQUENTIAL = 1
    #: IMultisessionSequential2: the same, and the medium has a write unit.
    SEQUENTIAL2 = 2
    #: IMultisessionRandomWrite: any place can be overwritten.
    RANDOM_WRITE = 3


class RecoverAction(Enumeration):
    """How an interrupted session is recovered."""

    #: df2d_recover_media: says what is on the disc; sends nothing that could change it.
    REPORT = 0
    #: df2d_recover_media: closes the interrupted session, so that what is recorded can be read and the disc written
    #: further.
    CLOSE = 1
    #: df2d_recover_media: records the rest of the stream of which the session holds the beginning.
    RESUME = 2


class ContentState(Enumeration):
    """How much of a write is on the disc."""

    #: Nothing of the write is on the disc.
    NONE = 0
    #: A first part of the write is on the disc.
    PARTIAL = 1
    #: All of the write is on the disc.
    WHOLE = 2
    #: The drive could not be asked: after DF2D_CANCEL_IMMEDIATE it may still be busy. DF2D_RECOVER_REPORT asks it
    #: later. Or it does not know: media that are overwritten in place keep no record of an interrupted write, which is
    #: to be written again; and after a flush that failed its own account is not to be relied upon.
    UNKNOWN = 3


class DiscState(Enumeration):
    """What a disc can do."""

    #: The disc is as it was before.
    UNCHANGED = 0
    #: A session can be written: the first on a blank disc, else a further one.
    APPENDABLE = 1
    #: The disc is closed: readable, never writable again.
    CLOSED = 2
    #: The disc can be overwritten.
    OVERWRITABLE = 3
    #: The disc must be erased before it can be written again.
    ERASE_REQUIRED = 4
    #: A session is open; it must be closed or resumed before the disc can be used further.
    RECOVERABLE = 5
    #: The disc is lost.
    UNUSABLE = 6
    #: The drive could not be asked: after DF2D_CANCEL_IMMEDIATE it may still be busy. DF2D_RECOVER_REPORT asks it
    #: later.
    UNKNOWN = 7


class WriteAction(Enumeration):
    """What a write is doing."""

    #: Checking the medium.
    VALIDATING_MEDIA = 0
    #: Formatting, only where needed (DVD+RW).
    FORMATTING_MEDIA = 1
    #: Preparing the drive, setting speed.
    INITIALIZING_HARDWARE = 2
    #: Laser power calibration.
    CALIBRATING_POWER = 3
    #: User data going out.
    WRITING_DATA = 4
    #: Cache flush, closing track/session, end of background format.
    FINALIZATION = 5
    #: Finished successfully.
    COMPLETED = 6
    #: Reading back as requested.
    VERIFYING = 7


class VirtualEffect(Enumeration):
    """One of DF2D_VIRTUAL_EFFECT_*."""

    #: df2d_virtual_fault.effect: the sense data given, and the command is not carried out.
    SENSE = 0
    #: df2d_virtual_fault.effect: no answer until the time limit.
    TIMEOUT = 1
    #: df2d_virtual_fault.effect: the connection breaks; the drive has been reset, its buffer and settings are gone.
    LOST = 2
    #: df2d_virtual_fault.effect: the drive resets itself and says so at once.
    RESET = 3
    #: df2d_virtual_fault.effect: the command is carried out and takes delay_ms longer.
    DELAY = 4
    #: df2d_virtual_fault.effect: the disc leaves the drive.
    MEDIUM_GONE = 5
    #: df2d_virtual_fault.effect: the drive is unplugged, until df2d_virtual_power_cycle.
    DEVICE_GONE = 6
    #: df2d_virtual_fault.effect: the drive says that all is well and does nothing.
    GOOD_WITHOUT_EFFECT = 7


class HResult(Enumeration):
    """The result of a call, by its name in Windows. Negative is failure."""

    #: 0x00000000: Done, nothing to report.
    S_OK = 0
    #: 0x00000001: Success with a negative answer, or: nothing left to do.
    S_FALSE = 1
    #: 0x80004001: Not implemented, or the drive or medium cannot supply it.
    E_NOTIMPL = -2147467263
    #: 0x80004002: The medium does not offer this interface.
    E_NOINTERFACE = -2147467262
    #: 0x80004003: A required pointer argument is NULL.
    E_POINTER = -2147467261
    #: 0x80004004: The operation was abandoned.
    E_ABORT = -2147467260
    #: 0x80004005: Unclassified failure, including untranslated sense data.
    E_FAIL = -2147467259
    #: 0x8000000A: The operation has not ended yet.
    E_PENDING = -2147483638
    #: 0x8000FFFF: An internal error of the library, or a call in a forked child process.
    E_UNEXPECTED = -2147418113
    #: 0x80070005: Another program or a mounted volume prevents exclusive access, or the caller lacks rights.
    E_ACCESSDENIED = -2147024891
    #: 0x80070006: The handle is not one of this library: destroyed, forged, or of another object type.
    E_HANDLE = -2147024890
    #: 0x8007000E: Allocation failed.
    E_OUTOFMEMORY = -2147024882
    #: 0x8007007A: The buffer is too small; needed says how large it must be.
    E_INSUFFICIENT_BUFFER = -2147024774
    #: 0x80070057: Argument value out of range or malformed.
    E_INVALIDARG = -2147024809
    #: 0x80070037: The drive has disappeared (unplugged, powered off).
    E_DEV_NOT_EXIST = -2147024841
    #: 0xC0AA0002: The operation stopped because the client asked for cancellation.
    E_IMAPI_REQUEST_CANCELLED = -1062600702
    #: 0xC0AA0003: No recorder has been assigned to the object.
    E_IMAPI_RECORDER_REQUIRED = -1062600701
    #: 0x00AA0004: Success; the drive took a different speed than requested.
    S_IMAPI_SPEEDADJUSTED = 11141124
    #: 0x00AA0005: Success; a different rotation mode than requested is in use.
    S_IMAPI_ROTATIONADJUSTED = 11141125
    #: 0x00AA0006: Success; both speed and rotation mode were changed.
    S_IMAPI_BOTHADJUSTED = 11141126
    #: 0xC0AA0007: Data was written but the requested verification failed; treat the disc as suspect.
    E_IMAPI_BURN_VERIFICATION_FAILED = -1062600697
    #: 0x00AA0200: Success at transport level, but the drive answered with sense data; inspect the sense buffer.
    S_IMAPI_COMMAND_HAS_SENSE_DATA = 11141632
    #: 0xC0AA0201: Requested mode page (or page-control variant) is absent.
    E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE = -1062600191
    #: 0xC0AA0202: Drive is empty.
    E_IMAPI_RECORDER_MEDIA_NO_MEDIA = -1062600190
    #: 0xC0AA0203: Drive cannot handle this medium or its physical format.
    E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE = -1062600189
    #: 0xC0AA0204: Disc appears to be inserted the wrong way round.
    E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN = -1062600188
    #: 0xC0AA0205: Drive is spinning up or the medium just changed; retry later.
    E_IMAPI_RECORDER_MEDIA_BECOMING_READY = -1062600187
    #: 0xC0AA0206: A format is still running on the medium; wait for it.
    E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS = -1062600186
    #: 0xC0AA0207: Drive is inside a long operation (such as finishing a write).
    E_IMAPI_RECORDER_MEDIA_BUSY = -1062600185
    #: 0xC0AA0208: MODE SELECT rejected the combination of values.
    E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS = -1062600184
    #: 0xC0AA0209: Drive reports write protection.
    E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED = -1062600183
    #: 0xC0AA020A: Feature page unknown to the drive.
    E_IMAPI_RECORDER_NO_SUCH_FEATURE = -1062600182
    #: 0xC0AA020B: Feature page known but not active for the loaded medium.
    E_IMAPI_RECORDER_FEATURE_IS_NOT_CURRENT = -1062600181
    #: 0xC0AA020C: Legacy drive without GET CONFIGURATION.
    E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED = -1062600180
    #: 0xC0AA020D: Drive did not accept the command in time; may be wedged, or the timeout is too short.
    E_IMAPI_RECORDER_COMMAND_TIMEOUT = -1062600179
    #: 0xC0AA020E: Requested DVD structure does not exist for this drive/medium.
    E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT = -1062600178
    #: 0xC0AA020F: Medium speed rating is outside the range of the drive.
    E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH = -1062600177
    #: 0xC0AA0210: Another party holds exclusive access.
    E_IMAPI_RECORDER_LOCKED = -1062600176
    #: 0xC0AA0211: Client name rejected at recorder level.
    E_IMAPI_RECORDER_CLIENT_NAME_IS_NOT_VALID = -1062600175
    #: 0xC0AA0212: Medium needs formatting before use.
    E_IMAPI_RECORDER_MEDIA_NOT_FORMATTED = -1062600174
    #: 0xC0AA02FF: Drive returned malformed or nonsensical data.
    E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE = -1062599937
    #: 0xC0AA0300: Buffer underrun killed the write.
    E_IMAPI_LOSS_OF_STREAMING = -1062599936
    #: 0xC0AA0301: Drive reported an unrecoverable, otherwise unclassified error during the operation.
    E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE = -1062599935
    #: 0x00AA0302: Success code: the engine has no write to cancel (yet).
    S_IMAPI_WRITE_NOT_IN_PROGRESS = 11141890
    #: 0xC0AA0400: Refused because a write is running on this object.
    E_IMAPI_DF2DATA_WRITE_IN_PROGRESS = -1062599680
    #: 0xC0AA0401: Nothing to cancel.
    E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS = -1062599679
    #: 0xC0AA0402: Question only makes sense for supported media in a usable state.
    E_IMAPI_DF2DATA_INVALID_MEDIA_STATE = -1062599678
    #: 0xC0AA0403: Stream unusable, typically size not a multiple of 2048.
    E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED = -1062599677
    #: 0xC0AA0404: Stream has more sectors than the medium can take.
    E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA = -1062599676
    #: 0xC0AA0405: Overwriting existing content requires ForceOverwrite.
    E_IMAPI_DF2DATA_MEDIA_NOT_BLANK = -1062599675
    #: 0xC0AA0406: Medium type cannot be written by the data writer.
    E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED = -1062599674
    #: 0xC0AA0407: Recorder lacks what the data writer needs.
    E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED = -1062599673
    #: 0xC0AA0408: Client name is missing, too long or has forbidden characters.
    E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID = -1062599672
    #: 0xC0AA0500: Refused because a track is being written.
    E_IMAPI_DF2TAO_WRITE_IN_PROGRESS = -1062599424
    #: 0xC0AA0501: Nothing to cancel.
    E_IMAPI_DF2TAO_WRITE_NOT_IN_PROGRESS = -1062599423
    #: 0xC0AA0502: Call PrepareMedia first.
    E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED = -1062599422
    #: 0xC0AA0503: Not allowed between PrepareMedia and ReleaseMedia.
    E_IMAPI_DF2TAO_MEDIA_IS_PREPARED = -1062599421
    #: 0xC0AA0504: Property is frozen once something has been written.
    E_IMAPI_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY = -1062599420
    #: 0xC0AA0505: No TOC because no track exists.
    E_IMAPI_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC = -1062599419
    #: 0xC0AA0506: Medium must be a blank CD-R/RW.
    E_IMAPI_DF2TAO_MEDIA_IS_NOT_BLANK = -1062599418
    #: 0xC0AA0507: Medium is not CD-R/RW.
    E_IMAPI_DF2TAO_MEDIA_IS_NOT_SUPPORTED = -1062599417
    #: 0xC0AA0508: 99 tracks already present.
    E_IMAPI_DF2TAO_TRACK_LIMIT_REACHED = -1062599416
    #: 0xC0AA0509: Track does not fit.
    E_IMAPI_DF2TAO_NOT_ENOUGH_SPACE = -1062599415
    #: 0xC0AA050A: No recorder assigned.
    E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED = -1062599414
    #: 0xC0AA050B: Malformed ISRC.
    E_IMAPI_DF2TAO_INVALID_ISRC = -1062599413
    #: 0xC0AA050C: Malformed media catalogue number.
    E_IMAPI_DF2TAO_INVALID_MCN = -1062599412
    #: 0xC0AA050D: Audio stream unusable, typically not a multiple of 2352 bytes.
    E_IMAPI_DF2TAO_STREAM_NOT_SUPPORTED = -1062599411
    #: 0xC0AA050E: Recorder cannot do track-at-once audio.
    E_IMAPI_DF2TAO_RECORDER_NOT_SUPPORTED = -1062599410
    #: 0xC0AA050F: Client name missing or malformed.
    E_IMAPI_DF2TAO_CLIENT_NAME_IS_NOT_VALID = -1062599409
    #: 0xC0AA0600: Refused because a raw write is running.
    E_IMAPI_DF2RAW_WRITE_IN_PROGRESS = -1062599168
    #: 0xC0AA0601: Nothing to cancel.
    E_IMAPI_DF2RAW_WRITE_NOT_IN_PROGRESS = -1062599167
    #: 0xC0AA0602: Call PrepareMedia first.
    E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED = -1062599166
    #: 0xC0AA0603: Not allowed between PrepareMedia and ReleaseMedia.
    E_IMAPI_DF2RAW_MEDIA_IS_PREPARED = -1062599165
    #: 0xC0AA0604: Client name missing or malformed.
    E_IMAPI_DF2RAW_CLIENT_NAME_IS_NOT_VALID = -1062599164
    #: 0xC0AA0606: Medium must be a blank CD-R/RW.
    E_IMAPI_DF2RAW_MEDIA_IS_NOT_BLANK = -1062599162
    #: 0xC0AA0607: Medium is not CD-R/RW; also the answer 'no' of IsRecorderSupported.
    E_IMAPI_DF2RAW_MEDIA_IS_NOT_SUPPORTED = -1062599161
    #: 0xC0AA0609: Session does not fit.
    E_IMAPI_DF2RAW_NOT_ENOUGH_SPACE = -1062599159
    #: 0xC0AA060A: No recorder assigned.
    E_IMAPI_DF2RAW_NO_RECORDER_SPECIFIED = -1062599158
    #: 0xC0AA060D: Raw stream unusable.
    E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED = -1062599155
    #: 0xC0AA060E: Drive cannot write the requested sub-channel layout.
    E_IMAPI_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED = -1062599154
    #: 0xC0AA060F: Stream carries fewer lead-in sectors than this medium needs.
    E_IMAPI_DF2RAW_STREAM_LEADIN_TOO_SHORT = -1062599153
    #: 0xC0AA0610: Recorder cannot do raw disc-at-once.
    E_IMAPI_DF2RAW_RECORDER_NOT_SUPPORTED = -1062599152
    #: 0x80AA0900: Recorder cannot be swapped while an erase runs.
    E_IMAPI_ERASE_RECORDER_IN_USE = -2136340224
    #: 0x80AA0901: Clear the present recorder before assigning another.
    E_IMAPI_ERASE_ONLY_ONE_RECORDER_SUPPORTED = -2136340223
    #: 0x80AA0902: READ DISC INFORMATION returned too few bytes.
    E_IMAPI_ERASE_DISC_INFORMATION_TOO_SMALL = -2136340222
    #: 0x80AA0903: Mode page 0x2A returned too few bytes.
    E_IMAPI_ERASE_MODE_PAGE_2A_TOO_SMALL = -2136340221
    #: 0x80AA0904: Drive says the medium cannot be erased.
    E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE = -2136340220
    #: 0x80AA0905: Drive rejected the erase command.
    E_IMAPI_ERASE_DRIVE_FAILED_ERASE_COMMAND = -2136340219
    #: 0x80AA0906: Erase not finished after 3600 s; also returned for bad CD-RW/DVD-RW media or a drive fault.
    E_IMAPI_ERASE_TOOK_LONGER_THAN_ONE_HOUR = -2136340218
    #: 0x80AA0907: Drive failed mid-erase; medium state unknown.
    E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE = -2136340217
    #: 0x80AA0908: START UNIT failed.
    E_IMAPI_ERASE_DRIVE_FAILED_SPINUP_COMMAND = -2136340216
    #: 0xC0AA0909: Medium type cannot be erased by this object.
    E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED = -1062598391
    #: 0xC0AA090A: Recorder cannot erase.
    E_IMAPI_ERASE_RECORDER_NOT_SUPPORTED = -1062598390
    #: 0xC0AA090B: Client name missing or malformed.
    E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID = -1062598389
    #: 0x80AA0A00: Image is frozen after CreateResultImage.
    E_IMAPI_RAW_IMAGE_IS_READ_ONLY = -2136339968
    #: 0x80AA0A01: Track number would leave 1..99.
    E_IMAPI_RAW_IMAGE_TOO_MANY_TRACKS = -2136339967
    #: 0x80AA0A02: Sector type not accepted (only audio is).
    E_IMAPI_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED = -2136339966
    #: 0x80AA0A03: Needs at least one track.
    E_IMAPI_RAW_IMAGE_NO_TRACKS = -2136339965
    #: 0x80AA0A04: Must be called before the first track.
    E_IMAPI_RAW_IMAGE_TRACKS_ALREADY_ADDED = -2136339964
    #: 0x80AA0A05: Lead-out start limit would be exceeded.
    E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE = -2136339963
    #: 0x80AA0A06: More than 99 indexes.
    E_IMAPI_RAW_IMAGE_TOO_MANY_TRACK_INDEXES = -2136339962
    #: 0x80AA0A07: No index at that offset.
    E_IMAPI_RAW_IMAGE_TRACK_INDEX_NOT_FOUND = -2136339961
    #: 0x00AA0A08: Success; that index was already there.
    S_IMAPI_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS = 11143688
    #: 0x80AA0A09: Index 1 (offset 0) is mandatory.
    E_IMAPI_RAW_IMAGE_TRACK_INDEX_OFFSET_ZERO_CANNOT_BE_CLEARED = -2136339959
    #: 0x80AA0A0A: Indexes must be at least ten sectors apart.
    E_IMAPI_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX = -2136339958
    #: 0xC0AAB100: Internal inconsistency.
    IMAPI_E_FSI_INTERNAL_ERROR = -1062555392
    #: 0xC0AAB101: Named parameter has a bad value.
    IMAPI_E_INVALID_PARAM = -1062555391
    #: 0xC0AAB102: Image object is frozen.
    IMAPI_E_READONLY = -1062555390
    #: 0xC0AAB103: No file system selected for output.
    IMAPI_E_NO_OUTPUT = -1062555389
    #: 0xC0AAB104: Volume label too long or has bad characters.
    IMAPI_E_INVALID_VOLUME_NAME = -1062555388
    #: 0xC0AAB105: Item timestamps are out of order.
    IMAPI_E_INVALID_DATE = -1062555387
    #: 0xC0AAB106: Only allowed on an empty image.
    IMAPI_E_FILE_SYSTEM_NOT_EMPTY = -1062555386
    #: 0xC0AAB108: Path is not a file.
    IMAPI_E_NOT_FILE = -1062555384
    #: 0xC0AAB109: Path is not a directory.
    IMAPI_E_NOT_DIR = -1062555383
    #: 0xC0AAB10A: Directory still has entries.
    IMAPI_E_DIR_NOT_EMPTY = -1062555382
    #: 0xC0AAB10B: Item is not attached to the image.
    IMAPI_E_NOT_IN_FILE_SYSTEM = -1062555381
    #: 0xC0AAB110: Malformed path.
    IMAPI_E_INVALID_PATH = -1062555376
    #: 0xC0AAB111: Name has non-ANSI characters while UseRestrictedCharacterSet is on.
    IMAPI_E_RESTRICTED_NAME_VIOLATION = -1062555375
    #: 0xC0AAB112: Name already taken.
    IMAPI_E_DUP_NAME = -1062555374
    #: 0xC0AAB113: Could not derive a unique short name.
    IMAPI_E_NO_UNIQUE_NAME = -1062555373
    #: 0xC0AAB118: No such item in the image.
    IMAPI_E_ITEM_NOT_FOUND = -1062555368
    #: 0xC0AAB119: No such file in the image.
    IMAPI_E_FILE_NOT_FOUND = -1062555367
    #: 0xC0AAB11A: No such directory in the image.
    IMAPI_E_DIR_NOT_FOUND = -1062555366
    #: 0xC0AAB120: Addition would exceed the configured image size.
    IMAPI_E_IMAGE_SIZE_LIMIT = -1062555360
    #: 0xC0AAB121: FreeMediaBlocks set below the present estimate.
    IMAPI_E_IMAGE_TOO_BIG = -1062555359
    #: 0xC0AAB128: File stream length differs from what was announced.
    IMAPI_E_DATA_STREAM_INCONSISTENCY = -1062555352
    #: 0xC0AAB129: File stream could not be read.
    IMAPI_E_DATA_STREAM_READ_FAILURE = -1062555351
    #: 0xC0AAB12A: File stream could not be opened.
    IMAPI_E_DATA_STREAM_CREATE_FAILURE = -1062555350
    #: 0xC0AAB12B: Source directory could not be listed.
    IMAPI_E_DIRECTORY_READ_FAILURE = -1062555349
    #: 0xC0AAB130: Directory count limit of the file system hit.
    IMAPI_E_TOO_MANY_DIRS = -1062555344
    #: 0xC0AAB131: More than eight directory levels for ISO 9660.
    IMAPI_E_ISO9660_LEVELS = -1062555343
    #: 0xC0AAB132: File too large for the chosen file system.
    IMAPI_E_DATA_TOO_BIG = -1062555342
    #: 0xC0AAB133: Imported session layout cannot be extended.
    IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION = -1062555341
    #: 0xC0AAB138: Temporary file could not be opened.
    IMAPI_E_STASHFILE_OPEN_FAILURE = -1062555336
    #: 0xC0AAB139: Seek in temporary file failed.
    IMAPI_E_STASHFILE_SEEK_FAILURE = -1062555335
    #: 0xC0AAB13A: Write to temporary file failed.
    IMAPI_E_STASHFILE_WRITE_FAILURE = -1062555334
    #: 0xC0AAB13B: Read from temporary file failed.
    IMAPI_E_STASHFILE_READ_FAILURE = -1062555333
    #: 0xC0AAB140: Working directory unusable.
    IMAPI_E_INVALID_WORKING_DIRECTORY = -1062555328
    #: 0xC0AAB141: Working directory lacks room.
    IMAPI_E_WORKING_DIRECTORY_SPACE = -1062555327
    #: 0xC0AAB142: Temporary file could not be moved.
    IMAPI_E_STASHFILE_MOVE = -1062555326
    #: 0xC0AAB148: Boot image could not be placed.
    IMAPI_E_BOOT_IMAGE_DATA = -1062555320
    #: 0xC0AAB149: Boot image only allowed in the first session.
    IMAPI_E_BOOT_OBJECT_CONFLICT = -1062555319
    #: 0xC0AAB14A: Boot image size does not match the emulation type.
    IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH = -1062555318
    #: 0xC0AAB150: Nothing to import: disc is blank.
    IMAPI_E_EMPTY_DISC = -1062555312
    #: 0xC0AAB151: No importable file system found.
    IMAPI_E_NO_SUPPORTED_FILE_SYSTEM = -1062555311
    #: 0xC0AAB152: Requested file system absent on disc.
    IMAPI_E_FILE_SYSTEM_NOT_FOUND = -1062555310
    #: 0xC0AAB153: Imported file system is inconsistent.
    IMAPI_E_FILE_SYSTEM_READ_CONSISTENCY_ERROR = -1062555309
    #: 0xC0AAB154: Imported file system uses an unsupported feature.
    IMAPI_E_FILE_SYSTEM_FEATURE_NOT_SUPPORTED = -1062555308
    #: 0xC0AAB155: Imported file clashes with an existing directory.
    IMAPI_E_IMPORT_TYPE_COLLISION_FILE_EXISTS_AS_DIRECTORY = -1062555307
    #: 0xC0AAB156: Seek failed during import.
    IMAPI_E_IMPORT_SEEK_FAILURE = -1062555306
    #: 0xC0AAB157: Read failed during import.
    IMAPI_E_IMPORT_READ_FAILURE = -1062555305
    #: 0xC0AAB158: Disc is not the one imported earlier.
    IMAPI_E_DISC_MISMATCH = -1062555304
    #: 0xC0AAB159: Multisession is not offered on this media type.
    IMAPI_E_IMPORT_MEDIA_NOT_ALLOWED = -1062555303
    #: 0xC0AAB15A: Medium supports no UDF revision that can be extended.
    IMAPI_E_UDF_NOT_WRITE_COMPATIBLE = -1062555302
    #: 0xC0AAB15B: Requested multisession type is not supported.
    IMAPI_E_INCOMPATIBLE_MULTISESSION_TYPE = -1062555301
    #: 0xC0AAB15C: None of the supplied multisession interfaces fits.
    IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE = -1062555300
    #: 0xC0AAB15D: MultisessionInterfaces must be set first.
    IMAPI_E_MULTISESSION_NOT_SET = -1062555299
    #: 0xC0AAB15E: Imported directory clashes with an existing file.
    IMAPI_E_IMPORT_TYPE_COLLISION_DIRECTORY_EXISTS_AS_FILE = -1062555298
    #: 0x00AAB15F: Success; a requested feature is unavailable in this file system revision and was left out.
    IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED = 11186527
    #: 0xC0AAB160: Property cannot be read or set now.
    IMAPI_E_PROPERTY_NOT_ACCESSIBLE = -1062555296
    #: 0xC0AAB161: UDF revision fixed by the imported session.
    IMAPI_E_UDF_REVISION_CHANGE_NOT_ALLOWED = -1062555295
    #: 0xC0AAB162: A multisession value is missing or wrong.
    IMAPI_E_BAD_MULTISESSION_PARAMETER = -1062555294
    #: 0xC0AAB163: New session must use the imported file system.
    IMAPI_E_FILE_SYSTEM_CHANGE_NOT_ALLOWED = -1062555293
    #: 0xC0AAB200: Image length is not a multiple of 2048.
    IMAPI_E_IMAGEMANAGER_IMAGE_NOT_ALIGNED = -1062555136
    #: 0xC0AAB201: No valid volume descriptor in the image.
    IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND = -1062555135
    #: 0xC0AAB202: Neither path nor stream was set.
    IMAPI_E_IMAGEMANAGER_NO_IMAGE = -1062555134
    #: 0xC0AAB203: More sectors than a LONG can count.
    IMAPI_E_IMAGEMANAGER_IMAGE_TOO_BIG = -1062555133
