package df2d

/*
#include "bridge.h"
*/
import "C"

import (
	"context"
	"runtime/cgo"
	"sync"
	"time"
)

// Result says how an operation ended, and what is on the disc now, as read back from the drive.
type Result struct {
	// HRESULT is what the operation returned; among the codes of success are SSpeedAdjusted and its like.
	HRESULT HRESULT
	// ContentAfter says how much of this write is on the disc. Without verification ContentWhole rests on the drive's
	// word.
	ContentAfter ContentState
	// DiscAfter says what the disc can do now.
	DiscAfter DiscState
	// MediaStatusAfter was read from the drive after the operation; 0 if it did not say.
	MediaStatusAfter MediaState
	UnderRuns        int
	// SectorsRequested is what the write was asked for, padding included.
	SectorsRequested int64
	// SectorsSent were handed to the drive.
	SectorsSent int64
	// SectorsOnMedia are on the medium by the drive's account, or as verified.
	SectorsOnMedia int64
	// StartLBA is the first sector of this write, -1 if it never began.
	StartLBA int64
	Elapsed  time.Duration
	// FailureLBA is the sector of the first failure, -1 if that is not known.
	FailureLBA int64
	// FailureCDB is the command that failed first, empty if none did.
	FailureCDB []byte
	// FailureSense is what the drive said of that, all zero if it said nothing.
	FailureSense Sense
}

func resultOf(r *C.df2d_write_result) Result {
	return Result{
		HRESULT:          HRESULT(r.hr),
		ContentAfter:     ContentState(r.content_after),
		DiscAfter:        DiscState(r.disc_after),
		MediaStatusAfter: MediaState(r.media_status_after),
		UnderRuns:        int(r.under_runs),
		SectorsRequested: int64(r.sectors_requested),
		SectorsSent:      int64(r.sectors_sent),
		SectorsOnMedia:   int64(r.sectors_on_media),
		StartLBA:         int64(r.start_lba),
		Elapsed:          time.Duration(r.elapsed_ms) * time.Millisecond,
		FailureLBA:       int64(r.failure_lba),
		FailureCDB:       cdbOf(&r.failure_cdb, int(r.failure_cdb_length)),
		FailureSense: Sense{
			byte(r.failure_sense_key), byte(r.failure_asc), byte(r.failure_ascq), r.failure_deferred != 0,
		},
	}
}

// notBegun is the result of an operation that was refused: the disc is as it was.
func notBegun(hr HRESULT) Result {
	return Result{HRESULT: hr, StartLBA: -1, FailureLBA: -1}
}

// Operation is a write, a closing, a recovery or an erase that runs, or did. P is Progress, or EraseProgress of an
// erase.
type Operation[P any] struct {
	name   string
	runner *runner[P]
	source *source
	done   chan struct{}

	// The rest belongs to the runner's mutex until done is closed.

	// What must not become garbage while the operation runs, which would cancel it.
	owner    any
	latest   *P
	watchers []chan P
	// Cancels on their way to the library, which must not meet the next operation. None comes once that is ready for it.
	cancels   sync.WaitGroup
	ready     bool
	cancelled error
	// The library has said the result.
	told     bool
	panicked *PanicError
	result   Result
	err      error
}

// Done is closed when the operation has ended.
func (o *Operation[P]) Done() <-chan struct{} {
	if o == nil || o.done == nil {
		return nil
	}
	return o.done
}

// Wait waits until the operation has ended, by itself or by a cancel, and says how. Any number of goroutines may wait,
// and the answer stays. The Result tells what is on the disc, also beside an error. Inside a function that was given to
// Advise, or to LogAdvise, Wait could wait for that very function, and is refused.
func (o *Operation[P]) Wait() (Result, error) {
	if o == nil || o.done == nil {
		err := notMade("Operation.Wait")
		return notBegun(err.HRESULT), err
	}
	select {
	case <-o.done:
		return o.result, o.err
	default:
	}
	if o.runner.calls.isInside() {
		running := Result{ContentAfter: ContentUnknown, DiscAfter: DiscUnknown, StartLBA: -1, FailureLBA: -1}
		running.HRESULT = ErrPending
		return running, o.runner.refusedInside(o.name)
	}
	<-o.done
	return o.result, o.err
}

// Cancel asks the operation to stop, as the end of its context does. It never waits, and may be called anywhere. The
// operation will end with ErrRequestCancelled, or with an error that came first; false means that it is too late, since
// the operation is at its end already, and its own result stands.
func (o *Operation[P]) Cancel() bool {
	return o != nil && o.done != nil && o.cancel(nil)
}

// cancel takes what the error is to be found with besides its code. The library is called without the mutex, since it
// may log, and a log function may do anything.
func (o *Operation[P]) cancel(why error) bool {
	r := o.runner
	r.mu.Lock()
	if o.ready {
		r.mu.Unlock()
		return false
	}
	o.cancels.Add(1)
	r.mu.Unlock()
	defer o.cancels.Done()
	if HRESULT(r.calls.cancel()) != SOK {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if o.cancelled == nil {
		o.cancelled = why
	}
	return true
}

// Updates tells how the operation gets on, and is closed at its end. A reader may be as slow as he likes: what is in
// the channel is always the newest that there is, in place of the one that he did not come to read; the last one is
// never lost. Each call makes a channel of its own.
func (o *Operation[P]) Updates() <-chan P {
	updates := make(chan P, 1)
	if o == nil || o.done == nil {
		close(updates)
		return updates
	}
	o.runner.mu.Lock()
	defer o.runner.mu.Unlock()
	if o.latest != nil {
		updates <- *o.latest
	}
	if o.runner.current == o {
		o.watchers = append(o.watchers, updates)
	} else {
		close(updates)
	}
	return updates
}

// runner runs the operations of one object, one after the other. It does not refer to the object, which could not
// become garbage otherwise, but for the time of an operation.
type runner[P any] struct {
	// The code for "one runs already".
	busy  HRESULT
	calls calls

	mu sync.Mutex
	// The one that runs, or whose end is being looked after.
	current *Operation[P]
}

// calls are the library's functions for the object's handle, which may be dead.
type calls struct {
	wait, cancel func() code
	explain      func(op string, hr HRESULT) *Error
	isInside     func() bool
}

// start begins an operation, unless one runs. `begin` is to return at once.
func (r *runner[P]) start(
	ctx context.Context, name string, owner any, source *source, begin func() (HRESULT, error),
) (*Operation[P], error) {
	if ctx == nil {
		return nil, refused(name, ErrPointer, "The context is nil.")
	}
	if err := ctx.Err(); err != nil {
		cancelled := errorOf(name, ErrRequestCancelled)
		cancelled.cause = err
		return nil, cancelled
	}
	if r.calls.isInside() {
		return nil, r.refusedInside(name)
	}
	o := &Operation[P]{name: name, runner: r, source: source, owner: owner, done: make(chan struct{})}
	if !r.claim(o) {
		return nil, errorOf(name, r.busy)
	}
	if _, err := begin(); err != nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.leave(o)
		return nil, err
	}
	if ctx.Done() != nil {
		go func() {
			select {
			case <-ctx.Done():
				o.cancel(ctx.Err())
			case <-o.done:
			}
		}()
	}
	return o, nil
}

func (r *runner[P]) refusedInside(name string) *Error {
	return refused(name, r.busy, "A callback cannot begin or await an operation of the object that called it, and a log "+
		"function none at all; do it outside.")
}

// claim fails while an operation runs; the end of one that does not any more is awaited.
func (r *runner[P]) claim(o *Operation[P]) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.current != nil {
		before := r.current
		if !before.told {
			return false
		}
		r.mu.Unlock()
		<-before.done
		r.mu.Lock()
	}
	r.current = o
	return true
}

// leave makes room for the next. The mutex must be held.
func (r *runner[P]) leave(o *Operation[P]) {
	o.owner = nil
	r.current = nil
	for _, watcher := range o.watchers {
		close(watcher)
	}
	close(o.done)
}

// update takes what the library tells; the runner is its own sink.
func (r *runner[P]) update(progress P) {
	r.mu.Lock()
	defer r.mu.Unlock()
	o := r.current
	if o == nil {
		return
	}
	o.latest = &progress
	for _, watcher := range o.watchers {
		// Nobody else puts anything in, so after this there is room.
		select {
		case <-watcher:
		default:
		}
		watcher <- progress
	}
}

// end is the library's last word on an operation, but a moment before it is ready for the next.
func (r *runner[P]) end(result Result) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if o := r.current; o != nil {
		o.result, o.told = result, true
		go r.finish(o)
	}
}

func (r *runner[P]) finish(o *Operation[P]) {
	// Fails at once if the object was closed meanwhile, and then there is nothing to wait for.
	r.calls.wait()
	r.mu.Lock()
	o.ready = true
	r.mu.Unlock()
	o.cancels.Wait()
	var err error
	if hr := o.result.HRESULT; hr.Failed() {
		failed := r.calls.explain(o.name, hr)
		// The object's last error may be another call's by now, or gone with the object. The result stays.
		failed.Sense, failed.LBA, failed.CDB = o.result.FailureSense, o.result.FailureLBA, o.result.FailureCDB
		err = failed
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case o.panicked != nil && err != nil:
		err = withCause(err, o.panicked)
	case o.panicked != nil:
		err = o.panicked
	case o.result.HRESULT == ErrRequestCancelled:
		err = withCause(err, o.cancelled)
	case err != nil:
		err = withCause(err, o.source.failure(o.result.HRESULT))
	}
	o.err = err
	r.leave(o)
}

func withCause(err, cause error) error {
	if failed, ok := err.(*Error); ok && cause != nil {
		failed.cause = cause
	}
	return err
}

// awaitEnd waits for what runs, once the object is closed.
func (r *runner[P]) awaitEnd() {
	r.mu.Lock()
	o := r.current
	r.mu.Unlock()
	if o != nil {
		<-o.done
	}
}

// sink is what the library's updates are handed to.
type sink[P any] interface {
	update(P)
}

type endSink interface {
	end(Result)
}

// updateFunc is a function of the caller's.
type updateFunc[P any] struct {
	runner *runner[P]
	call   func(P)
}

// update ends the operation for a panic; that of the caller's goroutine is then told by Wait.
func (f updateFunc[P]) update(progress P) {
	panicked := contain(func() { f.call(progress) })
	if panicked == nil {
		return
	}
	r := f.runner
	r.mu.Lock()
	o := r.current
	if o != nil && o.panicked == nil {
		o.panicked = panicked
	}
	r.mu.Unlock()
	if o != nil {
		o.cancel(nil)
	}
}

// number is what C knows a value of Go by. From the call that takes it on it belongs to the library, which gives it back
// to df2dGoRelease also when the call fails.
func number(value any) C.uintptr_t {
	return C.uintptr_t(cgo.NewHandle(value))
}
