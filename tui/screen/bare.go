package screen

import (
	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
)

// NoField is embedded by a screen without a text field: the root never brings it text, and
// it takes none.
type NoField struct{}

// Type implements Screen.
func (NoField) Type(tea.KeyPressMsg) Out { return Out{} }

// Paste implements Screen.
func (NoField) Paste(string) Out { return Out{} }

// InField is embedded by a screen in which all that is typed and pasted goes to one field
// and changes nothing else.
type InField struct {
	Field interface {
		Type(key tea.KeyPressMsg) bool
		Paste(words string)
	}
}

// Typing implements Typist.
func (InField) Typing() bool { return true }

// Type implements Screen.
func (f InField) Type(key tea.KeyPressMsg) Out {
	f.Field.Type(key)
	return Out{}
}

// Paste implements Screen.
func (f InField) Paste(words string) Out {
	f.Field.Paste(words)
	return Out{}
}

// NoNews is embedded by a screen that shows nothing of the ledger beyond what it was made
// with; one that asks all the same has a Learn of its own.
type NoNews struct{}

// Heed implements Screen.
func (NoNews) Heed(desk.Change) Out { return Out{} }

// Learn implements Screen.
func (NoNews) Learn(string, any) Out { return Out{} }
