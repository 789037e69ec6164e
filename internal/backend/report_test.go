package backend_test

import (
	"errors"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/metrics"
)

// staffs has somebody be in a group: a desk has no others.
func (b *bench) staffs(t testing.TB, g desk.GroupID) {
	t.Helper()
	if err := b.store.AddAgent(t.Context(), desk.Agent{ID: "rita", Name: desk.Foreign("Rita"), Role: desk.RoleAgent, Groups: []desk.GroupID{g}}); err != nil {
		t.Fatal(err)
	}
}

// TestAReportHasTheNumbersOfTheFloorAndOfTheWholeLog has a day of a desk told by its floor, by a report, and by
// an engine that is given every ticket with its thread.
func TestAReportHasTheNumbersOfTheFloorAndOfTheWholeLog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		lea := led(t, b)
		b.staffs(t, "returns")
		if err := b.promise(t, backend.Principal{Agent: "lea", Role: desk.RoleLead}, within(time.Hour)); err != nil {
			t.Fatal(err)
		}
		var all []desk.Ticket
		for i := range 24 {
			k := b.ticket(t, "hello")
			all = append(all, k)
			time.Sleep(time.Duration(i*7) * time.Minute)
			switch i % 4 {
			case 1:
				b.do(t, by(k, desk.Reply{Text: desk.Foreign("it left us"), Then: desk.Solved}))
			case 2:
				b.do(t, by(k, desk.Assign{To: "ben", Group: "returns"}))
				b.writes(t, k, "anyone?")
			case 3:
				b.do(t, by(k, desk.SetStatus{Status: desk.Solved}))
			}
		}
		now := time.Now()
		floor := floorOf(t, lea)
		today := desk.Date(now.UTC().Format(time.DateOnly))
		engine := metrics.New(within(time.Hour), nil, time.Time{})
		for _, k := range all {
			page, err := b.store.Thread(t.Context(), k.ID)
			if err != nil {
				t.Fatal(err)
			}
			engine.Take(page.Tickets[0], page.Messages)
		}
		for by, boards := range map[metrics.By][]metrics.Board{
			metrics.ByDesk: nil, metrics.ByGroup: floor.Groups, metrics.ByChannel: floor.Channels, metrics.ByAgent: floor.Agents,
		} {
			told := 0
			got, err := lea.Report(t.Context(), today, today, by, func(metrics.Counting) { told++ })
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got.Desk, floor.Desk.Today) || !reflect.DeepEqual(got.Desk, engine.On(metrics.Scope{}, now)) || told == 0 {
				t.Errorf("the report of the desk is\n%+v, its floor\n%+v", got.Desk, floor.Desk.Today)
			}
			if got.Desk.Arrived == 0 || got.Desk.Solved == 0 || got.Desk.FirstReply.N == 0 || got.Desk.ServiceLevel.Of == 0 {
				t.Errorf("the report says little: %+v", got.Desk)
			}
			boards = slices.DeleteFunc(slices.Clone(boards), func(b metrics.Board) bool { return reflect.DeepEqual(b.Today, metrics.Sums{}) })
			if least := map[metrics.By]int{metrics.ByGroup: 2, metrics.ByChannel: 1, metrics.ByAgent: 1}[by]; len(got.Parts) < least || len(got.Parts) != len(boards) {
				t.Errorf("by %s the report has %d parts, the floor %d", by, len(got.Parts), len(boards))
				continue
			}
			for i, part := range got.Parts {
				if part.Scope != boards[i].Scope || !reflect.DeepEqual(part.Sums, boards[i].Today) || !reflect.DeepEqual(part.Sums, engine.On(part.Scope, now)) {
					t.Errorf("the report of %v is\n%+v, its floor\n%+v", part.Scope, part.Sums, boards[i].Today)
				}
			}
		}
		week, err := lea.Report(t.Context(), "", "", metrics.ByDesk, func(metrics.Counting) {})
		if err != nil || week.Period.To.Sub(week.Period.From) != 7*24*time.Hour || week.Desk.Arrived != 24 {
			t.Errorf("without days it is of %v, %v", week.Period, err)
		}
	})
}

// past is a ticket of an import that was solved, and rated where that has a time.
func past(opened, answered, rated time.Time) archive.Record {
	k := archive.Ticket{Ticket: desk.Ticket{
		ID: desk.NewTicketID(), Channel: desk.Mail, Status: desk.Solved, CreatedAt: opened, SolvedAt: answered,
		Requester: desk.CustomerID{ID: desk.NewID()}, RequesterName: desk.Foreign("Kim"), Subject: desk.Foreign("lamp"),
	}}
	k.Messages = []desk.Message{
		{Kind: desk.FromCustomer, At: opened, Text: desk.Foreign("It flickers.")},
		{Kind: desk.FromAgent, At: answered, Text: desk.Foreign("Turn it."), Author: desk.Author{Agent: "ann"}},
	}
	if !rated.IsZero() {
		k.Rating = &desk.Rating{Score: 5, At: rated}
	}
	archive.Settle(&k)
	return archive.Record{Ticket: &k}
}

func TestAReportOfThePastHasWhatAnImportBroughtAndNothingElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		lea := led(t, b)
		at := func(day, hour int) time.Time { return time.Date(1999, 5, day, hour, 0, 0, 0, time.UTC) }
		if _, err := b.store.Import(t.Context(), func(yield func(archive.Record, error) bool) {
			_ = yield(past(at(1, 9), at(1, 11), at(9, 9)), nil) && yield(past(at(3, 9), at(3, 10), time.Time{}), nil) &&
				yield(past(at(7, 9), at(8, 9), time.Time{}), nil)
		}); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			from, to                 desk.Date
			arrived, solved, replies int
			good                     metrics.Share
		}{
			{"1999-05-01", "1999-05-03", 2, 2, 2, metrics.Share{}},
			{"1999-05-02", "1999-05-02", 0, 0, 0, metrics.Share{}},
			{"1999-05-07", "1999-05-07", 1, 0, 0, metrics.Share{}},
			{"1999-05-08", "1999-05-08", 0, 1, 1, metrics.Share{}},
			{"1999-05-09", "1999-05-09", 0, 0, 0, metrics.Share{N: 1, Of: 1}}, // long after all else
		} {
			got, err := lea.Report(t.Context(), c.from, c.to, metrics.ByAgent, func(metrics.Counting) {})
			if err != nil {
				t.Fatal(err)
			}
			if s := got.Desk; s.Arrived != c.arrived || s.Solved != c.solved || s.FirstReply.N != c.replies || s.Satisfied != c.good {
				t.Errorf("%s to %s: %+v", c.from, c.to, s)
			}
			if ann := got.Parts; (c.replies > 0 || c.good.Of > 0) && (len(ann) != 1 || ann[0].Scope.Name != "ann") {
				t.Errorf("%s to %s: %+v", c.from, c.to, ann)
			}
		}
	})
}

func TestAReportIsForLeadsAndOfDaysThatThereAre(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		led(t, b)
		if _, err := b.line.Report(t.Context(), "", "", metrics.ByDesk, func(metrics.Counting) {}); !errors.Is(err, desk.ErrForbidden) {
			t.Errorf("an agent is told %v", err)
		}
		token := b.token(t, "lea", 0)
		for query, at := range map[string]string{
			"?from=yesterday": "from", "?to=2026-02-30": "from", "?from=2026-03-02&to=2026-03-01": "from", "?from=1900-01-01&to=2026-01-01": "from", "?by=weather": "by",
		} {
			status, p, _ := b.asks(t, http.MethodGet, api.Report+query, token, "")
			if status != http.StatusBadRequest || p == nil || !strings.Contains(asJSON(t, p), `"`+at+`"`) {
				t.Errorf("%q is answered %d %+v", query, status, p)
			}
		}
	})
}
