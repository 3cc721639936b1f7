package df2d_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"df2d"
)

func TestRecorder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "disc.iso")
	id := "virtual:" + path + "?media=dvd+r&clock=virtual"
	r, err := df2d.OpenRecorder(id)
	ok(t, err)
	defer r.Close()
	for name, ask := range map[string]func() (string, error){
		"id": r.ActiveDiscRecorder, "vendor": r.VendorID, "product": r.ProductID, "revision": r.ProductRevision,
	} {
		text, err := ask()
		ok(t, err)
		check(t, text != "" && strings.TrimRight(text, " \x00") == text, "%s: %q", name, text)
	}
	opened, err := r.ActiveDiscRecorder()
	check(t, err == nil && opened == id, "%q %v", opened, err)
	volume, err := r.VolumeName()
	check(t, err == nil && volume == "", "%q %v", volume, err)
	mounts, err := r.VolumePathNames()
	check(t, err == nil && len(mounts) == 0, "%q %v", mounts, err)
	_, err = r.LegacyDeviceNumber()
	fails(t, err, df2d.ErrNotImpl)
	loads, err := r.DeviceCanLoadMedia()
	check(t, err == nil && loads, "%v %v", loads, err)

	features, err := r.SupportedFeaturePages(false)
	ok(t, err)
	current, err := r.SupportedFeaturePages(true)
	ok(t, err)
	check(t, len(current) > 0 && len(current) < len(features), "%v %v", current, features)
	profiles, err := r.SupportedProfiles(true)
	ok(t, err)
	check(t, reflect.DeepEqual(profiles, []df2d.ProfileType{df2d.ProfileTypeDVDPlusR}), "%v", profiles)
	pages, err := r.SupportedModePages(df2d.ModePageRequestTypeCurrentValues)
	ok(t, err)
	check(t, len(pages) > 0, "no mode pages")
	_, err = r.SupportedModePages(77)
	fails(t, err, df2d.ErrInvalidArg)
}

func TestRecorderEx(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	r := b.recorder
	_, err := b.Write(background, stream(t)(df2d.NewStreamFromBytes(picture(100))))
	ok(t, err)
	information, err := r.DiscInformation()
	check(t, err == nil && len(information) >= 34, "%x %v", information, err)
	track, err := r.TrackInformation(1, df2d.ReadTrackAddressTypeTrack)
	check(t, err == nil && len(track) >= 28, "%x %v", track, err)
	_, err = r.TrackInformation(1, 77)
	fails(t, err, df2d.ErrInvalidArg)
	structure, err := r.ReadDVDStructure(0, 0, 0, 0)
	check(t, err == nil && len(structure) >= 17, "%x %v", structure, err)
	_, err = r.ReadDVDStructure(0xC3, 0, 0, 0)
	fails(t, err, df2d.ErrRecorderDVDStructureNotPresent)
	_, err = r.ReadDVDStructure(0, 0, 256, 0)
	fails(t, err, df2d.ErrInvalidArg)
	fails(t, r.SendDVDStructure(0, nil), df2d.ErrPointer)
	fails(t, r.SendDVDStructure(0, make([]byte, 65532)), df2d.ErrInvalidArg)
	check(t, r.SendDVDStructure(0x99, make([]byte, 16)) != nil, "a structure that there is not was taken")
	feature, err := r.FeaturePage(df2d.FeaturePageTypeDVDPlusR, true)
	check(t, err == nil && len(feature) == 8 && feature[1] == 0x2B, "%x %v", feature, err)
	_, err = r.FeaturePage(0x1234, false)
	fails(t, err, df2d.ErrRecorderNoSuchFeature)
	_, err = r.FeaturePage(-1, false)
	fails(t, err, df2d.ErrInvalidArg)
	page, err := r.ModePage(df2d.ModePageTypeWriteParameters, df2d.ModePageRequestTypeCurrentValues)
	check(t, err == nil && len(page) >= 50 && page[0]&0x3F == 5, "%x %v", page, err)
	ok(t, r.SetModePage(df2d.ModePageRequestTypeCurrentValues, page))
	fails(t, r.SetModePage(df2d.ModePageRequestTypeCurrentValues, page[:7]), df2d.ErrInvalidArg)
	fails(t, r.SetModePage(df2d.ModePageRequestTypeCurrentValues, nil), df2d.ErrPointer)
	fails(t, r.SetModePage(df2d.ModePageRequestTypeCurrentValues, make([]byte, 258)), df2d.ErrInvalidArg)
	for name, ask := range map[string]func() ([]byte, error){"device": r.DeviceDescriptor, "adapter": r.AdapterDescriptor} {
		descriptor, err := ask()
		check(t, err == nil && len(descriptor) > 0, "%s: %x %v", name, descriptor, err)
	}
	for name, ask := range map[string]func() (int, error){
		"alignment": r.ByteAlignmentMask, "aligned": r.MaximumPageAlignedTransferSize,
		"not aligned": r.MaximumNonPageAlignedTransferSize,
	} {
		value, err := ask()
		check(t, err == nil && value > 0, "%s: %d %v", name, value, err)
	}
}

func TestCommands(t *testing.T) {
	b := newBurner(t, "media=dvd-ram&clock=virtual")
	r := b.recorder
	image := picture(16)
	// The first question is answered with the news of a new disc.
	fails(t, r.SendCommandNoData(make([]byte, 6), 0), df2d.SCommandHasSenseData)
	ok(t, r.SendCommandNoData(make([]byte, 6), 0))
	// At an odd place in memory, which is nothing that the caller need think of.
	data := append([]byte("x"), image...)[1:]
	ok(t, r.SendCommandSendDataToDevice([]byte{0x2A, 0, 0, 0, 0, 0, 0, 0, 16, 0}, time.Minute, data))
	buffer := make([]byte, len(data)+1)[1:]
	n, err := r.SendCommandGetDataFromDevice([]byte{0x28, 0, 0, 0, 0, 0, 0, 0, 16, 0}, 1, buffer)
	check(t, err == nil && n == len(data) && bytes.Equal(buffer, image), "%d %v", n, err)
	n, err = r.SendCommandGetDataFromDevice([]byte{0x12, 0, 0, 0, 36, 0}, 0, buffer)
	check(t, err == nil && n == 36 && buffer[0]&0x1F == 5, "%d %x %v", n, buffer[:36], err)

	// One that the drive does not know.
	err = r.SendCommandNoData([]byte{0xF7, 1, 2, 3, 4, 5}, 0)
	var refused *df2d.Error
	check(t, errors.As(err, &refused) && errors.Is(err, df2d.SCommandHasSenseData) &&
		refused.Sense == df2d.Sense{Key: 5, ASC: 0x20} && bytes.Equal(refused.CDB, []byte{0xF7, 1, 2, 3, 4, 5}), "%v", err)
	check(t, strings.Contains(err.Error(), "5/20/00"), "%v", err)

	most, err := r.MaximumPageAlignedTransferSize()
	ok(t, err)
	for name, err := range map[string]error{
		"no command":         r.SendCommandNoData(nil, 0),
		"a short command":    r.SendCommandNoData(make([]byte, 5), 0),
		"a long command":     r.SendCommandNoData(make([]byte, 17), 0),
		"a negative timeout": r.SendCommandNoData(make([]byte, 6), -1),
		"no data":            r.SendCommandSendDataToDevice(make([]byte, 6), 0, nil),
		"too much data":      r.SendCommandSendDataToDevice(make([]byte, 6), 0, make([]byte, most+1)),
	} {
		check(t, errors.Is(err, df2d.ErrInvalidArg) || errors.Is(err, df2d.ErrPointer), "%s: %v", name, err)
	}
	_, err = r.SendCommandGetDataFromDevice(make([]byte, 6), 0, nil)
	fails(t, err, df2d.ErrInvalidArg)
}

func TestTrayAndExclusiveAccess(t *testing.T) {
	b := newBurner(t, dvdPlusR)
	r := b.recorder
	ok(t, r.EjectMedia())
	counts, err := r.Virtual().Counters()
	check(t, err == nil && counts.TrayOpen, "%+v %v", counts, err)
	ok(t, r.CloseTray())
	ok(t, r.DisableMCN())
	ok(t, r.EnableMCN())
	fails(t, r.EnableMCN(), df2d.ErrFail)

	id, err := r.ActiveDiscRecorder()
	ok(t, err)
	other, err := df2d.OpenRecorder(id)
	ok(t, err)
	defer other.Close()
	fails(t, r.AcquireExclusiveAccess(false, "a/b"), df2d.ErrRecorderClientNameIsNotValid)
	fails(t, r.AcquireExclusiveAccess(false, "a\x00b"), df2d.ErrInvalidArg)
	ok(t, r.AcquireExclusiveAccess(false, "owner"))
	name, err := other.ExclusiveAccessOwner()
	check(t, err == nil && name == "owner", "%q %v", name, err)
	fails(t, other.AcquireExclusiveAccess(true, "other"), df2d.ErrAccessDenied)
	fails(t, other.EjectMedia(), df2d.ErrRecorderLocked)
	ok(t, r.ReleaseExclusiveAccess())
	fails(t, r.ReleaseExclusiveAccess(), df2d.ErrFail)
	ok(t, other.EjectMedia())
}

func TestVirtual(t *testing.T) {
	r, err := df2d.OpenRecorder("virtual:?media=none&clock=virtual")
	ok(t, err)
	defer r.Close()
	v := r.Virtual()
	fails(t, v.Insert("?media=nonsense"), df2d.ErrInvalidArg)
	fails(t, v.Insert("?media=dvd\x00+r"), df2d.ErrInvalidArg)
	ok(t, r.EjectMedia())
	ok(t, v.Insert("?media=dvd+r&size=1600"))
	fails(t, v.Insert("?media=dvd+r"), df2d.ErrRecorderMediaBusy)
	ok(t, v.Eject(true))
	before, err := v.Now()
	ok(t, err)
	ok(t, v.Sleep(3*time.Second))
	after, err := v.Now()
	check(t, err == nil && after-before >= 3*time.Second, "from %v to %v, %v", before, after, err)
	ok(t, v.Sleep(-1))
	_, err = v.AddFault(df2d.Fault{Opcode: 999, LBA: df2d.Any})
	fails(t, err, df2d.ErrInvalidArg)
	id, err := v.AddFault(df2d.Fault{
		Opcode: 0, LBA: df2d.Any, Times: 1, Effect: df2d.VirtualEffectDelay, Delay: time.Minute,
	})
	check(t, err == nil && id != 0, "%d %v", id, err)
	before, err = v.Now()
	ok(t, err)
	check(t, r.SendCommandNoData(make([]byte, 6), 5*time.Minute) != nil, "an empty drive is ready")
	after, err = v.Now()
	check(t, err == nil && after-before >= time.Minute, "from %v to %v, %v", before, after, err)
	counts, err := v.Counters()
	check(t, err == nil && counts.Faults == 1 && counts.Commands > 0 && counts.BufferCapacityBytes == 2097152,
		"%+v %v", counts, err)
	ok(t, v.ClearFaults())
	ok(t, v.PowerCycle())
}

// What was written, as the recorder counts it.
func TestCounters(t *testing.T) {
	r, err := df2d.OpenRecorder("virtual:?media=dvd+r&store=discard&clock=virtual&speed=1623")
	ok(t, err)
	defer r.Close()
	w, err := df2d.NewWriter()
	ok(t, err)
	defer w.Close()
	ok(t, w.SetRecorder(r))
	ok(t, w.SetClientName("go test"))
	_, err = w.Write(background, stream(t)(df2d.NewStreamFromBytes(picture(1600))))
	ok(t, err)
	c, err := r.Virtual().Counters()
	check(t, err == nil && c.SectorsWritten == 1600 && c.BytesWritten == 1600*2048 && c.Writes > 0 && c.CRC32 != 0 &&
		!c.Prevented && c.LongOperations > 0 && c.UnderRuns == 0 && c.NextWritableLBA == -1, "%+v %v", c, err)
	now, err := r.Virtual().Now()
	check(t, err == nil && 0 < c.Busy && c.Busy <= c.Clock && c.Clock < now+time.Millisecond, "%v %+v %v", now, c, err)
}

func TestOpenRecorderFails(t *testing.T) {
	for id, wanted := range map[string]error{
		"":                              df2d.ErrInvalidArg,
		"virtual:?media=wax":            df2d.ErrInvalidArg,
		"virtual:a\x00?media=x":         df2d.ErrInvalidArg,
		"/no/such/drive":                df2d.ErrDevNotExist,
		os.TempDir():                    df2d.ErrInvalidArg,
		"iscsi://nothing":               df2d.ErrInvalidArg,
		"virtual:/no/such/d?media=cd-r": os.ErrNotExist,
	} {
		r, err := df2d.OpenRecorder(id)
		check(t, r == nil && errors.Is(err, wanted), "%q: %v", id, err)
		var failure *df2d.Error
		check(t, errors.As(err, &failure) && failure.Message != "" && failure.Op == "OpenRecorder", "%q: %v", id, err)
	}
}
