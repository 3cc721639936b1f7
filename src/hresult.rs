//! Every HRESULT of the library: IMAPI2's own values, each with its name and one plain sentence.
//!
//! The constants are plain negative decimal literals, because that is what `#if`, cgo, Zig and cffi take;
//! a test below holds each one to the hexadecimal value in its comment.

/// The result of a call: IMAPI2's own HRESULT. Negative is failure, zero or positive is success; test the sign,
/// not equality with DF2D_S_OK.
#[allow(non_camel_case_types)]
pub type df2d_hresult = i32;

/// 0x00000000: Done, nothing to report.
pub const DF2D_S_OK: df2d_hresult = 0;
/// 0x00000001: Success with a negative answer, or: nothing left to do.
pub const DF2D_S_FALSE: df2d_hresult = 1;
/// 0x80004001: Not implemented, or the drive or medium cannot supply it.
pub const DF2D_E_NOTIMPL: df2d_hresult = -2147467263;
/// 0x80004002: The medium does not offer this interface.
pub const DF2D_E_NOINTERFACE: df2d_hresult = -2147467262;
/// 0x80004003: A required pointer argument is NULL.
pub const DF2D_E_POINTER: df2d_hresult = -2147467261;
/// 0x80004004: The operation was abandoned.
pub const DF2D_E_ABORT: df2d_hresult = -2147467260;
/// 0x80004005: Unclassified failure, including untranslated sense data.
pub const DF2D_E_FAIL: df2d_hresult = -2147467259;
/// 0x8000000A: The operation has not ended yet.
pub const DF2D_E_PENDING: df2d_hresult = -2147483638;
/// 0x8000FFFF: An internal error of the library, or a call in a forked child process.
pub const DF2D_E_UNEXPECTED: df2d_hresult = -2147418113;
/// 0x80070005: Another program or a mounted volume prevents exclusive access, or the caller lacks rights.
pub const DF2D_E_ACCESSDENIED: df2d_hresult = -2147024891;
/// 0x80070006: The handle is not one of this library: destroyed, forged, or of another object type.
pub const DF2D_E_HANDLE: df2d_hresult = -2147024890;
/// 0x8007000E: Allocation failed.
pub const DF2D_E_OUTOFMEMORY: df2d_hresult = -2147024882;
/// 0x8007007A: The buffer is too small; needed says how large it must be.
pub const DF2D_E_INSUFFICIENT_BUFFER: df2d_hresult = -2147024774;
/// 0x80070057: Argument value out of range or malformed.
pub const DF2D_E_INVALIDARG: df2d_hresult = -2147024809;
/// 0x80070037: The drive has disappeared (unplugged, powered off).
pub const DF2D_E_DEV_NOT_EXIST: df2d_hresult = -2147024841;
/// 0xC0AA0002: The operation stopped because the client asked for cancellation.
pub const DF2D_E_IMAPI_REQUEST_CANCELLED: df2d_hresult = -1062600702;
/// 0xC0AA0003: No recorder has been assigned to the object.
pub const DF2D_E_IMAPI_RECORDER_REQUIRED: df2d_hresult = -1062600701;
/// 0x00AA0004: Success; the drive took a different speed than requested.
pub const DF2D_S_IMAPI_SPEEDADJUSTED: df2d_hresult = 11141124;
/// 0x00AA0005: Success; a different rotation mode than requested is in use.
pub const DF2D_S_IMAPI_ROTATIONADJUSTED: df2d_hresult = 11141125;
/// 0x00AA0006: Success; both speed and rotation mode were changed.
pub const DF2D_S_IMAPI_BOTHADJUSTED: df2d_hresult = 11141126;
/// 0xC0AA0007: Data was written but the requested verification failed; treat the disc as suspect.
pub const DF2D_E_IMAPI_BURN_VERIFICATION_FAILED: df2d_hresult = -1062600697;
/// 0x00AA0200: Success at transport level, but the drive answered with sense data; inspect the sense buffer.
pub const DF2D_S_IMAPI_COMMAND_HAS_SENSE_DATA: df2d_hresult = 11141632;
/// 0xC0AA0201: Requested mode page (or page-control variant) is absent.
pub const DF2D_E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE: df2d_hresult = -1062600191;
/// 0xC0AA0202: Drive is empty.
pub const DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA: df2d_hresult = -1062600190;
/// 0xC0AA0203: Drive cannot handle this medium or its physical format.
pub const DF2D_E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE: df2d_hresult = -1062600189;
/// 0xC0AA0204: Disc appears to be inserted the wrong way round.
pub const DF2D_E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN: df2d_hresult = -1062600188;
/// 0xC0AA0205: Drive is spinning up or the medium just changed; retry later.
pub const DF2D_E_IMAPI_RECORDER_MEDIA_BECOMING_READY: df2d_hresult = -1062600187;
/// 0xC0AA0206: A format is still running on the medium; wait for it.
pub const DF2D_E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS: df2d_hresult = -1062600186;
/// 0xC0AA0207: Drive is inside a long operation (such as finishing a write).
pub const DF2D_E_IMAPI_RECORDER_MEDIA_BUSY: df2d_hresult = -1062600185;
/// 0xC0AA0208: MODE SELECT rejected the combination of values.
pub const DF2D_E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS: df2d_hresult = -1062600184;
/// 0xC0AA0209: Drive reports write protection.
pub const DF2D_E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED: df2d_hresult = -1062600183;
/// 0xC0AA020A: Feature page unknown to the drive.
pub const DF2D_E_IMAPI_RECORDER_NO_SUCH_FEATURE: df2d_hresult = -1062600182;
/// 0xC0AA020B: Feature page known but not active for the loaded medium.
pub const DF2D_E_IMAPI_RECORDER_FEATURE_IS_NOT_CURRENT: df2d_hresult = -1062600181;
/// 0xC0AA020C: Legacy drive without GET CONFIGURATION.
pub const DF2D_E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED: df2d_hresult = -1062600180;
/// 0xC0AA020D: Drive did not accept the command in time; may be wedged, or the timeout is too short.
pub const DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT: df2d_hresult = -1062600179;
/// 0xC0AA020E: Requested DVD structure does not exist for this drive/medium.
pub const DF2D_E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT: df2d_hresult = -1062600178;
/// 0xC0AA020F: Medium speed rating is outside the range of the drive.
pub const DF2D_E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH: df2d_hresult = -1062600177;
/// 0xC0AA0210: Another party holds exclusive access.
pub const DF2D_E_IMAPI_RECORDER_LOCKED: df2d_hresult = -1062600176;
/// 0xC0AA0211: Client name rejected at recorder level.
pub const DF2D_E_IMAPI_RECORDER_CLIENT_NAME_IS_NOT_VALID: df2d_hresult = -1062600175;
/// 0xC0AA0212: Medium needs formatting before use.
pub const DF2D_E_IMAPI_RECORDER_MEDIA_NOT_FORMATTED: df2d_hresult = -1062600174;
/// 0xC0AA02FF: Drive returned malformed or nonsensical data.
pub const DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE: df2d_hresult = -1062599937;
/// 0xC0AA0300: Buffer underrun killed the write.
pub const DF2D_E_IMAPI_LOSS_OF_STREAMING: df2d_hresult = -1062599936;
/// 0xC0AA0301: Drive reported an unrecoverable, otherwise unclassified error during the operation.
pub const DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE: df2d_hresult = -1062599935;
/// 0x00AA0302: Success code: the engine has no write to cancel (yet).
pub const DF2D_S_IMAPI_WRITE_NOT_IN_PROGRESS: df2d_hresult = 11141890;
/// 0xC0AA0400: Refused because a write is running on this object.
pub const DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS: df2d_hresult = -1062599680;
/// 0xC0AA0401: Nothing to cancel.
pub const DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS: df2d_hresult = -1062599679;
/// 0xC0AA0402: Question only makes sense for supported media in a usable state.
pub const DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE: df2d_hresult = -1062599678;
/// 0xC0AA0403: Stream unusable, typically size not a multiple of 2048.
pub const DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED: df2d_hresult = -1062599677;
/// 0xC0AA0404: Stream has more sectors than the medium can take.
pub const DF2D_E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA: df2d_hresult = -1062599676;
/// 0xC0AA0405: Overwriting existing content requires ForceOverwrite.
pub const DF2D_E_IMAPI_DF2DATA_MEDIA_NOT_BLANK: df2d_hresult = -1062599675;
/// 0xC0AA0406: Medium type cannot be written by the data writer.
pub const DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED: df2d_hresult = -1062599674;
/// 0xC0AA0407: Recorder lacks what the data writer needs.
pub const DF2D_E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED: df2d_hresult = -1062599673;
/// 0xC0AA0408: Client name is missing, too long or has forbidden characters.
pub const DF2D_E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID: df2d_hresult = -1062599672;
/// 0xC0AA0500: Refused because a track is being written.
pub const DF2D_E_IMAPI_DF2TAO_WRITE_IN_PROGRESS: df2d_hresult = -1062599424;
/// 0xC0AA0501: Nothing to cancel.
pub const DF2D_E_IMAPI_DF2TAO_WRITE_NOT_IN_PROGRESS: df2d_hresult = -1062599423;
/// 0xC0AA0502: Call PrepareMedia first.
pub const DF2D_E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED: df2d_hresult = -1062599422;
/// 0xC0AA0503: Not allowed between PrepareMedia and ReleaseMedia.
pub const DF2D_E_IMAPI_DF2TAO_MEDIA_IS_PREPARED: df2d_hresult = -1062599421;
/// 0xC0AA0504: Property is frozen once something has been written.
pub const DF2D_E_IMAPI_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY: df2d_hresult = -1062599420;
/// 0xC0AA0505: No TOC because no track exists.
pub const DF2D_E_IMAPI_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC: df2d_hresult = -1062599419;
/// 0xC0AA0506: Medium must be a blank CD-R/RW.
pub const DF2D_E_IMAPI_DF2TAO_MEDIA_IS_NOT_BLANK: df2d_hresult = -1062599418;
/// 0xC0AA0507: Medium is not CD-R/RW.
pub const DF2D_E_IMAPI_DF2TAO_MEDIA_IS_NOT_SUPPORTED: df2d_hresult = -1062599417;
/// 0xC0AA0508: 99 tracks already present.
pub const DF2D_E_IMAPI_DF2TAO_TRACK_LIMIT_REACHED: df2d_hresult = -1062599416;
/// 0xC0AA0509: Track does not fit.
pub const DF2D_E_IMAPI_DF2TAO_NOT_ENOUGH_SPACE: df2d_hresult = -1062599415;
/// 0xC0AA050A: No recorder assigned.
pub const DF2D_E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED: df2d_hresult = -1062599414;
/// 0xC0AA050B: Malformed ISRC.
pub const DF2D_E_IMAPI_DF2TAO_INVALID_ISRC: df2d_hresult = -1062599413;
/// 0xC0AA050C: Malformed media catalogue number.
pub const DF2D_E_IMAPI_DF2TAO_INVALID_MCN: df2d_hresult = -1062599412;
/// 0xC0AA050D: Audio stream unusable, typically not a multiple of 2352 bytes.
pub const DF2D_E_IMAPI_DF2TAO_STREAM_NOT_SUPPORTED: df2d_hresult = -1062599411;
/// 0xC0AA050E: Recorder cannot do track-at-once audio.
pub const DF2D_E_IMAPI_DF2TAO_RECORDER_NOT_SUPPORTED: df2d_hresult = -1062599410;
/// 0xC0AA050F: Client name missing or malformed.
pub const DF2D_E_IMAPI_DF2TAO_CLIENT_NAME_IS_NOT_VALID: df2d_hresult = -1062599409;
/// 0xC0AA0600: Refused because a raw write is running.
pub const DF2D_E_IMAPI_DF2RAW_WRITE_IN_PROGRESS: df2d_hresult = -1062599168;
/// 0xC0AA0601: Nothing to cancel.
pub const DF2D_E_IMAPI_DF2RAW_WRITE_NOT_IN_PROGRESS: df2d_hresult = -1062599167;
/// 0xC0AA0602: Call PrepareMedia first.
pub const DF2D_E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED: df2d_hresult = -1062599166;
/// 0xC0AA0603: Not allowed between PrepareMedia and ReleaseMedia.
pub const DF2D_E_IMAPI_DF2RAW_MEDIA_IS_PREPARED: df2d_hresult = -1062599165;
/// 0xC0AA0604: Client name missing or malformed.
pub const DF2D_E_IMAPI_DF2RAW_CLIENT_NAME_IS_NOT_VALID: df2d_hresult = -1062599164;
/// 0xC0AA0606: Medium must be a blank CD-R/RW.
pub const DF2D_E_IMAPI_DF2RAW_MEDIA_IS_NOT_BLANK: df2d_hresult = -1062599162;
/// 0xC0AA0607: Medium is not CD-R/RW; also the answer 'no' of IsRecorderSupported.
pub const DF2D_E_IMAPI_DF2RAW_MEDIA_IS_NOT_SUPPORTED: df2d_hresult = -1062599161;
/// 0xC0AA0609: Session does not fit.
pub const DF2D_E_IMAPI_DF2RAW_NOT_ENOUGH_SPACE: df2d_hresult = -1062599159;
/// 0xC0AA060A: No recorder assigned.
pub const DF2D_E_IMAPI_DF2RAW_NO_RECORDER_SPECIFIED: df2d_hresult = -1062599158;
/// 0xC0AA060D: Raw stream unusable.
pub const DF2D_E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED: df2d_hresult = -1062599155;
/// 0xC0AA060E: Drive cannot write the requested sub-channel layout.
pub const DF2D_E_IMAPI_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED: df2d_hresult = -1062599154;
/// 0xC0AA060F: Stream carries fewer lead-in sectors than this medium needs.
pub const DF2D_E_IMAPI_DF2RAW_STREAM_LEADIN_TOO_SHORT: df2d_hresult = -1062599153;
/// 0xC0AA0610: Recorder cannot do raw disc-at-once.
pub const DF2D_E_IMAPI_DF2RAW_RECORDER_NOT_SUPPORTED: df2d_hresult = -1062599152;
/// 0x80AA0900: Recorder cannot be swapped while an erase runs.
pub const DF2D_E_IMAPI_ERASE_RECORDER_IN_USE: df2d_hresult = -2136340224;
/// 0x80AA0901: Clear the present recorder before assigning another.
pub const DF2D_E_IMAPI_ERASE_ONLY_ONE_RECORDER_SUPPORTED: df2d_hresult = -2136340223;
/// 0x80AA0902: READ DISC INFORMATION returned too few bytes.
pub const DF2D_E_IMAPI_ERASE_DISC_INFORMATION_TOO_SMALL: df2d_hresult = -2136340222;
/// 0x80AA0903: Mode page 0x2A returned too few bytes.
pub const DF2D_E_IMAPI_ERASE_MODE_PAGE_2A_TOO_SMALL: df2d_hresult = -2136340221;
/// 0x80AA0904: Drive says the medium cannot be erased.
pub const DF2D_E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE: df2d_hresult = -2136340220;
/// 0x80AA0905: Drive rejected the erase command.
pub const DF2D_E_IMAPI_ERASE_DRIVE_FAILED_ERASE_COMMAND: df2d_hresult = -2136340219;
/// 0x80AA0906: Erase not finished after 3600 s; also returned for bad CD-RW/DVD-RW media or a drive fault.
pub const DF2D_E_IMAPI_ERASE_TOOK_LONGER_THAN_ONE_HOUR: df2d_hresult = -2136340218;
/// 0x80AA0907: Drive failed mid-erase; medium state unknown.
pub const DF2D_E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE: df2d_hresult = -2136340217;
/// 0x80AA0908: START UNIT failed.
pub const DF2D_E_IMAPI_ERASE_DRIVE_FAILED_SPINUP_COMMAND: df2d_hresult = -2136340216;
/// 0xC0AA0909: Medium type cannot be erased by this object.
pub const DF2D_E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED: df2d_hresult = -1062598391;
/// 0xC0AA090A: Recorder cannot erase.
pub const DF2D_E_IMAPI_ERASE_RECORDER_NOT_SUPPORTED: df2d_hresult = -1062598390;
/// 0xC0AA090B: Client name missing or malformed.
pub const DF2D_E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID: df2d_hresult = -1062598389;
/// 0x80AA0A00: Image is frozen after CreateResultImage.
pub const DF2D_E_IMAPI_RAW_IMAGE_IS_READ_ONLY: df2d_hresult = -2136339968;
/// 0x80AA0A01: Track number would leave 1..99.
pub const DF2D_E_IMAPI_RAW_IMAGE_TOO_MANY_TRACKS: df2d_hresult = -2136339967;
/// 0x80AA0A02: Sector type not accepted (only audio is).
pub const DF2D_E_IMAPI_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED: df2d_hresult = -2136339966;
/// 0x80AA0A03: Needs at least one track.
pub const DF2D_E_IMAPI_RAW_IMAGE_NO_TRACKS: df2d_hresult = -2136339965;
/// 0x80AA0A04: Must be called before the first track.
pub const DF2D_E_IMAPI_RAW_IMAGE_TRACKS_ALREADY_ADDED: df2d_hresult = -2136339964;
/// 0x80AA0A05: Lead-out start limit would be exceeded.
pub const DF2D_E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE: df2d_hresult = -2136339963;
/// 0x80AA0A06: More than 99 indexes.
pub const DF2D_E_IMAPI_RAW_IMAGE_TOO_MANY_TRACK_INDEXES: df2d_hresult = -2136339962;
/// 0x80AA0A07: No index at that offset.
pub const DF2D_E_IMAPI_RAW_IMAGE_TRACK_INDEX_NOT_FOUND: df2d_hresult = -2136339961;
/// 0x00AA0A08: Success; that index was already there.
pub const DF2D_S_IMAPI_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS: df2d_hresult = 11143688;
/// 0x80AA0A09: Index 1 (offset 0) is mandatory.
pub const DF2D_E_IMAPI_RAW_IMAGE_TRACK_INDEX_OFFSET_ZERO_CANNOT_BE_CLEARED: df2d_hresult = -2136339959;
/// 0x80AA0A0A: Indexes must be at least ten sectors apart.
pub const DF2D_E_IMAPI_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX: df2d_hresult = -2136339958;
/// 0xC0AAB100: Internal inconsistency.
pub const DF2D_IMAPI_E_FSI_INTERNAL_ERROR: df2d_hresult = -1062555392;
/// 0xC0AAB101: Named parameter has a bad value.
pub const DF2D_IMAPI_E_INVALID_PARAM: df2d_hresult = -1062555391;
/// 0xC0AAB102: Image object is frozen.
pub const DF2D_IMAPI_E_READONLY: df2d_hresult = -1062555390;
/// 0xC0AAB103: No file system selected for output.
pub const DF2D_IMAPI_E_NO_OUTPUT: df2d_hresult = -1062555389;
/// 0xC0AAB104: Volume label too long or has bad characters.
pub const DF2D_IMAPI_E_INVALID_VOLUME_NAME: df2d_hresult = -1062555388;
/// 0xC0AAB105: Item timestamps are out of order.
pub const DF2D_IMAPI_E_INVALID_DATE: df2d_hresult = -1062555387;
/// 0xC0AAB106: Only allowed on an empty image.
pub const DF2D_IMAPI_E_FILE_SYSTEM_NOT_EMPTY: df2d_hresult = -1062555386;
/// 0xC0AAB108: Path is not a file.
pub const DF2D_IMAPI_E_NOT_FILE: df2d_hresult = -1062555384;
/// 0xC0AAB109: Path is not a directory.
pub const DF2D_IMAPI_E_NOT_DIR: df2d_hresult = -1062555383;
/// 0xC0AAB10A: Directory still has entries.
pub const DF2D_IMAPI_E_DIR_NOT_EMPTY: df2d_hresult = -1062555382;
/// 0xC0AAB10B: Item is not attached to the image.
pub const DF2D_IMAPI_E_NOT_IN_FILE_SYSTEM: df2d_hresult = -1062555381;
/// 0xC0AAB110: Malformed path.
pub const DF2D_IMAPI_E_INVALID_PATH: df2d_hresult = -1062555376;
/// 0xC0AAB111: Name has non-ANSI characters while UseRestrictedCharacterSet is on.
pub const DF2D_IMAPI_E_RESTRICTED_NAME_VIOLATION: df2d_hresult = -1062555375;
/// 0xC0AAB112: Name already taken.
pub const DF2D_IMAPI_E_DUP_NAME: df2d_hresult = -1062555374;
/// 0xC0AAB113: Could not derive a unique short name.
pub const DF2D_IMAPI_E_NO_UNIQUE_NAME: df2d_hresult = -1062555373;
/// 0xC0AAB118: No such item in the image.
pub const DF2D_IMAPI_E_ITEM_NOT_FOUND: df2d_hresult = -1062555368;
/// 0xC0AAB119: No such file in the image.
pub const DF2D_IMAPI_E_FILE_NOT_FOUND: df2d_hresult = -1062555367;
/// 0xC0AAB11A: No such directory in the image.
pub const DF2D_IMAPI_E_DIR_NOT_FOUND: df2d_hresult = -1062555366;
/// 0xC0AAB120: Addition would exceed the configured image size.
pub const DF2D_IMAPI_E_IMAGE_SIZE_LIMIT: df2d_hresult = -1062555360;
/// 0xC0AAB121: FreeMediaBlocks set below the present estimate.
pub const DF2D_IMAPI_E_IMAGE_TOO_BIG: df2d_hresult = -1062555359;
/// 0xC0AAB128: File stream length differs from what was announced.
pub const DF2D_IMAPI_E_DATA_STREAM_INCONSISTENCY: df2d_hresult = -1062555352;
/// 0xC0AAB129: File stream could not be read.
pub const DF2D_IMAPI_E_DATA_STREAM_READ_FAILURE: df2d_hresult = -1062555351;
/// 0xC0AAB12A: File stream could not be opened.
pub const DF2D_IMAPI_E_DATA_STREAM_CREATE_FAILURE: df2d_hresult = -1062555350;
/// 0xC0AAB12B: Source directory could not be listed.
pub const DF2D_IMAPI_E_DIRECTORY_READ_FAILURE: df2d_hresult = -1062555349;
/// 0xC0AAB130: Directory count limit of the file system hit.
pub const DF2D_IMAPI_E_TOO_MANY_DIRS: df2d_hresult = -1062555344;
/// 0xC0AAB131: More than eight directory levels for ISO 9660.
pub const DF2D_IMAPI_E_ISO9660_LEVELS: df2d_hresult = -1062555343;
/// 0xC0AAB132: File too large for the chosen file system.
pub const DF2D_IMAPI_E_DATA_TOO_BIG: df2d_hresult = -1062555342;
/// 0xC0AAB133: Imported session layout cannot be extended.
pub const DF2D_IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION: df2d_hresult = -1062555341;
/// 0xC0AAB138: Temporary file could not be opened.
pub const DF2D_IMAPI_E_STASHFILE_OPEN_FAILURE: df2d_hresult = -1062555336;
/// 0xC0AAB139: Seek in temporary file failed.
pub const DF2D_IMAPI_E_STASHFILE_SEEK_FAILURE: df2d_hresult = -1062555335;
/// 0xC0AAB13A: Write to temporary file failed.
pub const DF2D_IMAPI_E_STASHFILE_WRITE_FAILURE: df2d_hresult = -1062555334;
/// 0xC0AAB13B: Read from temporary file failed.
pub const DF2D_IMAPI_E_STASHFILE_READ_FAILURE: df2d_hresult = -1062555333;
/// 0xC0AAB140: Working directory unusable.
pub const DF2D_IMAPI_E_INVALID_WORKING_DIRECTORY: df2d_hresult = -1062555328;
/// 0xC0AAB141: Working directory lacks room.
pub const DF2D_IMAPI_E_WORKING_DIRECTORY_SPACE: df2d_hresult = -1062555327;
/// 0xC0AAB142: Temporary file could not be moved.
pub const DF2D_IMAPI_E_STASHFILE_MOVE: df2d_hresult = -1062555326;
/// 0xC0AAB148: Boot image could not be placed.
pub const DF2D_IMAPI_E_BOOT_IMAGE_DATA: df2d_hresult = -1062555320;
/// 0xC0AAB149: Boot image only allowed in the first session.
pub const DF2D_IMAPI_E_BOOT_OBJECT_CONFLICT: df2d_hresult = -1062555319;
/// 0xC0AAB14A: Boot image size does not match the emulation type.
pub const DF2D_IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH: df2d_hresult = -1062555318;
/// 0xC0AAB150: Nothing to import: disc is blank.
pub const DF2D_IMAPI_E_EMPTY_DISC: df2d_hresult = -1062555312;
/// 0xC0AAB151: No importable file system found.
pub const DF2D_IMAPI_E_NO_SUPPORTED_FILE_SYSTEM: df2d_hresult = -1062555311;
/// 0xC0AAB152: Requested file system absent on disc.
pub const DF2D_IMAPI_E_FILE_SYSTEM_NOT_FOUND: df2d_hresult = -1062555310;
/// 0xC0AAB153: Imported file system is inconsistent.
pub const DF2D_IMAPI_E_FILE_SYSTEM_READ_CONSISTENCY_ERROR: df2d_hresult = -1062555309;
/// 0xC0AAB154: Imported file system uses an unsupported feature.
pub const DF2D_IMAPI_E_FILE_SYSTEM_FEATURE_NOT_SUPPORTED: df2d_hresult = -1062555308;
/// 0xC0AAB155: Imported file clashes with an existing directory.
pub const DF2D_IMAPI_E_IMPORT_TYPE_COLLISION_FILE_EXISTS_AS_DIRECTORY: df2d_hresult = -1062555307;
/// 0xC0AAB156: Seek failed during import.
pub const DF2D_IMAPI_E_IMPORT_SEEK_FAILURE: df2d_hresult = -1062555306;
/// 0xC0AAB157: Read failed during import.
pub const DF2D_IMAPI_E_IMPORT_READ_FAILURE: df2d_hresult = -1062555305;
/// 0xC0AAB158: Disc is not the one imported earlier.
pub const DF2D_IMAPI_E_DISC_MISMATCH: df2d_hresult = -1062555304;
/// 0xC0AAB159: Multisession is not offered on this media type.
pub const DF2D_IMAPI_E_IMPORT_MEDIA_NOT_ALLOWED: df2d_hresult = -1062555303;
/// 0xC0AAB15A: Medium supports no UDF revision that can be extended.
pub const DF2D_IMAPI_E_UDF_NOT_WRITE_COMPATIBLE: df2d_hresult = -1062555302;
/// 0xC0AAB15B: Requested multisession type is not supported.
pub const DF2D_IMAPI_E_INCOMPATIBLE_MULTISESSION_TYPE: df2d_hresult = -1062555301;
/// 0xC0AAB15C: None of the supplied multisession interfaces fits.
pub const DF2D_IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE: df2d_hresult = -1062555300;
/// 0xC0AAB15D: MultisessionInterfaces must be set first.
pub const DF2D_IMAPI_E_MULTISESSION_NOT_SET: df2d_hresult = -1062555299;
/// 0xC0AAB15E: Imported directory clashes with an existing file.
pub const DF2D_IMAPI_E_IMPORT_TYPE_COLLISION_DIRECTORY_EXISTS_AS_FILE: df2d_hresult = -1062555298;
/// 0x00AAB15F: Success; a requested feature is unavailable in this file system revision and was left out.
pub const DF2D_IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED: df2d_hresult = 11186527;
/// 0xC0AAB160: Property cannot be read or set now.
pub const DF2D_IMAPI_E_PROPERTY_NOT_ACCESSIBLE: df2d_hresult = -1062555296;
/// 0xC0AAB161: UDF revision fixed by the imported session.
pub const DF2D_IMAPI_E_UDF_REVISION_CHANGE_NOT_ALLOWED: df2d_hresult = -1062555295;
/// 0xC0AAB162: A multisession value is missing or wrong.
pub const DF2D_IMAPI_E_BAD_MULTISESSION_PARAMETER: df2d_hresult = -1062555294;
/// 0xC0AAB163: New session must use the imported file system.
pub const DF2D_IMAPI_E_FILE_SYSTEM_CHANGE_NOT_ALLOWED: df2d_hresult = -1062555293;
/// 0xC0AAB200: Image length is not a multiple of 2048.
pub const DF2D_IMAPI_E_IMAGEMANAGER_IMAGE_NOT_ALIGNED: df2d_hresult = -1062555136;
/// 0xC0AAB201: No valid volume descriptor in the image.
pub const DF2D_IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND: df2d_hresult = -1062555135;
/// 0xC0AAB202: Neither path nor stream was set.
pub const DF2D_IMAPI_E_IMAGEMANAGER_NO_IMAGE: df2d_hresult = -1062555134;
/// 0xC0AAB203: More sectors than a LONG can count.
pub const DF2D_IMAPI_E_IMAGEMANAGER_IMAGE_TOO_BIG: df2d_hresult = -1062555133;

/// One code: its value, the name Windows gives it and a sentence for people.
pub struct Entry {
    pub value: df2d_hresult,
    pub name: &'static str,
    pub message: &'static str,
}

const fn entry(value: df2d_hresult, name: &'static str, message: &'static str) -> Entry {
    Entry { value, name, message }
}

/// All codes, in the order of the constants above.
pub static TABLE: &[Entry] = &[
    entry(DF2D_S_OK, "S_OK", "Done, nothing to report."),
    entry(DF2D_S_FALSE, "S_FALSE", "Success with a negative answer, or: nothing left to do."),
    entry(DF2D_E_NOTIMPL, "E_NOTIMPL", "Not implemented, or the drive or medium cannot supply it."),
    entry(DF2D_E_NOINTERFACE, "E_NOINTERFACE", "The medium does not offer this interface."),
    entry(DF2D_E_POINTER, "E_POINTER", "A required pointer argument is NULL."),
    entry(DF2D_E_ABORT, "E_ABORT", "The operation was abandoned."),
    entry(DF2D_E_FAIL, "E_FAIL", "Unclassified failure, including untranslated sense data."),
    entry(DF2D_E_PENDING, "E_PENDING", "The operation has not ended yet."),
    entry(
        DF2D_E_UNEXPECTED,
        "E_UNEXPECTED",
        "An internal error of the library, or a call in a forked child process.",
    ),
    entry(
        DF2D_E_ACCESSDENIED,
        "E_ACCESSDENIED",
        "Another program or a mounted volume prevents exclusive access, or the caller lacks rights.",
    ),
    entry(
        DF2D_E_HANDLE,
        "E_HANDLE",
        "The handle is not one of this library: destroyed, forged, or of another object type.",
    ),
    entry(DF2D_E_OUTOFMEMORY, "E_OUTOFMEMORY", "Allocation failed."),
    entry(
        DF2D_E_INSUFFICIENT_BUFFER,
        "E_INSUFFICIENT_BUFFER",
        "The buffer is too small; needed says how large it must be.",
    ),
    entry(DF2D_E_INVALIDARG, "E_INVALIDARG", "Argument value out of range or malformed."),
    entry(DF2D_E_DEV_NOT_EXIST, "E_DEV_NOT_EXIST", "The drive has disappeared (unplugged, powered off)."),
    entry(
        DF2D_E_IMAPI_REQUEST_CANCELLED,
        "E_IMAPI_REQUEST_CANCELLED",
        "The operation stopped because the client asked for cancellation.",
    ),
    entry(
        DF2D_E_IMAPI_RECORDER_REQUIRED,
        "E_IMAPI_RECORDER_REQUIRED",
        "No recorder has been assigned to the object.",
    ),
    entry(
        DF2D_S_IMAPI_SPEEDADJUSTED,
        "S_IMAPI_SPEEDADJUSTED",
        "Success; the drive took a different speed than requested.",
    ),
    entry(
        DF2D_S_IMAPI_ROTATIONADJUSTED,
        "S_IMAPI_ROTATIONADJUSTED",
        "Success; a different rotation mode than requested is in use.",
    ),
    entry(
        DF2D_S_IMAPI_BOTHADJUSTED,
        "S_IMAPI_BOTHADJUSTED",
        "Success; both speed and rotation mode were changed.",
    ),
    entry(
        DF2D_E_IMAPI_BURN_VERIFICATION_FAILED,
        "E_IMAPI_BURN_VERIFICATION_FAILED",
        "Data was written but the requested verification failed; treat the disc as suspect.",
    ),
    entry(
        DF2D_S_IMAPI_COMMAND_HAS_SENSE_DATA,
        "S_IMAPI_COMMAND_HAS_SENSE_DATA",
        "Success at transport level, but the drive answered with sense data; inspect the sense buffer.",
    ),
    entry(
        DF2D_E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE,
        "E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE",
        "Requested mode page (or page-control variant) is absent.",
    ),
    entry(DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA, "E_IMAPI_RECORDER_MEDIA_NO_MEDIA", "Drive is empty."),
    entry(
        DF2D_E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE,
        "E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE",
        "Drive cannot handle this medium or its physical format.",
    ),
    entry(
        DF2D_E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN,
        "E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN",
        "Disc appears to be inserted the wrong way round.",
    ),
    entry(
        DF2D_E_IMAPI_RECORDER_MEDIA_BECOMING_READY,
        "E_IMAPI_RECORDER_MEDIA_BECOMING_READY",
        "Drive is spinning up or the medium just changed; retry later.",
    ),
    entry(
        DF2D_E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS,
        "E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS",
        "A format is still running on the medium; wait for it.",
    ),
    entry(
        DF2D_E_IMAPI_RECORDER_MEDIA_BUSY,
        "E_IMAPI_RECORDER_MEDIA_BUSY",
        "Drive is inside a long operation (such as finishing a write).",
    ),
    entry(
        DF2D_E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS,
        "E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS",
        "MODE SELECT rejected the combination of values.",
    ),
    entry(
        DF2D_E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED,
        "E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED",
        "Drive reports write protection.",
    ),
    entry(
        DF2D_E_IMAPI_RECORDER_NO_SUCH_FEATURE,
        "E_IMAPI_RECORDER_NO_SUCH_FEATURE",
        "Feature page unknown to the drive.",
    ),
    entry(
        DF2D_E_IMAPI_RECORDER_FEATURE_IS_NOT_CURRENT,
        "E_IMAPI_RECORDER_FEATURE_IS_NOT_CURRENT",
        "Feature page known but not active for the loaded medium.",
    ),
    entry(
        DF2D_E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED,
        "E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED",
        "Legacy drive without GET CONFIGURATION.",
    ),
    entry(
        DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT,
        "E_IMAPI_RECORDER_COMMAND_TIMEOUT",
        "Drive did not accept the command in time; may be wedged, or the timeout is too short.",
    ),
    entry(
        DF2D_E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT,
        "E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT",
        "Requested DVD structure does not exist for this drive/medium.",
    ),
    entry(
        DF2D_E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH,
        "E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH",
        "Medium speed rating is outside the range of the drive.",
    ),
    entry(DF2D_E_IMAPI_RECORDER_LOCKED, "E_IMAPI_RECORDER_LOCKED", "Another party holds exclusive access."),
    entry(
        DF2D_E_IMAPI_RECORDER_CLIENT_NAME_IS_NOT_VALID,
        "E_IMAPI_RECORDER_CLIENT_NAME_IS_NOT_VALID",
        "Client name rejected at recorder level.",
    ),
    entry(
        DF2D_E_IMAPI_RECORDER_MEDIA_NOT_FORMATTED,
        "E_IMAPI_RECORDER_MEDIA_NOT_FORMATTED",
        "Medium needs formatting before use.",
    ),
    entry(
        DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE,
        "E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE",
        "Drive returned malformed or nonsensical data.",
    ),
    entry(DF2D_E_IMAPI_LOSS_OF_STREAMING, "E_IMAPI_LOSS_OF_STREAMING", "Buffer underrun killed the write."),
    entry(
        DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE,
        "E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE",
        "Drive reported an unrecoverable, otherwise unclassified error during the operation.",
    ),
    entry(
        DF2D_S_IMAPI_WRITE_NOT_IN_PROGRESS,
        "S_IMAPI_WRITE_NOT_IN_PROGRESS",
        "Success code: the engine has no write to cancel (yet).",
    ),
    entry(
        DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS,
        "E_IMAPI_DF2DATA_WRITE_IN_PROGRESS",
        "Refused because a write is running on this object.",
    ),
    entry(
        DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS,
        "E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS",
        "Nothing to cancel.",
    ),
    entry(
        DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE,
        "E_IMAPI_DF2DATA_INVALID_MEDIA_STATE",
        "Question only makes sense for supported media in a usable state.",
    ),
    entry(
        DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED,
        "E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED",
        "Stream unusable, typically size not a multiple of 2048.",
    ),
    entry(
        DF2D_E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA,
        "E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA",
        "Stream has more sectors than the medium can take.",
    ),
    entry(
        DF2D_E_IMAPI_DF2DATA_MEDIA_NOT_BLANK,
        "E_IMAPI_DF2DATA_MEDIA_NOT_BLANK",
        "Overwriting existing content requires ForceOverwrite.",
    ),
    entry(
        DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED,
        "E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED",
        "Medium type cannot be written by the data writer.",
    ),
    entry(
        DF2D_E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED,
        "E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED",
        "Recorder lacks what the data writer needs.",
    ),
    entry(
        DF2D_E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID,
        "E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID",
        "Client name is missing, too long or has forbidden characters.",
    ),
    entry(
        DF2D_E_IMAPI_DF2TAO_WRITE_IN_PROGRESS,
        "E_IMAPI_DF2TAO_WRITE_IN_PROGRESS",
        "Refused because a track is being written.",
    ),
    entry(
        DF2D_E_IMAPI_DF2TAO_WRITE_NOT_IN_PROGRESS,
        "E_IMAPI_DF2TAO_WRITE_NOT_IN_PROGRESS",
        "Nothing to cancel.",
    ),
    entry(
        DF2D_E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED,
        "E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED",
        "Call PrepareMedia first.",
    ),
    entry(
        DF2D_E_IMAPI_DF2TAO_MEDIA_IS_PREPARED,
        "E_IMAPI_DF2TAO_MEDIA_IS_PREPARED",
        "Not allowed between PrepareMedia and ReleaseMedia.",
    ),
    entry(
        DF2D_E_IMAPI_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY,
        "E_IMAPI_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY",
        "Property is frozen once something has been written.",
    ),
    entry(
        DF2D_E_IMAPI_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC,
        "E_IMAPI_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC",
        "No TOC because no track exists.",
    ),
    entry(
        DF2D_E_IMAPI_DF2TAO_MEDIA_IS_NOT_BLANK,
        "E_IMAPI_DF2TAO_MEDIA_IS_NOT_BLANK",
        "Medium must be a blank CD-R/RW.",
    ),
    entry(
        DF2D_E_IMAPI_DF2TAO_MEDIA_IS_NOT_SUPPORTED,
        "E_IMAPI_DF2TAO_MEDIA_IS_NOT_SUPPORTED",
        "Medium is not CD-R/RW.",
    ),
    entry(
        DF2D_E_IMAPI_DF2TAO_TRACK_LIMIT_REACHED,
        "E_IMAPI_DF2TAO_TRACK_LIMIT_REACHED",
        "99 tracks already present.",
    ),
    entry(DF2D_E_IMAPI_DF2TAO_NOT_ENOUGH_SPACE, "E_IMAPI_DF2TAO_NOT_ENOUGH_SPACE", "Track does not fit."),
    entry(
        DF2D_E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED,
        "E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED",
        "No recorder assigned.",
    ),
    entry(DF2D_E_IMAPI_DF2TAO_INVALID_ISRC, "E_IMAPI_DF2TAO_INVALID_ISRC", "Malformed ISRC."),
    entry(DF2D_E_IMAPI_DF2TAO_INVALID_MCN, "E_IMAPI_DF2TAO_INVALID_MCN", "Malformed media catalogue number."),
    entry(
        DF2D_E_IMAPI_DF2TAO_STREAM_NOT_SUPPORTED,
        "E_IMAPI_DF2TAO_STREAM_NOT_SUPPORTED",
        "Audio stream unusable, typically not a multiple of 2352 bytes.",
    ),
    entry(
        DF2D_E_IMAPI_DF2TAO_RECORDER_NOT_SUPPORTED,
        "E_IMAPI_DF2TAO_RECORDER_NOT_SUPPORTED",
        "Recorder cannot do track-at-once audio.",
    ),
    entry(
        DF2D_E_IMAPI_DF2TAO_CLIENT_NAME_IS_NOT_VALID,
        "E_IMAPI_DF2TAO_CLIENT_NAME_IS_NOT_VALID",
        "Client name missing or malformed.",
    ),
    entry(
        DF2D_E_IMAPI_DF2RAW_WRITE_IN_PROGRESS,
        "E_IMAPI_DF2RAW_WRITE_IN_PROGRESS",
        "Refused because a raw write is running.",
    ),
    entry(
        DF2D_E_IMAPI_DF2RAW_WRITE_NOT_IN_PROGRESS,
        "E_IMAPI_DF2RAW_WRITE_NOT_IN_PROGRESS",
        "Nothing to cancel.",
    ),
    entry(
        DF2D_E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED,
        "E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED",
        "Call PrepareMedia first.",
    ),
    entry(
        DF2D_E_IMAPI_DF2RAW_MEDIA_IS_PREPARED,
        "E_IMAPI_DF2RAW_MEDIA_IS_PREPARED",
        "Not allowed between PrepareMedia and ReleaseMedia.",
    ),
    entry(
        DF2D_E_IMAPI_DF2RAW_CLIENT_NAME_IS_NOT_VALID,
        "E_IMAPI_DF2RAW_CLIENT_NAME_IS_NOT_VALID",
        "Client name missing or malformed.",
    ),
    entry(
        DF2D_E_IMAPI_DF2RAW_MEDIA_IS_NOT_BLANK,
        "E_IMAPI_DF2RAW_MEDIA_IS_NOT_BLANK",
        "Medium must be a blank CD-R/RW.",
    ),
    entry(
        DF2D_E_IMAPI_DF2RAW_MEDIA_IS_NOT_SUPPORTED,
        "E_IMAPI_DF2RAW_MEDIA_IS_NOT_SUPPORTED",
        "Medium is not CD-R/RW; also the answer 'no' of IsRecorderSupported.",
    ),
    entry(DF2D_E_IMAPI_DF2RAW_NOT_ENOUGH_SPACE, "E_IMAPI_DF2RAW_NOT_ENOUGH_SPACE", "Session does not fit."),
    entry(
        DF2D_E_IMAPI_DF2RAW_NO_RECORDER_SPECIFIED,
        "E_IMAPI_DF2RAW_NO_RECORDER_SPECIFIED",
        "No recorder assigned.",
    ),
    entry(
        DF2D_E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED,
        "E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED",
        "Raw stream unusable.",
    ),
    entry(
        DF2D_E_IMAPI_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED,
        "E_IMAPI_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED",
        "Drive cannot write the requested sub-channel layout.",
    ),
    entry(
        DF2D_E_IMAPI_DF2RAW_STREAM_LEADIN_TOO_SHORT,
        "E_IMAPI_DF2RAW_STREAM_LEADIN_TOO_SHORT",
        "Stream carries fewer lead-in sectors than this medium needs.",
    ),
    entry(
        DF2D_E_IMAPI_DF2RAW_RECORDER_NOT_SUPPORTED,
        "E_IMAPI_DF2RAW_RECORDER_NOT_SUPPORTED",
        "Recorder cannot do raw disc-at-once.",
    ),
    entry(
        DF2D_E_IMAPI_ERASE_RECORDER_IN_USE,
        "E_IMAPI_ERASE_RECORDER_IN_USE",
        "Recorder cannot be swapped while an erase runs.",
    ),
    entry(
        DF2D_E_IMAPI_ERASE_ONLY_ONE_RECORDER_SUPPORTED,
        "E_IMAPI_ERASE_ONLY_ONE_RECORDER_SUPPORTED",
        "Clear the present recorder before assigning another.",
    ),
    entry(
        DF2D_E_IMAPI_ERASE_DISC_INFORMATION_TOO_SMALL,
        "E_IMAPI_ERASE_DISC_INFORMATION_TOO_SMALL",
        "READ DISC INFORMATION returned too few bytes.",
    ),
    entry(
        DF2D_E_IMAPI_ERASE_MODE_PAGE_2A_TOO_SMALL,
        "E_IMAPI_ERASE_MODE_PAGE_2A_TOO_SMALL",
        "Mode page 0x2A returned too few bytes.",
    ),
    entry(
        DF2D_E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE,
        "E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE",
        "Drive says the medium cannot be erased.",
    ),
    entry(
        DF2D_E_IMAPI_ERASE_DRIVE_FAILED_ERASE_COMMAND,
        "E_IMAPI_ERASE_DRIVE_FAILED_ERASE_COMMAND",
        "Drive rejected the erase command.",
    ),
    entry(
        DF2D_E_IMAPI_ERASE_TOOK_LONGER_THAN_ONE_HOUR,
        "E_IMAPI_ERASE_TOOK_LONGER_THAN_ONE_HOUR",
        "Erase not finished after 3600 s; also returned for bad CD-RW/DVD-RW media or a drive fault.",
    ),
    entry(
        DF2D_E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE,
        "E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE",
        "Drive failed mid-erase; medium state unknown.",
    ),
    entry(
        DF2D_E_IMAPI_ERASE_DRIVE_FAILED_SPINUP_COMMAND,
        "E_IMAPI_ERASE_DRIVE_FAILED_SPINUP_COMMAND",
        "START UNIT failed.",
    ),
    entry(
        DF2D_E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED,
        "E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED",
        "Medium type cannot be erased by this object.",
    ),
    entry(
        DF2D_E_IMAPI_ERASE_RECORDER_NOT_SUPPORTED,
        "E_IMAPI_ERASE_RECORDER_NOT_SUPPORTED",
        "Recorder cannot erase.",
    ),
    entry(
        DF2D_E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID,
        "E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID",
        "Client name missing or malformed.",
    ),
    entry(
        DF2D_E_IMAPI_RAW_IMAGE_IS_READ_ONLY,
        "E_IMAPI_RAW_IMAGE_IS_READ_ONLY",
        "Image is frozen after CreateResultImage.",
    ),
    entry(
        DF2D_E_IMAPI_RAW_IMAGE_TOO_MANY_TRACKS,
        "E_IMAPI_RAW_IMAGE_TOO_MANY_TRACKS",
        "Track number would leave 1..99.",
    ),
    entry(
        DF2D_E_IMAPI_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED,
        "E_IMAPI_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED",
        "Sector type not accepted (only audio is).",
    ),
    entry(DF2D_E_IMAPI_RAW_IMAGE_NO_TRACKS, "E_IMAPI_RAW_IMAGE_NO_TRACKS", "Needs at least one track."),
    entry(
        DF2D_E_IMAPI_RAW_IMAGE_TRACKS_ALREADY_ADDED,
        "E_IMAPI_RAW_IMAGE_TRACKS_ALREADY_ADDED",
        "Must be called before the first track.",
    ),
    entry(
        DF2D_E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE,
        "E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE",
        "Lead-out start limit would be exceeded.",
    ),
    entry(
        DF2D_E_IMAPI_RAW_IMAGE_TOO_MANY_TRACK_INDEXES,
        "E_IMAPI_RAW_IMAGE_TOO_MANY_TRACK_INDEXES",
        "More than 99 indexes.",
    ),
    entry(
        DF2D_E_IMAPI_RAW_IMAGE_TRACK_INDEX_NOT_FOUND,
        "E_IMAPI_RAW_IMAGE_TRACK_INDEX_NOT_FOUND",
        "No index at that offset.",
    ),
    entry(
        DF2D_S_IMAPI_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS,
        "S_IMAPI_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS",
        "Success; that index was already there.",
    ),
    entry(
        DF2D_E_IMAPI_RAW_IMAGE_TRACK_INDEX_OFFSET_ZERO_CANNOT_BE_CLEARED,
        "E_IMAPI_RAW_IMAGE_TRACK_INDEX_OFFSET_ZERO_CANNOT_BE_CLEARED",
        "Index 1 (offset 0) is mandatory.",
    ),
    entry(
        DF2D_E_IMAPI_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX,
        "E_IMAPI_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX",
        "Indexes must be at least ten sectors apart.",
    ),
    entry(DF2D_IMAPI_E_FSI_INTERNAL_ERROR, "IMAPI_E_FSI_INTERNAL_ERROR", "Internal inconsistency."),
    entry(DF2D_IMAPI_E_INVALID_PARAM, "IMAPI_E_INVALID_PARAM", "Named parameter has a bad value."),
    entry(DF2D_IMAPI_E_READONLY, "IMAPI_E_READONLY", "Image object is frozen."),
    entry(DF2D_IMAPI_E_NO_OUTPUT, "IMAPI_E_NO_OUTPUT", "No file system selected for output."),
    entry(
        DF2D_IMAPI_E_INVALID_VOLUME_NAME,
        "IMAPI_E_INVALID_VOLUME_NAME",
        "Volume label too long or has bad characters.",
    ),
    entry(DF2D_IMAPI_E_INVALID_DATE, "IMAPI_E_INVALID_DATE", "Item timestamps are out of order."),
    entry(
        DF2D_IMAPI_E_FILE_SYSTEM_NOT_EMPTY,
        "IMAPI_E_FILE_SYSTEM_NOT_EMPTY",
        "Only allowed on an empty image.",
    ),
    entry(DF2D_IMAPI_E_NOT_FILE, "IMAPI_E_NOT_FILE", "Path is not a file."),
    entry(DF2D_IMAPI_E_NOT_DIR, "IMAPI_E_NOT_DIR", "Path is not a directory."),
    entry(DF2D_IMAPI_E_DIR_NOT_EMPTY, "IMAPI_E_DIR_NOT_EMPTY", "Directory still has entries."),
    entry(
        DF2D_IMAPI_E_NOT_IN_FILE_SYSTEM,
        "IMAPI_E_NOT_IN_FILE_SYSTEM",
        "Item is not attached to the image.",
    ),
    entry(DF2D_IMAPI_E_INVALID_PATH, "IMAPI_E_INVALID_PATH", "Malformed path."),
    entry(
        DF2D_IMAPI_E_RESTRICTED_NAME_VIOLATION,
        "IMAPI_E_RESTRICTED_NAME_VIOLATION",
        "Name has non-ANSI characters while UseRestrictedCharacterSet is on.",
    ),
    entry(DF2D_IMAPI_E_DUP_NAME, "IMAPI_E_DUP_NAME", "Name already taken."),
    entry(DF2D_IMAPI_E_NO_UNIQUE_NAME, "IMAPI_E_NO_UNIQUE_NAME", "Could not derive a unique short name."),
    entry(DF2D_IMAPI_E_ITEM_NOT_FOUND, "IMAPI_E_ITEM_NOT_FOUND", "No such item in the image."),
    entry(DF2D_IMAPI_E_FILE_NOT_FOUND, "IMAPI_E_FILE_NOT_FOUND", "No such file in the image."),
    entry(DF2D_IMAPI_E_DIR_NOT_FOUND, "IMAPI_E_DIR_NOT_FOUND", "No such directory in the image."),
    entry(
        DF2D_IMAPI_E_IMAGE_SIZE_LIMIT,
        "IMAPI_E_IMAGE_SIZE_LIMIT",
        "Addition would exceed the configured image size.",
    ),
    entry(
        DF2D_IMAPI_E_IMAGE_TOO_BIG,
        "IMAPI_E_IMAGE_TOO_BIG",
        "FreeMediaBlocks set below the present estimate.",
    ),
    entry(
        DF2D_IMAPI_E_DATA_STREAM_INCONSISTENCY,
        "IMAPI_E_DATA_STREAM_INCONSISTENCY",
        "File stream length differs from what was announced.",
    ),
    entry(
        DF2D_IMAPI_E_DATA_STREAM_READ_FAILURE,
        "IMAPI_E_DATA_STREAM_READ_FAILURE",
        "File stream could not be read.",
    ),
    entry(
        DF2D_IMAPI_E_DATA_STREAM_CREATE_FAILURE,
        "IMAPI_E_DATA_STREAM_CREATE_FAILURE",
        "File stream could not be opened.",
    ),
    entry(
        DF2D_IMAPI_E_DIRECTORY_READ_FAILURE,
        "IMAPI_E_DIRECTORY_READ_FAILURE",
        "Source directory could not be listed.",
    ),
    entry(
        DF2D_IMAPI_E_TOO_MANY_DIRS,
        "IMAPI_E_TOO_MANY_DIRS",
        "Directory count limit of the file system hit.",
    ),
    entry(
        DF2D_IMAPI_E_ISO9660_LEVELS,
        "IMAPI_E_ISO9660_LEVELS",
        "More than eight directory levels for ISO 9660.",
    ),
    entry(DF2D_IMAPI_E_DATA_TOO_BIG, "IMAPI_E_DATA_TOO_BIG", "File too large for the chosen file system."),
    entry(
        DF2D_IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION,
        "IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION",
        "Imported session layout cannot be extended.",
    ),
    entry(
        DF2D_IMAPI_E_STASHFILE_OPEN_FAILURE,
        "IMAPI_E_STASHFILE_OPEN_FAILURE",
        "Temporary file could not be opened.",
    ),
    entry(
        DF2D_IMAPI_E_STASHFILE_SEEK_FAILURE,
        "IMAPI_E_STASHFILE_SEEK_FAILURE",
        "Seek in temporary file failed.",
    ),
    entry(
        DF2D_IMAPI_E_STASHFILE_WRITE_FAILURE,
        "IMAPI_E_STASHFILE_WRITE_FAILURE",
        "Write to temporary file failed.",
    ),
    entry(
        DF2D_IMAPI_E_STASHFILE_READ_FAILURE,
        "IMAPI_E_STASHFILE_READ_FAILURE",
        "Read from temporary file failed.",
    ),
    entry(
        DF2D_IMAPI_E_INVALID_WORKING_DIRECTORY,
        "IMAPI_E_INVALID_WORKING_DIRECTORY",
        "Working directory unusable.",
    ),
    entry(
        DF2D_IMAPI_E_WORKING_DIRECTORY_SPACE,
        "IMAPI_E_WORKING_DIRECTORY_SPACE",
        "Working directory lacks room.",
    ),
    entry(DF2D_IMAPI_E_STASHFILE_MOVE, "IMAPI_E_STASHFILE_MOVE", "Temporary file could not be moved."),
    entry(DF2D_IMAPI_E_BOOT_IMAGE_DATA, "IMAPI_E_BOOT_IMAGE_DATA", "Boot image could not be placed."),
    entry(
        DF2D_IMAPI_E_BOOT_OBJECT_CONFLICT,
        "IMAPI_E_BOOT_OBJECT_CONFLICT",
        "Boot image only allowed in the first session.",
    ),
    entry(
        DF2D_IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH,
        "IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH",
        "Boot image size does not match the emulation type.",
    ),
    entry(DF2D_IMAPI_E_EMPTY_DISC, "IMAPI_E_EMPTY_DISC", "Nothing to import: disc is blank."),
    entry(
        DF2D_IMAPI_E_NO_SUPPORTED_FILE_SYSTEM,
        "IMAPI_E_NO_SUPPORTED_FILE_SYSTEM",
        "No importable file system found.",
    ),
    entry(
        DF2D_IMAPI_E_FILE_SYSTEM_NOT_FOUND,
        "IMAPI_E_FILE_SYSTEM_NOT_FOUND",
        "Requested file system absent on disc.",
    ),
    entry(
        DF2D_IMAPI_E_FILE_SYSTEM_READ_CONSISTENCY_ERROR,
        "IMAPI_E_FILE_SYSTEM_READ_CONSISTENCY_ERROR",
        "Imported file system is inconsistent.",
    ),
    entry(
        DF2D_IMAPI_E_FILE_SYSTEM_FEATURE_NOT_SUPPORTED,
        "IMAPI_E_FILE_SYSTEM_FEATURE_NOT_SUPPORTED",
        "Imported file system uses an unsupported feature.",
    ),
    entry(
        DF2D_IMAPI_E_IMPORT_TYPE_COLLISION_FILE_EXISTS_AS_DIRECTORY,
        "IMAPI_E_IMPORT_TYPE_COLLISION_FILE_EXISTS_AS_DIRECTORY",
        "Imported file clashes with an existing directory.",
    ),
    entry(DF2D_IMAPI_E_IMPORT_SEEK_FAILURE, "IMAPI_E_IMPORT_SEEK_FAILURE", "Seek failed during import."),
    entry(DF2D_IMAPI_E_IMPORT_READ_FAILURE, "IMAPI_E_IMPORT_READ_FAILURE", "Read failed during import."),
    entry(DF2D_IMAPI_E_DISC_MISMATCH, "IMAPI_E_DISC_MISMATCH", "Disc is not the one imported earlier."),
    entry(
        DF2D_IMAPI_E_IMPORT_MEDIA_NOT_ALLOWED,
        "IMAPI_E_IMPORT_MEDIA_NOT_ALLOWED",
        "Multisession is not offered on this media type.",
    ),
    entry(
        DF2D_IMAPI_E_UDF_NOT_WRITE_COMPATIBLE,
        "IMAPI_E_UDF_NOT_WRITE_COMPATIBLE",
        "Medium supports no UDF revision that can be extended.",
    ),
    entry(
        DF2D_IMAPI_E_INCOMPATIBLE_MULTISESSION_TYPE,
        "IMAPI_E_INCOMPATIBLE_MULTISESSION_TYPE",
        "Requested multisession type is not supported.",
    ),
    entry(
        DF2D_IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE,
        "IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE",
        "None of the supplied multisession interfaces fits.",
    ),
    entry(
        DF2D_IMAPI_E_MULTISESSION_NOT_SET,
        "IMAPI_E_MULTISESSION_NOT_SET",
        "MultisessionInterfaces must be set first.",
    ),
    entry(
        DF2D_IMAPI_E_IMPORT_TYPE_COLLISION_DIRECTORY_EXISTS_AS_FILE,
        "IMAPI_E_IMPORT_TYPE_COLLISION_DIRECTORY_EXISTS_AS_FILE",
        "Imported directory clashes with an existing file.",
    ),
    entry(
        DF2D_IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED,
        "IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED",
        "Success; a requested feature is unavailable in this file system revision and was left out.",
    ),
    entry(
        DF2D_IMAPI_E_PROPERTY_NOT_ACCESSIBLE,
        "IMAPI_E_PROPERTY_NOT_ACCESSIBLE",
        "Property cannot be read or set now.",
    ),
    entry(
        DF2D_IMAPI_E_UDF_REVISION_CHANGE_NOT_ALLOWED,
        "IMAPI_E_UDF_REVISION_CHANGE_NOT_ALLOWED",
        "UDF revision fixed by the imported session.",
    ),
    entry(
        DF2D_IMAPI_E_BAD_MULTISESSION_PARAMETER,
        "IMAPI_E_BAD_MULTISESSION_PARAMETER",
        "A multisession value is missing or wrong.",
    ),
    entry(
        DF2D_IMAPI_E_FILE_SYSTEM_CHANGE_NOT_ALLOWED,
        "IMAPI_E_FILE_SYSTEM_CHANGE_NOT_ALLOWED",
        "New session must use the imported file system.",
    ),
    entry(
        DF2D_IMAPI_E_IMAGEMANAGER_IMAGE_NOT_ALIGNED,
        "IMAPI_E_IMAGEMANAGER_IMAGE_NOT_ALIGNED",
        "Image length is not a multiple of 2048.",
    ),
    entry(
        DF2D_IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND,
        "IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND",
        "No valid volume descriptor in the image.",
    ),
    entry(
        DF2D_IMAPI_E_IMAGEMANAGER_NO_IMAGE,
        "IMAPI_E_IMAGEMANAGER_NO_IMAGE",
        "Neither path nor stream was set.",
    ),
    entry(
        DF2D_IMAPI_E_IMAGEMANAGER_IMAGE_TOO_BIG,
        "IMAPI_E_IMAGEMANAGER_IMAGE_TOO_BIG",
        "More sectors than a LONG can count.",
    ),
];

/// The table's line for a code, if the library knows it.
pub fn lookup(value: df2d_hresult) -> Option<&'static Entry> {
    TABLE.iter().find(|e| e.value == value)
}

/// The code's Windows name, or "unknown HRESULT".
pub fn name(value: df2d_hresult) -> &'static str {
    lookup(value).map_or("unknown HRESULT", |e| e.name)
}

/// The code's sentence.
pub fn message(value: df2d_hresult) -> &'static str {
    lookup(value).map_or("This code is not known to the library.", |e| e.message)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The decimal literal of each constant equals the hexadecimal value that its comment promises.
    #[test]
    fn decimal_equals_hex() {
        let source = include_str!("hresult.rs");
        let mut hex = None;
        let mut seen = 0;
        for line in source.lines() {
            if let Some(rest) = line.strip_prefix("/// 0x") {
                hex = Some(u32::from_str_radix(&rest[..8], 16).unwrap());
            } else if let Some(rest) = line.strip_prefix("pub const DF2D_") {
                let value: i32 = rest.split("= ").nth(1).unwrap().trim_end_matches(';').parse().unwrap();
                assert_eq!(Some(value as u32), hex.take(), "{line}");
                seen += 1;
            }
        }
        assert_eq!(seen, TABLE.len());
    }

    #[test]
    fn values_and_names_are_unique() {
        for (i, a) in TABLE.iter().enumerate() {
            for b in &TABLE[..i] {
                assert_ne!(a.value, b.value, "{} and {}", a.name, b.name);
                assert_ne!(a.name, b.name);
            }
        }
    }
}
