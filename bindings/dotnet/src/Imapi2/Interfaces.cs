using System.Runtime.InteropServices.ComTypes;

namespace Df2d.Imapi2
{
    /// <summary>The progress of a write, for <see cref="DDiscFormat2DataEvents_UpdateEventHandler"/>.</summary>
    public interface IDiscFormat2DataEventArgs
    {
        /// <summary>Seconds since the write began.</summary>
        int ElapsedTime { get; }

        /// <summary>Seconds left, an estimate.</summary>
        int RemainingTime { get; }

        /// <summary>Seconds in all, an estimate.</summary>
        int TotalTime { get; }

        /// <summary>What is being done.</summary>
        IMAPI_FORMAT2_DATA_WRITE_ACTION CurrentAction { get; }

        /// <summary>First sector of this write.</summary>
        int StartLba { get; }

        /// <summary>Sectors of this write.</summary>
        int SectorCount { get; }

        /// <summary>Last sector read from the stream.</summary>
        int LastReadLba { get; }

        /// <summary>Last sector sent to the drive.</summary>
        int LastWrittenLba { get; }

        /// <summary>Bytes of the buffer in this computer.</summary>
        int TotalSystemBuffer { get; }

        /// <summary>How many of them are in use.</summary>
        int UsedSystemBuffer { get; }

        /// <summary>How many of them are not.</summary>
        int FreeSystemBuffer { get; }
    }

    /// <summary>How a write is checked after it.</summary>
    public interface IBurnVerification
    {
        /// <summary>None, quick or full.</summary>
        IMAPI_BURN_VERIFICATION_LEVEL BurnVerificationLevel { get; set; }
    }

    /// <summary>What an update handler does with its sender, and a program with its writer.</summary>
    public interface IDiscFormat2Data
    {
        /// <summary>The drive to write with.</summary>
        DiscRecorder2 Recorder { get; set; }

        /// <summary>Who is writing.</summary>
        string ClientName { get; set; }

        /// <summary>Whether to write without protection against buffer under-runs.</summary>
        bool BufferUnderrunFreeDisabled { get; set; }

        /// <summary>Whether the data already ends with a post-gap.</summary>
        bool PostgapAlreadyInImage { get; set; }

        /// <summary>Whether the next write ends by closing the disc.</summary>
        bool ForceMediaToBeClosed { get; set; }

        /// <summary>Whether to leave out what makes a disc readable in more players.</summary>
        bool DisableConsumerDvdCompatibilityMode { get; set; }

        /// <summary>Whether a disc that is not blank may be overwritten.</summary>
        bool ForceOverwrite { get; set; }

        /// <summary>What the disc allows.</summary>
        IMAPI_FORMAT2_DATA_MEDIA_STATE CurrentMediaStatus { get; }

        /// <summary>Why the disc is protected.</summary>
        IMAPI_MEDIA_WRITE_PROTECT_STATE WriteProtectStatus { get; }

        /// <summary>The size of the disc in sectors.</summary>
        int TotalSectorsOnMedia { get; }

        /// <summary>How many sectors the next write can have.</summary>
        int FreeSectorsOnMedia { get; }

        /// <summary>The sector at which the next write begins.</summary>
        int NextWritableAddress { get; }

        /// <summary>The first sector of the last session.</summary>
        int StartAddressOfPreviousSession { get; }

        /// <summary>Always E_NOTIMPL.</summary>
        int LastWrittenAddressOfPreviousSession { get; }

        /// <summary>Which disc it is.</summary>
        IMAPI_MEDIA_PHYSICAL_TYPE CurrentPhysicalMediaType { get; }

        /// <summary>What was last asked of SetWriteSpeed.</summary>
        int RequestedWriteSpeed { get; }

        /// <summary>What was last asked of SetWriteSpeed.</summary>
        bool RequestedRotationTypeIsPureCAV { get; }

        /// <summary>The speed that the drive would write with now.</summary>
        int CurrentWriteSpeed { get; }

        /// <summary>Whether it would write with constant angular velocity.</summary>
        bool CurrentRotationTypeIsPureCAV { get; }

        /// <summary>Whether the drive says that its disc is blank.</summary>
        bool MediaPhysicallyBlank { get; }

        /// <summary>Whether the disc is blank as far as its content tells.</summary>
        bool MediaHeuristicallyBlank { get; }

        /// <summary>Whether the recorder can do what this object needs.</summary>
        bool IsRecorderSupported(DiscRecorder2 recorder);

        /// <summary>Whether the disc in it can be written.</summary>
        bool IsCurrentMediaSupported(DiscRecorder2 recorder);

        /// <summary>How fast to write.</summary>
        int SetWriteSpeed(int requestedSectorsPerSecond, bool rotationTypeIsPureCAV);

        /// <summary>Records the stream on the disc.</summary>
        void Write(IStream data);

        /// <summary>Asks the write to stop.</summary>
        bool CancelWrite();
    }
}
