package index

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

const (
	maxQuery   = 1000 // bytes of a query that are read
	maxClauses = 32   // words and fields of a query that count
)

// Query is what was searched for, read. The zero Query finds nothing.
type Query struct {
	clauses []clause
	phrases []phrase
	after   uint32 // minutes since 1970; opened then or later
	before  uint32 // opened before then; 0 for no end
}

// clause is a condition: one of its ways must be there.
type clause struct {
	ways   []way
	filter bool // it says nothing of how well a ticket fits
}

// way is a term, or all terms that begin with it.
type way struct {
	term
	beginning bool
	boost     float32
}

// phrase is words that follow one another in one text.
type phrase struct {
	words []string
	open  bool // the last one is only begun
}

// leastDialled is how many digits are left of a part of a phone number without its 0.
const leastDialled = 3

// How much the ways of finding a word count.
const (
	boostWord   = 1
	boostBegun  = 0.6
	boostPair   = 0.3
	boostNumber = 4
)

// Parse reads what an agent typed at now, which also says which zone dates are in. All
// words must be there; the last one may be only begun unless a space or a quote ends it.
//
//	"not on my card"    words that follow one another
//	#4821  #W5964460    a ticket's or an order's number
//	from:harper         a word of the requester's name or address
//	status:open  tag:refund  channel:mail  assignee:tom (or none)  group:returns  priority:high
//	before:2026-03-01   opened before that day; also 2026-03, 2026, today, yesterday, 7d, 2w
//	after:2026-03-01    opened on that day or later
//
// What is no field is words. It fails with a *desk.Problem of code BadQuery whose
// arguments are the field and the value.
func Parse(typed string, now time.Time) (Query, error) {
	typed = cutBytes(strings.ToValidUTF8(typed, " "), maxQuery)
	p := parser{now: now}
	for rest := typed; ; {
		var part piece
		if part, rest = nextPiece(rest); part.empty() {
			break
		}
		part.last = part.last && rest == ""
		if err := p.take(part); err != nil {
			return Query{}, err
		}
	}
	p.close()
	return p.q, nil
}

// IsZero reports whether nothing is asked.
func (q Query) IsZero() bool { return len(q.clauses) == 0 && q.after == 0 && q.before == 0 }

// piece is a part of a query: field:value, "words", or a word.
type piece struct {
	field  string
	value  string
	quoted bool
	last   bool // the caret stands right behind it
}

func (p piece) empty() bool { return p.field == "" && p.value == "" && !p.quoted }

// refuse says that the value is none of the field's.
func (p piece) refuse() error {
	return desk.Refuse(desk.BadQuery, p.field, cutRunes(text.Line(desk.Foreign(p.value)), 40))
}

// nextPiece takes the first piece off a query.
func nextPiece(s string) (piece, string) {
	s = strings.TrimLeftFunc(s, unicode.IsSpace)
	var p piece
	if name, rest, ok := strings.Cut(s, ":"); ok && isField(strings.ToLower(name)) {
		p.field, s = strings.ToLower(name), rest
	} else if field, value, rest, ok := isPiece(s); ok {
		return piece{field: field, value: value, last: rest == ""}, rest
	}
	if strings.HasPrefix(s, `"`) {
		value, rest, closed := strings.Cut(s[1:], `"`)
		p.value, p.quoted, p.last = value, true, !closed
		return p, rest
	}
	end := strings.IndexFunc(s, unicode.IsSpace)
	if end < 0 {
		p.value, p.last = s, true
		return p, ""
	}
	p.value = s[:end]
	return p, s[end:]
}

// isPiece reads is:open and is:unassigned, as they are typed elsewhere. Of anything else that
// begins so it is words.
func isPiece(s string) (field, value, rest string, ok bool) {
	name, rest, ok := strings.Cut(s, ":")
	if !ok || !strings.EqualFold(name, "is") {
		return "", "", "", false
	}
	value, rest = rest, ""
	if end := strings.IndexFunc(value, unicode.IsSpace); end >= 0 {
		value, rest = value[:end], value[end:]
	}
	value = strings.ToLower(value)
	if value == "unassigned" {
		return "assignee", "none", rest, true
	}
	return "status", value, rest, slices.Contains(vocabulary("status"), value)
}

func isField(name string) bool {
	switch name {
	case "from", "status", "tag", "channel", "assignee", "group", "priority", "before", "after":
		return true
	default:
		return false
	}
}

// parser makes a query of pieces.
type parser struct {
	q     Query
	now   time.Time
	short *clause // a last word of one letter, which counts only where it stands alone
}

func (p *parser) take(part piece) error {
	switch {
	case part.field == "before" || part.field == "after":
		return p.date(part)
	case part.field == "from":
		p.from(part)
	case part.field != "":
		return p.field(part)
	case strings.HasPrefix(part.value, "#"):
		p.numbered(part)
	default:
		p.words(part)
	}
	return nil
}

func (p *parser) add(c clause) {
	if len(p.q.clauses) < maxClauses {
		p.q.clauses = append(p.q.clauses, c)
	}
}

func (p *parser) close() {
	if p.short != nil && p.q.IsZero() {
		p.add(*p.short)
	}
}

// words takes words, quoted or not.
func (p *parser) words(part piece) {
	var words []string
	tokens(desk.Foreign(part.value), func(word string) bool {
		words = append(words, cutBytes(word, maxTerm))
		return true
	})
	for i, word := range words {
		p.word(word, part.last && i == len(words)-1)
	}
	if part.quoted && len(words) > 1 {
		p.q.phrases = append(p.q.phrases, phrase{words, part.last})
	}
}

func (p *parser) word(word string, begun bool) {
	c := clause{ways: []way{{term{kindWord, word}, false, boostWord}}}
	if isDigits(word) {
		c.ways = append(c.ways, way{term{kindNumber, word}, false, boostNumber})
	}
	// A phone number that is dialled with a 0, or a 00, stands without it behind its country's code.
	if short := strings.TrimLeft(word, "0"); isDigits(word) && short != word && len(short) >= leastDialled {
		c.ways = append(c.ways, way{term{kindWord, short}, false, boostWord})
		if begun {
			c.ways = append(c.ways, way{term{kindWord, short}, true, boostBegun})
		}
	}
	if begun {
		switch n := utf8.RuneCountInString(word); {
		case n >= headLen:
			c.ways = append(c.ways, way{term{kindWord, word}, true, boostBegun})
			if isDigits(word) {
				c.ways = append(c.ways, way{term{kindNumber, word}, true, boostBegun})
			}
		case n == 2:
			c.ways = append(c.ways, way{term{kindPair, word}, false, boostPair})
		case word[0] < utf8.RuneSelf && !isDigits(word):
			p.short = &c
			return
		}
	}
	p.add(c)
}

// numbered takes #4821, also while it is being typed.
func (p *parser) numbered(part piece) {
	joined := ""
	tokens(desk.Foreign(part.value), func(word string) bool { joined += word; return true })
	joined = cutBytes(joined, maxTerm)
	if joined == "" {
		return
	}
	c := clause{ways: []way{
		{term{kindNumber, joined}, false, boostNumber},
		{term{kindWord, joined}, false, boostWord},
	}}
	if part.last && utf8.RuneCountInString(joined) >= headLen {
		c.ways = append(c.ways,
			way{term{kindNumber, joined}, true, boostBegun}, way{term{kindWord, joined}, true, boostBegun})
	}
	p.add(c)
}

func (p *parser) from(part piece) {
	tokens(desk.Foreign(part.value), func(word string) bool {
		p.add(fieldClause("from", word, part.last))
		return true
	})
}

// field takes a field of which the value is a code.
func (p *parser) field(part piece) error {
	value := strings.ToLower(part.value)
	if value == "" {
		return nil // it is only begun
	}
	known := vocabulary(part.field)
	if known == nil {
		p.add(fieldClause(part.field, value, part.last))
		return nil
	}
	c := clause{filter: true}
	for _, k := range known {
		if k == value || part.last && strings.HasPrefix(k, value) {
			c.ways = append(c.ways, way{term: fieldTerm(part.field, k)})
		}
	}
	if len(c.ways) == 0 {
		return part.refuse()
	}
	p.add(c)
	return nil
}

// vocabulary is the values of a field that has no others.
func vocabulary(field string) []string {
	switch field {
	case "status":
		var all []string
		for _, s := range desk.Statuses() {
			all = append(all, string(s))
		}
		return all
	case "priority":
		return []string{"low", "normal", "high", "urgent"}
	default:
		return nil
	}
}

func fieldClause(name, value string, begun bool) clause {
	t := fieldTerm(name, value)
	c := clause{ways: []way{{term: t}}, filter: true}
	if begun && utf8.RuneCountInString(value) >= headLen {
		c.ways[0].beginning = true
	}
	return c
}

func isDigits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}
