using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Df2d;

/// <summary>An expectation that was not met.</summary>
internal sealed class Unmet : Exception
{
    internal Unmet(string what) : base(what)
    {
    }
}

/// <summary>What all tests share.</summary>
internal static class Check
{
    internal const int Sectors = 5000;
    internal const int SectorSize = Constants.SectorSize;

    /// <summary>More than the 8 MiB that are read before the first of it goes to the drive.</summary>
    internal const int Stop = 4500 * SectorSize;

    /// <summary>A deadline for what never waits long, so that a test that hangs fails.</summary>
    internal static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    internal static readonly byte[] Image = MakeImage(Sectors);

    internal static void That(bool condition, string what)
    {
        if (!condition)
        {
            throw new Unmet(what);
        }
    }

    internal static void Equal<T>(T expected, T got, string what)
    {
        That(EqualityComparer<T>.Default.Equals(expected, got), what + " is " + got + ", not " + expected);
    }

    internal static T Throws<T>(Action action, string what) where T : Exception
    {
        try
        {
            action();
        }
        catch (T exception)
        {
            return exception;
        }
        catch (Exception exception)
        {
            throw new Unmet(what + " throws " + exception);
        }
        throw new Unmet(what + " does not throw " + typeof(T).Name);
    }

    internal static Df2dException Fails(int hresult, Action action, string what)
    {
        Df2dException exception = Throws<Df2dException>(action, what);
        Equal(HResults.NameOf(hresult), exception.Name, what);
        Equal(hresult, exception.HResult, what);
        Equal(hresult, ((COMException)exception).ErrorCode, what);
        return exception;
    }

    internal static T Await<T>(Task<T> task)
    {
        That(Task.WhenAny(task, Task.Delay(Soon)).Result == task, "the task ends");
        return task.GetAwaiter().GetResult();
    }

    /// <summary>So that no stack keeps what the test has used.</summary>
    internal static void OnThread(Action action)
    {
        ExceptionDispatchInfo thrown = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception exception)
            {
                thrown = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        if (thrown != null)
        {
            thrown.Throw();
        }
    }

    /// <summary>No two sectors are alike.</summary>
    internal static byte[] MakeImage(int sectors)
    {
        byte[] image = new byte[sectors * SectorSize];
        new Random(7).NextBytes(image);
        return image;
    }

    /// <summary>Drops what nobody references, until the library says that nothing is left.</summary>
    internal static void NothingIsLeft()
    {
        DateTime until = DateTime.UtcNow + Soon;
        while (Library.LiveObjects > 0 && DateTime.UtcNow < until)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Yield();
        }
        Equal(0L, Library.LiveObjects, "the number of objects that are left");
    }
}

/// <summary>A recorder with a disc, and a writer that uses it. Takes the disc's files away.</summary>
internal sealed class Burner : IDisposable
{
    internal const string Disc = "disc.iso";

    /// <summary>At this speed a burn of all sectors takes seven seconds of the drive's time.</summary>
    internal const string DvdPlusR = "media=dvd+r&size=300000&speed=676&clock=virtual";
    internal const string DvdPlusRW = "media=dvd+rw&size=60000&speed=1623&clock=virtual";
    internal const string CDRW = "media=cd-rw&speed=676&clock=virtual";

    internal readonly DiscRecorder2 Recorder;
    internal readonly DiscFormat2Data Writer;

    internal Burner(string disc) : this(disc, new DiscFormat2Data())
    {
    }

    internal Burner(string disc, DiscFormat2Data writer)
    {
        Recorder = new DiscRecorder2("virtual:" + Disc + "?" + disc);
        Writer = writer;
        Writer.Recorder = Recorder;
        Writer.ClientName = "tests";
    }

    internal WriteResult Write()
    {
        using (DiscStream stream = DiscStream.FromMemory(Check.Image))
        {
            return Writer.Write(stream);
        }
    }

    /// <summary>Whether the disc's file begins with that many sectors of the image. The recorder has locked it, which .NET
    /// heeds; cp does not.</summary>
    internal static bool DiscHolds(long sectors)
    {
        const string Copy = "copy.iso";
        using (Process copier = Process.Start("cp", Disc + " " + Copy))
        {
            copier.WaitForExit();
        }
        byte[] disc = File.ReadAllBytes(Copy);
        File.Delete(Copy);
        int size = (int)sectors * Check.SectorSize, same = 0;
        while (same < Math.Min(size, disc.Length) && disc[same] == Check.Image[same])
        {
            ++same;
        }
        return same == size;
    }

    /// <summary>A burn that ended half way left a part of the image, as its result says.</summary>
    internal static void LeftAPart(WriteResult result, int hresult)
    {
        Check.Equal(HResults.NameOf(hresult), HResults.NameOf(result.HResult), "the result");
        Check.Equal(ContentState.Partial, result.ContentAfter, "the content");
        Check.Equal(DiscState.Appendable, result.DiscAfter, "the disc");
        Check.That(result.SectorsOnMedia > 0 && result.SectorsOnMedia < Check.Sectors, "a part is on the disc");
        Check.That(DiscHolds(result.SectorsOnMedia), "the disc holds what the result says");
    }

    public void Dispose()
    {
        Writer.Dispose();
        Recorder.Dispose();
        File.Delete(Disc);
        File.Delete(Disc + ".disc");
    }
}

/// <summary>A stream of the tests' own, of the image, on which something happens at the place where it stops.</summary>
internal class TestStream : Stream
{
    private readonly bool canSeek;
    private readonly Func<int> atStop;
    private long position;

    internal TestStream(bool canSeek = true, Func<int> atStop = null)
    {
        this.canSeek = canSeek;
        this.atStop = atStop;
    }

    internal bool Closed { get; private set; }

    internal long BytesRead { get; private set; }

    public override bool CanRead
    {
        get { return !Closed; }
    }

    public override bool CanSeek
    {
        get { return canSeek && !Closed; }
    }

    public override bool CanWrite
    {
        get { return false; }
    }

    public override long Length
    {
        get
        {
            Check.That(canSeek, "nobody asks a stream for what it does not have");
            return Check.Image.Length;
        }
    }

    public override long Position
    {
        get
        {
            Check.That(canSeek, "nobody asks a stream for what it does not have");
            return position;
        }
        set { position = value; }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int end = atStop == null || position >= Check.Stop ? Check.Image.Length : Check.Stop;
        if (atStop != null && position == Check.Stop)
        {
            return atStop();
        }
        // Odd pieces, as a socket has them.
        int got = (int)Math.Min(Math.Min(count, 77777), end - position);
        Array.Copy(Check.Image, position, buffer, offset, got);
        position += got;
        BytesRead += got;
        return got;
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value)
    {
        throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        throw new NotSupportedException();
    }

    protected override void Dispose(bool disposing)
    {
        Closed = true;
        base.Dispose(disposing);
    }
}

/// <summary>An IProgress that is called where the report is made.</summary>
internal sealed class Reporter<T> : IProgress<T>
{
    private readonly Action<T> action;

    internal Reporter(Action<T> action)
    {
        this.action = action;
    }

    public void Report(T value)
    {
        action(value);
    }
}
