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

// isTrouble reports whether a stem tells that something went wrong.
func isTrouble(stem string) bool { return vocabulary(troubles).has(stem) }

const troubles = " wrong wors brok broken break damag defectiv fault fail error lat late delay delayed wait miss lost stuck never still twic third again charg overcharg " +
	"complaint complain disappoint upset angr annoi annoy frustrat furious unacceptabl terribl awful horribl useless ridiculou shock worst bad unhapp ruin leak crack scratch shatter " +
	"refus reject cancell cancel can't cannot couldn't won't doesn't didn't isn't wasn't hasn't haven't problem issu troubl mistak incorrect fraud stolen scam unfortunatel smash spoil sorri "

// says reports whether the word at at is one of those.
func says(words []word, at int, those string) bool {
	return at >= 0 && at < len(words) && vocabulary(" "+those+" ").has(words[at].text)
}

// saysSorry finds an apology.
func saysSorry(words []word) []desk.Span {
	var spans []desk.Span
	for i, w := range words {
		switch {
		case w.text == "sorry" && !says(words, i-1, "feel better"),
			strings.HasPrefix(w.text, "apolog"), w.text == "regret":
			spans = append(spans, w.span())
		case vocabulary(" should shouldn't ").has(w.text) && phrase(words, i, "should not have", "shouldn't have", "should never have"):
			spans = append(spans, desk.Span{From: w.from, To: words[i+1].to})
		}
	}
	return spans
}

// shutsDoor finds what ends a talk.
func shutsDoor(words []word) []desk.Span {
	var spans []desk.Span
	for i := range words {
		for _, p := range doors() {
			if phrase(words, i, p) {
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
		"you need to understand", "with all due respect", "there is no way", "i don't know", "obviously",
	}
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
