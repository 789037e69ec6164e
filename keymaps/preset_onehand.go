package keymaps

import (
	"slices"
	"unicode/utf8"
)

// oneHandBindings put everything under the left hand, for those whose other hand is at the
// mouse, at the telephone or does not type. The keys of the default that lie elsewhere and
// are in nobody's way stay. x begins what is done to a ticket and has no key of its own, g
// where one goes.
func oneHandBindings() []Binding {
	var lines []bound
	for _, part := range [][]bound{oneHandEverywhere(), oneHandLists(), oneHandTicket(), oneHandWriting(), oneHandFiles(), oneHandEditing()} {
		lines = append(lines, part...)
	}
	return Lay(defaultBindings(), spread(lines))
}

// LeftHand reports whether a left hand has every key of a chord, whichever the layout:
// QWERTY, QWERTZ and AZERTY have these letters in their left half, and have z, y and the
// digits in different places.
func (c Chord) LeftHand() bool {
	keys := c.Keys()
	for _, k := range keys {
		_, base := splitKey(k)
		if !leftKey(base) {
			return false
		}
	}
	return len(keys) > 0
}

func leftKey(base string) bool {
	if utf8.RuneCountInString(base) != 1 {
		return slices.Contains([]string{"esc", "tab", "space", "f1", "f2", "f3", "f4", "f5"}, base)
	}
	return slices.Contains([]string{
		"q", "w", "e", "r", "t", "a", "s", "d", "f", "g", "x", "c", "v", "b",
		"Q", "W", "E", "R", "T", "A", "S", "D", "F", "G", "X", "C", "V", "B",
	}, base)
}

func oneHandEverywhere() []bound {
	return []bound{
		{Everywhere, Help, keys("f1", "?")},
		{Everywhere, NewTicket, keys("g g", "f4")},
		{Everywhere, Palette, keys("alt+x", ":")},
		{Everywhere, GoSearch, keys("f3", "g s", "/")},
		{Everywhere, GoOutbox, keys("g x", "g o")},
		{Everywhere, GoNotices, keys("g t", "g n")},
		{Everywhere, GoDay, keys("g D")},
		{Everywhere, GoFloor, keys("g F")},
		{Everywhere, GoReplies, keys("g R")},
		{Everywhere, GoSettings, keys("f5")},
		{Everywhere, PickTheme, keys("g T")},
		{Everywhere, NextTheme, keys("g V")},
		{Everywhere, PickKeymap, keys("g C")},
		{Everywhere, Undo, keys("x x", "u", "alt+u")},
		{Everywhere, TakeBreak, keys("g B")},
		{Everywhere, Lock, keys("g X", "f6")},
		{Everywhere, Redraw, keys("g w", "ctrl+l")},
		{Everywhere, Suspend, keys("g a", "ctrl+z")},
		{Dialog, Accept, keys("f", "ctrl+t", "enter", "y")},
		{Picker, Accept, keys("ctrl+t", "enter")},
		{Filling, Accept, keys("ctrl+t", "enter")},
	}
}

func oneHandLists() []bound {
	return []bound{
		{List, Up, keys("e", "up")},
		{List, Down, keys("d", "down")},
		{List, PageUp, keys("E", "pgup")},
		{List, PageDown, keys("D", "pgdown")},
		{List, First, keys("g e", "home")},
		{List, Last, keys("g d", "end")},
		{List, Open, keys("f", "enter")},
		{List, Jump, keys("g b", "#", "g j")},
		{Queue, NextView, keys("v", "right")},
		{Queue, PreviousView, keys("V", "left")},
		{Curve, NextView, keys("v", "right")},
		{Curve, PreviousView, keys("V", "left")},
		{Queue, ShowNew, keys("g f", ".")},
		{Queue, Density, keys("g v")},
		{Queue, SortBy, keys("W", "O")},
		{Queue, Filters, keys("R")},
		{FilterList, EditFilter, keys("ctrl+q e")},
		{FilterList, DropFilter, keys("alt+w", "alt+k")},
		{Settings, NextValue, keys("space", "right")},
		{Settings, PrevValue, keys("b", "left")},
		{Queue, Mark, keys("space")},
		{Queue, MarkRange, keys("b")},
		{Queue, MarkAll, keys("B", "* a")},
		{Queue, MarkNone, keys("G", "* n")},
		{Queue, MarkInvert, keys("F", "* i")},
		{Queue, ScrollUp, keys("ctrl+e")},
		{Queue, ScrollDown, keys("ctrl+d")},
		{Thread, ScrollUp, keys("ctrl+e", "b")},
		{Thread, ScrollDown, keys("ctrl+d", "space")},
		{Thread, NextTicket, keys("v", "J")},
		{Thread, PrevTicket, keys("V", "K")},
		{Thread, NextMessage, keys("F", "N")},
		{Thread, PrevMessage, keys("B", "P")},
		{Thread, GoUnread, keys("g r", "U")},
		{Search, Up, keys("alt+e", "up")},
		{Search, Down, keys("alt+d", "down")},
		{Search, PageUp, keys("alt+g", "pgup")},
		{Search, PageDown, keys("alt+v", "pgdown")},
		{Search, Open, keys("ctrl+t", "enter")},
		{Picker, Up, keys("alt+e", "up")},
		{Picker, Down, keys("alt+d", "down")},
		{Picker, PageUp, keys("alt+g", "pgup")},
		{Picker, PageDown, keys("alt+v", "pgdown")},
	}
}

func oneHandTicket() []bound {
	return []bound{
		{OnTicket, WriteNote, keys("w", "n")},
		{OnTicket, SetPriority, keys("x e", "!")},
		{OnTicket, Snooze, keys("a", "z")},
		{OnTicket, CopyNumber, keys("x c", "y")},
		{OnTicket, SolveNext, keys("x q")},
		{Thread, Quotes, keys("Q")},
		{Thread, History, keys("x F")},
		{Thread, CopyText, keys("x C")},
		{OnTicket, Assign, keys("x a")},
		{OnTicket, SetGroup, keys("x g")},
		{OnTicket, Follow, keys("x f")},
		{OnTicket, Escalate, keys("x t")},
		{OnTicket, HandOver, keys("x G")},
		{OnTicket, Remind, keys("x A")},
		{OnTicket, LogCall, keys("x v")},
		{OnTicket, Merge, keys("x d")},
		{OnTicket, LinkTicket, keys("x r")},
		{Thread, UnlinkTicket, keys("x R")},
		{OnTicket, MarkSpam, keys("x s")},
		{Thread, Split, keys("x b")},
		{OnTicket, Forward, keys("x W")},
		{OnTicket, GoCustomer, keys("g c", "i")},
		{OnTicket, WhyOrder, keys("x w", "p")},
		{Day, WhyOrder, keys("x w", "p")},
		{Floor, WhyOrder, keys("x w", "p")},
		{Day, Done, keys("space")},
		{Customer, EditCustomer, keys("W")},
		{Customer, NoteCustomer, keys("x D", "N")},
		{Customer, MergeCustomer, keys("x B", "M")},
		{Outbox, EditAgain, keys("W")},
		{Outbox, ScrollUp, keys("ctrl+e")},
		{Thread, EditAgain, keys("W")},
	}
}

func oneHandWriting() []bound {
	return append(append(oneHandAddressing(), oneHandPhrases()...), []bound{
		{Composer, SendLater, keys("ctrl+q f", "alt+l")},
		{Composer, OwnEditor, keys("ctrl+q w")},
		{Composer, ToggleNote, keys("alt+w", "alt+n")},
		{Composer, ScrollUp, keys("alt+g", "alt+k", "alt+up")},
		{Composer, ScrollDown, keys("alt+v", "alt+j", "alt+down")},
		{Composer, EditUp, keys("alt+e", "up", "ctrl+p")},
		{Composer, EditDown, keys("alt+d", "down", "ctrl+n")},
		{Composer, EditTop, keys("ctrl+q e", "alt+,", "ctrl+home")},
		{Composer, EditBottom, keys("ctrl+q d", "alt+.", "ctrl+end")},
	}...)
}

func oneHandEditing() []bound {
	return []bound{
		{Field, EditBackspace, keys("ctrl+g", "backspace", "ctrl+h")},
		{Field, EditWordForward, keys("alt+c", "alt+delete", "ctrl+delete")},
		{Field, EditToStart, keys("alt+q", "ctrl+u")},
		{Field, EditToEnd, keys("alt+t", "ctrl+k")},
		{Field, EditUndo, keys("ctrl+q q", "ctrl+_", "ctrl+/")},
		{Field, EditRedo, keys("ctrl+q r", "ctrl+y", "ctrl+shift+z")},
	}
}
