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
