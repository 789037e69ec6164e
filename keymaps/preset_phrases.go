package keymaps

// This file holds the keys of the replies that everybody has, and of other texts of several lines.

func defaultPhrases() []bound {
	return []bound{
		{Phrases, NewReply, keys("alt+n")},
		{Phrases, EditReply, keys("alt+q")},
		{Phrases, DropReply, keys("alt+k")},
		{Phrase, SaveReply, keys("ctrl+s")},
		{Phrase, TheirReply, keys("alt+o")},
		{Phrase, NextField, keys("tab")},
		{Phrase, PrevField, keys("shift+tab")},
		{Phrase, DiscardDraft, keys("ctrl+x")},
		{Phrase, Cancel, keys("esc")},
		{Phrase, EditUp, keys("up", "ctrl+p")},
		{Phrase, EditDown, keys("down", "ctrl+n")},
		{Phrase, EditTop, keys("alt+,", "ctrl+home")},
		{Phrase, EditBottom, keys("alt+.", "alt+h", "ctrl+end")},
		{Lines, Accept, keys("ctrl+s")},
		{Lines, Cancel, keys("esc")},
		{Lines, EditUp, keys("up", "ctrl+p")},
		{Lines, EditDown, keys("down", "ctrl+n")},
		{Lines, EditTop, keys("alt+,", "ctrl+home")},
		{Lines, EditBottom, keys("alt+.", "alt+h", "ctrl+end")},
	}
}

func emacsPhrases() []bound {
	return []bound{
		{Phrase, SaveReply, keys("ctrl+c ctrl+c")},
		{Phrase, DiscardDraft, keys("ctrl+c ctrl+k")},
		{Phrase, Cancel, keys("ctrl+g", "esc")},
		{Phrase, EditTop, keys("alt+<", "alt+,", "ctrl+home")},
		{Phrase, EditBottom, keys("alt+>", "alt+.", "alt+h", "ctrl+end")},
		{Lines, Accept, keys("ctrl+c ctrl+c")},
		{Lines, Cancel, keys("ctrl+g", "esc")},
		{Lines, EditTop, keys("alt+<", "alt+,", "ctrl+home")},
		{Lines, EditBottom, keys("alt+>", "alt+.", "alt+h", "ctrl+end")},
	}
}

func oneHandPhrases() []bound {
	return []bound{
		{Phrases, NewReply, keys("ctrl+q w", "alt+n")},
		{Phrases, EditReply, keys("ctrl+q e")},
		{Phrases, DropReply, keys("alt+w", "alt+k")},
		{Phrase, TheirReply, keys("ctrl+q v", "alt+o")},
		{Phrase, EditUp, keys("alt+e", "up", "ctrl+p")},
		{Phrase, EditDown, keys("alt+d", "down", "ctrl+n")},
		{Phrase, EditTop, keys("ctrl+q e", "alt+,", "ctrl+home")},
		{Phrase, EditBottom, keys("ctrl+q d", "alt+.", "ctrl+end")},
		{Lines, EditUp, keys("alt+e", "up", "ctrl+p")},
		{Lines, EditDown, keys("alt+d", "down", "ctrl+n")},
		{Lines, EditTop, keys("ctrl+q e", "alt+,", "ctrl+home")},
		{Lines, EditBottom, keys("ctrl+q d", "alt+.", "ctrl+end")},
	}
}
