package main

import (
	"strings"

	"github.com/charmbracelet/x/term"

	"github.com/heed-desk/heed/internal/station"
)

// ask asks the person at the terminal for a passphrase.
func (a *app) ask(q station.Question) (string, error) {
	switch q {
	case station.AskNewPassphrase:
		return a.askNew()
	case station.AskAgain:
		return a.secret(a.book.T("cli.ask.again"))
	case station.AskPassphrase:
	}
	return a.secret(a.book.T("cli.ask.passphrase"))
}

// askNew asks for a new passphrase twice, until both are the same; empty keeps nothing.
func (a *app) askNew() (string, error) {
	prompt := a.book.T("cli.ask.new")
	for {
		words, err := a.secret(prompt)
		if err != nil || words == "" {
			return "", err
		}
		again, err := a.secret(a.book.T("cli.ask.repeat"))
		if err != nil {
			return "", err
		}
		if words == again {
			return words, nil
		}
		prompt = a.book.T("cli.ask.differ") + a.book.T("cli.ask.new")
	}
}

// secret reads a line that is not shown.
func (a *app) secret(prompt string) (string, error) {
	if _, err := a.err.WriteString(prompt); err != nil {
		return "", err
	}
	b, err := term.ReadPassword(a.in.Fd())
	_, _ = a.err.WriteString("\n")
	return strings.TrimSpace(string(b)), err
}
