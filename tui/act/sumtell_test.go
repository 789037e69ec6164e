package act_test

import (
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

func TestWhyATicketStandsWhereItStandsIsToldInWholeSentences(t *testing.T) {
	now := time.Date(2026, 3, 10, 1, 0, 0, 0, time.UTC)
	for language, wants := range map[words.Language][]string{
		words.LanguageEnglish: {"The customer has waited since yesterday 19:35.", "priority may wait 8 hours.", "Due at 03:35, in 2 hours 35 minutes."},
		words.LanguageGerman:  {"Der Kunde wartet seit gestern 19:35.", "darf 8 Stunden warten.", "Fällig um 03:35, in 2 Stunden 35 Minuten."},
	} {
		s := &screen.Session{Book: words.In(language).Spoken(), Zone: time.UTC}
		sum := act.NewSum(s, desk.Ticket{Number: 4001, WaitingSince: now.Add(-5*time.Hour - 25*time.Minute)})
		var said []string
		for _, sentence := range sum.Tell(now).Here {
			said = append(said, sentence.Text)
		}
		for _, want := range wants {
			if got := strings.Join(said, " "); !strings.Contains(got, want) {
				t.Errorf("%s: %q is not in %q", language, want, got)
			}
		}
	}
}

func TestWhatIsPromisedStandsInTheSumWhereItRunsOutFirst(t *testing.T) {
	now := time.Date(2026, 3, 10, 1, 0, 0, 0, time.UTC)
	clock := desk.Clock{Target: desk.FirstReply, Due: now.Add(12 * time.Minute), Within: time.Hour}
	waits := desk.Ticket{Number: 4001, Status: desk.Open, WaitingSince: now.Add(-time.Hour), Clocks: []desk.Clock{clock}}
	later, nobody, done := waits, waits, waits
	later.Clocks = []desk.Clock{{Target: desk.FirstReply, Due: now.Add(48 * time.Hour)}}
	nobody.WaitingSince, nobody.Clocks = time.Time{}, []desk.Clock{{Target: desk.PeriodicUpdate, Due: now.Add(3 * time.Hour)}}
	done.Status = desk.Solved
	for name, c := range map[string]struct {
		ticket    desk.Ticket
		has, lack []string
	}{
		"before the horizon": {waits, []string{"has waited since", "may wait 8 hours", "first reply is promised by 01:12", "Due at 01:12, in 12 minutes"}, nil},
		"behind it":          {later, []string{"may wait 8 hours", "Due at 08:00"}, []string{"promised"}},
		"nobody waits":       {nobody, []string{"update is promised by 04:00", "Due at 04:00"}, []string{"may wait", "Last changed", "Nobody waits"}},
		"it is done":         {done, nil, []string{"promised"}},
	} {
		sum := act.NewSum(&screen.Session{Book: words.In(words.LanguageEnglish).Spoken(), Zone: time.UTC}, c.ticket)
		var said []string
		for _, sentence := range sum.Tell(now).Here {
			said = append(said, sentence.Text)
		}
		got := strings.Join(said, " ")
		for _, want := range c.has {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q is not in %q", name, want, got)
			}
		}
		for _, not := range c.lack {
			if strings.Contains(got, not) {
				t.Errorf("%s: %q is in %q", name, not, got)
			}
		}
	}
}
