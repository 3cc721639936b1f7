using System;
using System.Runtime.InteropServices;

namespace Df2d
{
    /// <summary>How an operation ended and what it did to the disc, read back from the drive.</summary>
    public sealed unsafe class WriteResult
    {
        private readonly byte[] failureCdb;

        internal WriteResult(Native.df2d_write_result* result)
        {
            HResult = result->hr;
            ContentAfter = (ContentState)result->content_after;
            DiscAfter = (DiscState)result->disc_after;
            MediaStatusAfter = (MediaState)result->media_status_after;
            UnderRuns = result->under_runs;
            SectorsRequested = result->sectors_requested;
            SectorsSent = result->sectors_sent;
            SectorsOnMedia = result->sectors_on_media;
            StartLba = result->start_lba;
            Elapsed = TimeSpan.FromMilliseconds(result->elapsed_ms);
            FailureLba = result->failure_lba;
            failureCdb = BytesOf(result->failure_cdb, result->failure_cdb_length);
            FailureSenseKey = result->failure_sense_key;
            FailureAsc = result->failure_asc;
            FailureAscq = result->failure_ascq;
            FailureDeferred = result->failure_deferred != 0;
        }

        /// <summary>What the operation returned; E_PENDING while it runs. Positive codes are success that says more, such as
        /// S_IMAPI_SPEEDADJUSTED.</summary>
        public int HResult { get; private set; }

        /// <summary>How much of this write is on the disc. Without verification <see cref="ContentState.Whole"/> rests on the
        /// drive's word.</summary>
        public ContentState ContentAfter { get; private set; }

        /// <summary>What the disc can do now.</summary>
        public DiscState DiscAfter { get; private set; }

        /// <summary>What the drive says of the disc after the operation; 0 if it did not say.</summary>
        public MediaState MediaStatusAfter { get; private set; }

        /// <summary>Times the drive's buffer ran empty while it was recording.</summary>
        public long UnderRuns { get; private set; }

        /// <summary>Sectors that the write was asked for, padding included.</summary>
        public long SectorsRequested { get; private set; }

        /// <summary>Sectors handed to the drive.</summary>
        public long SectorsSent { get; private set; }

        /// <summary>Sectors of this write that are on the medium by the drive's account, or as verified.</summary>
        public long SectorsOnMedia { get; private set; }

        /// <summary>First sector of this write, -1 if it never began.</summary>
        public long StartLba { get; private set; }

        /// <summary>How long it took.</summary>
        public TimeSpan Elapsed { get; private set; }

        /// <summary>The address of the first failure, -1 unknown.</summary>
        public long FailureLba { get; private set; }

        /// <summary>The sense key of the first failure; with 0 in all three the drive sent none.</summary>
        public byte FailureSenseKey { get; private set; }

        /// <summary>The additional sense code of the first failure.</summary>
        public byte FailureAsc { get; private set; }

        /// <summary>The qualifier of the additional sense code of the first failure.</summary>
        public byte FailureAscq { get; private set; }

        /// <summary>Whether the drive reported a failure of an earlier command.</summary>
        public bool FailureDeferred { get; private set; }

        /// <summary>The command that failed first, empty when none did.</summary>
        public byte[] GetFailureCdb()
        {
            return (byte[])failureCdb.Clone();
        }

        internal static byte[] BytesOf(byte* start, int length)
        {
            byte[] bytes = new byte[length];
            Marshal.Copy((IntPtr)start, bytes, 0, length);
            return bytes;
        }
    }
}
