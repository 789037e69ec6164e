package main

import (
	"os"
	"os/exec"
	"runtime"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/files"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/station"
)

// reach lets the interface reach this person's files.
func reach(s *station.Station) *files.Files {
	opener, why := opener()
	return files.New(files.Options{Store: s.Ledger, Fetch: s.Fetch, Opener: opener, Why: why, Temp: profile.Runtime})
}

// opener is the program that opens files with whatever the system has for them, or why there
// is none: where the terminal is on another machine than the person, they would not see it.
func opener() (program string, why desk.Reason) {
	if far() {
		return "", desk.Reason{Code: desk.NothingSelected, Args: []string{"far_opener"}}
	}
	name := "xdg-open"
	if runtime.GOOS == "darwin" {
		name = "open"
	}
	program, err := exec.LookPath(name)
	if err != nil {
		return "", desk.Reason{Code: desk.NothingSelected, Args: []string{"no_opener"}}
	}
	return program, desk.Reason{}
}

// far reports whether the terminal is on another machine than this one.
func far() bool { return os.Getenv("SSH_CONNECTION") != "" || os.Getenv("SSH_TTY") != "" }
