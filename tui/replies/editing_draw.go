package replies

import (
	"slices"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/phrasebook"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
)

// shelves are the fields above the text by lines, where there is room for two short ones on one.
// The keys go through them as they are read.
func shelves() [][]place {
	return [][]place{{inName}, {inTitle}, {inTags, inLanguage}, {inStatus, inPriority}, {inAdds, inMine}}
}

// twoFrom is the width from which two fields stand on a line.
const twoFrom = 68

// leastText is how many lines of the text are always kept in sight beside the whole form.
const leastText = 3

// Wish implements screen.Sized.
func (e *Editing) Wish(maxW, maxH int) (w, h int) { return min(116, maxW), min(24, maxH) } // all of the list that it is opened from

// Resize implements screen.Screen.
func (e *Editing) Resize(w, h int) {
	e.w, e.h = w, h
	e.form.editor.Resize(max(w-2, 1), max(h-len(e.head())-e.feet(), 1))
	e.theirs.Resize(max(w-2, 1), max(h-e.warned()-1, 1))
}

// shelved are the fields by lines in this width.
func (e *Editing) shelved() (all [][]place) {
	for _, line := range shelves() {
		if e.w >= twoFrom {
			all = append(all, line)
			continue
		}
		for _, p := range line {
			all = append(all, []place{p})
		}
	}
	return all
}

// rows are the lines of fields in sight: all of them where there is room, else the one with the
// focus.
func (e *Editing) rows() [][]place {
	all := e.shelved()
	if e.h >= len(all)+e.warned()+1+leastText+1 {
		return all
	}
	for _, line := range all {
		for _, p := range line {
			if p == e.form.at {
				return [][]place{line}
			}
		}
	}
	if e.h >= 6 {
		return all[:1]
	}
	return nil
}

// warned is how many lines say that a colleague has changed it meanwhile.
func (e *Editing) warned() int {
	if stale, gone := e.stale(); (stale || gone) && e.h >= 5 {
		return 1
	}
	return 0
}

// feet are the lines below the text.
func (e *Editing) feet() int {
	if e.h >= 5 {
		return 1
	}
	return 0
}

// head are the lines above the text.
func (e *Editing) head() []string {
	var lines []string
	if e.warned() > 0 {
		lines = append(lines, part.Pad(" "+e.Theme.Soon.Render(text.Truncate(e.warning(), max(e.w-2, 0))), e.w))
	}
	for _, row := range e.rows() {
		lines = append(lines, e.line(row))
	}
	if e.h-len(lines) >= 3 {
		lines = append(lines, part.Rule(e.Theme, "", e.w))
	}
	return lines
}

// warning says that a colleague has changed the reply, or taken it away.
func (e *Editing) warning() string {
	if _, gone := e.stale(); gone {
		return e.Book.T("phrase.gone")
	}
	is, _ := e.current()
	who := e.Book.T("phrase.somebody")
	if is.Changed != "" {
		who = e.Book.Name(string(is.Changed))
	}
	return e.Book.T("phrase.stale", "name", who, "key", e.Key(keymaps.TheirReply))
}

// line draws the fields of a line.
func (e *Editing) line(row []place) string {
	drawn := make([]string, len(row))
	w := e.w / len(row)
	for i, p := range row {
		drawn[i], _ = e.field(p, w)
	}
	return part.Pad(strings.Join(drawn, ""), e.w)
}

// labels is the width of the names of the fields.
func (e *Editing) labels(w int) int {
	wide := 0
	for p := range inText {
		wide = max(wide, text.Width(e.Book.T(p.key())))
	}
	return min(wide, w/2)
}

// field draws a field with its name in w cells, and says at which of them the caret stands.
func (e *Editing) field(p place, w int) (string, int) {
	label := e.labels(w)
	ink := e.Theme.Dim
	if p == e.form.at {
		ink = e.Theme.Strong
	}
	head := " " + ink.Render(part.Pad(text.Truncate(e.Book.T(p.key()), label), label)) + "  "
	room := max(w-label-4, 1)
	if c := e.form.choices[p]; c != nil {
		value := e.value(p)
		if p == e.form.at {
			value = "‹ " + e.Theme.Strong.Render(value) + " ›"
		}
		return part.Pad(head+part.Cut(value, room), w), label + 3
	}
	line, x := e.form.lines[p].View(room)
	if p != e.form.at && e.form.lines[p].Text() != "" { // from its beginning
		line, x = text.Truncate(e.form.lines[p].Text(), room), 0
	}
	return part.Pad(head+line, w), label + 3 + x
}

// value is what is chosen, in words.
func (e *Editing) value(p place) string {
	v := e.form.choices[p].value()
	switch {
	case v == "":
		return e.Book.T(p.key() + ".none")
	case p == inStatus:
		return e.Book.T("status." + v)
	case p == inPriority:
		return e.Book.T("priority." + v)
	default:
		return e.Book.T("phrase.mine.yes")
	}
}

// View implements screen.Screen.
func (e *Editing) View(time.Time) paint.Frame {
	switch {
	case e.w <= 0 || e.h <= 0:
		return paint.Frame{}
	case !e.begun:
		none := ""
		if e.failed != nil {
			none = e.Book.Err(e.failed)
		}
		return paint.Frame{Text: part.Empty(e.Theme, none, e.w, e.h)}
	case e.showing:
		return e.viewTheirs()
	}
	lines := e.head()
	top := len(lines)
	picture, x, y := e.form.editor.View()
	for _, l := range strings.Split(picture, "\n") {
		lines = append(lines, " "+l)
	}
	if e.feet() > 0 {
		lines = append(lines[:min(len(lines), e.h-1)], e.foot())
	}
	caret := paint.Point{X: x + 1, Y: top + y}
	if e.form.at != inText {
		caret = e.caret()
	}
	caret.X, caret.Y = min(caret.X, e.w-1), min(caret.Y, e.h-1)
	return paint.Frame{Text: part.Fit(lines, e.w, e.h), Caret: &caret}
}

// caret is where the caret stands in the form.
func (e *Editing) caret() paint.Point {
	for y, row := range e.rows() {
		for i, p := range row {
			if p == e.form.at {
				w := e.w / len(row)
				_, x := e.field(p, w)
				return paint.Point{X: i*w + x, Y: e.warned() + y}
			}
		}
	}
	return paint.Point{}
}

// foot says why it is not saved, what is odd about its blanks, or which it has; and at the
// right how safe it is.
func (e *Editing) foot() string {
	state := e.Theme.Dim.Render(e.state())
	if e.saving.Err != nil {
		state = e.Theme.Late.Render(e.state())
	}
	said, doubt := e.remark()
	ink := e.Theme.Dim
	if doubt {
		ink = e.Theme.Soon
	}
	room := max(e.w-text.Width(e.state())-4, 0)
	if e.trouble != "" { // what is asked for is read before how safe it is
		room, state = max(e.w-2, 0), ""
	}
	return part.Spread(" "+ink.Render(text.Truncate(said, room)), state+" ", e.w)
}

func (e *Editing) state() string {
	if e.handing {
		return e.Book.T("draft.handing")
	}
	return e.saving.State(e.Book, e.changed())
}

// remark is what is to be said of the form, and whether it is a doubt.
func (e *Editing) remark() (string, bool) {
	if e.trouble != "" {
		return e.trouble, true
	}
	if e.form.choices[e.form.at] != nil {
		return e.Book.T("phrase.choose"), false
	}
	words := e.form.editor.Text()
	if d, ok := phrasebook.Doubtful(words); ok {
		return e.doubt(d), true
	}
	var blanks []string
	for _, b := range phrasebook.Unfilled(words) {
		blanks = append(blanks, unfilled(b))
	}
	if len(blanks) == 0 {
		return e.Book.T("phrase.blanks.none"), false
	}
	return e.Book.N("phrase.blanks", len(blanks), "blanks", strings.Join(blanks, " ")), false
}

// doubt says what is odd about a blank.
func (e *Editing) doubt(d phrasebook.Doubt) string {
	name := text.Line(desk.Foreign(d.Name))
	switch {
	case d.Open:
		return e.Book.T("phrase.doubt.open", "name", name)
	case d.Near != "":
		return e.Book.T("phrase.doubt.near", "name", name, "near", d.Near)
	default:
		return e.Book.T("phrase.doubt.unknown", "name", name)
	}
}

// layTheirs sets what a colleague made of the reply.
func (e *Editing) layTheirs() {
	is, _ := e.current()
	w := max(e.w-2, 1)
	lines := []string{e.Theme.Strong.Render(text.Truncate(text.Line(desk.Foreign(is.Title)), w)), e.Theme.Dim.Render(text.Truncate(about(is), w))}
	if does := act.Does(e.Session, is.Then); does != "" {
		for _, l := range text.Wrap(e.Book.T("replies.then", "what", does), w) {
			lines = append(lines, e.Theme.Soon.Render(l))
		}
	}
	lines = append(lines, "")
	clean := text.Block(desk.Foreign(is.Text))
	blanks := phrasebook.Unfilled(clean)
	shown, spans := told(clean, blanks, func(i int) string { return unfilled(blanks[i]) })
	e.theirs.Set(append(lines, part.WrapMarked(e.Theme.Text, e.Theme.Blank, shown, spans, w)...), false)
}

// about is what there is to say of a reply beside its title, on one line.
func about(c desk.Canned) string {
	all := append(append([]string{c.Name}, c.Tags...), c.Language)
	all = slices.DeleteFunc(all, func(s string) bool { return s == "" })
	return text.Line(desk.Foreign(strings.Join(all, " · ")))
}

func (e *Editing) viewTheirs() paint.Frame {
	e.layTheirs()
	var lines []string
	if e.warned() > 0 {
		lines = append(lines, part.Pad(" "+e.Theme.Soon.Render(text.Truncate(e.Book.T("phrase.theirs", "key", e.Key(keymaps.TheirReply)), max(e.w-2, 0))), e.w))
	}
	for _, l := range strings.Split(e.theirs.View(), "\n") {
		lines = append(lines, " "+l)
	}
	return paint.Frame{Text: part.Fit(lines, e.w, e.h)}
}
