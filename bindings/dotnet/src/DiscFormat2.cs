using System;

namespace Df2d
{
    /// <summary>IDiscFormat2: what a writer and an eraser have in common. One operation runs at a time.</summary>
    public abstract unsafe partial class DiscFormat2 : Df2dObject
    {
        private readonly Sink sink = new Sink();
        private DiscRecorder2 recorder;

        internal DiscFormat2(NativeHandle handle) : base(handle)
        {
        }

        internal delegate int Adviser(
            IntPtr handle, IntPtr function, IntPtr userData, IntPtr freeFunction, uint* cookie);

        internal delegate int QuestionOfRecorder(IntPtr handle, IntPtr recorder, int* supported);

        /// <summary>The drive to work with; null detaches it. The object keeps what it needs: the recorder may be
        /// disposed.</summary>
        public DiscRecorder2 Recorder
        {
            get
            {
                ThrowIfDisposed();
                return recorder;
            }

            set
            {
                IntPtr token = value == null ? IntPtr.Zero : value.Handle;
                if (value != null && token == IntPtr.Zero)
                {
                    // One that was not initialized; the library would take it for null.
                    throw ExceptionFor(HResults.E_POINTER);
                }
                Check(PutRecorder(token));
                recorder = value;
            }
        }

        /// <summary>Whether the recorder can do what this object needs.</summary>
        public abstract bool IsRecorderSupported(DiscRecorder2 recorder);

        /// <summary>Whether this object can work with the disc that is in the recorder now; an empty drive is no.</summary>
        public abstract bool IsCurrentMediaSupported(DiscRecorder2 recorder);

        internal abstract int PutRecorder(IntPtr recorder);

        internal abstract int Cancel();

        internal abstract int Wait(int* result);

        internal abstract int GetResult(Native.df2d_write_result* result);

        internal abstract void RaiseUpdate(EventArgs progress);

        /// <summary>IMAPI2's code for a second operation.</summary>
        internal abstract int BusyCode { get; }

        internal void Advise(Adviser adviser, IntPtr function)
        {
            uint cookie;
            Check(adviser(Handle, function, UserData.Hold(sink), UserData.Free, &cookie));
        }

        internal bool Ask(QuestionOfRecorder question, DiscRecorder2 ofRecorder)
        {
            if (ofRecorder == null)
            {
                throw new ArgumentNullException("recorder");
            }
            int supported;
            int hresult = question(Handle, ofRecorder.Handle, &supported);
            GC.KeepAlive(ofRecorder);
            if (hresult != HResults.E_IMAPI_RECORDER_MEDIA_NO_MEDIA)
            {
                Check(hresult);
            }
            return supported != 0;
        }

        /// <summary>True: the operation will end as cancelled, or with an error that came first. False: it is too late, and
        /// its own result stands.</summary>
        internal bool CancelOperation()
        {
            return Check(Cancel()) == HResults.S_OK;
        }

        /// <summary>Cancels, if there is anything to cancel.</summary>
        internal void TryCancel()
        {
            try
            {
                Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It was cancelled by that.
            }
        }

        internal WriteResult ReadResult()
        {
            var result = new Native.df2d_write_result();
            result.struct_size = (uint)sizeof(Native.df2d_write_result);
            int hresult = GetResult(&result);
            if (hresult != HResults.E_PENDING)
            {
                Check(hresult);
            }
            return new WriteResult(&result);
        }

        /// <summary>Waits for the operation, unless this is a callback of it or the object is disposed: then it fails.</summary>
        internal int TryWait()
        {
            try
            {
                int hresult;
                return Wait(&hresult);
            }
            catch (ObjectDisposedException)
            {
                return HResults.E_HANDLE;
            }
        }
    }
}
