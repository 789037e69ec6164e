package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"

	"github.com/heed-desk/heed/internal/files"
	"github.com/heed-desk/heed/internal/profile"
)

// mostEdited is the most that is read back of an editor, in bytes.
const mostEdited = 1 << 20

// editor lets the person edit a text in a program of their own; nil where none is named, or
// where the terminal is on another machine than they are. The end of ctx ends the program.
func (a *app) editor(ctx context.Context, w workstation) func(string) (string, error) {
	command := os.Getenv("VISUAL")
	if strings.TrimSpace(command) == "" {
		command = os.Getenv("EDITOR")
	}
	if strings.TrimSpace(command) == "" || w.editor == "off" || w.editor == "auto" && far() {
		return nil
	}
	return func(text string) (string, error) { return a.editIn(ctx, command, text) }
}

// editIn edits a text in a file that only this user can read, and that is gone afterwards.
func (a *app) editIn(ctx context.Context, command, text string) (back string, err error) {
	dir, err := profile.Runtime()
	if err != nil {
		return "", err
	}
	dir, leave, err := files.Room(dir) // where heed is killed meanwhile, the next one clears up
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, leave()) }()
	file, err := os.CreateTemp(dir, "text-*.txt") // for this user alone
	if err != nil {
		return "", err
	}
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n" // a file of text ends its last line
	}
	_, err = file.WriteString(text)
	if err = errors.Join(err, file.Close()); err != nil {
		return "", err
	}
	// The shell takes apart what may be a command with arguments, as for other programs.
	cmd := exec.CommandContext(ctx, "sh", "-c", command+` "$@"`, "sh", file.Name()) //nolint:gosec // the person says which program
	cmd.Env = files.Outside()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = a.in, a.out, a.out
	if err := cmd.Run(); err != nil {
		return "", err
	}
	edited, err := os.Open(file.Name()) // an editor may have put another file there
	if err != nil {
		return "", err
	}
	b, err := io.ReadAll(io.LimitReader(edited, mostEdited+1))
	if err = errors.Join(err, edited.Close()); err != nil {
		return "", err
	}
	if len(b) > mostEdited {
		return "", errors.New("more than 1 MiB")
	}
	return string(b), nil
}
