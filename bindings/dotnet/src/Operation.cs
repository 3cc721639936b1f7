using System;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace Df2d
{
    /// <summary>One operation of a writer or an eraser, from its begin to its end. It keeps these alive.</summary>
    internal sealed class Operation
    {
        private readonly DiscFormat2 owner;
        private readonly Action<EventArgs> report;
        private readonly TaskCompletionSource<WriteResult> ended =
            new TaskCompletionSource<WriteResult>(TaskCreationOptions.RunContinuationsAsynchronously);

        private volatile ExceptionDispatchInfo thrown;

        /// <param name="owner">The object.</param>
        /// <param name="report">Its caller's IProgress; may be null.</param>
        internal Operation(DiscFormat2 owner, Action<EventArgs> report)
        {
            this.owner = owner;
            this.report = report;
        }

        /// <summary>What the library says at the end. Continuations do not run inside its callback.</summary>
        internal Task<WriteResult> Ended
        {
            get { return ended.Task; }
        }

        /// <summary>The first exception that an event handler threw, or null.</summary>
        internal ExceptionDispatchInfo Thrown
        {
            get { return thrown; }
        }

        /// <summary>Calls the handlers. An exception cancels the operation, which hands it to its caller.</summary>
        internal void Update(EventArgs progress)
        {
            try
            {
                owner.RaiseUpdate(progress);
                if (report != null)
                {
                    report(progress);
                }
            }
            catch (Exception exception)
            {
                if (thrown == null)
                {
                    thrown = ExceptionDispatchInfo.Capture(exception);
                }
                owner.TryCancel();
            }
        }

        /// <summary>For the program's end.</summary>
        internal void CancelAndWait()
        {
            owner.TryCancel();
            owner.TryWait();
        }

        internal void End(WriteResult result)
        {
            ended.TrySetResult(result);
        }
    }

    /// <summary>Where an object's events arrive. The library keeps it alive, and it the object while an operation
    /// runs, but not longer.</summary>
    internal sealed unsafe class Sink
    {
        private static readonly Native.df2d_update_fn OnUpdate = Updated;
        private static readonly Native.df2d_end_fn OnEnd = Ended;
        private static readonly Native.df2d_erase_update_fn OnEraseUpdate = EraseUpdated;
        private static readonly Native.df2d_erase_end_fn OnEraseEnd = Ended;

        internal static readonly IntPtr UpdateFunction = LibraryThread.FunctionOf(OnUpdate);
        internal static readonly IntPtr EndFunction = LibraryThread.FunctionOf(OnEnd);
        internal static readonly IntPtr EraseUpdateFunction = LibraryThread.FunctionOf(OnEraseUpdate);
        internal static readonly IntPtr EraseEndFunction = LibraryThread.FunctionOf(OnEraseEnd);

        private Operation current;

        /// <summary>False while another operation runs.</summary>
        internal bool TryBegin(Operation operation)
        {
            return Interlocked.CompareExchange(ref current, operation, null) == null;
        }

        internal void Finish()
        {
            Volatile.Write(ref current, null);
        }

        private static void Updated(IntPtr token, Native.df2d_progress* progress, IntPtr userData)
        {
            Operation operation = CurrentOf(userData);
            if (operation != null)
            {
                operation.Update(new DiscFormat2DataEventArgs(progress));
            }
        }

        private static void EraseUpdated(IntPtr token, int elapsedSeconds, int estimatedTotalSeconds, IntPtr userData)
        {
            Operation operation = CurrentOf(userData);
            if (operation != null)
            {
                operation.Update(new DiscFormat2EraseEventArgs(elapsedSeconds, estimatedTotalSeconds));
            }
        }

        private static void Ended(IntPtr token, Native.df2d_write_result* result, IntPtr userData)
        {
            Operation operation = CurrentOf(userData);
            if (operation != null)
            {
                operation.End(new WriteResult(result));
            }
        }

        private static Operation CurrentOf(IntPtr userData)
        {
            LibraryThread.Enter();
            return Volatile.Read(ref UserData.Target<Sink>(userData).current);
        }
    }
}
