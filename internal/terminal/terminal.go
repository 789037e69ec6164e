// Package terminal runs a program in a pseudo terminal and plays a modern terminal
// towards it: it answers queries, keeps the picture, and notes when bytes arrived. It
// stands under the real-process tests and make bench; heed itself never imports it.
package terminal

import (
	"errors"
	"fmt"
	"image/color"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// ErrTimeout is returned when what was waited for did not come.
var ErrTimeout = errors.New("it did not come in time")

// Size is a terminal's size in cells.
type Size struct{ Cols, Rows int }

// Terminal is one running program. Its methods are called by one goroutine.
type Terminal struct {
	Started time.Time // just before the program was started

	cmd   *exec.Cmd
	tty   *os.File
	fresh chan struct{} // signalled after every piece of output
	said  chan struct{} // closed when all that was written has been read

	mu    sync.Mutex
	vt    *vt.Emulator
	bytes int64
	wire  []byte    // the first of them
	last  time.Time // of the latest output
	ended bool
	title string
	held  *string // the picture from before the one that is being painted; nil while none is
}

// Start runs a command in a terminal of the given size.
func Start(cmd *exec.Cmd, size Size) (*Terminal, error) {
	t := &Terminal{cmd: cmd, vt: vt.NewEmulator(size.Cols, size.Rows), fresh: make(chan struct{}, 1), said: make(chan struct{}), Started: time.Now()}
	t.vt.SetCallbacks(vt.Callbacks{Title: func(s string) { t.title = s }, EnableMode: t.hold, DisableMode: t.show})
	_, _ = t.vt.WriteString(ansi.ResetModeSynchronizedOutput) // it knows the mode, and says so when it is asked
	tty, err := pty.StartWithSize(cmd, winsize(size))
	if err != nil {
		return nil, fmt.Errorf("start %s in a terminal: %w", cmd.Path, err)
	}
	t.tty = tty
	go t.answer()
	go t.read()
	if err := keepOutput(tty); err != nil {
		return nil, errors.Join(err, t.Kill())
	}
	return t, nil
}

func winsize(s Size) *pty.Winsize {
	return &pty.Winsize{Cols: uint16(s.Cols), Rows: uint16(s.Rows)}
}

// hold keeps the picture as it is while a program paints the next one: what comes in pieces is
// seen whole.
func (t *Terminal) hold(mode ansi.Mode) {
	if mode == ansi.ModeSynchronizedOutput && t.held == nil {
		before := t.vt.String()
		t.held = &before
	}
}

func (t *Terminal) show(mode ansi.Mode) {
	if mode == ansi.ModeSynchronizedOutput {
		t.held = nil
	}
}

// answer passes on what the emulator replies to queries.
func (t *Terminal) answer() {
	b := make([]byte, 512)
	for {
		n, err := t.vt.Read(b)
		if n > 0 {
			_, _ = t.tty.Write(b[:n]) // a program that is gone needs no answer
		}
		if err != nil {
			return
		}
	}
}

// answered waits until every answer to what has been written is on its way, so that no key
// that is sent by the look of the picture overtakes one: a terminal answers first. A write
// of nothing is taken only when answer has come back for more.
func (t *Terminal) answered() { _, _ = t.vt.InputPipe().Write(nil) }

func (t *Terminal) read() {
	defer close(t.said)
	b := make([]byte, 64<<10)
	for {
		n, err := t.tty.Read(b)
		at := time.Now()
		t.mu.Lock()
		if n > 0 {
			t.bytes += int64(n)
			if len(t.wire) < mostWire {
				t.wire = append(t.wire, b[:n]...)
			}
			t.last = at
			_, _ = t.vt.Write(b[:n]) // the emulator's own answer pipe is the only thing that can fail
			t.answered()
		}
		t.ended = t.ended || err != nil
		t.mu.Unlock()
		select {
		case t.fresh <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// Pid is the program's process id.
func (t *Terminal) Pid() int { return t.cmd.Process.Pid }

// Send writes raw bytes, as a keyboard would.
func (t *Terminal) Send(keys string) error {
	_, err := t.tty.WriteString(keys)
	return err
}

// Resize changes the terminal's size.
func (t *Terminal) Resize(s Size) error {
	t.mu.Lock()
	t.vt.Resize(s.Cols, s.Rows)
	t.mu.Unlock()
	return pty.Setsize(t.tty, winsize(s))
}

// Screen is the picture as lines of plain text, without trailing blanks.
func (t *Terminal) Screen() string {
	picture, _ := t.look()
	return picture
}

// look is Screen, and when the latest output came that is in it or follows it: both of one moment.
func (t *Terminal) look() (string, time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	picture := t.held
	if picture == nil {
		now := t.vt.String()
		picture = &now
	}
	lines := strings.Split(*picture, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \r")
	}
	return strings.Join(lines, "\n"), t.last
}

// Title is the window title that the program set last.
func (t *Terminal) Title() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.title
}

// Bytes is how much the program has written so far, and when it wrote last.
func (t *Terminal) Bytes() (n int64, last time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.bytes, t.last
}

// mostWire is how much of what a program writes is kept as it was written.
const mostWire = 1 << 20

// Wire is what the program has written so far, as it was written: the first megabyte of it.
func (t *Terminal) Wire() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.wire)
}

// Wait waits until the picture matches, and returns when the output that made it so
// arrived. The error of one that did not shows the picture.
func (t *Terminal) Wait(want *regexp.Regexp, limit time.Duration) (time.Time, error) {
	return t.until(func(s string) bool { return want.MatchString(s) }, "waiting for "+want.String(), limit)
}

// WaitGone waits until the picture no longer matches.
func (t *Terminal) WaitGone(want *regexp.Regexp, limit time.Duration) (time.Time, error) {
	return t.until(func(s string) bool { return !want.MatchString(s) }, "waiting for no "+want.String(), limit)
}

// WaitChange waits until the picture differs from before.
func (t *Terminal) WaitChange(before string, limit time.Duration) (time.Time, error) {
	return t.until(func(s string) bool { return s != before }, "waiting for a change", limit)
}

func (t *Terminal) until(done func(string) bool, what string, limit time.Duration) (time.Time, error) {
	deadline := time.NewTimer(limit)
	defer deadline.Stop()
	for {
		if picture, at := t.look(); done(picture) {
			return at, nil
		}
		if t.Ended() {
			return time.Time{}, fmt.Errorf("%s: the program ended\n%s", what, t.Screen())
		}
		select {
		case <-t.fresh:
		case <-deadline.C:
			return time.Time{}, fmt.Errorf("%s: %w\n%s", what, ErrTimeout, t.Screen())
		}
	}
}

// Quiet waits until nothing has been written for gap.
func (t *Terminal) Quiet(gap, limit time.Duration) error {
	deadline := time.Now().Add(limit)
	for time.Now().Before(deadline) {
		select {
		case <-t.fresh:
		case <-time.After(gap):
			return nil
		}
	}
	return ErrTimeout
}

// Ended reports whether the program has closed its terminal.
func (t *Terminal) Ended() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.ended
}

// Kill ends the program at once, as kill -9 does, and waits for it.
func (t *Terminal) Kill() error {
	err := t.cmd.Process.Kill()
	_ = t.cmd.Wait() // killed: its status says no more than that
	t.close()
	t.heard(time.Second)
	return err
}

// heard waits until all that was written has been read, but no longer than a limit: a child
// of the program may hold the terminal open.
func (t *Terminal) heard(limit time.Duration) {
	select {
	case <-t.said:
	case <-time.After(limit):
	}
}

// Exit waits for the program to end by itself, and for all that it wrote, and returns its
// exit status.
func (t *Terminal) Exit(limit time.Duration) (int, error) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = t.cmd.Wait() // its status says how it ended
	}()
	select {
	case <-done:
		t.heard(limit) // its last words are still on their way
		t.close()
		return t.cmd.ProcessState.ExitCode(), nil
	case <-time.After(limit):
		return -1, errors.Join(ErrTimeout, t.cmd.Process.Kill())
	}
}

// HangUp closes the terminal under the program, as closing its window does, and waits for it
// to end.
func (t *Terminal) HangUp(limit time.Duration) error {
	t.close()
	_, err := t.Exit(limit)
	return err
}

func (t *Terminal) close() {
	_ = t.tty.Close()
	// Emulator.Close sets a field that Read reads in another goroutine; closing the pipe
	// between them ends Read too.
	if pipe, ok := t.vt.InputPipe().(io.Closer); ok {
		_ = pipe.Close()
	}
}

// Cell is one place of the picture: what stands there and how.
type Cell struct {
	Text       string
	Wide       bool
	Fore, Back color.Color // nil for the terminal's own
	Bold       bool
	Dim        bool
	Italic     bool
	Underlined bool
	Reversed   bool
}

// Cells is the picture by rows. A cell behind a wide one is empty.
func (t *Terminal) Cells() [][]Cell {
	t.mu.Lock()
	defer t.mu.Unlock()
	picture := make([][]Cell, t.vt.Height())
	for y := range picture {
		picture[y] = make([]Cell, t.vt.Width())
		for x := range picture[y] {
			if c := t.vt.CellAt(x, y); c != nil {
				picture[y][x] = Cell{
					Text: c.Content, Wide: c.Width == 2, Fore: c.Style.Fg, Back: c.Style.Bg,
					Bold: c.Style.Attrs&uv.AttrBold != 0, Dim: c.Style.Attrs&uv.AttrFaint != 0,
					Italic:   c.Style.Attrs&uv.AttrItalic != 0,
					Reversed: c.Style.Attrs&uv.AttrReverse != 0, Underlined: c.Style.Underline != uv.UnderlineNone,
				}
			}
		}
	}
	return picture
}
