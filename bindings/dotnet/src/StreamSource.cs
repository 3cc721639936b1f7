using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace Df2d
{
    /// <summary>A System.IO.Stream as the functions of a df2d_stream_callbacks. No exception leaves them: it is kept for the
    /// write that fails by it.</summary>
    internal sealed unsafe class StreamSource
    {
        /// <summary>A read is answered with no more, so that its buffer stays small.</summary>
        private const int MostAtOnce = 1 << 20;

        private static readonly Native.df2d_stream_callbacks_size OnSize = Size;
        private static readonly Native.df2d_stream_callbacks_read OnRead = Read;
        private static readonly Native.df2d_stream_callbacks_seek OnSeek = Seek;
        private static readonly Native.df2d_stream_callbacks_cancel OnCancel = Cancel;
        private static readonly Native.df2d_stream_callbacks_close OnClose = Close;

        private readonly Stream stream;

        /// <summary>Of a stream that is read once.</summary>
        private readonly long? length;

        private readonly bool leaveOpen;
        private readonly CancellationTokenSource cancelled = new CancellationTokenSource();
        private byte[] buffer = new byte[0];

        /// <summary>Where the next read begins.</summary>
        private long position;

        /// <summary>What the last call threw, and what the library was told instead.</summary>
        private volatile Tuple<int, Exception> failure;

        internal StreamSource(Stream stream, long? length, bool leaveOpen)
        {
            if (stream == null)
            {
                throw new ArgumentNullException("stream");
            }
            if (!stream.CanRead)
            {
                throw new ArgumentException("The stream cannot be read.", "stream");
            }
            this.stream = stream;
            this.length = length;
            this.leaveOpen = leaveOpen;
        }

        internal Native.df2d_stream_callbacks Callbacks
        {
            get
            {
                var callbacks = new Native.df2d_stream_callbacks();
                callbacks.struct_size = (uint)sizeof(Native.df2d_stream_callbacks);
                callbacks.size = LibraryThread.FunctionOf(OnSize);
                callbacks.read = LibraryThread.FunctionOf(OnRead);
                callbacks.close = LibraryThread.FunctionOf(OnClose);
                if (length.HasValue)
                {
                    callbacks.cancel = LibraryThread.FunctionOf(OnCancel);
                }
                else
                {
                    callbacks.seek = LibraryThread.FunctionOf(OnSeek);
                }
                return callbacks;
            }
        }

        /// <summary>The exception behind a code that an operation failed with, or null.</summary>
        internal Exception FailureOf(int hresult)
        {
            Tuple<int, Exception> last = failure;
            return last != null && last.Item1 == hresult ? last.Item2 : null;
        }

        private static int Size(IntPtr userData, ulong* size)
        {
            return Guarded(userData, source => *size = (ulong)(source.length ?? source.stream.Length));
        }

        private static int Read(IntPtr userData, IntPtr memory, UIntPtr size, UIntPtr* got)
        {
            int most = (int)Math.Min((ulong)size, MostAtOnce);
            return Guarded(userData, source => *got = (UIntPtr)source.Read(memory, most));
        }

        private static int Seek(IntPtr userData, ulong offset)
        {
            return Guarded(userData, source => source.position = (long)offset);
        }

        private static void Cancel(IntPtr userData)
        {
            LibraryThread.Enter();
            try
            {
                UserData.Target<StreamSource>(userData).cancelled.Cancel();
            }
            catch (Exception exception)
            {
                UserData.Unobserved(exception);
            }
        }

        private static void Close(IntPtr userData)
        {
            LibraryThread.Enter();
            try
            {
                StreamSource source = UserData.Target<StreamSource>(userData);
                UserData.FreeHandle(userData);
                if (!source.leaveOpen)
                {
                    source.stream.Dispose();
                }
            }
            catch (Exception exception)
            {
                UserData.Unobserved(exception);
            }
        }

        /// <summary>The code for the library. It hands on what the exception has, but for codes that would be taken for an
        /// answer of its own.</summary>
        private static int Guarded(IntPtr userData, Action<StreamSource> action)
        {
            LibraryThread.Enter();
            StreamSource source = UserData.Target<StreamSource>(userData);
            try
            {
                action(source);
                source.failure = null;
                return HResults.S_OK;
            }
            catch (Exception exception)
            {
                int hresult = exception.HResult;
                if (hresult >= 0 || hresult == HResults.E_PENDING || hresult == HResults.E_HANDLE ||
                    hresult == HResults.E_IMAPI_REQUEST_CANCELLED)
                {
                    hresult = HResults.E_FAIL;
                }
                source.failure = Tuple.Create(hresult, exception);
                return hresult;
            }
        }

        private int Read(IntPtr memory, int count)
        {
            if (buffer.Length < count)
            {
                buffer = new byte[count];
            }
            int got = length.HasValue ? ReadOrCancel(count) : ReadAtPosition(count);
            if (got < 0 || got > count)
            {
                throw new IOException("The stream's Read answers " + got + " where it was asked for " + count + " bytes.");
            }
            Marshal.Copy(buffer, 0, memory, got);
            position += got;
            return got;
        }

        private int ReadAtPosition(int count)
        {
            if (stream.Position != position)
            {
                stream.Position = position;
            }
            return stream.Read(buffer, 0, count);
        }

        /// <summary>A read that hangs is left to itself once it is not wanted any more, and with it the buffer.</summary>
        private int ReadOrCancel(int count)
        {
            Task<int> read = stream.ReadAsync(buffer, 0, count, cancelled.Token);
            try
            {
                read.Wait(cancelled.Token);
            }
            catch (OperationCanceledException)
            {
                buffer = new byte[0];
                read.ContinueWith(task => task.Exception, TaskContinuationOptions.OnlyOnFaulted);
                throw;
            }
            catch (AggregateException)
            {
                // Its first exception is thrown below.
            }
            return read.GetAwaiter().GetResult();
        }
    }
}
