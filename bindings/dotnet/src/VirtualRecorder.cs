using System;

namespace Df2d
{
    /// <summary>A fault to come of a virtual recorder.</summary>
    public sealed class VirtualFault
    {
        /// <summary>Strikes every command, without end, as its other members do not say otherwise.</summary>
        public VirtualFault()
        {
            Opcode = -1;
            Lba = -1;
        }

        /// <summary>The operation code of the commands that it strikes; -1 is all.</summary>
        public int Opcode { get; set; }

        /// <summary>It strikes READ and WRITE commands that cover this sector; -1 is all commands.</summary>
        public long Lba { get; set; }

        /// <summary>How many matching commands it lets pass first.</summary>
        public int Skip { get; set; }

        /// <summary>How many commands it strikes; 0 is without end.</summary>
        public int Times { get; set; }

        /// <summary>What becomes of the command.</summary>
        public VirtualEffect Effect { get; set; }

        /// <summary>Of <see cref="VirtualEffect.Sense"/>.</summary>
        public byte SenseKey { get; set; }

        /// <summary>Of <see cref="VirtualEffect.Sense"/>.</summary>
        public byte Asc { get; set; }

        /// <summary>Of <see cref="VirtualEffect.Sense"/>.</summary>
        public byte Ascq { get; set; }

        /// <summary>Reported as the failure of an earlier command.</summary>
        public bool Deferred { get; set; }

        /// <summary>Of <see cref="VirtualEffect.Delay"/>.</summary>
        public TimeSpan Delay { get; set; }
    }

    /// <summary>What a virtual recorder has counted since it was opened.</summary>
    public sealed class VirtualCounters
    {
        internal VirtualCounters(Native.df2d_virtual_counts counts)
        {
            Prevented = counts.prevented != 0;
            TrayOpen = counts.tray_open != 0;
            Crc32 = counts.crc32;
            Commands = (long)counts.commands;
            Writes = (long)counts.writes;
            SectorsWritten = (long)counts.sectors_written;
            BytesWritten = (long)counts.bytes_written;
            WriteRefusedBufferFull = (long)counts.write_refused_buffer_full;
            UnderRuns = (long)counts.under_runs;
            Idle = FromNanoseconds(counts.idle_ns);
            MaxGap = FromNanoseconds(counts.max_gap_ns);
            BufferFillBytes = (long)counts.buffer_fill_bytes;
            BufferMinBytes = (long)counts.buffer_min_bytes;
            BufferCapacityBytes = (long)counts.buffer_capacity_bytes;
            ChecksumTime = FromNanoseconds(counts.checksum_ns);
            LongOperations = (long)counts.long_operations;
            Faults = (long)counts.faults;
            NextWritableLba = counts.next_writable_lba;
            Busy = FromNanoseconds(counts.busy_ns);
            Clock = FromNanoseconds(counts.clock_ns);
        }

        /// <summary>The tray is locked.</summary>
        public bool Prevented { get; private set; }

        /// <summary>The tray is open.</summary>
        public bool TrayOpen { get; private set; }

        /// <summary>CRC-32 of all bytes received, with store=discard; else 0.</summary>
        public long Crc32 { get; private set; }

        /// <summary>Commands that reached the drive, answered or not.</summary>
        public long Commands { get; private set; }

        /// <summary>WRITE commands that took data.</summary>
        public long Writes { get; private set; }

        /// <summary>Sectors that these brought.</summary>
        public long SectorsWritten { get; private set; }

        /// <summary>Bytes that these brought.</summary>
        public long BytesWritten { get; private set; }

        /// <summary>WRITE commands refused because the buffer was full.</summary>
        public long WriteRefusedBufferFull { get; private set; }

        /// <summary>How often the buffer ran empty and more data came afterwards.</summary>
        public long UnderRuns { get; private set; }

        /// <summary>How long the laser stood still for want of data.</summary>
        public TimeSpan Idle { get; private set; }

        /// <summary>The longest time from one WRITE to the next of the same recording.</summary>
        public TimeSpan MaxGap { get; private set; }

        /// <summary>Bytes in the drive's buffer now.</summary>
        public long BufferFillBytes { get; private set; }

        /// <summary>The least that were in it while recording.</summary>
        public long BufferMinBytes { get; private set; }

        /// <summary>Its size.</summary>
        public long BufferCapacityBytes { get; private set; }

        /// <summary>Real time spent on the checksum.</summary>
        public TimeSpan ChecksumTime { get; private set; }

        /// <summary>Flush, close and format operations begun.</summary>
        public long LongOperations { get; private set; }

        /// <summary>Faults that have struck.</summary>
        public long Faults { get; private set; }

        /// <summary>Where the next WRITE must go on a sequential medium; -1 when there is no such address.</summary>
        public long NextWritableLba { get; private set; }

        /// <summary>How long the drive was busy with commands and with such operations, on its clock.</summary>
        public TimeSpan Busy { get; private set; }

        /// <summary>What its clock says.</summary>
        public TimeSpan Clock { get; private set; }

        private static TimeSpan FromNanoseconds(ulong nanoseconds)
        {
            return TimeSpan.FromTicks((long)(nanoseconds / 100));
        }
    }

    /// <summary>What can be done with a recorder without hardware. On any other every member is E_NOTIMPL. Outside the ABI
    /// promise before version 1.0 of the library.</summary>
    public sealed unsafe class VirtualRecorder
    {
        private readonly DiscRecorder2 recorder;

        internal VirtualRecorder(DiscRecorder2 recorder)
        {
            this.recorder = recorder;
        }

        /// <summary>The time on the recorder's clock since it was opened.</summary>
        public TimeSpan Now
        {
            get
            {
                long milliseconds;
                recorder.Check(Native.df2d_virtual_now(recorder.Handle, &milliseconds));
                return TimeSpan.FromMilliseconds(milliseconds);
            }
        }

        /// <summary>What it has counted.</summary>
        public VirtualCounters Counters
        {
            get
            {
                var counts = new Native.df2d_virtual_counts();
                counts.struct_size = (uint)sizeof(Native.df2d_virtual_counts);
                recorder.Check(Native.df2d_virtual_counters(recorder.Handle, &counts));
                return new VirtualCounters(counts);
            }
        }

        /// <summary>Puts a disc in and closes the tray.</summary>
        /// <param name="spec">The disc, as after "virtual:": "PATH?media=dvd+r".</param>
        public void Insert(string spec)
        {
            fixed (byte* text = Text.ToBytes(spec, "spec"))
            {
                recorder.Check(Native.df2d_virtual_insert(recorder.Handle, text));
            }
        }

        /// <summary>Takes the disc out as a hand at the button does.</summary>
        /// <param name="force">Even from a locked tray, as with a paper clip.</param>
        public void Eject(bool force)
        {
            recorder.Check(Native.df2d_virtual_eject(recorder.Handle, force ? 1 : 0));
        }

        /// <summary>Switches it off and on. What was in its buffer is lost.</summary>
        public void PowerCycle()
        {
            recorder.Check(Native.df2d_virtual_power_cycle(recorder.Handle));
        }

        /// <summary>Has it misbehave.</summary>
        /// <returns>A number that names the fault in logs.</returns>
        public long AddFault(VirtualFault fault)
        {
            if (fault == null)
            {
                throw new ArgumentNullException("fault");
            }
            if (fault.Skip < 0 || fault.Times < 0)
            {
                throw new ArgumentOutOfRangeException("fault", "How many commands cannot be negative.");
            }
            var native = new Native.df2d_virtual_fault();
            native.struct_size = (uint)sizeof(Native.df2d_virtual_fault);
            native.opcode = fault.Opcode;
            native.lba = fault.Lba;
            native.skip = (uint)fault.Skip;
            native.times = (uint)fault.Times;
            native.effect = (int)fault.Effect;
            native.sense_key = fault.SenseKey;
            native.asc = fault.Asc;
            native.ascq = fault.Ascq;
            native.deferred = (byte)(fault.Deferred ? 1 : 0);
            native.delay_ms = (long)fault.Delay.TotalMilliseconds;
            uint id;
            recorder.Check(Native.df2d_virtual_fault_add(recorder.Handle, &native, &id));
            return id;
        }

        /// <summary>Forgets all faults that were added.</summary>
        public void ClearFaults()
        {
            recorder.Check(Native.df2d_virtual_fault_clear(recorder.Handle));
        }

        /// <summary>Waits on the recorder's clock.</summary>
        public void Sleep(TimeSpan time)
        {
            recorder.Check(Native.df2d_virtual_sleep(recorder.Handle, (long)time.TotalMilliseconds));
        }
    }
}
