package files

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Add asks which file is to go with a message. It ends with a desk.Attachment whose bytes are
// kept, under its slot, or with nothing.
type Add struct {
	paths
	screen.NoNews
	slot  string
	busy  bool
	wrong string // why the last one was not added
	w, h  int
}

// NewAdd makes the dialog.
func NewAdd(s *screen.Session, slot string) *Add {
	a := &Add{paths: newPaths(s, "files.add.prompt"), slot: slot}
	a.picker.Field.SetText("~/")
	return a
}

// Title implements screen.Screen.
func (a *Add) Title() string { return a.Book.T("files.add") }

// Label implements screen.Labelled.
func (a *Add) Label(k keymaps.Action) string {
	if at := a.under(); k == keymaps.Accept && at != nil && !at.Folder {
		return a.Book.T("action.add_file")
	}
	return ""
}

// Start implements screen.Starter.
func (a *Add) Start() screen.Out { return a.look() }

// Why implements screen.Screen.
func (a *Add) Why(k keymaps.Action) desk.Reason {
	switch {
	case (k == keymaps.Accept || k == keymaps.CompletePath) && a.under() == nil:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_fit"}}
	default:
		return desk.Reason{}
	}
}

// Act implements screen.Screen.
func (a *Add) Act(k keymaps.Action) screen.Out {
	switch k {
	case keymaps.Cancel, keymaps.GoBack:
		a.stop()
		return screen.Out{Close: &screen.Closed{}}
	case keymaps.CompletePath:
		return a.complete()
	case keymaps.Accept:
		at := a.under()
		switch {
		case at == nil || a.busy:
			return screen.Out{}
		case at.Folder:
			return a.into(at.Typed)
		}
		a.busy, a.wrong = true, ""
		files, path := a.files, at.Typed
		return screen.Out{Write: []screen.Write{{Slot: slotAdded, Run: func() (any, error) { return files.Add(path) }}}}
	default:
		screen.Move(a.picker.List, k)
		return screen.Out{}
	}
}

// Learn implements screen.Screen.
func (a *Add) Learn(slot string, v any) screen.Out {
	switch slot {
	case slotLook:
		a.learnLook(v)
	case slotAdded:
		a.busy = false
		switch v := v.(type) {
		case desk.Attachment:
			a.stop()
			return screen.Out{Close: &screen.Closed{Slot: a.slot, Value: v}}
		case error:
			a.wrong = act.FileTrouble(a.Session, v)
		}
	}
	return screen.Out{}
}

// Resize implements screen.Screen.
func (a *Add) Resize(w, h int) {
	a.w, a.h = w, h
	a.picker.Resize(w, max(h-1, 0), false)
}

// Wish implements screen.Sized.
func (a *Add) Wish(maxW, maxH int) (w, h int) { return min(76, maxW), min(16, maxH) }

// View implements screen.Screen.
func (a *Add) View(time.Time) paint.Frame {
	picture, x, y := a.picker.View(a.count(), a.nothing(), a.row, nil)
	said := a.wrong
	if a.busy {
		said = a.Book.T("files.adding")
	}
	lines := strings.Split(picture, "\n")
	lines = append(lines, part.Pad(" "+a.Theme.Soon.Render(text.Truncate(said, max(a.w-2, 0))), a.w))
	return paint.Frame{Text: part.Fit(lines, a.w, a.h), Caret: &paint.Point{X: min(x, max(a.w-1, 0)), Y: y}}
}
