package df2d_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"df2d"
)

// A burn that stands still at its beginning until it may go on.
func standing(b *burner, t *testing.T) (op *df2d.Operation[df2d.Progress], goOn func()) {
	t.Helper()
	image := picture(5000)
	reached, release := make(chan struct{}), make(chan struct{})
	var once sync.Once
	goOn = func() { once.Do(func() { close(release) }) }
	t.Cleanup(goOn)
	first := true
	source := &reader{image: image, act: func() error {
		if first {
			first = false
			close(reached)
			<-release
		}
		return nil
	}}
	op, err := b.StartWrite(background, stream(t)(df2d.NewStream(source, int64(len(image)))))
	ok(t, err)
	<-reached
	return op, goOn
}

func TestOperation(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	op, goOn := standing(b, t)
	select {
	case <-op.Done():
		t.Fatal("it is done before it began")
	default:
	}
	_, err := b.WriteResult()
	fails(t, err, df2d.ErrPending)
	_, err = b.StartWrite(background, stream(t)(df2d.NewStreamFromBytes(picture(1))))
	fails(t, err, df2d.ErrDF2DataWriteInProgress)
	fails(t, b.SetForceOverwrite(true), df2d.ErrDF2DataWriteInProgress)
	goOn()
	var waiting sync.WaitGroup
	for n := 0; n < 4; n++ {
		waiting.Add(1)
		go func() {
			defer waiting.Done()
			result, err := op.Wait()
			check(t, err == nil && result.SectorsOnMedia == 5000, "%+v %v", result, err)
		}()
	}
	waiting.Wait()
	<-op.Done()
	check(t, !op.Cancel(), "the cancel of what is done was accepted")
	_, err = b.CancelWrite()
	fails(t, err, df2d.ErrDF2DataWriteNotInProgress)
}

// What is done leaves room for the next at once.
func TestOneAfterTheOther(t *testing.T) {
	b := newBurner(t, "media=dvd+rw&size=60000&clock=virtual")
	source := stream(t)(df2d.NewStreamFromBytes(picture(16)))
	ok(t, b.SetForceOverwrite(true))
	for n := 0; n < 100; n++ {
		op, err := b.StartWrite(background, source)
		ok(t, err)
		<-op.Done()
		_, err = op.Wait()
		ok(t, err)
	}
}

func TestNilOperation(t *testing.T) {
	for _, op := range []*df2d.Operation[df2d.Progress]{nil, {}} {
		_, err := op.Wait()
		fails(t, err, df2d.ErrPointer)
		check(t, !op.Cancel(), "cancelled what is none")
		for range op.Updates() {
			t.Error("an update of what is none")
		}
	}
}

func TestContextThatHasEnded(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	ctx, cancel := context.WithDeadline(background, time.Unix(0, 0))
	defer cancel()
	result, err := b.Write(ctx, stream(t)(df2d.NewStreamFromBytes(picture(10))))
	fails(t, err, context.DeadlineExceeded, df2d.ErrRequestCancelled)
	check(t, result.DiscAfter == df2d.DiscUnchanged && result.HRESULT == df2d.ErrRequestCancelled &&
		result.StartLBA == -1, "%+v", result)
	_, err = b.WriteResult()
	fails(t, err, df2d.ErrDF2DataWriteNotInProgress)
}

// Once the disc is being closed, the end of the context changes nothing.
func TestContextThatEndsTooLate(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	ctx, cancel := context.WithCancel(background)
	defer cancel()
	late := make(chan bool, 1)
	b.advise(func(p df2d.Progress) {
		if p.CurrentAction == df2d.WriteActionCompleted {
			cancel()
			accepted, err := b.CancelWrite()
			late <- !accepted && err == nil
		}
	})
	result, err := b.Write(ctx, stream(t)(df2d.NewStreamFromBytes(picture(100))))
	ok(t, err)
	check(t, result.SectorsOnMedia == 100 && <-late, "%+v", result)
}

// A cancel by hand is no context's.
func TestCancelByHand(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	op, _ := standing(b, t)
	check(t, op.Cancel() && op.Cancel(), "the cancel came too late")
	result, err := op.Wait()
	fails(t, err, df2d.ErrRequestCancelled)
	check(t, !errors.Is(err, context.Canceled), "%v", err)
	check(t, result.ContentAfter == df2d.ContentNone && result.DiscAfter == df2d.DiscUnchanged, "%+v", result)
}

func TestCancelImmediate(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	ok(t, b.SetCancelMode(df2d.CancelImmediate))
	b.advise(func(p df2d.Progress) {
		if p.DoneSectors > 0 {
			b.CancelWrite()
		}
	})
	result, err := b.Write(background, stream(t)(df2d.NewStreamFromBytes(picture(20000))))
	fails(t, err, df2d.ErrRequestCancelled)
	check(t, result.DiscAfter == df2d.DiscRecoverable || result.DiscAfter == df2d.DiscUnknown, "%+v", result)
}

// One who comes late has the newest, and always the last; the burn does not wait for him.
func TestUpdatesThatNobodyReads(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	all := b.advise(nil)
	op, goOn := standing(b, t)
	slow := op.Updates()
	goOn()
	_, err := op.Wait()
	ok(t, err)
	check(t, len(*all) > 5, "there were %d updates", len(*all))
	late := op.Updates()
	for _, updates := range []<-chan df2d.Progress{slow, late} {
		var got []df2d.Progress
		for p := range updates {
			got = append(got, p)
		}
		check(t, len(got) == 1 && got[0] == (*all)[len(*all)-1], "read %+v", got)
	}
}

func TestUpdatesThatAreRead(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	op, goOn := standing(b, t)
	one, other := op.Updates(), op.Updates()
	goOn()
	var waiting sync.WaitGroup
	for _, updates := range []<-chan df2d.Progress{one, other} {
		updates := updates
		waiting.Add(1)
		go func() {
			defer waiting.Done()
			var last df2d.Progress
			for p := range updates {
				check(t, p.DoneSectors >= last.DoneSectors, "from %+v to %+v", last, p)
				last = p
			}
			check(t, last.CurrentAction == df2d.WriteActionCompleted && last.DoneSectors == 5000, "last: %+v", last)
		}()
	}
	waiting.Wait()
	_, err := op.Wait()
	ok(t, err)
}

func TestInsideACallback(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	source := stream(t)(df2d.NewStreamFromBytes(picture(100)))
	other := newBurner(t, dvdPlusR)
	ops := make(chan *df2d.Operation[df2d.Progress], 1)
	told := 0
	b.advise(func(df2d.Progress) {
		if told++; told > 1 {
			return
		}
		op := <-ops
		result, err := op.Wait()
		fails(t, err, df2d.ErrDF2DataWriteInProgress)
		check(t, result.HRESULT == df2d.ErrPending, "%+v", result)
		_, err = b.Write(background, source)
		fails(t, err, df2d.ErrDF2DataWriteInProgress)
		// Another object's operation may be awaited.
		_, err = other.Write(background, source)
		check(t, err == nil, "%v", err)
	})
	op, err := b.StartWrite(background, source)
	ok(t, err)
	ops <- op
	_, err = op.Wait()
	ok(t, err)
	check(t, told > 1, "told %d times", told)
}

func TestCloseInsideACallback(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	ops := make(chan *df2d.Operation[df2d.Progress], 1)
	told := 0
	b.advise(func(df2d.Progress) {
		told++
		op := <-ops
		check(t, b.Close() == nil, "Close failed")
		_, err := op.Wait()
		fails(t, err, df2d.ErrDF2DataWriteInProgress)
	})
	op, err := b.StartWrite(background, stream(t)(df2d.NewStreamFromBytes(picture(20000))))
	ok(t, err)
	ops <- op
	result, err := op.Wait()
	fails(t, err, df2d.ErrRequestCancelled)
	check(t, result.DiscAfter == df2d.DiscUnchanged && told == 1, "%+v, told %d times", result, told)
}

// Close cancels what runs, and comes back when that has ended.
func TestCloseInMidBurn(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	op, _ := standing(b, t)
	ok(t, b.Close())
	select {
	case <-op.Done():
	default:
		t.Error("it runs on")
	}
	_, err := op.Wait()
	fails(t, err, df2d.ErrRequestCancelled)
}

// Close may come at any moment, also while an operation is being begun.
func TestCloseWhileOneBegins(t *testing.T) {
	source := stream(t)(df2d.NewStreamFromBytes(picture(16)))
	recorder, err := df2d.OpenRecorder("virtual:?media=dvd+rw&size=60000&clock=virtual")
	ok(t, err)
	defer recorder.Close()
	for n := 0; n < 100; n++ {
		writer, err := df2d.NewWriter()
		ok(t, err)
		ok(t, writer.SetRecorder(recorder))
		ok(t, writer.SetClientName("go test"))
		ok(t, writer.SetForceOverwrite(true))
		closed := make(chan error)
		go func() { closed <- writer.Close() }()
		_, err = writer.Write(background, source)
		check(t, err == nil || errors.Is(err, df2d.ErrHandle) || errors.Is(err, df2d.ErrRequestCancelled), "%v", err)
		ok(t, <-closed)
	}
}

// Whoever asks WriteResult and not Wait may go on as soon as that has the answer.
func TestPolling(t *testing.T) {
	b := newBurner(t, "media=dvd+rw&size=60000&clock=virtual")
	source := stream(t)(df2d.NewStreamFromBytes(picture(16)))
	ok(t, b.SetForceOverwrite(true))
	for n := 0; n < 100; n++ {
		_, err := b.StartWrite(background, source)
		ok(t, err)
		for errors.Is(err, df2d.ErrPending) || err == nil {
			var result df2d.Result
			if result, err = b.WriteResult(); err == nil {
				check(t, result.SectorsOnMedia == 16, "%+v", result)
				break
			}
			runtime.Gosched()
		}
		ok(t, err)
	}
}

// What the drive said is told also when the Writer is closed before it could be asked for its last error.
func TestErrorOfAWriterThatIsClosed(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	sense := df2d.Sense{Key: 3, ASC: 0x0C}
	_, err := b.recorder.Virtual().AddFault(df2d.Fault{
		Opcode: 0x2A, LBA: 12000, Effect: df2d.VirtualEffectSense, Sense: sense,
	})
	ok(t, err)
	closed := make(chan error, 1)
	stop, err := df2d.LogAdvise(df2d.LogInfo, func(_ df2d.LogLevel, _, message string) {
		if strings.Contains(message, "the operation ended") {
			closed <- b.Close()
		}
	})
	ok(t, err)
	result, err := b.Write(background, stream(t)(df2d.NewStreamFromBytes(picture(20000))))
	ok(t, stop())
	ok(t, <-closed)
	var failed *df2d.Error
	check(t, errors.As(err, &failed) && failed.Sense == sense && len(failed.CDB) == 10 && failed.CDB[0] == 0x2A &&
		failed.LBA == result.FailureLBA && failed.LBA > 0, "%+v", failed)
}

func TestPanicInACallback(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	image := picture(20000)
	mine := &mineError{7}
	stop, err := b.Advise(func(p df2d.Progress) {
		if p.DoneSectors > 0 {
			panic(mine)
		}
	})
	ok(t, err)
	result, err := b.Write(background, stream(t)(df2d.NewStreamFromBytes(image)))
	var panicked *df2d.PanicError
	check(t, errors.As(err, &panicked) && panicked.Value == mine, "%v", err)
	check(t, strings.Contains(string(panicked.Stack), "TestPanicInACallback"), "the stack is %s", panicked.Stack)
	fails(t, err, df2d.ErrRequestCancelled, mine)
	check(t, result.ContentAfter == df2d.ContentPartial && result.DiscAfter == df2d.DiscAppendable, "%+v", result)
	b.holds(image, result.SectorsOnMedia)
	ok(t, stop())
	fails(t, stop(), df2d.ErrInvalidArg)
	// Nothing of it is left behind.
	result, err = b.Write(background, stream(t)(df2d.NewStreamFromBytes(picture(100))))
	ok(t, err)
	check(t, result.SectorsOnMedia == 100, "%+v", result)
}

// A panic when it is too late for a cancel is not lost either.
func TestPanicAtTheEnd(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	b.advise(func(p df2d.Progress) {
		if p.CurrentAction == df2d.WriteActionCompleted {
			panic("too late")
		}
	})
	result, err := b.Write(background, stream(t)(df2d.NewStreamFromBytes(picture(100))))
	var panicked *df2d.PanicError
	check(t, errors.As(err, &panicked) && panicked.Value == "too late", "%v", err)
	check(t, result.HRESULT == df2d.SOK && result.SectorsOnMedia == 100, "%+v", result)
}

func TestEraseIsCancelled(t *testing.T) {
	b := newBurner(t, dvdPlusRW)
	_, err := b.Write(background, stream(t)(df2d.NewStreamFromBytes(picture(1000))))
	ok(t, err)
	eraser := newEraser(t, b.recorder)
	ok(t, eraser.SetFullErase(true))
	ctx, cancel := context.WithCancel(background)
	defer cancel()
	stop, err := eraser.Advise(func(p df2d.EraseProgress) {
		if p.Elapsed > 3*time.Second {
			cancel()
			// The clock stands still meanwhile.
			for again := true; again; runtime.Gosched() {
				again, _ = eraser.CancelErase()
				again = !again
			}
		}
	})
	ok(t, err)
	result, err := eraser.EraseMedia(ctx)
	fails(t, err, df2d.ErrRequestCancelled)
	check(t, result.DiscAfter == df2d.DiscOverwritable, "%+v", result)
	ok(t, stop())
	op, err := eraser.StartEraseMedia(background)
	ok(t, err)
	var last df2d.EraseProgress
	for last = range op.Updates() {
	}
	_, err = op.Wait()
	ok(t, err)
	check(t, last.Elapsed > 0 && last.EstimatedTotal >= last.Elapsed, "last: %+v", last)
	_, err = eraser.EraseResult()
	ok(t, err)
}

func TestCloseMedia(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	ok(t, b.SetDisableConsumerDVDCompatibilityMode(true))
	result, err := b.CloseMedia(background)
	fails(t, err, df2d.ErrDF2DataInvalidMediaState)
	check(t, result.DiscAfter == df2d.DiscUnchanged, "%+v", result)
	result, err = b.Write(background, stream(t)(df2d.NewStreamFromBytes(picture(100))))
	ok(t, err)
	check(t, result.DiscAfter == df2d.DiscAppendable, "%+v", result)
	result, err = b.CloseMedia(background)
	ok(t, err)
	check(t, result.DiscAfter == df2d.DiscClosed, "%+v", result)

	b = newBurner(t, dvdPlusRW)
	_, err = b.Write(background, stream(t)(df2d.NewStreamFromBytes(picture(100))))
	ok(t, err)
	result, err = b.CloseMedia(background)
	ok(t, err)
	check(t, result.HRESULT == df2d.SFalse, "%+v", result)
}

func TestRecoverMedia(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	image := picture(20000)
	virtual := b.recorder.Virtual()
	_, err := virtual.AddFault(df2d.Fault{Opcode: 0x2A, LBA: 12000, Effect: df2d.VirtualEffectDeviceGone})
	ok(t, err)
	source := stream(t)(df2d.NewStreamFromBytes(image))
	_, err = b.Write(background, source)
	fails(t, err, df2d.ErrDevNotExist)
	ok(t, virtual.ClearFaults())
	ok(t, virtual.PowerCycle())
	result, err := b.RecoverMedia(background, df2d.RecoverReport, nil)
	ok(t, err)
	check(t, result.DiscAfter == df2d.DiscRecoverable && result.ContentAfter == df2d.ContentPartial, "%+v", result)
	_, err = b.RecoverMedia(background, df2d.RecoverReport, source)
	fails(t, err, df2d.ErrInvalidArg)
	_, err = b.RecoverMedia(background, df2d.RecoverResume, nil)
	fails(t, err, df2d.ErrPointer)
	_, err = b.RecoverMedia(background, df2d.RecoverAction(77), nil)
	fails(t, err, df2d.ErrInvalidArg)
	result, err = b.RecoverMedia(background, df2d.RecoverResume, source)
	ok(t, err)
	check(t, result.SectorsOnMedia == 20000 && result.ContentAfter == df2d.ContentWhole, "%+v", result)
	b.holds(image, 20000)
	result, err = b.RecoverMedia(background, df2d.RecoverReport, nil)
	ok(t, err)
	check(t, result.DiscAfter == df2d.DiscClosed || result.DiscAfter == df2d.DiscUnchanged, "%+v", result)
}

// Refused before it begins; the disc is as it was.
func TestRefused(t *testing.T) {
	w, err := df2d.NewWriter()
	ok(t, err)
	defer w.Close()
	source := stream(t)(df2d.NewStreamFromBytes(picture(1)))
	result, err := w.Write(background, source)
	fails(t, err, df2d.ErrRecorderRequired)
	check(t, result.DiscAfter == df2d.DiscUnchanged && result.ContentAfter == df2d.ContentNone &&
		result.HRESULT == df2d.ErrRecorderRequired, "%+v", result)
	b := newBurner(t, dvdPlusR)
	_, err = b.Write(background, stream(t)(df2d.NewStreamFromBytes(make([]byte, 100))))
	fails(t, err, df2d.ErrDF2DataStreamNotSupported)
	_, err = b.Write(background, stream(t)(df2d.NewStreamFromBytes(nil)))
	fails(t, err, df2d.ErrDF2DataStreamNotSupported)
	_, err = b.Write(background, stream(t)(df2d.NewStreamFromBytes(make([]byte, 60001*df2d.SectorSize))))
	fails(t, err, df2d.ErrDF2DataStreamTooLargeForCurrentMedia)
}

// A running burn is nobody's garbage; everything else that was forgotten is.
func TestGarbage(t *testing.T) {
	before := aliveAfterGarbage(0)
	gone := make(chan struct{})
	op := func() *df2d.Operation[df2d.Progress] {
		recorder, err := df2d.OpenRecorder("virtual:?media=dvd+r&size=60000&clock=virtual")
		ok(t, err)
		writer, err := df2d.NewWriter()
		ok(t, err)
		ok(t, writer.SetRecorder(recorder))
		ok(t, writer.SetClientName("go test"))
		sentinel := new([64]int64)
		runtime.SetFinalizer(sentinel, func(*[64]int64) { close(gone) })
		_, err = writer.Advise(func(p df2d.Progress) { sentinel[0] = p.DoneSectors })
		ok(t, err)
		image := picture(1000)
		collected := 0
		source := &reader{image: image, act: func() error {
			if collected++; collected < 10 {
				runtime.GC()
			}
			return nil
		}}
		s, err := df2d.NewStream(source, int64(len(image)))
		ok(t, err)
		_, err = df2d.NewEraser()
		ok(t, err)
		_, err = df2d.NewMaster()
		ok(t, err)
		op, err := writer.StartWrite(background, s)
		ok(t, err)
		return op
	}()
	result, err := op.Wait()
	ok(t, err)
	check(t, result.SectorsOnMedia == 1000, "%+v", result)
	op = nil
	alive := aliveAfterGarbage(before)
	check(t, alive <= before, "%d objects are alive, %d were before", alive, before)
	isGone(t, gone)
}

// isGone collects garbage until the channel is closed.
func isGone(t *testing.T, gone <-chan struct{}) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); {
		runtime.GC()
		select {
		case <-gone:
			return
		case <-time.After(time.Millisecond):
		}
	}
	t.Error("what a callback refers to is still there")
}

func TestErrorText(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	_, err := b.Write(background, stream(t)(df2d.NewStream(&reader{
		image: picture(10), act: func() error { return &mineError{3} },
	}, 10*df2d.SectorSize)))
	text := fmt.Sprint(err)
	for _, part := range []string{"df2d: Writer.Write: E_FAIL (0x80004005): The stream's read", "my own error at byte 3"} {
		check(t, strings.Contains(text, part), "%q is not in %q", part, text)
	}
	_, err = df2d.OpenStream("/no/such/file")
	text = fmt.Sprint(err)
	check(t, strings.HasSuffix(text, "check the path (no such file or directory)"), "%s", text)
	var hr df2d.HRESULT
	var errno syscall.Errno
	check(t, errors.As(err, &hr) && hr == df2d.ErrFail, "%v", hr)
	check(t, errors.As(err, &errno) && errno == syscall.ENOENT, "%v", errno)
	check(t, fmt.Sprint(df2d.Sense{Key: 3, ASC: 0x11, ASCQ: 5, Deferred: true}) == "3/11/05 (deferred)", "the sense data")
	check(t, df2d.ErrRecorderLocked.Error() != "" && df2d.ErrRecorderLocked.Name() == "E_IMAPI_RECORDER_LOCKED", "%v",
		df2d.ErrRecorderLocked)
	check(t, df2d.SFalse.String() == "S_FALSE (0x00000001)" && !df2d.SFalse.Failed(), "%v", df2d.SFalse)
	check(t, fmt.Sprint(df2d.MediaStateBlank|df2d.MediaStateAppendable|1<<20) == "Blank|Appendable|0x100000", "%v",
		df2d.MediaStateBlank|df2d.MediaStateAppendable|1<<20)
	check(t, fmt.Sprint(df2d.MediaTypeBDRE, df2d.MediaType(77)) == "BDRE MediaType(77)", "%v %v", df2d.MediaTypeBDRE,
		df2d.MediaType(77))
}
