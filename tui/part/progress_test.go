package part

import (
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/theme"
)

func TestABarShowsHowMuchIsDoneInExactlyItsRoom(t *testing.T) {
	for _, c := range []struct {
		done, whole, w int
		want           string
	}{
		{0, 10, 4, "────"},
		{5, 10, 4, "━━──"},
		{10, 10, 4, "━━━━"},
		{20, 10, 4, "━━━━"},
		{-1, 10, 4, "────"},
		{3, 0, 4, "────"},
		{1, 2, 0, ""},
	} {
		bar := Progress(theme.New(theme.Dark), c.done, c.whole, c.w)
		if got := ansi.Strip(bar); got != c.want || text.Width(got) != c.w {
			t.Errorf("%d of %d in %d cells is %q, want %q", c.done, c.whole, c.w, got, c.want)
		}
	}
}

func TestABarWithoutColoursStillShowsHowMuchIsDone(t *testing.T) {
	if bar := Progress(theme.New(theme.Plain), 1, 2, 4); bar != "━━──" {
		t.Errorf("the bar is %q", bar)
	}
}
