using System;

namespace Df2d
{
    /// <summary>What all objects of the library have in common: a handle, which <see cref="Dispose"/> gives back. A finalizer
    /// does it where that was forgotten.</summary>
    public abstract unsafe class Df2dObject : IDisposable
    {
        internal delegate int IntGetter(IntPtr handle, int* value);

        internal delegate int UIntGetter(IntPtr handle, uint* value);

        internal delegate int IntSetter(IntPtr handle, int value);

        internal delegate int StringSetter(IntPtr handle, byte* text);

        internal delegate int BytesGetter(IntPtr handle, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        internal delegate int IntsGetter(IntPtr handle, int* buffer, UIntPtr capacity, UIntPtr* needed);

        private NativeHandle handle;
        private volatile bool disposed;

        internal Df2dObject(NativeHandle handle)
        {
            this.handle = handle;
        }

        /// <summary>For a call of the library.</summary>
        internal IntPtr Handle
        {
            get
            {
                ThrowIfDisposed();
                return handle.Token;
            }
        }

        internal void ThrowIfDisposed()
        {
            if (disposed)
            {
                throw new ObjectDisposedException(GetType().Name);
            }
        }

        /// <summary>Of an object that is opened later than it is made.</summary>
        internal void ReplaceHandle(NativeHandle opened)
        {
            ThrowIfDisposed();
            NativeHandle before = handle;
            handle = opened;
            before.Destroy();
        }

        /// <summary>Gives the handle back. An operation that runs with this object is cancelled, and awaited outside event
        /// handlers; no event comes afterwards. A second call does nothing.</summary>
        public virtual void Dispose()
        {
            disposed = true;
            handle.Destroy();
            GC.SuppressFinalize(this);
        }

        /// <summary>The object's own get_last_error.</summary>
        internal abstract int GetLastError(Native.df2d_error_info* info, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        /// <summary>The exception for a call of this object that failed.</summary>
        internal Df2dException ExceptionFor(int hresult, Exception inner = null, WriteResult result = null)
        {
            return new Df2dException(ErrorInfo.Of(hresult, GetLastError), inner, result);
        }

        /// <summary>Throws if the call failed; else it hands the code on, of which positive ones say something too.</summary>
        internal int Check(int hresult)
        {
            if (hresult == HResults.E_HANDLE)
            {
                throw new ObjectDisposedException(GetType().Name);
            }
            if (hresult < 0)
            {
                throw ExceptionFor(hresult);
            }
            return hresult;
        }

        internal int GetInt(IntGetter getter)
        {
            int value;
            Check(getter(Handle, &value));
            return value;
        }

        internal bool GetBool(IntGetter getter)
        {
            return GetInt(getter) != 0;
        }

        internal long GetUInt(UIntGetter getter)
        {
            uint value;
            Check(getter(Handle, &value));
            return value;
        }

        internal void Put(IntSetter setter, int value)
        {
            Check(setter(Handle, value));
        }

        internal void Put(IntSetter setter, bool value)
        {
            Put(setter, value ? 1 : 0);
        }

        internal void PutString(StringSetter setter, string text, string parameter)
        {
            fixed (byte* bytes = Text.ToBytes(text, parameter))
            {
                Check(setter(Handle, bytes));
            }
        }

        internal string GetString(BytesGetter getter)
        {
            return Text.FromBytes(GetBytes(getter));
        }

        /// <summary>Asks for the size and then for the content, again if that has grown meanwhile.</summary>
        internal byte[] GetBytes(BytesGetter getter)
        {
            byte[] buffer = new byte[256];
            for (;;)
            {
                UIntPtr needed;
                int hresult;
                fixed (byte* start = buffer)
                {
                    hresult = getter(Handle, start, (UIntPtr)buffer.Length, &needed);
                }
                if (hresult != HResults.E_INSUFFICIENT_BUFFER)
                {
                    Check(hresult);
                    Array.Resize(ref buffer, (int)needed);
                    return buffer;
                }
                buffer = new byte[(int)needed];
            }
        }

        internal int[] GetInts(IntsGetter getter)
        {
            int[] buffer = new int[64];
            for (;;)
            {
                UIntPtr needed;
                int hresult;
                fixed (int* start = buffer)
                {
                    hresult = getter(Handle, start, (UIntPtr)buffer.Length, &needed);
                }
                if (hresult != HResults.E_INSUFFICIENT_BUFFER)
                {
                    Check(hresult);
                    Array.Resize(ref buffer, (int)needed);
                    return buffer;
                }
                buffer = new int[(int)needed];
            }
        }

        internal T[] GetEnums<T>(IntsGetter getter)
        {
            return Array.ConvertAll(GetInts(getter), value => (T)(object)value);
        }
    }
}
