package thread_test

import (
	"testing"

	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/thread"
)

// BenchmarkFollow is a pane that turns to another ticket and draws it, reads included.
func BenchmarkFollow(b *testing.B) {
	d, id := long(20)
	s := screentest.NewSession(d)
	s.Theme = theme.New(theme.Dark)
	st := screentest.Play(b, d, s, thread.New(thread.Needs{Session: s, Reads: d, People: d, Writes: d, Seer: d, Ticket: id}), 60, 36)
	other := d.Open(1, "short", "Zoe", "hello", 0)
	top := st.Top()
	for b.Loop() {
		st.Do(top, top.(screen.Follower).Follow(screen.Go{Ticket: other}))
		st.Do(top, top.(screen.Follower).Follow(screen.Go{Ticket: id}))
		_ = top.View(now)
	}
}

// BenchmarkScroll is a step in a long thread and its picture.
func BenchmarkScroll(b *testing.B) {
	d, id := long(200)
	s := screentest.NewSession(d)
	st := screentest.Play(b, d, s, thread.New(thread.Needs{Session: s, Reads: d, People: d, Writes: d, Seer: d, Ticket: id}), 60, 36)
	top := st.Top()
	up := true
	for i := 0; b.Loop(); i++ {
		if i%30 == 0 {
			up = !up
		}
		if up {
			top.Act(keymaps.Up)
		} else {
			top.Act(keymaps.Down)
		}
		_ = top.View(now)
	}
}
