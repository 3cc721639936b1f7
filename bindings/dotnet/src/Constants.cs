// Written by bindings/generate from include/df2d.h.
using System;

namespace Df2d
{
    /// <summary>How much is logged.</summary>
    public enum LogLevel
    {
        /// <summary>Errors only.</summary>
        Error = 1,

        /// <summary>Warnings too.</summary>
        Warn = 2,

        /// <summary>What an operation does, step by step.</summary>
        Info = 3,

        /// <summary>Every command and its answer, but for the READs and WRITEs. README.md explains these
        /// lines.</summary>
        Debug = 4,

        /// <summary>Everything.</summary>
        Trace = 5,
    }

    /// <summary>A feature of a drive.</summary>
    public enum FeaturePageType
    {
        /// <summary>The kinds of medium that the drive handles.</summary>
        ProfileList = 0,

        /// <summary>What all drives have.</summary>
        Core = 1,

        /// <summary>Features come and go with the medium.</summary>
        Morphing = 2,

        /// <summary>The tray: how it opens, closes and locks.</summary>
        RemovableMedium = 3,

        /// <summary>Write protection.</summary>
        WriteProtect = 4,

        /// <summary>Any sector can be read.</summary>
        RandomlyReadable = 16,

        /// <summary>Every kind of CD can be read.</summary>
        CDMultiRead = 29,

        /// <summary>CD can be read.</summary>
        CDRead = 30,

        /// <summary>DVD can be read.</summary>
        DvdRead = 31,

        /// <summary>Any sector can be written.</summary>
        RandomlyWritable = 32,

        /// <summary>Written in increments, one after the other.</summary>
        IncrementalStreamingWritable = 33,

        /// <summary>Sectors are erased before they are written.</summary>
        SectorErasable = 34,

        /// <summary>Can be formatted.</summary>
        Formattable = 35,

        /// <summary>The drive replaces bad sectors.</summary>
        HardwareDefectManagement = 36,

        /// <summary>Any sector can be written once.</summary>
        WriteOnce = 37,

        /// <summary>Overwritten in whole units.</summary>
        RestrictedOverwrite = 38,

        /// <summary>CD-RW at constant angular velocity.</summary>
        CDRWCavWrite = 39,

        /// <summary>Mount Rainier.</summary>
        Mrw = 40,

        /// <summary>The host replaces bad sectors.</summary>
        EnhancedDefectReporting = 41,

        /// <summary>DVD+RW.</summary>
        DvdPlusRW = 42,

        /// <summary>DVD+R.</summary>
        DvdPlusR = 43,

        /// <summary>DVD-RW in restricted overwrite.</summary>
        RigidRestrictedOverwrite = 44,

        /// <summary>CD written track by track.</summary>
        CDTrackAtOnce = 45,

        /// <summary>CD written in one go.</summary>
        CDMastering = 46,

        /// <summary>DVD-R and DVD-RW can be written.</summary>
        DvdDashWrite = 47,

        /// <summary>Double density CD can be read.</summary>
        DoubleDensityCDRead = 48,

        /// <summary>Double density CD-R can be written.</summary>
        DoubleDensityCDRWrite = 49,

        /// <summary>Double density CD-RW can be written.</summary>
        DoubleDensityCDRWWrite = 50,

        /// <summary>DVD-R DL by layer jumps.</summary>
        LayerJumpRecording = 51,

        /// <summary>Speed classes of CD-RW.</summary>
        CDRWMediaWriteSupport = 55,

        /// <summary>BD-R that can be overwritten.</summary>
        BDPseudoOverwrite = 56,

        /// <summary>DVD+R DL.</summary>
        DvdPlusRDualLayer = 59,

        /// <summary>Blu-ray can be read.</summary>
        BDRead = 64,

        /// <summary>Blu-ray can be written.</summary>
        BDWrite = 65,

        /// <summary>HD DVD can be read.</summary>
        HDDvdRead = 80,

        /// <summary>HD DVD can be written.</summary>
        HDDvdWrite = 81,

        /// <summary>Power management.</summary>
        PowerManagement = 256,

        /// <summary>Prediction of failures.</summary>
        Smart = 257,

        /// <summary>A changer.</summary>
        EmbeddedChanger = 258,

        /// <summary>Audio CD played by the drive.</summary>
        CDAnalogPlay = 259,

        /// <summary>Firmware can be replaced.</summary>
        MicrocodeUpdate = 260,

        /// <summary>Time-outs of commands.</summary>
        Timeout = 261,

        /// <summary>Copy protection of DVD video.</summary>
        DvdCss = 262,

        /// <summary>Speeds can be asked for and set.</summary>
        RealTimeStreaming = 263,

        /// <summary>The serial number of the drive.</summary>
        LogicalUnitSerialNumber = 264,

        /// <summary>The serial number of the medium.</summary>
        MediaSerialNumber = 265,

        /// <summary>Control blocks of the disc.</summary>
        DiscControlBlocks = 266,

        /// <summary>Copy protection of recordable DVD.</summary>
        DvdCprm = 267,

        /// <summary>The date of the firmware.</summary>
        FirmwareInformation = 268,

        /// <summary>Copy protection of Blu-ray and HD DVD.</summary>
        Aacs = 269,

        /// <summary>Copy protection of DVD+R and DVD+RW.</summary>
        Vcps = 272,
    }

    /// <summary>A kind of medium, as MMC counts them.</summary>
    public enum ProfileType
    {
        /// <summary>No profile: no medium, or one that the drive does not know.</summary>
        Invalid = 0,

        /// <summary>A fixed disk.</summary>
        NonRemovableDisk = 1,

        /// <summary>A removable disk.</summary>
        RemovableDisk = 2,

        /// <summary>Magneto-optical, erasable.</summary>
        MOErasable = 3,

        /// <summary>Magneto-optical, write-once.</summary>
        MOWriteOnce = 4,

        /// <summary>Magneto-optical, advanced storage.</summary>
        AsMO = 5,

        /// <summary>CD-ROM.</summary>
        CDRom = 8,

        /// <summary>CD-R.</summary>
        CDRecordable = 9,

        /// <summary>CD-RW.</summary>
        CDRewritable = 10,

        /// <summary>DVD-ROM.</summary>
        DvdRom = 16,

        /// <summary>DVD-R.</summary>
        DvdDashRecordable = 17,

        /// <summary>DVD-RAM.</summary>
        DvdRam = 18,

        /// <summary>DVD-RW for restricted overwrite.</summary>
        DvdDashRewritable = 19,

        /// <summary>DVD-RW written in sequence.</summary>
        DvdDashRWSequential = 20,

        /// <summary>DVD-R DL written in sequence.</summary>
        DvdDashRDualSequential = 21,

        /// <summary>DVD-R DL written by layer jumps.</summary>
        DvdDashRDualLayerJump = 22,

        /// <summary>DVD+RW.</summary>
        DvdPlusRW = 26,

        /// <summary>DVD+R.</summary>
        DvdPlusR = 27,

        /// <summary>Double density CD-ROM.</summary>
        DDCDRom = 32,

        /// <summary>Double density CD-R.</summary>
        DDCDRecordable = 33,

        /// <summary>Double density CD-RW.</summary>
        DDCDRewritable = 34,

        /// <summary>DVD+RW DL.</summary>
        DvdPlusRWDual = 42,

        /// <summary>DVD+R DL.</summary>
        DvdPlusRDual = 43,

        /// <summary>BD-ROM.</summary>
        BDRom = 64,

        /// <summary>BD-R written in sequence.</summary>
        BDRSequential = 65,

        /// <summary>BD-R for random recording.</summary>
        BDRRandomRecording = 66,

        /// <summary>BD-RE.</summary>
        BDRewritable = 67,

        /// <summary>HD DVD-ROM.</summary>
        HDDvdRom = 80,

        /// <summary>HD DVD-R.</summary>
        HDDvdRecordable = 81,

        /// <summary>HD DVD-RAM.</summary>
        HDDvdRam = 82,

        /// <summary>A medium that follows no standard.</summary>
        NonStandard = 65535,
    }

    /// <summary>Which values of a mode page are meant.</summary>
    public enum ModePageRequestType
    {
        /// <summary>The values in force.</summary>
        CurrentValues = 0,

        /// <summary>A mask of the bits that can be changed.</summary>
        ChangeableValues = 1,

        /// <summary>The values after power-on.</summary>
        DefaultValues = 2,

        /// <summary>The values that the drive keeps; few drives keep any.</summary>
        SavedValues = 3,
    }

    /// <summary>A mode page.</summary>
    public enum ModePageType
    {
        /// <summary>Error recovery.</summary>
        ReadWriteErrorRecovery = 1,

        /// <summary>Mount Rainier.</summary>
        Mrw = 3,

        /// <summary>How CD and DVD-R are written.</summary>
        WriteParameters = 5,

        /// <summary>The cache.</summary>
        Caching = 8,

        /// <summary>Prediction of failures.</summary>
        InformationalExceptions = 28,

        /// <summary>Time-outs and write protection by software.</summary>
        TimeoutAndProtect = 29,

        /// <summary>Power states.</summary>
        PowerCondition = 26,

        /// <summary>Capabilities, as older drives tell them.</summary>
        LegacyCapabilities = 42,
    }

    /// <summary>How a track is found.</summary>
    public enum ReadTrackAddressType
    {
        /// <summary>The track that holds this sector.</summary>
        Lba = 0,

        /// <summary>The track of this number.</summary>
        Track = 1,

        /// <summary>The first track of this session.</summary>
        Session = 2,
    }

    /// <summary>A kind of medium.</summary>
    public enum MediaType
    {
        /// <summary>No disc, or not recognised.</summary>
        Unknown = 0,

        /// <summary>Pressed or finalised CD.</summary>
        CDRom = 1,

        /// <summary>Write-once CD.</summary>
        CDR = 2,

        /// <summary>Rewritable CD.</summary>
        CDRW = 3,

        /// <summary>Pressed or finalised DVD.</summary>
        DvdRom = 4,

        /// <summary>Random-access DVD.</summary>
        DvdRam = 5,

        /// <summary>Write-once DVD+R.</summary>
        DvdPlusR = 6,

        /// <summary>Overwritable DVD+RW.</summary>
        DvdPlusRW = 7,

        /// <summary>DVD+R, two layers.</summary>
        DvdPlusRDualLayer = 8,

        /// <summary>Write-once DVD-R.</summary>
        DvdDashR = 9,

        /// <summary>Rewritable DVD-RW.</summary>
        DvdDashRW = 10,

        /// <summary>DVD-R, two layers.</summary>
        DvdDashRDualLayer = 11,

        /// <summary>Randomly writable medium with hardware defect management.</summary>
        Disk = 12,

        /// <summary>DVD+RW, two layers.</summary>
        DvdPlusRWDualLayer = 13,

        /// <summary>HD DVD, read-only.</summary>
        HDDvdRom = 14,

        /// <summary>HD DVD, write-once.</summary>
        HDDvdR = 15,

        /// <summary>HD DVD, random access.</summary>
        HDDvdRam = 16,

        /// <summary>Blu-ray, read-only.</summary>
        BDRom = 17,

        /// <summary>Blu-ray, write-once.</summary>
        BDR = 18,

        /// <summary>Blu-ray, rewritable.</summary>
        BDRE = 19,

        /// <summary>Highest defined value (alias of BDRE).</summary>
        Max = 19,
    }

    /// <summary>How a write is verified.</summary>
    public enum BurnVerificationLevel
    {
        /// <summary>No check.</summary>
        None = 0,

        /// <summary>Plausibility and sample.</summary>
        Quick = 1,

        /// <summary>Full read-back.</summary>
        Full = 2,
    }

    /// <summary>What a cancel does.</summary>
    public enum CancelMode
    {
        /// <summary>A cancelled write brings the disc to the best state it allows before it returns.</summary>
        Salvage = 0,

        /// <summary>A cancelled write leaves as soon as the drive lets go.</summary>
        Immediate = 1,
    }

    /// <summary>Bits that say what a disc allows.</summary>
    [Flags]
    public enum MediaState
    {
        /// <summary>Not known.</summary>
        Unknown = 0,

        /// <summary>Mask of the "usable" bits.</summary>
        InformationalMask = 15,

        /// <summary>Mask of the "not usable" bits.</summary>
        UnsupportedMask = 64512,

        /// <summary>Used areas can be rewritten in place.</summary>
        OverwriteOnly = 1,

        /// <summary>Deprecated alias of OVERWRITE_ONLY.</summary>
        RandomlyWritable = 1,

        /// <summary>Never used, or erased.</summary>
        Blank = 2,

        /// <summary>Another session can be added.</summary>
        Appendable = 4,

        /// <summary>Only one more session possible, or no multisession.</summary>
        FinalSession = 8,

        /// <summary>Needs erase or other recovery.</summary>
        Damaged = 1024,

        /// <summary>Must be erased first.</summary>
        EraseRequired = 2048,

        /// <summary>Last session partly written; not supported.</summary>
        NonEmptySession = 4096,

        /// <summary>Medium or drive protected.</summary>
        WriteProtected = 8192,

        /// <summary>Closed, no further writing.</summary>
        Finalized = 16384,

        /// <summary>Type not handled by the writer.</summary>
        UnsupportedMedia = 32768,
    }

    /// <summary>Bits that say why a disc is protected.</summary>
    [Flags]
    public enum WriteProtectState
    {
        /// <summary>Software protection that lasts until power-off.</summary>
        UntilPowerDown = 1,

        /// <summary>Cartridge switch.</summary>
        ByCartridge = 2,

        /// <summary>Medium-specific inhibit.</summary>
        ByMediaSpecificReason = 4,

        /// <summary>Persistent software protection.</summary>
        BySoftwareWriteProtect = 8,

        /// <summary>Inhibited by a disc control block.</summary>
        ByDiscControlBlock = 16,

        /// <summary>Medium is read-only by nature.</summary>
        ReadOnlyMedia = 16384,
    }

    /// <summary>A way to add to a disc.</summary>
    public enum MultisessionScheme
    {
        /// <summary>IMultisessionSequential: sessions follow one another.</summary>
        Sequential = 1,

        /// <summary>IMultisessionSequential2: the same, and the medium has a write unit.</summary>
        Sequential2 = 2,

        /// <summary>IMultisessionRandomWrite: any place can be overwritten.</summary>
        RandomWrite = 3,
    }

    /// <summary>How an interrupted session is recovered.</summary>
    public enum RecoverAction
    {
        /// <summary>Says what is on the disc; sends nothing that could change it.</summary>
        Report = 0,

        /// <summary>Closes the interrupted session, so that what is recorded can be read and the disc written
        /// further.</summary>
        Close = 1,

        /// <summary>Records the rest of the stream of which the session holds the beginning.</summary>
        Resume = 2,
    }

    /// <summary>How much of a write is on the disc.</summary>
    public enum ContentState
    {
        /// <summary>Nothing of the write is on the disc.</summary>
        None = 0,

        /// <summary>A first part of the write is on the disc.</summary>
        Partial = 1,

        /// <summary>All of the write is on the disc.</summary>
        Whole = 2,

        /// <summary>The drive could not be asked: after DF2D_CANCEL_IMMEDIATE it may still be busy. DF2D_RECOVER_REPORT
        /// asks it later. Or it does not know: media that are overwritten in place keep no record of an interrupted
        /// write, which is to be written again; and after a flush that failed its own account is not to be relied
        /// upon.</summary>
        Unknown = 3,
    }

    /// <summary>What a disc can do.</summary>
    public enum DiscState
    {
        /// <summary>The disc is as it was before.</summary>
        Unchanged = 0,

        /// <summary>A session can be written: the first on a blank disc, else a further one.</summary>
        Appendable = 1,

        /// <summary>The disc is closed: readable, never writable again.</summary>
        Closed = 2,

        /// <summary>The disc can be overwritten.</summary>
        Overwritable = 3,

        /// <summary>The disc must be erased before it can be written again.</summary>
        EraseRequired = 4,

        /// <summary>A session is open; it must be closed or resumed before the disc can be used further.</summary>
        Recoverable = 5,

        /// <summary>The disc is lost.</summary>
        Unusable = 6,

        /// <summary>The drive could not be asked: after DF2D_CANCEL_IMMEDIATE it may still be busy. DF2D_RECOVER_REPORT
        /// asks it later.</summary>
        Unknown = 7,
    }

    /// <summary>What a write is doing.</summary>
    public enum WriteAction
    {
        /// <summary>Checking the medium.</summary>
        ValidatingMedia = 0,

        /// <summary>Formatting, only where needed (DVD+RW).</summary>
        FormattingMedia = 1,

        /// <summary>Preparing the drive, setting speed.</summary>
        InitializingHardware = 2,

        /// <summary>Laser power calibration.</summary>
        CalibratingPower = 3,

        /// <summary>User data going out.</summary>
        WritingData = 4,

        /// <summary>Cache flush, closing track/session, end of background format.</summary>
        Finalization = 5,

        /// <summary>Finished successfully.</summary>
        Completed = 6,

        /// <summary>Reading back as requested.</summary>
        Verifying = 7,
    }

    /// <summary>One of DF2D_VIRTUAL_EFFECT_*.</summary>
    public enum VirtualEffect
    {
        /// <summary>The sense data given, and the command is not carried out.</summary>
        Sense = 0,

        /// <summary>No answer until the time limit.</summary>
        Timeout = 1,

        /// <summary>The connection breaks; the drive has been reset, its buffer and settings are gone.</summary>
        Lost = 2,

        /// <summary>The drive resets itself and says so at once.</summary>
        Reset = 3,

        /// <summary>The command is carried out and takes delay_ms longer.</summary>
        Delay = 4,

        /// <summary>The disc leaves the drive.</summary>
        MediumGone = 5,

        /// <summary>The drive is unplugged, until df2d_virtual_power_cycle.</summary>
        DeviceGone = 6,

        /// <summary>The drive says that all is well and does nothing.</summary>
        GoodWithoutEffect = 7,
    }

    /// <summary>Numbers that belong to no enumeration.</summary>
    public static class Constants
    {
        /// <summary>One sector in bytes.</summary>
        public const int SectorSize = 2048;

        /// <summary>Sectors per second at 1x, for CD. (IMAPI2's constant.)</summary>
        public const int SectorsPerSecondAt1xCD = 75;

        /// <summary>Sectors per second at 1x, for DVD. (IMAPI2's constant.)</summary>
        public const int SectorsPerSecondAt1xDvd = 680;

        /// <summary>Sectors per second at 1x, for Blu-ray. (IMAPI2's constant.)</summary>
        public const int SectorsPerSecondAt1xBD = 2195;

        /// <summary>1x for HD DVD as IMAPI2 has it. That number is kilobytes per second; in sectors 1x is
        /// 2231.</summary>
        public const int SectorsPerSecondAt1xHDDvd = 4568;

        /// <summary>As fast as the medium allows.</summary>
        public const int SpeedMax = -1;

        /// <summary>Without a limit.</summary>
        public const uint Infinite = 4294967295;

        /// <summary>The version of this header, by semantic versioning: its major number.</summary>
        public const int VersionMajor = 0;

        /// <summary>Its minor number.</summary>
        public const int VersionMinor = 1;

        /// <summary>Its patch number.</summary>
        public const int VersionPatch = 0;

        /// <summary>All of it as one number, to be compared with df2d_version_number(): major * 1000000 + minor * 1000
        /// + patch.</summary>
        public const int VersionNumber = 1000;
    }

    /// <summary>The results of calls, by their names in Windows. Negative is failure.</summary>
    public static partial class HResults
    {
        /// <summary>0x00000000: Done, nothing to report.</summary>
        public const int S_OK = 0;

        /// <summary>0x00000001: Success with a negative answer, or: nothing left to do.</summary>
        public const int S_FALSE = 1;

        /// <summary>0x80004001: Not implemented, or the drive or medium cannot supply it.</summary>
        public const int E_NOTIMPL = -2147467263;

        /// <summary>0x80004002: The medium does not offer this interface.</summary>
        public const int E_NOINTERFACE = -2147467262;

        /// <summary>0x80004003: A required pointer argument is NULL.</summary>
        public const int E_POINTER = -2147467261;

        /// <summary>0x80004004: The operation was abandoned.</summary>
        public const int E_ABORT = -2147467260;

        /// <summary>0x80004005: Unclassified failure, including untranslated sense data.</summary>
        public const int E_FAIL = -2147467259;

        /// <summary>0x8000000A: The operation has not ended yet.</summary>
        public const int E_PENDING = -2147483638;

        /// <summary>0x8000FFFF: An internal error of the library, or a call in a forked child process.</summary>
        public const int E_UNEXPECTED = -2147418113;

        /// <summary>0x80070005: Another program or a mounted volume prevents exclusive access, or the caller lacks
        /// rights.</summary>
        public const int E_ACCESSDENIED = -2147024891;

        /// <summary>0x80070006: The handle is not one of this library: destroyed, forged, or of another object
        /// type.</summary>
        public const int E_HANDLE = -2147024890;

        /// <summary>0x8007000E: Allocation failed.</summary>
        public const int E_OUTOFMEMORY = -2147024882;

        /// <summary>0x8007007A: The buffer is too small; needed says how large it must be.</summary>
        public const int E_INSUFFICIENT_BUFFER = -2147024774;

        /// <summary>0x80070057: Argument value out of range or malformed.</summary>
        public const int E_INVALIDARG = -2147024809;

        /// <summary>0x80070037: The drive has disappeared (unplugged, powered off).</summary>
        public const int E_DEV_NOT_EXIST = -2147024841;

        /// <summary>0xC0AA0002: The operation stopped because the client asked for cancellation.</summary>
        public const int E_IMAPI_REQUEST_CANCELLED = -1062600702;

        /// <summary>0xC0AA0003: No recorder has been assigned to the object.</summary>
        public const int E_IMAPI_RECORDER_REQUIRED = -1062600701;

        /// <summary>0x00AA0004: Success; the drive took a different speed than requested.</summary>
        public const int S_IMAPI_SPEEDADJUSTED = 11141124;

        /// <summary>0x00AA0005: Success; a different rotation mode than requested is in use.</summary>
        public const int S_IMAPI_ROTATIONADJUSTED = 11141125;

        /// <summary>0x00AA0006: Success; both speed and rotation mode were changed.</summary>
        public const int S_IMAPI_BOTHADJUSTED = 11141126;

        /// <summary>0xC0AA0007: Data was written but the requested verification failed; treat the disc as
        /// suspect.</summary>
        public const int E_IMAPI_BURN_VERIFICATION_FAILED = -1062600697;

        /// <summary>0x00AA0200: Success at transport level, but the drive answered with sense data; inspect the sense
        /// buffer.</summary>
        public const int S_IMAPI_COMMAND_HAS_SENSE_DATA = 11141632;

        /// <summary>0xC0AA0201: Requested mode page (or page-control variant) is absent.</summary>
        public const int E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE = -1062600191;

        /// <summary>0xC0AA0202: Drive is empty.</summary>
        public const int E_IMAPI_RECORDER_MEDIA_NO_MEDIA = -1062600190;

        /// <summary>0xC0AA0203: Drive cannot handle this medium or its physical format.</summary>
        public const int E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE = -1062600189;

        /// <summary>0xC0AA0204: Disc appears to be inserted the wrong way round.</summary>
        public const int E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN = -1062600188;

        /// <summary>0xC0AA0205: Drive is spinning up or the medium just changed; retry later.</summary>
        public const int E_IMAPI_RECORDER_MEDIA_BECOMING_READY = -1062600187;

        /// <summary>0xC0AA0206: A format is still running on the medium; wait for it.</summary>
        public const int E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS = -1062600186;

        /// <summary>0xC0AA0207: Drive is inside a long operation (such as finishing a write).</summary>
        public const int E_IMAPI_RECORDER_MEDIA_BUSY = -1062600185;

        /// <summary>0xC0AA0208: MODE SELECT rejected the combination of values.</summary>
        public const int E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS = -1062600184;

        /// <summary>0xC0AA0209: Drive reports write protection.</summary>
        public const int E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED = -1062600183;

        /// <summary>0xC0AA020A: Feature page unknown to the drive.</summary>
        public const int E_IMAPI_RECORDER_NO_SUCH_FEATURE = -1062600182;

        /// <summary>0xC0AA020B: Feature page known but not active for the loaded medium.</summary>
        public const int E_IMAPI_RECORDER_FEATURE_IS_NOT_CURRENT = -1062600181;

        /// <summary>0xC0AA020C: Legacy drive without GET CONFIGURATION.</summary>
        public const int E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED = -1062600180;

        /// <summary>0xC0AA020D: Drive did not accept the command in time; may be wedged, or the timeout is too
        /// short.</summary>
        public const int E_IMAPI_RECORDER_COMMAND_TIMEOUT = -1062600179;

        /// <summary>0xC0AA020E: Requested DVD structure does not exist for this drive/medium.</summary>
        public const int E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT = -1062600178;

        /// <summary>0xC0AA020F: Medium speed rating is outside the range of the drive.</summary>
        public const int E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH = -1062600177;

        /// <summary>0xC0AA0210: Another party holds exclusive access.</summary>
        public const int E_IMAPI_RECORDER_LOCKED = -1062600176;

        /// <summary>0xC0AA0211: Client name rejected at recorder level.</summary>
        public const int E_IMAPI_RECORDER_CLIENT_NAME_IS_NOT_VALID = -1062600175;

        /// <summary>0xC0AA0212: Medium needs formatting before use.</summary>
        public const int E_IMAPI_RECORDER_MEDIA_NOT_FORMATTED = -1062600174;

        /// <summary>0xC0AA02FF: Drive returned malformed or nonsensical data.</summary>
        public const int E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE = -1062599937;

        /// <summary>0xC0AA0300: Buffer underrun killed the write.</summary>
        public const int E_IMAPI_LOSS_OF_STREAMING = -1062599936;

        /// <summary>0xC0AA0301: Drive reported an unrecoverable, otherwise unclassified error during the
        /// operation.</summary>
        public const int E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE = -1062599935;

        /// <summary>0x00AA0302: Success code: the engine has no write to cancel (yet).</summary>
        public const int S_IMAPI_WRITE_NOT_IN_PROGRESS = 11141890;

        /// <summary>0xC0AA0400: Refused because a write is running on this object.</summary>
        public const int E_IMAPI_DF2DATA_WRITE_IN_PROGRESS = -1062599680;

        /// <summary>0xC0AA0401: Nothing to cancel.</summary>
        public const int E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS = -1062599679;

        /// <summary>0xC0AA0402: Question only makes sense for supported media in a usable state.</summary>
        public const int E_IMAPI_DF2DATA_INVALID_MEDIA_STATE = -1062599678;

        /// <summary>0xC0AA0403: Stream unusable, typically size not a multiple of 2048.</summary>
        public const int E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED = -1062599677;

        /// <summary>0xC0AA0404: Stream has more sectors than the medium can take.</summary>
        public const int E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA = -1062599676;

        /// <summary>0xC0AA0405: Overwriting existing content requires ForceOverwrite.</summary>
        public const int E_IMAPI_DF2DATA_MEDIA_NOT_BLANK = -1062599675;

        /// <summary>0xC0AA0406: Medium type cannot be written by the data writer.</summary>
        public const int E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED = -1062599674;

        /// <summary>0xC0AA0407: Recorder lacks what the data writer needs.</summary>
        public const int E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED = -1062599673;

        /// <summary>0xC0AA0408: Client name is missing, too long or has forbidden characters.</summary>
        public const int E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID = -1062599672;

        /// <summary>0xC0AA0500: Refused because a track is being written.</summary>
        public const int E_IMAPI_DF2TAO_WRITE_IN_PROGRESS = -1062599424;

        /// <summary>0xC0AA0501: Nothing to cancel.</summary>
        public const int E_IMAPI_DF2TAO_WRITE_NOT_IN_PROGRESS = -1062599423;

        /// <summary>0xC0AA0502: Call PrepareMedia first.</summary>
        public const int E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED = -1062599422;

        /// <summary>0xC0AA0503: Not allowed between PrepareMedia and ReleaseMedia.</summary>
        public const int E_IMAPI_DF2TAO_MEDIA_IS_PREPARED = -1062599421;

        /// <summary>0xC0AA0504: Property is frozen once something has been written.</summary>
        public const int E_IMAPI_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY = -1062599420;

        /// <summary>0xC0AA0505: No TOC because no track exists.</summary>
        public const int E_IMAPI_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC = -1062599419;

        /// <summary>0xC0AA0506: Medium must be a blank CD-R/RW.</summary>
        public const int E_IMAPI_DF2TAO_MEDIA_IS_NOT_BLANK = -1062599418;

        /// <summary>0xC0AA0507: Medium is not CD-R/RW.</summary>
        public const int E_IMAPI_DF2TAO_MEDIA_IS_NOT_SUPPORTED = -1062599417;

        /// <summary>0xC0AA0508: 99 tracks already present.</summary>
        public const int E_IMAPI_DF2TAO_TRACK_LIMIT_REACHED = -1062599416;

        /// <summary>0xC0AA0509: Track does not fit.</summary>
        public const int E_IMAPI_DF2TAO_NOT_ENOUGH_SPACE = -1062599415;

        /// <summary>0xC0AA050A: No recorder assigned.</summary>
        public const int E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED = -1062599414;

        /// <summary>0xC0AA050B: Malformed ISRC.</summary>
        public const int E_IMAPI_DF2TAO_INVALID_ISRC = -1062599413;

        /// <summary>0xC0AA050C: Malformed media catalogue number.</summary>
        public const int E_IMAPI_DF2TAO_INVALID_MCN = -1062599412;

        /// <summary>0xC0AA050D: Audio stream unusable, typically not a multiple of 2352 bytes.</summary>
        public const int E_IMAPI_DF2TAO_STREAM_NOT_SUPPORTED = -1062599411;

        /// <summary>0xC0AA050E: Recorder cannot do track-at-once audio.</summary>
        public const int E_IMAPI_DF2TAO_RECORDER_NOT_SUPPORTED = -1062599410;

        /// <summary>0xC0AA050F: Client name missing or malformed.</summary>
        public const int E_IMAPI_DF2TAO_CLIENT_NAME_IS_NOT_VALID = -1062599409;

        /// <summary>0xC0AA0600: Refused because a raw write is running.</summary>
        public const int E_IMAPI_DF2RAW_WRITE_IN_PROGRESS = -1062599168;

        /// <summary>0xC0AA0601: Nothing to cancel.</summary>
        public const int E_IMAPI_DF2RAW_WRITE_NOT_IN_PROGRESS = -1062599167;

        /// <summary>0xC0AA0602: Call PrepareMedia first.</summary>
        public const int E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED = -1062599166;

        /// <summary>0xC0AA0603: Not allowed between PrepareMedia and ReleaseMedia.</summary>
        public const int E_IMAPI_DF2RAW_MEDIA_IS_PREPARED = -1062599165;

        /// <summary>0xC0AA0604: Client name missing or malformed.</summary>
        public const int E_IMAPI_DF2RAW_CLIENT_NAME_IS_NOT_VALID = -1062599164;

        /// <summary>0xC0AA0606: Medium must be a blank CD-R/RW.</summary>
        public const int E_IMAPI_DF2RAW_MEDIA_IS_NOT_BLANK = -1062599162;

        /// <summary>0xC0AA0607: Medium is not CD-R/RW; also the answer 'no' of IsRecorderSupported.</summary>
        public const int E_IMAPI_DF2RAW_MEDIA_IS_NOT_SUPPORTED = -1062599161;

        /// <summary>0xC0AA0609: Session does not fit.</summary>
        public const int E_IMAPI_DF2RAW_NOT_ENOUGH_SPACE = -1062599159;

        /// <summary>0xC0AA060A: No recorder assigned.</summary>
        public const int E_IMAPI_DF2RAW_NO_RECORDER_SPECIFIED = -1062599158;

        /// <summary>0xC0AA060D: Raw stream unusable.</summary>
        public const int E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED = -1062599155;

        /// <summary>0xC0AA060E: Drive cannot write the requested sub-channel layout.</summary>
        public const int E_IMAPI_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED = -1062599154;

        /// <summary>0xC0AA060F: Stream carries fewer lead-in sectors than this medium needs.</summary>
        public const int E_IMAPI_DF2RAW_STREAM_LEADIN_TOO_SHORT = -1062599153;

        /// <summary>0xC0AA0610: Recorder cannot do raw disc-at-once.</summary>
        public const int E_IMAPI_DF2RAW_RECORDER_NOT_SUPPORTED = -1062599152;

        /// <summary>0x80AA0900: Recorder cannot be swapped while an erase runs.</summary>
        public const int E_IMAPI_ERASE_RECORDER_IN_USE = -2136340224;

        /// <summary>0x80AA0901: Clear the present recorder before assigning another.</summary>
        public const int E_IMAPI_ERASE_ONLY_ONE_RECORDER_SUPPORTED = -2136340223;

        /// <summary>0x80AA0902: READ DISC INFORMATION returned too few bytes.</summary>
        public const int E_IMAPI_ERASE_DISC_INFORMATION_TOO_SMALL = -2136340222;

        /// <summary>0x80AA0903: Mode page 0x2A returned too few bytes.</summary>
        public const int E_IMAPI_ERASE_MODE_PAGE_2A_TOO_SMALL = -2136340221;

        /// <summary>0x80AA0904: Drive says the medium cannot be erased.</summary>
        public const int E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE = -2136340220;

        /// <summary>0x80AA0905: Drive rejected the erase command.</summary>
        public const int E_IMAPI_ERASE_DRIVE_FAILED_ERASE_COMMAND = -2136340219;

        /// <summary>0x80AA0906: Erase not finished after 3600 s; also returned for bad CD-RW/DVD-RW media or a drive
        /// fault.</summary>
        public const int E_IMAPI_ERASE_TOOK_LONGER_THAN_ONE_HOUR = -2136340218;

        /// <summary>0x80AA0907: Drive failed mid-erase; medium state unknown.</summary>
        public const int E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE = -2136340217;

        /// <summary>0x80AA0908: START UNIT failed.</summary>
        public const int E_IMAPI_ERASE_DRIVE_FAILED_SPINUP_COMMAND = -2136340216;

        /// <summary>0xC0AA0909: Medium type cannot be erased by this object.</summary>
        public const int E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED = -1062598391;

        /// <summary>0xC0AA090A: Recorder cannot erase.</summary>
        public const int E_IMAPI_ERASE_RECORDER_NOT_SUPPORTED = -1062598390;

        /// <summary>0xC0AA090B: Client name missing or malformed.</summary>
        public const int E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID = -1062598389;

        /// <summary>0x80AA0A00: Image is frozen after CreateResultImage.</summary>
        public const int E_IMAPI_RAW_IMAGE_IS_READ_ONLY = -2136339968;

        /// <summary>0x80AA0A01: Track number would leave 1..99.</summary>
        public const int E_IMAPI_RAW_IMAGE_TOO_MANY_TRACKS = -2136339967;

        /// <summary>0x80AA0A02: Sector type not accepted (only audio is).</summary>
        public const int E_IMAPI_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED = -2136339966;

        /// <summary>0x80AA0A03: Needs at least one track.</summary>
        public const int E_IMAPI_RAW_IMAGE_NO_TRACKS = -2136339965;

        /// <summary>0x80AA0A04: Must be called before the first track.</summary>
        public const int E_IMAPI_RAW_IMAGE_TRACKS_ALREADY_ADDED = -2136339964;

        /// <summary>0x80AA0A05: Lead-out start limit would be exceeded.</summary>
        public const int E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE = -2136339963;

        /// <summary>0x80AA0A06: More than 99 indexes.</summary>
        public const int E_IMAPI_RAW_IMAGE_TOO_MANY_TRACK_INDEXES = -2136339962;

        /// <summary>0x80AA0A07: No index at that offset.</summary>
        public const int E_IMAPI_RAW_IMAGE_TRACK_INDEX_NOT_FOUND = -2136339961;

        /// <summary>0x00AA0A08: Success; that index was already there.</summary>
        public const int S_IMAPI_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS = 11143688;

        /// <summary>0x80AA0A09: Index 1 (offset 0) is mandatory.</summary>
        public const int E_IMAPI_RAW_IMAGE_TRACK_INDEX_OFFSET_ZERO_CANNOT_BE_CLEARED = -2136339959;

        /// <summary>0x80AA0A0A: Indexes must be at least ten sectors apart.</summary>
        public const int E_IMAPI_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX = -2136339958;

        /// <summary>0xC0AAB100: Internal inconsistency.</summary>
        public const int IMAPI_E_FSI_INTERNAL_ERROR = -1062555392;

        /// <summary>0xC0AAB101: Named parameter has a bad value.</summary>
        public const int IMAPI_E_INVALID_PARAM = -1062555391;

        /// <summary>0xC0AAB102: Image object is frozen.</summary>
        public const int IMAPI_E_READONLY = -1062555390;

        /// <summary>0xC0AAB103: No file system selected for output.</summary>
        public const int IMAPI_E_NO_OUTPUT = -1062555389;

        /// <summary>0xC0AAB104: Volume label too long or has bad characters.</summary>
        public const int IMAPI_E_INVALID_VOLUME_NAME = -1062555388;

        /// <summary>0xC0AAB105: Item timestamps are out of order.</summary>
        public const int IMAPI_E_INVALID_DATE = -1062555387;

        /// <summary>0xC0AAB106: Only allowed on an empty image.</summary>
        public const int IMAPI_E_FILE_SYSTEM_NOT_EMPTY = -1062555386;

        /// <summary>0xC0AAB108: Path is not a file.</summary>
        public const int IMAPI_E_NOT_FILE = -1062555384;

        /// <summary>0xC0AAB109: Path is not a directory.</summary>
        public const int IMAPI_E_NOT_DIR = -1062555383;

        /// <summary>0xC0AAB10A: Directory still has entries.</summary>
        public const int IMAPI_E_DIR_NOT_EMPTY = -1062555382;

        /// <summary>0xC0AAB10B: Item is not attached to the image.</summary>
        public const int IMAPI_E_NOT_IN_FILE_SYSTEM = -1062555381;

        /// <summary>0xC0AAB110: Malformed path.</summary>
        public const int IMAPI_E_INVALID_PATH = -1062555376;

        /// <summary>0xC0AAB111: Name has non-ANSI characters while UseRestrictedCharacterSet is on.</summary>
        public const int IMAPI_E_RESTRICTED_NAME_VIOLATION = -1062555375;

        /// <summary>0xC0AAB112: Name already taken.</summary>
        public const int IMAPI_E_DUP_NAME = -1062555374;

        /// <summary>0xC0AAB113: Could not derive a unique short name.</summary>
        public const int IMAPI_E_NO_UNIQUE_NAME = -1062555373;

        /// <summary>0xC0AAB118: No such item in the image.</summary>
        public const int IMAPI_E_ITEM_NOT_FOUND = -1062555368;

        /// <summary>0xC0AAB119: No such file in the image.</summary>
        public const int IMAPI_E_FILE_NOT_FOUND = -1062555367;

        /// <summary>0xC0AAB11A: No such directory in the image.</summary>
        public const int IMAPI_E_DIR_NOT_FOUND = -1062555366;

        /// <summary>0xC0AAB120: Addition would exceed the configured image size.</summary>
        public const int IMAPI_E_IMAGE_SIZE_LIMIT = -1062555360;

        /// <summary>0xC0AAB121: FreeMediaBlocks set below the present estimate.</summary>
        public const int IMAPI_E_IMAGE_TOO_BIG = -1062555359;

        /// <summary>0xC0AAB128: File stream length differs from what was announced.</summary>
        public const int IMAPI_E_DATA_STREAM_INCONSISTENCY = -1062555352;

        /// <summary>0xC0AAB129: File stream could not be read.</summary>
        public const int IMAPI_E_DATA_STREAM_READ_FAILURE = -1062555351;

        /// <summary>0xC0AAB12A: File stream could not be opened.</summary>
        public const int IMAPI_E_DATA_STREAM_CREATE_FAILURE = -1062555350;

        /// <summary>0xC0AAB12B: Source directory could not be listed.</summary>
        public const int IMAPI_E_DIRECTORY_READ_FAILURE = -1062555349;

        /// <summary>0xC0AAB130: Directory count limit of the file system hit.</summary>
        public const int IMAPI_E_TOO_MANY_DIRS = -1062555344;

        /// <summary>0xC0AAB131: More than eight directory levels for ISO 9660.</summary>
        public const int IMAPI_E_ISO9660_LEVELS = -1062555343;

        /// <summary>0xC0AAB132: File too large for the chosen file system.</summary>
        public const int IMAPI_E_DATA_TOO_BIG = -1062555342;

        /// <summary>0xC0AAB133: Imported session layout cannot be extended.</summary>
        public const int IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION = -1062555341;

        /// <summary>0xC0AAB138: Temporary file could not be opened.</summary>
        public const int IMAPI_E_STASHFILE_OPEN_FAILURE = -1062555336;

        /// <summary>0xC0AAB139: Seek in temporary file failed.</summary>
        public const int IMAPI_E_STASHFILE_SEEK_FAILURE = -1062555335;

        /// <summary>0xC0AAB13A: Write to temporary file failed.</summary>
        public const int IMAPI_E_STASHFILE_WRITE_FAILURE = -1062555334;

        /// <summary>0xC0AAB13B: Read from temporary file failed.</summary>
        public const int IMAPI_E_STASHFILE_READ_FAILURE = -1062555333;

        /// <summary>0xC0AAB140: Working directory unusable.</summary>
        public const int IMAPI_E_INVALID_WORKING_DIRECTORY = -1062555328;

        /// <summary>0xC0AAB141: Working directory lacks room.</summary>
        public const int IMAPI_E_WORKING_DIRECTORY_SPACE = -1062555327;

        /// <summary>0xC0AAB142: Temporary file could not be moved.</summary>
        public const int IMAPI_E_STASHFILE_MOVE = -1062555326;

        /// <summary>0xC0AAB148: Boot image could not be placed.</summary>
        public const int IMAPI_E_BOOT_IMAGE_DATA = -1062555320;

        /// <summary>0xC0AAB149: Boot image only allowed in the first session.</summary>
        public const int IMAPI_E_BOOT_OBJECT_CONFLICT = -1062555319;

        /// <summary>0xC0AAB14A: Boot image size does not match the emulation type.</summary>
        public const int IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH = -1062555318;

        /// <summary>0xC0AAB150: Nothing to import: disc is blank.</summary>
        public const int IMAPI_E_EMPTY_DISC = -1062555312;

        /// <summary>0xC0AAB151: No importable file system found.</summary>
        public const int IMAPI_E_NO_SUPPORTED_FILE_SYSTEM = -1062555311;

        /// <summary>0xC0AAB152: Requested file system absent on disc.</summary>
        public const int IMAPI_E_FILE_SYSTEM_NOT_FOUND = -1062555310;

        /// <summary>0xC0AAB153: Imported file system is inconsistent.</summary>
        public const int IMAPI_E_FILE_SYSTEM_READ_CONSISTENCY_ERROR = -1062555309;

        /// <summary>0xC0AAB154: Imported file system uses an unsupported feature.</summary>
        public const int IMAPI_E_FILE_SYSTEM_FEATURE_NOT_SUPPORTED = -1062555308;

        /// <summary>0xC0AAB155: Imported file clashes with an existing directory.</summary>
        public const int IMAPI_E_IMPORT_TYPE_COLLISION_FILE_EXISTS_AS_DIRECTORY = -1062555307;

        /// <summary>0xC0AAB156: Seek failed during import.</summary>
        public const int IMAPI_E_IMPORT_SEEK_FAILURE = -1062555306;

        /// <summary>0xC0AAB157: Read failed during import.</summary>
        public const int IMAPI_E_IMPORT_READ_FAILURE = -1062555305;

        /// <summary>0xC0AAB158: Disc is not the one imported earlier.</summary>
        public const int IMAPI_E_DISC_MISMATCH = -1062555304;

        /// <summary>0xC0AAB159: Multisession is not offered on this media type.</summary>
        public const int IMAPI_E_IMPORT_MEDIA_NOT_ALLOWED = -1062555303;

        /// <summary>0xC0AAB15A: Medium supports no UDF revision that can be extended.</summary>
        public const int IMAPI_E_UDF_NOT_WRITE_COMPATIBLE = -1062555302;

        /// <summary>0xC0AAB15B: Requested multisession type is not supported.</summary>
        public const int IMAPI_E_INCOMPATIBLE_MULTISESSION_TYPE = -1062555301;

        /// <summary>0xC0AAB15C: None of the supplied multisession interfaces fits.</summary>
        public const int IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE = -1062555300;

        /// <summary>0xC0AAB15D: MultisessionInterfaces must be set first.</summary>
        public const int IMAPI_E_MULTISESSION_NOT_SET = -1062555299;

        /// <summary>0xC0AAB15E: Imported directory clashes with an existing file.</summary>
        public const int IMAPI_E_IMPORT_TYPE_COLLISION_DIRECTORY_EXISTS_AS_FILE = -1062555298;

        /// <summary>0x00AAB15F: Success; a requested feature is unavailable in this file system revision and was left
        /// out.</summary>
        public const int IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED = 11186527;

        /// <summary>0xC0AAB160: Property cannot be read or set now.</summary>
        public const int IMAPI_E_PROPERTY_NOT_ACCESSIBLE = -1062555296;

        /// <summary>0xC0AAB161: UDF revision fixed by the imported session.</summary>
        public const int IMAPI_E_UDF_REVISION_CHANGE_NOT_ALLOWED = -1062555295;

        /// <summary>0xC0AAB162: A multisession value is missing or wrong.</summary>
        public const int IMAPI_E_BAD_MULTISESSION_PARAMETER = -1062555294;

        /// <summary>0xC0AAB163: New session must use the imported file system.</summary>
        public const int IMAPI_E_FILE_SYSTEM_CHANGE_NOT_ALLOWED = -1062555293;

        /// <summary>0xC0AAB200: Image length is not a multiple of 2048.</summary>
        public const int IMAPI_E_IMAGEMANAGER_IMAGE_NOT_ALIGNED = -1062555136;

        /// <summary>0xC0AAB201: No valid volume descriptor in the image.</summary>
        public const int IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND = -1062555135;

        /// <summary>0xC0AAB202: Neither path nor stream was set.</summary>
        public const int IMAPI_E_IMAGEMANAGER_NO_IMAGE = -1062555134;

        /// <summary>0xC0AAB203: More sectors than a LONG can count.</summary>
        public const int IMAPI_E_IMAGEMANAGER_IMAGE_TOO_BIG = -1062555133;
    }
}
