package tui

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

const (
	mostDigits = 9   // of a number before an action: more no ticket has
	mostTimes  = 200 // so often an action is taken of a screen that cannot repeat it itself
)

// slotJump is where the root learns which ticket has a number.
const slotJump = "jump.found"

// counts takes a digit for the number before an action, and reports whether it is one:
// where there are rows, and no binding of the person's own has it.
func (r *Root) counts(st *seat, key string) bool {
	if len(key) != 1 || key < "0" || key > "9" || key == "0" && r.count == "" || r.pending != "" {
		return false
	}
	scopes := st.scopes()
	if !slices.Contains(scopes, keymaps.List) || !r.table.Press(scopes, "", key).None() {
		return false
	}
	if len(r.count) < mostDigits {
		r.count += key
	}
	r.spelled = false
	return true
}

// pressed is what was pressed of something that is not whole yet: a number, a chord.
func (r *Root) pressed() string { return strings.TrimSpace(r.count + " " + string(r.pending)) }

// repeats reports whether a number before an action says how often it is taken. Before
// all others it says nothing.
func repeats(a keymaps.Action) bool {
	switch a {
	case keymaps.Up, keymaps.Down, keymaps.PageUp, keymaps.PageDown, keymaps.NextTicket, keymaps.PrevTicket,
		keymaps.NextMessage, keymaps.PrevMessage, keymaps.ScrollDown, keymaps.ScrollUp, keymaps.NextView, keymaps.PreviousView:
		return true
	default:
		return false
	}
}

// actTimes takes an action behind a number; empty for none.
func (r *Root) actTimes(st *seat, a keymaps.Action, times string) {
	n, _ := strconv.Atoi(times)
	switch {
	case n == 0:
		r.act(st, a)
	case a == keymaps.GoBack || a == keymaps.Cancel: // it takes the number back
	case a == keymaps.Jump && len(r.dialogs) == 0:
		r.jump(int64(n))
	case !repeats(a):
		r.act(st, a)
	default:
		r.repeat(st, a, n)
	}
}

func (r *Root) repeat(st *seat, a keymaps.Action, n int) {
	doer := r.doer(st, a)
	if rep, ok := doer.screen.(screen.Repeater); ok && r.why(st, a).None() {
		if out := rep.Repeat(a, n); out.Taken() {
			r.worked(a)
			r.do(doer, out)
			return
		}
	}
	for range min(n, mostTimes) {
		r.act(st, a)
	}
}

// countable are the keys that go on after a number.
func (r *Root) countable(st *seat) []part.Hint {
	var hints []part.Hint
	for _, a := range []keymaps.Action{keymaps.Down, keymaps.Up, keymaps.PageDown, keymaps.PageUp, keymaps.Jump} {
		if key := r.keyAt(st, a); key != "" {
			hints = append(hints, part.Hint{Key: key, Label: r.label(st, a)})
		}
	}
	return append(hints, part.Hint{Key: r.keyAt(st, keymaps.GoBack), Label: r.session.Book.T("count.drop")})
}

// numbered is the ticket that has a number.
type numbered struct {
	number int64
	id     desk.TicketID
	err    error
}

// jump goes to a ticket by its number. What is pressed until it is found is meant for it.
func (r *Root) jump(n int64) {
	ledger := r.ledger
	r.jumping = true
	r.ask(r.own, []screen.Ask{{Slot: slotJump, Read: func() (any, error) {
		id, err := ledger.Find(n)
		return numbered{number: n, id: id, err: err}, nil
	}}})
}

// found goes to the ticket that was looked for, unless something is asked meanwhile; what
// was pressed since goes with it, or to nobody.
func (r *Root) found(v any) {
	t, ok := v.(numbered)
	r.jumping = false
	if !ok || t.err != nil || len(r.dialogs) > 0 || r.leaving {
		r.ahead.keys = nil
	}
	switch {
	case !ok || len(r.dialogs) > 0 || r.leaving:
	case errors.Is(t.err, desk.ErrNotFound):
		r.say(screen.Notice{Text: r.session.Book.T("jump.none", "n", t.number), Level: screen.Warning})
	case t.err != nil:
		r.say(screen.Notice{Text: r.session.Book.Err(t.err), Level: screen.Failure})
	default:
		r.goTo(t.id)
		r.ahead.led(r.owner())
	}
}

// goTo goes to a ticket: in its list, where that can be, else on its page.
func (r *Root) goTo(id desk.TicketID) {
	st := r.top()
	if f, ok := st.screen.(screen.Finder); ok {
		r.do(st, f.GoTo(id))
		return
	}
	r.travel(st, screen.Go{To: screen.Ticket, Ticket: id})
}
