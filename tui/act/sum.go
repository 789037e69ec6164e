package act

import (
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Sum is the dialog that shows the sum by which a ticket stands where it stands.
type Sum struct {
	*screen.Session
	screen.NoField
	screen.NoNews
	ticket desk.Ticket
	w, h   int
}

// NewSum makes the dialog of a ticket.
func NewSum(s *screen.Session, t desk.Ticket) *Sum { return &Sum{Session: s, ticket: t} }

// SumOfRow makes the dialog from what a row has of its ticket.
func SumOfRow(s *screen.Session, r desk.Row) *Sum {
	urgency, impact := r.Priority.Levels()
	t := desk.Ticket{
		Number: r.Number, WaitingSince: r.WaitingSince, UpdatedAt: r.UpdatedAt, Urgency: urgency, Impact: impact, Tier: r.Tier,
	}
	if r.Promise != "" {
		t.Clocks = []desk.Clock{{Target: r.Promise, Due: r.Due}}
	}
	return NewSum(s, t)
}

// Title implements screen.Screen.
func (y *Sum) Title() string {
	return y.Book.T("why.title", "ticket", Target{Number: y.ticket.Number}.Label())
}

// Scopes implements screen.Screen.
func (y *Sum) Scopes() []keymaps.Scope { return []keymaps.Scope{keymaps.Dialog} }

// Why implements screen.Screen.
func (y *Sum) Why(keymaps.Action) desk.Reason { return desk.Reason{} }

// Act implements screen.Screen.
func (y *Sum) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Accept, keymaps.Cancel, keymaps.WhyOrder, keymaps.GoBack:
		return screen.Out{Close: &screen.Closed{}}
	default:
		return screen.Out{}
	}
}

// Telling implements screen.Telling.
func (y *Sum) Telling() {}

// Resize implements screen.Screen.
func (y *Sum) Resize(w, h int) { y.w, y.h = w, h }

// sumWidth is how wide the sum is where no line of it needs more.
const sumWidth = 58

// Wish implements screen.Sized.
func (y *Sum) Wish(maxW, maxH int) (w, h int) {
	w, h = sumWidth, 7
	for _, line := range y.lines(y.Now()) {
		w = max(w, part.Width(line))
	}
	if desk.Reckon(y.ticket).Promise != "" {
		h++
	}
	return min(w, maxW), min(h, maxH)
}

// View implements screen.Screen.
func (y *Sum) View(now time.Time) paint.Frame {
	return paint.Frame{Text: part.Fit(y.lines(now), y.w, y.h)}
}

func (y *Sum) lines(now time.Time) []string {
	r := desk.Reckon(y.ticket)
	label := 0
	terms := y.terms(now, r)
	left := y.Book.T("why.left", "span", y.Book.Long(r.Due.Sub(now)))
	switch {
	case r.Due.Before(now) && r.Promise == "":
		left = y.Theme.Soon.Render(y.Book.T("why.over", "span", y.Book.Long(r.Due.Sub(now))))
	case r.Due.Before(now):
		left = y.Theme.Late.Render(y.Book.T("why.late", "span", y.Book.Long(r.Due.Sub(now))))
	}
	due := term{y.Book.T("why.due"), "= " + y.instant(r.Due, now, r), left}
	for _, t := range append(terms, due) {
		label = max(label, text.Width(t.name))
	}
	var lines []string
	for _, t := range terms {
		lines = append(lines, y.Theme.Dim.Render(text.PadRight(t.name, label))+"  "+t.value)
	}
	lines = append(lines, "", y.Theme.Strong.Render(text.PadRight(due.name, label))+"  "+y.Theme.Strong.Render(due.value)+"   "+due.more)
	if !r.Waiting && r.Promise == "" {
		lines = append(lines, y.Theme.Dim.Render(y.Book.T("why.nobody_waits")))
	}
	return lines
}

// term is a line of the sum.
type term struct{ name, value, more string }

// terms are what the due instant is worked out from: how long the priority may wait and, where
// that runs out before it or nobody waits, what is promised.
func (y *Sum) terms(now time.Time, r desk.Reckoning) []term {
	var terms []term
	if r.Waiting || r.Promise == "" {
		since := "why.waits"
		if !r.Waiting {
			since = "why.changed"
		}
		terms = append(terms, term{y.Book.T(since), y.instant(r.From, now, r), ""}, term{
			y.Book.T("why.horizon", "priority", y.Book.T("priority."+r.Priority.String())), "+ " + y.span(r.Horizon), "",
		})
		if r.Tier > 0 {
			terms = append(terms, term{y.Book.T("why.tier", "tier", text.Line(desk.Foreign(string(y.ticket.Tier)))), "− " + y.span(r.Tier), ""})
		}
	}
	if r.Promise != "" {
		terms = append(terms, term{y.Book.T("why.promised." + string(r.Promise)), y.instant(r.Promised.Due, now, r), ""})
	}
	return terms
}

// instant is a time of the sum: with its seconds where a term has some, so that what is
// shown adds up.
func (y *Sum) instant(t, now time.Time, r desk.Reckoning) string {
	if (r.Horizon-r.Tier)%time.Minute != 0 {
		return y.Book.MomentExact(y.Local(t), y.Local(now))
	}
	return y.Book.Moment(y.Local(t), y.Local(now))
}

// span is a term of the sum to the second: "1 m 30 s".
func (y *Sum) span(d time.Duration) string {
	switch rest := d % time.Minute; {
	case rest == 0:
		return y.Book.Long(d)
	case d < time.Minute:
		return y.Book.Short(d)
	default:
		return y.Book.Long(d-rest) + " " + y.Book.Short(rest)
	}
}
