package phrasebook

import (
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
)

// PromisedDay finds the day that a reply of ours promises something for, where it names
// one: tomorrow, a weekday or a date. Of several it is the last one. It is silent in doubt: of what
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
	return []string{"be with you", "reach you", "be there", "arrive", "be delivered", "be refunded", "be on your card", "hear from me", "hear from us"}
}

// namedDay is the day itself in a span of words that say when: without what stands before it.
func namedDay(words []word, step desk.Span) (desk.Span, bool) {
	for i, w := range words {
		if w.from < step.From || w.to > step.To {
			continue
		}
		switch {
		case isWeekday(w.text), isNear(w.text):
			return desk.Span{From: w.from, To: w.to}, true
		case isMonth(words, i) && i > 0 && isCount(strings.TrimRight(words[i-1].text, "stndrh")) && words[i-1].from >= step.From:
			return desk.Span{From: words[i-1].from, To: w.to}, true
		case isMonth(words, i) && i+1 < len(words) && words[i+1].to <= step.To:
			return desk.Span{From: w.from, To: words[i+1].to}, true
		}
	}
	return desk.Span{}, false
}

// Near reports whether a promised day is named by how near it was: today, tomorrow.
func Near(day string) bool { return isNear(strings.ToLower(day)) }

// isNear reports whether a word names a day by how near it is.
func isNear(w string) bool { return vocabulary(" today tonight tomorrow ").has(w) }

// PromisedOn is the day that a reply of ours promises something for, as PromisedDay finds it,
// at its beginning and in the zone of the time at which the reply was written. A weekday is
// the next one to come; a date that was over then is next year's.
func PromisedOn(s, language string, at time.Time) (time.Time, bool) {
	span, ok := PromisedDay(s, language)
	if !ok {
		return time.Time{}, false
	}
	words := wordsOf(s[span.From:span.To])
	from := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, at.Location())
	switch first := strings.TrimSuffix(words[0].text, "'s"); {
	case first == "tomorrow":
		return from.AddDate(0, 0, 1), true
	case isNear(first):
		return from, true
	case isWeekday(first):
		for n := 1; n <= 7; n++ {
			if day := from.AddDate(0, 0, n); strings.EqualFold(day.Weekday().String(), first) {
				return day, true
			}
		}
	}
	return dated(words, from)
}

// dated reads "26 March" and "March 3rd".
func dated(words []word, from time.Time) (time.Time, bool) {
	var day int
	var month time.Month
	for i, w := range words {
		if n, err := strconv.Atoi(strings.TrimRight(w.text, "stndrh")); err == nil {
			day = n
		} else if isMonth(words, i) {
			month = monthOf(w.text)
		}
	}
	for year := from.Year(); year <= from.Year()+1 && day > 0 && month > 0; year++ {
		on := time.Date(year, month, day, 0, 0, 0, 0, from.Location())
		if on.Day() == day && !on.Before(from) {
			return on, true
		}
	}
	return time.Time{}, false
}

// monthOf is the month that begins like a word.
func monthOf(w string) time.Month {
	for m := time.January; m <= time.December; m++ {
		if len(w) >= 3 && strings.HasPrefix(w, strings.ToLower(m.String())[:3]) {
			return m
		}
	}
	return 0
}
