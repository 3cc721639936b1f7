// Command burn burns an image onto a disc, with a progress bar: burn [-verify] [-close] [-overwrite] IMAGE RECORDER
//
// Ctrl-C cancels. The last line says what is on the disc.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"time"

	"df2d"
)

var (
	verify    = flag.Bool("verify", false, "read the disc back afterwards")
	closeDisc = flag.Bool("close", false, "close the disc, so that nothing can be added")
	overwrite = flag.Bool("overwrite", false, "overwrite a disc that holds data, if it can be overwritten")
)

func main() {
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: burn [-verify] [-close] [-overwrite] IMAGE RECORDER")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 2 {
		flag.Usage()
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	result, err := burn(ctx, flag.Arg(0), flag.Arg(1))
	switch {
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(os.Stderr, "Cancelled.")
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
	}
	if result != nil {
		fmt.Printf("%d of %d sectors are on the disc (%v); the disc is now: %v.\n",
			result.SectorsOnMedia, result.SectorsRequested, result.ContentAfter, result.DiscAfter)
	}
	if err != nil {
		os.Exit(1)
	}
}

// burn returns no result if the burn was refused before it began.
func burn(ctx context.Context, image, id string) (*df2d.Result, error) {
	recorder, err := df2d.OpenRecorder(id)
	if err != nil {
		return nil, err
	}
	defer recorder.Close()
	source, err := df2d.OpenStream(image)
	if err != nil {
		return nil, err
	}
	defer source.Close()
	writer, err := df2d.NewWriter()
	if err != nil {
		return nil, err
	}
	defer writer.Close()
	if err := prepare(writer, recorder); err != nil {
		return nil, err
	}
	operation, err := writer.StartWrite(ctx, source)
	if err != nil {
		return nil, err
	}
	for progress := range operation.Updates() {
		show(progress)
	}
	fmt.Fprintln(os.Stderr)
	result, err := operation.Wait()
	return &result, err
}

func prepare(writer *df2d.Writer, recorder *df2d.Recorder) error {
	level := df2d.BurnVerificationNone
	if *verify {
		level = df2d.BurnVerificationFull
	}
	for _, err := range []error{
		writer.SetRecorder(recorder),
		writer.SetClientName("burn"),
		writer.SetForceMediaToBeClosed(*closeDisc),
		writer.SetForceOverwrite(*overwrite),
		writer.SetBurnVerificationLevel(level),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

// show draws the bar over the one before.
func show(p df2d.Progress) {
	const width = 30
	done, what := int64(0), p.CurrentAction.String()
	if p.TotalSectors > 0 {
		done = p.DoneSectors * 100 / p.TotalSectors
	}
	if p.Cancelling {
		what = "Cancelling"
	}
	filled := int(done * width / 100)
	fmt.Fprintf(os.Stderr, "\r\033[K%-20s [%s%s] %3d%% %6.2f MB/s, %v left", what, strings.Repeat("#", filled),
		strings.Repeat(".", width-filled), done, float64(p.BytesPerSecond)/1e6, p.Remaining.Round(time.Second))
}
