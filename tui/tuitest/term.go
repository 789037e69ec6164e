// Package tuitest runs an interface as a person would see it: keys go in as the bytes
// that a terminal sends, and what is painted is read from the cells of a virtual terminal.
// Everything runs inside testing/synctest: no clock, no sleep and no terminal is real.
package tuitest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/vt"

	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/voice"
)

// Term is an interface at work in a virtual terminal.
type Term struct {
	t    testing.TB
	vt   *vt.SafeEmulator
	keys *io.PipeWriter
	prog *tea.Program
	root *tui.Root

	display display
	painter *paint.Painter // nil where it is told in words
	done    chan error

	mu      sync.Mutex
	written int // bytes that came to the terminal
	wire    bytes.Buffer
}

// Start runs the interface that the options make, in a terminal of w x h cells. It must
// be called inside synctest.Test. The interface has ended when the test does.
func Start(t testing.TB, o tui.Options, w, h int) *Term {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	o.Context = ctx
	in, keys := io.Pipe()
	term := &Term{t: t, vt: vt.NewSafeEmulator(w, h), keys: keys, root: tui.New(o), done: make(chan error, 1)}
	shown := term.shown(o, w, h)
	term.prog = tea.NewProgram(shown, tea.WithContext(ctx), tea.WithInput(in),
		tea.WithOutput(term.display.Wire()), tea.WithWindowSize(w, h), tea.WithEnvironment([]string{"TERM=xterm-256color"}),
		tea.WithoutRenderer(), tea.WithFPS(1), tea.WithoutSignalHandler(), tea.WithFilter(term.filter), tea.WithoutCatchPanics())
	answers := make(chan struct{})
	go func() {
		defer close(answers)
		term.answer()
	}()
	if err := term.display.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_, err := term.prog.Run()
		term.done <- err
	}()
	t.Cleanup(func() {
		cancel()
		_ = keys.Close()
		if err := <-term.done; err != nil && !errors.Is(err, tea.ErrProgramKilled) {
			t.Error(err)
		}
		_ = term.display.Close()
		// Emulator.Close sets a field that Read reads; the pipe between them ends Read too.
		if pipe, ok := term.vt.InputPipe().(io.Closer); ok {
			_ = pipe.Close()
		}
		<-answers
		if o.News != nil {
			o.News.Close()
		}
		synctest.Wait()
	})
	term.Settle()
	return term
}

// display is what a session is shown or told by.
type display interface {
	Start() error
	Close() error
	Wire() io.Writer
}

// shown is the session, with what shows it or tells it.
func (t *Term) shown(o tui.Options, w, h int) *tui.Shown {
	environ := []string{"TERM=xterm-256color"}
	if o.Linear {
		v := voice.New(voice.Settings{Out: t, Environ: environ, W: w})
		t.display = v
		return tui.Listen(t.root, v)
	}
	t.painter = paint.New(paint.Settings{Out: t, Environ: environ, Colours: colorprofile.TrueColor, W: w, H: h, Ask: true})
	t.display = t.painter
	return tui.Show(t.root, t.painter)
}

// answer takes what the terminal answers to questions back to the program. As in a real
// one there is a buffer in between: a terminal never waits until somebody reads.
func (t *Term) answer() {
	answers := make(chan []byte, 1024)
	defer close(answers)
	go func() {
		for b := range answers {
			if _, err := t.keys.Write(b); err != nil {
				continue
			}
		}
	}()
	for {
		buf := make([]byte, 4096)
		n, err := t.vt.Read(buf)
		if err != nil {
			return
		}
		answers <- buf[:n]
	}
}

// Write is the terminal's end of the wire.
func (t *Term) Write(b []byte) (int, error) {
	t.mu.Lock()
	t.written += len(b)
	t.wire.Write(b)
	t.mu.Unlock()
	return t.vt.Write(b)
}

// filter lets a message come to the program after all that the test has looked at.
func (t *Term) filter(m tea.Model, msg tea.Msg) tea.Msg {
	t.looked()
	return tui.Filter(m, msg)
}

// looked orders what the test has read, of screens and of cells, before what the program
// writes next: where that runs by the clock, nothing else does.
func (t *Term) looked() {
	t.mu.Lock()
	defer t.mu.Unlock()
}

// Written is how many bytes came to the terminal since it was last asked.
func (t *Term) Written() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	n := t.written
	t.written = 0
	return n
}

// Wire is what came to the terminal since it was last asked.
func (t *Term) Wire() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.wire.String()
	t.wire.Reset()
	return s
}

// Settle waits until nothing happens any more but by the clock, and all is painted.
func (t *Term) Settle() {
	t.looked()
	synctest.Wait()
	time.Sleep(120 * time.Millisecond) // an esc by itself is told from alt in 50 ms, or twice that
	synctest.Wait()
}

// Signal ends the session as a signal to its process does.
func (t *Term) Signal() {
	t.prog.Send(tea.InterruptMsg{})
	t.Settle()
}

// Pass lets time pass.
func (t *Term) Pass(d time.Duration) {
	t.looked()
	time.Sleep(d)
	t.Settle()
}

// Send writes bytes as a terminal would, in one piece, and waits for nothing.
func (t *Term) Send(wire string) {
	t.t.Helper()
	if _, err := io.WriteString(t.keys, wire); err != nil {
		t.t.Fatalf("the program reads no more: %v", err)
	}
}

// Press presses keys by their names ("r", "ctrl+s", "g g", "esc", "down"), each in a
// write of its own, and waits until all is painted.
func (t *Term) Press(names ...string) {
	t.t.Helper()
	for _, name := range names {
		for _, key := range strings.Fields(name) {
			t.Send(bytesOf(t.t, key))
			t.Settle()
		}
	}
}

// Type types letters, all in one write, and waits until they are painted.
func (t *Term) Type(letters string) {
	t.t.Helper()
	t.Send(strings.ReplaceAll(letters, "\n", "\r"))
	t.Settle()
}

// Burst presses keys in one write, as a fast typist's reach a program over a slow wire.
func (t *Term) Burst(names ...string) {
	t.t.Helper()
	var all strings.Builder
	for _, name := range names {
		all.WriteString(bytesOf(t.t, name))
	}
	t.Send(all.String())
	t.Settle()
}

// Paste pastes as a terminal with bracketed paste does.
func (t *Term) Paste(words string) {
	t.t.Helper()
	t.Send("\x1b[200~" + words + "\x1b[201~")
	t.Settle()
}

// Resize changes the terminal's size.
func (t *Term) Resize(w, h int) {
	t.vt.Resize(w, h)
	t.prog.Send(tea.WindowSizeMsg{Width: w, Height: h})
	t.Settle()
}

// Sweep turns the terminal through all sizes of Widths and Heights and holds each picture
// against its size. Nothing is painted meanwhile.
func (t *Term) Sweep(what string) {
	t.t.Helper()
	if err := t.painter.Release(); err != nil {
		t.t.Fatal(err)
	}
	for _, w := range Widths() {
		for _, h := range Heights() {
			t.prog.Send(tea.WindowSizeMsg{Width: w, Height: h})
			synctest.Wait()
			Exact(t.t, what, t.Frame().Text, w, h)
		}
	}
	t.prog.Send(tea.WindowSizeMsg{Width: t.vt.Width(), Height: t.vt.Height()})
	if err := t.painter.Resume(); err != nil {
		t.t.Fatal(err)
	}
	t.Settle()
}

// Ended reports whether the program has ended by itself.
func (t *Term) Ended() bool {
	select {
	case err := <-t.done:
		t.done <- err
		return true
	default:
		return false
	}
}

// Frame is the picture that the root last drew, before it was painted. Settle first.
func (t *Term) Frame() paint.Frame { return t.root.Frame() }
