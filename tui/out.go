package tui

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/screen"
)

// do does what a screen wants, all of it inside the Update in which the screen said so.
// What leads elsewhere comes last, so that what was asked for goes to who asked.
func (r *Root) do(st *seat, out screen.Out) {
	if st.parked { // it was left: where it would lead, nobody wants to go any more
		out.Go, out.Close, out.Open, out.Quit = nil, nil, nil, false
	}
	r.balked = r.balked || out.Spill && st.typing()
	if out.Spill && r.ahead.seat == st {
		out.Say = r.spilled(out.Say)
	}
	r.ask(st, out.Ask)
	r.write(st, out.Write)
	r.send(st, out.Errand)
	r.after(st, out.After)
	if out.Say != nil {
		r.say(*out.Say)
		if out.Go == nil && out.Close == nil { // else it says why the screen is left
			r.saidBy(st, *out.Say)
		}
	}
	if out.Mend != nil {
		r.mend(*out.Mend)
	}
	if out.Set != nil {
		r.set(st, *out.Set)
	}
	if out.Edit != nil && r.opts.Editor != nil {
		r.lendTo(st, *out.Edit)
	}
	if out.Copy != "" {
		r.screen.Copy(text.Copy(desk.Foreign(out.Copy)))
	}
	if out.Close != nil {
		r.close(st, *out.Close)
	}
	if out.Go != nil {
		r.travel(st, *out.Go)
	}
	if out.Open != nil {
		r.open(st, out.Open)
	}
	if out.Quit {
		r.depart()
	}
}
