package composer

import (
	"testing"

	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

func TestTheKeysOfANoteSayThatItIsKeptAndNotSent(t *testing.T) {
	s := &Screen{Session: &screen.Session{Book: words.English()}, note: true}
	for a, want := range map[keymaps.Action]string{
		keymaps.Send: "keep note", keymaps.ToggleNote: "reply instead", keymaps.GoBack: "keep draft", keymaps.Help: "",
	} {
		if got := s.Label(a); got != want {
			t.Errorf("%s is called %q", a, got)
		}
	}
	s.note = false
	if got := s.Label(keymaps.Send); got != "" {
		t.Errorf("sending a reply is called %q", got)
	}
}
