package df2d

// #include <df2d.h>
import "C"

import "time"

// Progress is how a write, a closing or a recovery gets on.
type Progress struct {
	CurrentAction WriteAction
	Elapsed       time.Duration
	// Remaining is an estimate.
	Remaining time.Duration
	// StartLBA is the first sector of this write, of SectorCount.
	StartLBA, SectorCount int
	// LastReadLBA is the last sector read from the stream; StartLBA - 1 before the first.
	LastReadLBA int
	// LastWrittenLBA is the last sector sent to the drive, which may still have it in its buffer.
	LastWrittenLBA int
	// The buffer in this computer, in bytes.
	TotalSystemBuffer, UsedSystemBuffer, FreeSystemBuffer int
	// Cancelling is set once a cancel was accepted.
	Cancelling bool
	// ActionPermille is the drive's own progress in the current action in thousandths, -1 unknown.
	ActionPermille int
	// UnderRuns counts how often the drive's buffer ran empty while it was recording.
	UnderRuns int
	// TotalSectors are those of the whole job: written, and verified where that was asked for.
	TotalSectors int64
	// DoneSectors never goes back.
	DoneSectors    int64
	BytesPerSecond int64
	// DriveBufferBytes is 0 where it is not known.
	DriveBufferBytes, DriveBufferUsedBytes int64
}

func progressOf(p *C.df2d_progress) Progress {
	return Progress{
		CurrentAction:        WriteAction(p.current_action),
		Elapsed:              time.Duration(p.elapsed_ms) * time.Millisecond,
		Remaining:            time.Duration(p.remaining_ms) * time.Millisecond,
		StartLBA:             int(p.start_lba),
		SectorCount:          int(p.sector_count),
		LastReadLBA:          int(p.last_read_lba),
		LastWrittenLBA:       int(p.last_written_lba),
		TotalSystemBuffer:    int(p.total_system_buffer),
		UsedSystemBuffer:     int(p.used_system_buffer),
		FreeSystemBuffer:     int(p.free_system_buffer),
		Cancelling:           p.cancelling != 0,
		ActionPermille:       int(p.action_permille),
		UnderRuns:            int(p.under_runs),
		TotalSectors:         int64(p.total_sectors),
		DoneSectors:          int64(p.done_sectors),
		BytesPerSecond:       int64(p.bytes_per_second),
		DriveBufferBytes:     int64(p.drive_buffer_bytes),
		DriveBufferUsedBytes: int64(p.drive_buffer_used_bytes),
	}
}

// EraseProgress is how an erase gets on. The estimate may change from one to the next.
type EraseProgress struct {
	Elapsed, EstimatedTotal time.Duration
}

func eraseProgressOf(elapsed, estimatedTotal C.int32_t) EraseProgress {
	return EraseProgress{time.Duration(elapsed) * time.Second, time.Duration(estimatedTotal) * time.Second}
}
