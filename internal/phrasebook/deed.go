package phrasebook

import (
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// takesItOn finds who does something about it: "I have asked", "we will send".
func takesItOn(words []word) []desk.Span {
	var spans []desk.Span
	for i, w := range words {
		if i > 0 && isSubordinate(words, i) {
			continue
		}
		switch {
		case isFirst(w.text) && !says(words, i-1, "shall may can could should do did would"):
			if to, ok := deed(words, i); ok {
				spans = append(spans, desk.Span{From: w.from, To: words[to].to})
			}
		case w.text == "let" && says(words, i+1, "me us") && !says(words, i-1, "won't doesn't don't can't not wouldn't"):
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

// isSubordinate reports whether what begins at at only says when, whether or which:
// "until we have spoken", "what I can do", "if we get it back".
func isSubordinate(words []word, at int) bool {
	return says(words, at-1, "until till unless if whether once when before after what which where how why than while")
}

// promises reports whether a sentence says that the customer will hear or get something
// from us: that is worth a day.
func promises(sentences [][]word) bool {
	for _, words := range sentences {
		if slices.ContainsFunc(words, func(w word) bool { return w.text == "if" }) {
			continue // what depends on something has no day yet
		}
		ours := false
		for i, w := range words {
			if isFirst(w.text) {
				ours = !isSubordinate(words, i)
			}
			will := w.text == "will" || w.text == "shall" || strings.HasSuffix(w.text, "'ll")
			if ours && will && phrase(words, afterAdverbs(words, i+1), owed()...) {
				return true
			}
		}
	}
	return false
}

func afterAdverbs(words []word, at int) int {
	for at < len(words) && vocabulary(adverbs).has(words[at].text) {
		at++
	}
	return at
}

// owed are the deeds that a customer waits for once they are promised.
func owed() []string {
	return []string{
		"contact", "call", "ring", "write", "send", "let you know", "get back", "come back", "have a look", "look into", "investigate", "refund", "follow up",
		"reply", "be in touch", "keep you", "update you", "arrange", "replace", "repair",
	}
}

// offers reports whether a text says what can be had or done, or cannot: then there is
// nothing to take on yet.
func offers(words []word) bool {
	for i, w := range words {
		if vocabulary(" unfortunately cannot can't couldn't unable wasn't ").has(w.text) || phrase(words, i, "not able", "sorry but", "don't quite", "only able", "not available", "only help", "i can", "we can") {
			return true
		}
	}
	return false
}

// tellsOfDeed reports whether a text says that something is done: "is booked", "has been sent".
func tellsOfDeed(sentences [][]word) bool {
	for _, words := range sentences {
		for i, w := range words {
			if says(words, i-1, "is are was were been now successfully all") && (isDeed(w.text) && isPast(w.text) || vocabulary(" booked scheduled submitted confirmed reserved done cancelled ready sorted on ").has(w.text)) {
				return true
			}
			if w.text == "on" && says(words, i+1, "its their the") && says(words, i+2, "way") {
				return true
			}
		}
	}
	return false
}

// isFirst reports whether a word speaks for us.
func isFirst(w string) bool {
	return vocabulary(" i we i'll we'll i've we've i'm we're i'd we'd ").has(w)
}

// deed finds what the first person at at does. Between the two stand only words such as
// "have" or "just"; and what is said to be done as a habit, "we send", takes nothing on.
func deed(words []word, at int) (int, bool) {
	bare := words[at].text == "i" || words[at].text == "we"
	for i := at + 1; i < min(at+6, len(words)); i++ {
		switch w := words[i].text; {
		case says(words, i, "have had") && says(words, i+1, "to"):
			return 0, false // who has to, has not done it yet
		case vocabulary(auxiliaries).has(w):
			bare = false
		case vocabulary(adverbs).has(w):
		case isDeed(w):
			return i, !bare || isPast(w)
		default:
			return 0, false
		}
	}
	return 0, false
}

const (
	auxiliaries = " have had will am are was were been be shall going "
	adverbs     = " just now also already personally immediately today then to still gladly happily right away straight at once both all myself ourselves again "
)

// isPast reports whether a deed is told as done.
func isPast(w string) bool {
	return strings.HasSuffix(w, "ed") || vocabulary(" sent told made put gave took kept paid did spoke wrote rang set ").has(w)
}

func isDeed(w string) bool { return vocabulary(deeds).has(w) }

const deeds = " released release told tell tried try entered enter counted count charged noted typed add added adding arrange arranged arranging asked asking book booked booking call called calling cancel cancelled canceled cancelling change changed changing " +
	"check checked checking collect collected confirm confirmed contact contacted correct corrected credit credited do doing done fix fixed fixing follow " +
	"followed following forward forwarded get getting give given gave handle handling hand handed investigate investigating keep keeping kept look looked looking make made making " +
	"move moved offer offered open opened order ordered ordering pack packed passed pay paid paying prepare prepared preparing put putting raise raised reach reached refund refunded " +
	"refunding remove removed repair repaired replace replaced replacing report reported reserve reserved reset ring ringing rang sort sorted sorting send sending sent set ship shipped " +
	"shipping speak spoke spoken start started take taken taking took talk talked test tested trace traced tracing track tracked update updated updating wrap wrapped write writing written wrote "
