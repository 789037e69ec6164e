package cache

import (
	"bytes"
	"slices"
	"strconv"
	"time"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
)

// world is a desk, its agent's ledger, and what the ledger must show, in plain maps.
type world struct {
	l     *Ledger
	desk  map[desk.TicketID]desk.Ticket // as the desk has it
	texts map[desk.TicketID][]desk.Message
	held  map[desk.TicketID]desk.Ticket // as the ledger was last told
	heard map[desk.TicketID][]desk.Message
	gone  map[desk.TicketID]bool
	queue []desk.Op
	stuck map[desk.OpID]desk.OpState
	seq   int

	sorted []desk.ViewID // the views that are looked at in another order too
}

func newWorld(t *rapid.T, dir string) *world {
	w := &world{
		desk: map[desk.TicketID]desk.Ticket{}, texts: map[desk.TicketID][]desk.Message{},
		held: map[desk.TicketID]desk.Ticket{}, heard: map[desk.TicketID][]desk.Message{},
		gone: map[desk.TicketID]bool{}, stuck: map[desk.OpID]desk.OpState{},
	}
	opt := Options{
		Dir: dir, Memory: dir == "", Key: seal.NewStoreKey(), Me: desk.Me{ID: me, Groups: []desk.GroupID{"returns"}},
		Rights: desk.RightsOf(desk.RoleAgent), Author: desk.Author{Agent: me}, Now: time.Now,
	}
	l, err := Open(opt)
	mustR(t, err)
	w.l = l
	mustR(t, l.SaveFilter(desk.Filter{ID: "mine", Name: desk.Foreign("Mine, open"), Query: "status:open assignee:ana"}))
	w.sorted = append(w.sorted, desk.Filter{ID: "mine"}.View().By(rapid.SampledFrom(desk.Sorts()).Draw(t, "filter by")))
	for len(w.sorted) < mostSorts {
		v := rapid.SampledFrom(desk.Views()).Draw(t, "sorted view")
		w.sorted = append(w.sorted, v.By(rapid.SampledFrom(desk.Sorts()[1:]).Draw(t, "by")))
	}
	return w
}

// clock is the time as it comes back from a file.
func clock() time.Time { return time.Now().UTC().Round(0) }

func mustR(t *rapid.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) anyTicket(t *rapid.T) desk.TicketID {
	ids := make([]desk.TicketID, 0, len(w.desk))
	for id := range w.desk {
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		t.Skip("no ticket yet")
	}
	slices.SortFunc(ids, func(a, b desk.TicketID) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	return ids[rapid.IntRange(0, len(ids)-1).Draw(t, "ticket")]
}

func intent(t *rapid.T, now time.Time) desk.Intent {
	switch rapid.IntRange(0, 11).Draw(t, "intent") {
	case 0, 1:
		return desk.Reply{Text: desk.Foreign("It is on its way."), Then: rapid.SampledFrom([]desk.Status{"", desk.Open, desk.Solved}).Draw(t, "then")}
	case 2:
		return desk.Note{Text: desk.Foreign("Called the depot.")}
	case 3:
		return desk.SetStatus{Status: rapid.SampledFrom(desk.Statuses()[1:]).Draw(t, "status")}
	case 4, 5:
		return desk.Assign{To: rapid.SampledFrom([]desk.AgentID{me, "tom", ""}).Draw(t, "to"), Group: rapid.SampledFrom([]desk.GroupID{"", "returns", "depot"}).Draw(t, "group")}
	case 6:
		return desk.SetPriority{Urgency: desk.Level(rapid.IntRange(-1, 1).Draw(t, "urgency")), Impact: desk.High}
	case 7:
		return desk.Tag{Tags: []string{rapid.SampledFrom([]string{"refund", "late"}).Draw(t, "tag")}}
	case 8:
		return desk.Snooze{Until: now.Add(time.Duration(rapid.IntRange(-1, 48).Draw(t, "hours")) * time.Hour)}
	case 9:
		return desk.Follow{}
	case 10:
		return desk.Unfollow{}
	default:
		return desk.Untag{Tags: []string{"late"}}
	}
}

// does lets the desk carry out an operation of anybody.
func (w *world) does(o desk.Op, rights desk.Rights) (desk.Ticket, []desk.Message, error) {
	before := w.desk[o.Ticket]
	after, events, err := desk.Apply(before, o, desk.Facts{Now: clock(), Rights: rights, Author: desk.Author{Agent: o.Actor}})
	if err != nil {
		return before, nil, err
	}
	var said []desk.Message
	for _, e := range events {
		if e.Message != nil {
			said = append(said, *e.Message)
		}
	}
	if before.ID.IsZero() {
		after.Number = int64(len(w.desk) + 1)
	}
	w.desk[o.Ticket] = after
	w.texts[o.Ticket] = append(w.texts[o.Ticket], said...)
	return after, said, nil
}

func (w *world) stranger(t *rapid.T) {
	o := desk.Op{ID: desk.NewOpID(), Ticket: ticketID(len(w.desk)), Actor: desk.System, At: clock()}
	if len(w.desk) > 0 && rapid.IntRange(0, 2).Draw(t, "old") > 0 {
		o.Ticket = w.anyTicket(t)
		o.Base, o.Seen = w.desk[o.Ticket].Version, w.desk[o.Ticket].LastMessage
		o.Actor, o.Intent = "tom", intent(t, clock())
		if rapid.Bool().Draw(t, "customer") {
			o.Actor, o.Intent = desk.System, desk.Receive{Text: desk.Foreign("And my lamp?")}
		}
	} else {
		n := rapid.IntRange(0, 4).Draw(t, "customer")
		o.Intent = desk.Create{
			Subject: desk.Foreign("Where is it"), Channel: desk.Mail, Requester: customerID(n), RequesterName: desk.Foreign("Casey"),
			Text: desk.Foreign("Where is my parcel?"), Group: rapid.SampledFrom([]desk.GroupID{"", "returns"}).Draw(t, "group"),
		}
	}
	_, _, _ = w.does(o, desk.AllRights()) // a refusal is one more thing that did not happen
}

// news is everything about some tickets, as a page of the feed has it.
func (w *world) news(ids ...desk.TicketID) desk.Page {
	w.seq++
	p := desk.Page{Next: desk.Cursor(strconv.Itoa(w.seq))}
	for _, id := range ids {
		if w.gone[id] {
			p.Gone = append(p.Gone, desk.Tombstone{Kind: desk.RecordTicket, ID: id.String()})
			continue
		}
		p.Tickets = append(p.Tickets, w.desk[id])
		p.Messages = append(p.Messages, w.texts[id]...)
	}
	return p
}

func (w *world) told(id desk.TicketID) {
	if w.gone[id] {
		delete(w.held, id)
		delete(w.heard, id)
		return
	}
	w.held[id] = w.desk[id]
	w.heard[id] = slices.Clone(w.texts[id])
}

func (w *world) actions() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"stranger": w.stranger,
		"pull": func(t *rapid.T) {
			id := w.anyTicket(t)
			mustR(t, w.l.Take(w.news(id)))
			w.told(id)
		},
		"old page": func(t *rapid.T) {
			id := w.anyTicket(t)
			old, ok := w.held[id]
			if !ok || w.gone[id] {
				t.Skip("not held")
			}
			old.Version, old.Status = max(old.Version-1, 1), desk.OnHold
			w.seq++
			mustR(t, w.l.Take(desk.Page{Tickets: []desk.Ticket{old}, Next: desk.Cursor(strconv.Itoa(w.seq))}))
		},
		"gone": func(t *rapid.T) {
			if rapid.IntRange(0, 3).Draw(t, "really") > 0 {
				t.Skip("not this time")
			}
			id := w.anyTicket(t)
			w.gone[id] = true
			mustR(t, w.l.Take(w.news(id)))
			w.told(id)
		},
		"submit": func(t *rapid.T) {
			id := w.anyTicket(t)
			th, err := w.l.Thread(id, 100)
			if err != nil {
				t.Skip("not there")
			}
			o := desk.Op{ID: desk.NewOpID(), Ticket: id, Base: th.Base, Seen: th.Seen, Actor: me, At: clock(), Intent: intent(t, clock())}
			mustR(t, w.l.Submit(o, 0))
			w.queue = append(w.queue, o)
		},
		"cancel": func(t *rapid.T) {
			if len(w.queue) == 0 {
				t.Skip("nothing waits")
			}
			i := rapid.IntRange(0, len(w.queue)-1).Draw(t, "which")
			_, err := w.l.Cancel(w.queue[i].ID)
			mustR(t, err)
			delete(w.stuck, w.queue[i].ID)
			w.queue = slices.Delete(w.queue, i, i+1)
		},
		"send":                   func(t *rapid.T) { w.send(t, true) },
		"send, and hear nothing": func(t *rapid.T) { w.send(t, false) },
		"hours pass": func(t *rapid.T) {
			time.Sleep(time.Duration(rapid.IntRange(1, 30).Draw(t, "hours")) * time.Hour)
		},
		"restart": func(t *rapid.T) {
			if w.l.opt.Memory {
				t.Skip("in memory")
			}
			mustR(t, w.l.Close())
			l, err := Open(w.l.opt)
			mustR(t, err)
			w.l = l
		},
		"resync": func(t *rapid.T) {
			var ids []desk.TicketID
			for id := range w.desk {
				if !w.gone[id] {
					ids = append(ids, id)
				}
			}
			fails := rapid.IntRange(0, 3).Draw(t, "fails") == 0
			err := w.l.Resync(func(s desk.Shadow) error {
				if err := s.Take(w.news(ids...)); err != nil {
					return err
				}
				if fails {
					return s.Done(len(ids)+1, "x")
				}
				return s.Done(len(ids), desk.Cursor(strconv.Itoa(w.seq)))
			})
			if fails {
				if err == nil {
					t.Fatal("a wrong count was taken")
				}
				return // what had come was not written yet
			}
			mustR(t, err)
			clear(w.held)
			clear(w.heard)
			w.hear(ids)
		},
		"": w.compare,
	}
}

func (w *world) hear(ids []desk.TicketID) {
	for _, id := range ids {
		w.told(id)
	}
}

// send carries the oldest operation of a ticket to the desk. Where nothing is heard of it,
// its effect may still come with a page, before the verdict.
func (w *world) send(t *rapid.T, heard bool) {
	var o desk.Op
	parked := map[desk.TicketID]bool{}
	for _, q := range w.queue {
		if w.stuck[q.ID] == "" && !parked[q.Ticket] {
			o = q
			break
		}
		parked[q.Ticket] = true
	}
	if o.Intent == nil {
		t.Skip("nothing can be sent")
	}
	v := desk.Verdict{Op: o.ID, Outcome: desk.Applied}
	carried := slices.ContainsFunc(w.texts[o.Ticket], func(m desk.Message) bool { return m.Op == o.ID })
	if w.gone[o.Ticket] {
		v.Outcome, v.Problem = desk.Refused, desk.Refuse(desk.NoSuchTicket)
	} else if !carried {
		_, _, err := w.does(o, desk.RightsOf(desk.RoleAgent))
		if err != nil {
			v.Outcome, v.Problem = desk.Refused, err.(*desk.Problem) //nolint:errorlint // Apply promises it
		}
	}
	if !heard {
		if !w.gone[o.Ticket] {
			mustR(t, w.l.Take(w.news(o.Ticket)))
			w.told(o.Ticket)
		}
		return
	}
	after := w.desk[o.Ticket]
	if !w.gone[o.Ticket] {
		v.Ticket, v.Messages = &after, w.texts[o.Ticket]
	}
	if rapid.Bool().Draw(t, "claimed") {
		_, err := w.l.Claim(o.ID)
		mustR(t, err)
	}
	mustR(t, w.l.Settle(o.ID, v))
	w.told(o.Ticket)
	if v.Outcome == desk.Refused {
		w.stuck[o.ID] = desk.OpRefused
		return
	}
	w.queue = slices.DeleteFunc(w.queue, func(q desk.Op) bool { return q.ID == o.ID })
}
