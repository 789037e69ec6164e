package linetest

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/heed-desk/heed/desk"
)

func describes(t *testing.T, d Desk) {
	got, err := d.Line().Describe(t.Context())
	if err != nil || got.Name == "" || got.Agent.ID != d.Me() || got.Epoch == "" {
		t.Errorf("%+v %v", got, err)
	}
}

func fills(t *testing.T, d Desk) {
	if h := fill(t, d); len(h.tickets) != 0 {
		t.Errorf("%d tickets on an empty desk", len(h.tickets))
	}
	one, two := d.Open(t, "first"), d.Open(t, "second")
	h := fill(t, d)
	for _, k := range []desk.Ticket{one, two} {
		if got := h.tickets[k.ID]; got.Version != k.Version || got.Number != k.Number {
			t.Errorf("ticket %d: %+v", k.Number, got)
		}
		if got := h.messages[k.ID]; len(got) == 0 || got[len(got)-1].ID != k.LastMessage {
			t.Errorf("ticket %d: %d entries", k.Number, len(got))
		}
	}
}

func feeds(t *testing.T, d Desk) {
	h := fill(t, d)
	var all []desk.Ticket
	for range 90 {
		all = append(all, d.Open(t, "hello"))
	}
	all[3] = d.Write(t, all[3], "again")
	h.follow(t, d)
	for _, k := range all {
		if got := h.tickets[k.ID]; got.Version != k.Version {
			t.Errorf("ticket %d: version %d, want %d", k.Number, got.Version, k.Version)
		}
	}
	before := len(h.tickets)
	if h.follow(t, d); len(h.tickets) != before {
		t.Error("an idle feed brings tickets")
	}
}

func refill(t *testing.T, d Desk) {
	if _, err := d.Line().Changes(t.Context(), ""); !errors.Is(err, desk.ErrGone) {
		t.Errorf("%v", err)
	}
}

func applies(t *testing.T, d Desk) {
	k := d.Open(t, "where is my parcel")
	h := fill(t, d)
	v := apply(t, d, By(d, k, desk.Reply{Text: desk.Foreign("on its way")}), desk.Applied)
	if v.Ticket == nil || v.Ticket.ID != k.ID || len(v.Messages) == 0 {
		t.Fatalf("%+v", v)
	}
	h.follow(t, d)
	if got := h.tickets[k.ID]; got.Version < v.Ticket.Version {
		t.Errorf("version %d, want %d", got.Version, v.Ticket.Version)
	}
	if !slices.ContainsFunc(h.messages[k.ID], func(m desk.Message) bool { return m.Kind == desk.FromAgent && m.ID == v.Messages[0].ID }) {
		t.Error("the reply does not come back")
	}
}

func refuses(t *testing.T, d Desk) {
	k := d.Open(t, "hello")
	v := apply(t, d, By(d, k, desk.Reply{Text: desk.Foreign(" \n")}), desk.Refused)
	if v.Problem == nil || v.Problem.Code != desk.EmptyText {
		t.Errorf("%v", v.Problem)
	}
	k.ID = desk.NewTicketID()
	v = apply(t, d, By(d, k, desk.Note{Text: desk.Foreign("hm")}), desk.Refused)
	if v.Problem == nil || v.Problem.Code != desk.NoSuchTicket {
		t.Errorf("%v", v.Problem)
	}
}

func breaksOff(t *testing.T, d Desk) {
	d.Open(t, "hello")
	full := errors.New("the disk is full")
	_, _, err := d.Line().Snapshot(t.Context(), func(int) {}, func(desk.Page) error { return full })
	if !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
}

func ends(t *testing.T, d Desk) {
	k := d.Open(t, "hello")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := d.Line().Describe(ctx)
	if !isOver(err) {
		t.Errorf("Describe: %v", err)
	}
	_, err = d.Line().Changes(ctx, "x")
	if !isOver(err) {
		t.Errorf("Changes: %v", err)
	}
	_, _, err = d.Line().Snapshot(ctx, func(int) {}, func(desk.Page) error { return nil })
	if !isOver(err) {
		t.Errorf("Snapshot: %v", err)
	}
	_, err = d.Line().Apply(ctx, By(d, k, desk.Note{Text: desk.Foreign("hm")}))
	if !isOver(err) {
		t.Errorf("Apply: %v", err)
	}
	_, err = d.Line().Lookup(ctx, desk.NewOpID())
	if !isOver(err) {
		t.Errorf("Lookup: %v", err)
	}
}

func unknown(t *testing.T, d Desk) {
	if _, err := d.Line().Lookup(t.Context(), desk.NewOpID()); !errors.Is(err, desk.ErrNotFound) {
		t.Errorf("%v", err)
	}
}

func twice(t *testing.T, d Desk) {
	k := d.Open(t, "where is my parcel")
	op := By(d, k, desk.Reply{Text: desk.Foreign("on its way")})
	first := apply(t, d, op, desk.Applied)
	d.Write(t, k, "thank you")
	second := apply(t, d, op, desk.Applied)
	third, err := d.Line().Lookup(t.Context(), op.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []desk.Verdict{second, third} {
		if v.Ticket.Version != first.Ticket.Version || len(v.Messages) != len(first.Messages) {
			t.Errorf("%+v, first %+v", v, first)
		}
	}
	said := 0
	for _, m := range fill(t, d).messages[k.ID] {
		if m.Kind == desk.FromAgent {
			said++
		}
	}
	if said != 1 {
		t.Errorf("the customer reads it %d times", said)
	}
}

func differs(t *testing.T, d Desk) {
	op := By(d, d.Open(t, "hello"), desk.Note{Text: desk.Foreign("one")})
	apply(t, d, op, desk.Applied)
	op.Intent = desk.Note{Text: desk.Foreign("two")}
	if v := apply(t, d, op, desk.Refused); v.Problem == nil || v.Problem.Code != desk.PayloadDiffers {
		t.Errorf("%v", v.Problem)
	}
}

func holds(t *testing.T, d Desk) {
	k := d.Open(t, "where is my parcel")
	op := By(d, k, desk.Reply{Text: desk.Foreign("on its way")})
	d.Write(t, k, "it is here")
	v := apply(t, d, op, desk.Held)
	if v.Problem == nil || v.Problem.Code != desk.NewerMessage || len(v.Messages) != 1 || v.Messages[0].Kind != desk.FromCustomer {
		t.Errorf("%+v", v)
	}
}

func tags(t *testing.T, d Desk) {
	k := d.Open(t, "hello")
	apply(t, d, By(d, k, desk.Tag{Tags: []string{"parcel"}}), desk.Applied)
	v := apply(t, d, By(d, k, desk.Tag{Tags: []string{"late"}}), desk.Applied)
	if !slices.Equal(v.Ticket.Tags, []string{"late", "parcel"}) {
		t.Errorf("%v", v.Ticket.Tags)
	}
}

func merges(t *testing.T, d Desk) {
	from, into := d.Open(t, "first"), d.Open(t, "second")
	op := By(d, from, desk.Merge{Into: into.ID})
	v := apply(t, d, op, desk.Applied)
	if v.Ticket.Status != desk.Closed || v.Ticket.MergedInto != into.ID {
		t.Fatalf("%+v", v.Ticket)
	}
	h := fill(t, d)
	last := h.messages[into.ID]
	if n := len(last); n == 0 || last[n-1].Change == nil || last[n-1].Change.Field != string(desk.FieldMerge) {
		t.Errorf("the other ticket does not tell: %+v", last)
	}
	v = apply(t, d, By(d, *v.Ticket, desk.Unmerge{Merge: op.ID, Into: into.ID, Then: desk.Open}), desk.Applied)
	if v.Ticket.Status != desk.Open || !v.Ticket.MergedInto.IsZero() {
		t.Errorf("%+v", v.Ticket)
	}
}

func links(t *testing.T, d Desk) {
	one, two := d.Open(t, "first"), d.Open(t, "second")
	apply(t, d, By(d, one, desk.LinkTo{To: two.ID}), desk.Applied)
	h := fill(t, d)
	for id, other := range map[desk.TicketID]desk.Ticket{one.ID: two, two.ID: one} {
		if got := h.tickets[id].Links; !slices.Equal(got, []desk.Linked{{Ticket: other.ID, Number: other.Number}}) {
			t.Errorf("%+v", got)
		}
	}
}

func calls(t *testing.T, d Desk) {
	k := d.Open(t, "hello")
	apply(t, d, By(d, k, desk.LogCall{Way: desk.CallIn, Minutes: 7, Text: desk.Foreign("she has it")}), desk.Applied)
	h := fill(t, d)
	if !slices.ContainsFunc(h.messages[k.ID], func(m desk.Message) bool {
		return m.Kind == desk.PhoneCall && m.Call != nil && *m.Call == desk.Call{Way: desk.CallIn, Minutes: 7}
	}) {
		t.Errorf("%+v", h.messages[k.ID])
	}
}

func addresses(t *testing.T, d Desk) {
	k := d.Open(t, "hello")
	op := By(d, k, desk.Forward{Text: desk.Foreign("please look"), Quoted: desk.Quoted{Messages: []desk.MessageID{1}}})
	op.Recipients = []desk.Address{
		{Channel: desk.Mail, Value: desk.Foreign("depot@house.example")},
		{Channel: desk.Mail, Value: desk.Foreign("boss@house.example"), Role: desk.AddressBcc},
	}
	v := apply(t, d, op, desk.Applied)
	if v.Ticket.WaitingSince.IsZero() {
		t.Error("nobody waits any more")
	}
	h := fill(t, d)
	if !slices.ContainsFunc(h.messages[k.ID], func(m desk.Message) bool {
		return m.Kind == desk.Forwarded && slices.Equal(m.To, op.Recipients) && m.Forward != nil && slices.Equal(m.Forward.Messages, []desk.MessageID{1})
	}) {
		t.Errorf("%+v", h.messages[k.ID])
	}
}

// watcher is a line that hints.
type watcher interface {
	Watch(ctx context.Context, hint func(desk.Hint)) error
}

func hints(t *testing.T, d Desk) {
	w, ok := d.Line().(watcher)
	if !ok {
		t.Skip("this line has no hints")
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	came := make(chan desk.Hint, 16)
	ended := make(chan error, 1)
	go func() { ended <- w.Watch(ctx, func(h desk.Hint) { came <- h }) }()
	if h := <-came; !h.Reset {
		t.Errorf("%+v", h)
	}
	k := d.Open(t, "hello")
	for h := range came {
		if h.Kind == desk.RecordTicket && h.Ticket == k.ID {
			break
		}
	}
	cancel()
	if err := <-ended; err == nil {
		t.Error("a watch ended without saying why")
	}
}
