package search_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
	"github.com/heed-desk/heed/tui/search"
)

var now = time.Date(2026, 3, 4, 14, 32, 0, 0, time.UTC)

func shop() *screentest.Desk {
	d := screentest.NewDesk(now)
	d.Open(4821, "Refund still not on my card", "Harper Moore", "I sent the lamp back three weeks ago.", 2*time.Hour)
	d.Open(4402, "Late parcel", "Mei Kovacs", "Where is it? I wait for the new lamp and nobody tells me anything.", 50*24*time.Hour, func(t *desk.Ticket) {
		t.Status, t.SolvedAt, t.WaitingSince = desk.Solved, now.Add(-49*24*time.Hour), time.Time{}
	})
	d.Open(4403, "Cannot sign in", "Ann", "Help", time.Hour)
	return d
}

func play(t *testing.T, d *screentest.Desk, query string, w, h int) *screentest.Stage {
	t.Helper()
	s := screentest.NewSession(d)
	return screentest.Play(t, d, s, search.New(search.Needs{Session: s, Reads: d, Query: query}), w, h)
}

func looks(t *testing.T, st *screentest.Stage, want string) {
	t.Helper()
	if got := st.Picture(); got != strings.Trim(want, "\n") {
		t.Errorf("the screen shows\n%s\n--- and should show\n%s", got, strings.Trim(want, "\n"))
	}
}

func TestWhatIsTypedIsFoundAtOnceWithItsWords(t *testing.T) {
	st := play(t, shop(), "", 90, 14)
	st.Type("lamp")
	looks(t, st, `
 / lamp
── 2 found, best first ───────────────────────────────────────────────────────────────────
▌   4821  Refund still not on my card             Harper Moore          open       12:32
▌         I sent the lamp back three weeks ago.
    4402  Late parcel                             Mei Kovacs            solved    14 Jan
          Where is it? I wait for the new lamp and nobody tells me anything.
`)
	if got := st.Top().(screen.Placed).Standing(); got != "1 of 2" {
		t.Errorf("the footer says %q", got)
	}
	st.Act(keymaps.Down, keymaps.Open)
	want, _ := st.Desk.Find(4402)
	if went := st.LastWent(); went.To != screen.Ticket || went.Ticket != want {
		t.Errorf("enter goes to %+v", went)
	}
}

func TestTheWordsLookedForAreMarkedWhereverTheyStand(t *testing.T) {
	d := shop()
	d.Open(4500, "Réfund for a refunded lamp", "Refund Jones", "Nothing else.", time.Hour)
	picture := play(t, d, "refund", 90, 20).Top().View(now).Text
	for want, n := range map[string]int{"\x1b[4mRefund\x1b[m": 2, "\x1b[4mRéfund\x1b[m": 1, "\x1b[4mrefunded\x1b[m": 1} { // under a line
		if strings.Count(picture, want) != n {
			t.Errorf("%q is not there %d times:\n%q", want, n, picture)
		}
	}
}

func TestInLittleRoomARowKeepsTheWordsInTheirSentence(t *testing.T) {
	st := play(t, shop(), "lamp", 43, 14)
	looks(t, st, `
 / lamp
── 2 found, best first ────────────────────
▌   4821  Refund still not on my c… 12:32
▌   I sent the lamp back three week… open
    4402  Late parcel              14 Jan
    …for the new lamp and nobody … solved
`)
	if got := play(t, shop(), "lamp", 60, 14).Picture(); !strings.Contains(got, "Mei Kovacs · …for the new lamp and nobody tell… solved") {
		t.Errorf("with more room it shows\n%s", got)
	}
}

func TestWhatIsFoundByAFieldAloneIsNotSaidToBeTheBest(t *testing.T) {
	for query, want := range map[string]string{"lamp": "2 found, best first", "lamp status:open": "0 found, best first", "status:open": "0 found, newest first"} {
		d := shop()
		if strings.Contains(query, ":") { // which the desk in memory does not know
			d.Open(9, query, "Ann", "x", time.Hour)
			want = "1" + want[1:]
		}
		if got := play(t, d, query, 90, 14).Picture(); !strings.Contains(got, want) {
			t.Errorf("%q is said to be\n%s", query, got)
		}
	}
}

func TestAnEmptyFieldSaysWhatCanBeAsked(t *testing.T) {
	st := play(t, shop(), "", 100, 20)
	got := st.Picture()
	for _, want := range []string{"from:harper", "status:open", "before:2026-03", "#4821"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing from\n%s", want, got)
		}
	}
}

func TestANumberLeadsToItsTicket(t *testing.T) {
	st := play(t, shop(), "#4403", 90, 14)
	st.Act(keymaps.Open)
	want, _ := st.Desk.Find(4403)
	if went := st.LastWent(); went.Ticket != want {
		t.Errorf("enter goes to %+v", went)
	}
}

func TestOnlyTheAnswerToWhatIsTypedNowIsShown(t *testing.T) {
	st := play(t, shop(), "", 90, 14)
	st.Hold = true
	st.Type("la")
	st.Type("te")
	st.Answer()
	if got := st.Picture(); !strings.Contains(got, "Late parcel") || strings.Contains(got, "Refund") {
		t.Errorf("the screen shows\n%s", got)
	}
}

func TestWhatWasFoundStaysWhereItIsWhenNewsComes(t *testing.T) {
	d := shop()
	st := play(t, d, "lamp", 90, 14)
	st.Act(keymaps.Down)
	id, _ := d.Find(4821)
	k := d.Tickets[id]
	k.Status = desk.Pending
	d.Tickets[id] = k
	st.Changed(desk.ChangedTicket, id)
	got := strings.Split(st.Picture(), "\n")
	if !strings.Contains(got[2], "pending") || !strings.HasPrefix(got[4], "▌   4402") {
		t.Errorf("the screen shows\n%s", strings.Join(got, "\n"))
	}
}

func TestNothingFoundAndAWrongFilterSaySo(t *testing.T) {
	d := shop()
	if got := play(t, d, "zeppelin", 90, 14).Picture(); !strings.Contains(got, "Nothing on this computer has these words.") {
		t.Errorf("the screen shows\n%s", got)
	}
	d.Err = desk.Refuse(desk.BadQuery, "status", "opened")
	if got := play(t, d, "status:opened", 90, 14).Picture(); strings.Contains(got, "Nothing on this computer") || !strings.Contains(got, "status") {
		t.Errorf("the screen shows\n%s", got)
	}
}

func TestThePanesBesideFollowTheBestHit(t *testing.T) {
	st := play(t, shop(), "lamp", 90, 14)
	want, _ := st.Desk.Find(4821)
	if len(st.Went) == 0 || !st.Went[len(st.Went)-1].Follow || st.Went[len(st.Went)-1].Ticket != want {
		t.Errorf("the wishes were %+v", st.Went)
	}
}

func TestMoreIsReadWhenTheCursorComesNearTheEnd(t *testing.T) {
	d := screentest.NewDesk(now)
	for i := range 200 {
		d.Open(int64(i+1), fmt.Sprintf("lamp %d", i), "Ann", "x", time.Duration(i)*time.Minute)
	}
	st := play(t, d, "lamp", 90, 24)
	for range 199 {
		st.Act(keymaps.Down)
	}
	if got := st.Top().(screen.Placed).Standing(); got != "200 of 200" {
		t.Errorf("the footer says %q", got)
	}
}

func TestTheSearchFitsEverySizeAndStaysTame(t *testing.T) {
	play(t, shop(), "lamp", 90, 24).Sweep()
	play(t, shop(), "", 90, 24).Sweep()
	for _, bad := range screentest.Hostile() {
		d := screentest.NewDesk(now)
		d.Open(1, bad+" lamp", bad, bad+" lamp "+bad, time.Hour)
		d.Open(2, "calm", bad, bad+" lamp "+bad, time.Hour)
		st := play(t, d, "lamp", 90, 24)
		screentest.Tame(t, st.Top().View(now).Text)
		screentest.Fits(t, st.Top(), 90, 24, st)
		st.Paste(bad)
		screentest.Tame(t, st.Top().View(now).Text)
		screentest.Fits(t, st.Top(), 90, 24, st)
	}
}

func TestEnterWithNothingFoundSaysThatNothingWasFound(t *testing.T) {
	st := play(t, shop(), "", 90, 14)
	st.Type("xylophone")
	if why := st.Act(keymaps.Open); len(why.Args) != 1 || why.Args[0] != "no_hits" {
		t.Errorf("it says %v", why)
	}
}

func TestALongQueryHasTheWholeLineAndSaysWhereItIsCut(t *testing.T) {
	st := play(t, shop(), "", 48, 20)
	st.Type("status:open tag:refund lamp three weeks ago")
	if line, _, _ := strings.Cut(st.Picture(), "\n"); line != " / status:open tag:refund lamp three weeks ago" {
		t.Errorf("the field shows %q", line)
	}
	st.Type(" from harper")
	if line, _, _ := strings.Cut(st.Picture(), "\n"); !strings.HasPrefix(line, " / …") || !strings.HasSuffix(line, "ago from harper") {
		t.Errorf("the field shows %q", line)
	}
}

// ordered finds one thing, whatever is looked for.
type ordered struct {
	*screentest.Desk
	found desk.Found
}

func (o ordered) Search(context.Context, string, int) (desk.Found, error) { return o.found, nil }

func TestAHitByAnOrderSaysThatItIsTheirs(t *testing.T) {
	found := desk.Found{Hits: []desk.Hit{{
		Row:     desk.Row{Excerpt: desk.Excerpt{Number: 4821, Subject: desk.Foreign("Refund"), Status: desk.Open}},
		Snippet: desk.Snippet{Text: desk.Foreign("#W2809253 · Desk Lamp · on its way"), Spans: []desk.Span{{To: 9}}, Order: true},
	}}, Total: 1}
	d := shop()
	s := screentest.NewSession(d)
	st := screentest.Play(t, d, s, search.New(search.Needs{Session: s, Reads: ordered{d, found}, Query: "W2809253"}), 90, 14)
	if got := st.Picture(); !strings.Contains(got, "their order #W2809253 · Desk Lamp · on its way") {
		t.Errorf("the screen shows\n%s", got)
	}
}
