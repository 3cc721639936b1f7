using System;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace Df2d
{
    /// <summary>Objects that the library hands back to its callbacks: a GCHandle, which the library has freed after its last
    /// use, also when the call that it was given to fails.</summary>
    internal static class UserData
    {
        private static readonly Native.df2d_free_fn OnFree = Freed;

        /// <summary>The df2d_free_fn of all of them.</summary>
        internal static readonly IntPtr Free = LibraryThread.FunctionOf(OnFree);

        /// <summary>Keeps the object alive.</summary>
        internal static IntPtr Hold(object target)
        {
            return GCHandle.ToIntPtr(GCHandle.Alloc(target));
        }

        /// <summary>Does not keep the object alive: its target can be null.</summary>
        internal static IntPtr Watch(object target)
        {
            return GCHandle.ToIntPtr(GCHandle.Alloc(target, GCHandleType.Weak));
        }

        internal static T Target<T>(IntPtr userData) where T : class
        {
            return (T)GCHandle.FromIntPtr(userData).Target;
        }

        private static void Freed(IntPtr userData)
        {
            LibraryThread.Enter();
            FreeHandle(userData);
        }

        internal static void FreeHandle(IntPtr userData)
        {
            GCHandle.FromIntPtr(userData).Free();
        }

        /// <summary>For exceptions that no call can throw.</summary>
        internal static void Unobserved(Exception exception)
        {
            var source = new TaskCompletionSource<object>();
            source.SetException(exception);
        }
    }
}
