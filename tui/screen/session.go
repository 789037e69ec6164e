package screen

import (
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/theme"
)

// Session is what all screens of one person at one terminal share. The root owns it and
// may turn a field to something else between two Updates; screens hold the pointer and
// never keep a copy of what it points to.
type Session struct {
	Book  *words.Book
	Theme *theme.Theme
	Me    desk.Me
	Zone  *time.Location   // times of day are shown in it
	Now   func() time.Time // the desk's clock, for what an operation says of its time
	Lines int              // how many lines a row of the queue takes at first: 1 or 2; 0 for as many as there is room for
	// Trying says that a setting is only tried: what is set now may go back to what it was.
	Trying bool
	// Spoken is a chord as it can be heard; nil where it is seen.
	Spoken func(chord string) string
	// Linear says that the person hears what is shown: it is told in words, see Teller.
	Linear bool
	Files  Files                       // the person's own files; nil where heed cannot reach them
	Watch  Watch                       // the desk as a whole; nil where it cannot be watched
	Edits  bool                        // the person's own editor can be opened
	Turns  int                         // grows when theme, keymap, language or a colleague's name are others: what was drawn before is stale
	Table  func() *keymaps.Table       // the keymap as it is now
	Keys   func(keymaps.Action) string // the first key of an action as it is shown: "ctrl+s"; empty where it has none
}

// Key is the key of an action as it is shown; empty where it has none.
func (s *Session) Key(a keymaps.Action) string {
	if s.Keys == nil {
		return ""
	}
	return s.Keys(a)
}

// Local is t where the person is.
func (s *Session) Local(t time.Time) time.Time {
	if s.Zone == nil {
		return t
	}
	return t.In(s.Zone)
}

// Insert is what a dialog hands back to the text that was being written: words to put at
// the caret, and the canned reply that they come from.
type Insert struct {
	Text   string
	Canned desk.CannedID
	Then   desk.Macro // what it does when it is sent
}
