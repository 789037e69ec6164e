package phrasebook

import (
	"strings"

	"github.com/heed-desk/heed/desk"
)

// PromisedDay finds the day that a reply of ours promises something for, where it names
// one: a weekday or a date. Of several it is the last one. It is silent in doubt: of what
// depends on something, is asked, or is not ours to do, and in a language that there are no
// rules for.
func PromisedDay(s, language string) (desk.Span, bool) {
	words := wordsOf(s)
	if len(words) == 0 || !speaks(language) {
		return desk.Span{}, false
	}
	var day desk.Span
	found := false
	for _, sentence := range bySentence(s, words) {
		at := binds(sentence)
		if at < 0 {
			continue
		}
		for _, step := range nextStep(sentence) {
			if span, ok := namedDay(sentence, step); ok && span.From > sentence[at].from {
				day, found = span, true
			}
		}
	}
	return day, found
}

// binds is where a sentence begins to say what we will do, or what will reach the customer;
// -1 where it does not. A day before that is the customer's: "order by Friday, and I'll write".
func binds(words []word) int {
	at, ours := -1, false
	for i, w := range words {
		if vocabulary(" if unless once should not never cannot ").has(w.text) || strings.HasSuffix(w.text, "n't") {
			return -1
		}
		if isFirst(w.text) {
			ours = !isSubordinate(words, i)
		}
		if at >= 0 || w.text != "will" && !strings.HasSuffix(w.text, "'ll") {
			continue
		}
		next := afterAdverbs(words, i+1)
		if ours && phrase(words, next, owed()...) || phrase(words, next, reaches()...) {
			at = i
		}
	}
	return at
}

// reaches is what something of ours will do that a customer waits for.
func reaches() []string {
	return []string{"be with you", "reach you", "be there", "arrive", "be delivered", "be refunded", "be on your card"}
}

// namedDay is the day itself in a span of words that say when: without what stands before it.
func namedDay(words []word, step desk.Span) (desk.Span, bool) {
	for i, w := range words {
		if w.from < step.From || w.to > step.To {
			continue
		}
		switch {
		case isWeekday(w.text):
			return desk.Span{From: w.from, To: w.to}, true
		case isMonth(words, i) && i > 0 && isCount(strings.TrimRight(words[i-1].text, "stndrh")) && words[i-1].from >= step.From:
			return desk.Span{From: words[i-1].from, To: w.to}, true
		case isMonth(words, i) && i+1 < len(words) && words[i+1].to <= step.To:
			return desk.Span{From: w.from, To: words[i+1].to}, true
		}
	}
	return desk.Span{}, false
}
