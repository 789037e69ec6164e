package queue

import (
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/act"
)

// clock is what runs out first, at the right end of a row. Soon and late have a word
// beside their colour. Late is what was promised, as in every figure; what only the priority
// allows is over.
func (p pencil) clock(e entry) string {
	dim := p.Theme.Dim
	switch {
	case e.gone:
		return dim.Render(p.became(e))
	case e.Status.Done():
		return dim.Render(p.ago(latest(e.SolvedAt, e.UpdatedAt)))
	case e.SnoozedUntil.After(p.now):
		return dim.Render(p.Book.T("queue.wakes", "span", p.Book.Short(e.SnoozedUntil.Sub(p.now))))
	case !e.Pressing():
		return dim.Render(p.ago(e.UpdatedAt))
	}
	left := e.Due.Sub(p.now)
	span := p.Book.Short(left)
	since, late := e.Late(p.now)
	switch {
	case late:
		return p.Theme.Late.Render(p.Book.T("queue.late", "span", p.Book.Short(p.now.Sub(since))))
	case left < 0:
		return p.Theme.Soon.Render(p.Book.T("queue.over", "span", span))
	case left < act.Soon(e.Priority):
		return p.Theme.Soon.Render(p.Book.T("queue.due", "span", span))
	default:
		return p.Theme.Text.Render(span)
	}
}

func (p pencil) ago(t time.Time) string {
	if p.now.Sub(t) < time.Minute {
		return p.Book.T("span.now")
	}
	return p.Book.T("span.ago", "span", p.Book.Short(p.now.Sub(t)))
}

func latest(a, b time.Time) time.Time {
	if a.IsZero() {
		return b
	}
	return a
}

// waits is how long the customer has waited, in the words of span; else what is waited for.
func (p pencil) waits(e entry, span func(time.Duration) string) string {
	if e.WaitingSince.IsZero() {
		if p.goesWithoutSaying(e.Status) || e.Status == desk.Open || e.Status == desk.New {
			return ""
		}
		return p.Book.T("status." + string(e.Status))
	}
	return p.Book.T("queue.waits", "span", span(p.now.Sub(e.WaitingSince)))
}

// goesWithoutSaying reports whether a status is what the view is called.
func (p pencil) goesWithoutSaying(s desk.Status) bool {
	return p.view == desk.ViewSolved && s == desk.Solved || p.view == desk.ViewPending && s == desk.Pending
}

// became says where a ticket went that is no longer in the view.
func (p pencil) became(e entry) string {
	switch {
	case e.lost:
		return p.Book.T("queue.gone.lost")
	case e.Status.Done():
		return p.Book.T("status." + string(e.Status))
	case e.SnoozedUntil.After(p.now):
		return p.Book.T("queue.gone.snoozed")
	case e.Assignee == p.Me.ID && p.view != desk.ViewMine:
		return p.Book.T("queue.gone.yours")
	case e.Assignee != "" && (p.view == desk.ViewMine || p.view == desk.ViewUnassigned):
		return p.Book.T("queue.gone.taken", "name", p.name(e.Assignee))
	case e.Assignee == "" && p.view == desk.ViewMine:
		return p.Book.T("queue.gone.released")
	default:
		return p.Book.T("status." + string(e.Status))
	}
}

// marks are the signs of a row, what needs the agent first.
func (p pencil) marks(e entry) string {
	t := p.Theme
	var signs []string
	add := func(s string) { signs = append(signs, s) }
	if e.Marks.Held > 0 {
		add(t.Soon.Render(p.Book.T("mark.held")))
	}
	if e.Marks.Refused > 0 {
		add(t.Late.Render(p.Book.T("mark.refused")))
	}
	if who := p.someoneHere(e.ID); who != "" {
		add(t.Soon.Render(who))
	}
	if e.Marks.Draft {
		add(t.Text.Render(p.Book.T("mark.draft")))
	}
	if e.Marks.Waiting > 0 {
		add(t.Dim.Render("↑ " + strconv.Itoa(e.Marks.Waiting)))
	}
	if e.Marks.Followed {
		add(t.Dim.Render(p.Book.T("mark.followed")))
	}
	if e.Marks.Unread {
		add(t.Accent.Render("●"))
	}
	return strings.Join(signs, "  ")
}

// sentenceFrom is the width from which a row of one line says what a colleague does there.
const sentenceFrom = 56

// someoneHere names a colleague on the ticket, one who writes before one who looks.
func (p pencil) someoneHere(id desk.TicketID) string {
	looking := ""
	for _, who := range p.here[id] {
		if who.Agent == p.Me.ID || who.Until.Before(p.now) {
			continue
		}
		if who.Doing != desk.Left && p.rowLines() == 1 && p.w < sentenceFrom {
			return p.name(who.Agent)
		}
		switch who.Doing {
		case desk.Writing:
			return p.Book.T("mark.writes", "name", p.name(who.Agent))
		case desk.Viewing:
			looking = p.Book.T("mark.here", "name", p.name(who.Agent))
		case desk.Left:
		}
	}
	return looking
}
