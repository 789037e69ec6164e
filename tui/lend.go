package tui

import (
	"io"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/tui/screen"
)

// lent is the terminal in the hands of the person's own editor.
type lent struct {
	release func()
	edit    func(string) (string, error)
	text    string
	err     error
}

// Run implements tea.ExecCommand. That the editor failed is no fault of the program's.
func (l *lent) Run() error {
	if l.release != nil {
		l.release()
	}
	l.text, l.err = l.edit(l.text)
	return nil
}

// SetStdin implements tea.ExecCommand; the editor knows its terminal.
func (l *lent) SetStdin(io.Reader) {}

// SetStdout implements tea.ExecCommand.
func (l *lent) SetStdout(io.Writer) {}

// SetStderr implements tea.ExecCommand.
func (l *lent) SetStderr(io.Writer) {}

// edited says that the terminal is back, with what was edited.
type edited struct {
	slot slot
	v    any
}

// lendTo gives the terminal to the person's own editor, for a screen. Until it is back
// nothing else is done.
func (r *Root) lendTo(st *seat, e screen.Edit) {
	l := &lent{release: r.release, edit: r.opts.Editor, text: e.Text}
	at := slot{st.id, e.Slot}
	r.curtain.lent = true
	r.run(tea.Exec(l, func(err error) tea.Msg {
		switch {
		case l.err != nil:
			return edited{at, l.err}
		case err != nil:
			return edited{at, err}
		default:
			return edited{at, l.text}
		}
	}))
}

// edited gives a screen what was edited.
func (r *Root) edited(e edited) {
	r.curtain.lent, r.curtain.input = false, time.Now()
	if st := r.seats[e.slot.seat]; st != nil {
		r.do(st, st.screen.Learn(e.slot.name, e.v))
	}
}
