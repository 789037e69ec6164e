package demo

import (
	"context"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// This file is how people write on a small screen: a sentence, and then the next.

// The fewest letters that somebody sends by themselves, and the most messages in a row.
const (
	shortestPiece = 16
	mostPieces    = 4
)

// casually is a text without a slot as somebody would type it.
func casually(who *person, t *template) string {
	if who.temper == "thumbs" {
		return inSmallLetters(t.fill(&scene{who: who}))
	}
	return t.fill(&scene{who: who})
}

// inPieces is a customer's text as they send it: at once, or in a chat or text messages
// mostly sentence by sentence, with a farewell behind a thank-you.
func (l *life) inPieces(c desk.Channel, who *person, whole desk.Untrusted, thanked bool) []desk.Untrusted {
	if c != desk.Chat && c != desk.SMS || who.lang != "en" || l.rng.IntN(8) == 0 {
		return []desk.Untrusted{whole}
	}
	var pieces []desk.Untrusted
	for _, s := range sentences(text.Block(whole)) {
		pieces = append(pieces, desk.Foreign(s))
	}
	if bye := any1(l.shop.manners["bye talk"], l.rng); thanked && bye != nil && l.rng.IntN(3) > 0 {
		pieces = append(pieces, desk.Foreign(casually(who, bye)))
	}
	return pieces
}

// sentences cuts a text where sentences end, into so many pieces at most. What is very
// short stays with its neighbour.
func sentences(s string) []string {
	var all []string
	from, quoted := 0, false
	for i, r := range s {
		if r == '"' {
			quoted = !quoted
		}
		next := i + utf8.RuneLen(r)
		if quoted || len(all) == mostPieces-1 || !ends(s[from:next]) || next-from < shortestPiece ||
			len(s)-next < shortestPiece/2 || !begins(s[next:]) {
			continue
		}
		all = append(all, strings.TrimSpace(s[from:next]))
		from = next
	}
	return append(all, strings.TrimSpace(s[from:]))
}

// ends reports whether a sentence ends here: not behind the point of "Mr." or "J.P.".
func ends(s string) bool {
	r, n := utf8.DecodeLastRuneInString(s)
	if !strings.ContainsRune(".!?", r) {
		return false
	}
	word := s[strings.LastIndexAny(s, " \n")+1 : len(s)-n]
	switch word {
	case "Mr", "Mrs", "Dr", "St", "No":
		return false
	default:
		return r != '.' || len(word) > 1 && !strings.Contains(word, ".")
	}
}

// begins reports whether a sentence can begin here.
func begins(s string) bool {
	rest := strings.TrimLeft(s, " \n")
	r, _ := utf8.DecodeRuneInString(rest)
	return len(rest) < len(s) && (unicode.IsLetter(r) || r == '"')
}

// tell lets a customer say something in one message or several, and reports whether they
// could.
func (l *life) tell(ctx context.Context, m *matter, pieces []desk.Untrusted) (bool, error) {
	for _, p := range pieces[1:] {
		if m.heard(p) {
			pieces = []desk.Untrusted{desk.Foreign(joinedText(pieces))}
			break
		}
	}
	outcome, err := l.receive(ctx, m, pieces[0])
	if outcome == desk.Applied {
		l.goOn(m.ticket.ID, pieces[1:])
	}
	return outcome == desk.Applied, err
}

func joinedText(pieces []desk.Untrusted) string {
	all := make([]string, len(pieces))
	for i, p := range pieces {
		all[i] = text.Block(p)
	}
	return strings.Join(all, " ")
}

func (l *life) receive(ctx context.Context, m *matter, words desk.Untrusted) (desk.Outcome, error) {
	outcome, err := l.do(ctx, desk.Op{
		Ticket: m.ticket.ID, Base: m.ticket.Version, Seen: m.ticket.LastMessage, Actor: desk.System,
		Intent: desk.Receive{From: desk.Author{Customer: m.ticket.Requester, Name: m.ticket.RequesterName}, Text: words},
	})
	if outcome == desk.Applied {
		l.words--
	}
	return outcome, err
}

// goOn lets a customer send what they have begun to say.
func (l *life) goOn(id desk.TicketID, pieces []desk.Untrusted) {
	l.typing[id] = len(pieces)
	if len(pieces) == 0 {
		delete(l.typing, id)
		return
	}
	l.after(4*time.Second, 12*time.Second, func(ctx context.Context) error {
		m, err := l.matter(ctx, id)
		if m == nil || err != nil {
			delete(l.typing, id)
			return err
		}
		if !m.heard(pieces[0]) {
			if _, err := l.receive(ctx, m, pieces[0]); err != nil {
				return err
			}
		}
		l.goOn(id, pieces[1:])
		return nil
	})
}
