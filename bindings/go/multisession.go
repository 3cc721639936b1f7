package df2d

/*
#include "bridge.h"
*/
import "C"

// Multisession is one of the ways to add to the disc: IMultisessionSequential, IMultisessionSequential2 or
// IMultisessionRandomWrite, by its Scheme. A way that the disc lacks, and a method that the way lacks, fail with
// ErrNoInterface.
type Multisession struct {
	writer *Writer
	Scheme MultisessionScheme
}

// MultisessionInterfaces are the ways to add to the disc. Never empty, and no failure because of what is, or is not, in
// the drive.
func (w *Writer) MultisessionInterfaces() ([]Multisession, error) {
	schemes, err := fetch(w.get(), "Writer.MultisessionInterfaces", values[MultisessionScheme],
		func(h writerHandle, b *C.int32_t, size C.size_t, needed *C.size_t) code {
			return C.df2d_get_multisession_interfaces(h, b, size, needed)
		})
	interfaces := make([]Multisession, len(schemes))
	for n, scheme := range schemes {
		interfaces[n] = w.Multisession(scheme)
	}
	return interfaces, err
}

// Multisession is the way with this scheme, whether or not the disc has it.
func (w *Writer) Multisession(scheme MultisessionScheme) Multisession {
	return Multisession{w, scheme}
}

type scheme = C.df2d_multisession_scheme

func (m Multisession) flag(op string, get func(writerHandle, scheme, *C.df2d_bool) code) (bool, error) {
	return m.writer.get().flag("Multisession."+op, func(h writerHandle, v *C.df2d_bool) code {
		return get(h, scheme(m.Scheme), v)
	})
}

func (m Multisession) number(op string, get func(writerHandle, scheme, *C.int32_t) code) (int, error) {
	return m.writer.get().number("Multisession."+op, func(h writerHandle, v *C.int32_t) code {
		return get(h, scheme(m.Scheme), v)
	})
}

// IsSupportedOnCurrentMediaState says whether the disc can be written in this way as it is now.
func (m Multisession) IsSupportedOnCurrentMediaState() (bool, error) {
	return m.flag("IsSupportedOnCurrentMediaState", func(h writerHandle, s scheme, v *C.df2d_bool) code {
		return C.df2d_multisession_get_is_supported_on_current_media_state(h, s, v)
	})
}

// SetInUse says which way a file system for the disc is to be made for. At most one is in use: setting one clears the
// others. A write goes by the disc alone.
func (m Multisession) SetInUse(value bool) error {
	return m.writer.get().put("Multisession.SetInUse", func(h writerHandle) code {
		return C.df2d_multisession_put_in_use(h, scheme(m.Scheme), cBool(value))
	})
}

// InUse is what SetInUse set. Default: no.
func (m Multisession) InUse() (bool, error) {
	return m.flag("InUse", func(h writerHandle, s scheme, v *C.df2d_bool) code {
		return C.df2d_multisession_get_in_use(h, s, v)
	})
}

// ImportRecorder is the drive that earlier sessions are read from; a further handle, which the caller closes.
func (m Multisession) ImportRecorder() (*Recorder, error) {
	return furtherRecorder(m.writer.get(), "Multisession.ImportRecorder", func(h writerHandle, r *recorderHandle) code {
		return C.df2d_multisession_get_import_recorder(h, scheme(m.Scheme), r)
	})
}

// IsFirstDataSession says whether the next session is the first with data, the disc being blank or holding audio alone.
func (m Multisession) IsFirstDataSession() (bool, error) {
	return m.flag("IsFirstDataSession", func(h writerHandle, s scheme, v *C.df2d_bool) code {
		return C.df2d_multisession_get_is_first_data_session(h, s, v)
	})
}

// StartAddressOfPreviousSession is as Writer.StartAddressOfPreviousSession.
func (m Multisession) StartAddressOfPreviousSession() (int, error) {
	return m.number("StartAddressOfPreviousSession", func(h writerHandle, s scheme, v *C.int32_t) code {
		return C.df2d_multisession_get_start_address_of_previous_session(h, s, v)
	})
}

// LastWrittenAddressOfPreviousSession is as Writer.LastWrittenAddressOfPreviousSession.
func (m Multisession) LastWrittenAddressOfPreviousSession() (int, error) {
	return m.number("LastWrittenAddressOfPreviousSession", func(h writerHandle, s scheme, v *C.int32_t) code {
		return C.df2d_multisession_get_last_written_address_of_previous_session(h, s, v)
	})
}

// NextWritableAddress is as Writer.NextWritableAddress.
func (m Multisession) NextWritableAddress() (int, error) {
	return m.number("NextWritableAddress", func(h writerHandle, s scheme, v *C.int32_t) code {
		return C.df2d_multisession_get_next_writable_address(h, s, v)
	})
}

// FreeSectorsOnMedia is as Writer.FreeSectorsOnMedia.
func (m Multisession) FreeSectorsOnMedia() (int, error) {
	return m.number("FreeSectorsOnMedia", func(h writerHandle, s scheme, v *C.int32_t) code {
		return C.df2d_multisession_get_free_sectors_on_media(h, s, v)
	})
}

// TotalSectorsOnMedia is as Writer.TotalSectorsOnMedia.
func (m Multisession) TotalSectorsOnMedia() (int, error) {
	return m.number("TotalSectorsOnMedia", func(h writerHandle, s scheme, v *C.int32_t) code {
		return C.df2d_multisession_get_total_sectors_on_media(h, s, v)
	})
}

// WriteUnitSize is how many sectors the disc records at once.
func (m Multisession) WriteUnitSize() (int, error) {
	return m.number("WriteUnitSize", func(h writerHandle, s scheme, v *C.int32_t) code {
		return C.df2d_multisession_get_write_unit_size(h, s, v)
	})
}

// LastWrittenAddress is the sector that was written last, whenever that was.
func (m Multisession) LastWrittenAddress() (int, error) {
	return m.number("LastWrittenAddress", func(h writerHandle, s scheme, v *C.int32_t) code {
		return C.df2d_multisession_get_last_written_address(h, s, v)
	})
}
