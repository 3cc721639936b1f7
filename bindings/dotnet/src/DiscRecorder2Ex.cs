using System;
using System.Runtime.InteropServices;

namespace Df2d
{
    /// <summary>What a drive answered to a command of the caller's own.</summary>
    public sealed class CommandAnswer
    {
        internal CommandAnswer(bool hasSenseData, byte[] sense, byte[] data)
        {
            HasSenseData = hasSenseData;
            Sense = sense;
            Data = data;
        }

        /// <summary>Whether the drive answered with CHECK CONDITION: see <see cref="Sense"/>.</summary>
        public bool HasSenseData { get; private set; }

        /// <summary>Sense data, 18 bytes in fixed format; zeros if the drive did not refuse the command.</summary>
        public byte[] Sense { get; private set; }

        /// <summary>The bytes that came.</summary>
        public byte[] Data { get; private set; }
    }

    // IDiscRecorder2Ex.
    public unsafe partial class DiscRecorder2
    {
        private const int SenseSize = 18;

        /// <summary>Buffers of commands begin at a multiple of this; those that are given here are copied to one.</summary>
        public long ByteAlignmentMask
        {
            get { return GetUInt(Native.df2d_recorder_get_byte_alignment_mask); }
        }

        /// <summary>The most bytes that one command can carry.</summary>
        public long MaximumPageAlignedTransferSize
        {
            get { return GetUInt(Native.df2d_recorder_get_maximum_page_aligned_transfer_size); }
        }

        /// <summary>The same for a buffer that does not begin at a page.</summary>
        public long MaximumNonPageAlignedTransferSize
        {
            get { return GetUInt(Native.df2d_recorder_get_maximum_non_page_aligned_transfer_size); }
        }

        /// <summary>Sends a command that moves no data, once, as it is. A command may change the disc.</summary>
        /// <param name="cdb">The command descriptor block, 6 to 16 bytes.</param>
        /// <param name="timeoutSeconds">0 is the time that the library itself would allow such a command.</param>
        public CommandAnswer SendCommandNoData(byte[] cdb, int timeoutSeconds = 0)
        {
            Required(cdb, "cdb");
            byte[] sense = new byte[SenseSize];
            fixed (byte* command = cdb, senseStart = sense)
            {
                int hresult = Check(Native.df2d_recorder_send_command_no_data(
                    Handle, command, (uint)cdb.Length, senseStart, Seconds(timeoutSeconds)));
                return Answer(hresult, sense, new byte[0]);
            }
        }

        /// <summary>Sends a command that takes data. See <see cref="SendCommandNoData"/>.</summary>
        public CommandAnswer SendCommandSendDataToDevice(byte[] cdb, byte[] data, int timeoutSeconds = 0)
        {
            Required(cdb, "cdb");
            Required(data, "data");
            byte[] sense = new byte[SenseSize];
            using (var buffer = new PageBuffer(data.Length))
            {
                Marshal.Copy(data, 0, buffer.Start, data.Length);
                fixed (byte* command = cdb, senseStart = sense)
                {
                    int hresult = Check(Native.df2d_recorder_send_command_send_data_to_device(
                        Handle, command, (uint)cdb.Length, senseStart, Seconds(timeoutSeconds),
                        (byte*)buffer.Start, (uint)data.Length));
                    return Answer(hresult, sense, new byte[0]);
                }
            }
        }

        /// <summary>Sends a command that brings data. See <see cref="SendCommandNoData"/>.</summary>
        /// <param name="cdb">The command descriptor block; let its allocation length be no more than the size.</param>
        /// <param name="size">Room for the data.</param>
        /// <param name="timeoutSeconds">0 is the time that the library itself would allow such a command.</param>
        public CommandAnswer SendCommandGetDataFromDevice(byte[] cdb, int size, int timeoutSeconds = 0)
        {
            Required(cdb, "cdb");
            if (size < 0)
            {
                throw new ArgumentOutOfRangeException("size");
            }
            byte[] sense = new byte[SenseSize];
            using (var buffer = new PageBuffer(size))
            {
                fixed (byte* command = cdb, senseStart = sense)
                {
                    uint fetched;
                    int hresult = Check(Native.df2d_recorder_send_command_get_data_from_device(
                        Handle, command, (uint)cdb.Length, senseStart, Seconds(timeoutSeconds),
                        (byte*)buffer.Start, (uint)size, &fetched));
                    return Answer(hresult, sense, WriteResult.BytesOf((byte*)buffer.Start, (int)fetched));
                }
            }
        }

        /// <summary>The drive's answer to READ DISC INFORMATION.</summary>
        public byte[] GetDiscInformation()
        {
            return GetBytes(Native.df2d_recorder_get_disc_information);
        }

        /// <summary>The drive's answer to READ TRACK INFORMATION.</summary>
        /// <param name="address">The sector, the track's number (255 is the one that comes next), or the session.</param>
        /// <param name="addressType">Which of these.</param>
        public byte[] GetTrackInformation(long address, ReadTrackAddressType addressType)
        {
            uint number = UInt(address, "address");
            return GetBytes((handle, buffer, capacity, needed) =>
                Native.df2d_recorder_get_track_information(handle, number, (int)addressType, buffer, capacity, needed));
        }

        /// <summary>A structure of a DVD or HD DVD, without its header of four bytes.</summary>
        public byte[] ReadDvdStructure(int format, long address = 0, int layer = 0, int agid = 0)
        {
            uint which = UInt(format, "format"), sector = UInt(address, "address");
            uint ofLayer = UInt(layer, "layer"), grant = UInt(agid, "agid");
            return GetBytes((handle, buffer, capacity, needed) =>
                Native.df2d_recorder_read_dvd_structure(handle, which, sector, ofLayer, grant, buffer, capacity, needed));
        }

        /// <summary>Sends a structure to the drive, which can change the disc.</summary>
        public void SendDvdStructure(int format, byte[] data)
        {
            Required(data, "data");
            fixed (byte* start = data)
            {
                Check(Native.df2d_recorder_send_dvd_structure(
                    Handle, UInt(format, "format"), start, (uint)data.Length));
            }
        }

        /// <summary>A feature of the drive, from its code on.</summary>
        /// <param name="feature">The feature.</param>
        /// <param name="currentOnly">Fail if it cannot be used with the disc that is in the drive now.</param>
        public byte[] GetFeaturePage(FeaturePageType feature, bool currentOnly)
        {
            return GetBytes((handle, buffer, capacity, needed) =>
                Native.df2d_recorder_get_feature_page(
                    handle, (int)feature, currentOnly ? 1 : 0, buffer, capacity, needed));
        }

        /// <summary>A mode page, from its code on.</summary>
        public byte[] GetModePage(ModePageType page, ModePageRequestType requestType)
        {
            return GetBytes((handle, buffer, capacity, needed) =>
                Native.df2d_recorder_get_mode_page(handle, (int)page, (int)requestType, buffer, capacity, needed));
        }

        /// <summary>Sets the values of a mode page: one that <see cref="GetModePage"/> gave, changed where the changeable
        /// values allow.</summary>
        public void SetModePage(ModePageRequestType requestType, byte[] data)
        {
            Required(data, "data");
            fixed (byte* start = data)
            {
                Check(Native.df2d_recorder_set_mode_page(Handle, (int)requestType, start, (uint)data.Length));
            }
        }

        /// <summary>The mode pages of which the drive has such values.</summary>
        public ModePageType[] GetSupportedModePages(ModePageRequestType requestType)
        {
            return GetEnums<ModePageType>((handle, buffer, capacity, needed) =>
                Native.df2d_recorder_get_supported_mode_pages(handle, (int)requestType, buffer, capacity, needed));
        }

        /// <summary>A STORAGE_DEVICE_DESCRIPTOR in the layout that Windows gives it.</summary>
        public byte[] GetDeviceDescriptor()
        {
            return GetBytes(Native.df2d_recorder_get_device_descriptor);
        }

        /// <summary>A STORAGE_ADAPTER_DESCRIPTOR in the layout that Windows gives it.</summary>
        public byte[] GetAdapterDescriptor()
        {
            return GetBytes(Native.df2d_recorder_get_adapter_descriptor);
        }

        private static CommandAnswer Answer(int hresult, byte[] sense, byte[] data)
        {
            return new CommandAnswer(hresult == HResults.S_IMAPI_COMMAND_HAS_SENSE_DATA, sense, data);
        }

        private static void Required(byte[] value, string parameter)
        {
            if (value == null)
            {
                throw new ArgumentNullException(parameter);
            }
            if (value.Length == 0)
            {
                throw new ArgumentException("It is empty.", parameter);
            }
        }

        private static uint Seconds(int timeout)
        {
            return UInt(timeout, "timeoutSeconds");
        }

        private static uint UInt(long value, string parameter)
        {
            if (value < 0 || value > uint.MaxValue)
            {
                throw new ArgumentOutOfRangeException(parameter);
            }
            return (uint)value;
        }

        /// <summary>Memory that begins at a page, as every drive takes it.</summary>
        private sealed class PageBuffer : IDisposable
        {
            private const int Page = 4096;
            private readonly IntPtr allocated;

            internal readonly IntPtr Start;

            internal PageBuffer(int size)
            {
                allocated = Marshal.AllocHGlobal((IntPtr)((long)size + Page));
                Start = (IntPtr)(((long)allocated + Page - 1) / Page * Page);
            }

            public void Dispose()
            {
                Marshal.FreeHGlobal(allocated);
            }
        }
    }
}
