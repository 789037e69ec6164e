package tui

import (
	"slices"

	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// The sizes from which there is room for more.
const (
	leastW, leastH = 40, 10
	twoPanes       = 90
	threePanes     = 120
	tallEnough     = 14 // for a line under the header
	airyFrom       = 20 // for blank lines in a dialog's panel
	leastAbove     = 2  // for the thread above the composer
	leastCompose   = 6  // for the composer below it

	belowDialogs  = 2 // lines: for what is said, and the footer
	aroundDialogs = 1 + belowDialogs
)

// pane is a screen in its place of the picture, in cells.
type pane struct {
	seat       *seat
	x, y, w, h int
}

// place gives every screen in sight its place and turns the panes beside to what they are
// to show. What is seen for the first time starts here, and may want to go elsewhere: so
// it goes on until nothing changes.
func (r *Root) place() {
	r.draw()
	if r.tooSmall() {
		return
	}
	for range 8 {
		panes := r.arrange()
		r.shown = panes
		for i := range panes {
			p := &panes[i]
			p.seat.resize(p.w, p.h)
			r.attend(p.seat)
			if f, ok := p.seat.screen.(screen.Folding); ok {
				r.do(p.seat, f.Fold(!slices.ContainsFunc(panes, func(p pane) bool { return p.seat.place == screen.Customer })))
			}
		}
		if !r.begun(panes) {
			break
		}
	}
	r.unseen()
	for _, d := range r.dialogs {
		w, h := r.roomFor(d.seat.screen)
		d.seat.resize(w, h)
		d.grown(r.h)
		r.start(d.seat)
	}
}

// attend tells a screen whether one is in it, and whether what it shows is being answered.
func (r *Root) attend(st *seat) {
	came := st.focus(st == r.top() && !r.locked()) // nobody reads what comes while it is locked
	if a, ok := st.screen.(screen.Answered); ok {
		r.do(st, a.Answered(r.page().seat.place == screen.Compose && st != r.top()))
	}
	if e, ok := st.screen.(screen.Entered); ok && came {
		r.do(st, e.Enter())
	}
}

// unseen sees to the panes beside that are not in sight. Nobody is in them, so what comes
// to them is not read; and the conversation that keys pressed at its customer mean is
// turned to their ticket all the same.
func (r *Root) unseen() {
	hidden := func(p screen.Place) bool {
		return !slices.ContainsFunc(r.shown, func(s pane) bool { return s.seat.place == p })
	}
	for p, st := range r.beside {
		if st != nil && hidden(p) {
			st.focus(false)
		}
	}
	if top := r.top(); top.place == screen.Customer && hidden(screen.Ticket) {
		if st := r.pane(screen.Ticket); st != nil {
			st = r.aim(st, r.target())
			st.resize(top.w, top.h)
			r.start(st)
		}
	}
}

// begun starts and turns what needs it, and reports whether anything did.
func (r *Root) begun(panes []pane) bool {
	did := false
	for _, p := range panes {
		if isBeside(p.seat.place) {
			before := p.seat.aim
			p.seat = r.aim(p.seat, r.target())
			did = did || before.Ticket != p.seat.aim.Ticket || before.Who != p.seat.aim.Who
		}
		if p.seat.fresh {
			r.start(p.seat)
			did = true
		}
	}
	return did
}

func (r *Root) tooSmall() bool { return r.w < leastW || r.h < leastH }

// body is the part of the picture between header and notice line.
func (r *Root) body() (y, h int) {
	y = 1
	if r.h >= tallEnough {
		y = 2
	}
	return y, r.h - y - 2
}

// arrange lays out the page in sight.
func (r *Root) arrange() []pane {
	page, top := r.page().seat, r.top()
	if page.place == screen.Compose {
		return r.arrangeCompose(page, top)
	}
	var row []*seat
	for _, p := range r.columns(page, top) {
		if st := r.seatAt(p, page); st != nil {
			row = append(row, st)
		}
	}
	if len(row) == 0 {
		row = []*seat{top}
	}
	y, h := r.body()
	return spread(row, 0, y, r.w, h)
}

// columns are the places that stand side by side.
func (r *Root) columns(page, top *seat) []screen.Place {
	t := r.target()
	follows := page.place == screen.Queue || !t.Ticket.IsZero()
	switch {
	case r.w < twoPanes, r.opts.Alone != nil:
		return []screen.Place{top.place}
	case !follows && isBeside(top.place):
		return []screen.Place{page.place, top.place}
	case !follows, top.place == screen.Day, top.place == screen.Floor, page.place == screen.Notices, page.place == screen.Settings:
		return []screen.Place{page.place}
	case r.w >= threePanes:
		return []screen.Place{page.place, screen.Ticket, screen.Customer}
	case top.place == screen.Customer:
		return []screen.Place{screen.Ticket, screen.Customer}
	default:
		return []screen.Place{page.place, screen.Ticket}
	}
}

func (r *Root) seatAt(p screen.Place, page *seat) *seat {
	if isBeside(p) {
		return r.pane(p)
	}
	return page
}

// spread puts screens side by side with a line between them.
func spread(row []*seat, x, y, w, h int) []pane {
	widths := widthsOf(row, w-2*(len(row)-1))
	panes := make([]pane, len(row))
	for i, st := range row {
		panes[i] = pane{st, x, y, widths[i], h}
		x += widths[i] + 2
	}
	return panes
}

// widthsOf shares w cells out: the customer needs little, a list some, a conversation the rest.
func widthsOf(row []*seat, w int) []int {
	widths := make([]int, len(row))
	rest := w
	for i, st := range row {
		if st.place == screen.Customer && len(row) > 1 {
			widths[i] = customerWidth(w)
			rest -= widths[i]
		}
	}
	left := 0
	for i := range row {
		if widths[i] == 0 {
			left++
		}
	}
	for i := range row {
		if widths[i] != 0 {
			continue
		}
		share := rest / left
		if left > 1 {
			share = min(share, 64)
		}
		widths[i] = share
		rest -= share
		left--
	}
	return widths
}

// customerWidth is the customer's share of w cells.
func customerWidth(w int) int { return min(max(w*24/100, 30), 42) }

// arrangeCompose puts the conversation over the text that is being written, and the
// customer beside both where there is room.
func (r *Root) arrangeCompose(page, top *seat) []pane {
	y, h := r.body()
	w := r.w
	thread, customer := r.pane(screen.Ticket), (*seat)(nil)
	if page.aim.Opens != nil {
		return r.arrangeOpening(page, top, y, h)
	}
	if r.w >= threePanes {
		customer = r.pane(screen.Customer)
	}
	above := min(max(h*2/5, h-20, 5), h-leastCompose-1)
	if thread == nil || above < leastAbove || top.place == screen.Customer && customer == nil {
		return []pane{{top, 0, y, w, h}}
	}
	var beside []pane
	if customer != nil {
		cw := customerWidth(w)
		w -= cw + 2
		beside = []pane{{customer, w + 2, y, cw, h}}
	}
	return append([]pane{{thread, 0, y, w, above}, {page, 0, y + above + 1, w, h - above - 1}}, beside...)
}

// arrangeOpening leaves the room of the conversation, which there is not yet, to the text.
func (r *Root) arrangeOpening(page, top *seat, y, h int) []pane {
	customer := r.pane(screen.Customer)
	if r.w < threePanes || customer == nil {
		return []pane{{top, 0, y, r.w, h}}
	}
	cw := customerWidth(r.w)
	w := r.w - cw - 2
	return []pane{{page, 0, y, w, h}, {customer, w + 2, y, cw, h}}
}

// margin is that of the dialogs' panels: where there are few lines, all are for what is inside.
func (r *Root) margin() part.Margin {
	if r.h < airyFrom {
		return part.Tight
	}
	return part.Airy
}

// roomFor is the size of a dialog's inside. No dialog covers the header, nor the line in which
// is said why a key does nothing in it, nor the footer, into which that may go on.
func (r *Root) roomFor(s screen.Screen) (w, h int) {
	margin := int(r.margin())
	maxW, maxH := max(r.w-part.PanelColumns-2, 1), max(r.h-margin-aroundDialogs, 1)
	w, h = min(maxW, max(r.w*4/5-part.PanelColumns, 36)), min(maxH, max(r.h*4/5-margin, 6))
	if sized, ok := s.(screen.Sized); ok {
		w, h = sized.Wish(maxW, maxH)
	}
	return min(max(w, 1), maxW), min(max(h, 1), maxH)
}
