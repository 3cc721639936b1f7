using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.ComTypes;
using Df2d;
using Df2d.Imapi2;

/// <summary>The classes with IMAPI2's own names.</summary>
internal static class Imapi2Units
{
    internal static readonly Dictionary<string, Action> All = new Dictionary<string, Action>
    {
        { "imapi2_recorder", Recorder },
        { "imapi2_write", Write },
        { "imapi2_source_error", SourceError },
        { "imapi2_erase", Erase },
    };

    private static void Recorder()
    {
        using (var master = new MsftDiscMaster2())
        {
            DDiscMaster2Events_NotifyDeviceAddedEventHandler added = (sender, id) => { };
            DDiscMaster2Events_NotifyDeviceRemovedEventHandler removed = (sender, id) => { };
            master.NotifyDeviceAdded += added;
            master.NotifyDeviceRemoved += removed;
            master.NotifyDeviceAdded -= added;
            master.NotifyDeviceRemoved -= removed;
            foreach (string id in master)
            {
                using (var recorder = new MsftDiscRecorder2())
                {
                    Check.Fails(HResults.E_POINTER, () => recorder.EjectMedia(), "a recorder that is not initialized");
                    Check.Fails(HResults.E_INVALIDARG, () => recorder.InitializeDiscRecorder("virtual:?media=lp"), "a bad id");
                    Check.Throws<ArgumentNullException>(() => recorder.InitializeDiscRecorder(null), "no id");
                    recorder.InitializeDiscRecorder(id);
                    recorder.InitializeDiscRecorder(id);
                    Check.Equal(id, recorder.ActiveDiscRecorder, "the id");
                    foreach (IMAPI_PROFILE_TYPE profile in recorder.CurrentProfiles)
                    {
                        Check.That(profile == IMAPI_PROFILE_TYPE.IMAPI_PROFILE_TYPE_DVD_PLUS_R ||
                            profile == IMAPI_PROFILE_TYPE.IMAPI_PROFILE_TYPE_BD_REWRITABLE, "the profile");
                    }
                }
            }
        }
        using (var burner = new Burner(Burner.DvdPlusR))
        using (var recorder = new MsftDiscRecorder2())
        {
            Check.Fails(HResults.E_POINTER, () => burner.Writer.Recorder = recorder, "a writer with such a recorder");
            Check.Equal(MediaState.Blank, burner.Writer.CurrentMediaStatus, "the disc of the recorder that it keeps");
        }
    }

    private static void Write()
    {
        var writer = new MsftDiscFormat2Data();
        using (var burner = new Burner(Burner.DvdPlusR, writer))
        {
            Check.Equal(IMAPI_MEDIA_PHYSICAL_TYPE.IMAPI_MEDIA_TYPE_DVDPLUSR, writer.CurrentPhysicalMediaType, "the medium");
            Check.Equal(IMAPI_FORMAT2_DATA_MEDIA_STATE.IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK, writer.CurrentMediaStatus,
                "its state");
            Check.Equal((IMAPI_MEDIA_WRITE_PROTECT_STATE)0, writer.WriteProtectStatus, "its protection");
            ((IBurnVerification)writer).BurnVerificationLevel = IMAPI_BURN_VERIFICATION_LEVEL.IMAPI_BURN_VERIFICATION_FULL;
            Check.Equal(BurnVerificationLevel.Full, ((DiscFormat2Data)writer).BurnVerificationLevel, "the level");
            var actions = new List<IMAPI_FORMAT2_DATA_WRITE_ACTION>();
            int updates = 0;
            writer.Update += (sender, progress) =>
            {
                Check.That(sender is IDiscFormat2Data, "the sender is the writer");
                actions.Add(((IDiscFormat2DataEventArgs)progress).CurrentAction);
            };
            ((DiscFormat2Data)writer).Update += (sender, e) => ++updates;
            var image = new Memory(Check.Image);
            image.Position = 99;
            ((IDiscFormat2Data)writer).Write(image);
            Check.That(Burner.DiscHolds(Check.Sectors), "the disc's file is the image");
            Check.Equal(IMAPI_FORMAT2_DATA_WRITE_ACTION.IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED, actions.Last(), "the end");
            Check.That(actions.Contains(IMAPI_FORMAT2_DATA_WRITE_ACTION.IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING),
                "it was verified");
            Check.Equal(actions.Count, updates, "the number of updates");
        }
        Check.Throws<ArgumentNullException>(() => writer.Write((IStream)null), "no stream");
    }

    private static void SourceError()
    {
        var writer = new MsftDiscFormat2Data();
        using (var burner = new Burner(Burner.DvdPlusR, writer))
        {
            var failing = new Memory(Check.Image) { FailsAt = Check.Stop };
            var exception = Check.Throws<COMException>(() => writer.Write(failing), "a stream that fails");
            Check.Equal(Memory.Failure, exception.ErrorCode, "the code is the stream's own");
            Burner.LeftAPart(writer.WriteResult, Memory.Failure);
        }
    }

    private static void Erase()
    {
        using (var burner = new Burner(Burner.CDRW))
        using (var eraser = new MsftDiscFormat2Erase { Recorder = burner.Recorder, ClientName = "tests" })
        {
            int updates = 0;
            eraser.Update += (sender, elapsed, total) =>
            {
                Check.That(sender == eraser && elapsed <= total, "the update makes sense");
                ++updates;
            };
            burner.Write();
            eraser.EraseMedia();
            Check.That(updates > 0, "there are updates");
            Check.Equal(IMAPI_MEDIA_PHYSICAL_TYPE.IMAPI_MEDIA_TYPE_CDRW, eraser.CurrentPhysicalMediaType, "the medium");
        }
    }

    /// <summary>An IStream as COM has it.</summary>
    private sealed class Memory : IStream
    {
        /// <summary>STG_E_READFAULT.</summary>
        internal const int Failure = unchecked((int)0x8003001E);

        private readonly byte[] data;

        internal Memory(byte[] data)
        {
            this.data = data;
            FailsAt = -1;
        }

        internal long Position { get; set; }

        internal int FailsAt { get; set; }

        public void Read(byte[] buffer, int count, IntPtr got)
        {
            if (FailsAt >= 0 && Position >= FailsAt)
            {
                throw new COMException("the test's own", Failure);
            }
            int length = (int)Math.Min(Math.Min(count, 65536), data.Length - Position);
            Array.Copy(data, Position, buffer, 0, length);
            Position += length;
            Marshal.WriteInt32(got, length);
        }

        public void Seek(long move, int origin, IntPtr position)
        {
            Position = move + (origin == 0 ? 0 : origin == 1 ? Position : data.Length);
            Marshal.WriteInt64(position, Position);
        }

        public void Stat(out System.Runtime.InteropServices.ComTypes.STATSTG statistics, int flags)
        {
            statistics = new System.Runtime.InteropServices.ComTypes.STATSTG { cbSize = data.Length };
        }

        public void Clone(out IStream clone)
        {
            throw new NotSupportedException();
        }

        public void Commit(int flags)
        {
            throw new NotSupportedException();
        }

        public void CopyTo(IStream target, long count, IntPtr read, IntPtr written)
        {
            throw new NotSupportedException();
        }

        public void LockRegion(long offset, long count, int type)
        {
            throw new NotSupportedException();
        }

        public void Revert()
        {
            throw new NotSupportedException();
        }

        public void SetSize(long size)
        {
            throw new NotSupportedException();
        }

        public void UnlockRegion(long offset, long count, int type)
        {
            throw new NotSupportedException();
        }

        public void Write(byte[] buffer, int count, IntPtr written)
        {
            throw new NotSupportedException();
        }
    }
}
