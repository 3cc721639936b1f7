//! The constants of df2d.h: its failures as an error set, and its enumerations.
//!
//! Generated from include/df2d.h by bindings/generate.

/// The HRESULTs that say what failed.
pub const Error = error{
    /// 0x80004001: Not implemented, or the drive or medium cannot supply it.
    NotImplemented,
    /// 0x80004002: The medium does not offer this interface.
    NoInterface,
    /// 0x80004003: A required pointer argument is NULL.
    Pointer,
    /// 0x80004004: The operation was abandoned.
    Abort,
    /// 0x80004005: Unclassified failure, including untranslated sense data.
    Fail,
    /// 0x8000000A: The operation has not ended yet.
    Pending,
    /// 0x8000FFFF: An internal error of the library, or a call in a forked child process.
    Unexpected,
    /// 0x80070005: Another program or a mounted volume prevents exclusive access, or the caller lacks rights.
    AccessDenied,
    /// 0x80070006: The handle is not one of this library: destroyed, forged, or of another object type.
    Handle,
    /// 0x8007000E: Allocation failed.
    OutOfMemory,
    /// 0x8007007A: The buffer is too small; needed says how large it must be.
    InsufficientBuffer,
    /// 0x80070057: Argument value out of range or malformed.
    InvalidArgument,
    /// 0x80070037: The drive has disappeared (unplugged, powered off).
    DevNotExist,
    /// 0xC0AA0002: The operation stopped because the client asked for cancellation.
    RequestCancelled,
    /// 0xC0AA0003: No recorder has been assigned to the object.
    RecorderRequired,
    /// 0xC0AA0007: Data was written but the requested verification failed; treat the disc as suspect.
    BurnVerificationFailed,
    /// 0xC0AA0201: Requested mode page (or page-control variant) is absent.
    RecorderNoSuchModePage,
    /// 0xC0AA0202: Drive is empty.
    RecorderMediaNoMedia,
    /// 0xC0AA0203: Drive cannot handle this medium or its physical format.
    RecorderMediaIncompatible,
    /// 0xC0AA0204: Disc appears to be inserted the wrong way round.
    RecorderMediaUpsideDown,
    /// 0xC0AA0205: Drive is spinning up or the medium just changed; retry later.
    RecorderMediaBecomingReady,
    /// 0xC0AA0206: A format is still running on the medium; wait for it.
    RecorderMediaFormatInProgress,
    /// 0xC0AA0207: Drive is inside a long operation (such as finishing a write).
    RecorderMediaBusy,
    /// 0xC0AA0208: MODE SELECT rejected the combination of values.
    RecorderInvalidModeParameters,
    /// 0xC0AA0209: Drive reports write protection.
    RecorderMediaWriteProtected,
    /// 0xC0AA020A: Feature page unknown to the drive.
    RecorderNoSuchFeature,
    /// 0xC0AA020B: Feature page known but not active for the loaded medium.
    RecorderFeatureIsNotCurrent,
    /// 0xC0AA020C: Legacy drive without GET CONFIGURATION.
    RecorderGetConfigurationNotSupported,
    /// 0xC0AA020D: Drive did not accept the command in time; may be wedged, or the timeout is too short.
    RecorderCommandTimeout,
    /// 0xC0AA020E: Requested DVD structure does not exist for this drive/medium.
    RecorderDvdStructureNotPresent,
    /// 0xC0AA020F: Medium speed rating is outside the range of the drive.
    RecorderMediaSpeedMismatch,
    /// 0xC0AA0210: Another party holds exclusive access.
    RecorderLocked,
    /// 0xC0AA0211: Client name rejected at recorder level.
    RecorderClientNameIsNotValid,
    /// 0xC0AA0212: Medium needs formatting before use.
    RecorderMediaNotFormatted,
    /// 0xC0AA02FF: Drive returned malformed or nonsensical data.
    RecorderInvalidResponseFromDevice,
    /// 0xC0AA0300: Buffer underrun killed the write.
    LossOfStreaming,
    /// 0xC0AA0301: Drive reported an unrecoverable, otherwise unclassified error during the operation.
    UnexpectedResponseFromDevice,
    /// 0xC0AA0400: Refused because a write is running on this object.
    Df2DataWriteInProgress,
    /// 0xC0AA0401: Nothing to cancel.
    Df2DataWriteNotInProgress,
    /// 0xC0AA0402: Question only makes sense for supported media in a usable state.
    Df2DataInvalidMediaState,
    /// 0xC0AA0403: Stream unusable, typically size not a multiple of 2048.
    Df2DataStreamNotSupported,
    /// 0xC0AA0404: Stream has more sectors than the medium can take.
    Df2DataStreamTooLargeForCurrentMedia,
    /// 0xC0AA0405: Overwriting existing content requires ForceOverwrite.
    Df2DataMediaNotBlank,
    /// 0xC0AA0406: Medium type cannot be written by the data writer.
    Df2DataMediaIsNotSupported,
    /// 0xC0AA0407: Recorder lacks what the data writer needs.
    Df2DataRecorderNotSupported,
    /// 0xC0AA0408: Client name is missing, too long or has forbidden characters.
    Df2DataClientNameIsNotValid,
    /// 0xC0AA0500: Refused because a track is being written.
    Df2TaoWriteInProgress,
    /// 0xC0AA0501: Nothing to cancel.
    Df2TaoWriteNotInProgress,
    /// 0xC0AA0502: Call PrepareMedia first.
    Df2TaoMediaIsNotPrepared,
    /// 0xC0AA0503: Not allowed between PrepareMedia and ReleaseMedia.
    Df2TaoMediaIsPrepared,
    /// 0xC0AA0504: Property is frozen once something has been written.
    Df2TaoPropertyForBlankMediaOnly,
    /// 0xC0AA0505: No TOC because no track exists.
    Df2TaoTableOfContentsEmptyDisc,
    /// 0xC0AA0506: Medium must be a blank CD-R/RW.
    Df2TaoMediaIsNotBlank,
    /// 0xC0AA0507: Medium is not CD-R/RW.
    Df2TaoMediaIsNotSupported,
    /// 0xC0AA0508: 99 tracks already present.
    Df2TaoTrackLimitReached,
    /// 0xC0AA0509: Track does not fit.
    Df2TaoNotEnoughSpace,
    /// 0xC0AA050A: No recorder assigned.
    Df2TaoNoRecorderSpecified,
    /// 0xC0AA050B: Malformed ISRC.
    Df2TaoInvalidIsrc,
    /// 0xC0AA050C: Malformed media catalogue number.
    Df2TaoInvalidMcn,
    /// 0xC0AA050D: Audio stream unusable, typically not a multiple of 2352 bytes.
    Df2TaoStreamNotSupported,
    /// 0xC0AA050E: Recorder cannot do track-at-once audio.
    Df2TaoRecorderNotSupported,
    /// 0xC0AA050F: Client name missing or malformed.
    Df2TaoClientNameIsNotValid,
    /// 0xC0AA0600: Refused because a raw write is running.
    Df2RawWriteInProgress,
    /// 0xC0AA0601: Nothing to cancel.
    Df2RawWriteNotInProgress,
    /// 0xC0AA0602: Call PrepareMedia first.
    Df2RawMediaIsNotPrepared,
    /// 0xC0AA0603: Not allowed between PrepareMedia and ReleaseMedia.
    Df2RawMediaIsPrepared,
    /// 0xC0AA0604: Client name missing or malformed.
    Df2RawClientNameIsNotValid,
    /// 0xC0AA0606: Medium must be a blank CD-R/RW.
    Df2RawMediaIsNotBlank,
    /// 0xC0AA0607: Medium is not CD-R/RW; also the answer 'no' of IsRecorderSupported.
    Df2RawMediaIsNotSupported,
    /// 0xC0AA0609: Session does not fit.
    Df2RawNotEnoughSpace,
    /// 0xC0AA060A: No recorder assigned.
    Df2RawNoRecorderSpecified,
    /// 0xC0AA060D: Raw stream unusable.
    Df2RawStreamNotSupported,
    /// 0xC0AA060E: Drive cannot write the requested sub-channel layout.
    Df2RawDataBlockTypeNotSupported,
    /// 0xC0AA060F: Stream carries fewer lead-in sectors than this medium needs.
    Df2RawStreamLeadinTooShort,
    /// 0xC0AA0610: Recorder cannot do raw disc-at-once.
    Df2RawRecorderNotSupported,
    /// 0x80AA0900: Recorder cannot be swapped while an erase runs.
    EraseRecorderInUse,
    /// 0x80AA0901: Clear the present recorder before assigning another.
    EraseOnlyOneRecorderSupported,
    /// 0x80AA0902: READ DISC INFORMATION returned too few bytes.
    EraseDiscInformationTooSmall,
    /// 0x80AA0903: Mode page 0x2A returned too few bytes.
    EraseModePage2aTooSmall,
    /// 0x80AA0904: Drive says the medium cannot be erased.
    EraseMediaIsNotErasable,
    /// 0x80AA0905: Drive rejected the erase command.
    EraseDriveFailedEraseCommand,
    /// 0x80AA0906: Erase not finished after 3600 s; also returned for bad CD-RW/DVD-RW media or a drive fault.
    EraseTookLongerThanOneHour,
    /// 0x80AA0907: Drive failed mid-erase; medium state unknown.
    EraseUnexpectedDriveResponseDuringErase,
    /// 0x80AA0908: START UNIT failed.
    EraseDriveFailedSpinupCommand,
    /// 0xC0AA0909: Medium type cannot be erased by this object.
    EraseMediaIsNotSupported,
    /// 0xC0AA090A: Recorder cannot erase.
    EraseRecorderNotSupported,
    /// 0xC0AA090B: Client name missing or malformed.
    EraseClientNameIsNotValid,
    /// 0x80AA0A00: Image is frozen after CreateResultImage.
    RawImageIsReadOnly,
    /// 0x80AA0A01: Track number would leave 1..99.
    RawImageTooManyTracks,
    /// 0x80AA0A02: Sector type not accepted (only audio is).
    RawImageSectorTypeNotSupported,
    /// 0x80AA0A03: Needs at least one track.
    RawImageNoTracks,
    /// 0x80AA0A04: Must be called before the first track.
    RawImageTracksAlreadyAdded,
    /// 0x80AA0A05: Lead-out start limit would be exceeded.
    RawImageInsufficientSpace,
    /// 0x80AA0A06: More than 99 indexes.
    RawImageTooManyTrackIndexes,
    /// 0x80AA0A07: No index at that offset.
    RawImageTrackIndexNotFound,
    /// 0x80AA0A09: Index 1 (offset 0) is mandatory.
    RawImageTrackIndexOffsetZeroCannotBeCleared,
    /// 0x80AA0A0A: Indexes must be at least ten sectors apart.
    RawImageTrackIndexTooCloseToOtherIndex,
    /// 0xC0AAB100: Internal inconsistency.
    FsiInternalError,
    /// 0xC0AAB101: Named parameter has a bad value.
    InvalidParam,
    /// 0xC0AAB102: Image object is frozen.
    ReadOnly,
    /// 0xC0AAB103: No file system selected for output.
    NoOutput,
    /// 0xC0AAB104: Volume label too long or has bad characters.
    InvalidVolumeName,
    /// 0xC0AAB105: Item timestamps are out of order.
    InvalidDate,
    /// 0xC0AAB106: Only allowed on an empty image.
    FileSystemNotEmpty,
    /// 0xC0AAB108: Path is not a file.
    NotFile,
    /// 0xC0AAB109: Path is not a directory.
    NotDir,
    /// 0xC0AAB10A: Directory still has entries.
    DirNotEmpty,
    /// 0xC0AAB10B: Item is not attached to the image.
    NotInFileSystem,
    /// 0xC0AAB110: Malformed path.
    InvalidPath,
    /// 0xC0AAB111: Name has non-ANSI characters while UseRestrictedCharacterSet is on.
    RestrictedNameViolation,
    /// 0xC0AAB112: Name already taken.
    DupName,
    /// 0xC0AAB113: Could not derive a unique short name.
    NoUniqueName,
    /// 0xC0AAB118: No such item in the image.
    ItemNotFound,
    /// 0xC0AAB119: No such file in the image.
    FileNotFound,
    /// 0xC0AAB11A: No such directory in the image.
    DirNotFound,
    /// 0xC0AAB120: Addition would exceed the configured image size.
    ImageSizeLimit,
    /// 0xC0AAB121: FreeMediaBlocks set below the present estimate.
    ImageTooBig,
    /// 0xC0AAB128: File stream length differs from what was announced.
    DataStreamInconsistency,
    /// 0xC0AAB129: File stream could not be read.
    DataStreamReadFailure,
    /// 0xC0AAB12A: File stream could not be opened.
    DataStreamCreateFailure,
    /// 0xC0AAB12B: Source directory could not be listed.
    DirectoryReadFailure,
    /// 0xC0AAB130: Directory count limit of the file system hit.
    TooManyDirs,
    /// 0xC0AAB131: More than eight directory levels for ISO 9660.
    Iso9660Levels,
    /// 0xC0AAB132: File too large for the chosen file system.
    DataTooBig,
    /// 0xC0AAB133: Imported session layout cannot be extended.
    IncompatiblePreviousSession,
    /// 0xC0AAB138: Temporary file could not be opened.
    StashFileOpenFailure,
    /// 0xC0AAB139: Seek in temporary file failed.
    StashFileSeekFailure,
    /// 0xC0AAB13A: Write to temporary file failed.
    StashFileWriteFailure,
    /// 0xC0AAB13B: Read from temporary file failed.
    StashFileReadFailure,
    /// 0xC0AAB140: Working directory unusable.
    InvalidWorkingDirectory,
    /// 0xC0AAB141: Working directory lacks room.
    WorkingDirectorySpace,
    /// 0xC0AAB142: Temporary file could not be moved.
    StashFileMove,
    /// 0xC0AAB148: Boot image could not be placed.
    BootImageData,
    /// 0xC0AAB149: Boot image only allowed in the first session.
    BootObjectConflict,
    /// 0xC0AAB14A: Boot image size does not match the emulation type.
    BootEmulationImageSizeMismatch,
    /// 0xC0AAB150: Nothing to import: disc is blank.
    EmptyDisc,
    /// 0xC0AAB151: No importable file system found.
    NoSupportedFileSystem,
    /// 0xC0AAB152: Requested file system absent on disc.
    FileSystemNotFound,
    /// 0xC0AAB153: Imported file system is inconsistent.
    FileSystemReadConsistencyError,
    /// 0xC0AAB154: Imported file system uses an unsupported feature.
    FileSystemFeatureNotSupported,
    /// 0xC0AAB155: Imported file clashes with an existing directory.
    ImportTypeCollisionFileExistsAsDirectory,
    /// 0xC0AAB156: Seek failed during import.
    ImportSeekFailure,
    /// 0xC0AAB157: Read failed during import.
    ImportReadFailure,
    /// 0xC0AAB158: Disc is not the one imported earlier.
    DiscMismatch,
    /// 0xC0AAB159: Multisession is not offered on this media type.
    ImportMediaNotAllowed,
    /// 0xC0AAB15A: Medium supports no UDF revision that can be extended.
    UdfNotWriteCompatible,
    /// 0xC0AAB15B: Requested multisession type is not supported.
    IncompatibleMultisessionType,
    /// 0xC0AAB15C: None of the supplied multisession interfaces fits.
    NoCompatibleMultisessionType,
    /// 0xC0AAB15D: MultisessionInterfaces must be set first.
    MultisessionNotSet,
    /// 0xC0AAB15E: Imported directory clashes with an existing file.
    ImportTypeCollisionDirectoryExistsAsFile,
    /// 0xC0AAB160: Property cannot be read or set now.
    PropertyNotAccessible,
    /// 0xC0AAB161: UDF revision fixed by the imported session.
    UdfRevisionChangeNotAllowed,
    /// 0xC0AAB162: A multisession value is missing or wrong.
    BadMultisessionParameter,
    /// 0xC0AAB163: New session must use the imported file system.
    FileSystemChangeNotAllowed,
    /// 0xC0AAB200: Image length is not a multiple of 2048.
    ImageManagerImageNotAligned,
    /// 0xC0AAB201: No valid volume descriptor in the image.
    ImageManagerNoValidVdFound,
    /// 0xC0AAB202: Neither path nor stream was set.
    ImageManagerNoImage,
    /// 0xC0AAB203: More sectors than a LONG can count.
    ImageManagerImageTooBig,
    /// A code that is not in this version's df2d.h: see `lastError`.
    UnknownHresult,
};

/// The error of a negative HRESULT.
pub fn errorOf(hr: i32) Error {
    return switch (hr) {
        -2147467263 => error.NotImplemented,
        -2147467262 => error.NoInterface,
        -2147467261 => error.Pointer,
        -2147467260 => error.Abort,
        -2147467259 => error.Fail,
        -2147483638 => error.Pending,
        -2147418113 => error.Unexpected,
        -2147024891 => error.AccessDenied,
        -2147024890 => error.Handle,
        -2147024882 => error.OutOfMemory,
        -2147024774 => error.InsufficientBuffer,
        -2147024809 => error.InvalidArgument,
        -2147024841 => error.DevNotExist,
        -1062600702 => error.RequestCancelled,
        -1062600701 => error.RecorderRequired,
        -1062600697 => error.BurnVerificationFailed,
        -1062600191 => error.RecorderNoSuchModePage,
        -1062600190 => error.RecorderMediaNoMedia,
        -1062600189 => error.RecorderMediaIncompatible,
        -1062600188 => error.RecorderMediaUpsideDown,
        -1062600187 => error.RecorderMediaBecomingReady,
        -1062600186 => error.RecorderMediaFormatInProgress,
        -1062600185 => error.RecorderMediaBusy,
        -1062600184 => error.RecorderInvalidModeParameters,
        -1062600183 => error.RecorderMediaWriteProtected,
        -1062600182 => error.RecorderNoSuchFeature,
        -1062600181 => error.RecorderFeatureIsNotCurrent,
        -1062600180 => error.RecorderGetConfigurationNotSupported,
        -1062600179 => error.RecorderCommandTimeout,
        -1062600178 => error.RecorderDvdStructureNotPresent,
        -1062600177 => error.RecorderMediaSpeedMismatch,
        -1062600176 => error.RecorderLocked,
        -1062600175 => error.RecorderClientNameIsNotValid,
        -1062600174 => error.RecorderMediaNotFormatted,
        -1062599937 => error.RecorderInvalidResponseFromDevice,
        -1062599936 => error.LossOfStreaming,
        -1062599935 => error.UnexpectedResponseFromDevice,
        -1062599680 => error.Df2DataWriteInProgress,
        -1062599679 => error.Df2DataWriteNotInProgress,
        -1062599678 => error.Df2DataInvalidMediaState,
        -1062599677 => error.Df2DataStreamNotSupported,
        -1062599676 => error.Df2DataStreamTooLargeForCurrentMedia,
        -1062599675 => error.Df2DataMediaNotBlank,
        -1062599674 => error.Df2DataMediaIsNotSupported,
        -1062599673 => error.Df2DataRecorderNotSupported,
        -1062599672 => error.Df2DataClientNameIsNotValid,
        -1062599424 => error.Df2TaoWriteInProgress,
        -1062599423 => error.Df2TaoWriteNotInProgress,
        -1062599422 => error.Df2TaoMediaIsNotPrepared,
        -1062599421 => error.Df2TaoMediaIsPrepared,
        -1062599420 => error.Df2TaoPropertyForBlankMediaOnly,
        -1062599419 => error.Df2TaoTableOfContentsEmptyDisc,
        -1062599418 => error.Df2TaoMediaIsNotBlank,
        -1062599417 => error.Df2TaoMediaIsNotSupported,
        -1062599416 => error.Df2TaoTrackLimitReached,
        -1062599415 => error.Df2TaoNotEnoughSpace,
        -1062599414 => error.Df2TaoNoRecorderSpecified,
        -1062599413 => error.Df2TaoInvalidIsrc,
        -1062599412 => error.Df2TaoInvalidMcn,
        -1062599411 => error.Df2TaoStreamNotSupported,
        -1062599410 => error.Df2TaoRecorderNotSupported,
        -1062599409 => error.Df2TaoClientNameIsNotValid,
        -1062599168 => error.Df2RawWriteInProgress,
        -1062599167 => error.Df2RawWriteNotInProgress,
        -1062599166 => error.Df2RawMediaIsNotPrepared,
        -1062599165 => error.Df2RawMediaIsPrepared,
        -1062599164 => error.Df2RawClientNameIsNotValid,
        -1062599162 => error.Df2RawMediaIsNotBlank,
        -1062599161 => error.Df2RawMediaIsNotSupported,
        -1062599159 => error.Df2RawNotEnoughSpace,
        -1062599158 => error.Df2RawNoRecorderSpecified,
        -1062599155 => error.Df2RawStreamNotSupported,
        -1062599154 => error.Df2RawDataBlockTypeNotSupported,
        -1062599153 => error.Df2RawStreamLeadinTooShort,
        -1062599152 => error.Df2RawRecorderNotSupported,
        -2136340224 => error.EraseRecorderInUse,
        -2136340223 => error.EraseOnlyOneRecorderSupported,
        -2136340222 => error.EraseDiscInformationTooSmall,
        -2136340221 => error.EraseModePage2aTooSmall,
        -2136340220 => error.EraseMediaIsNotErasable,
        -2136340219 => error.EraseDriveFailedEraseCommand,
        -2136340218 => error.EraseTookLongerThanOneHour,
        -2136340217 => error.EraseUnexpectedDriveResponseDuringErase,
        -2136340216 => error.EraseDriveFailedSpinupCommand,
        -1062598391 => error.EraseMediaIsNotSupported,
        -1062598390 => error.EraseRecorderNotSupported,
        -1062598389 => error.EraseClientNameIsNotValid,
        -2136339968 => error.RawImageIsReadOnly,
        -2136339967 => error.RawImageTooManyTracks,
        -2136339966 => error.RawImageSectorTypeNotSupported,
        -2136339965 => error.RawImageNoTracks,
        -2136339964 => error.RawImageTracksAlreadyAdded,
        -2136339963 => error.RawImageInsufficientSpace,
        -2136339962 => error.RawImageTooManyTrackIndexes,
        -2136339961 => error.RawImageTrackIndexNotFound,
        -2136339959 => error.RawImageTrackIndexOffsetZeroCannotBeCleared,
        -2136339958 => error.RawImageTrackIndexTooCloseToOtherIndex,
        -1062555392 => error.FsiInternalError,
        -1062555391 => error.InvalidParam,
        -1062555390 => error.ReadOnly,
        -1062555389 => error.NoOutput,
        -1062555388 => error.InvalidVolumeName,
        -1062555387 => error.InvalidDate,
        -1062555386 => error.FileSystemNotEmpty,
        -1062555384 => error.NotFile,
        -1062555383 => error.NotDir,
        -1062555382 => error.DirNotEmpty,
        -1062555381 => error.NotInFileSystem,
        -1062555376 => error.InvalidPath,
        -1062555375 => error.RestrictedNameViolation,
        -1062555374 => error.DupName,
        -1062555373 => error.NoUniqueName,
        -1062555368 => error.ItemNotFound,
        -1062555367 => error.FileNotFound,
        -1062555366 => error.DirNotFound,
        -1062555360 => error.ImageSizeLimit,
        -1062555359 => error.ImageTooBig,
        -1062555352 => error.DataStreamInconsistency,
        -1062555351 => error.DataStreamReadFailure,
        -1062555350 => error.DataStreamCreateFailure,
        -1062555349 => error.DirectoryReadFailure,
        -1062555344 => error.TooManyDirs,
        -1062555343 => error.Iso9660Levels,
        -1062555342 => error.DataTooBig,
        -1062555341 => error.IncompatiblePreviousSession,
        -1062555336 => error.StashFileOpenFailure,
        -1062555335 => error.StashFileSeekFailure,
        -1062555334 => error.StashFileWriteFailure,
        -1062555333 => error.StashFileReadFailure,
        -1062555328 => error.InvalidWorkingDirectory,
        -1062555327 => error.WorkingDirectorySpace,
        -1062555326 => error.StashFileMove,
        -1062555320 => error.BootImageData,
        -1062555319 => error.BootObjectConflict,
        -1062555318 => error.BootEmulationImageSizeMismatch,
        -1062555312 => error.EmptyDisc,
        -1062555311 => error.NoSupportedFileSystem,
        -1062555310 => error.FileSystemNotFound,
        -1062555309 => error.FileSystemReadConsistencyError,
        -1062555308 => error.FileSystemFeatureNotSupported,
        -1062555307 => error.ImportTypeCollisionFileExistsAsDirectory,
        -1062555306 => error.ImportSeekFailure,
        -1062555305 => error.ImportReadFailure,
        -1062555304 => error.DiscMismatch,
        -1062555303 => error.ImportMediaNotAllowed,
        -1062555302 => error.UdfNotWriteCompatible,
        -1062555301 => error.IncompatibleMultisessionType,
        -1062555300 => error.NoCompatibleMultisessionType,
        -1062555299 => error.MultisessionNotSet,
        -1062555298 => error.ImportTypeCollisionDirectoryExistsAsFile,
        -1062555296 => error.PropertyNotAccessible,
        -1062555295 => error.UdfRevisionChangeNotAllowed,
        -1062555294 => error.BadMultisessionParameter,
        -1062555293 => error.FileSystemChangeNotAllowed,
        -1062555136 => error.ImageManagerImageNotAligned,
        -1062555135 => error.ImageManagerNoValidVdFound,
        -1062555134 => error.ImageManagerNoImage,
        -1062555133 => error.ImageManagerImageTooBig,
        else => error.UnknownHresult,
    };
}

/// The HRESULT of an error, null if it has none.
pub fn hresultOf(err: anyerror) ?i32 {
    return switch (err) {
        error.NotImplemented => -2147467263,
        error.NoInterface => -2147467262,
        error.Pointer => -2147467261,
        error.Abort => -2147467260,
        error.Fail => -2147467259,
        error.Pending => -2147483638,
        error.Unexpected => -2147418113,
        error.AccessDenied => -2147024891,
        error.Handle => -2147024890,
        error.OutOfMemory => -2147024882,
        error.InsufficientBuffer => -2147024774,
        error.InvalidArgument => -2147024809,
        error.DevNotExist => -2147024841,
        error.RequestCancelled => -1062600702,
        error.RecorderRequired => -1062600701,
        error.BurnVerificationFailed => -1062600697,
        error.RecorderNoSuchModePage => -1062600191,
        error.RecorderMediaNoMedia => -1062600190,
        error.RecorderMediaIncompatible => -1062600189,
        error.RecorderMediaUpsideDown => -1062600188,
        error.RecorderMediaBecomingReady => -1062600187,
        error.RecorderMediaFormatInProgress => -1062600186,
        error.RecorderMediaBusy => -1062600185,
        error.RecorderInvalidModeParameters => -1062600184,
        error.RecorderMediaWriteProtected => -1062600183,
        error.RecorderNoSuchFeature => -1062600182,
        error.RecorderFeatureIsNotCurrent => -1062600181,
        error.RecorderGetConfigurationNotSupported => -1062600180,
        error.RecorderCommandTimeout => -1062600179,
        error.RecorderDvdStructureNotPresent => -1062600178,
        error.RecorderMediaSpeedMismatch => -1062600177,
        error.RecorderLocked => -1062600176,
        error.RecorderClientNameIsNotValid => -1062600175,
        error.RecorderMediaNotFormatted => -1062600174,
        error.RecorderInvalidResponseFromDevice => -1062599937,
        error.LossOfStreaming => -1062599936,
        error.UnexpectedResponseFromDevice => -1062599935,
        error.Df2DataWriteInProgress => -1062599680,
        error.Df2DataWriteNotInProgress => -1062599679,
        error.Df2DataInvalidMediaState => -1062599678,
        error.Df2DataStreamNotSupported => -1062599677,
        error.Df2DataStreamTooLargeForCurrentMedia => -1062599676,
        error.Df2DataMediaNotBlank => -1062599675,
        error.Df2DataMediaIsNotSupported => -1062599674,
        error.Df2DataRecorderNotSupported => -1062599673,
        error.Df2DataClientNameIsNotValid => -1062599672,
        error.Df2TaoWriteInProgress => -1062599424,
        error.Df2TaoWriteNotInProgress => -1062599423,
        error.Df2TaoMediaIsNotPrepared => -1062599422,
        error.Df2TaoMediaIsPrepared => -1062599421,
        error.Df2TaoPropertyForBlankMediaOnly => -1062599420,
        error.Df2TaoTableOfContentsEmptyDisc => -1062599419,
        error.Df2TaoMediaIsNotBlank => -1062599418,
        error.Df2TaoMediaIsNotSupported => -1062599417,
        error.Df2TaoTrackLimitReached => -1062599416,
        error.Df2TaoNotEnoughSpace => -1062599415,
        error.Df2TaoNoRecorderSpecified => -1062599414,
        error.Df2TaoInvalidIsrc => -1062599413,
        error.Df2TaoInvalidMcn => -1062599412,
        error.Df2TaoStreamNotSupported => -1062599411,
        error.Df2TaoRecorderNotSupported => -1062599410,
        error.Df2TaoClientNameIsNotValid => -1062599409,
        error.Df2RawWriteInProgress => -1062599168,
        error.Df2RawWriteNotInProgress => -1062599167,
        error.Df2RawMediaIsNotPrepared => -1062599166,
        error.Df2RawMediaIsPrepared => -1062599165,
        error.Df2RawClientNameIsNotValid => -1062599164,
        error.Df2RawMediaIsNotBlank => -1062599162,
        error.Df2RawMediaIsNotSupported => -1062599161,
        error.Df2RawNotEnoughSpace => -1062599159,
        error.Df2RawNoRecorderSpecified => -1062599158,
        error.Df2RawStreamNotSupported => -1062599155,
        error.Df2RawDataBlockTypeNotSupported => -1062599154,
        error.Df2RawStreamLeadinTooShort => -1062599153,
        error.Df2RawRecorderNotSupported => -1062599152,
        error.EraseRecorderInUse => -2136340224,
        error.EraseOnlyOneRecorderSupported => -2136340223,
        error.EraseDiscInformationTooSmall => -2136340222,
        error.EraseModePage2aTooSmall => -2136340221,
        error.EraseMediaIsNotErasable => -2136340220,
        error.EraseDriveFailedEraseCommand => -2136340219,
        error.EraseTookLongerThanOneHour => -2136340218,
        error.EraseUnexpectedDriveResponseDuringErase => -2136340217,
        error.EraseDriveFailedSpinupCommand => -2136340216,
        error.EraseMediaIsNotSupported => -1062598391,
        error.EraseRecorderNotSupported => -1062598390,
        error.EraseClientNameIsNotValid => -1062598389,
        error.RawImageIsReadOnly => -2136339968,
        error.RawImageTooManyTracks => -2136339967,
        error.RawImageSectorTypeNotSupported => -2136339966,
        error.RawImageNoTracks => -2136339965,
        error.RawImageTracksAlreadyAdded => -2136339964,
        error.RawImageInsufficientSpace => -2136339963,
        error.RawImageTooManyTrackIndexes => -2136339962,
        error.RawImageTrackIndexNotFound => -2136339961,
        error.RawImageTrackIndexOffsetZeroCannotBeCleared => -2136339959,
        error.RawImageTrackIndexTooCloseToOtherIndex => -2136339958,
        error.FsiInternalError => -1062555392,
        error.InvalidParam => -1062555391,
        error.ReadOnly => -1062555390,
        error.NoOutput => -1062555389,
        error.InvalidVolumeName => -1062555388,
        error.InvalidDate => -1062555387,
        error.FileSystemNotEmpty => -1062555386,
        error.NotFile => -1062555384,
        error.NotDir => -1062555383,
        error.DirNotEmpty => -1062555382,
        error.NotInFileSystem => -1062555381,
        error.InvalidPath => -1062555376,
        error.RestrictedNameViolation => -1062555375,
        error.DupName => -1062555374,
        error.NoUniqueName => -1062555373,
        error.ItemNotFound => -1062555368,
        error.FileNotFound => -1062555367,
        error.DirNotFound => -1062555366,
        error.ImageSizeLimit => -1062555360,
        error.ImageTooBig => -1062555359,
        error.DataStreamInconsistency => -1062555352,
        error.DataStreamReadFailure => -1062555351,
        error.DataStreamCreateFailure => -1062555350,
        error.DirectoryReadFailure => -1062555349,
        error.TooManyDirs => -1062555344,
        error.Iso9660Levels => -1062555343,
        error.DataTooBig => -1062555342,
        error.IncompatiblePreviousSession => -1062555341,
        error.StashFileOpenFailure => -1062555336,
        error.StashFileSeekFailure => -1062555335,
        error.StashFileWriteFailure => -1062555334,
        error.StashFileReadFailure => -1062555333,
        error.InvalidWorkingDirectory => -1062555328,
        error.WorkingDirectorySpace => -1062555327,
        error.StashFileMove => -1062555326,
        error.BootImageData => -1062555320,
        error.BootObjectConflict => -1062555319,
        error.BootEmulationImageSizeMismatch => -1062555318,
        error.EmptyDisc => -1062555312,
        error.NoSupportedFileSystem => -1062555311,
        error.FileSystemNotFound => -1062555310,
        error.FileSystemReadConsistencyError => -1062555309,
        error.FileSystemFeatureNotSupported => -1062555308,
        error.ImportTypeCollisionFileExistsAsDirectory => -1062555307,
        error.ImportSeekFailure => -1062555306,
        error.ImportReadFailure => -1062555305,
        error.DiscMismatch => -1062555304,
        error.ImportMediaNotAllowed => -1062555303,
        error.UdfNotWriteCompatible => -1062555302,
        error.IncompatibleMultisessionType => -1062555301,
        error.NoCompatibleMultisessionType => -1062555300,
        error.MultisessionNotSet => -1062555299,
        error.ImportTypeCollisionDirectoryExistsAsFile => -1062555298,
        error.PropertyNotAccessible => -1062555296,
        error.UdfRevisionChangeNotAllowed => -1062555295,
        error.BadMultisessionParameter => -1062555294,
        error.FileSystemChangeNotAllowed => -1062555293,
        error.ImageManagerImageNotAligned => -1062555136,
        error.ImageManagerNoValidVdFound => -1062555135,
        error.ImageManagerNoImage => -1062555134,
        error.ImageManagerImageTooBig => -1062555133,
        else => null,
    };
}

/// The HRESULTs that say how something succeeded.
pub const Status = enum(i32) {
    /// 0x00000000: Done, nothing to report.
    ok = 0,
    /// 0x00000001: Success with a negative answer, or: nothing left to do.
    false = 1,
    /// 0x00AA0004: Success; the drive took a different speed than requested.
    speed_adjusted = 11141124,
    /// 0x00AA0005: Success; a different rotation mode than requested is in use.
    rotation_adjusted = 11141125,
    /// 0x00AA0006: Success; both speed and rotation mode were changed.
    both_adjusted = 11141126,
    /// 0x00AA0200: Success at transport level, but the drive answered with sense data; inspect the sense buffer.
    command_has_sense_data = 11141632,
    /// 0x00AA0302: Success code: the engine has no write to cancel (yet).
    write_not_in_progress = 11141890,
    /// 0x00AA0A08: Success; that index was already there.
    raw_image_track_index_already_exists = 11143688,
    /// 0x00AAB15F: Success; a requested feature is unavailable in this file system revision and was left out.
    image_feature_not_supported = 11186527,
    _,
};

/// How much is logged: DF2D_LOG_*.
pub const LogLevel = enum(i32) {
    /// df2d_log_advise: errors only.
    err = 1,
    /// df2d_log_advise: warnings too.
    warn = 2,
    /// df2d_log_advise: what an operation does, step by step.
    info = 3,
    /// df2d_log_advise: every command and its answer, but for the READs and WRITEs. README.md explains these lines.
    debug = 4,
    /// df2d_log_advise: everything.
    trace = 5,
    _,
};

/// A feature of a drive: DF2D_IMAPI_FEATURE_PAGE_TYPE_*, or any other code that the drive has.
pub const FeaturePageType = enum(i32) {
    /// The kinds of medium that the drive handles.
    profile_list = 0,
    /// What all drives have.
    core = 1,
    /// Features come and go with the medium.
    morphing = 2,
    /// The tray: how it opens, closes and locks.
    removable_medium = 3,
    /// Write protection.
    write_protect = 4,
    /// Any sector can be read.
    randomly_readable = 16,
    /// Every kind of CD can be read.
    cd_multiread = 29,
    /// CD can be read.
    cd_read = 30,
    /// DVD can be read.
    dvd_read = 31,
    /// Any sector can be written.
    randomly_writable = 32,
    /// Written in increments, one after the other.
    incremental_streaming_writable = 33,
    /// Sectors are erased before they are written.
    sector_erasable = 34,
    /// Can be formatted.
    formattable = 35,
    /// The drive replaces bad sectors.
    hardware_defect_management = 36,
    /// Any sector can be written once.
    write_once = 37,
    /// Overwritten in whole units.
    restricted_overwrite = 38,
    /// CD-RW at constant angular velocity.
    cdrw_cav_write = 39,
    /// Mount Rainier.
    mrw = 40,
    /// The host replaces bad sectors.
    enhanced_defect_reporting = 41,
    /// DVD+RW.
    dvd_plus_rw = 42,
    /// DVD+R.
    dvd_plus_r = 43,
    /// DVD-RW in restricted overwrite.
    rigid_restricted_overwrite = 44,
    /// CD written track by track.
    cd_track_at_once = 45,
    /// CD written in one go.
    cd_mastering = 46,
    /// DVD-R and DVD-RW can be written.
    dvd_dash_write = 47,
    /// Double density CD can be read.
    double_density_cd_read = 48,
    /// Double density CD-R can be written.
    double_density_cd_r_write = 49,
    /// Double density CD-RW can be written.
    double_density_cd_rw_write = 50,
    /// DVD-R DL by layer jumps.
    layer_jump_recording = 51,
    /// Speed classes of CD-RW.
    cd_rw_media_write_support = 55,
    /// BD-R that can be overwritten.
    bd_pseudo_overwrite = 56,
    /// DVD+R DL.
    dvd_plus_r_dual_layer = 59,
    /// Blu-ray can be read.
    bd_read = 64,
    /// Blu-ray can be written.
    bd_write = 65,
    /// HD DVD can be read.
    hd_dvd_read = 80,
    /// HD DVD can be written.
    hd_dvd_write = 81,
    /// Power management.
    power_management = 256,
    /// Prediction of failures.
    smart = 257,
    /// A changer.
    embedded_changer = 258,
    /// Audio CD played by the drive.
    cd_analog_play = 259,
    /// Firmware can be replaced.
    microcode_update = 260,
    /// Time-outs of commands.
    timeout = 261,
    /// Copy protection of DVD video.
    dvd_css = 262,
    /// Speeds can be asked for and set.
    real_time_streaming = 263,
    /// The serial number of the drive.
    logical_unit_serial_number = 264,
    /// The serial number of the medium.
    media_serial_number = 265,
    /// Control blocks of the disc.
    disc_control_blocks = 266,
    /// Copy protection of recordable DVD.
    dvd_cprm = 267,
    /// The date of the firmware.
    firmware_information = 268,
    /// Copy protection of Blu-ray and HD DVD.
    aacs = 269,
    /// Copy protection of DVD+R and DVD+RW.
    vcps = 272,
    _,
};

/// A kind of medium, as MMC counts them: DF2D_IMAPI_PROFILE_TYPE_*, or any other that the drive has.
pub const ProfileType = enum(i32) {
    /// No profile: no medium, or one that the drive does not know.
    invalid = 0,
    /// A fixed disk.
    non_removable_disk = 1,
    /// A removable disk.
    removable_disk = 2,
    /// Magneto-optical, erasable.
    mo_erasable = 3,
    /// Magneto-optical, write-once.
    mo_write_once = 4,
    /// Magneto-optical, advanced storage.
    as_mo = 5,
    /// CD-ROM.
    cdrom = 8,
    /// CD-R.
    cd_recordable = 9,
    /// CD-RW.
    cd_rewritable = 10,
    /// DVD-ROM.
    dvdrom = 16,
    /// DVD-R.
    dvd_dash_recordable = 17,
    /// DVD-RAM.
    dvd_ram = 18,
    /// DVD-RW for restricted overwrite.
    dvd_dash_rewritable = 19,
    /// DVD-RW written in sequence.
    dvd_dash_rw_sequential = 20,
    /// DVD-R DL written in sequence.
    dvd_dash_r_dual_sequential = 21,
    /// DVD-R DL written by layer jumps.
    dvd_dash_r_dual_layer_jump = 22,
    /// DVD+RW.
    dvd_plus_rw = 26,
    /// DVD+R.
    dvd_plus_r = 27,
    /// Double density CD-ROM.
    ddcdrom = 32,
    /// Double density CD-R.
    ddcd_recordable = 33,
    /// Double density CD-RW.
    ddcd_rewritable = 34,
    /// DVD+RW DL.
    dvd_plus_rw_dual = 42,
    /// DVD+R DL.
    dvd_plus_r_dual = 43,
    /// BD-ROM.
    bd_rom = 64,
    /// BD-R written in sequence.
    bd_r_sequential = 65,
    /// BD-R for random recording.
    bd_r_random_recording = 66,
    /// BD-RE.
    bd_rewritable = 67,
    /// HD DVD-ROM.
    hd_dvd_rom = 80,
    /// HD DVD-R.
    hd_dvd_recordable = 81,
    /// HD DVD-RAM.
    hd_dvd_ram = 82,
    /// A medium that follows no standard.
    non_standard = 65535,
    _,
};

/// Which values of a mode page are meant: DF2D_IMAPI_MODE_PAGE_REQUEST_TYPE_*.
pub const ModePageRequestType = enum(i32) {
    /// The values in force.
    current_values = 0,
    /// A mask of the bits that can be changed.
    changeable_values = 1,
    /// The values after power-on.
    default_values = 2,
    /// The values that the drive keeps; few drives keep any.
    saved_values = 3,
    _,
};

/// A mode page: DF2D_IMAPI_MODE_PAGE_TYPE_*, or any other code that the drive has.
pub const ModePageType = enum(i32) {
    /// Error recovery.
    read_write_error_recovery = 1,
    /// Mount Rainier.
    mrw = 3,
    /// How CD and DVD-R are written.
    write_parameters = 5,
    /// The cache.
    caching = 8,
    /// Prediction of failures.
    informational_exceptions = 28,
    /// Time-outs and write protection by software.
    timeout_and_protect = 29,
    /// Power states.
    power_condition = 26,
    /// Capabilities, as older drives tell them.
    legacy_capabilities = 42,
    _,
};

/// How a track is found: DF2D_IMAPI_READ_TRACK_ADDRESS_TYPE_*.
pub const ReadTrackAddressType = enum(i32) {
    /// The track that holds this sector.
    lba = 0,
    /// The track of this number.
    track = 1,
    /// The first track of this session.
    session = 2,
    _,
};

/// A kind of medium: DF2D_IMAPI_MEDIA_TYPE_* (IMAPI_MEDIA_PHYSICAL_TYPE).
pub const MediaType = enum(i32) {
    /// No disc, or not recognised.
    unknown = 0,
    /// Pressed or finalised CD.
    cdrom = 1,
    /// Write-once CD.
    cdr = 2,
    /// Rewritable CD.
    cdrw = 3,
    /// Pressed or finalised DVD.
    dvdrom = 4,
    /// Random-access DVD.
    dvdram = 5,
    /// Write-once DVD+R.
    dvdplusr = 6,
    /// Overwritable DVD+RW.
    dvdplusrw = 7,
    /// DVD+R, two layers.
    dvdplusr_duallayer = 8,
    /// Write-once DVD-R.
    dvddashr = 9,
    /// Rewritable DVD-RW.
    dvddashrw = 10,
    /// DVD-R, two layers.
    dvddashr_duallayer = 11,
    /// Randomly writable medium with hardware defect management.
    disk = 12,
    /// DVD+RW, two layers.
    dvdplusrw_duallayer = 13,
    /// HD DVD, read-only.
    hddvdrom = 14,
    /// HD DVD, write-once.
    hddvdr = 15,
    /// HD DVD, random access.
    hddvdram = 16,
    /// Blu-ray, read-only.
    bdrom = 17,
    /// Blu-ray, write-once.
    bdr = 18,
    /// Blu-ray, rewritable.
    bdre = 19,
    _,

    /// Highest defined value (alias of BDRE).
    pub const max: MediaType = .bdre;
};

/// How a write is verified: DF2D_IMAPI_BURN_VERIFICATION_*.
pub const BurnVerificationLevel = enum(i32) {
    /// No check.
    none = 0,
    /// Plausibility and sample.
    quick = 1,
    /// Full read-back.
    full = 2,
    _,
};

/// What a cancel does: DF2D_CANCEL_*.
pub const CancelMode = enum(i32) {
    /// df2d_put_cancel_mode: a cancelled write brings the disc to the best state it allows before it returns.
    salvage = 0,
    /// df2d_put_cancel_mode: a cancelled write leaves as soon as the drive lets go.
    immediate = 1,
    _,
};

/// Bits that say what a disc allows: DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_*.
pub const MediaState = packed struct(u32) {
    /// Used areas can be rewritten in place.
    overwrite_only: bool = false,
    /// Never used, or erased.
    blank: bool = false,
    /// Another session can be added.
    appendable: bool = false,
    /// Only one more session possible, or no multisession.
    final_session: bool = false,
    _4: u6 = 0,
    /// Needs erase or other recovery.
    damaged: bool = false,
    /// Must be erased first.
    erase_required: bool = false,
    /// Last session partly written; not supported.
    non_empty_session: bool = false,
    /// Medium or drive protected.
    write_protected: bool = false,
    /// Closed, no further writing.
    finalized: bool = false,
    /// Type not handled by the writer.
    unsupported_media: bool = false,
    _16: u16 = 0,

    /// Not known.
    pub const unknown: MediaState = @bitCast(@as(u32, 0));

    /// Mask of the "usable" bits.
    pub const informational_mask: MediaState = @bitCast(@as(u32, 15));

    /// Mask of the "not usable" bits.
    pub const unsupported_mask: MediaState = @bitCast(@as(u32, 64512));

    /// Deprecated alias of OVERWRITE_ONLY.
    pub const randomly_writable: MediaState = @bitCast(@as(u32, 1));
};

/// Bits that say why a disc is protected: DF2D_IMAPI_WRITEPROTECTED_*.
pub const WriteProtectState = packed struct(u32) {
    /// Software protection that lasts until power-off.
    until_powerdown: bool = false,
    /// Cartridge switch.
    by_cartridge: bool = false,
    /// Medium-specific inhibit.
    by_media_specific_reason: bool = false,
    /// Persistent software protection.
    by_software_write_protect: bool = false,
    /// Inhibited by a disc control block.
    by_disc_control_block: bool = false,
    _5: u9 = 0,
    /// Medium is read-only by nature.
    read_only_media: bool = false,
    _15: u17 = 0,
};

/// A way to add to a disc: DF2D_MULTISESSION_*.
pub const MultisessionScheme = enum(i32) {
    /// IMultisessionSequential: sessions follow one another.
    sequential = 1,
    /// IMultisessionSequential2: the same, and the medium has a write unit.
    sequential2 = 2,
    /// IMultisessionRandomWrite: any place can be overwritten.
    random_write = 3,
    _,
};

/// How an interrupted session is recovered: DF2D_RECOVER_*.
pub const RecoverAction = enum(i32) {
    /// df2d_recover_media: says what is on the disc; sends nothing that could change it.
    report = 0,
    /// df2d_recover_media: closes the interrupted session, so that what is recorded can be read and the disc written
    /// further.
    close = 1,
    /// df2d_recover_media: records the rest of the stream of which the session holds the beginning.
    @"resume" = 2,
    _,
};

/// How much of a write is on the disc: DF2D_CONTENT_*.
pub const ContentState = enum(i32) {
    /// Nothing of the write is on the disc.
    none = 0,
    /// A first part of the write is on the disc.
    partial = 1,
    /// All of the write is on the disc.
    whole = 2,
    /// The drive could not be asked: after DF2D_CANCEL_IMMEDIATE it may still be busy. DF2D_RECOVER_REPORT asks it
    /// later. Or it does not know: media that are overwritten in place keep no record of an interrupted write, which is
    /// to be written again; and after a flush that failed its own account is not to be relied upon.
    unknown = 3,
    _,
};

/// What a disc can do: DF2D_DISC_*.
pub const DiscState = enum(i32) {
    /// The disc is as it was before.
    unchanged = 0,
    /// A session can be written: the first on a blank disc, else a further one.
    appendable = 1,
    /// The disc is closed: readable, never writable again.
    closed = 2,
    /// The disc can be overwritten.
    overwritable = 3,
    /// The disc must be erased before it can be written again.
    erase_required = 4,
    /// A session is open; it must be closed or resumed before the disc can be used further.
    recoverable = 5,
    /// The disc is lost.
    unusable = 6,
    /// The drive could not be asked: after DF2D_CANCEL_IMMEDIATE it may still be busy. DF2D_RECOVER_REPORT asks it
    /// later.
    unknown = 7,
    _,
};

/// What a write is doing: DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_*.
pub const WriteAction = enum(i32) {
    /// Checking the medium.
    validating_media = 0,
    /// Formatting, only where needed (DVD+RW).
    formatting_media = 1,
    /// Preparing the drive, setting speed.
    initializing_hardware = 2,
    /// Laser power calibration.
    calibrating_power = 3,
    /// User data going out.
    writing_data = 4,
    /// Cache flush, closing track/session, end of background format.
    finalization = 5,
    /// Finished successfully.
    completed = 6,
    /// Reading back as requested.
    verifying = 7,
    _,
};

/// One of DF2D_VIRTUAL_EFFECT_*.
pub const VirtualEffect = enum(i32) {
    /// df2d_virtual_fault.effect: the sense data given, and the command is not carried out.
    sense = 0,
    /// df2d_virtual_fault.effect: no answer until the time limit.
    timeout = 1,
    /// df2d_virtual_fault.effect: the connection breaks; the drive has been reset, its buffer and settings are gone.
    lost = 2,
    /// df2d_virtual_fault.effect: the drive resets itself and says so at once.
    reset = 3,
    /// df2d_virtual_fault.effect: the command is carried out and takes delay_ms longer.
    delay = 4,
    /// df2d_virtual_fault.effect: the disc leaves the drive.
    medium_gone = 5,
    /// df2d_virtual_fault.effect: the drive is unplugged, until df2d_virtual_power_cycle.
    device_gone = 6,
    /// df2d_virtual_fault.effect: the drive says that all is well and does nothing.
    good_without_effect = 7,
    _,
};

/// One sector in bytes.
pub const sector_size = 2048;

/// Sectors per second at 1x, for CD. (IMAPI2's constant.)
pub const sectors_per_second_at_1x_cd = 75;

/// Sectors per second at 1x, for DVD. (IMAPI2's constant.)
pub const sectors_per_second_at_1x_dvd = 680;

/// Sectors per second at 1x, for Blu-ray. (IMAPI2's constant.)
pub const sectors_per_second_at_1x_bd = 2195;

/// 1x for HD DVD as IMAPI2 has it. That number is kilobytes per second; in sectors 1x is 2231.
pub const sectors_per_second_at_1x_hd_dvd = 4568;

/// df2d_set_write_speed: as fast as the medium allows.
pub const speed_max = -1;

/// df2d_wait: without a limit.
pub const infinite = 4294967295;

/// The version of this header, by semantic versioning: its major number.
pub const version_major = 0;

/// Its minor number.
pub const version_minor = 1;

/// Its patch number.
pub const version_patch = 0;

/// All of it as one number, to be compared with df2d_version_number(): major * 1000000 + minor * 1000 + patch.
pub const version_number = 1000;
