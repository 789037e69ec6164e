package thread

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// wholeHistory is how many entries the history of a ticket has at most.
const wholeHistory = 5000

const slotHistory = "history"

// history is the dialog that says who did what to a ticket, and when to the second, the
// oldest first. It opens at its end.
type history struct {
	*screen.Session
	screen.NoField
	thread *Screen
	id     desk.TicketID
	title  string
	all    []desk.Message
	before int // entries that are not shown
	failed error
	got    bool
	scroll *part.Scroll
	w, h   int
}

func (s *Screen) historyDialog() *history {
	label := act.OfThread(s.data).Label()
	if label == "" {
		label = s.Book.T("ticket.unnumbered")
	}
	return &history{Session: s.Session, thread: s, id: s.id, title: s.Book.T("history.title", "ticket", label), scroll: part.NewScroll()}
}

// Start implements screen.Starter.
func (y *history) Start() screen.Out {
	reads, id := y.thread.reads, y.id
	return screen.Out{Ask: []screen.Ask{{Slot: slotHistory, Read: func() (any, error) { return reads.Thread(id, wholeHistory) }}}}
}

// Title implements screen.Screen.
func (y *history) Title() string { return y.title }

// Scopes implements screen.Screen.
func (y *history) Scopes() []keymaps.Scope { return []keymaps.Scope{keymaps.Dialog, keymaps.List} }

// Why implements screen.Screen.
func (y *history) Why(keymaps.Action) desk.Reason { return desk.Reason{} }

// Act implements screen.Screen.
func (y *history) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Accept, keymaps.Cancel, keymaps.GoBack:
		return screen.Out{Close: &screen.Closed{}}
	default:
		screen.MoveInText(y.scroll, a)
	}
	return screen.Out{}
}

// Telling implements screen.Telling.
func (y *history) Telling() {}

// Heed implements screen.Screen.
func (y *history) Heed(c desk.Change) screen.Out {
	if c.Ticket == y.id || c.Kind == desk.ChangedAll {
		return y.Start()
	}
	return screen.Out{}
}

// Learn implements screen.Screen.
func (y *history) Learn(_ string, v any) screen.Out {
	switch v := v.(type) {
	case desk.Thread:
		y.all, y.before, y.got, y.failed = v.Messages, v.Earlier, true, nil
	case error:
		y.failed = v
	}
	y.fit()
	return screen.Out{}
}

// Resize implements screen.Screen.
func (y *history) Resize(w, h int) {
	y.w, y.h = w, h
	y.fit()
}

// Wish implements screen.Sized.
func (y *history) Wish(maxW, maxH int) (w, h int) {
	return min(84, maxW), min(y.wished(), maxH)
}

// View implements screen.Screen.
func (y *history) View(time.Time) paint.Frame {
	switch {
	case y.failed != nil:
		return paint.Frame{Text: part.Empty(y.Theme, y.Book.Err(y.failed), y.w, y.h)}
	case !y.got:
		return paint.Frame{Text: part.Fit(nil, y.w, y.h)}
	default:
		return paint.Frame{Text: y.scroll.View()}
	}
}

// fit lays the lines: a moment to the second, and what was done by whom.
func (y *history) fit() {
	var lines []string
	if y.before > 0 {
		lines = append(lines, part.Rule(y.Theme, y.Book.T("thread.earlier", "n", y.before), y.w))
	}
	day := ""
	for _, m := range y.all {
		at := y.Local(m.At)
		if d := y.Book.Day(at); d != day {
			day = d
			lines = append(lines, part.Pad(" "+y.Theme.Strong.Render(day), y.w))
		}
		when := " " + y.Theme.Dim.Render(y.Book.ClockExact(at)) + "  "
		for _, line := range text.Wrap(y.said(m), max(y.w-text.Width(when)-1, 1)) {
			lines = append(lines, part.Pad(when+line, y.w))
			when = strings.Repeat(" ", text.Width(when))
		}
	}
	y.scroll.Resize(y.w, y.h)
	y.scroll.Set(lines, true)
}

// said is what somebody did, in a sentence. Of a text only its length is told: it stands
// in the conversation.
func (y *history) said(m desk.Message) string {
	s := y.thread
	n := 0
	for range text.Graphemes(text.Block(m.Text)) {
		n++
	}
	switch m.Kind {
	case desk.Happening:
		if m.Change == nil {
			return s.author(m) + ": " + text.Truncate(text.Told(m.Text), 400)
		}
		return s.changeSaid(m)
	case desk.FromCustomer:
		return string(part.Foreign) + y.Book.N("history.wrote", n, "who", s.author(m), "channel", s.said("channel.", string(m.Channel)))
	case desk.FromAgent:
		return y.Book.N("history.answered", n, "who", s.author(m), "channel", s.said("channel.", string(m.Channel)))
	case desk.Forwarded:
		return y.Book.N("history.forwarded", n, "who", s.author(m))
	case desk.InternalNote:
		return y.Book.N("history.noted", n, "who", s.author(m))
	case desk.PhoneCall:
		if m.Call == nil {
			return y.Book.N("history.noted", n, "who", s.author(m))
		}
		return y.Book.T("history.called", "who", s.author(m), "call", y.Book.Call(*m.Call))
	default:
		return s.author(m)
	}
}

// wished is how many lines the history takes: as many as it has, once it is read.
func (y *history) wished() int {
	if !y.got {
		return mostHistory
	}
	return min(max(y.scroll.Lines(), 3), mostHistory)
}

// mostHistory is how many lines of it stand there at once.
const mostHistory = 24
