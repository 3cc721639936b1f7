package df2d_test

import (
	"strings"
	"testing"

	"df2d"
)

func TestEraser(t *testing.T) {
	e, err := df2d.NewEraser()
	ok(t, err)
	defer e.Close()
	_, err = e.EraseMedia(background)
	fails(t, err, df2d.ErrPointer)
	recorder, err := e.Recorder()
	check(t, err == nil && recorder == nil, "%v %v", recorder, err)
	fails(t, e.SetClientName(strings.Repeat("x", 64)), df2d.ErrEraseClientNameIsNotValid)
	ok(t, e.SetClientName("somebody"))
	name, err := e.ClientName()
	check(t, err == nil && name == "somebody", "%q %v", name, err)
	full, err := e.FullErase()
	check(t, err == nil && !full, "%v %v", full, err)
	ok(t, e.SetFullErase(true))
	full, err = e.FullErase()
	check(t, err == nil && full, "%v %v", full, err)
	fails(t, e.SetCancelMode(7), df2d.ErrInvalidArg)
	ok(t, e.SetCancelMode(df2d.CancelImmediate))
	mode, err := e.CancelMode()
	check(t, err == nil && mode == df2d.CancelImmediate, "%v %v", mode, err)
	types, err := e.SupportedMediaTypes()
	check(t, err == nil && len(types) > 5, "%v %v", types, err)
	_, err = e.EraseResult()
	fails(t, err, df2d.ErrDF2DataWriteNotInProgress)
	_, err = e.CancelErase()
	fails(t, err, df2d.ErrDF2DataWriteNotInProgress)
	_, err = e.Advise(nil)
	fails(t, err, df2d.ErrPointer)
}

func TestEraserAndItsMedium(t *testing.T) {
	b := newBurner(t, cdRW)
	e := newEraser(t, b.recorder)
	fails(t, e.SetRecorder(b.recorder), df2d.ErrEraseOnlyOneRecorderSupported)
	recorder, err := e.Recorder()
	ok(t, err)
	ok(t, recorder.Close())
	kind, err := e.CurrentPhysicalMediaType()
	check(t, err == nil && kind == df2d.MediaTypeCDRW, "%v %v", kind, err)
	for name, ask := range map[string]func() (bool, error){
		"physically": e.MediaPhysicallyBlank, "heuristically": e.MediaHeuristicallyBlank,
		"recorder": func() (bool, error) { return e.IsRecorderSupported(b.recorder) },
		"medium":   func() (bool, error) { return e.IsCurrentMediaSupported(b.recorder) },
	} {
		yes, err := ask()
		check(t, err == nil && yes, "%s: %v %v", name, yes, err)
	}
	ok(t, e.SetRecorder(nil))

	once := newBurner(t, dvdPlusR)
	ok(t, e.SetRecorder(once.recorder))
	supported, err := e.IsCurrentMediaSupported(once.recorder)
	check(t, err == nil && !supported, "%v %v", supported, err)
	result, err := e.EraseMedia(background)
	fails(t, err, df2d.ErrEraseMediaIsNotSupported)
	check(t, result.DiscAfter == df2d.DiscUnchanged, "%+v", result)
}
