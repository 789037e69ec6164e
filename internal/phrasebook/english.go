package phrasebook

import (
	"strings"

	"github.com/heed-desk/heed/desk"
)

// This file holds the rules of the check for English.

// isStop reports whether a word says nothing of a matter.
func isStop(w string) bool { return strings.Contains(stops, " "+w+" ") }

const stops = " a about after again all also always am an and any are as ask asked at back be because been before being but by can cannot can't " +
	"could dear did didn't do does doesn't doing don't down each even for from get getting give go going good got had has have having hello help her here hey hi " +
	"him his how i i'd i'll i'm i've if in into is isn't it it's its just know let like made make many may me mine more most much my need never new no not now of off " +
	"on once one only or other our out over please re really said same say see she should since so some still such tell than thank thanks that that's the their them " +
	"then there there's these they they're thing this those through to told too two until up us very want was wasn't way we we'll we're we've well were what when where " +
	"which while who why will with won't would wouldn't wrote yes yet you you'll you're you've your yours anyone someone something anything nothing today day days time times regards best kind sincerely "

// isTrouble reports whether a stem tells that something went wrong.
func isTrouble(stem string) bool { return strings.Contains(troubles, " "+stem+" ") }

const troubles = " wrong brok break damag defectiv fault fail error late delay delayed wait miss lost stuck never still twic third again charg overcharg " +
	"complaint complain disappoint upset angr annoi annoy frustrat furious unacceptabl terribl awful horribl useless ridiculou shock worst bad unhapp ruin leak crack scratch shatter " +
	"refus reject cancell cancel can't cannot couldn't won't doesn't didn't isn't wasn't hasn't haven't problem issu troubl mistak incorrect fraud stolen scam unfortunatel smash spoil sorri "

// takesItOn finds who does something about it: "I have asked", "we will send".
func takesItOn(words []word) []desk.Span {
	var spans []desk.Span
	for i, w := range words {
		switch {
		case isFirst(w.text):
			if to, ok := deed(words, i); ok {
				spans = append(spans, desk.Span{From: w.from, To: words[to].to})
			}
		case w.text == "let" && says(words, i+1, "me us"):
			if i+2 < len(words) && isDeed(words[i+2].text) {
				spans = append(spans, desk.Span{From: w.from, To: words[i+2].to})
			}
		case (w.text == "our" || w.text == "my") && says(words, i+1, "mistake fault doing responsibility error"),
			w.text == "on" && says(words, i+1, "us me") && (i+2 == len(words)):
			spans = append(spans, desk.Span{From: w.from, To: words[i+1].to})
		}
	}
	return spans
}

// isFirst reports whether a word speaks for us.
func isFirst(w string) bool {
	return strings.Contains(" i we i'll we'll i've we've i'm we're i'd we'd ", " "+w+" ")
}

// deed finds what the first person at at does. Between the two stand only words such as
// "have" or "just"; and what is said to be done as a habit, "we send", takes nothing on.
func deed(words []word, at int) (int, bool) {
	bare := words[at].text == "i" || words[at].text == "we"
	for i := at + 1; i < min(at+6, len(words)); i++ {
		switch w := words[i].text; {
		case strings.Contains(auxiliaries, " "+w+" "):
			bare = false
		case strings.Contains(adverbs, " "+w+" "):
		case isDeed(w):
			return i, !bare || isPast(w)
		default:
			return 0, false
		}
	}
	return 0, false
}

const (
	auxiliaries = " have had will am are was were been be can shall going "
	adverbs     = " just now also already personally immediately today then to still gladly happily right away straight at once both all myself ourselves again "
)

// isPast reports whether a deed is told as done.
func isPast(w string) bool {
	return strings.HasSuffix(w, "ed") || strings.Contains(" sent found made put got gave took kept paid did spoke wrote rang set ", " "+w+" ")
}

func isDeed(w string) bool { return strings.Contains(deeds, " "+w+" ") }

const deeds = " add added adding arrange arranged arranging asked asking book booked booking call called calling cancel cancelled canceled cancelling change changed changing " +
	"check checked checking collect collected confirm confirmed contact contacted correct corrected credit credited do doing done find finding fix fixed fixing found follow " +
	"followed following forward forwarded get getting give given gave got handle handling hand handed investigate investigating keep keeping kept look looked looking make made making " +
	"move moved offer offered open opened order ordered ordering pack packed passed pay paid paying prepare prepared preparing put putting raise raised reach reached refund refunded " +
	"refunding remove removed repair repaired replace replaced replacing report reported reserve reserved reset ring ringing rang sort sorted sorting send sending sent set ship shipped " +
	"shipping speak spoke spoken start started take taken taking took talk talked test tested trace traced tracing track tracked update updated updating wrap wrapped write writing written wrote "

// nextStep finds when something comes, in a sentence that looks ahead.
func nextStep(words []word) []desk.Span {
	ahead := false
	for i, w := range words {
		ahead = ahead || strings.Contains(" will by within until till before latest shall going should tomorrow tonight next can expect ", " "+w.text+" ") ||
			strings.HasSuffix(w.text, "'ll") || w.text == "in" && i+1 < len(words) && isCount(words[i+1].text)
	}
	if !ahead {
		return nil
	}
	var spans []desk.Span
	for i := 0; i < len(words); {
		n := when(words[i:])
		if n == 0 {
			i++
			continue
		}
		from := i
		for from > 0 && strings.Contains(" by on within in until before at the this next end of from ", " "+words[from-1].text+" ") {
			from--
		}
		spans = append(spans, desk.Span{From: words[from].from, To: words[i+n-1].to})
		i += n
	}
	return spans
}

// when returns how many words at the beginning say when; 0 for none.
func when(words []word) int {
	w := words[0].text
	switch {
	case strings.HasPrefix(w, "{{"):
		if strings.Contains(w, "day") || strings.Contains(w, "date") || strings.Contains(w, "when") || strings.Contains(w, "time") {
			return 1
		}
		return 0
	case strings.Contains(" today tonight tomorrow noon midday immediately ", " "+w+" "), isWeekday(w), isDate(w):
		return 1
	case strings.Contains(" this next end ", " "+w+" "):
		return until(words, "morning afternoon evening week month day weekend", 4)
	case isCount(w) || w == "few" || w == "couple":
		if isMonth(words, 1) {
			return 2
		}
		return until(words, "minute minutes min mins hour hours h day days week weeks month months", 4)
	case isMonth(words, 0) && len(words) > 1 && isCount(strings.TrimRight(words[1].text, "stndrh")):
		return 2
	default:
		return 0
	}
}

// until returns how many words there are up to one of the units; 0 if it is too far.
func until(words []word, units string, most int) int {
	for i := 1; i < min(most, len(words)); i++ {
		if strings.Contains(" "+units+" ", " "+words[i].text+" ") {
			return i + 1
		}
		if !strings.Contains(" of the working business more to or few ", " "+words[i].text+" ") && !isCount(words[i].text) {
			return 0
		}
	}
	return 0
}

func isCount(w string) bool {
	if strings.Contains(" one two three four five six seven eight nine ten twelve fourteen twenty thirty forty-eight an ", " "+w+" ") {
		return true
	}
	return w != "" && strings.Trim(w, "0123456789-") == "" && w[0] != '-'
}

func isWeekday(w string) bool {
	return strings.Contains(" monday tuesday wednesday thursday friday saturday sunday ", " "+strings.TrimSuffix(w, "'s")+" ")
}

func isMonth(words []word, at int) bool {
	return at < len(words) && strings.Contains(" january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec ",
		" "+words[at].text+" ")
}

// isDate reports whether a word is a date or a time by its shape: 3rd, 26.3., 2026-03-26, 10:30, 5pm.
func isDate(w string) bool {
	if w[0] < '0' || w[0] > '9' {
		return false
	}
	rest := strings.TrimLeft(w, "0123456789")
	switch rest {
	case "st", "nd", "rd", "th", "am", "pm":
		return true
	case "":
		return false
	}
	parts := 0
	for _, r := range rest {
		switch {
		case strings.ContainsRune(":./-", r):
			parts++
		case r < '0' || r > '9':
			return false
		}
	}
	// One dot parts the cents of a price, two part a date.
	return rest[0] == ':' || parts >= 2 || rest[0] == '/'
}

// says reports whether the word at at is one of those.
func says(words []word, at int, those string) bool {
	return at >= 0 && at < len(words) && strings.Contains(" "+those+" ", " "+words[at].text+" ")
}

// saysSorry finds an apology.
func saysSorry(words []word) []desk.Span {
	var spans []desk.Span
	for i, w := range words {
		switch {
		case w.text == "sorry" && !says(words, i-1, "feel better"),
			strings.HasPrefix(w.text, "apolog"), w.text == "regret":
			spans = append(spans, w.span())
		case strings.Contains(" should shouldn't ", " "+w.text+" ") && phrase(words, i, "should not have", "shouldn't have", "should never have"):
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
