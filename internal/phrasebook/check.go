package phrasebook

import (
	"slices"

	"github.com/heed-desk/heed/desk"
)

// Code names what the check looks for. internal/words has a short sentence for each,
// under check.CODE, and a longer one under check.CODE.why.
type Code string

// What the check looks for.
const (
	NamesIt   Code = "names_it"    // the customer's matter, in words of theirs
	TakesItOn Code = "takes_it_on" // who does something about it: I, or we
	NextStep  Code = "next_step"   // what comes next, and when
	SaysSorry Code = "says_sorry"
	OpenDoor  Code = "open_door" // nothing that ends the talk, such as "that is our policy"
)

// Finding is what the check says of one of them.
type Finding struct {
	Code  Code
	Met   bool
	Spans []desk.Span // the words of the text that it rests on; byte offsets, ascending
}

// Situation is what a text answers.
type Situation struct {
	Subject  desk.Untrusted
	Said     []desk.Untrusted // the customer's words that wait for an answer, oldest first
	Language string           // of the answer; empty for English
}

// fewWords is the length below which a text is not checked: a greeting in a chat.
const fewWords = 8

// Check looks a text over, by rules that it shows. It returns what applies to the
// situation, in the order of the codes above, and nothing for a short text, for thanks
// that only want a kind word, and for a language that it has no rules for. Where nothing
// went wrong, nobody has to be sorry; OpenDoor comes only where it is not met.
func Check(s string, about Situation) []Finding {
	words := wordsOf(s)
	if len(words) < fewWords || !speaks(about.Language) {
		return nil
	}
	theirs := theirWords(about)
	if theirs.onlyThanks {
		return nil
	}
	sentences := bySentence(s, words)
	var all []Finding
	if len(theirs.content) > 0 {
		all = append(all, namesIt(words, theirs))
	}
	all = append(all, finding(TakesItOn, sentences, takesItOn), finding(NextStep, sentences, nextStep))
	if sorry := finding(SaysSorry, sentences, saysSorry); sorry.Met || theirs.trouble {
		all = append(all, sorry)
	}
	if door := finding(OpenDoor, sentences, shutsDoor); door.Met {
		door.Met = false
		all = append(all, door)
	}
	return all
}

func speaks(language string) bool { return language == "" || language == "en" }

// finding collects the spans that a rule finds, sentence by sentence.
func finding(code Code, sentences [][]word, rule func([]word) []desk.Span) Finding {
	f := Finding{Code: code}
	for _, words := range sentences {
		f.Spans = append(f.Spans, rule(words)...)
	}
	f.Spans = tidy(f.Spans)
	f.Met = len(f.Spans) > 0
	return f
}

// tidy sorts spans and joins those that touch.
func tidy(spans []desk.Span) []desk.Span {
	slices.SortFunc(spans, func(a, b desk.Span) int { return a.From - b.From })
	var out []desk.Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, s.To)
			continue
		}
		out = append(out, s)
	}
	return out
}

// namesIt looks for the customer's own words.
func namesIt(words []word, theirs matter) Finding {
	f := Finding{Code: NamesIt}
	seen := map[string]bool{}
	for _, w := range words {
		if stem := stemOf(w.text); theirs.content[stem] {
			seen[stem] = true
			f.Spans = append(f.Spans, w.span())
		}
	}
	f.Spans = tidy(f.Spans)
	f.Met = len(seen) >= min(2, len(theirs.content))
	return f
}

// matter is what the customer said, as far as the check understands it.
type matter struct {
	content    map[string]bool // stems of the words that say something
	trouble    bool            // something went wrong
	onlyThanks bool
}
