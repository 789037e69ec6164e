package notices

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/theme"
)

// Screen shows the log, newest first.
type Screen struct {
	*screen.Session
	screen.NoField
	screen.NoNews
	log    *Log
	scroll *part.Scroll
	w, h   int

	moments int // how wide the times are
}

// New makes a screen over a log.
func New(s *screen.Session, l *Log) *Screen {
	return &Screen{Session: s, log: l, scroll: part.NewScroll()}
}

// Title implements screen.Screen.
func (s *Screen) Title() string { return s.Book.T("notices.title") }

// Scopes implements screen.Screen.
func (s *Screen) Scopes() []keymaps.Scope {
	return []keymaps.Scope{keymaps.List, keymaps.Everywhere}
}

// Why implements screen.Screen.
func (s *Screen) Why(keymaps.Action) desk.Reason { return desk.Reason{} }

// Act implements screen.Screen.
func (s *Screen) Act(a keymaps.Action) screen.Out {
	screen.MoveInText(s.scroll, a)
	return screen.Out{}
}

// Resize implements screen.Screen.
func (s *Screen) Resize(w, h int) {
	s.w, s.h = w, h
	s.scroll.Resize(w, max(h-2, 0))
}

// View implements screen.Screen.
func (s *Screen) View(now time.Time) paint.Frame {
	title := "   " + part.Title(s.Theme, s.Title(), "", true, max(s.w-3, 0))
	entries := s.log.Entries()
	if len(entries) == 0 {
		return paint.Frame{Text: part.Fit(append([]string{title, ""},
			strings.Split(part.Empty(s.Theme, s.Book.T("notices.empty"), s.w, max(s.h-2, 0)), "\n")...), s.w, s.h)}
	}
	s.moments = 0
	for _, e := range entries {
		s.moments = max(s.moments, text.Width(s.Book.Moment(s.Local(e.At), s.Local(now))))
	}
	var lines []string
	for i := len(entries) - 1; i >= 0; i-- {
		lines = append(lines, s.entry(entries[i], now)...)
	}
	s.scroll.Set(lines, false)
	return paint.Frame{Text: part.Fit(append([]string{title, ""}, strings.Split(s.scroll.View(), "\n")...), s.w, s.h)}
}

// entry draws one notice: its time and the sign of how it went, then the words, wrapped.
func (s *Screen) entry(e Entry, now time.Time) []string {
	ink, sign := s.level(e.Notice.Level)
	head := text.PadRight(s.Book.Moment(s.Local(e.At), s.Local(now)), s.moments)
	var lines []string
	for i, line := range text.Wrap(e.Notice.Text, max(s.w-s.moments-8, 8)) {
		if i > 0 {
			head, sign = strings.Repeat(" ", s.moments), "  "
		}
		lines = append(lines, "   "+s.Theme.Dim.Render(head)+"  "+ink.Render(sign+line))
	}
	return lines
}

// level is the ink of a notice, and the sign before it: colour alone tells nothing.
func (s *Screen) level(l screen.Level) (theme.Ink, string) {
	switch l {
	case screen.Good:
		return s.Theme.Good, "✓ "
	case screen.Warning:
		return s.Theme.Soon, "! "
	case screen.Failure:
		return s.Theme.Late, "× "
	case screen.Info:
	}
	return s.Theme.Text, "  "
}
