package screen

import "github.com/heed-desk/heed/keymaps"

// Sample is a key, and what it does.
type Sample struct{ Key, Does string }

// MostDone are the keys of what is done most, in the keymap that counts now, what matters most
// first; none where there is no keymap.
func (s *Session) MostDone() []Sample {
	if s.Table == nil {
		return nil
	}
	list := []keymaps.Scope{keymaps.Queue, keymaps.OnTicket, keymaps.List, keymaps.Everywhere}
	writing := []keymaps.Scope{keymaps.Composer, keymaps.Field, keymaps.Everywhere}
	var all []Sample
	for _, a := range []keymaps.Action{
		keymaps.WriteReply, keymaps.Claim, keymaps.Solve, keymaps.Undo, keymaps.Palette, keymaps.Help, keymaps.Send, keymaps.Snooze, keymaps.Down, keymaps.Open,
		keymaps.GoSearch, keymaps.Quit,
	} {
		scopes := list
		if a == keymaps.Send {
			scopes = writing
		}
		all = append(all, Sample{string(s.Table().Key(a, scopes)), s.Book.T("action." + string(a))})
	}
	return all
}
