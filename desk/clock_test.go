package desk

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// promising is a policy with the same promise of every target at all priorities, in calendar
// hours, and an urgent one of a quarter.
func promising(within time.Duration, pauses ...Status) Policy {
	p := Policy{ID: "all", Pauses: pauses}
	for _, t := range Targets() {
		for at := PriorityLow; at <= PriorityUrgent; at++ {
			p.Promises = append(p.Promises, Promise{Target: t, Priority: at, Within: within, Calendar: true})
		}
		p.Promises[len(p.Promises)-1].Within = within / 4
	}
	return p
}

// tale is what happens to a ticket: "30 customer" is a word of theirs after thirty minutes.
func tale(tb testing.TB, lines ...string) (Ticket, []Event, []Message) {
	tb.Helper()
	var (
		ticket Ticket
		events []Event
		thread []Message
	)
	for _, line := range lines {
		var minute int
		var what string
		if _, err := fmt.Sscan(line, &minute, &what); err != nil {
			tb.Fatal(err)
		}
		op := Op{ID: NewOpID(), Ticket: TicketID{DeriveID("t")}, Base: ticket.Version, Seen: ticket.LastMessage, Actor: anna, Intent: intentOf(tb, what)}
		after, more, err := tryApply(tb, ticket, op, Facts{Now: noon().Add(time.Duration(minute) * time.Minute), Rights: AllRights(), Author: Author{Agent: anna}})
		if err != nil {
			tb.Fatalf("%s: %v", line, err)
		}
		ticket, events = after, append(events, more...)
		thread = append(thread, entries(more)...)
	}
	return ticket, events, thread
}

func entries(events []Event) []Message {
	var all []Message
	for _, e := range events {
		if e.Message != nil {
			all = append(all, *e.Message)
		}
	}
	return all
}

func intentOf(tb testing.TB, what string) Intent {
	tb.Helper()
	text := Foreign("words")
	switch kind, rest, _ := strings.Cut(what, ":"); kind {
	case "opens":
		return Create{Text: text, Channel: Mail}
	case "opens-urgent":
		return Create{Text: text, Channel: Mail, Urgency: High, Impact: High}
	case "we-open":
		return Create{Text: text, Channel: Mail, Outbound: true}
	case "customer":
		return Receive{Text: text}
	case "reply":
		return Reply{Text: text, Then: Status(rest)}
	case "note":
		return Note{Text: text}
	case "call":
		return LogCall{Way: CallOut, Minutes: 5, Text: text}
	case "no-answer":
		return LogCall{Way: CallOut, Text: text}
	case "status":
		return SetStatus{Status: Status(rest)}
	case "again": // the solving is taken back, and the customer waits as before
		var minute int
		_, _ = fmt.Sscan(rest, &minute)
		return SetStatus{Status: Open, Waiting: noon().Add(time.Duration(minute) * time.Minute)}
	case "urgent":
		return SetPriority{Urgency: High, Impact: High}
	case "takes-in":
		var minute int
		_, _ = fmt.Sscan(rest, &minute)
		return TakeIn{From: TicketID{DeriveID("u")}, FromNumber: 6, Waiting: noon().Add(time.Duration(minute) * time.Minute)}
	case "lets-go":
		var minute int
		_, _ = fmt.Sscan(rest, &minute)
		return LetGo{To: TicketID{DeriveID("u")}, ToNumber: 6, Taken: 99, Since: noon().Add(time.Duration(minute) * time.Minute)}
	default:
		tb.Fatalf("no such thing as %s", what)
		return nil
	}
}

// said is a clock in short, in minutes after noon: "first_reply 0+60" is due at 60,
// "next_reply 5+65 to 40" is over at 40, "resolution 0 still" stands still with time left.
func said(k Clock) string {
	after := func(t time.Time) string { return strconv.Itoa(int(t.Sub(noon()).Minutes())) }
	s := fmt.Sprintf("%s %s", k.Target, after(k.From))
	if !k.Due.IsZero() {
		s += "+" + after(k.Due)
	}
	switch {
	case k.Over():
		s += " to " + after(k.End)
	case !k.Runs():
		s += " still"
	}
	return s
}

func clocks(all []Clock, only Target) []string {
	var out []string
	for _, k := range all {
		if k.Target == only {
			out = append(out, strings.TrimPrefix(said(k), string(only)+" "))
		}
	}
	return out
}

func TestClocksRunAsTheMetricsDefineThem(t *testing.T) {
	pausing := []Status{Pending, OnHold}
	for name, c := range map[string]struct {
		pauses []Status
		tale   []string
		target Target
		want   []string
	}{
		"first reply: to the first public word":              {nil, []string{"0 opens", "5 note", "12 reply"}, FirstReply, []string{"0 to 12"}},
		"first reply: late":                                  {nil, []string{"0 opens", "90 reply"}, FirstReply, []string{"0+60 to 90"}},
		"first reply: nobody answered yet":                   {nil, []string{"0 opens", "5 note", "9 customer"}, FirstReply, []string{"0+60"}},
		"first reply: a call that reached them":              {nil, []string{"0 opens", "5 no-answer", "9 call"}, FirstReply, []string{"0 to 9"}},
		"first reply: who opens is not answered by it":       {nil, []string{"0 we-open"}, FirstReply, nil},
		"first reply: we opened, and they wrote":             {nil, []string{"0 we-open", "30 customer", "50 reply"}, FirstReply, []string{"30 to 50"}},
		"first reply: we opened, and the second word counts": {nil, []string{"0 we-open", "10 reply", "30 customer"}, FirstReply, nil},
		"first reply: it runs while it is pending":           {pausing, []string{"0 opens", "10 status:pending"}, FirstReply, []string{"0+60"}},
		"first reply: solved in silence":                     {nil, []string{"0 opens", "10 status:solved"}, FirstReply, []string{"0 still"}},
		"first reply: and opened again":                      {nil, []string{"0 opens", "10 status:solved", "500 customer"}, FirstReply, []string{"0+550"}},
		"next reply: from the oldest unanswered word":        {nil, []string{"0 opens", "10 reply", "20 customer", "25 customer", "50 reply", "55 reply"}, NextReply, []string{"20 to 50"}},
		"next reply: one still to come":                      {nil, []string{"0 opens", "10 reply", "20 customer", "30 note"}, NextReply, []string{"20+80"}},
		"next reply: we opened":                              {nil, []string{"0 we-open", "10 reply", "30 customer"}, NextReply, []string{"30+90"}},
		"next reply: a thank-you, solved, and a new matter":  {nil, []string{"0 opens", "10 reply", "20 customer", "30 status:solved", "5000 customer"}, NextReply, []string{"20 to 30", "5000+5060"}},
		"next reply: a solving that is taken back":           {nil, []string{"0 opens", "10 reply", "20 customer", "30 status:solved", "40 again:20"}, NextReply, []string{"20+90"}},
		"next reply: opened again by us":                     {nil, []string{"0 opens", "10 reply", "20 customer", "30 status:solved", "40 status:open"}, NextReply, []string{"20 to 30"}},
		"next reply: one that waited where it was taken in":  {nil, []string{"0 opens", "10 reply", "40 takes-in:20"}, NextReply, []string{"20+80"}},
		"next reply: and was let go":                         {nil, []string{"0 opens", "10 reply", "40 takes-in:20", "50 lets-go:20"}, NextReply, nil},
		"update: from word to word":                          {nil, []string{"0 opens", "10 reply", "50 reply"}, PeriodicUpdate, []string{"10 to 50", "50+110"}},
		"update: it runs in any status":                      {nil, []string{"0 opens", "10 reply:pending"}, PeriodicUpdate, []string{"10+70"}},
		"update: or pauses":                                  {pausing, []string{"0 opens", "10 reply:open", "20 status:on_hold", "120 status:open"}, PeriodicUpdate, []string{"10+170"}},
		"update: and stands still":                           {pausing, []string{"0 opens", "10 reply:pending"}, PeriodicUpdate, []string{"10 still"}},
		"update: not past the solving":                       {nil, []string{"0 opens", "10 reply:solved"}, PeriodicUpdate, []string{"10 still"}},
		"update: from the word that opened it":               {nil, []string{"0 we-open", "30 note"}, PeriodicUpdate, []string{"0+60"}},
		"resolution: to the last solving":                    {nil, []string{"0 opens", "10 reply:solved", "100 customer", "140 reply:solved"}, Resolution, []string{"0 to 140"}},
		"resolution: without the time that it was solved":    {nil, []string{"0 opens", "10 reply:solved", "100 customer"}, Resolution, []string{"0+150"}},
		"resolution: in all statuses":                        {nil, []string{"0 opens", "10 status:pending", "40 status:open"}, Resolution, []string{"0+60"}},
		"resolution: but for those that pause":               {pausing, []string{"0 opens", "10 status:pending", "40 status:open"}, Resolution, []string{"0+90"}},
		"resolution: late before it paused":                  {pausing, []string{"0 opens", "70 status:pending"}, Resolution, []string{"0+60 still"}},
		"the last priority holds":                            {nil, []string{"0 opens", "5 urgent"}, FirstReply, []string{"0+15"}},
		"from the beginning, too":                            {nil, []string{"0 opens-urgent"}, FirstReply, []string{"0+15"}},
	} {
		ticket, events, thread := tale(t, c.tale...)
		p := promising(time.Hour, c.pauses...)
		if got := clocks(Due(events, p, Calendar{}), c.target); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if got := clocks(Due(Happened(ticket, thread), p, Calendar{}), c.target); !slices.Equal(got, c.want) {
			t.Errorf("%s, by the thread: %q, want %q", name, got, c.want)
		}
	}
}

func TestBusinessHoursBeginWithTheCalendarAndEndWithIt(t *testing.T) {
	sla, err := DefaultSLA("Europe/Berlin").Checked()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		at, want string // UTC
		urgency  Level
	}{
		"urgent on a Friday evening, the clocks go on":   {"2026-03-27 15:30", "2026-03-30 07:30", High},
		"normal on a Friday evening, the clocks go back": {"2026-10-23 14:00", "2026-10-26 15:00", Normal},
		"urgent in the morning":                          {"2026-03-04 09:00", "2026-03-04 10:00", High},
	} {
		ticket := Ticket{CreatedAt: utc(t, c.at), Status: New, Urgency: c.urgency, Impact: c.urgency, Channel: Mail}
		p, calendar, ok := sla.Of(ticket)
		clock, due := Earliest(Due(Happened(ticket, []Message{{ID: 1, Kind: FromCustomer, At: ticket.CreatedAt}}), p, calendar))
		if !ok || !due || !clock.Due.Equal(utc(t, c.want)) || clock.Target != FirstReply || clock.Late(clock.Due) || !clock.Late(clock.Due.Add(1)) {
			t.Errorf("%s: %+v, want %s", name, clock, c.want)
		}
	}
}

func TestTheDefaultsAreOneFourEightAndTwentyFourBusinessHours(t *testing.T) {
	sla, err := DefaultSLA("").Checked()
	if err != nil {
		t.Fatal(err)
	}
	for p, hours := range map[Priority]int{PriorityUrgent: 1, PriorityHigh: 4, PriorityNormal: 8, PriorityLow: 24} {
		o, ok := sla.Policies[0].Promised(FirstReply, p)
		if !ok || o.Calendar || o.Within != time.Duration(hours)*time.Hour {
			t.Errorf("%s: %+v", p, o)
		}
	}
}

func TestTheFirstPolicyThatFitsHolds(t *testing.T) {
	sla := SLA{Policies: []Policy{
		{ID: "gold-chat", For: Fits{Channels: []Channel{Chat}, Tiers: []Tier{Gold}}},
		{ID: "returns", For: Fits{Groups: []GroupID{"returns"}, Tags: []string{"damaged", "lost"}}},
		{ID: "urgent", For: Fits{Priorities: []Priority{PriorityUrgent}}},
		{ID: "rest"},
	}}
	for want, ticket := range map[PolicyID]Ticket{
		"gold-chat": {Channel: Chat, Tier: Gold, Group: "returns", Tags: []string{"lost"}},
		"returns":   {Channel: Chat, Group: "returns", Tags: []string{"b", "lost"}, Urgency: High, Impact: High},
		"urgent":    {Channel: Chat, Group: "returns", Urgency: High, Impact: High},
		"rest":      {Channel: Mail, Tier: Gold, Group: "returns"},
	} {
		if p, _, ok := sla.Of(ticket); !ok || p.ID != want {
			t.Errorf("%s holds for %+v", p.ID, ticket)
		}
	}
	if _, _, ok := (SLA{Policies: sla.Policies[:1]}).Of(Ticket{Channel: Mail}); ok {
		t.Error("a policy holds that fits not")
	}
}

func TestAnSLAThatCannotBeMeantIsRefused(t *testing.T) {
	for name, change := range map[string]func(*SLA){
		"two policies of a name":         func(s *SLA) { s.Policies = append(s.Policies, s.Policies[0]) },
		"two calendars of a name":        func(s *SLA) { s.Calendars = append(s.Calendars, s.Calendars[0]) },
		"a calendar that is not there":   func(s *SLA) { s.Policies[0].Calendar = "night" },
		"a promise of fourteen seconds":  func(s *SLA) { s.Policies[0].Promises[0].Within = 14 * time.Second },
		"a promise of ten years":         func(s *SLA) { s.Policies[0].Promises[0].Within = 87600 * time.Hour },
		"two promises of one thing":      func(s *SLA) { s.Policies[0].Promises = append(s.Policies[0].Promises, s.Policies[0].Promises[0]) },
		"a target that nobody knows":     func(s *SLA) { s.Policies[0].Promises[0].Target = "smile" },
		"a pause while it is ours to do": func(s *SLA) { s.Policies[0].Pauses = []Status{Open} },
	} {
		bad := DefaultSLA("Europe/Berlin")
		change(&bad)
		if _, err := bad.Checked(); err == nil {
			t.Errorf("%s passes", name)
		}
	}
}

// lived is a ticket that any operations were done to, one after another in days that are
// awkward, with what happened, and its clocks by what is promised.
func lived(tb testing.TB, r *reader, at time.Time, pace time.Duration, sla SLA) (Ticket, []Event, []Message) {
	tb.Helper()
	ids := []TicketID{{DeriveID("t")}, {DeriveID("u")}, {}}
	ticket, events, err := tryApply(tb, Ticket{}, Op{
		ID: NewOpID(), Ticket: ids[0], Actor: anna, Intent: Create{Text: Foreign("words"), Channel: Mail, Outbound: r.byte()%3 == 0, Urgency: Level(r.byte()%3) - 1, Impact: Level(r.byte()%3) - 1},
	}, Facts{Now: at, Rights: AllRights(), Author: Author{Agent: anna}})
	if err != nil {
		tb.Fatal(err)
	}
	ticket.Clocks = sla.Clocks(Ticket{}, ticket, events)
	for len(r.b) > 0 {
		at = at.Add(time.Duration(r.byte()) * pace)
		op := Op{ID: NewOpID(), Ticket: ids[0], Intent: r.intent(ids), Actor: pick(r, anna, berto), Base: ticket.Version, Seen: ticket.LastMessage}
		after, more, _ := tryApply(tb, ticket, op, Facts{Now: at, Rights: AllRights(), Author: Author{Agent: op.Actor}})
		after.Clocks = sla.Clocks(ticket, after, more)
		ticket, events = after, append(events, more...)
	}
	return ticket, events, entries(events)
}

func TestDueIsTheSameByTheEventsAndByTheThread(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	p, c := promising(7*time.Hour, Pending), open(t, "Europe/Berlin", time.Monday, time.Friday, split...)
	for i := range p.Promises {
		p.Promises[i].Calendar = i%2 == 0
	}
	waits := 0
	for range 2000 {
		b := make([]byte, rng.IntN(120))
		for i := range b {
			b[i] = byte(rng.Uint32())
		}
		ticket, events, thread := lived(t, &reader{b}, noon(), 20*time.Minute, SLA{})
		byEvents, byThread := Due(events, p, c), Due(Happened(ticket, thread), p, c)
		if !reflect.DeepEqual(byEvents, byThread) {
			t.Fatalf("by the events %+v\nby the thread %+v\nof %+v", byEvents, byThread, thread)
		}
		if ticket.WaitingSince.IsZero() {
			continue
		}
		waits++
		if !slices.ContainsFunc(byEvents, func(k Clock) bool {
			return k.Runs() && (k.Target == FirstReply && ticket.FirstReplyAt.IsZero() || k.Target == NextReply && k.From.Equal(ticket.WaitingSince))
		}) {
			t.Fatalf("somebody waits, and no clock says so: %+v\n%+v\n%+v", ticket, byEvents, thread)
		}
	}
	if waits < 200 {
		t.Errorf("somebody waited %d times: too few to tell", waits)
	}
}

// TestClocksRunOutInTheMinuteThatAMinuteHandFinds goes through the life of a ticket minute by
// minute, asks in each of them whether a clock runs and the desk is open, and counts.
func TestClocksRunOutInTheMinuteThatAMinuteHandFinds(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		c, at := anyCalendar(r), anyStart(r)
		within := time.Duration(rapid.IntRange(1, 900).Draw(r, "within")) * time.Minute
		p := promising(within, []Status{Pending, OnHold}[:rapid.IntRange(0, 2).Draw(r, "pauses")]...)
		for i := range p.Promises {
			p.Promises[i].Calendar, p.Promises[i].Within = false, within
		}
		_, events, _ := lived(t, &reader{rapid.SliceOfN(rapid.Byte(), 0, 60).Draw(r, "life")}, at, time.Minute, SLA{})
		for _, k := range Due(events, p, c) {
			if want := handOf(k, p, c, events); !k.Due.Equal(want) {
				r.Fatalf("%+v is due at %v, by hand at %v\n%+v\n%+v", k, k.Due, want, c, events)
			}
		}
	})
}

// handOf is the minute in which a clock has run for as long as it may, found by going through
// all of them; zero where it never has.
func handOf(k Clock, p Policy, c Calendar, events []Event) time.Time {
	last := events[len(events)-1].At
	ran := time.Duration(0)
	for at := k.From; ran < k.Within; at = at.Add(time.Minute) {
		if k.Over() && !at.Before(k.End) {
			return time.Time{}
		}
		status := statusAt(events, at)
		runs := !status.Done()
		if k.Target == Resolution || k.Target == PeriodicUpdate {
			runs = runs && !p.PausesIn(status)
		}
		if !runs && !at.Before(last) {
			return time.Time{}
		}
		if runs && minutes(c, at) {
			if ran += time.Minute; ran == k.Within {
				return at.Add(time.Minute)
			}
		}
	}
	return time.Time{}
}

// statusAt is how a ticket stands in the minute that begins at a time.
func statusAt(events []Event, at time.Time) Status {
	status := events[0].Message.begins()
	for _, e := range events {
		if e.Kind == StatusChanged && !e.At.After(at) {
			status = Status(e.To)
		}
	}
	return status
}

func TestClocksThatGoOnAreThoseThatAllThatHappenedGives(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 9))
	policy := promising(5*time.Hour, OnHold)
	policy.Calendar = "test"
	sla := SLA{Policies: []Policy{policy}, Calendars: []Calendar{open(t, "America/New_York", time.Monday, time.Saturday, split...)}}
	for range 1500 {
		b := make([]byte, rng.IntN(150))
		for i := range b {
			b[i] = byte(rng.Uint32())
		}
		ticket, events, thread := lived(t, &reader{b}, noon().Add(time.Minute), 10*time.Minute, sla)
		want := sla.kept(Due(events, policy, sla.Calendars[0]))
		if byThread := sla.ClocksOf(ticket, thread); !reflect.DeepEqual(ticket.Clocks, want) || !reflect.DeepEqual(byThread, want) {
			t.Fatalf("one after another %+v\nby the thread %+v\nall at once %+v\n%+v", ticket.Clocks, byThread, want, thread)
		}
	}
}
