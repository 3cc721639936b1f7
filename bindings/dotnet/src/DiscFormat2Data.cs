using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Df2d
{
    /// <summary>One of the write speeds that the drive offers for the medium.</summary>
    public sealed class WriteSpeedDescriptor
    {
        internal WriteSpeedDescriptor(Native.df2d_write_speed_descriptor descriptor)
        {
            MediaType = (MediaType)descriptor.media_type;
            RotationTypeIsPureCAV = descriptor.rotation_type_is_pure_cav != 0;
            WriteSpeed = descriptor.write_speed;
        }

        /// <summary>Which disc.</summary>
        public MediaType MediaType { get; private set; }

        /// <summary>At constant angular velocity.</summary>
        public bool RotationTypeIsPureCAV { get; private set; }

        /// <summary>Sectors per second.</summary>
        public int WriteSpeed { get; private set; }
    }

    /// <summary>IDiscFormat2Data: a data writer. Give it a recorder and a client name, then
    /// <see cref="Write(DiscStream, IProgress{DiscFormat2DataEventArgs}, CancellationToken)"/>.</summary>
    public unsafe class DiscFormat2Data : DiscFormat2
    {
        /// <summary>Makes a data writer.</summary>
        public DiscFormat2Data() : base(Create())
        {
            Advise(Native.df2d_advise, Sink.UpdateFunction);
            Advise(Native.df2d_advise_end, Sink.EndFunction);
        }

        private static NativeHandle Create()
        {
            IntPtr token;
            Library.Check(Native.df2d_create(&token));
            return new WriterHandle(token);
        }

        /// <summary>DDiscFormat2DataEvents.Update: at each change of action and every half second, on a thread of the library.
        /// A handler that throws cancels the operation, and the exception comes out of the call that began it. Inside a
        /// handler no operation of this object can be begun.</summary>
        public event EventHandler<DiscFormat2DataEventArgs> Update;

        /// <summary>Who is writing, as others see it while the drive is in use. Required. 1 to 63 of the characters A-Z a-z
        /// 0-9, space, and . , : ; - _</summary>
        public string ClientName
        {
            get { return GetString(Native.df2d_get_client_name); }
            set { PutString(Native.df2d_put_client_name, value, "value"); }
        }

        /// <summary>Whether to write without the drive's protection against buffer under-runs. Default: no.</summary>
        public bool BufferUnderrunFreeDisabled
        {
            get { return GetBool(Native.df2d_get_buffer_underrun_free_disabled); }
            set { Put(Native.df2d_put_buffer_underrun_free_disabled, value); }
        }

        /// <summary>Whether the data already ends with the 150 sectors of post-gap that are otherwise appended on CD. Default:
        /// no.</summary>
        public bool PostgapAlreadyInImage
        {
            get { return GetBool(Native.df2d_get_postgap_already_in_image); }
            set { Put(Native.df2d_put_postgap_already_in_image, value); }
        }

        /// <summary>Whether the next write ends by closing the disc. Default: no.</summary>
        public bool ForceMediaToBeClosed
        {
            get { return GetBool(Native.df2d_get_force_media_to_be_closed); }
            set { Put(Native.df2d_put_force_media_to_be_closed, value); }
        }

        /// <summary>Whether to leave out what makes a DVD or BD readable in more players. With the default, no, a DVD+R is
        /// closed by its first write.</summary>
        public bool DisableConsumerDvdCompatibilityMode
        {
            get { return GetBool(Native.df2d_get_disable_consumer_dvd_compatibility_mode); }
            set { Put(Native.df2d_put_disable_consumer_dvd_compatibility_mode, value); }
        }

        /// <summary>Whether a write may begin at sector 0 of an overwritable disc that is not blank. Default: no.</summary>
        public bool ForceOverwrite
        {
            get { return GetBool(Native.df2d_get_force_overwrite); }
            set { Put(Native.df2d_put_force_overwrite, value); }
        }

        /// <summary>Whether the next write is a test, with the drive's laser off. Default: no.</summary>
        public bool TestWrite
        {
            get { return GetBool(Native.df2d_get_test_write); }
            set { Put(Native.df2d_put_test_write, value); }
        }

        /// <summary>IBurnVerification: how a write is checked after it. Default: not at all.</summary>
        public BurnVerificationLevel BurnVerificationLevel
        {
            get { return (BurnVerificationLevel)GetInt(Native.df2d_get_burn_verification_level); }
            set { Put(Native.df2d_put_burn_verification_level, (int)value); }
        }

        /// <summary>What a cancelled operation does before it returns. Allowed at any time.</summary>
        public CancelMode CancelMode
        {
            get { return (CancelMode)GetInt(Native.df2d_get_cancel_mode); }
            set { Put(Native.df2d_put_cancel_mode, (int)value); }
        }

        /// <summary>What was last asked of <see cref="SetWriteSpeed"/>, in sectors per second.</summary>
        public int RequestedWriteSpeed
        {
            get { return GetInt(Native.df2d_get_requested_write_speed); }
        }

        /// <summary>What was last asked of <see cref="SetWriteSpeed"/>.</summary>
        public bool RequestedRotationTypeIsPureCAV
        {
            get { return GetBool(Native.df2d_get_requested_rotation_type_is_pure_cav); }
        }

        /// <summary>Whether the drive says that its disc is blank.</summary>
        public bool MediaPhysicallyBlank
        {
            get { return GetBool(Native.df2d_get_media_physically_blank); }
        }

        /// <summary>Whether the disc is blank as far as its content tells: overwritable media that hold zeros only at their
        /// start and end count as blank.</summary>
        public bool MediaHeuristicallyBlank
        {
            get { return GetBool(Native.df2d_get_media_heuristically_blank); }
        }

        /// <summary>The media that this object can write in a suitable drive.</summary>
        public MediaType[] SupportedMediaTypes
        {
            get { return GetEnums<MediaType>(Native.df2d_get_supported_media_types); }
        }

        /// <summary>What the disc allows. It is usable if none of <see cref="MediaState.UnsupportedMask"/> is set.</summary>
        public MediaState CurrentMediaStatus
        {
            get { return (MediaState)GetInt(Native.df2d_get_current_media_status); }
        }

        /// <summary>Why the disc is protected; 0 is not protected.</summary>
        public WriteProtectState WriteProtectStatus
        {
            get { return (WriteProtectState)GetInt(Native.df2d_get_write_protect_status); }
        }

        /// <summary>The size of the disc in sectors, used or not.</summary>
        public int TotalSectorsOnMedia
        {
            get { return GetInt(Native.df2d_get_total_sectors_on_media); }
        }

        /// <summary>How many sectors the next write can have. Overwritable media always say their full size.</summary>
        public int FreeSectorsOnMedia
        {
            get { return GetInt(Native.df2d_get_free_sectors_on_media); }
        }

        /// <summary>The sector at which the next write begins.</summary>
        public int NextWritableAddress
        {
            get { return GetInt(Native.df2d_get_next_writable_address); }
        }

        /// <summary>The first sector of the last session; -1 on blank media and media without sessions.</summary>
        public int StartAddressOfPreviousSession
        {
            get { return GetInt(Native.df2d_get_start_address_of_previous_session); }
        }

        /// <summary>The last sector of the last session: E_NOTIMPL, always, as in IMAPI2.</summary>
        public int LastWrittenAddressOfPreviousSession
        {
            get { return GetInt(Native.df2d_get_last_written_address_of_previous_session); }
        }

        /// <summary>Which disc it is.</summary>
        public MediaType CurrentPhysicalMediaType
        {
            get { return (MediaType)GetInt(Native.df2d_get_current_physical_media_type); }
        }

        /// <summary>The speed that the drive would write this disc with now, in sectors per second.</summary>
        public int CurrentWriteSpeed
        {
            get { return GetInt(Native.df2d_get_current_write_speed); }
        }

        /// <summary>Whether the drive would write this disc with constant angular velocity now.</summary>
        public bool CurrentRotationTypeIsPureCAV
        {
            get { return GetBool(Native.df2d_get_current_rotation_type_is_pure_cav); }
        }

        /// <summary>The speeds that drive and disc offer together, in sectors per second.</summary>
        public int[] SupportedWriteSpeeds
        {
            get { return GetInts(Native.df2d_get_supported_write_speeds); }
        }

        /// <summary>The same with medium and rotation.</summary>
        public WriteSpeedDescriptor[] SupportedWriteSpeedDescriptors
        {
            get
            {
                UIntPtr needed;
                int hresult;
                var descriptors = new Native.df2d_write_speed_descriptor[16];
                do
                {
                    fixed (Native.df2d_write_speed_descriptor* start = descriptors)
                    {
                        hresult = Native.df2d_get_supported_write_speed_descriptors(
                            Handle, start, (UIntPtr)descriptors.Length, &needed);
                    }
                    // Either too small, or longer than what came.
                    Array.Resize(ref descriptors, (int)needed);
                }
                while (hresult == HResults.E_INSUFFICIENT_BUFFER);
                Check(hresult);
                return Array.ConvertAll(descriptors, descriptor => new WriteSpeedDescriptor(descriptor));
            }
        }

        /// <summary>The ways to add to the disc.</summary>
        public Multisession[] MultisessionInterfaces
        {
            get
            {
                int[] schemes = GetInts(Native.df2d_get_multisession_interfaces);
                return Array.ConvertAll(schemes, scheme => new Multisession(this, (MultisessionScheme)scheme));
            }
        }

        /// <summary>What the last operation did to the disc or, while one runs, what is known so far.</summary>
        public WriteResult WriteResult
        {
            get { return ReadResult(); }
        }

        /// <inheritdoc/>
        public override bool IsRecorderSupported(DiscRecorder2 recorder)
        {
            return Ask(Native.df2d_is_recorder_supported, recorder);
        }

        /// <inheritdoc/>
        public override bool IsCurrentMediaSupported(DiscRecorder2 recorder)
        {
            return Ask(Native.df2d_is_current_media_supported, recorder);
        }

        /// <summary>How fast to write. A speed that the drive does not have is replaced by the nearest one.</summary>
        /// <param name="sectorsPerSecond"><see cref="Constants.SpeedMax"/>: as fast as the medium allows.</param>
        /// <param name="rotationTypeIsPureCAV">Ask for constant angular velocity.</param>
        /// <returns>S_OK, or S_IMAPI_SPEEDADJUSTED, S_IMAPI_ROTATIONADJUSTED or S_IMAPI_BOTHADJUSTED.</returns>
        public int SetWriteSpeed(int sectorsPerSecond, bool rotationTypeIsPureCAV)
        {
            return Check(Native.df2d_set_write_speed(Handle, sectorsPerSecond, rotationTypeIsPureCAV ? 1 : 0));
        }

        /// <summary>Records the stream on the disc and returns when that is done, closing and verification included.</summary>
        /// <param name="data">What to write.</param>
        /// <param name="progress">Is told what <see cref="Update"/> tells, on the same thread.</param>
        /// <param name="cancellationToken">Cancels the write, which then brings the disc to the best state it allows and ends
        /// with an <see cref="OperationCanceledException"/>. Its InnerException is the <see cref="Df2dException"/> that says
        /// what is on the disc. A cancel that comes when the disc is being closed is too late, and the write
        /// succeeds.</param>
        /// <exception cref="Df2dException">It failed; what is on the disc stands in its Result.</exception>
        public WriteResult Write(
            DiscStream data,
            IProgress<DiscFormat2DataEventArgs> progress = null,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            return Run(Begin(data), data.Source, Report(progress), cancellationToken);
        }

        /// <summary>Records a seekable stream, all of it, which stays open.</summary>
        public WriteResult Write(
            Stream data,
            IProgress<DiscFormat2DataEventArgs> progress = null,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            using (DiscStream stream = DiscStream.FromStream(data, true))
            {
                return Write(stream, progress, cancellationToken);
            }
        }

        /// <summary>Write that does not wait.</summary>
        public Task<WriteResult> WriteAsync(
            DiscStream data,
            IProgress<DiscFormat2DataEventArgs> progress = null,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            return RunAsync(Begin(data), data.Source, Report(progress), cancellationToken);
        }

        /// <summary>Write of a seekable stream, all of it, that does not wait. The stream stays open.</summary>
        public Task<WriteResult> WriteAsync(
            Stream data,
            IProgress<DiscFormat2DataEventArgs> progress = null,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            // The write keeps what it needs of it.
            using (DiscStream stream = DiscStream.FromStream(data, true))
            {
                return WriteAsync(stream, progress, cancellationToken);
            }
        }

        /// <summary>Finalises the disc without writing. HResult is S_FALSE if there was nothing to close.</summary>
        public WriteResult CloseMedia(
            IProgress<DiscFormat2DataEventArgs> progress = null,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            return Run(() => Native.df2d_close_media_async(Handle), null, Report(progress), cancellationToken);
        }

        /// <summary><see cref="CloseMedia"/> that does not wait.</summary>
        public Task<WriteResult> CloseMediaAsync(
            IProgress<DiscFormat2DataEventArgs> progress = null,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            return RunAsync(() => Native.df2d_close_media_async(Handle), null, Report(progress), cancellationToken);
        }

        /// <summary>Brings a disc whose last session was interrupted to the best state that it allows. HResult is S_FALSE if
        /// there was nothing to close.</summary>
        /// <param name="action">Report only looks, Close closes the session, Resume writes the rest of it.</param>
        /// <param name="data">Of Resume: the stream that was being written, from its beginning. Else null.</param>
        /// <param name="progress">Is told what <see cref="Update"/> tells.</param>
        /// <param name="cancellationToken">Cancels the operation.</param>
        public WriteResult RecoverMedia(
            RecoverAction action,
            DiscStream data = null,
            IProgress<DiscFormat2DataEventArgs> progress = null,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            return Run(Recover(action, data), SourceOf(data), Report(progress), cancellationToken);
        }

        /// <summary><see cref="RecoverMedia"/> that does not wait.</summary>
        public Task<WriteResult> RecoverMediaAsync(
            RecoverAction action,
            DiscStream data = null,
            IProgress<DiscFormat2DataEventArgs> progress = null,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            return RunAsync(Recover(action, data), SourceOf(data), Report(progress), cancellationToken);
        }

        /// <summary>Asks the operation to stop, and never waits. Allowed on any thread and in event handlers.</summary>
        /// <returns>False: it is too late, the disc is being closed, and the operation's own result stands.</returns>
        public bool CancelWrite()
        {
            return CancelOperation();
        }

        internal override int BusyCode
        {
            get { return HResults.E_IMAPI_DF2DATA_WRITE_IN_PROGRESS; }
        }

        internal override int PutRecorder(IntPtr recorder)
        {
            return Native.df2d_put_recorder(Handle, recorder);
        }

        internal override int Cancel()
        {
            return Native.df2d_cancel_write(Handle);
        }

        internal override int Wait(int* result)
        {
            return Native.df2d_wait(Handle, Constants.Infinite, result);
        }

        internal override int GetResult(Native.df2d_write_result* result)
        {
            return Native.df2d_get_write_result(Handle, result);
        }

        internal override int GetLastError(
            Native.df2d_error_info* info, byte* buffer, UIntPtr capacity, UIntPtr* needed)
        {
            return Native.df2d_get_last_error(Handle, info, buffer, capacity, needed);
        }

        internal override void RaiseUpdate(EventArgs progress)
        {
            EventHandler<DiscFormat2DataEventArgs> handlers = Update;
            if (handlers != null)
            {
                handlers(this, (DiscFormat2DataEventArgs)progress);
            }
        }

        private Func<int> Begin(DiscStream data)
        {
            if (data == null)
            {
                throw new ArgumentNullException("data");
            }
            data.ThrowIfDisposed();
            return () =>
            {
                int hresult = Native.df2d_write_async(Handle, data.Handle);
                GC.KeepAlive(data);
                return hresult;
            };
        }

        private Func<int> Recover(RecoverAction action, DiscStream data)
        {
            return () =>
            {
                IntPtr stream = data == null ? IntPtr.Zero : data.Handle;
                int hresult = Native.df2d_recover_media_async(Handle, (int)action, stream);
                GC.KeepAlive(data);
                return hresult;
            };
        }

        private static StreamSource SourceOf(DiscStream data)
        {
            return data == null ? null : data.Source;
        }

        private static Action<EventArgs> Report(IProgress<DiscFormat2DataEventArgs> progress)
        {
            return progress == null ? (Action<EventArgs>)null : e => progress.Report((DiscFormat2DataEventArgs)e);
        }
    }
}
