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

// header draws the line at the top: the views with their counts, and how things stand.
func (r *Root) header(now time.Time) string {
	t := r.session.Theme
	right := r.standings(now)
	left := " " + t.Accent.Render(r.session.Book.T("root.name"))
	room := r.w - text.Width(right) - text.Width(left) - 2
	return part.Spread(left+r.views(room), right, r.w)
}

// counted is the queue, where it stands on the way.
func (r *Root) counted() (screen.Counted, bool) {
	c, ok := r.stack[0].seat.screen.(screen.Counted)
	return c, ok
}

// views are the names of the views, as many as fit; the one in sight is always there.
func (r *Root) views(room int) string {
	c, ok := r.counted()
	if !ok {
		return ""
	}
	t, b, counts := r.session.Theme, r.session.Book, c.Counts()
	label := func(v desk.ViewID) string {
		name := strings.ToLower(b.T("view." + string(v)))
		if n, ok := counts[v]; ok && v != desk.ViewAll && v != desk.ViewSolved {
			name += " " + strconv.Itoa(n)
		}
		return name
	}
	viewing := c.Viewing()
	room -= text.Width(label(viewing)) + 3
	full := false
	var out strings.Builder
	for _, v := range desk.Views() {
		name := label(v)
		switch {
		case v == viewing:
			out.WriteString("   " + t.Focused.Render(name))
		case !full && room >= text.Width(name)+3:
			room -= text.Width(name) + 3
			out.WriteString("   " + t.Dim.Render(name))
		default:
			full = true
		}
	}
	return out.String()
}

// standings are at the right: the connection, the outbox, the time. Where there is little
// room the time goes first, then the outbox when it is empty.
func (r *Root) standings(now time.Time) string {
	t, b := r.session.Theme, r.session.Book
	parts := []string{r.linkWords(now)}
	switch {
	case r.outbox.attention > 0:
		parts = append(parts, t.Soon.Render(b.T("root.attention", "n", r.outbox.attention)))
	case r.outbox.waiting > 0 || r.w >= twoPanes:
		parts = append(parts, t.Dim.Render(b.T("root.outbox", "n", r.outbox.waiting)))
	}
	if r.w >= 60 {
		parts = append(parts, t.Dim.Render(r.session.Local(now).Format("15:04")))
	}
	return strings.Join(parts, "   ") + " "
}

// linkWords say how the connection is. Under a minute they do not count the seconds:
// nothing on the screen is to move by itself while nothing happens.
func (r *Root) linkWords(now time.Time) string {
	t, b, l := r.session.Theme, r.session.Book, r.link
	switch {
	case l.Filling && l.FillGoal > 0:
		return t.Dim.Render(b.T("root.filling_of", "n", l.Filled, "goal", l.FillGoal))
	case l.Filling:
		return t.Dim.Render(b.T("root.filling", "n", l.Filled))
	case l.State == desk.LinkDenied:
		return t.Late.Render(b.T("root.denied"))
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

// title is what stands in the window's title: nothing that a customer wrote or is called.
func (r *Root) title() string {
	name := r.session.Book.T("root.name")
	c, ok := r.counted()
	if !ok {
		return name
	}
	v := c.Viewing()
	if n, known := c.Counts()[v]; known {
		name += " · " + strings.ToLower(r.session.Book.T("view."+string(v))) + " " + strconv.Itoa(n)
	}
	return text.Title(desk.Foreign(name))
}
