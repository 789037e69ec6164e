package act

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Preview is the dialog that says, before something is done to many tickets, what will
// happen to which, and which are left out and why.
type Preview struct {
	*screen.Session
	screen.NoField
	screen.NoNews
	plan   plan
	says   string
	scroll *part.Scroll
	w, h   int
}

func newPreview(a *Acts, p plan, says string) *Preview {
	return &Preview{Session: a.Session, plan: p, says: says, scroll: part.NewScroll()}
}

// Title implements screen.Screen.
func (y *Preview) Title() string {
	return y.Book.N("bulk.title", len(y.plan.does)+len(y.plan.leaves)+y.plan.missing)
}

// Scopes implements screen.Screen.
func (y *Preview) Scopes() []keymaps.Scope { return []keymaps.Scope{keymaps.Dialog, keymaps.List} }

// Why implements screen.Screen.
func (y *Preview) Why(keymaps.Action) desk.Reason {
	return desk.Reason{} // where nothing would change, the key closes it
}

// Label implements screen.Labelled.
func (y *Preview) Label(a keymaps.Action) string {
	if a == keymaps.Accept && len(y.plan.does) == 0 {
		return y.Book.T("root.close")
	}
	if a == keymaps.Accept {
		return y.Book.T("bulk.do")
	}
	return ""
}

// Act implements screen.Screen.
func (y *Preview) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Accept, keymaps.Open:
		if len(y.plan.does) == 0 {
			return screen.Out{Close: &screen.Closed{}}
		}
		return screen.Out{Close: &screen.Closed{Slot: slotManySure, Value: y.plan}}
	case keymaps.Cancel, keymaps.GoBack:
		return screen.Out{Close: &screen.Closed{}}
	default:
		screen.MoveInText(y.scroll, a)
	}
	return screen.Out{}
}

// SaysWhatWillBe implements screen.Weighed.
func (*Preview) SaysWhatWillBe() {}

// Wish implements screen.Sized.
func (y *Preview) Wish(maxW, maxH int) (w, h int) {
	w = min(68, maxW)
	return w, min(max(len(y.lines(w)), 1), maxH, 24)
}

// Resize implements screen.Screen.
func (y *Preview) Resize(w, h int) {
	y.w, y.h = w, h
	y.scroll.Resize(w, h)
	y.scroll.Set(y.lines(w), false)
}

// View implements screen.Screen.
func (y *Preview) View(time.Time) paint.Frame {
	lines := strings.Split(y.scroll.View(), "\n")
	if below := y.scroll.Below(); below > 0 && y.h > 1 {
		more := y.Theme.Dim.Render(y.Book.T("bulk.more", "n", below+1, "key", y.Key(keymaps.Down)))
		lines = append(lines[:y.h-1:y.h-1], more)
	}
	return paint.Frame{Text: part.Fit(lines, y.w, y.h)}
}

// lines are the whole of it: the sentence, the tickets, and those left out with the reasons.
func (y *Preview) lines(w int) []string {
	lines := text.Wrap(y.says, max(w, 1))
	number := 0
	for _, r := range y.plan.does {
		number = max(number, len(numberOf(r)))
	}
	for _, l := range y.plan.leaves {
		number = max(number, len(numberOf(l.row)))
	}
	if from := y.from(); from != "" {
		lines = append(lines, text.Wrap(from, max(w, 1))...)
	}
	switch {
	case len(y.plan.does) > 0 && len(y.plan.leaves)+y.plan.missing > 0:
		lines = append(lines, "", y.Book.N("bulk.done_to", len(y.plan.does)))
	case len(y.plan.does) > 0:
		lines = append(lines, "")
	}
	for _, r := range y.plan.does {
		lines = append(lines, y.row(r, number, w))
	}
	lines = append(lines, y.leftOut(number, w)...)
	if y.plan.missing > 0 {
		lines = append(lines, "", y.Book.N("bulk.missing", y.plan.missing))
	}
	return lines
}

// from says of whose tickets a claim takes how many, those of most first; empty where it
// takes none of a colleague.
func (y *Preview) from() string {
	if _, ok := y.plan.intent.(desk.Assign); !ok {
		return ""
	}
	count, total := map[desk.AgentID]int{}, 0
	for _, r := range y.plan.does {
		if r.Assignee != "" && r.Assignee != y.Me.ID {
			count[r.Assignee]++
			total++
		}
	}
	if total == 0 {
		return ""
	}
	of := slices.SortedFunc(maps.Keys(count), func(a, b desk.AgentID) int {
		return cmp.Or(count[b]-count[a], strings.Compare(string(a), string(b)))
	})
	said := make([]string, len(of))
	for i, id := range of {
		said[i] = y.Book.Name(string(id)) + " " + y.Book.Count(count[id])
	}
	return y.Book.N("bulk.from", total, "who", strings.Join(said, ", "))
}

// leftOut are the tickets to which it is not done: each reason once, with how many it keeps out.
func (y *Preview) leftOut(number, w int) []string {
	if len(y.plan.leaves) == 0 {
		return nil
	}
	var reasons []string
	rows := map[string][]desk.Row{}
	for _, l := range y.plan.leaves {
		why := y.Book.Reason(l.why)
		if rows[why] == nil {
			reasons = append(reasons, why)
		}
		rows[why] = append(rows[why], l.row)
	}
	lines := []string{"", y.Book.N("bulk.left_out", len(y.plan.leaves))}
	for _, why := range reasons {
		for _, said := range text.Wrap(y.Book.Count(len(rows[why]))+" · "+why, max(w-1, 1)) {
			lines = append(lines, " "+y.Theme.Soon.Render(said))
		}
		for _, r := range rows[why] {
			lines = append(lines, y.row(r, number, w))
		}
	}
	return lines
}

// row is a ticket in one line: its number, what it is about, whose it is.
func (y *Preview) row(r desk.Row, number, w int) string {
	subject := y.Book.Subject(text.Line(r.Subject))
	left := " " + y.Theme.Dim.Render(part.Right(numberOf(r), number)) + "  " + subject
	return part.Spread(left, y.Theme.Dim.Render(text.Truncate(y.Book.Customer(text.Line(r.Name)), max(w/3, 1))), w)
}

func numberOf(r desk.Row) string {
	if r.Number == 0 {
		return "·"
	}
	return strconv.FormatInt(r.Number, 10)
}
