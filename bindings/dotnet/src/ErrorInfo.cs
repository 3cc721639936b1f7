using System;

namespace Df2d
{
    /// <summary>What the library knows of a failure.</summary>
    internal sealed unsafe class ErrorInfo
    {
        internal delegate int Getter(Native.df2d_error_info* info, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        internal readonly int HResult;
        internal readonly string Sentence;
        internal readonly int OsError;
        internal readonly byte SenseKey;
        internal readonly byte Asc;
        internal readonly byte Ascq;
        internal readonly bool Deferred;
        internal readonly long Lba = -1;
        internal readonly byte[] Cdb = new byte[0];

        private ErrorInfo(int hresult)
        {
            HResult = hresult;
            Sentence = HResults.MessageOf(hresult);
        }

        private ErrorInfo(Native.df2d_error_info* info, string sentence)
        {
            HResult = info->hr;
            Sentence = sentence;
            OsError = info->os_error;
            SenseKey = info->sense_key;
            Asc = info->asc;
            Ascq = info->ascq;
            Deferred = info->deferred != 0;
            Lba = info->lba;
            Cdb = WriteResult.BytesOf(info->cdb, (int)info->cdb_length);
        }

        /// <summary>What is known of the call that has just failed; if another thread's call failed since, no more than what
        /// the code says.</summary>
        internal static ErrorInfo Of(int hresult, Getter getter)
        {
            byte[] buffer = new byte[1024];
            for (;;)
            {
                Native.df2d_error_info info = new Native.df2d_error_info();
                info.struct_size = (uint)sizeof(Native.df2d_error_info);
                UIntPtr needed = UIntPtr.Zero;
                int got;
                fixed (byte* start = buffer)
                {
                    got = Ask(getter, &info, start, (UIntPtr)buffer.Length, &needed);
                }
                if (got == HResults.E_INSUFFICIENT_BUFFER)
                {
                    buffer = new byte[(int)needed];
                    continue;
                }
                string sentence = Text.FromBytes(buffer);
                return got < 0 || info.hr != hresult || sentence == "" ? new ErrorInfo(hresult) : new ErrorInfo(&info, sentence);
            }
        }

        private static int Ask(
            Getter getter, Native.df2d_error_info* info, byte* buffer, UIntPtr capacity, UIntPtr* needed)
        {
            try
            {
                return getter(info, buffer, capacity, needed);
            }
            catch (ObjectDisposedException)
            {
                return HResults.E_HANDLE;
            }
        }
    }
}
