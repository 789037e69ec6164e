package first_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/first"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

// looks knows one desk, one token and no folder.
type looks struct{ asked *[]string }

func (l looks) Served(_ context.Context, url, token string) first.Found {
	*l.asked = append(*l.asked, url)
	switch {
	case url != "https://desk.example":
		return first.Found{Said: "Nothing answers there."}
	case token == "":
		return first.Found{Name: true, Said: "A desk of heed answers there. Now your token."}
	case token != "heed_agent_1":
		return first.Found{Said: "The desk does not know this token."}
	}
	return first.Found{OK: true, Said: "It knows you as Mia."}
}

func (looks) Folder(_ context.Context, _, name string) first.Found {
	return first.Found{OK: name != "", New: true, Said: "A new desk is made there."}
}

func play(t *testing.T) (*first.Screen, *screentest.Stage, *[]string) {
	d := screentest.NewDesk(time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC))
	s := screentest.NewSession(d)
	s.Table = func() *keymaps.Table { return keymaps.New(keymaps.Default) }
	asked := &[]string{}
	f := first.New(first.Needs{
		Session: s, Looks: looks{asked}, Dir: "~/desk", Name: "Mia", Themes: []string{"auto", "dark"}, Theme: "auto",
		Keymaps: []string{"default", "vim", "emacs"}, Keymap: "vim",
	})
	return f, screentest.Play(t, d, s, f, 80, 24), asked
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

func TestEveryStepOfTheFirstRunFitsEveryTerminal(t *testing.T) {
	for way := range 3 {
		_, st, _ := play(t)
		for range way {
			st.Act(keymaps.Down)
		}
		st.Sweep()
		st.Act(keymaps.Accept)
		st.Sweep()
		if way == 1 {
			st.Paste("https://desk.example/" + strings.Repeat("long", 60))
			st.Act(keymaps.NextBlank)
			st.Paste(strings.Repeat("token", 60))
			st.Sweep()
		}
		st.Act(keymaps.Accept)
		st.Sweep()
	}
}

func TestEscGoesAStepBackAndKeepsWhatWasTyped(t *testing.T) {
	f, st, _ := play(t)
	st.Act(keymaps.Down, keymaps.Accept)
	st.Paste("https://desk.example")
	st.Ring("first.look")
	see(t, st, "Now your token.")
	st.Act(keymaps.Accept) // to the other field
	st.Paste("heed_agent_1\n")
	see(t, st, "looking …")
	st.Ring("first.look")
	see(t, st, "✓ It knows you as Mia.", "••••••••••••")
	if strings.Contains(ansi.Strip(f.View(st.Desk.Clock).Text), "heed_agent") {
		t.Error("the token can be read")
	}
	st.Act(keymaps.Accept)
	see(t, st, "Colours", "Keymap")
	st.Act(keymaps.Cancel, keymaps.Cancel)
	see(t, st, "What do you want to work at?")
	st.Act(keymaps.Accept)
	see(t, st, "https://desk.example", "✓ It knows you as Mia.")
	st.Act(keymaps.Accept, keymaps.Accept)
	if got := f.Answer(); got.Way != first.Served || got.URL != "https://desk.example" || got.Token != "heed_agent_1" || got.Keymap != "vim" {
		t.Errorf("it answered %+v", got)
	}
}

func TestWhatWasTypedSinceIsNeverTakenForWhatWasLookedAt(t *testing.T) {
	_, st, asked := play(t)
	st.Act(keymaps.Down, keymaps.Accept)
	st.Paste("https://desk.example")
	st.Hold = true
	st.Ring("first.look")
	st.Paste("/other")
	st.Answer()
	st.Hold = false
	see(t, st, "looking …")
	st.Act(keymaps.NextBlank)
	if st.Top().Why(keymaps.Accept).None() {
		t.Error("what was not looked at yet can be taken")
	}
	st.Act(keymaps.NextBlank)
	st.Ring("first.look")
	see(t, st, "Nothing answers there.")
	if len(*asked) != 2 {
		t.Errorf("it looked at %v", *asked)
	}
}

func TestWhoIsQuickerThanTheDeskGoesOnToTheToken(t *testing.T) {
	for name, looked := range map[string]bool{"hands that do not rest": false, "a desk that is slow": true} {
		f, st, _ := play(t)
		st.Act(keymaps.Down, keymaps.Accept)
		st.Paste("https://desk.example")
		st.Hold = true
		if looked {
			st.Ring("first.look")
		}
		see(t, st, "looking …")
		if why := f.Why(keymaps.Accept); !why.None() {
			t.Fatalf("%s: enter says %v", name, why)
		}
		st.Act(keymaps.Accept)
		st.Paste("heed_agent_1")
		unseen(t, f, st)
		st.Answer()
		st.Hold = false
		st.Ring("first.look")
		see(t, st, "https://desk.example", "✓ It knows you as Mia.")
	}
}

func TestATokenInTheWrongFieldIsNeverShownAndGoesWhereItBelongs(t *testing.T) {
	for name, write := range map[string]func(*screentest.Stage){
		"pasted behind": func(st *screentest.Stage) { st.Paste("https://desk.example"); st.Paste("heed_agent_1\n") },
		"pasted first": func(st *screentest.Stage) {
			st.Paste("heed_agent_1")
			st.Act(keymaps.NextBlank)
			st.Paste("https://desk.example")
		},
		"both at once":     func(st *screentest.Stage) { st.Paste("https://desk.example\nheed_agent_1\n") },
		"the other way":    func(st *screentest.Stage) { st.Paste("heed_agent_1 https://desk.example") },
		"letter by letter": func(st *screentest.Stage) { st.Type("https://desk.exampleheed_agent_1") },
	} {
		f, st, _ := play(t)
		st.Act(keymaps.Down, keymaps.Accept)
		write(st)
		unseen(t, f, st)
		st.Ring("first.look")
		see(t, st, "https://desk.example", "••••••••••••", "✓ It knows you as Mia.")
		if t.Failed() {
			t.Fatal(name)
		}
	}
}

// unseen makes sure that nobody sees or hears a token.
func unseen(t *testing.T, f *first.Screen, st *screentest.Stage) {
	t.Helper()
	sp := f.Tell(st.Desk.Clock)
	if seen := ansi.Strip(f.View(st.Desk.Clock).Text) + fmt.Sprint(sp, *sp.Live); strings.Contains(seen, "agent_") {
		t.Errorf("the token can be read: %s", seen)
	}
}

func TestNothingIsAnsweredByLeaving(t *testing.T) {
	f, st, _ := play(t)
	if out := f.Act(keymaps.Cancel); !out.Quit || f.Answer().Way != "" {
		t.Errorf("it wishes %+v and answers %+v", out, f.Answer())
	}
	_ = st
}

func TestTheColoursAndKeysUnderTheCursorCountAtOnce(t *testing.T) {
	f, st, _ := play(t)
	st.Act(keymaps.Accept)
	if out := f.Act(keymaps.Down); out.Set == nil || *out.Set != (screen.Set{Name: "theme", Value: "dark"}) {
		t.Errorf("it wishes %+v", out.Set)
	}
	f.Act(keymaps.NextPane)
	if out := f.Act(keymaps.Down); out.Set == nil || *out.Set != (screen.Set{Name: "keymap", Value: "emacs"}) {
		t.Errorf("it wishes %+v", out.Set)
	}
}
