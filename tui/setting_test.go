package tui_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/settings"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// inShop runs a test of the whole interface over a small desk, in a theme.
func inShop(t *testing.T, w, h int, n theme.Name, test func(*tuitest.Term)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		test(tuitest.Start(t, tui.Options{Ledger: shop(), Theme: n, Zone: time.UTC}, w, h))
	})
}

// coloured reports whether a picture has colours.
func coloured(f string) bool { return strings.Contains(f, "38;5;") || strings.Contains(f, "48;5;") }

func TestMovingTheCursorOverTheThemesShowsEachAndEscBringsTheOldOneBack(t *testing.T) {
	inShop(t, 120, 30, theme.Dark, func(term *tuitest.Term) {
		before := term.Frame().Text
		term.Press("g", "l")
		term.Sees("Colours", "now", "Parcel says delivered", "Warehouse confirms the 3rd.")
		term.Press("down", "down", "down")
		term.Sees("no colours")
		if coloured(term.Frame().Text) {
			t.Error("under the cursor stands none, and the picture has colours")
		}
		term.Press("esc")
		if got := term.Frame().Text; got != before {
			t.Errorf("after esc it is\n%s", ansi.Strip(got))
		}
	})
}

func TestAThemeThatIsTakenStaysAndIsSaid(t *testing.T) {
	inShop(t, 120, 30, theme.Dark, func(term *tuitest.Term) {
		term.Press("g", "l")
		term.Type("none")
		term.Press("enter")
		if coloured(term.Frame().Text) {
			t.Error("none has colours")
		}
		term.Sees("theme: none until you leave.")
		term.Press("g", "L") // what comes after the last one is the first: the terminal's background
		term.Sees("theme: auto until you leave.")
		if !coloured(term.Frame().Text) {
			t.Error("auto has no colours")
		}
	})
}

func TestANewKeymapCountsAtOnceInFooterHelpSentencesAndChords(t *testing.T) {
	inShop(t, 120, 30, theme.Plain, func(term *tuitest.Term) {
		term.Press(":")
		term.Type("keymap")
		term.Press("enter")
		term.Type("emacs")
		term.Sees("as in emacs", "ctrl+n") // what its keys are, before it is taken
		term.Press("enter")
		term.Press("ctrl+s") // search, as in emacs
		term.Type("lamp")
		term.Press("ctrl+g")
		term.Press("esc", "c", "ctrl+x", "u") // undo, as in emacs
		term.Sees("alt+x commands")
		term.Press("?")
		term.Type("Ask the desk")
		term.Sees("ctrl+r")
		term.Press("esc", "ctrl+x")
		term.Pass(time.Second)
		term.Sees("ctrl+x …", "ctrl+c leave")
	})
}

func TestAChordThatWasBegunInTheOldKeymapIsNotGoneOnWith(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, o := options(nil)
		term := tuitest.Start(t, o, 120, 30)
		term.Press("g", "k") // the dialog is open; the rest of a chord belongs to nobody
		term.Type("vim")
		term.Press("enter")
		term.SeesNot("g …", "k …")
		term.Press("g")
		term.Pass(time.Second)
		term.Sees("t next view")
	})
}

// says is a refusal in these words.
func says(sentence string) settings.Refused { return func(*words.Book) string { return sentence } }

// keptSettings is a file of settings in memory.
type keptSettings struct {
	tui.Settings
	refuses string // a keymap that cannot be
	fails   error

	mu   sync.Mutex // one part of the interface reads the file, another one writes it
	file map[string]string
}

func (k *keptSettings) Row(name string) settings.Row {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.row(name)
}

func (k *keptSettings) row(name string) settings.Row {
	wants := map[string][]string{"theme": {"auto", "dark", "light", "contrast", "none"}, "keymap": {"default", "vim", "emacs", "one-hand"}}[name]
	r := settings.Row{Name: name, Wants: wants, Kind: settings.Choice, Live: true, Without: wants[0], File: "config.toml"}
	r.Next = settings.Said{Value: wants[0], Source: settings.FromDefault}
	if v, ok := k.file[name]; ok {
		r.Next, r.Kept = settings.Said{Value: v, Source: settings.FromFile, Line: 3}, 3
	}
	r.Now = r.Next
	return r
}

func (k *keptSettings) Sheet() (settings.Sheet, error) {
	return settings.Sheet{Rows: []settings.Row{k.Row("keymap"), k.Row("theme")}, File: "~/.config/heed/config.toml"}, nil
}

func (k *keptSettings) With(o tui.Options, name, value string) (tui.Options, settings.Refused) {
	if value == k.refuses {
		return o, says("Keys of your own stand against that keymap. config.toml, line 7: x is taken.")
	}
	if name == "keymap" {
		o.Keys = keymaps.New(keymaps.Preset(value))
	} else {
		o.Theme = theme.Name(value)
	}
	return o, nil
}

func (k *keptSettings) Turned(string, string) {}

func (k *keptSettings) Keep(s screen.Set) (settings.Row, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fails != nil {
		return k.row(s.Name), k.fails
	}
	k.file[s.Name] = s.Value
	if s.Unset {
		delete(k.file, s.Name)
	}
	return k.row(s.Name), nil
}

// inSettings runs a test of an interface with a file of settings.
func inSettings(t *testing.T, k *keptSettings, test func(*tuitest.Term)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		k.file = map[string]string{"keymap": "default"}
		test(tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC, Settings: k}, 120, 30))
	})
}

func TestAKeymapThatOnesOwnKeysStandAgainstIsRefusedWithFileAndLineAndTheOldOneStays(t *testing.T) {
	inSettings(t, &keptSettings{refuses: "vim"}, func(term *tuitest.Term) {
		term.Press("g", "k", "down")
		term.Sees("Keys of your own stand", "config.toml, line 7")
		term.Press("enter")
		term.Sees("This one cannot be taken")
		term.Press("esc", "g", "s", "right") // the same without a preview
		term.Sees("config.toml, line 7: x is taken.")
		term.Press("esc", "v")
		term.SeesNot("Z Z")
	})
}

func TestWhatIsTurnedIsKeptInTheFileAndTheScreenSaysWhereItComesFrom(t *testing.T) {
	k := &keptSettings{}
	inSettings(t, k, func(term *tuitest.Term) {
		term.Press("g", "s")
		term.Sees("Settings", "~/.config/heed/config.toml", "config.toml, line 3", "as heed comes", "which keys: default, vim, emacs or one-hand")
		term.Press("j", "left")
		if k.file["theme"] != "none" {
			t.Errorf("the file has %v", k.file)
		}
		term.Sees("theme: none. Kept in config.toml.", "› none")
		term.Press("X")
		if _, ok := k.file["theme"]; ok {
			t.Errorf("the file has %v", k.file)
		}
		term.Press("X")
		term.Sees("config.toml does not set this")
	})
}

func TestWhatCouldNotBeKeptIsSaidAndCountsAllTheSame(t *testing.T) {
	k := &keptSettings{fails: says("config.toml was changed by somebody else meanwhile.")}
	inSettings(t, k, func(term *tuitest.Term) {
		term.Press("g", "L")
		term.Sees("It counts until you leave, but was not kept. config.toml was changed by somebody else meanwhile.")
		if !coloured(term.Frame().Text) {
			t.Error("it does not count")
		}
	})
	k.fails = errors.New("boom")
	inSettings(t, k, func(term *tuitest.Term) {
		term.Press("g", "L")
		term.Sees("but was not kept.")
		term.SeesNot("boom")
	})
}

func TestASessionWithoutAFileSaysThatNothingIsKept(t *testing.T) {
	inShop(t, 120, 30, theme.Dark, func(term *tuitest.Term) {
		term.Press("g", "s", "j", "right")
		term.Sees("kept nowhere: what you change counts until you leave", "Colours            theme         light", "until you leave")
		term.Press("X")
		term.Sees("there is nothing to take out")
		term.Press("esc")
		term.Sees("Aarav Anderson · mail · waits")
		term.Press("g", "s", "j", "j", "right")
		term.Sees("Lines of a row     density       one")
		term.Press("esc")
		term.SeesNot("Aarav Anderson · mail · waits")
	})
}

func TestWhatATerminalsBackgroundAsksForComesBackWithAuto(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		term := tuitest.Start(t, tui.Options{Ledger: shop(), Zone: time.UTC}, 120, 30)
		before := term.Frame().Text // by the background
		term.Press("g", "l")
		term.Type("contrast")
		term.Press("enter")
		if term.Frame().Text == before {
			t.Error("contrast looks as before")
		}
		term.Press("g", "l")
		term.Type("auto")
		term.Press("enter")
		term.Pass(time.Minute)
		if got := strings.Split(term.Frame().Text, "\n")[4]; got != strings.Split(before, "\n")[4] {
			t.Errorf("auto draws\n%q\nand drew\n%q", got, strings.Split(before, "\n")[4])
		}
	})
}
