package tui

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
)

// Frame is the whole picture: exactly as many lines as the terminal has, each exactly as
// wide. A theme that was asked for by its name brings its own ground along; one that was
// chosen by the terminal's leaves that as it is.
func (r *Root) Frame() paint.Frame {
	f := r.picture()
	if r.opts.Theme != "" {
		f.Text = r.session.Theme.Ground.Render(f.Text)
	}
	return f
}

func (r *Root) picture() paint.Frame {
	if r.w <= 0 || r.h <= 0 {
		return paint.Frame{}
	}
	if r.locked() {
		return r.curtain.seat.screen.View(r.session.Now())
	}
	if r.tooSmall() {
		return r.smallFrame()
	}
	now := r.session.Now()
	f := r.pages(now)
	lines := make([]string, 0, r.h)
	lines = append(lines, r.header(now))
	y, _ := r.body()
	if y > 1 {
		lines = append(lines, part.Rule(r.session.Theme, "", r.w))
	}
	lines = append(lines, strings.Split(f.Text, "\n")...)
	lines = append(lines, part.Fit(nil, r.w, 1), r.footer())
	picture := paint.Frame{Text: strings.Join(lines, "\n"), Caret: f.Caret}
	for _, d := range r.dialogs {
		picture = r.over(picture, d, now)
	}
	picture.Text = r.notify(picture.Text, now)
	return picture
}

// pages draws the panes in sight.
func (r *Root) pages(now time.Time) paint.Frame {
	top := r.top()
	_, h := r.body()
	columns := map[int][]string{}
	var order []int
	var caret *paint.Point
	for _, p := range r.shown {
		f := p.seat.screen.View(now)
		if p.seat == top && f.Caret != nil {
			caret = &paint.Point{X: f.Caret.X + p.x, Y: f.Caret.Y + p.y}
		}
		if _, ok := columns[p.x]; !ok {
			order = append(order, p.x)
		} else {
			columns[p.x] = append(columns[p.x], part.Rule(r.session.Theme, "", p.w))
		}
		columns[p.x] = append(columns[p.x], strings.Split(part.Fit(strings.Split(f.Text, "\n"), p.w, p.h), "\n")...)
	}
	blocks := make([]string, len(order))
	for i, x := range order {
		blocks[i] = strings.Join(columns[x], "\n")
	}
	if len(blocks) == 0 {
		return paint.Frame{Text: part.Fit(nil, r.w, h)}
	}
	return paint.Frame{Text: part.Beside(part.Between(r.session.Theme)+" ", blocks...), Caret: caret}
}

// topOf is the line at which a dialog's panel begins: below the header.
func (r *Root) topOf(d *dialog) int {
	margin := int(r.margin())
	return min(max((r.h-d.tall-margin)/3, 1), max(r.h-d.seat.h-margin-belowDialogs, 1))
}

// below is the first line below all dialogs.
func (r *Root) below() int {
	y := 0
	for _, d := range r.dialogs {
		y = max(y, r.topOf(d)+d.seat.h+int(r.margin()))
	}
	return y
}

// over lays a dialog over the picture.
func (r *Root) over(behind paint.Frame, d *dialog, now time.Time) paint.Frame {
	t := r.session.Theme
	inside := d.seat.screen.View(now)
	margin := r.margin()
	panel := part.Panel(t, margin, d.seat.screen.Title(), inside.Text, r.dialogHints(d.seat), d.seat.w, d.seat.h)
	x, y := max((r.w-d.seat.w-part.PanelColumns)/2, 0), r.topOf(d)
	f := paint.Frame{Text: part.Over(t, behind.Text, panel, x, y)}
	if inside.Caret != nil {
		f.Caret = &paint.Point{X: x + 2 + inside.Caret.X, Y: y + margin.Above() + inside.Caret.Y}
	}
	return f
}

// smallFrame says which size heed needs, and that nothing is lost.
func (r *Root) smallFrame() paint.Frame {
	b := r.session.Book
	words := b.T("root.too_small", "w", r.w, "h", r.h)
	if r.owner().typing() {
		words += " " + b.T("root.kept")
	}
	return paint.Frame{Text: part.Fit(text.Wrap(words, r.w), r.w, r.h)}
}
