package phrasebook

import (
	"strings"

	"github.com/heed-desk/heed/desk"
)

// This file and the two beside it, deed.go and ahead.go, hold the rules of the check for English.

// vocabulary is a list of words with a space around each.
type vocabulary string

func (v vocabulary) has(w string) bool { return w != "" && strings.Contains(string(v), " "+w+" ") }

// isStop reports whether a word says nothing of a matter.
func isStop(w string) bool { return vocabulary(stops).has(w) }

const stops = " a about after again all also always am an and any are as ask asked at back be because been before being but by can cannot can't " +
	"could dear did didn't do does doesn't doing don't down each even for from get getting give go going good got had has have having hello help her here hey hi " +
	"him his how i i'd i'll i'm i've if in into is isn't it it's its just know let like made make many may me mine more most much my need never new no not now of off " +
	"on once one only or other our out over please re really said same say see she should since so some still such tell than thank thanks that that's the their them " +
	"then there there's these they they're thing this those through to told too two until up us very want was wasn't way we we'll we're we've well were what when where " +
	"which while who why will with won't would wouldn't wrote yes yet you you'll you're you've your yours anyone someone something anything nothing today day days time times regards best kind sincerely "

// says reports whether the word at at is one of those.
func says(words []word, at int, those string) bool {
	return at >= 0 && at < len(words) && vocabulary(" "+those+" ").has(words[at].text)
}

// saysSorry finds an apology.
func saysSorry(words []word) []desk.Span {
	var spans []desk.Span
	for i, w := range words {
		switch {
		case w.text == "sorry" && !says(words, i-1, "feel better than feeling") && !isExcuse(words, i+1),
			strings.HasPrefix(w.text, "apolog") && !says(words, i-2, "nothing"), w.text == "regret":
			spans = append(spans, w.span())
		case vocabulary(" should shouldn't ").has(w.text) && phrase(words, i, "should not have", "shouldn't have", "should never have") && !says(words, i+2, "to"):
			spans = append(spans, desk.Span{From: w.from, To: words[i+1].to})
		}
	}
	return spans
}

// isExcuse reports whether what follows a sorry only says what somebody cannot do or
// does not understand: that is good manners and no apology.
func isExcuse(words []word, at int) bool {
	for says(words, at, "but i we that") {
		at++
	}
	return says(words, at, "don't cannot can't do didn't couldn't there not no")
}

// feels reports whether a text feels with the customer, be it in other words than sorry.
func feels(words []word) bool {
	for i, w := range words {
		if w.text == "sorry" || phrase(words, i, "oh no", "oh dear", "unfortunate", "how annoying", "how awful", "how sad", "what a sad", "what a pity", "a shame", "terrible", "horrible", "unpleasant") {
			return true
		}
	}
	return false
}

// shutsDoor finds what ends a talk.
func shutsDoor(words []word) []desk.Span {
	var spans []desk.Span
	for i := range words {
		for _, p := range doors() {
			if phrase(words, i, p) && (p != "you should have" || isBlame(words, i+3)) {
				spans = append(spans, desk.Span{From: words[i].from, To: words[i+strings.Count(p, " ")].to})
			}
		}
	}
	return spans
}

// doors are phrases that public courses in service name as those that end a talk.
func doors() []string {
	return []string{
		"our policy", "company policy", "nothing i can do", "nothing we can do", "calm down", "as i said", "as i already", "as already stated",
		"you should have", "you must have", "you failed to", "not my department", "not our fault", "not our problem", "you have to understand",
		"you need to understand", "with all due respect", "there is no way", "obviously",
	}
}

// isBlame reports whether "you should have" goes on with what was not done.
func isBlame(words []word, at int) bool {
	return at < len(words) && (strings.HasSuffix(words[at].text, "ed") && !says(words, at, "received need") || says(words, at, "known read told written sent said taken kept thought"))
}

// phrase reports whether one of the phrases begins at at.
func phrase(words []word, at int, phrases ...string) bool {
	for _, p := range phrases {
		parts := strings.Fields(p)
		if at < 0 || at+len(parts) > len(words) {
			continue
		}
		same := true
		for i, part := range parts {
			same = same && words[at+i].text == part
		}
		if same {
			return true
		}
	}
	return false
}
