package customer

import (
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Resize implements screen.Screen.
func (j *joining) Resize(w, h int) {
	j.w, j.h = w, h
	j.scroll.Resize(w, h)
}

// Wish implements screen.Sized.
func (j *joining) Wish(maxW, maxH int) (w, h int) {
	was := j.w
	j.w = min(84, maxW)
	w, h = j.w, min(len(j.lines()), maxH)
	j.w = was
	return w, h
}

// View implements screen.Screen.
func (j *joining) View(time.Time) paint.Frame {
	if j.w <= 0 || j.h <= 0 {
		return paint.Frame{}
	}
	j.scroll.Set(j.lines(), false)
	return paint.Frame{Text: j.scroll.View()}
}

// columns are the cells of a name, and of each record's values behind it.
func (j *joining) columns() (name, side int) {
	for _, a := range j.aspects() {
		name = max(name, text.Width(a.name))
	}
	name = min(name, max(j.w/5, 4))
	return name, max((j.w-name-6)/2, 4)
}

// opening says what will be and that it is for good, and stands above the records.
func (j *joining) opening() []string {
	var lines []string
	for _, said := range j.says() {
		for _, l := range text.Wrap(said, max(j.w-2, 1)) {
			lines = append(lines, " "+j.Theme.Text.Render(l))
		}
	}
	return append(lines, "")
}

// head is how many lines stand above the first aspect.
func (j *joining) head() int { return len(j.opening()) + 1 }

// lines are the whole of the dialog.
func (j *joining) lines() []string {
	name, side := j.columns()
	row := func(left, goes, stays string) string {
		return part.Pad(left, name) + "  " + part.Pad(goes, side) + "  " + part.Pad(stays, side)
	}
	title := func(key string) string { return j.Theme.Title.Render(text.Truncate(j.Book.T(key), side)) }
	lines := append(j.opening(), " "+row("", title("customer.goes"), title("customer.stays")))
	under := j.under()
	for i, a := range j.aspects() {
		line := row(j.Theme.Dim.Render(text.Truncate(a.name, name)), j.cell(a.goes, side), j.cell(a.stay, side))
		if i == under {
			lines = append(lines, j.Theme.Accent.Render(part.Bar)+j.Theme.Selected.Render(part.Pad(line, max(j.w-1, 1))))
			continue
		}
		lines = append(lines, " "+line)
	}
	return lines
}

// says is what a merge does, in sentences.
func (j *joining) says() []string {
	if j.no != nil {
		return []string{j.Book.Problem(j.no)}
	}
	into := j.Book.Customer(text.Line(j.into.Name))
	said := []string{j.Book.T("customer.join.does", "from", j.Book.Customer(text.Line(j.from.Name)), "into", into)}
	if len(j.choices()) > 0 {
		said = append(said, j.Book.T("customer.join.choose", "into", into, "key", j.Key(keymaps.OtherSide)))
	}
	return append(said, j.Book.T("customer.join.for_good", "span", j.Book.Short(desk.Mail.UndoHold()), "key", j.Key(keymaps.Undo)))
}

func (j *joining) cell(v value, side int) string {
	switch {
	case v.words == "":
		return ""
	case v.kept:
		return j.Theme.Good.Render("✓") + " " + j.Theme.Text.Render(text.Truncate(v.words, max(side-2, 1)))
	default:
		return j.Theme.Dim.Render("– " + text.Truncate(v.words, max(side-2, 1)))
	}
}

// Tell implements screen.Teller: what will be, and of what can be chosen the row under the cursor.
func (j *joining) Tell(time.Time) screen.Speech {
	sp := screen.Speech{Head: []screen.Sentence{screen.Say(j.Book.T("linear.title", "title", j.Title()))}}
	for _, said := range j.says() {
		sp.Head = append(sp.Head, screen.Say(said))
	}
	under, name := j.under(), ""
	for i, a := range j.aspects() {
		if a.name != "" {
			name = a.name
		}
		said := j.tellAspect(name, a)
		switch {
		case i == under:
			sp.At, sp.Here = said[0].Of, said
		case a.takes != (taking{}):
			sp.More = append(sp.More, said...)
		default:
			sp.Head = append(sp.Head, said...)
		}
	}
	return sp
}

// tellAspect says of one thing what each record has, and whether that is kept.
func (j *joining) tellAspect(name string, a aspect) (all []screen.Sentence) {
	add := func(record string, v value) {
		if v.words == "" {
			return
		}
		key := "linear.customer.lost"
		if v.kept {
			key = "linear.customer.kept"
		}
		said := text.Sentence(j.Book.T(key, "record", j.Book.T(record), "name", name, "what", v.words))
		all = append(all, screen.Sentence{Text: said, Of: name + " " + a.takes.attribute})
	}
	add("customer.goes", a.goes)
	add("customer.stays", a.stay)
	return all
}
