// Written by bindings/generate from include/df2d.h.
using System;

namespace Df2d.Imapi2
{
    /// <summary>A feature of a drive.</summary>
    public enum IMAPI_FEATURE_PAGE_TYPE
    {
        /// <summary>The kinds of medium that the drive handles.</summary>
        IMAPI_FEATURE_PAGE_TYPE_PROFILE_LIST = 0,

        /// <summary>What all drives have.</summary>
        IMAPI_FEATURE_PAGE_TYPE_CORE = 1,

        /// <summary>Features come and go with the medium.</summary>
        IMAPI_FEATURE_PAGE_TYPE_MORPHING = 2,

        /// <summary>The tray: how it opens, closes and locks.</summary>
        IMAPI_FEATURE_PAGE_TYPE_REMOVABLE_MEDIUM = 3,

        /// <summary>Write protection.</summary>
        IMAPI_FEATURE_PAGE_TYPE_WRITE_PROTECT = 4,

        /// <summary>Any sector can be read.</summary>
        IMAPI_FEATURE_PAGE_TYPE_RANDOMLY_READABLE = 16,

        /// <summary>Every kind of CD can be read.</summary>
        IMAPI_FEATURE_PAGE_TYPE_CD_MULTIREAD = 29,

        /// <summary>CD can be read.</summary>
        IMAPI_FEATURE_PAGE_TYPE_CD_READ = 30,

        /// <summary>DVD can be read.</summary>
        IMAPI_FEATURE_PAGE_TYPE_DVD_READ = 31,

        /// <summary>Any sector can be written.</summary>
        IMAPI_FEATURE_PAGE_TYPE_RANDOMLY_WRITABLE = 32,

        /// <summary>Written in increments, one after the other.</summary>
        IMAPI_FEATURE_PAGE_TYPE_INCREMENTAL_STREAMING_WRITABLE = 33,

        /// <summary>Sectors are erased before they are written.</summary>
        IMAPI_FEATURE_PAGE_TYPE_SECTOR_ERASABLE = 34,

        /// <summary>Can be formatted.</summary>
        IMAPI_FEATURE_PAGE_TYPE_FORMATTABLE = 35,

        /// <summary>The drive replaces bad sectors.</summary>
        IMAPI_FEATURE_PAGE_TYPE_HARDWARE_DEFECT_MANAGEMENT = 36,

        /// <summary>Any sector can be written once.</summary>
        IMAPI_FEATURE_PAGE_TYPE_WRITE_ONCE = 37,

        /// <summary>Overwritten in whole units.</summary>
        IMAPI_FEATURE_PAGE_TYPE_RESTRICTED_OVERWRITE = 38,

        /// <summary>CD-RW at constant angular velocity.</summary>
        IMAPI_FEATURE_PAGE_TYPE_CDRW_CAV_WRITE = 39,

        /// <summary>Mount Rainier.</summary>
        IMAPI_FEATURE_PAGE_TYPE_MRW = 40,

        /// <summary>The host replaces bad sectors.</summary>
        IMAPI_FEATURE_PAGE_TYPE_ENHANCED_DEFECT_REPORTING = 41,

        /// <summary>DVD+RW.</summary>
        IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_RW = 42,

        /// <summary>DVD+R.</summary>
        IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_R = 43,

        /// <summary>DVD-RW in restricted overwrite.</summary>
        IMAPI_FEATURE_PAGE_TYPE_RIGID_RESTRICTED_OVERWRITE = 44,

        /// <summary>CD written track by track.</summary>
        IMAPI_FEATURE_PAGE_TYPE_CD_TRACK_AT_ONCE = 45,

        /// <summary>CD written in one go.</summary>
        IMAPI_FEATURE_PAGE_TYPE_CD_MASTERING = 46,

        /// <summary>DVD-R and DVD-RW can be written.</summary>
        IMAPI_FEATURE_PAGE_TYPE_DVD_DASH_WRITE = 47,

        /// <summary>Double density CD can be read.</summary>
        IMAPI_FEATURE_PAGE_TYPE_DOUBLE_DENSITY_CD_READ = 48,

        /// <summary>Double density CD-R can be written.</summary>
        IMAPI_FEATURE_PAGE_TYPE_DOUBLE_DENSITY_CD_R_WRITE = 49,

        /// <summary>Double density CD-RW can be written.</summary>
        IMAPI_FEATURE_PAGE_TYPE_DOUBLE_DENSITY_CD_RW_WRITE = 50,

        /// <summary>DVD-R DL by layer jumps.</summary>
        IMAPI_FEATURE_PAGE_TYPE_LAYER_JUMP_RECORDING = 51,

        /// <summary>Speed classes of CD-RW.</summary>
        IMAPI_FEATURE_PAGE_TYPE_CD_RW_MEDIA_WRITE_SUPPORT = 55,

        /// <summary>BD-R that can be overwritten.</summary>
        IMAPI_FEATURE_PAGE_TYPE_BD_PSEUDO_OVERWRITE = 56,

        /// <summary>DVD+R DL.</summary>
        IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_R_DUAL_LAYER = 59,

        /// <summary>Blu-ray can be read.</summary>
        IMAPI_FEATURE_PAGE_TYPE_BD_READ = 64,

        /// <summary>Blu-ray can be written.</summary>
        IMAPI_FEATURE_PAGE_TYPE_BD_WRITE = 65,

        /// <summary>HD DVD can be read.</summary>
        IMAPI_FEATURE_PAGE_TYPE_HD_DVD_READ = 80,

        /// <summary>HD DVD can be written.</summary>
        IMAPI_FEATURE_PAGE_TYPE_HD_DVD_WRITE = 81,

        /// <summary>Power management.</summary>
        IMAPI_FEATURE_PAGE_TYPE_POWER_MANAGEMENT = 256,

        /// <summary>Prediction of failures.</summary>
        IMAPI_FEATURE_PAGE_TYPE_SMART = 257,

        /// <summary>A changer.</summary>
        IMAPI_FEATURE_PAGE_TYPE_EMBEDDED_CHANGER = 258,

        /// <summary>Audio CD played by the drive.</summary>
        IMAPI_FEATURE_PAGE_TYPE_CD_ANALOG_PLAY = 259,

        /// <summary>Firmware can be replaced.</summary>
        IMAPI_FEATURE_PAGE_TYPE_MICROCODE_UPDATE = 260,

        /// <summary>Time-outs of commands.</summary>
        IMAPI_FEATURE_PAGE_TYPE_TIMEOUT = 261,

        /// <summary>Copy protection of DVD video.</summary>
        IMAPI_FEATURE_PAGE_TYPE_DVD_CSS = 262,

        /// <summary>Speeds can be asked for and set.</summary>
        IMAPI_FEATURE_PAGE_TYPE_REAL_TIME_STREAMING = 263,

        /// <summary>The serial number of the drive.</summary>
        IMAPI_FEATURE_PAGE_TYPE_LOGICAL_UNIT_SERIAL_NUMBER = 264,

        /// <summary>The serial number of the medium.</summary>
        IMAPI_FEATURE_PAGE_TYPE_MEDIA_SERIAL_NUMBER = 265,

        /// <summary>Control blocks of the disc.</summary>
        IMAPI_FEATURE_PAGE_TYPE_DISC_CONTROL_BLOCKS = 266,

        /// <summary>Copy protection of recordable DVD.</summary>
        IMAPI_FEATURE_PAGE_TYPE_DVD_CPRM = 267,

        /// <summary>The date of the firmware.</summary>
        IMAPI_FEATURE_PAGE_TYPE_FIRMWARE_INFORMATION = 268,

        /// <summary>Copy protection of Blu-ray and HD DVD.</summary>
        IMAPI_FEATURE_PAGE_TYPE_AACS = 269,

        /// <summary>Copy protection of DVD+R and DVD+RW.</summary>
        IMAPI_FEATURE_PAGE_TYPE_VCPS = 272,
    }

    /// <summary>A kind of medium, as MMC counts them.</summary>
    public enum IMAPI_PROFILE_TYPE
    {
        /// <summary>No profile: no medium, or one that the drive does not know.</summary>
        IMAPI_PROFILE_TYPE_INVALID = 0,

        /// <summary>A fixed disk.</summary>
        IMAPI_PROFILE_TYPE_NON_REMOVABLE_DISK = 1,

        /// <summary>A removable disk.</summary>
        IMAPI_PROFILE_TYPE_REMOVABLE_DISK = 2,

        /// <summary>Magneto-optical, erasable.</summary>
        IMAPI_PROFILE_TYPE_MO_ERASABLE = 3,

        /// <summary>Magneto-optical, write-once.</summary>
        IMAPI_PROFILE_TYPE_MO_WRITE_ONCE = 4,

        /// <summary>Magneto-optical, advanced storage.</summary>
        IMAPI_PROFILE_TYPE_AS_MO = 5,

        /// <summary>CD-ROM.</summary>
        IMAPI_PROFILE_TYPE_CDROM = 8,

        /// <summary>CD-R.</summary>
        IMAPI_PROFILE_TYPE_CD_RECORDABLE = 9,

        /// <summary>CD-RW.</summary>
        IMAPI_PROFILE_TYPE_CD_REWRITABLE = 10,

        /// <summary>DVD-ROM.</summary>
        IMAPI_PROFILE_TYPE_DVDROM = 16,

        /// <summary>DVD-R.</summary>
        IMAPI_PROFILE_TYPE_DVD_DASH_RECORDABLE = 17,

        /// <summary>DVD-RAM.</summary>
        IMAPI_PROFILE_TYPE_DVD_RAM = 18,

        /// <summary>DVD-RW for restricted overwrite.</summary>
        IMAPI_PROFILE_TYPE_DVD_DASH_REWRITABLE = 19,

        /// <summary>DVD-RW written in sequence.</summary>
        IMAPI_PROFILE_TYPE_DVD_DASH_RW_SEQUENTIAL = 20,

        /// <summary>DVD-R DL written in sequence.</summary>
        IMAPI_PROFILE_TYPE_DVD_DASH_R_DUAL_SEQUENTIAL = 21,

        /// <summary>DVD-R DL written by layer jumps.</summary>
        IMAPI_PROFILE_TYPE_DVD_DASH_R_DUAL_LAYER_JUMP = 22,

        /// <summary>DVD+RW.</summary>
        IMAPI_PROFILE_TYPE_DVD_PLUS_RW = 26,

        /// <summary>DVD+R.</summary>
        IMAPI_PROFILE_TYPE_DVD_PLUS_R = 27,

        /// <summary>Double density CD-ROM.</summary>
        IMAPI_PROFILE_TYPE_DDCDROM = 32,

        /// <summary>Double density CD-R.</summary>
        IMAPI_PROFILE_TYPE_DDCD_RECORDABLE = 33,

        /// <summary>Double density CD-RW.</summary>
        IMAPI_PROFILE_TYPE_DDCD_REWRITABLE = 34,

        /// <summary>DVD+RW DL.</summary>
        IMAPI_PROFILE_TYPE_DVD_PLUS_RW_DUAL = 42,

        /// <summary>DVD+R DL.</summary>
        IMAPI_PROFILE_TYPE_DVD_PLUS_R_DUAL = 43,

        /// <summary>BD-ROM.</summary>
        IMAPI_PROFILE_TYPE_BD_ROM = 64,

        /// <summary>BD-R written in sequence.</summary>
        IMAPI_PROFILE_TYPE_BD_R_SEQUENTIAL = 65,

        /// <summary>BD-R for random recording.</summary>
        IMAPI_PROFILE_TYPE_BD_R_RANDOM_RECORDING = 66,

        /// <summary>BD-RE.</summary>
        IMAPI_PROFILE_TYPE_BD_REWRITABLE = 67,

        /// <summary>HD DVD-ROM.</summary>
        IMAPI_PROFILE_TYPE_HD_DVD_ROM = 80,

        /// <summary>HD DVD-R.</summary>
        IMAPI_PROFILE_TYPE_HD_DVD_RECORDABLE = 81,

        /// <summary>HD DVD-RAM.</summary>
        IMAPI_PROFILE_TYPE_HD_DVD_RAM = 82,

        /// <summary>A medium that follows no standard.</summary>
        IMAPI_PROFILE_TYPE_NON_STANDARD = 65535,
    }

    /// <summary>Which values of a mode page are meant.</summary>
    public enum IMAPI_MODE_PAGE_REQUEST_TYPE
    {
        /// <summary>The values in force.</summary>
        IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES = 0,

        /// <summary>A mask of the bits that can be changed.</summary>
        IMAPI_MODE_PAGE_REQUEST_TYPE_CHANGEABLE_VALUES = 1,

        /// <summary>The values after power-on.</summary>
        IMAPI_MODE_PAGE_REQUEST_TYPE_DEFAULT_VALUES = 2,

        /// <summary>The values that the drive keeps; few drives keep any.</summary>
        IMAPI_MODE_PAGE_REQUEST_TYPE_SAVED_VALUES = 3,
    }

    /// <summary>A mode page.</summary>
    public enum IMAPI_MODE_PAGE_TYPE
    {
        /// <summary>Error recovery.</summary>
        IMAPI_MODE_PAGE_TYPE_READ_WRITE_ERROR_RECOVERY = 1,

        /// <summary>Mount Rainier.</summary>
        IMAPI_MODE_PAGE_TYPE_MRW = 3,

        /// <summary>How CD and DVD-R are written.</summary>
        IMAPI_MODE_PAGE_TYPE_WRITE_PARAMETERS = 5,

        /// <summary>The cache.</summary>
        IMAPI_MODE_PAGE_TYPE_CACHING = 8,

        /// <summary>Prediction of failures.</summary>
        IMAPI_MODE_PAGE_TYPE_INFORMATIONAL_EXCEPTIONS = 28,

        /// <summary>Time-outs and write protection by software.</summary>
        IMAPI_MODE_PAGE_TYPE_TIMEOUT_AND_PROTECT = 29,

        /// <summary>Power states.</summary>
        IMAPI_MODE_PAGE_TYPE_POWER_CONDITION = 26,

        /// <summary>Capabilities, as older drives tell them.</summary>
        IMAPI_MODE_PAGE_TYPE_LEGACY_CAPABILITIES = 42,
    }

    /// <summary>How a track is found.</summary>
    public enum IMAPI_READ_TRACK_ADDRESS_TYPE
    {
        /// <summary>The track that holds this sector.</summary>
        IMAPI_READ_TRACK_ADDRESS_TYPE_LBA = 0,

        /// <summary>The track of this number.</summary>
        IMAPI_READ_TRACK_ADDRESS_TYPE_TRACK = 1,

        /// <summary>The first track of this session.</summary>
        IMAPI_READ_TRACK_ADDRESS_TYPE_SESSION = 2,
    }

    /// <summary>A kind of medium.</summary>
    public enum IMAPI_MEDIA_PHYSICAL_TYPE
    {
        /// <summary>No disc, or not recognised.</summary>
        IMAPI_MEDIA_TYPE_UNKNOWN = 0,

        /// <summary>Pressed or finalised CD.</summary>
        IMAPI_MEDIA_TYPE_CDROM = 1,

        /// <summary>Write-once CD.</summary>
        IMAPI_MEDIA_TYPE_CDR = 2,

        /// <summary>Rewritable CD.</summary>
        IMAPI_MEDIA_TYPE_CDRW = 3,

        /// <summary>Pressed or finalised DVD.</summary>
        IMAPI_MEDIA_TYPE_DVDROM = 4,

        /// <summary>Random-access DVD.</summary>
        IMAPI_MEDIA_TYPE_DVDRAM = 5,

        /// <summary>Write-once DVD+R.</summary>
        IMAPI_MEDIA_TYPE_DVDPLUSR = 6,

        /// <summary>Overwritable DVD+RW.</summary>
        IMAPI_MEDIA_TYPE_DVDPLUSRW = 7,

        /// <summary>DVD+R, two layers.</summary>
        IMAPI_MEDIA_TYPE_DVDPLUSR_DUALLAYER = 8,

        /// <summary>Write-once DVD-R.</summary>
        IMAPI_MEDIA_TYPE_DVDDASHR = 9,

        /// <summary>Rewritable DVD-RW.</summary>
        IMAPI_MEDIA_TYPE_DVDDASHRW = 10,

        /// <summary>DVD-R, two layers.</summary>
        IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER = 11,

        /// <summary>Randomly writable medium with hardware defect management.</summary>
        IMAPI_MEDIA_TYPE_DISK = 12,

        /// <summary>DVD+RW, two layers.</summary>
        IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER = 13,

        /// <summary>HD DVD, read-only.</summary>
        IMAPI_MEDIA_TYPE_HDDVDROM = 14,

        /// <summary>HD DVD, write-once.</summary>
        IMAPI_MEDIA_TYPE_HDDVDR = 15,

        /// <summary>HD DVD, random access.</summary>
        IMAPI_MEDIA_TYPE_HDDVDRAM = 16,

        /// <summary>Blu-ray, read-only.</summary>
        IMAPI_MEDIA_TYPE_BDROM = 17,

        /// <summary>Blu-ray, write-once.</summary>
        IMAPI_MEDIA_TYPE_BDR = 18,

        /// <summary>Blu-ray, rewritable.</summary>
        IMAPI_MEDIA_TYPE_BDRE = 19,

        /// <summary>Highest defined value (alias of BDRE).</summary>
        IMAPI_MEDIA_TYPE_MAX = 19,
    }

    /// <summary>How a write is verified.</summary>
    public enum IMAPI_BURN_VERIFICATION_LEVEL
    {
        /// <summary>No check.</summary>
        IMAPI_BURN_VERIFICATION_NONE = 0,

        /// <summary>Plausibility and sample.</summary>
        IMAPI_BURN_VERIFICATION_QUICK = 1,

        /// <summary>Full read-back.</summary>
        IMAPI_BURN_VERIFICATION_FULL = 2,
    }

    /// <summary>Bits that say what a disc allows.</summary>
    [Flags]
    public enum IMAPI_FORMAT2_DATA_MEDIA_STATE
    {
        /// <summary>Not known.</summary>
        IMAPI_FORMAT2_DATA_MEDIA_STATE_UNKNOWN = 0,

        /// <summary>Mask of the "usable" bits.</summary>
        IMAPI_FORMAT2_DATA_MEDIA_STATE_INFORMATIONAL_MASK = 15,

        /// <summary>Mask of the "not usable" bits.</summary>
        IMAPI_FORMAT2_DATA_MEDIA_STATE_UNSUPPORTED_MASK = 64512,

        /// <summary>Used areas can be rewritten in place.</summary>
        IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY = 1,

        /// <summary>Deprecated alias of OVERWRITE_ONLY.</summary>
        IMAPI_FORMAT2_DATA_MEDIA_STATE_RANDOMLY_WRITABLE = 1,

        /// <summary>Never used, or erased.</summary>
        IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK = 2,

        /// <summary>Another session can be added.</summary>
        IMAPI_FORMAT2_DATA_MEDIA_STATE_APPENDABLE = 4,

        /// <summary>Only one more session possible, or no multisession.</summary>
        IMAPI_FORMAT2_DATA_MEDIA_STATE_FINAL_SESSION = 8,

        /// <summary>Needs erase or other recovery.</summary>
        IMAPI_FORMAT2_DATA_MEDIA_STATE_DAMAGED = 1024,

        /// <summary>Must be erased first.</summary>
        IMAPI_FORMAT2_DATA_MEDIA_STATE_ERASE_REQUIRED = 2048,

        /// <summary>Last session partly written; not supported.</summary>
        IMAPI_FORMAT2_DATA_MEDIA_STATE_NON_EMPTY_SESSION = 4096,

        /// <summary>Medium or drive protected.</summary>
        IMAPI_FORMAT2_DATA_MEDIA_STATE_WRITE_PROTECTED = 8192,

        /// <summary>Closed, no further writing.</summary>
        IMAPI_FORMAT2_DATA_MEDIA_STATE_FINALIZED = 16384,

        /// <summary>Type not handled by the writer.</summary>
        IMAPI_FORMAT2_DATA_MEDIA_STATE_UNSUPPORTED_MEDIA = 32768,
    }

    /// <summary>Bits that say why a disc is protected.</summary>
    [Flags]
    public enum IMAPI_MEDIA_WRITE_PROTECT_STATE
    {
        /// <summary>Software protection that lasts until power-off.</summary>
        IMAPI_WRITEPROTECTED_UNTIL_POWERDOWN = 1,

        /// <summary>Cartridge switch.</summary>
        IMAPI_WRITEPROTECTED_BY_CARTRIDGE = 2,

        /// <summary>Medium-specific inhibit.</summary>
        IMAPI_WRITEPROTECTED_BY_MEDIA_SPECIFIC_REASON = 4,

        /// <summary>Persistent software protection.</summary>
        IMAPI_WRITEPROTECTED_BY_SOFTWARE_WRITE_PROTECT = 8,

        /// <summary>Inhibited by a disc control block.</summary>
        IMAPI_WRITEPROTECTED_BY_DISC_CONTROL_BLOCK = 16,

        /// <summary>Medium is read-only by nature.</summary>
        IMAPI_WRITEPROTECTED_READ_ONLY_MEDIA = 16384,
    }

    /// <summary>What a write is doing.</summary>
    public enum IMAPI_FORMAT2_DATA_WRITE_ACTION
    {
        /// <summary>Checking the medium.</summary>
        IMAPI_FORMAT2_DATA_WRITE_ACTION_VALIDATING_MEDIA = 0,

        /// <summary>Formatting, only where needed (DVD+RW).</summary>
        IMAPI_FORMAT2_DATA_WRITE_ACTION_FORMATTING_MEDIA = 1,

        /// <summary>Preparing the drive, setting speed.</summary>
        IMAPI_FORMAT2_DATA_WRITE_ACTION_INITIALIZING_HARDWARE = 2,

        /// <summary>Laser power calibration.</summary>
        IMAPI_FORMAT2_DATA_WRITE_ACTION_CALIBRATING_POWER = 3,

        /// <summary>User data going out.</summary>
        IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA = 4,

        /// <summary>Cache flush, closing track/session, end of background format.</summary>
        IMAPI_FORMAT2_DATA_WRITE_ACTION_FINALIZATION = 5,

        /// <summary>Finished successfully.</summary>
        IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED = 6,

        /// <summary>Reading back as requested.</summary>
        IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING = 7,
    }
}
