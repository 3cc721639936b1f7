using System;
using System.Runtime.InteropServices;

namespace Df2d
{
    /// <summary>The library's threads, on which callbacks come. It blocks signals on them. What is started inside a callback,
    /// such as a thread of the pool and the programs that run on it, inherits that and could not be ended by SIGTERM. So they
    /// get the mask that the program's own threads have.</summary>
    internal static unsafe class LibraryThread
    {
        /// <summary>sizeof(sigset_t) and SIG_SETMASK, on Linux.</summary>
        private const int MaskSize = 128;
        private const int SetMask = 2;

        private static readonly byte[] Mask = ReadMask();

        [ThreadStatic]
        private static bool entered;

        /// <summary>What C calls for the delegate, which must be kept. It is to call <see cref="Enter"/> first.</summary>
        internal static IntPtr FunctionOf(Delegate function)
        {
            // Mask is read by now, on a thread of the program's own.
            GC.KeepAlive(Mask);
            return Marshal.GetFunctionPointerForDelegate(function);
        }

        /// <summary>Every callback begins with it.</summary>
        internal static void Enter()
        {
            if (!entered)
            {
                entered = true;
                fixed (byte* mask = Mask)
                {
                    sigprocmask(SetMask, mask, null);
                }
            }
        }

        private static byte[] ReadMask()
        {
            byte[] mask = new byte[MaskSize];
            fixed (byte* start = mask)
            {
                sigprocmask(SetMask, null, start);
            }
            return mask;
        }

        // On Linux it is the calling thread's, as that of pthread_sigmask, which is not in every libc.
        [DllImport("libc")]
        private static extern int sigprocmask(int how, byte* set, byte* before);
    }
}
