package main

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"

	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/station"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
)

// workstation is how the interface is to look.
type workstation struct {
	theme       string
	keys        string
	fullRepaint bool
}

// check finds what is wrong with the options before anything is opened.
func (w workstation) check() (*keymaps.Table, error) {
	themes := []string{"", string(theme.Dark), string(theme.Light), string(theme.HighContrast), string(theme.Plain)}
	if !slices.Contains(themes, w.theme) {
		return nil, usage("cli.bad_choice", "value", clean(w.theme), "values", strings.Join(themes[1:], ", "))
	}
	return keyTable(w.keys)
}

// screen reports whether there is a terminal to draw on.
func (a *app) screen() bool { return term.IsTerminal(a.in.Fd()) && term.IsTerminal(a.out.Fd()) }

// work opens a profile and its workstation.
func (a *app) work(ctx context.Context, w workstation) (err error) {
	table, err := w.check()
	if err != nil {
		return err
	}
	if !a.screen() {
		return pipe.NewFault(pipe.Failed, "cli.needs_terminal")
	}
	o, err := a.options(profile.Workstation)
	if err != nil {
		return err
	}
	s, err := station.OpenPatiently(ctx, o)
	if err != nil {
		return a.named(err)
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return a.sit(ctx, s, w, table)
}

// farewell is how long a workstation may take to leave after a signal.
const farewell = 3 * time.Second

// sit shows the interface until the person leaves. A signal asks the interface to leave by
// itself, so that what is being written is kept; only then it is made to.
func (a *app) sit(ctx context.Context, s *station.Station, w workstation, table *keymaps.Table) error {
	if !s.Kept {
		a.say(a.book.T("cli.in_memory"))
	}
	shown, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(farewell, end) })()
	err := tui.Run(shown, tui.Options{
		Ledger: s.Ledger, News: s.Ledger.Subscribe(), Courier: s.Courier(), Book: a.book,
		Theme: a.theme(w), Keys: table, Zone: time.Local,
	}, tui.Terminal{In: a.in, Out: a.out, Environ: os.Environ(), Signals: true})
	if errors.Is(err, context.Canceled) {
		return nil // it was asked to end, and has
	}
	return err
}

// theme is the one asked for; none where the terminal's owner wants no colours.
func (a *app) theme(w workstation) theme.Name {
	if w.theme == "" && os.Getenv("NO_COLOR") != "" {
		return theme.Plain
	}
	return theme.Name(w.theme)
}
