package df2d

/*
#include "bridge.h"
*/
import "C"

import (
	"math"
	"time"
	"unsafe"
)

// --- commands of the caller's own ---

// SendCommandNoData sends a command that moves no data. It is sent once, as it is; nothing is retried or waited for. A
// command may change the disc: whoever sends one must know it. A timeout of 0 is the time that the library itself would
// allow such a command; it is counted in whole seconds.
//
// A command that the drive refuses fails with SCommandHasSenseData, which is no code of failure in IMAPI2, and
// Error.Sense says why.
func (r *Recorder) SendCommandNoData(cdb []byte, timeout time.Duration) error {
	return r.send("Recorder.SendCommandNoData", cdb, timeout,
		func(h recorderHandle, sense *C.uint8_t, seconds C.uint32_t) code {
			return C.df2d_recorder_send_command_no_data(h, first(cdb), C.uint32_t(len(cdb)), sense, seconds)
		})
}

// SendCommandSendDataToDevice sends a command with data: at least one byte, and no more than
// MaximumPageAlignedTransferSize says. See SendCommandNoData.
func (r *Recorder) SendCommandSendDataToDevice(cdb []byte, timeout time.Duration, data []byte) error {
	const op = "Recorder.SendCommandSendDataToDevice"
	aligned, err := r.transfer(op, len(data))
	if err != nil {
		return err
	}
	defer aligned.free()
	copy(aligned.bytes(), data)
	return r.send(op, cdb, timeout, func(h recorderHandle, sense *C.uint8_t, seconds C.uint32_t) code {
		return C.df2d_recorder_send_command_send_data_to_device(
			h, first(cdb), C.uint32_t(len(cdb)), sense, seconds, aligned.start, C.uint32_t(aligned.size))
	})
}

// SendCommandGetDataFromDevice sends a command that brings data into the buffer, and says how many bytes came, also
// beside an error. The allocation length inside the cdb is the caller's business; let it be no more than the buffer has.
// See SendCommandNoData.
func (r *Recorder) SendCommandGetDataFromDevice(cdb []byte, timeout time.Duration, buffer []byte) (int, error) {
	const op = "Recorder.SendCommandGetDataFromDevice"
	aligned, err := r.transfer(op, len(buffer))
	if err != nil {
		return 0, err
	}
	defer aligned.free()
	var fetched C.uint32_t
	err = r.send(op, cdb, timeout, func(h recorderHandle, sense *C.uint8_t, seconds C.uint32_t) code {
		return C.df2d_recorder_send_command_get_data_from_device(
			h, first(cdb), C.uint32_t(len(cdb)), sense, seconds, aligned.start, C.uint32_t(aligned.size), &fetched)
	})
	return copy(buffer, aligned.bytes()[:fetched]), err
}

func (r *Recorder) send(
	op string, cdb []byte, timeout time.Duration, send func(recorderHandle, *C.uint8_t, C.uint32_t) code,
) error {
	seconds := (timeout + time.Second - 1) / time.Second
	if timeout < 0 || seconds > math.MaxUint32 {
		return refused(op, ErrInvalidArg, "The timeout is negative, or longer than a command can have.")
	}
	if len(cdb) > 16 {
		return refused(op, ErrInvalidArg, "A command has 6 to 16 bytes.")
	}
	var sense [18]C.uint8_t
	hr, err := r.get().do(op, func(h recorderHandle) code { return send(h, &sense[0], C.uint32_t(seconds)) })
	if hr != SCommandHasSenseData {
		return err
	}
	answered := errorOf(op, hr)
	answered.CDB = append(answered.CDB, cdb...)
	answered.Sense = Sense{
		Key: byte(sense[2] & 0xF), ASC: byte(sense[12]), ASCQ: byte(sense[13]), Deferred: sense[0]&0x7F == 0x71,
	}
	return answered
}

// aligned is memory as drives want it, whatever the caller's is like.
type aligned struct {
	start *C.uint8_t
	size  int
}

// transfer makes room for the data of a command, unless they are more than a command can have.
func (r *Recorder) transfer(op string, size int) (aligned, error) {
	most, err := r.MaximumPageAlignedTransferSize()
	if err != nil {
		return aligned{}, err
	}
	if size < 1 || size > most {
		return aligned{}, refused(op, ErrInvalidArg, "There is no room for data, or for more than one command can carry.")
	}
	start := (*C.uint8_t)(C.df2d_go_page_aligned(C.size_t(size)))
	if start == nil {
		return aligned{}, errorOf(op, ErrOutOfMemory)
	}
	return aligned{start, size}, nil
}

func (a aligned) bytes() []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(a.start)), a.size)
}

func (a aligned) free() {
	C.free(unsafe.Pointer(a.start))
}

func (r *Recorder) limit(op string, get func(recorderHandle, *C.uint32_t) code) (int, error) {
	var value C.uint32_t
	err := r.get().put(op, func(h recorderHandle) code { return get(h, &value) })
	return int(value), err
}

// ByteAlignmentMask is what buffers of commands must begin at a multiple of. This package sees to that.
func (r *Recorder) ByteAlignmentMask() (int, error) {
	return r.limit("Recorder.ByteAlignmentMask", func(h recorderHandle, v *C.uint32_t) code {
		return C.df2d_recorder_get_byte_alignment_mask(h, v)
	})
}

// MaximumPageAlignedTransferSize is the most bytes that one command can carry.
func (r *Recorder) MaximumPageAlignedTransferSize() (int, error) {
	return r.limit("Recorder.MaximumPageAlignedTransferSize", func(h recorderHandle, v *C.uint32_t) code {
		return C.df2d_recorder_get_maximum_page_aligned_transfer_size(h, v)
	})
}

// MaximumNonPageAlignedTransferSize is the same for a buffer that does not begin at a page.
func (r *Recorder) MaximumNonPageAlignedTransferSize() (int, error) {
	return r.limit("Recorder.MaximumNonPageAlignedTransferSize", func(h recorderHandle, v *C.uint32_t) code {
		return C.df2d_recorder_get_maximum_non_page_aligned_transfer_size(h, v)
	})
}

// --- what the drive tells ---

func (r *Recorder) bytes(op string, get func(recorderHandle, *C.uint8_t, C.size_t, *C.size_t) code) ([]byte, error) {
	return fetch(r.get(), op, bytes, get)
}

// DiscInformation is the drive's answer to READ DISC INFORMATION, all of it.
func (r *Recorder) DiscInformation() ([]byte, error) {
	return r.bytes("Recorder.DiscInformation", func(h recorderHandle, b *C.uint8_t, size C.size_t, n *C.size_t) code {
		return C.df2d_recorder_get_disc_information(h, b, size, n)
	})
}

// TrackInformation is the drive's answer to READ TRACK INFORMATION, all of it. The address is a sector, a track's number
// (255 is the one that comes next) or a session, as the type says.
func (r *Recorder) TrackInformation(address uint32, addressType ReadTrackAddressType) ([]byte, error) {
	return r.bytes("Recorder.TrackInformation", func(h recorderHandle, b *C.uint8_t, size C.size_t, n *C.size_t) code {
		return C.df2d_recorder_get_track_information(
			h, C.uint32_t(address), C.df2d_read_track_address_type(addressType), b, size, n)
	})
}

// ReadDVDStructure is a structure of a DVD or HD DVD, without its header of four bytes. As in IMAPI2 only the low eight
// bits of the format count; address, layer and agid are 0 for formats that do not ask for them.
func (r *Recorder) ReadDVDStructure(format, address, layer, agid uint32) ([]byte, error) {
	return r.bytes("Recorder.ReadDVDStructure", func(h recorderHandle, b *C.uint8_t, size C.size_t, n *C.size_t) code {
		return C.df2d_recorder_read_dvd_structure(
			h, C.uint32_t(format), C.uint32_t(address), C.uint32_t(layer), C.uint32_t(agid), b, size, n)
	})
}

// SendDVDStructure sends a structure of 1 to 65531 bytes to the drive, which can change the disc. The header of four
// bytes is put before it.
func (r *Recorder) SendDVDStructure(format uint32, data []byte) error {
	const op = "Recorder.SendDVDStructure"
	if len(data) > 65531 {
		return refused(op, ErrInvalidArg, "The structure has more than 65531 bytes.")
	}
	return r.get().put(op, func(h recorderHandle) code {
		return C.df2d_recorder_send_dvd_structure(h, C.uint32_t(format), first(data), C.uint32_t(len(data)))
	})
}

// FeaturePage is a feature of the drive, from its code on. With currentOnly it fails if that cannot be used with the
// disc that is in the drive now.
func (r *Recorder) FeaturePage(feature FeaturePageType, currentOnly bool) ([]byte, error) {
	return r.bytes("Recorder.FeaturePage", func(h recorderHandle, b *C.uint8_t, size C.size_t, n *C.size_t) code {
		return C.df2d_recorder_get_feature_page(h, C.df2d_feature_page_type(feature), cBool(currentOnly), b, size, n)
	})
}

// ModePage is a mode page, from its code on.
func (r *Recorder) ModePage(page ModePageType, request ModePageRequestType) ([]byte, error) {
	return r.bytes("Recorder.ModePage", func(h recorderHandle, b *C.uint8_t, size C.size_t, n *C.size_t) code {
		return C.df2d_recorder_get_mode_page(
			h, C.df2d_mode_page_type(page), C.df2d_mode_page_request_type(request), b, size, n)
	})
}

// SetModePage sets the values of a mode page. Take what ModePage gives, change what the changeable values allow, and
// leave the rest as it is: drives refuse pages of another length.
func (r *Recorder) SetModePage(request ModePageRequestType, page []byte) error {
	const op = "Recorder.SetModePage"
	if len(page) > 257 {
		return refused(op, ErrInvalidArg, "The page has more than 257 bytes.")
	}
	return r.get().put(op, func(h recorderHandle) code {
		return C.df2d_recorder_set_mode_page(
			h, C.df2d_mode_page_request_type(request), first(page), C.uint32_t(len(page)))
	})
}

// DeviceDescriptor is a STORAGE_DEVICE_DESCRIPTOR in the layout that Windows gives it.
func (r *Recorder) DeviceDescriptor() ([]byte, error) {
	return r.bytes("Recorder.DeviceDescriptor", func(h recorderHandle, b *C.uint8_t, size C.size_t, n *C.size_t) code {
		return C.df2d_recorder_get_device_descriptor(h, b, size, n)
	})
}

// AdapterDescriptor is a STORAGE_ADAPTER_DESCRIPTOR in the layout that Windows gives it.
func (r *Recorder) AdapterDescriptor() ([]byte, error) {
	return r.bytes("Recorder.AdapterDescriptor", func(h recorderHandle, b *C.uint8_t, size C.size_t, n *C.size_t) code {
		return C.df2d_recorder_get_adapter_descriptor(h, b, size, n)
	})
}
