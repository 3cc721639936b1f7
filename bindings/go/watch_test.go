package df2d

import (
	"context"
	"reflect"
	"testing"
)

func TestNoEventIsLostToASlowReader(t *testing.T) {
	queue := &eventQueue{more: make(chan struct{}, 1), gone: make(chan struct{})}
	var wanted []DeviceEvent
	put := func(n int) {
		event := DeviceEvent{n%2 == 0, string(rune('a' + n))}
		wanted = append(wanted, event)
		queue.put(event)
	}
	events := make(chan DeviceEvent)
	go func() {
		defer close(events)
		if queue.drain(context.Background(), events) {
			t.Error("the context has ended")
		}
	}()
	var got []DeviceEvent
	for n := 0; n < 10; n++ {
		put(n)
	}
	got = append(got, <-events)
	put(10)
	close(queue.gone)
	for event := range events {
		got = append(got, event)
	}
	if !reflect.DeepEqual(got, wanted) {
		t.Errorf("%v, not %v", got, wanted)
	}
}

func TestAReaderWhoGoesAway(t *testing.T) {
	queue := &eventQueue{more: make(chan struct{}, 1), gone: make(chan struct{})}
	queue.put(DeviceEvent{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if !queue.drain(ctx, make(chan DeviceEvent)) {
		t.Error("the context has not ended")
	}
}
