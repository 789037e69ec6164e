package cache

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/heed-desk/heed/desk"
)

// carriedOut has the desk carry an operation out, and leaves it at that version of the ticket.
func carriedOut(t testing.TB, l *Ledger, n int, version desk.Version, done desk.Op) {
	t.Helper()
	must(t, l.Submit(done, 0))
	after := ticket(n)
	after.Version = version
	must(t, l.Settle(done.ID, desk.Verdict{Op: done.ID, Outcome: desk.Applied, Ticket: &after}))
}

func waiting(t testing.TB, l *Ledger) (ids []desk.OpID) {
	t.Helper()
	for _, p := range got2(l.Outbox()) {
		ids = append(ids, p.Op.ID)
	}
	return ids
}

func TestWhatTheDeskHasLostGoesOutAgainBeforeWhatWaitsOnItsTicket(t *testing.T) {
	l := filled(t, options(t), 10)
	first, second, other := op(3, reply("It is on its way.")), op(3, reply("It has arrived.")), op(4, reply("So has this."))
	carriedOut(t, l, 3, 2, first)
	carriedOut(t, l, 3, 3, second)
	carriedOut(t, l, 4, 2, other)
	waits := op(3, desk.Note{Text: desk.Foreign("Ask tomorrow.")})
	must(t, l.Submit(waits, 0))
	if got, want := got2(l.Carried()), []desk.OpID{other.ID, second.ID, first.ID}; !slices.Equal(got, want) {
		t.Fatalf("%v is kept, not %v", got, want)
	}
	must(t, l.Recall([]desk.OpID{second.ID, first.ID}))
	want := []desk.OpID{first.ID, second.ID, waits.ID}
	if got := waiting(t, l); !slices.Equal(got, want) {
		t.Fatalf("%v waits, not %v", got, want)
	}
	must(t, l.Recall([]desk.OpID{second.ID, first.ID}))
	l = reopened(t, l)
	if got := waiting(t, l); !slices.Equal(got, want) {
		t.Fatalf("after the next start %v waits, not %v", got, want)
	}
	if ready, _, _ := l.Ready(t.Context(), noon()); len(ready) != 1 || ready[0].ID != first.ID {
		t.Error("another one goes first:", ready)
	}
	if hash, _ := got2(l.Outbox())[0].Op.Hash(); hash != got2(first.Hash()) {
		t.Error("it is another operation than it was")
	}
}

func TestWhatOneDeskCarriedOutIsNeverSentToAnother(t *testing.T) {
	l := filled(t, options(t), 10)
	must(t, l.Described(desk.Description{ID: "a"}))
	done := op(3, reply("It is on its way."))
	carriedOut(t, l, 3, 2, done)
	must(t, l.Described(desk.Description{ID: "b"}))
	must(t, l.Recall([]desk.OpID{done.ID}))
	if got := waiting(t, l); len(got) != 0 {
		t.Error("it waits:", got)
	}
	must(t, l.Described(desk.Description{ID: "a"}))
	must(t, l.Recall([]desk.OpID{done.ID}))
	if got := waiting(t, l); len(got) != 1 {
		t.Error("it does not wait:", got)
	}
}

func TestOfACustomerWhoIsErasedNothingIsKeptThatWasCarriedOut(t *testing.T) {
	l := filled(t, options(t), 60)
	theirs, other := op(3, reply("It is on its way, Casey.")), op(4, reply("So is this."))
	carriedOut(t, l, 3, 2, theirs)
	carriedOut(t, l, 4, 2, other)
	must(t, l.Take(desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordCustomer, ID: customerID(3).String()}}, Next: "2"}))
	if got := got2(l.Carried()); !slices.Equal(got, []desk.OpID{other.ID}) {
		t.Errorf("%v is kept", got)
	}
}

// TestWhoIsErasedIsForgottenHoweverMuchWasCarriedOutForThem lays out what is kept over several pages
// of the file, which an erasure empties one after the other in one transaction.
func TestWhoIsErasedIsForgottenHoweverMuchWasCarriedOutForThem(t *testing.T) {
	for name, on := range map[string]struct {
		done, erased []int
		kept         int
	}{
		"all of it, for one":                 {slices.Repeat([]int{3}, 20), []int{3}, 0},
		"all of it, for several":             {slices.Repeat([]int{3, 4}, 10), []int{3, 4}, 0},
		"before and after that of somebody":  {slices.Concat(slices.Repeat([]int{3}, 20), slices.Repeat([]int{4}, 20)), []int{4, 3}, 0},
		"before others, behind somebody":     {slices.Concat([]int{3}, slices.Repeat([]int{4}, 20), []int{5, 5}), []int{4, 3}, 2},
		"between others, in front of theirs": {slices.Concat([]int{5, 3}, slices.Repeat([]int{4}, 20), []int{3, 5}), []int{4, 3}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			l := filled(t, options(t), 60)
			version := map[int]desk.Version{}
			for i, n := range on.done {
				version[n]++
				carriedOut(t, l, n, 1+version[n], op(n, reply(fmt.Sprint(i, strings.Repeat(" and so on", 100)))))
			}
			must(t, l.Take(erasePage("2", on.erased...)))
			if got := got2(l.Carried()); len(got) != on.kept {
				t.Errorf("%d are kept, not %d", len(got), on.kept)
			}
		})
	}
}

func TestOnlyTheLastOfWhatWasCarriedOutAreKept(t *testing.T) {
	l := filled(t, options(t), 10)
	var newest desk.OpID
	must(t, l.update(func(w *batch) error {
		for i := range mostCarried + 20 {
			done := op(3, reply(strings.Repeat("x", 1+i%9)))
			newest = done.ID
			if err := w.keepCarried("", done, nil); err != nil {
				return fmt.Errorf("%d: %w", i, err)
			}
		}
		return nil
	}))
	if got := got2(l.Carried()); len(got) != mostCarried || got[0] != newest {
		t.Errorf("%d are kept", len(got))
	}
}

func TestWhatWasCarriedOutOutlivesAChangeOfKeys(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		opt, home := housed(t)
		l := filled(t, opt, 60)
		theirs, other := op(3, reply("It is on its way, Casey.")), op(4, reply("So is this."))
		carriedOut(t, l, 3, 2, theirs)
		carriedOut(t, l, 4, 2, other)
		old := home.keys()[0]
		must(t, l.Take(erasePage("2", 3)))
		synctest.Wait()
		if home.keys()[0] == old {
			t.Fatal("the keys are the same")
		}
		must(t, l.Recall(got2(l.Carried())))
		if got := waiting(t, l); !slices.Equal(got, []desk.OpID{other.ID}) {
			t.Error("what waits again is", got)
		}
		must(t, l.Close())
	})
}
