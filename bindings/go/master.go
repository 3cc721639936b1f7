package df2d

/*
#include "bridge.h"
*/
import "C"

import (
	"context"
	"sync"
)

// Master lists the recorders that there are, and tells of drives that come and go: IDiscMaster2 and DDiscMaster2Events.
type Master struct {
	object *object[masterHandle]
}

var masters = &class[masterHandle]{
	name: "Master",
	lastError: func(h masterHandle, info *C.df2d_error_info, b *C.char, size C.size_t, needed *C.size_t) code {
		return C.df2d_master_get_last_error(h, info, b, size, needed)
	},
	destroy: func(h masterHandle) code { return C.df2d_master_destroy(h) },
	release: func(h masterHandle) code { return C.df2d_master_release(h) },
}

// NewMaster makes a list of the optical drives of this computer, in the order of their numbers, and after them those
// that the environment variable DF2D_RECORDERS names, separated by white space.
func NewMaster() (*Master, error) {
	object, err := masters.create("NewMaster", func(h *masterHandle) code { return C.df2d_master_create(h) })
	if err != nil {
		return nil, err
	}
	return &Master{object}, nil
}

func (m *Master) get() *object[masterHandle] {
	if m == nil {
		return nil
	}
	return m.object
}

// Close gives the Master back, and returns when no function that was given to Advise runs or will run; inside one it does
// not wait.
func (m *Master) Close() error {
	_, err := m.get().close()
	return err
}

// Count is how many recorders there are now. The list is read anew; drives are not asked anything.
func (m *Master) Count() (int, error) {
	return m.get().number("Master.Count", func(h masterHandle, v *C.int32_t) code {
		return C.df2d_master_get_count(h, v)
	})
}

// Item is the identifier of a recorder, for OpenRecorder, from the list as Count or Items last read it.
func (m *Master) Item(index int) (string, error) {
	const op = "Master.Item"
	if index != int(C.int32_t(index)) {
		return "", refused(op, ErrInvalidArg, "There is no such index.")
	}
	return m.get().text(op, func(h masterHandle, b *C.char, size C.size_t, needed *C.size_t) code {
		return C.df2d_master_get_item(h, C.int32_t(index), b, size, needed)
	})
}

// Items are the identifiers of all recorders that there are now, for OpenRecorder.
func (m *Master) Items() ([]string, error) {
	return fetch(m.get(), "Master.Items", texts,
		func(h masterHandle, b *C.char, size C.size_t, needed *C.size_t) code {
			return C.df2d_master_get_items(h, b, size, needed)
		})
}

// IsSupportedEnvironment says whether at least one of the recorders can be opened and is an optical drive. They are
// opened in turn, which makes the discs of virtual ones that are not there yet.
func (m *Master) IsSupportedEnvironment() (bool, error) {
	return m.get().flag("Master.IsSupportedEnvironment", func(h masterHandle, v *C.df2d_bool) code {
		return C.df2d_master_get_is_supported_environment(h, v)
	})
}

// watcher is told of drives by the library.
type watcher struct {
	added, removed func(id string)
	// Called when the library is done with it.
	gone func()
}

func (w *watcher) device(added bool, id string) {
	call := w.removed
	if added {
		call = w.added
	}
	if call != nil {
		call(id)
	}
}

func (w *watcher) released() {
	if w.gone != nil {
		w.gone()
	}
}

func (m *Master) advise(op string, watcher *watcher) (stop func() error, err error) {
	var cookie C.uint32_t
	err = m.get().put(op, func(h masterHandle) code { return C.df2d_go_master_advise(h, number(watcher), &cookie) })
	if err != nil {
		return nil, err
	}
	return func() error {
		return m.get().put("Master.Unadvise", func(h masterHandle) code { return C.df2d_master_unadvise(h, cookie) })
	}, nil
}

// Advise has the functions called when a drive of this computer has come, and has gone, until stop is called; either may
// be nil, but not both. They run on a thread of the library, one at a time. A drive has come when it can be opened. What
// DF2D_RECORDERS names neither comes nor goes. A panic in them ends the program, as that of any goroutine, and so do
// runtime.Goexit and the FailNow of a test.
func (m *Master) Advise(added, removed func(id string)) (stop func() error, err error) {
	const op = "Master.Advise"
	if added == nil && removed == nil {
		return nil, refused(op, ErrPointer, "Both functions are nil.")
	}
	return m.advise(op, &watcher{added: added, removed: removed})
}

// DeviceEvent says that a drive has come, or gone.
type DeviceEvent struct {
	Added bool
	ID    string
}

// Watch tells of drives that come and go, until the context ends or the Master is closed; then the channel is closed. No
// event is lost to a slow reader: they are kept until he comes. Until then the Master is kept from becoming garbage.
func (m *Master) Watch(ctx context.Context) (<-chan DeviceEvent, error) {
	const op = "Master.Watch"
	if ctx == nil {
		return nil, refused(op, ErrPointer, "The context is nil.")
	}
	queue := &eventQueue{more: make(chan struct{}, 1), gone: make(chan struct{})}
	stop, err := m.advise(op, &watcher{
		added:   func(id string) { queue.put(DeviceEvent{true, id}) },
		removed: func(id string) { queue.put(DeviceEvent{false, id}) },
		gone:    func() { close(queue.gone) },
	})
	if err != nil {
		return nil, err
	}
	events := make(chan DeviceEvent)
	go func() {
		defer close(events)
		if queue.drain(ctx, events) {
			stop()
		}
	}()
	return events, nil
}

// eventQueue holds what was not read yet.
type eventQueue struct {
	mu      sync.Mutex
	waiting []DeviceEvent
	// Has something in it if something was put since it was looked at.
	more chan struct{}
	// Closed when nothing more will come.
	gone chan struct{}
}

func (q *eventQueue) put(event DeviceEvent) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, event)
	select {
	case q.more <- struct{}{}:
	default:
	}
}

func (q *eventQueue) take() []DeviceEvent {
	q.mu.Lock()
	defer q.mu.Unlock()
	events := q.waiting
	q.waiting = nil
	return events
}

// drain hands on what is put until the context ends, which it says, or nothing more comes.
func (q *eventQueue) drain(ctx context.Context, events chan<- DeviceEvent) (ended bool) {
	for last := false; ; {
		for _, event := range q.take() {
			select {
			case events <- event:
			case <-ctx.Done():
				return true
			}
		}
		if last {
			return false
		}
		select {
		case <-q.more:
		case <-q.gone:
			last = true
		case <-ctx.Done():
			return true
		}
	}
}
