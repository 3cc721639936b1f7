package df2d

/*
#include "bridge.h"
*/
import "C"

import "unsafe"

// Recorder is a drive: IDiscRecorder2 and IDiscRecorder2Ex.
type Recorder struct {
	object *object[recorderHandle]
}

var recorders = &class[recorderHandle]{
	name: "Recorder",
	lastError: func(h recorderHandle, info *C.df2d_error_info, b *C.char, size C.size_t, needed *C.size_t) code {
		return C.df2d_recorder_get_last_error(h, info, b, size, needed)
	},
	destroy: func(h recorderHandle) code { return C.df2d_recorder_destroy(h) },
	release: func(h recorderHandle) code { return C.df2d_recorder_release(h) },
}

// OpenRecorder opens a recorder: a drive by its path, /dev/sr0 or one that Master.Items lists; one without hardware,
// virtual:PATH?media=dvd+r; or one of another machine, iscsi://HOST/IQN/LUN. Opening is never exclusive and leaves the
// medium alone.
func OpenRecorder(id string) (*Recorder, error) {
	const op = "OpenRecorder"
	name, err := cString(op, id)
	if err != nil {
		return nil, err
	}
	defer C.free(unsafe.Pointer(name))
	object, err := recorders.create(op, func(h *recorderHandle) code { return C.df2d_recorder_open(name, h) })
	if err != nil {
		return nil, err
	}
	return &Recorder{object}, nil
}

// furtherRecorder gets a recorder out of another object, nil if it has none.
func furtherRecorder[T comparable](
	o *object[T], op string, get func(T, *recorderHandle) code,
) (*Recorder, error) {
	var handle recorderHandle
	err := o.put(op, func(h T) code { return get(h, &handle) })
	if err != nil || handle == nil {
		return nil, err
	}
	return &Recorder{recorders.object(handle)}, nil
}

// The object of a Recorder that was not made by a function of this package: nil would be taken for none.
var noRecorder = &object[recorderHandle]{class: recorders}

func (r *Recorder) get() *object[recorderHandle] {
	switch {
	case r == nil:
		return nil
	case r.object == nil:
		return noRecorder
	}
	return r.object
}

// Close gives the Recorder back. Operations that use it go on.
func (r *Recorder) Close() error {
	_, err := r.get().close()
	return err
}

// ActiveDiscRecorder is the identifier that the recorder was opened with, but for a password.
func (r *Recorder) ActiveDiscRecorder() (string, error) {
	return r.get().text("Recorder.ActiveDiscRecorder",
		func(h recorderHandle, b *C.char, size C.size_t, needed *C.size_t) code {
			return C.df2d_recorder_get_active_disc_recorder(h, b, size, needed)
		})
}

// VendorID is who made the drive, as the drive itself says.
func (r *Recorder) VendorID() (string, error) {
	return r.get().text("Recorder.VendorID", func(h recorderHandle, b *C.char, size C.size_t, needed *C.size_t) code {
		return C.df2d_recorder_get_vendor_id(h, b, size, needed)
	})
}

// ProductID is the drive's model, as the drive itself says.
func (r *Recorder) ProductID() (string, error) {
	return r.get().text("Recorder.ProductID", func(h recorderHandle, b *C.char, size C.size_t, needed *C.size_t) code {
		return C.df2d_recorder_get_product_id(h, b, size, needed)
	})
}

// ProductRevision is the version of the drive's firmware, as the drive itself says.
func (r *Recorder) ProductRevision() (string, error) {
	return r.get().text("Recorder.ProductRevision",
		func(h recorderHandle, b *C.char, size C.size_t, needed *C.size_t) code {
			return C.df2d_recorder_get_product_revision(h, b, size, needed)
		})
}

// EjectMedia opens the tray.
func (r *Recorder) EjectMedia() error {
	return r.get().put("Recorder.EjectMedia", func(h recorderHandle) code { return C.df2d_recorder_eject_media(h) })
}

// CloseTray draws the tray in. Drives into which a disc is pushed and those of laptops cannot: ErrNotImpl.
func (r *Recorder) CloseTray() error {
	return r.get().put("Recorder.CloseTray", func(h recorderHandle) code { return C.df2d_recorder_close_tray(h) })
}

// DeviceCanLoadMedia says whether CloseTray can be expected to work.
func (r *Recorder) DeviceCanLoadMedia() (bool, error) {
	return r.get().flag("Recorder.DeviceCanLoadMedia", func(h recorderHandle, v *C.df2d_bool) code {
		return C.df2d_recorder_get_device_can_load_media(h, v)
	})
}

// VolumeName is the block device that the system mounts the disc from, such as "/dev/sr0"; empty where it has none.
func (r *Recorder) VolumeName() (string, error) {
	return r.get().text("Recorder.VolumeName", func(h recorderHandle, b *C.char, size C.size_t, needed *C.size_t) code {
		return C.df2d_recorder_get_volume_name(h, b, size, needed)
	})
}

// VolumePathNames are where the disc is mounted, as this process sees it.
func (r *Recorder) VolumePathNames() ([]string, error) {
	return fetch(r.get(), "Recorder.VolumePathNames", texts,
		func(h recorderHandle, b *C.char, size C.size_t, needed *C.size_t) code {
			return C.df2d_recorder_get_volume_path_names(h, b, size, needed)
		})
}

// LegacyDeviceNumber is the N of /dev/srN; ErrNotImpl where there is none.
func (r *Recorder) LegacyDeviceNumber() (int, error) {
	return r.get().number("Recorder.LegacyDeviceNumber", func(h recorderHandle, v *C.int32_t) code {
		return C.df2d_recorder_get_legacy_device_number(h, v)
	})
}

// AcquireExclusiveAccess has the drive for this Recorder alone, until as many ReleaseExclusiveAccess: other programs
// cannot open or mount it, as far as the system keeps them out, and other Recorders of this process get
// ErrRecorderLocked. Operations take the drive for themselves; this is for keeping it between them. With force a disc
// that is mounted is unmounted first.
func (r *Recorder) AcquireExclusiveAccess(force bool, clientName string) error {
	return r.get().putText("Recorder.AcquireExclusiveAccess", clientName, func(h recorderHandle, name *C.char) code {
		return C.df2d_recorder_acquire_exclusive_access(h, cBool(force), name)
	})
}

// ReleaseExclusiveAccess takes back one AcquireExclusiveAccess.
func (r *Recorder) ReleaseExclusiveAccess() error {
	return r.get().put("Recorder.ReleaseExclusiveAccess", func(h recorderHandle) code {
		return C.df2d_recorder_release_exclusive_access(h)
	})
}

// ExclusiveAccessOwner is the client name of whoever in this process has the drive for itself; empty is nobody.
func (r *Recorder) ExclusiveAccessOwner() (string, error) {
	return r.get().text("Recorder.ExclusiveAccessOwner",
		func(h recorderHandle, b *C.char, size C.size_t, needed *C.size_t) code {
			return C.df2d_recorder_get_exclusive_access_owner(h, b, size, needed)
		})
}

// DisableMCN turns media change notification off, until as many EnableMCN: the system does not ask the drive for news
// of its disc. Operations and exclusive access do so by themselves.
func (r *Recorder) DisableMCN() error {
	return r.get().put("Recorder.DisableMCN", func(h recorderHandle) code { return C.df2d_recorder_disable_mcn(h) })
}

// EnableMCN takes back one DisableMCN.
func (r *Recorder) EnableMCN() error {
	return r.get().put("Recorder.EnableMCN", func(h recorderHandle) code { return C.df2d_recorder_enable_mcn(h) })
}

// SupportedFeaturePages are the features that the drive has, in its order; with currentOnly those that can be used with
// the disc that is in the drive now.
func (r *Recorder) SupportedFeaturePages(currentOnly bool) ([]FeaturePageType, error) {
	return fetch(r.get(), "Recorder.SupportedFeaturePages", values[FeaturePageType],
		func(h recorderHandle, b *C.int32_t, size C.size_t, needed *C.size_t) code {
			return C.df2d_recorder_get_supported_feature_pages(h, cBool(currentOnly), b, size, needed)
		})
}

// SupportedProfiles are the kinds of medium that the drive handles, in its order; with currentOnly those that the disc in
// the drive now is.
func (r *Recorder) SupportedProfiles(currentOnly bool) ([]ProfileType, error) {
	return fetch(r.get(), "Recorder.SupportedProfiles", values[ProfileType],
		func(h recorderHandle, b *C.int32_t, size C.size_t, needed *C.size_t) code {
			return C.df2d_recorder_get_supported_profiles(h, cBool(currentOnly), b, size, needed)
		})
}

// SupportedModePages are the codes of the drive's mode pages, in its order. As a property IMAPI2 lists those with
// ModePageRequestTypeCurrentValues.
func (r *Recorder) SupportedModePages(request ModePageRequestType) ([]ModePageType, error) {
	return fetch(r.get(), "Recorder.SupportedModePages", values[ModePageType],
		func(h recorderHandle, b *C.int32_t, size C.size_t, needed *C.size_t) code {
			return C.df2d_recorder_get_supported_mode_pages(h, C.df2d_mode_page_request_type(request), b, size, needed)
		})
}
