package demo

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
)

// threads yields the tickets of a desk of two hundred for a few seeds and times of day.
func threads(t *testing.T, look func(now time.Time, k *archive.Ticket)) {
	t.Helper()
	for seed := range uint64(4) {
		for _, hour := range []int{3, 9, 14, 19, 23} {
			now := time.Date(2026, 5, 6+int(seed), hour, 10, 0, 0, time.UTC)
			for r := range Generate(seed, 200, now, "sam") {
				if r.Ticket != nil {
					look(now, r.Ticket)
				}
			}
		}
	}
}

func TestNobodyGreetsByATimeOfDayThatItMayNotBe(t *testing.T) {
	hours := regexp.MustCompile(`(?i)^(\(voicemail[^)]*\) )?(good (morning|afternoon|evening)|morning[.!,])`)
	threads(t, func(_ time.Time, k *archive.Ticket) {
		for _, m := range k.Messages {
			if greeting := hours.FindString(m.Text.Raw()); greeting != "" {
				t.Errorf("ticket %d: %q at %s", k.Number, greeting, m.At.Format("15:04"))
			}
		}
	})
}

func TestOnEarlierDaysWeAnswerInTheHoursOfTheDesk(t *testing.T) {
	late, all := 0, 0
	threads(t, func(now time.Time, k *archive.Ticket) {
		for _, m := range k.Messages {
			if m.Kind != desk.FromAgent || !m.At.Before(now.Truncate(24*time.Hour)) {
				continue
			}
			all++
			if h := m.At.Hour(); h < 7 || h > 19 || m.At.Weekday() == time.Sunday {
				late++
			}
		}
	})
	if late*50 > all {
		t.Errorf("%d of %d answers were written in the night or on a Sunday", late, all)
	}
}

func TestNothingIsSaidTwiceInOneThread(t *testing.T) {
	threads(t, func(_ time.Time, k *archive.Ticket) {
		said := map[string]bool{}
		for _, m := range k.Messages {
			for _, paragraph := range strings.Split(m.Text.Raw(), "\n\n") {
				if len(paragraph) > 60 && said[paragraph] {
					t.Errorf("ticket %d: twice %q", k.Number, paragraph)
				}
				said[paragraph] = true
			}
		}
	})
}

func TestATextMessageIsShortAndNoLetter(t *testing.T) {
	threads(t, func(_ time.Time, k *archive.Ticket) {
		if k.Channel != desk.SMS {
			return
		}
		first := k.Messages[0].Text.Raw()
		if len(first) > 240 || strings.Contains(first, "\n\n") {
			t.Errorf("ticket %d: %q", k.Number, first)
		}
		for _, m := range k.Messages {
			if text := m.Text.Raw(); strings.Contains(text, "this mail") || strings.Contains(text, "ttached") {
				t.Errorf("ticket %d: %q", k.Number, text)
			}
		}
	})
}

func TestSentencesBeginWithACapitalAfterAGreeting(t *testing.T) {
	small := regexp.MustCompile(`^(Dear|Hello|Hi|Bonjour|Ch[eè]re?|Hola)[^\n]*[,:]\n\n[a-z]`)
	threads(t, func(_ time.Time, k *archive.Ticket) {
		for _, m := range k.Messages {
			if text := m.Text.Raw(); small.MatchString(text) {
				t.Errorf("ticket %d: %.60q", k.Number, text)
			}
		}
	})
}

// talker is a board on which the owner answers one ticket in words of their own.
func answerTo(t *testing.T, question string) (answer string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b := newBoard(t, 1, 200)
		var id desk.TicketID
		for _, k := range b.tickets {
			if k.Status == desk.New && k.Channel == desk.Mail && k.Group == Orders && k.Requester == crossOrder(k) {
				if id.IsZero() || strings.Compare(k.ID.String(), id.String()) < 0 {
					id = k.ID
				}
			}
		}
		l, err := newLife(b, TrafficOptions{Level: Calm, Seed: 1, Owner: "sam"}, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		k := b.tickets[id]
		v, err := b.Do(context.Background(), desk.Op{
			ID: desk.NewOpID(), Ticket: id, Base: k.Version, Seen: k.LastMessage, Actor: "sam", At: time.Now(),
			Intent: desk.Reply{Text: desk.Foreign(question), Then: desk.Pending},
		})
		if err != nil || v.Outcome != desk.Applied {
			t.Fatal(err, v.Problem)
		}
		time.Sleep(5 * time.Minute)
		if _, err = l.writeOn(context.Background(), id); err != nil {
			t.Fatal(err)
		}
		thread := b.tickets[id].Messages
		for _, m := range thread {
			switch m.Kind {
			case desk.FromCustomer:
				answer = m.Text.Raw()
			case desk.FromAgent:
				answer = ""
			case desk.InternalNote, desk.Happening, desk.PhoneCall, desk.Forwarded:
			}
		}
	})
	return answer
}

// crossOrder is the customer of a ticket of a composed play; stories have words of their own.
func crossOrder(k *archive.Ticket) desk.CustomerID {
	for _, story := range mustOpenShop().stories {
		if storyID(story.name) == k.ID {
			return desk.CustomerID{}
		}
	}
	return k.Requester
}

func TestACustomerAnswersWhatWasAsked(t *testing.T) {
	for question, want := range map[string]string{
		"Thank you for writing. Could you send me a photo of it?":                      "photo|picture",
		"I am looking into it. Is the address still the right one?":                    "address",
		"I would like to ring you. Which number can I call you on?":                    "number",
		"A new one can come any day. When would somebody be at home?":                  "day|suits",
		"I am sorry. Would you like the money back or a new one?":                      "first",
		"I am sorry about that. Shall I send you another one?":                         "[Yy]es",
		"It left us today and will be with you on Thursday. I am sorry for the delay.": "[Tt]hank|[Gg]reat|[Pp]erfect|OK|Noted|Fine|well|obliged|grateful|nice|lovely",
	} {
		if got := answerTo(t, question); !regexp.MustCompile(want).MatchString(got) {
			t.Errorf("%q is answered by %q", question, got)
		}
	}
}
