package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"github.com/charmbracelet/x/term"

	"github.com/heed-desk/heed/internal/home"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/shell"
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
	return a.secret(ctx, a.book.T("cli.ask.passphrase", "profile", a.whose()))
}

// whose names the profile whose passphrase is asked for: by its desk's folder, or by its name.
func (a *app) whose() string {
	if a.desk != "" {
		return clean(home.Short(a.desk))
	}
	dir, err := station.Where{Home: profile.Home(), Profile: a.profile}.Dir()
	if err != nil {
		return profile.Default
	}
	return clean(filepath.Base(dir))
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
// is left behind then: the process is about to end. What is typed next is not shown either, as
// it may be the next try: whoever has asked the last question lets it be shown again.
func (a *app) secret(ctx context.Context, prompt string) (string, error) {
	if err := a.hush(); err != nil {
		return "", err
	}
	type line struct {
		b   []byte
		err error
	}
	read := make(chan line, 1)
	go func() {
		b, err := a.typed()
		read <- line{b, err}
	}()
	if _, err := a.err.WriteString(wrapped(prompt, a.errWidth())); err != nil {
		return "", err
	}
	for {
		select {
		case got := <-read:
			_, _ = a.err.WriteString("\n")
			return strings.TrimSpace(string(got.b)), got.err
		case <-a.hushed.asked: // what was typed until then has been dropped
			if err := a.suspended(prompt); err != nil {
				return "", err
			}
		case <-ctx.Done():
			_, _ = a.err.WriteString("\n")
			return "", ctx.Err()
		}
	}
}

// typed reads a line and nothing of the next one.
func (a *app) typed() (line []byte, err error) {
	for next := make([]byte, 1); ; {
		n, err := a.in.Read(next)
		switch {
		case n == 1 && next[0] == '\n', errors.Is(err, io.EOF) && len(line) > 0:
			return line, nil
		case err != nil:
			return nil, err
		}
		line = append(line, next[:n]...)
	}
}

// suspended leaves a question for the shell, where one started heed, with the terminal as it was
// before; and asks again.
func (a *app) suspended(prompt string) error {
	says := ""
	if shell.Behind() {
		if err := errors.Join(a.hushed.again(), shell.Suspend(), a.hushed.off()); err != nil {
			return err
		}
	} else {
		says = a.book.T("cli.ask.stays") + "\n"
	}
	_, err := a.err.WriteString("\n" + wrapped(says+prompt, a.errWidth()))
	return err
}

// answer reads a line that is shown, until ctx ends.
func (a *app) answer(ctx context.Context, prompt string) (string, error) {
	if err := a.shown(); err != nil {
		return "", err
	}
	type line struct {
		text string
		err  error
	}
	read := make(chan line, 1)
	go func() {
		text, err := bufio.NewReader(io.LimitReader(a.in, mostAnswer)).ReadString('\n')
		read <- line{text, err}
	}()
	if _, err := a.err.WriteString(wrapped(prompt, a.errWidth())); err != nil {
		return "", err
	}
	select {
	case got := <-read:
		return strings.TrimSpace(got.text), got.err
	case <-ctx.Done():
		_, _ = a.err.WriteString("\n")
		return "", ctx.Err()
	}
}

// mostAnswer is more than any answer to a question has.
const mostAnswer = 4096
