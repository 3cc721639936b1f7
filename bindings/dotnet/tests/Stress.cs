using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Df2d;

/// <summary>The garbage collector works all the time, and objects are forgotten at the worst moments.</summary>
internal static class Stress
{
    internal static readonly Dictionary<string, Action> All = new Dictionary<string, Action>
    {
        { "callbacks", Callbacks },
        { "exceptions", Exceptions },
        { "forgotten_objects", ForgottenObjects },
        { "forgotten_writes", ForgottenWrites },
        { "disposed_by_all", DisposedByAll },
    };

    private const string Disc = "virtual:?media=dvd+rw&size=6000&speed=676&clock=virtual";

    /// <summary>Returns while the drive is at it and callbacks come. Mono ends when the write has, others at once.</summary>
    internal static void BeginAndReturn()
    {
        var recorder = new DiscRecorder2("virtual:?media=dvd+rw&size=60000&speed=676&store=discard&clock=scaled:50");
        var writer = new DiscFormat2Data { Recorder = recorder, ClientName = "tests" };
        using (var begun = new ManualResetEventSlim())
        {
            writer.Update += (sender, e) => begun.Set();
            writer.WriteAsync(new TestStream());
            Check.That(begun.Wait(Check.Soon), "the write has begun");
        }
    }

    /// <summary>Thousands of callbacks of every kind, each of which leaves garbage.</summary>
    private static void Callbacks()
    {
        Collecting(() =>
        {
            long updates = 0, messages = 0;
            LogHandler handler = (level, target, message) => Interlocked.Increment(ref messages);
            using (Log.Advise(LogLevel.Trace, handler))
            {
                for (int n = 0; n < 10; ++n)
                {
                    using (var recorder = new DiscRecorder2(Disc))
                    using (var writer = new DiscFormat2Data { Recorder = recorder, ClientName = "tests" })
                    using (DiscStream stream = DiscStream.FromStream(new TestStream()))
                    {
                        writer.BurnVerificationLevel = BurnVerificationLevel.Full;
                        writer.Update += (sender, e) =>
                        {
                            GC.KeepAlive(new byte[100000]);
                            ++updates;
                        };
                        Check.Equal(ContentState.Whole, writer.Write(stream).ContentAfter, "the content");
                    }
                }
            }
            Check.That(updates > 500, "there were " + updates + " updates");
            Check.That(messages > 1000, "there were " + messages + " messages");
        });
    }

    private static void Exceptions()
    {
        Collecting(() =>
        {
            for (int n = 0; n < 50; ++n)
            {
                using (var recorder = new DiscRecorder2(Disc))
                using (var writer = new DiscFormat2Data { Recorder = recorder, ClientName = "tests" })
                {
                    var own = new InvalidOperationException("number " + n);
                    writer.Update += (sender, e) => { throw own; };
                    Check.That(Check.Throws<InvalidOperationException>(() => writer.Write(new TestStream()), "a handler") == own,
                        "the exception is the handler's own");
                }
            }
        });
    }

    /// <summary>Handlers and sources refer to the objects that they belong to: nothing of that keeps them.</summary>
    private static void ForgottenObjects()
    {
        Collecting(() =>
        {
            for (int n = 0; n < 100; ++n)
            {
                Forget(n);
            }
        });
        Check.NothingIsLeft();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(int n)
    {
        var recorder = new DiscRecorder2("virtual:?media=dvd+rw&size=6000&clock=virtual");
        var writer = new DiscFormat2Data { Recorder = recorder, ClientName = "tests" };
        writer.Update += (sender, e) => writer.GetHashCode();
        var eraser = new DiscFormat2Erase { Recorder = recorder };
        eraser.Update += (sender, e) => eraser.GetHashCode();
        DiscStream stream = DiscStream.FromStream(new TestStream());
        DiscStream[] streams = DiscStream.FromMemory(Check.Image, 0, 64 * Check.SectorSize).FanOut(3, 1 << 20);
        if (n % 10 == 0)
        {
            var master = new DiscMaster2();
            master.DeviceAdded += (sender, e) => master.GetHashCode();
            writer.Write(DiscStream.FromMemory(Check.Image, 0, 64 * Check.SectorSize));
        }
        GC.KeepAlive(stream);
        GC.KeepAlive(streams);
    }

    /// <summary>A write whose task, writer and stream nobody knows any more goes on to its end.</summary>
    private static void ForgottenWrites()
    {
        const int Writes = 10;
        using (var ended = new CountdownEvent(Writes))
        {
            Collecting(() =>
            {
                for (int n = 0; n < Writes; ++n)
                {
                    BeginAndForget(ended);
                }
                Check.That(ended.Wait(Check.Soon), "all writes come to their end");
            });
            Check.NothingIsLeft();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void BeginAndForget(CountdownEvent ended)
    {
        var writer = new DiscFormat2Data { Recorder = new DiscRecorder2(Disc), ClientName = "tests" };
        writer.Update += (sender, e) =>
        {
            if (e.CurrentAction == WriteAction.Completed)
            {
                ended.Signal();
            }
        };
        writer.WriteAsync(DiscStream.FromStream(new TestStream()));
    }

    /// <summary>Several threads dispose what others use.</summary>
    private static void DisposedByAll()
    {
        Collecting(() =>
        {
            for (int n = 0; n < 50; ++n)
            {
                var recorder = new DiscRecorder2(Disc);
                var writer = new DiscFormat2Data { Recorder = recorder, ClientName = "tests" };
                DiscStream stream = DiscStream.FromStream(new TestStream());
                var threads = new List<Thread>();
                var barrier = new Barrier(4);
                string odd = null;
                Action<Action> race = action =>
                {
                    var thread = new Thread(() =>
                    {
                        barrier.SignalAndWait();
                        try
                        {
                            action();
                        }
                        catch (ObjectDisposedException)
                        {
                        }
                        catch (Df2dException exception)
                        {
                            if (exception.HResult != HResults.E_IMAPI_REQUEST_CANCELLED)
                            {
                                odd = exception.ToString();
                            }
                        }
                        catch (Exception exception)
                        {
                            odd = exception.ToString();
                        }
                    });
                    thread.Start();
                    threads.Add(thread);
                };
                race(() => writer.Write(stream));
                race(writer.Dispose);
                race(() =>
                {
                    stream.Dispose();
                    recorder.Dispose();
                });
                race(() =>
                {
                    for (;;)
                    {
                        writer.ForceOverwrite.ToString();
                    }
                });
                foreach (Thread thread in threads)
                {
                    Check.That(thread.Join(Check.Soon), "the threads end");
                }
                Check.That(odd == null, "nothing but that happens: " + odd);
            }
        });
    }

    /// <summary>The garbage collector works beside the action, and moves what it can. The action has a thread of its own, so
    /// that no stack keeps what it forgets.</summary>
    private static void Collecting(Action action)
    {
        bool stop = false;
        var collector = new Thread(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            Check.OnThread(action);
        }
        finally
        {
            Volatile.Write(ref stop, true);
            collector.Join();
        }
    }
}
