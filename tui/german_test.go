package tui_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

func TestACommandIsFoundByItsGermanNameAndByItsEnglishOne(t *testing.T) {
	for _, typed := range []string{"zurückst", "auf später", "snooze", "let the ticket", "sleep"} {
		synctest.Test(t, func(t *testing.T) {
			term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC, Book: words.German()}, 100, 30)
			term.Press(":")
			term.Type(typed)
			term.Sees("Das Ticket auf später zurückstellen", "▌")
			if picture := ansi.Strip(term.Frame().Text); strings.Contains(picture, "Dem Kunden antworten") {
				t.Errorf("%s also lists\n%s", typed, picture)
			}
		})
	}
}

func TestHelpIsSearchedInGermanAndInEnglish(t *testing.T) {
	for _, typed := range []string{"zurückstellen", "sleep until"} {
		synctest.Test(t, func(t *testing.T) {
			term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC, Book: words.German()}, 100, 30)
			term.Press("?")
			term.Type(typed)
			term.Sees("Das Ticket auf später zurückstellen")
			term.SeesNot("Dem Kunden antworten")
		})
	}
}

func TestATicketIsPutOffByGermanWords(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC, Book: words.German()}, 132, 34)
		term.Sees("Meine · nach Frist", "1 von 4", "wartet 3 h 00")
		term.Press("z")
		term.Type("übermorgen 9 Uhr")
		term.Sees("Montag", "3. Jan 09:00")
		term.Press("enter")
		term.Sees("#4811 ist bis 3. Jan 09:00 zurückgestellt.")
	})
}

func TestAStatusIsFoundByItsGermanNameAndByItsEnglishOne(t *testing.T) {
	for _, typed := range []string{"ruh", "on hold"} {
		synctest.Test(t, func(t *testing.T) {
			term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC, Book: words.German()}, 132, 34)
			term.Press("S")
			term.Type(typed)
			term.Press("enter")
			term.Sees("#4811 ist ruhend.")
		})
	}
}

func TestTheClockIsThatOfThePersonsCountry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		book := words.English().WithDates(words.DatesUS)
		term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC, Book: book}, 132, 34)
		term.Sees("12:00 AM\n", "yesterday 9:00 PM")
		term.Press("z")
		term.Type("24 feb 14:30")
		term.Sees("Feb 24 2:30 PM")
	})
}

// TestTheBarsFitInGerman: names that are longer push nothing off the screen, and of what
// counts everywhere nothing is lost.
func TestTheBarsFitInGerman(t *testing.T) {
	for _, w := range []int{60, 80, 100, 120, 160} {
		synctest.Test(t, func(t *testing.T) {
			term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC, Book: words.German().WithDates(words.Dates12)}, w, 24)
			lines := term.Lines()
			term.Sees("Meine 4", "aktuell", "? Tasten", "1 von 4")
			if foot := lines[len(lines)-1]; strings.Contains(foot, "…") {
				t.Errorf("at %d the footer is cut: %q", w, foot)
			}
			term.Press("r")
			term.Sees("ctrl+s senden", "esc Entwurf behalten")
			lines = term.Lines()
			if foot := lines[len(lines)-1]; strings.Contains(foot, "…") {
				t.Errorf("at %d the footer of writing is cut: %q", w, foot)
			}
		})
	}
}
