package keymaps

func defaultBindings() []Binding {
	var lines []bound
	for _, part := range [][]bound{defaultEverywhere(), defaultLists(), defaultTicket(), defaultWriting(), defaultFiles(), defaultAsking(), defaultEditing()} {
		lines = append(lines, part...)
	}
	return spread(lines)
}

func defaultEverywhere() []bound {
	return []bound{
		{Everywhere, Quit, keys("ctrl+c")},
		{Everywhere, Help, keys("?", "f1")},
		{Everywhere, Palette, keys(":", "alt+x")},
		{Everywhere, GoSearch, keys("/", "f3")},
		{Everywhere, GoQueue, keys("g q")},
		{Everywhere, GoOutbox, keys("g o")},
		{Everywhere, GoNotices, keys("g n")},
		{Everywhere, GoDay, keys("g d")},
		{Everywhere, GoFloor, keys("g f")},
		{Everywhere, GoReplies, keys("g r")},
		{Everywhere, GoSettings, keys("g s", "f5")},
		{Everywhere, PickTheme, keys("g l")},
		{Everywhere, NextTheme, keys("g L")},
		{Everywhere, PickKeymap, keys("g k")},
		{Everywhere, GoBack, keys("esc")},
		{Everywhere, NewTicket, keys("w", "f4")},
		{Everywhere, Undo, keys("u", "alt+u")},
		{Everywhere, Redraw, keys("ctrl+l")},
		{Everywhere, WhereAmI, keys("f2")},
		{Everywhere, Suspend, keys("ctrl+z")},
		{Everywhere, NextPane, keys("tab")},
		{Everywhere, PreviousPane, keys("shift+tab")},
		{Everywhere, SyncNow, keys("ctrl+r")},
		{Everywhere, TakeBreak, keys("g b")},
		{Everywhere, Lock, keys("g z", "f6")},
		{Queue, Quit, keys("q")},
	}
}

func defaultLists() []bound {
	return []bound{
		{List, Up, keys("up", "k")},
		{List, Down, keys("down", "j")},
		{List, PageUp, keys("pgup", "ctrl+b")},
		{List, PageDown, keys("pgdown", "ctrl+f")},
		{List, First, keys("home", "g g")},
		{List, Last, keys("end", "G")},
		{List, Open, keys("enter")},
		{List, Jump, keys("#", "g j")},
		{Queue, NextView, keys("]", "right")},
		{Queue, PreviousView, keys("[", "left")},
		{Queue, ShowNew, keys(".")},
		{Queue, Density, keys("v")},
		{Queue, SortBy, keys("O")},
		{Queue, Filters, keys("F")},
		{Settings, NextValue, keys("right", "space")},
		{Settings, PrevValue, keys("left")},
		{Settings, UnsetValue, keys("X", "delete")},
		{Search, SaveFilter, keys("ctrl+s")},
		{FilterList, RenameFilter, keys("alt+r")},
		{FilterList, EditFilter, keys("alt+q")},
		{FilterList, DropFilter, keys("alt+k")},
		{FilterList, ShareFilter, keys("alt+s")},
		{Queue, Mark, keys("x", "space")},
		{Queue, MarkRange, keys("X")},
		{Queue, MarkAll, keys("* a")},
		{Queue, MarkNone, keys("* n")},
		{Queue, MarkInvert, keys("* i")},
		{Queue, ScrollDown, keys("ctrl+d")},
		{Queue, ScrollUp, keys("ctrl+u")},
		{Thread, ScrollDown, keys("ctrl+d", "space")},
		{Thread, ScrollUp, keys("ctrl+u", "b")},
		{Thread, NextTicket, keys("J", "ctrl+n")},
		{Thread, PrevTicket, keys("K", "ctrl+p")},
		{Thread, NextMessage, keys("N")},
		{Thread, PrevMessage, keys("P")},
		{Thread, GoUnread, keys("U")},
		{Customer, Unfold, keys("space")},
		{Customer, EditCustomer, keys("e")},
		{Customer, NoteCustomer, keys("N")},
		{Customer, MergeCustomer, keys("M")},
		{Search, Up, keys("up", "ctrl+p")},
		{Search, Down, keys("down", "ctrl+n")},
		{Search, PageUp, keys("pgup")},
		{Search, PageDown, keys("pgdown")},
		{Search, Open, keys("enter")},
	}
}

func defaultTicket() []bound {
	return []bound{
		{OnTicket, WriteReply, keys("r")},
		{OnTicket, WriteNote, keys("n")},
		{OnTicket, Claim, keys("c")},
		{OnTicket, Release, keys("C")},
		{OnTicket, Solve, keys("s")},
		{OnTicket, SetStatus, keys("S")},
		{OnTicket, SetPriority, keys("!")},
		{OnTicket, AddTag, keys("t")},
		{OnTicket, RemoveTag, keys("T")},
		{OnTicket, Snooze, keys("z")},
		{OnTicket, CopyNumber, keys("y")},
		{OnTicket, SolveNext, keys("d")},
		{Thread, Quotes, keys("Q")},
		{Thread, History, keys("H")},
		{Thread, CopyText, keys("Y")},
		{OnTicket, Assign, keys("a a")},
		{OnTicket, SetGroup, keys("a g")},
		{OnTicket, Follow, keys("f", "a f")},
		{OnTicket, Escalate, keys("a e")},
		{OnTicket, HandOver, keys("a h")},
		{OnTicket, Remind, keys("a r")},
		{OnTicket, LogCall, keys("a c")},
		{OnTicket, Merge, keys("a m")},
		{OnTicket, LinkTicket, keys("a l")},
		{Thread, UnlinkTicket, keys("a L")},
		{OnTicket, MarkSpam, keys("a s")},
		{Thread, Split, keys("a x")},
		{OnTicket, Forward, keys("a w")},
		{OnTicket, GoCustomer, keys("i")},
		{OnTicket, WhyOrder, keys("p")},
		{Day, WhyOrder, keys("p")},
		{Floor, WhyOrder, keys("p")},
		{Floor, GoBack, keys("q")},
		{Floor, ShowCurve, keys("c")},
		{Curve, NextView, keys("]", "right")},
		{Curve, PreviousView, keys("[", "left")},
		{Day, Done, keys("x", "space")},
		{Outbox, SendAnyway, keys("A")},
		{Outbox, EditAgain, keys("e")},
		{Outbox, TryAgain, keys("R")},
		{Outbox, Discard, keys("X")},
		{Outbox, ScrollDown, keys("ctrl+d")},
		{Outbox, ScrollUp, keys("ctrl+u")},
		{Thread, SendAnyway, keys("A")},
		{Thread, EditAgain, keys("e")},
		{Thread, TryAgain, keys("R")},
		{Thread, Discard, keys("X")},
	}
}

func defaultWriting() []bound {
	return append(append(defaultAddressing(), defaultPhrases()...), []bound{
		{Composer, Send, keys("ctrl+s", "ctrl+enter")},
		{Composer, SendAndSolve, keys("alt+s")},
		{Composer, SendLater, keys("alt+l")},
		{Composer, OwnEditor, keys("alt+e")},
		{Composer, InsertReply, keys("alt+r")},
		{Composer, ToggleNote, keys("alt+n")},
		{Composer, NextBlank, keys("tab")},
		{Composer, PrevBlank, keys("shift+tab")},
		{Composer, AddSuggested, keys("alt+a")},
		{Composer, DiscardDraft, keys("ctrl+x")},
		{Composer, ScrollDown, keys("alt+j", "alt+down")},
		{Composer, ScrollUp, keys("alt+k", "alt+up")},
	}...)
}

func defaultAsking() []bound {
	return []bound{
		{Dialog, Accept, keys("enter", "y")},
		{Dialog, Cancel, keys("esc", "n")},
		{Joining, OtherSide, keys("space", "right", "left")},
		{Picker, Accept, keys("enter")},
		{Picker, Cancel, keys("esc")},
		{Picker, Up, keys("up", "ctrl+p")},
		{Picker, Down, keys("down", "ctrl+n")},
		{Picker, PageUp, keys("pgup")},
		{Picker, PageDown, keys("pgdown")},
		{Filling, Accept, keys("enter")},
		{Filling, NextBlank, keys("tab")},
		{Filling, PrevBlank, keys("shift+tab")},
		{Filling, Cancel, keys("esc")},
	}
}

// defaultEditing are the keys that people know from a shell and from an editor.
func defaultEditing() []bound {
	return []bound{
		{Field, EditLeft, keys("left", "ctrl+b")},
		{Field, EditRight, keys("right", "ctrl+f")},
		{Field, EditWordLeft, keys("alt+b", "alt+left", "ctrl+left")},
		{Field, EditWordRight, keys("alt+f", "alt+right", "ctrl+right")},
		{Field, EditHome, keys("home", "ctrl+a")},
		{Field, EditEnd, keys("end", "ctrl+e")},
		{Field, EditBackspace, keys("backspace", "ctrl+h")},
		{Field, EditDelete, keys("delete", "ctrl+d")},
		{Field, EditWordBack, keys("ctrl+w", "alt+backspace", "ctrl+backspace")},
		{Field, EditWordForward, keys("alt+d", "alt+delete", "ctrl+delete")},
		{Field, EditToStart, keys("ctrl+u")},
		{Field, EditToEnd, keys("ctrl+k")},
		{Field, EditUndo, keys("ctrl+_", "alt+z", "ctrl+/")},
		{Field, EditRedo, keys("ctrl+y", "ctrl+shift+z")},
		{Composer, EditUp, keys("up", "ctrl+p")},
		{Composer, EditDown, keys("down", "ctrl+n")},
		{Composer, EditTop, keys("alt+,", "ctrl+home")},
		{Composer, EditBottom, keys("alt+.", "alt+h", "ctrl+end")},
	}
}
