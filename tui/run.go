package tui

import (
	"context"
	"errors"
	"io"

	tea "charm.land/bubbletea/v2"
)

// Terminal is where a session takes place.
type Terminal struct {
	In      io.Reader
	Out     io.Writer
	Environ []string
	Signals bool // end on SIGINT and SIGTERM, as a program of its own does
}

// frames is how often a second the picture is drawn at most.
const frames = 120

// Run shows the interface until the person leaves or ctx ends, and gives the terminal
// back as it was. What was written by then is kept, unless the person insisted on leaving.
func Run(ctx context.Context, o Options, term Terminal) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	o.Context = ctx
	if o.News != nil {
		defer o.News.Close()
	}
	root := New(o)
	options := []tea.ProgramOption{
		tea.WithContext(ctx), tea.WithInput(term.In), tea.WithOutput(term.Out), tea.WithEnvironment(term.Environ),
		tea.WithFPS(frames), tea.WithFilter(Courteous),
	}
	if !term.Signals {
		options = append(options, tea.WithoutSignalHandler())
	}
	_, err := tea.NewProgram(root, options...).Run()
	if errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// Courteous is a filter for a program over a Root: a signal that ends it asks the root to
// leave, so that what is being written is kept first.
func Courteous(m tea.Model, msg tea.Msg) tea.Msg {
	switch msg.(type) {
	case tea.QuitMsg, tea.InterruptMsg:
		if r, ok := m.(*Root); ok && !r.Ending() {
			return leave{}
		}
	}
	return msg
}
