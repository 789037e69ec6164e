package demo

import (
	"slices"
	"strings"
	"testing"

	"github.com/heed-desk/heed/internal/phrasebook"
	"github.com/heed-desk/heed/internal/text"
)

// fitting are the replies that fit what a ticket is about, by its subject.
func fitting() map[string]string {
	return map[string]string{
		"Refund still not on my card":              "refund-delay-apology refund-traced refund-on-its-way",
		"The repair of my reading lamp":            "repair-takes-longer",
		"Customs form C17B":                        "customs-explained",
		"Which safe place?":                        "parcel-says-delivered parcel-where",
		"Parcel says delivered, is not":            "parcel-says-delivered parcel-lost-resend",
		"Two charges for one order":                "charged-twice",
		"Cobro duplicado":                          "charged-twice",
		"Five years and eight days":                "flicker-first-help guarantee-yes",
		"A humming dimmer":                         "dimmer-advice",
		"The condition of your packaging":          "complaint-owned",
		"Twenty-two wall lights, and one question": "trade-terms",
		"Something is eating the Fogbank":          "care-saltglass care-brass",
		"\"Rust\" is orange":                       "return-outside-eu return-how",
		"Ticked but not there":                     "part-missing",
	}
}

func TestTheFirstReplySuggestedForATicketIsAboutItsMatter(t *testing.T) {
	fits := fitting()
	for seed := range uint64(3) {
		m := generate(seed, 200)
		book, found := phrasebook.New(m.replies), 0
		for _, k := range m.tickets {
			names, told := fits[text.Line(k.Subject)]
			if !told {
				continue
			}
			found++
			at := phrasebook.Now(k.Messages, "").On(k.Ticket)
			if first := book.Find("", at, 1)[0].Canned.Name; !slices.Contains(strings.Fields(names), first) {
				t.Errorf("seed %d: for %q, tagged %v, it suggests %s and not %s", seed, text.Line(k.Subject), k.Tags, first, names)
			}
		}
		if found != len(fits) {
			t.Errorf("seed %d: %d of %d tickets are there", seed, found, len(fits))
		}
	}
}
