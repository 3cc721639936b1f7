//go:build cgo

package df2d

import (
	"errors"
	"io"
	"runtime/debug"
	"sync"
	"time"
)

const (
	// The most that is asked of a Reader at once.
	pieceSize = 1 << 20
	// How often in a row a Reader may return nothing and no error, as in bufio.
	mostEmptyReads = 100
	// How long a new pass waits for a call that an earlier one has left behind.
	straggler = 2 * time.Second
)

var (
	errGoexit    = errors.New("df2d: the source ended its goroutine with runtime.Goexit")
	errStraggler = errors.New("df2d: a Read or Seek of the source that an earlier write gave up has not returned yet")
	errCount     = errors.New("df2d: the source says that it read an impossible number of bytes")
	errStopped   = errors.New("df2d: no more of the source is wanted")
)

// source is the caller's own Reader. It is called on goroutines that can be left behind: a Read or Seek that hangs holds
// up no cancel, and what a Read stores when it comes back harms nobody. A call begins when the one before is over.
//
// The library calls read and seek one at a time; cancel comes from another thread.
type source struct {
	size int64
	// next reads on; rewind goes to the start, and is nil where that cannot be.
	next   func([]byte) (int, error)
	rewind func() error

	buffer []byte
	// The next read is the first of a pass.
	begins bool
	// What the last Read said beside its bytes.
	latched error
	// Bytes read in this pass.
	position int64

	mu sync.Mutex
	// Closed to make the read that runs return.
	stop chan struct{}
	// Closed when the last call is over.
	over chan struct{}
	// Why the last pass failed, and what the library was told.
	err error
	hr  HRESULT
}

func newSource(size int64, next func([]byte) (int, error), rewind func() error) *source {
	over := make(chan struct{})
	close(over)
	return &source{size: size, next: next, rewind: rewind, stop: make(chan struct{}), over: over}
}

// sourceAt reads by position, and keeps that itself.
func sourceAt(reader io.ReaderAt, size int64) *source {
	s := newSource(size, nil, func() error { return nil })
	s.next = func(buffer []byte) (int, error) { return reader.ReadAt(buffer, s.position) }
	return s
}

// failure is the caller's error behind an operation that ended with this code, if there is one.
func (s *source) failure(hr HRESULT) error {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hr != hr {
		return nil
	}
	return s.err
}

func (s *source) fail(err error, hr HRESULT) HRESULT {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err, s.hr = err, hr
	return hr
}

// failBy tells the library of the caller's error by the error's own code, if it has one. To look for that calls methods of
// the error, and those of a nil pointer panic: then that is the failure.
func (s *source) failBy(err error) HRESULT {
	hr := ErrFail
	look := start(func() (int, error) {
		var own HRESULT
		if errors.As(err, &own) && own.Failed() && own != ErrPending && own != ErrHandle {
			hr = own
		}
		return 0, nil
	})
	<-look.over
	if look.err != nil {
		err = look.err
	}
	return s.fail(err, hr)
}

func (s *source) cancel() {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.stop:
	default:
		close(s.stop)
	}
}

func (s *source) stopped() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stop
}

// idle is closed when none of the caller's functions runs.
func (s *source) idle() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.over
}

// call is a call of functions of the caller's; n and err are its answer once it is over.
type call struct {
	over chan struct{}
	n    int
	err  error
}

// start makes the call on a goroutine, which a panic or a runtime.Goexit ends alone. Its end comes always.
func start(function func() (int, error)) *call {
	c := &call{over: make(chan struct{}), err: errGoexit}
	go func() {
		defer close(c.over)
		defer func() {
			if value := recover(); value != nil {
				c.err = &PanicError{value, debug.Stack()}
			}
		}()
		c.n, c.err = function()
	}()
	return c
}

// await makes a call and waits for its end; with errStopped it is left behind.
func (s *source) await(stop <-chan struct{}, function func() (int, error)) (int, error) {
	c := start(function)
	s.mu.Lock()
	s.over = c.over
	s.mu.Unlock()
	select {
	case <-c.over:
		return c.n, c.err
	case <-stop:
		return 0, errStopped
	}
}

func (s *source) read(into []byte) (int, HRESULT) {
	stop := s.stopped()
	if s.begins {
		if hr := s.begin(stop); hr != SOK {
			return 0, hr
		}
	}
	if s.buffer == nil {
		s.buffer = make([]byte, pieceSize)
	}
	buffer := s.buffer
	if len(into) < len(buffer) {
		buffer = buffer[:len(into)]
	}
	n, err := 0, s.latched
	if err == nil {
		n, err = s.await(stop, func() (int, error) { return s.readSome(buffer, stop) })
	}
	if err == errStopped {
		s.buffer = nil
		return 0, ErrAbort
	}
	s.latched = err
	s.position += int64(n)
	copy(into, buffer[:n])
	switch {
	case n > 0 || err == nil:
		return n, SOK
	case err == io.EOF:
		// The library notices by itself that this is too early, and has its own code for it.
		s.fail(io.ErrUnexpectedEOF, ErrDF2DataStreamNotSupported)
		return 0, SOK
	default:
		return 0, s.failBy(err)
	}
}

// readSome returns at least one byte or an error.
func (s *source) readSome(buffer []byte, stop <-chan struct{}) (int, error) {
	for tries := 0; tries < mostEmptyReads; tries++ {
		select {
		case <-stop:
			return 0, errStopped
		default:
		}
		n, err := s.next(buffer)
		if n < 0 || n > len(buffer) {
			return 0, errCount
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
	return 0, io.ErrNoProgress
}

// begin goes to the start, once a call that an earlier pass has left behind is over.
func (s *source) begin(stop <-chan struct{}) HRESULT {
	select {
	case <-s.idle():
	case <-stop:
		return ErrAbort
	case <-time.After(straggler):
		return s.fail(errStraggler, ErrDF2DataStreamNotSupported)
	}
	_, err := s.await(stop, func() (int, error) { return 0, s.rewind() })
	switch {
	case err == errStopped:
		return ErrAbort
	case err != nil:
		return s.failBy(err)
	}
	s.begins, s.position, s.latched = false, 0, nil
	return SOK
}

// seek has a pass begin with the next read. To go to the start is left to that, since a cancel reaches only reads. The
// library seeks to the start alone.
func (s *source) seek(offset int64) HRESULT {
	if offset != 0 {
		return ErrNotImpl
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.begins, s.stop, s.err, s.hr = true, make(chan struct{}), nil, SOK
	return SOK
}
