using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Df2d;

internal static class Units
{
    internal static readonly Dictionary<string, Action> All = new Dictionary<string, Action>
    {
        { "structs_are_as_in_c", Layout.StructsAreAsInC },
        { "functions_are_there", Layout.FunctionsAreThere },
        { "codes_have_their_names", Layout.CodesHaveTheirNames },
        { "version", Version },
        { "strings", Strings },
        { "failures", Failures },
        { "writer_properties", WriterProperties },
        { "recorder_properties", RecorderProperties },
        { "commands", Commands },
        { "exclusive_access", ExclusiveAccess },
        { "master", Master },
        { "files_and_memory", FilesAndMemory },
        { "padding_and_ranges", PaddingAndRanges },
        { "fan_out", FanOut },
        { "close_media", CloseMedia },
        { "recover_media", RecoverMedia },
        { "multisession", Multisession },
        { "eraser", Eraser },
        { "virtual_recorder", VirtualRecorder },
        { "log", LogMessages },
    };

    private static void Version()
    {
        Check.Equal(new Version(Constants.VersionMajor, Constants.VersionMinor, Constants.VersionPatch), Library.Version,
            "the version");
    }

    private static void Strings()
    {
        Check.Throws<ArgumentException>(() => new DiscRecorder2("virtual:?media=cd-r\0"), "a NUL");
        Check.Throws<ArgumentException>(() => new DiscRecorder2("virtual:?media=\uD800"), "half a character");
        const string Name = "d\u00EFsc \u6F22\u5B57 \U0001F4BF.iso";
        using (var recorder = new DiscRecorder2("virtual:" + Name + "?media=dvd+rw&size=60000&clock=virtual"))
        {
            Check.Equal("virtual:" + Name + "?media=dvd+rw&size=60000&clock=virtual", recorder.ActiveDiscRecorder, "the id");
            Check.That(File.Exists(Name), "the file has the name");
        }
        File.Delete(Name);
        File.Delete(Name + ".disc");
    }

    private static void Failures()
    {
        Df2dException refused = Check.Fails(
            HResults.E_INVALIDARG, () => new DiscRecorder2("virtual:?media=lp"), "a medium that there is not");
        Check.That(refused.Sentence.Contains("lp") && refused.Message.EndsWith("(E_INVALIDARG)", StringComparison.Ordinal),
            "the message: " + refused.Message);
        Check.That(refused.Result == null && refused.Lba == -1 && refused.GetCdb().Length == 0, "it was no operation");
        Df2dException absent = Check.Fails(HResults.E_FAIL, () => DiscStream.FromFile("/no/such/file"), "no such file");
        Check.Equal(2, absent.OsError, "the system's error number");
        using (var burner = new Burner(Burner.DvdPlusR))
        {
            Check.Fails(HResults.E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID, () => burner.Writer.ClientName = "", "no name");
            Check.Fails(HResults.E_INVALIDARG, () => burner.Writer.BurnVerificationLevel = (BurnVerificationLevel)9, "a level");
            Check.Fails(HResults.E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS, () => burner.Writer.CancelWrite(), "nothing to cancel");
            Check.Fails(HResults.E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS, () => burner.Writer.WriteResult.ToString(), "no result");
            burner.Recorder.Virtual.AddFault(new VirtualFault { Opcode = 0x51, SenseKey = 4, Asc = 0x44, Ascq = 1 });
            Df2dException failed = Check.Fails(
                HResults.E_FAIL, () => burner.Recorder.GetDiscInformation(), "a drive that fails");
            Check.Equal(4, failed.SenseKey, "the sense key");
            Check.Equal(0x44, failed.AdditionalSenseCode, "the additional sense code");
            Check.Equal(1, failed.AdditionalSenseCodeQualifier, "its qualifier");
            Check.Equal(0x51, failed.GetCdb()[0], "the command");
        }
    }

    private static void WriterProperties()
    {
        using (var burner = new Burner(Burner.DvdPlusR))
        {
            DiscFormat2Data writer = burner.Writer;
            Check.That(writer.Recorder == burner.Recorder, "the recorder is the one that was put");
            Check.Equal("tests", writer.ClientName, "the client name");
            Flips(() => writer.BufferUnderrunFreeDisabled, value => writer.BufferUnderrunFreeDisabled = value);
            Flips(() => writer.PostgapAlreadyInImage, value => writer.PostgapAlreadyInImage = value);
            Flips(() => writer.ForceMediaToBeClosed, value => writer.ForceMediaToBeClosed = value);
            Flips(() => writer.DisableConsumerDvdCompatibilityMode,
                value => writer.DisableConsumerDvdCompatibilityMode = value);
            Flips(() => writer.ForceOverwrite, value => writer.ForceOverwrite = value);
            Flips(() => writer.TestWrite, value => writer.TestWrite = value);
            writer.BurnVerificationLevel = BurnVerificationLevel.Quick;
            Check.Equal(BurnVerificationLevel.Quick, writer.BurnVerificationLevel, "the verification level");
            writer.CancelMode = CancelMode.Immediate;
            Check.Equal(CancelMode.Immediate, writer.CancelMode, "the cancel mode");
            Check.Equal(MediaType.DvdPlusR, writer.CurrentPhysicalMediaType, "the medium");
            Check.Equal(MediaState.Blank, writer.CurrentMediaStatus, "its state");
            Check.Equal((WriteProtectState)0, writer.WriteProtectStatus, "its protection");
            Check.Equal(300000, writer.TotalSectorsOnMedia, "its size");
            Check.Equal(300000, writer.FreeSectorsOnMedia, "what is free");
            Check.Equal(0, writer.NextWritableAddress, "the next address");
            Check.Equal(-1, writer.StartAddressOfPreviousSession, "the last session");
            Check.Fails(HResults.E_NOTIMPL, () => writer.LastWrittenAddressOfPreviousSession.ToString(), "what nobody knows");
            Check.That(writer.MediaPhysicallyBlank && writer.MediaHeuristicallyBlank, "it is blank");
            Check.That(writer.SupportedMediaTypes.Contains(MediaType.BDRE), "BD-RE can be written");
            Check.That(writer.IsRecorderSupported(burner.Recorder), "the recorder will do");
            Check.That(writer.IsCurrentMediaSupported(burner.Recorder), "the medium will do");
            int[] speeds = writer.SupportedWriteSpeeds;
            WriteSpeedDescriptor[] descriptors = writer.SupportedWriteSpeedDescriptors;
            Check.That(speeds.Length > 0 && speeds.Contains(writer.CurrentWriteSpeed), "its speed is one of its speeds");
            Check.That(descriptors.Length >= speeds.Length && descriptors.All(d => speeds.Contains(d.WriteSpeed)),
                "so are those of the descriptors");
            Check.That(descriptors.All(d => d.MediaType == MediaType.DvdPlusR), "which are of this medium");
            Check.Equal(HResults.S_OK, writer.SetWriteSpeed(speeds[0], writer.CurrentRotationTypeIsPureCAV), "a speed it has");
            Check.Equal(HResults.S_IMAPI_SPEEDADJUSTED,
                writer.SetWriteSpeed(speeds[0] + 1, writer.CurrentRotationTypeIsPureCAV), "a speed it has not");
            Check.Equal(speeds[0] + 1, writer.RequestedWriteSpeed, "what was asked for");
            Check.Equal(writer.CurrentRotationTypeIsPureCAV, writer.RequestedRotationTypeIsPureCAV, "how it was to turn");
            writer.Recorder = null;
            Check.That(writer.Recorder == null, "the recorder is gone");
            Check.Fails(HResults.E_IMAPI_RECORDER_REQUIRED, () => writer.CurrentMediaStatus.ToString(), "no recorder");
        }
        using (var empty = new DiscRecorder2("virtual:?media=none"))
        using (var writer = new DiscFormat2Data { Recorder = empty })
        {
            Check.That(!writer.IsCurrentMediaSupported(empty), "no medium will not do");
        }
    }

    private static void Flips(Func<bool> getter, Action<bool> setter)
    {
        Check.That(!getter(), "the default is no");
        setter(true);
        Check.That(getter(), "it is set");
        setter(false);
        Check.That(!getter(), "it is set back");
    }

    private static void RecorderProperties()
    {
        using (var recorder = new DiscRecorder2("virtual:?media=dvd+rw&clock=virtual"))
        {
            Check.That(recorder.ProductRevision.Length > 0, "there is a revision");
            Check.Equal("", recorder.VolumeName, "the volume");
            Check.Equal(0, recorder.VolumePathNames.Length, "the number of mounts");
            Check.Equal("", recorder.ExclusiveAccessOwner, "the owner");
            Check.Fails(HResults.E_NOTIMPL, () => recorder.LegacyDeviceNumber.ToString(), "a number it has not");
            Check.That(recorder.DeviceCanLoadMedia, "it can load");
            Check.That(recorder.SupportedProfiles.Contains(ProfileType.BDRewritable), "it handles BD-RE");
            Check.Equal(ProfileType.DvdPlusRW, recorder.CurrentProfiles.Single(), "the current profile");
            Check.That(recorder.SupportedFeaturePages.Contains(FeaturePageType.CDMastering), "it can master CD");
            Check.That(recorder.CurrentFeaturePages.Contains(FeaturePageType.DvdPlusRW), "it can write DVD+RW now");
            Check.That(!recorder.CurrentFeaturePages.Contains(FeaturePageType.CDMastering), "and not master CD");
            Check.That(recorder.SupportedModePages.Contains(ModePageType.WriteParameters), "it has write parameters");
            recorder.DisableMcn();
            recorder.EnableMcn();
            recorder.EjectMedia();
            Check.That(recorder.Virtual.Counters.TrayOpen, "the tray is open");
            recorder.CloseTray();
            Check.That(!recorder.Virtual.Counters.TrayOpen, "the tray is closed");
        }
    }

    private static void Commands()
    {
        using (var recorder = new DiscRecorder2("virtual:?media=dvd+r&clock=virtual"))
        {
            byte[] inquiry = { 0x12, 0, 0, 0, 36, 0 };
            CommandAnswer answer = recorder.SendCommandGetDataFromDevice(inquiry, 36);
            Check.That(!answer.HasSenseData && answer.Data.Length == 36, "INQUIRY is answered");
            Check.Equal(5, answer.Data[0] & 0x1F, "the device type");
            // The first hears of the new disc.
            Check.Equal(6, recorder.SendCommandNoData(new byte[6]).Sense[2] & 0x0F, "the sense key of TEST UNIT READY");
            Check.That(!recorder.SendCommandNoData(new byte[6]).HasSenseData, "TEST UNIT READY is answered");
            CommandAnswer refused = recorder.SendCommandNoData(new byte[] { 0x1B, 0, 0, 0, 0xFF, 0 });
            Check.That(refused.HasSenseData && refused.Sense.Length == 18, "nonsense is refused");
            Check.Equal(5, refused.Sense[2] & 0x0F, "the sense key");
            byte[] page = recorder.GetModePage(ModePageType.WriteParameters, ModePageRequestType.CurrentValues);
            Check.Equal((int)ModePageType.WriteParameters, page[0] & 0x3F, "the page");
            recorder.SetModePage(ModePageRequestType.CurrentValues, page);
            // MODE SELECT (10) with a header of eight bytes.
            byte[] list = new byte[8].Concat(page).ToArray();
            byte[] select = { 0x55, 0x10, 0, 0, 0, 0, 0, 0, (byte)list.Length, 0 };
            Check.That(!recorder.SendCommandSendDataToDevice(select, list).HasSenseData, "MODE SELECT is answered");
            Check.Equal(FeaturePageType.Core,
                (FeaturePageType)recorder.GetFeaturePage(FeaturePageType.Core, false)[1], "the feature");
            Check.That(recorder.GetDiscInformation().Length >= 34, "there is disc information");
            Check.That(recorder.GetTrackInformation(1, ReadTrackAddressType.Track).Length >= 28, "and track information");
            Check.That(recorder.ReadDvdStructure(0).Length > 16, "and physical format information");
            Check.That(recorder.GetDeviceDescriptor().Length > 36, "and a device descriptor");
            Check.That(recorder.GetAdapterDescriptor().Length > 16, "and an adapter descriptor");
            long most = recorder.MaximumPageAlignedTransferSize;
            Check.That(recorder.ByteAlignmentMask >= 1 && most >= 65536, "there are limits");
            Check.That(recorder.MaximumNonPageAlignedTransferSize <= most, "which make sense");

            Check.Throws<ArgumentNullException>(() => recorder.SendCommandNoData(null), "no command");
            Check.Throws<ArgumentException>(() => recorder.SendCommandNoData(new byte[0]), "an empty command");
            Check.Fails(HResults.E_INVALIDARG, () => recorder.SendCommandNoData(new byte[17]), "a command that is too long");
            Check.Throws<ArgumentOutOfRangeException>(() => recorder.SendCommandGetDataFromDevice(inquiry, -1), "no room");
            Check.Throws<ArgumentOutOfRangeException>(() => recorder.SendCommandNoData(new byte[6], -1), "no time");
            Check.Fails(HResults.E_INVALIDARG, () => recorder.SendCommandGetDataFromDevice(inquiry, 0), "no room at all");
            Check.Throws<ArgumentOutOfRangeException>(
                () => recorder.GetTrackInformation(-1, ReadTrackAddressType.Track), "a track below 0");
            Check.Throws<ArgumentNullException>(
                () => recorder.SetModePage(ModePageRequestType.CurrentValues, null), "no page");
            Check.Fails(HResults.E_INVALIDARG,
                () => recorder.SetModePage(ModePageRequestType.CurrentValues, new byte[300]), "a page that is too long");
        }
    }

    private static void ExclusiveAccess()
    {
        const string Id = "virtual:" + Burner.Disc + "?" + Burner.DvdPlusR;
        using (var burner = new Burner(Burner.DvdPlusR))
        using (var other = new DiscRecorder2(Id))
        {
            other.AcquireExclusiveAccess(false, "other");
            Check.Equal("other", burner.Recorder.ExclusiveAccessOwner, "the owner");
            Check.Fails(HResults.E_IMAPI_RECORDER_LOCKED, () => burner.Write(), "a write with another's drive");
            other.ReleaseExclusiveAccess();
            Check.Fails(HResults.E_FAIL, () => other.ReleaseExclusiveAccess(), "one release too many");
            Check.Throws<ArgumentNullException>(() => other.AcquireExclusiveAccess(false, null), "nobody");
            Check.Equal(ContentState.Whole, burner.Write().ContentAfter, "the content");
        }
    }

    private static void Master()
    {
        using (var master = new DiscMaster2())
        {
            Check.That(master.IsSupportedEnvironment, "there is a recorder");
            Check.Fails(HResults.E_INVALIDARG, () => master[-1].ToString(), "an index below 0");
            Check.Fails(HResults.E_INVALIDARG, () => master[master.Count].ToString(), "an index beyond the end");
            EventHandler<DeviceEventArgs> handler = (sender, e) => { };
            master.DeviceAdded += handler;
            master.DeviceRemoved += handler;
            master.DeviceAdded -= handler;
        }
        var gone = new DiscMaster2();
        gone.Dispose();
        Check.Throws<ObjectDisposedException>(() => gone.Count.ToString(), "a list that is gone");
        Check.Throws<ObjectDisposedException>(() => gone.DeviceAdded += (sender, e) => { }, "its events");
    }

    private static void FilesAndMemory()
    {
        File.WriteAllBytes("image.iso", Check.Image);
        try
        {
            using (FileStream file = File.OpenRead("image.iso"))
            {
                BurnsTheImage(() => DiscStream.FromFile("image.iso"));
                BurnsTheImage(() => DiscStream.FromDescriptor((int)file.SafeFileHandle.DangerousGetHandle()));
                BurnsTheImage(() => DiscStream.FromMemory(Check.Image));
                BurnsTheImage(() => DiscStream.FromMemory(new byte[3].Concat(Check.Image).ToArray(), 3, Check.Image.Length));
                // From its beginning, wherever it is.
                file.Position = 12345;
                BurnsTheImage(() => DiscStream.FromStream(file, true));
            }
        }
        finally
        {
            File.Delete("image.iso");
        }
        var seekable = new TestStream();
        BurnsTheImage(() => DiscStream.FromStream(seekable));
        Check.That(seekable.Closed, "its last use closes the stream");
        // What cannot seek is read once, and so is not compared with the disc.
        var once = new TestStream(false);
        using (var burner = new Burner(Burner.DvdPlusR))
        {
            using (DiscStream stream = DiscStream.FromStream(once, Check.Image.Length, true))
            {
                Check.Equal((long)Check.Image.Length, stream.Length, "the length");
                Check.Equal(ContentState.Whole, burner.Writer.Write(stream).ContentAfter, "the content");
            }
            Check.That(!once.Closed && Burner.DiscHolds(Check.Sectors), "the disc's file is the image");
        }
        Check.Throws<ArgumentException>(() => DiscStream.FromStream(new TestStream(false)), "a stream without a length");
        Check.Throws<ArgumentException>(() => DiscStream.FromStream(seekable), "a stream that is closed");
        Check.Throws<ArgumentNullException>(() => DiscStream.FromStream(null), "no stream");
        Check.Throws<ArgumentOutOfRangeException>(() => DiscStream.FromStream(new TestStream(), -1), "a length");
        Check.Throws<ArgumentNullException>(() => DiscStream.FromMemory(null), "no memory");
        Check.Throws<ArgumentOutOfRangeException>(() => DiscStream.FromMemory(new byte[9], 5, 5), "a part beyond the end");
        Check.Throws<ArgumentNullException>(() => DiscStream.FromFile(null), "no path");
        Check.Fails(HResults.E_INVALIDARG, () => DiscStream.FromFile("/"), "a folder");
        Check.Fails(HResults.E_INVALIDARG, () => DiscStream.FromDescriptor(-1), "no descriptor");
    }

    private static void BurnsTheImage(Func<DiscStream> open)
    {
        using (var burner = new Burner(Burner.DvdPlusR))
        using (DiscStream stream = open())
        {
            burner.Writer.BurnVerificationLevel = BurnVerificationLevel.Full;
            Check.Equal((long)Check.Image.Length, stream.Length, "the length");
            Check.Equal(ContentState.Whole, burner.Writer.Write(stream).ContentAfter, "the content");
            Check.That(Burner.DiscHolds(Check.Sectors), "the disc's file is the image");
        }
    }

    private static void PaddingAndRanges()
    {
        using (var burner = new Burner(Burner.DvdPlusRW))
        {
            using (DiscStream odd = DiscStream.FromMemory(Check.Image, 0, Check.Image.Length - 1))
            {
                Check.Fails(HResults.E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED, () => burner.Writer.Write(odd), "an odd size");
                odd.Padding = true;
                Check.That(odd.Padding, "it is padded");
                Check.Equal((long)Check.Image.Length, odd.Length, "its length");
                Check.Equal((long)Check.Sectors, burner.Writer.Write(odd).SectorsOnMedia, "what is on the disc");
            }
            using (DiscStream none = DiscStream.FromMemory(new byte[0]))
            {
                Check.Fails(HResults.E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED, () => burner.Writer.Write(none), "nothing");
            }
            using (DiscStream stream = DiscStream.FromMemory(Check.Image))
            {
                Check.Fails(HResults.E_IMAPI_DF2DATA_MEDIA_NOT_BLANK, () => burner.Writer.Write(stream), "a full disc");
                Check.Fails(HResults.E_INVALIDARG,
                    () => stream.SetBlockRanges(new[] { new BlockRange(9, 5) }), "a range that ends before it begins");
                stream.SetBlockRanges(new[] { new BlockRange(0, 15), new BlockRange(32, 47) });
                Check.Equal(32L, burner.Writer.Write(stream).SectorsRequested, "what was asked for");
                stream.SetBlockRanges(null);
                burner.Writer.ForceOverwrite = true;
                Check.Equal((long)Check.Sectors, burner.Writer.Write(stream).SectorsRequested, "what was asked for");
                Check.That(Burner.DiscHolds(Check.Sectors), "the disc's file is the image");
            }
        }
    }

    /// <summary>One source, read once, on three recorders, of which one is cancelled.</summary>
    private static void FanOut()
    {
        var source = new TestStream(false);
        DiscStream[] streams;
        using (DiscStream whole = DiscStream.FromStream(source, Check.Image.Length))
        {
            Check.Throws<ArgumentOutOfRangeException>(() => whole.FanOut(0), "none");
            Check.Throws<ArgumentOutOfRangeException>(() => whole.FanOut(65), "too many");
            Check.Throws<ArgumentOutOfRangeException>(() => whole.FanOut(3, -1), "a size");
            Check.Fails(HResults.E_INVALIDARG, () => whole.FanOut(3, 5), "a size that is too small");
            streams = whole.FanOut(3);
        }
        const string Disc = "virtual:?media=dvd+r&size=300000&speed=676&clock=virtual";
        DiscRecorder2[] recorders = streams.Select(stream => new DiscRecorder2(Disc)).ToArray();
        DiscFormat2Data[] writers =
            recorders.Select(recorder => new DiscFormat2Data { Recorder = recorder, ClientName = "tests" }).ToArray();
        writers[1].Update += (sender, e) =>
        {
            if (e.CurrentAction == WriteAction.WritingData && !e.Cancelling)
            {
                writers[1].CancelWrite();
            }
        };
        Task<WriteResult>[] tasks = writers.Select((writer, n) => writer.WriteAsync(streams[n])).ToArray();
        Check.Equal(ContentState.Whole, Check.Await(tasks[0]).ContentAfter, "the content of the first");
        Check.Fails(HResults.E_IMAPI_REQUEST_CANCELLED, () => Check.Await(tasks[1]), "the second");
        Check.Equal(ContentState.Whole, Check.Await(tasks[2]).ContentAfter, "the content of the third");
        Check.Equal((long)Check.Image.Length, source.BytesRead, "what was read");
        foreach (IDisposable disposable in writers.Cast<IDisposable>().Concat(recorders).Concat(streams))
        {
            disposable.Dispose();
        }
        Check.That(source.Closed, "the source is closed");
    }

    private static void CloseMedia()
    {
        using (var burner = new Burner(Burner.DvdPlusR))
        {
            burner.Writer.DisableConsumerDvdCompatibilityMode = true;
            Check.Equal(DiscState.Appendable, burner.Write().DiscAfter, "the disc");
            Check.Equal(DiscState.Closed, burner.Writer.CloseMedia().DiscAfter, "the disc");
            Check.Fails(HResults.E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED,
                () => Check.Await(burner.Writer.CloseMediaAsync()), "a disc that is closed");
        }
        using (var burner = new Burner(Burner.DvdPlusRW))
        {
            burner.Write();
            Check.Equal(HResults.S_FALSE, Check.Await(burner.Writer.CloseMediaAsync()).HResult, "nothing to close");
        }
    }

    /// <summary>The drive is unplugged amid a burn.</summary>
    private static void RecoverMedia()
    {
        using (var burner = new Burner(Burner.DvdPlusR))
        using (DiscStream image = DiscStream.FromMemory(Check.Image))
        {
            DiscFormat2Data writer = burner.Writer;
            burner.Recorder.Virtual.AddFault(
                new VirtualFault { Opcode = 0x2A, Lba = 3000, Times = 1, Effect = VirtualEffect.DeviceGone });
            Check.Fails(HResults.E_DEV_NOT_EXIST, () => writer.Write(image), "a drive that is gone");
            burner.Recorder.Virtual.PowerCycle();
            WriteResult found = writer.RecoverMedia(RecoverAction.Report);
            Check.Equal(DiscState.Recoverable, found.DiscAfter, "the disc");
            Check.That(found.SectorsOnMedia > 0, "there is a part");
            Check.Fails(HResults.E_INVALIDARG, () => writer.RecoverMedia(RecoverAction.Report, image), "a stream too many");
            Check.Fails(HResults.E_POINTER, () => writer.RecoverMedia(RecoverAction.Resume), "no stream");
            Check.Fails(HResults.E_INVALIDARG, () => writer.RecoverMedia((RecoverAction)9), "no such action");
            WriteResult resumed = Check.Await(writer.RecoverMediaAsync(RecoverAction.Resume, image));
            Check.Equal(ContentState.Whole, resumed.ContentAfter, "the content");
            Check.That(Burner.DiscHolds(Check.Sectors), "the disc's file is the image");
        }
    }

    private static void Multisession()
    {
        using (var burner = new Burner(Burner.DvdPlusR))
        {
            burner.Writer.DisableConsumerDvdCompatibilityMode = true;
            burner.Write();
            Multisession sequential = burner.Writer.MultisessionInterfaces.First();
            Check.Equal(MultisessionScheme.Sequential, sequential.Scheme, "the scheme");
            Check.That(sequential.IsSupportedOnCurrentMediaState, "the disc can be added to");
            Check.That(!sequential.InUse, "it is not in use");
            sequential.InUse = true;
            Check.That(sequential.InUse, "it is in use");
            Check.That(!sequential.IsFirstDataSession, "there is a session");
            Check.Equal(0, sequential.StartAddressOfPreviousSession, "where that begins");
            Check.Equal(burner.Writer.NextWritableAddress, sequential.NextWritableAddress, "where the next begins");
            Check.Equal(burner.Writer.FreeSectorsOnMedia, sequential.FreeSectorsOnMedia, "what is free");
            Check.Fails(HResults.E_NOTIMPL, () => sequential.LastWrittenAddressOfPreviousSession.ToString(), "its end");
            Check.Fails(HResults.E_NOINTERFACE, () => sequential.TotalSectorsOnMedia.ToString(), "what it lacks");
            Check.Fails(HResults.E_NOINTERFACE, () => sequential.LastWrittenAddress.ToString(), "what it lacks");
            using (DiscRecorder2 recorder = sequential.OpenImportRecorder())
            {
                Check.Equal(burner.Recorder.ActiveDiscRecorder, recorder.ActiveDiscRecorder, "the recorder");
            }
        }
        using (var burner = new Burner(Burner.DvdPlusRW))
        {
            Multisession random = burner.Writer.MultisessionInterfaces.Single();
            Check.Equal(MultisessionScheme.RandomWrite, random.Scheme, "the scheme");
            Check.That(random.WriteUnitSize > 0 && random.TotalSectorsOnMedia == 60000, "it has a size");
        }
    }

    private static void Eraser()
    {
        using (var burner = new Burner(Burner.DvdPlusRW))
        using (var eraser = new DiscFormat2Erase())
        {
            Check.Fails(HResults.E_POINTER, () => eraser.EraseMedia(), "no recorder");
            eraser.Recorder = burner.Recorder;
            Check.Fails(HResults.E_IMAPI_ERASE_ONLY_ONE_RECORDER_SUPPORTED,
                () => eraser.Recorder = burner.Recorder, "a second recorder");
            Check.That(eraser.Recorder == burner.Recorder, "the recorder is the first");
            Check.Fails(HResults.E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID, () => eraser.EraseMedia(), "no name");
            eraser.ClientName = "tests";
            Check.Equal("tests", eraser.ClientName, "the client name");
            Flips(() => eraser.FullErase, value => eraser.FullErase = value);
            eraser.CancelMode = CancelMode.Immediate;
            Check.Equal(CancelMode.Immediate, eraser.CancelMode, "the cancel mode");
            Check.Equal(MediaType.DvdPlusRW, eraser.CurrentPhysicalMediaType, "the medium");
            Check.That(eraser.IsRecorderSupported(burner.Recorder), "the recorder will do");
            Check.That(eraser.IsCurrentMediaSupported(burner.Recorder), "the medium will do");
            Check.That(eraser.SupportedMediaTypes.Contains(MediaType.CDRW), "CD-RW can be erased");
            Check.That(!eraser.SupportedMediaTypes.Contains(MediaType.CDR), "CD-R cannot");
            Check.Fails(HResults.E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS, () => eraser.CancelErase(), "nothing to cancel");
            burner.Write();
            Check.That(!eraser.MediaPhysicallyBlank && !eraser.MediaHeuristicallyBlank, "the disc is not blank");

            // A token in time, a token out of time, and an exception.
            eraser.CancelMode = CancelMode.Salvage;
            eraser.FullErase = true;
            using (var cancellation = new CancellationTokenSource())
            {
                var cancels = new Reporter<DiscFormat2EraseEventArgs>(e =>
                {
                    if (e.ElapsedSeconds > 0)
                    {
                        cancellation.Cancel();
                    }
                });
                var cancelled = Check.Throws<OperationCanceledException>(
                    () => eraser.EraseMedia(cancels, cancellation.Token), "an erase that is cancelled");
                Check.Equal(DiscState.Overwritable, ((Df2dException)cancelled.InnerException).Result.DiscAfter, "the disc");
                Check.Throws<OperationCanceledException>(
                    () => Check.Await(eraser.EraseMediaAsync(null, cancellation.Token)), "a token that is cancelled already");
            }
            var own = new InvalidOperationException("the test's own");
            var throws = new Reporter<DiscFormat2EraseEventArgs>(e => { throw own; });
            Check.That(Check.Throws<InvalidOperationException>(() => eraser.EraseMedia(throws), "a handler") == own,
                "the exception is the handler's own");
            Check.Equal(HResults.S_OK, Check.Await(eraser.EraseMediaAsync()).HResult, "the result");
            Check.Equal(HResults.S_OK, eraser.EraseResult.HResult, "the result");
            Check.That(eraser.MediaHeuristicallyBlank, "the disc is blank");
            eraser.Recorder = null;
        }
    }

    private static void VirtualRecorder()
    {
        using (var recorder = new DiscRecorder2("virtual:?media=none&clock=virtual"))
        {
            VirtualRecorder drive = recorder.Virtual;
            drive.Insert("?media=dvd+r");
            Check.Fails(HResults.E_IMAPI_RECORDER_MEDIA_BUSY, () => drive.Insert("?media=cd-r"), "a second disc");
            Check.Throws<ArgumentNullException>(() => drive.Insert(null), "no disc");
            VirtualCounters counters = drive.Counters;
            TimeSpan before = drive.Now;
            drive.Sleep(TimeSpan.FromHours(1));
            Check.That(drive.Now - before >= TimeSpan.FromHours(1), "an hour has passed");
            Check.That(drive.Counters.Clock - counters.Clock >= TimeSpan.FromHours(1), "on the drive's clock");
            Check.That(drive.Counters.Busy < TimeSpan.FromHours(1), "during which it was not busy");
            long commands = drive.Counters.Commands;
            recorder.SendCommandNoData(new byte[6]);
            Check.Equal(commands + 1, drive.Counters.Commands, "the number of commands");
            drive.AddFault(new VirtualFault { Opcode = 0, Times = 1, Effect = VirtualEffect.Timeout });
            Check.Fails(HResults.E_IMAPI_RECORDER_COMMAND_TIMEOUT, () => recorder.SendCommandNoData(new byte[6]), "a fault");
            Check.Equal(1L, drive.Counters.Faults, "the number of faults");
            drive.AddFault(new VirtualFault { Opcode = 0, Effect = VirtualEffect.Timeout });
            drive.ClearFaults();
            recorder.SendCommandNoData(new byte[6]);
            Check.Throws<ArgumentNullException>(() => drive.AddFault(null), "no fault");
            Check.Throws<ArgumentOutOfRangeException>(() => drive.AddFault(new VirtualFault { Skip = -1 }), "less than none");
            Check.Fails(HResults.E_INVALIDARG,
                () => drive.AddFault(new VirtualFault { Effect = (VirtualEffect)99 }), "no such effect");
            drive.PowerCycle();
            drive.Eject(false);
            Check.That(drive.Counters.TrayOpen, "the tray is open");
        }
    }

    private static void LogMessages()
    {
        var messages = new List<string>();
        LogHandler handler = (level, target, message) =>
        {
            lock (messages)
            {
                messages.Add(message);
            }
        };
        using (Log.Advise(LogLevel.Trace, handler))
        using (var burner = new Burner(Burner.DvdPlusR))
        {
            burner.Write();
        }
        Check.That(messages.Any(message => message.Contains("READ DISC INFORMATION")), "there is a trace");
        int count = messages.Count;
        using (Log.Advise(LogLevel.Trace, (level, target, message) => { throw new InvalidOperationException(); }))
        using (var burner = new Burner(Burner.DvdPlusR))
        {
            Check.Equal(ContentState.Whole, burner.Write().ContentAfter, "the content");
        }
        Check.Equal(count, messages.Count, "what came when nobody listened");
        Check.Throws<ArgumentNullException>(() => Log.Advise(LogLevel.Info, null), "no handler");
        Check.Fails(HResults.E_INVALIDARG, () => Log.Advise((LogLevel)77, handler), "no such level");
    }
}
