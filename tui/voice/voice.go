// Package voice says lines on a terminal, for people who hear it: one below the other, none
// ever painted over, and below them the one line that is being written, with the caret.
package voice

import (
	"bytes"
	"errors"
	"io"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/paint"
)

// Settings are what a voice must know of its terminal.
type Settings struct {
	Out     io.Writer
	Environ []string
	W       int  // columns
	Focus   bool // ask the terminal to tell whether somebody looks at it
}

// Line is a paragraph: words of heed's own, or of somebody else.
type Line struct {
	Text   string
	Quoted bool // somebody else's: all of its lines stand in from the edge
}

// Live is the line that is being written.
type Live struct {
	Of    int // which text it is of: that of another one begins anew
	Label string
	Text  string
	Caret int    // in bytes
	Row   int    // another one ends the line and begins the next
	Above string // the row before this one, as it stands now
}

// patience is how long Close waits for a terminal that takes nothing.
const patience = 2 * time.Second

var errHung = errors.New("the terminal takes nothing any more")

// Voice writes to one terminal. Nothing in it waits: what the terminal is too slow for is
// kept in order. A voice has the terminal between Start and Close, and between Release and
// Resume somebody else does.
type Voice struct {
	settings Settings

	mu     sync.Mutex
	w      int
	live   written // what stands in the line that is being written
	out    bytes.Buffer
	held   bool
	begun  bool
	closed bool
	broken error
	bell   chan struct{}
	done   chan struct{}

	writing sync.Mutex // held by whoever writes
}

// usualWidth is that of a terminal that does not say how wide it is.
const usualWidth = 80

// New makes a voice. Nothing is written before Start.
func New(s Settings) *Voice {
	if s.W <= 0 {
		s.W = usualWidth
	}
	return &Voice{settings: s, w: s.W, bell: make(chan struct{}, 1), done: make(chan struct{})}
}

// Start takes the terminal over.
func (v *Voice) Start() error {
	v.mu.Lock()
	v.begun = true
	v.out.WriteString(v.modes(true))
	v.mu.Unlock()
	go v.write()
	v.ring()
	return nil
}

// modes are what the terminal is told of how keys come: they write nothing.
func (v *Voice) modes(on bool) string {
	modes := ""
	if on {
		modes = ansi.SetModeBracketedPaste
		if v.settings.Focus {
			modes += ansi.SetModeFocusEvent
		}
		return modes
	}
	if v.settings.Focus {
		modes = ansi.ResetModeFocusEvent
	}
	return modes + ansi.ResetModeBracketedPaste
}

// Say says lines, one below the other, and shows the line that is being written below them;
// nil ends that one.
func (v *Voice) Say(lines []Line, live *Live) {
	v.mu.Lock()
	if v.live.shown && (live == nil || !live.goesOnWith(v.live.of)) {
		v.end()
	}
	if len(lines) > 0 {
		v.wipe()
		for _, l := range lines {
			v.paragraph(l)
		}
		v.live.s, v.live.at = "", 0
	}
	v.turn(live)
	v.mu.Unlock()
	v.ring()
}

// indent is what stands before words that are not heed's own, and before what a line of
// heed's goes on with: at the edge itself only heed begins to speak.
const indent = "  "

func (v *Voice) paragraph(l Line) {
	room := max(v.w-1-len(indent), 8)
	lead := ""
	if l.Quoted {
		lead = indent
	}
	for _, words := range text.Wrap(l.Text, room) {
		v.out.WriteString(lead + printable(words) + "\r\n")
		lead = indent
	}
}

// Blank wipes all that was said from the terminal, and from what it keeps of it above its
// first line.
func (v *Voice) Blank() {
	v.mu.Lock()
	v.live = written{}
	if !v.closed {
		v.out.WriteString(wiped) // behind whatever is on its way to the terminal
	}
	v.mu.Unlock()
	v.ring()
}

// wiped is an empty terminal.
const wiped = ansi.CursorHomePosition + ansi.EraseEntireScreen + eraseKept

// eraseKept has the terminal forget the lines that have left the screen at its top.
const eraseKept = "\x1b[3J"

// Title does nothing: what it would say is said.
func (v *Voice) Title(string) {}

// Resize says how wide the terminal is now. What it has made of the line that is being
// written is left as it is, and the line begins anew below it.
func (v *Voice) Resize(w, _ int) {
	v.mu.Lock()
	defer v.ring()
	defer v.mu.Unlock()
	if w == v.w || w <= 0 {
		return
	}
	v.w = w
	if was := v.live; was.shown {
		v.out.WriteString("\r\n")
		v.draw(was.of)
	}
}

// Together does nothing: there are no pictures.
func (v *Voice) Together(bool) {}

// ByLetters does nothing: what is written anew is written from the edge.
func (v *Voice) ByLetters() {}

// Redraw does nothing by itself; who asks for it says all again.
func (v *Voice) Redraw() {}

// Copy puts text on the clipboard of whoever sits at the terminal, where it permits that.
func (v *Voice) Copy(words string) { v.tell(paint.Clipboard(words, v.settings.Environ)) }

// Ring rings the terminal's bell, unless somebody else has the terminal.
func (v *Voice) Ring() { v.tell("\a") }

// Notify has the terminal show a notification on the desktop, where it can.
func (v *Voice) Notify(title, body string) {
	v.tell(paint.Notification(title, body, v.settings.Environ))
}

// tell sends a note of this moment: it is not kept for later.
func (v *Voice) tell(seq string) {
	v.mu.Lock()
	if !v.held && !v.closed {
		v.out.WriteString(seq)
	}
	v.mu.Unlock()
	v.ring()
}

// Wire takes what others have to say to the terminal, and says none of it.
func (v *Voice) Wire() io.Writer { return io.Discard }

// Err is why nothing more is written; nil while all is well.
func (v *Voice) Err() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.broken
}
