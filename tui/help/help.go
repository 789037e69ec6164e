// Package help shows every key there is, by where it counts, with the reasons why some
// do nothing now.
package help

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Screen is the help: the inside of a dialog. It is read from the session's own table.
type Screen struct {
	*screen.Session
	screen.NoNews
	table  *keymaps.Table
	scopes []keymaps.Scope // those that counted when help was opened
	why    func(keymaps.Action) desk.Reason
	field  *part.Field
	scroll *part.Scroll
	w, h   int
}

// New makes the help of a screen with the given scopes.
func New(s *screen.Session, t *keymaps.Table, scopes []keymaps.Scope, why func(keymaps.Action) desk.Reason) *Screen {
	return &Screen{
		Session: s, table: t, scopes: scopes, why: why,
		field: part.NewField(s.Theme, s.Book.T("help.filter")), scroll: part.NewScroll(),
	}
}

// Title implements screen.Screen.
func (s *Screen) Title() string { return s.Book.T("help.title") }

// Scopes implements screen.Screen.
func (s *Screen) Scopes() []keymaps.Scope {
	return []keymaps.Scope{keymaps.Picker, keymaps.Field, keymaps.Everywhere}
}

// Typing implements screen.Typist.
func (s *Screen) Typing() bool { return true }

// Why implements screen.Screen.
func (s *Screen) Why(keymaps.Action) desk.Reason { return desk.Reason{} }

// Act implements screen.Screen.
func (s *Screen) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Accept, keymaps.Cancel, keymaps.GoBack, keymaps.Help:
		return screen.Out{Close: &screen.Closed{}}
	default:
		screen.Move(s.scroll, a)
	}
	return screen.Out{}
}

// Telling implements screen.Telling.
func (s *Screen) Telling() {}

// Type implements screen.Screen.
func (s *Screen) Type(key tea.KeyPressMsg) screen.Out {
	s.field.Type(key)
	s.lay()
	return screen.Out{}
}

// Paste implements screen.Screen.
func (s *Screen) Paste(words string) screen.Out {
	s.field.Paste(words)
	s.lay()
	return screen.Out{}
}

// Wish implements screen.Sized.
func (s *Screen) Wish(maxW, maxH int) (w, h int) { return min(maxW, 84), min(maxH, 40) }

// Resize implements screen.Screen.
func (s *Screen) Resize(w, h int) {
	s.w, s.h = w, h
	s.scroll.Resize(w, max(h-2, 0))
	s.lay()
}

// View implements screen.Screen.
func (s *Screen) View(time.Time) paint.Frame {
	line, x := s.field.View(max(s.w-2, 1))
	body := s.scroll.View()
	if s.scroll.Lines() == 0 {
		body = part.Empty(s.Theme, s.Book.T("help.none"), s.w, max(s.h-2, 0))
	}
	lines := append([]string{" " + line, part.Rule(s.Theme, "", s.w)}, strings.Split(body, "\n")...)
	return paint.Frame{Text: part.Fit(lines, s.w, s.h), Caret: &paint.Point{X: x + 1, Y: 0}}
}

// lay draws the keys that fit what is looked for: first those that count where help was
// opened, scope by scope, then the others.
func (s *Screen) lay() {
	s.scroll.Set(s.lines(), false)
}

func (s *Screen) lines() []string {
	var lines []string
	for _, scope := range s.ordered() {
		rows := s.rows(scope)
		if len(rows) == 0 {
			continue
		}
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, " "+s.Theme.Focused.Render(s.Book.T("scope."+string(scope))))
		lines = append(lines, rows...)
	}
	return lines
}

// ordered are the scopes that count here, innermost first, then all others.
func (s *Screen) ordered() []keymaps.Scope {
	order := append([]keymaps.Scope(nil), s.scopes...)
	for _, scope := range keymaps.Scopes() {
		if !s.counts(scope) {
			order = append(order, scope)
		}
	}
	return order
}

func (s *Screen) counts(scope keymaps.Scope) bool {
	for _, have := range s.scopes {
		if have == scope {
			return true
		}
	}
	return false
}

func (s *Screen) rows(scope keymaps.Scope) []string {
	looked := strings.ToLower(s.field.Text())
	var rows []string
	for _, spec := range keymaps.Specs() {
		chords := s.table.Keys(spec.Action, []keymaps.Scope{scope})
		if key := s.table.Key(spec.Action, []keymaps.Scope{scope}); key != "" && (len(chords) == 0 || chords[0] != key) {
			chords = append([]keymaps.Chord{key}, chords...)
		}
		if len(chords) == 0 {
			continue
		}
		about := s.Book.About(string(spec.Action), string(scope))
		names := chordNames(chords)
		if looked != "" && !strings.Contains(strings.ToLower(about+" "+names+" "+string(spec.Action)+" "+s.Book.English("about."+string(spec.Action))), looked) {
			continue
		}
		rows = append(rows, s.row(scope, spec, chords, about)...)
	}
	return rows
}

// row is an action with its keys. Why a key does nothing now stands behind it, and where
// that is too long for a line, in lines of its own.
func (s *Screen) row(scope keymaps.Scope, spec keymaps.Spec, chords []keymaps.Chord, about string) []string {
	keyInk, ink, why := s.Theme.Key, s.Theme.Text, ""
	if s.counts(scope) {
		if r := s.why(spec.Action); !r.None() {
			keyInk, ink, why = s.Theme.Dim, s.Theme.Dim, s.Book.Reason(r)
		}
	}
	wide := min(mostKeys, max(s.w/3, 8))
	keys := keyLines(chords, wide)
	room := max(s.w-3-wide-1, 1)
	said := text.Wrap(about, room)
	if both := about + " · " + why; why != "" && text.Width(both) <= room {
		said = []string{both}
	} else if why != "" {
		said = append(said, text.Wrap(why, room)...)
	}
	rows := make([]string, max(len(said), len(keys)))
	for i := range rows {
		key, words := "", ""
		if i < len(keys) {
			key = keys[i]
		}
		if i < len(said) {
			words = said[i]
		}
		rows[i] = "   " + keyInk.Render(part.Pad(key, wide)) + " " + ink.Render(words)
	}
	return rows
}

// mostKeys is the widest that keys are set: most have one letter, and those with many go on below.
const mostKeys = 14

// keyLines are the chords, as many on a line as fit; none is broken but for the width itself.
func keyLines(chords []keymaps.Chord, wide int) []string {
	lines := []string{string(chords[0])}
	for _, c := range chords[1:] {
		if last := &lines[len(lines)-1]; text.Width(*last+", "+string(c)) < wide {
			*last += ", " + string(c)
		} else {
			*last += ","
			lines = append(lines, string(c))
		}
	}
	return lines
}

func chordNames(chords []keymaps.Chord) string {
	names := make([]string, len(chords))
	for i, c := range chords {
		names[i] = string(c)
	}
	return strings.Join(names, ", ")
}
