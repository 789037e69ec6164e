package phrasebook

import (
	"slices"
	"strings"

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
	Answered bool             // we have answered before: what the subject tells of may be over
	Language string           // of the answer; empty for English
}

// How long a text has to be for the check to say anything of it: a few words where
// something went wrong for the customer, else as much as a letter has.
const (
	fewWords  = 8
	someWords = 12
	aLetter   = 20
)

// Check looks a text over, by rules that it shows. It returns what applies to the
// situation, in the order of the codes above, and is silent in doubt: a wrong remark costs
// more than a missed one. What is there is told of any letter; that something is missing
// only where something went wrong for the customer, and of the next step also where a
// promise has no date. It returns nothing for a short text, for thanks that only want a kind
// word, and for a language that it has no rules for. OpenDoor comes only where it is not met.
func Check(s string, about Situation) []Finding {
	words := wordsOf(s)
	if len(words) < fewWords || !speaks(about.Language) {
		return nil
	}
	theirs := theirWords(about)
	if theirs.onlyThanks || !theirs.trouble && len(words) < aLetter {
		return nil
	}
	t := answer{sentences: bySentence(s, words), words: words, theirs: theirs}
	t.asks = endsAsking(s) || begins(t.sentences[len(t.sentences)-1], "do did would could can may shall what which when where how who is are")
	all := []Finding{
		t.namesIt(), t.find(TakesItOn, takesItOn), t.find(NextStep, nextStep), t.find(SaysSorry, saysSorry),
	}
	missing := t.missing(all[1].Met, all[2].Met)
	blanks := Unfilled(s)
	all = slices.DeleteFunc(all, func(f Finding) bool { return f.hangsOn(blanks) || !f.Met && !missing[f.Code] })
	if door := t.find(OpenDoor, shutsDoor); door.Met {
		door.Met = false
		all = append(all, door)
	}
	return all
}

// hangsOn reports whether all that a finding rests on has an open blank in it: it is not
// said yet, and nobody needs to be told that it is missing.
func (f Finding) hangsOn(blanks []Blank) bool {
	open := func(s desk.Span) bool {
		return slices.ContainsFunc(blanks, func(b Blank) bool { return b.Span.From < s.To && s.From < b.Span.To })
	}
	return f.Met && !slices.ContainsFunc(f.Spans, func(s desk.Span) bool { return !open(s) })
}

// answer is a text that is looked over.
type answer struct {
	sentences [][]word
	words     []word
	theirs    matter
	asks      bool // it ends with a question: the next step is the customer's
}

// endsAsking reports whether a question is among the last words, but for a signature.
func endsAsking(s string) bool {
	at := strings.LastIndexByte(s, '?')
	return at >= 0 && len(strings.Fields(s[at:])) < 14
}

// begins reports whether a sentence begins with one of those.
func begins(words []word, those string) bool { return says(words, 0, those) }

// missing says which of the codes a text that does not meet them is to be reminded of.
func (t answer) missing(taken, dated bool) map[Code]bool {
	open := promises(t.sentences)
	if !t.theirs.trouble {
		return map[Code]bool{NextStep: open && !t.asks && !dated}
	}
	offers := offers(t.words)
	bare := len(t.words) >= someWords && !t.asks && !offers && !tellsOfDeed(t.sentences)
	return map[Code]bool{
		SaysSorry: !feels(t.words),
		NamesIt:   len(t.words) >= someWords && !t.asks && len(t.theirs.content) > 2 && !offers,
		TakesItOn: bare && !open,
		NextStep:  !t.asks && !dated && (open || bare && !taken),
	}
}

func speaks(language string) bool { return language == "" || language == "en" }

// find collects the spans that a rule finds, sentence by sentence.
func (t answer) find(code Code, rule func([]word) []desk.Span) Finding {
	f := Finding{Code: code}
	for _, words := range t.sentences {
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
func (t answer) namesIt() Finding {
	f := Finding{Code: NamesIt}
	seen := map[string]bool{}
	for _, w := range t.words {
		if stem := stemOf(w.text); t.theirs.content[stem] {
			seen[stem] = true
			f.Spans = append(f.Spans, w.span())
		}
	}
	f.Spans = tidy(f.Spans)
	f.Met = len(t.theirs.content) > 0 && len(seen) >= min(2, len(t.theirs.content)) && !t.puzzled()
	return f
}

// puzzled reports whether the text says that we do not understand.
func (t answer) puzzled() bool {
	for i := range t.words {
		if phrase(t.words, i, "don't understand", "don't quite understand", "not sure what you mean") {
			return true
		}
	}
	return false
}

// matter is what the customer said, as far as the check understands it.
type matter struct {
	content    map[string]bool // stems of the words that say something
	trouble    bool            // something went wrong
	onlyThanks bool
}
