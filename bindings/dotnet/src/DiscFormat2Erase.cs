using System;
using System.Threading;
using System.Threading.Tasks;

namespace Df2d
{
    /// <summary>The progress of an erase.</summary>
    public sealed class DiscFormat2EraseEventArgs : EventArgs
    {
        internal DiscFormat2EraseEventArgs(int elapsedSeconds, int estimatedTotalSeconds)
        {
            ElapsedSeconds = elapsedSeconds;
            EstimatedTotalSeconds = estimatedTotalSeconds;
        }

        /// <summary>Seconds since the erase began.</summary>
        public int ElapsedSeconds { get; private set; }

        /// <summary>Seconds in all; the estimate may change from event to event.</summary>
        public int EstimatedTotalSeconds { get; private set; }
    }

    /// <summary>IDiscFormat2Erase: an eraser of rewritable discs. Give it a recorder and a client name, then
    /// <see cref="EraseMedia"/>.</summary>
    public unsafe class DiscFormat2Erase : DiscFormat2
    {
        /// <summary>Makes an eraser.</summary>
        public DiscFormat2Erase() : base(Create())
        {
            Advise(Native.df2d_erase_advise, Sink.EraseUpdateFunction);
            Advise(Native.df2d_erase_advise_end, Sink.EraseEndFunction);
        }

        private static NativeHandle Create()
        {
            IntPtr token;
            Library.Check(Native.df2d_erase_create(&token));
            return new EraserHandle(token);
        }

        /// <summary>DDiscFormat2EraseEvents.Update: at each change of what is being done and every half second, on a thread of
        /// the library. A handler that throws cancels the erase, as far as the drive lets it, and the exception comes out of
        /// <see cref="EraseMedia"/>.</summary>
        public event EventHandler<DiscFormat2EraseEventArgs> Update;

        /// <summary>Who is erasing, as others see it. Required.</summary>
        public string ClientName
        {
            get { return GetString(Native.df2d_erase_get_client_name); }
            set { PutString(Native.df2d_erase_put_client_name, value, "value"); }
        }

        /// <summary>Whether to erase all of the disc, and not only what leads to the data. Default: no.</summary>
        public bool FullErase
        {
            get { return GetBool(Native.df2d_erase_get_full_erase); }
            set { Put(Native.df2d_erase_put_full_erase, value); }
        }

        /// <summary>What a cancelled erase does before it returns.</summary>
        public CancelMode CancelMode
        {
            get { return (CancelMode)GetInt(Native.df2d_erase_get_cancel_mode); }
            set { Put(Native.df2d_erase_put_cancel_mode, (int)value); }
        }

        /// <summary>Which disc it is.</summary>
        public MediaType CurrentPhysicalMediaType
        {
            get { return (MediaType)GetInt(Native.df2d_erase_get_current_physical_media_type); }
        }

        /// <summary>Whether the drive says that its disc is blank.</summary>
        public bool MediaPhysicallyBlank
        {
            get { return GetBool(Native.df2d_erase_get_media_physically_blank); }
        }

        /// <summary>Whether the disc is blank as far as its content tells.</summary>
        public bool MediaHeuristicallyBlank
        {
            get { return GetBool(Native.df2d_erase_get_media_heuristically_blank); }
        }

        /// <summary>The media that this object can erase in a suitable drive.</summary>
        public MediaType[] SupportedMediaTypes
        {
            get { return GetEnums<MediaType>(Native.df2d_erase_get_supported_media_types); }
        }

        /// <summary>What the last erase did to the disc or, while one runs, what is known so far.</summary>
        public WriteResult EraseResult
        {
            get { return ReadResult(); }
        }

        /// <inheritdoc/>
        public override bool IsRecorderSupported(DiscRecorder2 recorder)
        {
            return Ask(Native.df2d_erase_is_recorder_supported, recorder);
        }

        /// <inheritdoc/>
        public override bool IsCurrentMediaSupported(DiscRecorder2 recorder)
        {
            return Ask(Native.df2d_erase_is_current_media_supported, recorder);
        }

        /// <summary>Erases the disc and returns when that is done.</summary>
        /// <param name="progress">Is told what <see cref="Update"/> tells.</param>
        /// <param name="cancellationToken">Cancels the erase, which ends with an OperationCanceledException.</param>
        public WriteResult EraseMedia(
            IProgress<DiscFormat2EraseEventArgs> progress = null,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            return Run(() => Native.df2d_erase_erase_media_async(Handle), null, Report(progress), cancellationToken);
        }

        /// <summary><see cref="EraseMedia"/> that does not wait.</summary>
        public Task<WriteResult> EraseMediaAsync(
            IProgress<DiscFormat2EraseEventArgs> progress = null,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            return RunAsync(() => Native.df2d_erase_erase_media_async(Handle), null, Report(progress), cancellationToken);
        }

        /// <summary>Asks the erase to stop, and never waits.</summary>
        /// <returns>False: it is too late, and the erase's own result stands.</returns>
        public bool CancelErase()
        {
            return CancelOperation();
        }

        internal override int BusyCode
        {
            get { return HResults.E_IMAPI_ERASE_RECORDER_IN_USE; }
        }

        internal override int PutRecorder(IntPtr recorder)
        {
            return Native.df2d_erase_put_recorder(Handle, recorder);
        }

        internal override int Cancel()
        {
            return Native.df2d_erase_cancel_erase(Handle);
        }

        internal override int Wait(int* result)
        {
            return Native.df2d_erase_wait(Handle, Constants.Infinite, result);
        }

        internal override int GetResult(Native.df2d_write_result* result)
        {
            return Native.df2d_erase_get_result(Handle, result);
        }

        internal override int GetLastError(
            Native.df2d_error_info* info, byte* buffer, UIntPtr capacity, UIntPtr* needed)
        {
            return Native.df2d_erase_get_last_error(Handle, info, buffer, capacity, needed);
        }

        internal override void RaiseUpdate(EventArgs progress)
        {
            EventHandler<DiscFormat2EraseEventArgs> handlers = Update;
            if (handlers != null)
            {
                handlers(this, (DiscFormat2EraseEventArgs)progress);
            }
        }

        private static Action<EventArgs> Report(IProgress<DiscFormat2EraseEventArgs> progress)
        {
            return progress == null ? (Action<EventArgs>)null : e => progress.Report((DiscFormat2EraseEventArgs)e);
        }
    }
}
