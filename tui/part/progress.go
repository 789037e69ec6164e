package part

import (
	"image/color"

	"charm.land/bubbles/v2/progress"
	"charm.land/lipgloss/v2"

	"github.com/heed-desk/heed/tui/theme"
)

// Progress draws how much of a whole is done in exactly w cells, without a number: what is
// counted, and of how many, stands beside it in words.
func Progress(t *theme.Theme, done, whole, w int) string {
	if w <= 0 {
		return ""
	}
	share := 0.0
	if whole > 0 {
		share = min(max(float64(done)/float64(whole), 0), 1)
	}
	bar := progress.New(progress.WithWidth(w), progress.WithoutPercentage(), progress.WithFillCharacters('━', '─'))
	bar.FullColor, bar.EmptyColor = colour(t.Palette.Accent), colour(t.Palette.Rule)
	return bar.ViewAs(share)
}

// colour is a theme's colour for a component; a theme without colours has none.
func colour(c color.Color) color.Color {
	if c == nil {
		return lipgloss.NoColor{}
	}
	return c
}
