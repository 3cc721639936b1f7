// The usual IMAPI2 program in C#, on this library: a line that IMAPI2 has otherwise is named in a comment above it.
//
//     ImapiBurn IMAGE [RECORDER]

using System;
using System.IO;
using System.Runtime.InteropServices;
// using IMAPI2;
using Df2d.Imapi2;

internal static class ImapiBurn
{
    private const string ClientName = "ImapiBurn";

    private static int Main(string[] arguments)
    {
        if (arguments.Length < 1 || arguments.Length > 2)
        {
            Console.Error.WriteLine("usage: ImapiBurn IMAGE [RECORDER]");
            return 2;
        }

        MsftDiscMaster2 discMaster = null;
        MsftDiscRecorder2 discRecorder = null;
        MsftDiscFormat2Data discFormatData = null;
        // IStream stream = null;
        FileStream stream = null;
        try
        {
            // Find the recorders. Those of the environment variable DF2D_RECORDERS stand at the end.
            discMaster = new MsftDiscMaster2();
            if (arguments.Length == 1 && !discMaster.IsSupportedEnvironment)
            {
                Console.Error.WriteLine("There is no recorder.");
                return 1;
            }
            string uniqueRecorderId = arguments.Length == 2 ? arguments[1] : discMaster[discMaster.Count - 1];

            // Create and initialize the recorder.
            discRecorder = new MsftDiscRecorder2();
            discRecorder.InitializeDiscRecorder(uniqueRecorderId);
            Console.WriteLine(
                "{0} {1} {2}", discRecorder.VendorId, discRecorder.ProductId, discRecorder.ProductRevision);
            foreach (IMAPI_PROFILE_TYPE profile in discRecorder.CurrentProfiles)
            {
                Console.WriteLine("The disc is a {0}", profile);
            }

            // Create and initialize the writer.
            discFormatData = new MsftDiscFormat2Data
            {
                Recorder = discRecorder,
                ClientName = ClientName,
                ForceMediaToBeClosed = true
            };
            var burnVerification = (IBurnVerification)discFormatData;
            burnVerification.BurnVerificationLevel = IMAPI_BURN_VERIFICATION_LEVEL.IMAPI_BURN_VERIFICATION_FULL;

            if (!discFormatData.IsCurrentMediaSupported(discRecorder))
            {
                Console.Error.WriteLine("The disc cannot be written.");
                return 1;
            }
            IMAPI_MEDIA_PHYSICAL_TYPE mediaType = discFormatData.CurrentPhysicalMediaType;
            Console.WriteLine("{0}, {1} sectors free", mediaType, discFormatData.FreeSectorsOnMedia);

            // Make the image. This library makes none: it comes from a tool such as xorriso.
            // MsftFileSystemImage fileSystemImage = new MsftFileSystemImage();
            // fileSystemImage.ChooseImageDefaults(discRecorder);
            // fileSystemImage.Root.AddTree(path, false);
            // stream = fileSystemImage.CreateResultImage().ImageStream;
            stream = File.OpenRead(arguments[0]);

            // Write. An IStream can be given, too.
            discFormatData.Update += discFormatData_Update;
            discFormatData.Write(stream);
            discFormatData.Update -= discFormatData_Update;

            discRecorder.EjectMedia();
            return 0;
        }
        catch (COMException exception)
        {
            Console.Error.WriteLine("0x{0:X8}: {1}", exception.ErrorCode, exception.Message);
            return 1;
        }
        catch (IOException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
        finally
        {
            // Marshal.FinalReleaseComObject(stream);
            Dispose(stream);
            // Marshal.ReleaseComObject(discFormatData);
            Dispose(discFormatData);
            // Marshal.ReleaseComObject(discRecorder);
            Dispose(discRecorder);
            // Marshal.ReleaseComObject(discMaster);
            Dispose(discMaster);
        }
    }

    // private static void discFormatData_Update([In, MarshalAs(UnmanagedType.IDispatch)] object sender,
    //     [In, MarshalAs(UnmanagedType.IDispatch)] object progress)
    private static void discFormatData_Update(object sender, object progress)
    {
        var format2Data = (IDiscFormat2Data)sender;
        var eventArgs = (IDiscFormat2DataEventArgs)progress;
        if (!Console.IsInputRedirected && Console.KeyAvailable)
        {
            format2Data.CancelWrite();
            return;
        }
        switch (eventArgs.CurrentAction)
        {
            case IMAPI_FORMAT2_DATA_WRITE_ACTION.IMAPI_FORMAT2_DATA_WRITE_ACTION_VALIDATING_MEDIA:
                Console.WriteLine("Validating the medium");
                break;
            case IMAPI_FORMAT2_DATA_WRITE_ACTION.IMAPI_FORMAT2_DATA_WRITE_ACTION_FORMATTING_MEDIA:
                Console.WriteLine("Formatting the medium");
                break;
            case IMAPI_FORMAT2_DATA_WRITE_ACTION.IMAPI_FORMAT2_DATA_WRITE_ACTION_INITIALIZING_HARDWARE:
                Console.WriteLine("Initializing the hardware");
                break;
            case IMAPI_FORMAT2_DATA_WRITE_ACTION.IMAPI_FORMAT2_DATA_WRITE_ACTION_CALIBRATING_POWER:
                Console.WriteLine("Calibrating the laser");
                break;
            case IMAPI_FORMAT2_DATA_WRITE_ACTION.IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA:
                long writtenSectors = eventArgs.LastWrittenLba - eventArgs.StartLba + 1;
                if (eventArgs.SectorCount > 0)
                {
                    Console.WriteLine("{0} %, {1} of {2} s", writtenSectors * 100 / eventArgs.SectorCount,
                        eventArgs.ElapsedTime, eventArgs.TotalTime);
                }
                break;
            case IMAPI_FORMAT2_DATA_WRITE_ACTION.IMAPI_FORMAT2_DATA_WRITE_ACTION_FINALIZATION:
                Console.WriteLine("Finalizing the writing");
                break;
            case IMAPI_FORMAT2_DATA_WRITE_ACTION.IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING:
                Console.WriteLine("Verifying");
                break;
            case IMAPI_FORMAT2_DATA_WRITE_ACTION.IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED:
                Console.WriteLine("Completed");
                break;
        }
    }

    private static void Dispose(IDisposable disposable)
    {
        if (disposable != null)
        {
            disposable.Dispose();
        }
    }
}
