package keymaps

// fileSpecs are those of what is attached.
func fileSpecs() []Spec {
	return []Spec{
		{Action: Attachments, Group: GroupTicket, Scopes: []Scope{Thread}},
		{Action: AddFile, Group: GroupWrite, Scopes: []Scope{Composer}, Footer: 8},
		{Action: RemoveFile, Group: GroupWrite, Scopes: []Scope{Composer}},
		{Action: CompletePath, Group: GroupAsk, Scopes: []Scope{Paths}, Footer: 2},
		{Action: OpenFile, Group: GroupAsk, Scopes: []Scope{Saving}, Footer: 3},
	}
}

func defaultFiles() []bound {
	return []bound{
		{Thread, Attachments, keys("a t")},
		{Composer, AddFile, keys("alt+i")},
		{Composer, RemoveFile, keys("alt+o")},
		{Paths, CompletePath, keys("tab")},
		{Saving, OpenFile, keys("alt+o")},
	}
}

func emacsFiles() []bound {
	return []bound{
		{Composer, AddFile, keys("ctrl+c ctrl+f", "alt+i")},
		{Composer, RemoveFile, keys("ctrl+c ctrl+d", "alt+o")},
	}
}

func oneHandFiles() []bound {
	return []bound{
		{Thread, Attachments, keys("x V")},
		{Composer, AddFile, keys("ctrl+q a", "alt+i")},
		{Composer, RemoveFile, keys("ctrl+q x", "alt+o")},
		{Saving, OpenFile, keys("alt+a", "alt+o")},
	}
}
