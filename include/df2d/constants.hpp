/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The constants of df2d.h as C++'s enumerations. Included by df2d.hpp.
 *
 * Generated from df2d.h by bindings/generate.
 */
#ifndef DF2D_CONSTANTS_HPP
#define DF2D_CONSTANTS_HPP

#include "../df2d.h"

#include <cstdint>

namespace df2d {

/* The HRESULTs that say what failed, as an error code's values. */
enum class errc : std::int32_t {
    /* 0x80004001: Not implemented, or the drive or medium cannot supply it. */
    notimpl = DF2D_E_NOTIMPL,
    /* 0x80004002: The medium does not offer this interface. */
    nointerface = DF2D_E_NOINTERFACE,
    /* 0x80004003: A required pointer argument is NULL. */
    pointer = DF2D_E_POINTER,
    /* 0x80004004: The operation was abandoned. */
    abort = DF2D_E_ABORT,
    /* 0x80004005: Unclassified failure, including untranslated sense data. */
    fail = DF2D_E_FAIL,
    /* 0x8000000A: The operation has not ended yet. */
    pending = DF2D_E_PENDING,
    /* 0x8000FFFF: An internal error of the library, or a call in a forked child process. */
    unexpected = DF2D_E_UNEXPECTED,
    /* 0x80070005: Another program or a mounted volume prevents exclusive access, or the caller lacks rights. */
    accessdenied = DF2D_E_ACCESSDENIED,
    /* 0x80070006: The handle is not one of this library: destroyed, forged, or of another object type. */
    handle = DF2D_E_HANDLE,
    /* 0x8007000E: Allocation failed. */
    outofmemory = DF2D_E_OUTOFMEMORY,
    /* 0x8007007A: The buffer is too small; needed says how large it must be. */
    insufficient_buffer = DF2D_E_INSUFFICIENT_BUFFER,
    /* 0x80070057: Argument value out of range or malformed. */
    invalidarg = DF2D_E_INVALIDARG,
    /* 0x80070037: The drive has disappeared (unplugged, powered off). */
    dev_not_exist = DF2D_E_DEV_NOT_EXIST,
    /* 0xC0AA0002: The operation stopped because the client asked for cancellation. */
    request_cancelled = DF2D_E_IMAPI_REQUEST_CANCELLED,
    /* 0xC0AA0003: No recorder has been assigned to the object. */
    recorder_required = DF2D_E_IMAPI_RECORDER_REQUIRED,
    /* 0xC0AA0007: Data was written but the requested verification failed; treat the disc as suspect. */
    burn_verification_failed = DF2D_E_IMAPI_BURN_VERIFICATION_FAILED,
    /* 0xC0AA0201: Requested mode page (or page-control variant) is absent. */
    recorder_no_such_mode_page = DF2D_E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE,
    /* 0xC0AA0202: Drive is empty. */
    recorder_media_no_media = DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA,
    /* 0xC0AA0203: Drive cannot handle this medium or its physical format. */
    recorder_media_incompatible = DF2D_E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE,
    /* 0xC0AA0204: Disc appears to be inserted the wrong way round. */
    recorder_media_upside_down = DF2D_E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN,
    /* 0xC0AA0205: Drive is spinning up or the medium just changed; retry later. */
    recorder_media_becoming_ready = DF2D_E_IMAPI_RECORDER_MEDIA_BECOMING_READY,
    /* 0xC0AA0206: A format is still running on the medium; wait for it. */
    recorder_media_format_in_progress = DF2D_E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS,
    /* 0xC0AA0207: Drive is inside a long operation (such as finishing a write). */
    recorder_media_busy = DF2D_E_IMAPI_RECORDER_MEDIA_BUSY,
    /* 0xC0AA0208: MODE SELECT rejected the combination of values. */
    recorder_invalid_mode_parameters = DF2D_E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS,
    /* 0xC0AA0209: Drive reports write protection. */
    recorder_media_write_protected = DF2D_E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED,
    /* 0xC0AA020A: Feature page unknown to the drive. */
    recorder_no_such_feature = DF2D_E_IMAPI_RECORDER_NO_SUCH_FEATURE,
    /* 0xC0AA020B: Feature page known but not active for the loaded medium. */
    recorder_feature_is_not_current = DF2D_E_IMAPI_RECORDER_FEATURE_IS_NOT_CURRENT,
    /* 0xC0AA020C: Legacy drive without GET CONFIGURATION. */
    recorder_get_configuration_not_supported = DF2D_E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED,
    /* 0xC0AA020D: Drive did not accept the command in time; may be wedged, or the timeout is too short. */
    recorder_command_timeout = DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT,
    /* 0xC0AA020E: Requested DVD structure does not exist for this drive/medium. */
    recorder_dvd_structure_not_present = DF2D_E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT,
    /* 0xC0AA020F: Medium speed rating is outside the range of the drive. */
    recorder_media_speed_mismatch = DF2D_E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH,
    /* 0xC0AA0210: Another party holds exclusive access. */
    recorder_locked = DF2D_E_IMAPI_RECORDER_LOCKED,
    /* 0xC0AA0211: Client name rejected at recorder level. */
    recorder_client_name_is_not_valid = DF2D_E_IMAPI_RECORDER_CLIENT_NAME_IS_NOT_VALID,
    /* 0xC0AA0212: Medium needs formatting before use. */
    recorder_media_not_formatted = DF2D_E_IMAPI_RECORDER_MEDIA_NOT_FORMATTED,
    /* 0xC0AA02FF: Drive returned malformed or nonsensical data. */
    recorder_invalid_response_from_device = DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE,
    /* 0xC0AA0300: Buffer underrun killed the write. */
    loss_of_streaming = DF2D_E_IMAPI_LOSS_OF_STREAMING,
    /* 0xC0AA0301: Drive reported an unrecoverable, otherwise unclassified error during the operation. */
    unexpected_response_from_device = DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE,
    /* 0xC0AA0400: Refused because a write is running on this object. */
    df2data_write_in_progress = DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS,
    /* 0xC0AA0401: Nothing to cancel. */
    df2data_write_not_in_progress = DF2D_E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS,
    /* 0xC0AA0402: Question only makes sense for supported media in a usable state. */
    df2data_invalid_media_state = DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE,
    /* 0xC0AA0403: Stream unusable, typically size not a multiple of 2048. */
    df2data_stream_not_supported = DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED,
    /* 0xC0AA0404: Stream has more sectors than the medium can take. */
    df2data_stream_too_large_for_current_media = DF2D_E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA,
    /* 0xC0AA0405: Overwriting existing content requires ForceOverwrite. */
    df2data_media_not_blank = DF2D_E_IMAPI_DF2DATA_MEDIA_NOT_BLANK,
    /* 0xC0AA0406: Medium type cannot be written by the data writer. */
    df2data_media_is_not_supported = DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED,
    /* 0xC0AA0407: Recorder lacks what the data writer needs. */
    df2data_recorder_not_supported = DF2D_E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED,
    /* 0xC0AA0408: Client name is missing, too long or has forbidden characters. */
    df2data_client_name_is_not_valid = DF2D_E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID,
    /* 0xC0AA0500: Refused because a track is being written. */
    df2tao_write_in_progress = DF2D_E_IMAPI_DF2TAO_WRITE_IN_PROGRESS,
    /* 0xC0AA0501: Nothing to cancel. */
    df2tao_write_not_in_progress = DF2D_E_IMAPI_DF2TAO_WRITE_NOT_IN_PROGRESS,
    /* 0xC0AA0502: Call PrepareMedia first. */
    df2tao_media_is_not_prepared = DF2D_E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED,
    /* 0xC0AA0503: Not allowed between PrepareMedia and ReleaseMedia. */
    df2tao_media_is_prepared = DF2D_E_IMAPI_DF2TAO_MEDIA_IS_PREPARED,
    /* 0xC0AA0504: Property is frozen once something has been written. */
    df2tao_property_for_blank_media_only = DF2D_E_IMAPI_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY,
    /* 0xC0AA0505: No TOC because no track exists. */
    df2tao_table_of_contents_empty_disc = DF2D_E_IMAPI_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC,
    /* 0xC0AA0506: Medium must be a blank CD-R/RW. */
    df2tao_media_is_not_blank = DF2D_E_IMAPI_DF2TAO_MEDIA_IS_NOT_BLANK,
    /* 0xC0AA0507: Medium is not CD-R/RW. */
    df2tao_media_is_not_supported = DF2D_E_IMAPI_DF2TAO_MEDIA_IS_NOT_SUPPORTED,
    /* 0xC0AA0508: 99 tracks already present. */
    df2tao_track_limit_reached = DF2D_E_IMAPI_DF2TAO_TRACK_LIMIT_REACHED,
    /* 0xC0AA0509: Track does not fit. */
    df2tao_not_enough_space = DF2D_E_IMAPI_DF2TAO_NOT_ENOUGH_SPACE,
    /* 0xC0AA050A: No recorder assigned. */
    df2tao_no_recorder_specified = DF2D_E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED,
    /* 0xC0AA050B: Malformed ISRC. */
    df2tao_invalid_isrc = DF2D_E_IMAPI_DF2TAO_INVALID_ISRC,
    /* 0xC0AA050C: Malformed media catalogue number. */
    df2tao_invalid_mcn = DF2D_E_IMAPI_DF2TAO_INVALID_MCN,
    /* 0xC0AA050D: Audio stream unusable, typically not a multiple of 2352 bytes. */
    df2tao_stream_not_supported = DF2D_E_IMAPI_DF2TAO_STREAM_NOT_SUPPORTED,
    /* 0xC0AA050E: Recorder cannot do track-at-once audio. */
    df2tao_recorder_not_supported = DF2D_E_IMAPI_DF2TAO_RECORDER_NOT_SUPPORTED,
    /* 0xC0AA050F: Client name missing or malformed. */
    df2tao_client_name_is_not_valid = DF2D_E_IMAPI_DF2TAO_CLIENT_NAME_IS_NOT_VALID,
    /* 0xC0AA0600: Refused because a raw write is running. */
    df2raw_write_in_progress = DF2D_E_IMAPI_DF2RAW_WRITE_IN_PROGRESS,
    /* 0xC0AA0601: Nothing to cancel. */
    df2raw_write_not_in_progress = DF2D_E_IMAPI_DF2RAW_WRITE_NOT_IN_PROGRESS,
    /* 0xC0AA0602: Call PrepareMedia first. */
    df2raw_media_is_not_prepared = DF2D_E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED,
    /* 0xC0AA0603: Not allowed between PrepareMedia and ReleaseMedia. */
    df2raw_media_is_prepared = DF2D_E_IMAPI_DF2RAW_MEDIA_IS_PREPARED,
    /* 0xC0AA0604: Client name missing or malformed. */
    df2raw_client_name_is_not_valid = DF2D_E_IMAPI_DF2RAW_CLIENT_NAME_IS_NOT_VALID,
    /* 0xC0AA0606: Medium must be a blank CD-R/RW. */
    df2raw_media_is_not_blank = DF2D_E_IMAPI_DF2RAW_MEDIA_IS_NOT_BLANK,
    /* 0xC0AA0607: Medium is not CD-R/RW; also the answer 'no' of IsRecorderSupported. */
    df2raw_media_is_not_supported = DF2D_E_IMAPI_DF2RAW_MEDIA_IS_NOT_SUPPORTED,
    /* 0xC0AA0609: Session does not fit. */
    df2raw_not_enough_space = DF2D_E_IMAPI_DF2RAW_NOT_ENOUGH_SPACE,
    /* 0xC0AA060A: No recorder assigned. */
    df2raw_no_recorder_specified = DF2D_E_IMAPI_DF2RAW_NO_RECORDER_SPECIFIED,
    /* 0xC0AA060D: Raw stream unusable. */
    df2raw_stream_not_supported = DF2D_E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED,
    /* 0xC0AA060E: Drive cannot write the requested sub-channel layout. */
    df2raw_data_block_type_not_supported = DF2D_E_IMAPI_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED,
    /* 0xC0AA060F: Stream carries fewer lead-in sectors than this medium needs. */
    df2raw_stream_leadin_too_short = DF2D_E_IMAPI_DF2RAW_STREAM_LEADIN_TOO_SHORT,
    /* 0xC0AA0610: Recorder cannot do raw disc-at-once. */
    df2raw_recorder_not_supported = DF2D_E_IMAPI_DF2RAW_RECORDER_NOT_SUPPORTED,
    /* 0x80AA0900: Recorder cannot be swapped while an erase runs. */
    erase_recorder_in_use = DF2D_E_IMAPI_ERASE_RECORDER_IN_USE,
    /* 0x80AA0901: Clear the present recorder before assigning another. */
    erase_only_one_recorder_supported = DF2D_E_IMAPI_ERASE_ONLY_ONE_RECORDER_SUPPORTED,
    /* 0x80AA0902: READ DISC INFORMATION returned too few bytes. */
    erase_disc_information_too_small = DF2D_E_IMAPI_ERASE_DISC_INFORMATION_TOO_SMALL,
    /* 0x80AA0903: Mode page 0x2A returned too few bytes. */
    erase_mode_page_2a_too_small = DF2D_E_IMAPI_ERASE_MODE_PAGE_2A_TOO_SMALL,
    /* 0x80AA0904: Drive says the medium cannot be erased. */
    erase_media_is_not_erasable = DF2D_E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE,
    /* 0x80AA0905: Drive rejected the erase command. */
    erase_drive_failed_erase_command = DF2D_E_IMAPI_ERASE_DRIVE_FAILED_ERASE_COMMAND,
    /* 0x80AA0906: Erase not finished after 3600 s; also returned for bad CD-RW/DVD-RW media or a drive fault. */
    erase_took_longer_than_one_hour = DF2D_E_IMAPI_ERASE_TOOK_LONGER_THAN_ONE_HOUR,
    /* 0x80AA0907: Drive failed mid-erase; medium state unknown. */
    erase_unexpected_drive_response_during_erase = DF2D_E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE,
    /* 0x80AA0908: START UNIT failed. */
    erase_drive_failed_spinup_command = DF2D_E_IMAPI_ERASE_DRIVE_FAILED_SPINUP_COMMAND,
    /* 0xC0AA0909: Medium type cannot be erased by this object. */
    erase_media_is_not_supported = DF2D_E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED,
    /* 0xC0AA090A: Recorder cannot erase. */
    erase_recorder_not_supported = DF2D_E_IMAPI_ERASE_RECORDER_NOT_SUPPORTED,
    /* 0xC0AA090B: Client name missing or malformed. */
    erase_client_name_is_not_valid = DF2D_E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID,
    /* 0x80AA0A00: Image is frozen after CreateResultImage. */
    raw_image_is_read_only = DF2D_E_IMAPI_RAW_IMAGE_IS_READ_ONLY,
    /* 0x80AA0A01: Track number would leave 1..99. */
    raw_image_too_many_tracks = DF2D_E_IMAPI_RAW_IMAGE_TOO_MANY_TRACKS,
    /* 0x80AA0A02: Sector type not accepted (only audio is). */
    raw_image_sector_type_not_supported = DF2D_E_IMAPI_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED,
    /* 0x80AA0A03: Needs at least one track. */
    raw_image_no_tracks = DF2D_E_IMAPI_RAW_IMAGE_NO_TRACKS,
    /* 0x80AA0A04: Must be called before the first track. */
    raw_image_tracks_already_added = DF2D_E_IMAPI_RAW_IMAGE_TRACKS_ALREADY_ADDED,
    /* 0x80AA0A05: Lead-out start limit would be exceeded. */
    raw_image_insufficient_space = DF2D_E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE,
    /* 0x80AA0A06: More than 99 indexes. */
    raw_image_too_many_track_indexes = DF2D_E_IMAPI_RAW_IMAGE_TOO_MANY_TRACK_INDEXES,
    /* 0x80AA0A07: No index at that offset. */
    raw_image_track_index_not_found = DF2D_E_IMAPI_RAW_IMAGE_TRACK_INDEX_NOT_FOUND,
    /* 0x80AA0A09: Index 1 (offset 0) is mandatory. */
    raw_image_track_index_offset_zero_cannot_be_cleared =
        DF2D_E_IMAPI_RAW_IMAGE_TRACK_INDEX_OFFSET_ZERO_CANNOT_BE_CLEARED,
    /* 0x80AA0A0A: Indexes must be at least ten sectors apart. */
    raw_image_track_index_too_close_to_other_index = DF2D_E_IMAPI_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX,
    /* 0xC0AAB100: Internal inconsistency. */
    fsi_internal_error = DF2D_IMAPI_E_FSI_INTERNAL_ERROR,
    /* 0xC0AAB101: Named parameter has a bad value. */
    invalid_param = DF2D_IMAPI_E_INVALID_PARAM,
    /* 0xC0AAB102: Image object is frozen. */
    readonly = DF2D_IMAPI_E_READONLY,
    /* 0xC0AAB103: No file system selected for output. */
    no_output = DF2D_IMAPI_E_NO_OUTPUT,
    /* 0xC0AAB104: Volume label too long or has bad characters. */
    invalid_volume_name = DF2D_IMAPI_E_INVALID_VOLUME_NAME,
    /* 0xC0AAB105: Item timestamps are out of order. */
    invalid_date = DF2D_IMAPI_E_INVALID_DATE,
    /* 0xC0AAB106: Only allowed on an empty image. */
    file_system_not_empty = DF2D_IMAPI_E_FILE_SYSTEM_NOT_EMPTY,
    /* 0xC0AAB108: Path is not a file. */
    not_file = DF2D_IMAPI_E_NOT_FILE,
    /* 0xC0AAB109: Path is not a directory. */
    not_dir = DF2D_IMAPI_E_NOT_DIR,
    /* 0xC0AAB10A: Directory still has entries. */
    dir_not_empty = DF2D_IMAPI_E_DIR_NOT_EMPTY,
    /* 0xC0AAB10B: Item is not attached to the image. */
    not_in_file_system = DF2D_IMAPI_E_NOT_IN_FILE_SYSTEM,
    /* 0xC0AAB110: Malformed path. */
    invalid_path = DF2D_IMAPI_E_INVALID_PATH,
    /* 0xC0AAB111: Name has non-ANSI characters while UseRestrictedCharacterSet is on. */
    restricted_name_violation = DF2D_IMAPI_E_RESTRICTED_NAME_VIOLATION,
    /* 0xC0AAB112: Name already taken. */
    dup_name = DF2D_IMAPI_E_DUP_NAME,
    /* 0xC0AAB113: Could not derive a unique short name. */
    no_unique_name = DF2D_IMAPI_E_NO_UNIQUE_NAME,
    /* 0xC0AAB118: No such item in the image. */
    item_not_found = DF2D_IMAPI_E_ITEM_NOT_FOUND,
    /* 0xC0AAB119: No such file in the image. */
    file_not_found = DF2D_IMAPI_E_FILE_NOT_FOUND,
    /* 0xC0AAB11A: No such directory in the image. */
    dir_not_found = DF2D_IMAPI_E_DIR_NOT_FOUND,
    /* 0xC0AAB120: Addition would exceed the configured image size. */
    image_size_limit = DF2D_IMAPI_E_IMAGE_SIZE_LIMIT,
    /* 0xC0AAB121: FreeMediaBlocks set below the present estimate. */
    image_too_big = DF2D_IMAPI_E_IMAGE_TOO_BIG,
    /* 0xC0AAB128: File stream length differs from what was announced. */
    data_stream_inconsistency = DF2D_IMAPI_E_DATA_STREAM_INCONSISTENCY,
    /* 0xC0AAB129: File stream could not be read. */
    data_stream_read_failure = DF2D_IMAPI_E_DATA_STREAM_READ_FAILURE,
    /* 0xC0AAB12A: File stream could not be opened. */
    data_stream_create_failure = DF2D_IMAPI_E_DATA_STREAM_CREATE_FAILURE,
    /* 0xC0AAB12B: Source directory could not be listed. */
    directory_read_failure = DF2D_IMAPI_E_DIRECTORY_READ_FAILURE,
    /* 0xC0AAB130: Directory count limit of the file system hit. */
    too_many_dirs = DF2D_IMAPI_E_TOO_MANY_DIRS,
    /* 0xC0AAB131: More than eight directory levels for ISO 9660. */
    iso9660_levels = DF2D_IMAPI_E_ISO9660_LEVELS,
    /* 0xC0AAB132: File too large for the chosen file system. */
    data_too_big = DF2D_IMAPI_E_DATA_TOO_BIG,
    /* 0xC0AAB133: Imported session layout cannot be extended. */
    incompatible_previous_session = DF2D_IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION,
    /* 0xC0AAB138: Temporary file could not be opened. */
    stashfile_open_failure = DF2D_IMAPI_E_STASHFILE_OPEN_FAILURE,
    /* 0xC0AAB139: Seek in temporary file failed. */
    stashfile_seek_failure = DF2D_IMAPI_E_STASHFILE_SEEK_FAILURE,
    /* 0xC0AAB13A: Write to temporary file failed. */
    stashfile_write_failure = DF2D_IMAPI_E_STASHFILE_WRITE_FAILURE,
    /* 0xC0AAB13B: Read from temporary file failed. */
    stashfile_read_failure = DF2D_IMAPI_E_STASHFILE_READ_FAILURE,
    /* 0xC0AAB140: Working directory unusable. */
    invalid_working_directory = DF2D_IMAPI_E_INVALID_WORKING_DIRECTORY,
    /* 0xC0AAB141: Working directory lacks room. */
    working_directory_space = DF2D_IMAPI_E_WORKING_DIRECTORY_SPACE,
    /* 0xC0AAB142: Temporary file could not be moved. */
    stashfile_move = DF2D_IMAPI_E_STASHFILE_MOVE,
    /* 0xC0AAB148: Boot image could not be placed. */
    boot_image_data = DF2D_IMAPI_E_BOOT_IMAGE_DATA,
    /* 0xC0AAB149: Boot image only allowed in the first session. */
    boot_object_conflict = DF2D_IMAPI_E_BOOT_OBJECT_CONFLICT,
    /* 0xC0AAB14A: Boot image size does not match the emulation type. */
    boot_emulation_image_size_mismatch = DF2D_IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH,
    /* 0xC0AAB150: Nothing to import: disc is blank. */
    empty_disc = DF2D_IMAPI_E_EMPTY_DISC,
    /* 0xC0AAB151: No importable file system found. */
    no_supported_file_system = DF2D_IMAPI_E_NO_SUPPORTED_FILE_SYSTEM,
    /* 0xC0AAB152: Requested file system absent on disc. */
    file_system_not_found = DF2D_IMAPI_E_FILE_SYSTEM_NOT_FOUND,
    /* 0xC0AAB153: Imported file system is inconsistent. */
    file_system_read_consistency_error = DF2D_IMAPI_E_FILE_SYSTEM_READ_CONSISTENCY_ERROR,
    /* 0xC0AAB154: Imported file system uses an unsupported feature. */
    file_system_feature_not_supported = DF2D_IMAPI_E_FILE_SYSTEM_FEATURE_NOT_SUPPORTED,
    /* 0xC0AAB155: Imported file clashes with an existing directory. */
    import_type_collision_file_exists_as_directory = DF2D_IMAPI_E_IMPORT_TYPE_COLLISION_FILE_EXISTS_AS_DIRECTORY,
    /* 0xC0AAB156: Seek failed during import. */
    import_seek_failure = DF2D_IMAPI_E_IMPORT_SEEK_FAILURE,
    /* 0xC0AAB157: Read failed during import. */
    import_read_failure = DF2D_IMAPI_E_IMPORT_READ_FAILURE,
    /* 0xC0AAB158: Disc is not the one imported earlier. */
    disc_mismatch = DF2D_IMAPI_E_DISC_MISMATCH,
    /* 0xC0AAB159: Multisession is not offered on this media type. */
    import_media_not_allowed = DF2D_IMAPI_E_IMPORT_MEDIA_NOT_ALLOWED,
    /* 0xC0AAB15A: Medium supports no UDF revision that can be extended. */
    udf_not_write_compatible = DF2D_IMAPI_E_UDF_NOT_WRITE_COMPATIBLE,
    /* 0xC0AAB15B: Requested multisession type is not supported. */
    incompatible_multisession_type = DF2D_IMAPI_E_INCOMPATIBLE_MULTISESSION_TYPE,
    /* 0xC0AAB15C: None of the supplied multisession interfaces fits. */
    no_compatible_multisession_type = DF2D_IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE,
    /* 0xC0AAB15D: MultisessionInterfaces must be set first. */
    multisession_not_set = DF2D_IMAPI_E_MULTISESSION_NOT_SET,
    /* 0xC0AAB15E: Imported directory clashes with an existing file. */
    import_type_collision_directory_exists_as_file = DF2D_IMAPI_E_IMPORT_TYPE_COLLISION_DIRECTORY_EXISTS_AS_FILE,
    /* 0xC0AAB160: Property cannot be read or set now. */
    property_not_accessible = DF2D_IMAPI_E_PROPERTY_NOT_ACCESSIBLE,
    /* 0xC0AAB161: UDF revision fixed by the imported session. */
    udf_revision_change_not_allowed = DF2D_IMAPI_E_UDF_REVISION_CHANGE_NOT_ALLOWED,
    /* 0xC0AAB162: A multisession value is missing or wrong. */
    bad_multisession_parameter = DF2D_IMAPI_E_BAD_MULTISESSION_PARAMETER,
    /* 0xC0AAB163: New session must use the imported file system. */
    file_system_change_not_allowed = DF2D_IMAPI_E_FILE_SYSTEM_CHANGE_NOT_ALLOWED,
    /* 0xC0AAB200: Image length is not a multiple of 2048. */
    imagemanager_image_not_aligned = DF2D_IMAPI_E_IMAGEMANAGER_IMAGE_NOT_ALIGNED,
    /* 0xC0AAB201: No valid volume descriptor in the image. */
    imagemanager_no_valid_vd_found = DF2D_IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND,
    /* 0xC0AAB202: Neither path nor stream was set. */
    imagemanager_no_image = DF2D_IMAPI_E_IMAGEMANAGER_NO_IMAGE,
    /* 0xC0AAB203: More sectors than a LONG can count. */
    imagemanager_image_too_big = DF2D_IMAPI_E_IMAGEMANAGER_IMAGE_TOO_BIG,
};

/* The HRESULTs that say how something succeeded. */
enum class status : std::int32_t {
    /* 0x00000000: Done, nothing to report. */
    ok = DF2D_S_OK,
    /* 0x00000001: Success with a negative answer, or: nothing left to do. */
    false_ = DF2D_S_FALSE,
    /* 0x00AA0004: Success; the drive took a different speed than requested. */
    speedadjusted = DF2D_S_IMAPI_SPEEDADJUSTED,
    /* 0x00AA0005: Success; a different rotation mode than requested is in use. */
    rotationadjusted = DF2D_S_IMAPI_ROTATIONADJUSTED,
    /* 0x00AA0006: Success; both speed and rotation mode were changed. */
    bothadjusted = DF2D_S_IMAPI_BOTHADJUSTED,
    /* 0x00AA0200: Success at transport level, but the drive answered with sense data; inspect the sense buffer. */
    command_has_sense_data = DF2D_S_IMAPI_COMMAND_HAS_SENSE_DATA,
    /* 0x00AA0302: Success code: the engine has no write to cancel (yet). */
    write_not_in_progress = DF2D_S_IMAPI_WRITE_NOT_IN_PROGRESS,
    /* 0x00AA0A08: Success; that index was already there. */
    raw_image_track_index_already_exists = DF2D_S_IMAPI_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS,
    /* 0x00AAB15F: Success; a requested feature is unavailable in this file system revision and was left out. */
    image_feature_not_supported = DF2D_IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED,
};

/* How much is logged: DF2D_LOG_*. */
enum class log_level : std::int32_t {
    /* df2d_log_advise: errors only. */
    error = DF2D_LOG_ERROR,
    /* df2d_log_advise: warnings too. */
    warn = DF2D_LOG_WARN,
    /* df2d_log_advise: what an operation does, step by step. */
    info = DF2D_LOG_INFO,
    /* df2d_log_advise: every command and its answer, but for the READs and WRITEs. README.md explains these lines. */
    debug = DF2D_LOG_DEBUG,
    /* df2d_log_advise: everything. */
    trace = DF2D_LOG_TRACE,
};

/* A feature of a drive: DF2D_IMAPI_FEATURE_PAGE_TYPE_*, or any other code that the drive has. */
enum class feature_page_type : std::int32_t {
    /* The kinds of medium that the drive handles. */
    profile_list = DF2D_IMAPI_FEATURE_PAGE_TYPE_PROFILE_LIST,
    /* What all drives have. */
    core = DF2D_IMAPI_FEATURE_PAGE_TYPE_CORE,
    /* Features come and go with the medium. */
    morphing = DF2D_IMAPI_FEATURE_PAGE_TYPE_MORPHING,
    /* The tray: how it opens, closes and locks. */
    removable_medium = DF2D_IMAPI_FEATURE_PAGE_TYPE_REMOVABLE_MEDIUM,
    /* Write protection. */
    write_protect = DF2D_IMAPI_FEATURE_PAGE_TYPE_WRITE_PROTECT,
    /* Any sector can be read. */
    randomly_readable = DF2D_IMAPI_FEATURE_PAGE_TYPE_RANDOMLY_READABLE,
    /* Every kind of CD can be read. */
    cd_multiread = DF2D_IMAPI_FEATURE_PAGE_TYPE_CD_MULTIREAD,
    /* CD can be read. */
    cd_read = DF2D_IMAPI_FEATURE_PAGE_TYPE_CD_READ,
    /* DVD can be read. */
    dvd_read = DF2D_IMAPI_FEATURE_PAGE_TYPE_DVD_READ,
    /* Any sector can be written. */
    randomly_writable = DF2D_IMAPI_FEATURE_PAGE_TYPE_RANDOMLY_WRITABLE,
    /* Written in increments, one after the other. */
    incremental_streaming_writable = DF2D_IMAPI_FEATURE_PAGE_TYPE_INCREMENTAL_STREAMING_WRITABLE,
    /* Sectors are erased before they are written. */
    sector_erasable = DF2D_IMAPI_FEATURE_PAGE_TYPE_SECTOR_ERASABLE,
    /* Can be formatted. */
    formattable = DF2D_IMAPI_FEATURE_PAGE_TYPE_FORMATTABLE,
    /* The drive replaces bad sectors. */
    hardware_defect_management = DF2D_IMAPI_FEATURE_PAGE_TYPE_HARDWARE_DEFECT_MANAGEMENT,
    /* Any sector can be written once. */
    write_once = DF2D_IMAPI_FEATURE_PAGE_TYPE_WRITE_ONCE,
    /* Overwritten in whole units. */
    restricted_overwrite = DF2D_IMAPI_FEATURE_PAGE_TYPE_RESTRICTED_OVERWRITE,
    /* CD-RW at constant angular velocity. */
    cdrw_cav_write = DF2D_IMAPI_FEATURE_PAGE_TYPE_CDRW_CAV_WRITE,
    /* Mount Rainier. */
    mrw = DF2D_IMAPI_FEATURE_PAGE_TYPE_MRW,
    /* The host replaces bad sectors. */
    enhanced_defect_reporting = DF2D_IMAPI_FEATURE_PAGE_TYPE_ENHANCED_DEFECT_REPORTING,
    /* DVD+RW. */
    dvd_plus_rw = DF2D_IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_RW,
    /* DVD+R. */
    dvd_plus_r = DF2D_IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_R,
    /* DVD-RW in restricted overwrite. */
    rigid_restricted_overwrite = DF2D_IMAPI_FEATURE_PAGE_TYPE_RIGID_RESTRICTED_OVERWRITE,
    /* CD written track by track. */
    cd_track_at_once = DF2D_IMAPI_FEATURE_PAGE_TYPE_CD_TRACK_AT_ONCE,
    /* CD written in one go. */
    cd_mastering = DF2D_IMAPI_FEATURE_PAGE_TYPE_CD_MASTERING,
    /* DVD-R and DVD-RW can be written. */
    dvd_dash_write = DF2D_IMAPI_FEATURE_PAGE_TYPE_DVD_DASH_WRITE,
    /* Double density CD can be read. */
    double_density_cd_read = DF2D_IMAPI_FEATURE_PAGE_TYPE_DOUBLE_DENSITY_CD_READ,
    /* Double density CD-R can be written. */
    double_density_cd_r_write = DF2D_IMAPI_FEATURE_PAGE_TYPE_DOUBLE_DENSITY_CD_R_WRITE,
    /* Double density CD-RW can be written. */
    double_density_cd_rw_write = DF2D_IMAPI_FEATURE_PAGE_TYPE_DOUBLE_DENSITY_CD_RW_WRITE,
    /* DVD-R DL by layer jumps. */
    layer_jump_recording = DF2D_IMAPI_FEATURE_PAGE_TYPE_LAYER_JUMP_RECORDING,
    /* Speed classes of CD-RW. */
    cd_rw_media_write_support = DF2D_IMAPI_FEATURE_PAGE_TYPE_CD_RW_MEDIA_WRITE_SUPPORT,
    /* BD-R that can be overwritten. */
    bd_pseudo_overwrite = DF2D_IMAPI_FEATURE_PAGE_TYPE_BD_PSEUDO_OVERWRITE,
    /* DVD+R DL. */
    dvd_plus_r_dual_layer = DF2D_IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_R_DUAL_LAYER,
    /* Blu-ray can be read. */
    bd_read = DF2D_IMAPI_FEATURE_PAGE_TYPE_BD_READ,
    /* Blu-ray can be written. */
    bd_write = DF2D_IMAPI_FEATURE_PAGE_TYPE_BD_WRITE,
    /* HD DVD can be read. */
    hd_dvd_read = DF2D_IMAPI_FEATURE_PAGE_TYPE_HD_DVD_READ,
    /* HD DVD can be written. */
    hd_dvd_write = DF2D_IMAPI_FEATURE_PAGE_TYPE_HD_DVD_WRITE,
    /* Power management. */
    power_management = DF2D_IMAPI_FEATURE_PAGE_TYPE_POWER_MANAGEMENT,
    /* Prediction of failures. */
    smart = DF2D_IMAPI_FEATURE_PAGE_TYPE_SMART,
    /* A changer. */
    embedded_changer = DF2D_IMAPI_FEATURE_PAGE_TYPE_EMBEDDED_CHANGER,
    /* Audio CD played by the drive. */
    cd_analog_play = DF2D_IMAPI_FEATURE_PAGE_TYPE_CD_ANALOG_PLAY,
    /* Firmware can be replaced. */
    microcode_update = DF2D_IMAPI_FEATURE_PAGE_TYPE_MICROCODE_UPDATE,
    /* Time-outs of commands. */
    timeout = DF2D_IMAPI_FEATURE_PAGE_TYPE_TIMEOUT,
    /* Copy protection of DVD video. */
    dvd_css = DF2D_IMAPI_FEATURE_PAGE_TYPE_DVD_CSS,
    /* Speeds can be asked for and set. */
    real_time_streaming = DF2D_IMAPI_FEATURE_PAGE_TYPE_REAL_TIME_STREAMING,
    /* The serial number of the drive. */
    logical_unit_serial_number = DF2D_IMAPI_FEATURE_PAGE_TYPE_LOGICAL_UNIT_SERIAL_NUMBER,
    /* The serial number of the medium. */
    media_serial_number = DF2D_IMAPI_FEATURE_PAGE_TYPE_MEDIA_SERIAL_NUMBER,
    /* Control blocks of the disc. */
    disc_control_blocks = DF2D_IMAPI_FEATURE_PAGE_TYPE_DISC_CONTROL_BLOCKS,
    /* Copy protection of recordable DVD. */
    dvd_cprm = DF2D_IMAPI_FEATURE_PAGE_TYPE_DVD_CPRM,
    /* The date of the firmware. */
    firmware_information = DF2D_IMAPI_FEATURE_PAGE_TYPE_FIRMWARE_INFORMATION,
    /* Copy protection of Blu-ray and HD DVD. */
    aacs = DF2D_IMAPI_FEATURE_PAGE_TYPE_AACS,
    /* Copy protection of DVD+R and DVD+RW. */
    vcps = DF2D_IMAPI_FEATURE_PAGE_TYPE_VCPS,
};

/* A kind of medium, as MMC counts them: DF2D_IMAPI_PROFILE_TYPE_*, or any other that the drive has. */
enum class profile_type : std::int32_t {
    /* No profile: no medium, or one that the drive does not know. */
    invalid = DF2D_IMAPI_PROFILE_TYPE_INVALID,
    /* A fixed disk. */
    non_removable_disk = DF2D_IMAPI_PROFILE_TYPE_NON_REMOVABLE_DISK,
    /* A removable disk. */
    removable_disk = DF2D_IMAPI_PROFILE_TYPE_REMOVABLE_DISK,
    /* Magneto-optical, erasable. */
    mo_erasable = DF2D_IMAPI_PROFILE_TYPE_MO_ERASABLE,
    /* Magneto-optical, write-once. */
    mo_write_once = DF2D_IMAPI_PROFILE_TYPE_MO_WRITE_ONCE,
    /* Magneto-optical, advanced storage. */
    as_mo = DF2D_IMAPI_PROFILE_TYPE_AS_MO,
    /* CD-ROM. */
    cdrom = DF2D_IMAPI_PROFILE_TYPE_CDROM,
    /* CD-R. */
    cd_recordable = DF2D_IMAPI_PROFILE_TYPE_CD_RECORDABLE,
    /* CD-RW. */
    cd_rewritable = DF2D_IMAPI_PROFILE_TYPE_CD_REWRITABLE,
    /* DVD-ROM. */
    dvdrom = DF2D_IMAPI_PROFILE_TYPE_DVDROM,
    /* DVD-R. */
    dvd_dash_recordable = DF2D_IMAPI_PROFILE_TYPE_DVD_DASH_RECORDABLE,
    /* DVD-RAM. */
    dvd_ram = DF2D_IMAPI_PROFILE_TYPE_DVD_RAM,
    /* DVD-RW for restricted overwrite. */
    dvd_dash_rewritable = DF2D_IMAPI_PROFILE_TYPE_DVD_DASH_REWRITABLE,
    /* DVD-RW written in sequence. */
    dvd_dash_rw_sequential = DF2D_IMAPI_PROFILE_TYPE_DVD_DASH_RW_SEQUENTIAL,
    /* DVD-R DL written in sequence. */
    dvd_dash_r_dual_sequential = DF2D_IMAPI_PROFILE_TYPE_DVD_DASH_R_DUAL_SEQUENTIAL,
    /* DVD-R DL written by layer jumps. */
    dvd_dash_r_dual_layer_jump = DF2D_IMAPI_PROFILE_TYPE_DVD_DASH_R_DUAL_LAYER_JUMP,
    /* DVD+RW. */
    dvd_plus_rw = DF2D_IMAPI_PROFILE_TYPE_DVD_PLUS_RW,
    /* DVD+R. */
    dvd_plus_r = DF2D_IMAPI_PROFILE_TYPE_DVD_PLUS_R,
    /* Double density CD-ROM. */
    ddcdrom = DF2D_IMAPI_PROFILE_TYPE_DDCDROM,
    /* Double density CD-R. */
    ddcd_recordable = DF2D_IMAPI_PROFILE_TYPE_DDCD_RECORDABLE,
    /* Double density CD-RW. */
    ddcd_rewritable = DF2D_IMAPI_PROFILE_TYPE_DDCD_REWRITABLE,
    /* DVD+RW DL. */
    dvd_plus_rw_dual = DF2D_IMAPI_PROFILE_TYPE_DVD_PLUS_RW_DUAL,
    /* DVD+R DL. */
    dvd_plus_r_dual = DF2D_IMAPI_PROFILE_TYPE_DVD_PLUS_R_DUAL,
    /* BD-ROM. */
    bd_rom = DF2D_IMAPI_PROFILE_TYPE_BD_ROM,
    /* BD-R written in sequence. */
    bd_r_sequential = DF2D_IMAPI_PROFILE_TYPE_BD_R_SEQUENTIAL,
    /* BD-R for random recording. */
    bd_r_random_recording = DF2D_IMAPI_PROFILE_TYPE_BD_R_RANDOM_RECORDING,
    /* BD-RE. */
    bd_rewritable = DF2D_IMAPI_PROFILE_TYPE_BD_REWRITABLE,
    /* HD DVD-ROM. */
    hd_dvd_rom = DF2D_IMAPI_PROFILE_TYPE_HD_DVD_ROM,
    /* HD DVD-R. */
    hd_dvd_recordable = DF2D_IMAPI_PROFILE_TYPE_HD_DVD_RECORDABLE,
    /* HD DVD-RAM. */
    hd_dvd_ram = DF2D_IMAPI_PROFILE_TYPE_HD_DVD_RAM,
    /* A medium that follows no standard. */
    non_standard = DF2D_IMAPI_PROFILE_TYPE_NON_STANDARD,
};

/* Which values of a mode page are meant: DF2D_IMAPI_MODE_PAGE_REQUEST_TYPE_*. */
enum class mode_page_request_type : std::int32_t {
    /* The values in force. */
    current_values = DF2D_IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES,
    /* A mask of the bits that can be changed. */
    changeable_values = DF2D_IMAPI_MODE_PAGE_REQUEST_TYPE_CHANGEABLE_VALUES,
    /* The values after power-on. */
    default_values = DF2D_IMAPI_MODE_PAGE_REQUEST_TYPE_DEFAULT_VALUES,
    /* The values that the drive keeps; few drives keep any. */
    saved_values = DF2D_IMAPI_MODE_PAGE_REQUEST_TYPE_SAVED_VALUES,
};

/* A mode page: DF2D_IMAPI_MODE_PAGE_TYPE_*, or any other code that the drive has. */
enum class mode_page_type : std::int32_t {
    /* Error recovery. */
    read_write_error_recovery = DF2D_IMAPI_MODE_PAGE_TYPE_READ_WRITE_ERROR_RECOVERY,
    /* Mount Rainier. */
    mrw = DF2D_IMAPI_MODE_PAGE_TYPE_MRW,
    /* How CD and DVD-R are written. */
    write_parameters = DF2D_IMAPI_MODE_PAGE_TYPE_WRITE_PARAMETERS,
    /* The cache. */
    caching = DF2D_IMAPI_MODE_PAGE_TYPE_CACHING,
    /* Prediction of failures. */
    informational_exceptions = DF2D_IMAPI_MODE_PAGE_TYPE_INFORMATIONAL_EXCEPTIONS,
    /* Time-outs and write protection by software. */
    timeout_and_protect = DF2D_IMAPI_MODE_PAGE_TYPE_TIMEOUT_AND_PROTECT,
    /* Power states. */
    power_condition = DF2D_IMAPI_MODE_PAGE_TYPE_POWER_CONDITION,
    /* Capabilities, as older drives tell them. */
    legacy_capabilities = DF2D_IMAPI_MODE_PAGE_TYPE_LEGACY_CAPABILITIES,
};

/* How a track is found: DF2D_IMAPI_READ_TRACK_ADDRESS_TYPE_*. */
enum class read_track_address_type : std::int32_t {
    /* The track that holds this sector. */
    lba = DF2D_IMAPI_READ_TRACK_ADDRESS_TYPE_LBA,
    /* The track of this number. */
    track = DF2D_IMAPI_READ_TRACK_ADDRESS_TYPE_TRACK,
    /* The first track of this session. */
    session = DF2D_IMAPI_READ_TRACK_ADDRESS_TYPE_SESSION,
};

/* A kind of medium: DF2D_IMAPI_MEDIA_TYPE_* (IMAPI_MEDIA_PHYSICAL_TYPE). */
enum class media_type : std::int32_t {
    /* No disc, or not recognised. */
    unknown = DF2D_IMAPI_MEDIA_TYPE_UNKNOWN,
    /* Pressed or finalised CD. */
    cdrom = DF2D_IMAPI_MEDIA_TYPE_CDROM,
    /* Write-once CD. */
    cdr = DF2D_IMAPI_MEDIA_TYPE_CDR,
    /* Rewritable CD. */
    cdrw = DF2D_IMAPI_MEDIA_TYPE_CDRW,
    /* Pressed or finalised DVD. */
    dvdrom = DF2D_IMAPI_MEDIA_TYPE_DVDROM,
    /* Random-access DVD. */
    dvdram = DF2D_IMAPI_MEDIA_TYPE_DVDRAM,
    /* Write-once DVD+R. */
    dvdplusr = DF2D_IMAPI_MEDIA_TYPE_DVDPLUSR,
    /* Overwritable DVD+RW. */
    dvdplusrw = DF2D_IMAPI_MEDIA_TYPE_DVDPLUSRW,
    /* DVD+R, two layers. */
    dvdplusr_duallayer = DF2D_IMAPI_MEDIA_TYPE_DVDPLUSR_DUALLAYER,
    /* Write-once DVD-R. */
    dvddashr = DF2D_IMAPI_MEDIA_TYPE_DVDDASHR,
    /* Rewritable DVD-RW. */
    dvddashrw = DF2D_IMAPI_MEDIA_TYPE_DVDDASHRW,
    /* DVD-R, two layers. */
    dvddashr_duallayer = DF2D_IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER,
    /* Randomly writable medium with hardware defect management. */
    disk = DF2D_IMAPI_MEDIA_TYPE_DISK,
    /* DVD+RW, two layers. */
    dvdplusrw_duallayer = DF2D_IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER,
    /* HD DVD, read-only. */
    hddvdrom = DF2D_IMAPI_MEDIA_TYPE_HDDVDROM,
    /* HD DVD, write-once. */
    hddvdr = DF2D_IMAPI_MEDIA_TYPE_HDDVDR,
    /* HD DVD, random access. */
    hddvdram = DF2D_IMAPI_MEDIA_TYPE_HDDVDRAM,
    /* Blu-ray, read-only. */
    bdrom = DF2D_IMAPI_MEDIA_TYPE_BDROM,
    /* Blu-ray, write-once. */
    bdr = DF2D_IMAPI_MEDIA_TYPE_BDR,
    /* Blu-ray, rewritable. */
    bdre = DF2D_IMAPI_MEDIA_TYPE_BDRE,
    /* Highest defined value (alias of BDRE). */
    max = DF2D_IMAPI_MEDIA_TYPE_MAX,
};

/* How a write is verified: DF2D_IMAPI_BURN_VERIFICATION_*. */
enum class burn_verification_level : std::int32_t {
    /* No check. */
    none = DF2D_IMAPI_BURN_VERIFICATION_NONE,
    /* Plausibility and sample. */
    quick = DF2D_IMAPI_BURN_VERIFICATION_QUICK,
    /* Full read-back. */
    full = DF2D_IMAPI_BURN_VERIFICATION_FULL,
};

/* What a cancel does: DF2D_CANCEL_*. */
enum class cancel_mode : std::int32_t {
    /* df2d_put_cancel_mode: a cancelled write brings the disc to the best state it allows before it returns. */
    salvage = DF2D_CANCEL_SALVAGE,
    /* df2d_put_cancel_mode: a cancelled write leaves as soon as the drive lets go. */
    immediate = DF2D_CANCEL_IMMEDIATE,
};

/* Bits that say what a disc allows: DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_*. */
enum class media_state : std::int32_t {
    /* Not known. */
    unknown = DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_UNKNOWN,
    /* Mask of the "usable" bits. */
    informational_mask = DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_INFORMATIONAL_MASK,
    /* Mask of the "not usable" bits. */
    unsupported_mask = DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_UNSUPPORTED_MASK,
    /* Used areas can be rewritten in place. */
    overwrite_only = DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY,
    /* Deprecated alias of OVERWRITE_ONLY. */
    randomly_writable = DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_RANDOMLY_WRITABLE,
    /* Never used, or erased. */
    blank = DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK,
    /* Another session can be added. */
    appendable = DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_APPENDABLE,
    /* Only one more session possible, or no multisession. */
    final_session = DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_FINAL_SESSION,
    /* Needs erase or other recovery. */
    damaged = DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_DAMAGED,
    /* Must be erased first. */
    erase_required = DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_ERASE_REQUIRED,
    /* Last session partly written; not supported. */
    non_empty_session = DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_NON_EMPTY_SESSION,
    /* Medium or drive protected. */
    write_protected = DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_WRITE_PROTECTED,
    /* Closed, no further writing. */
    finalized = DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_FINALIZED,
    /* Type not handled by the writer. */
    unsupported_media = DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_UNSUPPORTED_MEDIA,
};

/* Bits that say why a disc is protected: DF2D_IMAPI_WRITEPROTECTED_*. */
enum class write_protect_state : std::int32_t {
    /* Software protection that lasts until power-off. */
    until_powerdown = DF2D_IMAPI_WRITEPROTECTED_UNTIL_POWERDOWN,
    /* Cartridge switch. */
    by_cartridge = DF2D_IMAPI_WRITEPROTECTED_BY_CARTRIDGE,
    /* Medium-specific inhibit. */
    by_media_specific_reason = DF2D_IMAPI_WRITEPROTECTED_BY_MEDIA_SPECIFIC_REASON,
    /* Persistent software protection. */
    by_software_write_protect = DF2D_IMAPI_WRITEPROTECTED_BY_SOFTWARE_WRITE_PROTECT,
    /* Inhibited by a disc control block. */
    by_disc_control_block = DF2D_IMAPI_WRITEPROTECTED_BY_DISC_CONTROL_BLOCK,
    /* Medium is read-only by nature. */
    read_only_media = DF2D_IMAPI_WRITEPROTECTED_READ_ONLY_MEDIA,
};

/* A way to add to a disc: DF2D_MULTISESSION_*. */
enum class multisession_scheme : std::int32_t {
    /* IMultisessionSequential: sessions follow one another. */
    sequential = DF2D_MULTISESSION_SEQUENTIAL,
    /* IMultisessionSequential2: the same, and the medium has a write unit. */
    sequential2 = DF2D_MULTISESSION_SEQUENTIAL2,
    /* IMultisessionRandomWrite: any place can be overwritten. */
    random_write = DF2D_MULTISESSION_RANDOM_WRITE,
};

/* How an interrupted session is recovered: DF2D_RECOVER_*. */
enum class recover_action : std::int32_t {
    /* df2d_recover_media: says what is on the disc; sends nothing that could change it. */
    report = DF2D_RECOVER_REPORT,
    /*
     * df2d_recover_media: closes the interrupted session, so that what is recorded can be read and the disc written
     * further.
     */
    close = DF2D_RECOVER_CLOSE,
    /* df2d_recover_media: records the rest of the stream of which the session holds the beginning. */
    resume = DF2D_RECOVER_RESUME,
};

/* How much of a write is on the disc: DF2D_CONTENT_*. */
enum class content_state : std::int32_t {
    /* Nothing of the write is on the disc. */
    none = DF2D_CONTENT_NONE,
    /* A first part of the write is on the disc. */
    partial = DF2D_CONTENT_PARTIAL,
    /* All of the write is on the disc. */
    whole = DF2D_CONTENT_WHOLE,
    /*
     * The drive could not be asked: after DF2D_CANCEL_IMMEDIATE it may still be busy. DF2D_RECOVER_REPORT asks it
     * later. Or it does not know: media that are overwritten in place keep no record of an interrupted write, which is
     * to be written again; and after a flush that failed its own account is not to be relied upon.
     */
    unknown = DF2D_CONTENT_UNKNOWN,
};

/* What a disc can do: DF2D_DISC_*. */
enum class disc_state : std::int32_t {
    /* The disc is as it was before. */
    unchanged = DF2D_DISC_UNCHANGED,
    /* A session can be written: the first on a blank disc, else a further one. */
    appendable = DF2D_DISC_APPENDABLE,
    /* The disc is closed: readable, never writable again. */
    closed = DF2D_DISC_CLOSED,
    /* The disc can be overwritten. */
    overwritable = DF2D_DISC_OVERWRITABLE,
    /* The disc must be erased before it can be written again. */
    erase_required = DF2D_DISC_ERASE_REQUIRED,
    /* A session is open; it must be closed or resumed before the disc can be used further. */
    recoverable = DF2D_DISC_RECOVERABLE,
    /* The disc is lost. */
    unusable = DF2D_DISC_UNUSABLE,
    /*
     * The drive could not be asked: after DF2D_CANCEL_IMMEDIATE it may still be busy. DF2D_RECOVER_REPORT asks it
     * later.
     */
    unknown = DF2D_DISC_UNKNOWN,
};

/* What a write is doing: DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_*. */
enum class write_action : std::int32_t {
    /* Checking the medium. */
    validating_media = DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_VALIDATING_MEDIA,
    /* Formatting, only where needed (DVD+RW). */
    formatting_media = DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_FORMATTING_MEDIA,
    /* Preparing the drive, setting speed. */
    initializing_hardware = DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_INITIALIZING_HARDWARE,
    /* Laser power calibration. */
    calibrating_power = DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_CALIBRATING_POWER,
    /* User data going out. */
    writing_data = DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA,
    /* Cache flush, closing track/session, end of background format. */
    finalization = DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_FINALIZATION,
    /* Finished successfully. */
    completed = DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED,
    /* Reading back as requested. */
    verifying = DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING,
};

/* One of DF2D_VIRTUAL_EFFECT_*. */
enum class virtual_effect : std::int32_t {
    /* df2d_virtual_fault.effect: the sense data given, and the command is not carried out. */
    sense = DF2D_VIRTUAL_EFFECT_SENSE,
    /* df2d_virtual_fault.effect: no answer until the time limit. */
    timeout = DF2D_VIRTUAL_EFFECT_TIMEOUT,
    /* df2d_virtual_fault.effect: the connection breaks; the drive has been reset, its buffer and settings are gone. */
    lost = DF2D_VIRTUAL_EFFECT_LOST,
    /* df2d_virtual_fault.effect: the drive resets itself and says so at once. */
    reset = DF2D_VIRTUAL_EFFECT_RESET,
    /* df2d_virtual_fault.effect: the command is carried out and takes delay_ms longer. */
    delay = DF2D_VIRTUAL_EFFECT_DELAY,
    /* df2d_virtual_fault.effect: the disc leaves the drive. */
    medium_gone = DF2D_VIRTUAL_EFFECT_MEDIUM_GONE,
    /* df2d_virtual_fault.effect: the drive is unplugged, until df2d_virtual_power_cycle. */
    device_gone = DF2D_VIRTUAL_EFFECT_DEVICE_GONE,
    /* df2d_virtual_fault.effect: the drive says that all is well and does nothing. */
    good_without_effect = DF2D_VIRTUAL_EFFECT_GOOD_WITHOUT_EFFECT,
};

/* One sector in bytes. */
inline constexpr std::int32_t sector_size = DF2D_IMAPI_SECTOR_SIZE;
/* Sectors per second at 1x, for CD. (IMAPI2's constant.) */
inline constexpr std::int32_t sectors_per_second_at_1x_cd = DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_CD;
/* Sectors per second at 1x, for DVD. (IMAPI2's constant.) */
inline constexpr std::int32_t sectors_per_second_at_1x_dvd = DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_DVD;
/* Sectors per second at 1x, for Blu-ray. (IMAPI2's constant.) */
inline constexpr std::int32_t sectors_per_second_at_1x_bd = DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_BD;
/* 1x for HD DVD as IMAPI2 has it. That number is kilobytes per second; in sectors 1x is 2231. */
inline constexpr std::int32_t sectors_per_second_at_1x_hd_dvd = DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_HD_DVD;
/* df2d_set_write_speed: as fast as the medium allows. */
inline constexpr std::int32_t speed_max = DF2D_SPEED_MAX;
/* df2d_wait: without a limit. */
inline constexpr std::uint32_t infinite = DF2D_INFINITE;
/* The version of this header, by semantic versioning: its major number. */
inline constexpr std::int32_t version_major = DF2D_VERSION_MAJOR;
/* Its minor number. */
inline constexpr std::int32_t version_minor = DF2D_VERSION_MINOR;
/* Its patch number. */
inline constexpr std::int32_t version_patch = DF2D_VERSION_PATCH;
/* All of it as one number, to be compared with df2d_version_number(): major * 1000000 + minor * 1000 + patch. */
inline constexpr std::int32_t version_number = DF2D_VERSION_NUMBER;

namespace detail {
template <class E> struct is_flags {
    static constexpr bool value = false;
};
template <> struct is_flags<media_state> {
    static constexpr bool value = true;
};
template <> struct is_flags<write_protect_state> {
    static constexpr bool value = true;
};
} // namespace detail

} // namespace df2d

#endif // DF2D_CONSTANTS_HPP
