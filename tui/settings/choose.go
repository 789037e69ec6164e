package settings

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

// Change is the dialog in which a setting is changed: a list with a preview where it takes
// one of a few values, else a field.
func Change(s *screen.Session, r Row) screen.Screen {
	if len(r.Wants) > 0 {
		return newChoose(s, r)
	}
	return newTyped(s, r)
}

// choose is a list of values. Moving the cursor shows at once what each is like; what
// counted before comes back when none is taken.
type choose struct {
	*screen.Session
	row     Row
	found   []string
	refused Refused // why the value under the cursor cannot be taken
	picker  *part.Picker
}

func newChoose(s *screen.Session, r Row) *choose {
	c := &choose{Session: s, row: r, picker: part.NewPicker(s.Theme, s.Book.T("settings.choose"))}
	c.find()
	for i, value := range c.found {
		if value == r.value() {
			c.picker.List.To(i)
		}
	}
	return c
}

// find lists the values that have what is typed in their names.
func (c *choose) find() {
	typed := strings.ToLower(strings.TrimSpace(c.picker.Field.Text()))
	c.found = c.found[:0]
	for _, value := range c.row.Wants {
		if strings.Contains(value, typed) {
			c.found = append(c.found, value)
		}
	}
	c.picker.Found(len(c.found))
}

func (c *choose) under() string {
	if at := c.picker.List.At(); at >= 0 {
		return c.found[at]
	}
	return ""
}

// Title implements screen.Screen.
func (c *choose) Title() string { return c.Book.T("settings.of." + c.row.Name) }

// Scopes implements screen.Screen.
func (c *choose) Scopes() []keymaps.Scope { return []keymaps.Scope{keymaps.Picker, keymaps.Field} }

// Typing implements screen.Typist.
func (c *choose) Typing() bool { return true }

// Why implements screen.Screen.
func (c *choose) Why(a keymaps.Action) desk.Reason {
	switch {
	case a == keymaps.Accept && c.under() == "":
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_fit"}}
	case a == keymaps.Accept && c.refused != nil:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"refused"}}
	default:
		return desk.Reason{}
	}
}

// Act implements screen.Screen.
func (c *choose) Act(a keymaps.Action) screen.Out {
	before := c.under()
	switch a {
	case keymaps.Accept:
		return screen.Out{Set: &screen.Set{Name: c.row.Name, Value: c.under()}, Close: &screen.Closed{}}
	case keymaps.Cancel, keymaps.GoBack:
		return screen.Out{Close: &screen.Closed{}}
	default:
		screen.Move(c.picker.List, a)
	}
	return c.try(before)
}

// try shows what the value under the cursor is like, where that is another one now.
func (c *choose) try(before string) screen.Out {
	now := c.under()
	if now == before || now == "" || !c.row.Live {
		return screen.Out{}
	}
	return screen.Out{Set: &screen.Set{Name: c.row.Name, Value: now, Try: true}}
}

// Type implements screen.Screen.
func (c *choose) Type(key tea.KeyPressMsg) screen.Out {
	before := c.under()
	if c.picker.Type(key) {
		c.find()
	}
	return c.try(before)
}

// Paste implements screen.Screen.
func (c *choose) Paste(words string) screen.Out {
	before := c.under()
	c.picker.Field.Paste(words)
	c.find()
	return c.try(before)
}

// Heed implements screen.Screen.
func (c *choose) Heed(desk.Change) screen.Out { return screen.Out{} }

// Learn implements screen.Screen.
func (c *choose) Learn(slot string, v any) screen.Out {
	if why, ok := v.(Refused); ok && slot == screen.SlotSet {
		c.refused = why
	}
	return screen.Out{}
}

// Wish implements screen.Sized.
func (c *choose) Wish(maxW, maxH int) (w, h int) { return min(maxW, 76), min(maxH, 16) }

// Resize implements screen.Screen.
func (c *choose) Resize(w, h int) { c.picker.Resize(w, h, true) }

// View implements screen.Screen.
func (c *choose) View(time.Time) paint.Frame {
	picture, x, y := c.picker.View("", c.Book.T("settings.no_value"), c.draw, c.preview)
	return paint.Frame{Text: picture, Caret: &paint.Point{X: x, Y: y}}
}

func (c *choose) draw(i, w int, _ bool) []string {
	value, now := c.found[i], ""
	if value == c.row.value() {
		now = c.Book.T("settings.now")
	}
	line := " " + c.Theme.Text.Render(value)
	if pw, _ := c.picker.Previews(); pw == 0 {
		line += "  " + c.Theme.Dim.Render(c.about(value))
	}
	return []string{part.Spread(line, c.Theme.Dim.Render(now)+" ", w)}
}

// about says what a value means; nothing where its name says it.
func (c *choose) about(value string) string {
	if c.refused != nil && value == c.under() {
		return c.refused(c.Book)
	}
	if key := "settings." + c.row.Name + "." + value; c.Book.Has(key) {
		return c.Book.T(key)
	}
	return ""
}

// preview shows what the value under the cursor is like.
func (c *choose) preview(i, w, h int) []string {
	var lines []string
	for _, line := range text.Wrap(c.about(c.found[i]), w) {
		lines = append(lines, c.Theme.Dim.Render(line))
	}
	lines = append(lines, "")
	switch {
	case c.refused != nil:
	case c.row.Name == "theme":
		lines = append(lines, c.colours(w)...)
	case c.row.Name == "keymap":
		lines = append(lines, c.keys(w, h-len(lines))...)
	}
	return lines
}

// colours shows a few lines as the theme that counts now draws them.
func (c *choose) colours(w int) []string {
	t, b := c.Theme, c.Book
	var key string
	if most := c.MostDone(); len(most) > 0 {
		key = t.Key.Render(most[0].Key) + " " + t.Dim.Render(most[0].Does) + "   "
	}
	row := func(mark, words, end string) string { return part.Spread(mark+words, end, w) }
	return []string{
		t.Accent.Render(part.Bar) + t.Selected.Render(part.Spread(t.Late.Render("!!")+" "+t.Strong.Render(b.T("settings.sample.row")), t.Late.Render(b.Short(12*time.Minute))+" ", w-1)),
		row(" "+t.Soon.Render(" !")+" ", t.Text.Render(b.T("settings.sample.other")), t.Soon.Render(b.Short(41*time.Minute))+" "),
		row("    ", t.Dim.Render(b.T("settings.sample.dim")), t.Good.Render("✓")+" "),
		t.Gutter.Render(string(part.Foreign)) + t.Text.Render(part.Cut(b.T("settings.sample.said"), w-1)),
		t.Note.Render(part.Cut(string(part.Internal)+" "+b.T("settings.sample.note"), w)),
		part.Pad(key+t.Match.Render(b.T("settings.sample.match"))+"   "+t.Blank.Render(b.T("settings.sample.blank")), w),
	}
}

// keys shows the keys of what is done most, as many as there is room for.
func (c *choose) keys(w, h int) []string {
	var lines []string
	for _, k := range c.MostDone() {
		lines = append(lines, part.Cut(c.Theme.Key.Render(part.Pad(k.Key, keyCells))+" "+k.Does, w))
	}
	return lines[:min(len(lines), max(h, 0))]
}

// keyCells is the room for a key like ctrl+c ctrl+c.
const keyCells = 14
