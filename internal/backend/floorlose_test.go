package backend

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/metrics"
)

func TestTheCasesBehindAFigureCanBeAskedForWhileItIsCountedAnew(t *testing.T) {
	f := newFloor(nil)
	done := make(chan struct{})
	var work sync.WaitGroup
	again := func(do func()) {
		work.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
					do()
				}
			}
		})
	}
	var lost atomic.Int64
	again(func() { f.lose(); lost.Add(1) })
	again(func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.engine, f.last = metrics.New(desk.SLA{}, nil, time.Time{}), time.Now()
	})
	for lost.Load() < 50_000 {
		if got := f.cases(metrics.Open, metrics.Scope{}); got.N != 0 {
			t.Fatalf("%+v", got)
		}
	}
	close(done)
	work.Wait()
}
