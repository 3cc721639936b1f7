package df2d

// #include <df2d.h>
import "C"

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
)

// Error is why a call or an operation failed. errors.Is finds in it
//   - its HRESULT, as one of the constants: errors.Is(err, df2d.ErrRecorderLocked);
//   - what the system said, as a syscall.Errno or what that stands for: errors.Is(err, fs.ErrNotExist);
//   - ctx.Err(), if the end of a context cancelled the operation;
//   - what the caller's own io.Reader, io.Seeker or io.ReaderAt failed with, which errors.As finds too;
//   - os.ErrClosed, if the object was closed before.
type Error struct {
	// Op is the method that failed, such as "Writer.Write".
	Op string
	// HRESULT is the code; its Name and its Message say more about it.
	HRESULT HRESULT
	// Message is one English sentence that says what to do.
	Message string
	// OSError is the system's error number, 0 when there is none.
	OSError syscall.Errno
	// Sense is what the drive said, all zero if it said nothing.
	Sense Sense
	// LBA is the sector that the failure belongs to, -1 if that is not known.
	LBA int64
	// CDB is the command that failed, empty if none did.
	CDB []byte

	cause error
}

// Sense is a drive's sense data: sense key, additional sense code and its qualifier.
type Sense struct {
	Key, ASC, ASCQ byte
	// Deferred says that it is about an earlier command.
	Deferred bool
}

// IsZero says whether the drive sent none.
func (s Sense) IsZero() bool {
	return s == Sense{}
}

// String has the form of the traces, KEY/ASC/ASCQ in hexadecimal: "3/11/05".
func (s Sense) String() string {
	text := fmt.Sprintf("%X/%02X/%02X", s.Key, s.ASC, s.ASCQ)
	if s.Deferred {
		text += " (deferred)"
	}
	return text
}

// Name is the Windows name of the code, such as "E_IMAPI_REQUEST_CANCELLED".
func (e *Error) Name() string {
	return e.HRESULT.Name()
}

// Error is the sentence with the code, what drive and system said, and the caller's own error.
func (e *Error) Error() string {
	var said []string
	if !e.Sense.IsZero() {
		said = append(said, "sense "+e.Sense.String())
	}
	if e.OSError != 0 {
		said = append(said, e.OSError.Error())
	}
	text := fmt.Sprintf("df2d: %s: %s: %s", e.Op, e.HRESULT.String(), strings.TrimSuffix(e.Message, "."))
	if len(said) > 0 {
		text += " (" + strings.Join(said, ", ") + ")"
	}
	if e.cause != nil {
		// It is the caller's, and its Error may panic, as that of a nil pointer does: fmt copes.
		text += ": " + fmt.Sprint(e.cause)
	}
	return text
}

// Is tells whether the target is the code, or what the system said.
func (e *Error) Is(target error) bool {
	if hr, ok := target.(HRESULT); ok {
		return e.HRESULT == hr
	}
	return e.OSError != 0 && errors.Is(e.OSError, target)
}

// As gives out the code as an HRESULT, and what the system said as a syscall.Errno.
func (e *Error) As(target any) bool {
	switch target := target.(type) {
	case *HRESULT:
		*target = e.HRESULT
		return true
	case *syscall.Errno:
		if e.OSError != 0 {
			*target = e.OSError
			return true
		}
	}
	return false
}

// Unwrap gives the error of the caller's own that is behind this one: of his context, or of his source.
func (e *Error) Unwrap() error {
	return e.cause
}

// PanicError says that a function of the caller's panicked in mid-operation. The operation is ended in order first, and
// then fails with this: a panic that left the function would take the process away from the disc.
type PanicError struct {
	// Value is what was given to panic.
	Value any
	// Stack is where that was, as debug.Stack tells it.
	Stack []byte
}

func (p *PanicError) Error() string {
	return fmt.Sprintf("panic: %v\n\n%s", p.Value, p.Stack)
}

// Unwrap gives the value, if that is an error.
func (p *PanicError) Unwrap() error {
	err, _ := p.Value.(error)
	return err
}

// errorOf is an Error about which no more is known than its code.
func errorOf(op string, hr HRESULT) *Error {
	return &Error{Op: op, HRESULT: hr, Message: hr.Message(), LBA: -1}
}

// refused is an Error that comes from here and not from the library.
func refused(op string, hr HRESULT, message string) *Error {
	return &Error{Op: op, HRESULT: hr, Message: message, LBA: -1}
}

func closedError(op, object string) *Error {
	err := refused(op, ErrHandle, fmt.Sprintf("The %s is closed.", object))
	err.cause = os.ErrClosed
	return err
}

// lastError asks for what the library knows of the failure with this code that just happened. The function is one of
// df2d_get_last_error's kind, or df2d_get_thread_error.
func lastError(
	op string, hr HRESULT, ask func(*C.df2d_error_info, *C.char, C.size_t, *C.size_t) code,
) *Error {
	var info C.df2d_error_info
	info.struct_size = C.sizeof_df2d_error_info
	message, outcome := text(func(buffer *C.char, capacity C.size_t, needed *C.size_t) code {
		return ask(&info, buffer, capacity, needed)
	})
	// Another goroutine's call may have failed with the same object meanwhile, or closed it.
	if outcome < 0 || HRESULT(info.hr) != hr {
		return errorOf(op, hr)
	}
	err := errorOf(op, hr)
	if message != "" {
		err.Message = message
	}
	err.OSError = syscall.Errno(info.os_error)
	err.Sense = Sense{byte(info.sense_key), byte(info.asc), byte(info.ascq), info.deferred != 0}
	err.LBA = int64(info.lba)
	err.CDB = cdbOf(&info.cdb, int(info.cdb_length))
	return err
}

// hresultOf is the code of an error of this package.
func hresultOf(err error) HRESULT {
	hr := ErrFail
	errors.As(err, &hr)
	return hr
}

func cdbOf(cdb *[16]C.uint8_t, length int) []byte {
	if length <= 0 || length > len(cdb) {
		return nil
	}
	bytes := make([]byte, length)
	for n := range bytes {
		bytes[n] = byte(cdb[n])
	}
	return bytes
}
