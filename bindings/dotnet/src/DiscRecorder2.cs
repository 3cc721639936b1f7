using System;

namespace Df2d
{
    /// <summary>IDiscRecorder2: a drive.</summary>
    public unsafe partial class DiscRecorder2 : Df2dObject
    {
        /// <summary>InitializeDiscRecorder: opens a recorder, which is never exclusive and leaves the medium alone.</summary>
        /// <param name="recorderId">What to open: an id of <see cref="DiscMaster2"/>, a path such as "/dev/sr0",
        /// "virtual:PATH?media=dvd+r", or "iscsi://HOST/IQN/LUN". README.md of the library has them all.</param>
        public DiscRecorder2(string recorderId) : base(Open(recorderId))
        {
        }

        internal DiscRecorder2(IntPtr token) : base(new RecorderHandle(token))
        {
        }

        internal static NativeHandle Open(string recorderId)
        {
            IntPtr token;
            fixed (byte* id = Text.ToBytes(recorderId, "recorderId"))
            {
                Library.Check(Native.df2d_recorder_open(id, &token));
            }
            return new RecorderHandle(token);
        }

        /// <summary>The id that the recorder was opened with, but for a password.</summary>
        public string ActiveDiscRecorder
        {
            get { return GetString(Native.df2d_recorder_get_active_disc_recorder); }
        }

        /// <summary>Who made the drive, as the drive itself says.</summary>
        public string VendorId
        {
            get { return GetString(Native.df2d_recorder_get_vendor_id); }
        }

        /// <summary>The drive's model, as the drive itself says.</summary>
        public string ProductId
        {
            get { return GetString(Native.df2d_recorder_get_product_id); }
        }

        /// <summary>The version of the drive's firmware, as the drive itself says.</summary>
        public string ProductRevision
        {
            get { return GetString(Native.df2d_recorder_get_product_revision); }
        }

        /// <summary>The block device that the system mounts the disc from, such as "/dev/sr0"; empty where there is
        /// none.</summary>
        public string VolumeName
        {
            get { return GetString(Native.df2d_recorder_get_volume_name); }
        }

        /// <summary>Where the disc is mounted.</summary>
        public string[] VolumePathNames
        {
            get { return Text.ListFromBytes(GetBytes(Native.df2d_recorder_get_volume_path_names)); }
        }

        /// <summary>The N of /dev/srN. A virtual recorder has none, which is E_NOTIMPL.</summary>
        public int LegacyDeviceNumber
        {
            get { return GetInt(Native.df2d_recorder_get_legacy_device_number); }
        }

        /// <summary>Whether <see cref="CloseTray"/> can be expected to work.</summary>
        public bool DeviceCanLoadMedia
        {
            get { return GetBool(Native.df2d_recorder_get_device_can_load_media); }
        }

        /// <summary>The client name of whoever in this process has the drive for itself; empty is nobody.</summary>
        public string ExclusiveAccessOwner
        {
            get { return GetString(Native.df2d_recorder_get_exclusive_access_owner); }
        }

        /// <summary>The features that the drive has.</summary>
        public FeaturePageType[] SupportedFeaturePages
        {
            get { return GetFeaturePages(0); }
        }

        /// <summary>The features that can be used with the disc that is in the drive now.</summary>
        public FeaturePageType[] CurrentFeaturePages
        {
            get { return GetFeaturePages(1); }
        }

        /// <summary>The kinds of medium that the drive handles.</summary>
        public ProfileType[] SupportedProfiles
        {
            get { return GetProfiles(0); }
        }

        /// <summary>The kinds that the disc in the drive now is.</summary>
        public ProfileType[] CurrentProfiles
        {
            get { return GetProfiles(1); }
        }

        /// <summary>The drive's mode pages that have current values.</summary>
        public ModePageType[] SupportedModePages
        {
            get { return GetSupportedModePages(ModePageRequestType.CurrentValues); }
        }

        /// <summary>Opens the tray.</summary>
        public void EjectMedia()
        {
            Check(Native.df2d_recorder_eject_media(Handle));
        }

        /// <summary>Draws the tray in.</summary>
        public void CloseTray()
        {
            Check(Native.df2d_recorder_close_tray(Handle));
        }

        /// <summary>Has the drive for this recorder alone, until as many <see cref="ReleaseExclusiveAccess"/>.</summary>
        /// <param name="force">Also take a drive whose disc is mounted: it is unmounted first.</param>
        /// <param name="clientName">Who has the drive, as others see it.</param>
        public void AcquireExclusiveAccess(bool force, string clientName)
        {
            fixed (byte* name = Text.ToBytes(clientName, "clientName"))
            {
                Check(Native.df2d_recorder_acquire_exclusive_access(Handle, force ? 1 : 0, name));
            }
        }

        /// <summary>Takes back one <see cref="AcquireExclusiveAccess"/>.</summary>
        public void ReleaseExclusiveAccess()
        {
            Check(Native.df2d_recorder_release_exclusive_access(Handle));
        }

        /// <summary>Turns media change notification off, until as many <see cref="EnableMcn"/>.</summary>
        public void DisableMcn()
        {
            Check(Native.df2d_recorder_disable_mcn(Handle));
        }

        /// <summary>Takes back one <see cref="DisableMcn"/>.</summary>
        public void EnableMcn()
        {
            Check(Native.df2d_recorder_enable_mcn(Handle));
        }

        /// <summary>What can be done with a recorder without hardware; on any other it is E_NOTIMPL.</summary>
        public VirtualRecorder Virtual
        {
            get { return new VirtualRecorder(this); }
        }

        internal override int GetLastError(
            Native.df2d_error_info* info, byte* buffer, UIntPtr capacity, UIntPtr* needed)
        {
            return Native.df2d_recorder_get_last_error(Handle, info, buffer, capacity, needed);
        }

        private FeaturePageType[] GetFeaturePages(int currentOnly)
        {
            return GetEnums<FeaturePageType>((handle, buffer, capacity, needed) =>
                Native.df2d_recorder_get_supported_feature_pages(handle, currentOnly, buffer, capacity, needed));
        }

        private ProfileType[] GetProfiles(int currentOnly)
        {
            return GetEnums<ProfileType>((handle, buffer, capacity, needed) =>
                Native.df2d_recorder_get_supported_profiles(handle, currentOnly, buffer, capacity, needed));
        }
    }
}
