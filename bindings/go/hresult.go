package df2d

// #include <df2d.h>
import "C"

import (
	"fmt"
	"strings"
)

// HRESULT is IMAPI2's own result of a call: negative is failure, zero or positive is success. Its values are the
// constants that begin with Err, and with S. It is an error, so that they can be given to errors.Is; what calls return
// is an *Error, which has the code and more.
type HRESULT int32

// Name is the Windows name of the code, such as "E_IMAPI_REQUEST_CANCELLED"; "unknown HRESULT" for others.
func (h HRESULT) Name() string {
	return C.GoString(C.df2d_hresult_name(C.df2d_hresult(h)))
}

// Message is one plain English sentence about the code.
func (h HRESULT) Message() string {
	return C.GoString(C.df2d_hresult_message(C.df2d_hresult(h)))
}

// Failed says whether the code is one of failure.
func (h HRESULT) Failed() bool {
	return h < 0
}

func (h HRESULT) String() string {
	return fmt.Sprintf("%s (0x%08X)", h.Name(), uint32(h))
}

func (h HRESULT) Error() string {
	return h.String() + ": " + h.Message()
}

// flagName names one bit.
type flagName struct {
	bit  int32
	name string
}

func flagsText(value int32, names []flagName) string {
	var set []string
	for _, flag := range names {
		if value&flag.bit != 0 {
			set = append(set, flag.name)
			value &^= flag.bit
		}
	}
	if value != 0 || len(set) == 0 {
		set = append(set, fmt.Sprintf("0x%X", uint32(value)))
	}
	return strings.Join(set, "|")
}
