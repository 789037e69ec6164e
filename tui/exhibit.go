package tui

import (
	"context"
	"errors"
	"image/color"
	"io"
	"sync"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/tui/paint"
)

// Exhibited is an interface that is only looked at, by whoever shows its pictures.
type Exhibited struct {
	W, H  int
	Light bool              // it is shown on a light background
	Show  func(paint.Frame) // hears of each picture; it may not wait
}

// Exhibit runs an interface at which nobody sits, until ctx ends. A bug in it comes back as a *Crash.
func Exhibit(ctx context.Context, o Options, e Exhibited) error {
	ctx, end := context.WithCancel(ctx)
	defer end()
	o.Context = ctx
	e.W, e.H = bounded(e.W, e.H)
	root := New(o)
	root.noShell = true
	hangs := &easel{hang: e.Show}
	s := show(root, hangs)
	s.picture = hangs
	program := tea.NewProgram(s,
		tea.WithContext(ctx), tea.WithInput(nil), tea.WithOutput(io.Discard), tea.WithEnvironment(nil), tea.WithWindowSize(e.W, e.H),
		tea.WithoutRenderer(), tea.WithFPS(1), tea.WithoutCatchPanics(), tea.WithFilter(Filter), tea.WithoutSignalHandler(),
	)
	var tells sync.WaitGroup
	defer tells.Wait()
	if e.Light {
		tells.Go(func() { program.Send(tea.BackgroundColorMsg{Color: color.White}) })
	}
	_, err := program.Run()
	root.recall(grace)
	switch {
	case s.crash != nil:
		return s.crash
	case errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil:
		return ctx.Err()
	default:
		return err
	}
}

// easel is where pictures stand that are shown elsewhere: there is no terminal behind it.
type easel struct{ hang func(paint.Frame) }

// Show takes a picture.
func (e *easel) Show(f paint.Frame) { e.hang(f) }

// Nothing of what a terminal can do besides is done.
var _ display = (*easel)(nil)

func (*easel) Copy(string)           {}
func (*easel) Redraw()               {}
func (*easel) Blank()                {}
func (*easel) Ring()                 {}
func (*easel) Notify(string, string) {}
func (*easel) Title(string)          {}
func (*easel) Resize(int, int)       {}
func (*easel) Together(bool)         {}
func (*easel) ByLetters()            {}
func (*easel) Release() error        { return nil }
func (*easel) Resume() error         { return nil }
func (*easel) Reclaim() error        { return nil }
func (*easel) Start() error          { return nil }
func (*easel) Close() error          { return nil }
func (*easel) Wire() io.Writer       { return io.Discard }
func (*easel) Err() error            { return nil }
