package tui

import (
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/theme"
)

// notify lays what heed last had to say over a picture, never over a dialog. What was said
// before the dialog in sight is of what is behind it, and drawn so.
func (r *Root) notify(picture string, now time.Time) string {
	n, ok := r.notice(now)
	if !ok {
		return picture
	}
	behind := n.within < len(r.dialogs)
	n.folded = n.folded || behind
	notice := r.noticeLines(n, now)
	lines := strings.Split(picture, "\n")
	from := max(len(lines)-1-len(notice), r.below())
	for i, line := range notice {
		if behind {
			line = r.session.Theme.Behind.Render(ansi.Strip(line))
		}
		lines[from+i] = line
	}
	return strings.Join(lines, "\n")
}

// noticeLines draws a notice: in the line kept for it, and where that is too short in a few
// over the end of the page, or over the footer, whose keys count in no dialog. What still has
// no room is in the notices.
func (r *Root) noticeLines(n said, now time.Time) []string {
	ink, sign := r.noticeInk(n.Level)
	mark := " " + ink.Render(sign)
	if !n.Undo.IsZero() && n.Until.After(now) {
		return []string{r.countdown(n, mark, ink, now)}
	}
	most := r.mostNotice()
	if n.folded {
		most = 1
	}
	if len(n.together) > 1 && most > 1 {
		return r.noticesTogether(n.together[max(0, len(n.together)-most):])
	}
	right := r.noticeKey(n.Action, "action."+string(n.Action))
	said := r.wrapNotice(n.Text, right)
	if len(said) > most {
		right = r.noticeKey(keymaps.GoNotices, "root.in_full")
		said = r.wrapNotice(n.Text, right)
		said = append(said[:most-1:most-1], part.Cut(said[most-1]+" …", r.noticeRoom(right)))
	}
	lines := make([]string, len(said))
	for i, words := range said {
		end := ""
		if i == len(said)-1 && right != "" {
			end = r.session.Theme.Dim.Render(right) + " "
		}
		lines[i] = part.Spread(mark+" "+ink.Render(words), end, r.w)
		mark = "  "
	}
	return lines
}

// noticesTogether draws what was said at once, a line each: none hides the other.
func (r *Root) noticesTogether(all []screen.Notice) []string {
	right, lines := r.noticeKey(keymaps.GoNotices, "root.in_full"), make([]string, len(all))
	for i, n := range all {
		ink, sign := r.noticeInk(n.Level)
		end := ""
		if i == len(all)-1 && right != "" {
			end = r.session.Theme.Dim.Render(right) + " "
		}
		lines[i] = part.Spread(" "+ink.Render(sign)+" "+ink.Render(part.Cut(n.Text, r.noticeRoom(right))), end, r.w)
	}
	return lines
}

// mostNotice is how many lines a notice takes at most. It never hides the line that is
// being written: below a text there is room for one.
func (r *Root) mostNotice() int {
	switch {
	case len(r.dialogs) > 0:
		return min(r.h-r.below(), 3)
	case r.h >= roomy:
		return 3
	case r.h >= tallEnough:
		return 2
	default:
		return 1
	}
}

// roomy is the height from which a page can spare two lines for a moment.
const roomy = 24

// noticeKey is a key that helps with a notice; empty where it does not count.
func (r *Root) noticeKey(a keymaps.Action, label string) string {
	if a == "" {
		return ""
	}
	key := string(r.table.Key(a, r.owner().scopes()))
	if key == "" || r.barred(a) && slices.Contains(r.table.Spec(a).Scopes, keymaps.Everywhere) {
		return ""
	}
	return key + " " + r.session.Book.T(label)
}

func (r *Root) noticeRoom(right string) int {
	room := r.w - 4
	if right != "" {
		room -= text.Width(right) + 1
	}
	return max(room, 1)
}

// wrapNotice wraps a notice. The words at the right take their room from all of its lines,
// so that they stand apart.
func (r *Root) wrapNotice(words, right string) []string {
	return text.Wrap(words, r.noticeRoom(right))
}

func (r *Root) noticeInk(l screen.Level) (ink theme.Ink, sign string) {
	t := r.session.Theme
	switch l {
	case screen.Good:
		return t.Good, "✓"
	case screen.Warning:
		return t.Soon, "·"
	case screen.Failure:
		return t.Late, "×"
	case screen.Info:
	}
	return t.Text, " "
}

// leastSaid is how much of a sentence must be in sight beside a countdown; where there is
// no room for it, how long something can be taken back and by which key stands alone.
const leastSaid = 16

// heldKey names in the catalogue what happens when a hold is over.
func heldKey(n screen.Notice) string {
	switch {
	case n.Solves:
		return "root.solving_in"
	case n.Noted:
		return "root.final_in"
	default:
		return "root.sending_in"
	}
}

// countdown draws a notice with how long what it tells of can be taken back.
func (r *Root) countdown(n said, mark string, ink theme.Ink, now time.Time) string {
	t, b := r.session.Theme, r.session.Book
	left := n.Until.Sub(now)
	right := b.T("root.takes_back", "key", r.keyAt(r.top(), keymaps.Undo))
	switch {
	case r.link.State == desk.LinkDown && r.w >= twoPanes:
		right = b.T("root.goes_out_later") + " · " + right
	case r.link.State == desk.LinkDown:
		right = b.T("root.kept_for_later") + " · " + right
	case left <= time.Minute:
		right = b.T(heldKey(n.Notice), "span", b.Countdown(left)) + " · " + right
	}
	room := r.w - text.Width(mark) - text.Width(right) - 4
	if room < min(leastSaid, text.Width(n.Text)) {
		return part.Pad(mark+" "+t.Dim.Render(right), r.w)
	}
	return part.Spread(mark+" "+ink.Render(text.Truncate(n.Text, room)), t.Dim.Render(right)+" ", r.w)
}
