package index

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"

	"github.com/heed-desk/heed/desk"
)

// How much a word counts by where it stands.
const (
	weightText    = 1
	weightMail    = 2
	weightTag     = 2
	weightName    = 3
	weightSubject = 3
	weightNumber  = 4
)

// maxWords is how many words of one ticket are indexed.
const maxWords = 20000

// describe calls emit for every term of a document, once for each time that it occurs,
// and returns how many words it has.
func describe(d Doc, emit func(t term, weight uint32)) (words int) {
	w := describer{emit: emit}
	t := d.Ticket
	w.text(t.Subject, weightSubject)
	w.person(d)
	for _, tag := range t.Tags {
		w.field("tag", tag)
		w.text(desk.Foreign(tag), weightTag)
	}
	w.field("status", string(t.Status))
	w.field("channel", string(t.Channel))
	w.field("priority", t.Priority().String())
	w.field("assignee", cmp.Or(string(t.Assignee), "none"))
	w.field("group", string(t.Group))
	if t.Number > 0 {
		w.number(strconv.FormatInt(t.Number, 10))
	}
	for _, m := range d.Messages {
		w.text(m.Text, weightText)
	}
	return w.words
}

// describer walks over a document.
type describer struct {
	emit  func(t term, weight uint32)
	words int
}

// person emits what the requester can be found by.
func (w *describer) person(d Doc) {
	w.name(d.Ticket.RequesterName, weightName)
	for _, mail := range d.Customer.Mails {
		w.name(mail, weightMail)
	}
	for _, phone := range d.Customer.Phones {
		w.name(phone, weightMail)
		w.digits(phone)
	}
	for _, order := range d.Customer.Orders {
		w.text(order.Number, weightMail)
		joined := ""
		tokens(order.Number, func(word string) bool { joined += word; return true })
		w.number(joined)
	}
}

func (w *describer) text(u desk.Untrusted, weight uint32) {
	tokens(u, func(word string) bool {
		w.word(word, weight)
		return w.words < maxWords
	})
}

// name emits the words of a name or an address, as such and as from:word.
func (w *describer) name(u desk.Untrusted, weight uint32) {
	tokens(u, func(word string) bool {
		w.word(word, weight)
		w.field("from", word)
		return w.words < maxWords
	})
}

const (
	longestCode = 3 // digits of a country's code
	leastLocal  = 7 // digits of a phone number without it
)

// digits emits a phone number as one word, however it was parted, and without what may be
// the code of its country: it is also looked for as it is dialled there.
func (w *describer) digits(u desk.Untrusted) {
	all := ""
	tokens(u, func(word string) bool { all += word; return len(all) < maxTerm })
	all = strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, all)
	for code := range longestCode + 1 {
		if code == 0 && all != "" || len(all)-code >= leastLocal {
			w.word(all[code:], weightMail)
		}
	}
}

func (w *describer) word(word string, weight uint32) {
	w.words++
	w.emit(term{kindWord, cutBytes(word, maxTerm)}, weight)
}

func (w *describer) number(n string) {
	if n != "" {
		w.emit(term{kindNumber, cutBytes(n, maxTerm)}, weightNumber)
	}
}

func (w *describer) field(name, value string) {
	if value != "" {
		w.emit(fieldTerm(name, value), 1)
	}
}

// fieldTerm is the term by which a field's value is found.
func fieldTerm(name, value string) term {
	return term{kindField, cutBytes(name+":"+strings.ToLower(value), maxTerm)}
}
