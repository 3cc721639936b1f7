package df2d_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"

	"df2d"
)

// What hides everything but Read.
type onlyRead struct{ io.Reader }

// What hides everything but ReadAt.
type onlyReadAt struct{ io.ReaderAt }

type readSeeker struct {
	io.Reader
	seek func(int64, int) (int64, error)
}

func (r readSeeker) Seek(offset int64, whence int) (int64, error) { return r.seek(offset, whence) }

type readFunc func([]byte) (int, error)

func (f readFunc) Read(p []byte) (int, error) { return f(p) }

// Every kind of source gives the same disc; those that can be read anew also to a verification.
func TestSources(t *testing.T) {
	image := picture(3000)
	size := int64(len(image))
	path := saved(t, image)
	open := func(t *testing.T) *os.File {
		file, err := os.Open(path)
		ok(t, err)
		t.Cleanup(func() { file.Close() })
		return file
	}
	pipe := func(t *testing.T) *os.File {
		from, into, err := os.Pipe()
		ok(t, err)
		t.Cleanup(func() { from.Close() })
		go func() {
			into.Write(image)
			into.Close()
		}()
		return from
	}
	for name, source := range map[string]struct {
		again bool
		make  func(t *testing.T) (*df2d.Stream, error)
	}{
		"path":  {true, func(*testing.T) (*df2d.Stream, error) { return df2d.OpenStream(path) }},
		"bytes": {true, func(*testing.T) (*df2d.Stream, error) { return df2d.NewStreamFromBytes(image) }},
		"file":  {true, func(t *testing.T) (*df2d.Stream, error) { return df2d.NewStream(open(t), df2d.SizeUnknown) }},
		"file somewhere": {true, func(t *testing.T) (*df2d.Stream, error) {
			file := open(t)
			file.Seek(0, io.SeekEnd)
			return df2d.NewStream(file, df2d.SizeUnknown)
		}},
		"file by position": {true, func(t *testing.T) (*df2d.Stream, error) { return df2d.NewStreamAt(open(t), size) }},
		"file that is closed afterwards": {true, func(t *testing.T) (*df2d.Stream, error) {
			file := open(t)
			defer file.Close()
			return df2d.NewStream(file, df2d.SizeUnknown)
		}},
		"pipe": {false, func(t *testing.T) (*df2d.Stream, error) { return df2d.NewStream(pipe(t), size) }},
		"wrapped file": {true, func(t *testing.T) (*df2d.Stream, error) {
			return df2d.NewStream(struct{ *os.File }{open(t)}, df2d.SizeUnknown)
		}},
		"wrapped pipe": {false, func(t *testing.T) (*df2d.Stream, error) {
			return df2d.NewStream(struct{ *os.File }{pipe(t)}, size)
		}},
		"seeker": {true, func(*testing.T) (*df2d.Stream, error) {
			return df2d.NewStream(bytes.NewReader(image), df2d.SizeUnknown)
		}},
		"seeker somewhere": {true, func(*testing.T) (*df2d.Stream, error) {
			r := bytes.NewReader(image)
			r.Seek(99, io.SeekStart)
			return df2d.NewStream(r, df2d.SizeUnknown)
		}},
		"reader": {false, func(*testing.T) (*df2d.Stream, error) {
			return df2d.NewStream(onlyRead{bytes.NewReader(image)}, size)
		}},
		"buffer": {false, func(*testing.T) (*df2d.Stream, error) {
			return df2d.NewStream(bytes.NewBuffer(append([]byte(nil), image...)), df2d.SizeUnknown)
		}},
		"reader at": {true, func(*testing.T) (*df2d.Stream, error) {
			return df2d.NewStreamAt(onlyReadAt{bytes.NewReader(image)}, size)
		}},
		"section": {true, func(*testing.T) (*df2d.Stream, error) {
			return df2d.NewStreamAt(io.NewSectionReader(bytes.NewReader(append([]byte("xy"), image...)), 2, size),
				df2d.SizeUnknown)
		}},
		"byte by byte": {true, func(*testing.T) (*df2d.Stream, error) {
			r := bytes.NewReader(image)
			some := func(p []byte) (int, error) { return r.Read(p[:(len(p)+6)/7]) }
			return df2d.NewStream(readSeeker{readFunc(some), r.Seek}, df2d.SizeUnknown)
		}},
		"with nothing now and then, and EOF beside data": {false, func(*testing.T) (*df2d.Stream, error) {
			at, turn := 0, 0
			return df2d.NewStream(readFunc(func(p []byte) (int, error) {
				if turn++; turn%3 != 0 {
					return 0, nil
				}
				n := copy(p, image[at:])
				if at += n; at == len(image) {
					return n, io.EOF
				}
				return n, nil
			}), size)
		}},
		"that is longer": {false, func(*testing.T) (*df2d.Stream, error) {
			return df2d.NewStream(io.MultiReader(bytes.NewReader(image), strings.NewReader("and more")), size)
		}},
	} {
		source := source
		t.Run(name, func(t *testing.T) {
			b := newBurner(t, dvdPlusR)
			if source.again {
				ok(t, b.SetBurnVerificationLevel(df2d.BurnVerificationFull))
			}
			s := stream(t)(source.make(t))
			bytes, err := s.SizeBytes()
			ok(t, err)
			check(t, bytes == size, "the size is %d", bytes)
			result, err := b.Write(background, s)
			ok(t, err)
			check(t, result.SectorsOnMedia == 3000, "%+v", result)
			b.holds(image, 3000)
			_, err = newBurner(t, dvdPlusR).Write(background, s)
			if source.again {
				check(t, err == nil, "a second write: %v", err)
			} else {
				fails(t, err, df2d.ErrDF2DataStreamNotSupported)
			}
		})
	}
}

func TestSourcesThatAreRefused(t *testing.T) {
	closed, err := os.Open(saved(t, nil))
	ok(t, err)
	ok(t, closed.Close())
	directory, err := os.Open(t.TempDir())
	ok(t, err)
	defer directory.Close()
	from, into, err := os.Pipe()
	ok(t, err)
	defer from.Close()
	defer into.Close()
	var noFile *os.File
	mine := &mineError{}
	unseekable := readSeeker{strings.NewReader(""), func(int64, int) (int64, error) { return 0, mine }}
	for name, try := range map[string]struct {
		targets []error
		make    func() (*df2d.Stream, error)
	}{
		"nothing there": {[]error{os.ErrNotExist, syscall.ENOENT, df2d.ErrFail}, func() (*df2d.Stream, error) {
			return df2d.OpenStream(filepath.Join(t.TempDir(), "nothing"))
		}},
		"a NUL in the path": {[]error{df2d.ErrInvalidArg}, func() (*df2d.Stream, error) { return df2d.OpenStream("a\x00b") }},
		"a directory":       {[]error{df2d.ErrInvalidArg}, func() (*df2d.Stream, error) { return df2d.NewStream(directory, -1) }},
		"a closed file": {[]error{df2d.ErrInvalidArg, os.ErrClosed}, func() (*df2d.Stream, error) {
			return df2d.NewStream(closed, -1)
		}},
		"a pipe without size": {[]error{df2d.ErrInvalidArg}, func() (*df2d.Stream, error) { return df2d.NewStream(from, -1) }},
		"not for reading":     {[]error{df2d.ErrInvalidArg}, func() (*df2d.Stream, error) { return df2d.NewStream(into, 2048) }},
		"nil":                 {[]error{df2d.ErrPointer}, func() (*df2d.Stream, error) { return df2d.NewStream(nil, 1) }},
		"nil at":              {[]error{df2d.ErrPointer}, func() (*df2d.Stream, error) { return df2d.NewStreamAt(nil, 1) }},
		"a nil file":          {[]error{df2d.ErrPointer}, func() (*df2d.Stream, error) { return df2d.NewStream(noFile, 1) }},
		"a nil file at":       {[]error{df2d.ErrPointer}, func() (*df2d.Stream, error) { return df2d.NewStreamAt(noFile, 1) }},
		"a negative size": {[]error{df2d.ErrInvalidArg}, func() (*df2d.Stream, error) {
			return df2d.NewStream(strings.NewReader(""), -2)
		}},
		"a negative size at": {[]error{df2d.ErrInvalidArg}, func() (*df2d.Stream, error) {
			return df2d.NewStreamAt(strings.NewReader(""), -2)
		}},
		"no size": {[]error{df2d.ErrInvalidArg}, func() (*df2d.Stream, error) {
			return df2d.NewStream(onlyRead{strings.NewReader("")}, -1)
		}},
		"no size at": {[]error{df2d.ErrInvalidArg}, func() (*df2d.Stream, error) {
			return df2d.NewStreamAt(onlyReadAt{strings.NewReader("")}, -1)
		}},
		"no size, and Seek fails": {[]error{df2d.ErrInvalidArg, mine}, func() (*df2d.Stream, error) {
			return df2d.NewStream(unseekable, -1)
		}},
	} {
		s, err := try.make()
		check(t, s == nil && err != nil, "%s: %v", name, err)
		for _, target := range try.targets {
			check(t, errors.Is(err, target), "%s: not %v, but %v", name, target, err)
		}
	}
}

// What a source does wrong ends the write in order, and is told.
func TestSourcesThatFail(t *testing.T) {
	image := picture(20000)
	half := 15000 * df2d.SectorSize
	mine := &mineError{half}
	for name, source := range map[string]struct {
		act     func() error
		targets []error
	}{
		"a code of its own":     {func() error { return df2d.ErrAccessDenied }, []error{df2d.ErrAccessDenied}},
		"a code that is none":   {func() error { return df2d.ErrPending }, []error{df2d.ErrFail, df2d.ErrPending}},
		"an end too early":      {func() error { return io.EOF }, []error{io.ErrUnexpectedEOF, df2d.ErrDF2DataStreamNotSupported}},
		"a panic with an error": {func() error { panic(mine) }, []error{df2d.ErrFail, mine}},
		"Goexit":                {func() error { runtime.Goexit(); return nil }, []error{df2d.ErrFail}},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBurner(t, dvdPlusR)
			r := &reader{image: image, from: half, act: source.act}
			result, err := b.Write(background, stream(t)(df2d.NewStream(r, int64(len(image)))))
			fails(t, err, source.targets...)
			check(t, result.ContentAfter == df2d.ContentPartial && result.DiscAfter == df2d.DiscAppendable, "%+v", result)
			b.holds(image, result.SectorsOnMedia)
		})
	}
	for name, read := range map[string]func([]byte) (int, error){
		"nothing for ever": func([]byte) (int, error) { return 0, nil },
		"too much":         func(p []byte) (int, error) { return len(p) + 1, nil },
		"less than none":   func([]byte) (int, error) { return -1, nil },
	} {
		_, err := newBurner(t, dvdPlusR).Write(background, stream(t)(df2d.NewStream(readFunc(read), 2048)))
		check(t, errors.Is(err, df2d.ErrFail), "%s: %v", name, err)
	}
	_, err := newBurner(t, dvdPlusR).Write(background,
		stream(t)(df2d.NewStream(readFunc(func([]byte) (int, error) { return 0, nil }), 2048)))
	fails(t, err, io.ErrNoProgress)

	// One that goes to its start no more, at the beginning and for the verification.
	for _, good := range []int{0, 1} {
		b, r, seeks := newBurner(t, dvdPlusR), bytes.NewReader(image), 0
		ok(t, b.SetBurnVerificationLevel(df2d.BurnVerificationFull))
		s := stream(t)(df2d.NewStream(readSeeker{r, func(offset int64, whence int) (int64, error) {
			if seeks++; seeks > good+1 {
				return 0, mine
			}
			return r.Seek(offset, whence)
		}}, df2d.SizeUnknown))
		result, err := b.Write(background, s)
		fails(t, err, mine)
		check(t, (result.DiscAfter == df2d.DiscUnchanged) == (good == 0), "%+v", result)
	}
}

// An error that ends the goroutine that asks it for its code.
type quitter struct{}

func (quitter) Error() string { return "it quits" }

func (quitter) As(any) bool {
	runtime.Goexit()
	return false
}

// A nil pointer in an error, whose methods panic, ends the write in order like a Read that panics.
func TestSourcesWhoseErrorsFail(t *testing.T) {
	var none *fs.PathError
	seek := func(offset int64, whence int) (int64, error) {
		if whence == io.SeekEnd {
			return 2048, nil
		}
		return 0, none
	}
	for name, reader := range map[string]io.Reader{
		"Read": readFunc(func([]byte) (int, error) { return 0, none }),
		"Seek": readSeeker{strings.NewReader(""), seek},
	} {
		_, err := newBurner(t, dvdPlusR).Write(background, stream(t)(df2d.NewStream(reader, 2048)))
		var panicked *df2d.PanicError
		check(t, errors.As(err, &panicked) && errors.Is(err, df2d.ErrFail), "%s: %v", name, err)
		check(t, !errors.Is(err, context.Canceled), "%s: %v", name, err)
	}
	var silent *mineError
	for _, bad := range []error{quitter{}, silent} {
		read := readFunc(func([]byte) (int, error) { return 0, bad })
		_, err := newBurner(t, dvdPlusR).Write(background, stream(t)(df2d.NewStream(read, 2048)))
		fails(t, err, df2d.ErrFail)
		check(t, strings.Contains(err.Error(), "E_FAIL"), "%v", err)
	}
}

// What a write is refused for is not what the source failed with in the one before.
func TestSourceThatFailedBefore(t *testing.T) {
	image := picture(100)
	s := stream(t)(df2d.NewStream(onlyRead{bytes.NewReader(image[2048:])}, int64(len(image))))
	_, err := newBurner(t, dvdPlusR).Write(background, s)
	fails(t, err, io.ErrUnexpectedEOF, df2d.ErrDF2DataStreamNotSupported)
	_, err = newBurner(t, dvdPlusR).Write(background, s)
	fails(t, err, df2d.ErrDF2DataStreamNotSupported)
	check(t, !errors.Is(err, io.ErrUnexpectedEOF), "%v", err)
}

// A Seek that hangs holds up neither the beginning of a write nor its cancel, and Idle tells when it is over.
func TestSeekThatHangs(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	image := picture(5000)
	r := bytes.NewReader(image)
	reached, release := make(chan struct{}), make(chan struct{})
	var once sync.Once
	s := stream(t)(df2d.NewStream(readSeeker{r, func(offset int64, whence int) (int64, error) {
		if whence == io.SeekStart {
			once.Do(func() {
				close(reached)
				<-release
			})
		}
		return r.Seek(offset, whence)
	}}, df2d.SizeUnknown))
	ok(t, s.Idle(background))
	op, err := b.StartWrite(background, s)
	ok(t, err)
	<-reached
	check(t, op.Cancel(), "the cancel came too late")
	result, err := op.Wait()
	fails(t, err, df2d.ErrRequestCancelled)
	check(t, result.DiscAfter == df2d.DiscUnchanged, "%+v", result)
	ended, cancel := context.WithCancel(background)
	cancel()
	check(t, s.Idle(ended) == context.Canceled, "it is idle inside Seek")
	close(release)
	ok(t, s.Idle(background))
	ok(t, s.Idle(ended))
	_, err = b.Write(background, s)
	ok(t, err)
	b.holds(image, 5000)
}

func TestIdle(t *testing.T) {
	s := stream(t)(df2d.NewStreamFromBytes(nil))
	ok(t, s.Idle(background))
	fails(t, s.Idle(nil), df2d.ErrPointer) //lint:ignore SA1012 that is what a careless caller does
	s = nil
	fails(t, s.Idle(background), df2d.ErrPointer)
}

// A Read that a cancel gave up is waited for when its reader is wanted again.
func TestSourceThatWasLeftBehind(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	image := picture(5000)
	r := bytes.NewReader(image)
	reached, release, first := make(chan struct{}), make(chan struct{}), true
	s := stream(t)(df2d.NewStream(readSeeker{readFunc(func(p []byte) (int, error) {
		if first {
			first = false
			close(reached)
			<-release
		}
		return r.Read(p)
	}), r.Seek}, df2d.SizeUnknown))
	op, err := b.StartWrite(background, s)
	ok(t, err)
	<-reached
	check(t, op.Cancel(), "the cancel came too late")
	_, err = op.Wait()
	fails(t, err, df2d.ErrRequestCancelled)
	_, err = b.Write(background, s)
	fails(t, err, df2d.ErrDF2DataStreamNotSupported)
	close(release)
	result, err := b.Write(background, s)
	ok(t, err)
	check(t, result.SectorsOnMedia == 5000, "%+v", result)
	b.holds(image, 5000)
}

func TestPadding(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	s := stream(t)(df2d.NewStream(strings.NewReader("odd"), df2d.SizeUnknown))
	padding, err := s.Padding()
	check(t, err == nil && !padding, "%v %v", padding, err)
	ok(t, s.SetPadding(true))
	padding, err = s.Padding()
	check(t, err == nil && padding, "%v %v", padding, err)
	size, err := s.SizeBytes()
	check(t, err == nil && size == df2d.SectorSize, "%d %v", size, err)
	_, err = b.Write(background, s)
	ok(t, err)
	b.holds(append([]byte("odd"), make([]byte, 2045)...), 1)
}

func TestBlockRanges(t *testing.T) {
	b := newBurner(t, dvdPlusRW)
	image := picture(1000)
	_, err := b.Write(background, stream(t)(df2d.NewStreamFromBytes(make([]byte, len(image)))))
	ok(t, err)
	s := stream(t)(df2d.NewStreamFromBytes(image))
	fails(t, s.SetBlockRanges(df2d.BlockRange{StartLBA: 5, EndLBA: 4}), df2d.ErrInvalidArg)
	ok(t, s.SetBlockRanges(df2d.BlockRange{StartLBA: 16, EndLBA: 31}, df2d.BlockRange{StartLBA: 480, EndLBA: 495}))
	result, err := b.Write(background, s)
	ok(t, err)
	check(t, result.SectorsRequested == 32, "%+v", result)
	wanted := make([]byte, len(image))
	for _, at := range []int{16, 480} {
		copy(wanted[at*2048:(at+16)*2048], image[at*2048:])
	}
	b.holds(wanted, 1000)
	ok(t, s.SetBlockRanges())
	ok(t, b.SetForceOverwrite(true))
	_, err = b.Write(background, s)
	ok(t, err)
	b.holds(image, 1000)
}

// One Reader, read once, for three recorders; one of them is cancelled.
func TestFanOut(t *testing.T) {
	image := picture(20000)
	r := &reader{image: image, act: func() error { return nil }}
	source, err := df2d.NewStream(r, int64(len(image)))
	ok(t, err)
	for _, n := range []int{0, -1, 65, 1 << 40} {
		_, err := source.FanOut(n, 0)
		fails(t, err, df2d.ErrInvalidArg)
	}
	_, err = source.FanOut(2, -5)
	fails(t, err, df2d.ErrInvalidArg)
	shares, err := source.FanOut(3, 64<<20)
	ok(t, err)
	ok(t, source.Close())
	var burners []*burner
	var ops []*df2d.Operation[df2d.Progress]
	for n, share := range shares {
		b := newBurner(t, dvdPlusR)
		if n == 0 {
			b.advise(func(p df2d.Progress) {
				if p.DoneSectors > 0 {
					b.CancelWrite()
				}
			})
		}
		op, err := b.StartWrite(background, share)
		ok(t, err)
		ok(t, share.Close())
		burners, ops = append(burners, b), append(ops, op)
	}
	for n, op := range ops {
		result, err := op.Wait()
		if n == 0 {
			fails(t, err, df2d.ErrRequestCancelled)
		} else {
			ok(t, err)
			check(t, result.SectorsOnMedia == 20000, "%+v", result)
		}
		burners[n].holds(image, result.SectorsOnMedia)
	}
	check(t, r.at == len(image), "%d bytes were read", r.at)
}

// All who share it learn what the source failed with.
func TestFanOutOfASourceThatFails(t *testing.T) {
	image := picture(5000)
	mine := &mineError{1}
	source := stream(t)(df2d.NewStream(&reader{image: image, from: 4000 * 2048, act: func() error { return mine }},
		int64(len(image))))
	shares, err := source.FanOut(2, 0)
	ok(t, err)
	var ops []*df2d.Operation[df2d.Progress]
	for _, share := range shares {
		op, err := newBurner(t, dvdPlusR).StartWrite(background, stream(t)(share, nil))
		ok(t, err)
		ops = append(ops, op)
	}
	for _, op := range ops {
		_, err := op.Wait()
		fails(t, err, mine)
	}
}
