package tui_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/promise"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// pages are the pages of heed, the keys that lead to each from the queue, and its scopes.
func pages() map[string]struct {
	keys   []string
	scopes []keymaps.Scope
} {
	type page = struct {
		keys   []string
		scopes []keymaps.Scope
	}
	every := func(s ...keymaps.Scope) []keymaps.Scope { return append(s, keymaps.Everywhere) }
	return map[string]page{
		"queue":    {nil, every(keymaps.Queue, keymaps.OnTicket, keymaps.List)},
		"thread":   {[]string{"enter"}, every(keymaps.Thread, keymaps.OnTicket, keymaps.List)},
		"customer": {[]string{"i"}, every(keymaps.Customer, keymaps.OnTicket, keymaps.List)},
		"composer": {[]string{"r"}, every(keymaps.Composer, keymaps.Field)},
		"search":   {[]string{"/"}, every(keymaps.Search, keymaps.Field)},
		"outbox":   {[]string{"g", "o"}, every(keymaps.Outbox, keymaps.List)},
		"notices":  {[]string{"g", "n"}, every(keymaps.List)},
		"settings": {[]string{"g", "s"}, every(keymaps.Settings, keymaps.List)},
		"day":      {[]string{"g", "d"}, every(keymaps.Day, keymaps.List)},
	}
}

// notListed are those that nobody looks up by their name: they move a cursor, edit, or are
// the palette itself.
func notListed(s keymaps.Spec) bool {
	return s.Edit != "" || s.Action == keymaps.Palette ||
		slices.Contains([]keymaps.Action{keymaps.Up, keymaps.Down, keymaps.PageUp, keymaps.PageDown, keymaps.First, keymaps.Last}, s.Action)
}

// specs are the commands that there are; a few from everywhere under -short.
func specs(t *testing.T) []keymaps.Spec {
	t.Helper()
	return sample(keymaps.Specs(), promise.Every(t, 16))
}

// Every command that counts on a page is found there by its whole name, with the key that
// it has there. One that cannot be taken is not taken: why it cannot is read in the palette
// to its last word.
func TestEveryCommandOfEveryPageIsFoundByItsNameWithItsKeyAndWhyItCannotBeTaken(t *testing.T) {
	book, table := words.English(), keymaps.New(keymaps.Default)
	refused, listed := 0, specs(t)
	for name, page := range pages() {
		synctest.Test(t, func(t *testing.T) {
			term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC}, 120, 40)
			term.Press(page.keys...)
			var scopes []string
			for _, s := range page.scopes {
				scopes = append(scopes, string(s))
			}
			for _, spec := range listed {
				if notListed(spec) || !slices.ContainsFunc(spec.Scopes, func(s keymaps.Scope) bool { return slices.Contains(page.scopes, s) }) {
					continue
				}
				about, key := book.About(string(spec.Action), scopes...), string(table.Key(spec.Action, page.scopes))
				term.Press("alt+x")
				term.Paste(about)
				rows := panel(term)
				if len(rows) == 0 || !strings.HasPrefix(rows[0], about[:min(len(about), 70)]) || !strings.HasSuffix(rows[0], key) {
					t.Errorf("%s: %s is found as\n%s", name, spec.Action, strings.Join(rows, "\n"))
				}
				if why := whyIn(rows, about, key); why != "" {
					refused++
					if !strings.HasSuffix(why, ".") {
						t.Errorf("%s: %s says only %q", name, spec.Action, why)
					}
				}
				term.Press("esc")
			}
		})
	}
	if refused < len(listed)/8 {
		t.Errorf("only %d commands were refused anywhere", refused)
	}
}

// Every other command there is, is found too, from whatever page, with the key that it has
// where it works, and where that is.
func TestEveryCommandIsFoundOnEveryPageAndSaysWhereItWorks(t *testing.T) {
	book, table := words.English(), keymaps.New(keymaps.Default)
	for name, page := range pages() {
		synctest.Test(t, func(t *testing.T) {
			term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC}, 120, 40)
			term.Press(page.keys...)
			for _, spec := range specs(t) {
				if notListed(spec) || spec.Group == keymaps.GroupAsk || slices.ContainsFunc(spec.Scopes, func(s keymaps.Scope) bool { return slices.Contains(page.scopes, s) }) {
					continue
				}
				about := book.T("about." + string(spec.Action))
				term.Press("alt+x")
				term.Paste(about)
				rows := panel(term)
				said := strings.Join(rows, " ")
				if len(rows) == 0 || !strings.HasPrefix(rows[0], about[:min(len(about), 70)]) || !strings.Contains(said, "This works ") ||
					!slices.ContainsFunc(spec.Scopes, func(s keymaps.Scope) bool {
						return strings.HasSuffix(rows[0], string(table.Key(spec.Action, []keymaps.Scope{s})))
					}) {
					t.Errorf("%s: %s is found as\n%s", name, spec.Action, strings.Join(rows, "\n"))
				}
				term.Press("esc")
			}
		})
	}
}

// panel is what stands in the palette: what was found, and below it why not.
func panel(term *tuitest.Term) []string {
	var rows []string
	for _, line := range strings.Split(ansi.Strip(term.Frame().Text), "\n") {
		from, to := strings.Index(line, "│ "), strings.LastIndex(line, " │")
		if from < 0 || to <= from {
			continue
		}
		if row := strings.Trim(line[from+len("│ "):to], " ▌"); row != "" {
			rows = append(rows, strings.Join(strings.Fields(row), " "))
		}
	}
	if at := slices.IndexFunc(rows, func(s string) bool { return strings.HasPrefix(s, "────") }); at >= 0 {
		return rows[at+1:]
	}
	return nil
}

// whyIn is why the first command of a palette cannot be taken: behind its name where it has
// room, else below the list.
func whyIn(rows []string, about, key string) string {
	if len(rows) == 0 {
		return ""
	}
	_, why, off := strings.Cut(strings.TrimSpace(strings.TrimSuffix(rows[0], key)), about+" · ")
	if !off || strings.HasSuffix(why, ".") {
		return why
	}
	var said []string
	for _, row := range rows[1:] {
		if !strings.Contains(row, " · ") { // the other commands that were found
			said = append(said, row)
		}
	}
	return strings.Join(said, " ")
}

func TestWhatHeedHasSaidStaysInTheNoticesWithItsTimeAndAtMostSoMuchOfIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := shop()
		term := tuitest.Start(t, tui.Options{Ledger: g, Theme: theme.Plain, Zone: time.UTC, View: desk.ViewMine}, 100, 30)
		term.Press("y") // copies the number
		term.Pass(3 * time.Minute)
		term.Press("g", "n")
		term.Sees("Notices", "4811 is on the clipboard.")
		line := term.Lines()[slices.IndexFunc(term.Lines(), func(l string) bool { return strings.Contains(l, "clipboard") })]
		if !strings.HasPrefix(strings.TrimSpace(line), "00:00 ") {
			t.Errorf("it does not tell when: %q", line)
		}
		for range 520 {
			term.Press("g", "L", "esc")
		}
		term.Press("esc") // only a hint for this moment
		term.Sees("This is the first page.")
		term.Press("g", "n")
		term.Sees("Notices", "theme: ")
		term.SeesNot("This is the first page.")
		term.Press("end")
		term.SeesNot("4811") // the oldest one has gone
	})
}
