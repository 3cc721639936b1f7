package df2d

/*
#include "bridge.h"
*/
import "C"

import "time"

// Virtual is what a virtual recorder can do that no drive can: discs from nowhere, faults to order, counters. Its methods
// fail with ErrNotImpl on a real drive. They are outside the library's promise of compatibility before version 1.0.
type Virtual struct {
	recorder *Recorder
}

// Virtual gives access to what a virtual recorder can do beyond a drive.
func (r *Recorder) Virtual() Virtual {
	return Virtual{r}
}

func (v Virtual) put(op string, call func(recorderHandle) code) error {
	return v.recorder.get().put("Virtual."+op, call)
}

// Insert puts a disc into the recorder and closes its tray. What lies in the open tray is taken out. The disc is named as
// after "virtual:" in OpenRecorder, with PATH, media, size, store and protect only: "PATH?media=dvd+r". "?media=none"
// puts nothing in and closes the tray.
func (v Virtual) Insert(spec string) error {
	return v.recorder.get().putText("Virtual.Insert", spec, func(h recorderHandle, spec *C.char) code {
		return C.df2d_virtual_insert(h, spec)
	})
}

// Eject takes the disc out as a hand at the recorder's button does; with force even from a locked tray, as with a paper
// clip.
func (v Virtual) Eject(force bool) error {
	return v.put("Eject", func(h recorderHandle) code { return C.df2d_virtual_eject(h, cBool(force)) })
}

// PowerCycle switches the recorder off and on. What was in its buffer is lost.
func (v Virtual) PowerCycle() error {
	return v.put("PowerCycle", func(h recorderHandle) code { return C.df2d_virtual_power_cycle(h) })
}

// Any is an operation code or a sector of a Fault that strikes all commands.
const Any = -1

// Fault is a misbehaviour to come.
type Fault struct {
	// Opcode is the operation code of the commands that it strikes; Any is all.
	Opcode int32
	// LBA makes it strike READ and WRITE commands that cover this sector; Any is all commands.
	LBA int64
	// Skip is how many matching commands it lets pass first.
	Skip uint32
	// Times is how many commands it strikes; 0 is without end.
	Times  uint32
	Effect VirtualEffect
	// Sense is that of VirtualEffectSense.
	Sense Sense
	// Delay is that of VirtualEffectDelay, in milliseconds.
	Delay time.Duration
}

// AddFault has the recorder misbehave. The number names the fault in logs.
func (v Virtual) AddFault(fault Fault) (uint32, error) {
	f := C.df2d_virtual_fault{
		struct_size: C.sizeof_df2d_virtual_fault,
		opcode:      C.int32_t(fault.Opcode),
		lba:         C.int64_t(fault.LBA),
		skip:        C.uint32_t(fault.Skip),
		times:       C.uint32_t(fault.Times),
		effect:      C.int32_t(fault.Effect),
		sense_key:   C.uint8_t(fault.Sense.Key),
		asc:         C.uint8_t(fault.Sense.ASC),
		ascq:        C.uint8_t(fault.Sense.ASCQ),
		deferred:    C.uint8_t(cBool(fault.Sense.Deferred)),
		delay_ms:    C.int64_t(fault.Delay.Milliseconds()),
	}
	var id C.uint32_t
	err := v.put("AddFault", func(h recorderHandle) code { return C.df2d_virtual_fault_add(h, &f, &id) })
	return uint32(id), err
}

// ClearFaults forgets all faults that were added.
func (v Virtual) ClearFaults() error {
	return v.put("ClearFaults", func(h recorderHandle) code { return C.df2d_virtual_fault_clear(h) })
}

// VirtualCounts is what a virtual recorder has counted since it was opened.
type VirtualCounts struct {
	// Prevented says that the tray is locked.
	Prevented, TrayOpen bool
	// CRC32 is the checksum of all bytes received, with store=discard; else 0.
	CRC32 uint32
	// Commands reached the drive, answered or not.
	Commands uint64
	// Writes are WRITE commands that took data.
	Writes, SectorsWritten, BytesWritten uint64
	// WriteRefusedBufferFull are WRITE commands refused because the buffer was full.
	WriteRefusedBufferFull uint64
	// UnderRuns is how often the buffer ran empty and more data came afterwards.
	UnderRuns uint64
	// Idle is how long the laser stood still for want of data.
	Idle time.Duration
	// MaxGap is the longest time from one WRITE to the next of the same recording.
	MaxGap time.Duration
	// The bytes in the drive's buffer now, the least while recording, and its size.
	BufferFillBytes, BufferMinBytes, BufferCapacityBytes uint64
	// Checksum is the real time spent on the checksum.
	Checksum time.Duration
	// LongOperations are flush, close and format operations begun.
	LongOperations uint64
	// Faults have struck.
	Faults uint64
	// NextWritableLBA is where the next WRITE must go on a sequential medium; -1 when there is no such address.
	NextWritableLBA int64
	// Busy is how long the recorder was busy with commands and with such operations, on its clock.
	Busy time.Duration
	// Clock is what its clock says.
	Clock time.Duration
}

// Counters is what the recorder has counted.
func (v Virtual) Counters() (VirtualCounts, error) {
	var c C.df2d_virtual_counts
	c.struct_size = C.sizeof_df2d_virtual_counts
	if err := v.put("Counters", func(h recorderHandle) code { return C.df2d_virtual_counters(h, &c) }); err != nil {
		return VirtualCounts{}, err
	}
	return VirtualCounts{
		Prevented:              c.prevented != 0,
		TrayOpen:               c.tray_open != 0,
		CRC32:                  uint32(c.crc32),
		Commands:               uint64(c.commands),
		Writes:                 uint64(c.writes),
		SectorsWritten:         uint64(c.sectors_written),
		BytesWritten:           uint64(c.bytes_written),
		WriteRefusedBufferFull: uint64(c.write_refused_buffer_full),
		UnderRuns:              uint64(c.under_runs),
		Idle:                   time.Duration(c.idle_ns),
		MaxGap:                 time.Duration(c.max_gap_ns),
		BufferFillBytes:        uint64(c.buffer_fill_bytes),
		BufferMinBytes:         uint64(c.buffer_min_bytes),
		BufferCapacityBytes:    uint64(c.buffer_capacity_bytes),
		Checksum:               time.Duration(c.checksum_ns),
		LongOperations:         uint64(c.long_operations),
		Faults:                 uint64(c.faults),
		NextWritableLBA:        int64(c.next_writable_lba),
		Busy:                   time.Duration(c.busy_ns),
		Clock:                  time.Duration(c.clock_ns),
	}, nil
}

// Now is the time on the recorder's clock since it was opened.
func (v Virtual) Now() (time.Duration, error) {
	var ms C.int64_t
	err := v.put("Now", func(h recorderHandle) code { return C.df2d_virtual_now(h, &ms) })
	return time.Duration(ms) * time.Millisecond, err
}

// Sleep waits on the recorder's clock, to the millisecond. Nothing, or less, does not wait.
func (v Virtual) Sleep(d time.Duration) error {
	return v.put("Sleep", func(h recorderHandle) code { return C.df2d_virtual_sleep(h, C.int64_t(d.Milliseconds())) })
}
