package files

import (
	"context"
	"strings"
	"sync/atomic"
	"time"

	"github.com/heed-desk/heed/desk"
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
	slot string
	size int64 // of the file that is being copied, as it was listed
	w, h int
}

// NewAdd makes the dialog for a message on a ticket.
func NewAdd(s *screen.Session, slot string, on desk.TicketID) *Add {
	a := &Add{paths: newPaths(s, "files.add.prompt", desk.Asked{Dialog: "file.add", Ticket: on}), slot: slot}
	a.begun = "~/"
	a.picker.Field.SetText(a.begun)
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
		return a.leave()
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
		files, path := a.files, at.Typed
		a.size = at.Size
		return a.bring(slotAdded, func(ctx context.Context, done *atomic.Int64) (any, error) { return files.Add(ctx, path, done) })
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
			return screen.Out{Close: &screen.Closed{Slot: a.slot, Value: v}}
		case error:
			a.wrong = act.FileTrouble(a.Session, v)
			return screen.Out{Spill: true}
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
	lines := append(strings.Split(picture, "\n"), a.foot(a.size, a.w))
	return paint.Frame{Text: part.Fit(lines, a.w, a.h), Caret: &paint.Point{X: min(x, max(a.w-1, 0)), Y: y}}
}
