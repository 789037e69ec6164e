package tui

import (
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// player is a page with a list that goes on to the next ticket to be worked.
type player interface{ Play() screen.Out }

// solveNext solves the ticket that one is on and goes on to the next one of the list, with
// the focus where it is: so a queue is worked through by one key.
func (r *Root) solveNext(st *seat) {
	on := r.doer(st, keymaps.Solve)
	r.do(on, on.screen.Act(keymaps.Solve))
	page := r.page().seat
	if len(r.dialogs) > 0 || page != st && !isBeside(st.place) {
		return
	}
	if p, ok := page.screen.(player); ok {
		r.do(page, p.Play())
		return
	}
	r.do(page, page.screen.Act(keymaps.NextTicket))
}
