package tui

import (
	"context"
	"errors"
	"io"
	"sync"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"github.com/heed-desk/heed/internal/shell"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/voice"
)

// Terminal is where a session takes place.
type Terminal struct {
	In      io.Reader
	Out     io.Writer
	Environ []string
	W, H    int  // the size, where Out is no terminal that can be asked
	Signals bool // this process is the terminal's: end on SIGINT, SIGTERM and SIGHUP, follow its size

	// Sizes are those that the terminal takes, where it is at the other end of a line and not this
	// process's: nothing of it is asked of this system then.
	Sizes <-chan struct{ W, H int }

	// FullRepaint draws every cell each time, for terminals that get differences wrong.
	FullRepaint bool
}

// Run shows the interface until the person leaves or ctx ends, and gives the terminal
// back as it was, also after a bug, which comes back as a *Crash. What was written by
// then is kept, unless the person insisted on leaving.
func Run(ctx context.Context, o Options, t Terminal) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	o.Context = ctx
	if o.News != nil {
		defer o.News.Close()
	}
	in, out := ttyOf(t.In), ttyOf(t.Out)
	if w, h := out.size(); w > 0 {
		t.W, t.H = w, h
	}
	t.W, t.H = bounded(t.W, t.H)
	shown := o.shown(t)
	shown.tty = in
	if err := in.raw(); err != nil {
		return err
	}
	defer in.restore()
	defer func() { err = errors.Join(err, shown.painter.Close()) }()
	if err := shown.painter.Start(); err != nil {
		return err
	}
	return shown.run(ctx, t, out)
}

// shown is a session that is shown in a terminal, or told there.
func (o Options) shown(t Terminal) *Shown {
	if o.Linear {
		return Listen(New(o), voice.New(voice.Settings{Out: t.Out, Environ: t.Environ, W: t.W, Focus: o.Call != CallNot}))
	}
	return Show(New(o), paint.New(paint.Settings{
		Out: t.Out, Environ: t.Environ, Colours: t.colours(), W: t.W, H: t.H,
		Ask: true, FullRepaint: t.FullRepaint,
	}))
}

// colours are those that the terminal has.
func (t Terminal) colours() colorprofile.Profile {
	if t.Sizes != nil {
		return colorprofile.Env(t.Environ)
	}
	return colorprofile.Detect(t.Out, t.Environ)
}

// follow tells of the sizes that a terminal elsewhere takes, until ctx ends.
func (t Terminal) follow(ctx context.Context, send func(tea.Msg)) {
	for {
		select {
		case <-ctx.Done():
			return
		case size := <-t.Sizes:
			send(tea.WindowSizeMsg{Width: size.W, Height: size.H})
		}
	}
}

// run runs the program.
func (s *Shown) run(ctx context.Context, t Terminal, out *tty) error {
	options := []tea.ProgramOption{
		tea.WithContext(ctx), tea.WithInput(t.In), tea.WithOutput(s.painter.Wire()), tea.WithEnvironment(t.Environ),
		tea.WithWindowSize(t.W, t.H), tea.WithoutRenderer(), tea.WithFPS(1), tea.WithoutCatchPanics(), tea.WithFilter(Filter),
		tea.WithoutSignalHandler(),
	}
	program := tea.NewProgram(s, options...)
	if t.Signals {
		s.root.noShell = !shell.Behind()
		watching, stop := context.WithCancel(ctx)
		defer stop()
		watch(watching, out, program.Send)
	}
	if t.Sizes != nil {
		s.root.noShell = true
		following, stop := context.WithCancel(ctx)
		var follows sync.WaitGroup
		follows.Go(func() { t.follow(following, program.Send) })
		defer follows.Wait()
		defer stop()
	}
	_, err := program.Run()
	s.root.rescue(patience)
	s.root.recall(grace)
	switch {
	case s.crash != nil:
		return s.crash
	case s.root.leaving, errors.Is(err, syscall.EIO):
		return nil // the terminal was closed: that is a way to leave too
	case errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil:
		return ctx.Err()
	default:
		return err
	}
}

// patience is how long a session that was cut off waits for its last words to be written.
const patience = 3 * time.Second

// grace is how long a session that ends waits for its errands to clear up behind themselves.
const grace = time.Second
