package voice

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/internal/text"
)

// written is the line that is being written, as it stands on the terminal.
type written struct {
	shown bool
	of    Live
	s     string // with its label
	at    int    // where the caret stands, in bytes of s
}

// eraseLine wipes the line in which the caret stands, from its edge on.
const eraseLine = "\r" + ansi.EraseLineRight

// goesOnWith reports whether a line is of the same text as another one.
func (l *Live) goesOnWith(m Live) bool { return l.Of == m.Of && l.Label == m.Label }

// wipe takes the line that is being written away, to say something in its place.
func (v *Voice) wipe() {
	if v.live.shown && v.live.s != "" {
		v.out.WriteString(eraseLine)
	}
}

// end leaves the line as it stands and goes to the next. One in which nothing was written is
// taken away.
func (v *Voice) end() {
	switch {
	case v.live.s == "":
	case v.live.of.Text == "":
		v.out.WriteString(eraseLine)
	default:
		v.out.WriteString("\r\n")
	}
	v.live = written{}
}

// turn shows l.
func (v *Voice) turn(l *Live) {
	was := v.live
	switch {
	case l == nil:
	case !was.shown || was.s == "":
		v.draw(*l)
	case was.of == *l:
	case l.Row != was.of.Row:
		if l.Row == was.of.Row+1 && l.Above != was.of.Text {
			v.change(Live{Of: l.Of, Label: l.Label, Text: l.Above, Caret: len(l.Above), Row: was.of.Row})
		}
		v.end()
		v.draw(*l)
	default:
		v.change(*l)
	}
}

// draw writes the line whole, where nothing stands.
func (v *Voice) draw(l Live) {
	s, at := v.fit(l)
	v.out.WriteString(s)
	v.back(s[at:])
	v.live = written{shown: true, of: l, s: s, at: at}
}

// change writes what is another line now with as few bytes as there are: what is typed at
// its end, steps of the caret, and else the line anew.
func (v *Voice) change(l Live) {
	was := v.live
	s, at := v.fit(l)
	switch {
	case s == was.s && at <= was.at:
		v.back(s[at:was.at])
	case s == was.s:
		v.out.WriteString(s[was.at:at])
	case was.at == len(was.s) && strings.HasPrefix(s, was.s):
		v.out.WriteString(s[len(was.s):])
		v.back(s[at:])
	case was.at == len(was.s) && at == len(s) && strings.HasPrefix(was.s, s) && text.Width(was.s) == text.Width(s)+text.Width(was.s[len(s):]):
		n := text.Width(was.s[len(s):])
		v.out.WriteString(strings.Repeat("\b", n) + ansi.EraseLineRight)
	default:
		v.out.WriteString(eraseLine + s)
		v.back(s[at:])
	}
	v.live = written{shown: true, of: l, s: s, at: at}
}

// back takes the caret back over what stands behind it.
func (v *Voice) back(over string) { v.out.WriteString(strings.Repeat("\b", text.Width(over))) }

// fit is the line with its label in the columns that there are: of a longer one the end up
// to some letters behind the caret, without the label.
func (v *Voice) fit(l Live) (s string, at int) {
	room := max(v.w-1, 4)
	caret := min(max(l.Caret, 0), len(l.Text))
	before, after := printable(l.Text[:caret]), printable(l.Text[caret:])
	if label := printable(l.Label) + ": "; l.Label != "" && text.Width(label+before+after) <= room {
		return label + before + after, len(label + before)
	}
	before, after = indent+before, cut(after, room/4)
	before = end(before, room-text.Width(after))
	return before + after, len(before)
}

// end is as much of s up to its end as w columns hold.
func end(s string, w int) string {
	over := text.Width(s) - w
	at := 0
	for at < len(s) && over > 0 {
		next := text.Next(s, at)
		over -= text.Width(s[at:next])
		at = next
	}
	return s[at:]
}

// cut is as much of s from its beginning as w columns hold.
func cut(s string, w int) string {
	cells := 0
	for i := 0; i < len(s); {
		next := text.Next(s, i)
		if cells += text.Width(s[i:next]); cells > w {
			return s[:i]
		}
		i = next
	}
	return s
}

// printable leaves out all that does something instead of standing there. What comes here
// is clean already; this is the door itself.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsPrint(r), joins(r):
			return r
		case unicode.IsSpace(r) && r > ' ':
			return ' '
		default:
			return -1
		}
	}, s)
}

// joins reports whether a sign that shows nothing belongs to the letters round it: the joiners
// of Persian and Indian scripts, and of pictures.
func joins(r rune) bool { return r == 0x200c || r == 0x200d }
