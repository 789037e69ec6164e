package tui

import (
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// slotBreak is the slot of a break that was taken or ended: a screen.Notice, or an error.
const slotBreak = "break"

// pause takes a break, or ends the one that goes on. Like all that is done it goes out by the
// outbox: offline too.
func (r *Root) pause() {
	var in, back desk.Intent = desk.TakeBreak{}, desk.EndBreak{}
	said := "break.taken"
	if r.session.Me.Away {
		in, back, said = back, in, "break.ended"
	}
	op := desk.Op{ID: desk.NewOpID(), Actor: r.session.Me.ID, At: r.session.Now(), Intent: in}
	undo := op
	undo.Intent = back
	n := screen.Notice{
		Text: r.session.Book.T(said, "key", r.session.Key(keymaps.TakeBreak)), Level: screen.Good, Undo: op.ID, Back: &undo, Did: &op,
		Name: r.session.Book.T("undo." + said), Then: r.session.Book.T("undo." + said + ".then"),
	}
	ledger := r.ledger
	r.write(r.own, []screen.Write{{Slot: slotBreak, Run: func() (any, error) { return n, ledger.Submit(op, 0) }}})
}

// paused says how it went.
func (r *Root) paused(v any) {
	switch v := v.(type) {
	case screen.Notice:
		r.session.Me = r.ledger.Me()
		r.say(v)
	case error:
		r.say(screen.Notice{Text: r.session.Book.Err(v), Level: screen.Failure, Unkept: true})
	}
}

// onBreak is what the header says of the agent's own break; empty while there is none.
func (r *Root) onBreak(now time.Time) string {
	since, on := r.session.Me.OnBreak()
	switch {
	case !on:
		return ""
	case r.w < twoPanes || since.IsZero():
		return r.session.Theme.Text.Render(r.session.Book.T("break.on"))
	case r.session.Local(since).Format(time.DateOnly) != r.session.Local(now).Format(time.DateOnly):
		return r.session.Theme.Text.Render(r.session.Book.T("break.on_since", "time", r.session.Book.Moment(r.session.Local(since), r.session.Local(now))))
	default:
		return r.session.Theme.Text.Render(r.session.Book.T("break.on_since", "time", r.session.Book.Clock(r.session.Local(since))))
	}
}
