package main

import "github.com/heed-desk/heed/internal/logbook"

// trouble says that something fails which a desk does by itself, or that it goes well again.
func (a *app) trouble(chore string, err error) string {
	does := a.book.T("cli.chore." + chore)
	if err == nil {
		return a.book.T("cli.serve_well", "chore", does)
	}
	return a.book.T("cli.serve_trouble", "chore", does, "why", clean(logbook.Cause(err)))
}

// noteTrouble has the log say it.
func (a *app) noteTrouble(chore string, err error) {
	if err == nil {
		a.log().Info("what the desk does by itself goes well again", "chore", chore)
		return
	}
	a.log().Error("what the desk does by itself fails", "chore", chore, "err", err)
}
