package act

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Explanation is the dialog that says what something on the screen is, such as what a figure counts, and
// what there was no room for beside it.
type Explanation struct {
	*screen.Session
	screen.NoField
	screen.NoNews
	title  string
	words  string
	wide   int
	scroll *part.Scroll
}

// NewExplanation makes one of words in lines, wide cells across where there is room.
func NewExplanation(s *screen.Session, title, words string, wide int) *Explanation {
	return &Explanation{Session: s, title: title, words: words, wide: wide, scroll: part.NewScroll()}
}

// Title implements screen.Screen.
func (e *Explanation) Title() string { return e.title }

// Scopes implements screen.Screen.
func (e *Explanation) Scopes() []keymaps.Scope {
	return []keymaps.Scope{keymaps.Dialog, keymaps.List}
}

// Why implements screen.Screen.
func (e *Explanation) Why(keymaps.Action) desk.Reason { return desk.Reason{} }

// Telling implements screen.Telling.
func (e *Explanation) Telling() {}

// Act implements screen.Screen.
func (e *Explanation) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Accept, keymaps.Cancel, keymaps.GoBack:
		return screen.Out{Close: &screen.Closed{}}
	default:
		screen.MoveInText(e.scroll, a)
		return screen.Out{}
	}
}

// Resize implements screen.Screen.
func (e *Explanation) Resize(w, h int) {
	e.scroll.Resize(w, h)
	e.scroll.Set(e.lines(w), false)
}

// Wish implements screen.Sized.
func (e *Explanation) Wish(maxW, maxH int) (w, h int) {
	w = min(e.wide, maxW)
	return w, min(len(e.lines(w)), maxH)
}

func (e *Explanation) lines(w int) []string { return text.Wrap(e.words, max(w, 1)) }

// View implements screen.Screen.
func (e *Explanation) View(time.Time) paint.Frame { return paint.Frame{Text: e.scroll.View()} }

// Tell implements screen.Teller.
func (e *Explanation) Tell(time.Time) screen.Speech {
	sp := screen.Speech{Head: []screen.Sentence{screen.Say(text.Sentence(e.title))}}
	for _, line := range strings.Split(e.words, "\n") {
		sp.Here = append(sp.Here, screen.Sentence{Text: text.Sentence(line), Line: true})
	}
	return sp
}
