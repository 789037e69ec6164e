package outbox

import (
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// Tell implements screen.Teller.
func (s *Screen) Tell(now time.Time) screen.Speech {
	sp := screen.Speech{Head: []screen.Sentence{screen.Say(s.Book.T("linear.title", "title", s.Title()))}}
	if link := s.summary(now); link != "" {
		sp.Head = append(sp.Head, screen.Sentence{Text: text.Sentence(link), Ages: true})
	}
	p := s.current()
	if p == nil {
		if s.got || s.failed != nil {
			sp.Here = []screen.Sentence{screen.Say(s.nothing())}
		}
		return sp
	}
	b := s.Book
	number := b.T("linear.ticket.none")
	if p.Number > 0 {
		number = b.T("linear.ticket", "n", strconv.FormatInt(p.Number, 10))
	}
	of := p.Op.ID.String()
	sp.At = of
	place := screen.Sentence{Text: b.T("linear.queue.row", "n", s.list.At()+1, "total", len(s.ops)), Ages: true}
	state := screen.Sentence{Text: text.Sentence(strings.TrimLeft(ansi.Strip(s.state(*p, now)), "↑ ")), Of: of}
	state.Ages = !p.Until.IsZero() && p.Until.After(now)
	sp.Here = []screen.Sentence{place, screen.Say(text.Sentence(s.what(*p)))}
	if p.Op.Customer().IsZero() {
		sp.Here = append(sp.Here, screen.Say(number), screen.Say(b.T("linear.ticket.subject", "subject", strings.ReplaceAll(s.told(*p), `"`, "'"))), state)
	} else {
		sp.Here = append(sp.Here, screen.Say(b.T("linear.customer", "name", s.told(*p))), state)
	}
	if p.Problem != nil {
		sp.Here = append(sp.Here, screen.Sentence{Text: b.Problem(p.Problem), Of: of})
	}
	for _, m := range act.Came(*p) {
		name := text.Line(m.Author.Name)
		if m.Author.Name.IsEmpty() {
			name = b.T("linear.the_customer")
		}
		intro := b.T("linear.outbox.came", "name", name, "when", b.Moment(s.Local(m.At), s.Local(now)))
		sp.Here = append(sp.Here, screen.Sentence{Text: intro, Quote: strings.TrimSpace(text.Block(m.Text)), Of: of, Line: true})
	}
	if words, _ := p.Op.Text(); !words.IsEmpty() {
		sp.Here = append(sp.Here, screen.Sentence{Text: b.T("linear.outbox.yours"), Quote: strings.TrimSpace(text.Block(words)), Of: of, Line: true})
	}
	for _, line := range s.inRecord(*p) {
		sp.Here = append(sp.Here, screen.Sentence{Text: strings.Trim(ansi.Strip(line), " ▌▏"), Of: of, Line: true})
	}
	if keys := s.keysSaid(); keys != "" {
		sp.Here = append(sp.Here, screen.Sentence{Text: keys, Of: of, Line: true})
	}
	return sp
}

// keysSaid are the keys for what is under the cursor.
func (s *Screen) keysSaid() string {
	p := s.current()
	var keys []string
	for _, a := range []keymaps.Action{keymaps.SendAnyway, keymaps.TryAgain, keymaps.EditAgain, keymaps.Discard} {
		if s.decisions.Why(a, p).None() {
			keys = append(keys, s.Book.T("linear.key", "key", s.Key(a), "what", s.decisions.Label(a, p)))
		}
	}
	if len(keys) == 0 {
		return ""
	}
	return s.Book.T("linear.keys", "keys", strings.Join(keys, "; "))
}
