package thread

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// tellEntry says an entry: who, when, what. What the agent has just written is not read to
// them again; what becomes of it is.
func (s *Screen) tellEntry(m desk.Message, now time.Time) []screen.Sentence {
	when, of := s.Book.Moment(s.Local(m.At), s.Local(now)), s.entryName(m)
	if m.Kind == desk.Happening {
		what := text.Told(m.Text)
		if m.Change != nil {
			what = s.changeSaid(m)
		}
		return []screen.Sentence{{Text: s.Book.T("linear.thread.event", "when", when, "what", strings.TrimRight(what, ".")), Of: of, Line: true, Ages: m.Author.Agent == s.Me.ID}}
	}
	mine := m.Author.Agent == s.Me.ID
	all := s.tellText(screen.Sentence{Text: s.introduced(m, when), Of: of, Line: true, Ages: mine}, m)
	for _, p := range s.data.Pending {
		if p.Op.ID == m.Op && !m.Op.IsZero() {
			return append(all, s.tellState(p, m, when, of, now)...)
		}
	}
	if mine {
		all = append(all, screen.Sentence{Text: s.Book.T(s.mine("linear.thread.sent", m), "when", when), Of: of, Late: true})
	}
	return all
}

// mine is the text for a reply of the agent's, or for a note.
func (s *Screen) mine(key string, m desk.Message) string {
	if m.Kind == desk.FromAgent {
		return key
	}
	return key + ".note"
}

// introduced says who wrote something: nothing that is written is heard before it.
func (s *Screen) introduced(m desk.Message, when string) string {
	name := s.author(m)
	switch {
	case m.Kind == desk.PhoneCall && m.Call != nil:
		return s.Book.T("linear.thread.call", "name", name, "when", when, "call", s.Book.Call(*m.Call))
	case m.Kind == desk.InternalNote, m.Kind == desk.PhoneCall:
		return s.Book.T("linear.thread.note", "name", name, "when", when)
	case m.Author.Agent == s.Me.ID && m.Author.Agent != "":
		return s.Book.T("linear.thread.you", "when", when)
	case m.Author.Agent != "":
		return s.Book.T("linear.thread.agent", "name", name, "when", when)
	case m.Kind == desk.FromCustomer:
		return s.Book.T("linear.thread.customer", "name", name, "when", when)
	default:
		return s.Book.T("linear.thread.system", "when", when)
	}
}

// tellText says a text behind its introduction, with what it quotes left out unless
// quotations are unfolded.
func (s *Screen) tellText(intro screen.Sentence, m desk.Message) []screen.Sentence {
	all := s.tellWords(intro, m)
	for _, f := range m.Attachments {
		all = append(all, screen.Sentence{Text: s.Book.T("files.told.file"), Quote: act.File(s.Session, f), Of: intro.Of, Ages: intro.Ages, Line: true})
	}
	return all
}

func (s *Screen) tellWords(intro screen.Sentence, m desk.Message) []screen.Sentence {
	clean := strings.TrimRight(text.Block(m.Text), "\n ")
	if clean == "" {
		return []screen.Sentence{intro, {Text: s.Book.T("linear.thread.no_text"), Of: intro.Of, Ages: intro.Ages}}
	}
	parts := passages(clean)
	if s.unfolded || len(parts) == 1 {
		intro.Quote = clean
		return []screen.Sentence{intro}
	}
	all := []screen.Sentence{intro}
	for _, p := range parts {
		if p.quoted {
			all = append(all, screen.Sentence{Text: s.Book.N("linear.thread.quoted", len(p.lines), "key", s.Key(keymaps.Quotes)), Of: intro.Of, Ages: intro.Ages, Line: true})
			continue
		}
		if said := strings.Trim(strings.Join(p.lines, "\n"), "\n"); said != "" {
			all = append(all, screen.Sentence{Quote: said, Of: intro.Of, Ages: intro.Ages})
		}
	}
	return all
}

// tellState says how far something of the agent's has come. That it goes out in a moment is
// said once, by the notice.
func (s *Screen) tellState(p desk.PendingOp, m desk.Message, when, of string, now time.Time) []screen.Sentence {
	state := screen.Sentence{Of: of, Line: true}
	switch p.State {
	case desk.OpHolding:
		state.Text, state.Ages = s.Book.T(s.mine("linear.thread.holding", m), "when", when), true
	case desk.OpWaiting, desk.OpSending, desk.OpParked:
		state.Text, state.Ages = s.Book.T(s.mine("linear.thread.waiting", m), "when", when), true
	case desk.OpHeld:
		state.Text = s.Book.T(s.mine("linear.thread.held", m), "when", when)
	case desk.OpRefused:
		state.Text = s.Book.T(s.mine("linear.thread.refused", m), "when", when)
	case desk.OpUnknown:
		state.Text = s.Book.T(s.mine("linear.thread.unknown", m), "when", when)
	}
	all := []screen.Sentence{state}
	if act.NeedsAttention(p) {
		all = append(all, s.tellAttention(p, of, now)...)
	}
	return all
}

// tellAttention says why something waits for the agent, what came meanwhile, and what can
// be done.
func (s *Screen) tellAttention(p desk.PendingOp, of string, now time.Time) []screen.Sentence {
	why := s.Book.T("thread.attention." + string(p.State))
	if p.Problem != nil {
		why = s.Book.Problem(p.Problem)
	}
	all := []screen.Sentence{{Text: why, Of: of}}
	for _, m := range act.Came(p) {
		if !s.holds(m.ID) {
			all = append(all, s.tellEntry(m, now)...)
		}
	}
	var keys []string
	for _, a := range []keymaps.Action{keymaps.SendAnyway, keymaps.TryAgain, keymaps.EditAgain, keymaps.Discard} {
		if s.decisions.Why(a, &p).None() {
			keys = append(keys, s.Book.T("linear.key", "key", s.Key(a), "what", s.decisions.Label(a, &p)))
		}
	}
	if len(keys) > 0 {
		all = append(all, screen.Sentence{Text: s.Book.T("linear.keys", "keys", strings.Join(keys, "; ")), Of: of, Line: true})
	}
	return all
}

// tellSilent says the operations that say nothing and need attention.
func (s *Screen) tellSilent() []screen.Sentence {
	var all []screen.Sentence
	for _, o := range s.data.Pending {
		if words, _ := o.Op.Text(); !words.IsEmpty() || !act.NeedsAttention(o) {
			continue
		}
		all = append(all, screen.Sentence{Text: text.Sentence(s.Book.T("kind." + string(o.Op.Intent.Kind()))), Of: o.Op.ID.String(), Line: true})
		all = append(all, s.tellAttention(o, o.Op.ID.String(), s.Now())...)
	}
	return all
}
