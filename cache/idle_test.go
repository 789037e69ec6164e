package cache

import (
	"testing"

	"github.com/heed-desk/heed/desk"
)

func TestAnIdleDeskHasNothingWrittenHowOftenItIsAsked(t *testing.T) {
	timed(t, 20, func(t *testing.T, l *Ledger) {
		before := written(t, l) // the search has them all
		for range 100 {
			must(t, l.Take(desk.Page{Next: l.Cursor()}))
		}
		if now := written(t, l); now != before {
			t.Errorf("%d transactions were written for nothing", now-before)
		}
		must(t, l.Take(desk.Page{Next: "2"})) // the same place, told anew so that it stays good
		if c := l.Cursor(); c != "2" || written(t, l) != before+1 {
			t.Errorf("the cursor is %q after %d transactions", c, written(t, l)-before)
		}
	})
}

// written is how many transactions cache.db has seen.
func written(t *testing.T, l *Ledger) (n int) {
	t.Helper()
	must(t, l.view(func(k *look) error {
		n = k.tx.ID()
		return nil
	}))
	return n
}
