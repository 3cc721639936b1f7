//go:build cgo

/*
Package df2d records data on CD, DVD and Blu-ray, and erases it, with the semantics of IMAPI2's IDiscFormat2Data and
IDiscFormat2Erase. It is Go's way to libdf2d, which cgo finds through pkg-config.

	recorder, err := df2d.OpenRecorder("/dev/sr0")          // or "virtual:disc.iso?media=dvd+r", without hardware
	defer recorder.Close()
	image, err := df2d.OpenStream("image.iso")              // or NewStream of an io.Reader
	defer image.Close()
	writer, err := df2d.NewWriter()
	defer writer.Close()
	err = writer.SetRecorder(recorder)
	err = writer.SetClientName("burn")
	result, err := writer.Write(ctx, image)                 // cancelled with ctx

The names are IMAPI2's: put_ForceMediaToBeClosed is Writer.SetForceMediaToBeClosed, and get_ForceMediaToBeClosed is
Writer.ForceMediaToBeClosed. What failed is an *Error, in which errors.Is finds the HRESULT, errors of the system, of the
context and of the caller's own Reader.

Operations are begun and awaited in one (Write, CloseMedia, RecoverMedia, EraseMedia) or begun alone (StartWrite and so
on), which gives an Operation with Wait, Done, Cancel and Updates, a channel of the progress. A function that is called
with the progress, synchronously, is given to Advise.

Every method may be called by any goroutine at any time. What has a Close is closed once; all its methods fail afterwards,
with an error that is both ErrHandle and os.ErrClosed. What is forgotten goes with the garbage, but for what is referred
to by a function that was given to Advise, and for a Master with a Watch whose context has not ended.
*/
package df2d
