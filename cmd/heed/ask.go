package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"

	"github.com/heed-desk/heed/internal/station"
	"github.com/heed-desk/heed/internal/text"
)

// ask asks the person at the terminal for a passphrase.
func (a *app) ask(ctx context.Context, q station.Question) (string, error) {
	switch q {
	case station.AskNewPassphrase:
		return a.askNew(ctx)
	case station.AskAgain:
		return a.secret(ctx, a.book.T("cli.ask.again"))
	case station.AskPassphrase:
	}
	return a.secret(ctx, a.book.T("cli.ask.passphrase"))
}

// askNew asks for a new passphrase twice, until both are the same; empty keeps nothing.
func (a *app) askNew(ctx context.Context) (string, error) {
	prompt := a.book.T("cli.ask.new")
	for {
		words, err := a.secret(ctx, prompt)
		if err != nil || words == "" {
			return "", err
		}
		again, err := a.secret(ctx, a.book.T("cli.ask.repeat"))
		if err != nil {
			return "", err
		}
		if words == again {
			return words, nil
		}
		prompt = a.book.T("cli.ask.differ")
	}
}

// errWidth is how wide the terminal is that is asked on.
func (a *app) errWidth() int {
	if w, _, err := term.GetSize(a.err.Fd()); err == nil && w > 0 {
		return w
	}
	return 80
}

// wrapped breaks a prompt between words. What is typed goes behind its last line.
func wrapped(prompt string, w int) string {
	lines := text.Wrap(strings.TrimRight(prompt, " "), max(w-1, 1))
	return strings.Join(lines, "\n") + " "
}

// secret reads a line that is not shown, until ctx ends. Reading cannot be broken off, so it
// is left behind then: the process is about to end.
func (a *app) secret(ctx context.Context, prompt string) (string, error) {
	before, err := term.GetState(a.in.Fd())
	if err != nil {
		return "", err
	}
	type line struct {
		b   []byte
		err error
	}
	read := make(chan line, 1)
	go func() {
		b, err := term.ReadPassword(a.in.Fd())
		read <- line{b, err}
	}()
	a.hushed(before)
	if _, err := a.err.WriteString(wrapped(prompt, a.errWidth())); err != nil {
		return "", errors.Join(err, term.Restore(a.in.Fd(), before))
	}
	select {
	case got := <-read:
		_, _ = a.err.WriteString("\n")
		return strings.TrimSpace(string(got.b)), got.err
	case <-ctx.Done():
		_, _ = a.err.WriteString("\n")
		return "", errors.Join(ctx.Err(), term.Restore(a.in.Fd(), before)) // what is typed next is shown again
	}
}

// hushed returns once the terminal no longer shows what is typed. Who is asked before that
// might see their secret; who leaves before that would be left with a terminal that goes mute
// behind them. A terminal that was mute all along stays as it is, which ends the wait too.
func (a *app) hushed(before *term.State) {
	limit, look := time.NewTimer(200*time.Millisecond), time.NewTicker(100*time.Microsecond)
	defer limit.Stop()
	defer look.Stop()
	for {
		if now, err := term.GetState(a.in.Fd()); err != nil || *now != *before {
			return
		}
		select {
		case <-limit.C:
			return
		case <-look.C:
		}
	}
}
