package part

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/tui/theme"
)

// Progress draws how much of a whole is done in w cells.
func Progress(t *theme.Theme, done, whole, w int) string {
	if w <= 0 {
		return ""
	}
	full := 0
	if whole > 0 {
		full = min(max(done*w/whole, 0), w)
	}
	return t.Accent.Render(strings.Repeat("━", full)) + t.Rule.Render(strings.Repeat("─", w-full))
}

// Turning is the sign of something that goes on, one of eight for each eighth of a second.
func Turning(now time.Time) string {
	signs := []string{"⠇", "⠋", "⠙", "⠸", "⠴", "⠦", "⠧", "⠏"}
	return signs[now.UnixMilli()/125%int64(len(signs))]
}
