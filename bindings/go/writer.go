package df2d

/*
#include "bridge.h"
*/
import "C"

import "context"

// Writer is a data writer: IDiscFormat2Data, IDiscFormat2 and IBurnVerification. Give it a recorder and a client name,
// then Write.
//
// All methods may be called by any goroutine at any time, also after Close: then they fail with ErrHandle. A Writer that
// is forgotten is closed with the garbage; an operation that runs keeps it.
type Writer struct {
	object *object[writerHandle]
	runner *runner[Progress]
}

var writers = &class[writerHandle]{
	name: "Writer",
	lastError: func(h writerHandle, info *C.df2d_error_info, b *C.char, size C.size_t, needed *C.size_t) code {
		return C.df2d_get_last_error(h, info, b, size, needed)
	},
	destroy: func(h writerHandle) code { return C.df2d_destroy(h) },
	release: func(h writerHandle) code { return C.df2d_release(h) },
}

// NewWriter makes a data writer.
func NewWriter() (*Writer, error) {
	const op = "NewWriter"
	object, err := writers.create(op, func(h *writerHandle) code { return C.df2d_create(h) })
	if err != nil {
		return nil, err
	}
	handle := object.handle
	runner := &runner[Progress]{busy: ErrDF2DataWriteInProgress}
	runner.calls = calls{
		wait: func() code {
			var ended code
			return C.df2d_wait(handle, C.DF2D_INFINITE, &ended)
		},
		cancel:   func() code { return C.df2d_cancel_write(handle) },
		explain:  func(op string, hr HRESULT) *Error { return writers.explain(op, hr, handle) },
		isInside: func() bool { return C.df2d_go_is_inside(handle) != 0 },
	}
	var cookie C.uint32_t
	err = object.put(op, func(h writerHandle) code { return C.df2d_go_advise(h, number(runner), &cookie) })
	if err == nil {
		err = object.put(op, func(h writerHandle) code { return C.df2d_go_advise_end(h, number(runner), &cookie) })
	}
	if err != nil {
		object.abandon()
		return nil, err
	}
	return &Writer{object, runner}, nil
}

func (w *Writer) get() *object[writerHandle] {
	if w == nil {
		return nil
	}
	return w.object
}

// Close gives the Writer back. An operation that runs is cancelled, and Close waits until it has ended; inside a function
// that was given to Advise it does not wait.
func (w *Writer) Close() error {
	waited, err := w.get().close()
	if waited {
		w.runner.awaitEnd()
	}
	return err
}

// Write records the stream on the disc and returns when that is done, closing and verification included, or has failed
// or was cancelled. The Result tells what is on the disc in each of these cases.
//
// The end of the context cancels it: the disc is brought to the best state that it allows (see SetCancelMode), and the
// error is both ErrRequestCancelled and ctx.Err(). Once the disc is being finished it is too late, and the write's own
// result stands.
func (w *Writer) Write(ctx context.Context, stream *Stream) (Result, error) {
	return await(w.StartWrite(ctx, stream))
}

// StartWrite is a Write that does not wait: what needs no drive is answered at once, all else by the Operation.
func (w *Writer) StartWrite(ctx context.Context, stream *Stream) (*Operation[Progress], error) {
	return w.start(ctx, "Writer.Write", stream, func(h writerHandle, s streamHandle) code {
		return C.df2d_write_async(h, s)
	})
}

// CloseMedia finalises the disc without writing: what is on it stays readable, and nothing can be added. DVD+R and BD-R
// can be closed in this way; others only by a Write with SetForceMediaToBeClosed. The Result's code is SFalse if there
// is nothing to close.
func (w *Writer) CloseMedia(ctx context.Context) (Result, error) {
	return await(w.StartCloseMedia(ctx))
}

// StartCloseMedia is a CloseMedia that does not wait.
func (w *Writer) StartCloseMedia(ctx context.Context) (*Operation[Progress], error) {
	return w.start(ctx, "Writer.CloseMedia", nil, func(h writerHandle, _ streamHandle) code {
		return C.df2d_close_media_async(h)
	})
}

// RecoverMedia brings a disc whose last session was interrupted to the best state that it allows. RecoverReport only
// looks, and the Result tells; RecoverClose closes the session, and the Result's code is SFalse if none is open;
// RecoverResume writes the rest of it, and takes the stream that was being written. The others take nil.
func (w *Writer) RecoverMedia(ctx context.Context, action RecoverAction, stream *Stream) (Result, error) {
	return await(w.StartRecoverMedia(ctx, action, stream))
}

// StartRecoverMedia is a RecoverMedia that does not wait.
func (w *Writer) StartRecoverMedia(
	ctx context.Context, action RecoverAction, stream *Stream,
) (*Operation[Progress], error) {
	return w.start(ctx, "Writer.RecoverMedia", stream, func(h writerHandle, s streamHandle) code {
		return C.df2d_recover_media_async(h, C.df2d_recover_action(action), s)
	})
}

// start begins an operation, with or without a stream.
func (w *Writer) start(
	ctx context.Context, op string, stream *Stream, begin func(writerHandle, streamHandle) code,
) (*Operation[Progress], error) {
	if w.get() == nil {
		return nil, notMade(op)
	}
	return w.runner.start(ctx, op, w.object, stream.reader(), func() (HRESULT, error) {
		return with(w.object, op, stream.get(), begin)
	})
}

// await waits for an operation, if it was begun.
func await[P any](operation *Operation[P], err error) (Result, error) {
	if err != nil {
		return notBegun(hresultOf(err)), err
	}
	return operation.Wait()
}

// CancelWrite asks the operation that runs to stop, as the end of its context does. It never waits, and may be called
// anywhere. The operation will end with ErrRequestCancelled, or with an error that came first; false means that it is
// too late, since the disc is being closed, and its own result stands. It fails with ErrDF2DataWriteNotInProgress if
// nothing runs.
func (w *Writer) CancelWrite() (bool, error) {
	hr, err := w.get().do("Writer.CancelWrite", func(h writerHandle) code { return C.df2d_cancel_write(h) })
	return hr == SOK, err
}

// WriteResult tells what the last operation did to the disc. While one runs the error is ErrPending, and the Result
// holds what is known so far.
func (w *Writer) WriteResult() (Result, error) {
	var result C.df2d_write_result
	result.struct_size = C.sizeof_df2d_write_result
	hr, err := w.get().do("Writer.WriteResult", func(h writerHandle) code { return C.df2d_get_write_result(h, &result) })
	if err != nil && hr != ErrPending {
		return notBegun(hr), err
	}
	return resultOf(&result), err
}

// Advise has the function called during operations, at each change of action and every half second, until stop is
// called. It never delays the disc, but runs on the thread that also tells of the end: until it returns neither Wait,
// Write, Close nor the channels of Updates go on, cancelled or not. Do not receive from Done or Updates inside it. All
// methods may be called there, but those that begin and await an operation of this Writer are refused. A panic in it
// cancels the operation, which then fails with a *PanicError; runtime.Goexit, and so the FailNow of a test, is a fatal
// error there. See Operation.Updates for a channel.
//
// After stop has returned the function is not called any more; outside callbacks stop waits for a call that runs. A
// function that refers to the Writer keeps it from becoming garbage: then Close it.
func (w *Writer) Advise(update func(Progress)) (stop func() error, err error) {
	const op = "Writer.Advise"
	if update == nil {
		return nil, refused(op, ErrPointer, "The function is nil.")
	}
	var cookie C.uint32_t
	err = w.get().put(op, func(h writerHandle) code {
		return C.df2d_go_advise(h, number(updateFunc[Progress]{w.runner, update}), &cookie)
	})
	if err != nil {
		return nil, err
	}
	return func() error {
		return w.get().put("Writer.Unadvise", func(h writerHandle) code { return C.df2d_unadvise(h, cookie) })
	}, nil
}

// SetRecorder says which drive to write with; nil detaches the present one. The Writer keeps what it needs, and the
// Recorder may be closed.
func (w *Writer) SetRecorder(recorder *Recorder) error {
	_, err := with(w.get(), "Writer.SetRecorder", recorder.get(), func(h writerHandle, r recorderHandle) code {
		return C.df2d_put_recorder(h, r)
	})
	return err
}

// Recorder is a further handle to the recorder, which the caller closes; nil if there is none.
func (w *Writer) Recorder() (*Recorder, error) {
	return furtherRecorder(w.get(), "Writer.Recorder", func(h writerHandle, r *recorderHandle) code {
		return C.df2d_get_recorder(h, r)
	})
}

// IsRecorderSupported says whether the recorder can do what a Writer needs.
func (w *Writer) IsRecorderSupported(recorder *Recorder) (bool, error) {
	var supported C.df2d_bool
	_, err := with(w.get(), "Writer.IsRecorderSupported", recorder.get(), func(h writerHandle, r recorderHandle) code {
		return C.df2d_is_recorder_supported(h, r, &supported)
	})
	return supported != 0, err
}

// IsCurrentMediaSupported says whether a Writer can write the disc that is in the recorder now. The answer is one also
// beside an error: an empty drive is false and ErrRecorderMediaNoMedia.
func (w *Writer) IsCurrentMediaSupported(recorder *Recorder) (bool, error) {
	var supported C.df2d_bool
	_, err := with(w.get(), "Writer.IsCurrentMediaSupported", recorder.get(),
		func(h writerHandle, r recorderHandle) code {
			return C.df2d_is_current_media_supported(h, r, &supported)
		})
	return supported != 0, err
}

// SupportedMediaTypes are those that a Writer can write in a suitable drive.
func (w *Writer) SupportedMediaTypes() ([]MediaType, error) {
	return fetch(w.get(), "Writer.SupportedMediaTypes", values[MediaType],
		func(h writerHandle, b *C.int32_t, size C.size_t, needed *C.size_t) code {
			return C.df2d_get_supported_media_types(h, b, size, needed)
		})
}
