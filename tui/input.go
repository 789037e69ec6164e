package tui

import (
	"cmp"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/keymaps"
)

// input takes keys and pastes to the one screen that owns them.
func (r *Root) input(msg tea.Msg) {
	now := time.Now()
	if r.lockIdle(now) {
		return // it was meant for what nobody may see any more
	}
	r.curtain.input = now
	if r.locked() {
		r.unlockBy(msg)
		return
	}
	r.look(false)
	quiet := now.Sub(r.lastKey)
	r.lastKey = now
	r.astray = r.astray && quiet < calm
	r.balked = r.balked && quiet < breath
	if r.swallowed(now, quiet) {
		return
	}
	if r.leaving {
		r.insist(msg)
		return
	}
	if st := r.owner(); !r.holds(st, msg) && !r.blind(st, msg) {
		r.take(st, msg)
	}
}

// take gives a key or a paste to a screen.
func (r *Root) take(st *seat, msg tea.Msg) {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		r.count = ""
		r.pend("")
		r.do(st, st.screen.Paste(msg.Content))
	case tea.KeyPressMsg:
		if !r.letBe(st, msg) {
			r.press(st, msg)
		}
	}
}

// owner is the screen that has the input: that of a locked session, the dialog on top, else
// the page or pane.
func (r *Root) owner() *seat {
	if r.locked() {
		return r.curtain.seat
	}
	if n := len(r.dialogs); n > 0 {
		return r.dialogs[n-1].seat
	}
	return r.top()
}

// press looks a key up; only where it is not bound is it text for the focused field.
func (r *Root) press(st *seat, key tea.KeyPressMsg) {
	typing := st.typing()
	name := key.String()
	r.told.acted = time.Now()
	if typing && r.pending == "" && keymaps.Printing(keymaps.NormalKey(name)) {
		r.told.typed, r.told.acted = r.told.acted, time.Time{}
		r.do(st, st.screen.Type(key))
		return
	}
	if !typing && r.counts(st, keymaps.NormalKey(name)) {
		return
	}
	pressed := r.table.Press(st.scopes(), r.pending, name)
	was, times := r.pending, r.count
	if pressed.Pending == "" {
		r.count = ""
	}
	r.pend(pressed.Pending)
	switch {
	case pressed.Scope == keymaps.Everywhere && r.barred(pressed.Action):
	case pressed.Action != "" && r.unsighted(pressed.Action): // what it would do, nobody would see
	case pressed.Action != "":
		r.actTimes(st, pressed.Action, times)
	case pressed.None() && was == "" && typing:
		r.do(st, st.screen.Type(key))
	case r.locked(): // nothing is said of a key that means nothing here
	case was != "" && len(r.dialogs) == 0 && r.table.Press(st.scopes(), "", name).Action == keymaps.Help:
		r.act(st, keymaps.Help) // the footer offers it for the ways that have no room there
	case pressed.None() && len(r.dialogs) == 0:
		r.unbound(st, was, name)
	}
}

// unsighted reports whether the window is too small to see what an action does. What is typed
// is taken all the same, and who wants to leave may.
func (r *Root) unsighted(a keymaps.Action) bool {
	switch a {
	case keymaps.Quit, keymaps.Redraw, keymaps.Suspend, keymaps.Lock:
		return false
	default:
		return r.w > 0 && r.tooSmall() && r.table.Spec(a).Edit == ""
	}
}

// inDialogs reports whether a key that counts everywhere counts in a dialog too: what is
// asked there is answered first.
func inDialogs(a keymaps.Action) bool {
	switch a {
	case keymaps.Quit, keymaps.Redraw, keymaps.Suspend, keymaps.GoBack, keymaps.WhereAmI, keymaps.Lock:
		return true
	default:
		return false
	}
}

// act takes an action, where nothing stands against it.
func (r *Root) act(st *seat, a keymaps.Action) {
	if spec := r.table.Spec(a); spec.Edit != "" {
		if st.typing() {
			r.do(st, st.screen.Type(keyNamed(spec.Edit)))
		}
		return
	}
	st = r.doer(st, a)
	if why := r.why(st, a); !why.None() {
		r.opts.Log.Info("not now", "command", string(a), "at", cmp.Or(string(st.place), "dialog"), "why", string(why.Code))
		r.refuse(why)
		r.balk(st, a)
		return
	}
	r.opts.Log.Info("given", "command", string(a), "at", cmp.Or(string(st.place), "dialog"))
	r.worked(a)
	r.told.moved = r.table.Spec(a).Group == keymaps.GroupMove
	if a == keymaps.Suspend {
		r.suspend(st)
		return
	}
	if out := st.screen.Act(a); out.Taken() {
		r.do(st, out)
		return
	}
	r.actOwn(st, a)
}

// keyNamed is the key press of a plain key's name.
func keyNamed(name string) tea.KeyPressMsg {
	var key tea.KeyPressMsg
	for _, mod := range []struct {
		prefix string
		mod    tea.KeyMod
	}{{"ctrl+", tea.ModCtrl}, {"alt+", tea.ModAlt}, {"shift+", tea.ModShift}} {
		if len(name) > len(mod.prefix) && name[:len(mod.prefix)] == mod.prefix {
			key.Mod |= mod.mod
			name = name[len(mod.prefix):]
		}
	}
	codes := map[string]rune{
		"left": tea.KeyLeft, "right": tea.KeyRight, "up": tea.KeyUp, "down": tea.KeyDown, "home": tea.KeyHome,
		"end": tea.KeyEnd, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "enter": tea.KeyEnter,
	}
	if code, ok := codes[name]; ok {
		key.Code = code
		return key
	}
	key.Code = []rune(name)[0]
	return key
}

// key is the key of an action as it is shown where one is; else where the action has one at all.
func (r *Root) key(a keymaps.Action) string {
	if len(r.stack) == 0 {
		return r.keyAt(nil, a)
	}
	return r.keyAt(r.owner(), a)
}

func (r *Root) keyAt(st *seat, a keymaps.Action) string {
	if st != nil {
		if c := r.table.Key(a, st.scopes()); c != "" {
			return string(c)
		}
	}
	scopes := r.table.Spec(a).Scopes
	if !slices.Contains(scopes, keymaps.Everywhere) {
		scopes = append(slices.Clone(scopes), keymaps.Everywhere)
	}
	return string(r.table.Key(a, scopes))
}
