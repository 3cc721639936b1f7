using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace Df2d
{
    /// <summary>A handle of the library, which its finalizer gives back. Handles are tokens, and one that is dead is refused and
    /// harms nobody: calls get the token and need not count their use of this, as P/Invoke otherwise does for a SafeHandle. But
    /// whoever passes a token keeps the object that has it alive until the call has returned; most do it by Check.</summary>
    internal abstract class NativeHandle : SafeHandle
    {
        /// <summary>What the library's functions take.</summary>
        internal IntPtr Token
        {
            get { return handle; }
        }

        private int destroyed;

        protected NativeHandle(IntPtr token) : base(IntPtr.Zero, true)
        {
            SetHandle(token);
        }

        public override bool IsInvalid
        {
            get { return handle == IntPtr.Zero; }
        }

        /// <summary>Ends the object now, as its destroy function does: an operation that runs is cancelled, and no callback
        /// runs afterwards. The token is given up first, since a call that uses it on another thread, such as a write, is
        /// to end by this and cannot be waited for.</summary>
        internal void Destroy()
        {
            if (Interlocked.Exchange(ref destroyed, 1) == 0 && !IsInvalid)
            {
                DestroyToken(handle);
                SetHandleAsInvalid();
            }
        }

        protected abstract int DestroyToken(IntPtr token);
    }

    // Finalizers must not wait, and come through ReleaseHandle.

    internal sealed class MasterHandle : NativeHandle
    {
        internal MasterHandle(IntPtr token) : base(token)
        {
        }

        protected override bool ReleaseHandle()
        {
            return Native.df2d_master_release(handle) >= 0;
        }

        protected override int DestroyToken(IntPtr token)
        {
            return Native.df2d_master_destroy(token);
        }
    }

    internal sealed class RecorderHandle : NativeHandle
    {
        internal RecorderHandle(IntPtr token) : base(token)
        {
        }

        protected override bool ReleaseHandle()
        {
            return Native.df2d_recorder_release(handle) >= 0;
        }

        protected override int DestroyToken(IntPtr token)
        {
            return Native.df2d_recorder_destroy(token);
        }
    }

    internal sealed class StreamHandle : NativeHandle
    {
        internal StreamHandle(IntPtr token) : base(token)
        {
        }

        protected override bool ReleaseHandle()
        {
            return Native.df2d_stream_release(handle) >= 0;
        }

        protected override int DestroyToken(IntPtr token)
        {
            return Native.df2d_stream_destroy(token);
        }
    }

    internal sealed class WriterHandle : NativeHandle
    {
        internal WriterHandle(IntPtr token) : base(token)
        {
        }

        protected override bool ReleaseHandle()
        {
            return Native.df2d_release(handle) >= 0;
        }

        protected override int DestroyToken(IntPtr token)
        {
            return Native.df2d_destroy(token);
        }
    }

    internal sealed class EraserHandle : NativeHandle
    {
        internal EraserHandle(IntPtr token) : base(token)
        {
        }

        protected override bool ReleaseHandle()
        {
            return Native.df2d_erase_release(handle) >= 0;
        }

        protected override int DestroyToken(IntPtr token)
        {
            return Native.df2d_erase_destroy(token);
        }
    }
}
