// Package palette finds a command by its name and takes it.
package palette

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Slot is where what was chosen is learned: a keymaps.Action, or the number of a ticket, an int64.
const Slot = "palette"

// Command is an action as it stands in the palette.
type Command struct {
	Action keymaps.Action
	Key    string
	Why    desk.Reason // why it cannot be taken now
	// Scopes are those that it counts in here, the innermost first: what it does may be
	// told by where it works.
	Scopes []string
	// Elsewhere says that it is a command of another page: it is found by its words, behind
	// those that there are here, and listed only where something is looked for.
	Elsewhere bool
}

// Screen is the palette: the inside of a dialog.
type Screen struct {
	*screen.Session
	screen.NoNews
	all    []Command
	names  []string
	plain  []string // what they are called in English, short and long, where heed speaks another language
	found  []int
	w, h   int
	number int64 // what is looked for, where that is the number of a ticket; it is found as -1
	picker *part.Picker
	spare  bool // the window has room for what stands below the list, however short that is
}

// New makes a palette over commands.
func New(s *screen.Session, all []Command) *Screen {
	p := &Screen{Session: s, all: all, picker: part.NewPicker(s.Theme, s.Book.T("palette.filter"))}
	for _, c := range all {
		p.names = append(p.names, s.Book.About(string(c.Action), c.Scopes...))
		p.plain = append(p.plain, s.Book.English("action."+string(c.Action))+" "+s.Book.English("about."+string(c.Action)))
	}
	p.find()
	return p
}

// find looks for what is in the field; the best one stands first, those that can be
// taken before those that cannot where nothing is looked for.
func (p *Screen) find() {
	p.found, p.number = p.found[:0], act.Number(p.picker.Field.Text())
	if p.number > 0 {
		p.found = append(p.found, -1)
	}
	query := strings.ToLower(strings.TrimSpace(p.picker.Field.Text()))
	if query == "" {
		p.found = append(p.found, p.those(func(i int) bool { return p.all[i].Why.None() })...)
		p.found = append(p.found, p.those(func(i int) bool { return !p.all[i].Why.None() && !p.all[i].Elsewhere })...)
		p.picker.Found(len(p.found))
		return
	}
	texts := make([]string, len(p.all))
	for i := range texts {
		texts[i] = p.short(i) + " " + p.names[i]
	}
	p.more(p.those(func(i int) bool { return strings.EqualFold(p.names[i], query) || strings.EqualFold(p.short(i), query) }))
	p.worded(query, texts, false)
	p.worded(query, texts, true)
	worded := len(p.found) > 0 // then letters that are strewn over a name are not what was meant
	for _, m := range append(fuzzy.Find(query, texts), fuzzy.Find(query, p.plain)...) {
		if !worded && near(m) {
			p.more([]int{m.Index})
		}
	}
	p.picker.Found(len(p.found))
}

// worded adds those, here or elsewhere, that have the words of a query: what is called so
// before what has such a word in it. What has only its letters in their order comes after.
func (p *Screen) worded(query string, texts []string, elsewhere bool) {
	for _, fits := range []func(i int) bool{
		func(i int) bool { return begins(p.short(i), query) || begins(string(p.all[i].Action), query) },
		func(i int) bool { return begins(p.names[i], query) },
		func(i int) bool { return begun(texts[i], query) },
		func(i int) bool { return begun(p.plain[i], query) },
	} {
		p.more(p.those(func(i int) bool { return p.all[i].Elsewhere == elsewhere && fits(i) }))
	}
}

// begun reports whether each word of a query begins a word of a name, in whatever order.
func begun(name, query string) bool {
	for _, word := range strings.Fields(query) {
		if !begins(name, word) {
			return false
		}
	}
	return true
}

// near reports whether the letters of a query stand together closely enough to be what is
// meant: in two pieces at most, or each at the beginning of a word.
func near(m fuzzy.Match) bool {
	pieces, starts, next := 0, 0, -1
	for _, at := range m.MatchedIndexes {
		if at != next {
			pieces++
		}
		_, size := utf8.DecodeRuneInString(m.Str[at:])
		next = at + size
		if at == 0 || m.Str[at-1] == ' ' {
			starts++
		}
	}
	letters := len(m.MatchedIndexes)
	return pieces <= 2 && letters > 2 || starts == letters || letters == 1 && starts == 1
}

// short is the name of a command in the footer.
func (p *Screen) short(i int) string { return p.Book.T("action." + string(p.all[i].Action)) }

func (p *Screen) those(has func(int) bool) []int {
	var found []int
	for i := range p.all {
		if has(i) {
			found = append(found, i)
		}
	}
	return found
}

// more adds those that are not among the found yet.
func (p *Screen) more(found []int) {
	for _, i := range found {
		if !slices.Contains(p.found, i) {
			p.found = append(p.found, i)
		}
	}
}

// begins reports whether a word of a name begins with the query, which may go on over
// the words that follow.
func begins(name, query string) bool {
	name = strings.ToLower(strings.ReplaceAll(name, "_", " "))
	for ok := true; ok; _, name, ok = strings.Cut(name, " ") {
		if strings.HasPrefix(name, query) {
			return true
		}
	}
	return false
}

// Title implements screen.Screen.
func (p *Screen) Title() string { return p.Book.T("palette.title") }

// Scopes implements screen.Screen.
func (p *Screen) Scopes() []keymaps.Scope {
	return []keymaps.Scope{keymaps.Picker, keymaps.Field, keymaps.Everywhere}
}

// Typing implements screen.Typist.
func (p *Screen) Typing() bool { return true }

// Why implements screen.Screen.
func (p *Screen) Why(a keymaps.Action) desk.Reason {
	if a != keymaps.Accept {
		return desk.Reason{}
	}
	if at := p.picker.List.At(); at >= 0 && p.found[at] >= 0 {
		return p.all[p.found[at]].Why
	}
	return desk.Reason{}
}

// Act implements screen.Screen.
func (p *Screen) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Accept:
		if at := p.picker.List.At(); at >= 0 {
			if p.found[at] < 0 {
				return screen.Out{Close: &screen.Closed{Slot: Slot, Value: p.number}}
			}
			return screen.Out{Close: &screen.Closed{Slot: Slot, Value: p.all[p.found[at]].Action}}
		}
	case keymaps.Cancel, keymaps.GoBack:
		return screen.Out{Close: &screen.Closed{}}
	default:
		screen.Move(p.picker.List, a)
	}
	return screen.Out{}
}

// Type implements screen.Screen.
func (p *Screen) Type(key tea.KeyPressMsg) screen.Out {
	if p.picker.Type(key) {
		p.find()
	}
	return screen.Out{}
}

// Paste implements screen.Screen.
func (p *Screen) Paste(s string) screen.Out {
	p.picker.Field.Paste(s)
	p.find()
	return screen.Out{}
}

// Wish implements screen.Sized: as tall as what is found.
func (p *Screen) Wish(maxW, maxH int) (w, h int) {
	p.spare = maxH >= roomy
	return min(maxW, 88), min(maxH, max(len(p.found), 1)+fieldLines+p.below(), 20)
}

// Resize implements screen.Screen.
func (p *Screen) Resize(w, h int) {
	p.w, p.h = w, h
	p.picker.Resize(w, h-p.below(), false)
}

// below is how many lines stand below the list, for what has no room in a row.
func (p *Screen) below() int {
	if p.h < roomy && !p.spare {
		return 0
	}
	return reasonLines
}

const (
	roomy       = 12
	fieldLines  = 2 // the field, and a blank one
	reasonLines = 3 // a blank one, and what is said
)

// View implements screen.Screen.
func (p *Screen) View(time.Time) paint.Frame {
	picture, x, y := p.picker.View("", p.Book.T("palette.none"), p.row, nil)
	if n := p.below(); n > 0 {
		picture += "\n" + part.Fit(append([]string{""}, p.reason(n-1)...), p.w, n)
	}
	return paint.Frame{Text: picture, Caret: &paint.Point{X: x, Y: y}}
}

// reason is why the command under the cursor cannot be taken now, or what it does, where its
// row is too short to say all of it.
func (p *Screen) reason(most int) []string {
	at := p.picker.List.At()
	if at < 0 || p.found[at] < 0 {
		return nil
	}
	c, name := p.all[p.found[at]], p.names[p.found[at]]
	said, row := p.Book.Reason(c.Why), name
	if said != "" {
		row += " · " + said
	} else {
		said = name
	}
	if text.Width(row+" "+c.Key) < p.w-2 {
		return nil
	}
	var lines []string
	for _, line := range part.Few(said, p.w-2, most) {
		lines = append(lines, " "+p.Theme.Dim.Render(line))
	}
	return lines
}

// narrow is the width below which little is left of a long name.
const narrow = 66

// called is what a command is called in so many cells: in a narrow palette by its short name where
// the whole one has no room. What it does is told below either way.
func (p *Screen) called(i, room int) string {
	if p.w >= narrow || text.Width(p.names[i]) <= room {
		return p.names[i]
	}
	return p.short(i)
}

func (p *Screen) row(i, w int, _ bool) []string {
	if p.found[i] < 0 {
		return []string{part.Pad(p.Theme.Text.Render(p.Book.T("jump.ticket", "n", p.number)), w)}
	}
	c := p.all[p.found[i]]
	name := p.called(p.found[i], w-2-text.Width(c.Key))
	if !c.Why.None() {
		return []string{p.Theme.Dim.Render(part.Spread(name+" · "+p.Book.Reason(c.Why), c.Key+" ", w))}
	}
	return []string{part.Spread(p.Theme.Text.Render(name), p.Theme.Key.Render(c.Key)+" ", w)}
}
