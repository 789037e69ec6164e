package part_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/theme"
)

func drawn(l *part.List) []string {
	picture := l.View(func(i, _ int, _ bool) []string { return []string{fmt.Sprintf("row %d", i), "below"} })
	lines := strings.Split(picture, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(ansi.Strip(lines[i]), " ")
	}
	return lines
}

func TestAListDrawsOnlyWhatIsInSight(t *testing.T) {
	l := part.NewList(theme.New(theme.Plain))
	l.Resize(20, 5)
	l.Set(100000, 50000)
	seen := 0
	l.View(func(int, int, bool) []string { seen++; return nil })
	if seen != 5 {
		t.Errorf("%d rows were drawn", seen)
	}
}

func TestTheRowUnderTheCursorHasABarAndContext(t *testing.T) {
	l := part.NewList(theme.New(theme.Plain))
	l.Resize(20, 6)
	l.Set(20, 0)
	l.By(4)
	if got := drawn(l); got[3] != "▌row 4" || got[0] != " row 1" {
		t.Errorf("drawn:\n%s", strings.Join(got, "\n"))
	}
	l.To(19)
	if got := drawn(l); got[5] != "▌row 19" {
		t.Errorf("drawn:\n%s", strings.Join(got, "\n"))
	}
}

func TestRowsThatComeAboveDoNotMoveTheCursorsLine(t *testing.T) {
	l := part.NewList(theme.New(theme.Plain))
	l.Resize(20, 6)
	l.Set(50, 20)
	l.By(2)
	from, _ := l.Window()
	line := l.At() - from
	l.Set(53, l.At()+3)
	if from, _ := l.Window(); l.At()-from != line {
		t.Errorf("the cursor went from line %d to %d", line, l.At()-from)
	}
}

func TestAListHoldsAtEverySize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := part.NewList(theme.New(theme.Dark))
		w, h := rapid.IntRange(1, 60).Draw(t, "w"), rapid.IntRange(1, 20).Draw(t, "h")
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			switch rapid.IntRange(0, 5).Draw(t, "step") {
			case 0:
				l.Set(rapid.IntRange(0, 40).Draw(t, "total"), rapid.IntRange(-1, 45).Draw(t, "at"))
			case 1:
				l.By(rapid.IntRange(-50, 50).Draw(t, "by"))
			case 2:
				l.Page(rapid.SampledFrom([]int{-1, 1}).Draw(t, "page"))
			case 3:
				l.Tall(rapid.IntRange(1, 2).Draw(t, "tall"))
			case 4:
				w, h = rapid.IntRange(1, 60).Draw(t, "w"), rapid.IntRange(1, 20).Draw(t, "h")
			}
			l.Resize(w, h)
			from, to := l.Window()
			if l.Total() > 0 && (l.At() < from || l.At() >= to) {
				t.Fatalf("the cursor at %d is out of %d..%d", l.At(), from, to)
			}
			lines := strings.Split(l.View(func(int, int, bool) []string { return []string{"漢字 and more than fits in it"} }), "\n")
			if len(lines) != h {
				t.Fatalf("%d lines in %d", len(lines), h)
			}
			for _, line := range lines {
				if ansi.StringWidth(line) != w {
					t.Fatalf("%d cells in %d: %q", ansi.StringWidth(line), w, line)
				}
			}
		}
	})
}

func TestAPanelFloatsExactlyOverWhatIsBehind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		th := theme.New(theme.Dark)
		w, h := rapid.IntRange(20, 60).Draw(t, "w"), rapid.IntRange(8, 20).Draw(t, "h")
		behind := make([]string, h)
		for i := range behind {
			behind[i] = part.Pad(th.Late.Render(strings.Repeat("漢a", w)), w)
		}
		pw, ph := rapid.IntRange(1, w-part.PanelColumns).Draw(t, "pw"), rapid.IntRange(1, h-int(part.Airy)).Draw(t, "ph")
		panel := part.Panel(th, part.Airy, "Title", "inside", []part.Hint{{Key: "enter", Label: "yes"}}, pw, ph)
		x, y := rapid.IntRange(0, w-pw-part.PanelColumns).Draw(t, "x"), rapid.IntRange(0, h-ph-int(part.Airy)).Draw(t, "y")
		lines := strings.Split(part.Over(th, strings.Join(behind, "\n"), panel, x, y), "\n")
		if len(lines) != h {
			t.Fatalf("%d lines in %d", len(lines), h)
		}
		for i, line := range lines {
			if ansi.StringWidth(line) != w {
				t.Fatalf("line %d has %d cells in %d", i, ansi.StringWidth(line), w)
			}
		}
	})
}

func TestForeignTextStandsBehindItsGutter(t *testing.T) {
	th := theme.New(theme.Plain)
	for _, line := range part.Quote(th, part.Foreign, th.Text, "one two three four\n▏not a gutter", 12) {
		if !strings.HasPrefix(line, " ▏") || ansi.StringWidth(line) != 12 {
			t.Errorf("%q", line)
		}
	}
}

func TestHintsAreWholeOrNotThere(t *testing.T) {
	th := theme.New(theme.Plain)
	hints := []part.Hint{{Key: "r", Label: "reply"}, {Key: "n", Label: "note"}, {Key: "c", Label: "claim"}}
	if got := ansi.Strip(part.Hints(th, hints, "1 of 4", 28)); got != " r reply   n note     1 of 4" {
		t.Errorf("%q", got)
	}
}
