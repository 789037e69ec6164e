package backend_test

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/metrics"
)

// floorOf is the floor as somebody is told it, once it is counted.
func floorOf(t *testing.T, line *client.Line) metrics.Floor {
	t.Helper()
	for range 10 {
		look, err := line.Floor(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if look.Floor != nil {
			return *look.Floor
		}
		time.Sleep(2 * api.FloorEvery)
		synctest.Wait()
	}
	t.Fatal("it is never counted")
	return metrics.Floor{}
}

// counts are the first numbers of a floor.
func counts(f metrics.Floor) [4]int {
	return [4]int{f.Desk.Now.Open, f.Desk.Now.Unassigned, f.Desk.Today.Arrived, f.Desk.Today.Solved}
}

func TestALeadSeesTheFloorAndItFollowsWhatHappens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		led(t, b)
		lea := b.lineAs(t, "lea")
		one := b.ticket(t, "hello")
		b.ticket(t, "hello again")
		if look, err := lea.Floor(t.Context()); err != nil || look.Floor != nil || look.Counting == nil {
			t.Fatalf("who looks first is told %+v, %v", look, err)
		}
		if got := counts(floorOf(t, lea)); got != [4]int{2, 2, 2, 0} {
			t.Errorf("open, unassigned, arrived, solved: %v", got)
		}
		b.do(t, by(one, desk.SetStatus{Status: desk.Solved}))
		b.ticket(t, "a third")
		time.Sleep(2 * api.FloorEvery)
		if got := counts(floorOf(t, lea)); got != [4]int{2, 2, 3, 1} {
			t.Errorf("after one was solved and another came: %v", got)
		}
		behind, err := lea.FloorCases(t.Context(), metrics.Solved, metrics.Scope{})
		if err != nil || behind.N != 1 || len(behind.Cases) != 1 || behind.Cases[0].Ticket != one.ID {
			t.Errorf("behind what was solved is %+v, %v", behind, err)
		}
		if behind, err := lea.FloorCases(t.Context(), metrics.Open, metrics.Scope{By: metrics.ByChannel, Name: "chat"}); err != nil || behind.N != 0 {
			t.Errorf("behind a channel that has none is %+v, %v", behind, err)
		}
		if _, err := b.line.Floor(t.Context()); !errors.Is(err, desk.ErrForbidden) {
			t.Errorf("an agent is told %v", err)
		}
		ann, _ := b.store.As(t.Context(), "ann")
		if _, err := b.store.FloorCases(ann, metrics.Open, metrics.Scope{}); !errors.Is(err, desk.ErrForbidden) {
			t.Errorf("an agent is told %v of the tickets behind a figure", err)
		}
	})
}

// TestTheFloorThatWasFollowedIsTheOneThatIsCounted compares the floor of who has looked all along
// with that of a desk that was opened just now: what is late and what is waiting too.
func TestTheFloorThatWasFollowedIsTheOneThatIsCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		led(t, b)
		b.staffs(t, "returns")
		lea := b.lineAs(t, "lea")
		floorOf(t, lea)
		if err := b.promise(t, backend.Principal{Agent: "lea", Role: desk.RoleLead}, within(time.Hour)); err != nil {
			t.Fatal(err)
		}
		for i := range 30 {
			k := b.ticket(t, "hello")
			switch i % 5 {
			case 1:
				b.do(t, by(k, desk.Reply{Text: desk.Foreign("it left us"), Then: desk.Solved}))
			case 2:
				b.writes(t, k, "anyone?")
			case 3:
				b.do(t, by(k, desk.Assign{To: "ben", Group: "returns"}))
			case 4:
				b.do(t, by(k, desk.SetStatus{Status: desk.Pending}))
			}
			time.Sleep(5 * time.Minute)
		}
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		followed := floorOf(t, lea)
		backend.ForgetFloor(b.store)
		fresh := floorOf(t, lea)
		time.Sleep(api.FloorEvery)
		followed.At, fresh.At = time.Time{}, time.Time{}
		if followed.Desk.Now.Late.N == 0 || len(followed.Groups) < 2 || len(followed.Agents) == 0 {
			t.Errorf("the floor says little: %+v", followed.Desk.Now)
		}
		for _, f := range []*metrics.Floor{&followed, &fresh} {
			f.Desk.Now.Backlog = metrics.Ages{} // grows with the time that the counting took
			for _, parts := range [][]metrics.Board{f.Groups, f.Channels, f.Agents} {
				for i := range parts {
					parts[i].Now.Backlog = metrics.Ages{}
				}
			}
		}
		if !reflect.DeepEqual(followed, fresh) {
			t.Errorf("followed\n%+v\ncounted\n%+v", followed, fresh)
		}
	})
}

func TestLeadsHearThatTheFloorHasOtherFiguresAndAgentsDoNot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		led(t, b)
		floorOf(t, b.lineAs(t, "lea"))
		heard := map[desk.AgentID]string{}
		for _, who := range []desk.AgentID{"lea", "ann"} {
			ctx, leave := context.WithCancel(t.Context())
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://desk"+api.Hints, nil)
			if err != nil {
				t.Fatal(err)
			}
			res, err := b.server.Transport(who).RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			for range 5 {
				b.ticket(t, "hello")
				time.Sleep(api.FloorEvery / 5)
			}
			time.Sleep(2 * api.FloorEvery)
			synctest.Wait()
			heard[who] = backend.Unread(res.Body)
			leave()
			_ = res.Body.Close()
		}
		if n := strings.Count(heard["lea"], "event: floor\n"); n < 1 || n > 3 {
			t.Errorf("a lead hears %d times that the floor moved within three seconds:\n%s", n, heard["lea"])
		}
		if strings.Contains(heard["ann"], "event: floor") {
			t.Errorf("an agent hears\n%s", heard["ann"])
		}
	})
}

func TestAFigureThatThereIsNotIsRefusedWithWhatIsWrong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		led(t, b)
		token := b.token(t, "lea", 0)
		for query, at := range map[string]string{"": "figure", "?figure=mood": "figure", "?figure=open&by=weather": "by"} {
			status, p, _ := b.asks(t, http.MethodGet, api.Behind+query, token, "")
			if status != http.StatusBadRequest || p == nil || !strings.Contains(asJSON(t, p), `"`+at+`"`) {
				t.Errorf("%q is answered %d %+v", query, status, p)
			}
		}
	})
}

func TestAFloorThatCouldNotFollowTheLogSaysOfWhenItIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		lea := led(t, b)
		b.ticket(t, "hello")
		floorOf(t, lea)
		backend.Spoil(t, b.store, `ALTER TABLE sla RENAME TO lost`)
		broke := time.Now()
		time.Sleep(time.Hour)
		synctest.Wait()
		look, err := lea.Floor(t.Context())
		if err != nil || look.Floor == nil || !look.Stale || look.Floor.At.After(broke) || broke.Sub(look.Floor.At) > time.Hour || look.Floor.Desk.Now.Open != 1 {
			t.Errorf("an hour later it is %+v, %v", look, err)
		}
		behind, err := lea.FloorCases(t.Context(), metrics.Open, metrics.Scope{})
		if err != nil || behind.N != 1 {
			t.Errorf("behind it are %+v, %v", behind, err)
		}
		backend.Spoil(t, b.store, `ALTER TABLE lost RENAME TO sla`)
		time.Sleep(time.Hour)
		synctest.Wait()
		if look, err := lea.Floor(t.Context()); err != nil || look.Floor == nil || look.Stale || time.Since(look.Floor.At) > api.FloorEvery {
			t.Errorf("once the log can be read again it is %+v, %v", look, err)
		}
	})
}

func TestAFloorCountedAnewHasTheRatingThatAnImportBroughtLongAfterAllElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		lea := led(t, b)
		floorOf(t, lea)
		now := time.Now()
		long := now.AddDate(0, 0, -60)
		if _, err := b.store.Import(t.Context(), func(yield func(archive.Record, error) bool) {
			_ = yield(past(long, long.Add(time.Hour), now), nil) && yield(past(long, long.Add(time.Hour), long.Add(2*time.Hour)), nil)
		}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		followed := floorOf(t, lea).Desk.Today
		backend.ForgetFloor(b.store)
		synctest.Wait()
		counted := floorOf(t, lea).Desk.Today
		today := desk.Date(now.UTC().Format(time.DateOnly))
		report, err := lea.Report(t.Context(), today, today, metrics.ByDesk, func(metrics.Counting) {})
		if err != nil || report.Desk.Satisfied != (metrics.Share{N: 1, Of: 1}) {
			t.Errorf("the report has %+v, %v", report.Desk, err)
		}
		if !reflect.DeepEqual(followed, report.Desk) || !reflect.DeepEqual(counted, report.Desk) {
			t.Errorf("followed\n%+v\ncounted\n%+v\nthe report\n%+v", followed, counted, report.Desk)
		}
	})
}

// number is what a curve sums up to.
func number(points []metrics.Point) (n int) {
	for _, p := range points {
		n += p.N
	}
	return n
}

func TestALeadIsToldTheCoursesOfADayAndOfTheWeekBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		lea := led(t, b)
		for range 3 {
			b.ticket(t, "hello")
			time.Sleep(time.Hour)
		}
		time.Sleep(7 * 24 * time.Hour)
		early, err := lea.FloorCurve(t.Context(), metrics.Arrived, metrics.Scope{}, metrics.OverDay)
		if err != nil || len(early.Points) > 0 || early.Figure != metrics.Arrived {
			t.Errorf("who asks before it is counted is told %+v, %v", early, err)
		}
		floorOf(t, lea)
		one := b.ticket(t, "hello again")
		b.do(t, by(one, desk.Reply{Text: desk.Foreign("it left us"), Then: desk.Solved}))
		time.Sleep(2 * api.FloorEvery)
		for figure, want := range map[metrics.Name][2]int{metrics.Arrived: {1, 3}, metrics.Solved: {1, 0}, metrics.FirstReply: {1, 0}} {
			for over, points := range map[metrics.Span]int{metrics.OverDay: 24, metrics.OverWeek: 7} {
				got, err := lea.FloorCurve(t.Context(), figure, metrics.Scope{}, over)
				if err != nil || number(got.Points) != want[0] || number(got.Ghost) != want[1] || len(got.Ghost) != points {
					t.Errorf("%s over the %s is %+v, %v", figure, over, got, err)
				}
			}
		}
		if got, err := lea.FloorCurve(t.Context(), metrics.Arrived, metrics.Scope{By: metrics.ByAgent, Name: "ann"}, metrics.OverHour); err != nil || number(got.Points) != 0 {
			t.Errorf("of somebody it is %+v, %v", got, err)
		}
		heat, err := lea.FloorHeat(t.Context(), metrics.Scope{By: metrics.ByChannel, Name: string(one.Channel)})
		if err != nil || heat.N != 3 || heat.Days.To.Sub(heat.Days.From) != 14*24*time.Hour {
			t.Errorf("the heat map is %+v, %v", heat, err)
		}
		ann, _ := b.store.As(t.Context(), "ann")
		if _, err := b.store.FloorCurve(ann, metrics.Arrived, metrics.Scope{}, metrics.OverDay); !errors.Is(err, desk.ErrForbidden) {
			t.Errorf("an agent is told %v", err)
		}
		if _, err := b.store.FloorHeat(ann, metrics.Scope{}); !errors.Is(err, desk.ErrForbidden) {
			t.Errorf("an agent is told %v of the heat map", err)
		}
	})
}

func TestACurveThatThereIsNotIsRefusedWithWhatIsWrong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		led(t, b)
		token := b.token(t, "lea", 0)
		for query, at := range map[string]string{
			api.Curve + "?over=day": "figure", api.Curve + "?figure=open&over=day": "figure", api.Curve + "?figure=arrived&over=year": "over",
			api.Curve + "?figure=arrived&over=day&by=weather": "by", api.Heat + "?by=weather": "by",
		} {
			status, p, _ := b.asks(t, http.MethodGet, query, token, "")
			if status != http.StatusBadRequest || p == nil || !strings.Contains(asJSON(t, p), `"`+at+`"`) {
				t.Errorf("%q is answered %d %+v", query, status, p)
			}
		}
	})
}
