using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Df2d;

/// <summary>What goes wrong while an operation runs.</summary>
internal static class Operations
{
    internal static readonly Dictionary<string, Action> All = new Dictionary<string, Action>
    {
        { "handlers_that_throw", HandlersThatThrow },
        { "exceptions_of_the_machine", ExceptionsOfTheMachine },
        { "sources_that_lie", SourcesThatLie },
        { "sources_that_are_cancelled", SourcesThatAreCancelled },
        { "sources_with_the_token", SourcesWithTheToken },
        { "sources_that_fail_at_once", SourcesThatFailAtOnce },
        { "tokens", Tokens },
        { "one_at_a_time", OneAtATime },
        { "one_after_the_other", OneAfterTheOther },
        { "disposed_meanwhile", DisposedMeanwhile },
        { "disposed_by_a_handler", DisposedByAHandler },
    };

    private static void HandlersThatThrow()
    {
        var own = new InvalidOperationException("the test's own");
        using (var burner = new Burner(Burner.DvdPlusR))
        {
            EventHandler<DiscFormat2DataEventArgs> handler = (sender, e) =>
            {
                if (e.DoneSectors > 0)
                {
                    throw own;
                }
            };
            burner.Writer.Update += handler;
            var thrown = Check.Throws<InvalidOperationException>(() => burner.Write(), "a handler that throws");
            Check.That(thrown == own, "the exception is the handler's own");
            Check.That(thrown.StackTrace.Contains("HandlersThatThrow"), "and says where it was thrown");
            Burner.LeftAPart(burner.Writer.WriteResult, HResults.E_IMAPI_REQUEST_CANCELLED);
            burner.Writer.Update -= handler;
            Check.Equal(HResults.S_OK, burner.Write().HResult, "the next write");
        }
        using (var burner = new Burner(Burner.DvdPlusR))
        using (DiscStream stream = DiscStream.FromMemory(Check.Image))
        {
            // Too late to cancel; and a progress of the caller's own.
            var late = new Reporter<DiscFormat2DataEventArgs>(e =>
            {
                if (e.CurrentAction == WriteAction.Completed)
                {
                    throw own;
                }
            });
            Task<WriteResult> task = burner.Writer.WriteAsync(stream, late);
            Check.That(Check.Throws<InvalidOperationException>(() => Check.Await(task), "a progress that throws") == own,
                "the exception is the progress's own");
            Check.Equal(ContentState.Whole, burner.Writer.WriteResult.ContentAfter, "the content");
        }
    }

    /// <summary>The runtime makes them of signals, on a thread of the library.</summary>
    private static void ExceptionsOfTheMachine()
    {
        string nothing = null;
        int zero = 0;
        using (var burner = new Burner(Burner.DvdPlusR))
        {
            burner.Writer.Update += (sender, e) => nothing.ToString();
            Check.Throws<NullReferenceException>(() => burner.Write(), "a null reference");
        }
        using (var burner = new Burner(Burner.DvdPlusR))
        {
            var source = new TestStream(true, () => 1 / zero);
            var exception = Check.Throws<Df2dException>(() => burner.Writer.Write(source), "a division by zero");
            Check.That(exception.InnerException is DivideByZeroException, "the inner exception is that");
        }
    }

    private static void SourcesThatLie()
    {
        foreach (int answer in new[] { -1, int.MaxValue })
        {
            using (var burner = new Burner(Burner.DvdPlusR))
            {
                var source = new TestStream(true, () => answer);
                var exception = Check.Throws<Df2dException>(() => burner.Writer.Write(source), "a read that lies");
                Check.That(exception.InnerException is IOException, "the inner exception says so");
                Burner.LeftAPart(exception.Result, exception.HResult);
            }
        }
        using (var burner = new Burner(Burner.DvdPlusR))
        {
            // It ends before its length: no exception of its own, so none inside.
            var exception = Check.Throws<Df2dException>(() => burner.Writer.Write(new TestStream(true, () => 0)), "an end");
            Check.That(exception.InnerException == null, "there is no inner exception");
            Burner.LeftAPart(exception.Result, exception.HResult);
        }
    }

    /// <summary>A source whose own cancellation is no cancel of the write.</summary>
    private static void SourcesThatAreCancelled()
    {
        foreach (bool canSeek in new[] { true, false })
        {
            using (var burner = new Burner(Burner.DvdPlusR))
            using (DiscStream stream = canSeek
                ? DiscStream.FromStream(new TestStream(true, () => { throw new OperationCanceledException(); }))
                : DiscStream.FromStream(new TestStream(false, () => { throw new OperationCanceledException(); }),
                    Check.Image.Length))
            {
                var exception = Check.Throws<Df2dException>(() => burner.Writer.Write(stream), "a source that gives up");
                Check.That(exception.InnerException is OperationCanceledException, "the inner exception is that");
                Burner.LeftAPart(exception.Result, exception.HResult);
            }
        }
    }

    /// <summary>A source that has the write's token, and fails by it before the write hears of it.</summary>
    private static void SourcesWithTheToken()
    {
        using (var burner = new Burner(Burner.DvdPlusR))
        using (var cancellation = new CancellationTokenSource())
        using (var cancelled = new ManualResetEventSlim())
        {
            DiscFormat2Data writer = burner.Writer;
            Task cancels = null;
            var source = new TestStream(true, () =>
            {
                // What was registered last is called first, as a rule, and keeps the write's own from being called.
                cancellation.Token.Register(() =>
                {
                    cancelled.Set();
                    SpinWait.SpinUntil(() => writer.WriteResult.HResult != HResults.E_PENDING, Check.Soon);
                });
                cancels = Task.Run(() => cancellation.Cancel());
                cancelled.Wait();
                throw new OperationCanceledException(cancellation.Token);
            });
            var exception = Check.Throws<OperationCanceledException>(
                () => writer.Write(source, null, cancellation.Token), "a write that is cancelled");
            cancels.Wait();
            Check.Equal(cancellation.Token, exception.CancellationToken, "whose token it was");
            WriteResult result = ((Df2dException)exception.InnerException).Result;
            Burner.LeftAPart(result, result.HResult);
        }
    }

    private static void SourcesThatFailAtOnce()
    {
        using (var burner = new Burner(Burner.DvdPlusR))
        {
            var file = new MemoryStream(Check.Image);
            using (DiscStream stream = DiscStream.FromStream(file, true))
            {
                file.Dispose();
                var exception = Check.Throws<Df2dException>(() => stream.Length.ToString(), "the length of what is closed");
                Check.That(exception.InnerException is ObjectDisposedException, "the inner exception is the stream's");
                exception = Check.Throws<Df2dException>(() => burner.Writer.Write(stream), "a write of it");
                Check.That(exception.InnerException is ObjectDisposedException, "the inner exception is the stream's");
                Check.That(exception.Result == null, "nothing was begun");
                exception = Check.Throws<Df2dException>(() => Check.Await(burner.Writer.WriteAsync(stream)), "a task of it");
                Check.That(exception.InnerException is ObjectDisposedException, "the inner exception is the stream's");
            }
            Check.Equal(MediaState.Blank, burner.Writer.CurrentMediaStatus, "the disc");
        }
    }

    private static void Tokens()
    {
        using (var burner = new Burner(Burner.DvdPlusR))
        using (var cancellation = new CancellationTokenSource())
        using (DiscStream stream = DiscStream.FromMemory(Check.Image))
        {
            // In time.
            var cancels = new Reporter<DiscFormat2DataEventArgs>(e =>
            {
                if (e.DoneSectors > 0)
                {
                    cancellation.Cancel();
                }
            });
            var cancelled = Check.Throws<OperationCanceledException>(
                () => burner.Writer.Write(stream, cancels, cancellation.Token), "a write that is cancelled");
            Check.Equal(cancellation.Token, cancelled.CancellationToken, "whose token it was");
            Burner.LeftAPart(((Df2dException)cancelled.InnerException).Result, HResults.E_IMAPI_REQUEST_CANCELLED);
            // At once.
            long commands = burner.Recorder.Virtual.Counters.Commands;
            Check.Throws<OperationCanceledException>(
                () => burner.Writer.Write(stream, null, cancellation.Token), "a token that is cancelled already");
            Check.That(burner.Writer.WriteAsync(stream, null, cancellation.Token).IsCanceled, "so is the task");
            Check.Equal(commands, burner.Recorder.Virtual.Counters.Commands, "the number of commands");
        }
        using (var burner = new Burner(Burner.DvdPlusR))
        using (var cancellation = new CancellationTokenSource())
        using (DiscStream stream = DiscStream.FromMemory(Check.Image))
        {
            // Too late: the disc is being closed.
            bool? answer = null;
            burner.Writer.Update += (sender, e) =>
            {
                if (e.CurrentAction == WriteAction.Completed)
                {
                    cancellation.Cancel();
                    answer = burner.Writer.CancelWrite();
                }
            };
            WriteResult result = burner.Writer.Write(stream, null, cancellation.Token);
            Check.Equal(ContentState.Whole, result.ContentAfter, "the content");
            Check.Equal(false, answer, "the cancel's answer");
        }
    }

    private static void OneAtATime()
    {
        using (var burner = new Burner(Burner.DvdPlusR))
        using (DiscStream stream = DiscStream.FromMemory(Check.Image))
        {
            int refused = 0;
            Action<Action> refuses = action =>
            {
                Check.Fails(HResults.E_IMAPI_DF2DATA_WRITE_IN_PROGRESS, action, "a second operation");
                ++refused;
            };
            burner.Writer.Update += (sender, e) =>
            {
                refuses(() => burner.Writer.Write(stream));
                refuses(() => burner.Writer.CloseMedia());
                refuses(() => burner.Writer.ForceMediaToBeClosed = true);
                refuses(() => Task.Run(() => burner.Write()).GetAwaiter().GetResult());
                refuses(() => Check.Await(burner.Writer.WriteAsync(stream)));
                Check.Equal(HResults.E_PENDING, burner.Writer.WriteResult.HResult, "the result so far");
            };
            Check.Equal(ContentState.Whole, burner.Write().ContentAfter, "the content");
            Check.That(refused > 0, "it was tried");
        }
    }

    private static void OneAfterTheOther()
    {
        using (var recorder = new DiscRecorder2("virtual:?media=dvd+rw&size=4096&clock=virtual"))
        using (var writer = new DiscFormat2Data { Recorder = recorder, ClientName = "tests", ForceOverwrite = true })
        using (DiscStream stream = DiscStream.FromMemory(Check.Image, 0, 64 * Check.SectorSize))
        {
            Func<Task> writeAll = async () =>
            {
                for (int n = 0; n < 100; ++n)
                {
                    WriteResult result = await writer.WriteAsync(stream).ConfigureAwait(false);
                    Check.Equal(ContentState.Whole, result.ContentAfter, "the content");
                }
            };
            Check.That(writeAll().Wait(Check.Soon), "the tasks end");
        }
    }

    /// <summary>An operation ends when its object is disposed, whoever waits for it.</summary>
    private static void DisposedMeanwhile()
    {
        foreach (bool wait in new[] { true, false })
        {
            var burner = new Burner(Burner.DvdPlusR);
            var hangs = new ManualResetEventSlim();
            var goOn = new ManualResetEventSlim();
            var source = new TestStream(false, () =>
            {
                hangs.Set();
                goOn.Wait();
                return 0;
            });
            DiscStream stream = DiscStream.FromStream(source, Check.Image.Length);
            Task<WriteResult> task =
                wait ? Task.Run(() => burner.Writer.Write(stream)) : burner.Writer.WriteAsync(stream);
            Check.That(hangs.Wait(Check.Soon), "the source is read");
            stream.Dispose();
            burner.Writer.Dispose();
            Df2dException exception = Check.Fails(
                HResults.E_IMAPI_REQUEST_CANCELLED, () => Check.Await(task), "a write whose writer is disposed");
            Burner.LeftAPart(exception.Result, HResults.E_IMAPI_REQUEST_CANCELLED);
            goOn.Set();
            burner.Dispose();
        }
    }

    private static void DisposedByAHandler()
    {
        using (var burner = new Burner(Burner.DvdPlusR))
        {
            int updatesAfterwards = -1;
            burner.Writer.Update += (sender, e) =>
            {
                ++updatesAfterwards;
                burner.Writer.Dispose();
            };
            Check.Fails(HResults.E_IMAPI_REQUEST_CANCELLED, () => burner.Write(), "a write whose writer is disposed");
            Check.Equal(0, updatesAfterwards, "the number of updates afterwards");
        }
    }
}
