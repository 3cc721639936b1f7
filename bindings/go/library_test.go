package df2d_test

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"runtime"
	"strings"
	"sync"
	"testing"

	"df2d"
)

func TestVersion(t *testing.T) {
	wanted := fmt.Sprintf("%d.%d.%d", df2d.VersionMajor, df2d.VersionMinor, df2d.VersionPatch)
	check(t, df2d.Version() == wanted, "the library is %s, its header %s", df2d.Version(), wanted)
	major, minor, patch := df2d.VersionNumbers()
	check(t, major == df2d.VersionMajor && minor == df2d.VersionMinor && patch == df2d.VersionPatch,
		"the library is %d.%d.%d, its header %s", major, minor, patch, wanted)
}

// Writers write to it from several threads.
type lockedBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

func TestLog(t *testing.T) {
	var lines lockedBuffer
	gone := make(chan struct{})
	stop, err := func() (func() error, error) {
		logger := log.New(&lines, "> ", 0)
		runtime.SetFinalizer(logger, func(*log.Logger) { close(gone) })
		return df2d.LogTo(logger, df2d.LogInfo)
	}()
	ok(t, err)
	burnSome := func() {
		b := newBurner(t, dvdPlusR)
		_, err := b.Write(background, stream(t)(df2d.NewStreamFromBytes(picture(100))))
		ok(t, err)
	}
	burnSome()
	for _, line := range []string{"> df2d", ": Info: writing\n", "ended with S_OK; 100 of 100 sectors"} {
		check(t, strings.Contains(lines.String(), line), "%q is not in\n%s", line, lines.String())
	}
	ok(t, stop())
	fails(t, stop(), df2d.ErrInvalidArg)
	size := len(lines.String())
	burnSome()
	check(t, len(lines.String()) == size, "it was told after the end")
	isGone(t, gone)

	_, err = df2d.LogTo(nil, df2d.LogInfo)
	fails(t, err, df2d.ErrPointer)
	_, err = df2d.LogAdvise(df2d.LogInfo, nil)
	fails(t, err, df2d.ErrPointer)
	_, err = df2d.LogAdvise(77, func(df2d.LogLevel, string, string) {})
	fails(t, err, df2d.ErrInvalidArg)
}

// What fails on this goroutine is told on it.
func TestLogOfACallThatFails(t *testing.T) {
	told := make(chan string, 100)
	stop, err := df2d.LogAdvise(df2d.LogDebug, func(level df2d.LogLevel, target, message string) {
		if level == df2d.LogDebug && strings.Contains(message, "a call failed") {
			told <- message
		}
	})
	ok(t, err)
	_, err = df2d.OpenRecorder("virtual:?media=wax")
	fails(t, err, df2d.ErrInvalidArg)
	ok(t, stop())
	close(told)
	var all []string
	for message := range told {
		all = append(all, message)
	}
	check(t, len(all) == 1 && strings.Contains(all[0], "wax"), "it told %q", all)
}

// Its thread may be the one that the operation waits for.
func TestOperationsInALogFunction(t *testing.T) {
	b, other := newBurner(t, dvdPlusR), newBurner(t, dvdPlusR)
	source := stream(t)(df2d.NewStreamFromBytes(picture(100)))
	ops, refused := make(chan *df2d.Operation[df2d.Progress], 1), make(chan error, 2)
	var once sync.Once
	stop, err := df2d.LogAdvise(df2d.LogInfo, func(_ df2d.LogLevel, _, message string) {
		if strings.Contains(message, "the operation ended") {
			once.Do(func() {
				_, err := (<-ops).Wait()
				refused <- err
				_, err = other.Write(background, source)
				refused <- err
			})
		}
	})
	ok(t, err)
	op, err := b.StartWrite(background, source)
	ok(t, err)
	ops <- op
	_, err = op.Wait()
	ok(t, err)
	ok(t, stop())
	fails(t, <-refused, df2d.ErrDF2DataWriteInProgress)
	fails(t, <-refused, df2d.ErrDF2DataWriteInProgress)
	_, err = other.WriteResult()
	fails(t, err, df2d.ErrDF2DataWriteNotInProgress)
}

func TestMaster(t *testing.T) {
	t.Setenv("DF2D_RECORDERS", "")
	m, err := df2d.NewMaster()
	ok(t, err)
	defer m.Close()
	count, err := m.Count()
	ok(t, err)
	items, err := m.Items()
	check(t, err == nil && len(items) == count, "%q %v", items, err)
	for _, bad := range []int{-1, count, 1 << 40} {
		_, err := m.Item(bad)
		fails(t, err, df2d.ErrInvalidArg)
	}
	_, err = m.Advise(nil, nil)
	fails(t, err, df2d.ErrPointer)
	_, err = m.Watch(nil) //lint:ignore SA1012 that is what a careless caller does
	fails(t, err, df2d.ErrPointer)
	stop, err := m.Advise(func(string) {}, nil)
	ok(t, err)
	ok(t, stop())
	fails(t, stop(), df2d.ErrInvalidArg)
}

// The channel ends with the context, and with the Master.
func TestWatch(t *testing.T) {
	m, err := df2d.NewMaster()
	ok(t, err)
	ctx, cancel := context.WithCancel(background)
	one, err := m.Watch(ctx)
	ok(t, err)
	other, err := m.Watch(background)
	ok(t, err)
	cancel()
	for range one {
	}
	ok(t, m.Close())
	for range other {
	}
}
