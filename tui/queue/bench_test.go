package queue_test

import (
	"testing"

	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/queue"
	"github.com/heed-desk/heed/tui/screentest"
	"github.com/heed-desk/heed/tui/theme"
)

// BenchmarkRowMove is a step down and the picture of it, reads left aside.
func BenchmarkRowMove(b *testing.B) {
	d := busy(500)
	s := screentest.NewSession(d)
	s.Theme = theme.New(theme.Dark)
	st := screentest.Play(b, d, s, queue.New(queue.Needs{Session: s, Reads: d, People: d, Ledger: d}), 56, 36)
	st.Hold = true
	top := st.Top()
	i := 0
	for b.Loop() {
		if i++; i%40 < 20 {
			top.Act(keymaps.Down)
		} else {
			top.Act(keymaps.Up)
		}
		_ = top.View(now)
	}
}
