using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Df2d;

/// <summary>The scenarios of bindings/scenarios.tsv, by their names there.</summary>
internal static class Scenarios
{
    internal static readonly Dictionary<string, Action> All = new Dictionary<string, Action>
    {
        { "list_recorders", ListRecorders },
        { "burn", Burn },
        { "progress", Progress },
        { "cancel_from_callback", CancelFromCallback },
        { "cancel_from_thread", CancelFromThread },
        { "source_error", SourceError },
        { "bad_handle", BadHandle },
        { "erase", Erase },
        { "verify", Verify },
    };

    /// <summary>DF2D_RECORDERS is what the script sets before the program starts.</summary>
    private static void ListRecorders()
    {
        string[] expected = { "virtual:?media=dvd+r", "virtual:?media=bd-re" };
        using (var master = new DiscMaster2())
        {
            string[] ids = master.ToArray();
            Check.Equal(master.Count, ids.Length, "the number of recorders");
            Check.That(ids.Length >= 2, "both are there");
            // They stand behind the drives of the computer.
            for (int n = 0; n < 2; ++n)
            {
                Check.Equal(expected[n], ids[ids.Length - 2 + n], "the id");
                Check.Equal(expected[n], master[ids.Length - 2 + n], "the item");
                using (var recorder = new DiscRecorder2(expected[n]))
                {
                    Check.Equal(expected[n], recorder.ActiveDiscRecorder, "the recorder's id");
                    Check.Equal("DF2D", recorder.VendorId, "the vendor");
                    Check.Equal("VIRTUAL RECORDER", recorder.ProductId, "the product");
                }
            }
        }
    }

    private static void Burn()
    {
        using (var burner = new Burner(Burner.DvdPlusR))
        {
            WriteResult result = burner.Write();
            Check.Equal(HResults.S_OK, result.HResult, "the result");
            Check.Equal(ContentState.Whole, result.ContentAfter, "the content");
            // With the default properties a DVD+R is closed by its first write.
            Check.Equal(DiscState.Closed, result.DiscAfter, "the disc");
            Check.Equal(0L, result.StartLba, "the start");
            Check.Equal((long)Check.Sectors, result.SectorsRequested, "what was asked for");
            Check.Equal((long)Check.Sectors, result.SectorsOnMedia, "what is on the disc");
            Check.That(Burner.DiscHolds(Check.Sectors), "the disc's file is the image");
        }
    }

    private static void Progress()
    {
        using (var burner = new Burner(Burner.DvdPlusR))
        {
            var updates = new List<DiscFormat2DataEventArgs>();
            bool senderIsTheWriter = true;
            int reports = 0;
            burner.Writer.Update += (sender, e) =>
            {
                senderIsTheWriter &= sender == burner.Writer;
                updates.Add(e);
            };
            using (DiscStream stream = DiscStream.FromMemory(Check.Image))
            {
                burner.Writer.Write(stream, new Reporter<DiscFormat2DataEventArgs>(e => ++reports));
            }
            Check.That(senderIsTheWriter, "the sender is the writer");
            Check.Equal(updates.Count, reports, "the number of reports");
            Check.Equal(WriteAction.ValidatingMedia, updates[0].CurrentAction, "the first action");
            Check.Equal(0L, updates[0].DoneSectors, "what is done at first");
            for (int n = 1; n < updates.Count; ++n)
            {
                Check.That(updates[n].CurrentAction >= updates[n - 1].CurrentAction, "actions come in their order");
                Check.That(updates[n].DoneSectors >= updates[n - 1].DoneSectors, "progress never goes back");
                Check.That(updates[n].Elapsed >= updates[n - 1].Elapsed, "nor does time");
            }
            Check.That(updates.All(e => e.TotalSectors == Check.Sectors), "the total stays");
            Check.That(updates.Count(e => e.CurrentAction == WriteAction.WritingData) > 5, "there are updates on the way");
            DiscFormat2DataEventArgs last = updates.Last();
            Check.Equal(WriteAction.Completed, last.CurrentAction, "the last action");
            Check.Equal((long)Check.Sectors, last.DoneSectors, "what is done at last");
            Check.Equal(Check.Sectors - 1, last.LastWrittenLba, "the last sector");
        }
    }

    private static void CancelFromCallback()
    {
        using (var burner = new Burner(Burner.DvdPlusR))
        {
            bool? answer = null;
            burner.Writer.Update += (sender, e) =>
            {
                if (answer == null && e.DoneSectors >= Check.Sectors / 2)
                {
                    answer = ((DiscFormat2Data)sender).CancelWrite();
                }
            };
            Df2dException exception = Check.Fails(
                HResults.E_IMAPI_REQUEST_CANCELLED, () => burner.Write(), "a write that is cancelled");
            Check.Equal(true, answer, "the cancel's answer");
            Burner.LeftAPart(exception.Result, HResults.E_IMAPI_REQUEST_CANCELLED);
            Burner.LeftAPart(burner.Writer.WriteResult, HResults.E_IMAPI_REQUEST_CANCELLED);
        }
    }

    /// <summary>The source hangs, and a token is cancelled on another thread.</summary>
    private static void CancelFromThread()
    {
        using (var burner = new Burner(Burner.DvdPlusR))
        using (var hangs = new ManualResetEventSlim())
        using (var goOn = new ManualResetEventSlim())
        using (var cancellation = new CancellationTokenSource())
        {
            var source = new TestStream(false, () =>
            {
                hangs.Set();
                goOn.Wait();
                return 0;
            });
            Task<WriteResult> task;
            using (DiscStream stream = DiscStream.FromStream(source, Check.Image.Length))
            {
                task = burner.Writer.WriteAsync(stream, null, cancellation.Token);
            }
            Check.That(hangs.Wait(Check.Soon), "the source is read");
            var thread = new Thread(cancellation.Cancel);
            thread.Start();
            var exception = Check.Throws<OperationCanceledException>(() => Check.Await(task), "a write that is cancelled");
            thread.Join();
            goOn.Set();
            Check.That(task.IsCanceled, "the task says that it was cancelled");
            Check.Equal(cancellation.Token, exception.CancellationToken, "whose token it was");
            Burner.LeftAPart(((Df2dException)exception.InnerException).Result, HResults.E_IMAPI_REQUEST_CANCELLED);
        }
    }

    private static void SourceError()
    {
        var own = new InvalidDataException("the test's own");
        using (var burner = new Burner(Burner.DvdPlusR))
        {
            var source = new TestStream(true, () => { throw own; });
            Df2dException exception = Check.Fails(
                own.HResult, () => burner.Writer.Write(source), "a write whose source fails");
            Check.That(exception.InnerException == own, "the inner exception is the stream's own");
            Check.That(!source.Closed, "the stream stays open");
            Burner.LeftAPart(exception.Result, own.HResult);
        }
    }

    private static void BadHandle()
    {
        var burner = new Burner(Burner.DvdPlusR);
        DiscStream stream = DiscStream.FromMemory(Check.Image);
        Check.Throws<ArgumentNullException>(() => new DiscRecorder2(null), "no id");
        Check.Throws<ArgumentNullException>(() => burner.Writer.Write((DiscStream)null), "no stream");
        Check.Throws<ArgumentNullException>(() => burner.Writer.Write((Stream)null), "no Stream");
        Check.Throws<ArgumentNullException>(() => burner.Writer.ClientName = null, "no name");
        Check.Throws<ArgumentNullException>(() => burner.Writer.IsRecorderSupported(null), "no recorder");
        burner.Dispose();
        burner.Dispose();
        burner.Writer.Dispose();
        Check.Throws<ObjectDisposedException>(() => burner.Writer.ForceOverwrite.ToString(), "a getter");
        Check.Throws<ObjectDisposedException>(() => burner.Writer.ForceOverwrite = true, "a setter");
        Check.Throws<ObjectDisposedException>(() => burner.Writer.Recorder.ToString(), "the recorder");
        Check.Throws<ObjectDisposedException>(() => burner.Writer.Write(stream), "a write");
        Check.Throws<ObjectDisposedException>(() => Check.Await(burner.Writer.WriteAsync(stream)), "a task");
        Check.Throws<ObjectDisposedException>(() => burner.Writer.CancelWrite(), "a cancel");
        Check.Throws<ObjectDisposedException>(() => burner.Recorder.EjectMedia(), "a recorder");
        Check.Throws<ObjectDisposedException>(() => burner.Recorder.Virtual.PowerCycle(), "a virtual recorder");
        using (var writer = new DiscFormat2Data())
        {
            Check.Throws<ObjectDisposedException>(() => writer.Recorder = burner.Recorder, "a recorder that is gone");
            stream.Dispose();
            stream.Dispose();
            Check.Throws<ObjectDisposedException>(() => writer.Write(stream), "a stream that is gone");
            Check.Throws<ObjectDisposedException>(() => stream.FanOut(2), "a fan-out of it");
        }
    }

    private static void Erase()
    {
        using (var burner = new Burner(Burner.CDRW))
        using (var eraser = new DiscFormat2Erase { Recorder = burner.Recorder, ClientName = "tests", FullErase = true })
        {
            burner.Write();
            Check.That(!burner.Writer.MediaPhysicallyBlank, "the disc is not blank");
            var updates = new List<DiscFormat2EraseEventArgs>();
            eraser.Update += (sender, e) => updates.Add(e);
            WriteResult result = eraser.EraseMedia();
            Check.That(updates.Count > 2, "there are updates");
            Check.That(updates.All(e => e.ElapsedSeconds >= 0 && e.EstimatedTotalSeconds >= e.ElapsedSeconds),
                "their times make sense");
            Check.Equal(HResults.S_OK, result.HResult, "the result");
            Check.Equal(DiscState.Appendable, result.DiscAfter, "the disc");
            Check.That(burner.Writer.MediaPhysicallyBlank, "the disc is blank");
        }
    }

    private static void Verify()
    {
        using (var burner = new Burner(Burner.DvdPlusR))
        {
            burner.Writer.BurnVerificationLevel = BurnVerificationLevel.Full;
            Check.Equal(ContentState.Whole, burner.Write().ContentAfter, "the content");
            Check.That(Burner.DiscHolds(Check.Sectors), "the disc's file is the image");
        }
        using (var burner = new Burner(Burner.DvdPlusR))
        {
            burner.Writer.BurnVerificationLevel = BurnVerificationLevel.Full;
            // A sector that no READ can bring: MEDIUM ERROR, UNRECOVERED READ ERROR.
            burner.Recorder.Virtual.AddFault(
                new VirtualFault { Opcode = 0x28, Lba = Check.Sectors / 2, SenseKey = 0x03, Asc = 0x11 });
            Df2dException exception = Check.Fails(
                HResults.E_IMAPI_BURN_VERIFICATION_FAILED, () => burner.Write(), "a verification");
            Check.Equal(0x03, exception.Result.FailureSenseKey, "the sense key");
            Check.Equal(0x11, exception.Result.FailureAsc, "the additional sense code");
            Check.Equal(0x28, exception.Result.GetFailureCdb()[0], "the command");
            Check.Equal(ContentState.Unknown, exception.Result.ContentAfter, "the content");
        }
    }
}
