package df2d_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"df2d"
)

// What the tests have made is gone at their end, also what they have only forgotten.
func TestMain(m *testing.M) {
	if name := os.Getenv(task); name != "" {
		tasks(name)
	}
	status := m.Run()
	if alive := aliveAfterGarbage(0); status == 0 && alive != 0 {
		fmt.Printf("%d objects of the library are still alive\n", alive)
		status = 1
	}
	os.Exit(status)
}

// aliveAfterGarbage collects garbage until so many objects are left, or for a while.
func aliveAfterGarbage(wanted int) int {
	deadline := time.Now().Add(10 * time.Second)
	for {
		runtime.GC()
		alive, err := df2d.LiveObjects()
		if err != nil || alive <= wanted || time.Now().After(deadline) {
			return alive
		}
		time.Sleep(time.Millisecond)
	}
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func check(t testing.TB, holds bool, format string, args ...any) {
	t.Helper()
	if !holds {
		t.Errorf(format, args...)
	}
}

// fails checks that the error is all of these.
func fails(t testing.TB, err error, targets ...error) {
	t.Helper()
	for _, target := range targets {
		if !errors.Is(err, target) {
			t.Errorf("not %v, but: %v", target, err)
		}
	}
}

// picture is an image of so many sectors, of which no two are alike.
func picture(sectors int) []byte {
	sector := make([]byte, df2d.SectorSize)
	rand.New(rand.NewSource(int64(sectors))).Read(sector)
	image := make([]byte, 0, sectors*df2d.SectorSize)
	for n := 0; n < sectors; n++ {
		binary.LittleEndian.PutUint64(sector, uint64(n))
		image = append(image, sector...)
	}
	return image
}

// burner is a recorder with a disc, and a writer for it.
type burner struct {
	*df2d.Writer
	t        testing.TB
	path     string
	recorder *df2d.Recorder
}

const (
	dvdPlusR  = "media=dvd+r&size=60000&speed=1623&clock=virtual"
	dvdPlusRW = "media=dvd+rw&size=60000&speed=1623&clock=virtual"
	cdRW      = "media=cd-rw&size=60000&speed=1200&clock=virtual"
)

func newBurner(t testing.TB, disc string) *burner {
	t.Helper()
	path := filepath.Join(t.TempDir(), "disc.iso")
	recorder, err := df2d.OpenRecorder("virtual:" + path + "?" + disc)
	ok(t, err)
	t.Cleanup(func() { recorder.Close() })
	writer, err := df2d.NewWriter()
	ok(t, err)
	t.Cleanup(func() { writer.Close() })
	ok(t, writer.SetRecorder(recorder))
	ok(t, writer.SetClientName("go test"))
	return &burner{writer, t, path, recorder}
}

// advise collects all progress, and calls the function with it.
func (b *burner) advise(act func(df2d.Progress)) *[]df2d.Progress {
	b.t.Helper()
	all := new([]df2d.Progress)
	stop, err := b.Advise(func(p df2d.Progress) {
		*all = append(*all, p)
		if act != nil {
			act(p)
		}
	})
	ok(b.t, err)
	b.t.Cleanup(func() { stop() })
	return all
}

// holds checks that the disc's file begins with these sectors of the image.
func (b *burner) holds(image []byte, sectors int64) {
	b.t.Helper()
	disc, err := os.ReadFile(b.path)
	ok(b.t, err)
	size := sectors * df2d.SectorSize
	if int64(len(disc)) < size {
		b.t.Fatalf("the disc's file has %d bytes, not %d", len(disc), size)
	}
	if !bytes.Equal(disc[:size], image[:size]) {
		b.t.Errorf("the disc does not hold the first %d sectors", sectors)
	}
}

// stream closes what NewStream and its like return at the end of the test.
func stream(t testing.TB) func(*df2d.Stream, error) *df2d.Stream {
	return func(s *df2d.Stream, err error) *df2d.Stream {
		t.Helper()
		ok(t, err)
		t.Cleanup(func() { s.Close() })
		return s
	}
}

// saved is a file with these bytes.
func saved(t testing.TB, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "image.iso")
	ok(t, os.WriteFile(path, data, 0o644))
	return path
}

var background = context.Background()

// errMine is what a source of the tests fails with.
type mineError struct{ at int }

func (e *mineError) Error() string { return fmt.Sprintf("my own error at byte %d", e.at) }

// reader gives the bytes of an image up to one, and does something there.
type reader struct {
	image []byte
	at    int
	from  int
	act   func() error
}

func (r *reader) Read(p []byte) (int, error) {
	if r.at >= r.from {
		if err := r.act(); err != nil {
			return 0, err
		}
	}
	end := len(r.image)
	if r.at < r.from {
		end = r.from
	}
	n := copy(p, r.image[r.at:end])
	r.at += n
	return n, nil
}
