// Package lobby is what somebody sees who comes to a desk from elsewhere and only looks: who they
// are there, how much waits, and what their role may do.
package lobby

import (
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Needs is what the lobby is made of.
type Needs struct {
	*screen.Session
	Who  desk.Agent // who looks
	With string     // what they came with, as the desk wrote it down: the fingerprint of a key
	// Counts reads how many tickets stand in each view. It is asked again every Every.
	Counts func() (map[desk.ViewID]int, error)
	Every  time.Duration
}

// slotCounts is where the counts come back, and slotAgain when they are asked for anew.
const (
	slotCounts = "lobby.counts"
	slotAgain  = "lobby.again"
)

// Screen is the lobby.
type Screen struct {
	Needs
	screen.NoField
	scroll *part.Scroll
	counts map[desk.ViewID]int
	failed error
	at     time.Time // when the counts were so
	w, h   int
}

// New makes the lobby.
func New(n Needs) *Screen { return &Screen{Needs: n, scroll: part.NewScroll()} }

// Title implements screen.Screen.
func (s *Screen) Title() string { return s.Book.T("lobby.title") }

// Scopes implements screen.Screen.
func (s *Screen) Scopes() []keymaps.Scope {
	return []keymaps.Scope{keymaps.Dialog, keymaps.List, keymaps.Everywhere}
}

// Label implements screen.Labelled.
func (s *Screen) Label(a keymaps.Action) string {
	if a == keymaps.Cancel {
		return s.Book.T("action.quit")
	}
	return ""
}

// Why implements screen.Screen.
func (s *Screen) Why(a keymaps.Action) desk.Reason {
	if a == keymaps.Accept {
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"looks_only"}}
	}
	return desk.Reason{}
}

// Act implements screen.Screen.
func (s *Screen) Act(a keymaps.Action) screen.Out {
	if a == keymaps.Cancel {
		return screen.Out{Quit: true}
	}
	screen.MoveInText(s.scroll, a)
	return screen.Out{}
}

// Start implements screen.Starter.
func (s *Screen) Start() screen.Out {
	return screen.Out{Ask: []screen.Ask{{Slot: slotCounts, Read: func() (any, error) { return s.Counts() }}}}
}

// Heed implements screen.Screen.
func (s *Screen) Heed(desk.Change) screen.Out { return screen.Out{} }

// Learn implements screen.Screen.
func (s *Screen) Learn(slot string, v any) screen.Out {
	switch slot {
	case slotAgain:
		return s.Start()
	case slotCounts:
		switch v := v.(type) {
		case error:
			s.failed = v
		case map[desk.ViewID]int:
			s.counts, s.failed, s.at = v, nil, s.Now()
		}
		return screen.Out{After: []screen.After{{Slot: slotAgain, Wait: s.Every}}}
	}
	return screen.Out{}
}

// Resize implements screen.Screen.
func (s *Screen) Resize(w, h int) {
	s.w, s.h = w, h
	s.scroll.Resize(w, h)
}
