package host

import (
	"context"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"github.com/heed-desk/heed/internal/rounds"
)

const (
	easeEvery = time.Minute
	// much is how many bytes are worth being given back, and how many are taken within easeEvery
	// where somebody works.
	much = 8 << 20
)

// easing gives memory back to the machine that a busy time took, once it is over: Go by itself
// keeps much of it for long, and a desk is quiet for most of a day.
type easing struct{ taken uint64 }

// ease has the desk do so while this process runs it.
func (d *Desk) ease() {
	ctx, stop := context.WithCancel(context.Background())
	d.stop = stop
	e := &easing{}
	d.wait.Go(func() { d.rounds.Make(ctx, rounds.Round{What: "ease", First: easeEvery, Do: e.look}) })
}

// look gives back what there is, where little was taken since it was here last.
func (e *easing) look(context.Context) (time.Duration, error) {
	taken, spare := memory()
	if quiet := taken-e.taken < much; quiet && spare >= much {
		debug.FreeOSMemory()
	}
	e.taken = taken
	return easeEvery, nil
}

// memory is how many bytes were ever taken, and how many are kept of which nobody needs one.
func memory() (taken, spare uint64) {
	all := []metrics.Sample{
		{Name: "/gc/heap/allocs:bytes"}, {Name: "/memory/classes/heap/free:bytes"}, {Name: "/memory/classes/heap/unused:bytes"},
	}
	metrics.Read(all)
	return all[0].Value.Uint64(), all[1].Value.Uint64() + all[2].Value.Uint64()
}
