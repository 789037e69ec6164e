package tui

import (
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/voice"
)

// Shown is a root with a painter: the program's model. After each Update it hands the
// picture to the painter, at once as far as its pace allows, else when it does. Bubble Tea
// itself draws nothing.
type Shown struct {
	root    *Root
	painter display
	picture pictures     // the painter, where pictures are shown
	voice   *voice.Voice // nil where pictures are shown
	touched time.Time    // since when there may be something to say; zero for nothing
	next    time.Time    // when it is looked once more
	tty     *tty
	pace    pace
	due     bool // a picture is to follow
	crash   *Crash
}

// pictures are where a picture goes.
type pictures interface{ Show(paint.Frame) }

// Crash is a bug that ended a session. What was written until then is kept.
type Crash struct {
	Value any
	Stack []byte
}

// Error implements error.
func (c *Crash) Error() string { return fmt.Sprintf("heed failed: %v\n\n%s", c.Value, c.Stack) }

// overdue says that it is time for the picture that was put off.
type overdue struct{}

// continued says that the process was stopped from outside and goes on.
type continued struct{}

// Show makes the model of a program over a root. A program of it needs the filter Filter
// and no renderer of its own.
func Show(root *Root, painter *paint.Painter) *Shown {
	s := show(root, painter)
	s.picture = painter
	return s
}

func show(root *Root, painter display) *Shown {
	root.screen = painter
	s := &Shown{root: root, painter: painter, tty: &tty{}}
	root.release = func() {
		_ = painter.Release()
		s.tty.restore()
	}
	return s
}

// Init implements tea.Model.
func (s *Shown) Init() tea.Cmd { return s.root.Init() }

// View implements tea.Model; the picture goes another way.
func (s *Shown) View() tea.View { return tea.View{} }

// Update implements tea.Model. A bug gives the terminal back before it ends the session.
func (s *Shown) Update(msg tea.Msg) (m tea.Model, cmd tea.Cmd) {
	defer func() {
		if p := recover(); p != nil {
			s.crashed(&Crash{Value: p, Stack: debug.Stack()})
			m, cmd = s, tea.Quit
		}
	}()
	if s.crash != nil {
		return s, tea.Quit
	}
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		size.Width, size.Height = bounded(size.Width, size.Height)
		msg = size
	}
	switch msg := msg.(type) {
	case overdue:
		s.due = false
	case Crash:
		s.crashed(&msg)
		return s, tea.Quit
	case answer:
		cmd = s.root.Update(msg)
		if msg.mute && !s.root.quit {
			return s, cmd
		}
	default:
		s.terminal(msg)
		cmd = s.root.Update(msg)
	}
	return s, tea.Batch(cmd, s.hand())
}

// The largest picture that is made. What a terminal has beyond that stays empty: each cell
// costs memory, and nobody reads lines of a thousand letters.
const (
	mostColumns = 500
	mostRows    = 200
)

// bounded is a size that a picture may have.
func bounded(w, h int) (int, int) { return min(w, mostColumns), min(h, mostRows) }

// hand gives the painter the picture, or puts it off until the next one may be made.
func (s *Shown) hand() tea.Cmd {
	if s.voice != nil {
		return s.tell()
	}
	now := time.Now()
	if wait := s.pace.wait(now); wait > 0 {
		if s.due {
			return nil
		}
		s.due = true
		return s.root.laterCmd(wait, overdue{})
	}
	s.pace.made(now)
	s.painter.Title(s.root.title())
	s.picture.Show(s.root.Frame())
	if s.painter.Err() != nil {
		s.root.leave() // nobody sees anything any more; what was written is kept
	}
	return nil
}

// terminal takes what the terminal has to say to the painter.
func (s *Shown) terminal(msg tea.Msg) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.painter.Resize(msg.Width, msg.Height)
	case tea.ModeReportMsg:
		s.mode(msg)
	case tea.ResumeMsg, edited:
		s.hide(msg)
		s.take(s.painter.Resume)
	case continued:
		s.hide(msg)
		s.take(s.painter.Reclaim)
	}
}

// hide locks a session that was away for too long before the terminal is taken back: what
// stood there is not shown once more.
func (s *Shown) hide(msg tea.Msg) {
	if _, edited := msg.(edited); edited || !s.root.lockIdle(time.Now()) || s.picture == nil {
		return
	}
	s.root.draw()
	s.picture.Show(s.root.Frame())
}

// take takes the terminal back. Where that cannot be done nobody can go on working at it.
func (s *Shown) take(again func() error) {
	if errors.Join(s.tty.raw(), again()) != nil {
		s.root.leave()
	}
}

func (s *Shown) mode(msg tea.ModeReportMsg) {
	switch msg.Mode {
	case ansi.ModeSynchronizedOutput:
		s.painter.Together(msg.Value == ansi.ModeReset)
	case ansi.ModeUnicodeCore:
		if msg.Value == ansi.ModeReset || msg.Value == ansi.ModeSet || msg.Value == ansi.ModePermanentlySet {
			s.painter.ByLetters()
		}
	}
}

// crashed gives the terminal back, so that what went wrong can be read.
func (s *Shown) crashed(c *Crash) {
	s.crash = c
	_ = s.painter.Close()
	s.tty.restore()
}

// Filter is the filter of a program over a Shown: a signal that ends it asks the root to
// leave, so that what is being written is kept first; and before the process is
// suspended the terminal is given back.
func Filter(m tea.Model, msg tea.Msg) tea.Msg {
	s, ok := m.(*Shown)
	if !ok {
		return msg
	}
	switch msg.(type) {
	case tea.QuitMsg, tea.InterruptMsg:
		if !s.root.quit && s.crash == nil {
			return leave{}
		}
		return tea.QuitMsg{}
	case tea.SuspendMsg:
		_ = s.painter.Release()
		s.tty.restore()
	}
	return msg
}

// guard turns a bug in a command into the end of the session in good order.
func guard(cmd tea.Cmd) tea.Cmd {
	return func() (msg tea.Msg) {
		defer func() {
			if p := recover(); p != nil {
				msg = Crash{Value: p, Stack: debug.Stack()}
			}
		}()
		return cmd()
	}
}
