package index

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// snippetLen is about how many bytes a snippet holds.
const snippetLen = 160

// Snippet returns the piece of the messages in which most of the query's words stand, on
// one line and already clean, with those words as spans. Where none stands, it is the
// beginning of the newest message that somebody wrote.
func Snippet(q Query, messages []desk.Message) desk.Snippet {
	var best desk.Snippet
	most := 0
	for _, m := range slices.Backward(messages) {
		if m.Text.IsEmpty() {
			continue
		}
		line := told(m)
		spans := q.spans(line)
		if fit := q.distinct(line, spans); best.Text.IsEmpty() || fit > most {
			best, most = cutSnippet(line, spans), fit
		}
		if most > 0 && most >= q.wordCount() {
			break
		}
	}
	return best
}

// told is the text of a message on one line, as the thread has it: what another system said
// in JSON by its names and values.
func told(m desk.Message) string {
	if m.Kind == desk.Happening {
		return text.Told(m.Text)
	}
	return text.Line(m.Text)
}

func (q Query) spans(line string) []desk.Span { return q.spansOf(text.Tokens(desk.Foreign(line))) }

func (q Query) spansOf(words []text.Token) []desk.Span {
	var spans []desk.Span
	for _, t := range words {
		if _, ok := q.fits(t.Text); !ok {
			continue
		}
		if n := len(spans); n > 0 && t.From < spans[n-1].To {
			spans[n-1].To = max(spans[n-1].To, t.To) // a part of an address that fits as a whole
			continue
		}
		spans = append(spans, desk.Span{From: t.From, To: t.To})
	}
	return spans
}

// fits returns the clause that a word fits.
func (q Query) fits(word string) (clause int, ok bool) {
	for i, c := range q.clauses {
		if c.filter {
			continue
		}
		for _, w := range c.ways {
			switch {
			case w.kind == kindPair && strings.HasPrefix(word, w.text),
				w.beginning && strings.HasPrefix(word, w.text), word == w.text:
				return i, true
			}
		}
	}
	return 0, false
}

// distinct is how many of the query's words stand in the spans of a line.
func (q Query) distinct(line string, spans []desk.Span) int {
	seen := map[int]bool{}
	for _, s := range spans {
		tokens(desk.Foreign(line[s.From:s.To]), func(word string) bool {
			if i, ok := q.fits(word); ok {
				seen[i] = true
			}
			return true
		})
	}
	return len(seen)
}

func (q Query) wordCount() int {
	n := 0
	for _, c := range q.clauses {
		if !c.filter {
			n++
		}
	}
	return n
}

// cutSnippet cuts a line round the place where the most spans stand close together.
func cutSnippet(line string, spans []desk.Span) desk.Snippet {
	if len(line) <= snippetLen {
		return desk.Snippet{Text: desk.Foreign(line), Spans: spans}
	}
	from := 0
	if len(spans) > 0 {
		from = wordStart(line, densest(spans)-snippetLen/4)
	}
	to := wordEnd(line, from+snippetLen)
	lead, trail := "", ""
	if from > 0 {
		lead = "… "
	}
	if to < len(line) {
		trail = " …"
	}
	s := desk.Snippet{Text: desk.Foreign(lead + line[from:to] + trail)}
	for _, sp := range spans {
		if sp.From >= from && sp.To <= to {
			s.Spans = append(s.Spans, desk.Span{From: sp.From - from + len(lead), To: sp.To - from + len(lead)})
		}
	}
	return s
}

// densest returns where the span begins that has most others close behind it.
func densest(spans []desk.Span) int {
	at, most := spans[0].From, 0
	for i, s := range spans {
		n := 0
		for _, t := range spans[i:] {
			if t.To > s.From+snippetLen*3/4 {
				break
			}
			n++
		}
		if n > most {
			at, most = s.From, n
		}
	}
	return at
}

// wordStart moves a place back to where a word begins, if that is not far.
func wordStart(line string, at int) int {
	if at <= 0 {
		return 0
	}
	if i := strings.LastIndexByte(line[max(0, at-24):at], ' '); i >= 0 {
		return max(0, at-24) + i + 1
	}
	for at > 0 && !utf8.RuneStart(line[at]) {
		at--
	}
	return at
}

// wordEnd moves a place back to where a word ends, if that is not far.
func wordEnd(line string, at int) int {
	if at >= len(line) {
		return len(line)
	}
	if i := strings.LastIndexByte(line[at-24:at], ' '); i >= 0 {
		return at - 24 + i
	}
	for !utf8.RuneStart(line[at]) {
		at--
	}
	return at
}

// standsIn reports whether every phrase of the query stands in some text of a document.
func (q Query) standsIn(d Doc) bool {
	for _, p := range q.phrases {
		if p.in(d.Ticket.Subject) || p.in(d.Ticket.RequesterName) {
			continue
		}
		if !slices.ContainsFunc(d.Messages, func(m desk.Message) bool { return p.in(m.Text) }) {
			return false
		}
	}
	return true
}

// in reports whether the words of a phrase follow one another in a text.
func (p phrase) in(u desk.Untrusted) bool {
	if u.Len() < len(p.words) {
		return false
	}
	words := text.Tokens(u)
	for at := 0; at+len(p.words) <= len(words); at++ {
		if p.at(words[at:]) {
			return true
		}
	}
	return false
}

func (p phrase) at(words []text.Token) bool {
	last := len(p.words) - 1
	for i, w := range p.words {
		have := cutBytes(words[i].Text, maxTerm)
		if have != w && (i < last || !p.open || !strings.HasPrefix(have, w)) {
			return false
		}
	}
	return true
}
