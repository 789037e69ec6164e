package locked

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/theme"
)

const (
	most   = 64 // cells of a line
	roomy  = 14 // lines from which there is room for empty ones
	narrow = 34 // cells below which nothing stands in from the edge
)

// block is a paragraph in one ink.
type block struct {
	ink   theme.Ink
	words string
	field bool // the one that is written in
	below bool // it stands right below the one before
	least int  // lines that it takes however few its words are
	rank  int  // where there is room for little, the highest goes first
	key   string
}

// The ranks: what must be known to go on comes first.
const (
	vital = iota
	needed
	useful
	told
	extra
	name
)

// View implements screen.Screen.
func (s *Screen) View(now time.Time) paint.Frame {
	if s.w <= 0 || s.h <= 0 {
		return paint.Frame{}
	}
	w := s.width()
	blocks := s.blocks(now)
	lines, caret := s.lines(blocks, w, s.h >= roomy)
	for rank := name; len(lines) > s.h && rank >= vital; rank-- {
		lines, caret = s.lines(blocks, w, false)
		if len(lines) > s.h && rank > vital {
			blocks = slices.DeleteFunc(blocks, func(b block) bool { return b.rank == rank })
			lines, caret = s.lines(blocks, w, false)
		}
	}
	left, top := max((s.w-w)/2, 0), max((s.h-len(lines))/2, 0)
	page := make([]string, top, top+len(lines))
	for _, l := range lines {
		page = append(page, strings.Repeat(" ", left)+part.Cut(l, w))
	}
	f := paint.Frame{Text: part.Fit(page, s.w, s.h)}
	if caret != nil && left+caret.X < s.w && top+caret.Y < s.h {
		f.Caret = &paint.Point{X: left + caret.X, Y: top + caret.Y}
	}
	return f
}

// lines are the blocks wrapped, one below the other, with the caret where there is a field.
func (s *Screen) lines(blocks []block, w int, airy bool) (lines []string, caret *paint.Point) {
	for i, b := range blocks {
		if i > 0 && airy && !b.below {
			lines = append(lines, "")
		}
		if b.field {
			label := b.words + " "
			if text.Width(label) > w*2/3 {
				label = ""
			}
			dots := strings.Repeat("•", min(text.Width(s.field.Text()), max(w-text.Width(label)-1, 0)))
			caret = &paint.Point{X: text.Width(label + dots), Y: len(lines)}
			lines = append(lines, s.Theme.Accent.Render(label)+s.Theme.Text.Render(dots))
			continue
		}
		wrapped := text.Wrap(b.words, max(w, 1))
		for _, l := range wrapped {
			lines = append(lines, b.ink.Render(l))
		}
		for n := len(wrapped); n < b.least; n++ {
			lines = append(lines, "")
		}
	}
	return lines, caret
}

// blocks are what there is to say, what matters least left to the size.
func (s *Screen) blocks(now time.Time) []block {
	t, b := s.Theme, s.Book
	f := s.facts()
	all := []block{{ink: t.Focused, words: b.T("root.name"), rank: name}}
	if s.need.Why != "" {
		all = append(all, block{ink: t.Text, words: b.T(s.need.Why, s.need.Pairs...)})
	} else {
		kept := "locked.kept"
		switch {
		case f.Denied:
			kept = "locked.kept.denied"
		case f.Offline:
			kept = "locked.kept.offline"
		}
		all = append(all, block{ink: t.Text, words: b.T("locked.since", "time", s.since(now)), rank: useful}, block{ink: t.Dim, words: b.T(kept), rank: extra})
	}
	if waits := s.waits(); waits != "" {
		all = append(all, block{ink: t.Dim, words: waits, rank: told})
	}
	if s.need.Way == ByPassphrase {
		all = append(all, block{ink: t.Text, words: b.T("locked.passphrase"), field: true})
	}
	switch said, ink := s.state(); {
	case said != "":
		all = append(all, block{ink: ink, words: said, key: s.said + strconv.Itoa(s.answers), least: s.kept()})
	case s.need.Way == ByPassphrase && s.kept() > 0: // its room, so that nothing moves when it is said
		all = append(all, block{ink: ink, least: s.kept(), rank: name})
	}
	all = append(all, s.hints()...)
	if f.Said != "" {
		all = append(all, block{ink: t.Soon, words: f.Said})
	}
	return all
}

// kept is how many lines are kept for what comes of a try, said or not; 0 where there is little room.
func (s *Screen) kept() int {
	if s.h < roomy {
		return 0
	}
	return max(1, len(text.Wrap(s.Book.T("locked.wrong")+" "+s.Book.T("locked.pause", "span", s.Book.Short(59*time.Minute)), max(s.width(), 1))))
}

func (s *Screen) facts() Facts {
	if s.need.Facts == nil {
		return Facts{}
	}
	return s.need.Facts()
}

// since is when it was locked: a time of day, or the day too where that is another one.
func (s *Screen) since(now time.Time) string {
	at, here := s.Local(s.need.Since), s.Local(now)
	if at.Format(time.DateOnly) != here.Format(time.DateOnly) {
		return s.Book.Moment(at, here)
	}
	return s.Book.Clock(at)
}

// waits says how much waits, in numbers.
func (s *Screen) waits() string {
	f, b := s.facts(), s.Book
	var all []string
	for _, n := range []struct {
		n   int
		key string
	}{{f.Unread, "locked.unread"}, {f.Attention, "locked.attention"}, {f.Waiting, "locked.waiting"}} {
		if n.n > 0 {
			all = append(all, b.N(n.key, n.n))
		}
	}
	if f.Unkept {
		all = append(all, b.T("locked.unkept"))
	}
	return strings.Join(all, " ")
}

// state is what came of the last try, or that it is being looked at.
func (s *Screen) state() (string, theme.Ink) {
	switch {
	case s.busy:
		return s.Book.T("locked.looking"), s.Theme.Dim
	case s.wait != "":
		return s.said + " " + s.Book.T("locked.pause", "span", s.wait), s.Theme.Late
	default:
		return s.said, s.Theme.Late
	}
}

// hints say how to go on, and how to leave: on one line, or each on its own.
func (s *Screen) hints() []block {
	how := s.Book.T("locked.how."+string(s.need.Way), "key", s.Key(keymaps.Accept), "sync", s.Key(keymaps.SyncNow))
	leave := s.Book.T("locked.leave", "leave", s.Key(keymaps.Quit))
	rank := vital
	if s.need.Why != "" {
		rank = needed // it opens by itself
	}
	if both := how + " · " + leave; text.Width(both) <= s.width() {
		return []block{{ink: s.Theme.Dim, words: both, rank: rank}}
	}
	return []block{{ink: s.Theme.Dim, words: how, rank: rank}, {ink: s.Theme.Dim, words: leave, below: true, rank: needed}}
}

// width is how wide what stands there may be.
func (s *Screen) width() int {
	if s.w < narrow {
		return s.w
	}
	return min(s.w-4, most)
}

// Tell implements screen.Teller.
func (s *Screen) Tell(now time.Time) screen.Speech {
	var sp screen.Speech
	for _, b := range s.blocks(now) {
		if !b.field && b.words != "" {
			sp.Head = append(sp.Head, screen.Sentence{Text: text.Sentence(b.words), Key: b.key})
		}
	}
	if s.need.Way == ByPassphrase {
		dots := strings.Repeat("•", text.Width(s.field.Text()))
		sp.Live = &screen.Live{Label: s.Book.T("locked.passphrase"), Text: dots, Caret: len(dots)}
	}
	return sp
}
