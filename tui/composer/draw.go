package composer

import (
	"slices"
	"strings"
	"time"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
)

// View implements screen.Screen.
func (s *Screen) View(now time.Time) paint.Frame {
	if s.w <= 0 || s.h <= 0 {
		return paint.Frame{}
	}
	var lines []string
	if s.titleLines() >= 1 {
		lines = append(lines, s.titleLine(now))
	}
	if s.titleLines() >= 3 {
		subject := s.Book.T("composer.opening.subject", "subject", text.Line(s.opens.Subject))
		lines = append(lines, part.Pad(" "+s.Theme.Dim.Render(text.Truncate(subject, max(s.w-2, 0))), s.w))
	}
	var at paint.Point
	if s.head != nil {
		var fields []string
		fields, at = s.drawHead(len(lines))
		lines = append(lines, fields...)
	}
	if s.titleLines() >= 2 {
		lines = append(lines, part.Rule(s.Theme, "", s.w))
	}
	if s.failed != nil && s.editor.Len() == 0 {
		lines = append(lines, strings.Split(part.Empty(s.Theme, s.Book.Err(s.failed), s.w, s.textHeight()), "\n")...)
		return paint.Frame{Text: part.Fit(lines, s.w, s.h)}
	}
	s.mark()
	picture, x, y := s.editor.View()
	caret := &paint.Point{X: min(s.margin()+x, s.w-1), Y: min(len(lines)+y, s.h-1)}
	if s.head != nil {
		caret = &paint.Point{X: at.X, Y: min(at.Y, s.h-1)}
	}
	lead := strings.Repeat(" ", s.margin())
	if s.note && s.margin() == 3 {
		lead = " " + s.Theme.Note.Render(string(part.Internal)) + " "
	}
	for _, line := range strings.Split(picture, "\n") {
		lines = append(lines, lead+line)
	}
	if s.fileLines() > 0 {
		lines = append(lines, s.fileLine())
	}
	switch s.footLines() {
	case 3:
		lines = append(lines, part.Pad(s.cautionLine(), s.w), part.Pad(" "+s.checkLine(s.w-2), s.w), part.Right(s.lastLine()+" ", s.w))
	case 1:
		measure := s.measure() + " "
		if said := s.cautionLine(); said != "" {
			lines = append(lines, part.Pad(said, s.w))
			break
		}
		lines = append(lines, part.Spread(" "+s.checkLine(s.w-2-text.Width(measure)), measure, s.w))
	}
	return paint.Frame{Text: part.Fit(lines, s.w, s.h), Caret: caret}
}

// titleLine says what is written to whom, and at the right how safe it is.
func (s *Screen) titleLine(time.Time) string {
	title := s.Theme.Focused.Render(s.Title())
	if s.note {
		title = s.Theme.Note.Render(s.Title())
	}
	title = " " + title
	via, state, _ := s.titleParts()
	if s.begun {
		title += s.Theme.Dim.Render(via)
	}
	return part.Spread(title, state+" ", s.w)
}

// titleParts are what stands behind the title and at its right. An address is shown whole or
// not at all: first the channel gives way, then how safe the text is stands below it where
// that is quiet, then the address that it is sent from is left out.
func (s *Screen) titleParts() (via, state, below string) {
	state = s.state()
	fits := func(via, state string) bool {
		return text.Width(s.Title())+text.Width(via)+text.Width(state)+3 <= s.w
	}
	for _, least := range []int{0, 1} {
		if via = s.via(least); fits(via, state) {
			return via, state, ""
		}
	}
	if s.calm() && s.footLines() == 3 && fits(via, "") {
		return via, "", state
	}
	if less := s.via(2); fits(less, state) {
		return less, state, ""
	}
	return s.via(0), state, ""
}

// calm reports whether how safe the text is needs nobody.
func (s *Screen) calm() bool {
	return s.draft.Err == nil && (s.note || s.newest <= s.seen || s.crossed() && s.footLines() > 0)
}

// via is how a text goes out and where to; with less of it, without the channel, then also
// without the address that it is sent from.
func (s *Screen) via(less int) string {
	if s.note {
		return " · " + s.Book.T("composer.unseen", "name", s.customerName())
	}
	via := []string{""}
	switch {
	case s.forward != nil:
		via = append(via, s.goesAlong())
	case less == 0 && s.Book.Has("channel."+string(s.channel())):
		via = append(via, s.Book.T("channel."+string(s.channel())))
	}
	if s.head == nil {
		via = append(via, s.isAddressed(less < 2)...)
	}
	if does := act.Does(s.Session, s.does()); does != "" {
		via = slices.Insert(via, 1, s.Book.T("composer.does", "what", does))
	}
	return strings.Join(via, " · ")
}

// lastLine measures the text, and says how safe it is where there is no room for that above.
func (s *Screen) lastLine() string {
	if _, _, safe := s.titleParts(); safe != "" {
		return safe + s.Theme.Dim.Render(" · ") + s.measure()
	}
	return s.measure()
}

// cautionLine is the quiet line about whom it goes to, cut to the width there is.
func (s *Screen) cautionLine() string {
	said := s.caution()
	if said == "" {
		return ""
	}
	return " " + s.Theme.Soon.Render(text.Truncate(said, max(s.w-2, 0)))
}

// state says how safe the text is, or that somebody wrote meanwhile.
func (s *Screen) state() string {
	said := s.draft.State(s.Book, s.editor.Len() > 0)
	switch {
	case s.sending:
		return s.Theme.Dim.Render(s.Book.T("draft.handing"))
	case s.draft.Err != nil:
		return s.Theme.Late.Render(said)
	case s.begun && !s.note && s.newest > s.seen && (!s.crossed() || s.footLines() == 0):
		return s.Theme.Soon.Render(s.Book.T("composer.came", "name", s.wrote()))
	default:
		return s.Theme.Dim.Render(said)
	}
}
