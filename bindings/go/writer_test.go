package df2d_test

import (
	"errors"
	"strings"
	"testing"

	"df2d"
)

func TestProperties(t *testing.T) {
	w, err := df2d.NewWriter()
	ok(t, err)
	defer w.Close()
	for name, property := range map[string]struct {
		get func() (bool, error)
		set func(bool) error
	}{
		"BufferUnderrunFreeDisabled":          {w.BufferUnderrunFreeDisabled, w.SetBufferUnderrunFreeDisabled},
		"PostgapAlreadyInImage":               {w.PostgapAlreadyInImage, w.SetPostgapAlreadyInImage},
		"ForceMediaToBeClosed":                {w.ForceMediaToBeClosed, w.SetForceMediaToBeClosed},
		"DisableConsumerDVDCompatibilityMode": {w.DisableConsumerDVDCompatibilityMode, w.SetDisableConsumerDVDCompatibilityMode},
		"ForceOverwrite":                      {w.ForceOverwrite, w.SetForceOverwrite},
		"TestWrite":                           {w.TestWrite, w.SetTestWrite},
	} {
		for _, value := range []bool{false, true, false} {
			if value {
				ok(t, property.set(true))
			}
			got, err := property.get()
			check(t, err == nil && got == value, "%s: %v %v", name, got, err)
			ok(t, property.set(false))
		}
	}

	name, err := w.ClientName()
	check(t, err == nil && name == "", "%q %v", name, err)
	for _, bad := range []string{"", "a/b", "\xFF", strings.Repeat("x", 64)} {
		fails(t, w.SetClientName(bad), df2d.ErrDF2DataClientNameIsNotValid)
	}
	fails(t, w.SetClientName("a\x00b"), df2d.ErrInvalidArg)
	ok(t, w.SetClientName("somebody"))
	name, err = w.ClientName()
	check(t, err == nil && name == "somebody", "%q %v", name, err)

	fails(t, w.SetBurnVerificationLevel(3), df2d.ErrInvalidArg)
	ok(t, w.SetBurnVerificationLevel(df2d.BurnVerificationQuick))
	level, err := w.BurnVerificationLevel()
	check(t, err == nil && level == df2d.BurnVerificationQuick, "%v %v", level, err)
	fails(t, w.SetCancelMode(-1), df2d.ErrInvalidArg)
	ok(t, w.SetCancelMode(df2d.CancelImmediate))
	mode, err := w.CancelMode()
	check(t, err == nil && mode == df2d.CancelImmediate, "%v %v", mode, err)

	recorder, err := w.Recorder()
	check(t, err == nil && recorder == nil, "%v %v", recorder, err)
	_, err = w.CurrentMediaStatus()
	fails(t, err, df2d.ErrRecorderRequired)
	_, err = w.MultisessionInterfaces()
	fails(t, err, df2d.ErrRecorderRequired)
	types, err := w.SupportedMediaTypes()
	check(t, err == nil && len(types) > 10, "%v %v", types, err)
}

func TestMedium(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	recorder, err := b.Recorder()
	ok(t, err)
	id, err := recorder.ActiveDiscRecorder()
	check(t, err == nil && strings.HasPrefix(id, "virtual:"), "%q %v", id, err)
	ok(t, recorder.Close())
	supported, err := b.IsRecorderSupported(b.recorder)
	check(t, err == nil && supported, "%v %v", supported, err)
	supported, err = b.IsCurrentMediaSupported(b.recorder)
	check(t, err == nil && supported, "%v %v", supported, err)
	_, err = b.IsRecorderSupported(nil)
	fails(t, err, df2d.ErrPointer)
	for name, ask := range map[string]func() (bool, error){
		"physically": b.MediaPhysicallyBlank, "heuristically": b.MediaHeuristicallyBlank,
	} {
		blank, err := ask()
		check(t, err == nil && blank, "%s: %v %v", name, blank, err)
	}
	kind, err := b.CurrentPhysicalMediaType()
	check(t, err == nil && kind == df2d.MediaTypeDVDPlusR, "%v %v", kind, err)
	status, err := b.CurrentMediaStatus()
	check(t, err == nil && status.Has(df2d.MediaStateBlank) && status&df2d.MediaStateUnsupportedMask == 0, "%v %v", status, err)
	protection, err := b.WriteProtectStatus()
	check(t, err == nil && protection == 0, "%v %v", protection, err)
	for name, number := range map[string]struct {
		ask    func() (int, error)
		wanted int
	}{
		"total":    {b.TotalSectorsOnMedia, 60000},
		"free":     {b.FreeSectorsOnMedia, 60000},
		"next":     {b.NextWritableAddress, 0},
		"previous": {b.StartAddressOfPreviousSession, -1},
		"asked":    {b.RequestedWriteSpeed, df2d.SpeedMax},
	} {
		value, err := number.ask()
		check(t, err == nil && value == number.wanted, "%s: %d %v", name, value, err)
	}
	_, err = b.LastWrittenAddressOfPreviousSession()
	fails(t, err, df2d.ErrNotImpl)

	// An empty drive is an answer and an error.
	ok(t, b.recorder.EjectMedia())
	supported, err = b.IsCurrentMediaSupported(b.recorder)
	fails(t, err, df2d.ErrRecorderMediaNoMedia)
	check(t, !supported, "no disc, and supported")
	ok(t, b.SetRecorder(nil))
	_, err = b.FreeSectorsOnMedia()
	fails(t, err, df2d.ErrRecorderRequired)
}

func TestSpeeds(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	speeds, err := b.SupportedWriteSpeeds()
	check(t, err == nil && len(speeds) > 0, "%v %v", speeds, err)
	descriptors, err := b.SupportedWriteSpeedDescriptors()
	check(t, err == nil && len(descriptors) >= len(speeds) && descriptors[0].WriteSpeed > 0 &&
		descriptors[0].MediaType == df2d.MediaTypeDVDPlusR, "%v %v", descriptors, err)
	hr, err := b.SetWriteSpeed(speeds[0], false)
	check(t, err == nil && !hr.Failed(), "%v %v", hr, err)
	hr, err = b.SetWriteSpeed(speeds[0]+1, false)
	check(t, err == nil && hr == df2d.SSpeedAdjusted, "%v %v", hr, err)
	asked, err := b.RequestedWriteSpeed()
	check(t, err == nil && asked == speeds[0]+1, "%v %v", asked, err)
	pure, err := b.RequestedRotationTypeIsPureCAV()
	check(t, err == nil && !pure, "%v %v", pure, err)
	current, err := b.CurrentWriteSpeed()
	check(t, err == nil && current == speeds[0], "%v %v", current, err)
	_, err = b.CurrentRotationTypeIsPureCAV()
	ok(t, err)
	for _, bad := range []int{0, -2, 1 << 40} {
		_, err := b.SetWriteSpeed(bad, false)
		fails(t, err, df2d.ErrInvalidArg)
	}
}

func TestMultisession(t *testing.T) {
	b := newBurner(t, "media=dvd-rw&size=60000&clock=virtual")
	_, err := b.Write(background, stream(t)(df2d.NewStreamFromBytes(picture(100))))
	ok(t, err)
	ways, err := b.MultisessionInterfaces()
	ok(t, err)
	check(t, len(ways) > 0 && ways[0].Scheme == df2d.MultisessionSequential, "%v", ways)
	way := ways[0]
	supported, err := way.IsSupportedOnCurrentMediaState()
	check(t, err == nil && supported, "%v %v", supported, err)
	ok(t, way.SetInUse(true))
	used, err := way.InUse()
	check(t, err == nil && used, "%v %v", used, err)
	first, err := way.IsFirstDataSession()
	check(t, err == nil && !first, "%v %v", first, err)
	previous, err := way.StartAddressOfPreviousSession()
	check(t, err == nil && previous == 0, "%v %v", previous, err)
	next, err := way.NextWritableAddress()
	check(t, err == nil && next > 100, "%v %v", next, err)
	free, err := way.FreeSectorsOnMedia()
	check(t, err == nil && free > 0 && free < 60000, "%v %v", free, err)
	_, err = way.LastWrittenAddressOfPreviousSession()
	fails(t, err, df2d.ErrNotImpl)
	recorder, err := way.ImportRecorder()
	ok(t, err)
	ok(t, recorder.Close())
	random := b.Multisession(df2d.MultisessionRandomWrite)
	for name, ask := range map[string]func() (int, error){
		"total": random.TotalSectorsOnMedia, "last": random.LastWrittenAddress, "unit": random.WriteUnitSize,
	} {
		_, err := ask()
		check(t, errors.Is(err, df2d.ErrNoInterface), "%s: %v", name, err)
	}
	_, err = b.Multisession(77).InUse()
	fails(t, err, df2d.ErrInvalidArg)

	b = newBurner(t, dvdPlusRW)
	random = b.Multisession(df2d.MultisessionRandomWrite)
	total, err := random.TotalSectorsOnMedia()
	check(t, err == nil && total == 60000, "%v %v", total, err)
	unit, err := random.WriteUnitSize()
	check(t, err == nil && unit == 16, "%v %v", unit, err)
}

func TestTwoSessions(t *testing.T) {
	b := newBurner(t, cdRW)
	one, two := picture(1000), picture(500)
	for _, image := range [][]byte{one, two} {
		_, err := b.Write(background, stream(t)(df2d.NewStreamFromBytes(image)))
		ok(t, err)
	}
	result, err := b.WriteResult()
	check(t, err == nil && result.StartLBA > 1000 && result.DiscAfter == df2d.DiscAppendable, "%+v %v", result, err)
	start, err := b.StartAddressOfPreviousSession()
	check(t, err == nil && int64(start) == result.StartLBA, "%d %v", start, err)
	b.holds(one, 1000)
}
