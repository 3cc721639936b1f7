using System;

namespace Df2d
{
    /// <summary>IMultisessionSequential, IMultisessionSequential2 or IMultisessionRandomWrite: a way to add to a disc. A member
    /// that the scheme lacks is E_NOINTERFACE.</summary>
    public sealed unsafe class Multisession
    {
        private delegate int Getter(IntPtr handle, int scheme, int* value);

        private readonly DiscFormat2Data writer;

        internal Multisession(DiscFormat2Data writer, MultisessionScheme scheme)
        {
            this.writer = writer;
            Scheme = scheme;
        }

        /// <summary>Which of the interfaces it is.</summary>
        public MultisessionScheme Scheme { get; private set; }

        /// <summary>Whether the disc can be written by this scheme as it is now.</summary>
        public bool IsSupportedOnCurrentMediaState
        {
            get { return Get(Native.df2d_multisession_get_is_supported_on_current_media_state) != 0; }
        }

        /// <summary>Which scheme a file system for the disc is to be made for. Setting one clears the others.</summary>
        public bool InUse
        {
            get { return Get(Native.df2d_multisession_get_in_use) != 0; }
            set { writer.Check(Native.df2d_multisession_put_in_use(writer.Handle, (int)Scheme, value ? 1 : 0)); }
        }

        /// <summary>Whether the next session is the first with data.</summary>
        public bool IsFirstDataSession
        {
            get { return Get(Native.df2d_multisession_get_is_first_data_session) != 0; }
        }

        /// <summary>The first sector of the last session.</summary>
        public int StartAddressOfPreviousSession
        {
            get { return Get(Native.df2d_multisession_get_start_address_of_previous_session); }
        }

        /// <summary>The last sector of the last session: E_NOTIMPL, always, as in IMAPI2.</summary>
        public int LastWrittenAddressOfPreviousSession
        {
            get { return Get(Native.df2d_multisession_get_last_written_address_of_previous_session); }
        }

        /// <summary>The sector at which the next write begins.</summary>
        public int NextWritableAddress
        {
            get { return Get(Native.df2d_multisession_get_next_writable_address); }
        }

        /// <summary>How many sectors the next write can have.</summary>
        public int FreeSectorsOnMedia
        {
            get { return Get(Native.df2d_multisession_get_free_sectors_on_media); }
        }

        /// <summary>How many sectors the disc records at once.</summary>
        public int WriteUnitSize
        {
            get { return Get(Native.df2d_multisession_get_write_unit_size); }
        }

        /// <summary>The sector that was written last.</summary>
        public int LastWrittenAddress
        {
            get { return Get(Native.df2d_multisession_get_last_written_address); }
        }

        /// <summary>The size of the disc in sectors.</summary>
        public int TotalSectorsOnMedia
        {
            get { return Get(Native.df2d_multisession_get_total_sectors_on_media); }
        }

        /// <summary>ImportRecorder: the drive that earlier sessions are read from, a further object for the caller to
        /// dispose.</summary>
        public DiscRecorder2 OpenImportRecorder()
        {
            IntPtr token;
            writer.Check(Native.df2d_multisession_get_import_recorder(writer.Handle, (int)Scheme, &token));
            return new DiscRecorder2(token);
        }

        private int Get(Getter getter)
        {
            int value;
            writer.Check(getter(writer.Handle, (int)Scheme, &value));
            return value;
        }
    }
}
