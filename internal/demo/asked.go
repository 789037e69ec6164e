package demo

import (
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// This file is how a customer takes an answer that is in nobody's words but the agent's:
// if it asks something, they answer that.

// questions are the words by which a question is known, and what answers it. The first
// that fits counts.
var questions = [...]struct {
	words []string
	with  string
}{
	{[]string{"photo", "picture", "screenshot"}, "answer photo"},
	{[]string{"order number", "number of the order", "which order"}, "answer order"},
	{[]string{"address", "postcode"}, "answer address"},
	{[]string{"ring you", "call you", "phone", "telephone", "reach you"}, "answer phone"},
	{[]string{"number"}, "answer number"},
	{[]string{"when ", "which day", "what day", "what time", "at home"}, "answer when"},
	{[]string{" or "}, "answer choice"},
	{[]string{"which ", "what ", "how ", "where ", "why ", "who "}, "answer what"},
}

// answers are what the customer can say to the question that an entry asks; nil where it
// asks nothing.
func (m *matter) answers(ours desk.Message) []*template {
	asked := question(strings.ToLower(text.Block(ours.Text)))
	if asked == "" {
		return nil
	}
	for _, q := range questions {
		for _, w := range q.words {
			if strings.Contains(asked, w) && (q.with != "answer order" || m.scene.order != nil) {
				return m.life.shop.manners[q.with]
			}
		}
	}
	return m.life.shop.manners["answer yes"]
}

// question is the last question of a text; empty where there is none.
func question(s string) string {
	end := strings.LastIndexByte(s, '?')
	if end < 0 {
		return ""
	}
	from := strings.LastIndexAny(s[:end], ".!?\n") + 1
	return " " + strings.TrimSpace(s[from:end]) + " "
}
