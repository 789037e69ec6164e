package phrasebook

import (
	"strings"

	"github.com/heed-desk/heed/desk"
)

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
	return vocabulary(" i we i'll we'll i've we've i'm we're i'd we'd ").has(w)
}

// deed finds what the first person at at does. Between the two stand only words such as
// "have" or "just"; and what is said to be done as a habit, "we send", takes nothing on.
func deed(words []word, at int) (int, bool) {
	bare := words[at].text == "i" || words[at].text == "we"
	for i := at + 1; i < min(at+6, len(words)); i++ {
		switch w := words[i].text; {
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
	auxiliaries = " have had will am are was were been be can shall going "
	adverbs     = " just now also already personally immediately today then to still gladly happily right away straight at once both all myself ourselves again "
)

// isPast reports whether a deed is told as done.
func isPast(w string) bool {
	return strings.HasSuffix(w, "ed") || vocabulary(" sent found made put got gave took kept paid did spoke wrote rang set ").has(w)
}

func isDeed(w string) bool { return vocabulary(deeds).has(w) }

const deeds = " add added adding arrange arranged arranging asked asking book booked booking call called calling cancel cancelled canceled cancelling change changed changing " +
	"check checked checking collect collected confirm confirmed contact contacted correct corrected credit credited do doing done find finding fix fixed fixing found follow " +
	"followed following forward forwarded get getting give given gave got handle handling hand handed investigate investigating keep keeping kept look looked looking make made making " +
	"move moved offer offered open opened order ordered ordering pack packed passed pay paid paying prepare prepared preparing put putting raise raised reach reached refund refunded " +
	"refunding remove removed repair repaired replace replaced replacing report reported reserve reserved reset ring ringing rang sort sorted sorting send sending sent set ship shipped " +
	"shipping speak spoke spoken start started take taken taking took talk talked test tested trace traced tracing track tracked update updated updating wrap wrapped write writing written wrote "
