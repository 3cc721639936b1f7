using System;
using System.Threading;
using System.Threading.Tasks;

namespace Df2d
{
    // From the begin of an operation to its end.
    public abstract partial class DiscFormat2
    {
        /// <summary>Begins an operation and waits for its end.</summary>
        internal WriteResult Run(Func<int> begin, StreamSource source, Action<EventArgs> report, CancellationToken token)
        {
            Operation operation = Claim(report, token);
            try
            {
                Begin(begin, source);
                using (token.Register(TryCancel))
                {
                    WaitForEnd(operation);
                }
                return ResultOf(operation, source, token);
            }
            finally
            {
                Finish(operation);
            }
        }

        /// <summary>Begins an operation; the task ends with it.</summary>
        internal async Task<WriteResult> RunAsync(
            Func<int> begin, StreamSource source, Action<EventArgs> report, CancellationToken token)
        {
            Operation operation = Claim(report, token);
            try
            {
                Begin(begin, source);
                using (token.Register(TryCancel))
                {
                    await operation.Ended.ConfigureAwait(false);
                }
                WaitForEnd(operation);
                return ResultOf(operation, source, token);
            }
            finally
            {
                Finish(operation);
            }
        }

        private Operation Claim(Action<EventArgs> report, CancellationToken token)
        {
            token.ThrowIfCancellationRequested();
            var operation = new Operation(this, report);
            if (!sink.TryBegin(operation))
            {
                throw ExceptionFor(BusyCode);
            }
            MonoExit.Add(operation.CancelAndWait);
            return operation;
        }

        private void Finish(Operation operation)
        {
            sink.Finish();
            MonoExit.Remove(operation.CancelAndWait);
        }

        private void Begin(Func<int> begin, StreamSource source)
        {
            int hresult = begin();
            Exception inner = hresult < 0 ? FailureOf(source, hresult) : null;
            if (inner != null)
            {
                throw ExceptionFor(hresult, inner);
            }
            Check(hresult);
        }

        /// <summary>The object can be disposed meanwhile, by another thread, and the operation ends by that.</summary>
        private void WaitForEnd(Operation operation)
        {
            if (TryWait() < 0)
            {
                operation.Ended.Wait();
            }
        }

        private WriteResult ResultOf(Operation operation, StreamSource source, CancellationToken token)
        {
            WriteResult result = operation.Ended.Result;
            if (operation.Thrown != null)
            {
                operation.Thrown.Throw();
            }
            if (result.HResult >= 0)
            {
                return result;
            }
            Exception inner = FailureOf(source, result.HResult);
            Df2dException failure = ExceptionFor(result.HResult, inner, result);
            // The source can have the same token, and be the first to heed it.
            bool cancelled = result.HResult == HResults.E_IMAPI_REQUEST_CANCELLED || inner is OperationCanceledException;
            if (cancelled && token.IsCancellationRequested)
            {
                throw new OperationCanceledException(failure.Message, failure, token);
            }
            throw failure;
        }

        private static Exception FailureOf(StreamSource source, int hresult)
        {
            return source == null ? null : source.FailureOf(hresult);
        }
    }
}
