package backend_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"
	_ "time/tzdata" // the zones below are known on every machine

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

// lea is a lead of the bench's desk.
func (b *bench) lea(t testing.TB) backend.Principal {
	t.Helper()
	led(t, b)
	return backend.Principal{Agent: "lea", Role: desk.RoleLead}
}

// within is an SLA that promises a reply within a time around the clock, and an update as soon.
func within(d time.Duration) desk.SLA {
	p := desk.Policy{ID: "all", Pauses: []desk.Status{desk.Pending}}
	for _, target := range []desk.Target{desk.FirstReply, desk.NextReply, desk.PeriodicUpdate} {
		for at := desk.PriorityLow; at <= desk.PriorityUrgent; at++ {
			p.Promises = append(p.Promises, desk.Promise{Target: target, Priority: at, Within: d, Calendar: true})
		}
	}
	return desk.SLA{Policies: []desk.Policy{p}}
}

// promise makes what the desk promises this, as somebody.
func (b *bench) promise(t testing.TB, who backend.Principal, sla desk.SLA) error {
	t.Helper()
	all, err := b.store.Setup(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tag := all.Tag()
	all.Policies, all.Calendars = sla.Policies, sla.Calendars
	_, err = b.store.Configure(t.Context(), who, tag, all)
	return err
}

func TestADeskPromisesAFirstReplyInBusinessHoursByItself(t *testing.T) {
	b := newBench(t)
	said, err := b.line.Describe(t.Context())
	if err != nil || said.SLA == nil || len(said.SLA.Policies) != 1 {
		t.Fatalf("it promises %+v, %v", said.SLA, err)
	}
	sla, err := said.SLA.Checked()
	if err != nil {
		t.Fatal(err)
	}
	k := b.ticket(t, "hello")
	p, c, _ := sla.Of(k)
	page := b.thread(t, k.ID)
	want := desk.Due(desk.Happened(k, page.Messages), p, c)
	if len(k.Clocks) != 1 || len(want) != 1 || !k.Clocks[0].Due.Equal(want[0].Due) || !want[0].Due.Equal(c.Add(k.CreatedAt, 8*time.Hour)) {
		t.Errorf("its clocks are %+v, want %+v", k.Clocks, want)
	}
	v := b.do(t, by(k, desk.Reply{Text: desk.Foreign("hello")}))
	if len(v.Ticket.Clocks) != 0 {
		t.Errorf("once it is answered they are %+v", v.Ticket.Clocks)
	}
}

func TestWhatALeadPromisesIsReckonedOnEveryTicketAndOrdersTheQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		lea := b.lea(t)
		first := b.ticket(t, "the first")
		time.Sleep(time.Minute)
		second := b.ticket(t, "the second")
		m := b.fill(t)
		if err := b.promise(t, b.ann, within(time.Hour)); !errors.Is(err, desk.ErrForbidden) {
			t.Errorf("an agent promises something: %v", err)
		}
		if err := b.promise(t, lea, desk.SLA{Policies: []desk.Policy{{ID: "x", Calendar: "none"}}}); err == nil {
			t.Error("a calendar that is not there is promised by")
		}
		sla := within(time.Hour)
		sla.Policies = append([]desk.Policy{{ID: "seconds", For: desk.Fits{Tags: []string{"now"}}, Promises: []desk.Promise{
			{Target: desk.FirstReply, Priority: desk.PriorityNormal, Within: 20 * time.Second, Calendar: true},
		}}}, sla.Policies...)
		if err := b.promise(t, lea, sla); err != nil {
			t.Fatal(err)
		}
		m.follow(t, b)
		for _, k := range []desk.Ticket{first, second} {
			got := m.tickets[k.ID]
			if len(got.Clocks) != 1 || !got.Clocks[0].Due.Equal(k.CreatedAt.Add(time.Hour)) || got.Version <= k.Version {
				t.Errorf("%s has %+v in version %d", k.Subject, got.Clocks, got.Version)
			}
		}
		v := b.do(t, by(m.tickets[second.ID], desk.Tag{Tags: []string{"now"}})) // another policy fits now
		if due := v.Ticket.Clocks[0].Due; !due.Equal(second.CreatedAt.Add(20 * time.Second)) {
			t.Errorf("with its tag it is due at %v", due)
		}
		list, err := b.store.List(t.Context(), b.ann, desk.ViewOpen, "", 10)
		if err != nil || len(list.Tickets) != 2 || list.Tickets[0].ID != second.ID || list.Tickets[0].Promise != desk.FirstReply {
			t.Errorf("the queue is %+v, %v", list.Tickets, err)
		}
		b.do(t, by(*v.Ticket, desk.Reply{Text: desk.Foreign("hello"), Then: desk.Open}))
		list, err = b.store.List(t.Context(), b.ann, desk.ViewOpen, "", 10)
		if err != nil || list.Tickets[0].ID != first.ID || list.Tickets[1].Promise != "" {
			t.Errorf("after the reply it is %+v, %v", list.Tickets, err)
		}
	})
}

func TestWhatIsOpenedAgainGoesOnByItsThread(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		lea := b.lea(t)
		k := b.ticket(t, "hello")
		time.Sleep(10 * time.Minute)
		v := b.do(t, by(k, desk.Reply{Text: desk.Foreign("hello"), Then: desk.Solved}))
		if err := b.promise(t, lea, within(time.Hour)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Minute)
		again := b.writes(t, *v.Ticket, "and one more thing")
		if len(again.Clocks) != 2 || again.Clocks[0].Target != desk.PeriodicUpdate || again.Clocks[1].Target != desk.NextReply {
			t.Fatalf("%+v", again.Clocks)
		}
		if due := again.Clocks[1].Due; !due.Equal(again.WaitingSince.Add(time.Hour)) {
			t.Errorf("the next reply is due at %v", due)
		}
		if due := again.Clocks[0].Due; !due.Equal(again.WaitingSince.Add(time.Hour)) { // it stood still while it was solved
			t.Errorf("the next update is due at %v", due)
		}
	})
}
