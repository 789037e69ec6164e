package keymaps

// This file holds the keys for whom something goes to.

func defaultAddressing() []bound {
	return []bound{
		{Composer, Addresses, keys("alt+t")},
		{Composer, ReplyAll, keys("alt+c")},
		{Composer, ForwardWhat, keys("alt+m")},
		{Addressing, Addresses, keys("alt+t")},
		{Addressing, ReplyAll, keys("alt+c")},
		{Addressing, NextField, keys("tab")},
		{Addressing, PrevField, keys("shift+tab")},
		{Addressing, Accept, keys("enter")},
		{Addressing, Cancel, keys("esc")},
		{Addressing, Up, keys("up", "ctrl+p")},
		{Addressing, Down, keys("down", "ctrl+n")},
		{Customer, WriteTo, keys("m")},
	}
}

func emacsAddressing() []bound {
	return []bound{
		{Composer, Addresses, keys("ctrl+c ctrl+t", "alt+t")},
		{Composer, ReplyAll, keys("ctrl+c ctrl+w")},
		{Composer, ForwardWhat, keys("ctrl+c ctrl+o", "alt+m")},
		{Addressing, Cancel, keys("ctrl+g", "esc")},
	}
}

func oneHandAddressing() []bound {
	return []bound{
		{Composer, Addresses, keys("ctrl+q t")},
		{Composer, ReplyAll, keys("ctrl+q c")},
		{Composer, ForwardWhat, keys("ctrl+q v")},
		{Addressing, Addresses, keys("ctrl+q t")},
		{Addressing, ReplyAll, keys("ctrl+q c")},
		{Addressing, NextField, keys("tab")},
		{Addressing, PrevField, keys("shift+tab")},
		{Addressing, Accept, keys("ctrl+t", "enter")},
		{Addressing, Up, keys("alt+e", "up")},
		{Addressing, Down, keys("alt+d", "down")},
		{Customer, WriteTo, keys("x E", "m")},
	}
}
