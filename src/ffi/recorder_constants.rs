//! Constants of IDiscRecorder2 and IDiscRecorder2Ex: how tracks and mode pages are asked for, and MMC's numbers of pages,
//! features and profiles under IMAPI2's names.

// IMAPI_READ_TRACK_ADDRESS_TYPE

/// The track that holds this sector.
pub const DF2D_IMAPI_READ_TRACK_ADDRESS_TYPE_LBA: i32 = 0;
/// The track of this number.
pub const DF2D_IMAPI_READ_TRACK_ADDRESS_TYPE_TRACK: i32 = 1;
/// The first track of this session.
pub const DF2D_IMAPI_READ_TRACK_ADDRESS_TYPE_SESSION: i32 = 2;

// IMAPI_MODE_PAGE_REQUEST_TYPE

/// The values in force.
pub const DF2D_IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES: i32 = 0;
/// A mask of the bits that can be changed.
pub const DF2D_IMAPI_MODE_PAGE_REQUEST_TYPE_CHANGEABLE_VALUES: i32 = 1;
/// The values after power-on.
pub const DF2D_IMAPI_MODE_PAGE_REQUEST_TYPE_DEFAULT_VALUES: i32 = 2;
/// The values that the drive keeps; few drives keep any.
pub const DF2D_IMAPI_MODE_PAGE_REQUEST_TYPE_SAVED_VALUES: i32 = 3;

// IMAPI_MODE_PAGE_TYPE

/// Error recovery.
pub const DF2D_IMAPI_MODE_PAGE_TYPE_READ_WRITE_ERROR_RECOVERY: i32 = 0x01;
/// Mount Rainier.
pub const DF2D_IMAPI_MODE_PAGE_TYPE_MRW: i32 = 0x03;
/// How CD and DVD-R are written.
pub const DF2D_IMAPI_MODE_PAGE_TYPE_WRITE_PARAMETERS: i32 = 0x05;
/// The cache.
pub const DF2D_IMAPI_MODE_PAGE_TYPE_CACHING: i32 = 0x08;
/// Prediction of failures.
pub const DF2D_IMAPI_MODE_PAGE_TYPE_INFORMATIONAL_EXCEPTIONS: i32 = 0x1C;
/// Time-outs and write protection by software.
pub const DF2D_IMAPI_MODE_PAGE_TYPE_TIMEOUT_AND_PROTECT: i32 = 0x1D;
/// Power states.
pub const DF2D_IMAPI_MODE_PAGE_TYPE_POWER_CONDITION: i32 = 0x1A;
/// Capabilities, as older drives tell them.
pub const DF2D_IMAPI_MODE_PAGE_TYPE_LEGACY_CAPABILITIES: i32 = 0x2A;

// IMAPI_FEATURE_PAGE_TYPE

/// The kinds of medium that the drive handles.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_PROFILE_LIST: i32 = 0x0000;
/// What all drives have.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_CORE: i32 = 0x0001;
/// Features come and go with the medium.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_MORPHING: i32 = 0x0002;
/// The tray: how it opens, closes and locks.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_REMOVABLE_MEDIUM: i32 = 0x0003;
/// Write protection.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_WRITE_PROTECT: i32 = 0x0004;
/// Any sector can be read.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_RANDOMLY_READABLE: i32 = 0x0010;
/// Every kind of CD can be read.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_CD_MULTIREAD: i32 = 0x001D;
/// CD can be read.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_CD_READ: i32 = 0x001E;
/// DVD can be read.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_DVD_READ: i32 = 0x001F;
/// Any sector can be written.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_RANDOMLY_WRITABLE: i32 = 0x0020;
/// Written in increments, one after the other.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_INCREMENTAL_STREAMING_WRITABLE: i32 = 0x0021;
/// Sectors are erased before they are written.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_SECTOR_ERASABLE: i32 = 0x0022;
/// Can be formatted.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_FORMATTABLE: i32 = 0x0023;
/// The drive replaces bad sectors.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_HARDWARE_DEFECT_MANAGEMENT: i32 = 0x0024;
/// Any sector can be written once.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_WRITE_ONCE: i32 = 0x0025;
/// Overwritten in whole units.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_RESTRICTED_OVERWRITE: i32 = 0x0026;
/// CD-RW at constant angular velocity.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_CDRW_CAV_WRITE: i32 = 0x0027;
/// Mount Rainier.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_MRW: i32 = 0x0028;
/// The host replaces bad sectors.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_ENHANCED_DEFECT_REPORTING: i32 = 0x0029;
/// DVD+RW.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_RW: i32 = 0x002A;
/// DVD+R.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_R: i32 = 0x002B;
/// DVD-RW in restricted overwrite.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_RIGID_RESTRICTED_OVERWRITE: i32 = 0x002C;
/// CD written track by track.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_CD_TRACK_AT_ONCE: i32 = 0x002D;
/// CD written in one go.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_CD_MASTERING: i32 = 0x002E;
/// DVD-R and DVD-RW can be written.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_DVD_DASH_WRITE: i32 = 0x002F;
/// Double density CD can be read.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_DOUBLE_DENSITY_CD_READ: i32 = 0x0030;
/// Double density CD-R can be written.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_DOUBLE_DENSITY_CD_R_WRITE: i32 = 0x0031;
/// Double density CD-RW can be written.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_DOUBLE_DENSITY_CD_RW_WRITE: i32 = 0x0032;
/// DVD-R DL by layer jumps.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_LAYER_JUMP_RECORDING: i32 = 0x0033;
/// Speed classes of CD-RW.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_CD_RW_MEDIA_WRITE_SUPPORT: i32 = 0x0037;
/// BD-R that can be overwritten.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_BD_PSEUDO_OVERWRITE: i32 = 0x0038;
/// DVD+R DL.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_R_DUAL_LAYER: i32 = 0x003B;
/// Blu-ray can be read.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_BD_READ: i32 = 0x0040;
/// Blu-ray can be written.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_BD_WRITE: i32 = 0x0041;
/// HD DVD can be read.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_HD_DVD_READ: i32 = 0x0050;
/// HD DVD can be written.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_HD_DVD_WRITE: i32 = 0x0051;
/// Power management.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_POWER_MANAGEMENT: i32 = 0x0100;
/// Prediction of failures.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_SMART: i32 = 0x0101;
/// A changer.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_EMBEDDED_CHANGER: i32 = 0x0102;
/// Audio CD played by the drive.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_CD_ANALOG_PLAY: i32 = 0x0103;
/// Firmware can be replaced.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_MICROCODE_UPDATE: i32 = 0x0104;
/// Time-outs of commands.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_TIMEOUT: i32 = 0x0105;
/// Copy protection of DVD video.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_DVD_CSS: i32 = 0x0106;
/// Speeds can be asked for and set.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_REAL_TIME_STREAMING: i32 = 0x0107;
/// The serial number of the drive.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_LOGICAL_UNIT_SERIAL_NUMBER: i32 = 0x0108;
/// The serial number of the medium.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_MEDIA_SERIAL_NUMBER: i32 = 0x0109;
/// Control blocks of the disc.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_DISC_CONTROL_BLOCKS: i32 = 0x010A;
/// Copy protection of recordable DVD.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_DVD_CPRM: i32 = 0x010B;
/// The date of the firmware.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_FIRMWARE_INFORMATION: i32 = 0x010C;
/// Copy protection of Blu-ray and HD DVD.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_AACS: i32 = 0x010D;
/// Copy protection of DVD+R and DVD+RW.
pub const DF2D_IMAPI_FEATURE_PAGE_TYPE_VCPS: i32 = 0x0110;

// IMAPI_PROFILE_TYPE

/// No profile: no medium, or one that the drive does not know.
pub const DF2D_IMAPI_PROFILE_TYPE_INVALID: i32 = 0x0000;
/// A fixed disk.
pub const DF2D_IMAPI_PROFILE_TYPE_NON_REMOVABLE_DISK: i32 = 0x0001;
/// A removable disk.
pub const DF2D_IMAPI_PROFILE_TYPE_REMOVABLE_DISK: i32 = 0x0002;
/// Magneto-optical, erasable.
pub const DF2D_IMAPI_PROFILE_TYPE_MO_ERASABLE: i32 = 0x0003;
/// Magneto-optical, write-once.
pub const DF2D_IMAPI_PROFILE_TYPE_MO_WRITE_ONCE: i32 = 0x0004;
/// Magneto-optical, advanced storage.
pub const DF2D_IMAPI_PROFILE_TYPE_AS_MO: i32 = 0x0005;
/// CD-ROM.
pub const DF2D_IMAPI_PROFILE_TYPE_CDROM: i32 = 0x0008;
/// CD-R.
pub const DF2D_IMAPI_PROFILE_TYPE_CD_RECORDABLE: i32 = 0x0009;
/// CD-RW.
pub const DF2D_IMAPI_PROFILE_TYPE_CD_REWRITABLE: i32 = 0x000A;
/// DVD-ROM.
pub const DF2D_IMAPI_PROFILE_TYPE_DVDROM: i32 = 0x0010;
/// DVD-R.
pub const DF2D_IMAPI_PROFILE_TYPE_DVD_DASH_RECORDABLE: i32 = 0x0011;
/// DVD-RAM.
pub const DF2D_IMAPI_PROFILE_TYPE_DVD_RAM: i32 = 0x0012;
/// DVD-RW for restricted overwrite.
pub const DF2D_IMAPI_PROFILE_TYPE_DVD_DASH_REWRITABLE: i32 = 0x0013;
/// DVD-RW written in sequence.
pub const DF2D_IMAPI_PROFILE_TYPE_DVD_DASH_RW_SEQUENTIAL: i32 = 0x0014;
/// DVD-R DL written in sequence.
pub const DF2D_IMAPI_PROFILE_TYPE_DVD_DASH_R_DUAL_SEQUENTIAL: i32 = 0x0015;
/// DVD-R DL written by layer jumps.
pub const DF2D_IMAPI_PROFILE_TYPE_DVD_DASH_R_DUAL_LAYER_JUMP: i32 = 0x0016;
/// DVD+RW.
pub const DF2D_IMAPI_PROFILE_TYPE_DVD_PLUS_RW: i32 = 0x001A;
/// DVD+R.
pub const DF2D_IMAPI_PROFILE_TYPE_DVD_PLUS_R: i32 = 0x001B;
/// Double density CD-ROM.
pub const DF2D_IMAPI_PROFILE_TYPE_DDCDROM: i32 = 0x0020;
/// Double density CD-R.
pub const DF2D_IMAPI_PROFILE_TYPE_DDCD_RECORDABLE: i32 = 0x0021;
/// Double density CD-RW.
pub const DF2D_IMAPI_PROFILE_TYPE_DDCD_REWRITABLE: i32 = 0x0022;
/// DVD+RW DL.
pub const DF2D_IMAPI_PROFILE_TYPE_DVD_PLUS_RW_DUAL: i32 = 0x002A;
/// DVD+R DL.
pub const DF2D_IMAPI_PROFILE_TYPE_DVD_PLUS_R_DUAL: i32 = 0x002B;
/// BD-ROM.
pub const DF2D_IMAPI_PROFILE_TYPE_BD_ROM: i32 = 0x0040;
/// BD-R written in sequence.
pub const DF2D_IMAPI_PROFILE_TYPE_BD_R_SEQUENTIAL: i32 = 0x0041;
/// BD-R for random recording.
pub const DF2D_IMAPI_PROFILE_TYPE_BD_R_RANDOM_RECORDING: i32 = 0x0042;
/// BD-RE.
pub const DF2D_IMAPI_PROFILE_TYPE_BD_REWRITABLE: i32 = 0x0043;
/// HD DVD-ROM.
pub const DF2D_IMAPI_PROFILE_TYPE_HD_DVD_ROM: i32 = 0x0050;
/// HD DVD-R.
pub const DF2D_IMAPI_PROFILE_TYPE_HD_DVD_RECORDABLE: i32 = 0x0051;
/// HD DVD-RAM.
pub const DF2D_IMAPI_PROFILE_TYPE_HD_DVD_RAM: i32 = 0x0052;
/// A medium that follows no standard.
pub const DF2D_IMAPI_PROFILE_TYPE_NON_STANDARD: i32 = 0xFFFF;
