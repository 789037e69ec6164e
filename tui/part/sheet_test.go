package part_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/theme"
)

// columns are two sheets of twenty rows each; the cursor is on a row of the second one, or with -1 on none.
func columns(at int) []*part.Sheet {
	t := theme.New(theme.Plain)
	left, right := part.NewSheet(t, 10, true), part.NewSheet(t, 10, true)
	for i := range 20 {
		left.Row(false, "left "+string(rune('a'+i)))
		right.Row(i == at, "right "+string(rune('a'+i)))
	}
	return []*part.Sheet{left, right}
}

func TestOnlyTheSheetWithTheCursorIsScrolledToIt(t *testing.T) {
	var all part.Sheets
	all.Show(columns(9), 4, false)
	got := strings.Split(all.View(theme.New(theme.Plain), columns(9), 4), "\n")
	if len(got) != 4 || !strings.Contains(got[0], "left a") || !strings.Contains(got[1], "right i") || !strings.Contains(ansi.Strip(got[2]), part.Bar+" right j") {
		t.Errorf("it shows\n%s", strings.Join(got, "\n"))
	}
	all.Show(columns(-1), 4, true)
	if got := all.View(theme.New(theme.Plain), columns(-1), 4); !strings.Contains(got, "right a") {
		t.Errorf("on the first of all it shows\n%s", got)
	}
}

func TestAHeadingStandsALineApartFromWhatIsAboveIt(t *testing.T) {
	p := part.NewSheet(theme.New(theme.Plain), 10, false)
	p.Head("now")
	p.Row(true, "one", "two")
	p.Head("today")
	if got := ansi.Strip(strings.Join(p.Lines, "|")); got != "now|"+part.Bar+" one     |"+part.Bar+" two     ||today" {
		t.Errorf("it reads %q", got)
	}
}
