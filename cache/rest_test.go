package cache

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/cache/index"
	"github.com/heed-desk/heed/desk"
)

// left is a ledger as it was opened again, of which 300 tickets wait to be indexed.
func left(t *testing.T) *Ledger {
	t.Helper()
	l := filled(t, options(t), 300)
	synctest.Wait()
	must(t, l.Close())
	l, err := Open(l.opt)
	must(t, err)
	t.Cleanup(func() { _ = l.Close() })
	synctest.Wait()
	return l
}

func TestTheIndexLeavesAStartToWhatIsShownFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := left(t)
		idx := func() *index.Index { return l.search.idx.Load() }
		win := got2(l.Window(desk.ViewAll, desk.Anchor{}, 0, 20))
		if n := idx().Len(); n != 0 || len(win.Rows) != 21 {
			t.Errorf("%d rows are shown, and %d tickets were indexed meanwhile", len(win.Rows), n)
		}
		time.Sleep(indexRest)
		synctest.Wait()
		if n := idx().Len(); n != 300 {
			t.Errorf("a moment later %d of 300 are indexed", n)
		}
	})
}

func TestWhoSearchesRightAfterAStartWaitsForNothing(t *testing.T) {
	for name, asks := range map[string]func(*testing.T, *Ledger){
		"a search":  func(t *testing.T, l *Ledger) { got2(l.Search(t.Context(), "gift", 3)) },
		"is it all": func(_ *testing.T, l *Ledger) { got2(l.Indexed()) },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l, at := left(t), time.Now()
				asks(t, l)
				synctest.Wait()
				if n := l.search.idx.Load().Len(); n != 300 || !time.Now().Equal(at) {
					t.Errorf("%d of 300 are indexed after %v", n, time.Since(at))
				}
			})
		})
	}
}
