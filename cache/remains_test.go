package cache

import (
	"bytes"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
)

// remains reports whether words can be had from a folder with today's keys, and from an old copy.
func remains(t testing.TB, opt Options, home *safe, before string, words ...string) (now, was []string) {
	t.Helper()
	var all [][]byte
	for _, w := range words {
		all = append(all, []byte(w))
	}
	key := home.keys()[0]
	today := swept(t, opt.Dir, key, nil)
	now = today.holds(all)
	if before != "" {
		was = swept(t, before, key, today.known).holds(all)
	}
	return now, was
}

func TestWordsThatCameBeforeTheirTicketAreErasedFromAnOldCopyToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		opt, home := housed(t)
		l := filled(t, opt, 10)
		early, other := said(53, 1, "", "the qumquat of theirs"), said(54, 1, "", "the persimmon of another")
		must(t, l.Take(desk.Page{Messages: []desk.Message{early, other}, Next: "2"}))
		synctest.Wait()
		before := filepath.Join(t.TempDir(), "before")
		copied(t, opt.Dir, before)
		if now, _ := remains(t, opt, home, "", "qumquat", "persimmon"); len(now) != 2 {
			t.Fatal("the test sees", now)
		}
		must(t, l.Take(desk.Page{Tickets: []desk.Ticket{ticket(53)}, Next: "3"}))
		must(t, l.Take(erasePage("4", 3)))
		synctest.Wait()
		now, was := remains(t, opt, home, before, "qumquat", "persimmon")
		if len(now) != 1 || now[0] != "persimmon" || len(was) != 0 {
			t.Errorf("today's files give %v, an old copy %v", now, was)
		}
		must(t, l.Take(desk.Page{Tickets: []desk.Ticket{ticket(54)}, Next: "5"}))
		if th := got2(l.Thread(ticketID(54), 9)); len(th.Messages) != 1 {
			t.Error("words that wait for their ticket are lost")
		}
	})
}

func TestWhatWasOnItsWayToWhoIsErasedIsGoneOnceTheDeskHasAnswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		opt, home := housed(t)
		l := filled(t, opt, 10)
		o := op(3, replyWith("The qumquat comes."))
		must(t, l.Submit(o, 0))
		got2(l.Claim(o.ID))
		must(t, l.Take(erasePage("2", 3)))
		synctest.Wait()
		before := filepath.Join(t.TempDir(), "before")
		copied(t, opt.Dir, before)
		if now, _ := remains(t, opt, home, "", "qumquat"); len(now) != 1 {
			t.Error("what the desk may have is forgotten")
		}
		must(t, l.Settle(o.ID, desk.Verdict{Op: o.ID, Outcome: desk.Refused, Problem: desk.Refuse(desk.NoSuchTicket)}))
		must(t, l.Remember(desk.Deed{Op: o.ID, Said: "Wrote to the qumquat", Did: &o}))
		synctest.Wait()
		if now, was := remains(t, opt, home, before, "qumquat"); len(now)+len(was) > 0 {
			t.Errorf("today's files give %v, an old copy %v", now, was)
		}
	})
}

// What others say of somebody who is erased is others': the desk decides on it, message by message.
func TestWhatOtherTicketsSayOfWhoIsErasedStaysUntilTheDeskTakesItBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		opt, home := housed(t)
		l := filled(t, opt, 10)
		merged, note, copyTo := said(4, 2, "", "moved here with their ticket: qumquat"), said(4, 3, me, "Casey Quill 3 called about the medlar"), said(4, 4, me, "with a copy")
		merged.Author.Customer = customerID(3)
		note.Kind = desk.InternalNote
		copyTo.To = []desk.Address{{Channel: desk.Mail, Value: desk.Foreign("casey3@example.org"), Role: desk.AddressCc}}
		must(t, l.Take(desk.Page{Messages: []desk.Message{merged, note, copyTo}, Next: "2"}))
		must(t, l.SaveFilter(desk.Filter{ID: "a", Name: desk.Foreign("Casey"), Query: "from:casey3@example.org"}))
		must(t, l.Take(erasePage("3", 3)))
		synctest.Wait()
		if all := got2(l.Addresses()); len(all) != 0 {
			t.Errorf("their address is offered to write to: %v", all)
		}
		if now, _ := remains(t, opt, home, "", "qumquat", "medlar", "casey3@example.org"); len(now) != 3 {
			t.Errorf("of somebody else's thread and of one's own filter there is left %v", now)
		}
		must(t, l.Take(desk.Page{Gone: []desk.Tombstone{
			{Kind: desk.RecordMessage, ID: ticketID(4).String() + "/2"}, {Kind: desk.RecordMessage, ID: ticketID(4).String() + "/3"},
		}, Next: "4"}))
		must(t, l.Take(erasePage("5", 5)))
		synctest.Wait()
		if now, _ := remains(t, opt, home, "", "qumquat", "medlar"); len(now) != 0 {
			t.Errorf("what the desk took back is still there: %v", now)
		}
	})
}

func TestALedgerThatIsInUseWhileTheKeysChangeAnswersAllTheWhile(t *testing.T) {
	opt, home := housed(t)
	l := filled(t, opt, 300)
	waitIndexed(t, l, 300)
	halt, went := make(chan struct{}), make(chan struct{})
	var during error
	home.hook = func(change func() error) error {
		select {
		case <-went:
		default:
			close(went)
			select { // the home takes its time
			case <-halt:
			case <-t.Context().Done(): // the test has failed
			}
		}
		return change()
	}
	must(t, l.Take(erasePage("2", 3)))
	<-went
	o := op(4, replyWith("Here it is."))
	_, during = l.Window(desk.ViewUnassigned, desk.Anchor{}, 0, 20)
	must(t, during)
	must(t, l.Submit(o, time.Hour))
	must(t, l.Take(desk.Page{Messages: []desk.Message{said(5, 2, "", "the medlar")}, Next: "3"}))
	if th := got2(l.Thread(ticketID(5), 9)); len(th.Messages) != 2 {
		t.Error("news wait for the key")
	}
	close(halt)
	must(t, l.tracesGone(t.Context()))
	if th := got2(l.Thread(ticketID(5), 9)); len(th.Messages) != 2 || len(got2(l.Outbox())) != 1 {
		t.Error("what came and went meanwhile is lost")
	}
	if !bytes.Contains(swept(t, opt.Dir, home.keys()[0], nil).plain.Bytes(), []byte("medlar")) {
		t.Error("the sweep does not see what is there")
	}
}
