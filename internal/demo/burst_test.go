package demo

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
)

func TestWhoWritesOnASmallScreenSendsSentenceBySentence(t *testing.T) {
	for whole, want := range map[string][]string{
		"Hi. The plug gets so hot that I can't hold it. Is that dangerous?": {"Hi. The plug gets so hot that I can't hold it.", "Is that dangerous?"},
		"J.P. and a boat, yes. Rather a good boat.":                         {"J.P. and a boat, yes.", "Rather a good boat."},
		`It says "delivered. All is well." and nobody came.`:                {`It says "delivered. All is well." and nobody came.`},
		"It costs 12.50 altogether, and Mr. Reid knows. Thanks!":            {"It costs 12.50 altogether, and Mr. Reid knows.", "Thanks!"},
	} {
		if got := sentences(whole); !slices.Equal(got, want) {
			t.Errorf("%q is sent as %q", whole, got)
		}
	}
}

func TestNobodyIsAnsweredInTheMiddleOfWhatTheySay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := live(t, Calm, 2, 2*time.Hour)
		said := map[desk.TicketID]time.Time{}
		bursts := 0
		for i, e := range b.log {
			switch e.op.Intent.(type) {
			case desk.Reply:
				for _, later := range b.log[i+1:] {
					if _, ok := later.op.Intent.(desk.Receive); ok && later.op.Ticket == e.op.Ticket {
						if later.at.Sub(e.at) < 12*time.Second {
							t.Errorf("somebody wrote on %s after an answer", later.at.Sub(e.at))
						}
						break
					}
				}
			case desk.Receive, desk.Create:
				if e.at.Sub(said[e.op.Ticket]) <= 12*time.Second {
					bursts++
				}
				said[e.op.Ticket] = e.at
			}
		}
		if bursts < 40 {
			t.Errorf("only %d messages were sent right behind another", bursts)
		}
	})
}

func TestWhoWasPromisedAnAnswerDoesNotThankForOne(t *testing.T) {
	shop := mustOpenShop()
	promises, answered := shop.manners["ours more"], map[*template]bool{}
	for _, temper := range []string{"plain", "formal", "brisk", "chatty", "thumbs"} {
		for _, a := range shop.manners["ack "+temper] {
			answered[a] = true
		}
	}
	synctest.Test(t, func(t *testing.T) {
		b := live(t, Calm, 1, 3*time.Hour)
		found := 0
		for _, k := range b.tickets {
			promised := false
			for _, m := range k.Messages {
				s := scene{who: &person{lang: "en"}, at: m.At}
				match := &matter{scene: s}
				switch m.Kind {
				case desk.FromAgent:
					promised = slices.ContainsFunc(promises, func(p *template) bool { return match.reads(m, p) })
				case desk.FromCustomer:
					for a := range answered {
						if promised && a.needs == 0 && m.Text.Raw() == a.fill(&s) && m.At.After(time.Now().Add(-3*time.Hour)) {
							t.Errorf("ticket %d: a promise is answered by %q", k.Number, m.Text.Raw())
						}
					}
					if promised {
						found++
					}
				case desk.InternalNote, desk.Happening, desk.PhoneCall, desk.Forwarded:
				}
			}
		}
		if found == 0 {
			t.Error("nobody was promised anything")
		}
	})
}
