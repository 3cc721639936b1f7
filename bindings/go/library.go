package df2d

/*
#include "bridge.h"
*/
import "C"

import "log"

// Version is that of the library that runs, "major.minor.patch". The constants VersionMajor and so on are of the header
// that this package was built with.
func Version() string {
	return C.GoString(C.df2d_version_string())
}

// VersionNumbers are those of Version.
func VersionNumbers() (major, minor, patch int) {
	var numbers [3]C.uint32_t
	C.df2d_version(&numbers[0], &numbers[1], &numbers[2])
	return int(numbers[0]), int(numbers[1]), int(numbers[2])
}

// LiveObjects is how many of the library's objects are alive: what was not closed, and what operations still hold. A
// program that has closed everything reads 0.
func LiveObjects() (int, error) {
	var count C.size_t
	err := onThread("LiveObjects", func() code { return C.df2d_live_objects(&count) })
	return int(count), err
}

type logFunc func(level LogLevel, target, message string)

// LogAdvise has the function called with what the library tells, until stop is called. It is called on whatever
// goroutine or thread that happens, several at once; what the library would tell inside it is dropped. After stop has
// returned it is not called any more.
//
// Inside it no operation can be begun or awaited: the thread may be the one that the operation waits for. A panic in it
// ends the program, and so do runtime.Goexit and the FailNow of a test.
//
// Without it nothing is logged but what the environment variable DF2D_LOG asks for, on standard error.
func LogAdvise(level LogLevel, tell func(level LogLevel, target, message string)) (stop func() error, err error) {
	const op = "LogAdvise"
	if tell == nil {
		return nil, refused(op, ErrPointer, "The function is nil.")
	}
	var cookie C.uint32_t
	err = onThread(op, func() code {
		return C.df2d_go_log_advise(C.df2d_log_level(level), number(logFunc(tell)), &cookie)
	})
	if err != nil {
		return nil, err
	}
	return func() error {
		return onThread("LogUnadvise", func() code { return C.df2d_log_unadvise(cookie) })
	}, nil
}

// LogTo is LogAdvise with a logger of package log: a line for each message, as "df2d: Info: writing".
func LogTo(logger *log.Logger, level LogLevel) (stop func() error, err error) {
	if logger == nil {
		return nil, refused("LogTo", ErrPointer, "The logger is nil.")
	}
	return LogAdvise(level, func(level LogLevel, target, message string) {
		logger.Printf("%s: %s: %s", target, level, message)
	})
}
