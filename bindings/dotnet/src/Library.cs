using System;

namespace Df2d
{
    /// <summary>The native library itself.</summary>
    public static unsafe class Library
    {
        /// <summary>The version of the library that runs.</summary>
        public static Version Version
        {
            get
            {
                uint major, minor, patch;
                Check(Native.df2d_version(&major, &minor, &patch));
                return new Version((int)major, (int)minor, (int)patch);
            }
        }

        /// <summary>How many of the library's objects are alive: not disposed, nor finalized, or still at work.</summary>
        public static long LiveObjects
        {
            get
            {
                UIntPtr count;
                Check(Native.df2d_live_objects(&count));
                return (long)count;
            }
        }

        /// <summary>Of calls that have no object to ask why they failed.</summary>
        internal static void Check(int hresult)
        {
            if (hresult < 0)
            {
                throw new Df2dException(ErrorInfo.Of(hresult, Native.df2d_get_thread_error));
            }
        }
    }
}
