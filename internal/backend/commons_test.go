package backend_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

// led is a desk with a lead, whose line is returned, beside ann and ben.
func led(t testing.TB, b *bench) *client.Line {
	t.Helper()
	if err := b.store.AddAgent(t.Context(), desk.Agent{ID: "lea", Name: desk.Foreign("Lea"), Role: desk.RoleLead}); err != nil {
		t.Fatal(err)
	}
	return b.lineAs(t, "lea")
}

func (b *bench) lineAs(t testing.TB, who desk.AgentID) *client.Line {
	t.Helper()
	line, err := client.New(client.Options{URL: "http://localhost", Transport: b.server.Transport(who)})
	if err != nil {
		t.Fatal(err)
	}
	return line
}

func ofDesk(who desk.AgentID, base desk.Version, in desk.Intent) desk.Op {
	return desk.Op{ID: desk.NewOpID(), Base: base, Actor: who, At: time.Now().UTC(), Intent: in}
}

func refunds() desk.ShareFilter {
	return desk.ShareFilter{ID: "f1", Name: desk.Foreign("Refunds"), Query: "tag:refund"}
}

func filled(t testing.TB, line *client.Line) (all desk.Page, next desk.Cursor) {
	t.Helper()
	_, next, err := line.Snapshot(t.Context(), func(int) {}, func(p desk.Page) error {
		all.Filters = append(all.Filters, p.Filters...)
		all.Agents = append(all.Agents, p.Agents...)
		all.Tickets = append(all.Tickets, p.Tickets...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all, next
}

func TestAFilterThatALeadSharesReachesEverybodyByFeedAndFill(t *testing.T) {
	b := newBench(t)
	lea := led(t, b)
	_, cursor := filled(t, b.line)
	v, err := lea.Apply(t.Context(), ofDesk("lea", 0, refunds()))
	if err != nil || v.Outcome != desk.Applied || v.Filter == nil || v.Filter.By != "lea" || v.Ticket != nil {
		t.Fatalf("%+v %v", v, err)
	}
	page, err := b.line.Changes(t.Context(), cursor)
	if err != nil || len(page.Filters) != 1 || page.Filters[0] != *v.Filter {
		t.Fatalf("the feed brings %+v, %v", page.Filters, err)
	}
	if all, _ := filled(t, b.line); len(all.Filters) != 1 || all.Filters[0] != *v.Filter {
		t.Fatalf("a fill brings %+v", all.Filters)
	}
	gone, err := lea.Apply(t.Context(), ofDesk("lea", 1, desk.UnshareFilter{ID: "f1"}))
	if err != nil || gone.Outcome != desk.Applied {
		t.Fatalf("%+v %v", gone, err)
	}
	page, err = b.line.Changes(t.Context(), page.Next)
	if err != nil || len(page.Filters) != 1 || page.Filters[0].Shared() || page.Filters[0].Version != 2 {
		t.Fatalf("the feed brings %+v, %v", page.Filters, err)
	}
	again, err := lea.Lookup(t.Context(), v.Op)
	if err != nil || asJSON(t, again) != asJSON(t, v) {
		t.Errorf("looked up later: %s, %v", asJSON(t, again), err)
	}
}

func TestAnAgentWhoSharesIsToldWhoMay(t *testing.T) {
	b := newBench(t)
	led(t, b)
	for _, in := range []desk.Intent{refunds(), desk.UnshareFilter{ID: "f1"}} {
		v, err := b.line.Apply(t.Context(), ofDesk("ann", 0, in))
		if err != nil || v.Outcome != desk.Refused || v.Problem.Code != desk.LeadsOnly {
			t.Errorf("%s: %+v %v", in.Kind(), v, err)
		}
	}
	if all, _ := filled(t, b.line); len(all.Filters) != 0 {
		t.Errorf("%+v", all.Filters)
	}
}

func TestTwoLeadsWhoChangeASharedFilterDoNotOverwriteEachOther(t *testing.T) {
	b := newBench(t)
	lea := led(t, b)
	if err := b.store.AddAgent(t.Context(), desk.Agent{ID: "max", Name: desk.Foreign("Max"), Role: desk.RoleAdmin}); err != nil {
		t.Fatal(err)
	}
	b.do(t, ofDesk("lea", 0, refunds()))
	other := refunds()
	other.Name = desk.Foreign("Money")
	if v := b.do(t, ofDesk("max", 1, other)); v.Outcome != desk.Applied || v.Filter.By != "lea" || v.Filter.Changed != "max" {
		t.Fatalf("%+v", v)
	}
	other.Name = desk.Foreign("Refunds, all")
	v, err := lea.Apply(t.Context(), ofDesk("lea", 1, other))
	if err != nil || v.Outcome != desk.Refused || v.Problem.Code != desk.FilterChanged || v.Filter.Name.Raw() != "Money" {
		t.Fatalf("%+v %v", v, err)
	}
}

func TestNoMoreFiltersAreSharedThanThereMayBe(t *testing.T) {
	b := newBench(t)
	led(t, b)
	for i := range desk.MostFilters + 1 {
		in := refunds()
		in.ID += strings.Repeat("x", i%30) + string(rune('a'+i/30))
		v := b.do(t, ofDesk("lea", 0, in))
		if full := i == desk.MostFilters; full != (v.Outcome == desk.Refused) || full && v.Problem.Code != desk.TooManyFilters {
			t.Fatalf("the %dth: %+v", i+1, v)
		}
	}
}

// TestNobodyLearnsWhenAColleaguesBreaksWere asks by every way that there is for what the desk
// knows of a colleague.
func TestNobodyLearnsWhenAColleaguesBreaksWere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		led(t, b)
		_, cursor := filled(t, b.line)
		own := b.do(t, ofDesk("ben", 0, desk.TakeBreak{}))
		if own.Agent == nil || own.Agent.Break == nil || !own.Agent.Away {
			t.Fatalf("ben's own answer: %+v", own)
		}
		time.Sleep(20 * time.Minute)
		b.do(t, ofDesk("ben", 0, desk.EndBreak{}))
		b.do(t, ofDesk("ben", 0, desk.TakeBreak{}))

		page, err := b.line.Changes(t.Context(), cursor)
		if err != nil {
			t.Fatal(err)
		}
		all, _ := filled(t, b.line)
		listed, err := b.store.Agents(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for way, agents := range map[string][]desk.Agent{"feed": page.Agents, "fill": all.Agents, "list": listed} {
			away := false
			for _, a := range agents {
				if away = away || a.ID == "ben" && a.Away; a.Break != nil {
					t.Errorf("%s: %s: %+v", way, a.ID, *a.Break)
				}
			}
			if !away {
				t.Errorf("%s: ben is not on a break", way)
			}
		}
		if _, err := b.line.Lookup(t.Context(), own.Op); err == nil {
			t.Error("ann reads the verdict of ben's operation")
		}
		mine, _ := filled(t, b.lineAs(t, "ben"))
		d, err := b.lineAs(t, "ben").Describe(t.Context())
		if err != nil || d.Agent.Break == nil {
			t.Errorf("ben is not told of his own: %+v %v", d.Agent, err)
		}
		known := false
		for _, a := range mine.Agents {
			known = known || a.ID == "ben" && a.Break != nil && !a.Break.Ended.IsZero()
		}
		if !known {
			t.Error("ben's fill lacks his own")
		}
	})
}

// TestNobodyLearnsWhatAColleagueWantsToBeRemindedOf asks by every way that there is for a
// ticket on which ben has a reminder.
func TestNobodyLearnsWhatAColleagueWantsToBeRemindedOf(t *testing.T) {
	b := newBench(t)
	k := b.ticket(t, "where is my parcel?")
	_, cursor := filled(t, b.line)
	ofBen := by(k, desk.Remind{At: time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC), Text: desk.Foreign("ask the boss")})
	ofBen.Actor = "ben"
	own := b.do(t, ofBen)
	if _, there := own.Ticket.ReminderOf("ben"); !there {
		t.Fatalf("ben's own answer: %+v", own.Ticket)
	}
	applied := by(k, desk.SetStatus{Status: desk.Open})
	refused := by(k, desk.Untag{Tags: []string{"No Tag"}})
	answers := map[string]desk.Verdict{"answer": b.do(t, applied), "refusal": b.do(t, refused)}
	seen := map[string][]desk.Ticket{}
	for name, op := range map[string]desk.Op{"applied": applied, "refused": refused} {
		again, err := b.line.Lookup(t.Context(), op.ID)
		if err != nil {
			t.Fatal(err)
		}
		answers["record, "+name] = again
	}
	for name, v := range answers {
		seen[name] = []desk.Ticket{*v.Ticket}
	}
	page, err := b.line.Changes(t.Context(), cursor)
	if err != nil {
		t.Fatal(err)
	}
	all, _ := filled(t, b.line)
	seen["feed"], seen["fill"] = page.Tickets, all.Tickets
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://desk"+api.Ticket+k.ID.String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := b.server.Transport("ann").RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	var one desk.Page
	if err := errors.Join(json.NewDecoder(res.Body).Decode(&one), res.Body.Close()); err != nil {
		t.Fatal(err)
	}
	seen["one ticket"] = one.Tickets
	for way, tickets := range seen {
		if len(tickets) != 1 || len(tickets[0].Reminders) > 0 {
			t.Errorf("%s: %d tickets, %+v", way, len(tickets), tickets)
		}
	}
	mine, _ := filled(t, b.lineAs(t, "ben"))
	if r, there := mine.Tickets[0].ReminderOf("ben"); !there || r.Text != desk.Foreign("ask the boss") {
		t.Errorf("ben's fill lacks his own: %+v", mine.Tickets)
	}
}

func TestABreakSurvivesWhatElseChangesOfAnAccount(t *testing.T) {
	b := newBench(t)
	b.do(t, ofDesk("ben", 0, desk.TakeBreak{}))
	if err := b.store.AddAgent(t.Context(), desk.Agent{ID: "ben", Name: desk.Foreign("Benjamin"), Role: desk.RoleLead}); err != nil {
		t.Fatal(err)
	}
	d, err := b.lineAs(t, "ben").Describe(t.Context())
	if err != nil || !d.Agent.Away || d.Agent.Break == nil || d.Agent.Role != desk.RoleLead {
		t.Errorf("%+v %v", d.Agent, err)
	}
}

func TestWhatIsDoneToTheDeskHappensOnceAlsoAfterARestart(t *testing.T) {
	dir := t.TempDir()
	b := openBench(t, dir)
	led(t, b)
	ops := []desk.Op{
		ofDesk("lea", 0, refunds()), ofDesk("lea", 1, desk.UnshareFilter{ID: "f1"}), ofDesk("ann", 0, refunds()),
		ofDesk("ann", 0, desk.TakeBreak{}), ofDesk("ann", 0, desk.EndBreak{}),
	}
	var first []string
	for _, op := range ops {
		first = append(first, asJSON(t, b.do(t, op)))
	}
	b.do(t, ofDesk("lea", 2, refunds()))
	for i, op := range ops {
		if again := asJSON(t, b.do(t, op)); again != first[i] {
			t.Errorf("%s again:\n%s\nfirst:\n%s", op.Intent.Kind(), again, first[i])
		}
		op.Base += 7
		if v := b.do(t, op); v.Problem == nil || v.Problem.Code != desk.PayloadDiffers {
			t.Errorf("%s with another base: %+v", op.Intent.Kind(), v)
		}
	}
	if all, _ := filled(t, b.line); len(all.Filters) != 1 || all.Filters[0].Version != 3 || !all.Filters[0].Shared() {
		t.Errorf("%+v", all.Filters)
	}
}

func TestAnOperationOfTheDeskHasNoTicketAndOneOnATicketHasOne(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	for name, op := range map[string]desk.Op{
		"a break on a ticket":     {ID: desk.NewOpID(), Ticket: desk.NewTicketID(), Actor: "ann", Intent: desk.TakeBreak{}},
		"a note on no ticket":     {ID: desk.NewOpID(), Actor: "ann", Intent: desk.Note{Text: desk.Foreign("x")}},
		"without an id":           {Actor: "ann", Intent: desk.TakeBreak{}},
		"with nothing to be done": {ID: desk.NewOpID(), Actor: "ann"},
	} {
		if _, err := b.store.Do(ctx, backend.Principal{Agent: "ann"}, op); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	if _, err := b.store.Intake(ctx, desk.Op{ID: desk.NewOpID(), Actor: desk.System, Intent: desk.TakeBreak{}}); err == nil {
		t.Error("the desk itself takes a break")
	}
	var v desk.Verdict
	if err := json.Unmarshal([]byte(asJSON(t, b.do(t, ofDesk("ann", 0, desk.TakeBreak{})))), &v); err != nil || v.Agent == nil {
		t.Errorf("%+v %v", v, err)
	}
}
