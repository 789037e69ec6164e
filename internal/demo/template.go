package demo

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// template is a text with slots such as {first} or {date-21}.
type template struct {
	pieces []piece
	needs  need
	size   int
}

// piece is some text and the slot behind it.
type piece struct {
	lit  string
	slot string
	days int // for dates: from the day on which the text is said
}

// need says what a scene must have so that a template can be filled.
type need uint8

const (
	needOrder need = 1 << iota
	needName
	needAgent
)

// slots are the names that a template may use, and what each needs.
func slotNeed(name string) (need, bool) {
	switch name {
	case "colleague", "date", "day", "tomorrow", "case", "shelf":
		return 0, true
	case "agent":
		return needAgent, true
	case "first", "name", "place":
		return needName, true
	case "order", "other", "item", "variant", "noun", "price", "total", "tracking", "bought":
		return needOrder, true
	default:
		return 0, false
	}
}

// readTemplate reads a text; an unknown slot is an error.
func readTemplate(text string) (*template, error) {
	t := &template{size: len(text) + 16}
	for text != "" {
		lit, rest, ok := strings.Cut(text, "{")
		if !ok {
			t.pieces = append(t.pieces, piece{lit: lit})
			break
		}
		inside, after, ok := strings.Cut(rest, "}")
		if !ok {
			return nil, fmt.Errorf("a slot is not closed: %.30q", rest)
		}
		p := piece{lit: lit, slot: inside}
		if i := strings.IndexAny(inside, "+-"); i > 0 {
			days, err := strconv.Atoi(inside[i:])
			if err != nil {
				return nil, fmt.Errorf("slot %q: %w", inside, err)
			}
			p.slot, p.days = inside[:i], days
		}
		n, known := slotNeed(p.slot)
		if !known {
			return nil, fmt.Errorf("no such slot: %q", inside)
		}
		t.needs |= n
		t.pieces = append(t.pieces, p)
		text = after
	}
	return t, nil
}

// scene is what the slots of a ticket's texts are filled from.
type scene struct {
	who       *person
	order     *order // nil where the matter is about none
	other     *order
	agent     string
	colleague string
	mark      uint64    // gives the numbers of the bench
	at        time.Time // when it is said
}

// fits reports whether the scene has what the template needs.
func (t *template) fits(s *scene) bool {
	return (t.needs&needOrder == 0 || s.order != nil) && (t.needs&needName == 0 || s.who.name != "") &&
		(t.needs&needAgent == 0 || s.agent != "")
}

// speaks reports whether one of the words stands in the template.
func (t *template) speaks(words ...string) bool {
	for _, p := range t.pieces {
		for _, w := range words {
			if strings.Contains(p.lit, w) {
				return true
			}
		}
	}
	return false
}

// fill writes the text as it is said in the scene.
func (t *template) fill(s *scene) string {
	if len(t.pieces) == 1 && t.pieces[0].slot == "" {
		return t.pieces[0].lit
	}
	b := make([]byte, 0, t.size)
	for i := range t.pieces {
		b = append(b, t.pieces[i].lit...)
		if t.pieces[i].slot != "" {
			b = s.append(b, &t.pieces[i])
		}
	}
	return string(b)
}

func (s *scene) append(b []byte, p *piece) []byte {
	switch p.slot {
	case "first":
		return append(b, s.who.call...)
	case "name":
		return append(b, s.who.name...)
	case "place":
		place, _, _ := strings.Cut(s.who.place, ",")
		return append(b, place...)
	case "agent":
		return append(b, s.agent...)
	case "colleague":
		return append(b, s.colleague...)
	case "date":
		return appendDate(b, workday(s.at, p.days), s.who.lang)
	case "day":
		return append(b, weekday(workday(s.at, p.days), s.who.lang)...)
	case "tomorrow":
		if s.at.Weekday() == time.Saturday {
			return append(b, "on Monday"...)
		}
		return append(b, "tomorrow"...)
	case "case":
		return strconv.AppendUint(append(b, "B-"...), 1000+s.mark%9000, 10)
	case "shelf":
		return strconv.AppendUint(append(b, byte('A'+s.mark%6)), 1+s.mark/6%12, 10)
	}
	return s.appendOrder(b, p.slot)
}

func (s *scene) appendOrder(b []byte, slot string) []byte {
	if s.order == nil {
		return b
	}
	w := s.order.wares[0]
	switch slot {
	case "order":
		return append(b, s.order.number...)
	case "other":
		if s.other != nil {
			return append(b, s.other.number...)
		}
		return append(b, s.order.number...)
	case "item":
		return append(b, w.spoken...)
	case "variant":
		return append(b, w.variant...)
	case "noun":
		return append(b, w.noun...)
	case "price":
		return append(b, w.price.String()...)
	case "total":
		return append(b, s.order.total().String()...)
	case "tracking":
		return append(b, s.order.tracking...)
	case "bought":
		return appendDate(b, s.order.at, s.who.lang)
	}
	return b
}
