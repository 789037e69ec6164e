package customer

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// Tell implements screen.Teller: who it is, then the order or the ticket under the cursor.
// Notes and what else is known are said to whoever asks where they are.
func (s *Screen) Tell(now time.Time) screen.Speech {
	b, c := s.Book, s.data.customer
	if !s.got {
		sp := screen.Speech{Head: []screen.Sentence{screen.Say(b.T("linear.title", "title", s.Title()))}}
		if s.failed != nil {
			sp.Head = append(sp.Head, screen.Say(b.Err(s.failed)))
		}
		return sp
	}
	sp := screen.Speech{Head: []screen.Sentence{screen.Say(b.T("linear.customer", "name", s.name()))}}
	add := func(key string, words ...string) {
		if said := strings.Join(words, ", "); said != "" {
			sp.Head = append(sp.Head, screen.Sentence{Text: text.Sentence(b.T(key, "what", said)), Ages: true})
		}
	}
	if m := act.Minds(b, c); len(m) > 0 {
		sp.Head = append(sp.Head, screen.Say(text.Sentence(b.T("mark.minds")+" "+strings.Join(m, ", "))))
	}
	add("linear.customer.is", append(s.standing("customer.since"), s.whereabouts(now)...)...)
	var ways []string
	for _, to := range slices.Concat(c.Mails, c.Phones) {
		ways = append(ways, text.Line(to))
	}
	add("linear.customer.ways", ways...)
	sp.Head = append(sp.Head, screen.Sentence{Text: b.T("linear.customer.has", "orders", b.N("customer.orders", len(c.Orders)), "tickets", b.N("linear.customer.others", len(s.others))), Ages: true})
	sp.At, sp.Here = s.tellUnder(now)
	sp.More = s.tellRest()
	return sp
}

// tellUnder says the order or the ticket under the cursor.
func (s *Screen) tellUnder(now time.Time) (at string, here []screen.Sentence) {
	b, orders := s.Book, s.data.customer.Orders
	switch {
	case s.listed() == 0:
		return "", nil
	case s.at < len(orders):
		o := orders[s.at]
		here = []screen.Sentence{screen.Say(b.T("linear.customer.order", "number", nameOf(o)))}
		var items []string
		for _, i := range o.Items {
			items = append(items, text.Line(i.Name))
		}
		here = append(here, screen.Say(text.Sentence(b.T("linear.customer.bought", "what", strings.Join(items, ", "), "state", stateOf(o)))))
		if s.unfolded[nameOf(o)] {
			for _, line := range s.orderInFull(o, now) {
				if said := strings.TrimSpace(ansi.Strip(line)); said != "" {
					here = append(here, screen.Sentence{Quote: said})
				}
			}
		}
		return "order " + strconv.Itoa(s.at), here
	default:
		r := s.others[s.at-len(orders)]
		subject := b.Subject(text.Line(r.Subject))
		here = []screen.Sentence{
			screen.Say(b.T("linear.ticket", "n", numberOf(r))),
			screen.Say(b.T("linear.ticket.subject", "subject", strings.ReplaceAll(subject, `"`, "'"))),
			screen.Say(text.Sentence(b.T("status."+string(r.Status)) + ", " + b.T("span.ago", "span", s.age(r, now)))),
		}
		if r.Rating > 0 {
			here = append(here, screen.Say(b.N("linear.customer.stars", r.Rating)))
		}
		return "ticket " + r.ID.String(), here
	}
}

// tellRest says what worked last time, the notes, what they gave consent to and the attributes.
func (s *Screen) tellRest() []screen.Sentence {
	var all []screen.Sentence
	say := func(title string, lines []string) {
		var said []string
		for _, line := range lines {
			if line = strings.Trim(ansi.Strip(line), " ▏┆"); line != "" {
				said = append(said, line)
			}
		}
		if len(said) > 0 {
			all = append(all, screen.Sentence{Text: text.Sentence(s.Book.T(title)), Quote: strings.Join(said, "\n"), Line: true})
		}
	}
	say("customer.worked", s.whatWorked())
	var notes []string
	for _, n := range s.data.customer.Notes {
		notes = append(notes, strings.Split(text.Block(n), "\n")...)
	}
	say("customer.notes", notes)
	say("customer.consents", s.consents(s.Now()))
	say("customer.attributes", s.attributes())
	return all
}
