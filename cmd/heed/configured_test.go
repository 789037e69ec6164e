package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/heed-desk/heed/internal/config"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/settings"
)

// settled is the settings of a session with a file of this text and these flags.
func settled(t *testing.T, text string, given map[string]string) (*configured, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	a := &app{book: words.English(), given: given}
	var err error
	if a.file, _, err = config.Read(path); err != nil {
		t.Fatal(err)
	}
	a.settings, _ = a.file.Effective(given, func(string) string { return "" })
	return a.configured(func(workstation) func(string) (string, error) { return nil }), path
}

func says(t *testing.T, path, want string) {
	t.Helper()
	if b, err := os.ReadFile(path); err != nil || string(b) != want {
		t.Errorf("the file says %q, %v", b, err)
	}
}

func TestASettingThatAFlagHoldsIsKeptAndCountsForNowAlone(t *testing.T) {
	c, path := settled(t, "theme = \"dark\" # at night\n", map[string]string{"theme": "light"})
	if r := c.Row("theme"); r.Now.Value != "light" || r.Now.By != "--theme" || r.Kept != 1 {
		t.Errorf("it begins as %+v", r)
	}
	c.Turned("theme", "contrast")
	row, err := c.Keep(screen.Set{Name: "theme", Value: "contrast"})
	if err != nil || row.Now.Value != "contrast" || row.Now.Source != settings.FromHere || row.Next.Value != "light" {
		t.Errorf("got %+v, %v", row, err)
	}
	says(t, path, "theme = \"contrast\" # at night\n")
}

func TestAKeymapIsRefusedWithTheLineOfTheKeyThatStandsAgainstIt(t *testing.T) {
	c, _ := settled(t, "[keys.everywhere]\nnotices = [\"ctrl+s\"]\n[keys.composer]\nsend = [\"alt+y\"]\n[keys.search]\nsave_filter = [\"alt+y\"]\n[keys.phrase]\nsave_reply = [\"alt+y\"]\n[keys.lines]\naccept = [\"alt+y\"]\n", nil)
	with, refused := c.With(tui.Options{}, "keymap", "vim")
	if refused != nil || with.Keys == nil {
		t.Errorf("vim is refused: %s", refused(c.app.book))
	}
	with, refused = c.With(tui.Options{}, "keymap", "emacs") // ctrl+s is its search
	if refused == nil || with.Keys != nil {
		t.Fatalf("got %v", with.Keys)
	}
	if en, de := refused(words.English()), refused(words.In(words.LanguageGerman)); !strings.Contains(en, "line 2") || !strings.Contains(de, "Zeile 2") {
		t.Errorf("it says %q and %q", en, de)
	}
}

func TestAFileThatIsMendedByHandWhileHeedRunsIsReadAnew(t *testing.T) {
	c, path := settled(t, "keymap = \"vim\"\n", nil)
	if err := os.WriteFile(path, []byte("keymap = \"emacs\"\nnotify = \"off\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Keep(screen.Set{Name: "keymap", Value: "one-hand"}); err == nil {
		t.Error("what was changed meanwhile was written over")
	}
	says(t, path, "keymap = \"emacs\"\nnotify = \"off\"\n")
	sheet, err := c.Sheet()
	if err != nil || sheet.Else != nil {
		t.Fatal(sheet, err)
	}
	for _, r := range sheet.Rows {
		if r.Name == "keymap" && (r.Now.Value != "vim" || r.Next.Value != "emacs") || r.Name == "notify" && r.Next.Line != 2 {
			t.Errorf("it shows %+v", r)
		}
	}
	if _, err := c.Keep(screen.Set{Name: "keymap", Value: "one-hand"}); err != nil {
		t.Error(err)
	}
	says(t, path, "keymap = \"one-hand\"\nnotify = \"off\"\n")
	if err := os.WriteFile(path, []byte("keymap = \n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if sheet, err = c.Sheet(); err != nil || sheet.Else == nil {
		t.Error(sheet, err)
	}
}

func TestARefusalIsSaidInTheLanguageThatCountsByThen(t *testing.T) {
	c, path := settled(t, "keymap = \"vim\"\n", nil)
	if err := os.WriteFile(path, []byte("keymap = \n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := c.Keep(screen.Set{Name: "keymap", Value: "emacs"})
	sheet, _ := c.Sheet()
	german := &screen.Session{Book: words.In(words.LanguageGerman)}
	if got := settings.Sentence(german, err); !strings.Contains(got, "Das muss zuerst in Ordnung.") || !strings.Contains(got, "Zeile 1") {
		t.Errorf("it says %q", got)
	}
	if got := sheet.Else(german.Book); !strings.Contains(got, "Das muss zuerst in Ordnung.") {
		t.Errorf("it shows %q", got)
	}
}

func TestASettingIsSaidToStandInTheFileThatHeedWasStartedWith(t *testing.T) {
	c, path := settled(t, "theme = \"dark\"\n", nil)
	other := filepath.Join(filepath.Dir(path), "night.toml")
	if err := os.Rename(path, other); err != nil {
		t.Fatal(err)
	}
	c.app.file.Path = other
	if _, err := c.Sheet(); err != nil {
		t.Fatal(err)
	}
	if row, err := c.Keep(screen.Set{Name: "theme", Value: "light"}); err != nil || row.File != "night.toml" {
		t.Errorf("it is kept in %q, %v", row.File, err)
	}
}

// TestWhatWasKeptIsNotForgottenForWhatWasReadBefore: sheets that are read all the while never
// put back what stood in the file before.
func TestWhatWasKeptIsNotForgottenForWhatWasReadBefore(t *testing.T) {
	c, _ := settled(t, "keymap = \"vim\"\n", nil)
	ctx, stop := context.WithCancel(t.Context())
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for ctx.Err() == nil {
				if _, err := c.Sheet(); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for i := range 40 {
		want := []string{"emacs", "vim"}[i%2]
		row, err := c.Keep(screen.Set{Name: "keymap", Value: want})
		if err != nil || row.Next.Value != want || c.Row("keymap").Next.Value != want {
			t.Errorf("kept %s, it is said to be %s, then %s: %v", want, row.Next.Value, c.Row("keymap").Next.Value, err)
			break
		}
	}
	stop()
	readers.Wait()
}
