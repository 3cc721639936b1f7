using System;
using System.Runtime.InteropServices.ComTypes;

namespace Df2d.Imapi2
{
    /// <summary>Handles DDiscFormat2DataEvents: the progress is an <see cref="IDiscFormat2DataEventArgs"/>.</summary>
    public delegate void DDiscFormat2DataEvents_UpdateEventHandler(object @object, object progress);

    /// <summary>Handles DDiscFormat2EraseEvents.</summary>
    public delegate void DDiscFormat2EraseEvents_UpdateEventHandler(
        object @object, int elapsedSeconds, int estimatedTotalSeconds);

    /// <summary>Handles DDiscMaster2Events.</summary>
    public delegate void DDiscMaster2Events_NotifyDeviceAddedEventHandler(object @object, string uniqueId);

    /// <summary>Handles DDiscMaster2Events.</summary>
    public delegate void DDiscMaster2Events_NotifyDeviceRemovedEventHandler(object @object, string uniqueId);

    /// <summary>A <see cref="DiscMaster2"/> with IMAPI2's events.</summary>
    public class MsftDiscMaster2 : DiscMaster2
    {
        private DDiscMaster2Events_NotifyDeviceAddedEventHandler added;
        private DDiscMaster2Events_NotifyDeviceRemovedEventHandler removed;

        /// <summary>A drive has come.</summary>
        public event DDiscMaster2Events_NotifyDeviceAddedEventHandler NotifyDeviceAdded
        {
            add
            {
                if (added == null)
                {
                    DeviceAdded += RaiseAdded;
                }
                added += value;
            }
            remove
            {
                added -= value;
                if (added == null)
                {
                    DeviceAdded -= RaiseAdded;
                }
            }
        }

        /// <summary>A drive has gone.</summary>
        public event DDiscMaster2Events_NotifyDeviceRemovedEventHandler NotifyDeviceRemoved
        {
            add
            {
                if (removed == null)
                {
                    DeviceRemoved += RaiseRemoved;
                }
                removed += value;
            }
            remove
            {
                removed -= value;
                if (removed == null)
                {
                    DeviceRemoved -= RaiseRemoved;
                }
            }
        }

        private void RaiseAdded(object sender, DeviceEventArgs e)
        {
            DDiscMaster2Events_NotifyDeviceAddedEventHandler handlers = added;
            if (handlers != null)
            {
                handlers(this, e.RecorderId);
            }
        }

        private void RaiseRemoved(object sender, DeviceEventArgs e)
        {
            DDiscMaster2Events_NotifyDeviceRemovedEventHandler handlers = removed;
            if (handlers != null)
            {
                handlers(this, e.RecorderId);
            }
        }
    }

    /// <summary>A <see cref="DiscRecorder2"/> that is opened after it was made; before that its members are
    /// E_POINTER.</summary>
    public class MsftDiscRecorder2 : DiscRecorder2
    {
        /// <summary>Makes a recorder to be initialized.</summary>
        public MsftDiscRecorder2() : base(IntPtr.Zero)
        {
        }

        /// <summary>Opens the drive with this id.</summary>
        public void InitializeDiscRecorder(string recorderUniqueId)
        {
            ReplaceHandle(Open(recorderUniqueId));
        }
    }

    /// <summary>A <see cref="DiscFormat2Data"/> with IMAPI2's types.</summary>
    public class MsftDiscFormat2Data : DiscFormat2Data, IDiscFormat2Data, IBurnVerification
    {
        /// <summary>At each change of action and every half second, on a thread of the library.</summary>
        public new event DDiscFormat2DataEvents_UpdateEventHandler Update;

        /// <summary>What the disc allows.</summary>
        public new IMAPI_FORMAT2_DATA_MEDIA_STATE CurrentMediaStatus
        {
            get { return (IMAPI_FORMAT2_DATA_MEDIA_STATE)base.CurrentMediaStatus; }
        }

        /// <summary>Why the disc is protected.</summary>
        public new IMAPI_MEDIA_WRITE_PROTECT_STATE WriteProtectStatus
        {
            get { return (IMAPI_MEDIA_WRITE_PROTECT_STATE)base.WriteProtectStatus; }
        }

        /// <summary>Which disc it is.</summary>
        public new IMAPI_MEDIA_PHYSICAL_TYPE CurrentPhysicalMediaType
        {
            get { return (IMAPI_MEDIA_PHYSICAL_TYPE)base.CurrentPhysicalMediaType; }
        }

        /// <summary>How a write is checked after it.</summary>
        public new IMAPI_BURN_VERIFICATION_LEVEL BurnVerificationLevel
        {
            get { return (IMAPI_BURN_VERIFICATION_LEVEL)base.BurnVerificationLevel; }
            set { base.BurnVerificationLevel = (BurnVerificationLevel)value; }
        }

        /// <summary>Records the stream on the disc, all of it.</summary>
        public void Write(IStream data)
        {
            Write(new ComStream(data));
        }

        internal override void RaiseUpdate(EventArgs progress)
        {
            base.RaiseUpdate(progress);
            DDiscFormat2DataEvents_UpdateEventHandler handlers = Update;
            if (handlers != null)
            {
                handlers(this, progress);
            }
        }
    }

    /// <summary>A <see cref="DiscFormat2Erase"/> with IMAPI2's types.</summary>
    public class MsftDiscFormat2Erase : DiscFormat2Erase
    {
        /// <summary>At each change of what is being done and every half second, on a thread of the library.</summary>
        public new event DDiscFormat2EraseEvents_UpdateEventHandler Update;

        /// <summary>Which disc it is.</summary>
        public new IMAPI_MEDIA_PHYSICAL_TYPE CurrentPhysicalMediaType
        {
            get { return (IMAPI_MEDIA_PHYSICAL_TYPE)base.CurrentPhysicalMediaType; }
        }

        internal override void RaiseUpdate(EventArgs progress)
        {
            base.RaiseUpdate(progress);
            DDiscFormat2EraseEvents_UpdateEventHandler handlers = Update;
            if (handlers != null)
            {
                var e = (DiscFormat2EraseEventArgs)progress;
                handlers(this, e.ElapsedSeconds, e.EstimatedTotalSeconds);
            }
        }
    }
}
