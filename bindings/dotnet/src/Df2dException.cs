using System;
using System.Runtime.InteropServices;

namespace Df2d
{
    /// <summary>A call of the library that failed. <see cref="Exception.HResult"/> is IMAPI2's own code, see
    /// <see cref="HResults"/>, and what IMAPI2 programs catch, a <see cref="COMException"/>, is this too.</summary>
    public sealed class Df2dException : COMException
    {
        private readonly ErrorInfo info;

        internal Df2dException(ErrorInfo info, Exception inner = null, WriteResult result = null)
            : base(info.Sentence + " (" + HResults.NameOf(info.HResult) + ")", inner)
        {
            this.info = info;
            HResult = info.HResult;
            Result = result;
        }

        /// <summary>The code's Windows name, such as "E_IMAPI_REQUEST_CANCELLED".</summary>
        public string Name
        {
            get { return HResults.NameOf(HResult); }
        }

        /// <summary>One sentence that says what to do.</summary>
        public string Sentence
        {
            get { return info.Sentence; }
        }

        /// <summary>What became of the disc, if it was an operation that failed; else null.</summary>
        public WriteResult Result { get; private set; }

        /// <summary>The system's error number (errno), 0 when there is none.</summary>
        public int OsError
        {
            get { return info.OsError; }
        }

        /// <summary>What the drive said: its sense key; with 0 in all three it said nothing.</summary>
        public byte SenseKey
        {
            get { return info.SenseKey; }
        }

        /// <summary>What the drive said: the additional sense code.</summary>
        public byte AdditionalSenseCode
        {
            get { return info.Asc; }
        }

        /// <summary>What the drive said: the qualifier of the additional sense code.</summary>
        public byte AdditionalSenseCodeQualifier
        {
            get { return info.Ascq; }
        }

        /// <summary>Whether the drive reported a failure of an earlier command.</summary>
        public bool IsDeferred
        {
            get { return info.Deferred; }
        }

        /// <summary>The address that the failure belongs to, -1 unknown.</summary>
        public long Lba
        {
            get { return info.Lba; }
        }

        /// <summary>The command that failed, empty when none did.</summary>
        public byte[] GetCdb()
        {
            return (byte[])info.Cdb.Clone();
        }
    }
}
