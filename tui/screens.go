package tui

import "github.com/heed-desk/heed/tui/screen"

// Screens makes heed's own screens. This file is the only one that knows them all.
func Screens(*screen.Session, Ledger) map[screen.Place]screen.Maker {
	return map[screen.Place]screen.Maker{}
}
