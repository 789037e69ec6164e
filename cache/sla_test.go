package cache

import (
	"reflect"
	"testing"
	"time"
	_ "time/tzdata" // the zones below are known on every machine

	"github.com/heed-desk/heed/desk"
)

// promised is a ticket in a ledger that has its clocks, and what the desk promises.
func promised(t *testing.T, l *Ledger) (desk.Ticket, desk.SLA) {
	t.Helper()
	sla := desk.DefaultSLA("Europe/Berlin")
	p := &sla.Policies[0]
	for _, target := range []desk.Target{desk.NextReply, desk.PeriodicUpdate, desk.Resolution} {
		p.Promises = append(p.Promises, desk.Promise{Target: target, Priority: desk.PriorityNormal, Within: 3 * time.Hour})
	}
	must(t, l.Described(desk.Description{SLA: &sla}))
	ready, err := sla.Checked()
	must(t, err)
	k, words := ticket(1), []desk.Message{said(1, 1, "", "hello")}
	words[0].At = k.CreatedAt
	k.Clocks = ready.ClocksOf(k, words)
	must(t, l.Take(desk.Page{Tickets: []desk.Ticket{k}, Messages: words, Next: "1"}))
	return k, ready
}

func TestClocksAreRightOfflineAndAfterAStart(t *testing.T) {
	opt := options(t)
	l := opened(t, opt)
	before, sla := promised(t, l)
	row, err := l.Rows(desk.ViewOpen, []desk.TicketID{before.ID})
	must(t, err)
	if len(before.Clocks) != 2 || !row[0].Due.Equal(desk.Reckon(before).Due) || row[0].Promise != desk.Reckon(before).Promise {
		t.Fatalf("%+v, in the list %+v", before.Clocks, row[0])
	}
	must(t, l.Close())
	l = opened(t, opt) // without a desk from here on
	sent := op(1, desk.Reply{Text: desk.Foreign("hello"), Then: desk.Open})
	must(t, l.Submit(sent, 0))
	th, err := l.Thread(before.ID, 50)
	must(t, err)
	after, events, err := desk.Apply(before, sent, desk.Facts{Now: noon(), Rights: opt.Rights, Author: opt.Author})
	must(t, err)
	want := sla.Clocks(before, after, events)
	if !reflect.DeepEqual(th.Ticket.Clocks, want) || len(want) != 2 {
		t.Errorf("offline %+v, on the desk %+v", th.Ticket.Clocks, want)
	}
	row, err = l.Rows(desk.ViewOpen, []desk.TicketID{before.ID})
	must(t, err)
	first, _ := desk.Earliest(want)
	if row[0].Promise != first.Target || !row[0].Due.Equal(first.Due) {
		t.Errorf("in the list %+v, want %+v", row[0], first)
	}
}

func TestADeskThatPromisesNothingAnyMoreLeavesNoClocksBehind(t *testing.T) {
	l := opened(t, options(t))
	before, _ := promised(t, l)
	must(t, l.Described(desk.Description{}))
	must(t, l.Submit(op(1, desk.SetPriority{Urgency: desk.High}), 0))
	th, err := l.Thread(before.ID, 50)
	must(t, err)
	if len(th.Ticket.Clocks) != 0 {
		t.Errorf("%+v", th.Ticket.Clocks)
	}
}
