using System;
using System.Threading;

namespace Df2d
{
    /// <summary>Receives what the library tells, on any thread, several at once.</summary>
    public delegate void LogHandler(LogLevel level, string target, string message);

    /// <summary>What the library tells of its work.</summary>
    public static unsafe class Log
    {
        private static readonly Native.df2d_log_fn OnLog = Receive;
        private static readonly IntPtr Function = LibraryThread.FunctionOf(OnLog);

        /// <summary>Has the handler called with what the library tells up to this level, until the answer is disposed. What
        /// would be told inside the handler is dropped. An exception that it throws goes where those of unawaited tasks
        /// go, to TaskScheduler.UnobservedTaskException.</summary>
        public static IDisposable Advise(LogLevel level, LogHandler handler)
        {
            if (handler == null)
            {
                throw new ArgumentNullException("handler");
            }
            uint cookie;
            Library.Check(
                Native.df2d_log_advise((int)level, Function, UserData.Hold(handler), UserData.Free, &cookie));
            return new Advice(cookie);
        }

        private static void Receive(int level, byte* target, byte* message, IntPtr userData)
        {
            LibraryThread.Enter();
            try
            {
                LogHandler handler = UserData.Target<LogHandler>(userData);
                handler((LogLevel)level, Text.FromPointer(target), Text.FromPointer(message));
            }
            catch (Exception exception)
            {
                UserData.Unobserved(exception);
            }
        }

        private sealed class Advice : IDisposable
        {
            private readonly uint cookie;
            private int ended;

            internal Advice(uint cookie)
            {
                this.cookie = cookie;
            }

            public void Dispose()
            {
                if (Interlocked.Exchange(ref ended, 1) == 0)
                {
                    Library.Check(Native.df2d_log_unadvise(cookie));
                }
            }
        }
    }
}
