package df2d_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"df2d"
)

// Many burns at once, each with a source of another kind, cancelled at any moment by its context, by hand or by Close;
// some things are forgotten. What each disc holds is what its result says.
func TestStress(t *testing.T) {
	const goroutines = 12
	rounds := 10
	if testing.Short() {
		rounds = 2
	}
	image := picture(9000)
	path := saved(t, image)
	before := aliveAfterGarbage(0)
	var all sync.WaitGroup
	var mu sync.Mutex
	ends := map[string]int{}
	for g := 0; g < goroutines; g++ {
		all.Add(1)
		go func(seed int64) {
			defer all.Done()
			random := rand.New(rand.NewSource(seed))
			for n := 0; n < rounds; n++ {
				disc := filepath.Join(filepath.Dir(path), fmt.Sprintf("%d-%d.iso", seed, n))
				end, err := stressOne(random, disc, path, image)
				check(t, err == nil, "seed %d, round %d: %v", seed, n, err)
				os.Remove(disc)
				mu.Lock()
				ends[end]++
				mu.Unlock()
			}
		}(int64(g))
	}
	all.Wait()
	t.Logf("they ended: %v", ends)
	check(t, ends["S_OK"] > 0 && ends["E_IMAPI_REQUEST_CANCELLED"] > 0, "they ended: %v", ends)
	alive := aliveAfterGarbage(before)
	check(t, alive <= before, "%d objects are alive, %d were before", alive, before)
}

var errStress = errors.New("the source fails")

func stressOne(random *rand.Rand, disc, path string, image []byte) (string, error) {
	media := []string{"dvd+r", "dvd+rw", "cd-rw", "bd-r", "dvd-ram"}[random.Intn(5)]
	recorder, err := df2d.OpenRecorder("virtual:" + disc + "?media=" + media + "&size=60000&speed=3000&clock=scaled:200")
	if err != nil {
		// bd-r and dvd-ram have their own sizes.
		recorder, err = df2d.OpenRecorder("virtual:" + disc + "?media=" + media + "&speed=3000&clock=scaled:200")
	}
	if err != nil {
		return "", err
	}
	defer recorder.Close()
	writer, err := df2d.NewWriter()
	if err != nil {
		return "", err
	}
	if random.Intn(4) > 0 {
		defer writer.Close()
	}
	source, err := stressSource(random, path, image)
	if err != nil {
		return "", err
	}
	if random.Intn(4) > 0 {
		defer source.Close()
	}
	for _, err := range []error{
		writer.SetRecorder(recorder), writer.SetClientName("stress"), writer.SetForceOverwrite(true),
	} {
		if err != nil {
			return "", err
		}
	}
	done := int64(-1)
	stop, err := writer.Advise(func(p df2d.Progress) {
		if p.DoneSectors < done {
			panic("it went backwards")
		}
		done = p.DoneSectors
	})
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithCancel(background)
	defer cancel()
	op, err := writer.StartWrite(ctx, source)
	if err != nil {
		return "", err
	}
	updates := op.Updates()
	moment := time.NewTimer(time.Duration(random.Intn(200)) * time.Millisecond)
	if random.Intn(4) == 0 {
		moment.Stop()
	}
	byHand, closes := random.Intn(2) == 0, random.Intn(6) == 0
	cancelled := false
	for running := true; running; {
		select {
		case _, running = <-updates:
		case <-moment.C:
			cancelled = true
			switch {
			case closes:
				go writer.Close()
			case byHand:
				op.Cancel()
			default:
				cancel()
			}
		}
	}
	result, err := op.Wait()
	if random.Intn(2) == 0 {
		stop()
	}
	runtime.KeepAlive(writer)
	var hr df2d.HRESULT
	switch {
	case err == nil && result.SectorsOnMedia != int64(len(image)/df2d.SectorSize):
		return "", fmt.Errorf("all is well, and the result is %+v", result)
	case errors.Is(err, df2d.ErrRequestCancelled) && !cancelled:
		return "", fmt.Errorf("cancelled by nobody: %w", err)
	case errors.Is(err, df2d.ErrRequestCancelled) && !byHand && !closes && !errors.Is(err, context.Canceled):
		return "", fmt.Errorf("the context does not say it: %w", err)
	case err != nil && !errors.Is(err, df2d.ErrRequestCancelled) && !errors.Is(err, errStress):
		return "", err
	case errors.As(err, &hr) && hr != result.HRESULT:
		return "", fmt.Errorf("the error is %w, the result %+v", err, result)
	}
	return result.HRESULT.Name(), holds(disc, image, result.SectorsOnMedia)
}

func stressSource(random *rand.Rand, path string, image []byte) (*df2d.Stream, error) {
	size := int64(len(image))
	switch random.Intn(6) {
	case 0:
		return df2d.OpenStream(path)
	case 1:
		return df2d.NewStreamFromBytes(image)
	case 2:
		return df2d.NewStream(bytes.NewReader(image), df2d.SizeUnknown)
	case 3:
		return df2d.NewStreamAt(bytes.NewReader(image), size)
	case 4:
		from := random.Intn(len(image))
		return df2d.NewStream(&reader{image: image, from: from, act: func() error { return errStress }}, size)
	default:
		return df2d.NewStream(io.MultiReader(bytes.NewReader(image)), size)
	}
}

func holds(disc string, image []byte, sectors int64) error {
	if sectors == 0 {
		return nil
	}
	file, err := os.ReadFile(disc)
	if err != nil {
		return err
	}
	if size := sectors * df2d.SectorSize; int64(len(file)) < size || !bytes.Equal(file[:size], image[:size]) {
		return fmt.Errorf("the disc does not hold the first %d sectors", sectors)
	}
	return nil
}
