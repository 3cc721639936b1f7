package df2d

/*
#cgo pkg-config: df2d
#include "bridge.h"
*/
import "C"

import (
	"runtime"
	"strings"
	"sync"
	"unsafe"
)

// The library's handles are tokens, never addresses: one that is dead is told apart by the library.
type (
	code           = C.df2d_hresult
	writerHandle   = *C.df2d_t
	eraserHandle   = *C.df2d_erase_t
	recorderHandle = *C.df2d_recorder_t
	streamHandle   = *C.df2d_stream_t
	masterHandle   = *C.df2d_master_t
)

// class is what the handles of one type have in common.
type class[T comparable] struct {
	name      string
	lastError func(T, *C.df2d_error_info, *C.char, C.size_t, *C.size_t) code
	// destroy may wait for callbacks, release never waits.
	destroy, release func(T) code
}

// object is a handle that can be closed at any time, by any goroutine, any number of times. One that is forgotten goes
// with the garbage.
type object[T comparable] struct {
	class  *class[T]
	mu     sync.Mutex
	handle T
}

func (c *class[T]) object(handle T) *object[T] {
	o := &object[T]{class: c, handle: handle}
	runtime.SetFinalizer(o, (*object[T]).abandon)
	return o
}

// create makes an object of the class.
func (c *class[T]) create(op string, make func(*T) code) (*object[T], error) {
	var handle T
	if err := onThread(op, func() code { return make(&handle) }); err != nil {
		return nil, err
	}
	return c.object(handle), nil
}

// explain asks what the library knows of a call with this handle that has failed.
func (c *class[T]) explain(op string, hr HRESULT, handle T) *Error {
	return lastError(op, hr, func(info *C.df2d_error_info, b *C.char, size C.size_t, needed *C.size_t) code {
		return c.lastError(handle, info, b, size, needed)
	})
}

func notMade(op string) *Error {
	return refused(op, ErrPointer, "It is nil, or was not made by a function of this package.")
}

// peek is the handle, and whether it was not closed.
func (o *object[T]) peek() (T, bool) {
	var none T
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.handle, o.handle != none
}

// do makes a call with the handle. Close may come at any time: then the library refuses the call.
func (o *object[T]) do(op string, call func(T) code) (HRESULT, error) {
	if o == nil {
		return ErrPointer, notMade(op)
	}
	defer runtime.KeepAlive(o)
	handle, open := o.peek()
	if !open {
		return ErrHandle, closedError(op, o.class.name)
	}
	hr := HRESULT(call(handle))
	if !hr.Failed() {
		return hr, nil
	}
	err := o.class.explain(op, hr, handle)
	if _, open := o.peek(); hr == ErrHandle && !open {
		err = closedError(op, o.class.name)
	}
	return hr, err
}

// with makes a call with two handles, of which the second may be none.
func with[T, U comparable](o *object[T], op string, other *object[U], call func(T, U) code) (HRESULT, error) {
	var second U
	if other != nil {
		defer runtime.KeepAlive(other)
		var open bool
		if second, open = other.peek(); !open {
			return ErrHandle, closedError(op, other.class.name)
		}
	}
	return o.do(op, func(first T) code { return call(first, second) })
}

// take makes this the last use of the handle.
func (o *object[T]) take() (handle T, open bool) {
	var none T
	o.mu.Lock()
	defer o.mu.Unlock()
	handle, o.handle = o.handle, none
	return handle, handle != none
}

// close gives the handle back. It says whether the library has waited until it was done with it, which it does not
// inside a callback.
func (o *object[T]) close() (waited bool, err error) {
	if o == nil {
		return false, notMade("Close")
	}
	defer runtime.KeepAlive(o)
	handle, open := o.take()
	if !open {
		return false, closedError(o.class.name+".Close", o.class.name)
	}
	if hr := HRESULT(o.class.destroy(handle)); hr != SOK {
		return false, nil
	}
	return true, nil
}

// abandon is the finalizer.
func (o *object[T]) abandon() {
	if handle, open := o.take(); open {
		o.class.release(handle)
	}
}

// --- what many calls have in common ---

func (o *object[T]) number(op string, get func(T, *C.int32_t) code) (int, error) {
	var value C.int32_t
	_, err := o.do(op, func(h T) code { return get(h, &value) })
	return int(value), err
}

func (o *object[T]) flag(op string, get func(T, *C.df2d_bool) code) (bool, error) {
	value, err := o.number(op, get)
	return value != 0, err
}

func (o *object[T]) put(op string, put func(T) code) error {
	_, err := o.do(op, put)
	return err
}

// putText hands over a string, of which C sees no more than what stands before a NUL.
func (o *object[T]) putText(op, value string, put func(T, *C.char) code) error {
	text, err := cString(op, value)
	if err != nil {
		return err
	}
	defer C.free(unsafe.Pointer(text))
	return o.put(op, func(h T) code { return put(h, text) })
}

func (o *object[T]) text(op string, get func(T, *C.char, C.size_t, *C.size_t) code) (string, error) {
	return fetch(o, op, text, get)
}

// fetch gets something out of a function that takes a buffer, its capacity and needed.
func fetch[T comparable, E, V any](
	o *object[T], op string, how func(func(*E, C.size_t, *C.size_t) code) (V, code),
	get func(T, *E, C.size_t, *C.size_t) code,
) (value V, err error) {
	_, err = o.do(op, func(h T) (hr code) {
		value, hr = how(func(b *E, size C.size_t, needed *C.size_t) code { return get(h, b, size, needed) })
		return hr
	})
	return value, err
}

func list[E any](call func(*E, C.size_t, *C.size_t) code) ([]E, code) {
	// Nearly all that there is has room in it: a call that is too short of it is one that fails, in the log too.
	buffer := make([]E, 1024)
	for {
		var needed C.size_t
		hr := call(&buffer[0], C.size_t(len(buffer)), &needed)
		switch {
		case hr == C.DF2D_E_INSUFFICIENT_BUFFER && int(needed) > len(buffer):
			buffer = make([]E, needed)
		case hr < 0:
			return nil, hr
		default:
			return buffer[:needed], hr
		}
	}
}

// values are numbers of C's, as they are called here.
func values[V ~int | ~int32](call func(*C.int32_t, C.size_t, *C.size_t) code) ([]V, code) {
	found, hr := list(call)
	converted := make([]V, len(found))
	for n, value := range found {
		converted[n] = V(value)
	}
	return converted, hr
}

// bytes is a list of bytes.
func bytes(call func(*C.uint8_t, C.size_t, *C.size_t) code) ([]byte, code) {
	return list(func(b *byte, size C.size_t, needed *C.size_t) code {
		return call((*C.uint8_t)(unsafe.Pointer(b)), size, needed)
	})
}

// text is what stands before the NUL at the end.
func text(call func(*C.char, C.size_t, *C.size_t) code) (string, code) {
	chars, hr := list(call)
	if len(chars) == 0 {
		return "", hr
	}
	return C.GoStringN(&chars[0], C.int(len(chars)-1)), hr
}

// texts are strings that stand one after the other, each with its NUL, with a further NUL behind them.
func texts(call func(*C.char, C.size_t, *C.size_t) code) ([]string, code) {
	all, hr := text(call)
	all = strings.TrimSuffix(all, "\x00")
	if all == "" {
		return nil, hr
	}
	return strings.Split(all, "\x00"), hr
}

// onThread makes a call whose failure the library keeps for the thread that made it.
func onThread(op string, call func() code) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	hr := HRESULT(call())
	if !hr.Failed() {
		return nil
	}
	return lastError(op, hr, func(info *C.df2d_error_info, b *C.char, c C.size_t, n *C.size_t) code {
		return C.df2d_get_thread_error(info, b, c, n)
	})
}

// cString must be freed. A string with a NUL within would be taken for a shorter one.
func cString(op, value string) (*C.char, error) {
	if strings.IndexByte(value, 0) >= 0 {
		return nil, refused(op, ErrInvalidArg, "The text has a zero byte in it.")
	}
	return C.CString(value), nil
}

// first points to the bytes, if there are any.
func first(bytes []byte) *C.uint8_t {
	if len(bytes) == 0 {
		return nil
	}
	return (*C.uint8_t)(unsafe.Pointer(&bytes[0]))
}

func cBool(value bool) C.df2d_bool {
	if value {
		return 1
	}
	return 0
}
