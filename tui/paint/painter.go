package paint

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"time"

	"github.com/charmbracelet/colorprofile"
)

// Every is how long whoever makes pictures is to wait between two while more come.
const Every = 4 * time.Millisecond

// patience is how long Close waits for a terminal that takes nothing.
const patience = 2 * time.Second

var errHung = errors.New("the terminal takes nothing any more")

// Settings are what a painter must know of its terminal.
type Settings struct {
	Out         io.Writer // all of it goes through one lock, a picture in one Write
	Environ     []string
	Colours     colorprofile.Profile
	W, H        int
	Ask         bool // ask the terminal what it can do; the answers come in with the keys
	FullRepaint bool // draw every cell each time, for terminals that get differences wrong
}

// Painter puts pictures on one terminal. Show never waits: a picture that the terminal
// was too slow for is passed over for the newest one. A painter owns the terminal between
// Start and Close, and between Release and Resume somebody else does.
type Painter struct {
	wire     *wire
	settings Settings

	mu     sync.Mutex
	latest Frame
	title  string
	fresh  bool // latest or title has not been painted
	redraw bool
	w, h   int
	sync   bool // the terminal draws what stands between two marks at once
	wide   bool // it counts cells by letters, not by runes
	held   bool // somebody else has the terminal
	begun  bool
	closed bool
	broken error

	canvas *canvas // used with painting held
	// painting is held by whoever writes a picture or changes modes.
	painting sync.Mutex
	bell     chan struct{}
	done     chan struct{}
}

// New makes a painter. Nothing is written before Start.
func New(s Settings) *Painter {
	p := &Painter{
		wire: &wire{out: s.Out}, settings: s, w: s.W, h: s.H,
		bell: make(chan struct{}, 1), done: make(chan struct{}),
	}
	p.canvas = newCanvas(s)
	return p
}

// Start takes the terminal over and begins to paint what Show is given.
func (p *Painter) Start() error {
	err := p.wire.send(enter(p.settings))
	p.mu.Lock()
	p.begun = true
	p.mu.Unlock()
	go p.paint()
	return err
}

// Show gives the painter its next picture.
func (p *Painter) Show(f Frame) {
	p.mu.Lock()
	if !p.fresh && !p.redraw && p.latest.Text == f.Text && samePoint(p.latest.Caret, f.Caret) {
		p.mu.Unlock()
		return
	}
	p.latest, p.fresh = f, true
	p.mu.Unlock()
	p.ring()
	// The painting goes first: what the caller sets going next would otherwise compete with it.
	runtime.Gosched()
}

// Title sets the window's title. Controls in it are left out.
func (p *Painter) Title(s string) {
	s = bare(s)
	p.mu.Lock()
	same := p.title == s
	p.title = s
	p.mu.Unlock()
	if !same {
		p.wire.note(titleOf(s))
		p.ring()
	}
}

// Copy puts text on the clipboard of whoever sits at the terminal, where it permits that.
func (p *Painter) Copy(text string) {
	p.wire.note(clipboard(text, p.settings.Environ))
	p.ring()
}

// Resize says that the terminal has another size now. The next picture is drawn whole.
func (p *Painter) Resize(w, h int) {
	p.mu.Lock()
	p.w, p.h = w, h
	p.redraw = true
	p.mu.Unlock()
}

// Redraw draws the picture anew, every cell of it.
func (p *Painter) Redraw() {
	p.mu.Lock()
	p.redraw, p.fresh = true, true
	p.mu.Unlock()
	p.ring()
}

// Blank draws the next picture on an empty terminal, and keeps nothing of the one before.
func (p *Painter) Blank() {
	p.mu.Lock()
	p.latest = Frame{}
	p.redraw = true
	p.mu.Unlock()
}

// Together says that the terminal can show a picture all at once (mode 2026).
func (p *Painter) Together(can bool) {
	p.mu.Lock()
	p.sync = can
	p.mu.Unlock()
}

// ByLetters says that the terminal counts cells by letters, as heed does (mode 2027).
func (p *Painter) ByLetters() {
	p.mu.Lock()
	was := p.wide
	p.wide, p.redraw, p.fresh = true, true, true
	p.mu.Unlock()
	if !was {
		p.wire.note(byLetters)
	}
	p.ring()
}

// Release gives the terminal back as it was, for a while. What is shown meanwhile is
// painted on Resume.
func (p *Painter) Release() error {
	p.mu.Lock()
	if p.held || p.closed {
		p.mu.Unlock()
		return nil
	}
	p.held = true
	wide := p.wide
	p.mu.Unlock()
	p.painting.Lock() // a picture under way is finished first
	defer p.painting.Unlock()
	return p.wire.send(exit(wide))
}

// Resume takes the terminal again and paints all of the picture.
func (p *Painter) Resume() error {
	p.mu.Lock()
	if !p.held || p.closed {
		p.mu.Unlock()
		return nil
	}
	p.held, p.redraw, p.fresh = false, true, true
	title, wide := p.title, p.wide
	p.mu.Unlock()
	p.painting.Lock()
	defer p.painting.Unlock()
	modes := enter(Settings{Environ: p.settings.Environ, Ask: false})
	if wide {
		modes += byLetters
	}
	p.canvas.forget()
	err := p.wire.send(modes + titleOf(title))
	p.ring()
	return err
}

// Reclaim takes the terminal again that somebody else had without asking: the program was
// stopped from outside and goes on now.
func (p *Painter) Reclaim() error {
	p.mu.Lock()
	p.held = !p.closed
	p.mu.Unlock()
	return p.Resume()
}

// Close paints the last picture, gives the terminal back and ends the painter. It may be
// called more than once, and after a panic. A terminal that takes nothing any more is
// given up after a moment.
func (p *Painter) Close() error {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil
	}
	p.closed = true
	held, wide, begun := p.held, p.wide, p.begun
	p.mu.Unlock()
	close(p.bell)
	if !begun {
		return nil // the terminal was never taken over
	}
	select {
	case <-p.done:
	case <-time.After(patience):
		return errHung
	}
	if held {
		return nil
	}
	p.painting.Lock()
	defer p.painting.Unlock()
	return p.wire.send(exit(wide))
}

// Wire is the locked way to the terminal, for what is no picture.
func (p *Painter) Wire() io.Writer { return p.wire }

// Err is why nothing more is painted; nil while all is well.
func (p *Painter) Err() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.broken
}

// ring wakes the painting. The lock keeps it from ringing a bell that Close has taken away.
func (p *Painter) ring() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	select {
	case p.bell <- struct{}{}:
	default:
	}
}

// paint paints at once when rung. What comes meanwhile is in the next picture.
func (p *Painter) paint() {
	defer close(p.done)
	for range p.bell {
		p.picture()
	}
}

// picture paints the newest picture, where there is something new.
func (p *Painter) picture() {
	p.painting.Lock()
	defer p.painting.Unlock()
	p.mu.Lock()
	if p.held || p.broken != nil {
		p.mu.Unlock()
		return
	}
	job := job{frame: p.latest, fresh: p.fresh, redraw: p.redraw || p.settings.FullRepaint, w: p.w, h: p.h, sync: p.sync, wide: p.wide}
	if p.fresh {
		p.fresh, p.redraw = false, false // what is to be drawn anew is so with the next picture that there is
	}
	p.mu.Unlock()
	out, err := p.drawn(job)
	if err == nil {
		err = p.wire.send(out)
	}
	if err != nil {
		p.mu.Lock()
		p.broken = err
		p.mu.Unlock()
	}
}

// drawn is what to write for a picture. A bug in the drawing must not take the session
// along: it is drawn once more from nothing, and only then given up.
func (p *Painter) drawn(j job) (string, error) {
	if !j.fresh {
		return "", nil
	}
	out, err := p.try(j)
	if err == nil {
		return out, nil
	}
	p.canvas = newCanvas(p.settings)
	j.redraw = true
	return p.try(j)
}

func (p *Painter) try(j job) (out string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the picture could not be drawn: %v", r)
		}
	}()
	return p.canvas.draw(j), nil
}

func samePoint(a, b *Point) bool {
	return a == b || a != nil && b != nil && *a == *b
}

// wire is the one way to the terminal.
type wire struct {
	mu    sync.Mutex
	out   io.Writer
	notes bytes.Buffer // goes out with the next picture
}

// note adds something that goes along with what is sent next.
func (w *wire) note(s string) {
	w.mu.Lock()
	w.notes.WriteString(s)
	w.mu.Unlock()
}

// send writes the notes and s in one piece.
func (w *wire) send(s string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.notes.Len() > 0 {
		s = w.notes.String() + s
		w.notes.Reset()
	}
	if s == "" {
		return nil
	}
	_, err := io.WriteString(w.out, s)
	return err
}

// Write takes what others have to say to the terminal: in one piece, between two pictures.
func (w *wire) Write(b []byte) (int, error) { return len(b), w.send(string(b)) }
