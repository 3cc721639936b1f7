using System;

namespace Df2d
{
    /// <summary>IDiscFormat2DataEventArgs: the progress of a write, a copy that may be kept.</summary>
    public sealed unsafe class DiscFormat2DataEventArgs : EventArgs, Imapi2.IDiscFormat2DataEventArgs
    {
        internal DiscFormat2DataEventArgs(Native.df2d_progress* progress)
        {
            CurrentAction = (WriteAction)progress->current_action;
            ElapsedTime = progress->elapsed_time;
            RemainingTime = progress->remaining_time;
            TotalTime = progress->total_time;
            StartLba = progress->start_lba;
            SectorCount = progress->sector_count;
            LastReadLba = progress->last_read_lba;
            LastWrittenLba = progress->last_written_lba;
            TotalSystemBuffer = progress->total_system_buffer;
            UsedSystemBuffer = progress->used_system_buffer;
            FreeSystemBuffer = progress->free_system_buffer;
            Cancelling = progress->cancelling != 0;
            ActionPermille = progress->action_permille;
            UnderRuns = progress->under_runs;
            TotalSectors = progress->total_sectors;
            DoneSectors = progress->done_sectors;
            BytesPerSecond = progress->bytes_per_second;
            DriveBufferBytes = progress->drive_buffer_bytes;
            DriveBufferUsedBytes = progress->drive_buffer_used_bytes;
            Elapsed = TimeSpan.FromMilliseconds(progress->elapsed_ms);
            Remaining = TimeSpan.FromMilliseconds(progress->remaining_ms);
        }

        /// <summary>What is being done.</summary>
        public WriteAction CurrentAction { get; private set; }

        /// <summary>Seconds since the write began.</summary>
        public int ElapsedTime { get; private set; }

        /// <summary>Seconds left, an estimate.</summary>
        public int RemainingTime { get; private set; }

        /// <summary>Seconds in all, an estimate.</summary>
        public int TotalTime { get; private set; }

        /// <summary>First sector of this write.</summary>
        public int StartLba { get; private set; }

        /// <summary>Sectors of this write.</summary>
        public int SectorCount { get; private set; }

        /// <summary>Last sector read from the stream; StartLba - 1 before the first.</summary>
        public int LastReadLba { get; private set; }

        /// <summary>Last sector sent to the drive; StartLba - 1 before the first.</summary>
        public int LastWrittenLba { get; private set; }

        /// <summary>Bytes of the buffer in this computer.</summary>
        public int TotalSystemBuffer { get; private set; }

        /// <summary>How many of them are in use.</summary>
        public int UsedSystemBuffer { get; private set; }

        /// <summary>How many of them are not.</summary>
        public int FreeSystemBuffer { get; private set; }

        /// <summary>A cancel was accepted.</summary>
        public bool Cancelling { get; private set; }

        /// <summary>The drive's own progress in the current action in thousandths, -1 unknown.</summary>
        public int ActionPermille { get; private set; }

        /// <summary>Times the drive's buffer ran empty while it was recording.</summary>
        public long UnderRuns { get; private set; }

        /// <summary>Sectors of the whole job: written, and verified where that was asked for.</summary>
        public long TotalSectors { get; private set; }

        /// <summary>Sectors of the whole job that are done. Never goes back.</summary>
        public long DoneSectors { get; private set; }

        /// <summary>Speed now.</summary>
        public long BytesPerSecond { get; private set; }

        /// <summary>Size of the drive's buffer, 0 unknown.</summary>
        public long DriveBufferBytes { get; private set; }

        /// <summary>How many bytes of it are in use.</summary>
        public long DriveBufferUsedBytes { get; private set; }

        /// <summary>Time since the write began.</summary>
        public TimeSpan Elapsed { get; private set; }

        /// <summary>Time left, an estimate.</summary>
        public TimeSpan Remaining { get; private set; }

        Imapi2.IMAPI_FORMAT2_DATA_WRITE_ACTION Imapi2.IDiscFormat2DataEventArgs.CurrentAction
        {
            get { return (Imapi2.IMAPI_FORMAT2_DATA_WRITE_ACTION)CurrentAction; }
        }
    }
}
