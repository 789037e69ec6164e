package act

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// option is one thing that can be chosen.
type option struct {
	label, hint string
	other       string // whose ticket it is, where that is another customer
	also        string // another name that finds it: the English one, where heed speaks another language
	intent      desk.Intent
	current     bool   // it is so already
	value       any    // what it ends with, under then; a Chosen where nil
	then        string // the slot that hears of it instead of doing it at once
}

// same reports whether two options come to the same, however they are called.
func (o option) same(p option) bool {
	return o.then == p.then && reflect.DeepEqual(o.intent, p.intent) && reflect.DeepEqual(o.value, p.value)
}

// Choose is a small dialog: a field, and what fits what is typed in it. It ends with a
// Chosen, or with nothing.
type Choose struct {
	*screen.Session
	screen.NoNews
	left     func(typed string) *screen.Closed // how it ends with nothing chosen; nil for silently
	target   Target
	title    string
	fixed    []option
	read     func(typed string) ([]option, string)  // options made of what is typed, or what is wrong with it
	lastMade bool                                   // what is made of what is typed stands behind what fits it
	load     func() (any, error)                    // read as it opens, off the loop
	laid     func(v any) []option                   // the options of what was read
	seek     func(typed string) func() (any, error) // read for what is typed; nil for nothing to look for
	sought   func(v any) ([]option, string)         // what was found, or what is wrong with it
	there    bool                                   // what load reads is here, or cannot be read
	early    bool                                   // it was accepted before that: what then fits is meant
	found    []option
	missed   string
	always   bool       // read is asked also where nothing is typed
	wide     bool       // what there is to choose has long names
	loose    bool       // letters of a label in their order find it too
	quiet    string     // what is said where there is nothing to choose and nothing is typed
	in       desk.Asked // where what is typed is kept; none for what only finds something
	none     string     // what is said where nothing can be chosen: an argument of NothingSelected
	picker   *part.Picker
	shown    []option
	trouble  string
	w, h     int
}

func (a *Acts) choose(t Target, title, prompt string, fixed []option, read func(string) ([]option, string)) *Choose {
	label := t.Label()
	if label == "" {
		label = a.Book.T("choose.this")
	}
	c := &Choose{
		Session: a.Session, target: t, title: begun(a.Book.T(title, "ticket", label)), fixed: fixed, read: read,
		picker: part.NewPicker(a.Theme, a.Book.T(prompt, "time", half(a.Book))),
	}
	c.find()
	c.toCurrent()
	return c
}

// Title implements screen.Screen.
func (c *Choose) Title() string { return c.title }

// Scopes implements screen.Screen.
func (c *Choose) Scopes() []keymaps.Scope { return []keymaps.Scope{keymaps.Picker, keymaps.Field} }

// Typing implements screen.Typist.
func (c *Choose) Typing() bool { return true }

// Why implements screen.Screen.
func (c *Choose) Why(a keymaps.Action) desk.Reason {
	return refuseIf(a == keymaps.Accept && len(c.shown) == 0 && !c.reading(), desk.NothingSelected, cmp.Or(c.none, "no_fit"))
}

// reading reports whether what there is to choose from is still being read.
func (c *Choose) reading() bool { return c.load != nil && !c.there }

// Act implements screen.Screen.
func (c *Choose) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Accept:
		if at := c.picker.List.At(); at >= 0 {
			o := c.shown[at]
			if o.value != nil {
				return screen.Out{Close: &screen.Closed{Slot: o.then, Value: o.value}}
			}
			return screen.Out{Close: &screen.Closed{Slot: cmp.Or(o.then, slotChosen), Value: Chosen{Target: c.target, Intent: o.intent, About: o.label, Other: o.other}}}
		}
		c.early = c.reading()
		return screen.Out{Done: c.early}
	case keymaps.Cancel, keymaps.GoBack:
		if c.left != nil {
			return screen.Out{Close: c.left(c.picker.Field.Text())}
		}
		c.picker.Field.SetText("") // who leaves a list has not written anything
		return screen.Out{Close: &screen.Closed{}}
	default:
		screen.Move(c.picker.List, a)
	}
	return screen.Out{}
}

// Type implements screen.Screen.
func (c *Choose) Type(k tea.KeyPressMsg) screen.Out {
	if c.picker.Type(k) {
		return c.typed()
	}
	return screen.Out{}
}

// typed lists anew, and looks further where what is typed asks for it.
func (c *Choose) typed() screen.Out {
	c.found, c.missed, c.early = nil, "", false
	c.find()
	if c.seek == nil {
		return screen.Out{}
	}
	run := c.seek(strings.TrimSpace(c.picker.Field.Text()))
	if run == nil {
		return screen.Out{}
	}
	return screen.Out{Ask: []screen.Ask{{Slot: slotSought, Read: run}}}
}

// Start implements screen.Starter.
func (c *Choose) Start() screen.Out {
	if c.load == nil {
		return screen.Out{}
	}
	return screen.Out{Ask: []screen.Ask{{Slot: slotLoaded, Read: c.load}}}
}

// Paste implements screen.Screen.
func (c *Choose) Paste(s string) screen.Out {
	c.picker.Field.Paste(s)
	return c.typed()
}

// find lists what fits what is typed, and what was made of it.
func (c *Choose) find() {
	typed := strings.TrimSpace(c.picker.Field.Text())
	c.shown, c.trouble = nil, ""
	var made []option
	if c.read != nil && (typed != "" || c.always) {
		made, c.trouble = c.read(typed)
	}
	for _, o := range c.fixed {
		if fits(o.label, typed) || o.also != "" && fits(o.also, typed) {
			c.shown = append(c.shown, o)
		}
	}
	if c.loose && typed != "" {
		for _, o := range c.fixed {
			if !fits(o.label, typed) && (fits(o.hint, typed) || spells(o.label, typed)) {
				c.shown = append(c.shown, o)
			}
		}
	}
	made = slices.DeleteFunc(made, func(m option) bool { return slices.ContainsFunc(c.shown, m.same) })
	c.shown = append(c.shown, c.found...)
	if c.missed != "" {
		c.trouble = c.missed
	}
	if c.lastMade {
		c.shown = append(c.shown, made...)
	} else {
		c.shown = append(made, c.shown...)
	}
	if len(c.shown) > 0 {
		c.trouble = ""
	}
	c.picker.Found(len(c.shown))
}

// begun is a title with its first letter as titles have it.
func begun(title string) string {
	r, n := utf8.DecodeRuneInString(title)
	return string(unicode.ToUpper(r)) + title[n:]
}

// spells reports whether the letters typed stand in the label in their order.
func spells(label, typed string) bool {
	rest := strings.ToLower(label)
	for _, r := range strings.ToLower(typed) {
		i := strings.IndexRune(rest, r)
		if i < 0 {
			return false
		}
		rest = rest[i+utf8.RuneLen(r):]
	}
	return true
}

// fits reports whether every word typed begins a word of the label.
func fits(label, typed string) bool {
	label = " " + strings.ToLower(label)
	for _, word := range strings.Fields(strings.ToLower(typed)) {
		if !strings.Contains(label, " "+word) && !strings.Contains(label, "-"+word) {
			return false
		}
	}
	return true
}

// Learn implements screen.Screen: what was read as it opened, or was looked for.
func (c *Choose) Learn(slot string, v any) screen.Out {
	if err, failed := v.(error); failed {
		c.missed, c.there = c.Book.Err(err), c.there || slot == slotLoaded
		c.find()
		return screen.Out{}
	}
	switch slot {
	case slotLoaded:
		c.there = true
		c.fixed = c.laid(v)
	case slotSought:
		c.found, c.missed = c.sought(v)
	default:
		return screen.Out{}
	}
	c.find()
	c.toCurrent()
	if c.early && c.there {
		return c.Act(keymaps.Accept)
	}
	return screen.Out{}
}

// toCurrent puts the cursor on what is so already, while nothing is typed.
func (c *Choose) toCurrent() {
	for i, o := range c.shown {
		if o.current && c.picker.Field.Text() == "" {
			c.picker.List.To(i)
		}
	}
}

// Drafting implements screen.Drafting.
func (c *Choose) Drafting() desk.Asked { return c.in }

// Drafted implements screen.Drafting.
func (c *Choose) Drafted() string { return c.picker.Field.Text() }

// Redraft implements screen.Drafting.
func (c *Choose) Redraft(words string) screen.Out {
	c.picker.Field.SetText(text.Line(desk.Foreign(words)))
	c.found, c.missed, c.early = nil, "", false
	c.find()
	return screen.Out{}
}

// Resize implements screen.Screen.
func (c *Choose) Resize(w, h int) {
	c.w, c.h = w, h
	c.picker.Resize(w, h, false)
}

// Wish implements screen.Sized.
func (c *Choose) Wish(maxW, maxH int) (w, h int) {
	w, most := 52, 12
	if c.wide || c.seek != nil { // what is found may be called by more than its own name
		w = 76
	}
	if c.wide {
		most = maxH
	}
	return min(w, maxW), min(min(max(len(c.fixed), 3), most)+3, maxH)
}

// View implements screen.Screen.
func (c *Choose) View(time.Time) paint.Frame {
	picture, x, y := c.picker.View(c.standing(), c.nothing(), c.row, nil)
	return paint.Frame{Text: picture, Caret: &paint.Point{X: x, Y: y}}
}

// standing says where in the list the cursor stands, where some of it is out of sight.
func (c *Choose) standing() string {
	l := c.picker.List
	if l.Total() <= l.Rows() {
		return ""
	}
	return c.Book.T("list.standing", "n", l.At()+1, "total", l.Total())
}

// nothing is why there is nothing to choose, where there is not.
func (c *Choose) nothing() string {
	switch {
	case c.trouble != "":
		return c.trouble
	case c.reading():
		return c.Book.T("choose.reading")
	case c.picker.Field.Text() == "" && c.quiet != "":
		return c.quiet
	default:
		return c.Book.T("choose.nothing")
	}
}

func (c *Choose) row(i, w int, selected bool) []string {
	o := c.shown[i]
	label := o.label
	if selected {
		label = c.Theme.Strong.Render(label)
	}
	hint := o.hint
	if o.current {
		hint = strings.TrimSpace(hint + "  " + c.Book.T("choose.now"))
	}
	return []string{part.Spread(" "+label, c.Theme.Dim.Render(hint)+" ", w)}
}
