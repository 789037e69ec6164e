package cache

import (
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
)

func TestWhereOneStandsInALongListIsKnownAfterTheFirstLookAndStaysTrue(t *testing.T) {
	timed(t, 3000, func(t *testing.T, l *Ledger) {
		s := l.Subscribe()
		defer s.Close()
		look := func(n int) desk.Window { return got2(l.Window(desk.ViewAll, desk.Anchor{Ticket: ticketID(n)}, 3, 3)) }
		if w := look(1500); w.First != -1 || w.Total != 3000 {
			t.Errorf("it took a walk over the whole list: %d of %d", w.First, w.Total)
		}
		synctest.Wait()
		if moved, err := s.Next(t.Context()); err != nil || moved[0].Kind != desk.ChangedTicket {
			t.Error("nobody was told that it is known:", moved, err)
		}
		if w := look(1500); w.First != 1497 {
			t.Errorf("%d", w.First)
		}
		r := rand.New(rand.NewPCG(1, 1))
		for version := desk.Version(2); version < 60; version++ {
			x := ticket(r.IntN(3000))
			x.Version, x.UpdatedAt = version, noon().Add(-time.Duration(r.Int64N(int64(50*time.Hour))))
			if r.IntN(4) == 0 {
				must(t, l.Take(desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordTicket, ID: x.ID.String()}}, Next: "2"}))
			} else {
				must(t, l.Take(desk.Page{Tickets: []desk.Ticket{x}, Next: "2"}))
			}
		}
		for range 20 {
			all := got2(l.Window(desk.ViewAll, desk.Anchor{}, 0, 4000)).Rows
			at := r.IntN(len(all)-10) + 5
			if w := got2(l.Window(desk.ViewAll, desk.Anchor{Ticket: all[at].ID}, 3, 3)); w.First != at-3 || w.Total != len(all) {
				t.Fatalf("%d of %d instead of %d of %d", w.First, w.Total, at-3, len(all))
			}
		}
	})
}

func TestAViewIsCountedWhileTheFileIsWrittenAnew(t *testing.T) {
	l := filled(t, options(t), 300)
	all := bitOf(desk.ViewAll)
	must(t, l.file.Compact(func() {
		counted := make(chan error, 1)
		go func() {
			_, err := l.ranks.make(l, all)
			counted <- err
		}()
		must(t, <-counted) // it has the lock that is waited for now
		l.ranks.drop()
	}))
	if made := got2(l.ranks.make(l, all)); !made {
		t.Error("what was counted in the old file still counts")
	}
}
