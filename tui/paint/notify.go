package paint

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
)

// Ring rings the terminal's bell, unless somebody else has the terminal.
func (p *Painter) Ring() { p.tell("\a") }

// Notify has the terminal show a notification on the desktop, where it can; over SSH on
// the desktop of whoever sits there. Controls and what would part the sequence are left out.
// Nothing is sent while somebody else has the terminal.
func (p *Painter) Notify(title, body string) {
	p.tell(notification(title, body, p.settings.Environ))
}

// tell sends a note of this moment: it is not kept for later.
func (p *Painter) tell(seq string) {
	p.mu.Lock()
	held := p.held || p.closed
	p.mu.Unlock()
	if held {
		return
	}
	p.wire.note(seq)
	p.ring()
}

// screenPiece is the longest piece that GNU screen passes on.
const screenPiece = 768

// Notification is the sequence of a notification, for whoever writes to the terminal otherwise.
func Notification(title, body string, environ []string) string {
	return notification(title, body, environ)
}

// notification is the sequence of a notification: OSC 777, and OSC 9 beside it where the
// terminal may not know that. tmux and GNU screen pass on only what is wrapped for them;
// tmux only where its owner has set allow-passthrough.
func notification(title, body string, environ []string) string {
	title, body = partless(title), partless(body)
	var b strings.Builder
	termenv.NewOutput(&b, termenv.WithProfile(termenv.Ascii)).Notify(title, body)
	seq := b.String()
	if !takesBoth(environ) {
		seq += ansi.Notify(title + ": " + body) // never a number first: OSC 9;4 is progress to some
	}
	term, _ := lookup(environ, "TERM")
	_, tmux := lookup(environ, "TMUX")
	switch {
	case tmux:
		return ansi.TmuxPassthrough(seq)
	case strings.HasPrefix(term, "screen"):
		// What ends the wrapping must not stand in it.
		return ansi.ScreenPassthrough(strings.ReplaceAll(seq, "\x1b\\", "\a"), screenPiece)
	default:
		return seq
	}
}

// takesBoth reports whether a terminal is known to show OSC 777 and OSC 9 alike: it would
// show everything twice.
func takesBoth(environ []string) bool {
	term, _ := lookup(environ, "TERM")
	program, _ := lookup(environ, "TERM_PROGRAM")
	return slices.ContainsFunc([]string{"ghostty", "wezterm", "kitty", "foot"}, func(name string) bool {
		return strings.Contains(strings.ToLower(term+" "+program), name)
	})
}

// partless leaves out what ends a sequence or parts it.
func partless(s string) string { return strings.ReplaceAll(bare(s), ";", ",") }
