package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"

	"github.com/heed-desk/heed/internal/config"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/station"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/theme"
)

// workstation is how the interface is to look.
type workstation struct {
	theme       string
	keymap      string
	density     string
	editor      string
	linear      bool
	fullRepaint bool
	notify      string
	quiet       string
	lockAfter   string
	begin       screen.Place // the page that is shown first, over the queue; none where empty
}

// check finds what is wrong with the options before anything is opened.
func (a *app) check(w workstation) (*keymaps.Table, error) {
	if s, _ := config.Find("theme"); !s.Takes(w.theme) {
		return nil, usage("cli.bad_choice", "value", clean(w.theme), "values", listed(s.Values))
	}
	return a.table(w.keymap)
}

// screen reports whether there is a terminal to draw on.
func (a *app) screen() bool { return term.IsTerminal(a.in.Fd()) && term.IsTerminal(a.out.Fd()) }

// work opens a profile and its workstation.
func (a *app) work(ctx context.Context, w workstation) (err error) {
	table, err := a.check(w)
	if err != nil {
		return err
	}
	unset := a.unset()
	switch {
	case unset && !a.screen():
		return pipe.NewFault(pipe.NotFound, "cli.no_profile")
	case !a.screen():
		return pipe.NewFault(pipe.Failed, "cli.needs_terminal")
	case unset:
		demo, done, err := a.firstRun(ctx, &w)
		if err != nil || !done {
			return err
		}
		if demo {
			return a.demonstrate(ctx, usualDemo(w))
		}
		if table, err = a.check(w); err != nil {
			return err
		}
	}
	o, err := a.options(ctx, profile.Workstation)
	if err != nil {
		return err
	}
	s, err := station.OpenPatiently(ctx, o)
	if err != nil {
		return a.named(err)
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if s.Host != nil {
		s.Host.OnTrouble(a.noteTrouble)
	}
	if err := a.shown(); err != nil {
		return err
	}
	return a.sit(ctx, s, w, table)
}

// farewell is how long a workstation may take to leave after a signal.
const farewell = 3 * time.Second

// sit shows the interface until the person leaves. A signal asks the interface to leave by
// itself, so that what is being written is kept; only then it is made to.
func (a *app) sit(ctx context.Context, s *station.Station, w workstation, table *keymaps.Table) (err error) {
	var first []screen.Notice
	if !s.Kept {
		first = append(first, screen.Notice{Text: a.book.T("cli.in_memory"), Level: screen.Failure})
	}
	remarks := func() []screen.Notice {
		var all []screen.Notice
		for _, f := range s.Remarks() {
			all = append(all, screen.Notice{Text: a.sentence(f), Level: screen.Failure})
		}
		return all
	}
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGQUIT, syscall.SIGABRT) // the terminal is given back after these too
	defer stop()
	shown, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(farewell, end) })()
	reached := reach(s)
	defer func() { err = errors.Join(err, reached.Close()) }()
	go a.clearUp(shown, reached)
	var examining sync.WaitGroup
	defer examining.Wait()
	defer end()
	examining.Go(func() { a.examine(shown, s) })
	asked := make(chan func(), 1)
	s.OnLock(locking(shown, asked))
	defer s.OnLock(nil)
	err = tui.Run(shown, tui.Options{
		Ledger: s.Ledger, News: s.Ledger.Subscribe(), Courier: s.Courier(), Book: a.at(s),
		Theme: a.theme(w), Keys: table, Zone: time.Local, Say: first, Remarks: remarks,
		Linear: w.linear, Unkept: !s.Kept, Log: a.log(), Lines: w.lines(), Call: w.call(), Quiet: w.hushed(), Editor: a.editor(shown, w), Files: reached, Watch: s, Begin: w.begin,
		LockAfter: w.locksAfter(), LockAsked: asked, Unlocks: unlocks{s}, Locked: s.Bar,
		Settings: a.configured(func(w workstation) func(string) (string, error) { return a.editor(shown, w) }),
	}, tui.Terminal{In: a.in, Out: a.out, Environ: os.Environ(), Signals: true, FullRepaint: w.fullRepaint})
	var crash *tui.Crash
	switch {
	case errors.As(err, &crash):
		return a.crashed(crash, time.Now())
	case errors.Is(err, context.Canceled):
		return nil // it was asked to end, and has
	default:
		return err
	}
}

// at is the book of a session at a profile's desk. A desk in a folder is not signed in to.
func (a *app) at(s *station.Station) *words.Book {
	if s.Settings.URL == "" {
		return a.book
	}
	return a.book.WithDesk(clean(s.Settings.URL), clean(s.Name()))
}

// locking asks what is shown to lock itself, and waits until it is locked.
func locking(shown context.Context, asked chan<- func()) func(context.Context) bool {
	return func(ctx context.Context) bool {
		done := make(chan struct{})
		select {
		case asked <- func() { close(done) }:
		case <-ctx.Done():
			return false
		}
		select {
		case <-done:
			return true
		case <-ctx.Done():
		case <-shown.Done():
		}
		return false
	}
}

// call is how heed calls somebody who looks elsewhere.
func (w workstation) call() tui.Call {
	if w.notify == "off" {
		return tui.CallNot
	}
	return tui.Call(w.notify)
}

// hushed tells when it does not; nil for never.
func (w workstation) hushed() func(time.Time) bool {
	hours, ok := config.ParseHours(w.quiet)
	if !ok {
		return nil
	}
	return hours.Has
}

// locksAfter is how long nobody presses a key before the session locks itself; 0 for never.
func (w workstation) locksAfter() time.Duration {
	d, err := time.ParseDuration(w.lockAfter)
	if err != nil {
		return 0 // never
	}
	return d
}

// lines is how many lines a row of the queue takes; 0 for as many as there is room for.
func (w workstation) lines() int { return map[string]int{"one": 1, "two": 2}[w.density] }

// theme is the one asked for; none where the terminal's owner wants no colours.
func (a *app) theme(w workstation) theme.Name {
	switch {
	case w.theme != auto:
		return theme.Name(w.theme)
	case os.Getenv("NO_COLOR") != "":
		return theme.Plain
	default:
		return "" // by the terminal's background
	}
}
