package df2d

/*
#include "bridge.h"
*/
import "C"

import "context"

// Eraser erases rewritable discs: IDiscFormat2Erase and IDiscFormat2. Give it a recorder and a client name, then
// EraseMedia. As to goroutines, Close and garbage it is as a Writer.
type Eraser struct {
	object *object[eraserHandle]
	runner *runner[EraseProgress]
}

var erasers = &class[eraserHandle]{
	name: "Eraser",
	lastError: func(h eraserHandle, info *C.df2d_error_info, b *C.char, size C.size_t, needed *C.size_t) code {
		return C.df2d_erase_get_last_error(h, info, b, size, needed)
	},
	destroy: func(h eraserHandle) code { return C.df2d_erase_destroy(h) },
	release: func(h eraserHandle) code { return C.df2d_erase_release(h) },
}

// NewEraser makes an eraser.
func NewEraser() (*Eraser, error) {
	const op = "NewEraser"
	object, err := erasers.create(op, func(h *eraserHandle) code { return C.df2d_erase_create(h) })
	if err != nil {
		return nil, err
	}
	handle := object.handle
	runner := &runner[EraseProgress]{busy: ErrEraseRecorderInUse}
	runner.calls = calls{
		wait: func() code {
			var ended code
			return C.df2d_erase_wait(handle, C.DF2D_INFINITE, &ended)
		},
		cancel:   func() code { return C.df2d_erase_cancel_erase(handle) },
		explain:  func(op string, hr HRESULT) *Error { return erasers.explain(op, hr, handle) },
		isInside: func() bool { return C.df2d_go_erase_is_inside(handle) != 0 },
	}
	var cookie C.uint32_t
	err = object.put(op, func(h eraserHandle) code { return C.df2d_go_erase_advise(h, number(runner), &cookie) })
	if err == nil {
		err = object.put(op, func(h eraserHandle) code { return C.df2d_go_erase_advise_end(h, number(runner), &cookie) })
	}
	if err != nil {
		object.abandon()
		return nil, err
	}
	return &Eraser{object, runner}, nil
}

func (e *Eraser) get() *object[eraserHandle] {
	if e == nil {
		return nil
	}
	return e.object
}

// Close gives the Eraser back. An erase that runs is cancelled, as far as the drive lets it, and Close waits until it has
// ended; inside a function that was given to Advise it does not wait.
func (e *Eraser) Close() error {
	waited, err := e.get().close()
	if waited {
		e.runner.awaitEnd()
	}
	return err
}

// EraseMedia erases the disc and returns when that is done, or has failed or was cancelled. Media that are overwritten in
// place do not become blank, but zero: at both ends or, with SetFullErase, everywhere. The Result's DiscAfter and
// MediaStatusAfter say what the disc can do now; an erase writes no data, and its counts of sectors say nothing.
//
// The end of the context cancels it, which IMAPI2 cannot; a drive that blanks its disc by itself does not stop, and the
// erase's own result stands.
func (e *Eraser) EraseMedia(ctx context.Context) (Result, error) {
	return await(e.StartEraseMedia(ctx))
}

// StartEraseMedia is an EraseMedia that does not wait.
func (e *Eraser) StartEraseMedia(ctx context.Context) (*Operation[EraseProgress], error) {
	const op = "Eraser.EraseMedia"
	if e.get() == nil {
		return nil, notMade(op)
	}
	return e.runner.start(ctx, op, e.object, nil, func() (HRESULT, error) {
		return e.object.do(op, func(h eraserHandle) code { return C.df2d_erase_erase_media_async(h) })
	})
}

// CancelErase asks the erase that runs to stop. It never waits, and may be called anywhere; false means that it is too
// late, since the drive is at what it does not leave unfinished. It fails with ErrDF2DataWriteNotInProgress if nothing
// runs.
func (e *Eraser) CancelErase() (bool, error) {
	hr, err := e.get().do("Eraser.CancelErase", func(h eraserHandle) code { return C.df2d_erase_cancel_erase(h) })
	return hr == SOK, err
}

// EraseResult tells what the last erase did to the disc. While one runs the error is ErrPending, and the Result holds
// what is known so far.
func (e *Eraser) EraseResult() (Result, error) {
	var result C.df2d_write_result
	result.struct_size = C.sizeof_df2d_write_result
	hr, err := e.get().do("Eraser.EraseResult", func(h eraserHandle) code { return C.df2d_erase_get_result(h, &result) })
	if err != nil && hr != ErrPending {
		return notBegun(hr), err
	}
	return resultOf(&result), err
}

// Advise has the function called during erases, at each change of what is being done and every half second, until stop
// is called. It is as Writer.Advise; see Operation.Updates for a channel.
func (e *Eraser) Advise(update func(EraseProgress)) (stop func() error, err error) {
	const op = "Eraser.Advise"
	if update == nil {
		return nil, refused(op, ErrPointer, "The function is nil.")
	}
	var cookie C.uint32_t
	err = e.get().put(op, func(h eraserHandle) code {
		return C.df2d_go_erase_advise(h, number(updateFunc[EraseProgress]{e.runner, update}), &cookie)
	})
	if err != nil {
		return nil, err
	}
	return func() error {
		return e.get().put("Eraser.Unadvise", func(h eraserHandle) code { return C.df2d_erase_unadvise(h, cookie) })
	}, nil
}

// SetRecorder says whose disc is to be erased. While there is a recorder, nil must be set before another. The Eraser
// keeps what it needs, and the Recorder may be closed.
func (e *Eraser) SetRecorder(recorder *Recorder) error {
	_, err := with(e.get(), "Eraser.SetRecorder", recorder.get(), func(h eraserHandle, r recorderHandle) code {
		return C.df2d_erase_put_recorder(h, r)
	})
	return err
}

// Recorder is a further handle to the recorder, which the caller closes; nil if there is none.
func (e *Eraser) Recorder() (*Recorder, error) {
	return furtherRecorder(e.get(), "Eraser.Recorder", func(h eraserHandle, r *recorderHandle) code {
		return C.df2d_erase_get_recorder(h, r)
	})
}

// SetClientName says who is erasing, as others see it while the drive is in use. Required. 1 to 63 of the characters
// A-Z a-z 0-9, space, and . , : ; - _
func (e *Eraser) SetClientName(name string) error {
	return e.get().putText("Eraser.SetClientName", name, func(h eraserHandle, value *C.char) code {
		return C.df2d_erase_put_client_name(h, value)
	})
}

// ClientName is empty if it was never set.
func (e *Eraser) ClientName() (string, error) {
	return e.get().text("Eraser.ClientName", func(h eraserHandle, b *C.char, size C.size_t, needed *C.size_t) code {
		return C.df2d_erase_get_client_name(h, b, size, needed)
	})
}

// SetFullErase says whether to erase all of the disc, which can take as long as writing it, and not only what leads to
// the data. Default: no.
func (e *Eraser) SetFullErase(value bool) error {
	return e.get().put("Eraser.SetFullErase", func(h eraserHandle) code {
		return C.df2d_erase_put_full_erase(h, cBool(value))
	})
}

// FullErase is what SetFullErase set.
func (e *Eraser) FullErase() (bool, error) {
	return e.get().flag("Eraser.FullErase", func(h eraserHandle, v *C.df2d_bool) code {
		return C.df2d_erase_get_full_erase(h, v)
	})
}

// SetCancelMode says what a cancelled erase does before it returns: CancelSalvage (the default) leaves a disc that the
// drive is done with, CancelImmediate leaves as soon as the drive lets go, which goes on by itself. Allowed at any time.
func (e *Eraser) SetCancelMode(value CancelMode) error {
	return e.get().put("Eraser.SetCancelMode", func(h eraserHandle) code {
		return C.df2d_erase_put_cancel_mode(h, C.df2d_cancel_mode(value))
	})
}

// CancelMode is what SetCancelMode set.
func (e *Eraser) CancelMode() (CancelMode, error) {
	value, err := e.get().number("Eraser.CancelMode", func(h eraserHandle, v *C.int32_t) code {
		return C.df2d_erase_get_cancel_mode(h, v)
	})
	return CancelMode(value), err
}

// CurrentPhysicalMediaType says which disc it is.
func (e *Eraser) CurrentPhysicalMediaType() (MediaType, error) {
	value, err := e.get().number("Eraser.CurrentPhysicalMediaType", func(h eraserHandle, v *C.int32_t) code {
		return C.df2d_erase_get_current_physical_media_type(h, v)
	})
	return MediaType(value), err
}

// IsRecorderSupported says whether the recorder writes media that can be erased.
func (e *Eraser) IsRecorderSupported(recorder *Recorder) (bool, error) {
	var supported C.df2d_bool
	_, err := with(e.get(), "Eraser.IsRecorderSupported", recorder.get(), func(h eraserHandle, r recorderHandle) code {
		return C.df2d_erase_is_recorder_supported(h, r, &supported)
	})
	return supported != 0, err
}

// IsCurrentMediaSupported says whether the disc that is in the recorder now is of a kind that can be erased. The answer
// is one also beside an error: an empty drive is false and ErrRecorderMediaNoMedia.
func (e *Eraser) IsCurrentMediaSupported(recorder *Recorder) (bool, error) {
	var supported C.df2d_bool
	_, err := with(e.get(), "Eraser.IsCurrentMediaSupported", recorder.get(),
		func(h eraserHandle, r recorderHandle) code {
			return C.df2d_erase_is_current_media_supported(h, r, &supported)
		})
	return supported != 0, err
}

// MediaPhysicallyBlank says whether the drive says that its disc is blank. Media that are overwritten in place never
// become blank again.
func (e *Eraser) MediaPhysicallyBlank() (bool, error) {
	return e.get().flag("Eraser.MediaPhysicallyBlank", func(h eraserHandle, v *C.df2d_bool) code {
		return C.df2d_erase_get_media_physically_blank(h, v)
	})
}

// MediaHeuristicallyBlank says whether the disc is blank as far as its content tells: media that are overwritten in place
// and hold zeros only at their start and end count as blank.
func (e *Eraser) MediaHeuristicallyBlank() (bool, error) {
	return e.get().flag("Eraser.MediaHeuristicallyBlank", func(h eraserHandle, v *C.df2d_bool) code {
		return C.df2d_erase_get_media_heuristically_blank(h, v)
	})
}

// SupportedMediaTypes are those that an Eraser can erase in a suitable drive.
func (e *Eraser) SupportedMediaTypes() ([]MediaType, error) {
	return fetch(e.get(), "Eraser.SupportedMediaTypes", values[MediaType],
		func(h eraserHandle, b *C.int32_t, size C.size_t, needed *C.size_t) code {
			return C.df2d_erase_get_supported_media_types(h, b, size, needed)
		})
}
