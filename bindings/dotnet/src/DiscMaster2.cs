using System;
using System.Collections;
using System.Collections.Generic;

namespace Df2d
{
    /// <summary>A drive has come or gone.</summary>
    public sealed class DeviceEventArgs : EventArgs
    {
        internal DeviceEventArgs(string recorderId)
        {
            RecorderId = recorderId;
        }

        /// <summary>Its id, for <see cref="DiscRecorder2"/>.</summary>
        public string RecorderId { get; private set; }
    }

    /// <summary>IDiscMaster2: the ids of the recorders that there are, the optical drives of this computer and those that the
    /// environment variable DF2D_RECORDERS names.</summary>
    public unsafe class DiscMaster2 : Df2dObject, IEnumerable<string>
    {
        private static readonly Native.df2d_master_notify_fn OnAdded = Added;
        private static readonly Native.df2d_master_notify_fn OnRemoved = Removed;
        private static readonly IntPtr AddedFunction = LibraryThread.FunctionOf(OnAdded);
        private static readonly IntPtr RemovedFunction = LibraryThread.FunctionOf(OnRemoved);

        private readonly object gate = new object();
        private bool advised;
        private Action atExit;
        private EventHandler<DeviceEventArgs> deviceAdded;
        private EventHandler<DeviceEventArgs> deviceRemoved;

        /// <summary>Makes a list of the recorders that there are.</summary>
        public DiscMaster2() : base(Create())
        {
        }

        private static NativeHandle Create()
        {
            IntPtr token;
            Library.Check(Native.df2d_master_create(&token));
            return new MasterHandle(token);
        }

        /// <summary>NotifyDeviceAdded: a drive of this computer has come. The handlers run on a thread of the library; an
        /// exception that one throws goes where those of unawaited tasks go, to TaskScheduler.UnobservedTaskException.
        /// As long as events are wanted the object must be referenced.</summary>
        public event EventHandler<DeviceEventArgs> DeviceAdded
        {
            add
            {
                Advise();
                lock (gate)
                {
                    deviceAdded += value;
                }
            }
            remove
            {
                lock (gate)
                {
                    deviceAdded -= value;
                }
            }
        }

        /// <summary>NotifyDeviceRemoved: a drive of this computer has gone. See <see cref="DeviceAdded"/>.</summary>
        public event EventHandler<DeviceEventArgs> DeviceRemoved
        {
            add
            {
                Advise();
                lock (gate)
                {
                    deviceRemoved += value;
                }
            }
            remove
            {
                lock (gate)
                {
                    deviceRemoved -= value;
                }
            }
        }

        /// <summary>How many recorders there are now. The list is read anew.</summary>
        public int Count
        {
            get { return GetInt(Native.df2d_master_get_count); }
        }

        /// <summary>The id of a recorder, from the list as it was last read.</summary>
        public string this[int index]
        {
            get
            {
                return GetString((handle, buffer, capacity, needed) =>
                    Native.df2d_master_get_item(handle, index, buffer, capacity, needed));
            }
        }

        /// <summary>Whether at least one of the recorders can be opened and is an optical drive.</summary>
        public bool IsSupportedEnvironment
        {
            get { return GetBool(Native.df2d_master_get_is_supported_environment); }
        }

        /// <summary>The ids of all recorders, read anew.</summary>
        public IEnumerator<string> GetEnumerator()
        {
            IEnumerable<string> items = Text.ListFromBytes(GetBytes(Native.df2d_master_get_items));
            return items.GetEnumerator();
        }

        /// <inheritdoc/>
        public override void Dispose()
        {
            base.Dispose();
            MonoExit.Remove(atExit);
        }

        IEnumerator IEnumerable.GetEnumerator()
        {
            return GetEnumerator();
        }

        internal override int GetLastError(
            Native.df2d_error_info* info, byte* buffer, UIntPtr capacity, UIntPtr* needed)
        {
            return Native.df2d_master_get_last_error(Handle, info, buffer, capacity, needed);
        }

        /// <summary>The library watches for drives from the first handler on.</summary>
        private void Advise()
        {
            lock (gate)
            {
                if (advised)
                {
                    return;
                }
                uint cookie;
                Check(Native.df2d_master_advise(
                    Handle, AddedFunction, RemovedFunction, UserData.Watch(this), UserData.Free, &cookie));
                advised = true;
                atExit = DisposerOf(new WeakReference(this));
                MonoExit.Add(atExit);
            }
        }

        private static Action DisposerOf(WeakReference master)
        {
            return () =>
            {
                var target = (DiscMaster2)master.Target;
                if (target != null)
                {
                    target.Dispose();
                }
            };
        }

        private static void Added(IntPtr token, byte* id, IntPtr userData)
        {
            Notify(userData, id, master => master.deviceAdded);
        }

        private static void Removed(IntPtr token, byte* id, IntPtr userData)
        {
            Notify(userData, id, master => master.deviceRemoved);
        }

        private static void Notify(IntPtr userData, byte* id, Func<DiscMaster2, EventHandler<DeviceEventArgs>> handlers)
        {
            LibraryThread.Enter();
            try
            {
                DiscMaster2 master = UserData.Target<DiscMaster2>(userData);
                EventHandler<DeviceEventArgs> handler = master == null ? null : handlers(master);
                if (handler != null)
                {
                    handler(master, new DeviceEventArgs(Text.FromPointer(id)));
                }
            }
            catch (Exception exception)
            {
                UserData.Unobserved(exception);
            }
        }
    }
}
