package cache

import (
	"slices"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

// workedOn are the numbers of the tickets that a ledger says were worked on since a time.
func workedOn(t *testing.T, l *Ledger, since time.Time) []int64 {
	t.Helper()
	all, err := l.Worked(since)
	must(t, err)
	var numbers []int64
	for _, one := range all {
		numbers = append(numbers, one.Ticket.Number-1000)
	}
	slices.Sort(numbers)
	return numbers
}

// ago is an entry of somebody's on a ticket, so many days before noon.
func ago(n int, id desk.MessageID, by desk.AgentID, days int) desk.Message {
	m := said(n, id, by, "Thank you for waiting.")
	m.At = noon().AddDate(0, 0, -days)
	return m
}

func TestOnlyWhatTheAgentWorkedOnIsLookedThrough(t *testing.T) {
	l := filled(t, options(t), 300)
	done := ticket(6)
	done.Version, done.Status, done.SolvedAt, done.WaitingSince = 2, desk.Solved, noon().AddDate(0, 0, -20), time.Time{}
	rated := done
	rated.ID, rated.Number, rated.Rating = ticketID(7), 1007, &desk.Rating{Score: 5, At: noon()}
	must(t, l.Take(desk.Page{
		Tickets: []desk.Ticket{done, rated},
		Messages: []desk.Message{
			ago(3, 2, me, 0), ago(3, 3, me, 5), ago(4, 2, "tom", 0), ago(5, 2, me, 20), ago(6, 2, me, 20), ago(7, 2, me, 20), ago(8, 2, me, 40),
		},
	}))
	must(t, l.Submit(op(9, reply("On its way.")), 0))
	// 5 is still open, 7 was rated: both count from further back; 6 is over, 8 too old.
	if got := workedOn(t, l, noon().AddDate(0, 0, -7)); !slices.Equal(got, []int64{3, 5, 7, 9}) {
		t.Errorf("worked on %v", got)
	}
	if got := workedOn(t, l, noon().AddDate(0, 0, -25)); !slices.Equal(got, []int64{3, 5, 6, 7, 9}) {
		t.Errorf("of longer ago, worked on %v", got)
	}
	all, err := l.Worked(noon())
	must(t, err)
	i := slices.IndexFunc(all, func(w desk.Worked) bool { return w.Ticket.ID == ticketID(9) })
	if i < 0 || all[i].Ticket.Status != desk.Pending || len(all[i].Thread) < 2 {
		t.Errorf("what waits in the outbox is not laid on: %+v", all)
	}
	must(t, l.Take(desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordTicket, ID: ticketID(3).String()}}}))
	if got := workedOn(t, l, noon()); slices.Contains(got, 3) {
		t.Error("a ticket that is gone is looked through")
	}
}

func TestOtherGroupsOpenNoThreadsAnew(t *testing.T) {
	l := filled(t, options(t), 50)
	must(t, l.Take(desk.Page{Messages: []desk.Message{ago(3, 2, me, 1)}}))
	must(t, l.update(func(w *batch) error { // were it looked for again, it would be there again
		if err := w.root.DeleteBucket([]byte(partWorked.String())); err != nil {
			return err
		}
		w.open[partWorked] = nil
		return w.setText(stateViewer, string(me)+"\nother")
	}))
	must(t, l.refileAll())
	if got := workedOn(t, l, noon().AddDate(0, 0, -7)); got != nil {
		t.Errorf("the threads are opened for %v", got)
	}
	must(t, l.update(func(w *batch) error { return w.setText(stateWorker, "somebody") }))
	must(t, l.refileAll())
	if got := workedOn(t, l, noon().AddDate(0, 0, -7)); !slices.Equal(got, []int64{3}) {
		t.Errorf("for another agent, worked on %v", got)
	}
}

func TestALedgerOfAnOlderHeedFindsOutWhatWasWorkedOn(t *testing.T) {
	opt := options(t)
	l := filled(t, opt, 50)
	must(t, l.Take(desk.Page{Messages: []desk.Message{ago(3, 2, me, 1)}}))
	l = reopened(t, l)                      // it has done what it put off, too
	must(t, l.update(func(w *batch) error { // as it was before this was kept in mind
		if err := w.root.DeleteBucket([]byte(partWorked.String())); err != nil {
			return err
		}
		w.open[partWorked] = nil
		if err := w.bucket(partState).Delete([]byte(stateWorker)); err != nil {
			return err
		}
		return w.setText(stateViewer, string(me)+"\nreturns")
	}))
	if got := workedOn(t, l, noon().AddDate(0, 0, -7)); got != nil {
		t.Fatalf("the older ledger knows %v", got)
	}
	must(t, l.Close())
	again, err := Open(opt)
	must(t, err)
	must(t, again.Close()) // it has done what it put off
	if got := workedOn(t, opened(t, opt), noon().AddDate(0, 0, -7)); !slices.Equal(got, []int64{3}) {
		t.Errorf("after the upgrade, worked on %v", got)
	}
}

func TestWhatWasWorkedOnLongAgoIsForgotten(t *testing.T) {
	opt := options(t)
	clock := handAt(noon())
	opt.Now = clock.now
	l := filled(t, opt, 20)
	must(t, l.Take(desk.Page{Messages: []desk.Message{ago(3, 2, me, 0)}}))
	clock.on(40 * 24 * time.Hour)
	must(t, l.Take(desk.Page{Messages: []desk.Message{ago(4, 2, me, -39)}}))
	n := 0
	must(t, l.view(func(k *look) error {
		return k.worked(func(local, uint32) error { n++; return nil })
	}))
	if n != 1 {
		t.Errorf("%d tickets are remembered, want the one of yesterday", n)
	}
}
