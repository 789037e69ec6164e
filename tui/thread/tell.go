package thread

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// ear is where somebody is who hears the ticket: at an entry, or at all of them from where
// the ticket was opened.
type ear struct {
	on   bool
	at   key
	last desk.MessageID // what comes after it is new there
}

// Tell implements screen.Teller.
func (s *Screen) Tell(now time.Time) screen.Speech {
	var sp screen.Speech
	if !s.current() {
		say := s.Book.T("linear.title", "title", s.Book.T("thread.title"))
		switch {
		case s.failed != nil:
			say = s.Book.Err(s.failed)
		case s.id.IsZero():
			say = s.Book.T("thread.none")
		}
		sp.Head = []screen.Sentence{screen.Say(say)}
		return sp
	}
	sp.Head = s.tellHead(now)
	sp.More = s.tellMore(now)
	if s.ear.on {
		if i := s.entryAt(s.ear.at); i >= 0 {
			sp.At = s.entryName(s.data.Messages[i])
			sp.Here = s.tellEnds(i)
			sp.Here = append(sp.Here, s.tellEntry(s.data.Messages[i], now)...)
			for _, m := range s.data.Messages[i+1:] {
				if m.ID > s.ear.last || m.ID == 0 {
					sp.Here = append(sp.Here, s.tellEntry(m, now)...)
				}
			}
			return sp
		}
	}
	sp.At = "opened " + s.id.String()
	for _, m := range s.data.Messages[s.openedAt():] {
		sp.Here = append(sp.Here, s.tellEntry(m, now)...)
	}
	sp.Here = append(sp.Here, s.tellSilent()...)
	return sp
}

// openedAt is the entry from which the ticket is read when it is opened: the first that is
// new, else the last that the customer said.
func (s *Screen) openedAt() int {
	all := s.data.Messages
	if i := slices.IndexFunc(all, func(m desk.Message) bool { return s.unread > 0 && m.ID == s.unread }); i >= 0 {
		return i
	}
	for i, m := range slices.Backward(all) {
		if m.Kind == desk.FromCustomer {
			return i
		}
	}
	return max(len(all)-1, 0)
}

// tellHead is which ticket it is, and how it stands.
func (s *Screen) tellHead(now time.Time) []screen.Sentence {
	t, b := s.data.Ticket, s.Book
	number := b.T("linear.ticket.none")
	if t.Number > 0 {
		number = b.T("linear.ticket", "n", strconv.FormatInt(t.Number, 10))
	}
	all := []screen.Sentence{
		screen.Say(number + " " + b.T("linear.ticket.subject", "subject", strings.ReplaceAll(s.subject(), `"`, "'"))),
		screen.Say(text.Sentence(b.T("linear.thread.status", "status", s.said("status.", string(t.Status))))),
		screen.Say(text.Sentence(b.T("linear.thread.priority", "priority", s.said("priority.", t.Priority().String())))),
	}
	switch {
	case t.Assignee == "":
		all = append(all, screen.Say(text.Sentence(b.T("thread.nobodys"))))
	case t.Assignee != s.Me.ID:
		all = append(all, screen.Say(text.Sentence(b.T("thread.theirs", "name", s.name(t.Assignee)))))
	}
	if clock := s.clockSaid(now); clock != "" {
		all = append(all, screen.Sentence{Text: clock, Ages: true})
	}
	if m := act.Minds(b, s.customer.customer); len(m) > 0 {
		all = append(all, screen.Say(text.Sentence(b.T("mark.minds")+" "+strings.Join(m, ", "))))
	}
	if c := s.contacted(); c != "" {
		all = append(all, screen.Say(text.Sentence(c)))
	}
	if len(t.Tags) > 0 {
		tags := make([]string, len(t.Tags))
		for i, tag := range t.Tags {
			tags[i] = text.Line(desk.Foreign(tag))
		}
		all = append(all, screen.Say(text.Sentence(b.T("thread.tags")+" "+strings.Join(tags, ", "))))
	}
	if who := s.someoneHere(now); who != "" {
		all = append(all, screen.Say(text.Sentence(who)))
	}
	n := screen.Sentence{Text: b.N("linear.thread.entries", s.entries()), Ages: true}
	all = append(all, n)
	if s.unread > 0 && !s.ear.on {
		all = append(all, screen.Sentence{Text: b.T("linear.thread.unread"), Ages: true})
	}
	return all
}

// entries is how many things were said, as far as they are held here and before.
func (s *Screen) entries() int {
	n := s.data.Earlier
	for _, m := range s.data.Messages {
		if m.Kind != desk.Happening {
			n++
		}
	}
	return n
}

// tellMore is who the customer is and what the ticket has to do with.
func (s *Screen) tellMore(now time.Time) []screen.Sentence {
	all := []screen.Sentence{screen.Say(s.Book.T("linear.thread.of", "customer", strings.Join(s.customerSaid(now), ", ")))}
	t := s.data.Ticket
	if said := s.reminded(now); len(said) > 0 {
		all = append(all, screen.Say(text.Sentence(strings.Join(said, ", "))))
	}
	if len(t.Links) > 0 {
		words := make([]string, len(t.Links))
		for i, l := range t.Links {
			words[i] = strconv.FormatInt(l.Number, 10)
		}
		all = append(all, screen.Say(text.Sentence(s.Book.T("thread.linked")+" "+strings.Join(words, ", "))))
	}
	if slices.Contains(t.Followers, s.Me.ID) {
		all = append(all, screen.Say(s.Book.T("linear.ticket.follow")))
	}
	return all
}

// clockSaid says what runs out, or when it wakes.
func (s *Screen) clockSaid(now time.Time) string {
	t, b := s.data.Ticket, s.Book
	if t.Snoozed(now) {
		return text.Sentence(b.T("thread.sleeps", "moment", b.Moment(s.Local(t.SnoozedUntil), s.Local(now))))
	}
	what, due := owed(t)
	if what == "" {
		return ""
	}
	left := due.Sub(now).Round(time.Minute)
	switch {
	case left < 0 && !runsByPromise(t):
		what += ".over"
	case left < 0:
		what += ".late"
	}
	return text.Sentence(b.T(what, "span", b.Long(left)))
}

// someoneHere names a colleague who is on the ticket.
func (s *Screen) someoneHere(now time.Time) string {
	for _, who := range s.here[s.data.Ticket.ID] {
		if who.Agent == s.Me.ID || who.Until.Before(now) || who.Doing == desk.Left {
			continue
		}
		key := "mark.here"
		if who.Doing == desk.Writing {
			key = "mark.writes"
		}
		return s.Book.T("linear.thread.colleague", "what", s.Book.T(key, "name", act.First(s.name(who.Agent), who.Agent)))
	}
	return ""
}

// entryName tells entries apart, also while one of ours has no number yet.
func (s *Screen) entryName(m desk.Message) string {
	if !m.Op.IsZero() {
		return m.Op.String()
	}
	return strconv.FormatInt(int64(m.ID), 10)
}

func (s *Screen) entryAt(k key) int {
	return slices.IndexFunc(s.data.Messages, func(m desk.Message) bool { return m.ID == k.id && m.Op == k.op })
}

// tellEnds says that there is nothing before an entry, or behind it.
func (s *Screen) tellEnds(i int) []screen.Sentence {
	switch {
	case i == 0 && s.data.Earlier == 0:
		return []screen.Sentence{{Text: s.Book.T("linear.thread.top"), Ages: true}}
	case i == len(s.data.Messages)-1:
		return []screen.Sentence{{Text: s.Book.T("linear.thread.end"), Ages: true}}
	default:
		return nil
	}
}

// hearBy moves by entries, for somebody who hears them.
func (s *Screen) hearBy(a keymaps.Action) screen.Out {
	all := s.data.Messages
	if !s.current() || len(all) == 0 {
		return screen.Out{}
	}
	at, said := s.openedAt(), false
	if i := s.entryAt(s.ear.at); s.ear.on && i >= 0 {
		at = i
	}
	const page = 5
	var by int
	switch a {
	case keymaps.Up:
		by = -1
	case keymaps.Down:
		by = 1
	case keymaps.PageUp, keymaps.ScrollUp:
		by = -page
	case keymaps.PageDown, keymaps.ScrollDown:
		by = page
	case keymaps.First:
		by = -len(all)
	case keymaps.Last:
		by = len(all)
	case keymaps.NextMessage, keymaps.PrevMessage:
		said, by = true, 1
		if a == keymaps.PrevMessage {
			by = -1
		}
	case keymaps.GoUnread:
		by = slices.IndexFunc(all, func(m desk.Message) bool { return m.ID == s.unread }) - at
	default:
		return screen.Out{}
	}
	to := min(max(at+by, 0), len(all)-1)
	for said && all[to].Kind == desk.Happening && to+by >= 0 && to+by < len(all) {
		to += by
	}
	m := all[to]
	s.ear = ear{on: true, at: key{m.ID, m.Op}, last: lastID(all)}
	s.keeps = false
	if line, ok := s.pages.find(s.ear.at); ok {
		s.scroll.To(line)
	}
	if to == len(all)-1 {
		s.scroll.Bottom()
	}
	return s.scrolled()
}
