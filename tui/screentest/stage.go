package screentest

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/theme"
)

// Stage does what the root does with the wishes of a screen, at once and in order.
type Stage struct {
	t       testing.TB
	stack   []screen.Screen // the screen, and the dialogs over it
	Desk    *Desk
	Session *screen.Session
	W, H    int
	Went    []screen.Go
	Said    []screen.Notice
	Mend    *screen.Mend // what was to be written anew last
	Copied  string
	Timers  map[string]time.Duration
	rings   map[string]screen.Screen // whose each of them is
	Closed  bool                     // the screen itself is done
	Hold    bool                     // answers are not given until Answer is called
	waiting []job
}

// job is a read, a write or an errand of a screen whose answer is held back.
type job struct {
	give  func()
	run   func() (any, error)
	of    screen.Screen
	slot  string
	write bool
	read  bool
}

// NewSession is the session of an agent on a desk in memory, in English, without colours.
func NewSession(d *Desk) *screen.Session { return NewSessionIn(d, words.English()) }

// NewSessionIn is NewSession with a book that is shared by many.
func NewSessionIn(d *Desk, book *words.Book) *screen.Session {
	return &screen.Session{
		Book: book, Theme: theme.New(theme.Plain), Me: d.Who, Zone: time.UTC,
		Now: func() time.Time { return d.Clock }, Keys: func(a keymaps.Action) string { return "<" + string(a) + ">" },
	}
}

// Play puts a screen on a stage of w x h cells and starts it.
func Play(t testing.TB, d *Desk, s *screen.Session, sc screen.Screen, w, h int) *Stage {
	t.Helper()
	st := PlayHeld(t, d, s, sc, w, h)
	st.Answer()
	st.Hold = false
	return st
}

// PlayHeld is Play with the answers held back from the start, until Answer is called.
func PlayHeld(t testing.TB, d *Desk, s *screen.Session, sc screen.Screen, w, h int) *Stage {
	t.Helper()
	st := &Stage{t: t, stack: []screen.Screen{sc}, Desk: d, Session: s, W: w, H: h, Timers: map[string]time.Duration{}, rings: map[string]screen.Screen{}, Hold: true}
	sc.Resize(w, h)
	st.start(sc)
	return st
}

func (s *Stage) start(sc screen.Screen) {
	if starter, ok := sc.(screen.Starter); ok {
		s.Do(sc, starter.Start())
	}
}

// Top is the screen that has the input: the dialog, where there is one.
func (s *Stage) Top() screen.Screen { return s.stack[len(s.stack)-1] }

// Do does what a screen wishes.
func (s *Stage) Do(sc screen.Screen, out screen.Out) {
	for _, a := range out.After {
		s.Timers[a.Slot], s.rings[a.Slot] = a.Wait, sc
	}
	if out.Say != nil {
		s.Said = append(s.Said, *out.Say)
	}
	if out.Mend != nil {
		s.Mend = out.Mend
	}
	if out.Copy != "" {
		s.Copied = out.Copy
	}
	if out.Go != nil {
		s.Went = append(s.Went, *out.Go)
	}
	for _, w := range out.Write {
		s.answer(job{of: sc, slot: w.Slot, run: w.Run, write: true})
	}
	for _, e := range out.Errand {
		s.answer(job{of: sc, slot: e.Slot, run: func() (any, error) { return e.Run(s.t.Context()) }})
	}
	for _, a := range out.Ask {
		s.answer(job{of: sc, slot: a.Slot, run: a.Read, read: true})
	}
	if out.Open != nil {
		s.open(out.Open)
	}
	if out.Close != nil {
		s.close(sc, *out.Close)
	}
}

// answer runs a job and gives its answer, or holds it back. Of the reads of a slot only the
// newest is answered, as the root does it.
func (s *Stage) answer(j job) {
	j.give = func() {
		v, err := j.run()
		if err != nil {
			v = err
		}
		s.Do(j.of, j.of.Learn(j.slot, v))
	}
	if !s.Hold {
		j.give()
		return
	}
	if j.read {
		s.waiting = slices.DeleteFunc(s.waiting, func(old job) bool { return old.read && old.of == j.of && old.slot == j.slot })
	}
	s.waiting = append(s.waiting, j)
}

// Answer gives the answers that were held.
func (s *Stage) Answer() {
	for len(s.waiting) > 0 {
		j := s.waiting[0]
		s.waiting = s.waiting[1:]
		j.give()
	}
}

// Leave leaves the screen as the root does: what it has written so far is written, then
// its last words, and it learns of nothing any more.
func (s *Stage) Leave() {
	var last []screen.Write
	if l, ok := s.stack[0].(screen.Leaver); ok {
		last = l.Leave().Write
	}
	held := s.waiting
	s.waiting, s.Closed = nil, true
	clear(s.Timers)
	for _, j := range held {
		if j.write {
			s.wrote(j.run)
		}
	}
	for _, w := range last {
		s.wrote(w.Run)
	}
}

// wrote runs a write of a screen that is gone, and says what came in its way.
func (s *Stage) wrote(run func() (any, error)) {
	if _, err := run(); err != nil {
		s.Said = append(s.Said, screen.Notice{Text: s.Session.Book.Err(err), Level: screen.Failure, Unkept: true})
	}
}

func (s *Stage) open(dialog screen.Screen) {
	w, h := s.W*4/5, s.H*4/5
	if sized, ok := dialog.(screen.Sized); ok {
		w, h = sized.Wish(max(s.W-4, 1), max(s.H-4, 1))
	}
	dialog.Resize(w, h)
	s.stack = append(s.stack, dialog)
	s.start(dialog)
}

func (s *Stage) close(sc screen.Screen, c screen.Closed) {
	for i, open := range s.stack {
		if open != sc {
			continue
		}
		if i == 0 {
			s.Closed = true
			return
		}
		s.stack = s.stack[:i]
		if l, ok := sc.(screen.Leaver); ok {
			for _, w := range l.Leave().Write {
				s.wrote(w.Run)
			}
		}
		if c.Slot != "" {
			below := s.stack[i-1]
			s.Do(below, below.Learn(c.Slot, c.Value))
		}
		return
	}
}

// Act takes actions as their keys would: only where nothing stands against them. It
// returns the reason that stood against the last one.
func (s *Stage) Act(actions ...keymaps.Action) desk.Reason {
	var why desk.Reason
	for _, a := range actions {
		top := s.Top()
		if why = top.Why(a); why.None() {
			s.act(top, a)
		}
	}
	return why
}

// act takes an action. Where the screen does not, a dialog is left by what leads a step back.
func (s *Stage) act(top screen.Screen, a keymaps.Action) {
	out := top.Act(a)
	if back := a == keymaps.Cancel || a == keymaps.GoBack; back && !out.Taken() && len(s.stack) > 1 {
		s.close(top, screen.Closed{})
		return
	}
	s.Do(top, out)
}

// Type types text; \n is enter.
func (s *Stage) Type(letters string) {
	for _, r := range letters {
		if r == '\n' {
			s.Key("enter")
			continue
		}
		top := s.Top()
		s.Do(top, top.Type(tea.KeyPressMsg{Code: r, Text: string(r)}))
	}
}

// Key types a key that is not a letter: backspace, enter, left, ctrl+u.
func (s *Stage) Key(name string) {
	codes := map[string]rune{
		"enter": tea.KeyEnter, "backspace": tea.KeyBackspace, "left": tea.KeyLeft, "right": tea.KeyRight,
		"home": tea.KeyHome, "end": tea.KeyEnd, "up": tea.KeyUp, "down": tea.KeyDown, "tab": tea.KeyTab,
		"space": tea.KeySpace,
	}
	letter, held := strings.CutPrefix(name, "ctrl+")
	code, ok := codes[letter]
	if held && len(letter) == 1 {
		code, ok = rune(letter[0]), true
	}
	if !ok {
		s.t.Fatalf("the stage knows no key %q", name)
	}
	k := tea.KeyPressMsg{Code: code}
	if held {
		k.Mod = tea.ModCtrl
	}
	top := s.Top()
	s.Do(top, top.Type(k))
}

// Paste pastes.
func (s *Stage) Paste(what string) {
	top := s.Top()
	s.Do(top, top.Paste(what))
}

// Changed tells every screen where the ledger moved.
func (s *Stage) Changed(kind desk.ChangeKind, id desk.TicketID) {
	for _, sc := range s.stack {
		s.Do(sc, sc.Heed(desk.Change{Kind: kind, Ticket: id}))
	}
}

// Ring ends a timer, for the screen or the dialog that asked for it.
func (s *Stage) Ring(slot string) {
	s.t.Helper()
	if _, ok := s.Timers[slot]; !ok {
		s.t.Fatalf("nobody waits for a timer %q; there are %v", slot, s.Timers)
	}
	delete(s.Timers, slot)
	sc := s.rings[slot]
	s.Do(sc, sc.Learn(slot, s.Desk.Clock))
}

// Picture is what the screen shows, without its colours and without spaces at line ends.
func (s *Stage) Picture() string { return Plain(s.Top().View(s.Desk.Clock).Text) }

// Plain takes the colours and the spaces at line ends from a picture.
func Plain(picture string) string {
	lines := strings.Split(ansi.Strip(picture), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// LastSaid is the notice said last; empty for none.
func (s *Stage) LastSaid() string {
	if len(s.Said) == 0 {
		return ""
	}
	return s.Said[len(s.Said)-1].Text
}

// LastWent is the place gone to last that is not only for the panes beside to follow.
func (s *Stage) LastWent() screen.Go {
	for i := len(s.Went) - 1; i >= 0; i-- {
		if !s.Went[i].Follow {
			return s.Went[i]
		}
	}
	return screen.Go{}
}
