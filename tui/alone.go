package tui

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// alone makes the options of a session that shows one screen and nothing else: there is no
// ledger behind it, and nowhere to go.
func (o *Options) alone() {
	o.Ledger = nobody{}
	o.Makers = func(s *screen.Session, _ Ledger) map[screen.Place]screen.Maker {
		return map[screen.Place]screen.Maker{screen.Queue: func(screen.Go) screen.Screen { return o.Alone(s) }}
	}
}

// whyAlone refuses what a session that shows one screen cannot do.
func (o *Options) whyAlone(a keymaps.Action) desk.Reason {
	spec, _ := keymaps.SpecOf(a)
	for _, s := range spec.Scopes {
		if s != keymaps.Everywhere {
			return desk.Reason{}
		}
	}
	switch a {
	case keymaps.Quit, keymaps.Help, keymaps.Palette, keymaps.GoBack, keymaps.Redraw, keymaps.Suspend, keymaps.NextPane, keymaps.PreviousPane,
		keymaps.PickTheme, keymaps.PickKeymap, keymaps.NextTheme, keymaps.WhereAmI:
		return desk.Reason{}
	default:
		why := o.AloneWhy
		if why == "" {
			why = "first_run"
		}
		return desk.Reason{Code: desk.NothingSelected, Args: []string{why}}
	}
}
