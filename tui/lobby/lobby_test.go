package lobby_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/lobby"
	"github.com/heed-desk/heed/tui/screentest"
)

// counting is a desk that says how much waits, or why it cannot.
type counting struct {
	counts map[desk.ViewID]int
	failed error
}

func play(t *testing.T, role desk.Role, name string, c *counting) (*lobby.Screen, *screentest.Stage) {
	d := screentest.NewDesk(time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC))
	s := screentest.NewSession(d)
	l := lobby.New(lobby.Needs{
		Session: s, Who: desk.Agent{ID: "ann", Name: desk.Foreign(name), Role: role}, With: "ssh-ed25519 SHA256:abc", Every: time.Second,
		Counts: func() (map[desk.ViewID]int, error) { return c.counts, c.failed },
	})
	return l, screentest.Play(t, d, s, l, 80, 24)
}

func see(t *testing.T, st *screentest.Stage, wants ...string) {
	t.Helper()
	seen := strings.Join(strings.Fields(ansi.Strip(st.Top().View(st.Desk.Clock).Text)), " ")
	for _, want := range wants {
		if !strings.Contains(seen, want) {
			t.Errorf("%q is not in %s", want, seen)
		}
	}
}

func TestTheLobbySaysWhoOneIsAndHowMuchWaits(t *testing.T) {
	c := &counting{counts: map[desk.ViewID]int{desk.ViewUnassigned: 12, desk.ViewOpen: 1234}}
	_, st := play(t, desk.RoleLead, "Ann Lee", c)
	see(t, st, "Ann Lee", "leads the desk", "ann, with ssh-ed25519 SHA256:abc", "Unassigned 12", "Open 1234", "Snoozed 0", "as of 09:00:00", "You put people into groups.")
	c.counts = map[desk.ViewID]int{desk.ViewUnassigned: 13}
	st.Ring("lobby.again")
	see(t, st, "Unassigned 13")
	c.failed = errors.New("away")
	st.Ring("lobby.again")
	see(t, st, "Unassigned 13", "The counts are those of before.")
	c.failed = nil
	st.Ring("lobby.again")
	see(t, st, "as of")
}

func TestTheLobbyFitsEveryTerminal(t *testing.T) {
	for _, role := range []desk.Role{desk.RoleAgent, desk.RoleLead, desk.RoleTrainer, desk.RoleAdmin} {
		_, st := play(t, role, strings.Repeat("Ann \x1b[2J\u202e", 60), &counting{counts: map[desk.ViewID]int{desk.ViewAll: 1}})
		st.Sweep()
		st.Act(keymaps.Down, keymaps.PageDown, keymaps.Last)
		st.Sweep()
	}
}

func TestEveryRoleIsToldWhatItMayDo(t *testing.T) {
	for _, language := range words.Languages() {
		b := words.In(language)
		for _, role := range []desk.Role{desk.RoleAgent, desk.RoleLead, desk.RoleTrainer, desk.RoleAdmin} {
			if !b.Has("lobby.may."+string(role)) || !b.Has("role."+string(role)) {
				t.Errorf("%s: nothing is said of %s", language, role)
			}
		}
	}
}
