package df2d

/*
#include "bridge.h"
*/
import "C"

import "math"

// --- what is set for the writes to come; refused with ErrDF2DataWriteInProgress while an operation runs ---

// SetClientName says who is writing, as others see it while the drive is in use. Required. 1 to 63 of the characters
// A-Z a-z 0-9, space, and . , : ; - _
func (w *Writer) SetClientName(name string) error {
	return w.get().putText("Writer.SetClientName", name, func(h writerHandle, value *C.char) code {
		return C.df2d_put_client_name(h, value)
	})
}

// ClientName is empty if it was never set.
func (w *Writer) ClientName() (string, error) {
	return w.get().text("Writer.ClientName", func(h writerHandle, b *C.char, size C.size_t, needed *C.size_t) code {
		return C.df2d_get_client_name(h, b, size, needed)
	})
}

// SetBufferUnderrunFreeDisabled says whether to write without the drive's protection against buffer under-runs. Has an
// effect on CD-R and CD-RW only. Default: no.
func (w *Writer) SetBufferUnderrunFreeDisabled(value bool) error {
	return w.get().put("Writer.SetBufferUnderrunFreeDisabled", func(h writerHandle) code {
		return C.df2d_put_buffer_underrun_free_disabled(h, cBool(value))
	})
}

// BufferUnderrunFreeDisabled: see SetBufferUnderrunFreeDisabled.
func (w *Writer) BufferUnderrunFreeDisabled() (bool, error) {
	return w.get().flag("Writer.BufferUnderrunFreeDisabled", func(h writerHandle, v *C.df2d_bool) code {
		return C.df2d_get_buffer_underrun_free_disabled(h, v)
	})
}

// SetPostgapAlreadyInImage says whether the data already ends with the 150 sectors of post-gap that are otherwise
// appended on CD. Default: no.
func (w *Writer) SetPostgapAlreadyInImage(value bool) error {
	return w.get().put("Writer.SetPostgapAlreadyInImage", func(h writerHandle) code {
		return C.df2d_put_postgap_already_in_image(h, cBool(value))
	})
}

// PostgapAlreadyInImage: see SetPostgapAlreadyInImage.
func (w *Writer) PostgapAlreadyInImage() (bool, error) {
	return w.get().flag("Writer.PostgapAlreadyInImage", func(h writerHandle, v *C.df2d_bool) code {
		return C.df2d_get_postgap_already_in_image(h, v)
	})
}

// SetForceMediaToBeClosed says whether the next write ends by closing the disc, after which no session can be added.
// Default: no.
func (w *Writer) SetForceMediaToBeClosed(value bool) error {
	return w.get().put("Writer.SetForceMediaToBeClosed", func(h writerHandle) code {
		return C.df2d_put_force_media_to_be_closed(h, cBool(value))
	})
}

// ForceMediaToBeClosed: see SetForceMediaToBeClosed.
func (w *Writer) ForceMediaToBeClosed() (bool, error) {
	return w.get().flag("Writer.ForceMediaToBeClosed", func(h writerHandle, v *C.df2d_bool) code {
		return C.df2d_get_force_media_to_be_closed(h, v)
	})
}

// SetDisableConsumerDVDCompatibilityMode says whether to leave out what makes a DVD or BD readable in more players.
// With the default, no, a DVD+R is closed by its first write.
func (w *Writer) SetDisableConsumerDVDCompatibilityMode(value bool) error {
	return w.get().put("Writer.SetDisableConsumerDVDCompatibilityMode", func(h writerHandle) code {
		return C.df2d_put_disable_consumer_dvd_compatibility_mode(h, cBool(value))
	})
}

// DisableConsumerDVDCompatibilityMode: see SetDisableConsumerDVDCompatibilityMode.
func (w *Writer) DisableConsumerDVDCompatibilityMode() (bool, error) {
	return w.get().flag("Writer.DisableConsumerDVDCompatibilityMode", func(h writerHandle, v *C.df2d_bool) code {
		return C.df2d_get_disable_consumer_dvd_compatibility_mode(h, v)
	})
}

// SetForceOverwrite says whether a write may begin at sector 0 of an overwritable disc that is not blank. Default: no.
func (w *Writer) SetForceOverwrite(value bool) error {
	return w.get().put("Writer.SetForceOverwrite", func(h writerHandle) code {
		return C.df2d_put_force_overwrite(h, cBool(value))
	})
}

// ForceOverwrite: see SetForceOverwrite.
func (w *Writer) ForceOverwrite() (bool, error) {
	return w.get().flag("Writer.ForceOverwrite", func(h writerHandle, v *C.df2d_bool) code {
		return C.df2d_get_force_overwrite(h, v)
	})
}

// SetTestWrite says whether the next write is a test: the drive goes through all of it with its laser off. CD-R, CD-
// RW, DVD-R and DVD-RW can be written in test mode; on other media the write fails with ErrNotImpl. Default: no.
func (w *Writer) SetTestWrite(value bool) error {
	return w.get().put("Writer.SetTestWrite", func(h writerHandle) code {
		return C.df2d_put_test_write(h, cBool(value))
	})
}

// TestWrite: see SetTestWrite.
func (w *Writer) TestWrite() (bool, error) {
	return w.get().flag("Writer.TestWrite", func(h writerHandle, v *C.df2d_bool) code {
		return C.df2d_get_test_write(h, v)
	})
}

// SetBurnVerificationLevel says how a write is checked after it. Default: BurnVerificationNone.
func (w *Writer) SetBurnVerificationLevel(value BurnVerificationLevel) error {
	return w.get().put("Writer.SetBurnVerificationLevel", func(h writerHandle) code {
		return C.df2d_put_burn_verification_level(h, C.df2d_burn_verification_level(value))
	})
}

// BurnVerificationLevel is what SetBurnVerificationLevel set.
func (w *Writer) BurnVerificationLevel() (BurnVerificationLevel, error) {
	value, err := w.get().number("Writer.BurnVerificationLevel", func(h writerHandle, v *C.int32_t) code {
		return C.df2d_get_burn_verification_level(h, v)
	})
	return BurnVerificationLevel(value), err
}

// SetCancelMode says what a cancelled operation does before it returns: CancelSalvage (the default) or
// CancelImmediate. Allowed at any time; a later cancel goes by it.
func (w *Writer) SetCancelMode(value CancelMode) error {
	return w.get().put("Writer.SetCancelMode", func(h writerHandle) code {
		return C.df2d_put_cancel_mode(h, C.df2d_cancel_mode(value))
	})
}

// CancelMode is what SetCancelMode set.
func (w *Writer) CancelMode() (CancelMode, error) {
	value, err := w.get().number("Writer.CancelMode", func(h writerHandle, v *C.int32_t) code {
		return C.df2d_get_cancel_mode(h, v)
	})
	return CancelMode(value), err
}

// --- speed ---

// SetWriteSpeed says how fast to write, in sectors per second; SpeedMax is as fast as the medium allows. A speed that
// the drive does not have is replaced by the nearest one, and the code says so: SSpeedAdjusted, SRotationAdjusted,
// SBothAdjusted, else SOK.
func (w *Writer) SetWriteSpeed(sectorsPerSecond int, rotationTypeIsPureCAV bool) (HRESULT, error) {
	const op = "Writer.SetWriteSpeed"
	if sectorsPerSecond > math.MaxInt32 || sectorsPerSecond < math.MinInt32 {
		return ErrInvalidArg, refused(op, ErrInvalidArg, "No drive is as fast as that.")
	}
	return w.get().do(op, func(h writerHandle) code {
		return C.df2d_set_write_speed(h, C.int32_t(sectorsPerSecond), cBool(rotationTypeIsPureCAV))
	})
}

// RequestedWriteSpeed is what was last asked of SetWriteSpeed; SpeedMax if nothing was.
func (w *Writer) RequestedWriteSpeed() (int, error) {
	return w.get().number("Writer.RequestedWriteSpeed", func(h writerHandle, v *C.int32_t) code {
		return C.df2d_get_requested_write_speed(h, v)
	})
}

// RequestedRotationTypeIsPureCAV is what was last asked of SetWriteSpeed.
func (w *Writer) RequestedRotationTypeIsPureCAV() (bool, error) {
	return w.get().flag("Writer.RequestedRotationTypeIsPureCAV", func(h writerHandle, v *C.df2d_bool) code {
		return C.df2d_get_requested_rotation_type_is_pure_cav(h, v)
	})
}

// CurrentWriteSpeed is what the drive would write this disc with now, in sectors per second.
func (w *Writer) CurrentWriteSpeed() (int, error) {
	return w.get().number("Writer.CurrentWriteSpeed", func(h writerHandle, v *C.int32_t) code {
		return C.df2d_get_current_write_speed(h, v)
	})
}

// CurrentRotationTypeIsPureCAV says whether the drive would write this disc with constant angular velocity now.
func (w *Writer) CurrentRotationTypeIsPureCAV() (bool, error) {
	return w.get().flag("Writer.CurrentRotationTypeIsPureCAV", func(h writerHandle, v *C.df2d_bool) code {
		return C.df2d_get_current_rotation_type_is_pure_cav(h, v)
	})
}

// SupportedWriteSpeeds are those that drive and disc offer together, in sectors per second, each once.
func (w *Writer) SupportedWriteSpeeds() ([]int, error) {
	return fetch(w.get(), "Writer.SupportedWriteSpeeds", values[int],
		func(h writerHandle, b *C.int32_t, size C.size_t, needed *C.size_t) code {
			return C.df2d_get_supported_write_speeds(h, b, size, needed)
		})
}

// WriteSpeedDescriptor is one of the write speeds that the drive offers for the medium.
type WriteSpeedDescriptor struct {
	MediaType             MediaType
	RotationTypeIsPureCAV bool
	// WriteSpeed is in sectors per second.
	WriteSpeed int
}

// SupportedWriteSpeedDescriptors are the speeds that drive and disc offer together, with medium and rotation.
func (w *Writer) SupportedWriteSpeedDescriptors() ([]WriteSpeedDescriptor, error) {
	found, err := fetch(w.get(), "Writer.SupportedWriteSpeedDescriptors", list[C.df2d_write_speed_descriptor],
		func(h writerHandle, b *C.df2d_write_speed_descriptor, size C.size_t, needed *C.size_t) code {
			return C.df2d_get_supported_write_speed_descriptors(h, b, size, needed)
		})
	descriptors := make([]WriteSpeedDescriptor, len(found))
	for n, d := range found {
		descriptors[n] = WriteSpeedDescriptor{
			MediaType(d.media_type), d.rotation_type_is_pure_cav != 0, int(d.write_speed),
		}
	}
	return descriptors, err
}

// --- the disc that is in the drive; during an operation, what that knows of it ---

// MediaPhysicallyBlank says whether the drive says that its disc is blank.
func (w *Writer) MediaPhysicallyBlank() (bool, error) {
	return w.get().flag("Writer.MediaPhysicallyBlank", func(h writerHandle, v *C.df2d_bool) code {
		return C.df2d_get_media_physically_blank(h, v)
	})
}

// MediaHeuristicallyBlank says whether the disc is blank as far as its content tells: overwritable media that hold
// zeros only at their start and end count as blank.
func (w *Writer) MediaHeuristicallyBlank() (bool, error) {
	return w.get().flag("Writer.MediaHeuristicallyBlank", func(h writerHandle, v *C.df2d_bool) code {
		return C.df2d_get_media_heuristically_blank(h, v)
	})
}

// CurrentPhysicalMediaType says which disc it is.
func (w *Writer) CurrentPhysicalMediaType() (MediaType, error) {
	value, err := w.get().number("Writer.CurrentPhysicalMediaType", func(h writerHandle, v *C.int32_t) code {
		return C.df2d_get_current_physical_media_type(h, v)
	})
	return MediaType(value), err
}

// CurrentMediaStatus says what the disc allows. It is usable if no bit of MediaStateUnsupportedMask is set.
func (w *Writer) CurrentMediaStatus() (MediaState, error) {
	value, err := w.get().number("Writer.CurrentMediaStatus", func(h writerHandle, v *C.int32_t) code {
		return C.df2d_get_current_media_status(h, v)
	})
	return MediaState(value), err
}

// WriteProtectStatus says why the disc is protected; 0 is not protected.
func (w *Writer) WriteProtectStatus() (WriteProtectState, error) {
	value, err := w.get().number("Writer.WriteProtectStatus", func(h writerHandle, v *C.int32_t) code {
		return C.df2d_get_write_protect_status(h, v)
	})
	return WriteProtectState(value), err
}

// TotalSectorsOnMedia is the size of the disc in sectors of 2048 bytes, used or not.
func (w *Writer) TotalSectorsOnMedia() (int, error) {
	return w.get().number("Writer.TotalSectorsOnMedia", func(h writerHandle, v *C.int32_t) code {
		return C.df2d_get_total_sectors_on_media(h, v)
	})
}

// FreeSectorsOnMedia is how many sectors the next write can have. Overwritable media always say their full size.
func (w *Writer) FreeSectorsOnMedia() (int, error) {
	return w.get().number("Writer.FreeSectorsOnMedia", func(h writerHandle, v *C.int32_t) code {
		return C.df2d_get_free_sectors_on_media(h, v)
	})
}

// NextWritableAddress is the sector at which the next write begins; 0 on blank media.
func (w *Writer) NextWritableAddress() (int, error) {
	return w.get().number("Writer.NextWritableAddress", func(h writerHandle, v *C.int32_t) code {
		return C.df2d_get_next_writable_address(h, v)
	})
}

// StartAddressOfPreviousSession is the first sector of the last session; -1 on blank media and media without sessions.
func (w *Writer) StartAddressOfPreviousSession() (int, error) {
	return w.get().number("Writer.StartAddressOfPreviousSession", func(h writerHandle, v *C.int32_t) code {
		return C.df2d_get_start_address_of_previous_session(h, v)
	})
}

// LastWrittenAddressOfPreviousSession always fails with ErrNotImpl; IMAPI2 has no other answer.
func (w *Writer) LastWrittenAddressOfPreviousSession() (int, error) {
	return w.get().number("Writer.LastWrittenAddressOfPreviousSession", func(h writerHandle, v *C.int32_t) code {
		return C.df2d_get_last_written_address_of_previous_session(h, v)
	})
}
