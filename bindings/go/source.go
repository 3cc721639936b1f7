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
	// How long a new pass waits for a Read that an earlier one has left behind.
	straggler = 2 * time.Second
)

var (
	errGoexit    = errors.New("df2d: the source ended its goroutine with runtime.Goexit")
	errStraggler = errors.New("df2d: a Read of the source that was given up by a cancel has not returned yet")
	errCount     = errors.New("df2d: the source says that it read an impossible number of bytes")
)

// source is the caller's own Reader. It is read into memory of Go, on a goroutine that can be left behind: a Read that
// hangs holds up no cancel, and what it stores when it comes back harms nobody.
//
// The library calls read and seek one at a time; cancel comes from another thread.
type source struct {
	size int64
	// next reads on; rewind goes to the start, and is nil where that cannot be.
	next   func([]byte) (int, error)
	rewind func() error

	buffer []byte
	// What the last Read said beside its bytes.
	latched error
	// Bytes read in this pass.
	position int64
	// A call that was left behind, until it returns.
	left chan answer

	mu sync.Mutex
	// Closed to make the read that runs return.
	stop chan struct{}
	// Why the last pass failed, and what the library was told.
	err error
	hr  HRESULT
}

type answer struct {
	n   int
	err error
}

func newSource(size int64, next func([]byte) (int, error), rewind func() error) *source {
	return &source{size: size, next: next, rewind: rewind, stop: make(chan struct{})}
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

// codeOf is what the library is told of the caller's error: its own code if it has one.
func codeOf(err error) HRESULT {
	var hr HRESULT
	if errors.As(err, &hr) && hr.Failed() && hr != ErrPending && hr != ErrHandle {
		return hr
	}
	return ErrFail
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

// run makes the call on a goroutine, which a panic or a runtime.Goexit ends alone. The answer comes always.
func run(call func() (int, error)) chan answer {
	done := make(chan answer, 1)
	go func() {
		end := answer{err: errGoexit}
		defer func() {
			if value := recover(); value != nil {
				end = answer{err: &PanicError{value, debug.Stack()}}
			}
			done <- end
		}()
		end.n, end.err = call()
	}()
	return done
}

func (s *source) read(into []byte) (int, HRESULT) {
	if s.buffer == nil {
		s.buffer = make([]byte, pieceSize)
	}
	buffer := s.buffer
	if len(into) < len(buffer) {
		buffer = buffer[:len(into)]
	}
	n, err := 0, s.latched
	if err == nil {
		stop := s.stopped()
		done := run(func() (int, error) { return s.readSome(buffer) })
		select {
		case end := <-done:
			n, err = end.n, end.err
		case <-stop:
			s.left, s.buffer = done, nil
			return 0, ErrAbort
		}
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
		return 0, s.fail(err, codeOf(err))
	}
}

// readSome returns at least one byte or an error.
func (s *source) readSome(buffer []byte) (int, error) {
	for tries := 0; tries < mostEmptyReads; tries++ {
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

// seek begins a pass; the library seeks to the start alone.
func (s *source) seek(offset int64) HRESULT {
	if offset != 0 {
		return ErrNotImpl
	}
	if s.left != nil {
		select {
		case <-s.left:
			s.left = nil
		case <-time.After(straggler):
			return s.fail(errStraggler, ErrDF2DataStreamNotSupported)
		}
	}
	s.mu.Lock()
	s.stop, s.err, s.hr = make(chan struct{}), nil, SOK
	s.mu.Unlock()
	s.position, s.latched = 0, nil
	if end := <-run(func() (int, error) { return 0, s.rewind() }); end.err != nil {
		return s.fail(end.err, codeOf(end.err))
	}
	return SOK
}
