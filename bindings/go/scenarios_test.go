package df2d_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"df2d"
)

// The scenarios of bindings/scenarios.tsv, by their names.
func TestScenarios(t *testing.T) {
	t.Run("list_recorders", listRecorders)
	t.Run("burn", burn)
	t.Run("progress", progress)
	t.Run("cancel_from_callback", cancelFromCallback)
	t.Run("cancel_from_thread", cancelFromThread)
	t.Run("source_error", sourceError)
	t.Run("bad_handle", badHandle)
	t.Run("erase", erase)
	t.Run("verify", verify)
}

func listRecorders(t *testing.T) {
	dir := t.TempDir()
	wanted := []string{
		"virtual:" + filepath.Join(dir, "one.iso") + "?media=dvd+r",
		"virtual:" + filepath.Join(dir, "two.iso") + "?media=cd-rw",
	}
	t.Setenv("DF2D_RECORDERS", wanted[0]+" "+wanted[1])
	master, err := df2d.NewMaster()
	ok(t, err)
	defer master.Close()
	items, err := master.Items()
	ok(t, err)
	if len(items) < 2 || !reflect.DeepEqual(items[len(items)-2:], wanted) {
		t.Fatalf("the list is %q", items)
	}
	count, err := master.Count()
	ok(t, err)
	check(t, count == len(items), "the count is %d", count)
	for n, id := range wanted {
		item, err := master.Item(count - 2 + n)
		ok(t, err)
		check(t, item == id, "item %d is %q", count-2+n, item)
		recorder, err := df2d.OpenRecorder(item)
		ok(t, err)
		vendor, err := recorder.VendorID()
		ok(t, err)
		product, err := recorder.ProductID()
		ok(t, err)
		check(t, vendor != "" && product != "", "the drive is %q %q", vendor, product)
		ok(t, recorder.Close())
	}
	supported, err := master.IsSupportedEnvironment()
	ok(t, err)
	check(t, supported, "recorders, and no supported environment")
}

func burn(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	image := picture(5000)
	result, err := b.Write(background, stream(t)(df2d.OpenStream(saved(t, image))))
	ok(t, err)
	check(t, result.HRESULT == df2d.SOK && result.ContentAfter == df2d.ContentWhole &&
		result.DiscAfter == df2d.DiscClosed && result.SectorsOnMedia == 5000 && result.StartLBA == 0, "%+v", result)
	again, err := b.WriteResult()
	ok(t, err)
	check(t, reflect.DeepEqual(result, again), "WriteResult is %+v", again)
	b.holds(image, 5000)
}

func progress(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	all := b.advise(nil)
	result, err := b.Write(background, stream(t)(df2d.NewStreamFromBytes(picture(5000))))
	ok(t, err)
	check(t, result.SectorsOnMedia == 5000, "%+v", result)
	var actions []df2d.WriteAction
	done := int64(0)
	for _, p := range *all {
		if len(actions) == 0 || actions[len(actions)-1] != p.CurrentAction {
			actions = append(actions, p.CurrentAction)
		}
		check(t, p.DoneSectors >= done && p.DoneSectors <= p.TotalSectors, "went from %d to %+v", done, p)
		done = p.DoneSectors
	}
	last := (*all)[len(*all)-1]
	check(t, last.CurrentAction == df2d.WriteActionCompleted && done == 5000 && last.TotalSectors == 5000, "%+v", last)
	wanted := []df2d.WriteAction{
		df2d.WriteActionValidatingMedia, df2d.WriteActionInitializingHardware, df2d.WriteActionCalibratingPower,
		df2d.WriteActionWritingData, df2d.WriteActionFinalization, df2d.WriteActionCompleted,
	}
	check(t, reflect.DeepEqual(actions, wanted), "the actions were %v", actions)
}

func cancelFromCallback(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	image := picture(20000)
	b.advise(func(p df2d.Progress) {
		if p.CurrentAction == df2d.WriteActionWritingData && p.DoneSectors > 0 && !p.Cancelling {
			accepted, err := b.CancelWrite()
			check(t, accepted && err == nil, "the cancel was answered with %v, %v", accepted, err)
		}
	})
	result, err := b.Write(background, stream(t)(df2d.NewStreamFromBytes(image)))
	fails(t, err, df2d.ErrRequestCancelled)
	check(t, result.ContentAfter == df2d.ContentPartial && result.DiscAfter == df2d.DiscAppendable &&
		result.SectorsOnMedia > 0 && result.SectorsOnMedia < 20000, "%+v", result)
	b.holds(image, result.SectorsOnMedia)
}

// The source stands still until the context has ended, and beyond: a Read that hangs holds up no cancel.
func cancelFromThread(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	image := picture(20000)
	ctx, cancel := context.WithCancel(background)
	hang := make(chan struct{})
	defer close(hang)
	source := &reader{image: image, from: 15000 * df2d.SectorSize, act: func() error {
		cancel()
		<-hang
		return io.ErrClosedPipe
	}}
	result, err := b.Write(ctx, stream(t)(df2d.NewStream(source, int64(len(image)))))
	fails(t, err, df2d.ErrRequestCancelled, context.Canceled)
	check(t, result.ContentAfter == df2d.ContentPartial && result.DiscAfter == df2d.DiscAppendable &&
		result.SectorsOnMedia > 0 && result.SectorsOnMedia <= 15000, "%+v", result)
	b.holds(image, result.SectorsOnMedia)
}

func sourceError(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	image := picture(20000)
	mine := &mineError{15000 * df2d.SectorSize}
	source := &reader{image: image, from: mine.at, act: func() error { return mine }}
	result, err := b.Write(background, stream(t)(df2d.NewStream(source, int64(len(image)))))
	fails(t, err, mine, df2d.ErrFail)
	var found *mineError
	check(t, errors.As(err, &found) && found == mine, "As finds %v", found)
	check(t, result.ContentAfter == df2d.ContentPartial && result.DiscAfter == df2d.DiscAppendable &&
		result.SectorsOnMedia > 0 && result.SectorsOnMedia <= 15000, "%+v", result)
	b.holds(image, result.SectorsOnMedia)
}

// Each method of each type, on what is nil, was never made, and is closed.
func badHandle(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	image := picture(10)
	source, err := df2d.NewStreamFromBytes(image)
	ok(t, err)
	eraser, err := df2d.NewEraser()
	ok(t, err)
	master, err := df2d.NewMaster()
	ok(t, err)
	closed := []io.Closer{b.Writer, b.recorder, source, eraser, master}
	for _, object := range closed {
		ok(t, object.Close())
	}
	for _, object := range closed {
		fails(t, object.Close(), df2d.ErrHandle, os.ErrClosed)
		callAll(t, reflect.ValueOf(object), df2d.ErrHandle)
		callAll(t, reflect.Zero(reflect.TypeOf(object)), df2d.ErrPointer)
		neverMade := reflect.New(reflect.TypeOf(object).Elem())
		if _, isRecorder := object.(*df2d.Recorder); isRecorder {
			callAll(t, neverMade, df2d.ErrHandle)
		} else {
			callAll(t, neverMade, df2d.ErrPointer)
		}
	}
	callAll(t, reflect.ValueOf(b.recorder.Virtual()), df2d.ErrHandle)
	callAll(t, reflect.ValueOf(b.Multisession(df2d.MultisessionSequential)), df2d.ErrHandle)
	callAll(t, reflect.ValueOf((*df2d.Recorder)(nil).Virtual()), df2d.ErrPointer)

	// What is still open refuses what is not.
	fresh := newBurner(t, dvdPlusR)
	fails(t, fresh.SetRecorder(b.recorder), df2d.ErrHandle, os.ErrClosed)
	fails(t, fresh.SetRecorder(&df2d.Recorder{}), df2d.ErrHandle)
	_, err = fresh.Write(background, source)
	fails(t, err, df2d.ErrHandle, os.ErrClosed)
	_, err = fresh.Write(background, nil)
	fails(t, err, df2d.ErrPointer)
	_, err = fresh.Write(background, &df2d.Stream{})
	fails(t, err, df2d.ErrPointer)
	//lint:ignore SA1012 that is what a careless caller does
	_, err = fresh.Write(nil, stream(t)(df2d.NewStreamFromBytes(image)))
	fails(t, err, df2d.ErrPointer)
	result, err := fresh.Write(background, stream(t)(df2d.NewStreamFromBytes(image)))
	ok(t, err)
	check(t, result.SectorsOnMedia == 10, "%+v", result)
}

// callAll calls each method but Close, with arguments that are no reason to refuse.
func callAll(t *testing.T, object reflect.Value, wanted error) {
	t.Helper()
	for n := 0; n < object.NumMethod(); n++ {
		method, signature := object.Type().Method(n), object.Method(n).Type()
		last := signature.NumOut() - 1
		if method.Name == "Close" || signature.Out(last) != reflect.TypeOf((*error)(nil)).Elem() {
			continue
		}
		var args []reflect.Value
		for a := 0; a < signature.NumIn() && !(signature.IsVariadic() && a == signature.NumIn()-1); a++ {
			args = append(args, argument(signature.In(a)))
		}
		answers := object.Method(n).Call(args)
		err, _ := answers[last].Interface().(error)
		if !errors.Is(err, wanted) {
			t.Errorf("%v.%s: %v", object.Type(), method.Name, err)
		}
	}
}

func argument(of reflect.Type) reflect.Value {
	switch {
	case of == reflect.TypeOf((*context.Context)(nil)).Elem():
		return reflect.ValueOf(background)
	case of.Kind() == reflect.Func:
		return reflect.MakeFunc(of, func([]reflect.Value) []reflect.Value { return nil })
	case of == reflect.TypeOf([]byte(nil)):
		return reflect.ValueOf(make([]byte, 6))
	case of.Kind() == reflect.Int:
		return reflect.ValueOf(1).Convert(of)
	}
	return reflect.Zero(of)
}

func newEraser(t *testing.T, recorder *df2d.Recorder) *df2d.Eraser {
	t.Helper()
	eraser, err := df2d.NewEraser()
	ok(t, err)
	t.Cleanup(func() { eraser.Close() })
	ok(t, eraser.SetRecorder(recorder))
	ok(t, eraser.SetClientName("go test"))
	return eraser
}

func erase(t *testing.T) {
	// One that is overwritten with zeros.
	b := newBurner(t, dvdPlusRW)
	_, err := b.Write(background, stream(t)(df2d.NewStreamFromBytes(picture(5000))))
	ok(t, err)
	eraser := newEraser(t, b.recorder)
	ok(t, eraser.SetFullErase(true))
	var told []df2d.EraseProgress
	stop, err := eraser.Advise(func(p df2d.EraseProgress) { told = append(told, p) })
	ok(t, err)
	result, err := eraser.EraseMedia(background)
	ok(t, err)
	check(t, result.HRESULT == df2d.SOK && result.DiscAfter == df2d.DiscOverwritable, "%+v", result)
	ok(t, stop())
	b.holds(make([]byte, 5000*df2d.SectorSize), 5000)
	check(t, len(told) > 2, "it told %v", told)
	for n := 1; n < len(told); n++ {
		check(t, told[n].Elapsed >= told[n-1].Elapsed, "it told %v", told)
	}

	// One that becomes blank.
	b = newBurner(t, cdRW)
	_, err = b.Write(background, stream(t)(df2d.NewStreamFromBytes(picture(5000))))
	ok(t, err)
	blank, err := b.MediaPhysicallyBlank()
	check(t, err == nil && !blank, "blank before: %v, %v", blank, err)
	_, err = newEraser(t, b.recorder).EraseMedia(background)
	ok(t, err)
	blank, err = b.MediaPhysicallyBlank()
	check(t, err == nil && blank, "blank after: %v, %v", blank, err)
}

func verify(t *testing.T) {
	image := picture(5000)
	b := newBurner(t, dvdPlusR)
	ok(t, b.SetBurnVerificationLevel(df2d.BurnVerificationFull))
	all := b.advise(nil)
	// Read twice: a seeker can.
	result, err := b.Write(background, stream(t)(df2d.NewStream(bytes.NewReader(image), df2d.SizeUnknown)))
	ok(t, err)
	check(t, result.SectorsOnMedia == 5000, "%+v", result)
	verified := false
	for _, p := range *all {
		verified = verified || p.CurrentAction == df2d.WriteActionVerifying
	}
	check(t, verified, "nothing was verified")
	b.holds(image, 5000)

	b = newBurner(t, dvdPlusR)
	ok(t, b.SetBurnVerificationLevel(df2d.BurnVerificationFull))
	_, err = b.recorder.Virtual().AddFault(df2d.Fault{Opcode: 0x28, LBA: 4321, Sense: df2d.Sense{Key: 3, ASC: 0x11}})
	ok(t, err)
	result, err = b.Write(background, stream(t)(df2d.NewStreamFromBytes(image)))
	fails(t, err, df2d.ErrBurnVerificationFailed)
	check(t, result.FailureSense == df2d.Sense{Key: 3, ASC: 0x11} && len(result.FailureCDB) > 0 &&
		result.FailureCDB[0] == 0x28 && result.FailureLBA >= 0, "%+v", result)
	var failure *df2d.Error
	check(t, errors.As(err, &failure) && failure.Sense == result.FailureSense &&
		failure.Name() == "E_IMAPI_BURN_VERIFICATION_FAILED", "%v", err)
}
