package keymaps

// emacsBindings are the default ones with what the hands of an emacs user expect laid
// over. ctrl+x and ctrl+c begin chords there, so neither leaves heed by itself.
func emacsBindings() []Binding {
	return Lay(defaultBindings(), append(spread(append(emacsMoving(), emacsFiles()...)), spread(emacsWriting())...))
}

func emacsMoving() []bound {
	return []bound{
		{Everywhere, Quit, keys("ctrl+x ctrl+c")},
		{Everywhere, Palette, keys("alt+x", ":")},
		{Everywhere, GoSearch, keys("ctrl+s", "/", "f3")},
		{Everywhere, GoQueue, keys("ctrl+x b", "g q")},
		{Everywhere, GoBack, keys("ctrl+g", "esc")},
		{Everywhere, NewTicket, keys("ctrl+x m", "w", "f4")},
		{Everywhere, Undo, keys("u", "ctrl+x u", "alt+u")},
		{Everywhere, Suspend, keys("ctrl+z", "ctrl+x ctrl+z")},
		{Everywhere, NextPane, keys("tab", "ctrl+x o")},
		{List, Up, keys("ctrl+p", "up", "k")},
		{List, Down, keys("ctrl+n", "down", "j")},
		{List, PageUp, keys("alt+v", "pgup")},
		{List, PageDown, keys("ctrl+v", "pgdown")},
		{List, First, keys("alt+<", "home", "g g")},
		{List, Last, keys("alt+>", "end", "G")},
		{List, Jump, keys("alt+g", "#", "g j")},
		{Queue, NextView, keys("ctrl+f", "right", "]")},
		{Queue, PreviousView, keys("ctrl+b", "left", "[")},
		{Curve, NextView, keys("ctrl+f", "right", "]")},
		{Curve, PreviousView, keys("ctrl+b", "left", "[")},
		{Thread, ScrollUp, keys("backspace", "ctrl+u", "b")},
		{Thread, ScrollDown, keys("space", "ctrl+d")},
		{Thread, NextTicket, keys("alt+n", "J")},
		{Thread, PrevTicket, keys("alt+p", "K")},
		{Search, SaveFilter, keys("alt+s")},
		{Search, Up, keys("ctrl+p", "up")},
		{Search, Down, keys("ctrl+n", "down")},
		{Search, PageUp, keys("alt+v", "pgup")},
		{Search, PageDown, keys("ctrl+v", "pgdown")},
		{Picker, Up, keys("ctrl+p", "up")},
		{Picker, Down, keys("ctrl+n", "down")},
		{Picker, PageUp, keys("alt+v", "pgup")},
		{Picker, PageDown, keys("ctrl+v", "pgdown")},
		{Picker, Cancel, keys("ctrl+g", "esc")},
		{Filling, Cancel, keys("ctrl+g", "esc")},
		{Dialog, Cancel, keys("ctrl+g", "esc", "n")},
	}
}

func emacsWriting() []bound {
	return append(append(emacsAddressing(), emacsPhrases()...), []bound{
		{Composer, Send, keys("ctrl+c ctrl+c", "ctrl+enter")},
		{Composer, SendAndSolve, keys("ctrl+c ctrl+s", "alt+s")},
		{Composer, SendLater, keys("ctrl+c ctrl+l", "alt+l")},
		{Composer, OwnEditor, keys("ctrl+c ctrl+e", "alt+e")},
		{Composer, InsertReply, keys("ctrl+c ctrl+r", "alt+r")},
		{Composer, ToggleNote, keys("ctrl+c ctrl+n", "alt+n")},
		{Composer, AddSuggested, keys("ctrl+c ctrl+a", "alt+a")},
		{Composer, DiscardDraft, keys("ctrl+c ctrl+k")},
		{Composer, ScrollUp, keys("alt+v", "alt+k", "alt+up")},
		{Composer, ScrollDown, keys("ctrl+v", "alt+j", "alt+down")},
		{Composer, EditUp, keys("ctrl+p", "up")},
		{Composer, EditDown, keys("ctrl+n", "down")},
		{Composer, EditTop, keys("alt+<", "alt+,", "ctrl+home")},
		{Composer, EditBottom, keys("alt+>", "alt+.", "alt+h", "ctrl+end")},
		{Field, EditLeft, keys("ctrl+b", "left")},
		{Field, EditRight, keys("ctrl+f", "right")},
		{Field, EditHome, keys("ctrl+a", "home")},
		{Field, EditEnd, keys("ctrl+e", "end")},
		{Field, EditDelete, keys("ctrl+d", "delete")},
		{Field, EditWordForward, keys("alt+d", "alt+delete", "ctrl+delete")},
		{Field, EditUndo, keys("ctrl+_", "alt+z", "ctrl+/")},
	}...)
}
