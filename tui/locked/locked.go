// Package locked is what stands on the screen of a session that is locked: since when, how much
// waits, and how to go on. Nothing in it tells anything of anybody.
package locked

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Way is what a locked session is opened by.
type Way string

// The ways.
const (
	ByKey        Way = "key"        // any key: nothing here needs to be protected, or nothing is there to ask for
	ByKeyring    Way = "keyring"    // a key, where the keyring still gives the profile's key out
	ByPassphrase Way = "passphrase" // the profile's passphrase
	ByDesk       Way = "desk"       // nothing that is pressed: it opens when the desk answers again
	Revoked      Way = "revoked"    // the same, where the desk has taken the access back
)

// What opening may fail with, besides errors that have a sentence.
var (
	ErrWrong  = errors.New("not the passphrase of this profile")
	ErrSilent = errors.New("the keyring does not give the profile's key out")
)

// Facts are what may be told while a session is locked: numbers, and words of heed's own.
type Facts struct {
	Unread    int    // tickets of the agent's that nobody has read
	Attention int    // operations that need the agent
	Waiting   int    // operations on their way
	Offline   bool   // the desk cannot be reached
	Denied    bool   // the desk does not know the token any more
	Unkept    bool   // nothing outlives the process
	Said      string // the last thing that heed had to say of leaving; empty for nothing
}

// Needs is what the screen is made of.
type Needs struct {
	*screen.Session
	Since time.Time
	Way   Way
	// Why is the sentence of the catalogue that says why it is locked, by its key; empty where
	// somebody asked for it, or nobody pressed a key for long.
	Why   string
	Pairs []any // of that sentence
	// Open opens it; the words are empty but for a passphrase. It may take its time.
	Open  func(ctx context.Context, words string) error
	Facts func() Facts
}

const (
	slotOpen  = "open"
	slotAgain = "again"
)

// Screen is the screen of a locked session.
type Screen struct {
	*screen.Session
	screen.NoNews
	need  Needs
	field *part.Field
	tries int    // that were wrong, in a row
	busy  bool   // what was given is being looked at
	wait  string // how long it is until the next try is taken; empty for at once
	said  string // what was wrong with the last one
	w, h  int
	// answers counts what was answered, so that who hears it hears each, though it be the same.
	answers int
}

// New makes the screen.
func New(n Needs) *Screen {
	return &Screen{Session: n.Session, need: n, field: part.NewField(n.Theme, "")}
}

// Title implements screen.Screen.
func (s *Screen) Title() string { return s.Book.T("locked.title") }

// Scopes implements screen.Screen.
func (s *Screen) Scopes() []keymaps.Scope {
	if s.need.Way == ByDesk || s.need.Way == Revoked {
		return []keymaps.Scope{keymaps.Everywhere}
	}
	return []keymaps.Scope{keymaps.Picker, keymaps.Field}
}

// Why implements screen.Screen.
func (s *Screen) Why(keymaps.Action) desk.Reason { return desk.Reason{} }

// Typing implements screen.Typist.
func (s *Screen) Typing() bool { return s.need.Way == ByPassphrase || s.need.Way == ByKey }

// Act implements screen.Screen.
func (s *Screen) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Accept:
		return s.try()
	case keymaps.Cancel, keymaps.GoBack:
		s.field.SetText("")
		s.said = ""
		return screen.Out{Done: true}
	case keymaps.Quit, keymaps.Redraw, keymaps.Suspend, keymaps.WhereAmI, keymaps.SyncNow:
		return screen.Out{}
	default:
		return screen.Out{Done: true}
	}
}

// Type implements screen.Screen. What is typed while a passphrase is looked at is dropped: it
// would stand before the next one unseen.
func (s *Screen) Type(key tea.KeyPressMsg) screen.Out {
	switch {
	case s.need.Way == ByKey:
		return s.try()
	case s.need.Way == ByPassphrase && !s.busy:
		s.field.Type(key)
	}
	return screen.Out{}
}

// Paste implements screen.Screen.
func (s *Screen) Paste(words string) screen.Out {
	if s.need.Way == ByPassphrase && !s.busy {
		s.field.Paste(words)
	}
	return screen.Out{}
}

// try has what was given looked at, off the loop: to make a key of a passphrase takes its time.
func (s *Screen) try() screen.Out {
	words := s.field.Text()
	if s.wait != "" {
		s.answers++
	}
	if s.need.Way == ByDesk || s.need.Way == Revoked || s.busy || s.wait != "" || s.need.Way == ByPassphrase && words == "" {
		return screen.Out{Done: true}
	}
	s.field.SetText("")
	if s.need.Open == nil || s.need.Way == ByKey {
		return screen.Out{Close: &screen.Closed{}}
	}
	s.busy, s.said = true, ""
	open := s.need.Open
	return screen.Out{Done: true, Errand: []screen.Errand{{Slot: slotOpen, Run: func(ctx context.Context) (any, error) { return nil, open(ctx, words) }}}}
}

// Learn implements screen.Screen.
func (s *Screen) Learn(slot string, v any) screen.Out {
	if slot == slotAgain {
		s.wait = ""
		return screen.Out{}
	}
	if slot != slotOpen {
		return screen.Out{}
	}
	s.busy = false
	s.answers++
	err, failed := v.(error)
	if !failed {
		return screen.Out{Close: &screen.Closed{}}
	}
	switch {
	case errors.Is(err, ErrWrong):
		s.said = s.Book.T("locked.wrong")
	case errors.Is(err, ErrSilent):
		s.said = s.Book.T("locked.silent")
		return screen.Out{} // nothing is guessed here
	default:
		s.said = s.Book.Err(err)
	}
	s.tries++
	pause := Pause(s.tries)
	if pause <= 0 {
		return screen.Out{}
	}
	s.wait = s.Book.Countdown(pause)
	return screen.Out{After: []screen.After{{Slot: slotAgain, Wait: pause}}}
}

// The pauses between tries.
const (
	free      = 3 // so many may be wrong before there is a pause
	mostPause = time.Minute
)

// Pause is how long no passphrase is taken after so many wrong ones: none at first, then twice
// as long each time, up to a minute.
func Pause(wrong int) time.Duration {
	if wrong <= free {
		return 0
	}
	return min(time.Second<<min(wrong-free, 10), mostPause)
}

// Resize implements screen.Screen.
func (s *Screen) Resize(w, h int) { s.w, s.h = w, h }
