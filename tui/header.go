package tui

import (
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// headerGap is the least room between the views and what stands at the right.
const headerGap = 4

// header draws the line at the top: the views with their counts, and how things stand.
// The outbox has its room whether or not it needs it, so that no view comes or goes while
// something is sent.
func (r *Root) header(now time.Time) string {
	t := r.session.Theme
	if r.opts.Alone != nil {
		return part.Pad(" "+t.Accent.Render(r.session.Book.T("root.name")), r.w)
	}
	right := r.standings(now)
	left := " " + t.Accent.Render(r.session.Book.T("root.name")) + r.unkept()
	room := r.w - max(text.Width(right), r.reserved(now)) - text.Width(left) - headerGap
	return part.Spread(left+r.views(room), right, r.w)
}

// unkept is the standing mark of a session that is lost with the process.
func (r *Root) unkept() string {
	switch {
	case !r.opts.Unkept:
		return ""
	case r.w >= twoPanes:
		return " " + r.session.Theme.Late.Render(r.session.Book.T("root.in_memory"))
	default:
		return " " + r.session.Theme.Late.Render(r.session.Book.T("root.in_memory.short"))
	}
}

// counted is the queue, where it stands on the way.
func (r *Root) counted() (screen.Counted, bool) {
	c, ok := r.stack[0].seat.screen.(screen.Counted)
	return c, ok
}

// views are the names of the views: as many as fit, the first ones first; the one in
// sight is always there, and a dim … stands where some are left out.
func (r *Root) views(room int) string {
	c, ok := r.counted()
	if !ok {
		return ""
	}
	viewing := c.Viewing()
	views := r.viewIDs()
	most := len(views)
	for most > 0 && r.viewsWidth(most, viewing) > room {
		most--
	}
	t, counts := r.session.Theme, c.Counts()
	var out strings.Builder
	gap := false
	for i, v := range views {
		switch {
		case v == viewing:
			out.WriteString("   " + t.Focused.Render(r.viewLabel(v, counts)))
		case i < most:
			out.WriteString("   " + t.Dim.Render(r.viewLabel(v, counts)))
		default:
			if !gap && (most > 0 || r.viewsWidth(0, viewing) <= room) {
				out.WriteString(" " + t.Dim.Render("…"))
			}
			gap = true
			continue
		}
		gap = false
	}
	return out.String()
}

// viewIDs are the views that every desk has, and the agent's own behind them.
func (r *Root) viewIDs() []desk.ViewID {
	views := desk.Views()
	for _, own := range r.ownViews() {
		views = append(views, own.ID)
	}
	return views
}

func (r *Root) ownViews() []screen.OwnView {
	if f, ok := r.stack[0].seat.screen.(screen.Filtered); ok {
		return f.Own()
	}
	return nil
}

func (r *Root) viewName(v desk.ViewID) string {
	for _, own := range r.ownViews() {
		if own.ID == v {
			return own.Name
		}
	}
	return r.session.Book.Within(r.session.Book.T("view." + string(v)))
}

// viewLabel is a view's name with its count.
func (r *Root) viewLabel(v desk.ViewID, counts map[desk.ViewID]int) string {
	name := r.viewName(v)
	if n, ok := counts[v]; ok {
		name += " " + r.session.Book.Count(n)
	}
	return name
}

// viewsWidth is the room that the first views and the one in sight take, with a … in each
// gap. A count is taken for two digits wide, or more where it is: which views there are
// does not change with every ticket.
func (r *Root) viewsWidth(most int, viewing desk.ViewID) int {
	c, _ := r.counted()
	width, gap := 0, false
	for i, v := range r.viewIDs() {
		if i >= most && v != viewing {
			if !gap {
				width += 2
			}
			gap = true
			continue
		}
		gap = false
		width += 3 + max(text.Width(r.viewLabel(v, c.Counts())), text.Width(r.viewLabel(v, nil))+3)
	}
	return width
}

// standings are at the right: the connection, the outbox, the time. Where there is little
// room the time gives way to what waits, or goes.
func (r *Root) standings(now time.Time) string {
	t, b := r.session.Theme, r.session.Book
	parts := []string{r.linkWords(now)}
	if on := r.onBreak(now); on != "" {
		parts = []string{on, parts[0]}
	}
	stuck, waiting := r.outbox.attention, r.outbox.waiting
	waits := stuck+waiting > 0
	if stuck > 0 {
		parts = append(parts, t.Soon.Render(b.N("root.attention", stuck)))
	}
	if waiting > 0 && (stuck == 0 || r.w >= twoPanes) || !waits && r.w >= twoPanes {
		parts = append(parts, t.Dim.Render(b.T("root.outbox", "n", waiting)))
	}
	if r.w >= twoPanes || r.w >= clockFrom && !waits {
		parts = append(parts, t.Dim.Render(b.Clock(r.session.Local(now))))
	}
	return strings.Join(parts, "   ") + " "
}

// The widths from which there is room for the time of day, and for since when one is offline.
const (
	clockFrom = 60
	sinceFrom = 80
)

// reserved is the room that the standings are given, whatever waits to be sent now.
func (r *Root) reserved(now time.Time) int {
	b := r.session.Book
	link := text.Width(r.linkWords(now))
	waits := max(text.Width(b.N("root.attention", 1)), text.Width(b.T("root.outbox", "n", 99)))
	switch {
	case r.w >= twoPanes:
		return link + 3 + waits + 3 + text.Width(b.Clock(time.Date(0, 1, 1, 22, 0, 0, 0, time.UTC))) + 1
	case r.w >= clockFrom:
		return link + 3 + waits + 1
	default:
		return link + 1
	}
}

// linkWords say how the connection is. Under a minute they do not count the seconds:
// nothing on the screen is to move by itself while nothing happens.
func (r *Root) linkWords(now time.Time) string {
	t, b, l := r.session.Theme, r.session.Book, r.link
	switch {
	case r.trouble == b.T("line.disk"):
		return t.Soon.Render(b.T("root.disk"))
	case r.trouble == b.T("line.disk_failed"):
		return t.Late.Render(b.T("root.disk_failed"))
	case l.Filling: // the list says how far it is
		return t.Dim.Render(b.T("root.filling"))
	case l.State == desk.LinkDenied:
		return t.Late.Render(b.T("root.denied"))
	case l.State == desk.LinkDown && !l.Since.IsZero() && r.w >= sinceFrom:
		return t.Soon.Render(b.T("root.offline_since", "when", b.Moment(r.session.Local(l.Since), r.session.Local(now))))
	case l.State == desk.LinkDown && (l.Since.IsZero() || now.Sub(l.Since) < time.Minute):
		return t.Soon.Render(b.T("root.offline_now"))
	case l.State == desk.LinkDown:
		return t.Soon.Render(b.T("root.offline", "span", b.Short(now.Sub(l.Since).Truncate(time.Minute))))
	case l.Synced.IsZero():
		return t.Dim.Render(b.T("root.never_synced"))
	case now.Sub(l.Synced) < 2*time.Minute:
		return t.Dim.Render(b.T("root.synced"))
	default:
		return t.Dim.Render(b.T("root.synced_ago", "span", b.Short(now.Sub(l.Synced))))
	}
}

// title is what stands in the window's title: how much waits for the agent, and the view.
// Nothing in it is what a customer wrote or is called.
func (r *Root) title() string {
	name := r.session.Book.T("root.name")
	if r.locked() {
		return name
	}
	if n := r.waits(); n > 0 {
		name = "(" + r.session.Book.Count(n) + ") " + name
	}
	c, ok := r.counted()
	if !ok {
		return name
	}
	v := c.Viewing()
	if n, known := c.Counts()[v]; known {
		name += " · " + r.session.Book.Within(r.session.Book.T("view."+string(v))) + " " + strconv.Itoa(n)
	}
	return text.Title(desk.Foreign(name))
}
