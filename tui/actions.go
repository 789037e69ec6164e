package tui

import (
	"slices"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/help"
	"github.com/heed-desk/heed/tui/opening"
	"github.com/heed-desk/heed/tui/palette"
	"github.com/heed-desk/heed/tui/screen"
)

// why is the reason why an action cannot be taken on a screen now.
func (r *Root) why(st *seat, a keymaps.Action) desk.Reason {
	if r.opts.Alone != nil {
		if why := r.opts.whyAlone(a); !why.None() {
			return why
		}
	}
	switch a {
	case keymaps.Undo:
		if len(r.deeds) == 0 && !r.lost {
			return desk.Reason{Code: desk.NothingToUndo}
		}
		return desk.Reason{}
	case keymaps.Suspend:
		if r.noShell {
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_shell"}}
		}
		return desk.Reason{}
	case keymaps.SolveNext:
		return r.doer(st, keymaps.Solve).screen.Why(keymaps.Solve)
	case keymaps.SyncNow:
		if r.opts.Courier == nil {
			return desk.Reason{Code: desk.LackedByBackend}
		}
		return desk.Reason{}
	case keymaps.GoFloor:
		return r.whyNoFloor()
	case keymaps.WhereAmI:
		if !r.opts.Linear {
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"not_linear"}}
		}
		return desk.Reason{}
	default:
		return r.doer(st, a).screen.Why(a)
	}
}

// whyNoFloor is why the desk cannot be watched as a whole from here.
func (r *Root) whyNoFloor() desk.Reason {
	switch {
	case r.opts.Watch == nil:
		return desk.Reason{Code: desk.LackedByBackend}
	case !desk.RightsOf(r.session.Me.Role).Steer:
		return desk.Reason{Code: desk.LeadsOnly, Args: []string{"floor"}}
	default:
		return desk.Reason{}
	}
}

// actOwn takes an action of the root's own, which the screen did not want.
func (r *Root) actOwn(st *seat, a keymaps.Action) {
	switch a {
	case keymaps.Quit:
		r.depart()
	case keymaps.Redraw:
		r.told.whole = true
		r.screen.Redraw()
	case keymaps.WhereAmI:
		r.told.whole, r.told.where = true, true
	case keymaps.Help:
		r.openOwn(help.New(r.session, r.table, st.scopes(), func(a keymaps.Action) desk.Reason { return r.why(st, a) }))
	case keymaps.Palette:
		r.openOwn(palette.New(r.session, r.commands(st)))
	case keymaps.SyncNow:
		r.sync()
	case keymaps.TakeBreak:
		r.pause()
	case keymaps.Lock:
		r.lock()
	case keymaps.Undo:
		r.undo()
	case keymaps.SolveNext:
		r.solveNext(st)
	case keymaps.GoBack, keymaps.Cancel:
		r.stepBack(st)
	case keymaps.ScrollDown, keymaps.ScrollUp:
		r.scrollBeside(st, a)
	default:
		r.actTravel(a)
	}
}

// scrollBeside scrolls the conversation that stands beside or above the screen one is in.
func (r *Root) scrollBeside(st *seat, a keymaps.Action) {
	for _, p := range r.shown {
		if p.seat.place == screen.Ticket && p.seat != st {
			r.do(p.seat, p.seat.screen.Act(a))
		}
	}
}

// actTravel takes an action that leads elsewhere. From a dialog nothing does.
func (r *Root) actTravel(a keymaps.Action) {
	if len(r.dialogs) > 0 {
		return
	}
	switch a {
	case keymaps.GoQueue:
		r.push(screen.Go{To: screen.Queue})
	case keymaps.GoSearch:
		r.push(screen.Go{To: screen.Search})
	case keymaps.GoOutbox:
		r.push(screen.Go{To: screen.Outbox})
	case keymaps.GoNotices:
		r.push(screen.Go{To: screen.Notices})
	case keymaps.GoDay:
		r.push(screen.Go{To: screen.Day})
	case keymaps.GoFloor:
		r.push(screen.Go{To: screen.Floor})
	case keymaps.GoReplies:
		r.openPhrasebook(desk.CannedID{})
	case keymaps.GoSettings:
		r.push(screen.Go{To: screen.Settings})
	case keymaps.PickTheme:
		r.pick("theme")
	case keymaps.PickKeymap:
		r.pick("keymap")
	case keymaps.NextTheme:
		r.nextTheme()
	case keymaps.Jump:
		r.openOwn(act.NewNumber(r.session))
	case keymaps.NewTicket:
		r.openOwn(opening.New(opening.Needs{Session: r.session, Reads: r.ledger, Context: r.ctx, Who: r.target().Who}))
	case keymaps.NextPane:
		r.turn(1)
	case keymaps.PreviousPane:
		r.turn(-1)
	default: // it is the screens' own
	}
}

// stepBack closes the dialog, or goes one step back.
func (r *Root) stepBack(st *seat) {
	if len(r.dialogs) > 0 {
		r.close(st, screen.Closed{})
		return
	}
	if r.opts.Alone != nil && len(r.stack) == 1 {
		r.depart() // there is nothing else
		return
	}
	r.back(st)
}

// turn gives the focus to another pane of the page in sight.
func (r *Root) turn(by int) {
	if len(r.shown) < 2 {
		return
	}
	at := 0
	for i, p := range r.shown {
		if p.seat == r.top() {
			at = i
		}
	}
	next := r.shown[(at+by+len(r.shown))%len(r.shown)].seat
	page := r.page()
	if next == page.seat {
		r.cut(r.at(page.seat) + 1)
		return
	}
	r.goBeside(screen.Go{To: next.place})
}

// commands are the actions that the palette offers on a screen, with the reasons why
// some cannot be taken, and behind them those that there are elsewhere.
func (r *Root) commands(st *seat) []palette.Command {
	var all []palette.Command
	scopes := st.scopes()
	names := make([]string, len(scopes))
	for i, s := range scopes {
		names[i] = string(s)
	}
	for _, spec := range keymaps.Specs() {
		if spec.Edit != "" || spec.Action == keymaps.Palette || moves(spec.Action) {
			continue
		}
		key := r.table.Key(spec.Action, scopes)
		if key == "" && !r.reachable(spec, scopes) {
			continue
		}
		all = append(all, palette.Command{Action: spec.Action, Scopes: names, Key: r.keysOf(spec.Action, scopes), Why: r.why(st, spec.Action)})
	}
	if r.opts.Alone != nil {
		return all
	}
	return append(all, r.elsewhere(all)...)
}

// keysOf is the key of an action in the palette; where that is one that prints and another counts
// everywhere, also while somebody writes, that one stands before it.
func (r *Root) keysOf(a keymaps.Action, scopes []keymaps.Scope) string {
	key := r.table.Key(a, scopes)
	if key == "" || !keymaps.Printing(key.Keys()[0]) {
		return string(key)
	}
	for _, c := range r.table.Keys(a, []keymaps.Scope{keymaps.Everywhere}) {
		if c != key && slices.Contains(r.table.Keys(a, scopes), c) && !keymaps.Printing(c.Keys()[0]) {
			return string(c) + ", " + string(key)
		}
	}
	return string(key)
}

// moves reports whether an action only moves a cursor: nobody looks that up by its name.
func moves(a keymaps.Action) bool {
	switch a {
	case keymaps.Up, keymaps.Down, keymaps.PageUp, keymaps.PageDown, keymaps.First, keymaps.Last:
		return true
	default:
		return false
	}
}

// reachable reports whether an action belongs to one of the scopes, with or without a key there.
func (r *Root) reachable(spec keymaps.Spec, scopes []keymaps.Scope) bool {
	for _, s := range spec.Scopes {
		for _, have := range scopes {
			if s == have {
				return true
			}
		}
	}
	return false
}
