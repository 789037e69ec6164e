package metrics

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/desk"
)

// history is a ticket as it stands after each entry of its thread, as a desk has it.
type history struct {
	states []desk.Ticket // one for each entry
	thread []desk.Message
}

var groups = []desk.GroupID{"", "billing", "returns"}

// drawHistory draws what may happen to a ticket. The record follows the thread as a desk lets it: its
// status is that of the last change.
func drawHistory(r *rapid.T, n int) history {
	t := desk.Ticket{
		ID: desk.TicketID{ID: desk.ID{byte(n + 1)}}, CreatedAt: nine, Status: desk.New,
		Channel: rapid.SampledFrom([]desk.Channel{desk.Mail, desk.Chat}).Draw(r, "channel"), Urgency: desk.Level(rapid.IntRange(-1, 1).Draw(r, "urgency")),
	}
	var lines []line
	at := rapid.IntRange(0, 3000).Draw(r, "opened")
	t.CreatedAt = nine.Add(time.Duration(at) * time.Minute)
	for i := range rapid.IntRange(1, 12).Draw(r, "entries") {
		what := rapid.SampledFrom(happens).Draw(r, "what")
		if i == 0 {
			what = rapid.SampledFrom([]string{"customer", "ann"}).Draw(r, "first")
		}
		lines = append(lines, line{at, what})
		at += rapid.IntRange(0, 900).Draw(r, "gap")
	}
	h := history{thread: thread(lines...)}
	for i, m := range h.thread {
		t.UpdatedAt, t.Version, t.LastMessage = m.At, desk.Version(i+1), m.ID
		switch {
		case m.Change != nil && m.Change.Field == string(desk.FieldStatus):
			t.Status, t.SolvedAt = desk.Status(m.Change.To), time.Time{}
			if t.Status.Done() {
				t.SolvedAt, t.WaitingSince = m.At, time.Time{}
			}
		case m.Kind == desk.FromCustomer && t.WaitingSince.IsZero():
			t.WaitingSince = m.At
		case m.Kind == desk.FromAgent:
			t.WaitingSince = time.Time{}
		}
		t.Group, t.Assignee = rapid.SampledFrom(groups).Draw(r, "group"), rapid.SampledFrom([]desk.AgentID{"", "ann", "tom"}).Draw(r, "assignee")
		t.Clocks = nil
		if rapid.Bool().Draw(r, "promised") && !t.Status.Done() {
			t.Clocks = []desk.Clock{{Target: desk.FirstReply, From: m.At, Due: m.At.Add(time.Duration(rapid.IntRange(1, 600).Draw(r, "due")) * time.Minute)}}
		}
		if rapid.IntRange(0, 9).Draw(r, "rates") == 0 {
			t.Rating = &desk.Rating{Score: rapid.IntRange(1, 5).Draw(r, "stars"), At: m.At}
		}
		if t.Tags = nil; rapid.IntRange(0, 19).Draw(r, "spam") == 0 {
			t.Tags = []string{desk.TagSpam}
		}
		h.states = append(h.states, t.Clone())
	}
	return h
}

func TestWhatAnEngineComesToIsWhatTheWholeLogComesTo(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	sla := desk.DefaultSLA("Europe/Berlin")
	rapid.Check(t, func(r *rapid.T) {
		var all []history
		for n := range rapid.IntRange(1, 5).Draw(r, "tickets") {
			all = append(all, drawHistory(r, n))
		}
		running, at := New(sla, zone, time.Time{}), make([]int, len(all))
		now, gone := nine, -1
		for range rapid.IntRange(0, 80).Draw(r, "steps") {
			n := rapid.IntRange(0, len(all)-1).Draw(r, "ticket")
			if at[n] == len(all[n].states) {
				continue
			}
			at[n] = rapid.IntRange(at[n]+1, len(all[n].states)).Draw(r, "to")
			state, last := all[n].states[at[n]-1], running.Last(all[n].states[0].ID)
			running.Take(state, all[n].thread[last:at[n]])
			if rapid.Bool().Draw(r, "twice") {
				running.Take(state, all[n].thread[:at[n]])
			}
			now = now.Add(time.Duration(rapid.IntRange(0, 400).Draw(r, "passes")) * time.Minute)
			if rapid.Bool().Draw(r, "looks") {
				running.At(now) // what is told is kept until it changes
			}
		}
		if rapid.IntRange(0, 4).Draw(r, "gone") == 0 {
			gone = 0
			running.Drop(all[0].states[0].ID)
		}
		since := rapid.SampledFrom([]time.Time{{}, nine.AddDate(0, 0, 1), nine.AddDate(0, 0, 3)}).Draw(r, "since")
		running.Forget(since)
		whole := New(sla, zone, since)
		for n, h := range all {
			if at[n] > 0 && n != gone {
				whole.Take(h.states[at[n]-1], h.thread[:at[n]])
			}
		}
		for day := range 6 {
			when := nine.AddDate(0, 0, day)
			if got, want := running.At(when), whole.At(when); !reflect.DeepEqual(got, want) {
				r.Fatalf("at %v\n%s\nnot\n%s", when, shown(got), shown(want))
			}
		}
	})
}

func shown(f Floor) string {
	var s strings.Builder
	for _, b := range slices.Concat([]Board{f.Desk}, f.Groups, f.Channels, f.Agents) {
		fmt.Fprintf(&s, "%+v\n", b)
	}
	return s.String()
}

func TestARankingIsWhatASortedListIs(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var list []mark
		var all ranking
		n := rapid.SampledFrom([]int{5, 60, 3000}).Draw(r, "n")
		seed := rapid.Uint64().Draw(r, "seed")
		for range n {
			seed = seed*6364136223846793005 + 1442695040888963407
			m := mark{int64(seed >> 33 % 700), desk.TicketID{ID: desk.ID{byte(seed >> 20 % 3)}}}
			if seed>>50%4 == 0 && len(list) > 0 {
				at := int(seed>>11) % len(list)
				all.drop(list[at])
				list = slices.Delete(list, at, at+1)
				continue
			}
			at, _ := slices.BinarySearchFunc(list, m, mark.compare)
			list = slices.Insert(list, at, m)
			all.add(m)
		}
		all.drop(mark{v: 1e6}) // which is not there
		if got := slices.AppendSeq([]mark(nil), all.from(0)); !slices.Equal(got, list) || all.n != len(list) {
			r.Fatalf("%d of %d marks", len(got), len(list))
		}
		for i := 0; i < len(list); i += 1 + len(list)/50 {
			below := slices.IndexFunc(list, func(m mark) bool { return m.v >= list[i].v })
			if all.at(i) != list[i] || all.below(list[i].v) != below {
				r.Fatalf("at %d: %v and %d, want %v and %d", i, all.at(i), all.below(list[i].v), list[i], below)
			}
		}
	})
}

func TestEveryNumberNamesTheTicketsBehindIt(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		e := New(desk.DefaultSLA(""), nil, time.Time{})
		for n := range rapid.IntRange(1, 6).Draw(r, "tickets") {
			h := drawHistory(r, n)
			e.Take(h.states[len(h.states)-1], h.thread)
		}
		f := e.At(nine.Add(time.Duration(rapid.IntRange(0, 5000).Draw(r, "now")) * time.Minute))
		for _, b := range slices.Concat([]Board{f.Desk}, f.Groups, f.Channels, f.Agents) {
			now, today := b.Now, b.Today
			for name, n := range map[Name]int{
				Open: now.Open, Unassigned: now.Unassigned, Waiting: now.Waiting, Late: now.Late.N, Due15: now.Due15.N, Due60: now.Due60.N,
				Backlog: now.Backlog.N, Arrived: today.Arrived, Solved: today.Solved, FirstReply: today.FirstReply.N,
				NextReply: today.NextReply.N, Resolution: today.Resolution.N, RequesterWait: today.RequesterWait.N,
				AgentWait: today.AgentWait.N, OnHold: today.OnHold.N, ServiceLevel: today.ServiceLevel.Of,
				OneTouch: today.OneTouch.N, Responded: today.Responded.N, Ended: today.Reopened.Of, Reopened: today.Reopened.N,
				Reopens: today.Reopens, Rated: today.Satisfied.Of, Satisfied: today.Satisfied.N, Replies: today.Replies, HandedOver: today.HandedOver,
			} {
				if all := e.Behind(name, b.Scope, f.Of(name)); len(all) != n {
					r.Fatalf("%s of %+v is %d, and behind it are %v", name, b.Scope, n, all)
				}
			}
			late := e.Behind(Late, b.Scope, f.Of(Late))
			for i, w := range now.Late.Tickets {
				if late[i].Ticket != w.Ticket || !late[i].At.Equal(w.Since) {
					r.Fatalf("late is %v, and behind it are %v", now.Late.Tickets, late)
				}
			}
			if waits := e.Behind(Waiting, b.Scope, f.Of(Waiting)); len(waits) > 0 && waits[0].Ticket != now.Longest.Ticket {
				r.Fatalf("%v waits longest, not %v", waits[0].Ticket, now.Longest.Ticket)
			}
			hours := 0
			for h := range 24 {
				hours += today.ArrivedByHour[h] + today.SolvedByHour[h]
			}
			if hours != today.Arrived+today.Solved {
				r.Fatalf("the hours sum up to %d", hours)
			}
		}
	})
}
