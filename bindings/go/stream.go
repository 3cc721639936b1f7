package df2d

/*
#include "bridge.h"
*/
import "C"

import (
	"context"
	"io"
	"os"
	"unsafe"
)

// SizeUnknown has NewStream ask the reader for its size.
const SizeUnknown = -1

// Stream is a source of data: IStream. It may be closed while it is written: the write keeps it until it has ended.
type Stream struct {
	object *object[streamHandle]
	// The caller's reader behind it, if it is one.
	source *source
}

var streams = &class[streamHandle]{
	name: "Stream",
	lastError: func(h streamHandle, info *C.df2d_error_info, b *C.char, size C.size_t, needed *C.size_t) code {
		return C.df2d_stream_get_last_error(h, info, b, size, needed)
	},
	destroy: func(h streamHandle) code { return C.df2d_stream_destroy(h) },
	release: func(h streamHandle) code { return C.df2d_stream_release(h) },
}

func (s *Stream) get() *object[streamHandle] {
	if s == nil {
		return nil
	}
	return s.object
}

func (s *Stream) reader() *source {
	if s == nil {
		return nil
	}
	return s.source
}

func newStream(op string, source *source, make func(*streamHandle) code) (*Stream, error) {
	object, err := streams.create(op, make)
	if err != nil {
		return nil, err
	}
	return &Stream{object, source}, nil
}

// OpenStream is a stream from a regular file or a block device. It is opened now; its size is asked when a write begins.
// It can serve several writes at once.
func OpenStream(path string) (*Stream, error) {
	const op = "OpenStream"
	name, err := cString(op, path)
	if err != nil {
		return nil, err
	}
	defer C.free(unsafe.Pointer(name))
	return newStream(op, nil, func(h *streamHandle) code { return C.df2d_stream_from_file(name, h) })
}

// NewStream is a stream of so many bytes from a reader; SizeUnknown asks the reader.
//
// An *os.File is read by the library itself, through a duplicate of its descriptor: a regular file or a block device by
// position from byte 0, whatever its offset, also by several writes at once; a pipe or a socket, whose size must be
// given, as it comes.
//
// A reader that is an io.Seeker is read from its byte 0, also anew for a verification or a further write, and knows its
// size. Any other is read once, as it comes, and its size must be given unless it has a method Len() int. The reader is
// called on goroutines of this package, one call at a time, from the beginning of a write to its end.
//
// A write that is cancelled or fails waits for no Read or Seek: the goroutine that is inside one goes when that returns,
// and until then, for which there is Idle, nothing else should use the reader. What Read and Seek fail with is found by
// errors.Is and errors.As in the write's error; an early io.EOF as io.ErrUnexpectedEOF, a panic as a *PanicError, also
// that of an error's own methods.
func NewStream(reader io.Reader, size int64) (*Stream, error) {
	const op = "NewStream"
	file, isFile := reader.(*os.File)
	switch {
	case reader == nil || isFile && file == nil:
		return nil, refused(op, ErrPointer, "The reader is nil.")
	case size < SizeUnknown:
		return nil, refused(op, ErrInvalidArg, "The size is negative; -1 alone means \"ask\".")
	case isFile:
		return streamFromFile(op, file, size)
	}
	seeker, _ := reader.(io.Seeker)
	if seeker != nil {
		// Many have the method and cannot, such as what is made around a pipe.
		end, err := seeker.Seek(0, io.SeekEnd)
		switch {
		case err == nil && size == SizeUnknown:
			size = end
		case err != nil && size == SizeUnknown:
			failed := refused(op, ErrInvalidArg, "The reader does not say its size; pass it.")
			failed.cause = err
			return nil, failed
		case err != nil:
			seeker = nil
		}
	}
	if sized, ok := reader.(interface{ Len() int }); ok && size == SizeUnknown {
		size = int64(sized.Len())
	}
	if size == SizeUnknown {
		return nil, refused(op, ErrInvalidArg, "The reader does not say its size; pass it.")
	}
	if seeker == nil {
		return streamFromSource(op, newSource(size, reader.Read, nil))
	}
	return streamFromSource(op, newSource(size, reader.Read, func() error {
		_, err := seeker.Seek(0, io.SeekStart)
		return err
	}))
}

// NewStreamAt is a stream of so many bytes from a reader by position; SizeUnknown asks its method Size() int64. As to
// the rest, see NewStream.
func NewStreamAt(reader io.ReaderAt, size int64) (*Stream, error) {
	const op = "NewStreamAt"
	if file, isFile := reader.(*os.File); isFile {
		return NewStream(file, size)
	}
	switch {
	case reader == nil:
		return nil, refused(op, ErrPointer, "The reader is nil.")
	case size < SizeUnknown:
		return nil, refused(op, ErrInvalidArg, "The size is negative; -1 alone means \"ask\".")
	}
	if size == SizeUnknown {
		sized, ok := reader.(interface{ Size() int64 })
		if !ok {
			return nil, refused(op, ErrInvalidArg, "The reader does not say its size; pass it.")
		}
		size = sized.Size()
	}
	return streamFromSource(op, sourceAt(reader, size))
}

// NewStreamFromBytes is a stream from a copy of the bytes, outside the memory of Go. It can serve several writes at once.
func NewStreamFromBytes(data []byte) (*Stream, error) {
	return newStream("NewStreamFromBytes", nil, func(h *streamHandle) code {
		return C.df2d_go_stream_from_copy(unsafe.Pointer(first(data)), C.size_t(len(data)), h)
	})
}

// streamFromFile goes by SyscallConn, since Fd would make the caller's file a blocking one.
func streamFromFile(op string, file *os.File, size int64) (stream *Stream, err error) {
	conn, err := file.SyscallConn()
	if err == nil {
		var failed error
		err = conn.Control(func(fd uintptr) {
			stream, failed = newStream(op, nil, func(h *streamHandle) code {
				return C.df2d_stream_from_fd(C.int(fd), C.int64_t(size), h)
			})
		})
		if err == nil {
			return stream, failed
		}
	}
	// Seek says it as os.ErrClosed.
	if _, closed := file.Seek(0, io.SeekCurrent); closed != nil {
		err = closed
	}
	unusable := refused(op, ErrInvalidArg, "The file cannot be used.")
	unusable.cause = err
	return nil, unusable
}

func streamFromSource(op string, source *source) (*Stream, error) {
	if source.size < 0 {
		return nil, refused(op, ErrInvalidArg, "The reader says that its size is negative.")
	}
	canSeek := cBool(source.rewind != nil)
	return newStream(op, source, func(h *streamHandle) code {
		return C.df2d_go_stream_from_callbacks(number(source), C.int(canSeek), h)
	})
}

// FanOut makes of this source as many streams as there are recorders, 1 to 64. It is read once, into a shared buffer of
// so many bytes (0 is the usual size), and each stream serves a write with its own recorder, result and cancel. Close
// those that will not be written: the others wait for them when the buffer is full. The source may be closed at once.
func (s *Stream) FanOut(n, bufferBytes int) ([]*Stream, error) {
	const most = 64
	room := n
	if n < 1 || n > most {
		room = 1
	}
	handles := make([]streamHandle, room)
	err := s.get().put("Stream.FanOut", func(h streamHandle) code {
		return C.df2d_stream_fan_out(h, C.size_t(n), C.size_t(bufferBytes), &handles[0])
	})
	if err != nil {
		return nil, err
	}
	shares := make([]*Stream, n)
	for n, handle := range handles {
		shares[n] = &Stream{streams.object(handle), s.source}
	}
	return shares, nil
}

// Idle waits until no Read or Seek of the caller's reader runs, or the context ends, whose error it returns. When the
// writes of the stream have ended, what they left behind is over then, and the reader may be used otherwise. What the
// library reads by itself is always idle.
func (s *Stream) Idle(ctx context.Context) error {
	const op = "Stream.Idle"
	if err := s.get().put(op, func(streamHandle) code { return C.DF2D_S_OK }); err != nil {
		return err
	}
	switch {
	case ctx == nil:
		return refused(op, ErrPointer, "The context is nil.")
	case s.source == nil:
		return nil
	}
	idle := s.source.idle()
	select {
	case <-idle:
		return nil
	default:
	}
	select {
	case <-idle:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Close gives the Stream back. Writes that use it go on and keep it until they end.
func (s *Stream) Close() error {
	_, err := s.get().close()
	return err
}

// SetPadding says whether a size that is not a multiple of 2048 is made one by zeros at the end. Without it such a stream
// is refused by the write. Takes effect for writes that begin afterwards. Default: no.
func (s *Stream) SetPadding(value bool) error {
	return s.get().put("Stream.SetPadding", func(h streamHandle) code { return C.df2d_stream_put_padding(h, cBool(value)) })
}

// Padding is what SetPadding set.
func (s *Stream) Padding() (bool, error) {
	return s.get().flag("Stream.Padding", func(h streamHandle, v *C.df2d_bool) code {
		return C.df2d_stream_get_padding(h, v)
	})
}

// BlockRange is sectors of a disc and of a stream, both ends included: IBlockRange.
type BlockRange struct {
	StartLBA, EndLBA int32
}

// SetBlockRanges says which sectors a write takes from the stream, for overwritable media alone. Sector N of the disc
// comes from byte 2048 × N, so the stream must be one that is read by position: a file, or bytes. They are written in
// this order; without any, all of the stream is written, from sector 0. Takes effect for writes that begin afterwards.
func (s *Stream) SetBlockRanges(ranges ...BlockRange) error {
	list := make([]C.df2d_block_range, len(ranges)+1)
	for n, r := range ranges {
		list[n].start_lba, list[n].end_lba = C.int32_t(r.StartLBA), C.int32_t(r.EndLBA)
	}
	return s.get().put("Stream.SetBlockRanges", func(h streamHandle) code {
		return C.df2d_stream_put_block_ranges(h, &list[0], C.size_t(len(ranges)))
	})
}

// SizeBytes is the size as the source has it now, padding included: what a write without block ranges would record.
func (s *Stream) SizeBytes() (int64, error) {
	var size C.uint64_t
	err := s.get().put("Stream.SizeBytes", func(h streamHandle) code { return C.df2d_stream_get_size_bytes(h, &size) })
	return int64(size), err
}
