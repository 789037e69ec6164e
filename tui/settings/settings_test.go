package settings_test

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
	"github.com/heed-desk/heed/tui/settings"
)

// sheet is settings of every kind, from everywhere.
type sheet struct{}

func (sheet) Sheet() (settings.Sheet, error) {
	row := func(name string, kind settings.Kind, wants []string, now, next settings.Said) settings.Row {
		return settings.Row{Name: name, Kind: kind, Wants: wants, Now: now, Next: next, Live: true, File: "config.toml", Fits: func(v string) bool { return v != "25:00" }}
	}
	flag := settings.Said{Value: "light", Source: settings.FromFlag, By: "--theme"}
	here := settings.Said{Value: "dark", Source: settings.FromHere}
	held := row("theme", settings.Choice, []string{"auto", "dark", "light"}, here, flag)
	held.Kept = 4
	repaint := row("full_repaint", settings.Choice, []string{"true", "false"}, settings.Said{Value: "false"}, settings.Said{Value: "true", Source: settings.FromFile, Line: 9})
	repaint.Live = false
	desk := row("desk", settings.Words, nil, settings.Said{}, settings.Said{Source: settings.FromDefault})
	desk.Fixed = true
	quiet := settings.Said{Value: "22:00-07:00", Source: settings.FromVariable, By: "HEED_QUIET"}
	return settings.Sheet{File: "/home/" + strings.Repeat("somebody/", 20) + "config.toml", Rows: []settings.Row{
		row("keymap", settings.Choice, []string{"default", "vim"}, settings.Said{Value: "vim", Source: settings.FromFile, Line: 2}, settings.Said{Value: "vim", Source: settings.FromFile, Line: 2}),
		held, repaint, desk, row("quiet", settings.Hours, nil, quiet, quiet),
	}}, nil
}

func play(t *testing.T, w, h int) *screentest.Stage {
	d := screentest.NewDesk(time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC))
	s := screentest.NewSession(d)
	s.Table = func() *keymaps.Table { return keymaps.New(keymaps.Emacs) }
	return screentest.Play(t, d, s, settings.New(s, sheet{}, "theme"), w, h)
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

func TestASettingThatAFlagHoldsSaysWhatCountsNowAndWhatAfter(t *testing.T) {
	st := play(t, 100, 30)
	see(t, st, "Colours theme dark until you leave", "› dark", "It counts until you leave. --theme says light, and stands above config.toml",
		"Line 4 of config.toml counts only where heed is started without --theme.")
	st.Act(keymaps.Down)
	see(t, st, "Painting full_repaint true config.toml, line 9", "It counts from the next start of heed on.")
	st.Act(keymaps.Down)
	see(t, st, "It says which desk is meant")
	for _, a := range []keymaps.Action{keymaps.NextValue, keymaps.Open, keymaps.UnsetValue} {
		if st.Top().Why(a).None() {
			t.Errorf("%s is not refused where a setting is fixed", a)
		}
	}
}

func TestHoursThatAreNoneAreToldWhileTheyAreTyped(t *testing.T) {
	st := play(t, 100, 30)
	st.Act(keymaps.Last)
	st.Act(keymaps.Open)
	see(t, st, "22:00-07:00", "hours in which heed does not call")
	for range len("22:00-07:00") {
		st.Key("backspace")
	}
	st.Type("25:00")
	see(t, st, "Hours are two times of the day")
	if st.Top().Why(keymaps.Accept).None() {
		t.Error("25:00 is taken")
	}
}

func TestSettingsFitEveryTerminal(t *testing.T) {
	st := play(t, 80, 24)
	st.Sweep()
	for range 5 {
		if st.Top().Why(keymaps.Open).None() {
			st.Act(keymaps.Open)
			st.Sweep()
			st.Act(keymaps.Cancel)
		}
		st.Act(keymaps.Down)
	}
}

func TestAChooserShowsItsValuesAndTriesTheOneUnderTheCursor(t *testing.T) {
	d := screentest.NewDesk(time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC))
	s := screentest.NewSession(d)
	s.Table = func() *keymaps.Table { return keymaps.New(keymaps.Emacs) }
	all, err := sheet{}.Sheet()
	if err != nil {
		t.Fatal(err)
	}
	row := all.Rows[0]
	c := settings.Change(s, row)
	st := screentest.Play(t, d, s, c, 76, 16)
	see(t, st, "vim now", "ctrl+c ctrl+c send", "ctrl+s search")
	out := c.Act(keymaps.Up)
	if out.Set == nil || *out.Set != (screen.Set{Name: "keymap", Value: "default", Try: true}) {
		t.Errorf("moving the cursor wishes %+v", out.Set)
	}
	c.Learn(screen.SlotSet, settings.Refused(func(*words.Book) string { return "x is taken." }))
	see(t, st, "x is taken.")
	if c.Why(keymaps.Accept).None() {
		t.Error("what is refused can be taken")
	}
}

// broken is a sheet of a file with something wrong in it.
type broken struct{ sheet }

func (b broken) Sheet() (settings.Sheet, error) {
	all, err := b.sheet.Sheet()
	all.Else = func(b *words.Book) string { return b.T("config.place", "file", "config.toml", "line", "3") }
	return all, err
}

func TestTheSettingsTurnWhollyToTheLanguageThatIsTaken(t *testing.T) {
	d := screentest.NewDesk(time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC))
	s := screentest.NewSession(d)
	st := screentest.Play(t, d, s, settings.New(s, broken{}, ""), 100, 30)
	see(t, st, "Settings", "config.toml, line 3")
	s.Book = words.German()
	see(t, st, "Einstellungen", "config.toml, Zeile 3")
	for _, english := range []string{"line", "Settings", "as heed comes", "the flag"} {
		if strings.Contains(ansi.Strip(st.Top().View(d.Clock).Text), english) {
			t.Errorf("%q is still there:\n%s", english, ansi.Strip(st.Top().View(d.Clock).Text))
		}
	}
}

func TestASettingIsCalledByAPlainNameAlsoWhereItsNameInTheFileHasNoRoom(t *testing.T) {
	see(t, play(t, 100, 30), "The desk's folder desk none", "Quiet hours quiet 22:00-07:00")
	see(t, play(t, 56, 30), "The desk's folder none", "Quiet hours 22:00-07:00")
}
