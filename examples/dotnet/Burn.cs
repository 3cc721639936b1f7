using System;
using System.Threading;
using System.Threading.Tasks;
using Df2d;

/// <summary>Burns an image, verifies it, and says what is on the disc. Ctrl+C cancels.
///
///     Burn IMAGE RECORDER</summary>
internal static class Burn
{
    private static int Main(string[] arguments)
    {
        if (arguments.Length != 2)
        {
            Console.Error.WriteLine("usage: Burn IMAGE RECORDER");
            return 2;
        }
        return BurnAsync(arguments[0], arguments[1]).GetAwaiter().GetResult();
    }

    private static async Task<int> BurnAsync(string path, string id)
    {
        try
        {
            using (var cancellation = new CancellationTokenSource())
            using (var recorder = new DiscRecorder2(id))
            using (var writer = new DiscFormat2Data { Recorder = recorder, ClientName = "Burn" })
            using (DiscStream image = DiscStream.FromFile(path))
            {
                Console.CancelKeyPress += (sender, e) =>
                {
                    e.Cancel = true;
                    cancellation.Cancel();
                };
                Console.WriteLine(
                    "{0} {1}: {2}", recorder.VendorId, recorder.ProductId, writer.CurrentPhysicalMediaType);
                writer.BurnVerificationLevel = BurnVerificationLevel.Full;
                writer.Update += ShowProgress;
                WriteResult result = await writer.WriteAsync(image, null, cancellation.Token);
                Say(result);
                return 0;
            }
        }
        catch (OperationCanceledException exception)
        {
            // Of a write that was cancelled before it began there is none.
            var failure = exception.InnerException as Df2dException;
            Say(failure == null ? null : failure.Result);
            return 130;
        }
        catch (Df2dException exception)
        {
            Console.Error.WriteLine(exception.Message);
            Say(exception.Result);
            return 1;
        }
    }

    private static void ShowProgress(object sender, DiscFormat2DataEventArgs e)
    {
        Console.WriteLine("{0}: {1} of {2} sectors, {3} s left",
            e.CurrentAction, e.DoneSectors, e.TotalSectors, e.RemainingTime);
    }

    private static void Say(WriteResult result)
    {
        if (result != null)
        {
            Console.WriteLine("On the disc: {0}, {1} sectors. The disc: {2}.",
                result.ContentAfter, result.SectorsOnMedia, result.DiscAfter);
        }
    }
}
