package listing

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/muesli/termenv"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/internal/words"
)

// The gutters that stand before what others wrote, and before notes. Nothing foreign can
// imitate them: they stand at the beginning of every line.
const (
	foreignGutter = "▏"
	noteGutter    = "┆ "
	ownIndent     = "  "
)

// proseWidth is how wide a thread is written at most, so that it reads well.
const proseWidth = 100

// Text writes for people: aligned, in the words of a language, with colours where the
// terminal has them.
type Text struct {
	Out   *termenv.Output
	Book  *words.Book
	Zone  *time.Location
	Now   time.Time
	Width int // of the terminal in cells; 0 where it is none: nothing is cut off then
}

func (t *Text) print(s string) error {
	_, err := io.WriteString(t.Out, s)
	return err
}

// Queue writes a view: one line a ticket, and how many there are.
func (t *Text) Queue(view desk.ViewID, rows pipe.Rows) error {
	if len(rows.Rows) == 0 {
		return t.print(t.Book.T("queue.empty."+string(view)) + "\n")
	}
	tab := t.table()
	for _, r := range rows.Rows {
		t.row(tab, r)
	}
	if err := tab.write(t.Out, t.Out, t.Width); err != nil {
		return err
	}
	if len(rows.Rows) < rows.Total {
		return t.print(t.Book.T("list.standing", "n", len(rows.Rows), "total", rows.Total) + "\n")
	}
	return nil
}

// table is one of tickets.
func (t *Text) table() *table {
	return &table{columns: []column{{}, {right: true}, {}, {right: true}, {most: 12}, {most: 20}, {}, {}}}
}

func (t *Text) row(tab *table, r desk.Row) {
	tab.add(cell{urgency(r.Priority), late}, cell{number(r.Number), strong}, cell{t.Book.T("status." + string(r.Status)), dim},
		t.due(r.Excerpt), cell{clean(string(r.Assignee)), dim}, cell{t.Book.Customer(text.Line(r.Name)), bare}, cell{t.marks(r.Marks), strong},
		cell{t.subject(r.Subject), bare})
}

// urgency is the mark of a priority.
func urgency(p desk.Priority) string {
	switch p {
	case desk.PriorityUrgent:
		return "!!"
	case desk.PriorityHigh:
		return "!"
	default:
		return ""
	}
}

func number(n int64) string {
	if n == 0 {
		return "-"
	}
	return strconv.FormatInt(n, 10)
}

// clean is a code or login name that came from a desk.
func clean(s string) string { return text.Line(desk.Foreign(s)) }

func (t *Text) subject(u desk.Untrusted) string {
	return t.Book.Subject(text.Line(u))
}

// due is what runs out, where something does.
func (t *Text) due(e desk.Excerpt) cell {
	switch {
	case e.Status.Done():
		return cell{}
	case e.SnoozedUntil.After(t.Now):
		return cell{t.Book.Short(e.SnoozedUntil.Sub(t.Now)), dim}
	case !e.Pressing():
		return cell{}
	case e.Due.After(t.Now):
		return cell{t.Book.Short(e.Due.Sub(t.Now)), bare}
	default:
		return cell{t.Book.T("queue.late", "span", t.Book.Short(t.Now.Sub(e.Due))), late}
	}
}

func (t *Text) marks(m desk.Marks) string {
	var all []string
	if m.Waiting > 0 {
		all = append(all, fmt.Sprintf("↑%d", m.Waiting))
	}
	if m.Held > 0 {
		all = append(all, t.Book.T("mark.held"))
	}
	if m.Refused > 0 {
		all = append(all, t.Book.T("mark.refused"))
	}
	if m.Draft {
		all = append(all, t.Book.T("mark.draft"))
	}
	return strings.Join(all, " ")
}

// Search writes what was found: a line a ticket and under it the words around the match.
func (t *Text) Search(query string, found desk.Found) error {
	if len(found.Hits) == 0 {
		return t.print(t.Book.T("listing.found_nothing", "query", clean(query)) + "\n")
	}
	tab := t.table()
	for _, h := range found.Hits {
		t.row(tab, h.Row)
		if s := text.Line(h.Snippet.Text); s != "" {
			lead := ""
			if h.Snippet.Order {
				lead = t.Book.T("search.order") + " "
			}
			tab.under(strings.Repeat(" ", 10) + lead + foreignGutter + s)
		}
	}
	if err := tab.write(t.Out, t.Out, t.Width); err != nil {
		return err
	}
	if shown := len(found.Hits); shown < found.Total {
		if err := t.print(t.Book.T("listing.found_of", "n", shown, "total", found.Total) + "\n"); err != nil {
			return err
		}
	}
	if found.Indexed < found.Tickets {
		return t.print(t.Book.T("listing.indexing", "n", found.Indexed, "total", found.Tickets) + "\n")
	}
	return nil
}

// Outbox writes what is not at rest: what it is, where it stands, why.
func (t *Text) Outbox(ops []desk.PendingOp) error {
	tab := &table{columns: []column{{right: true}, {}, {}, {}, {}}}
	for _, p := range ops {
		tab.add(cell{number(p.Number), strong}, cell{t.Book.T("listing.state." + string(p.State)), bare},
			cell{t.what(p.Op), bare}, cell{p.Op.ID.String(), dim}, cell{t.about(p), bare})
	}
	return tab.write(t.Out, t.Out, t.Width)
}

// what names an operation with what it sets: "tag +vip", "status solved".
func (t *Text) what(op desk.Op) string {
	value := op.Value()
	switch in := op.Intent.(type) {
	case desk.SetStatus:
		value = t.value(desk.FieldStatus, value, nil)
	case desk.SetPriority:
		value = t.value(desk.FieldPriority, value, nil)
	case desk.Assign:
		if in.To == "" {
			value = t.Book.T("value.nobody")
		}
	case desk.Tag:
		value = "+" + strings.Join(in.Tags, " +")
	case desk.Untag:
		value = "-" + strings.Join(in.Tags, " -")
	case desk.Snooze:
		if value = ""; !in.Until.IsZero() {
			value = t.Book.Moment(in.Until.In(t.Zone), t.Now.In(t.Zone))
		}
	}
	return strings.TrimSpace(t.Book.T("listing.kind."+string(op.Intent.Kind())) + " " + clean(value))
}

// about is the words of an operation, or else its ticket's subject; before them stand the
// files that go along.
func (t *Text) about(p desk.PendingOp) string {
	about := t.subject(p.Subject)
	if words, _ := p.Op.Text(); !words.IsEmpty() {
		about = text.Line(words)
	}
	if files := fileNames(p.Op.Attachments()); len(files) > 0 {
		about = t.Book.T("files.line", "file", strings.Join(files, ", ")) + " · " + about
	}
	return about
}

// Written says what became of changes.
func (t *Text) Written(n int64, all []pipe.Written) error {
	for _, w := range all {
		s := t.Book.T("listing.written", "number", number(n), "what", t.Book.T("listing.kind."+string(w.Kind)), "state", t.Book.T("listing.became."+string(w.State)))
		if err := t.print(s + "\n"); err != nil {
			return err
		}
	}
	return nil
}

// Synced says how things stand.
func (t *Text) Synced(s pipe.Synced) error {
	line := t.Book.N("listing.synced", s.Tickets)
	if s.Waiting > 0 {
		line += " " + t.Book.N("listing.waiting", s.Waiting)
	}
	if s.Stopped > 0 {
		line += " " + t.Book.N("listing.stopped", s.Stopped)
	}
	return t.print(line + "\n")
}
