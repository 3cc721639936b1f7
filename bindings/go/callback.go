package df2d

/*
#include "bridge.h"
*/
import "C"

import (
	"runtime/cgo"
	"runtime/debug"
	"unsafe"
)

// What the library calls. Its threads are no goroutines of the caller's, so each function here looks up by its number
// what the caller gave, and lets no panic out: the library's own frames are below.

//export df2dGoRelease
func df2dGoRelease(handle C.uintptr_t) {
	h := cgo.Handle(handle)
	value := h.Value()
	h.Delete()
	if value, ok := value.(interface{ released() }); ok {
		value.released()
	}
}

//export df2dGoUpdate
func df2dGoUpdate(handle C.uintptr_t, progress *C.df2d_progress) {
	cgo.Handle(handle).Value().(sink[Progress]).update(progressOf(progress))
}

//export df2dGoEraseUpdate
func df2dGoEraseUpdate(handle C.uintptr_t, elapsed, estimatedTotal C.int32_t) {
	cgo.Handle(handle).Value().(sink[EraseProgress]).update(eraseProgressOf(elapsed, estimatedTotal))
}

//export df2dGoEnd
func df2dGoEnd(handle C.uintptr_t, result *C.df2d_write_result) {
	cgo.Handle(handle).Value().(endSink).end(resultOf(result))
}

//export df2dGoDevice
func df2dGoDevice(handle C.uintptr_t, added C.int, id *C.char) {
	watcher := cgo.Handle(handle).Value().(*watcher)
	crashOutside(func() { watcher.device(added != 0, C.GoString(id)) })
}

//export df2dGoLog
func df2dGoLog(handle C.uintptr_t, level C.df2d_log_level, target, message *C.char) {
	tell := cgo.Handle(handle).Value().(logFunc)
	crashOutside(func() { tell(LogLevel(level), C.GoString(target), C.GoString(message)) })
}

//export df2dGoSourceSize
func df2dGoSourceSize(handle C.uintptr_t, size *C.uint64_t) C.df2d_hresult {
	*size = C.uint64_t(cgo.Handle(handle).Value().(*source).size)
	return C.DF2D_S_OK
}

//export df2dGoSourceRead
func df2dGoSourceRead(handle C.uintptr_t, buffer unsafe.Pointer, size C.size_t, got *C.size_t) C.df2d_hresult {
	n, hr := cgo.Handle(handle).Value().(*source).read(unsafe.Slice((*byte)(buffer), int(size)))
	*got = C.size_t(n)
	return C.df2d_hresult(hr)
}

//export df2dGoSourceSeek
func df2dGoSourceSeek(handle C.uintptr_t, offset C.uint64_t) C.df2d_hresult {
	return C.df2d_hresult(cgo.Handle(handle).Value().(*source).seek(int64(offset)))
}

//export df2dGoSourceCancel
func df2dGoSourceCancel(handle C.uintptr_t) {
	cgo.Handle(handle).Value().(*source).cancel()
}

// contain calls a function of the caller's and catches its panic.
func contain(call func()) (panicked *PanicError) {
	defer func() {
		if value := recover(); value != nil {
			panicked = &PanicError{value, debug.Stack()}
		}
	}()
	call()
	return nil
}

// crashOutside ends the program for a panic as any goroutine's does, but never by unwinding the library's frames, and for
// a runtime.Goexit, which would unwind them too.
func crashOutside(call func()) {
	returned := false
	defer func() {
		if returned {
			return
		}
		value := recover()
		if value == nil {
			value = "df2d: a function that the library calls has called runtime.Goexit"
		}
		go panic((&PanicError{value, debug.Stack()}).Error())
		select {}
	}()
	call()
	returned = true
}
