package search_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
	"github.com/heed-desk/heed/tui/search"
)

func TestEnterRightAfterTypingOpensWhatWasTyped(t *testing.T) {
	st := play(t, shop(), "lamp", 90, 14)
	st.Hold = true
	st.Paste(" nobody")
	if why := st.Act(keymaps.Open); !why.None() || st.LastWent().To != "" {
		t.Errorf("enter went to %+v (%v)", st.LastWent(), why)
	}
	st.Answer()
	if got := st.LastWent(); got.To != "" {
		t.Errorf("where nothing was found enter goes to %+v", got)
	}

	st = play(t, shop(), "la", 90, 14)
	want, _ := st.Desk.Find(4402)
	st.Hold = true
	st.Type("te")
	st.Act(keymaps.Open)
	st.Answer()
	if got := st.LastWent(); got.To != screen.Ticket || got.Ticket != want {
		t.Errorf("enter goes to %+v", got)
	}
}

func TestEnterBeforeTheFirstAnswerOpensTheBestOne(t *testing.T) {
	st := play(t, shop(), "", 90, 14)
	want, _ := st.Desk.Find(4821)
	st.Hold = true
	st.Type("refund")
	st.Act(keymaps.Open)
	st.Answer()
	if got := st.LastWent(); got.To != screen.Ticket || got.Ticket != want {
		t.Errorf("enter goes to %+v", got)
	}
}

func TestTypingOnTakesEnterBack(t *testing.T) {
	st := play(t, shop(), "", 90, 14)
	st.Hold = true
	st.Type("la")
	st.Act(keymaps.Open)
	st.Type("mp")
	st.Answer()
	if got := st.LastWent(); got.To != "" {
		t.Errorf("typing on goes to %+v", got)
	}
}

func TestASearchThatBreaksOffSaysSoAndOpensNothing(t *testing.T) {
	st := play(t, shop(), "", 90, 14)
	st.Hold = true
	st.Type("la")
	st.Act(keymaps.Open)
	st.Do(st.Top(), st.Top().Learn("found", errors.New("a job failed")))
	if got := st.Picture(); st.LastWent().To != "" || strings.Contains(got, "Nothing on this computer") || strings.Count(got, "\n") < 3 {
		t.Errorf("gone to %+v; it shows\n%s", st.LastWent(), got)
	}
}

func TestWhileAnotherQueryIsLookedForKeysTouchNoTicket(t *testing.T) {
	d := shop()
	id, _ := d.Find(4821)
	screentest.Turned(t, d, func(s *screen.Session) screen.Screen {
		return search.New(search.Needs{Session: s, Reads: d, Query: "refund"})
	}, id, screen.Go{Query: "late"})
}
